"""What happens when one report states one cell more than once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.catalogue.fields import load_fields
from loaders.records import Fact, Period
from loaders.warehouse.rows import gather
from loaders.warehouse.store import commit
from tests.readings import BINH_DINH, Q2, fact, held, reading, table
from tests.tries import tries

FIELDS = load_fields()
RATE = "dossiers.on_time_rate"


def shown(folder: Path, *facts: Fact) -> list[float | None]:
    """What `figures` shows of the field of the facts, one value a row."""
    commit([reading("a", facts)], folder, FIELDS)
    column = facts[0].field.replace(".", "_")
    return table(folder, "figures")[column].to_list()


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ([fact(value=12), fact(value=12)], 12),
        ([fact(RATE, 99.8), fact(RATE, 99.81)], 99.81),
        ([fact(RATE, 99.81), fact(RATE, 99.8)], 99.81),
        ([fact(RATE, 100), fact(RATE, 99.6)], 99.6),
        ([fact(value=40, approximate=True), fact(value=42)], 42),
        ([fact(value=13000, approximate=True), fact(value=12987)], 12987),
        ([fact(value=1_500_000, approximate=True), fact(value=1_523_114)], 1_523_114),
        ([fact(value=12, confidence=2), fact(value=12)], 12),
        ([fact(value=0), fact(value=0, approximate=True)], 0),
    ],
)
def test_the_same_figure_at_another_precision_agrees_and_the_most_precise_is_shown(
    tmp_path: Path, facts: list[Fact], value: float
) -> None:
    assert shown(tmp_path, *facts) == [value]
    assert table(tmp_path, "problems").height == 0
    assert table(tmp_path, "facts")["counted"].all()


@pytest.mark.parametrize(
    "facts",
    [
        [fact(value=125), fact(value=126)],
        [fact(RATE, 99.8), fact(RATE, 99.7)],
        [fact(RATE, 99.81), fact(RATE, 99.8), fact(RATE, 99.7)],
        [fact(value=40, approximate=True), fact(value=52)],
        [fact(value=40), fact(value=42)],
        [fact(value=0), fact(value=1)],
        [fact(value=125, status="confirmed"), fact(value=126)],
    ],
)
def test_values_that_differ_are_all_suspect_and_none_is_shown(tmp_path: Path, facts: list[Fact]) -> None:
    assert shown(tmp_path, *facts) == []
    stated = table(tmp_path, "facts")
    assert stated["status"].to_list() == ["suspect"] * len(facts)
    assert not stated["counted"].any()
    assert stated["value"].to_list() == [each.value for each in facts]


def test_a_conflict_is_a_problem_that_names_both_numbers(tmp_path: Path) -> None:
    commit([reading("a", [fact(value=125, raw="125"), fact(value=1260, raw="1.260")])], tmp_path, FIELDS)
    problem = table(tmp_path, "problems").row(0, named=True)
    assert (problem["kind"], problem["severity"], problem["fields"]) == ("conflict", "error", ["dossiers.received"])
    assert problem["found"] == "125 ≠ 1.260" and "1.260" in problem["message_vi"]


def test_the_other_cells_of_the_report_stay(tmp_path: Path) -> None:
    facts = [fact(value=1), fact(value=2), fact("dossiers.resolved", 1), fact(value=3, level="commune")]
    commit([reading("a", facts)], tmp_path, FIELDS)
    wide = table(tmp_path, "figures").select("admin_level", "dossiers_received", "dossiers_resolved")
    assert sorted(wide.rows()) == [("all", None, 1.0), ("commune", 3.0, None)]


@pytest.mark.parametrize(
    "other",
    [
        fact(value=2, level="commune"),
        fact(value=2, unit="Sở Y tế", unit_kind="department"),
        fact(value=2, place=BINH_DINH),
        fact(value=2, period=Q2),
        fact(value=2, period=Period("quarter", "2024-Q1", date(2024, 1, 1), date(2024, 3, 31), "calendar")),
        fact("dossiers.received_new", 2),
        fact(value=2, status="suspect"),
        fact(value=2, confidence=1),
    ],
)
def test_another_cell_or_a_doubtful_value_accuses_nobody(tmp_path: Path, other: Fact) -> None:
    commit([reading("a", [fact(value=1), other])], tmp_path, FIELDS)
    assert table(tmp_path, "problems").height == 0


def test_two_reports_may_differ(tmp_path: Path) -> None:
    commit([reading("a", [fact(value=1)]), reading("b", [fact(value=2)])], tmp_path, FIELDS)
    assert table(tmp_path, "figures").height == 2
    assert table(tmp_path, "problems").height == 0


def test_undated_facts_of_one_report_are_not_held_against_each_other(tmp_path: Path) -> None:
    commit([held("a", [fact(value=1), fact(value=2)], period=None, held_reason="place,period")], tmp_path, FIELDS)
    assert table(tmp_path, "problems").height == 0


@settings(max_examples=tries(25), deadline=None)
@given(st.lists(st.integers(0, 10**7), min_size=2, max_size=5))
def test_exact_counts_agree_only_if_they_are_equal(values: list[int]) -> None:
    incoming = gather([reading("a", [fact(value=v) for v in values])], FIELDS, "1", datetime.now(UTC))
    statuses = set(incoming.scan("facts").collect()["status"])
    assert statuses == ({"plain"} if len(set(values)) == 1 else {"suspect"})


@settings(max_examples=tries(25), deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 3))
def test_a_rate_agrees_with_its_own_rounding(hundredths: int, decimals: int) -> None:
    exact = hundredths / 100
    facts = [fact(RATE, round(exact, decimals)), fact(RATE, exact)]
    incoming = gather([reading("a", facts)], FIELDS, "1", datetime.now(UTC))
    assert set(incoming.scan("facts").collect()["status"]) == {"plain"}
