"""The only place that asks PDFium which words stand where on a page, in which size and font.

PDFium's own order and spaces are not used: where fonts mix inside a word it tears the letters apart. Whether two pieces
are one word is decided by the gap between them (`loaders/readers/pages/lines.py`).
"""

from __future__ import annotations

import ctypes
import math
import re
import struct
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from loaders.readers.pages.lines import GAP, Word

INVISIBLE = 3
"""The render mode of text that is not drawn: what a scanner lays under its picture."""
_TOKEN = re.compile(r"[^\s\x00]+")
_DIGIT = re.compile(r"\d")
_ALONG = ((2, 0), (1, 3), (0, 2), (3, 1))
"""Where a character ends and begins in its box (left, top, right, bottom), by the quarters its line is turned."""
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\x00": " "})
_STRANGE = re.compile(r"[\ue000-\uf02c\uf02e-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf8ff\ufffd\x01\x03-\x08\x0e-\x1f]")
"""Characters that no font says the meaning of; Word's own bullets excepted."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page lies: by how many quarters its text is turned counter-clockwise, and its box."""

    quarters: int
    left: float
    bottom: float
    right: float
    top: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """The point seen upright: to the right, and down."""
        match self.quarters:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, seen upright."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.quarters % 2 else (wide, high)


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a page, upright, and what is wrong with them."""

    words: list[Word]
    turn: Turn
    unmapped: float
    """The share of characters that no font says the meaning of, 0 to 1."""
    hidden: int
    """Characters that are in the file but not drawn."""


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    quarters: int | None
    """Quarter turns counter-clockwise; None where text runs aslant."""
    font: str
    hidden: bool


@dataclass(slots=True)
class _Piece:
    """A word, or what PDFium has of it, as it lies on the page: where it starts and where its last advance ends."""

    text: str
    x: float
    y: float
    end: float
    style: _Style
    spaced: bool
    """Whether a drawn space stands before it."""


def written(page: pypdfium2.PdfPage) -> Written:
    """The words on a page that run as most of them do; what is outside of the page or not drawn is left out."""
    text_page = page.get_textpage()
    try:
        reader = _Reader(text_page.raw)
        pieces = list(reader.pieces())
    finally:
        text_page.close()
    turns = Counter[int | None]()
    for piece in pieces:
        turns[piece.style.quarters] += len(piece.text)
    turns.pop(None, None)
    turn = Turn(turns.most_common(1)[0][0] or 0 if turns else page.get_rotation() // 90 % 4, *page.get_cropbox())
    return Written(
        list(_on_page(pieces, turn)),
        turn,
        reader.unmapped / max(1, reader.count),
        sum(len(piece.text) for piece in pieces if piece.style.hidden),
    )


def _on_page(pieces: list[_Piece], turn: Turn) -> Iterator[Word]:
    width, height = turn.size
    quarters, place = turn.quarters, turn.place
    for piece in pieces:
        style = piece.style
        if style.hidden or style.quarters != quarters:
            continue
        if quarters:
            left, base = place(piece.x, piece.y)
            right = (place(piece.x, piece.end) if quarters % 2 else place(piece.end, piece.y))[0]
        else:
            left, base, right = piece.x - turn.left, turn.top - piece.y, piece.end - turn.left
        if -1 <= left < width and 0 <= base <= height + 1:
            yield Word(piece.text, left, right, base, style.size, style.font, piece.spaced)


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def plain(name: str, result: type[Any], *arguments: type[Any]) -> Callable[..., Any]:
    """A function of PDFium told in addresses instead of pointers, which takes a third of the time."""
    address = ctypes.cast(getattr(pdfium, name), _POINTER).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_box_of = plain("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
_origin_of = plain("FPDFText_GetCharOrigin", _INT, _POINTER, _INT, _POINTER, _POINTER)
_matrix_of = plain("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
_size_of = plain("FPDFText_GetFontSize", ctypes.c_double, _POINTER, _INT)
_object_of = plain("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
_font_of = plain("FPDFTextObj_GetFont", _POINTER, _POINTER)
_mode_of = plain("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)


class _Reader:
    """Calls PDFium for single characters, with the buffers it writes into."""

    def __init__(self, text_page: Any) -> None:
        self.page = text_page
        self.address = ctypes.cast(text_page, _POINTER).value
        self.count: int = pdfium.FPDFText_CountChars(text_page)
        self.text = self._text()
        self.unmapped = 0
        self.boxes = self._boxes()
        self._styles: dict[int | None, _Style] = {}
        self._fonts: dict[int | None, str] = {}
        self._matrix, self._point = (ctypes.c_float * 6)(), (ctypes.c_double * 2)()
        self._x = ctypes.addressof(self._point)

    def pieces(self) -> Iterator[_Piece]:
        """The words, torn as they may be."""
        self.unmapped = len(_STRANGE.findall(self.text))
        for match in _TOKEN.finditer(self.text):
            token, (start, end) = match[0].translate(_HYPHENS), match.span()
            piece = self._piece(token, start)
            if self._is_whole(start, end, piece.style) and not _DIGIT.search(token):
                piece.end = self._end(end - 1, piece.style.quarters)
                yield piece
            else:
                yield from self._taken_apart(token, start)

    def _text(self) -> str:
        """One character each, so that its index is PDFium's."""
        buffer = (ctypes.c_ushort * (self.count + 1))()
        written = pdfium.FPDFText_GetText(self.page, 0, self.count, buffer)
        text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="replace")
        if len(text) == self.count:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self.page, at) for at in range(self.count))
        return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)

    def _boxes(self) -> tuple[float, ...]:
        """Left, top, right and bottom of every character's advance box, one after the other."""
        count, each = self.count, ctypes.sizeof(pdfium.FS_RECTF)
        buffer = (ctypes.c_float * (4 * count))()
        first = ctypes.addressof(buffer)
        deque(map(_box_of, [self.address] * count, range(count), range(first, first + each * count, each)), maxlen=0)
        return struct.unpack(f"{4 * count}f", buffer)

    def _piece(self, text: str, at: int) -> _Piece:
        """A piece that begins here; its end is that of its first character."""
        style = self._style(at)
        _origin_of(self.address, at, self._x, self._x + 8)
        x, y = self._point
        return _Piece(text, x, y, self._end(at, style.quarters), style, self._is_spaced(at, style))

    def _is_spaced(self, at: int, style: _Style) -> bool:
        """Whether a space of the same run, as wide as one, ends where this character begins."""
        if not at or not self.text[at - 1].isspace():
            return False
        ends, begins = _ALONG[style.quarters or 0]
        boxes, here, least = self.boxes, 4 * at, GAP * style.size
        start, end, mine = boxes[here - 4 + begins], boxes[here - 4 + ends], boxes[here + begins]
        if not least < abs(mine - start) < style.size / 2:
            return False
        if start == end:  # one PDFium guesses, which takes the place of a drawn one at times
            return self._is_one_run(at - 1, at)
        return abs(end - mine) < least

    def _is_one_run(self, one: int, other: int) -> bool:
        return bool(_object_of(self.address, one) == _object_of(self.address, other))

    def _end(self, at: int, quarters: int | None) -> float:
        """Where the advance of a character ends, along its line."""
        return self.boxes[4 * at + _ALONG[quarters or 0][0]]

    def _style(self, at: int) -> _Style:
        found = _object_of(self.address, at)
        style = self._styles.get(found)
        if style is None:
            _matrix_of(self.address, at, ctypes.addressof(self._matrix))
            across, along = self._matrix[:2]
            size = _size_of(self.address, at) * math.hypot(across, along)
            hidden = bool(found) and _mode_of(found) == INVISIBLE
            style = self._styles[found] = _Style(size, _quarters(across, along), self._font(found), hidden)
        return style

    def _font(self, text_object: int | None) -> str:
        font = _font_of(text_object) if text_object else None
        if font not in self._fonts:
            self._fonts[font] = _name(font) if font else ""
        return self._fonts[font]

    def _is_whole(self, start: int, end: int, style: _Style) -> bool:
        """Whether each character stands right behind the one before."""
        boxes, most, (ends, begins) = self.boxes, GAP * style.size, _ALONG[style.quarters or 0]
        places = range(4 * start, 4 * end - 4, 4)
        return all(abs(boxes[at + 4 + begins] - boxes[at + ends]) <= most for at in places)

    def _taken_apart(self, text: str, start: int) -> Iterator[_Piece]:
        """A token cut where its characters stand apart, change line or size."""
        piece, first = self._piece(text[0], start), 0
        for at in range(1, len(text)):
            following = self._follows(piece, start + at, text[at])
            if following:
                piece.text = text[first : at + 1]
                piece.end = self._end(start + at, piece.style.quarters)
            else:
                yield piece
                piece, first = self._piece(text[at], start + at), at
        yield piece

    def _follows(self, piece: _Piece, at: int, char: str) -> bool:
        """Whether a character stands right behind a piece, on its line and in its size."""
        begins = _ALONG[piece.style.quarters or 0][1]
        if abs(self.boxes[4 * at + begins] - piece.end) > GAP * piece.style.size:
            return False
        style = self._style(at)
        if style is not piece.style and (style.font != piece.style.font or style.size != piece.style.size):
            return False
        if char.isalpha():
            return True
        _origin_of(self.address, at, self._x, self._x + 8)
        x, y = self._point
        off = x - piece.x if (piece.style.quarters or 0) % 2 else y - piece.y
        return abs(off) <= 0.1 * piece.style.size


@lru_cache(maxsize=1024)
def _quarters(across: float, along: float) -> int | None:
    turns = math.atan2(along, across) / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else None


def _name(font: int) -> str:
    pointer = ctypes.cast(font, pdfium.FPDF_FONT)
    size = pdfium.FPDFFont_GetBaseFontName(pointer, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFFont_GetBaseFontName(pointer, buffer, size)
    return buffer.value.decode("utf-8", errors="replace")
