"""The only place that decides what the indicator's page shows where the link does not say: kind, period, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pages.parts import data
from pages.parts.drawing import pictures
from pages.parts.language import formats
from pages.parts.visits import url
from pages.parts.visits.regions import within
from pages.parts.visits.visit import Visit
from queries import COVERAGE_TO_RANK, Indicator

MOST_HIGHLIGHTED = 6
HIGHLIGHTED_AT_FIRST = 3


@dataclass(frozen=True, slots=True)
class Course:
    """One indicator over time and over places, for one kind of period and one level."""

    kind: str
    kinds: tuple[str, ...]
    period: str
    labels: tuple[str, ...]
    rows: pl.DataFrame
    """As `queries.trend`."""
    ranked: pl.DataFrame
    """As `queries.ranking` of the period, those with a value."""
    highlighted: dict[str, str]

    def alt(self, visit: Visit, title: str) -> str:
        """The trend in one sentence, for who cannot see it."""
        places = ", ".join(self.highlighted.values()) or visit.say("indicator.others")
        return visit.say("indicator.trend_alt", title=title, kind=visit.say(f"kind.{self.kind}").lower(), places=places)

    def under(self, visit: Visit, indicator: Indicator) -> str:
        """What stands under the trend's title in a picture: unit, kind of period, and what the marks mean."""
        unit, kind = pictures.unit_of(visit, indicator), visit.say(f"kind.{self.kind}").lower()
        return f"{unit} · {visit.say('picture.by', kind=kind)} · {visit.say('indicator.marks')}"

    def caption(self, visit: Visit, title: str) -> str:
        """What the ranking shows."""
        return f"{title}, {formats.period(self.kind, self.period, visit.lang)}"

    def covered(self, visit: Visit) -> str:
        """How many of how many, and whether that is enough to rank."""
        if self.ranked.is_empty():
            return visit.say("indicator.no_value")
        row = self.ranked.row(0, named=True)
        told = visit.say("indicator.coverage", n=row["units_with_value"], total=row["units_expected"])
        enough = row["coverage"] is not None and row["coverage"] >= COVERAGE_TO_RANK
        return told if enough else f"{told}. {visit.say('indicator.no_rank')}"


@data.kept(64)
def course_of(visit: Visit, indicator: Indicator) -> Course:
    """What this view means for this indicator."""
    wh, view = visit.wh, visit.view
    found = data.periods(wh, indicator.name, view.level)
    kinds = [kind for kind in url.KINDS if kind in set(found["period_kind"])]
    said = view.kind if view.kind not in ("", "latest") else ""
    kind = said or fullest(found) or "quarter"
    of_kind = found.filter(pl.col("period_kind") == kind)
    period = view.period if view.period and formats.is_period(kind, view.period) else _best_period(of_kind)
    rows = data.trend(wh, indicator.name, kind, view.level) if kind in kinds else pl.DataFrame(schema=EMPTY)
    ranked = data.ranking(wh, indicator.name, period, view.level) if period else pl.DataFrame(schema=EMPTY)
    return Course(
        kind,
        tuple(kinds if kind in kinds else [*kinds, kind]),
        period,
        tuple(of_kind["period"]),
        rows,
        ranked.filter(pl.col("value").is_not_null()),
        _highlighted(visit, rows),
    )


def fullest(found: pl.DataFrame) -> str:
    """The kind of period with most numbers."""
    if found.is_empty():
        return ""
    counted = (
        found.group_by("period_kind").agg(pl.col("units").sum()).sort("units", "period_kind", descending=[True, False])
    )
    return str(counted["period_kind"][0])


def _best_period(found: pl.DataFrame) -> str:
    """The latest period that half of the provinces have; else the one that most have."""
    if found.is_empty():
        return ""
    enough = found.filter(pl.col("units") >= 34 * COVERAGE_TO_RANK)
    rows = enough if not enough.is_empty() else found.sort("units", "period_end", descending=True)
    return str(rows["period"][0])


def _highlighted(visit: Visit, rows: pl.DataFrame) -> dict[str, str]:
    """Key → name of the places in front: those in the link, else the scope, else those with the longest course."""
    keys: Sequence[str]
    if visit.view.units is not None:
        keys = visit.view.units
    elif not visit.has_provinces:
        keys = [visit.view.place]
    else:
        keys = longest(within(rows, visit.provinces))
    return {key: visit.place_name(key) for key in keys[:MOST_HIGHLIGHTED]}


def longest(rows: pl.DataFrame) -> list[str]:
    """The places with the longest courses: of the newest map where any of it has one, else of all."""
    known = rows.filter(pl.col("value").is_not_null()) if not rows.is_empty() else rows
    if known.is_empty():
        return []
    by = ["len", "place_vintage", "place_code"]
    counted = known.group_by("place_vintage", "place_code").len().sort(by, descending=[True, True, False])
    newest = counted.filter(place_vintage=known.sort("period_end")["place_vintage"][-1])
    chosen = newest if newest["len"][0] > 1 else counted
    return [f"{vintage}.{code}" for vintage, code, _ in chosen.head(HIGHLIGHTED_AT_FIRST).iter_rows()]


_WORDS = "place_vintage place_code place unit unit_kind admin_level period_kind period window_basis"
EMPTY = {
    **dict.fromkeys([*_WORDS.split(), "basis", "report_id", "formula_version", "family"], pl.String),
    **dict.fromkeys(("period_start", "period_end"), pl.Date),
    **dict.fromkeys(("numerator", "denominator", "rate", "value", "stated", "coverage"), pl.Float64),
    **dict.fromkeys(("from_levels", "disputed"), pl.Boolean),
    **dict.fromkeys(("confidence", "rank"), pl.Int64),
}
"""The columns pages read, for a frame with no rows."""
