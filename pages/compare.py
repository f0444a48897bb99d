"""So sánh: units and indicators side by side, two indicators against each other, two periods, and why a whole moved."""

from __future__ import annotations

import streamlit as st

from pages.parts import frame
from pages.parts.compare import compared, comparing, side_by_side
from pages.parts.drawing import panels, standing
from pages.parts.visits import filters
from pages.parts.visits.visit import visit

here = visit()
say = here.say
shown = compared.compared(here)

st.title(say("compare.title"), anchor=False)
with st.container(key="filters_who", horizontal=True, gap="small", vertical_alignment="bottom"):
    comparing.who(here, shown)
    comparing.indicators(here, shown)
with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="bottom"):
    comparing.boundaries(here)
    filters.kind(here, shown.kinds, shown.kind)
    filters.level(here)
    filters.place(here, everywhere=say("compare.no_scope"), label="compare.bodies_of")
comparing.rule(here, shown)
here = frame.settled(here, kind=shown.kind, who=shown.asked, indicators=tuple(each.name for each in shown.indicators))

rows = {name: course.to_dicts() for name, course in shown.courses.items()}
every = [row for each in rows.values() for row in each]
days = panels.days_of(every)
standing.part(say("compare.courses"), say("indicator.marks"))
st.html(panels.names(shown.who))
comparing.breaks(here, every, days)
cells = st.grid(len(shown.indicators) if 0 < len(shown.indicators) < 3 else 3, min_column_width=330, gap="medium")
for indicator in shown.indicators:
    with cells.cell():
        comparing.panel(here, shown, indicator, rows[indicator.name], days)
comparing.download(here, shown)
here = side_by_side.before_and_after(here, shown)
side_by_side.against_each_other(here, shown)
