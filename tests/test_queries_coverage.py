"""Who has reported, whose report lies on hold, who has not, and who did not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from queries import UnknownPeriod, coverage, open_warehouse
from tests.warehouses import Told, write_warehouse

FIGURES = {"dossiers.received": 10, "dossiers.resolved": 9}


def _states(folder: Path, *told: Told) -> dict[tuple[str, str, str], tuple[str, int, int]]:
    rows = coverage(open_warehouse(write_warehouse(folder, *told)))
    return {(row[0], row[1], row[3]): row[4:] for row in rows.rows()}


def test_each_province_and_period_is_in_one_state(tmp_path: Path):
    told = [
        Told("63.60", "2025-Q1", FIGURES),
        Told("63.60", "2025-Q1", {"dossiers.received": 11}, family="figures"),
        Told("63.67", "2025-Q2", FIGURES, state="held"),
        Told("34.68", "2025-Q4", FIGURES),
    ]
    states = _states(tmp_path, *told)
    assert states["63", "60", "2025-Q1"] == ("reported", 2, 3)
    assert states["63", "60", "2025-Q2"] == ("missing", 0, 0)
    assert states["63", "60", "2025-Q3"] == ("not_applicable", 0, 0)
    assert states["63", "67", "2025-Q2"] == ("held", 0, 0)
    assert states["34", "68", "2025-Q2"] == ("not_applicable", 0, 0)
    assert states["34", "68", "2025-Q3"] == ("missing", 0, 0)
    assert states["34", "68", "2025-Q4"] == ("reported", 1, 2)
    assert len(states) == (63 + 34) * 4


def test_it_is_in_the_order_of_maps_codes_and_periods(tmp_path: Path):
    told = [Told("63.68", "2025-Q2", FIGURES), Told("63.60", "2025-Q1", FIGURES), Told("34.68", "2025-Q4", FIGURES)]
    keys = coverage(open_warehouse(write_warehouse(tmp_path, *told))).select("place_vintage", "place_code", "period")
    assert keys.rows() == sorted(keys.rows())


def test_a_department_does_not_report_for_its_province(tmp_path: Path):
    told = [
        Told("63.60", "2025-Q1", FIGURES, unit="Sở Y tế", unit_kind="department"),
        Told("63.67", "2025-Q1", FIGURES),
    ]
    assert _states(tmp_path, *told)["63", "60", "2025-Q1"][0] == "missing"


def test_nothing_reported_is_an_empty_table(tmp_path: Path):
    assert not _states(tmp_path)


def test_days_do_not_follow_on_themselves(tmp_path: Path):
    with pytest.raises(UnknownPeriod):
        coverage(open_warehouse(write_warehouse(tmp_path)), "as_of")
