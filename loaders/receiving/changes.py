"""The only place that says what one vintage has that another has not: new and changed figures, new contradictions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from loaders.warehouse.contracts import schema_of
from loaders.warehouse.parts import scan

_CELL = ["report_id", "field", "admin_level", "place_vintage", "place_code", "unit", "period_kind", "period", "raw"]
_JUDGED = [*_CELL, "value", "status", "counted", "note"]
_TOLD = ["report_id", "kind", "message_vi"]


@dataclass(frozen=True, slots=True)
class Changes:
    """Figures of reports that are new; figures of known reports that are new, gone or judged otherwise; contradictions
    (rows of `problems`: errors and warnings) that were not there before, those between reports too.
    """

    new: int
    changed: int
    contradictions: pl.DataFrame


def changes(warehouse: Path, before: str, after: str, added: Collection[str], touched: Collection[str]) -> Changes:
    """What `after` says that `before` ("" is nothing) did not, of reports `added` and of the known ones `touched`."""
    old, new = (_facts(warehouse, name, touched) for name in (before, after))
    gone = old.join(new, on=_CELL, how="anti", nulls_equal=True).height
    told = new.join(old, on=_JUDGED, how="anti", nulls_equal=True).height
    problems = _problems(warehouse, after).join(_problems(warehouse, before), on=_TOLD, how="anti")
    order = pl.col("severity") == "error"
    return Changes(
        _facts(warehouse, after, added).height, gone + told, problems.sort(order, descending=True, maintain_order=True)
    )


def _facts(warehouse: Path, vintage: str, reports: Collection[str]) -> pl.DataFrame:
    if not vintage or not reports:
        return pl.DataFrame(schema={name: schema_of("facts")[name] for name in _JUDGED})
    found = scan(warehouse / vintage, "facts").filter(pl.col("report_id").is_in(list(reports)))
    return found.select(_JUDGED).collect(engine="streaming")


def _problems(warehouse: Path, vintage: str) -> pl.DataFrame:
    if not vintage:
        return pl.DataFrame(schema=schema_of("problems"))
    grave = pl.col("severity").is_in(["error", "warning"]) & (pl.col("kind") != "unclaimed")
    return scan(warehouse / vintage, "problems").filter(grave).collect(engine="streaming")
