"""The only place that says in words what was found between the reports of a unit.

Two short sentences each: what, where, found and expected; then what to do, or what probably happened. To add a rule,
add its sentences to `SAID`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from loaders.catalogue.fields import load_fields
from loaders.checks.slips import PLAIN, number_vi, slips
from loaders.checks.wording import EN, LEVELS, VI

SAID = {
    "carried_over": (
        (
            "{label} {period} ghi {value}, nhưng hết {other_period} còn {other} đang giải quyết (lệch {off}).",
            "Kiểm tra lại số tồn, hoặc ghi rõ vì sao khác (đổi cách tính, sắp xếp đơn vị).",
        ),
        (
            "{label} of {period} says {value}, but {other} were in hand at the end of {other_period} ({off} apart).",
            "Check the backlog, or say why it differs (another way of counting, a merger).",
        ),
    ),
    "same_day": (
        (
            "{label} của {period} ghi {value}, của {other_period} cùng mốc ngày ghi {other} (lệch {off}).",
            "Đối chiếu hai báo cáo.",
        ),
        (
            "{label} of {period} says {value}, of {other_period} on the same day {other} ({off} apart).",
            "Compare the two reports.",
        ),
    ),
    "whole_and_parts": (
        (
            "{label} của {period} ghi {value}, nhưng {n} {parts} cộng lại là {other} (lệch {off}).",
            "Kiểm tra lại các báo cáo, hoặc ghi rõ phần bổ sung.",
        ),
        (
            "{label} of {period} says {value}, but its {n} {parts} add up to {other} ({off} apart).",
            "Check the reports, or say what was added later.",
        ),
    ),
    "cumulative": (
        (
            "{label} của {period} ghi {value}, ít hơn {other} của {other_period} nằm trong kỳ đó.",
            "Số của cả kỳ không thể ít hơn một phần: đối chiếu hai báo cáo.",
        ),
        (
            "{label} of {period} says {value}, less than {other} of {other_period}, which lies within.",
            "A whole cannot be less than its part: compare the two reports.",
        ),
    ),
    "repeated_stock": (
        (
            "{label} ghi {value} suốt {n} kỳ liền đến {period}, bằng {other_label}: có lẽ là số đang có.",
            "Ghi lại số phát sinh trong kỳ.",
        ),
        (
            "{label} says {value} for {n} periods up to {period}, like {other_label}: probably a stock, not a flow.",
            "State what was done in the period.",
        ),
    ),
    "copied": (
        (
            "Cả {n} số phát sinh của {period} giống hệt {other_period}: có lẽ chép lại báo cáo trước.",
            "Đối chiếu với số liệu gốc của kỳ.",
        ),
        (
            "All {n} counts of {period} are those of {other_period}: probably copied from the last report.",
            "Compare with the period's own data.",
        ),
    ),
    "outlier": (
        (
            "{label} của {period} ghi {value}, trong khi {n} kỳ trước thường khoảng {other}.",
            "Nếu đúng thì không cần làm gì; nếu không, xem lại chữ số và phạm vi.",
        ),
        (
            "{label} of {period} says {value}, while the {n} periods before were usually about {other}.",
            "If that is right, nothing needs doing; if not, check digits and scope.",
        ),
    ),
    "two_windows": (
        (
            "Cùng gọi là {name} nhưng báo cáo này tính {period}, báo cáo khác tính {other_period}.",
            "Không so sánh hai số trên một đường.",
        ),
        (
            "Both are called {name}, but this report counts {period}, another {other_period}.",
            "Do not compare them on one line.",
        ),
    ),
    "units": (
        (
            "{label}{where} của {period}: {n} đơn vị báo cáo cộng lại là {other}, tỉnh ghi {value} (lệch {off}).",
            "Đối chiếu báo cáo của tỉnh với các đơn vị.",
        ),
        (
            "{label}{where} of {period}: {n} units report {other} together, the province {value} ({off} apart).",
            "Compare the province's report with theirs.",
        ),
    ),
}
PARTS = {"month": ("tháng", "months"), "quarter": ("quý", "quarters")}
ROMAN = ("", "I", "II", "III", "IV")


def told(found: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of `problems` for what a rule found, without their number."""
    for row in found.iter_rows(named=True):
        likely = _likely(row)
        vi, en = (_said(row, likely, language) for language in (VI, EN))
        fields = [row["field"], *([row["other_field"]] if row.get("other_field") else [])]
        percent, compared = load_fields()[row["field"]].is_percent, row["rule"] not in ("copied", "two_windows")
        yield {
            "report_id": row["report_id"],
            "kind": row["rule"],
            "severity": row["severity"],
            "fields": [] if row["rule"] == "copied" else fields,
            "admin_level": row["admin_level"],
            "expected": _number(row["other_value"], percent, VI) if compared else None,
            "found": _number(row["value"], percent, VI) if compared else None,
            "suggestion": likely[VI] if likely else None,
            "message_vi": vi,
            "message_en": en,
            "text_start": row["text_start"],
            "text_end": row["text_end"],
            "place_vintage": row["place_vintage"],
            "place_code": row["place_code"],
        }


