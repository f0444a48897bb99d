"""Long labelled texts by another author than those of `texts`: nearly nothing wrong, no fewer found than before."""

from __future__ import annotations

import json
from pathlib import Path

from loaders.reading import read

TEXTS = sorted(Path(__file__).with_name("texts_long").glob("*.txt"))
Stated = set[tuple[str, float, str]]


def labels(path: Path, key: str) -> Stated:
    """Field, value and level of a text's labelled figures."""
    known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return {(fact["field"], float(fact["value"]), fact["admin_level"]) for fact in known.get(key, [])}


def test_of_a_hundred_figures_stated_at_most_two_are_wrong_and_half_of_all_are_found() -> None:
    right, wrong, labelled = 0, [], 0
    for path in TEXTS:
        (reading,) = read(path)
        stated = {(f.field, f.value, f.admin_level) for f in reading.facts if f.basis == "stated"}
        known = labels(path, "facts")
        right, labelled = right + len(stated & known), labelled + len(known)
        wrong += [(path.name, *fact) for fact in stated - known - labels(path, "optional")]
    assert len(wrong) <= 0.02 * (right + len(wrong)), wrong
    assert right >= 0.55 * labelled, (right, labelled)
