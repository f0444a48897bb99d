"""`python -m loaders`: what is loaded, what is refused with which exit code, and that `read` writes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from loaders.__main__ import app
from tests.readings import files_of, table

ROOT = Path(__file__).parents[1]
REPORT = """\
ỦY BAN NHÂN DÂN
TỈNH {capitals}
Số: 77/BC-UBND
{name}, ngày 17 tháng 3 năm 2023

BÁO CÁO
Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa quý I năm 2023

1. Kết quả giải quyết thủ tục hành chính
- Số hồ sơ tiếp nhận: {received} hồ sơ.
- Đã giải quyết 2.000 hồ sơ; đang giải quyết 150 hồ sơ.
2. Nuôi tôm: có 77 ao nuôi.
"""


def written(path: Path, name: str = "Bạc Liêu", received: str = "2.150") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT.format(capitals=name.upper(), name=name, received=received), encoding="utf-8")
    return path


def without_place(path: Path) -> Path:
    """The report of a department that does not say of which province."""
    text = written(path).read_text(encoding="utf-8").replace("Bạc Liêu, ", "")
    path.write_text(text.replace("ỦY BAN NHÂN DÂN\nTỈNH BẠC LIÊU\n", "SỞ CÔNG THƯƠNG\n"), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> int:
    """The command with these arguments; its exit code."""
    code: Any = app([str(each) for each in arguments], result_action="return_value")
    return int(code)


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUNG_HAN_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "warehouse"


def loaded(warehouse: Path) -> set[str]:
    return set(table(warehouse, "reports")["file"])


# ---- load


def test_a_file_a_folder_and_a_pattern_are_loaded_together(tmp_path: Path, warehouse: Path) -> None:
    one = written(tmp_path / "một.txt")
    written(tmp_path / "hộp" / "sâu" / "hai.md", "Cà Mau")
    written(tmp_path / "khác" / "ba.txt", "Sóc Trăng")
    written(tmp_path / "khác" / "bốn.bak", "Trà Vinh")
    assert run("load", one, tmp_path / "hộp", f"{tmp_path}/khác/*.txt") == 0
    assert loaded(warehouse) == {"một.txt", "hai.md", "ba.txt"}


def test_a_pattern_below_the_current_folder_is_found(
    tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "báo cáo" / "một.txt")
    monkeypatch.chdir(tmp_path)
    assert run("load", "báo cáo/*.txt") == 0
    assert loaded(warehouse) == {"một.txt"}


def test_a_name_with_pattern_marks_is_a_file_if_it_is_one(tmp_path: Path, warehouse: Path) -> None:
    assert run("load", written(tmp_path / "bao-cao[1].txt")) == 0
    assert loaded(warehouse) == {"bao-cao[1].txt"}


def test_a_folder_s_readme_is_no_report(tmp_path: Path, warehouse: Path) -> None:
    written(tmp_path / "hộp" / "một.txt")
    (tmp_path / "hộp" / "README.md").write_text("# Về thư mục này\n\nCó 5 báo cáo.\n", encoding="utf-8")
    assert run("load", tmp_path / "hộp") == 0
    assert loaded(warehouse) == {"một.txt"}


def test_the_good_of_a_mixed_batch_are_kept_and_the_bad_are_named(
    tmp_path: Path, warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "hộp" / "tốt.txt")
    (tmp_path / "hộp" / "rỗng.txt").write_text("", encoding="utf-8")
    (tmp_path / "hộp" / "hỏng.txt").write_bytes(b"\xff\x81\x00\x00")
    (tmp_path / "hộp" / "sai.csv").write_bytes(b"a;b\0\0\1;2\xff")
    assert run("load", tmp_path / "hộp", tmp_path / "thiếu.txt", tmp_path / "hộp" / "tốt.txt") == 1
    assert loaded(warehouse) == {"tốt.txt"}
    said = " ".join(capsys.readouterr().err.split())
    assert all(name in said for name in ("rỗng.txt", "hỏng.txt", "sai.csv", "thiếu.txt"))
    assert "Traceback" not in said


def test_nothing_to_load_is_its_own_exit_code(tmp_path: Path, warehouse: Path) -> None:
    (tmp_path / "trống").mkdir()
    assert run("load", tmp_path / "trống") == 2
    assert run("load", f"{tmp_path}/*.txt") == 2
    assert run("load") == 2
    assert not warehouse.exists()


def test_only_bad_files_load_nothing_and_leave_the_warehouse_alone(tmp_path: Path, warehouse: Path) -> None:
    assert run("load", written(tmp_path / "một.txt")) == 0
    before = files_of(warehouse)
    (tmp_path / "rỗng.txt").write_text("", encoding="utf-8")
    assert run("load", tmp_path / "rỗng.txt") == 1
    assert files_of(warehouse) == before


def test_the_same_bytes_under_two_names_are_one_report(tmp_path: Path, warehouse: Path) -> None:
    written(tmp_path / "a.txt")
    written(tmp_path / "b.txt")
    assert run("load", tmp_path / "a.txt", tmp_path / "b.txt") == 0
    assert table(warehouse, "reports").height == 1


def test_loading_again_changes_nothing(tmp_path: Path, warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "a.txt")
    assert run("load", tmp_path / "a.txt") == 0
    before = files_of(warehouse)
    assert run("load", tmp_path / "a.txt") == 0
    assert files_of(warehouse) == before
    assert "không đổi" in capsys.readouterr().out


def test_a_report_of_unknown_place_is_kept_but_not_counted(tmp_path: Path, warehouse: Path) -> None:
    assert run("load", without_place(tmp_path / "a.txt")) == 0
    (report,) = table(warehouse, "reports").iter_rows(named=True)
    assert (report["state"], report["held_reason"]) == ("held", "place")
    facts = table(warehouse, "facts")
    assert facts.height > 0 and not facts["counted"].any()
    assert table(warehouse, "figures").height == 0


@pytest.mark.parametrize("place", ["Bạc Liêu", "bac lieu", "63.95"])
def test_a_place_given_on_the_command_line_releases_it(tmp_path: Path, warehouse: Path, place: str) -> None:
    assert run("load", without_place(tmp_path / "a.txt"), "--place", place) == 0
    (report,) = table(warehouse, "reports").iter_rows(named=True)
    assert (report["state"], report["place_vintage"], report["place_code"]) == ("current", "63", "95")
    assert table(warehouse, "figures").height == 1


def test_a_decision_beside_the_file_releases_it_when_the_folder_is_loaded_again(
    tmp_path: Path, warehouse: Path
) -> None:
    without_place(tmp_path / "hộp" / "a.txt")
    assert run("load", tmp_path / "hộp") == 0
    (tmp_path / "hộp" / "a.toml").write_text('place = "63.95"\n', encoding="utf-8")
    assert run("load", tmp_path / "hộp") == 0
    (report,) = table(warehouse, "reports").iter_rows(named=True)
    assert (report["state"], report["place_code"]) == ("current", "95")


def test_a_wrong_decision_beside_one_file_costs_only_that_file(tmp_path: Path, warehouse: Path) -> None:
    written(tmp_path / "hộp" / "a.txt")
    without_place(tmp_path / "hộp" / "b.txt")
    (tmp_path / "hộp" / "b.toml").write_text('place = "Atlantis"\n', encoding="utf-8")
    assert run("load", tmp_path / "hộp") == 1
    assert loaded(warehouse) == {"a.txt"}


TARGETS = """\
indicator,scope,place,value,direction,valid_from,legal_title,source
on_time_rate,province,Bạc Liêu,95,up,2023,Chỉ tiêu 2023,công báo
on_time_rate,province,Bạc Liêu,95%,up,2024,Chỉ tiêu 2024,công báo
"""


def test_a_bad_row_of_a_target_costs_neither_its_table_nor_the_reports(
    tmp_path: Path, warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = written(tmp_path / "a.txt")
    assert run("load", report) == 0
    shipped = table(warehouse, "targets").height
    (warehouse.parent / "targets").mkdir()
    (warehouse.parent / "targets" / "tinh.csv").write_text(TARGETS, encoding="utf-8")
    assert run("load", report) == 1
    assert "targets/tinh.csv:3" in capsys.readouterr().err.replace("\n", "")
    assert table(warehouse, "targets").height == shipped + 1
    assert loaded(warehouse) == {"a.txt"}


def test_the_warehouse_may_stand_anywhere(tmp_path: Path, warehouse: Path) -> None:
    elsewhere = tmp_path / "kho khác"
    assert run("load", written(tmp_path / "a.txt"), "--warehouse", elsewhere) == 0
    assert loaded(elsewhere) == {"a.txt"} and not warehouse.exists()


def test_quiet_prints_only_the_summary(tmp_path: Path, warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("load", written(tmp_path / "a.txt"), "--quiet") == 0
    printed = capsys.readouterr()
    assert len(printed.out.split("·")) > 2 and "a.txt" not in printed.out and printed.err == ""


# ---- read


def test_reading_writes_nothing(tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "hộp" / "a.txt")
    monkeypatch.chdir(tmp_path / "hộp")
    before = files_of(tmp_path)
    assert run("read", path) == 0 and run("read", path, "--json") == 0
    assert files_of(tmp_path) == before and not warehouse.exists()


def test_reading_as_json_gives_the_whole_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", written(tmp_path / "a.txt"), "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["report", "facts", "problems", "unclaimed", "text"]
    report = shown["report"]
    assert (report["file"], report["family"], report["state"]) == ("a.txt", "ksthc", "current")
    assert (report["place"], report["place_code"], report["unit_kind"]) == ("Bạc Liêu", "63.95", "province")
    assert (report["issued_on"], report["number"]) == ("2023-03-17", "77/BC-UBND")
    assert (report["period"], report["start"], report["end"]) == ("2023-Q1", "2022-12-15", "2023-03-14")
    assert len(report["report_id"]) == 64


def test_the_offsets_in_json_point_into_its_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("read", written(tmp_path / "a.txt"), "--json")
    shown = json.loads(capsys.readouterr().out)
    stated = [fact for fact in shown["facts"] if fact["basis"] == "stated"]
    assert {fact["field"]: fact["value"] for fact in stated} == {
        "dossiers.received": 2150,
        "dossiers.resolved": 2000,
        "dossiers.pending": 150,
    }
    for each in (*stated, *shown["unclaimed"]):
        assert shown["text"][each["start"] : each["end"]] == each["raw"]
    assert [number["raw"] for number in shown["unclaimed"]] == ["77"]


def test_json_names_what_does_not_add_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("read", written(tmp_path / "a.txt", received="2.510"), "--json")
    shown = json.loads(capsys.readouterr().out)
    (problem,) = shown["problems"]
    assert (problem["kind"], problem["severity"]) == ("identity", "error")
    assert "dossiers.received" in problem["fields"] and "2.150" in problem["message"]
    assert problem["suggestion"] is None, "2.510 may be 2.150, or 150 may be 510"
    assert {fact["status"] for fact in shown["facts"]} == {"suspect"}
    assert [fact["value"] for fact in shown["facts"] if fact["field"] == "dossiers.received"] == [2510]


def test_json_of_a_held_report_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", without_place(tmp_path / "a.txt"), "--json") == 0
    report = json.loads(capsys.readouterr().out)["report"]
    assert (report["state"], report["held_reason"], report["place"], report["place_code"]) == (
        "held",
        "place",
        None,
        None,
    )


def test_a_place_for_reading_is_in_the_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", without_place(tmp_path / "a.txt"), "--json", "--place", "63.95") == 0
    report = json.loads(capsys.readouterr().out)["report"]
    assert (report["state"], report["place_code"]) == ("current", "63.95")


def test_reading_for_people_shows_place_period_figures_and_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("read", written(tmp_path / "a.txt")) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("Bạc Liêu", "2023-Q1", "2150", "1 con số chưa nhận"))


# ---- as a program


def program(*arguments: str | Path, data: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "loaders", *map(str, arguments)]
    environment = os.environ | {"DUNG_HAN_DATA": str(data), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=environment, check=False
    )


def test_the_program_ends_with_its_exit_code_and_never_with_a_traceback(tmp_path: Path) -> None:
    good, empty = written(tmp_path / "a.txt"), tmp_path / "rỗng.txt"
    empty.write_text("", encoding="utf-8")
    done = {
        ("read", tmp_path / "thiếu.txt"): 1,
        ("read", good, "--place", "Atlantis"): 1,
        ("load", good, empty, "--quiet"): 1,
        ("load", tmp_path / "không" / "*.txt"): 2,
    }
    for arguments, code in done.items():
        ended = program(*arguments, data=tmp_path / "data")
        assert ended.returncode == code, (arguments, ended.stderr)
        assert "Traceback" not in ended.stderr


def test_a_refusal_goes_to_the_error_stream_as_a_sentence(tmp_path: Path) -> None:
    ended = program("read", tmp_path / "thiếu.txt", data=tmp_path)
    assert ended.stdout == "" and "thiếu.txt" in ended.stderr


def test_json_goes_to_the_output_stream_alone(tmp_path: Path) -> None:
    ended = program("read", written(tmp_path / "a.txt"), "--json", data=tmp_path)
    assert json.loads(ended.stdout)["report"]["place"] == "Bạc Liêu" and ended.stderr == ""
