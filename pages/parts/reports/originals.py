"""The only place that shows the document itself: a page of a PDF or of a scan, a sheet of a workbook, figures marked.

The document is looked for in the data folder, and is it only where its bytes are: a report's id is their SHA-256. What
opens it runs beside the server, with little memory and time: strangers sent it.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from hashlib import file_digest
from html import escape
from pathlib import Path

import streamlit as st

from pages.parts import data
from pages.parts.numbers.comparison import Row
from pages.parts.reports import highlight
from pages.parts.reports.documents import Document, status, told
from pages.parts.reports.highlight import Mark
from pages.parts.reports.page_image import CONTEXT, Wanted
from pages.parts.reports.sheet_cells import Asked, Cells
from pages.parts.visits import turns, url
from queries import Warehouse

ROOT = Path(__file__).parents[3]
PAGES, SHEETS = ("pdf", "image"), ("excel", "ods")
SECONDS = 15
ORIGINAL = "page"
"""How the link says that the document itself is shown, not its text."""
_CELL = re.compile(r"([A-Z]+)(\d+)")


def of(document: Document) -> Path | None:
    """The document's file, where it has pages or sheets to show and lies in the data folder."""
    report = document.report
    if report["format"] not in PAGES + SHEETS or document.is_draft:
        return None
    paths = _files(document.visit.wh).get(Path(str(report["file"])).name, ())
    return next((path for path in paths if _digest(path) == report["report_id"]), None)


@data.kept(2)
def _files(wh: Warehouse) -> Mapping[str, list[Path]]:
    """Name → the files called so in the data folder, the warehouse's own left out."""
    found: dict[str, list[Path]] = {}
    for path in sorted(wh.folder.parent.rglob("*")):
        if wh.folder not in path.parents and path.is_file():
            found.setdefault(path.name, []).append(path)
    return found


@lru_cache(256)
def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def ways(document: Document) -> None:
    """The choice between the text and the document itself."""
    view, say = document.visit.view, document.visit.say
    original = "report.as_page" if document.report["format"] in PAGES else "report.as_sheet"
    links = [
        _link(replace(view, text=text, p=1), say(key), current=(view.text == ORIGINAL) == (text == ORIGINAL))
        for text, key in (("", "report.as_text"), (ORIGINAL, original))
    ]
    st.html(f'<nav class="ways">{"".join(links)}</nav>')


def _link(view: url.View, words: str, *, current: bool = False) -> str:
    marked = ' aria-current="true"' if current else ""
    return f'<a href="{escape(url.link("", view), quote=True)}"{marked}>{escape(words)}</a>'


def draw(document: Document, file: Path) -> None:
    """The page or sheet of the chosen figure, else the one the link names, and the way to those beside it."""
    visit, fact = document.visit, document.chosen
    is_page = document.report["format"] in PAGES
    number = int(fact["page"]) if fact and fact["page"] else visit.view.p
    drawn = _page(document, file, number) if is_page else _sheet(document, file, number)
    if drawn:
        st.html(drawn)
    else:
        key = "report.no_page" if is_page else "report.no_sheet"
        st.html(f'<div class="notice">{escape(visit.say(key, page=number, file=file.name))}</div>')
    if is_page or fact is None:
        _turn(document, number, has_next=bool(drawn))


def _turn(document: Document, number: int, has_next: bool) -> None:
    """To the one before and to the one after."""
    view, say = replace(document.visit.view, fact=None), document.visit.say
    links = [_link(replace(view, p=number - 1), say("report.page_before"))] if number > 1 else []
    links += [_link(replace(view, p=number + 1), say("report.page_after"))] if has_next else []
    st.html(f'<nav class="ways">{"".join(links)}</nav>')


def _page(document: Document, file: Path, number: int) -> str:
    picture = _asked("page_image", _wanted(document, file, number))
    if picture is None:
        return ""
    alt = escape(document.visit.say("report.page_of", page=number, file=file.name), quote=True)
    return f'<img class="sheet" alt="{alt}" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'


def _wanted(document: Document, file: Path, number: int) -> Wanted:
    fact, text = document.chosen, document.text
    if fact is None or fact["text_start"] is None:
        return Wanted(str(file), number)
    start, end, around = fact["text_start"], fact["text_end"], 2 * CONTEXT[0]
    return Wanted(str(file), number, text[max(0, start - around) : start], text[start:end], text[end : end + around])


def _sheet(document: Document, file: Path, number: int) -> str:
    fact = document.chosen
    cell = _CELL.fullmatch(str(fact["cell"])) if fact else None
    found = _asked("sheet_cells", Asked(str(file), str(fact["sheet"] or "") if fact else "", number, _row(cell)))
    return _as_table(document, Cells(**json.loads(found))) if found else ""


def _row(cell: re.Match[str] | None) -> int:
    return int(cell[2]) if cell else 1


def _as_table(document: Document, cells: Cells) -> str:
    """The sheet as a spreadsheet shows it: letters above, numbers beside, every figure marked and a link."""
    facts = {fact["cell"]: fact for fact in document.facts.iter_rows(named=True) if fact["sheet"] == cells.sheet}
    heads = "".join(f'<th scope="col">{letters(at)}</th>' for at in range(cells.wide))
    lines = "".join(
        f'<tr><th scope="row">{number}</th>'
        f"{''.join(_field(document, facts.get(f'{letters(field[1])}{number}'), *field) for field in row)}</tr>"
        for number, row in enumerate(cells.rows, start=cells.first)
    )
    name = escape(cells.sheet, quote=True)
    return (
        f'<div class="cells" role="region" tabindex="0" aria-label="{name}"><table><caption>{name}</caption>'
        f"<thead><tr><th></th>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _field(document: Document, fact: Row | None, text: str, at: int, high: int, wide: int) -> str:
    spans = f"{f' rowspan={high}' if high > 1 else ''}{f' colspan={wide}' if wide > 1 else ''}"
    if fact is None:
        return f"<td{spans}>{escape(text)}</td>"
    chosen = document.chosen is not None and fact["fact_id"] == document.chosen["fact_id"]
    raw = str(fact["raw"])
    mark = Mark(0, len(raw), status(fact), told(document.visit, fact), document.link_to(fact), chosen)
    return f"<td{spans}>{highlight.marked(raw, [mark])}</td>"


def letters(at: int) -> str:
    """The name of a column: 0 → A, 25 → Z, 26 → AA."""
    return (letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


@lru_cache(64)
def _asked(program: str, asked: Wanted | Asked) -> bytes | None:
    """What a program of this folder answers; None where it cannot."""
    command = [sys.executable, "-m", f"{__package__}.{program}"]
    question = json.dumps(asdict(asked)).encode()
    try:
        with turns.aside():
            made = subprocess.run(command, cwd=ROOT, input=question, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
    return made.stdout if made.returncode == 0 else None
