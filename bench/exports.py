"""How long each thing takes that people take away, over the warehouse that ships: CSV, workbook, brief, pictures.

The bound is 3 s each. Beside a workbook and a CSV file stands what Polars takes to write the same rows, with nothing
said about them; pictures are made in Chromium, from the click to the file.

    python -m bench exports
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import polars as pl
from rich.console import Console
from rich.table import Table

from pages.parts import data
from pages.parts.downloads import exports, workbook
from pages.parts.language.words import say_in
from pages.parts.numbers import numbers_shown
from pages.parts.overview import brief
from pages.parts.visits import url
from pages.parts.visits.visit import Visit
from queries import open_warehouse
from tests.browser import Visitor, chromium, chromium_path, served

ROOT = Path(__file__).parents[1]
BOUND = 3.0
RUNS = 5
SHIPPED = ("data/published", "data/specimens")
CHARTS = ("/", "/chi-so?indicator=on_time_rate", "/so-sanh")


@dataclass(frozen=True)
class Timed:
    """One thing taken away: how much of it, its worst time, and the peer's least, where there is one."""

    what: str
    rows: int
    seconds: float
    peer: float | None = None


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "-m", "loaders", "load", *SHIPPED, "--warehouse", f"{name}/warehouse", "--quiet"]
        subprocess.run(command, cwd=ROOT, check=True)
        told = [*_files(folder), *_pictures(folder)]
    table = Table(title=f"Seconds until what is taken away is there; bound {BOUND:.0f} s")
    for heading in ("what", "rows", "worst", "Polars", "ours/Polars", ""):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for each in told:
        peer = (f"{each.peer:.3f}", f"{each.seconds / each.peer:.1f}") if each.peer else ("", "")
        verdict = "within" if each.seconds <= BOUND else "OVER"
        table.add_row(each.what, f"{each.rows:,}" if each.rows else "", f"{each.seconds:.3f}", *peer, verdict)
    Console(width=100).print(table)


def _files(folder: Path) -> Iterator[Timed]:
    """What the server makes."""
    visit = Visit(
        url.View(indicator="on_time_rate", kind="quarter"), open_warehouse(folder / "warehouse"), say_in("vi"), ()
    )
    place = data.most_known_places(visit.wh)[0]
    frames = {
        "Chỉ số": data.rates(visit.wh, "on_time_rate", "all", None, "province").select(exports.COLUMNS),
        "Đơn vị": data.said(visit.wh, place).drop("received_at"),
        "every indicator at once": pl.concat(
            data.rates(visit.wh, name, "all", None, None).select(pl.lit(name).alias("indicator"), *exports.COLUMNS)
            for name in data.indicators()
        ),
    }
    for name, rows in frames.items():
        about = exports.about_it(visit, name, "http://localhost:8501", "chi-so")
        yield Timed(
            f"workbook, {name}", rows.height,
            worst(lambda rows=rows, about=about: workbook.workbook_of(visit, rows, about)),
            least(lambda rows=rows: rows.write_excel(io.BytesIO())),
        )  # fmt: skip
        yield Timed(
            f"CSV, {name}", rows.height,
            worst(lambda rows=rows, name=name: exports.csv_of(visit, name, rows, "", "chi-so")),
            least(lambda rows=rows: rows.write_csv(io.BytesIO())),
        )  # fmt: skip
    of_place = Visit(url.View(place=place), visit.wh, visit.say, ())
    headline = [each for each in data.indicators().values() if each.headline]
    yield Timed("brief", len(headline), worst(lambda: _brief(of_place, headline)))


def _brief(visit: Visit, headline: list[object]) -> str:
    return brief.html_of(visit, [numbers_shown.shown(visit, each) for each in headline], "")  # type: ignore[arg-type]


def _pictures(folder: Path) -> Iterator[Timed]:
    """What the browser makes, from the click to the file."""
    if chromium_path() is None:
        print("Chromium is not installed: no picture was measured.")
        return
    with served(folder) as address, chromium() as browser:
        visitor = Visitor(browser, address)
        for path in CHARTS:
            visitor.go(path)
            visitor.page.wait_for_selector("[data-figure]")
            visitor.page.wait_for_timeout(1000)
            for form in ("png", "svg"):
                button = visitor.page.locator(f"[data-picture={form}]").first

                def click(button: object = button) -> None:
                    with visitor.page.expect_download() as found:
                        button.click()  # type: ignore[attr-defined]
                    found.value.path()

                yield Timed(f"{form.upper()}, {path}", 0, worst(click))
        visitor.close()


def _times(work: Callable[[], object]) -> Iterator[float]:
    for _ in range(RUNS):
        start = perf_counter()
        work()
        yield perf_counter() - start


def worst(work: Callable[[], object]) -> float:
    """The longest of a few runs, the first with nothing kept yet."""
    return max(_times(work))


def least(work: Callable[[], object]) -> float:
    """The shortest of a few runs."""
    return min(_times(work))


if __name__ == "__main__":
    run()
