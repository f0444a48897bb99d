"""The only place that makes rows for a download of a page's lists: contradictions, reports, figures, who has reported.

Codes stay codes, as a CSV carries them, and `columns` puts them into words; names and messages are the visitor's.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pages.parts import data
from pages.parts.numbers import numbers_shown
from pages.parts.numbers.comparison import Row
from pages.parts.reports import documents
from pages.parts.reports.documents import Document
from pages.parts.unit.members import Member
from pages.parts.visits.visit import Visit
from queries import Indicator

WHOSE = ("place_vintage", "place_code", "unit", "unit_kind", "period_kind", "period")
DAYS = ("period_start", "period_end", "window_basis")


def contradictions(visit: Visit, rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each contradiction of `data.contradictions`, with the report it stands in and the way to its fact."""
    known = data.reports_named(visit.wh, tuple(rows["report_id"].unique().sort()))
    told = [
        {
            "severity": problem["severity"],
            "problem": problem["kind"],
            **_whose(known[problem["report_id"]]),
            "message": documents.message(visit, problem),
            "found": problem["found"],
            "expected": problem["expected"],
            "suggestion": problem["suggestion"],
            "fields": " ".join(problem["fields"] or []) or None,
            "title": documents.named(visit, known[problem["report_id"]]),
            "family": known[problem["report_id"]]["family"],
            "issued_on": known[problem["report_id"]]["issued_on"],
            "report_id": problem["report_id"],
            "fact_id": problem["fact_id"],
        }
        for problem in rows.iter_rows(named=True)
    ]
    return pl.DataFrame(told, infer_schema_length=None)


def reports(visit: Visit, rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each report of `data.reports`; of one that speaks of a single place or period, that one."""
    told = [
        {
            "title": documents.named(visit, report),
            "number": report["number"],
            "family": report["family"],
            **_whose(report),
            **{name: report[name] for name in DAYS},
            "places": report["places"],
            "periods": report["periods"],
            "issued_on": report["issued_on"],
            "issuer": report["issuer"],
            "state": report["state"],
            **{name: report[name] for name in ("held_reason", "facts", "problems", "unclaimed")},
            **{name: report[name] for name in ("source_url", "file", "report_id")},
        }
        for report in rows.iter_rows(named=True)
    ]
    return pl.DataFrame(told, infer_schema_length=None)


def _whose(report: Row) -> dict[str, object]:
    """Whose report it is and about when; where it does not say, the only place and period its figures are of."""
    told = {name: report[name] for name in WHOSE}
    if report["place_code"] is None and report["places"] == 1:
        told["place_vintage"], told["place_code"] = str(report["first_place"]).split(".")
    if report["period"] is None and report["periods"] == 1:
        told |= {"period_kind": report["first_kind"], "period": report["first_period"]}
    return told


def facts(document: Document) -> pl.DataFrame:
    """One row for each figure of a report, counted or not, with its place in the file."""
    rows = document.facts.with_columns(
        fact_status=pl.Series(
            [documents.status(fact) for fact in document.facts.iter_rows(named=True)], dtype=pl.String
        )
    )
    where = ("raw", "approximate", "fact_status", "confidence", "counted", "note", "page", "sheet", "cell")
    return rows.select("field", "value", *WHOSE[:4], "admin_level", *WHOSE[4:], *DAYS, *where, "report_id", "fact_id")


def coverage(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    """`queries.coverage`, its state under a name of its own and with the kind of its periods."""
    return rows.with_columns(pl.lit(kind).alias("period_kind")).rename({"state": "coverage_state"})


def members(visit: Visit, indicator: Indicator, found: Sequence[Member]) -> pl.DataFrame:
    """One row for each unit that reports, also for one that states no number of the indicator."""
    told = []
    for member in found:
        row = member.row or {}
        told.append(
            {
                "indicator": indicator.name,
                **dict(zip(("place_vintage", "place_code"), member.place.split("."), strict=True)),
                "unit": member.unit or None,
                "unit_kind": member.kind,
                **{name: row.get(name) for name in numbers_shown.COLUMNS if name not in PLACED},
            }
        )
    return pl.DataFrame(told, infer_schema_length=None)


PLACED = ("indicator", "place_vintage", "place_code", "unit", "units_with_value", "units_expected", "coverage")
