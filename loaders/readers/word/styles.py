"""The only place that knows what a Word style says of its text: font, hidden, struck out, raised, its list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loaders.readers.word.package import Element, child, children, is_on, local, value


@dataclass(frozen=True, slots=True)
class Looks:
    """What matters about how a run looks. `font` is None where a theme or nothing names it."""

    font: str | None = None
    hidden: bool = False
    struck: bool = False
    raised: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document by their id."""

    _elements: dict[str, Element]
    _default: str | None
    _plain: Looks
    _known: dict[str | None, Looks] = field(default_factory=dict)
    _lists: dict[str | None, tuple[str, str | None, str | None] | None] = field(default_factory=dict)

    def looks(self, paragraph_style: str | None) -> Looks:
        """How the text of a paragraph looks, before what its runs say."""
        style = paragraph_style if paragraph_style in self._elements else self._default
        if style not in self._known:
            looks = self._plain
            for each in reversed(list(self._chain(style))):
                looks = with_properties(looks, child(each, "rPr"))
            self._known[style] = looks
        return self._known[style]

    def of_run(self, looks: Looks, properties: Element | None) -> Looks:
        """How a run looks, given its paragraph's looks and its own properties."""
        if properties is None:
            return looks
        for each in reversed(list(self._chain(value(child(properties, "rStyle"))))):
            looks = with_properties(looks, child(each, "rPr"))
        return with_properties(looks, properties)

    def numbering(self, style: str | None) -> tuple[str, str | None, str | None] | None:
        """The list of a paragraph style: its number, level if said, and the style that names it."""
        if style not in self._lists:
            self._lists[style] = self._numbering(style if style in self._elements else self._default)
        return self._lists[style]

    def _numbering(self, style: str | None) -> tuple[str, str | None, str | None] | None:
        for each in self._chain(style):
            listed = child(child(each, "pPr"), "numPr")
            if (number := value(child(listed, "numId"))) is not None:
                return number, value(child(listed, "ilvl")), value(each, "styleId")
        return None

    def list_of(self, style: str) -> str | None:
        """The list that a style of lists names."""
        return value(child(child(child(self._elements.get(style), "pPr"), "numPr"), "numId"))

    def is_contents(self, style: str | None) -> bool:
        """Whether a paragraph of this style is a line of a table of contents."""
        name = (value(child(self._elements.get(style or ""), "name")) or "").lower()
        return name.startswith(("toc ", "table of figures")) and name != "toc heading"

    def _chain(self, style: str | None) -> Iterator[Element]:
        """A style and those it is based on."""
        seen = set()
        while style in self._elements and style not in seen:
            seen.add(style)
            yield self._elements[style]
            style = value(child(self._elements[style], "basedOn"))


def load_styles(root: Element | None) -> Styles:
    """The styles of a styles part; without one, none."""
    elements = {value(each, "styleId") or "": each for each in children(root, "style")}
    default = next(
        (style for style, each in elements.items() if value(each, "type") == "paragraph" and is_default(each)), None
    )
    plain = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
    return Styles(elements, default, with_properties(Looks(), plain))


def is_default(style: Element) -> bool:
    """Whether a style is the one of paragraphs that name none."""
    return value(style, "default") in ("1", "true", "on")


def with_properties(looks: Looks, properties: Element | None) -> Looks:
    """The looks, changed by what <w:rPr> says."""
    for each in () if properties is None else properties:
        match local(each):
            case "rFonts":
                font = None if value(each, "hAnsiTheme") else value(each, "hAnsi") or value(each, "ascii")
                looks = replace(looks, font=font or (None if value(each, "asciiTheme") else looks.font))
            case "vanish" | "specVanish":
                looks = replace(looks, hidden=is_on(each))
            case "strike" | "dstrike":
                looks = replace(looks, struck=is_on(each))
            case "vertAlign":
                looks = replace(looks, raised=value(each) == "superscript")
    return looks
