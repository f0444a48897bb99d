"""The only place where what was read becomes typed rows of tables.

Rows are made in batches that are checked against their contract and kept as compressed Parquet in memory, so that ten
thousand reports need no more room than their result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from operator import attrgetter
from typing import Any

import polars as pl

from loaders.records import Fact, LoaderError, Problem, Reading, Report
from loaders.warehouse.agreement import conflicts, marked
from loaders.warehouse.contracts import checked, schema_of

BATCH_FACTS = 50_000
BATCH_TEXT = 8_000_000
_ROW_GROUP = 20_000
MANY = ("facts", "problems", "texts")
"""The tables with many rows a report."""


@dataclass(slots=True)
class Incoming:
    """The rows of the readings of one load: `reports` as a frame, the other tables as batches of Parquet."""

    reports: pl.DataFrame
    batches: dict[str, list[bytes]]
    repeated: tuple[str, ...]
    """Reports that came more than once in this load, with the same bytes; the first one stands."""

    def scan(self, table: str) -> pl.LazyFrame:
        """The rows of one table of `MANY`, in the order they came."""
        return pl.concat([pl.LazyFrame(schema=schema_of(table)), *map(_scanned, self.batches[table])])


@dataclass(slots=True)
class _Batch:
    """Columns being filled."""

    readings: list[Reading] = field(default_factory=list)
    facts: int = 0
    text: int = 0

    def add(self, reading: Reading) -> None:
        self.readings.append(reading)
        self.facts += len(reading.facts)
        self.text += len(reading.text)

    @property
    def is_full(self) -> bool:
        return self.facts >= BATCH_FACTS or self.text >= BATCH_TEXT


def gather(readings: Iterable[Reading], fields: Iterable[str], version: str, now: datetime) -> Incoming:
    """All readings as rows; raises LoaderError for a row that breaks its contract or states a field not in `fields`."""
    known = frozenset(fields)
    batches: dict[str, list[bytes]] = {table: [] for table in MANY}
    reports: list[pl.DataFrame] = []
    seen: set[str] = set()
    repeated: list[str] = []
    for batch in _batched(readings, seen, repeated):
        tables = _tables(batch, known, version, now)
        reports.append(tables["reports"])
        for table in MANY:
            batches[table].append(_compressed(tables[table]))
    empty = pl.DataFrame(schema=schema_of("reports"))
    return Incoming(pl.concat([empty, *reports]), batches, tuple(repeated))


def _batched(readings: Iterable[Reading], seen: set[str], repeated: list[str]) -> Iterator[list[Reading]]:
    batch = _Batch()
    for reading in readings:
        if reading.report.report_id in seen:
            repeated.append(reading.report.report_id)
            continue
        seen.add(reading.report.report_id)
        batch.add(reading)
        if batch.is_full:
            yield batch.readings
            batch = _Batch()
    if batch.readings:
        yield batch.readings


def _tables(batch: list[Reading], known: frozenset[str], version: str, now: datetime) -> dict[str, pl.DataFrame]:
    facts = checked("facts", _facts(batch))
    if strange := sorted(set(facts["field"].unique()) - known):
        raise LoaderError(
            f"Trường {strange[0]!r} không có trong danh mục fields.toml (no such field in the catalogue)."
        )
    found = conflicts(facts)
    problems = checked("problems", _problems(batch, found))
    return {
        "reports": checked("reports", _reports(batch, problems, version, now)),
        "facts": marked(facts, found),
        "problems": problems,
        "texts": checked("texts", _frame("texts", [(r.report.report_id, r.text) for r in batch])),
    }


def _facts(batch: list[Reading]) -> pl.DataFrame:
    columns: dict[str, list[Any]] = {name: [] for name in schema_of("facts")}
    for reading in batch:
        for name, values in _fact_columns(reading.report, reading.facts).items():
            columns[name].extend(values)
    return pl.DataFrame(columns, schema=schema_of("facts"))


def _fact_columns(report: Report, facts: Sequence[Fact]) -> dict[str, Iterable[Any]]:
    """The columns of one report's facts; who, where and when are the report's own unless the fact says otherwise."""
    places = [f.place or report.place for f in facts]
    periods = [f.period or report.period for f in facts]
    spots = [f.at for f in facts]
    return {
        "report_id": [report.report_id] * len(facts),
        "fact_id": range(len(facts)),
        "place_vintage": [p and p.vintage for p in places],
        "place_code": [p and p.code for p in places],
        "unit": [report.unit if f.unit is None else f.unit for f in facts],
        "unit_kind": [report.unit_kind if f.unit_kind is None else f.unit_kind for f in facts],
        "period_kind": [p and p.kind for p in periods],
        "period": [p and p.label for p in periods],
        "period_start": [p and p.start for p in periods],
        "period_end": [p and p.end for p in periods],
        "window_basis": [p and p.basis for p in periods],
        "page": [at.page for at in spots],
        "sheet": [at.sheet for at in spots],
        "cell": [at.cell for at in spots],
        "text_start": [at.start for at in spots],
        "text_end": [at.end for at in spots],
        "counted": [False] * len(facts),
        "value": [float(f.value) for f in facts],
        **{name: map(attrgetter(name), facts) for name in _OWN},
    }


_OWN = ("admin_level", "field", "approximate", "basis", "status", "confidence", "raw", "note")


def _reports(batch: list[Reading], problems: pl.DataFrame, version: str, now: datetime) -> pl.DataFrame:
    unclaimed = pl.col("kind") == "unclaimed"
    counts = problems.group_by("report_id").agg(problems=(~unclaimed).sum(), unclaimed=unclaimed.sum())
    frame = _frame("reports", [_report(reading, version, now) for reading in batch])
    return (
        frame.drop("problems", "unclaimed")
        .join(counts, on="report_id", how="left", maintain_order="left")
        .with_columns(pl.col("problems", "unclaimed").fill_null(0).cast(pl.Int32))
    )


def _report(reading: Reading, version: str, now: datetime) -> dict[str, Any]:
    report, place, period = reading.report, reading.report.place, reading.report.period
    own = ("report_id", "file", "format", "family", "number", "issued_on", "issuer", "unit", "unit_kind", "state")
    return {
        **{name: getattr(report, name) for name in (*own, "held_reason", "source_title", "source_url")},
        "place_vintage": place and place.vintage,
        "place_code": place and place.code,
        "period_kind": period and period.kind,
        "period": period and period.label,
        "period_start": period and period.start,
        "period_end": period and period.end,
        "window_basis": period and period.basis,
        "part": 0,
        "facts": len(reading.facts),
        "problems": 0,
        "unclaimed": 0,
        "loader_version": version,
        "received_at": now,
    }


def _problems(batch: list[Reading], found: pl.DataFrame) -> pl.DataFrame:
    """A report's problems in the order: as read, conflicts between its own figures, numbers that nothing claimed."""
    clashes: dict[str, list[Problem]] = {}
    for cell in found.iter_rows(named=True):
        clashes.setdefault(cell["report_id"], []).append(_conflict(cell))
    rows = []
    for reading in batch:
        report_id = reading.report.report_id
        every = [*reading.problems, *clashes.get(report_id, ()), *_unclaimed(reading)]
        rows += [_problem(report_id, number, problem) for number, problem in enumerate(every)]
    return _frame("problems", rows)


