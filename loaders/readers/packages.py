"""The only place for what calamine leaves out of a workbook: percent formats, errors, some merged cells, its reach.

XLSX and ODS are packages of XML, XLSB one of records; XLS is no package, and has its own module.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from xml.etree import ElementTree as Xml

from loaders.readers.compound import SIGNATURE, xls_marks
from loaders.readers.records import binary_marks
from loaders.records import LoaderError

BROKEN = (
    *(zipfile.BadZipFile, Xml.ParseError, KeyError, ValueError, IndexError, EOFError, OSError, NotImplementedError),
    *(struct.error, zlib.error),
)
"""What the standard library raises for a package that is damaged."""
MAX_UNPACKED = 1_000_000_000
MAX_REPEATED = 1_000_000
At = tuple[int, int]
"""Row and column, from 0."""


@dataclass(slots=True)
class Marks:
    """What a sheet's cells are besides their values; `height` and `width` are how far it reaches."""

    percents: set[At] = field(default_factory=set)
    errors: dict[At, str] = field(default_factory=dict)
    merged: list[tuple[At, At]] = field(default_factory=list)
    height: int = 0
    width: int = 0

    def reach(self, at: At) -> None:
        """The sheet holds something there."""
        self.height, self.width = max(self.height, at[0] + 1), max(self.width, at[1] + 1)


def sheet_marks(content: bytes, name: str) -> dict[str, Marks]:
    """The marks by sheet name. Raises LoaderError for a file that is damaged or unpacks to too much."""
    try:
        if content.startswith(SIGNATURE):
            return xls_marks(content, Marks)
        if not zipfile.is_zipfile(io.BytesIO(content)):
            return {}
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise LoaderError(f"{name} mở ra quá lớn (unpacks to too much).", "Chia thành nhiều tệp.")
            parts = set(package.namelist())
            if "content.xml" in parts:
                return _open_document(package)
            if "xl/workbook.bin" in parts:
                return binary_marks(package, Marks)
            return _spreadsheet_ml(package) if "xl/workbook.xml" in parts else {}
    except BROKEN as cause:
        raise LoaderError(
            f"{name} bị hỏng bên trong: {cause} (the workbook is damaged).", "Mở bằng Excel rồi lưu lại."
        ) from cause


# ---- XLSX

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATION = re.compile(r"\{.*\}id")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PERCENT_FORMATS = frozenset((9, 10))


def _parsed(package: zipfile.ZipFile, part: str) -> Xml.Element:
    return Xml.fromstring(package.read(part))


def _named(root: Xml.Element, name: str) -> Iterator[Xml.Element]:
    return chain(root.iter(_MAIN + name), root.iter(_STRICT + name))


def _spreadsheet_ml(package: zipfile.ZipFile) -> dict[str, Marks]:
    percent_styles = _percent_styles(package)
    targets = relations(package, "xl/_rels/workbook.xml.rels")
    found: dict[str, Marks] = {}
    for sheet in _named(_parsed(package, "xl/workbook.xml"), "sheet"):
        key = next((value for name, value in sheet.attrib.items() if _RELATION.fullmatch(str(name))), "")
        part = targets.get(str(key), "")
        if "worksheets/" in part:
            found[str(sheet.get("name"))] = _sheet_ml(package, part, percent_styles)
    return found


def relations(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The parts that a workbook's relations name, by their key."""
    found: dict[str, str] = {}
    for each in _parsed(package, part):
        if each.get("Id") and each.get("Target"):
            found[str(each.get("Id"))] = posixpath.normpath(posixpath.join("/xl", str(each.get("Target")))).lstrip("/")
    return found


def _percent_styles(package: zipfile.ZipFile) -> set[str]:
    """The cell styles whose number format is a percentage."""
    if "xl/styles.xml" not in package.namelist():
        return set()
    root = _parsed(package, "xl/styles.xml")
    formats = {int(f.get("numFmtId", "0")): str(f.get("formatCode", "")) for f in _named(root, "numFmt")}
    percent = _PERCENT_FORMATS | {number for number, code in formats.items() if is_percent(code)}
    styles = (style for group in _named(root, "cellXfs") for style in group)
    return {str(i) for i, style in enumerate(styles) if int(style.get("numFmtId", "0")) in percent}


def is_percent(code: str) -> bool:
    """Whether a number format shows its value times 100: a percent sign that is no quoted or escaped text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


def _sheet_ml(package: zipfile.ZipFile, part: str, percent_styles: set[str]) -> Marks:
    marks = Marks()
    with package.open(part) as file:
        for _, cell in Xml.iterparse(file):
            if _local(cell) == "row":
                cell.clear()
            named = _CELL.fullmatch(cell.get("r", "")) if _local(cell) == "c" else None
            if named and len(cell):
                at = int(named[2]) - 1, _column(named[1])
                marks.reach(at)
                if cell.get("t") == "e":
                    marks.errors[at] = "".join(str(child.text or "") for child in cell if _local(child) == "v")
                elif cell.get("s") in percent_styles:
                    marks.percents.add(at)
    return marks


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _local(element: Xml.Element) -> str:
    return str(element.tag).rpartition("}")[2]


# ---- ODS

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR = re.compile(r"#[A-Z]{2,}[A-Z/0]*[!?]?|Err:[0-9]{3}")


def _open_document(package: zipfile.ZipFile) -> dict[str, Marks]:
    root = _parsed(package, "content.xml")
    return {str(table.get(_TABLE + "name")): _ods_table(table) for table in root.iter(_TABLE + "table")}


def _ods_table(table: Xml.Element) -> Marks:
    marks, row = Marks(), 0
    for line in table.iter(_TABLE + "table-row"):
        column, times = 0, int(line.get(_TABLE + "number-rows-repeated", "1"))
        for cell in line:
            if _local(cell) in ("table-cell", "covered-table-cell"):
                wide = int(cell.get(_TABLE + "number-columns-repeated", "1"))
                _ods_cell(marks, cell, (row, column), (times, wide))
                column += wide
        row += times
    return marks


def _ods_cell(marks: Marks, cell: Xml.Element, at: At, times: At) -> None:
    """A cell that holds something, and its repetitions to the right and below."""
    printed = "".join(str(part) for part in cell.itertext())
    if cell.get(_OFFICE + "value-type") is None and not printed:
        return
    last = at[0] + times[0] - 1, at[1] + times[1] - 1
    marks.reach(last)
    rows, columns = (int(cell.get(f"{_TABLE}number-{kind}-spanned", "1")) for kind in ("rows", "columns"))
    if rows > 1 or columns > 1:
        marks.merged.append((at, (at[0] + rows - 1, at[1] + columns - 1)))
    if times[0] * times[1] > MAX_REPEATED:
        return
    spots = [(row, column) for row in range(at[0], last[0] + 1) for column in range(at[1], last[1] + 1)]
    if cell.get(_CALC + "value-type") == "error" or (cell.get(_TABLE + "formula") and _ERROR.fullmatch(printed)):
        marks.errors.update(dict.fromkeys(spots, printed))
    elif cell.get(_OFFICE + "value-type") == "percentage":
        marks.percents.update(spots)
