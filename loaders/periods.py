"""The only place that reads periods: months, quarters, halves, nine months, years, windows from … to, dates "as of".

A label ("quý I năm 2024") never implies its window: the window is the one the report states, or the standard one
(15th to 14th, Nghị định 09/2019/NĐ-CP) for reports on controlling procedures, or the calendar's. Where two labels
compete, or the year is not certain, there is no period: the report is then held for a person.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from loaders.ignored import find_ignored
from loaders.records import Period
from loaders.textform import LETTERS, fold_marks

STANDARD_FAMILIES = frozenset({"ksthc"})
"""Families whose unstated window runs from the 15th to the 14th; the others' is the calendar's."""


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as mentioned. Roles: own (the report's), comparison, target, document (in a document's name), other.

    `period` is None where the words point to a time without naming it ("quý trước", "cùng kỳ").
    """

    start: int
    end: int
    period: Period | None
    role: str


@dataclass(frozen=True, slots=True)
class Label:
    """A month, quarter, half, nine_months or year as printed; `year` is None where none is printed."""

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
_HOW_MANY = re.compile(r"(?<![0-9/.,])(0?6|0?9|sáu|chín|12|mười hai)\s+$")
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
_SINCE_NEW_YEAR = re.compile(rf"từ\s+đầu\s+năm(?:\s+{_YEAR})?\s+(?:đến\s+nay|tới\s+nay|đến\s+(?:hết\s+)?{_DATE})")
_AS_OF = re.compile(rf"đến\s+(?:hết\s+|thời\s+điểm\s+)?(?:{_DATE}|{_MONTH_END})")

_COMPARED = re.compile(r"(?:so\s+(?:với\s+)?|cùng\s+kỳ\s+|cùng\s+thời\s+điểm\s+)(?:[^\n.;]{0,30}\s)?$")
_TARGET_NEAR = re.compile(
    r"(?:phương\s+hướng|nhiệm\s+vụ|phấn\s+đấu|mục\s+tiêu|tầm\s+nhìn|lộ\s+trình|đến\s+hết|đến\s+cuối|đến|vào|trước)\s+$"
)
_AHEAD = re.compile(
    r"(?:phương\s+hướng|(?<!hiện\s)(?<!hiện\scác\s)(?<!quả\s)nhiệm\s+vụ|(?:và|,|;|xây\s+dựng)\s+kế\s+hoạch|^\W*kế\s+hoạch|"
    r"công\s+tác\s+trọng\s+tâm|(?:và|,)\s+giải\s+pháp)(?:[^.;:]){0,60}$"
)
_NONSENSE = re.compile(r"(?:qu[ýí]\s*(?:vi{0,3}|ix|x|0?[5-9]|1[0-9])|tháng\s+(?:00|1[3-9]|[2-9][0-9]))(?:\s+|\s*/\s*)$")
_NO_SUCH_PERIOD = re.compile(r"(?:qu[ýí]\s*(?:vi{0,3}|ix|x|0?[5-9]|1[0-9])|tháng\s+(?:00|1[3-9]|[2-9][0-9]))(?![\w])")
_OF_A_DOCUMENT = re.compile(
    r"(?:kế\s+hoạch|chương\s+trình|đề\s+án|quyết\s+định|nghị\s+quyết|luật|chỉ\s+số|dự\s+toán|đợt\s+[0-9]+)"
    r"(?:[^\n.;:]|\n(?!\s*\n)){0,80}$"
)
_VAGUE = (
    *(re.compile(rf"{word}\s+(?:trước(?!\s+(?:chuyển|sang|đó))|ngoái)") for word in ("quý", "tháng", "kỳ", "năm")),
    re.compile(r"cùng\s+kỳ(?!\s+(?:năm\s+|quý\s+|tháng\s+)?[0-9iv])"),
)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def period_of(kind: str, number: int, year: int, basis: str) -> Period:
    """The period of a label with the standard (15th to 14th) or the calendar window. Halves are numbered 1 and 2."""
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


