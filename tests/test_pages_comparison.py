"""A number is compared with an earlier one only where kind, window and formula are the same and enough is covered."""

from __future__ import annotations

from datetime import date

import pytest

from pages.parts.numbers import comparison


def row(period: str, value: float | None, **other: object) -> dict[str, object]:
    kind = "as_of" if len(period) == 10 else "range" if ".." in period else "quarter"
    end = date.fromisoformat(period) if kind == "as_of" else date(int(period[:4]), 3 * int(period[-1]), 14)
    base = {
        "period_kind": kind,
        "period": period,
        "period_start": date(2023, 12, 15),
        "period_end": end,
        "window_basis": "standard",
        "formula_version": None,
        "value": value,
        "basis": "computed",
        "confidence": 3,
        "issued_on": None,
    }
    return {**base, **other}


NOW = row("2024-Q1", 93.76)


def test_the_change_is_told_against_the_period_before_and_the_year_before() -> None:
    rows = [row("2023-Q1", 96.0), row("2023-Q4", 90.0), NOW]
    assert comparison.before(rows, NOW).difference == pytest.approx(3.76)
    assert comparison.a_year_before(rows, NOW).difference == pytest.approx(-2.24)


@pytest.mark.parametrize(
    ("earlier", "reason"),
    [
        ([], "no_previous"),
        ([row("2023-Q3", 90.0)], "no_previous"),
        ([row("2023-Q4", 90.0, window_basis="calendar")], "other_window"),
        ([row("2023-Q4", 90.0, formula_version="2")], "other_formula"),
        ([row("2023-Q4", None)], "no_value"),
        ([row("2023-Q4", 90.0, coverage=0.1)], "low_coverage"),
    ],
)
def test_without_a_like_number_the_reason_is_told(earlier: list[dict[str, object]], reason: str) -> None:
    change = comparison.before([*earlier, NOW], NOW)
    assert (change.difference, change.reason) == (None, reason)


def counted(period: str, value: float, n: int, total: int = 3) -> dict[str, object]:
    """A sum of counts over so many of so many places."""
    more = {"units_with_value": n, "units_expected": total, "coverage": n / total, "denominator": None}
    return row(period, value, **more)


def test_a_sum_of_counts_is_compared_only_where_every_place_is_in_both() -> None:
    whole, lacking = counted("2023-Q4", 300.0, 3), counted("2024-Q1", 200.0, 2)
    for earlier, now in ((whole, lacking), (counted("2023-Q4", 200.0, 2), counted("2024-Q1", 310.0, 3))):
        assert comparison.before([earlier, now], now).reason == "other_places"
    assert comparison.before([counted("2023-Q4", 200.0, 2), lacking], lacking).reason == "other_places", "others, maybe"
    now = counted("2024-Q1", 310.0, 3)
    assert comparison.before([whole, now], now).difference == 10.0
    rates = [counted("2023-Q4", 90.0, 3) | {"denominator": 10.0}, lacking | {"denominator": 10.0}]
    assert comparison.before(rates, rates[1]).difference == 110.0, "a rate of fewer is a rate"


def test_windows_stated_by_the_reports_must_begin_on_the_same_day() -> None:
    now = row("2024-Q1", 90.0, window_basis="stated", period_start=date(2024, 1, 21))
    other = row("2023-Q4", 80.0, window_basis="stated", period_start=date(2023, 9, 15))
    assert comparison.before([other, now], now).reason == "other_window"


def test_readings_are_compared_with_the_reading_before_but_never_across_formulas() -> None:
    old, new = row("2026-01-30", 91.0, formula_version="2022"), row("2026-10-06", 60.0, formula_version="2026")
    later = row("2026-10-10", 61.5, formula_version="2026")
    assert comparison.before([old, new, later], later).difference == pytest.approx(1.5)
    assert comparison.before([old, new], new).reason == "other_formula"


def test_the_newest_number_speaks_and_of_two_for_one_day_the_computed_one() -> None:
    printed = row("2024-Q1", 93.8, basis="stated")
    assert comparison.newest([row("2023-Q4", 99.0), printed, NOW]) is NOW


def test_for_the_nation_a_well_covered_period_goes_before_a_later_poor_one() -> None:
    well, poor = row("2023-Q4", 95.0, coverage=0.9), row("2024-Q1", 99.0, coverage=0.03)
    assert comparison.best_covered([well, poor]) is well
    assert comparison.best_covered([poor]) is poor
    assert not comparison.covered(poor)
