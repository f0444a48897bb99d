"""The only place that reads a table, from whatever format: its layout, what each heading and row means, its figures.

Every number of a table ends as a candidate, under a named rule that ignores it, or unclaimed with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.catalogue.meanings import merged
from loaders.content import Document, Table
from loaders.prose.findings import Findings
from loaders.prose.outline import OUT_OF_SCOPE, RECIPIENTS, outline
from loaders.records import Report
from loaders.tables.axes import LAST_TIME, Slot, read_axis
from loaders.tables.cell_values import value_of
from loaders.tables.figures import leave_cells, state
from loaders.tables.forms import Form, form_of, speak
from loaders.tables.grids import Grid, grid_of
from loaders.tables.headings import Words, read_words, under
from loaders.tables.matrix import Entity, Matrix, Spot
from loaders.tables.row_units import known_unit
from loaders.tables.stubs import Row, is_total, read_rows, settle
from loaders.tables.sums import broken_rows, confirm, misread, settle_dashes, tallies
from loaders.tables.surroundings import Caption, Surroundings, spans_between
from loaders.tables.totals import CHECK, settle_totals
from loaders.text.textform import fold, fold_marks

_SINCE = re.compile(r"lũy kế (?:tính )?(?:kể )?từ (?:ngày )?(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?\s*$")
RIGHT_ABOVE = 400
"""Characters above a table in which a form may be named."""
NOT_UNDERSTOOD = "no heading of the table names a figure"


def read_tables(document: Document, prose: str, report: Report, head: tuple[int, int] | None) -> Findings:
    """What the tables of a document state.

    `prose` is its text with the tables blanked out, `head` the span of its title in it.
    """
    findings = Findings()
    if not document.tables:
        return findings
    around, plans = Surroundings(document, prose, report, head or (0, 0)), _plans(prose)
    starts = spans_between(document.tables)
    for number, (table, since) in enumerate(zip(document.tables, starts, strict=True)):
        if any(start <= table.start < end for start, end in plans):
            leave_cells(table.cells, findings, "", table.sheet, rule="plan_section")
        else:
            _read(table, since, -1 - number, around, findings)
    return findings


ADDED = frozenset(("thing", "timing", "origin", "channel"))
"""What a column may say of the figure that its row names."""


def _plans(prose: str) -> list[tuple[int, int]]:
    """The stretches of text about what is planned: from such a heading to the next one, or to the recipients."""
    found: list[tuple[int, int]] = []
    open_at: int | None = None
    for block in outline(prose):
        planned = any(OUT_OF_SCOPE.match(fold(title[:90]).lstrip("* ")) for title in block.section)
        planned = planned and not RECIPIENTS.match(prose, block.start)
        if open_at is not None and not planned:
            found.append((open_at, block.start))
        open_at = (open_at if open_at is not None else block.start) if planned else None
        if RECIPIENTS.match(prose, block.start):
            return found
    return [*found, (open_at, len(prose))] if open_at is not None else found


def _read(table: Table, since: int, group: int, around: Surroundings, findings: Findings) -> None:
    grid = grid_of(table)
    if grid is None:
        leave_cells(table.cells, findings, "a table without columns of figures", table.sheet)
        return
    around.enter(table)
    caption = around.caption(table, since, grid.captions)
    matrix = _matrix(grid, caption, around)
    known = tallies(matrix)
    confirm(matrix, known)
    findings.problems += misread(matrix, known)
    known = tallies(matrix)
    settle_dashes(matrix, known)
    findings.problems += settle_totals(matrix, table.sheet) if not matrix.by_rows else []
    for problem, spots in broken_rows(matrix, known, table.sheet):
        findings.problems.append(problem)
        findings.doubted |= {spot.cell.start + spot.value.spans[0][0] for spot in spots}
    state(matrix, table, caption, group, findings)


# ---- headings and rows


def _matrix(grid: Grid, caption: Caption, around: Surroundings) -> Matrix:
    columns = [replace(_column(grid, column, around), section=caption.section) for column in grid.values]
    slots = read_axis(columns, [*_things_of(columns), *caption.things])
    begin = min(cell.start for row in grid.at for cell in row if cell)
    above = around.prose[max(0, begin - RIGHT_ABOVE) : begin]
    form = form_of(grid, f"{around.prose[:3000]}\n{above}\n{caption.text}")
    rows = read_rows(grid, around.names, around.report)
    for row in rows:
        row.has_values = any(grid.begins(row.at, column) for column in grid.values)
    if form is None and _names_fields(rows, slots, grid):
        return _by_rows(grid, rows, columns, caption, around)
    if form:
        speak(form, grid, slots)
    return _by_columns(grid, rows, slots, form, around)


def _column(grid: Grid, column: int, around: Surroundings) -> Words:
    said: Words | None = None
    for cell in grid.path(column):
        words = read_words(cell.text, around.names(cell)[0])
        said = words if said is None else under(said, words)
    if said is None:
        return Words(number=grid.numbers.get(column))
    return replace(said, number=said.number or grid.numbers.get(column))


def _names_fields(rows: Sequence[Row], slots: Sequence[Slot], grid: Grid) -> bool:
    """Whether the rows are indicators: more of them say what is counted than name units, levels or totals."""
    filled = [row for row in rows if row.has_values]
    named = sum(slot.field is not None and slot.sure for slot in slots)
    telling = sum(bool(row.words.terms) and not row.words.strays and not is_total(row.words) for row in filled)
    only_level = sum(bool(row.words.level) and row.words.terms.keys() <= {"thing", "topic"} for row in filled)
    only_level += sum(row.words.terms.keys() == {"by"} for row in filled)
    if grid.measure is not None and telling:
        return True
    return telling - only_level > (len(filled) - telling if named else 0) if filled else False


# ---- columns name the figures


def _by_columns(grid: Grid, rows: Sequence[Row], slots: list[Slot], form: Form | None, around: Surroundings) -> Matrix:
    settle(rows, around.names, around.report)
    if len(rows) == 1 and not grid.labels and grid.index is None:
        rows[0].kind = "own"
    matrix = Matrix(grid, [_entity(row) for row in rows], slots, form=form)
    for i, row in enumerate(rows):
        for j, column in enumerate(grid.values):
            cell = grid.at[row.at][column]
            if cell and grid.begins(row.at, column):
                matrix.spots[i, j] = Spot(i, j, cell, value_of(cell))
    return matrix


def _entity(row: Row) -> Entity:
    if row.kind == "indicator" and row.words.terms.keys() == {"by"}:
        return Entity("own", row.label, terms=row.words.terms, row=row)
    reason = {"unknown": "unknown row: ", "indicator": "unknown row: ", "blank": "a row without a label"}
    return Entity(
        "unknown" if row.kind in reason else row.kind,
        row.label,
        row.level,
        row.unit,
        row.unit_kind,
        row.place,
        row.period,
        rule="sector" if row.kind == "sector" else row.words.rule if row.kind not in ("unit", "own") else None,
        reason=reason[row.kind] + row.label if row.kind in reason else "",
        row=row,
    )


# ---- rows name the figures


def _by_rows(
    grid: Grid, rows: Sequence[Row], columns: Sequence[Words], caption: Caption, around: Surroundings
) -> Matrix:
    things = [*_things_of(columns), *caption.things]
    columns = [_as_time(words) for words in columns]
    whole = _whole_of(columns)
    paths = [under(whole, path) if whole else path for path in _paths(rows, grid)]
    slots = read_axis(paths, things)
    for slot, row in zip(slots, rows, strict=True):
        slot.itself = whole is not None and not row.words.terms
    units = any(known_unit(cell, around.names, around.report) for c in grid.values for cell in grid.path(c)[-1:])
    matrix = Matrix(grid, [], slots, by_rows=True)
    for i, (column, words) in enumerate(zip(grid.values, columns, strict=True)):
        matrix.entities.append(_of_column(grid, column, Words() if words is whole else words, units, around))
        for j, row in enumerate(rows):
            cell = grid.at[row.at][column]
            if cell and grid.begins(row.at, column):
                matrix.spots[i, j] = Spot(i, j, cell, value_of(cell))
    return matrix


def _as_time(words: Words) -> Words:
    """Over rows that name the figures "Kỳ trước" is another time, and no origin of dossiers."""
    past = any(fold(text) in LAST_TIME for text in words.path)
    return replace(words, terms={}, rule="comparison") if past else words


def _whole_of(columns: Sequence[Words]) -> Words | None:
    """The one heading that says what all rows are parts of: "Số hồ sơ tiếp nhận" over channels."""
    telling = [words for words in columns if words.terms.keys() - {"thing"}]
    return telling[0] if len(telling) == 1 and not telling[0].percent else None


def _things_of(columns: Sequence[Words]) -> list[str]:
    said = {thing for words in columns for thing in words.terms.get("thing", ())}
    return list(said) if len(said) == 1 else []


def _paths(rows: Sequence[Row], grid: Grid) -> list[Words]:
    """Each row's label under the labels of the rows it hangs under, with what its column of measures says.

    A row without figures is the title of a part; one with figures is the whole of the parts under it.
    """
    stack: list[tuple[int, Words, bool]] = []
    paths: list[Words] = []
    before = 3
    for row in rows:
        deep = row.depth if row.marker else before + (1 if row.words.children else 0)
        while stack and stack[-1][0] >= deep:
            stack.pop()
        words = _measured(row, grid)
        wholes = [above for _, above, filled in stack if filled] if row.marker else []
        path = under(wholes[-1], words) if wholes else words
        paths.append(_in_part(path, [above for _, above, filled in stack if not filled]))
        if row.marker or not row.has_values:
            stack.append((deep, paths[-1], row.has_values))
            before = deep
    return paths


def _in_part(path: Words, titles: Sequence[Words]) -> Words:
    """A row in the part that these titles head: what they count, whose, when, and which rule takes all of it."""
    for title in reversed(titles):
        names = tuple(stray for stray in title.strays if stray != stray.lower())
        path = replace(
            path,
            section=merged(title.terms, path.section),
            level=path.level or title.level,
            rule=path.rule or title.rule,
            period=path.period or title.period,
            strays=path.strays + names,
        )
    return path


def _measured(row: Row, grid: Grid) -> Words:
    cell = grid.at[row.at][grid.measure] if grid.measure is not None else None
    if cell is None:
        return row.words
    measure = read_words(cell.text)
    thing = measure.terms.get("thing")
    terms = {"thing": thing, **row.words.terms} if thing and "thing" not in row.words.terms else row.words.terms
    return replace(row.words, terms=terms, percent=row.words.percent or measure.percent)


def _since_the_start(label: str, report: Report) -> bool:
    """Whether "Lũy kế từ 01/7" counts from the first day that the report itself counts from."""
    day = _SINCE.search(fold_marks(label))
    start = report.period.start if report.period else None
    if not day or start is None or (int(day[1]), int(day[2])) != (start.day, start.month):
        return False
    return day[3] is None or int(day[3]) == start.year


def _of_column(grid: Grid, column: int, words: Words, units: bool, around: Surroundings) -> Entity:
    """Whose figures a column of an indicator table holds: the report's own, a level's, a unit's, another time's."""
    path = grid.path(column)
    named = known_unit(path[-1], around.names, around.report) if path else None
    label = " / ".join(cell.text for cell in path)
    if named:
        reason = "" if named.kind in ("unit", "own") else f"unknown column: {label}"
        return Entity(named.kind, label, named.level, named.unit, named.unit_kind, named.place, reason=reason)
    entity = Entity("own", label, words.level, period=words.period, rule=words.rule, percent=words.percent)
    if words.rule == "cumulative" and _since_the_start(label, around.report):
        return replace(entity, rule=None)
    if words.whole and units:
        entity.rule = CHECK
    if words.strays or words.levels or words.terms.keys() - ADDED:
        entity.reason = f"unknown column: {label}"
    elif words.terms.keys() - {"thing"}:
        entity.terms = words.terms
    return entity
