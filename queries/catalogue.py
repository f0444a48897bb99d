"""The only place that reads the indicators: every `*.sql` file of this folder is one.

A file that breaks a rule stops the program with a CatalogueError that names the line.

To add an indicator, write one file `name.sql` here; nothing else changes. It has four parts, in this order:

    -- key: value        the head: one line a key, the keys of HEAD_KEYS; a long value goes on after `--     `
    --                   a bare `--`
    -- prose             a Vietnamese paragraph, an English one, and the grain ("One row per …"), apart by bare `--`
    select …             one portable lower-case select over `figures`: the KEY_COLUMNS, then its numbers

What the select returns beside the keys says what the indicator is:

* a rate: `numerator` and `denominator` (never divided here), and `stated` (percent) where a report can print the rate;
  or `stated` alone for a rate that reports print without its parts. Unit percent; or point with `max_points`, for a
  score made of the rate (see `queries.scores`). `above_100: yes` where the numerator is no part of the denominator.
* a count, or points as published: `value`.

`given` and `expect` are worked examples (see `queries.examples`): every test of the contract runs them, the page prints
the first. `formula_version` counts the changes of a definition; numbers whose definition changed on a day return it as
a column instead. `valid_from`, `valid_to`: the days the law sets; a period that ends outside them has no number.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from queries.errors import CatalogueError, UnknownIndicator
from queries.examples import read_examples
from queries.heads import Head, read_head
from queries.indicator import KEY_COLUMNS, Indicator
from queries.portable import CheckedSelect, check_portable
from queries.scores import read_score

__all__ = ["KEY_COLUMNS", "Indicator", "catalogue", "indicator_named", "read_indicator"]

UNITS = ("percent", "point", "dossier", "petition", "procedure", "decision", "lookup")
PARTS = ("numerator", "denominator")
DIRECTIONS = ("up", "down", "none")


def catalogue(folder: Path | None = None) -> dict[str, Indicator]:
    """All indicators by name, in the order their heads ask for. Raises CatalogueError at the first broken file."""
    return dict(_read_folder(folder or Path(__file__).parent))


def indicator_named(name: str) -> Indicator:
    """The indicator, or UnknownIndicator naming those there are."""
    known = catalogue()
    if name not in known:
        raise UnknownIndicator(
            f"Không có chỉ số “{name}”; các chỉ số hiện có: {', '.join(known)}.",
            f"There is no indicator “{name}”; those there are: {', '.join(known)}.",
        )
    return known[name]


@cache
def _read_folder(folder: Path) -> dict[str, Indicator]:
    found = [read_indicator(file) for file in sorted(folder.glob("*.sql"))]
    for one, other in zip(ordered := sorted(found, key=lambda i: (i.order, i.name)), ordered[1:], strict=False):
        if one.order == other.order:
            raise CatalogueError(
                other.file, 1, f"order {other.order} is already that of {one.file.name}", "Choose another."
            )
    return {indicator.name: indicator for indicator in ordered}


def read_indicator(file: Path) -> Indicator:
    """One .sql file, read and checked; raises CatalogueError with file and line."""
    head = read_head(file)
    select = check_portable(file, head.sql, head.sql_line)
    fields = head.fields()
    indicator = Indicator(
        name=file.stem,
        order=head.whole_number("order"),
        title_vi=head["title_vi"],
        title_en=head["title_en"],
        formula_vi=head["formula_vi"],
        formula_en=head["formula_en"],
        unit=head.one_of("unit", UNITS),
        direction=head.one_of("direction", DIRECTIONS),
        family=head["family"],
        legal_basis=head["legal_basis"],
        fields=fields,
        returns=select.returns,
        headline=head.one_of("headline", ("yes", "no")) == "yes",
        formula_version=head.get("formula_version"),
        valid_from=head.day("valid_from"),
        valid_to=head.day("valid_to"),
        above_100="above_100" in head.values and head.one_of("above_100", ("yes", "no")) == "yes",
        score=read_score(head),
        examples=read_examples(head, fields),
        caveats_vi=head.get("caveats_vi"),
        caveats_en=head.get("caveats_en"),
        prose_vi=head.prose_vi,
        prose_en=head.prose_en,
        grain=head.grain,
        sql=head.sql,
        file=file,
    )
    if indicator.valid_from and indicator.valid_to and indicator.valid_to < indicator.valid_from:
        raise CatalogueError(file, head.line_of("valid_to"), "it ends before it begins")
    _check_select(indicator, head, select)
    return indicator


def _check_select(indicator: Indicator, head: Head, select: CheckedSelect) -> None:
    """The select returns the contract's columns, and reads the declared fields: all of them and no other."""
    numbers = _numbers_of(head, set(select.returns))
    _refuse(head, head.sql_line, "the select lacks the column", {*KEY_COLUMNS, *numbers} - set(select.returns))
    allowed = {*KEY_COLUMNS, *numbers, "stated"} if indicator.is_rate else {*KEY_COLUMNS, *numbers}
    extra = set(select.returns) - allowed - {"formula_version"}
    _refuse(head, head.sql_line, "the select returns a column that has no meaning", extra)
    if ("formula_version" in select.returns) == bool(indicator.formula_version):
        fault = "formula_version stands neither in the head nor in the select, or in both"
        raise CatalogueError(head.file, head.line_of("formula_version"), fault)
    known = {*KEY_COLUMNS, *indicator.columns}
    for column, line in select.reads.items():
        if column not in known:
            raise CatalogueError(
                indicator.file, line, f"unknown column {column}", "It is neither a key nor one of the head's fields."
            )
    unread = set(indicator.columns) - set(select.reads)
    _refuse(head, head.line_of("fields"), "the select never reads the declared field", unread)


def _numbers_of(head: Head, returned: set[str]) -> tuple[str, ...]:
    """The columns a select must return beside the keys, by what the head says it is."""
    if head["unit"] == "percent" or "max_points" in head.values:
        return ("stated",) if "stated" in returned and not returned & {"numerator", "denominator"} else PARTS
    return ("value",)


def _refuse(head: Head, line: int, fault: str, names: set[str]) -> None:
    if names:
        raise CatalogueError(head.file, line, f"{fault} {', '.join(sorted(names))}")
