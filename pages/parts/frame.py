"""The only place for what surrounds every page: name, pages, language, notices about the link, the data's vintage."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import data
from pages.parts.language import formats
from pages.parts.language.words import Say, say_in
from pages.parts.visits import url
from pages.parts.visits.visit import Visit, unit_named

ICON = "data:image/svg+xml;base64," + b64encode(Path(__file__).with_name("icon.svg").read_bytes()).decode()


def masthead(pages: Sequence[st.Page], view: url.View) -> DeltaGenerator:
    """The top of the window; returns the room for the button that copies the link, which the foot fills.

    Links between pages keep language, scope and vintage; the language switch keeps all.
    """
    say = say_in(view.lang)
    st.html(f'<style>.stApp {{ --nothing-found: "{say("filter.nothing")}"; }}</style>')
    kept = url.encode(url.View(lang=view.lang, place=view.place, level=view.level, v=view.v))
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<div class="brand">{say("app.name")}<small>{say("app.claim")}</small></div>', width="content")
        for page in pages:
            st.page_link(page, query_params=kept)
        st.space("stretch")
        room = st.empty()
        st.button(
            say("app.other_language"),
            key="language",
            type="tertiary",
            on_click=_speak,
            args=("vi" if view.lang == "en" else "en",),
        )
    return room


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


def unknown_page(addresses: Sequence[str], say: Say) -> None:
    """Names the page an address asked for that is not, or no longer, there; the first page stands in its place."""
    path = urlsplit(st.context.url or "").path.strip("/")
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    asked = path.removeprefix(base).strip("/")
    if asked not in ("", *addresses):
        notice(say("app.unknown_page", page=asked[:60]))


def pinned(visit: Visit) -> None:
    """Says that the data of this link stands still, what came since, and leads to the newest."""
    if not visit.view.v:
        return
    found = data.changes(visit.wh, data.open_vintage(""))
    numbers = {name: formats.number(getattr(found, name), visit.lang) for name in found.__dataclass_fields__}
    since = visit.say("app.changed" if found.any else "app.unchanged", **(numbers if found.any else {}))
    when = formats.moment(taken_at(visit.wh.vintage), visit.lang)
    with st.container(key="pinned", horizontal=True, vertical_alignment="center", gap="small"):
        notice(f"{visit.say('app.pinned_at', when=when)} {since}", "calm")
        st.button(visit.say("app.unpin"), key="newest", on_click=_unpin)


def _unpin() -> None:
    view, _ = url.read()
    url.write(replace(view, v=""))


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


def foot(visit: Visit, page: st.Page, room: DeltaGenerator) -> None:
    """The bottom: which data this is, what is shown, the switch that pins the data; and the link to all of it."""
    visit = replace(visit, view=st.session_state.pop("settled", visit.view))
    say, lang, wh = visit.say, visit.lang, visit.wh
    counted = {name: formats.number(count, lang) for name, count in data.counts(wh).items()}
    when = formats.moment(taken_at(wh.vintage), lang)
    shown = say("app.shown", view=" · ".join((page.title, *described(visit))))
    is_pinned = f" · {say('app.pinned')}" if visit.view.v else ""
    with st.container(key="foot", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<div class="foot"><b>{say("app.vintage", when=when)}</b> · {wh.vintage}{is_pinned}<br>'
            f"{say('app.counts', **counted)}<br>{escape(shown)}</div>"
        )
        label, target = ("app.unpin", "") if visit.view.v else ("app.pin", wh.vintage)
        st.button(say(label), key="pin", type="tertiary", on_click=url.write, args=(replace(visit.view, v=target),))
    room.html(_copying(say, url.link(page.url_path or "./", replace(visit.view, v=wh.vintage))), width="content")


def _copying(say: Say, link: str) -> str:
    """The button that copies a link with everything settled in it, and the data pinned; the browser makes it whole."""
    return (
        f'<span class="own"><button type="button" data-copy="{escape(link, quote=True)}" '
        f'data-done="{say("app.copied")}" data-failed="{say("app.copy_failed")}" title="{say("app.copy_means")}">'
        f'{say("app.copy")}</button><span role="status"></span></span>'
    )


def described(visit: Visit) -> list[str]:
    """What the view shows, in words: whether simulated, scope, unit, indicator, period, level, what is searched."""
    return [*([visit.say("app.simulated")] if visit.wh.is_simulated else []), *_chosen(visit)]


def _chosen(visit: Visit) -> list[str]:
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
    parts += [say(f"{name}.{code}") for name in ("family", "state", "check") if (code := getattr(view, name))]
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
