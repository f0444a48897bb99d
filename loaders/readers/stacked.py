"""The only place that finds figures of a dashboard apart from their labels: on lines of their own, or behind leaders.

"Tổng số hồ sơ" / "96.745" / "Đã xử lý" / "83.960": read as rows of a label and a figure, where lines change between
the two from the first to the last of a block. A block that begins and ends with words does not tell which is whose.
"Tổng số hồ sơ ......... 96.745" tells, unless the numbers are those of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

FIGURE = re.compile(r"\d[\d.,]*(?:/\d[\d.,]*)?\s?%?")
_LABEL = re.compile(r"[-+*•·▪◦]?\s*[^\W\d_].*")
_NO_LABEL = re.compile(r"[.;!?,]$|\d\s*%?$|\d\s*\)$")
LEAST, MOST, LONGEST, WIDEST = 3, 200, 70, 200
"""Pairs from which on there is a dashboard; lines of a block; letters of a label and of a line with its figure."""
_LED = re.compile(rf"(\S.*?[^\s.…_|:])\s*:?(?:\s*[.…_]{{4,}}\s*|[^\S\n]{{2,}}|\s*\|\s*)({FIGURE.pattern})\s*")
LAST_PAGE = 300
"""No list of contents has a page behind this one."""
Row = list[str]
Block = tuple[int, int]


def pairs(lines: Sequence[str], at: int) -> tuple[int, int, list[Row]]:
    """The rows of the dashboard that begins at line `at`: its first line, the line behind its last, and its rows."""
    rows: list[Row] = []
    stop, ahead = at, _order(lines, at)
    for start, end in _blocks(lines, at) if ahead is not None else ():
        shape = [_kind(line) for line in lines[start:end]]
        figure_first = shape[0] == "figure"
        if not _alternates(shape) or figure_first != ahead:
            break
        stop = end
        both = [line.strip() for line in lines[start:end]]
        rows += [[b, a] if figure_first else [a, b] for a, b in zip(both[::2], both[1::2], strict=True)]
    if len(rows) < LEAST or _are_pages([figure for _, figure in rows]):
        return at, at + 1, []
    return at, stop, rows


def led(lines: Sequence[str], at: int) -> tuple[int, int, list[Row]]:
    """The rows of labels with a figure behind dots, spaces or a bar that begin at line `at`, as `pairs` gives them."""
    rows: list[Row] = []
    while at + len(rows) < len(lines) and (row := _led(lines[at + len(rows)])):
        rows.append(row)
    if len(rows) < LEAST or _are_pages([figure for _, figure in rows]):
        return at, at + 1, []
    return at, at + len(rows), rows


def _led(line: str) -> Row | None:
    match = _LED.fullmatch(line.strip()) if len(line) <= WIDEST else None
    return [match[1], match[2]] if match and _kind(match[1]) else None


def _are_pages(figures: Sequence[str]) -> bool:
    """Whether numbers only go up, as those of pages in a list of contents."""
    told = [int(figure) for figure in figures if figure.isdigit()]
    return len(told) == len(figures) and told == sorted(told) and told[-1] <= LAST_PAGE


def _order(lines: Sequence[str], at: int) -> bool | None:
    """Whether the figure stands over its label where a dashboard may begin at this line; None where none can.

    Nothing stands right above its first figure, and no figure above its first label.
    """
    pair = [_kind(line) for line in lines[at : at + 2]]
    above = lines[at - 1].strip() if at else ""
    if pair == ["label", "figure"] and _kind(above) != "figure":
        return False
    return True if pair == ["figure", "label"] and not above else None


def _blocks(lines: Sequence[str], at: int) -> Iterator[Block]:
    """Lines without a blank one between them, from line `at` on."""
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].strip() and end - at <= MOST:
            end += 1
        if end > at:
            yield at, end
        at = end + 1


def _alternates(shape: Sequence[str]) -> bool:
    """Whether labels and figures take turns, as many of the one as of the other."""
    whole = len(shape) % 2 == 0 and len(shape) <= MOST and "" not in shape
    return whole and all(one != other for one, other in pairwise(shape))


def _kind(line: str) -> str:
    bare = line.strip()
    if FIGURE.fullmatch(bare):
        return "figure"
    words = _LABEL.fullmatch(bare) and len(bare) <= LONGEST and not _NO_LABEL.search(bare)
    first = next((letter for letter in bare if letter.isalpha()), "a")
    return "label" if words and (first.isupper() or not bare[0].isalpha()) else ""
