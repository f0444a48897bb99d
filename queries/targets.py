"""The only place that holds a number against the target that somebody set for it.

A target is data: one indicator (one named variant, one formula), for whom, from when to when, how much, by
which document. It is never applied to another variant, to a sum over too few provinces, or outside its days.
"""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from queries.catalogue import Indicator, catalogue, indicator_named
from queries.rates import is_small
from queries.rollup import COVERAGE_TO_RANK
from queries.warehouse import Warehouse

ADDED = {
    "target": pl.Float64,
    "target_direction": pl.String,
    "target_scope": pl.String,
    "target_basis": pl.String,
    "target_due": pl.Date,
    "target_verified": pl.Boolean,
    "distance": pl.Float64,
    "met": pl.Boolean,
    "colours": pl.Boolean,
}
"""What `with_targets` adds, in order."""
ROUNDED_BY = 1.0
"""A number worded or rounded at its source (confidence 2) this near its target may lie on either side of it."""

_SPEAKING = """
    with whole as (
        select nth, place_vintage, place_code, unit, unit_kind, admin_level, formula_version, period_end,
            admin_level = 'all' as is_all,
            place_vintage in ('63', '34') and unit_kind not in ('national', 'ministry', 'group') as in_province
        from numbers
    ),
    set_for as (
        select n.nth, n.period_end, t.*,
            case t.scope
                when 'unit' then 5
                when 'level' then case when t.place_code is null then 3 else 4 end
                when 'province' then 2
                when 'nation' then 0
                else 1
            end as nearness,
            case t.scope
                when 'unit' then true
                when 'level' then true
                when 'nation' then n.is_all and n.unit_kind = 'national'
                when 'ministries' then n.is_all
                else n.is_all and n.unit_kind = 'province'
            end as own
        from whole as n join set_targets as t
            on t.formula_version is not distinct from n.formula_version
            and t.valid_from <= n.period_end
            and (t.valid_to is null or n.period_end <= t.valid_to)
            and case t.scope
                when 'nation' then true
                when 'ministries' then n.unit_kind = 'ministry'
                when 'provinces' then n.in_province
                else coalesce(t.place_vintage = n.place_vintage and t.place_code = n.place_code, t.place_code is null)
                    and (t.scope <> 'level' or t.admin_level = n.admin_level)
                    and (t.scope <> 'unit' or lower(t.unit) = lower(n.unit))
            end
    )
    select nth, value as target, direction as target_direction, scope as target_scope, basis as target_basis,
        due_on as target_due, verified as target_verified, own, coalesce(due_on <= period_end, true) as due
    from set_for
    qualify row_number() over (
        partition by nth
        order by nearness desc, case when due then date '2000-01-01' else due_on end,
            legal_date desc nulls last, valid_from desc, file, line
    ) = 1
"""


def targets(wh: Warehouse, name: str | None = None) -> pl.DataFrame:
    """The targets that hold for an indicator (None: for any), newest document first.

    Columns of the table `targets`, and `basis` (str: number, day and place of the document, or what it is called).
    Those that `misplaced` names are not among them, nor those whose measure no indicator of ours counts.
    Raises UnknownIndicator.
    """
    wanted = [indicator_named(name)] if name is not None else list(catalogue().values())
    fits = pl.any_horizontal(_fits(indicator) for indicator in wanted)
    return _all(wh).filter(fits).with_columns(_basis().alias("basis"))


def misplaced(wh: Warehouse) -> pl.DataFrame:
    """Targets that are never applied because of how they are written: file, line, indicator, why_vi, why_en."""
    known = catalogue()
    found = _all(wh).filter(pl.col("indicator").is_not_null())
    rows = [
        (row["file"], row["line"], row["indicator"], *why)
        for row in found.sort("file", "line").iter_rows(named=True)
        if (why := _why_not(row, known.get(row["indicator"]))) is not None
    ]
    return pl.DataFrame(rows, schema=["file", "line", "indicator", "why_vi", "why_en"], orient="row")


