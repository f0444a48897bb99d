"""The only place that decides which field a number in a text states.

Every number in scope ends as a candidate, under a named rule that ignores it, or unclaimed. A clause gives its terms; what it leaves
out (its subject, its state, its level) comes from what it hangs under: the label before a colon, the figure before "trong đó" or
a bracket, the item above, the heading. A word that nobody knows keeps a number unclaimed: a gap is better than a wrong figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from loaders.clauses import WHOLE_CLAUSE, Clause
from loaders.fields import Field, load_fields
from loaders.meanings import UNIT_NOUNS, Index, Meaning, index, merged
from loaders.numbers import Number
from loaders.records import Locator, Period, Unclaimed

MAJOR = ("thing", "state")
CARRIED = ("sector", "elsewhere")
"""Rules that hold until the sentence ends: what it says there is about something else."""
YEAR = re.compile(r"20[0-4]\d|199\d")
SERIES = {2: ["province", "commune"], 3: ["province", "district", "commune"]}
"""The levels that "các cấp lần lượt" counts: two since 1 July 2025 (Luật Tổ chức chính quyền địa phương 2025), three before."""
COUNTS = ("plain", "zero", "word", "ratio")


@dataclass(slots=True)
class Candidate:
    """A figure that a clause states. `sure` is False where only an equation can tell that it is this field."""

    field: Field
    value: float
    level: str | None
    raw: str
    start: int
    end: int
    approximate: bool = False
    sure: bool = True
    period: Period | None = None
    beside: Candidate | None = None
    """The count that a percentage is printed behind."""
    group: int = 0
    """Figures of one sentence share it: a rate is checked against the counts beside it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a clause hangs under."""

    meaning: Meaning = field(default_factory=dict)
    level: str | None = None
    kind: str = "block"
    """block (the item above), lead (a label before a colon), children (after "trong đó"), detail (after "cụ thể"), open (inside a bracket), title (after "5. PAKN:")."""
    poison: str | None = None
    """Words in it that nobody knows: what leans on it is not claimed."""
    foreign: bool = False
    """It names a unit or field of work that is not the report's own: nothing under it is claimed."""
    rule: str | None = None
    introduces: bool = False
    """The item above ends with a colon or without a full stop: paragraphs under it belong to it too."""


@dataclass(slots=True)
class Findings:
    """What a text's clauses yielded."""

    candidates: list[Candidate] = field(default_factory=list)
    unclaimed: list[Unclaimed] = field(default_factory=list)
    ignored: list[tuple[Number, str]] = field(default_factory=list)
    section: int = 0
    """The block with which the section began that is being read."""


def read_clauses(
    text: str,
    clauses: Sequence[Clause],
    under: Frame,
    weak: Meaning,
    running: frozenset[str] | None,
    group: int,
    findings: Findings,
) -> Frame:
    """Read one block's clauses into `findings`; returns the frame that deeper blocks under it hang on.

    `weak` is what the heading means, `running` what the figures before it in this section counted.
    """
    return _Walk(text, under, weak, running, group, findings).run(clauses)


