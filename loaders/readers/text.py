"""The only reader of plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.content import Composer, Content, RawCell
from loaders.heads.columns import columns_apart
from loaders.readers.gapped import with_headings
from loaders.readers.numbered import under_numbers
from loaders.readers.stacked import led, pairs, unclear
from loaders.tables.layout import column_by_column, is_data
from loaders.text.encodings import decode
from loaders.text.page_feet import behind_sentences
from loaders.text.textform import normalise

_APART = re.compile(r"\S {2,}\S")
_LED = re.compile(r"(?:[._]{4}|…) *\d|\n *\d[\d.,/ ]*%? *\n|\b3\)?\s+\(?4\)?\s+\(?5\b")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)(.+?)(?<=\S)\*{1,3}|__(.+?)__")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_GAP = re.compile(r" {2,}")
_FIGURE = re.compile(r"[-–]|\(?\d[\d.,]*%?\)?")
_MAY_BEGIN, _BEGINS_WITH_FIGURE = re.compile(r"[|…]|[^\S\n]{2}|\t|[._]{4}|\A\s*\(?0?[12]\b"), re.compile(r"\s*\d")
"""What the first line of a table whose rows are lines holds: bars, gaps, leaders, the first of the column numbers; and
what one of the first two lines of a dashboard begins with. Most lines have neither.
"""
LEAST = 3
"""Rows and columns from which on lines without a rule under their head can be a table."""
Row = list[str]


def read(content: bytes, name: str) -> Content:
    """The content of a text file in any encoding that is certain. Raises LoaderError for anything else."""
    raw, remarks = decode(content, name)
    text = "\n".join(behind_sentences(normalise(raw).split("\n")))
    if not _may_be_laid_out(text):
        return Content(text, remarks=remarks)
    lines, prose = columns_apart(text.split("\n")), 0
    found = list(_tables(lines))
    if not found:
        return Content("\n".join(lines), remarks=remarks)
    composer = Composer()
    for start, end, rows in found:
        _prose(composer, lines[prose:start])
        _table(composer, rows)
        prose = end
    _prose(composer, lines[prose:-1] if not lines[-1] else lines[prose:])
    for problem in remarks:
        composer.remark(problem)
    return composer.done()


def _may_be_laid_out(text: str) -> bool:
    """Whether there are bars, tabs, wide gaps or leaders, or numbers on lines of their own; most texts have none."""
    apart = "|" in text or "\t" in text or ("  " in text and _APART.search(text) is not None)
    return apart or _LED.search(text) is not None


def _prose(composer: Composer, lines: Sequence[str]) -> None:
    """The lines between tables, as they are."""
    for line in lines:
        composer.paragraph(line)


def _table(composer: Composer, rows: Sequence[Row]) -> None:
    cells = _cells(rows)
    lone = all(len(row) == 1 for row in rows) and sum(bool(_FIGURE.fullmatch(row[0])) for row in rows) > 1
    if lone or is_data(cells):
        composer.table(cells)
        return
    for cell in column_by_column(cells):
        composer.paragraph(cell.text)


def _cells(rows: Sequence[Row]) -> list[RawCell]:
    return [RawCell(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row) if text]


def _tables(lines: Sequence[str]) -> Iterator[tuple[int, int, list[Row]]]:
    """The first line of each table, the line behind its last, and its rows."""
    at, figures = 0, [_BEGINS_WITH_FIGURE.match(line) is not None for line in (*lines, "")]
    while at < len(lines):
        end = at + 1
        in_lines = _MAY_BEGIN.search(lines[at]) is not None
        for run in (*(_IN_LINES if in_lines else ()), *(_STACKED if figures[at] or figures[end] else ())):
            start, stop, rows = run(lines, at)
            end = max(end, stop)
            if rows:
                yield start, stop, rows
                break
        at = end


def _with_bars(lines: Sequence[str], at: int) -> tuple[int, int, list[Row]]:
    """A table of Markdown; without the rule under its head, rows of as many cells with figures in them."""
    rows: list[Row] = []
    end = at
    while end < len(lines) and _BAR.search(lines[end]):
        framed_like = lines[at].lstrip().startswith("|")
        rows.append([] if _RULE.fullmatch(lines[end]) else [_plain(cell) for cell in _barred(lines[end], framed_like)])
        end += 1
    rule = next((row for row, cells in enumerate(rows) if not cells), 0)
    if rule:
        return at + rule - 1, end, [row for row in rows[rule - 1 :] if row]
    framed = all(line.strip().startswith("|") and line.rstrip().endswith("|") for line in lines[at:end])
    is_table = len(rows) >= LEAST and len(rows[0]) >= (LEAST - 1 if framed else LEAST) and _has_figures(rows)
    return at, end, rows if is_table else []


def _barred(line: str, framed: bool) -> list[str]:
    """The cells of a line; in a table without a frame a bar that begins it stands behind a blank cell."""
    bare = line.strip()
    return _BAR.split(bare.removeprefix("|").removesuffix("|") if framed and bare.startswith("|") else bare)


def _plain(cell: str) -> str:
    """A cell of Markdown without its emphasis."""
    return _EMPHASIS.sub(r"\1\2", _BREAK.sub("\n", cell.strip())).replace("\\|", "|")


def _with_tabs(lines: Sequence[str], at: int) -> tuple[int, int, list[Row]]:
    """Lines of as many cells apart by tabs, with figures in them."""
    rows: list[Row] = []
    while at + len(rows) < len(lines) and "\t" in (line := lines[at + len(rows)]).strip():
        cells = [cell.strip() for cell in line.split("\t")]
        if rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
    return at, at + len(rows), rows if len(rows) >= 2 and _has_figures(rows) else []


def _with_gaps(lines: Sequence[str], at: int) -> tuple[int, int, list[Row]]:
    """Lines whose cells stand under each other, apart by two spaces or more, in the last columns only figures."""
    rows: list[Row] = []
    places: list[tuple[int, int]] = []
    while at + len(rows) < len(lines):
        line = lines[at + len(rows)]
        spans = _spans(line)
        if len(spans) < LEAST or (places and not _under(places, spans)):
            break
        places = [(min(a, c), max(b, d)) for (a, b), (c, d) in zip(places or spans, spans, strict=True)]
        rows.append([line[start:end] for start, end in spans])
    told = rows if rows and _FIGURE.fullmatch(rows[0][-1]) else rows[1:]
    figures = [all(map(_FIGURE.fullmatch, column)) for column in zip(*told, strict=True)]
    words = max((i for i, all_figures in enumerate(figures) if not all_figures), default=0) + 1
    certain = len(told) >= LEAST - 1 and words <= LEAST - 1 and len(figures) - words >= LEAST - 1
    return at, at + len(rows), rows if certain else []


def _spans(line: str) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end."""
    gaps = [match.span() for match in _GAP.finditer(line.rstrip())]
    edges = [0, *(place for gap in gaps for place in gap), len(line.rstrip())]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def _under(places: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether each cell stands under its own column and under no other."""
    if len(places) != len(spans):
        return False
    touching = [[a < d and c < b for a, b in places] for c, d in spans]
    return all(row.count(True) == 1 and row[i] for i, row in enumerate(touching))


def _has_figures(rows: Sequence[Row]) -> bool:
    """Whether rows of the same length hold figures behind their first column."""
    figures = sum(bool(_FIGURE.fullmatch(cell)) for row in rows for cell in row[1:])
    return len({len(row) for row in rows}) == 1 and figures >= len(rows) - 1 and is_data(_cells(rows))


_IN_LINES = (_with_bars, _with_tabs, under_numbers, with_headings, _with_gaps, led)
_STACKED = (pairs, unclear)
