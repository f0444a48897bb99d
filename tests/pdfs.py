"""A small PDF writer for tests: text at a place, in a size and a font, lines, pictures, turned and cut pages.

Every character is half an em wide, a space a quarter. Fonts are named, not embedded: such a PDF can be read, and looks
like nothing.
"""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.documents import Line, Paper, Rows, SideBySide

A4 = (595.0, 842.0)
LEFT, RIGHT, TOP, BOTTOM = 85.0, 540.0, 780.0, 70.0
SIZE = 14.0
_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def"
    b" 1 begincodespacerange <0000> <FFFF> endcodespacerange %d beginbfrange\n%s\nendbfrange endcmap end end"
)


def width(text: str, size: float = SIZE) -> float:
    """How far a text reaches."""
    return size * sum(0.25 if char == " " else 0.5 for char in text)


@dataclass
class Page:
    """A page, drawn from its lower left corner."""

    box: tuple[float, float] = A4
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    ops: list[bytes] = field(default_factory=list)
    pictures: list[tuple[int, int, bytes]] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        said: str,
        size: float = SIZE,
        font: str = "Times",
        mode: int = 0,
        turn: str = "1 0 0 1",
    ) -> float:
        """Write a text from (x, y) on; `turn` is the upper part of its matrix. Returns where it ends."""
        code = said.encode("cp1252") if font.startswith(("VNI", ".Vn")) else said.encode("utf-16-be")
        name = font.replace(".", "_")
        self.ops.append(f"BT /{name} {size} Tf {mode} Tr {turn} {x} {y} Tm <{code.hex()}> Tj ET".encode())
        return x + width(said, size)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line."""
        self.ops.append(f"0.5 w {x0} {y0} m {x1} {y1} l S".encode())

    def picture(self, x: float, y: float, wide: float, high: float, shades: bytes = b"\xc0", pixels: int = 1) -> None:
        """Draw a picture in shades of grey, `pixels` to a row."""
        self.pictures.append((pixels, len(shades) // pixels, shades))
        self.ops.append(f"q {wide} 0 0 {high} {x} {y} cm /I{len(self.pictures)} Do Q".encode())

    def table(self, x: float, y: float, rows: Sequence[Sequence[str]], wide: float = 110, high: float = 24) -> float:
        """A ruled table from its upper left corner on; returns where it ends below."""
        across, bottom = max(map(len, rows)), y - high * len(rows)
        for at in range(len(rows) + 1):
            self.line(x, y - at * high, x + across * wide, y - at * high)
        for at in range(across + 1):
            self.line(x + at * wide, y, x + at * wide, bottom)
        for down, row in enumerate(rows):
            for right, said in enumerate(row):
                self.text(x + right * wide + 4, y - (down + 1) * high + 8, said, 11)
        return bottom


def pdf(pages: Iterable[Page], fonts: Sequence[str] = ("Times",), extra: bytes = b"") -> bytes:
    """The file. `extra` goes into its trailer; a font "Unmapped" says of no character what it means."""
    objects: list[bytes] = [b"<</Type /Catalog /Pages 2 0 R>>", b""]
    named = []
    for font in fonts:
        objects += _font(font, len(objects))
        named.append(f"/{font.replace('.', '_')} {len(objects)} 0 R".encode())
    kids = []
    for page in pages:
        shown = []
        for at, (wide, high, shades) in enumerate(page.pictures, 1):
            head = f"/Type /XObject /Subtype /Image /Width {wide} /Height {high} /BitsPerComponent 8"
            objects.append(_stream(shades, f"{head} /ColorSpace /DeviceGray".encode()))
            shown.append(f"/I{at} {len(objects)} 0 R".encode())
        objects.append(_stream(b"\n".join(page.ops)))
        cut = b"" if page.crop is None else f"/CropBox [{' '.join(map(str, page.crop))}]".encode()
        objects.append(
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Rotate %d %s /Contents %d 0 R"
            b" /Resources <</Font <<%s>> /XObject <<%s>>>>>>"
            % (*page.box, page.rotate, cut, len(objects), b" ".join(named), b" ".join(shown))
        )
        kids.append(f"{len(objects)} 0 R".encode())
    objects[1] = b"<</Type /Pages /Count %d /Kids [%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects, extra)


def _font(name: str, before: int) -> list[bytes]:
    """The objects of a font, the last of which is the font itself."""
    if name.startswith(("VNI", ".Vn")):
        widths = b" ".join([b"500"] * 224)
        simple = (
            b"<</Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255"
        )
        return [simple % name.encode() + b" /Widths [%s]>>" % widths]
    ranges = b"\n".join(b"<%02x00> <%02xFF> <%02x00>" % (high, high, high) for high in range(256))
    inner = (
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /DW 500 /W [32 [250]]"
        b" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>"
    )
    outer = b"<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R]%s>>"
    means = b"" if name == "Unmapped" else b" /ToUnicode %d 0 R" % (before + 1)
    return [_stream(_UNICODE % (256, ranges)), inner % name.encode(), outer % (name.encode(), before + 2, means)]


def _stream(content: bytes, head: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (head, len(packed), packed)


def _file(objects: Sequence[bytes], extra: bytes) -> bytes:
    out, starts = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, extra, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def lines(page: Page, said: Iterable[str], y: float = TOP, size: float = SIZE, x: float = LEFT) -> float:
    """Write lines one under the other; returns where the next would stand."""
    for each in said:
        page.text(x, y, each, size)
        y -= 1.3 * size
    return y


def wrapped(text: str, wide: int = 72) -> list[str]:
    """A paragraph as lines."""
    return textwrap.wrap(text, wide, break_on_hyphens=False)


def report(paper: Paper) -> bytes:
    """A report as an office prints it: columns, a raised mark and its note at the foot, a ruled table, page numbers."""
    page, y, notes = Page(), TOP, list[str]()
    pages = [page]

    def turned() -> tuple[Page, float]:
        _foot(pages[-1], notes)
        notes.clear()
        pages.append(Page())
        pages[-1].text(300, 810, str(len(pages)), 13)
        return pages[-1], TOP

    for block in paper:
        if y < BOTTOM + 160:
            page, y = turned()
        match block:
            case SideBySide():
                below = [lines(page, side, y, 11, x) for side, x in ((block.left, LEFT), (block.right, 300))]
                y = min(below) - SIZE
            case Rows():
                y = page.table(LEFT, y, block.rows) - 2 * SIZE
            case Line():
                y = _paragraph(page, y, block, notes)
    _foot(page, notes)
    return pdf(pages)


def _paragraph(page: Page, y: float, line: Line, notes: list[str]) -> float:
    """A paragraph with its note's mark; the note waits for the foot of the page."""
    before = wrapped(f"{line.mark} {line.text}".strip())
    y = lines(page, before, y)
    if line.note:
        end = page.text(LEFT + width(before[-1]), y + 1.3 * SIZE + 5, str(len(notes) + 1), 9)
        *rest, last = textwrap.wrap(line.more, 30)
        page.text(end, y + 1.3 * SIZE, f" {' '.join(rest[:1])}")
        y = lines(page, [" ".join([*rest[1:], last])], y)
        notes.append(line.note)
    return y - 4


def _foot(page: Page, notes: Sequence[str]) -> None:
    y = BOTTOM + 13 * len(notes)
    if notes:
        page.line(LEFT, y + 14, LEFT + 144, y + 14)
    for number, note in enumerate(notes, 1):
        page.text(LEFT, y + 4, str(number), 6.5)
        page.text(LEFT + 4, y, note, 10)
        y -= 13
