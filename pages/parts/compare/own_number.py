"""The only place that draws one place's own number in two periods: its parts, how they moved, their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.parts import data
from pages.parts.compare.pairs import Pair
from pages.parts.drawing import standing, tables
from pages.parts.language import formats
from pages.parts.numbers import comparison, numbers_shown
from pages.parts.numbers.comparison import Row
from pages.parts.visits.visit import Visit
from queries import Indicator


def draw(visit: Visit, indicator: Indicator, place: str, pair: Pair) -> None:
    """A table of numerator, denominator, what is between them, and the number; nothing where one period has none."""
    found = data.rates(visit.wh, indicator.name, visit.view.level, None, "province")
    rows = numbers_shown.of_place(found, place).to_dicts()
    ends = [comparison.of_period(rows, pair.kind, label) for label in (pair.before, pair.after)]
    before, after = ends
    if before is None or after is None or before["value"] is None or after["value"] is None:
        return
    standing.part(visit.say("compare.own", place=visit.place_name(place)), visit.say("compare.own_under"))
    lines = [*_parts(visit, indicator, before, after), _number(visit, indicator, before, after)]
    names = [formats.period(pair.kind, label, visit.lang) for label in (pair.before, pair.after)]
    heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in ("", *names, visit.say("column.difference")))
    st.html(f'<table class="why"><thead><tr>{heads}</tr></thead><tbody>{"".join(lines)}</tbody></table>')


def _parts(visit: Visit, indicator: Indicator, before: Row, after: Row) -> list[str]:
    """What is counted, what it is counted of, and the rest; nothing for a number that is no share of counts."""
    if any(row[part] is None for row in (before, after) for part in ("numerator", "denominator")):
        return []
    above, _, below = (indicator.formula_en if visit.lang == "en" else indicator.formula_vi).partition("÷")
    counts = [(row["numerator"], row["denominator"]) for row in (before, after)]
    told = [
        (above.strip().strip("()"), [up for up, _ in counts]),
        (below.strip().strip("()"), [down for _, down in counts]),
    ]
    if indicator.is_percent and all(up <= down for up, down in counts):
        told.append((visit.say("compare.own_rest"), [down - up for up, down in counts]))
    return [_line(name, _written(visit, values), _moved(visit, values)) for name, values in told]


def _written(visit: Visit, values: Sequence[float]) -> list[str]:
    return [formats.number(each, visit.lang) for each in values]


def _moved(visit: Visit, values: Sequence[float]) -> str:
    return formats.change(values[1] - values[0], "dossier", visit.lang)


def _number(visit: Visit, indicator: Indicator, before: Row, after: Row) -> str:
    told = [_linked(visit, indicator, row) for row in (before, after)]
    difference = float(after["value"]) - float(before["value"])
    same = before["formula_version"] == after["formula_version"]
    return _line(visit.title(indicator), told, formats.change(difference, indicator.unit, visit.lang) if same else "")


def _linked(visit: Visit, indicator: Indicator, row: Row) -> str:
    value = formats.with_unit(row["value"], indicator.unit, visit.lang)
    source = tables.source_link(visit, indicator.name, row)
    return f'<a href="{escape(source, quote=True)}">{value}</a>' if source else value


def _line(name: str, ends: Sequence[str], moved: str) -> str:
    cells = "".join(f"<td>{each}</td>" for each in (*ends, moved))
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'
