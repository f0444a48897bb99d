"""The only place for the command line: `python -m queries` lists the indicators, `python -m queries NAME` prints one.

python -m queries on_time_rate --period 2024-Q1 --place 63.60 --csv
python -m queries why on_time_rate 2023-Q1 2024-Q1
python -m queries reconcile --place 63.60
python -m queries disagree --json
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table

from queries.catalogue import Indicator, catalogue, indicator_named
from queries.decomposition import EFFECTS, decomposition, rounded
from queries.errors import QueryError
from queries.rates import rate
from queries.reconciliation import reconciliation
from queries.rollup import rollup
from queries.statements import disagreements
from queries.targets import misplaced, with_targets
from queries.warehouse import open_warehouse

app = App(
    name="queries",
    help="Numbers out of the warehouse: no name lists the indicators.",
    version_flags=[],
    default_parameter=Parameter(negative=""),
)

WIDTH_IN_FILES = 160
UNITS_OF = Literal["province", "commune", "district", "department"]
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
    known_on: date | None = None,
    data: Path | None = None,
    csv: bool = False,
    json: bool = False,
) -> None:
    """Print an indicator, and how its numbers stand to their targets.

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
    known_on
        a day, such as 2024-05-01: only what reports known on it say.
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
    wh = open_warehouse(data, vintage, known_on)
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
    rows = with_targets(wh, indicator, rows)
    for at in misplaced(wh).iter_rows(named=True):
        print(f"{at['file']}:{at['line']}: {at['why_vi']} ({at['why_en']}).", file=sys.stderr)
    if not _printed(rows, csv=csv, json=json):
        _console().print(_table(known, rows, wh.vintage))


@app.command
def why(
    indicator: str,
    before: str,
    after: str,
    /,
    *,
    to: Literal["nation", "region", "province"] = "nation",
    place: str = "vn.00",
    of: UNITS_OF = "province",
    boundaries: Literal["reported", "34"] = "reported",
    vintage: str | None = None,
    data: Path | None = None,
    csv: bool = False,
    json: bool = False,
) -> None:
    """Print why an indicator of a whole moved between two periods: rate, mix and coverage of each member.

    Parameters
    ----------
    indicator
        its name.
    before
        the first period, such as 2023-Q1.
    after
        the second one.
    to
        what the members make: the nation, a region, or a province (with --of commune).
    place
        its key: vn.00, "34.Đồng bằng sông Hồng", 34.68.
    of
        who the members are.
    boundaries
        34 adds old provinces up to those of today first.
    vintage
        a kept vintage instead of the current one.
    data
        the warehouse folder.
    csv
        as CSV.
    json
        as JSON.
    """
    known = indicator_named(indicator)
    wh = open_warehouse(data, vintage)
    rows = decomposition(wh, indicator, before, after, to=to, place=place, of=of, boundaries=boundaries)
    if not _printed(rows, csv=csv, json=json):
        _console().print(_why_table(known, rows, f"{before} → {after}"))


@app.command
def reconcile(
    *,
    place: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    field: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    vintage: str | None = None,
    data: Path | None = None,
    csv: bool = False,
    json: bool = False,
) -> None:
    """Print parts against wholes, and openings against closings; what does not fit first.

    Parameters
    ----------
    place
        place keys; without one, every place.
    field
        report fields, such as dossiers.received.
    vintage
        a kept vintage instead of the current one.
    data
        the warehouse folder.
    csv
        as CSV.
    json
        as JSON.
    """
    rows = reconciliation(open_warehouse(data, vintage), places=place, fields=field)
    if not _printed(rows, csv=csv, json=json):
        _console().print(_plain_table(rows, _RECONCILED))


@app.command
def disagree(
    *,
    place: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    vintage: str | None = None,
    data: Path | None = None,
    csv: bool = False,
    json: bool = False,
) -> None:
    """Print every reading of the figures about which reports disagree, and which report speaks.

    Parameters
    ----------
    place
        place keys; without one, every place.
    vintage
        a kept vintage instead of the current one.
    data
        the warehouse folder.
    csv
        as CSV.
    json
        as JSON.
    """
    rows = disagreements(open_warehouse(data, vintage), places=place)
    if not _printed(rows, csv=csv, json=json):
        _console().print(_plain_table(rows, _DISAGREED))


