"""The only place that knows digits by their line or brackets: list and page numbers, footnotes, addresses, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.text.ignored_rules import Ignored
from loaders.text.textform import LETTERS, LOWER, UPPER, fold_marks, mirror

DIGITS = re.compile(r"[0-9]+")


def _line_above(back: str, at: int) -> tuple[str, bool]:
    """The end of the nearest line above that holds anything, and whether a footnote rule (or a wide gap) is between."""
    match = _ABOVE.match(back, at)
    if not match:
        return "", False
    return match[2][::-1].strip(), " " * 15 in match[1] or match[2].startswith("____")


TO_LINE_START = re.compile(r"[ \t#*>_+-]*(?:\n|\Z)")
_ABOVE = re.compile(r"([\s*]*)([^\n]{0,90})")
_MARKER = re.compile(
    rf"([1-9][0-9]?)(?:\.([1-9][0-9]?))?(?:\.[1-9][0-9]?){{0,2}}(?:[.)][*_]*[ \t\u00a0]*(?=[*_“\"(]*[{LETTERS}])"
    rf"|[/-][ \t]+(?=[{LETTERS}])|[ \t]+(?=[*_]*[{UPPER}][{LETTERS}]))"
)
_VALUE_AWAITED = re.compile(
    r"(?:[,(]|(?:^|[^\w])(?:là|đạt|gồm|(?<!không )(?<!chưa )có|được|còn|số|nhận|quyết|chiếm|với|và|trong đó"
    r"|hơn|trên|gần|khoảng|ước|tăng|giảm|từ|đến|tháng|năm|ngày|quý|bằng|tỷ lệ|xử lý|lý))$"
)
_SENTENCE_END = re.compile(r"[.;!?…”\"’)/]$")
_ALONE = re.compile(r"[1-9][0-9]{0,2}[*_]*[ \t]*(?=\n|\Z)")
_NEXT_LINE = re.compile(r"\s*([^\n]{0,90})")
_UPPER_AHEAD = re.compile(
    rf"[1-9][0-9]?[ \t]+[“\"(]?[{UPPER}][{LETTERS}]*|[1-9][0-9]?[ \t]*\(i\)|[1-9][0-9]?[ \t]+https?:"
)


def _list_marker(text: str, back: str, above_at: int, start: int, end: int) -> Ignored | None:
    """`1.`, `1.2.`, `2)`, `3/` at the start of a line, unless the line above ends where a value is awaited."""
    marker = _MARKER.match(text, start)
    if not marker:
        return None
    numbered = text[marker.end(1) : marker.end(1) + 1] != " "
    if not numbered or (" " in marker[0].strip() and not marker[2]):
        return None
    above, _ = _line_above(back, above_at)
    if _VALUE_AWAITED.search(fold_marks(above)) or (above.endswith(":") and len(above) > 60 and marker[1] != "1"):
        return None
    return Ignored(start, marker.end(), "list_marker")


def bracketed_marker(text: str, back: str, start: int, end: int) -> Ignored | None:
    """`(1) Hệ thống`, `[3]`, `<sup>2</sup>`: marks in brackets; a bare `(12)` after a noun is a count."""
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]" and end - start < 4:
        return Ignored(start, end, "footnote_mark")
    if text[max(0, start - 5) : start].lower() == "<sup>":
        return Ignored(start, end, "footnote_mark")
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")" or end - start > 2:
        return None
    opened = re.match(r"\([ \t*_]*(\n|\Z|[:;,.]|àv\b|[-–+])", back[len(text) - start : len(text) - start + 12])
    return (
        Ignored(start, end, "list_marker") if opened and re.match(rf"\)\s+[{LETTERS}]", text[end : end + 6]) else None
    )


def _lone_number(text: str, back: str, above_at: int, start: int, end: int) -> Ignored | None:
    """A page number or a footnote's number on a line of its own, after a line that awaits no value."""
    alone = _ALONE.match(text, start)
    if not alone:
        return None
    above, ruled = _line_above(back, above_at)
    ahead = _NEXT_LINE.match(text, alone.end())
    below = ahead[1].strip() if ahead else ""
    if ruled and end - start < 3:
        return Ignored(start, end, "footnote_start")
    if above.endswith(":") or _VALUE_AWAITED.search(fold_marks(above)) or not any(map(str.isalpha, above)):
        return None
    finished = bool(_SENTENCE_END.search(above)) or len(above) > 45
    return Ignored(start, end, "page_number") if finished and (not below or not below[0].isdigit()) else None


