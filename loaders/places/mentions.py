"""The only place that finds provinces, districts, communes, departments, ministries and centres in running text.

Names mislead (huyện Quảng Ninh lies in Quảng Bình, phường Bắc Kạn is no province, Châu Thành occurs ten times), so a
district or commune counts only behind its type word, a name must carry its marks and a capital, and of several
mentions at one spot the longest wins. To add a department or a ministry, add its field to the tables below.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from loaders.places.reference import REFERENCE, load_places, map_of, place_named
from loaders.records import Place
from loaders.text.textform import LETTERS, fold_marks


@dataclass(frozen=True, slots=True)
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


DEPARTMENT_FIELDS = (
    "Nội vụ|Ngoại vụ|Tư pháp|Tài chính|Kế hoạch và Đầu tư|Kế hoạch - Đầu tư|KH&ĐT|KHĐT|KH và ĐT|Công Thương|"
    "Nông nghiệp và Phát triển nông thôn|Nông nghiệp và Môi trường|NN&PTNT|NN và PTNT|NN&MT|NN và MT|"
    "Nông nghiệp & PTNT|"
    "Nông nghiệp và PTNT|Giao thông vận tải|Giao thông Vận tải|Giao thông công chánh|GTVT|Xây dựng|"
    "Tài nguyên và Môi trường|Tài nguyên & Môi trường|TN&MT|TNMT|TN và MT|Thông tin và Truyền thông|TT&TT|TTTT|"
    "TT và TT|"
    "Khoa học và Công nghệ|KH&CN|KHCN|KH và CN|Lao động - Thương binh và Xã hội|Lao động, Thương binh và Xã hội|"
    "Lao động – Thương binh và Xã hội|Lao động Thương binh và Xã hội|LĐ-TB&XH|LĐTB&XH|LĐTBXH|"
    "Văn hóa, Thể thao và Du lịch|"
    "Văn hóa Thể thao và Du lịch|VHTT&DL|VH,TT&DL|VHTTDL|Văn hóa và Thể thao|Văn hóa, Thể thao|Du lịch|"
    "Giáo dục và Đào tạo|GD&ĐT|GDĐT|GD và ĐT|Y tế|Dân tộc và Tôn giáo|Quy hoạch - Kiến trúc|Quy hoạch Kiến trúc|"
    "An toàn thực phẩm|Thể dục thể thao"
)
MINISTRY_FIELDS = (
    "Nội vụ|Ngoại giao|Tư pháp|Tài chính|Kế hoạch và Đầu tư|Công Thương|Nông nghiệp và Phát triển nông thôn|"
    "Nông nghiệp và Môi trường|Giao thông vận tải|Giao thông Vận tải|Xây dựng|Tài nguyên và Môi trường|"
    "Thông tin và Truyền thông|Khoa học và Công nghệ|Lao động - Thương binh và Xã hội|Văn hóa, Thể thao và Du lịch|"
    "Giáo dục và Đào tạo|Y tế|Dân tộc và Tôn giáo|Quốc phòng|Công an|"
    "GTVT|TN&MT|NN&PTNT|NN&MT|TT&TT|KH&CN|KH&ĐT|GD&ĐT|LĐ-TB&XH|LĐTB&XH|VHTT&DL|VHTTDL"
)
MINISTRY_NAMES = {
    "Bộ GTVT": "Bộ Giao thông vận tải",
    "Bộ Giao thông Vận tải": "Bộ Giao thông vận tải",
    "Bộ TN&MT": "Bộ Tài nguyên và Môi trường",
    "Bộ NN&PTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "Bộ NN&MT": "Bộ Nông nghiệp và Môi trường",
    "Bộ TT&TT": "Bộ Thông tin và Truyền thông",
    "Bộ KH&CN": "Bộ Khoa học và Công nghệ",
    "Bộ KH&ĐT": "Bộ Kế hoạch và Đầu tư",
    "Bộ GD&ĐT": "Bộ Giáo dục và Đào tạo",
    "Bộ LĐ-TB&XH": "Bộ Lao động - Thương binh và Xã hội",
    "Bộ LĐTB&XH": "Bộ Lao động - Thương binh và Xã hội",
    "Bộ VHTT&DL": "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ VHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
}
"""The full names of the ministries that are printed shortened."""
CENTRAL_BODIES = (
    "Văn phòng Chính phủ|Thanh tra Chính phủ|Ngân hàng Nhà nước Việt Nam|Ngân hàng Nhà nước|Bảo hiểm xã hội Việt Nam|"
    "Ủy ban Dân tộc|Ngân hàng Chính sách xã hội|Tổng cục Thuế|Tổng cục Hải quan|Kho bạc Nhà nước"
)
PROVINCIAL_BODIES = (
    "Văn phòng UBND|Văn phòng Ủy ban nhân dân|Thanh tra|Ban Dân tộc|Ban Quản lý các Khu công nghiệp|"
    "Ban Quản lý Khu kinh tế|"
    "Ban Quản lý các Khu kinh tế|Ban Quản lý khu kinh tế|Ban Quản lý các khu công nghiệp|Ban Quản lý Khu công nghiệp|"
    "Ban Quản lý khu công nghiệp|Ban Quản lý Khu kinh tế và các Khu công nghiệp|Ban Quản lý các KCN|"
    "Ban Quản lý Khu công nghệ cao|"
    "Ban Quản lý các khu chế xuất và công nghiệp|Ban Quản lý Vườn quốc gia"
)
_ZONES = (
    "Nghi Sơn|Đông Nam|Vũng Áng|Hòn La|Chân Mây - Lăng Cô|Chân Mây, Lăng Cô|Chu Lai|Dung Quất|Nhơn Hội|Nam Phú Yên|"
    "Phú Yên|Vân Phong|Phú Quốc|Định An|Năm Căn|Đình Vũ - Cát Hải|Vân Đồn|Thái Bình|Ninh Cơ|Hải Phòng|Quảng Ninh"
)
_ZONES_AND_PARKS = [
    f"Khu kinh tế {zone}{parks}"
    for zone in _ZONES.split("|")
    for parks in ("", " và các Khu công nghiệp", " và các Khu công nghiệp, khu chế xuất")
]
"""Boards of an economic zone by its name, some with the industrial parks of the province."""
SYSTEMS = (
    "Công an|Cục Thuế|Thuế|Bảo hiểm xã hội|Kho bạc Nhà nước|Cục Hải quan|Chi cục Hải quan|Điện lực|Công ty Điện lực|"
    "Bưu điện|Văn phòng Đăng ký đất đai|Chi cục Thuế|Chi cục Kiểm lâm|Tòa án nhân dân|Viện kiểm sát nhân dân"
)
CENTRE = (
    "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính|Trung tâm Phục vụ hành chính công|"
    "Trung tâm Kiểm soát thủ tục hành chính và Phục vụ hành chính công|"
    "Trung tâm Kiểm soát TTHC và Phục vụ hành chính công|Trung tâm Hành chính công và Xúc tiến đầu tư|"
    "Trung tâm Phục vụ, Kiểm soát thủ tục hành chính|Trung tâm Hành chính công|Trung tâm Phục vụ HCC|TTPVHCC|TTHCC|"
    "Trung tâm PVHCC"
)
CENTRAL_CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ", "Huế", "Đồng Nai")

_UPPER = "A-ZĐÀ-ÖØ-ÞĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_NAME = re.compile(
    rf"[{_UPPER}][{LETTERS}0-9'’]*(?:[ \n]{{1,3}}[{_UPPER}0-9][{LETTERS}0-9'’]*|\s?-\s?[{_UPPER}][{LETTERS}]*){{0,4}}"
)
_NUMBERED = re.compile(r"[0-9]{1,2}(?![0-9/.,%])")
_TYPED = (
    (r"huyện\s+", "huyện", "district"),
    (r"quận\s+", "quận", "district"),
    (r"thị\s+xã\s+", "thị xã", "district"),
    (r"thành\s+phố\s+", "thành phố", "district"),
    (r"tp\.?\s*", "thành phố", "district"),
    (r"tx\.?\s*", "thị xã", "district"),
    (r"xã\s+", "xã", "commune"),
    (r"phường\s+", "phường", "commune"),
    (r"thị\s+trấn\s+", "thị trấn", "commune"),
    (r"đặc\s+khu\s+", "đặc khu", "commune"),
)
_TYPE_SCANS = tuple((re.compile(fold_marks(pattern)), word, kind) for pattern, word, kind in _TYPED)
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


def province(name: str, on: date) -> Place | None:
    """The province of that name on the map in force on the day; None where that map has none (Bình Thuận in 2026)."""
    return place_named(name, map_of(on))


def province_then(name: str, end: date, issued_on: date | None) -> Place | None:
    """The province of that name when a period ended; None where the paper came out after it had grown by others.

    A report of Lâm Đồng on the first half of 2025, issued in July 2025, may count what joined it on 1 July.
    """
    then = province(name, end)
    now = province(name, issued_on) if issued_on and issued_on > end else None
    return None if then and now and now.vintage != then.vintage and _grown(now) else then


def _grown(place: Place) -> bool:
    return load_places().filter(successor_vintage=place.vintage, successor_code=place.code).height > 1


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


_HEAD = re.compile(rf"[{LETTERS}]+")


def province_at(text: str, low: str, start: int) -> tuple[int, str] | None:
    """The province whose name begins at `start`: where it ends and its name on the map of 63."""
    head = _HEAD.match(low, start)
    heads = _provinces_by_head().get(head[0]) if head and text[start].isupper() else None
    for pattern, name in heads or ():
        match = pattern.match(low, start)
        if match and _capitalised(text[start : match.end()]):
            return match.end(), name
    return None


def _capitalised(words: str) -> bool:
    return all(word[0].isupper() for word in re.split(r"[\s–.-]+", words) if word)


@lru_cache(maxsize=1)
def _provinces_by_head() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """Spellings of every province by their first word, longest first. Spellings without marks are left out."""
    heads: dict[str, dict[str, str]] = {}
    for spelling, name in _spellings():
        low = fold_marks(spelling)
        heads.setdefault(re.split(r"[\s–.-]", low)[0], {})[low] = name
    return {
        head: [(_spelled(low), name) for low, name in sorted(each.items(), key=lambda item: -len(item[0]))]
        for head, each in heads.items()
    }


def _spelled(low: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in re.split(r"[\s–-]+", low)]
    return re.compile(r"(?:\s*[–-]\s*|\s+)".join(words) + rf"(?![{LETTERS}])")


def _spellings() -> Iterator[tuple[str, str]]:
    for (name,) in load_places().filter(place_vintage="63").select("name").rows():
        yield name, name
    for row in _rows("province_aliases.csv"):
        place = place_named(row["name"], "63")
        marked = not row["alias"].isascii() or row["alias"].isupper() or row["name"].isascii()
        if place and marked and not row["alias"].startswith("TP"):
            yield row["alias"], place.name


def _rows(file: str) -> list[dict[str, str]]:
    with (REFERENCE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@lru_cache(maxsize=1)
def _old_names() -> dict[str, str]:
    rows = load_places().filter(place_vintage="63").select("place_code", "name").rows()
    return dict(rows)


@lru_cache(maxsize=1)
def _new_names() -> dict[str, str]:
    rows = load_places().filter(place_vintage="34").select("place_code", "name").rows()
    return dict(rows)


_SAME_SOUND = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
"""Phú Quý is written Phú Quí as well: y and i are one letter in the keys of districts and communes."""


def _name_key(low: str) -> str:
    return " ".join(low.replace("’", "'").split()).translate(_SAME_SOUND)


@lru_cache(maxsize=1)
def _districts() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(type, name) → the districts of that name: code and province."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in _rows("districts_696.csv"):
        low = fold_marks(row["district"])
        word = next(word for word in ("thành phố", "thị xã", "quận", "huyện") if low.startswith(word + " "))
        province_name = _old_names()[row["old_province_code"]]
        found.setdefault((word, _name_key(low[len(word) + 1 :])), []).append((row["district_code"], province_name))
    return found


@lru_cache(maxsize=1)
def _communes() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """(type, name) → the maps and provinces that had or have a commune of that name."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in _rows("communes_old_to_new.csv"):
        for vintage, commune, of in (
            ("63", row["old_commune"], _old_names().get(row["old_province_code"])),
            ("34", row["new_commune"], _new_names().get(row["new_province_code"])),
        ):
            low = fold_marks(commune)
            word = next((word for _, word, kind in _TYPED if kind == "commune" and low.startswith(word + " ")), None)
            if word and of:
                found.setdefault((word, _name_key(low[len(word) + 1 :])), set()).add((vintage, of))
    return found


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
    end, known = _longest_known(low, at, name.end(), word, kind)
    if low[:start].endswith("cấp ") or (not known and _needs_a_list(text, start, at, kind)):
        return None
    shown = f"{word[0].upper()}{word[1:]} {_in_title_case(text[at:end])}"
    begin = _with_committee(low, start)
    within = _province_after(text, low, end)
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


