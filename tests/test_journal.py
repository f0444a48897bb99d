"""What a load has read outlives the load; what is torn, of another version or another load's is not believed."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from loaders.batch.journal import FILE, Journal, journal

KEYS = [bytes([n]) * 32 for n in range(5)]


def filled(folder: Path, version: str = "1", count: int = 3) -> Journal:
    kept = Journal(folder, version)
    for n in range(count):
        kept.add(KEYS[n], b"readings %d " % n * (n + 1))
    return kept


def contents(folder: Path, version: str = "1") -> dict[bytes, bytes]:
    kept = Journal(folder, version)
    found = {key: kept.get(key) for key in sorted(kept.keys())}
    kept.close()
    return found


WHOLE = {KEYS[n]: b"readings %d " % n * (n + 1) for n in range(3)}


def test_what_an_interrupted_load_kept_is_there_for_the_next_one(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), journal(tmp_path, "1") as kept:
        for key, packed in WHOLE.items():
            kept.add(key, packed)
            assert kept.get(key) == packed
        raise KeyboardInterrupt
    assert contents(tmp_path) == WHOLE


def test_after_a_load_that_ended_well_nothing_is_left(tmp_path: Path) -> None:
    with journal(tmp_path, "1") as kept:
        kept.add(KEYS[0], b"x")
        assert (tmp_path / FILE).exists()
    assert not (tmp_path / FILE).exists() and contents(tmp_path) == {}


def test_a_load_that_reads_nothing_leaves_no_trace(tmp_path: Path) -> None:
    with journal(tmp_path / "kho", "1"):
        pass
    assert not (tmp_path / "kho").exists()


def test_a_journal_goes_on_where_it_stopped(tmp_path: Path) -> None:
    filled(tmp_path, count=2).close()
    again = Journal(tmp_path, "1")
    again.add(KEYS[2], WHOLE[KEYS[2]])
    again.close()
    assert contents(tmp_path) == WHOLE


def test_a_torn_end_is_cut_off_wherever_it_was_torn(tmp_path: Path) -> None:
    filled(tmp_path).close()
    whole = (tmp_path / FILE).read_bytes()
    second_ends = whole.index(WHOLE[KEYS[2]]) - 44
    for size in range(len(whole)):
        (tmp_path / FILE).write_bytes(whole[:size])
        found = contents(tmp_path)
        assert set(found.items()) <= set(WHOLE.items())
        assert len(found) >= 2 or size < second_ends
    kept = Journal(tmp_path, "1")
    kept.add(KEYS[2], WHOLE[KEYS[2]])
    kept.close()
    assert contents(tmp_path) == WHOLE


def test_a_byte_that_changed_ends_what_is_believed(tmp_path: Path) -> None:
    filled(tmp_path).close()
    whole = bytearray((tmp_path / FILE).read_bytes())
    whole[whole.index(b"readings 1") + 3] ^= 1
    (tmp_path / FILE).write_bytes(whole)
    assert contents(tmp_path) == {KEYS[0]: WHOLE[KEYS[0]]}


def test_what_another_version_read_is_forgotten(tmp_path: Path) -> None:
    filled(tmp_path, "1").close()
    assert contents(tmp_path, "2") == {}
    assert contents(tmp_path, "1") == {}


def test_a_second_load_at_the_same_time_keeps_none_and_harms_none(tmp_path: Path) -> None:
    first = filled(tmp_path)
    second = Journal(tmp_path, "1")
    assert second.keys() == frozenset()
    second.add(KEYS[4], b"not kept")
    second.forget()
    first.close()
    assert contents(tmp_path) == WHOLE


def test_two_first_loads_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    one, other = Journal(tmp_path, "1"), Journal(tmp_path, "1")
    one.add(KEYS[0], WHOLE[KEYS[0]])
    other.add(KEYS[1], b"not kept")
    other.close()
    one.close()
    assert contents(tmp_path) == {KEYS[0]: WHOLE[KEYS[0]]}


def test_a_full_disk_ends_the_journal_and_not_the_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = filled(tmp_path, count=1)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(kept, "_append", full)
    kept.add(KEYS[1], b"x")
    monkeypatch.undo()
    kept.add(KEYS[2], b"x")
    assert kept.keys() == {KEYS[0]}
