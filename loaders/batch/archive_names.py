"""The only place that says what a member of a ZIP archive is called, in whatever alphabet its name was written."""

from __future__ import annotations

import re
import unicodedata
from zipfile import ZipInfo

IN_UTF8 = 0x800
_VIETNAMESE = frozenset(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
_MARKS = frozenset("–—‘’“”…·«»°\u00a0")
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")


def name_of(info: ZipInfo) -> str:
    """The member's path with "/" between folders, composed.

    Without the mark for UTF-8 a name is UTF-8 all the same if it can be, Windows-1258 if that makes Vietnamese of it,
    and code page 437 otherwise, as ZIP has it (APPNOTE.TXT 6.3.10, appendix D).
    """
    name = info.orig_filename
    if not info.flag_bits & IN_UTF8 and not name.isascii():
        name = _decoded(name.encode("cp437"))
    parts = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part != ".")


def leads_out(info: ZipInfo, name: str) -> bool:
    """Whether a name is none that a file in this archive could have: absolute, with ".." or a NUL, or empty."""
    parts = name.split("/")
    return "\0" in name or _ABSOLUTE.match(info.orig_filename) is not None or ".." in parts or "" in parts


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "cp1258"):
        try:
            name = unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or all(c.isascii() or c in _VIETNAMESE or c in _MARKS for c in name):
            return name
    return raw.decode("cp437")
