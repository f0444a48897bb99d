"""The only place for what runs inside of a worker process: its limits, and one answer after the other.

An answer is bytes: MORE or LAST (the worker ends and wants to be replaced), then a pickle of what the work returned, or
of the title and advice of the LoaderError that says why there is nothing.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from loaders.batch.sources import Source
from loaders.records import LoaderError

if sys.platform != "win32":
    import resource

SECONDS, CLOCK = 60.0, 3
READY, MORE, LAST = b"r", b"m", b"l"
WORN_BYTES = 300_000_000
"""Memory a worker has used at its peak from which on it is replaced: what it was given is not always given back."""
ASK_US = "Gửi tệp này cho nhóm phát triển."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one source may cost a worker: seconds of its processor, bytes of memory beyond its own."""

    seconds: float = SECONDS
    seconds_per_megabyte: float = 20.0
    most_seconds: float = 1200.0
    memory: int = 2_000_000_000

    def seconds_for(self, source: Source) -> float:
        """Seconds of processor for a source: a larger one may take longer."""
        return min(self.most_seconds, self.seconds + self.seconds_per_megabyte * source.size / 1e6)

    def patience_for(self, source: Source) -> float:
        """Seconds on the clock: other programs (LibreOffice, Tesseract) may work for a worker, and it may share."""
        return CLOCK * self.seconds_for(source)


def serve(link: Connection, theirs: Connection | None, limits: Limits, folder: str) -> None:
    """Answer the sources that come down the line, each with the work that came last, until the line ends.

    `theirs` is the other end, where this process is a copy of one that holds it. What is written meanwhile goes to
    `folder`, which is removed with the worker.
    """
    if theirs is not None:
        theirs.close()
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    _settle(limits)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        work = link.recv()
        link.send_bytes(READY)
        while True:
            message = link.recv()
            if not isinstance(message, Source):
                work = message
                continue
            _limit_processor(limits.seconds_for(message))
            payload, spent = _answer(work, message, limits)
            last = spent or _peak_bytes() > WORN_BYTES
            link.send_bytes((LAST if last else MORE) + payload)
            if last:
                return


def packed(value: Any, error: LoaderError | None = None) -> bytes:
    """What `unpacked` takes apart."""
    return pickle.dumps((value, (error.title, error.advice) if error else None), pickle.HIGHEST_PROTOCOL)


def unpacked(payload: bytes) -> tuple[Any, LoaderError | None]:
    """What the work returned, and why there is nothing."""
    value, said = pickle.loads(payload)
    return value, LoaderError(*said) if said else None


def _answer(work: Callable[[Source], Any], source: Source, limits: Limits) -> tuple[bytes, bool]:
    """The answer, and whether the worker has had enough. Whatever is raised is caught: not all of it is `Exception`."""
    try:
        return packed(work(source)), False
    except LoaderError as error:
        return packed(None, error), False
    except MemoryError:
        return packed(None, out_of_memory(source, limits)), True
    except RecursionError:
        what = f"{source.name} lồng nhau quá sâu (nested too deep)."
        return packed(None, LoaderError(what, "Lưu lại tệp bằng phần mềm soạn thảo rồi thử lại.")), False
    except BaseException as error:
        what = f"{source.name} làm bộ đọc dừng lại: {type(error).__name__} {error} (the reader failed)."
        return packed(None, LoaderError(what, ASK_US)), True


def out_of_memory(source: Source, limits: Limits) -> LoaderError:
    """The sentence for a file that needs more than it may have."""
    return LoaderError(
        f"{source.name} cần hơn {limits.memory // 1_000_000} MB bộ nhớ (needs too much memory).", "Chia nhỏ tệp."
    )


def _settle(limits: Limits) -> None:
    """A group of its own, so that what it starts ends with it; nobody's terminal; no more memory than allowed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    if sys.platform == "win32":
        return
    os.setsid()
    threading.Thread(target=_end_with_the_program, daemon=True).start()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + limits.memory, resource.RLIM_INFINITY))


def _end_with_the_program() -> None:
    """When the program that started the worker is gone, nobody wants an answer of it or of what it has started."""
    if program := parent_process():
        program.join()
        shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)
        end_with_children(os.getpid())


def end_with_children(process: int) -> None:
    """End a worker and all programs it has started, those that made themselves groups of their own first."""
    for child in _children(process):
        end_with_children(child)
    for end in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            end(process, signal.SIGKILL)


def _children(process: int) -> list[int]:
    with suppress(OSError):
        tasks = Path(f"/proc/{process}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return []


def _limit_processor(seconds: float) -> None:
    """Should nobody watch any more, the system itself ends the worker."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))


def _peak_bytes() -> int:
    if sys.platform == "win32":
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
