"""Báo cáo: what was received; and one report with its text, its figures where they stand, and what does not fit."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.parts import frame
from pages.parts.downloads import exports, lists
from pages.parts.drawing import standing
from pages.parts.reports import arithmetic, documents, listing, originals, reading
from pages.parts.visits.visit import visit

here = visit()
say = here.say


def show_list() -> None:
    st.title(say("reports.title"), anchor=False)
    listing.controls(here)
    found = listing.found(here)
    listing.draw(here, found)
    if not found.is_empty():
        rows = partial(lists.reports, here, found)
        exports.button(here, say("reports.title"), rows, "bao-cao", "dung-han_bao-cao.csv", key="reports")


def show_report(document: documents.Document) -> None:
    reading.back(here)
    st.title(document.title, anchor=False)
    arithmetic.draw(document)
    reading.evidence(document)
    reading.head(document)
    reading.versions(document)
    if document.is_table:
        show_table(document)
        return
    left, right = st.columns([7, 5], gap="large")
    with left:
        standing.part(say("report.text"))
        original = originals.of(document)
        if original is not None:
            originals.ways(document)
        if original is not None and here.view.text == originals.ORIGINAL:
            originals.draw(document, original)
        else:
            reading.text(document)
    with right:
        standing.part(f"{say('report.checks')} ({document.checks.height})")
        reading.checks(document)
        with st.expander(f"{say('report.unclaimed')} ({document.unclaimed.height})"):
            reading.unclaimed(document)
    standing.part(f"{say('report.facts')} ({document.facts.height})", say("report.choose"))
    show_figures(document)


def show_figures(document: documents.Document) -> None:
    reading.facts(document)
    if not document.facts.is_empty():
        rows = partial(lists.facts, document)
        exports.button(here, document.title, rows, "bao-cao", "dung-han_so-lieu.csv", key="facts")


def show_table(document: documents.Document) -> None:
    standing.part(f"{say('report.facts')} ({document.facts.height})", say("report.no_sentence"))
    show_figures(document)
    if document.checks.height:
        standing.part(f"{say('report.checks')} ({document.checks.height})")
        reading.checks(document)
    with st.expander(say("report.rows")):
        reading.text(document)


if not here.view.report:
    show_list()
elif (document := documents.opened(here)) is None:
    frame.notice(say("report.unknown", report=here.view.report))
    show_list()
else:
    show_report(document)
