"""The only place that holds a table's columns and rows against the equations: confirms headings, finds them misread.

An equation that fails in most rows accuses the headings, not the rows; one that holds in most accuses the row where it
fails; and a dash is none where an equation of its row needs it to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from loaders.catalogue.fields import load_fields
from loaders.checks.identities import Share, Sum, load_identities
from loaders.checks.slips import number_vi
from loaders.records import Locator, Period, Problem
from loaders.tables.axes import Slot
from loaders.tables.cell_values import Value
from loaders.tables.matrix import Key, Matrix, Spot

ENOUGH = 3
"""So many rows that are not all zero tell whether an equation is the table's."""
RECEIVED, NEW, CARRIED_OVER = "dossiers.received", "dossiers.received_new", "dossiers.carried_over"
TWICE = "two columns name the same figure"
MISREAD = "its equations fail in most rows"
BESIDE = "beside columns whose equations fail in most rows"
SHARE_OF_ANOTHER = "perhaps a share of something else"
UNCONFIRMED = "no equation confirms what the heading leaves open"


@dataclass(slots=True)
class Tally:
    """An equation over a table's slots: in which entities it holds and fails."""

    total: Key
    parts: tuple[Key, ...]
    accuses: bool
    source: str
    holds: list[int]
    fails: list[int]

    @property
    def keys(self) -> frozenset[Key]:
        """All that it ties together."""
        return frozenset((self.total, *self.parts))

    @property
    def is_kept(self) -> bool:
        """Whether it is an equation of this table."""
        return len(self.holds) > len(self.fails)


def tallies(matrix: Matrix) -> list[Tally]:
    """Every equation whose total and parts all have a slot of their own."""
    keys = {key for slot in range(len(matrix.slots)) if (key := matrix.key(slot))}
    found = []
    for level, period in {key[1:] for key in keys}:
        for each in load_identities().sums:
            tally = _tally(each, level, period, matrix)
            if tally.keys <= keys:
                found.append(tally)
    for entity in range(len(matrix.entities)):
        values = matrix.values(entity)
        for tally in found:
            _count(tally, entity, values)
    return found


def _tally(each: Sum, level: str | None, period: Period | None, matrix: Matrix) -> Tally:
    parts = tuple((part, level, period) for part in each.parts)
    accuses = each.accuses or _of_the_form(each, matrix)
    return Tally((each.total, level, period), parts, accuses, each.source, [], [])


def _of_the_form(each: Sum, matrix: Matrix) -> bool:
    """Whether the official form itself prints this sum."""
    if matrix.form is None:
        return False
    names = {number: name for number, (name, _) in matrix.form.columns.items()}
    return any(
        names[number] == each.total and {names[part] for part in parts} == set(each.parts)
        for number, parts in matrix.form.sums.items()
    )


def _count(tally: Tally, entity: int, values: dict[Key, float]) -> None:
    if not tally.keys <= set(values) or not any(values[key] for key in tally.keys):
        return
    apart = abs(values[tally.total] - sum(values[part] for part in tally.parts))
    (tally.holds if apart < 0.5 else tally.fails).append(entity)


# ---- headings


def confirm(matrix: Matrix, known: Sequence[Tally]) -> None:
    """Leave the slots whose headings are open and that no equation of the table confirms."""
    _tell_apart(matrix)
    _name_wholes(matrix)
    sure = {key for tally in known if tally.is_kept for key in tally.keys}
    zero = {key for i, key in _keys(matrix) if not any(spot.value.number for spot in matrix.of_slot(i))}
    for i, slot in enumerate(matrix.slots):
        key = matrix.key(i)
        if key and slot.percent and slot.beside is not None and slot.words.bare_end and not matrix.by_rows:
            slot.reason = _doubt_of_share(matrix, i, key)
        if slot.sure or key is None or slot.reason:
            continue
        if slot.percent and slot.beside is not None:
            slot.sure = matrix.slots[slot.beside].sure
        elif slot.percent:
            slot.sure = _share_holds(matrix, key)
        else:
            slot.sure = key in sure - zero or _is_base(matrix, key)
        if not slot.sure:
            slot.reason = UNCONFIRMED


def _tell_apart(matrix: Matrix) -> None:
    """Two columns of one name: beside carried-over ones the smaller "tiếp nhận" is what is new; else none is read."""
    slots: dict[Key, list[int]] = {}
    for i, key in _keys(matrix):
        slots.setdefault(key, []).append(i)
    for key, same in slots.items():
        if len(same) < 2 or _all_equal(matrix, same):
            continue
        new = next((pair for pair in permutations(same, 2) if key[0] == RECEIVED and _is_new(matrix, *pair, key)), None)
        if new and len(same) == 2:
            matrix.slots[new[0]].field = load_fields()[NEW]
            continue
        for i in same:
            matrix.slots[i].reason = TWICE


def _all_equal(matrix: Matrix, slots: Sequence[int]) -> bool:
    rows = range(len(matrix.entities))
    return all(len({s.value.number for i in slots if (s := matrix.spots.get((row, i)))}) < 2 for row in rows)


