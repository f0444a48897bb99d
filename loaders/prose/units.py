"""The only place that says which of the units in a text are the report's own, and what another one does to a figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from loaders.places.localities import are_all
from loaders.places.mentions import UnitMention, find_units
from loaders.places.provinces import CENTRAL_CITIES
from loaders.places.units import initials, unit_key
from loaders.prose.below import below
from loaders.prose.clauses import Skip
from loaders.prose.speakers import speakers
from loaders.records import Report
from loaders.text.scanning import Scan
from loaders.text.textform import UPPER, fold, fold_marks

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
    kind: Scan(
        r"(?<![\w/])(?<![Cc]ấp )(?<![Cc]ác )(?<!\d )(?<![Nn]ội )(?<![Cc]án )(?<![Đđ]ồng )(?<![Ss]ơ )(?<![Tt]iến )"
        rf"(?:(?:toàn|trong|của|tại) )?(?:UBND )?(?:{nouns})"
        r"(?=\s+(?:đã|đang|có|nhận|tiếp nhận|giải quyết|xử lý|cung cấp|quản lý|duy trì|vận hành|ban hành|công bố|mới"
        r"|rà soát|không|chưa|được|phải|tổ chức|thực hiện|nộp|trả|là|tăng|hiện|còn)\b|\s*[,.;:)])",
        begins=f"toàn|trong|của|tại|ubnd|{first}",
    )
    for kind, first, nouns in (
        ("ministry", "văn|bộ", "(?:Văn phòng )?(?<!oàn )[Bb]ộ"),
        ("service_centre", "trung tâm", "[Tt]rung tâm"),
        ("department", "sở|ban|văn", "[Ss]ở|[Bb]an(?: [Qq]uản lý)?|[Vv]ăn phòng"),
        (
            "national",
            "các|bộ",
            "(?:[Cc]ác )?[Bb]ộ,? (?:cơ quan ngang [Bb]ộ,? )?ngành,?(?: và)?(?: các)? địa phương",
        ),
        ("district", "quận|huyện|thị|thành", "[Qq]uận|[Hh]uyện|[Tt]hị xã|[Tt]hành phố"),
        ("commune", "xã|phường|thị|đặc", "[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu"),
    )
}
ACTS = re.compile(r"\s*:|\s+(?:đã\s+)?(?:tiếp nhận|giải quyết|xử lý|cung cấp|có)\b", re.IGNORECASE)
"""Words that make a ministry the one whose figure follows, not a party to it."""
_WHOSE = re.compile(r" (?:tinh|thanh pho|cap tinh|xa|phuong|dac khu|huyen|quan|thi xa)(?: .*|$)")
"""Whose a service centre is, in its key: a level, with or without the name behind it."""
TOGETHER = re.compile(r"\s+(?:chủ trì, )?phối hợp(?: với)?\s+Văn phòng")
"""What a department does together with the office of the province, it does for all of it."""
PARTY = re.compile(
    r"\b(?:chuyển|gửi|trình|phối hợp|tham mưu|đề nghị|kiến nghị)(?: (?:đến|cho|tới|về|sang|với|cùng|lại))?\s+$"
    r"|\b(?:khảo sát|điều tra|đánh giá|lấy ý kiến)(?: [^\W\d]+){0,3} do\s+$"
    r"|\b(?:gửi|trình)\b[^.;:]{0,60}\b(?:về|đến|cho|tới)\s+$",
    re.IGNORECASE,
)
"""Words that make a unit a party to what is counted: to whom it is passed on, with whom it is done."""
_CENTRE = r"[Tt]rung tâm (?:[Pp]hục vụ )?(?:[Hh]ành chính công|HCC)|TTPVHCC|Trung tâm PVHCC"
_ONE_STOP = rf"{_CENTRE}|[Bb]ộ phận (?:[Mm]ột cửa|[Tt]iếp nhận và [Tt]rả kết quả)"
_OF_COMMUNES = r"(?:của )?(?:các |\d+ )?(?:xã|phường)(?:, (?:xã|phường|thị trấn|đặc khu))*"
_PLACES = "(?:huyện|xã|phường)(?:(?:,| và) (?:thị xã|thành phố|huyện|xã|phường|thị trấn|đặc khu))*"
_ALL_BELOW = r"(?P<communes>\d+) (?:xã, phường|phường, xã)(?:,? (?:và )?(?:đặc khu|thị trấn))?"
ALL_CENTRES = Scan(
    rf"(?:{_CENTRE})(?: (?:cấp )?(?:tỉnh|thành phố))?(?:,| và| cùng| cùng với) (?:các |\d+(?:/\d+)? )?(?:{_CENTRE})"
    rf" (?:cấp xã|(?:các |\d+ )?(?:xã|phường)(?:, (?:xã|phường|đặc khu))*)\b"
    rf"|(?:{_CENTRE})(?: (?:tỉnh|thành phố)(?: [{UPPER}][^\W\d]*){{0,4}})?(?:,| và| cùng| cùng với)"
    rf" \d+(?:/\d+)? (?:{_ONE_STOP}) cấp huyện"
    rf"(?:,| và| cùng| cùng với) \d+(?:/\d+)? (?:{_ONE_STOP}) (?:cấp xã|{_OF_COMMUNES})\b"
    rf"|(?:{_CENTRE})(?: (?:tỉnh|thành phố))?(?:,| và| cùng| cùng với) (?:toàn bộ |tất cả |cả )?{_ALL_BELOW}\b"
    rf"|(?:{_CENTRE})(?: (?:tỉnh|thành phố))?(?:,| và| cùng| cùng với) (?:hệ thống )?(?:các )?"
    rf"(?:{_ONE_STOP}|cơ quan, đơn vị|địa phương)"
    r"(?: (?:các cấp|cấp huyện(?:,| và) cấp xã|trên địa bàn(?: tỉnh| thành phố)?|trong tỉnh"
    rf"|(?:của )?(?:các )?{_PLACES})\b)+"
    rf"|(?:hệ thống )?(?:các )?(?:{_ONE_STOP}) (?:các cấp|cấp huyện(?:,| và) cấp xã|cấp xã"
    rf"|(?:của )?(?:các )?{_PLACES}) (?:và|cùng|cùng với) (?:{_CENTRE})(?: tỉnh| thành phố)?\b"
    rf"|\b[Cc]ác (?:{_CENTRE})(?! (?:cấp|xã|phường|huyện))\b|\b(?:{_CENTRE}) (?:các|hai|2|02) cấp\b",
    begins="trung tâm|ttpvhcc|các|hệ thống|bộ phận",
)
CENTRE_OF_THE_TOP = Scan(
    rf"(?:[Ởở]|[Tt]ại|[Đđ]ối với) cấp tỉnh, (?:{_CENTRE})(?: tỉnh| thành phố)?\b", needs="cấp tỉnh, trung|cấp tỉnh, ttp"
)
BEGINS_WITH_ALL = Scan(
    r"(?<=[.;!?] )(?:Toàn|Cả) (?:tỉnh|thành phố)\b(?= (?:đã |đang |hiện )?(?:có|tiếp|giải|thực|cung))",
    begins="toàn|cả",
)
"""A new sentence about the whole province, whatever the one before was about."""
LEVELS = {"tỉnh": "province", "huyện": "district", "xã": "commune"}
COMPETENT = re.compile(r"thẩm quyền (?:giải quyết )?((?:của )?(?:UBND )?cấp (tỉnh|huyện|xã))(?= (?:là|có|:|gồm)|:)")
"""The level whose procedures are counted: "số thủ tục thuộc thẩm quyền cấp xã là"."""
CENTRES = ("service_centre", "commune", "district")
FOR_REFERENCE = Scan(
    r"^[^\w\n]*(?:\d+[.)/]\s*)?((?:Tham khảo|Để tham khảo|Số liệu tham khảo))[^\w\n]*$",
    re.MULTILINE,
    needs="tham khảo",
)
THIS = re.compile(r"(?: này| đây)\b")
THIS_WHAT = re.compile(
    r"\b(?:(?:địa phương|đơn vị|cơ quan|sở|huyện|xã|phường|quận|thị xã|thành phố|đặc khu|tỉnh|ngành|nơi) này"
    r"|(?:tại|nơi) đây)$"
)
THIS_LENGTH = 16
REMEMBERED = 250
WHOLE_CITY = re.compile(r"\b(?:(?:chung|tính chung) )?(?:toàn|cả) thành phố\b", re.IGNORECASE)
CITY_LEVEL = re.compile(r"\b(?:(?:của|tại|ở) )?[Cc]ấp thành phố\b")
OF_DISTRICT = re.compile(rf"\b(?:[Cc]ủa|[Tt]ại|[Ởở]) (?:UBND )?(?:huyện|quận|thị xã)\b(?! (?:[{UPPER}0-9]|và|,))")
OFFICE_OF = re.compile(r"(?:HĐND\s*(?:-|–|và|,)\s*|\b(?:[Vv]ăn phòng|[Cc]hủ tịch|[Ll]ãnh đạo|[Đđ]ại diện)\s+)$")
""" "Văn phòng HĐND - UBND huyện", "Phó Chủ tịch UBND huyện": who tells, not whose figures follow."""
ORGAN_OF_DISTRICT = re.compile(r"\bUBND (?:huyện|quận|thị xã|thành phố)(?=:? \d)")
DISTRICT_AND_COMMUNES = re.compile(
    r"\b(?:UBND )?(?:huyện|quận|thị xã|thành phố) (?:và|cùng|cùng với) (?:UBND |bộ phận một cửa )?(?:của )?"
    r"(?:các |\d+ )?(?:xã|phường)(?:, (?:xã|phường|thị trấn))*\b"
    r"|\b(?:(?:chung|cộng|tính chung) )?(?:toàn|cả) (?:huyện|quận|thị xã)\b",
    re.IGNORECASE,
)
ALL_LEVELS = Scan(
    r"(?<!thực hiện )(?<!giải quyết )(?<!dùng )(?<!chung )(?:\b(?:của|tại|ở) (?:cả )?|(?<!ở )(?<!tại )\bcả )0?[23] cấp"
    r"(?: chính quyền)?\b(?! độ)",
    needs="2 cấp|3 cấp",
)
"""All there are; procedures "thực hiện ở cả 2 cấp" are those that both have."""
ONE_STOP_OF_ALL = Scan(
    r"(?:hệ thống |bộ máy )?(?:một cửa|chính quyền(?: địa phương)?) (?:0?[23]|hai|ba) cấp"
    r"(?= (?:của|tỉnh|đã|tiếp|giải)\b)",
    begins="hệ thống|bộ máy|một cửa|chính quyền",
)
""" "Hệ thống một cửa 2 cấp của tỉnh tiếp nhận …"."""
OWN_FIELD = re.compile(
    r"\b(?:[Cc]ủa|[Tt]oàn|[Tt]rong|[Tt]huộc|(?:TTHC|thủ tục(?: hành chính)?)(?= )) [Nn]gành\b((?:\s+[^\W\d]+){0,8})"
)
IN_ALL_PLACES = re.compile(r"[^.,;:()\d]{0,60}?\b(của địa phương|trên địa bàn tỉnh)\b")
""" "TTHC ngành Tư pháp … trên địa bàn tỉnh": those of the field at all levels."""
NEIGHBOURS = Scan(
    r"\b(?:xã|phường|huyện|quận|thị xã|tỉnh|địa phương|đơn vị|nơi) "
    r"(?:giáp ranh|lân cận|liền kề|kế bên|bên cạnh|láng giềng|bạn|khác)\b",
    needs="giáp ranh|lân cận|liền kề|kế bên|bên cạnh|láng giềng|bạn|khác",
)
""" "Xã giáp ranh … được 88,02 điểm": another unit, named or not."""
SHORT_NAME = re.compile(r"\([^()\n]{1,20}\)\s*$")
LEAD = 900
DATELINE = re.compile(
    r",\s*(?:ngày\s+)?[0-9]{1,2}\s*(?:/|-|tháng)\s*[0-9]|\s*(?:\([^)\n]{2,20}\)\s*)?[-–—]\s+(?=[^\W\d])"
)
"""What makes a province that begins one of the first lines the place a text was written at: "Hà Nội, 08/10/2025 -"."""
WIDE = ("province", "ministry", "national", None)
"""Those who report for all of a province or more: any other province is another unit."""


def units(text: str, report: Report) -> Iterator[Skip]:
    """Every unit named, with its effect on its clause."""
    low, strays = fold_marks(text), list[Skip]()
    for unit in find_units(text):
        if SAYS.match(text, unit.end) or SAID_BY.search(text[max(0, unit.start - 40) : unit.start]):
            yield Skip(unit.start, unit.end)
        else:
            found = list(_unit(text, unit, report))
            strays += found
            yield from found
    yield from _meant_by_this(low, strays)
    yield from speakers(text, low, report.unit_kind)
    yield from (Skip(*match.span(1), stray=match[1]) for match in FOR_REFERENCE.finditer(text, low))
    yield from _all_centres(text, low, report)
    yield from _wholes(text, report)
    yield from _own_level(text, report)
    yield from _own_nouns(text, low, report)
    yield from (Skip(*match.span(), stray=match[0]) for match in NEIGHBOURS.finditer(low))
    yield from _own_field(text, report)
    yield from below(text, low, report, wide=report.unit_kind in WIDE)
    yield from (Skip(*match.span(), level="all") for match in ALL_LEVELS.finditer(text, low))
    yield from (Skip(*match.span(), level="all") for match in ONE_STOP_OF_ALL.finditer(text, low))


def _meant_by_this(low: str, named: list[Skip]) -> Iterator[Skip]:
    """ "Đứng đầu là thành phố Tân An. Địa phương này tiếp nhận …": the unit named last before it, own or not."""
    if not named:
        return
    starts = [skip.start for skip in named]
    for this in THIS.finditer(low):
        what = THIS_WHAT.search(low, max(0, this.end() - THIS_LENGTH), this.end())
        at = bisect_left(starts, what.start()) - 1 if what else -1
        if what and at >= 0 and named[at].stray and what.start() - named[at].end < REMEMBERED:
            yield Skip(*what.span(), stray=named[at].stray)


def _all_centres(text: str, low: str, report: Report) -> Iterator[Skip]:
    """The centre of the province with those of its communes is the whole; alone "ở cấp tỉnh" it is that level."""
    if report.unit_kind == "province":
        for match in ALL_CENTRES.finditer(text, low):
            communes = match["communes"]
            if communes is None or (report.place and are_all(int(communes), "commune", report.place)):
                yield Skip(*match.span())
        yield from (Skip(*match.span(), level="province") for match in CENTRE_OF_THE_TOP.finditer(text, low))
        yield from (Skip(*match.span(), level="all", whole=True) for match in BEGINS_WITH_ALL.finditer(text, low))
        yield from (Skip(*m.span(1), level=LEVELS[m[2]]) for m in COMPETENT.finditer(text))


def _is_city(report: Report) -> bool:
    """Whether a city below a province reports, which is no part of another city."""
    named = fold_marks(report.unit or "").removeprefix("ubnd ").startswith(("thành phố", "tp"))
    return report.unit_kind == "district" and named and not (report.place and report.place.name in CENTRAL_CITIES)


def _wholes(text: str, report: Report) -> Iterator[Skip]:
    """The whole province in the report of a part of it is another unit."""
    city = _is_city(report)
    if city:
        yield from (Skip(*match.span(), level="all", whole=True) for match in WHOLE_CITY.finditer(text))
    pattern = WHOLE.get(report.unit_kind or "")
    for match in pattern.finditer(text) if pattern else ():
        if not (city and WHOLE_CITY.fullmatch(match[0])):
            yield Skip(match.start(), match.end(), stray=match.group())


def _own_level(text: str, report: Report) -> Iterator[Skip]:
    """ "Cấp thành phố" is the district level where a city below a province reports."""
    for match in CITY_LEVEL.finditer(text) if report.unit_kind == "district" else ():
        yield Skip(match.start(), match.end(), level="district")
    for match in OF_DISTRICT.finditer(text) if report.unit_kind == "district" else ():
        yield Skip(match.start(), match.end(), level="district")
    for match in ORGAN_OF_DISTRICT.finditer(text) if report.unit_kind == "district" else ():
        yield Skip(match.start(), match.end(), level="district")
    for match in DISTRICT_AND_COMMUNES.finditer(text) if report.unit_kind == "district" else ():
        yield Skip(match.start(), match.end(), level="all", whole=True)


def _own_field(text: str, report: Report) -> Iterator[Skip]:
    """The field of work of a department in its own report: "của ngành", "ngành Tư pháp" of Sở Tư pháp."""
    if report.unit_kind == "department":
        field = fold(report.unit or "").removeprefix("so ")
        for match in OWN_FIELD.finditer(text):
            if end := _end_of_field(match, field):
                yield Skip(match.start(), end)
                yield from (Skip(*m.span(1), level="all") for m in [IN_ALL_PLACES.match(text, end)] if m)


def _end_of_field(match: re.Match[str], field: str) -> int | None:
    """Where "của ngành Tư pháp" ends in a report of that department; None where another field is named."""
    words = list(re.finditer(r"\w+", match[1]))
    named = [fold(word[0]) for word in words]
    own = field.split()
    if named[: len(own)] == own:
        return match.start(1) + words[len(own) - 1].end()
    return None if words and (words[0][0][0].isupper() or named[0] == own[0]) else match.start(1)


def _own_nouns(text: str, low: str, report: Report) -> Iterator[Skip]:
    """The report's own unit by its kind alone: "Quận đã giải quyết …", "Bộ đang duy trì …"."""
    pattern = OWN_NOUNS.get(report.unit_kind or "")
    for match in pattern.finditer(text, low) if pattern else ():
        organ = report.unit_kind == "district" and "UBND" in match[0]
        organ = organ and not OFFICE_OF.search(text, max(0, match.start() - 24), match.start())
        inside = report.unit_kind == "service_centre" and match[0].lower().startswith("tại")
        yield Skip(match.start(), match.end(), level="district" if organ else None, centre=inside)


