"""Chất lượng: what contradicts itself, where sources differ, what does not add up, who has not reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.shown import PAGES, built, data_in, dossiers, markup, opened, tables
from tests.warehouses import Told

PAGE = "pages/quality.py"
PROBLEMS = ("error: Cộng lại <b>không</b> khớp", "warning: Phần lớn hơn tổng", "info: Chỉ là ghi nhận")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    told = [
        Told("63.60", "2024-Q1", dossiers(1000, 62), problems=PROBLEMS),
        Told("63.60", "2024-Q2", {**dossiers(900, 50), "dossiers.carried_over": 777}, issued_on=date(2024, 6, 20)),
        Told("63.60", "2024-Q1", {"dossiers.resolved": 1001}, family="figures", report="báo", issued_on=None),
        Told("34.68", "2025-Q4", dossiers(500, 5)),
    ]
    with data_in(built(tmp_path_factory.mktemp("data"), told)) as data:
        yield data


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def _counts(said: str) -> dict[str, int]:
    pairs = re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", said.partition('class="counts"')[2].partition("</dl>")[0])
    return {name: int(number) for name, number in pairs}


def test_it_counts_what_is_wrong(folder: Path) -> None:
    assert _counts(markup(opened(PAGE))) == {
        "mâu thuẫn trong báo cáo": 1,
        "điều nên xem lại": 1,
        "số liệu các nguồn nói khác nhau": 1,
        "tổng không khớp các phần": 1,
    }


def test_a_contradiction_stands_under_its_report_and_leads_to_it(folder: Path) -> None:
    said = markup(opened(PAGE))
    told = said.partition('class="told"')[2]
    assert "&lt;b&gt;không&lt;/b&gt;" in told and "Bình Thuận" in told
    assert re.search(r'href="bao-cao\?report=[0-9a-f]{12}', told)
    assert "Chỉ là ghi nhận" not in said


def test_every_reading_stands_with_the_one_in_use_first_and_why(folder: Path) -> None:
    said = _plain(markup(opened(PAGE)).partition('class="readings"')[2].partition("</ul>")[0])
    assert said.index("● 1.000") < said.index("○ 1.001")
    assert "dùng vì: báo cáo của cơ quan đứng trước số liệu công bố lại" in said


def test_an_opening_that_is_not_the_last_closing_is_in_the_table(folder: Path) -> None:
    ((row, *_),) = tables(opened(PAGE))
    assert (row["Nêu"], row["Các phần"], row["Chênh"]) == ("777", "200", "−577")


def test_who_has_not_reported_is_a_sign_that_needs_no_colour(folder: Path) -> None:
    said = markup(opened(PAGE))
    table = said.partition('<table class="who">')[2]
    assert re.search(r'title="chưa có; hạn 25/\d+/20\d\d">○</td>', table) and ">●</a></td>" in table
    assert "1/34" in said and "1/63" in said


def test_late_and_not_due_are_signs_with_their_days(tmp_path: Path) -> None:
    told = [
        Told("34.68", "2026-Q3", dossiers(1000, 5), issued_on=date(2026, 9, 28)),
        Told("34.01", "2026-Q3", dossiers(1000, 5), issued_on=date(2026, 9, 25)),
    ]
    with data_in(built(tmp_path, told)):
        said, en = markup(opened(PAGE)), markup(opened(PAGE, lang="en"))
        attention = markup(opened())
    assert said.count(">◑</a></td>") == 1 and "; ký 28/9/2026, hạn 25/9/2026" in said
    assert said.count('<td class="not_due" title="chưa đến hạn; hạn 25/12/2026">–</td>') == 34
    assert "2/34" in said and "Nghị định 09/2019/NĐ-CP, Điều 13" in said
    assert "signed 28 Sep 2026, due 25 Sep 2026" in en
    assert "Q.IV/26" not in attention


def test_one_place_and_one_kind_can_be_chosen_in_the_link(folder: Path) -> None:
    elsewhere = markup(opened(PAGE, place="34.68"))
    assert set(_counts(elsewhere).values()) == {0} and "Không có mâu thuẫn nào" in elsewhere
    one_kind = opened(PAGE, check="identity", place="63.60")
    assert one_kind.selectbox(key="check").value == "identity"


def test_it_is_listed(folder: Path) -> None:
    assert PAGE in PAGES and "Quality" in [link.proto.label for link in opened(PAGE, lang="en").get("page_link")]


def test_among_very_many_reports_only_the_last_year_is_compared_unless_a_place_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [
        *(Told("63.60", f"2024-Q{n}", dossiers(1000, 62), report=f"a{n}") for n in (1, 2)),
        *(Told("34.68", f"2026-Q{n}", dossiers(1000, 62), report=f"b{n}") for n in (1, 2)),
        *(Told(place, period, {"dossiers.resolved": 1}, family="figures", report=f"c{period}", issued_on=None)
          for place, period in (("63.60", "2024-Q2"), ("34.68", "2026-Q2"))),
    ]  # fmt: skip
    monkeypatch.setattr("pages.parts.data.MANY_REPORTS", 3)
    with data_in(built(tmp_path, told)):
        every, old = (markup(opened(PAGE, **({"place": place} if place else {}))) for place in ("", "63.60"))
    assert "một năm gần nhất" in every and "một năm gần nhất" not in old
    assert _counts(every)["số liệu các nguồn nói khác nhau"] == 1
    assert _counts(old)["số liệu các nguồn nói khác nhau"] == 1


def test_every_figure_on_which_sources_differ_can_be_reached(tmp_path: Path) -> None:
    codes = ("01", "02", "04", "06", "08", "10", "11", "12", "14", "15", "17", "19", "20", "22")
    told = [Told(f"63.{code}", "2024-Q1", {"dossiers.resolved": 1000 + int(code)}) for code in codes]
    others = {"family": "figures", "report": "báo", "issued_on": None}
    told += [Told(f"63.{code}", "2024-Q1", {"dossiers.resolved": 5.0}, **others) for code in codes]
    with data_in(built(tmp_path, told)):
        first, second = (re.findall(r"● <a[^>]*>([^<]*)</a>", markup(opened(PAGE, d=str(page)))) for page in (1, 2))
        beyond = re.findall(r"● <a[^>]*>([^<]*)</a>", markup(opened(PAGE, d="9")))
    assert len(first) == 12 and len(second) == 2 and beyond == second
    assert {*first, *second} == {f"1.{int(code):03}" for code in codes}
