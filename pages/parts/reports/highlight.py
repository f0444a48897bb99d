"""The only place that turns a report's text into markup: every figure marked where it stands, everything escaped.

A report is untrusted text. It is cut at the marks and each piece is escaped; nothing of it ever becomes a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

SIGNS = {"confirmed": "✓", "plain": "•", "derived": "◐", "suspect": "?", "unclaimed": "…"}
"""A letter for each status, set small after the figure: no status is told by colour alone."""

MOST_OF_A_SENTENCE = 700
AROUND = 6_000
"""Letters shown around the chosen figure before a visitor asks for the whole text."""

SHORT_LINE = 45
"""A line shorter than this, before a capital letter, was not wrapped: it ends a heading."""

_STOPS = re.compile(r"(?<=[.!?])\s+")
_POINT = r"[-–+•*]\s|[IVX]+\.\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|\(?[a-zđ]\)\s"
_NEXT_POINTS = re.compile(rf"\n\s*(?={_POINT})")
_LINE_BREAKS = re.compile(r"[ \t\r]*\n\s*")
_BEGINS_ANEW = re.compile(_POINT)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is a figure: what it is, and where a click on it leads."""

    start: int
    end: int
    status: str
    title: str = ""
    href: str = ""
    chosen: bool = False


def without_overlaps(marks: Iterable[Mark], length: int) -> list[Mark]:
    """The marks in order; of two that touch, the chosen one stays, else the first; none lies outside the text."""
    inside = sorted(
        (mark for mark in marks if 0 <= mark.start < mark.end <= length), key=lambda mark: (mark.start, -mark.end)
    )
    chosen = next((mark for mark in inside if mark.chosen), None)
    kept: list[Mark] = []
    for mark in inside:
        clear = not kept or mark.start >= kept[-1].end
        if mark is chosen or (clear and (chosen is None or mark.end <= chosen.start or mark.start >= chosen.end)):
            kept.append(mark)
    return kept


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds a figure; never more than MOST_OF_A_SENTENCE to either side."""
    first, last = max(0, start - MOST_OF_A_SENTENCE), min(len(text), end + MOST_OF_A_SENTENCE)
    breaks = sorted((found.start(), found.end()) for found in _breaks(text, first, last))
    begins = max((after for _, after in breaks if after <= start), default=first)
    ends = min((before for before, _ in breaks if before >= end), default=last)
    return begins, ends


def _breaks(text: str, first: int, last: int) -> list[re.Match[str]]:
    """Where one sentence gives way to the next: at a stop before a capital, at a new point of a list."""
    stops = [found for found in _STOPS.finditer(text, first, last) if text[found.end() : found.end() + 1].isupper()]
    return [*stops, *_NEXT_POINTS.finditer(text, first, last)]


def line(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the line begins and ends that holds a figure: the sentence of a table."""
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after


def around(text: str, start: int, size: int = AROUND) -> tuple[int, int]:
    """The part of a long text that is shown at first: it begins a little before `start`, at a line's beginning."""
    if len(text) <= size:
        return 0, len(text)
    first = max(0, min(start - size // 4, len(text) - size))
    return text.rfind("\n", 0, first) + 1, min(len(text), first + size)


def unwrapped(text: str) -> str:
    """The text with the line breaks inside its sentences turned into spaces, letter for letter: no place moves."""
    return _LINE_BREAKS.sub(lambda found: _break(text, found.start(), found.end()), text)


def _break(text: str, start: int, end: int) -> str:
    short = start - (text.rfind("\n", 0, start) + 1) < SHORT_LINE and text[end : end + 1].isupper()
    ended = (
        start == 0
        or short
        or text[start - 1] in ".!?"
        or text[end : end + 3].isupper()
        or _BEGINS_ANEW.match(text, end)
    )
    return ("\n" if ended else " ").ljust(end - start)


def flowing(text: str) -> str:
    """The text as one line, letter for letter: no place moves."""
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def marked(piece: str, marks: Sequence[Mark], begins: int = 0) -> str:
    """A piece of a text as markup; `begins` is where it begins in the text that the marks point into."""
    drawn: list[str] = []
    at = begins
    for mark in marks:
        if mark.start < at or mark.end > begins + len(piece):
            continue
        drawn.append(escape(piece[at - begins : mark.start - begins]))
        drawn.append(_mark(mark, piece[mark.start - begins : mark.end - begins]))
        at = mark.end
    return "".join(drawn) + escape(piece[at - begins :])


def _mark(mark: Mark, inside: str) -> str:
    shown = escape(_SPACE.sub(" ", inside))
    if mark.href:
        shown = f'<a href="{escape(mark.href, quote=True)}">{shown}</a>'
    classes = f"f {mark.status}{' chosen' if mark.chosen else ''}"
    title = escape(mark.title, quote=True)
    return f'<mark class="{classes}" data-sign="{SIGNS[mark.status]}" title="{title}">{shown}</mark>'
