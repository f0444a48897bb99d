"""The only place that knows the words that name who tells a figure of the whole, and so make no other unit its subject.

`Theo ông Phạm Văn Tín, Giám đốc Sở Tài chính, tỉnh hiện cung cấp 1.098 dịch vụ`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.prose.clauses import Skip
from loaders.text.scanning import Scan

_CAPITAL = r"[^\W\d_a-zà-ỹđ][^\W\d_]*"
_PERSON = rf"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí)\s+(?:{_CAPITAL}\s+){{0,4}}{_CAPITAL}"
_OFFICE = r"(?:Giám đốc|Chủ tịch|[Cc]hánh [Vv]ăn phòng)"
_NOT_LOCAL = r"(?!(?:[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận|[Tt]hị|[Đđ]ặc khu|[Tt]hành phố)\b)"
_BODY = rf"(?: {_NOT_LOCAL}[^\s,;:.()\d]+){{1,16}}?"
_SAYS = r"\s*(?:[,):–-]|cho biết|cho hay|thông tin|khẳng định|chia sẻ)[\s:,)]*"
_TIME = r"(?:(?:hiện|đến nay|hiện nay|từ [\d/]+ đến [\d/]+),? )?"
_WHOLE = r"(?:toàn tỉnh|cả tỉnh|tỉnh|toàn thành phố|hệ thống|trên địa bàn tỉnh)\b"
_SPEAKS = Scan(rf"{_OFFICE}{_BODY}{_SAYS}(?={_TIME}{_WHOLE})", begins="giám|chủ|chánh")
_NAMED = re.compile(rf"(?:(?:[Tt]heo )?{_PERSON}[\s,(–-]*)?(?:Phó |nguyên )?$")
_NAME_LENGTH = 80


def speakers(text: str, low: str) -> Iterator[Skip]:
    """The person of a body of the province who goes on to speak of all of it, with the body."""
    for match in _SPEAKS.finditer(text, low):
        named = _NAMED.search(text, max(0, match.start() - _NAME_LENGTH), match.start())
        yield Skip(named.start() if named else match.start(), match.end())
