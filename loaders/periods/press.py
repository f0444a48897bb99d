"""The only place that says which period a text of press counts: the headline's, or the first one with a count.

Press prints its period with the figures, without a year as often as not, and beside it those it compares with, aims
at or carries over from. The period is certain where the headline and the first count agree, or where the counts of
the first sentences name just one; a mere "six months" takes a sentence that names the half-year; otherwise there is
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from loaders.periods.calendar import months_of, period_with_days, range_of
from loaders.periods.context import EVENT, NO_SUCH_PERIOD, counting_sentences, year_by_issue
from loaders.periods.labels import COUNT_WORDS, SEVERAL, Label, months_counted
from loaders.periods.said import Said, covers, lasts, own_periods, period_said, same
from loaders.periods.windows import AS_OF, as_of_day, date_of
from loaders.records import Period
from loaders.text.textform import fold_marks

_LEAD = 900
_HEADING = 80
_ISSUE = re.compile(r"\W*(?:số|Số|SỐ)\s*:?\s*[0-9]")
"""A paper's own number, with the month in which it appeared: "Số 7 - Tháng 7/2022"."""
_FRESH, _AHEAD = 75, 31
"""Press tells of a time that was over at most so many days before, or will be in so many."""
_SINCE_START = re.compile(r"từ\s+ngày\s+([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})(?!\s*(?:đến|-|–))")
"""The first day of a time whose last one stands elsewhere."""
_QUOTED = re.compile(
    r"(?<!\w)báo\s+cáo\s+(?:số\s+\S+\s+)?ngày\s+([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})(?![0-9])"
)
_HANDED_ON = re.compile(r"(?<!\w)năm\s+(20[0-9]{2})\s+(?:chuyển|tồn)\s+(?:qua|sang|tiếp)(?!\w)")
_MANY_DOSSIERS = re.compile(r"(?:[0-9]{3}|nghìn|ngàn|triệu)\s+(?:bộ\s+)?hồ\s+sơ(?!\w)")
_OWN_TIME = re.compile(
    r"(?<!\w)(?:(?:đến|tới)\s+(?:nay|hết|ngày|cuối|thời\s+điểm)|hiện|lũy\s+kế|kể\s+từ|sau\s+(?:[0-9]|hơn|gần|một|hai|ba|bốn|sáu))(?!\w)"
)
"""What says of a count that it has another time than the one named before it."""
_NO_WORDS = (None, None, None)
_UNTIL = re.compile(r"(?<!\w)đến\s+(?:hết\s+)?(?:ngày\s+)?([0-9]{1,2})[/.-]([0-9]{1,2})(?![0-9]|[/.-][0-9])")
_MONTHS = re.compile(rf"(?<![0-9/.,\w])({COUNT_WORDS})\s+tháng(?!\s+(?:[0-9]|tới|sau))(?!\w)")


def press_period(title: str, body: str, issued_on: date | None) -> Period | None:
    """The period of the figures of a text of press with calendar or stated days; None where it is not certain."""
    low = fold_marks(title)
    if NO_SUCH_PERIOD.search(low):
        return None
    headline = list(own_periods(title, issued_on, aims=False))
    lead = list(own_periods(body[:_LEAD], issued_on))
    counted = list(_counted(body, lead)) or ([] if headline else _headed(body, lead))
    if not (headline or counted) and (later := _later(body)):
        return press_period(title, body[later:], issued_on)
    if len({each.key for each in counted}) > 1:
        counted = [
            each for each in counted if not EVENT.search(fold_marks(body[max(0, each.start - 60) : each.start]))
        ] or counted
    if SEVERAL.search(low):
        return _of_days([each for each in counted if not each.weak])
    if all(each.weak for each in (*headline, *counted)) and (period := _months_since(title, body)):
        return period
    chosen = _chosen(headline, counted, [each for each in lead if not each.weak], issued_on)
    if chosen is None and not (headline or counted):
        chosen = _told_before(body, [each for each in lead if not each.weak], issued_on)
    if chosen is None:
        return None
    period = _dated(chosen, [*headline, *lead], body, issued_on)
    return period if period and not _not_yet_over(period, issued_on) else None


def _later(body: str) -> int:
    """Where the paragraph with the first count of dossiers begins that stands below a long scene; else 0."""
    counted = _MANY_DOSSIERS.search(fold_marks(body))
    return max(0, body.rfind("\n\n", 0, counted.start())) if counted and counted.start() > _LEAD else 0


