"""Numbers, days and periods are written as their reader writes them; what is missing is a dash."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts.language import formats


@pytest.mark.parametrize(
    ("amount", "unit", "vi", "en"),
    [
        (93.764, "percent", "93,76%", "93.76%"),
        (100.0, "percent", "100,00%", "100.00%"),
        (169446.0, "dossier", "169.446", "169,446"),
        (81.5, "point", "81,50", "81.50"),
        (0.0, "dossier", "0", "0"),
        (None, "percent", "—", "—"),
        (float("nan"), "percent", "—", "—"),
        (float("inf"), "dossier", "—", "—"),
    ],
)
def test_values(amount: float | None, unit: str, vi: str, en: str) -> None:
    assert formats.value(amount, unit, "vi") == vi
    assert formats.value(amount, unit, "en") == en


def test_parts_name_what_they_count() -> None:
    assert formats.parts(142170, 151626, "dossier", "vi") == "142.170/151.626 hồ sơ"
    assert formats.parts(142170, 151626, "dossier", "en") == "142,170/151,626 dossiers"
    assert formats.parts(None, 151626, "dossier", "vi") == ""


@pytest.mark.parametrize(
    ("difference", "unit", "vi", "en"),
    [
        (1.236, "percent", "+1,24 điểm %", "+1.24 pp"),
        (-2.4, "percent", "−2,40 điểm %", "−2.40 pp"),
        (0.0, "percent", "±0,00 điểm %", "±0.00 pp"),
        (-0.001, "percent", "±0,00 điểm %", "±0.00 pp"),
        (-12345.0, "dossier", "−12.345", "−12,345"),
    ],
)
def test_changes_are_signed(difference: float, unit: str, vi: str, en: str) -> None:
    assert formats.change(difference, unit, "vi") == vi
    assert formats.change(difference, unit, "en") == en


@pytest.mark.parametrize(
    ("kind", "label", "vi", "en", "short"),
    [
        ("month", "2024-04", "Tháng 4/2024", "April 2024", "T4/24"),
        ("quarter", "2024-Q1", "Quý I/2024", "Q1 2024", "Q.I/24"),
        ("half", "2024-H1", "6 tháng đầu năm 2024", "H1 2024", "6 tháng đầu năm 2024"),
        ("nine_months", "2024-9M", "9 tháng năm 2024", "First 9 months 2024", "9 tháng năm 2024"),
        ("year", "2024", "Năm 2024", "2024", "2024"),
        ("range", "2023-01-01..2023-08-31", "1/1/2023–31/8/2023", "1 Jan 2023 – 31 Aug 2023", "1/1/2023–31/8/2023"),
        ("as_of", "2026-10-06", "Tại 6/10/2026", "As of 6 Oct 2026", "6/10/2026"),
    ],
)
def test_periods(kind: str, label: str, vi: str, en: str, short: str) -> None:
    assert formats.period(kind, label, "vi") == vi
    assert formats.period(kind, label, "en") == en
    assert formats.period(kind, label, "vi", short=True) == short
    assert formats.is_period(kind, label)


def test_a_window_is_told_from_day_to_day() -> None:
    assert formats.window(date(2023, 12, 15), date(2024, 3, 14), "vi") == "15/12/2023–14/3/2024"
    assert formats.window(None, date(2026, 10, 6), "vi") == "6/10/2026"


def test_moments_are_those_of_viet_nam() -> None:
    assert formats.moment(datetime(2026, 11, 22, 17, 30, tzinfo=UTC), "vi") == "00:30 ngày 23/11/2026"


@pytest.mark.parametrize(("name", "key"), [("Đà Nẵng", "da nang"), ("Huế", "hue"), ("Đắk Lắk", "dak lak")])
def test_names_fold_to_what_is_typed_without_marks(name: str, key: str) -> None:
    assert formats.folded(name) == key
    assert formats.slug(name) == key.replace(" ", "-")


def test_names_stand_in_vietnamese_order() -> None:
    names = ["Điện Biên", "Dak", "Đà Nẵng", "Ân", "An Giang", "Ăn", "Bắc Ninh", "Yên Bái", "Hưng Yên", "Huế"]
    expected = ["An Giang", "Ăn", "Ân", "Bắc Ninh", "Dak", "Đà Nẵng", "Điện Biên", "Huế", "Hưng Yên", "Yên Bái"]
    assert sorted(names, key=formats.in_order) == expected


@given(st.floats(allow_nan=True, allow_infinity=True), st.sampled_from(list(formats.UNIT_WORDS)))
def test_no_number_is_ever_written_nan(amount: float, unit: str) -> None:
    for lang in ("vi", "en"):
        assert "nan" not in formats.with_unit(amount, unit, lang).lower()
        assert "inf" not in formats.value(amount, unit, lang).lower()
