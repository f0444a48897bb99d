"""The only place that opens a file: which reader takes it, and what every reader hands on."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from loaders.content import Content, Scanned, Table
from loaders.records import LoaderError, Problem

MAX_BYTES = 200_000_000


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
    found = readers().get(path.suffix.lower())
    if found is None:
        known = ", ".join(readers())
        raise LoaderError(
            f"{path.name}: chưa đọc được định dạng {path.suffix or 'không đuôi'} (unknown format).",
            f"Đọc được: {known}, .csv.",
        )
    format_name, reader = found
    content = _bytes(path)
    read = reader(content, path.name)
    if not read.text.strip():
        raise LoaderError(f"{path.name} không có chữ nào (the file is empty).", "Kiểm tra lại tệp gốc.")
    identity = hashlib.sha256(content).hexdigest()
    return Document(identity, path.name, format_name, read.text, read.pages, read.tables, read.scanned, read.remarks)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LoaderError(f"{path.name} quá lớn (over {MAX_BYTES // 1_000_000} MB).", "Chia thành nhiều tệp.")
        return path.read_bytes()
    except OSError as cause:
        raise LoaderError(f"{path.name} không mở được (cannot be opened): {cause.strerror}.") from cause
