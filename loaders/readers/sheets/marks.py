"""The only place for what a sheet's cells are besides their values, whatever kind of workbook says it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ERROR_NAMES = {
    **{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
}
PERCENT_FORMATS = (9, 10)
At = tuple[int, int]
"""Row and column, from 0."""


@dataclass(slots=True)
class Marks:
    """What a sheet's cells are besides their values; `height` and `width` are how far it reaches."""

    percents: set[At] = field(default_factory=set)
    errors: dict[At, str] = field(default_factory=dict)
    merged: list[tuple[At, At]] = field(default_factory=list)
    height: int = 0
    width: int = 0

    def reach(self, at: At) -> None:
        """The sheet holds something there."""
        self.height, self.width = max(self.height, at[0] + 1), max(self.width, at[1] + 1)


def is_percent(code: str) -> bool:
    """Whether a number format shows its value times 100: a percent sign that is no quoted or escaped text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)
