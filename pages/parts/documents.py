"""The only place that shows one report: its head, the chosen figure with its sentence, its text, its checks, its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

import polars as pl
import streamlit as st

from pages.parts import data, filters, formats, highlight, url
from pages.parts.highlight import Mark
from pages.parts.visit import Visit

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Document:
    """One report with everything read from it; `chosen` is the fact the link names."""

    visit: Visit
    report: Row
    facts: pl.DataFrame
    problems: pl.DataFrame
    text: str
    chosen: Row | None

    @property
    def is_table(self) -> bool:
        """A table of published figures: its text is rows, not sentences."""
        return self.report["family"] == "figures"

    @property
    def title(self) -> str:
        return named(self.visit, self.report)

    @property
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
        view = url.View(
            lang=self.visit.lang, v=self.visit.view.v, report=self.visit.view.report, fact=int(fact["fact_id"])
        )
        there = url.link("", view)
        return Mark(fact["text_start"], fact["text_end"], status(fact), told(self.visit, fact), there, chosen)

    def _of_problem(self, problem: Row) -> Mark | None:
        if problem["text_start"] is None or problem["text_end"] is None:
            return None
        return Mark(problem["text_start"], problem["text_end"], "unclaimed", self.visit.say("fact.unclaimed"))


def opened(visit: Visit) -> Document | None:
    """The report the link names, or None where this data has no such report."""
    report_id = data.report_id(visit.wh, visit.view.report)
    if report_id is None:
        return None
    report = data.reports(visit.wh).row(by_predicate=pl.col("report_id") == report_id, named=True)
    facts, problems, text = data.report_parts(visit.wh, report_id)
    wanted = facts.filter(pl.col("fact_id") == visit.view.fact) if visit.view.fact is not None else facts.clear()
    chosen = wanted.row(0, named=True) if wanted.height else None
    return Document(visit, report, facts, problems, text or "", chosen)


MOST_CARDS = 60
"""Checks, or numbers not recognised, shown at once."""


def named(visit: Visit, report: Row) -> str:
    """What a report is called: its number, or its source's title, or its file."""
    said = report["source_title"] or report["number"]
    if not said and report["family"] not in ("figures", "unknown"):
        said = " · ".join(
            part
            for part in (
                visit.say(f"family.{report['family']}"),
                report["unit"] or place(visit, report),
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
    level = visit.say(f"level.{fact['admin_level']}").lower()
    return f"{label(visit, str(fact['field']))} · {level} · {amount(visit, fact)} · {visit.say('fact.' + status(fact)).lower()}"


def message(visit: Visit, problem: Row) -> str:
    return str(problem["message_en" if visit.lang == "en" else "message_vi"] or problem["kind"])


def _period(visit: Visit, row: Row) -> str:
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
        return _period(visit, report)
    if report["periods"] == 1:
        return formats.period(str(report["first_kind"]), str(report["first_period"]), visit.lang)
    return visit.say("reports.periods", n=report["periods"]) if report["periods"] else visit.say("reports.no_period")


def head(document: Document) -> None:
    """Who reports about what and when, and why it does not count where it does not."""
    visit, report = document.visit, document.report
    say, lang = visit.say, visit.lang
    lines = {
        "report.number": report["number"],
        "report.issued": formats.day(report["issued_on"], lang) if report["issued_on"] else None,
        "report.issuer": report["issuer"],
        "report.place": place(visit, report),
        "report.unit": report["unit"],
        "report.period": _window(visit, report),
        "filter.family": say(f"family.{report['family']}"),
        "report.state": say(f"state.{report['state']}"),
        "report.received": formats.moment(report["received_at"], lang),
        "report.file": report["file"],
    }
    items = "".join(
        f"<div><dt>{say(key)}</dt><dd>{escape(str(value))}</dd></div>" for key, value in lines.items() if value
    )
    source = report["source_url"]
    if source:  # plain text, never fetched and never a link that leaves by itself
        items += f'<div class="wide"><dt>{say("report.source")}</dt><dd>{escape(str(source))}</dd></div>'
    st.html(f'<dl class="head">{items}</dl>')
    if report["state"] == "held":
        reason = held_reason(visit, str(report["held_reason"] or ""))
        st.html(f'<div class="notice">{escape(say("report.held", reason=reason))}</div>')


def _window(visit: Visit, report: Row) -> str:
    """The period with the days it covers and how they are known."""
    name = period(visit, report)
    if not report["period_end"]:
        return name
    days = formats.window(report["period_start"], report["period_end"], visit.lang)
    basis = visit.say(f"window.{report['window_basis']}") if report["window_basis"] else ""
    return f"{name} ({basis})" if report["period_kind"] == "range" else f"{name}: {days} ({basis})"


def held_reason(visit: Visit, reason: str) -> str:
    """Why a report is held, in words where the reason is one of the known codes."""
    codes = {"place": "held.place", "period": "held.period", "unit": "held.unit"}
    named = [visit.say(codes[part]) if part in codes else part for part in reason.replace(";", ",").split(", ") if part]
    return ", ".join(named) or visit.say("held.unknown")


def evidence(document: Document) -> None:
    """The chosen figure: its value, and the sentence it stands in, with the figure marked."""
    visit, fact = document.visit, document.chosen
    if fact is None:
        if visit.view.fact is not None:
            st.html(f'<div class="notice">{escape(visit.say("report.unknown_fact", fact=visit.view.fact))}</div>')
        return
    where = [visit.say(f"level.{fact['admin_level']}"), str(fact["unit"] or ""), _period(visit, fact)]
    counted = "" if fact["counted"] else f" · {visit.say('report.not_counted')}"
    note = f" · {escape(str(fact['note']))}" if fact["note"] else ""
    st.html(
        f'<div class="evidence"><span>{escape(label(visit, str(fact["field"])))}</span><b>{escape(amount(visit, fact))}</b>'
        f"<span>{escape(' · '.join(part for part in where if part))} · {visit.say('fact.' + status(fact))}{counted}{note}</span></div>"
    )
    quote = _quote(document, fact)
    if quote:
        heading = visit.say("report.fact_row" if document.is_table else "report.sentence")
        st.html(f'<blockquote class="quote">{quote}<footer>{heading} · {escape(document.title)}</footer></blockquote>')


def _quote(document: Document, fact: Row) -> str:
    if fact["text_start"] is None or not document.text:
        return ""
    if document.is_table:
        return _row_as_sentence(document, fact)
    start, end = highlight.sentence(document.text, fact["text_start"], fact["text_end"])
    return highlight.marked(highlight.flowing(document.text), document.marks, start, end)


def _row_as_sentence(document: Document, fact: Row) -> str:
    """A row of a table, said in words: whose figure, when, which, and the figure as it is written there."""
    visit = document.visit
    where = [
        visit.place_name(f"{fact['place_vintage']}.{fact['place_code']}") if fact["place_code"] else "",
        str(fact["unit"] or ""),
        _period(visit, fact),
        label(visit, str(fact["field"])),
    ]
    said = f"{', '.join(part for part in where if part)}: "
    mark = Mark(len(said), len(said) + len(str(fact["raw"])), status(fact), chosen=True)
    return highlight.marked(f"{said}{fact['raw']}", [mark], 0, mark.end)


def text(document: Document) -> None:
    """The text with every figure marked; of a long one the part around the chosen figure, until the whole is asked for."""
    say = document.visit.say
    if not document.text:
        st.html(f'<div class="lead">{say("report.no_sentence")}</div>')
        return
    start = int(document.chosen["text_start"] or 0) if document.chosen else 0
    first, last = highlight.around(document.text, start)
    if last - first < len(document.text):
        whole = st.toggle(say("report.whole_text"), key="whole_text", help=say("report.part_of_text"))
        first, last = (0, len(document.text)) if whole else (first, last)
    st.html(f'<div class="mark-key">{_key(document)}</div>')
    shown = document.text if document.is_table else highlight.unwrapped(document.text)
    body = highlight.marked(shown, document.marks, first, last)
    dots = ("… " if first else "", " …" if last < len(document.text) else "")
    with st.container(height=320 if document.is_table else 640, border=True, key="paper"):
        st.html(f'<div class="paper{" rows" if document.is_table else ""}" lang="vi">{dots[0]}{body}{dots[1]}</div>')


def _key(document: Document) -> str:
    present = {mark.status for mark in document.marks}
    shown = [
        f'<mark class="f {code}" data-sign="{sign}">123</mark> {document.visit.say(f"fact.{code}").lower()}'
        for code, sign in highlight.SIGNS.items()
        if code in present
    ]
    return " &nbsp; ".join(shown)


def checks(document: Document) -> None:
    """What does not fit: found, expected, the likeliest slip."""
    say, visit = document.visit.say, document.visit
    if document.checks.is_empty():
        st.html(f'<div class="lead">{say("report.no_problems")}</div>')
    cards: list[str] = []
    for problem in document.checks.iter_rows(named=True):
        named = ("found", "expected", "suggestion") if visit.lang == "vi" else ("found", "expected")
        lines = [(say(f"report.{key}"), problem[key]) for key in named if problem[key]]
        listed = "".join(f"<dt>{name}</dt><dd>{escape(str(value))}</dd>" for name, value in lines)
        severity = problem["severity"]
        sign = {"error": "✕", "warning": "▲"}.get(severity, "•")
        tone = {"error": "impossible", "warning": "disputed"}.get(severity, "")
        cards.append(
            f'<div class="check"><span class="chip {tone}"><i aria-hidden="true">{sign}</i>{say(f"severity.{severity}")}</span>'
            f"<div>{escape(_without(message(visit, problem), problem['suggestion']))}</div>{f'<dl>{listed}</dl>' if listed else ''}</div>"
        )
    if cards:
        st.html("".join(cards[:MOST_CARDS]))
    _rest(document, len(cards))


def _without(told: str, suggestion: object) -> str:
    """The message less the suggestion it ends with, which stands on a line of its own."""
    return told.removesuffix(str(suggestion or "")).strip()


def _rest(document: Document, count: int) -> None:
    if count > MOST_CARDS:
        st.html(f'<div class="lead">{document.visit.say("report.more", n=count - MOST_CARDS)}</div>')


def unclaimed(document: Document) -> None:
    """The numbers nothing took, each with the words around it."""
    say = document.visit.say
    if document.unclaimed.is_empty():
        st.html(f'<div class="lead">{say("report.no_unclaimed")}</div>')
        return
    lines = []
    for problem in document.unclaimed.head(MOST_CARDS).iter_rows(named=True):
        start, end = problem["text_start"], problem["text_end"]
        quote = escape(message(document.visit, problem))
        if start is not None and document.text:
            mark = Mark(start, end, "unclaimed")
            quote = highlight.marked(
                highlight.flowing(document.text), [mark], max(0, start - 70), min(len(document.text), end + 50)
            )
        lines.append(f"<li>… {quote} …</li>")
    st.html(f'<ul class="unclaimed">{"".join(lines)}</ul>')
    _rest(document, document.unclaimed.height)


def facts(document: Document) -> None:
    """Every figure as a table; choosing one shows its sentence."""
    visit, say = document.visit, document.visit.say
    rows = [
        {
            say("column.field"): label(visit, fact["field"]),
            say("column.value"): amount(visit, fact),
            say("column.level"): say(f"level.{fact['admin_level']}"),
            say("column.unit"): fact["unit"],
            say("column.period"): _period(visit, fact) or None,
            say("column.raw"): fact["raw"],
            say("column.status"): f"{highlight.SIGNS[status(fact)]} {say('fact.' + status(fact))}",
            say("column.confidence"): say(f"confidence.{fact['confidence']}"),
            say("column.note"): fact["note"],
        }
        for fact in document.facts.iter_rows(named=True)
    ]
    if not rows:
        st.html(f'<div class="lead">{say("app.no_data")}</div>')
        return
    ids = document.facts["fact_id"].to_list()
    st.dataframe(
        pl.DataFrame(rows, infer_schema_length=None),
        key="facts",
        hide_index=True,
        placeholder=formats.MISSING,
        on_select=lambda: _choose(ids),
        selection_mode="single-cell",
        height="content" if len(rows) <= 15 else 540,
        alt=f"{say('report.facts')}: {document.title}",
    )


def _choose(ids: list[int]) -> None:
    cells = st.session_state["facts"]["selection"]["cells"]
    if cells:
        filters.change(fact=ids[cells[0][0]])


def back(visit: Visit) -> None:
    """The way back to the list, as it was."""
    st.button(visit.say("reports.back"), key="back", type="tertiary", icon=":material/arrow_back:", on_click=_leave)


def _leave() -> None:
    view, _ = url.read()
    url.write(replace(view, report="", fact=None))
