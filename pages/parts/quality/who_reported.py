"""The only place that draws who has reported: every province × the latest periods, as signs that need no colour."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.downloads import exports, lists
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.visits import filters, url
from pages.parts.visits.regions import MAPS, within
from pages.parts.visits.visit import Visit
from queries.due import LEGAL_BASIS

KINDS = ("month", "quarter", "half", "year")
LATEST = 12
"""Periods shown: the newest."""
SIGNS = {"reported": "●", "late": "◑", "held": "▢", "missing": "○", "not_due": "–", "not_applicable": ""}
HERE = ("reported", "late")


def draw(visit: Visit) -> None:
    """The kind of period, then a table for each administrative map, those that report most first."""
    kind = visit.view.kind if visit.view.kind in KINDS else "quarter"
    filters.kind(visit, KINDS, kind)
    rows = data.coverage(visit.wh, kind)
    if rows.is_empty():
        st.html(f'<div class="lead">{visit.say("quality.no_reports")}</div>')
        return
    labels = rows["period"].unique().sort().to_list()[-LATEST:]
    shown = rows.filter(pl.col("period").is_in(labels))
    shown = within(shown, visit.provinces)
    st.html(f'<p class="lead">{_legend(visit)}</p>')
    told = {vintage: _of_map(shown, vintage) for vintage in MAPS}
    for vintage, present in told.items():
        if not present.is_empty():
            _table(visit, kind, vintage, present)
    rows = lists.coverage(pl.concat(told.values()), kind)
    exports.button(visit, visit.say("quality.coverage"), rows, "chat-luong", "dung-han_ai-da-bao-cao.csv", key="who")


def _of_map(rows: pl.DataFrame, vintage: str) -> pl.DataFrame:
    """The rows of one administrative map, in the periods in which any of its provinces existed."""
    there = pl.col("state") != "not_applicable"
    return rows.filter(pl.col("place_vintage") == vintage).filter(there.any().over("period"))


def _legend(visit: Visit) -> str:
    signs = [f"{sign} {visit.say(f'coverage.{state}')}" for state, sign in SIGNS.items() if sign]
    told = " &nbsp; ".join(f'<span class="sign">{each}</span>' for each in signs)
    return f"{told}. {visit.say('coverage.rule', basis=LEGAL_BASIS)}"


def _table(visit: Visit, kind: str, vintage: str, rows: pl.DataFrame) -> None:
    """One administrative map; each sign leads to what the province reported then."""
    labels = rows["period"].unique().sort().to_list()
    said = {(row["place_code"], row["period"]): row for row in rows.iter_rows(named=True)}
    reported = pl.col("state").is_in(HERE).sum()
    order = rows.group_by("place_code").agg(reported.alias("n")).sort("n", "place_code", descending=[True, False])
    heads = "".join(f'<th scope="col">{escape(formats.period(kind, label, visit.lang))}</th>' for label in labels)
    lines = "".join(
        _line(visit, f"{vintage}.{code}", [said[code, label] for label in labels], kind) for code in order["place_code"]
    )
    n = order.filter(pl.col("n") > 0).height
    caption = visit.say(f"coverage.map_{vintage}", n=n, total=order.height)
    with st.container(height=460 if order.height > 12 else "content", key=f"who_{vintage}"):
        st.html(
            f'<table class="who"><caption>{escape(caption)}</caption><thead><tr><th></th>{heads}</tr></thead>'
            f"<tbody>{lines}</tbody></table>"
        )


def _line(visit: Visit, key: str, cells: list[Row], kind: str) -> str:
    name = escape(visit.place_name(key))
    drawn = "".join(_cell(visit, key, kind, cell) for cell in cells)
    return f'<tr><th scope="row">{name}</th>{drawn}</tr>'


def _cell(visit: Visit, key: str, kind: str, row: Row) -> str:
    """One province and period: its sign, with how much there is behind it, and by when it was due."""
    state = row["state"]
    if state not in HERE:
        due = f"; {_due(visit, row)}" if state in ("missing", "not_due") else ""
        told = escape(f"{visit.say(f'coverage.{state}')}{due}", quote=True)
        return f'<td class="{state}" title="{told}">{SIGNS[state]}</td>'
    told = visit.say("coverage.behind", reports=row["reports"], figures=row["figures"])
    if row["signed_on"] is not None:
        told += f"; {visit.say('coverage.signed', day=formats.day(row['signed_on'], visit.lang))}, {_due(visit, row)}"
    there = url.View(lang=visit.lang, v=visit.view.v, place=key, kind=kind, period=row["period"])
    link, told = escape(url.link("./", there), quote=True), escape(told, quote=True)
    return f'<td class="{state}"><a href="{link}" title="{told}" aria-label="{told}">{SIGNS[state]}</a></td>'


def _due(visit: Visit, row: Row) -> str:
    return visit.say("coverage.due", day=formats.day(row["due_on"], visit.lang))
