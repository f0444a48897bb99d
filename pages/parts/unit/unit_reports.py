"""The only place that gathers the documents of one unit: its reports, and what is wrong in them, counted by kind."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.reports import contradictions, documents
from pages.parts.unit import identity
from pages.parts.visits import regions, url
from pages.parts.visits.visit import Visit

FEW = 5
LISTED = 8


def report_ids(visit: Visit) -> list[str]:
    """The reports that speak of the place, or of the unit of it."""
    unit = identity.whose(visit)
    if unit is not None:
        return data.reports_of(visit.wh, visit.view.place, str(unit["unit"]))
    return regions.reports_on(visit.wh, visit.provinces or (visit.view.place,))


def own(visit: Visit, rows: pl.DataFrame) -> pl.DataFrame:
    """Of rows with a column `unit` those of the unit; all, for a whole territory."""
    unit = identity.whose(visit)
    return rows if unit is None else rows.filter(pl.col("unit") == unit["unit"])


def contradictions_of(visit: Visit) -> pl.DataFrame:
    """The errors and warnings of its reports (of all, for the nation), the gravest first."""
    if visit.is_nation and not visit.view.unit:
        return data.contradictions(visit.wh)
    return data.contradictions(visit.wh).filter(pl.col("report_id").is_in(report_ids(visit)))


def found(visit: Visit) -> pl.DataFrame:
    """Its reports, as `data.reports`."""
    return data.reports(visit.wh).filter(pl.col("report_id").is_in(report_ids(visit)))


def draw(visit: Visit) -> None:
    """The newest reports, and the way to all of them."""
    own = found(visit)
    if own.is_empty():
        st.html(f'<div class="notice calm">{visit.say("unit.no_report")}</div>')
        return
    st.html(f'<ul class="plain">{"".join(_report(visit, row) for row in own.head(LISTED).iter_rows(named=True))}</ul>')
    if own.height > LISTED:
        there = url.View(lang=visit.lang, v=visit.view.v, place=visit.view.place)
        label = visit.say("unit.all_reports", n=formats.number(own.height, visit.lang))
        st.page_link("pages/reports.py", label=label, query_params=url.encode(there))


def draw_wrong(visit: Visit, rows: pl.DataFrame) -> None:
    """How many of each kind, each a link to all of that kind; then the gravest few."""
    kinds = rows.group_by("kind").len().sort("len", "kind", descending=[True, False])
    there = url.View(lang=visit.lang, v=visit.view.v, place=visit.view.place)
    links = "".join(
        f'<li><a href="{escape(url.link("chat-luong", replace(there, check=kind)), quote=True)}">'
        f"{contradictions.kind_name(visit, kind)}</a> <b>{formats.number(count, visit.lang)}</b></li>"
        for kind, count in kinds.iter_rows()
    )
    if links:
        st.html(f'<ul class="plain inline">{links}</ul>')
    contradictions.draw_few(visit, rows, FEW)


def _report(visit: Visit, row: Row) -> str:
    """One report: its name as a link, period, kind, day, and how much is wrong in it."""
    say = visit.say
    view = url.View(lang=visit.lang, v=visit.view.v, report=str(row["report_id"])[:12])
    link = f'<a href="{escape(url.link("bao-cao", view), quote=True)}">{escape(documents.named(visit, row))}</a>'
    issued = formats.day(row["issued_on"], visit.lang) if row["issued_on"] else ""
    told = [documents.period(visit, row), say(f"family.{row['family']}"), issued]
    if row["state"] != "current":
        told.append(say(f"state.{row['state']}"))
    if row["problems"]:
        told.append(f"▲ {say('reports.problems', n=row['problems'])}")
    return f"<li>{link} <span>{escape(' · '.join(part for part in told if part))}</span></li>"
