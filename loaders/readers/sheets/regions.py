"""The only place that cuts a sheet into what is printed above, beside and below its tables, and the tables.

A sheet has no marks for them: a table is where labelled rows hold figures, with the rows of headings right above;
everything else is read as paragraphs, boxes that stand side by side one after the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.catalogue.template_columns import heads_template
from loaders.content import Composer, RawCell
from loaders.tables.grids import VALUE
from loaders.text.textform import fold_marks, normalise

HEADING_ROWS = 7
"""The most rows a table's headings take."""
LONG = 220
"""What is longer is a sentence, no heading."""
_DATE = re.compile(r"[0-9]{1,2}\s*[/.-]\s*[0-9]{1,2}\s*[/.-]\s*[0-9]{2,4}(?:\s.*)?")
_MARKER = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-ZĐa-zđ])[.)]?|[-–*+•]")
_COLUMN_NUMBER = re.compile(r"\(?[0-9]{1,2}\)?\s*(?:=.{3,40})?|\(?[A-C]\)?")
_OF_THE_HEAD = re.compile(
    r"biểu\s+(?:số|mẫu)|mẫu\s+(?:số|biểu)|phụ\s+lục|đơn\s+vị\s+(?:nhận\s+|gửi\s+)?báo\s+cáo\s*:|đơn\s+vị\s+tính\s*:|đvt\s*:|"
    r"kỳ\s+báo\s+cáo\s*:|kỳ\s+báo\s+cáo\s+(?:quý|tháng|năm|[0-9])|ban\s+hành\s+(?:kèm\s+)?theo|kèm\s+theo|cộng\s+hòa\s+xã\s+hội|"
    r"độc\s+lập\s*[-–]|^\s*số\s*:|ngày\s+\S+\s+tháng\s+\S+\s+năm|^\W*(?:từ|đến)\s+ngày|người\s+lập|thủ\s+trưởng|kính\s+gửi"
)
"""Words of what is printed above or below a table, and never as the heading of a column."""
_LABEL = re.compile(
    r"(?:đơn\s+vị(?:\s+(?:nhận|gửi))?(?:\s+báo\s+cáo)?|đơn\s+vị\s+tính|kỳ\s+báo\s+cáo|(?:từ|đến)\s+ngày|số|quý|tháng|năm)\s*:"
)
Rows = dict[int, list[RawCell]]


@dataclass(frozen=True, slots=True)
class _Span:
    """The rows of a table, from the first heading to the last row, inclusive."""

    first: int
    last: int


@dataclass(slots=True)
class _Group:
    """Rows with figures of one table so far, and the columns in which their figures begin and end."""

    rows: list[int]
    start: int
    end: int

    def take(self, row: int, columns: Sequence[int]) -> None:
        self.rows.append(row)
        self.start, self.end = min(self.start, *columns), max(self.end, *columns)


def compose(composer: Composer, cells: Sequence[RawCell], sheet: str | None = None) -> None:
    """Say a sheet's cells to the composer: paragraphs and tables in the order of their rows."""
    rows: Rows = {}
    for cell in sorted(cells, key=lambda each: (each.row, each.column)):
        if normalise(cell.text).strip():
            rows.setdefault(cell.row, []).append(cell)
    tidy = next((row for row, cells in rows.items() if heads_template(cells)), None)
    spans = [_Span(tidy, max(rows))] if tidy is not None else _tables(rows)
    order = list(rows)
    for first, last, span in _in_order(order, spans):
        inside = order[bisect_left(order, first) : bisect_right(order, last)]
        if span:
            composer.table((cell for row in inside for cell in rows[row]), sheet)
        else:
            for line in _paragraphs({row: rows[row] for row in inside}):
                composer.paragraph(line)
        composer.paragraph("")


def _in_order(rows: Sequence[int], spans: Sequence[_Span]) -> Iterator[tuple[int, int, bool]]:
    """Stretches of rows from top to bottom, and whether each is a table."""
    at = rows[0] if rows else 0
    for span in spans:
        if bisect_left(rows, at) < bisect_left(rows, span.first):
            yield at, span.first - 1, False
        yield span.first, span.last, True
        at = span.last + 1
    if rows and rows[-1] >= at:
        yield at, rows[-1], False


