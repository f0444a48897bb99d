"""The only place that draws a tile: one number: unit, parts, period, target, change, coverage, course, status, source.

Each line of a tile is a small function that returns markup; everything that comes from a report is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from pages.parts import data
from pages.parts.drawing import sparkline, tables
from pages.parts.language import formats, legend
from pages.parts.numbers import comparison, numbers_shown, targets
from pages.parts.numbers.comparison import Change, Row
from pages.parts.numbers.numbers_shown import Shown
from pages.parts.visits import url
from pages.parts.visits.visit import Visit

INDICATOR_PATH = "chi-so"


def grid(visit: Visit, shown: Sequence[Shown], *, columns: int) -> None:
    """The tiles side by side, as many as fit, at most so many columns; one element, so that a wall stands at once."""
    tiles = "".join(tile(visit, each) for each in shown)
    st.html(f'<div class="tiles" style="--columns:{columns}">{tiles}</div>')


@data.kept(1024)
def tile(visit: Visit, shown: Shown) -> str:
    """One tile. The number itself is the link to its sentence."""
    parts = (_head(visit, shown), _value(visit, shown), _body(visit, shown), _links(visit, shown))
    return f'<article class="tile" data-indicator="{shown.indicator.name}">{"".join(parts)}</article>'


def counted(visit: Visit, shown: Shown) -> str:
    """What the parts of this indicator count: dossier, petition, service…"""
    known = data.fields(visit.wh)
    units = [str(known[field]["unit"]) for field in shown.indicator.fields if field in known]
    return next((unit for unit in units if unit != "percent"), "")


def evidence(visit: Visit, shown: Shown) -> url.View | None:
    """Where the number's sentence stands: the report, and the first fact the number is made of."""
    row = shown.row
    if row is None or not row.get("report_id"):
        return None
    return tables.source(visit, shown.indicator.name, row)


def _head(visit: Visit, shown: Shown) -> str:
    chip = legend.chip(visit.say, shown.status) if shown.row is not None else ""
    return f'<div class="tile-head"><div class="tile-title">{escape(visit.title(shown.indicator))}</div>{chip}</div>'


def _value(visit: Visit, shown: Shown) -> str:
    """The number; a link where one source speaks, plain where it was added up, words where there is none."""
    row, unit = shown.row, shown.indicator.unit
    if row is None:
        return f'<div class="tile-value none">{legend.mark(visit.say, "missing")}</div>'
    if shown.status in ("partial", "impossible"):
        words = partial(visit) if shown.status == "partial" else visit.say(f"status.{shown.status}")
        return f'<div class="tile-value none">{words}</div>'
    if row["value"] is None:
        return f'<div class="tile-value none">{visit.say("status.nothing_arose")}</div>'
    text, word = formats.value(row["value"], unit, visit.lang), formats.unit_word(unit, visit.lang)
    number = f"{text} <small>{word}</small>" if word else text
    view = evidence(visit, shown)
    return f'<div class="tile-value">{_link(tables.REPORT_PATH, view, number) if view else number}</div>'


def partial(visit: Visit) -> str:
    """What stands in a number's place where too few provinces are known."""
    return visit.say("status.partial_region" if visit.region else "status.partial_value")


def _body(visit: Visit, shown: Shown) -> str:
    lines = [
        _when(visit, shown),
        _parts(visit, shown),
        targets.grade(visit, shown),
        targets.line(visit, shown),
        _coverage(visit, shown),
        changes(visit, shown),
        drawing(visit, shown),
    ]
    return "".join(lines)


def _when(visit: Visit, shown: Shown) -> str:
    row = shown.row
    if row is None:
        return f'<div class="tile-when"><span>{last_known(visit, shown)}</span></div>'
    period = formats.period(str(row["period_kind"]), str(row["period"]), visit.lang)
    window = formats.window(row["period_start"], row["period_end"], visit.lang)
    told = f" · {window}" if row["period_kind"] != "range" and row["period_start"] is not None else ""
    basis = visit.say(f"window.{row['window_basis']}") if row["period_start"] is not None else ""
    nationwide = visit.say("tile.nationwide") if row.get("unit_kind") == "national" and row["report_id"] else ""
    return f'<div class="tile-when">{period}<span>{nationwide or basis}{told}</span></div>'


def last_known(visit: Visit, shown: Shown) -> str:
    """The number of another period, where there is none of the one asked for."""
    if shown.last is None:
        return visit.say("tile.not_then" if shown.known_at_all else "tile.never")
    row = shown.last
    value = formats.with_unit(row["value"], shown.indicator.unit, visit.lang)
    return visit.say(
        "tile.last" if shown.last_is_earlier else "tile.elsewhen",
        value=value,
        period=formats.period(str(row["period_kind"]), str(row["period"]), visit.lang),
    )


