"""The contract of all readers: one report in each format states the same figures, each where its locator points.

To add a format: a writer in `tests/documents.py`, a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from loaders.content import Document
from loaders.readers.document import open_document, readers
from loaders.readers.pages import images
from loaders.readers.sheets import delimited, workbook
from loaders.reading import read_document
from loaders.records import Fact, Place, Reading
from tests import pdfs
from tests.documents import (
    REPORT,
    SOFFICE,
    Rows,
    all_by_libreoffice,
    by_libreoffice,
    in_old_font,
    markdown,
    page,
    text,
    web_archive,
    windows_1258,
    word,
)

FORMATS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text": (".txt", lambda: text(REPORT).encode()),
    "text, UTF-16 without a mark": (".txt", lambda: text(REPORT).encode("utf-16-le")),
    "text, UTF-32": (".txt", lambda: text(REPORT).encode("utf-32")),
    "text, windows-1258": (".txt", lambda: windows_1258(text(REPORT))),
    "text, VNI": (".txt", lambda: in_old_font("VNI")(text(REPORT)).encode("cp1252")),
    "text, TCVN3": (".txt", lambda: in_old_font("TCVN3 (ABC)")(text(REPORT)).encode("latin-1")),
    "text, TCVN3 seen as Unicode": (".txt", lambda: in_old_font("TCVN3 (ABC)")(text(REPORT)).encode()),
    "markdown": (".md", lambda: markdown(REPORT)),
    "word": (".docx", lambda: word(REPORT)),
    "word with macros": (".docm", lambda: word(REPORT)),
    "word, marks counted by Word": (".docx", lambda: word(REPORT, numbered=True)),
    "web page": (".html", lambda: page(REPORT)),
    "web page, UTF-16": (".htm", lambda: page(REPORT, "utf-16")),
    "web archive": (".mht", lambda: web_archive(REPORT)),
    "web archive of another name": (".mhtml", lambda: web_archive(REPORT)),
    "pdf": (".pdf", lambda: pdfs.report(REPORT)),
}
OLD = (word(REPORT, numbered=True), word(REPORT))
BY_LIBREOFFICE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "old word": (".doc", lambda: all_by_libreoffice(OLD, ".doc", ".docx")[0]),
    "another office's old word": (".wps", lambda: all_by_libreoffice(OLD, ".doc", ".docx")[1]),
    "rich text": (".rtf", lambda: by_libreoffice(word(REPORT), ".rtf")),
    "open document": (".odt", lambda: by_libreoffice(word(REPORT), ".odt")),
}
STATED = {
    ("procedures.announcement_decisions", 26, "26"),
    ("feedback.received", 52, "52"),
    ("feedback.resolved", 47, "47"),
    ("feedback.pending", 5, "5"),
    ("dossiers.received", 4120, "4.120"),
    ("dossiers.received_new", 3900, "3.900"),
    ("dossiers.carried_over", 220, "220"),
    ("dossiers.resolved", 4000, "4.000"),
    ("dossiers.resolved_early", 3000, "3.000"),
    ("dossiers.resolved_on_time", 980, "980"),
    ("dossiers.resolved_overdue", 20, "20"),
    ("dossiers.pending", 120, "120"),
}
(TABLE,) = (block.rows for block in REPORT if isinstance(block, Rows))


@cache
def opened(name: str) -> tuple[Document, Reading]:
    suffix, write = (FORMATS | BY_LIBREOFFICE)[name]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"báo cáo{suffix}"
        path.write_bytes(write())
        document = open_document(path)
    return document, read_document(document)


def in_table(document: Document, fact: Fact) -> bool:
    return any(table.start <= (fact.at.start or 0) < table.end for table in document.tables)


every_format = pytest.mark.parametrize("name", FORMATS)


def test_every_suffix_that_is_read_is_in_the_contract() -> None:
    """Two have contracts of their own: pictures, of which only what an equation confirms counts (test_scans),
    and sheets, which hold tables without prose (test_workbooks: a workbook states what its table does).
    """
    others = (images.read, workbook.read, delimited.read)
    written = {suffix for suffix, (_, reader) in readers().items() if reader not in others}
    assert written == {suffix for suffix, _ in (FORMATS | BY_LIBREOFFICE).values()}


@every_format
def test_the_figures_of_the_prose_are_the_same(name: str) -> None:
    document, reading = opened(name)
    prose = [fact for fact in reading.facts if not in_table(document, fact)]
    assert {(fact.field, fact.value, fact.raw) for fact in prose} == STATED
    assert {(fact.admin_level, fact.basis, fact.period) for fact in prose} == {("all", "stated", None)}


@every_format
def test_all_figures_are_those_of_the_text(name: str) -> None:
    def figures(reading: Reading) -> set[tuple[str, float, str, str]]:
        return {(fact.field, fact.value, fact.admin_level, fact.raw) for fact in reading.facts}

    assert figures(opened(name)[1]) == figures(opened("text")[1])


@every_format
def test_each_figure_stands_where_its_locator_says(name: str) -> None:
    _, reading = opened(name)
    assert len(reading.facts) >= len(STATED)
    for fact in reading.facts:
        assert fact.basis == "derived" or reading.text[fact.at.start : fact.at.end] == fact.raw


@every_format
def test_nothing_is_left_over(name: str) -> None:
    document, reading = opened(name)
    assert [number.raw for number in reading.unclaimed if number.at.start is not None] == []
    assert [problem.kind for problem in reading.problems if problem.kind != "encoding"] == []
    assert len(document.remarks) == (name.startswith("text, ") and name != "text, UTF-32")


@every_format
def test_the_letterhead_is_read(name: str) -> None:
    report = opened(name)[1].report
    assert (report.number, report.issued_on, report.place) == (
        "91/BC-UBND",
        date(2023, 9, 18),
        Place("63", "93", "Hậu Giang"),
    )
    assert (report.unit, report.unit_kind, report.family, report.state) == ("toàn tỉnh", "province", "ksthc", "current")
    assert report.period is not None and (report.period.label, report.period.basis) == ("2023-Q3", "standard")


@every_format
def test_the_table_of_figures_is_a_grid_and_the_letterhead_and_signature_are_none(name: str) -> None:
    document, _ = opened(name)
    (table,) = document.tables
    cells = {(cell.row, cell.column): cell.text for cell in table.cells}
    first = min(row for row, _ in cells)
    assert cells == {(r + first, c): said for r, row in enumerate(TABLE) for c, said in enumerate(row)}
    for cell in table.cells:
        assert document.text[cell.start : cell.end] == cell.text
        assert table.start <= cell.start <= cell.end <= table.end


@every_format
def test_the_marks_of_lists_stand_in_the_text(name: str) -> None:
    lines = [" ".join(line.replace("#", "").replace("*", "").split()) for line in opened(name)[0].text.splitlines()]
    marks = [line.split()[0] for line in lines if line and line.split()[0] in ("I.", "II.", "1.", "2.", "3.", "-")]
    assert marks == ["I.", "1.", "-", "2.", "-", "3.", "-", "-", "-", "II.", "-", "-", "-"]


@every_format
def test_a_note_hangs_on_its_number_without_growing_it(name: str) -> None:
    document, _ = opened(name)
    assert "47[1] phản ánh" in document.text or "47<sup>1</sup> phản ánh" in document.text
    note = next(line for line in document.text.splitlines() if line.startswith(("[1]", "<sup>1</sup>")))
    assert note.split(maxsplit=1)[1] == "Gồm cả phản ánh đã chuyển cơ quan có thẩm quyền."


CONTRACT = (
    test_the_figures_of_the_prose_are_the_same,
    test_all_figures_are_those_of_the_text,
    test_each_figure_stands_where_its_locator_says,
    test_nothing_is_left_over,
    test_the_letterhead_is_read,
    test_the_table_of_figures_is_a_grid_and_the_letterhead_and_signature_are_none,
    test_the_marks_of_lists_stand_in_the_text,
    test_a_note_hangs_on_its_number_without_growing_it,
)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (apt-get install libreoffice-writer)")
@pytest.mark.parametrize("name", BY_LIBREOFFICE)
def test_what_libreoffice_opens_keeps_the_whole_contract(name: str) -> None:
    for promise in CONTRACT:
        promise(name)


def test_no_promise_is_left_out_of_the_contract() -> None:
    promises = {each for key, each in globals().items() if key.startswith("test_") and "name" in each.__annotations__}
    assert promises - {test_what_libreoffice_opens_keeps_the_whole_contract} == set(CONTRACT)
