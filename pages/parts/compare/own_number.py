"""The only place that draws the scope's own number in two periods: its parts, how they moved, their sentences."""

from __future__ import annotations

import streamlit as st

from pages.parts.compare import pairs
from pages.parts.compare.pairs import Pair
from pages.parts.drawing import standing, tables
from pages.parts.language import formats
from pages.parts.numbers import comparison, context
from pages.parts.numbers.comparison import Row
from pages.parts.visits.visit import Visit
from queries import Indicator

Line = tuple[str, str, str, str]
"""What, in the one period, in the other, by how much it moved."""


def draw(visit: Visit, indicator: Indicator, pair: Pair) -> None:
    """A table of numerator, denominator, what is between them, and the number; nothing where one period has none."""
    rows = context.own_province(visit, indicator.name)
    before, after = (comparison.of_period(rows, pair.kind, label) for label in (pair.before, pair.after))
    if before is None or after is None or before["value"] is None or after["value"] is None:
        return
    name = visit.place_name(visit.view.place)
    standing.part(visit.say("compare.own", place=name), visit.say("compare.own_under"))
    lines = [*_parts(visit, indicator, before, after), _number(visit, indicator, before, after)]
    st.html(pairs.table(visit, pair, lines))


def _parts(visit: Visit, indicator: Indicator, before: Row, after: Row) -> list[Line]:
    """What is counted, what it is counted of, and the rest; nothing for a number that is no share of counts."""
    if any(row[part] is None for row in (before, after) for part in ("numerator", "denominator")):
        return []
    above, _, below = (indicator.formula_en if visit.lang == "en" else indicator.formula_vi).partition("÷")
    (up, down), (then_up, then_down) = ((row["numerator"], row["denominator"]) for row in (before, after))
    told = [(above.strip().strip("()"), up, then_up), (below.strip().strip("()"), down, then_down)]
    if indicator.is_percent and up <= down and then_up <= then_down:
        told.append((visit.say("compare.own_rest"), down - up, then_down - then_up))
    return [_counted(visit, *each) for each in told]


def _counted(visit: Visit, name: str, before: float, after: float) -> Line:
    moved = formats.change(after - before, "dossier", visit.lang)
    return name, formats.number(before, visit.lang), formats.number(after, visit.lang), moved


def _number(visit: Visit, indicator: Indicator, before: Row, after: Row) -> Line:
    """The number itself, each leading to its sentence; no difference between two formulas."""
    was, now = (
        tables.linked(visit, indicator.name, row, formats.with_unit(row["value"], indicator.unit, visit.lang))
        for row in (before, after)
    )
    difference = float(after["value"]) - float(before["value"])
    same = before["formula_version"] == after["formula_version"]
    moved = formats.change(difference, indicator.unit, visit.lang) if same else ""
    return visit.title(indicator), was, now, moved
