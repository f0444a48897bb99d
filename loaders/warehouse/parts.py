"""The only place that knows in which file of a large table the rows of a report lie.

Facts, figures and texts grow with every report, so each is a row of parts: `facts.0003-1f2e3d4c5b6a.parquet` is the
third, named after its content. A report lies in one part, the same for all three tables. A load writes the parts that
it adds to or changes; the others it links, so that one more report costs as much as one part.

The figures of whole provinces, which most questions are about, are few: those of all parts lie together in part 0 of
`figures`, which each load writes.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import polars as pl

PARTED = ("facts", "figures", "texts")
WHOLE = 0
"""The part of `figures` that holds those of whole provinces."""
PART_FACTS = 500_000
"""A part takes no further report once it has so many facts."""
_PART = re.compile(r"\.(\d{4})-[0-9a-f]{12}\.parquet$")


def files_of(vintage: Path, table: str) -> list[Path]:
    """The files of a table, in the order of their parts."""
    return sorted(vintage.glob(f"{table}.*parquet"))


def scan(vintage: Path, table: str) -> pl.LazyFrame:
    """All rows of a table."""
    return pl.scan_parquet(files_of(vintage, table))


def part_file(vintage: Path, table: str, part: int) -> Path | None:
    """The file of one part, None where the vintage has no such part."""
    found = [file for file in files_of(vintage, table) if number_of(file) == part]
    return found[0] if found else None


def number_of(file: Path) -> int | None:
    """The number of the part that a file is, None where its table has no parts."""
    named = _PART.search(file.name)
    return int(named[1]) if named else None


def assigned(fresh: Iterable[tuple[str, int]], known: pl.DataFrame) -> dict[str, int]:
    """For each new report, given with its number of facts, the part that takes it: the last one until it is full.

    `known` are the reports that stay where they are, with `part` and `facts`.
    """
    sizes = known.group_by("part").agg(pl.col("facts").sum()).sort("part").rows()
    part, size = sizes[-1] if sizes else (1, 0)
    placed: dict[str, int] = {}
    for report_id, facts in fresh:
        if size >= PART_FACTS:
            part, size = part + 1, 0
        placed[report_id] = part
        size += facts
    return placed


def seal(file: Path, table: str, part: int) -> None:
    """Give a part that is written the name of its content."""
    with file.open("rb") as written:
        mark = hashlib.file_digest(written, "sha256").hexdigest()[:12]
    file.rename(file.with_name(f"{table}.{part:04}-{mark}.parquet"))


def keep(file: Path, folder: Path) -> None:
    """The same part in a new vintage: the same file, where the disk can say so."""
    try:
        os.link(file, folder / file.name)
    except OSError:
        shutil.copyfile(file, folder / file.name)