def _footnote_start(text: str, back: str, above_at: int, start: int, end: int) -> Ignored | None:
    """`1 Quyết định số …` at the foot of a page: after a rule or a finished line, before a capital."""
    if end - start > 2 or not _UPPER_AHEAD.match(text, start):
        return None
    above, ruled = _line_above(back, above_at)
    starts = ruled or (re.search(r"[.;…]$", above) and _marked_before(text, start, text[start:end]))
    return Ignored(start, end, "footnote_start") if starts else None


def _marked_before(text: str, start: int, number: str) -> bool:
    """Whether the page above holds a word with that footnote number glued to it."""
    page = text[max(0, start - 6000) : start]
    return re.search(rf"(?:[{LOWER}]{{2}}|[”\")]){number}(?![0-9/%]|[.,][0-9])", page) is not None


_WEB_SIGNS = ("://", "www.", "@", ".vn", ".com", ".net", ".org")
_CHUNK = re.compile(r"\S{0,300}")


def web_addresses(text: str) -> list[Ignored]:
    """Web and e-mail addresses with digits in them, in order, disjoint."""
    found: list[Ignored] = []
    done = 0
    for at in sorted(at for sign in _WEB_SIGNS for at in _places_of(sign, text)):
        if at < done:
            continue
        behind = _CHUNK.match(mirror(text), len(text) - at)
        ahead = _CHUNK.match(text, at)
        start, end = max(done, at - len(behind[0] if behind else "")), ahead.end() if ahead else at
        done = end
        if DIGITS.search(text, start, end):
            found.append(Ignored(start, end, "web_address"))
    return found


def _places_of(sign: str, text: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


_GLUED = re.compile(r"[0-9]+(?:[.-][0-9A-Z]+)*")


def glued(text: str, start: int, end: int) -> Ignored | None:
    """Digits glued to a word: a footnote mark (`địa bàn1`), a code (`QH15`, `H08.12-240424-0012`)."""
    code = text[start - 1].isupper()
    match = _GLUED.match(text, start)
    if code and match:
        return Ignored(start, match.end(), "code")
    separated = text[end : end + 1] in (".", ",") and text[end + 1 : end + 2].isdigit()
    return Ignored(start, end, "footnote_mark") if end - start < 3 and not separated else None


def hyphenated_code(text: str, start: int, end: int) -> Ignored | None:
    """`COVID-19`, `Covid-19`, `SARS-CoV-2`."""
    hyphenated = text[start - 1 : start] == "-" and (
        text[max(0, start - 2) : start - 1].isupper() or text[max(0, start - 6) : start - 1].lower() == "covid"
    )
    return Ignored(start, end, "code") if hyphenated else None


_LEADER = re.compile(r"[.…_]{5}[^\S\n]{0,3}$")
_ENDS_LINE = re.compile(r"[^\S\n]*(?:\n|$)")


def led_page(text: str, start: int, end: int) -> Ignored | None:
    """ "Kết quả tiếp nhận ........ 3": a page in a list of contents; other figures behind leaders are in tables."""
    led = end - start <= 3 and _LEADER.search(text, max(0, start - 8), start) and _ENDS_LINE.match(text, end)
    return Ignored(start, end, "page_number") if led else None


OPENING = (_list_marker, _footnote_start, _lone_number)
