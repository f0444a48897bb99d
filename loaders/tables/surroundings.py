"""The only place that knows what stands around a table: its captions, and the names and times in its cells.

A caption says of all figures under it what their headings leave out: another time, a field of work, a target, the unit
that a form names at its head.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import TypeVar

from loaders.catalogue.meanings import Meaning
from loaders.content import Cell, Document, Table
from loaders.heads.forms import form_head
from loaders.periods.relations import report_period
from loaders.places.mentions import UnitMention, find_units
from loaders.prose.clauses import Skip
from loaders.prose.scopes import scopes
from loaders.records import Period, Report
from loaders.tables.headings import Words, read_words
from loaders.text.textform import fold, fold_marks

SCORES = "perhaps scores"
APART = " ;\n\n"
"""What keeps the name in one cell from going on in the next."""
CAPTION_LINES, SHEET_LINES = 4, 14
LONG = 260
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(
    r"^\W*(?:bảng|biểu|phụ lục)?\s*(?:số\s*)?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,4}|[a-zđ])[.):]\s*", re.I
)
_ALSO = re.compile(r"(?<=\w)\s+và\s+(?:kết quả |tình hình )?(?:(?:triển khai |thực hiện )+)?đề án 06\b", re.IGNORECASE)
"""What a title also tells of beside its subject is not what its tables are of."""
_LAST_YEAR = re.compile(r"\W*(?:(?:số liệu|kết quả)\s+)?cùng\s+kỳ(?!\w)")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=\S)")
_NOT_ABOUT = re.compile(
    r"đơn\s+vị\s+báo\s+cáo|kèm\s+theo|ban\s+hành|nhận\s+báo\s+cáo|kính\s+gửi|thông\s+tư|nghị\s+định|quyết\s+định"
)
TABLE_RULES = frozenset(
    ("sector", "target", "forecast", "plan", "exclusion", "elsewhere", "cumulative", "other_period")
)
"""Rules that a caption's words bring over the whole table."""
_TARGETS = re.compile(
    r"chỉ\s+tiêu\s+(?:được\s+)?(?:giao|kế\s+hoạch|phấn\s+đấu|năm)|giao\s+(?:các\s+)?chỉ\s+tiêu|mục\s+tiêu|phấn\s+đấu"
    r"|kế\s+hoạch\s+(?:giao|năm|thực\s+hiện)"
)
""" "Chỉ tiêu" alone only says that indicators follow."""
_IN_THOUSANDS = re.compile(
    r"(?:đơn\s+vị(?:\s+tính)?|đvt)\s*:?\s*(?:số\s+)?(?:nghìn|ngàn|triệu|1[.,]?000)(?!\w)"
    r"|\(\s*(?:nghìn|ngàn|triệu|1\.000)\s+(?:hồ\s+sơ|hs|tthc|lượt)\s*\)"
)
_SCORED = re.compile(r"(?<!\w)(?:điểm|chỉ\s+số|xếp\s+hạng|xếp\s+loại|766)(?!\w)")
_PETITIONS = re.compile(r"(?<!\w)(?:phản\s+ánh|kiến\s+nghị|pakn)(?!\w)")
DOSSIERS = re.compile(
    r"(?<!\w)(?:hồ\s+sơ|hs)(?!\w)|(?:giải\s+quyết|tiếp\s+nhận)\s+(?:hồ\s+sơ\s+)?(?:tthc|thủ\s+tục|dịch\s+vụ)"
)
_PROCEDURES = re.compile(r"(?:số\s+lượng|số|đơn\s+vị\s+tính:)\s+(?:tthc|thủ\s+tục)(?!\w)")


@dataclass(frozen=True, slots=True)
class Caption:
    """What the text above a table says of its figures. Whose they are only where it is not the report's own unit."""

    text: str = ""
    things: tuple[str, ...] = ()
    rule: str | None = None
    reason: str = ""
    """Why no figure under it can be told."""
    foreign: str = ""
    """Why figures that name no unit of their own cannot be told."""
    narrow: bool = False
    """It speaks of one channel alone, so no figure may be of all."""
    section: Meaning = field(default_factory=dict)
    """What its last line says, if it says one thing: headings may leave it out."""
    period: Period | None = None
    unit: str | None = None
    unit_kind: str | None = None
    level: str | None = None
    """The one level that its last line names: of a table whose rows and columns name none."""
    of_part: bool = False
    """Its last line names a level among words that nobody knows."""


