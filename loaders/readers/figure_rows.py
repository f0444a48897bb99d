"""The only place that understands one row of a table of published figures: the fact it states, or why it is none.

A row is refused where a word, a date or a number in it cannot be right: a wrong number is far worse than a missing one.
A row whose place or period is not known is kept, and not counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from loaders.catalogue.fields import Field
from loaders.periods.kinds import PARTS, period_within
from loaders.periods.relations import as_of, range_of
from loaders.places.reference import MAPS, NATION, load_places, map_of, maps_with, place_named, successor_of
from loaders.records import Fact, Locator, Period, Place
from loaders.vocabulary import ADMIN_LEVELS, PERIOD_KINDS, UNIT_KINDS, WHOLE_PROVINCE

HEADER = (
    "province",
    "unit",
    "unit_kind",
    "admin_level",
    "period_kind",
    "year",
    "n",
    "period_start",
    "period_end",
    "field",
    "value",
    "source_title",
    "source_url",
    "confidence",
    "note",
    "source_date",
)
CELL_COLUMN = "ABCDEFGHIJKLMNOP"[HEADER.index("value")]

_SHARES_ABOVE_ALL = {
    "dossiers.resolved_rate",  # dossiers carried over are resolved too, so it can pass 100 % of what came in
    "finance.public_investment_disbursement_rate",  # capital of earlier years can be paid out beside the year's plan
}
_DECIMAL_UNITS = ("percent", "point", "million_vnd")
_WHOLE = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SOURCE_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_DERIVED = re.compile(r"(derived|computed|suy ra|tính từ)\b", re.IGNORECASE)
_WHOLE_PROVINCE = ("toàn tỉnh/thành phố", "toàn tỉnh", "toàn thành phố")


class RefusedRow(Exception):
    """A row that cannot be right: what is wrong with it in both languages, what stands there, what was expected."""

    def __init__(self, vi: str, en: str, found: str = "", expected: str | None = None) -> None:
        super().__init__(en)
        self.vi, self.en, self.found, self.expected = vi, en, found, expected


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a row is kept but not counted."""

    kind: str
    vi: str
    en: str
    found: str | None = None
    suggestion: str | None = None


def fact_of(row: Mapping[str, str], at: Locator, fields: Mapping[str, Field]) -> tuple[Fact, tuple[Doubt, ...]]:
    """The fact a row states and what keeps it from counting; raises RefusedRow."""
    field = fields.get(row["field"])
    if field is None:
        raise RefusedRow("trường không có trong danh mục", "unknown field", row["field"])
    for column, allowed in (("unit_kind", UNIT_KINDS), ("admin_level", ADMIN_LEVELS), ("period_kind", PERIOD_KINDS)):
        if row[column] not in allowed:
            raise RefusedRow(f"{column} lạ", f"unknown {column}", row[column], ", ".join(allowed))
    if row["source_date"] and not _SOURCE_DATE.fullmatch(row["source_date"]):
        raise RefusedRow("source_date không phải là ngày, tháng hay năm", "source_date is no date", row["source_date"])
    period, undated = _period(row)
    place, misplaced = _place(row, period)
    fact = Fact(
        field=field.name,
        value=_value(row["value"], field),
        admin_level=row["admin_level"],
        raw=row["value"],
        at=at,
        place=place,
        unit=_unit(row),
        unit_kind=row["unit_kind"],
        period=period,
        basis="derived" if _DERIVED.match(row["note"]) else "stated",
        confidence=_confidence(row["confidence"]),
        note=row["note"] or None,
    )
    return fact, tuple(doubt for doubt in (misplaced, undated) if doubt)


def _value(text: str, field: Field) -> float:
    """The number as printed: a count is whole and has no marks, so that 1.234 is never taken for one point two."""
    if field.unit in _DECIMAL_UNITS:
        if not _DECIMAL.fullmatch(text):
            raise RefusedRow("giá trị không phải là số", "the value is no number", text, "99.81")
    elif not _WHOLE.fullmatch(text):
        raise RefusedRow("số đếm phải là số nguyên viết liền", "a count is whole, without marks", text, "1234")
    value = float(text)
    if field.unit == "percent" and value > 100 and field.name not in _SHARES_ABOVE_ALL:
        raise RefusedRow("tỷ lệ phải trong khoảng 0–100", "a share lies between 0 and 100", text, "0–100")
    if field.unit == "point" and value > 100:
        raise RefusedRow("điểm phải trong khoảng 0–100", "a score lies between 0 and 100", text, "0–100")
    if field.kind == "rank" and value < 1:
        raise RefusedRow("thứ hạng bắt đầu từ 1", "a rank starts at 1", text, "1")
    return value


def _confidence(text: str) -> int:
    if text not in ("1", "2", "3"):
        raise RefusedRow("confidence phải là 1, 2 hoặc 3", "confidence must be 1, 2 or 3", text, "1, 2, 3")
    return int(text)


