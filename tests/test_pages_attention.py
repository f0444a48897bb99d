"""Cần chú ý: what fell, what misses its target, what contradicts itself, who is missing; each leads to its cause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pages.parts.language.words import say_in
from pages.parts.overview import attention
from pages.parts.visits.url import View
from pages.parts.visits.visit import Visit
from queries import catalogue, open_warehouse
from tests.shown import built, data_in, dossiers, markup, opened, signed
from tests.warehouses import Told, places

ON_TIME = catalogue()["on_time_rate"]
BAD, GOOD = "63.01", "63.48"


def _visit(folder: Path, told: list[Told], view: View = View(), **more: object) -> Visit:  # noqa: B008
    wh = open_warehouse(built(folder, told, **more) / "warehouse")  # type: ignore[arg-type]
    return Visit(view, wh, say_in(view.lang), ())


def _two(place: str, before: int, after: int, resolved: int = 1000, **more: object) -> list[Told]:
    """A place's late dossiers in two quarters."""
    late = zip(("2023-Q4", "2024-Q1"), (before, after), strict=True)
    return [Told(place, quarter, dossiers(resolved, n), issued_on=signed(quarter), **more) for quarter, n in late]  # type: ignore[arg-type]


def _fallen(visit: Visit) -> list[tuple[str, float]]:
    found = attention.falls(visit, [ON_TIME])
    return [(f"{f.row['place_vintage']}.{f.row['place_code']}", round(f.change.difference or 0, 2)) for f in found]


def test_what_got_worse_most_stands_first_and_what_got_better_not_at_all(tmp_path: Path) -> None:
    told = _two("63.01", 10, 30) + _two("63.48", 10, 90) + _two("63.60", 50, 10) + _two("63.68", 7, 7)
    assert _fallen(_visit(tmp_path, told)) == [("63.48", -8.0), ("63.01", -2.0)]


def test_beside_the_map_stand_those_that_fell_most_in_its_period(tmp_path: Path) -> None:
    told = _two("63.01", 10, 30) + _two("63.48", 10, 90) + _two("63.60", 50, 10)
    visit = _visit(tmp_path, told)
    table = attention.fell_most(visit, ON_TIME, "2024-Q1")
    assert re.findall(r"<td>([^<]+)</td><td><a href=\"[^\"]+\">([^<]+)</a>", table) == [
        ("Đà Nẵng (cũ)", "−8,00 điểm %"),
        ("Hà Nội (cũ)", "−2,00 điểm %"),
    ]
    assert table.count("before=2023-Q4&amp;after=2024-Q1") == table.count(">vì sao?</a>") == 2
    assert "so với Q.IV/23" in table
    assert attention.fell_most(visit, ON_TIME, "2023-Q4") == ""


def test_where_less_is_better_more_is_a_fall(tmp_path: Path) -> None:
    visit = _visit(tmp_path, _two("63.01", 10, 30) + _two("63.60", 50, 10))
    found = attention.falls(visit, [catalogue()["overdue_rate"]])
    assert [(f.row["place_code"], round(f.change.difference or 0, 2)) for f in found] == [("01", 2.0)]


@pytest.mark.parametrize(
    "told",
    [
        _two("63.01", 0, 9, resolved=20),
        [*_two("63.01", 10, 90), Told("63.01", "2024-Q1", dossiers(1000, 80), report="other")],
        [*_two("63.01", 10, 90)[:1], Told("63.01", "2024-Q1", dossiers(1000, 90), window="calendar")],
        [*_two("63.01", 10, 90), Told("63.48", "2025-Q1", dossiers(1000, 10), issued_on=date(2025, 3, 20))],
    ],
    ids=["few dossiers", "sources differ", "another window", "long ago"],
)
def test_what_is_not_sure_or_not_comparable_or_old_is_no_fall(tmp_path: Path, told: list[Told]) -> None:
    assert _fallen(_visit(tmp_path, told)) == []


