"""The only place for the small drawings inside tiles: a course that breaks at gaps and marked days; a row of dots.

They are pictures with a text of their own; their tones are readable on a light and on a dark ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

TEAL = "#14908f"
GREY = "#8a989b"
WIDTH, HEIGHT, EDGE = 240, 44, 6


def course(
    values: Sequence[float | None], alt: str, breaks: Sequence[int] = (), scale: tuple[float, float] | None = None
) -> str:
    """An <img> of values one step apart; None is a gap. Empty where fewer than two values are known, unless `scale` is
    given: lowest and highest of all courses that are drawn side by side.

    `breaks` are positions before which the history breaks (a merger): a stroke stands there, and no line crosses it.
    """
    drawn = drawing(values, breaks, scale)
    return _picture(drawn, alt) if drawn else ""


def drawing(
    values: Sequence[float | None], breaks: Sequence[int] = (), scale: tuple[float, float] | None = None
) -> str:
    """The inside of that picture: marks of SVG within WIDTH × HEIGHT."""
    known = [value for value in values if value is not None]
    if len(known) < (1 if scale else 2):
        return ""
    low, high = scale or (min(known), max(known))
    step = (WIDTH - 2 * EDGE) / max(1, len(values) - 1)
    spread = (high - low) or 1.0
    spots = [
        None if value is None else (EDGE + at * step, HEIGHT - EDGE - (value - low) / spread * (HEIGHT - 2 * EDGE))
        for at, value in enumerate(values)
    ]
    strokes = "".join(_stroke(EDGE + (at - 0.5) * step) for at in breaks)
    return strokes + "".join(_runs(spots, breaks)) + _last_dot(spots)


def _runs(spots: Sequence[tuple[float, float] | None], breaks: Sequence[int]) -> list[str]:
    """One line per unbroken run; a run of one is a dot."""
    drawn: list[str] = []
    run: list[tuple[float, float]] = []
    for at, spot in enumerate((*spots, None)):
        if run and (spot is None or at in breaks):
            drawn.append(_line(run) if len(run) > 1 else _dot(run[0], GREY, 2.2))
            run = []
        if spot is not None:
            run.append(spot)
    return drawn


def _stroke(x: float) -> str:
    return f'<line x1="{x:.1f}" x2="{x:.1f}" y1="2" y2="{HEIGHT - 2}" stroke="{GREY}" stroke-dasharray="2 3"/>'


def _line(run: Sequence[tuple[float, float]]) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
    return f'<polyline points="{points}" fill="none" stroke="{TEAL}" stroke-width="2" stroke-linejoin="round"/>'


def _dot(spot: tuple[float, float], colour: str, radius: float) -> str:
    return f'<circle cx="{spot[0]:.1f}" cy="{spot[1]:.1f}" r="{radius}" fill="{colour}"/>'


def _last_dot(spots: Sequence[tuple[float, float] | None]) -> str:
    return _dot(next(spot for spot in reversed(spots) if spot is not None), TEAL, 4)


def dots(values: Sequence[float], alt: str, *, low: float, high: float) -> str:
    """An <img> of one dot per value on a line from `low` to `high`; empty where there are fewer than three."""
    if len(values) < 3 or high <= low:
        return ""
    middle = HEIGHT / 2
    line = f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{middle}" y2="{middle}" stroke="{GREY}" stroke-opacity=".45"/>'
    spots = [EDGE + (value - low) / (high - low) * (WIDTH - 2 * EDGE) for value in values]
    drawn = "".join(
        f'<circle cx="{x:.1f}" cy="{middle}" r="5" fill="{TEAL}" fill-opacity=".45" stroke="{TEAL}" stroke-width=".8"/>'
        for x in spots
    )
    return _picture(line + drawn, alt)


def _picture(drawing: str, alt: str) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">{drawing}</svg>'
    )
    return f'<img class="tile-spark" alt="{escape(alt, quote=True)}" src="data:image/svg+xml,{quote(svg)}">'
