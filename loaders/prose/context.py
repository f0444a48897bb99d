"""The only place that knows what a clause hangs under, and how that changes from clause to clause.

A clause leaves out what its surroundings say: the label before a colon, the figure before "trong đó" or a bracket,
the item above, the heading. Frames hold the first three; the sentence holds what lasts until its full stop;
the heading only helps where nothing else does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from loaders.catalogue.fields import Field
from loaders.catalogue.meanings import Index, Meaning, index, merged
from loaders.made_often import made_often
from loaders.prose.changes import Change
from loaders.prose.clauses import WHOLE_CLAUSE, Clause
from loaders.prose.clock import Clock
from loaders.records import Period

MAJOR = ("thing", "state")
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
TIMED = {
    **dict.fromkeys(
        ("dossiers.resolved_early", "dossiers.resolved_on_time", "dossiers.resolved_early_or_on_time"), "resolved"
    ),
    "dossiers.pending_in_time": "pending",
    "feedback.resolved_on_time": "resolved",
}
"""Figures that say by their timing what those beside them are parts of: "trước hạn 52, đúng hạn 8, quá hạn 1"."""
BUSINESS = "business_regulations"
PETITIONS = frozenset(("petition",))
DOSSIERS = frozenset(("dossier",))
ONLINE = frozenset(("online",))
"""A heading says it of many things; of those sent in on paper only where nothing else is meant."""
INTERNAL = frozenset(("internal", "internal_within_unit"))
OF_SOME = "a figure of the units counted before it"
"""A doubt that only the other levels lift, where all add up."""
IN_REVIEW = frozenset(("in_review",))
OF_ANOTHER_TIME = "perhaps of one of the times named before it"
PART_OF_WHICH = "perhaps parts of the whole before it"
""" "54.830 hồ sơ, gồm 402 cũ và 54.428 mới. Trong đó quận 11.267": of which of them?"""
DEEPEST = 64
"""So many frames stand in one another at most; a report needs three or four."""


@made_often(frozen=True, slots=True)
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
    listed: Meaning = field(default_factory=dict)
    """What a list of levels is set under: "Tổng số TTHC: 141, trong đó:" over "- Cấp tỉnh: 97"."""
    first: Meaning = field(default_factory=dict)
    """What the first figure of the item above is of."""
    value: float | None = None
    """Of the figure whose parts stand under it."""
    answered: bool = False
    """The line above is a label with its figure alone, "Đã giải quyết: 4.078": items under it are its parts."""
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
    value: float | None = None
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
    some: str | None = None
    """The level of units that it counts before their figures: "10 phường tiếp nhận 41.208 hồ sơ, giải quyết …"."""
    prefix_level: str | None = None
    """ "Tại cấp huyện, …" """
    comma_level: str | None = None
    """ "cấp tỉnh giải quyết 21.407 hồ sơ, trễ hẹn 96" until the semicolon."""
    levels: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    of_sector: bool = False
    """A field of work was named behind a figure."""
    of_money: bool = False
    """An amount of money was told."""
    since_level: int = 0
    """How many figures were stated since a clause named its level."""
    uncounted: str | None = None
    """Why its last count is of nobody knows what: "Quận nhận 18 góp ý, đã xử lý 18" goes on about these."""
    rates: int = 0
    """How many rates were stated by their names."""
    acts: set[str] = field(default_factory=set)
    """What it said is done, in whichever clause."""
    pending: dict[str, frozenset[str]] = field(default_factory=dict)
    """Terms of a clause without a figure, whose figure is still to come."""
    about: bool = False
    """What waits for its figure only says what the sentence is about: the figure's own words are surer."""
    orphan: bool = False
    """Its figures are parts of what stands in the paragraph before."""
    first: Last = field(default_factory=Last)
    """Its first figure."""

    @property
    def doubt(self) -> str | None:
        """Why only an equation may state its figures."""
        return OF_SOME if self.some else PART_OF_WHICH if self.orphan else None


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
    period: Period | None


