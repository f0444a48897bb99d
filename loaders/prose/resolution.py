"""The only place that chooses between readings: which field an open wording means,
and which of two statements of one figure speaks.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Set
from itertools import product

from loaders.catalogue.fields import load_fields
from loaders.checks.identities import holding, holds
from loaders.checks.slips import number_vi
from loaders.prose.confirmations import Group, confirm_late, confirm_levels, confirm_payable, make_sure, unsettled
from loaders.prose.doubts import ASSUMED, LATE_OR_NOT, OF_SECTOR, WHOLES
from loaders.prose.extraction import EXCLUDES, OPEN
from loaders.prose.findings import Candidate, Findings
from loaders.records import Fact, Locator, Problem, Unclaimed

DIRECT, POSTAL, OFFLINE = (f"dossiers.received_{channel}" for channel in ("direct", "postal", "offline"))
CHANNELLED = ("dossiers.received", "dossiers.received_online", DIRECT, POSTAL)
NEXT = 90
"""So many characters before and behind what was carried over stand the new ones and both together."""
EARLY = "dossiers.resolved_early"
ABOVE = "of a level above the unit that reports"
BELOW = {"province": ("district", "commune"), "district": ("commune",), "all": ("commune",)}
WHOSE = "the unit is unknown, and with it the level"
PENDING_IN_TIME = "dossiers.pending_in_time"
PENDING = (
    ("dossiers.pending",),
    (PENDING_IN_TIME, "dossiers.pending_overdue"),
    (PENDING_IN_TIME,),
)
"""What says how many are pending, the surest first."""
NEW = "dossiers.received_new"
IN_PERSON = "in person, or all that is not online"
"""A doubt that no equation settles: column 5 of form II.06a is all that is not online, and adds up just so."""
ALL_ONLINE = "those on the portal, or all that are online"
OF_BOTH = "of the district's own, or with its communes"
SERVICES = "services."
"""Beside dossiers of a whole district its services may be the district's own or those of its communes too."""
OF_WHOLE_DISTRICT = ("feedback.", "review.")
OF_DOSSIERS = ("dossiers.", "payments.", "digitization.", "satisfaction.")
DECISIONS = "procedures.announcement_decisions"
NEW_OR_ALL = "what is new, or all there are"
STOCK = "perhaps all that are in force"
BY_PROVINCE = "announced by the province"
ANNOUNCING = (DECISIONS, "procedures.announced", "procedures.announced_legal_documents")
NOT_ANNOUNCING = ("district", "commune")
"""Levels whose units announce nothing: ministers and chairmen of provinces do (Nghị định 63/2010/NĐ-CP, Điều 15)."""
UNSETTLED = (EXCLUDES, IN_PERSON, ALL_ONLINE, OF_BOTH, STOCK, BY_PROVINCE, LATE_OR_NOT)
CENTRE = "centre"
"""The level of a province's service centre in its own report, else that of the unit that reports."""
CITY = "city"
""" "Thành phố 51,9%; phường xã 73,05%": a city is a province or a district, as the unit that reports is."""
IN_FORCE = "procedures.in_force"
LEVELS = ("province", "district", "commune")
SETTERS = (f"{IN_FORCE}_central", f"{IN_FORCE}_local")
_SCALED = re.compile(r"[0-9.]+(?:,([0-9]+))?\s*(nghìn|ngàn|triệu)")
PORTAL, ONLINE = "services.on_national_portal", "services.online"
STRANGE = "unknown words"
TELLING = 10
"""Equations among numbers all smaller than this hold by chance too often to tell what a doubtful one means."""


