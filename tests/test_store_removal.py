"""A vintage without some reports is the one that there would be had they never come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from loaders.catalogue.fields import load_fields
from loaders.warehouse.store import Commit, commit
from loaders.warehouse.vintages import vintages
from tests.readings import Q2, fact, reading, report_id, table

TABLES = ("reports", "facts", "figures", "problems", "texts")
EARLY, LATE = date(2024, 3, 20), date(2024, 4, 2)


def told(key: str, resolved: float, **more: object) -> object:
    return reading(key, [fact("dossiers.resolved", resolved), fact("dossiers.pending", 7)], text=key, **more)


def rows(folder: Path, name: str) -> pl.DataFrame:
    frame = table(folder, name)
    return frame.drop("received_at", "known_on", "part", strict=False).sort(pl.all())


def test_what_a_correction_replaced_counts_again_without_it(tmp_path: Path) -> None:
    first, correction = told("a", 100, issued_on=EARLY), told("b", 200, issued_on=LATE)
    other = told("c", 300, period=Q2, issued_on=LATE)
    commit([first, other], tmp_path / "never", load_fields())
    commit([first, other], tmp_path / "undone", load_fields())
    assert commit([correction], tmp_path / "undone", load_fields()).superseded == (report_id("a"),)
    done = undone(tmp_path / "undone", "b")
    assert done.created and len(vintages(tmp_path / "undone")) == 3
    for name in TABLES:
        assert rows(tmp_path / "undone", name).equals(rows(tmp_path / "never", name)), name


def test_the_last_report_can_go_and_come_back(tmp_path: Path) -> None:
    commit([told("a", 100)], tmp_path, load_fields())
    undone(tmp_path, "a")
    assert [len(table(tmp_path, name)) for name in TABLES] == [0] * len(TABLES)
    assert commit([told("a", 100)], tmp_path, load_fields()).added == (report_id("a"),)
    assert len(table(tmp_path, "figures")) == 1


def test_who_is_not_there_is_not_missed(tmp_path: Path) -> None:
    before = commit([told("a", 100)], tmp_path, load_fields())
    assert undone(tmp_path, "b") == Commit(before.vintage, False, (), (), (), ())


def undone(folder: Path, *keys: str) -> Commit:
    return commit([], folder, load_fields(), without=[report_id(key) for key in keys])
