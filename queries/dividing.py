"""The only place that divides: parts into a rate in percent, and a rate into points where the indicator is a score.

Whoever adds up (levels, months, provinces) adds parts, and comes here last.
"""

from __future__ import annotations

import polars as pl

from queries.indicator import Indicator


def contradictory(indicator: Indicator) -> pl.Expr:
    """Whether the parts deny each other: less than nothing, or a part larger than the whole it belongs to."""
    numerator, denominator = pl.col("numerator"), pl.col("denominator")
    negative = (numerator < 0) | (denominator < 0)
    return (negative if indicator.above_100 else negative | (numerator > denominator)).fill_null(False)


def divided(rows: pl.DataFrame, indicator: Indicator, *, computed: pl.Expr) -> pl.DataFrame:
    """The columns `rate` (percent) and `value`: out of the parts where `computed`, else of the rate as printed.

    `rate` is null for counts, and where nothing arose (0 ÷ 0); `value` is the rate itself, or its points.
    """
    denominator = pl.col("denominator")
    ratio = pl.when(denominator != 0).then(100 * pl.col("numerator") / denominator)
    rows = rows.with_columns(pl.when(computed).then(ratio).otherwise("stated").alias("rate"))
    if indicator.score is None:
        return rows.with_columns(pl.col("rate").alias("value"))
    nothing_arose = computed & (denominator == 0)
    return rows.with_columns(indicator.score.points(pl.col("rate"), nothing_arose).alias("value"))
