"""The head of a form: who reports, to whom, on which period, however its boxes stand in a sheet or a text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from loaders.heads.forms import form_head
from loaders.heads.letterhead import read_letterhead
from loaders.reading import read
from loaders.records import Report
from loaders.text.textform import normalise

FORM = "Biểu số II.06a/VPCP/KSTT\nBan hành theo Thông tư số 01/2020/TT-VPCP"
TITLE = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC"
PERIOD = "Kỳ báo cáo: Quý I/2024\n(Từ ngày 15/12/2023 đến ngày 14/3/2024)"
COLUMNS = ["STT", "Đơn vị", "Số hồ sơ tiếp nhận", "Số hồ sơ đã giải quyết"]


def head(unit: str, receiver: str = "Văn phòng Chính phủ") -> str:
    return normalise(f"{FORM}\n{TITLE}\n{PERIOD}\nĐơn vị báo cáo: {unit}\nĐơn vị nhận báo cáo: {receiver}\n")


@pytest.mark.parametrize(
    ("unit", "receiver", "expected"),
    [
        ("UBND tỉnh Bình Thuận", "Văn phòng Chính phủ", ("Bình Thuận", "toàn tỉnh", "province")),
        ("Ủy ban nhân dân tỉnh Bình Thuận", "", ("Bình Thuận", "toàn tỉnh", "province")),
        ("Sở Ngoại vụ", "Văn phòng UBND tỉnh Bình Thuận", ("Bình Thuận", "Sở Ngoại vụ", "department")),
        ("UBND huyện Bắc Bình, tỉnh Bình Thuận", "", ("Bình Thuận", "UBND huyện Bắc Bình", "district")),
        ("UBND huyện Bắc Bình", "UBND tỉnh Bình Thuận", ("Bình Thuận", "UBND huyện Bắc Bình", "district")),
        ("Sở Y tế", "", (None, "Sở Y tế", "department")),
    ],
)
def test_the_unit_that_reports_is_the_one_the_form_names(
    unit: str, receiver: str, expected: tuple[str | None, str, str]
) -> None:
    said = read_letterhead(head(unit, receiver))
    assert (said.place, said.unit, said.unit_kind) == expected
    assert said.family == "ksthc" and said.issued_on is None and said.number is None


def test_the_period_and_its_days_stand_behind_their_label() -> None:
    said = form_head(head("UBND tỉnh Bình Thuận"))
    assert said is not None and said.form == "II.06A" and said.title == TITLE
    assert said.period == "Quý I/2024 (Từ ngày 15/12/2023 đến ngày 14/3/2024)"


def test_a_form_behind_a_report_is_its_appendix() -> None:
    report = "UBND TỈNH BÌNH THUẬN\nSố: 5/BC-UBND\nBình Thuận, ngày 16/3/2024\n\nBÁO CÁO\nCông tác quý I năm 2024\n"
    assert form_head(normalise(f"{report}\n{head('Sở Y tế')}")) is None
    assert form_head(normalise(f"Kính gửi: UBND tỉnh\n{head('Sở Y tế')}")) is None


@pytest.mark.parametrize(
    "text", ["Số liệu tại Biểu số II.06a/VPCP/KSTT.", "Kỳ báo cáo: Quý I/2024", "Đơn vị báo cáo gồm ba sở."]
)
def test_a_mention_of_a_form_is_no_head(text: str) -> None:
    assert form_head(normalise(f"Đã gửi báo cáo. {text}")) is None


def test_an_appendix_names_the_report_it_goes_with() -> None:
    text = normalise(
        "PHỤ LỤC\nKẾT QUẢ GIẢI QUYẾT HỒ SƠ QUÝ I NĂM 2024\n"
        "(Kèm theo Báo cáo số 58/BC-UBND ngày 15 tháng 3 năm 2024 của UBND tỉnh Bình Thuận)\n"
    )
    said = read_letterhead(text)
    assert (said.place, said.unit_kind, said.number) == ("Bình Thuận", "province", None)


# ---- in sheets


def report_of(path: Path) -> Report:
    (reading,) = read(path)
    assert len(reading.facts) >= 2
    return reading.report


def write(path: Path, boxes: dict[str, str], merged: dict[str, str] | None = None, at: int = 8) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("II.06a")
        for cell, text in boxes.items():
            sheet.write_string(cell, text)
        for cells, text in (merged or {}).items():
            sheet.merge_range(cells, text)
        sheet.write_row(at, 0, COLUMNS)
        sheet.write_row(at + 1, 0, [1, "Sở Y tế", 100, 95])
    return path


@pytest.mark.parametrize(
    "layout",
    [
        {"boxes": {"A1": FORM, "C1": TITLE, "C2": PERIOD, "G1": "Đơn vị báo cáo: UBND tỉnh Bình Thuận"}},
        {"boxes": {"A1": FORM, "C1": TITLE, "C2": PERIOD, "G1": "Đơn vị báo cáo:", "G2": "UBND tỉnh Bình Thuận"}},
        {
            "boxes": {
                "A1": FORM,
                "A2": TITLE,
                "A3": "Kỳ báo cáo:",
                "B3": "Quý I/2024",
                "A4": "Đơn vị báo cáo:",
                "B4": "UBND tỉnh Bình Thuận",
            }
        },
        {
            "boxes": {
                "A1": FORM,
                "G1": "Đơn vị báo cáo: \nUBND tỉnh Bình Thuận\nĐơn vị nhận báo cáo:\nVăn phòng Chính phủ",
                "C3": TITLE,
                "C4": PERIOD,
            }
        },
        {
            "boxes": {},
            "merged": {
                "A1:B3": FORM,
                "C1:F1": TITLE,
                "C2:F3": PERIOD,
                "G1:I1": "Đơn vị báo cáo:",
                "G2:I2": "UBND tỉnh Bình Thuận",
                "G3:I3": "Đơn vị nhận báo cáo: Văn phòng Chính phủ",
            },
        },
        {
            "boxes": {
                "A1": "UBND TỈNH BÌNH THUẬN",
                "E1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "E2": "Độc lập - Tự do - Hạnh phúc",
                "A3": "BÁO CÁO",
                "A4": "Kết quả giải quyết hồ sơ TTHC quý I năm 2024",
            }
        },
        {
            "boxes": {
                "A1": "PHỤ LỤC I",
                "A2": "KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC QUÝ I NĂM 2024",
                "A3": "(Kèm theo Báo cáo số 58/BC-UBND ngày 15/3/2024 của UBND tỉnh Bình Thuận)",
            }
        },
    ],
    ids=["boxes", "label above value", "label beside value", "one box", "merged", "letterhead", "appendix"],
)
def test_a_sheet_says_who_reports_and_when_however_its_head_is_set(
    tmp_path: Path, layout: dict[str, dict[str, str]]
) -> None:
    report = report_of(write(tmp_path / "b.xlsx", **layout))
    assert report.place is not None and report.place.name == "Bình Thuận"
    assert (report.unit, report.state) == ("toàn tỉnh", "current")
    assert report.period is not None and report.period.label == "2024-Q1"


def test_the_days_of_the_form_are_the_stated_ones(tmp_path: Path) -> None:
    boxes = {
        "A1": FORM,
        "A2": TITLE,
        "A3": "Kỳ báo cáo: Quý I/2024",
        "A4": "(Từ ngày 01/01/2024 đến ngày 31/3/2024)",
        "A5": "Đơn vị báo cáo: UBND tỉnh Bình Thuận",
    }
    period = report_of(write(tmp_path / "b.xlsx", boxes)).period
    assert period is not None and (period.start, period.basis) == (date(2024, 1, 1), "stated")
