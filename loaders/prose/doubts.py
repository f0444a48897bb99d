"""The only place that says what keeps a figure from being stated: for good, or until an equation confirms it."""

from __future__ import annotations

import re

from loaders.catalogue.fields import Field
from loaders.catalogue.meanings import ALL_PROCEDURES, RUNNING, UNDERWAY, UNIT_NOUNS
from loaders.prose.clauses import Clause
from loaders.prose.context import BUSINESS, INTERNAL, PART_OF_WHICH, Context, restricts
from loaders.prose.readings import Told
from loaders.text.numbers import Number

NARROWING = ("channel", "act", "topic", "by")
"""Dimensions of a label that all behind it keeps: "Hồ sơ trực tuyến: …; đã giải quyết 2.900" are not all resolved."""
OF_A_CASE = {"state", "timing", "origin", "channel"}
"""Dimensions that say how a case stands, and not what it is a case of."""
SCALES = (10, 12, 18, 20, 22)
"""What the groups of Quyết định 766/QĐ-TTg are scored out of: "số hóa 16/22"."""
IN_FORCE = "procedures.in_force"
ASSUMED = "perhaps of dossiers: no word says so"
OF_PROCEDURES = (
    "review.",
    *(
        f"procedures.{name}"
        for name in ("announce", "publicized", "impact_assessed", "impact_assessed_issued", "appraised")
    ),
)
"""Figures that a field of work named behind them only describes: "rà soát 02 TTHC lĩnh vực đất đai"."""
PAPERS = frozenset(("decision", "resolution", "papers", "legal_document"))
DECIDED = frozenset(("kept", "amended", "abolished", "replaced"))
ORIGINS = frozenset(("tại", "từ"))
SERVICES = frozenset(("service", "online_service"))
ASSESSED = "procedures.impact_assessed"
ASSIGNED = "tasks.assigned"
RESOLVED_RATE = "dossiers.resolved_rate"
DISBURSED_RATE = "finance.public_investment_disbursement_rate"
PUBLICIZED = "procedures.publicized"
WHOLE_KINDS = ("flow", "opening", "closing", "workload")
"""Kinds of fields that count whole things."""
WHOLES = frozenset(
    f"dossiers.{name}"
    for name in (
        *("received", "received_new", "carried_over", "resolved", "resolved_early", "resolved_on_time", "pending"),
        *("resolved_early_or_on_time", "resolved_overdue", "pending_in_time", "pending_overdue", "returned", "due"),
    )
)
"""Fields of all dossiers, whatever their channel or procedure."""
WHOLE_PETITIONS = frozenset(
    f"feedback.{name}"
    for name in (
        *("received", "received_new", "carried_over", "resolved", "published", "pending"),
        *("resolved_on_time", "resolved_overdue"),
    )
)
SOME_PETITIONS = frozenset(("business_regulations", "regulations", "conduct"))
OF_PETITIONS = SOME_PETITIONS | {"regulations_and_conduct"}
NOT_OF_ALL = frozenset(("in_review", "in_internal", "in_assessment", "in_changes"))
"""Items of the outline that are about some procedures, so that a bare count of procedures there is of these."""
OF_SECTOR = "perhaps of one field of work"
YEAR = re.compile(r"20[0-4]\d|199\d")


def objection(context: Context, clause: Clause, number: Number, found: Field | None) -> str | None:
    """Why a figure may not be stated whatever the equations say; None where nothing speaks against it."""
    frame = context.frames[-1]
    if frame.foreign or context.sentence.poison or context.sentence.part:
        return frame.poison or context.sentence.poison or context.sentence.part
    if context.sentence.uncounted and not number.percent and set(clause.terms) <= OF_A_CASE:
        return context.sentence.uncounted
    if found is not None and _is_of_some_else(context, clause, found):
        return "of some petitions or procedures"
    if (strays := _strays(clause)) and restricts(clause):
        return "unknown words: " + " ".join(strays)
    if any(other.kind == "zero" and other.start > number.start for other in clause.numbers):
        return "of those without any"
    if number.start in clause.bases:
        return "the base of a share"
    if number.start in clause.cited and clause.nouns.get(number.start) in PAPERS and not _announces(clause, number):
        return "papers only referred to"
    if clause.levels or _level_is_open(context, clause):
        return "several levels may be meant"
    if number.second in SCALES and "thing" not in clause.terms and "thing" not in frame.meaning:
        return "perhaps a score"
    return _unclear(number, clause.nouns.get(number.start), found) or (
        _mismatch(number, clause, found) if found else None
    )


