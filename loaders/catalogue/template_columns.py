"""The only place for the headings of the project's own template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from loaders.text.textform import fold, normalise

PLACE, UNIT, LEVEL, PERIOD, FIELD, VALUE, NOTE = COLUMNS = (
    *("Tỉnh, thành phố", "Đơn vị", "Cấp giải quyết", "Kỳ báo cáo", "Chỉ tiêu", "Giá trị", "Ghi chú"),
)
LEVELS = {"Tất cả các cấp": "all", "Cấp tỉnh": "province", "Cấp huyện": "district", "Cấp xã": "commune"}
EXAMPLE = "Ví dụ"
"""With this word in their note rows are shown, not loaded."""
_KEYS = {fold(column): column for column in COLUMNS}


class Printed(Protocol):
    """A cell, as far as its text."""

    @property
    def text(self) -> str:
        """What it shows."""


def column_of(heading: str) -> str | None:
    """The column that a heading names, or None."""
    return _KEYS.get(fold(normalise(heading)).strip(" *:"))


def heads_template(cells: Iterable[Printed]) -> bool:
    """Whether a row of cells is the template's heading; unit, level and note may be missing."""
    return {column_of(cell.text) for cell in cells} >= {PLACE, PERIOD, FIELD, VALUE}