def resolve(
    findings: Findings, own_level: str | None, *, press: bool = False
) -> tuple[list[Fact], list[Problem], list[Unclaimed]]:
    """One fact per unit, field, level and period; what stays open becomes a problem instead.
    `own_level` is the level of figures that name none; None where the unit that reports is not known. A text of `press`
    has no sections that say whose figures they give.
    """
    unclaimed: list[Unclaimed] = []
    groups: dict[tuple[Hashable, ...], Group] = {}
    _lift_setters(findings.candidates)
    _rename_added(findings.candidates)
    _rename_by_channels(findings.candidates)
    _rename_levels_of_new(findings.candidates)
    _doubt_all_announced(findings.candidates)
    whole = _wholes(findings.candidates, own_level, press=press)
    for candidate in findings.candidates:
        if candidate.level in (CENTRE, CITY):
            candidate.level = "province" if own_level == "all" else own_level
        if candidate.unit is None and _is_above(candidate.level, own_level):
            candidate.doubt = ABOVE
            unclaimed.append(_left(candidate))
            continue
        candidate.level = candidate.level or ("all" if (candidate.field.name, candidate.value) in whole else own_level)
        if candidate.level is None:
            candidate.doubt = candidate.doubt or WHOSE
            unclaimed.append(_left(candidate))
            continue
        _doubt_what_others_do(candidate, own_level)
        if candidate.field.name == "feedback.resolved_on_time" and candidate.group in findings.early_blocks:
            candidate.doubt = candidate.doubt or OPEN  # beside early ones of their own it is not all that was in time
        whose = (candidate.place, candidate.unit, candidate.level, candidate.period)
        groups.setdefault(whose, {}).setdefault(candidate.field.name, []).append(candidate)
    for group in groups.values():
        unclaimed += _rename_lone_on_time(group, findings.early_blocks)
        _tidy(group)
    changed = confirm_levels(groups, UNSETTLED)
    for group in unsettled(groups):
        told = [confirm_late(group, UNSETTLED), confirm_payable(group, OPEN)]
        if changed or any(told):
            _settle(group)
            changed = True
    if changed:
        confirm_levels(groups, UNSETTLED)
    facts, problems = _stated(groups.values(), unclaimed)
    taken = {fact.at.start for fact in facts}
    left = {number.at.start: number for number in unclaimed if number.at.start not in taken}
    return sorted(facts, key=lambda fact: fact.at.start or 0), problems, list(left.values())


def _doubt_what_others_do(candidate: Candidate, own_level: str | None) -> None:
    if candidate.field.name in ANNOUNCING and own_level in NOT_ANNOUNCING and candidate.value:
        candidate.doubt = BY_PROVINCE


def _tidy(group: Group) -> None:
    _doubt_direct(group)
    _doubt_all_on_portal(group)
    _rename_new(group)
    _drop_partial_rates(group)
    _settle(group)
    _doubt_what_came_in(group)


def _stated(groups: Iterable[Group], unclaimed: list[Unclaimed]) -> tuple[list[Fact], list[Problem]]:
    """One fact per field of each group; the others join `unclaimed`."""
    facts: list[Fact] = []
    problems: list[Problem] = []
    for group in groups:
        for name, stated in list(group.items()):
            kept, problem = _one(name, stated, group)
            problems += [problem] if problem else []
            if kept is None or kept.doubt:
                unclaimed += [_left(c) for c in stated]
                group.pop(name)
            else:
                unclaimed += [_left(c) for c in stated if c.doubt and c.value != kept.value]
                group[name] = [kept]
                facts.append(_fact(kept))
    return facts, problems


def _is_above(level: str | None, own: str | None) -> bool:
    """Whether a level is above that of the unit that reports: a commune's report gives no figures of the province;
    those of the central level alone are none of ours.
    """
    return level == "nation" or (level in BELOW and own in BELOW[level])


def _doubt_direct(group: Group) -> None:
    """Beside the online ones alone, "trực tiếp" may be those in person or all others (column 5 of form II.06a)."""
    if "dossiers.received_online" not in group or OFFLINE in group:
        return
    online, new = group["dossiers.received_online"][0].value, {each.value for each in group.get(NEW, ())}
    for candidate in group.get(DIRECT, ()):
        if POSTAL not in group or online + candidate.value in new:
            candidate.doubt = candidate.doubt or ("" if candidate.headed else IN_PERSON if new else OPEN)


