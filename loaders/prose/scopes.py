"""The only place that says which names and times in a text are the report's own, and what other ones do to a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from loaders.periods.relations import PeriodMention, find_periods
from loaders.places.mentions import UnitMention, find_units
from loaders.places.units import unit_key
from loaders.prose.clauses import Skip
from loaders.records import Period, Report
from loaders.text.textform import fold, fold_marks

SAYS = re.compile(
    r"\s*,?\s*(?:cho (?:biết|thấy|hay)|thông tin|tổng hợp|khẳng định|chia sẻ|nhấn mạnh|đánh giá|báo cáo"
    r"|(?:đã )?thẩm định)",
    re.IGNORECASE,
)
_SOURCE = "báo cáo|số liệu|thống kê|tổng hợp|thông tin"
SAID_BY = re.compile(rf"(?:theo|{_SOURCE})\s+(?:(?:{_SOURCE})\s+)?(?:của|từ|tại)?\s*$", re.IGNORECASE)
"""Words that make a unit the source of a figure, not its subject."""
_WHOLE_PROVINCE = "toàn tỉnh|cả tỉnh|toàn thành phố|cả thành phố"
WHOLE = {
    **dict.fromkeys(("department", "service_centre"), re.compile(rf"\b(?:{_WHOLE_PROVINCE})\b", re.IGNORECASE)),
    **dict.fromkeys(
        ("district", "commune"), re.compile(rf"\b(?:{_WHOLE_PROVINCE}|trên địa bàn tỉnh)\b", re.IGNORECASE)
    ),
}
AT = re.compile(r"\b(?:tại|ở|đến|vào|về)\s+(?:các\s+)?$")
OWN_NOUNS = {
    kind: re.compile(
        rf"(?<![\w/])(?<![Cc]ấp )(?<![Cc]ác )(?<!\d )(?:(?:toàn|trong|của|tại) )?(?:UBND )?(?:{nouns})"
        r"(?=\s+(?:đã|đang|có|nhận|tiếp nhận|giải quyết|xử lý|cung cấp|quản lý|duy trì|vận hành|ban hành|công bố|mới"
        r"|rà soát|không|chưa|được|phải|tổ chức|thực hiện|nộp|trả|là|tăng|hiện|còn)\b|\s*[,.;:)])"
    )
    for kind, nouns in {
        "ministry": "(?:Văn phòng )?[Bb]ộ",
        "service_centre": "[Tt]rung tâm",
        "department": "[Ss]ở|[Bb]an",
        "district": "[Qq]uận|[Hh]uyện|[Tt]hị xã|[Tt]hành phố",
        "commune": "[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu",
    }.items()
}
ACTS = re.compile(r"\s*:|\s+(?:đã\s+)?(?:tiếp nhận|giải quyết|xử lý|cung cấp|có)\b", re.IGNORECASE)
"""Words that make a ministry the one whose figure follows, not a party to it."""
LEFT_BEFORE = re.compile(
    r"\b(?:(?:còn\s+)?tồn(?:\s+(?:đọng|lại))?|dồn|chuyển(?:\s+tiếp)?|còn\s+lại|kỳ\s+trước)"
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
OF_A_WEEK = re.compile(r"\b(?:trong\s+)?tuần(?:\s+(?:qua|này))?\b|\btrong\s+tuần\b")
_WHOSE = re.compile(r" (?:tinh|thanh pho|cap tinh|xa|phuong|dac khu)(?: .*|$)")
"""Whose a service centre is, in its key: a level, with or without the name behind it."""
LEAD = 900
DATELINE = re.compile(
    r",\s*(?:ngày\s+)?[0-9]{1,2}\s*(?:/|-|tháng)\s*[0-9]|\s*(?:\([^)\n]{2,20}\)\s*)?[-–—]\s+(?=[^\W\d])"
)
"""What makes a province that begins one of the first lines the place a text was written at: "Hà Nội, 08/10/2025 -"."""
WIDE = ("province", "ministry", "national", None)
"""Those who report for all of a province or more: any other province is another unit."""
NEAR = timedelta(days=45)
CLOSE = timedelta(days=10)


def scopes(text: str, report: Report) -> list[Skip]:
    """The spans of periods and units in the text, ordered and disjoint, each with its effect on its clause."""
    found = sorted(
        [
            *_periods(text, report),
            *_own_week(text, report.period),
            *_units(text, report),
            *_wholes(text, report),
            *_own_nouns(text, report),
        ],
        key=lambda skip: (skip.start, -skip.end),
    )
    kept: list[Skip] = []
    for skip in found:
        if not kept or skip.start >= kept[-1].end:
            kept.append(skip)
    return kept


def _periods(text: str, report: Report) -> Iterator[Skip]:
    for mention in find_periods(text, report.period, report.issued_on):
        if mention.period is not None:
            skip = _handed_on(text, mention, report.period) or _period(mention, report.period)
            yield _cumulated(text, skip, mention, report.period)


def _cumulated(text: str, skip: Skip, mention: PeriodMention, own: Period | None) -> Skip:
    """Days summed up are a time like any other: the report's own, or one of its own that the clause names."""
    said = CUMULATED.search(fold_marks(text[max(0, skip.start - 60) : skip.start]))
    if said is None or mention.period is None or own is None or skip.term or skip.rule == "comparison":
        return skip
    start = skip.start - len(said[0])
    if not skip.rule and not skip.period and mention.period.kind != "as_of":
        return replace(skip, start=start)
    return Skip(start, skip.end, period=mention.period) if mention.days and _ends_with(mention.period, own) else skip


