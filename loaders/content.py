"""The only place for what a reader hands on: a document, its text with its pages, tables and scanned words.

A reader says piece by piece what stands in the file, in reading order, to a Composer, which normalises each piece and
keeps the offsets: every position in the project points into `Content.text`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from loaders.made_often import made_often
from loaders.records import Problem
from loaders.text.textform import normalise

BETWEEN_CELLS = " | "


@made_often(frozen=True, slots=True)
class RawCell:
    """A cell as a reader finds it: its text, the row and column it begins in (from 0), how many of each it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    name: str | None = None
    """What its application calls it: "C7" in a sheet."""
    value: float | None = None
    """The number a sheet's cell holds, whatever its print; percent points where the text ends with "%"."""


@made_often(frozen=True, slots=True)
class Cell:
    """A cell that holds something, and where its text stands in the document's."""

    text: str
    row: int
    column: int
    rows: int
    columns: int
    start: int
    end: int
    name: str | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells, row by row; blank cells are left out. `start` and `end` are its span in the document's text."""

    cells: tuple[Cell, ...]
    start: int
    end: int
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Scanned:
    """A word that was read from an image, and how sure the recogniser was of it (0 to 100 percent)."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds. `pages` are the offsets at which pages begin, empty where a format has none.

    `remarks` say what a person should know about the reading itself (a repaired font, a page without text).
    """

    text: str
    pages: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    scanned: tuple[Scanned, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Composer:
    """Puts a Content together in reading order: `page()`, `paragraph(text)`, `table(cells)` …, then `done()`."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _pages: list[int] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _scanned: list[Scanned] = field(default_factory=list)
    _remarks: list[Problem] = field(default_factory=list)

    def page(self) -> None:
        """A page begins here."""
        self._pages.append(self._length)

    def paragraph(self, raw: str) -> tuple[int, int]:
        """A paragraph, or lines of one, ends with a line break; returns its span."""
        return self._add(normalise(raw).rstrip("\n"))

    def table(self, cells: Iterable[RawCell], sheet: str | None = None, breaks: Iterable[int] = ()) -> Table:
        """A grid: in the text each row is a line, its cells apart by BETWEEN_CELLS. Before the rows `breaks` a page
        begins.
        """
        rows: dict[int, list[RawCell]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(cell)
        placed: list[Cell] = []
        start = self._length
        begins = sorted(breaks)
        for number, row in sorted(rows.items()):
            while begins and begins[0] <= number:
                self.page()
                begins.pop(0)
            placed += self._row(sorted(row, key=lambda cell: cell.column))
        for _ in begins:
            self.page()
        self._tables.append(Table(tuple(placed), start, self._length, sheet))
        return self._tables[-1]

    def scanned(self, start: int, end: int, confidence: float) -> None:
        """The word in this span was read from an image."""
        self._scanned.append(Scanned(start, end, confidence))

    def remark(self, problem: Problem) -> None:
        """Something to know about the reading itself."""
        self._remarks.append(problem)

    def done(self) -> Content:
        """The whole."""
        return Content(
            "".join(self._parts), tuple(self._pages), tuple(self._tables), tuple(self._scanned), tuple(self._remarks)
        )

    def _add(self, text: str) -> tuple[int, int]:
        start = self._length
        self._parts += [text, "\n"]
        self._length += len(text) + 1
        return start, start + len(text)

    def _row(self, cells: list[RawCell]) -> list[Cell]:
        line: list[str] = []
        placed: list[Cell] = []
        at = self._length
        for cell in cells:
            text = " ".join(normalise(cell.text).split())
            if not text:
                continue
            at += len(BETWEEN_CELLS) if line else 0
            span = (cell.row, cell.column, cell.rows, cell.columns, at, at + len(text))
            placed.append(Cell(text, *span, cell.name, cell.value))
            line.append(text)
            at += len(text)
        if line:
            self._add(BETWEEN_CELLS.join(line))
        return placed


def plain(raw: str) -> Content:
    """The content of a file that is nothing but text."""
    return Content(normalise(raw))


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text: normalised, with lines kept. `document_id` is the SHA-256 of its bytes; the rest is Content's."""

    document_id: str
    file: str
    format: str
    text: str
    pages: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    scanned: tuple[Scanned, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def prose(self) -> str:
        """The text with its tables blanked out; same length, same offsets."""
        pieces, at = [], 0
        for table in sorted(self.tables, key=attrgetter("start")):
            if table.end > at:
                pieces += [
                    self.text[at : table.start],
                    re.sub(r"[^\n]", " ", self.text[max(at, table.start) : table.end]),
                ]
                at = table.end
        return "".join(pieces) + self.text[at:]

    def page_at(self, offset: int) -> int | None:
        """The page, from 1, on which an offset lies; None where the format has no pages."""
        return bisect_right(self.pages, offset) or None
