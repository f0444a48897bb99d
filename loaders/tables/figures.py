"""The only place that turns what stands in a table's cells into candidates, or says why a number is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from loaders.catalogue.fields import Field, load_fields
from loaders.catalogue.meanings import index, merged
from loaders.checks.identities import Share, load_identities
from loaders.content import Cell, Table
from loaders.prose.doubts import WHOLES
from loaders.prose.extraction import OPEN
from loaders.prose.findings import Candidate, Findings
from loaders.records import Locator, Problem, Unclaimed
from loaders.tables.axes import NO_FIGURE
from loaders.tables.cell_values import COMMAS, DOTS, ERROR, Value, fits
from loaders.tables.matrix import Entity, Matrix, Spot
from loaders.tables.surroundings import DOSSIERS, SCORES, Caption
from loaders.tables.totals import CHECK
from loaders.text.numbers import Number, find_numbers
from loaders.text.textform import fold_marks

OF_PAPERS = "perhaps of documents, not of procedures"
PROCEDURES = re.compile(r"(?<!về )(?<!văn bản )(?<!\w)(?:tthc|thủ tục hành chính)(?!\w)")
OF_A_LEVEL = "perhaps of one level only"
OF_A_PART = "perhaps of one channel only"
FRACTION = "a share between 0 and 1: perhaps of one, perhaps of a hundred"
PARTIAL = "partial_rate"
POINTS = re.compile(r"(?<!\w)(?<!địa )(?<!thời )(?<!đặc )điểm(?!\w| (?:%|phần trăm|số))")
"""A heading with which a table is one of scores."""
RECEIVED, ONLINE = "dossiers.received", "dossiers.received_online"
NEARLY = 0.6
"""Percent points by which a rate may miss its counts and still tell a fraction from a percentage."""
MOST_POINTS = 100
"""No score is out of more."""
_DIGITS = re.compile(r"[0-9][0-9.,]*")


def leave_cells(
    cells: Iterable[Cell], findings: Findings, reason: str, sheet: str | None, rule: str | None = None
) -> None:
    """The numbers of cells that no heading explains: unclaimed, or ignored by `rule` or those of running text."""
    for cell in cells:
        for number in find_numbers(cell.text):
            if number.kind in ("zero", "word"):
                continue
            moved = replace(number, start=number.start + cell.start, end=number.end + cell.start, parts=None)
            if number.ignored or rule:
                findings.ignored.append((moved, number.ignored or rule or ""))
            else:
                at = Locator(moved.start, moved.end, sheet=sheet, cell=cell.name)
                findings.unclaimed.append(Unclaimed(number.raw, at, reason))


def state(matrix: Matrix, table: Table, caption: Caption, group: int, findings: Findings) -> None:
    """State, ignore or leave every number of a table."""
    teller = _Teller(matrix, table, caption, group, findings)
    teller.early = any("early" in slot.meaning.get("timing", ()) and slot.states for slot in matrix.slots)
    if any("early" in slot.words.terms.get("timing", ()) for slot in matrix.slots) and not teller.early:
        findings.early_blocks.add(group)
    for entity in range(len(matrix.entities)):
        for spot in matrix.of_entity(entity):
            teller.tell(spot)
    taken = {id(spot.cell) for spot in matrix.spots.values()}
    grid = matrix.grid
    counted = {id(row[grid.index]) for row in grid.at} if grid.index is not None else set()
    for cell in table.cells:
        if id(cell) not in taken:
            teller.ignore_digits(cell, counts_rows=id(cell) in counted)


class _Teller:
    """Goes over the spots of one table."""

    def __init__(
        self,
        matrix: Matrix,
        table: Table,
        caption: Caption,
        group: int,
        findings: Findings,
    ) -> None:
        self.matrix, self.sheet, self.caption, self.group = matrix, table.sheet, caption, group
        self.commas, self.near = _uses_commas(matrix), caption.text.rpartition("\n")[2]
        self.findings, self.early = findings, False
        headings = [fold_marks(" ".join(slot.words.path)) for slot in matrix.slots]
        self.scored = any(map(POINTS.search, headings)) and not any(map(DOSSIERS.search, headings))
        named = [*(slot.level for slot in matrix.slots), *(entity.level for entity in matrix.entities)]
        self.level = caption.level if not any(named) else None
        self.of_counts = not any(map(POINTS.search, headings)) and _is_of_counts(matrix)
        self.counts: dict[tuple[int, int], Candidate] = {}
        self.factors: dict[int, float | None] = {}

    def tell(self, spot: Spot) -> None:
        """State, ignore or leave the numbers of one cell."""
        value = spot.value
        if value.kind == "error":
            self.findings.problems.append(_error(spot.cell, self.sheet))
        elif value.kind == "text":
            self._leave_text(spot)
        elif value.kind == "number":
            self._number(spot)

    def _leave_text(self, spot: Spot) -> None:
        if spot.value.reason or any(map(str.isdigit, spot.cell.text)):
            leave_cells([spot.cell], self.findings, spot.value.reason or "words beside the number", self.sheet)

    def _number(self, spot: Spot) -> None:
        slot, entity = self.matrix.slots[spot.slot], self.matrix.entities[spot.entity]
        rule = slot.rule or entity.rule or (CHECK if entity.kind == "total" and not entity.reason else None)
        if rule is None and not slot.period and not entity.period:
            rule = self.caption.rule
        if rule:
            self._ignore(spot, rule)
            return
        found, value, reason = self._field(spot, entity)
        told = bool(found and entity.terms and slot.reason == NO_FIGURE)
        reason = ("" if told else slot.reason) or entity.reason or reason or self._objection(found, entity, spot)
        if found is None or reason:
            self._leave(spot, reason or NO_FIGURE)
            return
        if found.is_percent and self._is_partial(spot):
            self._ignore(spot, PARTIAL)
            return
        if reason := fits(value, found):
            self._leave(spot, reason)
            return
        self._state(spot, value, found)

    def _field(self, spot: Spot, entity: Entity) -> tuple[Field | None, Value, str]:
        """The field of a spot, its value in that field's unit, and why there is none."""
        slot, value = self.matrix.slots[spot.slot], spot.value
        found = slot.field
        share = entity.percent or (value.percent and not slot.percent)
        if entity.terms:
            found = index().find(merged(slot.meaning or slot.words.terms, entity.terms), percent=share, sure=True)
            return found, replace(value, percent=value.percent or share), "" if found else NO_FIGURE
        if found and share and slot.itself:
            return None, value, "a share of itself"
        if found and share and not found.is_percent:
            found = load_fields()[found.rate] if found.rate else None
            return found, replace(value, percent=True), "" if found else "a share of something else"
        if found is None and slot.generic and entity.row is not None and entity.row.words.terms:
            terms = merged(slot.words.terms, entity.row.words.terms)
            found = index().find(terms, percent=slot.percent, sure=True)
        if found and found.is_percent and not value.percent and 0 < value.number <= 1:
            factor = self._factor(spot)
            return found, replace(value, number=round(value.number * (factor or 1), 8)), "" if factor else FRACTION
        return found, value, ""

    def _factor(self, spot: Spot) -> float | None:
        """By how much a share up to 1 is to be multiplied; None where nothing tells 0,98 % from 98 %."""
        if spot.slot not in self.factors:
            self.factors[spot.slot] = _as_fractions(self.matrix, spot.slot)
        if self.factors[spot.slot] is None and spot.cell.value is None and "%" in "".join(self._headings(spot)):
            return 1.0
        return self.factors[spot.slot]

    def _headings(self, spot: Spot) -> tuple[str, ...]:
        slot, entity = self.matrix.slots[spot.slot], self.matrix.entities[spot.entity]
        return (*slot.words.path, entity.label if self.matrix.by_rows else "")

    def _objection(self, found: Field | None, entity: Entity, spot: Spot) -> str:
        """Why a caption, or what it counts, keeps a figure from being stated."""
        if entity.terms.keys() == {"by"} and not self._of_procedures(spot):
            return OF_PAPERS
        if self.level and self.caption.of_part and entity.kind in ("own", "total"):
            return OF_A_LEVEL
        if found is not None and found.unit == "million_vnd":
            return "money, of which a table does not say the unit"
        if found is not None and self.caption.narrow and found.name in WHOLES and not self._beside_channel(found):
            return OF_A_PART
        if found is not None and self.scored and found.unit != "point":
            return SCORES
        if self.caption.reason == SCORES and found is not None and self.of_counts and not self.scored:
            return self.caption.foreign if entity.kind in ("own", "level") else ""
        return self.caption.reason or (self.caption.foreign if entity.kind in ("own", "level") else "")

    def _of_procedures(self, spot: Spot) -> bool:
        """Whether what central and local bodies issued is said to be procedures: documents are issued as well."""
        thing = self.matrix.slots[spot.slot].words.terms.get("thing")
        return thing == frozenset(("procedure",)) or (not thing and bool(PROCEDURES.search(fold_marks(self.near))))

    def _beside_channel(self, found: Field) -> bool:
        """Whether "tiếp nhận" stands beside a smaller "trực tuyến": it is of all under "Hồ sơ trực tuyến" too."""
        rows = [self.matrix.values(entity) for entity in range(len(self.matrix.entities))]
        of = {(RECEIVED, None, None), (ONLINE, None, None)}
        pairs = [(row[RECEIVED, None, None], row[ONLINE, None, None]) for row in rows if of <= set(row)]
        return found.name == RECEIVED and len(pairs) > 1 and all(whole > part for whole, part in pairs)

    def _is_partial(self, spot: Spot) -> bool:
        """The share of those exactly on time beside that of early ones is no on-time rate."""
        beside = self.matrix.slots[spot.slot].beside
        of = self.matrix.slots[beside].field if beside is not None else None
        if self.matrix.by_rows and self.matrix.entities[spot.entity].percent:
            of = self.matrix.slots[spot.slot].field
        return self.early and of is not None and of.or_else is not None

    def _state(self, spot: Spot, value: Value, found: Field) -> None:
        count = self._candidate(spot, value.number, value.spans[0], found, value)
        self.counts[spot.entity, spot.slot] = count
        if found.is_percent:
            count.beside = self._count_beside(spot)
        if value.second is not None and len(value.spans) > 1:
            if found.base:
                self._candidate(spot, value.second, value.spans[1], load_fields()[found.base], value)
            else:
                self._leave_span(spot, value.spans[1], "no field has this base")
        if value.share is not None:
            if found.rate and value.share <= 100 and not (self.early and found.or_else):
                share = self._candidate(spot, value.share, value.spans[-1], load_fields()[found.rate], value)
                share.beside = count
            else:
                self._leave_span(spot, value.spans[-1], "a share of something else")

    def _count_beside(self, spot: Spot) -> Candidate | None:
        if self.matrix.by_rows:
            return self.counts.get((spot.entity - 1, spot.slot))
        beside = self.matrix.slots[spot.slot].beside
        return self.counts.get((spot.entity, beside)) if beside is not None else None

    def _candidate(self, spot: Spot, number: float, span: tuple[int, int], found: Field, value: Value) -> Candidate:
        slot, entity, cell = self.matrix.slots[spot.slot], self.matrix.entities[spot.entity], spot.cell
        start, end = cell.start + span[0], cell.start + span[1]
        own = entity.unit is None and entity.place is None
        stated = Candidate(
            found,
            number,
            slot.level or entity.level or (self.level if own else None),
            cell.text[slice(*span)],
            start,
            end,
            value.approximate,
            "" if value.sure or (self.commas and not found.is_percent) else OPEN,
            slot.period or entity.period or self.caption.period,
            group=self.group,
            place=entity.place,
            unit=self.caption.unit if own else entity.unit or "toàn tỉnh",
            unit_kind=self.caption.unit_kind if own else entity.unit_kind,
            sheet=self.sheet,
            cell=cell.name,
            note=slot.words.note,
            headed=True,
            settled=self.early,
        )
        self.findings.candidates.append(stated)
        return stated

    # -- what is no figure

    def _ignore(self, spot: Spot, rule: str) -> None:
        for start, end in spot.value.spans:
            self._ignored(spot.cell, start, end, rule)

    def _ignored(self, cell: Cell, start: int, end: int, rule: str) -> None:
        raw = cell.text[start:end]
        number = Number(cell.start + start, cell.start + end, raw, 0.0, ignored=rule)
        self.findings.ignored.append((number, rule))

    def _leave(self, spot: Spot, reason: str) -> None:
        for span in spot.value.spans:
            self._leave_span(spot, span, reason)

    def _leave_span(self, spot: Spot, span: tuple[int, int], reason: str) -> None:
        start, end = spot.cell.start + span[0], spot.cell.start + span[1]
        at = Locator(start, end, sheet=self.sheet, cell=spot.cell.name)
        self.findings.unclaimed.append(Unclaimed(spot.cell.text[slice(*span)], at, reason))

    def ignore_digits(self, cell: Cell, *, counts_rows: bool) -> None:
        """The digits of headings, labels, notes, row and column numbers are no figures."""
        grid = self.matrix.grid
        numbered = grid.numbering is not None and any(each is cell for each in grid.at[grid.numbering])
        rule = "column_number" if numbered else "list_marker" if counts_rows else "table_label"
        if ERROR.fullmatch(cell.text):
            self.findings.problems.append(_error(cell, self.sheet))
        for match in _DIGITS.finditer(cell.text):
            self._ignored(cell, match.start(), match.end(), rule)


