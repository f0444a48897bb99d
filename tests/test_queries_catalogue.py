"""The indicators as files: every one keeps the rules, and every rule refuses a file that breaks it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import polars as pl
import pytest

import queries
from queries import CatalogueError, Indicator, Warehouse, catalogue, open_warehouse, rate, readings
from queries.catalogue import KEY_COLUMNS, indicator_named, read_indicator
from tests.warehouses import Told, fields, write_warehouse

NAMES = list(catalogue())

GOOD = """\
-- order: 1
-- title_vi: Tỷ lệ thử
-- title_en: A rate
-- formula_vi: a ÷ b
-- formula_en: a ÷ b
-- unit: percent
-- direction: up
-- family: trial
-- legal_basis: none
-- fields: dossiers.resolved, dossiers.resolved_overdue,
--     dossiers.overdue_rate
-- headline: no
--
-- Lời tiếng Việt.
--
-- English prose,
-- on two lines.
--
-- One row per unit.

select
    place_vintage,
    place_code,
    unit,
    unit_kind,
    admin_level,
    period_kind,
    period,
    period_start,
    period_end,
    window_basis,
    report_id,
    confidence,
    dossiers_resolved_overdue as numerator,
    dossiers_resolved as denominator,
    dossiers_overdue_rate as stated
