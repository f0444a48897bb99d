"""The only place that holds the figures of a report against `identities.toml`: it confirms, chooses, completes and accuses.

A stated value is never changed. A figure in a broken equation is suspect, unless another equation that holds confirms it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from loaders.fields import load_fields
from loaders.records import Fact, LoaderError, Locator, Problem
from loaders.slips import likeliest_slip, number_vi

CATALOGUE = Path(__file__).with_name("identities.toml")


@dataclass(frozen=True, slots=True)
class Sum:
    """total = parts added up."""

    total: str
    parts: tuple[str, ...]
    source: str
    accuses: bool = True
    completes: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """rate = 100 × the tops added up / any one of the bottoms."""

    rate: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """`smaller` may not exceed `larger`; with `warns` it is only worth a look."""

    smaller: str
    larger: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Identities:
    """The catalogue."""

    sums: tuple[Sum, ...]
    shares: tuple[Share, ...]
    orders: tuple[Order, ...]


@cache
def load_identities(path: Path = CATALOGUE) -> Identities:
    """The catalogue. Raises LoaderError where an entry names no field or has an unknown key."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        built = Identities(
            tuple(Sum(**_tupled(t)) for t in tables["sum"]),
            tuple(Share(**_tupled(t)) for t in tables["share"]),
            tuple(Order(**t) for t in tables["order"]),
        )
    except (KeyError, TypeError) as error:
        raise LoaderError(f"{path.name}: {error}.") from error
    for table in (t for kind in tables.values() for t in kind):
        for name in _names(table):
            if name not in load_fields():
                raise LoaderError(f"{path.name}: {name!r} is no field.")
    return built


def _tupled(table: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}


def _names(table: dict[str, Any]) -> Iterator[str]:
    for key in ("total", "parts", "rate", "top", "bottom", "smaller", "larger"):
        value = table.get(key, [])
        yield from [value] if isinstance(value, str) else value


@dataclass(slots=True)
class _Group:
    """The figures of one unit, level and period, by field."""

    facts: dict[str, Fact] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    accused: set[str] = field(default_factory=set)


def judge(facts: Sequence[Fact]) -> tuple[list[Fact], list[Problem]]:
    """The facts with their status and those derived, and what does not add up. One fact per field, level, unit and period."""
    groups: dict[object, _Group] = {}
    for fact in facts:
        groups.setdefault((fact.admin_level, fact.unit, fact.period), _Group()).facts[fact.field] = fact
    problems: list[Problem] = []
    for group in groups.values():
        _confirm(group)
    for group in groups.values():
        problems += _accuse(group, facts)
    judged = [_with_status(fact, groups[(fact.admin_level, fact.unit, fact.period)]) for fact in facts]
    derived = [fact for group in groups.values() for fact in _completed(group)]
    return judged + derived, [*problems, *_levels(groups.values())]


def holds(group: dict[str, float], names: Iterable[str]) -> bool:
    """Whether some equation over these values confirms one of `names`."""
    wanted = set(names)
    for each in load_identities().sums:
        if wanted & {each.total, *each.parts} and _sum_holds(each, group):
            return True
    return any(
        wanted & {s.rate, *s.top, *s.bottom} and any(_share_holds(s, b, group) for b in s.bottom)
        for s in load_identities().shares
    )


def _sum_holds(each: Sum, values: dict[str, float]) -> bool:
    """True only where the total and at least two parts are stated, or one part equals it and the others are stated as 0."""
    if each.total not in values or any(part not in values for part in each.parts):
        return False
    return abs(sum(values[part] for part in each.parts) - values[each.total]) < 0.5


def _share_holds(each: Share, bottom: str, values: dict[str, float], digits: int = 1) -> bool:
    if each.rate not in values or bottom not in values or not values[bottom] or any(t not in values for t in each.top):
        return False
    return abs(100 * sum(values[t] for t in each.top) / values[bottom] - values[each.rate]) <= 0.55 * 10**-digits


def _values(group: _Group) -> dict[str, float]:
    return {name: fact.value for name, fact in group.facts.items()}


def _digits(fact: Fact) -> int:
    """Decimals of the rate as printed: its rounding is the tolerance."""
    digits = "".join(c for c in fact.raw if c.isdigit() or c in ".,").replace(",", ".")
    return len(digits.split(".")[1]) if digits.count(".") == 1 else 0


def _confirm(group: _Group) -> None:
    values = _values(group)
    for each in load_identities().sums:
        if _sum_holds(each, values) and values[each.total]:
            group.confirmed |= {each.total, *each.parts}
    for share in load_identities().shares:
        for bottom in share.bottom:
            if share.rate in group.facts and _share_holds(
                share, bottom, values, max(_digits(group.facts[share.rate]), 0)
            ):
                group.confirmed |= {share.rate, *share.top, bottom}


