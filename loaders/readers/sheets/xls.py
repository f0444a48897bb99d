"""The only place that walks an XLS file for what calamine leaves out of it: percent formats and errors.

BIFF8 records ([MS-XLS] 2.4) in the stream "Workbook" of a compound file ([MS-CFB] 2.2 to 2.6).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from loaders.readers.sheets.marks import ERROR_NAMES, PERCENT_FORMATS, Marks, is_percent

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHIFTS, MINI_SHIFT = (9, 12), 6
"""Sizes of sectors and of small ones, as powers of two ([MS-CFB] 2.2); smaller ones would be read for hours."""
LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on end a chain of sectors."""
SHEET, XF, FORMAT = 0x85, 0xE0, 0x41E
DIMENSIONS, MOST_CELLS = 0x200, 65_536 * 256
FORMULA, NUMBER, RK, MULRK, BOOLERR = 0x06, 0x203, 0x27E, 0xBD, 0x205
WORKSHEET = 0


def xls_marks(content: bytes) -> dict[str, Marks]:
    """The marks of each sheet of an XLS file, by its name. Raises ValueError or struct.error where it is broken."""
    stream = _stream(content)
    percent, styles, sheets = set(PERCENT_FORMATS), list[int](), dict[str, int]()
    for kind, data in _records(stream, 0):
        if kind == FORMAT and is_percent(_string(data, struct.unpack_from("<H", data, 2)[0], 4)):
            percent.add(struct.unpack_from("<H", data)[0])
        elif kind == XF:
            styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == SHEET and data[5] == WORKSHEET:
            sheets[_string(data, data[6], 7)] = struct.unpack_from("<I", data)[0]
    shares = {i for i, number in enumerate(styles) if number in percent}
    return {name: _sheet(stream, at, shares, Marks()) for name, at in sheets.items()}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, up to its end."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == 0x0A:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _string(data: bytes, length: int, at: int) -> str:
    """Characters behind a flag that says whether they take one byte or two."""
    wide = data[at] & 1
    return data[at + 1 : at + 1 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _sheet(stream: bytes, at: int, shares: set[int], marks: Marks) -> Marks:
    for kind, data in _records(stream, at):
        if kind in (FORMULA, NUMBER, RK, BOOLERR):
            row, column, style = struct.unpack_from("<HHH", data)
            _mark(marks, (row, column), style, shares, _error(kind, data))
        elif kind == DIMENSIONS:
            top, bottom, left, right = struct.unpack_from("<IIHH", data)
            if bottom < top or right < left or (bottom - top) * (right - left) > MOST_CELLS:
                raise ValueError("a sheet's dimensions are impossible")
        elif kind == MULRK:
            row, first = struct.unpack_from("<HH", data)
            for i in range((len(data) - 6) // 6):
                _mark(marks, (row, first + i), struct.unpack_from("<H", data, 4 + 6 * i)[0], shares, None)
    return marks


def _error(kind: int, data: bytes) -> str | None:
    """The error a cell shows: its own, or the one its formula ended in."""
    if kind == BOOLERR and data[7]:
        return ERROR_NAMES.get(data[6], "#N/A")
    if kind == FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return ERROR_NAMES.get(data[8], "#N/A")
    return None


def _mark(marks: Marks, at: tuple[int, int], style: int, shares: set[int], error: str | None) -> None:
    marks.reach(at)
    if error:
        marks.errors[at] = error
    elif style in shares:
        marks.percents.add(at)


# ---- the compound file


def _stream(content: bytes) -> bytes:
    """The stream "Workbook". Raises ValueError where there is none."""
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    directory_at, threshold, mini_at = (struct.unpack_from("<I", content, offset)[0] for offset in (48, 56, 60))
    if shift not in SHIFTS or mini_shift != MINI_SHIFT:
        raise ValueError("sectors of an impossible size")
    table = _allocation(content, 1 << shift)
    directory = _chained(content, table, directory_at, 1 << shift)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    for entry in entries:
        if _name(entry) in ("Workbook", "Book"):
            start, length = struct.unpack_from("<II", entry, 116)
            if length >= threshold:
                return _chained(content, table, start, 1 << shift)[:length]
            small = _chained(content, table, struct.unpack_from("<I", entries[0], 116)[0], 1 << shift)
            minis = _numbers(_chained(content, table, mini_at, 1 << shift))
            return _chained(small, minis, start, 1 << mini_shift, head=0)[:length]
    raise ValueError("no stream “Workbook”")


def _name(entry: bytes) -> str:
    return entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace")


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _allocation(content: bytes, size: int) -> Sequence[int]:
    """For each sector the one that follows it."""
    sectors = list(_numbers(content[76:512]))
    following, left = struct.unpack_from("<II", content, 68)
    seen = set[int]()
    while left and following < LAST_SECTOR and following not in seen:
        seen.add(following)
        numbers = _numbers(content[(following + 1) * size : (following + 2) * size])
        sectors += numbers[:-1]
        following, left = numbers[-1], left - 1
    used = [sector for sector in sectors if sector < LAST_SECTOR]
    if following in seen or len({*used}) < len(used):
        raise ValueError("the table of sectors runs in a circle")
    return _numbers(b"".join(content[(sector + 1) * size : (sector + 2) * size] for sector in used))


def _chained(data: bytes, table: Sequence[int], sector: int, size: int, head: int = 1) -> bytes:
    """The sectors of a chain. Raises ValueError for one that runs in a circle or out of the file."""
    found: list[bytes] = []
    while sector < LAST_SECTOR:
        if sector >= len(table) or len(found) > len(table):
            raise ValueError("a chain of sectors is broken")
        found.append(data[(sector + head) * size : (sector + head + 1) * size])
        sector = table[sector]
    return b"".join(found)
