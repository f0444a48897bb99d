"""Who has reported, whose report lies on hold, who has not, and who did not exist."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from queries import UnknownPeriod, coverage, open_warehouse
from queries.due import due_on
from tests.warehouses import Told, write_warehouse

FIGURES = {"dossiers.received": 10, "dossiers.resolved": 9}


def _states(folder: Path, *told: Told) -> dict[tuple[str, str, str], tuple[str, int, int]]:
    rows = coverage(open_warehouse(write_warehouse(folder, *told)))
    return {(row[0], row[1], row[3]): row[4:7] for row in rows.rows()}


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


IN_TIME, LATE = date(2025, 3, 25), date(2025, 3, 26)
"""The due day of the first quarter, and the day after."""


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([Told("63.60", "2025-Q1", FIGURES, issued_on=IN_TIME)], "reported"),
        ([Told("63.60", "2025-Q1", FIGURES, issued_on=LATE)], "late"),
        ([Told("63.60", "2025-Q1", FIGURES, issued_on=LATE, family="figures")], "reported"),
        ([Told("63.60", "2025-Q1", FIGURES, issued_on=LATE, family="cchc")], "reported"),
        ([Told("63.60", "2025-Q1", FIGURES, issued_on=None)], "reported"),
        ([Told("63.60", "2025-Q1", FIGURES, issued_on=LATE, window="calendar")], "reported"),
        (
            [
                Told("63.60", "2025-Q1", FIGURES, issued_on=IN_TIME, superseded_on=LATE, report="draft"),
                Told("63.60", "2025-Q1", FIGURES, issued_on=LATE),
            ],
            "reported",
        ),
        (
            [Told("63.60", "2025-Q1", FIGURES, issued_on=LATE), Told("63.60", "2025-Q1", FIGURES, issued_on=None)],
            "reported",
        ),
    ],
    ids=[
        "in time",
        "a day late",
        "published figures",
        "another report",
        "no day",
        "another window",
        "a correction",
        "one has no day",
    ],
)
def test_late_is_a_report_on_procedure_control_whose_first_version_was_signed_past_the_due_day(
    told: list[Told], state: str, tmp_path: Path
):
    assert _states(tmp_path, *told)["63", "60", "2025-Q1"][0] == state


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("20250325", ["reported", "not_due"]),
        ("20250326", ["reported", "missing"]),
        ("20250401", ["reported", "missing"]),
    ],
)
def test_what_is_not_there_is_missing_from_the_day_after_it_was_due(day: str, states: list[str], tmp_path: Path):
    folder = write_warehouse(tmp_path, Told("63.60", "2025-Q1", FIGURES), vintage=f"{day}T080000Z-ab12cd34")
    rows = coverage(open_warehouse(folder)).filter(pl.col("place_code").is_in(["60", "68"]), period="2025-Q1")
    assert rows.filter(place_vintage="63")["state"].to_list() == states
    assert set(rows["due_on"]) == {date(2025, 3, 25)}


@pytest.mark.parametrize(("day", "labels"), [("20250401", 2), ("20250625", 2), ("20250626", 1), ("20250331", 1)])
def test_the_period_under_way_is_there_until_it_is_due(day: str, labels: int, tmp_path: Path):
    folder = write_warehouse(tmp_path, Told("63.60", "2025-Q1", FIGURES), vintage=f"{day}T080000Z-ab12cd34")
    rows = coverage(open_warehouse(folder))
    assert rows["period"].n_unique() == labels
    under_way = rows.filter(period="2025-Q2", place_vintage="63")["state"]
    assert set(under_way) == ({"not_due"} if labels == 2 else set())


def test_a_day_that_is_asked_for_is_the_day_of_the_data(tmp_path: Path):
    told = [Told("63.60", "2024-Q4", FIGURES, issued_on=date(2024, 12, 20))]
    wh = open_warehouse(write_warehouse(tmp_path, *told), known_on=date(2025, 1, 2))
    assert set(coverage(wh).filter(period="2025-Q1", place_vintage="63")["state"]) == {"not_due"}


def test_the_day_is_the_25th_of_the_last_month():
    days = {"2024-02": 2, "2024-Q1": 3, "2024-H1": 6, "2024-9M": 9, "2024": 12}
    assert {label: due_on(label) for label in days} == {label: date(2024, month, 25) for label, month in days.items()}


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
