"""The only place that takes a commit back: a new vintage without its reports, and its originals out of `data/raw`.

Older vintages stay as they are, so that a link to one shows what it showed. The warehouse comes first: where that fails
nothing has changed, and what lies in `data/.undone` is no longer in it.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from loaders.batch.sources import DECISION, Source
from loaders.batch.workers import Pool
from loaders.receiving.batches import Batch, alone, batch_named, batches, received, undone, write
from loaders.receiving.receive import Received, commit_read, readings, restore_decisions
from loaders.records import LoaderError


def undo(name: str, data: Path, by: str, pool: Pool) -> Received:
    """Take a batch back. Raises LoaderError, with nothing changed."""
    who = " ".join(by.split())
    if not who:
        raise LoaderError("Chưa ghi tên người hoàn tác (nobody says who).", "Ghi họ tên rồi thử lại.")
    with alone(data):
        batch = batch_named(data, name)
        _stop_at_later(batch, data)
        with tempfile.TemporaryDirectory(prefix="dung-han-") as folder:
            back = readings(_as_before(batch, data, Path(folder)), pool)
            gone = [report for report in batch.reports if report not in batch.known]
            done = commit_read(back, data, without=gone)
        batch.undone_by, batch.undone_at = who, datetime.now(UTC).isoformat(timespec="seconds")
        try:
            _put_away(batch, data)
        except OSError as cause:
            what = f"Số liệu đã ra khỏi kho, nhưng bản gốc còn ở {received(data)} (the originals remain): {cause}."
            raise LoaderError(what, "Kiểm tra quyền ghi rồi hoàn tác lại lần này.") from cause
        return Received(batch, done)


def _stop_at_later(batch: Batch, data: Path) -> None:
    """What a later commit decided about a file of this one would be lost with it."""
    mine = {held.path for held in batch.files}
    for later in batches(data):
        if (
            later.id > batch.id
            and not later.undone_at
            and any(held.path in mine and held.decided for held in later.files)
        ):
            raise LoaderError(
                f"Lần nạp sau của {later.by} quyết định thêm về báo cáo này (a later commit builds on it).",
                "Hoàn tác lần nạp đó trước.",
            )


def _as_before(batch: Batch, data: Path, folder: Path) -> list[Source]:
    """The files of reports that were there before, laid out as they were then: their name, what was decided then."""
    sources = []
    for number, held in enumerate(batch.files):
        if not (held.decided or held.copied) or not {*held.reports} & {*batch.known}:
            continue
        name = batch.known[next(report for report in held.reports if report in batch.known)]
        path = folder / str(number) / Path(held.path).name
        path.parent.mkdir()
        shutil.copyfile(data / held.path, path)
        if held.decided_before:
            path.with_suffix(DECISION).write_text(held.decided_before, encoding="utf-8")
        sources.append(Source(path, name, held.name, path.stat().st_size))
    return sources


def _put_away(batch: Batch, data: Path) -> None:
    restore_decisions(batch, data)
    home, away = received(data) / batch.id, undone(data)
    away.mkdir(exist_ok=True)
    write(batch, home)
    home.rename(away / batch.id)