def _printed(rows: pl.DataFrame, *, csv: bool, json: bool) -> bool:
    """Whether the rows were printed for a program, or there are none to show."""
    if csv:
        print(rows.write_csv(), end="")
    elif json:
        print(rows.write_json())
    elif rows.is_empty():
        print("Không có số liệu nào khớp. / No figure matches.")
    return csv or json or rows.is_empty()


_RECONCILED = {
    "check": "phép so",
    "place": "địa phương",
    "unit": "đơn vị",
    "admin_level": "cấp",
    "field": "số liệu",
    "period": "kỳ",
    "whole": "nêu",
    "parts": "cộng các phần",
    "difference": "chênh",
    "parts_with_value": "n",
    "parts_expected": "N",
    "verdict": "kết luận",
}
_DISAGREED = {
    "place_vintage": "bản đồ",
    "place_code": "mã",
    "unit": "đơn vị",
    "admin_level": "cấp",
    "field": "số liệu",
    "period": "kỳ",
    "value": "giá trị",
    "family": "loại báo cáo",
    "issued_on": "ngày",
    "speaks": "dùng",
    "because": "vì",
}


def _plain_table(rows: pl.DataFrame, headings: Mapping[str, str]) -> Table:
    """Some columns of a frame under Vietnamese headings."""
    table = Table()
    for column, heading in headings.items():
        numeric = rows.schema[column].is_numeric()
        table.add_column(heading, overflow="fold", justify="right" if numeric else "left")
    for row in rows.select(*headings).iter_rows():
        table.add_row(*(_cell(value) for value in row))
    return table


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, int | float):
        return _number(value, 0 if float(value).is_integer() else 2)
    return "—" if value is None else str(value)


def _why_table(indicator: Indicator, rows: pl.DataFrame, periods: str) -> Table:
    """Each member's effects, rounded so that the columns add up to the change that is printed under them."""
    table = Table(title=f"{indicator.title_vi} · {indicator.title_en}: {periods}", show_footer=True)
    shown = {column: rounded(rows[column].to_list()) for column in (*EFFECTS, "effect")}
    table.add_column("địa phương", footer="tổng thay đổi")
    table.add_column("đơn vị")
    for heading in ("trước", "sau"):
        table.add_column(heading, justify="right")
    for heading, values in zip(("do tỷ lệ", "do cơ cấu", "do phạm vi", "cộng"), shown.values(), strict=True):
        table.add_column(heading, justify="right", footer=_number(sum(values), 2))
    for n, row in enumerate(rows.iter_rows(named=True)):
        numbers = [row["value_before"], row["value_after"], *(values[n] for values in shown.values())]
        table.add_row(row["place"], row["unit"], *(_number(number, 2) for number in numbers))
    return table


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
    if aimed := rows["target"].is_not_null().any():
        table.add_column("mục tiêu", no_wrap=True, justify="right")
    decimals = 2 if indicator.unit in ("percent", "point") else 0
    for row in rows.iter_rows(named=True):
        shown = [f"{row['place'] or '?'} ({row['place_vintage']})", row["unit"], row["admin_level"], row["period"]]
        numbers = [_number(row[name], places) for name, places in (("numerator", 0), ("denominator", 0))]
        values = [_number(row[name], decimals) for name in (*(("rate",) if indicator.score else ()), "value", "stated")]
        disputed = " ≠" if row["disputed"] else ""
        cover = [f"{row['units_with_value']}/{row['units_expected']}"] if covered else []
        version = f" ({row['formula_version']})" if row["formula_version"] else ""
        aim = [_aim(row, decimals)] if aimed else []
        table.add_row(
            *shown, row["window_basis"], *numbers, *values, f"{row['basis']}{version}{disputed}", *cover, *aim
        )
    return table


def _aim(row: dict[str, Any], decimals: int) -> str:
    """≥ 80,00 (−12,30): the target and how far beyond it the number is; ✓ or ✗ where that may be judged, else ?."""
    if row["target"] is None:
        return "—"
    sign = "≥" if row["target_direction"] == "up" else "≤"
    mark = ("✓" if row["met"] else "✗") if row["colours"] else "?"
    beyond = (
        "" if row["distance"] is None else f" ({'+' if row['met'] else ''}{_number(row['distance'], decimals)}) {mark}"
    )
    return f"{sign} {_number(row['target'], decimals)}{beyond}"


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
