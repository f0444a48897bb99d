"""The export is the view: it says what it is, of when, and where it came from; no cell of it runs as a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts import data, exports, url
from pages.parts.visit import Visit
from pages.parts.words import say_in
from queries import open_warehouse, rate
from tests.shown import built, rich


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    folder = built(tmp_path_factory.mktemp("data"), rich())
    view = url.View(place="63.60", indicator="on_time_rate", kind="quarter", period="2024-Q1")
    return Visit(view, open_warehouse(folder / "warehouse"), say_in("vi"), ())


def exported(visit: Visit, rows: pl.DataFrame) -> str:
    return exports.csv_of(visit, "Tỷ lệ", rows, "http://localhost:8501", "chi-so").decode("utf-8-sig")


def test_a_download_carries_filters_vintage_and_link(visit: Visit) -> None:
    rows = rate(visit.wh, "on_time_rate").select(exports.COLUMNS)
    raw = exports.csv_of(visit, "Tỷ lệ", rows, "http://localhost:8501", "chi-so")
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read the letters"
    lines = raw.decode("utf-8-sig").splitlines()
    about = [line for line in lines if line.startswith("# ")]
    assert any("Bình Thuận · Tỷ lệ giải quyết đúng hạn · Quý I/2024 · Mọi cấp" in line for line in about)
    assert any("20261122T153000Z-ab12cd34" in line for line in about)
    assert any("http://localhost:8501/chi-so?place=63.60&kind=quarter&period=2024-Q1" in line for line in about)
    table = list(csv.DictReader(lines[len(about) :]))
    assert len(table) == rows.height
    assert {row["place_code"] for row in table} >= {"60", "01"}, "codes keep their zeros"


def test_a_missing_number_is_empty_and_not_zero(visit: Visit) -> None:
    rows = pl.DataFrame({"place": ["Huế"], "value": [None]}, schema={"place": pl.String, "value": pl.Float64})
    assert exported(visit, rows).splitlines()[-1] == "Huế,"


@given(st.text(max_size=20), st.floats(allow_nan=False, allow_infinity=False))
def test_no_text_is_run_as_a_formula_and_numbers_stay_numbers(text: str, amount: float) -> None:
    assert not str(exports.safe(text)).startswith(exports.DANGEROUS)
    assert exports.safe(amount) == amount


def test_a_title_that_looks_like_a_formula_is_disarmed(visit: Visit) -> None:
    rows = pl.DataFrame({"unit": ['=HYPERLINK("http://x")', "+84", "Sở Ngoại vụ"], "value": [-1.5, 2.0, 3.0]})
    cells = list(csv.reader(io.StringIO(exported(visit, rows))))[-3:]
    assert [row[0][0] for row in cells] == ["'", "'", "S"]
    assert cells[0][1] == "-1.5"


def test_answers_are_kept_for_one_vintage_only(tmp_path: Path) -> None:
    first = open_warehouse(built(tmp_path / "a", rich()) / "warehouse")
    second = open_warehouse(built(tmp_path / "b", []) / "warehouse")
    assert data.counts(first)["reports"] == 31
    assert data.counts(second)["reports"] == 0
    assert data.reports(first) is data.reports(first)
