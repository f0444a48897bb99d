"""The only place that lays rows into the files of a vintage: how they are packed, and what one part is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import polars as pl

from loaders.catalogue.fields import Field
from loaders.records import LoaderError
from loaders.warehouse.parts import PARTED, WHOLE, seal
from loaders.warehouse.wide import figures, in_order

ROW_GROUP = 122_880
ROW_GROUPS = {"texts": 256, "figures": 2_048}
"""Fewer rows where one row is a whole document and a page asks for one, and where most questions are of one place."""


def sink(frame: pl.LazyFrame, file: Path, table: str) -> None:
    """Write the rows of a table as they come."""
    frame.sink_parquet(file, compression="zstd", row_group_size=ROW_GROUPS.get(table, ROW_GROUP), engine="streaming")


def write_part(
    folder: Path,
    number: int,
    facts: pl.LazyFrame,
    texts: pl.LazyFrame,
    reports: pl.DataFrame,
    fields: Mapping[str, Field],
    checkpoint: Callable[[str], None] = lambda step: None,
) -> pl.DataFrame:
    """Write one part of the large tables; `figures` is made of its facts and what `reports` says of theirs.

    Returns those of whole provinces, which are to be written together (`write_whole`). Raises LoaderError where a fact
    is of a field that the catalogue does not have.
    """
    written = {table: folder / f"{table}.part.parquet" for table in PARTED}
    sink(facts, written["facts"], "facts")
    checkpoint("wrote facts")
    _stop_at_lost_fields(pl.scan_parquet(written["facts"]), fields)
    sink(texts, written["texts"], "texts")
    checkpoint("wrote texts")
    wide = figures(pl.scan_parquet(written["facts"]), reports, fields)
    whole = pl.col("unit_kind") == "province"
    sink(wide.filter(~whole).lazy(), written["figures"], "figures")
    checkpoint("wrote figures")
    for table, file in written.items():
        seal(file, table, number)
    return wide.filter(whole)


def write_whole(folder: Path, figures_of_wholes: Iterable[pl.DataFrame]) -> None:
    """Write the figures of whole provinces, given part by part."""
    file = folder / "figures.part.parquet"
    sink(pl.concat(figures_of_wholes).sort(in_order(), maintain_order=True).lazy(), file, "figures")
    seal(file, "figures", WHOLE)


def _stop_at_lost_fields(facts: pl.LazyFrame, fields: Mapping[str, Field]) -> None:
    lost = set(facts.select("field").unique().collect()["field"]) - set(fields)
    if lost:
        raise LoaderError(
            f"Kho dữ liệu có số liệu của trường {sorted(lost)[0]!r} không còn trong fields.toml (a lost field).",
            "Nạp lại các báo cáo đó, hoặc xóa kho rồi nạp lại tất cả.",
        )
