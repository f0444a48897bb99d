"""The only place that walks the binary records of XLSB, for what calamine leaves out of them ([MS-XLSB] 2.1.4)."""

from __future__ import annotations

import posixpath
import struct
import zipfile
from collections.abc import Iterator

from loaders.readers.sheets.marks import ERROR_NAMES, PERCENT_FORMATS, Marks, is_percent
from loaders.readers.sheets.open_xml import relations

ROW, BLANK, LAST_FORMULA = 0, 1, 11
ERRORS = (3, 11)
"""BrtCellError, BrtFmlaError."""
SHEET, MERGED, FORMAT, STYLE, STYLES_BEGIN, STYLES_END = 156, 176, 44, 47, 617, 618


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every record: its type and its bytes. Raises IndexError where the last one is cut off."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        if at + size > len(data):
            raise IndexError("a record is cut off")
        yield kind, data[at : at + size]
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in groups of 7 bits, low ones first, and where it ends."""
    value = 0
    for i in range(most):
        value |= (data[at] & 0x7F) << (7 * i)
        at += 1
        if not data[at - 1] & 0x80:
            break
    return value, at


def binary_marks(package: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet of an XLSB, by its name."""

    targets, percents = relations(package, "xl/_rels/workbook.bin.rels"), _percent_styles(package)
    found: dict[str, Marks] = {}
    for kind, data in records(package.read("xl/workbook.bin")):
        if kind == SHEET:
            key, at = _string(data, 8)
            part, name = targets.get(key, ""), _string(data, at)[0]
            if posixpath.dirname(part).endswith("worksheets"):
                found[name] = _sheet(package.read(part), percents, Marks())
    return found


def _string(data: bytes, at: int) -> tuple[str, int]:
    """A wide string behind its length, and where it ends."""
    length = struct.unpack_from("<I", data, at)[0]
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le"), end


def _percent_styles(package: zipfile.ZipFile) -> set[int]:
    if "xl/styles.bin" not in package.namelist():
        return set()
    percent, styles, inside = set(PERCENT_FORMATS), list[int](), False
    for kind, data in records(package.read("xl/styles.bin")):
        inside = kind == STYLES_BEGIN or (inside and kind != STYLES_END)
        if kind == FORMAT and is_percent(_string(data, 2)[0]):
            percent.add(struct.unpack_from("<H", data)[0])
        elif kind == STYLE and inside:
            styles.append(struct.unpack_from("<H", data, 2)[0])
    return {i for i, number in enumerate(styles) if number in percent}


def _sheet(data: bytes, percents: set[int], marks: Marks) -> Marks:
    row = 0
    for kind, record in records(data):
        if kind == ROW:
            row = struct.unpack_from("<I", record)[0]
        elif kind == MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", record)
            marks.merged.append(((top, left), (bottom, right)))
        elif BLANK < kind <= LAST_FORMULA:
            column, style = struct.unpack_from("<II", record)
            at = row, column
            marks.reach(at)
            if kind in ERRORS:
                marks.errors[at] = ERROR_NAMES.get(record[8], "#N/A")
            elif style & 0xFFFFFF in percents:
                marks.percents.add(at)
    return marks
