"""The only place that makes many different text reports of few: the labelled texts of `tests/` and the specimens, each
again and again with other counts, about another province, of another year.

All counts of a text are multiplied by one number, so that what added up still does and a printed share stays true. The
texts are as long as they were written, from a few lines to seven pages; nothing is padded, so they are denser in
figures than most reports that arrive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from loaders.catalogue.fields import load_fields
from loaders.places.reference import load_places
from loaders.reading import read_content
from loaders.records import Fact, Reading

ROOT = Path(__file__).parents[1]
SOURCES = ("tests/texts*/*.txt", "data/specimens/*.txt")
COUNT = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d|[.,/]\d|/[A-ZĐ])")
"""No year of a law: \"61/2018/NĐ-CP\"."""
YEARS_BACK = 3
"""Of reports under the map of 63 provinces; those under the map of 34 have not been for long."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it was written, where its counts stand, and whose it is."""

    text: str
    counts: tuple[tuple[int, int], ...]
    place: str | None
    vintage: str

    def again(self, round_: int) -> str:
        """The same report of another unit: each round another; round 0 is the text itself."""
        pieces, done = [], 0
        for start, end in self.counts:
            pieces += [self.text[done:start], COUNT.sub(lambda m: _times(m[0], round_ + 1), self.text[start:end])]
            done = end
        said = "".join([*pieces, self.text[done:]])
        if self.vintage == "63":
            said = YEAR.sub(lambda m: str(int(m[0]) - round_ % (YEARS_BACK + 1)), said)
        return _moved(said, self.place, self.vintage, round_) if self.place else said


def reports(how_many: int) -> Iterator[str]:
    """So many texts, no two the same."""
    made = (written.again(round_) for round_ in count() for written in _written())
    for number, said in zip(range(how_many), made, strict=False):
        yield f"{said}\nBản lưu {number:05}.\n"


@cache
def _written() -> tuple[Written, ...]:
    files = sorted(file for pattern in SOURCES for file in ROOT.glob(pattern))
    return tuple(_as_read(read_content(file.read_bytes(), file.name)[0]) for file in files)


def _as_read(reading: Reading) -> Written:
    places = sorted({_span(fact) for fact in reading.facts if _is_a_count(fact)})
    apart = [span for before, span in zip([(0, 0), *places], places, strict=False) if span[0] >= before[1]]
    place = reading.report.place
    return Written(reading.text, tuple(apart), place and place.name, place.vintage if place else "63")


def _span(fact: Fact) -> tuple[int, int]:
    return fact.at.start or 0, fact.at.end or 0


def _is_a_count(fact: Fact) -> bool:
    """Whether a figure is printed as a count; a share and a score stay as they are."""
    printed = fact.at.start is not None and not re.search(r"[,%]", fact.raw)
    return printed and load_fields()[fact.field].unit not in ("percent", "point")


def _times(printed: str, by: int) -> str:
    """A count that many times as large, written as it was: with dots from four digits on, with its leading zero."""
    value = int(printed.replace(".", "")) * by
    return f"{value:,}".replace(",", ".") if value > 999 else f"{value:0{len(printed)}}"


def _moved(text: str, place: str, vintage: str, by: int) -> str:
    """The text with the name of another province of the map, as it is written in each place."""
    names = load_places().filter(place_vintage=vintage)["name"].to_list()
    other = names[(names.index(place) + by) % len(names)]
    return text.replace(place, other).replace(place.upper(), other.upper())
