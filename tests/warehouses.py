"""Writes small warehouses in the contract's tables, so that queries are tested on real Parquet and nothing is mocked.

    write_warehouse(tmp_path, Told("63.60", "2024-Q1", {"dossiers.resolved": 100, "dossiers.on_time_rate": 98.5}))

Fields come from the loaders' catalogue and places from `data/reference`, as in a real warehouse.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl

from loaders.places.breaks import load_breaks
from loaders.places.reference import load_places
from loaders.warehouse.targets import read_grades

ROOT = Path(__file__).parent.parent
VINTAGE = "20261122T153000Z-ab12cd34"
RECEIVED = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)

KEYS = {
    "place_vintage": pl.String,
    "place_code": pl.String,
    "unit": pl.String,
    "unit_kind": pl.String,
    "admin_level": pl.String,
    "period_kind": pl.String,
    "period": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "window_basis": pl.String,
}
REPORTS = {
    **dict.fromkeys(("report_id", "file", "format", "family", "number"), pl.String),
    "issued_on": pl.Date,
    "issuer": pl.String,
    **{key: kind for key, kind in KEYS.items() if key != "admin_level"},
    "state": pl.String,
    **dict.fromkeys(("known_on", "superseded_on"), pl.Date),
    **dict.fromkeys(("held_reason", "source_title", "source_url"), pl.String),
    **dict.fromkeys(("part", "facts", "problems", "unclaimed"), pl.Int32),
    "loader_version": pl.String,
    "received_at": pl.Datetime("us", "UTC"),
}
FACTS = {
    "report_id": pl.String,
    "fact_id": pl.Int32,
    **KEYS,
    "field": pl.String,
    "value": pl.Float64,
    "approximate": pl.Boolean,
    "basis": pl.String,
    "status": pl.String,
    "confidence": pl.Int8,
    "raw": pl.String,
    "page": pl.Int32,
    "sheet": pl.String,
    "cell": pl.String,
    "text_start": pl.Int32,
    "text_end": pl.Int32,
    "note": pl.String,
    "counted": pl.Boolean,
}
FIGURE_KEYS = {
    **KEYS,
    "report_id": pl.String,
    "family": pl.String,
    "issued_on": pl.Date,
    "received_at": pl.Datetime("us", "UTC"),
    **dict.fromkeys(("known_on", "superseded_on"), pl.Date),
    "confidence": pl.Int8,
}
PROBLEMS = {
    "report_id": pl.String,
    "problem_id": pl.Int32,
    "kind": pl.String,
    "severity": pl.String,
    "fields": pl.List(pl.String),
    **dict.fromkeys(
        ("admin_level", "expected", "found", "suggestion", "message_vi", "message_en"),
        pl.String,
    ),
    "text_start": pl.Int32,
    "text_end": pl.Int32,
    "place_vintage": pl.String,
    "place_code": pl.String,
}
TEXTS = {"report_id": pl.String, "text": pl.String}
FIELDS = dict.fromkeys(("field", "column", "kind", "levels", "unit", "label_vi", "label_en", "meaning"), pl.String)
TARGETS = {
    "file": pl.String,
    "line": pl.Int32,
    **dict.fromkeys(("indicator", "formula", "formula_version", "measure", "scope"), pl.String),
    **dict.fromkeys(("place_vintage", "place_code", "unit", "admin_level"), pl.String),
    **dict.fromkeys(("valid_from", "valid_to", "due_on"), pl.Date),
    "value": pl.Float64,
    **dict.fromkeys(("direction", "legal_number", "legal_title"), pl.String),
    "legal_date": pl.Date,
    **dict.fromkeys(("legal_article", "source"), pl.String),
    "verified": pl.Boolean,
    "comment": pl.String,
}

_MONTHS = {"Q": 3, "H": 6}


@dataclass(frozen=True)
class Told:
    """What one report says of one unit × level × period. Those with the same `report` are one document."""

    place: str
    period: str
    values: dict[str, float]
    level: str = "all"
    report: str = ""
    family: str = "ksthc"
    issued_on: date | None = date(2024, 3, 20)
    confidence: int = 3
    unit: str = "toàn tỉnh"
    unit_kind: str = "province"
    window: str = "standard"
    days: tuple[date | None, date] | None = None
    state: str = "current"
    superseded_on: date | None = None
    format: str = "text"
    problems: tuple[str, ...] = field(default=())

    @property
    def report_id(self) -> str:
        name = self.report or f"{self.place}|{self.period}|{self.family}|{self.issued_on}|{self.unit}"
        return hashlib.sha256(name.encode()).hexdigest()

    @property
    def counted(self) -> bool:
        return self.stands and self.superseded_on is None

    @property
    def stands(self) -> bool:
        """Whether it is in `figures`: it counts, or did before it was superseded."""
        return self.state != "held" and self.confidence > 1

    def keys(self) -> dict[str, object]:
        vintage, code = self.place.split(".")
        start, end = self.days or window_of(self.period, self.window)
        return {
            "place_vintage": vintage,
            "place_code": code,
            "unit": self.unit,
            "unit_kind": self.unit_kind,
            "admin_level": self.level,
            "period_kind": kind_of(self.period),
            "period": self.period,
            "period_start": start,
            "period_end": end,
            "window_basis": self.window,
        }


def kind_of(period: str) -> str:
    if ".." in period:
        return "range"
    marks = {4: "year", 6: "nine_months", 10: "as_of"}
    if len(period) == 7:
        return {"Q": "quarter", "H": "half"}.get(period[5], "month")
    return "nine_months" if period.endswith("9M") else marks[len(period)]


def window_of(period: str, basis: str) -> tuple[date | None, date]:
    """First and last day: 15th to 14th for `standard`, the calendar's otherwise."""
    kind, year = kind_of(period), int(period[:4])
    if kind == "as_of":
        return None, date.fromisoformat(period)
    if kind == "range":
        first, last = period.split("..")
        return date.fromisoformat(first), date.fromisoformat(last)
    length = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}[kind]
    part = int(period[5:].strip("QH") or 1) if kind in ("month", "quarter", "half") else 1
    first = date(year, (part - 1) * length + 1, 1)
    last = _plus_months(first, length) - timedelta(days=1)
    if basis == "standard":
        return _plus_months(first, -1).replace(day=15), last.replace(day=14)
    return first, last


