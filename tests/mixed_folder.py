"""Fills a folder with files of every format that is read and of every fault, and says what must become of each.

The formats are those of `readers()`: a new one joins with its entry in `good` (or its specimen), and gets every fault
of FAULTS. To add a fault, add an entry there, to HOSTILE or to `_of_the_system`. `Fate.outcomes` are what may become of
a file; one that is read although it is damaged may state nothing that the sound file does not.
"""

from __future__ import annotations

import os
import random
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile

import pypdfium2

from loaders.readers.document import readers
from loaders.readers.pages import images, ocr
from loaders.template.writer import write_template
from loaders.text.file_names import printable
from tests.documents import REPORT, text
from tests.test_formats import BY_LIBREOFFICE, FORMATS
from tests.test_kinds import compound
from tests.test_pdf import locked as locked_pdf
from tests.test_template import RECEIVED, filled
from tests.xlsb import Value, write_xlsb
from tests.zips import damaged, encrypted, link, overlapping, raw_named, zipped

SPECIMENS = Path(__file__).parents[1] / "data" / "specimens"
NOISE = random.Random(7).randbytes(4_000)
READ, HELD, SAME, REFUSED, PASSED = "read", "held", "same", "refused", "passed"
KEPT = (READ, HELD, SAME)
"""What becomes of a file that is whole, or whole enough: its report may be there already under another name."""
TEXTS = (".txt", ".md", ".html", ".htm", ".mht", ".mhtml", ".csv", ".tsv")
"""Of which any part can be read."""
BY_PROGRAM = {suffix for suffix, _ in BY_LIBREOFFICE.values()}


