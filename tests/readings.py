"""Builds readings as a reader would return them, and reads the warehouse that was made of them.

commit([reading("a", facts=[fact("dossiers.resolved", 100)])], folder, load_fields())
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from loaders.records import Fact, Locator, Period, Place, Problem, Reading, Report, Unclaimed
from loaders.warehouse.parts import scan
from loaders.warehouse.vintages import current

BINH_THUAN = Place("63", "60", "Bình Thuận")
BINH_DINH = Place("63", "52", "Bình Định")
GIA_LAI = Place("34", "52", "Gia Lai")
Q1 = Period("quarter", "2024-Q1", date(2023, 12, 15), date(2024, 3, 14), "standard")
Q2 = Period("quarter", "2024-Q2", date(2024, 3, 15), date(2024, 6, 14), "standard")


def report_id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def fact(field: str = "dossiers.received", value: float = 100, level: str = "all", **more: Any) -> Fact:
    given: dict[str, Any] = {"raw": f"{value:g}", "at": Locator(0, 3), **more}
    return Fact(field, float(value), level, **given)


def reading(
    key: str = "a",
    facts: Iterable[Fact] = (),
    *,
    text: str = "Toàn văn báo cáo",
    problems: Iterable[Problem] = (),
    unclaimed: Iterable[Unclaimed] = (),
    **more: Any,
) -> Reading:
    """A report of Bình Thuận on the first quarter of 2024, unless `more` says otherwise."""
    about: dict[str, Any] = {
        "report_id": report_id(key),
        "file": f"{key}.txt",
        "format": "text",
        "family": "ksthc",
        "place": BINH_THUAN,
        "unit": "toàn tỉnh",
        "unit_kind": "province",
        "period": Q1,
        **more,
    }
    return Reading(Report(**about), text, tuple(facts), tuple(problems), tuple(unclaimed))


def held(key: str = "held", facts: Iterable[Fact] = (), **more: Any) -> Reading:
    """A report whose province is not known."""
    return reading(key, facts, **{"place": None, "state": "held", "held_reason": "place", **more})


def table(folder: Path, name: str) -> pl.DataFrame:
    """A table of the current vintage, as any reader would open it."""
    vintage = current(folder)
    assert vintage is not None
    return scan(vintage, name).collect()


def files_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder: when it was written and what it holds."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
