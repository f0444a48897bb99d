"""The only place that decides what is shown of one indicator in one scope and period: number, history, standing.

A `Shown` holds no markup and no words: tiles draw it, tests read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from pages.parts import data
from pages.parts.numbers import comparison
from pages.parts.numbers.comparison import Change, Row
from pages.parts.visits import url
from pages.parts.visits.regions import Region, within
from pages.parts.visits.visit import Visit, unit_named
from queries import Indicator


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One indicator in one scope: `row` is the number asked for, `last` the one before it where there is none.

    Each is equal to itself alone, so that what was drawn of it can be kept under it.
    """

    indicator: Indicator
    row: Row | None
    last: Row | None = None
    status: str = "missing"
    changes: tuple[Change, ...] = ()
    history: tuple[Row | None, ...] = ()
    spread: tuple[float, ...] = ()
    """For the nation or a region of today: the latest number of every province that has one."""
    is_median: bool = False
    last_is_earlier: bool = True
    known_at_all: bool = False


@data.kept(512)
def shown(visit: Visit, indicator: Indicator) -> Shown:
    """The indicator for the scope, level and period of this view."""
    if visit.is_nation and not visit.view.unit:
        return _of_nation(visit, indicator)
    if visit.region:
        return _of_region(visit, indicator, visit.region)
    return _of_unit(visit, indicator)


def _of_unit(visit: Visit, indicator: Indicator) -> Shown:
    rows = unit_rows(visit, indicator.name)
    return _filled(Shown(indicator, _chosen(visit.view, rows)), rows, visit.view)


def unit_rows(visit: Visit, name: str) -> list[Row]:
    """Every number of the scope's unit: the whole territory, or one body of it."""
    view = visit.view
    if view.unit:
        unit = unit_named(visit.wh, view.place, view.unit) or {}
        frame = data.rates(visit.wh, name, view.level, view.place, None)
        return frame.filter(pl.col("unit") == unit.get("unit")).to_dicts()
    kind = "national" if visit.is_nation else "province"
    if visit.is_nation:
        frame = data.rates(visit.wh, name, view.level, view.place, None).filter(pl.col("unit_kind") == kind)
    else:
        frame = of_place(data.rates(visit.wh, name, view.level, None, kind), view.place)
    return frame.to_dicts()


