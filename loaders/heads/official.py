"""The only place that says who wrote an official paper: form, letterhead, annex, who says "báo cáo", title, counts.

Where two candidates compete, or a body is printed that no table knows, nobody is named.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from loaders.heads.attachments import ATTACHED_NOTE, attached_to, reporting_units
from loaders.heads.bodies import OFFICE, Bodies, bodies
from loaders.heads.paper import Paper, only_place, only_province
from loaders.heads.reporters import Reporter, as_reporter, of_a_commune
from loaders.heads.subjects import about_the_whole, named_in_title, of_a_spokesman, whole_province
from loaders.heads.symbols import department_of, is_of_a_committee, symbol_attached
from loaders.places.localities import commune_province, may_lie_in
from loaders.places.mentions import UnitMention, find_units
from loaders.text.textform import fold_marks

_REPORTS = re.compile(
    r"\s*(?:(?:xin|kính|trân\s+trọng|tổng\s+hợp|tiếp\s+tục|có)\s*,?\s*){0,3}báo\s+cáo(?!\s+(?:số|này|trên|của|thẩm))"
)
_THIS_IS = re.compile(r"trên\s+đây\s+là\s[^;]{0,40}báo\s+cáo(?:[^.;]|\.(?=[0-9])){0,220}\scủa\s+$")
_REPORTERS = ("province", "department", "district", "commune", "ministry", "service_centre")
_LOCAL = ("district", "commune")

_NO_DISTRICTS = date(2025, 7, 1)
"""Since then there are none (Luật Tổ chức chính quyền địa phương 2025)."""
_HUE_A_CITY = date(2025, 1, 1)
"""Since then the city of Huế is a province; before, it was a city of the province Thừa Thiên Huế."""


def on_the_map(reporter: Reporter, issued_on: date | None) -> Reporter:
    """The reporter in the light of the day: communes by the map in force, Huế by what it was, no district since 2025.

    A "thành phố X" of 2026 is a province that became a city, or the text is about what was: nobody knows.
    """
    if reporter.issuer == "Ủy ban nhân dân thành phố Huế" and reporter.kind == "province":
        if issued_on is None:
            return Reporter(issuer=reporter.issuer)
        return reporter if issued_on >= _HUE_A_CITY else replace(reporter, unit="UBND thành phố Huế", kind="district")
    if reporter.kind == "district" and issued_on and issued_on >= _NO_DISTRICTS:
        return Reporter(issuer=reporter.issuer)
    if reporter.place is None and issued_on and (name := _own_name(reporter)):
        return replace(reporter, place=commune_province(name, issued_on))
    return reporter


def official_reporter(paper: Paper) -> Reporter:
    """The reporter of an official paper; nobody where it is not certain."""
    printed = bodies(paper.above, of_a_committee=is_of_a_committee(paper.number))
    form = reporting_units(paper.text, paper.low)
    if form is not None:
        return _of_form(form, printed, paper)
    if not printed.certain:
        return Reporter()
    if printed.lowest:
        return _of_bodies(printed, paper)
    attached = attached_to(paper.text, paper.low)
    if attached and attached.sender:
        return _of_bodies(_as_printed(attached.sender), paper)
    if said := _who_reports(paper):
        return _one_of(said, paper)
    return _from_title(paper) or whole_province(paper) or _from_symbol(paper)


def _of_form(form: tuple[UnitMention, ...], printed: Bodies, paper: Paper) -> Reporter:
    """The one unit a form names, unless its letterhead is another's."""
    units = [unit for unit in form if unit.kind in _REPORTERS]
    if len(units) != 1 or not printed.certain:
        return Reporter()
    found = _of_bodies(_as_printed(units[0]), paper)
    rival = _of_bodies(printed, paper) if printed.lowest and not printed.spokesman else found
    return found if (rival.unit, rival.kind) == (found.unit, found.kind) else Reporter()


def _as_printed(unit: UnitMention) -> Bodies:
    """A unit named alone as if a letterhead printed it; an office speaks for its province."""
    if unit.kind == "department" and OFFICE.match(fold_marks(unit.name)):
        province = UnitMention(0, 0, unit.place or "", "province", unit.place)
        return Bodies(True, province, "Văn phòng UBND tỉnh", unit.place)
    return Bodies(True, unit, None, unit.place)