def _is_new(matrix: Matrix, part: int, whole: int, key: Key) -> bool:
    """Whether one column and what was carried over add up to the other in every row."""
    tested = 0
    for row in range(len(matrix.entities)):
        values, pair = matrix.values(row), [matrix.spots.get((row, i)) for i in (part, whole)]
        carried = values.get((CARRIED_OVER, *key[1:]))
        if carried is None or not pair[0] or not pair[1]:
            continue
        if abs(pair[0].value.number + carried - pair[1].value.number) >= 0.5:
            return False
        tested += carried > 0
    return tested > 0


def _name_wholes(matrix: Matrix) -> None:
    """A column that only says "Tổng số" is the field whose parts, all beside it, add up to it in every row."""
    for i, slot in enumerate(matrix.slots):
        if not slot.generic or not slot.words.whole or matrix.by_rows:
            continue
        named = {each.total for each in load_identities().sums if _adds_up(matrix, i, each)}
        if len(named) == 1:
            slot.field, slot.generic, slot.sure = load_fields()[named.pop()], False, True


def _adds_up(matrix: Matrix, slot: int, each: Sum) -> bool:
    """Whether a column is, in every row and in two that are not 0 at least, what these parts add up to."""
    keys = {matrix.key(i) for i in range(len(matrix.slots))}
    level, period = matrix.slots[slot].level, matrix.slots[slot].period
    parts = [(part, level, period) for part in each.parts]
    if not keys.issuperset(parts) or (each.total, level, period) in keys:
        return False
    tested = 0
    for entity in range(len(matrix.entities)):
        spot, values = matrix.spots.get((entity, slot)), matrix.values(entity)
        if spot is None or spot.value.kind != "number" or not set(parts) <= set(values):
            continue
        if abs(sum(values[part] for part in parts) - spot.value.number) >= 0.5:
            return False
        tested += spot.value.number > 0
    return tested > 1


def _keys(matrix: Matrix) -> Iterator[tuple[int, Key]]:
    return ((i, key) for i in range(len(matrix.slots)) if (key := matrix.key(i)))


def _doubt_of_share(matrix: Matrix, slot: int, rate: Key) -> str:
    """Why a column that only says "Tỷ lệ" may be no rate: its counts deny it, or its rows are shares of one whole."""
    good, bad = (sum(each) for each in zip(*_tests(matrix, rate), strict=True)) if _tests(matrix, rate) else (0, 0)
    if bad > good:
        return SHARE_OF_ANOTHER
    rows = [s.value.number for s in matrix.of_slot(slot) if matrix.entities[s.entity].kind in ("unit", "level")]
    of_one = len(rows) > 1 and any(abs(sum(rows) - whole) <= 0.01 * whole * len(rows) / 2 for whole in (1, 100))
    return SHARE_OF_ANOTHER if of_one and not good else ""


def _is_base(matrix: Matrix, key: Key) -> bool:
    """Whether a count and its printed share have this column for their base in every row, two at least."""
    tests = [share for share in load_identities().shares if share.bottom == (key[0],)]
    return any(good > 1 and not bad for good, bad in (_holds(each, matrix, (each.rate, *key[1:])) for each in tests))


def _share_holds(matrix: Matrix, rate: Key) -> bool:
    """Whether a percentage is what the counts beside it give, in most entities."""
    return any(good > bad for good, bad in _tests(matrix, rate))


def _tests(matrix: Matrix, rate: Key) -> list[tuple[int, int]]:
    """For each equation of a rate in how many rows it holds and fails."""
    return [_holds(share, matrix, rate) for share in load_identities().shares if share.rate == rate[0]]


def _holds(share: Share, matrix: Matrix, rate: Key) -> tuple[int, int]:
    good = bad = 0
    for entity in range(len(matrix.entities)):
        values = {key[0]: value for key, value in matrix.values(entity).items() if key[1:] == rate[1:]}
        for bottom in share.bottom:
            if values.get(bottom) and share.rate in values and all(top in values for top in share.top):
                fits = share.holds(bottom, values)
                good, bad = good + fits, bad + (not fits)
    return good, bad


def misread(matrix: Matrix, known: Sequence[Tally]) -> list[Problem]:
    """Leave the slots that fail their equations in most entities; one problem says which.

    Beside them what nothing confirms is left as well: it may be what they were taken for.
    """
    failing = [t for t in [*known, *_orders(matrix)] if t.accuses and len(t.fails) >= ENOUGH and not t.is_kept]
    good = {key for tally in known if tally.is_kept for key in tally.keys}
    bad = {key for tally in failing for key in tally.keys} - good
    slots = [i for i, key in _keys(matrix) if key in bad]
    if not slots:
        return []
    problem = _misread(matrix, [matrix.slots[i] for i in slots], failing, slots[0])
    for i, key in list(_keys(matrix)):
        matrix.slots[i].reason = MISREAD if key in bad else BESIDE if key not in good else ""
    for slot in matrix.slots:
        if slot.beside is not None and matrix.slots[slot.beside].reason:
            slot.reason = MISREAD
    return [problem]


