"""The only place that knows which wholes can be taken apart: the nation, a region, a province's bodies of one kind."""

from __future__ import annotations

from dataclasses import dataclass

from pages.parts import data
from pages.parts.visits import url
from pages.parts.visits.regions import regions
from pages.parts.visits.visit import Visit

OF_PROVINCE = ("commune", "district", "department", "service_centre")


@dataclass(frozen=True, slots=True)
class Whole:
    """What is taken apart, as `queries.decomposition` wants it; `expected`: how many members it has, where known."""

    code: str
    name: str
    to: str = "nation"
    place: str = url.NATION
    of: str = "province"
    expected: int | None = None


def wholes(visit: Visit) -> dict[str, Whole]:
    """Every whole by its code in the link: the nation, the regions of both maps, the bodies of the scope."""
    found = [Whole("", visit.place_name(url.NATION)), *_regions(visit), *_bodies(visit)]
    return {whole.code: whole for whole in found}


def _regions(visit: Visit) -> list[Whole]:
    return [
        Whole(
            each.key,
            f"{each.name} ({visit.say(f'compare.of_{each.vintage}')})",
            to="region",
            place=f"{each.vintage}.{each.name}",
            expected=len(each.members),
        )
        for each in regions(visit.wh).values()
    ]


def _bodies(visit: Visit) -> list[Whole]:
    """The kinds of bodies that report on the scope."""
    place = visit.view.place
    if visit.is_nation:
        return []
    present = set(data.units(visit.wh, place)["unit_kind"])
    known = {"commune": "communes", "district": "districts"}
    return [
        Whole(
            f"{place}:{kind}",
            f"{visit.say(f'unitkind.{kind}')}, {visit.place_name(place)}",
            to="province",
            place=place,
            of=kind,
            expected=visit.places[place].get(known.get(kind, "")) or None,  # type: ignore[arg-type]
        )
        for kind in OF_PROVINCE
        if kind in present
    ]


def why(visit: Visit, name: str, key: str, kind: str, before: str, after: str) -> url.View:
    """The view that tells why a province's number of an indicator moved: its own parts, and its bodies where some
    report, communes first.
    """
    kinds = set(data.units(visit.wh, key)["unit_kind"])
    of = next((each for each in OF_PROVINCE if each in kinds), None)
    return url.View(
        lang=visit.lang, v=visit.view.v, place=key, level=visit.view.level, kind=kind, indicator=name,
        indicators=(name,), who=(key,), before=before, after=after, whole=f"{key}:{of}" if of else "",
    )  # fmt: skip
