"""The only place that makes numbers: one per unit × level × period × kind × window, out of all that reports state.

A rate is computed from its parts where a report states both, and is the printed one otherwise (`basis` = stated: shown,
never added up). Parts that contradict each other give no number. Which report speaks is decided in `speaking`.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from queries.asking import stated, stated_in
from queries.catalogue import Indicator, indicator_named
from queries.dividing import contradictory, divided
from queries.levels import adds_up, whole_from_levels
from queries.speaking import judged
from queries.warehouse import Warehouse

ENOUGH = 30
"""The least denominator of a rate that is ranked and coloured; below it is shown with its n/N and no more."""

COLUMNS = (
    *("place_vintage", "place_code", "place", "unit", "unit_kind", "admin_level"),
    *("period_kind", "period", "period_start", "period_end", "window_basis"),
    *("numerator", "denominator", "rate", "value", "stated", "basis", "report_id", "confidence"),
    *("formula_version", "family", "issued_on", "from_levels", "readings", "disputed", "because", "small"),
)
"""What `rate` returns."""


def rate(
    wh: Warehouse,
    name: str,
    *,
    level: str | None = "all",
    places: Sequence[str] | None = None,
    unit_kind: str | None = "province",
    period_kinds: Sequence[str] | None = None,
    periods: Sequence[str] | None = None,
) -> pl.DataFrame:
    """One row per unit × level × period × window: the number that speaks (columns: see the package).

    `level`: all (added up from a report's levels where it states them apart), province, district, commune,
    district+commune, or None for every level as stated (what units other than provinces need). `places`: place keys
    ("63.60"); None for every place. `unit_kind` None: every unit. Rows that state no number at all are left out.
    Raises UnknownIndicator, UnknownPlace, and CatalogueError where the warehouse lacks a field.
    """
    rows = readings(
        wh, name, level=level, places=places, unit_kind=unit_kind, period_kinds=period_kinds, periods=periods
    )
    return rows.filter("speaks").drop("speaks")


def readings(
    wh: Warehouse,
    name: str,
    *,
    level: str | None = "all",
    places: Sequence[str] | None = None,
    unit_kind: str | None = "province",
    period_kinds: Sequence[str] | None = None,
    periods: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Every report's own number: the rows of `rate` plus those it passed over, and a column `speaks` (bool).

    Here `basis` may be null: a report that states only one of the two parts.
    """
    indicator = indicator_named(name)
    rows = stated(
        wh,
        indicator,
        levels=None if level is None or _from_levels(wh, indicator, level) else [level],
        places=places,
        unit_kind=unit_kind,
        period_kinds=period_kinds,
        periods=periods,
    )
    return _numbers(wh, indicator, rows, level)


def rate_over(wh: Warehouse, name: str, figures: pl.DataFrame, *, level: str | None) -> pl.DataFrame:
    """`rate` over another frame that stands in for the view `figures` (the keys and the indicator's columns)."""
    indicator = indicator_named(name)
    rows = _numbers(wh, indicator, stated_in(wh, indicator, figures), level)
    return rows.filter("speaks").drop("speaks")


def available_periods(
    wh: Warehouse, name: str, *, level: str | None = "all", unit_kind: str | None = "province"
) -> pl.DataFrame:
    """Periods that have a number, newest first: period_kind, period, period_end (latest), units and windows (i64)."""
    return (
        rate(wh, name, level=level, unit_kind=unit_kind)
        .group_by("period_kind", "period")
        .agg(
            pl.col("period_end").max(),
            pl.struct("place_vintage", "place_code", "unit").n_unique().cast(pl.Int64).alias("units"),
            pl.col("window_basis").n_unique().cast(pl.Int64).alias("windows"),
        )
        .sort("period_end", "period_kind", "period", descending=[True, False, True], nulls_last=True)
    )


def _numbers(wh: Warehouse, indicator: Indicator, rows: pl.DataFrame, level: str | None) -> pl.DataFrame:
    """What reports state, made into numbers: levels added, parts divided, the one that speaks marked."""
    rows = rows.with_columns(_complete(indicator).alias("complete"), pl.lit(False).alias("from_levels"))
    if _from_levels(wh, indicator, level):
        rows = whole_from_levels(rows, indicator)
    rows = judged(_numbered(rows, indicator).join(wh.origins(rows), on="report_id", how="left"), indicator)
    if not indicator.is_rate:
        rows = rows.with_columns(pl.lit(None, pl.Float64).alias("numerator"))
    return (
        rows.join(wh.place_names, on=["place_vintage", "place_code"], how="left")
        .with_columns(pl.col("confidence").cast(pl.Int64), is_small())
        .select(*COLUMNS, "speaks")
        .sort(
            "place_vintage", "place_code", "unit", "admin_level", "period_end", "period_start", "period", "window_basis"
        )
    )


def is_small() -> pl.Expr:
    """Whether a rate stands on fewer than ENOUGH: one dossier more or less moves it by points, so it has no rank."""
    return (pl.col("denominator") < ENOUGH).fill_null(False).alias("small")


def _from_levels(wh: Warehouse, indicator: Indicator, level: str | None) -> bool:
    """Whether the whole is asked for and may be added up from levels."""
    return level == "all" and adds_up(wh, indicator)


def _complete(indicator: Indicator) -> pl.Expr:
    """Whether a row states all its parts."""
    numerator, denominator = pl.col("numerator").is_not_null(), pl.col("denominator").is_not_null()
    return numerator & denominator if indicator.is_rate else numerator


def _numbered(rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """The columns `contradictory`, `basis`, `rate` and `value`."""
    if not indicator.is_rate:
        basis = "stated" if indicator.is_published_score else "computed"
        return rows.with_columns(
            pl.lit(False).alias("contradictory"),
            pl.when("complete").then(pl.lit(basis)).alias("basis"),
            pl.lit(None, pl.Float64).alias("rate"),
            pl.col("numerator").alias("value"),
        )
    rows = rows.with_columns(contradictory(indicator).alias("contradictory"))
    computed = pl.col("complete") & ~pl.col("contradictory")
    kind_of_basis = (
        pl.when(computed)
        .then(pl.lit("computed"))
        .when(pl.col("stated").is_not_null())
        .then(pl.lit("stated"))
        .when("complete")
        .then(pl.lit("impossible"))
    )
    return divided(rows.with_columns(kind_of_basis.alias("basis")), indicator, computed=computed)
