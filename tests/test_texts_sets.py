"""All labelled texts keep the promises of a reading; of three sets by other authors than those of `texts` hardly
anything is wrong and no fewer figures are found than before.

`texts_long` are long and mean; `texts_official` follow the outline of Thông tư 01/2020/TT-VPCP; `texts_press` are news,
notices, reports on the reform of the administration, and thematic ones.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from loaders.content import Document
from loaders.readers.document import open_document
from loaders.reading import read_document
from loaders.records import Reading
from tests.promises import broken
from tests.test_promises import TEXTS

FLOORS = {"texts_long": (0.995, 0.915), "texts_official": (0.995, 0.914), "texts_press": (0.99, 0.863)}
"""Of the figures stated how many are right, of those labelled how many are found: what was last measured, rounded."""
Stated = set[tuple[str, float, str]]


@cache
def read(path: Path) -> tuple[Document, Reading]:
    """A text and what is read of it: once for all tests."""
    document = open_document(path)
    return document, read_document(document)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_text_keeps_every_promise(path: Path) -> None:
    assert broken(*read(path), again=False) == []


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
        _, reading = read(path)
        stated = {(f.field, f.value, f.admin_level) for f in reading.facts if f.basis == "stated" and not f.unit}
        known = labels(path, "facts")
        right, labelled = right + len(stated & known), labelled + len(known)
        if reading.report.state == "current":
            wrong += [(path.name, *fact) for fact in stated - known - labels(path, "optional")]
    precision, recall = FLOORS[folder]
    assert right >= precision * (right + len(wrong)), (len(wrong), wrong)
    assert right >= recall * labelled, (right, labelled)
