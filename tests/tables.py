"""The tables of `labels/tables.txt` with what each of them states, as documents in several shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import product
from pathlib import Path

from loaders.catalogue.fields import load_fields
from loaders.content import Composer, Document, RawCell
from loaders.reading import read_document
from loaders.records import Reading

LABELS = sorted((Path(__file__).with_name("labels")).glob("tables*.txt"))
Figure = tuple[str, float, str, str | None]
"""Field, value, level (or period), unit; None where it is the report's own."""
HEADS = {
    "province": "ỦY BAN NHÂN DÂN\nTỈNH BÌNH THUẬN\nSố: 58/BC-UBND\nBình Thuận, ngày 16 tháng 3 năm 2024",
    "district": "ỦY BAN NHÂN DÂN\nHUYỆN BẮC BÌNH\nSố: 58/BC-UBND\nBắc Bình, ngày 16 tháng 3 năm 2024",
    "department": "UBND TỈNH BÌNH THUẬN\nSỞ NGOẠI VỤ\nSố: 58/BC-SNgV\nBình Thuận, ngày 16 tháng 3 năm 2024",
    "nation": "BỘ NỘI VỤ\nSố: 58/BC-BNV\nHà Nội, ngày 16 tháng 3 năm 2024",
}
OWN_LEVEL = {"province": "all", "district": "district", "department": "province", "nation": "all"}
TITLE = "BÁO CÁO\nCông tác kiểm soát thủ tục hành chính quý I năm 2024\n\nI. TÌNH HÌNH, KẾT QUẢ\n"
_NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]+(?:,[0-9]+)?%?|[0-9.]+ hồ sơ|[0-9,]+ %")


@dataclass(slots=True)
class Case:
    """One labelled table."""

    name: str
    report: str = "province"
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    truths: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def figures(self) -> set[Figure]:
        """What the table states."""
        found = {_stated(text, OWN_LEVEL[self.report]) for text in self.extra}
        for row, truth in zip(self.rows, self.truths, strict=True):
            for cell, column in zip(row, self.columns, strict=True):
                if truth and "-" not in (truth, column) and _NUMBER.fullmatch(cell):
                    what, whose = (column, truth) if is_field(column) else (truth, column)
                    found.add(_stated(f"{what} {_value(cell)} {whose}", OWN_LEVEL[self.report]))
        return found


def is_field(said: str) -> bool:
    """Whether a label names a field: `received`, `procedures.in_force@province`."""
    name = said.partition("@")[0]
    return name in load_fields() or f"dossiers.{name}" in load_fields()


def _value(cell: str) -> float:
    text = cell.replace("%", "").replace("hồ sơ", "").strip()
    grouped = re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]{3})+", text)
    return float(re.sub(r"[.,]", "", text)) if grouped else float(text.replace(".", "").replace(",", "."))


def _stated(text: str, own_level: str) -> Figure:
    """`received@province 12 own` and `received 12 Sở Y tế/department@province` as a figure."""
    what, value, whose = text.split(" ", 2)
    name, _, level = what.partition("@")
    unit, _, of = whose.partition("@")
    name = name if name in load_fields() else f"dossiers.{name}"
    if whose.startswith("*"):
        return name, float(value), own_level + whose, None
    whom = None if unit == "own" else unit.partition("/")[0]
    return name, float(value), level or of or own_level, whom


def cases() -> list[Case]:
    """Every labelled table."""
    found: list[Case] = []
    for line in (line for path in LABELS for line in path.read_text(encoding="utf-8").splitlines()):
        kind, _, rest = line.partition(" ")
        if kind == "===":
            found.append(Case(rest.strip()))
        elif kind in ("#", "") or not found:
            continue
        elif kind == "|":
            body, _, truth = line.partition(" # ")
            found[-1].rows.append([cell.strip() for cell in body[1:].split(" |")])
            found[-1].truths.append(truth.strip())
        else:
            _take(found[-1], kind, rest.strip())
    for case in found:
        width = len(case.columns)
        assert all(len(row) <= width for row in case.rows), case.name
        case.rows = [[*row, *[""] * (width - len(row))] for row in case.rows]
    return found


