"""The only place that asks PDFium what is drawn on a page beside its text: ruling lines, boxes, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from loaders.readers.pages.glyphs import Turn, plain
from loaders.readers.pages.lines import Rule

DEPTH = 5
"""How deep forms may lie in forms."""
MAX_OBJECTS = 100_000
MAX_SEGMENTS = 2_000
COVERING = 0.8
"""The share of a page from which on a picture hides what was drawn before it."""
THIN = 3.0
"""A filled box up to so many points wide is a line."""
Matrix = tuple[float, float, float, float, float, float]
Place = Callable[[float, float], tuple[float, float]]
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_PAGE = pdfium.FPDFPage_CountObjects, plain("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
_FORM = pdfium.FPDFFormObj_CountObjects, plain("FPDFFormObj_GetObject", _POINTER, _POINTER, _INT)
_kind_of = plain("FPDFPageObj_GetType", _INT, _POINTER)


@dataclass(frozen=True, slots=True)
class Drawings:
    """Lines and edges, and the boxes of pictures, in points on the upright page."""

    rules: list[Rule]
    pictures: list[Rule]
    pictured: float
    """The share of the page that pictures cover, 0 to 1."""
    covers_text: bool
    """Whether a picture over nearly the whole page was drawn after the last text."""


def drawings(page: pypdfium2.PdfPage, turn: Turn) -> Drawings:
    """What is drawn on the page, seen as `turn` places it."""
    rules: list[Rule] = []
    pictures: list[Rule] = []
    covers = False
    for each, kind, matrix in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            covers = False
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(each)
            pictures.append(_box([(left, bottom), (right, top)], matrix, turn.place))
            covers = covers or _share(pictures[-1:], turn) > COVERING
        elif _is_drawn(each):
            rules += [_box(points, matrix, turn.place) for points in _strokes(each)]
    return Drawings(rules, pictures, min(1.0, _share(pictures, turn)), covers)


def _share(boxes: list[Rule], turn: Turn) -> float:
    """The share of the page that boxes cover, those that overlap counted twice."""
    wide, high = turn.size
    areas = [
        max(0.0, min(box.right, wide) - max(box.left, 0.0)) * max(0.0, min(box.bottom, high) - max(box.top, 0.0))
        for box in boxes
    ]
    return sum(areas) / (wide * high) if wide * high > 0 else 0.0


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, int, Matrix]]:
    """The texts, paths and pictures, those inside of forms included, each with the matrix it is drawn by."""
    left = MAX_OBJECTS

    def walk(each: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
        nonlocal left
        count, get = _PAGE if depth == DEPTH else _FORM
        inside = ctypes.cast(each, _POINTER).value
        for at in range(min(count(each), left)):
            left -= 1
            found = get(inside, at)
            kind = _kind_of(found)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                yield None, kind, matrix
                continue
            inner = ctypes.cast(found, pdfium.FPDF_PAGEOBJECT)
            if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
                yield inner, kind, matrix
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
                yield from walk(inner, _times(_matrix(inner), matrix), depth - 1)

    yield from walk(page.raw, UPRIGHT, DEPTH)


def _bounds(each: object) -> tuple[float, float, float, float]:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(each, *map(ctypes.byref, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _matrix(each: object) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(each, ctypes.byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First `one`, then `other`."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _at(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(points: list[tuple[float, float]], matrix: Matrix, place: Place) -> Rule:
    placed = [place(*_at(point, matrix)) for point in points]
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    return Rule(min(xs), min(ys), max(xs), max(ys))


def _is_drawn(path: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value or stroke.value)


def _strokes(path: object) -> Iterator[list[tuple[float, float]]]:
    """The level and upright lines of a path, each by two points; a thin box is one line."""
    left, bottom, right, top = _bounds(path)
    if min(right - left, top - bottom) <= THIN:
        yield [(left, bottom), (right, top)]
        return
    count, own = pdfium.FPDFPath_CountSegments(path), _matrix(path)
    x, y, points = ctypes.c_float(), ctypes.c_float(), list[tuple[float, float]]()
    for at in range(min(count, MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points = []
            continue
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _at((x.value, y.value), own)
        points = [point] if kind == pdfium.FPDF_SEGMENT_MOVETO else [*points, point]
        if len(points) > 1:
            yield points[-2:]
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            yield [points[-1], points[0]]
