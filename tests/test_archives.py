"""Every member of a ZIP archive is a file of its own or is refused for itself; nothing is unpacked to the disk."""

from __future__ import annotations

import stat
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest

from loaders.batch import archives
from loaders.batch.sources import Passed, Source
from loaders.records import LoaderError
from tests.here import Here
from tests.zips import damaged, encrypted, link, overlapping, raw_named, zipped


def saved(folder: Path, content: bytes, name: str = "gói.zip") -> Source:
    path = folder / name
    path.write_bytes(content)
    return Source(path, name, str(path), len(content))


def names(found: object) -> list[str]:
    return [each.name for each in found if isinstance(each, Source)]  # type: ignore[attr-defined]


def refusals(found: object) -> list[str]:
    return [each.error.title for each in found if isinstance(each, Passed) and each.error]  # type: ignore[attr-defined]


def rules(found: object) -> dict[str, str]:
    passed = [each for each in found if isinstance(each, Passed) and each.rule]  # type: ignore[attr-defined]
    return {each.shown.split("gói.zip/")[1]: each.rule for each in passed}


def test_each_member_is_a_file_of_its_own_with_its_way_in_its_name(tmp_path: Path) -> None:
    source = saved(tmp_path, zipped({"a.txt": b"one", "quý I/b.md": b"two", "quý I/": b""}))
    found = archives.members(source)
    assert names(found) == ["gói.zip/a.txt", "gói.zip/quý I/b.md"]
    assert [archives.content(each) for each in found if isinstance(each, Source)] == [b"one", b"two"]
    assert [each.shown for each in found] == [f"{tmp_path}/gói.zip/a.txt", f"{tmp_path}/gói.zip/quý I/b.md"]


def test_archives_in_archives_are_opened(tmp_path: Path) -> None:
    inner = zipped({"c.txt": b"three"})
    outer = zipped({"a.txt": b"one", "trong.zip": zipped({"b.txt": b"two", "sâu.zip": inner}), "z.txt": b"four"})
    found = archives.unfolded([saved(tmp_path, outer)], Here())
    assert names(found) == [
        "gói.zip/a.txt",
        "gói.zip/trong.zip/b.txt",
        "gói.zip/trong.zip/sâu.zip/c.txt",
        "gói.zip/z.txt",
    ]
    assert [archives.content(each) for each in found if isinstance(each, Source)] == [b"one", b"two", b"three", b"four"]


def test_archives_nested_too_deep_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    content = zipped({"deepest.txt": b"x"})
    for _ in range(archives.MAX_DEPTH):
        content = zipped({"vỏ.zip": content, "a.txt": b"one"})
    found = archives.unfolded([saved(tmp_path, content)], Here())
    assert len(names(found)) == archives.MAX_DEPTH and all("nested too deep" in said for said in refusals(found))
    assert len(refusals(found)) == 1


def test_system_files_locks_and_hidden_files_are_passed_over_by_name(tmp_path: Path) -> None:
    passed = {
        "__MACOSX/._a.docx": "system",
        "Thumbs.db": "system",
        "sub/desktop.ini": "system",
        "~$khóa.docx": "lock",
        "sub/.~lock.a.docx#": "lock",
        ".DS_Store": "hidden",
        ".git/config": "hidden",
        "README.md": "readme",
    }
    found = archives.members(saved(tmp_path, zipped({**dict.fromkeys(passed, b"x"), "a.txt": b"one"})))
    assert rules(found) == passed and names(found) == ["gói.zip/a.txt"]


