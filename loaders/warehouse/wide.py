"""The only place that turns facts into the wide table `figures`: one row per cell and report, one column per field."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from loaders.vocabulary import CELL, column_of
from loaders.warehouse.agreement import by_precision, countable
from loaders.warehouse.contracts import checked, figures_contract

_KEY = ["report_id", *CELL]
REPEATED = ("family", "issued_on", "received_at", "known_on", "superseded_on")
"""What `figures` repeats of its report."""
_DATES = ("period_start", "period_end")
_WORDS = [name for name in _KEY if name not in _DATES]


def figures(facts: pl.LazyFrame, reports: pl.DataFrame, fields: Iterable[str]) -> pl.DataFrame:
    """The countable facts of reports that count, or did; where a report states a cell twice, the most precise."""
    names = list(fields)
    placed = reports.filter(pl.col("state") != "held")["report_id"].implode()
    stated = _countable(facts.filter(pl.col("report_id").is_in(placed) & countable()))
    keys = stated.select(_KEY).unique(maintain_order=True).sort(in_order(), maintain_order=True).with_row_index("row")
    stated = _once(stated.join(keys, on=_KEY, nulls_equal=True).drop(_KEY))
    lowest = stated.group_by("row").agg(pl.col("confidence").min())
    wide = keys.join(lowest, on="row", maintain_order="left").with_columns(_columns(stated, names, len(keys)))
    about = reports.select("report_id", *REPEATED)
    wide = wide.with_columns(pl.col(_WORDS).cast(pl.String)).join(about, on="report_id", maintain_order="left")
    return checked("figures", wide, figures_contract(tuple(names)))


def in_order() -> list[pl.Expr]:
    """By place and time, so that a question about one place reads few row groups."""
    return [pl.col("place_vintage", "place_code").cast(pl.String), pl.col("period_end")]


def _countable(facts: pl.LazyFrame) -> pl.DataFrame:
    """What the wide table needs of the facts; repeated words as categories, which take a tenth of the room."""
    needed = [*_KEY, "field", "value", "approximate", "confidence", "fact_id"]
    words = pl.col([*_WORDS, "field"]).cast(pl.Categorical)
    return facts.select(needed).with_columns(words).collect(engine="streaming")


def _once(stated: pl.DataFrame) -> pl.DataFrame:
    """One statement per cell."""
    repeated = pl.struct("row", "field").is_duplicated()
    best = stated.filter(repeated).sort(*by_precision(), descending=[True, False, True, False])
    return pl.concat([stated.filter(~repeated), best.unique(["row", "field"], keep="first", maintain_order=True)])


def _columns(stated: pl.DataFrame, fields: list[str], height: int) -> list[pl.Series]:
    """One column per field, null where nothing is stated."""
    parts = stated.select("row", "value", pl.col("field").cast(pl.String)).partition_by("field", as_dict=True)
    nothing = pl.repeat(None, height, dtype=pl.Float64, eager=True)
    columns = []
    for name in fields:
        column = nothing.alias(column_of(name))
        if (name,) in parts:
            column.scatter(parts[(name,)]["row"], parts[(name,)]["value"])
        columns.append(column)
    return columns
