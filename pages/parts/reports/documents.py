"""The only place that opens one report: what it is called, what was read from it, and where its figures stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from pages.parts import data
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.reports import highlight
from pages.parts.reports.highlight import Mark
from pages.parts.visits import url
from pages.parts.visits.visit import Visit


@dataclass(frozen=True)
class Document:
    """One report with everything read from it; `chosen` is the fact the link names."""

    visit: Visit
    report: Row
    facts: pl.DataFrame
    problems: pl.DataFrame
    text: str
    chosen: Row | None
    is_draft: bool = False
    """Whether it is only in this visitor's session."""

    @property
    def is_table(self) -> bool:
        """A table of published figures: its text is rows, not sentences."""
        return self.report["family"] == "figures"

    @property
    def title(self) -> str:
        return named(self.visit, self.report)

    @cached_property
    def marks(self) -> list[Mark]:
        found = [
            *map(self._of_fact, self.facts.iter_rows(named=True)),
            *map(self._of_problem, self.unclaimed.iter_rows(named=True)),
        ]
        return highlight.without_overlaps([mark for mark in found if mark is not None], len(self.text))

    @property
    def unclaimed(self) -> pl.DataFrame:
        return self.problems.filter(pl.col("kind") == "unclaimed")

    @property
    def checks(self) -> pl.DataFrame:
        return self.problems.filter(pl.col("kind") != "unclaimed")

    def _of_fact(self, fact: Row) -> Mark | None:
        if fact["text_start"] is None or fact["text_end"] is None:
            return None
        chosen = self.chosen is not None and fact["fact_id"] == self.chosen["fact_id"]
        there = self.link_to(fact)
        return Mark(fact["text_start"], fact["text_end"], status(fact), told(self.visit, fact), there, chosen)

    def link_to(self, fact: Row) -> str:
        """Where one of its figures is shown with its sentence: on the page that shows this report now."""
        view = self.visit.view
        return url.link("", url.View(view.lang, v=view.v, report=view.report, text=view.text, fact=fact["fact_id"]))

    def _of_problem(self, problem: Row) -> Mark | None:
        if problem["text_start"] is None or problem["text_end"] is None:
            return None
        return Mark(problem["text_start"], problem["text_end"], "unclaimed", self.visit.say("fact.unclaimed"))


def where(visit: Visit, fact: Row) -> str:
    """Where in the document a figure stands: its page, or its sheet and cell; nothing in a text without pages."""
    if fact["cell"]:
        return "!".join(part for part in (fact["sheet"], fact["cell"]) if part)
    return visit.say("report.on_page", page=fact["page"]) if fact["page"] else ""


def opened(visit: Visit) -> Document | None:
    """The report the link names, or None where this data has no such report."""
    report_id = data.report_id(visit.wh, visit.view.report)
    if report_id is None:
        return None
    report = data.reports_named(visit.wh, (report_id,))[report_id]
    facts, problems, text = data.report_parts(visit.wh, report_id)
    wanted = facts.filter(pl.col("fact_id") == visit.view.fact) if visit.view.fact is not None else facts.clear()
    chosen = wanted.row(0, named=True) if wanted.height else None
    return Document(visit, report, facts, problems, text or "", chosen)


def named(visit: Visit, report: Row) -> str:
    """What a report is called: its number, or its source's title, or its file."""
    said = report["source_title"] or report["number"]
    if not said and report["family"] not in ("figures", "unknown"):
        said = " · ".join(
            part
            for part in (
                visit.say(f"family.{report['family']}"),
                unit_name(visit, report["unit"]) or place(visit, report),
                period(visit, report),
            )
            if part
        )
    return str(said or report["file"] or visit.say("reports.untitled"))


def status(fact: Row) -> str:
    """confirmed, plain, suspect, or derived."""
    return "derived" if fact["basis"] == "derived" and fact["status"] != "suspect" else str(fact["status"])


def label(visit: Visit, field: str) -> str:
    """A field's name in the visitor's language."""
    row = data.fields(visit.wh).get(field, {})
    return str(row.get("label_en" if visit.lang == "en" else "label_vi") or field)


def amount(visit: Visit, fact: Row) -> str:
    """A fact's value with its unit."""
    unit = str(data.fields(visit.wh).get(str(fact["field"]), {}).get("unit", ""))
    about = f"{visit.say('fact.approximate')} " if fact["approximate"] else ""
    return about + formats.with_unit(fact["value"], unit, visit.lang)


def told(visit: Visit, fact: Row) -> str:
    """A fact in one line: field, level, value, how sure."""
    parts = (
        label(visit, str(fact["field"])),
        visit.say(f"level.{fact['admin_level']}").lower(),
        amount(visit, fact),
        visit.say(f"fact.{status(fact)}").lower(),
    )
    return " · ".join(parts)


def unit_name(visit: Visit, unit: object) -> str:
    """Who a figure is about; the two literals that are no organisation's name are put into the visitor's language."""
    key = {"toàn tỉnh": "unit.province", "cả nước": "unit.nation"}.get(str(unit))
    return visit.say(key) if key else str(unit or "")


def message(visit: Visit, problem: Row) -> str:
    return str(problem["message_en" if visit.lang == "en" else "message_vi"] or problem["kind"])


def period_of(visit: Visit, row: Row) -> str:
    return formats.period(str(row["period_kind"]), str(row["period"]), visit.lang) if row["period"] else ""


def place(visit: Visit, report: Row) -> str:
    """The place a report is about; how many, where its figures are of several."""
    if report["place_code"]:
        return visit.place_name(f"{report['place_vintage']}.{report['place_code']}")
    if report["places"] == 1:
        return visit.place_name(str(report["first_place"]))
    return visit.say("reports.places", n=report["places"]) if report["places"] else visit.say("reports.no_place")


def period(visit: Visit, report: Row) -> str:
    """The period a report is about; how many, where its figures are of several."""
    if report["period"]:
        return period_of(visit, report)
    if report["periods"] == 1:
        return formats.period(str(report["first_kind"]), str(report["first_period"]), visit.lang)
    return visit.say("reports.periods", n=report["periods"]) if report["periods"] else visit.say("reports.no_period")
