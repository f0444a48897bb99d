"""What a person does, in Chromium: open, filter, share the link, click a number, read its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import Visitor, served
from tests.shown import built, rich

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/",
    "/?place=63.60&lang=en",
    "/?place=63.tay-nguyen",
    "/?boundaries=63&indicator=on_time_rate",
    "/chi-so?indicator=on_time_rate&kind=quarter&units=63.60,63.68",
    "/chi-so?indicator=index766_total&lang=en",
    "/bao-cao?q=binh thuan",
    "/bao-cao?state=held",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    with served(built(tmp_path_factory.mktemp("data"), rich())) as found:
        yield found


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Visitor]:
    one = Visitor(browser, address)
    yield one
    one.close()
    assert one.strangers == []


def test_no_page_asks_anything_of_another_machine_or_is_wider_than_a_telephone(visitor: Visitor) -> None:
    wider = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    for path in ADDRESSES:
        visitor.page.set_viewport_size({"width": 1440, "height": 900})
        visitor.go(path)
        visitor.page.set_viewport_size({"width": 390, "height": 844})
        visitor.page.wait_for_timeout(250)
        assert visitor.strangers == [], path
        assert visitor.page.evaluate(wider) <= 0, path


def test_a_deep_link_is_answered_as_the_first_visit_after_a_start(browser: Browser, tmp_path: Path) -> None:
    with served(built(tmp_path, rich())) as address:
        visitor = Visitor(browser, address)
        visitor.go("/chi-so?indicator=overdue_rate")
        expect(visitor.page.get_by_role("heading", name="Tỷ lệ giải quyết quá hạn").first).to_be_visible()
        assert visitor.page.get_by_role("dialog").count() == 0
        visitor.close()


def test_filter_share_open_anew_click_a_number_read_its_sentence(visitor: Visitor, browser: Browser) -> None:
    visitor.go("/")
    visitor.search("Phạm vi", "binh thuan", "place=63.60")
    visitor.choose("Loại kỳ", "Quý", "kind=quarter")
    expect(visitor.page.locator(".foot")).to_contain_text("Quý I/2024")
    shared, said = visitor.page.url, visitor.says()
    assert "%" in said

    friend = Visitor(browser, visitor.address)
    friend.go(shared)
    assert friend.says() == said

    tile = friend.page.locator('.tile[data-indicator="on_time_rate"]')
    number = tile.locator(".tile-value a").inner_text()
    tile.locator(".tile-value a").click()
    friend.wait_for_address("/bao-cao?")
    quote = friend.page.locator(".quote mark.chosen")
    expect(quote).to_be_visible()
    assert "fact=" in friend.page.url and number.endswith("%")
    assert quote.inner_text() in friend.page.locator(".paper").inner_text()
    expect(friend.page.locator(".paper mark.chosen")).to_be_in_viewport()
    assert friend.strangers == []
    friend.close()


def test_the_back_button_and_the_language_keep_the_view(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.search("Phạm vi", "binh thuan", "place=63.60")
    visitor.page.get_by_role("button", name="English").click()
    visitor.wait_for_address("lang=en")
    assert "place=63.60" in visitor.page.url
    expect(visitor.page.get_by_role("heading", name="Overview: Bình Thuận")).to_be_visible()
    visitor.page.go_back()
    expect(visitor.page.get_by_role("heading", name="Tổng quan: Bình Thuận")).to_be_visible()
    visitor.page.go_back()
    expect(visitor.page.get_by_role("heading", name="Tổng quan: Cả nước")).to_be_visible()
    visitor.page.go_forward()
    expect(visitor.page.get_by_role("heading", name="Tổng quan: Bình Thuận")).to_be_visible()


def test_a_name_is_found_without_its_marks(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.search("Phạm vi", "da nang", "place=34.48")
    expect(visitor.page.get_by_role("heading", name="Tổng quan: Đà Nẵng")).to_be_visible()


def test_the_page_says_its_language(visitor: Visitor) -> None:
    for path, lang in (("/bao-cao", "vi"), ("/bao-cao?lang=en", "en")):
        visitor.page.goto(visitor.address + path)
        assert visitor.page.evaluate("document.documentElement.lang") == lang
    visitor.go("/")
    visitor.page.get_by_role("button", name="English").click()
    visitor.wait_for_address("lang=en")
    assert visitor.page.evaluate("document.documentElement.lang") == "en"
    visitor.page.go_back()
    expect(visitor.page.get_by_role("heading", name="Tổng quan: Cả nước")).to_be_visible()
    assert visitor.page.evaluate("document.documentElement.lang") == "vi"


def test_our_links_open_in_the_page_that_stands_unless_another_tab_is_asked_for(visitor: Visitor) -> None:
    started: list[str] = []
    visitor.go("/")
    visitor.page.on("request", lambda asked: started.append(asked.url) if asked.resource_type == "document" else None)
    province = visitor.page.locator('.stHtml a[href*="place="]').first
    place = str(province.get_attribute("href")).partition("?")[2].partition("&")[0]
    address = visitor.page.url
    with visitor.context.expect_page() as tab:
        province.click(modifiers=["Control"])
    tab.value.wait_for_selector(".foot")
    assert place in tab.value.url and visitor.page.url == address
    tab.value.close()
    started.clear()
    province.click()
    visitor.wait_for_address(place)
    expect(visitor.page.get_by_role("heading", name="Tổng quan: Cả nước")).to_have_count(0)
    assert visitor.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    visitor.page.go_back()
    expect(visitor.page.get_by_role("heading", name="Tổng quan: Cả nước")).to_be_visible()
    assert started == []


def test_a_long_table_is_sorted_by_size_and_by_the_order_of_the_language(visitor: Visitor) -> None:
    visitor.go("/chi-so?indicator=overdue_rate&kind=quarter")
    table = visitor.page.locator(".grid")

    def column(name: str) -> list[str]:
        heads = table.locator("thead th").all_inner_texts()
        at = [head.strip().split("\n")[0] for head in heads].index(name)
        return table.locator(f"tbody td:nth-child({at + 1})").all_inner_texts()

    before = column("Giá trị")
    table.get_by_role("button", name="Giá trị").click()
    sizes = [float(each.strip("%").replace(",", ".")) for each in column("Giá trị")]
    assert sizes == sorted(sizes) and sorted(column("Giá trị")) == sorted(before) and column("Giá trị") != before
    assert table.locator('th[aria-sort="ascending"]').inner_text().startswith("Giá trị")
    table.get_by_role("button", name="Giá trị").click()
    assert [float(each.strip("%").replace(",", ".")) for each in column("Giá trị")] == sizes[::-1]
    table.get_by_role("button", name="Địa phương").click()
    places = [place.partition(" ")[0] for place in column("Địa phương")]
    assert places.index("Đà") > places.index("Bình") and places.index("Đà") < places.index("Hồ")
    assert table.locator("th[aria-sort]").count() == 1
