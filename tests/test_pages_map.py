"""The map draws what the link says, on the boundaries the link says; a tile leads to its province."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from pages.parts.drawing import mapped, tilemap
from pages.parts.language.words import say_in
from pages.parts.visits.url import View
from pages.parts.visits.visit import Visit
from queries import catalogue, open_warehouse
from tests.shown import built, data_in, dossiers, markup, opened, signed
from tests.warehouses import Told, places

HEADLINE = tuple(each for each in catalogue().values() if each.headline)
OLD, NEW = (places().filter(place_vintage=each)["place_code"].to_list() for each in ("63", "34"))
LAM_DONG = ("60", "67", "68")
"""The old provinces that went into 34.68."""


def _told(place: str, quarter: str, late: int = 10) -> Told:
    return Told(place, quarter, dossiers(1000, late), issued_on=signed(quarter))


def told() -> list[Told]:
    """Both maps whole in a quarter each, but for one old province; a score of ten new ones later."""
    rows = [_told(f"63.{code}", "2025-Q2", 10 + at) for at, code in enumerate(OLD) if code != "37"]
    rows += [_told(f"34.{code}", "2026-Q1") for code in NEW]
    portal = {"family": "figures", "report": "portal", "window": "stated", "issued_on": None}
    return rows + [Told(f"34.{code}", "2026-10-10", {"index766.total": 70.0}, **portal) for code in NEW[:10]]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with data_in(built(tmp_path_factory.mktemp("data"), told())) as data:
        yield data


def drawn(folder: Path, **view: Any) -> mapped.Mapped | None:
    return mapped.mapped(Visit(View(**view), open_warehouse(folder / "warehouse"), say_in("vi"), ()), HEADLINE)


def test_by_itself_it_is_of_the_latest_that_enough_provinces_have(folder: Path) -> None:
    found = drawn(folder)
    assert found is not None and (found.period, found.vintage, found.rows.height) == ("2026-Q1", "34", 34)
    assert found.indicator.name == "on_time_rate"


def test_the_indicator_of_the_link_is_drawn_however_few_have_it_and_then_without_ranks(folder: Path) -> None:
    found = drawn(folder, indicator="index766_total")
    assert found is not None and (found.rows.height, found.expected) == (10, 34)
    assert found.rows["rank"].null_count() == 10
    said = markup(opened(indicator="index766_total"))
    assert "Điểm Bộ chỉ số 766 theo tỉnh, thành phố" in said and "10/34 tỉnh, thành phố" in said
    assert said.count("<b>—</b>") == 24


def test_unasked_too_few_make_no_map(tmp_path: Path) -> None:
    few = built(tmp_path, [_told(f"63.{code}", "2024-Q1") for code in OLD[:20]])
    assert drawn(few) is None
    asked = drawn(few, indicator="on_time_rate")
    assert asked is not None and asked.rows.height == 20


def test_few_whole_ones_among_many_halves_have_no_rank(tmp_path: Path) -> None:
    first = (
        places().filter(place_vintage="63").unique("successor_code", keep="first", maintain_order=True)["place_code"]
    )
    found = drawn(built(tmp_path, [_told(f"63.{code}", "2024-Q1") for code in first]), boundaries="34")
    assert found is not None and 0 < found.rows.height < 17 and not found.is_enough
    assert found.rows["rank"].null_count() == found.rows.height


@pytest.mark.parametrize(("vintage", "n", "period"), [("63", 62, "Quý II/2025"), ("34", 34, "Quý I/2026")])
def test_the_boundaries_of_the_link_are_drawn_with_both_archipelagos(
    vintage: str, n: int, period: str, folder: Path
) -> None:
    said = markup(opened(boundaries=vintage))
    assert f"{period} · {n}/{vintage} tỉnh, thành phố" in said
    tiles = re.findall(r"grid-row:(\d+);grid-column:(\d+)", said)
    assert len(tiles) == len(set(tiles)) == int(vintage) + 2, "no tile covers another"
    assert re.findall(r'class="island"[^>]*><span>([^<]+)', said) == ["Hoàng Sa", "Trường Sa"]


def test_old_provinces_are_added_up_to_those_of_today_where_every_part_is_known(folder: Path) -> None:
    found = drawn(folder, boundaries="34", kind="quarter", period="2025-Q2", indicator="on_time_rate")
    assert found is not None and found.vintage == "34"
    known = dict(found.rows.select("place_code", "value").rows())
    late = sum(10 + OLD.index(code) for code in LAM_DONG)
    assert known["68"] == pytest.approx(100 * (3000 - late) / 3000)
    assert "37" not in known and len(known) == 33, "of Ninh Bình a part is not known"


def test_a_new_province_is_never_split_back(folder: Path) -> None:
    assert drawn(folder, boundaries="63", kind="quarter", period="2026-Q1") is None
    said = markup(opened(boundaries="63", kind="quarter", period="2026-Q1"))
    assert "không tách ngược về tỉnh cũ" in said and 'class="map"' not in said


def test_a_tile_leads_to_its_province_in_the_same_period_and_level(folder: Path) -> None:
    said = markup(opened(boundaries="63", kind="quarter", period="2025-Q2", lang="en"))
    links = [unescape(link) for link in re.findall(r'<a class="s\d" style="grid[^>]*href="([^"]+)"', said)]
    assert len(links) == 63 and "./?lang=en&place=63.60&kind=quarter&period=2025-Q2" in links
    app = opened(lang="en", place="63.60", kind="quarter", period="2025-Q2")
    assert app.title[0].value == "Overview: Bình Thuận" and "No data" not in markup(app).partition("tile-value")[0]


def test_a_choice_is_written_into_the_link_and_cleared_again(folder: Path) -> None:
    app = opened()
    app.selectbox(key="indicator").set_value("overdue_rate").run()
    app.selectbox(key="boundaries").set_value("63").run()
    assert (app.query_params["indicator"], app.query_params["boundaries"]) == ("overdue_rate", "63")
    assert "Tỷ lệ giải quyết quá hạn theo tỉnh" in markup(app)
    app.selectbox(key="indicator").set_value("").run()
    app.selectbox(key="boundaries").set_value("reported").run()
    assert not {"indicator", "boundaries"} & set(app.query_params)


def test_a_region_is_drawn_on_its_own_map_and_the_others_are_only_named(folder: Path) -> None:
    region = "63.tay-nguyen"
    app = opened(place=region, boundaries="34")
    said = markup(app)
    assert len(re.findall(r'class="s\d away"', said)) == 58 and "5/5 tỉnh, thành phố" in said
    assert "boundaries" not in [box.key for box in app.selectbox], "it has those of its own map"
    here = Visit(View(place=region), open_warehouse(folder / "warehouse"), say_in("vi"), ())
    found = drawn(folder, place=region)
    assert found is not None
    picture, _ = tilemap.svg(here, found.rows.to_dicts(), "percent", found.vintage)
    assert picture.count("<rect") == 5 + 2 + tilemap.CLASSES
