"""The only place that reads what stands inside of a Word paragraph, as it looks with all changes accepted.

Kept: insertions, results of fields, text of links and content controls. Left out: deletions, hidden and struck text,
page numbers, comments, prompts of empty controls.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.readers.word.package import Element, child, is_on, local, value
from loaders.readers.word.styles import Looks, Styles
from loaders.tables.layout import marks_apart
from loaders.text.encodings import Repair

THROUGH = {"hyperlink", "smartTag", "customXml", "ins", "moveTo", "dir", "bdo", "ruby", "rubyBase"}
"""Elements that only stand around what they hold."""
CHANGES = {"ins", "moveTo", "del", "moveFrom"}
PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"}
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
LAST_NOTE = 99
"""Marks of notes have two digits at most; then they begin anew."""
TOGETHER = {"sSup", "sSub", "sSubSup", "sPre", "nary", "rad", "d", "m", "mr", "func", "limLow", "limUpp", "eqArr"}
"""Parts of a formula whose digits do not make one number."""
OLD_FONT = re.compile(r"\.vn|vni", re.IGNORECASE)


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: pieces of text, raised or not; what hangs on it: a mark ("" for a box) and an element."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    hanging: list[tuple[str, Element]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text; raised digits are marks of notes, which must not glue to the number before them."""
        text, raised = "", ""
        for piece, is_raised in [*self.pieces, ("", False)]:
            if is_raised:
                raised += piece
            else:
                text, raised = text + marks_apart(raised, text) + piece, ""
        return text


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction so far, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False

    @property
    def shows(self) -> bool:
        """Whether what stands here is a result that belongs to the text."""
        return self.in_result and not _is_page(self.instruction)


@dataclass(slots=True)
class Runs:
    """Reads paragraphs one after the other and keeps what goes on from one to the next: open fields, notes counted.

    `fonts` gathers what is written in old fonts, `left_out` counts what a person should know of.
    """

    styles: Styles
    notes: dict[tuple[str, str], Element]
    repairs: dict[str, Repair]
    fonts: dict[str, list[str]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    _fields: list[_Field] = field(default_factory=list)
    _cited: int = 0

    def read(self, paragraph: Element, style: str | None, into: Inline) -> None:
        """Adds what the paragraph holds."""
        depth = len(self._fields)
        self._inside(paragraph, self.styles.looks(style), into)
        while len(self._fields) > depth and not self._fields[-1].in_result:
            self._fields.pop()  # an instruction never goes on in the next paragraph; a broken one must not swallow it

    def _inside(self, parent: Iterable[Element], looks: Looks, into: Inline) -> None:
        for each in parent:
            name = local(each)
            self.left_out["changes"] += name in CHANGES
            if name == "r":
                self._run(each, looks, into)
            elif name in ("oMath", "oMathPara"):
                into.pieces.append((_formula(each), False))
            else:
                self._inside(opened(each), looks, into)

    def _run(self, run: Element, looks: Looks, into: Inline) -> None:
        looks = self.styles.of_run(looks, child(run, "rPr"))
        for each in run:
            name = local(each)
            if name == "fldChar":
                self._field(value(each, "fldCharType") or "")
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += each.text or ""
            elif looks.hidden or not all(each.shows for each in self._fields):
                continue
            elif looks.struck:
                self.left_out["struck"] += name == "t"
            else:
                self._shown(each, name, looks, into)

    def _shown(self, each: Element, name: str, looks: Looks, into: Inline) -> None:
        if name == "t":
            into.pieces.append((self._converted(each.text or "", looks), looks.raised))
        elif name in SIGNS:
            into.pieces.append((SIGNS[name], False))
        elif name == "sym":
            into.pieces.append((_symbol(each), False))
        elif name in NOTES:
            self._note(NOTES[name], each, into)
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            self._drawing(each, into)

    def _field(self, what: str) -> None:
        if what == "begin":
            self._fields.append(_Field())
        elif what == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif what == "end" and self._fields:
            self._fields.pop()

    def _converted(self, text: str, looks: Looks) -> str:
        if looks.font and OLD_FONT.match(looks.font):
            self.fonts.setdefault(looks.font, []).append(text)
            if repair := self.repairs.get(looks.font):
                return repair.convert(text)
        return text

    def _note(self, kind: str, reference: Element, into: Inline) -> None:
        note = self.notes.get((kind, value(reference, "id") or ""))
        if note is not None:
            self._cited = self._cited % LAST_NOTE + 1
            into.pieces.append((f"[{self._cited}]", False))
            into.hanging.append((f"[{self._cited}] ", note))

    def _drawing(self, drawing: Element, into: Inline) -> None:
        """Boxes of text, wherever in a drawing; other ways of writing the same are not read twice."""
        name = local(drawing)
        if name == "txbxContent":
            into.hanging.append(("", drawing))
            return
        self.left_out["drawn"] += name in ("chart", "relIds")
        self.left_out["pictures"] += name in ("blip", "imagedata")
        for each in opened(drawing) if name == "AlternateContent" else drawing:
            self._drawing(each, into)


def opened(element: Element) -> Iterable[Element]:
    """What is in an element that only stands around its content; nothing where it is of another kind."""
    name = local(element)
    inside: Element | None = None
    if name in THROUGH or (name == "fldSimple" and not _is_page(value(element, "instr") or "")):
        inside = element
    elif name == "sdt" and not _is_left_out(element):
        inside = child(element, "sdtContent")
    elif name == "AlternateContent":
        inside = _choice(element)
    return () if inside is None else inside


def _choice(alternatives: Element) -> Element | None:
    """One of the ways in which the same is written: the first, unless only another has text."""
    ways = [each for each in alternatives if local(each) in ("Choice", "Fallback")]
    told = [way for way in ways if any(local(each) in ("t", "txbxContent") for each in way.iter())]
    return next(iter(told or ways), None)


def _is_left_out(control: Element) -> bool:
    """Whether a content control shows only its prompt, or is a table of contents."""
    properties = child(control, "sdtPr")
    gallery = value(child(child(properties, "docPartObj"), "docPartGallery"))
    return is_on(child(properties, "showingPlcHdr")) or gallery == "Table of Contents"


def _is_page(instruction: str) -> bool:
    """Whether a field shows the number of a page."""
    words = instruction.split(maxsplit=1)
    return bool(words) and words[0].upper() in PAGE_FIELDS


def _symbol(element: Element) -> str:
    code = value(element, "char") or ""
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else ""


def _formula(element: Element) -> str:
    """A formula in one line: 3 over 4 is 3/4, what is raised or lowered stands apart."""
    name = local(element)
    if name == "t":
        return str(element.text or "")
    joint = "/" if name == "f" else " " if name in TOGETHER else ""
    return joint.join(part for part in map(_formula, element) if part)
