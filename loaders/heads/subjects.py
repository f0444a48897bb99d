"""The only place that says whose figures a paper gives: those of the body that sends it, or of the whole it serves.

What the office of a committee or a working group sends out is the committee's, unless its title or its own sentence
says that it is about the office. What a department or a centre sends out is its own, unless its title speaks of the
whole province: then its counts must tell. Where the signs disagree, nobody knows.
"""

from __future__ import annotations

import re

from loaders.heads.attachments import ATTACHED_NOTE
from loaders.heads.paper import Paper
from loaders.heads.reporters import Reporter, as_reporter
from loaders.places.mentions import UnitMention, find_units
from loaders.text.textform import fold_marks

_COUNTS_LEVELS = re.compile(
    r"(?:hồ\s+sơ|giải\s+quyết|tiếp\s+nhận)[^.;]{0,80}cấp\s+tỉnh[^;]{0,120}[0-9][^;]{0,120}cấp\s+(?:huyện|xã)[^;]{0,60}[0-9]"
    r"|cấp\s+tỉnh[^.;\n]{0,40}(?:tiếp\s+nhận|giải\s+quyết)[^\n]*\n\s{0,12}\W{0,4}cấp\s+(?:huyện|xã)[^.;\n]{0,40}(?:tiếp\s+nhận|giải\s+quyết)"
    r"|cấp\s+tỉnh\s*:?[^\n;]{0,40}[0-9][^\n;]{0,20}hồ\s+sơ[^\n;]{0,40}[;\n]\s{0,12}\W{0,4}cấp\s+(?:huyện|xã)\s*:?[^\n;]{0,40}[0-9]"
    r"|(?:hồ\s+sơ|giải\s+quyết|tiếp\s+nhận)[^.;]{0,60}cấp\s+tỉnh,?\s+(?:cấp\s+)?huyện[^.;]{0,40}lần\s+lượt"
)
_OWN_DOINGS = re.compile(
    r"(?<!\w)(?:của|tại)\s+(?:sở|ban|chi\s+cục|trung\s+tâm|huyện|quận|phường|xã|đơn\s+vị)\s*(?:[.,:;]|đã\s|là\s|có\s)"
    r"|(?<!\w)(?:sở|trung\s+tâm|huyện|ubnd\s+huyện)\s+(?:đã\s|tiếp\s+nhận|ban\s+hành|báo\s+cáo|thực\s+hiện)"
)
_CENTRAL = re.compile(r"văn\s+phòng\s+chính\s+phủ|thủ\s+tướng|bộ\s+nội\s+vụ|(?<!\w)chính\s+phủ(?!\w)")
_WHOLE_COUNTS = re.compile(
    r"(?<!\w)(?:toàn|cả)\s+(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã)[^.;\n]{0,60}(?:tiếp\s+nhận|giải\s+quyết|có)[^.;\n]{0,40}[0-9]"
)
_WHOLE_AREA = re.compile(
    r"(?:trên\s+địa\s+bàn|(?<!\w)toàn|(?<!\w)cả|(?<!công\s)của)\s+(?:toàn\s+)?(?:tỉnh|thành\s+phố)(?!\w)"
)
_A_FIELD = re.compile(r"(?<!\w)(?:lĩnh\s+vực|ngành|thuộc\s+(?:phạm\s+vi|thẩm\s+quyền))(?!\w)|đất\s+đai")
_OF_THE_OFFICE = re.compile(r"(?<!\w)(?:của|tại)\s+(?:cơ\s+quan\s+)?văn\s+phòng(?!\s+(?:chính|đăng))(?!\w)")
_RESULTS_OF_THE_OFFICE = re.compile(
    r"(?:kết\s+quả|tình\s+hình|công\s+tác)[^.;\n]{3,120}(?:của|tại)\s+(?:cơ\s+quan\s+)?văn\s+phòng(?!\s+(?:chính|đăng))(?!\w)"
)
_THE_OFFICE_COUNTS = re.compile(
    r"(?<!\w)văn\s+phòng(?:\s+ubnd\s+(?:tỉnh|thành\s+phố))?\s+(?:đã\s+)?(?:tiếp\s+nhận|giải\s+quyết)[^.;\n]{0,30}[0-9]\s*hồ\s+sơ"
)
_THE_CENTRE_COUNTS = re.compile(
    r"(?<!\w)trung\s+tâm(?:\s+(?:phục\s+vụ\s+)?hành\s+chính\s+công)?(?:\s+(?:tỉnh|thành\s+phố))?\s+(?:đã\s+)?"
    r"(?:tiếp\s+nhận|giải\s+quyết|nhận)[^.;\n]{0,30}[0-9][0-9.,]*\s+hồ\s+sơ|tại\s+trung\s+tâm[^.;\n]{0,30}[0-9]"
)
_AND_OTHERS = re.compile(r"\s*(?:,|;|và)\s*(?:các|ubnd|ủy\s+ban|sở|ban|cấp|huyện|một\s+số)(?!\w)")
_AT = re.compile(r"(?<!\w)(?:của|tại)\s+$")


