"""The only place that reads `identities.toml`, the equations between the figures of one unit, level and period."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from loaders.catalogue.fields import load_fields
from loaders.checks.rounding import fit
from loaders.records import LoaderError

DECIMALS = 1
"""Of a rate of which only the value is known, not how it is printed."""
CATALOGUE = Path(__file__).with_name("identities.toml")


@dataclass(frozen=True, slots=True)
class Sum:
    """total = parts added up."""

    total: str
    parts: tuple[str, ...]
    source: str
    accuses: bool = True
    completes: bool = False
    unless: tuple[str, ...] = ()
    loose: bool = False

    def is_stated(self, values: Mapping[str, float]) -> bool:
        """Whether the total and every part have a value."""
        return self.total in values and all(part in values for part in self.parts)

    def holds(self, values: Mapping[str, float]) -> bool:
        """Whether the total and all its parts are stated and add up."""
        return self.is_stated(values) and abs(sum(values[p] for p in self.parts) - values[self.total]) < self.tolerance

    @property
    def tolerance(self) -> float:
        """How far the parts may be off: not by one where they are counted; by their roundings where they are scores."""
        return 0.5 if load_fields()[self.total].unit != "point" else 0.0051 * (len(self.parts) + 1)


@dataclass(frozen=True, slots=True)
class Share:
    """rate = 100 × the tops added up / any one of the bottoms, each of which may be a sum."""

    rate: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    source: str
    also: tuple[str, ...] = ()
    accuses: bool = True
    absent: str | None = None

    @property
    def bases(self) -> tuple[tuple[str, ...], ...]:
        """What it may be a share of, each as the fields that are added up."""
        return tuple(map(_added, (*self.bottom, *self.also)))

    def holds(self, bottom: str, values: Mapping[str, float]) -> bool:
        """Whether the rate, of which only the value is known, is what its parts give over this bottom."""
        if not values.get(bottom) or any(name not in values for name in (self.rate, *self.top)):
            return False
        exact = 100 * sum(values[name] for name in self.top) / values[bottom]
        return fit(values[self.rate], exact, DECIMALS) == "rounded"


@dataclass(frozen=True, slots=True)
class Order:
    """`smaller` may not exceed `larger`; with `warns` it is only worth a look."""

    smaller: str
    larger: str
    source: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Hundred:
    """Shares of one whole, which make 100 % together, or with those of `also` where these are apart."""

    rates: tuple[str, ...]
    source: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """What no figure of these fields exceeds."""

    fields: tuple[str, ...]
    most: float
    source: str


@dataclass(frozen=True, slots=True)
class Carry:
    """What opens a period is what closed the one before."""

    opening: str
    closing: str
    source: str


@dataclass(frozen=True, slots=True)
class Stock:
    """Where `silent` is 0, a flow that equals the stock is none."""

    flow: str
    stock: str
    silent: str
    source: str


@dataclass(frozen=True, slots=True)
class Identities:
    """The catalogue."""

    sums: tuple[Sum, ...]
    shares: tuple[Share, ...]
    orders: tuple[Order, ...]
    hundreds: tuple[Hundred, ...]
    limits: tuple[Limit, ...]
    carries: tuple[Carry, ...]
    stocks: tuple[Stock, ...]


_KINDS: dict[str, type] = {
    "sum": Sum,
    "share": Share,
    "order": Order,
    "hundred": Hundred,
    "limit": Limit,
    "carry": Carry,
    "stock": Stock,
}
_NOT_NAMES = ("source", "accuses", "completes", "loose", "warns", "most")


@cache
def load_identities(path: Path = CATALOGUE) -> Identities:
    """The catalogue. Raises LoaderError where an entry names no field or has an unknown key."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        built = [tuple(of(**_tupled(table)) for table in tables[kind]) for kind, of in _KINDS.items()]
    except (KeyError, TypeError) as error:
        raise LoaderError(f"{path.name}: {error}.") from error
    if strange := sorted(set(tables) - set(_KINDS)):
        raise LoaderError(f"{path.name}: [[{strange[0]}]] is no kind of equation.", f"Known: {', '.join(_KINDS)}.")
    for name in (name for kind in tables.values() for table in kind for name in _named(table)):
        if name not in load_fields():
            raise LoaderError(f"{path.name}: {name!r} is no field.")
    return Identities(*built)


def _tupled(table: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}


def _named(table: dict[str, Any]) -> Iterator[str]:
    for value in (value for key, value in table.items() if key not in _NOT_NAMES):
        for each in [value] if isinstance(value, str) else value:
            yield from _added(each)


def _added(names: str) -> tuple[str, ...]:
    return tuple(names.split(" + "))


def holds(values: Mapping[str, float], names: Iterable[str]) -> bool:
    """Whether some equation over these values confirms one of `names`."""
    return any(True for name in names for _ in holding(values, name))


def holding(values: Mapping[str, float], name: str) -> Iterator[tuple[bool, set[str]]]:
    """Each equation over these values that holds and has `name` in it: whether it is a sum, and its other fields."""
    sums, shares = _with(name)
    for each in sums:
        if each.holds(values):
            yield True, {each.total, *each.parts} - {name}
    for share, bottom in shares:
        if share.holds(bottom, values):
            yield False, {share.rate, *share.top, bottom} - {name}


@cache
def _with(name: str) -> tuple[list[Sum], list[tuple[Share, str]]]:
    """The sums with a field in them, and the shares that accuse with one of their bottoms."""
    known = load_identities()
    shares = [(share, bottom) for share in known.shares if share.accuses for bottom in share.bottom]
    sums = [each for each in known.sums if name in (each.total, *each.parts)]
    return sums, [(share, bottom) for share, bottom in shares if name in (share.rate, *share.top, bottom)]