def range_of(start: date, end: date) -> Period:
    """A stated window without a label."""
    return Period("range", f"{start.isoformat()}..{end.isoformat()}", start, end, "stated")


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


def _word_starts(low: str, start: int) -> bool:
    return start == 0 or not low[start - 1].isalnum()


def _year_or_none(year: str | None) -> int | None:
    return int(year) if year else None


def _quarters(low: str) -> Iterator[Label]:
    for match in _QUARTER.finditer(low):
        if _word_starts(low, match.start()):
            yield Label(match.start(), match.end(), "quarter", _QUARTERS[match[1]], _year_or_none(match[2]))


def _months(low: str) -> Iterator[Label]:
    for match in _MONTH.finditer(low):
        head = low[max(0, match.start() - 16) : match.start()]
        if _word_starts(low, match.start()) and not _DAY_BEFORE.search(head):
            yield Label(match.start(), match.end(), "month", int(match[1]), _year_or_none(match[2]))


def _spans_of_months(low: str) -> Iterator[Label]:
    """`6 tháng đầu năm 2023`, `9 tháng năm 2024`, `12 tháng`; "6 tháng" alone may be a duration and is none."""
    for match in _MONTHS.finditer(low):
        count = _HOW_MANY.search(low[max(0, match.start() - 14) : match.start()])
        if not count:
            continue
        start = match.start() - len(count[0])
        months = {"sáu": 6, "chín": 9, "mười hai": 12}.get(" ".join(count[1].split())) or int(count[1])
        year = _year_or_none(match[2])
        if months == 6 and (match[1] or year):
            yield Label(start, match.end(), "half", 2 if match[1] == "cuối" else 1, year)
        elif months == 9 and (match[1] != "cuối") and (match[1] or year or "năm" in match[0]):
            yield Label(start, match.end(), "nine_months", 9, year)
        elif months == 12 and year:
            yield Label(start, match.end(), "year", 12, year)


def _years(low: str) -> Iterator[Label]:
    for match in _YEAR_ALONE.finditer(low):
        head = low[max(0, match.start() - 14) : match.start()]
        if _word_starts(low, match.start()) and not _NONSENSE.search(head) and not _MONTH_BEFORE.search(head):
            yield Label(match.start(), match.end(), "year", 12, int(match[1]))


def _dates(groups: tuple[str | None, ...], year: int | None) -> date | None:
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
class _Window:
    start: int
    end: int
    first: date
    last: date


@lru_cache(maxsize=16)
def _windows(text: str) -> tuple[_Window, ...]:
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
            found.append(_Window(match.start(), match.end(), first, last))
    return tuple(found)


def _window(match: re.Match[str]) -> _Window | None:
    groups = match.groups()
    if groups[12]:
        last: date | None = _last_day(int(groups[13]), int(groups[12]))
    else:
        last = _dates(groups[6:12], None)
    if last is None:
        return None
    first = _dates(groups[:6], last.year)
    if first and first > last and not (groups[2] or groups[5]):
        first = _dates(groups[:6], last.year - 1)
    return _Window(match.start(), match.end(), first, last) if first and first <= last else None


def find_periods(text: str, own: Period | None = None, issued_on: date | None = None) -> tuple[PeriodMention, ...]:
    """Every period mentioned with its role, in order, disjoint. `own` is the report's period, if already known."""
    low = fold_marks(text)
    found = [
        *_window_mentions(text, low, own, issued_on),
        *(_label_mention(low, label, own) for label in find_labels(text)),
        *(PeriodMention(m.start(), m.end(), None, "comparison") for m in _vague(low)),
    ]
    kept: list[PeriodMention] = []
    for mention in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _vague(low: str) -> Iterator[re.Match[str]]:
    return (match for pattern in _VAGUE for match in pattern.finditer(low) if _word_starts(low, match.start()))


