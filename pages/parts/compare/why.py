"""The only place that tells why a whole's number moved between two periods: rate, mix and coverage, member by member.

What is shown adds up: the three effects to the change, and every column to its effect. Each cell is within a hundredth
or two of the exact one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pages.parts import data
from pages.parts.compare.pairs import Pair
from pages.parts.language import formats
from pages.parts.numbers.wholes import Whole
from pages.parts.visits.visit import Visit
from queries import COVERAGE_TO_RANK, Indicator, rounded
from queries.decomposition import EFFECTS

SHOWN = 12
"""Members told one by one: those that did most."""
Effects = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the table; its numbers before and after are None for all the others together."""

    name: str
    effects: Effects
    row: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """A change taken apart: `totals` add up to `change`, and the members' effects to `totals`."""

    before: float
    after: float
    change: float
    totals: Effects
    members: tuple[Member, ...]
    reported: tuple[int, int]
    """How many members have a number before, and after."""
    expected: tuple[int | None, int | None]
    changed_windows: int
    rows: pl.DataFrame
    """As `queries.decomposition`, for the download."""

    @property
    def is_few(self) -> bool:
        """Whether under half of the members have a number in either period: then it is not the whole's."""
        counted = zip(self.reported, self.expected, strict=True)
        return any(total is not None and n < COVERAGE_TO_RANK * total for n, total in counted)


def taken_apart(visit: Visit, indicator: Indicator, whole: Whole, pair: Pair) -> Why | None:
    """Why the whole moved; None where nobody has a number in one of the periods. Raises CannotCompare, CannotRollUp."""
    boundaries = "34" if pair.boundaries == "34" and whole.of == "province" else "reported"
    level = visit.view.level if whole.of == "province" else None
    rows = data.decomposition(
        visit.wh, indicator.name, pair.before, pair.after, whole.to, whole.place, whole.of, level, boundaries
    )
    ends = [_value(rows, side, indicator) for side in ("before", "after")]
    if rows.is_empty() or None in ends:
        return None
    digits = formats.digits_of(indicator.unit)
    columns = [[float(value) for value in rows[effect]] for effect in EFFECTS]
    totals = rounded([sum(column) for column in columns], digits)
    cells = [_towards(column, total, digits) for column, total in zip(columns, totals, strict=True)]
    members = [
        Member(_named(visit, row), tuple(column[at] for column in cells), row)
        for at, row in enumerate(rows.iter_rows(named=True))
    ]
    return Why(
        float(ends[0] or 0), float(ends[1] or 0), round(sum(totals), digits), tuple(totals),
        _few(visit, members, digits), _reported(rows), _expected(visit, whole, rows), _changed_windows(rows), rows,
    )  # fmt: skip


def _value(rows: pl.DataFrame, side: str, indicator: Indicator) -> float | None:
    """The whole's number on one side: the ratio of sums, or the sum of counts."""
    there = rows.filter(pl.col(f"window_basis_{side}").is_not_null())
    if there.is_empty():
        return None
    if not indicator.has_parts:
        return float(there[f"value_{side}"].sum())
    below = float(there[f"denominator_{side}"].sum())
    return 100 * float(there[f"numerator_{side}"].sum()) / below if below else None


def _towards(values: Sequence[float], total: float, digits: int) -> list[float]:
    """The values rounded so that they add up to a total that is itself rounded."""
    if not values:
        return []
    shifted = list(values)
    largest = max(range(len(values)), key=lambda at: abs(values[at]))
    shifted[largest] += total - sum(values)
    return rounded(shifted, digits)


def _few(visit: Visit, members: Sequence[Member], digits: int) -> tuple[Member, ...]:
    """The first few, and all the others as one line."""
    if len(members) <= SHOWN + 1:
        return tuple(members)
    others = members[SHOWN:]
    sums = tuple(round(sum(each.effects[at] for each in others), digits) for at in range(len(EFFECTS)))
    return (*members[:SHOWN], Member(visit.say("why.others", n=len(others)), sums))


def _named(visit: Visit, row: Mapping[str, object]) -> str:
    whole = row["unit"] in ("toàn tỉnh", None)
    return visit.place_name(f"{row['place_vintage']}.{row['place_code']}") if whole else str(row["unit"])


def _reported(rows: pl.DataFrame) -> tuple[int, int]:
    before, after = (int(rows[f"window_basis_{side}"].is_not_null().sum()) for side in ("before", "after"))
    return before, after


def _expected(visit: Visit, whole: Whole, rows: pl.DataFrame) -> tuple[int | None, int | None]:
    """How many members there should be: known of a region; of the nation by the map its members are of."""
    if whole.to != "nation":
        return whole.expected, whole.expected
    vintages = rows["place_vintage"].unique().to_list()
    total = visit.wh.places().filter(pl.col("place_vintage").is_in(vintages)).height
    return total, total


def _changed_windows(rows: pl.DataFrame) -> int:
    both = rows.filter(presence="both")
    return both.filter(pl.col("window_basis_before") != pl.col("window_basis_after")).height
