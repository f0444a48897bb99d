"""The only place that knows what a clause hangs under, what it may mean there, and what may keep it from being stated.

A clause leaves out what its surroundings say: the label before a colon, the figure before "trong đó" or a bracket,
the item above, the heading. Frames hold the first three; the sentence holds what lasts until its full stop;
the heading only helps where nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from loaders.catalogue.fields import Field
from loaders.catalogue.meanings import ALL_PROCEDURES, RUNNING, UNDERWAY, UNIT_NOUNS, Index, Meaning, index, merged
from loaders.prose.clauses import WHOLE_CLAUSE, Clause
from loaders.records import Period
from loaders.text.numbers import Number

MAJOR = ("thing", "state")
NARROWING = ("channel", "act", "topic", "by")
"""Dimensions of a label that all behind it keeps: "Hồ sơ trực tuyến: …; đã giải quyết 2.900" are not all resolved."""
CHILDREN = ("children", "detail")
CARRIED = ("sector", "elsewhere", "target", "quoted")
"""Rules that hold until the sentence ends: what it says there is about something else."""
TIMES = frozenset(("other_period", "comparison", "cumulative", "average", "forecast"))
"""Rules that hold until the sentence ends where they stand before the figure:
"Cùng kỳ năm 2022 tiếp nhận 412 hồ sơ, giải quyết 398 hồ sơ".
"""
LASTING = frozenset(("sector", "elsewhere", "other_period", "cumulative"))
"""Rules of a label that hold for all sentences behind it: "Lĩnh vực đất đai: …. …"."""
RESTRICTING = frozenset(("nếu", "riêng", "ngành", "chi", "phòng"))
"""Words nobody need know to see that what follows is about a part."""
IN_FORCE = "procedures.in_force"
TIMED = {
    **dict.fromkeys(
        ("dossiers.resolved_early", "dossiers.resolved_on_time", "dossiers.resolved_early_or_on_time"), "resolved"
    ),
    "dossiers.pending_in_time": "pending",
    "feedback.resolved_on_time": "resolved",
}
"""Figures that say by their timing what those beside them are parts of: "trước hạn 52, đúng hạn 8, quá hạn 1"."""
BUSINESS = "business_regulations"
PERSONS, STAFF = frozenset(("person",)), frozenset(("commune_staff",))
PETITIONS = frozenset(("petition",))
DOSSIERS = frozenset(("dossier",))
ASSUMED = "perhaps of dossiers: no word says so"
ASSUMABLE = frozenset(("dossier", "procedure"))
OF_CASES = frozenset(("state", "timing", "origin", "channel"))
"""Dimensions in which cases are counted, dossiers nearly always."""
INTERNAL = frozenset(("internal", "internal_within_unit"))
OF_PROCEDURES = (
    "review.",
    *(
        f"procedures.{name}"
        for name in ("announce", "publicized", "impact_assessed", "impact_assessed_issued", "appraised")
    ),
)
"""Figures that a field of work named behind them only describes: "rà soát 02 TTHC lĩnh vực đất đai"."""
PAPERS = frozenset(("decision", "resolution", "papers", "legal_document"))
SERVICES = frozenset(("service", "online_service"))
ASSESSED = "procedures.impact_assessed"
ASSIGNED = "tasks.assigned"
RESOLVED_RATE = "dossiers.resolved_rate"
PUBLICIZED = "procedures.publicized"
ANNOUNCING = ("procedures.announcement_decisions", "procedures.announced_legal_documents")
PROCEDURES, CENTRAL = frozenset(("procedure",)), frozenset(("central",))
CHANGES = {"newly_issued": "newly_issued", "new": "newly_issued", "amended": "amended", "abolished": "abolished"}
"""What is done to procedures, by the words for it."""
IN_CHANGES = frozenset(("in_changes",))
CHANGED = (
    "procedures.announced",
    *ANNOUNCING,
    *(f"procedures.{act}_central" for act in ("new", "amended", "abolished")),
)
""" "Công bố 57 TTHC: ban hành mới 9, …": what a change of procedures follows."""
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
DEEPEST = 64
"""So many frames stand in one another at most; a report needs three or four."""
YEAR = re.compile(r"20[0-4]\d|199\d")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a clause hangs under."""

    meaning: Meaning = field(default_factory=dict)
    level: str | None = None
    kind: str = "block"
    """block (the item above), title ("5. PAKN:"), heading, lead (a label before a colon), children ("trong đó"),
    detail ("cụ thể"), open (inside a bracket)."""
    poison: str | None = None
    """Words in it that nobody knows: what leans on it is not claimed."""
    foreign: bool = False
    """It names a unit or field of work that is not the report's own: nothing under it is claimed."""
    rule: str | None = None
    period: Period | None = None
    """The time that a heading names, if it is not the report's own: "2. Tháng 9/2025"."""
    introduces: bool = False
    """The item above ends with a colon or without a full stop: paragraphs under it belong to it too."""

    @property
    def is_part(self) -> bool:
        """Whether what stands under it is a part of a figure before."""
        return self.kind in ("open", *CHILDREN)


