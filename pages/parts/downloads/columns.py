"""The only place that puts a download's columns into words: heading, meaning, and each cell as the page shows it.

To add a column that people are to read: a line in TOLD (how a cell is told) or in NUMBERS (how it is printed), and its
two words, `column.NAME` and `column.NAME_means`. A column without words keeps its name and its cells as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from pages.parts import data
from pages.parts.language import formats
from pages.parts.numbers import numbers_shown
from pages.parts.reports import documents, reading
from pages.parts.visits.visit import Visit
from queries.speaking import RULES

Row = Mapping[str, object]
Cell = str | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its cells, and how each number of it is printed (a form of FORMS, or one for each row)."""

    name: str
    heading: str
    means: str
    cells: Sequence[Cell]
    forms: Sequence[str]


FORMS = {"percent": '#,##0.00"%"', "point": "#,##0.00", "count": "#,##0", "decimal": "#,##0.##", "": "General"}
"""How a number is printed: a rate is 93.76 and printed 93.76%, in every kind of file alike."""
OWN_UNIT = ("value", "stated", "value_before", "value_after", "change", "low", "high", "whole", "parts", "difference")
OWN_UNIT += (
    "whole_low",
    "whole_high",
    "parts_low",
    "parts_high",
    "rate_effect",
    "mix_effect",
    "coverage_effect",
    "effect",
)
NUMBERS = {
    **dict.fromkeys(OWN_UNIT, "own"),
    **dict.fromkeys(("rate", "share_before", "share_after"), "percent"),
    **dict.fromkeys(("units_with_value", "units_expected"), "count"),
    **dict.fromkeys(("reports", "figures", "places", "periods", "facts", "problems", "unclaimed", "fact_id"), "count"),
    **dict.fromkeys(("numerator", "denominator", "parts_with_value", "parts_expected", "readings"), "count"),
    **dict.fromkeys(
        (f"{part}_{side}" for part in ("numerator", "denominator") for side in ("before", "after")), "count"
    ),
}
WINDOWS = ("window_basis", "window_basis_before", "window_basis_after", "window_x", "window_y")
PARTS_OF = {"units": "unitkind", "periods": "kind", "opening": "kind"}
"""Of which kind of code the parts of a whole are, by the check."""
Told = Callable[[Visit, Row], Cell]
TOLD: dict[str, Told] = {
    "indicator": lambda visit, row: visit.title(data.indicators()[str(row["indicator"])]),
    "place": lambda visit, row: visit.place_name(str(row["key"])),
    "unit": lambda visit, row: documents.unit_name(visit, row["unit"]),
    "unit_kind": lambda visit, row: visit.say(f"unitkind.{row['unit_kind']}"),
    "parts_of": lambda visit, row: visit.say(f"{PARTS_OF.get(str(row['check']), 'level')}.{row['parts_of']}"),
    "field": lambda visit, row: documents.label(visit, str(row["field"])),
    "admin_level": lambda visit, row: visit.say(f"level.{row['admin_level']}"),
    "period": lambda visit, row: formats.period(str(row["period_kind"]), str(row["period"]), visit.lang),
    "basis": lambda visit, row: visit.say(f"status.{numbers_shown.status_of(row)}"),
    "confidence": lambda visit, row: visit.say(f"confidence.{row['confidence']}"),
    "family": lambda visit, row: visit.say(f"family.{row['family']}"),
    "check": lambda visit, row: visit.say(f"sum.{row['check']}"),
    "verdict": lambda visit, row: visit.say(f"verdict.{row['verdict']}"),
    "presence": lambda visit, row: visit.say(f"presence.{row['presence']}"),
    "because": lambda visit, row: RULES.get(str(row["because"]), ("", ""))[visit.lang == "en"],
    **{
        name: lambda visit, row, name=name: visit.say("export.yes" if row[name] else "export.no")  # type: ignore[misc]
        for name in ("speaks", "counted", "approximate")
    },
    "severity": lambda visit, row: visit.say(f"severity.{row['severity']}"),
    "problem": lambda visit, row: visit.say(f"check.{row['problem']}"),
    "fields": lambda visit, row: "; ".join(documents.label(visit, field) for field in str(row["fields"]).split()),
    "state": lambda visit, row: visit.say(f"state.{row['state']}"),
    "held_reason": lambda visit, row: reading.lacking(visit.say, row),
    "coverage_state": lambda visit, row: visit.say(f"coverage.{row['coverage_state']}"),
    "fact_status": lambda visit, row: visit.say(f"fact.{row['fact_status']}"),
    "report_id": lambda visit, row: str(row["report_id"])[:12],
    "place_key": lambda visit, row: str(row["key"]),
    "period_label": lambda visit, row: str(row["period"]),
    **{
        name: lambda visit, row, name=name: visit.say(f"window.{row[name]}")  # type: ignore[misc]
        for name in WINDOWS
    },
}
HEADINGS = {"basis": "column.status", "stated": "column.printed"}
"""Where a page calls a column otherwise than its name."""
CODES = {"place_key": "place_code", "period_label": "period"}
"""Codes that stand at the end, to join the rows again, and what they are made of."""
WITHIN = ("place_vintage", "place_code", "period_kind", "disputed", "from_levels", "coverage", "received_at")
"""Columns that are told within another one."""


