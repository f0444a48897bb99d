"""The only place that reads the worked examples of an indicator: figures as a report states them, and what they make.

    -- given: dossiers.resolved = 400, dossiers.resolved_overdue = 30; dossiers.overdue_rate = 7.5
    -- expect: numerator = 30, denominator = 400, value = 7.5; value = 7.5

Examples are apart by semicolons, as many expectations as givens, each worked out by hand. What an expectation does not
name is null; `nothing` says that there is no number at all. The first example is printed beside the definition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from queries.errors import CatalogueError
from queries.heads import Head

EXPECTED = ("numerator", "denominator", "rate", "value")
"""What an expectation may name."""
NOTHING = "nothing"

_PAIR = re.compile(r"^(?P<name>[a-z0-9_.]+) = (?P<number>-?\d+(\.\d+)?)$")


@dataclass(frozen=True, slots=True)
class Example:
    """`given`: field → figure; `expect`: numerator, denominator, rate, value → number, empty where there is none."""

    given: dict[str, float]
    expect: dict[str, float]


def read_examples(head: Head, fields: tuple[str, ...]) -> tuple[Example, ...]:
    """The examples of a head; raises CatalogueError where they are not pairs, or speak of what it does not read."""
    givens = [_pairs(head, "given", text, fields) for text in head["given"].split(";")]
    expects = [_pairs(head, "expect", text, EXPECTED) for text in head["expect"].split(";")]
    if len(givens) != len(expects):
        fault = f"{len(givens)} given, but {len(expects)} expected"
        raise CatalogueError(head.file, head.line_of("expect"), fault, "Write a semicolon between examples.")
    if "value" not in expects[0]:
        raise CatalogueError(head.file, head.line_of("expect"), "the first example expects no value")
    return tuple(Example(given, expect) for given, expect in zip(givens, expects, strict=True))


def _pairs(head: Head, key: str, text: str, known: tuple[str, ...]) -> dict[str, float]:
    if key == "expect" and text.strip() == NOTHING:
        return {}
    pairs: dict[str, float] = {}
    for part in text.split(","):
        found = _PAIR.match(part.strip())
        if found is None:
            raise CatalogueError(head.file, head.line_of(key), f"“{part.strip()}” is not “name = number”")
        if found["name"] not in known or found["name"] in pairs:
            raise CatalogueError(head.file, head.line_of(key), f"{key} names {found['name']}", f"It knows {known}.")
        pairs[found["name"]] = float(found["number"])
    return pairs
