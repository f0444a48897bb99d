"""The command line: `python -m loaders load PATH…` fills the warehouse,
`python -m loaders read FILE` shows what one file states.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from loaders import decisions
from loaders.document import readers
from loaders.fields import load_fields
from loaders.printing import as_json, print_reading, print_summary
from loaders.reading import read as read_file
from loaders.records import LoaderError, Reading
from loaders.store import commit
from loaders.template import write_template

OTHER_FILES = ("README.md",)
REFUSED, NOTHING = 1, 2

app = App(
    name="loaders",
    help="Đọc báo cáo thủ tục hành chính (reads reports on administrative procedures).",
    version_flags=[],
)
out, err = Console(), Console(stderr=True)


@dataclass(slots=True)
class Batch:
    """The count of what a load has read, and what it had to refuse: file and sentence."""

    reports: int = 0
    facts: int = 0
    held: int = 0
    refused: list[tuple[str, LoaderError]] = field(default_factory=list)

    def count(self, reading: Reading) -> None:
        """Add one reading."""
        self.reports += 1
        self.facts += len(reading.facts)
        self.held += reading.report.state == "held"


@app.command
def load(
    *paths: str,
    place: Annotated[
        str | None, Parameter(help='Nơi báo cáo, khi văn bản không nêu: tên tỉnh hoặc mã như "63.52".')
    ] = None,
    warehouse: Annotated[Path | None, Parameter(help="Thư mục kho dữ liệu; mặc định data/warehouse.")] = None,
    quiet: Annotated[bool, Parameter(help="Chỉ in dòng tổng kết.")] = False,
) -> int:
    """Nạp tệp, thư mục, mẫu tên (glob) vào kho dữ liệu. Exit code: 0 all loaded, 1 some file refused,
    2 nothing to load.
    """
    found = sorted(set(_files(paths)))
    if not found:
        err.print(f"Không thấy tệp nào đọc được trong: {' '.join(paths) or '(trống)'} (no readable file).")
        return NOTHING
    decision = decisions.checked(decisions.Decision(place=place)) if place else None
    batch = Batch()
    readings = _read_all(found, decision, batch, quiet=quiet)
    first = next(readings, None)
    target = warehouse or _warehouse()
    result = commit(chain([first], readings), target, load_fields()) if first is not None else None
    for file, error in batch.refused:
        where = "" if file in error.title else f"{file}: "
        err.print(f"[red]✗[/] {escape(where + error.title)} {escape(error.advice)}", highlight=False)
    print_summary(batch.reports, batch.facts, batch.held, len(batch.refused), result, out)
    return REFUSED if batch.refused else 0


@app.command
def read(
    file: Path, *, json_: Annotated[bool, Parameter(name="--json", negative="")] = False, place: str | None = None
) -> int:
    """Đọc một tệp, không ghi gì. --json prints one object: report, facts, problems, unclaimed,
    text (a list of them for a table of figures).
    """
    decision = decisions.checked(decisions.Decision(place=place)) if place else None
    readings = read_file(file, decision)
    if json_:
        shown = [as_json(reading) for reading in readings]
        one = len(shown) == 1 and readings[0].report.family != "figures"
        sys.stdout.write(json.dumps(shown[0] if one else shown, ensure_ascii=False, indent=1) + "\n")
        return 0
    for reading in readings:
        print_reading(reading, out, facts=True)
    return 0


@app.command
def template(file: Path = Path("mau-so-lieu.xlsx")) -> int:
    """Ghi mẫu bảng số liệu để điền rồi nạp lại (writes the template to fill in)."""
    write_template(file)
    out.print(f"Đã ghi {file} (written). Điền trang “Số liệu” rồi: python -m loaders load {file}", highlight=False)
    return 0


def _read_all(
    files: list[Path], decision: decisions.Decision | None, batch: Batch, *, quiet: bool
) -> Iterator[Reading]:
    """The readings one after the other, each printed and counted; a file that cannot be read stops no other."""
    columns = (TextColumn("Đang đọc"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[file]}"), console=err, transient=True, disable=quiet) as progress:
        task = progress.add_task("read", total=len(files), file="")
        for file in files:
            progress.update(task, file=file.name)
            for reading in _read_one(file, decision, batch):
                batch.count(reading)
                if not quiet and reading.report.family != "figures":
                    print_reading(reading, out)
                yield reading
            progress.advance(task)


def _read_one(file: Path, decision: decisions.Decision | None, batch: Batch) -> Sequence[Reading]:
    try:
        return read_file(file, decision)
    except LoaderError as error:
        batch.refused.append((file.name, error))
    except Exception as error:  # a fault of ours in one file must not lose the others; it is said, with its kind
        title = f"{file.name} làm bộ đọc dừng lại: {type(error).__name__} {error} (the reader failed)."
        batch.refused.append((file.name, LoaderError(title, "Gửi tệp này cho nhóm phát triển.")))
    return ()


def _files(paths: tuple[str, ...]) -> Iterator[Path]:
    """Files as given, readable ones under folders, and what a glob matches. A name that matches nothing is kept,
    to be refused by name.
    """
    known = readers()
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from (
                p for p in path.rglob("*") if p.suffix.lower() in known and p.name not in OTHER_FILES and p.is_file()
            )
        elif path.exists() or not any(mark in given for mark in "*?["):
            yield path
        else:
            root = Path(path.anchor) if path.is_absolute() else Path()
            yield from root.glob(given[len(path.anchor) :] if path.is_absolute() else given)


def _warehouse() -> Path:
    return Path(os.environ.get("DUNG_HAN_DATA", "data")) / "warehouse"


def main() -> None:
    """Run a command; a loader's error is one sentence, never a traceback."""
    try:
        sys.exit(app(result_action="return_value") or 0)
    except LoaderError as error:
        err.print(f"[red]✗[/] {escape(error.title)} {escape(error.advice)}", highlight=False)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
