"""The only place that decides what the map draws: which indicator, of which period, on which boundaries.

The link may say indicator and boundaries. Where it says neither, the map is of what enough provinces have a number of;
what is asked for is drawn however few have it, and then without ranks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from pages.parts import data
from pages.parts.drawing import tilemap
from pages.parts.visits.regions import LAST_OF_63, within
from pages.parts.visits.visit import Visit
from queries import COVERAGE_TO_RANK, Indicator

TRIED = 6
"""Periods looked at, the newest first, before the fullest of them is taken."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """One indicator in one period, on one administrative map."""

    indicator: Indicator
    kind: str
    period: str
    rows: pl.DataFrame
    """As `queries.ranking`, those of the scope with a value."""
    vintage: str
    expected: int
    """How many provinces the scope has."""

    @property
    def is_enough(self) -> bool:
        return self.rows.height >= COVERAGE_TO_RANK * self.expected


def is_asked(visit: Visit) -> bool:
    """Whether the link says what is to be drawn."""
    return bool(visit.view.indicator) or visit.view.boundaries != "reported"


@data.kept(128)
def mapped(visit: Visit, headline: tuple[Indicator, ...]) -> Mapped | None:
    """What the map draws; None where there is nothing to draw, or, unasked, where too few provinces are known."""
    asked = data.indicators().get(visit.view.indicator)
    found = [each for indicator in ([asked] if asked else headline) if (each := _best(visit, indicator)) is not None]
    enough = [each for each in found if each.is_enough]
    if not enough and not is_asked(visit):
        return None
    return max(enough or found, key=lambda each: (each.rows["period_end"].max(), each.rows.height), default=None)


def _best(visit: Visit, indicator: Indicator) -> Mapped | None:
    """Of one indicator the latest period that enough provinces have, else that which most have."""
    tried: list[Mapped] = []
    for each in _in_periods(visit, indicator):
        if each.is_enough:
            return each
        tried.append(each)
        if len(tried) == TRIED:
            break
    return max(tried, key=lambda each: each.rows.height, default=None)


def _in_periods(visit: Visit, indicator: Indicator) -> Iterator[Mapped]:
    """The indicator in each period of the view that could be drawn; unasked those alone that enough provinces have."""
    found = data.periods(visit.wh, indicator.name, visit.view.level)
    if visit.view.kind not in ("", "latest"):
        found = found.filter(pl.col("period_kind") == visit.view.kind)
    if visit.view.period:
        found = found.filter(pl.col("period") == visit.view.period)
    if boundaries(visit) == "63":
        found = found.filter(pl.col("period_end") <= date.fromisoformat(LAST_OF_63))
    fullest = found.sort("units", descending=True, maintain_order=True).head(TRIED)
    enough = found.filter(pl.col("units") >= COVERAGE_TO_RANK * 34)
    for row in pl.concat([enough, *([fullest] if is_asked(visit) else [])]).iter_rows(named=True):
        drawn = _drawn(visit, indicator, row["period_kind"], row["period"])
        if drawn is not None:
            yield drawn


def boundaries(visit: Visit) -> str:
    """The map asked for: that of the region in scope, or of the link."""
    return visit.region.vintage if visit.region else visit.view.boundaries


def _drawn(visit: Visit, indicator: Indicator, kind: str, period: str) -> Mapped | None:
    own = boundaries(visit)
    if own == "reported":
        rows = data.ranking(visit.wh, indicator.name, period, visit.view.level)
    else:
        rows = data.of_period(visit.wh, indicator.name, period, visit.view.level, own)
    rows = rows.filter(pl.col("value").is_not_null())
    if rows.is_empty():
        return None
    vintage = own if own != "reported" else str(rows["place_vintage"].mode().sort()[-1])
    rows = within(rows.filter(pl.col("place_vintage") == vintage), visit.provinces)
    if rows.is_empty() or not tilemap.drawable(visit, vintage):
        return None
    provinces = len(visit.region.members) if visit.region else int(vintage)
    found = Mapped(indicator, kind, period, rows, vintage, provinces)
    if found.is_enough or visit.region:
        return found
    unranked = rows.with_columns(pl.lit(None, pl.Int64).alias("rank"))  # it would tell who reports
    return replace(found, rows=unranked)
