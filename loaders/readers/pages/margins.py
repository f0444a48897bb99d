"""The only place that knows what stands at a page's edges: running heads and feet, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from loaders.prose.outline import SENTENCE_END, outline
from loaders.readers.pages.lines import Line, Rule
from loaders.text.textform import UPPER

EDGE_LINES = 3
EDGE = 0.16
"""The share of a page's height, above and below, in which running lines stand."""
SAME_HEIGHT, REPEATED = 4.0, 3
"""Points within which, and on how many pages, a line stands to be a running one."""
SMALL = 0.93
"""Footnotes are set in type up to this share of the body's."""
RULED_OFF = "_" * 15
_NUMBER = re.compile(r"[-–—\s]*(?:(?:trang|page)\s*)?(\d{1,4})(?:\s*[/|]\s*(\d{1,4}))?[-–—\s]*", re.IGNORECASE)
_MARK = re.compile(rf"\[(\d{{1,2}})\]\s?|(\d{{1,2}})\s(?=\D)|(\d{{1,2}})(?=[{UPPER}“(])")
Page = tuple[list[Line], float]
"""A page's lines, top down, and its height."""


def without_running_lines(pages: Sequence[Page]) -> list[list[Line]]:
    """The lines of each page without what stands at the edge of many, at one height, and without page numbers.

    A head is kept where it stands first.
    """
    outer = [_edges(rows, height) for rows, height in pages]
    keys = [
        [[_key(rows[at], number, len(pages)) for at in edge] for edge in edges]
        for number, ((rows, _), edges) in enumerate(zip(pages, outer, strict=True), 1)
    ]
    seen = Counter(key for mine in keys for key in {*mine[0], *mine[1]})
    kept: list[list[Line]] = []
    heads: set[tuple[str, int]] = set()
    for (rows, _), edges, (above, below) in zip(pages, outer, keys, strict=True):
        tops, feet = (list(takewhile(lambda key: _count(seen, key) >= REPEATED, some)) for some in (above, below))
        new = {at for at, key in zip(edges[0], tops, strict=False) if not heads & {*_around(key)}}
        running = {*edges[0][: len(tops)], *edges[1][: len(feet)]} - new
        heads.update(tops)
        kept.append([row for at, row in enumerate(rows) if at not in running])
    return _without_page_numbers(kept, [height for _, height in pages])


def _edges(rows: Sequence[Line], height: float) -> tuple[list[int], list[int]]:
    """The outermost lines, from the edge inwards, above and below."""
    above = [at for at, row in enumerate(rows) if row.base < EDGE * height]
    below = [at for at, row in enumerate(rows) if row.base > (1 - EDGE) * height]
    return above[:EDGE_LINES], below[: -EDGE_LINES - 1 : -1]


def _key(row: Line, number: int, pages: int) -> tuple[str, int]:
    """A line, with the page's own number at its start or end blanked out, and how high it stands."""
    text = re.sub(rf"^(?:{number}|{pages})(?!\d)|(?<!\d){number}(?:\s*/\s*{pages})?$", "#", row.text.strip())
    return text, round(row.base / SAME_HEIGHT)


def _around(key: tuple[str, int]) -> list[tuple[str, int]]:
    return [(key[0], key[1] + step) for step in (-1, 0, 1)]


def _count(seen: Counter[tuple[str, int]], key: tuple[str, int]) -> int:
    return sum(seen[each] for each in _around(key))


def _without_page_numbers(pages: Sequence[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """A lone number at the edge is the page's where it is the page's own, or keeps its distance from it."""
    found = [dict(_numbers(rows, height)) for rows, height in zip(pages, heights, strict=True)]
    ahead = Counter(value - number for number, mine in enumerate(found, 1) for value in mine.values())
    sure = {0} | {step for step, count in ahead.items() if count > 1}
    return [
        [row for at, row in enumerate(rows) if at not in mine or mine[at] - number not in sure]
        for number, (rows, mine) in enumerate(zip(pages, found, strict=True), 1)
    ]


def _numbers(rows: Sequence[Line], height: float) -> list[tuple[int, int]]:
    """Which lines may be the page's number: the first or last, alone, not where a sentence's last line would stand."""
    body = min((row.left for row in rows if len(row.text) > 20), default=0.0)
    found = []
    for at in {0, len(rows) - 1} if rows else set():
        match = _NUMBER.fullmatch(rows[at].text)
        if match and not EDGE * height < rows[at].base < (1 - EDGE) * height and not _ends_sentence(rows, at, body):
            found.append((at, int(match[1])))
    return found


def _ends_sentence(rows: Sequence[Line], at: int, body: float) -> bool:
    row = rows[at]
    return at > 0 and row.left < body + row.size and row.base - rows[at - 1].base < 2 * row.size


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The type size that most of a document is set in."""
    sizes = Counter[float]()
    for rows in pages:
        for row in rows:
            sizes[round(row.size)] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def with_footnotes_apart(
    rows: Sequence[Line], rules: Sequence[Rule], size: float, carried: str
) -> tuple[list[Line], list[str]]:
    """The lines of a page's body, and its footnotes as `[1] text`; `carried` marks the one that may go on here."""
    start = len(rows)
    while start and rows[start - 1].size <= SMALL * size:
        start -= 1
    ruled = start < len(rows) and _is_ruled_off(rows, rules, start)
    known = {mark for row in rows[:start] for mark in re.findall(r"\[(\d{1,2})\]", row.text)}
    begins = [at for at in range(start, len(rows)) if _opens(rows[at], known, ruled)]
    if ruled and carried and start not in begins:
        begins = [start, *begins]
    if not begins or not start:
        return list(rows), []
    notes = [_note(rows[a:b], carried) for a, b in pairwise([*begins, len(rows)])]
    return list(rows[: begins[0]]), notes


def _is_ruled_off(rows: Sequence[Line], rules: Sequence[Rule], start: int) -> bool:
    """Whether a short level line parts the small lines from the body."""
    above = rows[start - 1].base if start else 0.0
    return any(rule.is_level and above < rule.top < rows[start].base and rule.right - rule.left > 30 for rule in rules)


def _opens(row: Line, known: set[str], ruled: bool) -> bool:
    match = _MARK.match(row.text)
    return match is not None and (match[1] is not None or ruled or (match[2] or match[3]) in known)


def _note(rows: Sequence[Line], carried: str) -> str:
    text = "\n".join(row.text for row in rows)
    match = _MARK.match(text)
    mark, said = (match[1] or match[2] or match[3], text[match.end() :]) if match else (carried, f"(tiếp) {text}")
    return f"[{mark}] {said}" if said.endswith(SENTENCE_END) else f"[{mark}] {said}."


def mark_of(note: str) -> str:
    """The number of a footnote as `with_footnotes_apart` writes it."""
    return note[1 : note.index("]")]


def place_of_footnotes(rows: Sequence[str], following: str) -> int:
    """Before which line of a page its footnotes are told, so that no sentence is cut by them: at the end, or before the
    paragraph that goes on over the page.
    """
    if not rows or not following or (rows[-1].endswith(SENTENCE_END) and following[0].isupper()):
        return len(rows)
    text = "\n".join(rows)
    begins = outline(text)[-1].start
    at = text.count("\n", 0, begins)
    if at:
        return at
    ends = [n for n, row in enumerate(rows[:-1], 1) if row.endswith((".", ";"))]
    return ends[-1] if ends else len(rows)
