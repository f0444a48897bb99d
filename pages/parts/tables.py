"""The only place that lays rows of an indicator out as a table, on the page and in a download."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pages.parts import data, formats, legend, numbers_shown, url
from pages.parts.comparison import Row
from pages.parts.visit import Visit
from queries import Indicator

REPORT_PATH = "bao-cao"
MOST_ROWS = 200
"""Rows laid out at once; a download has them all."""


def show(visit: Visit, indicator: Indicator, rows: pl.DataFrame, *, key: str, height: int | None = None) -> None:
    """The rows with one line each: place, period and window, value, parts, how known, a link to the source."""
    say = visit.say
    frame = laid_out(visit, indicator, rows)
    st.dataframe(
        frame,
        key=f"table_{key}",
        hide_index=True,
        placeholder=formats.MISSING,
        width="stretch",
        height=height or ("content" if frame.height <= 15 else 540),
        alt=f"{visit.title(indicator)}: {say('indicator.rows', n=frame.height)}",
        column_config={
            say("column.report"): st.column_config.LinkColumn(display_text=say("column.open")),
        },
    )


def laid_out(visit: Visit, indicator: Indicator, rows: pl.DataFrame) -> pl.DataFrame:
    """The table as text in the visitor's language; numbers keep their marks, so they are right-aligned text."""
    say, lang = visit.say, visit.lang
    ranked = "rank" in rows.columns
    lines = []
    for row in rows.iter_rows(named=True):
        line: dict[str, object] = {say("column.rank"): row["rank"]} if ranked else {}
        line |= {
            say("column.place"): visit.place_name(f"{row['place_vintage']}.{row['place_code']}"),
            say("column.period"): formats.period(row["period_kind"], row["period"], lang),
            say("column.value"): formats.value(row["value"], indicator.unit, lang),
            **({say("column.rate"): formats.value(row["rate"], "percent", lang)} if indicator.score else {}),
            say("column.numerator"): formats.number(row["numerator"], lang),
            say("column.denominator"): formats.number(row["denominator"], lang),
            say("column.window"): formats.window(row["period_start"], row["period_end"], lang),
            say("column.basis"): say(f"window.{row['window_basis']}") if row["window_basis"] else formats.MISSING,
            say("column.status"): legend.mark(say, numbers_shown.status_of({**row, "coverage": None})),
            say("column.report"): source_link(visit, indicator.name, row),
        }
        lines.append(line)
    schema = list(lines[0]) if lines else [say("column.place"), say("column.period"), say("column.value")]
    return (
        pl.DataFrame(lines, infer_schema_length=None)
        if lines
        else pl.DataFrame(schema=dict.fromkeys(schema, pl.String))
    )


def source(visit: Visit, name: str, row: Row) -> url.View:
    """One number's report as a view, with the fact to show first."""
    fact = data.fact_of(visit.wh, name, row)
    return url.View(lang=visit.lang, v=visit.view.v, report=str(row["report_id"])[:12], fact=fact)


def source_link(visit: Visit, name: str, row: Row) -> str | None:
    """The address of the sentence behind a number; None for one that was added up over several reports."""
    return url.link(REPORT_PATH, source(visit, name, row)) if row["report_id"] else None
