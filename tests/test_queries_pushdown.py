"""A question about one place passes over the row groups of the others."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import polars as pl
import pytest

from loaders.catalogue.fields import load_fields
from loaders.warehouse.store import ROW_GROUPS, commit
from queries.asking import question
from queries.catalogue import catalogue
from tests.readings import BINH_DINH, fact, reading, table
from tests.warehouses import Told, told_tables

PLACES = [f"63.{code:02}" for code in range(1, 41)]
PAIR = {"dossiers.resolved_early_or_on_time": 90.0, "dossiers.resolved": 100.0}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The view `figures` over 40 provinces × 100 rows in row groups of 100, by place as the store writes them."""
    file = tmp_path_factory.mktemp("figures") / "figures.parquet"
    one = told_tables([Told(place, "2024-Q1", PAIR) for place in PLACES])["figures"]
    pl.concat([one] * 100).sort("place_vintage", "place_code").write_parquet(file, row_group_size=100)
    connection = duckdb.connect()
    connection.execute(f"create view figures as select * from read_parquet('{file}')")
    return connection


def _groups_read(figures: duckdb.DuckDBPyConnection, places: list[str] | None) -> tuple[int, int]:
    query, params = question(catalogue()["on_time_rate"], ["all"], places, "province", ["quarter"], None)
    plan = figures.execute(f"explain analyze {query}", params).fetchall()[0][1]
    found = re.search(r"Row Groups Scanned: (\d+) / (\d+)", plan)
    assert found is not None, plan
    return int(found[1]), int(found[2])


def test_one_place_reads_its_own_row_group(figures: duckdb.DuckDBPyConnection):
    assert _groups_read(figures, ["63.17"]) == (1, 40)


def test_three_places_read_three(figures: duckdb.DuckDBPyConnection):
    assert _groups_read(figures, ["63.03", "63.17", "63.40"]) == (3, 40)


def test_no_place_reads_all(figures: duckdb.DuckDBPyConnection):
    assert _groups_read(figures, None) == (40, 40)


def test_figures_are_stored_by_place_in_small_row_groups(tmp_path: Path):
    commit([reading("a", [fact()]), reading("b", [fact()], place=BINH_DINH)], tmp_path, load_fields())
    stored = table(tmp_path, "figures")["place_code"].to_list()
    assert stored == sorted(stored) and ROW_GROUPS["figures"] < 20_000
