"""The only place that counts Word's automatic numbering: which mark stands before a paragraph, as Word shows it.

ISO/IEC 29500-1, 17.9: paragraphs of one abstract list count together; a list may restart a level or bring its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from loaders.readers.word.package import Element, child, children, is_on, value
from loaders.text.counting import list_letter, roman_number

LEVELS = 9
KEPT_BULLETS = "-–+*•"
"""Bullets the outline knows; any other is written as a dash, and below the first level as a plus."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """0 never restarts; n restarts only after level n (from 1); None after any level above."""
    legal: bool = False
    hidden: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: the abstract list it counts with, its levels, where it starts them anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    _lists: dict[str, _List]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number: str, style: str | None) -> int:
        """The level that a list ties to a paragraph style; the first where it ties none."""
        levels = self._lists[number].levels if number in self._lists else {}
        return next((at for at, level in levels.items() if style and level.style == style), 0)

    def mark(self, number: str, at: int) -> str:
        """Counts one paragraph and returns its mark, such as "I.", "1.2.", "a)" or "-"; empty where it has none."""
        numbered = self._lists.get(number)
        if numbered is None:
            return ""
        level = numbered.levels.get(at, Level())
        counts = self._counts.setdefault(numbered.abstract, {})
        if at in numbered.starts and (number, at) not in self._begun:
            counts[at] = numbered.starts[at] - 1
        self._begun.add((number, at))
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in range(at + 1, LEVELS):
            restart = numbered.levels.get(deeper, Level()).restart
            if restart is None or at < restart:
                counts.pop(deeper, None)
        return "" if level.hidden else _shown(level, at, numbered.levels, counts)


def load_numbering(root: Element | None, list_of: Callable[[str], str | None]) -> Numbering:
    """The lists of a numbering part. `list_of` knows the list that a style of lists names."""
    abstracts = {value(each, "abstractNumId") or "": each for each in children(root, "abstractNum")}
    numbers = {value(each, "numId") or "": each for each in children(root, "num")}
    lists = {}
    for number, each in numbers.items():
        abstract = value(child(each, "abstractNumId")) or ""
        source = abstracts.get(abstract)
        linked = numbers.get(list_of(value(child(source, "numStyleLink")) or "") or "")
        if linked is not None:
            abstract = value(child(linked, "abstractNumId")) or ""
            source = abstracts.get(abstract)
        levels, starts = dict(_levels(source)), {}
        for override in children(each, "lvlOverride"):
            levels |= _levels(override)
            if (start := value(child(override, "startOverride"))) is not None:
                starts[_whole(value(override, "ilvl"), 0)] = _whole(start, 1)
        lists[number] = _List(abstract, levels, starts)
    return Numbering(lists)


def _levels(source: Element | None) -> Iterator[tuple[int, Level]]:
    for each in children(source, "lvl"):
        restart = value(child(each, "lvlRestart"))
        yield (
            _whole(value(each, "ilvl"), 0),
            Level(
                start=_whole(value(child(each, "start")), 1),
                format=value(child(each, "numFmt")) or "decimal",
                text=value(child(each, "lvlText")) or "",
                restart=None if restart is None else _whole(restart, 0),
                legal=is_on(child(each, "isLgl")),
                hidden=is_on(child(child(each, "rPr"), "vanish")),
                style=value(child(each, "pStyle")),
            ),
        )


def _whole(said: str | None, otherwise: int) -> int:
    return int(said) if said is not None and re.fullmatch(r"-?\d{1,6}", said) else otherwise


def _shown(level: Level, at: int, levels: dict[int, Level], counts: dict[int, int]) -> str:
    if level.format == "bullet":
        bullet = level.text.strip()
        return bullet if bullet and bullet in KEPT_BULLETS else "+" if at else "-"

    def count(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        its = levels.get(other, Level())
        return _written(counts.get(other, its.start), "decimal" if level.legal else its.format)

    return re.sub(r"%([1-9])", count, level.text).strip()


def _written(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman = roman_number(count)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = list_letter(count)
        return letter if form == "upperLetter" else letter.lower()
    if form == "none":
        return ""
    return f"{count:02}" if form == "decimalZero" else str(count)