def _accuse(group: _Group, everything: Sequence[Fact]) -> Iterator[Problem]:
    values = _values(group)
    for each in load_identities().sums:
        stated = [part for part in each.parts if part in values]
        if (
            each.accuses
            and each.total in values
            and stated == list(each.parts)
            and not _sum_holds(each, values)
            and not _is_about(group, each)
        ):
            yield _broken_sum(each, group, everything)
    for share in load_identities().shares:
        if problem := _broken_share(share, group, everything):
            yield problem
    for order in load_identities().orders:
        small, large = group.facts.get(order.smaller), group.facts.get(order.larger)
        if small and large and small.value > large.value and not {order.smaller, order.larger} & group.accused:
            yield _broken_order(order, small, large, group)


def _is_about(group: _Group, each: Sum) -> bool:
    """Rounded figures cannot break an equation by less than their rounding."""
    return any(group.facts[name].approximate for name in (each.total, *each.parts))


def _broken_sum(each: Sum, group: _Group, everything: Sequence[Fact]) -> Problem:
    members = [each.total, *each.parts]
    suspects = [name for name in members if name not in group.confirmed] or members
    group.accused |= set(suspects)
    total, parts = group.facts[each.total], [group.facts[p] for p in each.parts]
    added = sum(part.value for part in parts)
    needed = {each.total: added} | {p.field: p.value + total.value - added for p in parts}
    slip = likeliest_slip([(group.facts[n], needed[n]) for n in suspects], everything)
    shown = " + ".join(number_vi(p.value) for p in parts)
    found, expected = f"{shown} = {number_vi(added)}", f"{shown} = {number_vi(total.value)}"
    names_vi = " + ".join(load_fields()[p].label_vi for p in each.parts)
    return Problem(
        kind="identity",
        severity="error",
        message_vi=f"{load_fields()[each.total].label_vi} ghi {number_vi(total.value)} nhưng {names_vi} cộng lại là {number_vi(added)}"
        f" (lệch {number_vi(abs(added - total.value))}).{' ' + slip.vi if slip else ''}",
        message_en=f"{each.total} says {total.value:,.0f} but {' + '.join(each.parts)} add up to {added:,.0f}"
        f" ({abs(added - total.value):,.0f} apart).{' ' + slip.en if slip else ''}",
        fields=tuple(members),
        admin_level=total.admin_level,
        expected=expected,
        found=found,
        suggestion=slip.vi if slip else None,
        at=total.at,
    )


def _broken_share(share: Share, group: _Group, everything: Sequence[Fact]) -> Problem | None:
    rate, tops = group.facts.get(share.rate), [group.facts.get(t) for t in share.top]
    bottoms = [group.facts[b] for b in share.bottom if b in group.facts]
    top = sum(t.value for t in tops if t)
    if (
        rate is None
        or None in tops
        or not bottoms
        or share.rate in group.confirmed
        or any(f.approximate for f in (rate, *bottoms))
    ):
        return None
    if len(share.bottom) > 1 and len(bottoms) < len(share.bottom):
        return None
    if len(tops) > 1 and share.rate in group.accused:
        return None
    bottom = bottoms[0]
    if not bottom.value:
        return None
    computed = 100 * top / bottom.value
    wanted = [
        fact
        for fact in everything
        if fact.value and _near(100 * top / fact.value, rate) and fact.value != bottom.value and fact.value >= top
    ]
    swapped = _closest_kin(wanted, bottom)
    suspects = [bottom.field] if swapped and len(tops) == 1 else [share.rate, *share.top, bottom.field]
    group.accused |= {name for name in suspects if name not in group.confirmed} or set(suspects)
    slip_vi = slip_en = ""
    if swapped:
        slip_vi = f"Mẫu số có lẽ phải là {number_vi(swapped.value)} (đã in ở chỗ khác trong báo cáo): {number_vi(top)}/{number_vi(swapped.value)} = {_percent(100 * top / swapped.value)}; có thể hai mẫu số bị đổi chỗ."
        slip_en = f"The denominator should probably be {swapped.value:,.0f}, printed elsewhere in the report: {top:,.0f}/{swapped.value:,.0f} = {100 * top / swapped.value:.2f} %; two denominators may have been swapped."
    elif guess := likeliest_slip([(bottom, 100 * top / rate.value)] if rate.value else [], everything, tolerance=0.006):
        slip_vi, slip_en = guess.vi, guess.en
    return Problem(
        kind="share",
        severity="error",
        message_vi=f"{load_fields()[share.rate].label_vi} in {rate.raw} nhưng {number_vi(top)}/{number_vi(bottom.value)} = {_percent(computed)}. {slip_vi}".strip(),
        message_en=f"{share.rate} is printed {rate.raw} but {top:,.0f}/{bottom.value:,.0f} = {computed:.2f} %. {slip_en}".strip(),
        fields=(share.rate, *share.top, bottom.field),
        admin_level=rate.admin_level,
        expected=rate.raw,
        found=_percent(computed),
        suggestion=slip_vi or None,
        at=Locator(min(tops[0].at.start or 0, rate.at.start or 0), rate.at.end) if tops[0] else rate.at,
    )


