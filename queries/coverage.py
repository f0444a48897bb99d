"""The only place that says who has reported for which period, and who has not."""

from __future__ import annotations

import polars as pl

from queries.errors import UnknownPeriod
from queries.periods import KINDS, between, calendar_days, position
from queries.warehouse import WHOLE_PROVINCES, Warehouse

STATES = ("reported", "held", "missing", "not_applicable")
"""Figures count; a report lies on hold; nothing came; the province did not exist."""


def coverage(wh: Warehouse, period_kind: str = "quarter") -> pl.DataFrame:
    """Every province × every consecutive period from the first to the last that any of them reports.

    One row each: place_vintage, place_code, place, period, state (one of STATES), reports and figures (i64: how many
    reports speak of the whole province, and how many figures they state). A province exists in a period if it did on
    the calendar's last day of it. Raises UnknownPeriod for kinds that do not follow on themselves.
    """
    if period_kind not in KINDS:
        raise UnknownPeriod(f"Không có loại kỳ “{period_kind}”.", f"There is no kind of period “{period_kind}”.")
    told = _told(wh, period_kind)
    held = wh.sql(
        """
        select distinct place_vintage, place_code, period, true as held from reports
        where state = 'held' and place_code is not null and period_kind = $kind
        """,
        {"kind": period_kind},
    )
    known = sorted({*told["period"], *held["period"]}, key=position)
    labels = between(known[0], known[-1]) if known else []
    days = pl.DataFrame(
        {"period": labels, "last_day": [calendar_days(label)[1] for label in labels]},
        schema={"period": pl.String, "last_day": pl.Date},
    )
    provinces = wh.places().filter(pl.col("place_vintage").is_in(["63", "34"]))
    key = ["place_vintage", "place_code", "period"]
    there = (pl.col("valid_from") <= pl.col("last_day")) & (
        pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.col("last_day"))
    )
    state = (
        pl.when(pl.col("figures").is_not_null())
        .then(pl.lit("reported"))
        .when("held")
        .then(pl.lit("held"))
        .when(there)
        .then(pl.lit("missing"))
        .otherwise(pl.lit("not_applicable"))
    )
    return (
        provinces.join(days, how="cross")
        .join(told, on=key, how="left")
        .join(held, on=key, how="left")
        .with_columns(state.alias("state"), pl.col("reports", "figures").fill_null(0))
        .select("place_vintage", "place_code", pl.col("name").alias("place"), "period", "state", "reports", "figures")
        .sort("place_vintage", "place_code", "period")
    )


def _told(wh: Warehouse, period_kind: str) -> pl.DataFrame:
    """How many reports and figures there are of each province as a whole."""
    columns = ", ".join(sorted(wh.field_columns))
    return wh.sql(
        f"""
        select place_vintage, place_code, period, count(distinct report_id) as reports, count(*) as figures
        from (
            unpivot (
                select place_vintage, place_code, period, report_id, {columns} from {WHOLE_PROVINCES}
                where unit_kind = 'province' and period_kind = $kind
            ) on {columns} into name field value value
        )
        group by all
        """,
        {"kind": period_kind},
    )
