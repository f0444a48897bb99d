"""The only place that makes paragraphs and tables of a Word document's story, with the marks of its lists.

A note stands behind its paragraph as "[1] …", with "[1]" where it is cited; so does what is written in a box.
Tables of contents are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from loaders.readers.word.numbering import Numbering
from loaders.readers.word.package import Element, child, is_on, local, value
from loaders.readers.word.runs import Inline, Runs, opened
from loaders.tables.layout import Block, Box, Grid, Paragraph


@dataclass(slots=True)
class Story:
    """Reads blocks, and counts the lists that run through the whole document."""

    runs: Runs
    numbering: Numbering
    embedded: Callable[[str], tuple[Block, ...]]
    """The blocks of an embedded file, by the id of its relation."""
    _carried: Inline | None = None

    def blocks(self, parent: Iterable[Element], in_cell: bool = False) -> Iterator[Block]:
        """The paragraphs and tables in an element, in order."""
        for each in parent:
            name = local(each)
            if name == "p":
                yield from self._paragraph(each, in_cell)
            elif name == "tbl":
                yield from self._left_over()
                yield Grid(tuple(self._boxes(each)))
            elif name == "altChunk":
                yield from self.embedded(value(each, "id") or "")
            else:
                yield from self.blocks(opened(each), in_cell)
        yield from self._left_over()

    def _left_over(self) -> Iterator[Block]:
        """A paragraph whose mark is deleted, with no paragraph behind it to go on in."""
        inline, self._carried = self._carried, None
        if inline is not None and inline.text.strip():
            yield Paragraph(inline.text.strip("\n"), tuple(self._hanging(inline)))

    def _paragraph(self, paragraph: Element, in_cell: bool) -> Iterator[Block]:
        properties = child(paragraph, "pPr")
        style, mark = value(child(properties, "pStyle")), child(properties, "rPr")
        inline, self._carried = self._carried or Inline(), None
        self.runs.read(paragraph, style, inline)
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._carried = inline  # without its mark a paragraph goes on in the next one
            return
        text, after = inline.text.strip("\n"), tuple(self._hanging(inline))
        if self.runs.styles.is_contents(style) or (not text.strip() and is_on(child(mark, "vanish"))):
            yield from after
            return
        number = self._number(properties, style)
        if number and (text.strip() or in_cell):
            text = f"{number} {text.lstrip()}"
        if text.strip() or after:
            yield Paragraph(text, after)

    def _hanging(self, inline: Inline) -> Iterator[Block]:
        """The notes and boxes of a paragraph; a note is one paragraph, however many it has in the file."""
        for mark, element in inline.hanging:
            blocks = tuple(self.blocks(element))
            if mark:
                told = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
                yield Paragraph(mark + told.lstrip())
            else:
                yield from blocks

    def _number(self, properties: Element | None, style: str | None) -> str:
        listed = child(properties, "numPr")
        number, level = value(child(listed, "numId")), value(child(listed, "ilvl"))
        if number is None:
            of_style = self.runs.styles.numbering(style)
            if of_style is None:
                return ""
            number, style_level, named_by = of_style
            level = level or style_level or str(self.numbering.level_of_style(number, named_by))
        return self.numbering.mark(number, int(level) if level and level.isdigit() else 0)

    def _boxes(self, table: Element) -> list[Box]:
        """The cells of a table; one that goes on over rows below is one cell."""
        going_on: dict[int, int] = {}
        done: list[Box] = []
        rows = [row for row in _unwrapped(table, "tr") if _is_shown(row)]
        for at, row in enumerate(rows):
            column = _count(child(child(row, "trPr"), "gridBefore"), 0)
            for cell in _unwrapped(row, "tc"):
                properties = child(cell, "tcPr")
                width = max(1, _count(child(properties, "gridSpan"), 1))
                merge = child(properties, "vMerge")
                above = going_on.get(column)
                if merge is not None and value(merge) != "restart" and above is not None:
                    done[above] = replace(done[above], rows=at - done[above].row + 1)
                else:
                    going_on[column] = len(done)
                    done.append(Box(tuple(self.blocks(cell, in_cell=True)), at, column, 1, width))
                column += width
        return done


def _unwrapped(parent: Iterable[Element], name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also within content controls."""
    for each in parent:
        if local(each) == name:
            yield each
        else:
            yield from _unwrapped(opened(each), name)


def _is_shown(row: Element) -> bool:
    properties = child(row, "trPr")
    return child(properties, "del") is None and not is_on(child(properties, "hidden"))


def _count(element: Element | None, otherwise: int) -> int:
    said = value(element)
    return int(said) if said is not None and said.isdigit() and len(said) < 4 else otherwise
