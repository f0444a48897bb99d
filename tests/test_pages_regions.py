"""A region is a scope: its provinces added up with their own coverage, in the link by its code, between nation and
province; whatever a page shows of it is of its provinces alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.language.words import say_in
from pages.parts.numbers import numbers_shown
from pages.parts.overview import attention, drill
from pages.parts.quality import sums
from pages.parts.reports import contradictions, listing
from pages.parts.visits.regions import region_of, regions
from pages.parts.visits.url import View
from pages.parts.visits.visit import Visit
from queries import catalogue, open_warehouse
from tests.shown import PAGES, built, data_in, dossiers, markup, opened, signed
from tests.warehouses import Told, places

HIGHLANDS = "63.tay-nguyen"
OWN = places().filter(place_vintage="63", region="Tây Nguyên")["place_code"].to_list()
"""Five old provinces."""
OLD_EAST = places().filter(place_vintage="63", region="Đông Nam Bộ")["place_code"].to_list()
"""Those of a region that reports whole."""
ON_TIME, RECEIVED, SCORE = (catalogue()[name] for name in ("on_time_rate", "received", "index766_total"))


def _quarter(place: str, quarter: str, late: int, **more: Any) -> Told:
    return Told(place, quarter, dossiers(1000, late), issued_on=signed(quarter), **more)


def told() -> list[Told]:
    """Four of five provinces of a region, which fall; one elsewhere that falls more; a contradiction in each."""
    wrong = ("error: Không khớp",)
    rows = [_quarter(f"63.{code}", "2023-Q4", 10) for code in OWN]
    rows += [_quarter(f"63.{code}", "2024-Q1", 10 * (at + 1), problems=wrong) for at, code in enumerate(OWN[:4])]
    rows += [_quarter("63.01", "2023-Q4", 10), _quarter("63.01", "2024-Q1", 500, problems=wrong)]
    second = {"report": "khác", "issued_on": date(2024, 4, 1)}
    for code in (OWN[0], "01"):
        rows.append(Told(f"63.{code}", "2024-Q1", {"feedback.received": 5}, report=f"một {code}"))
        rows.append(Told(f"63.{code}", "2024-Q1", {"feedback.received": 9}, **second | {"report": f"hai {code}"}))
    for at, code in enumerate(OWN[:3]):
        rows.append(
            Told(f"63.{code}", "2024-05-02", {"index766.total": 60.0 + at * at}, family="figures", report="cổng")
        )
        rows.append(Told(f"63.{OLD_EAST[at]}", "2024-05-02", {"index766.total": 90.0}, family="figures", report="cổng"))
    rows += [_quarter(f"63.{code}", quarter, 3) for code in OLD_EAST for quarter in ("2023-Q4", "2024-Q1")]
    rows.append(_quarter(f"63.{OWN[0]}", "2024-Q1", 1, unit="Sở Nội vụ", unit_kind="department", level="province"))
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with data_in(built(tmp_path_factory.mktemp("data"), told())) as data:
        yield data


def visit(folder: Path, place: str = HIGHLANDS, **view: Any) -> Visit:
    return Visit(View(place=place, **view), open_warehouse(folder / "warehouse"), say_in("vi"), ())


def shown(visit: Visit, indicator: Any) -> dict[str, Any]:
    return dict(numbers_shown.shown(visit, indicator).row or {})


def test_every_province_lies_in_one_region_of_its_map(folder: Path) -> None:
    found = regions(visit(folder).wh)
    members = [key for region in found.values() for key in region.members]
    assert len(members) == len(set(members)) == 63 + 34
    assert all(key.startswith(region.vintage) for region in found.values() for key in region.members)
    assert next(iter(found)) == "34.bac-trung-bo" and len(found) == 12


def test_its_rate_is_the_ratio_of_its_provinces_sums_and_says_how_many(folder: Path) -> None:
    row = shown(visit(folder, kind="quarter", period="2024-Q1"), ON_TIME)
    assert (row["numerator"], row["denominator"]) == (4000 - 100, 4000)
    assert row["value"] == pytest.approx(97.5) and (row["units_with_value"], row["units_expected"]) == (4, 5)
    east = shown(visit(folder, "63.dong-nam-bo", kind="quarter", period="2024-Q1"), ON_TIME)
    assert east["denominator"] == 6000 and (east["units_with_value"], east["units_expected"]) == (6, 6)


def test_its_page_tells_its_own_coverage_and_never_compares_sums_of_other_places(folder: Path) -> None:
    said = markup(opened(place=HIGHLANDS, kind="quarter", period="2024-Q1"))
    assert "4/5 tỉnh có số" in said and "/63 tỉnh có số" not in said
    assert "Kỳ trước: không đủ mọi tỉnh ở cả hai kỳ, tổng không so" in said
    assert "97,50%" in said


def test_of_a_score_it_is_the_middle_of_its_provinces(folder: Path) -> None:
    row = shown(visit(folder), SCORE)
    assert (row["value"], row["basis"], row["low"], row["high"]) == (61.0, "median", 60.0, 64.0)
    assert (row["units_with_value"], row["units_expected"]) == (3, 5)


def test_too_few_of_its_provinces_are_no_number_of_the_region(tmp_path: Path) -> None:
    with data_in(built(tmp_path, [_quarter(f"63.{code}", "2024-Q1", 10) for code in OWN[:2]])):
        vi, en = (markup(opened(place=HIGHLANDS, lang=lang)) for lang in ("vi", "en"))
    assert "Chưa có số của vùng" in vi and "2/5 tỉnh có số" in vi and "Chưa có số cả nước" not in vi
    assert "No regional number" in en


def test_what_needs_attention_is_of_its_provinces(folder: Path) -> None:
    fallen = [each.row["place_code"] for each in attention.falls(visit(folder), [ON_TIME])]
    assert fallen == [OWN[3], OWN[2], OWN[1]], "of all provinces 01 fell most"
    assert "01" in [each.row["place_code"] for each in attention.falls(visit(folder, "vn.00"), [ON_TIME])]


def test_lists_hold_what_is_of_its_provinces(folder: Path) -> None:
    here, nation = visit(folder), visit(folder, "vn.00")
    for of in (contradictions.found, sums.disagreeing, sums.checked, listing.found):
        own, every = of(here), of(nation)
        assert 0 < own.height < every.height, of
    assert set(sums.disagreeing(here)["place_code"]) == {OWN[0]}
    assert set(listing.found(here)["place_code"]) == set(OWN)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("place", [HIGHLANDS, "34.dong-nam-bo"])
def test_every_page_opens_on_a_region(page: str, place: str, folder: Path) -> None:
    app = opened(page, place=place)
    assert [fault.value for fault in app.exception] == [] and "không dùng được" not in markup(app)
    assert app.query_params["place"] == place


def test_a_region_that_is_not_there_is_named(folder: Path) -> None:
    app = opened(place="34.tay-nguyen")
    assert "“34.tay-nguyen”" in markup(app) and app.title[0].value == "Tổng quan: Cả nước"


def _name(code: str) -> str:
    """An old province's name, as it stands where one of today has it too."""
    name = places().filter(place_vintage="63", place_code=code)["name"].item()
    return f"{name} (cũ)" if name in places().filter(place_vintage="34")["name"] else str(name)


