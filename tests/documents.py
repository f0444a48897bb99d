"""One report as data, and writers that make a file of it in every format we read.

To add a format: a function that takes a Paper and returns bytes, and its line in `tests/test_formats.py`.
"""

from __future__ import annotations

import hashlib
import html
import os
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from loaders.text.encodings import legacies

SOFFICE = shutil.which("soffice")
KEPT = Path(__file__).parents[1] / ".pytest_cache" / "libreoffice"


@dataclass(frozen=True)
class Line:
    """A paragraph; its mark is typed, or counted by Word where the format can. `note` hangs on the end of `text`."""

    text: str
    mark: str = ""
    level: int = 0
    note: str = ""
    more: str = ""


@dataclass(frozen=True)
class SideBySide:
    """A letterhead or a signature: two columns of lines without borders."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """A table with its head in the first row."""

    rows: tuple[tuple[str, ...], ...]


Paper = tuple[Line | SideBySide | Rows, ...]

REPORT: Paper = (
    SideBySide(
        ("ỦY BAN NHÂN DÂN", "TỈNH HẬU GIANG", "Số: 91/BC-UBND"),
        (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Hậu Giang, ngày 18 tháng 9 năm 2023",
        ),
    ),
    Line("BÁO CÁO"),
    Line("Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa quý III năm 2023"),
    Line("TÌNH HÌNH, KẾT QUẢ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH", "I.", 0),
    Line("Công bố, công khai thủ tục hành chính", "1.", 1),
    Line("Quyết định công bố thủ tục hành chính được ban hành: 26 Quyết định.", "-", 2),
    Line("Phản ánh, kiến nghị", "2.", 1),
    Line(
        "Tiếp nhận 52 phản ánh, kiến nghị; đã xử lý 47",
        "-",
        2,
        note="Gồm cả phản ánh đã chuyển cơ quan có thẩm quyền.",
        more=" phản ánh, kiến nghị; đang xử lý 5 phản ánh, kiến nghị.",
    ),
    Line("Kết quả giải quyết thủ tục hành chính", "3.", 1),
    Line("Số hồ sơ tiếp nhận: 4.120 hồ sơ, trong đó mới tiếp nhận 3.900 hồ sơ, kỳ trước chuyển qua 220 hồ sơ.", "-", 2),
    Line("Đã giải quyết 4.000 hồ sơ (trước hạn 3.000; đúng hạn 980; quá hạn 20).", "-", 2),
    Line("Đang giải quyết 120 hồ sơ.", "-", 2),
    Line("Chi tiết theo lĩnh vực như sau:"),
    Rows(
        (
            ("Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"),
            ("Đất đai", "2.045", "1.983", "62"),
            ("Hộ tịch", "2.075", "2.017", "58"),
        )
    ),
    Line("NHIỆM VỤ TRỌNG TÂM QUÝ IV", "II.", 0),
    Line("Phấn đấu đạt 98,5% hồ sơ đúng hạn.", "-", 2),
    SideBySide(("Nơi nhận:", "- Như trên;", "- Lưu: VT, KSTT."), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A")),
)


def _typed(line: Line, note: str = "") -> str:
    return f"{line.mark} {line.text}{note if line.note else ''}{line.more}".lstrip()


# ---- text


def text(paper: Paper) -> str:
    """Lines; columns one under the other, tables apart by tabs."""
    lines: list[str] = []
    for block in paper:
        match block:
            case SideBySide():
                lines += [*block.left, *block.right]
            case Rows():
                lines += ["\t".join(row) for row in block.rows]
            case Line():
                lines.append(_typed(block, "[1]"))
                lines += [f"[1] {block.note}"] if block.note else []
    return "\n".join(lines) + "\n"


def markdown(paper: Paper) -> bytes:
    """Headings, bold, a letterhead and a table of pipes."""
    lines: list[str] = []
    for block in paper:
        match block:
            case SideBySide():
                pairs = zip(block.left, block.right, strict=True)
                lines += [
                    f"| {left} | {right} |" + ("\n|---|---|" if not at else "")
                    for at, (left, right) in enumerate(pairs)
                ]
            case Rows():
                head, *rest = (f"| {' | '.join(row)} |" for row in block.rows)
                lines += ["", head, "|---|" + "---:|" * (len(block.rows[0]) - 1), *rest]
            case Line():
                words = _typed(block, "<sup>1</sup>")
                lines += ["", f"## **{words}**" if block.mark.endswith(".") else words]
                lines += ["", f"<sup>1</sup> {block.note}"] if block.note else []
    return "\n".join([*lines, ""]).encode()


def in_old_font(name: str) -> Callable[[str], str]:
    """Writes a text as one of the old fonts stores it; a capital it does not have becomes a small letter."""
    (legacy,) = (each for each in legacies() if each.name == name)
    codes = {letter: code for code, letter in reversed(legacy.letters.items()) if not code.isascii() or len(code) > 1}

    def write(raw: str) -> str:
        letters = unicodedata.normalize("NFC", raw)
        return "".join(c if c.isascii() else codes.get(c, codes.get(c.lower(), c)) for c in letters)

    return write


def windows_1258(raw: str) -> bytes:
    """Vietnamese as Windows stored it: shapes on the letter, the tone behind it."""
    done = b""
    for c in unicodedata.normalize("NFC", raw):
        apart = unicodedata.normalize("NFD", c)
        tone = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        done += (unicodedata.normalize("NFC", apart.replace(tone, "")) + tone if tone else c).encode("cp1258")
    return done


# ---- Word


@cache
def word(paper: Paper, numbered: bool = False) -> bytes:
    """A Word document; with its marks typed, or counted by Word."""
    document = Document()
    numbering = add_list(document, OUTLINE) if numbered else None
    for block in paper:
        match block:
            case SideBySide():
                _add_table(document, [("\n".join(block.left), "\n".join(block.right))])
            case Rows():
                _add_table(document, block.rows)
            case Line():
                _add_line(document, block, numbering)
    document.add_paragraph()
    return with_notes(saved(document), [block.note for block in paper if isinstance(block, Line) and block.note])


def _add_table(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words


def _add_line(document: WordDocument, line: Line, numbering: int | None) -> None:
    paragraph = document.add_paragraph()
    if numbering and line.mark:
        put_in_list(paragraph, numbering, line.level)
    elif line.mark:
        paragraph.add_run(line.mark + "\t")
    paragraph.add_run(line.text)
    if line.note:
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run(line.more)


OUTLINE = (("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "-"))


def add_list(document: WordDocument, levels: Iterable[tuple[str, str]], number: int = 50, extra: str = "") -> int:
    """Adds a list with these formats and texts of its levels; returns its number."""
    shown = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/></w:lvl>'
        for at, (form, mark) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{shown}</w:abstractNum>')
    root.insert(0, abstract)
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/>{extra}</w:num>')
    )
    return number


def put_in_list(paragraph: Paragraph, number: int, level: int = 0) -> None:
    """Has Word count this paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def saved(document: WordDocument) -> bytes:
    """The bytes of a document."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_notes(content: bytes, notes: Iterable[str], kind: str = "footnote") -> bytes:
    """The document with a part of notes, numbered from 2 on as Word does behind its separators."""
    told = "".join(
        f'<w:{kind} w:id="{at}"><w:p><w:r><w:{kind}Ref/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {note}</w:t></w:r></w:p></w:{kind}>'
        for at, note in enumerate(notes, 2)
    )
    separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return with_parts(
        content,
        {f"word/{kind}s.xml": f"<w:{kind}s {nsdecls('w')}>{separator}{told}</w:{kind}s>"},
        {kind + "s": f"{kind}s.xml"},
    )


RELATIONS = "word/_rels/document.xml.rels"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def with_parts(content: bytes, parts: dict[str, str], relations: dict[str, str]) -> bytes:
    """The package with these parts added or replaced, and relations of its main part: kind → target."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == RELATIONS:
                added = "".join(
                    f'<Relationship Id="{kind}" Type="{KINDS}{kind}" Target="{target}"/>'
                    for kind, target in relations.items()
                )
                data = data.replace(b"</Relationships>", added.encode() + b"</Relationships>")
            if info.filename == "[Content_Types].xml":
                data = data.replace(
                    b"</Types>",
                    "".join(
                        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
                        f'wordprocessingml.{Path(part).stem}+xml"/>'
                        for part in parts
                        if part not in old.namelist() and part.endswith(".xml")
                    ).encode()
                    + b"</Types>",
                )
            if info.filename not in parts:
                new.writestr(info, data)
        for part, data_of_part in parts.items():
            new.writestr(part, data_of_part)
    return file.getvalue()


