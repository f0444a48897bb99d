"""One command loads a folder of every format and every fault: all accounted for, only the good in the warehouse."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest

from loaders.batch.archive_names import name_of
from loaders.batch.sources import Source, find
from loaders.readers.document import readers
from loaders.readers.pages import images
from loaders.reading import read_content
from loaders.records import LoaderError
from loaders.warehouse.vintages import vintages
from tests.mixed_folder import BY_PROGRAM, KEPT, Fate, build, good
from tests.readings import files_of, table
from tests.zips import zipped

ROOT = Path(__file__).parents[1]
Row = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The folder, what should become of its files, what did, and the program that loaded it."""

    folder: Path
    fates: dict[str, Fate]
    rows: dict[str, Row]
    warehouse: Path
    ended: subprocess.CompletedProcess[str]


def load(paths: list[str], warehouse: Path, listed: Path) -> subprocess.CompletedProcess[str]:
    """The one command, which finds Tesseract where there is one, and no LibreOffice."""
    command = [sys.executable, "-m", "loaders", "load", *paths, "--warehouse", str(warehouse), "--report", str(listed)]
    programs = warehouse.parent / "programs"
    programs.mkdir(exist_ok=True)
    if (tesseract := shutil.which("tesseract")) and not (programs / "tesseract").exists():
        (programs / "tesseract").symlink_to(tesseract)
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "PATH": str(programs)}
    with TemporaryDirectory() as folder:
        ended = subprocess.run(
            command,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env=environment | {"TMPDIR": folder},
            check=False,
        )
        assert [*Path(folder).iterdir()] == []
    return ended


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    folder = tmp_path_factory.mktemp("hộp")
    fates = build(folder)
    ended = load([str(folder)], folder.parent / "kho", folder.parent / "kết quả.json")
    rows: list[Row] = json.loads((folder.parent / "kết quả.json").read_text(encoding="utf-8"))
    by_name = {str(row["file"]).removeprefix(f"{folder}/"): row for row in rows}
    assert len(by_name) == len(rows)
    yield Loaded(folder, fates, by_name, folder.parent / "kho", ended)


def test_the_folder_holds_every_format_and_more_than_two_hundred_files(loaded: Loaded) -> None:
    assert len(loaded.fates) >= 200
    of_pictures = {suffix for suffix, (_, reader) in readers().items() if reader is images.read}
    assert set(readers()) - set(good()) <= of_pictures | BY_PROGRAM
    for suffix in readers():
        assert f"hỏng/empty{suffix}" in loaded.fates


def test_every_file_is_accounted_for_and_none_is_made_up(loaded: Loaded) -> None:
    assert set(loaded.rows) == set(loaded.fates)


def test_every_file_met_its_fate(loaded: Loaded) -> None:
    wrong = {
        name: (fate.outcomes, fate.said, row["outcome"], row["said"])
        for name, fate in loaded.fates.items()
        if (row := loaded.rows[name])["outcome"] not in fate.outcomes or fate.said not in f"{row['said']} {row['rule']}"
    }
    assert wrong == {}


def test_every_refusal_is_a_sentence_that_names_its_file_and_nothing_failed_unforeseen(loaded: Loaded) -> None:
    for name, row in loaded.rows.items():
        if row["outcome"] == "refused":
            said = str(row["said"])
            assert said.endswith(".") and len(said) < 400 and said.isprintable(), (name, said)
            assert "reader failed" not in said and "crashed" not in said, (name, said)


def test_the_program_ends_well_says_the_counts_and_prints_no_traceback(loaded: Loaded) -> None:
    assert loaded.ended.returncode == 1
    kinds = Counter(str(row["outcome"]) for row in loaded.rows.values())
    assert f"{len(loaded.rows)} tệp: đọc {kinds['read']}, giữ lại {kinds['held']}" in loaded.ended.stdout
    assert "Traceback" not in loaded.ended.stderr and "\x1b[31m" not in loaded.ended.stderr


