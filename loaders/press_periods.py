"""The only place that says which period a text of press counts: the headline's, or the first one with a count.

Press prints its period with the figures, without a year as often as not, and beside it those it compares with, aims
at or carries over from. The period is certain where the headline and the first count agree, or where the counts of
the first sentences name just one; a mere "six months" takes a sentence that names the half-year; otherwise there is
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.period_calendar import months_of, period_of, period_with_days, range_of
from loaders.period_context import (
    AHEAD,
    BARE_MONTHS,
    COMPARED,
    NO_SUCH_PERIOD,
    OF_A_DOCUMENT,
    counting_sentences,
    year_by_issue,
)
from loaders.period_labels import COUNT_WORDS, SEVERAL, Label, find_labels, months_counted, months_named
from loaders.period_windows import SINCE_NEW_YEAR, find_windows, last_day_since, windows_without_year
from loaders.records import Period
from loaders.textform import fold_marks


@dataclass(frozen=True, slots=True)
class _Said:
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


_LEAD = 900
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
_PAST_YEAR = re.compile(r"(?:(?<=, )|(?<=trong )|(?<=một )|(?<=\n))năm\s+(?:vừa\s+)?qua(?!\w)")
_SINCE_START = re.compile(r"từ\s+ngày\s+([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})(?!\s*(?:đến|-|–))")
_AFTER_MONTHS = re.compile(
    rf"sau\s+({COUNT_WORDS})\s+tháng[^.;\n]{{0,30}}?đến\s+(?:hết\s+)?(?:ngày\s+)?([0-9]{{1,2}})[/.-]([0-9]{{1,2}})(?![0-9])"
)


def press_period(title: str, body: str, issued_on: date | None) -> Period | None:
    """The period of the figures of a text of press with calendar or stated days; None where it is not certain."""
    low = fold_marks(title)
    if NO_SUCH_PERIOD.search(low) or SEVERAL.search(low):
        return None
    headline = list(_own(title, issued_on, aims=False))
    lead = list(_own(body[:_LEAD], issued_on))
    counted = list(_counted(body, lead))
    if not headline and all(each.weak for each in counted) and (period := _months_since(body)):
        return period
    chosen = _chosen(headline, counted, [each for each in lead if not each.weak])
    if chosen is None:
        return None
    period = _dated(chosen, [*headline, *lead], body, issued_on)
    return period if period and not _not_yet_over(period, issued_on) else None


def _own(text: str, issued_on: date | None, aims: bool = True) -> Iterator[_Said]:
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


def _said(text: str, low: str, issued_on: date | None) -> list[_Said]:
    """Every period named, in order; days win over the labels inside them."""
    windows = (*find_windows(text), *windows_without_year(text, issued_on))
    found = [_Said(w.start, w.end, "days", 0, w.last.year, (w.first, w.last)) for w in windows]
    found += _since(low, issued_on)
    found += [_Said(each.start, each.end, each.kind, each.number, each.year) for each in find_labels(text)]
    found += [
        _Said(*match.span(), *months_named(months_counted(match[1])), None, weak=True)
        for match in BARE_MONTHS.finditer(low)
    ]
    found += [_Said(*match.span(), "year", 12, None) for match in _PAST_YEAR.finditer(low)]
    kept: list[_Said] = []
    for said in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or said.start >= kept[-1].end:
            kept.append(said)
    return kept


def _since(low: str, issued_on: date | None) -> Iterator[_Said]:
    """`từ đầu năm đến …`: to the day printed; without one the day is not known."""
    for match in SINCE_NEW_YEAR.finditer(low):
        last = last_day_since(match, issued_on)
        days = (date(last.year, 1, 1), last) if last else None
        yield _Said(*match.span(), "since", 0, last.year if last else None, days)


def _counted(body: str, lead: list[_Said]) -> Iterator[_Said]:
    """The periods of the first sentences that count dossiers; what lies inside the first one is a detail of it, and
    the same time of the year before is what it is compared with.
    """
    figures = counting_sentences(fold_marks(body[:_LEAD]))
    first: _Said | None = None
    for said in lead:
        if not any(start <= said.start < end for start, end in figures):
            continue
        if first is None or not (_inside(said, first) or _year_before(said, first)):
            yield said
        first = first or (None if said.weak else said)


def _inside(said: _Said, first: _Said) -> bool:
    """Whether a month or quarter is part of the half or quarter that is counted first."""
    if {said.kind, first.kind} & {"days", "since"}:
        return False
    (start, end), (first_start, first_end) = months_of(*said.key), months_of(*first.key)
    same_year = None in (said.year, first.year) or said.year == first.year
    return same_year and end - start < first_end - first_start and first_start <= end <= first_end


def _year_before(said: _Said, first: _Said) -> bool:
    return said.key == first.key and said.year is not None and first.year == said.year + 1


def _chosen(headline: list[_Said], counted: list[_Said], lead: list[_Said]) -> _Said | None:
    """The headline's period, where the first count is of the same one, or else the only one counted.

    Months without a word on the year need one that says which: of the counts, or else of the first sentences.
    """
    strong, first = _without_weak(headline), _without_weak(counted)
    if strong:
        return _confirmed(strong, first)
    if headline:
        witness = first or [each for each in lead if _same(headline[0], each)]
        return witness[0] if witness and all(_same(each, witness[0]) for each in headline) else None
    if first:
        return first[0] if all(_same(each, first[0]) for each in first) else None
    named = [each for each in lead if counted and _same(counted[0], each)]
    return named[0] if named and all(_same(each, named[0]) for each in counted) else None


def _confirmed(strong: list[_Said], counted: list[_Said]) -> _Said | None:
    """The one period of the headline, unless the first count is of another one."""
    said = next((each for each in strong if not each.days), strong[0])
    if not all(_same(each, said) or _covers(each, said) for each in strong):
        return None
    first = next(iter(counted), None)
    if first and not _same(said, first) and not _covers(first, said):
        return None
    return first if first and first.days and said.kind in ("since", "days") else said


def _without_weak(said: Iterable[_Said]) -> list[_Said]:
    return [each for each in said if not each.weak]


def _covers(window: _Said, label: _Said) -> bool:
    """Whether stated days are those of the label, give or take the weeks by which reports differ."""
    of = _period(label, label.year or window.days[1].year) if window.kind == "days" and window.days else None
    if of is None or not of.start or not of.end or not window.days:
        return False
    return abs((window.days[0] - of.start).days) <= 45 and abs((window.days[1] - of.end).days) <= 45


def _same(one: _Said, other: _Said) -> bool:
    """Whether two names are of one period: the same label, or the year's first months and the days they cover."""
    if one.days and other.days:
        return one.days == other.days
    if one.key == other.key:
        return None in (one.year, other.year) or one.year == other.year
    days = one.days or other.days
    labelled = other if one.days else one
    if not days or labelled.kind == "since":
        return False
    of = _period(labelled, days[1].year)
    return of is not None and (of.start, of.end) == days


