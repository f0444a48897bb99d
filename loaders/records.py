"""The only place for the shapes that reading a report produces: what it is, what it states, what is wrong with it."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Any, ClassVar

from loaders.made_often import made_often


class LoaderError(Exception):
    """A report or catalogue that cannot be used: `title` says what is wrong in one sentence, `advice` what to do."""

    def __init__(self, title: str, advice: str = "") -> None:
        super().__init__(f"{title} {advice}".strip())
        self.title = title
        self.advice = advice


class _Record:
    """A record is pickled as a call of its class: what frozen dataclasses with slots do by themselves takes thrice as
    long, and a load packs and unpacks hundreds of records for each report.
    """

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return type(self), tuple([getattr(self, name) for name in self.__match_args__])


@made_often(frozen=True, slots=True)
class Period(_Record):
    """The time a figure covers. `kind` is month, quarter, half, nine_months, year, range or as_of;
    days are inclusive.
    """

    kind: str
    label: str
    start: date | None
    end: date | None
    basis: str
    """`stated` in the report, `standard` (15th to 14th, Nghị định 09/2019/NĐ-CP) or `calendar`."""


@made_often(frozen=True, slots=True)
class Place(_Record):
    """A province (or the nation) under the administrative map that was in force: `vintage` is "63", "34" or "vn"."""

    vintage: str
    code: str
    name: str


@made_often(frozen=True, slots=True)
class Locator(_Record):
    """Where a figure stands: offsets into the report's text, or a page, or a sheet and its cell."""

    start: int | None = None
    end: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None


@made_often(frozen=True, slots=True)
class Fact(_Record):
    """One figure as stated. Counts are in the field's unit, rates in percent points (0 to 100), scores in points."""

    field: str
    value: float
    admin_level: str
    raw: str
    at: Locator
    place: Place | None = None
    unit: str | None = None
    unit_kind: str | None = None
    period: Period | None = None
    """`place`, `unit`, `unit_kind` and `period` are None where they are the report's own."""
    approximate: bool = False
    basis: str = "stated"
    status: str = "plain"
    confidence: int = 3
    note: str | None = None


@made_often(frozen=True, slots=True)
class Problem(_Record):
    """One thing a person should know about a report. Severity is error, warning or info."""

    kind: str
    severity: str
    message_vi: str
    message_en: str
    fields: tuple[str, ...] = ()
    admin_level: str | None = None
    expected: str | None = None
    found: str | None = None
    suggestion: str | None = None
    at: Locator = Locator()
    readings: tuple[Fact, ...] = ()
    """What the figure may be, where a person can choose: one fact for each printed value."""


@made_often(frozen=True, slots=True)
class Unclaimed(_Record):
    """A number in scope that no field and no named rule took."""

    raw: str
    at: Locator
    reason: str = ""


@made_often(frozen=True, slots=True)
class Report(_Record):
    """One document received: who reports about which place and period, and whether it counts."""

    report_id: str
    file: str
    format: str
    family: str
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    place: Place | None = None
    unit: str | None = None
    unit_kind: str | None = None
    period: Period | None = None
    state: str = "current"
    held_reason: str | None = None
    source_title: str | None = None
    source_url: str | None = None


@made_often(frozen=True, slots=True)
class Reading(_Record):
    """Everything one document yielded. `text` is what the offsets of facts,
    problems and unclaimed numbers point into.
    """

    report: Report
    text: str
    facts: tuple[Fact, ...] = ()
    problems: tuple[Problem, ...] = ()
    unclaimed: tuple[Unclaimed, ...] = field(default=())