def _as_fractions(matrix: Matrix, slot: int) -> float | None:
    """By how much a column of shares up to 1 is to be multiplied: 100 where the counts beside it say so.

    1 where some share in it is above 1, or the counts say so; None where nothing tells.
    """
    if any(s.value.number > 1 for s in matrix.of_slot(slot) if s.value.kind == "number"):
        return 1.0
    tried = {
        factor: sum(_fits_counts(matrix, slot, entity, factor) for entity in range(len(matrix.entities)))
        for factor in (1, 100)
    }
    if tried[100] > 0 and tried[1] <= 0:
        return 100.0
    return 1.0 if tried[1] > 0 and tried[100] <= 0 else None


def _fits_counts(matrix: Matrix, slot: int, entity: int, factor: float) -> int:
    """1 where a share times the factor is what the counts of its row give, -1 where not, 0 where they are silent."""
    spot, key = matrix.spots.get((entity, slot)), matrix.key(slot)
    if spot is None or key is None or not spot.value.number or spot.value.kind != "number":
        return 0
    values = {k[0]: v for k, v in matrix.values(entity).items() if k[1:] == key[1:]}
    values[key[0]] = factor * spot.value.number
    known = [s for s in load_identities().shares if s.rate == key[0] and all(top in values for top in s.top)]
    tests = [_about(s, b, values) for s in known for b in s.bottom if values.get(b)]
    return 0 if not tests else 1 if any(tests) else -1


