"""The only place that adds numbers up over places: provinces → regions, the 34 provinces, the nation.

Only complete pairs are added, never printed rates, and every sum says how many units of how many it covers.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from queries.catalogue import Indicator, indicator_named
from queries.dividing import divided
from queries.errors import CannotRollUp, UnknownPlace
from queries.levels import adds_up
from queries.rates import rate
from queries.speaking import first_to_speak
from queries.warehouse import Warehouse

COVERAGE_TO_RANK = 0.5
"""Below this share of units with a number there is no rank: it would say who reports, not who does well."""

TARGETS = ("nation", "region", "34")
MIXED = "mixed"
"""The `window_basis` of a sum over reports whose windows differ."""

_UNIT = ("place_vintage", "place_code", "place", "unit", "unit_kind")
_TIME = ("period_kind", "period", "formula_version")
_WINDOW = ("period_start", "period_end", "window_basis")


def rollup(
    wh: Warehouse,
    name: str,
    to: str = "nation",
    *,
    period: str | None = None,
    period_kinds: Sequence[str] | None = None,
    level: str = "all",
    windows: str = "apart",
) -> pl.DataFrame:
    """Provinces added up to the nation, to regions or to the 34 provinces: one row per target × period × window.

    The columns of `rate`, with numerator and denominator summed over complete pairs and divided once, and
    `units_with_value` n, `units_expected` N (i64: provinces that existed on the period's last day), `coverage` (n ÷ N).
    Old provinces add up to the new one they went into; a new one is never split, and regions of the old and the new map
    stay apart. `windows="together"` makes one row per period even of reports with different windows, marked
    window_basis = "mixed". Raises CannotRollUp for scores and for things counted once over several units.
    """
    indicator = indicator_named(name)
    if not adds_up(wh, indicator):
        raise CannotRollUp(
            f"“{indicator.title_vi}” không cộng được qua nhiều đơn vị.",
            f"“{indicator.title_en}” cannot be added up over units.",
        )
    rows = rate(wh, name, level=level, period_kinds=period_kinds, periods=None if period is None else [period])
    rows = rows.filter(pl.col("basis") == "computed")
    if windows == "together":
        rows = one_per_period(rows)
    members = _members(wh, to)
    parts = rows.join(members, on=["place_vintage", "place_code"]).filter(_existed())
    sums = _summed(parts, indicator, [] if windows == "together" else list(_WINDOW))
    return _with_coverage(sums, members).select(*rows.columns, "units_with_value", "units_expected", "coverage")


def one_per_period(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per unit × level × period of rows from `rate`, whatever the window: the one that speaks first."""
    order = [*first_to_speak(), (pl.col("window_basis"), True)]
    return (
        rows.sort([by for by, _ in order], descending=[largest for _, largest in order], nulls_last=True)
        .unique([*_UNIT, "admin_level", *_TIME], keep="first", maintain_order=True)
        .sort("place_vintage", "place_code", "unit", "admin_level", "period_end")
    )


def _members(wh: Warehouse, to: str) -> pl.DataFrame:
    """Every province with the target it adds up to (columns `to_…`) and the days between which it existed."""
    provinces = wh.places().filter(pl.col("place_vintage").is_in(["63", "34"]))
    own = pl.col("place_vintage") == "34"
    names = provinces.filter(own).select(pl.col("place_code").alias("to_place_code"), pl.col("name").alias("to_place"))
    match to:
        case "nation":
            targets = {
                "place_vintage": "vn",
                "place_code": "00",
                "place": "Cả nước",
                "unit": "cả nước",
                "unit_kind": "national",
            }
            found = provinces.with_columns(pl.lit(value).alias(f"to_{column}") for column, value in targets.items())
        case "region":
            region = [pl.col("region").alias(f"to_{column}") for column in ("place_code", "place", "unit")]
            found = provinces.with_columns(
                pl.col("place_vintage").alias("to_place_vintage"), *region, pl.lit("group").alias("to_unit_kind")
            )
        case "34":
            found = provinces.with_columns(
                pl.lit("34").alias("to_place_vintage"),
                pl.when(own).then("place_code").otherwise("successor_code").alias("to_place_code"),
                pl.lit("toàn tỉnh").alias("to_unit"),
                pl.lit("province").alias("to_unit_kind"),
            ).join(names, on="to_place_code")
        case _:
            raise UnknownPlace(
                f"Không cộng được lên “{to}”; chỉ có {', '.join(TARGETS)}.",
                f"Nothing rolls up to “{to}”; there are {', '.join(TARGETS)}.",
            )
    return found.select("place_vintage", "place_code", "valid_from", "valid_to", *(f"to_{column}" for column in _UNIT))


def _existed() -> pl.Expr:
    """Whether a place existed on the period's last day."""
    end = pl.col("period_end")
    return (pl.col("valid_from").is_null() | (pl.col("valid_from") <= end)) & (
        pl.col("valid_to").is_null() | (pl.col("valid_to") >= end)
    )


def _summed(parts: pl.DataFrame, indicator: Indicator, window: list[str]) -> pl.DataFrame:
    """Complete pairs added up per target, level, period (and window, when kept apart), divided once."""
    keys = [*(f"to_{column}" for column in _UNIT), "admin_level", *_TIME, *window]
    one_window = pl.col("window_basis").n_unique() == 1
    spans = {
        "period_start": pl.col("period_start").min(),
        "period_end": pl.col("period_end").max(),
        "window_basis": pl.when(one_window).then(pl.col("window_basis").first()).otherwise(pl.lit(MIXED)),
    }
    sums = parts.group_by(keys).agg(
        *(span.alias(column) for column, span in spans.items() if column not in window),
        *(
            pl.col(column).sum() if indicator.is_rate else pl.col(column).first()
            for column in ("numerator", "denominator")
        ),
        pl.col("value").sum().alias("total"),
        pl.lit(None, pl.Float64).alias("stated"),
        pl.lit("computed").alias("basis"),
        pl.lit(None, pl.String).alias("report_id"),
        pl.col("confidence").min(),
        pl.lit(None, pl.String).alias("family"),
        pl.col("issued_on").max(),
        pl.col("from_levels").any(),
        pl.col("readings").sum(),
        pl.col("disputed").any(),
        pl.len().cast(pl.Int64).alias("units_with_value"),
    )
    if indicator.is_rate:
        sums = divided(sums, indicator, computed=pl.lit(True))
    else:
        sums = sums.with_columns(pl.lit(None, pl.Float64).alias("rate"), pl.col("total").alias("value"))
    return sums.rename({f"to_{column}": column for column in _UNIT})


def _with_coverage(sums: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """`units_expected`: how many members of the target existed on the last day of the period."""
    target = ["place_vintage", "place_code"]
    expected = (
        sums.select(*target, "period_end")
        .unique()
        .join(members.select("valid_from", "valid_to", *(pl.col(f"to_{c}").alias(c) for c in target)), on=target)
        .filter(_existed())
        .group_by(*target, "period_end")
        .agg(pl.len().cast(pl.Int64).alias("units_expected"))
    )
    return (
        sums.join(expected, on=[*target, "period_end"], how="left")
        .with_columns((pl.col("units_with_value") / pl.col("units_expected")).alias("coverage"))
        .sort(*target, "admin_level", "period_end", "period_start", "period_kind", "window_basis", nulls_last=False)
    )
