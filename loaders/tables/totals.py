"""The only place that adds a table's rows up: which rows are totals, of which others, and which do not add up.

A total is a check and no figure where its parts are units'; over fields of work or levels it is the report's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.catalogue.fields import load_fields
from loaders.checks.slips import number_vi, slips
from loaders.records import Fact, Locator, Problem
from loaders.tables.matrix import Key, Matrix
from loaders.tables.stubs import Row, is_total

CHECK = "total"
OVER_TIME = "a total over several times"
OF_UNKNOWN = "a total of rows that are not understood"
WHOLE_OR_PART = "the own unit among others, as a whole or as a part"
SHOWN = 6
"""So many addends are shown."""


@dataclass(frozen=True, slots=True)
class Total:
    """A row that adds others up, the entities it adds, and in which share of its columns it is their sum."""

    entity: int
    parts: tuple[int, ...]
    fits: float


def settle_totals(matrix: Matrix, sheet: str | None) -> list[Problem]:
    """Make the totals checks or figures of the report's own; returns those that do not add up."""
    sums = _Sums(matrix)
    totals = list(sums.totals())
    told = [total for total in totals if sums.settle(total, totals)]
    return [problem for total in told for problem in _differences(sums, total, sheet)]


class _Sums:
    """A table's rows with what they state of fields that add up."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        values = [matrix.values(i) for i in range(len(matrix.entities))]
        self.filled = [bool(each) for each in values]
        self.values = [_summable(each) for each in values]
        self.rows = {i: entity.row for i, entity in enumerate(matrix.entities) if entity.row is not None}
        self.at = {id(row): i for i, row in self.rows.items()}
        first = next((row.marker.strip("().") for row in self.rows.values() if row.marker), "")
        self.goes_on = first.isdigit() and int(first) > 1
        """Its first row is not the first: what stands above is in another table."""
        self.of_units = any(entity.kind == "unit" for entity in matrix.entities)

    def totals(self) -> Iterator[Total]:
        """Every row that adds others up."""
        for i, row in self.rows.items():
            if not self.filled[i]:
                continue
            if row.kind == "total" or (row.kind == "own" and self.of_units):
                yield self._total(i, self._best(i))
            elif row.kind in ("level", "unit") and row.children:
                yield self._total(i, self._held(row))
            elif row.kind == "level" and (parts := self._units_of(row.level)):
                yield self._total(i, parts)

    def _units_of(self, level: str | None) -> list[int]:
        """The units of a level wherever they stand: the level may be summed up under them."""
        entities = self.matrix.entities
        return [i for i in self.rows if entities[i].kind == "unit" and entities[i].level == level and self.filled[i]]

    def _total(self, of: int, parts: Sequence[int]) -> Total:
        return Total(of, tuple(parts), self.fits(of, parts))

    def _held(self, row: Row) -> list[int]:
        """The rows with figures right under a row; where a group has none of its own, those under the group."""
        found: list[int] = []
        for child in row.children:
            i = self.at[id(child)]
            found += [i] if self.filled[i] else self._held(child)
        return found

    def _best(self, of: int) -> list[int]:
        """The rows that add up to the total in most columns; else the likeliest by how the table is laid out."""
        ranked = sorted(filter(None, self._choices(of)), key=lambda parts: -self.fits(of, parts))
        return ranked[0] if ranked else []

    def _choices(self, of: int) -> Iterator[list[int]]:
        """The rows a total may add up, the likeliest first."""
        rows = [i for i, row in self.rows.items() if i != of and row.kind not in ("total", "blank")]
        tops = [
            p
            for i in rows
            if self.rows[i].parent is None
            for p in ([i] if self.filled[i] else self._held(self.rows[i]))
        ]
        leaves = [i for i in rows if self.values[i] and not any(self.values[p] for p in self._held(self.rows[i]))]
        before = [i for i, row in self.rows.items() if i < of and row.kind == "total"]
        since = [i for i in leaves if (before[-1] if before else -1) < i < of]
        heads = [i for i in rows if i < of and self.rows[i].kind == "level"]
        level = self.matrix.entities[of].level
        yield [i for i in leaves if level and self.matrix.entities[i].level == level]
        yield tops
        yield leaves
        yield [i for i in leaves if heads and heads[-1] < i < of]
        yield since
        yield [i for i in before if self.values[i]]

    def added(self, parts: Sequence[int], key: Key) -> list[float]:
        """What these rows state of one field."""
        return [self.values[part][key] for part in parts if key in self.values[part]]

    def fits(self, of: int, parts: Sequence[int]) -> float:
        """The share of a total's columns in which these rows add up to it; columns of nothing but 0 do not count."""
        if not parts:
            return 0.0
        sums = {key: sum(self.added(parts, key)) for key in self.values[of]}
        telling = [key for key, value in self.values[of].items() if value or sums[key]]
        good = sum(abs(sums[key] - self.values[of][key]) < 0.5 for key in telling)
        return good / len(telling) if telling else 0.0

    def settle(self, total: Total, totals: Sequence[Total]) -> bool:
        """Say what a total is by what it adds up; returns whether it should add up."""
        entity, row = self.matrix.entities[total.entity], self.rows[total.entity]
        kinds = {self.matrix.entities[part].kind for part in total.parts}
        if row.kind == "unit":
            return self._settle_unit(total, kinds)
        if row.kind == "own" and total.fits <= 0.5:
            a_part = any(total.entity in other.parts and other.fits > 0.5 for other in totals)
            entity.reason = "" if entity.unit_kind and a_part else WHOLE_OR_PART
            return False
        if row.kind == "level" and not row.children and total.fits <= 0.5:
            return False
        if self.of_units if row.kind != "level" else "unit" in kinds | {r.kind for r in row.inside() if r.has_values}:
            entity.rule = CHECK
        elif row.kind == "total" and "unknown" in kinds:
            entity.reason = OF_UNKNOWN
        elif row.kind == "total" and any(self.rows[part].period for part in total.parts):
            entity.reason = OVER_TIME
            return False
        elif row.kind == "total":
            entity.kind = "own"
        return True

    def _settle_unit(self, total: Total, kinds: set[str]) -> bool:
        """A unit that adds other units up is a total; its own total behind its fields of work must be their sum."""
        entity = self.matrix.entities[total.entity]
        if "unit" in kinds:
            entity.rule = CHECK if total.fits > 0.5 else None
            return total.fits > 0.5
        if not total.fits and is_total(self.rows[total.entity].words):
            entity.reason = OF_UNKNOWN
        return True


