"""The only place that tells why a whole's number moved between two periods: rate, mix and coverage, member by member.

What is shown adds up: the three effects to the change, and every column to its effect. Each cell is within a hundredth
or two of the exact one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import polars as pl
import streamlit as st

from pages.parts import data, formats
from pages.parts.pairs import Pair
from pages.parts.visit import Visit
from pages.parts.wholes import Whole
from queries import COVERAGE_TO_RANK, CannotCompare, CannotRollUp, Indicator, rounded
from queries.decomposition import EFFECTS

SHOWN = 12
"""Members told one by one: those that did most."""
Effects = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the table; its numbers before and after are None for all the others together."""

    name: str
    effects: Effects
    row: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """A change taken apart: `totals` add up to `change`, and the members' effects to `totals`."""

    before: float
    after: float
    change: float
    totals: Effects
    members: tuple[Member, ...]
    reported: tuple[int, int]
    """How many members have a number before, and after."""
    expected: tuple[int | None, int | None]
    changed_windows: int
    rows: pl.DataFrame
    """As `queries.decomposition`, for the download."""


def taken_apart(visit: Visit, indicator: Indicator, whole: Whole, pair: Pair) -> Why | None:
    """Why the whole moved; None where nobody has a number in one of the periods. Raises CannotCompare, CannotRollUp."""
    boundaries = "34" if pair.boundaries == "34" and whole.of == "province" else "reported"
    level = visit.view.level if whole.of == "province" else None
    rows = data.decomposition(
        visit.wh, indicator.name, pair.before, pair.after, whole.to, whole.place, whole.of, level, boundaries
    )
    ends = [_value(rows, side, indicator) for side in ("before", "after")]
    if rows.is_empty() or None in ends:
        return None
    digits = formats.digits_of(indicator.unit)
    columns = [[float(value) for value in rows[effect]] for effect in EFFECTS]
    totals = rounded([sum(column) for column in columns], digits)
    cells = [_towards(column, total, digits) for column, total in zip(columns, totals, strict=True)]
    members = [
        Member(_named(visit, row), tuple(column[at] for column in cells), row)
        for at, row in enumerate(rows.iter_rows(named=True))
    ]
    return Why(
        float(ends[0] or 0), float(ends[1] or 0), round(sum(totals), digits), tuple(totals),
        _few(visit, members, digits), _reported(rows), _expected(visit, whole, rows), _changed_windows(rows), rows,
    )  # fmt: skip


def draw(visit: Visit, indicator: Indicator, whole: Whole, pair: Pair) -> Why | None:
    """The equation, a bar for each effect, and the table of members; else why it cannot be told."""
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


def _value(rows: pl.DataFrame, side: str, indicator: Indicator) -> float | None:
    """The whole's number on one side: the ratio of sums, or the sum of counts."""
    there = rows.filter(pl.col(f"window_basis_{side}").is_not_null())
    if there.is_empty():
        return None
    if not indicator.has_parts:
        return float(there[f"value_{side}"].sum())
    below = float(there[f"denominator_{side}"].sum())
    return 100 * float(there[f"numerator_{side}"].sum()) / below if below else None


def _towards(values: Sequence[float], total: float, digits: int) -> list[float]:
    """The values rounded so that they add up to a total that is itself rounded."""
    if not values:
        return []
    shifted = list(values)
    largest = max(range(len(values)), key=lambda at: abs(values[at]))
    shifted[largest] += total - sum(values)
    return rounded(shifted, digits)


def _few(visit: Visit, members: Sequence[Member], digits: int) -> tuple[Member, ...]:
    """The first few, and all the others as one line."""
    if len(members) <= SHOWN + 1:
        return tuple(members)
    others = members[SHOWN:]
    sums = tuple(round(sum(each.effects[at] for each in others), digits) for at in range(len(EFFECTS)))
    return (*members[:SHOWN], Member(visit.say("why.others", n=len(others)), sums))


def _named(visit: Visit, row: Mapping[str, object]) -> str:
    whole = row["unit"] in ("toàn tỉnh", None)
    return visit.place_name(f"{row['place_vintage']}.{row['place_code']}") if whole else str(row["unit"])


def _reported(rows: pl.DataFrame) -> tuple[int, int]:
    before, after = (int(rows[f"window_basis_{side}"].is_not_null().sum()) for side in ("before", "after"))
    return before, after


def _expected(visit: Visit, whole: Whole, rows: pl.DataFrame) -> tuple[int | None, int | None]:
    """How many members there should be: known of a region; of the nation by the map its members are of."""
    if whole.to != "nation":
        return whole.expected, whole.expected
    vintages = rows["place_vintage"].unique().to_list()
    total = visit.wh.places().filter(pl.col("place_vintage").is_in(vintages)).height
    return total, total


def _changed_windows(rows: pl.DataFrame) -> int:
    both = rows.filter(presence="both")
    return both.filter(pl.col("window_basis_before") != pl.col("window_basis_after")).height


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
    few = " few" if _is_few(why) else ""
    return f'{notes}<div class="equation{few}">{ends[0]} → {ends[1]}</div>{table}'


def _notes(visit: Visit, why: Why) -> list[str]:
    notes = []
    if _is_few(why):
        notes.append(visit.say("why.few"))
    if why.changed_windows:
        notes.append(visit.say("why.windows", n=why.changed_windows))
    return notes


def _is_few(why: Why) -> bool:
    """Whether under half of the members have a number in either period: then it is not the whole's."""
    counted = zip(why.reported, why.expected, strict=True)
    return any(total is not None and n < COVERAGE_TO_RANK * total for n, total in counted)


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
        f'<div class="wide"><table class="why"><caption>{say("why.adds_up")}</caption>'
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