def _window_mentions(text: str, low: str, own: Period | None, issued_on: date | None) -> Iterator[PeriodMention]:
    for window in _windows(text):
        same = own is not None and (window.first, window.last) == (own.start, own.end)
        yield PeriodMention(window.start, window.end, range_of(window.first, window.last), "own" if same else "other")
    for match in _SINCE_NEW_YEAR.finditer(low):
        period = _since_new_year(match, issued_on)
        if period:
            yield PeriodMention(match.start(), match.end(), period, "other")
    for match in _AS_OF.finditer(low):
        day = _as_of_day(match)
        if day:
            same = own is not None and own.end is not None and abs((day - own.end).days) <= 31
            yield PeriodMention(match.start(), match.end(), as_of(day), "own" if same else "other")


def _as_of_day(match: re.Match[str]) -> date | None:
    groups = match.groups()
    return _last_day(int(groups[7]), int(groups[6])) if groups[6] else _dates(groups[:6], None)


def _since_new_year(match: re.Match[str], issued_on: date | None) -> Period | None:
    year = _year_or_none(match[1])
    last = _dates(match.groups()[1:7], year or (issued_on.year if issued_on else None)) or issued_on
    if last is None or (year is not None and year != last.year):
        return None
    return range_of(date(last.year, 1, 1), last)


def _label_mention(low: str, label: Label, own: Period | None) -> PeriodMention:
    year = label.year or (own.end.year if own and own.end else None)
    period = period_of(label.kind, label.number, year, "calendar") if year else None
    return PeriodMention(label.start, label.end, period, _role(low, label, period, own))


def _role(low: str, label: Label, period: Period | None, own: Period | None) -> str:
    head = low[max(0, label.start - 90) : label.start]
    if _COMPARED.search(head[-45:]):
        return "comparison"
    if own and period and period.label == own.label:
        return "own"
    if _AHEAD.search(head) if label.kind != "year" else _TARGET_NEAR.search(head):
        return "target"
    if label.kind == "year" and _OF_A_DOCUMENT.search(head):
        return "document"
    return "other"


_DATA_CONTEXT = re.compile(
    r"(?:số\s+liệu|kỳ\s+báo\s+cáo|thời\s+điểm\s+(?:lấy|chốt)|thời\s+gian\s+(?:lấy|chốt)|chốt\s+số|thống\s+kê|kỳ\s+số\s+liệu)"
    r"(?:[^.;]){0,80}$"
)


def report_period(title: str, head: str, body: str, *, family: str, issued_on: date | None) -> Period | None:
    """The report's own period: its label from the title (or the opening or closing sentence), its window as stated.

    `head` is the text above the first heading, `body` the whole text. None where it is not certain.
    """
    basis = "standard" if family in STANDARD_FAMILIES else "calendar"
    labels = _own_labels(title, issued_on, head)
    if labels is not None and not labels:
        press = family == "unknown"
        labels = _labels_in_lead(head, issued_on) if press else _labels_in_sentences(head, body, issued_on)
    if labels is None:
        return None
    stated = _stated_windows(title, head, body)
    if labels:
        kind, number, year = labels[0]
        period = _with_window(kind, number, year, basis, stated, title, head, body)
        return None if _issued_too_early(period, kind, issued_on) else period
    return _unlabelled(stated, title, head, body, family, issued_on)


def _issued_too_early(period: Period, kind: str, issued_on: date | None) -> bool:
    """A report is written when its period is nearly over; one issued long before is about something else."""
    if issued_on is None or period.end is None:
        return False
    return issued_on < period.end - timedelta(days=60 if kind == "year" else 35)


