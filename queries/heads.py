"""The only place that reads the leading comments of an indicator's .sql file: keys, prose, where the select begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from queries.errors import CatalogueError

REQUIRED = (
    "order",
    "title_vi",
    "title_en",
    "formula_vi",
    "formula_en",
    "unit",
    "direction",
    "family",
    "legal_basis",
    "fields",
    "headline",
    "given",
    "expect",
)
OPTIONAL = (
    *("formula_version", "valid_from", "valid_to", "above_100"),
    *("max_points", "full_at", "at_zero", "caveats_vi", "caveats_en"),
)
HEAD_KEYS = REQUIRED + OPTIONAL

_KEY = re.compile(r"^-- (?P<key>[a-z0-9_]+): +(?P<value>\S.*)$")
_CONTINUED = re.compile(r"^-- {3,}(?P<value>\S.*)$")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_FIELD = re.compile(r"^[a-z0-9_]+\.[a-z0-9_]+$")


@dataclass(frozen=True, slots=True)
class Head:
    """The leading comments of one file, checked for form; `sql` is what follows, from line `sql_line` (1-based)."""

    file: Path
    values: dict[str, str]
    lines: dict[str, int]
    prose_vi: str
    prose_en: str
    grain: str
    sql: str
    sql_line: int

    def __getitem__(self, key: str) -> str:
        return self.values[key]

    def get(self, key: str) -> str:
        return self.values.get(key, "")

    def line_of(self, key: str) -> int:
        return self.lines.get(key, 1)

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        if (value := self[key]) not in choices:
            raise CatalogueError(
                self.file, self.line_of(key), f"{key} is “{value}”", f"It is one of {', '.join(choices)}."
            )
        return value

    def whole_number(self, key: str) -> int:
        if not (value := self[key]).isdecimal():
            raise CatalogueError(self.file, self.line_of(key), f"{key} is “{value}”, not a whole number")
        return int(value)

    def number(self, key: str) -> float:
        if not _NUMBER.fullmatch(value := self[key]):
            raise CatalogueError(self.file, self.line_of(key), f"{key} is “{value}”, not a number")
        return float(value)

    def day(self, key: str) -> date | None:
        """A day written 2022-06-23; None where the key is not there."""
        if key not in self.values:
            return None
        try:
            return date.fromisoformat(self[key])
        except ValueError as fault:
            raise CatalogueError(self.file, self.line_of(key), f"{key} is “{self[key]}”, not a day") from fault

    def fields(self) -> tuple[str, ...]:
        names = tuple(name.strip() for name in self["fields"].split(","))
        for name in names:
            if not _FIELD.match(name):
                raise CatalogueError(self.file, self.line_of("fields"), f"“{name}” is not a field", "Write group.name.")
        if len(set(names)) < len(names):
            raise CatalogueError(self.file, self.line_of("fields"), "a field is declared twice")
        return names


def read_head(file: Path) -> Head:
    """Splits a file into head, prose and select; raises CatalogueError at the line that does not fit."""
    lines = file.read_text(encoding="utf-8").splitlines()
    values, keys_at, after = _read_keys(file, lines)
    _check_keys(file, values, keys_at)
    paragraphs, sql_from = _read_prose(lines, after)
    _check_prose(file, paragraphs, after + 1)
    sql = "\n".join(lines[sql_from:])
    if not sql.strip():
        raise CatalogueError(file, len(lines) or 1, "there is no select")
    prose_vi, prose_en, grain = paragraphs
    return Head(file, values, keys_at, prose_vi, prose_en, grain, sql.rstrip().removesuffix(";"), sql_from + 1)


def _read_keys(file: Path, lines: list[str]) -> tuple[dict[str, str], dict[str, int], int]:
    """The `key: value` lines up to the bare `--`, the line of each key, and the index of the line after that."""
    values: dict[str, str] = {}
    keys_at: dict[str, int] = {}
    key = ""
    for index, line in enumerate(lines):
        if line.rstrip() == "--":
            return values, keys_at, index + 1
        if key and (more := _CONTINUED.match(line)):
            values[key] += " " + more["value"].strip()
        elif found := _KEY.match(line):
            key = found["key"]
            _check_key(file, index + 1, key, keys_at)
            values[key], keys_at[key] = found["value"].strip(), index + 1
        else:
            raise CatalogueError(file, index + 1, "a head line is not “-- key: value”", "End the head with a bare --.")
    raise CatalogueError(file, len(lines) or 1, "the head does not end", "Write a bare -- after the last key.")


def _check_key(file: Path, line: int, key: str, seen: dict[str, int]) -> None:
    if key not in HEAD_KEYS:
        raise CatalogueError(file, line, f"unknown key {key}", f"The keys are {', '.join(HEAD_KEYS)}.")
    if key in seen:
        raise CatalogueError(file, line, f"key {key} stands twice", f"First at line {seen[key]}.")


def _check_keys(file: Path, values: dict[str, str], keys_at: dict[str, int]) -> None:
    if missing := [key for key in REQUIRED if key not in values]:
        raise CatalogueError(file, max(keys_at.values(), default=1), f"missing key {', '.join(missing)}")
    if ("caveats_vi" in values) != ("caveats_en" in values):
        raise CatalogueError(
            file, keys_at.get("caveats_vi", keys_at.get("caveats_en", 1)), "a caveat in one language only"
        )


def _read_prose(lines: list[str], start: int) -> tuple[list[str], int]:
    """The paragraphs of the comment that follows the head, and the index of the first line that is no comment."""
    paragraphs: list[str] = [""]
    for index in range(start, len(lines)):
        line = lines[index].rstrip()
        if line and not line.startswith("--"):
            return [text for text in paragraphs if text], index
        text = line.removeprefix("--").strip()
        if text:
            paragraphs[-1] = f"{paragraphs[-1]} {text}".strip()
        else:
            paragraphs.append("")
    return [text for text in paragraphs if text], len(lines)


def _check_prose(file: Path, paragraphs: list[str], line: int) -> None:
    if len(paragraphs) != 3:
        raise CatalogueError(
            file,
            line,
            f"the prose has {len(paragraphs)} paragraphs",
            "Write Vietnamese, English and the grain, bare -- between.",
        )
    if not paragraphs[2].startswith("One row per "):
        raise CatalogueError(file, line, "the last paragraph is not the grain", "Begin it with “One row per”.")
