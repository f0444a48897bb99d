"""The reports of a unit held against each other in the warehouse: each rule finds what was planted, spares the clean
neighbour, makes no figure suspect, and looks only at the places that a load touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.catalogue.fields import load_fields
from loaders.checks.wording import EN, VI
from loaders.periods.kinds import period_labelled
from loaders.places.reference import REFERENCE
from loaders.reading import read
from loaders.records import Fact, Period, Place, Reading
from loaders.warehouse import history
from loaders.warehouse.history import FIRST
from loaders.warehouse.history_words import SAID, period_words
from loaders.warehouse.store import Commit, commit
from tests.planted import text
from tests.readings import BINH_DINH, BINH_THUAN, fact, files_of, held, reading, report_id, table
from tests.tries import tries

FIELDS = load_fields()
Values = Mapping[str, float]


def period(label: str, basis: str = "standard") -> Period:
    return period_labelled(label, basis)


def told(key: str, label: str, values: Values, level: str = "all", **more: Any) -> Reading:
    """A report on a period; its window is the regulation's unless `basis` says otherwise."""
    facts = [fact(f"dossiers.{name}" if "." not in name else name, value, level) for name, value in values.items()]
    basis = more.pop("basis", "standard")
    return reading(key, facts, **{"period": period(label, basis), **more})


def load(folder: Path, *readings: Reading) -> Commit:
    return commit(readings, folder, FIELDS)


def found(folder: Path, kind: str = "") -> list[dict[str, Any]]:
    """What was found between reports, in the order of the table."""
    rows = table(folder, "problems").filter(pl.col("problem_id") >= FIRST).iter_rows(named=True)
    return [row for row in rows if kind in ("", row["kind"])]


def only(folder: Path) -> dict[str, Any]:
    (row,) = found(folder)
    return row


# ---- what closes a period opens the next


def test_what_is_carried_over_but_was_not_pending_is_told_of_the_later_report(tmp_path: Path) -> None:
    load(tmp_path, told("a", "2024-Q1", {"pending": 17820}), told("b", "2024-Q2", {"carried_over": 17000}))
    row = only(tmp_path)
    assert (row["kind"], row["severity"], row["report_id"]) == ("carried_over", "warning", report_id("b"))
    assert (row["expected"], row["found"]) == ("17.820", "17.000")
    assert row["fields"] == ["dossiers.carried_over", "dossiers.pending"]
    assert "quý II/2024 ghi 17.000, nhưng hết quý I/2024 còn 17.820 đang giải quyết (lệch 820)" in row["message_vi"]
    assert "Q2 2024" in row["message_en"] and "17,820" in row["message_en"]
    assert (row["place_vintage"], row["place_code"]) == ("63", "60")
    assert not table(tmp_path, "facts").filter(status="suspect").height, "either report may be right"


def test_a_slip_between_two_periods_is_named(tmp_path: Path) -> None:
    load(tmp_path, told("a", "2024-Q1", {"pending": 17820}), told("b", "2024-Q2", {"carried_over": 17280}))
    row = only(tmp_path)
    assert "đảo hai chữ số liền nhau" in row["suggestion"] and row["message_vi"].endswith(row["suggestion"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2024-Q1", {"pending": 17820}, {}), ("2024-Q2", {"carried_over": 17820}, {})),
        (("2024-Q1", {"pending": 17820}, {}), ("2024-Q3", {"carried_over": 17000}, {})),
        (("2024-Q1", {"pending": 17820}, {"basis": "calendar"}), ("2024-Q2", {"carried_over": 17000}, {})),
        (("2024-Q1", {"pending": 17820}, {"unit": "Sở Y tế"}), ("2024-Q2", {"carried_over": 17000}, {})),
        (("2024-Q1", {"pending": 17820}, {"place": BINH_DINH}), ("2024-Q2", {"carried_over": 17000}, {})),
        (("2024-Q1", {"pending": 17820}, {"level": "commune"}), ("2024-Q2", {"carried_over": 17000}, {})),
        (("2024-Q1", {"pending": 17820}, {"family": "cchc"}), ("2024-Q2", {"carried_over": 17000}, {})),
        (("2024-Q1", {"feedback.pending": 9}, {}), ("2024-Q2", {"carried_over": 17000}, {})),
        (
            ("2025-Q2", {"pending": 17820}, {}),
            ("2025-Q3", {"carried_over": 9}, {"place": Place("34", "68", "Lâm Đồng")}),
        ),
    ],
)
def test_other_windows_units_places_levels_families_and_fields_are_not_compared(
    tmp_path: Path, first: tuple[str, Values, Any], second: tuple[str, Values, Any]
) -> None:
    load(
        tmp_path,
        *(told(key, label, values, **more) for key, (label, values, more) in zip("ab", (first, second), strict=True)),
    )
    assert found(tmp_path) == []


