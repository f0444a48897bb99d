"""What a rate is: given figures, expected numbers, worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import (
    QueryError,
    UnknownPeriod,
    UnknownPlace,
    Warehouse,
    available_periods,
    facts_behind,
    open_warehouse,
    rate,
    readings,
    rollup,
)
from tests.tries import tries
from tests.warehouses import Told, places, write_warehouse

BINH_THUAN = {
    "dossiers.received": 169446,
    "dossiers.received_new": 143570,
    "dossiers.received_online": 60471,
    "dossiers.received_offline": 83099,
    "dossiers.carried_over": 25876,
    "dossiers.resolved": 151626,
    "dossiers.resolved_early": 79292,
    "dossiers.resolved_on_time": 62878,
    "dossiers.resolved_overdue": 9456,
    "dossiers.pending": 17820,
    "dossiers.pending_in_time": 14215,
    "dossiers.pending_overdue": 3605,
}
"""A published quarterly report whose figures balance."""

GIVEN = {
    "on_time_rate": [
        (BINH_THUAN, 142170, 151626, 93.7636),
        ({"dossiers.resolved": 200, "dossiers.resolved_early_or_on_time": 150}, 150, 200, 75.0),
        ({"dossiers.resolved": 200, "dossiers.resolved_on_time": 150}, None, None, None),
        ({"dossiers.on_time_rate": 98.62}, None, None, 98.62),
    ],
    "on_time_rate_766": [(BINH_THUAN, 156385, 169446, 92.2919)],
    "overdue_rate": [(BINH_THUAN, 9456, 151626, 6.2364), ({"dossiers.overdue_rate": 1.38}, None, None, 1.38)],
    "overdue_rate_766": [(BINH_THUAN, 13061, 169446, 7.7081)],
    "overdue_pending_rate": [
        (BINH_THUAN, 3605, 17820, 20.2301),
        ({"dossiers.pending_in_time": 30, "dossiers.pending_overdue": 10}, 10, 40, 25.0),
    ],
    "online_share_new": [
        (BINH_THUAN, 60471, 143570, 42.1195),
        ({"dossiers.received_online": 30, "dossiers.received_offline": 90}, 30, 120, 25.0),
        ({"dossiers.online_rate": 74.7}, None, None, 74.7),
    ],
    "online_share_all": [(BINH_THUAN, 60471, 169446, 35.6875), ({"dossiers.online_rate": 74.7}, None, None, None)],
    "online_payment_rate": [
        (
            {"payments.online": 136177, "payments.online_base": 207214, "payments.online_rate": 65.7},
            136177,
            207214,
            65.7180,
        )
    ],
    "digitization_rate": [
        ({"digitization.dossiers": 79012, "digitization.dossiers_base": 166713}, 79012, 166713, 47.3940),
        ({"digitization.dossiers_rate": 40.14}, None, None, 40.14),
    ],
    "electronic_results_rate": [
        ({"digitization.electronic_results": 45, "digitization.electronic_results_base": 60}, 45, 60, 75.0)
    ],
    "reuse_rate": [({"digitization.reused": 3, "digitization.reused_base": 200}, 3, 200, 1.5)],
    "population_db_rate": [({"digitization.population_db": 9, "digitization.population_db_base": 12}, 9, 12, 75.0)],
    "services_full_share": [
        ({"services.online_full": 733, "services.online_partial": 271}, 733, 1004, 73.0080),
        ({"services.online_full": 316, "services.online": 650, "services.online_partial": 334}, 316, 650, 48.6154),
    ],
    "services_on_portal_share": [({"services.on_national_portal": 500, "services.online": 800}, 500, 800, 62.5)],
    "feedback_resolved_rate": [({"feedback.resolved": 26, "feedback.received": 35}, 26, 35, 74.2857)],
    "received": [(BINH_THUAN, None, None, 169446)],
    "resolved": [(BINH_THUAN, None, None, 151626)],
    "index766_total": [({"index766.total": 54.79}, None, None, 54.79)],
}
CASES = [(name, *case) for name, given in GIVEN.items() for case in given]
OLD = places().filter(pl.col("place_vintage") == "63")["place_code"].to_list()


def _open(tmp_path: Path, *told: Told) -> Warehouse:
    return open_warehouse(write_warehouse(tmp_path, *told))


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Each case in a province of its own."""
    told = [Told(f"63.{code}", "2024-Q1", figures) for code, (_, figures, *_) in zip(OLD, CASES, strict=False)]
    return _open(tmp_path_factory.mktemp("examples"), *told)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return _open(tmp_path_factory.mktemp("nothing"))


