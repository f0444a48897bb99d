"""The only place that says between which places, units and periods a person may choose for a report.

What the text itself names comes first. "" is always there: as it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from loaders.records import Report
from loaders.vocabulary import WHOLE_PROVINCE
from pages.parts import data
from pages.parts.language import formats
from pages.parts.visits import filters, url
from pages.parts.visits.visit import Visit

YEARS_BACK = 6
WITHIN_A_YEAR = (
    *(f"Q{number}" for number in (4, 3, 2, 1)),
    *("9M", "H2", "H1"),
    *(f"{number:02}" for number in range(12, 0, -1)),
)


def places(visit: Visit, report: Report) -> dict[str, str]:
    """Key → name of every province of both maps, and the nation, found without marks too."""
    read = visit.place_name(f"{report.place.vintage}.{report.place.code}") if report.place else ""
    known = data.places_in_order(visit.wh)
    ordered = [url.NATION, *(key for of in ("34.", "63.") for key in known if key.startswith(of))]
    return {"": _as_read(visit, read)} | {key: filters.searchable(filters.dated(visit, key)) for key in ordered}


def units(visit: Visit, report: Report, named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """kind|name → name of the units that the text names, the whole place, and who reported on the place before."""
    found = [(f"{kind}|{name}", name) for name, kind in named if kind != "province"]
    found += [(f"province|{WHOLE_PROVINCE}", visit.say("unit.province"))]
    found += [("national|cả nước", visit.say("unit.nation"))]
    if report.place:
        rows = data.units(visit.wh, f"{report.place.vintage}.{report.place.code}")
        found += [(f"{row['unit_kind']}|{row['unit']}", str(row["unit"])) for row in rows.iter_rows(named=True)]
    shown = {key: filters.searchable(name) for key, name in found}
    return {"": _as_read(visit, report.unit or "")} | shown


def periods(visit: Visit, report: Report, named: Iterable[str]) -> dict[str, str]:
    """Label → name of the periods that the text names, then of those of the last years."""
    this = max(date.today().year, report.period.end.year if report.period and report.period.end else 0)
    labels = [*named]
    for year in range(this, this - YEARS_BACK - 1, -1):
        labels += [str(year), *(f"{year}-{part}" for part in WITHIN_A_YEAR)]
    read = _named(visit, report.period.label) if report.period else ""
    return {"": _as_read(visit, read)} | {label: filters.searchable(_named(visit, label)) for label in labels}


def _named(visit: Visit, label: str) -> str:
    kind = next((kind for kind in url.KINDS if kind != "latest" and formats.is_period(kind, label)), "range")
    return formats.period(kind, label, visit.lang)


def _as_read(visit: Visit, what: str) -> str:
    return visit.say("loading.as_read", what=what or visit.say("loading.not_known"))
