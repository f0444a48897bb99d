"""The document itself on the page Báo cáo: only where its bytes are; a figure is framed where its place is sure."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from pages.parts.reports import originals
from pages.parts.reports.page_image import FRAME, Wanted, drawn, place_of, plain
from pages.parts.reports.sheet_cells import Asked, cells
from tests.shown import data_in, markup, opened, with_originals
from tests.warehouses import ROOT

SPECIMENS = ROOT / "data" / "specimens"
PDF, SHEET = SPECIMENS / "thai-binh-2021.pdf", SPECIMENS / "binh-thuan-2024-q1-ii06a.xlsx"
PAGE = "pages/reports.py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a PDF and a workbook, and what was read of them."""
    found = with_originals(tmp_path_factory.mktemp("data"), PDF, SHEET)
    with data_in(found):
        yield found


def shown(path: Path, **params: str) -> str:
    return markup(opened(PAGE, report=originals._digest(path)[:12], **params))


def framed(picture: bytes) -> int:
    """How many pixels of the picture are the frame's."""
    pixels = Image.open(io.BytesIO(picture)).convert("RGB").get_flattened_data()
    return sum(all(abs(one - two) < 24 for one, two in zip(pixel, FRAME, strict=True)) for pixel in pixels)


def test_the_page_of_a_figure_is_shown_with_a_text_for_who_cannot_see_it(folder: Path) -> None:
    said = shown(PDF, fact="0", text="page")
    assert 'alt="Trang 1 của thai-binh-2021.pdf" src="data:image/png;base64,' in said
    assert 'aria-current="true">Trang gốc</a>' in said and "Trang sau →" in said and "Trang trước" not in said
    assert "trang 1" in shown(PDF, fact="0"), "the table of figures says where each stands"


def test_a_page_that_is_not_there_is_said_and_leads_back(folder: Path) -> None:
    said = shown(PDF, text="page", p="9")
    assert "Không có hoặc không vẽ được trang 9" in said and "Trang trước" in said and "Trang sau" not in said


def test_a_sheet_is_shown_cell_by_cell_with_every_figure_marked(folder: Path) -> None:
    said = shown(SHEET, fact="0", text="page")
    assert "<caption>II.06a</caption>" in said and '<th scope="col">M</th>' in said
    assert said.partition('class="cells"')[2].partition("</table>")[0].count("<mark") == 11
    assert "II.06a!C9" in said and 'text=page"' in said and 'aria-current="true">Bảng gốc</a>' in said
    second = shown(SHEET, text="page", p="2").partition('class="cells"')[2]
    assert second.partition("</table>")[0].count("<mark") == 8


def test_without_its_bytes_a_document_is_not_offered(folder: Path, tmp_path: Path) -> None:
    for file in (folder / "warehouse").rglob("*"):
        if file.is_file():
            (tmp_path / file.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, tmp_path / file.relative_to(folder))
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / PDF.name).write_bytes(PDF.read_bytes() + b"\n")
    with data_in(tmp_path):
        said = shown(PDF, fact="0", text="page")
    assert "Trang gốc" not in said and '<mark class="f' in said


def test_a_figure_is_framed_where_it_stands() -> None:
    assert framed(drawn(Wanted(str(PDF), 1))) == 0
    assert framed(drawn(Wanted(str(PDF), 1, "chuyển qua ", "15.641", " hồ sơ"))) > 100


def test_a_figure_that_stands_twice_is_told_apart_by_what_is_around_it_or_not_framed() -> None:
    page = plain("Đã giải quyết 1.551 hồ sơ. Quá hạn: 1.551 hồ sơ")
    assert place_of(Wanted("", 1, "Quá  hạn:\n", "1.551", " hồ sơ"), page) == (
        page.rindex("1551"),
        page.rindex("1551") + 4,
    )
    assert place_of(Wanted("", 1, "", "1.551", " hồ sơ"), page) is None
    assert place_of(Wanted("", 1, "", "7", ""), page) is None
    assert place_of(Wanted("", 1), page) is None


def test_a_scan_is_shown_as_it_is(tmp_path: Path) -> None:
    Image.new("RGB", (3000, 2000), "white").save(tmp_path / "scan.png")
    assert Image.open(io.BytesIO(drawn(Wanted(str(tmp_path / "scan.png"), 1)))).size == (1100, 733)
    with pytest.raises(EOFError):
        drawn(Wanted(str(tmp_path / "scan.png"), 2))


def test_a_merged_cell_covers_its_place_once() -> None:
    told = cells(Asked(str(SHEET), "II.06a", 1))
    taken = [
        (row + down, at + across)
        for row, fields in enumerate(told.rows)
        for _, at, high, wide in fields
        for down in range(high)
        for across in range(wide)
    ]
    assert len(taken) == len(set(taken)) and max(at for _, at in taken) == told.wide - 1
    assert any(wide > 1 for fields in told.rows for *_, wide in fields)


@pytest.mark.parametrize(("at", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_spreadsheets_name_them(at: int, name: str) -> None:
    assert originals.letters(at) == name