@dataclass(slots=True)
class Last:
    """The last figure: what it means, its field (None if it was not stated), its level, and why it was not stated."""

    meaning: Meaning = field(default_factory=dict)
    field: Field | None = None
    level: str | None = None
    poison: str | None = None
    lost: bool = False
    """Its words name a figure of dossiers or petitions, but unknown ones beside them kept it from being stated."""
    rate: tuple[Field, float] | None = None
    """The rate last stated and its value: a ratio in a bracket behind it is what it was computed from."""
    percent: bool = False
    """It was a percentage that named its own rate: another one in a bracket behind it is its target or its change."""


@dataclass(slots=True)
class Sentence:
    """What holds until the sentence ends."""

    rule: str | None = None
    poison: str | None = None
    before: str | None = None
    """What the sentence before was about, if not the report's own: this one may go on about it."""
    channelled: bool | None = None
    """Whether its first figure was of one channel: "Tiếp nhận 500 hồ sơ trực tuyến, giải quyết 480"."""
    part: str | None = None
    """Like `poison`, until the semicolon: "Điện lực tiếp nhận 500 hồ sơ, giải quyết 480"."""
    prefix_level: str | None = None
    """ "Tại cấp huyện, …" """
    comma_level: str | None = None
    """ "cấp tỉnh giải quyết 21.407 hồ sơ, trễ hẹn 96" until the semicolon."""
    levels: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    of_sector: bool = False
    """A field of work was named behind a figure."""
    since_level: int = 0
    """How many figures were stated since a clause named its level."""
    pending: dict[str, frozenset[str]] = field(default_factory=dict)
    """Terms of a clause without a figure, whose figure is still to come."""


@dataclass(frozen=True, slots=True)
class Before:
    """What held where a bracket was opened, and holds again behind it."""

    last: Last
    soft: Meaning
    level: str | None
    since_level: int
    pending: dict[str, frozenset[str]]
    figures: int
    """How many the block had up to there."""


