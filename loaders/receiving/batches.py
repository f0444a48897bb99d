"""The only place for what was committed together: a folder of `data/raw/received`, and what is written down about it.

    received/20261123T083500.123456Z-1a2b3c4d/.batch.json   who, when, which reports, which vintages
    received/20261123T083500.123456Z-1a2b3c4d/001/a.docx    the original; a.toml beside it says what was decided
    .undone/20261123T083500.123456Z-1a2b3c4d/…              the same, taken back: outside of what is loaded

A report whose bytes lie under `data/raw` already is not copied again: a decision about it is written beside it there.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from loaders.records import LoaderError

RAW, RECEIVED, UNDONE, RECORD = "raw", "received", ".undone", ".batch.json"
WAIT_SECONDS = 120.0


@dataclass(slots=True)
class Held:
    """One file of a batch: its reports, where it lies below `data`, and what was decided beside it before (or "")."""

    name: str
    path: str
    reports: list[str]
    copied: bool
    decided_before: str | None = None
    decided: bool = False


@dataclass(slots=True)
class Batch:
    """Files committed together. `vintage` is empty until they are in the warehouse, `undone_at` until taken back."""

    id: str
    by: str
    at: str
    files: list[Held] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    """Those of its reports that were in the warehouse before, with the name their file had there."""
    vintage_before: str = ""
    vintage: str = ""
    undone_by: str = ""
    undone_at: str = ""

    @property
    def reports(self) -> list[str]:
        return [report for file in self.files for report in file.reports]

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.at)


def new_batch(by: str) -> Batch:
    """A batch of this moment, still empty. Raises LoaderError where nobody says who commits it."""
    who = " ".join(by.split())
    if not who:
        raise LoaderError("Chưa ghi tên người nạp (nobody says who loads).", "Ghi họ tên rồi nạp lại.")
    now = datetime.now(UTC)
    return Batch(f"{now:%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(4)}", who, now.isoformat(timespec="seconds"))


def received(data: Path) -> Path:
    """The folder of the batches that count."""
    return data / RAW / RECEIVED


def undone(data: Path) -> Path:
    """The folder of those that were taken back; its name keeps it out of every load."""
    return data / UNDONE


def batches(data: Path, most: int | None = None) -> list[Batch]:
    """The newest batches, those that were taken back too."""
    found = [*received(data).glob(f"*/{RECORD}"), *undone(data).glob(f"*/{RECORD}")]
    newest = sorted(found, key=lambda file: file.parent.name, reverse=True)[:most]
    return [_read(file) for file in newest]


def batch_named(data: Path, name: str) -> Batch:
    """A batch that counts; raises LoaderError where there is none of this name."""
    found = {file.parent.name: file for file in received(data).glob(f"*/{RECORD}")}
    if name not in found:
        raise LoaderError(f"Không có lần nạp {name}, hoặc đã được hoàn tác (no such commit).", "Tải lại trang.")
    return _read(found[name])


def write(batch: Batch, folder: Path) -> None:
    """Write down what a batch is, whole or not at all."""
    fresh = folder / f"{RECORD}-new"
    fresh.write_text(json.dumps(asdict(batch), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fresh.replace(folder / RECORD)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """One person at a time changes what was received. Raises LoaderError where somebody else takes long."""
    home = received(data)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / ".lock", timeout=WAIT_SECONDS):
            yield
    except Timeout as cause:
        raise LoaderError("Một người khác đang nạp (somebody else is loading).", "Đợi một phút rồi thử lại.") from cause
    except OSError as cause:
        what = f"Không ghi được vào {home}: {cause.strerror or cause} (cannot be written)."
        raise LoaderError(what, "Kiểm tra quyền ghi và chỗ trống trên đĩa; không có gì thay đổi.") from cause


def _read(file: Path) -> Batch:
    try:
        said = json.loads(file.read_text("utf-8"))
        return Batch(**{**said, "files": [Held(**each) for each in said["files"]]})
    except (OSError, ValueError, TypeError, KeyError) as cause:
        raise LoaderError(f"Không đọc được {file} (the record of a commit cannot be read): {cause}.") from cause
