"""The only place for what a worker does with a file that was dropped: read it, and say what may be chosen from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.batch.intake import take, unpacked
from loaders.batch.sources import Source
from loaders.checks.choices import offered
from loaders.records import Reading

MOST_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Look:
    """What a file states, packed, and the units (with their kind) and periods that its opening names."""

    packed: bytes
    units: tuple[tuple[str, str], ...] = ()
    periods: tuple[str, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Unpacked, and kept so for a while: a page asks for them at every step."""
        return _unpacked(self.packed)


@lru_cache(maxsize=512)
def _unpacked(packed: bytes) -> tuple[Reading, ...]:
    return unpacked(packed)


def look(source: Source) -> Look:
    """Read a file with the decision that lies beside it. Raises LoaderError."""
    taken = take(source)
    assert taken.packed is not None  # nothing was said to be known
    readings = unpacked(taken.packed)
    if len(readings) != 1 or not re.search(r"\w", readings[0].text):
        return Look(taken.packed)
    units, periods = offered(readings[0].text, readings[0].report)
    return Look(taken.packed, units[:MOST_OFFERED], periods[:MOST_OFFERED])
