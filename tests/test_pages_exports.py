"""The export is the view: it says what it is, of when, and where it came from; no cell of it runs as a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pages.parts import data
from pages.parts.downloads import columns, exports, lists, workbook
from pages.parts.drawing import pictures, scatter
from pages.parts.language.words import say_in
from pages.parts.overview import brief
from pages.parts.quality import sums
from pages.parts.reports import contradictions, documents
from pages.parts.unit import members
from pages.parts.visits import url
from pages.parts.visits.visit import Visit
from queries import decomposition, open_warehouse, rate, statements
from tests.shown import built, data_in, dossiers, one_report, opened, rich
from tests.warehouses import Told


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    folder = built(tmp_path_factory.mktemp("data"), rich())
    view = url.View(place="63.60", indicator="on_time_rate", kind="quarter", period="2024-Q1")
    return Visit(view, open_warehouse(folder / "warehouse"), say_in("vi"), ())


def exported(visit: Visit, rows: pl.DataFrame) -> str:
    return exports.csv_of(visit, "Tỷ lệ", rows, "http://localhost:8501", "chi-so").decode("utf-8-sig")


def test_a_download_carries_filters_vintage_and_link(visit: Visit) -> None:
    rows = rate(visit.wh, "on_time_rate").select(exports.COLUMNS)
    raw = exports.csv_of(visit, "Tỷ lệ", rows, "http://localhost:8501", "chi-so")
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read the letters"
    lines = raw.decode("utf-8-sig").splitlines()
    about = [line for line in lines if line.startswith("# ")]
    assert any("Bình Thuận · Tỷ lệ giải quyết đúng hạn · Quý I/2024 · Mọi cấp" in line for line in about)
    assert any("20261122T153000Z-ab12cd34" in line for line in about)
    assert any("http://localhost:8501/chi-so?place=63.60&kind=quarter&period=2024-Q1" in line for line in about)
    table = list(csv.DictReader(lines[len(about) :]))
    assert len(table) == rows.height
    assert {row["place_code"] for row in table} >= {"60", "01"}, "codes keep their zeros"


def test_a_missing_number_is_empty_and_not_zero(visit: Visit) -> None:
    rows = pl.DataFrame({"place": ["Huế"], "value": [None]}, schema={"place": pl.String, "value": pl.Float64})
    assert exported(visit, rows).splitlines()[-1] == "Huế,"


@given(st.text(max_size=20), st.floats(allow_nan=False, allow_infinity=False))
def test_no_text_is_run_as_a_formula_and_numbers_stay_numbers(text: str, amount: float) -> None:
    assert not str(exports.safe(text)).startswith(exports.DANGEROUS)
    assert exports.safe(amount) == amount


def test_a_title_that_looks_like_a_formula_is_disarmed(visit: Visit) -> None:
    rows = pl.DataFrame({"unit": ['=HYPERLINK("http://x")', "+84", "Sở Ngoại vụ"], "value": [-1.5, 2.0, 3.0]})
    cells = list(csv.reader(io.StringIO(exported(visit, rows))))[-3:]
    assert [row[0][0] for row in cells] == ["'", "'", "S"]
    assert cells[0][1] == "-1.5"


def test_answers_are_kept_for_one_vintage_only(tmp_path: Path) -> None:
    first = open_warehouse(built(tmp_path / "a", rich()) / "warehouse")
    second = open_warehouse(built(tmp_path / "b", []) / "warehouse")
    assert data.counts(first)["reports"] == 31
    assert data.counts(second)["reports"] == 0
    assert data.reports(first) is data.reports(first)


PROBLEM = "error: Giải quyết ghi 1.000 nhưng cộng ra 990"


def slipped(folder: Path) -> Visit:
    """Two reports that disagree on one quarter, one of them with a contradiction, and a department."""
    told = [
        Told("63.60", "2024-Q1", dossiers(1000, 62), problems=(PROBLEM,)),
        Told("63.60", "2024-Q1", dossiers(2000, 62), issued_on=date(2024, 4, 1), family="figures"),
        Told("63.68", "2024-Q1", {"procedures.in_force": 5.0}, problems=("error: Chuyện khác hẳn",)),
        *(Told("63.68", label, dossiers(900, 9)) for label in ("2023-Q1", "2024-Q1")),
    ]
    view = url.View(indicator="on_time_rate", kind="quarter", period="2024-Q1")
    return Visit(view, open_warehouse(built(folder, told) / "warehouse"), say_in("vi"), ())


def made(visit: Visit, rows: pl.DataFrame) -> bytes:
    return workbook.workbook_of(visit, rows, exports.about_it(visit, "Tỷ lệ", "http://localhost:8501", "chi-so"))


def sheets(content: bytes) -> tuple[list[list[object]], dict[str, list[str]]]:
    """The first sheet's lines; the second as word → all that is said under it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    first, second = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    told: dict[str, list[str]] = {}
    for word, said in second:
        told.setdefault(str(word), []).append(str(said))
    return first, told


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(f"xl/{name}").decode()


