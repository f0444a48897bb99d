"""The only place that draws units × periods as a field of shades; what is not known is left open, not pale."""

from __future__ import annotations

from collections.abc import Sequence

from pages.parts.drawing import charts
from pages.parts.drawing.charts import Figure
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.visits.visit import Visit
from queries import Indicator

CLASSES = ("#e3efee", "#c2dcdb", "#9cc9c7", "#2f8482", "#0b5f61")
SHADES = [[edge / len(CLASSES), shade] for at, shade in enumerate(CLASSES) for edge in (at, at + 1)]
"""Five steps, each of which a number can be read on."""
LINE, HEAD = 22, 64
WRITTEN = 12
"""Up to so many periods the numbers are written into their fields."""


def drawn(visit: Visit, indicator: Indicator, rows: Sequence[Row], kind: str) -> Figure:
    """Places from the best at the top, periods from left to right. Rows as `queries.trend`, of one map."""
    labels = sorted({str(row["period"]) for row in rows if row["value"] is not None})
    places = _in_order(rows, indicator)
    cells = {(str(row["place"]), str(row["period"])): row for row in rows if row["value"] is not None}
    grid = [[cells.get((place, label)) for label in labels] for place in places]
    columns = [formats.period(kind, label, visit.lang, short=True) for label in labels]
    values = [[row["value"] if row else None for row in line] for line in grid]
    texts = [[_told(visit, indicator, row) for row in line] for line in grid]
    written = [[formats.fixed(row["value"], visit.lang, 1) if row else "" for row in line] for line in grid]
    return {
        "data": [
            {
                "type": "heatmap", "z": values, "x": columns, "y": places,
                "text": written if len(labels) <= WRITTEN else None, "texttemplate": "%{text}",
                "customdata": texts, "hovertemplate": "%{customdata}<extra></extra>", "hoverongaps": False,
                "colorscale": SHADES, "xgap": 2, "ygap": 2,
                "colorbar": {"thickness": 10, "len": 0.5, "y": 1, "yanchor": "top", "outlinewidth": 0,
                             "ticksuffix": "%" if indicator.is_percent else ""},
            }
        ],
        "layout": {
            "height": HEAD + LINE * len(places), "margin": {"l": 8, "r": 8, "t": 28, "b": 8},
            "separators": ",." if visit.lang == "vi" else ".,",
            "xaxis": {"side": "top", "type": "category", "fixedrange": True, "showgrid": False, "tickangle": 0,
                      "nticks": WRITTEN, "tickfont": {"size": 12}},
            "yaxis": {"autorange": "reversed", "type": "category", "automargin": True, "fixedrange": True,
                      "showgrid": False, "tickfont": {"size": 12}, "dtick": 1},
        },
    }  # fmt: skip


def _in_order(rows: Sequence[Row], indicator: Indicator) -> list[str]:
    """The best of the newest period first; who has no number in it last, by name."""
    newest = max((str(row["period"]) for row in rows if row["value"] is not None), default="")
    last = {str(row["place"]): row["value"] for row in rows if row["period"] == newest and row["value"] is not None}
    sign = 1 if indicator.direction == "down" else -1
    known = {str(row["place"]) for row in rows if row["value"] is not None}
    return sorted(known, key=lambda place: (place not in last, sign * last.get(place, 0.0), formats.in_order(place)))


def _told(visit: Visit, indicator: Indicator, row: Row | None) -> str:
    return charts.told(row, str(row["place"]), indicator.unit, visit.lang, visit.say) if row else ""
