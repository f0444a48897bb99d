"""The only place that says who a unit is: kind, region, days, what it was made of or went into, and its breaks."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.visits import url
from pages.parts.visits.regions import region_of
from pages.parts.visits.visit import Visit, unit_named

PATH = "don-vi"
KINDS = {"tỉnh": "place.province", "thành phố": "place.city"}


def title(visit: Visit) -> str:
    """What the profile is called: the unit of a place, or the place."""
    unit = whose(visit)
    return str(unit["unit"]) if unit else visit.place_name(visit.view.place)


def whose(visit: Visit) -> Row | None:
    """The unit the link names (unit, unit_kind, rows); None for the whole territory."""
    return unit_named(visit.wh, visit.view.place, visit.view.unit) if visit.view.unit else None


def at_own_level(visit: Visit) -> Visit:
    """The visit at the level at which a unit reports, where it reports nothing for all levels."""
    unit = whose(visit)
    levels = data.levels_of(visit.wh, visit.view.place, str(unit["unit"])) if unit is not None else []
    if not levels or visit.view.level in levels or visit.view.level != "all":
        return visit
    return replace(visit, view=replace(visit.view, level=levels[0]))


def draw(visit: Visit) -> None:
    """One line of facts, then the days on which its history breaks."""
    items = "".join(f"<div><dt>{visit.say(key)}</dt><dd>{told}</dd></div>" for key, told in facts(visit) if told)
    text = f"text_{visit.lang}"
    breaks = "".join(
        f"<li><b>{formats.day(row['day'], visit.lang)}</b> {_became(visit, row)}{escape(row[text])}</li>"
        for row in breaks_of(visit)
    )
    listed = f'<ul class="breaks" aria-label="{visit.say("unit.history")}">{breaks}</ul>' if breaks else ""
    st.html(f'<dl class="head">{items}</dl>{listed}' if items or listed else "<span></span>")


def facts(visit: Visit) -> list[tuple[str, str]]:
    """What is known of a unit, as word and markup, in the order in which it is told."""
    place, unit = visit.places.get(visit.view.place, {}), whose(visit)
    if unit is not None:
        where = link(visit, visit.view.place)
        return [("unit.kind", visit.say(f"unitkind.{unit['unit_kind']}")), ("unit.of", where)]
    if visit.region:
        members = ", ".join(link(visit, key) for key in visit.region.members)
        map_of = visit.say(f"compare.of_{visit.region.vintage}")
        return [("unit.kind", f"{visit.say('unit.region')} ({map_of})"), ("unit.members", members)]
    made_of, went_into = lineage(visit)
    told = [
        ("unit.kind", visit.say(KINDS.get(str(place.get("kind")), "unitkind.national"))),
        ("unit.region", link(visit, region.key) if (region := region_of(visit.wh, visit.view.place)) else ""),
        ("unit.days", _days(visit, place)),
        ("unit.members", _members(visit, place)),
        ("unit.made_of", ", ".join(link(visit, key) for key in made_of)),
        ("unit.went_into", ", ".join(link(visit, key) for key in went_into)),
    ]
    return told


def lineage(visit: Visit) -> tuple[list[str], list[str]]:
    """The keys of the places it was made of, and of the one it went into."""
    key = visit.view.place
    vintage, code = key.split(".")
    before = [
        each
        for each in data.places_in_order(visit.wh)
        if (visit.places[each]["successor_vintage"], visit.places[each]["successor_code"]) == (vintage, code)
    ]
    own = visit.places.get(key, {})
    return before, [f"{own['successor_vintage']}.{own['successor_code']}"] if own.get("successor_code") else []


def breaks_of(visit: Visit) -> list[dict[str, Any]]:
    """The breaks of a place's history, oldest first: its own, and the one that ended it, told by what came of it."""
    rows = of_key(visit.wh.breaks(), visit.view.place)
    ended = visit.places.get(visit.view.place, {}).get("valid_to")
    for key in lineage(visit)[1] if ended is not None else ():
        rows = pl.concat([rows, of_key(visit.wh.breaks(), key).filter(pl.col("day") > ended).head(1)])
    return rows.sort("day").to_dicts()


def _became(visit: Visit, row: Row) -> str:
    """The place that came of it, before the words on how."""
    key = f"{row['place_vintage']}.{row['place_code']}"
    return "" if key == visit.view.place else f"→ {link(visit, key)}: "


def of_key(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """The rows of one place."""
    return rows.filter(pl.concat_str("place_vintage", "place_code", separator=".") == key)


def link(visit: Visit, key: str, unit: str = "", text: str = "") -> str:
    """A place, or a unit of it, as a link to its profile."""
    there = url.link(PATH, url.View(lang=visit.lang, v=visit.view.v, place=key, unit=unit))
    return f'<a href="{escape(there, quote=True)}">{escape(text or visit.place_name(key))}</a>'


def _days(visit: Visit, place: Row) -> str:
    begins, ends = place.get("valid_from"), place.get("valid_to")
    if begins is None and ends is None:
        return ""
    if ends is None:
        return visit.say("unit.since", day=formats.day(begins, visit.lang))
    return formats.window(begins, ends, visit.lang)


def _members(visit: Visit, place: Row) -> str:
    """How many districts and communes it is divided into."""
    counted = [
        visit.say(f"unit.{kind}", n=formats.number(place[kind], visit.lang))
        for kind in ("districts", "communes")
        if place.get(kind)
    ]
    return ", ".join(counted)