@pytest.mark.parametrize("n", range(len(CASES)), ids=[name for name, *_ in CASES])
def test_the_number_is_the_one_worked_out_by_hand(examples: Warehouse, n: int):
    name, _, numerator, denominator, value = CASES[n]
    rows = rate(examples, name, places=[f"63.{OLD[n]}"])
    if value is None:
        assert rows.is_empty()
        return
    row = rows.row(0, named=True)
    assert rows.height == 1 and row["place_code"] == OLD[n]
    assert (row["numerator"], row["denominator"]) == (numerator, denominator)
    assert row["value"] == pytest.approx(value, abs=5e-5)


def test_a_missing_part_is_not_zero(tmp_path: Path):
    wh = _open(tmp_path, Told("63.60", "2024-Q1", {"dossiers.resolved": 1000}))
    assert rate(wh, "on_time_rate").is_empty()
    told = readings(wh, "on_time_rate").row(0, named=True)
    assert (told["numerator"], told["denominator"], told["basis"]) == (None, 1000, None)
    assert not told["speaks"] and told["readings"] == 0


def test_nothing_arisen_is_neither_0_nor_100_percent(tmp_path: Path):
    none = {"feedback.resolved": 0, "feedback.received": 0}
    row = rate(_open(tmp_path, Told("63.60", "2024-Q1", none)), "feedback_resolved_rate").row(0, named=True)
    assert (row["numerator"], row["denominator"], row["value"], row["basis"]) == (0, 0, None, "computed")


def test_a_printed_rate_stands_beside_the_computed_one(tmp_path: Path):
    figures = {
        "dossiers.resolved": 151626,
        "dossiers.resolved_early_or_on_time": 142170,
        "dossiers.on_time_rate": 93.76,
    }
    row = rate(_open(tmp_path, Told("63.60", "2024-Q1", figures)), "on_time_rate").row(0, named=True)
    assert (row["basis"], row["stated"], row["disputed"]) == ("computed", 93.76, False)


def test_a_printed_rate_that_its_own_parts_deny_is_disputed(tmp_path: Path):
    figures = {
        "dossiers.resolved": 151626,
        "dossiers.resolved_early_or_on_time": 142170,
        "dossiers.on_time_rate": 97.36,
    }
    row = rate(_open(tmp_path, Told("63.60", "2024-Q1", figures)), "on_time_rate").row(0, named=True)
    assert row["value"] == pytest.approx(93.7636, abs=5e-5) and row["disputed"]


def test_parts_that_contradict_each_other_give_the_printed_rate_or_none(tmp_path: Path):
    swapped = {"digitization.dossiers": 79012, "digitization.dossiers_base": 46760}
    printed = {**swapped, "digitization.dossiers_rate": 47.4}
    wh = _open(tmp_path, Told("63.52", "2023", swapped), Told("63.56", "2023", printed))
    rows = {row["place_code"]: row for row in rate(wh, "digitization_rate").iter_rows(named=True)}
    assert (rows["52"]["basis"], rows["52"]["value"], rows["52"]["disputed"]) == ("impossible", None, True)
    assert (rows["56"]["basis"], rows["56"]["value"], rows["56"]["disputed"]) == ("stated", 47.4, True)


def test_what_is_held_or_doubtful_is_not_counted(tmp_path: Path):
    figures = {"dossiers.resolved": 14}
    held = Told("63.60", "2023-Q2", figures, state="held")
    doubtful = Told("63.56", "2023-Q2", figures, confidence=1)
    wh = _open(tmp_path, held, doubtful)
    assert rate(wh, "resolved").is_empty()
    assert wh.facts_of(held.report_id).height == 1


