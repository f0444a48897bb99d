"""The only place that makes a download: what is shown, with what it is, of when, and the link that shows it again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from urllib.parse import urlsplit

import polars as pl
import streamlit as st

from pages.parts import formats, frame, url
from pages.parts.visit import Visit

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so would be run as a formula by a spreadsheet."""


def button(visit: Visit, title: str, rows: pl.DataFrame, path: str, file_name: str, *, key: str = "download") -> None:
    """The button that downloads rows; the file is made when it is asked for."""
    address = own_address()
    st.download_button(
        visit.say("indicator.download"),
        data=lambda: csv_of(visit, title, rows, address, path),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key=key,
        icon=":material/download:",
    )


def own_address() -> str:
    """Where this dashboard is reached, without a page."""
    address = urlsplit(st.context.url or "")
    return f"{address.scheme}://{address.netloc}" if address.netloc else ""


def csv_of(visit: Visit, title: str, rows: pl.DataFrame, address: str, path: str) -> bytes:
    """A CSV file that Excel opens with its letters right: comment lines first, then the columns, then the rows."""
    say = visit.say
    where = f"{address.rstrip('/')}/{url.link(path, visit.view)}"
    taken = formats.moment(frame.taken_at(visit.wh.vintage), visit.lang)
    about = [
        (say("export.about"), title),
        (say("export.filters"), " · ".join(frame.described(visit))),
        (
            say("export.vintage"),
            f"{say('app.vintage', when=taken)} ({visit.wh.vintage})",
        ),
        (say("export.link"), where),
        ("", say("export.legend")),
    ]
    out = io.StringIO()
    for name, value in about:
        out.write(f"# {f'{name}: ' if name else ''}{' '.join(value.split())}\r\n")
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
    "value", "rate", "numerator", "denominator", "stated", "basis", "disputed", "confidence",
    "formula_version", "report_id",
)  # fmt: skip
"""What a download of an indicator carries: the stable codes, so that it can be joined again."""