def _near(percent: float, rate: Fact) -> bool:
    return abs(percent - rate.value) <= 0.55 * 10 ** -_digits(rate)


def _closest_kin(found: Sequence[Fact], bottom: Fact) -> Fact | None:
    """The figure that would make the share right: first one of the same kind at another level, then any base."""
    same = [fact for fact in found if fact.field == bottom.field]
    bases = [
        fact
        for fact in found
        if fact.field.endswith("_base") or fact.field in ("dossiers.received", "dossiers.resolved")
    ]
    return (same or bases or [None])[0]


def _broken_order(order: Order, small: Fact, large: Fact, group: _Group) -> Problem:
    if not order.warns:
        group.accused |= {n for n in (order.smaller, order.larger) if n not in group.confirmed}
    vi = {n: load_fields()[n].label_vi for n in (order.smaller, order.larger)}
    return Problem(
        kind="order",
        severity="warning" if order.warns else "error",
        message_vi=f"{vi[order.smaller]} ({number_vi(small.value)}) lớn hơn {vi[order.larger]} ({number_vi(large.value)}).",
        message_en=f"{order.smaller} ({small.value:,.0f}) exceeds {order.larger} ({large.value:,.0f}).",
        fields=(order.smaller, order.larger),
        admin_level=small.admin_level,
        expected=f"≤ {number_vi(large.value)}",
        found=number_vi(small.value),
        at=small.at,
    )


def _with_status(fact: Fact, group: _Group) -> Fact:
    if fact.field in group.accused:
        return replace(fact, status="suspect")
    return replace(fact, status="confirmed") if fact.field in group.confirmed else fact


def _completed(group: _Group) -> Iterator[Fact]:
    """The single missing part of an equation whose other figures are exact and unsuspected."""
    values, derived = _values(group), set[str]()
    for each in load_identities().sums:
        missing = [part for part in each.parts if part not in values]
        known = [n for n in (each.total, *each.parts) if n in values]
        if (
            not each.completes
            or len(missing) != 1
            or missing[0] in derived
            or each.total not in values
            or len(known) < 2
        ):
            continue
        if any(group.facts[n].approximate or n in group.accused for n in known) or missing[0] in _told_otherwise(
            values
        ):
            continue
        rest = values[each.total] - sum(values[p] for p in each.parts if p in values)
        if rest >= 0:
            derived.add(missing[0])
            yield replace(
                group.facts[each.total],
                field=missing[0],
                value=rest,
                raw="",
                basis="derived",
                status="plain",
                note=f"{each.total} − …",
            )


def _told_otherwise(values: dict[str, float]) -> set[str]:
    """What needs no completing because the report says it in other parts: early and on time, together or apart."""
    together, apart = "dossiers.resolved_early_or_on_time", {"dossiers.resolved_early", "dossiers.resolved_on_time"}
    return apart if together in values else {together} if apart <= set(values) else set()


def _levels(groups: Iterable[_Group]) -> Iterator[Problem]:
    """Levels that do not add up to the whole, for fields that add over levels."""
    by_field: dict[tuple[str, object, object], dict[str, Fact]] = {}
    for group in groups:
        for fact in group.facts.values():
            by_field.setdefault((fact.field, fact.unit, fact.period), {})[fact.admin_level] = fact
    for (name, _, _), levels in by_field.items():
        parts = [levels[n] for n in ("province", "district", "commune") if n in levels]
        if (
            load_fields()[name].levels != "sum"
            or "all" not in levels
            or len(parts) < 2
            or any(f.approximate for f in levels.values())
        ):
            continue
        added, total = sum(f.value for f in parts), levels["all"]
        if (len(parts) == 3 and abs(added - total.value) >= 0.5) or added > total.value + 0.5:
            yield Problem(
                kind="levels",
                severity="warning",
                message_vi=f"{load_fields()[name].label_vi}: các cấp cộng lại là {number_vi(added)}, toàn tỉnh ghi {number_vi(total.value)}.",
                message_en=f"{name}: the levels add up to {added:,.0f}, the whole says {total.value:,.0f}.",
                fields=(name,),
                expected=number_vi(total.value),
                found=number_vi(added),
                at=total.at,
            )


def _percent(value: float) -> str:
    return f"{value:.2f}".replace(".", ",") + "%"
