"""The only place that draws aligned small figures: one indicator each, one line a unit, all over the same days.

A line breaks at a gap, where its window changes, and where the history of its place breaks; each line ends in its own
letter, which its name carries too, so that none is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape

from pages.parts.drawing import charts
from pages.parts.drawing.charts import Figure
from pages.parts.language import formats
from pages.parts.language.words import Say
from pages.parts.numbers.comparison import Row

HEIGHT = 250
MARGIN = {"l": 8, "r": 16, "t": 24, "b": 8}
BREAK = {"color": "rgba(128,140,143,.9)", "width": 1.2, "dash": "dot"}


def letter(at: int) -> str:
    return "ABCDEFGH"[at]


def names(who: Mapping[str, str]) -> str:
    """Every line's letter, colour and name, for all figures at once."""
    items = "".join(
        f'<li><b style="color:{charts.INK[at % len(charts.INK)]}">{letter(at)}</b> {escape(name)}</li>'
        for at, name in enumerate(who.values())
    )
    return f'<ul class="legend lines">{items}</ul>' if items else "<span></span>"


def panel(
    rows: Sequence[Row],
    who: Mapping[str, str],
    unit: str,
    kind: str,
    days: Sequence[tuple[str, str]],
    lang: str,
    say: Say,
) -> Figure:
    """One indicator's figure: rows of `Compared.courses`, drawn over the days (day, label) that all figures share."""
    lines: dict[tuple[int, object], list[Row]] = {}
    for at, key in enumerate(who):
        for row in rows:
            if row["line"] == key:
                lines.setdefault((at, row["trace"]), []).append(row)
    names, sides = list(who.values()), _letters_apart(list(lines.values()))
    traces = [
        _line(names[at], at, line, side, unit, kind, lang, say)
        for ((at, _), line), side in zip(lines.items(), sides, strict=True)
    ]
    layout = (
        charts.layout(days, unit, kind, lang)
        | {"height": HEIGHT, "showlegend": False, "margin": MARGIN}
        | _breaks(rows, days, lang)
    )
    return {"data": traces, "layout": layout | {"xaxis": {**layout["xaxis"], **_reach(days)}}}


def days_of(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """The days the figures reach over, with their periods: from the first number of any to the last."""
    known = sorted((day, str(row["period"])) for row in rows if row["value"] is not None and (day := charts.day(row)))
    if not known:
        return []
    inside = {
        (day, str(row["period"])) for row in rows if (day := charts.day(row)) and known[0][0] <= day <= known[-1][0]
    }
    return sorted(inside)


def _reach(days: Sequence[tuple[str, str]]) -> Figure:
    """The same first and last day for every figure, with room for the letters at the end."""
    first, last = (date.fromisoformat(days[at][0]) for at in (0, -1))
    room = max((last - first) * 0.06, timedelta(days=20))
    return {"range": [(first - room / 2).isoformat(), (last + room).isoformat()], "tickangle": 0}


def _letters_apart(lines: Sequence[Sequence[Row]]) -> list[str]:
    """On which side of its last point each line has its letter: those that end near each other above and below."""
    values = [row["value"] for line in lines for row in line if row["value"] is not None]
    span = max(values, default=0.0) - min(values, default=0.0)
    ends = [next((row for row in reversed(line) if row["value"] is not None), None) for line in lines]
    sides = ["middle"] * len(lines)
    for day in {charts.day(end) for end in ends if end is not None}:
        there = [(at, end["value"]) for at, end in enumerate(ends) if end is not None and charts.day(end) == day]
        for (at, _), side in zip(there, charts.apart([value for _, value in there], span), strict=True):
            sides[at] = side
    return sides


def _line(name: str, at: int, line: Sequence[Row], side: str, unit: str, kind: str, lang: str, say: Say) -> Figure:
    """One trace, its letter at a side of its last point; None stands wherever it must not be joined."""
    points: list[Row | None] = []
    basis = None
    for row in line:
        changed = basis is not None and row["window_basis"] is not None and row["window_basis"] != basis
        if row["break_on"] is not None or changed:
            points.append(None)
        points.append(row)
        basis = row["window_basis"] or basis
    values = [row["value"] if row is not None else None for row in points]
    last = max((n for n, value in enumerate(values) if value is not None), default=-1)
    colour = charts.INK[at % len(charts.INK)]
    told = [charts.told(row, name, unit, lang, say) if row is not None else "" for row in points]
    return {
        "type": "scatter", "mode": "markers+text" if kind == "range" else "lines+markers+text", "name": name,
        "connectgaps": False, "x": [charts.day(row) if row is not None else None for row in points], "y": values,
        "text": [f" {letter(at)}" if n == last else "" for n in range(len(points))], "textposition": f"{side} right",
        "textfont": {"color": colour, "size": 13}, "customdata": told, "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False, "line": {"color": colour, "width": 2.2},
        "marker": {
            "color": colour, "size": 6, "line": {"width": 1.5, "color": colour},
            "symbol": [charts.MARKS[(row["window_basis"] or "") if row is not None else ""] for row in points],
        },
    }  # fmt: skip


def strokes(rows: Sequence[Row], days: Sequence[tuple[str, str]]) -> list[date]:
    """The days within the figures on which the history of any of the places breaks."""
    broken = {row["break_on"] for row in rows if row["break_on"] is not None} | {charts.MERGED}
    return sorted(day for day in broken if days and days[0][0] < day.isoformat() <= days[-1][0])


def _breaks(rows: Sequence[Row], days: Sequence[tuple[str, str]], lang: str) -> Figure:
    """A stroke with its day where the history of any of the places breaks."""
    inside = strokes(rows, days)
    return {
        "shapes": [
            {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper", "line": BREAK}
            for day in map(date.isoformat, inside)
        ],
        "annotations": [
            {
                "x": day.isoformat(), "y": 1.1, "yref": "paper", "text": formats.day(day, lang), "showarrow": False,
                "xanchor": "center", "yanchor": "top", "font": {"size": 11},
            }
            for day in inside
        ],
    }  # fmt: skip
