"""The only place that knows how periods are written: labels (quý I năm 2024), windows (từ … đến …), days (đến …)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from loaders.ignored import find_ignored
from loaders.records import Period
from loaders.textform import LETTERS, fold_marks


@dataclass(frozen=True, slots=True)
class Label:
    """A month, quarter, half, nine_months or year as printed, or the first months of a year (kind `months`).

    `year` is None where none is printed.
    """

    start: int
    end: int
    kind: str
    number: int
    year: int | None


_YEAR = r"((?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])"
_YEAR_TAIL = rf"(?:\s*(?:,?\s*năm|/|\.|,|-|–)?\s*{_YEAR})?"
_QUARTERS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "01": 1,
    "02": 2,
    "03": 3,
    "04": 4,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
}
_QUARTER = re.compile(
    rf"qu[ýí]\s*(iv|i{{1,3}}|0?[1-4]|một|hai|ba|bốn|tư)(?![{LETTERS}0-9]|[.,][0-9]{{1,3}}(?![0-9])){_YEAR_TAIL}"
)
_MONTH = re.compile(
    rf"tháng\s+(0?[1-9]|1[0-2])(?![0-9]|[.,][0-9]{{1,3}}(?![0-9])|\s*(?:,|-|–|và)\s*[0-9]{{1,2}}\s*(?:/|năm)){_YEAR_TAIL}"
)
_DAY_BEFORE = re.compile(r"(?<!đề án )(?<!đề án số )(?<![0-9/.,])[0-9]{1,2}\s+$")
_MONTH_BEFORE = re.compile(r"tháng\s+[0-9]{1,2}\s*,?\s*$")
_MONTHS = re.compile(rf"tháng(?:\s+(đầu|cuối))?(?:\s+(?:của\s+)?năm)?(?![{LETTERS}])(?:\s*(?:,?\s*năm|/)?\s*{_YEAR})?")
COUNT_WORDS = r"0?[2-9]|1[0-2]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_HOW_MANY = re.compile(rf"(?<![0-9/.,\w])({COUNT_WORDS}|mười một|mười hai)\s+$")
_YEAR_ALONE = re.compile(rf"năm\s+{_YEAR}(?!\s*[-–—]\s*(?:19|20)[0-9]{{2}})")

_NUMERIC_DATE = r"(0?[1-9]|[12][0-9]|3[01])\s*[/.-]\s*(0?[1-9]|1[0-2])(?:\s*[/.-]\s*((?:19|20)[0-9]{2}))?(?![0-9/])"
_WORDED_DATE = (
    r"(0?[1-9]|[12][0-9]|3[01])\s+tháng\s+(0?[1-9]|1[0-2])(?![0-9])"
    r"(?:\s*(?:,?\s*năm|/)\s*((?:19|20)[0-9]{2}))?(?![0-9])"
)
_DATE = rf"(?:ngày\s+)?(?:{_NUMERIC_DATE}|{_WORDED_DATE})"
_MONTH_END = r"(?:hết\s+|cuối\s+)?tháng\s+(0?[1-9]|1[0-2])\s*(?:/|năm|-|\.)\s*((?:19|20)[0-9]{2})(?![0-9])"
_TO = r"\s*(?:,\s*)?(?:đến|tới|-|–|—)\s*(?:hết\s+)?"
_WINDOW = re.compile(rf"{_DATE}{_TO}(?:{_DATE}|{_MONTH_END})")
_MONTHS_WINDOW = re.compile(
    rf"từ\s+(?:đầu\s+)?tháng\s+(0?[1-9]|1[0-2])(?:\s*(?:/|năm)\s*((?:19|20)[0-9]{{2}}))?{_TO}{_MONTH_END}"
)
SINCE_NEW_YEAR = re.compile(
    rf"từ\s+đầu\s+năm(?:\s+{_YEAR})?\s+(?:đến\s+nay|tới\s+nay|(?:đến|tới)\s+(?:hết\s+)?(?:{_DATE}|{_MONTH_END}))"
)
AS_OF = re.compile(rf"đến\s+(?:hết\s+|thời\s+điểm\s+)?(?:{_DATE}|{_MONTH_END})")

_NONSENSE = re.compile(r"(?:qu[ýí]\s*(?:vi{0,3}|ix|x|0?[5-9]|1[0-9])|tháng\s+(?:00|1[3-9]|[2-9][0-9]))(?:\s+|\s*/\s*)$")


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def period_of(kind: str, number: int, year: int, basis: str) -> Period:
    """The period of a label with the standard (15th to 14th) or the calendar window. Halves are numbered 1 and 2.

    The first months of a year that have no name of their own (kind `months`) are a range.
    """
    if kind == "months":
        start, end = (
            (date(year, 1, 1), _last_day(year, number)) if basis == "calendar" else _standard_months(year, number)
        )
        return replace(range_of(start, end), basis=basis)
    last = {"month": number, "quarter": 3 * number, "half": 6 * number, "nine_months": 9, "year": 12}[kind]
    length = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}[kind]
    first = last - length + 1
    label = {
        "month": f"{year}-{number:02}",
        "quarter": f"{year}-Q{number}",
        "half": f"{year}-H{number}",
        "nine_months": f"{year}-9M",
        "year": f"{year}",
    }[kind]
    if basis == "standard":
        start = date(year, first - 1, 15) if first > 1 else date(year - 1, 12, 15)
        return Period(kind, label, start, date(year, last, 14), basis)
    return Period(kind, label, date(year, first, 1), _last_day(year, last), "calendar")


def _standard_months(year: int, last: int) -> tuple[date, date]:
    return date(year - 1, 12, 15), date(year, last, 14)


def range_of(start: date, end: date) -> Period:
    """A stated window without a label."""
    return Period("range", f"{start.isoformat()}..{end.isoformat()}", start, end, "stated")


_KINDS = (
    ("month", range(1, 13)),
    ("quarter", range(1, 5)),
    ("half", (1, 2)),
    ("nine_months", (9,)),
    ("year", (12,)),
)


def period_with_days(first: date, last: date) -> Period:
    """Stated days: the labelled period whose calendar or standard window they are exactly, else a range."""
    found = labelled_days(first, last)
    return replace(period_of(*found[:3], found[3]), basis="stated") if found else range_of(first, last)


def labelled_days(first: date, last: date) -> tuple[str, int, int, str] | None:
    """The kind, number, year and basis of the period whose window these days are exactly."""
    for kind, numbers in _KINDS:
        for number in numbers:
            for basis in ("calendar", "standard"):
                of = period_of(kind, number, last.year, basis)
                if (of.start, of.end) == (first, last):
                    return kind, number, last.year, basis
    return None


def as_of(day: date) -> Period:
    """The state on a day."""
    return Period("as_of", day.isoformat(), None, day, "stated")


@lru_cache(maxsize=16)
def find_labels(text: str) -> tuple[Label, ...]:
    """Every month, quarter, half, nine months and year printed, in order, disjoint, with or without its year."""
    low = fold_marks(text)
    found = [*_quarters(low), *_months(low), *_spans_of_months(low), *_years(low)]
    kept: list[Label] = []
    for label in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or label.start >= kept[-1].end:
            kept.append(label)
    return tuple(kept)


def word_starts(low: str, start: int) -> bool:
    return start == 0 or not low[start - 1].isalnum()


def _year_or_none(year: str | None) -> int | None:
    return int(year) if year else None


def _quarters(low: str) -> Iterator[Label]:
    for match in _QUARTER.finditer(low):
        if word_starts(low, match.start()):
            yield Label(match.start(), match.end(), "quarter", _QUARTERS[match[1]], _year_or_none(match[2]))


def _months(low: str) -> Iterator[Label]:
    for match in _MONTH.finditer(low):
        head = low[max(0, match.start() - 16) : match.start()]
        if word_starts(low, match.start()) and not _DAY_BEFORE.search(head):
            yield Label(match.start(), match.end(), "month", int(match[1]), _year_or_none(match[2]))


def _spans_of_months(low: str) -> Iterator[Label]:
    """`6 tháng đầu năm 2023`, `9 tháng năm 2024`, `12 tháng`; "6 tháng" alone may be a duration and is none."""
    for match in _MONTHS.finditer(low):
        count = _HOW_MANY.search(low[max(0, match.start() - 14) : match.start()])
        if not count:
            continue
        start = match.start() - len(count[0])
        months = _months_counted(count[1])
        year = _year_or_none(match[2])
        if months == 6 and (match[1] or year):
            yield Label(start, match.end(), "half", 2 if match[1] == "cuối" else 1, year)
        elif months == 9 and (match[1] != "cuối") and (match[1] or year or "năm" in match[0]):
            yield Label(start, match.end(), "nine_months", 9, year)
        elif months == 12 and year:
            yield Label(start, match.end(), "year", 12, year)
        elif months not in (6, 9, 12) and match[1] == "đầu" and (year or "năm" in match[0]):
            kind, number = ("quarter", 1) if months == 3 else ("months", months)
            yield Label(start, match.end(), kind, number, year)


def _months_counted(words: str) -> int:
    said = " ".join(words.split())
    return {"mười một": 11, "mười hai": 12}.get(said) or _COUNTS.get(said) or int(said)


def _years(low: str) -> Iterator[Label]:
    for match in _YEAR_ALONE.finditer(low):
        head = low[max(0, match.start() - 14) : match.start()]
        if word_starts(low, match.start()) and not _NONSENSE.search(head) and not _MONTH_BEFORE.search(head):
            yield Label(match.start(), match.end(), "year", 12, int(match[1]))


def date_of(groups: tuple[str | None, ...], year: int | None) -> date | None:
    """The date in six groups (numeric or in words), with `year` where none is printed."""
    day, month, printed = groups[:3] if groups[0] else groups[3:6]
    chosen = int(printed) if printed else year
    if not day or not month or chosen is None:
        return None
    try:
        return date(chosen, int(month), int(day))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Window:
    start: int
    end: int
    first: date
    last: date


@lru_cache(maxsize=16)
def find_windows(text: str) -> tuple[Window, ...]:
    """Every window "từ … đến …" with both ends certain, in order."""
    low = fold_marks(text)
    found = []
    for span in find_ignored(text):
        if span.rule == "date":
            match = _WINDOW.match(low, span.start)
            window = _window(match) if match else None
            if window:
                found.append(window)
    for match in _MONTHS_WINDOW.finditer(low):
        year = int(match[2] or match[4])
        first, last = date(year, int(match[1]), 1), _last_day(int(match[4]), int(match[3]))
        if first <= last:
            found.append(Window(match.start(), match.end(), first, last))
    return tuple(found)


def _window(match: re.Match[str]) -> Window | None:
    groups = match.groups()
    if groups[12]:
        last: date | None = _last_day(int(groups[13]), int(groups[12]))
    else:
        last = date_of(groups[6:12], None)
    if last is None:
        return None
    first = date_of(groups[:6], last.year)
    if first and first > last and not (groups[2] or groups[5]):
        first = date_of(groups[:6], last.year - 1)
    return Window(match.start(), match.end(), first, last) if first and first <= last else None


def as_of_day(match: re.Match[str]) -> date | None:
    """The day of a match of AS_OF, if it exists and has a year."""
    groups = match.groups()
    return _last_day(int(groups[7]), int(groups[6])) if groups[6] else date_of(groups[:6], None)


def last_day_since(match: re.Match[str], issued_on: date | None) -> date | None:
    """The last day that a match of SINCE_NEW_YEAR prints, in its own year, the other's or that of issue."""
    groups = match.groups()
    year = int(groups[0]) if groups[0] else None
    if groups[7]:
        return _last_day(int(groups[8]), int(groups[7])) if year in (None, int(groups[8])) else None
    last = date_of(groups[1:7], year or (issued_on.year if issued_on else None))
    return last if last and year in (None, last.year) else None