def _unit(row: Mapping[str, str]) -> str:
    unit, kind, nation = row["unit"], row["unit_kind"], row["province"] == NATION.name
    if not unit:
        raise RefusedRow("thiếu tên đơn vị", "the unit is missing")
    whole = unit.lower() in _WHOLE_PROVINCE
    if whole != (kind == "province"):
        raise RefusedRow("unit và unit_kind không khớp", "unit and unit_kind do not fit", f"{unit} · {kind}")
    if (kind == "national" and not nation) or (kind == "province" and nation):
        raise RefusedRow(
            "province và unit_kind không khớp", "province and unit_kind do not fit", f"{row['province']} · {kind}"
        )
    return WHOLE_PROVINCE if whole else unit


def _period(row: Mapping[str, str]) -> tuple[Period | None, Doubt | None]:
    kind, start, end = row["period_kind"], _day(row, "period_start"), _day(row, "period_end")
    if start and end and end < start:
        raise RefusedRow("kỳ kết thúc trước khi bắt đầu", "the period ends before it starts", f"{start}..{end}")
    year, n = _year(row), _part(row)
    if kind == "as_of" and end:
        return replace(as_of(end), start=start), None
    if kind == "range" and start and end:
        return range_of(start, end), None
    if kind not in ("as_of", "range") and year and start and end:
        return _labelled(kind, year, n, start, end), None
    stated = " ".join(row[c] for c in ("period_kind", "year", "n", "period_start", "period_end") if row[c])
    return None, Doubt("period", "không rõ ngày của kỳ, không được tính", "undated, not counted", stated)


def _labelled(kind: str, year: int, n: int, start: date, end: date) -> Period:
    try:
        return period_within(kind, n, year, start, end)
    except ValueError as cause:
        label = f"{kind} {n} {year}"
        raise RefusedRow(
            "ngày không thuộc kỳ của dòng", "the days lie outside the period", f"{start}..{end}", label
        ) from cause


def _day(row: Mapping[str, str], column: str) -> date | None:
    text = row[column]
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise RefusedRow(f"{column} không phải là ngày", f"{column} is no day", text, "2024-03-31")


def _year(row: Mapping[str, str]) -> int | None:
    if row["year"] and not re.fullmatch(r"(19|20)[0-9][0-9]", row["year"]):
        raise RefusedRow("năm không đúng", "the year is wrong", row["year"], "2024")
    return int(row["year"]) if row["year"] else None


def _part(row: Mapping[str, str]) -> int:
    """Which month, quarter or half of the year; 1 for the kinds of which a year has one."""
    kind, text = row["period_kind"], row["n"]
    if kind not in PARTS:
        if text:
            raise RefusedRow("cột n chỉ dùng cho tháng, quý, nửa năm", "n is for months, quarters and halves", text, "")
        return 1
    if not _WHOLE.fullmatch(text) or not 1 <= int(text) <= PARTS[kind]:
        raise RefusedRow("cột n không đúng", "n is wrong", text, f"1–{PARTS[kind]}")
    return int(text)


def _place(row: Mapping[str, str], period: Period | None) -> tuple[Place | None, Doubt | None]:
    name = row["province"]
    if not name:
        return None, Doubt("placement", "không ghi tỉnh nào, không được tính", "no province is named, not counted")
    known = maps_with(name)
    if not known:
        near = get_close_matches(name, load_places()["name"], n=1)
        vi, en = f"không có tỉnh nào tên {name!r}, không được tính", f"no province is called {name!r}, not counted"
        return None, Doubt("placement", vi, en, name, near[0] if near else None)
    if known == (NATION.vintage,):
        return NATION, None
    vintage = _map(row, period) or (known[0] if len(known) == 1 else None)
    if vintage is None:  # the doubt about the period says it
        return None, None
    place = place_named(name, vintage)
    return place, None if place else _gone(name, known[0], vintage)


def _gone(name: str, known: str, vintage: str) -> Doubt:
    before = place_named(name, known)
    after = successor_of(before) if before else None
    vi, en = (
        f"{name} không có trên bản đồ {vintage} tỉnh của kỳ này, không được tính",
        f"{name} is not on the map of {vintage}",
    )
    return Doubt("placement", vi, en, name, after.name if after else None)


def _map(row: Mapping[str, str], period: Period | None) -> str | None:
    """The map in force on the last day of the period; for an undated row, where any of its dates leaves no choice."""
    if period and period.end:
        return map_of(period.end)
    start, newest = _day(row, "period_start"), MAPS[-1]
    if start and start >= newest.valid_from:
        return newest.vintage
    year = _year(row)
    if year and year != newest.valid_from.year:
        return map_of(date(year, 12, 31))
    return None
