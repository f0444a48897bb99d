"""The only place that says which of the units named in a text of press may be the one it is about.

The headline's and those of the first sentences; not the newspaper, not the office of the person who speaks, and in a
headline of capitals only names that are on the lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.heads.bodies import OFFICE
from loaders.heads.paper import only_province
from loaders.heads.sites import place_of_site
from loaders.places.localities import TYPED, is_listed
from loaders.places.mentions import UnitMention, find_units
from loaders.text.textform import LETTERS, UPPER, fold_marks

LEAD = 900
_KINDS = ("province", "department", "district", "service_centre", "commune")
COUNTED = re.compile(
    r"[0-9](?:[0-9.,]|\s(?=[0-9]{3}))*\s*(?:(?:triệu|nghìn|ngàn)\s+(?:[0-9]+\s+(?:nghìn|ngàn)\s+)?)?(?:bộ\s+)?(?:hồ\s+sơ|hs|thủ\s+tục)(?!\w)"
    r"|(?:hồ\s+sơ|tiếp\s+nhận|giải\s+quyết)[^.;\n]{0,60}?(?:là|:|đạt|mới|được)?\s[0-9][0-9.,]*"
)
"""A count of dossiers, which is what tells a sentence with figures from one that only sets the scene."""
DOES = (
    r"\s*(?:\([^)\n]{1,40}\)\s*)?(?:đã\s+|vừa\s+|mới\s+)?"
    r"(?:tiếp\s+nhận|nhận|thụ\s+lý|giải\s+quyết|hoàn\s+thành|trả|có)(?!\w)"
)
ACTS = re.compile(DOES)
_NEWSPAPER = re.compile(r"(?<!\w)(?:báo|đài(?:\s+pt\s*-?\s*th)?|tạp\s+chí)\s+$")
_MERGED_WITH = re.compile(r"(?<!\w)(?:hợp\s+nhất|sáp\s+nhập|sắp\s+xếp)(?:\s+(?:với|từ|cùng))?(?:\s+tỉnh)?\s+$")
_PERSON_OF = re.compile(r"(?<!\w)(?:giám\s+đốc|lãnh\s+đạo|đại\s+diện|chánh\s+văn\s+phòng)\s+$")
_SAYS = re.compile(r"\s*,?\s*(?:cho\s+(?:biết|hay|thấy)|thông\s+tin|vừa\s+(?:công\s+bố|thông\s+báo))")
_OF_ALL_LEVELS = re.compile(
    r"\s*(?:\([^)\n]{1,20}\)\s*)?(?:các\s+cấp|(?:cả\s+)?(?:hai|2|02)\s+cấp|cấp\s+(?:tỉnh|xã)|(?:ở\s+|của\s+)?các\s+(?:xã|địa\s+phương)"
    r"|từ\s+tỉnh|tỉnh(?:\s+và|,)\s+(?:cấp\s+)?xã)(?!\w)"
)
""" "Trung tâm Phục vụ hành chính công các cấp": all of them, no one's."""
_WITH_ALL_LEVELS = re.compile(
    r"(?:một\s+cửa|trả\s+kết\s+quả|địa\s+phương|cơ\s+quan|đơn\s+vị)[^.;:\n]{0,40}"
    r"(?:cấp\s+xã|các\s+cấp|xã,\s+phường|phường,\s+xã|thị\s+trấn|trong\s+tỉnh)\s+(?:và|cùng(?:\s+với)?)\s+$"
)
""" "Bộ phận một cửa cấp huyện, cấp xã và Trung tâm …": one of all of them."""
_CAPTION = re.compile(r"^[ \t(*_\[]*(?:ảnh|hình)(?:\s+(?:minh\s+họa|tư\s+liệu|[0-9]+))?\s*[:.][^\n]*", re.MULTILINE)
_SHORT_NAME = re.compile(r"\s*\([^)\n]{1,20}\)\s*(?:của\s+)?$")
""" "Sở Giao thông vận tải (GTVT) TP Cần Thơ": what stands between a department and its province."""
_OF_THE_PROVINCE = re.compile(r"(?:ubnd|ủy\s+ban\s+nhân\s+dân|tỉnh\s+ủy)\s+tỉnh(?!\w)")
_SAID_AT = re.compile(
    rf"^[ \t(*_]*([{LETTERS}][{LETTERS} .-]{{1,30}}),\s*(?:ngày\s+)?[0-9]{{1,2}}(?:[/.-]|\s+tháng\s)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Story:
    """A text of press. `low` is the folded text; `headline` and `opening` are the units that may be its subject."""

    text: str
    low: str
    title: str
    end: int
    """Where the title ends."""
    headline: tuple[UnitMention, ...]
    opening: tuple[UnitMention, ...]
    """Those of the banner, the headline and the first sentences."""
    counting: UnitMention | None
    """The unit of any kind that takes in or settles the first dossiers counted."""
    place: str | None
    """The province whose own site this is, or in which the speech was held."""
    site: UnitMention | None
    """The department, district, commune or centre whose own site this is, if not that of a province."""


def story(text: str, low: str, title_at: tuple[int, int] | None) -> Story:
    """The text with the units in it that may be its subject."""
    start, end = title_at or (0, 0)
    title, lead = text[start:end], tuple(_outside_captions(low, find_units(text[:LEAD])))
    banner = [unit for unit in find_units(text[:start]) if unit.kind in _KINDS]
    headline = tuple(_subjects(find_units(title), title, ("system", "ministry", *_KINDS)))
    headline = headline or tuple(_told_by_name(title, lead)) or tuple(_under_title(text, end, lead))
    place = only_province(text[:start]) if all(unit.kind == "province" for unit in banner) else None
    return Story(
        text,
        low,
        title,
        end,
        headline,
        tuple(_subjects(lead, text, _KINDS)),
        _first_to_count(low, lead, end if end < LEAD else 0),
        place or _place_of_speech(text, title, end) or _place_of_site(text, lead),
        next((unit for unit in banner if unit.kind != "province"), None),
    )


def _outside_captions(low: str, units: tuple[UnitMention, ...]) -> Iterator[UnitMention]:
    """The units named elsewhere than under a picture."""
    captions = [match.span() for match in _CAPTION.finditer(low, 0, LEAD)]
    yield from (unit for unit in units if not any(start <= unit.start < end for start, end in captions))


def _subjects(units: tuple[UnitMention, ...], words: str, kinds: tuple[str, ...]) -> Iterator[UnitMention]:
    low, capitals = fold_marks(words), words.isupper()
    for unit in units:
        head = low[max(0, unit.start - 24) : unit.start]
        paper = unit.kind == "province" and (_NEWSPAPER.search(head) or _MERGED_WITH.search(head))
        of_all = unit.kind == "service_centre" and _is_of_all(low, unit)
        if unit.kind not in kinds or paper or of_all:
            continue
        if capitals and unit.kind in ("district", "commune") and not is_listed(unit.name):
            continue
        speaks = _PERSON_OF.search(head) or _SAYS.match(low, unit.end) or OFFICE.match(low, unit.start)
        if unit.kind != "department" or not speaks:
            yield unit
        elif unit.place:
            yield replace(unit, name=unit.place, kind="province")


def _is_of_all(low: str, centre: UnitMention) -> bool:
    """Whether a centre is named together with those of the other levels."""
    before = low[max(0, centre.start - 120) : centre.start]
    return bool(_OF_ALL_LEVELS.match(low, centre.end) or _WITH_ALL_LEVELS.search(before))


def _told_by_name(title: str, lead: tuple[UnitMention, ...]) -> Iterator[UnitMention]:
    """The district or commune that a headline names before a colon: "Tân Yên: …" where "huyện Tân Yên" follows.

    Or anywhere in it: "“Một cửa” Lệ Thủy: …" where the first sentences name huyện Lệ Thủy and none else of this name.
    """
    local = [unit for unit in lead if unit.kind in ("district", "commune")]
    name = title.partition(":")[0].strip(" *_#") if ":" in title else ""
    same = [unit for unit in local if unit.name.endswith(f" {name}")] if name else []
    same = same or [unit for unit in local if _names_bare(title, unit)]
    districts = [unit for unit in same if unit.kind == "district"]  # "huyện Lệ Thủy" with its "xã Lệ Thủy"
    if len({unit.name for unit in districts or same}) == 1:
        yield (districts or same)[0]


def _names_bare(title: str, unit: UnitMention) -> bool:
    """Whether a headline says a unit's name of two syllables or more without its type word."""
    word = next((word for _, word, _ in TYPED if fold_marks(unit.name).startswith(f"{word} ")), None)
    name = unit.name[len(word) + 1 :] if word else ""
    return " " in name and re.search(rf"(?<!\w){re.escape(name)}(?!\w|\s[{UPPER}])", title) is not None


def _under_title(text: str, end: int, lead: tuple[UnitMention, ...]) -> Iterator[UnitMention]:
    """The body whose name begins the line under the title of its bulletin."""
    under = (unit for unit in lead if unit.start >= end and not text[end : unit.start].strip(" \n*_#"))
    yield from (unit for unit in under if unit.kind in ("department", "district", "service_centre", "commune"))


def _place_of_speech(text: str, title: str, end: int) -> str | None:
    """The province in the line "(Trà Vinh, ngày 20/7/2023" below a headline that speaks of "UBND tỉnh"."""
    said_at = _SAID_AT.search(text, end, end + 200) if _OF_THE_PROVINCE.search(fold_marks(title)) else None
    return only_province(said_at[1]) if said_at else None


def _place_of_site(text: str, lead: tuple[UnitMention, ...]) -> str | None:
    """The province of the site's address, unless the first sentences name another one or the nation."""
    place = place_of_site(text)
    named = {unit.place or unit.name for unit in lead if unit.kind in ("province", "national")}
    return place if named <= {place} else None


def _first_to_count(low: str, lead: tuple[UnitMention, ...], start: int) -> UnitMention | None:
    """The unit that takes in or settles the first dossiers counted, where one stands right before the verb."""
    counted = COUNTED.search(low, start, LEAD) or COUNTED.search(low, 0, LEAD)
    if counted is None:
        return None
    begin = max(start, *(low.rfind(stop, 0, counted.start()) for stop in (". ", ".\n", ":\n", "\n\n")))
    acting = [
        unit
        for unit in lead
        if unit.kind not in ("group", "national")
        and not (unit.kind == "service_centre" and _is_of_all(low, unit))
        and not OFFICE.match(low, unit.start)
        and begin <= unit.start
        and unit.end <= counted.end()
        and ACTS.match(low, unit.end)
    ]
    return _with_its_province(low, acting[-1], lead) if acting else None


def _with_its_province(low: str, unit: UnitMention, lead: tuple[UnitMention, ...]) -> UnitMention:
    """The department whose short name in brackets stands between it and its province, which seems to act."""
    for body in lead if unit.kind == "province" else ():
        between = low[body.end : unit.start] if body.end <= unit.start else ""
        if body.kind in ("department", "service_centre") and _SHORT_NAME.fullmatch(between):
            return replace(body, place=unit.place)
    return unit
