"""The only place that says how far the level goes with which a sentence or a list item begins.

"+ Cấp huyện tiếp nhận 128.207 hồ sơ; đã giải quyết 119.163 hồ sơ. Đang giải quyết 9.044 hồ sơ."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.prose.clauses import Clause
from loaders.text.textform import fold_marks

_LEVEL = r"cấp (?:tỉnh|thành phố|huyện|quận|xã|phường)"
BEGINS = re.compile(
    rf"[\s*+•-]*(?:trong đó[,:]? )?(?:(?:tại|ở|riêng|đối với|khối) )?(?:ubnd )?(?:{_LEVEL}|(?:các )?sở, )"
)
GOES_ON = re.compile(
    r"[\s*]*(?:trong đó,? |hiện )?(?:đã |được |đang |còn |có |không có )*"
    r"(?:giải quyết|xử lý|trả|tồn|tiếp nhận|thụ lý|quá hạn|trễ|đúng|trước|sớm|chưa)"
)
"""Words with which a clause begins that names no one: "đã giải quyết 119.163 hồ sơ"."""


def carry_levels(text: str, clauses: Sequence[Clause], *, is_item: bool) -> None:
    """Give each clause that goes on the level its sentence began with; in a paragraph a later sentence is open."""
    if not any(clause.level for clause in clauses):
        return
    begun: Clause | None = None
    """The clause that named the level; a label before a colon holds by itself."""
    here, opens, before = True, True, "sentence"
    for clause in _outside_brackets(clauses):
        if clause.is_empty:
            opens |= clause.ends == "sentence"
            continue
        words = fold_marks(text[clause.start : clause.start + 60])
        if opens and clause.level not in (None, "all") and not clause.levels and BEGINS.match(words):
            begun, here = (None if clause.ends == "colon" else clause), True
        elif begun and (clause.level not in (None, begun.level) or clause.is_whole):
            begun = None
        elif begun and _names_one(clause):
            here = is_item = False
        elif begun and before in ("list", "sentence") and clause.numbers and "thing" in clause.terms:
            if GOES_ON.match(words) and (here or is_item):
                clause.level = begun.level
            elif begun.level and not here and not is_item and clause.level is None:
                clause.levels = [begun.level, "all"]
        before, opens = clause.ends, clause.ends == "sentence"
        here = here and not opens


def _outside_brackets(clauses: Sequence[Clause]) -> Iterator[Clause]:
    inside = False
    for clause in clauses:
        if not inside:
            yield clause
        inside = clause.ends == "open" or (inside and clause.ends != "close")


def _names_one(clause: Clause) -> bool:
    """Whether it names units, or unknown words stand before its figure: perhaps another one did it."""
    if clause.names_other or clause.counted_level:
        return True
    return bool(clause.strays and clause.numbers and clause.strays[0][0] < clause.numbers[0].start)
