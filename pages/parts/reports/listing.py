"""The only place for the list of documents: what is searched, filtered and shown of each."""

from __future__ import annotations

import re
from html import escape

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.language import formats
from pages.parts.reports import documents
from pages.parts.visits import filters, regions, url
from pages.parts.visits.visit import Visit

ON_A_PAGE = 15
SHORT = 3
"""Letters up to which a searched word stands for itself alone."""


def controls(visit: Visit) -> None:
    """Search and filters; the list below answers to them all at once."""
    say, view = visit.say, visit.view
    with st.container(key="filters_list", horizontal=True, gap="small", vertical_alignment="bottom"):
        st.session_state["q"] = view.q
        st.text_input(
            say("filter.search"),
            key="q",
            max_chars=100,
            placeholder=say("filter.search_hint"),
            icon=":material/search:",
            on_change=lambda: filters.change(q=" ".join(st.session_state["q"].split()), p=1),
        )
        filters.place(visit, everywhere=say("filter.any"))
        for name, codes in (("family", url.FAMILIES), ("state", url.STATES)):
            options = {"": say("filter.any"), **{code: say(f"{name}.{code}") for code in codes}}
            filters.choice(
                say(f"filter.{name}"), options, getattr(view, name), name, lambda code, name=name: {name: code, "p": 1}
            )


def found(visit: Visit) -> pl.DataFrame:
    """The reports that match: every word of the search, without marks, begins a word of what they are called or about.

    A short word is looked for whole: "quý I" finds no Quy Nhơn and no quarter III.
    """
    view, rows = visit.view, data.reports(visit.wh)
    for word in formats.folded(view.q).split():
        whole = r"(\W|$)" if len(word) <= SHORT else ""
        rows = rows.filter(pl.col("search").str.contains(rf"(^|\W){re.escape(word)}{whole}"))
    if visit.provinces is not None:
        rows = rows.filter(pl.col("report_id").is_in(regions.reports_on(visit.wh, visit.provinces)))
    for name in ("family", "state"):
        if code := getattr(view, name):
            rows = rows.filter(pl.col(name) == code)
    return rows


def draw(visit: Visit, rows: pl.DataFrame) -> None:
    """One page of the list, and the way to the others."""
    say = visit.say
    counts = {"n": rows.height, "total": data.reports(visit.wh).height}
    told = say("reports.found", **{key: formats.number(count, visit.lang) for key, count in counts.items()})
    st.html(f'<div class="lead">{told}</div>')
    if rows.is_empty():
        st.html(f'<div class="notice calm">{say("reports.none")}</div>')
        st.button(say("reports.clear"), key="clear", on_click=_clear)
        return
    with st.container(key="documents", gap=None):
        for row in filters.on_its_page(visit, rows, ON_A_PAGE).iter_rows(named=True):
            _document(visit, row)
    filters.pager(visit, rows.height, ON_A_PAGE)


def _document(visit: Visit, row: dict[str, object]) -> None:
    report_id = str(row["report_id"])
    with st.container(key=f"doc_{report_id[:12]}"):
        title = formats.plain(documents.named(visit, row))
        st.button(title, key=f"open_{report_id[:12]}", type="tertiary", on_click=_open, args=(report_id[:12],))
        st.html(f'<div class="doc">{_about(visit, row)}</div>')


def _open(report: str) -> None:
    filters.change(report=report, fact=None)


def _clear() -> None:
    view, _ = url.read()
    url.write(url.View(lang=view.lang, v=view.v))


def _about(visit: Visit, row: dict[str, object]) -> str:
    """Where, when, what kind, and how much was read."""
    say, lang = visit.say, visit.lang
    place, period = documents.place(visit, row), documents.period(visit, row)
    number = say("reports.numbered", number=row["number"]) if row["number"] and row["source_title"] else ""
    issued = formats.day(row["issued_on"], lang) if row["issued_on"] else ""
    told = [place, period, say(f"family.{row['family']}"), number, issued]
    held = f'<span class="warn">▢ {say("state.held")}</span>' if row["state"] == "held" else ""
    old = say("state.superseded") if row["state"] == "superseded" else ""
    counts = [f'<span class="counts">{say("reports.facts", n=formats.number(int(row["facts"]), lang))}</span>']
    if row["problems"]:
        counts.append(f'<span class="warn">▲ {say("reports.problems", n=row["problems"])}</span>')
    if row["unclaimed"]:
        counts.append(say("reports.unclaimed", n=row["unclaimed"]))
    first = " · ".join(escape(str(part)) for part in told if part)
    return f"{first} · {' · '.join(part for part in (*counts, held, old) if part)}"
