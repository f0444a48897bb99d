"""The only place that draws Plotly figures, as plain dictionaries: they cost a hundredth of what px does.

A line is never drawn across a gap, across the merger, or between windows or formulas that differ. Colours are middle
tones that stand on a light and on a dark ground; no colour carries a meaning of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from pages.parts.language import formats
from pages.parts.language.words import Say
from pages.parts.numbers.comparison import Row

INK = ("#14908f", "#6673c4", "#c9821b", "#8a6f96", "#5c7f3a", "#9a5b4a")
DASHES = ("solid", "solid", "solid", "dash", "dash", "dash")
CONTEXT = "rgba(128,140,143,.55)"
FAINT = "rgba(128,140,143,.3)"
MARKS = {"stated": "circle", "standard": "square", "calendar": "diamond-open", "mixed": "x-thin-open", "": "circle"}
MERGER = "2025-06-30T12:00"
MERGED = date(2025, 7, 1)
MOST_TICKS = 6
MANY_LINES = 20
MANY_POINTS = 24
WHOLE_NUMBERS = {"exponentformat": "none", "separatethousands": True}
"""Of an axis: 400.000, not 400k, which says nothing in Vietnamese."""
Figure = dict[str, object]
NEAR = 0.07
"""Of what an axis reaches over: labels of points nearer than this would overlap."""

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False, "showTips": False}


def trend(rows: Sequence[Row], highlighted: Mapping[str, str], unit: str, kind: str, lang: str, say: Say) -> Figure:
    """The course of every place: the highlighted ones (key → name) before grey context. Rows as `queries.trend`."""
    lines: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        key = (f"{row['place_vintage']}.{row['place_code']}", row["window_basis"] or "", row["formula_version"] or "")
        lines.setdefault(key, []).append(row)
    context = [line for (place, *_), line in lines.items() if place not in highlighted]
    traces = _context(context, unit, lang, say) if context else []
    for at, (place, name) in enumerate(highlighted.items()):
        own = [(basis, line) for (key, basis, _), line in lines.items() if key == place]
        traces += [
            _line(name, at, str(basis), line, first, unit, kind, lang, say) for first, (basis, line) in _counted(own)
        ]
    days = sorted({(on, str(row["period"])) for row in rows if (on := day(row))})
    return {"data": traces, "layout": layout(days, unit, kind, lang) | _merger(days, say)}


def _counted(own: list[tuple[object, list[Row]]]) -> list[tuple[bool, tuple[object, list[Row]]]]:
    return [(at == 0, each) for at, each in enumerate(own)]


def _context(lines: Sequence[Sequence[Row]], unit: str, lang: str, say: Say) -> list[Figure]:
    """All the others: their lines as one trace, apart by gaps; a number that stands alone as a dot of its own."""
    x: list[str | None] = []
    y: list[float | None] = []
    alone: list[Row] = []
    for line in lines:
        x += [*map(day, line), None]
        y += [*(row["value"] for row in line), None]
        alone += _alone(line)
    shared = {"type": "scatter", "name": say("indicator.others"), "legendgroup": "others"}
    drawn = {"mode": "lines", "connectgaps": False, "hoverinfo": "skip"}
    drawn["line"] = {"color": FAINT if len(lines) > MANY_LINES else CONTEXT, "width": 1}
    dots = {
        "mode": "markers", "showlegend": False, "marker": {"color": CONTEXT, "size": 6},
        "x": [day(row) for row in alone], "y": [row["value"] for row in alone],
        "text": [told(row, str(row["place"]), unit, lang, say) for row in alone],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip
    return [{**shared, **drawn, "x": x, "y": y}, *([{**shared, **dots}] if alone else [])]


def _alone(line: Sequence[Row]) -> list[Row]:
    """The numbers of a line with a gap on either side: a line drawn through them would not be seen."""
    known = [None, *(row["value"] for row in line), None]
    return [
        row
        for at, row in enumerate(line, start=1)
        if row["value"] is not None and known[at - 1] is None and known[at + 1] is None
    ]


def _line(
    name: str, at: int, basis: str, line: Sequence[Row], first: bool, unit: str, kind: str, lang: str, say: Say
) -> Figure:
    known = sum(row["value"] is not None for row in line)
    colour, size = INK[at % len(INK)], 9 if known <= MANY_POINTS else 5
    return {
        "type": "scatter", "mode": "markers" if kind == "range" else "lines+markers", "name": name,
        "legendgroup": name, "showlegend": first, "connectgaps": False,
        "x": [day(row) for row in line], "y": [row["value"] for row in line],
        "text": [told(row, name, unit, lang, say) for row in line], "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": colour, "width": 2.6, "dash": DASHES[at % len(DASHES)]},
        "marker": {"color": colour, "size": size, "symbol": MARKS[basis], "line": {"width": 2, "color": colour}},
    }  # fmt: skip


def day(row: Row) -> str | None:
    """The last day of a row's period, where it is drawn."""
    when = row["period_end"]
    return when.isoformat() if isinstance(when, date) else None


