"""The only place that adds administrative levels up to the whole, for reports that state them apart."""

from __future__ import annotations

from datetime import date

import polars as pl

from queries.dividing import contradictory
from queries.indicator import Indicator
from queries.warehouse import Warehouse

DISTRICTS_ENDED = date(2025, 7, 1)
"""District level was abolished that day: from then on province and commune make the whole."""

LEVELS = ("all", "province", "district", "commune", "district+commune")
"""Whose dossiers a figure counts."""

_KEYS = (
    *("place_vintage", "place_code", "unit", "unit_kind", "period_kind", "period", "period_start", "period_end"),
    *("window_basis", "report_id", "formula_version"),
)
_APART = ("province", "district", "commune")
_JOINT = ("province", "district+commune")


def adds_up(wh: Warehouse, indicator: Indicator) -> bool:
    """Whether its parts may be added over units and levels: every field it reads may (printed rates aside)."""
    levels = [
        levels
        for kind, levels in (wh.field_kinds.get(field, ("", None)) for field in indicator.fields)
        if kind != "rate"
    ]
    return bool(levels) and set(levels) == {"sum"}


def whole_from_levels(rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """One row of level `all` per unit × period × report: as stated, else complete pairs of every level added up.

    Takes and returns numerator, denominator, stated, complete, confidence, from_levels. A level that is missing, or
    whose parts contradict each other, leaves the whole missing. `stated` stays what is printed for the whole.
    """
    whole = rows.filter(pl.col("admin_level") == "all")
    sound = pl.col("complete") & ~contradictory(indicator)
    levels = rows.filter((pl.col("admin_level") != "all") & sound).join(
        whole.filter("complete"), on=_KEYS, how="anti", nulls_equal=True
    )
    if levels.is_empty():
        return whole
    added = _added(levels)
    kept = whole.join(added, on=_KEYS, how="anti", nulls_equal=True)
    printed = whole.select(*_KEYS, "stated")
    added = added.join(printed, on=_KEYS, how="left", nulls_equal=True).select(rows.columns)
    return pl.concat([kept, added])


def _added(levels: pl.DataFrame) -> pl.DataFrame:
    """The sums of those reports whose levels make the whole."""
    level = pl.col("admin_level")
    has = {name: (level == name).any() for name in {*_APART, *_JOINT}}
    two_levels = (pl.col("period_end").first() >= DISTRICTS_ENDED).fill_null(False)
    apart = has["province"] & has["commune"] & (has["district"] | two_levels)
    joint = has["province"] & has["district+commune"]

    def total(column: str) -> pl.Expr:
        sums = [pl.col(column).filter(level.is_in(names)).sum() for names in (_APART, _JOINT)]
        kept = pl.when(pl.col(column).null_count() == 0)
        return kept.then(pl.when(apart).then(sums[0]).otherwise(sums[1])).alias(column)

    return (
        levels.group_by(_KEYS, maintain_order=True)
        .agg(
            total("numerator"),
            total("denominator"),
            pl.col("confidence").min(),
            (apart | joint).alias("complete"),
        )
        .filter("complete")
        .with_columns(pl.lit("all").alias("admin_level"), pl.lit(True).alias("from_levels"))
    )