def _orders(matrix: Matrix) -> Iterator[Tally]:
    """What may not exceed another, a part its whole, as an equation that holds or fails in each entity."""
    keys = {key for _, key in _keys(matrix)}
    every = [matrix.values(entity) for entity in range(len(matrix.entities))]
    known = load_identities()
    pairs = {(order.smaller, order.larger): order.source for order in known.orders}
    pairs |= {(part, each.total): each.source for each in known.sums if each.accuses for part in each.parts}
    for (smaller, larger), source in pairs.items():
        for level, period in {key[1:] for key in keys}:
            tally = Tally((larger, level, period), ((smaller, level, period),), True, source, [], [])
            for entity, values in enumerate(every) if tally.keys <= keys else ():
                if tally.keys <= set(values) and values[tally.total] + values[tally.parts[0]]:
                    exceeds = values[tally.parts[0]] > values[tally.total] + 0.5
                    (tally.fails if exceeds else tally.holds).append(entity)
            yield tally


def _misread(matrix: Matrix, slots: Sequence[Slot], failing: Sequence[Tally], first: int) -> Problem:
    fields = tuple(dict.fromkeys(slot.field.name for slot in slots if slot.field))
    labels = ", ".join(f"“{load_fields()[name].label_vi}”" for name in fields)
    failed, all_of = len(failing[0].fails), len(failing[0].fails) + len(failing[0].holds)
    spot = next(matrix.of_slot(first), None)
    return Problem(
        kind="columns",
        severity="error",
        message_vi=f"Các cột {labels} không khớp với nhau ở {failed}/{all_of} dòng nên không nhận;"
        " xem lại tiêu đề, có thể hai cột bị đổi chỗ.",
        message_en=f"The columns {', '.join(fields)} break their equation in {failed} of {all_of} rows and are not"
        " read; check the headings, two columns may be swapped.",
        fields=fields,
        expected=failing[0].source,
        at=locate(spot, matrix) if spot else Locator(),
    )


def locate(spot: Spot, matrix: Matrix, sheet: str | None = None) -> Locator:
    """Where a figure of a table stands."""
    return Locator(spot.cell.start, spot.cell.end, sheet=sheet, cell=spot.cell.name)


# ---- rows


def settle_dashes(matrix: Matrix, known: Iterable[Tally]) -> None:
    """A dash is 0 where an equation of the table, with all else stated, leaves nothing for it; else it is missing."""
    kept = [tally for tally in known if tally.accuses or tally.is_kept]
    for entity in range(len(matrix.entities)):
        values = matrix.values(entity)
        dashes = {
            key: spot
            for slot, key in _keys(matrix)
            if (spot := matrix.spots.get((entity, slot))) and spot.value.kind == "dash"
        }
        for tally in kept:
            open_keys = tally.keys & set(dashes)
            if not open_keys or not tally.keys <= set(values) | set(dashes) or tally.total in open_keys:
                continue
            rest = values[tally.total] - sum(values[part] for part in tally.parts if part in values)
            if abs(rest) < 0.5:
                for key in open_keys:
                    dashes[key].value = _none(dashes[key].value)
                    values[key] = 0.0
                    del dashes[key]


def _none(dash: Value) -> Value:
    return replace(dash, kind="number", number=0.0, spans=((0, len(dash.raw)),))


def broken_rows(matrix: Matrix, known: Sequence[Tally], sheet: str | None) -> Iterator[tuple[Problem, list[Spot]]]:
    """The rows that break an equation which only the table itself makes one (others are judged with all figures)."""
    always = {(each.total, each.parts) for each in load_identities().sums if each.accuses}
    for tally in known:
        names = tally.total[0], tuple(part[0] for part in tally.parts)
        if names in always or not (tally.accuses or (tally.is_kept and len(tally.holds) >= ENOUGH)):
            continue
        fuller = [other for other in known if other.total == tally.total and {*tally.parts} < {*other.parts}]
        for entity in tally.fails:
            of = matrix.entities[entity]
            if any(entity in other.holds for other in fuller):
                continue
            if of.kind in ("own", "unit", "level"):
                spots = matrix.counts(entity)
                yield _broken(tally, spots, of.label, sheet), [spots[key] for key in tally.keys]


def _broken(tally: Tally, spots: dict[Key, Spot], label: str, sheet: str | None) -> Problem:
    total, parts = spots[tally.total].value.number, [spots[part].value.number for part in tally.parts]
    added, shown = sum(parts), " + ".join(number_vi(part) for part in parts)
    fields = (tally.total[0], *(part[0] for part in tally.parts))
    spot = spots[tally.total]
    return Problem(
        kind="identity",
        severity="error",
        message_vi=f"{label}: {load_fields()[fields[0]].label_vi} ghi {number_vi(total)}"
        f" nhưng {shown} = {number_vi(added)}.",
        message_en=f"{label}: {fields[0]} says {total:,.0f} but {' + '.join(fields[1:])} add up to {added:,.0f}.",
        fields=fields,
        expected=f"{shown} = {number_vi(total)}",
        found=f"{shown} = {number_vi(added)}",
        at=Locator(spot.cell.start, spot.cell.end, sheet=sheet, cell=spot.cell.name),
    )