def test_a_workbook_has_the_same_numbers_as_the_csv_under_headings_in_words(visit: Visit) -> None:
    rows = rate(visit.wh, "on_time_rate").select(exports.COLUMNS)
    (heads, *lines), _ = sheets(made(visit, rows))
    assert heads[:4] == ["Địa phương", "Đơn vị", "Hồ sơ cấp", "Kỳ"]
    told = [dict(zip(heads, line, strict=True)) for line in lines]
    assert [line["Giá trị"] for line in told] == rows["value"].to_list()
    assert [line["Tử số"] for line in told] == rows["numerator"].to_list()
    assert {line["Kỳ"] for line in told} >= {"Quý I/2024", "Quý IV/2023"}
    assert {line["Mã địa phương"] for line in told} >= {"63.60", "63.01"}, "codes keep their zeros"
    assert all(isinstance(line["Đến ngày"], date) for line in told)
    english, _ = sheets(made(replace(visit, view=replace(visit.view, lang="en"), say=say_in("en")), rows))
    assert english[0][:4] == ["Place", "Unit", "Level of dossiers", "Period"]


def test_a_workbook_prints_a_rate_as_the_page_does_and_keeps_its_head_in_sight(visit: Visit) -> None:
    content = made(visit, rate(visit.wh, "on_time_rate").select(exports.COLUMNS))
    assert "#,##0.00&quot;%&quot;" in part(content, "styles.xml")
    sheet = part(content, "worksheets/sheet1.xml")
    assert re.search(r'<pane ySplit="1"[^>]*state="frozen"', sheet)
    assert len(set(re.findall(r'<col [^>]*width="([\d.]+)"', sheet))) > 3, "columns are as wide as their words"
    first = re.search(r'<c r="H2" s="(\d+)"><v>', sheet)
    assert first, "the value is a number with a form of its own"
    forms = re.findall(r'<xf numFmtId="(\d+)"', part(content, "styles.xml").partition("<cellXfs")[2])
    percent = re.search(r'numFmtId="(\d+)" formatCode="#,##0.00&quot;%&quot;"', part(content, "styles.xml"))
    assert percent and forms[int(first[1])] == percent[1]


def test_the_second_sheet_says_what_the_first_is(visit: Visit) -> None:
    _, told = sheets(made(visit, rate(visit.wh, "on_time_rate").select(exports.COLUMNS)))
    assert told["Bộ lọc"] == ["Bình Thuận · Tỷ lệ giải quyết đúng hạn · Quý I/2024 · Mọi cấp"]
    assert "20261122T153000Z-ab12cd34" in told["Thời điểm"][0]
    assert told["Liên kết"][0].startswith("http://localhost:8501/chi-so?place=63.60&kind=quarter&period=2024-Q1")
    assert told["Liên kết"][0].endswith("v=20261122T153000Z-ab12cd34")
    assert "÷" in told["Công thức"][0] and "TT-VPCP" in told["Căn cứ"][0] and told["Đơn vị đo"] == ["%"]
    assert "phần trăm" in told["Giá trị"][0]
    assert told["✓"] == ["Không tìm thấy mâu thuẫn trong các nguồn của những số này."]


def test_the_second_sheet_tells_the_checks_of_these_rows_and_of_no_others(tmp_path: Path) -> None:
    visit = slipped(tmp_path)
    rows = rate(visit.wh, "on_time_rate").select(exports.COLUMNS)
    _, told = sheets(made(visit, rows))
    assert [said.partition(": ")[2] for said in told["Mâu thuẫn"]] == ["Giải quyết ghi 1.000 nhưng cộng ra 990"]
    assert told["Các nguồn khác nhau"][0].startswith("1 dòng")


def test_nothing_in_a_workbook_is_a_formula_or_a_link(visit: Visit) -> None:
    evil = ['=HYPERLINK("http://x")', "+84", "@SUM(A1)", "http://example.org", "{=1}", "0001", "a\x00b", "x" * 40_000]
    rows = pl.DataFrame({"note": evil, "=1+1": [1.5] * len(evil)})
    content = made(visit, rows)
    for sheet in ("worksheets/sheet1.xml", "worksheets/sheet2.xml"):
        assert "<f>" not in part(content, sheet) and "hyperlink" not in part(content, sheet)
    heads, *lines = sheets(content)[0]
    assert heads[1] == "=1+1"
    assert [line[0] for line in lines][:6] == evil[:6]