def _said(row: dict[str, Any], likely: tuple[str, str] | None, language: int) -> str:
    """Both sentences; what probably happened instead of the advice, where that is plain."""
    first, advice = SAID[row["rule"]][language]
    return f"{first.format(**_words(row, language))} {likely[language] if likely else advice}"


def _likely(row: dict[str, Any]) -> tuple[str, str] | None:
    """What probably happened: a plain slip of the pen between two numbers, or one time's figure in another's place."""
    if row.get("twin"):
        vi, en = (period_words("", row["twin"], language) for language in (VI, EN))
        return (
            f"Số của {vi} bằng đúng số của cả kỳ: có lẽ số lũy kế bị ghi vào số trong kỳ, hoặc ngược lại.",
            f"The figure of {en} is that of the whole time: one of the two was probably written for the other.",
        )
    if row["rule"] not in ("carried_over", "same_day"):
        return None
    found = (slip for slip in slips(row["value"]) if slip.vi in PLAIN and slip.value == row["other_value"])
    slip = next(found, None)
    if slip is None:
        return None
    return (
        f"Hai số chỉ khác nhau do {slip.vi}: đối chiếu hai báo cáo.",
        f"Only a slip parts the two ({slip.en}): compare the reports.",
    )


def _words(row: dict[str, Any], language: int) -> dict[str, Any]:
    percent = load_fields()[row["field"]].is_percent
    level = LEVELS[row["admin_level"]][language] if row["admin_level"] != "all" else ""
    where = f" ({level})" if level else ""
    return {
        "label": _label(row["field"], language) + ("" if row["rule"] == "units" else where),
        "where": where,
        "other_label": _label(row["other_field"], language) if row.get("other_field") else "",
        "period": period_words(row["period_kind"], row["period"], language),
        "other_period": period_words(row["other_kind"], row["other_period"], language) if row["other_period"] else "",
        "name": period_words("", row["name"], language) if row.get("name") else "",
        "parts": PARTS.get(row["other_kind"], ("kỳ", "periods"))[language],
        "value": _number(row["value"], percent, language),
        "other": _number(row["other_value"], percent, language),
        "off": _number(abs(row["value"] - row["other_value"]), percent, language),
        "n": row.get("n"),
    }


def _label(field: str, language: int) -> str:
    known = load_fields()[field]
    return known.label_vi.split(" (nêu")[0] if language == VI else f'"{known.label_en.split(";")[0]}"'


def _number(value: float, percent: bool, language: int) -> str:
    shown = number_vi(value if percent else round(value)) + ("%" if percent else "")
    return shown if language == VI else shown.translate(str.maketrans(",.", ".,"))


def period_words(kind: str, label: str, language: int) -> str:
    """A period's name out of its label: 2024-Q1 is "quý I/2024", "Q1 2024"."""
    year, _, part = label.partition("-")
    if kind in ("range", "as_of"):
        days = ["/".join(str(int(part)) for part in day.split("-")[::-1]) for day in label.split("..")]
        return "–".join(days)
    if part == "9M":
        return f"9 tháng năm {year}" if language == VI else f"the first nine months of {year}"
    if part[:1] == "Q":
        return f"quý {ROMAN[int(part[1])]}/{year}" if language == VI else f"Q{part[1]} {year}"
    if part[:1] == "H":
        which = "đầu" if part == "H1" else "cuối"
        return f"6 tháng {which} năm {year}" if language == VI else f"H{part[1]} {year}"
    if part:
        return f"tháng {int(part)}/{year}" if language == VI else f"{year}-{part}"
    return f"năm {year}" if language == VI else year
