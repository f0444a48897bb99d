"""The search of Báo cáo: words without marks, periods as they are said, short words whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.parts.language.words import say_in
from pages.parts.reports import listing
from pages.parts.visits.url import View
from pages.parts.visits.visit import Visit
from queries import open_warehouse
from tests.shown import built, dossiers
from tests.warehouses import Told


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told = [Told("63.48", label, dossiers(100, 1)) for label in ("2024-Q1", "2024-Q2", "2024-Q3")]
    ward = {"unit": "Phường Quy Nhơn", "unit_kind": "commune", "level": "commune"}
    return built(tmp_path_factory.mktemp("data"), [*told, Told("63.52", "2024-Q3", dossiers(100, 1), **ward)])


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("", 4),
        ("da nang", 3),
        ("quý I", 1),
        ("Quý I/2024", 1),
        ("quý III", 2),
        ("đà nẵng quý III/2024", 1),
        ("2024-q2", 1),
        ("quy nhon", 1),
        ("nhơn quý II", 0),
        ("(", 0),
        ("[a-z]", 0),
    ],
)
def test_reports_are_found_by_place_and_period_as_they_are_said(folder: Path, q: str, expected: int) -> None:
    visit = Visit(View(q=q), open_warehouse(folder / "warehouse"), say_in("vi"), ())
    assert listing.found(visit).height == expected
