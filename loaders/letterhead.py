"""The only place that reads who reports, on what paper and under which title: letterhead, title, closing, addressees.

A place or unit is named only where it is certain: the letterhead, the sentence in which the unit reports, or a title
that names one province. Where two candidates compete there is none, and the report is held for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from loaders.places import CENTRAL_CITIES, UnitMention, commune_province, find_units, proper_name
from loaders.textform import LETTERS, fold_marks

NATION = "Cả nước"
WHOLE_PROVINCE = "toàn tỉnh"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a document says of itself. Offsets point into the text; a None was not found or is not certain."""

    family: str
    """ksthc, cchc, cctthc, thematic, or unknown (press, notices)."""
    number: str | None
    issued_on: date | None
    issuer: str | None
    """Who signs, as named: "Ủy ban nhân dân tỉnh Bình Thuận", "Sở Ngoại vụ"."""
    place: str | None
    """Name of the province (see `places.province`), or "Cả nước" for a ministry."""
    unit: str | None
    unit_kind: str | None
    title: str
    title_span: tuple[int, int] | None
    opening_span: tuple[int, int]
    """From the end of the title to the first heading: what `report_period` takes as head."""
    recipients_start: int | None


_HEAD_SIZE = 6000
_MOTTO = re.compile(r"cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh\s+phúc")
_TITLE_WORD = re.compile(r"^[ \t#*_>]*((?:báo|thông)[ \t]+(?:cáo|báo))(?:[ \t]+(?=\S)|[ \t*_]*$)", re.MULTILINE)
_LETTER = re.compile(r"^[ \t#*_>]*(?:kính\s+gửi|v/v)(?!\w)", re.MULTILINE)
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_TITLE_ENDS = re.compile(
    r"^[\s#*_>]*(?:kính\s+gửi|căn\s+cứ|thực\s+hiện\s+(?:công\s+văn|văn\s+bản|chế\s+độ|quyết\s+định|nghị|thông\s+tư|kế\s+hoạch|chỉ\s+đạo|"
    r"công\s+điện|chỉ\s+thị|quy\s+định|luật|yêu\s+cầu)|thi\s+hành|theo\s|[ivx]+\s*[.,/-]|[0-9a-z]\s*[.)]\s|phần\s+(?:thứ|[ivx0-9])|"
    r"[-_=–—]{3,}|trong\s+(?:quý|tháng|năm|kỳ|thời)|để\s|nhằm\s|triển\s+khai\s+(?:thực\s+hiện\s+)?(?:công\s+văn|quyết\s+định|nghị|kế)|"
    r"(?:ủy\s+ban\s+nhân\s+dân|ubnd|sở|văn\s+phòng|bộ)\s[^\n]*báo\s+cáo|ngày\s|số\s*:|\|)"
)
_HEADING = re.compile(r"^[ \t#*_>]*(?:[IVX]{1,4}|[A-D]|PHẦN|Phần|1)[ \t]*(?:[.,/)-]|THỨ|thứ|I)", re.MULTILINE)
_NUMBER = re.compile(
    r"^[ \t#*_>|]*Số[ \t]*:?[ \t]*([0-9]{1,6}[a-z]?)?[ \t]*/[ \t]*"
    rf"([A-ZĐ][{LETTERS}0-9]*(?:[ \t]?[-–][ \t]?[A-ZĐ][{LETTERS}0-9]*)*)",
    re.MULTILINE,
)
_ISSUED = re.compile(r"ngày[ \t]+([0-9]{1,2})[ \t]+tháng[ \t]+([0-9]{1,2})[ \t]+năm[ \t]+((?:19|20)[0-9]{2})")
_STAMPED = re.compile(
    r"(?:thời\s+gian\s+ký|ngày\s+ký|ngày\s+đăng|đăng\s+ngày|ngày\s+ban\s+hành)\s*:?\s*"
    r"(?:[0-9:]{4,8}\s*,?\s*)?([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})"
)
_DAY_POSTED = r"(?:ngày[ \t]+)?([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})"
_POSTED = re.compile(
    rf"^[ \t#*_>|(]*(?:(?:thứ[ \t]+\w+|chủ[ \t]+nhật),?[ \t]+)?{_DAY_POSTED}"
    r"(?:[ \t,|–-]*[0-9]{1,2}[:h][0-9]{2})?[^\n]{0,12}$",
    re.MULTILINE,
)
_RECIPIENTS = re.compile(r"^[ \t#*_>|]*(nơi\s+nhận)[ \t*_]*:?", re.MULTILINE)
_REPORTS = re.compile(
    r"\s*(?:(?:xin|kính|trân\s+trọng|tổng\s+hợp|tiếp\s+tục|có)\s*,?\s*){0,3}báo\s+cáo(?!\s+(?:số|này|trên|của|thẩm))"
)
_REPORTED_AS = re.compile(r"báo\s+cáo[^.;:]{0,80}$")
_PARENT = ("province", "district", "commune")
_FAMILIES = (
    ("ksthc", re.compile(r"kiểm\s+soát\s+(?:thủ\s+tục\s+hành\s+chính|tthc)|kstthc")),
    ("cctthc", re.compile(r"cải\s+cách\s+(?:thủ\s+tục\s+hành\s+chính|tthc)|cctthc")),
    ("cchc", re.compile(r"cải\s+cách\s+hành\s+chính|cchc")),
)
_OUTLINE = tuple(
    re.compile(rf"^[ \t#*_>]*(?:i\.)?{number}[ \t]*[.)][^\n]{{0,40}}{heading}", re.MULTILINE)
    for number, heading in (
        (1, r"đánh\s+giá\s+tác\s+động"),
        (2, r"thẩm\s+định"),
        (3, r"công\s+bố,?\s+công\s+khai"),
        (4, r"rà\s+soát,\s+đơn\s+giản"),
        (5, r"phản\s+ánh,\s+kiến\s+nghị"),
        (6, r"giải\s+quyết"),
    )
)


