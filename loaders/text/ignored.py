"""The only place that says which digits of a text are no figures; `loaders/text/ignored_rules.py` lists the kinds."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from loaders.text.ignored_rules import GAP, RULES, Ignored, Rule
from loaders.text.marks import (
    DIGITS,
    OPENING,
    TO_LINE_START,
    bracketed_marker,
    hyphenated_code,
    led_page,
    web_addresses,
)
from loaders.text.marks import glued as glued_mark
from loaders.text.textform import LETTERS, before, fold_marks, mirror

__all__ = ["RULES", "Ignored", "IgnoredAt", "Rule", "find_ignored"]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A rule ready to be tried."""

    order: int
    rule: Rule
    body: re.Pattern[str]
    unless: re.Pattern[str] | None
    gapped: re.Pattern[str] | None
    near: re.Pattern[str] | None


def _compiled(order: int, rule: Rule) -> _Compiled:
    if not (rule.name and rule.example and rule.body):
        raise ValueError(f"a rule needs a name, an example and a body: {rule}")
    return _Compiled(
        order,
        rule,
        _pattern(rule.body, rule.cased),
        before(rule.unless) if rule.unless else None,
        before(rule.lead, rule.gap) if rule.lead and rule.gap != GAP else None,
        _pattern(rule.near) if rule.near else None,
    )


def _pattern(source: str, cased: bool = False) -> re.Pattern[str]:
    """A space between words of a pattern stands for any spaces and line breaks."""
    source = re.sub(rf"(?<=[{LETTERS}]) (?=[{LETTERS}(])", r"\\s+", source)
    return re.compile(source if cased else fold_marks(source))


def _either(rules: tuple[_Compiled, ...]) -> re.Pattern[str]:
    """One pattern for all; the number of the group that matched is that of the first rule that does, from 1."""
    pattern = re.compile("|".join(f"({each.body.pattern})" for each in rules))
    if pattern.groups != len(rules):
        raise ValueError("a rule's body may not capture")
    return pattern


_COMPILED = tuple(_compiled(order, rule) for order, rule in enumerate(RULES))
_SHAPES = tuple(each for each in _COMPILED if not each.rule.lead and not each.rule.cased and not each.near)
_CASED = tuple(each for each in _COMPILED if not each.rule.lead and each.rule.cased)
_NEAR = tuple(each for each in _COMPILED if each.near)
_ANY_SHAPE, _ANY_CASED = _either(_SHAPES), _either(_CASED)
GAPPED = tuple(each for each in _COMPILED if each.gapped)
_ANYGAPPED = before(
    "|".join(each.rule.lead for each in GAPPED), r"[\s:,(+./–-]{0,8}(?:măn\s{0,4},?\s{0,4})?[/.,–-]?\s{0,4}"
)
_BY_LEAD: dict[str, list[_Compiled]] = {}
for _each in _COMPILED:
    if _each.rule.lead and not _each.gapped:
        for _phrase in _each.rule.lead.split("|"):
            _BY_LEAD.setdefault(fold_marks(_phrase), []).append(_each)
_ANY_LEAD = before(tuple(_BY_LEAD))

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


@lru_cache(maxsize=8)
def find_ignored(text: str) -> tuple[Ignored, ...]:
    """Every span of the text whose digits are no figures, in order, disjoint. `text` is normalised."""
    low, back = fold_marks(text), mirror(text)
    addresses = web_addresses(text)
    in_address = IgnoredAt(tuple(addresses))
    found: list[Ignored] = []
    position = 0
    while run := DIGITS.search(text, position):
        hit = (in_address(run.start()) if addresses else None) or _at(text, low, back, run.start(), run.end())
        if hit:
            start = max(hit.start, found[-1].end if found else 0)
            found.append(Ignored(start, hit.end, hit.rule))
            position = hit.end
        else:
            token = _TOKEN.match(text, run.start())
            position = token.end() if token else run.end()
    return tuple(found)


class IgnoredAt:
    """Looks up the ignored span that covers an offset."""

    def __init__(self, spans: tuple[Ignored, ...]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def __call__(self, offset: int) -> Ignored | None:
        index = bisect_right(self._starts, offset) - 1
        return self._spans[index] if index >= 0 and offset < self._spans[index].end else None


def _at(text: str, low: str, back: str, start: int, end: int) -> Ignored | None:
    """The ignored span of the run of digits at start..end, if a rule takes it."""
    previous = text[start - 1] if start else "\n"
    if previous in "([>-" and (hit := bracketed_marker(text, back, start, end) or hyphenated_code(text, start, end)):
        return hit
    if previous in " ._…" and (page := led_page(text, start, end)):
        return page
    if previous in _OPENS_A_LINE and (line_start := TO_LINE_START.match(back, len(text) - start)):
        for opening in OPENING:
            if hit := opening(text, back, line_start.end(), start, end):
                return hit
    return _by_rule(text, low, back, start, end, glued=previous.isalpha())


def _by_rule(text: str, low: str, back: str, start: int, end: int, glued: bool) -> Ignored | None:
    lead = _ANY_LEAD.match(back, len(text) - start)
    candidates = _BY_LEAD[" ".join(lead[1][::-1].split())] if lead else []
    glued = glued and not lead
    if not glued and (_MAY_BE_SHAPED.match(low, start) or text[start - 1 : start] == "/"):
        candidates = [*candidates, *_shaped(text, low, start)]
    if _ANYGAPPED.match(back, len(text) - start):
        candidates = [*candidates, *GAPPED]
    for each in candidates if len(candidates) < 2 else sorted(candidates, key=_order):
        if hit := _taken(each, text, low, back, start):
            return hit
    return glued_mark(text, start, end) if glued else None


_order = attrgetter("order")
_OPENS_A_LINE = frozenset(" \n\t#*>_+-")
_MAY_BE_SHAPED = re.compile(
    r"[0-9][0-9.,]*\s*(?:[-/.:=–—)(]|n[gă]|th|t[rỷỉu]|đ|g|h(?!ồ)|ph(?!ả|ầ|ò)|[kmciuv])|0[0-9]{2}|1[0-9]{2}|[1-3]\.[0-9]{6}"
)
"""What stands at or behind the digits of every rule without a lead; saves trying them all on each number."""


def _shaped(text: str, low: str, start: int) -> list[_Compiled]:
    """The rules without a lead whose body begins here, at most one of each group."""
    found = []
    if match := _ANY_CASED.match(text, start):
        found.append(_CASED[(match.lastindex or 1) - 1])
    if match := _ANY_SHAPE.match(low, start):
        found.append(_SHAPES[(match.lastindex or 1) - 1])
    if text[start] in "12":
        found += _NEAR
    return found


def _taken(each: _Compiled, text: str, low: str, back: str, start: int) -> Ignored | None:
    body = each.body.match(text if each.rule.cased else low, start)
    if not body or (each.unless and each.unless.match(back, len(text) - start)):
        return None
    if each.near and not each.near.search(low, max(0, start - 60), start):
        return None
    if each.gapped and not each.gapped.match(back, len(text) - start):
        return None
    return Ignored(start, body.end(), each.rule.name)
