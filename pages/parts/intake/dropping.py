"""The only place that takes files in: the box they are dropped into, the reading with its progress, and their list."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from loaders.receiving.staging import Staged
from loaders.records import LoaderError
from pages.parts import data, frame
from pages.parts.intake import session
from pages.parts.language import formats
from pages.parts.visits import filters
from pages.parts.visits.visit import Visit


def box(visit: Visit) -> None:
    """Files of any format, as many as one likes; what comes is read at once, and the box is empty again."""
    say = visit.say
    with st.container(key="drop"):
        words = {"here": say("loading.drop_here"), "browse": say("loading.browse")}
        told = " ".join(f'--{name}: "{text}";' for name, text in words.items())
        st.html(f"<style>.st-key-drop {{ {told} }}</style>")
        came = st.file_uploader(say("loading.drop"), accept_multiple_files=True, key=session.uploader_key())
    if came:
        session.forget_done()
        session.staging().drop([(file.name, file.getvalue()) for file in came])
        session.empty_uploader()
        st.rerun()


def read(visit: Visit) -> None:
    """Read what nobody has looked at yet, with progress; interrupted, the next run goes on."""
    staging = session.staging()
    if not staging.unread:
        return
    say, room = visit.say, st.empty()
    room.progress(0.0, say("loading.reading", n=0, total=len(staging.unread), file=""))

    def watch(name: str, n: int, total: int) -> None:
        room.progress(n / total, say("loading.reading", n=n, total=total, file=formats.plain(name)))

    try:
        with session.workers(say) as workers:
            staging.read(workers, watch, session.data_folder() / "raw")
    except (LoaderError, OSError) as fault:
        frame.notice(str(fault), "bad")
    room.empty()


def files(visit: Visit) -> None:
    """Every file that came, what became of it, the way to look at it and the way to leave it out."""
    staging = session.staging()
    fates = Counter(fate(visit, file) for file in staging.files)
    counted = " · ".join(f"{count} {visit.say(f'loading.fate_{code}').lower()}" for code, count in fates.items())
    st.html(f'<div class="lead" role="status">{counted}</div>')
    with st.container(key="dropped", gap=None):
        for file in staging.files:
            _file(visit, file)


def fate(visit: Visit, file: Staged) -> str:
    """new, held, known or refused."""
    if file.error:
        return "refused"
    reports = [reading.report for reading in file.readings]
    if not file.is_decided_anew and all(data.report_id(visit.wh, each.report_id) for each in reports):
        return "known"
    return "held" if any(each.state == "held" for each in reports) else "new"


SIGNS = {"new": ("●", "computed"), "held": ("▢", "partial"), "known": ("○", ""), "refused": ("✕", "impossible")}
"""A sign and a tone for each fate: none is told by colour alone."""


def _file(visit: Visit, file: Staged) -> None:
    say, code = visit.say, fate(visit, file)
    sign, tone = SIGNS[code]
    chip = f'<span class="chip {tone}"><i aria-hidden="true">{sign}</i>{say(f"loading.fate_{code}")}</span>'
    row = st.container(key=f"file_{file.number}", horizontal=True, gap="small", vertical_alignment="center")
    with row:
        st.html(f'<div class="doc"><b>{escape(file.shown)}</b> {chip}<br>{_about(visit, file)}</div>')
        if file.readings:
            first = file.readings[0].report.report_id[:12]
            label = say("loading.look")
            st.button(label, key=f"look_{file.number}", on_click=_look, args=(first,), help=formats.plain(file.shown))
        st.button(say("loading.leave"), key=f"leave_{file.number}", type="tertiary", on_click=_leave, args=(file,))


def _about(visit: Visit, file: Staged) -> str:
    """What was read of a file; of one that was not, why, and what to do."""
    say = visit.say
    if file.error:
        return escape(str(file.error))
    readings = file.readings
    graves = [p for reading in readings for p in reading.problems if p.severity in ("error", "warning")]
    counts = {
        "reports.facts": sum(len(reading.facts) for reading in readings),
        "reports.problems": len(graves),
        "reports.unclaimed": sum(len(reading.unclaimed) for reading in readings),
    }
    told = [say(key, n=formats.number(count, visit.lang)) for key, count in counts.items()]
    several = [say("loading.sources", n=len(readings))] if len(readings) > 1 else []
    choices = sum(1 for problem in graves if problem.readings)
    return " · ".join([*several, *told, *([say("loading.choices", n=choices)] if choices else [])])


def _look(report: str) -> None:
    filters.change(report=report, fact=None)


def _leave(file: Staged) -> None:
    session.staging().remove(file)