def read_letterhead(text: str) -> Letterhead:
    """Everything a document says of itself; `text` is normalised."""
    low = fold_marks(text)
    title_at = _title_span(text, low)
    title = _clean(text[slice(*title_at)]) if title_at else ""
    body_start = title_at[1] if title_at else 0
    recipients = _recipients_start(low)
    above = _above_title(text, title_at)
    headed = _heading_word(low, title_at)
    official = bool(headed or _NUMBER.search(above) or _LETTER.search(low, 0, 3000))
    issued_on = _issued_on(text, above, low, official)
    opening = (body_start, _opening_end(text, body_start))
    reporter = _official(text, low, above, title, opening, recipients) if official else _press(text, low, title)
    reporter = _on_the_map(reporter, issued_on)
    return Letterhead(
        family=_family(title, low) if official and headed != "thông báo" else _family_by_outline(low, "unknown"),
        number=_number(above),
        issued_on=issued_on,
        issuer=reporter.issuer,
        place=reporter.place,
        unit=reporter.unit,
        unit_kind=reporter.kind,
        title=title,
        title_span=title_at,
        opening_span=opening,
        recipients_start=recipients,
    )


@dataclass(frozen=True, slots=True)
class _Reporter:
    """Who reports, as far as it is certain."""

    issuer: str | None = None
    place: str | None = None
    unit: str | None = None
    kind: str | None = None


def _clean(words: str) -> str:
    return " ".join(re.sub(r"[*_#>]+", " ", words).split())


def _title_span(text: str, low: str) -> tuple[int, int] | None:
    """The lines after the word BÁO CÁO; without that word, the first line that says anything."""
    for match in _TITLE_WORD.finditer(low, 0, _HEAD_SIZE):
        printed = text[match.start(1) : match.end(1)]
        if printed.isupper() or low[match.end() :].startswith("\n") or match.end() == len(low):
            end = _title_end(text, low, match.end())
            start = match.end(1) if end > match.end(1) else match.start(1)
            return _trimmed(text, start, end)
    for line in _LINE.finditer(text, 0, min(len(text), _HEAD_SIZE)):
        if sum(map(str.isalpha, line[0])) >= 8 and not _MOTTO.search(fold_marks(line[0])):
            return _trimmed(text, *line.span())
    return None


def _heading_word(low: str, title_at: tuple[int, int] | None) -> str:
    """`báo cáo` or `thông báo` where that word stands above the title or begins it."""
    if not title_at:
        return ""
    match = re.search(r"(báo\s+cáo|thông\s+báo)[\s*_]*$", low[max(0, title_at[0] - 40) : title_at[0]])
    match = match or _TITLE_WORD.match(low, low.rfind("\n", 0, title_at[0]) + 1)
    return " ".join(match[1].split()) if match else ""


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_#"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in "*_#>"):
        start += 1
    return start, end


