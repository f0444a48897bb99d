"""The only place that gives single report fields as stated: one value per unit × level × period × field that speaks.

Indicators divide; here nothing is computed. Reconciliation and the pages on units read from here.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from queries.asking import asked, figures_of
from queries.catalogue import KEY_COLUMNS
from queries.errors import UnknownField
from queries.speaking import bounds_of_counts, compared
from queries.warehouse import Warehouse

CELL = [*(column for column in KEY_COLUMNS if column not in ("report_id", "confidence")), "field"]
"""What a statement is about."""

_ORIGIN = ("report_id", "confidence", "family", "issued_on", "received_at")


def statements(
    wh: Warehouse,
    fields: Sequence[str],
    *,
    levels: Sequence[str] | None = None,
    places: Sequence[str] | None = None,
    unit_kind: str | None = None,
    period_kinds: Sequence[str] | None = None,
    periods: Sequence[str] | None = None,
    all_readings: bool = False,
    several: bool = False,
) -> pl.DataFrame:
    """The fields (dotted names) as reports state them; None asks for all places, units, levels and periods.

    Columns: CELL, value (f64, in the field's unit), low and high (f64: as far as it may have been rounded), report_id,
    confidence, family, issued_on, received_at, readings, disputed and because as in `rate`. With `all_readings`
    every report's statement, and `speaks` (bool); with `several` only cells of which more than one report speaks.
    Raises UnknownField, and what `rate` raises for places and periods.
    """
    columns = _columns(wh, fields)
    where, params = asked(wh, levels, places, unit_kind, period_kinds, periods)
    cells = [column for column in CELL if column != "field"]
    read = (*cells, *_ORIGIN, *columns)
    more = f"qualify count(*) over (partition by {', '.join(cells)}) > 1" if several else ""
    query = f"""
        unpivot (select {", ".join(read)} from figures where {where} {more})
        on {", ".join(columns)} into name field value value
    """
    rows = wh.sql(f"{figures_of(unit_kind, read)} select * from ({query})", params).with_columns(
        pl.col("field").replace_strict(columns)
    )
    low, high = bounds_of_counts()
    rows = rows.with_columns(low.alias("low"), high.alias("high"), basis=pl.lit("stated"), contradictory=pl.lit(False))
    rows = compared(rows, CELL).sort(*CELL, "speaks", descending=[False] * len(CELL) + [True])
    shown = rows if all_readings else rows.filter("speaks")
    returned = [*CELL, "value", "low", "high", *_ORIGIN, "readings", "disputed", "because"]
    return shown.select(*returned, *(["speaks"] if all_readings else []))


def disagreements(
    wh: Warehouse,
    fields: Sequence[str] | None = None,
    *,
    places: Sequence[str] | None = None,
    periods: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Every reading of the cells about which reports disagree beyond rounding: the columns of `statements`, `speaks`.

    None asks for all fields, all places, all periods.
    """
    wanted = list(wh.field_kinds) if fields is None else list(fields)
    found = statements(wh, wanted, places=places, periods=periods, all_readings=True, several=True)
    return found.filter("disputed")


def _columns(wh: Warehouse, fields: Sequence[str]) -> dict[str, str]:
    """For each column of `figures` its field."""
    if unknown := sorted(set(fields) - wh.field_kinds.keys()):
        raise UnknownField(f"Không có số liệu “{unknown[0]}”.", f"There is no field “{unknown[0]}”.")
    return {field.replace(".", "_"): field for field in fields}
