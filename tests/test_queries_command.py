"""`python -m queries`: a table for people, CSV and JSON for programs, one sentence when it cannot answer."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from queries import catalogue
from queries.__main__ import app, main
from tests.warehouses import ROOT, Told, write_warehouse

FIGURES = {"dossiers.resolved": 151626, "dossiers.resolved_early_or_on_time": 142170, "dossiers.on_time_rate": 93.76}


@pytest.fixture
def folder(tmp_path: Path) -> str:
    told = [
        Told("63.60", "2024-Q1", FIGURES),
        Told("63.60", "2024-Q1", FIGURES, level="commune"),
        Told("63.56", "2024-02", FIGURES),
    ]
    return str(write_warehouse(tmp_path, *told))


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    app(list(words), exit_on_error=False, result_action="return_value")
    return capsys.readouterr().out


def test_without_a_name_it_lists_every_indicator(capsys: pytest.CaptureFixture[str]):
    out = _run(capsys)
    assert all(name in out and indicator.title_vi in out for name, indicator in catalogue().items())


def test_it_prints_a_table_with_vietnamese_numbers(capsys: pytest.CaptureFixture[str], folder: str):
    out = _run(capsys, "on_time_rate", "--data", folder, "--period", "2024-Q1")
    assert "Bình Thuận (63)" in out and "142.170" in out and "93,76" in out and "1 dòng" in out


def test_points_are_printed_beside_their_rate(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    told = Told("63.60", "2024-Q1", {"digitization.reused": 60, "digitization.reused_base": 200})
    out = _run(capsys, "score766_reuse", "--data", str(write_warehouse(tmp_path / "wh", told)))
    assert "tỷ lệ" in out and "30,00" in out and "0,75" in out


def test_csv_and_json_carry_every_column(capsys: pytest.CaptureFixture[str], folder: str):
    rows = pl.read_csv(io.StringIO(_run(capsys, "on_time_rate", "--data", folder, "--csv")))
    records = json.loads(_run(capsys, "on_time_rate", "--data", folder, "--json"))
    assert rows.height == len(records) == 2
    assert rows.columns == list(records[0])
    assert {"numerator", "denominator", "value", "stated", "basis", "report_id"} <= set(rows.columns)


def test_filters_are_those_of_rate(capsys: pytest.CaptureFixture[str], folder: str):
    place = _run(capsys, "on_time_rate", "--data", folder, "--place", "63.56", "--csv")
    level = _run(capsys, "on_time_rate", "--data", folder, "--level", "commune", "--csv")
    each = _run(capsys, "on_time_rate", "--data", folder, "--level", "each", "--csv")
    assert [len(text.splitlines()) - 1 for text in (place, level, each)] == [1, 1, 3]


def test_provinces_are_added_up_with_coverage(capsys: pytest.CaptureFixture[str], folder: str):
    out = _run(capsys, "on_time_rate", "--data", folder, "--to", "nation", "--period", "2024-Q1")
    assert "Cả nước (vn)" in out and "1/63" in out


def test_nothing_found_is_said(capsys: pytest.CaptureFixture[str], folder: str):
    assert "Không có số liệu" in _run(capsys, "reuse_rate", "--data", folder)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nonsense"], "Không có chỉ số “nonsense”"),
        (["on_time_rate", "--place", "52"], "Không có địa phương “52”"),
        (["on_time_rate", "--period", "2024-Q9"], "“2024-Q9” không phải là"),
        (["index766_total", "--to", "nation"], "không cộng được"),
        (["on_time_rate", "--vintage", "yesterday"], "không còn được lưu"),
    ],
)
def test_what_cannot_be_answered_ends_in_one_sentence(folder: str, words: list[str], sentence: str):
    with pytest.raises(SystemExit) as ended:
        main([*words, "--data", folder])
    vietnamese, english = str(ended.value.code).splitlines()
    assert sentence in vietnamese and english.endswith(".")


def test_the_command_itself_ends_with_a_sentence_and_code_1(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "queries", "on_time_rate", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1 and done.stderr.startswith("Chưa có kho số liệu") and "Traceback" not in done.stderr


@pytest.fixture
def history(tmp_path: Path) -> str:
    def pair(place: str, period: str, part: float, whole: float = 300) -> Told:
        values = {"dossiers.resolved_early_or_on_time": part, "dossiers.resolved": whole, "dossiers.pending": whole}
        return Told(place, period, {**values, "dossiers.carried_over": part})

    told = [pair("63.60", "2023-Q4", 270), pair("63.67", "2023-Q4", 200), pair("63.60", "2024-Q1", 170)]
    told += [pair("63.67", "2024-Q1", 200, 400), Told("63.60", "2024-Q1", {"dossiers.resolved": 299}, family="figures")]
    return str(write_warehouse(tmp_path, *told))


def test_why_prints_effects_that_add_up_as_they_are_printed(capsys: pytest.CaptureFixture[str], history: str):
    out = _run(capsys, "why", "on_time_rate", "2023-Q4", "2024-Q1", "--data", history)
    rows = json.loads(_run(capsys, "why", "on_time_rate", "2023-Q4", "2024-Q1", "--data", history, "--json"))
    assert [row["place"] for row in rows] == ["Bình Thuận", "Đắk Nông"]
    assert sum(row["effect"] for row in rows) == pytest.approx(100 * (370 / 700 - 470 / 600))
    assert "tổng thay đổi" in out and "-25,48" in out


def test_reconcile_prints_what_does_not_fit_first(capsys: pytest.CaptureFixture[str], history: str):
    out = _run(capsys, "reconcile", "--place", "63.60", "--data", history)
    rows = json.loads(_run(capsys, "reconcile", "--place", "63.60", "--data", history, "--json"))
    assert [(row["check"], row["whole"], row["parts"], row["verdict"]) for row in rows] == [
        ("opening", 170, 300, "differs")
    ]
    assert "differs" in out and "130" in out


def test_disagree_prints_every_reading_and_which_speaks(capsys: pytest.CaptureFixture[str], history: str):
    rows = json.loads(_run(capsys, "disagree", "--data", history, "--json"))
    assert [(row["value"], row["speaks"], row["because"]) for row in rows] == [
        (300, True, "official"),
        (299, False, None),
    ]
    assert "299" in _run(capsys, "disagree", "--data", history)


def test_a_day_before_any_report_has_no_figure(capsys: pytest.CaptureFixture[str], history: str):
    out = _run(capsys, "on_time_rate", "--data", history, "--known-on", "2020-01-01")
    assert "Không có số liệu nào khớp" in out
