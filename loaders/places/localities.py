"""The only place that knows the lists of districts and communes, and finds their names behind a type word.

Names mislead: huyện Quảng Ninh lies in Quảng Bình, phường Bắc Kạn is no province, Châu Thành occurs ten times.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from loaders.places.reference import load_places, map_of, reference_rows
from loaders.records import Place
from loaders.text.textform import fold_marks

TYPED = (
    (r"huyện\s+(?:đảo\s+|miền\s+núi\s+|vùng\s+cao\s+|biên\s+giới\s+|nghèo\s+)?", "huyện", "district"),
    (r"quận\s+", "quận", "district"),
    (r"thị\s+xã\s+", "thị xã", "district"),
    (r"thành\s+phố\s+", "thành phố", "district"),
    (r"tp\.?\s*", "thành phố", "district"),
    (r"tx\.?\s*", "thị xã", "district"),
    (
        r"xã\s+(?:đảo\s+|miền\s+núi\s+|vùng\s+cao\s+|vùng\s+sâu\s+|biên\s+giới\s+|ven\s+biển\s+|nghèo\s+)?",
        "xã",
        "commune",
    ),
    (r"phường\s+(?:trung\s+tâm\s+|ven\s+biển\s+)?", "phường", "commune"),
    (r"thị\s+trấn\s+", "thị trấn", "commune"),
    (r"đặc\s+khu\s+", "đặc khu", "commune"),
)
_MORE_BEFORE = 1.35
_SAME_SOUND = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
"""Phú Quý is written Phú Quí as well: y and i are one letter in the keys of districts and communes."""


def _name_key(low: str) -> str:
    return " ".join(low.replace("’", "'").split()).translate(_SAME_SOUND)


@lru_cache(maxsize=1)
def _old_names() -> dict[str, str]:
    rows = load_places().filter(place_vintage="63").select("place_code", "name").rows()
    return dict(rows)


@lru_cache(maxsize=1)
def _new_names() -> dict[str, str]:
    rows = load_places().filter(place_vintage="34").select("place_code", "name").rows()
    return dict(rows)


@lru_cache(maxsize=1)
def _districts() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(type, name) → the districts of that name: code and province."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in reference_rows("districts_696.csv"):
        low = fold_marks(row["district"])
        word = next(word for word in ("thành phố", "thị xã", "quận", "huyện") if low.startswith(word + " "))
        province_name = _old_names()[row["old_province_code"]]
        found.setdefault((word, _name_key(low[len(word) + 1 :])), []).append((row["district_code"], province_name))
    return found


@lru_cache(maxsize=1)
def _communes() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """(type, name) → the maps and provinces that had or have a commune of that name."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in reference_rows("communes_old_to_new.csv"):
        for vintage, commune, of in (
            ("63", row["old_commune"], _old_names().get(row["old_province_code"])),
            ("34", row["new_commune"], _new_names().get(row["new_province_code"])),
        ):
            low = fold_marks(commune)
            word = next((word for _, word, kind in TYPED if kind == "commune" and low.startswith(word + " ")), None)
            if word and of:
                found.setdefault((word, _name_key(low[len(word) + 1 :])), set()).add((vintage, of))
    return found


def _communes_of(key: tuple[str, str]) -> list[tuple[str, str]]:
    return [("", of) for of in sorted({of for _, of in _communes().get(key, ())})]


def commune_province(unit: str, on: date) -> str | None:
    """The province of a commune ("Phường Hải Châu") on the map in force on the day, if that map has just one."""
    low = fold_marks(unit)
    word = next((word for _, word, kind in TYPED if kind == "commune" and low.startswith(word + " ")), "")
    places = {
        of for vintage, of in _communes().get((word, _name_key(low[len(word) + 1 :])), ()) if vintage == map_of(on)
    }
    return places.pop() if len(places) == 1 else None


def may_lie_in(unit: str, place: str) -> bool:
    """Whether the lists of communes know one of that name in the province, or none of that name at all."""
    low = fold_marks(unit)
    word = next((word for _, word, kind in TYPED if kind == "commune" and low.startswith(word + " ")), "")
    known = _communes().get((word, _name_key(low[len(word) + 1 :])), ())
    return not known or any(of == place for _, of in known)


def is_listed(unit: str) -> bool:
    """Whether the lists of districts or communes know one of that name."""
    word, _, name = fold_marks(unit).partition(" ")
    if (word, name.split(" ", 1)[0]) in (("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("đặc", "khu")):
        word, name = f"{word} {name.split(' ', 1)[0]}", name.partition(" ")[2]
    return bool(_districts().get((word, _name_key(name))) or _communes().get((word, _name_key(name))))


@lru_cache(maxsize=1)
def _sizes() -> dict[tuple[str, str], int]:
    """How many units lie below one: (level counted and map, code of the province or district) → their number."""
    below: dict[tuple[str, str], set[str]] = {}
    for row in reference_rows("communes_old_to_new.csv"):
        below.setdefault(("commune 63", row["old_province_code"]), set()).add(row["old_commune_code"])
        below.setdefault(("commune of district", row["old_district_code"]), set()).add(row["old_commune_code"])
        below.setdefault(("commune 34", row["new_province_code"]), set()).add(row["new_commune_code"])
    for row in reference_rows("districts_696.csv"):
        below.setdefault(("district 63", row["old_province_code"]), set()).add(row["district_code"])
    return {key: len(codes) for key, codes in below.items()}


def are_all(many: int, level: str, place: Place, district: str | None = None) -> bool:
    """Whether so many communes or districts are all there are in a province, or in the district of it that is named.

    The map of 63 is the last one: before, there were up to a third more, of which never so many were but a part.
    """
    if district is None:
        known = _sizes().get((f"{level} {place.vintage}", place.code), 0)
        return many == known if place.vintage == "34" else known <= many <= known * _MORE_BEFORE and known > 1
    word = next((word for _, word, kind in TYPED if kind == "district" and fold_marks(district).startswith(word)), "")
    found = _districts().get((word, _name_key(fold_marks(district)[len(word) + 1 :])), [])
    known = max((_sizes().get(("commune of district", code), 0) for code, of in found if of == place.name), default=0)
    return level == "commune" and 1 < known <= many <= known * _MORE_BEFORE


def longest_known(low: str, at: int, end: int, word: str, kind: str) -> tuple[int, list[tuple[str, str]]]:
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
