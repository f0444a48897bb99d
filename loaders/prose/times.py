"""The only place that says which of the times in a text are the report's own, and what another one does to a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from loaders.periods.context import EVENT
from loaders.periods.relations import PeriodMention, find_periods
from loaders.periods.said import TWO_MONTHS
from loaders.prose.clauses import Skip
from loaders.records import Period, Report
from loaders.text.scanning import Scan
from loaders.text.textform import fold_marks

LEFT_BEFORE = re.compile(
    r"\b(?:(?:còn\s+)?tồn(?:\s+(?:đọng|lại))?|dồn|gối\s+đầu|chuyển(?:\s+tiếp)?|còn\s+lại|kỳ\s+trước)"
    r"(?:\s+(?:từ|của|cuối|ở))*\s+(?:cuối\s+)?$"
)
"""Words before an earlier time that make its figure what it left over: "tồn từ năm 2021"."""
LEFT_AFTER = re.compile(
    r"\s+(?:chưa\s+(?:giải\s+quyết|xử\s+lý)(?:\s+xong)?\s+)?(?:(?:được\s+)?chuyển(?:\s+tiếp)?(?:\s+(?:sang|qua|đến|tiếp|lại))?"
    r"|(?:còn\s+)?tồn(?:\s+(?:đọng|lại))?(?:\s+(?:chuyển\s+)?(?:sang|qua))?|sang|để\s+lại)\b"
)
PASSED_ON = re.compile(r"\bchuyển(?:\s+(?:tiếp|sang|qua|vào))*\s+$")
CUMULATED = re.compile(
    r"\b(?:lũy\s+kế|cộng\s+dồn)(?:\s+(?:kết\s+quả|số\s+liệu|trong|cả|0?[0-9]{1,2}\s+tháng))*[\s,:(]*(?:từ\s+)?(?:ngày\s+)?$"
)
"""Words before days, or the name of the report's own period, that say no more than these: "lũy kế từ 01/7 đến …"."""
CUMULATED_TITLE = re.compile(r"\blũy\s+kế\b")
ALONE = re.compile(r"\b(?:tính\s+)?riêng\s+(?:trong\s+)?$")
SAME_TIME = Scan(
    r"\b(?:trong cùng thời gian(?: (?:trên|đó|nói trên))?|cùng thời gian (?:này|đó|trên)(?=,))\b"
    r"(?!,? (?:này )?(?:của )?(?:năm|quý|tháng|kỳ)\b)",
    needs="cùng thời gian",
)
OF_YEARS = Scan(
    r"(?:^[ \t*+-]*|[.;:•]\s+)(?:trong\s+)?(giai\s+đoạn\s+(20[0-9]{2})\s*[-–—]\s*(20[0-9]{2}))(?![0-9])",
    re.MULTILINE,
    needs="giai đoạn",
)
""" "Giai đoạn 2021-2023, tiếp nhận …": several years, where they begin a sentence and are no part of a plan's name."""
OF_THE_YEAR = Scan(
    r"\b(?:dự\s+|số\s+)?ước(?:\s+(?:tính|đạt|thực\s+hiện|số))*\s+(?:đến\s+(?:cuối|hết)|cả|trong|toàn)?\s*năm(?:\s+20[0-9]{2})?\b",
    begins="dự|số|ước",
)
""" "Ước cả năm tiếp nhận 9.500 hồ sơ": what is expected, where the report is of a part of the year."""
SINCE_THE_START = Scan(r"\b(?:kể )?từ đầu năm(?: (?:đến|tới) (?:nay|giờ))?\b(?! (?:đến|tới|20))", needs="từ đầu năm")
OF_A_WEEK = re.compile(r"\b(?:trong\s+)?tuần(?:\s+(?:qua|này))?\b|\btrong\s+tuần\b")
MAINLY = re.compile(
    r"\b(?:chủ\s+yếu|phần\s+lớn|đa\s+số|tập\s+trung|nhất\s+là|rơi\s+vào|dồn\s+vào)\b(?:[^.;:\d]|(?<=tháng )\d\d?)*$"
)
NEAR = timedelta(days=45)
LONG_NEAR = timedelta(days=60)
"""A year that ended within so many days of the first one may have handed on what it left: "năm 2018 chuyển qua"."""
RANGE_NEAR = timedelta(days=16)
CLOSE = timedelta(days=10)


def times(text: str, report: Report) -> Iterator[Skip]:
    """Every time named, with its effect on its clause."""
    low = fold_marks(text)
    for mention in find_periods(text, report.period, report.issued_on):
        if mention.period is not None:
            skip = _handed_on(low, mention, report.period) or _period(mention, report.period)
            skip = _alone(low, _cumulated(low, skip, mention, report))
            if skip.period and EVENT.search(low, max(0, skip.start - 60), skip.start):
                skip = Skip(skip.start, skip.end)
            mainly = skip.period and MAINLY.search(low, max(0, skip.start - 45), skip.start)
            yield replace(skip, in_passing=True) if mainly else skip
    yield from _own_week(low, report.period)
    yield from _own_months(low, report.period)
    yield from _since_the_start(low, report.period)
    yield from (Skip(*match.span(), now=True) for match in SAME_TIME.finditer(low))
    yield from _other_years(low, report.period)
    if report.period and report.period.kind in ("month", "quarter", "half", "nine_months"):
        yield from (Skip(*match.span(), rule="forecast") for match in OF_THE_YEAR.finditer(low))


