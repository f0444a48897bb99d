"""The link is the view: what is copied opens the same; what stood still, was retired or makes no sense is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.shown import PAGES, built, data_in, dossiers, markup, one_report, opened, rich
from tests.warehouses import VINTAGE, Told, write_warehouse

LATER = "20261123T080000Z-00000002"
SEEN = {
    "pages/overview.py": {"place": "63.60", "kind": "quarter", "period": "2023-Q4"},
    "pages/indicator.py": {"indicator": "overdue_rate", "units": "-", "level": "all"},
    "pages/compare.py": {"who": "63.60,63.60:so-ngoai-vu", "indicators": "received", "boundaries": "reported"},
    "pages/unit_profile.py": {"place": "63.60", "unit": "so-ngoai-vu"},
    "pages/reports.py": {"q": "binh thuan", "state": "current", "p": "1"},
    "pages/quality.py": {"place": "63.60", "check": "identity", "kind": "quarter"},
    "pages/loading.py": {},
    "pages/method.py": {},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with an earlier vintage of one report, and the newest with all."""
    found = tmp_path_factory.mktemp("data")
    write_warehouse(found / "warehouse", *one_report(), vintage=VINTAGE)
    write_warehouse(found / "warehouse", *rich(), vintage=LATER)
    return found


@pytest.fixture
def full(folder: Path) -> Iterator[Path]:
    with data_in(folder):
        yield folder


def copied(app: AppTest) -> str:
    return unescape(re.findall(r'data-copy="([^"]*)"', markup(app))[-1])


def shown(app: AppTest) -> str:
    """What the foot says is shown."""
    return re.findall(r"(?:Đang xem|Showing): ([^<]*)", markup(app))[-1]


def notices(app: AppTest) -> list[str]:
    return [unescape(said) for said in re.findall(r'<div class="notice[^>]*>([^<]*)<', markup(app))]


def test_every_page_is_tried() -> None:
    assert set(SEEN) == set(PAGES)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_the_link_that_is_copied_opens_the_same_view_with_the_data_pinned(page: str, lang: str, full: Path) -> None:
    app = opened(page, lang=lang, **SEEN[page])
    link = urlsplit(copied(app))
    params = dict(parse_qsl(link.query))
    assert params.pop("v") == LATER
    assert params.get("lang", "vi") == lang
    again = opened(page, **params, v=LATER)
    assert shown(again) == shown(app)
    assert copied(again) == copied(app)
    values = [each.value for each in (*app.selectbox, *app.multiselect, *app.text_input)]
    assert [each.value for each in (*again.selectbox, *again.multiselect, *again.text_input)] == values
    assert not any("không dùng được" in said or "cannot be used" in said for said in notices(again))


def test_a_pinned_link_says_what_came_since_and_leads_to_the_newest(full: Path) -> None:
    app = opened(place="63.60", v=VINTAGE)
    assert any(
        said == "Liên kết này ghim số liệu tại 22:30 ngày 22/11/2026. Từ đó: thêm 30 nguồn, bỏ 0, đọc lại 1; số liệu từ"
        f" 9 thành {9 * 28 + 34 + 18}."
        for said in notices(app)
    ), notices(app)
    assert "Đúng Hạn" in markup(app) and VINTAGE in markup(app)
    app.button(key="newest").click().run()
    assert "v" not in app.query_params and app.query_params["place"] == "63.60"
    assert notices(app) == [] and LATER in markup(app)


def test_a_link_pinned_to_the_newest_says_so(full: Path) -> None:
    assert any("Đó vẫn là số liệu mới nhất." in said for said in notices(opened(v=LATER)))


def test_a_retired_place_on_a_map_that_has_it_not_is_named_with_what_is_drawn_for_it(full: Path) -> None:
    app = opened("pages/compare.py", who="63.60,34.48", boundaries="34")
    assert "Vẽ bằng nơi cùng địa bàn: Bình Thuận → Lâm Đồng." in notices(app)
    back = opened("pages/compare.py", who="34.68", boundaries="63", lang="en")
    assert any("Lâm Đồng → " in said and "Bình Thuận" in said for said in notices(back))
    assert not any("→" in said for said in notices(opened("pages/compare.py", who="63.60")))
    body = opened("pages/compare.py", who="63.60:so-ngoai-vu", boundaries="34")
    assert "Không vẽ được trên ranh giới này: Sở Ngoại vụ, Bình Thuận." in notices(body)


@pytest.mark.parametrize("page", ["pages/overview.py", "pages/indicator.py", "pages/compare.py"])
def test_a_period_of_another_kind_is_named_and_one_alone_says_its_kind(page: str, full: Path) -> None:
    app = opened(page, kind="month", period="2024-Q1", before="2023-Q1")
    assert any("period = “2024-Q1”; before = “2023-Q1”" in said for said in notices(app))
    alone = opened(page, period="2024-Q1")
    assert "Quý I/2024" in shown(alone) and not any("không dùng được" in said for said in notices(alone))


def test_a_kind_of_check_that_is_not_there_is_named_and_one_without_cases_stays_chosen(full: Path) -> None:
    assert any("check = “nonsense”" in said for said in notices(opened("pages/quality.py", check="nonsense")))
    app = opened("pages/quality.py", check="copied")
    assert app.selectbox(key="check").value == "copied"


def test_the_whole_text_of_a_report_stands_in_the_link(tmp_path: Path) -> None:
    long = {f"dossiers.{name}": 5.0 for name in ("resolved", "pending")}
    many = [Told("63.60", f"20{year}-Q1", long, report="long", level=level) for year in range(10, 24) for level in
            ("all", "province", "district", "commune")] * 12  # fmt: skip
    with data_in(built(tmp_path, many)):
        app = opened("pages/reports.py", report=many[0].report_id[:12], fact="0")
        assert not app.toggle(key="whole_text").value
        app.toggle(key="whole_text").set_value(True).run()
        assert app.query_params["text"] == "all"
        again = opened("pages/reports.py", **dict(parse_qsl(urlsplit(copied(app)).query)))
        assert again.toggle(key="whole_text").value


def test_without_data_there_is_no_link_to_copy(tmp_path: Path) -> None:
    with data_in(tmp_path):
        assert "data-copy" not in markup(opened())


def test_these_tests_know_how_many_figures_there_are() -> None:
    assert sum(len(told.values) for told in rich()) == 9 * 28 + 34 + 18 and len(dossiers(1, 0)) == 9
