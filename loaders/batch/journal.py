"""The only place that keeps what a load has read until it is in the warehouse, so that an interrupted load can go on.

The journal lies beside the vintages and is written file by file: whatever ends the load, only the file at work is lost.
A load is one vintage all the same, seen whole or not at all. It belongs to one version of the loaders and to one load
at a time; a second one at the same time simply keeps none.

    HEADER loader_version \\n, then for each file: its key (32 bytes), length and CRC-32 of the packed readings, these
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

FILE, LOCK = ".journal", ".journal.lock"
HEADER = b"dung-han journal 1 "
_RECORD = struct.Struct("<32sQI")


class Journal:
    """What was read and not yet committed, by key. Made by `journal`."""

    def __init__(self, folder: Path, version: str) -> None:
        self._path, self._head = folder / FILE, HEADER + version.encode() + b"\n"
        self._lock = FileLock(folder / LOCK, timeout=0)
        self._places: dict[bytes, tuple[int, int]] = {}
        self._file: BinaryIO | None = None
        self._is_ours = not self._path.exists() or self._locked()
        if self._path.exists() and self._is_ours:
            self._go_on()

    def keys(self) -> frozenset[bytes]:
        """The keys of what is in it."""
        return frozenset(self._places)

    def get(self, key: bytes) -> bytes:
        """The packed readings that were kept under one of the keys."""
        start, length = self._places[key]
        with self._path.open("rb") as file:
            file.seek(start)
            return file.read(length)

    def add(self, key: bytes, packed: bytes) -> None:
        """Keep the packed readings of a file; not where another load has the journal, or where the disk is full."""
        try:
            self._is_ours = self._is_ours and (self._file is not None or self._locked())
            if self._is_ours:
                self._append(key, packed)
        except OSError:
            self._is_ours = False

    def _append(self, key: bytes, packed: bytes) -> None:
        if self._file is None:
            self._file = self._path.open("w+b")
            self._file.write(self._head)
        start = self._file.seek(0, os.SEEK_END) + _RECORD.size
        self._file.write(_RECORD.pack(key, len(packed), zlib.crc32(packed)) + packed)
        self._file.flush()
        self._places[key] = start, len(packed)

    def forget(self) -> None:
        """All of it is in the warehouse, or of no use any more."""
        if self._file is not None:
            self._path.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Leave it for the next load."""
        if self._file is not None:
            self._file.close()
        self._file, self._places = None, {}
        self._lock.release()

    def _locked(self) -> bool:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except (Timeout, OSError):  # a warehouse that nobody may write to is the commit's to report
            return False
        return True

    def _go_on(self) -> None:
        """Open what an interrupted load left, up to its last whole record; what another version left is forgotten."""
        self._file = self._path.open("r+b")
        if self._file.readline() != self._head:
            self._file.truncate(0)
            self._file.seek(0)
            self._file.write(self._head)
        end = self._file.tell()
        while (found := _record(self._file, self._path.stat().st_size)) is not None:
            key, start, length = found
            self._places[key] = start, length
            end = start + length
        self._file.truncate(end)


def _record(file: BinaryIO, size: int) -> tuple[bytes, int, int] | None:
    """The record that begins here, in a file of this size: its key and where its readings are; None if it is broken."""
    head = file.read(_RECORD.size)
    if len(head) < _RECORD.size:
        return None
    key, length, checksum = _RECORD.unpack(head)
    start = file.tell()
    whole = start + length <= size and zlib.crc32(file.read(length)) == checksum
    return (key, start, length) if whole else None


@contextmanager
def journal(folder: Path, version: str) -> Iterator[Journal]:
    """The journal of the warehouse at `folder`: forgotten if the block ends well, else left for the next load."""
    kept = Journal(folder, version)
    try:
        yield kept
        kept.forget()
    finally:
        kept.close()
