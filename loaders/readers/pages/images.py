"""The only reader of pictures: PNG, JPEG and TIFF, a page for each picture in the file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.content import Composer, Content
from loaders.readers.pages import ocr
from loaders.readers.pages.composed import Sheet, compose
from loaders.records import LoaderError

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

MAX_PAGES = 300
MAX_PIXELS = 200_000_000
"""More than an A2 page at 600 dots an inch: no page of a report."""
USUAL_DPI = range(150, 1201)
A4_HIGH = 11.7
"""Inches: what a picture's longer side is taken for where it does not say its dots per inch."""


def read(content: bytes, name: str) -> Content:
    """The content of a picture. Raises LoaderError where it is none, or where nothing here can read it."""
    ocr.require(name)
    composer, sheets = Composer(), list[Sheet]()
    for number, found in enumerate(ocr.scans(_pictures(content, name)), 1):
        if found is None:
            composer.remark(ocr.slow(number))
        sheets.append(Sheet(found.lines if found else [], found.height if found else 0.0, is_scanned=True))
    composer.remark(ocr.remark(name, len(sheets)))
    compose(sheets, composer)
    return composer.done()


def _pictures(content: bytes, name: str) -> Iterator[tuple[Image, float]]:
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with _opened(content) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file), 1):
                if number > MAX_PAGES or frame.width * frame.height > MAX_PIXELS:
                    raise LoaderError(f"{name} quá lớn (picture too large): trang {number}.", "Quét lại ở 300 dpi.")
                yield _fitted(frame)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as cause:
        raise LoaderError(f"{name} bị hỏng, không mở được ảnh (a damaged picture).", "Lấy lại tệp gốc.") from cause


def _opened(content: bytes) -> ImageFile:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of size and of broken notes inside of the file; both are looked at here
        return Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF"))


def _fitted(frame: Image) -> tuple[Image, float]:
    """The picture in shades of grey as it is to be seen, and its dots per inch, in the size Tesseract reads best."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        seen = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    grey = upright.convert("L")
    stated = frame.info.get("dpi", (0,))[0]
    dpi = float(stated) if round(stated) in USUAL_DPI else max(grey.size) / A4_HIGH
    wanted = min(ocr.DPI / dpi, (ocr.MAX_PIXELS / (grey.width * grey.height)) ** 0.5)
    if 0.8 < wanted < 1.25:
        return grey, dpi
    size = max(1, round(grey.width * wanted)), max(1, round(grey.height * wanted))
    return grey.resize(size, Image.Resampling.LANCZOS), dpi * wanted
