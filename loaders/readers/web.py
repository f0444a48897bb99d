"""The only reader of web pages: HTML, and MHT as Word and browsers save it. Nothing outside the file is ever asked for.

Kept is what a page says; left out are scripts, what is hidden or struck out, menus and lists of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from typing import Any

from lxml import etree, html

from loaders.content import Composer, Content
from loaders.records import LoaderError, Problem
from loaders.tables.layout import NUMERIC, Block, Box, Grid, Paragraph, compose, marks_apart, text_of, with_head_apart
from loaders.text.counting import list_letter, roman_number
from loaders.text.encodings import letters, repair_of

MAX_DEPTH = 200
Element = Any
"""An element of lxml, which comes without types."""
PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|meta|title|div|table)[\s>:])",
    re.IGNORECASE | re.DOTALL,
)
ARCHIVE = re.compile(
    rb"\s*(?:(?:from|subject|date|mime-version|content-[a-z-]+|x-[\w-]+|snapshot-[\w-]+):[^\n]*\n\s*)+", re.IGNORECASE
)
CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE
)
LEFT_OUT = re.compile(
    "script|style|noscript|template|head|title|nav|aside|footer|button|select|option|input|textarea|iframe|object|svg"
    "|canvas|audio|video|map|s|strike|del|datalist|dialog"
)
ROLES = {"navigation", "banner", "search", "contentinfo", "complementary", "menu", "menubar", "dialog"}
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|line-through|mso-element\s*:\s*comment",
    re.IGNORECASE,
)
BLOCKS = re.compile(
    "address|article|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h[1-6r]"
    "|header|html|legend|li|main|p|pre|section|summary"
)
MENU_LINKS, MENU_SHARE = 3, 0.8
MENUS = {"ul", "ol", "dl", "div", "section", "table", "p"}
MARKED = re.compile(r"\s*(?:[-–•+*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]+\.)\s")
UNMARKED = re.compile(r"list-style(?:-type)?\s*:[^;]*none", re.IGNORECASE)
BREAK = "\v"


def read(content: bytes, name: str) -> Content:
    """The content of a web page; raises LoaderError where it is damaged or its letters are not certain."""
    found, remarks = _told(content, name)
    repair = repair_of(text_of(found), name)
    composer = Composer()
    compose(with_head_apart(found), composer, repair.convert if repair else str)
    for problem in (*remarks, *([repair.remark(name)] if repair else [])):
        composer.remark(problem)
    return composer.done()


def blocks(content: bytes, name: str) -> tuple[Block, ...]:
    """The paragraphs and tables of a page that is part of another file."""
    return _told(content, name)[0]


def is_archive(content: bytes) -> bool:
    """Whether a file is a page saved with its parts (MHT): headers of a message, one of them MIME's."""
    headers = ARCHIVE.match(content[:4000])
    return bool(headers) and b"mime-version" in content[:4000].lower()


def is_page(content: bytes) -> bool:
    """Whether a file is a web page, by what it begins with."""
    start = content[:4000]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")[2:]
    return bool(PAGE.match(start)) or is_archive(content)


def _told(content: bytes, name: str) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    page, declared = _unpacked(content, name) if is_archive(content) else (content, None)
    if declared is None and (match := CHARSET.search(page[:4096])):
        declared = match[1].decode("ascii").lower()
    text, remarks = letters(page, name, declared)
    text = re.sub(r"^\ufeff?\s*<\?xml[^>]*>", "", text)
    if not text.strip():
        return (), remarks
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as cause:
        raise LoaderError(
            f"{name} không đọc được như trang web (not a web page): {cause}.", "Mở bằng trình duyệt rồi lưu lại."
        ) from cause
    walk = _Walk(name, _menus(root))
    walk.element(root, _Place())
    walk.line_ends()
    return tuple(walk.found), remarks


def _unpacked(content: bytes, name: str) -> tuple[bytes, str | None]:
    """The page in an MHT file, and the charset its part names."""
    message = message_from_bytes(content, policy=policy.default)
    for part in message.walk():
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(payload, bytes):
            return payload, part.get_content_charset()
    raise LoaderError(f"{name} không có trang web nào bên trong (no page inside).", "Lưu lại trang dưới dạng .html.")


def _menus(root: Element) -> set[Element]:
    """The blocks that are nearly nothing but links; a figure in a cell is a figure though it is a link."""
    sizes: dict[Element, list[int]] = {}
    for each in reversed(list(root.iter(etree.Element))):
        size, linked, links = sizes.get(each, [0, 0, 0])
        size += len((each.text or "").strip())
        if each.tag == "a" and each.get("href") and not _is_figure_in_cell(each):
            linked, links = size, 1
        sizes[each] = [size, linked, links]
        above = sizes.setdefault(each.getparent(), [0, 0, 0])
        for at, more in enumerate((size + len((each.tail or "").strip()), linked, links)):
            above[at] += more
    del sizes[None]
    return {
        each
        for each, (size, linked, links) in sizes.items()
        if links >= MENU_LINKS and linked >= MENU_SHARE * size and each.tag in MENUS
    }