def _summable(values: dict[Key, float]) -> dict[Key, float]:
    return {key: value for key, value in values.items() if load_fields()[key[0]].levels == "sum"}


def _differences(sums: _Sums, total: Total, sheet: str | None) -> Iterator[Problem]:
    """The columns in which a total is not the sum of its rows; one problem where hardly any fits.

    A total above the sum in every column may be one of more rows than the table shows.
    """
    wrong = [
        (key, value, added)
        for key, value in sums.values[total.entity].items()
        if total.parts and not sums.goes_on and abs(sum(added := sums.added(total.parts, key)) - value) >= 0.5
    ]
    of_more = len(wrong) > 1 and not total.fits and all(value > sum(added) for _, value, added in wrong)
    for key, value, added in wrong[:1] if of_more or (len(wrong) > 3 and total.fits < 0.5) else wrong:
        told = _difference(sums, total, key, value, added, sheet)
        yield replace(told, severity="info") if of_more else told


def _difference(
    sums: _Sums, total: Total, key: Key, value: float, added: Sequence[float], sheet: str | None
) -> Problem:
    entity, spot = sums.matrix.entities[total.entity], sums.matrix.counts(total.entity)[key]
    at = Locator(spot.cell.start, spot.cell.end, sheet=sheet, cell=spot.cell.name)
    sum_of, label = sum(added), load_fields()[key[0]].label_vi
    shown = " + ".join(number_vi(each) for each in added[:SHOWN]) + (" + …" if len(added) > SHOWN else "")
    hint = _hint(sums, total, key, Fact(key[0], value, "all", spot.value.raw, at), sum_of)
    return Problem(
        kind="total",
        severity="warning",
        message_vi=f"Dòng “{entity.label}”: {label} ghi {number_vi(value)} nhưng {len(added)} dòng cộng lại là"
        f" {number_vi(sum_of)} (lệch {number_vi(abs(sum_of - value))}).{' ' + hint if hint else ''}",
        message_en=f"The row “{entity.label}” says {value:,.0f} for {key[0]}"
        f" but its {len(added)} rows add up to {sum_of:,.0f}.",
        fields=(key[0],),
        admin_level=entity.level,
        expected=f"{shown} = {number_vi(sum_of)}",
        found=number_vi(value),
        suggestion=hint or None,
        at=at,
    )


def _hint(sums: _Sums, total: Total, key: Key, stated: Fact, sum_of: float) -> str:
    """The likeliest slip: a row left out, or a digit of the total."""
    left_out = [part for part in total.parts if sums.values[part].get(key) == sum_of - stated.value > 0]
    if len(left_out) == 1:
        return f"Có lẽ chưa cộng dòng “{sums.matrix.entities[left_out[0]].label}”."
    slip = next((each for each in slips(stated.value) if each.value == sum_of), None)
    return f"Có lẽ {slip.vi}: {number_vi(stated.value)} → {number_vi(sum_of)}." if slip else ""
