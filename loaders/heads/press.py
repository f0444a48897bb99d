"""The only place that says whom a text of press is about: the unit whose dossiers it counts.

The headline names it, and the first sentence that counts dossiers may not contradict; where two units or two
provinces compete there is none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.heads.reporters import NATION, WHOLE_NATION, Reporter, as_reporter, lowered, of_a_commune
from loaders.heads.stories import ACTS, COUNTED, DOES, LEAD, Story, story
from loaders.places.localities import may_lie_in
from loaders.places.mentions import UnitMention, find_units
from loaders.places.provinces import CENTRAL_CITIES
from loaders.text.textform import LETTERS, UPPER, fold_marks

_ELSEWHERE = re.compile(r"cả\s+nước|toàn\s+quốc|các\s+tỉnh|các\s+địa\s+phương\s+trong\s+cả|bộ,\s+ngành")
_NATION = re.compile(r"(?<!\w)(?:cả\s+nước|toàn\s+quốc)(?!\w)")
_OF_THE_NATION = re.compile(
    rf"(?<!\w)(?:(?:trên|của|chung)\s+(?:phạm\s+vi\s+)?(?:cả\s+nước|toàn\s+quốc)(?!\w)"
    rf"|(?:cả\s+nước|toàn\s+quốc|các\s+bộ,?\s+ngành(?:,|\s+và)\s+(?:[0-9]+\s+)?địa\s+phương)\s*,?{DOES})"
)
_REQUESTS = re.compile(r"\s*(?:vừa\s+|tiếp\s+tục\s+)?(?:yêu\s+cầu|đề\s+nghị|đôn\s+đốc|hướng\s+dẫn|kiểm\s+tra)(?!\w)")
"""What makes a ministry one that speaks to others, not of itself."""
_PREFIX = re.compile(r"(?:(?:thông\s+cáo|thông\s+tin)(?:\s+báo\s+chí)?\W+)?")
_WRITTEN_AT = re.compile(r",\s*(?:ngày\s+)?[0-9]{1,2}\s*(?:/|-|tháng)\s*[0-9]")
_WHOLE = re.compile(r"(?<!\w)(?:toàn|cả)\s+tỉnh(?!\w)")
_WHOLE_COUNTED = re.compile(
    r"(?<!\w)(?:toàn|cả)\s+tỉnh(?:\s+(?:đã|mới|có|tiếp\s+nhận|giải\s+quyết|phát\s+sinh|ghi\s+nhận))+"
    r"[^.;\n]{0,40}?[0-9](?:[0-9.,]|\s(?=[0-9]))*\s*(?:(?:triệu|nghìn|ngàn)\s+)?(?:hồ\s+sơ|hs)(?!\w)"
)
""" "Toàn tỉnh có 118.436 hồ sơ": not the centre's, which the headline names."""
_DOSSIERS = re.compile(r"[0-9]\s*(?:(?:nghìn|ngàn)\s+)?(?:bộ\s+)?hồ\s+sơ(?!\w)")
_OF_THE_DISTRICT = re.compile(
    r"(?:của|toàn|[Mm]ột cửa[”\"]?|trả kết quả|UBND) (?:huyện|quận|thị xã)"
    rf"(?! (?:[{UPPER}0-9]|và|miền|vùng|nghèo|biên|khác))"
)
""" "Bộ phận Một cửa của huyện": without a name it is the one named before."""
_BESIDE = re.compile(r"[\s,(–-]*(?:tỉnh|thành\s+phố|tp\.?)?\s*")
_OFFICE_ABOVE = re.compile(r"^\W*văn\s+phòng\s+(?:ubnd|ủy\s+ban\s+nhân\s+dân)\s+(?:tỉnh|thành\s+phố)\s[^\n]*\n\s*$")
""" "VĂN PHÒNG UBND TỈNH …" over the name of its service centre."""
_CENTRE_ACTS = re.compile(rf"(?<!\w)trung\s+tâm(?:[{LETTERS}\s]{{0,60}}?){DOES}")
_BY_LEVELS = re.compile(
    r"cấp\s+tỉnh(?:(?!\n\s*\n).){0,200}?[0-9]{2}(?:(?!\n\s*\n).){0,400}?"
    r"cấp\s+(?:huyện|xã)(?:(?!\n\s*\n).){0,120}?[0-9]{2}",
    re.DOTALL,
)
"""Counts level by level, which together are those of the whole province."""


_WHOLE_OF = r"(?:toàn|cả|trên\s+địa\s+bàn|trong|của|ubnd|ủy\s+ban\s+nhân\s+dân)"
_WITHIN = ("district", "commune")
_WITNESSES = 2
_OWN_PROVINCE = re.compile(rf"(?<!\w){_WHOLE_OF}\s+tỉnh(?!\s+(?:khác|bạn))(?!\w)")
_OWN_CITY = re.compile(rf"(?<!\w){_WHOLE_OF}\s+thành\s+phố(?!\s+(?:khác|thuộc))(?!\w)")


