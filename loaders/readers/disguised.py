"""The only place that tells by its first bytes what a file is that is not what its name says."""

from __future__ import annotations

KNOWN = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "tệp Word, Excel hoặc ZIP"),
    (b"\xd0\xcf\x11\xe0", "tệp Word hoặc Excel kiểu cũ"),
    (b"{\\rtf", "tệp RTF"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"<!DOCTYPE", "trang web"),
    (b"<html", "trang web"),
)
NEAR = 1024
"""A PDF may have so many bytes of something else before it begins."""


def really(content: bytes, *begins: bytes) -> str | None:
    """What a file is that should begin with one of `begins`; None where it does, or where nothing is known of it."""
    if any(each in content[:NEAR] if each == b"%PDF-" else content.startswith(each) for each in begins):
        return None
    start = content[:NEAR].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((what for begin, what in KNOWN if start[: len(begin)].lower() == begin.lower()), None)
