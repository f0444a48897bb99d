"""The indicators as files: every one keeps the rules, and every rule refuses a file that breaks it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import polars as pl
import pytest

import queries
from queries import CatalogueError, Indicator, Warehouse, catalogue, open_warehouse, rate, readings
from queries.catalogue import KEY_COLUMNS, indicator_named, read_indicator
from tests.warehouses import Told, fields, places, write_warehouse

NAMES = list(catalogue())
OLD = places().filter(pl.col("place_vintage") == "63")["place_code"].to_list()

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
-- formula_version: 1
-- given: dossiers.resolved = 400, dossiers.resolved_overdue = 30
-- expect: numerator = 30, denominator = 400, value = 7.5
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


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Every field of every indicator, each indicator in a province and quarter of its own."""
    told = [Told(*_own(name), dict.fromkeys(each.fields, 50.0)) for name, each in catalogue().items()]
    return open_warehouse(write_warehouse(tmp_path_factory.mktemp("full"), *told))


def _own(name: str) -> tuple[str, str]:
    at = NAMES.index(name)
    return f"63.{OLD[at % len(OLD)]}", f"{2023 + at // len(OLD)}-Q1"


def test_it_runs_on_an_empty_warehouse_and_gives_the_same_columns_as_on_a_full_one(
    indicator: Indicator, nothing: Warehouse, full: Warehouse
):
    place, period = _own(indicator.name)
    none, one = rate(nothing, indicator.name), rate(full, indicator.name, places=[place], periods=[period])
    assert none.is_empty() and one.height == 1
    assert none.schema == one.schema == SCHEMA


SCHEMA = pl.Schema(
    {
        **dict.fromkeys(("place_vintage", "place_code", "place", "unit", "unit_kind", "admin_level"), pl.String),
        "period_kind": pl.String,
        "period": pl.String,
        "period_start": pl.Date,
        "period_end": pl.Date,
        "window_basis": pl.String,
        **dict.fromkeys(("numerator", "denominator", "rate", "value", "stated"), pl.Float64),
        "basis": pl.String,
        "report_id": pl.String,
        "confidence": pl.Int64,
        "formula_version": pl.String,
        "family": pl.String,
        "issued_on": pl.Date,
        "from_levels": pl.Boolean,
        "readings": pl.Int64,
        "disputed": pl.Boolean,
        "because": pl.String,
        "small": pl.Boolean,
    }
)


def test_its_select_returns_the_keys_first(indicator: Indicator):
    assert indicator.returns[: len(KEY_COLUMNS)] == KEY_COLUMNS
    assert indicator.is_rate == (indicator.is_percent or indicator.score is not None)
    assert indicator.is_rate == bool({"numerator", "stated"} & set(indicator.returns))


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Warehouse, sqlite3.Connection]:
    """The same figures in the warehouse and in SQLite: all fields, the first alone, before and after each change."""
    told = []
    for name, each in catalogue().items():
        values = {field: float(n + 1) for n, field in enumerate(each.fields)}
        place, period = _own(name)
        told += [Told(place, period, values), Told("34.68", f"2026-10-{NAMES.index(name) % 28 + 1:02}", values)]
        told.append(Told(place, period.replace("Q1", "Q3"), dict(list(values.items())[:1])))
    wh = open_warehouse(write_warehouse(tmp_path_factory.mktemp("twice"), *told))
    figures = wh.sql("select * from figures").with_columns(pl.col(pl.Date, pl.Datetime).cast(pl.String))
    lite = sqlite3.connect(":memory:")
    lite.execute(f"create table figures ({', '.join(figures.columns)})")
    lite.executemany(f"insert into figures values ({', '.join('?' * figures.width)})", figures.rows())
    return wh, lite