# --- who speaks


PAIR = {"dossiers.resolved": 100, "dossiers.resolved_early_or_on_time": 90}
OTHER = {"dossiers.resolved": 100, "dossiers.resolved_early_or_on_time": 80}


def _speaks(tmp_path: Path, first: Told, second: Told) -> str:
    wh = _open(tmp_path, first, second)
    rows = rate(wh, "on_time_rate")
    assert rows.height == 1 and readings(wh, "on_time_rate").height == 2
    assert rows["readings"].item() == 2
    return {first.report_id: "first", second.report_id: "second"}[rows["report_id"].item()]


def test_a_report_speaks_before_a_table_of_published_figures(tmp_path: Path):
    press = Told("63.60", "2024-Q1", OTHER, report="press", family="figures", issued_on=date(2024, 9, 1))
    assert _speaks(tmp_path, Told("63.60", "2024-Q1", PAIR, report="official"), press) == "first"


def test_a_computed_rate_speaks_before_a_printed_one(tmp_path: Path):
    printed = Told("63.60", "2024-Q1", {"dossiers.on_time_rate": 90.0}, report="later", issued_on=date(2024, 9, 1))
    assert _speaks(tmp_path, printed, Told("63.60", "2024-Q1", PAIR, report="earlier")) == "second"


def test_the_later_report_speaks(tmp_path: Path):
    later = Told("63.60", "2024-Q1", OTHER, report="later", issued_on=date(2024, 4, 1))
    undated = Told("63.60", "2024-Q1", OTHER, report="undated", issued_on=None)
    assert _speaks(tmp_path / "a", Told("63.60", "2024-Q1", PAIR, report="earlier"), later) == "second"
    assert _speaks(tmp_path / "b", Told("63.60", "2024-Q1", PAIR, report="dated"), undated) == "first"


def test_the_surer_report_speaks(tmp_path: Path):
    rounded = Told("63.60", "2024-Q1", OTHER, report="rounded", confidence=2)
    assert _speaks(tmp_path, rounded, Told("63.60", "2024-Q1", PAIR, report="printed")) == "second"


def test_a_report_without_the_number_never_speaks(tmp_path: Path):
    official = Told("63.60", "2024-Q1", {"dossiers.resolved": 100}, report="official")
    press = Told("63.60", "2024-Q1", PAIR, report="press", family="figures")
    wh = _open(tmp_path, official, press)
    row = rate(wh, "on_time_rate").row(0, named=True)
    assert (row["report_id"], row["readings"], row["disputed"]) == (press.report_id, 1, False)


def test_who_speaks_does_not_depend_on_the_order_of_loading(tmp_path: Path):
    told = [Told("63.60", "2024-Q1", PAIR, report=f"r{n}", issued_on=date(2024, 3, 1 + n % 3)) for n in range(9)]
    answers = [
        rate(_open(tmp_path / str(turn), *told[turn:], *told[:turn]), "on_time_rate")["report_id"].item()
        for turn in (0, 4, 7)
    ]
    assert len(set(answers)) == 1


@pytest.mark.parametrize(
    ("values", "confidence", "disputed"),
    [
        ((90.0, 90.0), 3, False),
        ((93.76, 93.8), 3, False),
        ((93.76, 94.0), 3, False),
        ((93.76, 93.9), 3, True),
        ((93.76, 93.83), 3, True),
        ((93.76, 95.0), 3, True),
        ((93.76, 95.0), 2, True),
        ((93.76, 93.0), 2, False),
    ],
)
def test_printed_rates_disagree_only_beyond_their_rounding(
    tmp_path: Path, values: tuple[float, float], confidence: int, disputed: bool
):
    one, other = (
        Told("63.60", "2024-Q1", {"dossiers.on_time_rate": value}, report=f"r{value}{n}", confidence=confidence)
        for n, value in enumerate(values)
    )
    assert rate(_open(tmp_path, one, other), "on_time_rate")["disputed"].to_list() == [disputed]


