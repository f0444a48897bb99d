"""Nạp báo cáo: off unless the server says so; what is read is seen before it counts, decided, committed, taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from loaders import decisions
from loaders.batch.sources import find
from pages.parts.visits import allowed
from tests.here import Here
from tests.readings import table
from tests.shown import built, data_in, markup, one_report, opened, tables, words
from tests.test_receiving import DAMAGED, GOOD, NOWHERE, TWO, WHO, content

PAGE = "pages/loading.py"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty warehouse made by the loaders themselves; files are read here, workers have tests of their own."""
    monkeypatch.setenv(allowed.SETTING, "1")
    monkeypatch.setattr("pages.parts.intake.session.pool", _here)
    from loaders.receiving.receive import commit_read

    commit_read([], tmp_path / "data")
    with data_in(tmp_path / "data") as data:
        yield data


class _here:
    """`pool`, without processes."""

    def __init__(self, **_: object) -> None: ...

    def __enter__(self) -> Here:
        return Here()

    def __exit__(self, *_: object) -> None: ...


def clerk(*files: tuple[str, bytes], lang: str = "vi") -> AppTest:
    """A clerk who has given a name and dropped files."""
    app = opened(PAGE, lang=lang)
    app.text_input(key="clerk").set_value(WHO).run()
    return drop(app, *files) if files else app


def drop(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(*file, "application/octet-stream") for file in files])
    return app.run().run()


def press(app: AppTest, key: str) -> AppTest:
    (button,) = [each for each in app.button if (each.key or "").startswith(key)]
    return button.click().run()


def submit(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click().run()
    return app


def plain(app: AppTest) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup(app)).split())


def pending(folder: Path) -> list[float]:
    return table(folder / "warehouse", "facts").filter(pl.col("counted"), field="dossiers.pending")["value"].to_list()


