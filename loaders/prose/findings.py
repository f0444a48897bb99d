"""The only place for what reading a text's clauses yields: candidates, unclaimed numbers,
numbers ignored by a named rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.catalogue.fields import Field
from loaders.records import Period, Place, Problem, Unclaimed
from loaders.text.numbers import Number


@dataclass(slots=True)
class Candidate:
    """A figure that a clause states. `doubt` says why only an equation with sure figures can tell it is this field."""

    field: Field
    value: float
    level: str | None
    raw: str
    start: int
    end: int
    approximate: bool = False
    doubt: str = ""
    period: Period | None = None
    beside: Candidate | None = None
    """The count that a percentage is printed behind."""
    group: int = 0
    """The block it stands in."""
    place: Place | None = None
    unit: str | None = None
    unit_kind: str | None = None
    """Whose figure it is; None where it is the report's own."""
    sheet: str | None = None
    cell: str | None = None
    note: str | None = None
    """What its heading adds to what it means."""
    headed: bool = False
    """The heading of a column or row names it, not a clause."""
    settled: bool = False
    """Its table tells early ones from those on time, so the word means what it says."""


@dataclass(slots=True)
class Findings:
    """What a text yielded. Every number in scope is in one of the three lists."""

    candidates: list[Candidate] = field(default_factory=list)
    unclaimed: list[Unclaimed] = field(default_factory=list)
    ignored: list[tuple[Number, str]] = field(default_factory=list)
    early_blocks: set[int] = field(default_factory=set)
    """Blocks that give early dossiers a figure of their own, whether it was understood or not."""
    section: int = 0
    """The block with which the section began that is being read."""
    problems: list[Problem] = field(default_factory=list)
    doubted: set[int] = field(default_factory=set)
    """Offsets of figures that break the arithmetic of their table."""

    def add(self, other: Findings) -> None:
        """Take in what another part of the same document yielded."""
        self.candidates += other.candidates
        self.unclaimed += other.unclaimed
        self.ignored += other.ignored
        self.problems += other.problems
        self.early_blocks |= other.early_blocks
        self.doubted |= other.doubted

    def add_new(self, headline: Findings) -> None:
        """The sure and exact figures of a headline that the text below it does not tell of."""
        told = {candidate.field.name for candidate in self.candidates}
        self.candidates += [
            each
            for each in headline.candidates
            if each.field.name not in told and not each.doubt and not each.approximate
        ]
