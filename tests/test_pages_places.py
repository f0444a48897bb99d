"""Chỉ số shows all places in order, as a heatmap or one chart each, with the lines of wholes and of targets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pages.parts import data
from pages.parts.drawing import charts, heatmap, multiples
from pages.parts.indicator import wholes_over_time
from pages.parts.indicator.choices import course_of
from pages.parts.language.words import say_in
from pages.parts.visits.url import View
from pages.parts.visits.visit import Visit
from queries import catalogue, open_warehouse
from tests.shown import built, data_in, dossiers, markup, opened, signed
from tests.warehouses import Told, places

INDICATOR = catalogue()["on_time_rate"]
PAGE = "pages/indicator.py"


def _told(place: str, late: dict[str, int], **more: Any) -> list[Told]:
    return [Told(place, quarter, dossiers(1000, n), issued_on=signed(quarter), **more) for quarter, n in late.items()]


def _visit(folder: Path, told: list[Told], targets: tuple[dict[str, object], ...] = (), **view: Any) -> Visit:
    wh = open_warehouse(built(folder, told, targets) / "warehouse")
    return Visit(View(indicator=INDICATOR.name, kind="quarter", **view), wh, say_in("vi"), ())


GAPPED = [
    *_told("63.60", {"2023-Q1": 10, "2023-Q2": 20, "2023-Q4": 40}),
    *_told("63.48", {"2023-Q1": 50, "2023-Q4": 5}),
    *_told("63.01", {"2023-Q2": 30}),
]


def _rows(visit: Visit) -> list[dict[str, Any]]:
    return data.trend(visit.wh, INDICATOR.name, "quarter", "all").to_dicts()


def test_the_heatmap_leaves_open_what_is_not_known_and_puts_the_best_of_the_newest_first(tmp_path: Path) -> None:
    visit = _visit(tmp_path, GAPPED)
    (field,) = heatmap.drawn(visit, INDICATOR, _rows(visit), "quarter")["data"]  # type: ignore[misc]
    assert field["y"] == ["Đà Nẵng", "Bình Thuận", "Hà Nội"]
    assert field["x"] == ["Q.I/23", "Q.II/23", "Q.IV/23"]
    assert field["z"] == [[95.0, None, 99.5], [99.0, 98.0, 96.0], [None, 97.0, None]]
    assert field["hoverongaps"] is False and "Hà Nội" in field["customdata"][2][1] and field["customdata"][2][0] == ""


def test_where_less_is_better_the_least_stands_first(tmp_path: Path) -> None:
    visit, late = _visit(tmp_path, GAPPED), catalogue()["overdue_rate"]
    rows = data.trend(visit.wh, late.name, "quarter", "all").to_dicts()
    (field,) = heatmap.drawn(visit, late, rows, "quarter")["data"]  # type: ignore[misc]
    assert field["y"][:2] == ["Đà Nẵng", "Bình Thuận"]


def test_small_charts_share_one_scale_and_break_at_gaps(tmp_path: Path) -> None:
    visit = _visit(tmp_path, GAPPED)
    rows = _rows(visit)
    drawn = multiples.drawn(visit, INDICATOR, rows, "quarter")
    assert multiples.scale_of(rows) == (95.0, 99.5)
    assert re.findall(r">([^<]+)</a>", drawn) == ["Bình Thuận", "Đà Nẵng", "Hà Nội"]
    assert "3 kỳ có số, gần nhất 96,00% (Q.IV/23)" in drawn
    picture, _ = multiples.svg(visit, INDICATOR, rows, "quarter")
    assert picture.count("<polyline") == 1, "only two numbers of Bình Thuận follow on each other"
    hanoi = picture.partition("Hà Nội")[2]
    height = 44 - 6 - (97 - 95) / (99.5 - 95) * (44 - 12)
    assert set(re.findall(r'cy="([^"]+)"', hanoi)) == {f"{height:.1f}"}


@pytest.fixture(scope="module")
def both_maps(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """All provinces of both maps over two quarters each, one of them silent at the end."""
    told = []
    for vintage, quarters in (("63", ("2025-Q1", "2025-Q2")), ("34", ("2025-Q4", "2026-Q1"))):
        for code in places().filter(place_vintage=vintage)["place_code"]:
            told += _told(f"{vintage}.{code}", dict.fromkeys(quarters, 10))
    aims = [
        {"scope": "nation", "place_vintage": None, "place_code": None, "value": 98.5, "verified": False},
        {"scope": "province", "place_vintage": "34", "place_code": "68", "value": 97.5},
    ]
    return _visit(tmp_path_factory.mktemp("data"), told, tuple(aims))


def _trend(visit: Visit) -> dict[str, Any]:
    course = course_of(visit, INDICATOR)
    figure = charts.trend(course.rows.to_dicts(), course.highlighted, "percent", "quarter", "vi", visit.say)
    return wholes_over_time.with_wholes(visit, INDICATOR, course, figure)


def test_the_nation_has_a_line_that_breaks_where_its_provinces_changed(both_maps: Visit) -> None:
    lines = {trace["name"]: trace for trace in _trend(both_maps)["data"]}
    nation = lines["Cả nước"]
    assert nation["y"][0] == 99.0 and None in nation["y"] and nation["connectgaps"] is False
    before = [day for day, value in zip(nation["x"], nation["y"], strict=True) if value is not None and day < "2025-07"]
    assert len(before) == 2 and nation["y"].index(None) >= 2
    assert "63/63 tỉnh có số" in nation["text"][0]


def test_too_few_provinces_make_no_line_of_the_nation(tmp_path: Path) -> None:
    visit = _visit(tmp_path, GAPPED)
    assert "Cả nước" not in {trace["name"] for trace in _trend(visit)["data"]}


def test_of_a_province_its_region_is_drawn_too_and_its_own_target(both_maps: Visit) -> None:
    visit = Visit(View(indicator=INDICATOR.name, kind="quarter", place="34.68"), both_maps.wh, both_maps.say, ())
    figure = _trend(visit)
    names = [trace["name"] for trace in figure["data"]]
    assert "Cả nước" in names and str(visit.places["34.68"]["region"]) in names
    assert [note["text"] for note in figure["layout"]["annotations"]][-1] == "Mục tiêu 97,5%"
    assert figure["layout"]["shapes"][-1]["y0"] == 97.5


def test_a_target_nobody_checked_says_so(both_maps: Visit) -> None:
    assert _trend(both_maps)["layout"]["annotations"][-1]["text"] == "Mục tiêu 98,5% (chưa kiểm chứng)"


@pytest.mark.parametrize(("chart", "mark"), [("heatmap", "dung-han_heatmap"), ("multiples", 'class="multiples"')])
def test_the_link_says_how_places_are_seen_and_one_map_is_shown_at_a_time(
    chart: str, mark: str, tmp_path: Path
) -> None:
    told = [*_told("63.60", {"2025-Q1": 10, "2025-Q2": 20}), *_told("34.68", {"2025-Q4": 10, "2026-Q1": 5})]
    with data_in(built(tmp_path, told)):
        new = markup(opened(PAGE, chart=chart, kind="quarter", period="2026-Q1"))
        old = markup(opened(PAGE, chart=chart, kind="quarter", period="2025-Q2"))
    assert mark in new and "34 tỉnh, thành phố từ 1/7/2025: 1/34" in new
    assert mark in old and "1/63" in old


def test_the_order_of_a_period_leads_to_why_the_scope_and_the_nation_moved(tmp_path: Path) -> None:
    told = _told("34.68", {"2025-Q4": 10, "2026-Q1": 5})
    with data_in(built(tmp_path, told)):
        app = opened(PAGE, kind="quarter", period="2026-Q1")
        own = opened(PAGE, kind="quarter", period="2026-Q1", place="34.68")
        first = opened(PAGE, kind="quarter", period="2025-Q4", place="34.68")
    (link,) = [each for each in app.get("page_link") if each.proto.label.startswith("Vì sao")]
    assert "before=2025-Q4" in link.proto.query_string and "after=2026-Q1" in link.proto.query_string
    link, _ = [each for each in own.get("page_link") if each.proto.label.startswith("Vì sao")]
    assert link.proto.label == "Vì sao con số của Lâm Đồng thay đổi so với kỳ trước?"
    assert "place=34.68" in link.proto.query_string and "after=2026-Q1" in link.proto.query_string
    assert not [each for each in first.get("page_link") if each.proto.label.startswith("Vì sao")]


def test_places_of_today_stand_in_front_where_they_have_a_course(both_maps: Visit, tmp_path: Path) -> None:
    assert all(key.startswith("34.") for key in course_of(both_maps, INDICATOR).highlighted)
    told = [*_told("63.60", {"2024-Q1": 1, "2024-Q2": 2}), *_told("34.68", {"2025-Q4": 3})]
    assert next(iter(course_of(_visit(tmp_path, told), INDICATOR).highlighted)) == "63.60"