def test_its_select_means_the_same_to_sqlite(indicator: Indicator, twice: tuple[Warehouse, sqlite3.Connection]):
    wh, lite = twice
    ours = wh.sql(indicator.sql).with_columns(pl.col(pl.Date).cast(pl.String))
    assert not ours.is_empty()
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
    "missing_key": ("-- legal_basis: none\n", "", "missing key legal_basis", 14),
    "no_bare_line": ("7.5\n--\n", "7.5\n", "a head line is not", 16),
    "head_that_never_ends": (GOOD[GOOD.index("-- headline") :], "", "the head does not end", 11),
    "no_comment_at_all": (GOOD[: GOOD.index("select")], "", "a head line is not", 1),
    "unknown_unit": ("-- unit: percent", "-- unit: metres", "unit is “metres”", 6),
    "unknown_direction": ("-- direction: up", "-- direction: left", "direction is “left”", 7),
    "headline_neither_yes_nor_no": ("-- headline: no", "-- headline: maybe", "headline is “maybe”", 12),
    "order_no_number": ("-- order: 1", "-- order: first", "order is “first”", 1),
    "caveat_in_one_language": ("-- headline: no", "-- headline: no\n-- caveats_vi: Chú ý.", "in one language only", 13),
    "field_that_is_none": ("-- fields: dossiers.resolved,", "-- fields: resolved,", "“resolved” is not a field", 10),
    "field_twice": ("-- fields: ", "-- fields: dossiers.resolved, ", "a field is declared twice", 10),
    "prose_in_one_language": ("--\n-- English prose,\n-- on two lines.\n", "", "the prose has 2 paragraphs", 17),
    "no_grain": ("-- One row per unit.", "-- Rows.", "is not the grain", 17),
    "no_select": (GOOD[GOOD.index("select") :], "", "there is no select", 23),
    "unknown_column": ("dossiers_resolved_overdue as", "dossiers_solved as", "unknown column dossiers_solved", 37),
    "field_never_read": (
        ", dossiers.resolved_overdue",
        ", dossiers.pending, dossiers.resolved_overdue",
        "dossiers_pending",
        10,
    ),
    "two_statements": ("is not null", "is not null;\nselect 1 as one", "there are 2 statements", 24),
    "no_statement_but_a_comment": (GOOD[GOOD.index("select") :], "/* nothing */", "there are 0 statements", 24),
    "not_a_select": (GOOD[GOOD.index("select") :], "delete from figures", "is not a select", 24),
    "unreadable": ("from figures", "from from figures where (", "the select cannot be read", 41),
    "open_string": ("is not null", "= 'open", "the select cannot be read", 24),
    "upper_case": ("from figures", "FROM figures", "“FROM” is not lower case", 40),
    "another_table": ("from figures", "from reports", "it reads reports", 40),
    "another_schema": ("from figures", "from main.figures", "is not portable here", 40),
    "a_file": ("from figures", "from 'secret.parquet'", "it reads secret.parquet", 40),
    "a_star": ("    confidence,\n", "    confidence,\n    *,\n", "is not portable here", 37),
    "a_division": ("overdue as numerator", "overdue / 2 as numerator", "is not portable here", 37),
    "a_cast": ("overdue as numerator", "overdue::int as numerator", "“::” is not portable", 37),
    "a_named_cast": ("dossiers_resolved_overdue as", "cast(dossiers_resolved_overdue as int) as", "not portable", 37),
    "a_window": ("overdue as numerator", "overdue + row_number() over () as numerator", "not portable", 37),
    "a_qualify": ("is not null", "is not null\nqualify true", "is not portable here", 42),
    "a_filter": ("overdue as numerator", "overdue + sum(1) filter (where true) as numerator", "not portable", 37),
    "an_unknown_function": ("dossiers_resolved_overdue as", "median(dossiers_resolved_overdue) as", "not portable", 37),
    "a_trailing_comma": ("as stated\nfrom", "as stated,\nfrom", "a comma ends a list", 39),
    "from_first": (GOOD[GOOD.index("select") :], "from figures select place_code", "it begins with", 24),
    "a_limit": ("is not null", "is not null\nlimit 5", "is not portable here", 42),
    "a_join": ("from figures", "from figures, figures as other", "is not portable here", 40),
    "group_by_all": ("is not null", "is not null\ngroup by all", "is not portable here", 42),
    "lacks_a_key": ("    window_basis,\n", "", "the select lacks the column window_basis", 24),
    "lacks_the_numerator": ("as numerator", "as top", "the select lacks the column numerator", 24),
    "version_nowhere": ("-- formula_version: 1\n", "", "formula_version stands neither", 1),
    "version_twice": ("as stated\n", "as stated,\n    'a' as formula_version\n", "formula_version stands neither", 13),
    "a_day_that_is_none": ("-- formula_version", "-- valid_from: 2022-02-30\n-- formula_version", "not a day", 13),
    "ends_before_it_begins": (
        "-- formula_version",
        "-- valid_from: 2022-06-23\n-- valid_to: 2022-06-22\n-- formula_version",
        "it ends before it begins",
        14,
    ),
    "above_100_neither_yes_nor_no": (
        "-- formula_version",
        "-- above_100: 120\n-- formula_version",
        "above_100 is “120”",
        13,
    ),
    "points_in_percent": (
        "-- formula_version",
        "-- max_points: 6\n-- formula_version",
        "max_points, but unit is “percent”",
        6,
    ),
    "threshold_without_points": (
        "-- formula_version",
        "-- full_at: 80\n-- formula_version",
        "full_at without max_points",
        13,
    ),
    "points_no_number": ("percent", "point\n-- max_points: six", "max_points is “six”, not a number", 7),
    "no_points_at_all": ("percent", "point\n-- max_points: 0", "points need max_points > 0", 7),
    "threshold_above_the_whole": (
        "percent",
        "point\n-- max_points: 6\n-- full_at: 120",
        "points need max_points > 0",
        7,
    ),
    "more_for_nothing": ("percent", "point\n-- max_points: 6\n-- at_zero: 7", "at_zero is 7", 8),
    "points_without_parts": ("percent", "point", "the select lacks the column value", 24),
    "no_example": ("-- given: dossiers.resolved = 400, dossiers.resolved_overdue = 30\n", "", "missing key given", 14),
    "example_without_its_result": ("= 30\n", "= 30; dossiers.resolved = 1\n", "2 given, but 1 expected", 15),
    "example_of_what_it_does_not_read": ("given: dossiers.resolved", "given: dossiers.pending", "dossiers.pending", 14),
    "example_no_number": ("= 400, ", "= many, ", "“dossiers.resolved = many” is not “name = number”", 14),
    "example_twice": ("= 400, ", "= 400, dossiers.resolved = 4, ", "given names dossiers.resolved", 14),
    "expecting_what_there_is_not": ("value = 7.5", "share = 7.5", "expect names share", 15),
    "expecting_no_value": (", value = 7.5", "", "the first example expects no value", 15),
    "returns_more": ("as stated\n", "as stated,\n    1 as one\n", "has no meaning one", 24),
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


