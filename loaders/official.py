"""The only place that says who wrote an official report: letterhead, who says "báo cáo", title, and what it counts.

Where two candidates compete, or a body is printed that no table knows, nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from loaders.datelines import ISSUED, NUMBER
from loaders.places import UnitMention, commune_province, find_units, may_lie_in
from loaders.reporters import Reporter, as_reporter, lowered, title_cased
from loaders.textform import fold_marks


@dataclass(frozen=True, slots=True)
class Paper:
    """An official report in its parts, for the search of who wrote it."""

    text: str
    low: str
    above: str
    """What stands above the title."""
    title: str
    opening: tuple[int, int]
    recipients: int | None
    issued_at: str
    """The line of the date, up to the date."""
    number: str | None


MOTTO = re.compile(r"cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh\s+phúc")
_REPORTS = re.compile(
    r"\s*(?:(?:xin|kính|trân\s+trọng|tổng\s+hợp|tiếp\s+tục|có)\s*,?\s*){0,3}báo\s+cáo(?!\s+(?:số|này|trên|của|thẩm))"
)
_PARENT = ("province", "district", "commune")
_REPORTERS = ("province", "department", "district", "commune", "ministry", "service_centre")
_THIS_IS = re.compile(r"trên\s+đây\s+là\s[^;]{0,40}báo\s+cáo(?:[^.;]|\.(?=[0-9])){0,220}\scủa\s+$")
_ADDRESSEE = re.compile(r"^[ \t#*_>]*kính\s+gửi[^\n]*", re.MULTILINE)
_COUNTS_LEVELS = re.compile(
    r"(?:hồ\s+sơ|giải\s+quyết|tiếp\s+nhận)[^.;]{0,80}cấp\s+tỉnh[^;]{0,120}[0-9][^;]{0,120}cấp\s+(?:huyện|xã)[^;]{0,60}[0-9]"
    r"|cấp\s+tỉnh[^.;\n]{0,40}(?:tiếp\s+nhận|giải\s+quyết)[^\n]*\n[^\n]{0,4}cấp\s+(?:huyện|xã)[^.;\n]{0,40}(?:tiếp\s+nhận|giải\s+quyết)"
    r"|(?:hồ\s+sơ|giải\s+quyết|tiếp\s+nhận)[^.;]{0,60}cấp\s+tỉnh,?\s+(?:cấp\s+)?huyện[^.;]{0,40}lần\s+lượt"
)
_OWN_DOINGS = re.compile(
    r"(?<!\w)(?:của|tại)\s+(?:sở|ban|chi\s+cục|trung\s+tâm|huyện|quận|phường|xã|đơn\s+vị)\s*(?:[.,:;]|đã\s|là\s|có\s)"
    r"|(?<!\w)(?:sở|trung\s+tâm|huyện|ubnd\s+huyện)\s+(?:đã\s|tiếp\s+nhận|ban\s+hành|báo\s+cáo|thực\s+hiện)"
)
_CENTRAL = re.compile(r"văn\s+phòng\s+chính\s+phủ|thủ\s+tướng|bộ\s+nội\s+vụ|(?<!\w)chính\s+phủ(?!\w)")

_HUE_A_CITY = date(2025, 1, 1)
"""Since then the city of Huế is a province; before, it was a city of the province Thừa Thiên Huế."""


def on_the_map(reporter: Reporter, issued_on: date | None) -> Reporter:
    """The reporter in the light of the day: communes by the map in force, Huế by what it was."""
    if reporter.issuer == "Ủy ban nhân dân thành phố Huế" and reporter.kind == "province":
        if issued_on is None:
            return Reporter(issuer=reporter.issuer)
        return reporter if issued_on >= _HUE_A_CITY else replace(reporter, unit="UBND thành phố Huế", kind="district")
    if reporter.kind == "commune" and not reporter.place and reporter.unit and issued_on:
        return replace(reporter, place=commune_province(reporter.unit.removeprefix("UBND "), issued_on))
    return reporter


def official_reporter(paper: Paper) -> Reporter:
    """The reporter of an official report: letterhead first, then who says "báo cáo", then the title."""
    printed = _from_letterhead(paper.above)
    if printed is None:
        return Reporter()
    said = _who_reports(paper)
    if printed.unit:
        return _placed(printed, said, paper)
    if said:
        return _one_of(said, paper)
    return _from_title(paper.title) or whole_province(paper, _place_of_issue(paper), _addressee(paper)) or Reporter()


def _placed(printed: Reporter, said: list[Reporter], paper: Paper) -> Reporter:
    """The unit of the letterhead in its province; nobody where who says "báo cáo" is of another one."""
    rival = next((each for each in said if each.kind == "province" and each.place), None)
    if printed.place and rival and rival.place != printed.place:
        return Reporter(issuer=printed.issuer)
    if printed.kind in ("district", "commune"):
        return _local_placed(printed, paper)
    place = printed.place or _place_of_issue(paper)
    if not place and printed.kind == "province" and rival:
        place = rival.place
    if not place and printed.kind in ("province", "department", "service_centre"):
        place = _only_province(paper.title)
    if printed.kind == "province" and not place:
        return Reporter(issuer=printed.issuer)
    return replace(printed, place=place)


def _local_placed(local: Reporter, paper: Paper) -> Reporter:
    """A district or commune in the one province that its letterhead, its addressee or its own mentions name.

    Its place of issue is its own name, which may be that of a province elsewhere.
    """
    name = (local.unit or "").removeprefix("UBND ")
    if local.place or not name:
        return local
    beside = {
        unit.place
        for unit in (*find_units(paper.text), *find_units(_addressee(paper)))
        if unit.place and fold_marks(unit.name) == fold_marks(name)
    }
    places = beside or {unit.place for unit in find_units(_addressee(paper)) if unit.place}
    places |= {place for place in [_place_of_issue(paper)] if place and fold_marks(place) not in fold_marks(name)}
    place = places.pop() if len(places) == 1 else None
    fits = place and (local.kind == "district" or may_lie_in(name, place))
    return replace(local, place=place) if fits else local


def _from_letterhead(above: str) -> Reporter | None:
    """The units printed above the number: the parent body, then the one that reports. None: a body no table knows."""
    head = _letterhead_lines(above)
    units = [unit for unit in find_units(head) if _printed_as_a_body(unit, head)]
    if not units:
        return Reporter()
    place = _printed_place(units)
    inner = [unit for unit in units if unit.kind not in _PARENT]
    if not inner and (reporter := _without_own_name(units, head, place)):
        return reporter
    if _holds_another_body(head, units):
        return None
    chosen = inner[-1] if inner else max(units, key=lambda unit: (_PARENT.index(unit.kind), unit.start))
    within = next((unit for unit in units if unit.kind in ("district", "commune")), None)
    if chosen.kind == "service_centre" and within:
        chosen = replace(chosen, name=f"{title_cased(chosen.name)} {lowered(within.name)}")
        place = place or within.place
    return as_reporter(chosen, place or chosen.place)


def _printed_place(units: list[UnitMention]) -> str | None:
    """The province printed, or that of the district printed above a commune."""
    for kind in ("province", "district"):
        places = {unit.place for unit in units if unit.kind == kind}
        if places - {None}:
            return places.pop() if len(places) == 1 else None
    return None


def _letterhead_lines(above: str) -> str:
    """What is printed above the number and the date, without the motto of the state, line by line."""
    kept = MOTTO.sub(lambda match: " " * len(match[0]), fold_marks(above))
    number, issued = NUMBER.search(above), ISSUED.search(kept)
    ends = [
        len(above),
        *([number.start()] if number else []),
        *([kept.rfind("\n", 0, issued.start()) + 1] if issued else []),
    ]
    words = "".join(" " if mask == " " else char for char, mask in zip(above, kept, strict=True))
    lines = re.sub(r"[*|#]", " ", words[: min(ends)]).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _printed_as_a_body(unit: UnitMention, head: str) -> bool:
    """Groups and vertical agencies do not count, nor does a province without its type word."""
    if unit.kind == "province":
        return fold_marks(head[unit.start : unit.end]) != fold_marks(unit.name)
    return unit.kind not in ("group", "national", "system")


def _without_own_name(units: list[UnitMention], head: str, place: str | None) -> Reporter | None:
    """A body printed only as "VĂN PHÒNG" under its parent."""
    office = _OFFICE.search(head)
    if not office:
        return None
    if units[-1].kind == "province":
        return Reporter(f"Văn phòng UBND tỉnh {place}", place, "Văn phòng UBND tỉnh", "department")
    shown = "Văn phòng HĐND và UBND" if "HĐND" in office[1] else "Văn phòng UBND"
    name = f"{shown} {lowered(units[-1].name)}"
    return Reporter(name, place or units[-1].place, name, "department")


_BODY_WORD = re.compile(
    r"(?<!\w)(?:sở|ban|phòng|cục|chi\s+cục|trung\s+tâm|trường|công\s+ty|viện|chi\s+nhánh|tổng\s+cục|đài|"
    r"hội\s+đồng|bệnh\s+viện|công\s+an|thanh\s+tra|thuế|kho\s+bạc|bảo\s+hiểm|điện\s+lực|quỹ|tổ\s+công\s+tác|ban\s+chỉ\s+đạo|vụ)(?!\w)"
)


_OFFICE = re.compile(r"(?<!\w)(VĂN PHÒNG(?:\s+HĐND\s+(?:VÀ|-|&)\s+UBND)?)\W*$")


def _holds_another_body(head: str, units: list[UnitMention]) -> bool:
    """Whether a body that no table knows is printed as well: who reports is then not certain."""
    rest = head
    for unit in reversed(units):
        rest = f"{rest[: unit.start]} {rest[unit.end :]}"
    return _BODY_WORD.search(fold_marks(rest)) is not None


def _who_reports(paper: Paper) -> list[Reporter]:
    """Units that say "… báo cáo", or whose report the closing says this is, each once."""
    close = paper.recipients if paper.recipients is not None else len(paper.text)
    found: list[Reporter] = []
    for start, end in (paper.opening, (max(paper.opening[1], close - 3500), close)):
        for unit in _mentions(paper.text, start, end):
            if unit.kind not in _REPORTERS or not (
                _REPORTS.match(paper.low, unit.end) or _THIS_IS.search(paper.low, max(0, unit.start - 300), unit.start)
            ):
                continue
            found.append(as_reporter(unit, unit.place))
    return list(dict.fromkeys(found))


def _mentions(text: str, start: int, end: int) -> Iterator[UnitMention]:
    return (unit for unit in find_units(text) if start <= unit.start < end)


def _one_of(said: list[Reporter], paper: Paper) -> Reporter:
    """The one unit that reports; None where several do."""
    units = {(each.unit, each.kind) for each in said}
    places = {each.place for each in said if each.place}
    if len(units) != 1 or len(places) > 1:
        return Reporter()
    first = next((each for each in said if each.place), said[0])
    if first.place is None and first.kind in ("department", "service_centre"):
        place = _place_of_issue(paper) or _province_of_unit(paper.title, first.unit) or _only_place(_addressee(paper))
        return replace(first, place=place)
    return _local_placed(first, paper) if first.kind in ("district", "commune") else first


def _addressee(paper: Paper) -> str:
    """The line of "Kính gửi": a unit writes to its own province."""
    match = _ADDRESSEE.search(paper.low, 0, 6000)
    return paper.text[match.start() : match.end()] if match else ""


def _only_place(words: str) -> str | None:
    places = {unit.place for unit in find_units(words) if unit.place}
    return places.pop() if len(places) == 1 else None


def _province_of_unit(title: str, unit: str | None) -> str | None:
    """The province a title names behind the unit itself."""
    for mention in find_units(title):
        if mention.place and unit and fold_marks(mention.name).startswith(fold_marks(unit)):
            return mention.place
    return None


def _place_of_issue(paper: Paper) -> str | None:
    """The province in "Bình Định, ngày 5 tháng 4 năm 2023"."""
    return _only_province(paper.issued_at)


def _only_province(words: str) -> str | None:
    places = {unit.place for unit in find_units(words) if unit.kind == "province"}
    return places.pop() if len(places) == 1 else None


def _from_title(title: str) -> Reporter | None:
    """A report without letterhead or reporting sentence: the one unit its title names; None if it names none."""
    units = [unit for unit in find_units(title) if unit.kind in _REPORTERS and unit.kind != "ministry"]
    if not units:
        return None
    names = {(unit.name, unit.kind) for unit in units}
    return as_reporter(units[0], units[0].place) if len(names) == 1 else Reporter()


def whole_province(paper: Paper, issued_in: str | None, addressee: str) -> Reporter | None:
    """The province, where nobody is named but the dossiers counted are those of its levels.

    Beside the levels it takes the province's name at the date or in the text, no other province, no mention of
    a department's or a district's own doings, and one more sign: the number of a committee, an addressee in the
    capital, or the words "tỉnh X".
    """
    if not _COUNTS_LEVELS.search(paper.low) or _OWN_DOINGS.search(paper.low):
        return None
    named = {unit.place for unit in find_units(paper.text) if unit.kind == "province" and _typed(unit, paper.low)}
    places = named | {place for place in [issued_in] if place}
    signs = bool(named) or _CENTRAL.search(fold_marks(addressee)) or (paper.number or "").endswith("BC-UBND")
    if len(places) != 1 or not signs or not (issued_in or _CENTRAL.search(fold_marks(addressee))):
        return None
    place = places.pop()
    return as_reporter(UnitMention(0, 0, place or "", "province", place), place)


def _typed(unit: UnitMention, low: str) -> bool:
    return low.startswith(("tỉnh", "ubnd tỉnh", "ủy ban", "thành phố"), unit.start)