def test_one_closing_that_agrees_is_enough(tmp_path: Path) -> None:
    """The month and the quarter before end on one day; they differ, and that is told of them."""
    closings = [told("q", "2024-Q1", {"pending": 90}), told("m", "2024-03", {"pending": 80})]
    load(tmp_path, *closings, told("b", "2024-Q2", {"carried_over": 90}))
    assert [(row["kind"], row["report_id"]) for row in found(tmp_path)] == [("same_day", report_id("q"))]


def test_rounded_figures_and_those_of_held_or_superseded_reports_take_no_part(tmp_path: Path) -> None:
    about = {"pending": 17820.0}
    rounded = reading("a", [fact("dossiers.pending", 17820, approximate=True, confidence=2)], period=period("2024-Q1"))
    load(tmp_path, rounded, told("b", "2024-Q2", {"carried_over": 17000}))
    assert found(tmp_path) == []
    load(tmp_path, held("h", [fact("dossiers.pending", 17820)], period=period("2024-Q1")))
    assert found(tmp_path) == []
    load(tmp_path, told("c", "2024-Q1", about, number="1/BC", issuer="X", issued_on=date(2024, 3, 20)))
    assert len(found(tmp_path)) == 1
    load(tmp_path, told("d", "2024-Q1", {"pending": 17000}, number="1/BC", issuer="X", issued_on=date(2024, 3, 28)))
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (("2024-03", {"pending": 80}), ("2024-Q1", {"pending": 90}), True),
        (("2024-Q1", {"services.online": 1004}), ("2024-03", {"services.online": 1104}), True),
        (("2024-01", {"carried_over": 80}), ("2024-Q1", {"carried_over": 90}), True),
        (("2024-01", {"carried_over": 90}), ("2024", {"carried_over": 90}), False),
        (("2024-02", {"carried_over": 80}), ("2024-Q1", {"carried_over": 90}), False),
        (("2024-02", {"pending": 80}), ("2024-Q1", {"pending": 90}), False),
    ],
)
def test_the_same_day_has_one_stock(
    tmp_path: Path, one: tuple[str, Values], other: tuple[str, Values], differ: bool
) -> None:
    load(tmp_path, told("a", *one), told("b", *other))
    assert [row["kind"] for row in found(tmp_path)] == (["same_day"] if differ else [])


# ---- parts and wholes


QUARTERS = {"2023-Q1": 100, "2023-Q2": 120, "2023-Q3": 130, "2023-Q4": 150}


def year(
    resolved: float, quarters: Mapping[str, float] = QUARTERS, field: str = "resolved", **more: Any
) -> list[Reading]:
    parts = [told(label, label, {field: value}, **more) for label, value in quarters.items()]
    return [*parts, told("year", "2023", {field: resolved}, **more)]


def test_a_year_that_is_not_the_sum_of_its_quarters_is_named(tmp_path: Path) -> None:
    load(tmp_path, *year(480))
    row = only(tmp_path)
    assert (row["kind"], row["severity"], row["report_id"]) == ("whole_and_parts", "warning", report_id("year"))
    assert (row["expected"], row["found"]) == ("500", "480")
    assert "năm 2023 ghi 480, nhưng 4 quý cộng lại là 500 (lệch 20)" in row["message_vi"]
    assert row["message_vi"].count(". ") == 1


