"""The only place that reads `forms.toml` and lets an official form's column numbers speak for its headings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.catalogue.fields import load_fields
from loaders.records import LoaderError
from loaders.tables.axes import Slot
from loaders.tables.grids import Grid
from loaders.text.textform import fold_marks

CATALOGUE = Path(__file__).with_name("forms.toml")
DISAGREES = "the heading and the number of the column disagree"


@dataclass(frozen=True, slots=True)
class Form:
    """An official form. `columns`: number → (field, level or None); `sums`: number → the numbers it adds up."""

    name: str
    title: re.Pattern[str]
    columns: Mapping[int, tuple[str, str | None]]
    sums: Mapping[int, tuple[int, ...]]


@cache
def load_forms(path: Path = CATALOGUE) -> tuple[Form, ...]:
    """The catalogue. Raises LoaderError where a column names no field."""
    forms = []
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        columns = {int(number): _column(said, path) for number, said in table["columns"].items()}
        sums = {int(number): tuple(parts) for number, parts in table["sums"].items()}
        forms.append(Form(name, re.compile(table["title"]), columns, sums))
    return tuple(forms)


def _column(said: str, path: Path) -> tuple[str, str | None]:
    field, _, level = said.partition("@")
    if field not in load_fields():
        raise LoaderError(f"{path.name}: {field!r} is no field.")
    return field, level or None


def form_of(grid: Grid, around: str) -> Form | None:
    """The form of a table whose numbered columns are all of its columns; `around` is the text it stands in.

    Its title must stand there, or two of its sums among the numbers: a table of as many columns may be another one.
    """
    numbers = set(grid.numbers.values())
    for form in load_forms():
        printed = sum(grid.sums.get(number) == parts for number, parts in form.sums.items())
        titled = form.title.search(fold_marks(around)) is not None
        contradicted = any(grid.sums.get(number, parts) != parts for number, parts in form.sums.items())
        if numbers >= set(form.columns) and (titled or printed > 1) and not contradicted:
            return form
    return None


def speak(form: Form, grid: Grid, slots: Sequence[Slot]) -> list[int]:
    """Give each numbered column of a form its field where its heading says none; returns those that disagree.

    `slots` are those of `grid.values`, in order. What only a number says, the sums must confirm.
    """
    wrong: list[int] = []
    for at, (column, slot) in enumerate(zip(grid.values, slots, strict=True)):
        number = grid.numbers.get(column, 0)
        if number not in form.columns or slot.percent:
            continue
        name, level = form.columns[number]
        agrees = slot.field is not None and (slot.field.name, slot.level) == (name, level)
        if agrees:
            slot.sure = True
        elif slot.rule or (slot.field and slot.sure):
            slot.field, slot.reason, slot.rule = None, DISAGREES, None
            wrong.append(at)
        else:
            slot.field, slot.level, slot.reason = load_fields()[name], level, ""
            slot.generic = slot.sure = False
    return wrong