def _of_bodies(printed: Bodies, paper: Paper) -> Reporter:
    """The body whose figures the paper gives, in its province; nobody where another province reports."""
    chosen = _subject(printed, paper)
    if chosen is None:
        return Reporter(issuer=printed.spokesman)
    if isinstance(chosen, Reporter):
        return replace(chosen, place=printed.place or paper.place_of_issue)
    rivals = {unit.place for unit in _who_reports(paper) if unit.kind == "province"} - {None}
    place = printed.place or chosen.place
    if place and rivals and rivals != {place}:
        return Reporter(issuer=as_reporter(chosen, place).issuer)
    if chosen.kind in _LOCAL or (chosen.kind == "service_centre" and of_a_commune(chosen)):
        return _local_placed(as_reporter(chosen, place), paper)
    if chosen.kind == "ministry":
        return as_reporter(chosen, None)
    place = place or paper.place_of_issue or only_province(paper.title)
    if chosen.kind == "province":
        return as_reporter(replace(chosen, name=chosen.name or place), place) if place else Reporter()
    place = place or _province_of_unit(paper.title, chosen.name) or only_place(paper.addressee) or paper.lies_in
    return as_reporter(chosen, place)


def _subject(printed: Bodies, paper: Paper) -> UnitMention | Reporter | None:
    """The unit whose figures the paper gives: the body printed, the whole it speaks for, or the unit of its title."""
    body = printed.lowest
    if body is None or printed.spokesman:
        return of_a_spokesman(paper, body, printed.spokesman or "") if body else None
    if body.kind not in ("department", "service_centre") or of_a_commune(body):
        return named_in_title(paper.title, body) or body
    whole = about_the_whole(paper, body)
    if whole is None:
        return None
    place = printed.place or body.place or paper.place_of_issue
    return UnitMention(0, 0, place or "", "province", place) if whole else body


def _own_name(reporter: Reporter) -> str | None:
    """The name of a district or commune that reports, or of the commune whose centre does."""
    if reporter.kind in _LOCAL:
        return (reporter.unit or "").removeprefix("UBND ")
    match = (
        re.search(r"(?:xã|phường|đặc khu) \S.*$", reporter.unit or "") if reporter.kind == "service_centre" else None
    )
    return match[0] if match else None


def _local_placed(local: Reporter, paper: Paper) -> Reporter:
    """A district or commune in the one province that its letterhead, its addressee or its own mentions name.

    Its place of issue is its own name, which may be that of a province elsewhere.
    """
    name = _own_name(local)
    if local.place or not name:
        return local
    addressed = list(find_units(paper.addressee))
    beside = {
        unit.place
        for unit in (*find_units(paper.text), *addressed)
        if unit.place and fold_marks(unit.name) == fold_marks(name)
    }
    places = beside or {unit.place for unit in addressed if unit.place}
    places |= {place for place in [paper.place_of_issue] if place and fold_marks(place) not in fold_marks(name)}
    place = places.pop() if len(places) == 1 else None
    fits = place and (local.kind == "district" or may_lie_in(name, place))
    return replace(local, place=place) if fits else local


def _who_reports(paper: Paper) -> list[UnitMention]:
    """Units that say "… báo cáo", or whose report the closing says this is."""
    return [
        unit
        for start, end in (paper.opening, paper.closing)
        for unit in paper.units(start, end)
        if unit.kind in _REPORTERS
        and (_REPORTS.match(paper.low, unit.end) or _THIS_IS.search(paper.low, max(0, unit.start - 300), unit.start))
    ]


def _one_of(said: list[UnitMention], paper: Paper) -> Reporter:
    """The one unit that reports; None where several do."""
    units = {(as_reporter(each, each.place).unit, each.kind) for each in said}
    places = {each.place for each in said if each.place}
    if len(units) != 1 or len(places) > 1:
        return Reporter()
    first = next((each for each in said if each.place), said[0])
    return _of_bodies(_as_printed(first), paper)


def _province_of_unit(title: str, unit: str) -> str | None:
    """The province a title names behind the unit itself."""
    for mention in find_units(title):
        if mention.place and fold_marks(mention.name).startswith(fold_marks(unit)):
            return mention.place
    return None


def _from_symbol(paper: Paper) -> Reporter:
    """The department whose letters stand in the number of the letter that a report comes with."""
    name = department_of(symbol_attached(paper.title))
    if name is None:
        return Reporter()
    return as_reporter(UnitMention(0, 0, name, "department"), paper.place_of_issue or paper.lies_in)


def _from_title(paper: Paper) -> Reporter | None:
    """A report without letterhead or reporting sentence: the one unit its title names; None if it names none."""
    words = ATTACHED_NOTE.sub(" ", paper.title)
    units = [unit for unit in find_units(words) if unit.kind in _REPORTERS and unit.kind != "ministry"]
    if not units:
        return None
    names = {(unit.name, unit.kind) for unit in units}
    if len(names) != 1:
        return Reporter()
    found = as_reporter(units[0], units[0].place)
    return _local_placed(found, paper) if found.kind in _LOCAL else found
