"""The only place that makes a download: what is shown, with what it is, of when, and the link that shows it again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

import polars as pl
import streamlit as st

from pages.parts import frame
from pages.parts.downloads import workbook
from pages.parts.language import formats
from pages.parts.visits import url
from pages.parts.visits.visit import Visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so would be run as a formula by a spreadsheet."""


Rows = pl.DataFrame | Callable[[], pl.DataFrame]
"""What is downloaded, or how it is made when it is asked for."""


def button(visit: Visit, title: str, rows: Rows, path: str, file_name: str, *, key: str = "download") -> None:
    """The buttons that download rows, as a workbook to read and as CSV to join; made when they are asked for."""
    address = own_address()
    about = about_it(visit, title, address, path)
    name = file_name.removesuffix(".csv")
    with st.container(key=f"downloads_{key}", horizontal=True, gap="small"):
        _download(
            visit.say("export.xlsx"),
            lambda: workbook.workbook_of(visit, made(rows), about),
            f"{name}.xlsx",
            XLSX,
            f"{key}_xlsx",
        )
        _download(
            visit.say("export.csv"),
            lambda: csv_of(visit, title, made(rows), address, path),
            f"{name}.csv",
            "text/csv",
            key,
        )


def made(rows: Rows) -> pl.DataFrame:
    """The rows themselves."""
    return rows if isinstance(rows, pl.DataFrame) else rows()


def _download(label: str, made: Callable[[], bytes], file_name: str, mime: str, key: str) -> None:
    st.download_button(
        label, data=made, file_name=file_name, mime=mime, on_click="ignore", key=key, icon=":material/download:"
    )


def own_address() -> str:
    """Where this dashboard is reached, without a page."""
    address = urlsplit(st.context.url or "")
    return f"{address.scheme}://{address.netloc}{address.path.rpartition('/')[0]}" if address.netloc else ""


def link_to(visit: Visit, path: str, address: str) -> str:
    """The link that shows this view again, with the data it was made of."""
    return f"{address.rstrip('/')}/{url.link(path, replace(visit.view, v=visit.wh.vintage))}"


def about_it(visit: Visit, title: str, address: str, path: str) -> list[tuple[str, str]]:
    """What a download is: title, filters, vintage, link, and what an empty cell means."""
    say = visit.say
    taken = formats.moment(frame.taken_at(visit.wh.vintage), visit.lang)
    return [
        (say("export.about"), title),
        (say("export.filters"), " · ".join(frame.described(visit))),
        (say("export.vintage"), f"{say('app.vintage', when=taken)} ({visit.wh.vintage})"),
        (say("export.link"), link_to(visit, path, address)),
        (say("export.empty"), say("export.legend")),
    ]


def csv_of(visit: Visit, title: str, rows: pl.DataFrame, address: str, path: str) -> bytes:
    """A CSV file that Excel opens with its letters right: comment lines first, then the columns, then the rows."""
    out = io.StringIO()
    for name, value in about_it(visit, title, address, path):
        out.write(f"# {name}: {' '.join(value.split())}\r\n")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.columns)
    for row in rows.iter_rows():
        writer.writerow([safe(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def safe(value: object) -> object:
    """A cell that no spreadsheet takes for a formula. Numbers stay numbers."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return "" if value is None else value


COLUMNS: Sequence[str] = (
    "place_vintage", "place_code", "place", "unit", "admin_level",
    "period_kind", "period", "period_start", "period_end", "window_basis",
    "value", "rate", "numerator", "denominator", "stated", "basis", "from_levels", "disputed", "confidence",
    "formula_version", "report_id",
)  # fmt: skip
"""What a download of an indicator carries: the stable codes, so that it can be joined again."""
