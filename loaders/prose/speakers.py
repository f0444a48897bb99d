"""The only place that knows the words that name who tells a figure of the whole, and so make no other unit its subject.

`Theo ông Phạm Văn Tín, Giám đốc Sở Tài chính, tỉnh hiện cung cấp 1.098 dịch vụ`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.prose.clauses import Skip
from loaders.text.scanning import Scan
from loaders.text.textform import UPPER

_CAPITAL = rf"[{UPPER}][^\W\d_]*"
_PERSON = rf"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí)\s+(?:{_CAPITAL}\s+){{0,4}}{_CAPITAL}"
_OFFICE = r"(?:Giám đốc|Chủ tịch|[Cc]hánh [Vv]ăn phòng|Trưởng [Pp]hòng)"
_NOT_LOCAL = r"(?!(?:[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận|[Tt]hị|[Đđ]ặc khu|[Tt]hành phố)\b)"
_BODY = rf"(?: {_NOT_LOCAL}[^\s,;:.()\d]+){{1,16}}?"
_VERB = "cho biết|cho hay|thông tin|khẳng định|chia sẻ|nhìn nhận|thừa nhận|nhấn mạnh|đánh giá|phân tích|lý giải|báo cáo"
_SAYS = rf"\s*(?:[,):–-]?\s*(?:{_VERB})|[,):–-])(?: thêm| rằng)?[\s:,)“\"]*"
_TIME = (
    r"(?:(?:hiện|đến nay|hiện nay),? "
    r"|(?:trong |từ |tính từ |tính đến |đến )?(?:năm|tháng|quý|ngày|hết|cuối|đầu|[\d/]+)[^,;.:]{0,50}, )?"
)
_WHOLE = (
    r"(?:(?:tính |tính chung |chung )?(?:toàn|cả) (?:tỉnh|thành phố|huyện|quận|thị xã)|tỉnh|hệ thống|trên địa bàn tỉnh"
    r"|[Tt](?:oàn|ính chung toàn) (?:tỉnh|thành phố|huyện))\b"
)
_LEVEL = rf"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?! [{UPPER}])"
_CHIEF = r"[Cc]hánh Văn phòng(?: HĐND)?(?: và |, | - |-)?(?: ?UBND)?"
_OF_THE_WHOLE = rf"(?:Phó )?(?:Chủ tịch(?: Thường trực| thường trực)? UBND|{_CHIEF}) {_LEVEL}"
_COUNTER = r"quầy|[Mm]ột cửa|[Bb]ộ phận(?: [Mm]ột cửa| [Tt]iếp nhận và [Tt]rả kết quả)?|[Tt]rung tâm"
_CLERK = r"(?:Phó )?(?:Trưởng|[Pp]hụ trách|[Cc]ông chức|[Vv]iên chức|[Cc]huyên viên|[Cc]án bộ|Giám đốc)"
_OF_THE_COUNTER = rf"{_CLERK}(?: (?:tại |phụ trách |trực |của )*(?:{_COUNTER}))(?: (?:của )?{_LEVEL})?"
_BY_NAME = Scan(
    rf"(?:[Tt]heo )?(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí) (?:{_CAPITAL} ){{0,4}}{_CAPITAL}, "
    rf"(?:{_OF_THE_WHOLE}|(?P<counter>{_OF_THE_COUNTER}))"
    rf"(?:(?:,| kiêm)(?: (?:{_OF_THE_WHOLE}|{_OF_THE_COUNTER})))?,?"
    rf"(?:(?<=,)|\s+)(?:\s*(?:{_VERB}|nói)(?: thêm| rằng)?\s*[:,]?)?",
    begins="theo ông|theo bà|theo anh|theo chị|theo đồng chí|ông|bà|anh|chị|đồng chí",
)
""" "Bà Giàng Thị Sua, Phó Chủ tịch UBND xã, cho biết": who speaks of the unit the text is about."""
_LABEL = re.compile(
    rf"^[ \t*_\"“–-]*((?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí) (?:{_CAPITAL} ){{0,4}}{_CAPITAL}|P\.?V|Phóng viên)"
    r"[*_]*:",
    re.MULTILINE,
)
""" "Ông Nguyễn Văn A:" at the start of a line: who speaks in an interview."""
_OWN_WORDS = {
    "province": {"tỉnh"},
    "district": {"huyện", "quận", "thị xã", "thành phố"},
    "commune": {"xã", "phường", "thị trấn", "đặc khu"},
    "service_centre": {"xã", "phường", "đặc khu"},
}
"""By which words the unit that a text is about may be meant without its name."""
_LEVEL_WORD = re.compile(r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\b")
_SPEAKS = Scan(rf"{_OFFICE}{_BODY}{_SAYS}(?={_TIME}{_WHOLE})", begins="giám|chủ|chánh|trưởng")
_NAMED = re.compile(rf"(?:(?:[Tt]heo )?{_PERSON}[\s,(–-]*)?(?:Phó |nguyên )?\Z")
_NAME_LENGTH = 80


def speakers(text: str, low: str, kind: str | None) -> Iterator[Skip]:
    """The person of a body of the province who goes on to speak of all of it, with the body; and who speaks of the unit
    of this kind that the text is about, by name.
    """
    own = _OWN_WORDS.get(kind or "", set())
    for match in _BY_NAME.finditer(text, low):
        local = kind != "province" or not match["counter"]
        if own and local and _speaks(match) and set(_LEVEL_WORD.findall(match[0])) <= own:
            yield Skip(*match.span())
    yield from (Skip(*match.span(1)) for match in _LABEL.finditer(text))
    for match in _SPEAKS.finditer(text, low):
        named = _NAMED.search(text, max(0, match.start() - _NAME_LENGTH), match.start())
        yield Skip(named.start() if named else match.start(), match.end())


def _speaks(match: re.Match[str]) -> bool:
    """Whether "theo" stands before a person or a verb of telling behind: a name alone may be anyone's."""
    return (
        match[0].lower().startswith("theo ")
        or re.search(rf"(?:{_VERB}|nói)\W*(?:thêm|rằng)?\W*$", match[0]) is not None
    )
