"""The only place that draws the lines of wholes beside those of places: the nation, a region, and the target."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pages.parts import data
from pages.parts.drawing import charts
from pages.parts.drawing.charts import Figure
from pages.parts.indicator.choices import Course, course_of
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.numbers.numbers_shown import of_place
from pages.parts.visits import url
from pages.parts.visits.visit import Visit
from queries import COVERAGE_TO_RANK, Indicator

TONE = "#77868a"
DASHES = ("dot", "dashdot")


@data.kept(32)
def drawn(visit: Visit, indicator: Indicator) -> Figure:
    """The course of every place as the view asks for it, with the wholes."""
    course = course_of(visit, indicator)
    rows = course.rows.to_dicts()
    places = charts.trend(rows, course.highlighted, indicator.unit, course.kind, visit.lang, visit.say)
    return with_wholes(visit, indicator, course, places)


def with_wholes(visit: Visit, indicator: Indicator, course: Course, figure: Figure) -> Figure:
    """The figure of `charts.trend` with a line for the nation, one for the region of the scope, and the target's."""
    lines = _lines(visit, indicator, course)
    traces = [_line(visit, indicator, at, name, rows) for at, (name, rows) in enumerate(lines)]
    layout = dict(figure["layout"])  # type: ignore[call-overload]
    target = _target(visit, indicator, course)
    if target is not None:
        layout["shapes"] = [*layout.get("shapes", []), _stroke(target["target"])]
        layout["annotations"] = [*layout.get("annotations", []), _told(visit, indicator, target)]
    return {"data": [*figure["data"], *traces], "layout": layout}  # type: ignore[misc]


def _lines(visit: Visit, indicator: Indicator, course: Course) -> list[tuple[str, list[Row]]]:
    """Name and rows of each whole that covers enough in two periods at least, None where it does not."""
    names = ["nation", "region"] if not visit.is_nation else ["nation"]
    found = []
    for to in names:
        rows = _summed(visit, indicator, course.kind, to)
        known = [row for row in rows if row["value"] is not None]
        if len(known) > 1:
            found.append((visit.place_name(url.NATION) if to == "nation" else str(known[-1]["place"]), rows))
    return found


def _summed(visit: Visit, indicator: Indicator, kind: str, to: str) -> list[Row]:
    rows = data.added_up(visit.wh, indicator.name, kind, visit.view.level, to)
    if rows.is_empty():
        return []
    if to == "region":
        if visit.region:
            rows = rows.filter(pl.col("place") == visit.region.name, pl.col("place_vintage") == visit.region.vintage)
        else:
            rows = rows.filter(pl.col("place") == visit.places[visit.view.place]["region"])
    enough = pl.col("coverage").fill_null(0.0) >= COVERAGE_TO_RANK
    rows = rows.with_columns(pl.when(enough).then("value").alias("value")).sort("period_end")
    return rows.to_dicts()


def _line(visit: Visit, indicator: Indicator, at: int, name: str, rows: Sequence[Row]) -> Figure:
    """One trace, broken where the whole is not covered and where its members changed."""
    points: list[Row | None] = []
    for row in rows:
        points += [None, row] if row["break_on"] is not None else [row]
    return {
        "type": "scatter", "mode": "lines", "name": name, "connectgaps": False,
        "hovertemplate": "%{text}<extra></extra>",
        "x": [charts.day(row) if row is not None else None for row in points],
        "y": [row["value"] if row is not None else None for row in points],
        "text": [_hovered(visit, indicator, name, row) for row in points],
        "line": {"color": TONE, "width": 3, "dash": DASHES[at]},
    }  # fmt: skip


def _hovered(visit: Visit, indicator: Indicator, name: str, row: Row | None) -> str:
    if row is None:
        return ""
    covered = visit.say("tile.coverage", n=row["units_with_value"], total=row["units_expected"])
    return f"{charts.told(row, name, indicator.unit, visit.lang, visit.say)}<br>{covered}"


def _target(visit: Visit, indicator: Indicator, course: Course) -> Row | None:
    """The newest row of the scope that a target is held against."""
    if visit.region:  # nobody sets a target for one
        return None
    if visit.is_nation:
        rows = data.nation(visit.wh, indicator.name, visit.view.level)
    else:
        rows = of_place(data.rates(visit.wh, indicator.name, visit.view.level, None, "province"), visit.view.place)
    if rows.is_empty():
        return None
    held = rows.filter(pl.col("target").is_not_null(), period_kind=course.kind).sort("period_end")
    return held.row(-1, named=True) if held.height else None


def _stroke(value: float) -> Figure:
    line = {"color": TONE, "width": 1.4, "dash": "dash"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, "line": line}


def _told(visit: Visit, indicator: Indicator, row: Row) -> Figure:
    """What is aimed at, and that nobody has checked it where that is so."""
    aim = f"{formats.number(row['target'], visit.lang, 2)}{'%' if indicator.is_percent else ''}"
    words = visit.say("indicator.target_line", aim=aim)
    words = words if row["target_verified"] else f"{words} ({visit.say('target.unverified')})"
    return {
        "xref": "paper", "x": 1, "y": row["target"], "text": words, "showarrow": False, "xanchor": "right",
        "yanchor": "bottom", "font": {"size": 12, "color": TONE},
    }  # fmt: skip
