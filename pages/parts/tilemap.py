"""The only place that draws the map of provinces: one equal tile each, roughly where it lies. No outline, no network.

Hoàng Sa and Trường Sa are tiles of their own, east of the provinces they belong to (Đà Nẵng, Khánh Hòa).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pages.parts import formats, url
from pages.parts.comparison import Row
from pages.parts.visit import Visit

CLASSES = 5
ISLANDS = {("34", "48"): "Hoàng Sa", ("34", "56"): "Trường Sa", ("63", "48"): "Hoàng Sa", ("63", "56"): "Trường Sa"}
ISLAND_OFFSET = 2
"""Tiles between a province and its islands."""

SHORT = {
    "Hồ Chí Minh": "TP.HCM",
    "Thành phố Hồ Chí Minh": "TP.HCM",
    "Bà Rịa - Vũng Tàu": "BR-VT",
    "Thừa Thiên Huế": "TT-Huế",
}


def drawable(visit: Visit, vintage: str) -> list[Row]:
    """The provinces of one administrative map that have a tile; none where the data brings no layout."""
    return [row for key, row in visit.places.items() if key.startswith(f"{vintage}.") and row["tile_row"] is not None]


def tilemap(visit: Visit, rows: Sequence[Row], unit: str, vintage: str, title: str) -> str:
    """Every province of one administrative map, with its number where it has one; each a link to its own view."""
    places = drawable(visit, vintage)
    known = {(row["place_vintage"], row["place_code"]): row["value"] for row in rows}
    values = [float(value) for value in known.values() if isinstance(value, int | float)]
    steps = (min(values), max(values)) if values else (0.0, 0.0)
    tiles = "".join(_tile(visit, place, known, steps, unit) for place in places) + "".join(map(_island, places))
    columns = max(
        int(place["tile_col"]) + ISLAND_OFFSET * ((place["place_vintage"], place["place_code"]) in ISLANDS)
        for place in places
    )
    label = escape(title, quote=True)
    drawn = f'<div class="map" role="group" aria-label="{label}" style="--columns:{columns}">{tiles}</div>'
    return drawn + _scale(visit, steps, unit)


def _tile(
    visit: Visit, place: Row, known: dict[tuple[object, object], object], steps: tuple[float, float], unit: str
) -> str:
    value = known.get((place["place_vintage"], place["place_code"]))
    name = escape(SHORT.get(str(place["name"]), str(place["name"])))
    number = float(value) if isinstance(value, int | float) else None
    told = formats.with_unit(number, unit, visit.lang) if number is not None else visit.say("map.no_value")
    shade = f"s{_class(number, steps)}" if number is not None else "s0"
    short = formats.fixed(number, visit.lang, 1) if number is not None else formats.MISSING
    there = url.View(lang=visit.lang, v=visit.view.v, place=f"{place['place_vintage']}.{place['place_code']}")
    return (
        f'<a class="{shade}" style="{_at(place)}" href="{escape(url.link("./", there), quote=True)}" '
        f'title="{escape(str(place["name"]), quote=True)}: {told}"><span>{name}</span><b>{short}</b></a>'
    )


def _at(place: Row, shift: int = 0) -> str:
    return f"grid-row:{int(place['tile_row'])};grid-column:{int(place['tile_col']) + shift}"


def _island(place: Row) -> str:
    name = ISLANDS.get((str(place["place_vintage"]), str(place["place_code"])))
    return f'<div class="island" style="{_at(place, ISLAND_OFFSET)}"><span>{name}</span></div>' if name else ""


def _class(value: float, steps: tuple[float, float]) -> int:
    low, high = steps
    return CLASSES if high <= low else min(CLASSES, 1 + int((value - low) / (high - low) * CLASSES))


def _scale(visit: Visit, steps: tuple[float, float], unit: str) -> str:
    low, high = (formats.with_unit(end, unit, visit.lang) for end in steps)
    squares = "".join(f'<i class="s{at}"></i>' for at in range(1, CLASSES + 1))
    return f'<div class="scale" aria-hidden="true">{low} {squares} {high}</div>'