def press_reporter(text: str, low: str, title_at: tuple[int, int] | None) -> Reporter:
    """The one unit of the headline, or of the first sentences, if there is just one province."""
    told = story(text, low, title_at)
    ministries = [unit for unit in told.headline if unit.kind == "ministry"]
    local = [unit for unit in told.headline if unit.kind not in ("ministry", "system")]
    if any(unit.kind == "system" for unit in told.headline) or (told.counting and told.counting.kind == "system"):
        return Reporter()
    if wide := _nation_or_ministry(told, ministries, local):
        return wide
    if told.counting and told.counting.kind == "ministry":
        return Reporter()
    if centre := _centre_of_commune(told, local):
        return centre
    provinces = _provinces(told, local)
    inner = {(unit.name, unit.kind) for unit in local if unit.kind != "province"}
    elsewhere = not (local or told.place) and _ELSEWHERE.search(low[:LEAD])
    if told.site and not local and told.site.kind in ("district", "commune"):
        return _of_its_own_site(told, told.site)
    if len(provinces) > 1 or len(inner) > 1 or elsewhere or (told.site and not local):
        return Reporter()
    if inner:
        return _inner_of_headline(told, local)
    place = next(iter(provinces), None)
    if place is None and not local and told.counting and told.counting.kind in ("district", "commune"):
        return as_reporter(told.counting, told.counting.place)
    if not local and not told.counting and (district := _lone_district(told)):
        return as_reporter(district, district.place)
    place = place or ("" if local or told.counting else _province_around(told))
    return _of_province(place, told, local) if place else Reporter()


def _province_around(told: Story) -> str:
    """The one province in which all places lie that a text names which says "toàn tỉnh" and never which one."""
    units = [unit for unit in find_units(told.text) if unit.kind in ("province", "department", *_WITHIN) and unit.place]
    places = {unit.place or "" for unit in units}
    within = {unit.name for unit in units if unit.kind in _WITHIN}
    if len(places) != 1 or len(within) < _WITNESSES:
        return ""
    own = _OWN_CITY if places <= set(CENTRAL_CITIES) else _OWN_PROVINCE
    return places.pop() if own.search(told.low, 0, 2 * LEAD) and not _NATION.search(told.low, 0, LEAD) else ""


def _provinces(told: Story, local: list[UnitMention]) -> set[str]:
    """The provinces a text may be of: the headline's, else the site's or the speech's, else the first sentences'."""
    bodies = ("province", "department", "service_centre")
    named = {unit.place for unit in local if unit.kind in bodies and unit.place}
    if named or told.place:
        return named or {told.place or ""}
    kinds = ("province", "service_centre", "department")
    return {unit.place for unit in told.opening if unit.kind in kinds and unit.place}


def _inner_of_headline(told: Story, local: list[UnitMention]) -> Reporter:
    """The unit of the headline in the one province named; nobody where the first count is that of another kind.

    A province whose name is part of the unit's own ("phường Hòa Bình") says nothing of where the unit is.
    """
    unit = next(unit for unit in local if unit.kind != "province")
    counting = told.counting
    if unit.kind == "service_centre" and _WHOLE_COUNTED.search(told.low, told.end, 2 * LEAD):
        return Reporter()
    below_office = unit.kind == "service_centre" and _OFFICE_ABOVE.search(fold_marks(told.title), 0, unit.start)
    apart = not counting and not below_office and _stands_apart(told.title, unit, local)
    if (counting and counting.kind != unit.kind) or apart:
        return Reporter()
    places = {each.place for each in told.opening if each.place and fold_marks(each.place) not in fold_marks(unit.name)}
    elsewhere = {each.place for each in told.opening if each.place and fold_marks(each.name) != fold_marks(unit.name)}
    if unit.kind in _WITHIN and unit.place and elsewhere and unit.place not in elsewhere:
        return Reporter()  # "PHƯỜNG VINH TÂN" over "phường Vĩnh Tân (tỉnh Đồng Nai)": one of them is misprinted
    place = unit.place or (places.pop() if len(places) == 1 else None)
    if unit.kind == "commune" and not (place and may_lie_in(unit.name, place)):
        return as_reporter(unit, None)
    return as_reporter(unit, place) if place else Reporter()


def _lone_district(told: Story) -> UnitMention | None:
    """The one district of the first sentences where the first count of dossiers is that of "huyện"."""
    districts = [unit for unit in told.opening if unit.kind == "district"]
    counted = _DOSSIERS.search(told.low, told.end, 2 * LEAD)
    if len({unit.name for unit in districts}) != 1 or not counted or _WHOLE_COUNTED.search(told.low, 0, 2 * LEAD):
        return None
    begin = max(told.low.rfind(stop, 0, counted.start()) for stop in (". ", ".\n", "\n\n"))
    wider = {unit.place for unit in told.opening if unit.kind == "province"} - {districts[0].place}
    own = _OF_THE_DISTRICT.search(told.text, max(begin, told.end), counted.start())
    return districts[0] if own and districts[0].place and not wider else None


def _of_its_own_site(told: Story, site: UnitMention) -> Reporter:
    """The district or commune on whose site a text stands that names nobody else as the one who counts."""
    counting = told.counting
    if counting and (counting.kind, fold_marks(counting.name)) != (site.kind, fold_marks(site.name)):
        return Reporter()
    return as_reporter(site, site.place) if not _WHOLE.search(told.low, told.end, LEAD) else Reporter()


