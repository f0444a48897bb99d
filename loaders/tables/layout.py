"""The only place that decides what a table is for: figures in rows and columns, or paragraphs side by side.

A letterhead is nearly always a table of two columns without lines, and so is the signature; both read cell by cell.
Readers of Word and web pages hand their paragraphs and tables to `compose`; others ask `is_data` alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from loaders.content import Composer, RawCell
from loaders.heads.columns import HEAD, columns_apart
from loaders.made_often import made_often
from loaders.text.textform import fold_marks, normalise

NUMERIC = re.compile(r"\(?[+-]?\d[\d.,\s]*(?<![.,])%?\)?(?:\s*/\s*\d[\d.,]*)?%?(?:\[\d{1,2}\])*")
"""A figure, a ratio, a share; the mark of a note may stand behind it."""
_SIDE_BY_SIDE = re.compile(
    r"độc lập\s*[-–]\s*tự do|cộng hòa xã hội chủ|đảng cộng sản|nơi nhận|kính gửi"
    r"|đơn vị (?:nhận )?báo cáo|(?:biểu|mẫu) số|ngày[\s\d.…]*tháng[\s\d.…]*năm"
    r"|(?:^|\n)\s*(?:số\s*(?::|\d*\s*[/-])|(?:tm|kt|tl|tuq|q)\.\s)"
)
"""Words of letterheads, signatures and the heads of forms."""
_UNIT = re.compile(r"(?:^|[\s\d])[kcdm]?m$")
PAGE = 1500
"""So many characters in a cell are a text of their own."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its lines apart by line breaks; `after` is what hangs on it: notes, text boxes."""

    text: str
    after: tuple[Block, ...] = ()


@made_often(frozen=True, slots=True)
class Box:
    """A cell and what is in it; rows and columns as in RawCell."""

    blocks: tuple[Block, ...]
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as its format has it, be it for figures or for layout."""

    boxes: tuple[Box, ...]


Block = Paragraph | Grid
Placed = TypeVar("Placed", RawCell, Box)


def is_data(cells: Sequence[RawCell]) -> bool:
    """Whether a table holds figures, or words, in rows and columns, and does not merely place paragraphs side by side.

    Figures outside the first column decide; then the words of letterheads and signatures; then the size.
    """
    told = [cell for cell in cells if cell.text.strip()]
    rows, columns = {cell.row for cell in told}, {cell.column for cell in told}
    if len(rows) < 2 or len(columns) < 2:
        return False
    figures = sum(cell.column > min(columns) and bool(NUMERIC.fullmatch(cell.text.strip())) for cell in told)
    if figures >= 2:
        return True
    if any(_SIDE_BY_SIDE.search(fold_marks(normalise(cell.text))) or len(cell.text) > PAGE for cell in told):
        return False
    return figures == 1 or len(rows) >= 3


def column_by_column(cells: Sequence[Placed]) -> list[Placed]:
    """The cells of a letterhead or signature in reading order: down one column, then down the next.

    "ỦY BAN NHÂN DÂN" and "TỈNH LÀO CAI" stand under each other, often in rows of their own, beside the nation's name. A
    cell over the whole width parts what is above it from what is below.
    """
    width = max((cell.column + cell.columns for cell in cells), default=0)
    whole = sorted(cell.row for cell in cells if cell.columns == width)
    return sorted(cells, key=lambda c: (2 * bisect_left(whole, c.row) + (c.columns == width), c.column, c.row))


def with_head_apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a letterhead in two columns taken apart that stands in the first paragraphs."""
    head = list(takewhile(lambda block: isinstance(block, Paragraph) and not block.after, blocks[:HEAD]))
    lines = [line for block in head if isinstance(block, Paragraph) for line in block.text.split("\n")]
    apart = columns_apart(lines)
    return list(blocks) if apart == lines else [*map(Paragraph, apart), *blocks[len(head) :]]


def text_of(blocks: Iterable[Block]) -> str:
    """All that the blocks say, as it is in the file: a line for each paragraph, tables cell by cell."""
    lines = []
    for block in blocks:
        if isinstance(block, Grid):
            lines += [text_of(box.blocks) for box in block.boxes]
        else:
            lines += [block.text, text_of(block.after)]
    return "\n".join(line for line in lines if line)


def compose(blocks: Iterable[Block], composer: Composer, convert: Callable[[str], str] = str) -> None:
    """Paragraphs and tables in reading order; what is in a table for layout comes cell by cell.

    `convert` makes Unicode of what is written in an old font.
    """
    for block in blocks:
        if isinstance(block, Grid):
            _compose_grid(block, composer, convert)
            continue
        if block.text.strip():
            composer.paragraph(convert(block.text).strip("\n"))
        compose(block.after, composer, convert)


def _compose_grid(grid: Grid, composer: Composer, convert: Callable[[str], str]) -> None:
    cells = [RawCell(convert(_own_text(box)), box.row, box.column, box.rows, box.columns) for box in grid.boxes]
    is_frame = any(isinstance(block, Grid) for box in grid.boxes for block in box.blocks)
    if is_frame or not is_data(cells):
        short = not is_frame and all(len(cell.text) <= PAGE for cell in cells)
        for box in column_by_column(grid.boxes) if short else grid.boxes:
            compose(box.blocks, composer, convert)
        return
    composer.table(cells)
    for box in grid.boxes:
        for block in box.blocks:
            compose(block.after if isinstance(block, Paragraph) else (), composer, convert)


def _own_text(box: Box) -> str:
    return "\n".join(block.text for block in box.blocks if isinstance(block, Paragraph) and block.text.strip())


def marks_apart(raised: str, before: str) -> str:
    """Raised text as it can stand in a line: digits are a note's mark, and "47¹" must not become 471; m² is m2."""
    if not any(map(str.isdigit, raised)) or _UNIT.search(before):
        return raised
    return "".join(f"[{digits}]" for digits in re.findall(r"[^\s,;()\[\]]+", raised))