def of_place(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """The rows of one place."""
    vintage, code = key.split(".")
    return frame.filter((pl.col("place_vintage") == vintage) & (pl.col("place_code") == code))


def _of_nation(visit: Visit, indicator: Indicator) -> Shown:
    """A roll-up that covers enough; else what was published for the nation; else what little there is, marked so."""
    summed: list[Row] = data.nation(visit.wh, indicator.name, visit.view.level).to_dicts()
    if indicator.is_published_score:
        summed = medians(visit, indicator.name)
    published = [row for row in unit_rows(visit, indicator.name) if row["unit"] == "cả nước"]
    rows = [*summed, *published]
    found = _chosen(visit.view, rows, best=True)
    spread = _latest_of_each(data.rates(visit.wh, indicator.name, visit.view.level, None, "province"))
    is_median = found in summed and indicator.is_published_score
    return _filled(Shown(indicator, found, spread=spread, is_median=is_median), rows, visit.view)


def _of_region(visit: Visit, indicator: Indicator, region: Region) -> Shown:
    """A roll-up of the region's provinces that covers enough, or what little there is, marked so; a score's median."""
    if indicator.is_published_score:
        rows = medians(visit, indicator.name)
    else:
        rows = region_rows(visit, indicator.name, region.vintage, region.name)
    known = within(data.rates(visit.wh, indicator.name, visit.view.level, None, "province"), region.members)
    found = _chosen(visit.view, rows, best=True)
    is_median = found is not None and indicator.is_published_score
    return _filled(Shown(indicator, found, spread=_latest_of_each(known), is_median=is_median), rows, visit.view)


def region_rows(visit: Visit, name: str, vintage: str, region: str) -> list[Row]:
    """Every number of a region of one map; none of what never adds up."""
    rows = data.regions(visit.wh, name, visit.view.level)
    if rows.is_empty():
        return []
    return rows.filter((pl.col("place_vintage") == vintage) & (pl.col("place_code") == region)).to_dicts()


def medians(visit: Visit, name: str) -> list[Row]:
    """For scores, which never add up: the middle one of the scope's provinces per period and formula, with coverage.

    The scope is the nation unless it is a region: a province is held against the nation's middle.
    """
    rows = data.rates(visit.wh, name, visit.view.level, None, "province").filter(pl.col("value").is_not_null())
    keys = ("period_kind", "period", "window_basis", "formula_version", "place_vintage")
    total = {"63": 63, "34": 34}
    if visit.region:
        rows, total = within(rows, visit.region.members), {visit.region.vintage: len(visit.region.members)}
    found = rows.group_by(keys, maintain_order=True).agg(
        pl.col("value").median(),
        pl.col("value").min().alias("low"),
        pl.col("value").max().alias("high"),
        pl.len().alias("units_with_value"),
        *(pl.col(column).max() for column in ("period_start", "period_end", "issued_on")),
        pl.col("confidence").min(),
        pl.col("disputed").any(),
    )
    return [
        {
            **row,
            "basis": "median",
            "units_expected": (expected := total.get(row["place_vintage"], 0)),
            "coverage": row["units_with_value"] / expected if expected else 0.0,
            **dict.fromkeys(("numerator", "denominator", "stated", "report_id", "from_levels")),
        }
        for row in found.iter_rows(named=True)
    ]


def _latest_of_each(frame: pl.DataFrame) -> tuple[float, ...]:
    """The newest number of every province of today's map."""
    known = frame.filter(pl.col("value").is_not_null() & (pl.col("place_vintage") == "34")).sort(
        "period_end", nulls_last=False
    )
    return tuple(known.unique(["place_vintage", "place_code"], keep="last", maintain_order=True)["value"])


def _chosen(view: url.View, rows: Sequence[Row], *, best: bool = False) -> Row | None:
    """The row asked for: of the period in the link, or the latest."""
    if view.period and view.kind not in ("", "latest"):
        return comparison.of_period(rows, view.kind, view.period)
    if view.kind not in ("", "latest"):
        rows = [row for row in rows if row["period_kind"] == view.kind]
    return comparison.best_covered(rows) if best else comparison.newest(rows)


def _filled(base: Shown, rows: Sequence[Row], view: url.View) -> Shown:
    """With status, changes and history; without a number, with the last one there was before the period asked for."""
    row = base.row
    if row is None:
        return _with_last(base, rows, view)
    changes = (comparison.before(rows, row), comparison.a_year_before(rows, row))
    if changes[0].reason == "no_step":
        changes = changes[:1]
    return replace(base, status=status_of(row), changes=changes, history=_history(rows, row))


def _with_last(base: Shown, rows: Sequence[Row], view: url.View) -> Shown:
    usable = [row for row in rows if comparison.covered(row) and row["value"] is not None]
    end = data.last_day(view.kind, view.period) if view.period else "9999"
    earlier = [row for row in usable if str(row["period_end"]) <= end]
    return replace(
        base,
        last=comparison.newest(earlier or usable),
        last_is_earlier=bool(earlier),
        known_at_all=bool(rows) or bool(base.spread),
    )


def status_of(row: Row) -> str:
    """How a number came about, as one word of the legend."""
    if not comparison.covered(row):
        return "partial"
    if row["basis"] == "impossible":
        return "impossible"
    if row.get("disputed"):
        return "disputed"
    if row["basis"] == "median":
        return "median"
    if row.get("from_levels") or row.get("confidence") == 2:
        return "derived"
    if row["basis"] == "stated":
        return "stated" if row.get("stated") is not None else "reported"
    return "computed" if row.get("denominator") is not None else "reported"


def _history(rows: Sequence[Row], row: Row) -> tuple[Row | None, ...]:
    """The course up to this row: same kind, window and formula, one step apart, None where nothing is known."""
    if row["period_kind"] == "range":
        return ()
    alike = [
        each
        for each in rows
        if all(each[key] == row[key] for key in ("period_kind", "window_basis", "formula_version"))
        and str(each["period_end"]) <= str(row["period_end"])
        and comparison.covered(each) == comparison.covered(row)
        and comparison.stands_for_all(each)
    ]
    by_label = {str(each["period"]): each for each in sorted(alike, key=lambda each: str(each["period_end"]))}
    labels = data.steps(str(row["period_kind"]), list(by_label))[-12:]
    return tuple(by_label.get(label) for label in labels)


COLUMNS = (
    *("indicator", "place_vintage", "place_code", "unit", "admin_level", "period_kind", "period"),
    *("period_start", "period_end", "window_basis", "value", "rate", "numerator", "denominator", "stated"),
    *("units_with_value", "units_expected", "coverage", "basis", "from_levels", "disputed", "confidence"),
    *("formula_version", "report_id"),
)


def rows_of(shown: Sequence[Shown]) -> pl.DataFrame:
    """The numbers shown, one row each: columns COLUMNS, as of `queries.rate` and `queries.rollup`."""
    told = [
        {name: each.row.get(name) for name in COLUMNS} | {"indicator": each.indicator.name}
        for each in shown
        if each.row is not None
    ]
    return pl.DataFrame(told, schema=COLUMNS if not told else None, infer_schema_length=None)


def broken_at(visit: Visit, history: Sequence[Row | None]) -> tuple[int, ...]:
    """The positions in a history before which that of its place breaks: a merger, a new name."""
    ends = [(at, row["period_end"]) for at, row in enumerate(history) if row is not None and row["period_end"]]
    days = of_place(visit.wh.breaks(), visit.view.place)["day"]
    found = {next((at for at, end in ends if end >= day), None) for day in days if ends and ends[0][1] < day}
    return tuple(sorted(at for at in found if at is not None))