def test_a_year_that_is_the_sum_of_its_quarters_is_left_alone(tmp_path: Path) -> None:
    load(tmp_path, *year(500))
    assert found(tmp_path) == []


def test_a_quarter_that_repeats_its_half_year_is_named_as_the_count_so_far(tmp_path: Path) -> None:
    load(
        tmp_path,
        told("a", "2023-Q1", {"resolved": 100}),
        told("b", "2023-Q2", {"resolved": 260}),
        told("h", "2023-H1", {"resolved": 260}),
    )
    row = only(tmp_path)
    assert row["kind"] == "whole_and_parts" and "Số của quý II/2023 bằng đúng số của cả kỳ" in row["suggestion"]
    assert "lũy kế" in row["message_vi"] and row["message_vi"].count(". ") == 1


def test_a_quarter_missing_or_counted_otherwise_says_nothing(tmp_path: Path) -> None:
    load(tmp_path / "three", *year(480, dict(list(QUARTERS.items())[:3])))
    moved = [told("2023-Q4", "2023-Q4", {"resolved": 150}, basis="calendar")]
    load(tmp_path / "moved", *year(480)[:3], *moved, year(480)[-1])
    assert found(tmp_path / "three") == [] == found(tmp_path / "moved")


def test_a_slight_difference_is_only_mentioned(tmp_path: Path) -> None:
    load(tmp_path, *year(50_100, {label: 100 * value for label, value in QUARTERS.items()}))
    assert only(tmp_path)["severity"] == "info"


def test_months_make_a_quarter_and_quarters_a_half(tmp_path: Path) -> None:
    months = [told(f"2024-0{n}", f"2024-0{n}", {"resolved": 10 * n}) for n in (1, 2, 3)]
    load(tmp_path / "quarter", *months, told("q", "2024-Q1", {"resolved": 66}))
    load(tmp_path / "half", *year(1)[:2], told("h", "2023-H1", {"resolved": 260}))
    assert [row["expected"] for row in (only(tmp_path / "quarter"), only(tmp_path / "half"))] == ["60", "220"]


def test_what_counts_once_may_be_less_than_its_parts_and_never_more(tmp_path: Path) -> None:
    load(tmp_path / "less", *year(480, field="procedures.announced"))
    load(tmp_path / "more", *year(520, field="procedures.announced"))
    assert found(tmp_path / "less") == []
    assert only(tmp_path / "more")["kind"] == "whole_and_parts"


def test_the_workload_and_the_backlog_are_no_sums_of_their_parts(tmp_path: Path) -> None:
    for field in ("received", "pending", "carried_over", "on_time_rate"):
        readings = year(1000 if field == "received" else 150 if field == "pending" else 100, field=field)
        load(tmp_path / field, *readings)
        assert [row for row in found(tmp_path / field) if row["kind"] == "whole_and_parts"] == []


def test_a_count_so_far_that_falls_is_named(tmp_path: Path) -> None:
    so_far = {"2023-Q1": 100, "2023-H1": 260, "2023-9M": 240}
    load(tmp_path, *(told(label, label, {"resolved": value}) for label, value in so_far.items()))
    row = only(tmp_path)
    assert (row["kind"], row["report_id"], row["found"], row["expected"]) == (
        "cumulative",
        report_id("2023-9M"),
        "240",
        "260",
    )
    assert "9 tháng năm 2023 ghi 240, ít hơn 260 của 6 tháng đầu năm 2023" in row["message_vi"]


def test_a_count_so_far_that_grows_and_a_stock_that_falls_are_left_alone(tmp_path: Path) -> None:
    so_far = {"2023-Q1": 100, "2023-H1": 260, "2023-9M": 260}
    load(tmp_path, *(told(label, label, {"resolved": v, "received": v + 9}) for label, v in so_far.items()))
    load(tmp_path, told("x", "2024-Q1", {"pending": 90}), told("y", "2024-H1", {"pending": 40}))
    assert found(tmp_path) == []


# ---- habits


