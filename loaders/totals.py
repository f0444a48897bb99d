"""The only place that adds a table's rows up: which rows are totals, of which others, and which do not add up.

A total is a check and no figure where its parts are units'; over fields of work or levels it is the report's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.fields import load_fields
from loaders.matrix import Entity, Key, Matrix
from loaders.records import Fact, Locator, Problem
from loaders.slips import likeliest_slip, number_vi
from loaders.stubs import Row

CHECK = "total"
OF_UNKNOWN = "a total of rows that are not understood"
SHOWN = 6
"""So many addends are shown."""


@dataclass(slots=True)
class Total:
    """A row that adds others up, and the entities it adds."""

    entity: int
    parts: list[int]


def settle_totals(matrix: Matrix, sheet: str | None) -> list[Problem]:
    """Make the totals checks or figures of the report's own; returns those that do not add up."""
    totals = list(_totals(matrix))
    for total in totals:
        _settle(matrix.entities[total.entity], [matrix.entities[part] for part in total.parts], matrix)
    return [problem for total in totals for problem in _differences(matrix, total, sheet)]


def _totals(matrix: Matrix) -> Iterator[Total]:
    by_row = {id(entity.row): i for i, entity in enumerate(matrix.entities) if entity.row is not None}
    for i, entity in enumerate(matrix.entities):
        row = entity.row
        if row is None or not matrix.values(i):
            continue
        if row.kind == "total":
            yield Total(i, _best(matrix, i, list(_choices(matrix, i))))
        elif row.kind in ("level", "own") and row.children:
            yield Total(i, _held(matrix, row, by_row))
        elif row.kind == "unit" and any(each.kind == "unit" for each in row.inside()):
            parts = _held(matrix, row, by_row)
            if _matches(matrix, i, parts) > 0.5:
                yield Total(i, parts)
        elif row.kind == "unit" and row.children:
            yield Total(i, _held(matrix, row, by_row))


def _held(matrix: Matrix, row: Row, by_row: dict[int, int]) -> list[int]:
    """The rows with figures right under a row; where a group has none of its own, those under the group."""
    found: list[int] = []
    for child in row.children:
        i = by_row[id(child)]
        found += [i] if matrix.values(i) else _held(matrix, child, by_row)
    return found


def _choices(matrix: Matrix, of: int) -> Iterator[list[int]]:
    """The rows a total may add up, the likeliest first."""
    by_row = {id(entity.row): i for i, entity in enumerate(matrix.entities) if entity.row is not None}
    rows = [i for i, e in enumerate(matrix.entities) if e.row and e.row.kind not in ("total", "blank")]
    filled = [i for i in rows if matrix.values(i)]
    tops: list[int] = []
    for i in rows:
        row = matrix.entities[i].row
        if row and row.parent is None:
            tops += [i] if matrix.values(i) else _held(matrix, row, by_row)
    leaves = [i for i in filled if not any(matrix.values(by_row[id(c)]) for c in _inside(matrix.entities[i].row))]
    before = [i for i, e in enumerate(matrix.entities[:of]) if e.row and e.row.kind == "total"]
    since = [i for i in leaves if (before[-1] if before else -1) < i < of]
    heads = [i for i in rows if i < of and (row := matrix.entities[i].row) and row.kind == "level"]
    group = [i for i in leaves if heads and heads[-1] < i < of]
    earlier = [i for i in before if matrix.values(i)]
    level = matrix.entities[of].level
    at_level = [i for i in leaves if level and matrix.entities[i].level == level]
    yield from (
        choice for choice in (at_level, tops, leaves, group, since, earlier) if len(choice) > 1 or choice == since
    )


def _inside(row: Row | None) -> Iterator[Row]:
    if row is not None:
        yield from row.inside()


def _best(matrix: Matrix, of: int, choices: Sequence[list[int]]) -> list[int]:
    """The rows that add up to the total in most columns; else the likeliest by how the table is laid out."""
    ranked = sorted(choices, key=lambda parts: -_matches(matrix, of, parts))
    return ranked[0] if ranked else []


