"""The only place that turns numbers, days and periods into words, the Vietnamese way and the English way."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

MISSING = "—"
MINUS = "−"
DASH = "–"
BEYOND_COUNTING = 1e15
"""No figure of a report is as large; Babel cannot write what has more digits than a float is sure of."""

ROMAN = ("", "I", "II", "III", "IV")
VIETNAM = timezone(timedelta(hours=7))

UNIT_WORDS = {
    "percent": ("%", "%"),
    "point": ("điểm", "points"),
    "dossier": ("hồ sơ", "dossiers"),
    "petition": ("kiến nghị", "petitions"),
    "procedure": ("thủ tục", "procedures"),
    "service": ("dịch vụ", "services"),
    "decision": ("quyết định", "decisions"),
    "document": ("văn bản", "documents"),
    "account": ("tài khoản", "accounts"),
    "lookup": ("lượt", "look-ups"),
    "process": ("quy trình", "processes"),
    "task": ("nhiệm vụ", "tasks"),
    "person": ("người", "people"),
    "rank": ("hạng", "rank"),
    "million_vnd": ("triệu đồng", "million VND"),
}

_LABEL = re.compile(
    r"^(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<nine>9M)))?$"
)


def number(value: float | None, lang: str, digits: int = 0) -> str:
    """A number with the language's marks and at most `digits` decimals; a dash where there is none."""
    if value is None or not math.isfinite(value):
        return MISSING
    return _written(value or 0, lang, "#,##0" + (f".{'#' * digits}" if digits else ""))


def fixed(value: float | None, lang: str, digits: int) -> str:
    """A number with exactly `digits` decimals: for columns and for values that stand under one another."""
    if value is None or not math.isfinite(value):
        return MISSING
    return _written(value or 0, lang, f"#,##0.{'0' * digits}")


@lru_cache(50_000)  # Babel takes 50 µs a number, and a page has a thousand, the same for every visitor
def _written(value: float, lang: str, pattern: str) -> str:
    if abs(value) >= BEYOND_COUNTING:
        return f"{value:.3g}".replace("-", MINUS)
    return str(format_decimal(value, format=pattern, locale=lang)).replace("-", MINUS)


def digits_of(unit: str) -> int:
    """How many decimals a value of this unit is shown with."""
    return 2 if unit in ("percent", "point") else 0


def value(amount: float | None, unit: str, lang: str) -> str:
    """A value as a tile prints it: 93,76% · 81,25 · 169.446."""
    if amount is None or not math.isfinite(amount):
        return MISSING
    text = fixed(amount, lang, 2) if digits_of(unit) else number(amount, lang, 2)
    return f"{text}%" if unit == "percent" else text


def unit_word(unit: str, lang: str) -> str:
    """The word after the number; nothing after a percentage, whose sign stands at the number."""
    words = UNIT_WORDS.get(unit, (unit, unit))
    return "" if unit == "percent" else words[lang == "en"]


def signed(amount: float | None, lang: str) -> str:
    """A difference with its sign: +120, −3,5."""
    told = number(None if amount is None else abs(amount), lang, 2)
    return told if not amount else f"{'+' if amount > 0 else MINUS}{told}"


def with_unit(amount: float | None, unit: str, lang: str) -> str:
    """The value and its word, never parted at a line's end."""
    return f"{value(amount, unit, lang)} {unit_word(unit, lang)}".strip().replace(" ", "\u00a0")


def parts(numerator: float | None, denominator: float | None, unit: str, lang: str) -> str:
    """n/N with the counted thing: 142.170/151.626 hồ sơ; empty where a part is not stated."""
    if numerator is None or denominator is None:
        return ""
    return (
        f"{number(numerator, lang)}/{number(denominator, lang)} {UNIT_WORDS.get(unit, ('', ''))[lang == 'en']}".strip()
    )


def change(difference: float, unit: str, lang: str) -> str:
    """A signed change: +1,24 điểm % between rates, −12.345 between counts."""
    digits = digits_of(unit)
    size = fixed(abs(difference), lang, digits) if digits else number(abs(difference), lang)
    moved = any(letter in "123456789" for letter in size)
    sign = ("+" if difference > 0 else MINUS) if moved else "±"
    words = {"percent": ("điểm %", "pp"), "point": ("điểm", "points")}.get(unit, ("", ""))
    return f"{sign}{size} {words[lang == 'en']}".strip()