def _in_title_case(name: str) -> str:
    words = name.split()
    return " ".join(word if not word.isupper() or len(word) == 1 else word.capitalize() for word in words)


def _communes_of(key: tuple[str, str]) -> list[tuple[str, str]]:
    return [("", of) for of in sorted({of for _, of in _communes().get(key, ())})]


def commune_province(unit: str, on: date) -> str | None:
    """The province of a commune ("Phường Hải Châu") on the map in force on the day, if that map has just one."""
    low = fold_marks(unit)
    word = next((word for _, word, kind in _TYPED if kind == "commune" and low.startswith(word + " ")), "")
    places = {
        of for vintage, of in _communes().get((word, _name_key(low[len(word) + 1 :])), ()) if vintage == map_of(on)
    }
    return places.pop() if len(places) == 1 else None


def may_lie_in(unit: str, place: str) -> bool:
    """Whether the lists of communes know one of that name in the province, or none of that name at all."""
    low = fold_marks(unit)
    word = next((word for _, word, kind in _TYPED if kind == "commune" and low.startswith(word + " ")), "")
    known = _communes().get((word, _name_key(low[len(word) + 1 :])), ())
    return not known or any(of == place for _, of in known)


def is_listed(unit: str) -> bool:
    """Whether the lists of districts or communes know one of that name."""
    word, _, name = fold_marks(unit).partition(" ")
    if (word, name.split(" ", 1)[0]) in (("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("đặc", "khu")):
        word, name = f"{word} {name.split(' ', 1)[0]}", name.partition(" ")[2]
    return bool(_districts().get((word, _name_key(name))) or _communes().get((word, _name_key(name))))


def _longest_known(low: str, at: int, end: int, word: str, kind: str) -> tuple[int, list[tuple[str, str]]]:
    """Where the longest name on the lists ends and what it is; else the end of the line's capitals and nothing."""
    stop = end
    while stop > at:
        key = (word, _name_key(low[at:stop]))
        known = _districts().get(key, []) if kind == "district" else _communes_of(key)
        if known:
            return stop, known
        stop = max(low.rfind(" ", at, stop), low.rfind("\n", at, stop), at)
    line_end = low.find("\n", at, end)
    return (line_end if line_end > at else end), []


_PROVINCE_FOLLOWS = re.compile(r"\s*(?:,|-|–|\()?\s*(?:tỉnh|thành\s+phố|tp\.?)\s*")


_IN_BRACKETS = re.compile(r"\s*\(")


def _province_after(text: str, low: str, end: int) -> tuple[int, str] | None:
    """`, tỉnh X`, ` tỉnh X` or `(tỉnh X` right behind a district's or commune's name."""
    match = _PROVINCE_FOLLOWS.match(low, end) or _IN_BRACKETS.match(low, end)
    return province_at(text, low, match.end()) if match and match.end() < len(text) else None


def _with_committee(low: str, start: int) -> int:
    """`start` moved to the "UBND" or "Ủy ban nhân dân" before it."""
    head = low[max(0, start - 24) : start]
    match = re.search(r"(?:ubnd|ủy\s+ban\s+nhân\s+dân)\s+$", head)
    return start - len(head) + match.start() if match else start


def _folded_list(names: str) -> str:
    alternatives = sorted({fold_marks(name) for name in names.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+").replace(r"\-", "[-–]") for name in alternatives)


_TAIL = rf"(?![{LETTERS}0-9])"
_CENTRES = (
    r"(?:trung\s+tâm\s+(?:kiểm\s+soát\s+(?:thủ\s+tục\s+hành\s+chính|tthc)\s+và\s+)?(?:phục\s+vụ\s+)?hành\s+chính\s+công"
    r"(?:\s+và\s+(?:xúc\s+tiến\s+đầu\s+tư|kiểm\s+soát\s+(?:thủ\s+tục\s+hành\s+chính|tthc)))?"
    r"|trung\s+tâm\s+phục\s+vụ\s*(?:,|-|–|và)?\s*kiểm\s+soát\s+thủ\s+tục\s+hành\s+chính"
    r"|(?:trung\s+tâm\s+|tt)(?:pv|phục\s+vụ\s+)?hcc)"
)
_BODIES = (
    (re.compile(rf"sở\s+(?:{_folded_list(DEPARTMENT_FIELDS)}){_TAIL}"), "department", True),
    (re.compile(rf"bộ\s+(?:{_folded_list(MINISTRY_FIELDS)}){_TAIL}"), "ministry", False),
    *((re.compile(rf"{_folded_list(body)}{_TAIL}"), "ministry", False) for body in CENTRAL_BODIES.split("|")),
    *(
        (re.compile(rf"{head}(?:{_folded_list('|'.join(tails))}){_TAIL}"), kind, True)
        for head, tails, kind in (
            (r"văn\s+phòng\s+", ["UBND", "Ủy ban nhân dân"], "department"),
            (r"thanh\s+tra(?=\s+(?:tỉnh|thành\s+phố))", [""], "department"),
            (r"ban\s+dân\s+tộc", [""], "department"),
            (
                r"ban\s+quản\s+lý\s+",
                [*_ZONES_AND_PARKS, *(b[12:] for b in PROVINCIAL_BODIES.split("|") if b.startswith("Ban Quản lý "))],
                "department",
            ),
        )
    ),
    *(
        (
            re.compile(rf"{_folded_list(body)}(?=\s+(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường)){_TAIL}"),
            "system",
            True,
        )
        for body in SYSTEMS.split("|")
    ),
    (re.compile(rf"{_CENTRES}{_TAIL}"), "service_centre", True),
)
_OWN_LEVEL = re.compile(r"\s+(tỉnh|thành\s+phố|tp\.?|cấp\s+tỉnh|xã|phường|đặc\s+khu|huyện|quận|thị\s+xã)(?![\w])")
_LOCAL_LEVELS = {word: kind for _, word, kind in _TYPED if word not in ("thành phố", "thị trấn")}


def _bodies(text: str, low: str) -> Iterator[UnitMention]:
    """Departments, ministries, service centres and vertical agencies, with the province named right behind."""
    for pattern, kind, local in _BODIES:
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
        stop = _longest_known(low, gap.end(), name.end(), level[1], local)[0] if name and gap else level.end()
        within = _province_after(text, low, stop) if name else None
        unit = _unit(text, start, stop, kind, within[1] if within else None)
        return replace(unit, end=within[0]) if within else unit
    if named:
        return _unit(text, start, named[0], kind, named[1])
    return _unit(text, start, at if level else end, kind, None)


def _unit(text: str, start: int, end: int, kind: str, place: str | None) -> UnitMention:
    name = " ".join(text[start:end].split())
    return UnitMention(start, end, name[0].upper() + name[1:], kind, place)


@lru_cache(maxsize=1)
def _bare_names() -> re.Pattern[str]:
    """One pattern for every province in title case and in capitals."""
    shapes = {spelling for spelling, _ in _spellings()}
    both = {form for shape in shapes for form in (shape, shape.upper())}
    words = [r"(?:\s*[–-]\s*|\s+)".join(re.escape(word) for word in re.split(r"[\s–-]+", form)) for form in both]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


def _bare_provinces(text: str, low: str) -> Iterator[UnitMention]:
    """Provinces named without a type word."""
    for match in _bare_names().finditer(text):
        start, end = match.span()
        if _inside_word(low, start) or text[end : end + 1].isalpha():
            continue
        found = province_at(text, low, start)
        if found and not _part_of_a_name(text, start, found[0]):
            yield UnitMention(start, found[0], found[1], "province", found[1])


_SURNAME_BEFORE = re.compile(
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đoàn|Trịnh|Đinh|Mai|Lâm|Tô|Cao|Tạ|Đào|Châu|"
    r"Lương|Thị|Văn|Đức|Minh|Quang|Hữu|Ngọc|Xuân|Thanh|Quốc|Công|Tiến|Duy|Anh|ông|bà|Ông|Bà)\s+$"
)


def _part_of_a_name(text: str, start: int, end: int) -> bool:
    """Whether the name belongs to a person ("Nguyễn Thái Bình")."""
    return _SURNAME_BEFORE.search(text[max(0, start - 10) : start]) is not None


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


def proper_name(name: str) -> str:
    """A body printed in capitals as running text writes it: "SỞ NGOẠI VỤ TỈNH HÀ NAM" → "Sở Ngoại vụ tỉnh Hà Nam"."""
    low = fold_marks(name)
    for spelled, folded in _proper_starts():
        if low.startswith(folded):
            rest = name[len(folded) :].split()
            small = {"tỉnh", "thành", "phố", "các", "và", "huyện", "xã", "phường"}
            return " ".join([spelled, *(word.lower() if word.lower() in small else word.capitalize() for word in rest)])
    return _in_title_case(name)


@lru_cache(maxsize=1)
def _proper_starts() -> list[tuple[str, str]]:
    """Every name of the tables in running text and folded, longest first."""
    names = [f"Sở {field}" for field in DEPARTMENT_FIELDS.split("|")] + [
        f"Bộ {field}" for field in MINISTRY_FIELDS.split("|")
    ]
    names += [*CENTRAL_BODIES.split("|"), *PROVINCIAL_BODIES.split("|"), *SYSTEMS.split("|"), *CENTRE.split("|")]
    return sorted(((name, fold_marks(name)) for name in names), key=lambda each: -len(each[1]))
