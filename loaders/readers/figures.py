"""The only reader of tables of published figures: CSV files in the form of `data/published/figures.csv`.

Each source (title and address) becomes one Reading, so that it has its own page, checks and state. Facts carry their
own place, unit and period; a row that is refused is a problem that names file and row; the rest of the file is kept.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TypeVar

from loaders.catalogue.fields import Field, load_fields
from loaders.checks.verdicts import judge
from loaders.readers.document import bytes_of
from loaders.readers.figure_rows import CELL_COLUMN, HEADER, Doubt, RefusedRow, fact_of
from loaders.records import Fact, LoaderError, Locator, Problem, Reading, Report
from loaders.text.file_names import printable
from loaders.text.textform import normalise

MAX_BYTES = 50_000_000
_NUMBER = re.compile(r"(?:Báo cáo|Công văn)(?: số)? ([0-9]+/[A-ZĐ]+(?:-[A-ZĐ]+)*)\b")
_UNSHOWN = ("source_title", "source_url", "source_date")
SIGNS = 6
"""So many columns of the table's own, and a file means to be one, even with a column missing or misspelled."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: its number as a spreadsheet shows it, and its cells; short or long rows have `None`."""

    number: int
    cells: tuple[str, ...]
    values: dict[str, str] | None


def read(path: Path, fields: Mapping[str, Field] | None = None) -> tuple[Reading, ...]:
    """One Reading per source, in the order of the file; raises LoaderError where it is no such table."""
    return read_content(bytes_of(path), printable(path.name), fields)


def read_content(content: bytes, name: str, fields: Mapping[str, Field] | None = None) -> tuple[Reading, ...]:
    """The same of a file's bytes; the name is the file's."""
    known = load_fields() if fields is None else fields
    sources: dict[tuple[str, str], list[Row]] = {}
    for row in _rows(content, name):
        values = row.values or {}
        sources.setdefault((values.get("source_title", ""), values.get("source_url", "")), []).append(row)
    return tuple(_reading(name, title, url, rows, known) for (title, url), rows in sources.items())


def is_published(content: bytes) -> bool:
    """Whether a CSV file is meant as a table of published figures, by the columns in its first line."""
    head = content[:2_000].splitlines()[:1]
    names = re.split(r"[,;\t]", head[0].decode("utf-8-sig", errors="replace")) if head else []
    return len({name.strip(' "') for name in names} & {*HEADER}) >= SIGNS


def _rows(content: bytes, name: str) -> list[Row]:
    """The rows below the header, blank ones left out."""
    if len(content) > MAX_BYTES:
        raise LoaderError(f"{name} quá lớn (over {MAX_BYTES:,} bytes).", "Chia thành nhiều tệp.")
    try:
        lines = StringIO(content.decode("utf-8-sig"), newline="")
        records = [tuple(map(_tidy, record)) for record in csv.reader(lines, strict=True)]
    except (UnicodeDecodeError, csv.Error) as cause:
        raise LoaderError(
            f"{name} không đọc được như một tệp CSV UTF-8 (not a CSV file in UTF-8): {cause}.",
            "Lưu lại dưới dạng CSV UTF-8, phân cách bằng dấu phẩy.",
        ) from cause
    columns = _checked_header(name, records[0] if records else ())
    return [Row(i, r, _named(columns, r)) for i, r in enumerate(records[1:], start=2) if any(r)]


def _tidy(cell: str) -> str:
    return " ".join(normalise(cell).split())


def _checked_header(name: str, header: tuple[str, ...]) -> tuple[str, ...]:
    """The columns; `source_date` may be missing."""
    if header in (HEADER, HEADER[:-1]):
        return header
    missing = [column for column in HEADER[:-1] if column not in header]
    strange = [column for column in header if column not in HEADER]
    detail = f"thiếu {', '.join(missing)}" if missing else f"lạ {', '.join(strange)}" if strange else "sai thứ tự"
    raise LoaderError(
        f"{name} không phải là bảng số liệu đã công bố: dòng đầu {detail} (not a table of published figures).",
        "Dòng đầu phải là: " + ",".join(HEADER) + ".",
    )


def _named(columns: tuple[str, ...], cells: tuple[str, ...]) -> dict[str, str] | None:
    if len(cells) != len(columns):
        return None
    return {"source_date": "", **dict(zip(columns, cells, strict=True))}


def _reading(file: str, title: str, url: str, rows: list[Row], fields: Mapping[str, Field]) -> Reading:
    facts: list[Fact] = []
    problems: list[Problem] = []
    doubtful: dict[Doubt, list[tuple[Row, Fact]]] = {}
    text = "\n".join(part for part in (title, url) if part)
    for row in rows:
        line, before = _line(row)
        start = len(text) + 1
        text += "\n" + line
        try:
            fact, doubts = _fact(row, Locator(start + before, start + before + len(_value(row)), sheet=file), fields)
            facts.append(fact)
            for doubt in doubts:
                doubtful.setdefault(doubt, []).append((row, fact))
        except RefusedRow as refused:
            problems.append(_refused(file, row, refused, Locator(start, start + len(line))))
    problems += [_doubted(file, doubt, met) for doubt, met in doubtful.items()]
    report = _report(file, title, url, rows, facts)
    judged, broken = _judged(facts, report)
    return Reading(report, text, tuple(judged), (*problems, *broken))


