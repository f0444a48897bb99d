"""A load accounts for every file, goes on where it was interrupted, and reads nothing twice."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loaders.batch import intake
from loaders.batch.journal import FILE, Journal
from loaders.batch.loading import Load, load
from loaders.batch.outcomes import counts, write
from loaders.batch.sources import find
from loaders.batch.workers import pool
from loaders.decisions import Decision
from loaders.records import LoaderError, Reading
from loaders.warehouse.vintages import vintages
from tests.here import Here
from tests.readings import table
from tests.test_command_line import without_place, written
from tests.zips import zipped

ROOT = Path(__file__).parents[1]
PROVINCES = ["Bạc Liêu", "Cà Mau", "Sóc Trăng", "Trà Vinh", "Bến Tre", "Long An", "Tây Ninh", "Bình Phước"]


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A folder of eight reports."""
    for n, name in enumerate(PROVINCES):
        written(tmp_path / "hộp" / f"{n}.txt", name)
    return tmp_path / "hộp"


def loaded(box: Path, warehouse: Path, pool: Here | None = None, **options: object) -> Load:
    return load(find([str(box)]), warehouse, pool or Here(), **options)  # type: ignore[arg-type]


def outcomes(done: Load) -> dict[str, str]:
    return {Path(each.file).name: each.outcome for each in done.outcomes}


def read_anew(pool: Here) -> list[str]:
    """The files that were really read."""
    return [a.source.name for a in pool.answered if isinstance(a.value, intake.Taken) and a.value.packed is not None]


def contents(warehouse: Path) -> dict[str, list[dict[str, object]]]:
    """All tables but for what differs from load to load."""
    return {
        name: table(warehouse, name).drop("received_at", strict=False).to_dicts()
        for name in ("reports", "facts", "problems", "texts", "figures")
    }


def test_a_folder_is_one_vintage_whatever_its_size(box: Path, tmp_path: Path) -> None:
    done = loaded(box, tmp_path / "kho")
    assert set(outcomes(done).values()) == {"read"} and len(vintages(tmp_path / "kho")) == 1
    assert table(tmp_path / "kho", "reports")["file"].to_list() == [f"{n}.txt" for n in range(8)]


def test_what_is_in_the_warehouse_is_not_read_again(box: Path, tmp_path: Path) -> None:
    loaded(box, tmp_path / "kho")
    again = Here()
    done = loaded(box, tmp_path / "kho", again)
    assert read_anew(again) == [] and set(outcomes(done).values()) == {"same"}
    assert done.commit and not done.commit.created and len(vintages(tmp_path / "kho")) == 1
    assert [each.facts for each in done.outcomes] == [3] * 8


def test_asked_to_read_again_it_does_and_finds_the_same(box: Path, tmp_path: Path) -> None:
    loaded(box, tmp_path / "kho")
    again = Here()
    done = loaded(box, tmp_path / "kho", again, again=True)
    assert len(read_anew(again)) == 8 and set(outcomes(done).values()) == {"same"}


def test_changed_bytes_another_name_and_a_decision_are_read(box: Path, tmp_path: Path) -> None:
    loaded(box, tmp_path / "kho")
    written(box / "0.txt", "Bạc Liêu", received="2.151")
    (box / "1.txt").rename(box / "1b.txt")
    (box / "2.toml").write_text('period = "2022-Q4"\n', encoding="utf-8")
    again = Here()
    loaded(box, tmp_path / "kho", again)
    assert read_anew(again) == ["2.txt", "0.txt", "1b.txt"]  # what a person decided about comes first
    periods = dict(table(tmp_path / "kho", "reports").select("file", "period").rows())
    assert periods["2.txt"] == "2022-Q4" and "1b.txt" in periods and "1.txt" not in periods


def test_a_decision_that_was_taken_back_is_taken_back(box: Path, tmp_path: Path) -> None:
    (box / "2.toml").write_text('period = "2022-Q4"\n', encoding="utf-8")
    loaded(box, tmp_path / "kho")
    (box / "2.toml").unlink()
    again = Here()
    loaded(box, tmp_path / "kho", again)
    assert read_anew(again) == ["2.txt"]
    assert set(table(tmp_path / "kho", "reports")["period"]) == {"2023-Q1"}


def test_a_held_report_is_told_again_and_released_by_a_place(tmp_path: Path) -> None:
    without_place(tmp_path / "hộp" / "a.txt")
    for _ in range(2):
        done = loaded(tmp_path / "hộp", tmp_path / "kho")
        (held,) = done.outcomes
        assert held.outcome == "held" and "nơi báo cáo" in held.said and "--place" in held.advice
    done = loaded(tmp_path / "hộp", tmp_path / "kho", decision=Decision(place="63.95"))
    assert outcomes(done) == {"a.txt": "read"}
    assert set(table(tmp_path / "kho", "reports")["state"]) == {"current"}


