"""So sánh: lines that are never joined across what differs, boundaries that hold, effects that add up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts.compare import compared, pairs, why
from pages.parts.compare.pairs import Pair
from pages.parts.drawing import panels, scatter
from pages.parts.language.words import say_in
from pages.parts.numbers.wholes import wholes
from pages.parts.visits.url import View
from pages.parts.visits.visit import Visit
from queries import CannotCompare, catalogue, open_warehouse
from tests.shown import built, data_in, dossiers, markup, opened
from tests.warehouses import Told

PAGE = "pages/compare.py"
OLD = ("60", "67", "68")
"""What Lâm Đồng (34.68) is made of."""


def quarter(place: str, label: str, resolved: int, late: int, **more: Any) -> Told:
    return Told(place, label, dossiers(resolved, late), issued_on=date(2026, 12, 1), **more)


def told() -> list[Told]:
    """Lâm Đồng whole in the second quarter of 2025, short of a part in the first; Hà Nội before and after."""
    rows = [quarter(f"63.{code}", "2025-Q2", 1000, 100) for code in OLD]
    rows += [quarter(f"63.{code}", "2025-Q1", 1000, 100) for code in OLD[:2]]
    rows += [quarter("34.68", "2026-Q2", 4000, 200), quarter("34.68", "2026-Q1", 4000, 200)]
    rows += [quarter("63.01", "2025-Q2", 2000, 20), quarter("34.01", "2026-Q2", 2000, 40)]
    rows += [
        quarter("34.68", label, amount, late, level="commune", unit=unit, unit_kind="commune")
        for unit, amount, late in (("Xã Một", 100, 10), ("Xã Hai", 300, 3))
        for label in ("2026-Q1", "2026-Q2")
    ]
    return [*rows, quarter("34.68", "2026-Q2", 50, 1, level="commune", unit="Xã Ba", unit_kind="commune")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with data_in(built(tmp_path_factory.mktemp("data"), told())) as data:
        yield data


def visit(folder: Path, **view: Any) -> Visit:
    return Visit(View(**view), open_warehouse(folder / "warehouse"), say_in("vi"), ())


def values(here: Visit, key: str) -> dict[str, float | None]:
    rows = compared.course(here, catalogue()["on_time_rate"], "quarter", [key])
    return dict(rows.select("period", "value").iter_rows())


def test_an_old_province_is_drawn_as_the_one_it_went_into_and_only_where_every_part_is_there(folder: Path) -> None:
    here = visit(folder, boundaries="34")
    assert compared.on_map(here, ("63.60", "34.68", "63.01")) == (["34.68", "34.01"], [])
    course = values(here, "34.68")
    assert (course["2025-Q2"], course["2026-Q2"]) == (90.0, 95.0)
    assert course["2025-Q1"] is None, "a part of it is missing"


def test_a_new_province_is_never_split_back(folder: Path) -> None:
    here = visit(folder, boundaries="63")
    who, _ = compared.on_map(here, ("34.68",))
    assert set(who) == {f"63.{code}" for code in OLD}
    assert max(values(here, "63.60")) <= "2025-Q2"
    assert values(here, "34.68") == {}


def test_a_body_stands_on_no_map_but_its_own(folder: Path) -> None:
    assert compared.on_map(visit(folder, boundaries="34"), ("34.68:xa-mot",)) == ([], ["34.68:xa-mot"])
    assert values(visit(folder), "34.68:xa-mot")["2026-Q2"] == 90.0


def test_the_nation_is_a_gap_where_few_report(folder: Path, tmp_path: Path) -> None:
    assert values(visit(folder), "vn.00") == {}
    many = [quarter(f"34.{code}", "2026-Q1", 1000, 10) for code in _new()[:17]]
    few = [quarter(f"34.{code}", "2026-Q2", 1000, 10) for code in _new()[:16]]
    here = visit(built(tmp_path, [*many, *few]))
    assert values(here, "vn.00") == {"2026-Q1": 99.0, "2026-Q2": None}


def _new() -> list[str]:
    from tests.warehouses import places

    return places().filter(place_vintage="34")["place_code"].to_list()


def test_lines_are_parted_at_gaps_at_breaks_and_where_the_window_changes() -> None:
    def row(
        label: str, value: float | None, basis: str | None = "standard", broken: date | None = None
    ) -> dict[str, Any]:
        end = date(int(label[:4]), 3 * int(label[-1]), 14)
        shared = {"line": "34.68", "trace": "a", "period_kind": "quarter", "period_start": end, "break_on": broken}
        parts = {"numerator": None, "denominator": None}
        return {**shared, **parts, "period": label, "period_end": end, "value": value, "window_basis": basis}

    rows = [
        row("2024-Q4", 90.0),
        row("2025-Q1", None, None),
        row("2025-Q2", 91.0),
        row("2025-Q3", 92.0, "standard", date(2025, 7, 1)),
        row("2025-Q4", 93.0, "calendar"),
    ]
    days = panels.days_of(rows)
    figure = panels.panel(rows, {"34.68": "Lâm Đồng"}, "percent", "quarter", days, "vi", say_in("vi"))
    (line,) = figure["data"]  # type: ignore[misc]
    assert line["y"] == [90.0, None, 91.0, None, 92.0, None, 93.0]
    assert line["connectgaps"] is False and line["text"][-1] == " A"
    assert [line["marker"]["symbol"][at] for at in (0, 6)] == ["square", "diamond-open"]
    layout: Any = figure["layout"]
    assert [shape["x0"] for shape in layout["shapes"]] == ["2025-07-01"]
    assert panels.strokes(rows, days[3:]) == [], "what lies before the figure is not marked in it"


def test_all_figures_reach_over_the_same_days(folder: Path) -> None:
    app = opened(PAGE, who="34.68,34.01", kind="quarter")
    charts = [chart.proto.spec for chart in app.get("plotly_chart")][:3]
    ranges = {re.search(r'"range":\s*(\[[^]]*\])', spec).group(1) for spec in charts}  # type: ignore[union-attr]
    assert len(charts) == 3 and len(ranges) == 1


def test_two_periods_over_the_merger_meet_on_the_34_whatever_the_link_says(folder: Path) -> None:
    indicator = catalogue()["on_time_rate"]
    chosen, _ = pairs.pair(visit(folder, before="2025-Q2", after="2026-Q2"), indicator, "quarter")
    assert chosen is not None and chosen.over_the_merger and chosen.boundaries == "34"
    rows = pairs.both(visit(folder), indicator, chosen)
    assert dict(rows.select("place", "change").iter_rows()) == {"Lâm Đồng": 5.0, "Hà Nội": -1.0}
    short = pairs.both(visit(folder), indicator, Pair("quarter", "2025-Q1", "2026-Q2", "34"))
    assert "Lâm Đồng" not in set(short["place"]), "a part of it is missing"


def test_two_periods_on_one_side_stay_on_the_boundaries_chosen(folder: Path) -> None:
    for chosen in ("reported", "34"):
        here = visit(folder, before="2026-Q1", after="2026-Q2", boundaries=chosen)
        found, _ = pairs.pair(here, catalogue()["on_time_rate"], "quarter")
        assert found is not None and found.boundaries == chosen


def test_without_a_choice_two_periods_are_found_that_places_have_both_of(folder: Path) -> None:
    found, labels = pairs.pair(visit(folder), catalogue()["on_time_rate"], "quarter")
    assert found == Pair("quarter", "2025-Q1", "2025-Q2", "reported") and labels[0] == "2026-Q2"
    assert pairs.pair(visit(folder), catalogue()["on_time_rate"], "range") == (None, [])


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=40), st.integers(-1, 1))
def test_cells_add_up_to_their_rounded_total(effects: list[float], off: int) -> None:
    total = round(sum(effects), 2) + off / 100
    cells = why._towards(effects, total, 2)
    assert sum(cells) == pytest.approx(total, abs=1e-9)
    assert all(abs(cell - each) < 0.0301 for cell, each in zip(cells, effects, strict=True))


def test_why_a_province_moved_adds_up_over_its_communes(folder: Path) -> None:
    here = visit(folder, place="34.68", whole="34.68:commune")
    told = why.taken_apart(
        here,
        catalogue()["on_time_rate"],
        wholes(here)["34.68:commune"],
        Pair("quarter", "2026-Q1", "2026-Q2", "reported"),
    )
    assert told is not None and told.reported == (2, 3) and told.expected[0] == 124
    assert told.change == pytest.approx(round(told.after - told.before, 2), abs=0.011)
    assert sum(told.totals) == pytest.approx(told.change)
    for at, total in enumerate(told.totals):
        assert sum(member.effects[at] for member in told.members) == pytest.approx(total)
    came = next(member for member in told.members if member.name == "Xã Ba")
    assert came.row is not None and came.row["presence"] == "came" and came.effects[2] > 0


def test_why_is_said_with_few_members_marked_as_few(folder: Path) -> None:
    said = markup(opened(PAGE, place="34.68", whole="34.68:commune", before="2026-Q1", after="2026-Q2", kind="quarter"))
    assert "2/124 nơi có số" in said and "Dưới một nửa" in said and "mới có số" in said
    line = re.sub(r"<[^>]*>", " ", said.partition('<tr class="sum"><th scope="row">Tất cả')[2].partition("</tr>")[0])
    amounts = [float(each.replace("−", "-").replace(",", ".")) for each in re.findall(r"[−+]?\d+,\d+", line)]
    assert len(amounts) == 4 and sum(amounts[:3]) == pytest.approx(amounts[3])


def test_what_cannot_be_taken_apart_says_why(folder: Path) -> None:
    here = visit(folder)
    with pytest.raises(CannotCompare):
        why.taken_apart(
            here, catalogue()["score766_online_dossiers"], wholes(here)[""], Pair("quarter", "2026-Q1", "2026-Q2", "")
        )
    said = markup(
        opened(PAGE, indicators="score766_online_dossiers", before="2026-Q1", after="2026-Q2", kind="quarter")
    )
    assert "không tách được" in said


def test_a_point_needs_both_numbers_of_one_window(folder: Path, tmp_path: Path) -> None:
    x, y = catalogue()["on_time_rate"], catalogue()["online_share_new"]
    rows, apart = scatter.points(visit(folder), x, y, "2026-Q2")
    assert (set(rows["place"]), apart) == ({"Lâm Đồng", "Hà Nội"}, 0)
    resolved = {"dossiers.resolved": 100, "dossiers.resolved_early_or_on_time": 90}
    online = {"dossiers.received_new": 100, "dossiers.received_online": 50}
    mixed = [
        Told("34.68", "2026-Q2", resolved, report="a"),
        Told("34.68", "2026-Q2", online, report="b", window="calendar"),
    ]
    rows, apart = scatter.points(visit(built(tmp_path, mixed)), x, y, "2026-Q2")
    assert (rows.height, apart) == (0, 1)


def test_the_rule_of_the_boundaries_is_told_in_words(folder: Path) -> None:
    for code, words in (("reported", "hai nơi khác nhau"), ("34", "chỉ khi đủ mọi tỉnh"), ("63", "không bao giờ tách")):
        assert words in markup(opened(PAGE, boundaries=code))
    assert "Không vẽ được trên ranh giới này: Xã Một" in markup(opened(PAGE, who="34.68:xa-mot", boundaries="34"))


def test_what_is_compared_stands_in_the_link_and_the_unknown_is_named(folder: Path) -> None:
    app = opened(PAGE, who="34.68,34.99", indicators="received,nonsense", whole="34.nowhere")
    said = markup(app)
    assert app.multiselect(key="who").value == ["34.68"] and app.multiselect(key="indicators").value == ["received"]
    assert all(f"“{each}”" in said for each in ("34.99", "nonsense", "34.nowhere"))
    app.multiselect(key="indicators").set_value([]).run()
    assert app.query_params["indicators"] == "-" and not app.exception


def test_the_foot_says_what_is_compared(folder: Path) -> None:
    said = markup(opened(PAGE, who="34.68,34.01", before="2025-Q2", after="2026-Q2", kind="quarter"))
    shown = said.partition("Đang xem: ")[2]
    assert "Lâm Đồng, Hà Nội · Tỷ lệ giải quyết đúng hạn" in shown and "Quý II/2025 → Quý II/2026" in shown


def test_a_download_of_courses_keeps_apart_what_is_drawn_apart(folder: Path) -> None:
    here = visit(folder)
    rows = compared.course(here, catalogue()["on_time_rate"], "quarter", ["34.68", "63.60"])
    assert set(rows["line"]) == {"34.68", "63.60"} and rows["trace"].n_unique() == 2
    assert isinstance(rows, pl.DataFrame)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_axis_of_numbers_is_written_out_the_way_of_the_language(folder: Path, lang: str) -> None:
    drawn = opened(PAGE, who="34.68,34.01", indicators="received,on_time_rate", lang=lang).get("plotly_chart")
    layouts = [json.loads(chart.proto.spec)["layout"] for chart in drawn]
    assert len(layouts) >= 3, "panels, and the pairs or the scatter"
    for layout in layouts:
        axis = layout["yaxis"]
        assert (axis["exponentformat"], axis["separatethousands"]) == ("none", True), "400.000, not 400k"
        assert layout["separators"] == (",." if lang == "vi" else ".,")


def test_without_a_choice_the_places_of_today_are_drawn_where_they_have_a_course(folder: Path) -> None:
    assert set(compared.compared(visit(folder, kind="quarter")).asked) <= {"34.68", "34.01"}


def test_why_a_province_moved_begins_with_its_own_parts(folder: Path) -> None:
    words = markup(
        opened(PAGE, place="34.68", who="34.68", indicators="on_time_rate", kind="quarter", before="2026-Q1",
               after="2026-Q2", whole="34.68:commune")
    )  # fmt: skip
    own = words[words.index("Con số của Lâm Đồng") :]
    own = own[: own.index("</table>")]
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", own)]
    assert cells[4:] == [
        *("trước hạn + đúng hạn", "3.800", "3.800", "±0"),
        *("đã giải quyết", "4.000", "4.000", "±0"),
        *("còn lại (mẫu số − tử số)", "200", "200", "±0"),
        *("Tỷ lệ giải quyết đúng hạn", "95,00%", "95,00%", "±0,00 điểm %"),
    ]
    assert own.count("<a href=") == 2, "both numbers lead to their sentences"
    about = {"who": "34.68", "indicators": "on_time_rate", "kind": "quarter"}
    beside = markup(opened(PAGE, place="34.68", before="2026-Q1", after="2026-Q2", **about))
    assert own in beside, "before the nation's too, where the scope is the province"
    assert "Con số của" not in markup(opened(PAGE, **about))


def test_another_place_forgets_the_bodies_of_the_one_before(folder: Path) -> None:
    app = opened(PAGE, place="34.68", kind="quarter", whole="34.68:commune")
    app.selectbox(key="place").set_value("34.01").run()
    assert app.query_params.get("whole") in (None, [], [""]), app.query_params
    assert "không dùng được ở đây" not in markup(app)
