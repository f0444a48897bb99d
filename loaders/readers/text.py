"""The only reader of plain text and Markdown."""

from __future__ import annotations

import codecs

from loaders.content import Content, plain
from loaders.records import LoaderError

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read(content: bytes, name: str) -> Content:
    """The content of a text file in UTF-8, or UTF-16 with its mark. Raises LoaderError for anything else."""
    encoding = next((encoding for mark, encoding in MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as cause:
        raise LoaderError(
            f"{name} không phải văn bản UTF-8: byte thứ {cause.start + 1} lạ (not UTF-8 text).",
            "Lưu lại tệp với mã hóa UTF-8 (Unicode).",
        ) from cause
    if "\0" in text:
        raise LoaderError(
            f"{name} là tệp nhị phân, không phải văn bản (a binary file, not text).", "Kiểm tra lại tệp gốc."
        )
    return plain(text)