def _about(share: Share, bottom: str, values: Mapping[str, float]) -> bool:
    """Whether the rate is nearly what the counts give: enough to tell a fraction from a percentage."""
    exact = 100 * sum(values[top] for top in share.top) / values[bottom]
    return abs(values[share.rate] - exact) <= NEARLY


def _is_of_counts(matrix: Matrix) -> bool:
    """Whether a table holds ratios of counts and percentages alone: under "chỉ tiêu theo Quyết định 766" no scores."""
    values = [spot.value for spot in matrix.spots.values() if spot.value.kind == "number"]
    ratios = [value for value in values if value.second is not None]
    return len(ratios) > 1 and all(value.percent or (value.second or 0) > MOST_POINTS for value in values)


def _uses_commas(matrix: Matrix) -> bool:
    """Whether the table sets a comma between thousands: some numbers have one, and none a dot there."""
    texts = [spot.cell.text for spot in matrix.spots.values() if spot.cell.value is None]
    return any(map(COMMAS.fullmatch, texts)) and not any(map(DOTS.fullmatch, texts))


def _error(cell: Cell, sheet: str | None) -> Problem:
    where = cell.name or cell.text
    return Problem(
        kind="cell",
        severity="warning",
        message_vi=f"Ô {where} báo lỗi {cell.text} thay vì một con số; sửa công thức rồi nạp lại.",
        message_en=f"The cell {where} shows the error {cell.text} instead of a number; mend the formula.",
        found=cell.text,
        at=Locator(cell.start, cell.end, sheet=sheet, cell=cell.name),
    )
