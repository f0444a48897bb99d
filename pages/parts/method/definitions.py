"""The only place that says what an indicator means: formula, legal basis, prose, caveats, targets, variants, SQL."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from pages.parts import data
from pages.parts.language import formats
from pages.parts.language.words import say_in
from pages.parts.numbers import targets
from pages.parts.visits import filters, url
from pages.parts.visits.visit import Visit
from queries import Indicator


def draw(visit: Visit, indicator: Indicator) -> None:
    """The definition, and a button for each variant of the same idea."""
    say, english = visit.say, visit.lang == "en"
    formula = indicator.formula_en if english else indicator.formula_vi
    parts = [
        ("", indicator.prose_en if english else indicator.prose_vi),
        (say("indicator.legal"), legal_basis(visit, indicator)),
        (say("indicator.version"), version(visit, indicator)),
        (say("indicator.example"), example(visit, indicator)),
        (say("indicator.caveats"), indicator.caveats_en if english else indicator.caveats_vi),
    ]
    direction = say(f"indicator.better_{indicator.direction}") if indicator.direction != "none" else ""
    shown = f'<p class="formula">{escape(formula)}<span>{direction}</span></p>'
    told = "".join(_part(*part) for part in parts if part[1]) + targets.listed(visit, indicator)
    st.html(f'<div class="define">{shown}{told}</div>')
    variants(visit, indicator)
    with st.expander(say("indicator.sql")):
        st.html(f'<pre class="sql">{escape(indicator.sql.strip())}</pre>')  # st.code loads 1.5 MB of highlighting


def legal_basis(visit: Visit, indicator: Indicator) -> str:
    """The documents as they are called; that there is none is said in the visitor's language."""
    return indicator.legal_basis.replace(say_in("vi")("indicator.undefined"), visit.say("indicator.undefined"))


def version(visit: Visit, indicator: Indicator) -> str:
    """Which version of the definition this is, and the days on which the law says it holds."""
    days = (("indicator.valid_from", indicator.valid_from), ("indicator.valid_to", indicator.valid_to))
    told = [visit.say(key, day=formats.day(day, visit.lang)) for key, day in days if day is not None]
    return " · ".join([indicator.formula_version, *told] if indicator.formula_version else told)


def example(visit: Visit, indicator: Indicator) -> str:
    """The first worked example: figures as a report states them, and the number they make."""
    shown, known, lang = indicator.examples[0], data.fields(visit.wh), visit.lang
    label = "label_en" if lang == "en" else "label_vi"
    names = {field: str(known[field][label]).partition(";")[0] for field in shown.given}
    given = [f"{names[field]}: {formats.number(each, lang, 2)}" for field, each in shown.given.items()]
    made = formats.with_unit(shown.expect["value"], indicator.unit, lang)
    if indicator.has_parts:
        top, bottom = (formats.number(shown.expect[part], lang) for part in ("numerator", "denominator"))
        rate = f" = {formats.value(shown.expect['rate'], 'percent', lang)} →" if indicator.score else " ="
        made = f"{top} ÷ {bottom}{rate} {made}"
    return f"{'; '.join(given)} → {made}"


def _part(heading: str, text: str) -> str:
    named = f"<h4>{heading}</h4>" if heading else ""
    return f"{named}<p>{escape(text)}</p>"


def variants(visit: Visit, indicator: Indicator) -> None:
    """The others of the family: formula beside formula, one click apart."""
    others = [each for each in data.indicators().values() if each.family == indicator.family and each is not indicator]
    if not others:
        return
    st.html(f'<div class="define"><h4>{visit.say("indicator.variants")}</h4></div>')
    for each in others:
        formula = each.formula_en if visit.lang == "en" else each.formula_vi
        label = f"{formats.plain(visit.title(each))} :small[{formats.plain(formula)}]"
        st.button(label, key=f"variant_{each.name}", type="tertiary", on_click=_go, args=(each.name,))


def _go(name: str) -> None:
    view, _ = url.read()
    url.write(replace(view, indicator=name, kind="", period=""))


def picker(visit: Visit, chosen: Indicator) -> None:
    """The indicators, family by family."""
    families = {each.family: visit.say(f"group.{each.family}") for each in data.indicators().values()}
    options = {
        each.name: f"{families[each.family]} › {visit.title(each)}"
        for family in families
        for each in data.indicators().values()
        if each.family == family
    }
    filters.choice(
        visit.say("filter.indicator"),
        options,
        chosen.name,
        "indicator",
        lambda name: {"indicator": name, "kind": "", "period": ""},
        searched=True,
    )
