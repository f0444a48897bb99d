"""Which tables hold data and which only place paragraphs side by side."""

from __future__ import annotations

import unicodedata

import pytest

from loaders.content import Composer, RawCell
from loaders.tables.layout import Box, Grid, Paragraph, column_by_column, compose, is_data, marks_apart, text_of


def cells(*rows: str) -> list[RawCell]:
    """Rows of cells apart by a bar; an empty one is left out."""
    told = [[cell.strip() for cell in row.split("|")] for row in rows]
    return [RawCell(text.replace("/n", "\n"), r, c) for r, row in enumerate(told) for c, text in enumerate(row) if text]


@pytest.mark.parametrize(
    "rows",
    [
        ("Lĩnh vực | Hồ sơ", "Đất đai | 12", "Hộ tịch | 9"),
        ("Lĩnh vực | Hồ sơ", "Đất đai | 12"),
        ("| Quý I | Quý II", "Tiếp nhận | 1.234 | 56,7%"),
        ("(1) | (2) | (3)", "Đất đai | |"),
        ("Tiêu chí | Kế hoạch | Kết quả", "Số hóa | 60% | 1.234/2.345"),
        ("TT | Nhiệm vụ | Cơ quan", "1 | Rà soát | Sở Tư pháp", "2 | Công bố | Văn phòng"),
        ("Nhiệm vụ | Cơ quan", "Rà soát | Sở Tư pháp", "Công bố | Văn phòng"),
        ("Hồ sơ | 12[1]", "Cấp xã | 9[2]"),
        ("Nơi nhận | Hồ sơ | Quá hạn", "Cấp tỉnh | 12 | 1"),
    ],
)
def test_figures_or_words_in_rows_and_columns_are_data(rows: tuple[str, ...]) -> None:
    assert is_data(cells(*rows))


@pytest.mark.parametrize(
    "rows",
    [
        (),
        ("Một ô",),
        ("UBND TỈNH A/nSố: 12/BC-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/nĐộc lập - Tự do - Hạnh phúc",),
        ("UBND TỈNH A | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/BC-UBND | A, ngày 1 tháng 2 năm 2024"),
        ("SỞ A | Độc lập – Tự do – Hạnh phúc", "Số: 1/BC-S | A, ngày 1", "V/v báo cáo | quý I"),
        ("SỞ A | ĐỘC LẬP - TỰ DO - HẠNH PHÚC", "12 | /BC-SA", "| ngày"),
        ("TỈNH ỦY A | ĐẢNG CỘNG SẢN VIỆT NAM", "* | ", "Số 12-BC/TU | A, ngày 1 tháng 2 năm 2024"),
        ("SỞ A | x", "Số 12/BC-SA | y", "V/v | z"),
        ("SỞ A | x", "y | A, ngày … tháng … năm 2024", "V/v | z"),
        ("Nơi nhận: | TM. ỦY BAN NHÂN DÂN", "- Như trên; | CHỦ TỊCH", "- Lưu: VT. | Nguyễn Văn A"),
        ("Kính gửi: | - Văn phòng Chính phủ;", "| - Bộ Tư pháp;", "| - Bộ Nội vụ."),
        ("Biểu số II.06a | TÌNH HÌNH GIẢI QUYẾT | Đơn vị báo cáo: Sở A", "Quý I | | Đơn vị nhận: B", "x | y | z"),
        ("1 | 2 | 3",),
        ("Hồ sơ", "12", "9"),
        ("Nội dung | " + "Đã giải quyết hồ sơ. " * 100, "a | b", "c | d"),
        ("Người ký | Ngày ký", "Nguyễn Văn A | ngày 1 tháng 2"),
    ],
)
def test_letterheads_signatures_and_frames_are_layout(rows: tuple[str, ...]) -> None:
    assert not is_data(cells(*rows))


def test_decomposed_letters_and_old_tones_make_no_difference() -> None:
    rows = ("SỞ A | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1 | ngày", "a | b")
    assert not is_data(cells(*(unicodedata.normalize("NFD", row) for row in rows)))


def box(row: int, column: int, *blocks: str | Grid) -> Box:
    return Box(tuple(Paragraph(b) if isinstance(b, str) else b for b in blocks), row, column)


def test_layout_comes_cell_by_cell_with_its_inner_tables_in_place() -> None:
    inner = Grid((box(0, 0, "Cấp"), box(0, 1, "Hồ sơ"), box(1, 0, "Xã"), box(1, 1, "12")))
    blocks = (Paragraph("Trên."), Grid((box(0, 0, "A", inner, "B"), box(0, 1, "C"))), Paragraph("Dưới."))
    composer = Composer()
    compose(blocks, composer)
    found = composer.done()
    assert found.text.splitlines() == ["Trên.", "A", "Cấp | Hồ sơ", "Xã | 12", "B", "C", "Dưới."]
    assert [found.text[cell.start : cell.end] for cell in found.tables[0].cells] == ["Cấp", "Hồ sơ", "Xã", "12"]
    assert text_of(blocks).splitlines() == ["Trên.", "A", "Cấp", "Hồ sơ", "Xã", "12", "B", "C", "Dưới."]


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        (("ỦY BAN | CỘNG HÒA", "TỈNH A | Độc lập", "Số: 1 | A, ngày"), "ỦY BAN,TỈNH A,Số: 1,CỘNG HÒA,Độc lập,A, ngày"),
        (("A | B", "C |"), "A,C,B"),
        (("A | B",), "A,B"),
        (("A", "B"), "A,B"),
        ((), ""),
    ],
)
def test_a_letterhead_is_read_down_its_columns(rows: tuple[str, ...], order: str) -> None:
    assert ",".join(cell.text for cell in column_by_column(cells(*rows))) == order


def test_a_cell_over_the_whole_width_parts_what_is_above_from_what_is_below() -> None:
    told = [*cells("A | B", "C | D"), RawCell("E", 2, 0, columns=2), RawCell("F", 3, 0), RawCell("G", 3, 1)]
    assert "".join(cell.text for cell in column_by_column(told)) == "ACBDEFG"


@pytest.mark.parametrize(
    ("before", "raised", "after"),
    [
        ("47", "1", "[1]"),
        ("47", " 12 ", "[12]"),
        ("47", "(1)", "[1]"),
        ("47", "1,2", "[1][2]"),
        ("47", "[3]", "[3]"),
        ("47", "2a", "[2a]"),
        ("20 m", "2", "2"),
        ("20km", "2", "2"),
        ("năm", "2", "[2]"),
        ("n", "th", "th"),
        ("47", "*", "*"),
        ("47", "", ""),
    ],
)
def test_raised_digits_are_marks_but_behind_a_length(before: str, raised: str, after: str) -> None:
    assert marks_apart(raised, before) == after
