"""The only place that reads a document's number and the day it was issued or posted, with the words before the day.

An official report prints both above its title, right below it, or above the signature; press prints a dateline
("(BPO) 12/10/2020 - …"), a note at the end, or only the day of the event it tells of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from loaders.text.textform import LETTERS, fold_marks


@dataclass(frozen=True, slots=True)
class Dateline:
    """The day of issue; None where it is no day of the calendar. `before` is its line up to the day, as printed."""

    day: date | None
    before: str = ""


NUMBER = re.compile(
    r"^[ \t#*_>|]*Số[ \t]*:?[ \t]*([0-9]{1,6}[a-z]?)?[ \t]*/[ \t]*"
    rf"([A-ZĐ][{LETTERS}0-9]*(?:[ \t]?[-–][ \t]?[A-ZĐ][{LETTERS}0-9]*)*)",
    re.MULTILINE,
)
_NUMBER_BELOW = re.compile(
    rf"^[{LETTERS} \t.,;#*_>|]{{0,60}}(?<![{LETTERS}])[Ss]ố[ \t]*:?[ \t]*([0-9]{{1,6}})[ \t]*/[ \t]*"
    rf"(BC[ \t]?[-–][ \t]?[A-ZĐ][{LETTERS}0-9]*(?:[-–][A-ZĐ][{LETTERS}0-9]*)*)",
    re.MULTILINE,
)
_QUOTING = re.compile(r"(?<!\w)(?:theo|căn\s+cứ|thực\s+hiện|tại|thay\s+thế|công\s+văn|tiếp\s+theo)(?!\w)")
ISSUED = re.compile(r"ngày[ \t]+([0-9]{1,2})[ \t]+tháng[ \t]+([0-9]{1,2})[ \t]+năm[ \t]+((?:19|20)[0-9]{2})")
_DAY = r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})(?![0-9])"
_NUMERIC = re.compile(rf"(?<=,)[ \t]*ngày[ \t]+{_DAY}")
_PLACE_LINE = re.compile(
    rf"^[ \t#*_>|]*[{LETTERS}][{LETTERS} .-]{{1,30}},[ \t]*ngày[ \t]+"
    rf"(?:{_DAY}|([0-9]{{1,2}})[ \t]+tháng[ \t]+([0-9]{{1,2}})[ \t]+năm[ \t]+((?:19|20)[0-9]{{2}}))[ \t.*_|]*$",
    re.MULTILINE,
)
_STAMPED = re.compile(
    r"(?:thời\s+gian\s+ký|ngày\s+ký|ngày\s+đăng|đăng\s+(?:tải\s*)?(?:ngày|lúc|vào)?|(?:ngày\s+)?xuất\s+bản(?:\s+lúc)?|ngày\s+gửi|ngày\s+ban\s+hành|cập\s+nhật(?:\s+(?:lúc|ngày))?"
    r"|(?<!\w)in\s+ngày|phục\s+vụ\s+(?:phiên\s+)?(?:giao\s+ban|họp)\s+ngày)\s*:?\s*"
    rf"(?:[0-9]{{1,2}}[:hg][0-9:]{{0,5}}\s*[,-]?\s*)?(?:ngày\s+)?{_DAY}"
)
_WEEKDAY = r"(?:(?:thứ[ \t]+\w+|chủ[ \t]+nhật),?[ \t]+)?"
_HOUR = r"(?:[ \t,|–-]*[0-9]{1,2}[:h][0-9]{2})?"
_HOUR_BEFORE = r"(?:[0-9]{1,2}[:h][0-9]{2}[ \t,|–-]+)?"
_POSTED = re.compile(rf"^[ \t#*_>|(]*{_HOUR_BEFORE}{_WEEKDAY}(?:ngày[ \t]+)?{_DAY}{_HOUR}[^\n]{{0,12}}$", re.MULTILINE)
_WHERE = rf"(?!từ|đến|tính|sau|trước|trong|kể|vào)[{LETTERS}][{LETTERS} .-]{{0,24}}"
_LINE_START = r"^[ \t#*_>|]*"
_DATELINE = re.compile(
    rf"{_LINE_START}(?:\({_WHERE}[ \t,:]+(?:ngày[ \t]+)?{_DAY}[ \t]*[-–)]"
    rf"|(?:{_WHERE},[ \t]*(?:ngày[ \t]+)?|\(ngày[ \t]+|{_WEEKDAY}\(?|\([^)\n]{{1,24}}\)[ \t]*[-–]?[ \t]*){_DAY}{_HOUR}"
    r"(?:[ \t]*gmt[^\n|]{1,4})?[ \t]*(?:[-–—|).]|$))",
    re.MULTILINE,
)
_AT_THE_END = re.compile(
    rf"(?:^|[.!?”\"][ \t]+)[\s(*_]*(?:{_WHERE},[ \t]*)?(?:ngày[ \t]+)?{_DAY}[ \t]*\)?"
    r"(?:[ \t]*[,.-]?[ \t]*[^\W\d][^\d\n]{0,30})?\W*\Z",
    re.MULTILINE,
)
_AGENCY = r"(?:\([^)\n]{1,24}\)[ \t]*[-–]?[ \t]*|[^\s]{2,14}[ \t]+[-–][ \t]+)?"
_EVENT = re.compile(
    rf"{_LINE_START}{_AGENCY}(?:(?:sáng|chiều|tối)[ \t]+(?:ngày[ \t]+)?|ngày[ \t]+){_DAY},"
    rf"|^[^\n.;]{{0,40}}(?:phiên\s+họp|hội\s+nghị|họp\s+báo|cuộc\s+họp)\s+ngày\s+{_DAY}",
    re.MULTILINE,
)
_LEAD, _TAIL, _SIGNED = 900, 260, 1500


def read_day(*groups: str | None) -> date | None:
    """The first three groups that matched: day, month, year."""
    said = [group for group in groups if group]
    try:
        return date(int(said[2]), int(said[1]), int(said[0]))
    except (ValueError, IndexError):
        return None


def below_title(text: str, title_at: tuple[int, int] | None) -> str:
    """The line with the report's own number where it stands below the title instead of above it."""
    if title_at is None:
        return ""
    match = _NUMBER_BELOW.search(text, title_at[0], title_at[1] + 200)
    if match is None or _QUOTING.search(fold_marks(match[0])):
        return ""
    end = text.find("\n", match.end())
    return text[match.start() : end if end >= 0 else len(text)]


