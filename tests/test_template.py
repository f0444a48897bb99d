"""The template: what is written can be filled in, what is filled in is read back, and a wrong cell is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from loaders.__main__ import template
from loaders.catalogue.fields import load_fields
from loaders.catalogue.template_columns import COLUMNS
from loaders.reading import read
from loaders.records import LoaderError, Reading
from loaders.template.writer import DATA, EXAMPLES, FIELDS, KINDS_VI, LEVELS_VI, UNITS_VI, write_template

RECEIVED, RESOLVED = (load_fields()[f"dossiers.{name}"].label_vi for name in ("received", "resolved"))
Row = list[Any]


def filled(path: Path, rows: list[Row], columns: tuple[str, ...] = COLUMNS) -> Reading:
    """The reading of a template with these rows."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(DATA)
        sheet.write_row(0, 0, columns)
        for row, cells in enumerate(rows, start=1):
            sheet.write_row(row, 0, cells)
    (reading,) = read(path)
    return reading


def test_the_template_itself_holds_examples_and_states_nothing(tmp_path: Path) -> None:
    assert template(tmp_path / "mau.xlsx") == 0
    (reading,) = read(tmp_path / "mau.xlsx")
    assert reading.facts == () and reading.problems == () and reading.report.state == "held"
    data = CalamineWorkbook.from_path(tmp_path / "mau.xlsx").get_sheet_by_name(DATA).to_python()
    assert tuple(data[0]) == COLUMNS and len(data) == 1 + len(EXAMPLES)


def test_the_examples_are_real_and_would_be_read_without_their_mark(tmp_path: Path) -> None:
    write_template(tmp_path / "mau.xlsx")
    data = CalamineWorkbook.from_path(tmp_path / "mau.xlsx").get_sheet_by_name(DATA).to_python()
    reading = filled(tmp_path / "lai.xlsx", [[*row[:-1], ""] for row in data[1:]])
    assert [fact.value for fact in reading.facts] == [value for *_, value in EXAMPLES]
    assert not reading.problems


