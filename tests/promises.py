"""What holds of every reading, whatever the file: no wrong place, no number lost or taken twice, no date a figure."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from loaders.catalogue.fields import load_fields
from loaders.content import Document
from loaders.heads.letterhead import read_letterhead
from loaders.prose.claims import claim
from loaders.prose.scopes import scopes
from loaders.reading import read_document
from loaders.records import Fact, Reading, Report
from loaders.text.ignored import find_ignored
from loaders.text.numbers import find_numbers
from loaders.vocabulary import ADMIN_LEVELS, PERIOD_KINDS, SEVERITIES, STATUSES, UNIT_KINDS

LISTED = ("plain", "ratio")
"""Kinds of numbers that are in one of the lists; a word, a range or a rank may be none of any."""


def broken(document: Document, reading: Reading, *, again: bool = True) -> list[str]:
    """The promises that this reading of the document breaks, each in a sentence; `again`: it is read once more."""
    return [
        *_misplaced(reading),
        *_out_of_range(reading),
        *_of_no_figure(document, reading),
        *_not_accounted_for(document.prose, reading.report),
        *(["another reading of the same document differs"] if again and read_document(document) != reading else []),
    ]


def _misplaced(reading: Reading) -> Iterator[str]:
    """Every stated figure and unclaimed number stands where it says."""
    text = reading.text
    for each in (*(f for f in reading.facts if f.basis == "stated"), *reading.unclaimed):
        start, end = each.at.start, each.at.end
        if start is None or end is None or not 0 <= start < end <= len(text):
            yield f"{each.raw!r} stands nowhere: {start}..{end} of {len(text)}"
        elif text[start:end] != each.raw:
            yield f"{each.raw!r} is not at {start}..{end}, where {text[start:end]!r} is"
    for problem in reading.problems:
        start, end = problem.at.start, problem.at.end
        if start is not None and end is not None and not 0 <= start <= end <= len(text):
            yield f"the problem {problem.kind} stands nowhere: {start}..{end} of {len(text)}"


def _out_of_range(reading: Reading) -> Iterator[str]:
    """What the tables of the warehouse can hold."""
    for fact in reading.facts:
        period = fact.period or reading.report.period
        kind = fact.unit_kind or reading.report.unit_kind
        allowed = (
            fact.field in load_fields(),
            math.isfinite(fact.value) and fact.value >= 0,
            fact.admin_level in ADMIN_LEVELS,
            fact.status in STATUSES,
            fact.confidence in (1, 2, 3),
            kind is None or kind in UNIT_KINDS,
            period is None or period.kind in PERIOD_KINDS,
        )
        if not all(allowed):
            yield f"a figure that no table can hold: {fact}"
    if (reading.report.state == "held") != bool(reading.report.held_reason):
        yield f"{reading.report.state} because of {reading.report.held_reason}"
    for problem in reading.problems:
        if problem.severity not in SEVERITIES or not (problem.message_vi and problem.message_en):
            yield f"a problem that says nothing: {problem}"


def _of_no_figure(document: Document, reading: Reading) -> Iterator[str]:
    """No figure is made of a date, a document's number or an address, and none of the digits of another one."""
    stated = sorted(
        _span(fact)
        for fact in reading.facts
        if fact.basis == "stated" and fact.at.start is not None and any(map(str.isdigit, fact.raw))
    )  # a word for none may answer for several: "Đánh giá tác động, thẩm định: không có"
    starts = [start for start, _ in stated]
    for (start, end), (following, _) in pairwise(stated):
        if following < end:
            yield f"two figures are made of the same digits at {start}..{end}"
    for span in find_ignored(document.prose):
        at = bisect_right(starts, span.end - 1) - 1
        if span.rule != "money" and at >= 0 and stated[at][1] > span.start and not _in_table(document, stated[at][0]):
            yield f"a figure at {stated[at]} is made of {span.rule} {document.prose[span.start : span.end]!r}"


def _span(fact: Fact) -> tuple[int, int]:
    return fact.at.start or 0, fact.at.end or 0


def _in_table(document: Document, offset: int) -> bool:
    return any(table.start <= offset < table.end for table in document.tables)


def _not_accounted_for(prose: str, report: Report) -> Iterator[str]:
    """Every number in scope is claimed by a field, ignored by a named rule or unclaimed: by one of them, once."""
    head = read_letterhead(prose)
    begin = head.title_span[1] if head.title_span else 0
    findings = claim(prose, scopes(prose, report), begin)
    ignored = Counter(number.start for number, _ in findings.ignored)
    unclaimed = Counter(number.at.start for number in findings.unclaimed)
    claimed = sorted({candidate.start for candidate in findings.candidates})
    for number in find_numbers(prose):
        if number.start < begin:
            continue
        at = bisect_right(claimed, number.end - 1) - 1
        is_claimed = int(at >= 0 and claimed[at] >= number.start)
        ways = {"claimed": is_claimed, "ignored": ignored[number.start], "unclaimed": unclaimed[number.start]}
        if sum(ways.values()) > 1 or (not sum(ways.values()) and number.kind in LISTED):
            yield f"{number.raw!r} ({number.kind}) at {number.start} is {ways}"
    for rule in {rule for _, rule in findings.ignored if not rule}:
        yield f"a number is ignored by no rule {rule!r}"
