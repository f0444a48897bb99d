"""The only place that finds provinces, districts, communes, departments, ministries and centres in running text.

A district or commune counts only behind its type word, and of several mentions at one spot the longest wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from loaders.made_often import made_often
from loaders.places.bodies import BODIES, in_title_case
from loaders.places.localities import TYPED, longest_known
from loaders.places.provinces import CENTRAL_CITIES, bare_names, part_of_a_name, province_at
from loaders.text.textform import LETTERS, UPPER, fold_marks


@made_often(frozen=True, slots=True)
class UnitMention:
    """A unit as mentioned. `kind` is a unit_kind; `place` is the province it is in, by name, where that is certain.

    `code` is the official code of a district (map of 63); None for everything else.
    """

    start: int
    end: int
    name: str
    kind: str
    place: str | None = None
    code: str | None = None


_NAME = re.compile(
    rf"[{UPPER}][{LETTERS}0-9'’]*(?:[ \n]{{1,3}}[{UPPER}0-9][{LETTERS}0-9'’]*|\s?-\s?[{UPPER}][{LETTERS}]*){{0,4}}"
)
_NUMBERED = re.compile(r"[0-9]{1,2}(?![0-9/.,%]|\s+(?:hồ sơ|hs|tthc|thủ tục|lượt|phản ánh|ý kiến)\b)")
_TYPE_SCANS = tuple((re.compile(fold_marks(pattern)), word, kind) for pattern, word, kind in TYPED)
_GROUPS = tuple(
    re.compile(pattern)
    for pattern in (
        r"các\s+sở(?:,?\s+ban)?,?\s+(?:ban,?\s+)?ngành",
        r"các\s+huyện,\s+thị\s+xã,\s+thành\s+phố",
        r"cấp\s+(?:tỉnh|huyện|xã)(?!\w)",
        r"xã,\s+phường(?:,\s+(?:thị\s+trấn|đặc\s+khu))?",
        r"cả\s+nước",
        r"toàn\s+quốc",
    )
)
_HOW_MANY = re.compile(r"(?:các|(?:[0-9]+/)?[0-9]+)\s+$")


@lru_cache(maxsize=8)
def find_units(text: str) -> tuple[UnitMention, ...]:
    """Every unit mentioned, in order, disjoint; `text` is normalised."""
    low = fold_marks(text)
    found = [*_typed(text, low), *_bodies(text, low), *_bare_provinces(text, low), *_groups(text, low)]
    kept: list[UnitMention] = []
    for unit in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or unit.start >= kept[-1].end:
            kept.append(unit)
    return tuple(kept)


def _typed(text: str, low: str) -> Iterator[UnitMention]:
    """Units behind a type word: tỉnh X, thành phố X, huyện X, phường X …"""
    for match in re.finditer(r"tỉnh\s+", low):
        found = province_at(text, low, match.end()) if match.end() < len(text) else None
        if found:
            yield UnitMention(_with_committee(low, match.start()), found[0], found[1], "province", found[1])
    for scan, word, kind in _TYPE_SCANS:
        for match in scan.finditer(low):
            start, at = match.span()
            if at < len(text) and (text[at].isupper() or text[at].isdigit()) and not _inside_word(low, start):
                unit = _named_unit(text, low, start, at, word, kind)
                if unit:
                    yield unit


def _inside_word(low: str, start: int) -> bool:
    return start > 0 and low[start - 1].isalnum()


def _named_unit(text: str, low: str, start: int, at: int, word: str, kind: str) -> UnitMention | None:
    """The district or commune whose name begins at `at`; a city's name may be that of a province."""
    central = province_at(text, low, at) if word == "thành phố" else None
    if central and low.startswith("huế", at) and _is_of_old_hue(low):
        # until 2024 a city of its province; it is no longer on the list of districts
        return UnitMention(_with_committee(low, start), central[0], "Thành phố Huế", "district", central[1])
    if central and central[1] in (*CENTRAL_CITIES, "Thừa Thiên Huế"):
        shown = "Huế" if low.startswith("huế", at) else central[1]
        return UnitMention(_with_committee(low, start), central[0], shown, "province", central[1])
    name = _NAME.match(text, at) or _NUMBERED.match(text, at)
    if not name or low.startswith("hội", at) or (text[at].isdigit() and word not in ("quận", "phường")):
        return None
    end, known = longest_known(low, at, name.end(), word, kind)
    if low[:start].endswith("cấp ") or (not known and _needs_a_list(text, start, at, kind)):
        return None
    shown = f"{word[0].upper()}{word[1:]} {in_title_case(text[at:end])}"
    begin = _with_committee(low, start)
    within = _province_after(text, low, end)
    if not within and kind == "commune" and (beyond := _province_beyond(text, low, end)):
        within = (end, beyond)
    if within:
        code = next((code for code, of in known if of == within[1]), None)
        return UnitMention(begin, within[0], shown, kind, within[1], code or None)
    places = {of for _, of in known}
    only = places.pop() if len(places) == 1 else None
    return UnitMention(begin, end, shown, kind, only, known[0][0] or None if only and len(known) == 1 else None)


