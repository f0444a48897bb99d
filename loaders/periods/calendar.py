"""The only place that says which days a labelled period has: the standard window (15th to 14th) or the calendar's."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

from loaders.records import Period

_LAST_MONTHS = {"quarter": 3, "half": 6}
_LENGTHS = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
_KINDS = (
    ("month", range(1, 13)),
    ("quarter", range(1, 5)),
    ("half", (1, 2)),
    ("nine_months", (9,)),
    ("year", (12,)),
)


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months_of(kind: str, number: int) -> tuple[int, int]:
    """The first and the last month of a label within its year; the kind `months` are the first `number` ones."""
    last = {"nine_months": 9, "year": 12}.get(kind, number * _LAST_MONTHS.get(kind, 1))
    return last - _LENGTHS.get(kind, last) + 1, last


def period_of(kind: str, number: int, year: int, basis: str) -> Period:
    """The period of a label with the standard (15th to 14th) or the calendar window. Halves are numbered 1 and 2.

    The first months of a year that have no name of their own (kind `months`) are a range.
    """
    first, last = months_of(kind, number)
    if basis == "standard":
        start = date(year, first - 1, 15) if first > 1 else date(year - 1, 12, 15)
        end = date(year, last, 14)
    else:
        basis, start, end = "calendar", date(year, first, 1), last_day(year, last)
    if kind == "months":
        return replace(range_of(start, end), basis=basis)
    label = {
        "month": f"{year}-{number:02}",
        "quarter": f"{year}-Q{number}",
        "half": f"{year}-H{number}",
        "nine_months": f"{year}-9M",
        "year": f"{year}",
    }[kind]
    return Period(kind, label, start, end, basis)


def range_of(start: date, end: date) -> Period:
    """A stated window without a label."""
    return Period("range", f"{start.isoformat()}..{end.isoformat()}", start, end, "stated")


def as_of(day: date) -> Period:
    """The state on a day."""
    return Period("as_of", day.isoformat(), None, day, "stated")


def period_with_days(first: date, last: date) -> Period:
    """Stated days: the labelled period whose calendar or standard window they are exactly, else a range."""
    found = labelled_days(first, last)
    return replace(period_of(*found), basis="stated") if found else range_of(first, last)


def labelled_days(first: date, last: date) -> tuple[str, int, int, str] | None:
    """The kind, number, year and basis of the period whose window these days are exactly."""
    for kind, numbers in _KINDS:
        for number in numbers:
            for basis in ("calendar", "standard"):
                of = period_of(kind, number, last.year, basis)
                if (of.start, of.end) == (first, last):
                    return kind, number, last.year, basis
    return None
