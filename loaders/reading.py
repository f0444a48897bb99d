"""The only place that turns a file into readings: who reports, about when, which figures, and what does not add up."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from loaders import choosing, decisions
from loaders.checks.choices import choices
from loaders.checks.scans import is_unsure_of, settle, unsure_period
from loaders.content import Document
from loaders.heads.letterhead import NATION, Letterhead, read_letterhead
from loaders.periods.relations import report_period
from loaders.places.provinces import province_then
from loaders.places.reference import maps_with, place_named
from loaders.prose.claims import claim
from loaders.prose.resolution import resolve
from loaders.prose.scopes import scopes
from loaders.readers import figures
from loaders.readers.document import bytes_of, document_of
from loaders.records import Fact, Period, Place, Problem, Reading, Report, Unclaimed
from loaders.tables.tabular import read_tables
from loaders.template import reader as template
from loaders.text.file_names import printable, suffix_of
from loaders.text.textform import fold

Found = TypeVar("Found", Fact, Unclaimed)
CENTRAL = ("ministry", "national")
OWN_LEVEL = {"department": "province", "one_stop_office": "province", "district": "district", "commune": "commune"}
"""The level whose dossiers a unit counts where its report names none; a province and the nation count all."""


def read(path: Path, decision: decisions.Decision | None = None) -> tuple[Reading, ...]:
    """What a file states: one reading of a report or filled template, one for each source of published figures.

    A decision beside the file says what a person decided about it; the one given only speaks where the place is still
    unknown. Raises LoaderError.
    """
    beside = decisions.beside(path)
    decided = decisions.load(beside) if beside else None
    return read_content(bytes_of(path), printable(path.name), decided, decision)


def read_content(
    content: bytes, name: str, decided: decisions.Decision | None = None, otherwise: decisions.Decision | None = None
) -> tuple[Reading, ...]:
    """The same of a file's bytes; `decided` speaks about the file itself, `otherwise` where its place is unknown."""
    if suffix_of(name) == ".csv" and figures.is_published(content):
        return figures.read_content(content, name)
    document = document_of(content, name)
    if template.is_tidy(document):
        return (template.read(document),)
    return (read_document(document, decided, otherwise),)


def read_document(
    document: Document, decided: decisions.Decision | None = None, otherwise: decisions.Decision | None = None
) -> Reading:
    """One report: its own place and period first, for they decide what every other name and time in it means."""
    prose = document.prose
    head = read_letterhead(prose)
    report, remarks = _report(document, prose, head)
    for decision in (decided, otherwise):
        if decision and decision.is_about_head and (decision is decided or report.place is None):
            report, remarks = decisions.apply(report, decision), [*remarks, decisions.note(decision)]
    remarks += choices(prose, head, report) if report.state == "held" and not remarks else []
    start = head.title_span[1] if head.title_span else 0
    findings = read_tables(document, prose, report, head.title_span)
    skips = scopes(prose, report)
    findings.add(claim(prose, skips, start, central=report.unit_kind in CENTRAL))
    if head.title_span and not head.official:
        findings.add_new(claim(prose[:start], skips, _after_own_name(prose, head.title_span, report)))
    stated = resolve(findings, _own_level(report), press=report.family == "unknown")
    facts, open_readings, unsettled = choosing.chosen(*stated, decided.readings if decided else ())
    unclaimed = sorted((*findings.unclaimed, *unsettled), key=lambda number: number.at.start or 0)
    left = {float(digits) for n in unclaimed if (digits := re.sub(r"\D", "", n.raw))}
    judged, broken = settle(facts, document.scanned, left, report)
    judged = [_doubted(fact, findings.doubted) for fact in judged]
    return Reading(
        report,
        document.text,
        tuple(_with_page(document, fact) for fact in judged),
        (
            *document.remarks,
            *findings.problems,
            *broken,
            *open_readings,
            *remarks,
        ),
        tuple(_with_page(document, number) for number in unclaimed),
    )


def _after_own_name(text: str, headline: tuple[int, int], report: Report) -> int:
    """Where a headline begins to tell: behind the name of its own unit in "Bắc Mê: 9 tháng, 99,37% hồ sơ …"."""
    name, colon, _ = text[slice(*headline)].partition(":")
    own = fold(report.unit or "").endswith(f" {fold(name).strip()}")
    return headline[0] + len(name) + 1 if colon and own else headline[0]


def _doubted(fact: Fact, doubted: Collection[int]) -> Fact:
    """A figure that breaks its table's arithmetic is suspect unless an equation of its own confirms it."""
    return replace(fact, status="suspect") if fact.at.start in doubted and fact.status == "plain" else fact


def _with_page(document: Document, found: Found) -> Found:
    page = None if found.at.start is None else document.page_at(found.at.start)
    return found if page is None else replace(found, at=replace(found.at, page=page))


def _report(document: Document, prose: str, head: Letterhead) -> tuple[Report, list[Problem]]:
    """What the document says of itself, and the problem where its period cannot be trusted."""
    opening = prose[slice(*head.opening_span)]
    period = report_period(
        head.title, opening, prose, family=head.family, issued_on=head.issued_on, official=head.official
    )
    place = _place(head, period)
    problems = []
    if period and is_unsure_of(period, head, prose, document.scanned):
        problems, period = [unsure_period(period)], None
    report = Report(
        report_id=document.document_id,
        file=document.file,
        format=document.format,
        family=head.family,
        number=head.number,
        issued_on=head.issued_on,
        issuer=head.issuer,
        place=place,
        unit=head.unit,
        unit_kind=head.unit_kind,
        period=period,
        state="current",
        source_title=head.title or None,
    )
    lacking = decisions.held_for(report)
    return replace(report, state="held", held_reason=lacking) if lacking else report, problems


def _place(head: Letterhead, period: Period | None) -> Place | None:
    """The province on the map of the report's time; a name that exists on one map only needs no time."""
    if head.place is None:
        return None
    if head.place == NATION:
        return Place("vn", "00", NATION)
    on = (period.end if period else None) or head.issued_on
    if on:
        return province_then(head.place, on, head.issued_on)
    maps = maps_with(head.place)
    return place_named(head.place, maps[0]) if len(maps) == 1 else None


def _own_level(report: Report) -> str | None:
    if report.unit_kind is None:
        return None
    if report.unit_kind == "service_centre":
        return _level_of_centre(fold(report.unit or ""))
    return OWN_LEVEL.get(report.unit_kind, "all")


def _level_of_centre(name: str) -> str:
    """The level of the unit whose service centre it is, by the type word in its name."""
    if re.search(r"\b(?:huyen|quan|thi xa)\b", name):
        return "district"
    return "commune" if re.search(r"\b(?:xa|phuong|dac khu)\b", name) else "province"
