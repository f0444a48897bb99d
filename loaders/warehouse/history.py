"""The only place that holds the reports of a unit against each other, once they lie together in the warehouse.

What is found is a problem of the later report; no figure becomes suspect by it, for either report may be right.
Only places that a load touches are looked at again. To add a rule, add a function to `RULES`.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from loaders.catalogue.fields import load_fields
from loaders.warehouse import habits, sequences
from loaders.warehouse.contracts import checked, schema_of
from loaders.warehouse.history_words import told

FIRST = 1_000_000
"""From this `problem_id` on, problems come from other reports; they alone name a place."""
RULES = (*sequences.RULES, *habits.RULES)
AT_ONCE = 250_000
"""Figures looked at together."""
_NEEDED = [
    *("report_id", "place_vintage", "place_code", "unit", "unit_kind", "admin_level", "field", "value"),
    *("period_kind", "period", "period_start", "period_end", "text_start", "text_end"),
]
_STATED_ONCE = ["place_vintage", "place_code", "unit", "unit_kind", "family", "admin_level", "field"]
_WINDOW = ["period_kind", "period", "period_start", "period_end"]


def across(
    facts: pl.LazyFrame, reports: pl.DataFrame, before: pl.LazyFrame, changed: pl.LazyFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of `problems` that come from other reports, and `reports` with their number put right.

    `facts` are all facts, `before` the problems as they were, `changed` the facts that are new, gone or count anew:
    places that they do not name keep what was found before.
    """
    known = before.filter(is_across()).collect(engine="streaming")
    touched = changed.select("place_vintage", "place_code").unique().drop_nulls().collect(engine="streaming")
    kept = known.join(touched, on=["place_vintage", "place_code"], how="anti")
    kept = kept.join(reports, on="report_id", how="semi")
    found = pl.concat([kept, _found(facts, reports, touched)]).sort("report_id", "place_vintage", "place_code")
    number = pl.int_range(pl.len()).over("report_id") + FIRST
    rows = checked("problems", found.with_columns(problem_id=number.cast(pl.Int32)))
    return rows, _recounted(reports, known, rows)


def is_across() -> pl.Expr:
    """Whether a row of `problems` comes from other reports."""
    return pl.col("problem_id") >= FIRST


def _recounted(reports: pl.DataFrame, before: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    signed = ((before, -1), (now, 1))
    changes = pl.concat(rows.select("report_id", more=pl.lit(sign, pl.Int32)) for rows, sign in signed)
    more = changes.group_by("report_id").agg(pl.col("more").sum()).filter(pl.col("more") != 0)
    counted = reports.join(more, on="report_id", how="left", maintain_order="left")
    return counted.with_columns(problems=pl.col("problems") + pl.col("more").fill_null(0)).drop("more")


def _found(facts: pl.LazyFrame, reports: pl.DataFrame, touched: pl.DataFrame) -> pl.DataFrame:
    families = reports.select("report_id", "family", "issued_on")
    stated = (_statements(chunk, families) for chunk in _chunks(facts, touched))
    rows = [row for chunk in stated for rule in RULES for row in told(rule(chunk))]
    schema = schema_of("problems")
    return pl.DataFrame([{"problem_id": FIRST, **row} for row in rows], schema=schema, infer_schema_length=None)


def _chunks(facts: pl.LazyFrame, touched: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The exact stated facts of the places, several places at a time."""
    exact = (pl.col("counted"), ~pl.col("approximate"), pl.col("basis") == "stated", pl.col("period_end").is_not_null())
    codes = touched["place_code"].unique()
    if codes.is_empty():
        return
    # A range, beside the list, passes over the row groups of other places.
    near = pl.col("place_code").is_between(pl.lit(codes.min()), pl.lit(codes.max()))
    of = facts.filter(near, pl.col("place_code").is_in(codes.implode()))
    mine = of.filter(*exact).join(touched.lazy(), on=["place_vintage", "place_code"], how="semi").select(_NEEDED)
    chunk: list[pl.DataFrame] = []
    for place in mine.collect(engine="streaming").partition_by("place_vintage", "place_code"):
        if chunk and sum(map(len, chunk)) + len(place) > AT_ONCE:
            yield pl.concat(chunk)
            chunk = []
        chunk.append(place)
    if chunk:
        yield pl.concat(chunk)


def _statements(facts: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    """One row per family, unit, level, field and window, if all reports that state it agree; with the field's kind."""
    catalogue = [(f.name, f.kind, f.levels, f.name.split(".")[0], f.unit) for f in load_fields().values()]
    kinds = pl.DataFrame(catalogue, schema=["field", "kind", "levels", "group", "of"], orient="row")
    return (
        facts.join(families, on="report_id")
        .sort("issued_on", "report_id", descending=True, nulls_last=True)
        .filter(pl.col("value").n_unique().over([*_STATED_ONCE, *_WINDOW]) == 1)
        .unique([*_STATED_ONCE, *_WINDOW], keep="first", maintain_order=True)
        .join(kinds, on="field", maintain_order="left")
    )
