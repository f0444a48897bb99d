"""The only place that says when a province's periodic report is due, and what day it is in the data.

Nghị định 09/2019/NĐ-CP, Điều 13: ministries and provinces send a periodic report to the Government by the 25th of the
last month of its period. What departments, districts and communes owe their province is not known to us.
"""

from __future__ import annotations

from datetime import date, datetime

from queries.periods import calendar_days, kind_of, label_at, position
from queries.warehouse import Warehouse

LEGAL_BASIS = "Nghị định 09/2019/NĐ-CP, Điều 13"
DAY = 25
"""Of the period's last month."""


def due_on(label: str) -> date:
    """The last day on which a province's report on a period is in time; raises UnknownPeriod for ranges, readings."""
    return calendar_days(label)[1].replace(day=DAY)


def as_of(wh: Warehouse) -> date:
    """The day the data is of: the one asked for, else the day the vintage was made."""
    return wh.known_on or datetime.strptime(wh.vintage[:8], "%Y%m%d").date()


def under_way(wh: Warehouse, last: str) -> str | None:
    """The period behind the last one reported, where it has begun and is not due yet; else None."""
    label = label_at(kind_of(last).name, position(last) + 1)
    return label if calendar_days(label)[0] <= as_of(wh) <= due_on(label) else None
