"""Two vintages of one warehouse are told apart: what came, what went, what is read otherwise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from queries import Changes, changes, open_warehouse
from tests.shown import dossiers
from tests.warehouses import Told, write_warehouse

THEN, NOW = "20261120T080000Z-00000001", "20261122T080000Z-00000002"


def of(folder: Path, *told: Told, vintage: str) -> None:
    write_warehouse(folder, *told, vintage=vintage)


def test_reports_that_came_went_or_are_read_otherwise_are_counted(tmp_path: Path) -> None:
    stays = Told("63.60", "2024-Q1", dossiers(1000, 62))
    goes = Told("63.01", "2024-Q1", {"dossiers.resolved": 5.0})
    thin = Told("63.68", "2024-Q1", {"dossiers.resolved": 5.0}, report="read anew")
    rich = Told("63.68", "2024-Q1", {"dossiers.resolved": 5.0, "dossiers.pending": 1.0}, report="read anew")
    replaced = Told("63.56", "2024-Q1", {"dossiers.resolved": 5.0}, report="old", superseded_on=date(2024, 5, 1))
    current = Told("63.56", "2024-Q1", {"dossiers.resolved": 5.0}, report="old")
    comes = Told("63.48", "2024-Q1", {"dossiers.resolved": 7.0})
    of(tmp_path, stays, goes, thin, current, vintage=THEN)
    of(tmp_path, stays, rich, replaced, comes, vintage=NOW)
    then, now = (open_warehouse(tmp_path, vintage) for vintage in (THEN, NOW))
    facts = len(stays.values)
    assert changes(then, now) == Changes(1, 1, 2, facts + 3, facts + 4)
    assert changes(then, now).any
    assert changes(now, now) == Changes(0, 0, 0, facts + 4, facts + 4) and not changes(now, now).any
