"""The only place that shows how places stand to each other: the map, the middle, the highest and the lowest."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from pages.parts import data
from pages.parts.drawing import pictures, tables, tilemap
from pages.parts.drawing.mapped import Mapped
from pages.parts.language import formats, legend
from pages.parts.numbers.comparison import Row
from pages.parts.visits import filters, url
from pages.parts.visits.visit import Visit

ENDS = 5
"""How many of the highest and of the lowest stand beside the map."""


def part(title: str, under: str = "") -> None:
    """A heading inside a page, with a line under it."""
    st.html(f'<div class="part" role="heading" aria-level="2"><b>{escape(title)}</b><span>{escape(under)}</span></div>')


def controls(visit: Visit, drawn: Mapped | None) -> None:
    """What the map draws, and on which boundaries; a region has those of its own map."""
    options = {"": visit.say("overview.map_auto")}
    options |= {name: visit.title(indicator) for name, indicator in data.indicators().items()}
    if drawn is not None and not visit.view.indicator:
        options[""] = visit.say("overview.map_auto_is", title=visit.title(drawn.indicator))
    with st.container(key="filters_map", horizontal=True, gap="small", vertical_alignment="bottom"):
        filters.choice(
            visit.say("overview.map_of"), options, visit.view.indicator, "indicator",
            lambda name: {"indicator": name}, searched=True,
        )  # fmt: skip
        if visit.region is None:
            maps = {code: visit.say(f"overview.boundaries_{code}") for code in url.BOUNDARIES}
            filters.choice(
                visit.say("compare.boundaries"), maps, visit.view.boundaries, "boundaries",
                lambda code: {"boundaries": code},
            )  # fmt: skip


def nothing_to_draw(visit: Visit) -> None:
    """Says why the map that was asked for is empty."""
    word = "overview.map_none_63" if visit.view.boundaries == "63" else "overview.map_none"
    st.html(f'<div class="notice calm">{visit.say(word)}</div>')


def draw(visit: Visit, mapped: Mapped) -> None:
    """The map under its heading, and the same as a table."""
    name, period = visit.title(mapped.indicator), formats.period(mapped.kind, mapped.period, visit.lang)
    told = visit.say("overview.map_sub", period=period, n=mapped.rows.height, total=mapped.expected)
    part(visit.say("overview.map", title=name), told)
    rows, unit = mapped.rows.to_dicts(), mapped.indicator.unit
    drawing, height = tilemap.svg(visit, rows, unit, mapped.vintage)
    title, under = visit.say("overview.map", title=name), f"{pictures.unit_of(visit, mapped.indicator)} · {told}"
    picture = pictures.buttons(visit, title, under, "ban-do", pictures.captioned(visit, drawing, height, title, under))
    st.html(tilemap.tilemap(visit, rows, unit, mapped.vintage, f"{name}, {period}") + picture)
    label = visit.say("overview.map_table")
    as_table = st.popover(label, type="tertiary", icon=":material/table:", key="map_table", on_change="rerun")
    if as_table.open:  # most visitors never ask for it
        with as_table:
            tables.show(visit, mapped.indicator, mapped.rows)


def ends(visit: Visit, mapped: Mapped, fell: str = "") -> None:
    """The middle, the highest and the lowest of the places on the map (all, where they are few), and the way on.

    `fell` is the table of those that got worse by most.
    """
    rows, unit = mapped.rows.to_dicts(), mapped.indicator.unit
    few = {"overview.each_of_region" if visit.region else "overview.each": rows} if len(rows) <= 2 * ENDS else {}
    told = few or {"overview.top": rows[:ENDS], "overview.bottom": rows[-ENDS:]}
    lists = [*(_list(visit, caption, each, unit) for caption, each in told.items()), fell]
    st.html(f'<div class="ends">{_summary(visit, unit, [row["value"] for row in rows])}{"".join(lists)}</div>')
    view = replace(visit.view, indicator=mapped.indicator.name, kind=mapped.kind, period=mapped.period)
    if few:
        return
    with st.container(key="all_places"):
        label = visit.say("overview.all_places", n=len(rows))
        st.page_link("pages/indicator.py", label=label, query_params=url.encode(view))


def _summary(visit: Visit, unit: str, values: list[float]) -> str:
    """The middle one, large, and between what it lies."""
    middle = formats.value(statistics.median(values), unit, visit.lang)
    low, high = (formats.value(end, unit, visit.lang) for end in (min(values), max(values)))
    return (
        f'<div class="middle"><span>{visit.say("overview.median", n=len(values))}</span>'
        f"<b>{middle} <small>{formats.unit_word(unit, visit.lang)}</small></b>"
        f"<span>{visit.say('overview.between', low=low, high=high)}</span></div>"
    )


def _list(visit: Visit, caption: str, rows: Sequence[Row], unit: str) -> str:
    lines = "".join(
        f"<tr><td>{'' if row['rank'] is None else row['rank']}</td><td>{escape(str(row['place']))}</td>"
        f"<td>{formats.value(row['value'], unit, visit.lang)}</td></tr>"
        for row in rows
    )
    return f'<table class="few"><caption>{visit.say(caption)}</caption>{lines}</table>'


def held(visit: Visit) -> None:
    """The reports that await a person's decision, one click away."""
    count = data.counts(visit.wh)["held"]
    if count:
        view = url.View(lang=visit.lang, v=visit.view.v, state="held")
        label = f"{legend.SHAPES['held']} {visit.say('overview.held', n=formats.number(count, visit.lang))}"
        with st.container(key="held"):
            st.page_link("pages/reports.py", label=label, query_params=url.encode(view))


def nothing(visit: Visit, kinds: Sequence[str]) -> None:
    """Says that there is nothing for this choice, and where there is something."""
    named = ", ".join(visit.say(f"kind.{kind}").lower() for kind in kinds)
    told = visit.say("indicator.no_value")
    st.html(f'<div class="notice calm">{told} {visit.say("indicator.try_kind", kinds=named) if named else ""}</div>')
