"""The only place that finds tables of plain text whose cells stand under each other, apart by spaces, under headings.

Headings may wrap over several lines, rows may lack their number ("Tổng cộng"), and a page may end between the lines.
What is not certain is no table here: two columns of figures under each other, each under a heading of its own, are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from loaders.tables.headings import read_words
from loaders.text.textform import fold_marks

GAP = re.compile(r"[ \t]{2,}")
FIGURE = re.compile(r"[-–]|\(?\d[\d.,]*(?:/\d[\d.,]*)? ?%?\)?")
_INDEX = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-Da-d])\)?[.)]?|[-–+*]")
_INDEX_HEAD = re.compile(r"(?:stt|tt|số tt|#)(?=\s|$)\s*")
_BETWEEN = re.compile(r"(?:[-–]?\s?[0-9]{1,3}\s?[-–]?)?")
"""What may stand between the lines of a table: nothing, or the number of a page."""
HEADINGS, BREAK, LEAST = 4, 5, 2
"""Lines of headings; lines that a page's end may take; rows, and columns of figures, from which on there is a table."""
Span = tuple[int, int]
Row = list[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of figures: what stands before them, and where each of them stands."""

    labels: tuple[str, ...]
    figures: tuple[Span, ...]
    texts: tuple[str, ...]
    starts: int


def with_headings(lines: Sequence[str], at: int) -> tuple[int, int, list[Row]]:
    """The table whose headings begin at line `at`: its first line, the one behind its last, its rows."""
    heads: list[list[Span]] = []
    end = at if "  " in lines[at] or "\t" in lines[at] else len(lines)
    while end < len(lines) and end - at < HEADINGS and (spans := spans_of(lines[end])):
        if _row(lines[end]) or (not heads and len(spans) < LEAST):
            break
        heads.append(spans)
        end += 1
    found, stop = _rows(lines, end) if heads else ([], at)
    if len(found) < LEAST:
        return at, at + 1, []
    head = _headings([lines[at + i] for i in range(len(heads))], heads, found)
    rows = _labelled(head, found) if head else None
    return (at, stop, rows) if rows else (at, at + 1, [])


def spans_of(line: str) -> list[Span]:
    """Where the cells of a line begin and end."""
    bare = line.rstrip()
    gaps = [match.span() for match in GAP.finditer(bare)]
    start = len(bare) - len(bare.lstrip())
    edges = [start, *(place for gap in gaps if gap[0] for place in gap), len(bare)]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def _row(line: str) -> _Line | None:
    """A line that ends in two figures or more behind a label."""
    spans = spans_of(line)
    texts = [line[a:b] for a, b in spans]
    many = next((n for n, text in enumerate(reversed(texts)) if not FIGURE.fullmatch(text)), len(texts))
    words = len(texts) - many
    if many < LEAST or not words or not any(map(str.isalpha, "".join(texts[:words]))):
        return None
    return _Line(tuple(texts[:words]), tuple(spans[words:]), tuple(texts[words:]), spans[0][0])


def _rows(lines: Sequence[str], at: int) -> tuple[list[_Line], int]:
    """The rows from line `at` on whose figures stand under each other, and the line behind the last one."""
    found: list[_Line] = []
    columns: list[Span] = []
    stop = at
    for number, row in _next_rows(lines, at):
        if columns and not _under(columns, row.figures):
            break
        columns = [_joined(*pair) for pair in zip(columns or row.figures, row.figures, strict=True)]
        found.append(row)
        stop = number + 1
    return found, stop


def _next_rows(lines: Sequence[str], at: int) -> Iterator[tuple[int, _Line]]:
    """Each row and its line, over the ends of pages."""
    while at < len(lines):
        ahead = enumerate(islice(lines, at, at + BREAK))
        between = next((n for n, line in ahead if not _BETWEEN.fullmatch(line.strip())), 0)
        row = _row(lines[at + between])
        if row is None:
            return
        yield at + between, row
        at += between + 1


def _joined(one: Span, other: Span) -> Span:
    return min(one[0], other[0]), max(one[1], other[1])


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _under(columns: Sequence[Span], figures: Sequence[Span]) -> bool:
    """Whether each figure stands under its own column and under no other."""
    if len(columns) != len(figures):
        return False
    return all(_hits(columns, figure) == [at] for at, figure in enumerate(figures))


def _hits(columns: Sequence[Span], span: Span) -> list[int]:
    """The columns that a cell stands under; one that it stands beside, where it is under none."""
    under = [at for at, column in enumerate(columns) if _touch(column, span)]
    return under or [at for at, (start, end) in enumerate(columns) if _touch((start - 1, end + 1), span)]


def _headings(lines: Sequence[str], heads: Sequence[Sequence[Span]], rows: Sequence[_Line]) -> Row | None:
    """The heading of the labels, then of each column; None where one may be of several, or none is there."""
    columns = list(zip(*(row.figures for row in rows), strict=True))
    places = [(min(a for a, _ in spans), max(b for _, b in spans)) for spans in columns]
    parts: list[list[str]] = [[] for _ in range(len(places) + 1)]
    alone: set[int] = set()
    for line, spans in zip(lines, heads, strict=True):
        given = _columns_of(spans, places)
        if given is None:
            return None
        for column, (start, end) in zip(given, spans, strict=True):
            parts[column].append(line[start:end])
        over = {column for column in given if column}
        alone |= over if len(over) < len(places) else set()
    if any(sum(map(_means, parts[column])) > 1 for column in alone):
        return None
    return [" ".join(part) for part in parts] if all(parts[1:]) else None


def _columns_of(spans: Sequence[Span], places: Sequence[Span]) -> list[int] | None:
    """Over which column (0: the labels) each heading of a line stands; None where that is not certain."""
    hits = [[at for at, place in enumerate(places, 1) if _touch(place, span)] for span in spans]
    own = [at for at, (hit, span) in enumerate(zip(hits, spans, strict=True)) if hit or span[0] >= places[0][0]]
    if len(own) == len(places) and all(not hit or n in hit for n, hit in enumerate((hits[at] for at in own), 1)):
        return [own.index(at) + 1 if at in own else 0 for at in range(len(spans))]
    if any(len(hit) > 1 or (not hit and at in own) for at, hit in enumerate(hits)):
        return None
    given = [hit[0] if hit else 0 for hit in hits]
    return given if len({at for at in given if at}) == sum(map(bool, given)) else None


def _means(text: str) -> bool:
    """Whether a piece of a heading says something of its own: over one of some columns it may be of several.

    "Đang giải quyết" over "Trong hạn" may be over "Quá hạn" beside it as well; "Đã" over "giải quyết" is one heading.
    """
    words = read_words(text)
    return bool(words.terms) and not words.strays


def _labelled(head: Sequence[str], rows: Sequence[_Line]) -> list[Row] | None:
    """The rows with their numbers apart from their labels; None where a row has more labels than one."""
    numbered = [len(row.labels) > 1 and _INDEX.fullmatch(row.labels[0]) is not None for row in rows]
    if any(len(row.labels) - number > 1 for row, number in zip(rows, numbered, strict=True)):
        return None
    match = _INDEX_HEAD.match(fold_marks(head[0]))
    if not any(numbered):
        return [[head[0], *head[1:]], *([*row.labels, *row.texts] for row in rows)]
    first = head[0][: match.end()].strip() if match else ""
    top = [first, head[0][match.end() :] if match else head[0], *head[1:]]
    labels = [row.labels if number else ("", *row.labels) for row, number in zip(rows, numbered, strict=True)]
    return [top, *([*label, *row.texts] for label, row in zip(labels, rows, strict=True))]
