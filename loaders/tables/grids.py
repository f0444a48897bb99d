"""The only place that says how a table is laid out: its captions, headings, column numbers, labels and values.

Merged cells count for every row and column they cover. Where a format knows no merged cells, a heading goes on to the
right over blank ones that have a heading of their own below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.content import Cell, Table
from loaders.tables.headings import read_words
from loaders.text.textform import fold_marks

_NUMBER_OF_COLUMN = re.compile(r"[(\[]?\s*([0-9]{1,2})\s*[)\]]?\s*(?:[=:].*)?")
_LETTER_OF_COLUMN = re.compile(r"\(?[A-C]\)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
MARKER = re.compile(
    r"\(?(?:(?P<roman>[IVX]{1,5})|(?P<letter>[A-HĐ])|(?P<digits>[0-9]{1,3}(?:\.[0-9]{1,2})*)|(?P<small>[a-hđ]))\)?[.)/]?"
    r"|(?P<dash>[-–*•])|(?P<plus>\+)"
)
"""The number of a row, or the mark of an item."""
LEADING_MARKER = re.compile(
    r"^\s*(\(?(?:[IVX]{1,5}|[A-HĐ]|[0-9]{1,3}(?:\.[0-9]{1,2})*|[a-hđ])\)?[.)/]?|[-–*•+])"
    r"(?:\s+|(?<=[.)/*•+-])\s*)(?=[^\W\d_])"
)
"""The same before a label, in its cell."""
VALUE = re.compile(
    r"[<>~≈+-]?\s?[0-9][0-9., ]*(?:\s?%)?(?:\s*/\s*[0-9][0-9., ]*)?(?:\s?[(;][^()]*[)]?)?(?:\s+[^\W\d]+){0,2}"
    r"|[-–—…xX]|\.{3}|#[A-Z/0]+[!?]?|không(?: (?:có|phát sinh))?",
    re.IGNORECASE,
)
"""What a cell of figures may hold, as far as the layout needs to know."""


@dataclass(slots=True)
class Grid:
    """A table as a rectangle: `at[row][column]` is the cell that covers the spot. Rows and columns count from 0."""

    at: list[list[Cell | None]]
    captions: list[Cell] = field(default_factory=list)
    header: range = range(0)
    numbers: dict[int, int] = field(default_factory=dict)
    """Column → its printed number."""
    sums: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Column number → the numbers that it adds up, as printed."""
    body: Sequence[int] = ()
    index: int | None = None
    """The column that numbers the rows."""
    labels: tuple[int, ...] = ()
    measure: int | None = None
    values: tuple[int, ...] = ()
    numbering: int | None = None
    """The row of column numbers."""

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.at[0]) if self.at else 0

    def row(self, row: int) -> list[Cell]:
        """The cells that begin in a row."""
        return [cell for column, cell in enumerate(self.at[row]) if cell and self.begins(row, column)]

    def begins(self, row: int, column: int) -> bool:
        """Whether a cell begins at this very spot."""
        cell = self.at[row][column]
        if cell is None:
            return False
        above = row > 0 and self.at[row - 1][column] is cell
        return not above and not (column > 0 and self.at[row][column - 1] is cell)

    def path(self, column: int) -> list[Cell]:
        """The headings above a column's values, outermost first, each once."""
        path: list[Cell] = []
        for row in self.header:
            cell = self._heading(row, column)
            if cell and all(cell is not each for each in path):
                path.append(cell)
        return path

    def _heading(self, row: int, column: int) -> Cell | None:
        """The cell over a column, or the one to its left that goes on over it where merged cells are not known."""
        cell = self.at[row][column]
        if cell or self.knows_merged() or not any(self.at[below][column] for below in self.header if below > row):
            return cell
        for left in range(column - 1, -1, -1):
            if left in (self.index, self.measure) or left in self.labels:
                return None
            if not any(self.at[below][left] for below in self.header if below > row):
                return None
            if self.at[row][left]:
                return self.at[row][left]
        return None

    def knows_merged(self) -> bool:
        """Whether its format says which cells are merged."""
        return any(cell.rows > 1 or cell.columns > 1 for row in self.at for cell in row if cell)


MANY = 5
"""Bracketed numbers that count columns from 2 on, where the one of the row numbers is not printed."""
MAX_COLUMNS = 400
"""Wider is no table of a report: each column would be looked at beside every other."""


def grid_of(table: Table) -> Grid | None:
    """The layout of a table; None where it holds no figures."""
    grid = Grid(_filled(table))
    if not grid.at:
        return None
    first = _skip_captions(grid)
    numbering = next((row for row in range(first, len(grid.at)) if _is_numbering(grid.row(row))), None)
    if numbering is not None and not any(_has_values(grid, row) for row in range(first, numbering)):
        _number_columns(grid, numbering)
        grid.header, grid.body = range(first, numbering), _body(grid, range(first, numbering), numbering + 1)
    else:
        start = _first_body_row(grid, first)
        if start is None:
            return None
        grid.header, grid.body = range(first, start), _body(grid, range(first, start), start)
    _sort_columns(grid)
    return grid if grid.values else None


