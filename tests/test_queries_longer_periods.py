"""Adding figures up over time: each field by its kind, and only where every part is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import UnknownPeriod, Warehouse, open_warehouse, over_time, rate
from tests.tries import tries
from tests.warehouses import Told, write_warehouse

MONTHS = [
    {"carried": 10, "new": 100, "resolved": 90, "good": 80, "in_time": 15, "late": 5},
    {"carried": 20, "new": 200, "resolved": 180, "good": 150, "in_time": 30, "late": 10},
    {"carried": 40, "new": 300, "resolved": 310, "good": 300, "in_time": 24, "late": 6},
]
"""Three months of one office; each opening is the closing before."""


def _open(tmp_path: Path, *told: Told) -> Warehouse:
    return open_warehouse(write_warehouse(tmp_path, *told))


def _month(period: str, of: dict[str, int], **more: object) -> Told:
    figures = {
        "dossiers.received": of["carried"] + of["new"],
        "dossiers.received_new": of["new"],
        "dossiers.carried_over": of["carried"],
        "dossiers.resolved": of["resolved"],
        "dossiers.resolved_early_or_on_time": of["good"],
        "dossiers.resolved_overdue": of["resolved"] - of["good"],
        "dossiers.pending": of["in_time"] + of["late"],
        "dossiers.pending_in_time": of["in_time"],
        "dossiers.pending_overdue": of["late"],
    }
    return Told("63.60", period, {name: float(value) for name, value in figures.items()}, **more)  # type: ignore[arg-type]


@pytest.fixture
def quarter(tmp_path: Path) -> Warehouse:
    return _open(tmp_path, *(_month(f"2024-0{n + 1}", of) for n, of in enumerate(MONTHS)))


def test_a_flow_adds_up(quarter: Warehouse):
    row = over_time(quarter, "resolved").row(0, named=True)
    assert (row["period_kind"], row["period"], row["value"]) == ("quarter", "2024-Q1", 580)
    assert (row["period_start"], row["period_end"]) == (date(2023, 12, 15), date(2024, 3, 14))
    assert (row["window_basis"], row["report_id"], row["unit_kind"]) == ("standard", None, "province")


def test_a_workload_is_the_first_opening_plus_all_that_is_new(quarter: Warehouse):
    assert over_time(quarter, "received")["value"].to_list() == [610]  # the months' own totals add to 670


def test_a_closing_is_that_of_the_last_month(quarter: Warehouse):
    row = over_time(quarter, "overdue_pending_rate").row(0, named=True)
    assert (row["numerator"], row["denominator"]) == (6, 30)


def test_a_rate_over_all_kinds_of_fields_comes_out_as_if_the_quarter_had_been_reported(quarter: Warehouse):
    row = over_time(quarter, "on_time_rate_766").row(0, named=True)
    assert (row["numerator"], row["denominator"]) == (80 + 150 + 300 + 24, 610)
    late = over_time(quarter, "overdue_rate_766").row(0, named=True)
    assert row["value"] + late["value"] == pytest.approx(100)


def test_the_columns_are_those_of_rate(quarter: Warehouse):
    rows = over_time(quarter, "on_time_rate")
    assert rows.drop("parts_with_value", "parts_expected").schema == rate(quarter, "on_time_rate").schema
    assert rows.select("parts_with_value", "parts_expected").row(0) == (3, 3)
    assert over_time(quarter, "on_time_rate", "year").schema == rows.schema


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_without_one_month_there_is_no_quarter(tmp_path: Path, missing: int):
    told = [_month(f"2024-0{n + 1}", of) for n, of in enumerate(MONTHS) if n != missing]
    assert over_time(_open(tmp_path, *told), "resolved").is_empty()


def test_a_partial_year_has_its_first_months_and_says_how_many(quarter: Warehouse):
    assert over_time(quarter, "received", "year").is_empty()
    row = over_time(quarter, "received", "year", partial=True).row(0, named=True)
    assert (row["value"], row["parts_with_value"], row["parts_expected"]) == (610, 3, 12)
    assert (row["period"], row["period_end"]) == ("2024", date(2024, 3, 14))


def test_a_partial_year_ends_at_the_first_gap_and_needs_its_first_month(tmp_path: Path):
    told = [_month(f"2024-0{n}", MONTHS[0]) for n in (1, 2, 4)]
    year = over_time(_open(tmp_path / "a", *told), "resolved", "year", partial=True)
    assert year.select("value", "parts_with_value").rows() == [(180, 2)]
    assert over_time(_open(tmp_path / "b", *told[1:]), "resolved", "year", partial=True).is_empty()


def test_without_one_months_part_there_is_no_rate(tmp_path: Path):
    told = [_month(f"2024-0{n + 1}", of) for n, of in enumerate(MONTHS)]
    del told[1].values["dossiers.resolved_early_or_on_time"]
    wh = _open(tmp_path, *told)
    assert over_time(wh, "on_time_rate").is_empty()
    assert over_time(wh, "resolved").height == 1


def test_a_workload_without_what_is_new_in_one_month_is_missing(tmp_path: Path):
    told = [_month(f"2024-0{n + 1}", of) for n, of in enumerate(MONTHS)]
    del told[1].values["dossiers.received_new"]
    assert over_time(_open(tmp_path, *told), "received").is_empty()


def test_a_printed_rate_never_makes_a_longer_one(tmp_path: Path):
    told = [Told("63.60", f"2024-0{n}", {"dossiers.on_time_rate": 90.0}) for n in (1, 2, 3)]
    assert over_time(_open(tmp_path, *told), "on_time_rate").is_empty()


def test_a_score_never_makes_a_longer_one(tmp_path: Path):
    told = [Told("63.60", f"2024-0{n}", {"index766.total": 90.0}) for n in (1, 2, 3)]
    assert over_time(_open(tmp_path, *told), "index766_total").is_empty()


def test_windows_of_different_bases_do_not_make_a_quarter(tmp_path: Path):
    told = [_month("2024-01", MONTHS[0]), _month("2024-02", MONTHS[1]), _month("2024-03", MONTHS[2], window="calendar")]
    assert over_time(_open(tmp_path, *told), "resolved").is_empty()


def test_windows_with_a_gap_do_not_make_a_quarter(tmp_path: Path):
    days = [
        (date(2023, 12, 21), date(2024, 1, 20)),
        (date(2024, 1, 21), date(2024, 2, 20)),
        (date(2024, 2, 25), date(2024, 3, 20)),
    ]
    told = [_month(f"2024-0{n + 1}", MONTHS[n], window="stated", days=window) for n, window in enumerate(days)]
    assert over_time(_open(tmp_path / "gap", *told), "resolved").is_empty()
    joined = [*told[:2], _month("2024-03", MONTHS[2], window="stated", days=(date(2024, 2, 21), date(2024, 3, 20)))]
    row = over_time(_open(tmp_path / "none", *joined), "resolved").row(0, named=True)
    assert (row["period_start"], row["period_end"]) == (date(2023, 12, 21), date(2024, 3, 20))


def test_months_make_a_year_and_nine_months_and_a_half_too(tmp_path: Path):
    wh = _open(tmp_path, *(_month(f"2023-{n:02}", MONTHS[0]) for n in range(1, 13)))
    found = {
        to: over_time(wh, "resolved", to).select("period", "value").rows() for to in ("half", "nine_months", "year")
    }
    assert found["half"] == [("2023-H1", 540), ("2023-H2", 540)]
    assert found["nine_months"] == [("2023-9M", 810)]
    assert found["year"] == [("2023", 1080)]


def test_quarters_make_a_year(tmp_path: Path):
    wh = _open(tmp_path, *(_month(f"2023-Q{n}", MONTHS[0]) for n in range(1, 5)))
    assert over_time(wh, "resolved", "year", parts="quarter").select("period", "value").rows() == [("2023", 360)]


def test_the_report_that_speaks_for_a_month_is_the_one_that_is_added(tmp_path: Path):
    told = [_month(f"2024-0{n + 1}", of) for n, of in enumerate(MONTHS)]
    press = _month("2024-02", {**MONTHS[1], "resolved": 9999}, report="press", family="figures")
    assert over_time(_open(tmp_path, press, *told), "resolved")["value"].to_list() == [580]


def test_levels_are_added_up_before_months(tmp_path: Path):
    told = [
        _month(f"2024-0{n + 1}", of, level=level)
        for n, of in enumerate(MONTHS)
        for level in ("province", "district", "commune")
    ]
    row = over_time(_open(tmp_path, *told), "on_time_rate").row(0, named=True)
    assert (row["numerator"], row["denominator"], row["from_levels"]) == (3 * 530, 3 * 580, True)


@pytest.mark.parametrize(
    ("parts", "to"), [("quarter", "month"), ("half", "nine_months"), ("month", "month"), ("as_of", "year")]
)
def test_what_does_not_make_up_a_period_is_said(tmp_path: Path, parts: str, to: str):
    with pytest.raises(UnknownPeriod, match=parts):
        over_time(_open(tmp_path), "resolved", to, parts=parts)


@settings(deadline=None, max_examples=tries(10))
@given(
    months=st.lists(st.fixed_dictionaries({key: st.integers(0, 10**6) for key in MONTHS[0]}), min_size=12, max_size=12)
)
def test_a_year_of_quarters_of_months_is_the_year_of_months(
    tmp_path_factory: pytest.TempPathFactory, months: list[dict[str, int]]
):
    sound = [{**month, "resolved": month["good"] + month["late"]} for month in months]
    wh = _open(tmp_path_factory.mktemp("wh"), *(_month(f"2023-{n + 1:02}", month) for n, month in enumerate(sound)))
    year = over_time(wh, "received", "year").row(0, named=True)
    assert year["value"] == sound[0]["carried"] + sum(month["new"] for month in sound)
    assert over_time(wh, "resolved", "quarter")["value"].sum() == over_time(wh, "resolved", "year")["value"].item()
