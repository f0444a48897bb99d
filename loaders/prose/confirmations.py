"""The only place that lets a doubtful figure stand because figures beside it leave no other reading.

Levels that add up to their whole are its levels, whichever units were counted; and who resolved 160.288 dossiers,
99,80 % of them in time, was late with 322.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from itertools import product

from loaders.catalogue.fields import load_fields
from loaders.checks.rounding import NEARLY_HALF
from loaders.prose.findings import Candidate

LATE, RESOLVED, ON_TIME_RATE = "dossiers.resolved_overdue", "dossiers.resolved", "dossiers.on_time_rate"
LEVELS = (("province", "district", "commune"), ("province", "commune"), ("district", "commune"))
"""Which levels are a whole: of a province until 30 June 2025, of one since, of a district until then."""
PAID, PAYABLE = "payments.online", "payments.online_base"
CLOSE = 60
"""How many characters stand between a base and its part at most, where only that joins them."""
LEAST = 100
"""A whole smaller than this may be met by chance."""
MOST = 4
"""So many values of one figure are tried at most."""
Group = dict[str, list[Candidate]]


def make_sure(group: Group, name: str, value: float | None = None) -> None:
    """The figures of a field, or those of this value, are sure, so none of them is a figure of another field."""
    taken = set()
    for candidate in group.get(name, ()):
        if value in (None, candidate.value):
            candidate.doubt = ""
            taken.add(candidate.start)
    for other in [other for other in group if other != name]:
        group[other] = [c for c in group[other] if not (c.doubt and c.start in taken)]
        if not group[other]:
            del group[other]


def sure(group: Group, name: str) -> Candidate | None:
    """The one value of a field that nothing speaks against."""
    stated = [c for c in group.get(name, ()) if not c.doubt]
    return stated[0] if len({c.value for c in stated}) == 1 else None


def confirm_late(group: Group, barred: Collection[str]) -> bool:
    """ "Giải quyết 160.288 hồ sơ, đạt tỷ lệ đúng hạn 99,80%. Số hồ sơ chậm là 322": resolved late, not pending late."""
    resolved, rate = sure(group, RESOLVED), sure(group, ON_TIME_RATE)
    late = [c for c in group.get(LATE, ()) if c.doubt not in barred]
    if resolved is None or rate is None or not resolved.value or any(not c.doubt for c in late):
        return False
    unit = 10.0 ** -_decimals(rate.raw)
    fits = [c for c in late if abs(100 - rate.value - 100 * c.value / resolved.value) <= NEARLY_HALF * unit]
    telling = not fits[0].value if fits and rate.value == 100 else 100 - rate.value > 1.5 * unit
    if told := telling and len({c.value for c in fits}) == 1:
        make_sure(group, LATE, fits[0].value)
    return bool(told)


def confirm_payable(group: Group, doubt: str) -> bool:
    """ "Hồ sơ có lệ phí 121, thanh toán trực tuyến 78": what stands right before those paid online is their base."""
    paid = sure(group, PAID)
    for base in group.get(PAYABLE, ()) if paid else ():
        near = paid and base.group == paid.group and 0 < paid.start - base.end < CLOSE
        if paid and near and base.doubt == doubt and base.value >= paid.value:
            make_sure(group, PAYABLE, base.value)
            return True
    return False


def _decimals(raw: str) -> int:
    digits = raw.rstrip(" %").replace(".", ",")
    return len(digits.partition(",")[2])


def confirm_levels(groups: Mapping[tuple[Hashable, ...], Group], barred: Collection[str]) -> bool:
    """ "Tiếp nhận 54.830 hồ sơ: quận 11.267; 8 phường 43.563": the wards are all there are, for they add up."""
    changed = False
    doubtful = {n for group in groups.values() for n, stated in group.items() if any(c.doubt for c in stated)}
    for whose, whole in groups.items():
        for name in sorted(doubtful.intersection(whole)) if whose[2] == "all" else ():
            if load_fields()[name].levels == "sum" and (found := _adding_up(groups, whose, name, barred)):
                changed = True
                for level, value in found:
                    make_sure(groups[(*whose[:2], level, whose[3])], name, value)
    return changed


def _adding_up(
    groups: Mapping[tuple[Hashable, ...], Group], whose: tuple[Hashable, ...], name: str, barred: Collection[str]
) -> list[tuple[str, float]]:
    """The one choice of a whole and its levels that adds up; nothing where it needs two doubtful fields to say so."""
    for levels in LEVELS:
        stated = [groups.get((*whose[:2], level, whose[3]), {}).get(name, []) for level in ("all", *levels)]
        values = [_values(each, barred) for each in stated]
        if not all(values) or all(len(v) == 1 and not next(iter(v.values())) for v in values):
            continue
        found = [each for each in product(*values) if each[0] >= LEAST and each[0] == sum(each[1:]) and all(each)]
        known = [each for each in found if any(not v[x] for v, x in zip(values, each, strict=True))]
        if len(known) == 1:
            return list(zip(("all", *levels), known[0], strict=True))
    return []


def _values(stated: list[Candidate], barred: Collection[str]) -> dict[float, bool]:
    """The values of a figure and whether each is doubtful; a sure one bars the others."""
    certain = {c.value: False for c in stated if not c.doubt}
    open_ones = {c.value: True for c in stated if c.doubt not in barred}
    found = certain or open_ones
    return found if len(found) <= MOST else {}


def unsettled(groups: Mapping[tuple[Hashable, ...], Group]) -> Iterator[Group]:
    """The groups in which something is still doubtful."""
    yield from (group for group in groups.values() if any(c.doubt for stated in group.values() for c in stated))