def _doubt_all_on_portal(group: Group) -> None:
    """ "Cung cấp trên Cổng DVCQG: 1.903 dịch vụ, gồm 1.188 toàn trình, 715 một phần" may be all online services."""
    parts = [group.get(f"{ONLINE}_{kind}", []) for kind in ("full", "partial")]
    if ONLINE not in group and all(parts):
        whole = sum(stated[0].value for stated in parts)
        for each in group.get(PORTAL, ()):
            if each.value == whole and each.start < parts[0][0].start:
                each.doubt = each.doubt or ALL_ONLINE


def _wholes(candidates: list[Candidate], own_level: str | None, *, press: bool) -> set[tuple[str, float]]:
    """Figures without a level that are the whole of several: "415 TTHC, cấp huyện 276, cấp xã 139" of a district."""
    levels: dict[str, dict[str, float]] = {}
    own = [candidate for candidate in candidates if candidate.unit is None and candidate.place is None]
    for candidate in own:
        if candidate.level:
            levels.setdefault(candidate.field.name, {})[candidate.level] = candidate.value
    parted = {name: values for name, values in levels.items() if own_level in values and len(values) > 1}
    whole = {
        (c.field.name, c.value)
        for c in own
        if c.level is None and c.field.name in parted and _spans(c, parted[c.field.name].values())
    }
    if own_level in ("district", "province"):
        whole |= _joined_to_all(own, dict(whole), press=press and own_level == "district")
    of_whole = any(name == IN_FORCE for name, _ in whole)
    return whole | {(c.field.name, c.value) for c in own if of_whole and c.level is None and c.field.name in SETTERS}


def _lift_setters(candidates: list[Candidate]) -> None:
    """ "…; cấp xã 129. Trong đó 1.908 TTHC do Trung ương quy định": of all, where the level named last has fewer."""
    most = {c.level: c.value for c in candidates if c.field.name == IN_FORCE and c.unit is None}
    setters = [c for c in candidates if c.field.name in SETTERS]
    lifted = {(c.group, c.level) for c in setters if c.value > most.get(c.level, c.value)}
    for candidate in setters:
        if (candidate.group, candidate.level) in lifted:
            candidate.level = None


def _rename_added(candidates: list[Candidate]) -> None:
    """ "Tiếp nhận 41.887 hồ sơ, cộng với 3.015 hồ sơ tồn từ tháng 6 là 44.902 hồ sơ": the first are the new ones."""
    told = [c for c in candidates if c.unit is None and c.place is None and c.period is None]
    for left in [c for c in told if c.field.name == "dossiers.carried_over" and not c.doubt]:
        close = [c for c in told if c.group == left.group and c.level == left.level and c.doubt in ("", OPEN)]
        first = [c for c in close if c.field.name in ("dossiers.received", NEW) and 0 < left.start - c.start < NEXT]
        whole = [c for c in close if c.field.name in ("dossiers.received", NEW) and 0 < c.start - left.start < NEXT]
        for new, both in product(first, whole):
            if new.value + left.value == both.value and new.value > TELLING:
                _name(candidates, new, NEW)
                _name(candidates, both, "dossiers.received")


def _name(candidates: list[Candidate], chosen: Candidate, name: str) -> None:
    """Let a printed number be of this field, and of no other."""
    chosen.field, chosen.doubt = load_fields()[name], ""
    candidates[:] = [c for c in candidates if c is chosen or c.start != chosen.start]


def _rename_by_channels(candidates: list[Candidate]) -> None:
    """ "Tiếp nhận 71.482 hồ sơ: trực tuyến 62.047, trực tiếp 9.011, bưu chính 424": what came by a channel is new.

    Only where all three add up and nothing is said of dossiers carried over.
    """
    own = [c for c in candidates if c.unit is None and c.place is None]
    if any(c.field.name in (NEW, "dossiers.carried_over") for c in own):
        return
    for group in {c.group for c in own}:
        told = {name: {c.value: c for c in own if c.group == group and c.field.name == name} for name in CHANNELLED}
        one_each = all(len(values) == 1 for values in told.values())
        whole, *parts = (next(iter(values.values()), None) for values in told.values()) if one_each else (None,)
        if whole and sum(part.value for part in parts if part) == whole.value > TELLING:
            for each in own:
                if each.field.name == CHANNELLED[0] and (each.value, each.level) == (whole.value, whole.level):
                    each.field = load_fields()[NEW]


