"""The only place that decides what needs attention: what fell most, what misses a target, what contradicts itself, who
is missing; each one click from its cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.drawing import standing, tables
from pages.parts.language import formats
from pages.parts.numbers import comparison, wholes
from pages.parts.numbers.comparison import Change, Row
from pages.parts.reports import contradictions
from pages.parts.reports.documents import named, period, place
from pages.parts.visits import url
from pages.parts.visits.regions import within
from pages.parts.visits.visit import Visit
from queries import COVERAGE_TO_RANK, Indicator, Warehouse
from queries.periods import KINDS

MOST = 5
HERE = ("reported", "late")
"""States of who has reported."""
RECENT = timedelta(days=400)
"""How far back from the newest number an earlier one is looked for."""
NOW = timedelta(days=100)
"""How far behind the newest number one may end and still be of now."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A number that is worse than the one before."""

    indicator: Indicator
    row: Row
    change: Change

    @property
    def size(self) -> float:
        return abs(self.change.difference or 0.0)


def draw(visit: Visit, indicators: Sequence[Indicator]) -> None:
    """The lists that have something in them, side by side; nothing at all where nothing needs attention."""
    lists = _lists(visit, tuple(indicators))
    if lists:
        standing.part(visit.say("attention.title"), visit.say("attention.under"))
        st.html(f'<div class="attentions">{lists}</div>')


@data.kept(128)
def _lists(visit: Visit, indicators: tuple[Indicator, ...]) -> str:
    told = {
        "attention.falls": [_fall(visit, each) for each in falls(visit, indicators)[:MOST]],
        "attention.targets": [_missed(visit, *each) for each in missed(visit, indicators)[:MOST]],
        "attention.wrong": _wrong(visit),
        "attention.absent": _absent(visit),
    }
    return "".join(
        f'<div><h3>{visit.say(title)}</h3><ul class="attention">{"".join(items)}</ul></div>'
        for title, items in told.items()
        if items
    )


def falls(visit: Visit, indicators: Sequence[Indicator]) -> list[Fall]:
    """What got worse since the period before, of the provinces or of the bodies of one place; the most first.

    Only rates, of the same window and formula, over denominators large enough, none that is contradictory.
    """
    found = []
    for indicator in indicators:
        if not indicator.is_percent or indicator.direction == "none":
            continue
        for rows in _in_scope(visit, indicator):
            fall = _fallen(visit, indicator, rows)
            found += [fall] if fall is not None else []
    return sorted(found, key=lambda each: (-each.size, each.indicator.name, str(each.row["place_code"])))


@data.kept(128)
def fell_most(visit: Visit, indicator: Indicator, period: str) -> str:
    """A table of the places whose number of this indicator got worse by most in this period; empty where none did."""
    found = [fall for fall in falls(visit, [indicator]) if fall.row["period"] == period][:MOST]
    if not found:
        return ""
    against = found[0].change.against or {}
    before = formats.period(str(against["period_kind"]), str(against["period"]), visit.lang, short=True)
    told = ((escape(_whose(visit, fall.row)), _by(visit, fall), _why(visit, fall)) for fall in found)
    lines = "".join(f"<tr><td></td><td>{who}</td><td>{size}</td><td>{why}</td></tr>" for who, size, why in told)
    return f'<table class="few fell"><caption>{visit.say("overview.fell", period=before)}</caption>{lines}</table>'


def _by(visit: Visit, fall: Fall) -> str:
    """By how much, leading to the sentence of the newer number."""
    size = formats.change(fall.change.difference or 0.0, fall.indicator.unit, visit.lang)
    return tables.linked(visit, fall.indicator.name, fall.row, size)


