"""The only place that chooses how all places are seen at once: in order of one period, as a heatmap, a chart each."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.drawing import heatmap, multiples, pictures, standing
from pages.parts.indicator import rankings
from pages.parts.indicator.choices import Course
from pages.parts.language import formats
from pages.parts.numbers import context, wholes
from pages.parts.visits import filters, url
from pages.parts.visits.visit import Visit
from queries import Indicator, previous_period
from queries.periods import KINDS


def draw(visit: Visit, indicator: Indicator, course: Course) -> None:
    """The heading, the controls, and what is chosen; for one period the way to why the whole moved."""
    form = visit.view.chart
    standing.part(visit.say("indicator.ranking"), course.covered(visit) if form == "ranking" else _era(visit, course))
    with st.container(key="filters_places", horizontal=True, gap="small", vertical_alignment="bottom"):
        forms = {code: visit.say(f"chart.{code}") for code in url.CHARTS}
        filters.choice(visit.say("chart.choose"), forms, form, "chart", lambda code: {"chart": code})
        filters.period(visit, course.kind, course.labels, course.period)
    if form == "ranking":
        rankings.draw(visit, indicator, course)
        _why(visit, indicator, course)
        return
    rows = _of_one_map(course)
    if rows.is_empty():
        standing.nothing(visit, course.kinds)
    elif form == "heatmap":
        _heatmap(visit, indicator, course, rows)
    else:
        _multiples(visit, indicator, course, rows)


def _of_one_map(course: Course) -> pl.DataFrame:
    """The numbers of the provinces of the map that held in the chosen period."""
    known = course.rows.filter(pl.col("value").is_not_null())
    chosen = known.filter(period=course.period)
    vintages = (chosen if chosen.height else known)["place_vintage"]
    return known.filter(place_vintage=vintages.mode().sort()[-1]) if len(vintages) else known


def _era(visit: Visit, course: Course) -> str:
    """Whose courses are shown: one map's, which no line leaves."""
    rows = _of_one_map(course)
    vintage = rows["place_vintage"][0] if rows.height else "34"
    return visit.say(f"coverage.map_{vintage}", n=rows["place_code"].n_unique(), total=int(vintage))


def _heatmap(visit: Visit, indicator: Indicator, course: Course, rows: pl.DataFrame) -> None:
    name = visit.title(indicator)
    counts = {"n": rows["place_code"].n_unique(), "periods": rows["period"].n_unique()}
    pictures.chart(
        visit,
        heatmap.drawn(visit, indicator, rows.to_dicts(), course.kind),
        key="heatmap",
        alt=visit.say("chart.heatmap_alt", title=name, **counts),
        title=name,
        under=f"{pictures.unit_of(visit, indicator)} · {visit.say('chart.shades')}",
    )


def _multiples(visit: Visit, indicator: Indicator, course: Course, rows: pl.DataFrame) -> None:
    name, told = visit.title(indicator), rows.to_dicts()
    low, high = multiples.scale_of(told)
    ends = {
        "low": formats.with_unit(low, indicator.unit, visit.lang),
        "high": formats.with_unit(high, indicator.unit, visit.lang),
    }
    under = f"{pictures.unit_of(visit, indicator)} · {visit.say('chart.one_scale', **ends)}"
    drawing, height = multiples.svg(visit, indicator, told, course.kind)
    picture = pictures.captioned(visit, drawing, height, name, under)
    st.html(f'<p class="lead">{visit.say("chart.one_scale", **ends)}</p>')
    st.html(
        multiples.drawn(visit, indicator, told, course.kind)
        + pictures.buttons(visit, name, under, "tung-tinh", picture)
    )


def _why(visit: Visit, indicator: Indicator, course: Course) -> None:
    """The ways to what moved the scope's number, and the nation's, where there is a period before."""
    if course.kind not in KINDS or not course.period:
        return
    before = previous_period(course.period)
    if not visit.has_provinces and {before, course.period} <= _known(visit, indicator, course.kind):
        there = wholes.why(visit, indicator.name, visit.view.place, course.kind, before, course.period)
        words = visit.say("indicator.why_place", place=visit.place_name(visit.view.place))
        with st.container(key="why_place"):
            st.page_link("pages/compare.py", label=words, query_params=url.encode(there))
    known = data.periods(visit.wh, indicator.name, visit.view.level).filter(period_kind=course.kind)["period"]
    if before not in known.to_list():
        return
    there = url.View(
        lang=visit.lang, v=visit.view.v, level=visit.view.level, kind=course.kind, indicator=indicator.name,
        indicators=(indicator.name,), who=tuple(course.highlighted), before=before, after=course.period,
    )  # fmt: skip
    with st.container(key="why_moved"):
        st.page_link("pages/compare.py", label=visit.say("indicator.why_moved"), query_params=url.encode(there))


def _known(visit: Visit, indicator: Indicator, kind: str) -> set[str]:
    """The periods of a kind in which the scope has a number."""
    rows = context.own_province(visit, indicator.name)
    return {str(row["period"]) for row in rows if row["period_kind"] == kind and row["value"] is not None}
