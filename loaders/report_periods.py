"""The only place that says which period a report is about.

A label ("quý I năm 2024") never implies its window: the window is the one the report states, or the standard one
(15th to 14th, Nghị định 09/2019/NĐ-CP) for reports on controlling procedures, or the calendar's. Of several labels in
a title it is the one whose figures the text gives; where two compete, or the year is not certain, there is no period:
the report is then held for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from loaders.attachments import ATTACHED_NOTE
from loaders.period_calendar import as_of, labelled_days, period_with_days, range_of
from loaders.period_context import (
    AHEAD,
    BARE_MONTHS,
    COMPARED,
    NO_SUCH_PERIOD,
    OF_A_DOCUMENT,
    counting_sentences,
    year_by_issue,
)
from loaders.period_labels import SEVERAL, Label, find_labels, months_counted, months_named
from loaders.period_windows import SINCE_NEW_YEAR, Window, find_windows, last_day_since
from loaders.press_periods import press_period
from loaders.records import Period
from loaders.stated_windows import Named, Parts, fits, with_window
from loaders.textform import fold_marks

STANDARD_FAMILIES = frozenset({"ksthc"})
"""Families whose unstated window runs from the 15th to the 14th; the others' is the calendar's."""


def report_period(
    title: str, head: str, body: str, *, family: str, issued_on: date | None, official: bool = False
) -> Period | None:
    """The report's own period: its label from the title (or the opening or closing sentence), its window as stated.

    `head` is the text above the first heading, `body` the whole text; a text of no family is press unless `official`.
    None where it is not certain.
    """
    title = ATTACHED_NOTE.sub(" ", title)
    parts = Parts(title, head, body)
    if family == "unknown" and not official:
        return _of_press(parts, issued_on)
    low = fold_marks(title)
    if NO_SUCH_PERIOD.search(low) or SEVERAL.search(low):
        return _of_window(list(find_windows(title)), issued_on)
    named = _named_in(title, issued_on, parts)
    if named is not None and not named and not _bounds(title):
        named = _named_in_sentences(parts, issued_on)
    if named is None:
        return None
    if named:
        return _labelled(named, parts, "standard" if family in STANDARD_FAMILIES else "calendar", issued_on)
    return _unlabelled(parts, issued_on) or (_of_press(parts, issued_on) if family == "unknown" else None)


def _of_press(parts: Parts, issued_on: date | None) -> Period | None:
    """The period of press and notices; a labelled one with the window it states for its data, if it states one."""
    period = press_period(parts.title, parts.head, issued_on)
    if period is None or period.basis != "calendar" or not period.start or not period.end:
        return period
    label = labelled_days(period.start, period.end)
    return with_window(Named(*label[:3]), "calendar", parts) if label else period


def _labelled(named: list[Named], parts: Parts, basis: str, issued_on: date | None) -> Period | None:
    """The period of the one label, or of the one of several whose figures the text gives."""
    chosen = named[0] if len(named) == 1 else _counted_one(named, parts)
    period = with_window(chosen, basis, parts) if chosen else None
    return period if chosen and period and not _issued_too_early(period, chosen.kind, issued_on) else None


def _issued_too_early(period: Period, kind: str, issued_on: date | None) -> bool:
    """A report is written when its period is nearly over; one issued long before is about something else."""
    if issued_on is None or period.end is None:
        return False
    return issued_on < period.end - timedelta(days=60 if kind == "year" else 35)


def _named_in(words: str, issued_on: date | None, parts: Parts) -> list[Named] | None:
    """The labels named as the report's own, each once, with their years; None where no year is sure."""
    low, bounds = fold_marks(words), _bounds(words)
    labels = tuple(label for label in find_labels(words) if not any(a <= label.start < b for a, b in bounds))
    own = [label for label in labels if not any(_is_foreign(low[: label.start]))]
    finer = [label for label in own if label.kind != "year"]
    of_years = [
        label
        for label in own
        if label.kind == "year" and not (any(each.year for each in finer) and OF_A_DOCUMENT.search(low[: label.start]))
    ]
    own = [label for label in own if label in finer or label in of_years]
    if finer and of_years and not any(_joined(low, label, other) for label in finer for other in of_years):
        years = {label.year for label in of_years}
        if any(label.year not in {None, *years} for label in finer) or len(years) > 1:
            return None
        own = [replace(label, year=label.year or next(iter(years))) for label in finer]
    keyed: dict[tuple[str, int], set[int]] = {}
    for label in own:
        year = _year_of(label, labels) or _year_in(label, parts.head)
        year = year or year_by_issue(label, issued_on) or _year_in(label, parts.body)
        keyed.setdefault((label.kind, label.number), set()).update({year} if year else ())
    return _dated_alike(keyed)


def _bounds(words: str) -> list[tuple[int, int]]:
    """The spans of the windows and of "từ đầu năm đến …": the labels in them bound a time, they name none."""
    since = SINCE_NEW_YEAR.finditer(fold_marks(words))
    return [*((w.start, w.end) for w in find_windows(words)), *(match.span() for match in since)]


def _is_foreign(head: str) -> tuple[object, ...]:
    """Whether what stands before a label says that it is looked ahead to, compared with, or expected."""
    return AHEAD.search(head), COMPARED.search(head[-45:]), _OUTLOOK.search(head)


def _dated_alike(keyed: dict[tuple[str, int], set[int]]) -> list[Named] | None:
    """Each label in the one year of all; None where they have none or several."""
    years = {year for each in keyed.values() for year in each}
    if not keyed:
        return []
    return [Named(kind, number, next(iter(years))) for kind, number in keyed] if len(years) == 1 else None