def _parts(visit: Visit, shown: Shown) -> str:
    row = shown.row
    if row is None:
        return ""
    told = formats.parts(row["numerator"], row["denominator"], counted(visit, shown), visit.lang)
    if shown.is_median:
        low, high = (formats.value(row[end], shown.indicator.unit, visit.lang) for end in ("low", "high"))
        told = visit.say("tile.spread", low=low, high=high)
    if shown.status == "partial" and row["value"] is not None:
        value = formats.with_unit(row["value"], shown.indicator.unit, visit.lang)
        apart = visit.say("tile.partial_sum", n=row["units_with_value"], value=value)
        return f'<div class="tile-parts">{apart}<div class="tile-note">{told}</div></div>'
    return f'<div class="tile-parts">{told}</div>' if told else ""


def _coverage(visit: Visit, shown: Shown) -> str:
    row = shown.row
    if row is None or row.get("units_expected") is None:
        return ""
    told = visit.say("tile.coverage", n=row["units_with_value"], total=row["units_expected"])
    low = "" if comparison.covered(row) else " low"
    share = f"{100 * float(row['coverage']):.0f}"
    return f'<div class="meter{low}"><u><b style="width:{share}%"></b></u>{told}</div>'


def changes(visit: Visit, shown: Shown) -> str:
    """The changes against earlier numbers as a list, or why there are none."""
    if shown.status == "partial":
        return ""
    items = "".join(_change(visit, shown, each) for each in shown.changes)
    return f'<ul class="tile-change">{items}</ul>' if items else ""


def _change(visit: Visit, shown: Shown, change: Change) -> str:
    if change.difference is None or change.against is None:
        which = visit.say(f"change.which_{change.which}")
        return f"<li>{visit.say(f'change.{change.reason}', which=which)}</li>"
    size = formats.change(change.difference, shown.indicator.unit, visit.lang)
    period = formats.period(str(change.against["period_kind"]), str(change.against["period"]), visit.lang, short=True)
    arrow = "=" if size.startswith("±") else "▲" if change.difference > 0 else "▼"
    toned = tone(shown, change)
    word = f" ({visit.say(f'change.{toned}')})".replace(" ", "\u00a0") if toned else ""
    return f'<li class="{toned}"><b>{arrow} {size}</b> {visit.say(f"change.{change.which}", period=period)}{word}</li>'


def tone(shown: Shown, change: Change) -> str:
    """better, worse, or neither: too small to be seen, of no direction, or nothing to compare with."""
    difference, direction = change.difference, shown.indicator.direction
    if difference is None or direction == "none" or formats.change(difference, shown.indicator.unit, "vi")[0] == "±":
        return ""
    return "better" if (difference > 0) == (direction == "up") else "worse"


def drawing(visit: Visit, shown: Shown) -> str:
    """The course where there is one; for the nation with too few provinces, where each province stands."""
    known = [row for row in shown.history if row is not None]
    if shown.status != "partial" and len(known) > 1:
        breaks = numbers_shown.broken_at(visit, shown.history)
        return sparkline.course([_number(row) for row in shown.history], _course_alt(visit, shown, known), breaks)
    if shown.spread and shown.indicator.is_percent and visit.view.kind in ("", "latest"):
        return _dots(visit, shown)
    return ""


def _number(row: Row | None) -> float | None:
    value = row["value"] if row is not None else None
    return float(value) if isinstance(value, int | float) else None


def _course_alt(visit: Visit, shown: Shown, known: list[Row]) -> str:
    first, last = (
        formats.period(str(row["period_kind"]), str(row["period"]), visit.lang) for row in (known[0], known[-1])
    )
    return visit.say("tile.trend_alt", title=visit.title(shown.indicator), n=len(known), first=first, last=last)


def _dots(visit: Visit, shown: Shown) -> str:
    low, high = min(shown.spread), max(shown.spread)
    ends = [formats.with_unit(end, shown.indicator.unit, visit.lang) for end in (low, high)]
    told = visit.say("tile.dots", n=len(shown.spread), low=ends[0], high=ends[1])
    drawn = sparkline.dots(shown.spread, told, low=low, high=high)
    return f'{drawn}<div class="tile-note">{told}</div>' if drawn else ""


def _links(visit: Visit, shown: Shown) -> str:
    row = shown.row
    view = replace(visit.view, indicator=shown.indicator.name, unit="", report="", fact=None, p=1, q="")
    if row is not None:
        view = replace(view, kind=str(row["period_kind"]), period=str(row["period"]))
    links = [_link(INDICATOR_PATH, view, visit.say("tile.to_indicator"))]
    if (there := evidence(visit, shown)) is not None:
        label = "tile.to_source" if row is not None and row.get("family") == "figures" else "tile.to_sentence"
        links.append(_link(tables.REPORT_PATH, there, visit.say(label)))
    return f'<nav class="tile-links">{"".join(links)}</nav>'


def _link(path: str, view: url.View, words: str) -> str:
    return f'<a href="{escape(url.link(path, view), quote=True)}">{words}</a>'
