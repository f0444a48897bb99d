"""A file that hangs, crashes or eats the memory costs itself alone, in a sentence; all others are answered in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from loaders.batch.sources import Source
from loaders.batch.workers import Answer, Pool, pool
from loaders.batch.working import Limits
from loaders.records import LoaderError
from tests.faulty_work import source, work

ROOT = Path(__file__).parents[1]
TIGHT = Limits(seconds=1, seconds_per_megabyte=0, memory=400_000_000)
PATIENT = replace(TIGHT, seconds=60)
"""On a busy machine memory is not eaten within a second."""
SAID = {
    "exit": "mã 3",
    "killed": "hết bộ nhớ",
    "crash": "đổ vỡ",
    "hang": "took too long",
    "spin": "took too long",
    "eat": "too much memory",
    "panic": "Panic",
    "refuse": "Tệp này sai",
    "recurse": "nested too deep",
    "unpicklable": "the reader failed",
}
"""What is said of each fault."""


@pytest.fixture(scope="module")
def workers() -> Iterator[Pool]:
    with pool(TIGHT, 2) as started:
        yield started


def answers(workers: Pool, *names: str, **about: object) -> list[Answer]:
    return list(workers.answers(work, [source(name) for name in names]))


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_answers_come_in_the_order_of_the_sources(workers: Pool) -> None:
    names = ["slow-0", *(f"quick-{n}" for n in range(300)), "slow-1"]
    assert [answer.value for answer in answers(workers, *names)] == names


def test_no_sources_have_no_answers(workers: Pool) -> None:
    assert answers(workers) == []


@pytest.mark.parametrize("fault", SAID)
def test_a_fault_costs_its_own_source_and_is_told(workers: Pool, fault: str) -> None:
    names = [f"good-{n}" for n in range(40)]
    names.insert(3, f"{fault}-x")
    with pool(PATIENT, 2) if fault == "eat" else nullcontext(workers) as able:
        found = answers(able, *names)
    assert [answer.source.name for answer in found] == names
    assert [answer.value for answer in found if not answer.error] == [name for name in names if name.startswith("good")]
    (refused,) = [answer.error for answer in found if answer.error]
    assert SAID[fault] in refused.title and (fault == "refuse" or f"{fault}-x" in refused.title)
    assert refused.advice


def test_many_faults_one_after_the_other_are_each_told(workers: Pool) -> None:
    names = ["exit-1", "crash-2", "a", "killed-3", "panic-4", "b", "refuse-5", "exit-6", "exit-7", "c"]
    found = answers(workers, *names)
    assert [answer.value for answer in found if not answer.error] == ["a", "b", "c"]
    assert len([answer for answer in found if answer.error]) == 7


def test_a_refusal_keeps_its_advice(workers: Pool) -> None:
    (answer,) = answers(workers, "refuse-1")
    assert answer.error and (answer.error.title, answer.error.advice) == ("Tệp này sai (wrong).", "Sửa lại.")


def test_what_a_worker_prints_goes_nowhere(workers: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    (answer,) = answers(workers, "chatter-1")
    assert answer.value == "chatter-1" and capfd.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_what_a_stopped_worker_had_started_is_stopped_too(workers: Pool, tmp_path: Path) -> None:
    (answer,) = workers.answers(work, [source("children-1", path=tmp_path / "pid")])
    assert answer.error
    *children, folder = (tmp_path / "pid").read_text().split()
    assert _soon(lambda: not any(is_alive(int(child)) for child in children))
    assert not Path(folder).exists() and not Path(folder).parent.exists()


def test_a_larger_file_may_take_longer() -> None:
    limits = Limits(seconds=10, seconds_per_megabyte=5, most_seconds=100)
    assert limits.seconds_for(source("small", 0)) == 10
    assert limits.seconds_for(source("scan", 4_000_000)) == 30
    assert limits.seconds_for(source("huge", 200_000_000)) == 100
    assert limits.patience_for(source("small", 0)) > limits.seconds_for(source("small", 0))


def test_a_worker_that_has_used_much_memory_is_replaced() -> None:
    with pool(Limits(), 1) as workers:
        before, _, after = (
            each.value for each in answers_of(workers, ("who-1", 1), ("large-1", 400_000_000), ("who-2", 1))
        )
    assert before != after


def answers_of(workers: Pool, *named: tuple[str, int]) -> list[Answer]:
    return list(workers.answers(work, [source(name, size) for name, size in named]))


def test_only_so_much_is_asked_for_ahead_of_a_slow_file() -> None:
    """What comes after a file that takes long waits in memory; the rest of the sources is not even looked at."""
    looked_at = 0

    def sources() -> Iterator[Source]:
        nonlocal looked_at
        yield source("hang-0")
        for n in range(60):
            looked_at += 1
            yield source(f"large-{n}", 8_000_000)

    with pool(TIGHT, 2) as workers:
        first = next(workers.answers(work, sources()))
    assert first.error and 8 <= looked_at <= 16


def test_workers_end_when_the_answers_are_no_longer_wanted() -> None:
    with pool(TIGHT, 2) as workers:
        stream = workers.answers(work, [source("who-1"), source("hang-2"), source("hang-3")])
        process = next(stream).value
        stream.close()
        assert _soon(lambda: not is_alive(process))
        assert [answer.value for answer in answers(workers, "next")] == ["next"]


def test_workers_end_with_the_block() -> None:
    with pool(TIGHT, 1) as workers:
        (answer,) = answers(workers, "who-1")
        assert is_alive(answer.value)
    assert _soon(lambda: not is_alive(answer.value))


@pytest.mark.skipif(sys.platform != "linux", reason="a copy of the process is only made there")
def test_workers_end_when_the_program_is_killed(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import sys
        from loaders.batch.workers import pool
        from tests.faulty_work import source, work
        with pool(count=2) as workers:
            for answer in workers.answers(work, [source("who-1"), source("slow-2"), source("hang-3")]):
                print(answer.value, flush=True)
        """
    )
    run = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout
    process = int(run.stdout.readline())
    assert is_alive(process)
    run.send_signal(signal.SIGKILL)
    run.wait(30)
    assert _soon(lambda: not is_alive(process), seconds=20)


def test_quick_workers_answer_too() -> None:
    with pool(TIGHT, quick=True) as workers:
        found = answers(workers, "a", "exit-1", "b")
    assert [answer.value for answer in found] == ["a", None, "b"]


def test_a_worker_that_cannot_start_is_no_fault_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = ModuleType("known_here_only")
    unknown.work = lambda source: None  # type: ignore[attr-defined]
    unknown.work.__module__, unknown.work.__qualname__ = unknown.__name__, "work"
    monkeypatch.setitem(sys.modules, unknown.__name__, unknown)
    with pool(TIGHT, 1) as workers, pytest.raises(LoaderError, match="khởi động"):
        list(workers.answers(unknown.work, [source("a")]))


def _soon(holds: object, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def test_a_temporary_folder_too_deep_for_a_socket_is_no_hindrance(tmp_path: Path) -> None:
    """The longest path of a socket is about a hundred bytes; multiprocessing makes one in the temporary folder."""
    folder = tmp_path / ("sâu " * 30)
    folder.mkdir()
    (tmp_path / "a.txt").write_text("Số hồ sơ tiếp nhận: 5 hồ sơ.\n", encoding="utf-8")
    command = [sys.executable, "-m", "loaders", "load", str(tmp_path / "a.txt"), "--warehouse", str(tmp_path / "kho")]
    run = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"TMPDIR": str(folder)}, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr.strip()) == (0, "")
