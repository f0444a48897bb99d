"""The only reader of what LibreOffice turns into Word's present format: old .doc, .rtf, .odt, .wps.

LibreOffice runs in a folder of its own that is gone afterwards, without macros, without updating links, for a limited
time; on the time limit it is ended with all it started.
"""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders.content import Content
from loaders.readers.kinds import OLE2, ZIP, locked
from loaders.readers.word import word
from loaders.records import LoaderError

SECONDS = 120
PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""No macros, no links outside, linked parts never updated."""
BEGINNINGS = (OLE2, ZIP, b"{\\rtf", b"\xdb\xa5", b"\x31\xbe", b"\xfe\x37", b"\x01\xfe", b"\xffWPC")
"""Of OLE2, OpenDocument, RTF, Word before 6, for DOS and for the Macintosh, Works and WordPerfect."""
ENCRYPTED = 0x0100
"""The bit fEncrypted of a Word file's header ([MS-DOC] 2.5.2, FibBase)."""


def reader(suffix: str) -> Callable[[bytes, str], Content]:
    """The reader of files of one suffix."""
    return lambda content, name: read(content, name, suffix)


def read(content: bytes, name: str, suffix: str = ".doc", seconds: float = SECONDS) -> Content:
    """The content of a file that LibreOffice can open; raises LoaderError where it cannot or is not installed."""
    if suffix == ".doc" and _is_encrypted(content):
        raise locked(name)
    if not content.startswith(BEGINNINGS):
        raise LoaderError(f"{name} bị hỏng, không phải là tệp {suffix} (damaged).", "Lấy lại tệp gốc.")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise LoaderError(
            f"{name}: định dạng {suffix} cần LibreOffice, máy này không có (needs LibreOffice).",
            "Cài LibreOffice, hoặc mở bằng Word rồi lưu thành .docx.",
        )
    return word.read(_converted(program, content, name, suffix, seconds), name)


def _converted(program: str, content: bytes, name: str, suffix: str, seconds: float) -> bytes:
    """The file as .docx."""
    with TemporaryDirectory(prefix="dung-han-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source, made = home / f"report{suffix}", home / "made" / "report.docx"
        source.write_bytes(content)
        settings = home / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")
        _run(
            [
                program,
                f"-env:UserInstallation={(home / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML"),
                *("--outdir", str(made.parent), str(source)),
            ],
            home,
            name,
            seconds,
        )
        if not made.exists():
            raise LoaderError(
                f"{name}: LibreOffice không mở được, tệp hỏng hoặc đặt mật khẩu (damaged or locked).",
                "Mở bằng Word rồi lưu thành .docx không mật khẩu.",
            )
        return made.read_bytes()


def _run(command: list[str], home: Path, name: str, seconds: float) -> None:
    environment = os.environ | {"HOME": str(home), "TMPDIR": str(home), "XDG_RUNTIME_DIR": str(home)}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=home,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as cause:
        raise LoaderError(
            f"{name}: LibreOffice chuyển đổi quá {seconds:g} giây (it took too long).",
            "Mở bằng Word rồi lưu thành .docx.",
        ) from cause
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and all it started; they share its session."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # it and all others have ended
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _is_encrypted(content: bytes) -> bool:
    """Whether the header of a Word 97 file says so: its stream is found by its entry in the OLE2 folder."""
    size = 1 << struct.unpack_from("<H", content, 30)[0] if len(content) > 512 else 0
    entry = content.find("WordDocument\0".encode("utf-16-le"))
    if entry < 0 or not 512 <= size <= 4096 or entry + 120 > len(content):
        return False
    header = (struct.unpack_from("<I", content, entry + 116)[0] + 1) * size
    if header + 12 > len(content):
        return False
    identity, flags = struct.unpack_from("<H8xH", content, header)
    return bool(identity == 0xA5EC and flags & ENCRYPTED)
