"""The only place that draws places in order: a table with its bars in it, read by eye and by ear alike."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pages.parts import formats, tables
from pages.parts.comparison import Row
from pages.parts.visit import Visit
from queries import Indicator


def drawn(visit: Visit, indicator: Indicator, rows: Sequence[Row], highlighted: Sequence[str], caption: str) -> str:
    """One line a place: rank, name, bar, value (a link to its source), n/N. Rows as `queries.ranking`."""
    top = max((float(row["value"]) for row in rows if isinstance(row["value"], int | float)), default=0.0)
    scale = max(100.0, top) if indicator.is_percent else indicator.score.max_points if indicator.score else top
    lines = "".join(_line(visit, indicator, row, scale, highlighted) for row in rows)
    return f'<table class="ranking"><caption>{escape(caption)}</caption>{lines}</table>'


def _line(visit: Visit, indicator: Indicator, row: Row, scale: float, highlighted: Sequence[str]) -> str:
    key = f"{row['place_vintage']}.{row['place_code']}"
    value = formats.value(row["value"], indicator.unit, visit.lang)
    share = 100 * float(row["value"]) / scale if isinstance(row["value"], int | float) and scale else 0.0
    parts = formats.parts(row["numerator"], row["denominator"], "", visit.lang)
    there = tables.source_link(visit, indicator.name, row)
    linked = f'<a href="{escape(there, quote=True)}">{value}</a>' if there else value
    here = ' class="here"' if key in highlighted else ""
    rank = "" if row["rank"] is None else row["rank"]
    return (
        f"<tr{here}><td>{rank}</td><td>{escape(str(row['place']))}</td>"
        f'<td><u aria-hidden="true"><b style="width:{share:.1f}%"></b></u></td><td>{linked}</td><td>{parts}</td></tr>'
    )