def _alone(low: str, skip: Skip) -> Skip:
    """ "Riêng quý I, toàn tỉnh tiếp nhận …": the word sets the report's own time apart from others."""
    said = ALONE.search(low, max(0, skip.start - 20), skip.start)
    return replace(skip, start=said.start()) if said and skip.now else skip


def _cumulated(low: str, skip: Skip, mention: PeriodMention, report: Report) -> Skip:
    """Days summed up are a time like any other: the report's own, or one that its title announces beside it."""
    own = report.period
    said = CUMULATED.search(low[max(0, skip.start - 60) : skip.start])
    if said is None or mention.period is None or own is None or skip.term or skip.rule == "comparison":
        return skip
    start = skip.start - len(said[0])
    if not skip.rule and not skip.period and mention.period.kind != "as_of":
        return replace(skip, start=start)
    titled = CUMULATED_TITLE.search(fold_marks(report.source_title or ""))
    close = mention.period.end and own.end and abs(mention.period.end - own.end) <= CLOSE
    return Skip(start, skip.end, period=mention.period) if mention.days and titled and close else skip


def _other_years(low: str, own: Period | None) -> Iterator[Skip]:
    """Several years that are not those of the report."""
    years = (own.start.year, own.end.year) if own and own.start and own.end else None
    for match in OF_YEARS.finditer(low):
        if (int(match[2]), int(match[3])) != years:
            yield Skip(*match.span(1), rule="other_period")


def _own_months(low: str, own: Period | None) -> Iterator[Skip]:
    """ "Hai tháng 7 và 8", where they are what the report is about."""
    if own and own.start and own.end:
        for match in TWO_MONTHS.finditer(low):
            if (int(match[1]), int(match[2])) == (own.start.month, own.end.month):
                yield Skip(*match.span(), now=True)


def _since_the_start(low: str, own: Period | None) -> Iterator[Skip]:
    """ "Từ đầu năm", where the report is of the year or of its first months up to its end."""
    if own is None or own.start is None or own.end is None or own.kind in ("month", "as_of"):
        return
    first = date(own.end.year, 1, 1)
    if first - RANGE_NEAR - timedelta(days=1) <= own.start <= first and own.end > first + NEAR:
        yield from (Skip(*match.span(), now=True) for match in SINCE_THE_START.finditer(low))


def _own_week(low: str, own: Period | None) -> Iterator[Skip]:
    """ "Trong tuần", where a week is what the report is about."""
    if own is None or own.start is None or own.end is None or (own.end - own.start).days > 7:
        return
    for match in OF_A_WEEK.finditer(low):
        yield Skip(match.start(), match.end())


def _period(mention: PeriodMention, own: Period | None) -> Skip:
    start, end, period = mention.start, mention.end, mention.period
    if mention.role in ("comparison", "target"):
        return Skip(start, end, rule=mention.role)
    same = period and own and (period.start, period.end) == (own.start, own.end)
    if same or (mention.role == "own" and not _is_another_day(period, own)):
        return Skip(start, end, now=True)
    if mention.role == "document" or period is None or own is None or _covers(period, own):
        return Skip(start, end)
    if _belongs(period, own):
        return Skip(start, end, period=period)
    return Skip(start, end, rule="other_period")


def _handed_on(low: str, mention: PeriodMention, own: Period | None) -> Skip | None:
    """ "tồn từ năm 2021", "quý I chuyển sang": what an earlier time left over; "chuyển sang quý II": what a later one
    takes over.
    """
    period = mention.period
    if period is None or own is None or not period.end or not own.end:
        return None
    before = LEFT_BEFORE.search(low, max(0, mention.start - 40), mention.start)
    after = LEFT_AFTER.match(low, mention.end)
    if period.end < (own.start or own.end) + LONG_NEAR and period.end < own.end and (before or after):
        start = before.start() if before else mention.start
        return Skip(start, after.end() if after else mention.end, term=("origin", "carried_over"))
    later = PASSED_ON.search(low, max(0, mention.start - 30), mention.start)
    if later and period.end > own.end:
        return Skip(later.start(), mention.end, term=("state", "pending"))
    return None


def _is_another_day(period: Period | None, own: Period | None) -> bool:
    """A day by which something is counted that is plainly not the report's last one."""
    if period is None or own is None or period.kind != "as_of" or period.end is None or own.end is None:
        return False
    return abs(period.end - own.end) > CLOSE


def _covers(period: Period, own: Period) -> bool:
    """A year or quarter named around the report's own period ("kế hoạch năm 2024") is no time of its own."""
    if period.kind in ("range", "as_of") or period.start is None or own.end is None or period.end is None:
        return False
    if period.kind != "year" and period.start < (own.start or own.end) - NEAR:
        return False
    return period.start <= own.end <= period.end + NEAR and (period.end - period.start) >= (
        own.end - (own.start or own.end)
    )


def _belongs(period: Period, own: Period) -> bool:
    """Whether a sub-period, or a day by which something is counted, lies in or near the report's own time."""
    first, last = own.start or own.end or date.min, own.end or date.max
    begins = period.start or period.end
    late = RANGE_NEAR if period.kind == "range" else 2 * NEAR
    if period.end is None or begins is None or begins < first - NEAR or period.end > last + late:
        return False
    if not period.start or not own.start:
        return True
    another = period.kind == own.kind and period.kind in ("month", "quarter", "half", "year")
    return not another and period.start <= last and 2 * (period.end - first) > period.end - period.start
