"""Files that a person drops: kept apart, decided about, committed as one, taken back as one; raw stays true."""

from __future__ import annotations

import gc
import io
import os
import time
import tomllib
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from loaders import decisions
from loaders.batch.loading import load
from loaders.batch.sources import find
from loaders.choosing import choice_of
from loaders.decisions import Decision
from loaders.receiving.batches import batches
from loaders.receiving.changes import changes
from loaders.receiving.names import MOST_BYTES, safe_name
from loaders.receiving.receive import Received, receive
from loaders.receiving.staging import IDLE, PREFIX, YOUNG, Staged, Staging
from loaders.receiving.undo import undo
from loaders.records import LoaderError
from loaders.warehouse.vintages import vintages
from tests.here import Here
from tests.readings import files_of, table

TOLD = """ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN

BÁO CÁO
Công tác kiểm soát thủ tục hành chính quý I năm 2024

Tổng số hồ sơ tiếp nhận: 1.200 hồ sơ. Đang giải quyết {pending} hồ sơ.
Số phản ánh, kiến nghị tiếp nhận: 12.
"""
GOOD = TOLD.format(pending=200).encode()
TWO = TOLD.format(pending="200 hồ sơ, hiện đang giải quyết 210").encode()
NOWHERE = GOOD.replace("TỈNH BÌNH THUẬN".encode(), b"")
DAMAGED = b"PK\x03\x04 no document"
WHO = "Trần Thị Clerk"


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    (tmp_path / "staging").mkdir()
    return Staging(tmp_path / "staging")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def dropped(staging: Staging, *uploads: tuple[str, bytes]) -> list[Staged]:
    staging.drop(uploads)
    staging.read(Here())
    return staging.files


def committed(staging: Staging, data: Path, *uploads: tuple[str, bytes]) -> Received:
    dropped(staging, *uploads)
    return receive(staging.read_files, data, WHO, Here())


def choose(staging: Staging, file: Staged, raw: str) -> None:
    """Decide that the figure with several values is this one."""
    (told,) = [problem for reading in file.readings for problem in reading.problems if problem.readings]
    (reading,) = [each for each in told.readings if each.raw == raw]
    said = choice_of(reading, WHO, date(2026, 11, 23), "khớp biểu kèm theo")
    staging.decide(file, Decision(readings=(said,)), Here())


def values(data: Path, field: str = "dossiers.pending") -> list[float]:
    found = table(data / "warehouse", "facts").filter(pl.col("counted"), field=field)
    return sorted(found["value"])


def anew(data: Path) -> dict[str, pl.DataFrame]:
    """What loading `data/raw` into an empty warehouse gives."""
    load(find([str(data / "raw")]), data / "anew", Here())
    return {name: told(data / "anew", name) for name in ("facts", "problems", "figures")}