def missed(visit: Visit, indicators: Sequence[Indicator]) -> list[tuple[Indicator, Row]]:
    """The newest numbers that miss a target by which a judgement may be shown; the farthest first."""
    found = [
        (indicator, row)
        for indicator in indicators
        for rows in _in_scope(visit, indicator)
        if (row := _chosen(visit, rows)) is not None and row.get("colours") and not row["met"]
    ]
    return sorted(found, key=lambda each: (-abs(each[1]["distance"]), each[0].name, str(each[1]["place_code"])))


def _in_scope(visit: Visit, indicator: Indicator) -> list[list[Row]]:
    """The courses of the provinces of the nation or a region, or of the bodies of one place."""
    scope = None if visit.has_provinces else visit.view.place
    found = _courses(visit.wh, indicator.name, visit.view.level, scope)
    if visit.region is None:
        return found
    return [rows for rows in found if _key(rows[0]) in visit.region.members]


def _key(row: Row) -> str:
    return f"{row['place_vintage']}.{row['place_code']}"


@data.kept(64)
def _courses(wh: Warehouse, name: str, level: str, scope: str | None) -> list[list[Row]]:
    """The recent numbers of each province, or of each body of one place; those alone whose newest is of now."""
    rows = data.rates(wh, name, level, None, "province") if scope is None else data.rates(wh, name, None, scope, None)
    rows = rows.filter(pl.col("value").is_not_null(), pl.col("period_kind").is_in([*KINDS, "as_of"]))
    if scope is not None:
        rows = rows.filter(pl.col("unit_kind").is_in(["province", "national"]).not_())
    newest = rows["period_end"].max()
    if not isinstance(newest, date):
        return []
    whose = ["place_vintage", "place_code", "unit", "admin_level"]
    recent = rows.filter(pl.col("period_end") > newest - RECENT)
    now = pl.col("period_end").max().over(whose) > newest - NOW
    return [each.to_dicts() for each in recent.filter(now).partition_by(whose, maintain_order=True)]


def _chosen(visit: Visit, rows: Sequence[Row]) -> Row | None:
    """The number of the period in the link, or the newest."""
    view = visit.view
    if view.kind in ("", "latest"):
        return comparison.newest(rows)
    if view.period:
        return comparison.of_period(rows, view.kind, view.period)
    return comparison.newest([row for row in rows if row["period_kind"] == view.kind])


def _fallen(visit: Visit, indicator: Indicator, rows: Sequence[Row]) -> Fall | None:
    row = _chosen(visit, rows)
    if row is None or row["basis"] == "impossible" or row["small"] or row["disputed"]:
        return None
    change = comparison.before(rows, row)
    if change.difference is None or change.against is None or change.against["small"] or change.against["disputed"]:
        return None
    worse = change.difference < 0 if indicator.direction == "up" else change.difference > 0
    told = not formats.change(change.difference, indicator.unit, visit.lang).startswith("±")
    return Fall(indicator, row, change) if worse and told else None


def _fall(visit: Visit, fall: Fall) -> str:
    """Whose number, by how much, and two ways on: to the sentence, and to why it moved."""
    row, against = fall.row, fall.change.against or {}
    size = formats.change(fall.change.difference or 0.0, fall.indicator.unit, visit.lang)
    before = formats.period(str(against["period_kind"]), str(against["period"]), visit.lang, short=True)
    words = f"{size} {visit.say('change.previous', period=before)}"
    arrow = "▼" if (fall.change.difference or 0) < 0 else "▲"
    return _item(visit, fall.indicator, row, f'<b class="worse">{arrow} {words}</b>', _why(visit, fall))


def _missed(visit: Visit, indicator: Indicator, row: Row) -> str:
    size = formats.change(row["distance"], indicator.unit, visit.lang)
    return _item(visit, indicator, row, f'<b class="worse">✗ {visit.say("attention.off", size=size)}</b>', "")


