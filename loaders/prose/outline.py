"""The only place that knows how a report is laid out: lines that belong together, their depth, their section."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from statistics import quantiles

from loaders.made_often import made_often
from loaders.text.textform import UPPER, fold

LINE = re.compile(r"[^\n]+")
MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"(?=[IVX])(?:X{0,2})(?:IX|IV|V?I{0,3})[.)/\-]\s+(?=\S)")),
    (1, re.compile(r"(?:PHẦN|Phần|MỤC|Mục)\s+(?:(?:thứ|THỨ)\s+[^\s:.]+|[IVX]+|\d+)[.:]?\s+")),
    (3, re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.?\s+(?=\D)")),
    (2, re.compile(r"\d{1,2}[.)]\s+(?=[^\W\d])")),
    (2, re.compile(rf"\d{{1,2}}(?:/|\s?[-–])\s+(?=[{UPPER}])")),
    (2, re.compile(r"(?:Điều|Mục)\s+\d{1,2}[.:]\s+")),
    (5, re.compile(r"[a-zđ]\d?\)\s+")),
    (5, re.compile(r"\((?:[ivx]{1,4}|\d{1,2})\)\s+")),
    (7, re.compile(r"(?:[-–•*]\s*)?\+(?:\s+|(?=[^\W\d]))")),
    (7, re.compile(rf"(?:[◦○▫□◇❖✓✔⇒→➔]|o(?=\s+[{UPPER}]))\s*")),
    (7, re.compile(r"[·‣▹▻]\s*(?=[^\W\d])")),
    (5, re.compile(r"\*\s+")),
    (6, re.compile(r"[-–•●▪■➢➤▸►★☆♦◆]\s+|[-–•●▪■➢➤▸►★☆♦◆](?=[^\W\d])")),
)
NUMBERED = re.compile(r"((?:\d{1,2}\.)*)(\d{1,2})[.)]?\s*$")
MARKUP = re.compile(r"[\s>]*(?:#{1,6}\s+)?(?:\*{2,3}|__)?")
FOOTNOTE = re.compile(rf"(?:<sup>\d{{1,2}}</sup>|\[\d{{1,2}}\]|\d{{1,2}}\s?)(?=\s*[(“\"{UPPER}])")
RULE = re.compile(r"\s*(?:_{5,}|-{8,}|\s{20,})\s*$")
SENTENCE_END = (".", ":", ";", "!", "?", "./.")
OUT_OF_SCOPE = re.compile(
    r"(?:ve )?(?:cong tac )?(?:phuong huong|"
    r"(?:nhung |mot so |cac )?nhiem vu(?! (?:duoc|do|cua|giao|chinh phu|thu tuong|ubnd|da)\b)|"
    r"(?:nhung |mot so )?kien nghi|de xuat|"
    r"(?:mot so |cac )?giai phap|muc tieu|ke hoach (?:cong tac )?(?:thang|quy|nam)|trong tam)\b"
)
PAGE_NUMBER = re.compile(r"(?m)^[^\S\n]*[-–]?\s?\d{1,3}\s?[-–]?[^\S\n]*$")
RECIPIENTS = re.compile(r"\s*\**(?:Nơi nhận|NƠI NHẬN)\s*:?")
BARE_FIGURE = re.compile(r"[\d.,]+\s*%?")
"""A line of a table that was read cell by cell: what follows in capitals is the next cell's label."""
ANSWERED = re.compile(
    r":\s*[\d.,]+(?:\s*/\s*[\d.,]+)?(?:\s*(?:%|hồ sơ|hs|tthc|thủ tục|trường hợp))?"
    r"(?:[\s,;]*\(?(?:đạt |tỷ lệ |chiếm )?[\d.,]+\s*%\)?)?\s*$",
    re.IGNORECASE,
)
"""A line that is a label with its figure: the next capital begins another one."""
COUNTED_NEXT = re.compile(r"(?:TTHC|HS|PAKN|DVC|VBQPPL|QĐ)\b")
"""What a figure at a line's end may count, on the next line."""
PARAGRAPH = 8


@made_often(frozen=True, slots=True)
class Block:
    """A heading, list item, paragraph or footnote: text[start:end], its words from `body` on.

    `depth` is 1 for Roman headings down to 8 for plain paragraphs; `section` is the nearest headings, outermost first.
    """

    start: int
    end: int
    body: int
    kind: str
    depth: int
    section: tuple[str, ...]
    in_scope: bool


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    gap: bool
    after_rule: bool


def outline(text: str, start: int = 0) -> list[Block]:
    """The blocks of `text` from offset `start` on, in order. Empty lines, page numbers and rules belong to no block."""
    lines = list(_lines(text, start))
    narrow = _short_line(lines)
    pieces: list[tuple[int, int, int, str, int]] = []
    previous: _Line | None = None
    counted: set[str] = set()
    for line in lines:
        kind, depth, body = _opening(line, previous, counted)
        if kind == "heading":
            counted.add(_next_number(text[line.start : body]))
        if pieces and kind == "paragraph" and previous and _continues(previous, line, narrow, pieces[-1][3]):
            first, _, its_body, its_kind, its_depth = pieces[-1]
            pieces[-1] = (first, line.end, its_body, its_kind, its_depth)
        else:
            pieces.append((line.start, line.end, body, kind, depth))
        previous = line
    return list(_with_sections(text, pieces))


