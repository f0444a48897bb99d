"""The only place that draws places in order: a table with its bars in it, read by eye and by ear alike."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.parts.drawing import pictures, tables
from pages.parts.indicator.choices import Course
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.visits.visit import Visit
from queries import Indicator

LINE = 23
"""Height of a line in a picture."""


def draw(visit: Visit, indicator: Indicator, course: Course) -> None:
    """The order of one period, and its picture."""
    rows, chosen = course.ranked.to_dicts(), list(course.highlighted)
    name = visit.title(indicator)
    caption = course.caption(visit, name)
    made = ""
    if rows:
        drawing, height = svg(visit, indicator, rows, chosen)
        under = f"{pictures.unit_of(visit, indicator)} · {course.covered(visit)}"
        picture = pictures.captioned(visit, drawing, height, caption, under)
        made = pictures.buttons(visit, caption, under, "xep-hang", picture)
    st.html(drawn(visit, indicator, rows, chosen, caption) + made)


def drawn(visit: Visit, indicator: Indicator, rows: Sequence[Row], highlighted: Sequence[str], caption: str) -> str:
    """One line a place: rank, name, bar, value (a link to its source), n/N. Rows as `queries.ranking`."""
    scale = _scale(indicator, rows)
    lines = "".join(_line(visit, indicator, row, scale, highlighted) for row in rows)
    return f'<table class="ranking"><caption>{escape(caption)}</caption>{lines}</table>'


def _scale(indicator: Indicator, rows: Sequence[Row]) -> float:
    """What a bar of full length means."""
    top = max((float(row["value"]) for row in rows if isinstance(row["value"], int | float)), default=0.0)
    return max(100.0, top) if indicator.is_percent else indicator.score.max_points if indicator.score else top


def svg(visit: Visit, indicator: Indicator, rows: Sequence[Row], highlighted: Sequence[str]) -> tuple[str, float]:
    """The same as a drawing for a picture, and its height."""
    scale = _scale(indicator, rows)
    lines = [_drawn(visit, indicator, row, at * LINE, scale, highlighted) for at, row in enumerate(rows)]
    return f'<g font-size="13" fill="#1d2b2e">{"".join(lines)}</g>', len(rows) * LINE


def _drawn(visit: Visit, indicator: Indicator, row: Row, y: int, scale: float, highlighted: Sequence[str]) -> str:
    here = f"{row['place_vintage']}.{row['place_code']}" in highlighted
    share = max(0.0, float(row["value"]) / scale) if isinstance(row["value"], int | float) and scale else 0.0
    rank = "" if row["rank"] is None else row["rank"]
    value = escape(formats.value(row["value"], indicator.unit, visit.lang))
    parts = escape(formats.parts(row["numerator"], row["denominator"], "", visit.lang))
    weight, colour = (' font-weight="bold"', "#0b6e70") if here else ("", "#9db8b8")
    return (
        f'<text x="26" y="{y + 16}" text-anchor="end" fill="#56686c">{rank}</text>'
        f'<text x="38" y="{y + 16}"{weight}>{escape(str(row["place"]))}</text>'
        f'<rect x="220" y="{y + 5}" width="{420 * share:.1f}" height="13" rx="3" fill="{colour}"/>'
        f'<text x="730" y="{y + 16}" text-anchor="end" font-weight="bold">{value}</text>'
        f'<text x="748" y="{y + 16}" fill="#56686c">{parts}</text>'
    )


def _line(visit: Visit, indicator: Indicator, row: Row, scale: float, highlighted: Sequence[str]) -> str:
    key = f"{row['place_vintage']}.{row['place_code']}"
    value = formats.value(row["value"], indicator.unit, visit.lang)
    share = 100 * float(row["value"]) / scale if isinstance(row["value"], int | float) and scale else 0.0
    parts = formats.parts(row["numerator"], row["denominator"], "", visit.lang)
    linked = tables.linked(visit, indicator.name, row, value)
    here = ' class="here"' if key in highlighted else ""
    rank = "" if row["rank"] is None else row["rank"]
    return (
        f"<tr{here}><td>{rank}</td><td>{escape(str(row['place']))}</td>"
        f'<td><u aria-hidden="true"><b style="width:{share:.1f}%"></b></u></td><td>{linked}</td><td>{parts}</td></tr>'
    )
