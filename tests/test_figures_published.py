"""The tables of published figures that ship with the project load completely, and nothing in them is guessed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from loaders.catalogue.fields import load_fields
from loaders.readers.figures import read
from loaders.records import Reading
from loaders.warehouse.store import commit
from tests.readings import files_of, table

PUBLISHED = Path(__file__).parent.parent / "data" / "published"
FIELDS = load_fields()
FILES = ("figures.csv", "reports.csv")


def rows(file: str) -> list[dict[str, str]]:
    with (PUBLISHED / file).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def readings() -> dict[str, tuple[Reading, ...]]:
    return {file: read(PUBLISHED / file, FIELDS) for file in FILES}


@pytest.fixture(scope="module")
def warehouse(readings: dict[str, tuple[Reading, ...]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    commit([one for file in FILES for one in readings[file]], folder, FIELDS)
    return folder


@pytest.mark.parametrize("file", FILES)
def test_every_row_is_a_fact_and_none_is_refused(readings: dict[str, tuple[Reading, ...]], file: str) -> None:
    facts = sum(len(one.facts) for one in readings[file])
    refused = sum(problem.kind == "row" for one in readings[file] for problem in one.problems)
    assert facts + refused == len(rows(file))
    assert refused == 0


@pytest.mark.parametrize("file", FILES)
def test_every_source_is_one_reading(readings: dict[str, tuple[Reading, ...]], file: str) -> None:
    sources = {(row["source_title"], row["source_url"]) for row in rows(file)}
    assert len(readings[file]) == len(sources)
    assert len({one.report.report_id for one in readings[file]}) == len(sources)


@pytest.mark.parametrize("file", FILES)
def test_every_fact_is_found_again_at_its_cell_and_in_its_text(
    readings: dict[str, tuple[Reading, ...]], file: str
) -> None:
    with (PUBLISHED / file).open(encoding="utf-8-sig", newline="") as lines:
        sheet = list(csv.reader(lines))
    for one in readings[file]:
        for fact in one.facts:
            assert fact.at.cell and fact.at.sheet == file
            assert sheet[int(fact.at.cell[1:]) - 1]["ABCDEFGHIJK".index(fact.at.cell[0])] == fact.raw
            assert one.text[fact.at.start : fact.at.end] == fact.raw
            assert float(fact.raw) == fact.value


def test_what_counts_is_dated_placed_and_sure(warehouse: Path) -> None:
    facts = table(warehouse, "facts")
    undated = [row for row in rows("figures.csv") if not row["period_end"]]
    unsure = [row for row in rows("figures.csv") if row["period_end"] and row["confidence"] == "1"]
    nameless = [row for row in rows("reports.csv") if not row["province"]]
    contradicted = facts.filter(pl.col("place_code").is_not_null(), status="suspect").height
    assert facts["counted"].not_().sum() == len(undated) + len(unsure) + len(nameless) + contradicted
    assert contradicted <= 0.02 * facts.height


def test_sixty_provinces_the_nation_and_all_34_of_october_2026_are_there(warehouse: Path) -> None:
    facts = table(warehouse, "facts").filter("counted")
    scores = facts.filter(pl.col("period") == "2026-10-10", pl.col("field") == "index766.total")
    assert set(scores["place_vintage"]) == {"34"} and scores["place_code"].n_unique() == 34
    names = facts.join(table(warehouse, "places"), on=["place_vintage", "place_code"])["name"]
    assert names.n_unique() >= 58
    assert facts.filter(place_vintage="vn").height > 0


def test_no_fact_lies_on_a_map_that_was_not_in_force(warehouse: Path) -> None:
    facts = table(warehouse, "facts").filter(pl.col("period_end").is_not_null(), pl.col("place_vintage") != "vn")
    new = pl.col("period_end") >= pl.date(2025, 7, 1)
    assert set(facts.filter(new)["place_vintage"]) == {"34"}
    assert set(facts.filter(~new)["place_vintage"]) == {"63"}


def test_the_whole_province_has_one_name(warehouse: Path) -> None:
    facts = table(warehouse, "facts")
    assert set(facts.filter(unit_kind="province")["unit"]) == {"toàn tỉnh"}
    assert not any("/" in unit and "toàn" in unit for unit in set(facts["unit"]))


def test_a_report_without_a_province_is_held_and_complete(warehouse: Path) -> None:
    reports = table(warehouse, "reports").filter(pl.col("source_title").str.contains("Sở Ngoại vụ"))
    assert reports.select("state", "held_reason", "place_code", "period", "unit").row(0) == (
        "held",
        "place",
        None,
        "2023-Q2",
        "Sở Ngoại vụ",
    )
    facts = table(warehouse, "facts").filter(report_id=reports["report_id"].item())
    assert facts.height == len([row for row in rows("reports.csv") if not row["province"]])
    assert not facts["counted"].any()


def test_number_and_date_are_taken_only_where_the_title_is_that_of_a_document(warehouse: Path) -> None:
    reports = table(warehouse, "reports").filter(file="reports.csv").select("number", "issued_on", "place_code").rows()
    found = Counter((number, str(issued), code) for number, issued, code in reports)
    assert found[("58/BC-UBND", "2023-03-15", "60")] == 1
    assert found[("131/BC-UBND", "2024-04-24", "56")] == 1
    assert found[(None, "None", "52")] == 1


def test_loading_the_tables_again_changes_nothing(warehouse: Path) -> None:
    before = files_of(warehouse)
    assert not commit([one for file in FILES for one in read(PUBLISHED / file)], warehouse, FIELDS).created
    assert files_of(warehouse) == before


def test_the_warehouse_does_not_depend_on_the_order_of_the_files(warehouse: Path, tmp_path: Path) -> None:
    commit([one for file in reversed(FILES) for one in read(PUBLISHED / file)], tmp_path, FIELDS)
    for name in ("facts", "figures"):
        one, other = table(warehouse, name).drop("received_at", strict=False), table(tmp_path, name)
        assert set(one.rows()) == set(other.drop("received_at", strict=False).rows())
