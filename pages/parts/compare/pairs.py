"""The only place that sets two periods side by side: which two, on which boundaries, and every place in both.

Two periods on both sides of the merger meet on the boundaries of the 34, whatever the link says: nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import polars as pl

from pages.parts import data
from pages.parts.drawing import charts
from pages.parts.drawing.charts import Figure
from pages.parts.language import formats
from pages.parts.visits.regions import LAST_OF_63
from pages.parts.visits.visit import Visit
from queries import COVERAGE_TO_RANK, Indicator

PROVINCES = 34


@dataclass(frozen=True, slots=True)
class Pair:
    """Two periods of one kind."""

    kind: str
    before: str
    after: str
    boundaries: str

    @property
    def over_the_merger(self) -> bool:
        return data.last_day(self.kind, self.before) <= LAST_OF_63 < data.last_day(self.kind, self.after)

    @property
    def before_the_merger(self) -> bool:
        return data.last_day(self.kind, self.after) <= LAST_OF_63 and self.boundaries != "34"


@data.kept(128)
def pair(visit: Visit, indicator: Indicator, kind: str) -> tuple[Pair | None, list[str]]:
    """The two periods in the link, or the latest that many have and the same one a year before; and all there are."""
    found = data.periods(visit.wh, indicator.name, visit.view.level).filter(pl.col("period_kind") == kind)
    labels = [] if kind == "range" else found["period"].to_list()
    if not labels:
        return None, labels
    view = visit.view
    usual = _usual(visit, indicator, found)
    after = view.after if formats.is_period(kind, view.after) else usual[1]
    before = view.before if formats.is_period(kind, view.before) else usual[0]
    if not after or not before:
        return None, labels
    chosen = Pair(kind, before, after, view.boundaries)
    return Pair(kind, before, after, "34" if chosen.over_the_merger else view.boundaries), labels


def _usual(visit: Visit, indicator: Indicator, found: pl.DataFrame) -> tuple[str, str]:
    """What is shown where the link says nothing: the latest same periods on both sides of the merger that many have,
    else the two that most places have both of."""
    enough = found.filter(pl.col("units") >= PROVINCES * COVERAGE_TO_RANK)
    for kind, label in enough.select("period_kind", "period").iter_rows():
        earlier = _year_before(label)
        if earlier in enough["period"].to_list() and Pair(kind, earlier, label, "").over_the_merger:
            return earlier, label
    return _most_in_common(visit, indicator, found["period"].to_list())


def _year_before(label: str) -> str:
    try:
        return data.year_before(label)
    except data.UnknownPeriod:
        return ""


def _most_in_common(visit: Visit, indicator: Indicator, labels: Sequence[str]) -> tuple[str, str]:
    """The two of these periods for which most places have a number: a year apart if they may be, the latest."""
    rows = data.rates(visit.wh, indicator.name, visit.view.level, None, "province")
    known = rows.filter(pl.col("value").is_not_null(), pl.col("period").is_in(list(labels)))
    key = ["place_vintage", "place_code", "formula_version"]
    ends = known.group_by(*key, "period").agg(pl.col("period_end").max())
    met = ends.join(ends, on=key, nulls_equal=True, suffix="_after").filter(
        pl.col("period_end") < pl.col("period_end_after")
    )
    counted = met.group_by("period", "period_after").agg(
        pl.len().alias("places"), pl.col("period_end_after").max(), pl.col("period_end").max()
    )
    if counted.is_empty():
        return "", ""
    a_year = pl.col("period_after").map_elements(_year_before, return_dtype=pl.String) == pl.col("period")
    best = counted.sort("places", a_year, "period_end_after", "period_end", descending=True).row(0, named=True)
    return str(best["period"]), str(best["period_after"])


def both(visit: Visit, indicator: Indicator, chosen: Pair) -> pl.DataFrame:
    """Every place with a number in both periods: keys, name, value and window `_before` and `_after`, and change."""
    key = ["place_vintage", "place_code", "place", "formula_version"]
    sides = [
        data.of_period(visit.wh, indicator.name, label, visit.view.level, chosen.boundaries)
        .filter(pl.col("value").is_not_null())
        .select(*key, *(pl.col(each).alias(f"{each}_{side}") for each in ("value", "window_basis")))
        for label, side in ((chosen.before, "before"), (chosen.after, "after"))
    ]
    change = (pl.col("value_after") - pl.col("value_before")).alias("change")
    joined = sides[0].join(sides[1], on=key, nulls_equal=True)
    return joined.with_columns(change).sort("change", "place", descending=[True, False])


def table(visit: Visit, chosen: Pair, lines: Iterable[Sequence[str]]) -> str:
    """The two periods side by side: name (text), both numbers and their difference (markup) a line."""
    ends = [formats.period(chosen.kind, label, visit.lang) for label in (chosen.before, chosen.after)]
    heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in ("", *ends, visit.say("column.difference")))
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{each}</td>" for each in numbers)}</tr>'
        for name, *numbers in lines
    )
    return f'<table class="why"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def slope(visit: Visit, rows: pl.DataFrame, chosen: Pair, who: Mapping[str, str], unit: str) -> Figure:
    """One line a place from the one period to the other: those chosen in front with their names, the others grey."""
    own = {key: at for at, key in enumerate(who)}
    ends = [formats.period(chosen.kind, label, visit.lang) for label in (chosen.before, chosen.after)]
    lines = rows.to_dicts()
    lines.sort(key=lambda row: f"{row['place_vintage']}.{row['place_code']}" in own)
    named = sum(f"{row['place_vintage']}.{row['place_code']}" in own for row in lines)
    before, after = (_sides([row[name] for row in lines], named) for name in ("value_before", "value_after"))
    traces: list[Figure] = []
    for row, left, right in zip(lines, before, after, strict=True):
        at = own.get(f"{row['place_vintage']}.{row['place_code']}")
        colour = charts.CONTEXT if at is None else charts.INK[at % len(charts.INK)]
        values = [row["value_before"], row["value_after"]]
        told = [formats.with_unit(value, unit, visit.lang) for value in values]
        name = escape(str(row["place"]))
        same = row["window_basis_before"] == row["window_basis_after"]
        traces.append(
            {
                "type": "scatter", "mode": "lines+markers+text", "x": [0, 1], "y": values,
                "text": ["", ""] if at is None else [f"{told[0]} ", f" {name} {told[1]}"],
                "textposition": [f"{left} left", f"{right} right"], "cliponaxis": False, "showlegend": False,
                "line": {"color": colour, "width": 1 if at is None else 2.6, "dash": "solid" if same else "dot"},
                "marker": {"color": colour, "size": 4 if at is None else 8}, "textfont": {"color": colour, "size": 13},
                "customdata": [f"<b>{name}</b><br>{end}: {each}" for end, each in zip(ends, told, strict=True)],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )  # fmt: skip
    return {"data": traces, "layout": _layout(ends, unit, visit.lang)}


def _sides(heights: Sequence[float], named: int) -> list[str]:
    """On which side of its point each line has its number; the last ones have one, the others none."""
    grey = len(heights) - named
    span = max(heights, default=0.0) - min(heights, default=0.0)
    return ["middle"] * grey + charts.apart(heights[grey:], span)


def _layout(ends: Sequence[str], unit: str, lang: str) -> Figure:
    return {
        "height": 420, "margin": {"l": 8, "r": 8, "t": 8, "b": 8}, "separators": ",." if lang == "vi" else ".,",
        "hovermode": "closest", "showlegend": False,
        "xaxis": {
            "range": [-0.35, 1.75], "tickvals": [0, 1], "ticktext": list(ends), "fixedrange": True, "showgrid": False,
            "zeroline": False, "tickfont": {"size": 13},
        },
        "yaxis": {
            "automargin": True, "zeroline": False, "fixedrange": True, "ticksuffix": "%" if unit == "percent" else "",
            "gridcolor": "rgba(128,140,143,.22)", "tickfont": {"size": 12}, "nticks": 6, **charts.WHOLE_NUMBERS,
        },
    }  # fmt: skip
