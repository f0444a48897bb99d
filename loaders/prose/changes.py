"""The only place for changes of procedures whose setter is named behind them:
"công bố 57 TTHC: ban hành mới 9, sửa đổi 41, bãi bỏ 7, đều do Trung ương quy định".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from loaders.catalogue.meanings import Meaning
from loaders.prose.clauses import Clause
from loaders.prose.findings import Candidate
from loaders.text.numbers import Number
from loaders.text.textform import fold_marks

ACTS = {"newly_issued": "newly_issued", "new": "newly_issued", "amended": "amended", "abolished": "abolished"}
"""What is done to procedures, by the words for it."""
PROCEDURES = frozenset(("procedure",))
ANNOUNCED = "procedures.announced"
OF_ALL = re.compile(r"\W*(?:tất cả|toàn bộ)(?:\s+(?:số|các|những))?(?:\s+(?:này|đó|trên|tthc))?\s")
OF_THESE = re.compile(r"\W*(?:và\s+)?đều\s")
""" "… bãi bỏ 7, đều do Trung ương quy định"; in brackets behind one of them it is said of that one alone."""
BY_MINISTRY = re.compile(r"(?<!\w)do (?:các )?bộ\b[^,;.()]{0,60}(?:công bố|ban hành|quy định)")


class Change(NamedTuple):
    """A count of procedures that were newly issued, amended or abolished, nobody knows by whom."""

    act: str
    number: Number
    level: str | None


def change(meaning: Meaning, number: Number, level: str | None) -> Change | None:
    """The change a figure is of, if its meaning says one and no more."""
    said = (meaning.get("act", frozenset()) - {"announced", "issued"}) or meaning.get("origin", frozenset())
    act = ACTS.get(*said) if len(said) == 1 else None
    bare = meaning.get("thing", PROCEDURES) == PROCEDURES and not {"by", "topic", "state"} & set(meaning)
    return Change(act, number, level) if act and bare and not number.percent else None


def setter(text: str, clause: Clause, own: Meaning, *, bracketed: bool) -> str | None:
    """Who set all procedures named before: "central", "local", or None where the clause does not say it of all."""
    words = fold_marks(text[clause.start : clause.end])
    if not (OF_ALL.match(words) or (OF_THESE.match(words) and not bracketed)):
        return None
    if BY_MINISTRY.search(words):
        return "central"
    by = own.get("by", frozenset())
    return next(iter(by)) if len(by) == 1 else None


def all_announced(changes: Sequence[Change], candidates: Sequence[Candidate], group: int) -> Sequence[Change]:
    """The changes, if they are the parts of what the block says was announced."""
    total = [each.value for each in candidates if each.group == group and each.field.name == ANNOUNCED]
    whole = bool(total) and sum(each.number.value for each in changes) == total[-1]
    return changes if whole and len({each.act for each in changes}) == len(changes) > 1 else ()