def _lines(text: str, start: int) -> Iterator[_Line]:
    last_end, after_rule = start, False
    for match in LINE.finditer(text, start):
        raw = match.group()
        bare = raw.strip()
        if RULE.match(raw) and not bare.strip("_-"):
            after_rule = after_rule or bool(bare) or len(raw) >= 20
            continue
        if not bare or (PAGE_NUMBER.fullmatch(bare) and not ends_sentence(text, match)):
            continue
        begin = match.start() + len(raw) - len(raw.lstrip())
        yield _Line(begin, match.start() + len(raw.rstrip()), bare, text.count("\n", last_end, begin) > 1, after_rule)
        last_end, after_rule = match.end(), False


def ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a line that is only a number ends the sentence above it ("… trong kỳ báo cáo:" / "0")."""
    before = text[max(0, match.start() - 80) : match.start()].rstrip()
    return before.endswith((":", " là", " đạt"))


def _short_line(lines: list[_Line]) -> int:
    """The length under which a line that ends a sentence ends its paragraph; 0 where lines are not wrapped."""
    lengths = sorted(line.end - line.start for line in lines)
    if len(lengths) < 4 or lengths[-1] > 200:
        return 10**9
    return int(0.85 * quantiles(lengths, n=10)[8])


def _next_number(mark: str) -> str:
    """The mark that would stand before the next heading of a row: "5" after "4.", "1.3" after "1.2."; else nothing."""
    match = NUMBERED.search(mark)
    return f"{match[1]}{int(match[2]) + 1}" if match else ""


def _opening(line: _Line, previous: _Line | None, expected: Collection[str]) -> tuple[str, int, int]:
    lead = MARKUP.match(line.text)
    skip = lead.end() if lead else 0
    heading = "#" in line.text[:skip]
    for depth, pattern in MARKERS:
        if match := pattern.match(line.text, skip):
            number = NUMBERED.search(match[0])
            next_in_row = number and number[1] + number[2] in expected and line.text[match.end() :][:1].isupper()
            if depth <= 3 and previous and not line.gap and not (next_in_row or _may_follow(previous)):
                continue
            kind = "heading" if depth <= 5 or heading else "item"
            return kind, depth, line.start + match.end()
    footnote = FOOTNOTE.match(line.text)
    if footnote and (line.after_rule or line.text.startswith(("<sup", "["))):
        return "footnote", PARAGRAPH, line.start + footnote.end()
    if heading:
        return "heading", 4, line.start + skip
    return "paragraph", PARAGRAPH, line.start + skip


def _may_follow(previous: _Line) -> bool:
    """Whether a numbered heading can stand under this line: a wrapped "… tháng" / "9. Trong" cannot."""
    return (
        previous.text.endswith((*SENTENCE_END, "*", ",", ")", "”"))
        or previous.gap
        or len(previous.text) < 60
        or previous.text[-1].isupper()
    )


def _continues(previous: _Line, line: _Line, narrow: int, kind: str) -> bool:
    first = line.text.lstrip("*_ ")[:1]
    if RECIPIENTS.match(line.text) or (BARE_FIGURE.fullmatch(previous.text) and first.isupper()):
        return False
    if ANSWERED.search(previous.text) and first.isupper() and not COUNTED_NEXT.match(line.text):
        return False
    if _in_capitals(line.text) != _in_capitals(previous.text):
        return False
    if narrow == 10**9:
        return (
            not line.gap
            and not previous.text.endswith(SENTENCE_END)
            and (first.islower() or first.isdigit() or first in "(%,;")
        )
    ended = previous.text.endswith(SENTENCE_END)
    if not ended:
        return not (kind == "heading" and first.isupper() and len(previous.text) < narrow)
    if first.islower() or (first.isdigit() and previous.text.endswith(":")):
        return True
    return len(previous.text) >= narrow and not (line.after_rule and kind == "footnote")


def _in_capitals(text: str) -> bool:
    """Whether a line is printed in capitals; "TTHC: 118 TTHC." is not, it only abbreviates."""
    return text.isupper() and not COUNTED_NEXT.match(text)


def _with_sections(text: str, pieces: list[tuple[int, int, int, str, int]]) -> Iterator[Block]:
    headings: list[tuple[int, str, bool]] = []
    closed = False
    for start, end, body, kind, depth in pieces:
        closed = closed or bool(RECIPIENTS.match(text, start))
        if kind == "heading":
            while headings and headings[-1][0] >= depth:
                headings.pop()
            title = text[body:end]
            out = bool(OUT_OF_SCOPE.match(fold(title[:90]).lstrip("* ")))
            headings.append((depth, title, out))
        scope = not closed and not any(out for _, _, out in headings)
        yield Block(start, end, body, kind, depth, tuple(title for _, title, _ in headings), scope)