class _Walk:
    """One block, clause by clause."""

    def __init__(
        self, text: str, under: Frame, weak: Meaning, running: frozenset[str] | None, group: int, findings: Findings
    ) -> None:
        self.text, self.base, self.weak, self.group, self.findings = text, under, weak, group, findings
        self.run_in = under.kind == "title"
        self.index: Index = index()
        self.things = [weak["thing"]] if len(weak.get("thing", ())) == 1 else []
        if running:
            self.things.insert(0, running)
        self.frames: list[Frame] = [under]
        self.head: Meaning | None = None
        self.last: Meaning = {}
        self.last_field: Field | None = None
        self.last_level: str | None = None
        self.last_poison: str | None = None
        self.soft: dict[str, frozenset[str]] = {}
        self.pending: dict[str, frozenset[str]] = {}
        self.prefix_level: str | None = None
        self.sticky_level: str | None = None
        self.sentence_rule: str | None = None
        self.sentence_poison: str | None = None
        self.tail = Frame()
        self.previous_end = "sentence"
        self.pushed = False
        self.states: set[str] = set()
        self.comma_level: str | None = None
        self.levels_here: set[str] = set()
        self.period: Period | None = None
        self.outside: list[tuple[Meaning, Field | None, str | None, dict[str, frozenset[str]], str | None]] = []

    def run(self, clauses: Sequence[Clause]) -> Frame:
        _spread_series(clauses)
        for clause in clauses:
            self.pushed = False
            if clause.numbers:
                self._figures(clause)
            else:
                self._words(clause)
            self._after(clause)
            self.previous_end = clause.ends
        return self._for_deeper()

    # -- clauses with figures

    def _figures(self, clause: Clause) -> None:
        frame = self.frames[-1]
        self._notice_period(clause)
        own = _own(clause)
        counts = [
            n for n in clause.numbers if not n.percent and n.kind in COUNTS and clause.nouns.get(n.start) != "other"
        ]
        if len(clause.numbers) > 1:
            counts = [n for n in counts if n.kind != "zero"]
        percents = [n for n in clause.numbers if n.percent and n.kind == "plain"]
        for number in clause.numbers:
            if number not in counts and number not in percents:
                self.findings.ignored.append((number, "counts_other" if number.kind in COUNTS else number.kind))
        rule = self._rule(clause, frame)
        if clause.rule in CARRIED:
            self.sentence_rule = clause.rule
        elif clause.rule in WHOLE_CLAUSE and frame.kind == "open":
            self.frames[-1] = frame = replace(frame, rule=clause.rule)
        level = self._level(clause, frame)
        if not counts and not percents:
            clause.level = clause.level or clause.counted_level
            if clause.ends == "colon":
                self._words(clause)
            return
        counts = _with_base(counts, clause.base_at)
        nouns = {clause.nouns[n.start] for n in counts if n.start in clause.nouns}
        if len(counts) == 1:
            self._count(clause, own, counts[0], level, rule)
        elif len(nouns) == len(counts):
            for number in counts:
                self._count(clause, _with_noun(own, nouns, clause.nouns[number.start]), number, level, rule)
        else:
            for number in counts:
                self._leave(number, rule, "several figures in one clause")
        for number in percents:
            self._percent(clause, own, number, level, rule, beside_count=bool(counts))

    def _count(self, clause: Clause, own: Meaning, number: Number, level: str | None, rule: str | None) -> None:
        if rule and _applies(rule, clause, number):
            self._leave(number, rule, "")
            return
        meaning, found, leaned = self._find(clause, own, number)
        reason = self._objection(clause, number, found, leaned)
        if meaning.get("thing"):
            self.things = [meaning["thing"]]
        if found is None or reason:
            self.last_field, self.last_poison = None, reason
            self._leave(number, None, reason or "no field has this meaning")
            if meaning:
                self.last = meaning
            return
        self._state(found, number, level, sure=self.index.find(meaning, percent=False, sure=True) is found)
        self.last, self.last_field, self.last_level, self.last_poison = meaning, found, level, None
        self.comma_level = clause.level or self.comma_level
        if level:
            self.levels_here.add(level)
        self.head = self.head or meaning
        if "state" in meaning:
            self.soft = {d: t for d, t in meaning.items() if d in MAJOR}
        self.states |= meaning.get("state", frozenset())

    def _percent(
        self, clause: Clause, own: Meaning, number: Number, level: str | None, rule: str | None, *, beside_count: bool
    ) -> None:
        if rule and _applies(rule, clause, number):
            self._leave(number, rule, "")
            return
        if clause.base_terms - {"received", "resolved", "due"}:
            self._leave(number, "share", "")
            return
        if (beside_count or not own) and self.last_field is not None and (level == self.last_level or not clause.level):
            found = load_fields()[self.last_field.rate] if self.last_field.rate else None
            reason = self._objection(clause, number, found, False) if not beside_count else None
            if found is None:
                self._leave(number, "share", "")
            elif reason:
                self._leave(number, None, reason)
            else:
                count = self.findings.candidates[-1]
                self._state(found, number, self.last_level)
                self.findings.candidates[-1].beside = count
            return
        meaning, found, leaned = self._find(clause, own, number)
        reason = self._objection(clause, number, found, leaned)
        if found is None or reason:
            self._leave(number, None, reason or "no rate has this meaning")
            self.last, self.last_field = meaning, None
            return
        self._state(found, number, level)
        self.last, self.last_field, self.last_level = meaning, None, level

    def _state(self, found: Field, number: Number, level: str | None, *, sure: bool = True) -> None:
        spans = number.parts or ((number.start, number.end),)
        self._add(found, number.value, spans[0], number, level, sure)
        if number.second is not None and found.base is not None:
            self._add(load_fields()[found.base], number.second, spans[-1], number, level, sure)

    def _add(
        self, found: Field, value: float, span: tuple[int, int], number: Number, level: str | None, sure: bool
    ) -> None:
        start, end = span
        raw = self.text[start:end]
        scale = 1e-6 if found.unit == "million_vnd" else 1
        self.findings.candidates.append(
            Candidate(
                found, value * scale, level, raw, start, end, number.approximate, sure, self.period, group=self.group
            )
        )

    def _leave(self, number: Number, rule: str | None, reason: str) -> None:
        if rule:
            self.findings.ignored.append((number, rule))
        elif number.money:
            self.findings.ignored.append((number, "money"))
        elif number.kind in ("plain", "ratio"):
            self.findings.unclaimed.append(Unclaimed(number.raw, Locator(number.start, number.end), reason))

    # -- what the words mean here

    def _find(self, clause: Clause, own: Meaning, number: Number) -> tuple[Meaning, Field | None, bool]:
        """The meaning, its field, and whether it took anything from what the clause hangs under."""
        readings = list(self._readings(own, bool(clause.level)))
        for sure in (True, False):
            for meaning in readings:
                found = self.index.find(meaning, percent=number.percent, sure=sure)
                if found is not None:
                    return meaning, found, self.index.find(own, percent=number.percent, sure=sure) is not found
        return readings[0] if readings else {}, None, False

    def _readings(self, own: Meaning, has_level: bool) -> Iterable[Meaning]:
        """The meanings a clause may have, the closest context first."""
        frame = self.frames[-1]
        if self.pending:
            own = {d: own.get(d, frozenset()) | self.pending.get(d, frozenset()) for d in (*own, *self.pending)}
        if not own and frame.kind in ("block", "title") and not has_level:
            if self.run_in and self.head is None:
                yield self.weak
            return
        if frame.meaning:
            if "thing" in own and own["thing"] < frame.meaning.get("thing", frozenset()):
                own = {**own, "thing": frame.meaning["thing"]}
            yield merged(frame.meaning, own)
            if "thing" in own and "thing" in frame.meaning:
                yield merged(frame.meaning, {**own, "thing": own["thing"] | frame.meaning["thing"]})
        complete = all(d in own for d in MAJOR) or "act" in own or "topic" in own
        if frame.kind == "open" and not (complete and self.index.find(frame.meaning, percent=False, sure=True) is None):
            return
        if frame.kind == "children" and not (self.previous_end == "list" and complete):
            if "state" not in own and self.soft and not self._state_is_open(own):
                yield merged(self.soft, own)
            return
        if own:
            yield own
            if self.soft and not self._state_is_open(own):
                yield merged(self.soft, own)
            for thing in self.things:
                yield merged({"thing": thing}, own)
        if all(len(terms) == 1 for terms in self.weak.values()) and not (set(own) - {"thing"}) & set(self.weak):
            yield merged(self.weak, own)
            for thing in self.things:
                yield merged({**self.weak, "thing": thing}, own)

    def _state_is_open(self, own: Meaning) -> bool:
        """A lone "trong hạn" may be of what is pending; a lone "quá hạn" after both resolved and pending ones of either."""
        timing = own.get("timing", frozenset())
        pending = self.soft.get("state") == frozenset(("pending",))
        return ("in_time" in timing and not pending) or ("overdue" in timing and {"resolved", "pending"} <= self.states)

    def _objection(self, clause: Clause, number: Number, found: Field | None, leaned: bool) -> str | None:
        """Why a figure may not be stated although its words would name a field."""
        frame = self.frames[-1]
        strays = [word for _, word in clause.strays if word != "others" or not set(clause.terms) - {"thing"}]
        if strays:
            return "unknown words: " + " ".join(strays[:6])
        if frame.foreign or self.sentence_poison:
            return frame.poison or self.sentence_poison
        if leaned and frame.poison:
            return frame.poison
        if clause.levels or self._level_is_open(clause, frame):
            return "several levels may be meant"
        if number.bound or number.ambiguous or (YEAR.fullmatch(number.raw) and number.start not in clause.nouns):
            return "a bound, a year or an unclear number"
        if found is not None and number.money != (found.unit == "million_vnd"):
            return "money"
        noun = clause.nouns.get(number.start)
        if noun == "other":
            return "a share of something else"
        if found is not None and noun in UNIT_NOUNS and not number.percent and found.unit not in UNIT_NOUNS[noun]:
            return f"counts {noun}, not {found.unit}"
        return None

    def _level(self, clause: Clause, frame: Frame) -> str | None:
        named = clause.level or self.comma_level or self.prefix_level or frame.level
        return named or (next(iter(self.levels_here)) if len(self.levels_here) == 1 else None)

    def _level_is_open(self, clause: Clause, frame: Frame) -> bool:
        """After figures of one level alone, a figure with a subject of its own may be of that level or of all."""
        named = clause.level or self.comma_level or self.prefix_level or frame.level
        return (
            named is None and len(self.levels_here) == 1 and "all" not in self.levels_here and "thing" in clause.terms
        )

    def _rule(self, clause: Clause, frame: Frame) -> str | None:
        return clause.rule or self.sentence_rule or frame.rule

    # -- clauses without figures

    def _notice_period(self, clause: Clause) -> None:
        if clause.period is not None:
            self.period, self.soft = clause.period, {}

    def _words(self, clause: Clause) -> None:
        self._notice_period(clause)
        own = _own(clause)
        frame = self.frames[-1]
        poison = _poison(clause)
        if clause.rule in WHOLE_CLAUSE:
            if frame.kind == "open":
                self.frames[-1] = frame = replace(frame, rule=clause.rule)
            else:
                self.sentence_rule = clause.rule
        if clause.ends == "colon":
            self._push_lead(own, clause, poison)
        elif clause.ends in ("children", "detail"):
            if own or clause.level or poison or self.pending:
                self._push_lead(own, clause, poison)
        elif clause.ends in ("comma", "join", "open", "close", "list"):
            if clause.level and not own and not clause.strays:
                self.prefix_level = clause.level
            if poison and _restricts(clause):
                if frame.kind == "open":
                    self.frames[-1] = replace(frame, poison=poison, foreign=True)
                else:
                    self.sentence_poison = poison
            if own and not clause.strays:
                self.pending = {d: self.pending.get(d, frozenset()) | t for d, t in own.items()}
        foreign = frame.foreign or bool(poison and _restricts(clause))
        self.tail = Frame(
            merged(frame.meaning, own),
            self._level(clause, frame),
            "block",
            poison or frame.poison,
            foreign,
            self._rule(clause, frame),
        )

    def _push_lead(self, own: Meaning, clause: Clause, poison: str | None) -> None:
        frame = self.frames[-1]
        if (
            frame.kind in ("children", "detail", "lead")
            and self.last
            and self.previous_end in ("list", "comma", "sentence")
        ):
            self.frames.pop()
            frame = self.frames[-1]
        level = clause.level or self.prefix_level or frame.level
        meaning = merged(frame.meaning, {**self.pending, **own})
        foreign = frame.foreign or bool(poison and _restricts(clause))
        rule = "target" if clause.is_plan and not own else self._rule(clause, frame)
        self.frames.append(Frame(meaning, level, "lead", poison or frame.poison, foreign, rule))
        self.pending, self.pushed = {}, True

    # -- what a clause's end does

    def _after(self, clause: Clause) -> None:
        if clause.ends == "list":
            self.comma_level = None
        if clause.numbers and clause.ends != "open":
            self.pending = {}
        opens = clause.ends in ("children", "detail") and (clause.numbers or not self.pushed)
        if opens or (clause.ends == "colon" and clause.numbers and self.last_field):
            while self.frames[-1].kind in ("children", "detail"):
                self.frames.pop()
            frame = self.frames[-1]
            self.frames.append(
                Frame(
                    self.last or frame.meaning,
                    self.last_level or frame.level,
                    "detail" if clause.ends == "detail" else "children",
                    self.last_poison,
                    frame.foreign,
                )
            )
        elif clause.ends == "open":
            self._open(clause)
        elif clause.ends == "close":
            while len(self.frames) > 1 and self.frames[-1].kind != "open":
                self.frames.pop()
            if len(self.frames) > 1:
                self.frames.pop()
                self.last, self.last_field, self.last_level, self.soft, self.comma_level = self.outside.pop()
                self.pending = {}
        elif clause.ends == "sentence" and not any(f.kind == "open" for f in self.frames):
            self._end_sentence()

    def _open(self, clause: Clause) -> None:
        frame = self.frames[-1]
        meaning = self.last if clause.numbers else merged(frame.meaning, {**self.pending, **_own(clause)})
        rule = clause.rule if clause.numbers and clause.rule else None
        poison = self.last_poison if clause.numbers else frame.poison or _poison(clause)
        self.frames.append(Frame(meaning, self._level(clause, frame), "open", poison, frame.foreign, rule))
        self.outside.append(
            (
                self.last,
                self.last_field,
                self.last_level,
                self.soft,
                clause.level if clause.numbers else self.comma_level,
            )
        )
        self.comma_level = None

    def _end_sentence(self) -> None:
        leads = [f for f in self.frames[1:] if f.kind == "lead" and f.level]
        self.frames = [self.base]
        if leads:
            self.frames.append(Frame({}, leads[-1].level, "lead", leads[-1].poison, leads[-1].foreign))
        self.pending, self.prefix_level, self.sentence_rule, self.sentence_poison = {}, None, None, None
        self.states, self.comma_level, self.levels_here = set(), None, set()
        if self.period is not None and self.period.kind == "as_of":
            self.period = None

    def _for_deeper(self) -> Frame:
        """The frame for the items under this block: its label if it only introduces, else its first figure."""
        ends_open = self.frames[-1].kind in ("children", "detail", "lead") and self.previous_end in (
            "children",
            "detail",
            "colon",
        )
        if self.head is not None:
            meaning = self.frames[-1].meaning if ends_open else self.head
            return Frame(meaning, self.base.level, "block", self.base.poison, self.base.foreign, introduces=ends_open)
        if self.previous_end == "sentence":
            return self.base
        if self.frames[-1].kind == "lead":
            return replace(self.frames[-1], kind="block", introduces=True)
        return self.base if self.tail.poison and not self.tail.foreign else replace(self.tail, introduces=True)


