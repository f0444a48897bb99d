"""One number speaks for a unit × level × period × field; why it does is said, and the others stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from queries import Warehouse, disagreements, open_warehouse, statements
from queries.errors import UnknownField
from queries.speaking import RULES
from tests.warehouses import Told, write_warehouse

RECEIVED = "dossiers.received"


def _open(folder: Path, *told: Told) -> Warehouse:
    return open_warehouse(write_warehouse(folder, *told))


def _told(value: float, **more: Any) -> Told:
    return Told("63.60", "2024-Q1", {RECEIVED: value}, **{"report": str(more), **more})


def test_each_field_is_a_row_of_its_own(tmp_path: Path):
    wh = _open(tmp_path, Told("63.60", "2024-Q1", {RECEIVED: 169446, "dossiers.resolved": 151626}))
    rows = statements(wh, [RECEIVED, "dossiers.resolved", "dossiers.pending"])
    assert rows.select("field", "value", "readings", "because").rows() == [
        (RECEIVED, 169446.0, 1, None),
        ("dossiers.resolved", 151626.0, 1, None),
    ]


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ({"family": "figures"}, {"family": "ksthc"}, "official"),
        ({"issued_on": date(2024, 3, 20)}, {"issued_on": date(2024, 4, 1)}, "later"),
        ({"confidence": 2}, {"confidence": 3}, "surer"),
    ],
)
def test_the_rule_that_decides_is_named(tmp_path: Path, one: dict[str, Any], other: dict[str, Any], because: str):
    row = statements(_open(tmp_path, _told(1, **one), _told(2, **other)), [RECEIVED]).row(0, named=True)
    assert (row["value"], row["readings"], row["because"]) == (2.0, 2, because)
    assert because in RULES


def test_a_report_that_nothing_tells_apart_is_chosen_always_the_same(tmp_path: Path):
    told = [_told(value, report=name) for value, name in ((1, "a"), (2, "b"), (3, "c"))]
    chosen = [
        statements(_open(tmp_path / str(n), *order), [RECEIVED]).row(0, named=True)
        for n, order in enumerate((told, told[::-1]))
    ]
    assert chosen[0] == chosen[1] and chosen[0]["because"] == "identity"


def test_every_reading_can_be_asked_for_and_one_speaks(tmp_path: Path):
    wh = _open(tmp_path, _told(1, family="figures"), _told(2))
    rows = statements(wh, [RECEIVED], all_readings=True)
    assert rows.select("value", "speaks").rows() == [(2.0, True), (1.0, False)]


def test_reports_that_differ_by_more_than_rounding_disagree(tmp_path: Path):
    apart = _open(tmp_path / "a", _told(100, family="figures"), _told(101))
    rounded = _open(tmp_path / "b", _told(4_300_000, family="figures", confidence=2), _told(4_312_345))
    assert disagreements(apart)["value"].to_list() == [101.0, 100.0]
    assert disagreements(rounded).is_empty()


def test_a_field_nobody_knows_is_named(tmp_path: Path):
    with pytest.raises(UnknownField, match=r"dossiers\.lost"):
        statements(_open(tmp_path, _told(1)), ["dossiers.lost"])
