"""What a tile says of a target: in words and shape always, in colour only where a judgement may be shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pages.parts.language.words import say_in
from pages.parts.numbers import targets
from pages.parts.numbers.numbers_shown import shown
from pages.parts.visits.url import View
from pages.parts.visits.visit import Visit
from queries import catalogue, open_warehouse
from tests.shown import built, data_in, dossiers, markup, opened
from tests.warehouses import Told

FIGURES = {"dossiers.resolved": 1000, "dossiers.resolved_early_or_on_time": 900, "dossiers.resolved_overdue": 100}
OWN = {"scope": "province", "place_vintage": "63", "place_code": "60", "legal_article": "Điều 3 <b>"}


def line(folder: Path, aim: dict[str, object] | None, name: str = "on_time_rate", lang: str = "vi", **more: Any) -> str:
    told = Told("63.60", "2024-Q1", more.pop("figures", FIGURES), **more)
    wh = open_warehouse(built(folder, [told], [aim] if aim else []) / "warehouse")
    visit = Visit(View(place="63.60", lang=lang), wh, say_in(lang), ())
    return targets.line(visit, shown(visit, catalogue()[name])).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("aim", "tone", "verdict", "distance"),
    [
        (92.5, "worse", "✗ Chưa đạt", "còn cách 2,50 điểm %"),
        (80.0, "better", "✓ Đạt", "tốt hơn 10,00 điểm %"),
        (90.0, "better", "✓ Đạt", "vừa bằng"),
        (90.001, "worse", "✗ Chưa đạt", "còn cách &lt; 0,01 điểm %"),
    ],
)
def test_a_judgement_is_told_by_colour_shape_and_word(
    tmp_path: Path, aim: float, tone: str, verdict: str, distance: str
) -> None:
    told = line(tmp_path, OWN | {"value": aim})
    assert f'class="aim {tone}"' in told and f"<b>{verdict}</b>" in told and distance in told
    assert f'left:{aim:.1f}%"' in told and 'width:90.0%"' in told


def test_whose_target_and_by_which_document_is_told_and_never_markup(tmp_path: Path) -> None:
    told = line(tmp_path, OWN | {"value": 92.5})
    assert "mục tiêu ≥ 92,5%" in told and "tỉnh, thành phố này" in told and "chưa kiểm chứng" not in told
    assert "Quyết định 1 ngày 1/12/2023, Điều 3 &lt;b&gt;" in told


@pytest.mark.parametrize("change", [{"verified": False}, {"due_on": date(2030, 12, 31)}])
def test_what_may_not_be_judged_is_neutral(tmp_path: Path, change: dict[str, object]) -> None:
    told = line(tmp_path, OWN | {"value": 92.5} | change)
    assert 'class="aim "' in told and "còn cách 2,50" in told
    assert not any(word in told for word in ("✗", "✓", "đạt", "Đạt"))
    assert ("chưa kiểm chứng" in told, "hạn 31/12/2030" in told) == ("verified" in change, "due_on" in change)


def test_the_most_that_is_allowed_is_written_so(tmp_path: Path) -> None:
    told = line(tmp_path, OWN | {"indicator": "overdue_rate", "direction": "down", "value": 6.5}, "overdue_rate", "en")
    assert "target ≤ 6.5%" in told and "3.50 pp to go" in told and "✗ Not met" in told


def test_without_a_target_the_band_is_neutral_and_tells_the_direction(tmp_path: Path) -> None:
    told = line(tmp_path, None)
    assert 'class="aim"' in told and 'width:90.0%"' in told and "<i" not in told
    assert "cao hơn là tốt hơn · chưa có mục tiêu cho cách tính này" in told


def test_counts_and_what_has_no_number_have_no_band(tmp_path: Path) -> None:
    assert line(tmp_path / "a", None, "resolved") == ""
    assert line(tmp_path / "b", OWN, figures=dict.fromkeys(FIGURES, 0)) == ""
    assert line(tmp_path / "c", OWN | {"indicator": "reuse_rate"}, "reuse_rate") == ""


def test_the_overview_and_the_indicator_s_page_show_it(tmp_path: Path) -> None:
    told = [Told("63.60", "2024-Q1", dossiers(1000, 62))]
    with data_in(built(tmp_path, told, [OWN | {"value": 92.5}, {"indicator": "overdue_rate", "verified": False}])):
        overview = markup(opened(place="63.60"))
        assert "✓ Đạt" in overview and "tốt hơn" in overview
        page = markup(opened("pages/indicator.py", indicator="on_time_rate")).replace("\u00a0", " ")
    assert "<h4>Mục tiêu</h4>" in page and "<b>≥ 92,5%</b> Bình Thuận" in page and "từ 1/1/2024" in page


def test_two_provinces_of_63_are_no_nation_to_judge(tmp_path: Path) -> None:
    told = [Told(f"63.{code}", "2024-Q1", FIGURES) for code in ("56", "60")]
    with data_in(built(tmp_path, told, [{}])):
        assert 'class="aim' not in markup(opened())


@pytest.mark.parametrize(
    ("score", "lang", "words"), [(92.5, "vi", "Xếp loại Xuất sắc"), (92.5, "en", "Graded Excellent"), (83.6, "vi", "")]
)
def test_a_score_has_its_grade_where_that_is_certain(tmp_path: Path, score: float, lang: str, words: str) -> None:
    told = Told("34.68", "2025-12-31", {"index766.total": score}, window="stated", family="figures")
    wh = open_warehouse(built(tmp_path, [told]) / "warehouse")
    visit = Visit(View(place="34.68", lang=lang), wh, say_in(lang), ())
    drawn = targets.grade(visit, shown(visit, catalogue()["index766_total"]))
    assert words in drawn if words else drawn == ""
