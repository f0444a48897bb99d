"""The only place for what a person decided about a report: `NAME.toml` beside it, or `--place` on the command line.

    place = "63.52"            # or a name: "Bình Định"
    period = "2023-Q2"         # month 2024-04, half 2024-H1, nine months 2024-9M, year 2024, 2023-01-01..2023-08-31
    unit = "Sở Ngoại vụ"
    unit_kind = "department"
    decided_by = "Nguyễn Văn A"
    decided_on = 2026-11-22
    reason = "Tên tỉnh ở công văn gửi kèm"

`[[readings]]` tables below choose between the readings of figures (`loaders/choosing.py`).
Every key may be left out, but a decision decides something. It is known before the figures are read: the unit decides
their level, the period which times are other ones.
To add a key, add it to `Decision` and to `_KINDS`.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from loaders.choosing import Choice, choice_in
from loaders.heads.reporters import WHOLE_NATION
from loaders.periods.kinds import period_labelled
from loaders.periods.relations import STANDARD_FAMILIES
from loaders.places.reference import MAPS, NATION, map_of, maps_with, place_coded, place_named
from loaders.records import LoaderError, Period, Place, Problem, Report
from loaders.vocabulary import UNIT_KINDS, WHOLE_PROVINCE

_DECIDES = ("place", "period", "unit", "unit_kind")
WHOLES = {"province": WHOLE_PROVINCE, "national": WHOLE_NATION}
"""Who reports where a whole place does: without a name for it no figure counts."""
_WORDS = {"place": "nơi báo cáo", "period": "kỳ", "unit": "đơn vị", "unit_kind": "loại đơn vị"}
_KINDS: dict[str, type] = {**dict.fromkeys((*_DECIDES, "decided_by", "reason"), str), "decided_on": date}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided; None where nothing was. `where` is the file or option that says so."""

    place: str | None = None
    period: str | None = None
    unit: str | None = None
    unit_kind: str | None = None
    decided_by: str | None = None
    decided_on: date | None = None
    reason: str | None = None
    where: str = "--place"
    readings: tuple[Choice, ...] = ()

    @property
    def is_about_head(self) -> bool:
        """Whether it says whose or when the report is; else it only chooses between readings of figures."""
        return any(getattr(self, key) for key in _DECIDES)


def beside(report: Path) -> Path | None:
    """The decision file of a report: NAME.toml for NAME.txt, or NAME.txt.toml; LoaderError if there are both."""
    found = [path for path in (report.with_suffix(".toml"), report.with_name(report.name + ".toml")) if _is_file(path)]
    if len(found) > 1:
        raise LoaderError(
            f"{report.name} có hai tệp quyết định: {found[0].name} và {found[1].name} (two decision files).",
            "Giữ lại một tệp.",
        )
    return found[0] if found else None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # the report's own name is as long as a name may be
        return False


