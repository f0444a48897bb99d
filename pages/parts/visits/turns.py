"""The only place that says how many visitors' pages are made at once: as many as there are processors.

Fifty threads that compute at the same time hand the interpreter's lock around and all finish late; of fifty that
come one after the other most finish sooner, and none later.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = max(1, os.cpu_count() or 1)
_SEATS = threading.BoundedSemaphore(AT_ONCE)
_MINE = threading.local()


@contextmanager
def turn() -> Iterator[None]:
    """What is inside runs once there is a seat, and keeps it to its end."""
    with _SEATS:
        _MINE.seated = True
        try:
            yield
        finally:
            _MINE.seated = False


@contextmanager
def aside() -> Iterator[None]:
    """What is inside waits for another process, and lets others compute meanwhile; outside a turn nothing changes."""
    if not getattr(_MINE, "seated", False):
        yield
        return
    _MINE.seated = False
    _SEATS.release()
    try:
        yield
    finally:
        _SEATS.acquire()
        _MINE.seated = True
