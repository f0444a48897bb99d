"""The only place for what one session has dropped and not yet committed: a folder of its own, gone with the session.

Every file lies in a folder of its own number, under a safe name, with its decision beside it: just as it will lie under
`data/raw`. Archives are unfolded, since a decision counts only beside a file on disk.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from loaders import decisions
from loaders.batch import archives, outcomes
from loaders.batch.sources import ARCHIVE, DECISION, Passed, Source
from loaders.batch.workers import Pool
from loaders.decisions import Decision
from loaders.receiving.looking import Look, look
from loaders.receiving.names import safe_name
from loaders.receiving.originals import originals
from loaders.records import LoaderError, Reading
from loaders.text.file_names import printable, suffix_of

PREFIX = "dung-han-staging-"
LOCK = ".lock"
"""Held as long as the session lives: a folder that nobody holds belongs to a server that was killed."""
YOUNG = 60.0
"""Seconds in which a new folder may not be held yet."""
IDLE = 12 * 3600.0
"""Seconds after which what a session dropped and never came back to is forgotten when another one begins."""
MOST_FILES, MOST_BYTES = 200, 400_000_000
"""What one session may keep."""
Watch = Callable[[str, int, int], None]
"""Told the name of the file that is done, how many are, and how many there are."""


@dataclass(slots=True)
class Staged:
    """A file that was dropped: read (`look`), or refused (`error`), and then no longer on the disk."""

    number: int
    shown: str
    path: Path
    digest: str = ""
    size: int = 0
    look: Look | None = None
    error: LoaderError | None = None
    adopted: str = ""
    """What was decided about the same bytes under `data/raw`, before this session."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.look.readings if self.look else ()

    @property
    def decision(self) -> Decision | None:
        """What was decided about it so far."""
        beside = decisions.beside(self.path)
        return decisions.load(beside) if beside else None

    @property
    def is_decided_anew(self) -> bool:
        """Whether this session decided something."""
        beside = self.path.with_suffix(DECISION)
        return (beside.read_text("utf-8") if beside.exists() else "") != self.adopted

    @property
    def source(self) -> Source:
        return Source(self.path, self.path.name, self.shown, self.size)


