"""The only place that puts the footnotes of a page behind the sentence that they interrupt.

A report printed to text holds them where its pages end: "… mới tiếp nhận 2.201 hồ sơ (trực", a rule, "1 Theo Công văn
số 57/VPCP.", the page's number, "tuyến 1.508 hồ sơ …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.text.textform import LOWER, UPPER

_RULE = re.compile(r"\s*(?:_{5,}|-{8,}|\s{20,})\s*")
_NOTE = re.compile(rf"\s*(?:\[\d{{1,2}}\]|\d{{1,2}})\s?(?=\s*[(“\"{UPPER}])")
_PAGE = re.compile(r"\s*[-–]?\s?\d{1,3}\s?[-–]?\s*")
_GOES_ON = re.compile(rf"\s*[(\d%{LOWER}]")
_LOWER = re.compile(rf"\s*[{LOWER}]")
_MAY_GO_ON = re.compile(r"\s*[^\W\d]")
_OPENS = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)/]\s|[a-zđ]\)\s|\(?[ivxIVX]{1,4}[.)]\s)")
LONG = 60
"""A line at least so long that ends in the midst of a sentence may go on with a capital: "trên Cổng Dịch" / "TTHC"."""
ENDS = (".", ":", ";", "!", "?")
MOST = 30
"""So many lines at most hold a page's footnotes, or the rest of a sentence; every other one may be empty."""


def behind_sentences(lines: Sequence[str]) -> list[str]:
    """The lines with each page's footnotes moved behind the sentence that goes on over the page."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        end = _page_end(lines, at) if _RULE.fullmatch(lines[at]) and lines[at] and _is_open(kept) else 0
        rest = _rest_of_sentence(lines, end, _last(kept)) if end else 0
        if rest:
            begins = next(i for i in range(end, rest) if lines[i].strip())
            kept = [*_without_empty(kept), *lines[begins:rest], *lines[at:end]]
            at = rest
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _is_open(before: Sequence[str]) -> bool:
    """Whether the last line with words ends in the midst of a sentence."""
    last = _last(before)
    return bool(last) and not last.endswith(ENDS) and last != last.upper()


def _last(before: Sequence[str]) -> str:
    return next((line.strip() for line in reversed(before[-MOST:]) if line.strip()), "")


def _without_empty(before: list[str]) -> list[str]:
    """The lines before without the empty ones at their end, which would part what belongs together."""
    end = next((i for i in range(len(before), 0, -1) if before[i - 1].strip()), 0)
    spaced = end > 1 and not before[end - 2].strip()  # every other line is empty: one more keeps it so
    return before[: end + (spaced and end < len(before))]


def _page_end(lines: Sequence[str], at: int) -> int:
    """The line behind the footnotes that begin under the rule at `at`, and the number of their page; 0 for none."""
    first = next((i for i in range(at + 1, min(at + 5, len(lines))) if lines[i].strip()), at)
    if not _NOTE.match(lines[first]):
        return 0
    ended = False
    for i in range(first, min(first + MOST, len(lines))):
        if _PAGE.fullmatch(lines[i]):
            return i + 1
        if ended and _LOWER.match(lines[i]):
            return i  # no footnote goes on with a small letter behind a full stop
        ended = lines[i].rstrip().endswith(".") if lines[i].strip() else ended
    return 0


def _rest_of_sentence(lines: Sequence[str], start: int, before: str) -> int:
    """The line behind the one that ends the sentence going on at `start`; 0 where something new begins there."""
    first = next((i for i in range(start, min(start + 8, len(lines))) if lines[i].strip()), -1)
    goes_on = _MAY_GO_ON if len(before) >= LONG else _GOES_ON
    if first < 0 or not (goes_on.match(lines[first]) or _GOES_ON.match(lines[first])) or _OPENS.match(lines[first]):
        return 0
    return next((i + 1 for i in range(first, min(first + MOST, len(lines))) if lines[i].rstrip().endswith(ENDS)), 0)
