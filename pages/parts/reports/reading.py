"""The only place that shows one report: its head, the chosen figure with its sentence, its text, checks and figures."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from pages.parts import data
from pages.parts.drawing import grid
from pages.parts.drawing.grid import Cell
from pages.parts.language import formats
from pages.parts.language.words import Say
from pages.parts.numbers.comparison import Row
from pages.parts.reports import highlight
from pages.parts.reports.documents import (
    Document,
    amount,
    label,
    message,
    named,
    period,
    period_of,
    place,
    status,
    unit_name,
    where,
)
from pages.parts.reports.highlight import Mark
from pages.parts.visits import filters, url
from pages.parts.visits.visit import Visit

MOST_CARDS = 60
"""Checks, or numbers not recognised, shown at once."""
LACKING = {"place": "held.place", "period": "held.period", "unit": "held.unit"}
DECIDING = {
    "place": 'place = "…", unit = "…", unit_kind = "…"',
    "period": 'period = "2026-Q3"',
    "unit": 'unit = "…", unit_kind = "…"',
}
"""What a report is held for → its words, and the keys that a person writes to decide it."""


def head(document: Document) -> None:
    """Who reports about what and when, and why it does not count where it does not."""
    visit, report = document.visit, document.report
    say, lang = visit.say, visit.lang
    lines = {
        "report.number": report["number"],
        "report.issued": formats.day(report["issued_on"], lang) if report["issued_on"] else None,
        "report.issuer": report["issuer"],
        "report.place": place(visit, report),
        "report.unit": unit_name(visit, report["unit"]),
        "report.period": _window(visit, report),
        "filter.family": say(f"family.{report['family']}"),
        "report.state": None if document.is_draft else say(f"state.{report['state']}"),
        "report.received": None if document.is_draft else formats.moment(report["received_at"], lang),
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
        told = say("loading.held", reason=lacking(say, report)) if document.is_draft else held(say, report)
        st.html(f'<div class="notice">{escape(told)}</div>')


def versions(document: Document) -> None:
    """The other reports of the same body about the same period: corrected, held, or of another day."""
    visit = document.visit
    lines = "".join(_version(visit, row) for row in data.versions(visit.wh, document.report["report_id"]))
    if lines:
        st.html(f'<ul class="plain versions"><li>{visit.say("report.versions")}</li>{lines}</ul>')


def _version(visit: Visit, report: Row) -> str:
    there = url.View(lang=visit.lang, v=visit.view.v, report=str(report["report_id"])[:12])
    issued = formats.day(report["issued_on"], visit.lang) if report["issued_on"] else visit.say("quality.undated")
    state = visit.say(f"state.{report['state']}")
    link = escape(url.link("", there), quote=True)
    return f'<li><a href="{link}">{escape(named(visit, report))}</a> · {issued} · {state}</li>'


def _window(visit: Visit, report: Row) -> str:
    """The period with the days it covers and how they are known."""
    name = period(visit, report)
    if not report["period_end"]:
        return name
    days = formats.window(report["period_start"], report["period_end"], visit.lang)
    basis = visit.say(f"window.{report['window_basis']}") if report["window_basis"] else ""
    return f"{name} ({basis})" if report["period_kind"] == "range" else f"{name}: {days} ({basis})"


def held(say: Say, report: Row) -> str:
    """Why a report is held, in words where the reason is a known code, and what to do about it."""
    keys = "; ".join(DECIDING[part] for part in _parts(report) if part in DECIDING)
    why = say("report.held", reason=lacking(say, report))
    return f"{why} {say('report.decide', keys=keys, file=report['file'])}" if keys else why


def lacking(say: Say, report: Row) -> str:
    """What a held report lacks, in words where it is a known code."""
    named = [say(LACKING[part]) if part in LACKING else part for part in _parts(report)]
    return ", ".join(named) or say("held.unknown")


def _parts(report: Row) -> list[str]:
    return [part.strip() for part in str(report["held_reason"] or "").split(",") if part.strip()]


def evidence(document: Document) -> None:
    """The chosen figure: its value, and the sentence it stands in, with the figure marked."""
    visit, fact = document.visit, document.chosen
    if fact is None:
        if visit.view.fact is not None:
            st.html(f'<div class="notice">{escape(visit.say("report.unknown_fact", fact=visit.view.fact))}</div>')
        return
    about = [visit.say(f"level.{fact['admin_level']}"), unit_name(visit, fact["unit"]), period_of(visit, fact)]
    about.append(where(visit, fact))
    counted = "" if fact["counted"] else f" · {visit.say('report.not_counted')}"
    note = f" · {escape(str(fact['note']))}" if fact["note"] else ""
    under = f"{escape(' · '.join(part for part in about if part))} · {visit.say('fact.' + status(fact))}{counted}{note}"
    above = escape(label(visit, str(fact["field"])))
    st.html(f'<div class="evidence"><span>{above}</span><b>{escape(amount(visit, fact))}</b><span>{under}</span></div>')
    quote = _quote(document, fact)
    if quote:
        heading = visit.say("report.fact_row" if document.is_table or fact["cell"] else "report.sentence")
        st.html(f'<blockquote class="quote">{quote}<footer>{heading} · {escape(document.title)}</footer></blockquote>')


def _quote(document: Document, fact: Row) -> str:
    if fact["text_start"] is None or not document.text:
        return ""
    if document.is_table:
        return _row_as_sentence(document, fact)
    cut = highlight.line if fact["cell"] else highlight.sentence
    start, end = cut(document.text, fact["text_start"], fact["text_end"])
    return highlight.marked(highlight.flowing(document.text[start:end]), document.marks, start)


def _row_as_sentence(document: Document, fact: Row) -> str:
    """A row of a table, said in words: whose figure, when, which, and the figure as it is written there."""
    visit = document.visit
    about = [
        visit.place_name(f"{fact['place_vintage']}.{fact['place_code']}") if fact["place_code"] else "",
        unit_name(visit, fact["unit"]),
        period_of(visit, fact),
        label(visit, str(fact["field"])),
    ]
    said = f"{', '.join(part for part in about if part)}: "
    mark = Mark(len(said), len(said) + len(str(fact["raw"])), status(fact), chosen=True)
    return highlight.marked(f"{said}{fact['raw']}", [mark])


def text(document: Document) -> None:
    """The text with every figure marked; of a long one what stands around the chosen figure, until all is asked for."""
    say = document.visit.say
    if not document.text:
        st.html(f'<div class="lead">{say("report.no_sentence")}</div>')
        return
    start = int(document.chosen["text_start"] or 0) if document.chosen else 0
    first, last = highlight.around(document.text, start)
    if last - first < len(document.text):
        whole = document.visit.view.text == "all"
        st.session_state["whole_text"] = whole
        st.toggle(
            say("report.whole_text"),
            key="whole_text",
            help=say("report.part_of_text"),
            on_change=lambda: filters.change(text="all" if st.session_state["whole_text"] else ""),
        )
        first, last = (0, len(document.text)) if whole else (first, last)
    st.html(f'<div class="mark-key">{_key(document)}</div>')
    piece = document.text[first:last]
    body = highlight.marked(piece if document.is_table else highlight.unwrapped(piece), document.marks, first)
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
    cards = [problem_card(visit, problem) for problem in document.checks.head(MOST_CARDS).iter_rows(named=True)]
    if cards:
        st.html("".join(cards))
    _rest(document, document.checks.height)


def problem_card(visit: Visit, problem: Row) -> str:
    """One check: how grave, what, found, expected, and the likeliest slip (which the loaders tell in Vietnamese)."""
    say, severity = visit.say, problem["severity"]
    named = ("found", "expected", "suggestion") if visit.lang == "vi" else ("found", "expected")
    lines = "".join(
        f"<dt>{say(f'report.{key}')}</dt><dd>{escape(str(problem[key]))}</dd>" for key in named if problem[key]
    )
    sign, tone = {"error": ("✕", "impossible"), "warning": ("▲", "disputed")}.get(severity, ("•", ""))
    chip = f'<span class="chip {tone}"><i aria-hidden="true">{sign}</i>{say(f"severity.{severity}")}</span>'
    told = escape(_without(message(visit, problem), problem["suggestion"]))
    return f'<div class="check">{chip}<div>{told}</div>{f"<dl>{lines}</dl>" if lines else ""}</div>'


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
            first, last = max(0, start - 70), min(len(document.text), end + 50)
            around = highlight.flowing(document.text[first:last])
            quote = highlight.marked(around, [Mark(start, end, "unclaimed")], first)
        lines.append(f"<li>… {quote} …</li>")
    st.html(f'<ul class="unclaimed">{"".join(lines)}</ul>')
    _rest(document, document.unclaimed.height)


def facts(document: Document) -> None:
    """Every figure as a table; each leads to its sentence."""
    visit, say = document.visit, document.visit.say
    rows = [
        {
            say("column.field"): Cell(label(visit, fact["field"]), link=document.link_to(fact)),
            say("column.value"): Cell(amount(visit, fact), fact["value"]),
            say("column.level"): say(f"level.{fact['admin_level']}"),
            say("column.unit"): unit_name(visit, fact["unit"]) or None,
            say("column.period"): Cell(period_of(visit, fact), str(fact["period_end"] or "")),
            say("column.raw"): fact["raw"],
            say("column.where"): where(visit, fact) or None,
            say("column.status"): f"{highlight.SIGNS[status(fact)]} {say('fact.' + status(fact))}",
            say("column.confidence"): say(f"confidence.{fact['confidence']}"),
            say("column.note"): fact["note"],
        }
        for fact in document.facts.iter_rows(named=True)
    ]
    if not rows:
        st.html(f'<div class="lead">{say("app.no_data")}</div>')
        return
    grid.draw(rows, f"{say('report.facts')}: {document.title}")


def back(visit: Visit) -> None:
    """The way back to the list, as it was."""
    st.button(visit.say("reports.back"), key="back", type="tertiary", icon=":material/arrow_back:", on_click=_leave)


def _leave() -> None:
    view, _ = url.read()
    url.write(replace(view, report="", fact=None, text=""))