def _problem(report_id: str, number: int, problem: Problem) -> tuple[Any, ...]:
    return (
        report_id,
        number,
        problem.kind,
        problem.severity,
        list(problem.fields),
        problem.admin_level,
        problem.expected,
        problem.found,
        problem.suggestion,
        problem.message_vi,
        problem.message_en,
        problem.at.start,
        problem.at.end,
        None,
        None,
    )


def _conflict(cell: dict[str, Any]) -> Problem:
    values = " ≠ ".join(cell["raws"])
    where = f"{cell['unit']}, {cell['admin_level']}, {cell['period']}"
    return Problem(
        kind="conflict",
        severity="error",
        message_vi=f"Báo cáo nêu các số khác nhau cho cùng một chỗ ({where}): {values}. Không số nào được tính.",
        message_en=f"The report states different numbers for the same cell ({where}): {values}. None is counted.",
        fields=(cell["field"],),
        admin_level=cell["admin_level"],
        found=values,
    )


def _unclaimed(reading: Reading) -> Iterator[Problem]:
    for number in reading.unclaimed:
        reason = f" ({number.reason})" if number.reason else ""
        yield Problem(
            kind="unclaimed",
            severity="info",
            message_vi=f"Số {number.raw} chưa được nhận là chỉ tiêu nào{reason}.",
            message_en=f"No field claims the number {number.raw}{reason}.",
            found=number.raw,
            at=number.at,
        )


def _frame(table: str, rows: list[Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema_of(table), orient="row", infer_schema_length=None)


def _compressed(frame: pl.DataFrame) -> bytes:
    buffer = BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=1, row_group_size=_ROW_GROUP)
    return buffer.getvalue()


def _scanned(batch: bytes) -> pl.LazyFrame:
    return pl.scan_parquet(BytesIO(batch))