@dataclass(slots=True)
class Surroundings:
    """The names and times of a document's tables, looked up by cell."""

    document: Document
    prose: str
    report: Report
    head: tuple[int, int] = (0, 0)
    """Where the report's own title stands: what is above it says who reports, no more."""
    _found: dict[int, tuple[Sequence[Skip], Sequence[UnitMention]]] = field(default_factory=dict)

    def enter(self, table: Table) -> None:
        """Look for the names and times in a table's headings and labels, each cell on its own."""
        cells = [cell for cell in table.cells if any(map(str.isalpha, cell.text))]
        place = self.report.place.name if self.report.place else ""
        pieces = [place, *(cell.text for cell in cells)]
        starts = list(accumulate((len(piece) + len(APART) for piece in pieces), initial=0))[1:-1]
        joined = APART.join(pieces)
        skips, units = scopes(joined, self.report), find_units(joined)
        skip_starts, unit_starts = [skip.start for skip in skips], [unit.start for unit in units]
        for cell, start in zip(cells, starts, strict=True):
            end = start + len(cell.text)
            a, b = bisect_left(skip_starts, start), bisect_left(skip_starts, end)
            c, d = bisect_left(unit_starts, start), bisect_left(unit_starts, end)
            self._found[id(cell)] = (
                [_moved(skip, start) for skip in skips[a:b] if skip.end <= end],
                [_moved(unit, start) for unit in units[c:d] if unit.end <= end],
            )

    def names(self, cell: Cell) -> tuple[Sequence[Skip], Sequence[UnitMention]]:
        """The names and times in a cell, by their offsets in it."""
        return self._found.get(id(cell), ((), ()))

    def caption(self, table: Table, since: int, captions: Sequence[Cell]) -> Caption:
        """What the text between `since` and the table says of it, and the captions inside of the table."""
        above = self.prose[max(since, self.head[1]) : table.start]
        most = SHEET_LINES if table.sheet or any(cell.name for cell in table.cells[:1]) else CAPTION_LINES
        lines = [*_last_lines(above, most), *(cell.text for cell in captions)]
        said = Caption("\n".join([*lines, *([table.sheet] if table.sheet else ())]))
        for line in lines:
            said = self._with_line(said, line)
        if since <= self.head[0] and len(lines) <= CAPTION_LINES:
            said = self._under_title(said)
        if table.sheet:
            said = self._with_line(said, table.sheet)
        last = read_words(lines[-1], scopes(lines[-1], self.report)) if lines else Words()
        told = bool(last.level) and not last.levels
        said = replace(said, things=_things(said.text), section=_lent(lines[-1] if lines else ""))
        said = replace(said, level=last.level if told else None, of_part=told and bool(last.strays))
        return self._of_form(said, above) if since else said

    def _under_title(self, said: Caption) -> Caption:
        """The title of a sheet says of its first table what a caption says, but not whose and of when it is."""
        title = self.prose[slice(*self.head)]
        alone = Caption(title)
        for line in _ALSO.sub("", title).splitlines():
            alone = self._with_line(alone, line)
        rule = alone.rule if alone.rule != "other_period" else None
        text = f"{title}\n{said.text}"
        narrow, reason = said.narrow or alone.narrow, said.reason or alone.reason
        return replace(said, text=text, rule=said.rule or rule, reason=reason, narrow=narrow)

    def _with_line(self, said: Caption, line: str) -> Caption:
        low = fold_marks(line)
        skips = scopes(line, self.report)
        words = read_words(line, skips)
        rule = next((skip.rule for skip in skips if skip.rule == "other_period"), None)
        said_rule = words.rule if words.rule != "target" or _TARGETS.search(low) else None
        rule = rule or (said_rule if said_rule in TABLE_RULES else None)
        rule = rule or ("comparison" if _LAST_YEAR.match(low) else None)
        foreign = [skip.stray for skip in skips if skip.stray]
        about = not _NOT_ABOUT.search(low)
        scaled = _IN_THOUSANDS.search(low)
        scores = _SCORED.search(low) and not DOSSIERS.search(low)
        return replace(
            said,
            rule=said.rule or rule,
            reason=SCORES if scores else "counted in thousands or millions" if scaled else said.reason,
            foreign=f"under the name of another unit: {foreign[0]}" if about and foreign else said.foreign,
            narrow=said.narrow or "channel" in words.terms,
            period=said.period or next((skip.period for skip in skips if skip.period), None),
        )

    def _of_form(self, said: Caption, above: str) -> Caption:
        """A later sheet or form of a document may be another unit's or another time's."""
        head = form_head(above)
        if head is None:
            return said
        unit, place = head.reporter, self.report.place
        said = replace(said, foreign="")
        if unit and unit.place and place and fold(unit.place) != fold(place.name):
            return replace(said, reason=f"a form of another province: {unit.place}")
        if unit and unit.unit and unit.unit != self.report.unit:
            said = replace(said, unit=unit.unit, unit_kind=unit.kind)
        family = self.report.family
        period = report_period(head.period, "", head.period, family=family, issued_on=None) if head.period else None
        if period and self.report.period and period != self.report.period:
            said = replace(said, period=period, rule=None)
        return said


Found = TypeVar("Found", Skip, UnitMention)


def _moved(found: Found, by: int) -> Found:
    return replace(found, start=found.start - by, end=found.end - by)


def _last_lines(above: str, most: int) -> list[str]:
    """The lines above a table that may speak of it: up to the last finished sentence."""
    lines = [line.strip() for line in above.splitlines() if line.strip()]
    kept: list[str] = []
    for line in reversed(lines):
        last = _SENTENCE.split(line)[-1]
        if kept and (line.endswith((".", ";")) or len(kept) >= most or len(last) > LONG):
            break
        kept.append(last)
        if last != line:
            break
    return kept[::-1]


def _lent(line: str) -> Meaning:
    """What a caption lends to headings: words that are all known and name one thing in each dimension.

    A finished sentence is no caption.
    """
    if line.endswith("."):
        return {}
    bare = _BRACKETS.sub(" ", _NUMBERED.sub("", line)).strip(" :.-–*")
    words = read_words(bare)
    clear = not (words.strays or words.rule or words.percent or words.levels)
    return words.terms if clear and all(len(terms) == 1 for terms in words.terms.values()) else {}


def _things(text: str) -> tuple[str, ...]:
    """What the figures of a table may count when their headings do not say it."""
    low = fold_marks(text)
    said = [
        thing
        for thing, pattern in (("dossier", DOSSIERS), ("petition", _PETITIONS), ("procedure", _PROCEDURES))
        if pattern.search(low)
    ]
    return tuple(said) if len(said) == 1 else ()


def spans_between(tables: Sequence[Table]) -> list[int]:
    """For each table the offset at which the text above it begins: the end of the table before it, or 0."""
    return [0, *(before.end for before, _ in pairwise(tables))][: len(tables)]