def test_of_one_place_it_is_about_its_bodies(tmp_path: Path) -> None:
    body = {"unit": "Sở Xây dựng", "unit_kind": "department", "level": "province"}
    told = [*_two("63.60", 10, 90), *_two("63.60", 5, 25, **body), *_two("63.48", 10, 500)]
    visit = _visit(tmp_path, told, View(place="63.60"))
    found = attention.falls(visit, [ON_TIME])
    assert [(f.row["unit"], round(f.change.difference or 0, 2)) for f in found] == [("Sở Xây dựng", -2.0)]


@pytest.mark.parametrize(("verified", "expected"), [(True, [("01", -5.0), ("48", -1.0)]), (False, [])])
def test_only_a_verified_target_can_be_missed(
    tmp_path: Path, verified: bool, expected: list[tuple[str, float]]
) -> None:
    aims = [
        {"scope": "province", "place_vintage": "63", "place_code": code, "value": 97.0, "verified": verified}
        for code in ("01", "48", "60")
    ]
    told = _two("63.01", 10, 80) + _two("63.48", 10, 40) + _two("63.60", 10, 20)
    visit = _visit(tmp_path, told, targets=aims)
    found = [(row["place_code"], round(row["distance"], 2)) for _, row in attention.missed(visit, [ON_TIME])]
    assert [(code, -abs(distance)) for code, distance in found] == expected


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Tổng quan of two quarters of almost all old provinces, one of which fell."""
    codes = [code for code in places().filter(place_vintage="63")["place_code"] if code != "02"]
    told = [each for code in codes for each in _two(f"63.{code}", 10, 90 if code == "48" else 5)]
    wrong = ("error: Các <b>phần</b> không cộng thành tổng",)
    twice = ("wrong", "wrong again")
    told += [Told("63.60", "2024-Q1", {"feedback.received": 5}, report=each, problems=wrong) for each in twice]
    body = {"unit": "Xã Hòa Ninh", "unit_kind": "commune", "level": "commune"}
    told += _two("63.48", 5, 25, **body)
    with data_in(built(tmp_path_factory.mktemp("data"), told)):
        yield markup(opened())


def test_a_fall_leads_to_its_sentence_and_to_what_moved_it(page: str) -> None:
    (item,) = re.findall(r"<li><span>Đà Nẵng[^<]*Tỷ lệ giải quyết đúng hạn</span>.*?</li>", page)
    assert "91,00%" in item and "▼ −8,00 điểm %" in item
    assert re.search(r'href="bao-cao\?indicator=on_time_rate&amp;report=[0-9a-f]{12}&amp;fact=\d+"', item)
    assert "before=2023-Q4" in item and "after=2024-Q1" in item and "whole=63.48:commune" in item


def test_a_contradiction_is_told_and_escaped_and_leads_to_its_report(page: str) -> None:
    assert "Mâu thuẫn trong báo cáo mới nhất" in page
    assert page.count("Các &lt;b&gt;phần&lt;/b&gt; không cộng thành tổng") == 1, "two reports say the same"


def test_who_has_not_reported_the_newest_quarter_is_named(page: str) -> None:
    (absent,) = re.findall(r"<h3>Chưa có báo cáo</h3>(.*?)</ul>", page)
    assert absent.count("<li>") == 1 and "Hà Giang" in absent and "Quý I/2024" in absent


def test_who_is_not_due_yet_is_not_named(tmp_path: Path) -> None:
    told = [
        Told(f"34.{code}", "2026-Q4", dossiers(1000, 5))
        for code in places().filter(place_vintage="34")["place_code"][:20]
    ]
    with data_in(built(tmp_path, told)):
        assert "Chưa có báo cáo" not in markup(opened())


def test_nothing_to_heed_leaves_no_heading(tmp_path: Path) -> None:
    with data_in(built(tmp_path, [Told("63.60", "2024-Q1", dossiers(1000, 5))])):
        assert "Cần chú ý" not in markup(opened())
