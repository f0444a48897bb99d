"""The only place that takes apart a letterhead written in two columns by tabs or spaces: the left one first.

"ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" over "TỈNH LÀO CAI      Độc lập - Tự do - Hạnh phúc".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.text.textform import LETTERS, fold_marks, normalise

RIGHT = re.compile(
    r"cộng hòa xã hội chủ nghĩa|độc lập\s*[-–]\s*tự do|đảng cộng sản"
    rf"|[{LETTERS}][{LETTERS} .-]{{1,30}},\s*ngày\b[\s\d.…]*(?:tháng|/|-)"
)
"""What stands on the right: the nation's name and motto, the place and day of issue."""
GAP = re.compile(r"[ \u00a0]*\t[ \t\u00a0]*|[ \u00a0]{3,}")
NUMBER = re.compile(r"Số\s*(?::|\d*\s*/)")
UNIT = re.compile(
    r"(?:ủy ban|ubnd|sở|bộ|ban|văn phòng|phòng|chi cục|cục|trung tâm|tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã"
    r"|phường)\b"
)
HEAD, LONGEST = 20, 120
"""A letterhead stands in so many lines, none longer."""
INDENT = 8
"""A line with nothing on its left begins so far in, or with a tab."""
Sides = tuple[str, str]


def columns_apart(lines: Sequence[str]) -> list[str]:
    """The lines, those of a letterhead's left column before those of its right; unchanged where there is none."""
    sides = [_sides(line) for line in lines[:HEAD]]
    both = [at for at, (left, right) in enumerate(sides) if left and right]
    sure = [at for at in both if RIGHT.match(fold_marks(normalise(sides[at][1])))]
    if not sure:
        return list(lines)
    first = last = sure[0]
    while first - 1 in both:
        first -= 1
    while last + 1 < len(sides) and (last + 1 in both or _goes_on(*sides[last + 1])):
        last += 1
    head = sides[first : last + 1]
    columns = [side for left_or_right in zip(*head, strict=True) for side in left_or_right if side]
    return [*lines[:first], *columns, *lines[last + 1 :]]


def _goes_on(left: str, right: str) -> bool:
    """Whether a line of one side still belongs to the letterhead: a unit's name, its number, a date, a rule."""
    if not left or not any(map(str.isalnum, left)):
        return len(right) < LONGEST // 2
    return bool(NUMBER.match(left) or (left.isupper() and UNIT.match(fold_marks(normalise(left)))))


def _sides(line: str) -> Sides:
    """What stands left and right in a line; of several gaps the one before a sure right side, else the widest."""
    if len(line) > LONGEST:
        return line.strip(), ""
    gaps = [gap for gap in GAP.finditer(line.rstrip()) if gap.start() and _begins(line[gap.end()])]
    if not gaps:
        begins_right = line.startswith(("\t", " " * INDENT, "\u00a0" * INDENT))
        return ("", line.strip()) if begins_right else (line.strip(), "")
    sure = [gap for gap in gaps if RIGHT.match(fold_marks(normalise(line[gap.end() :])))]
    gap = sure[0] if sure else max(gaps, key=lambda each: (each[0].count("\t"), len(each[0])))
    return line[: gap.start()].strip(), line[gap.end() :].strip()


def _begins(letter: str) -> bool:
    """Whether a right side can begin so; "Số:     /BC-UBND" is one side."""
    return letter.isupper() or letter in "-_–—*("
