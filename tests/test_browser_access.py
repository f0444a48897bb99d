"""Whoever reads by keyboard, by ear or with weak eyes: no page has a serious finding of axe (WCAG 2.2, A and AA).

Streamlit's own: the canvas of a wide table is told to readers by rows it keeps beside it, which axe does not judge.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser import Visitor, served
from tests.shown import built, one_report, rich
from tests.warehouses import Told

pytestmark = pytest.mark.browser

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SERIOUS = ("serious", "critical")
ADDRESSES = (
    "/",
    "/?place=63.60",
    "/chi-so?indicator=on_time_rate&kind=quarter",
    "/chi-so?indicator=on_time_rate&kind=quarter&chart=heatmap&lang=en",
    "/chi-so?indicator=on_time_rate&kind=quarter&chart=multiples",
    "/so-sanh?who=63.60,63.01&kind=quarter",
    "/don-vi?place=63.60",
    "/bao-cao",
    f"/bao-cao?report={one_report()[0].report_id[:12]}",
    "/chat-luong",
    "/phuong-phap",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    simulated = Told("34.01", "2026-Q1", {"dossiers.resolved": 5.0}, format="simulated")
    with served(built(tmp_path_factory.mktemp("data"), [*rich(), *one_report(), simulated])) as found:
        yield found


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_no_page_has_a_serious_finding(scheme: str, width: int, address: str, browser: Browser) -> None:
    visitor = Visitor(browser, address, width=width, scheme=scheme)
    found = []
    for path in ADDRESSES:
        visitor.go(path)
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
