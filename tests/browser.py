"""Starts the dashboard's server on a data folder, and drives Debian's Chromium over it: for tests and benchmarks.

with served(folder) as address, chromium() as browser:
    visitor = Visitor(browser, address)
    visitor.go("/chi-so")
    assert not visitor.strangers
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""What keeps Chromium itself from calling anybody, and a page that tries to from getting through."""

STILL = """() => document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')"""
STARTS_WITHIN = 60.0


def chromium_path() -> str | None:
    """Where Chromium is, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def served(folder: Path, script: Path = ROOT / "server.py", **settings: str) -> Iterator[str]:
    """The dashboard over a data folder, on a free port of this machine; yields its address and ends it afterwards.

    `settings` are environment variables.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1"]
    with running(command, port, "/_stcore/health", folder, DUNG_HAN_DATA=str(folder), **settings) as address:
        yield address


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, health: str, folder: Path, **settings: str) -> Iterator[str]:
    """A server from its first answer at `health` to its end; yields its address. What it says is logged in `folder`."""
    said = folder / f"server-{port}.log"
    log = said.open("wb")
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}{health}", server, said)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')[-3000:]}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


class Visitor:
    """One person's browser window, in a context of its own. `strangers`: the addresses elsewhere it tried to reach."""

    def __init__(self, browser: Browser, address: str, *, width: int = 1440, height: int = 900, scheme: str = "light"):
        self.address = address
        self.strangers: list[str] = []
        self.context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self._noted(request.url))
        self.page.on("websocket", lambda socket: self._noted(socket.url))

    def _noted(self, address: str) -> None:
        """Notes an address that is not the dashboard's own."""
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(self.address).netloc:
            self.strangers.append(address)

    def go(self, path: str) -> None:
        """Opens a link and waits until the page has drawn itself."""
        self.page.goto(path if path.startswith("http") else self.address + path)
        self.settle()

    def settle(self) -> None:
        """Waits until the last script run is over and its foot (or its notice that there is nothing) stands."""
        self.page.wait_for_selector(".foot, .notice", state="attached")
        self.page.wait_for_function(STILL)

    def wait_for_address(self, part: str) -> None:
        """Waits until the address contains this, and the page that belongs to it stands."""
        self.page.wait_for_function("part => location.href.includes(part)", arg=part)
        self.settle()

    def choose(self, label: str, option: str, expected: str) -> None:
        """Takes an option of a select box, and waits for the address to say so."""
        self.page.get_by_label(label, exact=True).first.click()
        self.page.get_by_role("option", name=option).first.click()
        self.wait_for_address(expected)

    def search(self, label: str, words: str, expected: str) -> None:
        """Types into a select box and takes the first thing found."""
        box = self.page.get_by_label(label, exact=True).first
        box.click()
        box.fill(words)
        self.page.get_by_role("option").first.click()
        self.wait_for_address(expected)

    def says(self) -> str:
        """All words on the page."""
        return self.page.inner_text('[data-testid="stMain"]')

    def close(self) -> None:
        self.context.close()