def test_every_field_is_explained_in_vietnamese(tmp_path: Path) -> None:
    write_template(tmp_path / "mau.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "mau.xlsx").get_sheet_by_name(FIELDS).to_python()[1:]
    assert [row[1] for row in rows] == list(load_fields())
    assert all(field.unit in UNITS_VI and field.kind in KINDS_VI for field in load_fields().values())
    assert {field.levels for field in load_fields().values()} <= set(LEVELS_VI)
    assert next(row[5] for row in rows if row[1] == "dossiers.pending").startswith("Hồ sơ đang giải quyết = ")


def test_no_two_fields_have_one_label() -> None:
    labels = [field.label_vi for field in load_fields().values()]
    assert len(labels) == len(set(labels))


def test_a_filled_template_is_read_back(tmp_path: Path) -> None:
    reading = filled(
        tmp_path / "so-lieu.xlsx",
        [
            ["Bình Thuận", "", "", "Quý I/2024", RECEIVED, 100, ""],
            [
                "Bình Thuận",
                "",
                "Cấp tỉnh",
                "Quý I/2024 (01/01/2024 - 31/03/2024)",
                "dossiers.resolved",
                "1.234",
                "tạm tính",
            ],
            ["Bình Thuận", "Sở Y tế", "", "2024-Q1", RESOLVED, 90, ""],
            ["Bình Thuận", "UBND huyện Bắc Bình", "", "Tháng 4/2024", RESOLVED, 0, ""],
            ["Lâm Đồng", "", "", "Năm 2025", "Tỷ lệ đúng hạn (nêu trong báo cáo)", 98.5, ""],
        ],
    )
    assert not reading.problems and reading.report.family == "figures" and reading.report.state == "current"
    first, second, third, fourth, last = reading.facts
    assert (first.field, first.value, first.unit, first.admin_level) == ("dossiers.received", 100, "toàn tỉnh", "all")
    assert first.period and (first.period.label, first.period.basis) == ("2024-Q1", "standard")
    assert (second.value, second.admin_level, second.note) == (1234, "province", "tạm tính")
    assert second.period and second.period.basis == "stated" and str(second.period.end) == "2024-03-31"
    assert (third.unit, third.unit_kind, third.admin_level) == ("Sở Y tế", "department", "province")
    assert (fourth.unit, fourth.value, fourth.admin_level) == ("UBND huyện Bắc Bình", 0, "district")
    assert last.place and (last.place.vintage, last.value) == ("34", 98.5)
    assert (first.at.sheet, first.at.cell, last.at.cell) == (DATA, "F2", "F6")
    assert reading.text[first.at.start : first.at.end] == "100"


@pytest.mark.parametrize(
    ("row", "cell", "why"),
    [
        (["Bình Thuậnn", "", "", "Quý I/2024", RECEIVED, 1], "A2", "tỉnh"),
        (["Bình Thuận", "", "", "Quý I/2026", RECEIVED, 1], "A2", "kỳ này"),
        (["Bình Thuận", "Câu lạc bộ", "", "Quý I/2024", RECEIVED, 1], "B2", "đơn vị"),
        (["Bình Thuận", "", "Cấp thôn", "Quý I/2024", RECEIVED, 1], "C2", "cấp"),
        (["Bình Thuận", "", "", "đầu năm", RECEIVED, 1], "D2", "kỳ"),
        (["Bình Thuận", "", "", "Quý I/2024", "Số ghế", 1], "E2", "danh mục"),
        (["Bình Thuận", "", "", "Quý I/2024", RECEIVED, 1.5], "F2", "con số"),
        (["Bình Thuận", "", "", "Quý I/2024", RECEIVED, -3], "F2", "con số"),
        (["Bình Thuận", "", "", "Quý I/2024", RECEIVED, "khoảng 100"], "F2", "con số"),
        (["Bình Thuận", "", "", "Quý I/2024", "Tỷ lệ đúng hạn (nêu trong báo cáo)", 0.985], "F2", "phần trăm"),
        (["Bình Thuận", "", "", "Quý I/2024", "Tỷ lệ đúng hạn (nêu trong báo cáo)", 985], "F2", "con số"),
    ],
)
def test_a_wrong_cell_is_named_and_its_row_left_out(tmp_path: Path, row: Row, cell: str, why: str) -> None:
    good = ["Bình Thuận", "", "", "Quý I/2024", RESOLVED, 7]
    reading = filled(tmp_path / "so-lieu.xlsx", [row, good])
    (problem,) = reading.problems
    assert (problem.at.cell, problem.at.sheet, problem.severity) == (cell, DATA, "error")
    assert cell in problem.message_vi and why in problem.message_vi and cell in problem.message_en
    assert [fact.value for fact in reading.facts] == [7]


def test_a_blank_value_is_missing_and_a_blank_field_is_told(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Bình Thuận", "", "", "Quý I/2024", RECEIVED, ""],
        ["Bình Thuận", "", "", "Quý I/2024", "", 5],
    ]
    reading = filled(tmp_path / "so-lieu.xlsx", rows)
    assert reading.facts == () and [problem.kind for problem in reading.problems] == ["row"]
    assert "Chỉ tiêu" in reading.problems[0].message_vi


def test_figures_that_do_not_add_up_are_told_like_those_of_a_report(tmp_path: Path) -> None:
    values = {"dossiers.pending": 30, "dossiers.pending_in_time": 20, "dossiers.pending_overdue": 5}
    rows: list[Row] = [["Bình Thuận", "", "", "Quý I/2024", name, value] for name, value in values.items()]
    reading = filled(tmp_path / "so-lieu.xlsx", rows)
    assert [problem.kind for problem in reading.problems] == ["identity"]
    assert {fact.status for fact in reading.facts} == {"suspect"}


def test_columns_may_stand_in_another_order_and_the_file_may_be_csv(tmp_path: Path) -> None:
    columns = ("Giá trị", "Chỉ tiêu", "Kỳ báo cáo", "Tỉnh, thành phố")
    reading = filled(tmp_path / "so-lieu.xlsx", [[5, RECEIVED, "Quý I/2024", "Bình Thuận"]], columns)
    assert [(fact.value, fact.unit) for fact in reading.facts] == [(5, "toàn tỉnh")]
    path = tmp_path / "so-lieu.csv"
    path.write_text(
        f'"Tỉnh, thành phố";Kỳ báo cáo;Chỉ tiêu;Giá trị\nBình Thuận;Quý I/2024;{RECEIVED};5\n', encoding="utf-8"
    )
    (again,) = read(path)
    assert [(fact.value, fact.at.cell) for fact in again.facts] == [(5, "D2")]


def test_a_template_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LoaderError, match="Không ghi được"):
        write_template(tmp_path / "không có" / "mau.xlsx")
