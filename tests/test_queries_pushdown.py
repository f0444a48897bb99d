"""A question about one place passes over the row groups of the others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl
import pytest

from loaders.catalogue.fields import load_fields
from loaders.warehouse.files import ROW_GROUPS
from loaders.warehouse.store import commit
from queries import Warehouse, open_warehouse
from queries.asking import asked, select_of
from queries.catalogue import catalogue
from tests.readings import BINH_DINH, fact, reading, table
from tests.warehouses import Told, places, told_tables, write_warehouse

PLACES = [f"63.{code}" for code in places().filter(pl.col("place_vintage") == "63")["place_code"].sort()[:40]]
PAIR = {"dossiers.resolved_early_or_on_time": 90.0, "dossiers.resolved": 100.0}


class Rows(NamedTuple):
    """A warehouse, and the same figures where a plan can be looked at."""

    wh: Warehouse
    plans: duckdb.DuckDBPyConnection


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The view `figures` over 40 provinces × 100 rows in row groups of 100, by place as the store writes them."""
    folder = tmp_path_factory.mktemp("figures")
    told = [Told(place, "2024-Q1", PAIR) for place in PLACES]
    one = told_tables(told)["figures"]
    pl.concat([one] * 100).sort("place_vintage", "place_code").write_parquet(folder / "f.parquet", row_group_size=100)
    plans = duckdb.connect()
    plans.execute(f"create view figures as select * from read_parquet('{folder / 'f.parquet'}')")
    return Rows(open_warehouse(write_warehouse(folder / "warehouse", *told)), plans)


def _groups_read(figures: Rows, places: list[str] | None) -> tuple[int, int]:
    where, params = asked(figures.wh, ["all"], places, "province", ["quarter"], None)
    query = f"{select_of(catalogue()['on_time_rate'])} and {where}"
    plan = figures.plans.execute(f"explain analyze {query}", params).fetchall()[0][1]
    found = re.search(r"Row Groups Scanned: (\d+) / (\d+)", plan)
    assert found is not None, plan
    return int(found[1]), int(found[2])


def test_one_place_reads_its_own_row_group(figures: Rows):
    assert _groups_read(figures, [PLACES[7]]) == (1, 40)


def test_three_places_read_three(figures: Rows):
    assert _groups_read(figures, [PLACES[2], PLACES[20], PLACES[39]]) == (3, 40)


def test_no_place_reads_all(figures: Rows):
    assert _groups_read(figures, None) == (40, 40)


def test_figures_are_stored_by_place_in_small_row_groups(tmp_path: Path):
    commit([reading("a", [fact()]), reading("b", [fact()], place=BINH_DINH)], tmp_path, load_fields())
    stored = table(tmp_path, "figures")["place_code"].to_list()
    assert stored == sorted(stored) and ROW_GROUPS["figures"] < 20_000
