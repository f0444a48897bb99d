"""One report leads to the others of its body about its period: the corrected, the held, and none of anybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.shown import built, data_in, markup, opened
from tests.warehouses import Told

FIRST = Told(
    "63.60", "2024-Q1", {"dossiers.resolved": 5.0}, report="first",
    issued_on=date(2024, 3, 20), superseded_on=date(2024, 4, 2),
)  # fmt: skip
SECOND = Told("63.60", "2024-Q1", {"dossiers.resolved": 6.0}, report="second", issued_on=date(2024, 4, 2))
OTHERS = (
    Told("63.60", "2024-Q1", {"dossiers.resolved": 1.0}, unit="Sở A", unit_kind="department", report="department"),
    Told("63.60", "2023-Q4", {"dossiers.resolved": 1.0}, report="earlier"),
    Told("63.01", "2024-Q1", {"dossiers.resolved": 1.0}, report="elsewhere"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with data_in(built(tmp_path_factory.mktemp("data"), [FIRST, SECOND, *OTHERS])) as found:
        yield found


def others(report: Told, lang: str = "vi") -> list[tuple[str, str]]:
    """The id and the state of each report that this one leads to."""
    said = markup(opened("pages/reports.py", report=report.report_id[:12], lang=lang)).partition('versions"')[2]
    return re.findall(r'report=([0-9a-f]{12})">[^<]*</a> · [^·]* · ([^<]*)</li>', said.partition("</ul>")[0])


def test_a_superseded_report_leads_to_the_one_that_stands_and_back(folder: Path) -> None:
    assert others(FIRST) == [(SECOND.report_id[:12], "Đang dùng")]
    assert others(SECOND) == [(FIRST.report_id[:12], "Đã thay thế")]
    assert others(SECOND, "en") == [(FIRST.report_id[:12], "Superseded")]


@pytest.mark.parametrize("report", OTHERS, ids=lambda each: each.report)
def test_another_body_place_or_period_is_no_version(folder: Path, report: Told) -> None:
    assert others(report) == []
