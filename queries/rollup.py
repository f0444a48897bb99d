"""The only place that adds numbers up over places: provinces → regions, the 34, the nation; units → their province.

Only complete pairs are added, never printed rates, and every sum says how many units of how many it covers.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from queries.catalogue import Indicator, indicator_named
from queries.dividing import divided
from queries.errors import CannotRollUp, UnknownPlace
from queries.levels import adds_up
from queries.rates import COLUMNS, is_small, rate
from queries.speaking import first_to_speak
from queries.warehouse import Warehouse

COVERAGE_TO_RANK = 0.5
"""Below this share of units with a number there is no rank: it would say who reports, not who does well."""

TARGETS = ("nation", "region", "34")
"""What provinces add up to."""
OWN_LEVEL = {"commune": "commune", "district": "district", "department": "province", "service_centre": "province"}
"""The units that add up to their province, each with the level of its own dossiers."""
UNITS_CALLED = {
    "commune": "xã, phường, đặc khu",
    "district": "huyện, quận, thị xã",
    "department": "sở, ban, ngành",
    "service_centre": "trung tâm phục vụ hành chính công",
}
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
    of: str = "province",
    places: Sequence[str] | None = None,
    period: str | None = None,
    period_kinds: Sequence[str] | None = None,
    level: str | None = None,
    windows: str = "apart",
) -> pl.DataFrame:
    """Numbers added up over places or units: one row per target × period × window.

    `to`: provinces to the nation, to regions or to the 34 provinces; or the units `of` a kind (commune, district,
    department, service_centre) to their province. `level` is whose dossiers: all for provinces, else the units' own.
    The columns of `rate`, with numerator and denominator summed over complete pairs and divided once, and
    `units_with_value` n, `units_expected` N (i64: who existed on the period's last day; null where nobody knows how
    many there should be), `coverage` (n ÷ N). Old provinces add up to the new one they went into; a new one is never
    split, and regions of the old and the new map stay apart. `windows="together"` makes one row per period even of
    reports with different windows, marked window_basis = "mixed". Raises CannotRollUp for scores and for things counted
    once over several units.
    """
    parts, members = parts_of(
        wh,
        name,
        to,
        of=of,
        places=places,
        period=period,
        period_kinds=period_kinds,
        level=level,
        one_window=windows == "together",
    )
    sums = _summed(parts, indicator_named(name), [] if windows == "together" else list(_WINDOW))
    return _with_coverage(sums, members).select(*COLUMNS, "units_with_value", "units_expected", "coverage")


def parts_of(
    wh: Warehouse,
    name: str,
    to: str,
    *,
    of: str = "province",
    places: Sequence[str] | None = None,
    period: str | None = None,
    period_kinds: Sequence[str] | None = None,
    level: str | None = None,
    one_window: bool = False,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of `rate` that a roll-up adds, with what each adds up to (`to_…`), and the members it expects."""
    indicator = indicator_named(name)
    if not adds_up(wh, indicator):
        raise CannotRollUp(
            f"“{indicator.title_vi}” không cộng được qua nhiều đơn vị.",
            f"“{indicator.title_en}” cannot be added up over units.",
        )
    rows = rate(
        wh,
        name,
        level=level or OWN_LEVEL.get(of, "all"),
        places=places,
        unit_kind=of,
        period_kinds=period_kinds,
        periods=None if period is None else [period],
    ).filter(pl.col("basis") == "computed")
    if one_window:
        rows = one_per_period(rows)
    members = members_of(wh, to, of)
    targets = members.drop("expected").unique()
    return rows.join(targets, on=["place_vintage", "place_code"]).filter(_existed()), members


def one_per_period(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per unit × level × period of rows from `rate`, whatever the window: the one that speaks first."""
    order = [*first_to_speak(), (pl.col("window_basis"), True)]
    return (
        rows.sort([by for by, _ in order], descending=[largest for _, largest in order], nulls_last=True)
        .unique([*_UNIT, "admin_level", *_TIME], keep="first", maintain_order=True)
        .sort("place_vintage", "place_code", "unit", "admin_level", "period_end")
    )


def members_of(wh: Warehouse, to: str, of: str) -> pl.DataFrame:
    """Every province with the target it adds up to (columns `to_…`), the days between which it existed, and how many
    units `of` the kind it is expected to report (i64; null where nobody knows).
    """
    provinces = wh.places().filter(pl.col("place_vintage").is_in(["63", "34"]))
    known = to in TARGETS if of == "province" else to == "province" and of in OWN_LEVEL
    if not known:
        raise UnknownPlace(
            f"Không cộng được {of} lên “{to}”; chỉ có tỉnh lên {', '.join(TARGETS)}, và đơn vị lên province.",
            f"{of} does not roll up to “{to}”; provinces do to {', '.join(TARGETS)}, and units to province.",
        )
    expected = {"province": pl.lit(1), "commune": pl.col("communes"), "district": pl.col("districts")}
    count = expected.get(of, pl.lit(None)).cast(pl.Int64).alias("expected")
    target = {f"to_{column}": value for column, value in zip(_UNIT, _target(to, of), strict=True)}
    return provinces.with_columns(count, **target).select(
        "place_vintage", "place_code", "valid_from", "valid_to", "expected", *target
    )


def _target(to: str, of: str) -> tuple[pl.Expr, ...]:
    """Of each province what it adds up to: place_vintage, place_code, place, unit, unit_kind."""
    key = pl.col("place_vintage"), pl.col("place_code")
    if to == "nation":
        return tuple(pl.lit(value) for value in ("vn", "00", "Cả nước", "cả nước", "national"))
    if to == "region":
        return (key[0], pl.col("region"), pl.col("region"), pl.col("region"), pl.lit("group"))
    if to == "province":
        return (*key, pl.col("name"), pl.lit(f"các {UNITS_CALLED[of]}"), pl.lit("group"))
    new = pl.col("place_vintage") == "34"
    code = pl.when(new).then("place_code").otherwise("successor_code")
    name = code.replace_strict(pl.col("place_code").filter(new), pl.col("name").filter(new))
    return (pl.lit("34"), code, name, pl.lit("toàn tỉnh"), pl.lit("province"))


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
        pl.lit(None, pl.String).alias("because"),
        pl.len().cast(pl.Int64).alias("units_with_value"),
    )
    if indicator.is_rate:
        sums = divided(sums, indicator, computed=pl.lit(True))
    else:
        sums = sums.with_columns(pl.lit(None, pl.Float64).alias("rate"), pl.col("total").alias("value"))
    return sums.with_columns(is_small()).rename({f"to_{column}": column for column in _UNIT})


def _with_coverage(sums: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """`units_expected`: how many units the members of the target had that existed on the last day of the period."""
    target = ["place_vintage", "place_code"]
    there = members.select("valid_from", "valid_to", "expected", *(pl.col(f"to_{c}").alias(c) for c in target))
    expected = (
        sums.select(*target, "period_end")
        .unique()
        .join(there, on=target)
        .filter(_existed())
        .group_by(*target, "period_end")
        .agg(pl.when(pl.col("expected").null_count() == 0).then(pl.col("expected").sum()).alias("units_expected"))
    )
    return (
        sums.join(expected, on=[*target, "period_end"], how="left")
        .with_columns((pl.col("units_with_value") / pl.col("units_expected")).alias("coverage"))
        .sort(*target, "admin_level", "period_end", "period_start", "period_kind", "window_basis", nulls_last=False)
    )
