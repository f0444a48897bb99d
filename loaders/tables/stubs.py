"""The only place that says what the rows of a table are: units, levels, fields of work, totals; what is under what.

A row's number or mark gives its depth (A, I, 1, 1.1, a, -); levels hold units, units hold fields of work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.content import Cell
from loaders.places.provinces import CENTRAL_CITIES
from loaders.prose.clauses import BARE_LEVELS
from loaders.records import Period, Place, Report
from loaders.tables.grids import LEADING_MARKER, MARKER, Grid, label_cells, marker_of
from loaders.tables.headings import Words, read_words
from loaders.tables.row_units import Named, Names, known_unit, unit_by_word
from loaders.text.textform import fold, fold_marks

_LEVELS_BELOW = re.compile(r"(?:theo )?cấp(?: (?:giải quyết|hành chính|chính quyền|thực hiện))?")
_TOTAL = re.compile(
    r"(?:tổng(?:\s+(?:cộng|số|chung|hợp|toàn\s+\w+|toàn\s+thành\s+phố))?|cộng(?:\s+chung|\s+toàn\s+\w+)?|"
    r"toàn\s+(?:tỉnh|thành\s+phố|huyện|xã|phường|ngành)|cả\s+(?:tỉnh|thành\s+phố|nước)|chung$|total)(?!\w)"
)
_SUMMED = re.compile(r"\(?\s*(?:[ivxabcd0-9]{1,4}\s*[+,]\s*)*[ivxabcd0-9]{1,4}\s*\)?")
_COUNTED_UNITS = re.compile(
    r"\(\s*(?:gồm |có |cả )?[0-9]{1,4}(?:/[0-9]{1,4})?\s+(?:(?:đơn vị|cơ quan|địa phương|các|sở|ban|ngành|chi cục"
    r"|huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|tỉnh|cấp|trực thuộc|và)(?!\w)[\s,/]*)+\)",
    re.IGNORECASE,
)
""" "Cấp tỉnh (19 sở, ngành)": how many units a level has."""
_ISSUERS = {"trung ương": "central", "địa phương": "local"}
"""Who issued the procedures that a row counts: "Trung ương | 06 | 39 | 14" under "mới", "sửa đổi", "bãi bỏ"."""
_OF_LEVELS = frozenset(("procedure", "dossier", "authority", "resolved", "received"))
UNMARKED = {"level": 1, "unit": 2, "own": 2, "unknown": 2, "indicator": 2}
"""The depth of a row without a mark, by what it is; a field of work stands deeper."""
SECTOR = 3


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a row. `heading`: what the heading of its column says it is (`columns.toml`)."""

    cell: Cell
    text: str
    """Without the mark before it."""
    words: Words
    heading: str | None
    is_time: bool = False
    """It names a time and nothing else."""


@dataclass(slots=True)
class Row:
    """A row of the body. `kind`: total, own, level, unit, sector, indicator, unknown, blank."""

    at: int
    labels: tuple[Label, ...]
    marker: str
    kind: str = "unknown"
    level: str | None = None
    unit: str | None = None
    unit_kind: str | None = None
    place: Place | None = None
    period: Period | None = None
    depth: int = SECTOR
    parent: Row | None = None
    children: list[Row] = field(default_factory=list)
    has_values: bool = False

    @property
    def label(self) -> str:
        """The row's labels as a person would quote them."""
        return " / ".join(label.cell.text for label in self.labels)

    @property
    def words(self) -> Words:
        """What the innermost label says."""
        return self.labels[-1].words if self.labels else Words()

    def inside(self) -> Iterable[Row]:
        """Everything under this row."""
        for child in self.children:
            yield child
            yield from child.inside()


def read_rows(grid: Grid, names: Names, report: Report) -> list[Row]:
    """The rows of the body with what their labels say; kinds are not settled yet."""
    levels = {**BARE_LEVELS, **({"thành phố": city} if (city := _level_of_city(report)) else {})}
    headings = {column: _heading(grid, column) for column in grid.labels}
    by_level = {column for column in grid.labels if _names_levels(grid, column)}
    rows: list[Row] = []
    for at in grid.body:
        marker = marker_of(grid, at)
        labels = [
            _label(cell, headings.get(column), names, levels if column in by_level else {})
            for column, cell in label_cells(grid, at)
        ]
        if not marker and labels and (leading := LEADING_MARKER.match(labels[-1].cell.text)):
            marker = leading[1]
        rows.append(Row(at, tuple(labels), marker, depth=depth_of(marker)))
    return rows


def _heading(grid: Grid, column: int) -> str | None:
    path = grid.path(column)
    return read_words(path[-1].text).column if path else None


def _names_levels(grid: Grid, column: int) -> bool:
    """Whether a column's heading is "Cấp": then a bare "Tỉnh", "Xã" under it is a level."""
    path = grid.path(column)
    return bool(path) and _LEVELS_BELOW.fullmatch(fold_marks(path[-1].text).strip()) is not None


def _level_of_city(report: Report) -> str | None:
    """The level of "thành phố" in the report of a city; that of a province may have both."""
    if report.unit_kind == "district" and fold(report.unit or "").startswith("ubnd thanh pho"):
        return "district"
    is_city = report.place is not None and report.place.name.removeprefix("Thành phố ") in CENTRAL_CITIES
    return "province" if is_city and report.unit_kind == "province" else None


