"""The only place that gives a published score its grade ("Xuất sắc"), by the bands that a decision sets.

A grade is an authority's word: one is given only where the band is verified, to a score as printed, of the formula the
bands are for. Bands between are in the table with `verified` false, and give none: a wrong grade is a wrong number.
"""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from queries.catalogue import indicator_named
from queries.warehouse import Warehouse

ADDED = ("grade_vi", "grade_en", "grade_basis")


def with_grades(wh: Warehouse, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `rate` of this indicator with grade_vi, grade_en, grade_basis (str; null where no grade is certain).

    Only stated scores have one (never a sum, a mean or a median), printed exactly (confidence 3), disputed by nobody.
    Raises UnknownIndicator.
    """
    if indicator_named(name).name not in _graded(wh):
        return rows.with_columns(pl.lit(None, pl.String).alias(column) for column in ADDED)
    return wh.sql(
        """
        select n.* exclude (nth), g.grade_vi, g.grade_en, g.legal_basis as grade_basis
        from numbers as n left join grades as g
            on g.indicator = $name
            and g.verified
            and g.formula_version = n.formula_version
            and n.basis = 'stated' and n.confidence > 2 and not n.disputed
            and n.value >= g.low and (n.value < g.high or (g.high_included and n.value = g.high))
        order by nth
        """,
        {"name": name},
        numbers=rows.with_row_index("nth"),
    )


@lru_cache(maxsize=8)
def _graded(wh: Warehouse) -> frozenset[str]:
    """The indicators that have grades."""
    return frozenset(wh.sql("select distinct indicator from grades")["indicator"])
