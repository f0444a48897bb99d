"""Opens the dashboard's pages in a test without a browser, on a warehouse in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from lxml.html import HtmlElement, fragment_fromstring
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.warehouses import ROOT, Told, places, write_warehouse

manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
"""Else every page that is opened looks through all installed packages for components of theirs."""

PAGES = sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"
)
"""Every page there is: a new one is tested the moment its file exists."""

PROVINCES = ("01", "48", "52", "56", "60", "68", "79")
QUARTERS = ("2023-Q1", "2023-Q2", "2023-Q4", "2024-Q1")
"""With a gap: no third quarter of 2023."""


def dossiers(resolved: int, late: int) -> dict[str, float]:
    """The figures of one report: enough for most indicators."""
    return {
        "dossiers.received": resolved + 200,
        "dossiers.received_new": resolved + 100,
        "dossiers.received_online": resolved // 2,
        "dossiers.carried_over": 100,
        "dossiers.resolved": resolved,
        "dossiers.resolved_early_or_on_time": resolved - late,
        "dossiers.resolved_overdue": late,
        "dossiers.pending": 200,
        "dossiers.pending_overdue": 20,
    }


def one_report() -> list[Told]:
    """A single report of one old province."""
    return [Told("63.60", "2024-Q1", dossiers(1000, 62), problems=("error: Cộng lại không khớp <b>đậm</b>",))]


def signed(quarter: str) -> date:
    """The day a quarter's report is signed."""
    return date(int(quarter[:4]), 3 * int(quarter[-1]), 20)


def rich() -> list[Told]:
    """Seven old provinces over four quarters, all 34 new ones on one day, a held report and a department's."""
    told = [
        Told(f"63.{code}", quarter, dossiers(1000 + 10 * at, 10 * at + 5), issued_on=signed(quarter))
        for at, code in enumerate(PROVINCES)
        for quarter in QUARTERS
    ]
    portal = {"family": "figures", "report": "portal", "window": "stated", "issued_on": None}
    new = places().filter(place_vintage="34")["place_code"]
    told += [
        Told(f"34.{code}", "2026-10-10", {"index766.total": 50.0 + at / 2}, **portal) for at, code in enumerate(new)
    ]
    told.append(
        Told("63.60", "2024-Q1", dossiers(14, 1), unit="Sở Ngoại vụ", unit_kind="department", report="so-ngoai-vu")
    )
    told.append(Told("63.01", "2024-Q1", dossiers(99, 9), state="held", report="held"))
    return told


WAREHOUSES = {"empty": lambda: [], "one report": one_report, "rich": rich}


@contextmanager
def data_in(folder: Path):
    """Points the dashboard to another data folder."""
    before = os.environ.get("DUNG_HAN_DATA")
    os.environ["DUNG_HAN_DATA"] = str(folder)
    try:
        yield folder
    finally:
        if before is None:
            del os.environ["DUNG_HAN_DATA"]
        else:
            os.environ["DUNG_HAN_DATA"] = before


def built(folder: Path, told: list[Told], targets: Sequence[dict[str, object]] = ()) -> Path:
    """A data folder with a warehouse of what was told, and the targets set."""
    write_warehouse(folder / "warehouse", *told, targets=targets)
    return folder


def with_originals(folder: Path, *files: Path) -> Path:
    """The data folder with these files in `raw`, and what is read of them in its warehouse."""
    raw = folder / "raw"
    raw.mkdir()
    for file in files:
        shutil.copy(file, raw)
    command = [sys.executable, "-m", "loaders", "load", str(raw), "--warehouse", str(folder / "warehouse"), "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True)
    return folder


def opened(page: str = "pages/overview.py", **params: str) -> AppTest:
    """A page inside the frame, at an address; run once."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    if page != "pages/overview.py":
        app.switch_page(page)
        for name, value in params.items():
            app.query_params[name] = value
        app.run()
    return app


def markup(app: AppTest) -> str:
    """Everything the page draws by itself, as markup."""
    return "\n".join(element.proto.body for element in app.get("html"))


def tables(app: AppTest) -> list[list[dict[str, str]]]:
    """The long tables of a page: each line as heading → words."""
    return [_lines(table) for each in app.get("html") if "<" in each.proto.body for table in _grids(each.proto.body)]


def _grids(body: str) -> list[HtmlElement]:
    return list(fragment_fromstring(body, create_parent=True).iterfind('.//div[@class="grid"]/table'))


def _lines(table: HtmlElement) -> list[dict[str, str]]:
    heads = [head.text_content() for head in table.iterfind("thead/tr/th")]
    return [
        dict(zip(heads, (field.text_content() for field in row), strict=True)) for row in table.iterfind("tbody/tr")
    ]


def words(app: AppTest) -> str:
    """Everything the page says: markup, titles, labels, links."""
    said = [markup(app), *(title.value for title in app.title)]
    said += [button.label for button in app.button]
    said += [link.proto.label for link in app.get("page_link")]
    return "\n".join(said)
