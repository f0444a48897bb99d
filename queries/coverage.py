"""The only place that says who has reported for which period, and who has not."""

from __future__ import annotations

import polars as pl

from queries.due import as_of, due_on, under_way
from queries.errors import UnknownPeriod
from queries.periods import KINDS, between, calendar_days, position
from queries.warehouse import WHOLE_PROVINCES, Warehouse

STATES = ("reported", "late", "held", "missing", "not_due", "not_applicable")
"""Figures count (the first report signed in time, or nobody knows; or late); a report lies on hold; nothing came, past
the due day or before it; the province did not exist."""


def coverage(wh: Warehouse, period_kind: str = "quarter") -> pl.DataFrame:
    """Every province × every consecutive period from the first to the last that any of them reports, and the one under
    way behind it while that is not due.

    One row each: place_vintage, place_code, place, period, state (one of STATES), reports and figures (i64: how many
    reports speak of the whole province, and how many figures they state), due_on and signed_on (dates: see `due`, and
    the day of the first report on procedure control, null where there is none or it has no day). A province exists in a
    period if it did on the calendar's last day of it. A report is late only where its window ends by the due day: of
    another window the rule says nothing. Raises UnknownPeriod for kinds that do not follow on themselves.
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
    days = _periods(wh, sorted({*told["period"], *held["period"]}, key=position))
    provinces = wh.places().filter(pl.col("place_vintage").is_in(["63", "34"]))
    key = ["place_vintage", "place_code", "period"]
    there = (pl.col("valid_from") <= pl.col("last_day")) & (
        pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.col("last_day"))
    )
    state = (
        pl.when(pl.col("figures").is_not_null())
        .then(pl.when(pl.col("signed_on") > pl.col("due_on")).then(pl.lit("late")).otherwise(pl.lit("reported")))
        .when("held")
        .then(pl.lit("held"))
        .when(~there)
        .then(pl.lit("not_applicable"))
        .when(pl.col("due_on") >= as_of(wh))
        .then(pl.lit("not_due"))
        .otherwise(pl.lit("missing"))
    )
    columns = ("place_vintage", "place_code", pl.col("name").alias("place"), "period", "state", "reports", "figures")
    return (
        provinces.join(days, how="cross")
        .join(told, on=key, how="left")
        .join(held, on=key, how="left")
        .join(_signed(wh, period_kind, days), on=key, how="left")
        .with_columns(state.alias("state"), pl.col("reports", "figures").fill_null(0))
        .select(*columns, "due_on", "signed_on")
        .sort("place_vintage", "place_code", "period")
    )


def _periods(wh: Warehouse, known: list[str]) -> pl.DataFrame:
    """The periods with their last calendar day and the day on which a report on them is due."""
    labels = between(known[0], known[-1]) if known else []
    labels += [label for label in [under_way(wh, labels[-1]) if labels else None] if label is not None]
    return pl.DataFrame(
        {
            "period": labels,
            "last_day": [calendar_days(label)[1] for label in labels],
            "due_on": [due_on(label) for label in labels],
        },
        schema={"period": pl.String, "last_day": pl.Date, "due_on": pl.Date},
    )


def _signed(wh: Warehouse, period_kind: str, days: pl.DataFrame) -> pl.DataFrame:
    """The day of the first report on procedure control of each province as a whole: corrections come later.

    Null where any of them has no day, or a window that ends behind the due day.
    """
    reports = wh.sql(
        """
        select place_vintage, place_code, period, period_end, issued_on from reports
        where family = 'ksthc' and unit_kind = 'province' and state <> 'held' and period_kind = $kind
        """,
        {"kind": period_kind},
    )
    judged = pl.col("issued_on").is_not_null() & (pl.col("period_end") <= pl.col("due_on")).fill_null(False)
    return (
        reports.join(days, on="period")
        .group_by("place_vintage", "place_code", "period")
        .agg(pl.when(judged.all()).then(pl.col("issued_on").min()).alias("signed_on"))
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
