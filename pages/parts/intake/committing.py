"""The only place where what was dropped is committed, and where it is told what that changed."""

from __future__ import annotations

import streamlit as st

from loaders.receiving.batches import Batch
from loaders.receiving.changes import Changes, changes
from loaders.receiving.receive import Received, receive
from loaders.receiving.undo import undo
from loaders.records import LoaderError
from pages.parts import data, frame
from pages.parts.drawing import standing
from pages.parts.intake import session
from pages.parts.intake.dropping import fate
from pages.parts.language import formats
from pages.parts.reports import documents, reading
from pages.parts.visits import url
from pages.parts.visits.visit import Visit

MOST_LINKS, MOST_CONTRADICTIONS = 20, 10


def button(visit: Visit) -> None:
    """Commits what is new or newly decided."""
    say = visit.say
    ready = [file for file in session.staging().read_files if fate(visit, file) != "known"]
    held = [file for file in ready if fate(visit, file) == "held"]
    if held:
        frame.notice(say("loading.some_held", n=len(held)), "calm")
    if session.staging().read_files:
        st.button(say("loading.commit", n=len(ready)), key="commit", type="primary", disabled=not ready, on_click=_ask)
    if not st.session_state.pop("loading_commit", False) or not ready:
        return
    if not session.clerk():
        frame.notice(say("loading.no_name"), "bad")
        return
    with st.spinner(say("loading.committing")):
        try:
            with session.workers(say) as workers:
                result = receive(ready, session.data_folder(), session.clerk(), workers)
        except LoaderError as fault:
            frame.notice(str(fault), "bad")
            return
    session.done(result)
    session.staging().remove(*session.staging().read_files)
    url.write(url.View(lang=visit.lang))
    st.rerun()


def _ask() -> None:
    st.session_state["loading_commit"] = True


def take_back(visit: Visit, batch: Batch) -> None:
    """Undoes a commit; what stands against it is said in a sentence."""
    with st.spinner(visit.say("loading.undoing")):
        try:
            with session.workers(visit.say) as workers:
                session.done(undo(batch.id, session.data_folder(), session.clerk(), workers))
        except LoaderError as fault:
            frame.notice(str(fault), "bad")
            return
    url.write(url.View(lang=visit.lang))
    st.rerun()


def told(visit: Visit) -> None:
    """What the last commit or undo of this session did: how many figures, which contradictions, each report."""
    result = session.done()
    if not isinstance(result, Received):
        return
    say, batch, done = visit.say, result.batch, result.commit
    if batch.undone_at:
        frame.notice(say("loading.undone", n=len(batch.files), by=batch.undone_by), "calm")
        return
    found = _changes(result)
    numbers = {
        "reports": len(done.added),
        "changed_reports": len(done.replaced),
        "figures": found.new,
        "changed": found.changed,
        "contradictions": found.contradictions.height,
        "superseded": len(done.superseded),
    }
    named = {name: formats.number(number, visit.lang) for name, number in numbers.items()}
    frame.notice(say("loading.done", **named), "calm")
    with st.container(key="loaded", gap=None):
        for held in batch.files[:MOST_LINKS]:
            for report in held.reports[:1]:
                _link(visit, report, held.name)
    _contradictions(visit, found)


def _changes(result: Received) -> Changes:
    warehouse, done, batch = session.data_folder() / "warehouse", result.commit, result.batch
    return changes(warehouse, batch.vintage_before, done.vintage, done.added, done.replaced)


def _link(visit: Visit, report: str, name: str) -> None:
    there = url.encode(url.View(lang=visit.lang, report=report[:12]))
    st.page_link("pages/reports.py", label=formats.plain(name), query_params=there)


def _name(visit: Visit, report: str) -> str:
    rows = data.reports(visit.wh).filter(report_id=report)
    return documents.named(visit, rows.row(0, named=True)) if rows.height else visit.say("column.report")


def _contradictions(visit: Visit, found: Changes) -> None:
    """New contradictions, those between reports too, each with the way to its report."""
    if found.contradictions.is_empty():
        return
    rows = found.contradictions.head(MOST_CONTRADICTIONS).rows(named=True)
    standing.part(f"{visit.say('loading.contradictions')} ({found.contradictions.height})")
    for row in rows:
        st.html(reading.problem_card(visit, row))
        with st.container(key=f"contradiction_{row['report_id'][:12]}_{row['problem_id']}"):
            _link(visit, row["report_id"], _name(visit, row["report_id"]))
