"""The only place where a person decides about a file before it counts: whose and when it is, and between readings.

Everything is chosen, nothing typed but the name and the reason; what was decided lies in a file beside the report.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from loaders.choosing import choice_of
from loaders.decisions import Decision
from loaders.receiving.staging import Staged
from loaders.records import Fact, LoaderError, Problem, Reading
from pages.parts import frame
from pages.parts.drawing import standing
from pages.parts.intake import options, session
from pages.parts.language import formats
from pages.parts.reports import highlight
from pages.parts.reports.documents import Document, label, unit_name
from pages.parts.visits.visit import Visit

_FAULT = "loading_fault"


def draw(document: Document, file: Staged, reading: Reading) -> None:
    """What can be decided about one file, and what was."""
    visit = document.visit
    standing.part(visit.say("loading.decisions"), visit.say("loading.decisions_under"))
    if fault := st.session_state.pop(_FAULT, None):
        frame.notice(fault, "bad")
    for problem in (each for each in reading.problems if each.readings):
        _between(document, file, problem)
    if len(file.readings) == 1 and not document.is_table:
        _head(document, file, reading)
    if file.decision:
        st.button(visit.say("loading.undecide"), key="undecide", on_click=_undecide, args=(visit, file))


def _between(document: Document, file: Staged, problem: Problem) -> None:
    """One figure with several values: each as it is printed, with its sentence."""
    visit, say = document.visit, document.visit.say
    first = problem.readings[0]
    whose = [label(visit, first.field), say(f"level.{first.admin_level}").lower(), unit_name(visit, first.unit)]
    key = f"{file.number}_{first.field}_{first.at.start}"
    with st.form(key=f"between_{key}", enter_to_submit=False):
        st.radio(
            say("loading.which", figure=" · ".join(part for part in whose if part)),
            range(len(problem.readings)),
            key=f"which_{key}",
            index=None,
            format_func=lambda at: formats.plain(problem.readings[at].raw),
            captions=[_sentence(document, fact) for fact in problem.readings],
        )
        _why(visit, key)
        st.form_submit_button(say("loading.choose"), on_click=_choose, args=(visit, file, problem, key))


def _sentence(document: Document, fact: Fact) -> str:
    """The words around a printed number, as plain text; and whether an equation of the report confirms it."""
    same = document.facts.filter(status="confirmed", field=fact.field, raw=fact.raw, admin_level=fact.admin_level)
    sure = f" ({highlight.SIGNS['confirmed']} {document.visit.say('fact.confirmed').lower()})" if same.height else ""
    if fact.at.start is None or fact.at.end is None:
        return (fact.at.cell or "") + sure
    start, end = highlight.sentence(document.text, fact.at.start, fact.at.end)
    start, end = max(start, fact.at.start - 90), min(end, fact.at.end + 90)
    return formats.plain(highlight.flowing(document.text[start:end]).strip()) + sure


def _head(document: Document, file: Staged, reading: Reading) -> None:
    """Place, unit and period, out of those known and those that the text names; each may stay as it was read."""
    visit, say = document.visit, document.visit.say
    report, key = reading.report, str(file.number)
    offered = {
        "place": options.places(visit, report),
        "unit": options.units(visit, report, file.look.units if file.look else ()),
        "period": options.periods(visit, report, file.look.periods if file.look else ()),
    }
    title = say("loading.head_held" if report.state == "held" else "loading.head")
    with st.expander(title, expanded=report.state == "held"), st.form(key=f"head_{key}", enter_to_submit=False):
        for name, choices in offered.items():
            st.selectbox(
                say(f"report.{name}"),
                list(choices),
                key=f"{name}_{key}",
                format_func=choices.__getitem__,
                filter_mode="contains",
            )
        _why(visit, f"head_{key}")
        st.form_submit_button(say("loading.decide"), on_click=_decide_head, args=(visit, file, key))


def _why(visit: Visit, key: str) -> None:
    st.text_input(visit.say("loading.why"), key=f"why_{key}", max_chars=300, placeholder=visit.say("loading.why_hint"))


def _who_and_why(visit: Visit, key: str) -> tuple[str, str]:
    """The two things a person must say; raises LoaderError where one is missing."""
    why = " ".join(str(st.session_state.get(f"why_{key}", "")).split())
    if not session.clerk():
        raise LoaderError(visit.say("loading.no_name"))
    if not why:
        raise LoaderError(visit.say("loading.no_reason"))
    return session.clerk(), why


def _choose(visit: Visit, file: Staged, problem: Problem, key: str) -> None:
    def decision() -> Decision:
        old = file.decision
        who, why = _who_and_why(visit, key)
        at = st.session_state.get(f"which_{key}")
        if at is None:
            raise LoaderError(visit.say("loading.nothing_chosen"))
        choice = choice_of(problem.readings[at], who, date.today(), why)
        return _over(file, readings=(*(old.readings if old else ()), choice))

    _save(visit, file, decision)


def _decide_head(visit: Visit, file: Staged, key: str) -> None:
    def decision() -> Decision:
        who, why = _who_and_why(visit, f"head_{key}")
        said = {name: st.session_state.get(f"{name}_{key}") or None for name in ("place", "unit", "period")}
        if not any(said.values()):
            raise LoaderError(visit.say("loading.nothing_chosen"))
        kind, _, unit = (said.pop("unit") or "").partition("|")
        told = {**said, "unit": unit or None, "unit_kind": kind or None}
        decided = {"decided_by": who, "decided_on": date.today(), "reason": why}
        return _over(file, **{name: value for name, value in told.items() if value}, **decided)

    _save(visit, file, decision)


def _over(file: Staged, **said: Any) -> Decision:
    """What was decided about a file before, with what is decided now."""
    old = file.decision
    names = ("place", "period", "unit", "unit_kind", "decided_by", "decided_on", "reason", "readings")
    return Decision(**({name: getattr(old, name) for name in names} if old else {}) | said, where=file.shown)


def _save(visit: Visit, file: Staged, decision: Callable[[], Decision]) -> None:
    """Write a decision down and read the file anew; what cannot be is said in a sentence."""
    try:
        said = decision()
        with session.workers(visit.say) as workers:
            session.staging().decide(file, said, workers)
    except LoaderError as fault:
        st.session_state[_FAULT] = str(fault)
    except OSError as fault:
        st.session_state[_FAULT] = visit.say("loading.disk", why=fault.strerror or fault)


def _undecide(visit: Visit, file: Staged) -> None:
    with session.workers(visit.say) as workers:
        session.staging().undecide(file, workers)