def _judged(facts: list[Fact], report: Report) -> tuple[list[Fact], list[Problem]]:
    """The facts held against the equations; rounded and inferred ones accuse nobody, undated ones take no part."""
    dated = [i for i, fact in enumerate(facts) if fact.period and fact.confidence > 1]
    judged, problems = judge([replace(facts[i], approximate=facts[i].confidence < 3) for i in dated], report=report)
    status = {i: each.status for i, each in zip(dated, judged, strict=False)}
    return [replace(fact, status=status.get(i, fact.status)) for i, fact in enumerate(facts)], problems


def _fact(row: Row, at: Locator, fields: Mapping[str, Field]) -> tuple[Fact, tuple[Doubt, ...]]:
    if row.values is None:
        raise RefusedRow("số cột không đúng", "the row has the wrong number of columns", str(len(row.cells)))
    if not row.values["source_title"]:
        raise RefusedRow("không ghi nguồn", "the row names no source")
    place = Locator(at.start, at.end, sheet=at.sheet, cell=f"{CELL_COLUMN}{row.number}")
    return fact_of(row.values, place, fields)


def _line(row: Row) -> tuple[str, int]:
    """The row as a line of the source's text, and where in it the value starts."""
    if row.values is None:
        return "\t".join(row.cells), 0
    shown = [name for name in HEADER if name not in _UNSHOWN]
    before = "\t".join(row.values[name] for name in shown[: shown.index("value")])
    return "\t".join(row.values[name] for name in shown), len(before) + 1


def _value(row: Row) -> str:
    return row.values["value"] if row.values else ""


def _refused(file: str, row: Row, why: RefusedRow, at: Locator) -> Problem:
    stands = f": {why.found!r}" if why.found else ""
    return Problem(
        kind="row",
        severity="error",
        message_vi=f"{file} dòng {row.number}: {why.vi}{stands}. Dòng này bị bỏ qua.",
        message_en=f"{file} row {row.number}: {why.en}{stands}. The row is left out.",
        fields=(row.values["field"],) if row.values and row.values["field"] else (),
        expected=why.expected or None,
        found=why.found or None,
        at=at,
    )


def _doubted(file: str, why: Doubt, met: list[tuple[Row, Fact]]) -> Problem:
    """One problem for all rows of a source that are kept and not counted for the same reason."""
    rows, facts = [row.number for row, _ in met], [fact for _, fact in met]
    return Problem(
        kind=why.kind,
        severity="warning",
        message_vi=f"{file} dòng {_spans(rows)}: {why.vi}.",
        message_en=f"{file} row {_spans(rows)}: {why.en}.",
        fields=tuple(dict.fromkeys(fact.field for fact in facts)),
        admin_level=_mostly([fact.admin_level for fact in facts], share=1),
        found=why.found,
        suggestion=why.suggestion,
        at=facts[0].at,
    )


def _spans(rows: list[int]) -> str:
    """Row numbers as a person writes them: 3, 5–8."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


def _report(file: str, title: str, url: str, rows: list[Row], facts: list[Fact]) -> Report:
    """The source as a report; its own place, unit and period are those that nearly all of its facts share."""
    lacking = [what for what in ("place", "period") if not any(getattr(fact, what) for fact in facts)]
    number = _NUMBER.match(title)
    return Report(
        report_id=_identity(rows),
        file=file,
        format="csv",
        family="figures",
        number=number[1] if number else None,
        issued_on=_issued_on(title, rows),
        place=_mostly([fact.place for fact in facts]),
        unit=_mostly([fact.unit for fact in facts]),
        unit_kind=_mostly([fact.unit_kind for fact in facts]),
        period=_mostly([fact.period for fact in facts]),
        state="held" if lacking else "current",
        held_reason=",".join(lacking) or None,
        source_title=title or None,
        source_url=url or None,
    )


def _identity(rows: list[Row]) -> str:
    """The hash of the rows of one source, wherever in the file they stand."""
    lines = "\x1e".join("\x1f".join(row.cells) for row in rows)
    return hashlib.sha256(lines.encode()).hexdigest()


def _issued_on(title: str, rows: list[Row]) -> date | None:
    """The source's day where all rows have it; not where it only repeats the last day of their periods."""
    days = {(row.values or {}).get("source_date", "") for row in rows}
    text = days.pop() if len(days) == 1 else ""
    try:
        day = date.fromisoformat(text)
    except ValueError:  # a year, a month, or nothing
        return None
    printed = re.search(rf"\b0?{day.day}[/.-]0?{day.month}[/.-]{day.year}\b", title)
    stands_in = all(row.values and row.values["period_end"] == text for row in rows)
    return day if printed or not stands_in else None


def _mostly(values: list[T | None], share: float = 0.75) -> T | None:
    """What nearly all facts have; None where one has nothing, which would otherwise take over what the report has."""
    if not values or None in values:
        return None
    value, times = Counter(values).most_common(1)[0]
    return value if times >= share * len(values) else None
