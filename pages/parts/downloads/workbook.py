"""The only place that writes a download as a workbook: the rows as shown, and a sheet that says what they are.

Every text is written as text, never as a formula or a link; every number as a number.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pages.parts import data
from pages.parts.downloads import columns
from pages.parts.downloads.columns import Column
from pages.parts.language import formats
from pages.parts.method import definitions
from pages.parts.reports import documents
from pages.parts.visits.visit import Visit
from queries import Indicator

MOST_LETTERS = 32_000
"""A cell holds no more."""
MOST_CHECKS = 200
WIDEST, BROAD = 44, 110
"""Letters in the widest column of the rows, and in the column that explains."""
LINE = 15
"""Height of a line, in points."""
AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
Line = tuple[str, str]
"""A word and what is said under it; a line without the second is a heading."""


def workbook_of(visit: Visit, rows: pl.DataFrame, about: Sequence[Line]) -> bytes:
    """An .xlsx file of two sheets: the rows, and what they are: `about`, columns, definitions, checks."""
    out = io.BytesIO()
    told = columns.columns(visit, rows)
    with xlsxwriter.Workbook(out, AS_TEXT) as book:
        forms = {name: book.add_format({"num_format": form}) for name, form in columns.FORMS.items()}
        forms |= {
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#e2f0ef"}
            ),
            "day": book.add_format({"num_format": "d/m/yyyy" if visit.lang == "vi" else "d mmm yyyy"}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
            "word": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        }
        _rows(book.add_worksheet(visit.say("export.sheet_rows")), told, forms)
        lines = [*about, *_columns(visit, told), *_definitions(visit, rows), *_checks(visit, rows)]
        _about(book.add_worksheet(visit.say("export.sheet_about")), lines, forms)
    return out.getvalue()


def _rows(sheet: Worksheet, told: Sequence[Column], forms: dict[str, Format]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 2 * LINE)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for at, column in enumerate(told):
        sheet.write_string(0, at, column.heading, forms["head"])
        sheet.set_column(at, at, _width(column))
        for line, (cell, form) in enumerate(zip(column.cells, column.forms, strict=True), start=1):
            _write(sheet, line, at, cell, forms, form)
    if told and told[0].cells:
        sheet.autofilter(0, 0, len(told[0].cells), len(told) - 1)


def _write(sheet: Worksheet, line: int, at: int, cell: columns.Cell, forms: dict[str, Format], form: str) -> None:
    """One cell by its kind; nothing is written where there is nothing."""
    if isinstance(cell, date):
        sheet.write_datetime(line, at, cell, forms["day"])
    elif isinstance(cell, int | float):
        if math.isfinite(cell):
            whole = form == "decimal" and float(cell).is_integer()
            sheet.write_number(line, at, cell, forms["count" if whole else form])
    elif cell is not None:
        sheet.write_string(line, at, cell[:MOST_LETTERS])


def _width(column: Column) -> float:
    longest = max((len(cell) if isinstance(cell, str) else 11 for cell in column.cells), default=8)
    word = max((len(word) for word in column.heading.split()), default=0)
    return min(max(longest, word, 8) + 2, WIDEST)


def _about(sheet: Worksheet, lines: Sequence[Line], forms: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, BROAD)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for at, (word, said) in enumerate(lines):
        sheet.set_row(at, LINE * max(1, math.ceil(len(said) / BROAD)))  # not every program finds it by itself
        sheet.write_string(at, 0, word[:MOST_LETTERS], forms["word" if said else "head"])
        sheet.write_string(at, 1, said[:MOST_LETTERS], forms["wrapped"])


def _columns(visit: Visit, told: Sequence[Column]) -> list[Line]:
    means = [(column.heading, column.means) for column in told if column.means]
    return [(visit.say("export.columns"), ""), *means]


def _definitions(visit: Visit, rows: pl.DataFrame) -> list[Line]:
    """What the indicators or the figures of these rows are."""
    lines = [line for each in indicators_of(visit, rows) for line in _indicator(visit, each)]
    if "field" in rows.columns:
        lines += [_field(visit, field) for field in rows["field"].unique(maintain_order=True)]
    return [(visit.say("export.definitions"), ""), *lines] if lines else []


def _field(visit: Visit, name: str) -> Line:
    """A figure as reports state it: its name, what it counts, and how it adds up over time."""
    field = data.fields(visit.wh)[name]
    unit = formats.UNIT_WORDS.get(str(field["unit"]), (str(field["unit"]),) * 2)[visit.lang == "en"]
    over_time = visit.say("column.over_time").lower(), visit.say(f"over_time.{field['kind']}")
    return documents.label(visit, name), f"{unit}; {': '.join(over_time)} ({name})"


def indicators_of(visit: Visit, rows: pl.DataFrame) -> list[Indicator]:
    """Of which indicators these rows are: those they name, those they have a column of, else the one in view."""
    known = data.indicators()
    named = rows["indicator"].unique(maintain_order=True).to_list() if "indicator" in rows.columns else []
    named = named or [name for name in rows.columns if name in known]
    if not named and "value" in rows.columns and "field" not in rows.columns and visit.view.indicator:
        named = [visit.view.indicator]
    return [known[name] for name in named]


def _indicator(visit: Visit, indicator: Indicator) -> list[Line]:
    say, english = visit.say, visit.lang == "en"
    unit = formats.UNIT_WORDS.get(indicator.unit, (indicator.unit,) * 2)[english]
    parts = {
        "export.formula": indicator.formula_en if english else indicator.formula_vi,
        "export.unit": unit,
        "indicator.legal": definitions.legal_basis(visit, indicator),
        "indicator.version": definitions.version(visit, indicator),
        "export.meaning": indicator.prose_en if english else indicator.prose_vi,
        "indicator.caveats": indicator.caveats_en if english else indicator.caveats_vi,
    }
    told = [(say(key), text) for key, text in parts.items() if text]
    return [(visit.title(indicator), indicator.name), *told]


def _checks(visit: Visit, rows: pl.DataFrame) -> list[Line]:
    """What is wrong with these figures in the reports they come from, and how many of the rows are disputed."""
    say = visit.say
    disputed = int(rows["disputed"].sum() or 0) if "disputed" in rows.columns else 0
    lines = [(say("status.disputed"), say("export.disputed", n=disputed))] if disputed else []
    if "report_id" in rows.columns and "message" not in rows.columns:  # else the rows are the checks themselves
        found = _concerned(visit, rows)
        reports = data.reports_named(visit.wh, tuple(found.head(MOST_CHECKS)["report_id"].unique().sort()))
        for problem in found.head(MOST_CHECKS).iter_rows(named=True):
            named = documents.named(visit, reports[problem["report_id"]])
            lines.append((say(f"severity.{problem['severity']}"), f"{named}: {documents.message(visit, problem)}"))
        if found.height > MOST_CHECKS:
            lines.append(("…", say("report.more", n=found.height - MOST_CHECKS)))
        lines = lines or [("✓", say("export.no_checks"))]
    return [(say("export.checks"), ""), *lines] if lines else []


def _concerned(visit: Visit, rows: pl.DataFrame) -> pl.DataFrame:
    """The contradictions of the reports in these rows that name one of their figures, or none at all."""
    fields = [field for each in indicators_of(visit, rows) for field in each.fields]
    fields += rows["field"].unique().to_list() if "field" in rows.columns else []
    own = pl.col("report_id").is_in(rows["report_id"].drop_nulls().unique().to_list())
    named = pl.col("fields").list.set_intersection(fields).list.len() > 0
    return data.contradictions(visit.wh).filter(own, named | (pl.col("fields").list.len().fill_null(0) == 0))
