"""The only place that sets two indicators of one period against each other, place by place."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import polars as pl

from pages.parts import data
from pages.parts.drawing import charts
from pages.parts.drawing.charts import Figure
from pages.parts.language import formats
from pages.parts.visits.visit import Visit
from queries import Indicator

MOST_NAMED = 15
"""With more points than these only those chosen have their names; the others tell it to the pointer."""


def points(visit: Visit, x: Indicator, y: Indicator, period: str) -> tuple[pl.DataFrame, int]:
    """The places with both numbers in one window (columns of `ranking`, `x` and `y`); how many have them in two."""
    key = ["place_vintage", "place_code", "place"]
    frames = [
        data.of_period(visit.wh, each.name, period, visit.view.level, visit.view.boundaries)
        .filter(pl.col("value").is_not_null())
        .unique(key, keep="none")
        .select(*key, pl.col("value").alias(name), pl.col("window_basis").alias(f"window_{name}"))
        for each, name in ((x, "x"), (y, "y"))
    ]
    both = frames[0].join(frames[1], on=key)
    alike = both.filter(pl.col("window_x") == pl.col("window_y")).sort("place")
    return alike, both.height - alike.height


def drawn(visit: Visit, rows: pl.DataFrame, x: Indicator, y: Indicator, who: Mapping[str, str]) -> Figure:
    """One point a place; those chosen in their colour, with their names."""
    own = {key: at for at, key in enumerate(who)}
    lang, few = visit.lang, rows.height <= MOST_NAMED
    keyed = {f"{row['place_vintage']}.{row['place_code']}": row for row in rows.iter_rows(named=True)}
    named = [key for key in keyed if few or key in own]
    heights = rows["y"].to_list()
    span = max(heights, default=0.0) - min(heights, default=0.0)
    sides = dict(zip(named, charts.apart([keyed[key]["y"] for key in named], span), strict=True))
    traces = []
    for key, row in keyed.items():
        at = own.get(key)
        colour = "rgba(128,140,143,.85)" if at is None else charts.INK[at % len(charts.INK)]
        values = [formats.with_unit(row[name], each.unit, lang) for name, each in (("x", x), ("y", y))]
        lines = [f"{visit.title(each)}: {value}" for each, value in zip((x, y), values, strict=True)]
        traces.append(
            {
                "type": "scatter", "mode": "markers+text", "x": [row["x"]], "y": [row["y"]],
                "text": [escape(row["place"]) if key in sides else ""],
                "textposition": f"{'bottom' if sides.get(key) == 'bottom' else 'top'} center",
                "cliponaxis": False, "showlegend": False, "textfont": {"color": colour, "size": 12},
                "marker": {
                    "color": colour, "size": 8 if at is None else 12, "line": {"width": 2, "color": colour},
                    "symbol": charts.MARKS[row["window_x"] or ""],
                },
                "customdata": [f"<b>{escape(row['place'])}</b><br>{'<br>'.join(map(escape, lines))}"],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )  # fmt: skip
    axes = {name: _axis(visit.title(each), each.unit) for name, each in (("xaxis", x), ("yaxis", y))}
    shared = {"height": 420, "margin": {"l": 8, "r": 24, "t": 16, "b": 8}, "hovermode": "closest"}
    return {"data": traces, "layout": {**shared, "separators": ",." if lang == "vi" else ".,", **axes}}


def _axis(title: str, unit: str) -> Figure:
    return {
        "title": {"text": escape(title), "font": {"size": 12}}, "automargin": True, "zeroline": False,
        "fixedrange": True, "ticksuffix": "%" if unit == "percent" else "", "nticks": 6,
        "gridcolor": "rgba(128,140,143,.22)", "tickfont": {"size": 12}, **charts.WHOLE_NUMBERS,
    }  # fmt: skip