def _ends_with(period: Period, own: Period) -> bool:
    return period.end is not None and own.end is not None and abs(period.end - own.end) <= CLOSE


def _own_week(text: str, own: Period | None) -> Iterator[Skip]:
    """ "Trong tuần", where a week is what the report is about."""
    if own is None or own.start is None or own.end is None or (own.end - own.start).days > 7:
        return
    for match in OF_A_WEEK.finditer(fold_marks(text)):
        yield Skip(match.start(), match.end())


def _period(mention: PeriodMention, own: Period | None) -> Skip:
    start, end, period = mention.start, mention.end, mention.period
    if mention.role in ("comparison", "target"):
        return Skip(start, end, rule=mention.role)
    if (
        (mention.role == "own" and not _is_another_day(period, own))
        or mention.role == "document"
        or period is None
        or own is None
        or _covers(period, own)
    ):
        return Skip(start, end)
    if _belongs(period, own):
        return Skip(start, end, period=period)
    return Skip(start, end, rule="other_period")


def _handed_on(text: str, mention: PeriodMention, own: Period | None) -> Skip | None:
    """ "tồn từ năm 2021", "quý I chuyển sang": what an earlier time left over; "chuyển sang quý II": what a later one
    takes over.
    """
    period, low = mention.period, fold_marks(text)
    if period is None or own is None or not period.end or not own.end:
        return None
    before = LEFT_BEFORE.search(low, max(0, mention.start - 40), mention.start)
    after = LEFT_AFTER.match(low, mention.end)
    if period.end < (own.start or own.end) + NEAR and period.end < own.end and (before or after):
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
    return period.end is not None and begins is not None and first - NEAR <= begins and period.end <= last + 2 * NEAR


def _units(text: str, report: Report) -> Iterator[Skip]:
    for unit in find_units(text):
        if SAYS.match(text, unit.end) or SAID_BY.search(text[max(0, unit.start - 40) : unit.start]):
            yield Skip(unit.start, unit.end)
        else:
            yield from _unit(text, unit, report)


def _wholes(text: str, report: Report) -> Iterator[Skip]:
    """The whole province in the report of a part of it is another unit."""
    pattern = WHOLE.get(report.unit_kind or "")
    for match in pattern.finditer(text) if pattern else ():
        yield Skip(match.start(), match.end(), stray=match.group())


def _own_nouns(text: str, report: Report) -> Iterator[Skip]:
    """The report's own unit by its kind alone: "Quận đã giải quyết …", "Bộ đang duy trì …"."""
    pattern = OWN_NOUNS.get(report.unit_kind or "")
    for match in pattern.finditer(text) if pattern else ():
        yield Skip(match.start(), match.end())


def _unit(text: str, unit: UnitMention, report: Report) -> Iterator[Skip]:
    if unit.kind == "group":
        return
    if unit.kind == "province" and unit.start < LEAD and DATELINE.match(text, unit.end) and _begins_line(text, unit):
        yield Skip(unit.start, unit.end)
        return
    if _is_own(text, unit, report):
        yield Skip(unit.start, unit.end)
    elif unit.kind == "service_centre" and AT.search(text[max(0, unit.start - 16) : unit.start]):
        yield Skip(unit.start, unit.end, stray=unit.name, centre=True)
    elif unit.kind == "national":
        yield Skip(unit.start, unit.end, rule="elsewhere")
    elif unit.kind == "ministry" and not ACTS.match(text, unit.end):
        yield Skip(unit.start, unit.end)
    else:
        yield Skip(unit.start, unit.end, stray=unit.name)


def _begins_line(text: str, unit: UnitMention) -> bool:
    return not text[text.rfind("\n", 0, unit.start) + 1 : unit.start].strip(" \t*_#>(")


def _is_own(text: str, unit: UnitMention, report: Report) -> bool:
    """The report's own province or nation, the unit itself, or the office that runs its one-stop for it."""
    own, named = unit_key(report.unit or ""), unit_key(unit.name)
    if named in (own, "") or (unit.kind == "national" and report.unit_kind == "national"):
        return True
    same_place = report.place is None or unit.place is None or fold(unit.place) == fold(report.place.name)
    if unit.kind == "province":
        return report.place is not None and same_place if report.unit_kind in WIDE else not ACTS.match(text, unit.end)
    if not own:
        return False
    if report.unit_kind == "service_centre" and unit.kind == "commune":
        return own.endswith(f" {named}")
    if report.unit_kind in ("service_centre", "commune") and unit.kind == "service_centre":
        whose = _WHOSE.search(named)
        return same_place and (whose is None or f"{whose[0]} " in f" {own} ")
    return report.unit_kind == unit.kind and f"{named} ".startswith(f"{own} ")
