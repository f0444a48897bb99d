"""The only reader of the project's own template: one figure a row, in a sheet or CSV file with the headings of COLUMNS.

A row that cannot be right is a problem that names its cell; the others are kept. `writer` writes the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from loaders.catalogue.fields import Field, load_fields
from loaders.catalogue.template_columns import (
    EXAMPLE,
    FIELD,
    LEVEL,
    LEVELS,
    NOTE,
    PERIOD,
    PLACE,
    UNIT,
    VALUE,
    column_of,
    heads_template,
)
from loaders.checks.verdicts import judge
from loaders.content import Cell, Document, Table
from loaders.periods.kinds import period_labelled
from loaders.periods.relations import report_period
from loaders.places.mentions import find_units
from loaders.places.reference import MAPS, map_of, place_named
from loaders.records import Fact, Locator, Period, Place, Problem, Reading, Report
from loaders.tables.cell_values import fits, value_of
from loaders.tables.row_units import LEVEL_OF, known_unit, unit_by_word
from loaders.text.textform import fold
from loaders.vocabulary import WHOLE_PROVINCE

_WHOLE = frozenset(("", "toan tinh", "toan thanh pho", "toan tinh/thanh pho", "ubnd tinh", "ubnd thanh pho"))
T = TypeVar("T")


class Refused(Exception):
    """A row that cannot be right: the column at fault, what is wrong in both languages, what was expected."""

    def __init__(self, column: str, vi: str, en: str, expected: str | None = None) -> None:
        super().__init__(en)
        self.column, self.vi, self.en, self.expected = column, vi, en, expected


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the template: its cells by column."""

    cells: dict[str, Cell]
    first: Cell

    def __getitem__(self, column: str) -> str:
        return self.cells[column].text if column in self.cells else ""


def is_tidy(document: Document) -> bool:
    """Whether a document is a filled template."""
    return any(heads_template(_row(table, _top(table))) for table in document.tables)


def read(document: Document) -> Reading:
    """The figures of a filled template, judged like those of a report."""
    facts: list[Fact] = []
    problems: list[Problem] = []
    for table in document.tables:
        for line in _lines(table):
            try:
                facts += [] if _is_left_out(line) else [_fact(line, table.sheet)]
            except Refused as refused:
                problems.append(_problem(line, refused, table.sheet))
    judged, broken = judge(facts)
    report = _report(document, facts)
    return Reading(report, document.text, tuple(judged), (*document.remarks, *problems, *broken))


def _top(table: Table) -> int:
    return min((cell.row for cell in table.cells), default=0)


def _row(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.cells if cell.row == row]


def _lines(table: Table) -> list[Line]:
    """The rows under the template's heading; none where a table has another one."""
    heading = _row(table, _top(table))
    if not heads_template(heading):
        return []
    columns = {cell.column: name for cell in heading if (name := column_of(cell.text))}
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row > heading[0].row:
            rows.setdefault(cell.row, []).append(cell)
    return [Line({columns[c.column]: c for c in cells if c.column in columns}, cells[0]) for cells in rows.values()]


def _is_left_out(line: Line) -> bool:
    """Examples, and rows without a value: a blank is missing, no zero."""
    return fold(line[NOTE]).startswith(fold(EXAMPLE)) or not line[VALUE]


def _fact(line: Line, sheet: str | None) -> Fact:
    field, period = _field(line), _period(line)
    place = _place(line, period)
    unit, kind, own_level = _unit(line, place, period)
    value = value_of(line.cells[VALUE])
    reason = value.reason if value.kind != "number" else fits(value, field)
    if value.kind != "number" or reason or not value.sure or value.approximate or value.second is not None:
        raise Refused(
            VALUE, "không phải là một con số đúng kiểu của chỉ tiêu", "no number of this field", _shape(field)
        )
    if field.is_percent and not value.percent and 0 < value.number < 1:
        raise Refused(
            VALUE, "không rõ là tỷ lệ hay phần trăm", "perhaps a share, perhaps a percentage", "98,5 hoặc 0,5%"
        )
    at = line.cells[VALUE]
    return Fact(
        field=field.name,
        value=value.number,
        admin_level=_level(line, own_level),
        raw=at.text,
        at=Locator(at.start, at.end, sheet=sheet, cell=at.name),
        place=place,
        unit=unit,
        unit_kind=kind,
        period=period,
        note=line[NOTE] or None,
    )


