"""Period labels: what follows what."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import UnknownPeriod, between, calendar_days, previous_period, year_before
from queries.periods import KINDS, check_label, kind_of, label_at, position

KIND = st.sampled_from(sorted(KINDS))


@pytest.mark.parametrize(
    ("label", "before", "a_year_before"),
    [
        ("2024-01", "2023-12", "2023-01"),
        ("2024-Q1", "2023-Q4", "2023-Q1"),
        ("2024-H2", "2024-H1", "2023-H2"),
        ("2024-9M", "2023-9M", "2023-9M"),
        ("2024", "2023", "2023"),
    ],
)
def test_the_period_before_and_the_same_a_year_before(label: str, before: str, a_year_before: str):
    assert (previous_period(label), year_before(label)) == (before, a_year_before)


def test_between_names_every_period_both_ends_included():
    assert between("2023-Q3", "2024-Q2") == ["2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2"]


def test_between_two_kinds_there_is_nothing():
    with pytest.raises(UnknownPeriod, match="not of one kind"):
        between("2023-Q3", "2024")


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-9M", date(2024, 1, 1), date(2024, 9, 30)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_calendar_days_of_a_label(label: str, first: date, last: date):
    assert calendar_days(label) == (first, last)


@pytest.mark.parametrize(
    "label", ["", "2024-13", "2024-Q0", "2024-Q5", "2024-H3", "24", "2024-1", "Q1/2024", "2024-10-06"]
)
def test_what_is_no_label_is_refused_by_name(label: str):
    with pytest.raises(UnknownPeriod, match=f"“{label}”"):
        kind_of(label)


def test_a_day_and_a_range_are_labels_that_nothing_follows():
    check_label("2026-10-06")
    check_label("2023-01-01..2023-08-31")
    with pytest.raises(UnknownPeriod):
        previous_period("2026-10-06")


@given(kind=KIND, place=st.integers(1, 9000))
def test_label_and_position_are_each_others_inverse(kind: str, place: int):
    at = place + KINDS[kind].in_year
    assert kind_of(label_at(kind, at)).name == kind
    assert position(label_at(kind, at)) == at


@given(kind=st.sampled_from(sorted(KINDS.keys() - {"nine_months"})), place=st.integers(2000, 9000))
def test_periods_follow_on_without_gap_or_overlap(kind: str, place: int):
    _, last = calendar_days(label_at(kind, place))
    first, _ = calendar_days(label_at(kind, place + 1))
    assert first.toordinal() - last.toordinal() == 1
