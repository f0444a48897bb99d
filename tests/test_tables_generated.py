"""Roll-ups written at random state what they were made of, and an error planted in one is never confirmed."""

from __future__ import annotations

from itertools import combinations, count
from random import Random

import pytest

from tests.generated import Made, columns, table
from tests.tables import SHAPES, read_case, stated

TABLES, PLANTED = 80, 60
SUMS = {
    "received": ("received_online", "received_offline", "carried_over"),
    "resolved": ("resolved_early", "resolved_on_time", "resolved_overdue"),
    "pending": ("pending_in_time", "pending_overdue"),
}
NAMES = list(SHAPES)


@pytest.mark.parametrize("seed", range(TABLES))
def test_a_roll_up_states_what_it_was_made_of_and_has_no_problems(seed: int) -> None:
    made = table(seed)
    reading = read_case(made.case, SHAPES[NAMES[seed % len(NAMES)]])
    assert stated(reading) == made.figures
    assert [problem.message_vi for problem in reading.problems] == []


@pytest.mark.parametrize("seed", range(PLANTED))
def test_a_planted_figure_is_told_and_never_confirmed(seed: int) -> None:
    made, (unit, name, value) = with_error(seed)
    reading = read_case(made.case)
    assert reading.problems
    assert (unit, f"dossiers.{name}", value, "confirmed") not in {
        (fact.unit, fact.field, fact.value, fact.status) for fact in reading.facts
    }


PARTS = {part: total for total, parts in SUMS.items() for part in parts} | {"resolved_early_or_on_time": "resolved"}


@pytest.mark.parametrize("seed", range(PLANTED))
def test_two_columns_swapped_in_all_rows_are_never_confirmed(seed: int) -> None:
    """Nor stated without a doubt, where anything in the table tells; parts of one whole may change places unseen."""
    made, rng = table(seed), Random(seed)
    names = columns(seed)
    pairs = [(i, j) for i, j in combinations(range(len(names)), 2) if telling(names[i], names[j])]
    i, j = rng.choice(pairs)
    for cells, truth in zip(made.case.rows, made.case.truths, strict=True):
        if truth:
            cells[2 + i], cells[2 + j] = cells[2 + j], cells[2 + i]
    reading = read_case(made.case)
    facts = [f for f in reading.facts if f.basis == "stated"]
    wrong = [f for f in facts if (f.field, f.value, f.admin_level, f.unit) not in made.figures]
    assert "confirmed" not in {fact.status for fact in wrong}
    assert not reading.problems or {fact.status for fact in wrong} <= {"suspect"}


def telling(one: str, other: str) -> bool:
    """Whether two columns can be told from each other: counts that are no parts of the same whole."""
    alike = PARTS.get(one, one) == PARTS.get(other, other) and one in PARTS and other in PARTS
    return "rate" not in one + other and not alike and {one, other} != {"resolved", "pending"}


@pytest.mark.parametrize("seed", range(PLANTED // 2))
def test_a_row_shifted_by_one_column_is_never_confirmed(seed: int) -> None:
    made = table(seed)
    unit = min(figure[3] or "" for figure in made.figures)
    for cells in made.case.rows:
        if cells[1].removeprefix("UBND ").lower() == unit.removeprefix("UBND ").lower():
            cells[2:] = ["", *cells[2:-1]]
    shifted = [fact for fact in read_case(made.case).facts if fact.unit == unit and fact.basis == "stated"]
    wrong = [fact for fact in shifted if (fact.field, fact.value, fact.admin_level, unit) not in made.figures]
    assert "confirmed" not in {fact.status for fact in wrong}


def with_error(seed: int) -> tuple[Made, tuple[str, str, float]]:
    """The first table from a seed on with a row that an equation holds, and one figure in it changed."""
    for number in count(1000 + 20 * seed):
        made = table(number)
        if planted := plant(made, Random(number)):
            return made, planted
    raise AssertionError


def plant(made: Made, rng: Random) -> tuple[str, str, float] | None:
    """Change one figure of a unit that an equation of its row holds; returns what stands there now."""
    by_unit: dict[str, dict[str, float]] = {}
    for field, value, _, unit in made.figures:
        by_unit.setdefault(unit or "", {})[field.removeprefix("dossiers.")] = value
    held = {
        unit: [t for t, parts in SUMS.items() if t in row and set(parts) <= set(row)] for unit, row in by_unit.items()
    }
    units = sorted(unit for unit, totals in held.items() if totals)
    if not units:
        return None
    unit = rng.choice(units)
    total = rng.choice(held[unit])
    name = rng.choice((total, *SUMS[total]))
    old = int(by_unit[unit][name])
    new = float(rng.choice((old * 10 + 3, old // 10 if old > 99 else old + 7, old + 100)))
    return (unit, name, new) if _replaced(made, by_unit[unit], unit, name, new) else None


def _replaced(made: Made, row: dict[str, float], unit: str, name: str, new: float) -> bool:
    """Put the new figure into the cell of a unit's row; False where the row holds the same figure twice."""
    label = unit.removeprefix("UBND ")
    for cells in made.case.rows:
        if cells[1].removeprefix("UBND ").lower() == label.lower():
            spots = [
                i
                for i, cell in enumerate(cells)
                if i > 1 and cell.replace(".", "").replace(",", "") == f"{row[name]:.0f}"
            ]
            if len(spots) == 1:
                cells[spots[0]] = f"{new:.0f}"
                return True
    return False
