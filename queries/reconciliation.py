"""The only place that holds what reports say against each other: parts against wholes, openings against closings.

Only what adds up is added (fields with levels = sum, each by its kind), and every row says how many parts of how many
it knows. A whole that is not stated, or parts of which none is, make no row. To add a check, write a function that
returns the columns of `_SIDES` for its `_LINE` and name it in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from queries.levels import DISTRICTS_ENDED
from queries.periods import KINDS, label_at, position
from queries.rollup import OWN_LEVEL, members_of
from queries.statements import statements
from queries.warehouse import Warehouse

_LINE = (
    *("place_vintage", "place_code", "unit", "unit_kind", "admin_level", "field"),
    *("period_kind", "period", "period_start", "period_end", "window_basis"),
)
_SIDES = ("parts_of", "whole", "whole_low", "whole_high", "parts", "parts_low", "parts_high")
_COUNTS = ("parts_with_value", "parts_expected")
_BETWEEN = (("month", "quarter"), ("month", "year"), ("quarter", "half"), ("quarter", "year"), ("half", "year"))
VERDICTS = ("agrees", "differs", "exceeds", "partial")
"""All parts known: agrees, or differs beyond rounding. Some missing: exceeds (already more than all) or partial."""


def reconciliation(
    wh: Warehouse,
    *,
    places: Sequence[str] | None = None,
    fields: Sequence[str] | None = None,
    checks: Sequence[str] | None = None,
    periods: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Every whole against its parts, those that do not fit first; None asks for all places, fields, checks and
    periods (of the wholes and of the parts).

    `check`: levels (province + district + commune = all, of one unit), units (a province's communes, districts or
    departments against its own report), periods (months and quarters against the longer period, windows fitting) and
    opening (carried over against what was pending when the period before ended). Then the keys of the whole, place
    (name), `parts_of` (which parts), whole and parts (f64, as stated and as added up; low and high as far as they may
    have been rounded), difference (parts - whole), parts_with_value n and parts_expected N (i64; null: nobody knows)
    and `verdict`, one of VERDICTS.
    """
    additive = [field for field, (kind, levels) in wh.field_kinds.items() if levels == "sum" and kind in _ADDED]
    wanted = additive if fields is None else [field for field in fields if field in additive]
    if not wanted:
        return _judged(wh, pl.DataFrame(schema={"check": pl.String}))
    said = statements(wh, wanted, places=places, periods=periods)
    found = [
        check(wh, said).with_columns(pl.lit(name).alias("check")).select("check", *_LINE, *_SIDES, *_COUNTS)
        for name, check in CHECKS.items()
        if checks is None or name in checks
    ]
    return _judged(wh, pl.concat(found))


def levels(wh: Warehouse, said: pl.DataFrame) -> pl.DataFrame:
    """The levels that a unit states against what it states of all."""
    key = [column for column in _LINE if column != "admin_level"]
    joint = pl.col("admin_level") == "district+commune"
    apart = pl.col("admin_level").is_in(["district", "commune"])
    parts = said.filter(pl.col("admin_level") != "all").filter(~joint | ~apart.any().over(key))
    expected = (
        pl.when(pl.col("admin_level").eq("district+commune").any() | (pl.col("period_end").first() >= DISTRICTS_ENDED))
        .then(2)
        .otherwise(3)
    )
    added = _added(parts, key, expected).with_columns(pl.lit("levels").alias("parts_of"))
    return _against(said.filter(admin_level="all"), added, key)


def units(wh: Warehouse, said: pl.DataFrame) -> pl.DataFrame:
    """A province's communes, districts or departments against its own report on their level."""
    key = [column for column in _LINE if column not in ("unit", "unit_kind")]
    own = pl.col("unit_kind").replace_strict(OWN_LEVEL, default=None)
    parts = said.filter(own == pl.col("admin_level")).filter(pl.col("unit_kind") != "service_centre")
    added = _added(parts, [*key, "unit_kind"], pl.lit(None, pl.Int64)).rename({"unit_kind": "parts_of"})
    counted = [
        members_of(wh, "province", kind).select("place_vintage", "place_code", "expected", parts_of=pl.lit(kind))
        for kind in ("commune", "district", "department")
    ]
    added = added.join(pl.concat(counted), on=["place_vintage", "place_code", "parts_of"]).with_columns(
        parts_expected="expected"
    )
    return _against(said.filter(unit_kind="province"), added, key)


def periods(wh: Warehouse, said: pl.DataFrame) -> pl.DataFrame:
    """Shorter periods that follow on each other against the longer one that has their first and last day."""
    return pl.concat([_between(wh, said, *kinds) for kinds in _BETWEEN])


def opening(wh: Warehouse, said: pl.DataFrame) -> pl.DataFrame:
    """What a report says was carried over against what was pending on the day before."""
    carried = said.filter(pl.col("field").str.ends_with(".carried_over"))
    closed = said.filter(pl.col("field").str.ends_with(".pending")).with_columns(
        pl.col("field").str.replace(r"pending$", "carried_over"), period_start=pl.col("period_end").dt.offset_by("1d")
    )
    key = ["place_vintage", "place_code", "unit", "unit_kind", "admin_level", "field", "period_kind", "period_start"]
    one = closed.unique(key, keep="none")
    added = _added(one, key, pl.lit(1)).with_columns(pl.lit("closing").alias("parts_of"))
    return _against(carried, added, key)


