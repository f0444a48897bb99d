"""The frame: page config, the list of pages, language, and a footer with the data's vintage.

To add a page: one file in `pages`, one line in PAGES. Its address must differ from the file's name: a deep link to the
name would otherwise be answered by Streamlit's own discovery after a restart, before this file ever runs.
"""

from __future__ import annotations

import streamlit as st

from pages.parts import data, frame
from pages.parts.language.words import say_in
from pages.parts.visits import allowed, turns, url
from pages.parts.visits.visit import visit

PAGES = {
    "pages/overview.py": ("page.overview", "tong-quan"),
    "pages/indicator.py": ("page.indicator", "chi-so"),
    "pages/compare.py": ("page.compare", "so-sanh"),
    "pages/unit_profile.py": ("page.unit", "don-vi"),
    "pages/reports.py": ("page.reports", "bao-cao"),
    "pages/quality.py": ("page.quality", "chat-luong"),
    "pages/method.py": ("page.method", "phuong-phap"),
    "pages/loading.py": ("page.loading", "nap-bao-cao"),
}

st.set_page_config(page_title="Đúng Hạn", page_icon=frame.ICON, layout="wide")
view, _ = url.read()
say = say_in(view.lang)
# Made once for a session and language: to look for their files takes a tenth of a rerun.
kept = st.session_state.setdefault("pages", {})
if view.lang not in kept:
    kept[view.lang] = [
        st.Page(file, title=say(title), url_path=address, default=at == 0)
        for at, (file, (title, address)) in enumerate(PAGES.items())
    ]
pages = kept[view.lang]
# Streamlit takes the first address that ours ends with: of nap-bao-cao and bao-cao the longer one is to come first.
page = st.navigation(sorted(pages, key=lambda each: -len(each.url_path)), position="hidden")
copied = frame.masthead([each for each in pages if allowed.listed(each.url_path)], view)
with turns.turn():
    try:
        here = visit()
    except data.NoWarehouse as fault:
        frame.no_warehouse(fault, view, say)
    else:
        frame.simulated(here)
        frame.unknown_page([address for _, address in PAGES.values()], say)
        frame.unknown_values(here.unknown, say)
        frame.pinned(here)
        frame.emptiness(here)
        page.run()
        frame.foot(here, page, copied)
