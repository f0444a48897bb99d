"""The only place that finds the names of provinces in running text, and tells the province of a name at a time.

A name must carry its marks and capitals; one behind a surname is a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from loaders.places.reference import load_places, map_of, place_named, reference_rows
from loaders.records import Place
from loaders.text.textform import LETTERS, fold_marks

CENTRAL_CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ", "Huế", "Đồng Nai")


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
    for row in reference_rows("province_aliases.csv"):
        place = place_named(row["name"], "63")
        marked = not row["alias"].isascii() or row["alias"].isupper() or row["name"].isascii()
        if place and marked and not row["alias"].startswith("TP"):
            yield row["alias"], place.name


@lru_cache(maxsize=1)
def bare_names() -> re.Pattern[str]:
    """One pattern for every province in title case and in capitals."""
    shapes = {spelling for spelling, _ in _spellings()}
    both = {form for shape in shapes for form in (shape, shape.upper())}
    words = [r"(?:\s*[–-]\s*|\s+)".join(re.escape(word) for word in re.split(r"[\s–-]+", form)) for form in both]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


_SURNAME_BEFORE = re.compile(
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đoàn|Trịnh|Đinh|Mai|Lâm|Tô|Cao|Tạ|Đào|Châu|"
    r"Lương|Thị|Văn|Đức|Minh|Quang|Hữu|Ngọc|Xuân|Thanh|Quốc|Công|Tiến|Duy|Anh|ông|bà|Ông|Bà)\s+$"
)


def part_of_a_name(text: str, start: int, end: int) -> bool:
    """Whether the name belongs to a person ("Nguyễn Thái Bình")."""
    return _SURNAME_BEFORE.search(text[max(0, start - 10) : start]) is not None
