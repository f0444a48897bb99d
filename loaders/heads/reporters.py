"""The only place that says how a unit found in a text is named as the one that reports."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.places.bodies import MINISTRY_NAMES, proper_name
from loaders.places.mentions import UnitMention
from loaders.places.provinces import CENTRAL_CITIES
from loaders.text.textform import fold_marks

NATION = "Cả nước"
WHOLE_NATION = "cả nước"
GOVERNMENT_OFFICE = "Văn phòng Chính phủ"
"""It reports to the Prime Minister for all ministries and provinces (Nghị định 61/2018/NĐ-CP, Điều 33)."""
WHOLE_PROVINCE = "toàn tỉnh"


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports, as far as it is certain."""

    issuer: str | None = None
    place: str | None = None
    unit: str | None = None
    kind: str | None = None


def as_reporter(unit: UnitMention, place: str | None) -> Reporter:
    """A unit as the one that reports, in its province where that is known."""
    if unit.kind == "province":
        word = "thành phố" if unit.name in CENTRAL_CITIES else "tỉnh"
        return Reporter(f"Ủy ban nhân dân {word} {unit.name}", place, WHOLE_PROVINCE, "province")
    if unit.kind == "ministry":
        name = title_cased(unit.name)
        name = MINISTRY_NAMES.get(name, name)
        if name == GOVERNMENT_OFFICE:
            return Reporter(name, NATION, WHOLE_NATION, "national")
        return Reporter(name, NATION, name, "ministry")
    if unit.kind in ("district", "commune"):
        name = f"UBND {lowered(unit.name)}"
        return Reporter(name, place, name, unit.kind)
    if unit.kind == "service_centre":
        return _as_centre(unit, place)
    name = title_cased(unit.name)
    bare = re.sub(rf"\s+(?:(?:tỉnh|thành phố|TP\.?)\s+)?{re.escape(unit.place)}$", "", name) if unit.place else name
    if re.match(r"Văn phòng (?:UBND|Ủy ban)", bare):
        bare = "Văn phòng UBND tỉnh"
    return Reporter(name, place, bare, unit.kind)


def _as_centre(unit: UnitMention, place: str | None) -> Reporter:
    """A service centre by its full name: with its province, or with the commune it belongs to."""
    name = title_cased(unit.name)
    if (of_a_commune(unit) or _BARE_DISTRICT.search(fold_marks(name))) and not _names_its_place(unit, place):
        return Reporter()
    own = f"{name.removesuffix(' tỉnh').removesuffix(' thành phố')} {_with_type_word(place)}" if place else name
    own = name if _names_its_place(unit, place) else own
    return Reporter(own, place, own, unit.kind)


_BARE_DISTRICT = re.compile(r" (?:huyện|quận|thị xã)$")
""" "Trung tâm Hành chính công huyện": of one that is not named."""


def of_a_commune(unit: UnitMention) -> bool:
    """Whether a centre says it is a commune's, by its name or only by "xã" or "phường"."""
    return re.search(r" (?:xã|phường|đặc khu)(?: |$)", fold_marks(unit.name)) is not None


def _with_type_word(place: str | None) -> str:
    return f"{'thành phố' if place in CENTRAL_CITIES else 'tỉnh'} {place}"


def _names_its_place(unit: UnitMention, place: str | None) -> bool:
    """Whether a centre's name already says whose it is: its province, or a commune."""
    low = fold_marks(unit.name)
    return (place is not None and low.endswith(fold_marks(place))) or re.search(
        r" (?:xã|phường|huyện|đặc khu) ", low
    ) is not None


def lowered(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}"


def title_cased(name: str) -> str:
    """A name printed in capitals as it is written in running text: "SỞ NGOẠI VỤ" → "Sở Ngoại vụ"."""
    return proper_name(name) if name.isupper() else name