def _rename_levels_of_new(candidates: list[Candidate]) -> None:
    """ "Tiếp nhận 468.215 hồ sơ (không tính hồ sơ chuyển tiếp): cấp tỉnh 131.906, cấp xã 336.309": all are new."""
    own = [c for c in candidates if c.unit is None and c.period is None]
    whole = {c.value for c in own if c.field.name == NEW and c.level in (None, "all")}
    parts = {c.level: c for c in own if c.field.name == "dossiers.received" and c.level in LEVELS}
    if len(parts) > 1 and sum(c.value for c in parts.values()) in whole:
        for candidate in parts.values():
            candidate.field = load_fields()[NEW]


def _doubt_all_announced(candidates: list[Candidate]) -> None:
    """ "Đã công bố 2.176/2.176 TTHC": as many as are in force were not all announced within the period.

    Where no decision announced anything the checks name the contradiction (`stock`).
    """
    everything = {c.value for c in candidates if c.field.name == IN_FORCE and c.value > TELLING}
    if any(c.field.name == DECISIONS and not c.value for c in candidates):
        return
    for candidate in candidates:
        if candidate.field.name == "procedures.announced" and candidate.value in everything:
            candidate.doubt = STOCK


def _spans(whole: Candidate, parts: Iterable[float]) -> bool:
    """Whether a figure may be the whole of these: more than each, or as a share between them."""
    least, most = min(parts), max(parts)
    return least < whole.value < most if whole.field.is_percent else whole.value > most


def _joined_to_all(own: list[Candidate], whole: dict[str, float], *, press: bool) -> set[tuple[str, float]]:
    """Figures without a level that add up with those of a whole district: "Toàn huyện tiếp nhận …. Đã giải quyết …".

    Beside these the others may be of either, so that none of them can be stated.
    """
    known = whole | {c.field.name: c.value for c in own if c.level == "all"}
    unlevelled = [c for c in own if c.level is None and c.field.name not in known]
    open_ones = {c.field.name: c.value for c in reversed(unlevelled)}
    if PENDING_IN_TIME in open_ones:
        open_ones.setdefault("dossiers.pending", open_ones[PENDING_IN_TIME])  # where none is late
    found: set[str] = set()
    while added := {
        name for name in open_ones.keys() - found if _adds_up(name, {**open_ones, **known}, {*known, *found})
    }:
        found |= added
    found |= (
        {PENDING_IN_TIME}
        if "dossiers.pending" in found and open_ones.get(PENDING_IN_TIME) == open_ones["dossiers.pending"]
        else set()
    )
    if any(name.startswith("feedback.received") for name in known):
        found |= {name for name in open_ones if name.startswith("feedback.")}
    families = {name.partition(".")[0] + "." for name in known if name in WHOLES or name.startswith("review.")}
    if press and families & set(OF_DOSSIERS):
        families |= set(OF_DOSSIERS)
        found |= {name for name in open_ones if name.startswith((*families, *OF_WHOLE_DISTRICT))}
        families.add(SERVICES)
    for candidate in unlevelled:
        if candidate.field.name not in found and candidate.field.name.startswith(tuple(families)):
            candidate.doubt = OF_BOTH
    return {(name, open_ones[name]) for name in found}


def _adds_up(name: str, values: dict[str, float], known: set[str]) -> bool:
    """Whether an equation with a figure of the known ones holds with this one, not of nothing but small numbers."""
    found = ({name, *others} for _, others in holding(values, name) if others & known)
    return any(sum(values[each] >= TELLING for each in names) > 1 for names in found)


def _settle(group: Group) -> None:
    """A doubtful figure becomes sure where an equation holds that joins it to a sure one, and so on from there."""
    sure = {name for name, stated in group.items() if not all(c.doubt for c in stated)}
    doubtful = set(group) - sure
    doubtful = {name for name in doubtful if group[name][0].doubt not in UNSETTLED}
    while settled := _settled(group, doubtful, sure):
        for name in sorted(settled):
            make_sure(group, name)
        sure, doubtful = sure | settled, {name for name in doubtful - settled if name in group}


