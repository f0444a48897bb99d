"""The only place that opens a file: which reader takes it, and what every reader hands on."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from loaders.content import Content, Scanned, Table
from loaders.records import LoaderError, Problem
from loaders.sources import printable, suffix_of

MAX_BYTES = 200_000_000
MAX_CHARACTERS = 20_000_000
"""About 8,000 pages."""
WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".cab", ".iso", ".arj", ".lzh")


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text: normalised, with lines kept. `document_id` is the SHA-256 of its bytes; the rest is Content's."""

    document_id: str
    file: str
    format: str
    text: str
    pages: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    scanned: tuple[Scanned, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def prose(self) -> str:
        """The text with its tables blanked out; same length, same offsets."""
        pieces, at = [], 0
        for table in sorted(self.tables, key=attrgetter("start")):
            if table.end > at:
                pieces += [
                    self.text[at : table.start],
                    re.sub(r"[^\n]", " ", self.text[max(at, table.start) : table.end]),
                ]
                at = table.end
        return "".join(pieces) + self.text[at:]

    def page_at(self, offset: int) -> int | None:
        """The page, from 1, on which an offset lies; None where the format has no pages."""
        return bisect_right(self.pages, offset) or None


Reader = Callable[[bytes, str], Content]
"""Turns a file's bytes into content; the name is for its errors."""


def readers() -> dict[str, tuple[str, Reader]]:
    """Suffix → (format, reader). To add a format: a module in readers/, a line here, a specimen in data/specimens."""
    from loaders.readers import text

    return {".txt": ("text", text.read), ".md": ("markdown", text.read)}


def open_document(path: Path) -> Document:
    """The document in a file; raises LoaderError that says what is wrong with the file and what to do."""
    return document_of(bytes_of(path), printable(path.name))


def document_of(content: bytes, name: str) -> Document:
    """The document that these bytes hold; the name's suffix says in which format. Raises LoaderError."""
    format_name, reader = reader_of(name)
    read = reader(content, name)
    if not read.text.strip():
        raise LoaderError(f"{name} không có chữ nào (the file is empty).", "Kiểm tra lại tệp gốc.")
    if len(read.text) > MAX_CHARACTERS:
        raise LoaderError(
            f"{name} dài quá {MAX_CHARACTERS // 1_000_000} triệu ký tự (more text than any report).",
            "Chia thành nhiều tệp.",
        )
    identity = hashlib.sha256(content).hexdigest()
    return Document(identity, name, format_name, read.text, read.pages, read.tables, read.scanned, read.remarks)


def reader_of(name: str) -> tuple[str, Reader]:
    """The format of a file and its reader, by the name's suffix; LoaderError where there is none."""
    suffix = suffix_of(name)
    if found := readers().get(suffix):
        return found
    if suffix in OTHER_ARCHIVES:
        raise LoaderError(
            f"{name}: chưa mở được tệp nén {suffix} (an archive that is not ZIP).",
            "Giải nén rồi nén lại thành .zip, hoặc nạp thư mục đã giải nén.",
        )
    raise LoaderError(
        f"{name}: chưa đọc được định dạng {suffix or 'không đuôi'} (unknown format).",
        f"Đọc được: {', '.join(readers())}, .csv, .zip.",
    )


def bytes_of(path: Path) -> bytes:
    """All bytes of a regular file, which nobody wrote to meanwhile. Raises LoaderError; never waits on a pipe."""
    name = printable(path.name)
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | WITHOUT_WAITING), "rb") as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise LoaderError(f"{name} không phải là tệp (a pipe or device, no file).")
            content = file.read(MAX_BYTES + 1) if before.st_size <= MAX_BYTES else b""
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as cause:
        why = getattr(cause, "strerror", None) or cause
        raise LoaderError(f"{name} không mở được (cannot be opened): {why}.") from cause
    if max(before.st_size, len(content)) > MAX_BYTES:
        raise LoaderError(f"{name} quá lớn (over {MAX_BYTES // 1_000_000} MB).", "Chia thành nhiều tệp.")
    if len(content) != after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise LoaderError(f"{name} đang được ghi (the file is being written).", "Đợi ghi xong rồi nạp lại.")
    return content