from figures
where dossiers_resolved is not null
"""


@pytest.fixture(params=NAMES)
def indicator(request: pytest.FixtureRequest) -> Indicator:
    return catalogue()[request.param]


def test_the_order_of_the_catalogue_is_that_of_the_heads():
    orders = [indicator.order for indicator in catalogue().values()]
    assert orders == sorted(orders)
    assert next(iter(catalogue())) == "on_time_rate"


def test_there_is_a_file_for_every_indicator_that_the_first_dashboard_needs():
    assert set(NAMES) >= {
        *("on_time_rate", "on_time_rate_766", "overdue_rate", "overdue_rate_766", "overdue_pending_rate"),
        *("online_share_new", "online_share_all", "online_payment_rate", "digitization_rate"),
        *("electronic_results_rate", "reuse_rate", "population_db_rate", "services_full_share"),
        *("services_on_portal_share", "feedback_resolved_rate", "received", "resolved", "index766_total"),
    }


def test_every_field_it_reads_can_be_stated_by_a_report(indicator: Indicator):
    assert set(indicator.fields) <= set(fields()["field"])


def test_its_texts_are_written_in_both_languages(indicator: Indicator):
    for text in (indicator.title_vi, indicator.title_en, indicator.formula_vi, indicator.formula_en):
        assert text == text.strip() and text
    assert len(indicator.prose_vi) > 60 and len(indicator.prose_en) > 60
    assert indicator.prose_vi != indicator.prose_en
    assert bool(indicator.caveats_vi) == bool(indicator.caveats_en)
    assert indicator.prose == f"{indicator.prose_vi}\n\n{indicator.prose_en}"


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return open_warehouse(write_warehouse(tmp_path_factory.mktemp("nothing")))


def test_it_runs_on_an_empty_warehouse_and_gives_the_same_columns_as_on_a_full_one(
    tmp_path: Path, indicator: Indicator, nothing: Warehouse
):
    empty = rate(nothing, indicator.name)
    told = Told("63.60", "2024-Q1", dict.fromkeys(indicator.fields, 50.0))
    full = rate(open_warehouse(write_warehouse(tmp_path / "full", told)), indicator.name)
    assert empty.is_empty() and full.height == 1
    assert empty.schema == full.schema == SCHEMA


SCHEMA = pl.Schema(
    {
        **dict.fromkeys(("place_vintage", "place_code", "place", "unit", "unit_kind", "admin_level"), pl.String),
        "period_kind": pl.String,
        "period": pl.String,
        "period_start": pl.Date,
        "period_end": pl.Date,
        "window_basis": pl.String,
        **dict.fromkeys(("numerator", "denominator", "value", "stated"), pl.Float64),
        "basis": pl.String,
        "report_id": pl.String,
        "confidence": pl.Int64,
        "formula_version": pl.String,
        "family": pl.String,
        "issued_on": pl.Date,
        "from_levels": pl.Boolean,
        "readings": pl.Int64,
        "disputed": pl.Boolean,
    }
)


def test_its_select_returns_the_keys_first(indicator: Indicator):
    assert indicator.returns[: len(KEY_COLUMNS)] == KEY_COLUMNS
    assert ("numerator" in indicator.returns) == indicator.is_percent


def test_its_select_means_the_same_to_sqlite(tmp_path: Path, indicator: Indicator):
    values = {field: float(n + 1) for n, field in enumerate(indicator.fields)}
    told = [Told("63.60", "2024-Q1", values), Told("34.68", "2026-10-06", dict(list(values.items())[:1]))]
    wh = open_warehouse(write_warehouse(tmp_path, *told))
    ours = wh.sql(indicator.sql).with_columns(pl.col(pl.Date).cast(pl.String))
    lite = sqlite3.connect(":memory:")
    figures = wh.sql("select * from figures").with_columns(pl.col(pl.Date, pl.Datetime).cast(pl.String))
    lite.execute(f"create table figures ({', '.join(figures.columns)})")
    lite.executemany(f"insert into figures values ({', '.join('?' * figures.width)})", figures.rows())
    assert sorted(map(repr, lite.execute(indicator.sql).fetchall())) == sorted(map(repr, ours.rows()))


def test_the_good_example_that_the_bad_ones_are_made_of_is_good(tmp_path: Path):
    found = read_indicator(_file(tmp_path, GOOD))
    assert found.fields == ("dossiers.resolved", "dossiers.resolved_overdue", "dossiers.overdue_rate")
    assert found.prose_en == "English prose, on two lines."
    assert found.grain == "One row per unit."
    assert found.sql.startswith("select")


BAD = {
    "unknown_key": ("-- unit: percent", "-- unit: percent\n-- colour: red", "unknown key colour", 7),
    "key_twice": ("-- unit: percent", "-- unit: percent\n-- unit: percent", "key unit stands twice", 7),
    "missing_key": ("-- legal_basis: none\n", "", "missing key legal_basis", 11),
    "no_bare_line": ("-- headline: no\n--\n", "-- headline: no\n", "a head line is not", 13),
    "head_that_never_ends": (GOOD[GOOD.index("-- headline") :], "", "the head does not end", 11),
    "no_comment_at_all": (GOOD[: GOOD.index("select")], "", "a head line is not", 1),
    "unknown_unit": ("-- unit: percent", "-- unit: metres", "unit is “metres”", 6),
    "unknown_direction": ("-- direction: up", "-- direction: left", "direction is “left”", 7),
    "headline_neither_yes_nor_no": ("-- headline: no", "-- headline: maybe", "headline is “maybe”", 12),
    "order_no_number": ("-- order: 1", "-- order: first", "order is “first”", 1),
    "caveat_in_one_language": ("-- headline: no", "-- headline: no\n-- caveats_vi: Chú ý.", "in one language only", 13),
    "field_that_is_none": ("-- fields: dossiers.resolved,", "-- fields: resolved,", "“resolved” is not a field", 10),
    "field_twice": ("-- fields: ", "-- fields: dossiers.resolved, ", "a field is declared twice", 10),
    "prose_in_one_language": ("--\n-- English prose,\n-- on two lines.\n", "", "the prose has 2 paragraphs", 14),
    "no_grain": ("-- One row per unit.", "-- Rows.", "is not the grain", 14),
    "no_select": (GOOD[GOOD.index("select") :], "", "there is no select", 20),
    "unknown_column": ("dossiers_resolved_overdue as", "dossiers_solved as", "unknown column dossiers_solved", 34),
    "field_never_read": (
        ", dossiers.resolved_overdue",
        ", dossiers.pending, dossiers.resolved_overdue",
        "dossiers_pending",
        10,
    ),
    "two_statements": ("is not null", "is not null;\nselect 1 as one", "there are 2 statements", 21),
    "no_statement_but_a_comment": (GOOD[GOOD.index("select") :], "/* nothing */", "there are 0 statements", 21),
    "not_a_select": (GOOD[GOOD.index("select") :], "delete from figures", "is not a select", 21),
    "unreadable": ("from figures", "from from figures where (", "the select cannot be read", 38),
    "open_string": ("is not null", "= 'open", "the select cannot be read", 21),
    "upper_case": ("from figures", "FROM figures", "“FROM” is not lower case", 37),
    "another_table": ("from figures", "from reports", "it reads reports", 37),
    "another_schema": ("from figures", "from main.figures", "is not portable here", 37),
    "a_file": ("from figures", "from 'secret.parquet'", "it reads secret.parquet", 37),
    "a_star": ("    confidence,\n", "    confidence,\n    *,\n", "is not portable here", 34),
    "a_division": ("overdue as numerator", "overdue / 2 as numerator", "is not portable here", 34),
    "a_cast": ("overdue as numerator", "overdue::int as numerator", "“::” is not portable", 34),
    "a_named_cast": ("dossiers_resolved_overdue as", "cast(dossiers_resolved_overdue as int) as", "not portable", 34),
    "a_window": ("overdue as numerator", "overdue + row_number() over () as numerator", "not portable", 34),
    "a_qualify": ("is not null", "is not null\nqualify true", "is not portable here", 39),
    "a_filter": ("overdue as numerator", "overdue + sum(1) filter (where true) as numerator", "not portable", 34),
    "an_unknown_function": ("dossiers_resolved_overdue as", "median(dossiers_resolved_overdue) as", "not portable", 34),
    "a_trailing_comma": ("as stated\nfrom", "as stated,\nfrom", "a comma ends a list", 36),
    "from_first": (GOOD[GOOD.index("select") :], "from figures select place_code", "it begins with", 21),
    "a_limit": ("is not null", "is not null\nlimit 5", "is not portable here", 39),
    "a_join": ("from figures", "from figures, figures as other", "is not portable here", 37),
    "group_by_all": ("is not null", "is not null\ngroup by all", "is not portable here", 39),
    "lacks_a_key": ("    window_basis,\n", "", "the select lacks the column window_basis", 21),
    "lacks_the_numerator": ("as numerator", "as top", "the select lacks the column numerator", 21),
    "returns_more": ("as stated\n", "as stated,\n    1 as one\n", "has no meaning one", 21),
}


@pytest.mark.parametrize("case", BAD)
def test_a_broken_file_is_refused_at_its_line(tmp_path: Path, case: str):
    old, new, fault, line = BAD[case]
    assert old in GOOD
    file = _file(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(CatalogueError) as refused:
        read_indicator(file)
    assert fault in str(refused.value)
    assert refused.value.line == line
    assert f"trial.sql:{line}" in refused.value.message_vi


def test_two_files_may_not_ask_for_one_place_in_the_order(tmp_path: Path):
    _file(tmp_path, GOOD)
    (tmp_path / "other.sql").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"order 1 is already that of other\.sql"):
        catalogue(tmp_path)


def test_a_new_indicator_is_one_file(tmp_path: Path):
    _file(tmp_path, GOOD)
    assert list(catalogue(tmp_path)) == ["trial"]


def test_an_unknown_name_is_answered_with_those_there_are():
    with pytest.raises(queries.UnknownIndicator, match="on_time_rate_766"):
        indicator_named("on_time")


def test_a_warehouse_without_a_field_is_said_to_lack_it(tmp_path: Path):
    folder = write_warehouse(tmp_path)
    file = next(folder.glob("*/figures.parquet"))
    pl.read_parquet(file).drop("dossiers_resolved").write_parquet(file)
    with pytest.raises(CatalogueError, match="the warehouse has no column dossiers_resolved"):
        readings(open_warehouse(folder), "on_time_rate")


def _file(folder: Path, text: str) -> Path:
    file = folder / "trial.sql"
    file.write_text(text, encoding="utf-8")
    return file
