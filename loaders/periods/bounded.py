"""The only place that reads a month or quarter as one end of a time: đến cuối tháng 6, từ tháng 7/2022 đến nay.

What is counted "đến hết tháng 9" is not September's, and what is counted "từ tháng 3" is not March's.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from loaders.periods.calendar import as_of, last_day, months_of, period_of, range_of
from loaders.periods.labels import Label
from loaders.records import Period

UP_TO = re.compile(
    r"(?:(?<!\w)(?:tính\s+)?(?:đến|tới)(?:\s+thời\s+điểm)?(?:\s+(?:hết|cuối|giữa))?|(?<!\w)kết\s+thúc"
    r"|(?<!\w)(?:tại\s+|vào\s+)?thời\s+điểm\s+cuối|(?:^|[.;:,(\n]\s*)(?:cuối|hết))\s+$"
)
SINCE = re.compile(r"(?<!\w)từ\s+$")
LEFT = re.compile(r"(?:tồn|dồn|chuyển|còn\s+lại|gối\s+đầu|hồ\s+sơ|kết\s+quả)\s+(?:\w+\s+)?từ\s+$")
""" "Tồn từ tháng 5" is what May left over."""
GOES_ON = re.compile(r"\s+(?:sang|chuyển|qua|trở\s+về\s+trước)(?!\w)")
LAST = re.compile(
    r"\s*,?\s*(?:đến|tới|-|–)\s*(?:hết\s+|cuối\s+)?(?:(?:ngày\s+)?(?P<day>[0-9]{1,2})[/.-](?P<of>[0-9]{1,2})(?:[/.-](?P<in>20[0-9]{2}))?"
    r"|(?P<now>nay)|tháng\s+(?P<month>[0-9]{1,2})(?:\s*(?:/|năm)\s*(?P<year>20[0-9]{2}))?"
    r"|qu[ýí]\s+(?P<quarter>iv|i{1,3})(?:\s*(?:/|năm)\s*(?P<quarters>20[0-9]{2}))?)(?![\w/])"
)
QUARTERS = {"i": 3, "ii": 6, "iii": 9, "iv": 12}
CLOSE = timedelta(days=10)
STANDARD = timedelta(days=17)
"""How far a window from the 15th to the 14th may lie from the months it is named by."""


def bounded(low: str, label: Label, own: Period | None) -> tuple[int, int, Period] | None:
    """Start, end and period of a time that a label ends or begins, if it does; `low` is the folded text.

    A time that begins there and whose end is not said ends with the report's own.
    """
    if label.kind not in ("month", "quarter") or own is None or own.end is None:
        return None
    head = low[max(0, label.start - 40) : label.start]
    year = label.year or own.end.year
    first, last = months_of(label.kind, label.number)
    if SINCE.search(head) and not LEFT.search(head) and not GOES_ON.match(low, label.end):
        end, until = _last(low, label.end, own.end, year)
        begin = date(year, first, 1)
        return (label.start, end, _as_named(begin, until, own)) if begin < until else None
    if found := UP_TO.search(head):
        said = found[0].lstrip(".;:,(\n \t")
        begin, until = date(year, first, 1), last_day(year, last)
        inside = begin <= own.end <= until and "hết" not in said and "cuối" not in said
        called = period_of(label.kind, label.number, year, "calendar").label == own.label
        same = called or inside or abs(own.end - until) <= CLOSE
        return label.start - len(said), label.end, own if same else as_of(until)
    return None


def _last(low: str, at: int, own_end: date, year: int) -> tuple[int, date]:
    """Where the words end that say the last day, and that day."""
    said = LAST.match(low, at)
    if said is None or said["now"]:
        return (said.end() if said else at), own_end
    try:
        if said["day"]:
            return said.end(), date(int(said["in"] or year), int(said["of"]), int(said["day"]))
        month = int(said["month"]) if said["month"] else QUARTERS[said["quarter"]]
        return said.end(), last_day(int(said["year"] or said["quarters"] or year), month)
    except ValueError:
        return at, own_end


def _as_named(first: date, last: date, own: Period) -> Period:
    """The report's own time, where these are the months by which it is called."""
    near = own.start and own.end and abs(first - own.start) <= STANDARD and abs(last - own.end) <= STANDARD
    return own if near else range_of(first, last)