# ---- tables


def is_figure(cell: RawCell) -> bool:
    """Whether a cell holds a figure, a dash that stands for one, or an error where one should be."""
    if cell.value is not None:
        return True
    text = normalise(cell.text).strip()
    return VALUE.fullmatch(text) is not None and not _DATE.fullmatch(text)


def _tables(rows: Rows) -> list[_Span]:
    cores = [row for row, cells in sorted(rows.items()) if _holds_figures(cells)]
    order, groups = list(rows), list[_Group]()
    tall = [(at, at + cell.rows) for at, cells in rows.items() for cell in cells if cell.rows > 1]
    for row in cores:
        columns = [cell.column for cell in _figures(rows[row])]
        between = order[bisect_right(order, groups[-1].rows[-1]) : bisect_left(order, row)] if groups else []
        if groups and _goes_on(rows, groups[-1], row, columns, [rows[at] for at in between]):
            groups[-1].take(row, columns)
        else:
            groups.append(_Group([row], min(columns), max(columns)))
    spans: list[_Span] = []
    for group in (each.rows for each in groups):
        floor = spans[-1].last + 1 if spans else min(rows)
        spans.append(_Span(_first_heading(rows, group, floor, tall), _last_row(rows, group)))
    return spans


def _holds_figures(cells: Sequence[RawCell]) -> bool:
    """A row of a table: a label (or a marker) and a figure behind it, or the numbers of its columns."""
    if len(cells) > 2 and all(_COLUMN_NUMBER.fullmatch(cell.text.strip()) for cell in cells):
        return True
    figures = [cell for cell in cells[1:] if is_figure(cell)]
    before = [cell for cell in cells if figures and cell.column < figures[0].column]
    if len(figures) < 2 and any(_of_the_head(cell) for cell in before or cells):
        return False
    labels = [cell for cell in cells if not is_figure(cell) and not _MARKER.fullmatch(cell.text.strip())]
    return bool(figures) and (bool(labels) or len(figures) > 1)


def _of_the_head(cell: RawCell) -> bool:
    return _OF_THE_HEAD.search(fold_marks(normalise(cell.text))) is not None


def _goes_on(rows: Rows, table: _Group, row: int, columns: Sequence[int], between: Sequence[Sequence[RawCell]]) -> bool:
    """Whether no new heading stands between a table's last row and this one: only blank rows and labels of groups."""
    group, start, end = table.rows, table.start, table.end
    if row - group[-1] > 1 + len(between) and _is_numbering(rows[row]):
        return False
    if not any(start <= column <= end for column in columns):
        return False
    if any(_of_the_head(cell) for cells in between for cell in cells):
        return False
    if between and _repeats_heading(rows, group[0], between):
        return True
    first = start if not _is_numbering(rows[group[0]]) or len(group) > 1 else end
    headed = any(cell.column >= first for cells in between for cell in cells)
    return not headed and len(between) <= 3


def _repeats_heading(rows: Rows, first: int, between: Sequence[Sequence[RawCell]]) -> bool:
    """Whether only headings that already stand above the table are printed again."""
    above = [{cell.text for cell in rows.get(row, ())} for row in range(first - HEADING_ROWS, first)]
    return all({cell.text for cell in cells} in above for cells in between)


def _figures(cells: Sequence[RawCell]) -> list[RawCell]:
    return list(cells) if _is_numbering(cells) else [cell for cell in cells[1:] if is_figure(cell)]


def _is_numbering(cells: Sequence[RawCell]) -> bool:
    return all(_COLUMN_NUMBER.fullmatch(cell.text.strip()) for cell in cells)