class Staging:
    """The files of one session, in the order they came."""

    def __init__(self, above: Path | None = None) -> None:
        self.files: list[Staged] = []
        self._count = 0
        _sweep(above or Path(tempfile.gettempdir()))
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, dir=above, ignore_cleanup_errors=True)
        self._held = FileLock(self.folder / LOCK, thread_local=False)
        self._held.acquire()
        self.used = time.monotonic()
        for other in [each for each in _OPEN if self.used - each.used > IDLE]:
            other.close()
        _OPEN.add(self)

    @property
    def folder(self) -> Path:
        return Path(self._folder.name)

    @property
    def unread(self) -> list[Staged]:
        """Files that nobody has looked at yet: just dropped, or the reading of them was interrupted."""
        return [each for each in self.files if each.look is None and each.error is None]

    @property
    def read_files(self) -> list[Staged]:
        """Files that can be committed."""
        return [each for each in self.files if each.look is not None]

    def drop(self, uploads: Iterable[tuple[str, bytes]]) -> None:
        """Take files in; nothing is read yet."""
        for name, content in uploads:
            self._taken(name, content)

    def read(self, pool: Pool, watch: Watch = lambda *_: None, raw: Path | None = None) -> None:
        """Read in workers what is unread; what is wrong with a file is its own `error` and costs no other.

        What was decided about the same bytes under `raw` holds here too.
        """
        for archive in [each for each in self.unread if _is_archive(each)]:
            self._unfold(archive, pool)
        todo = self.unread
        self._adopt(todo, raw)
        for at, answer in enumerate(pool.answers(look, [each.source for each in todo])):
            self._seen(todo[at], answer.value, answer.error)
            watch(todo[at].shown, at + 1, len(todo))

    def decide(self, file: Staged, decision: Decision, pool: Pool) -> None:
        """Write a decision beside a file and read it anew. Raises LoaderError, with what was decided before kept."""
        before = file.path.with_suffix(DECISION)
        old = before.read_bytes() if before.exists() else None
        try:
            decisions.save(decision, file.path)
            (answer,) = pool.answers(look, [file.source])
            if answer.error:
                raise answer.error
        except BaseException:
            _put_back(before, old)
            raise
        file.look = answer.value

    def undecide(self, file: Staged, pool: Pool) -> None:
        """Read a file as if nobody had decided anything."""
        file.path.with_suffix(DECISION).unlink(missing_ok=True)
        (answer,) = pool.answers(look, [file.source])
        self._seen(file, answer.value, answer.error)

    def remove(self, *files: Staged) -> None:
        """Forget files."""
        self.files = [each for each in self.files if each not in files]
        for each in files:
            shutil.rmtree(each.path.parent, ignore_errors=True)

    @property
    def is_open(self) -> bool:
        """Whether it is still there; asking is using it."""
        self.used = time.monotonic()
        return self.folder.exists()

    def close(self) -> None:
        """Forget everything; the session's end does the same."""
        self.files = []
        _OPEN.discard(self)
        self._held.release(force=True)
        self._folder.cleanup()

    def _taken(self, name: str, content: bytes, shown: str = "") -> None:
        self._count += 1
        path = self.folder / f"{self._count:03}" / safe_name(name)
        digest = hashlib.sha256(content).hexdigest()
        file = Staged(self._count, shown or printable(name), path, digest, len(content))
        file.error = next(self._objections(file), None)
        self.files.append(file)
        if file.error is None:
            path.parent.mkdir()
            path.write_bytes(content)

    def _objections(self, file: Staged) -> Iterator[LoaderError]:
        """What keeps a file out before it is read."""
        if suffix_of(file.path.name) == DECISION:
            what = f"{file.shown} là tệp quyết định (a decision file)."
            yield LoaderError(what, "Ở trang này hãy quyết định bằng cách chọn, có tên và lý do.")
        held = [each for each in self.files if each.error is None]
        if twin := next((each for each in held if each.digest == file.digest), None):
            yield LoaderError(f"{file.shown} cùng nội dung với {twin.shown} (the same bytes).")
        if len(held) >= MOST_FILES or sum(each.size for each in held) + file.size > MOST_BYTES:
            most = f"{MOST_FILES} tệp, {MOST_BYTES // 1_000_000} MB"
            yield LoaderError(f"{file.shown}: quá {most} một lần (too much at once).", "Ghi vào kho rồi nạp tiếp.")

    def _unfold(self, archive: Staged, pool: Pool) -> None:
        """The files in an archive instead of it; an archive that cannot be opened stays, with what is wrong with it."""
        found = archives.unfolded([archive.source], pool)
        members = [each for each in found if isinstance(each, Source)]
        room = MOST_BYTES - sum(each.size for each in self.files if each.error is None)
        if sum(each.size for each in members) > room or len(members) > MOST_FILES:
            self._refuse(archive, LoaderError(f"{archive.shown} giải nén ra quá lớn (unpacks to too much)."))
            return
        if len(found) == 1 and isinstance(found[0], Passed) and found[0].error and found[0].shown == archive.shown:
            self._refuse(archive, found[0].error)
            return
        contents = list(pool.answers(archives.content, members))
        self.remove(archive)
        for each in found:
            if isinstance(each, Passed):
                self._passed(each)
        for answer in contents:
            if answer.error:
                self._passed(Passed(answer.source.shown, error=answer.error))
            else:
                self._taken(answer.source.name, answer.value, answer.source.shown)

    def _adopt(self, files: list[Staged], raw: Path | None) -> None:
        there = originals(raw, {file.digest: file.size for file in files}) if raw and files else {}
        for file in files:
            if file.digest in there and (beside := decisions.beside(there[file.digest])):
                file.adopted = beside.read_text("utf-8")
                file.path.with_suffix(DECISION).write_text(file.adopted, encoding="utf-8")

    def _passed(self, passed: Passed) -> None:
        """A member that is no report, or cannot be read: told, not kept."""
        self._count += 1
        told = outcomes.of_passed(passed)
        error = passed.error or LoaderError(f"{told.file}: {told.said}.")
        self.files.append(Staged(self._count, passed.shown, self.folder / f"{self._count:03}" / "x", error=error))

    def _seen(self, file: Staged, seen: Look | None, error: LoaderError | None) -> None:
        file.look = seen
        if error:
            self._refuse(file, error)

    def _refuse(self, file: Staged, error: LoaderError) -> None:
        file.error = error
        shutil.rmtree(file.path.parent, ignore_errors=True)


_OPEN: weakref.WeakSet[Staging] = weakref.WeakSet()


def _is_archive(file: Staged) -> bool:
    return file.error is None and suffix_of(file.path.name) == ARCHIVE


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)


def _sweep(above: Path) -> None:
    """Remove what servers left that were killed."""
    for old in above.glob(f"{PREFIX}*"):
        with suppress(OSError, Timeout):
            if time.time() - old.stat().st_mtime > YOUNG:
                with FileLock(old / LOCK, timeout=0):
                    shutil.rmtree(old, ignore_errors=True)