def _dated(chosen: _Said, all_said: list[_Said], body: str, issued_on: date | None) -> Period | None:
    """The chosen period in its year: printed, printed with the same label elsewhere, or told by the day of issue."""
    if chosen.days:
        return period_with_days(*chosen.days)
    if chosen.kind == "since":
        return range_of(date(issued_on.year, 1, 1), issued_on) if issued_on else None
    printed = {chosen.year} if chosen.year else {each.year for each in all_said if each.key == chosen.key and each.year}
    if not printed and chosen.kind != "year":
        printed = {each.year for each in find_labels(body) if (each.kind, each.number) == chosen.key and each.year}
    if len(printed) > 1:
        return None
    year = printed.pop() if printed else year_by_issue(Label(0, 0, *chosen.key, None), issued_on)
    return _period(chosen, year) if year else None


def _period(said: _Said, year: int) -> Period | None:
    return period_of(said.kind, said.number, year, "calendar") if said.kind not in ("days", "since") else None


def _not_yet_over(period: Period, issued_on: date | None) -> bool:
    """Whether the text appeared well before the period ends, or its days lie ahead."""
    if issued_on is None or period.end is None:
        return False
    return issued_on < period.end - timedelta(days=45 if period.kind == "year" else 31)


def _months_since(body: str) -> Period | None:
    """`từ ngày 01/7/2025 … sau hai tháng (đến hết 31/8)`: the days, where they make up just those months."""
    low = fold_marks(body)
    begins = {(int(match[3]), int(match[2]), int(match[1])) for match in _SINCE_START.finditer(low, 0, _LEAD)}
    after = _AFTER_MONTHS.search(low, 0, 2 * _LEAD)
    if after is None or len(begins) != 1:
        return None
    year, month, day = begins.pop()
    months = months_counted(after[1])
    try:
        start, end = date(year, month, day), date(year + (month + months > 12), int(after[3]), int(after[2]))
        next_month = (month + months - 1) % 12 + 1
        exact = date(year + (month + months - 1) // 12, next_month, day) - timedelta(days=1) == end
    except ValueError:
        return None
    return period_with_days(start, end) if exact else None
