"""The only place that notices what no equation says: a stock reported as a flow, a rate of nothing or cut off, a level
that no longer exists.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from loaders.checks.balances import Equation, Ratio
from loaders.checks.equations import groups
from loaders.checks.identities import Stock, load_identities
from loaders.checks.wording import EN, VI, Words
from loaders.places.reference import MAPS
from loaders.records import Fact, Problem, Report

STOCK = (
    "{flow} ghi {n}, bằng {stock}, trong khi {silent} là 0: có lẽ là số đang có, không phải số trong kỳ."
    " Ghi lại số phát sinh trong kỳ.",
    "{flow} says {n}, the same as {stock}, while {silent} is 0: probably what is in force, not what was done."
    " State what was done in the period.",
)
ZERO = (
    "{rate} in {printed} nhưng mẫu số là 0: kỳ này không phát sinh, không có tỷ lệ. Ghi “không phát sinh”.",
    "{rate} is printed {printed} but its denominator is 0: there was nothing to count. State that instead.",
)
CUT = (
    "{rate} in {printed} là số cắt bớt: {ratio} = {exact}. Có {n} tỷ lệ như vậy; nên làm tròn.",
    "{rate} is printed {printed}, cut off: {ratio} = {exact}. There are {n} such rates; better to round them.",
)
ERA = (
    "{label}{where} ghi {n} cho kỳ sau ngày 30/6/2025, khi không còn cấp huyện. Xem lại cấp hoặc kỳ của {count} số.",
    "{label}{where} says {n} for a time after 30 June 2025, when there is no district level."
    " See to the level or the period of {count} figures.",
)


def stocks(facts: Sequence[Fact], problems: list[Problem]) -> set[int]:
    """The flows that only repeat the stock in force where nothing was done in the period; adds what is to be said."""
    accused = set[int]()
    for group in groups(facts):
        flows = [group[each.flow] for each in load_identities().stocks if _repeats(each, group, facts)]
        if flows:
            first = next(each for each in load_identities().stocks if group.get(each.flow) == flows[0])
            accused |= set(flows)
            problems.append(_stock(facts, flows, group[first.stock], group[first.silent]))
    return accused


def _repeats(each: Stock, group: Mapping[Hashable, int], facts: Sequence[Fact]) -> bool:
    if any(name not in group for name in (each.flow, each.stock, each.silent)):
        return False
    flow, stock, silent = (facts[group[name]].value for name in (each.flow, each.stock, each.silent))
    return silent == 0 < flow == stock


def _stock(facts: Sequence[Fact], flows: list[int], stock: int, silent: int) -> Problem:
    vi, en = (
        STOCK[words.language].format(
            flow=", ".join(map(words.label, flows)) + words.where(flows[0]),
            n=words.printed(flows[0]),
            stock=words.label(stock),
            silent=words.label(silent),
        )
        for words in _both(facts)
    )
    fields, at = tuple(facts[cell].field for cell in (*flows, stock, silent)), facts[flows[0]].at
    found = _both(facts)[VI].printed(flows[0])
    return Problem("stock", "warning", vi, en, fields, facts[flows[0]].admin_level, found=found, at=at)


def remarks(facts: Sequence[Fact], known: Sequence[Equation], report: Report | None) -> list[Problem]:
    """What is worth knowing and nobody's fault."""
    return [*_zero_bases(facts, known), *_cut_rates(facts, known), *_districts_after_their_end(facts, report)]


def _zero_bases(facts: Sequence[Fact], known: Sequence[Equation]) -> Iterator[Problem]:
    """A rate whose every stated denominator is 0 (Quyết định 766/QĐ-TTg has rules of its own for its score)."""
    values = [fact.value for fact in facts]
    said = set[int]()
    for each in known:
        if isinstance(each, Ratio) and each.rate not in said and each.share.accuses:
            zero = all(not sum(values[cell] for cell in base) for base in each.bottoms)
            if zero and not any(values[cell] for cell in each.tops):
                said.add(each.rate)
                vi, en = (
                    ZERO[words.language].format(
                        rate=words.label(each.rate) + words.where(each.rate), printed=words.printed(each.rate)
                    )
                    for words in _both(facts)
                )
                fields = (facts[each.rate].field, facts[each.bottoms[0][0]].field)
                at, level = facts[each.rate].at, facts[each.rate].admin_level
                yield Problem("zero_base", "info", vi, en, fields, level, found=facts[each.rate].raw, at=at)


def _cut_rates(facts: Sequence[Fact], known: Sequence[Equation]) -> Iterator[Problem]:
    """Rates whose last digits were cut off instead of rounded: one remark for all."""
    values = [fact.value for fact in facts]
    fits = {each.rate: (each, fit) for each in known if isinstance(each, Ratio) and (fit := each.fitting(values))}
    rounded = {e.rate for e in known if isinstance(e, Ratio) and (f := e.fitting(values)) and f[0] == "rounded"}
    cut = [(e, f[1]) for e, f in fits.values() if e.rate not in rounded and _exact(facts, e)]
    if cut:
        each, base = cut[0]
        vi, en = (
            CUT[words.language].format(
                rate=words.label(each.rate) + words.where(each.rate),
                printed=words.printed(each.rate),
                **dict(zip(("ratio", "exact"), words.ratio(each.tops, base), strict=True)),
                n=len(cut),
            )
            for words in _both(facts)
        )
        fields = tuple(dict.fromkeys(facts[each.rate].field for each, _ in cut))
        yield Problem("rounding", "info", vi, en, fields, facts[each.rate].admin_level, at=facts[each.rate].at)


def _districts_after_their_end(facts: Sequence[Fact], report: Report | None) -> Iterator[Problem]:
    """Figures of the district level for a time that begins when there is none (Nghị quyết 202/2025/QH15)."""
    own = report.period if report else None
    late = []
    for cell, fact in enumerate(facts):
        period = fact.period or own
        first = period and (period.start or period.end)
        if first and first >= MAPS[-1].valid_from and "district" in (fact.admin_level, fact.unit_kind):
            late.append(cell)
    if late:
        vi, en = (
            ERA[words.language].format(
                label=words.label(late[0]), where=words.where(late[0]), n=words.printed(late[0]), count=len(late)
            )
            for words in _both(facts)
        )
        fields = tuple(dict.fromkeys(facts[cell].field for cell in late))
        yield Problem("era", "warning", vi, en, fields, "district", at=facts[late[0]].at)


def _exact(facts: Sequence[Fact], each: Ratio) -> bool:
    return not any(facts[cell].approximate for cell in each.cells)


def _both(facts: Sequence[Fact]) -> tuple[Words, Words]:
    values = [fact.value for fact in facts]
    return Words(facts, values, VI), Words(facts, values, EN)