def test_a_flow_that_repeats_the_stock_is_named_at_the_third_period(tmp_path: Path) -> None:
    same = {"procedures.announced": 8.0, "procedures.in_force": 8.0}
    load(tmp_path, told("a", "2023-Q1", same), told("b", "2023-Q2", same))
    assert found(tmp_path) == []
    load(tmp_path, told("c", "2023-Q3", same))
    row = only(tmp_path)
    assert (row["kind"], row["severity"], row["report_id"]) == ("repeated_stock", "warning", report_id("c"))
    assert row["fields"] == ["procedures.announced", "procedures.in_force"] and "suốt 3 kỳ liền" in row["message_vi"]


@pytest.mark.parametrize(
    "last",
    [
        {"procedures.announced": 9.0, "procedures.in_force": 8.0},
        {"procedures.announced": 8.0, "procedures.in_force": 12.0},
        {"procedures.announced": 8.0},
        {"procedures.publicized": 8.0, "procedures.in_force": 8.0},
    ],
)
def test_a_flow_that_changes_or_is_no_stock_is_left_alone(tmp_path: Path, last: Values) -> None:
    same = {"procedures.announced": 8.0, "procedures.in_force": 8.0}
    load(tmp_path, told("a", "2023-Q1", same), told("b", "2023-Q2", same), told("c", "2023-Q3", last))
    assert found(tmp_path) == []


COUNTS = {"received_new": 812, "received_online": 431, "resolved": 790, "resolved_early": 512, "resolved_overdue": 14}


def test_a_report_copied_from_the_month_before_is_named_once(tmp_path: Path) -> None:
    load(tmp_path, told("a", "2024-03", COUNTS), told("b", "2024-04", COUNTS))
    row = only(tmp_path)
    assert (row["kind"], row["severity"], row["report_id"]) == ("copied", "warning", report_id("b"))
    assert "Cả 5 số phát sinh của tháng 4/2024 giống hệt tháng 3/2024" in row["message_vi"]


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("2024-04", {**COUNTS, "resolved_overdue": 15}),
        ("2024-05", COUNTS),
        ("2024-04", dict(list(COUNTS.items())[:4])),
        ("2024-04", {**COUNTS, "received_offline": 381, "resolved_on_time": 264, "returned": 7}),
        ("2024-Q2", COUNTS),
    ],
)
def test_a_report_that_differs_skips_a_month_or_says_little_is_no_copy(
    tmp_path: Path, label: str, values: Values
) -> None:
    load(tmp_path, told("a", "2024-03", COUNTS), told("b", label, values))
    assert [row for row in found(tmp_path) if row["kind"] == "copied"] == []


def test_a_small_office_that_does_nothing_twice_is_no_copy(tmp_path: Path) -> None:
    nothing = {name: float(n % 3) for n, name in enumerate(COUNTS)}
    stocks = {"services.online": 900.0, "procedures.in_force": 1700.0, "services.online_full": 500.0}
    for key, label in (("a", "2024-03"), ("b", "2024-04")):
        load(tmp_path, told(key, label, {**nothing, **stocks}))
    assert found(tmp_path) == []


def months(values: Iterable[float], field: str = "resolved") -> list[Reading]:
    labels = [f"{2023 + n // 12}-{n % 12 + 1:02}" for n in range(24)]
    return [told(label, label, {field: value}) for label, value in zip(labels, values, strict=False)]


STEADY = [5120, 4980, 5230, 5010, 4890, 5105, 5060]


def test_a_figure_ten_times_those_before_it_is_a_hint(tmp_path: Path) -> None:
    load(tmp_path, *months([*STEADY, 50_940]))
    row = only(tmp_path)
    assert (row["kind"], row["severity"], row["found"]) == ("outlier", "info", "50.940")
    assert "trong khi 7 kỳ trước thường khoảng 5.060" in row["message_vi"]


@pytest.mark.parametrize(
    "values",
    [
        [*STEADY, 9800],
        [*STEADY, 2600],
        [*STEADY[:5], 50_940],
        [4, 6, 5, 3, 7, 5, 4, 60],
        [100, 900, 250, 3000, 120, 5000, 800, 9000],
        [*STEADY, 0, 5100][:7],
    ],
)
def test_what_doubles_is_small_varies_or_has_no_history_is_no_outlier(tmp_path: Path, values: list[float]) -> None:
    load(tmp_path, *months(values))
    assert found(tmp_path, "outlier") == []


