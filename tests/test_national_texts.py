"""The written reports of the simulated history: each sentence says its figure, and the loaders read it back there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from bench.national_history import QUARTERS, kept
from bench.national_reports import ACCUSED, HELD, LACKS
from loaders.reading import read
from pages.parts import data
from queries import Warehouse, coverage, open_warehouse

WRITTEN = 2
READ = 24
"""Reports read back by the loaders."""


@pytest.fixture(scope="module")
def wh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    yield open_warehouse(kept(tmp_path_factory.mktemp("national"), share=0.02, quarters=8, written=WRITTEN))


def facts(wh: Warehouse) -> pl.DataFrame:
    return wh.sql("select facts.*, text from facts join texts using (report_id) where text <> ''")


def test_of_the_last_quarters_every_figure_stands_where_it_is_said_to(wh: Warehouse) -> None:
    rows = facts(wh)
    assert rows.height > 10_000
    spans = rows.select("text", "text_start", "text_end", "raw").iter_rows()
    assert all(text[start:end] == raw for text, start, end, raw in spans)
    assert rows.select("report_id", "text_start").is_unique().all(), "no two stand in one place"


def test_the_quarters_before_are_not_written(wh: Warehouse) -> None:
    told = wh.sql(
        "select period, text <> '' as written from reports join texts using (report_id) where period is not null"
    )
    assert set(told.unique().rows()) == {(label, label in QUARTERS[-WRITTEN:]) for label in QUARTERS[-8:]}
    spans = wh.sql("select count(text_start) as n from facts join texts using (report_id) where text = ''")
    assert spans["n"].item() == 0


def test_every_text_says_at_its_head_that_it_is_simulated(wh: Warehouse) -> None:
    texts = wh.sql("select text from texts where text <> ''")["text"]
    assert len(texts) > 100 and all("DỮ LIỆU MÔ PHỎNG" in text[:400] for text in texts)


def _some(wh: Warehouse) -> list[dict[str, Any]]:
    """Reports of every kind and state, the same each time."""
    rows = wh.sql(
        "select reports.*, text from reports join texts using (report_id) where text <> '' order by report_id"
    )
    kinds = ["unit_kind", "family", "state", "held_reason"]
    order = pl.int_range(pl.len()).over(kinds)
    return rows.sort(order, maintain_order=True).head(READ).to_dicts()


def test_the_loaders_read_no_other_figure_and_almost_all_of_them(wh: Warehouse, tmp_path: Path) -> None:
    counted: Counter[str] = Counter()
    for report in _some(wh):
        file = tmp_path / f"{report['report_id']}.txt"
        file.write_text(report["text"], encoding="utf-8")
        (reading,) = read(file)
        own = wh.facts_of(report["report_id"]).iter_rows(named=True)
        stated = {(fact["admin_level"], fact["field"]): fact for fact in own}
        for fact in reading.facts:
            if fact.basis != "stated":
                continue
            told = stated.get((fact.admin_level, fact.field))
            assert told is not None and told["value"] == fact.value, (report["unit"], fact)
            assert fact.at is not None and fact.at.start == told["text_start"]
            counted["read"] += 1
        counted["stated"] += len(stated)
        counted[f"held {report['held_reason']}"] += reading.report.held_reason == report["held_reason"]
        if report["state"] != "held":
            place = reading.report.place
            assert (
                place is not None
                and f"{place.vintage}.{place.code}" == f"{report['place_vintage']}.{report['place_code']}"
            )
            assert reading.report.period is not None and reading.report.period.label == report["period"]
    assert counted["read"] > 0.95 * counted["stated"] > 1000


def test_some_reports_are_held_each_for_what_it_lacks(wh: Warehouse) -> None:
    held = wh.sql("select * from reports where state = 'held'")
    assert sorted(held["held_reason"]) == sorted(HELD * WRITTEN)
    for report in held.iter_rows(named=True):
        lacking = [column for part, columns in LACKS.items() if part in report["held_reason"] for column in columns]
        assert {column for columns in LACKS.values() for column in columns if report[column] is None} == set(lacking)
        own = wh.facts_of(report["report_id"])
        assert own.height == report["facts"] > 0 and not own["counted"].any()
        assert own.select(lacking).null_count().row(0) == (own.height,) * len(lacking)
    assert wh.sql("select 1 from figures join reports using (report_id) where state = 'held'").is_empty()


def test_the_matrix_shows_who_is_late_held_and_missing(wh: Warehouse) -> None:
    assert {"reported", "late", "held", "missing"} <= set(coverage(wh)["state"])


def test_a_contradiction_leads_to_the_figure_that_slipped(wh: Warehouse) -> None:
    of = data.contradictions(wh).join(wh.sql("select report_id, text from texts where text <> ''"), on="report_id")
    assert of.height
    for problem in of.iter_rows(named=True):
        fact = wh.facts_of(problem["report_id"]).filter(fact_id=problem["fact_id"]).row(0, named=True)
        assert (fact["field"], fact["status"]) == (ACCUSED[0], "suspect")
        assert fact["raw"] in problem["message_vi"] and problem["text"][problem["text_start"] :].startswith(fact["raw"])


def test_what_nobody_reports_is_not_stated_as_zero(wh: Warehouse) -> None:
    own = wh.sql("select distinct place_code from reports where unit_kind = 'district'")["place_code"]
    of_whole = "unit_kind = 'province' and admin_level = 'district'"
    stated = wh.sql(f"select distinct place_code from facts where {of_whole}")["place_code"]
    assert 0 < len(stated) < 63 and set(stated) <= set(own)
