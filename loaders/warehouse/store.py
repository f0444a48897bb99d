"""The only place that writes the warehouse: merges what was read with the current vintage and publishes a new one.

`commit` is the whole interface. The same bytes, read by the same loader with the same decisions, change nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import polars as pl

from loaders.catalogue.fields import Field
from loaders.places.breaks import load_breaks
from loaders.places.reference import REFERENCE, load_places
from loaders.records import LoaderError, Reading
from loaders.version import loader_version
from loaders.warehouse.agreement import countable
from loaders.warehouse.contracts import checked, fields_table, schema_of
from loaders.warehouse.corrections import with_states
from loaders.warehouse.files import sink, write_part, write_whole
from loaders.warehouse.history import across, is_across
from loaders.warehouse.parts import PARTED, WHOLE, assigned, files_of, keep, number_of, part_file, scan
from loaders.warehouse.rows import MANY, Incoming, gather
from loaders.warehouse.tables import TABLES
from loaders.warehouse.targets import read_grades, read_targets
from loaders.warehouse.vintages import WAIT_SECONDS, current, publish, writing
from loaders.warehouse.wide import REPEATED


@dataclass(frozen=True, slots=True)
class Commit:
    """What a load did to the warehouse; reports by id. `vintage` is the current one, new only if `created`."""

    vintage: str
    created: bool
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    """Known reports that are read differently now: another loader, another decision, another place in the file."""
    skipped: tuple[str, ...]
    """The same bytes, read the same way."""
    superseded: tuple[str, ...]
    """Reports that stopped counting because a correction came."""


class Standing(NamedTuple):
    """A report in the warehouse that need not be read again while its file stays the same."""

    report_id: str
    file: str
    placed: bool
    held_reason: str | None
    facts: int
    problems: int


@dataclass(frozen=True, slots=True)
class _Merge:
    """The reports as they will be, and which rows of the old and the new tables stay."""

    old: Path | None
    incoming: Incoming
    before: pl.DataFrame
    """The reports as they were."""
    reports: pl.DataFrame
    added: list[str]
    replaced: list[str]
    skipped: list[str]
    superseded: list[str]
    restated: list[str]
    """Known reports that count now and did not before, or the other way round."""

    moved: list[str]
    """Reports of which the rows are to be written anew: known ones that are read, dated or counted otherwise now."""

    removed: list[str]
    """Known reports that are no more."""

    def changed_facts(self) -> pl.LazyFrame:
        """The facts that are new, gone, or count anew."""
        met = pl.col("report_id").is_in([*self.added, *self.replaced, *self.restated, *self.removed])
        touched = self.old_parts(self.replaced + self.restated + self.removed)
        files = [] if self.old is None else [part_file(self.old, "facts", part) for part in sorted(touched)]
        old = [pl.scan_parquet(file).filter(met) for file in files if file]
        return pl.concat([self.incoming.scan("facts").filter(met), *old])

    def problems_before(self) -> pl.LazyFrame:
        """The problems of the old vintage, of reports that stay as they were."""
        if self.old is None:
            return pl.LazyFrame(schema=schema_of("problems"))
        return scan(self.old, "problems").filter(~self._gone())

    def problems(self) -> pl.LazyFrame:
        """All problems: the old ones that stay, then the new ones."""
        return pl.concat([self.problems_before(), self.incoming.scan("problems").filter(self._fresh())])

    def old_parts(self, reports: list[str]) -> set[int]:
        """The parts in which these reports lay."""
        return set(self.before.filter(pl.col("report_id").is_in(reports))["part"])

    def changed_parts(self) -> set[int]:
        """The parts that are written anew; the others stay as they are."""
        new = self.reports.filter(self._fresh())["part"]
        return {*new, *self.old_parts(self.moved + self.removed)} or (set() if self.old else {1})

    def part(self, table: str, number: int) -> pl.LazyFrame:
        """The rows of one part of a table: the old ones that stay, then the new ones."""
        ids = self.reports.filter((pl.col("part") == number) & self._fresh())["report_id"].to_list()
        new = self.incoming.scan(table).filter(pl.col("report_id").is_in(ids))
        file = part_file(self.old, table, number) if self.old else None
        if file is None:
            return new
        return pl.concat([pl.scan_parquet(file).filter(~self._gone()), new])

    def kept_whole(self, changed: list[int]) -> list[pl.DataFrame]:
        """The figures of whole provinces in parts that stay as they are."""
        staying = self.reports.filter(~pl.col("part").is_in(changed))
        file = part_file(self.old, "figures", WHOLE) if self.old and len(staying) else None
        return [pl.read_parquet(file).join(staying, on="report_id", how="semi", maintain_order="left")] if file else []

    def _fresh(self) -> pl.Expr:
        return pl.col("report_id").is_in([*self.added, *self.replaced])

    def _gone(self) -> pl.Expr:
        return pl.col("report_id").is_in([*self.replaced, *self.removed])


def commit(
    readings: Iterable[Reading],
    folder: Path,
    fields: Mapping[str, Field],
    *,
    reference: Path = REFERENCE,
    targets: pl.DataFrame | None = None,
    without: Collection[str] = (),
    version: str | None = None,
    wait: float = WAIT_SECONDS,
    checkpoint: Callable[[str], None] = lambda step: None,
) -> Commit:
    """Load readings into the warehouse at `folder`; readers see the old vintage until the new one is complete.

    Raises LoaderError, with nothing written, where a row breaks its contract, the warehouse is broken or of another
    layout, the disk refuses, or another load holds the lock for longer than `wait` seconds.
    `targets` is the table of that name, by default what ships; `without` names reports that are to be in it no more,
    unless they are among the readings; `checkpoint` is told each step as it is reached.
    """
    now = datetime.now(UTC)
    incoming = gather(readings, fields, version or loader_version(), now)
    dimensions = {
        **_geography(reference),
        "fields": fields_table(fields),
        "targets": read_targets(reference=reference).rows if targets is None else targets,
        "grades": read_grades(reference),
    }
    checkpoint("gathered")
    try:
        with writing(folder, wait) as old:
            checkpoint("locked")
            merge = _merged(old, incoming, without, now)
            checkpoint("merged")
            if old and _is_unchanged(old, merge, dimensions):
                return _result(merge, old.name, created=False)
            name = publish(folder, lambda path: _write(path, merge, dimensions, fields, checkpoint), checkpoint)
            return _result(merge, name, created=True)
    except (OSError, pl.exceptions.ComputeError) as cause:
        raise LoaderError(
            f"Không đọc hoặc ghi được kho dữ liệu ở {folder}: {cause} (the warehouse cannot be read or written).",
            "Kiểm tra quyền ghi và chỗ trống trên đĩa; số liệu đang dùng vẫn như trước lần nạp này.",
        ) from cause


def standing(folder: Path, version: str) -> list[Standing]:
    """The reports that this version of the loaders read without a person's decision; tables of figures are none.

    Empty where the warehouse cannot be read: `commit` says why. Raises LoaderError where its pointer is broken.
    """
    old = current(folder)
    if old is None:
        return []
    decided = scan(old, "problems").filter(kind="decision").select("report_id")
    read = scan(old, "reports").filter(pl.col("family") != "figures", loader_version=version)
    placed = pl.col("place_code").is_not_null().alias("placed")
    wanted = ("report_id", "file", placed, "held_reason", "facts", "problems")
    try:
        rows = read.join(decided, on="report_id", how="anti").select(wanted).collect().rows()
    except (OSError, pl.exceptions.PolarsError):
        return []
    return [Standing(*row) for row in rows]


@lru_cache(maxsize=8)
def _geography(reference: Path) -> dict[str, pl.DataFrame]:
    return {
        "places": checked("places", load_places(reference)),
        "breaks": checked("breaks", load_breaks(reference)),
    }


def _result(merge: _Merge, vintage: str, *, created: bool) -> Commit:
    skipped = (*merge.skipped, *merge.incoming.repeated)
    lists = (tuple(merge.added), tuple(merge.replaced), skipped, tuple(merge.superseded))
    return Commit(vintage, created, *lists)


def _merged(old: Path | None, incoming: Incoming, without: Collection[str], now: datetime) -> _Merge:
    known = _old_reports(old)
    ids = incoming.reports["report_id"].to_list()
    met = known.filter(pl.col("report_id").is_in(ids))
    known_ids = set(met["report_id"])
    same = _read_the_same(old, incoming, known_ids)
    changed = known_ids - same
    replaced = [i for i in ids if i in changed]
    added = [i for i in ids if i not in known_ids]
    since = _received(met, incoming.reports, now)
    fresh = incoming.reports.filter(pl.col("report_id").is_in([*added, *replaced]))
    removed = sorted(set(known["report_id"]) & set(without) - set(ids))
    staying = known.filter(~pl.col("report_id").is_in([*replaced, *removed]))
    parts = assigned(fresh.select("report_id", "facts").rows(), staying)
    fresh = fresh.with_columns(part=pl.Series(list(parts.values()), dtype=pl.Int32))
    every = pl.concat([staying, fresh])
    every = every.update(since, on="report_id") if len(since) else every
    reports = checked("reports", with_states(every))
    gone = _superseded(reports) - _superseded(known)
    skipped = [i for i in ids if i in same]
    restated = _changed(staying, reports, "state")
    moved = sorted({*replaced, *restated, *_changed(staying, reports, *REPEATED)})
    superseded = reports.filter(pl.col("report_id").is_in(list(gone)))["report_id"].to_list()
    return _Merge(old, incoming, known, reports, added, replaced, skipped, superseded, restated, moved, removed)


def _changed(before: pl.DataFrame, now: pl.DataFrame, *columns: str) -> list[str]:
    """The reports that have another value in one of the columns; `now` begins with the rows of `before`."""
    other = [before[column].ne_missing(now[column].head(len(before))).alias(column) for column in columns]
    return before.filter(pl.any_horizontal(other))["report_id"].to_list()


def _old_reports(old: Path | None) -> pl.DataFrame:
    if old is None:
        return pl.DataFrame(schema=schema_of("reports"))
    for table in TABLES:
        found = set(scan(old, table).collect_schema().items()) if files_of(old, table) else set()
        if missing := sorted(str(name) for name, kind in schema_of(table).items() if (name, kind) not in found):
            raise LoaderError(
                f"Kho dữ liệu do một phiên bản khác dựng: bảng {table} thiếu cột {missing[0]} (another layout).",
                f"Xóa {old.parent} rồi nạp lại từ data/raw và data/published.",
            )
    return scan(old, "reports").select(schema_of("reports").keys()).collect()


def _read_the_same(old: Path | None, incoming: Incoming, ids: set[str]) -> set[str]:
    """Those of the known reports of which every table would hold the very same rows."""
    if old is None or not ids:
        return set()
    met = pl.col("report_id").is_in(list(ids))
    new = {"reports": incoming.reports.lazy(), **{table: incoming.scan(table) for table in MANY}}
    same = set(ids)
    for table, frame in new.items():
        stored = scan(old, table).filter(met) if table != "problems" else scan(old, table).filter(met & ~is_across())
        before, after = _prints(stored), _prints(frame.filter(met))
        same = {i for i in same if before.get(i) == after.get(i)}
    return same


def _prints(rows: pl.LazyFrame) -> dict[str, tuple[int, int]]:
    """For each report the number and a fingerprint of its rows, without what is decided later than reading."""
    schema = rows.collect_schema()
    later = ("report_id", "state", "received_at", "known_on", "superseded_on", "part", "counted", "problems")
    read = [name for name in schema.names() if name not in later]
    flat = [pl.col(n).list.join("\0").alias(n) if isinstance(schema[n], pl.List) else pl.col(n) for n in read]
    marks = rows.select("report_id", mark=pl.struct(flat).hash(seed=1)).group_by("report_id")
    summed = marks.agg(count=pl.len(), mark=pl.col("mark").sum()).collect(engine="streaming")
    return {report_id: (count, mark) for report_id, count, mark in summed.rows()}


def _received(met: pl.DataFrame, incoming: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """When known reports were received: as before, but now for a table of figures that went back to an older state."""
    source = ["file", "source_title", "source_url"]
    alone = incoming.filter(pl.struct(source).is_unique())["report_id"].to_list()
    back = (pl.col("family") == "figures") & (pl.col("state") == "superseded") & pl.col("report_id").is_in(alone)
    return met.select("report_id", received_at=pl.when(back).then(pl.lit(now)).otherwise("received_at"))


def _superseded(reports: pl.DataFrame) -> set[str]:
    return set(reports.filter(state="superseded")["report_id"])


def _is_unchanged(old: Path, merge: _Merge, dimensions: Mapping[str, pl.DataFrame]) -> bool:
    if merge.added or merge.replaced or not merge.before.equals(merge.reports):
        return False
    return all(scan(old, table).collect().equals(dimension) for table, dimension in dimensions.items())


def _write(
    path: Path,
    merge: _Merge,
    dimensions: Mapping[str, pl.DataFrame],
    fields: Mapping[str, Field],
    checkpoint: Callable[[str], None],
) -> None:
    """Fill the folder of a new vintage, one table after the other."""
    changed = merge.changed_parts() if _keeps_parts(merge.old, dimensions["fields"]) else {*merge.reports["part"], 1}
    filled = changed & {*merge.reports["part"]} or ({1} if merge.reports.is_empty() else set())
    for file in [file for table in PARTED for file in (files_of(merge.old, table) if merge.old else [])]:
        if number_of(file) not in {WHOLE, *changed}:
            keep(file, path)
    _write_parts(path, merge, fields, sorted(filled), checkpoint)
    between, reports = across(scan(path, "facts"), merge.reports, merge.problems_before(), merge.changed_facts())
    problems = pl.concat([merge.problems().filter(~is_across()), between.lazy()])
    for table, frame in {"reports": reports.lazy(), "problems": problems}.items():
        sink(frame, path / f"{table}.parquet", table)
        checkpoint(f"wrote {table}")
    for table, dimension in dimensions.items():
        sink(dimension.lazy(), path / f"{table}.parquet", table)
    checkpoint("wrote dimensions")


def _keeps_parts(old: Path | None, fields: pl.DataFrame) -> bool:
    """Whether the parts of the old vintage have the columns of this catalogue, and lie as they do now."""
    return (
        old is not None
        and part_file(old, "figures", WHOLE) is not None
        and fields.equals(scan(old, "fields").collect())
    )


def _write_parts(
    path: Path,
    merge: _Merge,
    fields: Mapping[str, Field],
    numbers: list[int],
    checkpoint: Callable[[str], None],
) -> None:
    """Write the parts of the large tables that this load adds to or changes."""
    whole = merge.kept_whole(numbers)
    for number in numbers:
        reports = merge.reports.filter(part=number)
        counting = reports.filter(state="current")["report_id"].implode()
        counted = pl.col("report_id").is_in(counting) & countable()
        facts = merge.part("facts", number).with_columns(counted=counted).select(schema_of("facts").keys())
        whole.append(write_part(path, number, facts, merge.part("texts", number), reports, fields, checkpoint))
    write_whole(path, whole)
