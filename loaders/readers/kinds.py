"""The only place that says what kind of file some bytes are, whatever the file is called."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from loaders.readers.web import is_archive, is_page
from loaders.records import LoaderError

OLE2, ZIP, LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", "locked"
MAGIC = {
    b"%PDF-": ".pdf",
    b"{\\rtf": ".rtf",
    b"\x1f\x8b": ".gz",
    b"Rar!\x1a": ".rar",
    b"7z\xbc\xaf": ".7z",
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\0": ".tif",
    b"MM\0*": ".tif",
}
CONVERTED = (".doc", ".rtf", ".odt", ".wps")
"""Formats that LibreOffice turns into Word's; a file called so may also be plain text."""
NO_TEXT = re.compile(rb"[\0-\x08\x0e-\x1f]")
BROKEN_ZIP = (BadZipFile, OSError, ValueError, EOFError, NotImplementedError, struct.error, zlib.error)
"""What the standard library raises for an archive that is damaged or cut off."""
OPEN_XML = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}
OPEN_DOCUMENT = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
STREAMS = {"WordDocument": ".doc", "Workbook": ".xls", "Book": ".xls", "PowerPoint Document": ".ppt"}


def kind_of(content: bytes, suffix: str) -> str:
    """The suffix a file should have had, by what its bytes begin with; the given one where they do not tell.

    LOCKED for an Office file that a password encrypts as a whole.
    """
    if content.startswith(ZIP):
        return _zipped(content, suffix)
    if content.startswith(OLE2):
        return _compound(content, suffix)
    for magic, kind in MAGIC.items():
        if content.startswith(magic):
            return kind
    if suffix != ".md" and is_page(content):
        return ".mht" if is_archive(content) else ".html"
    return ".txt" if suffix in CONVERTED and not NO_TEXT.search(content) else suffix


def locked(name: str) -> LoaderError:
    """The sentence for a file that needs a password."""
    return LoaderError(
        f"{name} đặt mật khẩu nên không đọc được (protected by a password).",
        "Mở bằng mật khẩu, lưu lại không mật khẩu rồi nạp.",
    )


def _zipped(content: bytes, suffix: str) -> str:
    """Word, Excel and the others are told by the folders in their archive; OpenDocument by its first member."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except BROKEN_ZIP:  # its own reader says so
        return suffix if suffix in (*OPEN_XML, *OPEN_DOCUMENT, ".docm", ".xlsm") else ".zip"
    if "[Content_Types].xml" in names:
        return next((k for k, folder in OPEN_XML.items() if any(n.startswith(folder) for n in names)), suffix)
    return next((kind for kind, said in OPEN_DOCUMENT.items() if said in content[:200]), ".zip")


def _compound(content: bytes, suffix: str) -> str:
    """OLE2: the names of its streams tell. A document may embed one of another kind; then its suffix decides."""

    def has(stream: str) -> bool:
        return f"{stream}\0".encode("utf-16-le") in content

    if has("EncryptedPackage"):
        return LOCKED
    kinds = [kind for stream, kind in STREAMS.items() if has(stream)]
    return suffix if suffix in kinds or not kinds else kinds[0]
