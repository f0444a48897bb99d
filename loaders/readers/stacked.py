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
_LED = re.compile(rf"(\S.*?[^\s.…_|:])\s*:?(?:\s*(?:[.…_]{{4,}}|…+)\s*|[^\S\n]{{2,}}|\s*\|\s*)({FIGURE.pattern})\s*")
_LAST = frozenset("0123456789% ")
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


def unclear(lines: Sequence[str], at: int) -> tuple[int, int, list[Row]]:
    """The lines of a block in which labels and figures take turns and one is left over, each a row of its own."""
    end = next(_blocks(lines, at))[1] if _begins(lines, at) else at
    shape = [_kind(line) for line in lines[at:end]]
    odd = len(shape) % 2 == 1 and len(shape) > 2 * LEAST - 2 and _take_turns(shape)
    return (at, end, [[line.strip()] for line in lines[at:end]]) if odd else (at, at + 1, [])


def led(lines: Sequence[str], at: int) -> tuple[int, int, list[Row]]:
    """The rows of labels with a figure behind dots, spaces or a bar that begin at line `at`, as `pairs` gives them."""
    rows: list[Row] = []
    while at + len(rows) < len(lines) and (row := _led(lines[at + len(rows)])):
        rows.append(row)
    if len(rows) < LEAST or _are_pages([figure for _, figure in rows]):
        return at, at + 1, []
    return at, at + len(rows), rows


def _led(line: str) -> Row | None:
    match = _LED.fullmatch(line.strip()) if line[-1:] in _LAST and len(line) <= WIDEST else None
    return [match[1], match[2]] if match and _kind(match[1]) else None


def _are_pages(figures: Sequence[str]) -> bool:
    """Whether numbers only go up, as those of pages in a list of contents."""
    told = [int(figure) for figure in figures if figure.isdigit()]
    return len(told) == len(figures) and told == sorted(told) and told[-1] <= LAST_PAGE


def _order(lines: Sequence[str], at: int) -> bool | None:
    """Whether the figure stands over its label where a dashboard may begin at this line; None where none can."""
    pair = [_kind(line) for line in lines[at : at + 2]] if _begins(lines, at) else [""]
    return pair[0] == "figure" if _take_turns(pair) else None


def _begins(lines: Sequence[str], at: int) -> bool:
    """Whether labels and figures that take turns do not do so already from the line above on."""
    if not any(line.strip()[:1].isdigit() for line in lines[at : at + 2]):
        return False
    above, kind = lines[at - 1].strip() if at else "", _kind(lines[at])
    return bool(kind) and (not above or _kind(above) in ("", kind))


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
    return len(shape) % 2 == 0 and _take_turns(shape)


def _take_turns(shape: Sequence[str]) -> bool:
    return len(shape) <= MOST and "" not in shape and all(one != other for one, other in pairwise(shape))


def _kind(line: str) -> str:
    bare = line.strip()
    if FIGURE.fullmatch(bare):
        return "figure"
    words = _LABEL.fullmatch(bare) and len(bare) <= LONGEST and not _NO_LABEL.search(bare)
    first = next((letter for letter in bare if letter.isalpha()), "a")
    return "label" if words and (first.isupper() or not bare[0].isalpha()) else ""
