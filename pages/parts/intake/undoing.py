"""The only place for the last commits: who, when, which files; and taking one back, once it is confirmed."""

from __future__ import annotations

from html import escape

import streamlit as st

from loaders.receiving.batches import Batch, batches
from loaders.records import LoaderError
from pages.parts import frame
from pages.parts.intake import committing, session
from pages.parts.language import formats
from pages.parts.visits.visit import Visit

MOST, NAMED = 10, 5


def draw(visit: Visit) -> None:
    """The last commits, newest first, those taken back too."""
    try:
        found = batches(session.data_folder(), MOST)
    except LoaderError as fault:
        frame.notice(str(fault), "bad")
        return
    if not found:
        st.html(f'<div class="lead">{visit.say("loading.none_yet")}</div>')
    with st.container(key="batches", gap=None):
        for batch in found:
            _batch(visit, batch)


def _batch(visit: Visit, batch: Batch) -> None:
    say = visit.say
    with st.container(key=f"batch_{batch.id.replace('.', '-')}", gap="small"):
        st.html(f'<div class="doc">{_about(visit, batch)}</div>')
        if batch.undone_at:
            return
        if st.session_state.get("loading_undo") != batch.id:
            st.button(say("loading.undo"), key=f"undo_{batch.id}", on_click=_ask, args=(batch.id,))
            return
        frame.notice(say("loading.sure", n=len(batch.files)))
        with st.container(horizontal=True, gap="small"):
            sure = st.button(say("loading.undo_yes"), key=f"sure_{batch.id}", type="primary")
            st.button(say("loading.undo_no"), key=f"keep_{batch.id}", on_click=_ask, args=("",))
        if sure and not session.clerk():
            frame.notice(say("loading.no_name"), "bad")
        elif sure:
            st.session_state["loading_undo"] = ""
            committing.take_back(visit, batch)


def _ask(name: str) -> None:
    st.session_state["loading_undo"] = name


def _about(visit: Visit, batch: Batch) -> str:
    """When, who, which files, and which vintage it became or that it was taken back."""
    say = visit.say
    names = [held.name for held in batch.files]
    more = [say("report.more", n=len(names) - NAMED)] if len(names) > NAMED else []
    if batch.undone_at:
        state = f'<span class="chip">↶ {escape(say("loading.was_undone", by=batch.undone_by))}</span>'
    else:
        state = escape(batch.vintage) or f'<span class="warn">▲ {say("loading.unfinished")}</span>'
    head = f"<b>{formats.moment(batch.when, visit.lang)}</b> · {escape(batch.by)} · {state}"
    return f"{head}<br>{escape(', '.join([*names[:NAMED], *more]))}"
