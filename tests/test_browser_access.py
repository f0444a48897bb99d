"""Whoever reads by keyboard, by ear or with weak eyes: no page has a serious finding of axe (WCAG 2.2, A and AA)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser import Visitor, served
from tests.shown import built, one_report, rich, with_originals
from tests.warehouses import ROOT, Told

pytestmark = pytest.mark.browser

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SERIOUS = ("serious", "critical")
ORIGINALS = [ROOT / "data" / "specimens" / name for name in ("thai-binh-2021.pdf", "binh-thuan-2024-q1-ii06a.xlsx")]
ADDRESSES = (
    "/",
    "/?place=63.60",
    "/?place=63.tay-nguyen",
    "/?boundaries=63&indicator=on_time_rate",
    "/chi-so?indicator=on_time_rate&kind=quarter",
    "/chi-so?indicator=on_time_rate&kind=quarter&chart=heatmap&lang=en",
    "/chi-so?indicator=on_time_rate&kind=quarter&chart=multiples",
    "/so-sanh?who=63.60,63.01&kind=quarter",
    "/don-vi?place=63.60",
    "/bao-cao",
    f"/bao-cao?report={one_report()[0].report_id[:12]}",
    *(f"/bao-cao?report={sha256(path.read_bytes()).hexdigest()[:12]}&fact=0&text=page" for path in ORIGINALS),
    "/chat-luong",
    "/phuong-phap",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    simulated = Told("34.01", "2026-Q1", {"dossiers.resolved": 5.0}, format="simulated")
    folder = built(tmp_path_factory.mktemp("data"), [*rich(), *one_report(), simulated])
    with served(with_originals(folder, *ORIGINALS)) as found:
        yield found


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_no_page_has_a_serious_finding(scheme: str, width: int, address: str, browser: Browser) -> None:
    visitor = Visitor(browser, address, width=width, scheme=scheme)
    found = []
    for path in ADDRESSES:
        visitor.go(path)
        assert visitor.page.locator(".sheet, .cells").count() == ("text=page" in path), path
        answer = Axe().run(visitor.page, options={"runOnly": RULES}).response
        assert answer["passes"], "axe looked at nothing"
        found += [
            (path, each["id"], node["target"], node["failureSummary"])
            for each in answer["violations"]
            if each["impact"] in SERIOUS
            for node in each["nodes"]
        ]
    visitor.close()
    assert found == []