@pytest.mark.parametrize("setting", ["", "0", "no", "off"])
def test_it_is_off_unless_the_server_says_so(setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(allowed.SETTING, setting)
    with data_in(built(tmp_path, one_report())):
        app = opened(PAGE)
    assert "người quản trị bật bằng DUNG_HAN_LOADING=1" in plain(app)
    assert not app.file_uploader and not app.text_input
    assert "Nạp báo cáo" not in [link.proto.label for link in app.get("page_link")]


def test_it_stands_in_the_navigation_where_it_is_on(folder: Path) -> None:
    app = opened(PAGE)
    assert "Nạp báo cáo" in [link.proto.label for link in app.get("page_link")]
    assert app.file_uploader and "Chưa có lần ghi nào" in plain(app)


def test_a_damaged_file_gets_its_sentence_and_costs_nothing_else(folder: Path) -> None:
    before = content(folder)
    app = clerk(("hỏng.docx", DAMAGED), ("tốt.txt", GOOD))
    said = plain(app)
    assert "hỏng.docx ✕ Không đọc được" in said and "Mở bằng Word" in said
    assert "tốt.txt ● Đọc được 3 số liệu · 0 vấn đề" in said
    assert app.button(key="commit").label == "Ghi 1 tệp vào kho"
    assert content(folder) == before, "nothing counts before it is committed"


def test_what_was_read_stands_beside_the_document(folder: Path) -> None:
    app = press(clerk(("tốt.txt", GOOD)), "look_1")
    said = markup(app)
    assert re.search(r'class="paper.*<mark class="f plain[^>]*><a href="[?]report=[^"]*">200</a></mark>', said, re.S)
    assert "Chưa vào kho, chưa được tính" in said and "Đang dùng" not in said
    assert len(tables(app)[0]) == 3


def test_what_a_file_says_and_is_called_is_never_markup(folder: Path) -> None:
    app = press(clerk(("<b>x</b>*y*.txt", GOOD + b"<script>1</script>")), "look_1")
    said = words(app)
    assert "<script>" not in said and "<b>x</b>" not in said and "&lt;script&gt;" in said


def test_decide_commit_and_take_back(folder: Path) -> None:
    before = content(folder)
    app = press(clerk(("hai số.txt", TWO)), "look_1")
    assert app.radio[0].options == ["200", "210"], "only what is printed can be chosen"
    app.radio[0].set_value(1)
    app.text_input(key=_why(app)).set_value("khớp biểu")
    submit(app, "Chọn số này")
    assert not app.radio and "đã quyết định: 210, bởi Trần Thị Clerk" in plain(app)
    assert content(folder) == before
    press(app, "commit")
    assert pending(folder) == [210]
    said = plain(app)
    assert "1 báo cáo mới" in said and "3 số liệu mới" in said and "0 điều mâu thuẫn" in said
    (link,) = [each for each in app.get("page_link") if each.proto.label.startswith("hai số")]
    report = table(folder / "warehouse", "reports")["report_id"][0]
    assert link.proto.page == "bao-cao" and f"report={report[:12]}" in link.proto.query_string
    there = opened("pages/reports.py", report=report[:12])
    assert "đã quyết định: 210, bởi Trần Thị Clerk, ngày" in plain(there) and "vì: khớp biểu" in plain(there)
    press(app, "undo_")
    assert pending(folder) == [210], "asked first"
    press(app, "sure_")
    assert pending(folder) == [] and "đã hoàn tác một lần ghi 1 tệp" in plain(app)
    assert not list((folder / "raw").rglob("*.txt"))
    assert not [button for button in app.button if (button.key or "").startswith("undo_")]


def _why(app: AppTest) -> str:
    return next(each.key for each in app.text_input if (each.key or "").startswith("why_"))


def test_nobody_decides_or_commits_without_name_and_reason(folder: Path) -> None:
    app = press(drop(opened(PAGE), ("hai số.txt", TWO)), "look_1")
    app.radio[0].set_value(1)
    app.text_input(key=_why(app)).set_value("khớp biểu")
    assert "Ghi tên người nạp" in plain(submit(app, "Chọn số này")) and app.radio
    assert "Ghi tên người nạp" in plain(press(app, "commit"))
    app.text_input(key="clerk").set_value(WHO).run()
    app.text_input(key=_why(app)).set_value(" ")
    assert "Ghi lý do" in plain(submit(app, "Chọn số này")) and app.radio
    assert not list((folder / "raw").rglob("*.txt"))


def test_a_held_report_is_placed_by_choosing(folder: Path) -> None:
    app = press(clerk(("đâu.txt", NOWHERE)), "look_1")
    assert "Sẽ tạm giữ, chưa được tính: chưa rõ địa phương" in plain(app)
    assert "1 tệp chưa rõ nơi, đơn vị hoặc kỳ" in plain(app)
    place = app.selectbox(key="place_1")
    place.set_value(next(each for each in place.options if each.startswith("Bình Thuận")))
    app.text_input(key="why_head_1").set_value("công văn gửi kèm")
    submit(app, "Ghi quyết định")
    assert "Sẽ tạm giữ" not in plain(app) and "Bình Thuận (63.60), bởi Trần Thị Clerk" in plain(app)
    press(app, "commit")
    assert pending(folder) == [200]
    (file,) = (folder / "raw").rglob("*.toml")
    said = decisions.load(file)
    assert (said.place, said.decided_by, said.reason) == ("63.60", WHO, "công văn gửi kèm")


def test_a_place_of_another_time_is_refused_in_a_sentence(folder: Path) -> None:
    app = press(clerk(("đâu.txt", NOWHERE)), "look_1")
    app.selectbox(key="place_1").set_value(_option(app, "place_1", "Gia Lai", but="cũ"))
    app.text_input(key="why_head_1").set_value("thử")
    said = plain(submit(app, "Ghi quyết định"))
    assert "không có trên bản đồ 63 tỉnh của kỳ này" in said and "Sẽ tạm giữ" in said


def _option(app: AppTest, key: str, name: str, but: str) -> str:
    return next(each for each in app.selectbox(key=key).options if each.startswith(name) and but not in each)


def test_what_was_decided_can_be_dropped_again(folder: Path) -> None:
    app = press(clerk(("hai số.txt", TWO)), "look_1")
    app.radio[0].set_value(0)
    app.text_input(key=_why(app)).set_value("x")
    submit(app, "Chọn số này")
    assert not app.radio
    press(app, "undecide")
    assert app.radio and "đã quyết định" not in plain(app)


def test_two_sessions_do_not_see_each_others_files(folder: Path) -> None:
    one, two = clerk(("a.txt", GOOD)), clerk(("a.txt", TWO))
    assert "a.txt ● Đọc được 3 số liệu" in plain(one.run()) and "1 chỗ cần chọn" not in plain(one)
    assert "1 chỗ cần chọn" in plain(two.run())
    press(one, "commit")
    assert "1 chỗ cần chọn" in plain(two.run()), "what one commits leaves the other's files alone"
    report = press(two, "look_1").query_params["report"]
    other = opened(PAGE, report=report if isinstance(report, str) else report[0])
    assert "không nằm trong các tệp bạn vừa thả" in plain(other)


def test_hostile_names_and_one_name_twice(folder: Path) -> None:
    app = press(clerk(("../x.txt", GOOD), ("x.txt", NOWHERE)), "commit")
    assert [fault.value for fault in app.exception] == []
    paths = sorted(path.relative_to(folder / "raw" / "received").parts[1:] for path in folder.rglob("x.txt"))
    assert paths == [("001", "x.txt"), ("002", "x.txt")]
    assert not list(folder.parent.glob("*.txt"))


def test_a_file_that_is_there_already_is_told_and_not_committed_again(folder: Path) -> None:
    app = drop(press(clerk(("a.txt", GOOD)), "commit"), ("b.txt", GOOD))
    assert "b.txt ○ Đã có trong kho" in plain(app)
    assert app.button(key="commit").disabled


def test_a_file_can_be_left_out(folder: Path) -> None:
    app = press(clerk(("a.txt", GOOD), ("b.txt", TWO)), "leave_1")
    assert "a.txt" not in plain(app) and app.button(key="commit").label == "Ghi 1 tệp vào kho"


def test_a_commit_that_fails_is_a_sentence_and_the_files_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = clerk(("a.txt", GOOD))
    before = content(folder)

    def refuse(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("loaders.receiving.receive.commit", refuse)
    press(app, "commit")
    assert "Không ghi được" in plain(app) and "a.txt ● Đọc được" in plain(app)
    assert {name: held for name, held in content(folder).items() if not name.endswith(".lock")} == before


def test_it_speaks_english_too(folder: Path) -> None:
    said = words(press(clerk(("hai số.txt", TWO), lang="en"), "look_1"))
    assert "Not committed, not counted" in said and "Commit 1 file(s)" in said
    assert not re.search(
        r"\b(Chưa|Đọc được|Quyết định|Lý do|Người nạp)\b", re.sub(r'<div class="paper.*?</div>', "", said)
    )


def test_what_was_committed_is_read_again_from_raw(folder: Path) -> None:
    from loaders.batch.loading import load

    app = press(clerk(("hai số.txt", TWO)), "look_1")
    app.radio[0].set_value(1)
    app.text_input(key=_why(app)).set_value("khớp biểu")
    press(submit(app, "Chọn số này"), "commit")
    load(find([str(folder / "raw")]), folder / "anew", Here())
    again = table(folder / "anew", "facts").filter(pl.col("counted"), field="dossiers.pending")["value"].to_list()
    assert again == pending(folder) == [210]


def test_a_commit_that_was_killed_half_way_is_told_and_taken_back(folder: Path) -> None:
    press(clerk(("a.txt", GOOD)), "commit")
    (record,) = (folder / "raw" / "received").glob("*/.batch.json")
    vintage = json.loads(record.read_text("utf-8"))["vintage"]
    record.write_text(record.read_text("utf-8").replace(vintage, ""), encoding="utf-8")
    app = clerk()
    assert "Chưa ghi xong" in plain(app)
    press(press(app, "undo_"), "sure_")
    assert pending(folder) == [] and not list((folder / "raw").rglob("*.txt"))
