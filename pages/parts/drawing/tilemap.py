"""The only place that draws the map of provinces: one equal tile each, roughly where it lies. No outline, no network.

Hoàng Sa and Trường Sa are tiles of their own, east of the provinces they belong to (Đà Nẵng, Khánh Hòa).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.visits import url
from pages.parts.visits.visit import Visit

CLASSES = 5
ISLANDS = {("34", "48"): "Hoàng Sa", ("34", "56"): "Trường Sa", ("63", "48"): "Hoàng Sa", ("63", "56"): "Trường Sa"}
SHADES = {
    "s0": ("#ffffff", "#56686c"), "s1": ("#e9f1f1", "#1d2b2e"), "s2": ("#c3dedd", "#14282a"),
    "s3": ("#8dc0be", "#0c1f20"), "s4": ("#2f7f7f", "#ffffff"), "s5": ("#0b5c5e", "#ffffff"),
}  # fmt: skip
"""Ground and letters of each class in a picture, as style.css has them on a light ground."""
TILE, HIGH, GAP = 92, 56, 4
"""Width, height and gap of a tile in a picture."""
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
    known, steps = _known(rows)
    tiles = "".join(_tile(visit, place, known, steps, unit) for place in places) + "".join(map(_island, places))
    columns = max(
        int(place["tile_col"]) + ISLAND_OFFSET * ((place["place_vintage"], place["place_code"]) in ISLANDS)
        for place in places
    )
    label = escape(title, quote=True)
    drawn = f'<div class="map" role="group" aria-label="{label}" style="--columns:{columns}">{tiles}</div>'
    return drawn + _scale(visit, steps, unit)


def _known(rows: Sequence[Row]) -> tuple[dict[tuple[object, object], object], tuple[float, float]]:
    """Place → number, and the least and the greatest of them."""
    known = {(row["place_vintage"], row["place_code"]): row["value"] for row in rows}
    values = [float(value) for value in known.values() if isinstance(value, int | float)]
    return known, (min(values), max(values)) if values else (0.0, 0.0)


def svg(visit: Visit, rows: Sequence[Row], unit: str, vintage: str) -> tuple[str, float]:
    """The same as a drawing for a picture, and its height."""
    places = drawable(visit, vintage)
    known, steps = _known(rows)
    own = [place for place in places if _is_within(visit, place)]
    tiles = [_drawn_tile(visit, place, known, steps) for place in own]
    tiles += [_drawn(place, ISLAND_OFFSET, name, "", "s0") for place in places if (name := _island_of(place))]
    height = max(int(place["tile_row"]) for place in places) * (HIGH + GAP)
    low, high = (escape(formats.with_unit(end, unit, visit.lang)) for end in steps)
    squares = "".join(
        f'<rect x="{110 + 26 * at}" y="{height + 8}" width="24" height="12" fill="{SHADES[f"s{at}"][0]}"/>'
        for at in range(1, CLASSES + 1)
    )
    scale = (
        f'<text x="128" y="{height + 19}" font-size="12" text-anchor="end">{low}</text>{squares}'
        f'<text x="{144 + 26 * CLASSES}" y="{height + 19}" font-size="12">{high}</text>'
    )
    return "".join(tiles) + scale, height + 30


def _drawn_tile(
    visit: Visit, place: Row, known: dict[tuple[object, object], object], steps: tuple[float, float]
) -> str:
    value = known.get((place["place_vintage"], place["place_code"]))
    number = float(value) if isinstance(value, int | float) else None
    told = formats.fixed(number, visit.lang, 1) if number is not None else formats.MISSING
    shade = f"s{_class(number, steps)}" if number is not None else "s0"
    return _drawn(place, 0, SHORT.get(str(place["name"]), str(place["name"])), told, shade)


def _drawn(place: Row, shift: int, name: str, told: str, shade: str) -> str:
    """One tile: its name, and its number under it."""
    x, y = (int(place["tile_col"]) - 1 + shift) * (TILE + GAP), (int(place["tile_row"]) - 1) * (HIGH + GAP)
    ground, letters = SHADES[shade]
    edge = ' stroke="#9aa8ab" stroke-dasharray="4 3"' if shade == "s0" else ""
    middle = f'x="{x + TILE / 2:.0f}" text-anchor="middle" fill="{letters}"'
    number = f'<text {middle} y="{y + 43}" font-size="16" font-weight="bold">{escape(told)}</text>' if told else ""
    return (
        f'<rect x="{x}" y="{y}" width="{TILE}" height="{HIGH}" rx="6" fill="{ground}"{edge}/>'
        f'<text {middle} y="{y + 22}" font-size="12">{escape(name)}</text>{number}'
    )


def _tile(
    visit: Visit, place: Row, known: dict[tuple[object, object], object], steps: tuple[float, float], unit: str
) -> str:
    value = known.get((place["place_vintage"], place["place_code"]))
    name = escape(SHORT.get(str(place["name"]), str(place["name"])))
    number = float(value) if isinstance(value, int | float) else None
    told = formats.with_unit(number, unit, visit.lang) if number is not None else visit.say("map.no_value")
    shade = f"s{_class(number, steps)}" if number is not None else "s0"
    short = formats.fixed(number, visit.lang, 1) if number is not None else formats.MISSING
    away = "" if _is_within(visit, place) else " away"
    there = _province(visit, f"{place['place_vintage']}.{place['place_code']}")
    return (
        f'<a class="{shade}{away}" style="{_at(place)}" href="{escape(url.link("./", there), quote=True)}" '
        f'title="{escape(str(place["name"]), quote=True)}: {told}"><span>{name}</span><b>{short}</b></a>'
    )


def _province(visit: Visit, key: str) -> url.View:
    """The same page of one province: of the same period and level."""
    view = visit.view
    return url.View(lang=view.lang, v=view.v, place=key, level=view.level, kind=view.kind, period=view.period)


def _is_within(visit: Visit, place: Row) -> bool:
    """Whether a province lies in the scope."""
    return visit.provinces is None or f"{place['place_vintage']}.{place['place_code']}" in visit.provinces


def _at(place: Row, shift: int = 0) -> str:
    return f"grid-row:{int(place['tile_row'])};grid-column:{int(place['tile_col']) + shift}"


def _island(place: Row) -> str:
    name = _island_of(place)
    return f'<div class="island" style="{_at(place, ISLAND_OFFSET)}"><span>{name}</span></div>' if name else ""


def _island_of(place: Row) -> str | None:
    return ISLANDS.get((str(place["place_vintage"]), str(place["place_code"])))


def _class(value: float, steps: tuple[float, float]) -> int:
    low, high = steps
    return CLASSES if high <= low else min(CLASSES, 1 + int((value - low) / (high - low) * CLASSES))


def _scale(visit: Visit, steps: tuple[float, float], unit: str) -> str:
    low, high = (formats.with_unit(end, unit, visit.lang) for end in steps)
    squares = "".join(f'<i class="s{at}"></i>' for at in range(1, CLASSES + 1))
    return f'<div class="scale" aria-hidden="true">{low} {squares} {high}</div>'
