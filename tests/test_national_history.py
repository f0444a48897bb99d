"""The simulated national history: real units, balanced figures, and exactly the contradictions that are planted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from bench.national_figures import AT, first_backlog, handed_over, quarter
from bench.national_history import QUARTERS, kept
from bench.national_reports import ACCUSED, RESOLVED, SIMULATED
from bench.national_units import eras
from loaders.catalogue.fields import load_fields
from loaders.checks.identities import load_identities
from loaders.vocabulary import CELL, column_of
from loaders.warehouse import parts
from loaders.warehouse.contracts import checked, figures_contract
from loaders.warehouse.corrections import with_states
from loaders.warehouse.parts import PARTED, files_of
from loaders.warehouse.tables import TABLES
from loaders.warehouse.wide import figures
from queries import disagreements, open_warehouse, rollup
from tests.readings import table

LAST = 8
"""Quarters, three of the old map and five of the new one."""
UNIT = ["place_vintage", "place_code", "unit", "unit_kind"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "PART_FACTS", 40_000)
        yield kept(tmp_path_factory.mktemp("national"), share=0.02, quarters=LAST)


def test_every_table_keeps_its_contract(folder: Path) -> None:
    for name in TABLES:
        contract = figures_contract(tuple(load_fields())) if name == "figures" else None
        assert len(checked(name, table(folder, name), contract)) == len(table(folder, name))


def test_all_provinces_of_both_maps_report_for_forty_quarters_that_follow_each_other(folder: Path) -> None:
    assert (len(QUARTERS), QUARTERS[0], QUARTERS[-1]) == (40, "2016-Q4", "2026-Q3")
    reports = table(folder, "reports")
    provinces = reports.filter(unit_kind="province").group_by("place_vintage").agg(pl.col("place_code").n_unique())
    assert dict(provinces.rows()) == {"63": 63, "34": 34}
    assert sorted(reports["period"].unique()) == QUARTERS[-LAST:]
    assert set(reports.filter(unit_kind="district")["place_vintage"]) == {"63"}


def test_every_report_says_that_it_is_simulated_and_has_no_text(folder: Path) -> None:
    reports = table(folder, "reports")
    assert reports["source_title"].str.contains(rf"^{SIMULATED} · .+, .+ · \d{{4}}").all() and set(
        reports["format"]
    ) == {"simulated"}
    assert reports["file"].str.starts_with("mo-phong/").all()
    assert set(table(folder, "texts")["text"]) == {""}


def test_parts_lie_as_the_loaders_would_lay_them(folder: Path) -> None:
    reports = table(folder, "reports")
    sizes = reports.group_by("part").agg(pl.col("facts").sum(), last=pl.col("facts").last()).sort("part")
    assert (sizes["facts"].head(-1) >= 40_000).all() and (sizes["facts"] - sizes["last"] < 40_000).all()
    vintage = folder / (folder / "CURRENT").read_text().strip()
    assert [len(files_of(vintage, name)) for name in PARTED] == [len(sizes), len(sizes) + 1, len(sizes)]
    facts = table(folder, "facts")
    assert facts.join(reports, on="report_id", how="anti").is_empty()
    assert (
        facts.group_by("report_id")
        .len()
        .join(reports, on="report_id")
        .filter(pl.col("len") != pl.col("facts"))
        .is_empty()
    )


def test_the_loaders_would_make_the_same_states_and_figures(folder: Path) -> None:
    reports, facts, stored = table(folder, "reports"), table(folder, "facts"), table(folder, "figures")
    assert with_states(reports).equals(reports)
    key = ["report_id", *CELL]
    again = figures(facts.lazy(), reports, load_fields())
    assert again.sort(key).equals(stored.sort(key).select(again.columns))


def test_every_identity_holds_but_those_that_are_suspect(folder: Path) -> None:
    stated = table(folder, "figures")
    sums = [each for each in load_identities().sums if each.accuses and not each.loose]
    held = 0
    for each in sums:
        columns = [column_of(part) for part in each.parts]
        rows = stated.select(
            pl.col(column_of(each.total)).alias("total"), pl.sum_horizontal(columns, ignore_nulls=False).alias("sum")
        )
        held += len(rows := rows.drop_nulls())
        assert rows.filter((pl.col("total") - pl.col("sum")).abs() > 1e-6).is_empty(), each.total
    assert held > 5_000
    suspect = table(folder, "facts").filter(status="suspect")
    assert set(suspect["field"]) == set(ACCUSED) and not suspect["counted"].any()
    problems = table(folder, "problems").filter(kind="identity")
    assert set(problems["report_id"]) == set(suspect["report_id"]) and problems["fields"][0].to_list()[0] == RESOLVED


def test_openings_are_the_closings_before_but_for_those_planted(folder: Path) -> None:
    units = table(folder, "figures").filter(pl.col("superseded_on").is_null(), family="ksthc", unit_kind="commune")
    after = pl.col("period_end") + pl.duration(days=1)
    closing = units.select(*UNIT, period_start=after, closed="dossiers_pending")
    both = units.join(closing, on=[*UNIT, "period_start"])
    assert 0 < both.filter(pl.col("dossiers_carried_over") != pl.col("closed")).height < 0.02 * len(both)


def test_new_provinces_begin_with_what_the_old_ones_had_in_hand() -> None:
    numbers = np.random.default_rng(1)
    before, after = eras(numbers, share=0.02)
    _, _, backlog = quarter(before, first_backlog(before), 34, numbers)
    _, levels, _ = quarter(after, handed_over(before, backlog, len(after)), 35, numbers)
    assert levels[:, 0, AT["dossiers.carried_over"]].sum() == backlog.dossiers.sum() > 0


def test_levels_add_up_to_the_whole(folder: Path) -> None:
    stated = table(folder, "figures").filter(unit_kind="province", family="ksthc")
    key = ["report_id", "place_code"]
    parts_of = stated.filter(pl.col("admin_level") != "all").group_by(key).agg(pl.col("dossiers_received").sum())
    both = stated.filter(admin_level="all").join(parts_of, on=key, suffix="_added")
    assert len(both) > 300 and both["dossiers_received"].equals(both["dossiers_received_added"])


def test_there_are_gaps_corrections_and_disagreements(folder: Path) -> None:
    reports = table(folder, "reports")
    counting = reports.filter(family="ksthc", state="current")
    of = counting.group_by("place_vintage")
    owed = of.agg(n=pl.struct("place_code", "unit", "unit_kind").n_unique() * pl.col("period").n_unique())["n"].sum()
    assert 0.9 * owed < len(counting) < owed
    assert 0.005 < len(reports.filter(state="superseded")) / len(reports) < 0.05
    wh = open_warehouse(folder)
    assert len(disagreements(wh)) > 0
    nation = rollup(wh, "on_time_rate", to="nation")
    assert set(nation["units_expected"]) == {63, 34} and nation["coverage"].min() > 0.8


def test_it_is_always_the_same_and_made_once(folder: Path, tmp_path: Path) -> None:
    before = (folder / "CURRENT").read_text()
    assert kept(folder, share=0.02, quarters=LAST) == folder and (folder / "CURRENT").read_text() == before
    other = [table(kept(tmp_path / n, share=0.01, quarters=2), "facts") for n in "ab"]
    assert other[0].equals(other[1])
    kept(tmp_path / "a", share=0.01, quarters=1)
    assert set(table(tmp_path / "a", "reports")["period"]) == {QUARTERS[-1]}
