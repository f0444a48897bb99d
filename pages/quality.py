"""Chất lượng: what contradicts itself, where sources disagree, what does not add up, and who has not reported."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.parts import frame
from pages.parts.downloads import exports, lists
from pages.parts.drawing import standing
from pages.parts.quality import sums, who_reported
from pages.parts.reports import contradictions
from pages.parts.visits import filters
from pages.parts.visits.visit import visit

here = visit()
say = here.say

st.title(say("quality.title"), anchor=False)
with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="bottom"):
    filters.place(here, everywhere=say("filter.any"))

here = frame.settled(here)
found = contradictions.found(here)
disagreeing, unbalanced = sums.disagreeing(here), sums.unbalanced(here)
contradictions.counted(here, found, disagreeing, unbalanced)
sums.draw_limit(here)

left, right = st.columns([7, 5], gap="large")
with left:
    standing.part(say("quality.contradictions"), say("quality.contradictions_under"))
    contradictions.filter_by_kind(here, found)
    contradictions.draw(here, found)
    told = contradictions.chosen(here, found)
    if not told.is_empty():
        name, rows = "dung-han_mau-thuan.csv", partial(lists.contradictions, here, told)
        exports.button(here, say("quality.contradictions"), rows, "chat-luong", name, key="contradictions")
with right:
    standing.part(say("quality.disagreements"), say("quality.disagreements_under"))
    sums.draw_disagreeing(here, disagreeing)
    if not disagreeing.is_empty():
        exports.button(
            here, say("quality.disagreements"), disagreeing, "chat-luong", "dung-han_cac-nguon.csv", key="readings"
        )
standing.part(say("quality.sums"), say("quality.sums_under"))
sums.draw_unbalanced(here, unbalanced)
exports.button(here, say("quality.sums"), sums.checked(here), "chat-luong", "dung-han_doi-chieu.csv", key="checked")
standing.part(say("quality.coverage"), say("quality.coverage_under"))
who_reported.draw(here)
