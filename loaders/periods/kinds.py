"""The only place that reads a period's label back, and that says what kind of days a labelled period was given.

month 2024-04 · quarter 2024-Q1 · half 2024-H1 · nine_months 2024-9M · year 2024
range 2023-01-01..2023-08-31 · as_of 2026-10-06
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from loaders.periods.relations import as_of, period_of, range_of
from loaders.records import Period

PARTS = {"month": 12, "quarter": 4, "half": 2}
"""The kinds of which a year has several, and how many."""

_LABELS = {
    "month": re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"([0-9]{4})-Q([1-4])"),
    "half": re.compile(r"([0-9]{4})-H([12])"),
    "nine_months": re.compile(r"([0-9]{4})-9M()"),
    "year": re.compile(r"([0-9]{4})()"),
}


def period_within(kind: str, number: int, year: int, start: date, end: date) -> Period:
    """The labelled period with these days: the calendar's, the standard ones, or such as its source states.

    Raises ValueError where none of the days lies in the period.
    """
    calendar = period_of(kind, number, year, "calendar")
    for period in (calendar, period_of(kind, number, year, "standard")):
        if (period.start, period.end) == (start, end):
            return period
    if calendar.start and calendar.end and (end < calendar.start or start > calendar.end):
        raise ValueError(f"{start}..{end} lies outside {calendar.label}")
    return replace(calendar, start=start, end=end, basis="stated")


def period_labelled(label: str, basis: str) -> Period:
    """The period of a label, with `standard` or `calendar` days where it names none; ValueError if it is no label."""
    for kind, pattern in _LABELS.items():
        if match := pattern.fullmatch(label):
            return period_of(kind, int(match[2] or 1), int(match[1]), basis)
    start, dots, end = label.partition("..")
    if not dots:
        return as_of(_day(label))
    if _day(start) > _day(end):
        raise ValueError(f"{label} ends before it starts")
    return range_of(_day(start), _day(end))


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{text!r} is no day")
    return date.fromisoformat(text)
