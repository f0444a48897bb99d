"""Lines break at gaps, at the merger and between windows; islands are on the map; a drawing tells what it shows."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest

from pages.parts.drawing import charts, sparkline, tilemap
from pages.parts.language.words import say_in

SAY = say_in("vi")


def row(place: str, quarter: str, value: float | None, basis: str = "standard") -> dict[str, object]:
    vintage, code = place.split(".")
    return {
        "place_vintage": vintage,
        "place_code": code,
        "place": "Bình Thuận",
        "period_kind": "quarter",
        "period": quarter,
        "period_start": date(2023, 1, 1),
        "period_end": date(int(quarter[:4]), 3 * int(quarter[-1]), 14),
        "window_basis": basis,
        "formula_version": None,
        "value": value,
        "numerator": None,
        "denominator": None,
    }


def drawn(rows: list[dict[str, object]]) -> dict[str, object]:
    return charts.trend(rows, {"63.60": "Bình Thuận"}, "percent", "quarter", "vi", SAY)


def test_a_gap_stays_a_gap() -> None:
    figure = drawn([row("63.60", "2023-Q1", 90.0), row("63.60", "2023-Q2", None), row("63.60", "2023-Q3", 92.0)])
    line = figure["data"][0]
    assert line["y"] == [90.0, None, 92.0]
    assert line["connectgaps"] is False


def test_windows_are_drawn_apart_with_marks_of_their_own() -> None:
    figure = drawn([row("63.60", "2023-Q1", 90.0), row("63.60", "2023-Q2", 91.0, "calendar")])
    lines = figure["data"]
    assert [line["marker"]["symbol"] for line in lines] == ["square", "diamond-open"]
    assert [line["showlegend"] for line in lines] == [True, False]


def test_the_others_are_one_grey_line_and_a_lonely_number_is_a_dot() -> None:
    figure = drawn([row("63.68", "2023-Q1", 90.0), row("63.68", "2023-Q2", 91.0), row("63.01", "2023-Q1", 80.0)])
    line, dots = figure["data"]
    assert line["y"] == [90.0, 91.0, None, 80.0, None]
    assert (line["mode"], dots["y"]) == ("lines", [80.0])


def test_the_merger_is_marked_where_the_figure_reaches_over_it_and_only_there() -> None:
    over = drawn([row("63.60", "2025-Q1", 90.0), row("34.68", "2025-Q4", 91.0)])
    before = drawn([row("63.60", "2023-Q1", 90.0), row("63.60", "2025-Q1", 91.0)])
    assert over["layout"]["annotations"][0]["text"] == "Sáp nhập 1/7/2025"
    assert "shapes" not in before["layout"]


def test_axis_words_are_vietnamese_and_few() -> None:
    rows = [row("63.60", f"20{year}-Q{quarter}", 90.0) for year in range(10, 24) for quarter in (1, 2, 3, 4)]
    axis = drawn(rows)["layout"]["xaxis"]
    assert axis["ticktext"][-1] == "Q.IV/23"
    assert len(axis["ticktext"]) <= charts.MOST_TICKS


def test_names_in_a_figure_are_escaped() -> None:
    figure = charts.trend([row("63.60", "2023-Q1", 90.0)], {"63.60": "<img src=x>"}, "percent", "quarter", "vi", SAY)
    assert "<img" not in figure["data"][0]["text"][0]


def test_a_sparkline_breaks_at_gaps_and_ends_in_a_dot() -> None:
    picture = unquote(sparkline.course([1.0, 2.0, None, 3.0, 4.0], "hai đoạn"))
    assert picture.count("<polyline") == 2
    assert picture.count("<circle") == 1
    assert 'alt="hai đoạn"' in picture


def test_a_sparkline_of_one_number_is_nothing() -> None:
    assert sparkline.course([None, 5.0], "") == ""
    assert sparkline.dots([5.0, 5.0, 5.0], "", low=5.0, high=5.0) == ""


def test_both_archipelagos_belong_to_the_map_of_either_time() -> None:
    for vintage in ("63", "34"):
        names = {name for (map_of, _), name in tilemap.ISLANDS.items() if map_of == vintage}
        assert names == {"Hoàng Sa", "Trường Sa"}


@pytest.mark.parametrize(
    ("heights", "sides"),
    [
        ([], []),
        ([5.0], ["middle"]),
        ([0.0, 100.0], ["middle", "middle"]),
        ([50.0, 51.0, 90.0], ["bottom", "top", "middle"]),
        ([70.0, 70.0], ["bottom", "top"]),
        ([9.0, 3.0, 6.0], ["top", "bottom", "middle"]),
    ],
)
def test_labels_of_near_points_stand_apart(heights: list[float], sides: list[str]) -> None:
    assert charts.apart(heights, 100.0) == sides
