"""How long one report takes to read, extract and check, warm: a text of ten pages, the same as Word, a workbook of
13 columns × 1,000 rows; each beside what a plain library needs only to open the same bytes, in the same run.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from time import process_time

import docx
import xlsxwriter
from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.table import Table

import loaders.batch.preloaded  # noqa: F401 (as the workers of a load are made ready)
from loaders.reading import read_content

SPECIMENS = Path(__file__).parents[1] / "data" / "specimens"
PAGE = 2_500
"""Characters on a page of an official report, about."""
PAGES = 10
ROWS = 1_000
RUNS = 15
PROSE = (
    "Thực hiện Quyết định số {0}/QĐ-UBND ngày {1}/3/2024, các cơ quan đã tổ chức {2} hội nghị tập huấn và kiểm tra"
    " {3} đơn vị; công tác tuyên truyền được đăng tải trên Cổng thông tin điện tử, góp phần nâng cao chất lượng"
    " phục vụ người dân và doanh nghiệp. "
)
HEADINGS = (
    *("STT", "Đơn vị", "Tổng số hồ sơ tiếp nhận", "Mới tiếp nhận", "Kỳ trước chuyển qua", "Tiếp nhận trực tuyến"),
    *("Tổng số đã giải quyết", "Trước hạn", "Đúng hạn", "Quá hạn"),
    *("Tổng số đang giải quyết", "Đang giải quyết trong hạn", "Đang giải quyết quá hạn"),
)


def text_report(seed: int) -> str:
    """A ten-page report with figures and prose of its own: the specimen's sections between pages of narrative."""
    body = (SPECIMENS / "binh-thuan-2024-q1.txt").read_text(encoding="utf-8")
    head, *sections = re.split(r"(?m)^(?=\d\. )", body)
    rng, pages = random.Random(seed), [head]
    for section in sections:
        times = PAGE * PAGES // len(sections) // len(PROSE)
        prose = "".join(PROSE.format(*(rng.randrange(1, 28) for _ in range(4))) for _ in range(times))
        pages.append(section + prose + "\n\n")
    return re.sub(r"151\.626", f"{151_000 + seed:,}".replace(",", "."), "".join(pages))


def word_report(seed: int) -> bytes:
    """The same as Word: a paragraph for each line."""
    document, content = docx.Document(), BytesIO()
    for line in text_report(seed).splitlines():
        document.add_paragraph(line)
    document.save(content)
    return content.getvalue()


def workbook_report(seed: int) -> bytes:
    """A sheet with a head, 13 columns and a row for each of 1,000 communes, whose figures balance."""
    content, rng = BytesIO(), random.Random(seed)
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("II.06a")
        head = ("ỦY BAN NHÂN DÂN", "TỈNH BÌNH THUẬN", "Tình hình giải quyết thủ tục hành chính quý I năm 2024", "")
        for row, line in enumerate(head):
            sheet.write_string(row, 0, line)
        sheet.write_row(len(head), 0, HEADINGS)
        for row in range(ROWS):
            carried, early, on_time, late, waiting, over = (rng.randrange(90) for _ in range(6))
            resolved, pending = early + on_time + late, waiting + over
            new = max(0, resolved + pending - carried)
            cells = (row + 1, f"Xã {row + 1}", new + carried, new, carried, new // 2, resolved, early, on_time, late)
            sheet.write_row(len(head) + 1 + row, 0, (*cells, pending, waiting, over))
    return content.getvalue()


def words(content: bytes) -> int:
    """The floor of a text: composed, in lower case, cut into words once."""
    return len(re.findall(r"\w+|[^\w\s]", unicodedata.normalize("NFC", content.decode()).lower()))


def paragraphs(content: bytes) -> int:
    """The floor of a Word document: python-docx's paragraphs, cut into words once."""
    lines = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)
    return words(lines.encode())


def rows(content: bytes) -> int:
    """The floor of a workbook: calamine's values of its sheet."""
    return len(CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python())


def least(work: Callable[[bytes], object], contents: list[bytes], runs: int = RUNS) -> float:
    """Least milliseconds of processor time of one call, each on other bytes; the first calls warm up."""
    taken = []
    for run in range(runs + 3):
        start = process_time()
        work(contents[run % len(contents)])
        taken.append((process_time() - start) * 1000)
    return min(taken[3:])


def cases() -> Iterator[tuple[str, str, list[bytes], Callable[[bytes], object], str, float, str]]:
    """What, file name, the bytes of several, the floor, its name, the budget, and in what: ms or times the floor."""
    texts = [text_report(seed).encode() for seed in range(9)]
    yield f"text, {PAGES} pages", "a.txt", texts, words, "words once", 30.0, "ms"
    yield f"Word, {PAGES} pages", "a.docx", [word_report(n) for n in range(5)], paragraphs, "python-docx", 4.0, "×"
    books = [workbook_report(n) for n in range(3)]
    yield f"XLSX, 13 × {ROWS:,}", "a.xlsx", books, rows, "calamine", 150.0, "×"


def run() -> None:
    """Print the table."""
    table = Table(title=f"one report read, extracted and checked, warm: least processor ms of {RUNS}")
    for heading in ("what", "facts", "ours", "floor", "", "ratio", "budget", ""):
        table.add_column(heading, justify="left" if heading in ("what", "") else "right")
    for what, name, contents, floor, of, budget, unit in cases():
        facts = sum(len(reading.facts) for reading in read_content(contents[0], name))
        ours = least(lambda content, name=name: read_content(content, name), contents)  # type: ignore[misc]
        beside = least(floor, contents)
        measured = ours if unit == "ms" else ours / beside
        told = (f"{facts:,}", f"{ours:.1f}", f"{beside:.2f}", of, f"{ours / beside:.1f}", f"≤ {budget:.0f} {unit}")
        table.add_row(what, *told, "ok" if measured <= budget else "OVER")
    Console(width=110).print(table)


if __name__ == "__main__":
    run()