def _offered(app: AppTest) -> dict[str, str]:
    """The links up and down: words → address."""
    line = markup(app).partition('<nav class="drill">')[2].partition("</nav>")[0]
    return {words: unescape(link) for link, words in re.findall(r'<a href="([^"]*)">([^<]*)</a>', line)}


def test_the_way_leads_from_the_nation_down_to_a_unit_and_up_again(folder: Path) -> None:
    app, first = opened(boundaries="63", kind="quarter", level="province"), OWN[0]
    way = ["Tây Nguyên", _name(first), "Sở Nội vụ", _name(first), "Vùng Tây Nguyên (cũ)", "Cả nước"]
    seen = []
    for words in way:
        link = dict(parse_qsl(urlsplit(_offered(app)[words]).query))
        assert (link["kind"], link["level"]) == ("quarter", "province"), "the same period and level"
        app = opened(**link)
        seen.append((link.get("place"), link.get("unit")))
    down = [(HIGHLANDS, None), (f"63.{first}", None), (f"63.{first}", "so-noi-vu")]
    assert seen == [*down, down[1], down[0], (None, None)]
    assert app.title[0].value == "Tổng quan: Cả nước"


def test_the_select_box_offers_the_old_regions_where_an_old_province_reports(folder: Path, tmp_path: Path) -> None:
    offered = opened().selectbox(key="place").options
    assert any("Tây Nguyên (cũ)" in name for name in offered) and any("Vùng Đông Nam Bộ" in name for name in offered)
    with data_in(built(tmp_path, [_quarter("34.68", "2026-Q1", 5)])):
        assert not any("(cũ)" in name for name in opened().selectbox(key="place").options)


def test_a_province_knows_its_region_and_a_region_its_provinces(folder: Path) -> None:
    here = visit(folder, f"63.{OWN[0]}")
    assert region_of(here.wh, here.view.place) == regions(here.wh)[HIGHLANDS]
    assert ("drill.up", [("Vùng Tây Nguyên (cũ)", HIGHLANDS, "")]) in drill.lines(here)
    said = markup(opened("pages/unit_profile.py", place=HIGHLANDS))
    assert re.search(r"Vùng \(bản đồ 63\)", said) and said.count(f"place=63.{OWN[4]}") >= 2
