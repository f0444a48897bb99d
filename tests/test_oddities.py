"""What no equation of the catalogue says: bounds, shares that make a hundred, stocks as flows, rates of nothing, cut
rates, districts after their end, times within times, units within their province. Each is planted, and each has a
clean neighbour that is left alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from loaders.checks.rounding import decimals, fit
from loaders.checks.verdicts import judge
from loaders.places.reference import REFERENCE
from loaders.places.units import are_all, unit_key
from loaders.reading import read
from loaders.records import Fact, Locator, Period, Place, Problem, Report
from tests.planted import read_report, text
from tests.readings import BINH_THUAN, report_id

JULY = Period("month", "2023-07", date(2023, 7, 1), date(2023, 7, 31), "stated")
SUMMER = Period("quarter", "2023-Q3", date(2023, 6, 15), date(2023, 9, 14), "stated")
SINCE = Period("quarter", "2025-Q3", date(2025, 7, 1), date(2025, 9, 30), "stated")


def fact(field: str, value: float, level: str = "all", raw: str = "", **more: object) -> Fact:
    return replace(Fact(field, value, level, raw or f"{value:g}", Locator(0, 3)), **more)


def kinds(facts: list[Fact], report: Report | None = None) -> list[tuple[str, str]]:
    return [(problem.kind, problem.severity) for problem in judge(facts, report=report)[1]]


def only(problems: tuple[Problem, ...], kind: str) -> Problem:
    (problem,) = [each for each in problems if each.kind == kind]
    return problem


def of_province(**more: object) -> Report:
    about = Report(report_id("a"), "a.xlsx", "xlsx", "ksthc", place=BINH_THUAN, unit="toàn tỉnh", unit_kind="province")
    return replace(about, **{"period": SUMMER, **more})


# ---- through the whole reader


@pytest.mark.parametrize(
    ("printed", "kind", "severity", "told"),
    [
        ({"published": "354"}, "order", "error", ("354", "289")),
        ({"publicized": "1.860"}, "order", "warning", ("1.860", "86")),
        ({"conduct": "419"}, "order", "error", ("419", "318")),
        ({"rate_district": "67,05"}, "rounding", "info", ("67,05%", "67,06%")),
        ({"decisions": "0", "announced": "1.843", "publicized": "86"}, "stock", "warning", ("1.843", "Quyết định")),
    ],
)
def test_a_report_with_one_oddity_is_told_of_it_and_of_nothing_else(
    tmp_path: Path, printed: dict[str, str], kind: str, severity: str, told: tuple[str, ...]
) -> None:
    (problem,) = read_report(tmp_path, **printed).problems
    assert (problem.kind, problem.severity) == (kind, severity)
    assert all(each in problem.message_vi for each in told)


@pytest.mark.parametrize(
    "printed",
    [
        {"decisions": "0", "announced": "0", "publicized": "0"},
        {"decisions": "14", "announced": "1.843", "publicized": "1.843"},
        {"publicized": "80"},
        {"published": "289"},
        {"rate_district": "67,1"},
        {"rate_district": "67"},
        {"regulations": "318", "conduct": "40"},
    ],
)
def test_its_clean_neighbours_are_left_alone(tmp_path: Path, printed: dict[str, str]) -> None:
    assert [p for p in read_report(tmp_path, **printed).problems if p.kind != "rounding"] == []


def test_a_stock_reported_as_a_flow_is_suspect_and_the_stock_is_not(tmp_path: Path) -> None:
    reading = read_report(tmp_path, decisions="0", announced="1.843", publicized="1.843")
    status = {each.field: each.status for each in reading.facts}
    assert status["procedures.announced"] == status["procedures.publicized"] == "suspect"
    assert status["procedures.in_force"] == "confirmed"
    assert set(only(reading.problems, "stock").fields) >= {"procedures.announced", "procedures.publicized"}


def test_a_month_with_more_than_its_quarter_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    more = "- Trong tháng 7 năm 2023, đã giải quyết {} hồ sơ.\n- Hồ sơ đang giải quyết"
    for resolved, found in (("141.220", ["cumulative"]), ("41.220", [])):
        path.write_text(text().replace("- Hồ sơ đang giải quyết", more.format(resolved)), encoding="utf-8")
        (reading,) = read(path)
        month = [each for each in reading.facts if each.period is not None]
        assert [each.value for each in month] == [float(resolved.replace(".", ""))]
        assert [problem.kind for problem in reading.problems] == found


# ---- rates: rounded, cut off, of nothing, a hundred together


@pytest.mark.parametrize(
    ("printed", "exact", "places", "how"),
    [
        (66.67, 66.6666, 2, "rounded"),
        (66.66, 66.6666, 2, "cut"),
        (66.6, 66.6666, 1, "cut"),
        (66.0, 66.6666, 0, "cut"),
        (98.7, 98.645, 1, "rounded"),
        (66.68, 66.6666, 2, None),
        (66.65, 66.6666, 2, None),
        (100.0, 99.6, 0, "rounded"),
        (100.0, 99.96, 2, None),
        (99.0, 100.0, 0, None),
    ],
)
def test_a_rate_is_rounded_cut_off_or_wrong(printed: float, exact: float, places: int, how: str | None) -> None:
    assert fit(printed, exact, places) == how


@pytest.mark.parametrize(
    ("field", "value", "raw", "places"),
    [
        ("dossiers.on_time_rate", 98.7, "98,70%", 2),
        ("dossiers.on_time_rate", 98.7, "98.7", 1),
        ("dossiers.on_time_rate", 98, "98 %", 0),
        ("dossiers.on_time_rate", 80.68, "80, 68%", 2),
        ("dossiers.received", 1234, "1.234", 0),
        ("dossiers.received", 5650, "5,65 ngàn", 0),
        ("dossiers.received", 1234567, "1.234.567", 0),
    ],
)
def test_a_rate_has_the_decimals_it_is_printed_with_and_a_count_has_none(
    field: str, value: float, raw: str, places: int
) -> None:
    assert decimals(fact(field, value, raw=raw)) == places


def test_all_cut_rates_are_one_remark() -> None:
    said = [fact("dossiers.resolved", 147388), fact("dossiers.resolved_early_or_on_time", 145898)]
    levels = [replace(each, admin_level=level) for each in said for level in ("province", "commune")]
    rates = [fact("dossiers.on_time_rate", 98.9, level, "98,9%") for level in ("province", "commune")]
    judged, (problem,) = judge([*levels, *rates])
    assert (problem.kind, problem.severity) == ("rounding", "info") and "Có 2 tỷ lệ" in problem.message_vi
    assert "suspect" not in {each.status for each in judged}
    assert {each.status for each in judged if each.field.endswith("rate")} == {"confirmed"}


def test_a_rate_of_nothing_is_told_and_is_no_fault() -> None:
    nothing = [fact("dossiers.resolved", 0), fact("dossiers.resolved_early_or_on_time", 0)]
    rate = fact("dossiers.on_time_rate", 100, raw="100%")
    judged, problems = judge([*nothing, rate])
    assert [(p.kind, p.severity) for p in problems] == [("zero_base", "info")]
    assert {each.status for each in judged} == {"plain"}
    assert kinds([fact("dossiers.resolved", 8), fact("dossiers.resolved_early_or_on_time", 8), rate]) == []


@pytest.mark.parametrize(
    ("on_time", "late", "wrong"),
    [
        ("98,7%", "0,8%", True),
        ("98,7%", "1,3%", False),
        ("98,28%", "1,7%", False),
        ("98,6%", "1,3%", False),
        ("99%", "1%", False),
        ("87,3%", "2,38%", True),
    ],
)
def test_shares_of_one_whole_make_a_hundred(on_time: str, late: str, wrong: bool) -> None:
    rates = {"dossiers.on_time_rate": on_time, "dossiers.overdue_rate": late}
    said = [fact(name, float(raw[:-1].replace(",", ".")), raw=raw) for name, raw in rates.items()]
    assert kinds(said) == ([("hundred", "warning")] if wrong else [])


def test_early_ones_may_be_apart_from_those_on_time() -> None:
    shares = {"dossiers.early_rate": 60.1, "dossiers.on_time_rate": 38.2, "dossiers.overdue_rate": 1.7}
    assert kinds([fact(name, value, raw=f"{value}%") for name, value in shares.items()]) == []
    within = {**shares, "dossiers.on_time_rate": 98.3}
    assert kinds([fact(name, value, raw=f"{value}%") for name, value in within.items()]) == []
    wrong = {**shares, "dossiers.on_time_rate": 83.2}
    assert kinds([fact(name, value, raw=f"{value}%") for name, value in wrong.items()]) == [("hundred", "warning")]


def test_shares_that_are_right_over_wholes_of_their_own_need_not_make_a_hundred() -> None:
    said = [
        fact("dossiers.resolved", 900),
        fact("dossiers.received", 1000),
        fact("dossiers.resolved_early_or_on_time", 850),
        fact("dossiers.resolved_overdue", 50),
        fact("dossiers.on_time_rate", 94.44, raw="94,44%"),
        fact("dossiers.overdue_rate", 5.0, raw="5,0%"),
    ]
    assert kinds(said) == []


# ---- what nothing exceeds


@pytest.mark.parametrize(
    ("field", "value", "most"),
    [
        ("index766.progress", 21.3, 20),
        ("index766.transparency", 18.5, 18),
        ("index766.online_payment", 10.4, 10),
        ("index766.digitization", 22.1, 22),
        ("index766.rank", 64, 63),
        ("satisfaction.rate", 985, 100),
        ("dossiers.online_rate", 110.2, 100),
    ],
)
def test_no_score_share_or_rank_exceeds_the_most_there_is(field: str, value: float, most: float) -> None:
    judged, problems = judge([fact(field, value)])
    assert [(p.kind, p.severity, p.expected) for p in problems] == [("limit", "error", f"≤ {most}")]
    assert judged[0].status == "suspect"
    assert kinds([fact(field, most)]) == []
    assert kinds([fact(field, value, approximate=True)]) == []


@pytest.mark.parametrize("field", ["dossiers.resolved_rate", "finance.public_investment_disbursement_rate"])
def test_what_was_carried_over_may_take_a_share_above_a_hundred(field: str) -> None:
    assert kinds([fact(field, 104.2)]) == []


def test_parts_that_exceed_their_total_are_named_though_others_are_not_stated() -> None:
    said = [fact("dossiers.resolved", 100), fact("dossiers.resolved_early", 80), fact("dossiers.resolved_on_time", 30)]
    judged, (problem,) = judge(said)
    assert (problem.kind, problem.severity, problem.found) == ("order", "error", "80 + 30 = 110")
    assert {each.status for each in judged if each.basis == "stated"} == {"suspect"}
    assert kinds([*said[:2], fact("dossiers.resolved_on_time", 20)]) == []


def test_more_resolved_than_received_is_worth_a_look_and_only_the_total_is_doubted() -> None:
    """What was received is often printed without what was carried over."""
    judged, (problem,) = judge([fact("dossiers.received", 11250), fact("dossiers.resolved", 12547)])
    assert (problem.kind, problem.severity) == ("order", "warning")
    assert "kỳ trước chuyển qua" in problem.message_vi
    assert {each.field: each.status for each in judged} == {
        "dossiers.received": "suspect",
        "dossiers.resolved": "plain",
    }


# ---- levels, units and times


def test_districts_after_the_end_of_their_level_are_named() -> None:
    late = [
        fact("dossiers.resolved", 12, "district", period=SINCE),
        fact("dossiers.pending", 2, "district", period=SINCE),
    ]
    (problem,) = judge(late)[1]
    assert (problem.kind, problem.severity, problem.admin_level) == ("era", "warning", "district")
    assert "2 số" in problem.message_vi
    spanning = replace(SINCE, start=date(2025, 6, 15))
    assert kinds([replace(each, period=spanning) for each in late]) == []
    assert kinds([replace(each, admin_level="commune") for each in late]) == []
    assert kinds([replace(each, period=None) for each in late], of_province(period=SINCE)) == [("era", "warning")]


def districts(*values: float, field: str = "dossiers.resolved", names: tuple[str, ...] = ()) -> list[Fact]:
    known = names or ("UBND huyện Bắc Bình", "UBND huyện Tánh Linh", "UBND thị xã La Gi")
    rows = zip(known, values, strict=False)
    return [fact(field, value, "district", unit=name, unit_kind="district") for name, value in rows]


def whole(value: float, field: str = "dossiers.resolved") -> Fact:
    return fact(field, value, "district", unit="toàn tỉnh", unit_kind="province")


def test_districts_that_add_up_to_more_than_the_province_are_named() -> None:
    (problem,) = judge([*districts(500, 300, 250), whole(1000)], report=of_province())[1]
    assert (problem.kind, problem.severity, problem.expected) == ("units", "warning", "≤ 1.000")
    assert "UBND thị xã La Gi 250" in problem.message_vi
    assert kinds([*districts(500, 300, 200), whole(1000)], of_province()) == []
    assert kinds([*districts(500, 300), whole(1000)], of_province()) == [], "the others are not there"


def test_the_figures_without_a_unit_are_the_province_s_in_its_own_report_only() -> None:
    said = [*districts(500, 300, 250), fact("dossiers.resolved", 1000, "district")]
    assert kinds(said, of_province()) == [("units", "warning")]
    assert kinds(said, of_province(unit="Sở Tư pháp", unit_kind="department")) == []


def test_all_districts_of_a_province_must_make_its_sum() -> None:
    named = pl.read_csv(REFERENCE / "districts_696.csv", infer_schema=False).filter(old_province_code="60")["district"]
    names = tuple(f"UBND {name[0].lower()}{name[1:]}" for name in named)
    assert len(names) == 10
    values = [100.0 + n for n in range(10)]
    short = sum(values) + 45
    (problem,) = judge([*districts(*values, names=names), whole(short)], report=of_province())[1]
    assert (problem.kind, problem.expected, problem.found) == ("units", "1.090", "1.045")
    assert "cả 10 đơn vị" in problem.message_vi
    assert kinds([*districts(*values, names=names), whole(sum(values))], of_province()) == []
    assert kinds([*districts(*values[:9], names=names[:9]), whole(short)], of_province()) == []


def test_a_procedure_of_several_districts_counts_once_in_the_province() -> None:
    field = "procedures.in_force"
    assert kinds([*districts(300, 310, 320, field=field), whole(330, field)], of_province()) == []
    assert kinds([*districts(300, 340, 320, field=field), whole(330, field)], of_province()) == [("units", "warning")]


def test_offices_overlap_so_that_only_one_alone_exceeds_the_province() -> None:
    offices = [
        fact("dossiers.resolved", 600, "province", unit="Sở Tư pháp", unit_kind="department"),
        fact("dossiers.resolved", 700, "province", unit="Sở Xây dựng", unit_kind="department"),
    ]
    for total, found in ((1000, []), (650, [("units", "warning")])):
        total_row = fact("dossiers.resolved", total, "province", unit="toàn tỉnh", unit_kind="province")
        assert kinds([*offices, total_row], of_province()) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND TP. Phan Thiết", "Thành phố Phan Thiết"),
        ("Uỷ ban nhân dân huyện Tuy Phong", "Huyện Tuy Phong"),
        ("TX La Gi", "Thị xã La Gi"),
        ("P. Hàm Thắng", "Phường Hàm Thắng"),
    ],
)
def test_a_unit_is_found_by_any_way_of_writing_it(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)


def test_the_units_of_a_place_that_no_list_has_are_never_complete() -> None:
    assert not are_all([], "district", BINH_THUAN)
    assert not are_all(["Huyện Tuy Phong"], "district", Place("34", "60", "?"))
    assert not are_all(["Huyện Tuy Phong"], "commune", BINH_THUAN)
    assert not are_all(["Huyện Tuy Phong"], "district", None)


def test_a_count_of_a_time_within_is_no_larger() -> None:
    said = [fact("dossiers.resolved", 900, period=SUMMER), fact("dossiers.resolved", 1200, period=JULY)]
    judged, (problem,) = judge(said)
    assert (problem.kind, problem.severity) == ("cumulative", "error") and "lũy kế" in problem.message_vi
    assert {each.status for each in judged} == {"suspect"}
    assert kinds([said[0], replace(said[1], value=880.0)]) == []
    assert kinds([replace(said[0], field="dossiers.pending"), replace(said[1], field="dossiers.pending")]) == []
    assert kinds([said[0], replace(said[1], period=replace(JULY, start=date(2023, 6, 1)))]) == [], "not within"


def test_the_figures_of_the_period_and_so_far_in_each_other_s_place_are_named_where_sums_tell() -> None:
    """Resolved in July and in the quarter exchanged: both balances break, and exchanging them back mends both."""
    quarter = {"received": 1000, "resolved": 300, "pending": 100}
    month = {"received": 350, "resolved": 900, "pending": 50}
    said = [fact(f"dossiers.{name}", value, period=SUMMER) for name, value in quarter.items()]
    said += [fact(f"dossiers.{name}", value, period=JULY) for name, value in month.items()]
    problem = judge(said)[1][0]
    assert problem.suggestion and "bị đổi chỗ" in problem.suggestion
    assert "900 + 100 = 1.000" in problem.suggestion and "300 + 50 = 350" in problem.suggestion