class Context:
    """The surroundings of one block's clauses, as they change from clause to clause."""

    def __init__(self, under: Frame, weak: Meaning, running: frozenset[str] | None, central: bool = False) -> None:
        self.central = central
        self.index: Index = index()
        self.base, self.item = under, weak.get("section")
        self.weak = {d: t for d, t in weak.items() if d != "section"}
        weak = self.weak
        self.things = [thing for thing in (running, weak.get("thing")) if thing and len(thing) == 1]
        self.frames: list[Frame] = [under]
        self.last, self.sentence = Last(), Sentence()
        self.head: Meaning | None = None
        self.named: set[str] = set(weak.get("thing", ()))
        """What the block and its heading count."""
        self.soft: Meaning = {}
        """Subject and state of the last figure that named a state."""
        self.period: Period | None = under.period
        self.faint: Meaning = {}
        """The same of the sentence before, for timings alone: "Đang giải quyết 25 hồ sơ. Trong hạn 23; quá hạn 2"."""
        self.tail = Frame()
        self.previous_end = "sentence"
        self.saved: list[Before] = []
        self.figures = 0
        self.assumed = False
        """Whether what the figure at hand counts is only assumed."""
        self.pushed = False

    # -- what a clause may mean

    def readings(self, own: Meaning, has_level: bool, percent: bool = False) -> Iterable[Meaning]:
        """The meanings a clause may have, the closest context first."""
        frame = self.frames[-1]
        own = _united(self.sentence.pending, own)
        if not own and frame.kind in ("block", "title") and not has_level:
            return [self.weak] if self.base.kind == "title" and self.head is None else []
        inside = self._by_item(own, "in_internal") if self._about_internal() else []
        if own.get("act") and self.last.field is not None and self.last.field.name.startswith("review."):
            inside = [*inside, *self._by_item(own, "in_review")]
        levelled = self._by_level(own, has_level, percent)
        first, last = ([], levelled) if own else (levelled, [])
        topics = self.weak.get("topic", frozenset())
        if BUSINESS in topics and "review" not in topics and "topic" not in own:
            return [{"thing": PETITIONS, "topic": frozenset((BUSINESS,)), **own}]
        words, item = self._by_words(own, frame, has_level), self._by_item(own)
        return [*first, *inside, *words, *item, *self._after_decisions(own), *self._of_dossiers(own, percent), *last]

    def _of_dossiers(self, own: Meaning, percent: bool) -> list[Meaning]:
        """ "Tỷ lệ trước và đúng hạn đạt 98,15%", "tỷ lệ nộp trực tuyến 92,8%": of dossiers where no more is meant."""
        timed = {"state", "timing"} <= set(own) or (percent and set(own) in ({"timing"}, {"channel"}))
        alone = timed and "thing" not in own and all(thing == DOSSIERS for thing in self.things)
        alone = alone and self.named <= DOSSIERS
        acts = any(frame.meaning.keys() & {"act", "topic"} for frame in self.frames) or "act" in self.weak
        return [{**own, "thing": DOSSIERS}] if alone and not (percent and acts and "state" not in own) else []

    def _about_internal(self) -> bool:
        """Whether the label or the first figure here is of internal procedures, so that the reviewed ones are too."""
        topics = [frame.meaning.get("topic", frozenset()) for frame in self.frames]
        topics += [said.get("topic", frozenset()) for said in (self.head, self.weak) if said]
        return any(topic & INTERNAL for topic in topics)

    def _by_level(self, own: Meaning, has_level: bool, percent: bool) -> list[Meaning]:
        """ "… đạt 99,6%; cấp xã đạt 100%": a level with a figure of what the one figure before it was of."""
        before = self.last.meaning if self.sentence.since_level == 1 or self.last.percent else self.head
        if self.last.percent and not percent:
            return []  # "đạt 99,1%; cấp xã 102.377 hồ sơ"
        if not has_level or self.sentence.since_level > 1 or not before or not (self.last.field or self.last.percent):
            return []
        same_thing = set(own) == {"thing"} and own["thing"] <= before.get("thing", frozenset())
        return [before] if not own or same_thing else []

    def _by_words(self, own: Meaning, frame: Frame, has_level: bool) -> list[Meaning]:
        found: list[Meaning] = list(_under(frame, own, has_level))
        if frame.meaning and "thing" not in frame.meaning and "thing" not in own:
            found += [merged({"thing": thing}, each) for thing in self.things for each in found[:1]]
        complete = all(d in own for d in MAJOR) or "act" in own or "topic" in own
        if (
            frame.kind == "open"
            and frame.meaning
            and not (complete and self.index.find(frame.meaning, percent=False, sure=True) is None)
        ):
            return found
        soft = self.faint if self.faint and "state" not in self.soft and set(own) == {"timing"} else self.soft
        softened: list[Meaning] = [merged(soft, own)] if soft and not self._state_is_open(own, soft) else []
        goes_on = frame.kind == "block" or (frame.kind in ("lead", "title") and "timing" in own)
        if goes_on and frame.meaning and "state" not in own and "state" in self.soft:
            found = softened + found  # the figure before stands closer than the item above
        if frame.kind == "children" and not (self.previous_end == "list" and complete):
            return found if "state" in own else found + softened
        if own:
            found += [own, *softened, *(merged({"thing": thing}, own) for thing in self.things)]
        return found + self._by_heading(own)

    def _by_item(self, own: Meaning, item: str | None = None) -> list[Meaning]:
        """What the same words mean under an item of the outline: "kế hoạch 43" under the review."""
        section = frozenset((item,)) if item else self.item
        if not section or not own:
            return []
        if len(section) > 1:
            return [meaning for each in sorted(section) for meaning in self._by_item(own, each)]
        whole = {d: t for d, t in self.frames[-1].meaning.items() if d == "thing"}
        inside = whole or {d: t for d, t in self.soft.items() if d == "thing"}
        return [{**own, "section": section}, {**inside, **own, "section": section}]

    def _after_decisions(self, own: Meaning) -> list[Meaning]:
        """ "44 quyết định công bố với 391 TTHC": what follows the decisions is what they announce."""
        after = self.last.field is not None and self.last.field.name in ANNOUNCING
        return [{**own, "act": frozenset(("announced",))}] if after and set(own) == {"thing"} else []

    def _by_heading(self, own: Meaning) -> list[Meaning]:
        """A heading helps only where it says one thing in each dimension and the clause says nothing in it."""
        if any(len(terms) > 1 for terms in self.weak.values()) or (set(own) - {"thing"}) & set(self.weak):
            return []
        return [merged(self.weak, own), *(merged({**self.weak, "thing": thing}, own) for thing in self.things)]

    def _state_is_open(self, own: Meaning, soft: Meaning) -> bool:
        """A lone "trong hạn" may be of what is pending; a lone "quá hạn" after resolved and pending ones of either."""
        timing, pending = own.get("timing", frozenset()), soft.get("state") == frozenset(("pending",))
        both = {"resolved", "pending"} <= self.sentence.states
        return ("in_time" in timing and not pending) or ("overdue" in timing and both)

    def find(self, clause: Clause, own: Meaning, number: Number) -> tuple[Meaning, Field | None, bool]:
        """What the clause means, the field that is, and whether that took anything from what the clause hangs under."""
        readings, self.assumed = list(self.readings(own, bool(clause.level), number.percent)), False
        for sure in (True, False):
            for meaning in readings:
                found = self.index.find(meaning, percent=number.percent, sure=sure)
                if found is not None:
                    return meaning, found, self.index.find(own, percent=number.percent, sure=sure) is not found
        told = self._of_ministry(readings, number) or self._assumed(readings, number)
        return told or self._rest(clause, own, number, readings)

    def _of_ministry(self, readings: list[Meaning], number: Number) -> tuple[Meaning, Field | None, bool] | None:
        """What a ministry announces, "công bố 57 TTHC: ban hành mới 9, bãi bỏ 7", is issued for the whole country."""
        announces = self.item == IN_CHANGES or (self.last.field and self.last.field.name in CHANGED)
        if not (self.central and announces) or number.percent:
            return None
        for meaning in readings:
            act = CHANGES.get(next(iter(meaning.get("act", meaning.get("origin", ("",)))), ""))
            if (
                act
                and meaning.get("thing", PROCEDURES) == PROCEDURES
                and "topic" not in meaning
                and "by" not in meaning
            ):
                found = self.index.find({"act": frozenset((act,)), "by": CENTRAL}, percent=False, sure=True)
                return {**meaning, "thing": PROCEDURES, "by": CENTRAL}, found, False
        return None

    def _assumed(self, readings: list[Meaning], number: Number) -> tuple[Meaning, Field | None, bool] | None:
        """ "Tiếp nhận 84.320; giải quyết 81.955" where no word says what is counted: dossiers, if the sums hold."""
        counted = self.named.union(*(frame.meaning.get("thing", ()) for frame in self.frames), *self.things)
        if not counted <= ASSUMABLE:
            return None
        for meaning in readings:
            bare = {d: t for d, t in meaning.items() if d != "thing"}
            found = bare and self.index.find({**bare, "thing": DOSSIERS}, percent=number.percent, sure=True)
            if found and set(bare) <= OF_CASES:
                self.assumed = True
                return bare, found, False
        return None

    def _rest(
        self, clause: Clause, own: Meaning, number: Number, readings: list[Meaning]
    ) -> tuple[Meaning, Field | None, bool]:
        """ "còn lại 97 hồ sơ" may be what is pending: a meaning that only an equation can settle."""
        if clause.rests and not number.percent and "state" not in own:
            for meaning in (*readings, *({"thing": thing} for thing in self.things)):
                rest = {**meaning, "state": frozenset(("pending",))}
                found = self.index.find(rest, percent=False, sure=True)
                if found is not None:
                    return rest, found, False
        return readings[0] if readings else {}, None, False

    # -- what keeps a figure from being stated

    def objection(self, clause: Clause, number: Number, found: Field | None) -> str | None:
        """Why a figure may not be stated whatever the equations say; None where nothing speaks against it."""
        frame = self.frames[-1]
        if frame.foreign or self.sentence.poison or self.sentence.part:
            return frame.poison or self.sentence.poison or self.sentence.part
        if found is not None and self._is_of_some_else(clause, found):
            return "of some petitions or procedures"
        if (strays := _strays(clause)) and _restricts(clause):
            return "unknown words: " + " ".join(strays)
        if any(other.kind == "zero" and other.start > number.start for other in clause.numbers):
            return "of those without any"
        if number.start in clause.bases:
            return "the base of a share"
        if number.start in clause.cited and clause.nouns.get(number.start) in PAPERS:
            return "papers only referred to"
        if clause.levels or self._level_is_open(clause):
            return "several levels may be meant"
        return _unclear(number, clause.nouns.get(number.start)) or (_mismatch(number, clause, found) if found else None)

    def doubt(self, clause: Clause, found: Field | None, leaned: bool) -> str | None:
        """Why only an equation with figures that are sure may state it; None where nothing speaks against it."""
        frame = self.frames[-1]
        if self.assumed:
            return ASSUMED
        if self.sentence.of_sector and not (
            found is not None and found.name.startswith(OF_PROCEDURES) and (clause.level or not frame.is_part)
        ):
            return "perhaps of one field of work"
        if found is not None and (some := self._of_some_procedures(clause, found)):
            return some
        if found is not None and found.name.startswith("tasks.") and not self._are_assigned(found):
            return "perhaps tasks that others gave"
        if found is not None and "thing" not in clause.terms and self._may_count_dossiers(clause, found):
            return "perhaps of dossiers"
        if clause.rests and not {"state", "timing", "channel"} & set(clause.terms):
            return "a rest"
        if strays := _strays(clause):
            return "unknown words: " + " ".join(strays)
        if leaned and frame.poison:
            return frame.poison
        if found is not None and found.name in WHOLES and self.sentence.before:
            return f"perhaps still about: {self.sentence.before}"
        return "perhaps of a part only" if found is not None and self._is_of_a_part(clause, found) else None

    def _are_assigned(self, found: Field) -> bool:
        """Whether the block or its heading speaks of the tasks that the Government assigns."""
        said = {**self.weak, **(self.head or {})}
        return found.name == ASSIGNED or "assigned" in said.get("act", ()) or "task" in said.get("thing", ())

    def _of_some_procedures(self, clause: Clause, found: Field) -> str | None:
        """Why procedures may be those of the item they stand under, not all."""
        if self.item == frozenset(("in_changes",)) and found.name.startswith(IN_FORCE):
            return "perhaps of those that changed"
        if (
            found.name.startswith("review.")
            and self.item
            and "in_assessment" in self.item
            and "in_review" not in self.item
        ):
            return "perhaps of those drafted"
        if found.name == ASSESSED and "act" not in clause.terms and self.last.field is not None:
            return "perhaps of those that were issued"
        if found.name == PUBLICIZED and "act" not in clause.terms and not self.head:
            return "perhaps all that are in force"
        if found.name == IN_FORCE and self._counts_some(clause):
            return "perhaps of those of this item"
        if self.item and clause.terms.get("topic") == {ALL_PROCEDURES} and not {"act", "by"} & set(clause.terms):
            return "a total that may be the item's own"
        return None

    def _counts_some(self, clause: Clause) -> bool:
        """ "Đang thực hiện 12 TTHC" under the review are those under review."""
        running = RUNNING in clause.terms.get("topic", ()) or UNDERWAY in clause.terms.get("state", ())
        return running and bool(self.item and self.item & NOT_OF_ALL)

    def _may_count_dossiers(self, clause: Clause, found: Field) -> bool:
        """ "Tỷ lệ hồ sơ trực tuyến 93,4%. Toàn trình: 71,8%": of dossiers or of services? "Cấp tỉnh đạt 98%"?"""
        if found.name == RESOLVED_RATE:
            return "state" not in clause.terms and self.last.field is None
        of_services = any(SERVICES & frame.meaning.get("thing", frozenset()) for frame in self.frames)
        return found.name.startswith("services.") and found.is_percent and not of_services

    def _is_of_some_else(self, clause: Clause, found: Field) -> bool:
        """Whether label, item or the figure before is about some petitions or procedures of which the field is not."""
        if not found.name.startswith("feedback."):
            internal = bool(self.weak.get("topic", frozenset()) & INTERNAL)
            return self._leads_with(OF_PETITIONS) or (
                internal and found.name.startswith("procedures.") and "internal" not in found.name
            )
        goes_on = "thing" not in clause.terms and BUSINESS in self.last.meaning.get("topic", ())
        return goes_on and found.name in WHOLE_PETITIONS

    def _leads_with(self, topics: frozenset[str]) -> bool:
        return any(frame.kind == "lead" and frame.meaning.get("topic", frozenset()) & topics for frame in self.frames)

    def _is_of_a_part(self, clause: Clause, found: Field) -> bool:
        """Whether a label or the sentence's first figure is about a part, of which this field does not speak."""
        if self.sentence.channelled and found.name in WHOLES and "channel" not in clause.terms:
            return True
        lead = next((frame for frame in reversed(self.frames) if frame.kind == "lead"), None)
        if lead is not None and found.name in WHOLE_PETITIONS:
            return bool(lead.meaning.get("topic", frozenset()) & SOME_PETITIONS)
        if lead is None or found.name not in WHOLES:
            return False
        return any(dimension in lead.meaning and dimension not in clause.terms for dimension in NARROWING)

    def level(self, clause: Clause) -> str | None:
        """The level a clause's figures are of; None where nothing names one."""
        levels = self.sentence.levels
        return self._named_level(clause) or (next(iter(levels)) if len(levels) == 1 else None)

    def _named_level(self, clause: Clause) -> str | None:
        return clause.level or self.sentence.comma_level or self.sentence.prefix_level or self.frames[-1].level

    def _level_is_open(self, clause: Clause) -> bool:
        """After figures of one level alone, a figure with a subject of its own may be of that level or of all."""
        alone = len(self.sentence.levels) == 1 and "all" not in self.sentence.levels
        return alone and self._named_level(clause) is None and "thing" in clause.terms

    def rule(self, clause: Clause) -> str | None:
        """The named rule that takes a clause's numbers, if one does."""
        return clause.rule or self.sentence.rule or self.frames[-1].rule

    # -- what a clause changes for those after it

    def enter(self, clause: Clause) -> None:
        """Notice what a clause says for itself and what follows: its period, and rules that last."""
        self.pushed, self.last.lost = False, False
        self.named |= clause.terms.get("thing", set())
        self.figures += len(clause.numbers)
        if clause.of_sector >= 0:
            self.sentence.of_sector = True
            if clause.terms.get("thing") == {"procedure"}:
                clause.strays = [(at, word) for at, word in clause.strays if at < clause.of_sector]
        if clause.period is not None:
            self.period, self.soft = clause.period, {}
        elif clause.is_now:
            self.period = self.sentence.before = None
        if clause.level:
            self.sentence.before = None
        if clause.is_whole and not self.base.foreign:
            self.frames = [self.base, *(frame for frame in self.frames[1:] if not frame.foreign)]
        lasting = {*(CARRIED if clause.numbers else WHOLE_CLAUSE), *(TIMES if _leads(clause) else ())}
        if self.frames[-1].kind == "open" and clause.rule in WHOLE_CLAUSE | TIMES:
            self.frames[-1] = replace(self.frames[-1], rule=clause.rule)
        elif clause.rule in lasting:
            self.sentence.rule = clause.rule

    def stated(self, clause: Clause, meaning: Meaning, found: Field, level: str | None, doubt: str | None) -> None:
        """A count was stated."""
        self.last = Last(meaning, found, level, doubt, bool(doubt) and found.unit in ("dossier", "petition"))
        if self.sentence.channelled is None and found.unit == "dossier":
            self.sentence.channelled = "channel" in meaning
        self.sentence.levels |= {level} if level else set()
        self.sentence.since_level = 1 if clause.level else self.sentence.since_level + 1
        self.sentence.states |= meaning.get("state", frozenset())
        self.head = self.head or meaning
        if found.name in TIMED:
            thing = PETITIONS if found.unit == "petition" else DOSSIERS
            self.soft = {"thing": thing, "state": frozenset((TIMED[found.name],))}
        elif "state" in meaning:
            major = (*MAJOR, "topic") if BUSINESS in meaning.get("topic", ()) else MAJOR
            self.soft = {d: t for d, t in meaning.items() if d in major}
        elif "by" in meaning and "act" in meaning:
            self.soft = {d: t for d, t in meaning.items() if d in ("thing", "by")}

    def words(self, clause: Clause, own: Meaning) -> None:
        """A clause without a figure: a label, a level, a subject, or the first part of a longer label."""
        frame, poison = self.frames[-1], _poison(clause)
        if clause.ends == "colon" or (
            clause.ends in CHILDREN and (own or clause.level or poison or self.sentence.pending)
        ):
            self._push_lead(own, clause, poison)
        elif clause.ends in ("comma", "join", "open", "close", "list"):
            self._prefix(own, clause, poison)
        foreign = frame.foreign or bool(poison and _restricts(clause))
        level, rule = self.level(clause), self.rule(clause)
        self.tail = Frame(merged(frame.meaning, own), level, "block", poison or frame.poison, foreign, rule)

    def _prefix(self, own: Meaning, clause: Clause, poison: str | None) -> None:
        if clause.level and not own and not clause.strays:
            self.sentence.prefix_level = clause.level
        self.restrict(clause)
        if own and clause.ends != "list" and all(word == "others" for _, word in clause.strays):
            self.sentence.pending = {d: self.sentence.pending.get(d, frozenset()) | t for d, t in own.items()}

    def restrict(self, clause: Clause) -> None:
        """After "Sở Xây dựng tiếp nhận 120 hồ sơ" the sentence (or the bracket) goes on about Sở Xây dựng."""
        poison = _poison(clause)
        if not poison or (clause.numbers and clause.strays[0][0] > clause.numbers[0].start):
            return
        if not _restricts(clause):
            self.sentence.part = poison if self._about_a_part(clause) else self.sentence.part
        elif self.frames[-1].kind in ("open", *CHILDREN):
            self.frames[-1] = replace(self.frames[-1], poison=poison, foreign=True)
        else:
            self.sentence.poison = poison

    def _about_a_part(self, clause: Clause) -> bool:
        known = any(word == "others" for _, word in clause.strays)
        return bool(clause.numbers) and self.last.lost and self.frames[-1].kind not in ("open", *CHILDREN) and not known

    def _push_lead(self, own: Meaning, clause: Clause, poison: str | None) -> None:
        after_figures = self.last.meaning and self.previous_end in ("list", "comma", "sentence")
        if self.frames[-1].kind in (*CHILDREN, "lead") and after_figures:
            self.frames.pop()
        frame = self.frames[-1]
        foreign = frame.foreign or bool(poison and _restricts(clause))
        rule = "target" if clause.is_plan and not own else self.rule(clause)
        meaning = merged(frame.meaning, {**self.sentence.pending, **own})
        level = clause.level or self.sentence.prefix_level or frame.level
        if clause.level:
            self.sentence.comma_level = self.sentence.prefix_level = None
        if own:
            self.last = Last()  # a level behind the label is of what the label says
        if "state" in own:
            self.soft = {d: t for d, t in meaning.items() if d in MAJOR}
        self.frames.append(Frame(meaning, level, "lead", poison or frame.poison, foreign, rule))
        self.sentence.pending, self.pushed = {}, True

    def leave(self, clause: Clause, own: Meaning) -> None:
        """What a clause's end does: it opens, closes or ends."""
        if len(self.frames) > DEEPEST:
            self._forget_unclosed()
        if clause.ends == "list":
            self.sentence.comma_level = self.sentence.prefix_level = self.sentence.part = None
            self.sentence.rule = None if self.sentence.rule == "average" else self.sentence.rule
        if clause.numbers and clause.ends != "open":
            self.sentence.pending = {}
        opens = clause.ends in CHILDREN and (clause.numbers or not self.pushed)
        if opens or (clause.ends == "colon" and clause.numbers and self.last.field):
            self._push_children("detail" if clause.ends == "detail" else "children")
        elif clause.ends == "open":
            self._open(clause, own)
        elif clause.ends == "close":
            self._close()
        elif clause.ends == "sentence" and not any(frame.kind == "open" for frame in self.frames):
            self._end_sentence()
        self.previous_end = clause.ends

    def _push_children(self, kind: str) -> None:
        while self.frames[-1].kind in CHILDREN:
            self.frames.pop()
        frame, last = self.frames[-1], self.last
        level = last.level or frame.level
        rule = frame.rule if frame.kind == "open" else None
        self.frames.append(Frame(last.meaning or frame.meaning, level, kind, last.poison, frame.foreign, rule))

    def _open(self, clause: Clause, own: Meaning) -> None:
        frame, counted = self.frames[-1], bool(clause.numbers)
        meaning = self.last.meaning if counted else merged(frame.meaning, {**self.sentence.pending, **own})
        poison = self.last.poison if counted else frame.poison or _poison(clause)
        rule = clause.rule
        self.frames.append(Frame(meaning, self.level(clause), "open", poison, frame.foreign, rule))
        level = clause.level if counted else self.sentence.comma_level
        pending = {} if counted else self.sentence.pending
        self.saved.append(Before(self.last, self.soft, level, self.sentence.since_level, pending, self.figures))
        self.sentence.comma_level = None

    def _forget_unclosed(self) -> None:
        """Brackets that were opened long ago and never closed hold nothing."""
        self.frames = [self.base, *self.frames[-DEEPEST // 2 :]]
        self.saved = self.saved[-sum(frame.kind == "open" for frame in self.frames[1:]) or len(self.saved) :]

    def _close(self) -> None:
        while len(self.frames) > 1 and self.frames[-1].kind != "open":
            self.frames.pop()
        if len(self.frames) > 1:
            bracket, inside, before = self.frames.pop(), self.sentence.pending, self.saved.pop()
            self.last, self.soft = before.last, before.soft
            self.sentence.comma_level, self.sentence.since_level = before.level, before.since_level
            only_noted = before.figures == self.figures and not bracket.poison  # "đang giải quyết (còn hạn): 53"
            noted = inside if set(inside) <= {"timing"} else {}
            self.sentence.pending = {**before.pending, **noted} if only_noted and before.pending else {}

    def _end_sentence(self) -> None:
        leads = [f for f in self.frames[1:] if f.kind == "lead" and (f.level or f.foreign or f.rule in LASTING)]
        self.frames = [self.base]
        if leads:
            last = leads[-1]
            rule = last.rule if last.rule in LASTING else None
            self.frames.append(Frame({}, last.level, "lead", last.poison, last.foreign, rule))
        before = self.sentence.poison or (self.sentence.rule if self.sentence.rule in LASTING else None)
        self.faint = self.soft if len(self.sentence.states) == 1 else {}
        self.sentence, self.soft = Sentence(before=before), {d: t for d, t in self.soft.items() if d == "thing"}
        if self.period is not None and self.period.kind == "as_of":
            self.period = None

    def for_deeper(self) -> Frame:
        """The frame for the items under this block: its label if it only introduces, else its first figure."""
        top = self.frames[-1]
        ends_open = top.kind in (*CHILDREN, "lead") and self.previous_end in (*CHILDREN, "colon")
        if self.head is not None:
            meaning = top.meaning if ends_open else self.head
            base = self.base
            return Frame(
                meaning, base.level, "block", base.poison, base.foreign, period=base.period, introduces=ends_open
            )
        if self.previous_end == "sentence":
            return self.base
        if top.kind == "lead":
            return replace(top, kind="block", period=self.period, introduces=True)
        if self.tail.poison and not self.tail.foreign:
            return self.base
        return replace(self.tail, period=self.period, introduces=True)


def _united(pending: Meaning, own: Meaning) -> Meaning:
    return {d: own.get(d, frozenset()) | pending.get(d, frozenset()) for d in (*own, *pending)} if pending else own


def _under(frame: Frame, own: Meaning, has_level: bool) -> Iterable[Meaning]:
    """What a clause means under a frame; a part keeps its whole's subject ("09 văn bản, gồm 05 quyết định")."""
    if not frame.meaning:
        return
    announced = frame.kind == "block" and "document" in frame.meaning
    if announced and "document" not in own and "topic" in own:
        return  # "Tổng số TTHC thuộc thẩm quyền: 2.196" below the decisions that announce some
    above, whole = frame.meaning, frame.meaning.get("thing", frozenset())
    if "thing" in own and (own["thing"] < whole or (own["thing"] == PERSONS and whole == STAFF)):
        own = {**own, "thing": whole}
    if "state" in own and above.get("state", own["state"]) != own["state"]:
        above = {d: t for d, t in above.items() if d != "timing"}  # what is late there says nothing of another state
    if (frame.kind in ("block", "detail") or has_level) and {"thing", "state"} <= set(own):
        above = {d: t for d, t in above.items() if d != "timing"}  # "quá hạn 2.307. Cụ thể: giải quyết 117.902 hồ sơ"
    yield merged(above, own)
    if "thing" in own and whole:
        yield merged(above, {**own, "thing": own["thing"] | whole})


def _unclear(number: Number, noun: str | None) -> str | None:
    if number.bound or number.ambiguous or (YEAR.fullmatch(number.raw) and noun is None):
        return "a bound, a year or an unclear number"
    return "a share of something else" if noun in ("other", "units") else None


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


def _poison(clause: Clause) -> str | None:
    return "under unknown words: " + " ".join(w for _, w in clause.strays[:6]) if clause.strays else None


def _leads(clause: Clause) -> bool:
    """Whether the clause's rule stands before its figures, or begins a clause without one."""
    if clause.numbers:
        return clause.rule_at < clause.numbers[0].start
    return clause.rule != "comparison" or clause.rule_at - clause.start < len(" trong cùng kỳ")


def _restricts(clause: Clause) -> bool:
    return clause.names_other or any(word in RESTRICTING for _, word in clause.strays)
