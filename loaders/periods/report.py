"""The only place that says which period a report is about.

A label ("quý I năm 2024") never implies its window: the window is the one the report states, or the standard one
(15th to 14th, Nghị định 09/2019/NĐ-CP) for reports on controlling procedures, or the calendar's. Of several labels in
a title it is the one whose figures the text gives; where two compete, or the year is not certain, there is no period:
the report is then held for a person.
"""

from __future__ import annotations

from datetime import date, timedelta

from loaders.heads.attachments import ATTACHED_NOTE
from loaders.periods.calendar import as_of, labelled_days, period_with_days, range_of
from loaders.periods.context import NO_SUCH_PERIOD
from loaders.periods.labels import SEVERAL, find_labels
from loaders.periods.named import bounds, counted_one, named_in, named_in_sentences
from loaders.periods.press import press_period
from loaders.periods.stated_windows import Named, Parts, with_window
from loaders.periods.windows import SINCE_NEW_YEAR, Window, find_windows, last_day_since
from loaders.records import Period
from loaders.text.textform import fold_marks

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
    named = named_in(title, issued_on, parts)
    if named is not None and not named and not bounds(title):
        named = named_in_sentences(parts, issued_on)
    if named is None:
        return None
    if named:
        return _labelled(named, parts, "standard" if family in STANDARD_FAMILIES else "calendar", issued_on)
    return _unlabelled(parts, issued_on) or (_of_press(parts, issued_on) if family == "unknown" else None)


def _of_press(parts: Parts, issued_on: date | None) -> Period | None:
    """The period of press and notices; a labelled one with the window it states for its data, if it states one."""
    period = press_period(parts.title, parts.head, issued_on)
    if period is None and not find_labels(parts.title):
        period = _of_window(parts.data_windows(), issued_on)
    if period is None or period.basis != "calendar" or not period.start or not period.end:
        return period
    label = labelled_days(period.start, period.end)
    return with_window(Named(*label[:3]), "calendar", parts) if label else period


def _labelled(named: list[Named], parts: Parts, basis: str, issued_on: date | None) -> Period | None:
    """The period of the one label, or of the one of several whose figures the text gives."""
    chosen = named[0] if len(named) == 1 else counted_one(named, parts)
    period = with_window(chosen, basis, parts) if chosen else None
    return period if chosen and period and not _issued_too_early(period, chosen.kind, issued_on) else None


def _issued_too_early(period: Period, kind: str, issued_on: date | None) -> bool:
    """A report is written when its period is nearly over; one issued long before is about something else."""
    if issued_on is None or period.end is None:
        return False
    return issued_on < period.end - timedelta(days=60 if kind == "year" else 35)


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
    if day := parts.data_as_of():
        return as_of(day)
    return _of_window(parts.counted_windows(), issued_on)


def _of_window(stated: list[Window], issued_on: date | None) -> Period | None:
    """The period of the one window stated, if the report was issued when it was nearly over or later."""
    if len(stated) != 1:
        return None
    first, last = stated[0].first, stated[0].last
    if issued_on and (first > issued_on or (last - issued_on).days > 31):
        return None
    return period_with_days(first, last)
