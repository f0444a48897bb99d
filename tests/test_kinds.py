"""A file is what its bytes say, whatever its name; what is locked, damaged, a bomb or too large is refused."""

from __future__ import annotations

import os
import struct
import tempfile
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from docx import Document

from loaders.readers import libreoffice
from loaders.readers.document import document_of, open_document
from loaders.readers.kinds import LOCKED, kind_of
from loaders.readers.word import package as word_package
from loaders.readers.word import word
from loaders.records import LoaderError
from tests.documents import (
    REPORT,
    SOFFICE,
    by_libreoffice,
    markdown,
    page,
    saved,
    text,
    web_archive,
    with_parts,
)
from tests.documents import (
    word as word_file,
)

needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed (apt-get install libreoffice-writer)"
)
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound(*streams: str, encrypted: bool = False) -> bytes:
    """The folder of an OLE2 file with these streams, and a Word header in the sector behind it."""
    entries = b"".join(
        f"{stream}\0".encode("utf-16-le").ljust(64, b"\0") + bytes(52) + struct.pack("<II", 1, 4096) + bytes(4)
        for stream in streams
    )
    head = OLE2 + bytes(22) + struct.pack("<H", 9) + bytes(480)
    fib = struct.pack("<H8xH", 0xA5EC, 0x0100 if encrypted else 0)
    return head + entries.ljust(512, b"\0")[:512] + fib.ljust(512, b"\0")


def archive(*names: str, mimetype: str = "") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "x")
    return file.getvalue()


