"""The only place that finds tables on a page: cells between ruling lines, and the words in them.

pdfplumber's table finder is given PDFium's lines, so that no page is read twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders.content import RawCell
from loaders.readers.pages.lines import Rule, Word, lines

LEANING, SNAP, SHORTEST = 4.0, 3.0, 4.0
"""Points: how thick a ruling line may be, how near two are one, from which length on one counts."""
MAX_RULES = 3_000
MAX_CROSSINGS = 4_000
Edge = dict[str, Any]
"""A line as pdfplumber has it: x0, x1, top, bottom, width, height, orientation h or v."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(slots=True)
class Grid:
    """A table: its box, where its columns begin, its cells; whether the page cuts its first and last row."""

    top: float
    bottom: float
    columns: tuple[float, ...]
    rows: int
    cells: list[RawCell]
    is_cut_above: bool = False
    is_cut_below: bool = False
    breaks: tuple[int, ...] = ()
    """The rows before which a new page begins."""


def grids(rules: Iterable[Rule], words: Sequence[Word]) -> tuple[list[Grid], list[Word]]:
    """The tables on a page, from top to bottom, and the words that stand in none."""
    edges = [edge for rule in rules if (edge := _edge(rule))]
    level = sum(edge["orientation"] == "h" for edge in edges)
    if min(level, len(edges) - level) < 2 or len(edges) > MAX_RULES:
        return [], list(words)
    found: list[Grid] = []
    left = list(words)
    boxes, closings = _tables(edges)
    for table in boxes:
        inside = _inside(table, left)
        grid = _grid(table, inside, closings)
        if grid:
            taken = {id(word) for each in inside for word in each}
            left = [word for word in left if id(word) not in taken]
            found.append(grid)
    return found, left


def joined(one: Grid, other: Grid) -> Grid | None:
    """A table that goes on over the page, as one; None where the columns differ."""
    offset = other.columns[0] - one.columns[0]
    if len(one.columns) != len(other.columns) or any(
        abs(b - a - offset) > 2 * SNAP for a, b in zip(one.columns, other.columns, strict=True)
    ):
        return None
    cells = _without_repeated_head(one, other)
    first = min((cell.row for cell in cells), default=other.rows)
    mended = _mended(one, [cell for cell in cells if cell.row == first], other.is_cut_above)
    if mended:
        first += 1
    moved = [replace(cell, row=cell.row - first + one.rows) for cell in cells if cell.row >= first]
    return replace(
        one,
        rows=one.rows + other.rows - first,
        cells=[*(mended or one.cells), *moved],
        is_cut_below=other.is_cut_below,
        breaks=(*one.breaks, one.rows),
    )


def _edge(rule: Rule) -> Edge | None:
    wide, high = rule.right - rule.left, rule.bottom - rule.top
    if min(wide, high) > LEANING or max(wide, high) < SHORTEST:
        return None
    if rule.is_level:
        middle = (rule.top + rule.bottom) / 2
        return _line(rule.left, middle, rule.right, middle)
    middle = (rule.left + rule.right) / 2
    return _line(middle, rule.top, middle, rule.bottom)


def _line(x0: float, top: float, x1: float, bottom: float) -> Edge:
    along = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {**along, "orientation": "h" if top == bottom else "v"}


def _tables(edges: list[Edge]) -> tuple[list[list[Box]], list[float]]:
    """The boxes of each table, and the heights at which a table was closed that its lines leave open."""
    from pdfplumber import table

    merged = table.merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    closings = list(_closings(merged))
    merged += closings
    crossings = table.edges_to_intersections(merged, SNAP, SNAP)
    if len(crossings) > MAX_CROSSINGS:
        return [], []
    boxes = table.cells_to_tables(table.intersections_to_cells(crossings))
    return boxes, [edge["top"] for edge in closings if edge["orientation"] == "h"]


def _closings(edges: list[Edge]) -> Iterator[Edge]:
    """The outer lines that a table leaves out, or that a page cut off: where three lines or more end alike."""
    for start, end, at in _open_ends([_upright(edge) for edge in edges]):
        yield _line(start, at, end, at)
    for start, end, at in _open_ends([_upright(_turned(edge)) for edge in edges]):
        yield _line(at, start, at, end)


