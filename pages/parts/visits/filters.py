"""The only place for the controls. The link is the truth: a control shows what it says, and a change changes the link.

So the browser's back button, a copied link and a switch of language keep the view, and no choice outlives its link.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.language import formats
from pages.parts.visits import url
from pages.parts.visits.regions import MAPS, of_map
from pages.parts.visits.visit import Visit

OUT_OF_SIGHT = "\u2003" * 90
"""Stands between a name and its plain spelling in a select box: the spelling is searched, and never seen."""


def change(**changes: object) -> None:
    """Writes the changed view into the link; for callbacks."""
    view, _ = url.read()
    url.write(replace(view, **changes))


def choice(
    label: str,
    options: Mapping[str, str],
    chosen: str,
    key: str,
    changes: Callable[[str], dict[str, object]],
    *,
    searched: bool = False,
) -> None:
    """A select box over code → name; `changes` says what a choice means for the view."""
    st.session_state[key] = chosen if chosen in options else next(iter(options), None)
    st.selectbox(
        label,
        list(options),
        key=key,
        format_func=lambda code: searchable(options[code]) if searched else options[code],
        filter_mode="contains" if searched else None,
        placeholder=formats.MISSING,
        on_change=lambda: change(**changes(st.session_state[key])),
    )


def searchable(name: str) -> str:
    """A name that is also found by its plain spelling: "da nang" finds Đà Nẵng."""
    return f"{name}{OUT_OF_SIGHT}{formats.folded(name)}"


def place(visit: Visit, *, everywhere: str | None = None, label: str = "filter.place") -> None:
    """The scope: the nation, the regions and provinces of today, those until 30 June 2025."""
    options = place_options(visit, with_wholes=True)
    if everywhere:
        options[url.NATION] = everywhere
    choice(
        visit.say(label),
        options,
        visit.view.place,
        "place",
        # the bodies of another place are no whole of this one
        lambda key: {"place": key, "unit": "", "p": 1, "d": 1, **({"whole": ""} if ":" in visit.view.whole else {})},
        searched=True,
    )


def place_options(visit: Visit, *, with_nation: bool = True, with_wholes: bool = False) -> dict[str, str]:
    """Key → name of every place, in Vietnamese order; old provinces only where a report speaks of them.

    With wholes also the regions, the old ones under the same condition, each before its map's provinces.
    """
    spoken_of = data.places_with_data(visit.wh)
    keys = data.places_in_order(visit.wh)
    new = [key for key in keys if key.startswith("34.")]
    old = [key for key in keys if key.startswith("63.") and (key in spoken_of or key == visit.view.place)]
    nation = [url.NATION] if with_nation or with_wholes else []
    regions = {each: [region.key for region in of_map(visit.wh, each)] if with_wholes else [] for each in MAPS}
    wholes = regions["63"] if old or visit.view.place in regions["63"] else []
    return {key: dated(visit, key) for key in (*nation, *regions["34"], *new, *wholes, *old)}


def dated(visit: Visit, key: str) -> str:
    """A place's name; that of an old province says so."""
    name = visit.place_name(key)
    until = visit.say("filter.before_merger")
    return f"{name} ({until})" if key.startswith("63.") and until not in name else name


def unit(visit: Visit) -> None:
    """Who of the place: the whole territory, or one of the bodies that report on it. Nothing where there are none."""
    found = data.units(visit.wh, visit.view.place)
    if found.is_empty():
        return
    options = {"": visit.say("filter.whole_unit")}
    options |= {formats.slug(name): name for name in found["unit"]}
    choice(visit.say("filter.unit"), options, visit.view.unit, "unit", lambda slug: {"unit": slug}, searched=True)


def level(visit: Visit) -> None:
    """The level whose dossiers are counted."""
    options = {code: visit.say(f"level.{code}") for code in url.LEVELS[:4]}
    if visit.view.level not in options:
        options[visit.view.level] = visit.say(f"level.{visit.view.level}")
    choice(visit.say("filter.level"), options, visit.view.level, "level", lambda code: {"level": code})


def kind(visit: Visit, kinds: Sequence[str], chosen: str) -> None:
    """The kind of period."""
    options = {code: visit.say(f"kind.{code}") for code in kinds}
    choice(
        visit.say("filter.kind"),
        options,
        chosen,
        "kind",
        lambda code: {"kind": code, "period": "", "before": "", "after": ""},
    )


def period(visit: Visit, kind: str, labels: Sequence[str], chosen: str) -> None:
    """One period of a kind, newest first."""
    named = [*labels, *([chosen] if chosen and chosen not in labels else [])]
    options = {label: formats.period(kind, label, visit.lang) for label in named}
    choice(
        visit.say("filter.period"),
        options,
        chosen,
        "period",
        lambda label: {"kind": kind, "period": label},
        searched=len(options) > 12,
    )


def kind_and_period(visit: Visit, names: Sequence[str]) -> Visit:
    """For the first page: the latest of everything, or one period of one kind. Returns the visit so set."""
    place = None if visit.has_provinces else visit.view.place
    found = data.periods_of_all(visit.wh, tuple(names), visit.view.level, place)
    chosen = visit.view.kind or "latest"
    kind(visit, ["latest", *(code for code in url.KINDS[1:] if code in found or code == chosen)], chosen)
    if chosen == "latest":
        return visit
    labels = found.get(chosen, [])
    label = visit.view.period or (labels[0] if labels else "")
    period(visit, chosen, labels, label)
    return replace(visit, view=replace(visit.view, period=label))


def highlighted(visit: Visit, chosen: Mapping[str, str]) -> None:
    """The places drawn in front; none is a choice too, and stands in the link."""
    options = place_options(visit, with_nation=False)
    several(visit.say("filter.units"), options, list(chosen), "units", visit.say("filter.units_hint"))


def several(label: str, options: Mapping[str, str], chosen: Sequence[str], key: str, hint: str, most: int = 6) -> None:
    """A box for several codes of code → name, found without marks; what is chosen stands under `key` in the link."""
    st.session_state[key] = [code for code in chosen if code in options]
    st.multiselect(
        label,
        list(options),
        key=key,
        format_func=lambda code: searchable(options[code]),
        filter_mode="contains",
        max_selections=most,
        select_all=False,
        wrap=True,
        placeholder=hint,
        on_change=lambda: change(**{key: tuple(st.session_state[key])}),
    )


def on_its_page(visit: Visit, rows: pl.DataFrame, each: int, name: str = "p") -> pl.DataFrame:
    """The rows on the page that the link names, so many on each."""
    return rows.slice((_page(visit, rows.height, each, name) - 1) * each, each)


def pager(visit: Visit, count: int, each: int, name: str = "p") -> None:
    """The way to the other pages of a list; nothing where there is one page."""
    if count <= each:
        return
    page, pages = _page(visit, count, each, name), -(-count // each)
    with st.container(key=f"pager_{name}", horizontal=True, gap="small", vertical_alignment="center"):
        _turn(visit.say("reports.previous"), name, page - 1, disabled=page <= 1)
        st.html(f'<span class="lead">{visit.say("reports.page", p=page, pages=pages)}</span>', width="content")
        _turn(visit.say("reports.next"), name, page + 1, disabled=page >= pages)


def _page(visit: Visit, count: int, each: int, name: str) -> int:
    return max(1, min(getattr(visit.view, name), -(-count // each)))


def _turn(words: str, name: str, page: int, *, disabled: bool) -> None:
    st.button(words, key=f"to_{name}_{words}", disabled=disabled, on_click=change, kwargs={name: page})
