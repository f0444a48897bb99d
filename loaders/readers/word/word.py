"""The only reader of Word documents (.docx, .docm)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.content import Composer, Content
from loaders.heads.datelines import NUMBER
from loaders.readers import web
from loaders.readers.word.numbering import load_numbering
from loaders.readers.word.package import Element, Package, child, children, is_on, local, open_package, value
from loaders.readers.word.runs import Runs
from loaders.readers.word.story import Story
from loaders.readers.word.styles import load_styles
from loaders.records import LoaderError, Problem
from loaders.tables.layout import Block, compose, text_of, with_head_apart
from loaders.text.encodings import Repair, repair_of, repairs_by_font
from loaders.text.textform import normalise

HEAD = 3000
"""So far into the text a document's own number can stand."""
REMARKS = {
    "changes": (
        "info",
        "còn {count} chỗ sửa được theo dõi (track changes); đã đọc như khi chấp nhận tất cả",
        "has {count} tracked changes; it was read as if all were accepted",
    ),
    "struck": (
        "info",
        "có {count} đoạn chữ gạch ngang; đã bỏ qua",
        "has {count} pieces of struck-out text, which were left out",
    ),
    "drawn": (
        "info",
        "có {count} biểu đồ hoặc sơ đồ; số liệu trong đó không đọc",
        "has {count} charts or diagrams, whose figures are not read",
    ),
    "chunks": (
        "warning",
        "nhúng {count} tệp không đọc được; mở bằng Word rồi lưu lại",
        "embeds {count} files that cannot be read; save it again with Word",
    ),
}


def read(content: bytes, name: str) -> Content:
    """The content of a Word document; raises LoaderError where it is damaged, locked or holds only pictures."""
    package = open_package(content, name)
    body = child(package.xml(package.main), "body")
    if body is None:
        raise LoaderError(f"{name} không phải văn bản Word (not a Word document).", "Kiểm tra lại tệp gốc.")
    story, repairs = _story(package, {}), dict[str, Repair]()
    blocks = list(story.blocks(body))
    if story.runs.fonts:
        repairs = repairs_by_font({font: " ".join(texts) for font, texts in story.runs.fonts.items()})
        story = _story(package, repairs)
        blocks = list(story.blocks(body))
    told = text_of(blocks)
    if not told.strip() and story.runs.left_out["pictures"]:
        raise LoaderError(
            f"{name} chỉ có ảnh, không có chữ (it holds only pictures).",
            "Xuất ra PDF để nhận dạng, hoặc dùng bản có chữ.",
        )
    repair = repair_of(told, name)
    composer = Composer()
    if not NUMBER.search(normalise(told[:HEAD])):
        blocks = [*_first_header(package, body, repairs), *blocks]
    compose(with_head_apart(blocks), composer, repair.convert if repair else str)
    for problem in _remarks(name, story, [*repairs.values(), *([repair] if repair else [])]):
        composer.remark(problem)
    return composer.done()


def _story(package: Package, repairs: dict[str, Repair]) -> Story:
    styles = load_styles(package.related("styles"))
    notes = {
        (kind, value(each, "id") or ""): each
        for kind in ("footnote", "endnote")
        for each in children(package.related(f"{kind}s"), kind)
    }
    runs = Runs(styles, notes, repairs)

    def embedded(identity: str) -> tuple[Block, ...]:
        relation = package.relations.get(identity)
        content = package.content(relation.target) if relation and not relation.outside else None
        if content is not None and web.is_page(content):
            return web.blocks(content, package.name)
        runs.left_out["chunks"] += 1
        return ()

    return Story(runs, load_numbering(package.related("numbering"), styles.list_of), embedded)


def _first_header(package: Package, body: Element, repairs: dict[str, Repair]) -> tuple[Block, ...]:
    """What stands in the header of the first page, if it has the document's number, which the body lacks."""
    section = next((each for each in body.iter() if local(each) == "sectPr"), None)
    kind = "first" if is_on(child(section, "titlePg")) else "default"
    for reference in children(section, "headerReference"):
        relation = package.relations.get(value(reference, "id") or "")
        if value(reference, "type") == kind and relation is not None:
            header = package.xml(relation.target)
            blocks = tuple(_story(package, repairs).blocks(() if header is None else header))
            return blocks if NUMBER.search(normalise(text_of(blocks))) else ()
    return ()


def _remarks(name: str, story: Story, repairs: Iterable[Repair]) -> Iterator[Problem]:
    yield from {repair.name: repair.remark(name) for repair in repairs}.values()
    for kind, (severity, vi, en) in REMARKS.items():
        if count := story.runs.left_out[kind]:
            yield Problem(
                kind=f"word_{kind}",
                severity=severity,
                message_vi=f"{name} {vi.format(count=count)}.",
                message_en=f"{name} {en.format(count=count)}.",
            )
