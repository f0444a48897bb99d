"""Times what a person waits for, in Chromium on a warm server: the first chart, another page, another filter.

    python -m bench.browser [--repeat 7] [--data FOLDER]

Over 63 provinces × 40 quarters of generated figures, unless another data folder is named. Medians in seconds, from the
click that decides (a link, an option of a list that is open) to the moment the new page stands and the script is over,
beside the budgets of DESIGN.md, section 8, and beside a peer measured turn by turn in the same run: a Streamlit page
that holds one chart and one select box, nothing else. What that needs is Streamlit's and the machine's; a busy machine
slows both. Dash, where it is there, draws the course of Chỉ số from the same figures (`bench/dash_page.py`).
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

from bench import dash_page
from bench.figures_history import write_history
from tests.browser import Visitor, chromium, chromium_path, served

PEER = """
import streamlit as st
chosen = st.selectbox("choose", ["one", "two"])
if st.query_params.get("chart"):
    st.plotly_chart({"data": [{"type": "scatter", "x": [1, 2, 3], "y": [2, 1, 3]}], "layout": {"height": 400}})
st.html(f"<div class='foot'>{chosen}</div>")
"""
PICTURES = Path("bench/out/pages")
PAGES = {
    "tong-quan": "/",
    "chi-so": "/chi-so?indicator=on_time_rate",
    **{name: f"/{name}" for name in ("so-sanh", "don-vi", "bao-cao", "chat-luong", "phuong-phap")},
}
CHART = ".js-plotly-plot .main-svg"
TILES = ".tile img.tile-spark, .map"


@dataclass
class Measured:
    """One thing people wait for: its budget, and the times of the dashboard, of the bare page and of Dash."""

    what: str
    budget: float
    ours: Callable[[int], float]
    bare: Callable[[int], float]
    dash: Callable[[int], float] | None = None
    times: dict[str, list[float]] = field(default_factory=lambda: {"ours": [], "bare": [], "dash": []})

    def turn(self, turn: int) -> None:
        """Each of them once; the turns before the first only warm what is asked."""
        for name, timed in (("ours", self.ours), ("bare", self.bare), ("dash", self.dash)):
            if timed is not None:
                took = timed(turn)
                self.times[name] += [took] if turn >= 0 else []


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
    with _servers(data) as (ours, bare, dash), chromium() as browser:
        measured = _measured(browser, ours, bare, dash)
        for turn in range(-2, repeat):  # two turns warm the servers and the visitors' windows
            for each in measured:
                each.turn(turn)
        _photograph(browser, ours)
    _print(measured)


@contextlib.contextmanager
def _servers(data: Path | None) -> Iterator[tuple[str, str, str]]:
    """The addresses of the dashboard, of the bare page and of Dash, "" where that cannot be had."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        (folder / "peer.py").write_text(PEER, encoding="utf-8")
        if data is None:
            write_history(folder / "warehouse")
        ours = stack.enter_context(served(data or folder))
        bare = stack.enter_context(served(folder, folder / "peer.py"))
        dash = stack.enter_context(dash_page.served(data or folder)) if dash_page.there() else ""
        yield ours, bare, dash


def _measured(browser: Browser, ours: str, bare: str, dash: str) -> list[Measured]:
    visitor, other = Visitor(browser, ours), Visitor(browser, bare)
    visitor.go("/")
    other.go("/")
    pages = [("Chỉ số", "chi-so"), ("Báo cáo", "bao-cao"), ("Tổng quan", "/")]
    levels, words = itertools.cycle(("Cấp tỉnh", "Mọi cấp")), itertools.cycle(("two", "one"))

    def change(turn: int) -> float:
        return _chosen(other, "choose", next(words))

    def switch(turn: int) -> float:
        return statistics.mean(_timed(visitor, lambda page=page: _open(visitor, *page)) for page in pages)

    def filtered(turn: int) -> float:
        return _chosen(visitor, "Hồ sơ cấp", next(levels))

    tiles, foot = _first(browser, ours + "/", TILES), _first(browser, bare, ".foot")
    chart = _first(browser, ours + "/chi-so?indicator=on_time_rate", CHART)
    dash_chart = _first(browser, dash, CHART, settle=False) if dash else None
    return [
        Measured("first chart, Tổng quan (map, tiles)", 2.0, tiles, foot),
        Measured("first chart, Chỉ số (Plotly)", 2.0, chart, _first(browser, bare + "/?chart=1", CHART), dash_chart),
        Measured("page switch", 0.35, switch, change),
        Measured("filter change", 0.25, filtered, change, _dash_filter(browser, dash) if dash else None),
    ]


