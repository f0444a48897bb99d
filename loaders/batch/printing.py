"""The only place that shows a reading outside the dashboard: as a JSON object and as lines on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from loaders.batch.outcomes import Outcome, counts
from loaders.catalogue.fields import load_fields
from loaders.records import Fact, LoaderError, Locator, Period, Problem, Reading, Unclaimed

if TYPE_CHECKING:
    from loaders.warehouse.store import Commit

SEVERITY = {"error": "[red]✗[/]", "warning": "[yellow]![/]", "info": "[dim]i[/]"}
FAMILIES = {
    "ksthc": "kiểm soát TTHC",
    "cchc": "cải cách hành chính",
    "cctthc": "cải cách TTHC hằng tháng",
    "thematic": "chuyên đề",
    "figures": "số liệu công bố",
    "unknown": "văn bản khác",
}


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain values; offsets point into `text`, days are ISO 8601, rates in percent points."""
    report = reading.report
    return {
        "report": {
            "report_id": report.report_id,
            "file": report.file,
            "format": report.format,
            "family": report.family,
            "number": report.number,
            "issued_on": report.issued_on.isoformat() if report.issued_on else None,
            "issuer": report.issuer,
            "place": report.place.name if report.place else None,
            "place_code": f"{report.place.vintage}.{report.place.code}" if report.place else None,
            "unit": report.unit,
            "unit_kind": report.unit_kind,
            **_period(report.period),
            "state": report.state,
            "held_reason": report.held_reason,
        },
        "facts": [_fact(fact) for fact in reading.facts],
        "problems": [_problem(problem) for problem in reading.problems],
        "unclaimed": [_unclaimed(number) for number in reading.unclaimed],
        "text": reading.text,
    }


def _period(period: Period | None) -> dict[str, Any]:
    if period is None:
        return dict.fromkeys(("period_kind", "period", "start", "end", "window_basis"))
    return {"period_kind": period.kind, "period": period.label} | _days(period) | {"window_basis": period.basis}


def _days(period: Period) -> dict[str, str | None]:
    return {name: day.isoformat() if day else None for name, day in (("start", period.start), ("end", period.end))}


def _fact(fact: Fact) -> dict[str, Any]:
    shown: dict[str, Any] = {"field": fact.field, "value": _plain(fact.value), "admin_level": fact.admin_level}
    if fact.place is not None:
        shown["place"] = fact.place.name
    if fact.unit is not None:
        shown |= {"unit": fact.unit, "unit_kind": fact.unit_kind}
    if fact.period is not None:
        shown["period"] = {"kind": fact.period.kind, "label": fact.period.label} | _days(fact.period)
    shown |= {"approximate": fact.approximate, "basis": fact.basis, "status": fact.status, "raw": fact.raw}
    return shown | _place_in_text(fact.at)


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "kind": problem.kind,
        "severity": problem.severity,
        "message": problem.message_vi,
        "message_en": problem.message_en,
        "fields": list(problem.fields),
        "admin_level": problem.admin_level,
        "expected": problem.expected,
        "found": problem.found,
        "suggestion": problem.suggestion,
    } | _place_in_text(problem.at)


def _unclaimed(number: Unclaimed) -> dict[str, Any]:
    return {"raw": number.raw, "reason": number.reason} | _place_in_text(number.at)


def _place_in_text(at: Locator) -> dict[str, Any]:
    found = {"start": at.start, "end": at.end}
    return found | {name: value for name in ("page", "sheet", "cell") if (value := getattr(at, name)) is not None}


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else value


def print_reading(reading: Reading, console: Console, *, facts: bool = False) -> None:
    """What a report is and what was read of it: a line about itself, its counts, its problems; with `facts`,
    every figure.
    """
    report = reading.report
    place = report.place.name if report.place else "[yellow]chưa rõ nơi[/]"
    period = f"{report.period.label} ({_window(report.period)})" if report.period else "[yellow]chưa rõ kỳ[/]"
    state = f" · [yellow]GIỮ LẠI[/] ({report.held_reason})" if report.state == "held" else ""
    console.print(
        f"[bold]{escape(report.file)}[/] · {place} · {escape(report.unit or '?')} · {FAMILIES[report.family]}"
        f" · {period}{state}",
        highlight=False,
    )
    console.print(
        f"  {_statuses(reading.facts)} · {len(reading.problems)} vấn đề · {len(reading.unclaimed)} con số chưa nhận",
        highlight=False,
    )
    for problem in reading.problems:
        console.print(f"  {SEVERITY[problem.severity]} {escape(problem.message_vi)}", highlight=False)
    if facts:
        console.print(_fact_table(reading.facts))


def _window(period: Period) -> str:
    basis = {"stated": "theo báo cáo", "standard": "kỳ chuẩn 15–14", "calendar": "theo lịch"}[period.basis]
    days = "–".join(f"{day:%d/%m/%Y}" for day in (period.start, period.end) if day)
    return f"{days}, {basis}"


def _statuses(facts: Sequence[Fact]) -> str:
    counts = Counter("derived" if fact.basis == "derived" else fact.status for fact in facts)
    words = {"confirmed": "được phép cộng xác nhận", "suspect": "nghi vấn", "derived": "suy ra"}
    inner = ", ".join(f"{counts[key]} {word}" for key, word in words.items() if counts[key])
    return f"{len(facts)} số liệu" + (f" ({inner})" if inner else "")


def _fact_table(facts: Sequence[Fact]) -> Table:
    table = Table("Chỉ tiêu", "Giá trị", "Cấp", "Kỳ riêng", "Trạng thái", box=None, pad_edge=False)
    for fact in facts:
        period = fact.period.label if fact.period else ""
        table.add_row(
            load_fields()[fact.field].label_vi, f"{_plain(fact.value)}", fact.admin_level, period, fact.status
        )
    return table


def print_refused(outcomes: Iterable[Outcome], console: Console) -> None:
    """A sentence for each file of which nothing is in the warehouse."""
    for each in outcomes:
        if each.outcome == "refused":
            print_error(LoaderError(each.said, each.advice), console, each.file)


def print_error(error: LoaderError, console: Console, file: str = "") -> None:
    """A sentence that says what is wrong with which file, and what to do."""
    where = "" if Path(file).name in error.title else f"{file}: "
    console.print(f"[red]✗[/] {escape(where + error.title)} {escape(error.advice)}", highlight=False)


def print_summary(outcomes: Sequence[Outcome], result: Commit | None, console: Console) -> None:
    """One line on what became of the files and what was done to the warehouse."""
    if result is None:
        console.print(f"{counts(outcomes)} · không nạp được gì (nothing loaded).", highlight=False, soft_wrap=True)
        return
    facts = sum(each.facts for each in outcomes)
    kept = f"vintage {result.vintage}" + ("" if result.created else " (không đổi)")
    console.print(
        f"{counts(outcomes)} · {facts} số liệu · báo cáo mới {len(result.added)}, đọc khác trước"
        f" {len(result.replaced)}, được thay {len(result.superseded)} · {kept}",
        highlight=False,
        soft_wrap=True,
    )
