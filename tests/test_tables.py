"""What tables state: every labelled table, in every shape, states its labels and nothing else."""

from __future__ import annotations

from functools import cache

import pytest

from loaders.records import Reading
from tests.tables import SHAPES, Case, cases, read_case, stated

CASES = cases()
IDS = [case.name for case in CASES]
OTHERS = ("shouted", "shifted", "decomposed")
RUNS = [(at, shape) for at in range(len(CASES)) for shape in ("merged", "unmerged", OTHERS[at % len(OTHERS)])]
"""Each table with and without merged cells, and in one of the other shapes."""


@cache
def reading(at: int, shape: str) -> Reading:
    return read_case(CASES[at], SHAPES[shape])


@pytest.mark.parametrize(("at", "shape"), RUNS, ids=[f"{CASES[at].name}-{shape}" for at, shape in RUNS])
def test_a_table_states_its_labels_and_nothing_else(at: int, shape: str) -> None:
    """And only tables with planted errors have problems."""
    read = reading(at, shape)
    assert stated(read) == CASES[at].figures()
    assert {problem.kind for problem in read.problems} == set(CASES[at].problems)


def test_there_are_enough_tables() -> None:
    assert len(CASES) >= 60 and sum(len(case.figures()) for case in CASES) > 500


@pytest.mark.parametrize("at", range(len(CASES)), ids=IDS)
def test_every_number_of_a_table_is_claimed_ignored_or_left(at: int) -> None:
    assert unaccounted(CASES[at]) == []


def unaccounted(case: Case) -> list[str]:
    """Digits of the table that are in no candidate, no ignored and no unclaimed number."""
    import re

    from loaders.heads.letterhead import read_letterhead
    from loaders.reading import _report
    from loaders.tables.tabular import read_tables
    from tests.tables import document

    paper = document(case)
    head = read_letterhead(paper.prose)
    report, _ = _report(paper, paper.prose, head)
    found = read_tables(paper, paper.prose, report, head.title_span)
    spans = [(c.start, c.end) for c in found.candidates]
    spans += [(number.start, number.end) for number, _ in found.ignored]
    spans += [(n.at.start or 0, n.at.end or 0) for n in (*found.unclaimed, *found.problems)]
    table = paper.tables[0]
    runs = re.finditer(r"[0-9]+", paper.text[table.start : table.end])
    places = [(run.start() + table.start, run.end() + table.start) for run in runs]
    return [paper.text[a:b] for a, b in places if not any(s <= a and b <= e for s, e in spans)]


@pytest.mark.parametrize("at", range(len(CASES)), ids=IDS)
def test_each_figure_stands_where_its_locator_says(at: int) -> None:
    read = reading(at, "merged")
    for fact in read.facts:
        assert fact.basis == "derived" or read.text[fact.at.start : fact.at.end] == fact.raw