@lru_cache(20_000)
def day(when: date | None, lang: str) -> str:
    """14/3/2024 or 14 Mar 2024."""
    if when is None:
        return MISSING
    return str(format_date(when, "d/M/y" if lang == "vi" else "d MMM y", locale=lang))


def moment(when: datetime | None, lang: str) -> str:
    """A point in time in Vietnam's time: 22:30 ngày 22/11/2026."""
    if when is None:
        return MISSING
    there = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(VIETNAM)
    return (
        f"{there:%H:%M} ngày {day(there.date(), lang)}" if lang == "vi" else f"{day(there.date(), lang)}, {there:%H:%M}"
    )


def window(start: date | None, end: date | None, lang: str) -> str:
    """From day to day, inclusive: 15/12/2023–14/3/2024; one day alone where it is a reading."""
    if start is None or start == end:
        return day(end, lang)
    space = "" if lang == "vi" else " "
    return f"{day(start, lang)}{space}{DASH}{space}{day(end, lang)}"


def period(kind: str | None, label: str | None, lang: str, *, short: bool = False) -> str:
    """A period's name out of its stable label: 2024-Q1 → Quý I/2024, Q1 2024; short: Q.I/24."""
    if not label:
        return MISSING
    if kind == "range":
        start, _, end = label.partition("..")
        return window(_iso(start), _iso(end), lang)
    if kind == "as_of":
        there = day(_iso(label), lang)
        return there if short else (f"Tại {there}" if lang == "vi" else f"As of {there}")
    found = _LABEL.match(label)
    return _named(found, lang, short) if found else label


def _named(found: re.Match[str], lang: str, short: bool) -> str:
    year = found["year"][2:] if short else found["year"]
    if found["month"]:
        month = int(found["month"])
        if lang == "vi":
            return f"T{month}/{year}" if short else f"Tháng {month}/{year}"
        return str(format_date(date(int(found["year"]), month, 1), "MMM yy" if short else "MMMM y", locale="en"))
    if found["quarter"]:
        quarter = int(found["quarter"])
        return (f"{'Q.' if short else 'Quý '}{ROMAN[quarter]}/{year}") if lang == "vi" else f"Q{quarter} {year}"
    if found["half"]:
        which = ("đầu", "cuối")[int(found["half"]) - 1]
        return f"6 tháng {which} năm {found['year']}" if lang == "vi" else f"H{found['half']} {found['year']}"
    if found["nine"]:
        return f"9 tháng năm {found['year']}" if lang == "vi" else f"First 9 months {found['year']}"
    return found["year"] if short or lang == "en" else f"Năm {found['year']}"


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_period(kind: str, label: str) -> bool:
    """Whether a label could name a period of this kind."""
    if kind == "as_of":
        return _iso(label) is not None
    if kind == "range":
        start, _, end = label.partition("..")
        return _iso(start) is not None and _iso(end) is not None
    found = _LABEL.match(label)
    shape = {"month": "month", "quarter": "quarter", "half": "half", "nine_months": "nine"}.get(kind)
    if found is None or kind == "latest":
        return False
    return found[shape] is not None if shape else not any(found[part] for part in ("month", "quarter", "half", "nine"))


def folded(text: str) -> str:
    """The search key of a name: no marks, đ = d, small letters, single spaces."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def slug(text: str) -> str:
    """A name as it stands in a link: Sở Ngoại vụ → so-ngoai-vu."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")


def plain(title: str) -> str:
    """A text for a label, in which nothing is taken for markup."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|>~:$<" else letter for letter in title)


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"


def in_order(name: str) -> tuple[tuple[int, ...], str]:
    """The key that sorts names the Vietnamese way: a ă â … d đ …, tone marks only where all else is equal."""
    letters = []
    for letter in unicodedata.normalize("NFC", name.lower()):
        kept = "".join(c for c in unicodedata.normalize("NFD", letter) if c not in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", kept)
        letters.append(_ALPHABET.index(base) + 1 if base in _ALPHABET else 0)
    return tuple(letters), name
