"""The only place through which pages reach the numbers: `queries`, with what was asked once kept for the next visitor.

Every answer is kept under its Warehouse (one vintage, which never changes); each cache is bounded, the least used goes.
Answers are shared by all visitors, not copied: nobody changes them in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import ParamSpec, TypeVar

import polars as pl

import queries
from pages.parts.language import formats
from pages.parts.language.formats import in_order
from queries import (
    COVERAGE_TO_RANK,
    NoWarehouse,
    UnknownPeriod,
    UnknownVintage,
    Warehouse,
    previous_period,
    year_before,
)
from queries.periods import between, calendar_days

__all__ = ["COVERAGE_TO_RANK", "NoWarehouse", "UnknownPeriod", "UnknownVintage", "previous_period", "year_before"]

P = ParamSpec("P")
R = TypeVar("R")
KEPT = 256
"""Answers kept of each kind: the newest."""


def open_vintage(pinned: str) -> Warehouse:
    """The pinned vintage, or the current one. Raises NoWarehouse, UnknownVintage."""
    return queries.open_warehouse(vintage=pinned or None)


def indicators() -> dict[str, queries.Indicator]:
    """All indicators by name, in their order."""
    return queries.catalogue()


def kept(entries: int = KEPT) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keeps answers, and so many of them. Streamlit's caches hash their arguments: 0.3 ms a hit, 300 times a page."""
    return lru_cache(maxsize=entries)


@kept()
def rates(wh: Warehouse, name: str, level: str | None, place: str | None, unit_kind: str | None) -> pl.DataFrame:
    """`queries.rate` of one place (or of all): every kind of period; with targets and grades. Level None: as stated."""
    rows = queries.rate(wh, name, level=level, places=[place] if place else None, unit_kind=unit_kind)
    return queries.with_grades(wh, name, queries.with_targets(wh, name, rows))


@kept()
def nation(wh: Warehouse, name: str, level: str) -> pl.DataFrame:
    """`queries.rollup` to the nation, windows together, with targets; empty for what may not be added up."""
    try:
        rows = queries.rollup(wh, name, to="nation", level=level, windows="together")
    except queries.CannotRollUp:
        return pl.DataFrame()
    return queries.with_targets(wh, name, rows)


@kept()
def regions(wh: Warehouse, name: str, level: str) -> pl.DataFrame:
    """`queries.rollup` to the regions of both maps, windows together; empty for what may not be added up."""
    try:
        return queries.rollup(wh, name, to="region", level=level, windows="together")
    except queries.CannotRollUp:
        return pl.DataFrame()


@kept()
def targets(wh: Warehouse, name: str | None = None) -> list[dict[str, object]]:
    """`queries.targets` of one indicator (or of all), newest document first."""
    return queries.targets(wh, name).to_dicts()


@kept()
def trend(wh: Warehouse, name: str, kind: str, level: str) -> pl.DataFrame:
    """`queries.trend` of every province, each window its own line."""
    return queries.trend(wh, name, period_kind=kind, level=level, windows="apart")


@kept()
def added_up(wh: Warehouse, name: str, kind: str, level: str, to: str) -> pl.DataFrame:
    """`queries.trend` of the 34 or of the nation, windows together; empty for what may not be added up."""
    try:
        return queries.trend(wh, name, period_kind=kind, level=level, to=to, windows="together")
    except queries.CannotRollUp:
        return pl.DataFrame()


@kept()
def unit_trend(wh: Warehouse, name: str, kind: str, level: str, place: str, unit_kind: str) -> pl.DataFrame:
    """`queries.trend` of the units of one kind in a place, each window its own line."""
    return queries.trend(wh, name, period_kind=kind, level=level, places=[place], unit_kind=unit_kind, windows="apart")