def _title_end(text: str, low: str, start: int) -> int:
    """Where the title that begins after `start` ends: before the addressee, the legal grounds or the first heading."""
    end, lines, at = start, 0, start
    while at < min(len(text), start + 1500) and lines < 9:
        line = _LINE.match(text, at)
        if not line or line.end() == at:
            break
        words = line[0].strip(" \t\n*_#>")
        if words and lines and _ends_title(low[line.start() : line.end()], words, text[start:end]):
            break
        if (
            words
            and not lines
            and _TITLE_ENDS.match(low, line.start())
            and re.match(r"[\s#*_]*kính|[\s#*_]*căn", low[line.start() : line.end()])
        ):
            break
        if words:
            end, lines = line.end(), lines + 1
        at = line.end()
    return end


def _ends_title(low_line: str, words: str, so_far: str) -> bool:
    goes_on = words[0].islower() or words[0] in "(" or so_far.rstrip(" \t\n*_").endswith((",", "và", "và "))
    if words[0].islower():
        return False
    if _TITLE_ENDS.match(low_line):
        return True
    return len(words) > 110 and not goes_on and not words.isupper()


def _above_title(text: str, title_at: tuple[int, int] | None) -> str:
    """The letterhead proper. Without a title of a report, the first lines."""
    return text[: title_at[0]] if title_at else text[:1500]


def _opening_end(text: str, start: int) -> int:
    match = _HEADING.search(text, start, start + 5000)
    return match.start() if match else min(len(text), start + 2500)


def _number(above: str) -> str | None:
    match = _NUMBER.search(above)
    return f"{match[1]}/{''.join(match[2].split())}" if match and match[1] else None


def _issued_on(text: str, above: str, low: str, official: bool) -> date | None:
    """The date beside the place of issue; else the signature's or the posting's."""
    if printed := _ISSUED.search(fold_marks(above)):
        return _date(printed[1], printed[2], printed[3])
    stamp = _STAMPED.search(low, 0, 3000) or (None if official else _POSTED.search(low, 0, 1500))
    return _date(stamp[1], stamp[2], stamp[3]) if stamp else None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _recipients_start(low: str) -> int | None:
    found = None
    for match in _RECIPIENTS.finditer(low):
        found = match.start(1)
    return found


def _family(title: str, low: str) -> str:
    """The family a report's title names; without a word for it, its outline tells."""
    said = fold_marks(title)
    first = min(
        ((match.start(), name) for name, pattern in _FAMILIES if (match := pattern.search(said))), default=(0, "")
    )
    if first[1]:
        return "thematic" if _about_something_else(said, first[0]) else first[1]
    return _family_by_outline(low, "thematic")


def _about_something_else(said: str, at: int) -> bool:
    """Whether the words only name a decree, a plan's subject or an index the report is about."""
    return (
        re.search(r"(?:chỉ\s+số|nghị\s+định|quyết\s+định|nghị\s+quyết|đề\s+án|sáng\s+kiến)\s[^,;]{0,60}$", said[:at])
        is not None
    )


def _family_by_outline(low: str, otherwise: str) -> str:
    return "ksthc" if sum(pattern.search(low) is not None for pattern in _OUTLINE) >= 4 else otherwise


_HUE_A_CITY = date(2025, 1, 1)
"""Since then the city of Huế is a province; before, it was a city of the province Thừa Thiên Huế."""


def _on_the_map(reporter: _Reporter, issued_on: date | None) -> _Reporter:
    """The reporter in the light of the day: communes by the map in force, Huế by what it was."""
    if reporter.issuer == "Ủy ban nhân dân thành phố Huế" and reporter.kind == "province":
        if issued_on is None:
            return _Reporter(issuer=reporter.issuer)
        return reporter if issued_on >= _HUE_A_CITY else replace(reporter, unit="UBND thành phố Huế", kind="district")
    if reporter.kind == "commune" and not reporter.place and reporter.unit and issued_on:
        return replace(reporter, place=commune_province(reporter.unit.removeprefix("UBND "), issued_on))
    return reporter


def _official(
    text: str, low: str, above: str, title: str, opening: tuple[int, int], recipients: int | None
) -> _Reporter:
    """The reporter of an official report: letterhead first, then who says "báo cáo", then the title."""
    printed = _from_letterhead(above)
    if printed is None:
        return _Reporter()
    said = _who_reports(text, low, opening, recipients)
    if printed.unit:
        rival = next((each for each in said if each.kind == "province" and each.place), None)
        if printed.place and rival and rival.place != printed.place:
            return _Reporter(issuer=printed.issuer)
        place = printed.place or _place_of_issue(above)
        if not place and printed.kind == "province" and rival:
            place = rival.place
        if not place and printed.kind in ("province", "department", "service_centre"):
            place = _only_province(title)
        if printed.kind == "province" and not place:
            return _Reporter(issuer=printed.issuer)
        return _Reporter(printed.issuer, place, printed.unit, printed.kind)
    if said:
        return _one_of(said, above, title, _addressee(text, low))
    return _from_title(title, above, low)