NOT_PORTABLE = {
    "a_function_called_if": "if(dossiers_resolved > 0, dossiers_resolved, 0)",
    "another_name_of_coalesce": "ifnull(dossiers_resolved, 0)",
    "coalesce_of_one": "coalesce(dossiers_resolved)",
    "the_smaller_of_two_columns": "min(dossiers_resolved, dossiers_resolved_overdue)",
    "count_of_nothing": "count()",
    "two_equal_signs": "case when dossiers_resolved == 1 then 1 end",
    "a_number_with_marks_in_it": "dossiers_resolved + 1_000",
    "a_number_with_an_exponent": "dossiers_resolved + 1e3",
    "is_a_number": "case when dossiers_resolved is 1 then 1 end",
    "notnull": "case when dossiers_resolved notnull then 1 end",
    "in_a_column": "case when dossiers_resolved in dossiers_resolved_overdue then 1 end",
    "in_nothing": "case when dossiers_resolved in () then 1 end",
    "between_either_way": "case when dossiers_resolved between symmetric 1 and 0 then 1 end",
    "a_quoted_name": '"dossiers_resolved"',
    "a_list": "[dossiers_resolved]",
    "a_modulo": "dossiers_resolved % 2",
    "a_string_of_bytes": "case when unit = e'a' then 1 end",
    "a_parameter": "dossiers_resolved + $x",
}


@pytest.mark.parametrize("case", NOT_PORTABLE)
def test_what_one_database_alone_understands_is_refused_at_its_line(tmp_path: Path, case: str):
    text = GOOD.replace("    dossiers_resolved_overdue as numerator", f"    {NOT_PORTABLE[case]} as numerator")
    with pytest.raises(CatalogueError, match=r"not portable here|cannot be read") as refused:
        read_indicator(_file(tmp_path, text))
    assert refused.value.line == 37


NO_SOURCE = {
    "a_step_called_figures": ("figures as (select * from figures)", "figures", "is not portable|called figures"),
    "a_step_that_takes_its_place": ("figures as (select unit from figures)", "figures", "a step is called figures"),
    "a_recursive_step": ("recursive a as (select unit from figures)", "figures", "“recursive” is not portable"),
    "a_materialized_step": (
        "a as materialized (select unit from figures)",
        "figures",
        "“materialized” is not portable",
    ),
    "names_for_columns": ("a as (select unit from figures)", "figures as f(unit)", "is not portable"),
    "a_select_without_a_name": ("a as (select unit from figures)", "(select unit from figures)", "is not portable"),
    "a_union_by_name": (
        "a as (select unit from figures union by name select unit from figures)",
        "figures",
        "“by name” is not portable|“name” is not portable",
    ),
}


@pytest.mark.parametrize("case", NO_SOURCE)
def test_it_reads_figures_step_by_step_and_nothing_else(tmp_path: Path, case: str):
    step, source, fault = NO_SOURCE[case]
    text = GOOD.replace("\nselect\n", f"\nwith {step}\nselect\n").replace("\nfrom figures\n", f"\nfrom {source}\n")
    with pytest.raises(CatalogueError, match=fault):
        read_indicator(_file(tmp_path, text))


def test_steps_with_names_of_their_own_are_read(tmp_path: Path):
    step = "late as (select *, dossiers_resolved_overdue as too_late from figures)".replace("*, ", "")
    text = GOOD.replace("\nselect\n", f"\nwith {step}\nselect\n")
    assert read_indicator(_file(tmp_path, text)).has_parts


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
