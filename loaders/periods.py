"""The only place that says which period a report is about, and what the other periods in it are to it.

A label ("quý I năm 2024") never implies its window: the window is the one the report states, or the standard one
(15th to 14th, Nghị định 09/2019/NĐ-CP) for reports on controlling procedures, or the calendar's. Where two labels
compete, or the year is not certain, there is no period: the report is then held for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loaders.period_context import AHEAD, COMPARED, NO_SUCH_PERIOD, OF_A_DOCUMENT, TARGET_NEAR, year_by_issue
from loaders.period_labels import (
    AS_OF,
    SINCE_NEW_YEAR,
    Label,
    as_of,
    as_of_day,
    find_labels,
    find_windows,
    labelled_days,
    last_day_since,
    period_of,
    period_with_days,
    range_of,
    word_starts,
)
from loaders.press_periods import press_period
from loaders.records import Period
from loaders.textform import fold_marks

__all__ = [
    "STANDARD_FAMILIES",
    "Label",
    "PeriodMention",
    "as_of",
    "find_labels",
    "find_periods",
    "period_of",
    "range_of",
    "report_period",
]

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


_VAGUE = (
    *(re.compile(rf"{word}\s+(?:trước(?!\s+(?:chuyển|sang|đó))|ngoái)") for word in ("quý", "tháng", "kỳ", "năm")),
    re.compile(r"cùng\s+kỳ(?!\s+(?:năm\s+|quý\s+|tháng\s+)?[0-9iv])"),
)


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
    return (match for pattern in _VAGUE for match in pattern.finditer(low) if word_starts(low, match.start()))


def _window_mentions(text: str, low: str, own: Period | None, issued_on: date | None) -> Iterator[PeriodMention]:
    for window in find_windows(text):
        same = own is not None and (window.first, window.last) == (own.start, own.end)
        yield PeriodMention(window.start, window.end, range_of(window.first, window.last), "own" if same else "other")
    for match in SINCE_NEW_YEAR.finditer(low):
        period = _since_new_year(match, issued_on)
        if period:
            yield PeriodMention(match.start(), match.end(), period, "other")
    for match in AS_OF.finditer(low):
        day = as_of_day(match)
        if day:
            same = own is not None and own.end is not None and abs((day - own.end).days) <= 31
            yield PeriodMention(match.start(), match.end(), as_of(day), "own" if same else "other")


def _since_new_year(match: re.Match[str], issued_on: date | None) -> Period | None:
    """The year so far, to the day printed or else to the day of issue."""
    last = last_day_since(match, issued_on) or issued_on
    if last is None or (match[1] is not None and int(match[1]) != last.year):
        return None
    return range_of(date(last.year, 1, 1), last)


def _label_mention(low: str, label: Label, own: Period | None) -> PeriodMention:
    year = label.year or (own.end.year if own and own.end else None)
    period = period_of(label.kind, label.number, year, "calendar") if year else None
    return PeriodMention(label.start, label.end, period, _role(low, label, period, own))


def _role(low: str, label: Label, period: Period | None, own: Period | None) -> str:
    head = low[max(0, label.start - 90) : label.start]
    if COMPARED.search(head[-45:]):
        return "comparison"
    if own and period and period.label == own.label:
        return "own"
    if AHEAD.search(head) if label.kind != "year" else TARGET_NEAR.search(head):
        return "target"
    if label.kind == "year" and OF_A_DOCUMENT.search(head):
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
    stated = _statedfind_windows(title, head, body)
    labels = _own_labels(title, issued_on, head)
    if family == "unknown":
        return _of_press(title, head, body, stated, issued_on)
    if labels is not None and not labels:
        labels = _labels_in_sentences(head, body, issued_on)
    if labels is None:
        return None
    if labels:
        kind, number, year = labels[0]
        period = _with_window(kind, number, year, basis, stated, title, head, body)
        return None if _issued_too_early(period, kind, issued_on) else period
    return _unlabelled(stated, title, head, body, family, issued_on)


def _of_press(
    title: str, head: str, body: str, stated: list[tuple[date, date]], issued_on: date | None
) -> Period | None:
    """The period of press and notices; a labelled one with the window it states for its data, if it states one."""
    period = press_period(title, head, issued_on)
    if period is None or period.basis != "calendar" or not period.start or not period.end:
        return period
    label = labelled_days(period.start, period.end)
    return _with_window(*label[:3], "calendar", stated, title, head, body) if label else period


def _issued_too_early(period: Period, kind: str, issued_on: date | None) -> bool:
    """A report is written when its period is nearly over; one issued long before is about something else."""
    if issued_on is None or period.end is None:
        return False
    return issued_on < period.end - timedelta(days=60 if kind == "year" else 35)


def _own_labels(title: str, issued_on: date | None, context: str = "") -> list[tuple[str, int, int]] | None:
    """The one label as (kind, number, year), or an empty list; None where several compete or no year is sure."""
    low = fold_marks(title)
    if NO_SUCH_PERIOD.search(low):
        return None
    labels = find_labels(title)
    own = [
        label
        for label in labels
        if not AHEAD.search(low[: label.start]) and not COMPARED.search(low[: label.start][-45:])
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
    return year_by_issue(label, issued_on)


def _year_in(label: Label, context: str) -> int | None:
    """The year with which the text that follows prints the same month, quarter or half."""
    years = {
        other.year for other in find_labels(context) if (other.kind, other.number) == (label.kind, label.number)
    } - {None}
    return years.pop() if len(years) == 1 else None


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
        and not AHEAD.search(low[max(0, label.start - 90) : label.start])
        and not COMPARED.search(low[max(0, label.start - 45) : label.start])
    ]
    chosen = {(label.kind, label.number, label.year or 0) for label in opening}
    if len(chosen) == 1:
        return list(chosen)
    if len(chosen) > 1:
        return None
    closing = _CLOSING.search(fold_marks(body))
    return (_own_labels(body[closing.start() : closing.end()], issued_on) or []) if closing else []


def _statedfind_windows(title: str, head: str, body: str) -> list[tuple[date, date]]:
    """Windows by how surely they are the report's: in the title, in the opening, where the text speaks of its data."""
    found = [(window.first, window.last) for part in (title, head) for window in find_windows(part)]
    low = fold_marks(body)
    for window in find_windows(body):
        if _DATA_CONTEXT.search(low[max(0, window.start - 110) : window.start]):
            found.append((window.first, window.last))
    return list(dict.fromkeys(found))


def _with_window(
    kind: str, number: int, year: int, basis: str, stated: list[tuple[date, date]], title: str, head: str, body: str
) -> Period:
    """The labelled period with the stated window that is plausible for it, else with the window its family implies."""
    implied = period_of(kind, number, year, basis)
    others = [(window.first, window.last) for window in find_windows(body)]
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
        for match in AS_OF.finditer(low):
            context = low[max(0, match.start() - 60) : match.start()]
            if part is title or re.search(r"số\s+liệu(?:[^.;]){0,50}$", context):
                days.add(as_of_day(match))
    return days.pop() if len(days) == 1 else None


def _unlabelled(
    stated: list[tuple[date, date]], title: str, head: str, body: str, family: str, issued_on: date | None
) -> Period | None:
    """The period of a report without a label: its one stated window, the year so far, or the day its data run to."""
    if len(stated) == 1:
        first, last = stated[0]
        if issued_on and (first > issued_on or (last - issued_on).days > 31):
            return None
        return period_with_days(first, last)
    if stated:
        return None
    for part in (title, head):
        match = SINCE_NEW_YEAR.search(fold_marks(part))
        if match:
            return _since_new_year(match, issued_on)
    day = _data_as_of(title, head, body)
    return as_of(day) if day else None
