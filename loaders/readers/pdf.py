"""The only reader of PDF: pages with text are read from it, pages without from their picture where Tesseract is there.

Whether a page's text can be used is asked page by page: a picture over all of it, glyphs that no font gives a meaning
or words that are no Vietnamese make it a scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from loaders.content import Composer, Content
from loaders.document import locked
from loaders.readers import ocr
from loaders.readers.drawings import Drawings, drawings
from loaders.readers.glyphs import Written, written
from loaders.readers.grids import grids
from loaders.readers.lines import Word, lines
from loaders.readers.sheets import Sheet, compose
from loaders.records import LoaderError, Problem
from loaders.textform import is_syllable, normalise

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES = 3_000
MAX_SCANNED = 300
PICTURED = 0.5
"""From this share of a page on, a picture may be the page itself."""
STAMP = 200
"""Up to so many characters over a picture are a stamp or a signature, not the page's text."""
UNMAPPED, SOUND, ENOUGH = 0.1, 0.6, 20
"""A page is unreadable where more characters than this share have no meaning, or fewer words than this share, of at
least so many, could be Vietnamese.
"""
OUTLINED = 300
"""From so many drawn lines on, a page without text may be text turned into drawings."""
TAIL = 2_048
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class _Page:
    number: int
    text: Written
    drawn: Drawings

    @property
    def is_scan(self) -> bool:
        """Whether what a person sees on the page is not in its text."""
        count = sum(len(word.text) for word in self.text.words)
        if not count:
            return bool(self.drawn.pictures) or len(self.drawn.rules) > OUTLINED or self.text.hidden > 0
        if self.drawn.covers_text or (self.drawn.pictured > PICTURED and count < STAMP):
            return True
        return self.text.unmapped > UNMAPPED or not _is_sound(self.text.words)


def read(content: bytes, name: str) -> Content:
    """The content of a PDF. Raises LoaderError where it cannot be opened, or where nothing in it can be read here."""
    document = _opened(content, name)
    composer = Composer()
    try:
        sheets = _sheets(document, name, composer)
    finally:
        document.close()
    if b"%%EOF" not in content[-TAIL:]:
        composer.remark(
            _remark(
                "truncated",
                f"{name} thiếu phần cuối, có thể bị cắt cụt khi sao chép; nên lấy lại tệp gốc.",
                f"{name} lacks its end; it may have been cut off.",
            )
        )
    compose(sheets, composer)
    return composer.done()


def _opened(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as cause:
        if getattr(cause, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise locked(name) from cause
        raise LoaderError(f"{name} bị hỏng, không mở được (a damaged PDF).", "Lấy lại tệp gốc.") from cause
    if not count or count > MAX_PAGES:
        document.close()
        said = "không có trang nào (no pages)" if not count else f"có {count} trang (more than {MAX_PAGES} pages)"
        raise LoaderError(f"{name} {said}.", "Lấy lại tệp gốc." if not count else "Chia thành nhiều tệp.")
    return document


def _sheets(document: pypdfium2.PdfDocument, name: str, composer: Composer) -> list[Sheet]:
    sheets: list[Sheet] = []
    scans: list[int] = []
    for at in range(len(document)):
        try:
            page = _page(document, at)
        except pypdfium2.PdfiumError:
            composer.remark(
                _remark(
                    "damaged_page", f"Trang {at + 1} bị hỏng, chưa đọc.", f"Page {at + 1} is damaged and was not read."
                )
            )
            sheets.append(Sheet([], 0.0))
            continue
        if page.is_scan:
            scans.append(at)
            sheets.append(Sheet([], 0.0, is_scanned=True))
        else:
            sheets.append(_sheet(page))
    if scans:
        _scan(document, scans, sheets, name, composer)
    return sheets


def _page(document: pypdfium2.PdfDocument, at: int) -> _Page:
    page = document[at]
    try:
        text = written(page)
        return _Page(at + 1, text, drawings(page, text.turn))
    finally:
        page.close()


def _sheet(page: _Page) -> Sheet:
    tables, words = grids(page.drawn.rules, page.text.words)
    return Sheet(lines(words), page.text.turn.size[1], tables, page.drawn.rules)


def _is_sound(words: Sequence[Word]) -> bool:
    """Whether enough words could be Vietnamese; capitals alone, as of TTHC, do not count."""
    text = normalise("\n".join(line.text for line in lines(words)))
    found = [word for word in _WORD.findall(text) if not (word.isascii() and word.isupper())]
    return len(found) < ENOUGH or sum(map(is_syllable, found)) >= SOUND * len(found)


def _scan(
    document: pypdfium2.PdfDocument, scans: Sequence[int], sheets: list[Sheet], name: str, composer: Composer
) -> None:
    """Read the pages that are pictures; where nothing else is there, raise what is missing to do so."""
    if ocr.lacking() and any(sheet.lines or sheet.grids for sheet in sheets):
        shown = ", ".join(str(at + 1) for at in scans[:10]) + ("…" if len(scans) > 10 else "")
        composer.remark(
            _remark(
                "unread_scan",
                f"Trang {shown} là ảnh quét, chưa đọc: {ocr.lacking()}. {ocr.INSTALL}",
                f"Pages {shown} are pictures and were not read.",
            )
        )
        return
    ocr.require(name)
    if len(scans) > MAX_SCANNED:
        raise LoaderError(
            f"{name} có {len(scans)} trang quét (more than {MAX_SCANNED} scanned pages).", "Chia thành nhiều tệp."
        )
    for at, found in zip(scans, ocr.scans(_pictures(document, scans)), strict=True):
        if found is None:
            composer.remark(ocr.slow(at + 1))
        else:
            sheets[at] = Sheet(found.lines, found.height, is_scanned=True)
    composer.remark(ocr.remark(name, len(scans)))


def _pictures(document: pypdfium2.PdfDocument, scans: Sequence[int]) -> Iterator[tuple[Image, float]]:
    for at in scans:
        page = document[at]
        dpi = ocr.fitting(*page.get_size())
        yield page.render(scale=dpi / 72, grayscale=True).to_pil(), dpi
        page.close()


def _remark(kind: str, vi: str, en: str) -> Problem:
    return Problem(kind=kind, severity="warning", message_vi=vi, message_en=en)
