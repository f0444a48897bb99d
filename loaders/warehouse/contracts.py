"""The only place that holds rows against the contract of their table and stops a load that would break it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

import dataframely as dy
import polars as pl

from loaders.catalogue.fields import Field
from loaders.records import LoaderError
from loaders.vocabulary import column_of
from loaders.warehouse.tables import TABLES, Figures


@cache
def schema_of(table: str) -> Mapping[str, pl.DataType]:
    """The columns of a table and their types, in the order of the contract."""
    return MappingProxyType(_types(TABLES[table]))


def _types(contract: type[dy.Schema]) -> dict[str, pl.DataType]:
    return {name: column.dtype for name, column in contract.columns().items()}


def checked(table: str, frame: pl.DataFrame, contract: type[dy.Schema] | None = None) -> pl.DataFrame:
    """The frame with its columns in order; raises LoaderError naming rules and the first row that breaks one."""
    schema = contract or TABLES[table]
    if frame.is_empty() and list(frame.schema.items()) == list(_types(schema).items()):
        return frame
    try:
        result = schema.filter(frame)
    except dy.exc.SchemaError as cause:
        what = str(cause).split("\n")[0]
        raise LoaderError(f"Bảng {table} sai cấu trúc (the table {table} has the wrong columns): {what}.") from cause
    if len(result.failure):
        raise LoaderError(_broken(table, result.failure), "Không ghi gì cả (nothing was written).")
    return result.result.select(schema.columns().keys())


@lru_cache(maxsize=8)
def figures_contract(fields: tuple[str, ...]) -> type[dy.Schema]:
    """The contract of `figures`: its keys and one nullable number column per field (finite, as in `facts`)."""
    number = dy.Float64(nullable=True, allow_inf=True, allow_nan=True)
    members: dict[str, Any] = {column_of(name): number for name in fields}
    metaclass: Any = type(Figures)
    contract: type[dy.Schema] = metaclass("Figures", (Figures,), {"__module__": __name__, **members})
    return contract


def fields_table(fields: Mapping[str, Field]) -> pl.DataFrame:
    """The table `fields` of a catalogue, in its order."""
    return _fields_table(tuple(fields.values()))


@lru_cache(maxsize=8)
def _fields_table(fields: tuple[Field, ...]) -> pl.DataFrame:
    rows = [
        (f.name, column_of(f.name), f.kind, f.levels, f.unit, f.label_vi, f.label_en, getattr(f, "meaning", f.label_en))
        for f in fields
    ]
    return checked("fields", pl.DataFrame(rows, schema=schema_of("fields"), orient="row"))


def _broken(table: str, failure: dy.FailureInfo) -> str:
    rules = ", ".join(f"{rule} ({count})" for rule, count in failure.counts().items())
    row = {name: value for name, value in failure.invalid().row(0, named=True).items() if value is not None}
    shown = "; ".join(f"{name}={str(value)[:60]}" for name, value in row.items())
    return f"Bảng {table} có dòng sai quy tắc {rules} (a row breaks the contract). Dòng đầu tiên: {shown}."
