"""The only place that finds the periods a text of press names as its own, weak or strong, labelled or by their days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loaders.periods.calendar import last_day, months_of, period_of
from loaders.periods.context import AHEAD, BARE_MONTHS, COMPARED, OF_A_DOCUMENT
from loaders.periods.labels import find_labels, months_counted, months_named
from loaders.periods.windows import SINCE_NEW_YEAR, find_windows, last_day_since, windows_without_year
from loaders.records import Period
from loaders.text.scanning import Scan
from loaders.text.textform import fold_marks

_CARRIED = re.compile(
    r"(?:(?:từ|giữa|cuối|đầu|hết|kết\s+thúc|tính\s+đến|tới|(?:hồ\s+sơ|tồn|dồn|[0-9%])\s+của|hồ\s+sơ)\s+(?:các\s+)?|\(\s*)$"
)
_CARRIED_ON = re.compile(r"\s*(?:trở\s+về\s+)?(?:chuyển|sang|tồn|còn\s+lại|\)|tại\s+nghị)")
_AIM_BEFORE = re.compile(
    r"(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu|yêu\s+cầu|đề\s+ra|đặt\s+ra|phải\s+(?:đạt|đưa|giảm|nâng|hoàn|bảo|xong)|kế\s+hoạch|lộ\s+trình|dự\s+kiến|thời\s+gian\s+tới)"
    r"(?:[^.;\n]|\n(?!\s*\n)){0,90}$"
)
_AIM_AFTER = re.compile(
    r"(?:[^.;\n]|\n(?!\s*\n)){0,45}?(?:phấn\s+đấu|mục\s+tiêu|đặt\s+(?:ra|chỉ|mục)|yêu\s+cầu|phải\s+(?:đạt|đưa|giảm|nâng)|sẽ\s|dự\s+kiến|đề\s+ra)"
)
_TILL_NOW = re.compile(r"[^.;\d]{0,160}?(?:đến|tới)\s+nay(?!\w)")
"""`Tháng 5/2024, tỉnh khai trương …, đến nay tiếp nhận 900 hồ sơ`: the count has another time."""
_TILL = re.compile(r"(?:đến|tới|trước)\s+(?:hết\s+|cuối\s+)?$")
TWO_MONTHS = Scan(
    r"(?<!\w)(?:hai|2|02)\s+tháng\s+([0-9]{1,2})\s*(?:,|và)\s*(?:tháng\s+)?([0-9]{1,2})(?:\s*(?:/|năm)\s*(20[0-9]{2}))?(?![0-9/])",
    begins="hai|2|0",
)
_PAST_YEAR = re.compile(r"(?:(?<=, )|(?<=trong )|(?<=một )|(?<=\n))năm\s+(?:vừa\s+)?qua(?!\w)")


@dataclass(frozen=True, slots=True)
class Said:
    """A period as press names it: the label's kind and number, or the days; `weak` may only confirm another."""

    start: int
    end: int
    kind: str
    number: int
    year: int | None
    days: tuple[date, date] | None = None
    weak: bool = False

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.number


def own_periods(text: str, issued_on: date | None, aims: bool = True) -> Iterator[Said]:
    """The periods a text names as its own: no comparison, no aim, nothing carried over, no name of a document."""
    low = fold_marks(text)
    for said in _said(text, low, issued_on):
        head, tail = low[max(0, said.start - 160) : said.start], low[said.end : said.end + 80]
        if COMPARED.search(head[-45:]) or AHEAD.search(head):
            continue
        if said.kind == "year" and OF_A_DOCUMENT.search(head[-90:]):
            continue
        if aims and not said.days and (_CARRIED.search(head) or _CARRIED_ON.match(tail)):
            continue
        if _AIM_BEFORE.search(head) or _AIM_AFTER.match(tail) or (not aims and _TILL.search(head)):
            continue
        if aims and not said.days and _TILL_NOW.match(low, said.end):
            continue
        yield said


def _said(text: str, low: str, issued_on: date | None) -> list[Said]:
    """Every period named, in order; days win over the labels inside them."""
    windows = (*find_windows(text), *windows_without_year(text, issued_on))
    found = [Said(w.start, w.end, "days", 0, w.last.year, (w.first, w.last)) for w in windows]
    found += _since(low, issued_on)
    found += _two_months(low, issued_on)
    found += [Said(each.start, each.end, each.kind, each.number, each.year) for each in find_labels(text)]
    found += [
        Said(*match.span(), *months_named(months_counted(match[1])), None, weak=True)
        for match in BARE_MONTHS.finditer(low)
    ]
    found += [Said(*match.span(), "year", 12, None) for match in _PAST_YEAR.finditer(low)]
    kept: list[Said] = []
    for said in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or said.start >= kept[-1].end:
            kept.append(said)
    return kept


def _two_months(low: str, issued_on: date | None) -> Iterator[Said]:
    """`hai tháng 7 và 8`: from the first day of the one to the last of the other, in the year printed or of issue."""
    for match in TWO_MONTHS.finditer(low):
        year, first, last = int(match[3] or (issued_on.year if issued_on else 0)), int(match[1]), int(match[2])
        if year and last == first + 1 <= 12:
            yield Said(*match.span(), "days", 0, year, (date(year, first, 1), last_day(year, last)))


def _since(low: str, issued_on: date | None) -> Iterator[Said]:
    """`từ đầu năm đến …`: to the day printed; without one the day is not known."""
    for match in SINCE_NEW_YEAR.finditer(low):
        last = last_day_since(match, issued_on)
        days = (date(last.year, 1, 1), last) if last else None
        yield Said(*match.span(), "since", 0, last.year if last else None, days)


def covers(window: Said, label: Said) -> bool:
    """Whether stated days are those of the label, give or take the weeks by which reports differ."""
    of = period_said(label, label.year or window.days[1].year) if window.kind == "days" and window.days else None
    if of is None or not of.start or not of.end or not window.days:
        return False
    return abs((window.days[0] - of.start).days) <= 45 and abs((window.days[1] - of.end).days) <= 45


def lasts(window: Said, months: Said) -> bool:
    """Whether stated days are as many months as are counted without a word on the year, give or take three weeks."""
    if not window.days or not months.weak:
        return False
    first, last = months_of(*months.key)
    length = (window.days[1] - window.days[0]).days + 1
    return abs(length - 30.4 * (last - first + 1)) <= 21


def same(one: Said, other: Said) -> bool:
    """Whether two names are of one period: the same label, or the year's first months and the days they cover."""
    if one.days and other.days:
        return one.days == other.days
    if one.key == other.key:
        return None in (one.year, other.year) or one.year == other.year
    days = one.days or other.days
    labelled = other if one.days else one
    if not days or labelled.kind == "since":
        return False
    of = period_said(labelled, days[1].year)
    return of is not None and (of.start, of.end) == days


def period_said(said: Said, year: int) -> Period | None:
    return period_of(said.kind, said.number, year, "calendar") if said.kind not in ("days", "since") else None
