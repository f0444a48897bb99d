"""How long 10,000 different text reports take from cold by the one command, the processor time and the memory of it and
all it starts together; beside only opening, composing and hashing the same files, and cutting them into words.

    python -m bench.batch [COUNT]

Where other programs share the processors the seconds say little: then the processor time is what to compare.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time, sleep

import polars as pl

from bench.reading import PAGE, words
from bench.reports import reports
from loaders.batch.working import _children
from loaders.warehouse.parts import scan
from loaders.warehouse.vintages import current

ROOT = Path(__file__).parents[1]
COUNT = 10_000
BUDGET_S, BUDGET_MB = 90.0, 1024
WORKING, PAUSE = 2, 0.25
"""Processors of the budget; seconds between two looks at the processes."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Cost:
    """What a command and all it started have taken; `held` is the most they held together, in megabytes.

    `processor` has the seconds of each process, `command` says which of them is the command itself.
    """

    command: int
    seconds: float = 0
    held: float = 0
    processor: dict[int, float] = field(default_factory=dict)

    def look(self) -> None:
        """Note what the processes have taken so far; one that ends between two looks keeps what it had."""
        tree = _tree(self.command)
        self.processor |= {each: taken for each in tree if (taken := _processor(each))}
        self.held = max(self.held, sum(map(_held, tree)))


def write_reports(folder: Path, count: int) -> list[int]:
    """As many texts as files; returns their lengths."""
    lengths = []
    for at, said in enumerate(reports(count)):
        (folder / f"{at:05}.txt").write_text(said, encoding="utf-8")
        lengths.append(len(said))
    return lengths


def only_opened(folder: Path) -> tuple[float, float]:
    """The floors: processor seconds in which the files are opened, composed and hashed; and cut into words besides."""
    contents, began = [], process_time()
    for path in folder.iterdir():
        content = path.read_bytes()
        hashlib.sha256(content).digest()
        unicodedata.normalize("NFC", content.decode())
        contents.append(content)
    opened = process_time() - began
    for content in contents:
        words(content)
    return opened, process_time() - began


def loaded(folder: Path, warehouse: Path) -> Cost:
    """The cost of the one command."""
    command = [sys.executable, "-m", "loaders", "load", str(folder), "--warehouse", str(warehouse), "--quiet"]
    began = perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        cost = Cost(process.pid)
        while process.poll() is None:
            cost.look()
            sleep(PAUSE)
        if process.returncode not in (0, 1):
            raise SystemExit(f"the load ended with {process.returncode}")
    cost.seconds = perf_counter() - began
    return cost


def _tree(process: int) -> list[int]:
    return [process, *(each for child in _children(process) for each in _tree(child))]


def _processor(process: int) -> float:
    """Seconds of processor, its own and the system's for it; nothing of a process that has just ended."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / TICKS


def _held(process: int) -> float:
    """Megabytes of a process, pages that are shared in parts (PSS)."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024


def facts_in(warehouse: Path) -> tuple[int, int]:
    """How many reports and facts are in a warehouse."""
    vintage = current(warehouse)
    told = scan(vintage, "reports").select(pl.len(), pl.col("facts").sum()).collect() if vintage else None
    return told.row(0) if told is not None else (0, 0)


def run(count: int = COUNT) -> None:
    """Print the table."""
    with TemporaryDirectory() as name:
        folder, warehouse = Path(name) / "reports", Path(name) / "warehouse"
        folder.mkdir()
        lengths = write_reports(folder, count)
        opened, cut = only_opened(folder)
        cost = loaded(folder, warehouse)
        arrived, facts = facts_in(warehouse)
    share, spent = count / COUNT, sum(cost.processor.values())
    pages = " ".join(f"{length / PAGE:.1f}" for length in quantiles(lengths, n=20)[4::5])
    print(f"{arrived:,} text reports from cold, {facts / max(1, arrived):.0f} facts each; pages by quarters: {pages}")
    print(_line("load", cost.seconds, BUDGET_S * share, "s"))
    print(_line("processors", spent, WORKING * BUDGET_S * share, "s"))
    print(f"{'of these':15} {cost.processor[cost.command]:8,.1f} s    the command itself, which keeps and writes")
    print(_line("memory", cost.held, BUDGET_MB, "MB"))
    for what, floor in (("only opened", opened), ("cut into words", cut)):
        print(f"{what:15} {floor:8.1f} s    ratio {spent / floor:,.0f} of the processors")


def _line(what: str, measured: float, budget: float, unit: str) -> str:
    verdict = "ok" if measured <= budget else "OVER"
    return f"{what:15} {measured:8,.1f} {unit:2}   budget {budget:6,.0f} {unit:2}   {verdict}"


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