def test_a_rate_is_an_outlier_by_percent_points(tmp_path: Path) -> None:
    rates = [98.7, 99.1, 98.9, 99.4, 98.2, 99.0]
    load(tmp_path / "far", *months([*rates, 9.87], "on_time_rate"))
    load(tmp_path / "near", *months([*rates, 91.2], "on_time_rate"))
    assert only(tmp_path / "far")["found"] == "9,87%"
    assert found(tmp_path / "near") == []


def test_no_more_than_three_outliers_are_told_of_one_report(tmp_path: Path) -> None:
    names = [name for name in COUNTS if name != "resolved_overdue"] + ["received"]
    for n in range(8):
        scale = 1 if n < 7 else 40
        load(
            tmp_path,
            told(f"{n}", f"2023-{n + 1:02}", {name: scale * (900 + 7 * n + k) for k, name in enumerate(names)}),
        )
    assert [row["kind"] for row in found(tmp_path)] == ["outlier"] * 3


def test_one_name_for_two_windows_is_mentioned(tmp_path: Path) -> None:
    load(
        tmp_path,
        told("a", "2024-Q1", {"resolved": 5}),
        told("b", "2024-Q1", {"resolved": 6}, basis="calendar", family="cchc"),
    )
    row = only(tmp_path)
    assert (row["kind"], row["severity"], row["report_id"]) == ("two_windows", "info", report_id("a"))
    assert "quý I/2024" in row["message_vi"] and "15/12/2023–14/3/2024" in row["message_vi"]
    load(tmp_path / "same", told("a", "2024-Q1", {"resolved": 5}), told("b", "2024-Q1", {"resolved": 6}, family="cchc"))
    assert found(tmp_path / "same") == []


# ---- units


def district(name: str, resolved: float) -> Reading:
    return told(name, "2024-Q1", {"resolved": resolved}, "district", unit=f"UBND {name}", unit_kind="district")


def names() -> list[str]:
    known = pl.read_csv(REFERENCE / "districts_696.csv", infer_schema=False).filter(old_province_code="60")["district"]
    return [name[0].lower() + name[1:] for name in known]


def test_districts_whose_reports_exceed_the_province_s_are_told_of_the_province_s(tmp_path: Path) -> None:
    province = told("p", "2024-Q1", {"resolved": 900}, "district")
    load(tmp_path, province, district("huyện Bắc Bình", 500), district("huyện Tánh Linh", 480))
    row = only(tmp_path)
    assert (row["kind"], row["report_id"], row["found"], row["expected"]) == ("units", report_id("p"), "900", "980")
    assert "2 đơn vị báo cáo cộng lại là 980" in row["message_vi"]


def test_all_districts_must_make_the_province_s_sum_and_some_need_not(tmp_path: Path) -> None:
    rows = [district(name, 100) for name in names()]
    for total, found_ in ((1000, []), (1020, ["units"])):
        folder = tmp_path / f"{total}"
        load(folder, told("p", "2024-Q1", {"resolved": total}, "district"), *rows)
        assert [row["kind"] for row in found(folder)] == found_
    load(tmp_path / "some", told("p", "2024-Q1", {"resolved": 1020}, "district"), *rows[:-1])
    assert found(tmp_path / "some") == []


# ---- in the warehouse


def test_reports_through_the_whole_reader_are_held_against_each_other(tmp_path: Path) -> None:
    first, second = tmp_path / "quy-3.txt", tmp_path / "quy-4.txt"
    first.write_text(text(), encoding="utf-8")
    later = {"received": "127.046", "new": "117.329", "carried": "9.717", "resolved": "117.902", "pending": "9.144"}
    more = {"in_time": "8.808", "early": "76.518", "on_time": "40.235", "overdue": "1.149"}
    second.write_text(
        text(**later, **more).replace("quý III năm", "quý IV năm").replace("tháng 9 năm", "tháng 12 năm"),
        encoding="utf-8",
    )
    load(tmp_path / "kho", *read(first), *read(second))
    told_ = {row["kind"]: row for row in found(tmp_path / "kho")}
    assert set(told_) == {"carried_over"}
    row, (report,) = told_["carried_over"], read(second)
    assert row["report_id"] == report.report.report_id
    assert report.text[row["text_start"] : row["text_end"]] == "9.717"
    assert (row["found"], row["expected"]) == ("9.717", "10.144")


