"""Each reader has a specimen, each specimen reads whole, and says nothing that the published figures do not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from loaders.readers.document import readers
from loaders.reading import read

DATA = Path(__file__).parents[1] / "data"
SPECIMENS = sorted(path for path in (DATA / "specimens").iterdir() if path.name != "README.md")


NEED_A_PROGRAM = {"word_old", "image"}
"""Formats of which no specimen can ship: everyone loads the specimens, not everyone has LibreOffice and Tesseract."""


def published(place: str) -> set[tuple[str, str, float]]:
    """Field, level and value of the published figures of a province."""
    found = set()
    for table in ("reports.csv", "figures.csv"):
        with (DATA / "published" / table).open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["province"] == place]
        found |= {(row["field"], row["admin_level"], float(row["value"])) for row in rows}
    return found


@pytest.mark.parametrize("name", sorted({name for name, _ in readers().values()} - NEED_A_PROGRAM))
def test_each_format_has_a_specimen(name: str) -> None:
    suffixes = {suffix for suffix, (its_name, _) in readers().items() if its_name == name}
    assert [path for path in SPECIMENS if path.suffix in suffixes]


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.name)
def test_a_specimen_is_read_whole(path: Path) -> None:
    (reading,) = read(path)
    assert reading.report.state == "current"
    assert not reading.unclaimed
    assert len(reading.facts) >= 12


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.name)
def test_a_specimen_states_only_published_figures(path: Path) -> None:
    (reading,) = read(path)
    stated = {(fact.field, fact.admin_level, fact.value) for fact in reading.facts if fact.basis == "stated"}
    assert reading.report.place is not None
    assert stated - published(reading.report.place.name) == set()


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.name)
def test_a_specimen_says_that_it_is_ours(path: Path) -> None:
    (reading,) = read(path)
    assert "Bản mẫu do dự án Đúng Hạn" in reading.text