def test_a_place_for_all_reads_only_those_that_want_it(box: Path, tmp_path: Path) -> None:
    without_place(box / "x.txt")
    loaded(box, tmp_path / "kho")
    again = Here()
    loaded(box, tmp_path / "kho", again, decision=Decision(place="63.95"))
    assert read_anew(again) == ["x.txt"]


def test_the_same_bytes_under_two_names_are_one_report_and_stay_so(box: Path, tmp_path: Path) -> None:
    (box / "7b.txt").write_bytes((box / "7.txt").read_bytes())
    for _ in range(2):
        done = loaded(box, tmp_path / "kho")
        told = done.outcomes[-1]
        assert told.outcome == "same" and "7.txt" in told.said and len(done.outcomes) == 9
    assert table(tmp_path / "kho", "reports").height == 8 and len(vintages(tmp_path / "kho")) == 1


def test_files_of_every_fate_are_all_accounted_for(box: Path, tmp_path: Path) -> None:
    (box / "8.txt").write_bytes(b"")
    (box / "9.xyz").write_bytes(b"x")
    (box / "Thumbs.db").write_bytes(b"x")
    without_place(box / "held.txt")
    report = (box / "0.txt").read_bytes()
    member = (box / "1.txt").read_bytes().replace(b"2.150", b"2.151")
    (box / "z.zip").write_bytes(zipped({"a/0.txt": report, "new.txt": member, "b.xyz": b"x", "../c.txt": b"x"}))
    done = loaded(box, tmp_path / "kho")
    assert outcomes(done) == {
        **{f"{n}.txt": "read" for n in range(1, 8)},
        "0.txt": "same",  # the one in the archive has the name of the one beside it
        "8.txt": "refused",
        "9.xyz": "refused",
        "Thumbs.db": "passed",
        "held.txt": "held",
        "new.txt": "read",
        "b.xyz": "refused",
        "c.txt": "refused",
    }
    assert len(done.outcomes) == 16 and all(each.said for each in done.outcomes if each.outcome != "read")
    assert "z.zip/new.txt" in set(table(tmp_path / "kho", "reports")["file"])


def test_a_load_of_only_bad_files_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    done = loaded(tmp_path, tmp_path / "kho")
    assert done.commit is None and not (tmp_path / "kho").exists()


# ---- interrupted


def interrupted_after(count: int) -> Callable[[Reading], None]:
    """A `show` that is Ctrl-C after so many reports."""
    seen = 0

    def show(reading: Reading) -> None:
        nonlocal seen
        seen += 1
        if seen == count:
            raise KeyboardInterrupt

    return show