def document_number(above: str, below: str) -> str | None:
    """The number above the title; else in the line below it."""
    match = NUMBER.search(above) or _NUMBER_BELOW.search(below)
    return f"{match[1]}/{''.join(match[2].split())}" if match and match[1] else None


def official_dateline(text: str, low: str, above: str, below: str, body_start: int) -> Dateline:
    """The day beside the place of issue above the title, below it or above the signature; else the stamp's."""
    for part in (above, below):
        if found := _printed(part):
            return found
    lines = [
        *_PLACE_LINE.finditer(low, body_start, min(len(low), body_start + 300)),
        *_PLACE_LINE.finditer(low, max(body_start, len(low) - _SIGNED)),
    ]
    if len({read_day(*line.groups()) for line in lines}) == 1:
        return Dateline(read_day(*lines[0].groups()), text[slice(*lines[0].span())])
    stamp = _STAMPED.search(low, 0, 3000)
    return Dateline(read_day(*stamp.groups())) if stamp else Dateline(None)


def _printed(part: str) -> Dateline | None:
    low = fold_marks(part)
    match = ISSUED.search(low) or _NUMERIC.search(low)
    if match is None:
        return None
    return Dateline(read_day(*match.groups()), part[part.rfind("\n", 0, match.start()) + 1 : match.start()])


def press_day(low: str) -> date | None:
    """The day a text of press was posted: stamp, dateline, note at the end; else the day of the event it tells of."""
    if stamp := _STAMPED.search(low, 0, 3000) or _POSTED.search(low, 0, 1500):
        return read_day(*stamp.groups())
    for match in (
        _PLACE_LINE.search(low, max(0, len(low) - _TAIL)),
        _DATELINE.search(low, 0, _LEAD),
        _AT_THE_END.search(low, max(0, len(low) - _TAIL)),
        _EVENT.search(low, 0, _LEAD),
    ):
        if match and (day := read_day(*match.groups())):
            return day
    return None
