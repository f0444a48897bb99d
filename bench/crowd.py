"""Times what a rerun takes while many people use one server, and how much memory each of them holds while idle.

    python -m bench.crowd [--data FOLDER] [--seconds 25]

Every visitor is a websocket that speaks Streamlit's own protocol from this process; the server is another. One opens a
page, thinks between 1.5 and 4.5 seconds (3 on average, always the same for the same visitor), goes to another page or
changes place, level or period, waits for the script's end, and so on. What is timed is a rerun on the server with all
that it sends; a browser's drawing is in `bench.browser`. Beside it, at the largest crowd, a Streamlit page with one
select box and one chart. Who has not been answered when the time is over counts with what it has waited.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench.browser import PEER
from bench.figures_history import write_history
from tests.browser import served

CROWDS = (1, 20, 50, 100)
THINKING = (1.5, 4.5)
P95_SECONDS, MEGABYTES = 0.5, 1.0
PLACES = ("vn.00", "63.01", "63.48", "63.60", "63.79", "63.02", "63.92", "63.31")
LEVELS = ("all", "province", "commune")
PAGES = ("", "chi-so", "don-vi", "bao-cao", "so-sanh")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Heard:
    """What a crowd saw: seconds of each rerun, how many runs with the first of each, how many of them failed;
    and what it cost the server.
    """

    seconds: list[float] = field(default_factory=list)
    runs: int = 0
    failed: int = 0
    lasted: float = 0.0
    cpu: float = 0.0


class Visitor:
    """One person's session. `bare` stays on its page and only asks it again."""

    def __init__(self, number: int, bare: bool, heard: Heard) -> None:
        self.moods = random.Random(number)
        self.bare = bare
        self.heard = heard
        self.hashes: dict[str, str] = {}

    async def stay(self, address: str, until: float) -> None:
        """Comes within a think time, so that not all come at once, and leaves when the time is over."""
        await asyncio.sleep(self.moods.uniform(0, THINKING[1]))
        async with connect(_socket(address), subprotocols=["streamlit"], max_size=None) as line:  # type: ignore[list-item]
            await self._run(line, "", {})
            while (left := until - time.perf_counter()) > 0:
                await asyncio.sleep(min(self.moods.uniform(*THINKING), left))
                began = time.perf_counter()
                if began >= until:
                    break
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._run(line, *self._next()), max(until - began, 0.0) + 10)
                self.heard.seconds.append(time.perf_counter() - began)

    def _next(self) -> tuple[str, dict[str, str]]:
        if self.bare:
            return "", {}
        view = {"place": self.moods.choice(PLACES), "level": self.moods.choice(LEVELS)}
        return self.moods.choice(PAGES), view

    async def _run(self, line: ClientConnection, page: str, view: dict[str, str]) -> None:
        """One run of the script, until its end is told."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(view)
        asked.rerun_script.page_name = page
        asked.rerun_script.page_script_hash = self.hashes.get(page, "")
        await line.send(asked.SerializeToString())
        while True:
            said = ForwardMsg.FromString(await line.recv(decode=False))
            kind = said.WhichOneof("type")
            if kind == "navigation":
                self.hashes = {each.url_pathname: each.page_script_hash for each in said.navigation.app_pages}
            if kind == "delta" and said.delta.new_element.WhichOneof("type") == "exception":
                self.heard.failed += 1
            if kind == "script_finished":
                self.heard.runs += 1
                self.heard.failed += said.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY
                return


def main() -> None:
    """Prints the tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, help="a data folder with a warehouse")
    asked.add_argument("--seconds", type=float, default=25.0)
    options = asked.parse_args()
    run(options.data, options.seconds)


def run(data: Path | None = None, seconds: float = 25.0) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as name:
        folder = data or Path(name)
        if data is None:
            write_history(folder / "warehouse")
        with served(folder) as address:
            _warm(address)
            heard = {crowd: _crowd(address, crowd, seconds) for crowd in CROWDS}
        with served(folder) as address:
            memory = _memory(address, CROWDS[-1])
        bare = Path(name) / "bare.py"
        bare.write_text(PEER, encoding="utf-8")
        with served(Path(name), bare) as address:
            peer = _crowd(address, CROWDS[-1], seconds, bare=True)
    _print(heard, peer)
    _print_memory(memory, CROWDS[-1])