def _summable(matrix: Matrix, of: int) -> dict[Key, float]:
    return {key: value for key, value in matrix.values(of).items() if load_fields()[key[0]].levels == "sum"}


def _added(matrix: Matrix, parts: Sequence[int], key: Key) -> list[float]:
    return [values[key] for part in parts if key in (values := matrix.values(part))]


def _matches(matrix: Matrix, of: int, parts: Sequence[int]) -> float:
    """The share of a total's columns in which these rows add up to it; columns of nothing but 0 do not count."""
    telling = {k: v for k, v in _summable(matrix, of).items() if v or any(_added(matrix, parts, k))}
    good = sum(abs(sum(_added(matrix, parts, key)) - value) < 0.5 for key, value in telling.items())
    return good / len(telling) if telling else 0.0


def _settle(entity: Entity, parts: Sequence[Entity], matrix: Matrix) -> None:
    """What a total is by what it adds up."""
    kinds = {part.kind for part in parts} | ({CHECK} & {part.rule or "" for part in parts})
    of_units = any(each.kind == "unit" for each in matrix.entities) if entity.kind == "total" else "unit" in kinds
    if entity.kind == "unit" and "unit" not in kinds:
        return
    if of_units or (entity.kind == "level" and _holds_units(entity.row)):
        entity.rule = CHECK
    elif entity.kind == "total" and kinds & {"unknown"}:
        entity.reason = OF_UNKNOWN
    elif entity.kind == "total":
        entity.kind = "own"


def _holds_units(row: Row | None) -> bool:
    return any(each.kind == "unit" and each.has_values for each in _inside(row))


def _differences(matrix: Matrix, total: Total, sheet: str | None) -> Iterator[Problem]:
    """The columns in which a total is not the sum of its rows; one problem where hardly any fits."""
    wrong = [
        (key, value, added)
        for key, value in _summable(matrix, total.entity).items()
        if total.parts and abs(sum(added := _added(matrix, total.parts, key)) - value) >= 0.5
    ]
    if len(wrong) > 3 and _matches(matrix, total.entity, total.parts) < 0.5:
        wrong = wrong[:1]
    for key, value, added in wrong:
        yield _difference(matrix, total, key, value, added, sheet)


def _difference(
    matrix: Matrix, total: Total, key: Key, value: float, added: Sequence[float], sheet: str | None
) -> Problem:
    spot, entity = matrix.counts(total.entity)[key], matrix.entities[total.entity]
    sum_of, label = sum(added), load_fields()[key[0]].label_vi
    shown = " + ".join(number_vi(each) for each in added[:SHOWN]) + (" + …" if len(added) > SHOWN else "")
    left_out = [part for part in total.parts if matrix.values(part).get(key) == sum_of - value > 0]
    at = Locator(spot.cell.start, spot.cell.end, sheet=sheet, cell=spot.cell.name)
    fact = Fact(key[0], value, "all", spot.value.raw, at)
    slip = likeliest_slip([(fact, sum_of)], ())
    hint = f"Có lẽ chưa cộng dòng “{matrix.entities[left_out[0]].label}”." if len(left_out) == 1 else ""
    hint = hint or (slip.vi if slip else "")
    apart = number_vi(abs(sum_of - value))
    return Problem(
        kind="total",
        severity="warning",
        message_vi=f"Dòng “{entity.label}”: {label} ghi {number_vi(value)} nhưng {len(added)} dòng cộng lại là"
        f" {number_vi(sum_of)} (lệch {apart}).{' ' + hint if hint else ''}",
        message_en=f"The row “{entity.label}” says {value:,.0f} for {key[0]}"
        f" but its {len(added)} rows add up to {sum_of:,.0f}.",
        fields=(key[0],),
        admin_level=entity.level,
        expected=f"{shown} = {number_vi(sum_of)}",
        found=number_vi(value),
        suggestion=hint or None,
        at=at,
    )
