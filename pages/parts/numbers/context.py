"""The only place that decides with which wholes a unit's number may be compared, and why not with the others.

A whole is comparable where it is the same period, formula and window, and enough of its members report. A share of a
whole is told only where every member does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pages.parts import data
from pages.parts.numbers import comparison, numbers_shown
from pages.parts.numbers.comparison import Row
from pages.parts.numbers.numbers_shown import Shown
from pages.parts.visits.visit import Visit
from queries import Indicator


@dataclass(frozen=True, slots=True)
class Against:
    """One whole (region, nation, or the province of a unit): its comparable number, or the reason there is none."""

    which: str
    row: Row | None = None
    reason: str = ""
    """none, few, window or formula; empty where `row` may be compared."""


@dataclass(frozen=True, slots=True)
class Rank:
    """The place among all places of one period; `rank` None where a rank would mislead."""

    rank: int | None
    of: int


def wholes(visit: Visit, shown: Shown) -> tuple[Against, ...]:
    """The wholes that a unit's number stands in; none for the nation."""
    row, name = shown.row, shown.indicator.name
    if row is None or row["value"] is None or (visit.is_nation and not visit.view.unit):
        return ()
    if visit.view.unit:
        own = [] if visit.is_nation else own_province(visit, name)
        return () if visit.is_nation else (judged("province", row, own),)
    nation = judged("nation", row, _of_nation(visit, shown.indicator))
    if shown.indicator.is_published_score:  # never adds up to a region's
        return (nation,)
    if visit.region:
        return (nation,)
    region = str(visit.places[visit.view.place]["region"])
    return judged("region", row, numbers_shown.region_rows(visit, name, str(row["place_vintage"]), region)), nation


def judged(which: str, row: Row, whole: Sequence[Row]) -> Against:
    """Of all numbers of a whole the one that may stand beside this row, or why none may."""
    reason = "none"
    found = [each for each in whole if _period(each) == _period(row) and each["value"] is not None]
    for fits, otherwise in (
        (lambda each: each["formula_version"] == row["formula_version"], "formula"),
        (comparison.covered, "few"),
        (lambda each: each["window_basis"] == row["window_basis"], "window"),
    ):
        reason = otherwise if found else reason
        found = [each for each in found if fits(each)]
    best = comparison.newest(found)
    return Against(which, best, "" if best else reason)


def share(row: Row, whole: Row) -> float | None:
    """A count's part of its whole in percent, where all of the whole is known; else None."""
    complete = whole.get("units_with_value") is not None and whole["units_with_value"] == whole["units_expected"]
    return 100 * float(row["value"]) / float(whole["value"]) if complete and whole["value"] else None


def rank(visit: Visit, shown: Shown) -> Rank | None:
    """The place's rank in the period of its number; None where it has none by nature (a unit, a count, the nation)."""
    row = shown.row
    of_size = shown.indicator.unit not in ("percent", "point")
    if row is None or visit.has_provinces or visit.view.unit or of_size or shown.indicator.direction == "none":
        return None
    ranked = data.ranking(visit.wh, shown.indicator.name, str(row["period"]), visit.view.level)
    ranked = ranked.filter(pl.col("value").is_not_null())
    own = numbers_shown.of_place(ranked, visit.view.place)
    if own.is_empty():
        return None
    alike = ranked["window_basis"].n_unique() == 1 and own["window_basis"][0] == row["window_basis"]
    return Rank(own["rank"][0] if alike else None, ranked.height)


def _period(row: Row) -> tuple[object, object]:
    return row["period_kind"], row["period"]


def own_province(visit: Visit, name: str) -> list[Row]:
    """Every number of the whole province that is the scope, or in which its unit is."""
    rows = data.rates(visit.wh, name, visit.view.level, None, "province")
    return numbers_shown.of_place(rows, visit.view.place).to_dicts()


def _of_nation(visit: Visit, indicator: Indicator) -> list[Row]:
    if indicator.is_published_score:
        return numbers_shown.medians(visit, indicator.name)
    return data.nation(visit.wh, indicator.name, visit.view.level).to_dicts()
