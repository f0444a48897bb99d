"""The only place that decides what the page of comparisons shows: who, which indicators, which periods and boundaries.

On the boundaries of the 34 an old province is drawn as the one it went into, and that only where every part of it is
known; on those of the 63 a new one is drawn as the old ones it is made of, up to June 2025: it is never split.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pages.parts import data
from pages.parts.indicator import choices
from pages.parts.language.formats import slug
from pages.parts.visits import url
from pages.parts.visits.regions import LAST_OF_63, within
from pages.parts.visits.visit import Visit, unit_named
from queries import COVERAGE_TO_RANK, Indicator

AT_FIRST = ("on_time_rate", "online_share_new", "received")
MOST = url.MOST


@dataclass(frozen=True, slots=True)
class Compared:
    """Some units and indicators over one kind of period, on one map."""

    indicators: tuple[Indicator, ...]
    kind: str
    kinds: tuple[str, ...]
    who: dict[str, str]
    """What is drawn: key → name."""
    asked: tuple[str, ...]
    """What was chosen, before it was put on the map."""
    left_out: tuple[str, ...]
    """Names of what cannot be drawn on this map."""
    became: dict[str, str]
    """Names of what is drawn as another place: name → name, or names."""
    courses: dict[str, pl.DataFrame]
    """Of each indicator: rows of `queries.trend`, with `line` (the key in `who`) and `trace` (what may be joined)."""


def compared(visit: Visit) -> Compared:
    """What this view means."""
    view = visit.view
    names = view.indicators if view.indicators is not None else AT_FIRST
    indicators = tuple(data.indicators()[name] for name in names[:MOST])
    found = [data.periods(visit.wh, each.name, view.level) for each in indicators]
    kinds = [kind for kind in url.KINDS if any(kind in set(each["period_kind"]) for each in found)]
    kind = view.kind if view.kind not in ("", "latest") else choices.fullest(found[0]) if found else ""
    kind = kind or "quarter"
    asked = view.who if view.who is not None else _at_first(visit, indicators, kind)
    who, left_out = on_map(visit, asked)
    courses = {each.name: course(visit, each, kind, who) for each in indicators}
    return Compared(
        indicators,
        kind,
        tuple(kinds if kind in kinds else [*kinds, kind]),
        {key: visit.body_name(key) for key in who},
        tuple(asked),
        tuple(visit.body_name(key) for key in left_out),
        _became(visit, asked),
        courses,
    )


def on_map(visit: Visit, asked: Sequence[str], boundaries: str = "") -> tuple[list[str], list[str]]:
    """The keys as they stand on a map (the one chosen), and those that have no place on it."""
    wanted = boundaries or visit.view.boundaries
    if wanted == "reported":
        return list(asked[:MOST]), []
    who: list[str] = []
    left_out: list[str] = []
    for key in asked:
        found = [] if ":" in key else _same_land(visit, key, wanted)
        who += [each for each in found if each not in who]
        left_out += [] if found else [key]
    return who[:MOST], left_out


def _became(visit: Visit, asked: Sequence[str]) -> dict[str, str]:
    """What of the chosen is drawn as the land it went into, or was made of: a retired code is not left unsaid."""
    drawn = {key: on_map(visit, [key])[0] for key in asked}
    return {
        visit.place_name(key): ", ".join(map(visit.place_name, others))
        for key, others in drawn.items()
        if others and others != [key]
    }


def course(visit: Visit, indicator: Indicator, kind: str, who: Sequence[str]) -> pl.DataFrame:
    """The courses of all of `who`; empty where none has a number."""
    found = [rows for key in who if not (rows := _of_one(visit, indicator, kind, key)).is_empty()]
    return pl.concat(found, how="diagonal_relaxed") if found else pl.DataFrame(schema=choices.EMPTY)


def _of_one(visit: Visit, indicator: Indicator, kind: str, key: str) -> pl.DataFrame:
    """One line: a gap where there is no number, or not all of it, or not of enough."""
    place, _, body = key.partition(":")
    boundaries, level = visit.view.boundaries, visit.view.level
    if body:
        rows = _of_body(visit, indicator, kind, place, body)
    elif place == url.NATION or (boundaries == "34" and not indicator.is_published_score):
        to, least = ("nation", COVERAGE_TO_RANK) if place == url.NATION else ("34", 1.0)
        rows = _only_covered(data.added_up(visit.wh, indicator.name, kind, level, to), least)
    else:
        rows = data.trend(visit.wh, indicator.name, kind, level)
    if rows.is_empty():
        return rows
    if not body:
        rows = rows.filter(pl.concat_str("place_vintage", "place_code", separator=".") == place)
    if boundaries == "63":
        rows = rows.filter(pl.col("period_end") <= pl.lit(LAST_OF_63).str.to_date())
    apart = rows.select("period", "formula_version").is_duplicated().any()
    trace = pl.col("window_basis").fill_null("") if apart else pl.lit("")
    named = pl.concat_str(pl.lit(key), trace, pl.col("formula_version").fill_null(""), separator="|")
    return rows.with_columns(line=pl.lit(key), trace=named) if rows["value"].count() else rows.clear()


def _of_body(visit: Visit, indicator: Indicator, kind: str, place: str, body: str) -> pl.DataFrame:
    unit = unit_named(visit.wh, place, body) or {}
    name, level = str(unit.get("unit")), visit.view.level
    levels = data.levels_of(visit.wh, place, name)
    own = level if level in levels or level != "all" or not levels else levels[0]
    rows = data.unit_trend(visit.wh, indicator.name, kind, own, place, str(unit.get("unit_kind")))
    return rows.filter(pl.col("unit") == name)


def _only_covered(rows: pl.DataFrame, least: float) -> pl.DataFrame:
    """A sum of too few becomes a gap: it would tell who reports."""
    if rows.is_empty():
        return rows
    enough = (pl.col("coverage") >= least).fill_null(False)
    numbers = ("value", "rate", "numerator", "denominator")
    return rows.with_columns(pl.when(enough).then(pl.col(each)).alias(each) for each in numbers)


def _same_land(visit: Visit, key: str, wanted: str) -> list[str]:
    """The places of a map that have the land of a place."""
    vintage = key.partition(".")[0]
    if vintage in ("vn", wanted):
        return [key]
    if wanted == "34":
        row = visit.places[key]
        return [f"{row['successor_vintage']}.{row['successor_code']}"] if row["successor_code"] else []
    return [
        each
        for each in data.places_in_order(visit.wh)
        if f"{visit.places[each]['successor_vintage']}.{visit.places[each]['successor_code']}" == key
    ]


def _at_first(visit: Visit, indicators: Sequence[Indicator], kind: str) -> tuple[str, ...]:
    """The scope, or the provinces with the longest courses of the first indicator, of the newest map if they can be."""
    if not visit.has_provinces:
        return (visit.view.place,)
    rows = data.trend(visit.wh, indicators[0].name, kind, visit.view.level) if indicators else pl.DataFrame()
    if rows.is_empty():
        return ()
    return tuple(choices.longest(within(rows, visit.provinces)))


def options(visit: Visit, chosen: Sequence[str], names: dict[str, str]) -> dict[str, str]:
    """What may be compared: every place, and the bodies that report on the scope."""
    found = dict(names)
    if not visit.has_provinces:
        place = visit.view.place
        bodies = data.units(visit.wh, place).iter_rows(named=True)
        found |= {key: visit.body_name(key) for unit in bodies if (key := f"{place}:{slug(str(unit['unit']))}")}
    return found | {key: visit.body_name(key) for key in chosen if key not in found}
