"""The only place that makes a chart a picture: PNG and SVG buttons under it, made in the browser without the internet.

A picture leaves its page, so it carries what the page says around it: title, unit and period, and a line with the
data's vintage and the filters. Plotly's figures are captioned by `browser.js`; what we draw ourselves, here.
"""

from __future__ import annotations

import re
import textwrap
from html import escape
from urllib.parse import quote

import streamlit as st
from plotly.basedatatypes import BaseFigure

from pages.parts import frame
from pages.parts.drawing import charts
from pages.parts.drawing.charts import Figure
from pages.parts.language import formats
from pages.parts.visits.visit import Visit
from queries import Indicator

LETTERS = {13: 140, 11: 165}
"""How many letters of a size go into a line."""
WIDTH = 1000
"""Of a picture, in pixels; a PNG has twice as many."""
EDGE = 24
INK, MUTED = "#1d2b2e", "#56686c"
FONT = "Arial, Helvetica, sans-serif"


class Drawn(BaseFigure):
    """A figure that is a plain dictionary and stays one.

    Streamlit has Plotly check what is not a figure of its classes at every rerun, point by point, which took more than
    half of a page's time. Ours are checked once, by the tests.
    """

    def __init__(self, figure: Figure) -> None:
        self._figure = figure

    def to_dict(self) -> Figure:
        """The dictionary itself: who asks only reads it."""
        return self._figure


def chart(visit: Visit, figure: Figure, *, key: str, alt: str, title: str, under: str) -> None:
    """A Plotly figure with its buttons; `under` is told below the title: unit, period, what the marks mean."""
    with st.container(key=f"picture_{key}", gap=None):
        st.plotly_chart(Drawn(figure), key=key, config=charts.CONFIG, alt=alt)
        st.html(buttons(visit, title, under, key))


def buttons(visit: Visit, title: str, under: str, key: str, svg: str = "") -> str:
    """The two buttons, with all a picture needs; `svg` is the drawing itself where Plotly has not drawn it."""
    words = {
        "figure": f"dung-han_{key}",
        "title": escape(_titled(visit, title)),
        "under": "<br>".join(wrapped(under, 13)),
        "foot": "<br>".join(wrapped(source(visit), 11)),
        "svg": quote(svg),
    }
    said = "".join(f' data-{name}="{escape(word, quote=True)}"' for name, word in words.items() if word)
    made = "".join(
        f'<button type="button" data-picture="{form}" aria-label="{visit.say("picture.get", form=form.upper())}: '
        f'{escape(title, quote=True)}">{visit.say("picture.get", form=form.upper())}</button>'
        for form in ("png", "svg")
    )
    return f'<div class="own pictures"{said}>{made}<span role="status"></span></div>'


def unit_of(visit: Visit, indicator: Indicator) -> str:
    """What an indicator's numbers count, as a picture tells it."""
    return formats.UNIT_WORDS.get(indicator.unit, (indicator.unit,) * 2)[visit.lang == "en"]


def source(visit: Visit) -> str:
    """Where a picture is from: product, moment and name of the data, and what was chosen."""
    when = visit.say("app.vintage", when=formats.moment(frame.taken_at(visit.wh.vintage), visit.lang))
    chosen = " · ".join(frame.described(visit))
    return f"{visit.say('app.name')} · {when} ({visit.wh.vintage}) · {chosen}"


def _titled(visit: Visit, title: str) -> str:
    """A picture's title, marked where its data is simulated."""
    return f"{visit.say('app.simulated')} · {title}" if visit.wh.is_simulated else title


def wrapped(text: str, size: int) -> list[str]:
    """A text in lines as wide as a picture, for SVG, which breaks none."""
    plain = re.sub(r"\s+", " ", text)
    return [escape(line) for line in textwrap.wrap(plain, LETTERS[size], break_on_hyphens=False)]


def captioned(visit: Visit, drawing: str, height: float, title: str, under: str) -> str:
    """An SVG of our own between its title and its source; `drawing` is WIDTH less two edges wide, from 0, 0."""
    above = [(line, 13, MUTED) for line in wrapped(under, 13)]
    below = [(line, 11, MUTED) for line in wrapped(source(visit), 11)]
    top = EDGE + 26 + 18 * len(above) + 10
    total = top + height + 18 + 15 * len(below) + EDGE / 2
    texts = [_text(escape(_titled(visit, title)), 18, INK, EDGE + 14, bold=True)]
    texts += [_text(line, size, colour, EDGE + 36 + 18 * at) for at, (line, size, colour) in enumerate(above)]
    texts += [_text(line, size, colour, top + height + 24 + 15 * at) for at, (line, size, colour) in enumerate(below)]
    size = f'width="{WIDTH}" height="{total:.0f}" viewBox="0 0 {WIDTH} {total:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(texts)}'
        f'<g transform="translate({EDGE} {top})">{drawing}</g></svg>'
    )


def _text(text: str, size: int, colour: str, y: float, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{EDGE}" y="{y:.0f}" font-size="{size}" fill="{colour}"{weight}>{text}</text>'