def _spread_series(clauses: Sequence[Clause]) -> None:
    """ "ở ba cấp lần lượt là 98,1%, 95,2% và 96,0%": each figure gets its level; where it is not clear which, none is stated."""
    for i, clause in enumerate(clauses):
        if not clause.series:
            continue
        values = [clause, *takewhile(_is_bare_figure, clauses[i + 1 :])]
        values = values[
            : next((n for n, c in enumerate(values, 1) if c.ends in ("sentence", "list", "close", "end")), len(values))
        ]
        before = list(takewhile(_is_bare_level, reversed(clauses[:i])))[::-1]
        levels = _series_levels(before, clause, len(values))
        for each in before:
            clause.terms = {
                d: each.terms.get(d, set()) | clause.terms.get(d, set()) for d in {*each.terms, *clause.terms}
            }
            each.terms, each.level = {}, None
        for value, level in zip(values, levels if len(levels) == len(values) else [None] * len(values), strict=True):
            value.terms, value.says_rate, value.levels, value.level = clause.terms, clause.says_rate, [], level
            value.rule, value.rule_at = (value.rule or (None if level else "series")), value.start


def _series_levels(before: Sequence[Clause], clause: Clause, size: int) -> list[str]:
    """The levels a series counts: named one by one, or "ba cấp", "hai cấp"."""
    named = [level for each in (*before, clause) for level in (each.levels or [each.level] * bool(each.level)) if level]
    return SERIES.get(size, []) if named == ["all"] else named