@kept()
def of_period(wh: Warehouse, name: str, period: str, level: str, boundaries: str) -> pl.DataFrame:
    """The provinces' numbers of one period on some boundaries; of the 34 those alone of which every part is known."""
    if boundaries != "34" or indicators()[name].is_published_score:
        return queries.ranking(wh, name, period=period, level=level, boundaries=boundaries.replace("34", "reported"))
    try:
        rows = queries.rollup(wh, name, "34", period=period, level=level, windows="together")
        ranked = queries.ranking(wh, name, period=period, level=level, boundaries="34")
    except queries.CannotRollUp:
        return ranking(wh, name, period, level).clear()
    whole = rows.filter(pl.col("units_with_value") == pl.col("units_expected"))
    return ranked.join(whole, on=["place_vintage", "place_code", "formula_version"], how="semi", nulls_equal=True)


@kept()
def decomposition(
    wh: Warehouse, name: str, before: str, after: str, to: str, place: str, of: str, level: str | None, boundaries: str
) -> pl.DataFrame:
    """`queries.decomposition`. Raises CannotCompare, CannotRollUp."""
    return queries.decomposition(wh, name, before, after, to=to, place=place, of=of, level=level, boundaries=boundaries)


@kept()
def ranking(wh: Warehouse, name: str, period: str, level: str) -> pl.DataFrame:
    """`queries.ranking` of one period."""
    return queries.ranking(wh, name, period=period, level=level)


@kept()
def periods(wh: Warehouse, name: str, level: str) -> pl.DataFrame:
    """`queries.available_periods`: newest first, with how many units have a number."""
    return queries.available_periods(wh, name, level=level)


@kept(64)
def first_facts(wh: Warehouse, name: str, unit_kind: str, place: str | None) -> dict[tuple[object, ...], int]:
    """Where each number of an indicator is stated: report, place, unit, period, level, printed → the fact to show.

    Of all units of a kind, or of those of one place. `printed` tells the rate as the report prints it from the parts it
    is computed of; level None stands for any level.
    """
    within = "and place_vintage || '.' || place_code = $place" if place else ""
    rows = wh.sql(
        f"""
        select
            report_id, place_vintage, place_code, unit, period_kind, period, admin_level,
            ends_with(field, '_rate') as printed, arg_min(fact_id, list_position($fields, field)) as fact_id
        from facts
        where counted and unit_kind = $unit_kind and list_contains($fields, field) {within}
        group by all order by admin_level desc
        """,
        {
            "fields": list(indicators()[name].fields),
            "unit_kind": unit_kind,
            **({"place": place} if place else {}),
        },
    )
    found: dict[tuple[object, ...], int] = {}
    for *key, level, printed, fact_id in rows.iter_rows():
        found[(*key, level, printed)] = fact_id
        found[(*key, None, printed)] = fact_id
    return found


def fact_of(wh: Warehouse, name: str, row: Mapping[str, object]) -> int | None:
    """The fact behind one number of an indicator: the printed rate where it is shown, else the first of its parts."""
    kind = str(row["unit_kind"])
    place = None if kind in ("province", "national") else f"{row['place_vintage']}.{row['place_code']}"
    found = first_facts(wh, name, kind, place)
    key = [row.get(column) for column in ("report_id", "place_vintage", "place_code", "unit", "period_kind", "period")]
    level = None if row.get("from_levels") else row.get("admin_level")
    printed = row.get("basis") == "stated" and row.get("stated") is not None
    return found.get((*key, level, printed), found.get((*key, level, not printed)))


@kept(8)
def places(wh: Warehouse) -> dict[str, dict[str, object]]:
    """Every place by its key ("34.48"), as table `places` has it."""
    return {f"{row['place_vintage']}.{row['place_code']}": row for row in wh.places().iter_rows(named=True)}


@kept(8)
def places_in_order(wh: Warehouse) -> tuple[str, ...]:
    """The keys of all places, by name, the Vietnamese way."""
    known = places(wh)
    return tuple(sorted(known, key=lambda key: in_order(str(known[key]["name"]))))


