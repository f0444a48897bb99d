"""The only place that reads targets and grades: what ships in `data/reference`, provinces' own in `data/targets`.

What ships must be right: its first bad row stops the load. Of a province's own file a bad row alone is left out and
named. To add a target, see `data/targets/README.md`; whether its indicator exists is for `queries.misplaced` to say.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from loaders.places.reference import REFERENCE
from loaders.records import LoaderError
from loaders.warehouse.contracts import checked, schema_of
from loaders.warehouse.target_rows import COLUMNS, REQUIRED, Row, target_row

SHIPPED = "targets.csv"
GRADES = "grades.csv"
_SAME = (
    *("indicator", "formula_version", "measure", "scope", "place_vintage", "place_code", "unit", "admin_level"),
    *("valid_from", "due_on", "legal_number", "legal_title"),
)
"""Two rows alike in these set two values for one thing."""


@dataclass(frozen=True, slots=True)
class Targets:
    """The table `targets`, and why some rows of provinces' own files are not in it."""

    rows: pl.DataFrame
    refused: tuple[LoaderError, ...] = ()


def read_targets(own: Path | None = None, reference: Path = REFERENCE) -> Targets:
    """What ships, and every *.csv right under the folder `own`; raises LoaderError for a fault in what ships."""
    rows: list[Row] = []
    seen: dict[tuple[object, ...], str] = {}
    for found in _rows_of(reference / SHIPPED):
        rows.append(_new(_known(found), seen))
    refused: list[LoaderError] = []
    for path in _own_files(own):
        for found in _rows_of(path):
            try:
                rows.append(_new(_known(found), seen))
            except LoaderError as fault:
                refused.append(fault)
    return Targets(checked("targets", pl.DataFrame(rows, schema=schema_of("targets"), orient="row")), tuple(refused))


def read_grades(reference: Path = REFERENCE) -> pl.DataFrame:
    """The table `grades`; raises LoaderError where the file cannot be read or breaks the contract."""
    columns = schema_of("grades")
    try:
        said = pl.read_csv(reference / GRADES, infer_schema=False)
        flags = [pl.col(name) == "yes" for name in ("high_included", "verified")]
        frame = said.with_columns(*flags, pl.col("low", "high").cast(pl.Float64)).select(list(columns))
    except (OSError, pl.exceptions.PolarsError) as cause:
        raise LoaderError(f"Không đọc được {GRADES} (the grades cannot be read): {cause}.") from cause
    return checked("grades", frame)


def _known(found: Row | LoaderError) -> Row:
    if isinstance(found, LoaderError):
        raise found
    return found


def _new(row: Row, seen: dict[tuple[object, ...], str]) -> Row:
    """The row, unless one before it sets a value for the same."""
    where = f"{row['file']}:{row['line']}"
    first = seen.setdefault(tuple(row[name] for name in _SAME), where)
    if first != where:
        raise LoaderError(f"Mục tiêu ở {where}: đã có ở {first} (the same target stands there).", "Giữ lại một dòng.")
    return row


def _own_files(folder: Path | None) -> list[Path]:
    """The tables in the folder; not what editors and spreadsheets leave there."""
    found = folder.iterdir() if folder and folder.is_dir() else ()
    return sorted(path for path in found if path.suffix.lower() == ".csv" and path.name[0] not in ".~")


def _rows_of(path: Path) -> Iterator[Row | LoaderError]:
    """Each row, or why it is none. Commas, semicolons or tabs, as the header has them; empty lines are passed over.

    A row is one line, so that a quote that is never closed costs that line alone.
    """
    shown = f"{path.parent.name}/{path.name}"
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as cause:
        yield LoaderError(f"Mục tiêu ở {shown}: không đọc được như tệp UTF-8 (cannot be read): {cause}.")
        return
    mark = max(",;\t", key=lines[0].count) if lines else ","
    header = [name.strip() for name in lines[0].split(mark)] if lines else []
    if fault := _header_fault(header, shown):
        yield fault
        return
    for number, line in enumerate(lines[1:], start=2):
        if line.strip(f"{mark} "):
            yield _read(line, mark, header, shown, number)


def _header_fault(header: list[str], file: str) -> LoaderError | None:
    strange = [name for name in header if name not in COLUMNS]
    missing = [name for name in REQUIRED if name not in header]
    if not (strange or missing or len(set(header)) < len(header)):
        return None
    what = f"cột lạ {strange[0]!r}" if strange else f"thiếu cột {missing[0]}" if missing else "một cột có hai lần"
    return LoaderError(
        f"Mục tiêu ở {file}:1: {what} (unknown, missing or repeated column).", f"Cột: {', '.join(COLUMNS)}."
    )


def _read(line: str, mark: str, header: list[str], file: str, number: int) -> Row | LoaderError:
    where = f"{file}:{number}"
    try:
        cells = next(csv.reader([line], delimiter=mark, strict=True))
    except csv.Error:
        return LoaderError(f"Mục tiêu ở {where}: ngoặc kép không khép (a quote that is not closed).")
    if len(cells) > len(header):
        return LoaderError(f"Mục tiêu ở {where}: nhiều ô hơn dòng tiêu đề (more cells than the header).")
    try:
        return {"file": file, "line": number, **target_row(dict(zip(header, cells, strict=False)), where)}
    except LoaderError as fault:
        return fault
