"""Makes ZIP archives, sound and hostile, for the tests of what reads them."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Member = tuple[ZipInfo | str, bytes]


def zipped(members: Mapping[str, bytes] | Iterable[Member]) -> bytes:
    """An archive with these members, in this order; a ZipInfo says more than a name."""
    content = BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, data in pairs:
            archive.writestr(name, data)
    return content.getvalue()


def raw_named(name: bytes, data: bytes, *, flags: int = 0) -> bytes:
    """An archive with one member whose name is these bytes, whatever they mean; 0x800 says they are UTF-8."""
    packed = zlib.compress(data)[2:-4]
    sizes = struct.pack("<III", zlib.crc32(data), len(packed), len(data))
    head = struct.pack("<HHHHH", 20, flags, 8, 0, 33) + sizes + struct.pack("<HH", len(name), 0)
    local = b"PK\x03\x04" + head + name + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def encrypted(name: str, data: bytes) -> bytes:
    """An archive whose one member says that it needs a password."""
    return raw_named(name.encode(), data, flags=1)


def link(name: str) -> ZipInfo:
    """A member that is a symbolic link."""
    info = ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


def damaged(content: bytes, data: bytes) -> bytes:
    """The archive with a byte of a stored member's data changed, so that its checksum is wrong."""
    at = content.index(data) + len(data) // 2
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def overlapping(copies: int) -> bytes:
    """An archive whose many members are all the same bytes in the file: small, and endless once unpacked."""
    one = raw_named(b"a.txt", b"0" * 1_000_000)
    end = one.index(b"PK\x01\x02")
    local, central = one[:end], one[end : one.index(b"PK\x05\x06")]
    many = b"".join(central[:46] + f"{n:05}".encode() for n in range(copies))
    return local + many + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, copies, copies, len(many), len(local), 0)
