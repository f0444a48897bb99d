"""How long a page of PDF takes to read, warm, beside only asking PDFium for its text; how many words come out right
beside that and beside pdfplumber; how many figures of a scanned page are read right, and how many wrong ones count.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time

import pdfplumber
import pypdfium2
from PIL import Image, ImageFilter

from loaders.content import Content
from loaders.readers.document import document_of
from loaders.readers.pages import ocr, pdf
from loaders.reading import read_content
from tests import pdfs
from tests.browser import chromium, chromium_path

ROOT = Path(__file__).parents[1]
SPECIMEN = ROOT / "data" / "specimens" / "thai-binh-2021.pdf"
BUDGET_MS = 15.0
TEXTS = 6
LINES = 38
RUNS = 7
Sample = tuple[str, bytes, list[str]]
"""What made it, the PDF, and its words."""


def prose() -> list[str]:
    """Paragraphs of the longest labelled texts; short lines, as of letterheads, may be told in another order."""
    texts = sorted((ROOT / "tests" / "texts_long").glob("*.txt"), key=lambda path: -path.stat().st_size)[:TEXTS]
    lines = [line.strip() for path in texts for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if re.fullmatch(r"[^|<>#*_\[\]]{60,}", line)]


def samples(paragraphs: Sequence[str]) -> Iterator[Sample]:
    """The same text as a run for each line, as Word writes it, and as Chromium writes it, a run for each letter."""
    words = " ".join(paragraphs).split()
    lines = [line for paragraph in paragraphs for line in pdfs.wrapped(paragraph)]
    pages = [pdfs.Page() for _ in range(0, len(lines), LINES)]
    for page, at in zip(pages, range(0, len(lines), LINES), strict=True):
        pdfs.lines(page, lines[at : at + LINES])
    yield "a run a line", pdfs.pdf(pages), words
    if chromium_path():
        with chromium() as browser:
            page = browser.new_page()
            page.set_content("".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs))
            yield "Chromium", page.pdf(format="A4", margin=dict.fromkeys(("top", "left", "right"), "2cm")), words
    yield "mixed fonts", SPECIMEN.read_bytes(), words_of_the_specimen()


def words_of_the_specimen() -> list[str]:
    """Its words as pdfplumber has them, below the letterhead; numbers and marks are told in another form."""
    with pdfplumber.open(SPECIMEN) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
    body = text[text.index("TÌNH HÌNH") :]
    return [word for word in body.split() if word.isalpha() and len(word) > 1]


def only_text(content: bytes) -> str:
    """The floor: PDFium's own text of every page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(_text_of(page) for page in document)
    finally:
        document.close()


def _text_of(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    said = str(text.get_text_range())
    text.close()
    page.close()
    return said


def plumbed(content: bytes) -> str:
    """The peer: pdfplumber's text of every page."""
    with pdfplumber.open(BytesIO(content)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def timed(work: Callable[[bytes], object], content: bytes, pages: int, runs: int = RUNS) -> float:
    """Least milliseconds of processor time a page: the machine is not ours alone."""
    least = 1e9
    for _ in range(runs):
        start = process_time()
        work(content)
        least = min(least, (process_time() - start) * 1000 / pages)
    return least


def right(words: Sequence[str], text: str) -> float:
    """The share of the words that stand in the text, in their order."""
    matcher = SequenceMatcher(None, words, text.split(), autojunk=False)
    return 100 * sum(block.size for block in matcher.get_matching_blocks()) / len(words)


def run() -> None:
    """Print the tables."""
    print(f"processor ms a page, budget {BUDGET_MS:.0f}; share of the words that come out right, in order")
    for name, content, words in samples(prose()[:400]):
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
        document.close()
        print(f"{name}, {pages} pages")
        for who, work, runs in (("ours", told, RUNS), ("PDFium", only_text, RUNS), ("pdfplumber", plumbed, 1)):
            took = timed(work, content, pages, runs)
            over = "" if who != "ours" else "  ok" if took <= BUDGET_MS else "  OVER"
            print(f"  {who:12} {took:6.1f} ms  {right(words, work(content)):6.2f} %{over}")
    if ocr.lacking():
        print(f"scans: {ocr.lacking()}")
    else:
        scans()


def told(content: bytes) -> str:
    """The text as the reader tells it."""
    return pdf.read(content, "a.pdf").text


def scans() -> None:
    """The specimen, printed and scanned more and more poorly."""
    written = document_of(SPECIMEN.read_bytes(), SPECIMEN.name)
    stated = {(fact.field, fact.value) for fact in read_content(SPECIMEN.read_bytes(), SPECIMEN.name)[0].facts}
    for name, blur, noise in (("clean", 0.3, 2), ("scan", 0.8, 14), ("poor", 1.2, 32)):
        content = _scanned(blur, noise)
        start = perf_counter()
        reading = read_content(content, "quét.pdf")[0]
        seconds = (perf_counter() - start) / len(written.pages)
        counted = [fact for fact in reading.facts if fact.status != "suspect" and fact.confidence >= 2]
        wrong = [fact for fact in counted if (fact.field, fact.value) not in stated]
        numbers = _numbers(written)
        print(
            f"{name:13} {seconds:5.1f} s a page  numbers right {right(numbers, ' '.join(_numbers(reading))):6.2f} %"
            f"  figures counted {len(counted)} of {len(stated)}, of these wrong {len(wrong)}"
        )


def _numbers(content: Content | object) -> list[str]:
    text = re.sub(r"\[\d\]", "", getattr(content, "text", ""))
    return re.findall(r"\d[\d.,/]*\d|\d", text)


def _scanned(blur: float, noise: float) -> bytes:
    """A PDF of pictures of the specimen's pages: a little aslant, blurred, with noise."""
    pages = []
    for at, page in enumerate(pypdfium2.PdfDocument(SPECIMEN)):
        picture = page.render(scale=300 / 72, grayscale=True).to_pil()
        picture = picture.rotate(0.6, fillcolor=255).filter(ImageFilter.GaussianBlur(blur))
        random.seed(at)
        grain = Image.effect_noise(picture.size, noise).point(lambda shade: shade)
        pages.append(Image.blend(picture, grain, 0.25))
    content = BytesIO()
    pages[0].save(content, "PDF", save_all=True, append_images=pages[1:], resolution=300)
    return content.getvalue()


if __name__ == "__main__":
    run()
