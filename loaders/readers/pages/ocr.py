"""The only place that reads pictures of text, with Tesseract: an optional program, asked for only where it is needed.

Each word that holds a digit, or may be a Roman numeral, carries how sure Tesseract is of it.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from loaders.readers.pages.lines import Line, Word
from loaders.records import LoaderError, Problem
from loaders.text.textform import normalise

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
"""At 300 Tesseract is slower, takes noise for dots and tears numbers apart at them."""
MAX_PIXELS = 8_000_000
"""An A3 page."""
PAGE_SECONDS = 60
UNSURE = 70.0
"""Below this mean confidence, in percent, a page may lie on its side or head."""
FEW = 5
"""So few words may be a page that was read lying on its side."""
ASLANT, LONG = 1.7, 4
"""Degrees from which on Tesseract tears lines; words from which on a line shows how it runs."""
WORKERS = min(4, os.cpu_count() or 1)
INSTALL = "Cài đặt: apt-get install tesseract-ocr tesseract-ocr-vie, và pip install pytesseract."
TORN = 0.25
"""In heights of a figure: how near the halves of a number stand that was cut at its dot."""
_CUT = re.compile(r"\d[.,/]$")
_CAPITALS = re.compile(r"[A-ZĐ][ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]")
"""How Tesseract reads "Bộ" and "Sở" at times, whose small letters look like the capitals."""
_COUNTS = re.compile(r"\d|^[IVXLl|1]{1,5}[.,;:)/]?$")


@dataclass(frozen=True, slots=True)
class Scan:
    """What Tesseract made of a picture: its lines, its height in points, the mean confidence of its words."""

    lines: list[Line]
    height: float
    confidence: float


@cache
def lacking() -> str | None:
    """What is missing to read pictures, in one sentence; None where everything is there."""
    try:
        import pytesseract  # type: ignore[import-untyped]
    except ImportError:
        return "chưa cài pytesseract (pytesseract is not installed)"
    try:
        languages = pytesseract.get_languages(config="")
    except (pytesseract.TesseractNotFoundError, OSError):
        return "chưa cài Tesseract (tesseract is not installed)"
    return None if "vie" in languages else "Tesseract chưa có dữ liệu tiếng Việt (its Vietnamese data is missing)"


def require(name: str) -> None:
    """Raise LoaderError where pictures cannot be read here."""
    if missing := lacking():
        raise LoaderError(f"{name} là bản quét, cần nhận dạng chữ nhưng {missing}.", INSTALL)


def remark(name: str, pages: int) -> Problem:
    """What to know of figures that were read from pictures."""
    return Problem(
        kind="scanned",
        severity="info",
        message_vi=f"{name}: {pages} trang đọc từ ảnh; số liệu chỉ được tính khi khớp đẳng thức với số khác.",
        message_en=f"{name}: {pages} pages were read from pictures; a figure counts where an equation confirms it.",
    )


def slow(page: int) -> Problem:
    """What to know of a page that took too long."""
    return Problem(
        kind="slow_scan",
        severity="warning",
        message_vi=f"Trang {page} nhận dạng quá {PAGE_SECONDS} giây, chưa đọc; quét lại rõ hơn rồi nạp lại.",
        message_en=f"Page {page} took more than {PAGE_SECONDS} seconds to recognise and was not read.",
    )


def scans(pictures: Iterable[tuple[Image, float]]) -> Iterator[Scan | None]:
    """Read pictures, each with its dots per inch, in their order; None for one that took longer than PAGE_SECONDS."""
    waiting = iter(pictures)
    with ThreadPoolExecutor(WORKERS) as pool:
        while few := list(islice(waiting, WORKERS)):
            yield from pool.map(lambda one: scan(*one), few)


def scan(picture: Image, dpi: float) -> Scan | None:
    """Read one picture, turned upright and level where it is not; None where that takes longer than PAGE_SECONDS."""
    import pytesseract
    from PIL.Image import Resampling

    try:
        found = _read(picture, dpi)
        words = sum(len(line.words) for line in found.lines)
        if found.confidence < UNSURE or words < FEW:
            picture = _upright(picture) or picture
            found = max(found, _read(picture, dpi), key=lambda each: each.confidence)
        if abs(angle := _slope(found.lines)) > ASLANT:
            level = picture.rotate(angle, expand=True, fillcolor=255, resample=Resampling.BICUBIC)
            found = max(found, _read(level, dpi), key=lambda each: each.confidence)
        return found
    except pytesseract.TesseractError as cause:
        raise LoaderError(f"Tesseract không đọc được ảnh (tesseract failed): {str(cause)[:120]}.") from cause
    except RuntimeError:  # how pytesseract says that time is up
        return None


def fitting(width: float, height: float) -> float:
    """The dots per inch at which a page of so many points fits into MAX_PIXELS, at most DPI."""
    return min(float(DPI), 72 * math.sqrt(MAX_PIXELS / max(1.0, width * height)))


def _read(picture: Image, dpi: float) -> Scan:
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # five times faster: Tesseract's threads wait for one another
    data: dict[str, list[Any]] = pytesseract.image_to_data(
        picture,
        lang="vie",
        config=f"--dpi {round(dpi)} --psm 3",
        output_type=pytesseract.Output.DICT,
        timeout=PAGE_SECONDS,
    )
    to_points = 72 / dpi
    rows: dict[tuple[int, int, int], list[Word]] = {}
    sure: list[float] = []
    for at, raw in enumerate(data["text"]):
        text, confidence = normalise(str(raw)).strip(), float(data["conf"][at])
        if not text or confidence < 0:
            continue
        left, top, wide, high = (data[side][at] * to_points for side in ("left", "top", "width", "height"))
        matters = confidence if _COUNTS.search(text) else None
        word = Word(text, left, left + wide, top + high, high, spaced=True, confidence=matters)
        rows.setdefault((data["block_num"][at], data["par_num"][at], data["line_num"][at]), []).append(word)
        sure.append(confidence)
    return Scan(
        [_line(words) for words in rows.values()], picture.height * to_points, float(fmean(sure)) if sure else 0.0
    )


def _line(found: Sequence[Word]) -> Line:
    words: list[Word] = []
    for word in found:
        if words and _is_torn(words[-1], word):
            words[-1] = _mended(words[-1], word)
        else:
            words.append(word)
    for word, following in pairwise(words):
        if _CAPITALS.fullmatch(word.text) and not following.text.isupper():
            word.text = word.text.capitalize()
    line = Line(words, max(word.base for word in words), max(word.size for word in words))
    at = 0
    for word in words:
        if word.confidence is not None:
            line.spans.append((at, at + len(word.text), word.confidence))
        at += len(word.text) + 1
    line.text = " ".join(word.text for word in words)
    line.left, line.right = words[0].left, words[-1].right
    return line


def _is_torn(one: Word, other: Word) -> bool:
    """Whether two words are one number, cut at its dot or comma."""
    near = other.left - one.right < TORN * min(one.size, other.size)
    return near and bool(_CUT.search(one.text)) and other.text[0].isdigit()


def _mended(one: Word, other: Word) -> Word:
    sure = min(one.confidence or 0.0, other.confidence or 0.0)
    size = max(one.size, other.size)
    return Word(
        one.text + other.text, one.left, other.right, max(one.base, other.base), size, spaced=True, confidence=sure
    )


def _slope(found: Sequence[Line]) -> float:
    """By how many degrees lines run downwards."""
    ends = [(line.words[0], line.words[-1]) for line in found if len(line.words) > LONG]
    return (
        math.degrees(median((b.base - a.base) / (b.left - a.left) for a, b in ends if b.left > a.left)) if ends else 0.0
    )


def _upright(picture: Image) -> Image | None:
    """The picture turned by quarters as Tesseract sees it lie; None where it stands upright or nothing can be told."""
    import pytesseract

    try:
        seen = pytesseract.image_to_osd(picture, output_type=pytesseract.Output.DICT, timeout=PAGE_SECONDS)
    except pytesseract.TesseractError:
        return None
    return picture.rotate(-seen["rotate"], expand=True) if seen["rotate"] else None
