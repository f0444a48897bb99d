"""The only place that makes the brief: Tổng quan of one scope on one sheet of A4, a file that needs nothing else.

It says what the tiles say, then what needs attention, what contradicts itself, and where it is from.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import polars as pl
import streamlit as st

from pages.parts import data, frame
from pages.parts.downloads import exports
from pages.parts.drawing import tiles
from pages.parts.language import formats, legend
from pages.parts.numbers import targets
from pages.parts.numbers.numbers_shown import Shown
from pages.parts.reports import documents
from pages.parts.unit import profile, unit_reports
from pages.parts.visits.visit import Visit

STYLE = Path(__file__).with_name("brief.css")
DENSE = 6
"""With more indicators than these everything is set smaller, so that it stays one sheet."""
MOST_CONTRADICTIONS = 3
MOST_LINES = 7
"""Of what needs attention."""
LETTERS_OF_NAME, LETTERS_OF_MESSAGE = 70, 220
"""Of a contradiction told; all of it stands in its report."""
HEADS = ("column.indicator", "column.value", "column.changes", "column.target", "column.course")


def button(visit: Visit, shown: Sequence[Shown]) -> None:
    """Downloads the brief; it is made when it is asked for."""
    address = exports.own_address()
    st.download_button(
        visit.say("brief.get"),
        data=lambda: html_of(visit, shown, address).encode(),
        file_name=f"dung-han_{visit.view.place}{'_' + visit.view.unit if visit.view.unit else ''}.html",
        mime="text/html",
        on_click="ignore",
        key="brief",
        icon=":material/print:",
    )


def html_of(visit: Visit, shown: Sequence[Shown], address: str) -> str:
    """The brief as a page of its own."""
    title = escape(visit.say("overview.heading", place=name(visit)))
    known = [each for each in shown if each.row is not None]
    listed = {status for each in known if (status := each.status) != "missing"}
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="mark">{visit.say("app.simulated")}</p>' if visit.wh.is_simulated else "",
        f'<p class="under">{escape(" · ".join(frame.described(visit)))}</p>',
        _table(visit, known),
        _section(visit.say("brief.attention"), attention(visit, shown)[:MOST_LINES] or [visit.say("brief.calm")]),
        _section(visit.say("quality.contradictions"), _contradictions(visit)),
        legend.listed(visit.say, listed),
        _foot(visit, address),
    ]
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE.read_text(encoding="utf-8")}</style>'
    dense = ' class="dense"' if len(known) > DENSE else ""
    return f'<!doctype html><html lang="{visit.lang}"><head>{head}</head><body{dense}>{"".join(parts)}</body></html>'


def name(visit: Visit) -> str:
    """Whom the brief is about: a place, or a unit of it."""
    if not visit.view.unit:
        return visit.place_name(visit.view.place)
    return visit.body_name(f"{visit.view.place}:{visit.view.unit}")


def _table(visit: Visit, shown: Sequence[Shown]) -> str:
    heads = "".join(f'<th scope="col">{visit.say(key)}</th>' for key in HEADS)
    lines = "".join(_line(visit, each) for each in shown)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def _line(visit: Visit, shown: Shown) -> str:
    """One indicator as its tile tells it: value, n/N, period, change, target, course, how it is known."""
    cells = (
        profile.value(visit, shown, linked=False),
        tiles.changes(visit, shown),
        targets.line(visit, shown) + targets.grade(visit, shown),
        tiles.drawing(visit, shown),
    )
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(visit.title(shown.indicator))}</th>{told}</tr>'


def attention(visit: Visit, shown: Sequence[Shown]) -> list[str]:
    """What a manager should look at first: targets missed, numbers that got worse, that are doubtful, or not there."""
    say = visit.say
    known = [each for each in shown if each.row is not None and each.status != "partial"]
    missed = [each for each in known if each.row.get("colours") and not each.row["met"]]
    told = [say("brief.missed", title=_title(visit, each)) for each in missed]
    told += [line for each in known for line in _worse(visit, each)]
    told += [
        f"{legend.mark(say, each.status)}: {_title(visit, each)}"
        for each in known
        if each.status in ("disputed", "impossible")
    ]
    absent = [_title(visit, each) for each in shown if each.row is None]
    told += [f"{legend.mark(say, 'missing')}: {', '.join(absent)}"] if absent else []
    held = data.reports(visit.wh).filter(
        pl.col("state") == "held", pl.col("report_id").is_in(unit_reports.report_ids(visit))
    )
    told += [say("overview.held", n=held.height)] if held.height else []
    return told


def _worse(visit: Visit, shown: Shown) -> list[str]:
    """The largest change for the worse, in words; nothing where none is."""
    worse = [each for each in shown.changes if tiles.tone(shown, each) == "worse"]
    if not worse:
        return []
    most = max(worse, key=lambda each: abs(each.difference or 0))
    size = formats.change(most.difference or 0, shown.indicator.unit, visit.lang)
    against = most.against or {}
    period = formats.period(str(against["period_kind"]), str(against["period"]), visit.lang)
    compared = visit.say(f"change.{most.which}", period=period)
    return [f"{_title(visit, shown)}: {size} {compared} ({visit.say('change.worse')})"]


def _title(visit: Visit, shown: Shown) -> str:
    return visit.title(shown.indicator)


def _contradictions(visit: Visit) -> list[str]:
    """How many, and the gravest few with their reports."""
    found = unit_reports.contradictions_of(visit).filter(severity="error")
    if found.is_empty():
        return [visit.say("report.no_problems")]
    reports = data.reports_named(visit.wh, tuple(found.head(MOST_CONTRADICTIONS)["report_id"].unique().sort()))
    told = []
    for problem in found.head(MOST_CONTRADICTIONS).iter_rows(named=True):
        report = reports[problem["report_id"]]
        named = _short(documents.named(visit, report), LETTERS_OF_NAME)
        told.append(f"{named}: {_short(documents.message(visit, problem), LETTERS_OF_MESSAGE)}")
    rest = found.height - len(told)
    return [*told, *([visit.say("report.more", n=rest)] if rest else [])]


def _short(text: str, most: int) -> str:
    """A text cut at a word, where it is too long."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _section(heading: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>{escape(heading)}</h2><ul>{items}</ul>"


def _foot(visit: Visit, address: str) -> str:
    """Where it is from and how to see it again."""
    when = formats.moment(frame.taken_at(visit.wh.vintage), visit.lang)
    link = exports.link_to(visit, "", address)
    lines = [
        f"{visit.say('app.name')} · {visit.say('app.vintage', when=when)} ({visit.wh.vintage})",
        f"{visit.say('export.link')}: {link}",
        visit.say("brief.rules"),
    ]
    return f"<footer>{'<br>'.join(map(escape, lines))}</footer>"