def write_warehouse(
    folder: Path, *told: Told, vintage: str = VINTAGE, targets: Iterable[dict[str, object]] = ()
) -> Path:
    """Writes one vintage and points CURRENT to it; returns the warehouse folder."""
    tables = {"places": places(), "breaks": load_breaks(), "fields": fields(), **aims(*targets), **told_tables(told)}
    return write_tables(folder, tables, vintage)


def aims(*set_for: dict[str, object]) -> dict[str, pl.DataFrame]:
    """The tables `targets` (each over a plain one of 80 % for the nation) and `grades` (the bands that ship)."""
    plain: dict[str, object] = {
        **{"file": "x.csv", "indicator": "on_time_rate", "measure": "đúng hạn", "scope": "nation"},
        **{"valid_from": date(2024, 1, 1), "value": 80.0, "direction": "up", "verified": True, "source": "x"},
        **{"legal_number": "Quyết định 1", "legal_title": "Chỉ tiêu", "legal_date": date(2023, 12, 1)},
    }
    rows = [{**plain, "line": line, **each} for line, each in enumerate(set_for, start=2)]
    return {"targets": pl.DataFrame(rows, schema=TARGETS), "grades": read_grades()}


def write_tables(folder: Path, tables: dict[str, pl.DataFrame], vintage: str = VINTAGE) -> Path:
    (folder / vintage).mkdir(parents=True)
    for name, frame in tables.items():
        frame.write_parquet(folder / vintage / f"{name}.parquet")
    (fresh := folder / f".CURRENT-{vintage}").write_text(f"{vintage}\n", encoding="utf-8")
    fresh.replace(folder / "CURRENT")  # as the loader does it: whoever reads meanwhile sees the old name or the new one
    return folder


