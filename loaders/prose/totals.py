"""The only place that tells a total by its parts: "chuyển qua 08, tiếp nhận mới 156, cộng 164".

A figure that only says it is a total is stated where the figures right before it are the parts of one field, or the
levels of one, and add up to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from loaders.catalogue.fields import Field, load_fields
from loaders.checks.identities import load_identities
from loaders.prose.findings import Candidate

SAYS_TOTAL = re.compile(
    r"(?<!\w)(?:tổng|cộng|tất cả|tính chung|chung)(?!\w)(?:\s+(?:số|cộng|là|chung|cả|các|loại|đạt))*"
)
MOST = 4
"""So many parts at most are added up."""
ITEMS = 6
"""In so many list items before the total its parts stand at most."""
CLOSE = 250
"""How many characters before the total its first part stands at most."""


def says_total(words: str) -> bool:
    """Whether folded words before a figure say that it is a total."""
    return SAYS_TOTAL.search(words) is not None


def whole_of(candidates: Sequence[Candidate], at: int, value: float, group: int) -> tuple[Field, str | None] | None:
    """The field and level of the total `value` at offset `at`, told by the figures of the same block before it."""
    close = list(takewhile(lambda each: group - each.group <= ITEMS and at - each.start <= CLOSE, reversed(candidates)))
    if value and (found := _sum_of(close, value)):
        return found
    near = [each for each in close if each.group == group]
    counts = [each for each in near if not each.field.is_percent]
    for size in range(2, min(MOST, len(counts)) + 1):
        parts = counts[:size]
        if value and sum(each.value for each in parts) == value and (found := _whole(parts)):
            return found
    return None


def _sum_of(close: Sequence[Candidate], value: float) -> tuple[Field, str | None] | None:
    """The field of an equation whose parts all stand near and add up, whatever stands between them."""
    near: dict[tuple[str, str | None], Candidate] = {}
    for each in close:
        near.setdefault((each.field.name, each.level), each)
    found = {
        (sum_.total, level)
        for sum_ in load_identities().sums
        for level in {each.level for each in close}
        if all((part, level) in near for part in sum_.parts)
        and sum(near[part, level].value for part in sum_.parts) == value
        and (sum_.total, level) not in near
    }
    (total, level) = found.pop() if len(found) == 1 else (None, None)
    return (load_fields()[total], level) if total else None


def _whole(parts: Sequence[Candidate]) -> tuple[Field, str | None] | None:
    names, levels = {each.field.name for each in parts}, {each.level for each in parts}
    if len(names) == 1:
        apart = len(levels) == len(parts) and not levels & {None, "all"}
        return (parts[0].field, "all") if apart else None
    if len(names) < len(parts) or len(levels) > 1:
        return None
    totals = [each.total for each in load_identities().sums if set(each.parts) == names]
    return (load_fields()[totals[0]], parts[0].level) if len(set(totals)) == 1 else None
