"""The only place that draws a long table: read out, selected and printed whole, sorted by a click on a heading.

Markup instead of Streamlit's canvas: that takes 1.3 MB of script before the first look, sorts numbers as we write them
by their letters, and prints no more of a table than a screen shows. The sorting is in `browser.js`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from pages.parts.language import formats


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a table: its words, the number or the text it is sorted by instead of them, where it leads."""

    text: str
    order: float | str | None = None
    link: str = ""


Line = Mapping[str, Cell | str | None]


def draw(lines: Sequence[Line], caption: str) -> None:
    """The lines under the headings of the first; high tables scroll in a box of their own."""
    if lines:
        st.html(markup(lines, caption))


def markup(lines: Sequence[Line], caption: str) -> str:
    """The table as markup: columns of numbers to the right, gaps as a dash."""
    numbers = {name for line in lines for name, cell in line.items() if _is_number(cell)}
    heads = "".join(
        f'<th scope="col"{_right(name in numbers)}><button type="button" data-sort>{escape(name)}</button></th>'
        for name in lines[0]
    )
    body = "".join(
        f"<tr>{''.join(_field(cell, name in numbers) for name, cell in line.items())}</tr>" for line in lines
    )
    said = escape(caption, quote=True)
    return (
        f'<div class="grid" role="region" tabindex="0" aria-label="{said}"><table><caption>{said}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _is_number(cell: Cell | str | None) -> bool:
    return isinstance(cell, Cell) and isinstance(cell.order, int | float)


def _right(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def _field(cell: Cell | str | None, is_number: bool) -> str:
    if not isinstance(cell, Cell):
        cell = Cell(cell or formats.MISSING, "" if not cell or cell == formats.MISSING else None)
    order = "" if cell.order is None else f' data-order="{escape(str(cell.order), quote=True)}"'
    shown = escape(cell.text)
    if cell.link:
        shown = f'<a href="{escape(cell.link, quote=True)}">{shown}</a>'
    return f"<td{_right(is_number)}{order}>{shown}</td>"
