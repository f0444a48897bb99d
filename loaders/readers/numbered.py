"""The only place that finds the rows of a form of which plain text kept no columns, by the line of its column numbers.

"(2) (3) (4) … (13)" over "A. Cấp tỉnh 102.328 60.122 …": as many figures in each row as there are numbers behind those
of the labels. What the columns are is for the form to say, and for its sums to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\(?([0-9]{1,2})\)?(?:=\S+)?")
_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d{3})*|\d{1,15}|[-–]")
_INDEX = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-D])[.)]?")
COLUMNS, LEAST, LABELS = 6, 2, 2
"""Column numbers and rows from which on there is a table; columns that label a row."""
WIDEST = 200
"""Letters of the longest line of column numbers."""
Row = list[str]


def under_numbers(lines: Sequence[str], at: int) -> tuple[int, int, list[Row]]:
    """The rows under the column numbers in line `at`: this line, the one behind the last row, and the rows."""
    numbers = _numbers(lines[at])
    found: list[list[str]] = []
    end = at + 1
    while numbers and end < len(lines) and (words := lines[end].split()):
        if not any(map(str.isalpha, lines[end])) or not _FIGURE.fullmatch(words[-1]):
            break
        found.append(words)
        end += 1
    sizes = {_figures(words) for words in found}
    labels = len(numbers) - min(sizes, default=0)
    if len(found) < LEAST or len(sizes) > 1 or not 1 <= labels <= LABELS:
        return at, at + 1, []
    return at, end, [numbers, *(_row(words, labels, len(numbers) - labels) for words in found)]


def _numbers(line: str) -> list[str]:
    """The numbers of a line that counts columns one by one from 1 or 2; none where it does not."""
    words = line.split() if len(line) <= WIDEST and line[-1:] in "0123456789) " else []
    matches = [_NUMBER.fullmatch(word) for word in words]
    told = [int(match[1]) for match in matches if match]
    first = told[0] if told else 0
    goes_up = first in (1, 2) and told == list(range(first, first + len(told)))
    return words if goes_up and len(told) == len(words) >= COLUMNS else []


def _figures(words: Sequence[str]) -> int:
    """How many figures a row ends in."""
    return next((n for n, word in enumerate(reversed(words)) if not _FIGURE.fullmatch(word)), len(words))


def _row(words: Sequence[str], labels: int, figures: int) -> Row:
    label = list(words[:-figures])
    if labels == 1:
        return [" ".join(label), *words[-figures:]]
    index = label.pop(0) if len(label) > 1 and _INDEX.fullmatch(label[0]) else ""
    return [index, " ".join(label), *words[-figures:]]
