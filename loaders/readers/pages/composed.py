"""The only place that puts a document together of its pages: letterhead, paragraphs, tables over pages, footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median_low

from loaders.content import Composer
from loaders.prose.outline import RECIPIENTS
from loaders.readers.pages.grids import Grid, joined
from loaders.readers.pages.lines import Line, Rule, in_columns
from loaders.readers.pages.margins import (
    RULED_OFF,
    body_size,
    mark_of,
    place_of_footnotes,
    with_footnotes_apart,
    without_running_lines,
)
from loaders.tables.layout import is_data

LETTERHEAD = 12
"""Within so many lines the letterhead stands."""
APART = 1.6
"""From this multiple of the usual distance of lines on, a blank line stands between them."""
Piece = Line | Grid | str | None
"""What is told one after the other: a line as it was read, a table, a line of our own; None where a page begins."""


@dataclass(slots=True)
class Sheet:
    """A page as it was read: its lines from top to bottom, its tables, its drawn lines, its height in points."""

    lines: list[Line]
    height: float
    grids: list[Grid] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    is_scanned: bool = False


def compose(sheets: Sequence[Sheet], composer: Composer) -> None:
    """Tell all pages to the composer, in reading order."""
    bodies = without_running_lines([(sheet.lines, sheet.height) for sheet in sheets])
    size = body_size([rows for rows, sheet in zip(bodies, sheets, strict=True) if not sheet.is_scanned])
    pieces: list[Piece] = []
    carried = ""
    for at, sheet in enumerate(sheets):
        rows, notes = bodies[at], list[str]()
        if not sheet.is_scanned:
            rows, notes = with_footnotes_apart(rows, sheet.rules, size, carried)
        carried = mark_of(notes[-1]) if notes else ""
        rows = _told_by_columns(rows, not at)
        following = next((rows[0].text for rows in bodies[at + 1 :] if rows), "")
        pieces += [None, *_page(_spaced(rows, sheet.grids), notes, following)]
    _tell(_with_tables_joined(pieces), composer)


def _told_by_columns(rows: list[Line], is_first: bool) -> list[Line]:
    """The letterhead on the first page, and who signs and receives, told column by column."""
    if is_first:
        rows = [*in_columns(rows[:LETTERHEAD]), *rows[LETTERHEAD:]]
    at = next((n for n, row in enumerate(rows) if row.words and RECIPIENTS.match(row.text)), None)
    return rows if at is None else [*rows[:at], *in_columns(rows[at:])]


def _spaced(rows: Sequence[Line], grids: Sequence[Grid]) -> list[Piece]:
    """Lines and tables down the page, with a blank line where more than the usual distance parts two lines."""
    usual = median_low(steps) if (steps := [b.base - a.base for a, b in pairwise(rows) if b.base > a.base]) else 0.0
    pieces: list[Piece] = []
    waiting, before = list(grids), None
    for row in rows:
        while waiting and waiting[0].top < row.base:
            pieces.append(waiting.pop(0))
            before = None
        if before and row.base - before.base > APART * usual:
            pieces.append("")
        pieces.append(row)
        before = row
    return [*pieces, *waiting]


def _page(pieces: list[Piece], notes: Sequence[str], following: str) -> list[Piece]:
    """The pieces of a page with its footnotes between rules where they cut no sentence and no table."""
    if not notes:
        return pieces
    start = max((at for at, piece in enumerate(pieces, 1) if isinstance(piece, Grid)), default=0)
    rows = [piece.text if isinstance(piece, Line) else str(piece) for piece in pieces[start:]]
    at = start + place_of_footnotes(rows, following) if rows else start - 1
    return [*pieces[:at], RULED_OFF, *notes, RULED_OFF, *pieces[at:]]


def _with_tables_joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Tables with nothing between them but a new page, and the same columns, are one."""
    kept: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Grid) and len(kept) > 1 and kept[-1] is None and isinstance(kept[-2], Grid):
            whole = joined(kept[-2], piece)
            if whole:
                kept[-2:] = [whole]
                continue
        kept.append(piece)
    return kept


def _tell(pieces: Sequence[Piece], composer: Composer) -> None:
    waiting: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            waiting.append(piece)
        elif isinstance(piece, Line) and not piece.spans:
            waiting.append(piece.text)
        else:
            if waiting:
                composer.paragraph("\n".join(waiting))
                waiting = []
            if isinstance(piece, Line):
                _tell_scanned(piece, composer)
            elif piece:
                _tell_grid(piece, composer)
            else:
                composer.page()
    if waiting:
        composer.paragraph("\n".join(waiting))


def _tell_grid(grid: Grid, composer: Composer) -> None:
    """A table; or, where its lines only frame paragraphs, cell by cell what they say."""
    if is_data(grid.cells):
        composer.table(grid.cells, breaks=grid.breaks)
        return
    begins = list(grid.breaks)
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        while begins and begins[0] <= cell.row:
            composer.page()
            begins.pop(0)
        if cell.text:
            composer.paragraph(cell.text)
    for _ in begins:
        composer.page()


def _tell_scanned(line: Line, composer: Composer) -> None:
    start, end = composer.paragraph(line.text)
    if end - start == len(line.text):
        for first, last, confidence in line.spans:
            composer.scanned(start + first, start + last, confidence)
    else:  # its characters changed in number: which word is where is no longer known
        composer.scanned(start, end, min(confidence for _, _, confidence in line.spans))
