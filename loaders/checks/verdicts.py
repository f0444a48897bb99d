"""The only place that holds a report's figures against the equations: it confirms, accuses and completes.

A stated value is never changed. A figure in a broken equation is suspect, unless another one that holds confirms it;
where one slip alone explains two broken equations, only the figure that slipped is.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.checks import accusations, oddities
from loaders.checks.balances import Balance, Equation, Ratio
from loaders.checks.equations import equations, groups
from loaders.checks.explanations import Explainer, Explanation, components
from loaders.checks.identities import Sum, load_identities
from loaders.records import Fact, Problem, Report

TOGETHER = "dossiers.resolved_early_or_on_time"
APART = frozenset(("dossiers.resolved_early", "dossiers.resolved_on_time"))


@dataclass(slots=True)
class Verdict:
    """What the equations say of the facts, which are meant by their numbers."""

    confirmed: set[int] = field(default_factory=set)
    accused: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def accuse(self, cells: Sequence[int]) -> None:
        """Those of the cells that no equation confirms are suspect, or all of them."""
        self.accused |= {cell for cell in cells if cell not in self.confirmed} or set(cells)


def judge(
    facts: Sequence[Fact], left: Collection[float] = (), report: Report | None = None
) -> tuple[list[Fact], list[Problem]]:
    """The facts with their status, those derived, and what does not add up; one fact per field, level, unit, period.

    `left` are numbers that nothing claimed: what is missing and equals one of them is printed under another name.
    `report` says whose figures those are that name no unit, place or period.
    """
    values = [fact.value for fact in facts]
    known = equations(facts, report)
    holding = [each for each in known if each.holds(values)]
    verdict = Verdict({cell for each in holding for cell in each.confirms(values)})
    broken = [each for each in known if each.accuses and not each.holds(values)]
    _accuse(facts, holding, _without_excused(broken, holding, values, verdict.confirmed), verdict)
    verdict.accused |= oddities.stocks(facts, verdict.problems)
    judged = [_with_status(cell, fact, verdict) for cell, fact in enumerate(facts)]
    derived = [fact for group in groups(facts) for fact in _completed(group, facts, verdict.accused, left)]
    return judged + derived, [*verdict.problems, *oddities.remarks(facts, known, report)]


def _without_excused(
    broken: Sequence[Equation], holding: Sequence[Equation], values: Sequence[float], confirmed: Collection[int]
) -> list[Equation]:
    """The broken equations, less those that another one which holds speaks for.

    A sum with more parts (resolved + pending + returned, where those are apart); a rate over another base; rates that
    are both right over bases of their own.
    """
    whole = {(each.total, frozenset(each.parts)) for each in holding if isinstance(each, Balance) and not each.at_most}
    found: list[Equation] = []
    for each in broken:
        if isinstance(each, Ratio):
            excused = each.rate in confirmed
        elif each.kind == "hundred":
            excused = all(cell in confirmed for cell in each.parts)
        else:
            parts = frozenset(each.parts)
            excused = each.excused(values) or any(total == each.total and parts < more for total, more in whole)
        if not excused:
            found.append(each)
    return found


def _accuse(facts: Sequence[Fact], holding: Sequence[Equation], broken: Sequence[Equation], verdict: Verdict) -> None:
    """One problem for each slip that alone explains what is broken; else one for each broken equation."""
    explainer = Explainer(facts, holding, broken)
    explained: dict[Explanation, list[Equation]] = {}
    for group in components(broken):
        found = explainer.explain(group)
        if len(found) == 1:
            explained.setdefault(found[0], []).extend(group)
            continue
        for each in _telling(group, verdict.accused):
            verdict.accuse(_suspects(each))
            verdict.problems.append(accusations.problem([each], found, facts))
    for explanation, repaired in explained.items():
        verdict.accused |= set(explanation.cells)
        if len(repaired) == 1 and not (isinstance(repaired[0], Ratio) and explanation.slip is None):
            verdict.accuse(_suspects(repaired[0]))
        verdict.problems.append(accusations.problem(repaired, [explanation], facts))


def _telling(broken: Sequence[Equation], accused: Collection[int]) -> Iterator[Equation]:
    """The broken equations, less bounds and second rates that only repeat what another one says."""
    said = set(accused)
    for each in broken:
        repeats = each.rate in said if isinstance(each, Ratio) else each.at_most and bool(said & {*each.cells})
        if not repeats:
            said |= set(each.cells)
            yield each


def _suspects(each: Equation) -> tuple[int, ...]:
    """The figures of which one must be wrong; where it is only worth a look, none, or the total that others exceed."""
    if isinstance(each, Ratio):
        return (each.rate, *each.tops, *each.bottoms[0])
    if each.kind == "parts":
        return each.cells[:1] if each.warns else each.cells
    return () if each.warns else each.cells


def _with_status(cell: int, fact: Fact, verdict: Verdict) -> Fact:
    if cell in verdict.accused:
        return replace(fact, status="suspect")
    return replace(fact, status="confirmed") if cell in verdict.confirmed else fact


def _completed(
    group: Mapping[Hashable, int], facts: Sequence[Fact], accused: Collection[int], left: Collection[float]
) -> Iterator[Fact]:
    """The single missing part of an equation whose other figures are exact and unsuspected."""
    derived = set[str]()
    for each in load_identities().sums:
        missing = [part for part in each.parts if part not in group]
        if not each.completes or len(missing) != 1 or each.total not in group or missing[0] in derived:
            continue
        known = [group[name] for name in (each.total, *each.parts) if name in group]
        unsafe = any(facts[cell].approximate or cell in accused for cell in known)
        if len(known) < 2 or unsafe or missing[0] in _told_otherwise(group):
            continue
        rest = facts[known[0]].value - sum(facts[cell].value for cell in known[1:])
        if rest >= 0 and not (rest and rest in left):
            derived.add(missing[0])
            yield _derived(facts[known[0]], missing[0], rest, each)


def _derived(total: Fact, name: str, value: float, each: Sum) -> Fact:
    how = f"{each.total} − " + " − ".join(part for part in each.parts if part != name)
    return replace(total, field=name, value=value, raw="", basis="derived", status="plain", note=how)


def _told_otherwise(group: Mapping[Hashable, int]) -> frozenset[str]:
    """What needs no completing because the report says it in other parts: early and on time, together or apart."""
    if TOGETHER in group:
        return APART
    return frozenset((TOGETHER,)) if set(group) >= APART else frozenset()
