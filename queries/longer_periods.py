"""The only place that adds figures up over time: months → quarters → years, each field by its kind.

A longer period is whole only when every part is there, with windows of one basis that follow on each other without a
gap; a partial one, where it is asked for, has its first parts and says how many of how many.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from queries.catalogue import KEY_COLUMNS, indicator_named
from queries.errors import UnknownPeriod
from queries.periods import KINDS, label_at, position
from queries.rates import rate, rate_over
from queries.warehouse import Warehouse

_CELL = [column for column in KEY_COLUMNS if column not in ("report_id", "confidence")]
_WORKLOAD = ("carried_over", "received_new")
"""What a workload (dossiers.received, feedback.received) is made of, in the same group of fields."""
_UNIT = ["place_vintage", "place_code", "unit", "unit_kind"]
_LINE = ["place_vintage", "place_code", "unit", "unit_kind", "admin_level", "window_basis"]


def over_time(
    wh: Warehouse,
    name: str,
    to: str = "quarter",
    *,
    parts: str = "month",
    level: str | None = "all",
    places: Sequence[str] | None = None,
    unit_kind: str | None = "province",
    partial: bool = False,
) -> pl.DataFrame:
    """Months made into quarters (or any shorter kind into a longer), field by field: the columns of `rate`, then
    `parts_with_value` n and `parts_expected` N (i64).

    Flows add up; an opening is the first part's, a closing the last's; a workload is the first opening plus all that is
    new. `report_id` is null (several reports), `confidence` the lowest. With `partial`, also those whose first n parts
    are there ("5 tháng đầu năm"): never call such a row by the name of its period alone.
    Raises UnknownPeriod where `parts` do not make `to`.
    """
    indicator = indicator_named(name)
    spoken = rate(wh, name, level=level, places=places, unit_kind=unit_kind, period_kinds=[parts])
    runs = _runs(spoken.filter(pl.col("basis") == "computed"), parts, to, partial=partial)
    kinds = {field.replace(".", "_"): wh.field_kinds[field][0] for field in indicator.fields}
    rows = rate_over(wh, name, _added(_figures_behind(wh, runs, _read(kinds)), kinds, to), level=level)
    counted = runs.group_by(*_UNIT, "window_basis", period="whole").agg(
        pl.col("turn").max().alias("parts_with_value"), pl.lit(_parts_in(parts, to), pl.Int64).alias("parts_expected")
    )
    return rows.join(counted, on=[*_UNIT, "window_basis", "period"], how="left", maintain_order="left")


def _parts_in(parts: str, to: str) -> int:
    """How many parts make one longer period."""
    known = parts in KINDS and to in KINDS
    if not known or KINDS[to].months % KINDS[parts].months or KINDS[to].months == KINDS[parts].months:
        raise UnknownPeriod(f"{parts} không ghép được thành {to}.", f"{parts} does not make up {to}.")
    return KINDS[to].months // KINDS[parts].months


def _runs(spoken: pl.DataFrame, parts: str, to: str, *, partial: bool) -> pl.DataFrame:
    """The rows whose longer period has its parts in a row from the first on, all unless `partial`; with `whole` (its
    label) and `turn` (1, 2, …).
    """
    per_whole, wholes = _parts_in(parts, to), KINDS[to].in_year
    labels = pl.DataFrame(
        [
            (label, label_at(to, year * wholes + place // per_whole), place % per_whole + 1)
            for label in spoken["period"].unique()
            for year, place in [divmod(position(label), KINDS[parts].in_year)]
            if place < per_whole * wholes
        ],
        schema={"period": pl.String, "whole": pl.String, "turn": pl.Int64},
        orient="row",
    )
    line = [*_LINE, "formula_version", "whole"]
    before = pl.col("period_end").shift(1).over(line)
    first = (pl.col("turn") == 1) & before.is_null()
    follows = (pl.col("turn") == pl.col("turn").shift(1).over(line) + 1) & (
        pl.col("period_start") == before.dt.offset_by("1d")
    )
    in_a_row = (first | follows.fill_null(False)).cast(pl.Int8).cum_min().over(line) == 1
    runs = spoken.join(labels, on="period").sort("turn").filter(in_a_row)
    return runs if partial else runs.filter(pl.len().over(line) == per_whole)


def _read(kinds: dict[str, str]) -> list[str]:
    """The columns that the sums need: the indicator's, and for each workload its opening and what is new."""
    groups = [column.removesuffix("received") for column, kind in kinds.items() if kind == "workload"]
    return list(dict.fromkeys([*kinds, *(f"{group}{part}" for group in groups for part in _WORKLOAD)]))


def _figures_behind(wh: Warehouse, runs: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Every level's figures of the reports that speak for the parts, in turn."""
    keys = [column for column in (*_CELL, "report_id") if column != "admin_level"]
    spoken = runs.select(*keys, "whole", "turn").unique()
    named = ", ".join(f"f.{column}" for column in (*keys, "admin_level", "confidence", *columns))
    query = f"select {named} from figures as f where report_id in (select report_id from spoken)"
    return wh.sql(query, spoken=spoken).join(spoken, on=keys, nulls_equal=True).sort("turn")


def _added(figures: pl.DataFrame, kinds: dict[str, str], to: str) -> pl.DataFrame:
    """One row per unit × level × longer period, in the shape of `figures`, with the indicator's columns."""
    return figures.group_by(*_LINE, pl.col("whole").alias("period"), maintain_order=True).agg(
        pl.lit(to).alias("period_kind"),
        pl.col("period_start").first(),
        pl.col("period_end").last(),
        pl.lit(None, pl.String).alias("report_id"),
        pl.col("confidence").min(),
        *(_by_kind(column, kind).alias(column) for column, kind in kinds.items()),
    )


def _by_kind(column: str, kind: str) -> pl.Expr:
    """How one field adds up over consecutive parts; null unless every part that counts is stated."""
    match kind:
        case "flow":
            return _sum_of_all(column)
        case "opening":
            return pl.col(column).first()
        case "closing":
            return pl.col(column).last()
        case "workload":
            opening, new = (column.removesuffix("received") + part for part in _WORKLOAD)
            return pl.col(opening).first() + _sum_of_all(new)
        case _:
            return pl.lit(None, pl.Float64)  # rates, scores and ranks never add


def _sum_of_all(column: str) -> pl.Expr:
    return pl.when(pl.col(column).null_count() == 0).then(pl.col(column).sum())
