"""Large tables lie in parts: one more report writes one part, the others are the same files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from loaders.catalogue.fields import load_fields
from loaders.warehouse import parts
from loaders.warehouse.parts import PARTED, assigned, files_of
from loaders.warehouse.store import Commit, commit
from tests.readings import BINH_DINH, fact, reading, table

FIELDS = load_fields()
FACTS = [fact(), fact("dossiers.resolved", 90)]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part is full with four facts: two reports."""
    monkeypatch.setattr(parts, "PART_FACTS", 4)


def _load(folder: Path, *keys: str, value: float = 100) -> Commit:
    facts = [fact(value=value), fact("dossiers.resolved", 90)]
    return commit([reading(key, facts, unit=f"Sở {key}", text=key) for key in keys], folder, FIELDS)


def _inodes(folder: Path, done: Commit) -> dict[str, int]:
    return {file.name: file.stat().st_ino for name in PARTED for file in files_of(folder / done.vintage, name)}


def test_a_load_fills_a_part_and_then_the_next(tmp_path: Path) -> None:
    done = _load(tmp_path, *"abcde")
    assert [len(files_of(tmp_path / done.vintage, name)) for name in PARTED] == [3, 3 + 1, 3]
    assert table(tmp_path, "reports")["part"].to_list() == [1, 1, 2, 2, 3]
    for name in PARTED:
        assert table(tmp_path, name)["report_id"].n_unique() == 5


def test_one_more_report_writes_the_last_part_alone(tmp_path: Path) -> None:
    first = _load(tmp_path, *"abcde")
    before = _inodes(tmp_path, first)
    after = _inodes(tmp_path, _load(tmp_path, "f"))
    kept = {name for name, inode in after.items() if before.get(name) == inode}
    assert kept == {name for name in before if ".0003-" not in name and ".0000-" not in name}
    assert table(tmp_path, "texts")["text"].to_list() == list("abcdef")


def test_a_report_read_differently_moves_to_the_last_part_and_is_nowhere_else(tmp_path: Path) -> None:
    _load(tmp_path, *"abc")
    _load(tmp_path, "a", value=7)
    stated = table(tmp_path, "figures").sort("unit").select("unit", "dossiers_received")
    assert stated.rows() == [("Sở a", 7.0), ("Sở b", 100.0), ("Sở c", 100.0)]
    assert dict(table(tmp_path, "reports").select("unit", "part").rows()) == {"Sở a": 2, "Sở b": 1, "Sở c": 2}


def test_a_correction_ends_the_figures_of_a_part_it_is_not_in(tmp_path: Path) -> None:
    about = {"unit": "Sở Y tế", "number": "1/BC", "issuer": "Sở Y tế"}
    commit([reading("old", FACTS, issued_on=date(2024, 4, 1), **about)], tmp_path, FIELDS)
    _load(tmp_path, "a", "b")
    commit([reading("new", FACTS, issued_on=date(2024, 5, 1), **about)], tmp_path, FIELDS)
    ends = table(tmp_path, "figures").filter(unit="Sở Y tế").sort("issued_on")["superseded_on"].to_list()
    assert ends == [date(2024, 5, 1), None]
    assert table(tmp_path, "facts").filter(unit="Sở Y tế")["counted"].to_list() == [False, False, True, True]


def test_a_new_field_writes_every_part_anew(tmp_path: Path) -> None:
    few = {name: FIELDS[name] for name in ("dossiers.received", "dossiers.resolved")}
    commit([reading(key, FACTS, unit=f"Sở {key}") for key in "abc"], tmp_path, few)
    _load(tmp_path, "d")
    assert "dossiers_due" in table(tmp_path, "figures").columns
    assert table(tmp_path, "figures").height == 4


def test_where_the_disk_knows_no_links_parts_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError("no links here")

    _load(tmp_path, *"abc")
    monkeypatch.setattr(parts.os, "link", refused)
    _load(tmp_path, "d")
    assert table(tmp_path, "facts").height == 8


def test_reports_are_assigned_in_order_behind_what_the_last_part_holds() -> None:
    known = pl.DataFrame({"part": [1, 1, 2], "facts": [4, 1, 3]})
    assert assigned([("a", 1), ("b", 5), ("c", 0)], known) == {"a": 2, "b": 3, "c": 4}
    assert assigned([("a", 1)], known.clear()) == {"a": 1}


def test_figures_of_whole_provinces_lie_together_apart_from_the_others(tmp_path: Path) -> None:
    departments = {"unit": "Sở Y tế", "unit_kind": "department"}
    commit([reading("a", FACTS, place=BINH_DINH), reading("b", FACTS, **departments)], tmp_path, FIELDS)
    done = commit([reading("c", FACTS), reading("d", FACTS, **{**departments, "unit": "Sở"})], tmp_path, FIELDS)
    whole, *others = [pl.read_parquet(file) for file in files_of(tmp_path / done.vintage, "figures")]
    assert whole.select("place_code", "unit_kind").rows() == [("52", "province"), ("60", "province")]
    assert [rows["unit"].to_list() for rows in others] == [["Sở Y tế"], ["Sở"]]


def test_a_correction_ends_the_figures_of_a_whole_province_in_another_part(tmp_path: Path) -> None:
    commit([reading("old", FACTS, issued_on=date(2024, 4, 1))], tmp_path, FIELDS)
    _load(tmp_path, "a", "b")
    commit([reading("new", FACTS, issued_on=date(2024, 5, 1))], tmp_path, FIELDS)
    ends = table(tmp_path, "figures").filter(unit_kind="province", unit="toàn tỉnh").sort("issued_on")
    assert ends["superseded_on"].to_list() == [date(2024, 5, 1), None]


def test_a_warehouse_whose_whole_provinces_lie_in_other_parts_is_laid_anew(tmp_path: Path) -> None:
    done = commit([reading(key, FACTS, unit=f"Tỉnh {key}") for key in "abc"], tmp_path, FIELDS)
    zero, first, *_ = files_of(tmp_path / done.vintage, "figures")
    pl.concat([pl.read_parquet(zero), pl.read_parquet(first)]).write_parquet(first)
    zero.unlink()
    done = _load(tmp_path, "d")
    assert pl.read_parquet(files_of(tmp_path / done.vintage, "figures")[0])["unit"].sort().to_list() == [
        *("Sở d", "Tỉnh a", "Tỉnh b", "Tỉnh c")
    ]
