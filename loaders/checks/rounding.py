"""The only place that says how a figure was rounded: its printed decimals, and whether the rest was cut off."""

from __future__ import annotations

from functools import lru_cache

from loaders.records import Fact

NEARLY_HALF = 0.55
"""Of a unit of the last digit: a half, and what rounding twice adds (98,645 → 98,65 → 98,7)."""
MOST = 4


def fit(printed: float, exact: float, decimals: int) -> str | None:
    """How a printed rate fits the exact one: "rounded", "cut" where its digits were cut off instead, or None."""
    off, unit = exact - printed, 10.0**-decimals
    if abs(off) <= NEARLY_HALF * unit + 1e-9:
        return "rounded"
    return "cut" if 0 < off < unit - 1e-9 else None


@lru_cache(maxsize=4096)
def shown_decimals(value: float) -> int:
    """The fewest decimals that show a value."""
    return next((d for d in range(MOST) if abs(round(value, d) - value) < 1e-9), MOST) if value % 1 else 0


def decimals(fact: Fact) -> int:
    """The decimals a figure is printed with; a count has none, whatever marks part its thousands."""
    if fact.value == int(fact.value) and "%" not in fact.raw:
        return 0
    digits = "".join(c for c in fact.raw if c.isdigit() or c in ".,").strip(".,").replace(",", ".")
    printed = len(digits.split(".")[1]) if digits.count(".") == 1 else 0
    return max(printed, shown_decimals(fact.value))
