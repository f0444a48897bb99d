"""The only reader of workbooks: XLSX, XLSM, XLSB, XLS and ODS, whatever their suffix says they are.

Values come from calamine; what it leaves out (percent formats, errors of formulas, how far a sheet reaches) from
`loaders/readers/sheets/open_xml.py`. Hidden sheets are named in a remark and not read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from loaders.content import Composer, Content, RawCell
from loaders.readers.sheets.extras import sheet_marks
from loaders.readers.sheets.marks import Marks
from loaders.readers.sheets.regions import compose
from loaders.records import LoaderError, Problem

MAX_CELLS = 4_000_000
"""A sheet that reaches further holds a stray cell far away: laying it out would take all memory."""
Value = str | int | float | bool | date | time | timedelta


def read(content: bytes, name: str) -> Content:
    """The content of a workbook. Raises LoaderError where it is damaged, encrypted, or no workbook."""
    try:
        read = _read(content, name)
    except BaseException as cause:
        if type(cause).__name__ != "PanicException":  # calamine's own, which is no Exception
            raise
        raise LoaderError(
            f"{name} bị hỏng bên trong: {cause} (the workbook is damaged).", "Mở bằng Excel rồi lưu lại."
        ) from cause
    for problem in read.remarks:
        if problem.severity == "error" and not read.text.strip():
            raise LoaderError(f"{name}: {problem.message_vi}")
    return read


def _read(content: bytes, name: str) -> Content:
    marks = sheet_marks(content, name)
    composer = Composer()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for index, sheet in enumerate(book.sheets_metadata):
                if sheet.typ != SheetTypeEnum.WorkSheet:
                    continue
                of = marks.get(sheet.name, Marks())
                if of.height * of.width > MAX_CELLS:
                    composer.remark(_too_far(sheet.name, of))
                elif sheet.visible != Visible.Visible:
                    if book.get_sheet_by_index(index).start:
                        composer.remark(_hidden(sheet.name))
                else:
                    compose(composer, list(_cells(book.get_sheet_by_index(index), of)), sheet.name)
    except PasswordError as cause:
        raise LoaderError(
            f"{name} có mật khẩu (the workbook is protected by a password).", "Gỡ mật khẩu rồi gửi lại."
        ) from cause
    except CalamineError as cause:
        raise LoaderError(
            f"{name} không phải là bảng tính đọc được (no workbook that can be read): {cause}.",
            "Mở bằng Excel hoặc LibreOffice rồi lưu lại thành .xlsx.",
        ) from cause
    return composer.done()


def _cells(sheet: CalamineSheet, marks: Marks) -> Iterator[RawCell]:
    """The cells that hold something, each with what it covers."""
    merged = marks.merged or sheet.merged_cell_ranges or []
    spans = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in merged}
    inside = {
        (row, column)
        for first, last in merged
        for row in range(first[0], last[0] + 1)
        for column in range(first[1], last[1] + 1)
    } - set(spans)
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.iter_rows(), start=top):
        for column, value in enumerate(values, start=left):
            at = (row, column)
            text, number = marks.errors.get(at) or _printed(value, at in marks.percents), None
            if at not in marks.errors and isinstance(value, int | float) and not isinstance(value, bool):
                number = round(100 * value, 10) if at in marks.percents else float(value)
            if text and at not in inside:
                yield RawCell(text, row, column, *spans.get(at, (1, 1)), cell_name(row, column), number)


def _printed(value: Value, percent: bool) -> str:
    """The value as a Vietnamese sheet would show it, without thousands marks."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        shown = round(100 * value, 10) if percent else value
        digits = f"{shown:.0f}" if shown == int(shown) else f"{shown:.15g}"
        return digits.replace(".", ",") + ("%" if percent else "")
    if isinstance(value, datetime) and value.time() != time():
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value)


def cell_name(row: int, column: int) -> str:
    """The name of a cell: (6, 2) is "C7"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _hidden(sheet: str) -> Problem:
    return Problem(
        kind="hidden_sheet",
        severity="info",
        message_vi=f"Trang tính “{sheet}” bị ẩn nên không đọc; bỏ ẩn nếu trong đó có số liệu.",
        message_en=f"The sheet “{sheet}” is hidden and was not read; unhide it if it holds figures.",
        found=sheet,
    )


def _too_far(sheet: str, marks: Marks) -> Problem:
    far = cell_name(marks.height - 1, marks.width - 1)
    return Problem(
        kind="sheet",
        severity="error",
        message_vi=f"Trang tính “{sheet}” trải tới tận ô {far} nên không đọc; xóa ô lạc ở xa rồi nạp lại.",
        message_en=f"The sheet “{sheet}” reaches as far as {far} and was not read; clear the stray cell far away.",
        found=sheet,
    )
