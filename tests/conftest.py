"""Fixtures that more than one test module needs: a browser and Tesseract, where there is one."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from loaders.readers.pages import ocr
from tests.browser import chromium, chromium_path
from tests.tries import tries

settings.register_profile("house", max_examples=tries(50), deadline=None)  # a shared machine is no stop-watch
settings.load_profile("house")


gc.disable()  # until all tests are collected: nothing of what that makes is garbage


SLOW = (
    "mixed_folder",
    "browser_journey",
    "browser_sharing",
    "browser_access",
    "texts_sets",
    "history",
    "store_kills",
    "loading",
    "scans",
    "pages_frame",
)
"""Files that take longest, or wait for other programs: begun first, so that no worker ends with them alone."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem.removeprefix("test_") not in SLOW)


def pytest_collection_finish() -> None:
    """What was collected stays to the end; it is not looked through again and again."""
    gc.freeze()
    gc.enable()


def pytest_unconfigure() -> None:
    gc.unfreeze()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium. Left out with a reason where it is not installed, unless REQUIRE_BROWSER is set."""
    if chromium_path() is None:
        reason = "Chromium is not installed (apt-get install chromium); set REQUIRE_BROWSER=1 to make this fail"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def tesseract() -> None:
    """Tesseract with Vietnamese. Left out with a reason where it is not installed, unless REQUIRE_TESSERACT is set."""
    if ocr.lacking():
        reason = f"{ocr.lacking()}; {ocr.INSTALL}; set REQUIRE_TESSERACT=1 to make this fail"
        if os.environ.get("REQUIRE_TESSERACT"):
            pytest.fail(reason)
        pytest.skip(reason)