def _own_labels(title: str, issued_on: date | None, context: str = "") -> list[tuple[str, int, int]] | None:
    """The one label as (kind, number, year), or an empty list; None where several compete or no year is sure."""
    low = fold_marks(title)
    if _NO_SUCH_PERIOD.search(low):
        return None
    labels = find_labels(title)
    own = [
        label
        for label in labels
        if not _AHEAD.search(low[: label.start]) and not _COMPARED.search(low[: label.start][-45:])
    ]
    if not own:
        return []
    finer = [label for label in own if label.kind != "year"]
    if finer and len(finer) < len(own):
        if any(_joined(low, label, other) for label in finer for other in own if other.kind == "year"):
            return None
        years = {label.year for label in own if label.kind == "year"}
        if any(label.year not in {None, *years} for label in finer) or len(years) > 1:
            return None
        own = [replace(label, year=label.year or next(iter(years))) for label in finer]
    chosen = {
        (
            label.kind,
            label.number,
            _year_of(label, labels, None) or _year_in(label, context) or _year_of(label, labels, issued_on),
        )
        for label in own
    }
    if len({(kind, number) for kind, number, _ in chosen}) > 1:
        return None
    years_found = {year for _, _, year in chosen if year}
    if len(years_found) != 1:
        return None
    kind, number, _ = next(iter(chosen))
    return [(kind, number, next(iter(years_found)))]


def _joined(low: str, one: Label, other: Label) -> bool:
    """Whether "và" or a comma alone stands between two labels: both are then the report's own."""
    first, second = sorted((one, other), key=lambda label: label.start)
    return re.fullmatch(r"\s*(?:và|,|;|\+|-|–)\s*(?:cả\s+)?", low[first.end : second.start]) is not None


def _year_of(label: Label, labels: tuple[Label, ...], issued_on: date | None) -> int | None:
    """The label's year: printed, or that of the period which the title looks ahead to, or told by the issue date."""
    if label.year:
        return label.year
    following = [other for other in labels if other.start > label.start and other.year]
    if following:
        ahead = following[0]
        if ahead.kind == label.kind == "year" or ahead.year is None:
            return None
        wraps = ahead.kind == label.kind and ahead.number <= label.number
        return ahead.year - 1 if wraps else ahead.year
    return _year_by_issue(label, issued_on)


def _year_in(label: Label, context: str) -> int | None:
    """The year with which the text that follows prints the same month, quarter or half."""
    years = {
        other.year for other in find_labels(context) if (other.kind, other.number) == (label.kind, label.number)
    } - {None}
    return years.pop() if len(years) == 1 else None


def _year_by_issue(label: Label, issued_on: date | None) -> int | None:
    """The one year for which the report was issued from 20 days before to 75 days after the period's standard end."""
    if issued_on is None:
        return None
    fitting = [
        year
        for year in (issued_on.year - 1, issued_on.year)
        if -20 <= (issued_on - (period_of(label.kind, label.number, year, "standard").end or issued_on)).days <= 75
    ]
    return fitting[0] if len(fitting) == 1 else None


def _labels_in_lead(head: str, issued_on: date | None) -> list[tuple[str, int, int]] | None:
    """Press: the one label of the first sentences that is no comparison; None where there are several."""
    lead = head[:700]
    found = _own_labels(lead, issued_on)
    return [each for each in found if each[0] != "year"] if found is not None else None


_REPORTING = re.compile(r"(?:báo\s+cáo|kết\s+quả|tình\s+hình|công\s+tác)(?:[^.;:]){0,160}$")
_CLOSING = re.compile(r"trên\s+đây\s+là(?:[^.;]|\.(?=[0-9])){0,400}")


def _labels_in_sentences(head: str, body: str, issued_on: date | None) -> list[tuple[str, int, int]] | None:
    """A label in the opening ("… báo cáo kết quả quý I năm 2024 như sau") or closing sentence ("Trên đây là …")."""
    low = fold_marks(head)
    opening = [
        label
        for label in find_labels(head)
        if label.kind != "year"
        and label.year
        and _REPORTING.search(low[max(0, label.start - 200) : label.start])
        and not _AHEAD.search(low[max(0, label.start - 90) : label.start])
        and not _COMPARED.search(low[max(0, label.start - 45) : label.start])
    ]
    chosen = {(label.kind, label.number, label.year or 0) for label in opening}
    if len(chosen) == 1:
        return list(chosen)
    if len(chosen) > 1:
        return None
    closing = _CLOSING.search(fold_marks(body))
    return (_own_labels(body[closing.start() : closing.end()], issued_on) or []) if closing else []