def test_what_is_found_counts_among_the_problems_of_the_report(tmp_path: Path) -> None:
    load(tmp_path, told("a", "2024-Q1", {"pending": 17820}), told("b", "2024-Q2", {"carried_over": 17000}))
    counts = dict(table(tmp_path, "reports").select("file", "problems").rows())
    assert counts == {"a.txt": 0, "b.txt": 1}


def test_the_order_of_the_loads_decides_nothing(tmp_path: Path) -> None:
    readings = [
        *year(480),
        told("n", "2024-Q1", {"carried_over": 9}),
        told("o", "2023-Q4", {"pending": 8}, family="cctthc"),
    ]
    readings += [told("q", "2024-Q1", {"carried_over": 7}, family="cctthc")]
    together, apart, back = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    load(together, *readings)
    for each in readings:
        load(apart, each)
    for each in reversed(readings):
        load(back, each)
    assert found(together) == found(apart) == found(back) != []
    counts = [
        table(folder, "reports").sort("report_id").select("report_id", "problems") for folder in (together, apart, back)
    ]
    assert counts[0].equals(counts[1]) and counts[0].equals(counts[2])


def test_loading_the_same_again_changes_nothing(tmp_path: Path) -> None:
    readings = year(480)
    load(tmp_path, *readings)
    before = files_of(tmp_path)
    assert not load(tmp_path, *readings).created and not load(tmp_path, readings[0]).created
    assert files_of(tmp_path) == before


def test_a_report_read_otherwise_is_held_anew_against_the_others(tmp_path: Path) -> None:
    load(tmp_path, *year(480))
    load(tmp_path, told("year", "2023", {"resolved": 500}))
    assert found(tmp_path) == [] and table(tmp_path, "reports")["problems"].sum() == 0
    load(tmp_path, told("2023-Q1", "2023-Q1", {"resolved": 40}))
    assert only(tmp_path)["expected"] == "440"


def test_only_the_places_that_a_load_touches_are_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = [
        replace(each, report=replace(each.report, place=BINH_DINH, report_id=report_id(f"x{n}")))
        for n, each in enumerate(year(480))
    ]
    load(tmp_path, *elsewhere)
    looked: list[pl.DataFrame] = []

    def seen(stated: pl.DataFrame) -> pl.DataFrame:
        looked.append(stated)
        return history.sequences.whole_and_parts(stated)

    monkeypatch.setattr(history, "RULES", (seen,))
    load(tmp_path, *year(470))
    assert {code for each in looked for code in each["place_code"]} == {BINH_THUAN.code}
    assert sorted(row["place_code"] for row in found(tmp_path)) == [BINH_DINH.code, BINH_THUAN.code]


def test_a_table_of_many_places_keeps_what_was_found_of_the_others(tmp_path: Path) -> None:
    def rows(closing: float, opening: float) -> list[Fact]:
        q1, q2 = period("2024-Q1"), period("2024-Q2")
        return [fact("dossiers.pending", closing, period=q1, place=place) for place in (BINH_THUAN, BINH_DINH)] + [
            fact("dossiers.carried_over", opening, period=q2, place=place) for place in (BINH_THUAN, BINH_DINH)
        ]

    source = {"family": "ksthc", "place": None, "period": None}
    load(tmp_path, reading("many", rows(9, 8), **source))
    assert len(found(tmp_path)) == 2
    load(tmp_path, told("new", "2024-Q3", {"resolved": 5}))
    kept = found(tmp_path)
    assert [row["problem_id"] for row in kept] == [FIRST, FIRST + 1]
    assert {row["place_code"] for row in kept} == {BINH_THUAN.code, BINH_DINH.code}
    assert table(tmp_path, "reports").filter(file="many.txt")["problems"].item() == 2


