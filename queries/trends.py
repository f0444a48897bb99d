"""The only place that lays numbers side by side: along time with every gap as a row, and in order of rank."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from queries.catalogue import indicator_named
from queries.errors import UnknownPeriod
from queries.periods import KINDS, between, calendar_days, position
from queries.rates import rate
from queries.rollup import COVERAGE_TO_RANK, one_per_period, rollup
from queries.warehouse import Warehouse

_LINE = ["place_vintage", "place_code", "place", "unit", "unit_kind", "admin_level", "formula_version"]


def trend(
    wh: Warehouse,
    name: str,
    *,
    period_kind: str = "quarter",
    places: Sequence[str] | None = None,
    to: str | None = None,
    level: str = "all",
    unit_kind: str = "province",
    windows: str = "together",
) -> pl.DataFrame:
    """One row per line × consecutive period from the first to the last of all lines; gaps are rows without a value.

    A line is a unit (or, with `to`, what it rolls up to: nation, region, 34) and a `formula_version`; never join two.
    The columns of `rate` (and of `rollup`, with `to`), then `gap`: null where there is a row, "missing" where there is
    none, "not_applicable" where the province did not exist; and `window_changed`: true where the window's basis is not
    that of the line's point before; and `break_on`: the day of the table `breaks` (a merger, the end of the districts,
    a new name) on the first row that ends behind it. `windows="apart"` makes a line of each basis. A gap's period_start
    and period_end are the calendar's. `range` and `as_of` do not follow on themselves: their rows come in order.
    """
    if to is None:
        rows = rate(wh, name, level=level, places=places, unit_kind=unit_kind, period_kinds=[period_kind])
    else:
        rows = rollup(wh, name, to, level=level, period_kinds=[period_kind], windows=windows)
        rows = rows if places is None else rows.filter(_key().is_in(list(places)))
    if windows == "together" and to is None:
        rows = one_per_period(rows)
    line = _LINE if windows == "together" else [*_LINE, "window_basis"]
    if period_kind in KINDS:
        rows = _densified(rows, line)
    elif period_kind not in ("range", "as_of"):
        raise UnknownPeriod(f"Không có loại kỳ “{period_kind}”.", f"There is no kind of period “{period_kind}”.")
    return _with_marks(wh, rows, line)


def ranking(
    wh: Warehouse,
    name: str,
    *,
    period: str,
    level: str = "all",
    unit_kind: str = "province",
    places: Sequence[str] | None = None,
    boundaries: str = "reported",
) -> pl.DataFrame:
    """Units in order for one period, best first by the indicator's direction (largest first where it has none).

    One row per unit, whatever its window: the columns of `rate`, then `units_with_value`, `units_expected`, `coverage`
    of the whole ranking (null where `unit_kind` is not province: nobody knows how many there should be) and `rank`
    (i64; equals share one; null below COVERAGE_TO_RANK, and for a unit without a value or with a `small` one).
    `boundaries="34"` ranks the 34 provinces, old ones added up; one that lacks a part then has no rank.
    `boundaries="63"` ranks old provinces alone: a new one is never split back. Formula versions are ranked apart.
    """
    if boundaries == "34":
        rows = rollup(wh, name, "34", period=period, level=level, windows="together")
        whole = pl.col("units_with_value") == pl.col("units_expected")
        rows = rows.with_columns(whole.alias("ranked")).drop("units_with_value", "units_expected", "coverage")
    else:
        rows = one_per_period(rate(wh, name, level=level, unit_kind=unit_kind, periods=[period]))
        rows = rows.filter(pl.col("place_vintage") == "63") if boundaries == "63" else rows
        rows = rows.with_columns(pl.lit(True).alias("ranked"))
    rows = _with_coverage(wh, rows, boundaries, unit_kind)
    rows = _with_rank(rows, descending=indicator_named(name).direction != "down")
    return rows if places is None else rows.filter(_key().is_in(list(places)))


def _key() -> pl.Expr:
    return pl.concat_str("place_vintage", "place_code", separator=".")


def _densified(rows: pl.DataFrame, line: list[str]) -> pl.DataFrame:
    """Every line × every period between the first and the last of all lines."""
    if rows.is_empty():
        return rows
    present = sorted(rows["period"].unique(), key=position)
    labels = between(present[0], present[-1])
    days = [calendar_days(label) for label in labels]
    calendar = pl.DataFrame(
        {"period": labels, "first_day": [first for first, _ in days], "last_day": [last for _, last in days]}
    )
    every = rows.select(*line, "period_kind").unique(maintain_order=True).join(calendar, how="cross")
    return (
        every.join(rows, on=[*line, "period_kind", "period"], how="left", nulls_equal=True, maintain_order="left")
        .with_columns(
            pl.coalesce("period_start", "first_day").alias("period_start"),
            pl.coalesce("period_end", "last_day").alias("period_end"),
        )
        .select(rows.columns)
    )


def _with_marks(wh: Warehouse, rows: pl.DataFrame, line: list[str]) -> pl.DataFrame:
    """The columns `gap` and `window_changed`."""
    existence = wh.places().select("place_vintage", "place_code", "valid_from", "valid_to")
    end = pl.col("period_end")
    absent = (pl.col("valid_to") < end) | (pl.col("valid_from") > end)
    before = pl.col("window_basis").forward_fill().shift(1).over(line)
    gap = pl.when(pl.col("basis").is_null()).then(
        pl.when(absent).then(pl.lit("not_applicable")).otherwise(pl.lit("missing"))
    )
    return (
        rows.join(existence, on=["place_vintage", "place_code"], how="left", maintain_order="left")
        .with_columns(gap.alias("gap"), (pl.col("window_basis") != before).fill_null(False).alias("window_changed"))
        .drop("valid_from", "valid_to")
        .pipe(_with_breaks, wh.breaks(), line)
    )


def _with_breaks(rows: pl.DataFrame, breaks: pl.DataFrame, line: list[str]) -> pl.DataFrame:
    """The column `break_on`; a line that begins behind a break has none."""
    days = breaks.select("place_vintage", "place_code", "day")
    ends = pl.col("period_end")
    on = (
        rows.select(*line, "period", "period_end")
        .join(days, on=["place_vintage", "place_code"])
        .filter((ends.min() < pl.col("day")).over(line) & (ends >= pl.col("day")))
        .sort("period_end", "day")
        .unique([*line, "day"], keep="first", maintain_order=True)
        .group_by(*line, "period")
        .agg(pl.col("day").max().alias("break_on"))
    )
    return rows.join(on, on=[*line, "period"], how="left", nulls_equal=True, maintain_order="left")


def _with_coverage(wh: Warehouse, rows: pl.DataFrame, boundaries: str, unit_kind: str) -> pl.DataFrame:
    """How many units have a value, of how many provinces that existed on the last day the rows cover."""
    provinces = wh.places().filter(pl.col("place_vintage").is_in(["63", "34"]))
    end = rows["period_end"].max()
    if boundaries == "34":
        expected: int | None = provinces.filter(pl.col("place_vintage") == "34").height
    elif boundaries == "63":
        expected = provinces.filter(pl.col("place_vintage") == "63").height
    elif unit_kind != "province" or end is None:
        expected = None
    else:
        on = pl.lit(end)
        began = pl.col("valid_from").is_null() | (pl.col("valid_from") <= on)
        expected = provinces.filter(began & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= on))).height
    with_value = pl.col("value").is_not_null().sum().over("formula_version").cast(pl.Int64)
    return rows.with_columns(
        with_value.alias("units_with_value"), pl.lit(expected, pl.Int64).alias("units_expected")
    ).with_columns((pl.col("units_with_value") / pl.col("units_expected")).alias("coverage"))


def _with_rank(rows: pl.DataFrame, *, descending: bool) -> pl.DataFrame:
    """Best first, and the rank of those that may have one."""
    enough = pl.col("coverage").is_null() | (pl.col("coverage") >= COVERAGE_TO_RANK)
    eligible = pl.when(pl.col("ranked") & enough & ~pl.col("small")).then(pl.col("value"))
    rank = eligible.rank("min", descending=descending).over("formula_version").cast(pl.Int64)
    return (
        rows.with_columns(rank.alias("rank"))
        .sort(
            "formula_version",
            "rank",
            "value",
            "place_vintage",
            "place_code",
            descending=[True, False, descending, False, False],
            nulls_last=True,
        )
        .drop("ranked")
    )
