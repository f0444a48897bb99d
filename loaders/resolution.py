"""The only place that chooses between readings: which field an open wording means,
and which of two statements of one figure speaks.
"""

from __future__ import annotations

from loaders.fields import load_fields
from loaders.findings import Candidate, Findings
from loaders.identities import holds
from loaders.records import Fact, Locator, Problem, Unclaimed
from loaders.slips import number_vi

OPEN = "several readings"
EARLY = "dossiers.resolved_early"
Group = dict[str, list[Candidate]]


def resolve(findings: Findings, own_level: str) -> tuple[list[Fact], list[Problem], list[Unclaimed]]:
    """One fact per unit, field, level and period; what stays open becomes a problem instead.
    `own_level` is the level of figures that name none.
    """
    groups: dict[object, Group] = {}
    for candidate in findings.candidates:
        candidate.level = candidate.level or own_level
        whose = (candidate.place, candidate.unit, candidate.level, candidate.period)
        groups.setdefault(whose, {}).setdefault(candidate.field.name, []).append(candidate)
    facts: list[Fact] = []
    problems: list[Problem] = []
    unclaimed: list[Unclaimed] = []
    for group in groups.values():
        unclaimed += _rename_lone_on_time(group, findings.early_blocks)
        _rename_new(group)
        _drop_partial_rates(group)
        for name, stated in list(group.items()):
            kept, problem = _one(name, stated, group)
            problems += [problem] if problem else []
            if kept is None or (not kept.sure and not holds(_values(group), [name])):
                unclaimed += [_open(c) for c in stated]
                group.pop(name)
            else:
                group[name] = [kept]
                facts.append(_fact(kept))
    return sorted(facts, key=lambda fact: fact.at.start or 0), problems, unclaimed


def _values(group: Group) -> dict[str, float]:
    return {name: stated[0].value for name, stated in group.items()}


def _rename_lone_on_time(group: Group, early_blocks: set[int]) -> list[Unclaimed]:
    """Without early ones beside it "đúng hạn" means early and on time together (domain: form II.06a against prose).

    Where early ones have a figure that was not understood, it may mean either and is not stated.
    """
    left: list[Unclaimed] = []
    early = any(not candidate.settled for candidate in group.get(EARLY, ()))
    for name in [n for n, stated in group.items() if stated[0].field.or_else]:
        other = group[name][0].field.or_else
        stated = [candidate for candidate in group[name] if not candidate.settled]
        if other is None or other in group or early or not stated:
            continue
        group[name] = [candidate for candidate in group[name] if candidate.settled]
        if not group[name]:
            del group[name]
        kept = [candidate for candidate in stated if candidate.group not in early_blocks]
        left += [_open(c) for c in stated if c not in kept]
        for candidate in kept:
            candidate.field = load_fields()[other]
        if kept:
            group[other] = kept
    return left


def _drop_partial_rates(group: Group) -> None:
    """The share of those exactly on time, printed beside the early ones', is no on-time rate."""
    stated = group.get("dossiers.on_time_rate", [])
    kept = [c for c in stated if c.beside is None or c.beside.field.name != "dossiers.resolved_on_time"]
    if stated and not kept:
        del group["dossiers.on_time_rate"]
    elif stated:
        group["dossiers.on_time_rate"] = kept


def _rename_new(group: Group) -> None:
    """A bare "tiếp nhận" is what is new when it and the carried-over ones together are what was resolved or is
    pending.
    """
    need = ("dossiers.received", "dossiers.carried_over", "dossiers.resolved", "dossiers.pending")
    if "dossiers.received_new" in group or any(name not in group for name in need):
        return
    received, carried, resolved, pending = (group[name][0].value for name in need)
    if carried and received + carried == resolved + pending != received:
        group["dossiers.received_new"] = group.pop("dossiers.received")
        for candidate in group["dossiers.received_new"]:
            candidate.field = load_fields()["dossiers.received_new"]


def _one(name: str, stated: list[Candidate], group: Group) -> tuple[Candidate | None, Problem | None]:
    """The statement that speaks for a field: the only value, the exact one, or the one that an equation confirms."""
    sure = [c for c in stated if c.sure] or stated
    exact = [c for c in sure if not c.approximate] or sure
    values = {c.value for c in exact}
    if len(values) == 1:
        return max(exact, key=lambda c: (c.sure, -c.start)), None
    others = {n: s[0].value for n, s in group.items() if n != name and len({c.value for c in s}) == 1}
    confirmed = [c for c in exact if holds({**others, name: c.value}, [name])]
    problem = _conflict(name, exact)
    if len({c.value for c in confirmed}) == 1:
        return confirmed[0], problem
    return None, problem


def _conflict(name: str, stated: list[Candidate]) -> Problem:
    shown = ", ".join(dict.fromkeys(c.raw for c in stated))
    of = f" ({stated[0].unit})" if stated[0].unit else ""
    return Problem(
        kind="conflict",
        severity="warning",
        message_vi=f"{load_fields()[name].label_vi}{of} được nêu với nhiều giá trị: {shown}.",
        message_en=f"{name}{of} is stated with several values: {shown}.",
        fields=(name,),
        admin_level=stated[0].level,
        found=" ≠ ".join(dict.fromkeys(number_vi(c.value) for c in stated)),
        at=Locator(stated[0].start, stated[-1].end) if not stated[0].cell else _at(stated[0]),
    )


def _at(candidate: Candidate) -> Locator:
    return Locator(candidate.start, candidate.end, sheet=candidate.sheet, cell=candidate.cell)


def _open(candidate: Candidate) -> Unclaimed:
    return Unclaimed(candidate.raw, _at(candidate), OPEN)


def _fact(candidate: Candidate) -> Fact:
    return Fact(
        field=candidate.field.name,
        value=candidate.value,
        admin_level=candidate.level or "all",
        raw=candidate.raw,
        at=_at(candidate),
        place=candidate.place,
        unit=candidate.unit,
        unit_kind=candidate.unit_kind,
        period=candidate.period,
        note=candidate.note,
        approximate=candidate.approximate,
        confidence=2 if candidate.approximate else 3,
    )
