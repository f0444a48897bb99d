"""The only place that makes a document of what was read and does not count yet: shown as on the page Báo cáo."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import streamlit as st

from loaders.catalogue.fields import load_fields
from loaders.receiving.staging import Staged
from loaders.records import Reading
from loaders.version import loader_version
from loaders.warehouse.agreement import countable
from loaders.warehouse.rows import gather
from pages.parts.intake import session
from pages.parts.reports.documents import Document
from pages.parts.visits.visit import Visit


def chosen(visit: Visit) -> tuple[Staged, Reading] | None:
    """The file, and the reading of it, that the link names; None where none of this session's is named so."""
    for file in session.staging().read_files:
        for reading in file.readings:
            if visit.view.report and reading.report.report_id.startswith(visit.view.report):
                return file, reading
    return None


def draft(visit: Visit, reading: Reading) -> Document:
    """The document as it will be in the warehouse. Raises LoaderError where it could not be in it."""
    report, facts, problems = _rows(reading)
    wanted = facts.filter(pl.col("fact_id") == visit.view.fact) if visit.view.fact is not None else facts.clear()
    shown = wanted.row(0, named=True) if wanted.height else None
    return Document(visit, report, facts, problems, reading.text, shown, is_draft=True)


def _rows(reading: Reading) -> tuple[dict[str, object], pl.DataFrame, pl.DataFrame]:
    """The rows that a commit would write; made once for each reading."""
    kept = st.session_state.setdefault("loading_drafts", {})
    if reading.report.report_id in kept and kept[reading.report.report_id][0] is reading:
        return kept[reading.report.report_id][1]  # type: ignore[no-any-return]
    incoming = gather([reading], load_fields(), loader_version(), datetime.now(UTC))
    counted = pl.lit(reading.report.state == "current") & countable()
    facts = incoming.scan("facts").collect().with_columns(counted=counted)
    places = facts.select(pl.concat_str("place_vintage", pl.lit("."), "place_code")).to_series().drop_nulls().unique()
    report = {
        **incoming.reports.row(0, named=True),
        "places": len(places),
        "periods": facts["period"].drop_nulls().n_unique(),
        "first_place": min(places, default=None),
        "first_kind": facts["period_kind"].drop_nulls().min(),
        "first_period": facts["period"].drop_nulls().min(),
    }
    rows = report, facts, incoming.scan("problems").collect()
    kept[reading.report.report_id] = reading, rows
    return rows
