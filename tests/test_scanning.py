"""Looking for a pattern only where its words stand finds what looking everywhere finds."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import loaders
from loaders.text.scanning import Scan
from loaders.text.textform import fold_marks, normalise

TEXTS = sorted(Path(__file__).parent.glob("texts*/*.txt"))[::5]


def scans() -> Iterator[tuple[str, Scan]]:
    """Every scan of the loaders, by module and name."""
    for found in pkgutil.walk_packages(loaders.__path__, "loaders."):
        if not found.name.endswith("__main__"):
            for name, value in vars(import_module(found.name)).items():
                values = value.values() if isinstance(value, dict) else [value]
                yield from ((f"{found.name}.{name}", each) for each in values if isinstance(each, Scan))


def spans(matches: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


def test_a_scan_misses_nothing() -> None:
    text = normalise("\n".join(path.read_text(encoding="utf-8") for path in TEXTS))
    low = fold_marks(text)
    every = list(scans())
    assert len(every) > 8
    for name, scan in every:
        for said in (text, low):
            assert spans(scan.finditer(said, low)) == spans(scan.pattern.finditer(said)), name


def test_a_scan_tries_its_beginnings_only() -> None:
    scan = Scan(r"\b(?:[Aa]n|[Bb]a)\b", begins="an")
    assert spans(scan.finditer("An ba an ban", "an ba an ban")) == [(0, 2), (6, 8)]


def test_a_scan_goes_on_right_behind_a_beginning_that_was_none() -> None:
    assert spans(Scan(r"aab", begins="aa").finditer("aaab")) == [(1, 4)]


def test_matches_of_a_scan_are_disjoint() -> None:
    assert spans(Scan(r"\d+ x \d+", begins="1|2").finditer("1 x 21 x 2")) == [(0, 6)]


def test_a_scan_passes_over_a_text_without_what_it_needs() -> None:
    scan = Scan(r"[ab]", needs="b|c")
    assert spans(scan.finditer("a a")) == []
    assert spans(scan.finditer("a c")) == [(0, 1)]


def test_a_scan_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no words"):
        Scan(r"\bx")
