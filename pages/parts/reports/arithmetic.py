"""The only place that shows, over the sentence of one part, the number that was computed from it, and all its parts."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import polars as pl
import streamlit as st

import queries
from pages.parts import data
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.reports.documents import Document, amount, label
from pages.parts.visits import url
from queries import Indicator


def draw(document: Document) -> None:
    """The number the link came from, where it is computed: its numerator and denominator, its formula, its parts."""
    indicator, fact = data.indicators().get(document.visit.view.indicator), document.chosen
    row = _computed(document, indicator, fact) if indicator and fact and not document.is_draft else None
    if indicator is None or row is None:
        return
    visit, lang = document.visit, document.visit.lang
    value = formats.with_unit(row["value"], indicator.unit, lang)
    divided = " ÷ ".join(formats.number(row[part], lang) for part in ("numerator", "denominator"))
    formula = indicator.formula_en if lang == "en" else indicator.formula_vi
    parts = " · ".join(_part(document, each) for each in _parts(document, indicator, row))
    st.html(
        f'<div class="computed"><p><b>{escape(visit.title(indicator))} {value}</b> = {divided}</p>'
        f"<span>{escape(visit.say('report.computed', formula=formula))}</span><span>{parts}</span></div>"
    )


def _computed(document: Document, indicator: Indicator, fact: Row) -> Row | None:
    """The row of the number; None where it is printed as it is, or the figure is none of its parts."""
    if fact["field"] not in indicator.fields or str(fact["field"]).endswith("_rate") or not indicator.is_percent:
        return None
    visit, place = document.visit, f"{fact['place_vintage']}.{fact['place_code']}"
    rows = data.rates(visit.wh, indicator.name, visit.view.level, place, str(fact["unit_kind"]))
    same = [pl.col(key).eq_missing(pl.lit(fact[key])) for key in ("report_id", "unit", "period_kind", "period")]
    found = rows.filter(*same, pl.col("value").is_not_null(), pl.col("denominator").is_not_null())
    return found.row(0, named=True) if found.height == 1 and found["basis"][0] != "stated" else None


def _parts(document: Document, indicator: Indicator, row: Row) -> list[Row]:
    behind = queries.facts_behind(document.visit.wh, indicator.name, row)
    return [each for each in behind.iter_rows(named=True) if not str(each["field"]).endswith("_rate")]


def _part(document: Document, fact: Row) -> str:
    """One part, leading to its own sentence unless it is the one shown."""
    visit = document.visit
    level = "" if fact["admin_level"] == "all" else f" ({visit.say('level.' + fact['admin_level']).lower()})"
    said = f"{escape(label(visit, str(fact['field'])) + level)} {escape(amount(visit, fact))}"
    if document.chosen is not None and fact["fact_id"] == document.chosen["fact_id"]:
        return f"<b>{said}</b>"
    there = url.link("", replace(visit.view, fact=fact["fact_id"]))
    return f'<a href="{escape(there, quote=True)}">{said}</a>'