def test_a_damaged_file_that_is_read_states_nothing_that_the_sound_one_does_not(loaded: Loaded) -> None:
    stated = table(loaded.warehouse, "facts").join(table(loaded.warehouse, "reports"), on="report_id", suffix="_of")
    figures: dict[str, set[tuple[str, float]]] = {}
    for file, field, value in stated.filter(basis="stated").select("file", "field", "value").rows():
        figures.setdefault(file, set()).add((field, value))
    told = {
        name: more
        for name, fate in loaded.fates.items()
        if fate.of and (more := figures.get(Path(name).name, set()) - sound(Path(fate.of).suffix))
    }
    assert told == {} and sum(fate.of != "" and Path(name).name in figures for name, fate in loaded.fates.items()) > 9


@cache
def sound(suffix: str) -> set[tuple[str, float]]:
    """What the sound file of a format states."""
    try:
        readings = read_content(good()[suffix], f"a{suffix}")
    except (LoaderError, KeyError):
        return set()
    return {(fact.field, fact.value) for reading in readings for fact in reading.facts if fact.basis == "stated"}


def test_the_warehouse_is_that_of_the_good_files_alone(loaded: Loaded, tmp_path: Path) -> None:
    """Of an archive the good members are put into one that holds nothing else."""
    good_files = tmp_path / "hộp"
    found = {each.shown.removeprefix(f"{loaded.folder}/"): each for each in find([str(loaded.folder)])}
    for name, row in loaded.rows.items():
        if row["outcome"] in KEPT and isinstance(each := found.get(name), Source):
            copied(loaded.folder, each.path, good_files)
    kept = [name.split(".zip/", 1) for name, row in loaded.rows.items() if row["outcome"] in KEPT and ".zip/" in name]
    for archive in {archive for archive, _ in kept}:
        members = {member for of, member in kept if of == archive}
        packed_anew(loaded.folder / f"{archive}.zip", good_files / f"{archive}.zip", members)
    alone = load([str(good_files)], tmp_path / "kho", tmp_path / "a.json")
    assert alone.returncode == 0, alone.stderr
    for name in ("reports", "facts", "problems", "texts", "figures"):
        mixed, alone = (
            table(each, name).drop("received_at", strict=False) for each in (loaded.warehouse, tmp_path / "kho")
        )
        assert sorted(map(repr, mixed.rows())) == sorted(map(repr, alone.rows())), name


def copied(top: Path, path: Path, to: Path) -> None:
    """The file, and the decision beside it, below another folder."""
    for each in (path, path.with_name(path.stem[:100] + ".toml")):
        if each.exists():
            (to / each.relative_to(top)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(each, to / each.relative_to(top))


def packed_anew(archive: Path, to: Path, members: set[str]) -> None:
    """The archive with only some of its members, of archives in it too."""
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(_only(archive.read_bytes(), members))


def _only(archive: bytes, members: set[str]) -> bytes:
    kept: dict[str, bytes] = {}
    with ZipFile(BytesIO(archive)) as old:
        for info in old.infolist():
            name = name_of(info)
            inside = {member.removeprefix(f"{name}/") for member in members if member.startswith(f"{name}/")}
            if name in members or inside:
                kept[name] = _only(old.read(info), inside) if inside else old.read(info)
    return zipped(kept)


def test_nothing_is_half_written(loaded: Loaded) -> None:
    """One whole vintage, the pointer to it and locks: no journal; `load` asserts that no temporary file is left."""
    left = {path.name for path in loaded.warehouse.iterdir()}
    (vintage,) = vintages(loaded.warehouse)
    assert left - {vintage, "CURRENT"} <= {".lock", ".journal.lock"}
    assert not [path for path in (loaded.warehouse / vintage).iterdir() if path.suffix != ".parquet"]


def test_loading_the_folder_again_changes_no_byte(loaded: Loaded, tmp_path: Path) -> None:
    before = files_of(loaded.warehouse)
    again = load([str(loaded.folder)], loaded.warehouse, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["file"].removeprefix(f"{loaded.folder}/"): row["outcome"] for row in csv.DictReader(file)}
    known = {"read": "same"}
    assert rows == {name: known.get(str(row["outcome"]), row["outcome"]) for name, row in loaded.rows.items()}
    assert again.returncode == 1 and "(không đổi)" in again.stdout
    assert files_of(loaded.warehouse) == before
