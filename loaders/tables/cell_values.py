"""The only place that reads what a cell of figures holds: a number, a share, a ratio, a word for none, or nothing.

Blank and "-" are no zero: a blank is missing, a dash means none only where the arithmetic of its row needs it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.catalogue.fields import Field
from loaders.content import Cell
from loaders.made_often import made_often
from loaders.tables.headings import read_words
from loaders.text.numbers import Number, find_numbers
from loaders.text.textform import fold, fold_marks

ERROR = re.compile(r"#(?:REF!?|DIV/0!?|N/A|VALUE!?|NAME\?|NULL!?|NUM!?|SPILL!?|CALC!?)|Err:[0-9]{3}|#{3,}")
"""What a spreadsheet shows where a formula fails or a number does not fit into its cell."""
DASHES = frozenset(("-", "–", "—", "--", "...", "…", "/"))
NONE = frozenset(("khong", "khong co", "khong phat sinh", "kps", "chua phat sinh", "chua co"))
_WHOLE = re.compile(r"[0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3})+")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
COMMAS, DOTS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+"), re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]{1,2}")
""" "18,0" is a score or a share, whatever its worth."""
_NEGATIVE = re.compile(r"[-–−+(]\s?[0-9]")
_AROUND = re.compile(r"[\s()%;:,./-]+")
SHARES_ABOVE_ALL = frozenset(("dossiers.resolved_rate", "finance.public_investment_disbursement_rate"))
"""Shares that can pass 100 percent: what was carried over is resolved, or paid, too."""


@made_often(frozen=True, slots=True)
class Value:
    """A cell's content. `kind`: number, dash, error, text. Spans are offsets in the cell's text."""

    kind: str
    number: float = 0.0
    raw: str = ""
    percent: bool = False
    second: float | None = None
    """The number behind the slash of a ratio."""
    share: float | None = None
    """The percentage in brackets behind a count or a ratio."""
    approximate: bool = False
    sure: bool = True
    """False where the print may mean another number: only an equation can tell."""
    reason: str = ""
    """Why a text is no number."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where the number, the one behind its slash and the percentage stand."""


def value_of(cell: Cell) -> Value:
    """What a cell holds."""
    return _value(cell.text, cell.value)


@lru_cache(maxsize=8192)
def _value(text: str, number: float | None) -> Value:
    if ERROR.fullmatch(text):
        return Value("error", raw=text, reason="an error of the spreadsheet")
    if text in DASHES:
        return Value("dash", raw=text)
    if fold(text) in NONE:
        return Value("number", 0.0, text, spans=((0, len(text)),))
    if number is not None:
        percent = text.endswith("%")
        reason = "a negative number" if number < 0 else ""
        return Value("text" if reason else "number", number, text, percent, reason=reason, spans=((0, len(text)),))
    if _WHOLE.fullmatch(text) and (text.isdigit() or text[0] != "0"):
        return Value("number", float(text.replace(".", "")), text, spans=((0, len(text)),))
    if _SPACED.fullmatch(text) or COMMAS.fullmatch(text):
        whole = float(re.sub(r"[ ,]", "", text))
        return Value("number", whole, text, sure=False, spans=((0, len(text)),))
    if _NEGATIVE.match(text):
        return Value("text", raw=text, reason="a negative number")
    return _printed(text)


def _printed(text: str) -> Value:
    """A number with words, a ratio, a share: `51.348/65.188 (78,8%)`, `1.234 hồ sơ`, `98,5 %`."""
    numbers = find_numbers(text)
    if not numbers or len(numbers) > 2 or any(n.ignored for n in numbers):
        return Value("text", raw=text, reason="" if not numbers else "several numbers or a date in one cell")
    first, last = numbers[0], numbers[-1]
    if reason := _unclear(first) or (_unclear(last) if last is not first else ""):
        return Value("text", raw=text, reason=reason)
    if last is not first and (first.percent or not last.percent):
        return Value("text", raw=text, reason="several numbers in one cell")
    if not _only_units(text, numbers):
        return Value("text", raw=text, reason="words beside the number")
    parts = first.parts or ((first.start, first.end),)
    spans = (*parts, *(((last.start, last.end),) if last is not first else ()))
    sure = not first.ambiguous or "." in first.raw
    return Value(
        "number",
        first.value,
        text[slice(*parts[0])],
        first.percent,
        first.second if first.kind == "ratio" else None,
        last.value if last is not first else None,
        first.approximate,
        sure,
        spans=spans,
    )


def _unclear(number: Number) -> str:
    if number.kind not in ("plain", "ratio"):
        return f"a {number.kind}"
    if number.bound or number.money or number.sign == "-":
        return "a bound, money or a negative number"
    return ""


def _only_units(text: str, numbers: tuple[Number, ...]) -> bool:
    """Whether nothing but brackets and the name of what is counted stands beside the numbers."""
    low, rest, at = fold_marks(text), "", 0
    for number in numbers:
        rest, at = rest + low[at : number.start] + " ", number.end
    words = read_words(_AROUND.sub(" ", rest + low[at:]).strip())
    return words.is_bare or (not words.strays and not words.rule and set(words.terms) == {"thing"})


def fits(value: Value, field: Field) -> str:
    """Why a value cannot be that field's; empty if it can."""
    if value.percent and not field.is_percent:
        return "a percentage where a count should be"
    if field.is_percent:
        most = 1e4 if field.name in SHARES_ABOVE_ALL else 100
        return "no share between 0 and 100" if value.number > most else ""
    if field.unit not in ("million_vnd", "point"):
        parted = value.number % 1 or (value.second or 0) % 1 or _DECIMAL.fullmatch(value.raw)
        return "no whole number" if parted else ""
    return ""
