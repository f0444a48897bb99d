"""The only place that says what units below the one that reports are: one of them, some, or all there are.

A count of communes or districts is all of them where the lists know just so many: "26 xã, thị trấn" of huyện Lệ Thủy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.places.localities import are_all
from loaders.prose.clauses import Skip
from loaders.records import Report
from loaders.text.scanning import Scan

_ONE_BELOW = Scan(
    r"\b(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Tt]hị xã|Sở|Cục|Chi cục|Ban|Đơn vị|Địa phương)"
    r"(?= (?:chỉ |đã |cũng |mới |vừa |hiện )*(?:có|tiếp nhận|nhận|thụ lý|giải quyết)\b)",
    begins="xã|phường|thị|huyện|quận|sở|cục|chi|ban|đơn|địa",
)
""" "Cả 6 tháng xã chỉ có 3 hồ sơ gửi qua mạng": one of those below, of which the text told before."""
_NOT_ONE = re.compile(
    r"(?:cấp|các|khối|mỗi|từng|thị|và|[0-9%/])\s*$|(?:xã|phường|huyện|quận|thị trấn|tỉnh|phố|sở|ngành)\s*,\s*$",
    re.IGNORECASE,
)
"""Before the kind of a unit: that all of them are meant, or their level."""
_BELOW = "xã|phường|thị trấn|đặc khu"
_MIDDLE = "huyện|quận|thị xã|thành phố"
_SO_MANY_BELOW = re.compile(
    rf"(\d(?<![\d./,-]\d)\d{{0,2}}) ((?:{_BELOW})(?:(?:, | và |, và )(?:{_BELOW}))*"
    rf"|(?:{_MIDDLE})(?:(?:, | và |, và )(?:{_MIDDLE}))*)"
    r"(?= (?:trong|trên|của|thuộc|đã|mới|có|và các sở|nhận|tiếp|thụ|giải|trả)\b"
    rf"|[,:](?! (?:{_BELOW}|{_MIDDLE})\b)| \d)"
)
_ONLY_HAS = re.compile(r"\b(?:có|gồm|thành|còn|với|xuống|lập|hợp nhất|trong)\s+$")
""" "Tỉnh hiện có 124 xã, phường": no figure of theirs follows."""
_ONE_SIDE = Scan(
    r"(?:tại|ở|khối|của|trong đó|riêng) (?:các )?"
    r"(?:bộ, ngành|bộ, cơ quan ngang bộ|bộ, cơ quan|bộ|địa phương)(?: trung ương| Trung ương)?"
    r"(?! (?:và|cùng) (?:các )?(?:địa|bộ|tỉnh|cơ quan)|, (?:các )?(?:địa|bộ|tỉnh|cơ quan)|[^\W\d]| [A-ZĐ])",
    begins="tại|ở|khối|của|trong đó|riêng",
)
""" "52,1% tại các bộ, ngành và 43,3% tại các địa phương": a part, in a text about the whole nation."""


def below(text: str, low: str, report: Report, *, wide: bool) -> Iterator[Skip]:
    """The units below that are named by their kind alone; `wide`: the report is of a whole province or more."""
    yield from _one(text, low) if wide else ()
    yield from _all(text, low, report)
    if report.unit_kind == "national":
        yield from (Skip(*match.span(), stray=match[0]) for match in _ONE_SIDE.finditer(text, low))


def _one(text: str, low: str) -> Iterator[Skip]:
    """A commune, district or department by its kind alone in the report of a wider unit."""
    for match in _ONE_BELOW.finditer(text, low):
        if not _NOT_ONE.search(text, max(0, match.start() - 24), match.start()):
            yield Skip(match.start(), match.end(), stray=match[0])


def _all(text: str, low: str, report: Report) -> Iterator[Skip]:
    """ "26 xã, thị trấn" of a district that has no more, "12 huyện, thành phố" of a province: their level."""
    if report.place is None or report.unit_kind not in ("province", "district"):
        return
    district = (report.unit or "").removeprefix("UBND ") if report.unit_kind == "district" else None
    for match in _SO_MANY_BELOW.finditer(text):
        level = "commune" if match[2][0].lower() in "xpđ" or match[2].lower().startswith("thị trấn") else "district"
        told = _ONLY_HAS.search(text, max(0, match.start() - 16), match.start())
        if not told and are_all(int(match[1]), level, report.place, district):
            yield Skip(match.start(), match.end(), level=level)
