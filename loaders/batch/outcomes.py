"""The only place for what became of each file of a load: counted, told in a sentence, written as CSV or JSON.

read     its figures are in the warehouse and count
held     it is in the warehouse and waits until a person says whose or when it is
same     it was there already, with these bytes and read by this version
refused  nothing of it is in the warehouse, and `said` says why
passed   no report by one of the rules of `loaders/batch/sources.py`, or the same file once more (`repeated`)
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from loaders.batch.sources import Passed, Source
from loaders.records import LoaderError, Reading

KINDS = {
    "read": "đọc",
    "held": "giữ lại",
    "same": "đã có",
    "refused": "từ chối",
    "passed": "bỏ qua",
}
RULES = {
    "lock": "tệp khóa của phần mềm đang mở",
    "system": "tệp của hệ thống",
    "hidden": "tệp ẩn",
    "readme": "ghi chú về thư mục",
    "decision": "quyết định về tệp bên cạnh",
    "linked_folder": "liên kết tới thư mục khác",
    "repeated": "cùng một tệp lần nữa",
}
"""Each rule by which a file is passed over, in words."""
LACKING = {"place": "nơi báo cáo", "period": "kỳ báo cáo"}
COLUMNS = ("file", "outcome", "rule", "said", "advice", "reports", "facts", "problems")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: one of KINDS, and how many reports, facts and problems it yielded."""

    file: str
    outcome: str
    said: str = ""
    advice: str = ""
    rule: str = ""
    reports: tuple[str, ...] = ()
    facts: int = 0
    problems: int = 0


def of_passed(passed: Passed) -> Outcome:
    """The outcome of a file that was not read."""
    if passed.error:
        return of_error(passed.shown, passed.error)
    return Outcome(passed.shown, "passed", said=f"{RULES[passed.rule]} ({passed.rule})", rule=passed.rule)


def of_error(shown: str, error: LoaderError) -> Outcome:
    """The outcome of a file that was refused."""
    return Outcome(shown, "refused", error.title, error.advice)


def of_readings(source: Source, readings: Sequence[Reading]) -> Outcome:
    """The outcome of a file that was read: held where one of its reports is."""
    lacking = {what for each in readings if each.report.state == "held" for what in _lacking(each.report.held_reason)}
    kind, said = ("held", _held(lacking)) if lacking else ("read", ("", ""))
    return Outcome(
        source.shown,
        kind,
        *said,
        reports=tuple(each.report.report_id for each in readings),
        facts=sum(len(each.facts) for each in readings),
        problems=sum(len(each.problems) for each in readings),
    )


def of_standing(source: Source, report: str, held_reason: str | None, facts: int, problems: int) -> Outcome:
    """The outcome of a file whose report was in the warehouse already."""
    lacking = _lacking(held_reason)
    kind, said = ("held", _held(lacking)) if lacking else ("same", ("", ""))
    return Outcome(source.shown, kind, *said, reports=(report,), facts=facts, problems=problems)


def _lacking(reason: str | None) -> set[str]:
    """What a held report lacks."""
    return {*filter(None, (reason or "").split(","))}


def _held(lacking: Iterable[str]) -> tuple[str, str]:
    """Why a report is held, and what to do."""
    what = " và ".join(LACKING[name] for name in sorted(lacking, reverse=True))
    said = f"Chưa rõ {what} ({' and '.join(sorted(lacking, reverse=True))} not certain), chưa được tính."
    return said, "Ghi quyết định vào tệp .toml cùng tên bên cạnh, hoặc dùng --place."


def counts(outcomes: Iterable[Outcome]) -> str:
    """One line: how many files there were, and how many of each outcome."""
    every = list(outcomes)
    kinds = Counter(each.outcome for each in every)
    rules = Counter(each.rule for each in every if each.rule)
    why = ", ".join(f"{rule} {count}" for rule, count in sorted(rules.items()))
    shown = ", ".join(f"{word} {kinds[kind]}" for kind, word in KINDS.items())
    return f"{len(every)} tệp: {shown}" + (f" ({why})" if why else "")


def write(outcomes: Iterable[Outcome], path: Path) -> None:
    """Write one row a file, as JSON for NAME.json and as CSV else. Raises LoaderError where that cannot be."""
    rows = [_row(each) for each in outcomes]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            json.dumps(rows, ensure_ascii=False, indent=1) + "\n" if path.suffix.lower() == ".json" else _csv(rows),
            encoding="utf-8" if path.suffix.lower() == ".json" else "utf-8-sig",
            newline="",
        )
    except OSError as cause:
        raise LoaderError(
            f"Không ghi được {path}: {cause.strerror} (the list of outcomes cannot be written).",
            "Số liệu đã được nạp; kiểm tra quyền ghi rồi chạy lại với --report.",
        ) from cause


def _row(outcome: Outcome) -> dict[str, str | int]:
    values = {name: getattr(outcome, name) for name in COLUMNS}
    return {**values, "reports": len(outcome.reports)}


def _csv(rows: Iterable[dict[str, str | int]]) -> str:
    text = StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()
