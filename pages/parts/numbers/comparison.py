"""The only place that decides which number a tile shows, and with which earlier one it may be compared.

Rows are those of `queries.rate` or `queries.rollup`, as dictionaries, of one unit and one level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pages.parts.data import COVERAGE_TO_RANK, UnknownPeriod, previous_period, year_before

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A change against an earlier number, or the reason (a key of the words, after "change.") why there is none."""

    which: str
    """previous or year."""
    difference: float | None = None
    against: Row | None = None
    reason: str = ""


def newest(rows: Sequence[Row]) -> Row | None:
    """The row of the latest period; computed before printed, then the later document, where several end on one day."""
    return max(rows, key=_freshness, default=None)


def _freshness(row: Row) -> tuple[date, bool, int, date]:
    return (
        _day(row["period_end"]),
        row["basis"] == "computed",
        int(row.get("confidence") or 0),
        _day(row.get("issued_on")),
    )


def _day(when: object) -> date:
    return when if isinstance(when, date) else date.min


def best_covered(rows: Sequence[Row]) -> Row | None:
    """The latest row that covers enough places; failing that, the one that covers most (the latest of those)."""
    enough = [row for row in rows if covered(row)]
    if enough:
        return newest(enough)
    return max(rows, key=lambda row: (row.get("units_with_value") or 0, _freshness(row)), default=None)


def covered(row: Row) -> bool:
    """Whether a roll-up covers enough places to stand for all of them; a single unit's number always does."""
    coverage = row.get("coverage")
    return not isinstance(coverage, float) or coverage >= COVERAGE_TO_RANK


def stands_for_all(row: Row) -> bool:
    """Whether a sum of counts has every place in it: with one fewer it falls, and nothing fell. Others always do."""
    if row.get("units_expected") is None or row.get("denominator") is not None or row["basis"] == "median":
        return True
    return bool(row["units_with_value"] == row["units_expected"])


def of_period(rows: Sequence[Row], kind: str, label: str) -> Row | None:
    """The row of one period, the freshest where its window is told in several ways."""
    return newest([row for row in rows if row["period_kind"] == kind and row["period"] == label])


def before(rows: Sequence[Row], row: Row) -> Change:
    """The change against the period just before, of the same kind, window and formula."""
    if row["period_kind"] == "as_of":
        return _against_last_reading(rows, row)
    return _against(rows, row, "previous", _stepped(row, previous_period))


def a_year_before(rows: Sequence[Row], row: Row) -> Change:
    """The change against the same period of the year before, of the same window and formula."""
    if row["period_kind"] == "as_of":
        return _against(rows, row, "year", _same_day_last_year(str(row["period"])))
    return _against(rows, row, "year", _stepped(row, year_before))


def _stepped(row: Row, step: object) -> str | None:
    try:
        return step(str(row["period"]))
    except UnknownPeriod:
        return None


def _same_day_last_year(label: str) -> str | None:
    try:
        when = date.fromisoformat(label)
        return when.replace(year=when.year - 1).isoformat()
    except ValueError:
        return None


def _against_last_reading(rows: Sequence[Row], row: Row) -> Change:
    earlier = [r for r in rows if r["period_kind"] == "as_of" and _day(r["period_end"]) < _day(row["period_end"])]
    last = newest(earlier)
    return _against(rows, row, "previous", str(last["period"]) if last else "none")


def _against(rows: Sequence[Row], row: Row, which: str, label: str | None) -> Change:
    if label is None:
        return Change(which, reason="no_step")
    found = [r for r in rows if r["period_kind"] == row["period_kind"] and r["period"] == label]
    if not found:
        return Change(which, reason=f"no_{which}")
    same_formula = [r for r in found if r["formula_version"] == row["formula_version"]]
    if not same_formula:
        return Change(which, reason="other_formula")
    same_window = [r for r in same_formula if _window_form(r) == _window_form(row)]
    if not same_window:
        return Change(which, reason="other_window")
    return _difference(row, newest(same_window), which)


def _difference(row: Row, earlier: Row | None, which: str) -> Change:
    if earlier is None or earlier["value"] is None or row["value"] is None:
        return Change(which, reason="no_value")
    if not (covered(row) and covered(earlier)):
        return Change(which, reason="low_coverage")
    if not (stands_for_all(row) and stands_for_all(earlier)):
        return Change(which, reason="other_places")
    return Change(which, float(row["value"]) - float(earlier["value"]), earlier)


def _window_form(row: Row) -> tuple[object, object]:
    """The kind of window; where it is the report's own, also the day it begins on: 21/3–20/4 is not 15/3–14/4."""
    start = row["period_start"]
    begins = start.day if isinstance(start, date) and row["window_basis"] == "stated" else None
    return row["window_basis"], begins
