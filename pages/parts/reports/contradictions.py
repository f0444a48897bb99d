"""The only place that lists what is wrong in reports: how many of each kind, each with its report."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.reports import documents
from pages.parts.reports.reading import problem_card
from pages.parts.visits import filters, regions, url
from pages.parts.visits.visit import Visit

ON_A_PAGE = 12


def found(visit: Visit) -> pl.DataFrame:
    """The errors and warnings of reports on the chosen place, or on all; the gravest and newest first."""
    rows = data.contradictions(visit.wh)
    if visit.provinces is None:
        return rows
    return rows.filter(pl.col("report_id").is_in(regions.reports_on(visit.wh, visit.provinces)))


def counted(visit: Visit, rows: pl.DataFrame, disagreeing: pl.DataFrame, unbalanced: pl.DataFrame) -> None:
    """Four numbers: contradictions, things to look at, figures on which sources disagree, sums that do not fit."""
    cells = disagreeing.filter("speaks").height
    numbers = {
        "quality.errors": rows.filter(severity="error").height,
        "quality.warnings": rows.filter(severity="warning").height,
        "quality.disputed": cells,
        "quality.unbalanced": unbalanced.height,
    }
    items = "".join(
        f"<div><dt>{visit.say(key)}</dt><dd>{formats.number(count, visit.lang)}</dd></div>"
        for key, count in numbers.items()
    )
    st.html(f'<dl class="counts">{items}</dl>')


def filter_by_kind(visit: Visit, rows: pl.DataFrame) -> None:
    """The kinds of contradiction there are, with how many of each."""
    kinds = dict(rows.group_by("kind").len().sort("len", "kind", descending=[True, False]).rows())
    if visit.view.check:
        kinds.setdefault(visit.view.check, 0)
    if not kinds:
        return
    options = {"": f"{visit.say('filter.any')} ({rows.height})"}
    options |= {kind: f"{kind_name(visit, kind)} ({count})" for kind, count in kinds.items()}
    filters.choice(
        visit.say("filter.check"),
        options,
        visit.view.check,
        "check",
        lambda kind: {"check": kind, "p": 1},
    )


def kind_name(visit: Visit, kind: str) -> str:
    return visit.say(f"check.{kind}")


def chosen(visit: Visit, rows: pl.DataFrame) -> pl.DataFrame:
    """Those of the kind in the link, or all."""
    return rows.filter(kind=visit.view.check) if visit.view.check else rows


def draw(visit: Visit, rows: pl.DataFrame) -> None:
    """One page of them: the report, what is found and expected, and the likeliest slip."""
    told = chosen(visit, rows)
    if told.is_empty():
        st.html(f'<div class="notice calm">{visit.say("quality.none")}</div>')
        return
    st.html(_all_told(visit, filters.on_its_page(visit, told, ON_A_PAGE)))
    filters.pager(visit, told.height, ON_A_PAGE)


def draw_few(visit: Visit, rows: pl.DataFrame, most: int) -> None:
    """The first of them, without a way to the others."""
    st.html(_all_told(visit, rows.head(most)) or "<span></span>")


def _all_told(visit: Visit, rows: pl.DataFrame) -> str:
    reports = data.reports_named(visit.wh, tuple(rows["report_id"].unique().sort()))
    return "".join(_told(visit, problem, reports[problem["report_id"]]) for problem in rows.iter_rows(named=True))


def _told(visit: Visit, problem: Row, report: Row) -> str:
    """A contradiction under the name of its report, which leads to the sentence."""
    there = replace(url.View(lang=visit.lang, v=visit.view.v), report=str(problem["report_id"])[:12])
    if problem["fact_id"] is not None:
        there = replace(there, fact=int(str(problem["fact_id"])))
    about = " · ".join(part for part in (documents.place(visit, report), documents.period(visit, report)) if part)
    link = f'<a href="{escape(url.link("bao-cao", there), quote=True)}">{escape(documents.named(visit, report))}</a>'
    whose = f'<div class="whose">{link} <span>{escape(about)}</span></div>'
    return f'<div class="told">{whose}{problem_card(visit, problem)}</div>'