def _settled(group: Group, doubtful: set[str], sure: set[str]) -> set[str]:
    """The fields that an equation joins to a sure one. Where a printed number may be two of them a sum decides,
    for the base of a share may be either; without one neither is settled.
    """
    joined = {
        name: any(is_sum for is_sum, _ in found)
        for name in doubtful
        if (found := [each for chosen in _possible(group) for each in _joined(name, chosen, sure)])
    }
    rivals = {name: _rivals(group, name, joined) for name in joined}
    return {
        name
        for name, by_sum in joined.items()
        if not rivals[name] or (by_sum and not any(map(joined.get, rivals[name])))
    }


def _rivals(group: Group, name: str, joined: Iterable[str]) -> list[str]:
    """Other fields that the same printed number may be."""
    starts = {candidate.start for candidate in group[name]}
    return [each for each in joined if each != name and starts & {candidate.start for candidate in group[each]}]


def _possible(group: Group) -> Iterator[dict[str, Candidate]]:
    """A candidate for each field; of the fields with several values one at a time has each of them."""
    each: dict[str, dict[float, Candidate]] = {}
    for name, stated in group.items():
        each[name] = {c.value: c for c in reversed([c for c in stated if not c.doubt] or stated)}
    single = {name: next(iter(values.values())) for name, values in each.items() if len(values) == 1}
    yield single
    for name, values in each.items():
        if len(values) > 1:
            yield from ({**single, name: candidate} for candidate in values.values())


def _joined(name: str, chosen: dict[str, Candidate], sure: set[str]) -> Iterator[tuple[bool, set[str]]]:
    """The equations that hold and have the field, a sure one, and no printed number twice: is it a sum, its fields."""
    values = {each: candidate.value for each, candidate in chosen.items()}
    for is_sum, names in holding(values, name) if name in chosen else ():
        printed = [chosen[each].start for each in (name, *names) if chosen[each].value]
        telling = len(printed) > 2 or max(values[each] for each in (name, *names)) >= TELLING
        if values[name] == 100 and chosen[name].field.is_percent and chosen[name].doubt.startswith(STRANGE):
            telling = False  # so much is all of anything
        alone = is_sum and len(printed) > 2 and all(chosen[each].doubt == ASSUMED for each in (name, *names))
        alone = alone and min(values[each] for each in (name, *names)) >= TELLING
        chance = chosen[name].doubt == ASSUMED and not values[name]  # none of anything adds up
        if (names & sure or alone) and not chance and len(set(printed)) == len(printed) and telling:
            yield is_sum, names


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
        left += [_left(c) for c in stated if c not in kept]
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
    _drop_base_of_new(group)
    _tell_total_from_new(group)
    carried, resolved = (_first(group, name) for name in ("dossiers.carried_over", "dossiers.resolved"))
    waiting = next((names for names in PENDING if all(_first(group, name) is not None for name in names)), None)
    if NEW in group or waiting is None or not carried or resolved is None:
        return
    settled = resolved + sum(_first(group, name) or 0 for name in waiting)
    stated = group.get("dossiers.received", [])
    new = [c for c in stated if c.value + carried == settled]
    if new and _first(group, "dossiers.received") in (settled, settled - carried):
        group["dossiers.received"] = [c for c in stated if c.value == settled]
        group[NEW] = new
        for candidate in new:
            candidate.field = load_fields()[NEW]
        if not group["dossiers.received"]:
            del group["dossiers.received"]


def _first(group: Group, name: str) -> float | None:
    """What is first stated of a field, and not doubtful if anything is not."""
    stated = sorted(group.get(name, ()), key=lambda candidate: bool(candidate.doubt))
    return stated[0].value if stated else None