def _item(visit: Visit, indicator: Indicator, row: Row, verdict: str, more: str) -> str:
    """Whose and which number, linked to its sentence; what is wrong with it; a way on."""
    value = formats.with_unit(row["value"], indicator.unit, visit.lang)
    then = formats.period(str(row["period_kind"]), str(row["period"]), visit.lang, short=True)
    linked = tables.linked(visit, indicator.name, row, value)
    return (
        f"<li><span>{escape(_whose(visit, row))} · {escape(visit.title(indicator))}</span>"
        f"<span>{linked} <i>{then}</i> {verdict}{more}</span></li>"
    )


def _whose(visit: Visit, row: Row) -> str:
    if visit.has_provinces:
        return visit.place_name(_key(row))
    return str(row["unit"])


def _why(visit: Visit, fall: Fall) -> str:
    """The way to what moved a province: its own parts, and its bodies between the two periods."""
    row, against = fall.row, fall.change.against or {}
    if not visit.has_provinces or row["period_kind"] not in KINDS:
        return ""
    ends = str(row["period_kind"]), str(against["period"]), str(row["period"])
    there = escape(url.link("so-sanh", wholes.why(visit, fall.indicator.name, _key(row), *ends)), quote=True)
    return f' <a href="{there}">{visit.say("attention.why")}</a>'


def _wrong(visit: Visit) -> list[str]:
    """The contradictions of the newest reports, one of each, leading to its sentence; said twice, it is told once."""
    rows = contradictions.found(visit).filter(severity="error")
    for one_of in ("report_id", "message_vi"):
        rows = rows.unique(one_of, keep="first", maintain_order=True)
    told = rows.head(MOST)
    reports = data.reports_named(visit.wh, tuple(told["report_id"]))
    return [_contradiction(visit, row, reports[row["report_id"]]) for row in told.iter_rows(named=True)]


def _contradiction(visit: Visit, row: Row, report: Row) -> str:
    there = url.View(lang=visit.lang, v=visit.view.v, report=str(row["report_id"])[:12])
    if row["fact_id"] is not None:
        there = replace(there, fact=int(row["fact_id"]))
    whose = str(report["unit"]) if report["unit_kind"] not in (None, "province", "national") else ""
    about = " · ".join(part for part in (whose, place(visit, report), period(visit, report)) if part)
    link = escape(url.link("bao-cao", there), quote=True)
    said = row["message_en" if visit.lang == "en" else "message_vi"]
    return (
        f'<li><span><a href="{link}">{escape(about or named(visit, report))}</a></span><span>{escape(said)}</span></li>'
    )


def _absent(visit: Visit) -> list[str]:
    """The provinces without a report in the newest quarter of which most have reported."""
    if not visit.has_provinces:
        return []
    rows = data.coverage(visit.wh, "quarter").filter(pl.col("state") != "not_applicable")
    counted = rows.group_by("period").agg(pl.col("state").is_in(HERE).mean().alias("share"))
    known = counted.filter(pl.col("share") >= COVERAGE_TO_RANK)["period"]
    if known.is_empty():
        return []
    label = str(known.max())
    absent = within(rows.filter(pl.col("period") == label, ~pl.col("state").is_in([*HERE, "not_due"])), visit.provinces)
    items = [_missing(visit, label, row) for row in absent.head(MOST).iter_rows(named=True)]
    if absent.height > MOST:
        there = url.link(
            "chat-luong", url.View(lang=visit.lang, v=visit.view.v, place=visit.view.place, kind="quarter")
        )
        words = visit.say("attention.more", n=absent.height - MOST)
        items.append(f'<li><span><a href="{escape(there, quote=True)}">{words}</a></span></li>')
    return items


def _missing(visit: Visit, label: str, row: Row) -> str:
    key = _key(row)
    there = url.link("don-vi", url.View(lang=visit.lang, v=visit.view.v, place=key))
    name, when = escape(visit.place_name(key)), formats.period("quarter", label, visit.lang)
    state = visit.say(f"coverage.{row['state']}")
    return f'<li><span><a href="{escape(there, quote=True)}">{name}</a></span><span>○ {when}: {state}</span></li>'
