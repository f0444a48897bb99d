"""The command line: `python -m loaders load PATH…` fills the warehouse,
`python -m loaders read FILE` shows what one file states.

Exit codes: 0 everything is in the warehouse, 1 something was refused, 2 there was nothing to load, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from loaders.batch.sources import ARCHIVE, Found, Passed, Source, find, one
from loaders.batch.workers import pool
from loaders.batch.working import SECONDS, Limits
from loaders.records import LoaderError, Reading
from loaders.text.file_names import suffix_of

if TYPE_CHECKING:
    from loaders.batch.loading import Load
    from loaders.decisions import Decision

REFUSED, NOTHING, INTERRUPTED = 1, 2, 130
SHOWN_ONE_BY_ONE = 50
"""Up to so many files, each report is told as it is read; of more, only the summary and what was refused."""

app = App(
    name="loaders",
    help="Đọc báo cáo thủ tục hành chính (reads reports on administrative procedures).",
    version_flags=[],
    suppress_keyboard_interrupt=False,
)
out, err = Console(), Console(stderr=True)
Place = Annotated[str | None, Parameter(help='Nơi báo cáo, khi văn bản không nêu: tên tỉnh hoặc mã như "63.52".')]
Seconds = Annotated[float, Parameter(help="Thời gian xử lý cho mỗi tệp (giây), thêm 20 giây mỗi MB.")]


@app.command
def load(
    *paths: str,
    place: Place = None,
    warehouse: Annotated[Path | None, Parameter(help="Thư mục kho dữ liệu; mặc định data/warehouse.")] = None,
    report: Annotated[Path | None, Parameter(help="Ghi kết quả từng tệp vào tệp .csv hoặc .json này.")] = None,
    again: Annotated[bool, Parameter(help="Đọc lại cả những tệp đã có trong kho.", negative="")] = False,
    seconds: Seconds = SECONDS,
    workers: Annotated[int | None, Parameter(help="Số tiến trình đọc; mặc định mỗi lõi một tiến trình.")] = None,
    quiet: Annotated[bool, Parameter(help="Chỉ in dòng tổng kết.")] = False,
) -> int:
    """Nạp tệp, thư mục, tệp nén .zip, mẫu tên (glob) vào kho dữ liệu. Exit code: 0 all loaded, 1 some file refused,
    2 nothing to load, 130 interrupted (run it again: it goes on).
    """
    found = find(paths)
    if not any(isinstance(each, Source) or each.error for each in found):
        err.print(f"Không thấy tệp nào đọc được trong: {' '.join(paths) or '(trống)'} (no readable file).")
        return NOTHING
    told = not quiet and len(found) <= SHOWN_ONE_BY_ONE
    with pool(Limits(seconds), workers) as workers_, _progress(quiet=quiet) as progress:
        from loaders.batch import outcomes  # not sooner: while the workers get ready
        from loaders.batch.loading import load as load_files
        from loaders.batch.printing import print_error, print_reading, print_refused, print_summary
        from loaders.warehouse.targets import read_targets

        targets = read_targets(_data() / "targets")
        task = progress.add_task("read", total=len(found), file="")

        def watch(name: str, total: int) -> None:
            progress.update(task, advance=1, total=total, file=Path(name).name)

        def show(reading: Reading) -> None:
            if told and reading.report.family != "figures":
                print_reading(reading, out)

        target = warehouse or _data() / "warehouse"
        done: Load = load_files(
            found,
            target,
            workers_,
            decision=_decision(place),
            targets=targets.rows,
            again=again,
            watch=watch,
            show=show,
        )
    print_refused(done.outcomes, err)
    for fault in targets.refused:
        print_error(fault, err)
    print_summary(done.outcomes, done.commit, out)
    if report:
        outcomes.write(done.outcomes, report)
    return REFUSED if targets.refused or any(each.outcome == "refused" for each in done.outcomes) else 0


@app.command
def read(
    file: Path,
    *,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    place: Place = None,
    seconds: Seconds = SECONDS,
) -> int:
    """Đọc một tệp, không ghi gì. --json prints one object: report, facts, problems, unclaimed,
    text (a list of them for a table of figures and for an archive). Exit code: 0 read, 1 refused.
    """
    readings, refused = _read(one(file), Limits(seconds), _decision(place))
    from loaders.batch.printing import as_json, print_error, print_reading

    if json_ and readings:
        shown = [as_json(reading) for reading in readings]
        several = suffix_of(file.name) == ARCHIVE or len(shown) > 1 or readings[0].report.family == "figures"
        sys.stdout.write(json.dumps(shown if several else shown[0], ensure_ascii=False, indent=1) + "\n")
    for reading in () if json_ else readings:
        print_reading(reading, out, facts=True)
    for error in refused:
        print_error(error, err, error.title)
    return REFUSED if refused else 0


@app.command
def template(file: Path = Path("mau-so-lieu.xlsx")) -> int:
    """Ghi mẫu bảng số liệu để điền rồi nạp lại (writes the template to fill in)."""
    from loaders.template.writer import write_template

    write_template(file)
    out.print(f"Đã ghi {file} (written). Điền trang “Số liệu” rồi: python -m loaders load {file}", highlight=False)
    return 0


def _read(found: Found, limits: Limits, decision: Decision | None) -> tuple[list[Reading], list[LoaderError]]:
    """What a file, or each file in an archive, states, and why some state nothing."""
    from loaders.batch.archives import unfolded
    from loaders.batch.intake import take, unpacked

    readings: list[Reading] = []
    with pool(limits, quick=True) as workers:
        every = unfolded([found], workers)
        refused = [each.error for each in every if isinstance(each, Passed) and each.error]
        for answer in workers.answers(partial(take, decision=decision), [e for e in every if isinstance(e, Source)]):
            if answer.error:
                refused.append(answer.error)
            else:
                readings += unpacked(answer.value.packed)
    return readings, refused


def _decision(place: str | None) -> Decision | None:
    if place is None:
        return None
    from loaders import decisions

    return decisions.checked(decisions.Decision(place=place))


def _progress(*, quiet: bool) -> Progress:
    columns = (TextColumn("Đang đọc"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, TextColumn("{task.fields[file]}"), console=err, transient=True, disable=quiet)


def _data() -> Path:
    return Path(os.environ.get("DUNG_HAN_DATA", "data"))


def main() -> None:
    """Run a command; a loader's error is one sentence, never a traceback."""
    try:
        sys.exit(app(result_action="return_value") or 0)
    except LoaderError as error:
        err.print(f"[red]✗[/] {escape(error.title)} {escape(error.advice)}", highlight=False)
        sys.exit(REFUSED)
    except KeyboardInterrupt:
        err.print("Đã dừng. Kho dữ liệu như trước; chạy lại lệnh này để đọc tiếp (stopped; run it again to go on).")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
