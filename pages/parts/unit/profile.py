"""The only place that lays out the headline numbers of one unit: value, change, and where it stands among others."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.parts import data
from pages.parts.drawing import tables, tiles
from pages.parts.language import formats, legend
from pages.parts.numbers import context
from pages.parts.numbers.context import Against
from pages.parts.numbers.numbers_shown import Shown
from pages.parts.visits import url
from pages.parts.visits.visit import Visit

HEADS = ("column.indicator", "column.value", "column.changes", "column.standing", "column.course")


def draw(visit: Visit, shown: Sequence[Shown]) -> None:
    """A table: one line an indicator, those of another period short, and one line for all that nobody ever stated."""
    heads = "".join(f'<th scope="col">{visit.say(key)}</th>' for key in HEADS)
    told = [each for each in shown if each.row is not None or each.last is not None]
    lines = "".join(_line(visit, each) for each in sorted(told, key=lambda each: each.row is None))
    lines += _never(visit, [each for each in shown if each.row is None and each.last is None])
    caption = f"<caption>{visit.say('unit.headline')}</caption>"
    st.html(f'<table class="profile">{caption}<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>')


@data.kept(1024)
def _line(visit: Visit, shown: Shown) -> str:
    name = _to_indicator(visit, shown)
    if shown.row is None:
        when = tiles.last_known(visit, shown)
        missing = legend.mark(visit.say, "missing")
        return f'<tr class="none"><th scope="row">{name}</th><td colspan="4">{missing}<span>{when}</span></td></tr>'
    cells = (value(visit, shown), tiles.changes(visit, shown), standing(visit, shown), tiles.drawing(visit, shown))
    return f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _never(visit: Visit, shown: Sequence[Shown]) -> str:
    if not shown:
        return ""
    names = ", ".join(_to_indicator(visit, each) for each in shown)
    missing = legend.mark(visit.say, "missing")
    return f'<tr class="none"><th scope="row">{missing}</th><td colspan="4">{names}</td></tr>'


def _to_indicator(visit: Visit, shown: Shown) -> str:
    row = shown.row
    kind, period = (str(row["period_kind"]), str(row["period"])) if row is not None else ("", "")
    view = url.View(
        lang=visit.lang, v=visit.view.v, place=visit.view.place, level=visit.view.level,
        indicator=shown.indicator.name, kind=kind, period=period,
    )  # fmt: skip
    there = escape(url.link("chi-so", view), quote=True)
    return f'<a href="{there}">{escape(visit.title(shown.indicator))}</a>'


def value(visit: Visit, shown: Shown, *, linked: bool = True) -> str:
    """The number (a link to its sentence), its parts, its period and window, and how it came about."""
    row, say, lang = shown.row, visit.say, visit.lang
    assert row is not None
    if row["value"] is None:
        number = say("status.impossible" if shown.status == "impossible" else "status.nothing_arose")
    elif shown.status == "partial":
        number = tiles.partial(visit)
    else:
        number = formats.with_unit(row["value"], shown.indicator.unit, lang)
    told_number = tables.linked(visit, shown.indicator.name, row, number) if linked else number
    parts = formats.parts(row["numerator"], row["denominator"], tiles.counted(visit, shown), lang)
    period = formats.period(str(row["period_kind"]), str(row["period"]), lang)
    window = formats.window(row["period_start"], row["period_end"], lang) if row["period_start"] is not None else ""
    basis = say(f"window.{row['window_basis']}") if window and row["window_basis"] else ""
    days = window if row["period_kind"] != "range" else ""
    expected = row.get("units_expected")
    covered = say("tile.coverage", n=row["units_with_value"], total=expected) if expected else ""
    told = [parts, covered, " · ".join((period, *filter(None, (days, basis))))]
    under = "".join(f"<span>{each}</span>" for each in told if each)
    tone = ' class="words"' if row["value"] is None or shown.status == "partial" else ""
    return f"<b{tone}>{told_number}</b>{under}{legend.chip(say, shown.status)}"


def standing(visit: Visit, shown: Shown) -> str:
    """The place against its region, the nation, or its province, and its rank: only where they are comparable."""
    if shown.row is None or shown.status in ("partial", "impossible", "median"):
        return ""
    lines = [_against(visit, shown, each) for each in context.wholes(visit, shown)]
    place = context.rank(visit, shown)
    if place is not None:
        key = "against.rank" if place.rank is not None else "against.no_rank"
        lines.append(visit.say(key, rank=place.rank, of=place.of))
    return f'<ul class="tile-change">{"".join(f"<li>{line}</li>" for line in lines)}</ul>' if lines else ""


def _against(visit: Visit, shown: Shown, whole: Against) -> str:
    """Above or below by how much, or a count's share; else why it is not compared."""
    say, unit, lang = visit.say, shown.indicator.unit, visit.lang
    named = say(f"against.{whole.which}")
    if whole.row is None or shown.row is None:
        return f"{named}: {say(f'against.why_{whole.reason}')}"
    if formats.digits_of(unit) == 0:
        part = context.share(shown.row, whole.row)
        told = say("against.share", share=formats.value(part, "percent", lang)) if part is not None else ""
        return f"{named}: {told or say('against.why_incomplete')}"
    if whole.row["basis"] == "median":
        named = say("against.median")
    size = formats.change(float(shown.row["value"]) - float(whole.row["value"]), unit, lang)
    coverage = whole.row.get("units_expected")
    n = f", {whole.row['units_with_value']}/{coverage}" if coverage else ""
    return f"<b>{size}</b> {say('against.of', whole=named)} ({formats.value(whole.row['value'], unit, lang)}{n})"
