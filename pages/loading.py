"""Nạp báo cáo: drop files, see what was read before it counts, decide, commit, take back."""

from __future__ import annotations

import streamlit as st

from loaders.records import LoaderError
from pages.parts import frame
from pages.parts.drawing import standing
from pages.parts.intake import committing, deciding, drafts, dropping, session, undoing
from pages.parts.reports import reading
from pages.parts.visits import allowed
from pages.parts.visits.visit import visit

here = visit()
say = here.say


def show_draft() -> None:
    """The file the link names: its text and figures as on the page Báo cáo, and what can be decided about it."""
    found = drafts.chosen(here)
    if found is None:
        if here.view.report:
            frame.notice(say("loading.not_yours", report=here.view.report))
        return
    file, read = found
    document = drafts.draft(here, read)
    standing.part(say("loading.read", file=file.shown), say("loading.not_counted"))
    reading.evidence(document)
    reading.head(document)
    left, right = st.columns([7, 5], gap="large")
    with left:
        standing.part(say("report.text"))
        reading.text(document)
    with right:
        deciding.draw(document, file, read)
        standing.part(f"{say('report.checks')} ({document.checks.height})")
        reading.checks(document)
        with st.expander(f"{say('report.unclaimed')} ({document.unclaimed.height})"):
            reading.unclaimed(document)
    standing.part(f"{say('report.facts')} ({document.facts.height})", say("report.choose"))
    reading.facts(document)


def show() -> None:
    st.html(f'<div class="lead">{say("loading.lead")}</div>')
    session.ask_for_clerk(say)
    dropping.box(here)
    dropping.read(here)
    committing.told(here)
    if session.staging().files:
        standing.part(say("loading.files"))
        dropping.files(here)
        committing.button(here)
    try:
        show_draft()
    except LoaderError as fault:
        frame.notice(str(fault), "bad")
    standing.part(say("loading.last"), say("loading.last_under"))
    undoing.draw(here)


st.title(say("page.loading"), anchor=False)
if allowed.may_load():
    show()
else:
    frame.notice(say("loading.off", setting=allowed.SETTING), "calm")