def doubt(context: Context, clause: Clause, told: Told) -> str | None:
    """Why only an equation with figures that are sure may state it; None where nothing speaks against it."""
    found = told.field
    if known := context.sentence.doubt:
        return known
    if told.assumed:
        return ASSUMED
    if context.sentence.of_sector and not _goes_beyond_sector(context, clause, found):
        return OF_SECTOR
    if found is not None and (some := _of_something_else(context, clause, found)):
        return some
    if clause.rests and not {"state", "timing", "channel"} & set(clause.terms) and not _rest_of_review(clause, found):
        return "a rest"
    if strays := _strays(clause):
        return "unknown words: " + " ".join(strays)
    frame = context.frames[-1]
    of_parts = frame.poison == PART_OF_WHICH and found is not None and found.unit == "dossier"
    by_level = of_parts and clause.level is None and frame.level != context.base.level
    if frame.poison and (told.leaned or by_level):
        return frame.poison
    if found is not None and found.name in WHOLES and context.sentence.before:
        return f"perhaps still about: {context.sentence.before}"
    of_a_part = found is not None and (_is_of_a_part(context, clause, found) or _is_of_the_timed(context, told))
    return "perhaps of a part only" if of_a_part else None


def _goes_beyond_sector(context: Context, clause: Clause, found: Field | None) -> bool:
    of_procedures = found is not None and found.name.startswith(OF_PROCEDURES)
    return of_procedures and (bool(clause.level) or not context.frames[-1].is_part)


LATE_OR_NOT = "done late, or not done"
"""A doubt that no equation settles: both add up."""


def _of_something_else(context: Context, clause: Clause, found: Field) -> str | None:
    """Why the words that name the field may count something else here."""
    if some := _of_some_procedures(context, clause, found):
        return some
    if found.name.startswith("tasks.") and not _are_assigned(context, found):
        return "perhaps tasks that others gave"
    if "thing" not in clause.terms and _may_count_dossiers(context, clause, found):
        return "perhaps of dossiers"
    last = context.last.field
    if found.name == "tasks.overdue" and last is not None and last.name == "tasks.completed_on_time":
        return None if "state" in clause.terms else LATE_OR_NOT  # "hoàn thành đúng hạn 121, quá hạn 02"
    return None


def _is_of_the_timed(context: Context, told: Told) -> bool:
    """Whether the list is set under those late alone: "Quá hạn: 30. Cụ thể:" over "- Cấp tỉnh: đã xử lý 12"."""
    timed = bool(context.base.listed) and "timing" in context.base.first
    return timed and "timing" not in told.meaning and told.field is not None and told.field.name in WHOLES


def _are_assigned(context: Context, found: Field) -> bool:
    """Whether the block or its heading speaks of the tasks that the Government assigns."""
    said = {**context.weak, **(context.head or {})}
    return found.name == ASSIGNED or "assigned" in said.get("act", ()) or "task" in said.get("thing", ())


def _of_some_procedures(context: Context, clause: Clause, found: Field) -> str | None:
    """Why procedures may be those of the item they stand under, not all."""
    if context.item == frozenset(("in_changes",)) and found.name.startswith(IN_FORCE):
        return "perhaps of those that changed"
    if found.name == "procedures.announced" and "by" in context.frames[-1].meaning:
        return "perhaps of those that one body set"
    if (
        found.name.startswith("review.")
        and context.item
        and "in_assessment" in context.item
        and "in_review" not in context.item
    ):
        return "perhaps of those drafted"
    others = context.last.field is not None or context.figures > len(clause.numbers)
    if found.name == ASSESSED and "act" not in clause.terms and others:
        return "perhaps of those that were issued"
    if found.name == PUBLICIZED and "act" not in clause.terms and not context.head:
        return "perhaps all that are in force"
    if found.name == IN_FORCE and _counts_some(context, clause):
        return "perhaps of those of this item"
    if context.item and clause.terms.get("topic") == {ALL_PROCEDURES} and not {"act", "by"} & set(clause.terms):
        return "a total that may be the item's own"
    return None


