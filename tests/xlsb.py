"""Writes a small XLSB, which no library here can: enough records for cells, errors, formats and merged cells."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17}
Value = str | float
Merged = tuple[int, int, int, int]
"""First and last row, first and last column."""


def record(kind: int, data: bytes = b"") -> bytes:
    """One record: its type in 7-bit groups, its length, its bytes."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(data), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + length + data


def wide(text: str) -> bytes:
    """A string behind its length."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(column: int, value: Value, style: int) -> bytes:
    """A cell: a number, a text, or an error by its name."""
    head = struct.pack("<II", column, style)
    if isinstance(value, float | int):
        return record(5, head + struct.pack("<d", value))
    if value in ERRORS:
        return record(3, head + bytes([ERRORS[value]]))
    return record(6, head + wide(value))


def write_xlsb(
    path: Path,
    rows: dict[int, dict[int, Value]],
    percents: Iterable[tuple[int, int]] = (),
    merged: Iterable[Merged] = (),
) -> None:
    """A workbook of one sheet "Bảng"; `percents` are the cells shown as percentages."""
    shares, area = set(percents), [*merged]
    last = max(rows), max(column for row in rows.values() for column in row)
    sheet = record(129) + record(148, struct.pack("<IIII", 0, last[0], 0, last[1])) + record(145)
    for row, cells in sorted(rows.items()):
        sheet += record(0, struct.pack("<I", row) + bytes(13))
        sheet += b"".join(cell(c, v, int((row, c) in shares)) for c, v in sorted(cells.items()))
    sheet += record(146)
    if area:
        ranges = b"".join(record(176, struct.pack("<IIII", *each)) for each in area)
        sheet += record(177, struct.pack("<I", len(area))) + ranges + record(178)
    sheet += record(130)
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Bảng"))
    book += record(144) + record(132)
    style = struct.pack("<HH", 0xFFFF, 0) + bytes(12)
    percent = struct.pack("<HH", 0xFFFF, 10) + bytes(12)
    styles = record(278) + record(617, struct.pack("<I", 2)) + record(47, style) + record(47, percent) + record(618)
    styles += record(279)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        main = f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.bin"/>'
        package.writestr("_rels/.rels", RELATIONS.format(main))
        part = f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.bin"/>'
        part += f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.bin"/>'
        package.writestr("xl/_rels/workbook.bin.rels", RELATIONS.format(part))
        package.writestr("xl/workbook.bin", book)
        package.writestr("xl/styles.bin", styles)
        package.writestr("xl/worksheets/sheet1.bin", sheet)
