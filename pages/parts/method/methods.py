"""The only place that tells how the numbers are made: drawn from the catalogues, so that it cannot fall behind them."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from pages.parts import data
from pages.parts.drawing import grid
from pages.parts.drawing.grid import Cell
from pages.parts.language import formats
from pages.parts.method.definitions import legal_basis
from pages.parts.visits import url
from pages.parts.visits.visit import Visit
from queries import COVERAGE_TO_RANK, ENOUGH, Indicator
from queries.speaking import RULES

RULED = ("sums", "rates", "missing", "coverage", "small", "windows", "boundaries", "versions", "suspect")
"""The rules that are told, in order; each has its words."""
LIMITS = ("precision", "coverage", "definitions", "portal", "due")


def rules(visit: Visit) -> None:
    """How numbers are added, divided, compared, left out; and which report speaks."""
    known = {"least": formats.number(100 * COVERAGE_TO_RANK, visit.lang), "enough": ENOUGH}
    told = [visit.say(f"rule.{name}", **known) for name in RULED]
    order = "; ".join(f"{n}. {each[visit.lang == 'en']}" for n, each in enumerate(RULES.values(), start=1))
    told.append(f"{visit.say('rule.speaking')} {order}.")
    st.html(f'<ul class="rules">{"".join(f"<li>{escape(each)}</li>" for each in told)}</ul>')


def limits(visit: Visit) -> None:
    """What the numbers cannot say."""
    items = "".join(f"<li>{escape(visit.say(f'limit.{name}'))}</li>" for name in LIMITS)
    st.html(f'<ul class="rules">{items}</ul>')


def count_of_indicators() -> int:
    return len(data.indicators())


def count_of_fields(visit: Visit) -> int:
    return len(data.fields(visit.wh))


def indicators(visit: Visit) -> None:
    """Every indicator, family by family: formula, better direction, legal basis, and its page one click away."""
    say, known = visit.say, list(data.indicators().values())
    blocks = []
    for family in dict.fromkeys(each.family for each in known):
        rows = "".join(_indicator(visit, each) for each in known if each.family == family)
        blocks.append(f"<details><summary>{say(f'group.{family}')} <span>({rows.count('<tr>')})</span></summary>")
        blocks.append(f'<table class="method"><tbody>{rows}</tbody></table></details>')
    st.html("".join(blocks))


def _indicator(visit: Visit, indicator: Indicator) -> str:
    english = visit.lang == "en"
    there = url.View(lang=visit.lang, v=visit.view.v, indicator=indicator.name)
    link = escape(url.link("chi-so", there), quote=True)
    formula = indicator.formula_en if english else indicator.formula_vi
    better = visit.say(f"indicator.better_{indicator.direction}") if indicator.direction != "none" else ""
    about = " · ".join(part for part in (better, legal_basis(visit, indicator)) if part)
    return (
        f'<tr><th scope="row"><a href="{link}">{escape(visit.title(indicator))}</a></th>'
        f"<td>{escape(formula)}<small>{escape(about)}</small></td></tr>"
    )


def fields(visit: Visit) -> None:
    """Every figure a report can state: how it adds up over time and over units, and how often it is stated here."""
    say, lang = visit.say, visit.lang
    stated = data.statements_of_fields(visit.wh)
    rows = [
        {
            say("column.field"): str(field["label_en" if lang == "en" else "label_vi"]),
            say("column.code"): str(field["field"]),
            say("column.over_time"): say(f"over_time.{field['kind']}"),
            say("column.over_units"): say(f"over_units.{field['levels'] or 'none'}"),
            say("column.measure"): formats.UNIT_WORDS[str(field["unit"])][lang == "en"],
            say("column.stated"): Cell(formats.number(times, lang), times),
        }
        for field in data.fields(visit.wh).values()
        for times in [stated.get(str(field["field"]), 0)]
    ]
    grid.draw(rows, say("method.fields", n=len(rows)))


def targets(visit: Visit) -> None:
    """Every target that is set: of which indicator, how much, by which document, and whether a person checked it."""
    say, lang, rows = visit.say, visit.lang, data.targets(visit.wh)
    if not rows:
        st.html(f'<div class="lead">{say("method.no_targets")}</div>')
        return
    shown = [
        {
            say("column.indicator"): visit.title(data.indicators()[row["indicator"]]),
            say("column.target"): Cell(
                f"{'≥' if row['direction'] == 'up' else '≤'} {formats.number(row['value'], lang, 2)}", row["value"]
            ),
            say("column.valid"): formats.window(row["valid_from"], row["valid_to"] or row["valid_from"], lang)
            if row["valid_to"]
            else say("method.from_day", day=formats.day(row["valid_from"], lang)),
            say("column.basis_legal"): row["basis"],
            say("column.verified"): say("method.verified" if row["verified"] else "method.unverified"),
        }
        for row in rows
    ]
    grid.draw(shown, say("method.targets"))


def sources(visit: Visit) -> None:
    """How many documents of each family there are, each family one click away."""
    counts = data.reports(visit.wh).group_by("family").agg(pl.len(), pl.col("facts").sum()).sort("len", descending=True)
    lines = []
    for family, reports, facts in counts.iter_rows():
        there = url.View(lang=visit.lang, v=visit.view.v, family=family)
        link = escape(url.link("bao-cao", there), quote=True)
        told = visit.say(
            "method.source",
            reports=formats.number(reports, visit.lang),
            facts=formats.number(facts, visit.lang),
        )
        lines.append(f'<li><a href="{link}">{escape(visit.say(f"family.{family}"))}</a>: {told}</li>')
    st.html(f'<ul class="rules">{"".join(lines)}</ul>')
