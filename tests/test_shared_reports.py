"""The five sample reports: what they state, what does not add up in them, when and where they are."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from loaders.reading import read
from loaders.records import Fact, Place, Problem, Reading

SHARED = Path(__file__).parents[2] / "shared"
LABELS = Path(__file__).with_name("labels")
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the sample reports in ../shared are not here"),
]
REPORTS = ("000", "001", "002", "003", "004")
Label = tuple[str, float, str, str]
"""Field, value, level and, where the figure has a time of its own, the day on which that ends."""


@cache
def sample(name: str) -> Reading:
    (path,) = (SHARED / "reports").glob(f"{name}_*.txt")
    (reading,) = read(path)
    return reading


@cache
def labels(file: str, report: str) -> frozenset[Label]:
    with (LABELS / file).open(encoding="utf-8") as rows:
        found = [row for row in csv.DictReader(rows) if row["report"] == report]
    return frozenset((r["field"], float(r["value"]), r["admin_level"], r["period_end"]) for r in found)


def as_label(fact: Fact) -> Label:
    own = fact.period.end.isoformat() if fact.period and fact.period.end else ""
    return fact.field, fact.value, fact.admin_level, own


def stated(name: str) -> frozenset[Label]:
    return frozenset(as_label(fact) for fact in sample(name).facts if fact.basis == "stated")


def problems(name: str, kind: str) -> list[Problem]:
    return [problem for problem in sample(name).problems if problem.kind == kind]


@pytest.mark.parametrize("report", REPORTS)
def test_no_figure_is_stated_that_the_report_does_not_state(report: str) -> None:
    known = labels("reports.csv", report) | labels("debatable.csv", report)
    assert stated(report) - known == set()


def test_nineteen_of_twenty_labelled_figures_are_found() -> None:
    wanted = {(report, label) for report in REPORTS for label in labels("reports.csv", report)}
    missed = {(report, label) for report, label in wanted if label not in stated(report)}
    assert len(wanted) >= 200
    assert len(missed) <= 0.05 * len(wanted), sorted(missed)


@pytest.mark.parametrize("report", REPORTS)
def test_each_figure_stands_in_the_text_where_its_locator_says(report: str) -> None:
    reading = sample(report)
    for fact in reading.facts:
        if fact.basis == "stated":
            assert reading.text[fact.at.start : fact.at.end] == fact.raw
    for number in reading.unclaimed:
        assert reading.text[number.at.start : number.at.end] == number.raw


@pytest.mark.parametrize("report", REPORTS)
def test_no_number_is_both_a_figure_and_left_over(report: str) -> None:
    reading = sample(report)
    left = {number.at.start for number in reading.unclaimed}
    assert not left & {fact.at.start for fact in reading.facts if fact.basis == "stated"}


@pytest.mark.parametrize(
    ("report", "place"),
    [
        ("000", Place("63", "60", "Bình Thuận")),
        ("001", Place("63", "60", "Bình Thuận")),
        ("002", Place("63", "52", "Bình Định")),
        ("003", None),
        ("004", Place("63", "56", "Khánh Hòa")),
    ],
)
def test_the_province_is_the_one_that_reports(report: str, place: Place | None) -> None:
    assert sample(report).report.place == place


@pytest.mark.parametrize(
    ("report", "kind", "label", "first", "last", "basis"),
    [
        ("000", "quarter", "2024-Q1", date(2023, 12, 15), date(2024, 3, 14), "standard"),
        ("002", "range", "2023-01-01..2023-08-31", date(2023, 1, 1), date(2023, 8, 31), "stated"),
        ("003", "quarter", "2023-Q2", date(2023, 3, 15), date(2023, 6, 14), "stated"),
        ("004", "month", "2024-04", date(2024, 3, 21), date(2024, 4, 20), "stated"),
    ],
)
def test_the_window_is_the_stated_one_or_that_of_the_regulation(
    report: str, kind: str, label: str, first: date, last: date, basis: str
) -> None:
    period = sample(report).report.period
    assert period is not None
    assert (period.kind, period.label, period.start, period.end, period.basis) == (kind, label, first, last, basis)


def test_a_reform_report_without_a_window_is_of_its_quarter_and_says_that_the_days_are_not_stated() -> None:
    period = sample("001").report.period
    assert period is not None
    assert (period.kind, period.label) == ("quarter", "2023-Q1")
    assert period.basis != "stated"


@pytest.mark.parametrize(
    ("report", "family"),
    [("000", "ksthc"), ("001", "cchc"), ("002", "thematic"), ("003", "ksthc"), ("004", "cctthc")],
)
def test_each_report_is_of_its_family(report: str, family: str) -> None:
    assert sample(report).report.family == family


def test_procedures_that_do_not_add_up_are_named_with_all_three_numbers() -> None:
    (problem,) = problems("000", "identity")
    assert problem.fields[0] == "procedures.in_force"
    for number in ("1.770", "45", "1.815"):
        assert number in problem.message_vi
    values = {f.field: (f.value, f.status) for f in sample("000").facts if f.field.startswith("procedures.in_force")}
    assert values["procedures.in_force"] == (1770, "suspect")
    assert values["procedures.in_force_central"] == (1770, "suspect")


def test_all_dossiers_of_the_quarterly_report_are_confirmed_by_their_equations() -> None:
    dossiers = {f.field: f.status for f in sample("000").facts if f.field.startswith("dossiers.")}
    assert len(dossiers) == 12
    assert set(dossiers.values()) == {"confirmed"}


def test_swapped_denominators_are_each_named_with_the_one_that_was_meant() -> None:
    found = problems("002", "share")
    assert len(found) == 2
    meant = {problem.admin_level: problem.suggestion or "" for problem in found}
    assert "166.713" in meant["commune"] and "46.760" in meant["province"]


def test_the_printed_denominators_stay_as_printed() -> None:
    bases = {
        (f.field, f.admin_level): (f.value, f.status) for f in sample("002").facts if f.field.endswith("results_base")
    }
    assert bases["digitization.electronic_results_base", "province"] == (65188, "suspect")
    wrong = [f for f in sample("002").facts if f.field == "digitization.dossiers_base" and f.admin_level == "commune"]
    assert [(f.value, f.status) for f in wrong] == [(46760, "suspect")]


def test_the_department_s_report_is_held_for_its_province_alone_and_complete() -> None:
    reading = sample("003")
    assert (reading.report.state, reading.report.held_reason) == ("held", "place")
    assert (reading.report.unit, reading.report.unit_kind) == ("Sở Ngoại vụ", "department")
    assert {fact.admin_level for fact in reading.facts} == {"province"}
    missed = labels("reports.csv", "003") - stated("003")
    assert len(missed) <= 1, missed


@pytest.mark.parametrize("report", ["000", "001", "002", "004"])
def test_reports_that_say_where_and_when_are_current(report: str) -> None:
    state = sample(report).report
    assert (state.state, state.held_reason) == ("current", None)


def test_levels_that_count_a_procedure_twice_are_no_contradiction() -> None:
    assert problems("001", "levels") == []
    assert problems("002", "levels") == []


def test_the_regulation_s_rate_beside_the_province_s_own_is_kept_apart_by_its_level() -> None:
    rates = {f.admin_level: f.value for f in sample("002").facts if f.field == "payments.online_rate"}
    assert rates == {"all": 48.3, "province": 44, "district": 64, "commune": 74.1}


@pytest.mark.parametrize("report", REPORTS)
def test_no_figure_comes_from_next_period_s_plans_or_from_the_recipients(report: str) -> None:
    reading = sample(report)
    ends = [reading.text.rfind(mark) for mark in ("Nơi nhận", "NHIỆM VỤ TRỌNG TÂM", "PHƯƠNG HƯỚNG")]
    first = min((end for end in ends if end > len(reading.text) // 2), default=len(reading.text))
    assert all((fact.at.start or 0) < first for fact in reading.facts)