def _of_days(counted: list[Said]) -> Period | None:
    """The one time counted, where it is told by its days: a headline with several months has no label."""
    days = {each.days for each in counted}
    one = days.pop() if len(days) == 1 else None
    return period_with_days(*one) if one else None


def _counted(body: str, lead: list[Said]) -> Iterator[Said]:
    """The periods of the first sentences that count dossiers; what lies inside the first one is a detail of it, and
    the same time of the year before is what it is compared with.
    """
    figures = counting_sentences(fold_marks(body[:_LEAD]))
    first: Said | None = None
    for said in lead:
        if not any(start <= said.start < end for start, end in figures):
            continue
        if first is None or not (_inside(said, first) or _year_before(said, first) or _so_far(said, first)):
            yield said
        first = first or (None if said.weak else said)


def _headed(body: str, lead: list[Said]) -> list[Said]:
    """The periods in headings of their own: short lines that end no sentence."""
    lines = {body.rfind("\n", 0, said.start) + 1: said for said in lead if not said.weak}
    return [
        said
        for start, said in lines.items()
        if len(line := body[start:].partition("\n")[0].strip()) < _HEADING
        and not line.endswith((".", ";", ","))
        and not _ISSUE.match(line)
    ]


def _inside(said: Said, first: Said) -> bool:
    """Whether a month or quarter is part of the half or quarter that is counted first."""
    if {said.kind, first.kind} & {"days", "since"}:
        return False
    (start, end), (first_start, first_end) = months_of(*said.key), months_of(*first.key)
    same_year = None in (said.year, first.year) or said.year == first.year
    return same_year and end - start < first_end - first_start and first_start <= end <= first_end


def _so_far(said: Said, first: Said) -> bool:
    """ "Từ đầu năm đến nay" after a month, a quarter or the first months of a year, which are counted first."""
    return said.kind == "since" and not said.days and not first.days


def _year_before(said: Said, first: Said) -> bool:
    return said.key == first.key and said.year is not None and first.year == said.year + 1


def _chosen(headline: list[Said], counted: list[Said], lead: list[Said], issued_on: date | None) -> Said | None:
    """The headline's period, where the first count is of the same one, or else the only one counted.

    Months without a word on the year need one that says which: of the counts, or else of the first sentences.
    """
    strong, first = _without_weak(headline), _without_weak(counted)
    if strong:
        return _confirmed(strong, first)
    if headline and counted and all(each.kind == "since" and not each.days for each in counted):
        return headline[0] if issued_on and all(same(each, headline[0]) for each in headline) else None
    if headline:
        witness = first or [each for each in lead if same(headline[0], each)]
        agree = witness and all(same(each, witness[0]) or lasts(witness[0], each) for each in headline)
        return witness[0] if agree else None
    if first:
        return first[0] if all(same(each, first[0]) for each in first) else _only_fresh(first, issued_on)
    if counted and all(each.key == counted[0].key for each in counted) and _just_over(counted[0], issued_on):
        return counted[0]
    named = [each for each in lead if counted and same(counted[0], each)]
    return named[0] if named and all(same(each, named[0]) for each in counted) else None


def _just_over(months: Said, issued_on: date | None) -> bool:
    """ "9 tháng qua" in a text that appeared in the month after the first nine of a year."""
    end = _end_of(months, issued_on) if issued_on and months.kind in ("half", "nine_months") else None
    return end is not None and issued_on is not None and 0 < (issued_on - end).days <= _AHEAD


def _told_before(body: str, lead: list[Said], issued_on: date | None) -> Said | None:
    """ "Khép lại năm 2024, … . Toàn tỉnh đã giải quyết 512.906 hồ sơ": the one period named where the counts begin.

    It must have been over not long before the text appeared, and no count may have a time of its own.
    """
    low = fold_marks(body[:_LEAD])
    counted = [low[start:end] for start, end in counting_sentences(low)]
    of_dossiers = [sentence for sentence in counted if "hồ sơ" in sentence] or counted
    if not counted or any(_OWN_TIME.search(sentence) for sentence in of_dossiers):
        return None
    labelled = [each for each in lead if each.kind not in ("days", "since")]
    return _only_fresh(labelled, issued_on) if len(labelled) == len(lead) else None


def _only_fresh(counted: list[Said], issued_on: date | None) -> Said | None:
    """The one period that was over not long before the text appeared, where all others counted were long past."""
    if issued_on is None:
        return None
    ends = {each: _end_of(each, issued_on) for each in counted}
    fresh = [each for each, end in ends.items() if end is None or -_AHEAD <= (issued_on - end).days <= _FRESH]
    return fresh[0] if fresh and all(same(each, fresh[0]) for each in fresh) and ends[fresh[0]] else None


