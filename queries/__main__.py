"""The only place for the command line: `python -m queries` lists the indicators, `python -m queries NAME` prints one.

python -m queries on_time_rate --period 2024-Q1 --place 63.60 --csv
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import polars as pl
from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table

from queries.catalogue import Indicator, catalogue, indicator_named
from queries.errors import QueryError
from queries.rates import rate
from queries.rollup import rollup
from queries.warehouse import open_warehouse

app = App(
    name="queries",
    help="Numbers out of the warehouse: no name lists the indicators.",
    version_flags=[],
    default_parameter=Parameter(negative=""),
)

WIDTH_IN_FILES = 160
LEVELS = Literal["all", "province", "district", "commune", "district+commune", "each"]


@app.default
def show(
    indicator: str | None = None,
    /,
    *,
    level: LEVELS = "all",
    period: str | None = None,
    place: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    unit_kind: str = "province",
    to: Literal["nation", "region", "34"] | None = None,
    vintage: str | None = None,
    data: Path | None = None,
    csv: bool = False,
    json: bool = False,
) -> None:
    """Print an indicator.

    Parameters
    ----------
    indicator
        its name; without one, all are listed.
    level
        whose dossiers; `each` keeps every level as stated.
    period
        a label, such as 2024-Q1.
    place
        place keys, such as 63.60 or 34.68.
    unit_kind
        who reports; `any` for everybody.
    to
        add provinces up to the nation, to regions or to the 34.
    vintage
        a kept vintage instead of the current one.
    data
        the warehouse folder.
    csv
        as CSV.
    json
        as JSON.
    """
    if indicator is None:
        _list()
        return
    known = indicator_named(indicator)
    wh = open_warehouse(data, vintage)
    if to is None:
        rows = rate(
            wh,
            indicator,
            level=None if level == "each" else level,
            places=place,
            unit_kind=None if unit_kind == "any" else unit_kind,
            periods=None if period is None else [period],
        )
    else:
        rows = rollup(wh, indicator, to, level="all" if level == "each" else level, period=period)
    if csv:
        print(rows.write_csv(), end="")
    elif json:
        print(rows.write_json())
    elif rows.is_empty():
        print("Không có số liệu nào khớp. / No figure matches.")
    else:
        _console().print(_table(known, rows, wh.vintage))


def _list() -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("tên · name", no_wrap=True)
    table.add_column("chỉ số · indicator", no_wrap=True)
    table.add_column("công thức · formula", overflow="fold")
    for indicator in catalogue().values():
        titles = f"{indicator.title_vi}\n[dim]{indicator.title_en}[/dim]"
        table.add_row(indicator.name, titles, f"{indicator.formula_vi}\n[dim]{indicator.formula_en}[/dim]")
    _console().print(table)


def _console() -> Console:
    """As wide as the window; wide enough for every number where there is none (a pipe, a file)."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDTH_IN_FILES)


def _table(indicator: Indicator, rows: pl.DataFrame, vintage: str) -> Table:
    """The rows for the eye, with Vietnamese numbers; what is not stated is a dash."""
    table = Table(
        title=f"{indicator.title_vi} · {indicator.title_en}", caption=f"{rows.height} dòng · số liệu {vintage}"
    )
    for column in ("địa phương", "đơn vị", "cấp"):
        table.add_column(column, overflow="fold")
    for column in ("kỳ", "cửa sổ"):
        table.add_column(column, no_wrap=True)
    for column in ("tử số", "mẫu số", *(("tỷ lệ",) if indicator.score else ()), "giá trị", "nêu"):
        table.add_column(column, no_wrap=True, justify="right")
    table.add_column("cách", no_wrap=True)
    if covered := "coverage" in rows.columns:
        table.add_column("n/N", no_wrap=True, justify="right")
    decimals = 2 if indicator.unit in ("percent", "point") else 0
    for row in rows.iter_rows(named=True):
        shown = [f"{row['place'] or '?'} ({row['place_vintage']})", row["unit"], row["admin_level"], row["period"]]
        numbers = [_number(row[name], places) for name, places in (("numerator", 0), ("denominator", 0))]
        values = [_number(row[name], decimals) for name in (*(("rate",) if indicator.score else ()), "value", "stated")]
        disputed = " ≠" if row["disputed"] else ""
        cover = [f"{row['units_with_value']}/{row['units_expected']}"] if covered else []
        version = f" ({row['formula_version']})" if row["formula_version"] else ""
        table.add_row(*shown, row["window_basis"], *numbers, *values, f"{row['basis']}{version}{disputed}", *cover)
    return table


def _number(value: float | None, decimals: int) -> str:
    """1.234.567,89: dots between thousands, a decimal comma."""
    return "—" if value is None else f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def main(words: list[str]) -> None:
    """Runs the command; what cannot be answered ends it with one sentence and exit code 1."""
    try:
        app(words)
    except QueryError as fault:
        sys.exit(f"{fault.message_vi}\n{fault.message_en}")


if __name__ == "__main__":
    main(sys.argv[1:])
