"""Parts against wholes, openings against closings: what does not fit is found, what is not comparable left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from queries import Warehouse, open_warehouse, reconciliation
from tests.warehouses import Told, write_warehouse

RECEIVED, NEW, CARRIED, PENDING = (
    f"dossiers.{name}" for name in ("received", "received_new", "carried_over", "pending")
)


def _open(folder: Path, *told: Told) -> Warehouse:
    return open_warehouse(write_warehouse(folder, *told))


def _told(period: str, values: dict[str, float], place: str = "63.60", **more: Any) -> Told:
    return Told(place, period, values, **{"report": f"{place}{period}{more}", **more})


def _unit(unit: str, kind: str, value: float, **more: Any) -> Told:
    level = {"commune": "commune", "department": "province", "district": "district"}[kind]
    return _told("2026-Q1", {RECEIVED: value}, "34.68", unit=unit, unit_kind=kind, level=level, **more)


def _verdicts(wh: Warehouse, check: str, **more: Any) -> list[tuple[Any, ...]]:
    rows = reconciliation(wh, checks=[check], **more)
    return rows.select("field", "whole", "parts", "parts_with_value", "parts_expected", "verdict").rows()


@pytest.mark.parametrize(("commune", "verdict"), [(30, "agrees"), (31, "differs")])
def test_levels_are_held_against_all(tmp_path: Path, commune: int, verdict: str):
    levels = {"all": 60, "province": 10, "district": 20, "commune": commune}
    wh = _open(tmp_path, *(_told("2024-Q1", {RECEIVED: n}, level=level, report="one") for level, n in levels.items()))
    assert _verdicts(wh, "levels") == [(RECEIVED, 60, 30 + commune, 3, 3, verdict)]


def test_since_the_districts_ended_two_levels_make_all(tmp_path: Path):
    levels = {"all": 40, "province": 10, "commune": 30}
    told = [_told("2025-Q4", {RECEIVED: n}, "34.68", level=level, report="one") for level, n in levels.items()]
    assert _verdicts(_open(tmp_path, *told), "levels") == [(RECEIVED, 40, 40, 2, 2, "agrees")]


@pytest.mark.parametrize(("district", "verdict"), [(20, "partial"), (90, "exceeds")])
def test_a_missing_level_is_no_contradiction_unless_the_others_are_more_already(
    tmp_path: Path, district: int, verdict: str
):
    levels = {"all": 60, "province": 10, "district": district}
    wh = _open(tmp_path, *(_told("2024-Q1", {RECEIVED: n}, level=level, report="one") for level, n in levels.items()))
    assert _verdicts(wh, "levels") == [(RECEIVED, 60, 10 + district, 2, 3, verdict)]


def test_things_counted_once_over_levels_are_never_added(tmp_path: Path):
    levels = {"all": 1863, "province": 1475, "district": 327, "commune": 162}
    told = [_told("2024-Q1", {"procedures.in_force": n}, level=level, report="one") for level, n in levels.items()]
    assert reconciliation(_open(tmp_path, *told), checks=["levels"]).is_empty()


def test_communes_and_departments_are_held_against_their_provinces_report_on_their_level(tmp_path: Path):
    own = [
        _told("2026-Q1", {RECEIVED: n}, "34.68", level=level, report="own")
        for level, n in {"all": 100, "province": 30, "commune": 70}.items()
    ]
    parts = [
        _unit("xã Hàm Thuận", "commune", 50),
        _unit("xã Tánh Linh", "commune", 40),
        _unit("Sở Y tế", "department", 25),
    ]
    rows = reconciliation(_open(tmp_path, *own, *parts), checks=["units"])
    assert rows.select("parts_of", "whole", "parts", "parts_with_value", "parts_expected", "verdict").rows() == [
        ("commune", 70, 90, 2, 124, "exceeds"),
        ("department", 30, 25, 1, None, "partial"),
    ]


QUARTERS = (
    {NEW: 10, CARRIED: 5, PENDING: 7},
    {NEW: 20, CARRIED: 7, PENDING: 9},
    {NEW: 30, CARRIED: 9, PENDING: 4},
    {NEW: 40, CARRIED: 4, PENDING: 6},
)


def _year(**values: float) -> Told:
    return _told("2024", {f"dossiers.{name}": value for name, value in values.items()}, issued_on=date(2024, 12, 20))


def test_quarters_are_held_against_the_year_each_field_by_its_kind(tmp_path: Path):
    quarters = [_told(f"2024-Q{n}", values) for n, values in enumerate(QUARTERS, start=1)]
    wh = _open(tmp_path, *quarters, _year(received_new=101, carried_over=5, pending=6))
    assert sorted(_verdicts(wh, "periods")) == [
        (CARRIED, 5, 5, 4, 4, "agrees"),
        (PENDING, 6, 6, 4, 4, "agrees"),
        (NEW, 101, 100, 4, 4, "differs"),
    ]


def test_three_quarters_are_held_against_no_year(tmp_path: Path):
    quarters = [_told(f"2024-Q{n}", values) for n, values in enumerate(QUARTERS[:3], start=1)]
    assert not _verdicts(_open(tmp_path, *quarters, _year(received_new=1)), "periods")


def test_quarters_of_other_days_are_held_against_no_year(tmp_path: Path):
    quarters = [_told(f"2024-Q{n}", values, window="calendar") for n, values in enumerate(QUARTERS, start=1)]
    assert not _verdicts(_open(tmp_path, *quarters, _year(received_new=1)), "periods")


@pytest.mark.parametrize(("carried", "verdict"), [(7, "agrees"), (12, "differs")])
def test_an_opening_is_held_against_the_closing_before(tmp_path: Path, carried: int, verdict: str):
    told = [_told("2024-Q1", {PENDING: 7}), _told("2024-Q2", {CARRIED: carried})]
    rows = reconciliation(_open(tmp_path, *told), checks=["opening"])
    assert rows.select("period", "whole", "parts", "difference", "verdict").rows() == [
        ("2024-Q2", carried, 7, 7 - carried, verdict)
    ]


def test_an_opening_after_a_gap_is_held_against_nothing(tmp_path: Path):
    told = [_told("2024-Q1", {PENDING: 7}), _told("2024-Q3", {CARRIED: 12})]
    assert reconciliation(_open(tmp_path, *told), checks=["opening"]).is_empty()


def test_what_does_not_fit_comes_first_and_rounding_is_no_contradiction(tmp_path: Path):
    told = [
        _told("2024-Q1", {PENDING: 7}),
        _told("2024-Q2", {CARRIED: 12}),
        _told("2024-Q1", {PENDING: 4312}, "63.67"),
        _told("2024-Q2", {CARRIED: 4300}, "63.67", confidence=2),
    ]
    rows = reconciliation(_open(tmp_path, *told), checks=["opening"])
    assert rows.select("place", "verdict").rows() == [("Bình Thuận", "differs"), ("Đắk Nông", "agrees")]


def test_one_place_and_one_field_can_be_asked_for(tmp_path: Path):
    quarters = ("2024-Q1", {PENDING: 7}), ("2024-Q2", {CARRIED: 12})
    told = [_told(period, dict(values), place) for place in ("63.60", "63.67") for period, values in quarters]
    wh = _open(tmp_path, *told)
    assert reconciliation(wh, places=["63.67"])["place"].to_list() == ["Đắk Nông"]
    assert reconciliation(wh, fields=["dossiers.received"]).is_empty()


def test_some_periods_alone_can_be_asked_for(tmp_path: Path):
    levels = {"all": 60, "province": 10, "district": 20, "commune": 31}
    told = [
        _told(f"2024-Q{n}", {RECEIVED: value}, level=level, report=str(n))
        for n in (1, 2)
        for level, value in levels.items()
    ]
    wh = _open(tmp_path, *told)
    assert len(_verdicts(wh, "levels")) == 2
    assert reconciliation(wh, checks=["levels"], periods=["2024-Q2"])["period"].to_list() == ["2024-Q2"]


def test_what_agrees_stands_before_what_is_not_complete(tmp_path: Path):
    whole, parts = {"all": 60, "province": 10, "district": 20, "commune": 30}, {"all": 600, "province": 10}
    told = [_told("2024-Q1", {RECEIVED: n}, level=level, report="a") for level, n in whole.items()]
    told += [_told("2024-Q1", {RECEIVED: n}, "63.67", level=level, report="b") for level, n in parts.items()]
    rows = reconciliation(_open(tmp_path, *told), checks=["levels"])
    assert rows["verdict"].to_list() == ["agrees", "partial"]


def test_a_workload_is_added_over_units_but_never_over_time(tmp_path: Path):
    quarters = [_told(f"2024-Q{n}", {RECEIVED: 10}) for n in range(1, 5)]
    assert not _verdicts(_open(tmp_path, *quarters, _year(received=99)), "periods")


def test_only_what_was_pending_is_a_closing(tmp_path: Path):
    told = [_told("2024-Q1", {CARRIED: 3, PENDING: 7, NEW: 50}), _told("2024-Q2", {CARRIED: 7})]
    assert _verdicts(_open(tmp_path, *told), "opening") == [(CARRIED, 7, 7, 1, 1, "agrees")]


def test_of_a_unit_only_its_own_level_is_a_part_of_its_province(tmp_path: Path):
    whole = [
        _told("2026-Q1", {RECEIVED: n}, "34.68", level=level, report="own")
        for level, n in {"all": 70, "commune": 70}.items()
    ]
    commune = {"unit": "xã Hàm Thuận", "unit_kind": "commune"}
    told = [
        _told("2026-Q1", {RECEIVED: 50}, "34.68", level=level, report="c", **commune) for level in ("commune", "all")
    ]
    rows = reconciliation(_open(tmp_path, *whole, *told), checks=["units"])
    assert rows.select("admin_level", "parts", "parts_with_value").rows() == [("commune", 50, 1)]
