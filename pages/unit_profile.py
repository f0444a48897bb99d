"""Đơn vị: one province, department, district or commune: who it is, how it stands, what it reported, what is wrong."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.parts import data, frame
from pages.parts.downloads import exports, lists
from pages.parts.drawing import standing
from pages.parts.language import legend
from pages.parts.method import definitions
from pages.parts.numbers import numbers_shown
from pages.parts.quality import sums
from pages.parts.reports import contradictions
from pages.parts.unit import identity, members, profile, reported, unit_reports
from pages.parts.visits import filters
from pages.parts.visits.visit import visit

here = identity.at_own_level(visit())
say, wh = here.say, here.wh
headline = [indicator for indicator in data.indicators().values() if indicator.headline]
indicator = data.indicators()[here.view.indicator or headline[0].name]

st.title(identity.title(here), anchor=False)
with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="bottom"):
    filters.place(here)
    filters.unit(here)
    here = filters.kind_and_period(here, [each.name for each in headline])
    filters.level(here)
identity.draw(here)

here = frame.settled(here)
shown = [numbers_shown.shown(here, each) for each in headline]
standing.part(say("unit.headline"), say("unit.headline_under"))
profile.draw(here, shown)
st.html(legend.listed(say, {each.status for each in shown}))

left, right = st.columns([7, 5], gap="large")
with left:
    if not here.region:  # a region itself reports nothing
        stated = reported.of_kind(here, reported.statements(here))
        standing.part(say("unit.reported"), say("unit.reported_under"))
        reported.draw(here, stated)
        if not stated.is_empty():
            exports.button(here, say("unit.reported"), stated, identity.PATH, "dung-han_don-vi.csv")
    standing.part(say("unit.reports"))
    unit_reports.draw(here)
    if not (own := unit_reports.found(here)).is_empty():
        rows, name = partial(lists.reports, here, own), "dung-han_bao-cao.csv"
        exports.button(here, say("unit.reports"), rows, identity.PATH, name, key="reports")
with right:
    found = members.members(here, indicator)
    if found:
        standing.part(say("unit.members_heading"), say("unit.members_under"))
        definitions.picker(here, indicator)
        members.draw(here, indicator, found)
        rows, name = partial(lists.members, here, indicator, found), "dung-han_don-vi-bao-cao.csv"
        exports.button(here, say("unit.members_heading"), rows, identity.PATH, name, key="who_reports")
    wrong, disagreeing = unit_reports.contradictions_of(here), unit_reports.own(here, sums.disagreeing(here))
    standing.part(say("unit.wrong"), say("unit.wrong_under"))
    with st.container(key="wrong"):
        contradictions.counted(here, wrong, disagreeing, unit_reports.own(here, sums.unbalanced(here)))
    unit_reports.draw_wrong(here, wrong)
    if not disagreeing.is_empty():
        sums.draw_few(here, disagreeing, most=unit_reports.FEW)
