"""The only place that knows how the days that bound a time are written: từ … đến …, đến hết …, từ đầu năm đến …."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from loaders.periods.calendar import last_day
from loaders.text.ignored import find_ignored
from loaders.text.textform import fold_marks


@dataclass(frozen=True, slots=True)
class Window:
    start: int
    end: int
    first: date
    last: date


_DAY = r"(0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(0?[1-9]|1[0-2])"
_NUMERIC_DATE = rf"{_DAY}\s*[/.-]\s*{_MONTH}(?:\s*[/.-]\s*((?:19|20)[0-9]{{2}}))?(?![0-9/])"
_WORDED_DATE = rf"{_DAY}\s+tháng\s+{_MONTH}(?![0-9])(?:\s*(?:,?\s*năm|/)\s*((?:19|20)[0-9]{{2}}))?(?![0-9])"
_DATE = rf"(?:ngày\s+)?(?:{_NUMERIC_DATE}|{_WORDED_DATE})"
_MONTH_END = rf"(?:hết\s+|cuối\s+)?tháng\s+{_MONTH}\s*(?:/|năm|-|\.)\s*((?:19|20)[0-9]{{2}})(?![0-9])"
_HOUR = r"(?:[0-9]{1,2}\s*(?:h|giờ|:)\s*(?:[0-9]{2})?\s*(?:phút)?,?\s*)?"
_TO = rf"(?:\s+năm\s+trước)?\s*(?:,\s*)?(?:đến|tới|-|–|—|÷)\s*(?:hết\s+)?{_HOUR}"
_WINDOW = re.compile(rf"{_DATE}{_TO}(?:{_DATE}|{_MONTH_END})")
_MONTHS_WINDOW = re.compile(
    rf"từ\s+(?:đầu\s+)?tháng\s+{_MONTH}(?:\s*(?:/|năm)\s*((?:19|20)[0-9]{{2}}))?{_TO}{_MONTH_END}"
)
_DAYS_OF_A_MONTH = re.compile(rf"(?:từ\s+(?:ngày\s+)?|\(\s*){_DAY}{_TO}{_DATE}")
_FROM = re.compile(rf"(?<=từ )\s*{_DATE}{_TO}(?:{_DATE}|{_MONTH_END})")
""" "từ 1-7 đến 31-8-2025": days of which the first looks like a range alone."""
_WITHOUT_YEAR = re.compile(
    rf"từ\s+{_HOUR}(?:ngày\s+)?{_DAY}[/.-]{_MONTH}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?{_HOUR}(?:ngày\s+)?"
    rf"{_DAY}[/.-]{_MONTH}(?![0-9]|[/.-][0-9])"
)
_YEAR = r"((?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])"
SINCE_NEW_YEAR = re.compile(
    rf"từ\s+đầu\s+năm(?:\s+{_YEAR})?\s+(?:đến\s+nay|tới\s+nay|(?:đến|tới)\s+(?:hết\s+)?(?:{_DATE}|{_MONTH_END})"
    rf"|(?:đến|tới)\s+(?:hết|cuối)\s+tháng\s+{_MONTH}(?![0-9]|\s*[/.-]\s*[0-9]))"
)
AS_OF = re.compile(rf"đến\s+(?:hết\s+|thời\s+điểm\s+)?(?:{_DATE}|{_MONTH_END})")


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
    found += _of_months(low)
    for more in (_from, _of_days):
        covered = {place for window in found for place in range(window.start, window.end)}
        found += (window for window in more(low) if window.start not in covered and window.end - 1 not in covered)
    return tuple(sorted(found, key=lambda window: window.start))


def _of_months(low: str) -> Iterator[Window]:
    for match in _MONTHS_WINDOW.finditer(low):
        year = int(match[2] or match[4])
        first, last = date(year, int(match[1]), 1), last_day(int(match[4]), int(match[3]))
        if first <= last:
            yield Window(match.start(), match.end(), first, last)


def _from(low: str) -> Iterator[Window]:
    """`từ 1-7 đến 31-8-2025`: both days behind the word that says so."""
    yield from (window for match in _FROM.finditer(low) if (window := _window(match)))


def _of_days(low: str) -> Iterator[Window]:
    """`từ 01 đến 31/10/2024`: two days of one month."""
    for match in _DAYS_OF_A_MONTH.finditer(low):
        last = date_of(match.groups()[1:7], None)
        if last and int(match[1]) < last.day:
            yield Window(match.start(1), match.end(), last.replace(day=int(match[1])), last)


def windows_without_year(text: str, issued_on: date | None) -> Iterator[Window]:
    """`từ 1/7 đến hết 31/7` in the year that puts its end on the day of issue or in the 75 days before."""
    if issued_on is None:
        return
    for match in _WITHOUT_YEAR.finditer(fold_marks(text)):
        for year in (issued_on.year, issued_on.year - 1):
            window = _bounded(match, year)
            if window and 0 <= (issued_on - window.last).days <= 75:
                yield window


def _bounded(match: re.Match[str], year: int) -> Window | None:
    day, month, last_of, last_month = map(int, match.groups())
    try:
        first, last = date(year - (month > last_month), month, day), date(year, last_month, last_of)
    except ValueError:
        return None
    return Window(match.start(), match.end(), first, last) if first <= last else None


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


def _window(match: re.Match[str]) -> Window | None:
    groups = match.groups()
    if groups[12]:
        last: date | None = last_day(int(groups[13]), int(groups[12]))
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
    return last_day(int(groups[7]), int(groups[6])) if groups[6] else date_of(groups[:6], None)


def last_day_since(match: re.Match[str], issued_on: date | None) -> date | None:
    """The last day that a match of SINCE_NEW_YEAR prints, in its own year, the other's or that of issue."""
    groups = match.groups()
    year = int(groups[0]) if groups[0] else None
    if groups[7]:
        return last_day(int(groups[8]), int(groups[7])) if year in (None, int(groups[8])) else None
    if groups[9]:
        of = year or (issued_on.year if issued_on else None)
        return last_day(of, int(groups[9])) if of else None
    last = date_of(groups[1:7], year or (issued_on.year if issued_on else None))
    return last if last and year in (None, last.year) else None
