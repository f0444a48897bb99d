"""The only place that knows a region as a scope: its code in the link, its name, its provinces, and their reports.

The 34 provinces lie in six regions, the 63 did in another six; a code names the map: 34.dong-nam-bo, 63.dong-nam-bo.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pages.parts import data
from pages.parts.language import formats
from queries import Warehouse

MAPS = ("34", "63")
LAST_OF_63 = "2025-06-30"
"""The last day of the old map (Nghị quyết 202/2025/QH15: the 34 from 1 July 2025)."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region of one administrative map; `members` are the keys of its provinces, in Vietnamese order."""

    key: str
    vintage: str
    name: str
    members: tuple[str, ...]


@data.kept(8)
def regions(wh: Warehouse) -> dict[str, Region]:
    """Every region by its key; those of today first, each map's by name, the Vietnamese way."""
    members: dict[tuple[str, str], list[str]] = {}
    known = data.places(wh)
    for key in data.places_in_order(wh):
        if known[key]["region"] is not None:
            members.setdefault((str(known[key]["place_vintage"]), str(known[key]["region"])), []).append(key)
    ordered = sorted(members, key=lambda each: (MAPS.index(each[0]), formats.in_order(each[1])))
    found = [
        Region(f"{vintage}.{formats.slug(name)}", vintage, name, tuple(members[vintage, name]))
        for vintage, name in ordered
    ]
    return {region.key: region for region in found}


def of_map(wh: Warehouse, vintage: str) -> list[Region]:
    """The regions of one administrative map."""
    return [region for region in regions(wh).values() if region.vintage == vintage]


def region_of(wh: Warehouse, place: str) -> Region | None:
    """The region that a province lies in."""
    return next((region for region in regions(wh).values() if place in region.members), None)


def key_of() -> pl.Expr:
    """The key of a row's place."""
    return pl.concat_str("place_vintage", "place_code", separator=".")


def within(rows: pl.DataFrame, provinces: tuple[str, ...] | None) -> pl.DataFrame:
    """The rows of these provinces; all where None."""
    return rows if provinces is None else rows.filter(key_of().is_in(provinces))


@data.kept(64)
def reports_on(wh: Warehouse, provinces: tuple[str, ...]) -> list[str]:
    """The reports that speak of any of these provinces: as their own, or in any of their facts."""
    if len(provinces) == 1:
        return data.reports_on(wh, provinces[0])
    of = "list_contains($provinces, place_vintage || '.' || place_code)"
    rows = wh.sql(
        f"select report_id from reports where {of} union select report_id from facts where {of}",
        {"provinces": list(provinces)},
    )
    return rows["report_id"].to_list()
