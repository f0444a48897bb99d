"""Why a number moved: by rate, mix and coverage of each member, adding up to the change to the last digit."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import CannotCompare, CannotRollUp, Warehouse, catalogue, decomposition, open_warehouse, rollup, rounded
from queries.decomposition import Effects, Pair, count_effects, rate_effects
from tests.tries import tries
from tests.warehouses import Told, write_warehouse

A, B, C = "63.60", "63.67", "63.68"


def _told(place: str, period: str, part: float, whole: float, **more: object) -> Told:
    figures = {"dossiers.resolved_early_or_on_time": part, "dossiers.resolved": whole}
    return Told(place, period, figures, **more)  # type: ignore[arg-type]


def _open(folder: Path, *told: Told) -> Warehouse:
    return open_warehouse(write_warehouse(folder, *told))


def _pair(part: float, whole: float) -> Pair:
    return Pair(Fraction(part), Fraction(whole))


def test_a_better_rate_at_the_same_weight_is_all_rate(tmp_path: Path):
    wh = _open(tmp_path, _told(A, "2024-Q1", 80, 100), _told(A, "2024-Q2", 90, 100))
    row = decomposition(wh, "on_time_rate", "2024-Q1", "2024-Q2").row(0, named=True)
    assert (row["presence"], row["rate_effect"], row["mix_effect"], row["coverage_effect"]) == ("both", 10.0, 0.0, 0.0)
    assert (row["value_before"], row["value_after"], row["share_before"]) == (80.0, 90.0, 100.0)


def test_the_same_rates_at_other_weights_are_all_mix():
    before = {("a",): _pair(90, 100), ("b",): _pair(50, 100)}
    after = {("a",): _pair(270, 300), ("b",): _pair(50, 100)}
    effects = rate_effects(before, after)
    assert [each.rate for each in effects.values()] == [0, 0]
    assert sum(each.mix for each in effects.values()) == Fraction(320, 400) - Fraction(140, 200)
    assert effects == {("a",): Effects(mix=Fraction(3, 80)), ("b",): Effects(mix=Fraction(1, 16))}


def test_who_left_and_who_came_is_coverage(tmp_path: Path):
    told = [_told(A, "2024-Q1", 90, 100), _told(B, "2024-Q1", 50, 100)]
    told += [_told(A, "2024-Q2", 90, 100), _told(C, "2024-Q2", 30, 100)]
    rows = {
        row["place_code"]: row
        for row in decomposition(_open(tmp_path, *told), "on_time_rate", "2024-Q1", "2024-Q2").iter_rows(named=True)
    }
    assert [(rows[code]["presence"], rows[code]["effect"]) for code in ("60", "67", "68")] == [
        ("both", 0.0),
        ("left", 20.0),
        ("came", -30.0),
    ]


def test_who_moved_it_most_comes_first_up_or_down(tmp_path: Path):
    parts = {A: (90, 91), B: (50, 20), C: (60, 75)}
    told = [
        _told(place, period, part, 100)
        for place, both in parts.items()
        for period, part in zip(("2024-Q1", "2024-Q2"), both, strict=True)
    ]
    rows = decomposition(_open(tmp_path, *told), "on_time_rate", "2024-Q1", "2024-Q2")
    assert rows["place_code"].to_list() == ["67", "68", "60"]


def test_the_effects_are_those_of_the_roll_up(tmp_path: Path):
    told = [
        _told(A, "2024-Q1", 90, 100),
        _told(B, "2024-Q1", 50, 170),
        _told(A, "2024-Q2", 913, 1000),
        _told(C, "2024-Q2", 3, 7),
    ]
    wh = _open(tmp_path, *told)
    change = [rollup(wh, "on_time_rate", period=period)["value"].item() for period in ("2024-Q1", "2024-Q2")]
    effects = decomposition(wh, "on_time_rate", "2024-Q1", "2024-Q2")["effect"]
    assert sum(effects) == pytest.approx(change[1] - change[0], abs=1e-12)


def test_communes_explain_their_province(tmp_path: Path):
    told = [
        _told("34.68", period, part, 100, unit=unit, unit_kind="commune", level="commune", report=f"{unit}{period}")
        for unit, parts in (("xã Hàm Thuận", (90, 70)), ("xã Tánh Linh", (80, 80)))
        for period, part in zip(("2026-Q1", "2026-Q2"), parts, strict=True)
    ]
    rows = decomposition(
        _open(tmp_path, *told), "on_time_rate", "2026-Q1", "2026-Q2", to="province", place="34.68", of="commune"
    )
    assert rows.select("unit", "effect").rows() == [("xã Hàm Thuận", -10.0), ("xã Tánh Linh", 0.0)]


def test_periods_on_both_sides_of_the_merger_need_the_boundaries_of_today(tmp_path: Path):
    told = [_told(place, "2025-Q1", 60, 100) for place in (A, B, C)] + [_told("34.68", "2025-Q4", 240, 300)]
    wh = _open(tmp_path, *told)
    with pytest.raises(CannotCompare, match="34 tỉnh"):
        decomposition(wh, "on_time_rate", "2025-Q1", "2025-Q4")
    rows = decomposition(wh, "on_time_rate", "2025-Q1", "2025-Q4", boundaries="34")
    assert rows.select("place_vintage", "place", "presence", "rate_effect").rows() == [("34", "Lâm Đồng", "both", 20.0)]


def test_a_new_province_of_which_a_part_is_missing_explains_nothing(tmp_path: Path):
    told = [_told(A, "2025-Q1", 60, 100), _told("34.68", "2025-Q4", 240, 300), _told("34.01", "2025-Q4", 1, 2)]
    rows = decomposition(_open(tmp_path, *told), "on_time_rate", "2025-Q1", "2025-Q4", boundaries="34")
    assert rows.is_empty()


def test_counts_are_explained_by_their_own_change(tmp_path: Path):
    told = [
        Told(A, "2024-Q1", {"dossiers.received": 10}),
        Told(A, "2024-Q2", {"dossiers.received": 15}),
        Told(B, "2024-Q2", {"dossiers.received": 7}),
    ]
    rows = decomposition(_open(tmp_path, *told), "received", "2024-Q1", "2024-Q2")
    assert rows.select("place_code", "rate_effect", "coverage_effect").rows() == [("67", 0.0, 7.0), ("60", 5.0, 0.0)]


def test_what_never_adds_up_is_not_explained(tmp_path: Path):
    with pytest.raises(CannotRollUp):
        decomposition(_open(tmp_path, _told(A, "2024-Q1", 1, 1)), "index766_total", "2024-Q1", "2024-Q2")


def test_points_are_not_taken_apart_for_they_are_capped(tmp_path: Path):
    score = next(name for name, indicator in catalogue().items() if indicator.score)
    with pytest.raises(CannotCompare, match="tỷ lệ"):
        decomposition(_open(tmp_path, _told(A, "2024-Q1", 1, 1)), score, "2024-Q1", "2024-Q2")


KEYS = st.sampled_from([("a",), ("b",), ("c",), ("d",), ("e",)])
PAIRS = st.integers(0, 10**6).flatmap(lambda whole: st.builds(_pair, st.integers(0, whole), st.just(whole)))
SIDES = st.dictionaries(KEYS, PAIRS, min_size=1)


@settings(max_examples=tries(200), deadline=None)
@given(SIDES, SIDES)
def test_the_effects_add_up_to_the_change_exactly(before: dict[tuple[str], Pair], after: dict[tuple[str], Pair]):
    whole = [
        (sum(p.numerator for p in side.values()), sum(p.denominator for p in side.values())) for side in (before, after)
    ]
    effects = rate_effects(before, after)
    if not (whole[0][1] and whole[1][1]):
        assert effects == {}
        return
    change = whole[1][0] / whole[1][1] - whole[0][0] / whole[0][1]
    assert sum(each.total for each in effects.values()) == change
    points = [float(100 * each.total) for each in effects.values()]
    assert round(100 * sum(rounded(points))) == round(100 * sum(map(Fraction, points)))


@settings(max_examples=tries(100), deadline=None)
@given(SIDES, SIDES)
def test_changes_of_counts_add_up_exactly(before: dict[tuple[str], Pair], after: dict[tuple[str], Pair]):
    change = sum(p.numerator for p in after.values()) - sum(p.numerator for p in before.values())
    assert sum(each.total for each in count_effects(before, after).values()) == change


def test_effects_are_rounded_towards_their_sum_the_largest_remainder_first():
    assert rounded([1.1, 0.6, 0.3], 0) == [1.0, 1.0, 0.0]
    assert rounded([-1.1, 0.4, 0.4], 0) == [-1.0, 1.0, 0.0]
