"""The only place that says in words what does not add up: what, where, found, expected, and what probably happened.

Two short sentences: the contradiction with its arithmetic; then the likeliest slip with the arithmetic that proves it,
or what to do. To add a kind of equation, add its sentence to `SAID`.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.checks.balances import Balance, Equation, Ratio
from loaders.checks.explanations import Explanation
from loaders.checks.wording import EN, VI, Words
from loaders.records import Fact, Locator, Problem

SAID = {
    "identity": ("{whole} ghi {t} nhưng {parts} = {added}.", "{whole} says {t} but {parts} = {added}."),
    "order": ("{parts}{sum} lớn hơn {whole} {t}.", "{parts}{sum} exceeds {whole} {t}."),
    "levels": (
        "{label}: {rows} = {added} nhưng tổng chung ghi {t}.",
        "{label}: {rows} = {added} but the whole says {t}.",
    ),
    "levels at most": (
        "{label}: {rows}{sum} lớn hơn tổng chung {t}.",
        "{label}: {rows}{sum} exceeds the whole, {t}.",
    ),
    "units": (
        "{label}{where}: cả {n} đơn vị cộng lại là {added} nhưng tổng chung ghi {t}.",
        "{label}{where}: all {n} units add up to {added} but the whole says {t}.",
    ),
    "units at most": (
        "{label}{where}: {rows}{sum} lớn hơn tổng chung {t}.",
        "{label}{where}: {rows}{sum} exceeds the whole, {t}.",
    ),
    "cumulative": (
        "{whole} của cả kỳ ghi {t}, nhỏ hơn {added} của một kỳ nằm trong đó.",
        "{whole} of the whole time says {t}, less than {added} of a time within.",
    ),
    "hundred": ("{parts} = {added}%, không phải 100%.", "{parts} = {added}%, not 100%."),
    "limit": ("{parts} vượt mức cao nhất là {most}.", "{parts} exceeds the most there is, {most}."),
    "share": ("{whole} in {t} nhưng {ratio} = {exact}.", "{whole} is printed {t} but {ratio} = {exact}."),
}
"""The first sentence about an equation, by kind, in Vietnamese and English; `at most` where it is a bound."""
CHECK = ("Đối chiếu các số này với bản gốc.", "Compare these numbers with the original.")
ADVICE = {
    "parts": (
        "Số tiếp nhận có thể chưa gồm hồ sơ kỳ trước chuyển qua; đối chiếu với bản gốc.",
        "What was received may lack what was carried over; compare with the original.",
    ),
    "hundred": (
        "Hai tỷ lệ có thể tính trên hai mẫu số khác nhau; đối chiếu với bản gốc.",
        "They may be shares of different wholes; compare with the original.",
    ),
    "cumulative": (
        "Có thể số trong kỳ và số lũy kế bị đổi chỗ; đối chiếu với bản gốc.",
        "The figures of the period and so far may stand in each other's place; compare with the original.",
    ),
}
"""What to do where no slip explains it and nothing is certainly wrong."""
LIKELY = ("Có lẽ {ways}: {proof}.", "Probably {ways}: {proof}.")
EITHER = ("Hoặc {ways}; đối chiếu với bản gốc.", "Either {ways}; compare with the original.")
SEVERAL = (
    "Có {n} cách sửa một số đều khớp nên chưa rõ số nào sai; đối chiếu với bản gốc.",
    "{n} corrections of one number would fit, so which is wrong is not known; compare with the original.",
)
OR = (", hoặc ", ", or ")
AND = (" và ", " and ")
MOST_WAYS = 2
"""Ways out that are told one by one."""
ROWS = 4
"""Units whose figures are told one by one."""


def problem(broken: Sequence[Equation], found: Sequence[Explanation], facts: Sequence[Fact]) -> Problem:
    """What is wrong with the gravest of these equations, and what would put all of them right."""
    broken = sorted(broken, key=lambda each: each.warns)
    first = broken[0]
    told = [Words(facts, tuple(fact.value for fact in facts), language) for language in (VI, EN)]
    seconds = [_second(words, broken, found) for words in told]
    expected, stands = _expected_and_found(told[VI], first)
    certain = found[0].cells if len(found) == 1 else ()
    cells = dict.fromkeys((*(cell for each in broken for cell in _in_order(each)), *certain))
    return Problem(
        kind="order" if first.kind == "parts" else first.kind,
        severity="warning" if all(each.warns for each in broken) else "error",
        message_vi=f"{_first(told[VI], first)} {seconds[VI]}",
        message_en=f"{_first(told[EN], first)} {seconds[EN]}",
        fields=tuple(dict.fromkeys(facts[cell].field for cell in cells)),
        admin_level=None if first.kind == "levels" else facts[_in_order(first)[0]].admin_level,
        expected=expected,
        found=stands,
        suggestion=seconds[VI] if len(found) == 1 else None,
        at=_span(first, facts),
    )


def _first(words: Words, each: Equation) -> str:
    if isinstance(each, Ratio):
        ratio, exact = words.ratio(each.tops, each.bottoms[0])
        whole = words.label(each.rate) + words.where(each.rate)
        return SAID["share"][words.language].format(whole=whole, t=words.printed(each.rate), ratio=ratio, exact=exact)
    head, rows = each.cells[0], words.rows(each.parts) if len(each.parts) <= ROWS else words.counted(each.parts)
    added = words.number(each.added(words.values))
    kind = "order" if each.kind == "parts" else each.kind
    bound = f"{kind} at most" if each.at_most and kind in ("levels", "units") else kind
    return SAID[bound][words.language].format(
        whole=words.label(head) + words.where(head),
        label=words.label(head),
        where=words.where(head),
        t=words.number(each.whole(words.values)),
        parts=words.parts(each.parts),
        rows=rows,
        sum=f" = {added}" if len(each.parts) > 1 else "",
        added=added,
        n=len(each.parts),
        most=words.number(each.constant),
    )


def _second(words: Words, broken: Sequence[Equation], found: Sequence[Explanation]) -> str:
    first, language = broken[0], words.language
    if not found:
        advised = first.warns or first.kind == "cumulative"
        return (ADVICE.get(first.kind, CHECK) if advised else CHECK)[language]
    if len(found) > MOST_WAYS:
        return SEVERAL[language].format(n=len(found))
    ways = OR[language].join(words.way(each) for each in found)
    if len(found) > 1:
        return EITHER[language].format(ways=ways)
    right = words.with_changes(found[0])
    return LIKELY[language].format(ways=ways, proof=AND[language].join(map(right.proof, broken[:MOST_WAYS])))


def _expected_and_found(words: Words, each: Equation) -> tuple[str, str]:
    if isinstance(each, Ratio):
        ratio, exact = words.ratio(each.tops, each.bottoms[0])
        return words.printed(each.rate), f"{ratio} = {exact}"
    added, whole = words.number(each.added(words.values)), words.number(each.whole(words.values))
    shown = f"{words.sum(each.parts)} = {added}" if 1 < len(each.parts) <= ROWS else added
    return f"≤ {whole}" if each.at_most else whole, shown


def _in_order(each: Equation) -> tuple[int, ...]:
    """Its figures as they are told: what exceeds a bound before the bound, else the total or the rate first."""
    return each.cells[1:] + each.cells[:1] if isinstance(each, Balance) and each.at_most else each.cells


def _span(each: Equation, facts: Sequence[Fact]) -> Locator:
    """Where it stands: at the first figure told; a rate with what it is a share of."""
    at = facts[_in_order(each)[0]].at
    if isinstance(each, Balance) or at.start is None:
        return at
    starts = [facts[cell].at.start for cell in each.tops]
    return Locator(min(at.start, *(start for start in starts if start is not None)), at.end, at.page, at.sheet, at.cell)