@kept(8)
def places_with_data(wh: Warehouse) -> frozenset[str]:
    """The keys of places that some report speaks of."""
    found = wh.sql(
        "select distinct place_vintage || '.' || place_code as place from figures where place_code is not null"
    )
    return frozenset(found["place"])


@kept(8)
def most_known_places(wh: Warehouse) -> list[str]:
    """The keys of provinces, those with most figures first."""
    rows = wh.sql(
        """
        select place_vintage || '.' || place_code as place from figures
        where place_code is not null and place_vintage <> 'vn'
        group by place order by count(*) desc, place desc
        """
    )
    return rows["place"].to_list()


@kept(64)
def units(wh: Warehouse, place: str) -> pl.DataFrame:
    """Who reports on a place besides the whole of it: unit, unit_kind, the number of figures."""
    return wh.sql(
        """
        select unit, unit_kind, count(*) as rows from figures
        where place_vintage || '.' || place_code = $place
            and unit_kind not in ('province', 'national') and unit is not null
        group by unit, unit_kind order by unit_kind, unit
        """,
        {"place": place},
    )


@kept(64)
def levels_of(wh: Warehouse, place: str, unit: str) -> list[str]:
    """The levels at which a unit reports, the one with most figures first."""
    rows = wh.sql(
        """
        select admin_level from figures
        where place_vintage || '.' || place_code = $place and unit = $unit
        group by admin_level order by count(*) desc, admin_level
        """,
        {"place": place, "unit": unit},
    )
    return rows["admin_level"].to_list()


@kept(64)
def said(wh: Warehouse, place: str) -> pl.DataFrame:
    """`queries.statements` of every field, of everyone who reports on a place."""
    return queries.statements(wh, list(wh.field_kinds), places=[place])


@kept(8)
def fields(wh: Warehouse) -> dict[str, dict[str, object]]:
    """Every field a report can state, by name."""
    return {row["field"]: row for row in wh.fields().iter_rows(named=True)}


@kept(8)
def reports(wh: Warehouse) -> pl.DataFrame:
    """All reports, newest first, each with the places and periods it speaks of, and a search key without marks."""
    rows = wh.reports().join(_spoken_of(wh, None), on="report_id", how="left", maintain_order="left")
    told = ("number", "source_title", "issuer", "spoken_of", "unit", "file", "period", "said")
    words = pl.concat_str([pl.col(column).fill_null("") for column in told], separator=" ")
    return rows.join(_periods_said(rows), on=["period_kind", "period"], how="left", maintain_order="left").with_columns(
        _folded(words).alias("search")
    )


def _periods_said(rows: pl.DataFrame) -> pl.DataFrame:
    """Every period of these reports in words: `period_kind`, `period`, `said` ("Quý III/2026")."""
    found = rows.select("period_kind", "period").drop_nulls().unique()
    said = [formats.period(kind, label, "vi") for kind, label in found.iter_rows()]
    return found.with_columns(pl.Series("said", said, dtype=pl.String))


@kept()
def reports_named(wh: Warehouse, ids: tuple[str, ...]) -> dict[str, dict[str, object]]:
    """Some of them by id, without the search key: among very many the others cost seconds."""
    chosen = wh.sql("select * from reports where list_contains($ids, report_id)", {"ids": list(ids)})
    rows = chosen.join(_spoken_of(wh, list(ids)), on="report_id", how="left")
    return {row["report_id"]: row for row in rows.iter_rows(named=True)}


@kept()
def versions(wh: Warehouse, report_id: str) -> list[dict[str, object]]:
    """The other reports of one body and kind about the same period, the newest first; none of a table of figures."""
    found = wh.sql(
        """
        select other.*
        from reports as one
        join reports as other using (place_vintage, place_code, unit_kind, period_kind, period, family)
        where one.report_id = $report_id and other.report_id <> one.report_id and one.family <> 'figures'
            and other.unit is not distinct from one.unit
        order by other.issued_on desc nulls last, other.received_at desc, other.report_id
        limit 12
        """,
        {"report_id": report_id},
    )
    return found.to_dicts()


