"""The only place that says which figure each heading of a table names, in the light of the headings before it.

The same reading serves columns from left to right and indicators in rows from top to bottom: a part leans on its whole
("Trước hạn" after "Số hồ sơ đã giải quyết"), a bare "Tỷ lệ (%)" on the count before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loaders.catalogue.fields import Field, load_fields
from loaders.catalogue.meanings import Meaning, index, merged
from loaders.prose.context import MAJOR
from loaders.records import Period
from loaders.tables.headings import Words
from loaders.text.textform import fold

NO_FIGURE = "no field has this heading"
UNKNOWN = "unknown words in the heading: "
SEVERAL = "several levels in one heading"
THIS_TIME = frozenset(("ky nay", "ky bao cao", "ky hien tai", "thang nay", "quy nay", "nam nay", "trong ky bao cao"))
LAST_TIME = frozenset(("ky truoc", "thang truoc", "quy truoc", "nam truoc"))
SETTLED_BY_TIMING = frozenset(("early", "on_time", "early_or_on_time"))
"""Timings that only what is resolved can have."""


@dataclass(slots=True)
class Slot:
    """What a column (or a row of indicators) states. Without a `field` its numbers are left, for `rule` or `reason`."""

    words: Words = field(default_factory=Words)
    meaning: Meaning = field(default_factory=dict)
    sure: bool = True
    """False where it leans on headings it does not stand under: an equation must confirm it."""
    rule: str | None = None
    reason: str = ""
    level: str | None = None
    period: Period | None = None
    percent: bool = False
    beside: int | None = None
    """The slot of the count that a percentage belongs to."""
    itself: bool = False
    """It is the whole of which the others are parts: its share is one of itself."""
    generic: bool = False
    """It says nothing of what is counted; the other axis does."""
    field: Field | None = None

    @property
    def states(self) -> bool:
        """Whether numbers under it can be figures."""
        return not self.rule and not self.reason


def read_axis(headings: Sequence[Words], things: Iterable[str] = ()) -> list[Slot]:
    """One slot for each heading, in order; `things` are what the table may count, the likeliest first."""
    counted = list(things) or (["dossier"] if _counts_cases(headings) else [])
    axis = _Axis([frozenset((thing,)) for thing in counted])
    compares = _compares(headings)
    for words in headings:
        axis.take(words, compares)
    _settle_on_time(axis.slots)
    return axis.slots


def _settle_on_time(slots: Sequence[Slot]) -> None:
    """Where no heading speaks of early ones, "đúng hạn" means early and on time together."""
    if any("early" in slot.words.terms.get("timing", ()) for slot in slots):
        return
    for slot in slots:
        if slot.field and slot.field.or_else:
            slot.field = load_fields()[slot.field.or_else]


def _counts_cases(headings: Sequence[Words]) -> bool:
    """Columns like "Tiếp nhận | Đã giải quyết | Quá hạn" where nothing near says of what: of dossiers."""
    states = [words.terms["state"] for words in headings if "state" in words.terms]
    timed = sum("timing" in words.terms for words in headings)
    enough = len(states) > 1 or (states == [frozenset(("resolved",))] and timed > 1)
    return enough and timed > 0 and not any("thing" in words.terms for words in headings)


def _compares(headings: Sequence[Words]) -> bool:
    """Whether columns set this time against another one: "kỳ trước" is then no origin of dossiers."""
    said = {fold(text) for words in headings for text in words.path}
    return any(words.rule == "comparison" for words in headings) or bool(said & THIS_TIME)


@dataclass(slots=True)
class _Axis:
    things: list[frozenset[str]]
    slots: list[Slot] = field(default_factory=list)
    whole: Meaning = field(default_factory=dict)
    """The last meaning that a "trong đó" may hang under."""
    soft: Meaning = field(default_factory=dict)
    """Thing and state of the last count."""
    states: set[str] = field(default_factory=set)

    def take(self, words: Words, compares: bool) -> None:
        """Read the next heading."""
        slot = Slot(words, rule=words.rule, level=words.level, period=words.period, percent=words.percent)
        self.slots.append(slot)
        if compares and any(fold(text) in LAST_TIME for text in words.path):
            slot.rule = "comparison"
        elif words.strays:
            slot.reason = UNKNOWN + " ".join(words.strays[:6])
        elif words.levels:
            slot.reason = SEVERAL
        if not slot.states or words.column:
            return
        if (
            words.percent
            and words.bare_end
            and words.terms
            and (count := self._count_under(words.path[:-1])) is not None
        ):
            self._share_of(slot, count)
        elif words.terms:
            self._find(slot)
        elif words.level and not words.percent and (count := self._count_of_levels()) is not None:
            slot.field, slot.meaning = self.slots[count].field, self.slots[count].meaning
            slot.sure = self.slots[count].sure
        elif words.percent and (count := self._count_before()) is not None:
            self._share_of(slot, count)
        elif words.section and not words.percent and (found := index().find(words.section, percent=False, sure=True)):
            slot.field, slot.meaning = found, words.section
            self._remember(slot)
        else:
            slot.generic = True

    def _count_under(self, above: tuple[str, ...]) -> int | None:
        """The count right before, if it stands under the same headings: a bare "Tỷ lệ" between them is its own."""
        before = self._count_before()
        return before if before is not None and self.slots[before].words.path[:-1] == above else None

    def _count_of_levels(self) -> int | None:
        """The count right before, whose levels these may be: "Tổng số hồ sơ" | "Cấp tỉnh" | "Cấp huyện" | "Cấp xã"."""
        before = self._count_before()
        while before is not None and self.slots[before].level and before > 0:
            before -= 1
        return before if before is not None and self.slots[before].field else None

    def _count_before(self) -> int | None:
        before = len(self.slots) - 2
        while before >= 0 and self.slots[before].percent:
            before -= 1
        return before if before >= 0 and self.slots[before].field else None

    def _share_of(self, slot: Slot, count: int) -> None:
        of = self.slots[count].field
        slot.field = load_fields()[of.rate] if of and of.rate else None
        slot.sure, slot.beside = self.slots[count].sure, count
        slot.level = slot.level or self.slots[count].level
        slot.reason = "" if slot.field else NO_FIGURE

    def _find(self, slot: Slot) -> None:
        """The first reading that names a field; one that leans on others is clear if the next one names the same."""
        found: list[tuple[Field, Meaning, bool]] = []
        for meaning, clear in self._readings(slot.words):
            for sure in (True, False):
                named = index().find(meaning, percent=slot.percent, sure=sure)
                if named and (sure or not slot.percent):
                    found.append((named, meaning, clear and sure))
                    break
        if found:
            slot.field, slot.meaning, _ = found[0]
            slot.sure = any(sure for named, _, sure in found if named is slot.field)
        else:
            slot.reason = NO_FIGURE
        if found or not slot.percent:
            self._remember(slot)

    def _remember(self, slot: Slot) -> None:
        """What the next headings may lean on."""
        if slot.percent:
            count = self._count_before()
            of = self.slots[count].field if count is not None else None
            slot.beside = count if of and slot.field and of.rate == slot.field.name else None
            return
        meaning = slot.meaning or slot.words.terms
        if not slot.words.children:
            self.whole = meaning
        if "thing" in meaning:
            self.things = [meaning["thing"], *(thing for thing in self.things if thing != meaning["thing"])]
        self.soft = {d: t for d, t in {**self.soft, **meaning}.items() if d in MAJOR}
        if SETTLED_BY_TIMING & meaning.get("timing", frozenset()) and "state" not in meaning:
            self.soft = {**self.soft, "state": frozenset(("resolved",))}
        self.states |= self.soft.get("state", frozenset())

    def _readings(self, words: Words) -> Iterator[tuple[Meaning, bool]]:
        """The meanings a heading may have, and whether each is clear without the help of an equation."""
        own = words.terms
        if words.children and self.whole:
            yield merged(self.whole, own), True
            yield _with_whole(self.whole, own), True
            return
        if len(words.path) == 1 and not {"state", "act", "topic"} & set(own) and self.soft.get("state"):
            yield merged(self.soft, own), self._goes_on(own)
            if not (self._may_stand_alone(own) or (words.percent and "thing" in own)):
                return
        settled = words.percent and bool(SETTLED_BY_TIMING & own.get("timing", frozenset()))
        if words.section:
            yield from self._in_section(words.section, own)
            if "thing" in words.section and "thing" not in own:
                return
        of_pending = "pending" in self.soft.get("state", ()) and "timing" in own and "state" not in own
        clear = settled or len(words.path) > 1 or not of_pending
        yield own, clear
        if "thing" not in own:
            for thing in self.things:
                yield merged({"thing": thing}, own), clear

    @staticmethod
    def _in_section(section: Meaning, own: Meaning) -> Iterator[tuple[Meaning, bool]]:
        """A title lends what it counts to rows that do not say it, and the rest where they need it."""
        if "thing" in own:
            yield own, True
        elif "thing" in section:
            yield merged({"thing": section["thing"]}, own), True
        yield merged(section, own), True

    def _goes_on(self, own: Meaning) -> bool:
        """Whether a part follows another part ("Quá hạn" after "Đúng hạn"), or the only whole there is."""
        before = next((slot for slot in reversed(self.slots[:-1]) if not slot.percent), None)
        if before is None or before.field is None or "timing" not in own:
            return False
        only = {"pending", "resolved"} - self.states != set()
        return "timing" in before.meaning or only or bool({"in_time", "not_due"} & own["timing"])

    def _may_stand_alone(self, own: Meaning) -> bool:
        """Whether a part without a heading above it can be no part of what stands before it."""
        if {"channel", "origin"} & set(own):
            return not self.states & {"resolved", "pending"}
        return "thing" in own or bool(SETTLED_BY_TIMING & own.get("timing", frozenset()))


def _with_whole(whole: Meaning, own: Meaning) -> Meaning:
    """A part that names its own thing and keeps its whole's ("văn bản", gồm "quyết định")."""
    things = whole.get("thing", frozenset()) | own.get("thing", frozenset())
    return {**merged(whole, own), "thing": things}