def frames(visit: Visit) -> dict[str, Callable[[], pl.DataFrame]]:
    """What every download on a page is made of."""
    indicators = data.indicators()
    return {
        "courses": lambda: rate(visit.wh, "on_time_rate").select(
            pl.lit("on_time_rate").alias("indicator"), *exports.COLUMNS
        ),
        "readings": lambda: data.disagreements(visit.wh, None),
        "checked": lambda: sums.checked(replace(visit, view=url.View())),
        "stated": lambda: statements(visit.wh, ["dossiers.resolved", "dossiers.received"]),
        "why": lambda: decomposition(visit.wh, "on_time_rate", "2023-Q1", "2024-Q1"),
        "contradictions": lambda: lists.contradictions(visit, data.contradictions(visit.wh)),
        "reports": lambda: lists.reports(visit, data.reports(visit.wh)),
        "facts": lambda: lists.facts(of_report(visit, one_report()[0])),
        "coverage": lambda: lists.coverage(data.coverage(visit.wh, "quarter"), "quarter"),
        "members": lambda: members_of(visit, url.NATION),
        "points": lambda: scatter.points(visit, indicators["on_time_rate"], indicators["received"], "2024-Q1")[
            0
        ].rename({"x": "on_time_rate", "y": "received"}),
    }


def of_report(visit: Visit, told: Told) -> documents.Document:
    document = documents.opened(replace(visit, view=replace(visit.view, report=told.report_id[:12])))
    assert document is not None
    return document


def members_of(visit: Visit, place: str) -> pl.DataFrame:
    here, indicator = replace(visit, view=replace(visit.view, place=place)), data.indicators()["on_time_rate"]
    return lists.members(here, indicator, members.members(here, indicator))


LISTS = ["contradictions", "reports", "facts", "coverage", "members"]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", ["courses", "readings", "checked", "stated", "why", "points", *LISTS])
def test_every_column_of_every_download_has_words(name: str, lang: str, tmp_path: Path) -> None:
    visit = slipped(tmp_path)
    rows = frames(visit)[name]()
    told = columns.columns(replace(visit, view=replace(visit.view, lang=lang), say=say_in(lang)), rows)
    assert told
    assert [each.name for each in told if each.heading == each.name] == []
    codes = {"unit_kind", "admin_level", "window_basis", "basis", "family", "check", "verdict", "presence", "parts_of"}
    codes |= {"severity", "problem", "state", "coverage_state", "fact_status", "held_reason", "fields"}
    said = {cell for each in told if each.name in codes for cell in each.cells if cell is not None}
    assert not [cell for cell in said if re.fullmatch(r"[a-z_.]+", str(cell)) and lang == "vi"], "a code is left"


def test_a_list_of_contradictions_says_what_where_and_in_which_report(tmp_path: Path) -> None:
    visit = slipped(tmp_path)
    rows = frames(visit)["contradictions"]()
    assert set(rows["message"]) == {"Giải quyết ghi 1.000 nhưng cộng ra 990", "Chuyện khác hẳn"}
    first = rows.filter(place_code="60").row(0, named=True)
    assert (first["period"], first["severity"], first["problem"]) == ("2024-Q1", "error", "identity")
    assert first["report_id"] == one_report()[0].report_id and "dossiers.resolved" in first["fields"].split()
    (_, *lines), told = sheets(made(visit, rows))
    assert "Cộng không khớp" in lines[0] and "Mâu thuẫn" in lines[0], "kind and severity in words"
    assert not {"Công thức", "Mâu thuẫn", "✓"} & set(told), "of no indicator, and no check is told twice"


def test_a_list_of_reports_says_of_a_single_place_or_period_which_it_is(tmp_path: Path) -> None:
    portal = {"family": "figures", "report": "cổng", "window": "stated", "issued_on": None}
    told = [Told("34.68", "2026-10-10", {"index766.total": 50.0}, **portal), Told("63.60", "2024-Q1", dossiers(9, 1))]  # type: ignore[arg-type]
    wh = open_warehouse(built(tmp_path, told) / "warehouse")
    visit = Visit(url.View(), wh, say_in("vi"), ())
    found = data.reports(wh).with_columns(
        **{name: pl.lit(None, pl.String) for name in ("place_vintage", "place_code", "period_kind", "period")}
    )
    rows = lists.reports(visit, found).sort("place_code")
    assert rows["place_code"].to_list() == ["60", "68"] and rows["period"].to_list() == ["2024-Q1", "2026-10-10"]
    assert lists.reports(visit, found.with_columns(places=2, periods=2))["place_code"].to_list() == [None, None]


def test_a_held_report_says_in_words_what_it_lacks(tmp_path: Path) -> None:
    wh = open_warehouse(built(tmp_path, rich()) / "warehouse")
    visit = Visit(url.View(), wh, say_in("vi"), ())
    held = data.reports(wh).filter(state="held").with_columns(held_reason=pl.lit("place, unit"))
    told = {each.name: each.cells for each in columns.columns(visit, lists.reports(visit, held))}
    assert told["held_reason"] == ["chưa rõ địa phương, chưa rõ đơn vị"] and told["state"] == ["Tạm giữ"]


