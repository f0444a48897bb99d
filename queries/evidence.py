"""The only place that goes back from a number to the facts it was made of."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from queries.catalogue import indicator_named
from queries.warehouse import Warehouse


def facts_behind(wh: Warehouse, name: str, row: Mapping[str, object]) -> pl.DataFrame:
    """The counted facts behind one row of `rate` or `readings` (as `row(i, named=True)`): columns of table `facts`.

    In the order of the indicator's fields, level by level where the row was added up from levels. Empty for a row that
    was added up over places or time (`report_id` null): ask for its parts with `rate`.
    """
    indicator = indicator_named(name)
    levels = "true" if row.get("from_levels") else "admin_level = $admin_level"
    keys = (
        *("report_id", "place_vintage", "place_code", "unit", "unit_kind"),
        *("period_kind", "period", "period_start", "period_end", "window_basis"),
    )
    params = {key: row[key] for key in (*keys, *(() if row.get("from_levels") else ("admin_level",)))}
    matched = " and ".join(f"{key} is not distinct from ${key}" for key in keys)
    return wh.sql(
        f"""
        select * from facts
        where {matched} and {levels} and counted and list_contains($fields, field)
        order by list_position($fields, field), fact_id
        """,
        {**params, "fields": list(indicator.fields)},
    )
