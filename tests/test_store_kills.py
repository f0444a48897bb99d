"""A load may be killed at any moment, and several may run at once: readers see a whole vintage, the next load works."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from loaders.catalogue.fields import load_fields
from loaders.records import LoaderError
from loaders.warehouse.parts import scan
from loaders.warehouse.store import commit
from loaders.warehouse.vintages import current, vintages, writing
from tests.readings import fact, files_of, reading, report_id, table

ROOT = Path(__file__).parent.parent
FIELDS = load_fields()
STEPS = ("locked", "wrote reports", "wrote figures", "built", "renamed", "pointed", "swapped", "pruned")
AFTER_THE_SWAP = ("swapped", "pruned")
DRIVER = """
import os, signal, sys
from pathlib import Path
from loaders.catalogue.fields import load_fields
from loaders.warehouse.store import commit
from tests.readings import fact, reading

def die(step):
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

commit([reading("new", [fact(value=2)], unit="Sở Y tế")], Path(sys.argv[1]), load_fields(), checkpoint=die)
"""


def load(folder: Path, key: str, value: float = 1) -> str:
    return commit([reading(key, [fact(value=value)], unit=f"Sở {key}")], folder, FIELDS).vintage


def is_whole(vintage: Path) -> bool:
    """Whether all tables of a vintage speak of the same reports."""
    tables = {name: scan(vintage, name).collect() for name in ("reports", "facts", "figures", "texts")}
    reports = set(tables["reports"]["report_id"])
    return all(set(tables[name]["report_id"]) == reports for name in ("facts", "figures", "texts"))


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Path, str]]]:
    """For each step a warehouse whose second load was killed there, and the vintage it had before."""
    started: dict[str, tuple[Path, str, subprocess.Popen[bytes]]] = {}
    old = tmp_path_factory.mktemp("old")
    before = load(old, "old")
    for step in STEPS:
        folder = shutil.copytree(old, tmp_path_factory.mktemp("warehouses") / "warehouse")
        run = subprocess.Popen([sys.executable, "-c", DRIVER, str(folder), step], cwd=ROOT)
        started[step] = (folder, before, run)
    for step, (_, _, run) in started.items():
        assert run.wait(60) == -9, step
    yield {step: (folder, before) for step, (folder, before, _) in started.items()}


@pytest.mark.parametrize("step", STEPS)
def test_a_load_killed_at_any_step_leaves_a_whole_vintage_and_the_next_load_works(
    killed: dict[str, tuple[Path, str]], step: str
) -> None:
    folder, before = killed[step]
    seen = current(folder)
    assert seen and is_whole(seen)
    assert (seen.name == before) is (step not in AFTER_THE_SWAP)
    load(folder, "next")
    expected = {report_id("old"), report_id("next")} | ({report_id("new")} if step in AFTER_THE_SWAP else set())
    assert set(table(folder, "reports")["report_id"]) == expected
    assert {path.name for path in folder.iterdir()} == {".lock", "CURRENT", *vintages(folder)}
    assert all(is_whole(folder / name) for name in vintages(folder))


def test_a_first_load_killed_before_the_swap_leaves_nothing_to_see(tmp_path: Path) -> None:
    assert subprocess.run([sys.executable, "-c", DRIVER, str(tmp_path), "renamed"], cwd=ROOT).returncode == -9
    assert current(tmp_path) is None
    name = load(tmp_path, "next")
    assert vintages(tmp_path) == [name]


def test_a_folder_that_was_being_dropped_is_swept(tmp_path: Path) -> None:
    first = load(tmp_path, "a")
    (tmp_path / f".dropped-{first}").mkdir()
    (tmp_path / f".dropped-{first}" / "facts.parquet").write_bytes(b"half")
    load(tmp_path, "b")
    assert not list(tmp_path.glob(".dropped-*"))


@pytest.mark.parametrize("step", ["wrote facts", "built", "pointed"])
def test_a_disk_that_fills_up_stops_the_load_with_a_sentence_and_keeps_the_old_vintage(
    tmp_path: Path, step: str
) -> None:
    before = load(tmp_path, "a")

    def full(reached: str) -> None:
        if reached == step:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(LoaderError, match="No space left"):
        commit([reading("b", [fact()])], tmp_path, FIELDS, checkpoint=full)
    seen = current(tmp_path)
    assert seen and seen.name == before and is_whole(seen)
    load(tmp_path, "c")
    assert table(tmp_path, "reports").height == 2


def test_an_interrupted_load_cleans_up_behind_itself(tmp_path: Path) -> None:
    load(tmp_path, "a")
    before = files_of(tmp_path)

    def interrupt(reached: str) -> None:
        if reached == "wrote facts":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commit([reading("b", [fact()])], tmp_path, FIELDS, checkpoint=interrupt)
    assert files_of(tmp_path) == before


def test_writers_at_once_wait_for_each_other_and_none_is_lost(tmp_path: Path) -> None:
    writers = [threading.Thread(target=load, args=(tmp_path, key)) for key in "abcdef"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert set(table(tmp_path, "reports")["report_id"]) == {report_id(key) for key in "abcdef"}
    assert len(vintages(tmp_path)) == 6


def test_writers_in_other_processes_wait_too(tmp_path: Path) -> None:
    load(tmp_path, "old")
    with writing(tmp_path):
        run = subprocess.Popen([sys.executable, "-c", DRIVER, str(tmp_path), "never"], cwd=ROOT)
        time.sleep(1.5)
        assert run.poll() is None
        assert table(tmp_path, "reports").height == 1
    assert run.wait(60) == 0
    assert table(tmp_path, "reports").height == 2


def test_a_writer_that_waited_too_long_says_so(tmp_path: Path) -> None:
    load(tmp_path, "a")
    with writing(tmp_path), pytest.raises(LoaderError, match="lần nạp khác"):
        commit([reading("b")], tmp_path, FIELDS, wait=0.05)


def test_readers_see_a_whole_vintage_all_the_while(tmp_path: Path) -> None:
    load(tmp_path, "a")
    torn: list[str] = []
    sizes: set[int] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen = current(tmp_path)
            if seen is None or not is_whole(seen):
                torn.append(str(seen))
            else:
                sizes.add(pl.read_parquet(seen / "reports.parquet").height)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for key in "bcdefg":
        load(tmp_path, key)
    done.set()
    for reader in readers:
        reader.join(60)
    assert not torn
    assert len(sizes) > 1