def _dash_filter(browser: Browser, address: str) -> Callable[[int], float]:
    """Another level on Dash's page, from the click on the option until the foot and the chart are there."""
    page = Visitor(browser, address).page
    page.goto(address)
    page.wait_for_selector(CHART)
    levels = itertools.cycle(("Cấp tỉnh", "Mọi cấp"))

    def change(turn: int) -> float:
        level = next(levels)
        page.locator("#level").click()
        option = page.get_by_text(level, exact=True).last
        option.wait_for()
        began = time.perf_counter()
        option.click()
        page.wait_for_function("level => document.querySelector('#foot').innerText === level", arg=level)
        page.wait_for_selector(CHART)
        return time.perf_counter() - began

    return change


def _first(browser: Browser, address: str, wanted: str, settle: bool = True) -> Callable[[int], float]:
    """A browser that has never been here: seconds until what is wanted is seen."""

    def visit(turn: int) -> float:
        visitor = Visitor(browser, address)
        began = time.perf_counter()
        visitor.page.goto(address, wait_until="commit")
        visitor.page.wait_for_selector(wanted)
        took = time.perf_counter() - began
        if settle:
            visitor.settle()
        visitor.close()
        return took

    return visit


def _timed(visitor: Visitor, move: Callable[[], None]) -> float:
    began = time.perf_counter()
    move()
    took = time.perf_counter() - began
    visitor.page.wait_for_timeout(150)
    return took


def _open(visitor: Visitor, name: str, address: str) -> None:
    visitor.page.locator(".st-key-masthead").get_by_role("link", name=name).click()
    visitor.page.wait_for_function("part => location.pathname.endsWith(part)", arg=address)
    visitor.settle()


def _chosen(visitor: Visitor, label: str, option: str) -> float:
    before = visitor.page.inner_text(".foot")
    visitor.page.get_by_label(label, exact=True).first.click()
    found = visitor.page.get_by_role("option", name=option).first
    found.wait_for()

    def choose() -> None:
        found.click()
        visitor.page.wait_for_function("before => document.querySelector('.foot').innerText !== before", arg=before)
        visitor.settle()

    return _timed(visitor, choose)


def _photograph(browser: Browser, address: str) -> None:
    """A picture of each page as it was measured, for whoever reads the table."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    visitor = Visitor(browser, address)
    for name, path in PAGES.items():
        visitor.go(path)
        visitor.page.screenshot(path=PICTURES / f"{name}.png")
        print(PICTURES / f"{name}.png")
    visitor.close()


def _print(measured: list[Measured]) -> None:
    table = Table(title="Chromium, warm server: medians in seconds")
    for heading in ("what", "ours", "best", "worst", "bare page", "Dash", "ours/bare", "budget", ""):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for each in measured:
        ours, bare = each.times["ours"], statistics.median(each.times["bare"])
        middle = statistics.median(ours)
        dash = f"{statistics.median(each.times['dash']):.2f}" if each.times["dash"] else "-"
        numbers = [f"{number:.2f}" for number in (middle, min(ours), max(ours), bare)]
        verdict = "within" if middle <= each.budget else "OVER"
        table.add_row(each.what, *numbers, dash, f"{middle / bare:.2f}", f"{each.budget:.2f}", verdict)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
