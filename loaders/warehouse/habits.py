"""The only place for what looks odd beside a unit's own history or its parts: a report copied from the last one,
a stock where a flow is asked, a figure far from all before it, one label for two windows, units above their whole.

A rule takes the statements of some places and returns what is odd, as rows that `history_words` can tell.
"""

from __future__ import annotations

import polars as pl

from loaders.places.units import are_all
from loaders.records import Place
from loaders.warehouse.sequences import DAY, LENGTHS, SERIES, WHO, Rule, as_other, told

UNIT = [name for name in WHO if name != "admin_level"]
REPEATS = 3
"""Periods in a row that a flow states one value before it looks like a stock."""
FEW = 5
"""Below this a count repeats itself by chance."""
COPIED, COPIED_SHARE = 5, 0.8
"""A copied report shares at least so many counts with the last one, and this share of what it states."""
PAST, ENOUGH = 12, 6
"""Periods before a figure that it is held against: at most, at least."""
SMALL = 100
"""Counts below this vary widely by nature."""
MADS, TIMES, POINTS = 6.0, 3.0, 15.0
"""An outlier is this many deviations off (median and MAD, scaled as a normal one), and this many times, or points."""
TO_SIGMA = 1.4826
MOST_OUTLIERS = 3
"""Outliers told for one report."""


def repeated_stock(stated: pl.DataFrame) -> pl.DataFrame:
    """A flow that states one value period after period, which is a stock of the same report."""
    flows = stated.filter(pl.col("kind") == "flow", pl.col("period_kind").is_in(list(LENGTHS)))
    series = [*SERIES, "period_kind"]
    ordered = flows.sort(*series, "period_start")
    before = pl.col("value", "period_end").shift().over(series).name.suffix("_before")
    ordered = ordered.with_columns(before).with_columns(
        new=(
            (pl.col("value") != pl.col("value_before")) | (pl.col("period_start") != pl.col("period_end_before") + DAY)
        ).fill_null(True)
    )
    runs = ordered.with_columns(run=pl.col("new").cum_sum().over(series))
    runs = runs.with_columns(n=pl.len().over([*series, "run"])).filter(pl.col("n") >= REPEATS, pl.col("value") >= FEW)
    stocks = stated.filter(pl.col("kind") == "closing").select(
        *WHO, "group", "period_start", "period_end", "value", other_field="field", **_others()
    )
    met = runs.join(stocks, on=[*WHO, "group", "period_start", "period_end", "value"])
    every = met.filter(pl.col("period_end").n_unique().over([*series, "run", "other_field"]) == pl.col("n"))
    last = every.sort("period_end", descending=True).unique([*series, "run"], keep="first", maintain_order=True)
    return last.select(*told("repeated_stock"), "other_field", "n")


def copied(stated: pl.DataFrame) -> pl.DataFrame:
    """A report of which every count in the period is that of the period before."""
    flows = stated.filter(
        pl.col("kind").is_in(["flow", "workload"]), pl.col("value") > 0, pl.col("period_kind").is_in(list(LENGTHS))
    )
    said = flows.with_columns(stated=pl.len().over([*UNIT, "period_kind", "period"]))
    before = flows.select(*SERIES, "period_kind", *as_other(), period_start=pl.col("period_end") + DAY)
    both = said.join(before, on=[*SERIES, "period_kind", "period_start"]).with_columns(
        same=pl.col("value") == pl.col("other_value")
    )
    group = [*UNIT, "period_kind", "period"]
    alike = both.filter(
        pl.col("same").all().over(group),
        (pl.col("value") >= FEW).sum().over(group) >= COPIED,
        pl.len().over(group) >= COPIED_SHARE * pl.col("stated"),
    )
    alike = alike.with_columns(n=pl.len().over(group)).sort("text_start", nulls_last=True)
    return alike.unique(group, keep="first", maintain_order=True).select(*told("copied"), "n")