def told(warehouse: Path, name: str) -> pl.DataFrame:
    frame = table(warehouse, name).drop("received_at", "known_on", "part", strict=False)
    return frame.sort([name for name in frame.columns if not isinstance(frame.schema[name], pl.List)])


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.docx", "passwd.docx"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/shadow", "shadow"),
        ("..", "bao-cao"),
        ("", "bao-cao"),
        (".hidden.docx", "hidden.docx"),
        ("~$khoa.docx", "bao-cao-khoa.docx"),
        ("README.md", "bao-cao-README.md"),
        ("CON.docx", "bao-cao-CON.docx"),
        ("a:b|c?.docx", "a_b_c_.docx"),
        ("Báo cáo quý I.docx", "Báo cáo quý I.docx"),
        ("a\nb\x00.txt", "a␊b␀.txt"),
    ],
)
def test_a_name_leads_nowhere_else(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending_and_whole_letters() -> None:
    short = safe_name("Ế" * 300 + ".docx")
    assert short.endswith("Ế.docx") and MOST_BYTES - 3 <= len(short.encode()) <= MOST_BYTES


def test_a_damaged_file_costs_only_itself(staging: Staging) -> None:
    damaged, good = dropped(staging, ("hỏng.docx", DAMAGED), ("tốt.txt", GOOD))
    assert damaged.error and "hỏng.docx" in damaged.error.title and damaged.look is None
    assert good.error is None and len(good.readings[0].facts) == 3
    assert [path.name for path in staging.folder.rglob("*.*") if path.name != ".lock"] == ["tốt.txt"]


def test_two_sessions_and_one_name_do_not_meet(staging: Staging, tmp_path: Path) -> None:
    other = Staging(tmp_path / "staging")
    mine = dropped(staging, ("a.txt", GOOD), ("a.txt", TWO))
    theirs = dropped(other, ("a.txt", NOWHERE))
    assert [file.path.read_bytes() for file in (*mine, *theirs)] == [GOOD, TWO, NOWHERE]
    other.close()
    assert mine[0].path.exists() and not theirs[0].path.exists()


def test_hostile_names_stay_in_the_folder(staging: Staging, data: Path) -> None:
    done = committed(staging, data, ("../x.txt", GOOD), ("..\\x.txt", TWO), ("/x.txt", NOWHERE))
    assert {path.name for path in data.parent.iterdir()} == {"staging", "data"}
    paths = [held.path for held in done.batch.files]
    assert paths == [f"raw/received/{done.batch.id}/{number:03}/x.txt" for number in (1, 2, 3)]
    assert len(done.commit.added) == 3


def test_the_same_bytes_twice_are_told(staging: Staging) -> None:
    _, second = dropped(staging, ("a.txt", GOOD), ("b.txt", GOOD))
    assert second.error and "cùng nội dung với a.txt" in second.error.title


def test_a_decision_file_is_refused(staging: Staging) -> None:
    (file,) = dropped(staging, ("a.toml", b'place = "63.60"'))
    assert file.error and "quyết định bằng cách chọn" in file.error.advice


def test_an_archive_is_unfolded_and_what_is_bad_in_it_is_told(staging: Staging) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in (("trong/a.txt", GOOD), ("../ra.txt", TWO), (".ẩn", b"x"), ("hỏng.docx", DAMAGED)):
            archive.writestr(name, content)
    files = dropped(staging, ("nén.zip", packed.getvalue()))
    fate = {file.shown: file.error.title if file.error else "read" for file in files}
    assert fate.pop("nén.zip/trong/a.txt") == "read"
    assert len(fate) == 3 and "leads out" in fate["nén.zip/../ra.txt"] and "tệp ẩn" in fate["nén.zip/.ẩn"]


def test_an_archive_that_is_none_is_refused(staging: Staging) -> None:
    (file,) = dropped(staging, ("nén.zip", b"PK nothing"))
    assert file.error and "nén.zip" in file.error.title


def test_the_folder_goes_with_the_session_and_what_a_killed_server_left_goes_with_the_next(tmp_path: Path) -> None:
    left, living = tmp_path / f"{PREFIX}left", Staging(tmp_path)
    left.mkdir()
    for folder in (left, living.folder):
        os.utime(folder, (time.time() - YOUNG - 9,) * 2)
    one = Staging(tmp_path)
    folder = one.folder
    assert folder.exists() and living.folder.exists() and not left.exists()
    del one
    gc.collect()
    assert not folder.exists()


def test_who_stays_away_for_long_makes_room_and_who_is_at_work_does_not(tmp_path: Path) -> None:
    away, here = Staging(tmp_path), Staging(tmp_path)
    away.used -= IDLE + 1
    here.used -= IDLE - 100
    Staging(tmp_path)
    assert not away.folder.exists() and not away.is_open
    assert here.is_open and here.folder.exists()


def test_an_interrupted_reading_goes_on(staging: Staging) -> None:
    staging.drop([("a.txt", GOOD), ("b.txt", TWO)])
    with pytest.raises(KeyboardInterrupt):
        staging.read(Here(), _stop)
    assert [file.shown for file in staging.unread] == ["b.txt"]
    staging.read(Here())
    assert not staging.unread and all(file.look for file in staging.files)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_was_dropped_counts_only_once_it_is_committed(staging: Staging, data: Path) -> None:
    dropped(staging, ("a.txt", GOOD))
    assert not data.exists()
    done = receive(staging.read_files, data, WHO, Here())
    assert values(data) == [200] and done.batch.by == WHO
    assert anew(data)["facts"].equals(told(data / "warehouse", "facts"))


def test_nobody_commits_without_a_name(staging: Staging, data: Path) -> None:
    dropped(staging, ("a.txt", GOOD))
    with pytest.raises(LoaderError, match="Chưa ghi tên"):
        receive(staging.read_files, data, " ", Here())
    assert not list(data.rglob("*.txt"))


def test_a_choice_survives_a_load_from_raw_and_says_who_when_and_why(staging: Staging, data: Path) -> None:
    (file,) = dropped(staging, ("a.txt", TWO))
    choose(staging, file, "210")
    assert not [problem for problem in file.readings[0].problems if problem.kind == "conflict"]
    done = receive([file], data, WHO, Here())
    assert values(data) == [210]
    (decided,) = table(data / "warehouse", "problems").filter(kind="decision")["message_vi"]
    assert all(part in decided for part in ("đã quyết định: 210", WHO, "23/11/2026", "khớp biểu kèm theo"))
    beside = data / done.batch.files[0].path.replace(".txt", ".toml")
    assert tomllib.loads(beside.read_text("utf-8"))["readings"][0]["raw"] == "210"
    for name, frame in anew(data).items():
        assert frame.equals(told(data / "warehouse", name)), name


def test_only_a_printed_value_can_be_chosen(staging: Staging) -> None:
    (file,) = dropped(staging, ("a.txt", TWO))
    choose(staging, file, "210")
    wrong = replace(file.decision.readings[0], raw="205")  # type: ignore[union-attr]
    staging.decide(file, Decision(readings=(wrong,)), Here())
    (reading,) = file.readings
    assert not [fact for fact in reading.facts if fact.field == "dossiers.pending"]
    assert {problem.kind for problem in reading.problems} == {"conflict", "decision"}
    assert "không còn khớp" in next(p.message_vi for p in reading.problems if p.kind == "decision")


def test_equations_still_judge_what_was_chosen(staging: Staging) -> None:
    three = TWO.replace(b"\nS", "\nĐã giải quyết 1.000 hồ sơ.\nS".encode())
    (file,) = dropped(staging, ("a.txt", three))
    choose(staging, file, "210")
    assert {f.field: f.status for f in file.readings[0].facts}["dossiers.pending"] == "suspect"


def test_a_decision_that_cannot_be_is_refused_and_the_last_one_stays(staging: Staging) -> None:
    (file,) = dropped(staging, ("a.txt", NOWHERE))
    assert file.readings[0].report.state == "held"
    staging.decide(file, Decision(place="63.60"), Here())
    assert file.readings[0].report.state == "current"
    with pytest.raises(LoaderError, match="không có trên bản đồ"):
        staging.decide(file, Decision(place="34.52"), Here())
    assert file.decision and file.decision.place == "63.60"
    staging.undecide(file, Here())
    assert file.decision is None and file.readings[0].report.state == "held"


def test_a_known_file_is_decided_where_it_lies_and_undone_there(staging: Staging, data: Path) -> None:
    old = data / "raw" / "2024" / "cũ.txt"
    old.parent.mkdir(parents=True)
    old.write_bytes(NOWHERE)
    load(find([str(data / "raw")]), data / "warehouse", Here())
    before = told(data / "warehouse", "problems"), files_of(data / "raw")
    (file,) = dropped(staging, ("mới.txt", NOWHERE))
    staging.decide(file, Decision(place="63.60"), Here())
    done = receive([file], data, WHO, Here())
    assert values(data) == [200] and [path.name for path in data.rglob("*.txt")] == ["cũ.txt"]
    assert decisions.load(old.with_suffix(".toml")).place == "63.60"
    undo(done.batch.id, data, WHO, Here())
    assert values(data) == []
    assert told(data / "warehouse", "problems").equals(before[0])
    assert {name: held for name, held in files_of(data / "raw").items() if name.startswith("2024")} == before[1]


def test_of_the_same_bytes_in_raw_those_decided_about_stand(data: Path) -> None:
    for name in ("a", "z"):
        (data / "raw" / name).mkdir(parents=True)
        (data / "raw" / name / "r.txt").write_bytes(NOWHERE)
    decisions.save(Decision(place="63.60"), data / "raw" / "z" / "r.txt")
    load(find([str(data / "raw")]), data / "warehouse", Here())
    assert values(data) == [200]


def test_undo_takes_back_figures_and_originals_and_keeps_what_others_loaded(staging: Staging, data: Path) -> None:
    first = committed(staging, data, ("a.txt", GOOD))
    staging.remove(*staging.files)
    second = committed(staging, data, ("b.txt", TOLD.format(pending=77).replace("quý I", "quý II").encode()))
    assert values(data) == [77, 200]
    done = undo(first.batch.id, data, "Sếp", Here())
    assert values(data) == [77] and done.commit.created
    assert [path.name for path in (data / "raw").rglob("*.txt")] == ["b.txt"]
    assert (data / ".undone" / first.batch.id / "001" / "a.txt").read_bytes() == GOOD
    assert {batch.id: batch.undone_by for batch in batches(data)} == {second.batch.id: "", first.batch.id: "Sếp"}
    assert vintages(data / "warehouse") == [first.commit.vintage, second.commit.vintage, done.commit.vintage]
    with pytest.raises(LoaderError, match="đã được hoàn tác"):
        undo(first.batch.id, data, "Sếp", Here())
    for name, frame in anew(data).items():
        assert frame.equals(told(data / "warehouse", name)), name


def test_what_was_loaded_from_elsewhere_is_there_again_after_undo(staging: Staging, data: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "specimen.txt"
    elsewhere.write_bytes(NOWHERE)
    load(find([str(elsewhere)]), data / "warehouse", Here())
    before = told(data / "warehouse", "reports")
    (file,) = dropped(staging, ("khác tên.txt", NOWHERE))
    staging.decide(file, Decision(place="63.60"), Here())
    undo(receive([file], data, WHO, Here()).batch.id, data, WHO, Here())
    assert told(data / "warehouse", "reports").equals(before)


def test_a_commit_that_a_later_one_builds_on_is_not_undone_first(staging: Staging, data: Path) -> None:
    first = committed(staging, data, ("a.txt", TWO))
    choose(staging, staging.files[0], "210")
    second = receive(staging.read_files, data, WHO, Here())
    assert values(data) == [210]
    with pytest.raises(LoaderError, match="Lần nạp sau"):
        undo(first.batch.id, data, WHO, Here())
    undo(second.batch.id, data, WHO, Here())
    assert values(data) == []
    undo(first.batch.id, data, WHO, Here())
    assert len(table(data / "warehouse", "reports")) == 0


def test_a_failure_leaves_raw_and_warehouse_as_they_were(
    staging: Staging, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = committed(staging, data, ("a.txt", TWO))
    choose(staging, staging.files[0], "200")
    dropped(staging, ("b.txt", NOWHERE))
    before = content(data)

    def refuse(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("loaders.receiving.receive.commit", refuse)
    with pytest.raises(LoaderError, match="Không ghi được"):
        receive(staging.read_files, data, WHO, Here())
    with pytest.raises(LoaderError, match="Không ghi được"):
        undo(first.batch.id, data, WHO, Here())
    assert content(data) == before


def content(data: Path) -> dict[str, bytes]:
    return {name: held for name, (_, held) in files_of(data).items() if not name.endswith(".lock")}


def test_what_changed_is_counted(staging: Staging, data: Path) -> None:
    first = committed(staging, data, ("a.txt", TWO))
    new = changes(data / "warehouse", "", first.commit.vintage, first.commit.added, ())
    assert (new.new, new.changed, new.contradictions["kind"].to_list()) == (2, 0, ["conflict"])
    choose(staging, staging.files[0], "210")
    second = receive(staging.read_files, data, WHO, Here()).commit
    assert second.replaced and not second.added
    more = changes(data / "warehouse", first.commit.vintage, second.vintage, second.added, second.replaced)
    assert (more.new, more.changed, more.contradictions.height) == (0, 1, 0)


def test_what_was_decided_before_holds_for_the_same_bytes_and_is_not_lost(staging: Staging, data: Path) -> None:
    (file,) = dropped(staging, ("a.txt", TWO))
    choose(staging, file, "210")
    receive([file], data, WHO, Here())
    other = Staging(staging.folder.parent)
    other.drop([("b.txt", TWO)])
    other.read(Here(), raw=data / "raw")
    (again,) = other.files
    assert again.decision and again.decision.readings[0].raw == "210" and not again.is_decided_anew
    other.decide(again, replace(again.decision, unit="Sở Y tế", unit_kind="department"), Here())
    assert again.is_decided_anew


def test_originals_that_cannot_be_moved_are_told_and_undoing_again_ends_it(
    staging: Staging, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = committed(staging, data, ("a.txt", GOOD))

    def refuse(*_: object) -> None:
        raise PermissionError("read-only")

    with monkeypatch.context() as broken:
        broken.setattr("loaders.receiving.undo.write", refuse)
        with pytest.raises(LoaderError, match="bản gốc còn ở"):
            undo(done.batch.id, data, WHO, Here())
    undo(done.batch.id, data, WHO, Here())
    assert values(data) == [] and not list((data / "raw").rglob("*.txt"))
