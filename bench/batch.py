"""How long 10,000 text reports take from cold by the one command, and the memory of it and its workers together;
beside only opening, composing and hashing the same files in one process.

    python -m bench.batch [COUNT]
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from loaders.batch.working import _children

ROOT = Path(__file__).parents[1]
COUNT = 10_000
BUDGET_S, BUDGET_MB = 90.0, 1024


def write_reports(folder: Path, count: int) -> int:
    """The labelled texts again and again, each with another number; returns their characters."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").glob("texts*/*.txt"))]
    total = 0
    for at in range(count):
        said = f"{texts[at % len(texts)]}\nBản lưu {at:05}.\n"
        (folder / f"{at:05}.txt").write_text(said, encoding="utf-8")
        total += len(said)
    return total


def only_opened(folder: Path) -> float:
    """The floor: seconds in which the files are opened, composed and hashed."""
    began = perf_counter()
    for path in folder.iterdir():
        content = path.read_bytes()
        hashlib.sha256(content).digest()
        unicodedata.normalize("NFC", content.decode())
    return perf_counter() - began


def loaded(folder: Path, warehouse: Path) -> tuple[float, float]:
    """Seconds of the one command, and megabytes it and its workers held at most, what they share counted once."""
    command = [sys.executable, "-m", "loaders", "load", str(folder), "--warehouse", str(warehouse), "--quiet"]
    began, most, done = perf_counter(), [0.0], threading.Event()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:

        def watch() -> None:
            while not done.is_set():
                most[0] = max(most[0], _held(process.pid))
                sleep(0.5)

        watcher = threading.Thread(target=watch)
        watcher.start()
        if process.wait() not in (0, 1):
            raise SystemExit(f"the load ended with {process.returncode}")
        took = perf_counter() - began
        done.set()
        watcher.join()
    return took, most[0]


def _held(process: int) -> float:
    """Megabytes of a process and of all it started, pages that are shared in parts (PSS)."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    own = sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(_held(child) for child in _children(process))


def run(count: int = COUNT) -> None:
    """Print the table."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "reports"
        folder.mkdir()
        size = write_reports(folder, count)
        floor = only_opened(folder)
        took, megabytes = loaded(folder, Path(name) / "warehouse")
    budget = BUDGET_S * count / COUNT
    print(f"{count:,} text reports from cold, {size / count:,.0f} characters each")
    print(f"load          {took:7.1f} s    budget {budget:.0f} s     {'ok' if took <= budget else 'OVER'}")
    print(f"memory        {megabytes:7,.0f} MB   budget {BUDGET_MB:,} MB  {'ok' if megabytes <= BUDGET_MB else 'OVER'}")
    print(f"only opened   {floor:7.1f} s    ratio {took / floor:,.0f}")


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