def columns(visit: Visit, rows: pl.DataFrame) -> list[Column]:
    """The columns of a download in their order, codes last; without those in which nothing stands."""
    rows = _with_place(rows)
    shown = [name for name in rows.columns if name not in (*WITHIN, "key")]
    shown += [code for code, made_of in CODES.items() if made_of in rows.columns]
    if "place" not in shown and "key" in rows.columns:
        shown.insert(0, "place")
    lines = rows.to_dicts()
    if all(row.get("rate") in (None, row.get("value")) for row in lines):  # told apart only for points made of a rate
        shown = [name for name in shown if name != "rate"]
    told = [_column(visit, name, lines) for name in shown]
    return [each for each in told if not lines or any(cell is not None for cell in each.cells)]


def _with_place(rows: pl.DataFrame) -> pl.DataFrame:
    if "place_code" not in rows.columns:
        return rows
    return rows.with_columns(key=pl.concat_str("place_vintage", "place_code", separator="."))


def _column(visit: Visit, name: str, lines: Sequence[Row]) -> Column:
    indicator = data.indicators().get(name)
    if indicator is not None:  # one that is set against another: each is a column
        means = indicator.formula_en if visit.lang == "en" else indicator.formula_vi
        cells = [row[name] for row in lines]
        return Column(name, visit.title(indicator), means, cells, [_form(indicator.unit)] * len(lines))  # type: ignore[arg-type]
    heading, means = visit.say(HEADINGS.get(name, f"column.{name}")), visit.say(f"column.{name}_means")
    printed = NUMBERS.get(name, "")
    forms = [_own(visit, row) for row in lines] if printed == "own" else [printed] * len(lines)
    cells = [_told(visit, name, row) for row in lines]
    return Column(name, heading, "" if means == f"{name}_means" else means, cells, forms)


def _told(visit: Visit, name: str, row: Row) -> Cell:
    """A cell in words; None where there is nothing, which is left blank."""
    source = CODES.get(name, "key" if name == "place" else name)
    if row.get(source) is None:
        return None
    if name in TOLD:
        return TOLD[name](visit, row)
    value = row[name]
    return value if isinstance(value, int | float | date) and not isinstance(value, bool) else str(value)


def _own(visit: Visit, row: Row) -> str:
    """How the numbers of one row are printed: by its field, its indicator, or the one the view is of."""
    if "field" in row:
        return _form(str(data.fields(visit.wh).get(str(row["field"]), {}).get("unit")))
    name = str(row.get("indicator") or visit.view.indicator)
    return _form(data.indicators()[name].unit) if name in data.indicators() else "decimal"


def _form(unit: str) -> str:
    return unit if unit in ("percent", "point") else "decimal"
