"""The page of one report: a number that was computed is shown with its arithmetic at the sentence of each part."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.shown import built, data_in, markup, opened
from tests.warehouses import Told

PAGE = "pages/reports.py"
PARTS = {"dossiers.resolved": 1000.0, "dossiers.resolved_early": 300.0, "dossiers.resolved_on_time": 650.0}
REUSED = {"digitization.reused": 30.0, "digitization.reused_base": 100.0}
RATE = {"dossiers.on_time_rate": 95.0}


def _computed(said: str) -> str:
    return said.partition('<div class="computed">')[2].partition("</div>")[0]


def _shown(told: Told, **params: str) -> str:
    return _computed(markup(opened(PAGE, report=told.report_id[:12], **params)))


def test_a_computed_number_stands_over_the_sentence_of_its_part(tmp_path: Path) -> None:
    told = Told("63.60", "2024-Q1", {**PARTS, **RATE})
    with data_in(built(tmp_path, [told])):
        said = _shown(told, fact="0", indicator="on_time_rate")
        english = _shown(told, fact="0", indicator="on_time_rate", lang="en")
    assert "95,00%</b> = 950 ÷ 1.000" in said and "95.00%</b> = 950 ÷ 1,000" in english
    assert "Hồ sơ đã giải quyết 1.000" in said.partition("</p>")[2].partition("</b>")[0], "the part that is shown"
    assert re.findall(r'fact=(\d+)"', said) == ["1", "2"], "the others lead to their sentences"
    assert "95" not in said.partition("</p>")[2], "the printed rate is no part"


@pytest.mark.parametrize(
    ("values", "params"),
    [
        (PARTS, {"fact": "0"}),
        (PARTS, {"indicator": "on_time_rate"}),
        (PARTS, {"fact": "0", "indicator": "feedback_resolved_rate"}),
        (PARTS, {"fact": "0", "indicator": "received"}),
        (REUSED, {"fact": "0", "indicator": "score766_reuse"}),
        (PARTS, {"fact": "0", "indicator": "on_time_rate", "level": "commune"}),
        (RATE, {"fact": "0", "indicator": "on_time_rate"}),
        ({"dossiers.resolved": 1000.0}, {"fact": "0", "indicator": "on_time_rate"}),
    ],
    ids=["no indicator", "no figure", "no part of it", "no rate", "points", "another level", "printed", "no numerator"],
)
def test_nothing_is_computed_of_anything_else(tmp_path: Path, values: dict[str, float], params: dict[str, str]) -> None:
    told = Told("63.60", "2024-Q1", values)
    with data_in(built(tmp_path, [told])):
        assert _shown(told, **params) == ""


def test_levels_that_make_the_whole_are_told_apart(tmp_path: Path) -> None:
    about = {"place": "63.60", "period": "2024-Q1", "values": PARTS, "report": "one"}
    told = [Told(**about, level=level) for level in ("province", "district", "commune")]
    with data_in(built(tmp_path, told)):
        said = _shown(told[0], fact="0", indicator="on_time_rate")
    assert "95,00%</b> = 2.850 ÷ 3.000" in said
    assert all(f"(cấp {level})" in said for level in ("tỉnh", "huyện", "xã"))
