"""A row that breaks the contract of its table stops the load and is named; a bad row is planted for every rule."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from loaders.catalogue.fields import load_fields
from loaders.records import LoaderError
from loaders.warehouse.contracts import checked, fields_table, figures_contract, schema_of
from loaders.warehouse.tables import TABLES

ID = "a" * 64
NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
PLACED: dict[str, Any] = {
    "report_id": ID,
    "place_vintage": "63",
    "place_code": "60",
    "unit": "toàn tỉnh",
    "unit_kind": "province",
    "period_kind": "quarter",
    "period": "2024-Q1",
    "period_start": date(2023, 12, 15),
    "period_end": date(2024, 3, 14),
    "window_basis": "standard",
}
GOOD: dict[str, dict[str, Any]] = {
    "reports": {
        **PLACED,
        "file": "a.txt",
        "format": "text",
        "family": "ksthc",
        "state": "current",
        "part": 1,
        "facts": 1,
        "problems": 0,
        "unclaimed": 0,
        "loader_version": "0.1.0",
        "received_at": NOW,
    },
    "facts": {
        **PLACED,
        "fact_id": 0,
        "admin_level": "all",
        "field": "dossiers.received",
        "value": 12.0,
        "approximate": False,
        "basis": "stated",
        "status": "plain",
        "confidence": 3,
        "raw": "12",
        "counted": True,
    },
    "figures": {
        **PLACED,
        "admin_level": "all",
        "family": "ksthc",
        "received_at": NOW,
        "known_on": NOW.date(),
        "confidence": 3,
    },
    "problems": {
        "report_id": ID,
        "problem_id": 0,
        "kind": "identity",
        "severity": "error",
        "fields": [],
        "message_vi": "Sai",
        "message_en": "Wrong",
    },
    "texts": {"report_id": ID, "text": ""},
    "places": {
        "place_vintage": "63",
        "place_code": "60",
        "name": "Bình Thuận",
        "kind": "tỉnh",
        "valid_from": date(2008, 8, 1),
        "folded": "binh thuan",
    },
    "breaks": {
        "place_vintage": "34",
        "place_code": "68",
        "day": date(2025, 7, 1),
        "kind": "merged",
        "text_vi": "hợp nhất",
        "text_en": "merged",
    },
    "fields": {
        "field": "dossiers.received",
        "column": "dossiers_received",
        "kind": "workload",
        "unit": "dossier",
        "label_vi": "Hồ sơ",
        "label_en": "dossiers",
        "meaning": "",
    },
    "targets": {
        "file": "targets/x.csv",
        "line": 2,
        "indicator": "reuse_rate",
        "measure": "tái sử dụng",
        "scope": "nation",
        "valid_from": date(2026, 1, 1),
        "value": 80.0,
        "direction": "up",
        "legal_title": "Chỉ tiêu",
        "source": "công báo",
        "verified": False,
    },
    "grades": {
        "indicator": "index766_total",
        "formula_version": "2022",
        "low": 90.0,
        "high": 100.0,
        "high_included": True,
        "grade_vi": "Xuất sắc",
        "grade_en": "Excellent",
        "legal_basis": "Quyết định 766/QĐ-TTg",
        "source": "công báo",
        "verified": True,
    },
}
OWNERS = {
    "place_vintage": "reports facts figures places targets",
    "place_code": "reports facts figures places targets",
    "unit_kind": "reports facts figures",
    "period_kind": "reports facts figures",
    "window_basis": "reports facts figures",
    "family": "reports figures",
    "state": "reports",
    "admin_level": "facts figures problems targets",
    "basis": "facts",
    "status": "facts",
    "severity": "problems",
    "kind": "places fields",
    "levels": "fields",
    "column": "fields",
    "scope": "targets",
    "direction": "targets",
    "indicator": "targets grades",
    "report_id": "reports facts figures problems texts",
}
STRANGE = [(table, column) for column, tables in OWNERS.items() for table in tables.split()]
BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("reports", {"place_code": None}, "place_has_map_and_code"),
    ("facts", {"place_vintage": None, "counted": False}, "place_has_map_and_code"),
    ("facts", {"period_end": None}, "period_is_complete"),
    ("facts", {"period_start": None}, "period_is_complete"),
    ("facts", {"window_basis": None}, "period_is_complete"),
    ("facts", {"period_kind": None}, "period_is_complete"),
    ("reports", {"period_end": date(2023, 1, 1)}, "period_ends_after_it_starts"),
    ("reports", {"state": "held"}, "only_a_held_report_has_a_reason"),
    ("reports", {"held_reason": "place"}, "only_a_held_report_has_a_reason"),
    ("breaks", {"kind": "split"}, "kind|check"),
    ("reports", {"superseded_on": date(2024, 4, 1)}, "only_a_superseded_report_has_a_day_it_ended"),
    ("reports", {"facts": -1}, "facts"),
    ("facts", {"text_start": 3}, "span_has_two_ends"),
    ("facts", {"text_start": 3, "text_end": 1}, "span_has_two_ends"),
    ("facts", {"place_vintage": None, "place_code": None}, "counted_means_placed_and_sure"),
    ("facts", {"unit": None}, "counted_means_placed_and_sure"),
    ("facts", {"unit_kind": None}, "counted_means_placed_and_sure"),
    ("facts", {"status": "suspect"}, "counted_means_placed_and_sure"),
    ("facts", {"confidence": 1}, "counted_means_placed_and_sure"),
    ("facts", {"confidence": 4}, "confidence"),
    ("facts", {"confidence": 0, "counted": False}, "confidence"),
    ("facts", {"value": None}, "value"),
    ("facts", {"value": float("nan")}, "value"),
    ("facts", {"value": float("inf")}, "value"),
    ("facts", {"page": 0}, "page"),
    ("facts", {"unit": ""}, "unit"),
    ("figures", {"confidence": 1}, "confidence"),
    ("figures", {"period_end": None}, "period_end"),
    ("problems", {"message_vi": ""}, "message_vi"),
    ("targets", {"scope": "province"}, "scope_names_whom"),
    ("targets", {"place_vintage": "63", "place_code": "60"}, "scope_names_whom"),
    ("targets", {"admin_level": "commune"}, "scope_names_whom"),
    ("targets", {"unit": "Sở Y tế"}, "scope_names_whom"),
    ("targets", {"scope": "level"}, "scope_names_whom"),
    ("targets", {"scope": "unit", "unit": "Sở Y tế"}, "scope_names_whom"),
    ("targets", {"place_code": "60"}, "place_has_map_and_code"),
    ("targets", {"valid_to": date(2025, 12, 31)}, "valid_in_order"),
    ("targets", {"due_on": date(2025, 12, 31)}, "due_while_valid"),
    ("targets", {"due_on": date(2027, 1, 1), "valid_to": date(2026, 12, 31)}, "due_while_valid"),
    ("targets", {"verified": True}, "verified_can_be_looked_up"),
    ("targets", {"value": -1.0}, "value"),
    ("targets", {"line": 1}, "line"),
    ("grades", {"high": 90.0}, "low_below_high"),
]


def frame(table: str, *changes: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{**GOOD[table], **each} for each in changes], schema=schema_of(table))


@pytest.mark.parametrize("table", TABLES)
def test_a_good_row_passes(table: str) -> None:
    assert checked(table, frame(table, {})).height == 1


@pytest.mark.parametrize(("table", "column"), STRANGE)
def test_a_word_that_is_not_in_the_vocabulary_is_refused(table: str, column: str) -> None:
    with pytest.raises(LoaderError, match=rf"Bảng {table} .*{column}\|(check|regex).*{column}=Lạ"):
        checked(table, frame(table, {column: "Lạ"}))


@pytest.mark.parametrize(("table", "change", "rule"), BROKEN)
def test_a_row_that_breaks_a_rule_is_refused_and_the_rule_named(table: str, change: dict[str, Any], rule: str) -> None:
    with pytest.raises(LoaderError, match=rf"Bảng {table} .*{rule}"):
        checked(table, frame(table, change))


@pytest.mark.parametrize("table", TABLES)
def test_a_key_occurs_once(table: str) -> None:
    with pytest.raises(LoaderError, match=r"primary_key|one_row_per_key"):
        checked(table, frame(table, {}, {}))


@pytest.mark.parametrize("table", TABLES)
def test_no_column_may_be_missing_or_of_another_type(table: str) -> None:
    good = frame(table, {})
    column = good.columns[0]
    with pytest.raises(LoaderError, match="sai cấu trúc"):
        checked(table, good.drop(column))
    with pytest.raises(LoaderError, match="sai cấu trúc"):
        checked(table, good.with_columns(pl.lit(1).alias(column)))


def test_columns_come_out_in_the_order_of_the_contract() -> None:
    good = frame("facts", {})
    assert checked("facts", good.select(sorted(good.columns))).columns == list(schema_of("facts"))


def test_figures_has_one_number_column_per_field() -> None:
    contract = figures_contract(tuple(load_fields()))
    assert set(fields_table(load_fields())["column"]) < set(contract.columns())
    wide = frame("figures", {}).with_columns(dossiers_received=pl.lit("12"))
    with pytest.raises(LoaderError, match="dossiers_received"):
        checked("figures", wide, figures_contract(("dossiers.received",)))


@pytest.mark.parametrize(
    ("low", "high", "included", "fine"), [(50, 90, False, True), (50, 90, True, False), (50, 91, False, False)]
)
def test_a_value_has_one_grade(low: float, high: float, included: bool, fine: bool) -> None:
    bands = frame("grades", {}, {"low": float(low), "high": float(high), "high_included": included})
    if fine:
        assert checked("grades", bands).height == 2
        return
    with pytest.raises(LoaderError, match="bands_do_not_overlap"):
        checked("grades", bands)


def test_the_first_bad_row_is_shown() -> None:
    rows = [{"fact_id": 6}, {"fact_id": 7, "value": None}, {"fact_id": 8, "value": None}]
    with pytest.raises(LoaderError, match="fact_id=7"):
        checked("facts", frame("facts", *rows))


def test_a_table_without_rows_must_have_its_columns_too() -> None:
    assert checked("texts", pl.DataFrame(schema=schema_of("texts"))).height == 0
    for schema in ({"report_id": pl.String}, {"report_id": pl.String, "text": pl.Int64}):
        with pytest.raises(LoaderError, match="the wrong columns"):
            checked("texts", pl.DataFrame(schema=schema))
    turned = {name: schema_of("texts")[name] for name in reversed(schema_of("texts"))}
    assert checked("texts", pl.DataFrame(schema=turned)).columns == list(schema_of("texts"))