def told_tables(told: Iterable[Told]) -> dict[str, pl.DataFrame]:
    reports: dict[str, dict[str, object]] = {}
    facts: list[dict[str, object]] = []
    figures: list[dict[str, object]] = []
    problems: list[dict[str, object]] = []
    texts: dict[str, str] = {}
    for one in told:
        report = reports.setdefault(one.report_id, _report(one))
        text = texts.get(one.report_id, "")
        for name, value in one.values.items():
            raw = f"{value:g}"
            text += f"{name} ({one.level}): "
            facts.append(_fact(one, name, value, raw, report["facts"], len(text)))
            text += f"{raw}\n"
            report["facts"] += 1  # type: ignore[operator]
        texts[one.report_id] = text
        for message in one.problems:
            problems.append(_problem(one, message, report["problems"]))
            report["problems"] += 1  # type: ignore[operator]
        if one.stands:
            columns = {name.replace(".", "_"): float(value) for name, value in one.values.items()}
            figures.append({**one.keys(), **_origin(one), "confidence": one.confidence, **columns})
    columns = dict.fromkeys(fields()["column"], pl.Float64)
    text_rows = [{"report_id": key, "text": text} for key, text in texts.items() if reports[key]["family"] != "figures"]
    return {
        "reports": pl.DataFrame(list(reports.values()), schema=REPORTS),
        "facts": pl.DataFrame(facts, schema=FACTS),
        "figures": pl.DataFrame(figures, schema={**FIGURE_KEYS, **columns}),
        "problems": pl.DataFrame(problems, schema=PROBLEMS),
        "texts": pl.DataFrame(text_rows, schema=TEXTS),
    }


@cache
def fields() -> pl.DataFrame:
    """The table `fields`, from the loaders' catalogue."""
    catalogue = tomllib.loads((ROOT / "loaders" / "catalogue" / "fields.toml").read_text(encoding="utf-8"))
    rows = [
        {
            "field": name,
            "column": name.replace(".", "_"),
            "kind": entry["kind"],
            "levels": entry.get("levels") or None,
            "unit": entry["unit"],
            "label_vi": entry["label_vi"],
            "label_en": entry["label_en"],
            "meaning": entry["label_en"],
        }
        for name, entry in catalogue.items()
    ]
    return pl.DataFrame(rows, schema=FIELDS)


@cache
def places() -> pl.DataFrame:
    """The table `places`: the 63, the 34 and the nation."""
    return load_places()


def _report(one: Told) -> dict[str, object]:
    keys = {key: value for key, value in one.keys().items() if key != "admin_level"}
    held = {"held_reason": "không rõ địa phương"} if one.state == "held" else {}
    return {
        **keys,
        **_origin(one),
        **held,
        "file": f"{one.report_id[:8]}.txt",
        "format": "csv" if one.family == "figures" else one.format,
        "state": "superseded" if one.superseded_on else one.state,
        "part": 1,
        "facts": 0,
        "problems": 0,
        "unclaimed": 0,
        "loader_version": "0.1.0",
    }


def _origin(one: Told) -> dict[str, object]:
    return {
        "report_id": one.report_id,
        "family": one.family,
        "issued_on": one.issued_on,
        "received_at": RECEIVED,
        "known_on": one.issued_on or RECEIVED.date(),
        "superseded_on": one.superseded_on,
    }


def _fact(one: Told, name: str, value: float, raw: str, fact_id: object, at: int) -> dict[str, object]:
    return {
        "report_id": one.report_id,
        "fact_id": fact_id,
        **one.keys(),
        "field": name,
        "value": float(value),
        "approximate": False,
        "basis": "stated",
        "status": "plain",
        "confidence": one.confidence,
        "raw": raw,
        "text_start": at,
        "text_end": at + len(raw),
        "counted": one.counted,
    }


def _problem(one: Told, message: str, problem_id: object) -> dict[str, object]:
    severity, _, text = message.partition(": ")
    return {
        "report_id": one.report_id,
        "problem_id": problem_id,
        "kind": "identity",
        "severity": severity,
        "fields": list(one.values),
        "message_vi": text,
        "message_en": text,
    }


def _plus_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)
