"""The only place that decides which report speaks for a number, and whether reports disagree about it.

Reports of the official families speak before tables of published figures, a rate computed from its parts before a
printed one, later before earlier, sure before less sure. The others stay reachable through `readings`.
"""

from __future__ import annotations

import polars as pl

from queries.catalogue import KEY_COLUMNS, Indicator

OFFICIAL_FAMILIES = ("ksthc", "cchc", "cctthc", "thematic")
"""Reports signed by the agency itself; every other family repeats what somebody published."""

_CELL = [*(column for column in KEY_COLUMNS if column not in ("report_id", "confidence")), "formula_version"]


def first_to_speak() -> list[tuple[pl.Expr, bool]]:
    """What decides, in order, each with whether larger comes first; ties end on the report's id."""
    return [
        (pl.col("basis").is_null(), False),
        (pl.col("basis") == "impossible", False),
        (is_official(), True),
        (pl.col("basis") == "computed", True),
        (pl.col("issued_on"), True),
        (pl.col("confidence"), True),
    ]


def is_official() -> pl.Expr:
    return pl.col("family").is_in(OFFICIAL_FAMILIES).fill_null(False)


def judged(rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """The columns `speaks` (one per cell that has a number), `readings` (reports that state it) and `disputed`."""
    low, high = _bounds(indicator)
    rows = rows.with_columns(low.alias("low"), high.alias("high"))
    if rows.is_empty():
        return _compared(rows)
    alone = rows.select(_CELL).is_unique()
    single = rows.filter(alone).with_columns(
        pl.col("basis").is_not_null().alias("speaks"),
        pl.col("basis").is_not_null().cast(pl.Int64).alias("readings"),
        _disputed(pl.col("low"), pl.col("high"), pl.col("contradictory")).alias("disputed"),
    )
    return single if alone.all() else pl.concat([single, _compared(rows.filter(~alone))])


def _compared(rows: pl.DataFrame) -> pl.DataFrame:
    """The same for cells that several reports speak of."""
    order = [*first_to_speak(), (pl.col("received_at"), True), (pl.col("report_id"), False)]
    by, descending = [expr for expr, _ in order], [largest for _, largest in order]
    first = pl.int_range(pl.len()).over(_CELL) == 0
    return rows.sort(by, descending=descending, nulls_last=True).with_columns(
        (first & pl.col("basis").is_not_null()).alias("speaks"),
        pl.col("basis").count().over(_CELL).cast(pl.Int64).alias("readings"),
        _disputed(pl.col("low").max(), pl.col("high").min(), pl.col("contradictory").any())
        .over(_CELL)
        .alias("disputed"),
    )


def _disputed(low: pl.Expr, high: pl.Expr, contradictory: pl.Expr) -> pl.Expr:
    return contradictory | (low > high + 1e-9).fill_null(False)


def _bounds(indicator: Indicator) -> tuple[pl.Expr, pl.Expr]:
    """Between which two numbers the truth (of a score: its rate) lies, given how what is stated may have been rounded.

    A printed rate is good to half a unit of its last decimal, a count is exact; where the source rounded or worded them
    (confidence 2), to a whole unit of the last decimal, or of the last digit that is not zero.
    """
    sure = pl.col("confidence") > 2
    if not indicator.is_rate:
        slack = pl.when(sure).then(0.0).otherwise(_last_digit(pl.col("value")))
        return pl.col("value") - slack, pl.col("value") + slack
    slack = pl.when(sure).then(0.5).otherwise(1.0) * _last_decimal(pl.col("stated"))
    computed = pl.when(pl.col("basis") == "computed").then("rate")
    rounded = 100 * _last_digit(pl.col("numerator")) + computed * _last_digit(pl.col("denominator"))
    parts = pl.when(sure).then(0.0).otherwise(rounded / pl.col("denominator"))
    return (
        pl.max_horizontal(computed - parts, pl.col("stated") - slack),
        pl.min_horizontal(computed + parts, pl.col("stated") + slack),
    )


def _last_decimal(rate: pl.Expr) -> pl.Expr:
    """1, 0.1 or 0.01: the place of the last decimal that was printed, as far as the value shows it."""
    return pl.when(rate == rate.round(0)).then(1.0).when(rate == rate.round(1)).then(0.1).otherwise(0.01)


def _last_digit(count: pl.Expr) -> pl.Expr:
    """The place of the last digit that is not zero: 100,000 for 4,300,000; a tenth or a hundredth for scores."""
    places = [pl.when((count != 0) & (count % 10**power == 0)).then(10.0**power) for power in range(8, 0, -1)]
    return pl.coalesce(*places, pl.when(count == 0).then(0.0), _last_decimal(count))
