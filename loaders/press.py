"""The only place that says whom a text of press or a notice is about: the unit whose dossiers it counts.

The headline names it, and the first sentence that counts dossiers may not contradict; where two units or two
provinces compete there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.paper import only_province
from loaders.places import UnitMention, find_units, is_listed, may_lie_in
from loaders.reporters import NATION, WHOLE_NATION, Reporter, as_reporter, lowered, of_a_commune
from loaders.textform import LETTERS, fold_marks

_KINDS = ("province", "department", "district", "service_centre", "commune")
_ELSEWHERE = re.compile(r"cả\s+nước|toàn\s+quốc|các\s+tỉnh|các\s+địa\s+phương\s+trong\s+cả|bộ,\s+ngành")
_NATION = re.compile(r"(?<!\w)(?:cả\s+nước|toàn\s+quốc)(?!\w)")
_LEAD = 900
COUNTED = re.compile(
    r"[0-9](?:[0-9.,]|\s(?=[0-9]{3}))*\s*(?:(?:triệu|nghìn|ngàn)\s+(?:[0-9]+\s+(?:nghìn|ngàn)\s+)?)?(?:bộ\s+)?(?:hồ\s+sơ|hs|thủ\s+tục)(?!\w)"
    r"|(?:hồ\s+sơ|tiếp\s+nhận|giải\s+quyết)[^.;\n]{0,60}?(?:là|:|đạt|mới|được)?\s[0-9][0-9.,]*"
)
"""A count of dossiers, which is what tells a sentence with figures from one that only sets the scene."""
_DOES = (
    r"\s*(?:\([^)\n]{1,40}\)\s*)?(?:đã\s+|vừa\s+|mới\s+)?"
    r"(?:tiếp\s+nhận|nhận|thụ\s+lý|giải\s+quyết|hoàn\s+thành|trả|có)(?!\w)"
)
_ACTS = re.compile(_DOES)
_CENTRE_ACTS = re.compile(rf"(?<!\w)trung\s+tâm(?:[{LETTERS} ]{{0,60}}?){_DOES}")


_BY_LEVELS = re.compile(r"cấp\s+tỉnh[^\n]{0,200}?[0-9]{2}[^\n]{0,400}?cấp\s+(?:huyện|xã)[^\n]{0,120}?[0-9]{2}")
"""Counts level by level, which together are those of the whole province."""
_OF_THE_PROVINCE = re.compile(r"(?:ubnd|ủy\s+ban\s+nhân\s+dân|tỉnh\s+ủy)\s+tỉnh(?!\w)")
_SAID_AT = re.compile(
    rf"^[ \t(]*([{LETTERS}][{LETTERS} .-]{{1,30}}),\s*(?:ngày\s+)?[0-9]{{1,2}}(?:[/.-]|\s+tháng\s)", re.MULTILINE
)


def press_reporter(text: str, low: str, title_at: tuple[int, int] | None) -> Reporter:
    """The one unit of the headline, or of the first sentences, if there is just one province."""
    start, end = title_at or (0, 0)
    title = text[start:end]
    named = [unit for unit in find_units(title) if not title.isupper() or _is_real(unit)]
    headline = [unit for unit in named if unit.kind in _KINDS]
    lead = find_units(text[:_LEAD])
    opening = [unit for unit in lead if unit.kind in _KINDS]
    counting = _first_to_count(low, lead)
    if any(unit.kind == "system" for unit in (*named, *([counting] if counting else []))):
        return Reporter()
    if wide := _nation_or_ministry(title, text, low, headline, opening):
        return wide
    if centre := _centre_of_commune(low, headline, opening):
        return centre
    provinces = _provinces(headline, text, start, end, opening)
    inner = {(unit.name, unit.kind) for unit in headline if unit.kind != "province"}
    said_here = bool(headline) or _site_province(text[:start]) is not None
    if len(provinces) > 1 or len(inner) > 1 or (not said_here and _ELSEWHERE.search(low[:_LEAD])):
        return Reporter()
    if inner:
        return _inner_of_headline(low, headline, opening)
    place = next(iter(provinces), None)
    return _of_province(place, low, headline, opening) if place else Reporter()


def _is_real(unit: UnitMention) -> bool:
    """In a headline of capitals any word may follow "xã": only names on the lists are names."""
    return unit.kind not in ("district", "commune") or is_listed(unit.name)


def _provinces(headline: list[UnitMention], text: str, start: int, end: int, opening: list[UnitMention]) -> set[str]:
    """The provinces a text may be of: the headline's, the site's, a speech's date line's, the first sentences'."""
    named = {unit.place for unit in headline if unit.kind == "province" and unit.place}
    said_at = _SAID_AT.search(text, end, end + 200)
    spoken = only_province(said_at[1]) if said_at and _OF_THE_PROVINCE.search(fold_marks(text[start:end])) else None
    for place in (_site_province(text[:start]), spoken):
        if place and not named:
            named = {place}
    return named or {
        unit.place for unit in opening if unit.kind in ("province", "service_centre", "department") and unit.place
    }


def _site_province(banner: str) -> str | None:
    """The province whose own site the lines above the headline name."""
    units = [unit for unit in find_units(banner) if unit.kind in _KINDS]
    return only_province(banner) if all(unit.kind == "province" for unit in units) else None


