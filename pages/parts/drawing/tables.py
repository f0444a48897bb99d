"""The only place that lays rows of an indicator out as a table, on the page and in a download."""

from __future__ import annotations

from html import escape

import polars as pl

from pages.parts import data
from pages.parts.drawing import grid
from pages.parts.drawing.grid import Cell
from pages.parts.language import formats, legend
from pages.parts.numbers import numbers_shown
from pages.parts.numbers.comparison import Row
from pages.parts.visits import url
from pages.parts.visits.visit import Visit
from queries import Indicator

REPORT_PATH = "bao-cao"
MOST_ROWS = 100
"""Rows laid out at once; a download has them all."""


def show(visit: Visit, indicator: Indicator, rows: pl.DataFrame) -> None:
    """The rows with one line each: place, period and window, value, parts, how known, a link to the source."""
    caption = f"{visit.title(indicator)}: {visit.say('indicator.rows', n=rows.height)}"
    grid.draw([line(visit, indicator, row) for row in rows.iter_rows(named=True)], caption)


def line(visit: Visit, indicator: Indicator, row: Row) -> grid.Line:
    """One row in the visitor's language; what is written with marks is sorted by its number or its day."""
    say, lang = visit.say, visit.lang
    first = {say("column.rank"): _number(row["rank"], formats.number(row["rank"], lang))} if "rank" in row else {}
    rate = {say("column.rate"): _number(row["rate"], formats.value(row["rate"], "percent", lang))}
    there = source_link(visit, indicator.name, row)
    return {
        **first,
        say("column.place"): visit.place_name(f"{row['place_vintage']}.{row['place_code']}"),
        say("column.period"): Cell(formats.period(row["period_kind"], row["period"], lang), str(row["period_end"])),
        say("column.value"): _number(row["value"], formats.value(row["value"], indicator.unit, lang)),
        **(rate if indicator.score else {}),
        say("column.numerator"): _number(row["numerator"], formats.number(row["numerator"], lang)),
        say("column.denominator"): _number(row["denominator"], formats.number(row["denominator"], lang)),
        say("column.window"): Cell(
            formats.window(row["period_start"], row["period_end"], lang), str(row["period_start"])
        ),
        say("column.basis"): say(f"window.{row['window_basis']}") if row["window_basis"] else None,
        say("column.status"): legend.mark(say, numbers_shown.status_of({**row, "coverage": None})),
        say("column.report"): Cell(say("column.open"), link=there) if there else None,
    }


def _number(size: float | None, told: str) -> Cell:
    return Cell(told, "" if size is None else size)


def source(visit: Visit, name: str, row: Row) -> url.View:
    """One number's report as a view, with the fact to show first, and of which indicator it is."""
    fact, level = data.fact_of(visit.wh, name, row), str(row.get("admin_level") or "all")
    report = str(row["report_id"])[:12]
    return url.View(lang=visit.lang, v=visit.view.v, report=report, fact=fact, indicator=name, level=level)


def source_link(visit: Visit, name: str, row: Row) -> str | None:
    """The address of the sentence behind a number; None for one that was added up over several reports."""
    return url.link(REPORT_PATH, source(visit, name, row)) if row["report_id"] else None


def linked(visit: Visit, name: str, row: Row, words: str) -> str:
    """Words (markup) that lead to the sentence behind a number, as they are where no one report states it."""
    there = source_link(visit, name, row)
    return f'<a href="{escape(there, quote=True)}">{words}</a>' if there else words