def _joined(low: str, one: Label, other: Label) -> bool:
    """Whether "và" or a comma alone stands between two labels: both are then the report's own."""
    first, second = sorted((one, other), key=lambda label: label.start)
    return re.fullmatch(r"\s*(?:và|,|;|\+|-|–)\s*(?:(?:cả|lũy\s+kế)\s+)?", low[first.end : second.start]) is not None


def _year_of(label: Label, labels: tuple[Label, ...]) -> int | None:
    """The label's year: printed, or that of the period which the title looks ahead to."""
    if label.year:
        return label.year
    following = [other for other in labels if other.start > label.start and other.year]
    if following:
        ahead = following[0]
        if ahead.kind == label.kind == "year" or ahead.year is None:
            return None
        wraps = ahead.kind == label.kind and ahead.number <= label.number
        return ahead.year - 1 if wraps else ahead.year
    return None


def _year_in(label: Label, context: str) -> int | None:
    """The year with which the text that follows prints the same month, quarter or half."""
    low = fold_marks(context)
    years = {
        other.year
        for other in find_labels(context)
        if (other.kind, other.number) == (label.kind, label.number)
        and not any(_is_foreign(low[max(0, other.start - 90) : other.start]))
    } - {None}
    return years.pop() if len(years) == 1 else None


_OUTLOOK = re.compile(
    r"(?<!\w)ước(?:\s+(?:thực\s+hiện|tính|cả))?\s+$"
    r"|(?:định\s+hướng|dự\s+kiến|trọng\s+tâm|chương\s+trình\s+công\s+tác|(?:và|,|;)\s+mục\s+tiêu)[^.;:]{0,60}$"
)
_HEADING = re.compile(
    r"^[ \t#*_]*(?:[ivx]{1,4}|[0-9]{1,2}(?:\.[0-9]{1,2})*|[a-zđ])[ \t]*[.)/:-][^\n]{0,110}$", re.MULTILINE
)


def _counted_one(named: list[Named], parts: Parts) -> Named | None:
    """The one of several labels whose figures the text gives.

    By the window of the data, which fits only one; by the headings, the first of which that names one label comes
    first; or by the sentences that count, where the first names it and none names another.
    """
    fitting = [each for each in named if any(fits(window, each) for window in parts.data_windows())]
    if len(fitting) == 1:
        return fitting[0]
    text = parts.below_title
    low = fold_marks(text)
    headed = [those for those in _those_in(named, text, (match.span() for match in _HEADING.finditer(low))) if those]
    if headed:
        return headed[0][0] if len(headed[0]) == 1 else None
    counted = _those_in(named, text, counting_sentences(low))
    said = {each for sentence in counted for each in sentence}
    return said.pop() if len(said) == 1 and counted[0] else None


def _those_in(named: list[Named], body: str, spans: Iterable[tuple[int, int]]) -> list[list[Named]]:
    """For each span of the text that names labels of the report's own: which of them."""
    low = fold_marks(body)
    found = []
    for start, end in spans:
        keys = {
            (label.kind, label.number, label.year)
            for label in find_labels(body)
            if start <= label.start < end and not any(_is_foreign(low[start : label.start]))
        }
        keys |= {(*months_named(months_counted(match[1])), None) for match in BARE_MONTHS.finditer(low, start, end)}
        found.append([each for each in named if keys & {(each.kind, each.number, year) for year in (None, each.year)}])
    return found


_REPORTING = re.compile(r"(?:báo\s+cáo|kết\s+quả|tình\s+hình|công\s+tác)(?:[^.;:]){0,160}$")
_CLOSING = re.compile(r"trên\s+đây\s+là(?:[^.;]|\.(?=[0-9])){0,400}")


def _named_in_sentences(parts: Parts, issued_on: date | None) -> list[Named] | None:
    """Labels of the opening ("… báo cáo kết quả quý I năm 2024 như sau") or else the closing sentence."""
    low = fold_marks(parts.head)
    opening = {
        Named(label.kind, label.number, label.year)
        for label in find_labels(parts.head)
        if label.kind != "year"
        and label.year
        and _REPORTING.search(low[max(0, label.start - 200) : label.start])
        and not any(_is_foreign(low[max(0, label.start - 90) : label.start]))
    }
    if opening:
        return list(opening) if len(opening) == 1 else None
    closing = _CLOSING.search(fold_marks(parts.body))
    return _named_in(parts.body[slice(*closing.span())], issued_on, parts) if closing else []


def _unlabelled(parts: Parts, issued_on: date | None) -> Period | None:
    """The period of a report without a label: its one stated window, the year so far, or the day its data run to."""
    for part in (parts.title, parts.head):
        if windows := list(find_windows(part)):
            return _of_window(windows, issued_on)
        if match := SINCE_NEW_YEAR.search(fold_marks(part)):
            last = last_day_since(match, issued_on) or issued_on
            return range_of(date(last.year, 1, 1), last) if last and match[1] in (None, str(last.year)) else None
    if stated := parts.data_windows():
        return _of_window(stated, issued_on)
    day = parts.data_as_of()
    return as_of(day) if day else None


def _of_window(stated: list[Window], issued_on: date | None) -> Period | None:
    """The period of the one window stated, if the report was issued when it was nearly over or later."""
    if len(stated) != 1:
        return None
    first, last = stated[0].first, stated[0].last
    if issued_on and (first > issued_on or (last - issued_on).days > 31):
        return None
    return period_with_days(first, last)