def _take(case: Case, kind: str, rest: str) -> None:
    if kind == "cols:":
        case.columns = (
            re.split(r" (?=(?:-|own|\*|[a-z_.]+[@ ]|[a-z_.]+$|[A-ZĐ]))", rest) if "/" not in rest else _units(rest)
        )
    elif kind == "report:":
        case.report = rest
    elif kind == "problems:":
        case.problems = rest.split()
    elif kind == "fact:":
        case.extra.append(rest)
    else:
        getattr(case, kind.rstrip(":")).append(rest)


def _units(rest: str) -> list[str]:
    """Columns that are units: `- - Sở Y tế/department@province -`."""
    return re.findall(r"[A-ZĐ][^/]*/[a-z_]+@[a-z]+|\S+", rest)


# ---- documents

Shape = Callable[[Case], list[RawCell]]


def merged(case: Case) -> list[RawCell]:
    """With merged cells, as DOCX, HTML and sheets have them."""
    return list(_cells(case, known=True))


def unmerged(case: Case) -> list[RawCell]:
    """Without merged cells, as CSV and Markdown have them: blank where another cell goes on."""
    return list(_cells(case, known=False))


def shouted(case: Case) -> list[RawCell]:
    """In capitals but for the names of units."""
    heads = sum(not truth for truth in case.truths)
    return [_with_text(cell, cell.text.upper() if cell.row < heads else cell.text) for cell in merged(case)]


def shifted(case: Case) -> list[RawCell]:
    """Beginning in the third column and the fifth row."""
    return [RawCell(c.text, c.row + 5, c.column + 2, c.rows, c.columns) for c in merged(case)]


def decomposed(case: Case) -> list[RawCell]:
    """With letters and marks apart (NFD)."""
    import unicodedata

    return [_with_text(cell, unicodedata.normalize("NFD", cell.text)) for cell in merged(case)]


def _with_text(cell: RawCell, text: str) -> RawCell:
    return RawCell(text, cell.row, cell.column, cell.rows, cell.columns)


SHAPES: dict[str, Shape] = {
    "merged": merged,
    "unmerged": unmerged,
    "shouted": shouted,
    "shifted": shifted,
    "decomposed": decomposed,
}


def _cells(case: Case, *, known: bool) -> Sequence[RawCell]:
    rows, found = case.rows, []
    for row, column in product(range(len(rows)), range(len(case.columns))):
        text = rows[row][column].lstrip("!")
        if text in ("", "<", "^"):
            continue
        wide = _run([rows[row][c] for c in range(column + 1, len(case.columns))], "<")
        high = _run([rows[r][column] for r in range(row + 1, len(rows))], "^")
        found.append(RawCell(text, row, column, high if known else 1, wide if known else 1))
    return found


def _run(cells: Sequence[str], mark: str) -> int:
    length = 1
    for cell in cells:
        if cell != mark:
            break
        length += 1
    return length


def document(case: Case, shape: Shape = merged) -> Document:
    """A report of a few lines with the table in it."""
    composer = Composer()
    composer.paragraph(f"{HEADS[case.report]}\n\n{TITLE}")
    for line in case.above:
        composer.paragraph(line)
    composer.table(shape(case))
    for line in case.below:
        composer.paragraph(line)
    composer.paragraph("Nơi nhận:\n- Như trên;")
    content = composer.done()
    return Document(sha256(content.text.encode()).hexdigest(), "bang.docx", "docx", content.text, tables=content.tables)


def stated(reading: Reading) -> set[Figure]:
    """What a reading states."""
    return {
        (
            fact.field,
            round(fact.value, 6),
            fact.admin_level + (f"*{fact.period.label}" if fact.period else ""),
            fact.place.name if fact.place else fact.unit,
        )
        for fact in reading.facts
        if fact.basis == "stated"
    }


def read_case(case: Case, shape: Shape = merged) -> Reading:
    """The reading of a labelled table in one of its shapes."""
    return read_document(document(case, shape))
