"""The only place that opens a file: which reader takes it, and how much of it is taken."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from loaders.content import Content, Document
from loaders.readers.kinds import CONVERTED, LOCKED, kind_of, locked
from loaders.records import LoaderError
from loaders.text.file_names import printable, suffix_of

MAX_BYTES = 200_000_000
MAX_CHARACTERS = 20_000_000
"""About 8,000 pages."""
BLANK = b" \t\r\n\f\v\0"
WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".cab", ".iso", ".arj", ".lzh")


Reader = Callable[[bytes, str], Content]
"""Turns a file's bytes into content; the name is for its errors."""


def readers() -> dict[str, tuple[str, Reader]]:
    """Suffix → (format, reader). To add a format: a module in readers/, a line here, its first bytes for `kind_of`, a
    specimen in data/specimens, a line in tests/test_formats.py.
    """
    from loaders.readers import libreoffice, text, web
    from loaders.readers.pages import images, pdf
    from loaders.readers.sheets import delimited, workbook
    from loaders.readers.word import word

    return {
        ".txt": ("text", text.read),
        ".md": ("markdown", text.read),
        ".pdf": ("pdf", pdf.read),
        **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), ("image", images.read)),
        **dict.fromkeys((".docx", ".docm"), ("word", word.read)),
        **dict.fromkeys((".html", ".htm", ".mht", ".mhtml"), ("html", web.read)),
        **{each: ("word_old", libreoffice.reader(each)) for each in CONVERTED},
        **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls"), ("excel", workbook.read)),
        ".ods": ("ods", workbook.read),
        **dict.fromkeys((".csv", ".tsv"), ("csv", delimited.read)),
    }


def open_document(path: Path) -> Document:
    """The document in a file; raises LoaderError that says what is wrong with the file and what to do."""
    return document_of(bytes_of(path), printable(path.name))


def document_of(content: bytes, name: str) -> Document:
    """The document that these bytes hold; they say in which format, else the name's suffix. Raises LoaderError."""
    format_name, reader = reader_of(name, content)
    read = reader(content, name) if content.strip(BLANK) else Content("")
    if not read.text.strip():
        raise LoaderError(f"{name} không có chữ nào (the file is empty).", "Kiểm tra lại tệp gốc.")
    if len(read.text) > MAX_CHARACTERS:
        raise LoaderError(
            f"{name} dài quá {MAX_CHARACTERS // 1_000_000} triệu ký tự (more text than any report).",
            "Chia thành nhiều tệp.",
        )
    identity = hashlib.sha256(content).hexdigest()
    return Document(identity, name, format_name, read.text, read.pages, read.tables, read.scanned, read.remarks)


def reader_of(name: str, content: bytes = b"") -> tuple[str, Reader]:
    """The format of a file and its reader, by its bytes, else by the name's suffix; LoaderError where there is none."""
    named = suffix_of(name)
    suffix = kind_of(content, named)
    if suffix == LOCKED:
        raise locked(name)
    if found := readers().get(suffix):
        return found
    really = (suffix or "không đuôi") + (f" ({named or 'không đuôi'})" if suffix != named else "")
    if suffix in OTHER_ARCHIVES:
        raise LoaderError(
            f"{name}: chưa mở được tệp nén {really} (an archive that is not ZIP).",
            "Giải nén rồi nén lại thành .zip, hoặc nạp thư mục đã giải nén.",
        )
    raise LoaderError(
        f"{name}: chưa đọc được định dạng {really} (unknown format).",
        f"Đọc được: {', '.join(readers())}, .zip.",
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
