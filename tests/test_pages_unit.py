"""Đơn vị: who a unit is, its numbers where they are comparable, what it stated, who reports on it, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pages.parts.drawing import sparkline, tiles
from pages.parts.language.words import say_in
from pages.parts.numbers import context, numbers_shown
from pages.parts.unit import identity, reported
from pages.parts.visits.url import View
from pages.parts.visits.visit import Visit
from queries import catalogue, open_warehouse
from tests.shown import built, data_in, dossiers, markup, opened
from tests.warehouses import Told, places

PAGE = "pages/unit_profile.py"
REGION = places().filter(place_vintage="63", region="Tây Nguyên")["place_code"].to_list()
"""Five old provinces."""
AWAY = [code for code in places().filter(place_vintage="63")["place_code"] if code not in REGION]


def told() -> list[Told]:
    """Tây Nguyên whole in one quarter; Lâm Đồng with a disagreement, a contradiction, a department and a district."""
    rows = [Told(f"63.{code}", "2024-Q1", dossiers(1000, 10 * at)) for at, code in enumerate(REGION)]
    own = {"place": "63.68", "issued_on": date(2024, 6, 20)}
    return [
        *rows,
        Told(period="2024-Q2", values=dossiers(1000, 7), problems=("error: Cộng <b>không</b> khớp",), **own),  # type: ignore[arg-type]
        Told("63.68", "2024-Q1", {"dossiers.resolved": 1001}, family="figures", report="báo", issued_on=None),
        Told("63.68", "2024-Q1", dossiers(60, 6), level="province", unit="Sở Ngoại vụ", unit_kind="department"),
        Told("63.68", "2024-Q1", dossiers(400, 4), level="province", report="cấp tỉnh", issued_on=date(2024, 3, 22)),
        Told("63.68", "2024-Q1", dossiers(80, 8), level="district", unit="Huyện Đạ Huoai", unit_kind="district"),
        Told("63.68", "2024-Q2", dossiers(80, 8), level="district", unit="Huyện Đạ Huoai", unit_kind="district"),
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with data_in(built(tmp_path_factory.mktemp("data"), told())) as data:
        yield data


def visit(folder: Path, **view: Any) -> Visit:
    wh = open_warehouse(folder / "warehouse")
    return identity.at_own_level(Visit(View(**view), wh, say_in("vi"), ()))


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def test_it_says_what_became_of_a_place_and_when(folder: Path) -> None:
    said = plain(markup(opened(PAGE, place="63.68")))
    assert "Nay thuộc Lâm Đồng" in said and "1/8/2008–30/6/2025" in said
    assert "1/7/2025 → Lâm Đồng : hợp nhất Bình Thuận, Đắk Nông và Lâm Đồng" in said


def test_it_says_what_a_place_was_made_of_and_links_there(folder: Path) -> None:
    said = markup(opened(PAGE, place="34.68"))
    for key in ("63.60", "63.67", "63.68"):
        assert f'href="don-vi?place={key}"' in said
    assert plain(said).count("1/7/2025 hợp nhất") == 1


def test_a_new_name_is_a_break_too(folder: Path) -> None:
    days = [row["day"] for row in identity.breaks_of(visit(folder, place="34.75"))]
    assert days == [date(2025, 7, 1), date(2026, 4, 30)]


def test_a_number_stands_against_region_that_is_whole_and_not_against_a_nation_that_is_not(folder: Path) -> None:
    here = visit(folder, place="63.68", kind="quarter", period="2024-Q1")
    shown = numbers_shown.shown(here, catalogue()["on_time_rate"])
    region, nation = context.wholes(here, shown)
    assert region.row is not None and region.row["value"] == pytest.approx(100 - 100 * 100 / 5000)
    assert (nation.row, nation.reason) == (None, "few")
    rank = context.rank(here, shown)
    assert rank is not None and rank.rank is None, "five of 63 are too few to rank"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"window_basis": "mixed"}, "window"),
        ({"formula_version": "2022"}, "formula"),
        ({"coverage": 0.4}, "few"),
        ({"period": "2023-Q1"}, "none"),
        ({"value": None}, "none"),
    ],
)
def test_only_like_is_compared_with_like(change: dict[str, object], reason: str) -> None:
    row = {
        "period_kind": "quarter", "period": "2024-Q1", "formula_version": None, "window_basis": "standard",
        "value": 90.0, "coverage": 1.0, "period_end": date(2024, 3, 14), "basis": "computed",
    }  # fmt: skip
    found = context.judged("region", row, [row | change])
    assert (found.reason, found.row is None) == (reason, bool(reason))


def test_a_share_is_told_only_of_a_whole_that_is_whole() -> None:
    whole = {"value": 400.0, "units_with_value": 5, "units_expected": 5}
    assert context.share({"value": 100.0}, whole) == 25.0
    assert context.share({"value": 100.0}, whole | {"units_with_value": 4}) is None
    assert context.share({"value": 0.0}, whole | {"value": 0.0}) is None


def test_a_count_has_no_rank(folder: Path) -> None:
    here = visit(folder, place="63.68", kind="quarter", period="2024-Q1")
    assert context.rank(here, numbers_shown.shown(here, catalogue()["pending_overdue"])) is None


def test_a_score_stands_against_the_median_and_never_against_a_region(tmp_path: Path) -> None:
    codes = places().filter(place_vintage="34")["place_code"].to_list()
    portal: dict[str, Any] = {"family": "figures", "window": "stated", "issued_on": None}
    told = [Told(f"34.{code}", "2026-10-10", {"index766.total": 50.0 + at}, **portal) for at, code in enumerate(codes)]
    here = visit(built(tmp_path, told), place=f"34.{codes[-1]}")
    shown = numbers_shown.shown(here, catalogue()["index766_total"])
    (nation,) = context.wholes(here, shown)
    assert nation.row is not None and (nation.row["basis"], nation.row["value"]) == ("median", 66.5)
    assert context.rank(here, shown) == context.Rank(1, 34)


def test_a_unit_is_shown_at_its_own_level_and_stands_against_its_province_s_same_level(folder: Path) -> None:
    here = visit(folder, place="63.68", unit="so-ngoai-vu")
    assert here.view.level == "province"
    shown = numbers_shown.shown(here, catalogue()["on_time_rate"])
    (province,) = context.wholes(here, shown)
    assert shown.row is not None and shown.row["value"] == 90.0
    assert province.which == "province" and province.row is not None and province.row["value"] == 99.0


def test_a_unit_s_page_is_about_the_unit(folder: Path) -> None:
    app = opened(PAGE, place="63.68", unit="huyen-da-huoai")
    said = plain(markup(app))
    assert app.title[0].value == "Huyện Đạ Huoai"
    assert "Loại Huyện, quận, thị xã" in said and "Thuộc Lâm Đồng" in said
    assert "Ai báo cáo ở đây" not in said and "Cộng" not in said
    assert said.count("Huyện Đạ Huoai") >= 2


def test_who_reports_on_a_place_is_listed_with_its_latest_number(folder: Path) -> None:
    said = markup(opened(PAGE, place="63.68")).partition('class="members"')[2]
    assert 'href="don-vi?place=63.68&amp;unit=so-ngoai-vu"' in said
    district = plain(said).partition("Huyện Đạ Huoai")[2]
    assert district.startswith(" 90,00% ● Q.II/24") and "cấp huyện" in district


def test_the_nation_lists_its_provinces(folder: Path) -> None:
    said = markup(opened(PAGE)).partition('class="members"')[2]
    assert "Tỉnh, thành phố · 0/34 có số" in said and said.count('href="don-vi?place=34.') == 34


def test_what_was_stated_is_tabled_per_period_and_leads_to_its_fact(folder: Path) -> None:
    said = markup(opened(PAGE, place="63.68")).partition("reported")[2]
    line = plain(said.partition("Hồ sơ đã giải quyết</th>")[2].partition("</tr>")[0])
    assert line == "1.000 1.000 ▲", "newest first; sources disagree about the first quarter"
    assert re.search(r'href="bao-cao\?report=[0-9a-f]{12}&amp;fact=\d+"', said)


def test_two_windows_of_one_name_stand_together_with_their_days(tmp_path: Path) -> None:
    first = Told("63.68", "2024-Q1", {"dossiers.resolved": 1000})
    told = [first, Told("63.68", "2024-Q1", {"dossiers.resolved": 900}, window="calendar", report="b")]
    here = visit(built(tmp_path, told), place="63.68")
    rows = reported.of_kind(here, reported.statements(here)).to_dicts()
    cell = plain(reported._told(here, rows))
    assert "1.000 15/12/2023–14/3/2024" in cell and "900 1/1/2024–31/3/2024" in cell
    same = [row | {"value": 900.0} for row in rows]
    assert plain(reported._told(here, same)) == "900"


def test_what_is_wrong_is_counted_by_kind_with_the_way_to_it(folder: Path) -> None:
    said = markup(opened(PAGE, place="63.68"))
    assert 'href="chat-luong?place=63.68&amp;check=identity"' in said
    assert "Cộng &lt;b&gt;không&lt;/b&gt; khớp" in said
    assert "<dt>số liệu các nguồn nói khác nhau</dt><dd>1</dd>" in said


def test_a_small_course_breaks_at_a_gap_and_at_a_break_of_history() -> None:
    whole = sparkline.course([1, 2, 3, 4], "a")
    assert whole.count("polyline") == 1 and "dasharray" not in whole
    assert sparkline.course([1, 2, None, 4, 5], "a").count("polyline") == 2
    broken = sparkline.course([1, 2, 3, 4], "a", (2,))
    assert broken.count("polyline") == 2 and broken.count("dasharray") == 1


def test_the_history_of_the_nation_breaks_at_the_merger(tmp_path: Path) -> None:
    whole = {"place": "vn.00", "unit": "cả nước", "unit_kind": "national"}
    told = [Told(period=each, values=dossiers(1000, 9), **whole) for each in ("2025-Q1", "2025-Q2", "2025-Q3")]  # type: ignore[arg-type]
    here = visit(built(tmp_path, told), place="vn.00")
    shown = numbers_shown.shown(here, catalogue()["on_time_rate"])
    assert numbers_shown.broken_at(here, shown.history) == (2,)
    assert numbers_shown.broken_at(here, (None, *shown.history[:2])) == ()
    assert "dasharray" in tiles.drawing(here, shown)
