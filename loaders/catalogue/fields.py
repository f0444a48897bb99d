"""The only place that reads `fields.toml`, the catalogue of the figures a report can state."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from loaders.records import LoaderError

CATALOGUE = Path(__file__).with_name("fields.toml")
KINDS = ("flow", "opening", "closing", "workload", "rate", "score", "rank")
KEYS = {"kind", "levels", "unit", "label_vi", "label_en", "means", "likely", "base", "rate", "or_else", "examples"}


@dataclass(frozen=True, slots=True)
class Field:
    """One figure a report can state. `levels` is "sum", "distinct" or None (rates, scores and ranks never add)."""

    name: str
    kind: str
    levels: str | None
    unit: str
    label_vi: str
    label_en: str
    means: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    base: str | None = None
    rate: str | None = None
    or_else: str | None = None
    examples: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The field's column in the wide table."""
        return self.name.replace(".", "_")

    @property
    def is_percent(self) -> bool:
        """Whether the figure is printed as a percentage."""
        return self.unit == "percent"


@cache
def load_fields(path: Path = CATALOGUE) -> dict[str, Field]:
    """The catalogue by field name, in the file's order. Raises LoaderError where an entry is not usable."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    fields = {name: _field(path, name, table) for name, table in tables.items()}
    for each in fields.values():
        _check_references(path, each, fields)
    return fields


def _field(path: Path, name: str, table: dict[str, Any]) -> Field:
    if unknown := set(table) - KEYS:
        raise LoaderError(
            f"{path.name}: [{name}] has the unknown key {sorted(unknown)[0]!r}.", f"Known: {sorted(KEYS)}."
        )
    if table.get("kind") not in KINDS:
        raise LoaderError(f"{path.name}: [{name}] has kind {table.get('kind')!r}.", f"Use one of {KINDS}.")
    if missing := {"unit", "label_vi", "label_en"} - set(table):
        raise LoaderError(f"{path.name}: [{name}] lacks {sorted(missing)[0]!r}.")
    lists = {key: tuple(table.get(key, ())) for key in ("means", "likely", "examples")}
    return Field(name=name, levels=table.get("levels"), **{k: v for k, v in table.items() if k != "levels"} | lists)


def _check_references(path: Path, field: Field, fields: dict[str, Field]) -> None:
    for key in ("base", "rate", "or_else"):
        target = getattr(field, key)
        if target is not None and target not in fields:
            raise LoaderError(f"{path.name}: [{field.name}] {key} names {target!r}, which is no field.")
    if field.means and not field.examples:
        raise LoaderError(
            f"{path.name}: [{field.name}] has meanings but no example.", "Add a sentence with [the figure]."
        )