def outliers(stated: pl.DataFrame) -> pl.DataFrame:
    """Figures far from the unit's own periods before, of the same kind and window; a hint, never an accusation.

    Counts are compared by their ratio, rates in percent points, both by the median and the median deviation from it.
    """
    kept = pl.col("kind").is_in(["flow", "workload", "opening", "closing", "rate"])
    of = stated.filter(kept, pl.col("period_kind").is_in(list(LENGTHS)))
    rate = pl.col("kind") == "rate"
    x = pl.when(rate).then("value").otherwise(pl.col("value").log1p())
    series = [*SERIES, "period_kind", "from"]
    ordered = of.with_columns(pl.col("period_start").dt.day().alias("from"), x=x).sort(*series, "period_start")
    ordered = ordered.with_columns(series=pl.struct(series).rle_id())
    ordered = ordered.with_columns(middle=pl.col("x").rolling_median(PAST, min_samples=ENOUGH).shift().over("series"))
    off, least = (pl.col("x") - pl.col("middle")).abs(), pl.when(rate).then(POINTS).otherwise(pl.lit(TIMES).log())
    usual = pl.when(rate).then("middle").otherwise(pl.col("middle").exp() - 1)
    large = rate | (pl.max_horizontal("value", usual) >= SMALL)
    far = (
        ordered.with_columns(map(_past, range(1, PAST + 1)))
        .filter(off > least, large)
        .with_columns(past=pl.concat_list("^past_.*$"))
    )
    far = far.with_columns(
        other_value=usual,
        other_kind=pl.col("period_kind"),
        other_period=pl.lit(None, dtype=pl.String),
        off=off / least,
        n=pl.col("past").list.drop_nulls().list.len(),
        mad=(pl.col("past") - pl.col("middle")).list.eval(pl.element().abs()).list.median(),
    )
    far = far.filter(off > MADS * TO_SIGMA * pl.col("mad")).sort("off", descending=True)
    far = far.filter(pl.int_range(pl.len()).over("report_id") < MOST_OUTLIERS)
    return far.select(*told("outlier", pl.lit("info")), "n")


def _past(k: int) -> pl.Expr:
    """The figure of k periods before, in the same series."""
    return pl.when(pl.col("series").shift(k) == pl.col("series")).then(pl.col("x").shift(k)).alias(f"past_{k}")


def one_label_two_windows(stated: pl.DataFrame) -> pl.DataFrame:
    """Reports of one unit that call different days by one name: their figures may not stand on one line."""
    dated = stated.filter(pl.col("period_kind").is_in(list(LENGTHS)))
    key = ["place_vintage", "place_code", "unit", "unit_kind", "admin_level", "field", "period_kind", "period"]
    windows = dated.select(
        *key, *as_other(), start="period_start", end="period_end", report="report_id", others="family"
    )
    both = dated.join(windows, on=key).filter(
        pl.col("family") != pl.col("others"),
        (pl.col("period_start") != pl.col("start")) | (pl.col("period_end") != pl.col("end")),
        (pl.col("period_start") < pl.col("start")) | (pl.col("period_end") < pl.col("end")),
    )
    days = [pl.format("{}..{}", start, end) for start, end in (("period_start", "period_end"), ("start", "end"))]
    both = both.with_columns(other_period=days[1], period=days[0], period_kind=pl.lit("range"), name="period")
    once = both.unique(["report_id", "name"], keep="first", maintain_order=True)
    return once.with_columns(other_kind=pl.lit("range")).select(*told("two_windows", pl.lit("info")), "name")


def units_above_their_whole(stated: pl.DataFrame) -> pl.DataFrame:
    """Districts', or communes', own reports that exceed what the province says of them, or all of them miss it."""
    group = ["place_vintage", "place_code", "family", "admin_level", "field", *("period_start", "period_end")]
    own = stated.filter(pl.col("levels") == "sum", pl.col("unit_kind") == pl.col("admin_level"))
    rows = own.filter(pl.col("unit_kind").is_in(["district", "commune"]))
    units = rows.group_by(group).agg(
        pl.col("unit"), pl.col("report_id").alias("reports"), other_value=pl.col("value").sum(), n=pl.len()
    )
    wholes = stated.filter(pl.col("unit_kind") == "province")
    both = wholes.drop("unit").join(units, on=group).filter((pl.col("value") - pl.col("other_value")).abs() > 0.5)
    both = both.filter(~pl.col("reports").list.contains(pl.col("report_id")))
    every = [
        row["value"] < row["other_value"]
        or are_all(row["unit"], row["admin_level"], Place(row["place_vintage"], row["place_code"], ""))
        for row in both.iter_rows(named=True)
    ]
    broken = both.filter(pl.Series(every, dtype=pl.Boolean)).with_columns(
        other_kind=pl.col("period_kind"), other_period=pl.col("period")
    )
    return broken.select(*told("units"), "n")


RULES: tuple[Rule, ...] = (repeated_stock, copied, outliers, one_label_two_windows, units_above_their_whole)


def _others() -> dict[str, pl.Expr]:
    return {"other_value": pl.col("value"), "other_kind": pl.col("period_kind"), "other_period": pl.col("period")}
