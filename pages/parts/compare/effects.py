"""The only place that draws why a number moved: the equation, a bar for each effect, and the table of members."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.parts.compare.pairs import Pair
from pages.parts.compare.why import Member, Why, taken_apart
from pages.parts.language import formats
from pages.parts.numbers.wholes import Whole
from pages.parts.visits.visit import Visit
from queries import CannotCompare, CannotRollUp, Indicator
from queries.decomposition import EFFECTS


def draw(visit: Visit, indicator: Indicator, whole: Whole, pair: Pair) -> Why | None:
    """Draws it, or why it cannot be told; returns what was drawn."""
    try:
        why = taken_apart(visit, indicator, whole, pair)
    except (CannotCompare, CannotRollUp) as fault:
        said = fault.message_en if visit.lang == "en" else fault.message_vi
        st.html(f'<div class="notice calm">{escape(said)}</div>')
        return None
    if why is None:
        st.html(f'<div class="notice calm">{visit.say("why.nothing")}</div>')
        return None
    st.html(_equation(visit, indicator, pair, why) + _table(visit, indicator, pair, why))
    return why


def _equation(visit: Visit, indicator: Indicator, pair: Pair, why: Why) -> str:
    """From, to, change = rate + mix + coverage; with how many of how many, and a warning where they are few."""
    say, lang, unit = visit.say, visit.lang, indicator.unit
    ends = [
        f"<b>{formats.with_unit(value, unit, lang)}</b> <span>{formats.period(pair.kind, label, lang)}, "
        f"{say('why.members', n=n, total=total if total is not None else formats.MISSING)}</span>"
        for value, label, n, total in zip(
            (why.before, why.after), (pair.before, pair.after), why.reported, why.expected, strict=True
        )
    ]
    largest = max((abs(each) for each in why.totals), default=0.0) or 1.0
    bars = "".join(
        f"<tr><th scope='row'>{say(f'why.{effect}' if indicator.has_parts else f'why.count_{effect}')}</th>"
        f"<td>{_bar(each, largest)}</td><td>{formats.change(each, unit, lang)}</td></tr>"
        for effect, each in zip(EFFECTS, why.totals, strict=True)
        if indicator.has_parts or effect != "mix_effect"
    )
    change = (
        f'<tr class="sum"><th scope="row">{say("why.change")}</th><td></td>'
        f"<td>{formats.change(why.change, unit, lang)}</td></tr>"
    )
    notes = "".join(f'<div class="notice">{note}</div>' for note in _notes(visit, why))
    table = f'<table class="effects"><caption>{say("why.effects")}</caption>{bars}{change}</table>'
    few = " few" if why.is_few else ""
    return f'{notes}<div class="equation{few}">{ends[0]} → {ends[1]}</div>{table}'


def _notes(visit: Visit, why: Why) -> list[str]:
    notes = []
    if why.is_few:
        notes.append(visit.say("why.few"))
    if why.changed_windows:
        notes.append(visit.say("why.windows", n=why.changed_windows))
    return notes


def _bar(value: float, largest: float) -> str:
    """A bar to the right of the middle for more, to the left for less."""
    width = 50 * min(1.0, abs(value) / largest)
    left = 50.0 if value >= 0 else 50 - width
    return f'<u aria-hidden="true"><b style="margin-left:{left:.1f}%;width:{width:.1f}%"></b></u>'


def _table(visit: Visit, indicator: Indicator, pair: Pair, why: Why) -> str:
    """The members, those that did most first; each column adds up to its effect."""
    say = visit.say
    keep = [at for at, effect in enumerate(EFFECTS) if indicator.has_parts or effect != "mix_effect"]
    names = [f"why.{EFFECTS[at]}" if indicator.has_parts else f"why.count_{EFFECTS[at]}" for at in keep]
    heads = ["why.member", "why.from_to", *(["why.share"] if indicator.has_parts else []), *names, "why.effect"]
    head = "".join(f'<th scope="col">{say(key)}</th>' for key in heads)
    lines = "".join(_line(visit, indicator, member, keep) for member in why.members)
    total = Member(say("why.total"), why.totals)
    foot = _line(visit, indicator, total, keep).replace("<tr>", '<tr class="sum">')
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{say("why.adds_up")}">'
        f'<table class="why"><caption>{say("why.adds_up")}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}{foot}</tbody></table></div>"
    )


def _line(visit: Visit, indicator: Indicator, member: Member, keep: Sequence[int]) -> str:
    lang, unit = visit.lang, indicator.unit
    row = member.row
    cells = ["", ""] if indicator.has_parts else [""]
    presence = ""
    if row is not None:
        cells[0] = " → ".join(formats.value(row[f"value_{side}"], unit, lang) for side in ("before", "after"))  # type: ignore[arg-type]
        if indicator.has_parts:
            shares = (row[f"share_{side}"] for side in ("before", "after"))
            cells[1] = " → ".join(_share(share, lang) for share in shares)
        if row["presence"] != "both":
            key = f"why.{row['presence']}"
            presence = f" <small>{visit.say(key)}</small>"
    digits = formats.digits_of(unit)
    effects = [member.effects[at] for at in keep]
    shown = [*effects, round(sum(member.effects), digits)]
    told = "".join(f"<td>{_signed(each, digits, lang)}</td>" for each in shown)
    before = "".join(f"<td>{each}</td>" for each in cells)
    return f'<tr><th scope="row">{escape(member.name)}{presence}</th>{before}{told}</tr>'


def _share(share: object, lang: str) -> str:
    return f"{formats.fixed(float(share), lang, 1)}%" if isinstance(share, int | float) else formats.MISSING


def _signed(value: float, digits: int, lang: str) -> str:
    size = formats.fixed(abs(value), lang, digits) if digits else formats.number(abs(value), lang)
    sign = "" if not any(letter in "123456789" for letter in size) else "+" if value > 0 else formats.MINUS
    return f"{sign}{size}"
