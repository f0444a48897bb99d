"""Three labelled sets by other authors than those of `texts`: hardly anything wrong, no fewer found than before.

`texts_long` are long and mean; `texts_official` follow the outline of Thông tư 01/2020/TT-VPCP; `texts_press` are news,
notices, reports on the reform of the administration, and thematic ones.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders.reading import read

FLOORS = {"texts_long": (0.99, 0.81), "texts_official": (0.99, 0.845), "texts_press": (0.985, 0.785)}
"""Of the figures stated how many are right, of those labelled how many are found: what was last measured, rounded."""
Stated = set[tuple[str, float, str]]


def labels(path: Path, key: str) -> Stated:
    """Field, value and level of a text's labelled figures."""
    known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return {(fact["field"], float(fact["value"]), fact["admin_level"]) for fact in known.get(key, [])}


@pytest.mark.parametrize("folder", FLOORS)
def test_hardly_any_figure_is_wrong_and_most_are_found(folder: str) -> None:
    right, wrong, labelled = 0, [], 0
    texts = sorted(Path(__file__).with_name(folder).glob("*.txt"))
    assert len(texts) >= 30
    for path in texts:
        (reading,) = read(path)
        stated = {(f.field, f.value, f.admin_level) for f in reading.facts if f.basis == "stated" and not f.unit}
        known = labels(path, "facts")
        right, labelled = right + len(stated & known), labelled + len(known)
        if reading.report.state == "current":
            wrong += [(path.name, *fact) for fact in stated - known - labels(path, "optional")]
    precision, recall = FLOORS[folder]
    assert right >= precision * (right + len(wrong)), (len(wrong), wrong)
    assert right >= recall * labelled, (right, labelled)
