"""The only place that says which period a text of press counts: the headline's, or the first one with a count.

Press prints its period with the figures, without a year as often as not, and beside it those it compares with, aims
at or carries over from. The period is certain where the headline and the first count agree, or where the counts of
the first sentences name just one; otherwise there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.period_context import AHEAD, COMPARED, NO_SUCH_PERIOD, OF_A_DOCUMENT, year_by_issue
from loaders.period_labels import (
    COUNT_WORDS,
    SINCE_NEW_YEAR,
    Label,
    find_labels,
    find_windows,
    last_day_since,
    period_of,
    period_with_days,
    range_of,
)
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
_FIGURES = re.compile(
    r"[0-9]\s*(?:(?:triệu|nghìn|ngàn)\s+)?(?:bộ\s+)?(?:hồ\s+sơ|hs(?!\w)|lượt|tthc|thủ\s+tục|dịch\s+vụ|/100\s+điểm|điểm)"
    r"|(?:hồ\s+sơ|tiếp\s+nhận|giải\s+quyết)[^.;\n]{0,60}[0-9]|[0-9]\s*%\s*(?:số\s+)?hồ\s+sơ"
)
_SENTENCE = re.compile(r"(?:[^.;!?\n]|[.](?=\S)|;(?=\S)|\n(?!\s*\n))+")
_CARRIED = re.compile(r"(?:(?:từ|của|hồ\s+sơ|giữa|cuối|hết)\s+(?:các\s+)?|\(\s*)$")
_CARRIED_ON = re.compile(r"\s*(?:trở\s+về\s+)?(?:chuyển|sang|tồn|còn\s+lại|\)|tại\s+nghị)")
_AIM_BEFORE = re.compile(
    r"(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu|yêu\s+cầu|đề\s+ra|đặt\s+ra|phải\s+(?:đạt|đưa|giảm|nâng|hoàn|bảo|xong)|kế\s+hoạch|lộ\s+trình|dự\s+kiến|thời\s+gian\s+tới)"
    r"[^.;\n]{0,90}$"
)
_AIM_AFTER = re.compile(
    r"[^.;\n]{0,45}?(?:phấn\s+đấu|mục\s+tiêu|đặt\s+(?:ra|chỉ|mục)|yêu\s+cầu|phải\s+(?:đạt|đưa|giảm|nâng)|sẽ\s|dự\s+kiến|đề\s+ra)"
)
_BARE_MONTHS = re.compile(
    rf"(?<!sau )(?<!còn )(?<![0-9/.,\w])({COUNT_WORDS})\s+tháng(?!\s+(?:đầu|cuối|[0-9]|năm|kể|tới|sau))(?!\w)"
)
_PAST_YEAR = re.compile(r"(?:(?<=, )|(?<=trong )|(?<=một )|(?<=\n))năm\s+(?:vừa\s+)?qua(?!\w)")
_SINCE_START = re.compile(r"từ\s+ngày\s+([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})(?!\s*(?:đến|-|–))")
_AFTER_MONTHS = re.compile(
    rf"sau\s+({COUNT_WORDS})\s+tháng[^.;\n]{{0,30}}?đến\s+(?:hết\s+)?(?:ngày\s+)?([0-9]{{1,2}})[/.-]([0-9]{{1,2}})(?![0-9])"
)
_COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}


def press_period(title: str, body: str, issued_on: date | None) -> Period | None:
    """The period of the figures of a text of press with calendar or stated days; None where it is not certain."""
    if NO_SUCH_PERIOD.search(fold_marks(title)):
        return None
    headline = list(_own(title, issued_on, aims=False))
    counted = list(_counted(title, body, issued_on))
    named = {each.key for each in headline if not each.weak}
    if len(named) > 1:
        return None
    if not headline and all(each.weak for each in counted):
        return _months_since(body)
    chosen = _agreed(headline, counted) if headline else _only(counted)
    if chosen is None:
        return None
    period = _dated(chosen, [*headline, *counted], title, body, issued_on)
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
        if aims and (_CARRIED.search(head) or _CARRIED_ON.match(tail)):
            continue
        if aims and (_AIM_BEFORE.search(head) or _AIM_AFTER.match(tail)):
            continue
        yield said


def _said(text: str, low: str, issued_on: date | None) -> list[_Said]:
    """Every period named, in order; days win over the labels inside them."""
    found = [_Said(w.start, w.end, "days", 0, w.last.year, (w.first, w.last)) for w in find_windows(text)]
    found += _since(low, issued_on)
    found += [_Said(each.start, each.end, each.kind, each.number, each.year) for each in find_labels(text)]
    found += [_bare(match) for match in _BARE_MONTHS.finditer(low)]
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


def _bare(match: re.Match[str]) -> _Said:
    """`9 tháng, …`, `trong 6 tháng`: perhaps the year's first months, perhaps a time it took."""
    months = _COUNTS.get(match[1]) or int(match[1])
    kind, number = {3: ("quarter", 1), 6: ("half", 1), 9: ("nine_months", 9), 12: ("year", 12)}.get(
        months, ("months", months)
    )
    return _Said(*match.span(), kind, number, None, weak=True)


