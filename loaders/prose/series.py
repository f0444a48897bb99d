"""The only place for figures in a row: "ở ba cấp lần lượt là 98,1%, 95,2% và 96,0%",
"công bố 521 TTHC trong 34 quyết định".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from loaders.catalogue.meanings import Meaning
from loaders.prose.clauses import Clause
from loaders.text.numbers import Number
from loaders.text.textform import fold_marks

LEVELS = {2: ["province", "commune"], 3: ["province", "district", "commune"]}
"""The levels that "các cấp lần lượt" counts: three until 30 June 2025,
two since (Luật Tổ chức chính quyền địa phương 2025).
"""
LONGEST = 500
"""Figures in a row beyond which nobody asks for the levels of a series."""
FROM = re.compile(r"(?<!\w)từ(?: mức| tỷ lệ)?\s+$")
TO = re.compile(
    r"(?:[^.;:,()]{0,70}?\s)?(?:lên|xuống|giảm còn)(?: mức| tới| đến| còn| được| thành)?\s+",
    re.DOTALL,
)
OUT_OF = re.compile(r"\strong(?: (?:tổng )?số)?\s+$|^\s*hồ sơ[^.;:,()/]{0,30}/\s*(?:tổng số )?$")
COMPARED = frozenset(("change", "comparison", "other_period"))
ENDS_SERIES = ("sentence", "list", "close", "end")


def spread_levels(clauses: Sequence[Clause]) -> None:
    """Give each figure of "lần lượt" its level and the label's terms; where it is not clear which, none is stated."""
    named: list[str] = []
    for i, clause in enumerate(clauses):
        if clause.series and _is_bare_level(clause) and i + 1 < len(clauses):
            clause.series, clauses[i + 1].series = False, True  # "lần lượt ở cấp tỉnh, cấp xã là …"
            continue
        if not clause.series and not _may_begin_series(clause):
            continue
        rest = list(takewhile(_is_bare_figure, clauses[i + 1 : i + LONGEST]))
        if not clause.series and not _begins_series(rest):
            continue
        values = [clause, *rest]
        size = _size(values)
        before = list(takewhile(_is_bare_level, (clauses[j] for j in range(i - 1, -1, -1))))[::-1]
        if size > 1 and all(each.level and not each.levels for each in values[:size]):
            _assign(values[:size], [each.level for each in values[:size]], clause)
            continue
        levels = _levels(before, clause, size) or named
        named = levels
        for each in before:
            dimensions = {*each.terms, *clause.terms}
            clause.terms = {d: each.terms.get(d, set()) | clause.terms.get(d, set()) for d in dimensions}
            each.terms, each.level = {}, None
        matched: Sequence[str | None] = levels if len(levels) == size else [None] * size
        _assign(values[:size], matched, clause)


def _size(values: Sequence[Clause]) -> int:
    """How many figures the row has: up to a mark that ends it, or all that semicolons alone set apart."""
    last = next((n for n, each in enumerate(values, 1) if each.ends in ("sentence", "close", "end")), len(values))
    if values[0].series and last in LEVELS and all(each.ends == "list" for each in values[: last - 1]):
        return last
    return next((n for n, each in enumerate(values, 1) if each.ends in ENDS_SERIES), len(values))


def _may_begin_series(clause: Clause) -> bool:
    begins = len(clause.numbers) == 1 and clause.numbers[0].percent and bool(clause.terms)
    return begins and clause.ends in ("comma", "join", "list")


def _begins_series(rest: Sequence[Clause]) -> bool:
    """ "tỷ lệ đúng hạn tương ứng 99,47%, 98,05% và 99,86%": shares in a row without a word of their own."""
    return bool(rest) and rest[0].numbers[0].percent and not (rest[0].terms or rest[0].level or rest[0].rule)


def drop_starts(text: str, clauses: Sequence[Clause]) -> list[Number]:
    """Of "tăng từ 64,9% lên 71,4%" keep what it came to; returns what it came from."""
    dropped: list[Number] = []
    for clause in clauses:
        for first, second in list(pairwise(clause.numbers)):
            between = fold_marks(text[first.end : second.start])
            moved = FROM.search(fold_marks(text[max(0, first.start - 24) : first.start])) and TO.fullmatch(between)
            if not moved or first.percent != second.percent:
                continue
            clause.numbers.remove(first)
            dropped.append(first)
            if clause.rule in COMPARED and first.start - 24 < clause.rule_at < second.start:
                clause.rule = None
    return dropped


