"""The only place that counts in period labels: what comes before, how many lie between, which calendar days they name.

The calendar days of a label are for drawing and for asking which provinces existed; the days a figure really covers are
in its own row (`period_start`, `period_end`), and differ: see `window_basis`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from queries.errors import UnknownPeriod


@dataclass(frozen=True, slots=True)
class PeriodKind:
    """A kind of period that follows on itself: how its labels look, how many make a year, how many months one lasts."""

    name: str
    pattern: re.Pattern[str]
    shape: str
    in_year: int
    months: int


KINDS = {
    kind.name: kind
    for kind in (
        PeriodKind("month", re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$"), "{year:04}-{part:02}", 12, 1),
        PeriodKind("quarter", re.compile(r"^(\d{4})-Q([1-4])$"), "{year:04}-Q{part}", 4, 3),
        PeriodKind("half", re.compile(r"^(\d{4})-H([12])$"), "{year:04}-H{part}", 2, 6),
        PeriodKind("nine_months", re.compile(r"^(\d{4})-(9)M$"), "{year:04}-9M", 1, 9),
        PeriodKind("year", re.compile(r"^(\d{4})()$"), "{year:04}", 1, 12),
    )
}
"""Kinds that can be stepped through. `range` and `as_of` have no next one."""


_DAY = r"\d{4}-\d{2}-\d{2}"
_UNSTEPPED = re.compile(rf"^{_DAY}(\.\.{_DAY})?$")


def check_label(label: str) -> None:
    """Raises UnknownPeriod unless it is a label of some kind, a range (DAY..DAY) and an as_of (DAY) included."""
    if not _UNSTEPPED.match(label):
        kind_of(label)


def kind_of(label: str) -> PeriodKind:
    """The kind a label belongs to; raises UnknownPeriod for ranges, dates and anything else."""
    for kind in KINDS.values():
        if kind.pattern.match(label):
            return kind
    raise UnknownPeriod(
        f"“{label}” không phải là tháng (2024-04), quý (2024-Q1), nửa năm (2024-H1), 9 tháng (2024-9M) hay năm (2024).",
        f"“{label}” is not a month (2024-04), quarter (2024-Q1), half (2024-H1), nine months (2024-9M) or year (2024).",
    )


def position(label: str) -> int:
    """Where a label stands among the labels of its kind: consecutive periods have consecutive positions."""
    kind = kind_of(label)
    found = kind.pattern.match(label)
    assert found is not None
    part = int(found[2]) if kind.in_year > 1 else 1
    return int(found[1]) * kind.in_year + part - 1


def label_at(kind: str, place: int) -> str:
    """The label at a position: the inverse of `position`."""
    year, part = divmod(place, KINDS[kind].in_year)
    return KINDS[kind].shape.format(year=year, part=part + 1)


def between(first: str, last: str) -> list[str]:
    """Every label of one kind from the first to the last, both included."""
    kind = kind_of(first)
    if kind_of(last) is not kind:
        raise UnknownPeriod(f"{first} và {last} không cùng loại kỳ.", f"{first} and {last} are not of one kind.")
    return [label_at(kind.name, place) for place in range(position(first), position(last) + 1)]


def previous_period(label: str) -> str:
    """The period just before, of the same kind: 2024-Q1 → 2023-Q4."""
    return label_at(kind_of(label).name, position(label) - 1)


def year_before(label: str) -> str:
    """The same period of the year before: 2024-Q1 → 2023-Q1."""
    kind = kind_of(label)
    return label_at(kind.name, position(label) - kind.in_year)


def calendar_days(label: str) -> tuple[date, date]:
    """First and last calendar day a label names: 2024-Q1 → 1 January, 31 March."""
    kind = kind_of(label)
    year, part = divmod(position(label), kind.in_year)
    first_month = part * kind.months
    after = first_month + kind.months
    return date(year, first_month + 1, 1), date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
