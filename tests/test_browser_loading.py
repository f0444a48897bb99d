"""A clerk loads a damaged and a good report in Chromium: sees, decides, commits, follows it, takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from loaders.receiving.receive import commit_read
from pages.parts.visits.allowed import PAGE, SETTING
from tests.browser import Visitor, served
from tests.test_browser_access import RULES, SERIOUS
from tests.test_receiving import DAMAGED, NOWHERE, TWO

pytestmark = pytest.mark.browser
UNKNOWN = "Không có trang"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("data")
    commit_read([], folder)
    with served(folder, **{SETTING: "1"}) as found:
        yield found


@pytest.fixture
def clerk(browser: Browser, address: str) -> Iterator[Visitor]:
    one = Visitor(browser, address)
    one.go(f"/{PAGE}")
    yield one
    one.close()
    assert one.strangers == []


def drop(page: Page, folder: Path, **files: bytes) -> None:
    """Drops files called after the keys (with "_" for the dot)."""
    paths = []
    for name, content in files.items():
        paths.append(folder / name.replace("_", "."))
        paths[-1].write_bytes(content)
    page.set_input_files("input[type=file]", paths)
    expect(page.locator(".st-key-dropped .doc")).to_have_count(len(files), timeout=60_000)


def test_a_clerk_loads_decides_commits_and_takes_back(clerk: Visitor, tmp_path: Path) -> None:
    page = clerk.page
    page.get_by_label("Người nạp (bắt buộc)").fill("Trần Thị Clerk")
    page.keyboard.press("Enter")
    drop(page, tmp_path, hỏng_docx=DAMAGED, tốt_txt=TWO)
    expect(page.locator(".st-key-dropped")).to_contain_text("hỏng.docx ✕")
    expect(page.locator(".st-key-dropped")).to_contain_text("1 chỗ cần chọn")

    page.get_by_role("button", name="Xem", exact=True).click()
    clerk.wait_for_address("report=")
    expect(page.locator(".paper mark.f").first).to_be_visible()
    form = page.locator("[data-testid=stForm]").first
    form.get_by_text("210", exact=True).click()
    form.get_by_label("Lý do (bắt buộc)").fill("khớp biểu")
    form.get_by_role("button", name="Chọn số này").click()
    expect(page.locator(".check").filter(has_text="đã quyết định: 210")).to_be_visible(timeout=60_000)
    assert UNKNOWN not in clerk.says()

    page.get_by_role("button", name="Ghi 1 tệp vào kho").click()
    expect(page.locator(".st-key-loaded a")).to_have_count(1, timeout=60_000)
    expect(page.locator(".foot")).to_contain_text("1 nguồn")
    page.locator(".st-key-loaded a").click()
    clerk.wait_for_address("/bao-cao?")
    expect(page.locator(".check").filter(has_text="đã quyết định: 210, bởi Trần Thị Clerk")).to_be_visible()
    assert UNKNOWN not in clerk.says()

    page.get_by_role("link", name="Nạp báo cáo").click()
    clerk.wait_for_address(f"/{PAGE}")
    expect(page.get_by_label("Người nạp (bắt buộc)")).to_have_value("Trần Thị Clerk")
    page.get_by_role("button", name="Hoàn tác", exact=True).click()
    page.get_by_role("button", name="Đúng, hoàn tác").click()
    expect(page.locator(".st-key-batches")).to_contain_text("Đã hoàn tác", timeout=60_000)
    expect(page.locator(".foot")).to_contain_text("0 nguồn")


def test_on_a_telephone_nothing_is_wider_than_the_screen(clerk: Visitor, tmp_path: Path) -> None:
    drop(clerk.page, tmp_path, **{"Báo_cáo_có_tên_rất_dài" * 5 + "_docx": DAMAGED, "tốt_txt": TWO})
    clerk.page.get_by_role("button", name="Xem", exact=True).click()
    clerk.wait_for_address("report=")
    clerk.page.set_viewport_size({"width": 390, "height": 844})
    clerk.page.wait_for_timeout(250)
    wider = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    assert clerk.page.evaluate(wider) <= 0


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_whoever_reads_by_keyboard_or_ear_can_load(
    scheme: str, width: int, address: str, browser: Browser, tmp_path: Path
) -> None:
    clerk = Visitor(browser, address, width=width, scheme=scheme)
    clerk.go(f"/{PAGE}")
    drop(clerk.page, tmp_path, hỏng_docx=DAMAGED, hai_txt=TWO, đâu_txt=NOWHERE)
    clerk.page.get_by_role("button", name="Xem", exact=True).nth(1).click()
    clerk.wait_for_address("report=")
    found = Axe().run(clerk.page, options={"runOnly": RULES}).response
    assert found["passes"], "axe looked at nothing"
    clerk.close()
    grave = [each for each in found["violations"] if each["impact"] in SERIOUS]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in grave] == []