# ---- for any years that are right


@st.composite
def true_years(draw: st.DrawFn) -> list[Reading]:
    """Two years of quarters and their halves and years, of an office that made no mistake; without outliers."""
    pending, readings = draw(st.integers(0, 90)), []
    by_label: dict[str, dict[str, float]] = {}
    for label in (f"{year}-Q{quarter}" for year in (2022, 2023) for quarter in (1, 2, 3, 4)):
        carried, new = pending, draw(st.integers(100, 140))
        resolved = draw(st.integers(90, min(140, carried + new)))
        pending = carried + new - resolved
        by_label[label] = {"carried_over": carried, "received_new": new, "resolved": resolved, "pending": pending}
    for year_ in (2022, 2023):
        for label, quarters in ((f"{year_}-H1", (1, 2)), (f"{year_}-9M", (1, 2, 3)), (f"{year_}", (1, 2, 3, 4))):
            parts = [by_label[f"{year_}-Q{n}"] for n in quarters]
            by_label[label] = {
                "carried_over": parts[0]["carried_over"],
                "received_new": sum(each["received_new"] for each in parts),
                "resolved": sum(each["resolved"] for each in parts),
                "pending": parts[-1]["pending"],
            }
    for label, values in by_label.items():
        received = values["carried_over"] + values["received_new"]
        readings.append(told(label, label, {**values, "received": received}))
    return readings


def across(readings: list[Reading], folder: Path) -> list[str]:
    load(folder, *readings)
    return [row["kind"] for row in found(folder)]


@given(true_years(), st.data())
@settings(max_examples=tries(25), deadline=None)
def test_years_that_are_right_are_accused_of_nothing_however_few_reports_there_are(
    tmp_path_factory: pytest.TempPathFactory, readings: list[Reading], data: st.DataObject
) -> None:
    some = [each for each in readings if data.draw(st.booleans())]
    assert across(some, tmp_path_factory.mktemp("kho")) == [] if some else True


@given(true_years(), st.data())
@settings(max_examples=tries(25), deadline=None)
def test_one_wrong_backlog_is_always_found(
    tmp_path_factory: pytest.TempPathFactory, readings: list[Reading], data: st.DataObject
) -> None:
    quarters = [each for each in readings if each.report.period and each.report.period.kind == "quarter"]
    at = data.draw(st.integers(1, len(quarters) - 1))
    off = data.draw(st.integers(1, 500))
    wrong = [replace(f, value=f.value + off) if f.field.endswith("carried_over") else f for f in quarters[at].facts]
    quarters[at] = replace(quarters[at], facts=tuple(wrong))
    assert "carried_over" in across(quarters, tmp_path_factory.mktemp("kho"))


# ---- words


def test_each_rule_has_its_sentences_in_two_languages() -> None:
    assert len(SAID) == len(history.RULES)
    for sentences in SAID.values():
        for said in (sentence for language in sentences for sentence in language):
            assert said.endswith(".") and ". " not in said


@pytest.mark.parametrize(
    ("kind", "label", "vi", "en"),
    [
        ("month", "2024-04", "tháng 4/2024", "2024-04"),
        ("quarter", "2024-Q2", "quý II/2024", "Q2 2024"),
        ("half", "2024-H2", "6 tháng cuối năm 2024", "H2 2024"),
        ("nine_months", "2024-9M", "9 tháng năm 2024", "the first nine months of 2024"),
        ("year", "2024", "năm 2024", "2024"),
        ("range", "2023-01-01..2023-08-31", "1/1/2023–31/8/2023", "1/1/2023–31/8/2023"),
        ("as_of", "2023-08-31", "31/8/2023", "31/8/2023"),
    ],
)
def test_a_period_is_named_as_officers_name_it(kind: str, label: str, vi: str, en: str) -> None:
    assert (period_words(kind, label, VI), period_words(kind, label, EN)) == (vi, en)


def test_the_windows_of_the_tests_are_those_of_the_regulation() -> None:
    q1, q2 = period("2024-Q1"), period("2024-Q2")
    assert q1.end and q2.start and q1.end + timedelta(days=1) == q2.start