def _counted(title: str, body: str, issued_on: date | None) -> Iterator[_Said]:
    """The periods of the first sentences that count dossiers; what lies inside the first one is a detail of it."""
    lead = body[:_LEAD]
    low = fold_marks(lead)
    figures = [match.span() for match in _SENTENCE.finditer(low) if _FIGURES.search(match[0])]
    first: _Said | None = None
    for said in _own(lead, issued_on):
        if not any(start <= said.start < end for start, end in figures):
            continue
        if first is None or not _inside(said, first):
            yield said
        first = first or (None if said.weak else said)


def _inside(said: _Said, first: _Said) -> bool:
    """Whether a month or quarter is part of the half or quarter that is counted first."""
    months = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "months": first.number}
    if said.kind not in months or first.kind not in months or months[said.kind] >= months[first.kind]:
        return False
    ends = [_last_month(each) for each in (said, first)]
    same_year = None in (said.year, first.year) or said.year == first.year
    return same_year and ends[1] - months[first.kind] < ends[0] <= ends[1]


def _last_month(said: _Said) -> int:
    return said.number * {"quarter": 3, "half": 6}.get(said.kind, 1)


def _agreed(headline: list[_Said], counted: list[_Said]) -> _Said | None:
    """The headline's period, where the first count is of the same one; a mere hint needs the count's word."""
    strong = next((each for each in headline if not each.weak), None)
    first = next((each for each in counted if not each.weak), None)
    if strong is None:
        return first if first and all(_same(each, first) for each in headline) else None
    if first is None:
        return strong
    if not _same(strong, first) and not _covers(first, strong):
        return None
    return first if first.days and strong.kind in ("since", "days") else strong


def _covers(window: _Said, label: _Said) -> bool:
    """Whether stated days are those of the label, give or take the weeks by which reports differ."""
    of = _period(label, label.year or window.days[1].year) if window.kind == "days" and window.days else None
    if of is None or not of.start or not of.end or not window.days:
        return False
    return abs((window.days[0] - of.start).days) <= 45 and abs((window.days[1] - of.end).days) <= 45


def _only(counted: list[_Said]) -> _Said | None:
    strong = [each for each in counted if not each.weak]
    return strong[0] if strong and all(_same(each, strong[0]) for each in strong) else None


def _same(one: _Said, other: _Said) -> bool:
    """Whether two names are of one period: the same label, or the year's first months and the days they cover."""
    if one.key == other.key:
        return None in (one.year, other.year) or one.year == other.year
    days = one.days or other.days
    labelled = other if one.days else one
    if not days or labelled.days or labelled.kind == "since":
        return False
    of = _period(labelled, days[1].year)
    return of is not None and (of.start, of.end) == days


def _dated(chosen: _Said, all_said: list[_Said], title: str, body: str, issued_on: date | None) -> Period | None:
    """The chosen period in its year: printed, printed with the same label elsewhere, or told by the day of issue."""
    if chosen.days:
        return period_with_days(*chosen.days)
    if chosen.kind == "since":
        return range_of(date(issued_on.year, 1, 1), issued_on) if issued_on else None
    label = Label(chosen.start, chosen.end, chosen.kind, chosen.number, None)
    printed = {each.year for each in all_said if each.key == chosen.key and each.year}
    if not printed and chosen.kind != "year":
        printed = {each.year for each in find_labels(body) if (each.kind, each.number) == chosen.key and each.year}
    if len(printed) > 1:
        return None
    year = printed.pop() if printed else year_by_issue(label, issued_on)
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
    months = _COUNTS.get(after[1]) or int(after[1])
    try:
        start, end = date(year, month, day), date(year + (month + months > 12), int(after[3]), int(after[2]))
        next_month = (month + months - 1) % 12 + 1
        exact = date(year + (month + months - 1) // 12, next_month, day) - timedelta(days=1) == end
    except ValueError:
        return None
    return period_with_days(start, end) if exact else None
