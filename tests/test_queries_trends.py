"""Lines with their gaps, and ranks that need enough units."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from queries import ENOUGH, UnknownPeriod, Warehouse, open_warehouse, ranking, rate, trend
from tests.warehouses import Told, places, write_warehouse

OLD = places().filter(pl.col("place_vintage") == "63")["place_code"].to_list()


def _open(tmp_path: Path, *told: Told) -> Warehouse:
    return open_warehouse(write_warehouse(tmp_path, *told))


def _pair(place: str, value: float, period: str = "2024-Q1", **more: object) -> Told:
    return Told(place, period, {"dossiers.resolved_early_or_on_time": value, "dossiers.resolved": 100}, **more)  # type: ignore[arg-type]


# --- trend


def test_a_gap_is_a_row_without_a_value(tmp_path: Path):
    wh = _open(tmp_path, _pair("63.60", 90, "2023-Q3"), _pair("63.60", 80, "2024-Q1"))
    rows = trend(wh, "on_time_rate")
    assert rows.select("period", "value", "gap").rows() == [
        ("2023-Q3", 90.0, None),
        ("2023-Q4", None, "missing"),
        ("2024-Q1", 80.0, None),
    ]
    gap = rows.row(1, named=True)
    assert (gap["place"], gap["period_start"], gap["period_end"]) == (
        "Bình Thuận",
        date(2023, 10, 1),
        date(2023, 12, 31),
    )


def test_every_line_has_the_same_periods(tmp_path: Path):
    wh = _open(tmp_path, _pair("63.60", 90, "2023-Q3"), _pair("63.56", 80, "2024-Q2"))
    rows = trend(wh, "on_time_rate")
    assert rows.group_by("place_code").len()["len"].to_list() == [4, 4]
    assert rows["gap"].null_count() == 2


def test_before_and_after_the_merger_a_place_does_not_apply(tmp_path: Path):
    wh = _open(tmp_path, _pair("63.60", 90, "2025-Q1"), _pair("34.68", 80, "2025-Q4"))
    rows = {
        (row["place_vintage"], row["period"]): row["gap"] for row in trend(wh, "on_time_rate").iter_rows(named=True)
    }
    assert (rows["63", "2025-Q2"], rows["63", "2025-Q3"]) == ("missing", "not_applicable")
    assert (rows["34", "2025-Q2"], rows["34", "2025-Q3"]) == ("not_applicable", "missing")


def test_a_change_of_window_is_marked(tmp_path: Path):
    told = [
        _pair("63.60", 90, "2023-Q3"),
        _pair("63.60", 91, "2024-Q1", window="calendar"),
        _pair("63.60", 92, "2024-Q2", window="calendar"),
    ]
    rows = trend(_open(tmp_path, *told), "on_time_rate")
    assert rows["window_changed"].to_list() == [False, False, True, False]


def test_a_line_is_marked_where_the_history_of_its_place_breaks(tmp_path: Path):
    told = [_pair(f"63.{code}", 90, "2025-Q1") for code in ("60", "67", "68")] + [_pair("34.68", 80, "2025-Q4")]
    marked = trend(_open(tmp_path, *told), "on_time_rate", to="34").filter(pl.col("break_on").is_not_null())
    assert marked.select("place", "period", "break_on").rows() == [("Lâm Đồng", "2025-Q3", date(2025, 7, 1))]


def test_a_new_name_marks_the_period_it_falls_into(tmp_path: Path):
    told = [_pair("34.75", value, period) for value, period in ((90, "2026-Q1"), (91, "2026-Q2"), (92, "2026-Q3"))]
    rows = trend(_open(tmp_path, *told), "on_time_rate")
    assert rows["break_on"].to_list() == [None, date(2026, 4, 30), None]


def test_one_number_a_period_though_two_windows_state_it(tmp_path: Path):
    told = [_pair("63.60", 90), _pair("63.60", 70, window="calendar", family="figures", report="press")]
    wh = _open(tmp_path, *told)
    assert trend(wh, "on_time_rate")["value"].to_list() == [90.0]
    apart = trend(wh, "on_time_rate", windows="apart")
    assert sorted(apart.select("window_basis", "value").rows()) == [("calendar", 70.0), ("standard", 90.0)]


def test_two_versions_of_a_formula_are_two_lines(tmp_path: Path):
    told = [
        Told("34.24", period, {"index766.total": score}, family="figures", window="calendar")
        for period, score in (("2025-11", 92.0), ("2025-12", 93.0), ("2026-09", 59.0))
    ]
    rows = trend(_open(tmp_path, *told), "index766_total", period_kind="month")
    lines = rows.filter(pl.col("value").is_not_null()).group_by("formula_version").len().sort("formula_version")
    assert lines.rows() == [("2022", 2), ("2026", 1)]


def test_readings_of_a_day_follow_no_step_and_have_no_gaps(tmp_path: Path):
    told = [
        Told("34.24", period, {"index766.total": 60.0}, family="figures", window="calendar")
        for period in ("2026-10-10", "2026-10-06")
    ]
    rows = trend(_open(tmp_path, *told), "index766_total", period_kind="as_of")
    assert rows["period"].to_list() == ["2026-10-06", "2026-10-10"]
    assert rows["gap"].to_list() == [None, None]


def test_the_nation_and_the_34_have_lines_with_coverage(tmp_path: Path):
    wh = _open(tmp_path, _pair("63.60", 90, "2024-Q1"), _pair("63.67", 70, "2024-Q3"))
    nation = trend(wh, "on_time_rate", to="nation")
    assert nation.select("value", "units_with_value", "gap").rows() == [
        (90.0, 1, None),
        (None, None, "missing"),
        (70.0, 1, None),
    ]
    lam_dong = trend(wh, "on_time_rate", to="34", places=["34.68"])
    assert lam_dong["units_expected"].to_list() == [3, None, 3]


def test_nothing_has_no_trend_but_the_columns(tmp_path: Path):
    wh = _open(tmp_path, _pair("63.60", 90))
    full, empty = trend(wh, "on_time_rate"), trend(wh, "on_time_rate", period_kind="month")
    assert empty.is_empty() and empty.schema == full.schema


def test_an_unknown_kind_is_named(tmp_path: Path):
    with pytest.raises(UnknownPeriod, match="decade"):
        trend(_open(tmp_path), "on_time_rate", period_kind="decade")


# --- ranking


def _everybody(count: int, **more: object) -> list[Told]:
    return [_pair(f"63.{code}", 100 - n, **more) for n, code in enumerate(OLD[:count])]


def test_the_best_comes_first_and_equals_share_a_rank(tmp_path: Path):
    told = [*_everybody(40), _pair(f"63.{OLD[40]}", 100)]
    rows = ranking(_open(tmp_path, *told), "on_time_rate", period="2024-Q1")
    assert rows["rank"].to_list()[:3] == [1, 1, 3]
    assert rows.select("units_with_value", "units_expected").row(0) == (41, 63)


def test_where_less_is_better_the_smallest_comes_first(tmp_path: Path):
    told = [
        Told(f"63.{code}", "2024-Q1", {"dossiers.resolved_overdue": n, "dossiers.resolved": 100})
        for n, code in enumerate(OLD)
    ]
    rows = ranking(_open(tmp_path, *told), "overdue_rate", period="2024-Q1")
    assert rows.select("value", "rank").rows()[:2] == [(0.0, 1), (1.0, 2)]


@pytest.mark.parametrize(("count", "ranked"), [(31, False), (32, True)])
def test_too_few_units_have_no_rank(tmp_path: Path, count: int, ranked: bool):
    rows = ranking(_open(tmp_path, *_everybody(count)), "on_time_rate", period="2024-Q1")
    assert rows.height == count
    assert rows["rank"].is_not_null().all() == ranked
    assert rows["value"].to_list() == sorted(rows["value"], reverse=True)


def test_a_unit_where_nothing_arose_has_no_rank(tmp_path: Path):
    told = [
        *_everybody(40),
        Told(f"63.{OLD[41]}", "2024-Q1", {"dossiers.resolved_early_or_on_time": 0, "dossiers.resolved": 0}),
    ]
    last = ranking(_open(tmp_path, *told), "on_time_rate", period="2024-Q1").row(-1, named=True)
    assert (last["value"], last["rank"], last["units_with_value"]) == (None, None, 40)


def test_the_34_are_ranked_only_where_all_their_parts_report(tmp_path: Path):
    told = [told for told in _everybody(63) if told.place != "63.67"]
    rows = ranking(_open(tmp_path, *told), "on_time_rate", period="2024-Q1", boundaries="34")
    by_place = {row["place"]: row for row in rows.iter_rows(named=True)}
    assert rows.height == 34 and by_place["Lâm Đồng"]["rank"] is None
    assert set(rows["units_expected"]) == {34}
    assert by_place["Lâm Đồng"]["value"] is not None
    ranked = rows.filter(pl.col("rank").is_not_null())
    assert ranked.height == 33
    assert ranked["value"].to_list() == sorted(ranked["value"], reverse=True)


def test_old_provinces_are_ranked_alone_where_they_are_asked_for(tmp_path: Path):
    told = [_pair(f"63.{code}", 90, "2025-Q2") for code in OLD] + [_pair("34.68", 80, "2025-Q2")]
    rows = ranking(_open(tmp_path, *told), "on_time_rate", period="2025-Q2", boundaries="63")
    assert (rows.height, set(rows["place_vintage"]), rows["units_expected"][0]) == (63, {"63"}, 63)


@pytest.mark.parametrize(("dossiers", "ranked"), [(ENOUGH, True), (ENOUGH - 1, False)])
def test_a_rate_of_a_few_dossiers_has_no_rank(tmp_path: Path, dossiers: int, ranked: bool):
    few = Told("63.60", "2024-Q1", {"dossiers.resolved_early_or_on_time": 1, "dossiers.resolved": dossiers})
    told = [few, *(_pair(f"63.{code}", 90) for code in OLD if code != "60")]
    rows = ranking(_open(tmp_path, *told), "on_time_rate", period="2024-Q1", places=["63.60"])
    assert (rows["rank"].item() is not None, rows["small"].item()) == (ranked, not ranked)


def test_one_place_keeps_its_rank_among_all(tmp_path: Path):
    rows = ranking(_open(tmp_path, *_everybody(63)), "on_time_rate", period="2024-Q1", places=[f"63.{OLD[9]}"])
    assert rows["rank"].to_list() == [10]


def test_departments_are_ranked_though_nobody_knows_how_many_there_should_be(tmp_path: Path):
    told = [
        _pair("63.60", value, unit=f"Sở {value}", unit_kind="department", level="province", report=f"r{value}")
        for value in (70, 90)
    ]
    rows = ranking(_open(tmp_path, *told), "on_time_rate", period="2024-Q1", level="province", unit_kind="department")
    assert rows.select("unit", "rank", "units_expected", "coverage").rows() == [
        ("Sở 90", 1, None, None),
        ("Sở 70", 2, None, None),
    ]


def test_a_ranking_of_nothing_is_empty(tmp_path: Path):
    wh = _open(tmp_path)
    assert ranking(wh, "on_time_rate", period="2024-Q1").is_empty()
    assert ranking(wh, "on_time_rate", period="2024-Q1", boundaries="34").is_empty()
    assert rate(wh, "on_time_rate").is_empty()