def _stated_windows(title: str, head: str, body: str) -> list[tuple[date, date]]:
    """Windows by how surely they are the report's: in the title, in the opening, where the text speaks of its data."""
    found = [(window.first, window.last) for part in (title, head) for window in _windows(part)]
    low = fold_marks(body)
    for window in _windows(body):
        if _DATA_CONTEXT.search(low[max(0, window.start - 110) : window.start]):
            found.append((window.first, window.last))
    return list(dict.fromkeys(found))


def _with_window(
    kind: str, number: int, year: int, basis: str, stated: list[tuple[date, date]], title: str, head: str, body: str
) -> Period:
    """The labelled period with the stated window that is plausible for it, else with the window its family implies."""
    implied = period_of(kind, number, year, basis)
    others = [(window.first, window.last) for window in _windows(body)]
    for first, last in [*stated, *(each for each in others if _near(each, kind, number, year, 16))]:
        if _plausible((first, last), kind, number, year):
            return replace(implied, start=first, end=last, basis="stated")
    cut = _data_as_of(title, head, body)
    if cut and implied.end and abs((cut - implied.end).days) <= 45 and implied.start and cut > implied.start:
        return replace(implied, end=cut, basis="stated")
    return implied


def _near(window: tuple[date, date], kind: str, number: int, year: int, days: int) -> bool:
    """Whether both ends lie within `days` of the standard or of the calendar window."""
    for basis in ("standard", "calendar"):
        of = period_of(kind, number, year, basis)
        if of.start and of.end and abs((window[0] - of.start).days) <= days and abs((window[1] - of.end).days) <= days:
            return True
    return False


def _plausible(window: tuple[date, date], kind: str, number: int, year: int) -> bool:
    """Whether a stated window covers more than half of the label's and both its ends lie within 45 days of it."""
    return _near(window, kind, number, year, 45) and any(
        _mostly_shared(window, period_of(kind, number, year, basis)) for basis in ("standard", "calendar")
    )


def _mostly_shared(window: tuple[date, date], of: Period) -> bool:
    if not of.start or not of.end:
        return False
    shared = (min(window[1], of.end) - max(window[0], of.start)).days + 1
    return 2 * shared > (of.end - of.start).days + 1 and 2 * shared > (window[1] - window[0]).days + 1


def _data_as_of(title: str, head: str, body: str) -> date | None:
    """The day to which the figures run, where the text says so of its data."""
    days = set()
    for part in (title, head, body):
        low = fold_marks(part)
        for match in _AS_OF.finditer(low):
            context = low[max(0, match.start() - 60) : match.start()]
            if part is title or re.search(r"số\s+liệu(?:[^.;]){0,50}$", context):
                days.add(_as_of_day(match))
    return days.pop() if len(days) == 1 else None


def _unlabelled(
    stated: list[tuple[date, date]], title: str, head: str, body: str, family: str, issued_on: date | None
) -> Period | None:
    """The period of a report without a label: its one stated window, the year so far, or the day its data run to."""
    if len(stated) == 1:
        first, last = stated[0]
        if issued_on and (first > issued_on or (last - issued_on).days > 31):
            return None
        return _standard_label(first, last) if family in STANDARD_FAMILIES else range_of(first, last)
    if stated:
        return None
    for part in (title, head):
        match = _SINCE_NEW_YEAR.search(fold_marks(part))
        if match:
            return _since_new_year(match, issued_on)
    day = _data_as_of(title, head, body)
    return as_of(day) if day else None


def _standard_label(first: date, last: date) -> Period:
    """A window that is exactly the standard one of a label bears that label."""
    for kind, numbers in (
        ("month", range(1, 13)),
        ("quarter", range(1, 5)),
        ("half", (1, 2)),
        ("nine_months", (9,)),
        ("year", (12,)),
    ):
        for number in numbers:
            of = period_of(kind, number, last.year, "standard")
            if (of.start, of.end) == (first, last):
                return replace(of, basis="stated")
    return range_of(first, last)
