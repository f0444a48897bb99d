"""The only place that opens the warehouse: one vintage's Parquet as views, on a connection that can do nothing else.

A Warehouse is one vintage and never changes. `open_warehouse` reads the pointer each time and hands back the Warehouse
it already holds until the pointer moves, so whoever calls it before each use is always current and never sees half a
load; what was opened before stays readable.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TypedDict, cast

import duckdb
import polars as pl

from queries.errors import QueryError, UnknownReport
from queries.revisions import selects
from queries.vintages import (
    TABLES,
    current_vintage,
    default_folder,
    files_of,
    pinned_vintage,
    vintages_in,
    whole_provinces_file,
)

MEMORY_LIMIT = "1GB"
THREADS = 2
HELD_IN_MEMORY = 16 * 2**20
"""Files up to this size (bytes) are read once, at opening: looking into a Parquet file anew costs a query 5 ms."""
WHOLE_PROVINCES = "figures_of_whole_provinces"
"""The rows of `figures` that are of unit kind province, held in memory where they lie in a file of their own."""
SIMULATED = "simulated"
"""The format of a report that nobody wrote, made up to show or to measure the dashboard."""
KEPT_OPEN = 4
"""Warehouses held by `open_warehouse`: the current one and a few pinned ones."""

Value = str | int | float | bool | date | datetime | None
Parameters = list[object] | dict[str, object] | None


class ReportRow(TypedDict):
    """One document received, as in table `reports`."""

    report_id: str
    file: str
    format: str
    family: str
    number: str | None
    issued_on: date | None
    issuer: str | None
    place_vintage: str | None
    place_code: str | None
    unit: str | None
    unit_kind: str | None
    period_kind: str | None
    period: str | None
    period_start: date | None
    period_end: date | None
    window_basis: str | None
    state: str
    known_on: date
    superseded_on: date | None
    held_reason: str | None
    source_title: str | None
    source_url: str | None
    facts: int
    problems: int
    unclaimed: int
    loader_version: str
    received_at: datetime


class Warehouse:
    """One vintage, open for reading. Any number of threads may share it: each query has its own cursor."""

    def __init__(
        self, folder: Path, vintage: str, held_in_memory: int = HELD_IN_MEMORY, known_on: date | None = None
    ) -> None:
        self.folder = folder
        self.vintage = vintage
        self.known_on = known_on
        self._connection = _connect(folder / vintage, held_in_memory, known_on)

    def __repr__(self) -> str:
        return f"Warehouse({self.vintage}{f', known on {self.known_on}' if self.known_on else ''})"

    def vintages(self) -> list[str]:
        """The vintages that can be opened, newest first."""
        return vintages_in(self.folder)

    def sql(self, query: str, params: Parameters = None, **frames: pl.DataFrame) -> pl.DataFrame:
        """One select over the tables of `vintages.TABLES`; `$name` or `?` parameters.

        Frames given by name can be read like tables, by this query alone. Raises QueryError unless it is one select.
        """
        with self._connection.cursor() as cursor:
            for name, frame in frames.items():
                cursor.register(name, frame)
            statements = cursor.extract_statements(query)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise QueryError("Chỉ chạy được đúng một câu lệnh select.", "Only a single select can be run.")
            return cast(pl.DataFrame, cursor.sql(query, params=params).pl())

    def places(self) -> pl.DataFrame:
        """The table `places`: 63 + 34 provinces and the nation, with names, regions, validity, successors, tiles."""
        return self._places

    def breaks(self) -> pl.DataFrame:
        """The table `breaks`: on which day the history of a place breaks, of what kind, and why (vi, en)."""
        return self._breaks

    def fields(self) -> pl.DataFrame:
        """The table `fields`: name, column, kind, levels, unit, labels of every figure a report can state."""
        return self._fields

    def reports(self) -> pl.DataFrame:
        """The table `reports`, newest issue date first; the undated last."""
        return self.sql("select * from reports order by issued_on desc nulls last, received_at desc, report_id")

    def report(self, report_id: str) -> ReportRow:
        """One document; raises UnknownReport."""
        rows = self.sql("select * from reports where report_id = $report_id", {"report_id": report_id})
        if rows.is_empty():
            raise UnknownReport(
                f"Không có báo cáo {report_id[:12]} trong số liệu {self.vintage}.",
                f"There is no report {report_id[:12]} in vintage {self.vintage}.",
            )
        return cast(ReportRow, rows.row(0, named=True))

    def facts_of(self, report_id: str) -> pl.DataFrame:
        """All facts of one report in its own order, counted or not; columns as in table `facts`. Empty if unknown."""
        return self.sql("select * from facts where report_id = $id order by fact_id", {"id": report_id})

    def problems_of(self, report_id: str) -> pl.DataFrame:
        """All problems of one report: errors first, then warnings, then what nothing claimed."""
        rank = "case severity when 'error' then 0 when 'warning' then 1 else 2 end"
        return self.sql(f"select * from problems where report_id = $id order by {rank}, problem_id", {"id": report_id})

    def text_of(self, report_id: str) -> str | None:
        """The report's normalized text, which facts and problems point into; None for a table of figures."""
        found = self.sql("select text from texts where report_id = $id", {"id": report_id})
        return None if found.is_empty() else cast(str, found["text"][0])

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns of `figures`."""
        named = self.sql("select column_name from duckdb_columns() where table_name = 'figures'")
        return frozenset(named["column_name"])

    @cached_property
    def field_kinds(self) -> dict[str, tuple[str, str | None]]:
        """Of every field (dotted): its kind (flow, opening, closing, …) and levels (sum, distinct or None)."""
        rows = self._fields.select("field", "kind", "levels").iter_rows()
        return {field: (kind, levels) for field, kind, levels in rows}

    @cached_property
    def field_columns(self) -> frozenset[str]:
        """The columns of `figures` that hold a field each."""
        return frozenset(self._fields["column"])

    @cached_property
    def is_simulated(self) -> bool:
        """Whether any of its reports was made up."""
        return not self.sql(
            "select 1 from reports where format = $simulated limit 1", {"simulated": SIMULATED}
        ).is_empty()

    @cached_property
    def place_keys(self) -> frozenset[str]:
        """Every place as "VINTAGE.CODE"."""
        return frozenset(self._places.select(pl.concat_str("place_vintage", "place_code", separator=".")).to_series())

    @cached_property
    def place_names(self) -> pl.DataFrame:
        """place_vintage, place_code, place (the name)."""
        return self._places.select("place_vintage", "place_code", pl.col("name").alias("place"))

    def origins(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Of the reports of these rows of figures, and maybe others: report_id, family, issued_on, received_at."""
        if (rows["unit_kind"] == "province").all():
            return self._origins_of_provinces
        return self._origins.join(rows.select("report_id").unique(), on="report_id", how="semi")

    @cached_property
    def _origins_of_provinces(self) -> pl.DataFrame:
        """The few of which most questions are."""
        origin = "distinct report_id, family, issued_on, received_at"
        return self.sql(f"select {origin} from {WHOLE_PROVINCES} where unit_kind = 'province'")

    @cached_property
    def _origins(self) -> pl.DataFrame:
        return self.sql("select report_id, family, issued_on, received_at from reports")

    @cached_property
    def _places(self) -> pl.DataFrame:
        return self.sql("select * from places order by place_vintage, place_code")

    @cached_property
    def _breaks(self) -> pl.DataFrame:
        return self.sql("select * from breaks order by place_vintage, place_code, day")

    @cached_property
    def _fields(self) -> pl.DataFrame:
        return self.sql("select * from fields")


