"""The only place that draws places in order: a table with its bars in it, read by eye and by ear alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor

import streamlit as st

from pages.parts.drawing import pictures, tables
from pages.parts.indicator.choices import Course
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.visits.visit import Visit
from queries import Indicator

LINE = 23
"""Height of a line in a picture."""
LEFT, WIDE = 220, 420
"""Where in a picture the scale begins, and how wide it is."""
CROWDED = 0.25
"""Of the whole scale: where all numbers lie closer together than this, bars from zero would all look alike."""
STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """What the left and the right end stand for. Bars begin at zero; where the left end is no zero, dots are drawn."""

    low: float
    high: float

    @property
    def is_part(self) -> bool:
        return self.low > 0

    def share(self, value: object) -> float | None:
        """How far to the right a value lies, 0 to 1; None for a gap."""
        if not isinstance(value, int | float) or self.high <= self.low:
            return None
        return max(0.0, (value - self.low) / (self.high - self.low))


def draw(visit: Visit, indicator: Indicator, course: Course) -> None:
    """The order of one period, and its picture."""
    rows, chosen = course.ranked.to_dicts(), list(course.highlighted)
    scale = scale_of(indicator, rows)
    caption = course.caption(visit, visit.title(indicator))
    if scale.is_part:
        ends = {end: formats.with_unit(getattr(scale, end), indicator.unit, visit.lang) for end in ("low", "high")}
        caption = f"{caption} · {visit.say('indicator.scale', **ends)}"
    made = ""
    if rows:
        drawing, height = svg(visit, indicator, rows, chosen, scale)
        under = f"{pictures.unit_of(visit, indicator)} · {course.covered(visit)}"
        picture = pictures.captioned(visit, drawing, height, caption, under)
        made = pictures.buttons(visit, caption, under, "xep-hang", picture)
    st.html(drawn(visit, indicator, rows, chosen, scale, caption) + made)


def drawn(
    visit: Visit, indicator: Indicator, rows: Sequence[Row], highlighted: Sequence[str], scale: Scale, caption: str
) -> str:
    """One line a place: rank, name, bar or dot, value (a link to its source), n/N. Rows as `queries.ranking`."""
    lines = "".join(_line(visit, indicator, row, scale, highlighted) for row in rows)
    return f'<table class="ranking"><caption>{escape(caption)}</caption>{lines}</table>'


def scale_of(indicator: Indicator, rows: Sequence[Row]) -> Scale:
    """From zero to all there can be; of numbers that lie close together, from just below them to just above."""
    values = [float(row["value"]) for row in rows if isinstance(row["value"], int | float)]
    top = max(values, default=0.0)
    whole = max(100.0, top) if indicator.is_percent else indicator.score.max_points if indicator.score else top
    lowest = min(values, default=0.0)
    if len(values) < 2 or not indicator.is_percent or top - lowest >= CROWDED * whole or lowest < whole / 2:
        return Scale(0.0, whole)
    step = next(each for each in STEPS if each >= (top - lowest) / 8 or each == STEPS[-1])
    below, above = floor(lowest / step) * step, ceil(top / step) * step
    return Scale(below - step if lowest - below < step / 4 else below, min(max(100.0, top), above))


def svg(
    visit: Visit, indicator: Indicator, rows: Sequence[Row], highlighted: Sequence[str], scale: Scale
) -> tuple[str, float]:
    """The same as a drawing for a picture, and its height."""
    lines = [_drawn(visit, indicator, row, at * LINE, scale, highlighted) for at, row in enumerate(rows)]
    return f'<g font-size="13" fill="#1d2b2e">{"".join(lines)}</g>', len(rows) * LINE


def _drawn(visit: Visit, indicator: Indicator, row: Row, y: int, scale: Scale, highlighted: Sequence[str]) -> str:
    here = f"{row['place_vintage']}.{row['place_code']}" in highlighted
    rank = "" if row["rank"] is None else row["rank"]
    value = escape(formats.value(row["value"], indicator.unit, visit.lang))
    parts = escape(formats.parts(row["numerator"], row["denominator"], "", visit.lang))
    weight, colour = (' font-weight="bold"', "#0b6e70") if here else ("", "#9db8b8")
    share, shape = scale.share(row["value"]), ""
    if share is not None and scale.is_part:
        line = f'<line x1="{LEFT}" x2="{LEFT + WIDE}" y1="{y + 11.5}" y2="{y + 11.5}" stroke="#dfe7e8"/>'
        shape = f'{line}<circle cx="{LEFT + WIDE * share:.1f}" cy="{y + 11.5}" r="6" fill="{colour}"/>'
    elif share is not None:
        shape = f'<rect x="{LEFT}" y="{y + 5}" width="{WIDE * share:.1f}" height="13" rx="3" fill="{colour}"/>'
    return (
        f'<text x="26" y="{y + 16}" text-anchor="end" fill="#56686c">{rank}</text>'
        f'<text x="38" y="{y + 16}"{weight}>{escape(str(row["place"]))}</text>{shape}'
        f'<text x="730" y="{y + 16}" text-anchor="end" font-weight="bold">{value}</text>'
        f'<text x="748" y="{y + 16}" fill="#56686c">{parts}</text>'
    )


def _line(visit: Visit, indicator: Indicator, row: Row, scale: Scale, highlighted: Sequence[str]) -> str:
    key = f"{row['place_vintage']}.{row['place_code']}"
    value = formats.value(row["value"], indicator.unit, visit.lang)
    parts = formats.parts(row["numerator"], row["denominator"], "", visit.lang)
    linked = tables.linked(visit, indicator.name, row, value)
    here = ' class="here"' if key in highlighted else ""
    rank = "" if row["rank"] is None else row["rank"]
    share = scale.share(row["value"])
    at = "" if share is None else f'<b style="{"left" if scale.is_part else "width"}:{100 * share:.1f}%"></b>'
    shape = f'<u class="dot">{at}</u>' if scale.is_part else f"<u>{at}</u>"
    return (
        f'<tr{here}><td>{rank}</td><td>{escape(str(row["place"]))}</td><td aria-hidden="true">{shape}</td>'
        f"<td>{linked}</td><td>{parts}</td></tr>"
    )
