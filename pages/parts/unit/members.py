"""The only place that lists who reports on a place: its units, or the nation's provinces, with their latest number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.drawing import tables
from pages.parts.language import formats, legend
from pages.parts.numbers import comparison, numbers_shown
from pages.parts.numbers.comparison import Row
from pages.parts.unit import identity
from pages.parts.visits.regions import within
from pages.parts.visits.visit import Visit
from queries import Indicator

MANY = 14


@dataclass(frozen=True, slots=True)
class Member:
    """One unit that reports, with its latest number of an indicator (None: it states none)."""

    kind: str
    link: str
    row: Row | None
    place: str = ""
    unit: str = ""


def members(visit: Visit, indicator: Indicator) -> list[Member]:
    """The units of a place by kind and name; of the nation (today's) or a region the provinces; none below a unit."""
    if visit.view.unit:
        return []
    if visit.has_provinces:
        return _provinces(visit, indicator)
    rows = data.rates(visit.wh, indicator.name, None, visit.view.place, None).filter(pl.col("value").is_not_null())
    found = data.units(visit.wh, visit.view.place).iter_rows(named=True)
    units = sorted(found, key=lambda unit: (str(unit["unit_kind"]), formats.in_order(str(unit["unit"]))))
    latest = _latest(rows, "unit")
    return [
        Member(
            str(unit["unit_kind"]),
            identity.link(visit, visit.view.place, formats.slug(str(unit["unit"])), str(unit["unit"])),
            latest.get(unit["unit"]),
            visit.view.place,
            str(unit["unit"]),
        )
        for unit in units
    ]


def draw(visit: Visit, indicator: Indicator, found: Sequence[Member]) -> None:
    """A table a kind: who, the latest number with its period, and the way to its sentence."""
    kinds = dict.fromkeys(member.kind for member in found)
    tabled = [_table(visit, indicator, kind, [each for each in found if each.kind == kind]) for kind in kinds]
    with st.container(height=560 if len(found) > MANY else "content", key="members", border=False):
        st.html("".join(tabled))


def _provinces(visit: Visit, indicator: Indicator) -> list[Member]:
    level = visit.view.level
    keys = visit.provinces or tuple(key for key in data.places_in_order(visit.wh) if key.startswith("34."))
    rows = data.rates(visit.wh, indicator.name, level, None, "province").filter(pl.col("value").is_not_null())
    latest = _latest(within(rows, keys), "place_code")
    return [Member("province", identity.link(visit, key), latest.get(key.partition(".")[2]), key) for key in keys]


def _latest(rows: pl.DataFrame, by: str) -> dict[object, Row]:
    """The newest number of each."""
    found: dict[object, Row] = {}
    for (name,), own in rows.group_by(by):
        newest = comparison.newest(own.to_dicts())
        if newest is not None:
            found[name] = newest
    return found


def _table(visit: Visit, indicator: Indicator, kind: str, found: Sequence[Member]) -> str:
    known = sum(member.row is not None for member in found)
    counted = visit.say("unit.known", n=known, total=len(found))
    caption = f"<caption>{visit.say(f'unitkind.{kind}')} · {counted}</caption>"
    lines = "".join(_line(visit, indicator, member) for member in found)
    return f'<table class="members">{caption}{lines}</table>'


def _line(visit: Visit, indicator: Indicator, member: Member) -> str:
    row = member.row
    if row is None:
        return f'<tr><th scope="row">{member.link}</th><td>{legend.SHAPES["missing"]}</td><td></td><td></td></tr>'
    value = formats.value(row["value"], indicator.unit, visit.lang)
    linked = tables.linked(visit, indicator.name, row, value)
    parts = formats.parts(row["numerator"], row["denominator"], "", visit.lang)
    period = formats.period(str(row["period_kind"]), str(row["period"]), visit.lang, short=True)
    level = "" if row["admin_level"] == visit.view.level else visit.say(f"level.{row['admin_level']}").lower()
    mark = legend.SHAPES[numbers_shown.status_of(row)]
    told = " · ".join(part for part in (period, parts, level) if part)
    return (
        f'<tr><th scope="row">{member.link}</th><td>{linked}</td><td aria-hidden="true">{mark}</td><td>{told}</td></tr>'
    )
