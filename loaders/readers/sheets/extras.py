"""The only place that asks for what calamine leaves out of a workbook: percent formats, errors, some merged cells, its
reach. Each kind of workbook has its own module.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from xml.etree import ElementTree as Xml

from loaders.readers.sheets.marks import Marks
from loaders.readers.sheets.open_xml import open_document, spreadsheet_ml
from loaders.readers.sheets.xls import SIGNATURE, xls_marks
from loaders.readers.sheets.xlsb import binary_marks
from loaders.records import LoaderError

BROKEN = (
    *(zipfile.BadZipFile, Xml.ParseError, LookupError, ValueError, EOFError, OSError, NotImplementedError),
    *(struct.error, zlib.error),
)
"""What the standard library raises for a package that is damaged."""
MAX_UNPACKED = 1_000_000_000


def sheet_marks(content: bytes, name: str) -> dict[str, Marks]:
    """The marks by sheet name. Raises LoaderError for a file that is damaged or unpacks to too much."""
    try:
        if content.startswith(SIGNATURE):
            return xls_marks(content)
        if not zipfile.is_zipfile(io.BytesIO(content)):
            return {}
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise LoaderError(f"{name} mở ra quá lớn (unpacks to too much).", "Chia thành nhiều tệp.")
            parts = set(package.namelist())
            if "content.xml" in parts:
                return open_document(package)
            if "xl/workbook.bin" in parts:
                return binary_marks(package)
            return spreadsheet_ml(package) if "xl/workbook.xml" in parts else {}
    except BROKEN as cause:
        raise LoaderError(
            f"{name} bị hỏng bên trong: {cause} (the workbook is damaged).", "Mở bằng Excel rồi lưu lại."
        ) from cause