@dataclass(frozen=True, slots=True)
class Fate:
    """What may become of a file, a word of what is said of it, and the sound file it was made of."""

    outcomes: tuple[str, ...]
    said: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done to a sound file of a format, and what becomes of it: where it is text, and where it is not."""

    make: Callable[[bytes], bytes]
    in_text: tuple[str, ...]
    in_binary: tuple[str, ...]
    keeps_figures: bool = False
    """What is still read is a part of what the sound file states."""


FAULTS: dict[str, Fault] = {
    "empty": Fault(lambda content: b"", (REFUSED,), (REFUSED,)),
    "blank": Fault(lambda content: b" \n\t\r\n" * 50, (REFUSED,), (REFUSED,)),
    "zeros": Fault(lambda content: bytes(2_000), (REFUSED,), (REFUSED,)),
    "noise": Fault(lambda content: NOISE, (REFUSED,), (REFUSED,)),
    "half": Fault(lambda content: content[: len(content) // 2], (REFUSED, *KEPT), (REFUSED,), True),
    "headless": Fault(lambda content: content[64:], KEPT, (REFUSED, READ, SAME), True),
    "tail": Fault(lambda content: content + NOISE, (REFUSED, *KEPT), (REFUSED, *KEPT), True),
    "flipped": Fault(lambda content: _flipped(content), (REFUSED, READ, HELD), (REFUSED, READ, HELD)),
    "really pdf": Fault(lambda content: good()[".pdf"], KEPT, KEPT),
    "really docx": Fault(lambda content: good()[".docx"], KEPT, KEPT),
    "really text": Fault(lambda content: good()[".txt"], KEPT, (REFUSED,)),
    "really rar": Fault(lambda content: b"Rar!\x1a\x07\x01\x00" + NOISE, (REFUSED,), (REFUSED,)),
}
SLOW = ("blank", "zeros", "noise", "half", "headless", "tail", "flipped", "really text")
"""Faults at which Tesseract, a slow program, would look."""
NO_REPORT = {
    "Thumbs.db": "system",
    "desktop.ini": "system",
    ".DS_Store": "hidden",
    "..txt.txt": "hidden",
    ".ẩn.txt": "hidden",
    "~$báo cáo.docx": "lock",
    ".~lock.bao-cao.odt#": "lock",
    "README.md": "readme",
}
STRANGE = (
    "a.exe",
    "phim.mp4",
    "bản vẽ.dwg",
    "không đuôi",
    "cũ.bak",
    "trình chiếu.pptx",
    "gói.7z",
    "gói.rar",
    "gói.tar.gz",
)
NAMES = (
    b"-n.txt",
    b"=cmd|' /C calc'!A0.txt",
    b"a\nb.txt",
    b"a\tb.txt",
    b"\xff\xfe\xfd.txt",
    b"\xff\xfe\xfc.txt",
    "Báo cáo.txt".encode(),
    "B\u0061\u0301o c\u0061\u0301o.txt".encode(),
    "Báo cáo (1) [bản cuối] {x} $HOME `ls` %s ; & | #.txt".encode(),
    b"d" * 251 + b".txt",
    b"CON.txt",
    b"\xe2\x80\xaegpj.txt",
    b" .txt",
)
PLACES = ("Bạc Liêu", "Cà Mau", "Sóc Trăng", "Trà Vinh", "Bến Tre", "Long An", "Tây Ninh", "Bình Phước", "Lâm Đồng")


def needing(suffix: str) -> tuple[str, ...]:
    """What becomes of a file whose reader needs LibreOffice, which the load does not find."""
    return (REFUSED,) if suffix in BY_PROGRAM else ()


@cache
def good() -> dict[str, bytes]:
    """Suffix → a sound file; what needs LibreOffice is only its first bytes, and of pictures one stands for all."""
    made = {suffix: write() for suffix, write in reversed([*FORMATS.values()])}
    for suffix in readers():
        if suffix not in made and (found := sorted(SPECIMENS.glob(f"*{suffix}"))):
            made[suffix] = found[0].read_bytes()
    made |= {".xlsm": made[".xlsx"], ".tsv": made[".csv"].replace(b";", b"\t"), ".xlsb": _xlsb()}
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "WordDocument\0".encode("utf-16-le") + bytes(600)
    open_document = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
    made |= {".doc": old, ".wps": old, ".rtf": b"{\\rtf1 Bao cao}", ".odt": open_document}
    if ocr.lacking() is None:
        made[".png"] = _picture()
    return made


def build(folder: Path) -> dict[str, Fate]:
    """Fill the folder; returns what must become of each file, by its path below the folder as it is shown."""
    fates: dict[str, Fate] = {}
    for part in (_sound, _faulty, _hostile, _reports, _names, _no_reports, _archives, _of_the_system):
        fates |= part(folder)
    return fates


def _put(folder: Path, name: str | bytes, content: bytes) -> None:
    path = folder / os.fsdecode(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _sound(folder: Path) -> dict[str, Fate]:
    """A sound file of each format, in small and in capital letters."""
    fates = {}
    for suffix, content in good().items():
        for name in (f"tốt/tốt{suffix}", f"tốt/TỐT 2{suffix.upper()}"):
            _put(folder, name, content)
            fates[name] = Fate(needing(suffix) or KEPT)
    for at, (suffix, write) in enumerate(FORMATS.values()):
        _put(folder, f"tốt/cách lưu {at}{suffix}", write())
        fates[f"tốt/cách lưu {at}{suffix}"] = Fate(KEPT)
    return fates | _filled_in(folder)


def _filled_in(folder: Path) -> dict[str, Fate]:
    """The template as it is given out, and filled in."""
    write_template(folder / "tốt" / "mẫu.xlsx")
    filled(folder / "tốt" / "mẫu đã điền.xlsx", [["Hậu Giang", "", "", "Quý I/2024", RECEIVED, 1250, ""]])
    return {"tốt/mẫu.xlsx": Fate((HELD,)), "tốt/mẫu đã điền.xlsx": Fate((READ,))}


def _faulty(folder: Path) -> dict[str, Fate]:
    """Each fault in each format."""
    fates = {}
    for suffix, (_, reader) in readers().items():
        content = good().get(suffix, b"")
        for name, fault in FAULTS.items():
            if (reader is images.read and name in SLOW) or (suffix == ".pdf" and name == "flipped"):  # would be a scan
                continue
            allowed = fault.in_text if suffix in TEXTS else fault.in_binary
            if not name.startswith("really"):
                allowed = needing(suffix) or allowed
            elif name == "really text":
                allowed = KEPT if suffix in (*TEXTS, *BY_PROGRAM) else (REFUSED,)
            _put(folder, f"hỏng/{name}{suffix}", fault.make(content))
            fates[f"hỏng/{name}{suffix}"] = Fate(allowed, of=f"tốt/tốt{suffix}" if fault.keeps_figures else "")
    return fates


def _hostile(folder: Path) -> dict[str, Fate]:
    """Small files that would cost a careless reader hours or all of the memory."""
    fates = {}
    for name, (content, outcomes) in HOSTILE.items():
        _put(folder, f"ác ý/{name}", content())
        fates[f"ác ý/{name}"] = Fate(outcomes)
    for name, content, said in (
        ("có mật khẩu.docx", compound("EncryptionInfo", "EncryptedPackage"), "password"),
        ("có mật khẩu.xlsx", compound("EncryptionInfo", "EncryptedPackage"), "password"),
        ("có mật khẩu.doc", compound("WordDocument", encrypted=True), "password"),
        ("có mật khẩu.pdf", locked_pdf(), "password"),
    ):
        _put(folder, f"ác ý/{name}", content)
        fates[f"ác ý/{name}"] = Fate((REFUSED,), said)
    return fates


def _reports(folder: Path) -> dict[str, Fate]:
    """Reports that count, that wait for a person, that a person decided, that came before."""
    fates = {}
    for place in PLACES:
        said = text(REPORT).replace("HẬU GIANG", place.upper()).replace("Hậu Giang", place)
        _put(folder, f"báo cáo/{place}.txt", said.encode())
        fates[f"báo cáo/{place}.txt"] = Fate((READ,))
    of_whom = text(REPORT).replace("ỦY BAN NHÂN DÂN\nTỈNH HẬU GIANG", "SỞ CÔNG THƯƠNG").replace("Hậu Giang, ", "")
    for name, outcome, decision in (
        ("chưa rõ nơi.txt", HELD, ""),
        ("đã rõ nơi.txt", READ, 'place = "63.93"\n'),
        ("quyết định sai.txt", REFUSED, 'place = "Atlantis"\n'),
        ("quyết định hỏng.txt", REFUSED, "place = \n"),
    ):
        _put(folder, f"báo cáo/{name}", (of_whom + name).encode())
        fates[f"báo cáo/{name}"] = Fate((outcome,))
        if decision:
            _put(folder, f"báo cáo/{name[:-4]}.toml", decision.encode())
            fates[f"báo cáo/{name[:-4]}.toml"] = Fate((PASSED,), "decision")
    for day in (18, 19, 20):
        said = text(REPORT).replace("HẬU GIANG", "KIÊN GIANG").replace("Hậu Giang", "Kiên Giang")
        _put(folder, f"báo cáo/đính chính {day}.txt", said.replace("ngày 18", f"ngày {day}").encode())
        fates[f"báo cáo/đính chính {day}.txt"] = Fate((READ,))
    _put(folder, "báo cáo/chưa rõ kỳ.txt", text(REPORT).replace(" quý III năm 2023", "").encode())
    _put(folder, "báo cáo/chưa rõ gì.txt", "Số hồ sơ tiếp nhận: 4.120 hồ sơ.\n".encode())
    fates |= {f"báo cáo/{name}.txt": Fate((HELD,), "period") for name in ("chưa rõ kỳ", "chưa rõ gì")}
    deep = "/".join(["báo cáo", *(f"{level} cấp" for level in range(60)), "Hậu Giang.txt"])
    _put(folder, deep, text(REPORT).replace("4.120", "4.121").encode())
    fates[deep] = Fate((READ,))
    _put(folder, "báo cáo/không có báo cáo.toml", b'place = "63.93"')
    _put(folder, "báo cáo/lần nữa.txt", (folder / "báo cáo" / "Lâm Đồng.txt").read_bytes())
    return fates | {
        "báo cáo/không có báo cáo.toml": Fate((REFUSED,), "without its report"),
        "báo cáo/lần nữa.txt": Fate((SAME,), "Lâm Đồng.txt"),
    }


def _names(folder: Path) -> dict[str, Fate]:
    """Names that trip a shell, a terminal, a spreadsheet or a decoder."""
    fates = {}
    for number, name in enumerate(NAMES):
        said = text(REPORT).replace("4.120", f"4.12{number % 10}").replace("91/BC", f"{900 + number}/BC")
        shown = f"tên/{printable(os.fsdecode(name))}"
        _put(folder / "tên", name, said.encode())
        fates[f"{shown} (2)" if shown in fates else shown] = Fate(KEPT)
    return fates


def _no_reports(folder: Path) -> dict[str, Fate]:
    """What is no report by a rule, and what nobody can read."""
    for name in (*NO_REPORT, *STRANGE):
        _put(folder / "khác", name, NOISE)
    _put(folder / "khác" / ".git", "config", b"x")
    passed = {f"khác/{name}": Fate((PASSED,), rule) for name, rule in NO_REPORT.items()}
    return passed | {f"khác/{name}": Fate((REFUSED,)) for name in STRANGE} | {"khác/.git": Fate((PASSED,), "hidden")}


def _archives(folder: Path) -> dict[str, Fate]:
    """Archives: a good batch, one in another, and every trick."""
    said = [text(REPORT).replace("4.120", f"4.{130 + n}").replace("91/BC", f"{700 + n}/BC").encode() for n in range(3)]
    inner = zipped({"sâu/c.txt": said[2], "c.docx": good()[".docx"], "lạ.xyz": b"x"})
    batch = zipped(
        [
            *(("a.txt", said[0]), ("quý I/b.txt", said[1]), ("trong.zip", inner), ("__MACOSX/._a.txt", b"x")),
            *(("../ra ngoài.txt", said[0]), ("/etc/x.txt", b"x"), (link("liên kết.txt"), b"/etc/passwd")),
            *(("Thumbs.db", b"x"), ("~$a.docx", b"x"), ("a.toml", b"x"), ("rỗng.txt", b"")),
        ]
    )
    whole = {
        "gói/nhiều.zip": batch,
        "gói/khóa.zip": encrypted("a.txt", said[0]),
        "gói/bom.zip": overlapping(200),
        "gói/nén.zip": zipped({"số không.txt": bytes(60_000_000)}),
        "gói/cắt.zip": batch[: len(batch) // 2],
        "gói/rỗng.zip": zipped({}),
        "gói/không phải.zip": NOISE,
        "gói/thật ra là Word.zip": good()[".docx"],
        "gói/hỏng.zip": damaged(_stored({"a.txt": said[0]}), said[0]),
        "gói/tên cũ.zip": raw_named("Ba\u0301o ca\u0301o.txt".encode("cp1258"), said[1]),
    }
    for name, content in whole.items():
        _put(folder, name, content)
    inside = {
        "a.txt": Fate((READ,)),
        "quý I/b.txt": Fate((READ,)),
        "trong.zip/sâu/c.txt": Fate((READ,)),
        "trong.zip/c.docx": Fate(KEPT),
        "trong.zip/lạ.xyz": Fate((REFUSED,), "unknown format"),
        "__MACOSX/._a.txt": Fate((PASSED,), "system"),
        "../ra ngoài.txt": Fate((REFUSED,), "leads out"),
        "/etc/x.txt": Fate((REFUSED,), "leads out"),
        "liên kết.txt": Fate((REFUSED,), "link"),
        "Thumbs.db": Fate((PASSED,), "system"),
        "~$a.docx": Fate((PASSED,), "lock"),
        "a.toml": Fate((REFUSED,), "decision"),
        "rỗng.txt": Fate((REFUSED,), "empty"),
    }
    return {f"gói/nhiều.zip/{name}": fate for name, fate in inside.items()} | {
        "gói/khóa.zip/a.txt": Fate((REFUSED,), "encrypted"),
        "gói/bom.zip": Fate((REFUSED,), "bomb"),
        "gói/nén.zip/số không.txt": Fate((REFUSED,), "bomb"),
        "gói/cắt.zip": Fate((REFUSED,), "ZIP"),
        "gói/rỗng.zip": Fate((REFUSED,), "empty"),
        "gói/không phải.zip": Fate((REFUSED,), "ZIP"),
        "gói/thật ra là Word.zip": Fate((REFUSED,), "Word"),
        "gói/hỏng.zip/a.txt": Fate((REFUSED,), "damaged"),
        "gói/tên cũ.zip/Báo cáo.txt": Fate((SAME,), "quý I/b.txt"),
    }


def _of_the_system(folder: Path) -> dict[str, Fate]:
    """What only looks like a file."""
    if sys.platform == "win32":
        return {}
    below = folder / "hệ thống"
    _put(below, "kín.txt", text(REPORT).encode())
    (below / "kín.txt").chmod(0)
    os.mkfifo(below / "ống.txt")
    (below / "vòng").symlink_to(folder)
    (below / "vòng nhỏ").symlink_to(below / "vòng nhỏ")
    (below / "mất.txt").symlink_to(below / "không có.txt")
    with socket.socket(socket.AF_UNIX) as heard:
        here = Path.cwd()
        os.chdir(below)  # the path of a socket is short
        heard.bind("ổ cắm.txt")
        os.chdir(here)
    (below / "thiết bị.txt").symlink_to("/dev/zero")
    (below / "một.txt").symlink_to(below / "hai.txt")
    (below / "hai.txt").symlink_to(below / "một.txt")
    fates = {
        "ống.txt": Fate((REFUSED,), "no file"),
        "thiết bị.txt": Fate((REFUSED,), "no file"),
        "một.txt": Fate((REFUSED,), "broken link"),
        "hai.txt": Fate((REFUSED,), "broken link"),
        "vòng": Fate((PASSED,), "linked_folder"),
        "vòng nhỏ": Fate((REFUSED,), "broken link"),
        "mất.txt": Fate((REFUSED,), "broken link"),
        "ổ cắm.txt": Fate((REFUSED,), "no file"),
        "kín.txt": Fate((REFUSED,), "cannot be opened") if os.geteuid() else Fate(KEPT),
    }
    return {f"hệ thống/{name}": fate for name, fate in fates.items()}


# ---- what files are made of


def _flipped(content: bytes) -> bytes:
    return bytes(byte ^ 0xFF if at % 997 == 500 else byte for at, byte in enumerate(content))


def _stored(members: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def _xlsb() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsb"
        rows: dict[int, dict[int, Value]] = {
            0: {0: "Ủy ban nhân dân tỉnh Hậu Giang"},
            1: {0: "Báo cáo kiểm soát thủ tục hành chính quý III năm 2023"},
            3: {0: "Lĩnh vực", 1: "Tiếp nhận", 2: "Đã giải quyết", 3: "Đang giải quyết"},
            4: {0: "Tổng số", 1: 4120, 2: 4000, 3: 120},
        }
        write_xlsb(path, rows)
        return path.read_bytes()


def _picture() -> bytes:
    """The first page of a specimen as a scanner sees it."""
    document = pypdfium2.PdfDocument(next(SPECIMENS.glob("*.pdf")))
    made = BytesIO()
    document[0].render(scale=200 / 72, grayscale=True).to_pil().save(made, "PNG", dpi=(200, 200))
    document.close()
    return made.getvalue()


def _xml_bomb(part: str, content: bytes) -> bytes:
    """A document whose main part would grow to gigabytes, were its entities filled in."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{levels}]><x>&l9;</x>'
    return _with_part(content, part, bomb.encode())


