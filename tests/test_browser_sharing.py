"""What people take away and hand on, in Chromium: workbooks, pictures, paper, links; and the links they are given."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, expect
from python_calamine import CalamineWorkbook

from tests.browser import Visitor, served
from tests.shown import one_report, rich
from tests.warehouses import VINTAGE, write_warehouse

pytestmark = pytest.mark.browser

LATER = "20261123T080000Z-00000002"
CHARTS = (
    "/?lang=vi",
    "/chi-so?indicator=on_time_rate&kind=quarter&units=63.60",
    "/so-sanh?who=63.60,63.01&kind=quarter",
    "/chi-so?indicator=on_time_rate&kind=quarter&chart=heatmap",
    "/chi-so?indicator=on_time_rate&kind=quarter&chart=multiples",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("data")
    write_warehouse(found / "warehouse", *one_report(), vintage=VINTAGE)
    write_warehouse(found / "warehouse", *rich(), vintage=LATER)
    return found


@pytest.fixture(scope="module")
def address(folder: Path, browser: Browser) -> Iterator[str]:
    with served(folder) as found:
        yield found


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Visitor]:
    one = Visitor(browser, address)
    yield one
    one.close()
    assert one.strangers == []


def taken(visitor: Visitor, button: Locator) -> tuple[str, bytes]:
    """What a button downloads: its name and content."""
    with visitor.page.expect_download() as found:
        button.click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def workbook(content: bytes) -> tuple[list[list[object]], dict[str, str]]:
    """The lines of the first sheet; the second as word → what is said."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows, about = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    return rows, {str(word): str(said) for word, said in about}


def heading(visitor: Visitor) -> str:
    return visitor.page.locator("h1").first.inner_text()


def notices(visitor: Visitor) -> str:
    return "\n".join(visitor.page.locator(".notice").all_inner_texts())


def test_the_analyst_filters_compares_exports_and_the_exports_link_shows_the_same_numbers(
    visitor: Visitor, browser: Browser, folder: Path
) -> None:
    visitor.go("/chi-so?indicator=received&kind=quarter")
    visitor.search("Chỉ số", "giai quyet dung han", "indicator=on_time_rate")
    name, content = taken(visitor, visitor.page.get_by_role("button", name="Tải Excel"))
    assert name == "dung-han_on_time_rate_quarter.xlsx"
    rows, about = workbook(content)
    value = rows[0].index("Giá trị")
    ranked = [line.split("\t") for line in visitor.page.locator(".ranking tr").all_inner_texts()]
    printed = {cells[1]: cells[3] for cells in ranked}
    of_period = {str(row[0]).removesuffix(" (cũ)"): row[value] for row in rows[1:] if row[3] == "Quý I/2024"}
    assert printed == {place: f"{number:.2f}%".replace(".", ",") for place, number in of_period.items()}

    friend = Visitor(browser, visitor.address)
    friend.go(about["Liên kết"])
    assert f"v={LATER}" in friend.page.url and "kind=quarter" in friend.page.url
    assert [line.split("\t") for line in friend.page.locator(".ranking tr").all_inner_texts()] == ranked
    assert workbook(taken(friend, friend.page.get_by_role("button", name="Tải Excel"))[1]) == (rows, about)
    friend.close()

    visitor.go("/so-sanh?who=63.60,63.01&indicators=on_time_rate,received&kind=quarter")
    rows, about = workbook(taken(visitor, visitor.page.get_by_role("button", name="Tải Excel").first)[1])
    assert {row[1] for row in rows[1:]} == {"Bình Thuận", "Hà Nội (cũ)"}
    with served(folder) as after_a_restart:
        friend = Visitor(browser, after_a_restart)
        friend.go(about["Liên kết"].replace(visitor.address, after_a_restart))
        again, _ = workbook(taken(friend, friend.page.get_by_role("button", name="Tải Excel").first)[1])
        assert again == rows
        friend.close()


def test_who_is_given_an_old_link_is_told_what_is_old_and_reads_on_in_the_other_language(visitor: Visitor) -> None:
    visitor.go(f"/so-sanh?who=63.60,63.01&boundaries=34&kind=quarter&tinh=48&v={VINTAGE}")
    said = notices(visitor)
    assert "tinh = “48”" in said
    assert "Bình Thuận → Lâm Đồng" in said
    assert "ghim số liệu tại 22:30 ngày 22/11/2026. Từ đó: thêm 30 nguồn" in said
    visitor.page.get_by_role("button", name="English").click()
    visitor.wait_for_address("lang=en")
    assert "boundaries=34" in visitor.page.url and f"v={VINTAGE}" in visitor.page.url
    expect(visitor.page.get_by_role("heading", name="Compare").first).to_be_visible()
    assert "Bình Thuận → Lâm Đồng" in notices(visitor)
    visitor.page.get_by_role("button", name="Back to the latest data").first.click()
    visitor.page.wait_for_function("!location.href.includes('v=2026')")
    visitor.settle()
    assert "who=63.60%2C63.01" in visitor.page.url and LATER in visitor.page.inner_text(".foot")