def test_the_figures_of_a_report_are_all_there_as_stated(tmp_path: Path) -> None:
    visit = slipped(tmp_path)
    document = of_report(visit, one_report()[0])
    rows = lists.facts(document)
    assert dict(rows.select("field", "value").rows()) == one_report()[0].values
    assert rows["raw"].to_list() == document.facts["raw"].to_list() and set(rows["place_code"]) == {"60"}


def test_who_has_not_reported_is_a_row_too(tmp_path: Path) -> None:
    rows = frames(slipped(tmp_path))["coverage"]()
    states = dict(rows.filter(period="2024-Q1", place_vintage="63").select("place_code", "coverage_state").rows())
    assert states["60"] == "reported" and states["01"] == "missing" and len(states) == 63


def test_a_unit_without_a_number_is_a_row_of_who_reports(tmp_path: Path) -> None:
    body = {"unit_kind": "department", "level": "province"}
    told = [
        Told("63.68", "2024-Q1", dossiers(100, 1), unit="Sở Nội vụ", **body),  # type: ignore[arg-type]
        Told("63.68", "2024-Q1", {"procedures.in_force": 5.0}, unit="Sở Y tế", report="y tế", **body),  # type: ignore[arg-type]
    ]
    visit = Visit(url.View(), open_warehouse(built(tmp_path, told) / "warehouse"), say_in("vi"), ())
    rows = members_of(visit, "63.68")
    assert rows.select("unit", "value").rows() == [("Sở Nội vụ", 99.0), ("Sở Y tế", None)]
    assert members_of(visit, url.NATION)["place_code"].n_unique() == 34


OFFERED = {
    "pages/quality.py": (url.NATION, {"contradictions", "readings", "checked", "who"}),
    "pages/reports.py": ("63.68", {"reports"}),
    "pages/unit_profile.py": ("63.tay-nguyen", {"reports", "who_reports"}),
}


@pytest.mark.parametrize("page", OFFERED)
def test_every_list_is_offered_as_workbook_and_csv(page: str, tmp_path: Path) -> None:
    slipped(tmp_path)
    place, wanted = OFFERED[page]
    with data_in(tmp_path):
        listed, report = opened(page, place=place), opened("pages/reports.py", report=one_report()[0].report_id[:12])
    for app, keys in ((listed, wanted), (report, {"facts"})):
        offered = {each.proto.id.rsplit("-", 1)[-1] for each in app.get("download_button")}
        assert keys | {f"{key}_xlsx" for key in keys} <= offered


def test_a_download_says_what_the_list_was_narrowed_to(tmp_path: Path) -> None:
    visit = slipped(tmp_path)
    here = replace(visit, view=url.View(check="identity", state="held", family="cchc"))
    about = dict(exports.about_it(here, "Mâu thuẫn", "", "chat-luong"))
    assert about["Bộ lọc"] == "Cả nước · Mọi cấp · Cải cách hành chính · Tạm giữ · Cộng không khớp"
    rows = data.contradictions(visit.wh).with_columns(kind=pl.Series(["identity", "order"]))
    assert contradictions.chosen(here, rows)["kind"].to_list() == ["identity"]


def test_a_number_of_few_words_is_never_text(visit: Visit) -> None:
    for column in columns.columns(visit, rate(visit.wh, "received").select(exports.COLUMNS)):
        if column.name in columns.NUMBERS:
            assert all(cell is None or isinstance(cell, float | int) for cell in column.cells), column.name


@pytest.mark.parametrize("made_up", [True, False])
def test_simulated_data_says_so_in_every_file_and_picture_and_no_other_does(made_up: bool, tmp_path: Path) -> None:
    told = [Told("63.60", "2024-Q1", dossiers(1000, 62), format="simulated" if made_up else "text")]
    wh = open_warehouse(built(tmp_path, told) / "warehouse")
    visit = Visit(url.View(place="63.60"), wh, say_in("vi"), ())
    rows = rate(wh, "on_time_rate").select(exports.COLUMNS)
    told_of = {
        "csv": exported(visit, rows),
        "xlsx": str(sheets(made(visit, rows))),
        "png": pictures.buttons(visit, "Tỷ lệ", "%", "trend"),
        "svg": pictures.captioned(visit, "", 10, "Tỷ lệ", "%"),
        "brief": brief.html_of(visit, [], ""),
    }
    assert {name for name, text in told_of.items() if "DỮ LIỆU MÔ PHỎNG" in text} == (
        set(told_of) if made_up else set()
    )