def load(path: Path) -> Decision:
    """The decision in a file; raises LoaderError that names the file, the key and what may stand there."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        raise LoaderError(f"{path.name} không đọc được như một tệp TOML (not a TOML file): {cause}.") from cause
    readings = _tables(path.name, table.pop("readings", []))
    for key, value in table.items():
        _check_key(path.name, key, value)
    return checked(Decision(**table, where=path.name, readings=readings))


def _tables(file: str, said: Any) -> tuple[Choice, ...]:
    if not isinstance(said, list) or not all(isinstance(table, dict) for table in said):
        raise LoaderError(f"{file}: readings phải là các bảng [[readings]] (tables).")
    return tuple(choice_in(table, file) for table in said)


def save(decision: Decision, report: Path) -> Path:
    """Write a decision to NAME.toml beside the report, so that loading the folder again finds it; returns the file."""
    path = report.with_suffix(".toml")
    tables = [_table(checked(decision), tuple(_KINDS))]
    keys = tuple(each.name for each in fields(Choice))
    tables += ["\n[[readings]]\n" + _table(choice, keys) for choice in decision.readings]
    path.write_text("".join(tables), encoding="utf-8")
    return path


def _table(said: Decision | Choice, keys: tuple[str, ...]) -> str:
    values = {key: value for key in keys if (value := getattr(said, key)) is not None}
    return "".join(f"{key} = {_in_toml(value)}\n" for key, value in values.items())


def _in_toml(value: str | date) -> str:
    """A day as it is, a text as JSON writes it, which TOML reads (but for the one control character JSON leaves)."""
    return str(value) if isinstance(value, date) else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def checked(decision: Decision) -> Decision:
    """The decision itself, if its words are ones that a report can have; else LoaderError."""
    if not decision.is_about_head and not decision.readings:
        raise LoaderError(
            f"{decision.where} không quyết định gì (decides nothing).",
            f"Ghi một trong: {', '.join((*_DECIDES, 'readings'))}.",
        )
    if decision.unit_kind and decision.unit_kind not in UNIT_KINDS:
        known = ", ".join(UNIT_KINDS)
        raise LoaderError(f"{decision.where}: unit_kind {decision.unit_kind!r} không có.", f"Dùng một trong: {known}.")
    if decision.place and not (place_coded(decision.place) or maps_with(decision.place)):
        raise LoaderError(
            f"{decision.where}: không có nơi nào là {decision.place!r} (no such place).",
            'Ghi tên tỉnh, thành phố, hoặc mã kèm bản đồ như "63.52", "34.52".',
        )
    _period(decision)
    return decision


def apply(report: Report, decision: Decision) -> Report:
    """The report with what was decided; one that was held counts once its place and period are known.

    Raises LoaderError where the decided place did not exist at the end of the period, or its name leaves a choice.
    """
    checked(decision)
    period = _period(decision, report.family) or report.period
    place = _place(decision, report, period)
    kind = decision.unit_kind or report.unit_kind or _kind_of(decision, place)
    unit = decision.unit or report.unit or WHOLES.get(kind or "")
    return _released(replace(report, period=period, place=place, unit=unit, unit_kind=kind))


def _check_key(file: str, key: str, value: Any) -> None:
    if key not in _KINDS:
        raise LoaderError(f"{file}: khóa {key!r} không có (unknown key).", f"Các khóa: {', '.join(_KINDS)}.")
    if type(value) is not _KINDS[key] or value == "":
        what = "một ngày như 2026-11-22 (a day)" if _KINDS[key] is date else 'chữ trong ngoặc kép "…" (text in quotes)'
        raise LoaderError(f"{file}: {key} phải là {what}, không phải {value!r}.")


def _period(decision: Decision, family: str = "unknown") -> Period | None:
    """The decided period; where its label has no days of its own, those that reports of the family usually have."""
    if not decision.period:
        return None
    try:
        return period_labelled(decision.period, "standard" if family in STANDARD_FAMILIES else "calendar")
    except ValueError as cause:
        raise LoaderError(
            f"{decision.where}: kỳ {decision.period!r} không đúng dạng (no such period).",
            "Các dạng: 2024-04, 2024-Q1, 2024-H1, 2024-9M, 2024, 2023-01-01..2023-08-31, 2026-10-06.",
        ) from cause


def _place(decision: Decision, report: Report, period: Period | None) -> Place | None:
    """The decided place, or the report's own, on the map in force at the end of the period."""
    exact = place_coded(decision.place) if decision.place else report.place
    vintage = map_of(period.end) if period and period.end else None
    if exact is None and decision.place is None:
        return None
    if exact and (exact.vintage == NATION.vintage or vintage in (None, exact.vintage)):
        return exact
    name = decision.place or (exact.name if exact else "")
    known = maps_with(name)
    if vintage is None and len(known) > 1:
        raise _unclear(decision, name, known)
    place = place_named(name, vintage or known[0])  # a code of another map names no place here
    if place is None:
        raise LoaderError(
            f"{decision.where}: {name} không có trên bản đồ {vintage} tỉnh của kỳ này (not on the map of that period).",
            f"Bản đồ {MAPS[-1].vintage} tỉnh có hiệu lực từ {MAPS[-1].valid_from}; sửa place hoặc period.",
        )
    return place


def _unclear(decision: Decision, name: str, known: tuple[str, ...]) -> LoaderError:
    places = [place_named(name, vintage) for vintage in known]
    codes = " / ".join(f'"{place.vintage}.{place.code}"' for place in places if place)
    return LoaderError(
        f"{decision.where}: chưa rõ kỳ nên không rõ {name!r} trước hay sau khi sắp xếp (before or after the merger).",
        f"Ghi place bằng mã: {codes}.",
    )


def _kind_of(decision: Decision, place: Place | None) -> str | None:
    """What reports where a place was decided and no unit: the place itself."""
    if decision.place is None or decision.unit or place is None:
        return None
    return "national" if place == NATION else "province"


def _released(report: Report) -> Report:
    if report.state != "held":
        return report
    lacking = held_for(report)
    return replace(report, state="held" if lacking else "current", held_reason=lacking)


def held_for(report: Report) -> str | None:
    """What keeps a report from being counted until a person decides: "place,period", "unit"; None if all is known.

    Without its place nobody knows whose figures they are; without its unit, of which level.
    """
    known = {"place": report.place, "period": report.period, "unit": report.place is None or report.unit_kind}
    return ",".join(what for what, value in known.items() if not value) or None


def note(decision: Decision) -> Problem:
    """A line for the report's page: what was decided, by whom, when and why."""
    said = {key: value for key in _DECIDES if (value := getattr(decision, key))}
    decided = ", ".join(f"{key} = {value}" for key, value in said.items())
    place = place_coded(decision.place) if decision.place else None
    told = {**said, "place": f"{place.name} ({decision.place})"} if place else said
    decided_vi = ", ".join(f"{_WORDS[key]} {value}" for key, value in told.items())
    by = f", bởi {decision.decided_by}" if decision.decided_by else ""
    on = f", ngày {decision.decided_on:%d/%m/%Y}" if decision.decided_on else ""
    why = f", vì: {decision.reason}" if decision.reason else ""
    by_en = f" by {decision.decided_by}" if decision.decided_by else ""
    on_en = f" on {decision.decided_on}" if decision.decided_on else ""
    why_en = f": {decision.reason}" if decision.reason else ""
    return Problem(
        kind="decision",
        severity="info",
        message_vi=f"Đã quyết định: {decided_vi}{by}{on}{why} ({decision.where}).",
        message_en=f"Decided{by_en}{on_en} that {decided}{why_en} ({decision.where}).",
        found=decided,
    )
