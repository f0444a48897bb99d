"""The only place that says what the other periods in a text are to the report's own.

Which period is the report's own says `report_periods`; how periods are written, `period_labels` and `period_windows`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from loaders.made_often import made_often
from loaders.periods.bounded import STANDARD, bounded
from loaders.periods.calendar import as_of, period_of, range_of
from loaders.periods.context import AHEAD, COMPARED, OF_A_DOCUMENT, TARGET_NEAR
from loaders.periods.labels import Label, find_labels, word_starts
from loaders.periods.report import STANDARD_FAMILIES, report_period
from loaders.periods.windows import AS_OF, SINCE_NEW_YEAR, as_of_day, find_windows, last_day_since
from loaders.records import Period
from loaders.text.textform import fold_marks

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


@made_often(frozen=True, slots=True)
class PeriodMention:
    """A period as mentioned. Roles: own (the report's), comparison, target, document (in a document's name), other.

    `period` is None where the words point to a time without naming it ("quý trước", "cùng kỳ").
    """

    start: int
    end: int
    period: Period | None
    role: str
    days: bool = False
    """Whether both its days are printed."""


AFTER_THE_END = timedelta(days=31)
"""How long after its time a report that says "from the beginning of the year until now" may be issued."""
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
        yield PeriodMention(
            window.start, window.end, range_of(window.first, window.last), "own" if same else "other", True
        )
    for match in SINCE_NEW_YEAR.finditer(low):
        period = _since_new_year(match, issued_on)
        if period:
            role = "own" if _is_own_year_so_far(period, own) else "other"
            yield PeriodMention(match.start(), match.end(), period, role)
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


def _is_own_year_so_far(period: Period, own: Period | None) -> bool:
    """Whether the year so far is what the report is about: its own time begins with the year, give or take a window's
    days, and ends no later than the report was issued.
    """
    if own is None or not (own.start and own.end and period.start and period.end):
        return False
    ends = timedelta(0) <= period.end - own.end <= AFTER_THE_END
    return abs(own.start - period.start) <= STANDARD and ends


def _label_mention(low: str, label: Label, own: Period | None) -> PeriodMention:
    if (time := bounded(low, label, own)) and not COMPARED.search(low[max(0, time[0] - 45) : time[0]]):
        return PeriodMention(*time, "own" if time[2] is own else "other")
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