def _warm(address: str) -> None:
    """Every page of every place once, as it is after the first minutes of a morning."""

    async def walk() -> None:
        visitor = Visitor(0, bare=False, heard=Heard())
        async with connect(_socket(address), subprotocols=["streamlit"], max_size=None) as line:  # type: ignore[list-item]
            for place in PLACES:
                for page in PAGES:
                    for level in LEVELS:
                        await visitor._run(line, page, {"place": place, "level": level})

    asyncio.run(walk())


def _crowd(address: str, size: int, seconds: float, *, bare: bool = False) -> Heard:
    heard = Heard()

    async def all_of_them() -> None:
        until = time.perf_counter() + THINKING[1] + seconds
        await asyncio.gather(*(Visitor(number, bare, heard).stay(address, until) for number in range(size)))

    process, began = _process_at(address), time.perf_counter()
    before = _cpu(process)
    asyncio.run(all_of_them())
    heard.lasted, heard.cpu = time.perf_counter() - began, _cpu(process) - before
    return heard


def _memory(address: str, size: int) -> tuple[float, float, float]:
    """Megabytes the server holds with one idle visitor, with `size` of them, and when all have left."""

    async def wait() -> tuple[float, float, float]:
        async with contextlib.AsyncExitStack() as here:
            lines = []
            held = []
            for number in range(size + 10):
                where = connect(_socket(address), subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
                lines.append(await here.enter_async_context(where))
                await Visitor(number, bare=False, heard=Heard())._run(lines[-1], "", {})
                if number in (9, size + 9):  # the first ten fill the caches that all share
                    await asyncio.sleep(2)
                    held.append(_resident(process))
        await asyncio.sleep(5)
        return held[0], held[1], _resident(process)

    process = _process_at(address)
    return asyncio.run(wait())


def _socket(address: str) -> str:
    return address.replace("http", "ws", 1) + "/_stcore/stream"


def _process_at(address: str) -> int:
    """The process that was started with the port of this address."""
    port = address.rpartition(":")[2].encode()
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
            if b"--server.port" in words and words[words.index(b"--server.port") + 1] == port:
                return int(entry.name)
    raise RuntimeError(f"No process serves {address}")


def _cpu(process: int) -> float:
    """Seconds of processor time that it has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _resident(process: int) -> float:
    """Megabytes of memory that are its own or mapped."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that so large a share of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 1).__int__() - 1)]


def _print(heard: dict[int, Heard], peer: Heard) -> None:
    load = os.getloadavg()[0]
    table = Table(title=f"Reruns on one server process, 3 s to think (load of the machine {load:.1f}): seconds")
    for heading in ("visitors", "reruns", "failed", "median", "p95", "worst", "runs/s", "CPU a run", "budget", ""):
        table.add_column(heading, justify="right")
    rows = [*((str(size), each) for size, each in heard.items()), (f"{CROWDS[-1]}, bare page", peer)]
    for name, each in rows:
        p95 = percentile(each.seconds, 0.95)
        numbers = (statistics.median(each.seconds), p95, max(each.seconds))
        verdict = "within" if p95 <= P95_SECONDS and not each.failed else "OVER"
        table.add_row(
            name, str(len(each.seconds)), str(each.failed), *(f"{number:.2f}" for number in numbers),
            f"{each.runs / each.lasted:.1f}", f"{each.cpu / each.runs:.3f}", str(P95_SECONDS), verdict,
        )  # fmt: skip
    Console(width=110).print(table)


def _print_memory(memory: tuple[float, float, float], size: int) -> None:
    few, many, after = memory
    each = (many - few) / size
    verdict = "within" if each <= MEGABYTES else "OVER"
    print(
        f"Memory: {few:.0f} MB with 10 idle visitors, {many:.0f} MB with {size} more: {each:.2f} MB each"
        f" (budget {MEGABYTES}: {verdict}); {after:.0f} MB when all have left."
    )


if __name__ == "__main__":
    main()
