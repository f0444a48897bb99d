"""The only place for what surrounds every page: name, pages, language, notices about the link, the data's vintage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import streamlit as st

from pages.parts import data, formats, url
from pages.parts.visit import Visit, unit_named
from pages.parts.words import Say, say_in

STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.svg")


def masthead(pages: Sequence[st.Page], view: url.View) -> None:
    """The top of the window. Links between pages keep language, scope and vintage; the language switch keeps all."""
    st.html(STYLE)
    say = say_in(view.lang)
    st.html(f'<style>.stApp {{ --nothing-found: "{say("filter.nothing")}"; }}</style>')
    kept = url.encode(url.View(lang=view.lang, place=view.place, level=view.level, v=view.v))
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<div class="brand">{say("app.name")}<small>{say("app.claim")}</small></div>', width="content")
        for page in pages:
            st.page_link(page, query_params=kept)
        st.space("stretch")
        st.button(
            say("app.other_language"),
            key="language",
            type="tertiary",
            on_click=_speak,
            args=("vi" if view.lang == "en" else "en",),
        )


def _speak(lang: str) -> None:
    view, _ = url.read()
    url.write(replace(view, lang=lang))


def notice(text: str, tone: str = "") -> None:
    """One sentence a visitor should not miss; `text` is escaped."""
    st.html(f'<div class="notice {tone}" role="status">{escape(text)}</div>')


def simulated(visit: Visit) -> None:
    """The mark on every page of made-up data, which stays at the top however far one scrolls."""
    if visit.wh.is_simulated:
        mark, why = visit.say("app.simulated"), visit.say("app.simulated_why")
        with st.container(key="simulated"):
            st.html(f'<div class="simulated" role="note"><b>{mark}</b> {why}</div>')


def unknown_values(unknown: Sequence[url.Unknown], say: Say) -> None:
    """Names what the link said and nobody understood."""
    if unknown:
        named = "; ".join(f"{each.name} = “{each.value[:60]}”" for each in unknown[:8])
        notice(say("app.unknown", values=named))


def no_warehouse(fault: data.NoWarehouse, view: url.View, say: Say) -> None:
    """What stands in a page's place before anything was loaded."""
    st.title(say("app.no_data"), anchor=False)
    notice(fault.message_en if view.lang == "en" else fault.message_vi)
    st.markdown(say("app.no_data_how"))


def emptiness(visit: Visit) -> None:
    """Says so where the warehouse holds nothing, so that empty pages are not taken for zero."""
    if data.counts(visit.wh)["reports"] == 0:
        notice(visit.say("app.empty_warehouse"), "calm")


def settled(visit: Visit, **found: object) -> Visit:
    """The visit with what the page decided where the link said nothing: for foot, downloads, and a pinned link."""
    view = replace(visit.view, **found)
    st.session_state["settled"] = view
    return replace(visit, view=view)


def foot(visit: Visit, page: str) -> None:
    """The bottom: which data this is, what is shown, and the switch that pins the data in the link."""
    visit = replace(visit, view=st.session_state.pop("settled", visit.view))
    say, lang, wh = visit.say, visit.lang, visit.wh
    counted = {name: formats.number(count, lang) for name, count in data.counts(wh).items()}
    when = formats.moment(taken_at(wh.vintage), lang)
    shown = say("app.shown", view=" · ".join((page, *described(visit))))
    pinned = f" · {say('app.pinned')}" if visit.view.v else ""
    with st.container(key="foot", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<div class="foot"><b>{say("app.vintage", when=when)}</b> · {wh.vintage}{pinned}<br>'
            f"{say('app.counts', **counted)}<br>{escape(shown)}</div>"
        )
        label, target = ("app.unpin", "") if visit.view.v else ("app.pin", wh.vintage)
        st.button(say(label), key="pin", type="tertiary", on_click=url.write, args=(replace(visit.view, v=target),))


def described(visit: Visit) -> list[str]:
    """What the view shows, in words: scope, unit, indicator, period, level, and the words searched for."""
    view, say, lang = visit.view, visit.say, visit.lang
    if view.report:
        return [f"{say('column.report')} {view.report}"]
    parts = _compared(visit) if view.who is not None else [visit.place_name(view.place)]
    if view.unit and (unit := unit_named(visit.wh, view.place, view.unit)):
        parts.append(str(unit["unit"]))
    if view.indicator:
        parts.append(visit.title(data.indicators()[view.indicator]))
    if view.kind:
        parts.append(formats.period(view.kind, view.period, lang) if view.period else say(f"kind.{view.kind}"))
    parts.append(say(f"level.{view.level}"))
    return [*parts, *([f"“{view.q}”"] if view.q else [])]


def _compared(visit: Visit) -> list[str]:
    """Who is compared, by which indicators, on which boundaries, and between which periods."""
    view, lang = visit.view, visit.lang
    parts = [", ".join(visit.body_name(key) for key in view.who or ())]
    parts.append(", ".join(visit.title(data.indicators()[name]) for name in view.indicators or ()))
    parts.append(visit.say(f"compare.map_{view.boundaries}"))
    if view.before and view.after:
        parts.append(" → ".join(formats.period(view.kind, label, lang) for label in (view.before, view.after)))
    return [part for part in parts if part]


def taken_at(vintage: str) -> datetime:
    """The moment a vintage was made, out of its name."""
    return datetime.strptime(vintage.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
