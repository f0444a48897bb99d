"""What a load does to the warehouse: what is added, counted, replaced or left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from loaders.catalogue.fields import Field, load_fields
from loaders.decisions import Decision, apply
from loaders.records import Fact, LoaderError, Locator, Period, Problem, Reading, Unclaimed
from loaders.vocabulary import CELL
from loaders.warehouse.parts import files_of as files_of_table
from loaders.warehouse.store import Commit
from loaders.warehouse.store import commit as commit_all
from loaders.warehouse.tables import TABLES
from loaders.warehouse.vintages import KEPT, vintages
from tests.readings import BINH_DINH, Q2, fact, files_of, held, reading, report_id, table

FIELDS: Mapping[str, Field] = load_fields()
IDS = [report_id(key) for key in "abcdefghijklmn"]


def commit(folder: Path, *readings: Reading, fields: Mapping[str, Field] = FIELDS, version: str = "1") -> Commit:
    return commit_all(readings, folder, fields, version=version)


def figures(folder: Path) -> pl.DataFrame:
    return table(folder, "figures").sort(*CELL, "report_id")


def test_a_first_load_makes_every_table_and_points_to_it(tmp_path: Path) -> None:
    done = commit(tmp_path, reading("a", [fact(value=7)], text="bảy"))
    assert (done.created, done.added, done.skipped) == (True, (IDS[0],), ())
    assert (tmp_path / "CURRENT").read_text() == done.vintage + "\n"
    names = {path.name.split(".")[0] for path in (tmp_path / done.vintage).iterdir()}
    assert names == set(TABLES)
    assert table(tmp_path, "texts").rows() == [(IDS[0], "bảy")]
    assert figures(tmp_path)["dossiers_received"].to_list() == [7.0]


def test_a_load_of_nothing_still_makes_a_warehouse(tmp_path: Path) -> None:
    assert commit(tmp_path).created
    assert table(tmp_path, "figures").height == 0
    assert table(tmp_path, "places").height == 98


def test_other_targets_alone_make_a_new_vintage(tmp_path: Path) -> None:
    one = reading("a", [fact()])
    commit(tmp_path, one)
    shipped = table(tmp_path, "targets")
    fewer = commit_all([one], tmp_path, FIELDS, targets=shipped.head(1), version="1")
    assert (fewer.created, fewer.skipped, table(tmp_path, "targets").height) == (True, (IDS[0],), 1)
    assert not commit_all([one], tmp_path, FIELDS, targets=shipped.head(1), version="1").created


def test_a_warehouse_built_before_there_were_targets_is_another_layout(tmp_path: Path) -> None:
    done = commit(tmp_path, reading("a", [fact()]))
    (tmp_path / done.vintage / "targets.parquet").unlink()
    with pytest.raises(LoaderError, match=r"bảng targets thiếu cột .*another layout"):
        commit(tmp_path, reading("b", [fact()]))


def test_loading_the_same_again_changes_no_file_at_all(tmp_path: Path) -> None:
    readings = [
        reading(
            "a", [fact(value=1), fact("dossiers.resolved", 1, "province")], problems=[Problem("x", "info", "a", "b")]
        ),
        held("b", [fact(value=2)]),
    ]
    commit(tmp_path, *readings)
    before = files_of(tmp_path)
    again = commit(tmp_path, *readings)
    assert (again.created, again.added, again.replaced, again.skipped) == (False, (), (), (IDS[0], report_id("b")))
    assert files_of(tmp_path) == before


def test_the_same_report_twice_in_one_load_is_taken_once(tmp_path: Path) -> None:
    done = commit(tmp_path, reading("a", [fact()]), reading("a", [fact()], file="copy.txt"))
    assert (done.added, done.skipped) == ((IDS[0],), (IDS[0],))
    assert table(tmp_path, "reports")["file"].to_list() == ["a.txt"]


def test_a_second_load_keeps_the_reports_of_the_first(tmp_path: Path) -> None:
    commit(tmp_path, reading("a", [fact(value=1)]))
    done = commit(tmp_path, reading("b", [fact(value=2)], place=BINH_DINH))
    assert done.added == (IDS[1],)
    assert table(tmp_path, "reports")["report_id"].to_list() == IDS[:2]
    assert figures(tmp_path)["dossiers_received"].to_list() == [2.0, 1.0]
    assert len(vintages(tmp_path)) == 2


def test_an_old_vintage_is_never_changed(tmp_path: Path) -> None:
    first = commit(tmp_path, reading("a", [fact()]))
    before = files_of(tmp_path / first.vintage)
    commit(tmp_path, reading("b", [fact()]))
    assert files_of(tmp_path / first.vintage) == before


@pytest.mark.parametrize(
    "change",
    [
        {"facts": (fact(value=3),)},
        {"problems": (Problem("wording", "warning", "Lạ", "Strange"),)},
        {"unclaimed": (Unclaimed("17", Locator(1, 3)),)},
        {"text": "Toàn văn khác"},
    ],
)
def test_a_report_that_is_read_differently_is_replaced(tmp_path: Path, change: dict[str, object]) -> None:
    first = reading("a", [fact(value=2)])
    commit(tmp_path, first)
    received = table(tmp_path, "reports")["received_at"].item()
    done = commit(tmp_path, replace(first, **change))  # type: ignore[arg-type]
    assert (done.created, done.added, done.replaced, done.skipped) == (True, (), (IDS[0],), ())
    assert table(tmp_path, "reports").height == 1
    assert table(tmp_path, "reports")["received_at"].item() == received


def test_another_loader_reads_every_report_anew(tmp_path: Path) -> None:
    commit(tmp_path, reading("a"), version="1")
    assert commit(tmp_path, reading("a"), version="2").replaced == (IDS[0],)
    assert table(tmp_path, "reports")["loader_version"].to_list() == ["2"]


def test_a_new_field_is_a_new_column_and_a_new_vintage(tmp_path: Path) -> None:
    few = {name: FIELDS[name] for name in ("dossiers.received", "dossiers.resolved")}
    commit(tmp_path, reading("a", [fact()]), fields=few)
    assert commit(tmp_path, reading("a", [fact()])).created
    assert "dossiers_due" in figures(tmp_path).columns


def test_a_field_that_left_the_catalogue_stops_the_load(tmp_path: Path) -> None:
    commit(tmp_path, reading("a", [fact("dossiers.due")]))
    few = {"dossiers.received": FIELDS["dossiers.received"]}
    with pytest.raises(LoaderError, match=r"dossiers\.due"):
        commit(tmp_path, reading("b", [fact()]), fields=few)
    assert len(vintages(tmp_path)) == 1


def test_a_fact_of_an_unknown_field_stops_the_load(tmp_path: Path) -> None:
    with pytest.raises(LoaderError, match=r"dossiers\.lost"):
        commit(tmp_path, reading("a", [fact("dossiers.lost")]))
    assert not (tmp_path / "CURRENT").exists()


def test_a_bad_fact_in_the_second_report_leaves_the_warehouse_as_it_was(tmp_path: Path) -> None:
    commit(tmp_path, reading("a", [fact()]))
    before = files_of(tmp_path)
    with pytest.raises(LoaderError, match="admin_level"):
        commit(tmp_path, reading("b", [fact()]), reading("c", [fact(level="ward")]))
    assert files_of(tmp_path) == before


def test_a_fact_takes_from_its_report_what_it_does_not_say_itself(tmp_path: Path) -> None:
    own = fact(value=2, place=BINH_DINH, unit="Sở Y tế", unit_kind="department", period=Q2)
    commit(tmp_path, reading("a", [fact(value=1), own]))
    columns = ["place_code", "unit", "unit_kind", "period", "value"]
    assert table(tmp_path, "facts").select(columns).rows() == [
        ("60", "toàn tỉnh", "province", "2024-Q1", 1.0),
        ("52", "Sở Y tế", "department", "2024-Q2", 2.0),
    ]


def test_everything_a_fact_says_of_itself_is_kept(tmp_path: Path) -> None:
    at = Locator(4, 9, page=2, sheet="Biểu 1", cell="C7")
    commit(
        tmp_path, reading("a", [Fact("dossiers.due", 40, "district+commune", "hơn 40", at, approximate=True, note="n")])
    )
    row = table(tmp_path, "facts").row(0, named=True)
    kept = ("raw", "approximate", "note", "page", "sheet", "cell", "text_start", "text_end", "admin_level")
    assert [row[name] for name in kept] == ["hơn 40", True, "n", 2, "Biểu 1", "C7", 4, 9, "district+commune"]


@pytest.mark.parametrize(
    ("one", "counted"),
    [
        (reading("a", [fact()]), True),
        (reading("a", [fact(confidence=2)]), True),
        (reading("a", [fact(status="confirmed")]), True),
        (reading("a", [fact(approximate=True)]), True),
        (reading("a", [fact(confidence=1)]), False),
        (reading("a", [fact(status="suspect")]), False),
        (reading("a", [fact()], period=None), False),
        (reading("a", [fact()], place=None), False),
        (reading("a", [fact()], unit=None), False),
        (reading("a", [fact()], unit_kind=None), False),
        (held("a", [fact()]), False),
        (reading("a", [fact()], state="held", held_reason="period"), False),
    ],
)
def test_only_sure_facts_of_a_current_report_count(tmp_path: Path, one: Reading, counted: bool) -> None:
    commit(tmp_path, one)
    assert table(tmp_path, "facts")["counted"].to_list() == [counted]
    assert figures(tmp_path).height == (1 if counted else 0)


def test_figures_has_a_row_per_cell_and_a_column_per_field(tmp_path: Path) -> None:
    facts = [
        fact("dossiers.received", 10),
        fact("dossiers.resolved", 8, confidence=2),
        fact("dossiers.received", 6, "commune"),
        fact("dossiers.received", 0, "commune", unit="Sở Y tế", unit_kind="department"),
    ]
    commit(tmp_path, reading("a", facts, issued_on=date(2024, 3, 20)))
    columns = ["unit", "admin_level", "dossiers_received", "dossiers_resolved", "confidence", "family", "issued_on"]
    assert figures(tmp_path).select(columns).rows() == [
        ("Sở Y tế", "commune", 0.0, None, 3, "ksthc", date(2024, 3, 20)),
        ("toàn tỉnh", "all", 10.0, 8.0, 2, "ksthc", date(2024, 3, 20)),
        ("toàn tỉnh", "commune", 6.0, None, 3, "ksthc", date(2024, 3, 20)),
    ]


def test_a_period_without_a_first_day_has_its_row_too(tmp_path: Path) -> None:
    snapshot = Period("as_of", "2024-04-20", None, date(2024, 4, 20), "stated")
    facts = [fact("procedures.in_force", 5, period=snapshot), fact("procedures.one_stop", 4, period=snapshot)]
    commit(tmp_path, reading("a", facts))
    assert figures(tmp_path).select("procedures_in_force", "procedures_one_stop").rows() == [(5.0, 4.0)]


def test_problems_keep_their_order_and_unclaimed_numbers_come_last(tmp_path: Path) -> None:
    stated = Problem("identity", "error", "Sai", "Wrong", ("dossiers.received",), "all", "10", "9", "10", Locator(3, 5))
    one = reading(
        "a", [fact(value=1), fact(value=2)], problems=[stated], unclaimed=[Unclaimed("17", Locator(7, 9), "lạ")]
    )
    commit(tmp_path, one)
    found = table(tmp_path, "problems")
    assert found["kind"].to_list() == ["identity", "conflict", "unclaimed"]
    assert found["problem_id"].to_list() == [0, 1, 2]
    assert found.row(0)[4:] == (["dossiers.received"], "all", "10", "9", "10", "Sai", "Wrong", 3, 5, None, None)
    assert found.row(2, named=True)["severity"] == "info"
    assert table(tmp_path, "reports").select("facts", "problems", "unclaimed").row(0) == (2, 2, 1)


def test_a_decision_makes_a_held_report_count(tmp_path: Path) -> None:
    waiting = held("a", [fact(value=9)])
    commit(tmp_path, waiting)
    assert figures(tmp_path).height == 0
    done = commit(tmp_path, replace(waiting, report=apply(waiting.report, Decision(place="63.52"))))
    assert done.replaced == (IDS[0],)
    assert figures(tmp_path).select("place_code", "dossiers_received").rows() == [("52", 9.0)]
    assert not commit(tmp_path, replace(waiting, report=apply(waiting.report, Decision(place="63.52")))).created


def test_a_decision_that_is_taken_back_holds_the_report_again(tmp_path: Path) -> None:
    waiting = held("a", [fact(value=9)])
    commit(tmp_path, replace(waiting, report=apply(waiting.report, Decision(place="63.52"))))
    assert commit(tmp_path, waiting).replaced == (IDS[0],)
    assert table(tmp_path, "reports")["state"].to_list() == ["held"]
    assert figures(tmp_path).height == 0


def test_the_last_ten_vintages_stay(tmp_path: Path) -> None:
    made = [commit(tmp_path, reading(key, [fact()], unit=f"Sở {key}")).vintage for key in "abcdefghijklm"]
    assert vintages(tmp_path) == made[-KEPT:]
    assert made == sorted(made)


def test_a_vintage_is_named_by_time_and_content(tmp_path: Path) -> None:
    name = commit(tmp_path, reading("a")).vintage
    assert name[8] == "T" and name[15:17] == "Z-" and int(name[17:], 16) >= 0


def test_a_pointer_to_nowhere_stops_the_load_with_advice(tmp_path: Path) -> None:
    commit(tmp_path, reading("a"))
    (tmp_path / "CURRENT").write_text("20200101T000000Z-00000000\n")
    with pytest.raises(LoaderError, match="CURRENT"):
        commit(tmp_path, reading("b"))


def test_a_person_may_go_back_to_an_older_vintage_and_the_newer_one_stays(tmp_path: Path) -> None:
    first = commit(tmp_path, reading("a"))
    second = commit(tmp_path, reading("b"))
    (tmp_path / "CURRENT").write_text(first.vintage + "\n")
    third = commit(tmp_path, reading("c"))
    assert table(tmp_path, "reports")["report_id"].to_list() == [IDS[0], IDS[2]]
    assert vintages(tmp_path) == [first.vintage, second.vintage, third.vintage]


def test_a_lost_pointer_beside_several_vintages_stops_the_load(tmp_path: Path) -> None:
    commit(tmp_path, reading("a"))
    commit(tmp_path, reading("b"))
    (tmp_path / "CURRENT").unlink()
    with pytest.raises(LoaderError, match="mất con trỏ"):
        commit(tmp_path, reading("c"))
    assert len(vintages(tmp_path)) == 2


def test_a_warehouse_of_another_layout_stops_the_load(tmp_path: Path) -> None:
    done = commit(tmp_path, reading("a"))
    path = tmp_path / done.vintage / "reports.parquet"
    pl.read_parquet(path).drop("issuer").write_parquet(path)
    with pytest.raises(LoaderError, match="issuer"):
        commit(tmp_path, reading("b"))


def test_a_damaged_table_stops_the_load_and_is_not_touched(tmp_path: Path) -> None:
    done = commit(tmp_path, reading("a", [fact()]))
    (path,) = files_of_table(tmp_path / done.vintage, "facts")
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(LoaderError, match="Không đọc hoặc ghi được"):
        commit(tmp_path, reading("b"))
    assert vintages(tmp_path) == [done.vintage]