def _unit(text: str, unit: UnitMention, report: Report) -> Iterator[Skip]:
    if unit.kind == "group":
        return
    if unit.kind == "province" and unit.start < LEAD and DATELINE.match(text, unit.end) and _begins_line(text, unit):
        yield Skip(unit.start, unit.end)
        return
    if report.unit_kind == "commune" and unit.kind == "district" and _lies_in(text, unit, report):
        yield Skip(unit.start, unit.end)
        return
    together = unit.kind == "department" and report.unit_kind in WIDE and TOGETHER.match(text, unit.end)
    if together or _is_own(text, unit, report) or PARTY.search(text[max(0, unit.start - 80) : unit.start]):
        yield Skip(unit.start, unit.end)
    elif unit.kind == "service_centre" and AT.search(text[max(0, unit.start - 16) : unit.start]):
        stray = unit.name if report.unit_kind != "department" else None  # a department's dossiers are taken in there
        yield Skip(unit.start, unit.end, stray=stray, centre=True)
    elif unit.kind == "service_centre" and report.unit_kind == "province":
        yield Skip(unit.start, unit.end, stray=unit.name, centre=True, acts=True)
    elif unit.kind == "national":
        yield Skip(unit.start, unit.end, rule="elsewhere")
    elif unit.kind == "ministry" and not ACTS.match(text, unit.end):
        yield Skip(unit.start, unit.end)
    else:
        yield Skip(unit.start, unit.end, stray=unit.name)