def in_file(folder: Path, content: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


# ---- what a file is


@pytest.mark.parametrize(
    ("content", "suffix", "kind"),
    [
        (word_file(REPORT), ".doc", ".docx"),
        (word_file(REPORT), ".docm", ".docx"),
        (word_file(REPORT), "", ".docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), ".docx", ".xlsx"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), ".docx", ".pptx"),
        (archive("a.xml", mimetype="application/vnd.oasis.opendocument.text"), ".doc", ".odt"),
        (archive("a.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), ".doc", ".ods"),
        (archive("báo cáo.docx", "b.txt"), ".txt", ".zip"),
        (archive("[Content_Types].xml", "word/document.xml")[:-30], ".docx", ".docx"),
        (b"PK\x03\x04", ".txt", ".zip"),
        (compound("WordDocument"), ".docx", ".doc"),
        (compound("WordDocument", "Workbook"), ".doc", ".doc"),
        (compound("WordDocument", "Workbook"), ".xls", ".xls"),
        (compound("Workbook"), ".doc", ".xls"),
        (compound("Book"), ".docx", ".xls"),
        (compound("EncryptionInfo", "EncryptedPackage"), ".docx", LOCKED),
        (compound("Other"), ".wps", ".wps"),
        (b"{\\rtf1\\ansi a}", ".doc", ".rtf"),
        (b"%PDF-1.7\n", ".docx", ".pdf"),
        (b"\x1f\x8b\x08", ".txt", ".gz"),
        (b"\x89PNG\r\n\x1a\n", ".doc", ".png"),
        (b"\xff\xd8\xff\xe0", ".pdf", ".jpg"),
        (b"II*\0", ".pdf", ".tif"),
        (page(REPORT), ".doc", ".html"),
        (page(REPORT), ".xls", ".html"),
        (page(REPORT, "utf-16"), ".doc", ".html"),
        (web_archive(REPORT), ".doc", ".mht"),
        (b"<div>a</div>", ".md", ".md"),
        (markdown(REPORT), ".md", ".md"),
        (text(REPORT).encode(), ".txt", ".txt"),
        (text(REPORT).encode(), ".docx", ".docx"),
        (b"", ".docx", ".docx"),
    ],
)
def test_the_bytes_tell_what_a_file_is(content: bytes, suffix: str, kind: str) -> None:
    assert kind_of(content, suffix) == kind


@pytest.mark.parametrize(
    ("content", "name", "format_name"),
    [
        (word_file(REPORT), "a.doc", "word"),
        (word_file(REPORT), "a.txt", "word"),
        (word_file(REPORT), "không đuôi", "word"),
        (page(REPORT), "a.doc", "html"),
        (web_archive(REPORT), "a.doc", "html"),
    ],
)
def test_a_file_of_another_name_is_read_as_what_it_is(
    tmp_path: Path, content: bytes, name: str, format_name: str
) -> None:
    document = open_document(in_file(tmp_path, content, name))
    assert (document.format, document.file) == (format_name, name)
    assert "Đã giải quyết 4.000 hồ sơ" in document.text


@needs_libreoffice
def test_rich_text_that_calls_itself_docx_is_read(tmp_path: Path) -> None:
    rich = by_libreoffice(saved_lines("Đã giải quyết 12 hồ sơ."), ".rtf")
    assert "Đã giải quyết 12 hồ sơ." in open_document(in_file(tmp_path, rich, "a.docx")).text


def saved_lines(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


# ---- what is refused


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (compound("EncryptionInfo", "EncryptedPackage"), "a.docx", "mật khẩu"),
        (compound("WordDocument", encrypted=True), "a.doc", "mật khẩu"),
        (word_file(REPORT)[:-4000], "a.docx", "hỏng"),
        (word_file(REPORT)[:4000], "a.docx", "hỏng"),
        (b"", "a.docx", "không có chữ"),
        (b"abc", "a.docx", "hỏng"),
        (archive("[Content_Types].xml", "word/other.xml"), "a.docx", "hỏng"),
        (archive("[Content_Types].xml", "word/document.xml"), "a.docx", "hỏng"),
        (with_parts(word_file(REPORT), {"word/document.xml": "<a><b></a>"}, {}), "a.docx", "hỏng"),
        (with_parts(word_file(REPORT), {"word/document.xml": "<a/>"}, {}), "a.docx", "không phải văn bản Word"),
        (with_parts(word_file(REPORT), {"word/styles.xml": "không phải XML"}, {}), "a.docx", "hỏng"),
        (saved_lines(), "a.docx", "không có chữ"),
        (b"<html><body></body></html>", "a.html", "không có chữ"),
        (archive("[Content_Types].xml", "ppt/a.xml"), "a.docx", r"định dạng \.pptx \(\.docx\)"),
        (b"Rar!\x1a\x07", "a", r"tệp nén \.rar \(không đuôi\)"),
        (b"x", "a.xyz", r"định dạng \.xyz"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_with_what_to_do(
    tmp_path: Path, content: bytes, name: str, says: str
) -> None:
    with pytest.raises(LoaderError, match=says) as refused:
        open_document(in_file(tmp_path, content, name))
    assert name in refused.value.title and refused.value.advice


def test_a_member_locked_by_a_password_is_refused() -> None:
    content = bytearray(archive("[Content_Types].xml", "word/document.xml"))
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    with pytest.raises(LoaderError, match="mật khẩu"):
        word.read(bytes(content), "a.docx")


def test_a_broken_checksum_is_damage() -> None:
    content = bytearray(saved_lines("Đã giải quyết 12 hồ sơ."))
    with zipfile.ZipFile(BytesIO(content)) as opened:
        at = opened.getinfo("word/document.xml").header_offset
    content[at + 120] ^= 0xFF
    with pytest.raises(LoaderError, match="hỏng"):
        word.read(bytes(content), "a.docx")


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_xml_that_declares_entities_is_refused_before_they_are_used(part: str) -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:x xmlns:w="urn:x">&b;</w:x>'
    many = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{many}]><x y="&a11;"/>'
    outside = '<!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>'
    for said in (lol, bomb, outside):
        with pytest.raises(LoaderError, match=r"thực thể|hỏng"):
            word.read(with_parts(saved_lines("a"), {part: said}, {}), "a.docx")


def test_a_part_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = with_parts(saved_lines("a"), {"word/document.xml": " " * 3_000_000 + "<x/>"}, {})
    assert len(content) < 100_000
    monkeypatch.setattr(word_package, "MAX_PART", 1_000_000)
    with pytest.raises(LoaderError, match="quá lớn"):
        word.read(content, "a.docx")


def test_xml_nested_too_deep_is_refused() -> None:
    deep = "<x>" * 400 + "</x>" * 400
    with pytest.raises(LoaderError, match="hỏng"):
        word.read(with_parts(saved_lines("a"), {"word/document.xml": deep}, {}), "a.docx")


# ---- LibreOffice


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, empty and this test's own."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_without_libreoffice_old_formats_are_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "PROGRAMS", ("no-such-office",))
    with pytest.raises(LoaderError, match="cần LibreOffice") as refused:
        libreoffice.read(compound("WordDocument"), "a.doc")
    assert ".docx" in refused.value.advice


def program(folder: Path, script: str) -> str:
    path = folder / "office"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_an_office_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = tmp_path / "pids"
    monkeypatch.setattr(libreoffice, "PROGRAMS", (program(tmp_path, f"sleep 300 & echo $$ $! > {pids}; sleep 300"),))
    with pytest.raises(LoaderError, match="quá 1 giây") as refused:
        libreoffice.read(compound("WordDocument"), "a.doc", seconds=1)
    assert refused.value.advice and list(scratch.iterdir()) == []
    until = time.monotonic() + 10  # what is killed may take a moment to be gone
    while (
        left := [pid for pid in pids.read_text(encoding="utf-8").split() if is_alive(pid)]
    ) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []


def is_alive(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_an_office_that_makes_nothing_is_told_of(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(libreoffice, "PROGRAMS", (program(tmp_path, script),))
    with pytest.raises(LoaderError, match="hỏng hoặc đặt mật khẩu"):
        libreoffice.read(compound("WordDocument"), "a.doc")
    assert list(scratch.iterdir()) == []


@needs_libreoffice
def test_an_old_document_that_is_cut_off_is_refused_and_nothing_stays(tmp_path: Path, scratch: Path) -> None:
    old = by_libreoffice(word_file(REPORT), ".doc")
    assert kind_of(old, ".docx") == ".doc"
    with pytest.raises(LoaderError, match=r"a\.doc"):
        open_document(in_file(tmp_path, old[:3000], "a.doc"))
    assert list(scratch.iterdir()) == []


CONTENT = """<?xml version="1.0"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">
<office:body><office:text><text:p>Đã giải quyết 12 hồ sơ.<draw:frame><draw:image xlink:href="{address}"/></draw:frame>
</text:p></office:text></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


@needs_libreoffice
def test_nothing_that_a_document_links_to_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        file = BytesIO()
        with zipfile.ZipFile(file, "w") as made:
            made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            made.writestr("content.xml", CONTENT.format(address=f"http://127.0.0.1:{server.server_port}/a.png"))
            made.writestr("META-INF/manifest.xml", MANIFEST)
        assert "12 hồ sơ" in libreoffice.read(file.getvalue(), "a.odt", ".odt").text
        assert asked == []
        monkeypatch.setattr(libreoffice, "SETTINGS", libreoffice.SETTINGS.split("<item")[0] + "</oor:items>")
        libreoffice.read(file.getvalue(), "a.odt", ".odt")
        assert asked, "the document would ask, were it not for the settings"
        server.shutdown()


@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt", ".wps"])
def test_a_text_named_like_what_libreoffice_opens_is_text_and_noise_is_damaged(suffix: str) -> None:
    """LibreOffice would open either, and read whatever bytes there are as letters."""
    assert document_of("Số hồ sơ tiếp nhận: 5 hồ sơ.\n".encode(), f"a{suffix}").format == "text"
    for noise in (bytes(range(256)) * 4, b"\x01" * 100):
        with pytest.raises(LoaderError, match="bị hỏng"):
            document_of(noise, f"a{suffix}")