def told(row: Row, name: str, unit: str, lang: str, say: Say) -> str:
    """What the pointer shows: place, value with parts, period with its window."""
    period = formats.period(str(row["period_kind"]), str(row["period"]), lang)
    parts = formats.parts(row["numerator"], row["denominator"], "", lang)
    window = formats.window(row["period_start"], row["period_end"], lang)
    basis = f" · {say('window.' + str(row['window_basis']))}" if row["window_basis"] else ""
    value = formats.with_unit(row["value"], unit, lang)
    return f"<b>{escape(name)}</b><br>{value}{f' ({parts})' if parts else ''}<br>{period}: {window}{basis}"


def layout(days: Sequence[tuple[str, str]], unit: str, kind: str, lang: str) -> Figure:
    """What figures over time share; `days` are (day, label of the period), sorted."""
    return {
        "height": 400,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "separators": ",." if lang == "vi" else ".,",
        "hovermode": "closest",
        "showlegend": True,
        "legend": {
            "orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 13},
            "itemclick": False, "itemdoubleclick": False,
        },
        "xaxis": _time_axis(days, kind, lang),
        "yaxis": {
            "automargin": True, "zeroline": False, "fixedrange": True, "ticksuffix": "%" if unit == "percent" else "",
            "gridcolor": "rgba(128,140,143,.22)", "tickfont": {"size": 12}, "nticks": 6, **WHOLE_NUMBERS,
        },
    }  # fmt: skip


def _time_axis(days: Sequence[tuple[str, str]], kind: str, lang: str) -> Figure:
    """Real time, with our own words for a few of the periods; where days are scattered, for half-years."""
    ticks = _half_years(days, lang) if kind in ("range", "as_of") else _every_so_many(days, kind, lang)
    return {
        "type": "date", "tickmode": "array", "tickvals": list(ticks), "ticktext": list(ticks.values()),
        "automargin": True, "showgrid": False, "fixedrange": True, "tickfont": {"size": 12},
    }  # fmt: skip


def _every_so_many(days: Sequence[tuple[str, str]], kind: str, lang: str) -> dict[str, str]:
    labels = {label: day for day, label in days}
    every = max(1, -(-len(labels) // MOST_TICKS))
    named = list(labels.items())[::-1][::every][::-1]
    return {day: formats.period(kind, label, lang, short=True) for label, day in named}


def _half_years(days: Sequence[tuple[str, str]], lang: str) -> dict[str, str]:
    first, last = int(days[0][0][:4]), int(days[-1][0][:4])
    starts = [date(year, month, 1) for year in range(first, last + 2) for month in (1, 7)]
    inside = [day for day in starts if days[0][0] <= day.isoformat() <= days[-1][0]]
    inside = inside if len(inside) <= MOST_TICKS else [day for day in inside if day.month == 1]
    inside = inside or [date.fromisoformat(days[-1][0])]
    every = max(1, -(-len(inside) // MOST_TICKS))
    return {
        day.isoformat(): formats.period("month", f"{day:%Y-%m}", lang, short=True)
        for day in inside[::-1][::every][::-1]
    }


def _merger(days: Sequence[tuple[str, str]], say: Say) -> Figure:
    """The line of 1 July 2025, where the figure reaches over it."""
    if not days or not days[0][0] < MERGER < days[-1][0]:
        return {}
    line = {"type": "line", "x0": MERGER, "x1": MERGER, "y0": 0, "y1": 1, "yref": "paper"}
    return {
        "shapes": [{**line, "line": {"color": "rgba(128,140,143,.9)", "width": 1.2, "dash": "dot"}}],
        "annotations": [
            {
                "x": MERGER, "y": 0.02, "yref": "paper", "text": say("indicator.merger"), "showarrow": False,
                "textangle": -90, "xanchor": "right", "yanchor": "bottom", "font": {"size": 12},
            }
        ],
    }  # fmt: skip


def apart(heights: Sequence[float], span: float) -> list[str]:
    """Where the label of each of several points above one another stands, so that those of near points do not overlap:
    "top", "middle" or "bottom" of the point. `span` is what the axis reaches over, in the unit of `heights`.
    """
    groups: list[list[int]] = []
    for at in sorted(range(len(heights)), key=heights.__getitem__):
        if groups and heights[at] - heights[groups[-1][-1]] <= NEAR * span:
            groups[-1].append(at)
        else:
            groups.append([at])
    said = ["middle"] * len(heights)
    for group in groups:
        if len(group) > 1:
            said[group[0]], said[group[-1]] = "bottom", "top"
    return said
