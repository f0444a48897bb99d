"""The only place that lays out what reports say against each other: sources that differ, sums that do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.drawing import grid
from pages.parts.drawing.grid import Cell
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.reports.documents import label, unit_name
from pages.parts.visits import filters, url
from pages.parts.visits.visit import Visit
from queries.speaking import RULES

ON_A_PAGE = 12
MOST = 100
"""Rows of the table; a download carries all."""
CELL = ("place_vintage", "place_code", "unit", "admin_level", "field", "period_kind", "period")
"""What makes readings those of one figure."""


def disagreeing(visit: Visit) -> pl.DataFrame:
    """Every reading of the figures about which reports disagree, of the chosen place or of all."""
    return data.disagreements(visit.wh, visit.provinces)


def unbalanced(visit: Visit) -> pl.DataFrame:
    """The wholes that their parts miss or exceed."""
    return checked(visit).filter(pl.col("verdict").is_in(["differs", "exceeds"]))


def checked(visit: Visit) -> pl.DataFrame:
    """Every whole against its parts, of the chosen place or of all: what a download carries."""
    return data.reconciliation(visit.wh, visit.provinces)


def draw_limit(visit: Visit) -> None:
    """Says so where not every period was held against the others."""
    periods = data.last_year(visit.wh)
    if periods and visit.provinces is None:
        st.html(f'<div class="notice calm">{visit.say("quality.last_year")}</div>')


def draw_disagreeing(visit: Visit, rows: pl.DataFrame) -> None:
    """One page of the figures on which sources differ."""
    if rows.is_empty():
        st.html(f'<div class="notice calm">{visit.say("quality.no_disagreement")}</div>')
        return
    cells = rows.select(CELL).unique(maintain_order=True)
    on_page = filters.on_its_page(visit, cells, ON_A_PAGE, "d")
    draw_few(visit, rows.join(on_page, on=CELL, nulls_equal=True, maintain_order="left"), ON_A_PAGE)
    filters.pager(visit, cells.height, ON_A_PAGE, "d")


def draw_few(visit: Visit, rows: pl.DataFrame, most: int) -> None:
    """One block a figure: each source's value with a link to it; the one that speaks first, and why it does."""
    shown = rows.partition_by(CELL, maintain_order=True)[:most]
    facts = data.facts_of(visit.wh, tuple(sorted({report for each in shown for report in each["report_id"]})))
    blocks = [_block(visit, each, facts) for each in shown]
    st.html(f'<div class="readings">{"".join(blocks)}</div>')


def draw_unbalanced(visit: Visit, rows: pl.DataFrame) -> None:
    """A table: whose figure, what is stated, what the parts make, the difference, n of N."""
    if rows.is_empty():
        st.html(f'<div class="notice calm">{visit.say("quality.balanced")}</div>')
        return
    say, lang = visit.say, visit.lang
    lines = [
        {
            say("column.place"): visit.place_name(f"{row['place_vintage']}.{row['place_code']}"),
            say("column.field"): label(visit, str(row["field"])),
            say("column.level"): say(f"level.{row['admin_level']}"),
            say("column.period"): formats.period(str(row["period_kind"]), str(row["period"]), lang),
            say("column.check"): say(f"sum.{row['check']}"),
            say("column.whole"): Cell(formats.number(row["whole"], lang, 2), row["whole"]),
            say("column.parts"): Cell(formats.number(row["parts"], lang, 2), row["parts"]),
            say("column.difference"): Cell(formats.signed(row["difference"], lang), row["difference"]),
            "n/N": f"{row['parts_with_value']}/{row['parts_expected'] or formats.MISSING}",
        }
        for row in rows.head(MOST).iter_rows(named=True)
    ]
    grid.draw(lines, say("quality.sums"))
    if rows.height > MOST:
        st.html(f'<div class="lead">{say("quality.most", n=MOST, total=formats.number(rows.height, lang))}</div>')


def _block(visit: Visit, readings: pl.DataFrame, facts: Mapping[tuple[object, ...], int]) -> str:
    """One figure and all its readings."""
    first = readings.row(0, named=True)
    where = [
        visit.place_name(f"{first['place_vintage']}.{first['place_code']}"),
        unit_name(visit, first["unit"]),
        formats.period(str(first["period_kind"]), str(first["period"]), visit.lang),
        visit.say(f"level.{first['admin_level']}") if first["admin_level"] != "all" else "",
    ]
    about = escape(", ".join(part for part in where if part))
    lines = "".join(_reading(visit, row, facts) for row in readings.iter_rows(named=True))
    return f"<div><b>{escape(label(visit, str(first['field'])))}</b><span>{about}</span><ul>{lines}</ul></div>"


def _reading(visit: Visit, row: Row, facts: Mapping[tuple[object, ...], int]) -> str:
    """One source's value; the one that speaks says by which rule."""
    say, lang = visit.say, visit.lang
    fact = facts.get(tuple(row[column] for column in ("report_id", "unit", "admin_level", "period", "field")))
    there = url.View(lang=lang, v=visit.view.v, report=str(row["report_id"])[:12], fact=fact)
    value = formats.number(row["value"], lang, 2)  # type: ignore[arg-type]
    issued = formats.day(row["issued_on"], lang) if row["issued_on"] else say("quality.undated")  # type: ignore[arg-type]
    rule = RULES.get(str(row["because"]))
    why = f" · {say('quality.speaks')}: {rule[lang == 'en']}" if rule else ""
    link = f'<a href="{escape(url.link("bao-cao", there), quote=True)}">{value}</a>'
    mark, family = "●" if row["speaks"] else "○", say(f"family.{row['family']}")
    return f"<li>{mark} {link} <small>{family}, {issued}{escape(why)}</small></li>"