class Context:
    """The surroundings of one block's clauses, as they change from clause to clause."""

    def __init__(
        self,
        under: Frame,
        weak: Meaning,
        running: frozenset[str] | None,
        central: bool = False,
        is_item: bool = False,
    ) -> None:
        self.central, self.is_item = central, is_item
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
        self.clock = Clock(under.period)
        self.faint: Meaning = {}
        """The same of the sentence before, for timings alone: "Đang giải quyết 25 hồ sơ. Trong hạn 23; quá hạn 2"."""
        self.tail = Frame()
        self.previous_end = "sentence"
        self.saved: list[Before] = []
        self.figures = 0
        self.changes: list[Change] = []
        """Changes of procedures, told last in this sentence, of which it is not known who set them."""
        self.pushed = False
        self.of_part = False
        """Whether the last figure was itself a part of one before it."""
        self.begun_level: str | None = None
        """The level of the first figure of the sentence before."""
        self.parted: Last | None = None
        """The first figure of the sentence before, where all others in it were those of its levels."""

    def level(self, clause: Clause) -> str | None:
        """The level a clause's figures are of; None where nothing names one."""
        levels = self.sentence.levels
        return self.named_level(clause) or (next(iter(levels)) if len(levels) == 1 else None)

    def named_level(self, clause: Clause) -> str | None:
        """The level that the clause or what it hangs under names."""
        sentence = self.sentence
        return clause.level or sentence.comma_level or sentence.prefix_level or sentence.some or self.frames[-1].level

    @property
    def is_orphan(self) -> bool:
        """Whether its paragraph begins with "Trong đó" and has no figure yet: parts of what stands before it."""
        return self.frames[-1].kind == "children" and not self.frames[-1].meaning and self.head is None

    @property
    def under_a_level(self) -> bool:
        """Whether the label before it names a level and no more: "quá hạn 12. Cụ thể:" over "- Cấp tỉnh: …"."""
        top, above = self.frames[-1], self.frames[-2:][0]
        return top.kind == "lead" and top.level not in (None, above.level) and top.meaning == above.meaning

    @property
    def channel(self) -> frozenset[str]:
        """The one channel of which the title speaks: "9. Qua bưu chính: tiếp nhận 311 hồ sơ, trả 1.204 hồ sơ"."""
        said = self.weak.get("channel", frozenset())
        alone = len(said) == 1 and (self.base.kind == "title" or not said & ONLINE)
        return said if alone and self.weak.get("thing", DOSSIERS) == DOSSIERS else frozenset()

    @property
    def begins_timed(self) -> bool:
        """Whether the first figure, here or in the item above, is of those early, on time or late alone."""
        return "timing" in (self.head or self.base.first)

    def rule(self, clause: Clause) -> str | None:
        """The named rule that takes a clause's numbers, if one does."""
        return clause.rule or self.sentence.rule or self.frames[-1].rule

    def enter(self, clause: Clause) -> None:
        """Notice what a clause says for itself and what follows: its period, and rules that last."""
        self.pushed, self.last.lost = False, False
        self.named |= clause.terms.get("thing", set())
        self.sentence.uncounted = None if "thing" in clause.terms else self.sentence.uncounted
        self.sentence.acts |= clause.terms.get("act", set())
        self.figures += sum(clause.nouns.get(number.start) != "units" for number in clause.numbers)
        if clause.of_sector >= 0:
            self.sentence.of_sector = True
            if clause.terms.get("thing") == {"procedure"}:
                clause.strays = [(at, word) for at, word in clause.strays if at < clause.of_sector]
        self.sentence.orphan |= bool(clause.numbers) and self.is_orphan
        if self.clock.enter(clause):
            self.soft = {}
        elif clause.is_now:
            self.sentence.before = None
        if clause.level:
            self.sentence.before = None
        if clause.level or clause.is_whole:
            self.sentence.some = None
        if clause.is_whole and not self.base.foreign:
            self.frames = [self.base, *(frame for frame in self.frames[1:] if not frame.foreign)]
        in_passing = clause.mainly and self.sentence.first.field is not None and not self.sentence.poison
        if in_passing or (clause.rule == "target" and "planned" in clause.terms.get("topic", ())):
            clause.rule = None  # "đặt ra 34 TTHC cần rà soát"
        self._keep_rule(clause)

    def _keep_rule(self, clause: Clause) -> None:
        """A rule of a bracket holds to its end; some hold until the sentence ends."""
        rule = clause.rule
        if rule is None:
            return
        if self.frames[-1].kind == "open" and rule in WHOLE_CLAUSE | TIMES:
            self.frames[-1] = replace(self.frames[-1], rule=rule)
        elif rule in (CARRIED if clause.numbers else WHOLE_CLAUSE) or (rule in TIMES and _leads(clause)):
            self.sentence.rule = rule

    def stated(
        self, clause: Clause, meaning: Meaning, found: Field, level: str | None, doubt: str | None, *, is_open: bool
    ) -> None:
        """A count was stated; `is_open` where its words leave open which."""
        self.changes, self.of_part = [], self.frames[-1].is_part
        self.last = Last(meaning, found, level, doubt, bool(doubt) and found.unit in ("dossier", "petition"))
        if self.sentence.channelled is None and found.unit == "dossier":
            self.sentence.channelled = "channel" in meaning
        if self.sentence.first.field is None:
            self.sentence.first = self.last
        self.sentence.levels |= {level} if level else set()
        self.sentence.since_level = 1 if clause.level else self.sentence.since_level + 1
        self.sentence.states |= meaning.get("state", frozenset())
        self.head = self.head or meaning
        if found.name in TIMED and is_open and "state" not in self.soft:
            self.soft = {}
        elif found.name in TIMED and not is_open:
            thing = PETITIONS if found.unit == "petition" else DOSSIERS
            self.soft = {"thing": thing, "state": frozenset((TIMED[found.name],))}
        elif BUSINESS in meaning.get("topic", ()) and "state" not in meaning:
            self.soft = {d: t for d, t in meaning.items() if d in ("thing", "topic")}
        elif "state" in meaning:
            major = (*MAJOR, "topic") if BUSINESS in meaning.get("topic", ()) else MAJOR
            self.soft = {d: t for d, t in meaning.items() if d in major}
        elif "by" in meaning and {"act", "origin"} & set(meaning):  # "do Trung ương ban hành: mới 9; sửa đổi 4"
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
        elif clause.ends == "therefore":
            self.restrict(clause)
        foreign = frame.foreign or bool(poison and restricts(clause))
        level, rule = self.level(clause), self.rule(clause)
        self.tail = Frame(merged(frame.meaning, own), level, "block", poison or frame.poison, foreign, rule)

    def _prefix(self, own: Meaning, clause: Clause, poison: str | None) -> None:
        if clause.level and not own and not clause.strays:
            self.sentence.prefix_level, self.sentence.comma_level = clause.level, None
        self.restrict(clause)
        if own and clause.ends != "list" and all(word == "others" for _, word in clause.strays):
            self.sentence.about = clause.about and not self.sentence.pending
            self.sentence.pending = {d: self.sentence.pending.get(d, frozenset()) | t for d, t in own.items()}

    def restrict(self, clause: Clause) -> None:
        """After "Sở Xây dựng tiếp nhận 120 hồ sơ" the sentence (or the bracket) goes on about Sở Xây dựng."""
        poison = _poison(clause)
        if not poison or (clause.numbers and clause.strays[0][0] > clause.numbers[0].start):
            return
        if not restricts(clause):
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
        foreign = frame.foreign or bool(poison and restricts(clause))
        plan = clause.is_plan and not own
        if plan and self.item == IN_REVIEW:
            own, plan = {"topic": frozenset(("planned",))}, False  # "Kế hoạch năm: đất đai 02 TTHC, hộ tịch 01 TTHC"
        rule = "target" if plan else self.rule(clause)
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
        if _counts_the_unknown(clause):
            self.sentence.uncounted = _poison(clause)
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
        goes_on = self.previous_end == "sentence" and self.parted is not None and self.frames[-1] is self.base
        frame, last = self.frames[-1], (self.parted if goes_on and self.parted else self.last)
        level = last.level or frame.level
        rule = frame.rule if frame.kind == "open" else None
        poison = PART_OF_WHICH if not goes_on and self._may_go_on_about_the_whole() else last.poison
        under = Frame(last.meaning or frame.meaning, level, kind, poison, frame.foreign, rule, value=last.value)
        self.frames.append(under)

    def _may_go_on_about_the_whole(self) -> bool:
        other = self.last.meaning != self.head or self.last.level != self.begun_level
        return self.of_part and self.previous_end == "sentence" and other

    def _open(self, clause: Clause, own: Meaning) -> None:
        frame, counted = self.frames[-1], bool(clause.numbers)
        meaning = self.last.meaning if counted else merged(frame.meaning, {**self.sentence.pending, **own})
        poison = self.last.poison if counted else frame.poison or _poison(clause)
        rule = clause.rule
        self.frames.append(Frame(meaning, self.level(clause), "open", poison, frame.foreign, rule))
        level = clause.level or self.sentence.comma_level
        pending = {} if counted else self.sentence.pending
        self.sentence.pending = {} if counted else self.sentence.pending
        since, period = self.sentence.since_level, self.clock.period
        self.saved.append(Before(self.last, self.soft, level, since, pending, self.figures, period))
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
            self.clock.close(before.period, bracket.level, told=before.figures != self.figures)
            only_noted = before.figures == self.figures and not bracket.poison  # "đang giải quyết (còn hạn): 53"
            noted = inside if set(inside) <= {"timing"} else {}
            self.sentence.pending = {**before.pending, **noted} if only_noted and before.pending else {}

    def _end_sentence(self) -> None:
        leads = [f for f in self.frames[1:] if f.kind == "lead" and (f.level or f.foreign or f.rule in LASTING)]
        self.frames, self.changes = [self.base], []
        if leads:
            last = leads[-1]
            rule = last.rule if last.rule in LASTING else None
            self.frames.append(Frame({}, last.level, "lead", last.poison, last.foreign, rule))
        before = self.sentence.poison or (self.sentence.rule if self.sentence.rule in LASTING else None)
        before = before or (OF_SOME if self.sentence.some else None)
        self.last.percent = self.last.percent and self.sentence.rates <= 1
        self.faint = self.soft if len(self.sentence.states) == 1 else {}
        poison = OF_ANOTHER_TIME if self.clock.end_sentence() else None
        self.parted, self.begun_level = self._whole_of_levels(), self.sentence.first.level
        self.sentence = Sentence(before=before, poison=poison)
        self.soft = {d: t for d, t in self.soft.items() if d == "thing"}

    def _whole_of_levels(self) -> Last | None:
        """ "Tiếp nhận 71.482 hồ sơ, gồm cấp tỉnh 23.915 và cấp xã 47.567": after it "trong số này" means them all."""
        first, parts = self.sentence.first, self.sentence.levels - {"all", self.sentence.first.level}
        parted = len(parts) > 1 and first.meaning == self.last.meaning
        parted = parted and first.field is not None and first.field.unit == "dossier"
        return first if parted and first.level not in parts and not first.poison else None

    def for_deeper(self) -> Frame:
        """The frame for the items under this block: its label if it only introduces, else its first figure."""
        top = self.frames[-1]
        ends_open = top.kind in (*CHILDREN, "lead") and self.previous_end in (*CHILDREN, "colon")
        if self.head is not None:
            meaning = top.meaning if ends_open else self.head
            above = replace(self.base, kind="block", rule=None, listed={}, first=self.head, introduces=ends_open)
            return replace(above, meaning=meaning)
        if self.previous_end == "sentence":
            return self.base
        if top.kind == "lead":
            return replace(top, kind="block", period=self.clock.period, introduces=True)
        if self.tail.poison and not self.tail.foreign:
            return self.base
        return replace(self.tail, period=self.clock.period, introduces=True)


def _poison(clause: Clause) -> str | None:
    return "under unknown words: " + " ".join(w for _, w in clause.strays[:6]) if clause.strays else None


def _counts_the_unknown(clause: Clause) -> bool:
    """Whether a word that nobody knows stands right behind a count, where its noun stands."""
    counted = {number.end + 1 for number in clause.numbers if not number.percent}
    return "thing" not in clause.terms and any(at in counted and word != "others" for at, word in clause.strays)


def _leads(clause: Clause) -> bool:
    """Whether the clause's rule stands before its figures, or begins a clause without one."""
    if clause.numbers:
        return clause.rule_at < clause.numbers[0].start
    return clause.rule != "comparison" or clause.rule_at - clause.start < len(" trong cùng kỳ")


def restricts(clause: Clause) -> bool:
    """Whether a clause speaks of another unit, or of a part."""
    return clause.names_other or any(word in RESTRICTING for _, word in clause.strays)
