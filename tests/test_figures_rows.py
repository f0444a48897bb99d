"""Every rule of the reader of published figures, with a planted row that breaks it."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.catalogue.fields import load_fields
from loaders.readers.figure_rows import HEADER
from loaders.readers.figures import read
from loaders.records import Fact, LoaderError, Period, Place, Reading
from loaders.warehouse.store import commit
from tests.readings import table
from tests.tries import tries

FIELDS = load_fields()
GOOD = {
    "province": "Bình Thuận",
    "unit": "toàn tỉnh/thành phố",
    "unit_kind": "province",
    "admin_level": "all",
    "period_kind": "quarter",
    "year": "2024",
    "n": "1",
    "period_start": "2024-01-01",
    "period_end": "2024-03-31",
    "field": "dossiers.received",
    "value": "1234",
    "source_title": "Báo A",
    "source_url": "https://a.example/1",
    "confidence": "3",
    "note": "",
    "source_date": "2024-04-05",
}
MONTH = {"period_kind": "month", "n": "3", "period_start": "2024-03-01", "period_end": "2024-03-31"}
NO_DAYS = {"period_start": "", "period_end": ""}


def written(folder: Path, *changes: dict[str, str], header: tuple[str, ...] = HEADER) -> Path:
    path = folder / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({**GOOD, **change} for change in changes)
    return path


def one(folder: Path, change: dict[str, str]) -> Reading:
    (reading,) = read(written(folder, change), FIELDS)
    return reading


def only_fact(folder: Path, change: dict[str, str]) -> Fact:
    (fact,) = one(folder, change).facts
    return fact


def test_a_good_row_is_a_fact_with_all_that_it_says(tmp_path: Path) -> None:
    reading = one(tmp_path, {"note": "rounded", "confidence": "2"})
    (fact,) = reading.facts
    assert fact == Fact(
        "dossiers.received",
        1234.0,
        "all",
        "1234",
        fact.at,
        place=Place("63", "60", "Bình Thuận"),
        unit="toàn tỉnh",
        unit_kind="province",
        period=Period("quarter", "2024-Q1", date(2024, 1, 1), date(2024, 3, 31), "calendar"),
        confidence=2,
        note="rounded",
    )
    assert (fact.at.sheet, fact.at.cell) == ("figures.csv", "K2")
    assert reading.problems == ()


def test_the_source_becomes_the_report(tmp_path: Path) -> None:
    report = one(tmp_path, {}).report
    assert (report.family, report.format, report.file, report.state) == ("figures", "csv", "figures.csv", "current")
    assert (report.source_title, report.source_url, report.issued_on) == ("Báo A", GOOD["source_url"], date(2024, 4, 5))
    assert report.place == Place("63", "60", "Bình Thuận")


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"field": "dossiers.lost"}, "danh mục"),
    ({"field": ""}, "danh mục"),
    ({"unit_kind": "ward"}, "unit_kind"),
    ({"admin_level": "ward"}, "admin_level"),
    ({"period_kind": "week"}, "period_kind"),
    ({"unit": ""}, "đơn vị"),
    ({"unit": "Sở Y tế"}, "unit_kind"),
    ({"unit_kind": "department"}, "unit_kind"),
    ({"unit": "cả nước", "unit_kind": "national"}, "province"),
    ({"province": "Cả nước"}, "province"),
    ({"value": ""}, "số nguyên"),
    ({"value": "abc"}, "số nguyên"),
    ({"value": "-5"}, "số nguyên"),
    ({"value": "1.234"}, "số nguyên"),
    ({"value": "1,234"}, "số nguyên"),
    ({"value": "12.0"}, "số nguyên"),
    ({"value": "1e5"}, "số nguyên"),
    ({"value": "١٢"}, "số nguyên"),
    ({"field": "dossiers.on_time_rate", "value": "99,8"}, "không phải là số"),
    ({"field": "dossiers.on_time_rate", "value": "nan"}, "không phải là số"),
    ({"field": "dossiers.on_time_rate", "value": "inf"}, "không phải là số"),
    ({"field": "dossiers.on_time_rate", "value": "99.8%"}, "không phải là số"),
    ({"field": "dossiers.on_time_rate", "value": "100.1"}, "0–100"),
    ({"field": "dossiers.on_time_rate", "value": "-1"}, "không phải là số"),
    ({"field": "index766.total", "value": "101"}, "0–100"),
    ({"field": "index766.rank", "value": "0"}, "thứ hạng"),
    ({"field": "index766.rank", "value": "3.5"}, "số nguyên"),
    ({"confidence": ""}, "confidence"),
    ({"confidence": "4"}, "confidence"),
    ({"confidence": "cao"}, "confidence"),
    ({"period_start": "2024-04-01"}, "trước khi bắt đầu"),
    ({"period_start": "01/01/2024"}, "period_start"),
    ({"period_end": "2024-02-30"}, "period_end"),
    ({"period_end": "20240331"}, "period_end"),
    ({"year": "24"}, "năm"),
    ({"year": "2023"}, "không thuộc kỳ"),
    ({"n": ""}, "cột n"),
    ({"n": "5"}, "cột n"),
    ({**MONTH, "n": "13"}, "cột n"),
    ({"period_kind": "half", "n": "0"}, "cột n"),
    ({"period_kind": "year"}, "cột n"),
    ({"source_title": ""}, "nguồn"),
    ({"source_date": "hôm qua"}, "source_date"),
    ({"source_date": "2024-13"}, "source_date"),
    ({"source_date": "05/04/2024"}, "source_date"),
]


@pytest.mark.parametrize(("change", "why"), REFUSED)
def test_a_row_that_cannot_be_right_is_refused_by_file_and_row_and_the_others_are_kept(
    tmp_path: Path, change: dict[str, str], why: str
) -> None:
    readings = read(written(tmp_path, {}, change, {"field": "dossiers.resolved"}), FIELDS)
    assert [fact.field for reading in readings for fact in reading.facts] == ["dossiers.received", "dossiers.resolved"]
    (problem,) = [problem for reading in readings for problem in reading.problems]
    assert (problem.kind, problem.severity) == ("row", "error")
    assert problem.message_vi.startswith("figures.csv dòng 3: ") and why in problem.message_vi
    assert problem.message_en.startswith("figures.csv row 3: ")


@pytest.mark.parametrize("cut", ["Bình Thuận,toàn tỉnh,province", ",".join(["x"] * 40)])
def test_a_row_with_too_few_or_too_many_cells_is_refused(tmp_path: Path, cut: str) -> None:
    path = written(tmp_path, {})
    path.write_text(path.read_text(encoding="utf-8") + cut + "\n", encoding="utf-8")
    readings = read(path, FIELDS)
    assert sum(len(reading.facts) for reading in readings) == 1
    (problem,) = [problem for reading in readings for problem in reading.problems]
    assert "dòng 3: số cột" in problem.message_vi


@pytest.mark.parametrize(
    ("change", "label", "basis"),
    [
        ({}, "2024-Q1", "calendar"),
        ({"period_start": "2023-12-15", "period_end": "2024-03-14"}, "2024-Q1", "standard"),
        ({"period_start": "2023-12-01", "period_end": "2024-02-29"}, "2024-Q1", "stated"),
        (MONTH, "2024-03", "calendar"),
        ({**MONTH, "period_start": "2024-02-15", "period_end": "2024-03-14"}, "2024-03", "standard"),
        ({**MONTH, "period_start": "2024-02-21", "period_end": "2024-03-20"}, "2024-03", "stated"),
        ({**MONTH, "n": "1", "period_start": "2023-12-15", "period_end": "2024-01-14"}, "2024-01", "standard"),
        ({"period_kind": "half", "period_end": "2024-06-30"}, "2024-H1", "calendar"),
        ({"period_kind": "half", "period_end": "2024-06-15"}, "2024-H1", "stated"),
        (
            {"period_kind": "half", "n": "2", "period_start": "2024-06-15", "period_end": "2024-12-14"},
            "2024-H2",
            "standard",
        ),
        ({"period_kind": "nine_months", "n": "", "period_end": "2024-09-30"}, "2024-9M", "calendar"),
        ({"period_kind": "year", "n": "", "period_end": "2024-12-31"}, "2024", "calendar"),
        (
            {"period_kind": "year", "n": "", "period_start": "2023-12-15", "period_end": "2024-12-14"},
            "2024",
            "standard",
        ),
        ({"period_kind": "range", "n": "", "period_end": "2024-02-12"}, "2024-01-01..2024-02-12", "stated"),
        ({"period_kind": "range", "n": "", "year": ""}, "2024-01-01..2024-03-31", "stated"),
        ({"period_kind": "as_of", "n": ""}, "2024-03-31", "stated"),
        ({"period_kind": "as_of", "n": "", "period_start": ""}, "2024-03-31", "stated"),
    ],
)
def test_a_period_has_its_label_and_says_whose_days_it_has(
    tmp_path: Path, change: dict[str, str], label: str, basis: str
) -> None:
    period = only_fact(tmp_path, change).period
    assert period and (period.label, period.basis) == (label, basis)
    assert str(period.end) == {**GOOD, **change}["period_end"]


@pytest.mark.parametrize(
    "change",
    [
        {"year": ""},
        NO_DAYS,
        {"period_end": ""},
        {"period_kind": "as_of", "n": "", **NO_DAYS},
        {"period_kind": "as_of", "n": "", "period_end": ""},
        {"period_kind": "range", "n": "", "period_end": ""},
        {**MONTH, **NO_DAYS, "year": ""},
    ],
)
def test_an_undated_row_is_kept_and_not_counted(tmp_path: Path, change: dict[str, str]) -> None:
    reading = one(tmp_path, change)
    assert reading.facts[0].period is None
    assert [(problem.kind, problem.severity) for problem in reading.problems] == [("period", "warning")]
    assert (reading.report.state, reading.report.held_reason) == ("held", "period")
    commit([reading], tmp_path / "warehouse", FIELDS)
    assert table(tmp_path / "warehouse", "facts")["counted"].to_list() == [False]


LATE = {"period_kind": "month", "year": "2025", "n": "8", "period_start": "2025-08-01", "period_end": "2025-08-31"}
SPANNING = {"period_kind": "year", "year": "2025", "n": "", "period_start": "2025-01-01", "period_end": "2025-12-31"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"province": "Gia Lai"}, Place("63", "64", "Gia Lai")),
        ({"province": "Gia Lai", **LATE}, Place("34", "52", "Gia Lai")),
        ({"province": "Gia Lai", **SPANNING}, Place("34", "52", "Gia Lai")),
        ({"province": "TP Hồ Chí Minh", **LATE}, Place("34", "79", "Hồ Chí Minh")),
        ({"province": "Thừa Thiên - Huế"}, Place("63", "46", "Thừa Thiên Huế")),
        ({"province": "đắk lăk"}, Place("63", "66", "Đắk Lắk")),
        (
            {"province": "Cả nước", "unit": "cả nước", "unit_kind": "national", **LATE},
            Place("vn", "00", "Cả nước"),
        ),
        ({"province": "Bình Định", **NO_DAYS}, Place("63", "52", "Bình Định")),
        ({"province": "Gia Lai", **NO_DAYS}, Place("63", "64", "Gia Lai")),
        ({"province": "Gia Lai", "year": "2026", **NO_DAYS}, Place("34", "52", "Gia Lai")),
        ({"province": "Gia Lai", **LATE, "period_end": ""}, Place("34", "52", "Gia Lai")),
        ({"province": "Gia Lai", "year": "2025", **NO_DAYS}, None),
        ({"province": "Gia Lai", "year": "", **NO_DAYS}, None),
    ],
)
def test_a_place_is_the_one_of_that_name_at_the_end_of_the_period(
    tmp_path: Path, change: dict[str, str], place: Place | None
) -> None:
    assert only_fact(tmp_path, change).place == place


@pytest.mark.parametrize(
    ("change", "words", "suggestion"),
    [
        ({"province": "Bình Thuận", **LATE}, "không có trên bản đồ 34 tỉnh", "Lâm Đồng"),
        ({"province": "Bình Thuân Đông"}, "không có tỉnh nào tên", "Bình Thuận"),
        ({"province": "Quảng Đông Tây"}, "không có tỉnh nào tên", None),
        ({"province": ""}, "không ghi tỉnh nào", None),
    ],
)
def test_a_row_without_a_place_is_kept_with_a_problem_and_not_counted(
    tmp_path: Path, change: dict[str, str], words: str, suggestion: str | None
) -> None:
    reading = one(tmp_path, change)
    assert reading.facts[0].place is None
    (problem,) = reading.problems
    assert problem.kind == "placement" and words in problem.message_vi
    if suggestion:
        assert problem.suggestion == suggestion
    assert (reading.report.state, reading.report.held_reason) == ("held", "place")


def test_rows_kept_for_one_reason_are_one_problem_that_names_them_all(tmp_path: Path) -> None:
    fields = ["dossiers.received", "dossiers.resolved", "dossiers.pending", "dossiers.due"]
    gone = [{"province": "", "field": field} for field in fields]
    (reading,) = read(written(tmp_path, *gone[:3], {}, gone[3]), FIELDS)
    (problem,) = [each for each in reading.problems if each.kind not in ("identity", "order")]
    assert "dòng 2–4, 6:" in problem.message_vi
    assert set(problem.fields) == {each["field"] for each in gone}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dossiers.resolved_rate", "104.2"),
        ("finance.public_investment_disbursement_rate", "101"),
        ("finance.public_investment_plan", "1234.5"),
        ("dossiers.on_time_rate", "100"),
        ("dossiers.on_time_rate", "0"),
        ("index766.total", "92.81"),
        ("index766.rank", "7"),
    ],
)
def test_values_that_are_possible_are_taken(tmp_path: Path, field: str, value: str) -> None:
    assert only_fact(tmp_path, {"field": field, "value": value}).value == float(value)


def test_a_level_of_two_is_a_level(tmp_path: Path) -> None:
    assert only_fact(tmp_path, {"admin_level": "district+commune"}).admin_level == "district+commune"


@pytest.mark.parametrize(
    ("note", "basis"), [("derived: 5 + 6", "derived"), ("computed", "derived"), ("rounded", "stated")]
)
def test_a_value_that_the_note_calls_derived_is_not_called_stated(tmp_path: Path, note: str, basis: str) -> None:
    assert only_fact(tmp_path, {"note": note}).basis == basis


def test_each_source_is_a_reading_of_its_own_wherever_its_rows_stand(tmp_path: Path) -> None:
    other = {"source_title": "Báo B", "value": "5"}
    first, second = read(written(tmp_path, {}, other, {"field": "dossiers.resolved"}), FIELDS)
    assert [len(first.facts), len(second.facts)] == [2, 1]
    assert [fact.at.cell for fact in first.facts] == ["K2", "K4"]


def test_the_identity_of_a_source_is_its_rows_not_where_they_stand(tmp_path: Path) -> None:
    (alone,) = read(written(tmp_path, {}), FIELDS)
    below = read(written(tmp_path, {"source_title": "Báo B"}, {}), FIELDS)[1]
    edited = read(written(tmp_path, {"value": "1235"}), FIELDS)[0]
    assert alone.report.report_id == below.report.report_id != edited.report.report_id


def test_a_source_on_several_places_has_none_of_its_own(tmp_path: Path) -> None:
    (reading,) = read(written(tmp_path, {}, {"province": "Bình Định"}), FIELDS)
    assert reading.report.place is None and reading.report.state == "current"
    assert [fact.place and fact.place.code for fact in reading.facts] == ["60", "52"]


def test_a_fact_without_a_place_never_takes_that_of_its_source(tmp_path: Path) -> None:
    (reading,) = read(written(tmp_path, *[{}] * 9, {"province": ""}), FIELDS)
    commit([reading], tmp_path / "warehouse", FIELDS)
    assert table(tmp_path / "warehouse", "facts")["place_code"].null_count() == 1


@pytest.mark.parametrize(
    ("change", "issued"),
    [
        ({}, date(2024, 4, 5)),
        ({"source_date": ""}, None),
        ({"source_date": "2024-04"}, None),
        ({"source_date": "2024-02-31"}, None),
        ({"source_date": "2024-03-31"}, None),
        ({"source_date": "2024-03-31", "source_title": "Báo A 31/3/2024"}, date(2024, 3, 31)),
    ],
)
def test_the_date_of_a_source_is_not_the_end_of_its_period(
    tmp_path: Path, change: dict[str, str], issued: date | None
) -> None:
    assert one(tmp_path, change).report.issued_on == issued


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (HEADER[1:], "thiếu province"),
        ((*HEADER[:10], "giá trị", *HEADER[11:]), "thiếu value"),
        ((*HEADER, "more"), "lạ more"),
        ((HEADER[1], HEADER[0], *HEADER[2:]), "sai thứ tự"),
    ],
)
def test_another_header_is_refused_in_one_sentence(tmp_path: Path, header: tuple[str, ...], words: str) -> None:
    with pytest.raises(LoaderError, match=words) as error:
        read(written(tmp_path, {}, header=header), FIELDS)
    assert error.value.title.count("\n") == 0 and "figures.csv" in error.value.title


def test_the_column_source_date_may_be_missing(tmp_path: Path) -> None:
    (reading,) = read(written(tmp_path, {}, header=HEADER[:-1]), FIELDS)
    assert len(reading.facts) == 1 and reading.report.issued_on is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\xff\xfe\x00b",
        b"a\0b,c",
        b'province,"unit\nnever closed',
        b"PK\x03\x04" + bytes(range(256)),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(LoaderError, match=r"x\.csv"):
        read(path, FIELDS)


def test_a_missing_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LoaderError, match=r"x\.csv"):
        read(tmp_path / "x.csv", FIELDS)


def test_a_byte_order_mark_blank_rows_and_both_kinds_of_line_ends_are_fine(tmp_path: Path) -> None:
    path = written(tmp_path, {}, {"field": "dossiers.resolved"})
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_bytes(("\ufeff" + "\r\n".join([lines[0], "", lines[1], "," * 15, lines[2]])).encode())
    (reading,) = read(path, FIELDS)
    assert [fact.at.cell for fact in reading.facts] == ["K3", "K5"]


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    change = {"province": unicodedata.normalize("NFD", "Bình Thuận"), "note": unicodedata.normalize("NFD", "số liệu")}
    fact = only_fact(tmp_path, change)
    assert fact.place and fact.place.code == "60" and fact.note == "số liệu"


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=12)


@settings(max_examples=tries(30), deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(HEADER), WORDS, max_size=4), max_size=12))
def test_whatever_stands_in_the_cells_every_row_is_a_fact_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    readings = read(written(folder, *changes), FIELDS)
    refused = sum(problem.kind == "row" for reading in readings for problem in reading.problems)
    assert sum(len(reading.facts) for reading in readings) + refused == len(changes)
    commit(readings, folder / "warehouse", FIELDS)