def _spoken_of(wh: Warehouse, ids: list[str] | None) -> pl.DataFrame:
    """The places and periods of which reports speak: names, how many, and the first of each."""
    which = "true" if ids is None else "list_contains($ids, report_id)"
    return wh.sql(
        f"""
        with told as (
            select report_id, place_vintage, place_code, period_kind, period from figures where {which}
            union all
            select report_id, place_vintage, place_code, period_kind, period from facts where not counted and {which}
        )
        select
            told.report_id, string_agg(distinct places.name, ' ') as spoken_of,
            count(distinct told.place_vintage || told.place_code) as places, count(distinct told.period) as periods,
            min(told.place_vintage || '.' || told.place_code) as first_place,
            min(told.period_kind) as first_kind, min(told.period) as first_period
        from told left join places
            on places.place_vintage = told.place_vintage and places.place_code = told.place_code
        group by told.report_id
        """,
        {} if ids is None else {"ids": ids},
    )


def _folded(text: pl.Expr) -> pl.Expr:
    """`formats.folded` of a column: a million names in the time of a few."""
    plain = text.str.to_lowercase().str.replace_all("đ", "d", literal=True).str.normalize("NFD")
    return plain.str.replace_all(r"\p{M}", "").str.replace_all(r"\s+", " ").str.strip_chars()


def report_id(wh: Warehouse, prefix: str) -> str | None:
    """The one report whose id begins so; None where there is none, or several."""
    found = wh.sql("select report_id from reports where starts_with(report_id, $prefix) limit 2", {"prefix": prefix})
    return str(found["report_id"][0]) if found.height == 1 else None


@kept(64)
def report_parts(wh: Warehouse, report: str) -> tuple[pl.DataFrame, pl.DataFrame, str | None]:
    """Facts, problems and text of one report."""
    return wh.facts_of(report), wh.problems_of(report), wh.text_of(report)


@kept(8)
def contradictions(wh: Warehouse) -> pl.DataFrame:
    """Errors and warnings of all reports, the gravest and newest first, each with the fact it stands at (or null)."""
    return wh.sql(
        """
        select problems.*, facts.fact_id
        from problems
        join reports using (report_id)
        left join facts on facts.report_id = problems.report_id and facts.text_start = problems.text_start
        where severity in ('error', 'warning') and problems.kind <> 'unclaimed'
        qualify row_number() over (partition by problems.report_id, problem_id order by facts.fact_id) = 1
        order by severity = 'error' desc, issued_on desc nulls last, problems.report_id, problem_id
        """
    )


MANY_REPORTS = 5_000
"""From so many on only what the last year brought is held against each other, unless one place is asked for."""


@kept(8)
def last_year(wh: Warehouse) -> tuple[str, ...] | None:
    """The periods that ended within a year of the newest, in a warehouse of very many reports; else None."""
    if counts(wh)["reports"] < MANY_REPORTS:
        return None
    newest = "(select max(period_end) from figures where period_kind <> 'as_of')"
    found = wh.sql(f"select distinct period from figures where period_end > {newest} - interval 1 year order by 1")
    return tuple(found["period"])


@kept(64)
def disagreements(wh: Warehouse, places: tuple[str, ...] | None) -> pl.DataFrame:
    """`queries.disagreements` of some places, or of everything in the `last_year`."""
    if places is None:
        return queries.disagreements(wh, periods=last_year(wh))
    return queries.disagreements(wh, places=places)


@kept(64)
def reconciliation(wh: Warehouse, places: tuple[str, ...] | None) -> pl.DataFrame:
    """`queries.reconciliation` of some places, or of everything in the `last_year`."""
    if places is None:
        return queries.reconciliation(wh, periods=last_year(wh))
    return queries.reconciliation(wh, places=places)


@kept(32)
def coverage(wh: Warehouse, kind: str) -> pl.DataFrame:
    """`queries.coverage` of one kind of period."""
    return queries.coverage(wh, kind)


