"""The only place that says of what time a figure is, where the words around it name another than the report's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.prose.clauses import Clause
from loaders.records import Period


@dataclass(slots=True)
class Clock:
    """The time that holds from clause to clause of one block; None is the report's own."""

    period: Period | None
    before: Period | None = None
    """What held before a bracket that only notes a time: "cấp huyện (đến 30/6) 97,4%, cấp xã 99,3%"."""
    level: str | None = None
    """The level of which the bracket noted it."""
    noted: bool = False
    named: list[Period] = field(default_factory=list)
    """What the sentence names: of which of several the next one speaks is not known."""

    def enter(self, clause: Clause) -> bool:
        """Notice the time a clause names; says whether it is another one than the report's own."""
        if clause.period is not None and (clause.numbers or not clause.in_passing):
            self.named.append(clause.period)
            self.period, self.noted = clause.period, False
            return True
        if clause.is_now:
            self.period, self.noted = None, False
        elif self.noted and clause.level and clause.level != self.level:
            self.period, self.noted = self.before, False
        return False

    def close(self, outside: Period | None, level: str | None, *, told: bool) -> None:
        """A bracket ends: a time inside it is of the figures `told` there, or else of those right behind it."""
        if told:
            self.period = outside
        elif self.period != outside:
            self.before, self.level, self.noted = outside, level, True

    def end_sentence(self) -> bool:
        """A day by which something was counted holds for its sentence; says whether the next one's time is open."""
        several = len({each.label for each in self.named}) > 1 and self.period is not None
        self.named, self.noted = [], False
        if self.period is not None and (several or self.period.kind == "as_of"):
            self.period = None
        return several
