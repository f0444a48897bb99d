"""The only place for what one visitor's session keeps of a load: the files dropped, the name, the last result.

Files are read in worker processes with their limits; at most as many sessions at once as the machine has processors.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from loaders.batch.workers import Pool, pool
from loaders.receiving.staging import Staging
from pages.parts.language.words import Say
from pages.parts.visits import turns

SEATS = threading.BoundedSemaphore(max(1, os.cpu_count() or 1))
PATIENCE = 0.5
"""Seconds between two looks whether a seat is free; a visitor who leaves meanwhile waits no more."""
_STAGING, _CLERK, _ROUND, _DONE = "loading_staging", "loading_clerk", "loading_round", "loading_done"


def data_folder() -> Path:
    """Where reports, targets and the warehouse lie."""
    return Path(os.environ.get("DUNG_HAN_DATA", "data"))


def staging() -> Staging:
    """This session's files; they are gone when the session is."""
    kept: Staging | None = st.session_state.get(_STAGING)
    if kept is None or not kept.is_open:
        kept = st.session_state[_STAGING] = Staging()
    return kept


@contextmanager
def workers(say: Say) -> Iterator[Pool]:
    """A worker of one's own, once there is a seat."""
    room = st.empty()
    with turns.aside():
        while not SEATS.acquire(timeout=PATIENCE):
            room.html(f'<div class="lead" role="status">{say("loading.waiting")}</div>')
        room.empty()
        try:
            with pool(count=1) as found:
                yield found
        finally:
            SEATS.release()


def clerk() -> str:
    """The name of who sits here, as typed."""
    return str(st.session_state.get(_CLERK, "")).strip()


def ask_for_clerk(say: Say) -> None:
    """The name stands beside every decision and commit, so it is asked first; it outlives a visit to another page."""
    st.session_state["clerk"] = clerk()
    st.text_input(
        say("loading.who"),
        key="clerk",
        max_chars=80,
        placeholder=say("loading.who_hint"),
        on_change=lambda: st.session_state.update({_CLERK: st.session_state["clerk"]}),
    )


def uploader_key() -> str:
    """The key of the box that takes files; a new one is an empty one."""
    return f"drop_{st.session_state.get(_ROUND, 0)}"


def empty_uploader() -> None:
    """Let go of what was uploaded: it lies in the session's folder now."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def done(result: object = None) -> object:
    """What the last commit or undo did, until the next one; `result` sets it."""
    if result is not None:
        st.session_state[_DONE] = result
    return st.session_state.get(_DONE)


def forget_done() -> None:
    """New files come: what the last commit did has been read."""
    st.session_state.pop(_DONE, None)
