"""The only place for the ways up and down from a scope: nation → region → province → unit, and over the merger."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.parts import data
from pages.parts.drawing.mapped import boundaries
from pages.parts.drawing.tables import REPORT_PATH
from pages.parts.language import formats
from pages.parts.unit import identity
from pages.parts.visits import url
from pages.parts.visits.regions import of_map, region_of
from pages.parts.visits.visit import Visit

MOST = 8
"""Places, or bodies, offered in one line; the select box has them all."""
Step = tuple[str, str, str]
"""Name, key of the place, unit in the link."""


def draw(visit: Visit, *, with_reporters: bool = False) -> None:
    """One line: where the scope lies, what it is made of, and the way to its reports; a link each."""
    told = "".join(
        f"<span>{visit.say(label)} {' '.join(_link(visit, *step) for step in steps)}</span>"
        for label, steps in lines(visit, with_reporters=with_reporters)
    )
    if not visit.is_nation:
        there = url.link(REPORT_PATH, url.View(lang=visit.lang, v=visit.view.v, place=visit.view.place))
        words = visit.say("overview.reports", place=visit.place_name(visit.view.place))
        told += f'<a class="end" href="{escape(there, quote=True)}">{escape(words)}</a>'
    st.html(f'<nav class="drill">{told}</nav>')


def lines(visit: Visit, *, with_reporters: bool = False) -> list[tuple[str, list[Step]]]:
    """What is offered, under its words: up, then down; nothing that is not there."""
    if visit.is_nation:
        vintage = "63" if boundaries(visit) == "63" else "34"
        regions = [(region.name, region.key, "") for region in of_map(visit.wh, vintage)]
        told = [(f"drill.regions_{vintage}", regions)]
        most = data.most_known_places(visit.wh)[:MOST] if with_reporters else []
        told.append(("overview.reporters", [_place(visit, key) for key in most]))
    elif visit.region:
        members = [_place(visit, key) for key in visit.region.members]
        told = [("drill.up", [_place(visit, url.NATION)]), ("drill.provinces", members)]
    elif visit.view.unit:
        told = [("drill.up", [_place(visit, visit.view.place)])]
    else:
        told = _of_province(visit)
    return [(label, steps) for label, steps in told if steps]


def _of_province(visit: Visit) -> list[tuple[str, list[Step]]]:
    made_of, went_into = identity.lineage(visit)
    region = region_of(visit.wh, visit.view.place)
    units = data.units(visit.wh, visit.view.place)["unit"].to_list()[:MOST]
    return [
        ("drill.up", [_place(visit, region.key)] if region else []),
        ("overview.made_of", [_place(visit, key) for key in made_of]),
        ("overview.went_into", [_place(visit, key) for key in went_into]),
        ("drill.units", [(name, visit.view.place, formats.slug(name)) for name in units]),
    ]


def _place(visit: Visit, key: str) -> Step:
    return visit.place_name(key), key, ""


def _link(visit: Visit, name: str, key: str, unit: str) -> str:
    """The same page of another scope: of the same period and level."""
    view = visit.view
    there = url.View(
        lang=view.lang, v=view.v, place=key, unit=unit, level=view.level, kind=view.kind, period=view.period
    )
    return f'<a href="{escape(url.link("./", there), quote=True)}">{escape(name)}</a>'
