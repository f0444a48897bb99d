"""The only place for what reading a text's clauses yields: candidates, unclaimed numbers,
numbers ignored by a named rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.fields import Field
from loaders.numbers import Number
from loaders.records import Period, Unclaimed


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
