"""Whatever was read can be read back from the warehouse, for any set of facts."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.catalogue.fields import load_fields
from loaders.places.reference import load_places, place_coded
from loaders.records import Fact, Locator, Period, Reading
from loaders.vocabulary import ADMIN_LEVELS, BASES, STATUSES, UNIT_KINDS
from loaders.warehouse.store import commit
from tests.readings import reading, table
from tests.tries import tries

FIELDS = load_fields()
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
PLACES = [
    place_coded(f"{vintage}.{code}") for vintage, code in load_places().select("place_vintage", "place_code").rows()
]
DAYS = st.dates(date(2009, 1, 1), date(2030, 12, 31))
PERIODS = st.builds(
    lambda start, days: Period(
        "range", f"{start}..{start + timedelta(days)}", start, start + timedelta(days), "stated"
    ),
    DAYS,
    st.integers(0, 400),
)
SPOTS = st.builds(
    lambda start, length, page, cell: Locator(start, start + length, page=page, sheet=cell and "Biểu", cell=cell),
    st.integers(0, 10**6),
    st.integers(0, 30),
    st.none() | st.integers(1, 500),
    st.none() | st.sampled_from(["B17", "AA3"]),
)
FACTS = st.builds(
    Fact,
    field=st.sampled_from(list(FIELDS)),
    value=st.floats(-1e12, 1e12, allow_nan=False).map(lambda v: v + 0.0),
    admin_level=st.sampled_from(ADMIN_LEVELS),
    raw=TEXT,
    at=SPOTS,
    place=st.none() | st.sampled_from(PLACES),
    unit=st.none() | TEXT.filter(bool),
    unit_kind=st.none() | st.sampled_from(UNIT_KINDS),
    period=st.none() | PERIODS,
    approximate=st.booleans(),
    basis=st.sampled_from(BASES),
    status=st.sampled_from(STATUSES),
    confidence=st.integers(1, 3),
    note=st.none() | TEXT,
)
READINGS = st.lists(
    st.builds(lambda facts, text, number: (facts, text, number), st.lists(FACTS, max_size=8), TEXT, st.none() | TEXT),
    max_size=3,
)


def read_back(folder: Path, one: Reading) -> list[Fact]:
    """The facts of a report as the warehouse holds them, in the shape they were read in."""
    rows = table(folder, "facts").filter(report_id=one.report.report_id).sort("fact_id").rows(named=True)
    return [
        Fact(
            field=row["field"],
            value=row["value"],
            admin_level=row["admin_level"],
            raw=row["raw"],
            at=Locator(row["text_start"], row["text_end"], row["page"], row["sheet"], row["cell"]),
            place=place_coded(f"{row['place_vintage']}.{row['place_code']}"),
            unit=row["unit"],
            unit_kind=row["unit_kind"],
            period=Period(
                row["period_kind"], row["period"], row["period_start"], row["period_end"], row["window_basis"]
            ),
            approximate=row["approximate"],
            basis=row["basis"],
            status=row["status"],
            confidence=row["confidence"],
            note=row["note"],
        )
        for row in rows
    ]


def as_stored(one: Reading, fact: Fact, status: str) -> Fact:
    """A fact with what it takes from its report; a conflict within the report may have made it suspect."""
    return Fact(
        **{
            name: getattr(fact, name)
            for name in Fact.__slots__
            if name not in ("place", "unit", "unit_kind", "period", "status")
        },
        place=fact.place or one.report.place,
        unit=one.report.unit if fact.unit is None else fact.unit,
        unit_kind=one.report.unit_kind if fact.unit_kind is None else fact.unit_kind,
        period=fact.period or one.report.period,
        status=status if status == "suspect" else fact.status,
    )


@settings(max_examples=tries(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(READINGS)
def test_any_facts_come_back_as_they_were_read(drawn: list[tuple[list[Fact], str, str | None]]) -> None:
    readings = [reading(f"r{i}", facts, text=text, number=number) for i, (facts, text, number) in enumerate(drawn)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commit(readings, folder, FIELDS)
        for one in readings:
            stored = read_back(folder, one)
            assert stored == [as_stored(one, fact, back.status) for fact, back in zip(one.facts, stored, strict=True)]
        assert table(folder, "texts")["text"].to_list() == [one.text for one in readings]
        figures_hold_exactly_what_counts(folder)
        assert not commit(readings, folder, FIELDS).created


def figures_hold_exactly_what_counts(folder: Path) -> None:
    """Every counted fact has its cell, every cell a counted fact with that value."""
    counted = table(folder, "facts").filter("counted")
    keys = ["report_id", "place_vintage", "place_code", "unit", "unit_kind", "admin_level", "period", "window_basis"]
    columns = {name: name.replace(".", "_") for name in FIELDS}
    wide = (
        table(folder, "figures").unpivot(list(columns.values()), index=keys, variable_name="column").drop_nulls("value")
    )
    cells = set(wide.rows())
    stated = counted.with_columns(column=pl.col("field").replace(columns)).select(*keys, "column", "value")
    assert {row[:-1] for row in cells} == {row[:-1] for row in stated.rows()}
    assert cells <= set(stated.rows())
