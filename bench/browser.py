"""Times what a person waits for, in Chromium on a warm server: the first chart, another page, another filter.

    python -m bench.browser [--repeat 7] [--data FOLDER]

Over 63 provinces × 40 quarters of generated figures, unless another data folder is named. Medians in seconds, from the
first input to the moment the new page stands and the script is over. The budgets are those of DESIGN.md, section 8.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

from bench.figures_history import write_history
from tests.browser import Visitor, chromium, chromium_path, served

TILE = "[class*=st-key-tile_] img.tile-spark, .map"
CHART = ".js-plotly-plot .main-svg"
FIRST, PLOTLY = "first chart (map and tiles, Tổng quan)", "first chart (Plotly, Chỉ số)"
BUDGETS = {FIRST: 2.0, PLOTLY: 2.0, "page switch": 0.35, "filter change": 0.25}


def main() -> None:
    """Prints the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--repeat", type=int, default=7)
    asked.add_argument("--data", type=Path, help="a data folder with a warehouse")
    options = asked.parse_args()
    run(options.repeat, options.data)


def run(repeat: int = 7, data: Path | None = None) -> None:
    """Measures and prints, or says that there is no browser to measure with."""
    if chromium_path() is None:
        print("Chromium is not installed: nothing was measured.")
        return
    with _folder(data) as folder, served(folder) as address, chromium() as browser:
        _visit(browser, address, "/", ".foot")  # warms the server
        _visit(browser, address, "/chi-so", CHART)
        times = {
            FIRST: [_visit(browser, address, "/", TILE) for _ in range(repeat)],
            PLOTLY: [_visit(browser, address, "/chi-so", CHART) for _ in range(repeat)],
            **_moves(browser, address, repeat),
        }
    _print(times)


@contextlib.contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory() as folder:
        write_history(Path(folder) / "warehouse")
        yield Path(folder)


def _visit(browser: Browser, address: str, path: str, wanted: str) -> float:
    """A browser that has never been here: seconds until what is wanted is seen."""
    visitor = Visitor(browser, address)
    began = time.perf_counter()
    visitor.page.goto(address + path, wait_until="commit")
    visitor.page.wait_for_selector(wanted)
    took = time.perf_counter() - began
    visitor.settle()
    visitor.close()
    return took


def _moves(browser: Browser, address: str, repeat: int) -> dict[str, list[float]]:
    """One visitor going to and fro: the first turn of each is not counted, for it loads the page's own scripts."""
    visitor = Visitor(browser, address)
    visitor.go("/")
    pages = [("Chỉ số", "chi-so"), ("Báo cáo", "bao-cao"), ("Tổng quan", "/?")]
    switches = [_timed(visitor, lambda at=at: _go(visitor, *pages[at % 3])) for at in range(3 + repeat)][3:]
    visitor.go("/")
    levels = [("Cấp tỉnh", "level=province"), ("Mọi cấp", "")]
    filters = [_timed(visitor, lambda at=at: _level(visitor, *levels[at % 2])) for at in range(2 + repeat)][2:]
    visitor.close()
    return {"page switch": switches, "filter change": filters}


def _timed(visitor: Visitor, move: Callable[[], None]) -> float:
    move_began = time.perf_counter()
    move()
    took = time.perf_counter() - move_began
    visitor.page.wait_for_timeout(150)
    return took


def _go(visitor: Visitor, name: str, address: str) -> None:
    visitor.page.locator(".st-key-masthead").get_by_role("link", name=name).click()
    visitor.page.wait_for_function("part => location.href.includes(part)", arg=address.removesuffix("?"))
    visitor.settle()


def _level(visitor: Visitor, name: str, address: str) -> None:
    visitor.page.get_by_label("Hồ sơ cấp", exact=True).first.click()
    visitor.page.get_by_role("option", name=name).first.click()
    there = "level=province" if address else "level="
    wanted = "part => location.href.includes(part)" if address else "part => !location.href.includes(part)"
    visitor.page.wait_for_function(wanted, arg=there)
    visitor.settle()


def _print(times: dict[str, list[float]]) -> None:
    table = Table(title="Chromium, warm server (seconds)")
    for heading in ("what", "median", "best", "worst", "budget", ""):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for what, taken in times.items():
        middle = statistics.median(taken)
        kept = "within" if middle <= BUDGETS[what] else "OVER"
        table.add_row(what, *(f"{each:.2f}" for each in (middle, min(taken), max(taken), BUDGETS[what])), kept)
    Console().print(table)


if __name__ == "__main__":
    main()
