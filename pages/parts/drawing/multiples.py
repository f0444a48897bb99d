"""The only place that draws every province's course in a field of its own, all on one scale, so that shapes compare."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pages.parts import data
from pages.parts.drawing import sparkline
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.visits import url
from pages.parts.visits.visit import Visit
from queries import Indicator

COLUMNS, CELL_WIDTH, CELL_HEIGHT = 4, 238, 84
"""Of the picture; on the page there are as many columns as fit."""


def drawn(visit: Visit, indicator: Indicator, rows: Sequence[Row], kind: str) -> str:
    """One field a place: name, newest number, course. Rows as `queries.trend`, of one map."""
    scale = scale_of(rows)
    cells = "".join(_cell(visit, indicator, place, line, scale) for place, line in _lines(rows, kind))
    return f'<ul class="multiples">{cells}</ul>'


def svg(visit: Visit, indicator: Indicator, rows: Sequence[Row], kind: str) -> tuple[str, float]:
    """The same as a drawing for a picture, and its height."""
    scale, lines = scale_of(rows), _lines(rows, kind)
    cells = [
        _drawn(visit, indicator, place, line, scale, at % COLUMNS, at // COLUMNS)
        for at, (place, line) in enumerate(lines)
    ]
    return "".join(cells), -(-len(lines) // COLUMNS) * CELL_HEIGHT


def _lines(rows: Sequence[Row], kind: str) -> list[tuple[str, list[Row | None]]]:
    """Each place's numbers, one step apart, in the order of names; None where there is none."""
    labels = data.steps(kind, sorted({str(row["period"]) for row in rows if row["value"] is not None}))
    of_place: dict[str, dict[str, Row]] = {}
    for row in rows:
        if row["value"] is not None:
            of_place.setdefault(str(row["place"]), {})[str(row["period"])] = row
    return [
        (place, [of_place[place].get(label) for label in labels]) for place in sorted(of_place, key=formats.in_order)
    ]


def scale_of(rows: Sequence[Row]) -> tuple[float, float]:
    """The lowest and the highest number of all."""
    values = [float(row["value"]) for row in rows if row["value"] is not None]
    return min(values), max(values)


def _cell(
    visit: Visit, indicator: Indicator, place: str, line: Sequence[Row | None], scale: tuple[float, float]
) -> str:
    last = next(row for row in reversed(line) if row is not None)
    key = f"{last['place_vintage']}.{last['place_code']}"
    there = escape(url.link("don-vi", url.View(lang=visit.lang, v=visit.view.v, place=key)), quote=True)
    value = formats.value(last["value"], indicator.unit, visit.lang)
    when = formats.period(str(last["period_kind"]), str(last["period"]), visit.lang, short=True)
    alt = visit.say("multiples.alt", place=place, n=sum(row is not None for row in line), value=value, period=when)
    course = sparkline.course(_values(line), alt, scale=scale)
    return f'<li><a href="{there}">{escape(place)}</a> <b>{value}</b> <i>{when}</i>{course}</li>'


def _drawn(
    visit: Visit,
    indicator: Indicator,
    place: str,
    line: Sequence[Row | None],
    scale: tuple[float, float],
    column: int,
    row: int,
) -> str:
    last = next(each for each in reversed(line) if each is not None)
    value = formats.value(last["value"], indicator.unit, visit.lang)
    return (
        f'<g transform="translate({column * CELL_WIDTH} {row * CELL_HEIGHT})" font-size="13" fill="#1d2b2e">'
        f'<text x="{sparkline.EDGE}" y="14">{escape(place)} <tspan font-weight="bold">{value}</tspan></text>'
        f'<g transform="translate(0 20)">{sparkline.drawing(_values(line), scale=scale)}</g></g>'
    )


def _values(line: Sequence[Row | None]) -> list[float | None]:
    return [None if row is None else float(row["value"]) for row in line]
