"""What was known on a day can be asked: a correction replaces, and what it replaced is kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from queries import facts_behind, open_warehouse, rate
from tests.warehouses import Told, write_warehouse

FIRST, CORRECTION = date(2024, 3, 20), date(2024, 5, 2)


def _told(part: float, whole: float, issued: date, ended: date | None = None) -> Told:
    figures = {"dossiers.resolved_early_or_on_time": part, "dossiers.resolved": whole}
    return Told("63.60", "2024-Q1", figures, issued_on=issued, superseded_on=ended)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_warehouse(tmp_path, _told(80, 100, FIRST, CORRECTION), _told(90, 100, CORRECTION))


@pytest.mark.parametrize(
    ("day", "values"),
    [
        (None, [90.0]),
        (CORRECTION, [90.0]),
        (CORRECTION - timedelta(days=1), [80.0]),
        (FIRST, [80.0]),
        (FIRST - timedelta(days=1), []),
    ],
)
def test_a_number_is_the_one_that_was_known_that_day(folder: Path, day: date | None, values: list[float]):
    assert rate(open_warehouse(folder, known_on=day), "on_time_rate")["value"].to_list() == values


def test_only_what_stood_that_day_speaks_and_nothing_disputes_it(folder: Path):
    row = rate(open_warehouse(folder, known_on=FIRST), "on_time_rate").row(0, named=True)
    assert (row["readings"], row["disputed"], row["issued_on"]) == (1, False, FIRST)


def test_the_facts_behind_a_number_of_then_are_found(folder: Path):
    wh = open_warehouse(folder, known_on=FIRST)
    behind = facts_behind(wh, "on_time_rate", rate(wh, "on_time_rate").row(0, named=True))
    assert sorted(behind["value"]) == [80.0, 100.0]


def test_reports_of_then_are_in_the_state_they_were_in(folder: Path):
    then, now = open_warehouse(folder, known_on=FIRST).reports(), open_warehouse(folder).reports()
    assert then.select("issued_on", "state", "superseded_on").rows() == [(FIRST, "current", None)]
    assert now.select("issued_on", "state", "superseded_on").rows() == [
        (CORRECTION, "current", None),
        (FIRST, "superseded", CORRECTION),
    ]