CHECKS: dict[str, Callable[[Warehouse, pl.DataFrame], pl.DataFrame]] = {
    "levels": levels,
    "units": units,
    "periods": periods,
    "opening": opening,
}


def _between(wh: Warehouse, said: pl.DataFrame, parts: str, to: str) -> pl.DataFrame:
    """All parts of one kind, following on each other, against the longer period of the same first and last day."""
    count = KINDS[to].months // KINDS[parts].months
    line = [*_LINE[:6], "window_basis", "period"]
    whole, shorter = said.filter(period_kind=to), said.filter(period_kind=parts)
    labels = {label: label_at(to, position(label) // count) for label in shorter["period"].unique()}
    known = shorter.with_columns(pl.col("period").replace_strict(labels, return_dtype=pl.String))
    known = known.join(whole, on=line, how="semi", nulls_equal=True).sort("period_end")
    days_after = pl.col("period_end").dt.offset_by("1d").head(pl.len() - 1)
    runs = known.group_by(line, maintain_order=True).agg(
        pl.len().alias("n"),
        (pl.col("period_start").slice(1) == days_after).all().alias("follow"),
        pl.col("period_start").first(),
        pl.col("period_end").last(),
        *(_over_time(wh, column).alias(name) for column, name in _PARTS.items()),
    )
    added = (
        runs.filter("follow", n=count)
        .drop_nulls("parts")
        .with_columns(
            parts_of=pl.lit(parts), parts_with_value=pl.lit(count, pl.Int64), parts_expected=pl.lit(count, pl.Int64)
        )
    )
    return _against(whole, added, [*line, "period_start", "period_end"])


_PARTS = {"value": "parts", "low": "parts_low", "high": "parts_high"}


def _over_time(wh: Warehouse, column: str) -> pl.Expr:
    """What the parts of a longer period come to, in their order: the first opening, the last closing, all flows."""
    kind = pl.col("field").first().replace_strict({field: kind for field, (kind, _) in wh.field_kinds.items()})
    value = pl.col(column)
    return (
        pl.when(kind == "flow")
        .then(value.sum())
        .when(kind == "opening")
        .then(value.first())
        .when(kind == "closing")
        .then(value.last())
    )


_ADDED = ("flow", "opening", "closing", "workload")
"""Kinds of fields that add up over levels and units; over time each by its kind, a workload not at all."""


def _added(parts: pl.DataFrame, key: Sequence[str], expected: pl.Expr) -> pl.DataFrame:
    """The parts of each whole added up."""
    return parts.group_by(key, maintain_order=True).agg(
        pl.col("value").sum().alias("parts"),
        pl.col("low").sum().alias("parts_low"),
        pl.col("high").sum().alias("parts_high"),
        pl.len().cast(pl.Int64).alias("parts_with_value"),
        expected.cast(pl.Int64).alias("parts_expected"),
    )


def _against(whole: pl.DataFrame, added: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The wholes that have parts, beside them."""
    met = whole.rename({"value": "whole", "low": "whole_low", "high": "whole_high"}).join(
        added, on=list(key), nulls_equal=True
    )
    return met.select(*_LINE, *_SIDES, *_COUNTS)


def _judged(wh: Warehouse, found: pl.DataFrame) -> pl.DataFrame:
    """`place`, `difference` and `verdict`; what does not fit first, the largest difference first."""
    if found.is_empty():
        return pl.DataFrame(schema=_SCHEMA)
    complete = (pl.col("parts_with_value") == pl.col("parts_expected")).fill_null(False)
    within = (pl.col("parts_low") <= pl.col("whole_high")) & (pl.col("whole_low") <= pl.col("parts_high"))
    above = pl.col("parts_low") > pl.col("whole_high")
    verdict = (
        pl.when(complete & within)
        .then(pl.lit("agrees"))
        .when(complete)
        .then(pl.lit("differs"))
        .when(above)
        .then(pl.lit("exceeds"))
        .otherwise(pl.lit("partial"))
    )
    worst = pl.col("verdict").replace_strict({"differs": 0, "exceeds": 0, "agrees": 1, "partial": 2})
    return (
        found.join(wh.place_names, on=["place_vintage", "place_code"], how="left")
        .with_columns((pl.col("parts") - pl.col("whole")).alias("difference"), verdict.alias("verdict"))
        .sort(worst, pl.col("difference").abs(), *_LINE, descending=[False, True, *[False] * len(_LINE)])
        .select(*_SCHEMA)
    )


_SCHEMA: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("check", "place_vintage", "place_code", "place", "unit", "unit_kind", "admin_level"), pl.String),
    **dict.fromkeys(("field", "period_kind", "period"), pl.String),
    **dict.fromkeys(("period_start", "period_end"), pl.Date),
    **dict.fromkeys(("window_basis", "parts_of"), pl.String),
    **dict.fromkeys(("whole", "whole_low", "whole_high", "parts", "parts_low", "parts_high", "difference"), pl.Float64),
    **dict.fromkeys(_COUNTS, pl.Int64),
    "verdict": pl.String,
}
