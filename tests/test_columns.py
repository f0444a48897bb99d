"""A letterhead in two columns by tabs or spaces reads down its columns; nothing else is moved."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from loaders.heads.columns import columns_apart
from loaders.reading import read
from tests.documents import saved

NATION, MOTTO, DAY = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Lào Cai, ngày 5 tháng 4 năm 2024",
)
APART = ["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI", "Số: 12/BC-UBND", NATION, MOTTO, DAY, "BÁO CÁO"]


def rows(gap: str) -> list[str]:
    pairs = zip(APART[:3], APART[3:6], strict=True)
    return [f"{left}{gap}{right}" for left, right in pairs] + ["BÁO CÁO"]


@pytest.mark.parametrize("gap", ["\t", "\t\t", " \t ", "     ", "\u00a0\u00a0\u00a0\u00a0"])
def test_two_columns_are_read_one_after_the_other(gap: str) -> None:
    assert columns_apart(rows(gap)) == APART


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_or_not(form: str) -> None:
    told = columns_apart([unicodedata.normalize(form, line) for line in rows("\t")])
    assert [unicodedata.normalize("NFC", line) for line in told] == APART


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["SỞ Y TẾ", f"   ỦY BAN\t{NATION}", f"TỈNH A\t{MOTTO}"], ["SỞ Y TẾ", "ỦY BAN", "TỈNH A", NATION, MOTTO]),
        (
            [f"UBND TỈNH A\t{NATION}", "SỞ Y TẾ", f"\t{DAY}", "Nội dung"],
            ["UBND TỈNH A", "SỞ Y TẾ", NATION, DAY, "Nội dung"],
        ),
        ([f"UBND TỈNH A\t{DAY}", "Số: 12/BC-UBND", "", "x"], ["UBND TỈNH A", "Số: 12/BC-UBND", DAY, "x"]),
        ([f"Số:        /BC-UBND      {DAY}"], ["Số:        /BC-UBND", DAY]),
        ([f"UBND A      {NATION}", "Số:        /BC-UBND", "x"], ["UBND A", "Số:        /BC-UBND", NATION, "x"]),
        (["UBND A      Lào Cai, ngày      tháng 4 năm 2024"], ["UBND A", "Lào Cai, ngày      tháng 4 năm 2024"]),
        ([f"UBND A      {NATION}", "-----       ---------", "x"], ["UBND A", "-----", NATION, "---------", "x"]),
    ],
)
def test_lines_of_one_side_and_gaps_inside_of_a_side(lines: list[str], told: list[str]) -> None:
    assert columns_apart(lines) == told


@pytest.mark.parametrize(
    "lines",
    [
        [],
        APART,
        ["Số:  58    /BC-UBND Bình Thuận, ngày   15   tháng 3 năm 2023", "BÁO CÁO"],
        [NATION, f"          {DAY}", "UBND TỈNH A"],
        ["Lĩnh vực\tTiếp nhận\tĐã giải quyết", "Đất đai\t12\t9"],
        ["Tại Lào Cai, ngày 5 tháng 4   Sở đã giải quyết 12 hồ sơ"],
        ["x"] * 40 + rows("\t"),
    ],
)
def test_what_is_no_letterhead_in_columns_stays(lines: list[str]) -> None:
    assert columns_apart(lines) == lines


@pytest.mark.parametrize("gap", ["\t", "          "])
@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_who_reports_is_read_from_columns(tmp_path: Path, gap: str, suffix: str) -> None:
    lines = [*rows(gap), "Kết quả kiểm soát thủ tục hành chính quý I năm 2024", "Đã giải quyết 12 hồ sơ."]
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(saved(document) if suffix == ".docx" else "\n".join(lines).encode())
    (reading,) = read(path)
    report = reading.report
    assert report.place is not None and (report.place.name, report.unit) == ("Lào Cai", "toàn tỉnh")
    assert (report.number, report.issued_on) == ("12/BC-UBND", date(2024, 4, 5))
    for fact in reading.facts:
        assert reading.text[fact.at.start : fact.at.end] == fact.raw
