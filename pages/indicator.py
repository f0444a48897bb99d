"""Chỉ số: one indicator: its course, who stands where, every number, and what it means."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pages.parts import data, frame
from pages.parts.downloads import exports
from pages.parts.drawing import pictures, standing, tables
from pages.parts.indicator import over_places, wholes_over_time
from pages.parts.indicator.choices import course_of
from pages.parts.language import formats, legend
from pages.parts.method import definitions
from pages.parts.numbers import numbers_shown
from pages.parts.visits import filters
from pages.parts.visits.visit import visit

here = visit()
say, lang, view = here.say, here.lang, here.view
indicator = data.indicators()[view.indicator or next(iter(data.indicators()))]
name = here.title(indicator)
course = course_of(here, indicator)

st.title(name, anchor=False)
with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="bottom"):
    definitions.picker(here, indicator)
    filters.kind(here, course.kinds, course.kind)
    filters.level(here)

here = frame.settled(
    here, indicator=indicator.name, kind=course.kind, period=course.period, units=tuple(course.highlighted)
)
left, right = st.columns([7, 4], gap="large")
with left:
    if course.rows.is_empty():
        standing.nothing(here, course.kinds)
    else:
        standing.part(say("indicator.trend"), say("indicator.marks"))
        filters.highlighted(here, course.highlighted)
        pictures.chart(
            here,
            wholes_over_time.drawn(here, indicator),
            key="trend",
            alt=course.alt(here, name),
            title=name,
            under=course.under(here, indicator),
        )
        over_places.draw(here, indicator, course)
with right:
    standing.part(say("indicator.definition"))
    definitions.draw(here, indicator)

rows = course.rows.filter(pl.col("value").is_not_null()).sort("period_end", "place", descending=[True, False])
seen = rows.head(tables.MOST_ROWS)
counts = {"n": formats.number(seen.height, lang), "total": formats.number(rows.height, lang)}
standing.part(
    say("indicator.table"), say("indicator.rows" if seen.height == rows.height else "indicator.some_rows", **counts)
)
tables.show(here, indicator, seen)
exports.button(here, name, rows.select(exports.COLUMNS), "chi-so", f"dung-han_{indicator.name}_{course.kind}.csv")
st.html(legend.listed(say, {numbers_shown.status_of(row) for row in seen.to_dicts()}))
