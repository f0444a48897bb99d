"""Fixtures that more than one test module needs: a browser and Tesseract, where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from loaders.readers.pages import ocr
from tests.browser import chromium, chromium_path
from tests.tries import tries

settings.register_profile("house", max_examples=tries(50), deadline=None)  # a shared machine is no stop-watch
settings.load_profile("house")


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
