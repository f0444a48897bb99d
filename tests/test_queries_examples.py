"""Every indicator gives what its own worked examples expect, and a real report gives the numbers known of it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from loaders.catalogue.fields import load_fields
from loaders.reading import read
from loaders.warehouse.store import commit
from queries import Warehouse, catalogue, open_warehouse, over_time, rate, rollup
from queries.examples import Example
from tests.warehouses import ROOT, Told, places, write_warehouse

CASES = [
    (name, turn, example)
    for name, indicator in catalogue().items()
    for turn, example in enumerate(indicator.examples, start=1)
]
OLD = places().filter(pl.col("place_vintage") == "63")["place_code"].to_list()


def _where(at: int) -> tuple[str, str]:
    """A province and a quarter of its own for each example."""
    return f"63.{OLD[at % len(OLD)]}", f"{2023 + at // len(OLD)}-Q1"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    told = [Told(*_where(at), example.given) for at, (_, _, example) in enumerate(CASES)]
    return open_warehouse(write_warehouse(tmp_path_factory.mktemp("examples"), *told))


@pytest.mark.parametrize("at", range(len(CASES)), ids=[f"{name}-{turn}" for name, turn, _ in CASES])
def test_an_indicator_gives_what_its_example_expects(examples: Warehouse, at: int):
    name, _, example = CASES[at]
    place, period = _where(at)
    rows = rate(examples, name, places=[place], periods=[period])
    if not example.expect:
        assert rows.is_empty()
        return
    row = rows.row(0, named=True)
    assert not row["disputed"] and row["basis"] in ("computed", "stated")
    assert {key: row[key] for key in ("numerator", "denominator")} == {
        key: example.expect.get(key) for key in ("numerator", "denominator")
    }
    expected = _rate_too(name, example)
    assert {key: row[key] for key in expected} == pytest.approx(expected, abs=1e-9)


def _rate_too(name: str, example: Example) -> dict[str, float | None]:
    """The value and the rate: of a percent indicator they are one."""
    value = example.expect.get("value")
    return {"value": value, "rate": value if catalogue()[name].is_percent else example.expect.get("rate")}


LACKING = [
    (name, field, example)
    for name, indicator in catalogue().items()
    for field in indicator.fields
    for example in indicator.examples
    if field in example.given
]


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Every example once more for each of its figures, which is left out."""
    told = [
        Told(*_where(at), {key: value for key, value in example.given.items() if key != field} or {"tasks.overdue": 1})
        for at, (_, field, example) in enumerate(LACKING)
    ]
    return open_warehouse(write_warehouse(tmp_path_factory.mktemp("lacking"), *told))


@pytest.mark.parametrize("name", catalogue())
def test_every_field_an_indicator_reads_counts_in_one_of_its_examples(lacking: Warehouse, name: str):
    counted = set()
    for at, (named, field, example) in enumerate(LACKING):
        if named == name:
            place, period = _where(at)
            rows = rate(lacking, name, places=[place], periods=[period])
            if rows["value"].to_list() != ([example.expect.get("value")] if example.expect else []):
                counted.add(field)
    assert set(catalogue()[name].fields) == counted


@pytest.mark.parametrize("name", catalogue())
def test_the_first_example_shows_a_number_that_its_parts_make(name: str):
    indicator, expect = catalogue()[name], catalogue()[name].examples[0].expect
    if indicator.has_parts:
        share = 100 * expect["numerator"] / expect["denominator"]
        assert expect["numerator"] != expect["denominator"]
        assert share == pytest.approx(expect["value"] if indicator.is_percent else expect["rate"])
    assert ("numerator" in expect) == indicator.has_parts


@pytest.mark.parametrize(
    "name", [name for name, each in catalogue().items() if each.score and each.score.full_at < 100]
)
def test_a_score_with_a_threshold_shows_it_reached_and_not_reached(name: str):
    score = catalogue()[name].score
    assert score is not None
    rates = [example.expect["rate"] for example in catalogue()[name].examples if "rate" in example.expect]
    assert {rate >= score.full_at for rate in rates} == {True, False}


def test_the_indicators_are_as_many_and_of_as_many_kinds_as_the_plan_asks_for():
    families = {each.family for each in catalogue().values()}
    assert len(catalogue()) >= 35
    assert {"timeliness", "backlog", "online", "payment", "digitization", "electronic_results", "reuse"} <= families
    assert {"population_db", "services", "publication", "review", "feedback", "tasks", "index766"} <= families