@pytest.mark.parametrize(("confidence", "disputed"), [(2, False), (3, True)])
def test_a_rate_of_rounded_parts_agrees_with_the_printed_one(tmp_path: Path, confidence: int, disputed: bool):
    figures = {"dossiers.received_online": 31300, "dossiers.received_new": 47741, "dossiers.online_rate": 65.62}
    wh = _open(tmp_path, Told("34.92", "2025-07", figures, confidence=confidence))
    assert rate(wh, "online_share_new")["disputed"].to_list() == [disputed]


@pytest.mark.parametrize(
    ("press", "disputed"), [(645566, False), (645000, False), (646000, False), (640000, False), (630000, True)]
)
def test_a_rounded_count_agrees_with_the_exact_one(tmp_path: Path, press: float, disputed: bool):
    exact = Told("34.79", "2025-08", {"dossiers.received": 645566}, report="exact")
    rounded = Told("34.79", "2025-08", {"dossiers.received": press}, report="press", family="figures", confidence=2)
    row = rate(_open(tmp_path, exact, rounded), "received").row(0, named=True)
    assert (row["value"], row["disputed"]) == (645566, disputed)


# --- windows, kinds, levels


def test_windows_and_kinds_of_one_label_stay_apart(tmp_path: Path):
    standard = Told("63.60", "2024-Q1", PAIR, report="a")
    calendar = Told("63.60", "2024-Q1", OTHER, report="b", window="calendar")
    month = Told("63.60", "2024-03", OTHER, report="c")
    rows = rate(_open(tmp_path, standard, calendar, month), "on_time_rate")
    assert sorted(rows.select("period_kind", "window_basis", "value").rows()) == [
        ("month", "standard", 80.0),
        ("quarter", "calendar", 80.0),
        ("quarter", "standard", 90.0),
    ]
    assert rows["disputed"].to_list() == [False] * 3


def test_one_code_of_two_maps_is_two_places(tmp_path: Path):
    wh = _open(tmp_path, Told("63.52", "2025-05", PAIR), Told("34.52", "2025-08", PAIR))
    assert rate(wh, "on_time_rate")["place"].to_list() == ["Gia Lai", "Bình Định"]
    assert rate(wh, "on_time_rate", places=["34.52"])["place"].to_list() == ["Gia Lai"]


def _levels(period: str, *levels: str) -> list[Told]:
    sizes = {"province": (90, 100), "district": (150, 200), "commune": (240, 300), "district+commune": (390, 500)}
    return [
        Told(
            "63.60" if period < "2025-07" else "34.68",
            period,
            {"dossiers.resolved": sizes[level][1], "dossiers.resolved_early_or_on_time": sizes[level][0]},
            level=level,
        )
        for level in levels
    ]


@pytest.mark.parametrize(
    ("period", "levels", "value"),
    [
        ("2023-Q1", ("province", "district", "commune"), 80.0),
        ("2023-Q1", ("province", "district+commune"), 80.0),
        ("2023-Q1", ("province", "commune"), None),
        ("2023-Q1", ("district", "commune"), None),
        ("2025-Q4", ("province", "commune"), 82.5),
    ],
)
def test_the_whole_is_added_up_from_all_its_levels_or_not_at_all(
    tmp_path: Path, period: str, levels: tuple[str, ...], value: float | None
):
    rows = rate(_open(tmp_path, *_levels(period, *levels)), "on_time_rate")
    assert rows["value"].to_list() == ([] if value is None else [pytest.approx(value)])
    assert rows["from_levels"].to_list() == ([] if value is None else [True])


def test_the_published_levels_of_binh_thuan_make_96_17_percent(tmp_path: Path):
    levels = {"province": (10866, 10888), "district": (30724, 32300), "commune": (68946, 71749)}
    told = [
        Told("63.60", "2023-Q1", {"dossiers.resolved": b, "dossiers.resolved_early_or_on_time": a}, level=level)
        for level, (a, b) in levels.items()
    ]
    row = rate(_open(tmp_path, *told), "on_time_rate").row(0, named=True)
    assert (row["numerator"], row["denominator"]) == (110536, 114937)
    assert row["value"] == pytest.approx(96.1709, abs=5e-5)
    assert row["value"] != pytest.approx((99.80 + 95.12 + 96.09) / 3, abs=0.01)  # a mean of rates would say 97.00