@kept(8)
def statements_of_fields(wh: Warehouse) -> dict[str, int]:
    """How often each field is stated by a report that counts."""
    return dict(wh.sql("select field, count(*) from facts where counted group by field").rows())


@kept(64)
def facts_on(wh: Warehouse, place: str) -> dict[tuple[object, ...], int]:
    """Where each figure of a place stands: report, unit, level, period, field → the surest fact."""
    return _where_stated(wh, "place_vintage || '.' || place_code = $place", {"place": place})


@kept(64)
def facts_of(wh: Warehouse, reports: tuple[str, ...]) -> dict[tuple[object, ...], int]:
    """The same of some reports."""
    return _where_stated(wh, "list_contains($reports, report_id)", {"reports": list(reports)})


def _where_stated(wh: Warehouse, which: str, params: dict[str, object]) -> dict[tuple[object, ...], int]:
    rows = wh.sql(
        f"""
        select report_id, unit, admin_level, period, field, arg_max(fact_id, (confidence, -fact_id)) as fact_id
        from facts where counted and {which} group by all
        """,
        params,
    )
    return {tuple(key): fact_id for *key, fact_id in rows.iter_rows()}


@kept(32)
def changes(before: Warehouse, after: Warehouse) -> queries.Changes:
    """`queries.changes` from one vintage to another."""
    return queries.changes(before, after)


@kept(8)
def counts(wh: Warehouse) -> dict[str, int]:
    """How much there is: reports, facts, held, problems that are errors or warnings."""
    rows = wh.sql(
        """
        select
            (select count(*) from reports) as reports,
            (select count(*) from facts) as facts,
            (select count(*) from reports where state = 'held') as held,
            (select count(*) from problems where severity in ('error', 'warning')) as problems
        """
    )
    return dict(rows.row(0, named=True))


def steps(kind: str, labels: list[str]) -> list[str]:
    """Every period from the first to the last of these, gaps included; readings and ranges as they are."""
    if kind in ("range", "as_of") or len(labels) < 2:
        return labels
    return between(min(labels), max(labels))


def last_day(kind: str, label: str) -> str:
    """The last calendar day a label names, as text; for asking what came before."""
    return label.rpartition("..")[2] if kind in ("range", "as_of") else calendar_days(label)[1].isoformat()


@kept()
def periods_of_all(wh: Warehouse, names: tuple[str, ...], level: str, place: str | None) -> dict[str, list[str]]:
    """Kind of period → the labels, newest first, for which any of these has a number (of the place, if given)."""
    frames = [
        (rates(wh, name, level, place, None) if place else rates(wh, name, level, None, "province")).select(
            "period_kind", "period", "period_end"
        )
        for name in names
    ]
    rows = (
        pl.concat(frames).unique(["period_kind", "period"], keep="first").sort("period_end", "period", descending=True)
    )
    found: dict[str, list[str]] = {}
    for kind, label in rows.select("period_kind", "period").iter_rows():
        found.setdefault(kind, []).append(label)
    return found


@kept(64)
def reports_on(wh: Warehouse, place: str) -> list[str]:
    """The reports that speak of a place: as their own, or in any of their facts."""
    rows = wh.sql(
        """
        select report_id from reports where place_vintage || '.' || place_code = $place
        union select report_id from facts where place_vintage || '.' || place_code = $place
        """,
        {"place": place},
    )
    return rows["report_id"].to_list()


@kept(64)
def reports_of(wh: Warehouse, place: str, unit: str) -> list[str]:
    """The reports that speak of one unit of a place: as their own, or in any of their facts."""
    rows = wh.sql(
        """
        select report_id from reports where place_vintage || '.' || place_code = $place and unit = $unit
        union select report_id from facts where place_vintage || '.' || place_code = $place and unit = $unit
        """,
        {"place": place, "unit": unit},
    )
    return rows["report_id"].to_list()
