"""Which report replaces which: only what is clearly a correction does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loaders.catalogue.fields import load_fields
from loaders.records import Reading
from loaders.warehouse.store import Commit
from loaders.warehouse.store import commit as commit_all
from tests.readings import BINH_DINH, Q2, fact, held, reading, report_id, table

FIELDS = load_fields()
MARCH, APRIL = date(2024, 3, 20), date(2024, 4, 2)


def commit(folder: Path, *readings: Reading) -> Commit:
    return commit_all(readings, folder, FIELDS, version="1")


def states(folder: Path) -> dict[str, str]:
    """The state of each report by the name of its file without ending."""
    return {file.removesuffix(".txt"): state for file, state in table(folder, "reports").select("file", "state").rows()}


def numbered(key: str, **more: Any) -> Reading:
    about = {"number": "12/BC-UBND", "issuer": "UBND tỉnh Bình Thuận", "issued_on": MARCH, **more}
    return reading(key, [fact(value=len(key))], **about)


def test_a_later_report_with_the_same_number_and_issuer_replaces(tmp_path: Path) -> None:
    commit(tmp_path, numbered("old"))
    done = commit(tmp_path, numbered("corrected"))
    assert states(tmp_path) == {"old": "superseded", "corrected": "current"}
    assert done.superseded == (report_id("old"),)
    assert table(tmp_path, "facts")["counted"].to_list() == [False, True]
    kept = table(tmp_path, "figures").select("dossiers_received", "known_on", "superseded_on")
    assert kept.rows() == [(3.0, MARCH, MARCH), (9.0, MARCH, None)]


@pytest.mark.parametrize(
    "other",
    [
        {"number": "13/BC-UBND"},
        {"issuer": "UBND tỉnh Bình Định"},
        {"number": None},
        {"issuer": None},
        {"period": Q2},
        {"unit": "Sở Y tế", "unit_kind": "department"},
        {"place": BINH_DINH},
        {"family": "cchc"},
        {"issued_on": date(2024, 3, 19)},
    ],
)
def test_both_stay_where_it_is_not_certain(tmp_path: Path, other: dict[str, Any]) -> None:
    commit(tmp_path, numbered("old"))
    commit(tmp_path, numbered("new", **other))
    expected = "superseded" if other.get("issued_on") else "current"
    assert states(tmp_path) == {"old": "current", "new": expected}


def test_a_routine_report_with_a_later_date_replaces_whatever_its_number(tmp_path: Path) -> None:
    commit(tmp_path, reading("old", [fact()], number="12/BC", issued_on=MARCH))
    commit(tmp_path, reading("new", [fact()], number="15/BC", issued_on=APRIL))
    assert states(tmp_path) == {"old": "superseded", "new": "current"}


def test_the_order_of_loading_does_not_matter_where_dates_decide(tmp_path: Path) -> None:
    commit(tmp_path, reading("new", [fact()], issued_on=APRIL))
    commit(tmp_path, reading("old", [fact()], issued_on=MARCH))
    assert states(tmp_path) == {"old": "superseded", "new": "current"}


def test_one_load_with_both_decides_by_their_dates(tmp_path: Path) -> None:
    commit(tmp_path, reading("new", [fact()], issued_on=APRIL), reading("old", [fact()], issued_on=MARCH))
    assert states(tmp_path) == {"old": "superseded", "new": "current"}


def test_two_undated_reports_of_one_load_both_stay(tmp_path: Path) -> None:
    commit(tmp_path, numbered("a", issued_on=None), numbered("b", issued_on=None))
    assert set(states(tmp_path).values()) == {"current"}


@pytest.mark.parametrize("family", ["thematic", "unknown"])
def test_a_thematic_report_replaces_only_under_the_same_file_name(tmp_path: Path, family: str) -> None:
    commit(tmp_path, reading("old", [fact()], issued_on=MARCH, family=family))
    commit(tmp_path, reading("other", [fact()], issued_on=APRIL, family=family))
    assert states(tmp_path) == {"old": "current", "other": "current"}
    commit(tmp_path, reading("new", [fact()], issued_on=APRIL, family=family, file="old.txt"))
    assert sorted(table(tmp_path, "reports")["state"]) == ["current", "current", "superseded"]


def test_a_chain_of_corrections_leaves_the_last(tmp_path: Path) -> None:
    for day, key in enumerate(("a", "b", "c"), start=1):
        commit(tmp_path, reading(key, [fact()], issued_on=date(2024, 4, day)))
    assert states(tmp_path) == {"a": "superseded", "b": "superseded", "c": "current"}


def test_a_held_report_neither_replaces_nor_is_replaced(tmp_path: Path) -> None:
    commit(tmp_path, reading("old", [fact()], issued_on=MARCH))
    commit(tmp_path, held("new", [fact()], issued_on=APRIL))
    commit(tmp_path, held("newer", [fact()], place=reading().report.place, held_reason="period", issued_on=APRIL))
    assert states(tmp_path) == {"old": "current", "new": "held", "newer": "held"}


def test_loading_the_replaced_report_again_changes_nothing(tmp_path: Path) -> None:
    commit(tmp_path, numbered("old"))
    commit(tmp_path, numbered("new"))
    assert not commit(tmp_path, numbered("old")).created
    assert states(tmp_path) == {"old": "superseded", "new": "current"}


def test_a_report_counts_again_when_its_correction_turns_out_to_be_on_another_unit(tmp_path: Path) -> None:
    commit(tmp_path, numbered("old"))
    commit(tmp_path, numbered("new"))
    commit(tmp_path, numbered("new", unit="Sở Y tế", unit_kind="department"))
    assert states(tmp_path) == {"old": "current", "new": "current"}
    assert table(tmp_path, "facts")["counted"].all()


def source(key: str, title: str = "Báo A", **more: Any) -> Reading:
    about = {"family": "figures", "format": "csv", "file": "figures.csv", "source_title": title, **more}
    return reading(key, [fact(value=len(key))], **about)


def test_an_edited_source_of_a_table_replaces_what_it_said_before(tmp_path: Path) -> None:
    commit(tmp_path, source("a"), source("b", "Báo B"))
    done = commit(tmp_path, source("edited"), source("b", "Báo B"))
    assert done.superseded == (report_id("a"),)
    assert table(tmp_path, "reports")["state"].to_list() == ["superseded", "current", "current"]


def test_a_table_that_goes_back_to_an_older_state_counts_as_it_is_now(tmp_path: Path) -> None:
    commit(tmp_path, source("a"))
    commit(tmp_path, source("edited"))
    commit(tmp_path, source("a"))
    assert dict(table(tmp_path, "reports").select("report_id", "state").rows()) == {
        report_id("a"): "current",
        report_id("edited"): "superseded",
    }
    assert not commit(tmp_path, source("a")).created


def test_the_same_source_in_another_file_or_at_another_address_stays(tmp_path: Path) -> None:
    commit(tmp_path, source("a"))
    commit(tmp_path, source("b", file="other.csv"), source("c", source_url="x"))
    assert set(table(tmp_path, "reports")["state"]) == {"current"}


def test_a_held_source_is_replaced_once_its_rows_are_mended(tmp_path: Path) -> None:
    commit(tmp_path, source("a", place=None, state="held", held_reason="place"))
    commit(tmp_path, source("b"))
    assert table(tmp_path, "reports")["state"].to_list() == ["superseded", "current"]
    assert not commit(tmp_path, source("b")).created


def test_a_corrected_report_ends_on_the_first_day_a_correction_was_known(tmp_path: Path) -> None:
    for day, key in ((1, "a"), (9, "c"), (5, "b")):
        commit(tmp_path, reading(key, [fact()], issued_on=date(2024, 4, day)))
    ends = {file[0]: day for file, day in table(tmp_path, "reports").select("file", "superseded_on").rows()}
    assert ends == {"a": date(2024, 4, 5), "b": date(2024, 4, 9), "c": None}


def test_an_undated_report_is_known_from_its_receipt(tmp_path: Path) -> None:
    commit(tmp_path, reading("a", [fact()], issued_on=None))
    received, known = table(tmp_path, "figures").select("received_at", "known_on").row(0)
    assert known == received.date()