# ---- web


def page(paper: Paper, charset: str = "utf-8") -> bytes:
    """A web page with a menu beside the report."""
    pieces: list[str] = []
    for block in paper:
        match block:
            case SideBySide():
                cells = "".join(
                    f"<td>{'<br>'.join(map(html.escape, lines))}</td>" for lines in (block.left, block.right)
                )
                pieces.append(f"<table border=0><tr>{cells}</tr></table>")
            case Rows():
                rows = ("".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) for row in block.rows)
                pieces.append("<table border=1>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
            case Line():
                pieces.append(f"<p>{html.escape(_typed(block, '{1}')).replace('{1}', '<sup>1</sup>')}</p>")
                pieces += [f"<p><sup>1</sup> {html.escape(block.note)}</p>"] if block.note else []
    menu = "".join(f"<li><a href='/{at}'>Mục {at} trong 12 mục</a></li>" for at in range(9))
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>Trang 7</title>'
        f"<style>p {{ margin: 3px }}</style></head><body><nav>Có 15 mục</nav><ul>{menu}</ul>"
        f"<div>{''.join(pieces)}</div><script>var n = 99;</script></body></html>"
    ).encode(charset)


def web_archive(paper: Paper) -> bytes:
    """The page as Word and browsers save it in one file."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "Bao cao"
    message.set_content(page(paper).decode(), subtype="html", charset="utf-8")
    message.add_related(b"\x89PNG\r\n", "image", "png")
    message.set_boundary("=_766")
    return message.as_bytes()


# ---- by LibreOffice


def by_libreoffice(content: bytes, suffix: str, source: str = ".docx") -> bytes:
    """A file of one format turned into another by LibreOffice."""
    return all_by_libreoffice([content], suffix, source)[0]


def all_by_libreoffice(contents: Sequence[bytes], suffix: str, source: str) -> list[bytes]:
    """Files turned into another format in one run of LibreOffice; what this LibreOffice once made of a file is kept.

    Only for what tests are made of: what the readers themselves ask of LibreOffice is asked each time.
    """
    kept = [KEPT / f"{_mark(content)}{suffix}" for content in contents]
    if missing := {path: content for path, content in zip(kept, contents, strict=True) if not path.exists()}:
        with TemporaryDirectory() as folder:
            for path, made in zip(missing, _made([*missing.values()], suffix, source, Path(folder)), strict=True):
                KEPT.mkdir(parents=True, exist_ok=True)
                half = path.with_suffix(f".{os.getpid()}")
                half.write_bytes(made.read_bytes())
                half.replace(path)
    return [path.read_bytes() for path in kept]


def _made(contents: list[bytes], suffix: str, source: str, home: Path) -> list[Path]:
    for number, content in enumerate(contents):
        (home / f"{number}{source}").write_bytes(content)
    subprocess.run(
        [
            *(str(SOFFICE), f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"),
            *("--convert-to", suffix.removeprefix("."), "--outdir", str(home / "made")),
            *(str(home / f"{number}{source}") for number in range(len(contents))),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return [home / "made" / f"{number}{suffix}" for number in range(len(contents))]


def _mark(content: bytes) -> str:
    """Names this LibreOffice and what is in a package, whenever it was packed."""
    mark = hashlib.sha256(str(Path(str(SOFFICE)).resolve().stat().st_mtime_ns).encode())
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name != "docProps/core.xml":
                mark.update(name.encode() + b"\0" + hashlib.sha256(package.read(name)).digest())
    return mark.hexdigest()


def element(tag: str, **attributes: Any) -> Any:
    """An element of Word's vocabulary: element("w:ins", id="1")."""
    made = OxmlElement(tag)
    for name, said in attributes.items():
        made.set(qn(f"w:{name}"), str(said))
    return made
