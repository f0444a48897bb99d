"""Opening the warehouse: which vintage, what may be run, and that a hundred readers at once all read right."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import queries.warehouse
from queries import NoWarehouse, UnknownReport, UnknownVintage, Warehouse, catalogue, open_warehouse, rate, rollup
from queries.vintages import TABLES, default_folder
from tests.warehouses import VINTAGE, Told, places, write_warehouse

NEXT = "20261123T090000Z-00ff00ff"
OLD = places().filter(pl.col("place_vintage") == "63")["place_code"].to_list()
REPORT = Told(
    "63.60",
    "2024-Q1",
    {"dossiers.resolved": 151626, "dossiers.resolved_overdue": 9456},
    problems=("info: số chưa ai nhận", "warning: hai số khác nhau", "error: mẫu số sai"),
)


# --- which vintage


def test_the_current_vintage_is_opened_once(tmp_path: Path):
    folder = write_warehouse(tmp_path, REPORT)
    wh = open_warehouse(folder)
    assert (wh.vintage, wh.vintages()) == (VINTAGE, [VINTAGE])
    assert open_warehouse(folder) is wh


def test_when_the_pointer_moves_the_next_to_open_sees_it_and_who_reads_the_old_one_goes_on(tmp_path: Path):
    old = open_warehouse(write_warehouse(tmp_path, REPORT))
    new = open_warehouse(write_warehouse(tmp_path, Told("63.60", "2024-Q1", {"dossiers.resolved": 5}), vintage=NEXT))
    assert (old.vintage, new.vintage) == (VINTAGE, NEXT)
    assert rate(new, "resolved")["value"].to_list() == [5]
    assert rate(old, "resolved")["value"].to_list() == [151626]
    assert new.vintages() == [NEXT, VINTAGE]


def test_a_link_can_be_pinned_to_an_older_vintage(tmp_path: Path):
    folder = write_warehouse(tmp_path, REPORT)
    write_warehouse(folder, vintage=NEXT)
    assert rate(open_warehouse(folder, VINTAGE), "resolved").height == 1
    assert rate(open_warehouse(folder), "resolved").height == 0


@pytest.mark.parametrize("vintage", ["20200101T000000Z-00000000", "..", "", "../../etc", VINTAGE + "/"])
def test_a_vintage_that_is_not_kept_is_named(tmp_path: Path, vintage: str):
    with pytest.raises(UnknownVintage, match="không còn được lưu"):
        open_warehouse(write_warehouse(tmp_path, REPORT), vintage)


def test_before_the_first_load_there_is_one_sentence(tmp_path: Path):
    with pytest.raises(NoWarehouse, match="Chưa có kho số liệu") as missing:
        open_warehouse(tmp_path)
    assert "There is no warehouse yet" in missing.value.message_en


def test_a_half_written_vintage_is_never_opened(tmp_path: Path):
    folder = write_warehouse(tmp_path, REPORT)
    half = folder / NEXT
    half.mkdir()
    shutil.copy(folder / VINTAGE / "figures.parquet", half)
    assert open_warehouse(folder).vintages() == [VINTAGE]
    (folder / "CURRENT").write_text(NEXT, encoding="utf-8")
    with pytest.raises(NoWarehouse, match="không đủ tệp"):
        open_warehouse(folder)


def test_a_pointer_to_nowhere_is_said_to_be_one(tmp_path: Path):
    folder = write_warehouse(tmp_path, REPORT)
    (folder / "CURRENT").write_text("../elsewhere\n", encoding="utf-8")
    with pytest.raises(NoWarehouse, match="elsewhere"):
        open_warehouse(folder)


def test_the_environment_names_another_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_warehouse(tmp_path / "warehouse", REPORT)
    monkeypatch.setenv("DUNG_HAN_DATA", str(tmp_path))
    assert default_folder() == tmp_path / "warehouse"
    assert open_warehouse().vintage == VINTAGE


def test_a_folder_with_a_quote_in_its_name_opens(tmp_path: Path):
    assert rate(open_warehouse(write_warehouse(tmp_path / "it's", REPORT)), "resolved").height == 1


def test_only_a_few_warehouses_stay_open_and_those_in_use_keep_working(tmp_path: Path):
    opened = [
        open_warehouse(write_warehouse(tmp_path / str(n), REPORT)) for n in range(queries.warehouse.KEPT_OPEN + 2)
    ]
    assert len(queries.warehouse._open) == queries.warehouse.KEPT_OPEN
    assert rate(opened[0], "resolved").height == 1


def test_files_too_large_to_hold_are_read_where_they_lie(tmp_path: Path):
    wh = Warehouse(write_warehouse(tmp_path, REPORT), VINTAGE, held_in_memory=0)
    assert wh.sql("select count(*) as n from duckdb_views() where not internal")["n"].item() == len(TABLES) + 1
    assert rate(wh, "resolved")["value"].to_list() == [151626]


def test_what_is_known_of_the_files_is_kept_from_one_query_to_the_next(tmp_path: Path):
    """Else each query reads the heads of all files anew, which takes as long as the question itself."""
    wh = open_warehouse(write_warehouse(tmp_path, REPORT))
    assert wh.sql("select current_setting('parquet_metadata_cache') as kept")["kept"].item() is True


# --- what may be run


@pytest.fixture(scope="module", params=[0, 2**24], ids=["where it lies", "in memory"])
def locked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return Warehouse(write_warehouse(tmp_path_factory.mktemp("locked"), REPORT), VINTAGE, request.param)


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_text('/etc/hostname')",
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/*')",
        "copy figures to '/tmp/figures.csv'",
        "drop view figures",
        "create table x as select 1",
        "insert into places select * from places",
        "set threads = 1",
        "set enable_external_access = true",
        "attach 'x.duckdb'",
        "install excel",
        "load excel",
        "select 1; select 2",
        "pragma version",
        "call pragma_version()",
        "",
    ],
)
def test_nothing_but_a_select_over_the_warehouse_runs(locked: Warehouse, query: str):
    with pytest.raises(Exception, match=r"single select|Permission|does not exist"):
        locked.sql(query)
    assert locked.sql("select count(*) as n from figures")["n"].item() == 1


def test_variables_of_the_program_are_no_tables(tmp_path: Path):
    secret = pl.DataFrame({"a": [1]})
    wh = open_warehouse(write_warehouse(tmp_path, REPORT))
    with pytest.raises(Exception, match="does not exist"):
        wh.sql("select * from secret")
    assert secret.height == 1


def test_a_frame_given_by_name_is_seen_by_that_query_alone(tmp_path: Path):
    wh = open_warehouse(write_warehouse(tmp_path, REPORT))
    assert wh.sql("select sum(a) as a from mine", mine=pl.DataFrame({"a": [1, 2]}))["a"].item() == 3
    with pytest.raises(Exception, match="does not exist"):
        wh.sql("select * from mine")


def test_parameters_are_values_and_never_sql(tmp_path: Path):
    wh = open_warehouse(write_warehouse(tmp_path, REPORT))
    found = wh.sql("select * from figures where unit = $unit", {"unit": "' or 1 = 1 --"})
    assert found.is_empty()


# --- one report


def test_everything_about_one_report_is_at_hand(tmp_path: Path):
    wh = open_warehouse(write_warehouse(tmp_path, REPORT, Told("63.56", "2024-Q1", {"dossiers.resolved": 1})))
    report = wh.report(REPORT.report_id)
    assert (report["family"], report["issued_on"], report["facts"]) == ("ksthc", date(2024, 3, 20), 2)
    assert wh.facts_of(REPORT.report_id)["value"].to_list() == [151626, 9456]
    assert wh.problems_of(REPORT.report_id)["severity"].to_list() == ["error", "warning", "info"]
    assert "151626" in (wh.text_of(REPORT.report_id) or "")
    assert wh.reports().height == 2


def test_a_table_of_figures_has_no_text(tmp_path: Path):
    press = Told("63.60", "2024-Q1", {"dossiers.resolved": 1}, family="figures")
    assert open_warehouse(write_warehouse(tmp_path, press)).text_of(press.report_id) is None


def test_an_unknown_report_is_named(tmp_path: Path):
    with pytest.raises(UnknownReport, match="abc"):
        open_warehouse(write_warehouse(tmp_path)).report("abc")


def test_reports_come_newest_first_and_the_undated_last(tmp_path: Path):
    days = [date(2023, 1, 1), None, date(2025, 1, 1)]
    told = [
        Told("63.60", "2024-Q1", {"dossiers.resolved": 1}, report=f"r{n}", issued_on=day) for n, day in enumerate(days)
    ]
    assert open_warehouse(write_warehouse(tmp_path, *told)).reports()["issued_on"].to_list() == [days[2], days[0], None]


# --- a hundred at once


def test_a_hundred_parallel_queries_all_answer_right(tmp_path: Path):
    told = [
        Told(f"63.{code}", f"{year}-Q{part}", {"dossiers.resolved": 100, "dossiers.resolved_overdue": int(code)})
        for code in OLD
        for year in (2023, 2024)
        for part in (1, 2, 3, 4)
    ]
    wh = open_warehouse(write_warehouse(tmp_path, *told))
    expected = {code: rate(wh, "overdue_rate", places=[f"63.{code}"]) for code in OLD[:10]}
    nation = rollup(wh, "overdue_rate")
    start = threading.Barrier(20)

    def ask(n: int) -> bool:
        if n < 20:
            start.wait()
        if n % 10 == 0:
            return rollup(wh, "overdue_rate").equals(nation)
        code = OLD[n % 10]
        return rate(wh, "overdue_rate", places=[f"63.{code}"]).equals(expected[code])

    with ThreadPoolExecutor(20) as readers:
        assert all(readers.map(ask, range(100)))


def test_a_hundred_openings_at_once_open_one_warehouse(tmp_path: Path):
    folder = write_warehouse(tmp_path, REPORT)
    with ThreadPoolExecutor(20) as readers:
        opened = list(readers.map(lambda _: open_warehouse(folder), range(100)))
    assert len({id(wh) for wh in opened}) == 1


def test_readers_see_a_whole_vintage_while_the_pointer_moves(tmp_path: Path):
    folder = write_warehouse(tmp_path, Told("63.60", "2024-Q1", {"dossiers.resolved": 0}))
    names = [f"20261123T09000{n}Z-00ff00ff" for n in range(5)]

    def write() -> None:
        for n, name in enumerate(names):
            write_warehouse(folder, Told("63.60", "2024-Q1", {"dossiers.resolved": n + 1}), vintage=name)

    writer = threading.Thread(target=write)
    writer.start()
    seen: list[float] = []
    while writer.is_alive():
        seen.append(_resolved(folder))
    seen.append(_resolved(folder))
    assert seen == sorted(seen) and seen[-1] == 5


def _resolved(folder: Path) -> float:
    return float(rate(open_warehouse(folder), "resolved")["value"].item())


def test_every_indicator_runs_over_a_rich_warehouse(tmp_path: Path):
    wh = open_warehouse(write_warehouse(tmp_path, *_rich()))
    for name, indicator in catalogue().items():
        rows = rate(wh, name, level=None, unit_kind=None)
        assert rows.height > 0, name
        assert rows.filter(pl.col("value") > 100).is_empty() or not indicator.is_percent
        keys = ["place_vintage", "place_code", "unit", "admin_level", "period", "window_basis", "formula_version"]
        assert rows.select(keys).is_unique().all()


def _rich() -> list[Told]:
    """Two provinces merging into one, gaps, missing parts, printed rates, levels, what is held, windows, readings."""
    fields = sorted({field for indicator in catalogue().values() for field in indicator.fields})
    whole = dict.fromkeys(fields, 50.0)
    return [
        *(Told(f"63.{code}", period, whole) for code in ("52", "64") for period in ("2024-Q1", "2024-Q3", "2025-Q1")),
        *(Told("34.52", period, whole) for period in ("2025-Q4", "2026-01", "2026-10-06")),
        Told("63.60", "2024-Q1", {"dossiers.resolved": 10, "dossiers.received": 10}),
        Told("63.60", "2024-Q1", {"dossiers.on_time_rate": 99.0}, report="press", family="figures", confidence=2),
        Told("63.60", "2024-Q1", whole, report="calendar", window="calendar"),
        Told("63.56", "2024-04", whole, window="stated", days=(date(2024, 3, 21), date(2024, 4, 20))),
        Told("63.56", "2023-01-01..2023-08-31", whole, window="stated"),
        *(Told("63.67", "2024-Q1", whole, level=level) for level in ("province", "district", "commune")),
        Told("63.01", "2024-Q1", whole, state="held"),
        Told("63.01", "2024-Q1", whole, report="doubt", confidence=1),
        Told("63.01", "2024-Q1", whole, unit="Sở Nội vụ", unit_kind="department", level="province", report="unit"),
        Told("vn.00", "2024", whole, unit="cả nước", unit_kind="national", family="figures"),
    ]