def _needs_a_list(text: str, start: int, at: int, kind: str) -> bool:
    """Whether what follows a type word is a name only if listed: glued on ("TPHS"), on the next line, a number."""
    return text[at - 1].isalpha() or "\n" in text[start:at] or (text[at].isdigit() and kind == "district")


@lru_cache(maxsize=4)
def _is_of_old_hue(low: str) -> bool:
    """Whether the text names the province of which Huế was a city."""
    return "thừa thiên" in low


_PROVINCE_FOLLOWS = re.compile(r"\s*(?:,|-|–|\()?\s*(?:tỉnh|thành\s+phố|tp\.?)\s*")
_DISTRICT_BETWEEN = re.compile(
    r"\s*[,(–-]?\s*(?:huyện|quận|thị\s+xã|thành\s+phố|tp\.?)\s+[^\d,;.()\n]{2,25}[,–-]\s*(?:tỉnh\s+|thành\s+phố\s+|tp\.?\s*)?"
)
_IN_BRACKETS = re.compile(r"\s*\(")


def _province_after(text: str, low: str, end: int) -> tuple[int, str] | None:
    """`, tỉnh X`, ` tỉnh X` or `(tỉnh X` right behind a district's or commune's name."""
    match = _PROVINCE_FOLLOWS.match(low, end) or _IN_BRACKETS.match(low, end)
    return province_at(text, low, match.end()) if match and match.end() < len(text) else None


def _province_beyond(text: str, low: str, end: int) -> str | None:
    """`(huyện Y, X`, `, huyện Y, tỉnh X` behind a commune's name."""
    match = _DISTRICT_BETWEEN.match(low, end)
    found = province_at(text, low, match.end()) if match and match.end() < len(text) else None
    return found[1] if found else None


def _with_committee(low: str, start: int) -> int:
    """`start` moved to the "UBND" or "Ủy ban nhân dân" before it."""
    head = low[max(0, start - 24) : start]
    match = re.search(r"(?:ubnd|ủy\s+ban\s+nhân\s+dân)\s+$", head)
    return start - len(head) + match.start() if match else start


_OWN_LEVEL = re.compile(r"\s+(tỉnh|thành\s+phố|tp\.?|cấp\s+tỉnh|xã|phường|đặc\s+khu|huyện|quận|thị\s+xã)(?![\w])")
_LOCAL_LEVELS = {word: kind for _, word, kind in TYPED if word not in ("thành phố", "thị trấn")}


def _bodies(text: str, low: str) -> Iterator[UnitMention]:
    """Departments, ministries, service centres and vertical agencies, with the province named right behind."""
    for pattern, kind, local in BODIES:
        for match in pattern.finditer(low):
            start, end = match.span()
            if _inside_word(low, start) or (not text[start].isupper() and kind != "service_centre"):
                continue
            yield _local_body(text, low, start, end, kind) if local else _unit(text, start, end, kind, None)


def _local_body(text: str, low: str, start: int, end: int, kind: str) -> UnitMention:
    level = _OWN_LEVEL.match(low, end)
    at = level.end() if level else end
    gap = re.compile(r"\s+").match(low, at)
    named = province_at(text, low, gap.end()) if gap and gap.end() < len(text) else None
    local = _LOCAL_LEVELS.get(" ".join(level[1].split())) if level and not named else None
    if level and local:
        name = _NAME.match(text, gap.end()) if gap and gap.end() < len(text) else None
        stop = longest_known(low, gap.end(), name.end(), level[1], local)[0] if name and gap else level.end()
        within = _province_after(text, low, stop) if name else None
        unit = _unit(text, start, stop, kind, within[1] if within else None)
        return replace(unit, end=within[0]) if within else unit
    if named:
        return _unit(text, start, named[0], kind, named[1])
    return _unit(text, start, at if level else end, kind, None)


def _unit(text: str, start: int, end: int, kind: str, place: str | None) -> UnitMention:
    name = " ".join(text[start:end].split())
    return UnitMention(start, end, name[0].upper() + name[1:], kind, place)


def _bare_provinces(text: str, low: str) -> Iterator[UnitMention]:
    """Provinces named without a type word."""
    for match in bare_names().finditer(text):
        start, end = match.span()
        if _inside_word(low, start) or text[end : end + 1].isalpha():
            continue
        found = province_at(text, low, start)
        if found and not part_of_a_name(text, start, found[0]):
            yield UnitMention(start, found[0], found[1], "province", found[1])


def _groups(text: str, low: str) -> Iterator[UnitMention]:
    for pattern in _GROUPS:
        for match in pattern.finditer(low):
            start = match.start()
            kind = "national" if low.startswith(("cả", "toàn"), start) else "group"
            many = _HOW_MANY.search(low[max(0, start - 12) : start]) if low.startswith("xã", start) else None
            if many:
                start -= len(many[0])
            elif low.startswith("xã", start):
                continue
            yield _unit(text, start, match.end(), kind, None)
