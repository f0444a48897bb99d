"""The only place that puts a visit together: what the link says, checked against the data it is shown with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from pages.parts import data
from pages.parts.language import formats
from pages.parts.language.words import WORDS, Say, say_in
from pages.parts.visits import url
from pages.parts.visits.regions import Region, regions
from queries import Indicator, Warehouse


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of a page: the view that counts, the data, the language, and what in the link was not understood."""

    view: url.View
    wh: Warehouse
    say: Say
    unknown: tuple[url.Unknown, ...]

    @property
    def lang(self) -> str:
        return self.view.lang

    @property
    def places(self) -> dict[str, dict[str, object]]:
        return data.places(self.wh)

    @property
    def is_nation(self) -> bool:
        return self.view.place == url.NATION

    @property
    def region(self) -> Region | None:
        """The region that is the scope; None where it is a place or the nation."""
        return regions(self.wh).get(self.view.place)

    @property
    def has_provinces(self) -> bool:
        """Whether the scope is made of provinces: the nation, or a region."""
        return self.is_nation or self.region is not None

    @property
    def provinces(self) -> tuple[str, ...] | None:
        """The keys of the provinces in the scope; None for the nation, which has all."""
        if self.is_nation:
            return None
        return self.region.members if self.region else (self.view.place,)

    def place_name(self, key: str) -> str:
        """A place's name; the old provinces say until when they were, since seven names live on with other borders."""
        if region := regions(self.wh).get(key):
            name = self.say("place.region_name", name=region.name)
            return f"{name} ({self.say('filter.before_merger')})" if region.vintage == "63" else name
        row = self.places.get(key)
        if row is None:
            return key
        name = "Việt Nam" if key == url.NATION and self.lang == "en" else str(row["name"])
        return f"{name} ({self.say('filter.before_merger')})" if self._lives_on(key, name) else name

    def body_name(self, key: str) -> str:
        """A place's name, or that of a unit of it with the place behind it."""
        place, _, slug = key.partition(":")
        unit = unit_named(self.wh, place, slug) if slug else None
        return f"{unit['unit']}, {self.place_name(place)}" if unit else self.place_name(place)

    def title(self, indicator: Indicator) -> str:
        """An indicator's name in the visitor's language."""
        return indicator.title_en if self.lang == "en" else indicator.title_vi

    def _lives_on(self, key: str, name: str) -> bool:
        return key.startswith("63.") and name in _new_names(self.wh)


@data.kept(8)
def _new_names(wh: Warehouse) -> frozenset[str]:
    return frozenset(str(row["name"]) for key, row in data.places(wh).items() if key.startswith("34."))


def visit() -> Visit:
    """This visit. Raises NoWarehouse where nothing was loaded yet; a pinned vintage that is gone is merely unknown."""
    view, unknown = url.read()
    try:
        wh = data.open_vintage(view.v)
    except data.UnknownVintage:
        unknown += (url.Unknown("v", view.v),)
        view = replace(view, v="")
        wh = data.open_vintage("")
    view, strange = _checked(view, wh)
    return Visit(view, wh, say_in(view.lang), (*unknown, *strange))


def _checked(view: url.View, wh: Warehouse) -> tuple[url.View, list[url.Unknown]]:
    """The view without the places, units and indicators that this data does not know."""
    strange: list[url.Unknown] = []
    places = data.places(wh)
    known: dict[str, Callable[[str], bool]] = {
        "place": lambda key: key in places or key in regions(wh),
        "indicator": data.indicators().__contains__,
    }
    for name, is_known in known.items():
        if (value := getattr(view, name)) and not is_known(value):
            strange.append(url.Unknown(name, value))
            view = replace(view, **{name: getattr(url.View(), name)})
    known_in = {"units": places.__contains__, "who": partial(is_body, wh), "indicators": known["indicator"]}
    for name, is_known in known_in.items():
        if said := getattr(view, name):
            strange += [url.Unknown(name, key) for key in said if not is_known(key)]
            view = replace(view, **{name: tuple(key for key in said if is_known(key)) or None})
    if view.unit and unit_named(wh, view.place, view.unit) is None:
        strange.append(url.Unknown("unit", view.unit))
        view = replace(view, unit="")
    if view.check and f"check.{view.check}" not in WORDS:
        strange.append(url.Unknown("check", view.check))
        view = replace(view, check="")
    return _of_one_kind(view, strange), strange


def _of_one_kind(view: url.View, strange: list[url.Unknown]) -> url.View:
    """The view with the kind its period is of, where none is said; without periods of another kind than is said."""
    if view.period and not view.kind:
        view = replace(view, kind=next(kind for kind in url.KINDS if formats.is_period(kind, view.period)))
    for name in ("period", "before", "after"):
        if (label := getattr(view, name)) and view.kind and not formats.is_period(view.kind, label):
            strange.append(url.Unknown(name, label))
            view = replace(view, **{name: ""})
    return view


def is_body(wh: Warehouse, key: str) -> bool:
    """Whether a key names a place, or a unit that some report of the place speaks of."""
    place, _, slug = key.partition(":")
    return place in data.places(wh) and (not slug or unit_named(wh, place, slug) is not None)


def unit_named(wh: Warehouse, place: str, slug: str) -> dict[str, object] | None:
    """The unit of a place that stands so in a link; None where no report speaks of it."""
    return next((row for row in data.units(wh, place).iter_rows(named=True) if formats.slug(row["unit"]) == slug), None)
