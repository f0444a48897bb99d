"""The only place that decides which report speaks for a number, and whether reports disagree about it.

Reports of the official families speak before tables of published figures, a rate computed from its parts before a
printed one, later before earlier, sure before less sure: the first of `RULES` that tells two reports apart decides, and
`because` names it. The others stay reachable through `readings` and `statements`.
"""

from __future__ import annotations

import polars as pl

from queries.catalogue import KEY_COLUMNS, Indicator

OFFICIAL_FAMILIES = ("ksthc", "cchc", "cctthc", "thematic")
"""Reports signed by the agency itself; every other family repeats what somebody published."""

CELL = [*(column for column in KEY_COLUMNS if column not in ("report_id", "confidence")), "formula_version"]


def first_to_speak() -> list[tuple[pl.Expr, bool]]:
    """What decides, in order, each with whether larger comes first; ties end on the report's id."""
    return [(expr, largest) for _, expr, largest in _rules()]


RULES = {
    "possible": ("tử số không lớn hơn mẫu số", "its parts do not contradict each other"),
    "official": (
        "báo cáo của cơ quan đứng trước số liệu công bố lại",
        "an agency's own report before a republished one",
    ),
    "computed": ("tính từ tử số và mẫu số, không phải tỷ lệ in sẵn", "computed from its parts, not a printed rate"),
    "later": ("ban hành sau", "issued later"),
    "surer": ("đọc chắc chắn hơn", "read with more certainty"),
    "received_later": ("nhận sau", "received later"),
    "identity": ("không có gì phân biệt; theo mã báo cáo", "nothing tells them apart; by the report's id"),
}
"""The rules of precedence by name, in order, in Vietnamese and English; before all a report must have a number."""


def _rules() -> list[tuple[str, pl.Expr, bool]]:
    return [
        ("number", pl.col("basis").is_null(), False),
        ("possible", pl.col("basis") == "impossible", False),
        ("official", is_official(), True),
        ("computed", pl.col("basis") == "computed", True),
        ("later", pl.col("issued_on"), True),
        ("surer", pl.col("confidence"), True),
    ]


def is_official() -> pl.Expr:
    return pl.col("family").is_in(OFFICIAL_FAMILIES).fill_null(False)


def judged(rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """The columns `speaks` (one per cell that has a number), `because` (the rule of `RULES` by which it does, null
    where it is alone), `readings` (reports that state it) and `disputed`.
    """
    low, high = _bounds(indicator)
    return compared(rows.with_columns(low.alias("low"), high.alias("high")), CELL)


def compared(rows: pl.DataFrame, cell: list[str]) -> pl.DataFrame:
    """The same for rows with `low` and `high`, between which each says the truth lies; `cell` is what they speak of."""
    if rows.is_empty():
        return _compared(rows, cell)
    alone = rows.select(cell).is_unique()
    single = rows.filter(alone).with_columns(
        pl.col("basis").is_not_null().alias("speaks"),
        pl.lit(None, pl.String).alias("because"),
        pl.col("basis").is_not_null().cast(pl.Int64).alias("readings"),
        _disputed(pl.col("low"), pl.col("high"), pl.col("contradictory")).alias("disputed"),
    )
    return single if alone.all() else pl.concat([single, _compared(rows.filter(~alone), cell)])


def _compared(rows: pl.DataFrame, cell: list[str]) -> pl.DataFrame:
    """Cells that several reports speak of."""
    order = [*_rules(), ("received_later", pl.col("received_at"), True), ("identity", pl.col("report_id"), False)]
    rows = rows.sort([by for _, by, _ in order], descending=[largest for *_, largest in order], nulls_last=True)
    first = (pl.int_range(pl.len()).over(cell) == 0) & pl.col("basis").is_not_null()
    readings = pl.col("basis").count().over(cell).cast(pl.Int64)
    told_apart = [pl.when(by.ne_missing(by.shift(-1)).over(cell)).then(pl.lit(name)) for name, by, _ in order]
    return rows.with_columns(
        first.alias("speaks"),
        pl.when(first & (readings > 1)).then(pl.coalesce(told_apart)).alias("because"),
        readings.alias("readings"),
        _disputed(pl.col("low").max(), pl.col("high").min(), pl.col("contradictory").any())
        .over(cell)
        .alias("disputed"),
    )


def _disputed(low: pl.Expr, high: pl.Expr, contradictory: pl.Expr) -> pl.Expr:
    return contradictory | (low > high + 1e-9).fill_null(False)


def _bounds(indicator: Indicator) -> tuple[pl.Expr, pl.Expr]:
    """Between which two numbers the truth (of a score: its rate) lies, given how what is stated may have been rounded.

    A printed rate is good to half a unit of its last decimal, a count is exact; where the source rounded or worded them
    (confidence 2), to a whole unit of the last decimal, or of the last digit that is not zero.
    """
    if not indicator.is_rate:
        return bounds_of_counts()
    sure = pl.col("confidence") > 2
    slack = pl.when(sure).then(0.5).otherwise(1.0) * _last_decimal(pl.col("stated"))
    computed = pl.when(pl.col("basis") == "computed").then("rate")
    rounded = 100 * _last_digit(pl.col("numerator")) + computed * _last_digit(pl.col("denominator"))
    parts = pl.when(sure).then(0.0).otherwise(rounded / pl.col("denominator"))
    return (
        pl.max_horizontal(computed - parts, pl.col("stated") - slack),
        pl.min_horizontal(computed + parts, pl.col("stated") + slack),
    )


def bounds_of_counts() -> tuple[pl.Expr, pl.Expr]:
    """The same for `value` as it is stated: exact, or to the last digit where the source is not sure."""
    slack = pl.when(pl.col("confidence") > 2).then(0.0).otherwise(_last_digit(pl.col("value")))
    return pl.col("value") - slack, pl.col("value") + slack


def _last_decimal(rate: pl.Expr) -> pl.Expr:
    """1, 0.1 or 0.01: the place of the last decimal that was printed, as far as the value shows it."""
    return pl.when(rate == rate.round(0)).then(1.0).when(rate == rate.round(1)).then(0.1).otherwise(0.01)


def _last_digit(count: pl.Expr) -> pl.Expr:
    """The place of the last digit that is not zero: 100,000 for 4,300,000; a tenth or a hundredth for scores."""
    places = [pl.when((count != 0) & (count % 10**power == 0)).then(10.0**power) for power in range(8, 0, -1)]
    return pl.coalesce(*places, pl.when(count == 0).then(0.0), _last_decimal(count))