def _counts_some(context: Context, clause: Clause) -> bool:
    """ "Đang thực hiện 12 TTHC" under the review are those under review."""
    running = RUNNING in clause.terms.get("topic", ()) or UNDERWAY in clause.terms.get("state", ())
    return running and bool(context.item and context.item & NOT_OF_ALL)


def _may_count_dossiers(context: Context, clause: Clause, found: Field) -> bool:
    """ "Tỷ lệ hồ sơ trực tuyến 93,4%. Toàn trình: 71,8%": of dossiers or of services? "Cấp tỉnh đạt 98%"?"""
    if found.name == RESOLVED_RATE:
        return "state" not in clause.terms and context.last.field is None
    of_services = any(SERVICES & frame.meaning.get("thing", frozenset()) for frame in context.frames)
    of_services = of_services and "dossier" not in context.named
    return found.name.startswith("services.") and found.is_percent and not of_services


def _is_of_some_else(context: Context, clause: Clause, found: Field) -> bool:
    """Whether label, item or the figure before is about some petitions or procedures of which the field is not."""
    if not found.name.startswith("feedback."):
        internal = bool(context.weak.get("topic", frozenset()) & INTERNAL)
        return _leads_with(context, OF_PETITIONS) or (
            internal and found.name.startswith("procedures.") and "internal" not in found.name
        )
    goes_on = "thing" not in clause.terms and BUSINESS in context.last.meaning.get("topic", ())
    return goes_on and found.name in WHOLE_PETITIONS


def _leads_with(context: Context, topics: frozenset[str]) -> bool:
    return any(frame.kind == "lead" and frame.meaning.get("topic", frozenset()) & topics for frame in context.frames)


def _is_of_a_part(context: Context, clause: Clause, found: Field) -> bool:
    """Whether a label or the sentence's first figure is about a part, of which this field does not speak."""
    of_services = context.base.kind == "title" and context.weak.get("thing") == frozenset(("online_service",))
    if (context.channel or of_services) and found.name in WHOLES and "channel" not in clause.terms:
        return True
    if context.sentence.channelled and found.name in WHOLES and "channel" not in clause.terms:
        return True
    lead = next((frame for frame in reversed(context.frames) if frame.kind == "lead"), None)
    if lead is not None and found.name in WHOLE_PETITIONS:
        return bool(lead.meaning.get("topic", frozenset()) & SOME_PETITIONS)
    if lead is None or found.name not in WHOLES:
        return False
    return any(dimension in lead.meaning and dimension not in clause.terms for dimension in NARROWING)


def _level_is_open(context: Context, clause: Clause) -> bool:
    """After figures of one level alone, a figure with a subject of its own may be of that level or of all."""
    alone = len(context.sentence.levels) == 1 and "all" not in context.sentence.levels
    return alone and context.named_level(clause) is None and "thing" in clause.terms


def _rest_of_review(clause: Clause, found: Field | None) -> bool:
    """ "Sửa đổi 02 TTHC, còn lại 04 TTHC giữ nguyên": the words say what is done with the rest."""
    return found is not None and found.name.startswith("review.") and bool(clause.terms.get("act", set()) & DECIDED)


def _announces(clause: Clause, number: Number) -> bool:
    """ "Công bố 12 TTHC tại 02 quyết định": the decisions are those that announce."""
    return clause.cited[number.start] in ORIGINS and "announced" in clause.terms.get("act", ())


def _unclear(number: Number, noun: str | None, found: Field | None) -> str | None:
    if number.bound or number.ambiguous or (YEAR.fullmatch(number.raw) and noun is None):
        return "a bound, a year or an unclear number"
    of_plan = found is not None and found.name == DISBURSED_RATE  # "đạt 96,3% kế hoạch"
    return "a share of something else" if noun in ("other", "units") and not of_plan else None


def _mismatch(number: Number, clause: Clause, found: Field) -> str | None:
    """A figure counts what the noun behind it says: "612 TTHC" is no number of decisions."""
    if number.money != (found.unit == "million_vnd"):
        return "money"
    if found.kind in WHOLE_KINDS and not number.money and (number.value % 1 or (number.second or 0) % 1):
        return "no whole number"
    noun = clause.nouns.get(number.start)
    if noun in UNIT_NOUNS and not number.percent and found.unit not in UNIT_NOUNS[noun]:
        return f"counts {noun}, not {found.unit}"
    return None


def _strays(clause: Clause) -> list[str]:
    """The words nobody knows."""
    return [word for _, word in clause.strays if word != "others"][:6]