def test_the_whole_as_stated_goes_before_the_sum_of_levels(tmp_path: Path):
    whole = Told("63.60", "2023-Q1", {**OTHER}, issued_on=date(2024, 3, 20))
    rows = rate(_open(tmp_path, whole, *_levels("2023-Q1", "province", "district", "commune")), "on_time_rate")
    assert rows.select("value", "from_levels", "readings").rows() == [(80.0, False, 1)]


def test_the_printed_rate_of_the_whole_stays_beside_the_sum_of_levels(tmp_path: Path):
    whole = Told("63.60", "2023-Q1", {"dossiers.on_time_rate": 80.0})
    rows = rate(_open(tmp_path, whole, *_levels("2023-Q1", "province", "district", "commune")), "on_time_rate")
    assert rows.select("value", "stated", "basis", "disputed").rows() == [(80.0, 80.0, "computed", False)]


def test_a_level_that_contradicts_itself_leaves_the_whole_missing(tmp_path: Path):
    parts = {"province": (16862, 65188), "district": (65188, 87471), "commune": (79012, 46760)}
    told = [
        Told("63.52", "2023", {"digitization.dossiers": a, "digitization.dossiers_base": b}, level=level)
        for level, (a, b) in parts.items()
    ]
    assert rate(_open(tmp_path, *told), "digitization_rate").is_empty()


def test_what_counts_once_over_levels_is_never_added_up(tmp_path: Path):
    told = [
        Told("63.60", "2023-Q1", {"services.online_full": 10, "services.online": 20}, level=level)
        for level in ("province", "district", "commune")
    ]
    wh = _open(tmp_path, *told)
    assert rate(wh, "services_full_share").is_empty()
    assert rate(wh, "services_full_share", level="district")["value"].to_list() == [50.0]


def test_units_that_are_not_provinces_are_asked_for_with_every_level(tmp_path: Path):
    unit = Told("63.60", "2024-Q1", PAIR, unit="Sở Ngoại vụ", unit_kind="department", level="province")
    wh = _open(tmp_path, unit)
    assert rate(wh, "on_time_rate").is_empty()
    rows = rate(wh, "on_time_rate", unit_kind="department", level=None)
    assert rows.select("unit", "admin_level", "value").rows() == [("Sở Ngoại vụ", "province", 90.0)]


# --- versions, periods, errors


def test_the_scale_of_2026_is_another_formula(tmp_path: Path):
    told = [
        Told("34.24", period, {"index766.total": score}, family="figures", window="calendar")
        for period, score in (("2025-12-08", 92.8), ("2026-01-31", 93.0), ("2026-05-31", 70.0), ("2026-10-10", 59.62))
    ]
    rows = rate(_open(tmp_path, *told), "index766_total")
    assert rows.select("period", "formula_version").rows() == [
        ("2025-12-08", "2022"),
        ("2026-01-31", "2022"),
        ("2026-05-31", "unknown"),
        ("2026-10-10", "2026"),
    ]
    assert set(rows["basis"]) == {"stated"}


def test_periods_are_listed_newest_first_with_how_many_units_have_a_number(tmp_path: Path):
    told = [
        Told("63.60", "2023-Q4", PAIR),
        Told("63.60", "2024-Q1", PAIR),
        Told("63.56", "2024-Q1", PAIR, window="calendar"),
        Told("63.67", "2024-Q2", {"dossiers.resolved": 5}),
    ]
    listed = available_periods(_open(tmp_path, *told), "on_time_rate")
    assert listed.select("period", "units", "windows").rows() == [("2024-Q1", 2, 2), ("2023-Q4", 1, 1)]


def test_only_what_is_asked_for_is_returned(tmp_path: Path):
    told = [Told(place, period, PAIR) for place in ("63.60", "63.56") for period in ("2024-Q1", "2024-02", "2024")]
    wh = _open(tmp_path, *told)
    assert rate(wh, "on_time_rate", period_kinds=["month", "year"]).height == 4
    assert rate(wh, "on_time_rate", periods=["2024-02"], places=["63.56"]).height == 1
    assert rate(wh, "on_time_rate", places=[]).is_empty()