@pytest.mark.parametrize(
    "name", ["../a.txt", "x/../../a.txt", "/etc/a.txt", "C:\\a.txt", "\\\\server\\a.txt", "..\\a.txt", "x//a.txt"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    found = archives.members(saved(tmp_path, raw_named(name.encode(), b"x")))
    assert names(found) == []
    (said,) = refusals(found)
    assert "leads out" in said


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    (said,) = refusals(archives.members(saved(tmp_path, raw_named(b"a.txt\0.docx", b"x"))))
    assert "leads out" in said and "\0" not in said


def test_a_name_may_begin_where_it_stands(tmp_path: Path) -> None:
    assert names(archives.members(saved(tmp_path, raw_named(b"./x/./a.txt", b"x")))) == ["gói.zip/x/a.txt"]


def test_folders_of_windows_are_folders(tmp_path: Path) -> None:
    assert names(archives.members(saved(tmp_path, raw_named(b"sub\\a.txt", b"x")))) == ["gói.zip/sub/a.txt"]


@pytest.mark.parametrize(
    ("name", "flags", "shown"),
    [
        ("Báo cáo quý I.txt".encode(), 0x800, "Báo cáo quý I.txt"),
        ("Báo cáo quý I.txt".encode(), 0, "Báo cáo quý I.txt"),
        ("Ba\u0301o ca\u0301o.txt".encode(), 0x800, "Báo cáo.txt"),
        ("Báo cáo quý Đắk Lắk".encode("cp1258", "ignore") + b".txt", 0, None),
        ("Ba\u0301o ca\u0301o.txt".encode("cp1258"), 0, "Báo cáo.txt"),
        ("r\u00e9sum\u00e9.txt".encode("cp437"), 0, "r\u00e9sum\u00e9.txt"),
        (b"\x80\x81\xfe.txt", 0, None),
        (b"a\nb\x1b[31m.txt", 0x800, "a␊b␛[31m.txt"),
    ],
    ids=["utf-8", "utf-8 unmarked", "decomposed", "1258 incomplete", "1258", "437", "neither", "control characters"],
)
def test_a_name_is_shown_as_its_writer_meant_it(tmp_path: Path, name: bytes, flags: int, shown: str | None) -> None:
    (found,) = archives.members(saved(tmp_path, raw_named(name, b"x", flags=flags)))
    assert isinstance(found, Source) and found.name.isprintable()
    assert shown is None or found.name == f"gói.zip/{shown}"
    assert archives.content(found) == b"x"


def test_the_same_file_twice_is_one_and_two_files_of_one_name_are_none(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped([("a.txt", b"one"), ("b.txt", b"two"), ("a.txt", b"one"), ("b.txt", b"another")])
    found = archives.members(saved(tmp_path, content))
    assert names(found) == ["gói.zip/a.txt"] and rules(found) == {"a.txt": "repeated"}
    assert [("b.txt" in said, "same name" in said) for said in refusals(found)] == [(True, True)] * 2


def test_a_locked_member_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    (said,) = refusals(archives.members(saved(tmp_path, encrypted("a.txt", b"secret"))))
    assert "có mật khẩu" in said


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    pipe = ZipInfo("ống")
    pipe.create_system, pipe.external_attr = 3, (stat.S_IFIFO | 0o644) << 16
    found = archives.members(saved(tmp_path, zipped([(link("a.txt"), b"/etc/passwd"), (pipe, b""), ("b.txt", b"x")])))
    assert names(found) == ["gói.zip/b.txt"] and len(refusals(found)) == 2


def test_a_decision_in_an_archive_decides_nothing_and_says_so(tmp_path: Path) -> None:
    found = archives.members(saved(tmp_path, zipped({"a.txt": b"x", "a.toml": b'place = "63.52"'})))
    assert names(found) == ["gói.zip/a.txt"] and "decision" in refusals(found)[0]


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"[Content_Types].xml": b"", "word/document.xml": b""}, "Word"),
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "Excel"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}, "OpenDocument"),
    ],
)
def test_a_document_that_is_called_an_archive_is_named(tmp_path: Path, members: dict[str, bytes], said: str) -> None:
    with pytest.raises(LoaderError, match=said):
        archives.members(saved(tmp_path, zipped(members)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ZIP"),
        (b"not an archive at all", "ZIP"),
        (b"Rar!\x1a\x07\x01\x00" + b"x" * 50, "RAR"),
        (b"7z\xbc\xaf\x27\x1c" + b"x" * 50, "7-Zip"),
        (zipped({"a.txt": b"x" * 1000})[:-30], "ZIP"),
        (zipped({}), "empty"),
        (zipped({"folder/": b""}), "empty"),
    ],
    ids=["no bytes", "text", "rar", "7z", "cut off", "no members", "only folders"],
)
def test_what_is_no_sound_archive_is_refused_whole(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(LoaderError, match=said) as refused:
        archives.members(saved(tmp_path, content))
    assert "gói.zip" in refused.value.title and refused.value.advice


def test_a_damaged_member_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as archive:
        archive.writestr("a.txt", b"the first member of all")
        archive.writestr("b.txt", b"the second")
    source = saved(tmp_path, damaged(content.getvalue(), b"the first member of all"))
    first, second = archives.members(source)
    assert isinstance(first, Source) and isinstance(second, Source)
    with pytest.raises(LoaderError, match="damaged") as refused:
        archives.content(first)
    assert "gói.zip/a.txt" in refused.value.title
    assert archives.content(second) == b"the second"


def test_a_compression_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    content = bytearray(raw_named(b"a.txt", b"x" * 100))
    content[8:10] = content[content.index(b"PK\x01\x02") + 10 : content.index(b"PK\x01\x02") + 12] = b"\x63\x00"
    (member,) = archives.members(saved(tmp_path, bytes(content)))
    assert isinstance(member, Source)
    with pytest.raises(LoaderError, match="cannot be unpacked"):
        archives.content(member)


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    with pytest.raises(LoaderError, match="bomb"):
        archives.members(saved(tmp_path, overlapping(50)))
    high = zipped({"a.txt": b"0" * 30_000_000, "b.txt": b"fine"})
    found = archives.members(saved(tmp_path, high))
    assert names(found) == ["gói.zip/b.txt"] and "bom" in refusals(found)[0]


def test_more_members_than_any_batch_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 5)
    with pytest.raises(LoaderError, match="too many"):
        archives.members(saved(tmp_path, zipped({f"{n}.txt": b"x" for n in range(6)})))
    inner = zipped({f"{n}.txt": b"x" for n in range(4)})
    found = archives.unfolded([saved(tmp_path, zipped({"a.zip": inner, "b.zip": inner, "c.txt": b"x"}))], Here())
    assert len(names(found)) <= 5 and "too many" in refusals(found)[-1]


def test_nothing_is_written_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").mkdir()
    source = saved(tmp_path / "x", zipped({"../a.txt": b"x", "b.txt": b"y"}))
    monkeypatch.chdir(tmp_path / "x")
    for each in archives.members(source):
        if isinstance(each, Source):
            archives.content(each)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["gói.zip"]


def test_an_archive_that_changes_between_listing_and_reading_is_read_as_it_is_now(tmp_path: Path) -> None:
    source = saved(tmp_path, zipped({"a.txt": b"old"}))
    (member,) = archives.members(source)
    assert isinstance(member, Source)
    saved(tmp_path, zipped({"a.txt": b"newer"}))
    assert archives.content(member) == b"newer"
    saved(tmp_path, b"no archive any more")
    with pytest.raises(LoaderError, match="ZIP"):
        archives.content(member)
    source.path.unlink()
    with pytest.raises(LoaderError, match="ZIP"):
        archives.content(member)
