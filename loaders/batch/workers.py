"""The only place that works on files in processes of their own: one that hangs or crashes costs itself alone.

Workers live long and answer one source after the other; answers come back in the order of the sources. A worker that
dies, or is stopped at a limit, is blamed on the source it was at; another one goes on with the rest.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

from loaders.batch.sources import Source
from loaders.batch.working import LAST, READY, Limits, end_with_children, packed, serve, unpacked
from loaders.records import LoaderError

QUEUED, QUEUED_BYTES = 16, 200_000
"""So many small files wait at a worker, that it need not wait for this process."""
AHEAD, AHEAD_BYTES = 2_000, 64_000_000
"""So many answers, and so many bytes of them, may wait for a slower file that comes before them."""
LONGEST_SOCKET = 103
"""Bytes of a socket's path that every system takes."""
STARTUP_SECONDS = 120.0
STARTING = threading.Lock()
PRELOADED = ["loaders.batch.preloaded"]
"""Imported once for all workers, where the system can make a worker of a process that has it."""
SPLIT = "Chia nhỏ tệp, hoặc cho thêm thời gian bằng --seconds."
RESAVE = "Mở tệp bằng phần mềm của nó, lưu thành tệp mới rồi nạp lại."

Work = Callable[[Source], Any]
"""What is done with a source: a function of a module, or a `functools.partial` of one."""
Numbered = tuple[int, Source]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a source: what the work returned, or why there is nothing."""

    source: Source
    value: Any = None
    error: LoaderError | None = None


@dataclass(slots=True)
class _Worker:
    """A process, the line to it, and the sources it was given and has not answered, the first of them at work."""

    process: BaseProcess
    link: Connection
    folder: str
    limits: Limits
    ready: bool = False
    work: Work | None = None
    queue: deque[Numbered] = field(default_factory=deque)
    since: float = field(default_factory=time.monotonic)

    @property
    def deadline(self) -> float:
        return self.since + (self.limits.patience_for(self.queue[0][1]) if self.ready else STARTUP_SECONDS)

    def has_room_for(self, source: Source) -> bool:
        waiting = sum(each.size for _, each in self.queue)
        return not self.queue or (len(self.queue) < QUEUED and waiting + source.size <= QUEUED_BYTES)

    def give(self, work: Work, index: int, source: Source) -> None:
        if not self.queue and self.ready:
            self.since = time.monotonic()
        self.queue.append((index, source))
        with suppress(BrokenPipeError, ConnectionResetError):  # it ended just now, which is seen at its line's end
            if self.work is not work:
                self.link.send(work)
                self.work = work
            self.link.send(source)

    def end(self, patience: float = 0) -> int | None:
        """End the process and what it started; returns its exit code if it ended by itself in `patience` seconds."""
        self.process.join(patience)
        code = self.process.exitcode
        if self.process.pid and sys.platform != "win32":
            end_with_children(self.process.pid)
        self.process.kill()
        self.process.join()
        self.link.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        return code


class Pool:
    """Workers, started when there is work for them. Made by `pool`."""

    def __init__(self, limits: Limits, count: int, *, quick: bool) -> None:
        self._limits, self._count, self._quick = limits, count, quick
        self._workers: list[_Worker] = []

    def end(self) -> None:
        """End all workers, whatever they are at."""
        while self._workers:
            self._workers.pop().end()

    def answers(self, work: Work, sources: Iterable[Source]) -> Iterator[Answer]:
        """The answer to every source, in their order; left half-way, the workers at work are ended."""
        todo, queue = enumerate(sources), deque[Numbered]()
        done: dict[int, tuple[Source, bytes]] = {}
        due = held = 0
        try:
            while True:
                self._feed(work, todo, queue, more=len(done) < AHEAD and held < AHEAD_BYTES)
                if not any(worker.queue for worker in self._workers) and due not in done:
                    return
                for index, source, payload in self._arrived(queue):
                    done[index] = source, payload
                    held += len(payload)
                while due in done:
                    source, payload = done.pop(due)
                    due, held = due + 1, held - len(payload)
                    yield Answer(source, *unpacked(payload))
        finally:
            for worker in [each for each in self._workers if each.queue]:
                self._bury(worker)

    def _feed(self, work: Work, todo: Iterator[Numbered], queue: deque[Numbered], *, more: bool) -> None:
        """Give out what waits in the queue, and `more` from what is to do, as long as a worker has room."""
        while True:
            if not queue and more:
                queue.extend(next(([each] for each in todo), []))
            worker = self._free_for(queue[0][1]) if queue else None
            if worker is None:
                return
            worker.give(work, *queue.popleft())

    def _free_for(self, source: Source) -> _Worker | None:
        """An idle worker, else a new one, else the one with the shortest queue that has room."""
        shortest = min(self._workers, key=lambda worker: len(worker.queue), default=None)
        if (shortest is None or shortest.queue) and len(self._workers) < self._count:
            self._workers.append(_started(self._limits, quick=self._quick))
            return self._workers[-1]
        return shortest if shortest and shortest.has_room_for(source) else None

    def _arrived(self, queue: deque[Numbered]) -> Iterator[tuple[int, Source, bytes]]:
        """Wait for answers. What a worker that ended or was stopped has not looked at goes back into the queue."""
        busy = [worker for worker in self._workers if worker.queue]
        if not busy:
            return
        patience = min(worker.deadline for worker in busy) - time.monotonic()
        heard = wait([worker.link for worker in busy], max(0.0, patience))
        for worker in (each for each in busy if each.link in heard):
            yield from self._heard(worker, queue)
        for worker in [each for each in self._workers if each.queue and each.deadline < time.monotonic()]:
            index, source = worker.queue.popleft()
            queue.extendleft(reversed(self._bury(worker)[1]))
            yield index, source, packed(None, _too_slow(source, self._limits))

    def _heard(self, worker: _Worker, queue: deque[Numbered]) -> Iterator[tuple[int, Source, bytes]]:
        try:
            said = worker.link.recv_bytes()
        except (EOFError, OSError):
            index, source = worker.queue.popleft()
            code, rest = self._bury(worker, patience=1.0)
            queue.extendleft(reversed(rest))
            if not worker.ready:
                raise LoaderError(
                    f"Không khởi động được tiến trình đọc, mã {code} (a reading process did not start)."
                ) from None
            yield index, source, packed(None, _died(source, code))
            return
        worker.since = time.monotonic()
        if said == READY:
            worker.ready = True
            return
        index, source = worker.queue.popleft()
        if said[:1] == LAST:
            queue.extendleft(reversed(self._bury(worker)[1]))
        yield index, source, said[1:]

    def _bury(self, worker: _Worker, patience: float = 0) -> tuple[int | None, list[Numbered]]:
        """End a worker; returns its exit code and what it has not looked at."""
        self._workers.remove(worker)
        return worker.end(patience), list(worker.queue)


@contextmanager
def pool(limits: Limits | None = None, count: int | None = None, *, quick: bool = False) -> Iterator[Pool]:
    """At most `count` workers, one per processor by default, which end with the block.

    `quick`: one worker that is a copy of this process where that is safe, ready at once and gone at once.
    """
    workers = Pool(limits or Limits(), count or (1 if quick else os.cpu_count() or 1), quick=quick)
    if _context(quick=quick).get_start_method() == "forkserver":
        forkserver.ensure_running()  # it imports what workers need while this process goes on
    try:
        yield workers
    finally:
        workers.end()


def _started(limits: Limits, *, quick: bool) -> _Worker:
    context = _context(quick=quick)
    ours, theirs = context.Pipe()
    copied = ours if context.get_start_method() == "fork" else None
    folder = tempfile.mkdtemp(prefix="dung-han-")
    said = (theirs, copied, limits, folder)
    process = context.Process(target=serve, args=said, daemon=True)  # type: ignore[attr-defined]
    with _no_main_module():
        process.start()
    theirs.close()
    return _Worker(process, ours, folder, limits)


def _context(*, quick: bool) -> BaseContext:
    """How a worker is made: a copy of this process only where no other thread of it could hold a lock."""
    if quick and sys.platform == "linux" and threading.active_count() == 1 and "polars" not in sys.modules:
        return multiprocessing.get_context("fork")
    if "forkserver" not in multiprocessing.get_all_start_methods() or _is_too_long(tempfile.gettempdir()):
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _is_too_long(folder: str) -> bool:
    """Whether no socket can be made below a folder; the one of multiprocessing adds 32 characters to its path."""
    return len(os.fsencode(folder)) > LONGEST_SOCKET - 32


@contextmanager
def _no_main_module() -> Iterator[None]:
    """A worker needs nothing of the program that starts it, be it a page or a test, and shall not import it."""
    with STARTING:  # several visitors' loads: each would take the other's stand-in for the program
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _too_slow(source: Source, limits: Limits) -> LoaderError:
    seconds = limits.patience_for(source)
    return LoaderError(f"{source.name} đọc quá {seconds:,.0f} giây nên bị bỏ (took too long).", SPLIT)


def _died(source: Source, code: int | None) -> LoaderError:
    """The sentence for a file at which the worker ended."""
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return LoaderError(f"{source.name} dùng quá nhiều thời gian xử lý nên bị bỏ (took too long).", SPLIT)
    if sys.platform != "win32" and code == -signal.SIGKILL:
        why = "bị hệ thống dừng, có lẽ vì hết bộ nhớ (stopped by the system, perhaps for want of memory)"
        return LoaderError(f"{source.name} không đọc được: {why}.", SPLIT)
    return LoaderError(f"{source.name} không đọc được: bộ đọc đổ vỡ, mã {code} (the reader crashed).", RESAVE)
