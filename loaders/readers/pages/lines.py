"""The only place that makes lines of words by where they stand: rows, spaces, raised marks, the letterhead's columns.

Measures are points, to the right and down from the upper left corner of the upright page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

GAP = 0.13
"""From this gap on, in ems, two pieces are two words: a space is at least 0.2 em, letters stand closer than 0.1."""
SAME_ROW, RAISED, SMALLER, DOUBLED = 0.2, 0.55, 0.85, 0.2
COLUMN = 1.0
"""How wide, in ems, the empty strip between two columns is at least."""
UNITS = {"m": "²³", "km": "²³", "cm": "²³", "dm": "²³", "mm": "²³"}
MARK = re.compile(r"\d{1,2}(?:,\s?\d{1,2})*")


@dataclass(slots=True)
class Word:
    """A word or a piece of one. `base` is its baseline, `size` its type size; confidence only where it was scanned."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str = ""
    spaced: bool = False
    """Whether a drawn space stands before it."""
    confidence: float | None = None
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, upright or level, or the edge of a box."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(slots=True)
class Line:
    """A row of words in reading order."""

    words: list[Word]
    base: float
    size: float
    text: str = ""
    spans: list[tuple[int, int, float]] = field(default_factory=list)
    """Where scanned words that matter stand in `text`, and their confidence."""
    left: float = 0.0
    right: float = 0.0


def lines(words: Iterable[Word]) -> list[Line]:
    """The rows from top to bottom, each with its text."""
    rows = _with_marks(_rows(words))
    for row in rows:
        _write(row)
    return rows


def _rows(words: Iterable[Word]) -> list[Line]:
    rows: list[Line] = []
    for word in sorted(words, key=lambda word: word.base):
        if rows and word.base - rows[-1].base <= SAME_ROW * max(word.size, rows[-1].size):
            rows[-1].words.append(word)
        else:
            rows.append(Line([word], word.base, word.size))
    for row in rows:
        _measure(row)
    return rows


def _measure(row: Line) -> None:
    """The size and baseline of most of its letters."""
    kinds = {(word.size, word.base) for word in row.words}
    if len(kinds) == 1:
        ((row.size, row.base),) = kinds
        return
    sizes, bases = Counter[float](), Counter[float]()
    for word in row.words:
        sizes[round(word.size, 1)] += len(word.text)
        bases[round(word.base, 1)] += len(word.text)
    row.size, row.base = max(sizes, key=sizes.__getitem__), max(bases, key=bases.__getitem__)


def _with_marks(rows: list[Line]) -> list[Line]:
    """Rows of small raised or lowered pieces go back into the row they belong to."""
    kept: list[Line] = []
    for at, row in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) else None
        if below and below.base - row.base <= RAISED * below.size and _is_small(row, below):
            for word in row.words:
                word.raised = True
            below.words += row.words
        elif kept and row.base - kept[-1].base <= RAISED * kept[-1].size and _is_small(row, kept[-1]):
            kept[-1].words += row.words
        else:
            kept.append(row)
    return kept


def _is_small(row: Line, beside: Line) -> bool:
    return row.size <= SMALLER * beside.size or all(MARK.fullmatch(word.text) for word in row.words)


def _write(row: Line) -> None:
    """The row's text: pieces that stand close are one word; what is drawn twice, to look bold, is told once."""
    row.words.sort(key=lambda word: word.left)
    pieces: list[str] = []
    length, before, row.spans = 0, row.words[0], []
    for word in row.words:
        if word is not before and word.text == before.text and word.left - before.left < DOUBLED * word.size:
            continue
        text, space = word.text, ""
        apart = word.spaced or word.left - before.right > GAP * min(word.size, before.size)
        if word.raised and MARK.fullmatch(text):
            text = _mark(text, before.text, apart)
        elif word is not before and apart:
            space = " "
        pieces += (space, text)
        length += len(space) + len(text)
        if word.confidence is not None:
            row.spans.append((length - len(text), length, word.confidence))
        before = word
    row.text = "".join(pieces)
    row.left, row.right = row.words[0].left, max(word.right for word in row.words)


def whole(words: Iterable[Word]) -> list[Word]:
    """The words with those pieces put together that stand close, in one font."""
    put: list[Word] = []
    for row in _rows(words):
        row.words.sort(key=lambda word: word.left)
        before: Word | None = None
        for word in row.words:
            close = before and not word.spaced and word.left - before.right <= GAP * word.size
            if before and close and (word.font, word.size) == (before.font, before.size):
                before.text, before.right = before.text + word.text, word.right
            else:
                put.append(word)
                before = word
    return put


def _mark(number: str, before: str, apart: bool) -> str:
    """A raised number is the mark of a footnote, or the power of a unit of measure."""
    powers = "" if apart else UNITS.get(before.lower(), "")
    return powers[int(number) - 2] if powers and number in "23" else f"[{number}]"


def in_columns(rows: Sequence[Line]) -> list[Line]:
    """Rows that stand in two columns from the first on, told column by column; the rest as it is."""
    strip, count = _strip(rows)
    if count < 2:
        return list(rows)
    columns = [[_part(row, strip, is_left) for row in rows[:count]] for is_left in (True, False)]
    return [*(row for column in columns for row in column if row.words), *rows[count:]]


def _part(row: Line, strip: float, is_left: bool) -> Line:
    part = Line([word for word in row.words if (word.left < strip) == is_left], row.base, row.size)
    if part.words:
        _write(part)
    return part


def _strip(rows: Sequence[Line]) -> tuple[float, int]:
    """The left edge of the right column, and how many rows keep the strip before it empty."""
    found, count = 0.0, 0
    for size in range(1, len(rows) + 1):
        spans = sorted((word.left, word.right) for row in rows[:size] for word in row.words)
        edge, widest, at = spans[0][1], 0.0, 0.0
        for left, right in spans:
            if left - edge > widest:
                widest, at = left - edge, left
            edge = max(edge, right)
        if widest < COLUMN * rows[size - 1].size:
            break
        found, count = at - 0.01, size
    while count and not _is_in_both(rows[count - 1], found):
        count -= 1
    return found, count


def _is_in_both(row: Line, strip: float) -> bool:
    return len({word.left < strip for word in row.words}) == 2