def _first_heading(rows: Rows, group: Sequence[int], floor: int, tall: Sequence[tuple[int, int]]) -> int:
    """The row with which a table's headings begin."""
    first = group[0]
    width = max(cell.column + cell.columns for row in group for cell in rows[row])
    for row in range(first - 1, max(floor, group[0] - HEADING_ROWS) - 1, -1):
        if row not in rows and not any(top < row < bottom for top, bottom in tall):
            break
        if row in rows and not _may_head(rows[row], rows.get(row + 1, ()), width):
            if (
                first == group[0]
                and row - 1 >= floor
                and _names_group(rows[row])
                and _is_heading(rows.get(row - 1, ()))
            ):
                continue
            break
        first = row if row in rows else first
    return first


def _names_group(cells: Sequence[RawCell]) -> bool:
    """The name of a group alone in its row, before the first figures: "I. KHỐI SỞ, BAN, NGÀNH"."""
    return len(cells) == 1 and not _of_the_head(cells[0]) and len(cells[0].text) < LONG


def _is_heading(cells: Sequence[RawCell]) -> bool:
    return len(cells) > 2 and not any(_of_the_head(cell) or len(cell.text) > LONG for cell in cells)


def _may_head(cells: Sequence[RawCell], below: Sequence[RawCell], width: int) -> bool:
    if any(_of_the_head(cell) or len(cell.text) > LONG for cell in cells):
        return False
    if len(cells) > 1:
        return True
    only = cells[0]
    under = [cell for cell in below if only.column <= cell.column < only.column + max(only.columns, 2)]
    left = min((cell.column for cell in below), default=0)
    return only.column > left and only.columns < width - left and len(under) > 1


def _last_row(rows: Rows, group: Sequence[int]) -> int:
    """Labels with a marker right below belong to the table: rows in which nothing was filled in."""
    last = group[-1]
    while last + 1 in rows and not _holds_figures(rows[last + 1]) and _is_blank_row(rows[last + 1]):
        last += 1
    return last


def _is_blank_row(cells: Sequence[RawCell]) -> bool:
    return len(cells) > 1 and _MARKER.fullmatch(cells[0].text.strip()) is not None and not _of_the_head(cells[1])


# ---- what stands around them


def _paragraphs(rows: Rows) -> Iterator[str]:
    """The texts of rows outside of tables; boxes side by side one after the other, each from top to bottom."""
    band: list[RawCell] = []
    before: int | None = None
    for row, cells in rows.items():
        joined = _with_values(cells)
        alone = len(joined) == 1 and not _continues_a_box(joined[0], band)
        if band and (alone or (before is not None and row - before > 1)):
            yield from _boxes(band)
            band = []
        band += joined
        if alone:
            yield from _boxes(band)
            band = []
        before = row
    yield from _boxes(band)


def _with_values(cells: Sequence[RawCell]) -> list[RawCell]:
    """The cells of a row, a label with the value that stands beside it ("Kỳ báo cáo:" | "Quý I/2024")."""
    kept: list[RawCell] = []
    for cell in cells:
        last = kept[-1] if kept else None
        if last and _LABEL.fullmatch(fold_marks(normalise(last.text)).strip()) and ":" not in cell.text:
            width = cell.column + cell.columns - last.column
            kept[-1] = RawCell(f"{last.text.strip()} {cell.text.strip()}", last.row, last.column, columns=width)
        else:
            kept.append(cell)
    return kept


def _continues_a_box(cell: RawCell, band: Sequence[RawCell]) -> bool:
    """Whether the one cell of a row stands right under one of several boxes."""
    above = [each for each in band if each.row + each.rows == cell.row]
    return len(band) > 1 and any(each.column == cell.column and each.columns == cell.columns for each in above)


def _boxes(band: Sequence[RawCell]) -> Iterator[str]:
    """Cells whose columns overlap are one box."""
    boxes: list[tuple[int, int, list[RawCell]]] = []
    for cell in sorted(band, key=lambda each: each.column):
        if boxes and cell.column < boxes[-1][1]:
            start, end, inside = boxes[-1]
            boxes[-1] = (start, max(end, cell.column + cell.columns), [*inside, cell])
        else:
            boxes.append((cell.column, cell.column + cell.columns, [cell]))
    for _, _, inside in boxes:
        yield "\n".join(cell.text.strip() for cell in sorted(inside, key=lambda each: (each.row, each.column)))
