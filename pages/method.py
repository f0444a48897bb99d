"""Phương pháp: every indicator, figure, rule, target and source, as the catalogues define them; and the limits."""

from __future__ import annotations

import streamlit as st

from pages.parts import frame
from pages.parts.drawing import standing
from pages.parts.language import legend
from pages.parts.method import methods
from pages.parts.visits.visit import visit

here = visit()
say = here.say

st.title(say("method.title"), anchor=False)
st.html(f'<p class="lead">{say("method.lead")}</p>')
here = frame.settled(here)

standing.part(say("method.rules"), say("method.rules_under"))
methods.rules(here)
standing.part(say("method.indicators", n=methods.count_of_indicators()), say("method.indicators_under"))
methods.indicators(here)
standing.part(say("method.fields", n=methods.count_of_fields(here)), say("method.fields_under"))
methods.fields(here)
standing.part(say("method.targets"), say("method.targets_under"))
methods.targets(here)
standing.part(say("method.sources"), say("method.sources_under"))
methods.sources(here)
standing.part(say("method.statuses"))
st.html(legend.listed(say, legend.SHAPES))
standing.part(say("method.limits"))
methods.limits(here)
