"""The only place that reads one row of a table of targets: its words, numbers, days and places.

To add a column, add it to `COLUMNS` and to the contract in `loaders/warehouse/tables.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from loaders import vocabulary as words
from loaders.places.reference import MAPS, map_of, place_coded, place_named
from loaders.records import LoaderError, Place

REQUIRED = ("scope", "value", "direction", "valid_from", "legal_title", "source")
COLUMNS = (
    *("indicator", "formula", "formula_version", "measure", "scope", "place", "unit", "admin_level"),
    *("valid_from", "valid_to", "due_on", "value", "direction"),
    *("legal_number", "legal_title", "legal_date", "legal_article", "source", "verified", "comment"),
)
_NEEDS = {"province": ("place",), "unit": ("place", "unit"), "level": ("admin_level",)}
_MAY = {"level": ("place",)}
_NUMBER = re.compile(r"\d+([.,]\d{1,2})?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

Row = dict[str, object]


def target_row(cells: Mapping[str, str], where: str) -> Row:
    """The values of one row under the names of the contract (without file and line).

    `where` is "file:line", named in the LoaderError that the first cell that cannot be meant raises.
    """
    said = {name: _plain(cells.get(name) or "") or None for name in COLUMNS}
    if missing := [name for name in REQUIRED if said[name] is None]:
        raise _fault(where, f"thiếu {', '.join(missing)} (missing)")
    if said["measure"] is None and said["indicator"] is None:
        raise _fault(where, "thiếu indicator hoặc measure (which indicator?)")
    _check_scope(said, where)
    days = {name: _day(said[name], name, where) for name in ("valid_from", "valid_to", "due_on", "legal_date")}
    _check_days(days, where)
    place = _place(said["place"], days["valid_from"], where)
    row: Row = {**said, **days, "measure": said["measure"] or said["indicator"]}
    del row["place"]
    row |= {"place_vintage": place and place.vintage, "place_code": place and place.code}
    row |= {"value": _number(said["value"] or "", where), "verified": _yes(said["verified"], where)}
    _check_words(row, where)
    return row


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _fault(where: str, what: str, advice: str = "") -> LoaderError:
    return LoaderError(f"Mục tiêu ở {where}: {what}.", advice)


def _check_scope(said: Mapping[str, str | None], where: str) -> None:
    """The scope is a known one, and the row names whom it needs and nobody else."""
    scope = said["scope"] or ""
    if scope not in words.SCOPES:
        raise _fault(where, f"scope {scope!r} không có (no such scope)", f"Dùng một trong: {', '.join(words.SCOPES)}.")
    needs = _NEEDS.get(scope, ())
    if missing := [name for name in needs if said[name] is None]:
        raise _fault(where, f"scope {scope} cần {', '.join(missing)} (the scope needs it)")
    allowed = (*needs, *_MAY.get(scope, ()))
    if strange := [n for n in ("place", "unit", "admin_level") if said[n] is not None and n not in allowed]:
        raise _fault(where, f"scope {scope} không đi với {', '.join(strange)} (does not go with the scope)")


def _check_days(days: Mapping[str, date | None], where: str) -> None:
    start, due, end = days["valid_from"], days["due_on"], days["valid_to"]
    for first, last in ((start, end), (start, due), (due, end)):
        if first and last and first > last:
            raise _fault(where, f"{first} sau {last} (valid_from, due_on, valid_to are out of order)")


def _check_words(row: Row, where: str) -> None:
    if row["direction"] not in words.DIRECTIONS:
        raise _fault(where, f"direction {row['direction']!r} không có", "Dùng up (tối thiểu) hoặc down (tối đa).")
    if row["admin_level"] not in (None, *words.ADMIN_LEVELS):
        raise _fault(where, f"admin_level {row['admin_level']!r} không có", f"Dùng: {', '.join(words.ADMIN_LEVELS)}.")
    cited = ("legal_number", "legal_date", "legal_article")
    if row["verified"] and (missing := [name for name in cited if row[name] is None]):
        raise _fault(where, f"verified = yes nhưng thiếu {', '.join(missing)} (nobody could look it up)")


def _number(text: str, where: str) -> float:
    """85, 85.5 or 85,5; anything that could be read two ways is refused."""
    if not _NUMBER.fullmatch(text):
        raise _fault(where, f"value {text[:40]!r} không phải một số (not a number)", "Viết như 85 hoặc 85,5.")
    return float(text.replace(",", "."))


def _yes(text: str | None, where: str) -> bool:
    if text not in (None, "yes", "no"):
        raise _fault(where, f"verified {text!r} không phải yes hoặc no (neither yes nor no)")
    return text == "yes"


def _day(text: str | None, column: str, where: str) -> date | None:
    """2026-12-31 or 31/12/2026; a year alone is its first day as a beginning, its last as an end."""
    if text is None:
        return None
    if _YEAR.fullmatch(text) and column != "legal_date":
        return date(int(text), 1, 1) if column == "valid_from" else date(int(text), 12, 31)
    try:
        if found := _DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    except ValueError as cause:
        advice = "Viết như 2026-12-31, 31/12/2026 hoặc 2026."
        raise _fault(where, f"{column} {text[:40]!r} không phải một ngày (not a day)", advice) from cause


def _place(text: str | None, start: date | None, where: str) -> Place | None:
    """A province by key or by name, on the map in force when the target begins."""
    if text is None or start is None:
        return None
    vintage = map_of(start)
    place = place_coded(text) or place_named(text, vintage)
    if place is None or place.vintage != vintage:
        raise _fault(
            where,
            f"{text[:40]!r} không phải tỉnh, thành phố trên bản đồ {vintage} tỉnh ngày {start} (not on the map)",
            f"Ghi tên hoặc mã như 63.60, 34.68; mục tiêu qua ngày {MAPS[-1].valid_from} cần mỗi bản đồ một dòng.",
        )
    return place
