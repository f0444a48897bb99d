"""The only reader of PDF: pages with text are read from it, pages without from their picture where Tesseract is there.

Whether a page's text can be used is asked page by page: a picture over all of it, glyphs that no font gives a meaning
or words that are no Vietnamese make it a scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from loaders.content import Composer, Content
from loaders.prose.outline import RECIPIENTS
from loaders.readers.kinds import locked
from loaders.readers.pages import ocr
from loaders.readers.pages.composed import Sheet, compose
from loaders.readers.pages.drawings import Drawings, drawings
from loaders.readers.pages.glyphs import Written, written
from loaders.readers.pages.grids import grids
from loaders.readers.pages.lines import Word, lines, whole
from loaders.records import LoaderError, Problem
from loaders.text.encodings import Repair, repairs_by_font
from loaders.text.textform import is_syllable, normalise

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
OLD = re.compile(r"VNI|\.Vn|^Vn", re.IGNORECASE)
"""In the names of fonts that may draw Vietnamese over the codes of Western letters."""
EDGES = '.,;:!?()"“”/'
_WORD = re.compile(r"[^\W\d_]{2,}")


def read(content: bytes, name: str) -> Content:
    """The content of a PDF. Raises LoaderError where it cannot be opened, or where nothing in it can be read here."""
    document = _opened(content, name)
    try:
        return _Reading(document, name, Composer()).content(cut_off=b"%%EOF" not in content[-TAIL:])
    finally:
        document.close()


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


class _Reading:
    """One document on its way to its content."""

    def __init__(self, document: pypdfium2.PdfDocument, name: str, composer: Composer) -> None:
        self.document, self.name, self.composer = document, name, composer
        self.repairs: set[str] = set()

    def content(self, *, cut_off: bool) -> Content:
        """The whole document, page by page."""
        sheets = [self._sheet(at) for at in range(len(self.document))]
        if scans := [at for at, sheet in enumerate(sheets) if sheet.is_scanned]:
            self._scan(scans, sheets)
        if cut_off:
            self._remark(
                "truncated",
                f"{self.name} thiếu phần cuối, có thể đã bị cắt cụt khi sao chép; nên lấy lại tệp gốc.",
                f"{self.name} lacks its end and may have been cut off.",
            )
        compose(sheets, self.composer)
        return self.composer.done()

    def _sheet(self, at: int) -> Sheet:
        try:
            page = self.document[at]
            try:
                return self._written(page, at)
            finally:
                page.close()
        except pypdfium2.PdfiumError:
            said = f"Trang {at + 1} bị hỏng, chưa đọc; lấy lại tệp gốc."
            self._remark("damaged_page", said, f"Page {at + 1} is damaged and was not read.")
            return Sheet([], 0.0)

    def _written(self, page: pypdfium2.PdfPage, at: int) -> Sheet:
        """The page as its text has it; an empty scanned one where that is not what a person sees."""
        text = written(page)
        drawn = drawings(page, text.turn)
        tables, words = grids(drawn.rules, self._repaired(text.words))
        sheet = Sheet(lines(words), text.turn.size[1], tables, drawn.rules)
        if _is_scan(text, drawn) or not _is_sound(sheet):
            return Sheet([], 0.0, is_scanned=True)
        if at and not any(RECIPIENTS.match(row.text) for row in sheet.lines):
            for row in sheet.lines:
                row.words = []  # only letterhead and signature are told by columns
        return sheet

    def _repaired(self, words: list[Word]) -> list[Word]:
        """The words with the letters of old fonts in Unicode."""
        if not any(OLD.search(word.font) for word in words):
            return words
        words = whole(words)
        texts: dict[str, str] = {}
        for word in words:
            texts[word.font] = f"{texts.get(word.font, '')} {word.text}"
        repairs = repairs_by_font(texts)
        for word in words:
            if repair := repairs.get(word.font):
                word.text = _converted(word.text, repair)
        for repair in repairs.values():
            if repair.name not in self.repairs:
                self.repairs.add(repair.name)
                self.composer.remark(repair.remark(self.name))
        return words

    def _scan(self, scans: Sequence[int], sheets: list[Sheet]) -> None:
        """Read the pages that are pictures; where nothing else is there, raise what is missing to do so."""
        if ocr.lacking() and any(sheet.lines or sheet.grids for sheet in sheets):
            shown = ", ".join(str(at + 1) for at in scans[:10]) + ("…" if len(scans) > 10 else "")
            said = f"Trang {shown} là ảnh quét hoặc phông chữ hỏng, chưa đọc: {ocr.lacking()}. {ocr.INSTALL}"
            self._remark("unread_scan", said, f"Pages {shown} are pictures, or broken fonts, and were not read.")
            return
        ocr.require(self.name)
        if len(scans) > MAX_SCANNED:
            said = f"{self.name} có {len(scans)} trang quét (more than {MAX_SCANNED} scanned pages)."
            raise LoaderError(said, "Chia thành nhiều tệp.")
        for at, found in zip(scans, ocr.scans(self._pictures(scans)), strict=True):
            if found is None:
                self.composer.remark(ocr.slow(at + 1))
            else:
                sheets[at] = Sheet(found.lines, found.height, is_scanned=True)
        self.composer.remark(ocr.remark(self.name, len(scans)))

    def _pictures(self, scans: Sequence[int]) -> Iterator[tuple[Image, float]]:
        for at in scans:
            page = self.document[at]
            dpi = ocr.fitting(*page.get_size())
            yield page.render(scale=dpi / 72, grayscale=True).to_pil(), dpi
            page.close()

    def _remark(self, kind: str, vi: str, en: str) -> None:
        self.composer.remark(Problem(kind=kind, severity="warning", message_vi=vi, message_en=en))


def _converted(text: str, repair: Repair) -> str:
    """A word in Unicode. PDFium takes the ư of TCVN3, which has the code of a hyphen, for one."""
    hyphenated = repair.convert(text.replace("-", "\u00ad"))
    bare = hyphenated.strip(EDGES)
    return hyphenated if "-" in text.strip("-") and is_syllable(bare) else repair.convert(text)


def _is_scan(text: Written, drawn: Drawings) -> bool:
    """Whether what a person sees on the page is not in its text."""
    count = sum(len(word.text) for word in text.words)
    if not count:
        return bool(drawn.pictures) or len(drawn.rules) > OUTLINED or text.hidden > 0
    under_a_picture = drawn.covers_text or (drawn.pictured > PICTURED and count < STAMP)
    return under_a_picture or text.unmapped > UNMAPPED


def _is_sound(sheet: Sheet) -> bool:
    """Whether enough words could be Vietnamese; capitals alone, as of TTHC, do not count."""
    told = [*(row.text for row in sheet.lines), *(cell.text for grid in sheet.grids for cell in grid.cells)]
    found = [word for word in _WORD.findall(normalise("\n".join(told))) if not (word.isascii() and word.isupper())]
    return len(found) < ENOUGH or sum(map(is_syllable, found)) >= SOUND * len(found)
