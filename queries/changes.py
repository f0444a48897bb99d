"""The only place that tells two vintages apart: how many reports came, went or are read otherwise; how many facts."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from queries.warehouse import Warehouse

READ_AS = (
    *("state", "superseded_on", "facts", "problems", "unclaimed", "loader_version"),
    *("place_vintage", "place_code", "unit", "period", "period_start", "period_end"),
)
"""What of a report changes where it is read, decided or corrected anew; its bytes, which make its id, never do."""


@dataclass(frozen=True, slots=True)
class Changes:
    """From an earlier vintage to a later one: counts of reports, and of the facts in each."""

    added: int
    gone: int
    reread: int
    facts_before: int
    facts_after: int

    @property
    def any(self) -> bool:
        return bool(self.added or self.gone or self.reread or self.facts_before != self.facts_after)


def changes(before: Warehouse, after: Warehouse) -> Changes:
    """What changed between two vintages of one warehouse."""
    columns = ", ".join(("report_id", *READ_AS))
    then, now = (wh.sql(f"select {columns} from reports") for wh in (before, after))
    both = then.join(now, on="report_id", suffix="_now")
    alike = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_now")) for name in READ_AS)
    return Changes(
        added=now.join(then, on="report_id", how="anti").height,
        gone=then.join(now, on="report_id", how="anti").height,
        reread=both.filter(~alike).height,
        facts_before=int(then["facts"].sum()),
        facts_after=int(now["facts"].sum()),
    )
