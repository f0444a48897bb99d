"""The only place for what stands first on the page of comparisons: its controls, the rule, the courses."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import polars as pl
import streamlit as st

from pages.parts import data, frame
from pages.parts.compare import compared
from pages.parts.compare.compared import Compared
from pages.parts.downloads import exports
from pages.parts.drawing import panels, pictures
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.visits import filters, url
from pages.parts.visits.visit import Visit
from queries import Indicator

PATH = "so-sanh"


def who(visit: Visit, shown: Compared) -> None:
    """The units drawn."""
    options = compared.options(visit, shown.asked, filters.place_options(visit))
    filters.several(visit.say("compare.who"), options, shown.asked, "who", visit.say("filter.units_hint"))


def indicators(visit: Visit, shown: Compared) -> None:
    """The indicators drawn, in the order of the catalogue."""
    options = {name: visit.title(each) for name, each in data.indicators().items()}
    chosen = [each.name for each in shown.indicators]
    filters.several(visit.say("compare.indicators"), options, chosen, "indicators", visit.say("compare.choose"))


def boundaries(visit: Visit) -> None:
    """The map on which all is compared."""
    options = {code: visit.say(f"compare.map_{code}") for code in url.BOUNDARIES}
    filters.choice(
        visit.say("compare.boundaries"),
        options,
        visit.view.boundaries,
        "boundaries",
        lambda code: {"boundaries": code},
    )


def rule(visit: Visit, shown: Compared) -> None:
    """What the boundaries chosen mean, and what cannot be drawn on them."""
    told = visit.say(f"compare.rule_{visit.view.boundaries}")
    if url.NATION in shown.who:
        told = f"{told} {visit.say('compare.nation')}"
    st.html(f'<p class="lead">{escape(told)}</p>')
    if shown.became:
        names = "; ".join(f"{name} → {others}" for name, others in shown.became.items())
        frame.notice(visit.say("compare.became", names=names), "calm")
    if shown.left_out:
        frame.notice(visit.say("compare.left_out", names=", ".join(shown.left_out)))


def breaks(visit: Visit, rows: Sequence[Row], days: Sequence[tuple[str, str]]) -> None:
    """In words what happened on the days on which a stroke stands."""
    strokes = panels.strokes(rows, days)
    broken = {(row["place_vintage"], row["place_code"], row["break_on"]) for row in rows if row["break_on"] in strokes}
    told = [
        f"┊ {formats.day(row['day'], visit.lang)}: {visit.place_name(key)}: {row[f'text_{visit.lang}']}"
        for row in visit.wh.breaks().iter_rows(named=True)
        if (row["place_vintage"], row["place_code"], row["day"]) in broken
        and (key := f"{row['place_vintage']}.{row['place_code']}")
    ]
    if told:
        st.html(f'<p class="lead">{"<br>".join(map(escape, told))}</p>')


def download(visit: Visit, shown: Compared) -> None:
    """Every number drawn over time."""
    frames = [rows.with_columns(indicator=pl.lit(name)) for name, rows in shown.courses.items()]
    told = pl.concat(frames, how="diagonal_relaxed") if frames else pl.DataFrame()
    if not told.is_empty():
        known = told.filter(pl.col("value").is_not_null()).select("indicator", *exports.COLUMNS)
        exports.button(visit, visit.say("compare.courses"), known, PATH, "dung-han_so-sanh.csv", key="courses")


def panel(
    visit: Visit, shown: Compared, indicator: Indicator, rows: Sequence[Row], days: list[tuple[str, str]]
) -> None:
    """One small figure under its name; words where there is nothing."""
    name = visit.title(indicator)
    st.html(
        f'<div class="panel"><b>{escape(name)}</b> <span>{formats.unit_word(indicator.unit, visit.lang)}</span></div>'
    )
    if not any(row["value"] is not None for row in rows):
        st.html(f'<div class="notice calm">{visit.say("indicator.no_value")}</div>')
        return
    figure = panels.panel(rows, shown.who, indicator.unit, shown.kind, days, visit.lang, visit.say)
    kind, places = visit.say(f"kind.{shown.kind}").lower(), ", ".join(shown.who.values())
    alt = visit.say("compare.panel_alt", title=name, kind=kind, places=places)
    lines = " · ".join(f"{panels.letter(at)} {each}" for at, each in enumerate(shown.who.values()))
    by = visit.say("picture.by", kind=kind)
    under = f"{pictures.unit_of(visit, indicator)} · {by} · {lines} · {visit.say('indicator.marks')}"
    pictures.chart(visit, figure, key=f"panel_{indicator.name}", alt=alt, title=name, under=under)
