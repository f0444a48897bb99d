"""Adding numbers up over places: ratios of sums, over complete pairs, with how many of how many."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import CannotRollUp, UnknownPlace, Warehouse, catalogue, open_warehouse, rollup
from queries.levels import adds_up
from queries.rollup import COVERAGE_TO_RANK
from tests.tries import tries
from tests.warehouses import Told, fields, places, write_warehouse

OLD = places().filter(pl.col("place_vintage") == "63")["place_code"].to_list()


def _open(tmp_path: Path, *told: Told) -> Warehouse:
    return open_warehouse(write_warehouse(tmp_path, *told))


def _pair(place: str, part: float, whole: float, period: str = "2024-Q1", **more: object) -> Told:
    figures = {"dossiers.resolved_early_or_on_time": part, "dossiers.resolved": whole}
    return Told(place, period, figures, **more)  # type: ignore[arg-type]


def test_the_nation_is_the_ratio_of_sums_never_a_mean_of_rates(tmp_path: Path):
    wh = _open(tmp_path, _pair("63.60", 10, 10), _pair("63.67", 450, 900))
    row = rollup(wh, "on_time_rate").row(0, named=True)
    assert (row["numerator"], row["denominator"]) == (460, 910)
    assert row["value"] == pytest.approx(50.5495, abs=5e-5)  # a mean of rates would say 75
    assert (row["place"], row["unit"], row["unit_kind"]) == ("Cả nước", "cả nước", "national")
    assert (row["units_with_value"], row["units_expected"]) == (2, 63)
    assert row["coverage"] == pytest.approx(2 / 63)


def test_a_unit_that_states_only_the_denominator_does_not_turn_80_into_20_percent(tmp_path: Path):
    only_denominator = Told("63.67", "2024-Q1", {"dossiers.resolved": 300})
    row = rollup(_open(tmp_path, _pair("63.60", 80, 100), only_denominator), "on_time_rate").row(0, named=True)
    assert (row["value"], row["denominator"], row["units_with_value"]) == (80.0, 100, 1)


def test_a_printed_rate_is_never_added_up(tmp_path: Path):
    printed = Told("63.67", "2024-Q1", {"dossiers.on_time_rate": 50.0})
    row = rollup(_open(tmp_path, _pair("63.60", 80, 100), printed), "on_time_rate").row(0, named=True)
    assert (row["value"], row["units_with_value"], row["stated"]) == (80.0, 1, None)


def test_parts_that_contradict_each_other_are_left_out(tmp_path: Path):
    row = rollup(_open(tmp_path, _pair("63.60", 80, 100), _pair("63.67", 100, 80)), "on_time_rate").row(0, named=True)
    assert (row["value"], row["units_with_value"]) == (80.0, 1)


def test_nothing_arisen_anywhere_is_no_rate_but_everybody_has_reported(tmp_path: Path):
    row = rollup(_open(tmp_path, _pair("63.60", 0, 0), _pair("63.67", 0, 0)), "on_time_rate").row(0, named=True)
    assert (row["value"], row["denominator"], row["units_with_value"]) == (None, 0, 2)


def test_counts_add_up_too(tmp_path: Path):
    told = [Told(f"63.{code}", "2024-Q1", {"dossiers.received": 5}) for code in OLD]
    row = rollup(_open(tmp_path, *told), "received").row(0, named=True)
    assert (row["value"], row["numerator"], row["coverage"]) == (315, None, 1.0)


def test_old_provinces_add_up_to_the_new_one_they_went_into(tmp_path: Path):
    told = [_pair("63.60", 90, 100), _pair("63.67", 160, 200), _pair("63.68", 150, 300), _pair("63.01", 7, 10)]
    rows = {
        row["place_code"]: row for row in rollup(_open(tmp_path, *told), "on_time_rate", "34").iter_rows(named=True)
    }
    lam_dong = rows["68"]
    assert (lam_dong["place_vintage"], lam_dong["place"], lam_dong["value"]) == (
        "34",
        "Lâm Đồng",
        pytest.approx(400 / 6),
    )
    assert (lam_dong["units_with_value"], lam_dong["units_expected"], lam_dong["coverage"]) == (3, 3, 1.0)
    assert (rows["01"]["place"], rows["01"]["value"], rows["01"]["units_expected"]) == ("Hà Nội", 70.0, 1)


def test_a_part_that_is_missing_shows_in_the_coverage(tmp_path: Path):
    row = rollup(_open(tmp_path, _pair("63.60", 90, 100)), "on_time_rate", "34").row(0, named=True)
    assert (row["place"], row["units_with_value"], row["units_expected"]) == ("Lâm Đồng", 1, 3)


def test_old_binh_dinh_goes_into_new_gia_lai_though_both_have_code_52(tmp_path: Path):
    before, after = _pair("63.52", 30, 100, "2025-Q1"), _pair("34.52", 60, 100, "2025-Q4")
    rows = rollup(_open(tmp_path, before, after, _pair("63.64", 50, 100, "2025-Q1")), "on_time_rate", "34")
    assert rows.select("place", "period", "value", "units_with_value", "units_expected").rows() == [
        ("Gia Lai", "2025-Q1", 40.0, 2, 2),
        ("Gia Lai", "2025-Q4", 60.0, 1, 1),
    ]


def test_a_new_province_is_never_split_back_and_a_dissolved_one_counts_no_more(tmp_path: Path):
    late = _pair("63.60", 1, 1, "2025-Q4")
    rows = rollup(_open(tmp_path, late, _pair("34.68", 5, 10, "2025-Q4")), "on_time_rate")
    assert rows.select("value", "units_with_value", "units_expected").rows() == [(50.0, 1, 34)]


def test_the_merger_counts_by_the_last_day_of_the_period(tmp_path: Path):
    told = [_pair("63.60", 1, 2, "2025-06", window="calendar"), _pair("34.68", 1, 2, "2025-07")]
    rows = rollup(_open(tmp_path, *told), "on_time_rate")
    assert rows.select("period", "units_expected").rows() == [("2025-06", 63), ("2025-07", 34)]


def test_regions_of_the_old_and_the_new_map_stay_apart(tmp_path: Path):
    wh = _open(tmp_path, _pair("63.60", 90, 100), _pair("34.68", 50, 100, "2025-Q4"))
    rows = rollup(wh, "on_time_rate", "region")
    assert rows.select("place_vintage", "unit_kind").rows() == [("34", "group"), ("63", "group")]
    members = places().filter((pl.col("place_vintage") == "63") & (pl.col("region") == rows["place"][1])).height
    assert rows["units_expected"][1] == members


def test_windows_are_added_up_apart_unless_asked_for_together_and_then_marked(tmp_path: Path):
    stated = (date(2023, 12, 1), date(2024, 2, 29))
    told = [
        _pair("63.60", 90, 100),
        _pair("63.67", 70, 100, window="calendar"),
        _pair("63.68", 50, 100, window="stated", days=stated),
        _pair("63.60", 10, 100, window="calendar", report="the press", family="figures"),
    ]
    wh = _open(tmp_path, *told)
    apart = rollup(wh, "on_time_rate")
    assert sorted(apart.select("window_basis", "value", "units_with_value").rows()) == [
        ("calendar", 40.0, 2),
        ("standard", 90.0, 1),
        ("stated", 50.0, 1),
    ]
    together = rollup(wh, "on_time_rate", windows="together").row(0, named=True)
    assert (together["window_basis"], together["value"], together["units_with_value"]) == ("mixed", 70.0, 3)
    assert (together["period_start"], together["period_end"]) == (date(2023, 12, 1), date(2024, 3, 31))


def test_different_stated_windows_of_one_label_are_not_one_sum(tmp_path: Path):
    april = [(date(2024, 3, 21), date(2024, 4, 20)), (date(2024, 3, 15), date(2024, 4, 14))]
    told = [
        _pair(f"63.{code}", 1, 2, "2024-04", window="stated", days=days)
        for code, days in zip(("60", "56"), april, strict=True)
    ]
    assert rollup(_open(tmp_path, *told), "on_time_rate").height == 2


def test_only_the_period_asked_for_is_added_up(tmp_path: Path):
    wh = _open(tmp_path, _pair("63.60", 1, 2), _pair("63.60", 1, 2, "2024-02"), _pair("63.60", 1, 2, "2023-Q4"))
    assert rollup(wh, "on_time_rate", period="2024-Q1")["period"].to_list() == ["2024-Q1"]
    assert rollup(wh, "on_time_rate", period_kinds=["month"])["period"].to_list() == ["2024-02"]


def test_levels_add_up_by_level(tmp_path: Path):
    wh = _open(tmp_path, _pair("63.60", 1, 2, level="commune"), _pair("63.67", 3, 4, level="commune"))
    assert rollup(wh, "on_time_rate", level="commune").select("admin_level", "numerator").rows() == [("commune", 4)]


@pytest.mark.parametrize("name", ["services_full_share", "services_on_portal_share", "index766_total"])
def test_scores_and_things_counted_once_cannot_be_added_up(tmp_path: Path, name: str):
    with pytest.raises(CannotRollUp, match="không cộng được"):
        rollup(_open(tmp_path), name)


def test_every_indicator_adds_up_but_those_of_things_counted_once_of_scores_and_of_printed_rates(tmp_path: Path):
    wh = _open(tmp_path)
    once = set(fields().filter(pl.col("levels").is_null() | (pl.col("levels") != "sum"))["field"])
    printed = {field for field in once if field.endswith("rate")}
    for name, indicator in catalogue().items():
        read = set(indicator.fields)
        assert adds_up(wh, indicator) == (not read & (once - printed) and not read <= printed), name
    assert not adds_up(wh, catalogue()["services_full_share"]) and not adds_up(wh, catalogue()["satisfaction_rate"])
    assert adds_up(wh, catalogue()["score766_reuse"])


def test_an_unknown_target_is_named(tmp_path: Path):
    with pytest.raises(UnknownPlace, match="planet"):
        rollup(_open(tmp_path), "on_time_rate", "planet")


def test_an_empty_warehouse_adds_up_to_nothing(tmp_path: Path):
    wh = _open(tmp_path)
    assert all(rollup(wh, "on_time_rate", to).is_empty() for to in ("nation", "region", "34"))


def test_a_rank_needs_half_of_the_units():
    assert COVERAGE_TO_RANK == 0.5


Report = tuple[str, int | None, int | None]
REPORTS = st.lists(
    st.tuples(st.sampled_from(OLD), st.none() | st.integers(0, 10**6), st.none() | st.integers(0, 10**6)),
    unique_by=lambda report: report[0],
    max_size=63,
)


@settings(deadline=None, max_examples=tries(12))
@given(reports=REPORTS, shuffled=st.randoms())
def test_a_sum_of_parts_is_the_ratio_of_sums_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, reports: list[Report], shuffled: object
):
    told = [_told(report) for report in reports]
    complete = [(a, a + b) for _, a, b in reports if a is not None and b is not None]
    top, bottom = sum(a for a, _ in complete), sum(b for _, b in complete)
    answers = []
    for _ in range(2):
        shuffled.shuffle(told)  # type: ignore[attr-defined]
        wh = _open(tmp_path_factory.mktemp("wh"), *told)
        nation = rollup(wh, "on_time_rate")
        new = rollup(wh, "on_time_rate", "34")
        answers.append((nation, new))
        assert nation.height == bool(complete)
        if complete:
            row = nation.row(0, named=True)
            assert (row["numerator"], row["denominator"], row["units_with_value"]) == (top, bottom, len(complete))
            assert row["value"] == (pytest.approx(100 * top / bottom) if bottom else None)
        assert new["numerator"].sum() == top and new["denominator"].sum() == bottom
        assert new["units_with_value"].sum() == len(complete)
    assert answers[0][0].equals(answers[1][0]) and answers[0][1].equals(answers[1][1])


def _told(report: Report) -> Told:
    """A province that states the part, the whole, both, or neither."""
    code, part, rest = report
    figures: dict[str, float] = {"dossiers.received": 1}
    if part is not None:
        figures["dossiers.resolved_early_or_on_time"] = part
    if rest is not None:
        figures["dossiers.resolved"] = (part or 0) + rest
    return Told(f"63.{code}", "2024-Q1", figures)


def _commune(unit: str, part: float, whole: float, place: str = "34.68", period: str = "2026-Q1") -> Told:
    return _pair(place, part, whole, period, unit=unit, unit_kind="commune", level="commune")


def test_communes_add_up_to_their_province_and_say_how_many_there_are(tmp_path: Path):
    told = [_commune("xã Hàm Thuận", 90, 100), _commune("phường Mũi Né", 50, 100), _commune("xã Ba Vì", 1, 1, "34.01")]
    rows = rollup(_open(tmp_path, *told), "on_time_rate", "province", of="commune", places=["34.68"])
    row = rows.row(0, named=True)
    called = (row["place"], row["unit"], row["unit_kind"])
    assert (rows.height, called) == (1, ("Lâm Đồng", "các xã, phường, đặc khu", "group"))
    assert (row["value"], row["admin_level"]) == (70.0, "commune")
    assert (row["units_with_value"], row["units_expected"]) == (2, 124)


def test_communes_of_the_old_map_are_counted_on_it(tmp_path: Path):
    told = _commune("xã Hàm Mỹ", 90, 100, "63.60", "2024-Q1")
    row = rollup(_open(tmp_path, told), "on_time_rate", "province", of="commune").row(0, named=True)
    assert row["units_expected"] == places().filter(place_vintage="63", place_code="60")["communes"].item()


def test_departments_add_up_without_a_coverage_that_nobody_knows(tmp_path: Path):
    told = [
        _pair("34.68", part, 100, "2026-Q1", unit=unit, unit_kind="department", level="province")
        for unit, part in (("Sở Xây dựng", 90), ("Sở Y tế", 80))
    ]
    row = rollup(_open(tmp_path, *told), "on_time_rate", "province", of="department").row(0, named=True)
    assert (row["value"], row["units_with_value"], row["units_expected"], row["coverage"]) == (85.0, 2, None, None)


def test_units_do_not_roll_up_to_the_nation_past_their_province(tmp_path: Path):
    with pytest.raises(UnknownPlace, match="nation"):
        rollup(_open(tmp_path, _commune("xã Hàm Thuận", 1, 1)), "on_time_rate", "nation", of="commune")