def _upright(edge: Edge) -> tuple[bool, float, float, float]:
    """Whether an edge is upright, and if so its place, top and bottom; else its height, left and right."""
    if edge["orientation"] == "v":
        return True, edge["x0"], edge["top"], edge["bottom"]
    return False, edge["top"], edge["x0"], edge["x1"]


def _turned(edge: Edge) -> Edge:
    return _line(edge["top"], edge["x0"], edge["bottom"], edge["x1"])


def _open_ends(edges: list[tuple[bool, float, float, float]]) -> Iterator[tuple[float, float, float]]:
    """From where, to where and how high a level line is missing under or over upright ones."""
    upright = [(at, ends) for is_upright, at, *ends in edges if is_upright]
    level = [(at, left, right) for is_upright, at, left, right in edges if not is_upright]
    for height in _steps(end for _, ends in upright for end in ends):
        meeting = [at for at, ends in upright if min(abs(end - height) for end in ends) <= SNAP]
        low, high = min(meeting), max(meeting)
        closed = any(abs(at - height) <= SNAP and left < high and right > low for at, left, right in level)
        if len(meeting) >= 3 and not closed:
            yield low, high, height


def _inside(boxes: Sequence[Box], words: Sequence[Word]) -> list[list[Word]]:
    """The words of each box: those whose middle lies in it."""
    inside: list[list[Word]] = [[] for _ in boxes]
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    for word in words:
        if not top <= word.base <= bottom + 1:
            continue
        x, y = (word.left + word.right) / 2, word.base - 0.3 * word.size
        for at, (left, high, right, low) in enumerate(boxes):
            if left <= x < right and high <= y < low:
                inside[at].append(word)
                break
    return inside


def _grid(boxes: Sequence[Box], inside: Sequence[list[Word]], closings: Sequence[float]) -> Grid | None:
    """None where it is only a frame: fewer than two columns or two rows hold anything."""
    xs, ys = _steps(x for box in boxes for x in (box[0], box[2])), _steps(y for box in boxes for y in (box[1], box[3]))
    cells = []
    for (left, top, right, bottom), words in zip(boxes, inside, strict=True):
        column, row = _step(xs, left), _step(ys, top)
        text = "\n".join(line.text for line in lines(words))
        cells.append(RawCell(text, row, column, _step(ys, bottom) - row, _step(xs, right) - column))
    held = [cell for cell in cells if cell.text]
    if len({cell.row for cell in held}) < 2 or len({cell.column for cell in held}) < 2:
        return None
    cut = [any(abs(y - closing) <= SNAP for closing in closings) for y in (ys[0], ys[-1])]
    return Grid(ys[0], ys[-1], tuple(xs), len(ys) - 1, cells, cut[0], cut[1])


def _steps(values: Iterable[float]) -> list[float]:
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > SNAP:
            steps.append(value)
    return steps


def _step(steps: Sequence[float], value: float) -> int:
    return min(bisect_left(steps, value - SNAP), len(steps) - 1)


def _without_repeated_head(one: Grid, other: Grid) -> list[RawCell]:
    """The cells below the head that the second page repeats."""
    mine, theirs = _by_row(one.cells), _by_row(other.cells)
    same = 0
    for row in range(min(one.rows, other.rows)):
        if not theirs.get(row) or mine.get(row) != theirs.get(row):
            break
        same = row + 1
    return [cell for cell in other.cells if cell.row >= same]


def _by_row(cells: Iterable[RawCell]) -> dict[int, list[tuple[int, str]]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in cells:
        if cell.text:
            rows.setdefault(cell.row, []).append((cell.column, " ".join(cell.text.split())))
    return {row: sorted(cells) for row, cells in rows.items()}


def _mended(one: Grid, continued: list[RawCell], is_cut: bool) -> list[RawCell] | None:
    """The first table with its last row completed, where the page cut that row in two; None where it did not."""
    held = [cell for cell in continued if cell.text]
    words_go_on = held and all(cell.text[0].islower() for cell in held)
    if not (words_go_on or (is_cut and one.is_cut_below)):
        return None
    rest = {cell.column: cell.text for cell in held}
    return [
        replace(cell, text=f"{cell.text}\n{rest[cell.column]}".strip())
        if cell.row + cell.rows == one.rows and cell.column in rest
        else cell
        for cell in one.cells
    ]
