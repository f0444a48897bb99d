"""Tổng quan: how the nation, a region, a province or a unit is doing, in five seconds."""

from __future__ import annotations

import streamlit as st

from pages.parts import data, frame
from pages.parts.downloads import exports
from pages.parts.drawing import standing, tiles
from pages.parts.drawing.mapped import is_asked, mapped
from pages.parts.language import legend
from pages.parts.numbers import numbers_shown
from pages.parts.overview import attention, brief, drill
from pages.parts.visits import filters
from pages.parts.visits.visit import visit

here = visit()
say = here.say
headline = tuple(indicator for indicator in data.indicators().values() if indicator.headline)

st.title(say("overview.heading", place=here.place_name(here.view.place)), anchor=False)
with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="bottom"):
    filters.place(here)
    if not here.has_provinces:
        filters.unit(here)
    here = filters.kind_and_period(here, [indicator.name for indicator in headline])
    filters.level(here)

here = frame.settled(here)
drawn = mapped(here, headline) if here.has_provinces else None
shown = sorted((numbers_shown.shown(here, each) for each in headline), key=lambda each: each.row is None)
drill.draw(here, with_reporters=drawn is None)

if drawn is None and not (here.has_provinces and is_asked(here)):
    tiles.grid(here, shown, columns=4)
else:
    left, right = st.columns([4, 7], gap="medium")
    with left:
        standing.controls(here, drawn)
        if drawn is None:
            standing.nothing_to_draw(here)
        else:
            standing.draw(here, drawn)
    with right:
        if drawn is not None:
            standing.ends(here, drawn, attention.fell_most(here, drawn.indicator, drawn.period))
        patchy = any(each.status == "partial" for each in shown)
        standing.part(say("overview.headline"), say("overview.patchy") if patchy else "")
        told = [each for each in shown if not (each.is_median and drawn and each.indicator is drawn.indicator)]
        tiles.grid(here, told, columns=3)
st.html(legend.listed(say, {each.status for each in shown}))
attention.draw(here, headline)
with st.container(key="take_away", horizontal=True, gap="small"):
    brief.button(here, shown)
    exports.button(here, say("overview.headline"), numbers_shown.rows_of(shown), "", "dung-han_tong-quan.csv")
standing.held(here)
