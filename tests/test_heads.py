"""Heads of reports, notices, annexes, forms and press of every kind: who reports, about where and when, or nobody.

The heads stand in `heads/`, each under its name and what it says: `place · unit · kind · period · first day..last day`,
with `-` for what must stay open: a wrong place or period makes every figure wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from loaders.reading import read
from loaders.records import Report

HEADS = Path(__file__).with_name("heads")
LETTERHEAD = "ỦY BAN NHÂN DÂN\nTỈNH NINH BÌNH\nSố: 3/BC-UBND\nBÁO CÁO\n"


def entries(group: str) -> list[ParameterSet]:
    """Text and what is told of each head of a group, under its name."""
    heads = re.split(r"^### ", (HEADS / f"{group}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    parts = (head.split("\n", 2) for head in heads)
    return [pytest.param(text, told.removeprefix("> "), id=name) for name, told, text in parts]


def report(text: str, folder: Path) -> Report:
    path = folder / "head.txt"
    path.write_text(text, encoding="utf-8")
    (reading,) = read(path)
    return reading.report


def told(report: Report) -> str:
    """What a report says of itself, on one line."""
    place, period = report.place, report.period
    shown = [place and place.name, report.unit, report.unit_kind, period and period.label]
    days = f"{period.start or '-'}..{period.end}" if period else None
    return " · ".join(str(each or "-") for each in (*shown, days))


@pytest.mark.parametrize(("text", "expected"), entries("letterheads"))
def test_letterheads(text: str, expected: str, tmp_path: Path) -> None:
    assert told(report(text, tmp_path)) == expected


@pytest.mark.parametrize(("text", "expected"), entries("offices"))
def test_offices_speak_for_the_whole(text: str, expected: str, tmp_path: Path) -> None:
    assert told(report(text, tmp_path)) == expected


@pytest.mark.parametrize(("text", "expected"), entries("papers"))
def test_letters_annexes_forms_and_speeches(text: str, expected: str, tmp_path: Path) -> None:
    assert told(report(text, tmp_path)) == expected


@pytest.mark.parametrize(("text", "expected"), entries("press"))
def test_press(text: str, expected: str, tmp_path: Path) -> None:
    assert told(report(text, tmp_path)) == expected


@pytest.mark.parametrize(("text", "expected"), entries("periods"))
def test_periods_of_a_province(text: str, expected: str, tmp_path: Path) -> None:
    """The titles name a report on administrative reform, whose days are the calendar's unless it states others."""
    assert told(report(LETTERHEAD + text, tmp_path)).split(" · ", 3)[3] == expected


MANGLED = {
    "decomposed letters, other spaces and line ends": lambda text: (
        unicodedata.normalize("NFD", text).replace("\n", "\r\n").replace(" ", "\u00a0", 3)
    ),
    "an empty line below each": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: "\n".join(f"    {line}" for line in text.split("\n")),
    "a page number in the head": lambda text: text.replace("\nI. ", "\n2\nI. ", 1),
    "stars around the first lines": lambda text: "\n".join(
        f"**{line}**" if line.strip() and at < 8 else line for at, line in enumerate(text.split("\n"))
    ),
}


@pytest.mark.parametrize("mangle", MANGLED.values(), ids=MANGLED)
def test_how_a_letterhead_is_set_changes_nothing(mangle: Callable[[str], str], tmp_path: Path) -> None:
    heads = [each.values for each in (*entries("letterheads"), *entries("offices"))]
    changed = {str(text): told(report(mangle(str(text)), tmp_path)) for text, expected in heads}
    assert changed == {str(text): expected for text, expected in heads}
