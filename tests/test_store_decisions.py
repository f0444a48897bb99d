"""What a person may decide about a report, and that a decision which cannot be right is refused in a sentence."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.choosing import Choice
from loaders.decisions import Decision, apply, beside, checked, load, note, save
from loaders.periods.kinds import period_labelled, period_within
from loaders.records import LoaderError, Period, Place
from loaders.vocabulary import PERIOD_KINDS
from tests.readings import BINH_DINH, BINH_THUAN, GIA_LAI, Q1, held, reading
from tests.tries import tries

WHOLE = """
place = "63.52"
period = "2023-Q2"
unit = "Sở Ngoại vụ"
unit_kind = "department"
decided_by = "Nguyễn Văn A"
decided_on = 2026-11-22
reason = "Tên tỉnh ở công văn gửi kèm"
"""


def written(folder: Path, content: str, name: str = "report.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_whole_decision_is_read(tmp_path: Path) -> None:
    decision = load(written(tmp_path, WHOLE))
    assert decision == Decision(
        "63.52",
        "2023-Q2",
        "Sở Ngoại vụ",
        "department",
        "Nguyễn Văn A",
        date(2026, 11, 22),
        "Tên tỉnh ở công văn gửi kèm",
        "report.toml",
    )


def test_one_key_is_enough(tmp_path: Path) -> None:
    assert load(written(tmp_path, 'place = "Bình Định"')).place == "Bình Định"


QUOTES = st.text(st.characters(codec="utf-8"), min_size=1)


@settings(max_examples=tries(50), deadline=None)
@given(by=QUOTES, reason=st.none() | QUOTES, day=st.none() | st.dates(date(2020, 1, 1)))
def test_a_saved_decision_is_read_back(by: str, reason: str | None, day: date | None) -> None:
    decision = Decision("63.52", "2023-Q2", decided_by=by, decided_on=day, reason=reason, where="report.toml")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.txt"
        assert load(save(decision, report)) == decision
        assert beside(report) == Path(folder) / "report.toml"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "không quyết định gì"),
        ('reason = "vì"', "không quyết định gì"),
        ('place = "52"', "không có nơi nào"),
        ('place = "63.99"', "không có nơi nào"),
        ('place = "Bình Định Mới"', "không có nơi nào"),
        ('place = ""', "place phải là"),
        ("place = 52", "place phải là"),
        ('province = "Bình Định"', "khóa 'province'"),
        ('period = "Q2/2023"', "không đúng dạng"),
        ('period = "2023-Q5"', "không đúng dạng"),
        ('period = "2023-13"', "không đúng dạng"),
        ('period = "2023-02-30"', "không đúng dạng"),
        ('period = "2023-08-31..2023-01-01"', "không đúng dạng"),
        ("period = 2023", "period phải là"),
        ('unit_kind = "ward"', "unit_kind 'ward'"),
        ('place = "63.52"\ndecided_on = "22/11/2026"', "decided_on phải là"),
        ('place = "63.52"\ndecided_on = 2026-11-22T10:00:00', "decided_on phải là"),
        ("place = ", "không đọc được"),
        ("Bình Định", "không đọc được"),
    ],
)
def test_a_decision_that_cannot_be_right_is_refused_by_file_and_key(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(LoaderError, match=words) as error:
        load(written(tmp_path, content))
    assert "report.toml" in error.value.title


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LoaderError, match="không đọc được"):
        load(path)


def test_the_decision_lies_beside_the_report(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    assert beside(report) is None
    long = written(tmp_path, WHOLE, "report.txt.toml")
    assert beside(report) == long
    written(tmp_path, WHOLE)
    with pytest.raises(LoaderError, match="hai tệp quyết định"):
        beside(report)
    long.unlink()
    assert beside(report) == tmp_path / "report.toml"


@pytest.mark.parametrize(
    ("decision", "place"),
    [
        (Decision(place="63.52"), BINH_DINH),
        (Decision(place="Bình Định"), BINH_DINH),
        (Decision(place="tỉnh binh dinh"), BINH_DINH),
        (Decision(place="Gia Lai"), Place("63", "64", "Gia Lai")),
        (Decision(place="Gia Lai", period="2025-Q3"), GIA_LAI),
        (Decision(place="34.52", period="2025-Q3"), GIA_LAI),
        (Decision(place="vn.00"), Place("vn", "00", "Cả nước")),
        (Decision(place="Cả nước", period="2026"), Place("vn", "00", "Cả nước")),
    ],
)
def test_a_decided_place_is_the_one_of_the_period(decision: Decision, place: Place) -> None:
    report = apply(held().report, decision)
    assert (report.place, report.state, report.held_reason) == (place, "current", None)


@pytest.mark.parametrize(
    "decision",
    [
        Decision(place="34.52"),
        Decision(place="34.52", period="2023-Q2"),
        Decision(place="63.52", period="2025-Q3"),
        Decision(place="Bình Định", period="2026"),
    ],
)
def test_a_place_that_was_not_there_at_the_end_of_the_period_is_refused(decision: Decision) -> None:
    with pytest.raises(LoaderError, match="không có trên bản đồ"):
        apply(held().report, decision)


def test_a_name_that_leaves_a_choice_asks_for_the_code() -> None:
    with pytest.raises(LoaderError, match="chưa rõ kỳ") as error:
        apply(held(period=None, held_reason="place,period").report, Decision(place="Gia Lai"))
    assert '"63.64" / "34.52"' in error.value.advice


@pytest.mark.parametrize(("place", "whole"), [("63.52", "toàn tỉnh"), ("vn.00", "cả nước")])
def test_where_only_the_place_is_decided_the_whole_of_it_reports(place: str, whole: str) -> None:
    report = apply(held(unit=None, unit_kind=None).report, Decision(place=place))
    assert (report.unit, report.state) == (whole, "current")


def test_a_report_stays_held_until_place_and_period_are_known() -> None:
    waiting = held(period=None, held_reason="place,period").report
    half = apply(waiting, Decision(place="63.52"))
    assert (half.state, half.held_reason) == ("held", "period")
    assert apply(waiting, Decision(unit="Sở Y tế")).held_reason == "place,period"
    whole = apply(waiting, Decision(place="63.52", period="2023-Q2"))
    assert (whole.state, whole.held_reason) == ("current", None)


def test_a_decided_period_moves_the_place_to_its_map() -> None:
    moved = apply(reading(place=Place("63", "64", "Gia Lai")).report, Decision(period="2025-Q4"))
    assert moved.place == GIA_LAI
    with pytest.raises(LoaderError, match="Bình Thuận không có"):
        apply(reading().report, Decision(period="2025-Q4"))


@pytest.mark.parametrize(("family", "first"), [("ksthc", date(2023, 3, 15)), ("cchc", date(2023, 4, 1))])
def test_a_decided_label_has_the_days_that_reports_of_the_family_have(family: str, first: date) -> None:
    period = apply(held(family=family, period=None).report, Decision(place="63.52", period="2023-Q2")).period
    assert period and period.start == first


def test_what_was_not_decided_stays_as_it_was_read() -> None:
    report = apply(reading().report, Decision(unit="Sở Ngoại vụ", unit_kind="department"))
    assert (report.unit, report.unit_kind, report.place, report.period) == ("Sở Ngoại vụ", "department", BINH_THUAN, Q1)


def test_the_decision_is_told_on_the_reports_page() -> None:
    decision = Decision("63.52", decided_by="A", decided_on=date(2026, 11, 22), reason="vì", where="r.toml")
    problem = note(decision)
    assert (problem.kind, problem.severity) == ("decision", "info")
    assert all(
        part in problem.message_vi for part in ("nơi báo cáo Bình Định (63.52)", "bởi A", "22/11/2026", "vì", "r.toml")
    )


def test_the_option_is_checked_like_a_file() -> None:
    with pytest.raises(LoaderError, match="--place: không có nơi nào"):
        checked(Decision(place="Nowhere"))


LABELS: list[tuple[str, str, str, str, str]] = [
    ("2024-01", "month", "standard", "2023-12-15", "2024-01-14"),
    ("2024-04", "month", "calendar", "2024-04-01", "2024-04-30"),
    ("2024-Q1", "quarter", "standard", "2023-12-15", "2024-03-14"),
    ("2024-Q4", "quarter", "calendar", "2024-10-01", "2024-12-31"),
    ("2024-H1", "half", "standard", "2023-12-15", "2024-06-14"),
    ("2024-H2", "half", "standard", "2024-06-15", "2024-12-14"),
    ("2024-9M", "nine_months", "standard", "2023-12-15", "2024-09-14"),
    ("2024", "year", "standard", "2023-12-15", "2024-12-14"),
    ("2023-01-01..2023-08-31", "range", "stated", "2023-01-01", "2023-08-31"),
    ("2026-10-06", "as_of", "stated", "None", "2026-10-06"),
]


@pytest.mark.parametrize(("label", "kind", "basis", "start", "end"), LABELS)
def test_a_label_is_read_back(label: str, kind: str, basis: str, start: str, end: str) -> None:
    period = period_labelled(label, basis)
    found: tuple[Any, ...] = (period.label, period.kind, period.basis, str(period.start), str(period.end))
    assert found == (label, kind, basis, start, end)


def test_every_kind_of_period_has_a_label() -> None:
    assert {kind for _, kind, _, _, _ in LABELS} == set(PERIOD_KINDS)


def test_days_outside_of_the_period_are_refused() -> None:
    with pytest.raises(ValueError, match="2024-Q1"):
        period_within("quarter", 1, 2024, date(2024, 4, 1), date(2024, 6, 30))
    stated = period_within("quarter", 1, 2024, date(2023, 12, 1), date(2024, 2, 29))
    assert stated == Period("quarter", "2024-Q1", date(2023, 12, 1), date(2024, 2, 29), "stated")


def test_a_report_whose_name_is_as_long_as_a_name_may_be_has_no_decision(tmp_path: Path) -> None:
    report = tmp_path / ("d" * 251 + ".txt")
    report.write_text("x", encoding="utf-8")
    assert beside(report) is None


CHOICE = """
[[readings]]
field = "dossiers.received"
admin_level = "all"
raw = "1.200"
decided_by = "A"
decided_on = 2026-11-22
reason = "vì"
"""


def test_a_choice_between_readings_is_decision_enough(tmp_path: Path) -> None:
    decision = load(written(tmp_path, CHOICE))
    assert decision.readings == (Choice("dossiers.received", "all", "1.200", "A", date(2026, 11, 22), "vì"),)
    assert load(save(replace(decision, where="report.toml"), tmp_path / "report.txt")) == decision


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (CHOICE.replace("reason = ", "# "), "readings thiếu reason"),
        (CHOICE.replace('decided_by = "A"', ""), "readings thiếu decided_by"),
        (CHOICE + "value = 1200", "readings có khóa 'value'"),
        (CHOICE.replace('"1.200"', "1200"), "readings có raw không đúng dạng"),
        (CHOICE.replace("dossiers.received", "dossiers.nothing"), "số liệu không có"),
        ("readings = 3", "readings phải là các bảng"),
    ],
)
def test_a_choice_without_who_when_why_or_with_a_value_of_its_own_is_refused(
    tmp_path: Path, wrong: str, words: str
) -> None:
    with pytest.raises(LoaderError, match=words):
        load(written(tmp_path, wrong))
