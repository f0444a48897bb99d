"""The only place that writes the equations down over the figures of one report.

Those of the catalogue hold within one unit, level and period; besides, levels and units add up to their whole, and
what is counted of a time is no less than that of a part of it. To add a kind, add a function to `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations

from loaders.catalogue.fields import load_fields
from loaders.checks.balances import Balance, Equation, Ratio
from loaders.checks.identities import load_identities
from loaders.checks.rounding import decimals
from loaders.places.reference import MAPS
from loaders.places.units import are_all
from loaders.records import Fact, Period, Report

LEVELS = ("province", "district", "commune", "district+commune")
_BEFORE = (frozenset(("province", "district", "commune")), frozenset(("province", "district+commune")))
_SINCE = (frozenset(("province", "commune")),)
"""The levels that are all there are, before and since the district level ended on 1 July 2025."""
Facts = Sequence[Fact]
Group = Mapping[Hashable, int]


def equations(facts: Facts, report: Report | None = None) -> list[Equation]:
    """All that must or may hold between the facts; of each field, unit, level and period the last one speaks."""
    return [each for kind in KINDS for each in kind(facts, report)]


def groups(facts: Facts) -> list[dict[Hashable, int]]:
    """The figures of each unit, level and period, by field."""
    return _by(facts, lambda f: (f.admin_level, f.place, f.unit, f.period), lambda f: f.field)


def _catalogue(facts: Facts, report: Report | None) -> Iterator[Equation]:
    for group in groups(facts):
        yield from _sums(group, facts)
        yield from _shares(group, facts)
        yield from _bounds(group, facts)


def _sums(group: Group, facts: Facts) -> Iterator[Balance]:
    """Whole sums; of one that lacks parts, that those stated do not exceed the total."""
    for each in load_identities().sums:
        if each.total not in group or not (parts := tuple(group[part] for part in each.parts if part in group)):
            continue
        total, accuses = group[each.total], each.accuses and _are_exact(facts, (group[each.total], *parts))
        if len(parts) == len(each.parts):
            excuse = tuple(group[part] for part in each.unless)
            yield Balance("identity", total, parts, accuses, each.tolerance, unless=excuse)
        elif each.accuses:
            yield Balance("parts", total, parts, accuses, each.tolerance, at_most=True, warns=each.loose)


def _shares(group: Group, facts: Facts) -> Iterator[Ratio]:
    """A printed rate accuses where it is plain what it is a share of: every usual base is stated, and none is zero."""
    for share in load_identities().shares:
        if share.rate not in group or share.absent in group or any(name not in group for name in share.top):
            continue
        bottoms = tuple(tuple(group[n] for n in base) for base in share.bases if all(n in group for n in base))
        if not bottoms:
            continue
        rate, tops = group[share.rate], tuple(group[name] for name in share.top)
        plain = share.accuses and all(name in group and facts[group[name]].value for name in share.bottom)
        known = (rate, *tops, *(cell for base in bottoms for cell in base))
        accuses, usual = plain and _are_exact(facts, known), sum(name in group for name in share.bottom)
        yield Ratio(rate, tops, bottoms, usual, decimals(facts[rate]), accuses, share)


def _bounds(group: Group, facts: Facts) -> Iterator[Balance]:
    known = load_identities()
    for order in known.orders:
        if order.smaller in group and order.larger in group:
            small, large = group[order.smaller], group[order.larger]
            accuses = _are_exact(facts, (small, large))
            yield Balance("order", large, (small,), accuses, at_most=True, warns=order.warns)
    for hundred in known.hundreds:
        rates = tuple(group[name] for name in hundred.rates if name in group)
        if len(rates) == len(hundred.rates):
            apart = tuple(group[name] for name in hundred.also if name in group)
            off = sum(10.0 ** -decimals(facts[rate]) for rate in (*rates, *apart)) + 1e-9
            more = Balance("hundred", None, (*rates, *apart), False, off, warns=True, constant=100.0)
            if not (apart and more.holds([fact.value for fact in facts])):
                yield replace(more, parts=rates, accuses=_are_exact(facts, rates))
    for limit in known.limits:
        for cell in (group[name] for name in limit.fields if name in group):
            accuses = _are_exact(facts, (cell,))
            yield Balance("limit", None, (cell,), accuses, 1e-9, at_most=True, constant=limit.most)


def _levels(facts: Facts, report: Report | None) -> Iterator[Balance]:
    """Levels add up to the whole where the field allows it; what counts at several levels is at none of them more."""
    for levels in _by(facts, lambda f: (f.field, f.place, f.unit, f.period), lambda f: f.admin_level):
        names = [name for name in LEVELS if name in levels]
        apart = [name for name in names if name == "province" or "district+commune" not in names or "+" in name]
        parts = tuple(levels[name] for name in apart)
        if "all" not in levels or not parts:
            continue
        whole, adds = levels["all"], load_fields()[facts[levels["all"]].field].levels
        complete = adds == "sum" and frozenset(apart) in _all_levels(facts[whole], report)
        for cells in [parts] if adds == "sum" else [(part,) for part in parts] if adds else []:
            accuses = _are_exact(facts, (whole, *cells))
            yield Balance("levels", whole, cells, accuses, at_most=not complete, warns=True)


def _all_levels(fact: Fact, report: Report | None) -> tuple[frozenset[str], ...]:
    period = fact.period or (report.period if report else None)
    first = period and (period.start or period.end)
    return _SINCE if first and first >= MAPS[-1].valid_from else _BEFORE


def _units(facts: Facts, report: Report | None) -> Iterator[Balance]:
    """Districts, or communes, add up to their province where all of them are there, and exceed it in no case.

    Offices of a province overlap (a one-stop centre receives for them), so that they are only compared one by one.
    """
    wholes = {_about(fact): cell for cell, fact in enumerate(facts) if _unit_kind(fact, report) == "province"}
    rows = [cell for cell, fact in enumerate(facts) if fact.unit_kind in ("department", "district", "commune")]
    tables: dict[tuple[Hashable, ...], dict[str, int]] = {}
    for cell in rows if wholes else ():
        if _about(facts[cell]) in wholes and load_fields()[facts[cell].field].levels:
            tables.setdefault((*_about(facts[cell]), facts[cell].unit_kind), {})[facts[cell].unit or ""] = cell
    for (*about, kind), units in tables.items():
        whole, cells = wholes[tuple(about)], tuple(units.values())
        adds = kind != "department" and load_fields()[facts[whole].field].levels == "sum"
        complete = adds and are_all(units, str(kind), facts[whole].place or (report.place if report else None))
        for parts in [cells] if adds else [(cell,) for cell in cells]:
            accuses = _are_exact(facts, (whole, *parts))
            yield Balance("units", whole, parts, accuses, at_most=not complete, warns=True)


def _about(fact: Fact) -> tuple[Hashable, ...]:
    return fact.field, fact.admin_level, fact.place, fact.period


def _unit_kind(fact: Fact, report: Report | None) -> str | None:
    return fact.unit_kind if fact.unit is not None else report.unit_kind if report else "province"


def _cumulative(facts: Facts, report: Report | None) -> Iterator[Balance]:
    """A count of a time is no smaller than that of a time within: "trong kỳ" and "lũy kế"."""
    own = report.period if report else None
    for times in _by(facts, lambda f: (f.field, f.admin_level, f.place, f.unit), lambda f: f.period or own):
        windows = [(p.start, p.end, cell) for p, cell in times.items() if isinstance(p, Period) and p.start and p.end]
        for (start, end, longer), (begins, ends, shorter) in permutations(windows, 2):
            inside = start <= begins and ends <= end and (start, end) != (begins, ends)
            if inside and load_fields()[facts[longer].field].kind in ("flow", "workload"):
                yield Balance("cumulative", longer, (shorter,), _are_exact(facts, (longer, shorter)), at_most=True)


def _by(facts: Facts, key: Callable[[Fact], Hashable], part: Callable[[Fact], Hashable]) -> list[dict[Hashable, int]]:
    """The figures of each key, by their part."""
    found: dict[Hashable, dict[Hashable, int]] = {}
    for cell, fact in enumerate(facts):
        found.setdefault(key(fact), {})[part(fact)] = cell
    return list(found.values())


def _are_exact(facts: Facts, cells: Collection[int]) -> bool:
    """Rounded figures cannot break an equation by less than their rounding, so they never accuse."""
    return not any(facts[cell].approximate for cell in cells)


KINDS = (_catalogue, _levels, _units, _cumulative)
