"""Tells what stands in the cells of one sheet of a workbook, as JSON. A program of its own, as `page_image` is one:

echo '{"file": "…", "sheet": "II.06a", "number": 1, "row": 9}' | python -m pages.parts.reports.sheet_cells
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from python_calamine import CalamineWorkbook

from pages.parts.reports.page_image import limited

Place = tuple[int, int]
Merged = tuple[Place, Place]
ROWS, COLUMNS = 200, 40
ABOVE = 60
"""Rows shown above the one that is asked for, in a sheet of more than ROWS."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A sheet by its name, else by its number (from 1), and the row (from 1) that must be among those shown."""

    file: str
    sheet: str
    number: int
    row: int = 1


Field = tuple[str, int, int, int]
"""The text of a cell, its column (from 0), and how many rows and columns it spans."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A part of a sheet: its name, the number of the first row told (from 1), how wide it is, the cells of each row."""

    sheet: str
    first: int
    wide: int
    rows: list[list[Field]]


def cells(asked: Asked) -> Cells:
    """The cells around the row asked for. Raises what calamine raises; IndexError where there is no such sheet."""
    with CalamineWorkbook.from_path(asked.file) as book:
        name = asked.sheet or book.sheet_names[asked.number - 1]
        sheet = book.get_sheet_by_name(name)
        grid, merged = sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or []
    first = max(0, min(asked.row - ABOVE, len(grid) - ROWS)) if len(grid) > ROWS else 0
    last = min(len(grid), first + ROWS)
    wide = min(max(map(len, grid), default=0), COLUMNS)
    spans, covered = _spans(merged, last, wide)
    rows = [
        [
            (_told(grid[row][at]), at, *spans.get((row, at), (1, 1)))
            for at in range(min(wide, len(grid[row])))
            if (row, at) not in covered
        ]
        for row in range(first, last)
    ]
    return Cells(name, first + 1, wide, rows)


def _spans(merged: Sequence[Merged], height: int, wide: int) -> tuple[dict[Place, Place], set[Place]]:
    """What each merged cell spans within the part that is shown, and the places that it covers."""
    spans, covered = {}, set()
    for (top, left), (bottom, right) in merged:
        rows, columns = range(top, min(bottom + 1, height)), range(left, min(right + 1, wide))
        spans[top, left] = (len(rows), len(columns))
        covered |= {(row, column) for row in rows for column in columns} - {(top, left)}
    return spans, covered


def _told(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.10g}"
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    return str(cell)


def main() -> None:
    """Reads what is asked from the input stream and writes the cells to the output stream."""
    limited()
    json.dump(asdict(cells(Asked(**json.load(sys.stdin)))), sys.stdout)


if __name__ == "__main__":
    main()
