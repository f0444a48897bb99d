"""The only place for what must hold between a unit's periods: what closes one opens the next, parts make up the whole,
and what is counted from one day on never falls.

A rule takes the statements of some places and returns what is broken, as rows that `history_words` can tell.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from loaders.checks.identities import load_identities

WHO = ["place_vintage", "place_code", "unit", "unit_kind", "family", "admin_level"]
SERIES = [*WHO, "field"]
TOLD = [
    *("report_id", "place_vintage", "place_code", "admin_level", "field", "value"),
    *("period_kind", "period", "text_start", "text_end"),
]
"""What a row says of the later report's figure; `other` names the field, period and value it is held against."""
LENGTHS = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
_WINDOW = ["period_kind", "period", "period_start", "period_end"]
DAY = pl.duration(days=1)
SLIGHT = 0.01
"""The share by which a year may differ from its quarters because late figures came in."""
Rule = Callable[[pl.DataFrame], pl.DataFrame]


def carried_over(stated: pl.DataFrame) -> pl.DataFrame:
    """What is carried over into a period differs from what was pending at the end of the one before."""
    pairs = {carry.opening: carry.closing for carry in load_identities().carries}
    opens = stated.filter(pl.col("field").is_in(list(pairs)), pl.col("period_start").is_not_null())
    opens = opens.with_columns(other_field=pl.col("field").replace_strict(pairs, return_dtype=pl.String))
    closes = stated.filter(pl.col("field").is_in(list(pairs.values()))).select(
        *WHO, *as_other(), other_field="field", period_start=pl.col("period_end") + DAY
    )
    both = opens.join(closes, on=[*WHO, "other_field", "period_start"])
    return _differing(both, [*SERIES, "period_start"]).select(*told("carried_over"), "other_field")


def same_day(stated: pl.DataFrame) -> pl.DataFrame:
    """Two windows that end on one day state another stock, or two that begin on one day another opening."""
    found = []
    for kind, day, first in (("closing", "period_end", False), ("opening", "period_start", True)):
        of = stated.filter(pl.col("kind") == kind, pl.col("period_start").is_not_null())
        longest = of.sort("period_start", "period_end", descending=[False, first]).unique([*SERIES, day], keep="first")
        shorter = of.select(*SERIES, day, *as_other(), others="period_start", other_end="period_end")
        both = longest.join(shorter, on=[*SERIES, day]).filter(
            (pl.col("period_start") != pl.col("others")) | (pl.col("period_end") != pl.col("other_end"))
        )
        found.append(_differing(both, [*SERIES, day]).select(told("same_day")))
    return pl.concat(found)


def whole_and_parts(stated: pl.DataFrame) -> pl.DataFrame:
    """A flow of a longer time against its quarters or months, where all are there and their windows adjoin.

    What counts once however often it occurs may be less than its parts together, never more.
    """
    flows = stated.filter(pl.col("kind") == "flow", pl.col("period_start").is_not_null())
    flows = flows.with_columns(year=pl.col("period_end").dt.year(), days=_days("period_start", "period_end"))
    parts = flows.filter(pl.col("period_kind").is_in(["quarter", "month"])).select(
        *SERIES, "year", *as_other(), first="period_start", last="period_end", part="days"
    )
    inside = (pl.col("first") >= pl.col("period_start")) & (pl.col("last") <= pl.col("period_end"))
    both = flows.join(parts, on=[*SERIES, "year"]).filter(inside, pl.col("part") < pl.col("days"))
    summed = both.group_by([*SERIES, *_WINDOW, "other_kind", "days"], maintain_order=True).agg(
        *(pl.col(name).first() for name in ("report_id", "value", "levels", "text_start", "text_end")),
        pl.col("other_value").sum(),
        pl.col("other_period").min(),
        twin=pl.col("other_period").filter(pl.col("other_value") == pl.col("value")).first(),
        n=pl.len(),
        adjoin=(pl.col("part").sum() == pl.col("days").first()) & (pl.col("first").n_unique() == pl.len()),
    )
    off = pl.col("value") - pl.col("other_value")
    wrong = pl.when(pl.col("levels") == "distinct").then(off > 0.5).otherwise(off.abs() > 0.5)
    slight = off.abs() <= SLIGHT * pl.max_horizontal("value", "other_value")
    severity = pl.when(slight).then(pl.lit("info")).otherwise(pl.lit("warning"))
    broken = summed.filter("adjoin", wrong).sort("n").unique([*SERIES, *_WINDOW], keep="first", maintain_order=True)
    return broken.select(*told("whole_and_parts", severity), "n", "twin")


def cumulative(stated: pl.DataFrame) -> pl.DataFrame:
    """A count that is smaller than that of a shorter time within: what is counted so far never falls."""
    counts = stated.filter(pl.col("kind").is_in(["flow", "workload"]), pl.col("period_start").is_not_null())
    counts = counts.with_columns(year=pl.col("period_end").dt.year(), days=_days("period_start", "period_end"))
    inner = counts.select(*SERIES, "year", *as_other(), first="period_start", last="period_end", part="days")
    inside = (pl.col("first") >= pl.col("period_start")) & (pl.col("last") <= pl.col("period_end"))
    both = counts.join(inner, on=[*SERIES, "year"]).filter(
        inside, pl.col("part") < pl.col("days"), pl.col("other_value") > pl.col("value") + 0.5
    )
    longest = both.sort("part", descending=True).unique([*SERIES, *_WINDOW], keep="first", maintain_order=True)
    return longest.select(told("cumulative"))


RULES: tuple[Rule, ...] = (carried_over, same_day, whole_and_parts, cumulative)


def told(rule: str, severity: pl.Expr | None = None) -> list[pl.Expr]:
    """The columns of a row: the rule, how grave it is, the figure, and the one it is held against."""
    grave = pl.lit("warning") if severity is None else severity
    others = (pl.col(name) for name in ("other_value", "other_kind", "other_period"))
    return [pl.lit(rule).alias("rule"), grave.alias("severity"), *map(pl.col, TOLD), *others]


def as_other() -> list[pl.Expr]:
    """A figure's value and period as those that another one is held against."""
    return [
        pl.col("value").alias("other_value"),
        pl.col("period_kind").alias("other_kind"),
        pl.col("period").alias("other_period"),
    ]


def _days(first: str, last: str) -> pl.Expr:
    return (pl.col(last) - pl.col(first)).dt.total_days() + 1


def _differing(pairs: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The pairs of which no other of the same key agrees; one for each key."""
    agrees = ((pl.col("value") - pl.col("other_value")).abs() < 0.5).any().over(key)
    return pairs.filter(~agrees).unique(key, keep="first", maintain_order=True)