def test_back_and_forward_go_through_pages_choices_and_cleared_ones(visitor: Visitor) -> None:
    visitor.go("/chi-so?indicator=on_time_rate&kind=quarter&units=63.60")
    visitor.page.locator(".st-key-units").get_by_role("button").first.click()
    visitor.wait_for_address("units=-")
    visitor.page.locator(".st-key-masthead").get_by_role("link", name="Chất lượng").click()
    visitor.wait_for_address("chat-luong")
    visitor.page.go_back()
    visitor.wait_for_address("units=-")
    expect(visitor.page.locator("h1")).to_contain_text("Tỷ lệ giải quyết đúng hạn")
    assert visitor.page.locator(".st-key-units [data-tag]").count() == 0
    visitor.page.go_back()
    visitor.wait_for_address("units=63.60")
    expect(visitor.page.locator(".st-key-units")).to_contain_text("Bình Thuận")
    visitor.page.go_forward()
    visitor.wait_for_address("units=-")
    visitor.page.go_forward()
    visitor.wait_for_address("chat-luong")
    expect(visitor.page.locator("h1")).to_contain_text("Chất lượng")


@pytest.mark.parametrize(("path", "said"), [("/tong-quan", ""), ("/trang-cu", "trang-cu")])
def test_the_first_page_answers_to_its_name_and_for_pages_that_are_not_there(
    path: str, said: str, visitor: Visitor
) -> None:
    visitor.go(f"{path}?place=63.60&lang=en")
    expect(visitor.page.get_by_role("heading", name="Overview: Bình Thuận")).to_be_visible()
    assert visitor.page.get_by_role("dialog").count() == 0
    assert said in notices(visitor) and bool(notices(visitor)) == bool(said)


@pytest.mark.parametrize("secure", [True, False])
def test_the_link_is_copied_by_keyboard_on_a_telephone_with_and_without_https(
    secure: bool, browser: Browser, address: str
) -> None:
    visitor = Visitor(browser, address, width=390, height=844)
    if not secure:
        visitor.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    else:
        visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.go("/bao-cao?state=current&lang=en")
    button = visitor.page.get_by_role("button", name="Copy link")
    expect(button).to_be_in_viewport()
    button.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".own [role=status]").first).to_have_text("Copied, data pinned")
    box = visitor.page.get_by_label("Search reports, sources, places")
    box.click()
    visitor.page.keyboard.press("Control+V")
    assert box.input_value() == f"{address}/bao-cao?lang=en&state=current&v={LATER}"
    visitor.close()


@pytest.mark.parametrize("path", CHARTS)
def test_every_chart_is_a_picture_that_says_what_it_is(path: str, visitor: Visitor) -> None:
    visitor.go(path)
    drawn = visitor.page.locator(".js-plotly-plot").count() + visitor.page.locator(".map, .ranking, .multiples").count()
    figures = visitor.page.locator("[data-figure]")
    assert figures.count() == drawn > 0
    for at in range(drawn):
        if figures.nth(at).get_attribute("data-svg") is None:
            expect(visitor.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
        name, svg = taken(visitor, figures.nth(at).get_by_role("button", name="Tải ảnh SVG"))
        said = svg.decode()
        title = figures.nth(at).get_attribute("data-title") or "?"
        assert name.startswith("dung-han_") and name.endswith(".svg")
        assert title in said and LATER in said and "Số liệu tại" in said
        assert "<script" not in said and "http://" not in said.replace("http://www.w3.org/", "")
        name, png = taken(visitor, figures.nth(at).get_by_role("button", name="Tải ảnh PNG"))
        assert name.endswith(".png") and png.startswith(b"\x89PNG") and int.from_bytes(png[16:20], "big") == 2000


def on_paper(visitor: Visitor) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(visitor.page.pdf(prefer_css_page_size=True, print_background=True))


def boxes(sheet: pypdfium2.PdfPage, word: str) -> list[tuple[float, float, float, float]]:
    """Where a word stands on a sheet: left, bottom, right, top of each time, in points."""
    text = sheet.get_textpage()
    said = text.get_text_range()
    starts = [at for at in range(len(said)) if said.startswith(word, at)]
    ends = [(text.get_charbox(at), text.get_charbox(at + len(word) - 1)) for at in starts]
    return [(first[0], first[1], last[2], last[3]) for first, last in ends]


@pytest.mark.parametrize("path", ["/?place=63.60", *CHARTS[1:3], "/chat-luong"])
def test_a_page_on_paper_has_no_controls_and_no_dark_ground(path: str, browser: Browser, address: str) -> None:
    visitor = Visitor(browser, address, scheme="dark")
    visitor.go(path)
    sheets = on_paper(visitor)
    said = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in sheets)
    assert "Đang xem" in said and heading(visitor) in said
    for control in ("Chép liên kết", "Tải Excel", "Tải ảnh", "Loại kỳ", "English", "Phương pháp"):
        assert control not in said, control
    assert [round(side / 72 * 25.4) for side in sheets[0].get_size()] == [210, 297]
    shades = [page.render(scale=0.2).to_pil().convert("L").histogram() for page in sheets]
    assert all(sum(each[:80]) < 0.15 * sum(each) for each in shades), "more than ink is dark"
    visitor.close()


def test_charts_on_paper_are_whole_and_cover_nothing(visitor: Visitor) -> None:
    visitor.go(CHARTS[2])
    expect(visitor.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    sheet = on_paper(visitor)[0]
    ends = boxes(sheet, "Q.I/24")
    thirds = sorted(int(3 * left // sheet.get_width()) for left, *_ in ends)
    assert thirds == [0, 1, 2], "the last period of each of the three figures, each within its third"
    visitor.go(CHARTS[1])
    expect(visitor.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    sheet = on_paper(visitor)[0]
    (_, ticks, right, _), (*_, below) = boxes(sheet, "Q.I/24")[0], boxes(sheet, "Xếp theo địa phương")[0]
    assert right < sheet.get_width() and ticks > below