def _is_bare_level(clause: Clause) -> bool:
    return not clause.numbers and not clause.strays and bool(clause.level) and clause.ends in ("comma", "join")


def _is_bare_figure(clause: Clause) -> bool:
    return len(clause.numbers) == 1 and not clause.strays and set(clause.terms) <= {"thing"}


def _own(clause: Clause) -> dict[str, frozenset[str]]:
    return {dimension: frozenset(terms) for dimension, terms in clause.terms.items()}


def _with_base(counts: list[Number], base_at: int | None) -> list[Number]:
    """ "16.840 hồ sơ … trên tổng số 24.196 hồ sơ" as the ratio that it is."""
    if (
        base_at is None
        or len(counts) != 2
        or not counts[0].start < base_at < counts[1].start
        or counts[0].second is not None
    ):
        return counts
    top, bottom = counts
    return [replace(top, second=bottom.value, parts=((top.start, top.end), (bottom.start, bottom.end)))]


def _with_noun(own: Meaning, nouns: set[str], noun: str) -> Meaning:
    """The terms of a clause with several figures as one of them means them: "công bố 521 TTHC trong 34 quyết định"."""
    kept = {d: t - nouns if d in ("thing", "document") else t for d, t in own.items()}
    kept["document" if noun in ("decision", "resolution") else "thing"] = frozenset((noun,))
    return {d: t for d, t in kept.items() if t}


def _applies(rule: str, clause: Clause, number: Number) -> bool:
    """A comparison takes only the numbers after its word; the other rules take the whole clause."""
    return rule in WHOLE_CLAUSE or clause.rule != rule or number.start > clause.rule_at


def _poison(clause: Clause) -> str | None:
    return "under unknown words: " + " ".join(w for _, w in clause.strays[:6]) if clause.strays else None


def _restricts(clause: Clause) -> bool:
    return clause.names_other or any(word in ("riêng", "ngành", "chi", "phòng") for _, word in clause.strays)