def _stands_apart(title: str, unit: UnitMention, local: list[UnitMention]) -> bool:
    """Whether the headline names the province for itself, not only to say where the unit is."""
    low = fold_marks(title)
    return any(
        each.kind == "province" and not (each.start >= unit.end and _BESIDE.fullmatch(low, unit.end, each.start))
        for each in local
    )


def _of_province(place: str, told: Story, local: list[UnitMention]) -> Reporter:
    """The whole province, unless the first count of dossiers is that of a unit in it."""
    wide = _WHOLE_COUNTED.search(told.low, told.end, 2 * LEAD) is not None
    wide = wide or (told.counting is not None and told.counting.kind == "province")
    centres = [unit for unit in told.opening if unit.kind == "service_centre" and not wide]
    if not local and len({unit.name for unit in centres}) == 1:
        return as_reporter(centres[0], place)
    own = told.counting
    if own and own.kind != "province" and not _counts_by_level(told.low, own):
        return Reporter() if local or own.place not in (None, place) else as_reporter(own, place)
    whole = as_reporter(UnitMention(0, 0, place, "province", place), place)
    return replace(whole, issuer=None)


def _counts_by_level(low: str, own: UnitMention) -> bool:
    """Whether the centre that counts first does so for "cấp tỉnh", and another level is counted after it."""
    at_the_top = own.kind == "service_centre" and re.search(r"cấp\s+tỉnh", low[max(0, own.start - 40) : own.start])
    return bool(at_the_top and _BY_LEVELS.search(low, 0, 2 * LEAD))


def _nation_or_ministry(told: Story, ministries: list[UnitMention], local: list[UnitMention]) -> Reporter | None:
    """The nation or a ministry as the one the text counts for; None where any unit below is named beside it."""
    if local:
        return None
    low = fold_marks(told.title)
    if ministries and _PREFIX.fullmatch(low, 0, ministries[0].start) and not _REQUESTS.match(low, ministries[0].end):
        if told.counting and told.counting.kind == "ministry":
            same = as_reporter(ministries[0], None).unit == as_reporter(told.counting, None).unit
            return as_reporter(ministries[0], None) if same and len(ministries) == 1 else None
        lead = [
            unit for unit in find_units(told.text[:LEAD]) if unit.kind == "ministry" and ACTS.match(told.low, unit.end)
        ]
        names = {as_reporter(unit, None).unit for unit in (*ministries, *lead)}
        counted = [unit for unit in told.opening if unit.kind != "province" or ACTS.match(told.low, unit.end)]
        return as_reporter(ministries[0], None) if len(names) == 1 and not counted else None
    counted_at = COUNTED.search(told.low, told.end, LEAD)
    headed = _NATION.match(low)
    begin = max(told.end, counted_at.start() - 80) if counted_at else 0
    counted_so = _OF_THE_NATION.search(told.low, begin, counted_at.end()) if counted_at else None
    others = [unit for unit in told.opening if not _WRITTEN_AT.match(told.low, unit.end)]
    examples = counted_so is not None and _are_examples(told, others, counted_so.end())
    if ministries or (others and not (counted_so and (headed or examples))):
        return None
    said = headed or counted_so
    return Reporter(None, NATION, WHOLE_NATION, "national") if said else None


def _are_examples(told: Story, others: list[UnitMention], counted: int) -> bool:
    """Whether units are named only after the nation was counted, of more than one province, on no province's site."""
    spread = len({unit.place for unit in others}) > 1 and not (told.place or told.site)
    return spread and all(unit.start >= counted for unit in others)


def _centre_of_commune(told: Story, local: list[UnitMention]) -> Reporter | None:
    """The service centre of the one commune a text is about, where it is the centre that counts its dossiers."""
    whole = _WHOLE_COUNTED.search(told.low, told.end, 2 * LEAD)
    if whole or (told.counting and told.counting.kind == "province"):
        return None
    centres = [unit for unit in told.opening if unit.kind == "service_centre"]
    if not centres or not all(of_a_commune(unit) for unit in centres):
        return None
    headed = [unit for unit in local if unit.kind == "commune"]
    communes = [unit for unit in told.opening if unit.kind == "commune" and (not headed or unit.name == headed[0].name)]
    communes += headed
    named = {unit.name: unit for unit in communes}
    own = {_commune_in(unit.name) for unit in centres if unit.name != _bare(unit.name)}
    names = own or {fold_marks(name) for name in named}
    places = {unit.place for unit in (*communes, *centres) if unit.place}
    if len(names) != 1 or len(places) != 1 or any(unit.kind in ("district", "department") for unit in local):
        return Reporter()
    if any(fold_marks(unit.name) not in names for unit in local if unit.kind == "commune"):
        return Reporter()
    centre_counts = told.counting is not None and told.counting.kind == "service_centre"
    if not centre_counts and not _CENTRE_ACTS.search(told.low, 0, 2 * LEAD):
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
