"""The only place that says what the rows of a table are: units, levels, fields of work, totals; what is under what.

A row's number or mark gives its depth (A, I, 1, 1.1, a, -); levels hold units, units hold fields of work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from loaders.clauses import Skip
from loaders.content import Cell
from loaders.grids import MARKER, Grid, label_cells, marker_of
from loaders.headings import Words, read_words
from loaders.places import UnitMention
from loaders.records import Place, Report
from loaders.reference import map_of, place_named
from loaders.reporters import as_reporter
from loaders.terms import words_of
from loaders.textform import fold, fold_marks

LEVEL_OF = {
    **dict.fromkeys(("department", "service_centre", "system", "one_stop_office"), "province"),
    **dict.fromkeys(("district", "commune"), ""),
    "province": "all",
}
"""The level of the dossiers a unit counts; a district or commune its own."""
KINDS_BY_WORD = (
    ("service_centre", re.compile(r"(?:tt|trung tam) (?:phuc vu |pv )?(?:hanh chinh cong|hcc)\b|ttpvhcc|tthcc")),
    ("commune", re.compile(r"(?:ubnd |uy ban nhan dan )?(?:xa|phuong|thi tran|dac khu|tt\.?) \S")),
    ("district", re.compile(r"(?:ubnd |uy ban nhan dan )?(?:huyen|quan|thi xa|thanh pho|tp\.?|tx\.?) ?\S")),
    ("system", re.compile(r"(?:cong an|cuc thue|thue|bao hiem xa hoi|bhxh|kho bac|hai quan|dien luc)\b")),
    (
        "department",
        re.compile(
            r"(?:so|ban|van phong|vp|vpdk\w*|thanh tra|chi cuc|cuc|chi nhanh|cn|phong|trung tam|truong|benh vien|quy)\b"
        ),
    ),
)
OF_LEVEL = {"province": "department", "district": "district", "commune": "commune"}
_TOTAL = re.compile(
    r"(?:tong(?: (?:cong|so|chung|hop|toan \w+|toan thanh pho))?|cong(?: chung| toan \w+)?|"
    r"toan (?:tinh|thanh pho|huyen|xa|phuong|nganh)|ca (?:tinh|thanh pho|nuoc)|chung|total)\b"
)
_SUMMED = re.compile(r"\(?\s*(?:[ivxabcd0-9]{1,4}\s*[+,]\s*)*[ivxabcd0-9]{1,4}\s*\)?")
_AROUND_A_NAME = frozenset(
    words_of(
        "ubnd ủy ban nhân dân hđnd và tỉnh tp thành phố bộ phận một cửa bpmc tiếp nhận trả kết quả của tại thuộc cấp"
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_LEADING = re.compile(rf"^\s*({MARKER.pattern})(?:\s+|(?<=[.)-])\s*)(?=[^\W\d_])".replace("?P<", "?P<lead_"))


@dataclass(slots=True)
class Row:
    """A row of the body. `kind`: total, own, level, unit, sector, indicator, unknown, blank."""

    at: int
    label: str
    cells: tuple[Cell, ...]
    marker: str
    words: Words
    kind: str = "unknown"
    level: str | None = None
    unit: str | None = None
    unit_kind: str | None = None
    place: Place | None = None
    depth: int = 3
    parent: Row | None = None
    children: list[Row] = field(default_factory=list)
    has_values: bool = False

    def inside(self) -> Iterable[Row]:
        """Everything under this row."""
        for child in self.children:
            yield child
            yield from child.inside()


Names = Callable[[Cell], tuple[Sequence[Skip], Sequence[UnitMention]]]
"""The names and times in a cell, by their offsets in it."""


def read_rows(grid: Grid, names: Names) -> list[Row]:
    """The rows of the body with what their labels say; kinds are not settled yet."""
    rows: list[Row] = []
    for at in grid.body:
        cells = tuple(label_cells(grid, at)) or _lone_index(grid, at)
        label = " / ".join(cell.text for cell in cells)
        marker, own = marker_of(grid, at), cells[-1].text if cells else ""
        if not marker and (leading := _LEADING.match(own)):
            marker, own = leading[1], own[leading.end() :]
        skips = names(cells[-1])[0] if cells else ()
        shift = len(cells[-1].text) - len(own) if cells else 0
        words = read_words(own, [_shifted(skip, shift) for skip in skips if skip.start >= shift])
        rows.append(Row(at, label, cells, marker, words, depth=depth_of(marker)))
    return rows


def _shifted(skip: Skip, by: int) -> Skip:
    return Skip(skip.start - by, skip.end - by, skip.stray, skip.level, skip.rule, skip.period)


def _lone_index(grid: Grid, at: int) -> tuple[Cell, ...]:
    """A label that stands in the column of numbers: "Tổng cộng" over both."""
    cell = grid.at[at][grid.index] if grid.index is not None else None
    return (cell,) if cell and not MARKER.fullmatch(cell.text) else ()


def depth_of(marker: str) -> int:
    """How deep a row with this mark stands: A 0, I 1, 1 2, 1.1 3, a 5, "-" 6, "+" 7; 3 where it has none."""
    match = MARKER.fullmatch(marker)
    if not match:
        return 3
    if match["digits"]:
        return 2 + match["digits"].count(".")
    return {"roman": 1, "letter": 0, "small": 5, "dash": 6, "plus": 7}[str(match.lastgroup)]


def is_total(row: Row) -> bool:
    """Whether a label only says that the row adds others up: "Tổng cộng (I+II)", "Cộng cấp tỉnh"."""
    said = fold(row.words.path[-1]) if row.words.path else ""
    match = _TOTAL.match(said)
    if not match or row.words.terms:
        return False
    return all(_SUMMED.fullmatch(stray) for stray in row.words.strays)


def settle(rows: list[Row], names: Names, report: Report, column: str | None) -> None:
    """Say what each row is, where the columns name the figures; `column` is what the heading of the labels says."""
    stack: list[Row] = []
    for row in rows:
        _settle(row, names, report, column, stack)
        while stack and (stack[-1].depth >= row.depth or row.kind == "total"):
            stack.pop()
        row.parent = stack[-1] if stack else None
        if row.parent:
            row.parent.children.append(row)
        if row.kind in ("level", "unit", "own"):
            stack.append(row)


def _settle(row: Row, names: Names, report: Report, column: str | None, stack: Sequence[Row]) -> None:
    above = [each for each in stack if each.depth < row.depth or each.kind == "level"]
    held = next((each.level for each in reversed(above) if each.kind == "level"), None)
    if not row.label:
        row.kind = "blank"
    elif is_total(row):
        row.kind, row.level = "total", row.words.level
    elif _settle_unit(row, names, report):
        row.level = (held if row.kind == "unit" else None) or row.level
        row.depth = max(row.depth, 1)
    elif row.words.level and not row.words.strays and not row.words.levels and _only_of_levels(row.words):
        row.kind, row.level, row.depth = "level", row.words.level, min(row.depth, 1)
    elif row.words.rule == "sector" or column == "sector":
        row.kind, row.depth = "sector", max(row.depth, 3)
    else:
        _settle_by_word(row, report, column, held)


def unit_label(cell: Cell, names: Names, report: Report) -> Row | None:
    """The unit that a heading is the name of, as the row of a table would have it."""
    row = Row(0, cell.text, (cell,), "", read_words(cell.text))
    return row if _settle_unit(row, names, report) else None


def _only_of_levels(words: Words) -> bool:
    """ "TTHC thuộc thẩm quyền cấp tỉnh" names a level; "Hồ sơ trực tuyến cấp tỉnh" does not."""
    said = {term for terms in words.terms.values() for term in terms}
    return said <= {"procedure", "dossier", "authority", "resolved", "received"} and not words.percent


def _settle_unit(row: Row, names: Names, report: Report) -> bool:
    """A unit that the tables of names know, if the label is its name and nothing else."""
    for cell in row.cells:
        mentions = [unit for unit in names(cell)[1] if unit.kind not in ("group", "national")]
        if not mentions:
            continue
        unit = mentions[0]
        if len(mentions) > 1 or not _is_the_label(cell.text, unit):
            return False
        _name(row, unit, report)
        return True
    return False


def _is_the_label(text: str, unit: UnitMention) -> bool:
    left = fold_marks(text[: unit.start] + " " + text[unit.end :])
    left = _LEADING.sub("", left)
    return all(word in _AROUND_A_NAME for word in _WORD.findall(left)) and not re.search(r"[0-9]{2}", left)


def _name(row: Row, unit: UnitMention, report: Report) -> None:
    """The row's unit as reports name it; the report's own unit has none."""
    place = report.place.name if report.place else None
    named = as_reporter(unit, place if unit.kind == "service_centre" else unit.place)
    row.unit, row.unit_kind, row.kind = named.unit or unit.name, unit.kind, "unit"
    row.level = LEVEL_OF.get(unit.kind, "all") or unit.kind
    if unit.kind == "service_centre" and {"xa", "phuong", "dac"} & set(fold(row.unit).split()):
        row.level = "commune"
    own_province = unit.kind == "province" and report.place and fold(unit.name) == fold(report.place.name)
    if own_province or (report.unit and fold(row.unit) == fold(report.unit)):
        mine = report.unit_kind == unit.kind
        row.kind, row.unit, row.unit_kind, row.level = ("own" if mine else "unknown"), None, None, None
    elif unit.kind == "province":
        day = report.period.end if report.period else report.issued_on
        row.place = place_named(unit.name, map_of(day)) if day else None
        row.kind = "unit" if row.place else "unknown"


def _settle_by_word(row: Row, report: Report, column: str | None, held: str | None) -> None:
    """A unit by the first word of its name, by its column, or by the level it stands under; its name is as printed."""
    said = row.words.path[-1].strip(" .;:*") if row.words.path else ""
    key = fold(said)
    kind = next((kind for kind, pattern in KINDS_BY_WORD if pattern.match(key)), None)
    if kind is None and column == "unit" and held:
        kind = OF_LEVEL.get(held)
    if kind is None or len(said) > 90 or row.words.rule or not said[:1].isupper():
        row.kind = "indicator" if row.words.terms and not row.words.strays else "unknown"
        return
    row.kind, row.unit, row.unit_kind = "unit", said, kind
    row.level = held or LEVEL_OF.get(kind, "all") or kind
    if report.unit and fold(report.unit) == key:
        row.kind, row.unit, row.unit_kind, row.level = "own", None, None, None
