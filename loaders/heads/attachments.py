"""The only place that reads what a form or an annex says of itself: "Đơn vị báo cáo: …", "(Kèm theo Báo cáo số …)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from loaders.heads.datelines import read_day
from loaders.places.mentions import UnitMention, find_units

_HEAD = 3000
ATTACHED_NOTE = re.compile(r"\((?:ban\s+hành\s+)?kèm\s+theo[^)]*\)?", re.IGNORECASE)
"""The note of what a paper is attached to, which names other units and days than its own."""
_REPORTING_UNIT = re.compile(r"^[ \t#*_>|+-]*(?:đơn\s+vị|cơ\s+quan)\s+báo\s+cáo\s*:([^\n|]{0,120})", re.MULTILINE)
_ATTACHED = re.compile(
    r"kèm\s+theo\s+(?:báo\s+cáo|công\s+văn|thông\s+báo|văn\s+bản)\s+số\s*:?\s*([0-9]{1,6})\s*/\s*([^\s,;)]{2,30})"
    r"\s*,?\s*(?:ngày\s+(?:([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})"
    r"|([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+((?:19|20)[0-9]{2})))?(?:[^)\n]{0,12}?của\s+([^)]{4,120}))?"
)


@dataclass(frozen=True, slots=True)
class Attached:
    """The report, notice or letter of a report that a paper belongs to."""

    number: str
    day: date | None
    sender: UnitMention | None


def reporting_units(text: str, low: str) -> tuple[UnitMention, ...] | None:
    """The units in the line "Đơn vị báo cáo:" of a form, none where it was left open; None where this is no form."""
    match = _REPORTING_UNIT.search(low, 0, _HEAD)
    return find_units(text[slice(*match.span(1))]) if match else None


def attached_to(text: str, low: str) -> Attached | None:
    """What the note "(Kèm theo Báo cáo số … ngày … của …)" in the head says.

    A ministry's letter without a report brings a form that others fill.
    """
    match = _ATTACHED.search(low, 0, _HEAD)
    if match is None:
        return None
    senders = find_units(text[slice(*match.span(9))]) if match[9] else ()
    symbol = "".join(text[slice(*match.span(2))].split())
    reports = symbol.upper().startswith(("BC", "TB"))
    if not reports and (len(senders) != 1 or senders[0].kind == "ministry"):
        return None
    return Attached(f"{match[1]}/{symbol}", read_day(*match.groups()[2:8]), senders[0] if len(senders) == 1 else None)