def _with_part(content: bytes, part: str, said: bytes) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, part: said})


HOSTILE: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "một dòng rất dài.txt": (lambda: ("hồ sơ tiếp nhận " * 20_000).encode(), (HELD,)),
    "triệu chữ số.txt": (lambda: b"7" * 1_000_000, (HELD,)),
    "ngoặc mở.txt": (lambda: ("trong đó (" * 10_000).encode(), (HELD,)),
    "trong đó.txt": (lambda: ("trong đó 5 hồ sơ, " * 5_000).encode(), (HELD,)),
    "gạch đầu dòng.txt": (lambda: ("- tiếp nhận 5 hồ sơ\n" * 5_000).encode(), (HELD,)),
    "đơn vị.txt": (lambda: ("thành phố Huế, Sở Nội vụ 5 hồ sơ; " * 3_000).encode(), (HELD,)),
    "dấu rời.txt": (lambda: ("a" + "\u0301\u0323" * 100_000).encode(), (HELD, REFUSED)),
    "bảng.md": (lambda: ("|" * 100_000 + "\n|-|-|\n" + "| 1 | 2 |\n" * 1_000).encode(), (HELD,)),
    "lồng nhau.html": (lambda: b"<div>" * 50_000 + "5 hồ sơ".encode(), (HELD, REFUSED)),
    "bảng lồng nhau.html": (lambda: b"<table><tr><td>" * 5_000 + "5 hồ sơ".encode(), (HELD, REFUSED)),
    "rất nhiều cột.csv": (lambda: b",".join([b"1"] * 20_000), (HELD, REFUSED)),
    "thực thể.docx": (lambda: _xml_bomb("word/document.xml", good()[".docx"]), (REFUSED,)),
    "thực thể.xlsx": (lambda: _xml_bomb("xl/worksheets/sheet1.xml", good()[".xlsx"]), (REFUSED, HELD)),
    "phình.docx": (lambda: _with_part(good()[".docx"], "word/document.xml", b" " * 101_000_000), (REFUSED,)),
    "phình.xlsx": (
        lambda: _with_part(good()[".xlsx"], "xl/worksheets/sheet1.xml", b" " * 101_000_000),
        (REFUSED, HELD),
    ),
}
"""Name → how it is made, and what becomes of it."""
