"""The brief: Tổng quan of one scope on one sheet, a file that needs nothing else and says where it is from."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from pages.parts import data
from pages.parts.language.words import say_in
from pages.parts.numbers import numbers_shown
from pages.parts.overview import brief
from pages.parts.visits import url
from pages.parts.visits.visit import Visit
from queries import open_warehouse
from tests.shown import built, data_in, dossiers, opened, rich
from tests.warehouses import Told

FIGURES = {
    **dossiers(1000, 62),
    "dossiers.received_online_new": 555.0,
    "payments.online": 40.0,
    "payments.eligible": 90.0,
    "index766.total": 66.6,
}
LONG = "error: Hồ sơ đã giải quyết <b>đậm</b> " + "ghi nhận một con số không khớp với phép cộng của các cấp " * 8
AIM = {
    "scope": "provinces",
    "legal_title": "Chương trình cải cách hành chính của Chính phủ giai đoạn này với một tên rất dài " * 2,
}


def crowded() -> list[Told]:
    """One province with every headline indicator it can state, worse than a year before, and long contradictions."""
    quarters = ("2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1")
    told = [
        Told("63.60", label, {**FIGURES, **headline(at)}, problems=(LONG,) * 9) for at, label in enumerate(quarters)
    ]
    return [*told, Told("63.60", "2024-Q1", dossiers(9, 1), state="held", report="held", issued_on=date(2024, 5, 1))]


def headline(worse: int) -> dict[str, float]:
    """Every field that a headline indicator reads, so that each has a number, a little worse each quarter."""
    fields = {field for each in data.indicators().values() if each.headline for field in each.fields}
    whole = {field: 10_000.0 for field in fields if not field.endswith("_rate")}
    return whole | dossiers(9_000, 100 + 100 * worse) | {"index766.total": 66.0 - worse}


def of(folder: Path, told: list[Told], lang: str = "vi", **said: str) -> Visit:
    targets = [{**AIM, "indicator": name, "value": 99.0} for name in ("on_time_rate", "online_share_new")]
    view = url.View(lang=lang, **said)
    return Visit(view, open_warehouse(built(folder, told, targets) / "warehouse"), say_in(lang), ())


def made(visit: Visit) -> str:
    headlines = [each for each in data.indicators().values() if each.headline]
    shown = [numbers_shown.shown(visit, each) for each in headlines]
    return brief.html_of(visit, shown, "http://localhost:8501")


def lines(html: str, heading: str) -> list[str]:
    return re.findall(r"<li>(.*?)</li>", html.partition(f"<h2>{heading}</h2>")[2].partition("</ul>")[0])


def test_it_says_what_the_tiles_say_and_where_it_is_from(tmp_path: Path) -> None:
    said = made(of(tmp_path, rich(), place="63.60", kind="quarter", period="2024-Q1"))
    assert "<h1>Tổng quan: Bình Thuận</h1>" in said
    assert "/1.040 hồ sơ" in said and "Quý I/2024 · 15/12/2023–14/3/2024 · kỳ chuẩn 15→14" in said
    assert "so với Q.IV/23" in said and "so với cùng kỳ Q.I/23" in said
    assert "● </i>" in said.replace("●</i>", "● </i>") and "Tính từ số hồ sơ" in said
    assert "place=63.60&amp;kind=quarter&amp;period=2024-Q1&amp;v=20261122T153000Z-ab12cd34" in said
    assert "<script" not in said and not re.search(r'(?:href|src)="(?!data:image/svg)', said), "it needs nothing else"


def test_what_needs_attention_is_what_is_missed_worse_absent_or_held(tmp_path: Path) -> None:
    visit = of(tmp_path, crowded(), place="63.60", kind="quarter", period="2024-Q1")
    told = lines(made(visit), "Cần chú ý")
    assert told[0] == "✗ Chưa đạt mục tiêu: Tỷ lệ giải quyết đúng hạn"
    assert any(
        line.startswith("Tỷ lệ giải quyết đúng hạn: −") and line.endswith("so với cùng kỳ Quý I/2023 (kém hơn)")
        for line in told
    ), "the larger of the two changes"
    assert "1 báo cáo tạm giữ, chờ xác nhận nơi hoặc kỳ" in told
    calm = of(tmp_path / "b", [Told("63.60", "2024-Q1", dossiers(1000, 0))], place="63.60")
    told = lines(made(calm), "Cần chú ý")
    assert told[-1].startswith("○ Chưa có số liệu: ") and not any("kém hơn" in line for line in told)


def test_contradictions_are_told_shortly_and_never_as_markup(tmp_path: Path) -> None:
    told = lines(made(of(tmp_path, crowded(), place="63.60")), "Mâu thuẫn trong báo cáo")
    assert len(told) == brief.MOST_CONTRADICTIONS + 1 and told[-1] == "và 42 mục nữa"
    assert all("&lt;b&gt;đậm" in line and line.endswith("…") and len(line) < 330 for line in told[:-1])
    none = of(tmp_path / "b", rich(), place="63.01")
    assert lines(made(none), "Mâu thuẫn trong báo cáo") == ["Không có mâu thuẫn nào được tìm thấy."]


def test_the_page_offers_it_and_a_download_of_its_numbers(tmp_path: Path) -> None:
    with data_in(built(tmp_path, rich())):
        app = opened(place="63.60", lang="en")
    assert {"brief", "download", "download_xlsx"} <= {
        each.proto.id.rsplit("-", 1)[-1] for each in app.get("download_button")
    }


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_is_one_sheet_of_a4_however_much_there_is_to_say(lang: str, tmp_path: Path, browser: Browser) -> None:
    visit = of(tmp_path, crowded(), lang, place="63.60", kind="quarter", period="2024-Q1")
    for view in (visit.view, replace(visit.view, place=url.NATION)):
        page = browser.new_page()
        page.set_content(made(replace(visit, view=view)))
        sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
        assert len(sheet) == 1
        assert [round(side / 72 * 25.4) for side in sheet[0].get_size()] == [210, 297]
        page.close()