def _end_of(said: Said, issued_on: date) -> date | None:
    """The last day; without a year that of the last such period before the text appeared."""
    if said.days:
        return said.days[1]
    period = period_said(said, said.year or issued_on.year)
    if period and period.end and not said.year and period.end > issued_on + timedelta(days=_AHEAD):
        period = period_said(said, issued_on.year - 1)
    return period.end if period else None


def _confirmed(strong: list[Said], counted: list[Said]) -> Said | None:
    """The one period of the headline, unless the first count is of another one."""
    said = next((each for each in strong if not each.days), strong[0])
    if not all(same(each, said) or covers(each, said) for each in strong):
        return None
    first = next((each for each in counted if not _year_before(each, said)), None)
    if first and not same(said, first) and not covers(first, said):
        return None
    return first if first and first.days and said.kind in ("since", "days") else said


def _without_weak(said: Iterable[Said]) -> list[Said]:
    return [each for each in said if not each.weak]


def _dated(chosen: Said, all_said: list[Said], body: str, issued_on: date | None) -> Period | None:
    """The chosen period in its year: printed, printed with the same label elsewhere, or told by the day of issue."""
    if chosen.days:
        return period_with_days(*chosen.days)
    if chosen.kind == "since":
        return range_of(date(issued_on.year, 1, 1), issued_on) if issued_on else None
    printed = {chosen.year} if chosen.year else {each.year for each in all_said if each.key == chosen.key and each.year}
    if not printed and chosen.kind != "year":
        printed = {each.year for each in own_periods(body, issued_on) if each.key == chosen.key and each.year}
    if not printed:
        printed = {each.days[1].year for each in all_said if each.days and covers(each, chosen)}
    if len(printed) > 1:
        return None
    year = printed.pop() if printed else year_by_issue(Label(0, 0, *chosen.key, None), issued_on)
    told = None if chosen.year else _year_told(chosen, fold_marks(body[: 2 * _LEAD]))
    if year and told and year != told:
        return None
    year = year or told
    return period_said(chosen, year) if year else None


def _year_told(chosen: Said, low: str) -> int | None:
    """The year without a day of issue: by the last day of the data, the day of the report quoted, or by the year before
    that handed something on.
    """
    label = Label(0, 0, *chosen.key, None)
    days = [day for match in AS_OF.finditer(low) if (day := as_of_day(match))]
    ends = {day.year for day in days if (of := period_said(chosen, day.year)) and of.end == day}
    quoted = {date_of((*match.groups(), *_NO_WORDS), None) for match in _QUOTED.finditer(low)}
    handed = {int(match[1]) + 1 for match in _HANDED_ON.finditer(low)}
    for years in (ends, {year_by_issue(label, day) for day in quoted}, handed):
        if len(years) == 1:
            return years.pop()
    return None


def _not_yet_over(period: Period, issued_on: date | None) -> bool:
    """Whether the text appeared well before the period ends, or its days lie ahead."""
    if issued_on is None or period.end is None:
        return False
    return issued_on < period.end - timedelta(days=45 if period.kind == "year" else _AHEAD)


def _months_since(title: str, body: str) -> Period | None:
    """`từ ngày 01/7/2025 … sau hai tháng (đến hết 31/8)`: the days, where they make up just the months counted."""
    low = fold_marks(body)
    begins = {date_of((*match.groups(), *_NO_WORDS), None) for match in _SINCE_START.finditer(low, 0, _LEAD)}
    ends = {match.groups() for match in _UNTIL.finditer(low, 0, 2 * _LEAD)}
    counts = {
        months_counted(match[1]) for words in (fold_marks(title), low[:_LEAD]) for match in _MONTHS.finditer(words)
    }
    if len(begins) != 1 or len(ends) != 1 or len(counts) != 1:
        return None
    start, (day, month), months = begins.pop(), ends.pop(), counts.pop()
    end = date_of((day, month, None, *_NO_WORDS), start.year + (int(month) < start.month)) if start else None
    if not start or not end or _months_after(start, months) != end + timedelta(days=1):
        return None
    return period_with_days(start, end)


def _months_after(start: date, months: int) -> date:
    """The same day so many months later; the first day of the month after where that month has no such day."""
    of_months = start.month - 1 + months
    first = date(start.year + of_months // 12, of_months % 12 + 1, 1)
    return first + timedelta(days=start.day - 1)
