"""The only place that walks the XML of XLSX and ODS for what calamine leaves out of them."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from itertools import chain
from xml.etree import ElementTree as Xml

from loaders.readers.sheets.marks import PERCENT_FORMATS, At, Marks, is_percent

MAX_REPEATED = 1_000_000


# ---- XLSX

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATION = re.compile(r"\{.*\}id")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def _parsed(package: zipfile.ZipFile, part: str) -> Xml.Element:
    return Xml.fromstring(package.read(part))


def _named(root: Xml.Element, name: str) -> Iterator[Xml.Element]:
    return chain(root.iter(_MAIN + name), root.iter(_STRICT + name))


def spreadsheet_ml(package: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet of an XLSX file, by its name."""
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
    percent = {*PERCENT_FORMATS} | {number for number, code in formats.items() if is_percent(code)}
    styles = (style for group in _named(root, "cellXfs") for style in group)
    return {str(i) for i, style in enumerate(styles) if int(style.get("numFmtId", "0")) in percent}


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


def open_document(package: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet of an ODS file, by its name."""
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
