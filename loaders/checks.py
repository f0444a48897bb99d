"""The only place that holds a report's figures against the equations: it confirms, accuses and completes.

A stated value is never changed. A figure in a broken equation is suspect, unless another one that holds confirms it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders import accusations
from loaders.fields import load_fields
from loaders.identities import Share, Sum, load_identities
from loaders.records import Fact, Problem

LEVELS = ("province", "district", "commune")
TOGETHER = "dossiers.resolved_early_or_on_time"
APART = frozenset(("dossiers.resolved_early", "dossiers.resolved_on_time"))


@dataclass(slots=True)
class Group:
    """The figures of one unit, level and period, by field, and what the equations say of them."""

    facts: dict[str, Fact] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    accused: set[str] = field(default_factory=set)

    @property
    def values(self) -> dict[str, float]:
        """The values by field."""
        return {name: fact.value for name, fact in self.facts.items()}

    def accuse(self, names: Iterable[str]) -> list[str]:
        """Mark those of `names` that no equation confirms, or all of them; returns the marked ones."""
        marked = [name for name in names if name not in self.confirmed] or list(names)
        self.accused |= set(marked)
        return marked


def judge(facts: Sequence[Fact], left: Collection[float] = ()) -> tuple[list[Fact], list[Problem]]:
    """The facts with their status, those derived, and what does not add up; one fact per field, level, unit, period.

    `left` are numbers that nothing claimed: what is missing and equals one of them is printed under another name.
    """
    groups: dict[object, Group] = {}
    for fact in facts:
        groups.setdefault(_key(fact), Group()).facts[fact.field] = fact
    for group in groups.values():
        _confirm(group)
    problems = [problem for group in groups.values() for problem in _accuse(group, facts)]
    judged = [_with_status(fact, groups[_key(fact)]) for fact in facts]
    derived = [fact for group in groups.values() for fact in _completed(group, left)]
    return judged + derived, [*problems, *_levels(facts)]


def _key(fact: Fact) -> tuple[object, ...]:
    return fact.admin_level, fact.place, fact.unit, fact.period


def _confirm(group: Group) -> None:
    values = group.values
    for each in load_identities().sums:
        if each.holds(values) and values[each.total]:
            group.confirmed |= {each.total, *each.parts}
    for share in load_identities().shares:
        for bottom in share.bottom:
            if share.rate in values and share.holds(bottom, values, accusations.rounding(group.facts[share.rate])):
                group.confirmed |= {share.rate, *share.top, bottom}


def _accuse(group: Group, everything: Sequence[Fact]) -> Iterator[Problem]:
    for each in load_identities().sums:
        if (
            each.accuses
            and _is_exact(group, each)
            and not each.holds(group.values)
            and not _holds_with_more(each, group)
        ):
            marked = group.accuse([each.total, *each.parts])
            yield accusations.broken_sum(each, group.facts, marked, everything)
    for share in load_identities().shares:
        yield from _accuse_share(share, group, everything)
    for order in load_identities().orders:
        small, large = group.facts.get(order.smaller), group.facts.get(order.larger)
        if not small or not large or small.approximate or large.approximate:
            continue
        if small.value > large.value and not {order.smaller, order.larger} & group.accused:
            if not order.warns:
                group.accuse([order.smaller, order.larger])
            yield accusations.broken_order(order, small, large)


def _holds_with_more(each: Sum, group: Group) -> bool:
    """Whether an equation with these parts and others holds: resolved + pending + returned, where those are apart."""
    return any(
        other.total == each.total and {*each.parts} < {*other.parts} and other.holds(group.values)
        for other in load_identities().sums
    )


def _is_exact(group: Group, each: Sum) -> bool:
    """Rounded figures cannot break an equation by less than their rounding, so they never accuse."""
    names = (each.total, *each.parts)
    return each.is_stated(group.values) and not any(group.facts[name].approximate for name in names)


def _accuse_share(share: Share, group: Group, everything: Sequence[Fact]) -> Iterator[Problem]:
    """A printed rate accuses where it is plain what it is a share of: every base it may have is stated, none fits."""
    names = (share.rate, *share.top, *share.bottom)
    if share.rate in group.confirmed or any(name not in group.facts for name in names):
        return
    bottom = group.facts[share.bottom[0]]
    known_false = share.rate in group.accused and len(share.top) > 1
    if known_false or not bottom.value or any(group.facts[name].approximate for name in names):
        return
    kin = accusations.likely_base(share, group.facts, everything)
    group.accuse([bottom.field] if kin and len(share.top) == 1 else [share.rate, *share.top, bottom.field])
    yield accusations.broken_share(share, group.facts, kin, everything)


def _with_status(fact: Fact, group: Group) -> Fact:
    if fact.field in group.accused:
        return replace(fact, status="suspect")
    return replace(fact, status="confirmed") if fact.field in group.confirmed else fact


def _completed(group: Group, left: Collection[float]) -> Iterator[Fact]:
    """The single missing part of an equation whose other figures are exact and unsuspected."""
    values, derived = group.values, set[str]()
    for each in load_identities().sums:
        missing = [part for part in each.parts if part not in values]
        known = [name for name in (each.total, *each.parts) if name in values]
        if not each.completes or len(missing) != 1 or each.total not in values or len(known) < 2:
            continue
        unsafe = any(group.facts[name].approximate or name in group.accused for name in known)
        if unsafe or missing[0] in derived or missing[0] in _told_otherwise(values):
            continue
        rest = values[each.total] - sum(values[part] for part in each.parts if part in values)
        if rest >= 0 and not (rest and rest in left):
            derived.add(missing[0])
            yield _derived(group.facts[each.total], missing[0], rest, each)


def _derived(total: Fact, name: str, value: float, each: Sum) -> Fact:
    how = f"{each.total} − " + " − ".join(part for part in each.parts if part != name)
    return replace(total, field=name, value=value, raw="", basis="derived", status="plain", note=how)


def _told_otherwise(values: dict[str, float]) -> frozenset[str]:
    """What needs no completing because the report says it in other parts: early and on time, together or apart."""
    if TOGETHER in values:
        return APART
    return frozenset((TOGETHER,)) if set(values) >= APART else frozenset()


def _levels(facts: Sequence[Fact]) -> Iterator[Problem]:
    """Levels that do not add up to the whole, for fields that add over levels."""
    by_field: dict[tuple[object, ...], dict[str, Fact]] = {}
    for fact in facts:
        if load_fields()[fact.field].levels == "sum" and not fact.approximate:
            by_field.setdefault((fact.field, fact.place, fact.unit, fact.period), {})[fact.admin_level] = fact
    for levels in by_field.values():
        parts = [levels[level] for level in LEVELS if level in levels]
        if "all" in levels and len(parts) > 1 and _do_not_add(parts, levels["all"]):
            yield accusations.broken_levels(parts, levels["all"])


def _do_not_add(parts: Sequence[Fact], total: Fact) -> bool:
    added = sum(part.value for part in parts)
    return (len(parts) == len(LEVELS) and abs(added - total.value) >= 0.5) or added > total.value + 0.5
