"""The only place that makes points of a rate: the full-mark thresholds of Quyết định 766 live in an indicator's head.

    max_points: 2        the most there is to get
    full_at: 80          the rate, in percent, from which on there is nothing more to get; 100 unless stated
    at_zero: 6           the points where nothing arose (0 ÷ 0); without it there are none ("không phát sinh")

Points are max_points × rate ÷ full_at, never more than max_points. They are made of a rate after all adding up: the
points of two units are never added.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from queries.errors import CatalogueError
from queries.heads import Head

KEYS = ("max_points", "full_at", "at_zero")


@dataclass(frozen=True, slots=True)
class Score:
    """How a rate becomes points."""

    max_points: float
    full_at: float = 100.0
    at_zero: float | None = None

    def points(self, rate: pl.Expr, nothing_arose: pl.Expr) -> pl.Expr:
        """Points of a rate (percent, or null); `nothing_arose` tells where both parts are 0."""
        reached = pl.min_horizontal(self.max_points * rate / self.full_at, self.max_points)
        scored = pl.when(rate.is_not_null()).then(reached)
        return scored if self.at_zero is None else pl.when(nothing_arose).then(self.at_zero).otherwise(scored)


def read_score(head: Head) -> Score | None:
    """The score a head asks for, None for an indicator that is none; raises CatalogueError where it makes no sense."""
    if "max_points" not in head.values:
        for key in KEYS:
            if key in head.values:
                raise CatalogueError(head.file, head.line_of(key), f"{key} without max_points")
        return None
    if head["unit"] != "point":
        raise CatalogueError(head.file, head.line_of("unit"), f"max_points, but unit is “{head['unit']}”")
    at_zero = head.number("at_zero") if "at_zero" in head.values else None
    score = Score(head.number("max_points"), head.number("full_at") if "full_at" in head.values else 100.0, at_zero)
    if score.max_points <= 0 or not 0 < score.full_at <= 100:
        raise CatalogueError(head.file, head.line_of("max_points"), "points need max_points > 0 and 0 < full_at ≤ 100")
    if at_zero is not None and not 0 <= at_zero <= score.max_points:
        raise CatalogueError(head.file, head.line_of("at_zero"), f"at_zero is {at_zero:g}, more than there is to get")
    return score
