"""The only place that decides what happens when one report states one cell more than once.

Values that are the same figure at another precision (99,8 and 99,81; "hơn 40" and 42) agree; the most precise is shown.
Values that differ accuse each other: all of them become suspect, so none reaches `figures`.
"""

from __future__ import annotations

import polars as pl

from loaders.vocabulary import CELL

_CELL = ("report_id", *CELL, "field")
_MOST_DECIMALS = 6
_MOST_ZEROS = 9


def countable() -> pl.Expr:
    """Facts that may be counted if their report is: who, where and when are known, and nothing speaks against them."""
    known = pl.all_horizontal(pl.col(c).is_not_null() for c in ("place_code", "unit", "unit_kind", "period"))
    return known & (pl.col("status") != "suspect") & (pl.col("confidence") >= 2)


def conflicts(facts: pl.DataFrame) -> pl.DataFrame:
    """The cells of which one report states different values: the cell's columns, `fact_ids` and `raws`."""
    repeated = facts.filter(countable()).filter(pl.struct(_CELL).is_duplicated())
    return (
        repeated.sort(*by_precision(), descending=[True, False, True, False])
        .with_columns(best=pl.col("value").first().over(_CELL))
        .with_columns(off=(pl.col("value") - pl.col("best")).abs() > _half_a_unit())
        .sort("report_id", "fact_id")
        .group_by(_CELL, maintain_order=True)
        .agg(pl.col("off").any(), fact_ids="fact_id", raws="raw")
        .filter("off")
        .drop("off")
    )


def marked(facts: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The facts with those of conflicting cells suspect; rows keep their order."""
    accused = found.select("report_id", fact_id="fact_ids", accused=pl.lit(True)).explode("fact_id")
    return (
        facts.join(accused, on=["report_id", "fact_id"], how="left", maintain_order="left")
        .with_columns(status=pl.when("accused").then(pl.lit("suspect")).otherwise("status"))
        .drop("accused")
    )


def by_precision() -> tuple[pl.Expr, pl.Expr, pl.Expr, pl.Expr]:
    """Sort keys for (descending, ascending, descending, ascending): the most precise and surest statement first."""
    return (_decimals(), pl.col("approximate"), pl.col("confidence"), pl.col("fact_id"))


def _decimals() -> pl.Expr:
    """Digits printed after the decimal mark; below zero where an approximate count ends in zeros (13.000: -3)."""
    value = pl.col("value")
    fraction = pl.coalesce(*(pl.when(value.round(d) == value).then(d) for d in range(_MOST_DECIMALS)), _MOST_DECIMALS)
    zeros = pl.coalesce(*(pl.when(value % 10**k == 0).then(-k) for k in range(_MOST_ZEROS, 0, -1)), 0)
    rounded = pl.col("approximate") & (value != 0) & (fraction == 0)
    return pl.when(rounded).then(zeros).otherwise(fraction)


def _half_a_unit() -> pl.Expr:
    """Half of the last printed digit, with room for how floats are stored."""
    return 0.5 * pl.lit(10.0).pow(-_decimals()) * (1 + 1e-6) + 1e-9
