"""The only place that lays out what one unit stated: every field × the latest periods of one kind, as printed."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.reports import documents
from pages.parts.unit import identity
from pages.parts.visits import url
from pages.parts.visits.visit import Visit

LATEST = 8
"""Periods laid out: the newest."""
WHOLE = ("province", "national")


def statements(visit: Visit) -> pl.DataFrame:
    """What the unit stated at the level chosen, in all periods: `queries.statements`."""
    rows, unit = data.said(visit.wh, visit.view.place), identity.whose(visit)
    own = pl.col("unit") == unit["unit"] if unit is not None else pl.col("unit_kind").is_in(WHOLE)
    return rows.filter(own, pl.col("admin_level") == visit.view.level)


def of_kind(visit: Visit, rows: pl.DataFrame) -> pl.DataFrame:
    """The statements of the kind of period in the link, or of the kind with most of them."""
    if rows.is_empty():
        return rows
    said = visit.view.kind if visit.view.kind not in ("", "latest") else ""
    counted = rows.group_by("period_kind").len().sort("len", "period_kind", descending=[True, False])
    return rows.filter(pl.col("period_kind") == (said or counted["period_kind"][0]))


def draw(visit: Visit, rows: pl.DataFrame) -> None:
    """The table; every number leads to its sentence."""
    if rows.is_empty():
        st.html(f'<div class="notice calm">{visit.say("unit.nothing")}</div>')
        return
    periods = (
        rows.group_by("period", "period_kind").agg(pl.col("period_end").max()).sort("period_end", descending=True)
    ).head(LATEST)
    labels = periods["period"].to_list()
    cells: dict[tuple[str, str], list[Row]] = {}
    for row in rows.filter(pl.col("period").is_in(labels)).iter_rows(named=True):
        cells.setdefault((row["field"], row["period"]), []).append(row)
    heads = "".join(
        f'<th scope="col">{escape(formats.period(row["period_kind"], row["period"], visit.lang))}</th>'
        for row in periods.iter_rows(named=True)
    )
    told = {field for field, _ in cells}
    fields = [field for field in data.fields(visit.wh) if field in told]
    lines = "".join(_line(visit, field, [cells.get((field, label), []) for label in labels]) for field in fields)
    with st.container(height=560 if len(fields) > 16 else "content", key="reported", border=False):
        st.html(
            f'<table class="who reported"><caption>{visit.say("unit.reported")}</caption>'
            f"<thead><tr><th></th>{heads}</tr></thead><tbody>{lines}</tbody></table>"
        )


def _line(visit: Visit, field: str, cells: list[list[Row]]) -> str:
    name = escape(documents.label(visit, field))
    drawn = "".join(f"<td>{_told(visit, rows) or '○'}</td>" for rows in cells)
    return f'<tr><th scope="row">{name}</th>{drawn}</tr>'


def _told(visit: Visit, rows: list[Row]) -> str:
    """One cell; where two windows of one name differ, both with their days."""
    different = {row["value"]: row for row in rows}.values()
    with_days = len(different) > 1
    return "<br>".join(_cell(visit, row, with_days=with_days) for row in different)


def _cell(visit: Visit, row: Row, *, with_days: bool) -> str:
    """One statement as a link to its sentence, with its days; ▲ where reports disagree."""
    facts = data.facts_on(visit.wh, f"{row['place_vintage']}.{row['place_code']}")
    fact = facts.get((row["report_id"], row["unit"], row["admin_level"], row["period"], row["field"]))
    there = url.View(lang=visit.lang, v=visit.view.v, report=str(row["report_id"])[:12], fact=fact)
    unit = str(data.fields(visit.wh)[str(row["field"])]["unit"])
    value = formats.number(row["value"], visit.lang, 2) + ("%" if unit == "percent" else "")
    days = escape(formats.window(row["period_start"], row["period_end"], visit.lang), quote=True)
    shown = f" <small>{days}</small>" if with_days else ""
    disputed = f' <abbr title="{visit.say("status.disputed")}">▲</abbr>' if row["disputed"] else ""
    return f'<a href="{escape(url.link("bao-cao", there), quote=True)}" title="{days}">{value}</a>{disputed}{shown}'
