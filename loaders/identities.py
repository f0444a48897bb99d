"""The only place that reads `identities.toml`, the equations between the figures of one unit, level and period."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from loaders.fields import load_fields
from loaders.records import LoaderError

ROUNDING = 0.055
"""Half a unit of a rate printed with one decimal, and a little: in percent points."""
CATALOGUE = Path(__file__).with_name("identities.toml")


@dataclass(frozen=True, slots=True)
class Sum:
    """total = parts added up."""

    total: str
    parts: tuple[str, ...]
    source: str
    accuses: bool = True
    completes: bool = False

    def is_stated(self, values: Mapping[str, float]) -> bool:
        """Whether the total and every part have a value."""
        return self.total in values and all(part in values for part in self.parts)

    def holds(self, values: Mapping[str, float]) -> bool:
        """Whether the total and all its parts are stated and add up."""
        return self.is_stated(values) and abs(sum(values[p] for p in self.parts) - values[self.total]) < 0.5


@dataclass(frozen=True, slots=True)
class Share:
    """rate = 100 × the tops added up / any one of the bottoms."""

    rate: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]

    def holds(self, bottom: str, values: Mapping[str, float], tolerance: float) -> bool:
        """Whether the printed rate is what its parts give, within `tolerance` in percent points."""
        if not values.get(bottom) or any(name not in values for name in (self.rate, *self.top)):
            return False
        return abs(100 * sum(values[t] for t in self.top) / values[bottom] - values[self.rate]) <= tolerance


@dataclass(frozen=True, slots=True)
class Order:
    """`smaller` may not exceed `larger`; with `warns` it is only worth a look."""

    smaller: str
    larger: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Identities:
    """The catalogue."""

    sums: tuple[Sum, ...]
    shares: tuple[Share, ...]
    orders: tuple[Order, ...]


@cache
def load_identities(path: Path = CATALOGUE) -> Identities:
    """The catalogue. Raises LoaderError where an entry names no field or has an unknown key."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        built = Identities(
            tuple(Sum(**_tupled(t)) for t in tables["sum"]),
            tuple(Share(**_tupled(t)) for t in tables["share"]),
            tuple(Order(**t) for t in tables["order"]),
        )
    except (KeyError, TypeError) as error:
        raise LoaderError(f"{path.name}: {error}.") from error
    for table in (t for kind in tables.values() for t in kind):
        for name in _names(table):
            if name not in load_fields():
                raise LoaderError(f"{path.name}: {name!r} is no field.")
    return built


def _tupled(table: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}


def _names(table: dict[str, Any]) -> Iterator[str]:
    for key in ("total", "parts", "rate", "top", "bottom", "smaller", "larger"):
        value = table.get(key, [])
        yield from [value] if isinstance(value, str) else value


def holds(values: Mapping[str, float], names: Iterable[str]) -> bool:
    """Whether some equation over these values confirms one of `names`."""
    return any(True for name in names for _ in holding(values, name))


def holding(values: Mapping[str, float], name: str) -> Iterator[set[str]]:
    """The fields of each equation over these values that holds and has `name` in it, without `name` itself."""
    known = load_identities()
    for each in known.sums:
        if name in (each.total, *each.parts) and each.holds(values):
            yield {each.total, *each.parts} - {name}
    for share in known.shares:
        for bottom in share.bottom:
            if name in (share.rate, *share.top, bottom) and share.holds(bottom, values, ROUNDING):
                yield {share.rate, *share.top, bottom} - {name}
