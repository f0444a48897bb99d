"""Draws one page of a PDF or of a picture as a PNG, with a frame around a figure. A program of its own:

    echo '{"file": "…", "page": 1, "raw": "169.446", "after": "…"}' | python -m pages.parts.reports.page_image

PDFium and Pillow open here what strangers sent, so they do it beside the server, with little memory and time.
"""

from __future__ import annotations

import json
import resource
import sys
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import raw as pdfium

WIDE, HIGH = 1100, 3000
"""Pixels: as wide as a screen's column needs, and no higher than that."""
CONTEXT = (40, 20, 8, 0)
"""Letters before and after a figure by which its place is told; fewer where the page breaks them."""
MEMORY, SECONDS = 2_000_000_000, 10
FRAME, PEN, ROOM = (184, 92, 0), (255, 224, 150), 4
COLOURS = 64
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page (from 1) of a file, and the figure on it with what stands around it; no figure where `raw` is empty."""

    file: str
    page: int
    before: str = ""
    raw: str = ""
    after: str = ""


def drawn(wanted: Wanted) -> bytes:
    """The page as a PNG. Raises what PDFium and Pillow raise."""
    if Path(wanted.file).suffix.lower() == ".pdf":
        picture, frame = _of_pdf(wanted)
    else:
        picture, frame = _of_picture(wanted), None
    if frame is not None:
        _mark(picture, frame)
    out = BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(out, "png")
    return out.getvalue()


def _mark(picture: Image.Image, frame: Box) -> None:
    """A frame, and the ground within it as a marker pen leaves it."""
    area = tuple(map(round, frame))
    inside = picture.crop(area)  # type: ignore[arg-type]
    picture.paste(ImageChops.multiply(inside, Image.new("RGB", inside.size, PEN)), area[:2])
    ImageDraw.Draw(picture).rectangle(area, outline=FRAME, width=3)  # type: ignore[arg-type]


def _of_picture(wanted: Wanted) -> Image.Image:
    with Image.open(wanted.file) as opened:
        opened.seek(wanted.page - 1)
        picture = opened.convert("RGB")
    picture.thumbnail((WIDE, HIGH))
    return picture


def _of_pdf(wanted: Wanted) -> tuple[Image.Image, Box | None]:
    page = pypdfium2.PdfDocument(wanted.file)[wanted.page - 1]
    width, height = page.get_size()
    scale = min(WIDE / width, HIGH / height)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    letters = _letters(page.get_textpage())
    found = place_of(wanted, "".join(letter for letter, _ in letters))
    if found is None:
        return picture, None
    boxes = [_box(page, picture.size, letters[at][1]) for at in range(*found)]
    left, top, right, bottom = zip(*boxes, strict=True)
    return picture, (min(left) - ROOM, min(top) - ROOM, max(right) + ROOM, max(bottom) + ROOM)


def _letters(text: pypdfium2.PdfTextPage) -> list[tuple[str, Box]]:
    """Every letter and digit of the page without its marks, small, with its box in the page's own measure."""
    found = []
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        found += [(letter, text.get_charbox(at)) for letter in plain(chr(code))]
    return found


def plain(text: str) -> str:
    """Letters and digits alone, small and without marks: how a page breaks, spaces and composes them says nothing."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text).lower() if letter.isalnum())


def place_of(wanted: Wanted, text: str) -> tuple[int, int] | None:
    """Where the figure stands among the page's plain letters; None unless it is sure which of several it is."""
    before, raw, after = plain(wanted.before), plain(wanted.raw), plain(wanted.after)
    if not raw:
        return None
    for size in CONTEXT:
        head = before[-size:] if size else ""
        sought = f"{head}{raw}{after[:size]}"
        if text.count(sought) == 1:
            start = text.index(sought) + len(head)
            return start, start + len(raw)
    return None


def _box(page: pypdfium2.PdfPage, size: tuple[int, int], box: Box) -> Box:
    """A box of the page's own measure in pixels, however the page is turned or cut."""
    left, bottom, right, top = box
    corners = [_pixel(page, size, x, y) for x, y in ((left, bottom), (right, top))]
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _pixel(page: pypdfium2.PdfPage, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    across, down = pdfium.c_int(), pdfium.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def limited() -> None:
    """Bounds what this process may take."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Reads what is wanted from the input stream and writes the picture to the output stream."""
    limited()
    sys.stdout.buffer.write(drawn(Wanted(**json.load(sys.stdin))))


if __name__ == "__main__":
    main()