def _inner_of_headline(low: str, headline: list[UnitMention], opening: list[UnitMention]) -> Reporter:
    """The unit of the headline in the one province named; nobody where the first count is that of another kind.

    A province whose name is part of the unit's own ("phường Hòa Bình") says nothing of where the unit is.
    """
    unit = next(unit for unit in headline if unit.kind != "province")
    own = _first_to_count(low, opening)
    if own and own.kind != unit.kind:
        return Reporter()
    places = {each.place for each in opening if each.place and fold_marks(each.place) not in fold_marks(unit.name)}
    place = unit.place or (places.pop() if len(places) == 1 else None)
    if unit.kind == "commune" and not (place and may_lie_in(unit.name, place)):
        return as_reporter(unit, None)
    return as_reporter(unit, place) if place else Reporter()


def _of_province(place: str, low: str, headline: list[UnitMention], opening: list[UnitMention]) -> Reporter:
    """The whole province, unless the first count of dossiers is that of a unit in it."""
    centres = [unit for unit in opening if unit.kind == "service_centre"]
    if not headline and len({unit.name for unit in centres}) == 1:
        return as_reporter(centres[0], place)
    own = _first_to_count(low, opening)
    if own and own.kind != "province" and not _counts_by_level(low, own):
        return Reporter() if headline or own.place not in (None, place) else as_reporter(own, place)
    whole = as_reporter(UnitMention(0, 0, place, "province", place), place)
    return replace(whole, issuer=None)


def _counts_by_level(low: str, own: UnitMention) -> bool:
    """Whether the centre that counts first does so for "cấp tỉnh", and another level is counted after it."""
    at_the_top = own.kind == "service_centre" and "cấp tỉnh" in low[max(0, own.start - 40) : own.start]
    return at_the_top and _BY_LEVELS.search(low, 0, 2 * _LEAD) is not None


def _first_to_count(low: str, opening: Sequence[UnitMention]) -> UnitMention | None:
    """The unit that takes in or settles the first dossiers counted, where one stands right before the verb."""
    counted = COUNTED.search(low, 0, _LEAD)
    if counted is None:
        return None
    begin = max(low.rfind(". ", 0, counted.start()), low.rfind("\n", 0, counted.start()), 0)
    acting = [
        unit for unit in opening if begin <= unit.start and unit.end <= counted.end() and _ACTS.match(low, unit.end)
    ]
    return acting[-1] if acting else None


def _nation_or_ministry(
    title: str, text: str, low: str, headline: list[UnitMention], opening: list[UnitMention]
) -> Reporter | None:
    """The nation or a ministry as the one the text counts for; None where any unit below is named beside it."""
    if headline:
        return None
    ministries = [unit for unit in find_units(title) if unit.kind == "ministry"]
    if ministries and ministries[0].start == 0:
        names = {as_reporter(unit, None).unit for unit in (*ministries, *_ministries(text[:_LEAD]))}
        counted = [unit for unit in opening if unit.kind != "province" or _ACTS.match(low, unit.end)]
        return as_reporter(ministries[0], None) if len(names) == 1 and not counted else None
    if opening or ministries:
        return None
    counted_at = COUNTED.search(low, len(title), _LEAD)
    said = _NATION.match(fold_marks(title)) or (
        counted_at and _NATION.search(low, max(0, counted_at.start() - 80), counted_at.end())
    )
    return Reporter(None, NATION, WHOLE_NATION, "national") if said else None


def _ministries(lead: str) -> list[UnitMention]:
    return [unit for unit in find_units(lead) if unit.kind == "ministry"]


def _centre_of_commune(low: str, headline: list[UnitMention], opening: list[UnitMention]) -> Reporter | None:
    """The service centre of the one commune a text is about, where it is the centre that counts its dossiers."""
    centres = [unit for unit in opening if unit.kind == "service_centre"]
    if not centres or not all(of_a_commune(unit) for unit in centres):
        return None
    named = {unit.name: unit for unit in (*opening, *headline) if unit.kind == "commune"}
    own = {_commune_in(unit.name) for unit in centres if unit.name != _bare(unit.name)}
    names = own or {fold_marks(name) for name in named}
    places = {unit.place for unit in (*named.values(), *centres) if unit.place}
    if len(names) != 1 or len(places) != 1 or any(unit.kind in ("district", "department") for unit in headline):
        return Reporter()
    if any(fold_marks(unit.name) not in names for unit in headline if unit.kind == "commune"):
        return Reporter()
    if not _CENTRE_ACTS.search(low, 0, 2 * _LEAD):
        return None
    chosen = next((unit for unit in centres if _commune_in(unit.name) in names), None)
    if chosen is None:
        commune = next(iter(named.values()))
        centre = re.sub(r"\s+\S+$" if not _bare_special(centres[0].name) else r"\s+\S+\s+\S+$", "", centres[0].name)
        chosen = replace(centres[0], name=f"{centre} {lowered(commune.name)}")
    return as_reporter(chosen, places.pop())


def _bare(name: str) -> str:
    """A centre's name that ends in its level alone."""
    return name if re.search(r"(?:xã|phường|đặc khu)$", fold_marks(name)) else ""


def _bare_special(name: str) -> bool:
    return fold_marks(name).endswith("đặc khu")


def _commune_in(name: str) -> str:
    """The commune in the name of its centre, folded."""
    match = re.search(r"(?:xã|phường|đặc khu)\s+\S.*$", fold_marks(name))
    return match[0] if match else ""
