"""How much a test may try: a sixth of the examples in `make test`, all with THOROUGH=1; and not without end."""

from __future__ import annotations

import os

import pytest

HANGS = pytest.mark.timeout(60)
"""On what once took hours, or must not: its input is so long that a square of it takes minutes, and a line seconds."""


def tries(number: int) -> int:
    """The examples of one test in this run, of so many in a thorough one."""
    return number if os.environ.get("THOROUGH") else max(4, number // 6)