# --- a real report


@pytest.fixture(scope="module")
def binh_thuan(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The report of the first quarter of 2024, read from its text as anyone's is."""
    folder = tmp_path_factory.mktemp("specimen") / "warehouse"
    commit(read(ROOT / "data" / "specimens" / "binh-thuan-2024-q1.txt"), folder, load_fields())
    return open_warehouse(folder)


REPORT_000 = {
    "on_time_rate": 93.76,
    "on_time_rate_766": 92.29,
    "overdue_rate_766": 7.71,
    "online_share_new": 42.12,
    "online_share_all": 35.69,
    "on_time_rate_with_overdue_pending": 91.59,
    "overdue_rate": 6.24,
    "overdue_pending_rate": 20.23,
    "on_time_per_new": 99.02,
    "pending_in_time_rate": 79.77,
    "early_rate": 52.29,
    "on_the_day_rate": 41.47,
    "carried_over_share": 15.27,
    "clearance_rate": 105.61,
    "resolved_rate": 89.48,
    "pending_share": 10.52,
    "pending_growth": 68.87,
    "services_full_share": 73.01,
    "services_on_portal_share": 76.79,
    "publicized_share": 100.0,
    "feedback_resolved_rate": 74.29,
    "feedback_published_share": 88.46,
    "feedback_conduct_share": 17.14,
    "pending": 17820,
    "pending_overdue": 3605,
    "received": 169446,
    "received_new": 143570,
    "resolved": 151626,
    "announcement_decisions": 26,
    "score766_progress": 18.46,
    "score766_online_dossiers": 84.24,
}
"""What the published figures make, worked out by hand to two decimals."""


@pytest.mark.parametrize("name", REPORT_000)
def test_the_report_of_binh_thuan_gives_the_numbers_known_of_it(binh_thuan: Warehouse, name: str):
    row = rate(binh_thuan, name, places=["63.60"], periods=["2024-Q1"]).row(0, named=True)
    assert round(row["value"], 2) == REPORT_000[name]
    assert not row["disputed"]


def test_what_the_report_contradicts_itself_about_gives_no_number(binh_thuan: Warehouse):
    assert rate(binh_thuan, "procedures_in_force", places=["63.60"]).is_empty()


def test_the_complements_make_a_hundred(binh_thuan: Warehouse):
    pairs = [
        ("on_time_rate_766", "overdue_rate_766"),
        ("on_time_rate", "overdue_rate"),
        ("pending_in_time_rate", "overdue_pending_rate"),
        ("resolved_rate", "pending_share"),
    ]
    for one, other in pairs:
        both = [rate(binh_thuan, name)["value"].item() for name in (one, other)]
        assert sum(both) == pytest.approx(100)


# --- points are made of a rate, once, after adding up


def _reuse(place: str, part: float, whole: float, **more: object) -> Told:
    figures = {"digitization.reused": part, "digitization.reused_base": whole}
    return Told(place, "2024-Q1", figures, **more)  # type: ignore[arg-type]


def test_the_threshold_is_applied_after_adding_up(tmp_path: Path):
    told = [_reuse("63.60", 100, 100), _reuse("63.67", 30, 100)]
    row = rollup(open_warehouse(write_warehouse(tmp_path, *told)), "score766_reuse").row(0, named=True)
    assert (row["numerator"], row["denominator"], row["rate"]) == (130, 200, 65)
    assert row["value"] == pytest.approx(1.625)  # points first would say (2 + 0.75) ÷ 2 = 1.375


def test_the_threshold_is_applied_after_levels_are_added_up(tmp_path: Path):
    levels = {"province": (100, 100), "district": (60, 100), "commune": (20, 200)}
    told = [_reuse("63.60", *pair, level=level) for level, pair in levels.items()]
    row = rate(open_warehouse(write_warehouse(tmp_path, *told)), "score766_reuse").row(0, named=True)
    assert (row["rate"], row["from_levels"]) == (45, True)
    assert row["value"] == pytest.approx(1.125)


def test_the_threshold_is_applied_after_months_are_added_up(tmp_path: Path):
    told = [
        Told("63.60", month, {"digitization.reused": part, "digitization.reused_base": 100})
        for month, part in (("2024-01", 100), ("2024-02", 40), ("2024-03", 10))
    ]
    row = over_time(open_warehouse(write_warehouse(tmp_path, *told)), "score766_reuse", "quarter").row(0, named=True)
    assert (row["rate"], row["value"]) == (50, pytest.approx(1.25))


def test_a_printed_rate_makes_points_that_are_never_added_up(tmp_path: Path):
    told = Told("63.60", "2024-Q1", {"digitization.reused_rate": 40})
    wh = open_warehouse(write_warehouse(tmp_path, told))
    row = rate(wh, "score766_reuse").row(0, named=True)
    assert (row["basis"], row["stated"], row["rate"], row["value"]) == ("stated", 40, 40, 1)
    assert rollup(wh, "score766_reuse").is_empty()


def test_points_for_nothing_are_given_once_not_per_province(tmp_path: Path):
    none = {"feedback.received": 0, "feedback.resolved_on_time": 0}
    some = {"feedback.received": 10, "feedback.resolved_on_time": 5}
    wh = open_warehouse(write_warehouse(tmp_path, Told("63.60", "2024-Q1", none), Told("63.67", "2024-Q1", some)))
    points = dict(rate(wh, "score766_feedback").select("place_code", "value").rows())
    assert points == {"60": 6, "67": 3}
    assert rollup(wh, "score766_feedback").select("rate", "value").row(0) == (50, 3)
    assert rate(wh, "feedback_on_time_rate_766").filter(place_code="60")["value"].to_list() == [None]


def test_parts_that_contradict_each_other_make_no_points(tmp_path: Path):
    wh = open_warehouse(write_warehouse(tmp_path, _reuse("63.60", 120, 100)))
    row = rate(wh, "score766_reuse").row(0, named=True)
    assert (row["basis"], row["rate"], row["value"], row["disputed"]) == ("impossible", None, None, True)


@pytest.mark.parametrize(("printed", "disputed"), [(30.0, False), (40.0, True)])
def test_points_are_disputed_where_their_rate_is(tmp_path: Path, printed: float, disputed: bool):
    figures = {"digitization.reused": 60, "digitization.reused_base": 200, "digitization.reused_rate": printed}
    row = rate(open_warehouse(write_warehouse(tmp_path, Told("63.60", "2024-Q1", figures))), "score766_reuse")
    assert row.select("value", "disputed").row(0) == (0.75, disputed)


# --- what may exceed a hundred, and when a definition holds


def test_more_resolved_than_new_is_no_contradiction_also_level_by_level(tmp_path: Path):
    levels = {"province": (120, 100), "district": (80, 100), "commune": (250, 200)}
    told = [
        Told("63.60", "2024-Q1", {"dossiers.resolved": a, "dossiers.received_new": b}, level=level)
        for level, (a, b) in levels.items()
    ]
    row = rate(open_warehouse(write_warehouse(tmp_path, *told)), "clearance_rate").row(0, named=True)
    assert (row["basis"], row["numerator"], row["denominator"], row["value"]) == ("computed", 450, 400, 112.5)


def test_less_than_nothing_is_a_contradiction_even_there(tmp_path: Path):
    told = Told("63.60", "2024-Q1", {"dossiers.resolved": 5, "dossiers.received_new": -2})
    assert rate(open_warehouse(write_warehouse(tmp_path, told)), "clearance_rate")["basis"].to_list() == ["impossible"]


def test_a_definition_says_nothing_of_a_time_before_it(tmp_path: Path):
    figures = {"digitization.reused": 60, "digitization.reused_base": 200}
    told = [Told("63.60", period, figures) for period in ("2022-05", "2022-06", "2022-07")]
    wh = open_warehouse(write_warehouse(tmp_path, *told))
    assert rate(wh, "score766_reuse")["period"].to_list() == ["2022-07"]  # June's window ends on the 14th
    assert rate(wh, "reuse_rate").height == 3


def test_the_points_of_group_4_are_not_taken_for_those_of_a_part_of_it(tmp_path: Path):
    whole = Told("34.24", "2024-Q1", {"index766.online_services": 11})
    split = Told("34.26", "2024-Q1", {"index766.online_services": 11, "index766.online_payment": 8})
    rows = rate(open_warehouse(write_warehouse(tmp_path, whole, split)), "index766_online_services")
    assert rows["place_code"].to_list() == ["26"]