def test_an_interrupted_load_goes_on_where_it_stopped(box: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        loaded(box, tmp_path / "kho", show=interrupted_after(5))
    assert vintages(tmp_path / "kho") == []
    again = Here()
    done = loaded(box, tmp_path / "kho", again)
    assert read_anew(again) == ["5.txt", "6.txt", "7.txt"]
    assert set(outcomes(done).values()) == {"read"} and len(vintages(tmp_path / "kho")) == 1
    loaded(box, tmp_path / "other")
    assert contents(tmp_path / "kho") == contents(tmp_path / "other")
    assert not (tmp_path / "kho" / FILE).exists()


def test_what_was_read_is_taken_from_the_journal(box: Path, tmp_path: Path) -> None:
    """Another text put in its place shows where the reading comes from."""
    with pytest.raises(KeyboardInterrupt):
        loaded(box, tmp_path / "kho", show=interrupted_after(1))
    key = intake.take(find([str(box / "0.txt")])[0]).key  # type: ignore[arg-type]
    kept = Journal(tmp_path / "kho", version())
    (reading,) = intake.unpacked(kept.get(key))
    kept.add(key, intake.packed((Reading(reading.report, "from the journal"),)))
    kept.close()
    loaded(box, tmp_path / "kho")
    assert "from the journal" in set(table(tmp_path / "kho", "texts")["text"])


def version() -> str:
    from loaders.version import loader_version

    return loader_version()


def test_a_file_that_is_gone_when_the_load_goes_on_is_not_loaded(box: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        loaded(box, tmp_path / "kho", show=interrupted_after(5))
    (box / "0.txt").unlink()
    loaded(box, tmp_path / "kho")
    assert "0.txt" not in set(table(tmp_path / "kho", "reports")["file"])


def test_a_commit_that_fails_keeps_what_was_read(box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LoaderError("Đĩa đầy (disk full).")

    with monkeypatch.context() as patch:
        patch.setattr("loaders.warehouse.store._write", fail)
        with pytest.raises(LoaderError, match="Đĩa đầy"):
            loaded(box, tmp_path / "kho")
    again = Here()
    assert set(outcomes(loaded(box, tmp_path / "kho", again)).values()) == {"read"} and read_anew(again) == []


def test_a_decision_made_meanwhile_is_heard_when_the_load_goes_on(box: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        loaded(box, tmp_path / "kho", show=interrupted_after(5))
    (box / "0.toml").write_text('period = "2022-Q4"\n', encoding="utf-8")
    loaded(box, tmp_path / "kho")
    assert dict(table(tmp_path / "kho", "reports").select("file", "period").rows())["0.txt"] == "2022-Q4"


PROGRAM = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from loaders.batch.loading import load
    from loaders.batch.sources import find
    from loaders.batch.workers import pool

    seen = 0
    def show(reading):
        global seen
        seen += 1
        if seen == 4:
            os.kill(os.getpid(), getattr(signal, sys.argv[3]))

    with pool(count=2) as workers:
        load(find([sys.argv[1]]), Path(sys.argv[2]), workers, show=show)
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_program_that_is_ended_half_way_has_lost_nothing(box: Path, tmp_path: Path, how: str) -> None:
    warehouse = tmp_path / "kho"
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(box), str(warehouse), how], cwd=ROOT, capture_output=True, check=False
    )
    assert ended.returncode != 0 and vintages(warehouse) == []
    again = Here()
    done = loaded(box, warehouse, again)
    assert read_anew(again) == ["4.txt", "5.txt", "6.txt", "7.txt"]
    assert set(outcomes(done).values()) == {"read"} and not (warehouse / FILE).exists()


def test_ctrl_c_at_the_command_line_says_how_to_go_on(tmp_path: Path) -> None:
    for n in range(400):
        written(tmp_path / "hộp" / f"{n:03}.txt", PROVINCES[n % 8], received=f"{2_000 + n}")
    environment = os.environ | {"DUNG_HAN_DATA": str(tmp_path / "data"), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "loaders", "load", str(tmp_path / "hộp"), "--quiet"]
    run = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    journal = tmp_path / "data" / "warehouse" / FILE
    while not (journal.exists() and journal.stat().st_size > 2_000) and run.poll() is None:
        time.sleep(0.005)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130 and "Traceback" not in said and "chạy lại" in said
    assert vintages(tmp_path / "data" / "warehouse") == [] and journal.exists()


# ---- in workers


def test_worker_processes_load_the_same_as_this_one(box: Path, tmp_path: Path) -> None:
    (box / "bad.txt").write_bytes(b"\xff\xfe\xff")
    with pool(count=2) as workers:
        done = load(find([str(box)]), tmp_path / "kho", workers)
    here = loaded(box, tmp_path / "other")
    assert done.outcomes == here.outcomes
    assert contents(tmp_path / "kho") == contents(tmp_path / "other")


# ---- told


@pytest.fixture
def mixed(box: Path, tmp_path: Path) -> Iterator[Load]:
    (box / "8.txt").write_bytes(b"")
    (box / ".x").write_bytes(b"")
    yield loaded(box, tmp_path / "kho")


def test_the_list_of_outcomes_is_written_as_csv_and_json(mixed: Load, tmp_path: Path) -> None:
    write(mixed.outcomes, tmp_path / "sub" / "kết quả.csv")
    write(mixed.outcomes, tmp_path / "kết quả.json")
    with (tmp_path / "sub" / "kết quả.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = json.loads((tmp_path / "kết quả.json").read_text(encoding="utf-8"))
    assert [{key: str(value) for key, value in each.items()} for each in listed] == rows
    assert [row["outcome"] for row in rows] == ["passed", *["read"] * 8, "refused"]
    assert rows[0]["rule"] == "hidden" and rows[-1]["said"] and rows[1]["facts"] == "3"


def test_a_list_that_cannot_be_written_is_told(mixed: Load, tmp_path: Path) -> None:
    with pytest.raises(LoaderError, match="cannot be written"):
        write(mixed.outcomes, tmp_path)


def test_the_counts_name_every_outcome_and_rule(mixed: Load) -> None:
    assert counts(mixed.outcomes) == "10 tệp: đọc 8, giữ lại 0, đã có 0, từ chối 1, bỏ qua 1 (hidden 1)"
