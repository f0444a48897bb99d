"""Thirty texts labelled by hand: what is stated in them is stated in their labels, and most of the labels are found."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from loaders.reading import read
from loaders.records import Reading
from loaders.text.textform import fold_marks

TEXTS = sorted(Path(__file__).with_name("texts").glob("*.txt"))
Label = tuple[str, float, str]
PRECISION, RECALL = 0.99, 0.93


@cache
def labelled(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def labels(path: Path, which: str) -> frozenset[Label]:
    return frozenset((each["field"], float(each["value"]), each["admin_level"]) for each in labelled(path)[which])


@cache
def reading(path: Path) -> Reading:
    (found,) = read(path)
    return found


def stated(path: Path) -> frozenset[Label]:
    facts = reading(path).facts
    return frozenset((fact.field, fact.value, fact.admin_level) for fact in facts if fact.basis == "stated")


def wrong(path: Path) -> frozenset[Label]:
    return stated(path) - labels(path, "facts") - labels(path, "optional")


def counts(path: Path) -> bool:
    """Whether the text's figures count: those of a held report wait until a person says whose they are."""
    return reading(path).report.state == "current"


def letterhead_is_right(path: Path) -> bool:
    """Who reports decides what every figure is of: place, unit and level."""
    head, report = labelled(path)["report"], reading(path).report
    return (place(path), report.unit_kind) == (head["place"], head["unit_kind"])


def place(path: Path) -> str | None:
    """The place read; the whole country, of which a ministry reports, has no label."""
    found = reading(path).report.place
    return found.name if found and found.vintage != "vn" else None


def test_there_are_thirty_texts_each_with_its_labels() -> None:
    assert len(TEXTS) >= 30
    assert all(path.with_suffix(".json").exists() for path in TEXTS)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_where_the_letterhead_is_read_right_no_wrong_figure_is_stated(path: Path) -> None:
    """A month inside the year has figures of its own, which the labels need not have."""
    own = {(f.field, f.value, f.admin_level) for f in reading(path).facts if f.period is None}
    if letterhead_is_right(path):
        assert wrong(path) & own == set()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_province_that_is_read_is_the_labelled_one(path: Path) -> None:
    """None is a gap; another one would put every figure in the wrong place."""
    read_place, known = place(path), labelled(path)["report"]["place"]
    assert read_place is None or fold_marks(read_place) == fold_marks(known or read_place)


def test_the_kind_of_unit_and_the_last_day_that_are_read_are_the_labelled_ones_but_for_one_each() -> None:
    kinds, days = [], []
    for path in TEXTS:
        head, report = labelled(path)["report"], reading(path).report
        kinds += [path.stem] * (report.unit_kind not in (None, head["unit_kind"]))
        if report.period is not None and report.period.end is not None and head["end"] is not None:
            days += [path.stem] * (report.period.end.isoformat() != head["end"])
    assert len(kinds) <= 1 and len(days) <= 1, (kinds, days)


def test_of_all_figures_that_count_nearly_none_is_wrong_and_most_labels_are_found() -> None:
    found = {path: stated(path) & labels(path, "facts") for path in TEXTS}
    missed = {path: labels(path, "facts") - stated(path) for path in TEXTS}
    false = {path: wrong(path) for path in TEXTS if counts(path)}
    right = sum(len(found[path]) for path in false)
    precision = right / (right + sum(map(len, false.values())))
    recall = sum(map(len, found.values())) / sum(len(labels(path, "facts")) for path in TEXTS)
    told = "\n".join(
        f"{path.stem}: {len(found[path])} right, wrong {sorted(wrong(path))}, missed {sorted(missed[path])}"
        for path in TEXTS
        if wrong(path) or missed[path]
    )
    assert precision >= PRECISION and recall >= RECALL, f"precision {precision:.4f}, recall {recall:.4f}\n{told}"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_stated_figure_stands_where_its_locator_says(path: Path) -> None:
    for fact in reading(path).facts:
        assert fact.basis == "derived" or reading(path).text[fact.at.start : fact.at.end] == fact.raw