def _from_letterhead(above: str) -> _Reporter | None:
    """The units printed above the number: the parent body, then the one that reports. None: a body no table knows."""
    head = _letterhead_lines(above)
    units = [unit for unit in find_units(head) if _printed_as_a_body(unit, head)]
    if not units:
        return _Reporter()
    place = next((unit.place for unit in units if unit.kind == "province"), None)
    inner = [unit for unit in units if unit.kind not in _PARENT]
    if not inner and (reporter := _without_own_name(units, head, place)):
        return reporter
    if _holds_another_body(head, units):
        return None
    chosen = inner[-1] if inner else units[-1]
    within = next((unit for unit in units if unit.kind in ("district", "commune")), None)
    if chosen.kind == "service_centre" and within:
        chosen = replace(chosen, name=f"{_title_cased(chosen.name)} {_lowered(within.name)}")
        place = place or within.place
    return _as_reporter(chosen, place or chosen.place)


def _letterhead_lines(above: str) -> str:
    """What is printed above the number and the date, without the motto of the state, line by line."""
    kept = _MOTTO.sub(lambda match: " " * len(match[0]), fold_marks(above))
    number, issued = _NUMBER.search(above), _ISSUED.search(kept)
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


def _lowered(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}"


def _without_own_name(units: list[UnitMention], head: str, place: str | None) -> _Reporter | None:
    """A body printed only as "VĂN PHÒNG" under its parent."""
    office = _OFFICE.search(head)
    if not office:
        return None
    if units[-1].kind == "province":
        return _Reporter(f"Văn phòng UBND tỉnh {place}", place, "Văn phòng UBND tỉnh", "department")
    shown = "Văn phòng HĐND và UBND" if "HĐND" in office[1] else "Văn phòng UBND"
    name = f"{shown} {_lowered(units[-1].name)}"
    return _Reporter(name, place or units[-1].place, name, "department")


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


def _as_reporter(unit: UnitMention, place: str | None) -> _Reporter:
    if unit.kind == "province":
        word = "thành phố" if unit.name in CENTRAL_CITIES else "tỉnh"
        return _Reporter(f"Ủy ban nhân dân {word} {unit.name}", place, WHOLE_PROVINCE, "province")
    if unit.kind == "ministry":
        return _Reporter(_title_cased(unit.name), NATION, _title_cased(unit.name), "ministry")
    if unit.kind in ("district", "commune"):
        name = f"UBND {_lowered(unit.name)}"
        return _Reporter(name, place, name, unit.kind)
    name = _title_cased(unit.name)
    if unit.kind == "service_centre":
        own = f"{name.removesuffix(' tỉnh').removesuffix(' thành phố')} {_with_type_word(place)}" if place else name
        own = name if _names_its_place(unit, place) else own
        return _Reporter(own, place, own, unit.kind)
    bare = re.sub(rf"\s+(?:(?:tỉnh|thành phố|TP\.?)\s+)?{re.escape(unit.place)}$", "", name) if unit.place else name
    if re.match(r"Văn phòng (?:UBND|Ủy ban)", bare):
        bare = "Văn phòng UBND tỉnh"
    return _Reporter(name, place, bare, unit.kind)


def _with_type_word(place: str | None) -> str:
    return f"{'thành phố' if place in CENTRAL_CITIES else 'tỉnh'} {place}"


def _names_its_place(unit: UnitMention, place: str | None) -> bool:
    """Whether a centre's name already says whose it is: its province, or a commune."""
    low = fold_marks(unit.name)
    return (place is not None and low.endswith(fold_marks(place))) or re.search(
        r" (?:xã|phường|huyện|đặc khu) ", low
    ) is not None


def _title_cased(name: str) -> str:
    """A name printed in capitals as it is written in running text: "SỞ NGOẠI VỤ" → "Sở Ngoại vụ"."""
    if not name.isupper():
        return name
    return proper_name(name)


def _who_reports(text: str, low: str, opening: tuple[int, int], recipients: int | None) -> list[_Reporter]:
    """Units that say "… báo cáo" in the opening or in the closing, each once."""
    close = recipients if recipients is not None else len(text)
    found: list[_Reporter] = []
    for start, end in (opening, (max(opening[1], close - 3500), close)):
        for unit in _mentions(text, start, end):
            if not _REPORTS.match(low, unit.end):
                continue
            if unit.kind in ("province", "department", "district", "commune", "ministry", "service_centre"):
                found.append(_as_reporter(unit, unit.place))
    return list(dict.fromkeys(found))