def with_targets(wh: Warehouse, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `rate` (or of `rollup`, `over_time`, `trend`, `ranking`) of this indicator, with the target of each.

    The most specific scope in force on the period's last day speaks: a unit's, a level's, the province's, that of all
    provinces or ministries, the nation's; of these one due by then before one due later (the sooner first), and the
    newest document. Added are target (f64, in the indicator's unit), target_direction (up: at least, down: at most),
    target_scope (unit | level | province | provinces | ministries | nation), target_basis (str: the document),
    target_due (date: by when; null: all along), target_verified (bool), distance (f64: points beyond the target, less
    than 0 where it is missed), met (bool) and colours (bool). All are null, and colours false, where no target holds
    or the row covers too few provinces; distance and met also where the row has no value.

    `colours`: a judgement may be shown. The target is verified, due, and set for the very body the number is of (not
    for a wider one); the number is computed here (a printed rate may be of another formula) from every province,
    nobody disputes it, it stands on enough (`rates.ENOUGH`), and rounding cannot decide.
    """
    indicator = indicator_named(name)
    held = targets(wh, name)
    numbered = rows.with_row_index("nth")
    if held.is_empty() or rows.is_empty():
        spoken = pl.DataFrame(schema={"nth": pl.UInt32, "own": pl.Boolean, "due": pl.Boolean, **_SAID})
    else:
        keys = (
            "nth",
            "place_vintage",
            "place_code",
            "unit",
            "unit_kind",
            "admin_level",
            "formula_version",
            "period_end",
        )
        spoken = wh.sql(_SPEAKING, numbers=numbered.filter(_whole(rows)).select(keys), set_targets=held)
    joined = numbered.join(spoken, on="nth", how="left", maintain_order="left")
    beyond = pl.col("value") - pl.col("target")
    distance = pl.when(pl.col("target_direction") == "down").then(-beyond).otherwise(beyond)
    return (
        joined.with_columns(distance.alias("distance"))
        .with_columns((pl.col("distance") >= -1e-9).alias("met"), _judged(rows, indicator).alias("colours"))
        .select(*rows.columns, *(pl.col(column).cast(kind) for column, kind in ADDED.items()))
    )


_SAID = {column: kind for column, kind in ADDED.items() if column.startswith("target")}


@lru_cache(maxsize=8)
def _all(wh: Warehouse) -> pl.DataFrame:
    """The whole table, a small one: kept, since a page asks for it with every indicator."""
    return wh.sql("select * from targets order by legal_date desc nulls last, valid_from desc, file, line")


def _fits(indicator: Indicator) -> pl.Expr:
    """Whether a target is one for this very indicator: see `_why_not`."""
    least = pl.col("direction") == "up"
    possible = (
        pl.lit(True) if not indicator.is_percent else (pl.col("value") <= 100) & ~(least & (pl.col("value") <= 1))
    )
    return (
        (pl.col("indicator") == indicator.name).fill_null(False)
        & (pl.col("formula").is_null() | (pl.col("formula") == indicator.formula_vi))
        & pl.col("direction").is_in([indicator.direction])
        & possible
    )


def _why_not(row: dict[str, object], indicator: Indicator | None) -> tuple[str, str] | None:
    """Why a target holds for nothing, in both languages; None where it holds."""
    if indicator is None:
        return f"không có chỉ số “{row['indicator']}”", f"there is no indicator “{row['indicator']}”"
    if row["formula"] not in (None, indicator.formula_vi):
        return f"công thức nay là “{indicator.formula_vi}”", f"the formula is now “{indicator.formula_vi}”"
    if row["direction"] != indicator.direction:
        return (
            f"direction {row['direction']} ngược với chỉ số ({indicator.direction})",
            f"direction {row['direction']} is not that of the indicator ({indicator.direction})",
        )
    if pl.DataFrame([row], schema_overrides=_TYPES).select(_fits(indicator)).item():
        return None
    return f"{row['value']:g} % không thể là mục tiêu", f"{row['value']:g} % cannot be a target"


_TYPES = {"formula": pl.String, "indicator": pl.String, "value": pl.Float64}


def _basis() -> pl.Expr:
    """Nghị quyết 71/NQ-CP ngày 1/4/2025, Phụ lục 1, mục 11; the title where the number is not known."""
    day = pl.col("legal_date")
    on = pl.format(" ngày {}/{}/{}", day.dt.day(), day.dt.month(), day.dt.year())
    named = pl.coalesce("legal_number", "legal_title")
    article = pl.concat_str(pl.lit(", "), "legal_article")
    return pl.concat_str(named, on.fill_null(""), article.fill_null(""))


def _whole(rows: pl.DataFrame) -> pl.Expr:
    """Whether a row is a number of its place, not of the few provinces that told."""
    if "coverage" not in rows.columns:
        return pl.lit(True)
    return (pl.col("coverage").is_null() | (pl.col("coverage") >= COVERAGE_TO_RANK)).fill_null(False)


def _judged(rows: pl.DataFrame, indicator: Indicator) -> pl.Expr:
    """Whether nothing is left open between the number and its target."""
    every = pl.col("coverage").is_null() | (pl.col("coverage") == 1) if "coverage" in rows.columns else pl.lit(True)
    computed = pl.col("basis") == ("stated" if indicator.is_published_score else "computed")
    sure = (pl.col("confidence") > 2) | (pl.col("distance").abs() >= ROUNDED_BY)
    known = pl.col("target_verified") & pl.col("own") & pl.col("due") & pl.col("distance").is_not_null()
    return (known & computed & every & sure & ~pl.col("disputed") & ~is_small()).fill_null(False)