def _is_figure_in_cell(link: Element) -> bool:
    return bool(NUMERIC.fullmatch((link.text or "").strip())) and link.getparent().tag in ("td", "th")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the page the walk is."""

    depth: int = 0
    lists: int = 0
    raised: bool = False
    preformatted: bool = False


@dataclass(slots=True)
class _Walk:
    """Goes through a page and gathers its blocks."""

    name: str
    menus: set[Element]
    found: list[Block] = field(default_factory=list)
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _mark: str = ""

    def element(self, element: Element, at: _Place) -> None:
        """Everything in an element, but not what follows it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if at.depth > MAX_DEPTH:
            raise LoaderError(f"{self.name} lồng nhau quá sâu (nested too deep).", "Mở bằng trình duyệt rồi lưu lại.")
        if self._is_left_out(element, tag):
            return
        if tag == "br":
            self._pieces.append((BREAK, False))
        elif tag == "table":
            self.line_ends()
            self._table(element, at)
        elif tag in ("ul", "ol"):
            self.line_ends()
            self._list(element, tag, replace(at, lists=at.lists + 1))
        elif BLOCKS.fullmatch(tag):
            self.line_ends()
            self._inside(element, replace(at, preformatted=at.preformatted or tag == "pre"))
            self.line_ends()
        else:
            self._inside(
                element, replace(at, raised=at.raised or tag == "sup" or "vertical-align:super" in _style(element))
            )

    def line_ends(self) -> None:
        """A block begins or ends here: what was gathered is a paragraph."""
        text, raised = "", ""
        for piece, is_raised in [*self._pieces, ("", False)]:
            if is_raised:
                raised += piece
            else:
                text, raised = text + (marks_apart(raised, text) if raised.strip() else raised) + piece, ""
        self._pieces = []
        lines = [line.strip(" ") for line in re.sub(r" +", " ", text).split(BREAK)]
        text = "\n".join(lines).strip("\n")
        if not text.strip():
            return
        mark, self._mark = self._mark, ""
        self.found.append(Paragraph(text if not mark or MARKED.match(text) else f"{mark} {text.lstrip()}"))

    def _is_left_out(self, element: Element, tag: str) -> bool:
        return (
            bool(LEFT_OUT.fullmatch(tag))
            or element in self.menus
            or element.get("role") in ROLES
            or element.get("hidden") is not None
            or bool(HIDDEN.search(element.get("style") or ""))
        )

    def _inside(self, element: Element, at: _Place) -> None:
        at = replace(at, depth=at.depth + 1)
        self._text(element.text, at)
        for each in element:
            self.element(each, at)
            self._text(each.tail, at)

    def _text(self, text: str | None, at: _Place) -> None:
        if text:
            plain = text.replace("\n", BREAK) if at.preformatted else re.sub(r"[ \t\r\n\f]+", " ", text)
            self._pieces.append((plain, at.raised))

    def _list(self, element: Element, tag: str, at: _Place) -> None:
        at = replace(at, depth=at.depth + 1)
        items = [each for each in element if each.tag == "li"]
        backwards = tag == "ol" and element.get("reversed") is not None
        count = _whole(element.get("start"), len(items) if backwards else 1)
        for each in element:
            if each.tag == "li":
                count = _whole(each.get("value"), count)
                marked = not UNMARKED.search(f"{_style(element)};{_style(each)}") and element.get("type") != "none"
                self._mark = _mark_of(tag, element.get("type") or "1", count, at.lists) if marked else ""
                count += -1 if backwards else 1
            self.element(each, at)
            self.line_ends()
            self._mark = ""

    def _table(self, table: Element, at: _Place) -> None:
        at = replace(at, depth=at.depth + 1, lists=0)
        rows = list(_rows(table))
        for each in table:
            if each.tag == "caption":
                self.element(each, at)
        taken: dict[int, int] = {}
        boxes: list[Box] = []
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                if cell.tag not in ("td", "th") or self._is_left_out(cell, cell.tag):
                    continue
                while taken.get(column, 0) > number:
                    column += 1
                width = min(max(1, _whole(cell.get("colspan"), 1)), 1000)
                height = min(_whole(cell.get("rowspan"), 1) or len(rows), len(rows) - number)
                boxes.append(Box(self._cell(cell, at), number, column, max(1, height), width))
                taken |= dict.fromkeys(range(column, column + width), number + height)
                column += width
        self.found.append(Grid(tuple(boxes)))

    def _cell(self, cell: Element, at: _Place) -> tuple[Block, ...]:
        outside, self.found, mark, self._mark = self.found, [], self._mark, ""
        self._inside(cell, at)
        self.line_ends()
        inside, self.found, self._mark = tuple(self.found), outside, mark
        return inside


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        if each.tag == "tr" and not HIDDEN.search(each.get("style") or "") and each.get("hidden") is None:
            yield each
        elif each.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(each)


def _style(element: Element) -> str:
    return re.sub(r"\s+", "", element.get("style") or "").lower()


def _whole(said: str | None, otherwise: int) -> int:
    return int(said) if said is not None and re.fullmatch(r"\s*\d{1,5}\s*", said) else otherwise


def _mark_of(tag: str, kind: str, count: int, depth: int) -> str:
    """The mark of a list's item; a letter takes the bracket that the outline of a report gives it."""
    if tag == "ul":
        return "-" if depth < 2 else "+"
    if kind in "aA":
        return f"{list_letter(count).lower()})" if kind == "a" else f"{list_letter(count)}."
    if kind in "iI":
        return f"({roman_number(count).lower()})" if kind == "i" else f"{roman_number(count)}."
    return f"{count}."
