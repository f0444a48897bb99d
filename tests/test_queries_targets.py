"""Which target a number is held against, how far it is from it, and when a judgement may be shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from queries import (
    UnknownIndicator,
    Warehouse,
    misplaced,
    open_warehouse,
    over_time,
    ranking,
    rate,
    rollup,
    targets,
    trend,
    with_grades,
    with_targets,
)
from queries.__main__ import app
from queries.targets import ADDED
from tests.warehouses import Told, places, write_warehouse

FIGURES = {"dossiers.resolved": 1000, "dossiers.resolved_early_or_on_time": 900, "dossiers.resolved_overdue": 100}
"""90 % on time, 10 % late."""
PROVINCE = {"scope": "province", "place_vintage": "63", "place_code": "60"}
UNIT = PROVINCE | {"scope": "unit", "unit": "Sở Y tế"}
LEVEL = {"scope": "level", "admin_level": "commune"}
OWN_LEVEL = PROVINCE | LEVEL
REPORT = Told("63.60", "2024-Q1", FIGURES)
DEPARTMENT = Told("63.60", "2024-Q1", FIGURES, unit="Sở Y Tế", unit_kind="department")
COMMUNE_LEVEL = Told("63.60", "2024-Q1", FIGURES, level="commune")


def opened(folder: Path, *told: Told, set_for: Any = ()) -> Warehouse:
    return open_warehouse(write_warehouse(folder, *told, targets=set_for))


def held(wh: Warehouse, name: str = "on_time_rate", **asked: Any) -> dict[str, Any]:
    """The single row of `rate`, with its target."""
    return with_targets(wh, name, rate(wh, name, **{"level": None, "unit_kind": None, **asked})).row(0, named=True)


def scoped(*named: tuple[str, dict[str, object]]) -> list[dict[str, object]]:
    """Targets told apart by their value, in the order given: 50, 51, …"""
    return [{**each, "value": 50.0 + at} for at, (_, each) in enumerate(named)]


def test_a_row_says_its_target_whose_it_is_by_which_document_and_how_far(tmp_path: Path) -> None:
    wh = opened(tmp_path, REPORT, set_for=[PROVINCE | {"value": 92.5, "legal_article": "Điều 3"}])
    row = held(wh)
    assert (row["target"], row["target_direction"], row["target_scope"]) == (92.5, "up", "province")
    assert row["target_basis"] == "Quyết định 1 ngày 1/12/2023, Điều 3"
    assert (row["target_verified"], row["target_due"]) == (True, None)
    assert (row["distance"], row["met"], row["colours"]) == (-2.5, False, True)


def test_a_document_without_a_number_is_called_by_its_title(tmp_path: Path) -> None:
    wh = opened(tmp_path, REPORT, set_for=[{"legal_number": None, "legal_date": None}])
    assert held(wh)["target_basis"] == "Chỉ tiêu"


@pytest.mark.parametrize(
    ("name", "direction", "aim", "distance", "met"),
    [
        ("on_time_rate", "up", 80.0, 10.0, True),
        ("on_time_rate", "up", 90.0, 0.0, True),
        ("on_time_rate", "up", 90.01, -0.01, False),
        ("overdue_rate", "down", 12.0, 2.0, True),
        ("overdue_rate", "down", 10.0, 0.0, True),
        ("overdue_rate", "down", 4.0, -6.0, False),
    ],
)
def test_distance_counts_in_the_direction_that_is_good(
    tmp_path: Path, name: str, direction: str, aim: float, distance: float, met: bool
) -> None:
    wh = opened(tmp_path, REPORT, set_for=[{"indicator": name, "direction": direction, "value": aim}])
    row = held(wh, name)
    assert (row["distance"], row["met"]) == (pytest.approx(distance), met)


ORDER = [
    ("nation", {}),
    ("provinces", {"scope": "provinces"}),
    ("province", PROVINCE),
    ("level", LEVEL),
    ("level", OWN_LEVEL),
    ("unit", UNIT),
]


@pytest.mark.parametrize("upto", range(1, len(ORDER) + 1))
@pytest.mark.parametrize("turned", [False, True])
def test_the_most_specific_scope_speaks(tmp_path: Path, upto: int, turned: bool) -> None:
    told = Told("63.60", "2024-Q1", FIGURES, unit="Sở Y tế", unit_kind="department", level="commune")
    rows = scoped(*ORDER[:upto])
    row = held(opened(tmp_path, told, set_for=rows[::-1] if turned else rows))
    assert (row["target_scope"], row["target"]) == (ORDER[upto - 1][0], 50.0 + upto - 1)


OTHERS = [
    UNIT,
    UNIT | {"unit": "sở y  tế"},
    LEVEL,
    OWN_LEVEL,
    PROVINCE | {"place_code": "56"},
    PROVINCE | {"place_vintage": "34"},
    {"scope": "ministries"},
    {"valid_from": date(2024, 3, 15)},
    {"valid_to": date(2024, 3, 13)},
    {"indicator": "on_time_rate_766"},
    {"indicator": "overdue_rate"},
    {"indicator": None},
    {"formula": "đúng hạn ÷ tiếp nhận"},
    {"formula_version": "2026"},
    {"direction": "down"},
    {"value": 0.85},
    {"value": 850.0},
]


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_a_target_of_others_days_variants_and_formulas_is_never_applied(
    tmp_path: Path, other: dict[str, object]
) -> None:
    row = held(opened(tmp_path, REPORT, set_for=[other]))
    assert all(row[column] is None for column in ADDED if column != "colours")
    assert row["colours"] is False


@pytest.mark.parametrize(
    "own",
    [
        {"valid_from": date(2024, 3, 14)},
        {"valid_to": date(2024, 3, 14)},
        {"formula": "(trước hạn + đúng hạn) ÷ đã giải quyết"},
    ],
)
def test_it_holds_on_its_first_and_last_day_and_for_its_formula(tmp_path: Path, own: dict[str, object]) -> None:
    assert held(opened(tmp_path, REPORT, set_for=[own]))["target"] == 80


def test_a_target_of_one_formula_version_is_of_no_other(tmp_path: Path) -> None:
    portal = {"family": "figures", "window": "stated", "issued_on": None}
    told = [Told("34.68", day, {"index766.total": 60.0}, **portal) for day in ("2026-01-10", "2026-10-10")]
    wh = opened(tmp_path, *told, set_for=[{"indicator": "index766_total", "formula_version": "2026"}])
    rows = with_targets(wh, "index766_total", rate(wh, "index766_total"))
    assert rows.sort("period_end")["target"].to_list() == [None, 80]
    assert rows.sort("period_end")["colours"].to_list() == [
        False,
        False,
    ]  # the nation's target is not the province's own


def test_ministries_have_their_own(tmp_path: Path) -> None:
    ministry = Told("vn.00", "2024-Q1", FIGURES, unit="Bộ Y tế", unit_kind="ministry")
    wh = opened(tmp_path, ministry, set_for=[{"scope": "ministries", "value": 70.0}, {"scope": "provinces"}, {}])
    row = held(wh)
    assert (row["target"], row["target_scope"], row["colours"]) == (70, "ministries", True)


def test_what_each_province_has_to_reach_binds_neither_the_nation_nor_a_region(tmp_path: Path) -> None:
    nation = Told("vn.00", "2024-Q1", FIGURES, unit="cả nước", unit_kind="national")
    wh = opened(tmp_path, nation, REPORT, set_for=[{"scope": "provinces"}])
    told = with_targets(wh, "on_time_rate", rate(wh, "on_time_rate", unit_kind=None))
    assert dict(told.select("unit_kind", "target").rows()) == {"national": None, "province": 80}
    one = rollup(wh, "on_time_rate", "region").with_columns(pl.lit(1.0).alias("coverage"))
    assert with_targets(wh, "on_time_rate", one)["target"].to_list() == [None]


NEWER = {"value": 81.0, "legal_date": date(2023, 12, 2)}


@pytest.mark.parametrize(
    ("one", "other", "speaks"),
    [
        ({}, NEWER, 81),
        (NEWER, {}, 81),
        ({"legal_date": None}, NEWER | {"legal_date": date(2020, 1, 1)}, 81),
        ({}, NEWER | {"due_on": date(2030, 12, 31)}, 80),
        ({"due_on": date(2026, 12, 31)}, NEWER | {"due_on": date(2030, 12, 31)}, 80),
        ({"due_on": date(2024, 3, 14)}, NEWER | {"due_on": date(2024, 3, 15)}, 80),
        ({"due_on": date(2024, 2, 1)}, NEWER, 81),
        ({}, {"value": 81.0, "valid_from": date(2024, 2, 1)}, 81),
    ],
)
def test_of_several_in_force_what_is_due_then_the_newest_document(
    tmp_path: Path, one: dict[str, object], other: dict[str, object], speaks: float
) -> None:
    assert held(opened(tmp_path, REPORT, set_for=[one, other]))["target"] == speaks


@pytest.mark.parametrize(
    ("told", "aim", "colours"),
    [
        (REPORT, PROVINCE, True),
        (REPORT, {"scope": "provinces"}, True),
        (DEPARTMENT, UNIT, True),
        (COMMUNE_LEVEL, LEVEL, True),
        (COMMUNE_LEVEL, OWN_LEVEL, True),
        (Told("vn.00", "2024-Q1", FIGURES, unit="cả nước", unit_kind="national"), {}, True),
        (REPORT, PROVINCE | {"verified": False}, False),
        (REPORT, {}, False),
        (DEPARTMENT, PROVINCE, False),
        (COMMUNE_LEVEL, PROVINCE, False),
        (REPORT, PROVINCE | {"due_on": date(2024, 3, 14)}, True),
        (REPORT, PROVINCE | {"due_on": date(2024, 3, 15)}, False),
        (Told("63.60", "2024-Q1", {"dossiers.on_time_rate": 90.0}), PROVINCE, False),
        (Told("63.60", "2024-Q1", {name: count / 50 for name, count in FIGURES.items()}), PROVINCE, False),
        (Told("63.60", "2024-Q1", FIGURES, confidence=2), PROVINCE | {"value": 90.5}, False),
        (Told("63.60", "2024-Q1", FIGURES, confidence=2), PROVINCE | {"value": 91.5}, True),
        (Told("63.60", "2024-Q1", {**FIGURES, "dossiers.on_time_rate": 70.0}), PROVINCE, False),
    ],
)
def test_only_what_is_verified_due_its_own_and_sure_is_coloured(
    tmp_path: Path, told: Told, aim: dict[str, object], colours: bool
) -> None:
    row = held(opened(tmp_path, told, set_for=[aim]))
    assert row["target"] is not None and row["met"] is not None
    assert row["colours"] is colours


def test_where_nothing_arose_there_is_a_target_and_no_judgement(tmp_path: Path) -> None:
    row = held(opened(tmp_path, Told("63.60", "2024-Q1", dict.fromkeys(FIGURES, 0)), set_for=[PROVINCE]))
    assert (row["target"], row["distance"], row["met"], row["colours"]) == (80, None, None, False)


@pytest.mark.parametrize(("reporting", "target", "colours"), [(30, None, False), (40, 80.0, False), (63, 80.0, True)])
def test_a_sum_over_too_few_provinces_is_held_against_nothing(
    tmp_path: Path, reporting: int, target: float | None, colours: bool
) -> None:
    old = places().filter(place_vintage="63")["place_code"].to_list()
    wh = opened(tmp_path, *(Told(f"63.{code}", "2024-Q1", FIGURES) for code in old[:reporting]), set_for=[{}])
    row = with_targets(wh, "on_time_rate", rollup(wh, "on_time_rate")).row(0, named=True)
    assert (row["target"], row["colours"]) == (target, colours)


def test_rows_of_every_kind_keep_their_columns_and_their_order(tmp_path: Path) -> None:
    told = [Told(f"63.{code}", f"2024-0{month}", FIGURES) for code in ("60", "56") for month in (1, 2, 3, 5)]
    wh = opened(tmp_path, *told, set_for=[PROVINCE])
    name = "on_time_rate"
    for rows in (
        rate(wh, name),
        rollup(wh, name, "region"),
        over_time(wh, name),
        trend(wh, name, period_kind="month"),
        ranking(wh, name, period="2024-01"),
        rate(wh, name).clear(),
    ):
        with_them = with_targets(wh, name, rows)
        assert with_them.select(rows.columns).equals(rows)
        assert {column: with_them.schema[column] for column in ADDED} == ADDED
    gap = with_targets(wh, name, trend(wh, name, period_kind="month", places=["63.60"])).filter(period="2024-04")
    assert gap.select("value", "target", "met", "colours").row(0) == (None, 80, None, False)


def test_targets_of_an_indicator_are_listed_newest_first(tmp_path: Path) -> None:
    wh = opened(tmp_path, set_for=[{}, NEWER, {"indicator": "reuse_rate"}, {"direction": "down"}, {"indicator": None}])
    listed = targets(wh, "on_time_rate")
    assert listed["value"].to_list() == [81, 80] and listed["basis"][1] == "Quyết định 1 ngày 1/12/2023"
    assert targets(wh).height == 3
    with pytest.raises(UnknownIndicator):
        targets(wh, "nonsense")
    with pytest.raises(UnknownIndicator):
        with_targets(wh, "nonsense", rate(wh, "resolved"))


MISPLACED = [
    ({"indicator": "on_time"}, "không có chỉ số “on_time”"),
    ({"formula": "a ÷ b"}, "công thức nay là"),
    ({"direction": "down"}, "ngược"),
    ({"value": 0.85}, "0.85 %"),
    ({"value": 101.0}, "101 %"),
]


@pytest.mark.parametrize(("aim", "why"), MISPLACED)
def test_a_target_that_can_hold_for_nothing_is_named_with_its_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], aim: dict[str, object], why: str
) -> None:
    folder = write_warehouse(tmp_path, REPORT, targets=[{}, aim, {"indicator": None}])
    (found,) = misplaced(open_warehouse(folder)).to_dicts()
    assert (found["file"], found["line"]) == ("x.csv", 3) and why in found["why_vi"]
    app(["on_time_rate", "--data", str(folder)], exit_on_error=False, result_action="return_value")
    assert f"x.csv:3: {found['why_vi']} ({found['why_en']})." in capsys.readouterr().err


def test_the_command_shows_the_target_where_one_applies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_warehouse(tmp_path, REPORT, targets=[PROVINCE | {"value": 92.5}])
    shown = []
    for name in ("on_time_rate", "overdue_rate"):
        app([name, "--data", str(folder)], exit_on_error=False, result_action="return_value")
        shown.append(capsys.readouterr().out)
    assert "mục tiêu" in shown[0] and "≥ 92,50 (-2,50) ✗" in shown[0]
    assert "mục tiêu" not in shown[1]


# --- grades


def score(value: float, **more: Any) -> Told:
    return Told("34.68", more.pop("period", "2025-12-31"), {"index766.total": value}, window="stated", **more)


@pytest.mark.parametrize(
    ("told", "grade"),
    [
        (score(100.0), "Xuất sắc"),
        (score(90.0), "Xuất sắc"),
        (score(89.99), None),
        (score(83.61), None),
        (score(50.0), None),
        (score(49.99), "Yếu"),
        (score(0.0), "Yếu"),
        (score(95.0, confidence=2), None),
        (score(95.0, period="2026-10-10"), None),
        (score(40.0, period="2026-03-10"), None),
    ],
)
def test_a_grade_is_given_to_a_sure_score_of_its_formula_in_a_verified_band(
    tmp_path: Path, told: Told, grade: str | None
) -> None:
    wh = opened(tmp_path, told)
    rows = with_grades(wh, "index766_total", rate(wh, "index766_total"))
    assert rows["grade_vi"].to_list() == [grade]
    assert rows["grade_basis"].to_list() == [grade and "Quyết định 766/QĐ-TTg ngày 23/6/2022"]


def test_sums_disputed_scores_and_other_indicators_have_no_grade(tmp_path: Path) -> None:
    wh = opened(tmp_path, score(95.0, report="a"), score(91.0, report="b"), REPORT)
    scores = rate(wh, "index766_total")
    assert with_grades(wh, "index766_total", scores)["grade_vi"].to_list() == [None]
    sure = scores.with_columns(pl.lit(False).alias("disputed"))
    assert with_grades(wh, "index766_total", sure)["grade_vi"].to_list() == ["Xuất sắc"]
    added = sure.with_columns(pl.lit("computed").alias("basis"))
    assert with_grades(wh, "index766_total", added)["grade_vi"].to_list() == [None]
    others = with_grades(wh, "on_time_rate", rate(wh, "on_time_rate"))
    assert others["grade_vi"].to_list() == [None] and others["value"].to_list() == [90]
    with pytest.raises(UnknownIndicator):
        with_grades(wh, "nonsense", scores)
