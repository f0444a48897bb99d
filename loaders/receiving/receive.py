"""The only place that commits what was dropped: originals and decisions into `data/raw`, figures as one new vintage.

Everything is read before the warehouse changes. Whatever fails, `data/raw` is as it was.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from loaders.batch.intake import take, unpacked
from loaders.batch.sources import DECISION, Source
from loaders.batch.workers import Pool
from loaders.catalogue.fields import load_fields
from loaders.decisions import beside
from loaders.receiving.batches import RAW, Batch, Held, alone, new_batch, received, write
from loaders.receiving.originals import originals
from loaders.receiving.staging import Staged
from loaders.records import Reading
from loaders.warehouse.parts import scan
from loaders.warehouse.store import Commit, commit
from loaders.warehouse.targets import read_targets
from loaders.warehouse.vintages import current


@dataclass(frozen=True, slots=True)
class Received:
    """What a commit did."""

    batch: Batch
    commit: Commit


def receive(files: Sequence[Staged], data: Path, by: str, pool: Pool) -> Received:
    """Commit what was dropped and read. Raises LoaderError, with nothing changed."""
    with alone(data):
        batch = new_batch(by)
        warehouse = data / "warehouse"
        before = current(warehouse)
        batch.vintage_before = before.name if before else ""
        batch.known = _known(before, [r.report.report_id for file in files for r in file.readings])
        home = received(data) / batch.id
        try:
            _lay_down(files, data, home, batch)
            done = commit_read(readings(_sources(batch, data), pool), data)
        except BaseException:
            _take_up(batch, data, home)
            raise
        batch.vintage = done.vintage
        with suppress(OSError):  # it is in the warehouse; the record calls it unfinished, and it can be taken back
            write(batch, home)
        return Received(batch, done)


def commit_read(read: Iterable[Reading], data: Path, without: Sequence[str] = ()) -> Commit:
    """Commit readings into the warehouse of a data folder, with the targets that are set there."""
    targets = read_targets(data / "targets").rows
    return commit(read, data / "warehouse", load_fields(), targets=targets, without=without)


def readings(sources: Sequence[Source], pool: Pool) -> list[Reading]:
    """What files on disk state, all of them; raises the LoaderError of the first that cannot be read."""
    found: list[Reading] = []
    for answer in pool.answers(take, sources):
        if answer.error:
            raise answer.error
        found += unpacked(answer.value.packed)
    return found


def _known(vintage: Path | None, reports: list[str]) -> dict[str, str]:
    if vintage is None:
        return {}
    rows = scan(vintage, "reports").select("report_id", "file").collect().rows()
    wanted = set(reports)
    return {report: file for report, file in rows if report in wanted}


def _lay_down(files: Sequence[Staged], data: Path, home: Path, batch: Batch) -> None:
    """Write originals, decisions and the record of the batch; `batch` says at every moment what there is to take up."""
    there_already = originals(data / RAW, {file.digest: file.size for file in files})
    building = Path(tempfile.mkdtemp(prefix=".incoming-", dir=home.parent))
    try:
        building.chmod(0o755)
        for number, file in enumerate(files, 1):
            ids = [reading.report.report_id for reading in file.readings]
            if there := there_already.get(file.digest):
                _decide_there(file, there, data, batch, ids)
                continue
            folder = building / f"{number:03}"
            shutil.copytree(file.path.parent, folder)
            path = home / folder.name / file.path.name
            batch.files.append(Held(file.shown, path.relative_to(data).as_posix(), ids, copied=True))
            batch.files[-1].decided = file.path.with_suffix(DECISION).exists()
        write(batch, building)
        building.rename(home)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _decide_there(file: Staged, there: Path, data: Path, batch: Batch, ids: list[str]) -> None:
    """The same bytes lie under `raw` already: what was decided is written beside them, if anything was."""
    held = Held(file.shown, there.relative_to(data).as_posix(), ids, copied=False)
    batch.files.append(held)
    fresh, old = file.path.with_suffix(DECISION), beside(there)
    before = old.read_text("utf-8") if old else ""
    if fresh.exists() and fresh.read_text("utf-8") != before:
        held.decided, held.decided_before = True, before
        _replace(old or there.with_suffix(DECISION), fresh.read_text("utf-8"))


def _take_up(batch: Batch, data: Path, home: Path) -> None:
    """Everything under `raw` as it was before the batch."""
    shutil.rmtree(home, ignore_errors=True)
    restore_decisions(batch, data)


def restore_decisions(batch: Batch, data: Path) -> None:
    """What was decided before, beside the originals that the batch did not bring."""
    for held in batch.files:
        if held.copied or not held.decided or not (data / held.path).exists():
            continue
        path = beside(data / held.path)
        if held.decided_before:
            _replace(path or (data / held.path).with_suffix(DECISION), held.decided_before)
        elif path:
            path.unlink()


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _sources(batch: Batch, data: Path) -> list[Source]:
    paths = [data / held.path for held in batch.files]
    return [
        Source(path, path.name, held.name, path.stat().st_size) for path, held in zip(paths, batch.files, strict=True)
    ]