def _tell_total_from_new(group: Group) -> None:
    """ "Tổng hồ sơ: 118.406. Tiếp nhận trong kỳ 104.572": all of whom were resolved or are pending, and what is new."""
    stated = group.get("dossiers.received", [])
    if any(not c.doubt for c in group.get(NEW, ())):
        return
    sure = [c for c in stated if not c.doubt]
    settled, carried = _total(group, "dossiers.resolved", "dossiers.pending"), _total(group, "dossiers.carried_over")
    for total in [c for c in stated if c.doubt]:
        new = [c for c in sure if carried is not None and c.value + carried == total.value]
        if not new and total.value == settled and len({c.value for c in sure}) == 1:
            new = [c for c in sure if c.value < total.value]
        if new:
            group["dossiers.received"], group[NEW] = [total, *(c for c in sure if c not in new)], new
            total.doubt = ""
            for candidate in new:
                candidate.field = load_fields()[NEW]
            return
        for candidate in sure:
            if total.start < candidate.start and candidate.value < total.value:
                candidate.doubt = NEW_OR_ALL


def _doubt_what_came_in(group: Group) -> None:
    """ "Tiếp nhận 812 hồ sơ, trả 798, còn 213": fewer than were settled or are pending came in, so others came before.

    Where nothing is said of these, and nothing of what is new, the first may be either.
    """
    if NEW in group or "dossiers.carried_over" in group:
        return
    received, settled = _total(group, "dossiers.received"), _total(group, "dossiers.resolved", "dossiers.pending")
    if received is not None and settled is not None and received < settled:
        for candidate in group["dossiers.received"]:
            if not candidate.headed:
                candidate.doubt = candidate.doubt or NEW_OR_ALL


def _total(group: Group, *names: str) -> float | None:
    """The sum of what is sure of these fields; None where one has nothing sure."""
    values = [next((c.value for c in group.get(name, ()) if not c.doubt), None) for name in names]
    return sum(value for value in values if value is not None) if None not in values else None


def _drop_base_of_new(group: Group) -> None:
    """The base of "49.604/58.221 hồ sơ trực tuyến" is what is new where that many are new and others came before."""
    new = {each.value for each in group.get(NEW, ())}
    carried = any(each.value for each in group.get("dossiers.carried_over", ()))
    kept = [each for each in group.get("dossiers.received", ()) if not carried or each.value not in new]
    if "dossiers.received" in group and new:
        group["dossiers.received"] = kept
        if not kept:
            del group["dossiers.received"]


def _one(name: str, stated: list[Candidate], group: Group) -> tuple[Candidate | None, Problem | None]:
    """The statement that speaks for a field: the only value, the exact one, or the one that an equation confirms."""
    sure = [c for c in stated if not c.doubt] or [c for c in stated if c.doubt != OF_SECTOR] or stated
    exact = [c for c in sure if not c.approximate] or sure
    said = {c.value for c in exact}
    exact = [c for c in exact if not (len(said) > 1 and _rounds_one_of(c, said))]
    values = {c.value for c in exact}
    if len(values) == 1:
        return max(exact, key=lambda c: (not c.doubt, -c.start)), None
    others = {n: s[0].value for n, s in group.items() if n != name and len({c.value for c in s}) == 1}
    confirmed = [c for c in exact if holds({**others, name: c.value}, [name])]
    problem = _conflict(name, exact)
    if len({c.value for c in confirmed}) == 1:
        return confirmed[0], problem
    return None, problem


def _rounds_one_of(candidate: Candidate, said: Set[float]) -> bool:
    """Whether its print only rounds another value: "19 nghìn hồ sơ, chính xác là 19.048"."""
    scaled = _SCALED.match(candidate.raw)
    if scaled is None:
        return False
    unit: float = (1_000 if scaled[2][0] == "n" else 1_000_000) / 10.0 ** len(scaled[1] or "")
    return any(value != candidate.value and abs(candidate.value - value) <= unit / 2 for value in said)


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
        at=Locator(min(c.start for c in stated), max(c.end for c in stated)) if not stated[0].cell else _at(stated[0]),
        readings=tuple(map(_fact, {c.value: c for c in reversed(stated)}.values()))[::-1],
    )


def _at(candidate: Candidate) -> Locator:
    return Locator(candidate.start, candidate.end, sheet=candidate.sheet, cell=candidate.cell)


def _left(candidate: Candidate) -> Unclaimed:
    return Unclaimed(candidate.raw, _at(candidate), candidate.doubt or OPEN)


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
