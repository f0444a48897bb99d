"""The only place that reads the bodies printed in a letterhead: committees, the body below them, and its spokesman.

A spokesman has no figures of his own: the office of a committee, a working group, a steering committee. Where a body
is printed that no table knows, or a vertical agency, who reports is not certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.heads.datelines import NUMBER
from loaders.heads.reporters import lowered, title_cased
from loaders.places.mentions import UnitMention, find_units
from loaders.text.textform import fold_marks

MOTTO = re.compile(r"cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh\s+phúc")
SUBJECT = re.compile(r"^[ \t#*_>|]*v/v(?!\w)\s*:?\s*", re.MULTILINE)
_NO_LINE = re.compile(
    r"ngày\s*(?:[0-9]{0,2}|[.…]+)\s*(?:tháng|/)\s*(?:[0-9]{0,2}|[.…]+)\s*(?:năm|/)"
    r"|^(?:số\s*:?\s*[0-9.…/]*|báo\s+cáo|thông\s+báo|[0-9]+)$"
)
_COMMITTEES = ("ministry", "province", "district", "commune")
_OFFICE_BELOW = re.compile(
    r"(?<!\w)văn\s+phòng(?:\s+(?:hđnd|hội\s+đồng\s+nhân\s+dân)\s*(?:và|-|&)\s*(?:ubnd|ủy\s+ban\s+nhân\s+dân)|\s+bộ)?\W*$"
)
_OFFICE_BEFORE = re.compile(r"(?<!\w)văn\s+phòng\s+(?:hđnd|hội\s+đồng\s+nhân\s+dân)\s*(?:và|-|&)\s*$")
OFFICE = re.compile(r"văn\s+phòng\s+(?:ubnd|ủy\s+ban)")
_GROUP = re.compile(
    r"(?<!\w)(?:tổ\s+(?:công\s+tác|giúp\s+việc|triển\s+khai)|ban\s+chỉ\s+đạo|đoàn\s+(?:kiểm\s+tra|thanh\s+tra|công\s+tác)|hội\s+đồng(?!\s+nhân\s+dân))(?!\w)"
)
_BODY_WORD = re.compile(
    r"(?<!\w)(?:sở|ban|phòng|cục|chi\s+cục|trung\s+tâm|trường|công\s+ty|viện|chi\s+nhánh|tổng\s+cục|đài|hội|đoàn|quỹ|vụ"
    r"|bệnh\s+viện|công\s+an|thanh\s+tra|thuế|kho\s+bạc|bảo\s+hiểm|điện\s+lực|tòa\s+án|kiểm\s+sát|mặt\s+trận|quân\s+sự"
    r"|ngân\s+hàng|bưu\s+điện|hải\s+quan|[a-zđ]+\s+ủy|tổ\s+công\s+tác|liên\s+minh|bộ)(?!\w)"
)
_NO_BODY = re.compile(
    r"(?<!\w)(?:ủy\s+ban\s+nhân\s+dân|ubnd|dự\s+thảo|bản\s+sao|sao\s+y|cổng\s+(?:thông\s+tin|dịch\s+vụ)[^\n]*|(?:thượng\s+|hỏa\s+)?(?:khẩn|tốc)|mật|báo\s+cáo|thông\s+báo"
    r"|bộ\s+phận\s+(?:một\s+cửa|tiếp\s+nhận\s+và\s+trả\s+kết\s+quả)|[a-z ]+people['’]?s\s+committee)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Bodies:
    """What a letterhead prints."""

    certain: bool = True
    """False where a body no table knows, a vertical agency or a second province is printed."""
    lowest: UnitMention | None = None
    """The lowest body with figures of its own."""
    spokesman: str | None = None
    """The full name of the office or group that speaks for it."""
    place: str | None = None
    """The province printed, or that of the district printed."""


def bodies(above: str, *, of_a_committee: bool = False) -> Bodies:
    """The bodies printed above the number and the date; a committee's paper is not its drafter's."""
    head = _letterhead_lines(above)
    low = fold_marks(head)
    group = _GROUP.search(low)
    found = [unit for unit in find_units(head) if _printed_as_a_body(unit, head)]
    units = [unit for unit in found if not (unit.kind == "department" and OFFICE.match(low, unit.start))]
    office = next((unit for unit in found if unit not in units), None)
    below = _OFFICE_BELOW.search(low)
    speaks = group or below
    another = _another_body(head, found, speaks.start() if speaks else len(head))
    provinces = {unit.place for unit in found if unit.kind == "province"}
    systems = any(unit.kind == "system" for unit in find_units(head))
    inside = group and any(unit.start > group.start() for unit in units if unit.kind not in _COMMITTEES)
    if systems or len(provinces) > 1 or inside or another:
        return Bodies(certain=False)
    own = [unit for unit in units if unit.kind in ("district", "commune")] if of_a_committee else []
    place, lowest = _printed_place(found), _lowest(own or units)
    if office and not (lowest and lowest.kind == "service_centre"):
        return Bodies(True, lowest or UnitMention(0, 0, place or "", "province", place), "Văn phòng UBND tỉnh", place)
    if group:
        return Bodies(True, lowest, title_cased(" ".join(head[group.start() :].split())), place)
    return Bodies(True, lowest, _office_of(below[0], lowest) if below else None, place)


def _letterhead_lines(above: str) -> str:
    """What is printed above the title line by line, without the motto of the state, number, date and subject."""
    low = fold_marks(above)
    subject = SUBJECT.search(low)
    shown = above[: subject.start()] if subject else above
    number = NUMBER.search(shown)
    if number:
        shown = f"{shown[: number.start()]}\n{shown[number.end() :]}"
    words = MOTTO.sub(lambda match: " " * len(match[0]), fold_marks(shown))
    kept = "".join(" " if mask == " " else char for char, mask in zip(shown, words, strict=True))
    lines = (" ".join(line.split()) for line in re.sub(r"[*|#]", " ", kept).splitlines())
    return "\n".join(line for line in lines if line and not _NO_LINE.search(fold_marks(line)))


def _printed_as_a_body(unit: UnitMention, head: str) -> bool:
    """Groups of units do not count, nor does a province without its type word."""
    if unit.kind == "province":
        return fold_marks(head[unit.start : unit.end]) != fold_marks(unit.name)
    return unit.kind not in ("group", "national", "system")


def _another_body(head: str, units: list[UnitMention], end: int) -> bool:
    """Whether something that no table knows is printed beside the units: a word for a body, or a line in capitals.

    Above the first unit, and where there is none, only lines in capitals tell: a stamp or a site's name is no body.
    """
    kept = head[:end]
    for unit in reversed(units):
        before = _OFFICE_BEFORE.search(fold_marks(kept[: unit.start]))
        kept = f"{kept[: before.start() if before else unit.start]} {kept[unit.end :]}"
    first = kept.count("\n", 0, units[0].start) if units else len(kept)
    return any(_is_a_body(line, at >= first, bool(units)) for at, line in enumerate(kept.splitlines()))


def _is_a_body(line: str, below: bool, printed: bool) -> bool:
    words = _NO_BODY.sub(" ", fold_marks(line))
    if _BODY_WORD.search(words):
        return below or line.isupper()
    return printed and line.isupper() and sum(map(str.isalpha, words)) >= 4


def _lowest(units: list[UnitMention]) -> UnitMention | None:
    """The department or centre printed last, else the lowest committee; a centre bears the name of its commune."""
    inner = [unit for unit in units if unit.kind not in _COMMITTEES]
    committees = [unit for unit in units if unit.kind in _COMMITTEES]
    committee = max(committees, key=lambda unit: (_COMMITTEES.index(unit.kind), unit.start), default=None)
    if not inner:
        return committee
    if inner[-1].kind != "service_centre" or not committee or committee.kind not in ("district", "commune"):
        return inner[-1]
    name = f"{title_cased(inner[-1].name)} {lowered(committee.name)}"
    return replace(inner[-1], name=name, place=inner[-1].place or committee.place)


def _printed_place(units: list[UnitMention]) -> str | None:
    """The province printed, alone or in a body's name, or that of the district printed above a commune."""
    for kinds in (("province",), ("district",), ("department", "service_centre")):
        places = {unit.place for unit in units if unit.kind in kinds} - {None}
        if places:
            return places.pop() if len(places) == 1 else None
    return None


def _office_of(words: str, body: UnitMention | None) -> str | None:
    """The office printed only as "VĂN PHÒNG" below its committee."""
    if body is None:
        return None
    if body.kind == "province":
        return "Văn phòng UBND tỉnh"
    if body.kind == "ministry":
        return "Văn phòng Bộ"
    return f"Văn phòng {'HĐND và ' if 'và' in words else ''}UBND {lowered(body.name)}"
