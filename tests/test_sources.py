"""Which files a load is to read: each once and in order, none of them silently left out, none that would never end."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from loaders.batch.outcomes import RULES as WORDS
from loaders.batch.sources import RULES, Found, Passed, Source, find, rule_for
from loaders.text.file_names import printable, suffix_of
from tests.tries import HANGS

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")


def written(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def named(found: list[Found]) -> list[str]:
    return [each.name for each in found if isinstance(each, Source)]


def passed(found: list[Found]) -> dict[str, str]:
    return {Path(each.shown).name: each.rule for each in found if isinstance(each, Passed) and each.rule}


def refused(found: list[Found]) -> dict[str, str]:
    return {Path(each.shown).name: each.error.title for each in found if isinstance(each, Passed) and each.error}


def test_a_folder_is_walked_whole_whatever_its_files_are_called(tmp_path: Path) -> None:
    for name in ("b.txt", "a.docx", "sub/deep/c.PDF", "sub/d", "e.xyz"):
        written(tmp_path / name)
    found = find([str(tmp_path)])
    assert named(found) == ["a.docx", "b.txt", "e.xyz", "d", "c.PDF"] and len(found) == 5


def test_what_is_no_report_is_passed_over_by_a_rule_with_a_name(tmp_path: Path) -> None:
    by = {
        "~$báo cáo.docx": "lock",
        ".~lock.a.docx#": "lock",
        "Thumbs.db": "system",
        "desktop.ini": "system",
        ".hidden.txt": "hidden",
        "README.md": "readme",
    }
    for name in by:
        written(tmp_path / name)
    written(tmp_path / ".git" / "config")
    written(tmp_path / "__MACOSX" / "a.docx")
    assert passed(find([str(tmp_path)])) == {**by, ".git": "hidden", "__MACOSX": "system"}


def test_every_rule_has_words() -> None:
    assert {*RULES, "decision", "linked_folder", "repeated"} == {*WORDS}


@pytest.mark.parametrize("name", ["báo cáo.docx", "a..txt", "~a.txt", "thumbs.db.txt", "readme.txt", "$.txt"])
def test_other_names_are_no_rule_s_concern(name: str) -> None:
    assert rule_for(name) is None


def test_decisions_are_no_reports_and_one_about_nothing_is_told(tmp_path: Path) -> None:
    for name in ("a.txt", "a.toml", "b.md", "b.md.toml", "c.toml"):
        written(tmp_path / name)
    found = find([str(tmp_path)])
    assert named(found) == ["a.txt", "b.md"]
    assert passed(found) == {"a.toml": "decision", "b.md.toml": "decision"}
    assert "without its report" in refused(found)["c.toml"]
    assert find([str(tmp_path / "a.toml")]) == [each for each in found if each.shown.endswith("a.toml")]


def test_a_file_named_on_the_command_line_is_taken_even_if_it_is_hidden(tmp_path: Path) -> None:
    for name in (".hidden.txt", "README.md", "~$a.docx"):
        written(tmp_path / name)
    found = find([str(tmp_path / name) for name in (".hidden.txt", "README.md", "~$a.docx")])
    assert named(found) == [".hidden.txt", "README.md"] and passed(found) == {"~$a.docx": "lock"}
    assert named(find([f"{tmp_path}/*"])) == []


def test_a_file_that_is_named_in_several_ways_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "x" / "a.txt")
    monkeypatch.chdir(tmp_path)
    assert len(find(["x", "x/a.txt", "./x/a.txt", str(tmp_path / "x"), "x/*.txt"])) == 1


def test_a_name_that_is_not_there_is_refused_and_a_pattern_that_matches_nothing_is_nothing(tmp_path: Path) -> None:
    assert "cannot be opened" in refused(find([str(tmp_path / "thiếu.txt")]))["thiếu.txt"]
    assert "no\x00name" not in str(find(["no\x00name"])) and refused(find(["no\x00name"]))
    assert find([f"{tmp_path}/*.txt"]) == []


@POSIX
@HANGS
def test_pipes_sockets_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.txt"))
        found = find([str(tmp_path), "/dev/zero", "/dev/null"])
    assert set(refused(found)) == {"ống.txt", "s.txt", "zero", "null"}
    assert all("no file" in said for said in refused(found).values())


@POSIX
def test_links_are_followed_to_files_but_not_to_folders_and_never_in_circles(tmp_path: Path) -> None:
    written(tmp_path / "ngoài" / "a.txt")
    folder = tmp_path / "hộp"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "ngoài" / "a.txt")
    (folder / "khác").symlink_to(tmp_path / "ngoài")
    (folder / "vòng").symlink_to(folder)
    (folder / "hỏng.txt").symlink_to(tmp_path / "không có")
    (folder / "một.txt").symlink_to(folder / "hai.txt")
    (folder / "hai.txt").symlink_to(folder / "một.txt")
    found = find([str(folder)])
    assert named(found) == ["a.txt"]
    assert passed(found) == {"khác": "linked_folder", "vòng": "linked_folder"}
    assert set(refused(found)) == {"hỏng.txt", "một.txt", "hai.txt"}


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_may_not_be_read_is_refused_and_the_rest_is_found(tmp_path: Path) -> None:
    written(tmp_path / "kín" / "a.txt")
    written(tmp_path / "b.txt")
    (tmp_path / "kín").chmod(0)
    try:
        found = find([str(tmp_path)])
    finally:
        (tmp_path / "kín").chmod(0o755)
    assert named(found) == ["b.txt"] and set(refused(found)) == {"kín"}


@POSIX
def test_names_of_any_bytes_are_shown_as_text(tmp_path: Path) -> None:
    odd = [b"a\nb.txt", b"\xff\xfe.txt", b"\x1b[31m.txt", "n\u0323a\u0306.txt".encode(), b"d" * 251 + b".txt", b" .txt"]
    for name in odd:
        written(tmp_path / os.fsdecode(name))
    found = find([str(tmp_path)])
    assert len(found) == len(odd)
    for each in found:
        assert isinstance(each, Source) and each.path.exists()
        assert each.name.isprintable() and each.shown.isprintable() and each.name.encode()


@POSIX
def test_two_files_whose_names_look_the_same_are_told_apart(tmp_path: Path) -> None:
    for name in ("a\u0301.txt", "á.txt", "a\x7f.txt", "a\x80.txt"):
        written(tmp_path / name)
    assert len({each.shown for each in find([str(tmp_path)])}) == 4


def test_a_folder_deeper_than_any_recursion_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    depth = min(1_200, (3_900 - len(str(tmp_path))) // 2)
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_bytes(b"x")
    found = find([str(tmp_path)])
    Path("a.txt").unlink()
    for _ in range(depth):  # whoever sweeps the folder away may do it by recursion
        os.chdir("..")
        Path("d").rmdir()
    assert named(found) == ["a.txt"]


def test_the_order_is_that_of_the_paths(tmp_path: Path) -> None:
    for name in ("ă.txt", "b.txt", "a/z.txt", "a.txt", "B.txt"):
        written(tmp_path / name)
    found = find([str(tmp_path)])
    assert (
        named(found)
        == named(find([f"{tmp_path}/*", str(tmp_path)]))
        == named(find([str(tmp_path / "a"), str(tmp_path)]))
    )


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.DOCX", ".docx"), ("gói.zip/a.b.txt", ".txt"), ("gói.zip/a", ""), (".txt", ""), ("a.", "."), ("a", "")],
)
def test_a_suffix_is_what_follows_the_last_dot_of_the_name(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("báo cáo", "báo cáo"),
        ("a\u0301", "á"),
        ("a\tb", "a␉b"),
        ("a\nb", "a␊b"),
        ("a\x7fb", "a\ufffdb"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u00a0b", "a b"),
        (os.fsdecode(b"a\xffb"), "a\\xffb"),
    ],
)
def test_a_printable_name_is_what_a_person_sees(name: str, shown: str) -> None:
    assert printable(name) == shown
