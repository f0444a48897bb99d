"""The page says what an indicator is: its worked example, its version, its points beside the rate they are made of."""

from __future__ import annotations

import re

import pytest

from pages.parts.drawing import grid, tables
from pages.parts.indicator import rankings
from pages.parts.language import formats
from pages.parts.language.words import say_in
from pages.parts.method import definitions
from pages.parts.numbers import numbers_shown
from pages.parts.visits import url
from pages.parts.visits.visit import Visit
from queries import Warehouse, catalogue, open_warehouse, ranking, rate
from tests.warehouses import Told, write_warehouse

TWO = [
    Told("63.60", "2024-Q1", {"dossiers.resolved": 150, "dossiers.received_new": 100}),
    Told("63.67", "2024-Q1", {"dossiers.resolved": 60, "dossiers.received_new": 100}),
    *(
        Told(f"63.{code}", "2024-Q1", {"digitization.reused": part, "digitization.reused_base": 100}, report=code)
        for code, part in (("01", 100), ("48", 30))
    ),
]


@pytest.fixture(scope="module")
def wh(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return open_warehouse(write_warehouse(tmp_path_factory.mktemp("two"), *TWO))


def _visit(wh: Warehouse, lang: str = "vi") -> Visit:
    return Visit(url.View(lang=lang), wh, say_in(lang), ())


@pytest.mark.parametrize("name", catalogue())
def test_every_indicator_tells_an_example_in_both_languages(wh: Warehouse, name: str) -> None:
    indicator = catalogue()[name]
    for lang in ("vi", "en"):
        told = definitions.example(_visit(wh, lang), indicator)
        given, made = told.split(" → ", 1)
        assert len(given.split("; ")) == len(indicator.examples[0].given)
        assert formats.with_unit(indicator.examples[0].expect["value"], indicator.unit, lang) in made


def test_an_example_reads_like_a_sum(wh: Warehouse) -> None:
    told = definitions.example(_visit(wh), catalogue()["score766_reuse"])
    assert told.endswith("→ 60 ÷ 200 = 30,00% → 0,75\u00a0điểm")
    assert definitions.example(_visit(wh, "en"), catalogue()["overdue_rate"]).endswith("→ 30 ÷ 400 = 7.50%")


def test_a_version_says_since_when_it_holds(wh: Warehouse) -> None:
    assert definitions.version(_visit(wh), catalogue()["score766_reuse"]) == "1 · áp dụng từ 23/6/2022"
    assert definitions.version(_visit(wh, "en"), catalogue()["index766_total"]) == "in force from 23 Jun 2022"
    assert definitions.version(_visit(wh), catalogue()["on_time_rate"]) == "1"


def test_points_stand_beside_their_rate_in_the_table(wh: Warehouse) -> None:
    def lines(name: str) -> list[grid.Line]:
        rows = rate(wh, name).iter_rows(named=True)
        return [tables.line(_visit(wh), catalogue()[name], row) for row in rows]

    points = lines("score766_reuse")
    assert [(each["Giá trị"].text, each["Tỷ lệ"].text) for each in points] == [("2,00", "100,00%"), ("0,75", "30,00%")]
    assert "Tỷ lệ" not in lines("reuse_rate")[0]


def test_the_nation_s_points_are_made_of_its_sums_not_the_middle_of_the_provinces(wh: Warehouse) -> None:
    shown = numbers_shown.shown(_visit(wh), catalogue()["score766_reuse"])
    assert shown.row is not None and not shown.is_median
    assert (shown.row["rate"], shown.row["value"]) == (65, 1.625)


@pytest.mark.parametrize(("name", "widths"), [("clearance_rate", [100.0, 40.0]), ("score766_reuse", [100.0, 37.5])])
def test_no_bar_is_longer_than_its_place(wh: Warehouse, name: str, widths: list[float]) -> None:
    rows = ranking(wh, name, period="2024-Q1").to_dicts()
    drawn = rankings.drawn(_visit(wh), catalogue()[name], rows, [], rankings.scale_of(catalogue()[name], rows), "")
    assert [float(each) for each in re.findall(r"width:([\d.]+)%", drawn)] == widths


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([97.1, 98.4, 99.6], (96.5, 100.0)),
        ([97.5, 98.4, 99.6], (97.0, 100.0)),
        ([61.0, 70.2, 84.9], (55.0, 85.0)),
        ([98.0, 98.0], (97.9, 98.0)),
        ([30.0, 99.0], (0.0, 100.0)),
        ([99.0], (0.0, 100.0)),
        ([1.0, 2.0], (0.0, 100.0)),
        ([], (0.0, 100.0)),
        ([None, 99.0, 99.5], (98.9, 99.5)),
    ],
)
def test_numbers_that_lie_close_together_are_drawn_as_dots(
    wh: Warehouse, values: list[float | None], ends: tuple[float, float]
) -> None:
    about = {"place_vintage": "63", "place_code": "60", "place": "Bình Thuận", "rank": 1, "report_id": None}
    rows = [{**about, "numerator": None, "denominator": None, "value": value} for value in values]
    indicator = catalogue()["on_time_rate"]
    scale = rankings.scale_of(indicator, rows)
    assert (scale.low, scale.high) == pytest.approx(ends)
    drawn = rankings.drawn(_visit(wh), indicator, rows, [], scale, "")
    assert drawn.count('class="dot"') == (len(rows) if ends[0] else 0)
    assert drawn.count("<b style=") == sum(value is not None for value in values), "a gap is no place on the scale"
    assert all(0 <= float(each) <= 100 for each in re.findall(r"(?:left|width):([\d.]+)%", drawn))


def test_the_published_points_stand_beside_those_of_reports() -> None:
    families = {name: each.family for name, each in catalogue().items()}
    assert families["index766_progress"] == families["score766_progress"]