def _body(grid: Grid, header: range, start: int) -> list[int]:
    """The rows of the body, without headings and numbers of columns that are printed again on a new page."""
    heads = {_texts(grid, row) for row in header}
    rows = range(start, len(grid.at))
    return [row for row in rows if _texts(grid, row) not in heads and not _is_numbering(grid.row(row))]


def _texts(grid: Grid, row: int) -> tuple[str, ...]:
    return tuple(fold_marks(cell.text) for cell in grid.row(row))


def _filled(table: Table) -> list[list[Cell | None]]:
    if not table.cells:
        return []
    top, left = min(cell.row for cell in table.cells), min(cell.column for cell in table.cells)
    bottom = max(cell.row for cell in table.cells)
    width = max(cell.column + cell.columns for cell in table.cells) - left
    if width > MAX_COLUMNS:
        return []
    at: list[list[Cell | None]] = [[None] * width for _ in range(bottom - top + 1)]
    for cell in table.cells:
        for row in range(cell.row - top, min(cell.row + cell.rows, bottom + 1) - top):
            for column in range(cell.column - left, cell.column + cell.columns - left):
                at[row][column] = at[row][column] or cell
    kept = [row for row in at if any(row)]
    filled = [column for column in range(width) if any(row[column] for row in kept)]
    return [[row[column] for column in filled] for row in kept]


def _skip_captions(grid: Grid) -> int:
    """The first row of headings: what stands alone above it is a caption."""
    row = 0
    while row + 1 < len(grid.at) and len(cells := grid.row(row)) == 1:
        spread = sum(each is cells[0] for each in grid.at[row])
        below = grid.row(row + 1)
        if spread < grid.width and grid.at[row][0] is None and len(below) > 1:
            under = [i for i, each in enumerate(grid.at[row]) if each is cells[0]]
            if len({id(grid.at[row + 1][i]) for i in under if grid.at[row + 1][i]}) > 1:
                break
        if _holds_value(cells[0].text):
            break
        grid.captions.append(cells[0])
        row += 1
    return row


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """`(1) (2) (3)=(4)+(5) …`, `A B 1 2 3`: numbers that go up by one from 1, perhaps behind letters; `(2) (3) …`."""
    texts = [cell.text for cell in cells]
    while texts and _LETTER_OF_COLUMN.fullmatch(texts[0]):
        texts.pop(0)
    numbers = [int(match[1]) for text in texts if (match := _NUMBER_OF_COLUMN.fullmatch(text))]
    first = 2 if numbers[:1] == [2] and len(numbers) > MANY and texts[0].startswith("(") else 1
    return len(numbers) == len(texts) >= 2 and len(cells) > 2 and numbers == list(range(first, len(numbers) + first))


def _number_columns(grid: Grid, row: int) -> None:
    grid.numbering = row
    for column, cell in enumerate(grid.at[row]):
        match = _NUMBER_OF_COLUMN.fullmatch(cell.text) if cell else None
        if cell and match:
            grid.numbers[column] = int(match[1])
            said = read_words(cell.text)
            if said.sums:
                grid.sums[int(match[1])] = said.sums


def _holds_value(text: str) -> bool:
    return VALUE.fullmatch(text) is not None


def _values(grid: Grid, row: int) -> list[Cell]:
    """The figures of a row, without its number, which stands first."""
    cells = grid.row(row)
    if cells and grid.at[row][0] is cells[0] and MARKER.fullmatch(cells[0].text) and len(cells) > 1:
        cells = cells[1:]
    return [cell for cell in cells if _holds_value(cell.text) and not MARKER_ONLY.fullmatch(cell.text)]


MARKER_ONLY = re.compile(r"[IVX]{1,5}[.)]?|[A-ZĐa-zđ][.)]")


def _has_values(grid: Grid, row: int) -> bool:
    """Whether a row holds figures: not only years, which head columns."""
    values = _values(grid, row)
    return bool(values) and not all(_YEAR.fullmatch(cell.text) for cell in values)


def _first_body_row(grid: Grid, first: int) -> int | None:
    start = next((row for row in range(first, len(grid.at)) if _has_values(grid, row)), None)
    if start is None:
        return None
    at = min(column for cell in _values(grid, start) for column, each in enumerate(grid.at[start]) if each is cell)
    while start > first + 1 and _heads_values(grid, first, start - 1, at):
        if not (_is_label_row(grid, start - 1, at) or _is_marked(grid, start - 1)):
            break
        start -= 1
    return start