def _mentions(text: str, start: int, end: int) -> Iterator[UnitMention]:
    return (unit for unit in find_units(text) if start <= unit.start < end)


def _one_of(said: list[_Reporter], above: str, title: str, addressee: str) -> _Reporter:
    """The one unit that reports; None where several do."""
    units = {(each.unit, each.kind) for each in said}
    places = {each.place for each in said if each.place}
    if len(units) != 1 or len(places) > 1:
        return _Reporter()
    first = next((each for each in said if each.place), said[0])
    if first.place is None and first.kind in ("department", "service_centre"):
        place = _place_of_issue(above) or _province_of_unit(title, first.unit) or _only_place(addressee)
        return replace(first, place=place)
    return first


def _addressee(text: str, low: str) -> str:
    """The line of "Kính gửi": a department writes to its own province."""
    match = re.compile(r"^[ \t#*_>]*kính\s+gửi[^\n]*", re.MULTILINE).search(low, 0, 6000)
    return text[match.start() : match.end()] if match else ""


def _only_place(words: str) -> str | None:
    places = {unit.place for unit in find_units(words) if unit.place}
    return places.pop() if len(places) == 1 else None


def _province_of_unit(title: str, unit: str | None) -> str | None:
    """The province a title names behind the unit itself."""
    for mention in find_units(title):
        if mention.place and unit and fold_marks(mention.name).startswith(fold_marks(unit)):
            return mention.place
    return None


def _place_of_issue(above: str) -> str | None:
    """The province in "Bình Định, ngày 5 tháng 4 năm 2023"."""
    match = _ISSUED.search(fold_marks(above))
    if not match:
        return None
    line_start = above.rfind("\n", 0, match.start()) + 1
    places = {unit.place for unit in find_units(above[line_start : match.start()]) if unit.kind == "province"}
    return places.pop() if len(places) == 1 else None


def _only_province(words: str) -> str | None:
    places = {unit.place for unit in find_units(words) if unit.kind == "province"}
    return places.pop() if len(places) == 1 else None


def _from_title(title: str, above: str, low: str) -> _Reporter:
    """A report without letterhead or reporting sentence: the one unit its title names."""
    kinds = ("province", "department", "district", "commune", "service_centre")
    units = [unit for unit in find_units(title) if unit.kind in kinds]
    names = {(unit.name, unit.kind) for unit in units}
    if len(names) != 1:
        return _Reporter()
    return _as_reporter(units[0], units[0].place)


_ELSEWHERE = re.compile(r"cả\s+nước|toàn\s+quốc|các\s+tỉnh|các\s+địa\s+phương\s+trong\s+cả|bộ,\s+ngành")


def _press(text: str, low: str, title: str) -> _Reporter:
    """Press and notices: the one unit of the headline, or of the first sentences, if there is just one province."""
    lead = text[:900]
    headline = [
        unit
        for unit in find_units(title)
        if unit.kind in ("province", "department", "district", "service_centre", "commune")
    ]
    opening = [
        unit
        for unit in find_units(lead)
        if unit.kind in ("province", "department", "district", "service_centre", "commune")
    ]
    provinces = {unit.place for unit in headline if unit.kind == "province"} or {
        unit.place for unit in opening if unit.kind in ("province", "service_centre", "department") and unit.place
    }
    inner = {(unit.name, unit.kind) for unit in headline if unit.kind != "province"}
    all_places = {unit.place for unit in opening if unit.place}
    if len(provinces) > 1 or len(inner) > 1 or (not headline and _ELSEWHERE.search(low[:900])):
        return _Reporter()
    if inner:
        unit = next(unit for unit in headline if unit.kind != "province")
        place = unit.place or (all_places.pop() if len(all_places) == 1 else None)
        return _as_reporter(unit, place) if place else _Reporter()
    if not provinces:
        return _Reporter()
    place = provinces.pop()
    centres = {unit.name for unit in opening if unit.kind == "service_centre"}
    if not headline and len(centres) == 1 and place:
        centre = next(unit for unit in opening if unit.kind == "service_centre")
        return _as_reporter(centre, place)
    reporter = _as_reporter(UnitMention(0, 0, place or "", "province", place), place)
    return _Reporter(None, reporter.place, reporter.unit, reporter.kind)