def of_a_spokesman(paper: Paper, body: UnitMention, spokesman: str) -> UnitMention | Reporter | None:
    """The body itself, the body below it that the title is about, or the spokesman where the paper is about him."""
    if named := named_in_title(paper.title, body):
        return named
    title = _own_title(paper)
    opening = paper.low[slice(*paper.opening)]
    itself = _OF_THE_OFFICE.search(title) or _RESULTS_OF_THE_OFFICE.search(opening)
    whole = _is_of_the_whole(title, paper.low)
    if not fold_marks(spokesman).startswith("văn phòng") or not itself:
        return None if _THE_OFFICE_COUNTS.search(paper.low) and not whole else body
    return None if whole else Reporter(spokesman, None, spokesman, "department")


def named_in_title(title: str, body: UnitMention) -> UnitMention | None:
    """The department or centre that the title says the results are of: "tại Trung tâm …", "của Sở …"."""
    low = fold_marks(title)
    named = [
        unit
        for unit in find_units(title)
        if unit.kind in ("department", "service_centre", "district", "commune")
        and not low.startswith("văn phòng", unit.start)
        and _AT.search(low[: unit.start])
        and not _AND_OTHERS.match(low, unit.end)
    ]
    return named[0] if len(named) == 1 and body.kind == "province" else None


def _is_of_the_whole(title: str, low: str) -> bool:
    """Whether the title speaks of the whole area, or the text counts for all of it."""
    return any((_WHOLE_AREA.search(title), _COUNTS_LEVELS.search(low), _WHOLE_COUNTS.search(low)))


def about_the_whole(paper: Paper, body: UnitMention) -> bool | None:
    """Whether the title of a department or centre speaks of the whole province and the counts do; None: they do not.

    A centre, which watches over the procedures of its province, speaks of it too where only that one's dossiers count.
    """
    title = _own_title(paper)
    if body.kind == "service_centre" and _WHOLE_COUNTS.search(paper.low) and not _THE_CENTRE_COUNTS.search(paper.low):
        return True
    units = find_units(ATTACHED_NOTE.sub(" ", paper.title))
    named = any(unit.kind == "province" and title.startswith(("tỉnh", "thành phố"), unit.start) for unit in units)
    if not (named or _WHOLE_AREA.search(title)) or _A_FIELD.search(title) or _AT_A_BODY.search(title):
        return False
    counts = _COUNTS_LEVELS.search(paper.low) or _WHOLE_COUNTS.search(paper.low)
    return True if counts and not _OWN_DOINGS.search(paper.low) else None


_ENACTS = re.compile(
    r"trung\s+ương\s*:?[^.]{0,40}ban\s+hành\s+mới[^.]{0,120}\.?\s*địa\s+phương\s*:?[^.]{0,40}ban\s+hành\s+mới"
)
"""What the nation and what the province enacted, which only the report of a province tells (5633/VPCP-KSTT)."""
_AT_A_BODY = re.compile(r"(?<!\w)(?:của|tại)\s+(?:các\s+)?(?:sở|ban|trung\s+tâm|bộ\s+phận|đơn\s+vị|cơ\s+quan)(?!\w)")


def whole_province(paper: Paper) -> Reporter | None:
    """The province, where nobody is named but the dossiers counted are those of its levels.

    Beside the levels it takes the province's name at the date or in the text, no other province, no mention of
    a department's or a district's own doings, and one more sign: the number of a committee, an addressee in the
    capital, the words "tỉnh X", or what the nation and what the province enacted.
    """
    enacts = _ENACTS.search(paper.low)
    if not (_COUNTS_LEVELS.search(paper.low) or enacts) or _OWN_DOINGS.search(paper.low):
        return None
    issued_in, to_the_capital = paper.place_of_issue, _CENTRAL.search(fold_marks(paper.addressee))
    named = {unit.place for unit in find_units(paper.text) if unit.kind == "province" and _typed(unit, paper.low)}
    places = named | {place for place in [issued_in] if place}
    signs = bool(named) or enacts or to_the_capital or (paper.number or "").endswith("BC-UBND")
    if len(places) != 1 or not signs or not (issued_in or to_the_capital):
        return None
    place = places.pop()
    return as_reporter(UnitMention(0, 0, place or "", "province", place), place)


def _typed(unit: UnitMention, low: str) -> bool:
    return low.startswith(("tỉnh", "ubnd tỉnh", "ủy ban", "thành phố"), unit.start)


def _own_title(paper: Paper) -> str:
    """The folded title without the note of what the paper is attached to."""
    return fold_marks(ATTACHED_NOTE.sub(" ", paper.title))
