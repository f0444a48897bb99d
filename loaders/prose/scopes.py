"""The only place that puts together which names and times in a text are the report's own and which are not."""

from __future__ import annotations

from loaders.prose.clauses import Skip
from loaders.prose.times import times
from loaders.prose.units import units
from loaders.records import Report


def scopes(text: str, report: Report) -> list[Skip]:
    """The spans of periods and units in the text, ordered and disjoint, each with its effect on its clause."""
    kept: list[Skip] = []
    for skip in sorted([*times(text, report), *units(text, report)], key=lambda skip: (skip.start, -skip.end)):
        if not kept or skip.start >= kept[-1].end:
            kept.append(skip)
    return kept
