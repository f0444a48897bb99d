"""Writes the labelled tables as workbooks and delimited files, as an office would."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

from loaders.content import RawCell
from tests.tables import HEADS, TITLE, Case, merged

_WHOLE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+")
_DECIMAL = re.compile(r"[0-9]+,[0-9]{1,2}")
_SHARE = re.compile(r"([0-9]+(?:,[0-9]+)?)\s?%")


def held(text: str) -> Any:
    """What a sheet's cell holds for a printed one, and its number format: 1.234 → 1234, 98,5% → 0.985."""
    if _WHOLE.fullmatch(text):
        return float(text.replace(".", "")), "#,##0"
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", ".")), "General"
    if share := _SHARE.fullmatch(text):
        return float(share[1].replace(",", ".")) / 100, "0.00%"
    return text, "General"


def write_book(path: Path, sheets: dict[str, tuple[list[str], list[RawCell]]], at: tuple[int, int] = (0, 0)) -> None:
    """A workbook: for each sheet its lines of text and its table, which begins at row and column `at` below them."""
    with xlsxwriter.Workbook(path) as book:
        for name, (lines, cells) in sheets.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                sheet.write_string(row, 0, line)
            write_cells(book, sheet, cells, (len(lines) + at[0], at[1]))


def write_cells(book: Any, sheet: Any, cells: list[RawCell], at: tuple[int, int]) -> None:
    """The cells of a table, merged ones merged, numbers as numbers."""
    for cell in cells:
        value, number_format = held(cell.text)
        row, column = cell.row + at[0], cell.column + at[1]
        shown = book.add_format({"num_format": number_format})
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, value, shown)
        else:
            sheet.write(row, column, value, shown)


def lines_of(case: Case) -> list[str]:
    """What stands above a labelled table: letterhead, title, captions."""
    return [*HEADS[case.report].splitlines(), "", *TITLE.splitlines(), *case.above]


def case_book(case: Case, path: Path, at: tuple[int, int] = (1, 0)) -> None:
    """A labelled table in a workbook of one sheet."""
    write_book(path, {"Sheet1": (lines_of(case), merged(case))}, at)


def case_csv(case: Case, delimiter: str = ",") -> str:
    """A labelled table as delimited values, without merged cells."""
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([line] for line in lines_of(case))
    writer.writerow([])
    for row in case.rows:
        writer.writerow(["" if cell in ("<", "^") else cell.lstrip("!") for cell in row])
    return out.getvalue()
