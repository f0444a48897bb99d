"""The only place that writes the template for download: a workbook to be filled in, one figure a row.

Its sheets: rows to fill, with lists to choose from and examples that are not loaded; each field explained; the lists.
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from loaders.catalogue.fields import Field, load_fields
from loaders.catalogue.template_columns import COLUMNS, EXAMPLE, FIELD, LEVEL, LEVELS, NOTE, PERIOD, PLACE, UNIT, VALUE
from loaders.checks.identities import load_identities
from loaders.places.reference import MAPS, load_places
from loaders.records import LoaderError

ROWS = 2000
"""So many rows have lists to choose from; more may be filled in."""
WIDTHS = {PLACE: 20, UNIT: 34, LEVEL: 16, PERIOD: 40, FIELD: 44, VALUE: 14, NOTE: 24}
DATA, FIELDS, LISTS, GUIDE = "Số liệu", "Chỉ tiêu", "Danh mục", "Hướng dẫn"
UNITS_VI = {
    **{"dossier": "hồ sơ", "procedure": "TTHC", "petition": "phản ánh, kiến nghị", "service": "dịch vụ công"},
    **{"decision": "quyết định", "document": "văn bản", "process": "quy trình", "percent": "phần trăm (0–100)"},
    **{"task": "nhiệm vụ", "account": "tài khoản", "lookup": "lượt", "person": "người", "point": "điểm"},
    **{"million_vnd": "triệu đồng", "rank": "thứ hạng"},
}
KINDS_VI = {
    "flow": "phát sinh trong kỳ; cộng được qua các kỳ",
    "opening": "đầu kỳ (kỳ trước chuyển qua); lấy của kỳ đầu",
    "closing": "tại thời điểm cuối kỳ; lấy của kỳ cuối",
    "workload": "tổng phải giải quyết: kỳ trước chuyển qua + mới trong kỳ",
    "rate": "tỷ lệ nêu trong báo cáo; không cộng",
    "score": "điểm; không cộng",
    "rank": "thứ hạng; không cộng",
}
LEVELS_VI = {
    "sum": "cộng được qua các cấp, các đơn vị",
    "distinct": "đếm một lần, không cộng qua các cấp",
    None: "không cộng",
}
EXAMPLES = (
    ("Bình Thuận", "", "Tất cả các cấp", "Quý I/2024", "dossiers.resolved", 151626),
    ("Bình Thuận", "", "Cấp tỉnh", "Quý I/2023", "dossiers.resolved", 10888),
    ("Khánh Hòa", "", "Tất cả các cấp", "Tháng 4/2024 (21/3/2024 - 20/4/2024)", "feedback.received", 52),
)
"""Real figures of published reports, so that nobody takes an example for a wish."""
STEPS = (
    "Mỗi dòng của trang Số liệu là một con số: nơi, đơn vị, cấp giải quyết, kỳ báo cáo, chỉ tiêu, giá trị.",
    "Đơn vị để trống nghĩa là toàn tỉnh, thành phố; nếu ghi, ghi đủ: Sở Y tế, UBND huyện Bắc Bình, UBND xã Phan Thanh.",
    "Cấp giải quyết để trống nghĩa là cấp của chính đơn vị (toàn tỉnh: tất cả các cấp).",
    "Kỳ báo cáo ghi bằng chữ: Quý I/2024, Tháng 4/2024, 6 tháng đầu năm 2024, 9 tháng năm 2024, Năm 2024.",
    "Nếu số liệu không chốt từ ngày 15 đến ngày 14 thì ghi thêm ngày: Quý I/2024 (01/01/2024 - 31/03/2024).",
    "Giá trị để trống là chưa có số liệu; số 0 là không phát sinh. Tỷ lệ ghi theo phần trăm: 98,5 nghĩa là 98,5 %.",
    f"Dòng có ghi chú bắt đầu bằng “{EXAMPLE}” không được nạp.",
    "Điền xong, nạp tệp này như một báo cáo; ô sai được chỉ đích danh, các dòng khác vẫn được nhận.",
)


def write_template(path: Path) -> None:
    """Write the template. Raises LoaderError where the file cannot be written."""
    try:
        with xlsxwriter.Workbook(path) as book:
            data = book.add_worksheet(DATA)
            _write_fields(book, book.add_worksheet(FIELDS))
            sizes = _write_lists(book, book.add_worksheet(LISTS))
            _write_guide(book, book.add_worksheet(GUIDE))
            _write_data(book, data, sizes)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as cause:
        raise LoaderError(
            f"Không ghi được {path.name} (cannot be written): {cause}.", "Đóng tệp đang mở hoặc chọn nơi khác."
        ) from cause


def _write_data(book: Workbook, sheet: Worksheet, sizes: dict[str, int]) -> None:
    example = book.add_format({"italic": True, "font_color": "#7f7f7f"})
    _write_heading(book, sheet, [(column, WIDTHS[column]) for column in COLUMNS])
    for row, (place, unit, level, period, field, value) in enumerate(EXAMPLES, start=1):
        label, note = load_fields()[field].label_vi, f"{EXAMPLE}: không nạp"
        sheet.write_row(row, 0, [place, unit, level, period, label, value, note], example)
    for column, source in _sources(sizes).items():
        at = COLUMNS.index(column)
        sheet.data_validation(1, at, ROWS, at, {"validate": "list", "source": source, "error_type": "warning"})
    at = COLUMNS.index(VALUE)
    rule = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": "Giá trị là một số không âm."}
    sheet.data_validation(1, at, ROWS, at, rule)
    told = {"validate": "any", "input_title": PERIOD, "input_message": "Quý I/2024 · Tháng 4/2024 · Năm 2024"}
    at = COLUMNS.index(PERIOD)
    sheet.data_validation(1, at, ROWS, at, told)
    sheet.set_column(at, at, WIDTHS[PERIOD], book.add_format({"num_format": "@"}))
    sheet.autofilter(0, 0, ROWS, len(COLUMNS) - 1)


def _sources(sizes: dict[str, int]) -> dict[str, str]:
    return {
        PLACE: f"='{LISTS}'!$A$2:$A${sizes[PLACE] + 1}",
        LEVEL: f"='{LISTS}'!$B$2:$B${sizes[LEVEL] + 1}",
        FIELD: f"='{FIELDS}'!$A$2:$A${len(load_fields()) + 1}",
    }


def _write_heading(book: Workbook, sheet: Worksheet, columns: list[tuple[str, int]]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#dbe9f4", "border": 1, "text_wrap": True, "valign": "top"})
    for at, (title, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write(0, at, title, bold)
    sheet.freeze_panes(1, 0)


def _write_fields(book: Workbook, sheet: Worksheet) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    titles = ("Tên chỉ tiêu", "Mã", "Đơn vị tính", "Là số", "Qua các cấp", "Phép cộng phải khớp", "Câu thường gặp")
    _write_heading(book, sheet, list(zip(titles, (44, 34, 18, 34, 30, 60, 70), strict=True)))
    for row, field in enumerate(load_fields().values(), start=1):
        sheet.write_row(row, 0, _explained(field), wrapped)


def _explained(field: Field) -> list[str]:
    """A field in words: its name, unit, how it adds up, the sums it stands in, how reports word it."""
    sums = [each for each in load_identities().sums if each.accuses and field.name in (each.total, *each.parts)]
    shown = [" = ".join((_label(s.total), " + ".join(map(_label, s.parts)))) for s in sums]
    example = field.examples[0].replace("[", "").replace("]", "") if field.examples else ""
    about = [UNITS_VI[field.unit], KINDS_VI[field.kind], LEVELS_VI[field.levels]]
    return [field.label_vi, field.name, *about, "\n".join(shown), example]


def _label(field: str) -> str:
    return load_fields()[field].label_vi


def _write_lists(book: Workbook, sheet: Worksheet) -> dict[str, int]:
    """The provinces of every map and the levels; returns how many there are of each."""
    places = load_places().filter(place_vintage=MAPS[0].vintage)["name"].to_list()
    newer = load_places().filter(place_vintage=MAPS[-1].vintage)["name"].to_list()
    names = sorted({*places, *newer})
    _write_heading(book, sheet, [(PLACE, 24), (LEVEL, 20)])
    sheet.write_column(1, 0, names)
    sheet.write_column(1, 1, list(LEVELS))
    return {PLACE: len(names), LEVEL: len(LEVELS)}


def _write_guide(book: Workbook, sheet: Worksheet) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    _write_heading(book, sheet, [("Cách điền", 110)])
    for row, step in enumerate(STEPS, start=1):
        sheet.write(row, 0, f"Bước {row}. {step}", wrapped)