def open_warehouse(folder: Path | None = None, vintage: str | None = None, known_on: date | None = None) -> Warehouse:
    """The current vintage, or the pinned one; with `known_on`, only what reports known on that day say.

    `folder` holds CURRENT and the vintages; by default `data/warehouse`, or `$DUNG_HAN_DATA/warehouse`. A report is
    known from its day of issue (else of receipt) until a correction of it is. Raises NoWarehouse (nothing built yet) or
    UnknownVintage (pinned, but not kept).
    """
    folder = (folder or default_folder()).absolute()
    name = current_vintage(folder) if vintage is None else pinned_vintage(folder, vintage)
    wanted = (folder, name, known_on)
    with _opening:
        if wanted not in _open:
            _open[wanted] = Warehouse(folder, name, known_on=known_on)
            while len(_open) > KEPT_OPEN:
                _open.popitem(last=False)
        _open.move_to_end(wanted)
        return _open[wanted]


_open: OrderedDict[tuple[Path, str, date | None], Warehouse] = OrderedDict()
_opening = threading.Lock()


def _connect(vintage: Path, held_in_memory: int, known_on: date | None) -> duckdb.DuckDBPyConnection:
    """An in-memory database over this vintage's files, which can reach nothing else, ever after."""
    files = {table: files_of(vintage, table) for table in TABLES}
    connection = duckdb.connect(
        config={
            "threads": THREADS,
            "memory_limit": MEMORY_LIMIT,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
        }
    )
    # A vintage's files never change. Global, for each query has a cursor of its own, which does not take over the rest.
    connection.execute("set global parquet_metadata_cache = true")
    connection.execute("set allowed_paths = $files", {"files": [str(file) for of in files.values() for file in of]})
    connection.execute("set enable_external_access = false")
    for table, select in selects(known_on).items():
        held = sum(file.stat().st_size for file in files[table]) <= held_in_memory
        connection.execute(f"create {'table' if held else 'view'} {table} as {select.format(file=_read(files[table]))}")
    whole = whole_provinces_file(files["figures"])
    rows = selects(known_on)["figures"].format(file=_read([whole])) if whole else "select * from figures"
    connection.execute(f"create {'table' if whole else 'view'} {WHOLE_PROVINCES} as {rows}")
    return connection


def _read(files: list[Path]) -> str:
    quoted = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    return f"read_parquet([{quoted}])"
