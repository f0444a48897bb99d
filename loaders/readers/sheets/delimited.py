"""The only reader of CSV and TSV files that are sheets: delimiter and encoding are told from the bytes."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from loaders.content import Composer, Content, RawCell
from loaders.readers.sheets.regions import compose
from loaders.readers.sheets.workbook import cell_name
from loaders.records import LoaderError
from loaders.text.textform import normalise

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = "\t;,|"
SAMPLE = 200
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u0300\u0301\u0303\u0309\u0323]")


def read(content: bytes, name: str) -> Content:
    """The content of a sheet of delimited values. Raises LoaderError where it is no text in a known encoding."""
    composer = Composer()
    compose(composer, list(_cells(rows(decoded(content, name), name))))
    return composer.done()


def decoded(content: bytes, name: str) -> str:
    """The text: UTF-8 or UTF-16 (with or without its mark), or the Vietnamese code page 1258."""
    encoding = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    for each in [encoding] if encoding else ["utf-8", *_wide(content), "cp1258"]:
        try:
            text = content.decode(each)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and (each != "cp1258" or _VIETNAMESE.search(text)):
            return text
    raise LoaderError(
        f"{name} không phải văn bản UTF-8, UTF-16 hay Windows-1258 (not text in a known encoding).",
        "Mở bằng Excel rồi lưu lại thành .xlsx hoặc CSV UTF-8.",
    )


def _wide(content: bytes) -> list[str]:
    """UTF-16 without its mark has a zero in nearly every other byte of digits and delimiters."""
    even, odd = content[0:SAMPLE:2].count(0), content[1:SAMPLE:2].count(0)
    return ["utf-16-le"] if odd > 20 and odd > even else ["utf-16-be"] if even > 20 else []


def rows(text: str, name: str) -> list[list[str]]:
    """The rows of cells. Raises LoaderError where a quoted cell does not end."""
    said = _SAID.match(text)
    delimiter = said[1] if said else _delimiter(text)
    try:
        return list(csv.reader(StringIO(text[said.end() if said else 0 :]), delimiter=delimiter))
    except csv.Error as cause:
        raise LoaderError(
            f"{name} không đọc được như một tệp CSV (not a CSV file): {cause}.",
            "Mở bằng Excel rồi lưu lại thành .xlsx hoặc CSV UTF-8.",
        ) from cause


def _delimiter(text: str) -> str:
    """The mark that cuts most lines into the same number of cells."""
    return max(DELIMITERS, key=lambda mark: _regularity(text, mark))


def _regularity(text: str, mark: str) -> int:
    try:
        lengths = [len(row) for row, _ in zip(csv.reader(StringIO(text), delimiter=mark), range(SAMPLE), strict=False)]
    except csv.Error:
        return 0
    counts = Counter(length for length in lengths if length > 1)
    return max((times * (length - 1) for length, times in counts.items()), default=0)


def _cells(lines: Sequence[Sequence[str]]) -> list[RawCell]:
    return [
        RawCell(cell, row, column, name=cell_name(row, column))
        for row, line in enumerate(lines)
        for column, cell in enumerate(line)
        if normalise(cell).strip()
    ]
