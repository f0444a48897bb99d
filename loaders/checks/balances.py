"""The only place for the two shapes of an equation between figures: a balance (a sum, or a bound) and a ratio.

A figure is meant by its number in the report's list of facts, so that one set of values can be tried after another.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.checks.identities import Share
from loaders.checks.rounding import fit, shown_decimals
from loaders.made_often import made_often

Values = Sequence[float]


@made_often(frozen=True, slots=True)
class Balance:
    """total = parts added up, or with `at_most` no less than they; without a total, the constant.

    `kind` is identity, order, levels, units, cumulative, hundred or limit; with `warns` it is only worth a look.
    """

    kind: str
    total: int | None
    parts: tuple[int, ...]
    accuses: bool
    tolerance: float = 0.5
    at_most: bool = False
    warns: bool = False
    constant: float = 0.0
    unless: tuple[int, ...] = ()

    @property
    def cells(self) -> tuple[int, ...]:
        """Every figure in it, the total first."""
        return (*(() if self.total is None else (self.total,)), *self.parts)

    def whole(self, values: Values) -> float:
        """What the parts should add up to."""
        return self.constant if self.total is None else values[self.total]

    def added(self, values: Values) -> float:
        """What the parts do add up to."""
        return sum(values[part] for part in self.parts)

    def holds(self, values: Values) -> bool:
        """Whether it is true of these values."""
        off = self.added(values) - self.whole(values)
        return off < self.tolerance if self.at_most else abs(off) < self.tolerance

    def is_right(self, values: Values) -> bool:
        """The same: nothing is rounded."""
        return self.holds(values)

    def confirms(self, values: Values) -> tuple[int, ...]:
        """The figures that it speaks for when it holds: a bound, a sum of nothing or of one level does for none."""
        telling = self.kind == "identity" or sum(values[part] != 0 for part in self.parts) > 1
        says = not self.at_most and self.total is not None and bool(self.whole(values)) and telling
        return self.cells if says else ()

    def excused(self, values: Values) -> bool:
        """Whether those parts alone make up the total that may be all there is."""
        return bool(self.unless) and abs(sum(values[part] for part in self.unless) - self.whole(values)) < 0.5

    def needed(self, cell: int, values: Values) -> float | None:
        """What one figure must be for the equation to hold, where that is certain."""
        if self.at_most:
            return None
        off = self.whole(values) - self.added(values)
        return values[cell] - off if cell == self.total else values[cell] + off


@made_often(frozen=True, slots=True)
class Ratio:
    """rate = 100 × tops / one of the bottoms, each of them added up; the first `usual` of them are meant by rule."""

    rate: int
    tops: tuple[int, ...]
    bottoms: tuple[tuple[int, ...], ...]
    usual: int
    decimals: int
    accuses: bool
    share: Share
    kind: str = "share"
    warns: bool = False

    @property
    def cells(self) -> tuple[int, ...]:
        """Every figure in it, the rate first."""
        return tuple(dict.fromkeys((self.rate, *self.tops, *(cell for base in self.bottoms for cell in base))))

    def fitting(self, values: Values, usual: bool = False) -> tuple[str, tuple[int, ...]] | None:
        """How the printed rate fits ("rounded", "cut"), and over which of the bottoms; None where it fits none."""
        top, rate = sum(values[cell] for cell in self.tops), values[self.rate]
        places = max(self.decimals, shown_decimals(rate))
        found: dict[str | None, tuple[int, ...]] = {}
        for base in self.bottoms[: self.usual] if usual else self.bottoms:
            if whole := sum(values[cell] for cell in base):
                found.setdefault(fit(rate, 100 * top / whole, places), base)
        return next(((how, found[how]) for how in ("rounded", "cut") if how in found), None)

    def holds(self, values: Values) -> bool:
        """Whether the rate is right over one of its bottoms."""
        return self.fitting(values) is not None

    def is_right(self, values: Values) -> bool:
        """Whether it would have been printed so: rounded, over a bottom that is meant by rule."""
        fit = self.fitting(values, usual=True)
        return fit is not None and fit[0] == "rounded"

    def confirms(self, values: Values) -> tuple[int, ...]:
        """The figures that it speaks for when it holds: not the bottoms over which it would be wrong."""
        fit = self.fitting(values)
        return (self.rate, *self.tops, *fit[1]) if fit else ()

    def excused(self, values: Values) -> bool:
        """A rate has no excuse but another equation for it that holds."""
        return False

    def needed(self, cell: int, values: Values) -> float | None:
        """A rounded rate leaves its parts open."""
        return None


Equation = Balance | Ratio
