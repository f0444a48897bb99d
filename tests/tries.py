"""How many examples Hypothesis tries: a sixth in `make test`, other ones each time; all of them with THOROUGH=1."""

from __future__ import annotations

import os


def tries(number: int) -> int:
    """The examples of one test in this run, of so many in a thorough one."""
    return number if os.environ.get("THOROUGH") else max(4, number // 6)
