"""The only place that opens ZIP archives: which files are in one, and the bytes of one of them.

Nothing is ever unpacked to the disk. Each member is read or refused for itself; an archive that would unpack to more
than it can honestly hold is refused whole. The names in it are only shown, never used as paths.
"""

from __future__ import annotations

import stat
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from loaders.batch.archive_names import leads_out, name_of
from loaders.batch.sources import ARCHIVE, DECISION, Found, Passed, Source, rule_for
from loaders.records import LoaderError
from loaders.text.file_names import printable

if TYPE_CHECKING:
    from loaders.batch.workers import Answer, Pool

MAX_MEMBERS = 20_000
MAX_BYTES = 4_000_000_000
"""Of all members together, unpacked."""
MAX_DEPTH = 3
"""Archives in archives, the outermost counted."""
MAX_MEMBER_BYTES = 200_000_000
MAX_RATIO, RATIO_FROM = 250, 10_000_000
"""How many times larger a member may become, looked at from this size on: a small one may well be nearly empty."""
DOCUMENTS = {"word/": "Word (.docx)", "xl/": "Excel (.xlsx)", "ppt/": "PowerPoint (.pptx)"}
"""The folder that shows which Office document an archive is in truth."""
SIGNATURES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7-Zip", b"\x1f\x8b": "gzip", b"\xd0\xcf\x11\xe0": "Word/Excel 97–2003"}
DAMAGED = (BadZipFile, zlib.error, LZMAError, EOFError, OSError, ValueError, KeyError, IndexError, AttributeError)
REPACK = "Giải nén rồi nén lại thành .zip, hoặc nạp thư mục đã giải nén."
ENCRYPTED = 0x1 | 0x40


def members(source: Source) -> list[Found]:
    """The files in an archive, in its order, each to be read or with what keeps it from that; folders are none.

    Raises LoaderError where the archive as a whole cannot be trusted or read.
    """
    if len(source.inside) >= MAX_DEPTH:
        raise LoaderError(f"{source.name} nằm quá sâu trong các tệp nén lồng nhau (archives nested too deep).", REPACK)
    every = _opened(source.path, source.inside, source.name).infolist()
    files = [(at, info, name_of(info)) for at, info in enumerate(every) if not name_of(info).endswith("/")]
    _stop_at_documents(source, every)
    _stop_at_bombs(source, every)
    if not files:
        raise LoaderError(f"{source.name} không có tệp nào (the archive is empty).", "Kiểm tra lại tệp gốc.")
    contents: dict[str, set[tuple[int, int]]] = {}
    for _, info, name in files:
        contents.setdefault(name, set()).add((info.CRC, info.file_size))
    seen: set[str] = set()
    found: list[Found] = []
    for at, info, name in files:
        found.append(_member(source, at, info, name, len(contents[name]) > 1, name in seen))
        seen.add(name)
    return found


def unfolded(found: Iterable[Found], pool: Pool) -> list[Found]:
    """The same with the files in an archive instead of it, those of archives in archives too."""
    flat, room = list(found), Counter[Path]()
    while packed := [each for each in flat if isinstance(each, Source) and each.suffix == ARCHIVE]:
        inside = {answer.source: _admitted(answer, room) for answer in pool.answers(members, packed)}
        flat = [each for one in flat for each in (inside.get(one, (one,)) if isinstance(one, Source) else (one,))]
    return flat


def _admitted(answer: Answer, room: Counter[Path]) -> Sequence[Found]:
    """What is in an archive, or why it is not read; the members of all archives in one file are counted together."""
    source, error = answer.source, answer.error
    room[source.path] += len(answer.value or ())
    if room[source.path] > MAX_MEMBERS:
        error = LoaderError(f"{source.name}: quá {MAX_MEMBERS} tệp trong các tệp nén lồng nhau (too many).", REPACK)
    return [Passed(source.shown, error=error)] if error else answer.value


def content(source: Source) -> bytes:
    """The bytes of a member. Raises LoaderError where it is damaged, locked or not as long as the archive says."""
    archive = _opened(source.path, source.inside[:-1], source.name)
    try:
        info = archive.infolist()[source.inside[-1]]
        with archive.open(info) as file:
            unpacked = file.read(MAX_MEMBER_BYTES + 1)
    except (RuntimeError, NotImplementedError) as cause:
        raise LoaderError(f"{source.name} không giải nén được (cannot be unpacked): {cause}.", REPACK) from cause
    except DAMAGED as cause:
        raise LoaderError(f"{source.name} bị hỏng trong tệp nén (damaged in the archive): {cause}.", REPACK) from cause
    if len(unpacked) != info.file_size:
        raise LoaderError(f"{source.name} không dài như tệp nén ghi (not as long as the archive says).", REPACK)
    return unpacked


