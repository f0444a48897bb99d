"""The only place that knows how periods are labelled: quý I năm 2024, tháng 5/2024, 6 tháng đầu năm, nửa cuối năm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from loaders.made_often import made_often
from loaders.text.scanning import Scan
from loaders.text.textform import LETTERS, fold_marks


@made_often(frozen=True, slots=True)
class Label:
    """A month, quarter, half, nine_months or year as printed, or the first months of a year (kind `months`).

    `year` is None where none is printed.
    """

    start: int
    end: int
    kind: str
    number: int
    year: int | None


_YEAR = r"((?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])"
_OF_YEAR = rf"(?:\s*(?:(?:của|,)?\s*năm|/|\.|,|-|–)?\s*{_YEAR})?"
_NUMBERS = {
    **{"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4},
    **{f"{zero}{number}": number for zero in ("", "0") for number in (1, 2, 3, 4)},
}
_QUARTER = re.compile(
    rf"qu[ýí]\s*(?:thứ\s+)?(iv|i{{1,3}}|0?[1-4]|một|nhất|hai|ba|bốn|tư)"
    rf"(?![{LETTERS}0-9]|[.,][0-9]{{1,3}}(?![0-9])){_OF_YEAR}"
)
_EDGE_QUARTER = re.compile(rf"qu[ýí]\s+(đầu|cuối)(?:\s+(?:tiên|cùng))?\s+(?:của\s+)?năm\s+{_YEAR}")
_MONTH = re.compile(
    rf"tháng\s+(0?[1-9]|1[0-2])(?![0-9]|[.,][0-9]{{1,3}}(?![0-9])|\s*(?:,|-|–|và)\s*[0-9]{{1,2}}\s*(?:/|năm)){_OF_YEAR}"
)
_WORDED_MONTHS = {
    **{"Giêng": 1, "Một": 1, "Hai": 2, "Ba": 3, "Tư": 4, "Năm": 5, "Sáu": 6, "Bảy": 7, "Tám": 8, "Chín": 9},
    **{"Mười Một": 11, "Mười Hai": 12, "Mười": 10},
}
_WORDED_MONTH = re.compile(rf"[Tt]háng\s+({'|'.join(_WORDED_MONTHS)})(?![{LETTERS}])(?!\s+[A-ZĐ]){_OF_YEAR}")
"""`tháng Bảy`, `tháng Mười Hai năm 2024`: by the capital it is no count."""
_DAY_BEFORE = re.compile(r"(?<!đề án )(?<!đề án số )(?<![0-9/.,:])[0-9]{1,2}(?:[ \t]+|[ \t]*\n[ \t]*)$")
_MONTHS = re.compile(
    rf"tháng(?:\s+(đầu|cuối))?(?:\s+(?:của\s+)?năm)?(?![{LETTERS}])(?:\s*(?:,?\s*(?:của\s+)?năm|/)?\s*{_YEAR})?"
)
COUNT_WORDS = r"0?[2-9]|1[0-2]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười một|mười hai|mười"
_COUNTS = {
    **{"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10},
    **{"mười một": 11, "mười hai": 12},
}
_HOW_MANY = re.compile(rf"(?<![0-9/.,\w])({COUNT_WORDS})\s+$")
_QUARTERS = Scan(rf"(?<![0-9/.,\w])(0?[23]|hai|ba)\s+qu[ýí]\s+đầu\s+năm(?:\s+{_YEAR})?", needs="đầu")
_HALF = re.compile(
    rf"nửa\s+(?:năm\s+(?=đầu|cuối))?(đầu|cuối)(?:\s+(?:của\s+)?năm(?:\s+(?:{_YEAR}|nay))?(?!\s+(?:học|thứ|ngoái|trước))|\s+(?:{_YEAR}|nay))"
)
_YEAR_ALONE = re.compile(rf"năm\s+{_YEAR}(?!\s*[-–—]\s*(?:19|20)[0-9]{{2}})")
_LISTED = r"(?:[0-9]{1,2}|i{1,3}|iv)"
_PART_OF_A_NAME = re.compile(
    r"(?:qu[ýí]\s*(?:vi{0,3}|ix|x|0?[5-9]|1[0-9])|tháng\s+(?:00|1[3-9]|[2-9][0-9])|tuần(?:\s+thứ)?\s+[0-9]{1,2}"
    rf"|(?:tháng|qu[ýí])\s+{_LISTED}(?:\s*(?:,|và|-|–|đến)\s*(?:tháng\s+|qu[ýí]\s+)?{_LISTED})+"
    r"|tháng\s+[0-9]{1,2}\s*,?|(?:những|các|mấy)\s+tháng\s+(?:đầu|cuối))\s*(?:/|của|trong)?\s*$"
)
"""What stands before the year of something else than a whole year: no such quarter, a week, several months."""
SEVERAL = re.compile(
    rf"qu[ýí]\s+(?:i{{1,3}}|iv|[1-4])\s*(?:,|và|-|–|đến)\s*(?:i{{1,3}}|iv|[1-4])(?![\w/.])"
    rf"|tháng\s+{_LISTED}(?:\s*(?:,|và|-|–|đến)\s*(?:tháng\s+)?[0-9]{{1,2}})+\s*(?:/|năm)"
    r"|năm\s+20[0-9]{2}\s*(?:,|và|&)\s*20[0-9]{2}|tuần(?:\s+thứ)?\s+[0-9]{1,2}"
)
"""Several quarters, months or years in one name, or a week: no label says that."""


@lru_cache(maxsize=16)
def find_labels(text: str) -> tuple[Label, ...]:
    """Every month, quarter, half, nine months and year printed, in order, disjoint, with or without its year."""
    low = fold_marks(text)
    found = [*_quarters(low), *_halves(low), *_months(low), *_worded_months(text)]
    found += [*_spans_of_months(low), *_years(low)]
    kept: list[Label] = []
    for label in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or label.start >= kept[-1].end:
            kept.append(label)
    return tuple(kept)


def word_starts(low: str, start: int) -> bool:
    return start == 0 or not low[start - 1].isalnum()


def months_counted(words: str) -> int:
    """The number in "sáu", "06" or "mười một"."""
    said = " ".join(words.split())
    return _COUNTS.get(said) or int(said)


def months_named(months: int) -> tuple[str, int]:
    """The kind and number of the first months of a year."""
    return {3: ("quarter", 1), 6: ("half", 1), 9: ("nine_months", 9), 12: ("year", 12)}.get(months, ("months", months))


def _year_or_none(year: str | None) -> int | None:
    return int(year) if year else None


def _quarters(low: str) -> Iterator[Label]:
    for match in _QUARTER.finditer(low):
        if word_starts(low, match.start()) and not SEVERAL.match(low, match.start()):
            yield Label(*match.span(), "quarter", _NUMBERS[match[1]], _year_or_none(match[2]))
    for match in _EDGE_QUARTER.finditer(low):
        if word_starts(low, match.start()):
            yield Label(*match.span(), "quarter", 1 if match[1] == "đầu" else 4, int(match[2]))


def _halves(low: str) -> Iterator[Label]:
    """`nửa đầu năm 2024`, `hai quý đầu năm`, `3 quý đầu năm 2024`."""
    for match in _HALF.finditer(low):
        if word_starts(low, match.start()):
            yield Label(*match.span(), "half", 1 if match[1] == "đầu" else 2, _year_or_none(match[2] or match[3]))
    for match in _QUARTERS.finditer(low):
        kind, number = months_named(3 * months_counted(match[1]))
        yield Label(*match.span(), kind, number, _year_or_none(match[2]))


def _months(low: str) -> Iterator[Label]:
    for match in _MONTH.finditer(low):
        head = low[max(0, match.start() - 16) : match.start()]
        if word_starts(low, match.start()) and not _DAY_BEFORE.search(head):
            yield Label(*match.span(), "month", int(match[1]), _year_or_none(match[2]))


def _worded_months(text: str) -> Iterator[Label]:
    for match in _WORDED_MONTH.finditer(text):
        if word_starts(text, match.start()):
            yield Label(*match.span(), "month", _WORDED_MONTHS[match[1]], _year_or_none(match[2]))


def _spans_of_months(low: str) -> Iterator[Label]:
    """`6 tháng đầu năm 2023`, `9 tháng năm 2024`, `12 tháng`; "6 tháng" alone may be a duration and is none."""
    for match in _MONTHS.finditer(low):
        count = _HOW_MANY.search(low[max(0, match.start() - 14) : match.start()])
        named = _first_months(months_counted(count[1]), match) if count else None
        if count and named:
            yield Label(match.start() - len(count[0]), match.end(), *named, _year_or_none(match[2]))


def _first_months(months: int, match: re.Match[str]) -> tuple[str, int] | None:
    """What the months before a match of _MONTHS are, if not a time it took."""
    side, year, of_year = match[1], match[2], "năm" in match[0]
    if months == 6:
        return ("half", 2 if side == "cuối" else 1) if side or year else None
    if side == "cuối" or not (year or of_year or (side and months == 9)):
        return None
    if not side and not (months == 9 or (year and (months == 12 or of_year))):
        return None
    return months_named(months)


def _years(low: str) -> Iterator[Label]:
    for match in _YEAR_ALONE.finditer(low):
        head = low[max(0, match.start() - 40) : match.start()]
        if word_starts(low, match.start()) and not _PART_OF_A_NAME.search(head):
            yield Label(*match.span(), "year", 12, int(match[1]))
