"""Workbooks and delimited files: what their cells hold is what is read, wherever a table stands in them."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from loaders.content import Composer, Content, RawCell
from loaders.readers.sheets import delimited, extras, regions, workbook
from loaders.reading import read
from loaders.records import LoaderError, Reading
from tests.books import case_book, case_csv, lines_of, write_book, write_cells
from tests.documents import SOFFICE, all_by_libreoffice
from tests.tables import cases, merged, stated
from tests.tries import HANGS
from tests.xlsb import Value, write_xlsb
from tests.zips import zipped

CASES = cases()
IDS = [case.name for case in CASES]


def only(path: Path) -> Reading:
    (reading,) = read(path)
    return reading


PLACES = ((1, 0), (3, 4))
CONVERTED = 17
"""Every so many tables go through LibreOffice, which takes its time."""
KINDS = ((",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16"), (",", "utf-16-le"))


@pytest.mark.parametrize("number", range(len(CASES)), ids=IDS)
def test_a_workbook_states_what_its_table_does(number: int, tmp_path: Path) -> None:
    """At the left of a sheet, or further right and down."""
    case = CASES[number]
    case_book(case, tmp_path / "bang.xlsx", PLACES[number % len(PLACES)])
    reading = only(tmp_path / "bang.xlsx")
    assert stated(reading) == case.figures()
    assert {problem.kind for problem in reading.problems} == set(case.problems)


@pytest.mark.parametrize("number", range(len(CASES)), ids=IDS)
def test_a_delimited_file_states_what_its_table_does(number: int, tmp_path: Path) -> None:
    """With one of several delimiters and encodings."""
    case, (delimiter, encoding) = CASES[number], KINDS[number % len(KINDS)]
    path = tmp_path / ("bang.tsv" if delimiter == "\t" else "bang.csv")
    path.write_bytes(case_csv(case, delimiter).encode(encoding))
    assert stated(only(path)) == case.figures()


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some labelled tables and the sheet of every kind of cell as XLS and ODS, each in one run of LibreOffice."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-calc)")
    folder = tmp_path_factory.mktemp("books")
    for number, case in enumerate(CASES[::CONVERTED]):
        case_book(case, folder / f"{number}.xlsx")
    write_mixed(folder / "mixed.xlsx")
    books = sorted(folder.glob("*.xlsx"))
    for kind in (".xls", ".ods"):
        made = all_by_libreoffice([book.read_bytes() for book in books], kind, ".xlsx")
        for book, content in zip(books, made, strict=True):
            book.with_suffix(kind).write_bytes(content)
    return folder


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_old_and_the_open_format_are_read_like_the_new_one(converted: Path, kind: str) -> None:
    told = {}
    for number, case in enumerate(CASES[::CONVERTED]):
        found = stated(only(converted / f"{number}.{kind}"))
        if found != case.figures():
            told[case.name] = (found - case.figures(), case.figures() - found)
    assert told == {}


# ---- cells


def content(path: Path, name: str = "bang.xlsx") -> Content:
    return workbook.read(path.read_bytes(), name)


def held_by(content: Content) -> dict[str, tuple[str, float | None]]:
    """Text and value of every cell of the tables, by its name."""
    return {cell.name or "": (cell.text, cell.value) for table in content.tables for cell in table.cells}


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    write_mixed(tmp_path / "bang.xlsx")
    return tmp_path / "bang.xlsx"


def write_mixed(path: Path) -> None:
    """A sheet with one cell of every kind, beside hidden sheets and a chart."""
    with xlsxwriter.Workbook(path) as book:
        share, whole = book.add_format({"num_format": "0.00%"}), book.add_format({"num_format": "#,##0"})
        quoted = book.add_format({"num_format": '0" %"'})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Bảng")
        sheet.write_row("A1", ["Đơn vị", "Số", "Chữ", "Tỷ lệ", "Trích dẫn", "Ngày", "Lỗi", "Hàm", "Lẻ"])
        sheet.write("A2", "Sở Y tế")
        sheet.write("B2", 1234, whole)
        sheet.write_string("C2", "1.234")
        sheet.write("D2", 0.9812, share)
        sheet.write("E2", 98.5, quoted)
        sheet.write_datetime("F2", datetime(2024, 3, 14), day)
        sheet.write_formula("G2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("H2", "=B2*2", whole, 2468)
        sheet.write("I2", 0.1 + 0.2)
        hidden = book.add_worksheet("Ẩn")
        hidden.write("A1", 5)
        hidden.hide()
        book.add_worksheet("Trống").very_hidden()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Bảng!$B$2:$B$2"})
        book.add_chartsheet("Biểu đồ").set_chart(chart)


def test_a_number_and_a_text_that_looks_like_one_are_both_right(mixed: Path) -> None:
    cells = held_by(content(mixed))
    assert cells["B2"] == ("1234", 1234.0)
    assert cells["C2"] == ("1.234", None)
    assert cells["H2"] == ("2468", 2468.0)
    assert cells["I2"] == ("0,3", 0.3)


def test_a_percent_format_shows_percent_points_and_a_quoted_sign_is_none(mixed: Path) -> None:
    cells = held_by(content(mixed))
    assert cells["D2"] == ("98,12%", 98.12)
    assert cells["E2"] == ("98,5", 98.5)


def test_a_date_is_a_day_and_no_number(mixed: Path) -> None:
    assert held_by(content(mixed))["F2"] == ("14/03/2024", None)


def test_an_error_is_said_as_the_sheet_shows_it(mixed: Path) -> None:
    assert held_by(content(mixed))["G2"] == ("#DIV/0!", None)


def test_hidden_sheets_that_hold_something_are_noted_and_not_read(mixed: Path) -> None:
    read = content(mixed)
    assert [(remark.kind, remark.found) for remark in read.remarks] == [("hidden_sheet", "Ẩn")]
    assert "\n5" not in read.text


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_formats_and_errors_are_known_in_the_old_and_the_open_format_too(converted: Path, kind: str) -> None:
    cells = held_by(content(converted / f"mixed.{kind}", f"bang.{kind}"))
    assert cells["D2"] == ("98,12%", 98.12)
    assert cells["G2"] == ("#DIV/0!", None)
    assert cells["B2"] == ("1234", 1234.0) and cells["C2"] == ("1.234", None)


def test_the_binary_format_is_read_with_its_formats_errors_and_merged_cells(tmp_path: Path) -> None:
    rows: dict[int, dict[int, Value]] = {
        0: {0: "Đơn vị", 1: "Hồ sơ", 3: "Tỷ lệ"},
        1: {1: "Tiếp nhận", 2: "Đã giải quyết"},
        2: {0: "Sở Y tế", 1: 1234.0, 2: "#REF!", 3: 0.9812},
    }
    write_xlsb(tmp_path / "b.xlsb", rows, percents=[(2, 3)], merged=[(0, 0, 1, 2), (0, 1, 0, 0)])
    read = content(tmp_path / "b.xlsb", "b.xlsb")
    cells = {cell.name: cell for cell in read.tables[0].cells}
    assert (cells["B1"].columns, cells["A1"].rows) == (2, 2)
    assert (cells["B3"].value, cells["D3"].text, cells["C3"].text) == (1234.0, "98,12%", "#REF!")


def test_the_number_a_dot_made_a_decimal_is_no_count(tmp_path: Path) -> None:
    """Typed as 1.234 where Excel takes the dot for a decimal mark, the cell holds one point two."""
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines_of(CASES[0])[:8]):
            sheet.write(row, 0, line)
        sheet.write_row(9, 0, ["Đơn vị", "Số hồ sơ tiếp nhận", "Số hồ sơ đã giải quyết"])
        sheet.write_row(10, 0, ["Sở Y tế", 1.234, 900])
    reading = only(tmp_path / "b.xlsx")
    assert {(fact.field, fact.value) for fact in reading.facts} == {("dossiers.resolved", 900)}
    assert [(n.raw, n.reason) for n in reading.unclaimed] == [("1,234", "no whole number")]


# ---- sheets


def test_each_figure_names_its_sheet_and_cell(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "flat units with the total on top")
    case_book(case, tmp_path / "bang.xlsx", (2, 2))
    fact = next(f for f in only(tmp_path / "bang.xlsx").facts if f.unit == "Sở Tư pháp" and f.value == 420)
    top = len(lines_of(case)) + 2
    assert (fact.at.sheet, fact.at.cell) == ("Sheet1", f"F{top + 4}")


def test_two_forms_in_a_book_are_both_read(tmp_path: Path) -> None:
    first, second = (next(c for c in CASES if c.name == name) for name in ("only a total", "form II.07b"))
    sheets = {"II.06a": (lines_of(first), merged(first)), "II.07b": (second.above, merged(second))}
    write_book(tmp_path / "b.xlsx", sheets, (1, 0))
    reading = only(tmp_path / "b.xlsx")
    assert stated(reading) == first.figures() | second.figures()
    assert {fact.at.sheet for fact in reading.facts if fact.basis == "stated"} == {"II.06a", "II.07b"}


def test_two_tables_in_a_sheet_are_apart_and_notes_stay_prose(tmp_path: Path) -> None:
    first, second = (next(c for c in CASES if c.name == n) for n in ("levels in the rows", "petitions by unit"))
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet()
        row = 0
        for lines, case in ((lines_of(first), first), (second.above, second)):
            for line in [*lines, ""]:
                sheet.write_string(row, 0, line)
                row += 1
            write_cells(book, sheet, merged(case), (row, 1))
            row += len(case.rows) + 1
        sheet.write_string(row, 1, "Ghi chú: số liệu chưa bao gồm ngành dọc.")
    reading = only(tmp_path / "b.xlsx")
    assert stated(reading) == first.figures() | second.figures()
    assert "Ghi chú: số liệu" in reading.text and not reading.unclaimed


def test_a_sheet_of_another_unit_or_time_keeps_its_figures_apart(tmp_path: Path) -> None:
    case = next(c for c in CASES if c.name == "only a total")
    head = ["Biểu số II.06a/VPCP/KSTT", "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC"]
    sheets = {
        name: ([*head, f"Kỳ báo cáo: {period}", f"Đơn vị báo cáo: {unit}"], merged(case))
        for name, period, unit in (
            ("1", "Quý I/2024", "UBND tỉnh Bình Thuận"),
            ("2", "Quý I/2024", "Sở Y tế tỉnh Bình Thuận"),
            ("3", "Quý II/2024", "UBND tỉnh Bình Thuận"),
        )
    }
    write_book(tmp_path / "b.xlsx", sheets, (1, 0))
    whose = {(fact.unit, fact.period.label if fact.period else None) for fact in only(tmp_path / "b.xlsx").facts}
    assert whose == {(None, None), ("Sở Y tế", None), (None, "2024-Q2")}


def test_a_roll_up_of_160_units_is_read_whole(tmp_path: Path) -> None:
    header = ["STT", "Đơn vị", "Số hồ sơ tiếp nhận", "Số hồ sơ đã giải quyết", "Số hồ sơ đang giải quyết"]
    kinds = {
        "I": ("Sở, ban, ngành", "Sở {}", 20),
        "II": ("Cấp huyện", "UBND huyện {}", 12),
        "III": ("Cấp xã", "UBND xã {}", 128),
    }
    rows: list[list[Any]] = []
    for mark, (label, name, count) in kinds.items():
        units = [[i, name.format(f"Mẫu {i}"), 10 * i, 9 * i, i] for i in range(1, count + 1)]
        rows += [[mark, label, *(sum(u[k] for u in units) for k in (2, 3, 4))], *units]
    groups = [row for row in rows if row[0] in kinds]
    rows.append(["", "Tổng cộng", *(sum(group[k] for group in groups) for k in (2, 3, 4))])
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet()
        for row, line in enumerate([*lines_of(CASES[0])[:8], ""]):
            sheet.write_string(row, 0, line)
        for row, line in enumerate([header, *rows], start=10):
            sheet.write_row(row, 0, line)
    reading = only(tmp_path / "b.xlsx")
    assert len(reading.facts) == 160 * 3 and not reading.problems and not reading.unclaimed
    assert {fact.admin_level for fact in reading.facts} == {"province", "district", "commune"}
    assert all(fact.status == "confirmed" for fact in reading.facts)


# ---- files that cannot be read


def test_a_stray_cell_far_away_is_told_and_takes_no_memory(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        book.add_worksheet("Xa").write(1_048_575, 16_383, 1)
        near = book.add_worksheet("Gần")
        near.write_row(0, 0, ["Đơn vị", "Số hồ sơ tiếp nhận"])
        near.write_row(1, 0, ["Sở Y tế", 5])
    read = content(tmp_path / "b.xlsx")
    assert [(r.kind, r.found) for r in read.remarks] == [("sheet", "Xa")] and "XFD1048576" in read.remarks[0].message_vi
    assert [table.sheet for table in read.tables] == ["Gần"]


def test_a_book_with_nothing_but_a_stray_cell_is_refused_with_that_reason(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        book.add_worksheet("Xa").write(1_048_575, 16_383, 1)
    with pytest.raises(LoaderError, match="XFD1048576"):
        content(tmp_path / "b.xlsx")


@pytest.mark.parametrize("damage", ["cut", "no book", "text"])
def test_a_damaged_book_is_refused_in_one_sentence(tmp_path: Path, mixed: Path, damage: str) -> None:
    data = mixed.read_bytes()
    broken = {"cut": data[: len(data) // 2], "no book": b"PK\x05\x06" + bytes(18), "text": b"Xin ch\xc3\xa0o"}[damage]
    with pytest.raises(LoaderError) as refused:
        workbook.read(broken, "bang.xlsx")
    assert refused.value.title.startswith("bang.xlsx") and "\n" not in refused.value.title and refused.value.advice


def test_what_makes_the_library_panic_is_refused_like_any_damage(tmp_path: Path) -> None:
    """A panic is no Exception: it would end the whole batch. A sheet that no relation names makes one."""
    write_xlsb(tmp_path / "b.xlsb", {0: {0: "Đơn vị", 1: 5.0}})
    with zipfile.ZipFile(tmp_path / "b.xlsb") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/_rels/workbook.bin.rels"] = parts["xl/_rels/workbook.bin.rels"].replace(b'"rId1"', b'"rId9"')
    broken = BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    with pytest.raises(LoaderError, match="hỏng") as refused:
        workbook.read(broken.getvalue(), "b.xlsb")
    assert type(refused.value.__cause__).__name__ == "PanicException"


# ---- delimited files


def test_an_old_code_page_is_read(tmp_path: Path) -> None:
    text = "Đơn vị;Số hồ sơ tiếp nhận\nSở Y tế;5\n"
    decomposed = unicodedata.normalize("NFD", text).translate(str.maketrans({"\u031b": "", "\u0302": "", "\u0306": ""}))
    legacy = "".join(_as_in_1258(char) for char in unicodedata.normalize("NFC", text))
    assert decomposed and delimited.read(legacy.encode("cp1258"), "b.csv").text.startswith(
        "Đơn vị | Số hồ sơ tiếp nhận"
    )


def _as_in_1258(char: str) -> str:
    """The code page has letters with shapes, and tones as marks of their own."""
    tones = [mark for mark in unicodedata.normalize("NFD", char)[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
    if not tones:
        return char
    rest = "".join(mark for mark in unicodedata.normalize("NFD", char) if mark not in tones)
    return unicodedata.normalize("NFC", rest) + "".join(tones)


def test_a_delimiter_that_the_file_names_is_taken() -> None:
    assert delimited.rows("sep=|\na|b,c\n1|2\n", "b.csv") == [["a", "b,c"], ["1", "2"]]


def test_decimal_commas_do_not_cut_a_file_of_semicolons() -> None:
    assert delimited.rows("Đơn vị;Tỷ lệ;Khác\nA;98,5;1,5\nB;97,5;2,5\n", "b.csv")[1] == ["A", "98,5", "1,5"]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(LoaderError, match=r"b\.csv"):
        delimited.read(bytes(range(256)) * 4, "b.csv")


def test_only_a_file_headed_like_published_figures_is_one(tmp_path: Path) -> None:
    sheet, published = tmp_path / "sheet.csv", tmp_path / "published.csv"
    sheet.write_text("Đơn vị,Số hồ sơ tiếp nhận\nSở Y tế,5\n", encoding="utf-8")
    published.write_text("province,unit,unit_kind,admin_level,period_kind,year,n,field\n", encoding="utf-8")
    assert only(sheet).report.family != "figures"
    with pytest.raises(LoaderError, match="không phải là bảng số liệu đã công bố"):
        read(published)


@HANGS
def test_a_sheet_of_many_rows_does_not_hang() -> None:
    """Each row was once looked at beside every row above it."""
    rows, said = range(20_000), [("Xã Tân Thành", None), *((str(n), float(n)) for n in range(10, 20))]
    cells = [RawCell(text, row, column, value=value) for row in rows for column, (text, value) in enumerate(said)]
    composer = Composer()
    regions.compose(composer, cells)
    assert len(composer.done().tables) == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsb"])
def test_parts_in_an_encoding_that_is_none_are_damage(tmp_path: Path, suffix: str) -> None:
    """Found by fuzzing."""
    path = tmp_path / f"a{suffix}"
    if suffix == ".xlsb":
        write_xlsb(path, {0: {0: "Tổng số", 1: 5.0}})
    else:
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet().write_row(0, 0, ["Tổng số", 5])
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).replace(b'"UTF-8"', b'"UTF-6"') for name in package.namelist()}
    path.write_bytes(zipped(parts))
    with pytest.raises(LoaderError, match="hỏng"):
        read(path)


@HANGS
@pytest.mark.parametrize(("shift", "first"), [(0, 0), (9, 0), (9, 1)])
def test_an_old_workbook_whose_sectors_run_in_a_circle_is_refused_at_once(shift: int, first: int) -> None:
    """Found by fuzzing: four kilobytes that were read for hours."""
    content = bytearray(extras.SIGNATURE + bytes(4_088))
    struct.pack_into("<HH", content, 30, shift, 6)
    struct.pack_into("<II", content, 68, first, 0xFFFFFFFF)
    with pytest.raises(LoaderError, match="hỏng"):
        extras.sheet_marks(bytes(content), "a.xls")
