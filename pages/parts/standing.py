"""The only place that shows how places stand to each other, and what a place was before the merger."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

import polars as pl
import streamlit as st

from pages.parts import data, filters, formats, legend, pictures, tables, tilemap, url
from pages.parts.comparison import Row
from pages.parts.visit import Visit
from queries import COVERAGE_TO_RANK, Indicator

MOST_REPORTERS = 8
ENDS = 5
"""How many of the highest and of the lowest stand beside the map."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """One indicator in one period, known for enough provinces to be a map."""

    indicator: Indicator
    kind: str
    period: str
    rows: pl.DataFrame
    """As `queries.ranking`, those with a value."""

    @property
    def vintage(self) -> str:
        return str(self.rows["place_vintage"].mode().sort()[-1])


def best_mapped(visit: Visit, indicators: Sequence[Indicator]) -> Mapped | None:
    """What enough provinces have a number of: in the chosen period, else in the latest such; None if there is none."""
    found = [mapped for indicator in indicators if (mapped := _mapped(visit, indicator)) is not None]
    return max(found, key=lambda mapped: (mapped.rows["period_end"].max(), mapped.rows.height), default=None)


def _mapped(visit: Visit, indicator: Indicator) -> Mapped | None:
    periods = data.periods(visit.wh, indicator.name, visit.view.level)
    if visit.view.kind not in ("", "latest"):
        periods = periods.filter(pl.col("period_kind") == visit.view.kind)
    if visit.view.period:
        periods = periods.filter(pl.col("period") == visit.view.period)
    for row in periods.filter(pl.col("units") >= COVERAGE_TO_RANK * 34).iter_rows(named=True):
        ranked = data.ranking(visit.wh, indicator.name, row["period"], visit.view.level).filter(
            pl.col("value").is_not_null() & (pl.col("coverage") >= COVERAGE_TO_RANK)
        )
        if not ranked.is_empty():
            mapped = Mapped(indicator, row["period_kind"], row["period"], ranked)
            return mapped if tilemap.drawable(visit, mapped.vintage) else None
    return None


def part(title: str, under: str = "") -> None:
    """A heading inside a page, with a line under it."""
    st.html(f'<div class="part" role="heading" aria-level="2"><b>{escape(title)}</b><span>{escape(under)}</span></div>')


def draw(visit: Visit, mapped: Mapped) -> None:
    """The map under its heading, and the same as a table."""
    name, period = visit.title(mapped.indicator), formats.period(mapped.kind, mapped.period, visit.lang)
    first = mapped.rows.row(0, named=True)
    counts = {"n": first["units_with_value"], "total": first["units_expected"]}
    told = visit.say("overview.map_sub", period=period, **counts)
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


def ends(visit: Visit, mapped: Mapped) -> None:
    """The middle, the highest and the lowest of the places on the map, and the way to all of them."""
    rows, unit = mapped.rows.to_dicts(), mapped.indicator.unit
    lists = [
        _list(visit, caption, few, unit)
        for caption, few in (("overview.top", rows[:ENDS]), ("overview.bottom", rows[-ENDS:]))
    ]
    st.html(f'<div class="ends">{_summary(visit, unit, [row["value"] for row in rows])}{"".join(lists)}</div>')
    view = replace(
        visit.view, indicator=mapped.indicator.name, kind=mapped.kind, period=mapped.period, place=url.NATION
    )
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


def lineage(visit: Visit) -> None:
    """Which old provinces a new one is made of, or which new one an old one went into: a button each."""
    vintage, code = visit.view.place.split(".")
    if vintage == "34":
        label = "overview.made_of"
        related = [
            key
            for key, row in visit.places.items()
            if (row["successor_vintage"], row["successor_code"]) == (vintage, code)
        ]
    else:
        label, row = "overview.went_into", visit.places[visit.view.place]
        related = [f"{row['successor_vintage']}.{row['successor_code']}"] if row["successor_code"] else []
    with st.container(key="lineage", horizontal=True, gap="xsmall", vertical_alignment="center"):
        if related:
            st.html(f'<span class="lead">{visit.say(label)}</span>', width="content")
        for key in related:
            st.button(visit.place_name(key), key=f"go_{key}", type="tertiary", on_click=_go, args=(key,))
        st.space("stretch")
        view = url.View(lang=visit.lang, v=visit.view.v, place=visit.view.place)
        label = visit.say("overview.reports", place=visit.place_name(visit.view.place))
        st.page_link("pages/reports.py", label=label, query_params=url.encode(view))


def held(visit: Visit) -> None:
    """The reports that await a person's decision, one click away."""
    count = data.counts(visit.wh)["held"]
    if count:
        view = url.View(lang=visit.lang, v=visit.view.v, state="held")
        label = f"{legend.SHAPES['held']} {visit.say('overview.held', n=formats.number(count, visit.lang))}"
        with st.container(key="held"):
            st.page_link("pages/reports.py", label=label, query_params=url.encode(view))


def reporters(visit: Visit) -> None:
    """The places most is known of, a button each, where too few are known to draw a map."""
    found = data.most_known_places(visit.wh)[:MOST_REPORTERS]
    if found:
        with st.container(key="lineage", horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.html(f'<span class="lead">{visit.say("overview.reporters")}</span>', width="content")
            for key in found:
                st.button(visit.place_name(key), key=f"go_{key}", type="tertiary", on_click=_go, args=(key,))


def _go(key: str) -> None:
    filters.change(place=key, unit="")


def nothing(visit: Visit, kinds: Sequence[str]) -> None:
    """Says that there is nothing for this choice, and where there is something."""
    named = ", ".join(visit.say(f"kind.{kind}").lower() for kind in kinds)
    told = visit.say("indicator.no_value")
    st.html(f'<div class="notice calm">{told} {visit.say("indicator.try_kind", kinds=named) if named else ""}</div>')
