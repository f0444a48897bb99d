"""The only place that puts together which names and times in a text are the report's own and which are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.prose.clauses import Skip
from loaders.prose.times import times
from loaders.prose.units import units
from loaders.records import Report
from loaders.text.scanning import Scan
from loaders.text.textform import fold_marks

_ADDRESSEES = Scan(
    r"^[ \t#*_>|]*kính[ \t]+gửi[ \t]*:?[^\n]*(?:\n[ \t]*[-–+][^\n0-9]{3,100}[;.]?[ \t]*(?=\n))*",
    re.MULTILINE | re.IGNORECASE,
    needs="kính",
)
""" "Kính gửi: Văn phòng UBND tỉnh", or a list under it: to whom a paper goes is nobody whose figures follow."""


def scopes(text: str, report: Report) -> list[Skip]:
    """The spans of periods and units in the text, ordered and disjoint, each with its effect on its clause."""
    kept: list[Skip] = []
    for skip in sorted(
        [*_addressees(text), *times(text, report), *units(text, report)], key=lambda skip: (skip.start, -skip.end)
    ):
        if not kept or skip.start >= kept[-1].end:
            kept.append(skip)
    return kept


def _addressees(text: str) -> Iterator[Skip]:
    yield from (Skip(*match.span(), blank=True) for match in _ADDRESSEES.finditer(text, fold_marks(text)))