def mark_joint_levels(clauses: Sequence[Clause]) -> None:
    """ "Cấp huyện, cấp xã đã giải quyết 41 hồ sơ": a figure of both, which is stated of none."""
    for three in zip(clauses, clauses[1:], clauses[2:], strict=False):
        if [each.level for each in three] == ["province", "district", "commune"] and not any(c.levels for c in three):
            _join_three(*three)
    for one, other in pairwise(clauses):
        first, second = one.level, other.level
        if one.ends not in ("comma", "join") or not first or not second or first == second:
            continue
        if not one.numbers and not one.strays and not one.rule:
            _join_levels(other, first, second)
        elif _is_bare_level(replace(other, ends="comma")) and not other.terms:
            _join_levels(one, first, second)


def _join_three(top: Clause, middle: Clause, last: Clause) -> None:
    """ "Các sở, ngành, UBND cấp huyện, cấp xã đã tiếp nhận 96.302 hồ sơ": all three levels are all there are."""
    if _is_bare_level(top) and _is_bare_level(middle) and not (top.terms or middle.terms) and last.terms:
        top.level = middle.level = None
        last.level = "all"


def _join_levels(clause: Clause, first: str, second: str) -> None:
    """Province and commune together are all there are where a report names no district between them."""
    if {first, second} == {"province", "commune"} and not clause.levels:
        clause.level, clause.levels = "all", []
    else:
        clause.levels = clause.levels or [first, second]


def _levels(before: Sequence[Clause], clause: Clause, size: int) -> list[str]:
    """The levels named one by one, or by "ba cấp", "hai cấp"."""
    named = [level for each in (*before, clause) for level in each.levels or filter(None, [each.level])]
    return LEVELS.get(size, []) if named == ["all"] else named


def _assign(values: Sequence[Clause], levels: Sequence[str | None], label: Clause) -> None:
    rule = label.rule  # "tăng lần lượt 2% và 3%"
    for value, level in zip(values, levels, strict=True):
        value.terms, value.says_rate, value.levels, value.level = label.terms, label.says_rate, [], level
        value.rule, value.rule_at = value.rule or rule or (None if level else "series"), value.start


def _is_bare_level(clause: Clause) -> bool:
    return not clause.numbers and not clause.strays and bool(clause.level) and clause.ends in ("comma", "join")


def _is_bare_figure(clause: Clause) -> bool:
    return len(clause.numbers) == 1 and not clause.strays and not {"state", "timing"} & set(clause.terms)


def with_base(text: str, counts: list[Number], clause: Clause) -> list[Number]:
    """ "16.840 hồ sơ … trên tổng số 24.196 hồ sơ", "trong 386 hồ sơ có 211 …" as the ratio that it is;
    other counts as they are.
    """
    if len(counts) != 2 or any(number.second is not None for number in counts):
        return counts
    top, bottom = counts[::-1] if clause.base_first else counts
    if clause.base_first:
        if top.value > bottom.value:
            return counts
    elif not (_is_out_of(text, top, bottom, clause) or top.start < (clause.base_at or 0) < bottom.start):
        return counts
    return [replace(top, second=bottom.value, parts=((top.start, top.end), (bottom.start, bottom.end)))]


def _is_out_of(text: str, top: Number, bottom: Number, clause: Clause) -> bool:
    """ "Số hóa 960 hồ sơ trong 1.000 hồ sơ", "20.214 hồ sơ trực tuyến/47.470 hồ sơ": so many of the same things."""
    if not {"act", "channel"} & set(clause.terms):
        return False
    same = clause.nouns.get(top.start, "") == clause.nouns.get(bottom.start) and top.value <= bottom.value
    return same and OUT_OF.search(fold_marks(text[top.end : bottom.start])) is not None


def with_noun(own: Meaning, nouns: set[str], noun: str) -> Meaning:
    """The terms of a clause with several figures as the one counting `noun` means them."""
    kept = {d: t - nouns if d in ("thing", "document") else t for d, t in own.items()}
    kept["document" if noun in ("decision", "resolution") else "thing"] = frozenset((noun,))
    return {d: t for d, t in kept.items() if t}
