"""Workbooks and delimited files: what their cells hold is what is read, wherever a table stands in them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from loaders.reading import read
from loaders.records import Reading
from tests.books import case_book, case_csv
from tests.tables import Case, cases, stated

CASES = cases()
IDS = [case.name for case in CASES]


def only(path: Path) -> Reading:
    (reading,) = read(path)
    return reading


@pytest.mark.parametrize("case", CASES, ids=IDS)
@pytest.mark.parametrize("at", [(1, 0), (3, 4)], ids=["at the left", "further right"])
def test_a_workbook_states_what_its_table_does(case: Case, at: tuple[int, int], tmp_path: Path) -> None:
    case_book(case, tmp_path / "bang.xlsx", at)
    reading = only(tmp_path / "bang.xlsx")
    assert stated(reading) == case.figures()
    assert {problem.kind for problem in reading.problems} == set(case.problems)


@pytest.mark.parametrize("case", CASES, ids=IDS)
@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16"), (",", "utf-16-le")]
)
def test_a_delimited_file_states_what_its_table_does(case: Case, delimiter: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / ("bang.tsv" if delimiter == "\t" else "bang.csv")
    path.write_bytes(case_csv(case, delimiter).encode(encoding))
    assert stated(only(path)) == case.figures()


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every labelled table as XLSX, XLS and ODS, converted in one run of LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("books")
    for number, case in enumerate(CASES):
        case_book(case, folder / f"{number}.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    books = [str(path) for path in sorted(folder.glob("*.xlsx"))]
    for kind in ("xls", "ods"):
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *books]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_old_and_the_open_format_are_read_like_the_new_one(converted: Path, kind: str) -> None:
    told = {}
    for number, case in enumerate(CASES):
        found = stated(only(converted / f"{number}.{kind}"))
        if found != case.figures():
            told[case.name] = (found - case.figures(), case.figures() - found)
    assert told == {}
