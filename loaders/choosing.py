"""The only place for a person's choice between the readings of a figure that a report states with several values.

    [[readings]]                          # in the decision file beside the report
    field = "dossiers.received"
    admin_level = "all"
    raw = "61.052"                        # as the report prints it: nobody can choose a value of their own
    decided_by = "Nguyễn Văn A"
    decided_on = 2026-11-22
    reason = "Khớp với biểu kèm theo"

`place`, `unit` and `period` say whose figure it is where it is not the report's own. What was chosen is stated from
then on, and the equations judge it like any other figure; a choice that no longer fits the report is told and not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from loaders.catalogue.fields import load_fields
from loaders.records import Fact, LoaderError, Problem, Unclaimed
from loaders.vocabulary import ADMIN_LEVELS

OTHER = "another reading was chosen"
_NEEDED = ("field", "admin_level", "raw", "decided_by", "decided_on", "reason")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the printed numbers a figure is, who said so, when and why."""

    field: str
    admin_level: str
    raw: str
    decided_by: str
    decided_on: date
    reason: str
    place: str | None = None
    unit: str | None = None
    period: str | None = None


def choice_of(fact: Fact, decided_by: str, decided_on: date, reason: str) -> Choice:
    """The choice that makes one of a problem's readings the figure."""
    said = (fact.field, fact.admin_level, fact.raw, decided_by, decided_on, reason)
    return Choice(*said, *_whose(fact))


def choice_in(table: Mapping[str, Any], file: str) -> Choice:
    """The choice that a table of a decision file says; raises LoaderError that names the file and the key."""
    names = [each.name for each in fields(Choice)]
    if strange := sorted(set(table) - set(names)):
        raise LoaderError(f"{file}: readings có khóa {strange[0]!r} không có.", f"Các khóa: {', '.join(names)}.")
    if lacking := [name for name in _NEEDED if name not in table]:
        raise LoaderError(f"{file}: readings thiếu {lacking[0]} (lacks it).", f"Cần: {', '.join(_NEEDED)}.")
    for key, value in table.items():
        if type(value) is not (date if key == "decided_on" else str) or value == "":
            raise LoaderError(f"{file}: readings có {key} không đúng dạng: {value!r} (not of the right kind).")
    if table["field"] not in load_fields() or table["admin_level"] not in ADMIN_LEVELS:
        raise LoaderError(f"{file}: readings nói về số liệu không có: {table['field']}, {table['admin_level']}.")
    return Choice(**table)


def chosen(
    facts: Iterable[Fact], problems: Sequence[Problem], unclaimed: Iterable[Unclaimed], choices: Iterable[Choice]
) -> tuple[list[Fact], list[Problem], list[Unclaimed]]:
    """Facts, problems and numbers left over, once each choice speaks for the problem that offers it."""
    facts, problems, unclaimed = list(facts), list(problems), list(unclaimed)
    for choice in choices:
        offered = [(problem, fact) for problem in problems for fact in problem.readings if _fits(choice, fact)]
        if not offered:
            problems.append(_out_of_date(choice))
            continue
        problem, reading = offered[0]
        problems[problems.index(problem)] = _decided(problem, choice)
        displaced = [fact for fact in facts if _cell(fact) == _cell(reading)]
        facts = [fact for fact in facts if fact not in displaced] + [replace(reading, note=_told(choice))]
        unclaimed = [number for number in unclaimed if number.at.start != reading.at.start]
        unclaimed += [Unclaimed(fact.raw, fact.at, OTHER) for fact in displaced if fact.at != reading.at]
    return sorted(facts, key=lambda fact: fact.at.start or 0), problems, unclaimed


def _whose(fact: Fact) -> tuple[str | None, str | None, str | None]:
    place = f"{fact.place.vintage}.{fact.place.code}" if fact.place else None
    return place, fact.unit, fact.period.label if fact.period else None


def _cell(fact: Fact) -> tuple[object, ...]:
    return fact.field, fact.admin_level, *_whose(fact)


def _fits(choice: Choice, fact: Fact) -> bool:
    said = (choice.field, choice.admin_level, choice.place, choice.unit, choice.period)
    return _cell(fact) == said and fact.raw == choice.raw


def _told(choice: Choice) -> str:
    return (
        f"đã quyết định: {choice.raw}, bởi {choice.decided_by}, ngày {choice.decided_on:%d/%m/%Y}, vì: {choice.reason}"
    )


def _decided(problem: Problem, choice: Choice) -> Problem:
    """The line that stands where the contradiction stood: nothing is hidden, the other values stay to be seen."""
    label = load_fields()[choice.field].label_vi
    said = f"{choice.field} is {choice.raw} by {choice.decided_by} on {choice.decided_on}: {choice.reason}"
    return replace(
        problem,
        kind="decision",
        severity="info",
        message_vi=f"{label}: {_told(choice)}.",
        message_en=f"Decided that {said}.",
        readings=(),
    )


def _out_of_date(choice: Choice) -> Problem:
    label = load_fields()[choice.field].label_vi
    return Problem(
        kind="decision",
        severity="warning",
        message_vi=f"{label}: quyết định không còn khớp với báo cáo nên không được dùng ({_told(choice)}).",
        message_en=f"The choice of {choice.raw} for {choice.field} no longer fits the report and is not used.",
        fields=(choice.field,),
        admin_level=choice.admin_level,
        found=choice.raw,
    )
