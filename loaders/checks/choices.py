"""The only place that says between which readings the head of a held report leaves a choice: its units, its periods."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.heads.letterhead import Letterhead
from loaders.periods.relations import find_periods
from loaders.places.mentions import find_units
from loaders.records import Locator, Problem, Report

_OPENING = 900
_NO_SUBJECT = ("group", "national")
_OF_OTHERS = ("comparison", "target", "document")
_SHOWN = 4


def choices(text: str, head: Letterhead, report: Report) -> list[Problem]:
    """What a person has to choose between, where several units or periods compete in the title and first sentences."""
    start, end = head.title_span or (0, 0)
    opening = text[start : end + _OPENING]
    found = []
    if report.place is None or report.unit_kind is None:
        named = ((unit.name, start + unit.start) for unit in find_units(opening) if unit.kind not in _NO_SUBJECT)
        found += _choice("Báo cáo của", "The report may be that of", named)
    if report.period is None:
        times = find_periods(opening, None, report.issued_on)
        named = ((t.period.label, start + t.start) for t in times if t.period and t.role not in _OF_OTHERS)
        found += _choice("Kỳ báo cáo là", "Its period may be", named)
    return found


def _choice(said_vi: str, said_en: str, named: Iterable[tuple[str, int]]) -> list[Problem]:
    """One problem for several readings, in the order in which the text names them; none for one alone."""
    first: dict[str, int] = {}
    for name, at in named:
        first.setdefault(name, at)
    if len(first) < 2:
        return []
    shown = list(first)[:_SHOWN]
    return [
        Problem(
            kind="head",
            severity="warning",
            message_vi=f"{said_vi} {' hay '.join(shown)}? Chưa chắc nên báo cáo được giữ lại; hãy chọn.",
            message_en=f"{said_en} {' or '.join(shown)}: not sure, so the report is held; please choose.",
            found=" | ".join(shown),
            at=Locator(start=first[shown[0]]),
        )
    ]


def offered(text: str, report: Report) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The units, each with its kind, and the labels of periods that the opening names: what may be chosen from."""
    opening = text[: 2 * _OPENING]
    units = {unit.name: unit.kind for unit in find_units(opening) if unit.kind not in _NO_SUBJECT}
    times = find_periods(opening, report.period, report.issued_on)
    return tuple(units.items()), tuple(dict.fromkeys(t.period.label for t in times if t.period))
