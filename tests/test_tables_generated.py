"""Roll-ups written at random state what they were made of, and an error planted in one is never confirmed."""

from __future__ import annotations

from itertools import count
from random import Random

import pytest

from tests.generated import Made, table
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
