"""The only place for the parts of an official paper in which who wrote it is searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.places.mentions import UnitMention, find_units

_ADDRESSEE = re.compile(r"^[ \t#*_>|+-]*(?:kính\s+gửi|(?:đơn\s+vị|cơ\s+quan)\s+nhận\s+báo\s+cáo)[^\n]*", re.MULTILINE)
_CLOSING = 3500


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper in its parts. `low` is the folded text; offsets point into both."""

    text: str
    low: str
    above: str
    """What stands above the title."""
    title: str
    opening: tuple[int, int]
    recipients: int | None
    issued_at: str
    """The line of the date, up to the date."""
    number: str | None

    @property
    def closing(self) -> tuple[int, int]:
        """The last sentences above the addressees."""
        end = self.recipients if self.recipients is not None else len(self.text)
        return max(self.opening[1], end - _CLOSING), end

    @property
    def addressee(self) -> str:
        """The line of "Kính gửi": a unit writes to its own province."""
        match = _ADDRESSEE.search(self.low, 0, 6000)
        return self.text[match.start() : match.end()] if match else ""

    @property
    def place_of_issue(self) -> str | None:
        """The province in "Bình Định, ngày 5 tháng 4 năm 2023"."""
        return only_province(self.issued_at)

    @property
    def lies_in(self) -> str | None:
        """The one province in which every district and commune named lies, where that is known of it."""
        local = {unit.place for unit in find_units(self.text) if unit.kind in ("district", "commune") and unit.place}
        return local.pop() if len(local) == 1 else None

    def units(self, start: int, end: int) -> Iterator[UnitMention]:
        """The units mentioned between two offsets."""
        return (unit for unit in find_units(self.text) if start <= unit.start < end)


def only_province(words: str) -> str | None:
    """The one province named, by its name alone or behind its type word."""
    places = {unit.place for unit in find_units(words) if unit.kind == "province"}
    return places.pop() if len(places) == 1 else None


def only_place(words: str) -> str | None:
    """The one province named or the one in which all units named lie."""
    places = {unit.place for unit in find_units(words) if unit.place}
    return places.pop() if len(places) == 1 else None