@pytest.mark.parametrize("place", ["52", "63.99", "35.01", "63.6", "63.60'; drop view figures"])
def test_an_unknown_place_is_named(nothing: Warehouse, place: str):
    with pytest.raises(UnknownPlace, match=place[:2]):
        rate(nothing, "on_time_rate", places=[place])


def test_an_unknown_period_or_level_is_named(nothing: Warehouse):
    wh = nothing
    with pytest.raises(UnknownPeriod, match="2024-Q5"):
        rate(wh, "on_time_rate", periods=["2024-Q5"])
    with pytest.raises(UnknownPeriod, match="decade"):
        rate(wh, "on_time_rate", period_kinds=["decade"])
    with pytest.raises(QueryError, match="village"):
        rate(wh, "on_time_rate", level="village")


# --- back to the source


def test_every_number_leads_back_to_its_facts_and_their_place_in_the_text(tmp_path: Path):
    wh = _open(tmp_path, Told("63.60", "2024-Q1", BINH_THUAN), Told("63.60", "2023-Q4", BINH_THUAN, report="other"))
    row = rate(wh, "on_time_rate", periods=["2024-Q1"]).row(0, named=True)
    facts = facts_behind(wh, "on_time_rate", row)
    assert facts["field"].to_list() == ["dossiers.resolved", "dossiers.resolved_early", "dossiers.resolved_on_time"]
    text = wh.text_of(row["report_id"])
    assert text is not None
    for fact in facts.iter_rows(named=True):
        assert text[fact["text_start"] : fact["text_end"]] == fact["raw"]


def test_a_score_read_on_a_day_leads_back_too(tmp_path: Path):
    wh = _open(tmp_path, Told("34.24", "2026-10-06", {"index766.total": 59.21}, family="figures", window="calendar"))
    facts = facts_behind(wh, "index766_total", rate(wh, "index766_total").row(0, named=True))
    assert facts["value"].to_list() == [59.21]


def test_a_number_added_up_from_places_has_no_single_source(tmp_path: Path):
    wh = _open(tmp_path, Told("63.60", "2024-Q1", BINH_THUAN))
    assert facts_behind(wh, "on_time_rate", rollup(wh, "on_time_rate").row(0, named=True)).is_empty()


def test_a_number_added_up_from_levels_leads_back_to_every_level(tmp_path: Path):
    wh = _open(tmp_path, *_levels("2023-Q1", "province", "district", "commune"))
    facts = facts_behind(wh, "on_time_rate", rate(wh, "on_time_rate").row(0, named=True))
    assert set(facts["admin_level"]) == {"province", "district", "commune"}
    assert facts.height == 6


# --- whatever the figures


@settings(deadline=None, max_examples=tries(15))
@given(pairs=st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), min_size=1, max_size=20))
def test_a_computed_rate_is_the_ratio_whatever_the_figures(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[int, int]]
):
    told = [
        Told("63.60", str(2000 + n), {"dossiers.resolved": part + rest, "dossiers.resolved_early_or_on_time": part})
        for n, (part, rest) in enumerate(pairs)
    ]
    values = rate(_open(tmp_path_factory.mktemp("wh"), *told), "on_time_rate").sort("period")["value"]
    for (part, rest), value in zip(pairs, values, strict=True):
        assert value is None if part + rest == 0 else value == pytest.approx(100 * part / (part + rest))


def test_rows_come_in_one_order_whatever_the_threads(tmp_path: Path):
    told = [
        Told(f"63.{code}", f"202{year}-Q{part}", PAIR)
        for code in ("60", "56", "01")
        for year in (3, 4)
        for part in (1, 2)
    ]
    rows = rate(_open(tmp_path, *told), "on_time_rate")
    assert rows.equals(rows.sort("place_vintage", "place_code", "unit", "admin_level", "period_end"))
    assert isinstance(rows, pl.DataFrame)
