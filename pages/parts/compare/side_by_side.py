"""The only place that lays out two periods side by side, and two indicators against each other, with their controls."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from pages.parts import data, frame
from pages.parts.compare import compared, effects, own_number, pairs
from pages.parts.compare.compared import Compared
from pages.parts.compare.comparing import PATH
from pages.parts.compare.pairs import Pair
from pages.parts.downloads import exports
from pages.parts.drawing import pictures, scatter, standing
from pages.parts.language import formats
from pages.parts.numbers.wholes import wholes
from pages.parts.visits import filters, url
from pages.parts.visits.visit import Visit
from queries import COVERAGE_TO_RANK, Indicator


def before_and_after(visit: Visit, shown: Compared) -> Visit:
    """Two periods: every place from the one to the other, and why the whole moved. Returns the visit with the two."""
    if not shown.indicators:
        return visit
    standing.part(visit.say("compare.pair"), visit.say("compare.pair_under"))
    known = data.indicators().get(visit.view.indicator)
    indicator = known if known in shown.indicators else shown.indicators[0]
    chosen, labels = pairs.pair(visit, indicator, shown.kind)
    with st.container(key="filters_pair", horizontal=True, gap="small", vertical_alignment="bottom"):
        _one_of_the_indicators(visit, shown, indicator)
        if chosen is not None:
            _period(visit, "before", chosen.kind, labels, chosen.before)
            _period(visit, "after", chosen.kind, labels, chosen.after)
        _whole(visit)
    if chosen is None:
        st.html(f'<div class="notice calm">{visit.say("compare.no_pair")}</div>')
        return visit
    visit = frame.settled(visit, indicator=indicator.name, before=chosen.before, after=chosen.after)
    left, right = st.columns(2, gap="large")
    with left:
        _slope(visit, shown, indicator, chosen)
    with right:
        _why(visit, indicator, chosen)
    return visit


def against_each_other(visit: Visit, shown: Compared) -> None:
    """The first two indicators of one period against each other."""
    if len(shown.indicators) < 2:
        return
    x, y = shown.indicators[:2]
    found = [data.periods(visit.wh, each.name, visit.view.level).filter(period_kind=shown.kind) for each in (x, y)]
    common = found[0].join(found[1].select("period"), on="period", how="semi", maintain_order="left")
    standing.part(visit.say("compare.scatter"), visit.say("compare.scatter_under"))
    if common.is_empty():
        st.html(f'<div class="notice calm">{visit.say("compare.no_common")}</div>')
        return
    enough = common.filter(pl.col("units") >= pairs.PROVINCES * COVERAGE_TO_RANK)
    usual = enough if enough.height else common.sort("units", "period_end", descending=True)
    label = visit.view.period if formats.is_period(shown.kind, visit.view.period) else usual["period"][0]
    visit = frame.settled(visit, period=label)
    filters.period(visit, shown.kind, common["period"].to_list(), label)
    rows, apart = scatter.points(visit, x, y, label)
    told = visit.say("compare.points", n=rows.height, period=formats.period(shown.kind, label, visit.lang))
    st.html(f'<p class="lead">{told}{" " + visit.say("compare.apart", n=apart) if apart else ""}</p>')
    if rows.height:
        alt = visit.say("compare.scatter_alt", x=visit.title(x), y=visit.title(y), n=rows.height)
        figure = scatter.drawn(visit, rows, x, y, shown.who)
        title = f"{visit.title(x)}; {visit.title(y)}"
        pictures.chart(
            visit, figure, key="scatter", alt=alt, title=title, under=f"{told} {visit.say('indicator.marks')}"
        )
        named = rows.rename({"x": x.name, "y": y.name})
        exports.button(visit, visit.say("compare.scatter"), named, PATH, "dung-han_hai-chi-so.csv", key="points")


def _one_of_the_indicators(visit: Visit, shown: Compared, indicator: Indicator) -> None:
    options = {each.name: visit.title(each) for each in shown.indicators}
    filters.choice(
        visit.say("filter.indicator"), options, indicator.name, "indicator", lambda name: {"indicator": name}
    )


def _period(visit: Visit, side: str, kind: str, labels: Sequence[str], chosen: str) -> None:
    named = [*labels, *([] if chosen in labels else [chosen])]
    options = {label: formats.period(kind, label, visit.lang) for label in named}
    filters.choice(visit.say(f"compare.{side}"), options, chosen, side, lambda label: {side: label}, searched=True)


def _whole(visit: Visit) -> None:
    options = {code: whole.name for code, whole in wholes(visit).items()}
    if visit.view.whole not in options:
        frame.unknown_values([url.Unknown("whole", visit.view.whole)], visit.say)
    filters.choice(visit.say("compare.whole"), options, visit.view.whole, "whole", lambda code: {"whole": code})


def _slope(visit: Visit, shown: Compared, indicator: Indicator, chosen: Pair) -> None:
    """Every place from the one period to the other, on boundaries that hold in both."""
    rows = pairs.both(visit, indicator, chosen)
    words = "compare.slope_merger" if chosen.over_the_merger else "compare.slope"
    standing.part(visit.say(words), visit.say(f"compare.rule_{chosen.boundaries}"))
    if rows.is_empty():
        st.html(f'<div class="notice calm">{visit.say("compare.nobody_twice")}</div>')
        return
    st.html(f'<p class="lead">{visit.say("compare.twice", n=rows.height)}</p>')
    drawn = _on_the_map(visit, shown, chosen)
    ends = [formats.period(chosen.kind, label, visit.lang) for label in (chosen.before, chosen.after)]
    alt = visit.say("compare.slope_alt", title=visit.title(indicator), n=rows.height, before=ends[0], after=ends[1])
    figure = pairs.slope(visit, rows, chosen, drawn, indicator.unit)
    under = (
        f"{pictures.unit_of(visit, indicator)} · {ends[0]} → {ends[1]} · {visit.say('compare.twice', n=rows.height)}"
    )
    pictures.chart(visit, figure, key="slope", alt=alt, title=visit.title(indicator), under=under)
    with st.expander(visit.say("compare.as_table")):
        st.html(_slope_table(visit, indicator, rows, chosen))
    exports.button(visit, visit.say(words), rows, PATH, "dung-han_truoc-sau.csv", key="slope_rows")


def _on_the_map(visit: Visit, shown: Compared, chosen: Pair) -> dict[str, str]:
    """What was chosen, as it stands on the boundaries of the two periods."""
    keys, _ = compared.on_map(visit, shown.asked, "63" if chosen.before_the_merger else "34")
    return {key: visit.place_name(key) for key in keys}


def _slope_table(visit: Visit, indicator: Indicator, rows: pl.DataFrame, chosen: Pair) -> str:
    unit, lang = indicator.unit, visit.lang
    lines = (
        (
            row["place"],
            formats.value(row["value_before"], unit, lang),
            formats.value(row["value_after"], unit, lang),
            formats.change(row["change"], unit, lang),
        )
        for row in rows.iter_rows(named=True)
    )
    return pairs.table(visit, chosen, lines)


def _why(visit: Visit, indicator: Indicator, chosen: Pair) -> None:
    """Why the whole moved."""
    whole = wholes(visit).get(visit.view.whole) or wholes(visit)[""]
    if not visit.has_provinces:
        own_number.draw(visit, indicator, chosen)
    standing.part(visit.say("compare.why", whole=whole.name), visit.say("compare.why_under"))
    told = effects.draw(visit, indicator, whole, chosen)
    if told is not None:
        exports.button(
            visit, visit.say("compare.why", whole=whole.name), told.rows, PATH, "dung-han_vi-sao.csv", key="why"
        )