def _lies_in(text: str, district: UnitMention, report: Report) -> bool:
    """ "Xã Thanh Bình, huyện Chợ Mới": whether a district only says where the commune is that reports."""
    before = text[max(0, district.start - 60) : district.start].rstrip(" \n,(–-")
    own = fold(report.unit or "").removeprefix("ubnd ")
    return bool(own) and fold(before).endswith(own)


def _ends_own_name(text: str, unit: UnitMention, report: Report) -> bool:
    """ "Sở Giao thông vận tải (GTVT) TP Cần Thơ": whether the province only says where the unit is that reports."""
    short = SHORT_NAME.search(text, max(0, unit.start - 30), unit.start)
    own = fold(report.unit or "")
    return bool(short and own and fold(text[max(0, short.start() - 80) : short.start()]).rstrip().endswith(own))


def _begins_line(text: str, unit: UnitMention) -> bool:
    return not text[text.rfind("\n", 0, unit.start) + 1 : unit.start].strip(" \t*_#>(")


def _is_own(text: str, unit: UnitMention, report: Report) -> bool:
    """The report's own province or nation, the unit itself, or the office that runs its one-stop for it."""
    own, named = unit_key(report.unit or ""), unit_key(unit.name)
    if named in (own, "") or (unit.kind == "national" and report.unit_kind == "national"):
        return True
    same_place = report.place is None or unit.place is None or fold(unit.place) == fold(report.place.name)
    if unit.kind == "province":
        known_other = report.unit_kind in WIDE and report.place is not None
        return same_place if known_other else not ACTS.match(text, unit.end) or _ends_own_name(text, unit, report)
    if not own:
        return False
    if report.unit_kind == "service_centre" and unit.kind == "commune":
        return own.endswith(f" {named}")
    if report.unit_kind in CENTRES and unit.kind == "service_centre":
        whose = _WHOSE.search(named)
        return same_place and (whose is None or f"{whose[0]} " in f" {own} ")
    if unit.kind == report.unit_kind and unit.kind in ("department", "ministry") and initials(named) == initials(own):
        return True
    return report.unit_kind == unit.kind and f"{named} ".startswith(f"{own} ")
