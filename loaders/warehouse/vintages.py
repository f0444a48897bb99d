"""The only place that knows how the warehouse lies on disk: vintages, pointer, lock and leftovers.

CURRENT                      the name of the current vintage; replaced atomically, so that a reader sees all or nothing
20261122T153000Z-ab12cd34/   a vintage: time in UTC and eight digits of the hash of its files; never changed
                             (parts that a load does not change are the same files in both vintages)
.building-…  .dropped-…      folders of a load at work, or of one that was killed: the next load sweeps them
.lock                        held by the one load that writes
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from loaders.records import LoaderError
from loaders.warehouse.parts import number_of

KEPT = 10
WAIT_SECONDS = 600.0
_NAME = re.compile(r"^(\d{8}T\d{6}Z)-[0-9a-f]{8}$")
_TIME = "%Y%m%dT%H%M%SZ"
_LEFTOVERS = (".building-*", ".dropped-*", ".CURRENT-*")


def vintages(folder: Path) -> list[str]:
    """The names of the vintages on disk, oldest first."""
    return sorted(path.name for path in folder.glob("*") if _NAME.match(path.name) and path.is_dir())


def current(folder: Path) -> Path | None:
    """The folder of the current vintage, None where nothing was ever loaded; LoaderError if the pointer is broken."""
    pointer = folder / "CURRENT"
    if not pointer.exists():
        return None
    name = pointer.read_text(encoding="utf-8").strip()
    if name not in vintages(folder):
        raise LoaderError(
            f"Kho dữ liệu hỏng: CURRENT chỉ tới {name!r}, nhưng không có kỳ số liệu đó (the pointer names no vintage).",
            f"Ghi vào {pointer} tên một thư mục đang có, hoặc xóa {folder} rồi nạp lại.",
        )
    return folder / name


@contextmanager
def writing(folder: Path, wait: float = WAIT_SECONDS) -> Iterator[Path | None]:
    """The current vintage, held under the lock that only one load can hold, with what killed loads left swept away."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".lock", timeout=wait):
            now = current(folder)
            _sweep(folder, now)
            yield now
    except Timeout as cause:
        raise LoaderError(
            f"Một lần nạp khác đang ghi kho dữ liệu, đã chờ {wait:.0f} giây (another load is writing).",
            "Đợi lần nạp đó xong rồi chạy lại.",
        ) from cause


def publish(folder: Path, build: Callable[[Path], None], checkpoint: Callable[[str], None]) -> str:
    """Let `build` fill a new folder, then make it the current vintage; call it inside `writing`. Returns its name."""
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
    try:
        building.chmod(0o755)
        build(building)
        _flush(*(file for file in building.iterdir() if file.stat().st_nlink == 1), building)  # what is linked is there
        checkpoint("built")
        name = _next_name(folder, building)
        building.rename(folder / name)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    _flush(folder)
    checkpoint("renamed")
    _point(folder, name, checkpoint)
    checkpoint("swapped")
    for old in vintages(folder)[:-KEPT]:
        _drop(folder / old)
    checkpoint("pruned")
    return name


def _point(folder: Path, name: str, checkpoint: Callable[[str], None]) -> None:
    fresh = folder / f".CURRENT-{name}"
    fresh.write_text(name + "\n", encoding="utf-8")
    _flush(fresh)
    checkpoint("pointed")
    fresh.replace(folder / "CURRENT")
    _flush(folder)


def _next_name(folder: Path, building: Path) -> str:
    """Names grow even where the clock does not, so that the order of names is the order of loads."""
    now = datetime.now(UTC).replace(microsecond=0)
    if known := vintages(folder):
        newest = datetime.strptime(known[-1].split("-")[0], _TIME).replace(tzinfo=UTC)
        now = max(now, newest + timedelta(seconds=1))
    return f"{now.strftime(_TIME)}-{_content_hash(building)[:8]}"


def _content_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode())
        if number_of(path) is None:  # a part is named after its content
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _sweep(folder: Path, now: Path | None) -> None:
    """Remove what killed loads left: unfinished folders, and a finished one that never became current.

    A vintage newer than the current one, yet made before the pointer was last written, is none: a person went back.
    """
    for pattern in _LEFTOVERS:
        for path in folder.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    orphans = [
        name for name in vintages(folder) if now is None or (name > now.name and _is_after_pointer(folder, name))
    ]
    if now is None and len(orphans) > 1:
        raise LoaderError(
            f"Kho dữ liệu có {len(orphans)} kỳ số liệu nhưng mất con trỏ CURRENT (vintages without a pointer).",
            f"Ghi vào {folder / 'CURRENT'} tên kỳ cần dùng, ví dụ {orphans[-1]}.",
        )
    for name in orphans:
        _drop(folder / name)


def _is_after_pointer(folder: Path, name: str) -> bool:
    return (folder / name).stat().st_mtime_ns >= (folder / "CURRENT").stat().st_mtime_ns


def _drop(vintage: Path) -> None:
    """Remove a vintage; renamed first, so that a kill never leaves half of one under a name that readers use."""
    dropped = vintage.with_name(f".dropped-{vintage.name}")
    vintage.rename(dropped)
    shutil.rmtree(dropped)


def _flush(*paths: Path) -> None:
    """Wait until files, or the names in a folder, are on the disk."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
