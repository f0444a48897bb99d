"""What `make demo` shows, in Chromium: from the map to a province, its number, and the sentence it stands in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench.national_history import kept
from tests.browser import Visitor, served

pytestmark = pytest.mark.browser


def test_from_the_nation_over_a_tile_of_the_map_to_the_sentence(browser: Browser, tmp_path: Path) -> None:
    kept(tmp_path / "warehouse", share=0.01, quarters=2, written=1)
    with served(tmp_path) as address:
        visitor = Visitor(browser, address)
        visitor.go("/?kind=quarter&period=2026-Q3")
        visitor.page.locator(".map a:not(.s0)").first.click()
        visitor.wait_for_address("place=34.")
        expect(visitor.page.locator(".simulated")).to_be_visible()
        assert "period=2026-Q3" in visitor.page.url, "the same period"
        number = visitor.page.locator(".tile[data-indicator=on_time_rate] .tile-value a")
        number.click()
        visitor.wait_for_address("/bao-cao?")
        chosen = visitor.page.locator(".quote mark.chosen")
        expect(chosen).to_be_visible()
        assert re.fullmatch(r"[\d.,]+", chosen.inner_text().strip("✓•? \n")), chosen.inner_text()
        assert "Hồ sơ đã giải quyết" in visitor.page.locator(".quote").inner_text()
        assert visitor.strangers == []
        visitor.close()
