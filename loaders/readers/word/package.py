"""The only place that opens a Word file's package: its parts, bounded in size, as XML that names nothing outside."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from loaders.readers.kinds import BROKEN_ZIP, locked
from loaders.records import LoaderError

MAX_PART = 100_000_000
"""Bytes a part may have unpacked; the text of a thousand pages has a tenth of that."""
Element = Any
"""An element of lxml, which comes without types."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the kind of reference, and the part's path or an address outside."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A Word file: its name, its archive, the path of its main part and that part's relations by their id."""

    name: str
    archive: ZipFile
    main: str
    relations: dict[str, Relation]

    def content(self, path: str) -> bytes | None:
        """The bytes of a part; None where there is none. Raises LoaderError where it is too large or damaged."""
        return _content(self.archive, path, self.name)

    def xml(self, path: str) -> Element | None:
        """The root of a part."""
        content = self.content(path)
        return None if content is None else parsed(content, self.name)

    def related(self, kind: str) -> Element | None:
        """The root of the first part of a kind: "styles", "numbering", "footnotes" …"""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.outside:
                return self.xml(relation.target)
        return None


def open_package(content: bytes, name: str) -> Package:
    """The package of a .docx or .docm; raises LoaderError where it is damaged, locked or no Word document."""
    try:
        archive = ZipFile(BytesIO(content))
    except BROKEN_ZIP as cause:
        raise damaged(name) from cause
    roots = _relations(archive, "", name)
    main = next((each.target for each in roots.values() if each.kind == "officeDocument"), "word/document.xml")
    if main not in archive.namelist():
        raise damaged(name)
    return Package(name, archive, main, _relations(archive, main, name))


def local(element: Element) -> str:
    """An element's name without its namespace; Word writes two sets of namespaces. Empty for a comment."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    return (each for each in (() if element is None else element) if _local(each.tag) == name)


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    if element is not None:
        for each in element:
            if _local(each.tag) == name:
                return each
    return None


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its name without namespace; None where the element or the attribute is missing."""
    if element is None:
        return None
    return next((said for key, said in element.attrib.items() if _local(key) == name), None)


def is_on(element: Element | None) -> bool:
    """Whether a switch such as <w:vanish/> is there and not set to off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def parsed(content: bytes, name: str) -> Element:
    """The root of an XML part: no entities, no network, no declarations of types. Raises LoaderError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as cause:
        raise damaged(name) from cause
    if root.getroottree().docinfo.internalDTD is not None:
        raise LoaderError(
            f"{name} khai báo thực thể XML, điều Word không bao giờ viết (it declares XML entities).",
            "Không mở tệp này; xin lại tệp gốc.",
        )
    return root


def damaged(name: str) -> LoaderError:
    """The sentence for a file that begins like a Word document and cannot be read to its end."""
    return LoaderError(
        f"{name} hỏng hoặc chưa tải hết, không mở được như tệp Word (damaged or incomplete).",
        "Mở bằng Word, lưu thành tệp mới, hoặc xin lại tệp gốc.",
    )


def _content(archive: ZipFile, path: str, name: str) -> bytes | None:
    try:
        info = archive.getinfo(path)
    except KeyError:
        return None
    if info.flag_bits & 1:
        raise locked(name)
    if info.file_size > MAX_PART:
        raise LoaderError(
            f"{name} giải nén ra quá lớn: {path} hơn {MAX_PART // 1_000_000} MB (too large unpacked).",
            "Chia thành nhiều tệp.",
        )
    try:
        return archive.read(info)
    except BROKEN_ZIP as cause:
        raise damaged(name) from cause


def _relations(archive: ZipFile, part: str, name: str) -> dict[str, Relation]:
    folder, file = posixpath.split(part)
    content = _content(archive, posixpath.join(folder, "_rels", f"{file}.rels"), name)
    if content is None:
        return {}
    found = {}
    for each in parsed(content, name):
        kind, target = (value(each, "Type") or "").rpartition("/")[2], value(each, "Target") or ""
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[value(each, "Id") or ""] = Relation(kind, path, value(each, "TargetMode") == "External")
    return found