def _opened(path: Path, inside: tuple[int, ...], name: str) -> ZipFile:
    """The archive on disk, or the one inside of it that `inside` leads to; LoaderError in the name of `name`."""
    try:
        found = path.stat()
        return _archive(path, inside, (found.st_size, found.st_mtime_ns))
    except (RuntimeError, NotImplementedError, *DAMAGED) as cause:
        kind = None if inside else SIGNATURES.get(_signature(path))
        what = f"thực ra là tệp {kind} (in truth)" if kind else "không phải là tệp ZIP lành (not a sound ZIP archive)"
        raise LoaderError(f"{name} {what}: {cause}.", REPACK) from cause


@lru_cache(maxsize=3)
def _archive(path: Path, inside: tuple[int, ...], stamp: tuple[int, int]) -> ZipFile:
    """Kept open from member to member; `stamp` is the file's size and time: a changed one is opened anew."""
    if not inside:
        return ZipFile(path)
    outer = _archive(path, inside[:-1], stamp)
    with outer.open(outer.infolist()[inside[-1]]) as file:
        return ZipFile(BytesIO(file.read(MAX_MEMBER_BYTES)))


def _signature(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4)
    except OSError:
        return b""


def _stop_at_documents(source: Source, every: Iterable[ZipInfo]) -> None:
    names = [info.filename for info in every]
    kind = next((kind for part, kind in DOCUMENTS.items() if any(name.startswith(part) for name in names)), None)
    if "[Content_Types].xml" in names and kind:
        raise LoaderError(f"{source.name} thực ra là tệp {kind} (a document, not an archive).", "Đổi lại đuôi tệp.")
    if "mimetype" in names and "content.xml" in names:
        raise LoaderError(f"{source.name} thực ra là tệp OpenDocument (.odt, .ods).", "Đổi lại đuôi tệp.")


def _stop_at_bombs(source: Source, every: list[ZipInfo]) -> None:
    packed, unpacked = sum(info.compress_size for info in every), sum(info.file_size for info in every)
    if len(every) > MAX_MEMBERS:
        raise LoaderError(f"{source.name} có quá {MAX_MEMBERS} tệp (too many members).", "Chia thành nhiều tệp nén.")
    if packed > source.size or unpacked > MAX_BYTES:
        raise LoaderError(
            f"{source.name} giải nén ra quá lớn, có thể là bom nén (unpacks to {unpacked:,} bytes: a bomb).", REPACK
        )


def _member(source: Source, at: int, info: ZipInfo, name: str, unclear: bool, repeated: bool) -> Found:
    shown, plain = printable(f"{source.shown}/{name}"), printable(f"{source.name}/{name}")
    if rule := next((rule for part in name.split("/") if (rule := rule_for(part))), None):
        return Passed(shown, rule)
    if why := next(_objections(info, name, unclear), None):
        return Passed(shown, error=LoaderError(f"{plain} {why}.", REPACK))
    if repeated:
        return Passed(shown, "repeated")
    return Source(source.path, plain, shown, info.file_size, (*source.inside, at))


def _objections(info: ZipInfo, name: str, unclear: bool) -> Iterator[str]:
    """What is wrong with a member before its bytes are looked at."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if leads_out(info, name):
        yield "có tên chỉ ra ngoài tệp nén (its name leads out of the archive)"
    if kind not in (0, stat.S_IFREG):
        yield "là liên kết hoặc tệp đặc biệt (a link or special file)"
    if info.flag_bits & ENCRYPTED:
        yield "có mật khẩu (encrypted)"
    if info.file_size > MAX_MEMBER_BYTES:
        yield f"quá lớn (over {MAX_MEMBER_BYTES // 1_000_000} MB)"
    if info.file_size > max(RATIO_FROM, MAX_RATIO * info.compress_size):
        yield "giải nén ra lớn bất thường, có thể là bom nén (a bomb)"
    if unclear:
        yield "trùng tên với tệp khác nội dung trong cùng tệp nén (another file of the same name)"
    if name.lower().endswith(DECISION):
        yield "là tệp quyết định, không được dùng khi nằm trong tệp nén (a decision counts only beside a file on disk)"
