"""The only place that asks how a contradiction came about: which single slip on one figure, or which two figures in
each other's place, would make every equation hold again, and break none that holds.

One that is alone is likely; where several would do, nobody can know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from loaders.catalogue.fields import load_fields
from loaders.checks.balances import Balance, Equation
from loaders.checks.rounding import decimals
from loaders.checks.slips import WRONG, Slip, slips
from loaders.made_often import made_often
from loaders.records import Fact

TELLING = 100
"""Counts below this are equal by chance too often to be called copies."""
NEAR = 4
"""Rows before and after a figure that it may have been taken from."""
BASE = "_base"
WHOLES = ("dossiers.received", "dossiers.resolved")
"""Besides the fields named *_base, what a printed ratio may have been divided by."""


@made_often(frozen=True, slots=True)
class Explanation:
    """What some figures were probably meant to be: by a slip, or as taken from or exchanged with `other`."""

    changes: tuple[tuple[int, float], ...]
    slip: Slip | None = None
    other: int | None = None
    explains: int = 0
    """How many broken equations of the report hold with it."""

    @property
    def cells(self) -> tuple[int, ...]:
        """The figures that would be wrong."""
        return tuple(cell for cell, _ in self.changes)


class Explainer:
    """Tries values on the equations of one report."""

    def __init__(self, facts: Sequence[Fact], holding: Iterable[Equation], broken: Iterable[Equation]) -> None:
        self.facts = facts
        self.values = [fact.value for fact in facts]
        self.touching: dict[int, list[Equation]] = defaultdict(list)
        for each in (*holding, *broken):
            for cell in each.cells:
                self.touching[cell].append(each)
        self.fields: dict[str, list[int]] = defaultdict(list)
        for cell, fact in enumerate(facts):
            self.fields[fact.field].append(cell)

    def explain(self, broken: Sequence[Equation]) -> list[Explanation]:
        """The slips that make all these equations hold, the most telling first; none twice.

        Of two figures in each other's place, both are put right: what explains more is likelier. A wrong digit explains
        too much, unless no other figure could make up for what is off. Bounds leave their figures open.
        """
        if all(isinstance(each, Balance) and each.at_most for each in broken):
            return []
        shared = set.intersection(*(set(each.cells) for each in broken))
        found: dict[frozenset[tuple[int, float]], Explanation] = {}
        for each in (*self._single(sorted(shared), broken), *self._exchanged(broken)):
            found.setdefault(frozenset(each.changes), each)
        open_ = list(self._asked_for(sorted(shared), broken))
        if not found and len(broken) > 1:
            found = {frozenset(each.changes): each for each in open_}
        if all(each.slip and each.slip.vi == WRONG for each in found.values()) and len(open_) != 1:
            return []
        most = max((each.explains for each in found.values()), default=0)
        return [each for each in found.values() if each.explains == most]

    def _single(self, cells: Sequence[int], broken: Sequence[Equation]) -> Iterator[Explanation]:
        for cell in cells:
            fact, needed = self.facts[cell], self._needed(cell, broken)
            places = decimals(fact) if load_fields()[fact.field].unit in ("percent", "point") else None
            for slip in slips(fact.value, places):
                if needed is None or places is not None or abs(slip.value - needed) < 0.5:
                    yield from self._tried(broken, Explanation(((cell, slip.value),), slip))
            yield from self._taken(cell, needed, broken)

    def _asked_for(self, cells: Sequence[int], broken: Sequence[Equation]) -> Iterator[Explanation]:
        """The number that several equations ask for, whatever happened to it."""
        for cell in cells:
            needed = self._needed(cell, broken)
            if needed is not None and needed >= 0:
                yield from self._tried(broken, Explanation(((cell, needed),)))

    def _needed(self, cell: int, broken: Sequence[Equation]) -> float | None:
        exact = (each.needed(cell, self.values) for each in broken)
        return next((value for value in exact if value is not None), None)

    def _taken(self, cell: int, needed: float | None, broken: Sequence[Equation]) -> Iterator[Explanation]:
        """The figure of another row or column: printed there and meant here, or printed here as well.

        Where another equation repeats a figure for good reason (nothing was late; all were digitized), it is no copy.
        """
        value, rows = self.values[cell], self._rows(cell)
        twin = next((other for other in rows if self.values[other] == value >= TELLING), None)
        for other in rows:
            if value != self.values[other] >= TELLING:
                meant = Explanation(((cell, self.values[other]),), None, other if twin is None else twin)
                yield from self._tried(broken, meant)
        beside = {other for each in broken for other in each.cells} | set(self.fields[self.facts[cell].field])
        copies = [other for other in sorted(beside - {cell}) if self.values[other] == value >= TELLING]
        if copies and needed is not None and needed >= 0:
            yield from self._tried(broken, Explanation(((cell, needed),), None, copies[0]))

    def _exchanged(self, broken: Sequence[Equation]) -> Iterator[Explanation]:
        """Two figures in each other's place: of two rows, or of one row and near each other in its equations."""
        met = set[tuple[int, int]]()
        for cell in dict.fromkeys(cell for each in broken for cell in each.cells):
            for other in (*self._rows(cell), *self._columns(cell)):
                pair = (min(cell, other), max(cell, other))
                one, two = (self.facts[each] for each in pair)
                alike = load_fields()[one.field].unit == load_fields()[two.field].unit
                if pair not in met and one.value and two.value and one.value != two.value and alike:
                    met.add(pair)
                    changes = ((pair[0], two.value), (pair[1], one.value))
                    yield from self._tried(broken, Explanation(changes, None, pair[1]))

    def _rows(self, cell: int) -> list[int]:
        """The figures of the same field around this one; for a denominator, all that may stand below the line."""
        field = self.facts[cell].field
        same = self.fields[field]
        at = same.index(cell)
        around = (*same[max(0, at - NEAR) : at], *same[at + 1 : at + 1 + NEAR])
        below = [name for name in self.fields if name.endswith(BASE) or name in WHOLES] if field.endswith(BASE) else []
        bases = (other for name in below for other in self.fields[name])
        return [other for other in dict.fromkeys((*around, *bases)) if other != cell]

    def _columns(self, cell: int) -> list[int]:
        """The figures of the same unit, level and period that stand in an equation with it, or with one that does."""
        near = {other for each in self.touching[cell] for other in each.cells}
        near |= {other for beside in list(near) for each in self.touching[beside] for other in each.cells}
        own = _key(self.facts[cell])
        return sorted(other for other in near if other != cell and _key(self.facts[other]) == own)

    def _tried(self, broken: Sequence[Equation], each: Explanation) -> Iterator[Explanation]:
        """The explanation, if with it all these equations hold, and all that its figures stand in."""
        touched = {id(e): e for cell in each.cells for e in self.touching[cell]} | {id(e): e for e in broken}
        before = [(cell, self.values[cell]) for cell in each.cells]
        wrong = [e for e in touched.values() if not e.holds(self.values)]
        self._set(each.changes)
        holds = all(e.is_right(self.values) for e in wrong) and all(e.holds(self.values) for e in touched.values())
        self._set(before)
        if holds:
            yield replace(each, explains=len(wrong))

    def _set(self, changes: Iterable[tuple[int, float]]) -> None:
        for cell, value in changes:
            self.values[cell] = value


def _key(fact: Fact) -> Hashable:
    return fact.admin_level, fact.place, fact.unit, fact.period


def components(broken: Sequence[Equation]) -> list[list[Equation]]:
    """The broken equations in groups that share figures."""
    found: list[tuple[set[int], list[Equation]]] = []
    for each in broken:
        cells, members = set(each.cells), [each]
        for group in [group for group in found if group[0] & cells]:
            cells |= group[0]
            members = [*group[1], *members]
            found.remove(group)
        found.append((cells, members))
    return [members for _, members in found]