def _is_label_row(grid: Grid, row: int, at: int) -> bool:
    """Whether only labels stand in a row: the name of a group before its first figures."""
    begins = [column for column in range(grid.width) if grid.begins(row, column)]
    wide = len(begins) == 1 and all(cell is grid.at[row][begins[0]] for cell in grid.at[row][begins[0] :])
    covered = any(grid.at[row][column] and column not in begins for column in range(at, grid.width))
    return bool(begins) and (wide or (all(column < at for column in begins) and not covered))


def _is_marked(grid: Grid, row: int) -> bool:
    """Whether a row begins with its number, though it holds words where figures should be."""
    cells = grid.row(row)
    return len(cells) > 1 and grid.begins(row, 0) and MARKER.fullmatch(cells[0].text) is not None


def _heads_values(grid: Grid, first: int, row: int, at: int) -> bool:
    """Whether the rows above already hold headings over the figures."""
    return any(grid.at[above][column] for above in range(first, row) for column in range(at, grid.width))


# ---- columns


def _sort_columns(grid: Grid) -> None:
    """Which columns number, label, measure and hold figures; what stands right of the figures without any is a note."""
    kinds = [_kind(grid, column) for column in range(grid.width)]
    firsts = [column for column, kind in enumerate(kinds) if kind == "values"]
    grid.values = tuple(firsts)
    if not firsts:
        return
    grid.index = next((column for column, kind in enumerate(kinds) if kind == "index"), None)
    grid.measure = next((column for column, kind in enumerate(kinds) if kind == "measure"), None)
    grid.labels = tuple(c for c, kind in enumerate(kinds) if kind == "label" and c < firsts[0])
    if not grid.labels and grid.index is not None and firsts[0] == grid.index + 1:
        grid.labels, grid.index = (grid.index,), None


def _kind(grid: Grid, column: int) -> str:
    heading = _column_heading(grid, column)
    if heading in ("index", "measure", "note"):
        return heading
    cells = [cell for row in grid.body if (cell := grid.at[row][column]) and not _spreads(grid, row, cell)]
    texts = [cell.text for cell in cells]
    values = sum(_holds_value(text) for text in texts)
    if heading in ("label", "unit", "sector"):
        return "label"
    if column == 0 and texts and not heading and _numbers_rows(grid, texts):
        return "index"
    return "values" if values and 2 * values >= len(texts) else "label"


def _spreads(grid: Grid, row: int, cell: Cell) -> bool:
    """Whether a cell is the name of a group, written across the table."""
    return sum(each is cell for each in grid.at[row]) > max(2, grid.width // 2)


def _column_heading(grid: Grid, column: int) -> str | None:
    """The kind that the last heading of a column says, or all of its headings together."""
    path = [cell.text for row in grid.header if (cell := grid.at[row][column])]
    path = list(dict.fromkeys(path))
    return (read_words(path[-1]).column or read_words(" ".join(path)).column) if path else None


def _numbers_rows(grid: Grid, texts: Sequence[str]) -> bool:
    """Whether the first column, which has no heading that says so, holds only the numbers of the rows."""
    headed = any(grid.at[row][0] for row in grid.header)
    labelled = any(cell and not _holds_value(cell.text) for row in grid.body for cell in grid.at[row][1:2])
    return not headed and labelled and all(MARKER.fullmatch(text) for text in texts)


def label_cells(grid: Grid, row: int) -> Iterator[tuple[int, Cell]]:
    """The cells that label a row with their columns, outermost first, a merged one for each row it covers.

    Where there is none, the label may stand in the column of numbers: "Tổng cộng" over both.
    """
    seen: list[Cell] = []
    inner = grid.at[row][grid.labels[-1]] if grid.labels else None
    for column in grid.labels:
        cell = grid.at[row][column] or (_outer(grid, row, column) if inner and column != grid.labels[-1] else None)
        if cell and all(cell is not each for each in seen):
            seen.append(cell)
            yield column, cell
    alone = grid.at[row][grid.index] if grid.index is not None and not seen else None
    if alone and not MARKER.fullmatch(alone.text):
        yield -1, alone


def _outer(grid: Grid, row: int, column: int) -> Cell | None:
    """The outer label that goes on from above over a blank cell, where merged cells are not known."""
    if grid.knows_merged() or (grid.index is not None and grid.at[row][grid.index]):
        return None
    return next((cell for above in range(row - 1, min(grid.body) - 1, -1) if (cell := grid.at[above][column])), None)


def marker_of(grid: Grid, row: int) -> str:
    """The number or mark of a row: in its own column, or before its label."""
    cell = grid.at[row][grid.index] if grid.index is not None else None
    return cell.text if cell and MARKER.fullmatch(cell.text) else ""
