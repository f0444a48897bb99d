"""Every page draws inside the frame, whatever there is to show; the link decides; nothing is dropped in silence."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from plotly.graph_objects import Figure

from pages.parts.language.words import say_in
from pages.parts.reports.reading import held
from tests.shown import PAGES, WAREHOUSES, built, data_in, dossiers, markup, opened, rich, tables, words
from tests.warehouses import ROOT, Told

ENGLISH = re.compile(r"\b(Overview|Indicators?|Reports|Period|Scope|Level|No data|Latest|Source|None|nan|NaN)\b")
VIETNAMESE = re.compile(r"\b(Tổng quan|Chỉ số|Báo cáo|Chưa có|Phạm vi|Loại kỳ|Mới nhất)\b")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    none = {"no warehouse": tmp_path_factory.mktemp("none")}
    return none | {name: built(tmp_path_factory.mktemp("data"), make()) for name, make in WAREHOUSES.items()}


@pytest.fixture
def full(folders: dict[str, Path]) -> Iterator[Path]:
    with data_in(folders["rich"]) as folder:
        yield folder


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", ["no warehouse", *WAREHOUSES])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_inside_the_frame(page: str, name: str, lang: str, folders: dict[str, Path]) -> None:
    with data_in(folders[name]):
        app = opened(page, lang=lang)
    said = words(app)
    assert [fault.value for fault in app.exception] == []
    assert 'class="brand"' in said
    assert ('class="foot"' in said) == (name != "no warehouse")
    assert app.title[0].value.strip()
    plain = re.sub(r"<[^>]*>", " ", said)
    assert not re.search(r"\bnan\b|\bNone\b", plain)
    assert not (ENGLISH if lang == "vi" else VIETNAMESE).search(plain), "a word of the other language is left"


def test_the_list_of_pages_is_whole_and_no_address_is_a_file_name() -> None:
    tree = ast.parse((ROOT / "app.py").read_text("utf-8"))
    table = next(
        node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and node.targets[0].id == "PAGES"
    )
    listed = ast.literal_eval(table)
    assert sorted(listed) == PAGES
    stems = {Path(page).stem for page in PAGES}
    assert stems.isdisjoint({address for _, address in listed.values()})


def test_without_a_warehouse_it_is_said_what_to_do(folders: dict[str, Path]) -> None:
    with data_in(folders["no warehouse"]):
        app = opened()
    assert "make data" in markup(app) or "make data" in "".join(text.value for text in app.markdown)


def test_a_tile_tells_number_parts_window_change_and_the_way_to_its_sentence(full: Path) -> None:
    app = opened(place="63.60", kind="quarter", period="2024-Q1")
    said = markup(app)
    assert "/1.040 hồ sơ" in said
    assert "15/12/2023–14/3/2024" in said and "kỳ chuẩn 15→14" in said
    assert "so với Q.IV/23" in said and "so với cùng kỳ Q.I/23" in said
    assert "Tính từ số hồ sơ" in said
    links = re.findall(r'<a href="([^"]*fact=[^"]*)"', said)
    assert links and all(re.search(r"report=[0-9a-f]{12}", link) for link in links)


def test_a_tile_without_a_current_number_shows_the_last_one_with_its_period(full: Path) -> None:
    said = markup(opened(place="63.60", kind="quarter", period="2024-Q2"))
    assert "Chưa có số liệu" in said
    assert "Gần nhất: " in said and "(Quý I/2024)" in said


def test_a_sum_of_few_provinces_is_not_shown_as_the_nation(full: Path) -> None:
    said = markup(opened(kind="quarter", period="2024-Q1"))
    assert "7/63 tỉnh có số" in said
    assert "Chưa có số cả nước" in said
    assert "Chưa đủ địa phương" in said


def test_the_nation_opens_with_a_map_of_what_enough_provinces_have(full: Path) -> None:
    said = markup(opened())
    assert "Điểm Bộ chỉ số 766 theo tỉnh, thành phố" in said and "34/34 tỉnh, thành phố" in said
    assert said.count('class="island"') == 2 and "Hoàng Sa" in said and "Trường Sa" in said
    tiles = re.findall(r"grid-row:(\d+);grid-column:(\d+)", said)
    assert len(tiles) == 36
    assert len(set(tiles)) == 36, "no tile covers another"


def test_what_the_link_says_wrongly_is_named(full: Path) -> None:
    app = opened(place="63.99", level="xa", tinh="48", v="20200101T000000Z-00000000")
    said = markup(app)
    for value in ("63.99", "xa", "48", "20200101T000000Z-00000000"):
        assert f"“{value}”" in said
    assert app.title[0].value == "Tổng quan: Cả nước"


def test_the_link_decides_and_a_choice_is_written_into_the_link(full: Path) -> None:
    app = opened(place="63.60")
    assert app.selectbox(key="place").value == "63.60"
    app.selectbox(key="level").set_value("province").run()
    assert app.query_params["level"] == "province"
    assert app.query_params["place"] == "63.60"


def test_the_language_is_one_click_away_and_keeps_the_view(full: Path) -> None:
    app = opened(place="63.60", kind="quarter")
    app.button(key="language").click().run()
    assert app.query_params["lang"] == "en"
    assert app.query_params["place"] == "63.60"
    assert app.title[0].value == "Overview: Bình Thuận"


def test_pinning_writes_the_whole_view_with_the_vintage(full: Path) -> None:
    app = opened("pages/indicator.py", indicator="overdue_rate")
    app.button(key="pin").click().run()
    assert app.query_params["v"] == "20261122T153000Z-ab12cd34"
    assert app.query_params["kind"] == "quarter"
    assert app.query_params["period"] == "2024-Q1"


def test_an_indicator_is_drawn_ranked_tabled_and_defined(full: Path) -> None:
    app = opened("pages/indicator.py", indicator="on_time_rate", kind="quarter", units="63.60")
    figure = app.get("plotly_chart")[0].proto
    assert '"Bình Thuận' in figure.spec or "B\\u00ecnh" in figure.spec
    assert figure.alt
    said = markup(app)
    assert 'class="ranking"' in said and "7/63 tỉnh, thành phố có số" in said
    assert "không xếp hạng" in said, "seven of 63 are too few to rank"
    assert "÷" in said and "TT-VPCP" in said
    assert 'class="sql"' in said
    assert len(tables(app)[0]) == 28


def test_a_cleared_highlight_is_kept_in_the_link(full: Path) -> None:
    app = opened("pages/indicator.py", indicator="on_time_rate", units="63.60")
    app.multiselect(key="units").set_value([]).run()
    assert app.query_params["units"] == "-"
    assert app.multiselect(key="units").value == []


def test_reports_are_found_without_marks(full: Path) -> None:
    app = opened("pages/reports.py", q="binh thuan")
    assert "5 trong 31 nguồn" in markup(app)
    assert len([button for button in app.button if (button.key or "").startswith("open_")]) == 5


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("place", ["chưa rõ địa phương.", 'place = "…"', "b.docx.toml"]),
        ("place,period", ["chưa rõ địa phương, chưa rõ kỳ báo cáo.", 'period = "']),
        ("unit", ["chưa rõ đơn vị.", 'unit_kind = "…"']),
    ],
)
def test_a_held_report_says_why_and_what_to_do(reason: str, words: list[str]) -> None:
    said = held(say_in("vi"), {"held_reason": reason, "file": "b.docx"})
    assert all(each in said for each in words)


def test_one_report_shows_the_sentence_the_checks_and_why_it_is_held(full: Path) -> None:
    held = opened("pages/reports.py", state="held")
    key = next(button.key for button in held.button if (button.key or "").startswith("open_"))
    held.button(key=key).click().run()
    said = markup(held)
    assert "Báo cáo đang tạm giữ, chưa được tính: không rõ địa phương" in said
    held.query_params["fact"] = "0"
    held.run()
    assert re.search(r'class="quote".*<mark class="f plain chosen"', markup(held), re.S)


def test_what_a_report_says_is_never_markup(folders: dict[str, Path]) -> None:
    with data_in(folders["one report"]):
        listed = opened("pages/reports.py")
        key = next(button.key for button in listed.button if (button.key or "").startswith("open_"))
        listed.button(key=key).click().run()
        said = markup(listed)
    assert "&lt;b&gt;đậm&lt;/b&gt;" in said
    assert "<b>đậm</b>" not in said


def test_an_unknown_report_is_named_and_the_list_stands(full: Path) -> None:
    app = opened("pages/reports.py", report="0123456789ab")
    assert "0123456789ab" in markup(app)
    assert app.title[0].value == "Báo cáo và nguồn số liệu"


def test_a_new_indicator_needs_no_word_of_ours() -> None:
    from pages.parts.language.words import say_in

    assert say_in("vi")("group.brand_new") == "brand_new"


def test_a_rich_warehouse_is_what_these_tests_think_it_is() -> None:
    assert len({told.report_id for told in rich()}) == 31


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_simulated_data_says_so_and_no_other_does(page: str, tmp_path: Path, full: Path) -> None:
    assert "MÔ PHỎNG" not in words(opened(page))
    told = [Told("34.68", "2025-Q4", dossiers(500, 5)), Told("34.68", "2026-Q1", dossiers(500, 5), format="simulated")]
    with data_in(built(tmp_path, told)):
        assert '<div class="simulated" role="note"><b>DỮ LIỆU MÔ PHỎNG</b>' in words(opened(page))
        assert "<b>SIMULATED DATA</b>" in words(opened(page, lang="en"))


CHARTS = (
    ("pages/indicator.py", {"indicator": "on_time_rate", "kind": "quarter", "units": "63.60"}),
    ("pages/indicator.py", {"indicator": "on_time_rate", "kind": "quarter", "chart": "heatmap"}),
    ("pages/compare.py", {"who": "63.60,63.01", "indicators": "on_time_rate,received", "kind": "quarter"}),
    ("pages/unit_profile.py", {"place": "63.60"}),
)


@pytest.mark.parametrize(("page", "params"), CHARTS)
def test_plotly_finds_nothing_wrong_in_our_figures(page: str, params: dict[str, str], full: Path) -> None:
    drawn = [json.loads(chart.proto.spec) for chart in opened(page, **params).get("plotly_chart")]
    assert drawn or page == "pages/unit_profile.py"
    for figure in drawn:
        assert figure["data"]
        Figure(figure)  # raises where a name or a value is none of Plotly's