def _label(cell: Cell, heading: str | None, names: Names, levels: Mapping[str, str]) -> Label:
    leading = LEADING_MARKER.match(cell.text)
    shift = leading.end() if leading else 0
    skips = [replace(s, start=s.start - shift, end=s.end - shift) for s in names(cell)[0] if s.start >= shift]
    bare = _COUNTED_UNITS.sub(lambda match: " " * len(match[0]), cell.text[shift:])
    words = replace(read_words(bare, skips), path=(cell.text[shift:],))
    if issuer := _ISSUERS.get(fold_marks(bare).strip(" .;:")):
        words = replace(words, terms={"by": frozenset((issuer,))}, strays=(), column=None)
    if level := levels.get(fold_marks(cell.text[shift:]).partition("(")[0].strip(" .;:")):
        words = replace(words, level=level, strays=())
    named = [unit.start - shift for unit in names(cell)[1]]
    times = [skip for skip in skips if not skip.stray and skip.start not in named]
    left = "".join(c for i, c in enumerate(cell.text[shift:]) if not any(s.start <= i < s.end for s in times))
    is_time = bool(times) and words.is_bare and not any(map(str.isalnum, left))
    return Label(cell, cell.text[shift:], words, heading, is_time)


def depth_of(marker: str) -> int:
    """How deep a row with this mark stands: A 0, I 1, 1 2, 1.1 3, a 5, "-" 6, "+" 7; 3 where it has none."""
    match = MARKER.fullmatch(marker)
    if not match:
        return SECTOR
    if match["digits"]:
        return 2 + match["digits"].count(".")
    return {"roman": 1, "letter": 0, "small": 5, "dash": 6, "plus": 7}[str(match.lastgroup)]


def is_total(words: Words) -> bool:
    """Whether a label only says that its row adds others up: "Tổng cộng (I+II)", "Cộng cấp tỉnh"."""
    match = _TOTAL.match(fold_marks(words.path[-1]).strip()) if words.path else None
    if not match or words.terms:
        return False
    return all(_SUMMED.fullmatch(stray) for stray in words.strays)


def settle(rows: Sequence[Row], names: Names, report: Report) -> None:
    """Say what each row is where the columns name the figures, and hang it under the row it belongs to."""
    stack: list[Row] = []
    for row in rows:
        _settle(row, names, report, stack)
        if len(row.labels) > 1:
            continue
        while stack and (stack[-1].depth >= row.depth or row.kind == "total"):
            stack.pop()
        row.parent = stack[-1] if stack else None
        if row.parent:
            row.parent.children.append(row)
        if row.kind in ("level", "unit", "own"):
            stack.append(row)
    _join_by_outer_label(rows)


def _join_by_outer_label(rows: Sequence[Row]) -> None:
    """Rows that share their outer label hang under the one of them that is the unit's own."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        if len(row.labels) > 1:
            groups.setdefault(id(row.labels[0].cell), []).append(row)
    for group in groups.values():
        whole = next((row for row in group if row.kind in ("unit", "own") and is_total(row.words)), None)
        for row in group if whole else ():
            if row is not whole and whole:
                row.parent = whole
                whole.children.append(row)


def _settle(row: Row, names: Names, report: Report, stack: Sequence[Row]) -> None:
    if not row.labels:
        row.kind = "blank"
        return
    above = [each for each in stack if each.kind == "level" and (not row.marker or each.depth < row.depth)]
    held = above[-1].level if above else None
    for label in row.labels:
        found = _said(label, names, report, held)
        held = found.level if found.kind == "level" else held
        _take(row, found, outer=label is not row.labels[0])
    if row.kind == "unit" and held:
        row.level = held
    row.depth = _depth(row, stack)


def _said(label: Label, names: Names, report: Report, held: str | None) -> Named:
    """What one label is."""
    words = label.words
    if label.is_time:
        return Named("own", unit_kind="time")
    if is_total(words):
        return Named("total", level=words.level)
    if named := known_unit(label.cell, names, report):
        return named
    if words.level and not words.strays and not words.levels and _only_of_levels(words):
        return Named("level", level=words.level)
    sector = words.rule == "sector"
    if label.heading == "sector" or (sector and label.heading != "unit"):
        return Named("sector")
    named = unit_by_word(label.text, report, held, in_column_of_units=label.heading == "unit")
    if named and (sector or words.rule is None):
        return named
    if sector:
        return Named("sector")
    return Named("indicator" if words.terms and not words.strays else "unknown")


def _only_of_levels(words: Words) -> bool:
    """ "TTHC thuộc thẩm quyền cấp tỉnh" names a level; "Hồ sơ trực tuyến cấp tỉnh" does not."""
    return {term for terms in words.terms.values() for term in terms} <= _OF_LEVELS and not words.percent


def _take(row: Row, found: Named, *, outer: bool) -> None:
    """Add what an inner label says to what the outer one said: a unit's total is the unit's own figure."""
    if outer and row.kind in ("unit", "own") and found.kind in ("total", "level"):
        row.level = found.level or row.level
        return
    if outer and row.kind == "level" and found.kind == "total":
        return
    row.kind, row.level, row.period = found.kind, found.level or row.level, row.words.period
    row.unit, row.unit_kind, row.place = found.unit, found.unit_kind, found.place


def _depth(row: Row, stack: Sequence[Row]) -> int:
    """A row's depth by its mark; without one by what it is, a commune below the district that is marked above it."""
    if row.kind == "level":
        return min(row.depth, 1)
    if row.kind == "sector":
        return max(row.depth, SECTOR)
    if row.marker:
        return max(row.depth, 1) if row.kind in ("unit", "own") else row.depth
    inner = row.unit_kind == "commune" and any(each.unit_kind == "district" and each.marker for each in stack)
    return SECTOR if inner else UNMARKED.get(row.kind, SECTOR)