def _shape(field: Field) -> str:
    return "98,5" if field.is_percent or field.unit in ("point", "million_vnd") else "1234"


def _field(line: Line) -> Field:
    """By its label or by its name."""
    key = fold(line[FIELD])
    found = next((each for each in load_fields().values() if key in (fold(each.label_vi), fold(each.name))), None)
    if found is None:
        raise Refused(
            FIELD, "không có trong danh mục chỉ tiêu", "no field of the catalogue", "một dòng của trang Chỉ tiêu"
        )
    return found


def _period(line: Line) -> Period:
    """Quý I/2024, tháng 4/2024 (21/3/2024 - 20/4/2024), 2024-Q1; without days the standard ones, 15th to 14th."""
    said = line[PERIOD]
    try:
        return period_labelled(said.strip(), "standard")
    except ValueError:
        pass
    period = report_period(said, "", said, family="ksthc", issued_on=None) if said else None
    if period is None:
        raise Refused(PERIOD, "không rõ kỳ báo cáo", "the period is not clear", "Quý I/2024")
    return period


def _place(line: Line, period: Period) -> Place:
    """The province on the map of the period's time."""
    named = [place_named(line[PLACE], map_of(period.end))] if period.end and line[PLACE] else []
    if not named or named[0] is None:
        other = any(place_named(line[PLACE], each.vintage) for each in MAPS) if line[PLACE] else False
        vi = "không còn hoặc chưa có vào kỳ này" if other else "không có trong danh mục tỉnh, thành phố"
        raise Refused(PLACE, vi, "no province of that time", "Bình Thuận")
    return named[0]


def _unit(line: Line, place: Place, period: Period) -> tuple[str, str, str]:
    """Name, kind and own level of the unit; the whole province where none is named."""
    said = line[UNIT]
    if fold(said) in _WHOLE:
        return WHOLE_PROVINCE, "province", "all"
    about = Report("", "", "", "figures", place=place, period=period)
    named = known_unit(line.cells[UNIT], lambda cell: ((), find_units(cell.text)), about)
    named = named or unit_by_word(said, about, None, in_column_of_units=True)
    if named is None or not named.unit or not named.unit_kind:
        vi = "không rõ là đơn vị loại nào"
        raise Refused(UNIT, vi, "no kind of unit is known by this name", "Sở Y tế, UBND huyện …, UBND xã …")
    return named.unit, named.unit_kind, named.level or LEVEL_OF.get(named.unit_kind, "all")


def _level(line: Line, own: str) -> str:
    if not line[LEVEL]:
        return own
    level = {fold(label): level for label, level in LEVELS.items()}.get(fold(line[LEVEL]))
    if level is None:
        raise Refused(LEVEL, "không phải là một cấp", "no level", ", ".join(LEVELS))
    return level


def _problem(line: Line, why: Refused, sheet: str | None) -> Problem:
    cell = line.cells.get(why.column)
    name = cell.name if cell else f"{why.column}, dòng {line.first.row + 1}"
    found = f" “{cell.text}”" if cell else " trống"
    at = cell or line.first
    return Problem(
        kind="row",
        severity="error",
        message_vi=f"Ô {name} ({why.column}){found}: {why.vi}. Dòng này bị bỏ qua.",
        message_en=f"The cell {name} ({why.column}){found}: {why.en}. The row is left out.",
        expected=why.expected,
        found=cell.text if cell else None,
        at=Locator(at.start, at.end, sheet=sheet, cell=at.name),
    )


def _report(document: Document, facts: Sequence[Fact]) -> Report:
    """The file as a report; its own place, unit and period are those that all of its figures share."""
    place, period = _only(fact.place for fact in facts), _only(fact.period for fact in facts)
    return Report(
        report_id=document.document_id,
        file=document.file,
        format=document.format,
        family="figures",
        place=place,
        unit=_only(fact.unit for fact in facts),
        unit_kind=_only(fact.unit_kind for fact in facts),
        period=period,
        state="current" if facts else "held",
        held_reason=None if facts else "place,period",
        source_title=re.sub(r"\.[a-z]+$", "", document.file),
    )


def _only(values: Iterable[T | None]) -> T | None:
    counts = Counter(values)
    return next(iter(counts)) if len(counts) == 1 else None
