"""The only place that reads the indicators: every `*.sql` file of this folder is one.

A file that breaks a rule stops the program with a CatalogueError that names the line.

To add an indicator, write one file `name.sql` here; nothing else changes. It has four parts, in this order:

    -- key: value        the head: one line a key, the keys of HEAD_KEYS; a long value goes on after `--     `
    --                   a bare `--`
    -- prose             a Vietnamese paragraph, an English one, and the grain ("One row per …"), apart by bare `--`
    select …             one portable lower-case select over `figures`: the KEY_COLUMNS, then its numbers

A percent indicator returns `numerator` and `denominator` (never divided here) and `stated` where a report can print the
rate; any other returns `value`. `formula_version` is for numbers whose definition changed with time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from queries.errors import CatalogueError, UnknownIndicator
from queries.heads import Head, read_head
from queries.portable import CheckedSelect, check_portable

KEY_COLUMNS = (
    "place_vintage",
    "place_code",
    "unit",
    "unit_kind",
    "admin_level",
    "period_kind",
    "period",
    "period_start",
    "period_end",
    "window_basis",
    "report_id",
    "confidence",
)
"""What every indicator returns first: whose number it is, when, and out of which report."""

UNITS = ("percent", "dossier", "petition", "point")
DIRECTIONS = ("up", "down", "none")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as its .sql file states it."""

    name: str
    order: int
    title_vi: str
    title_en: str
    formula_vi: str
    formula_en: str
    unit: str
    """percent (value in points 0–100), dossier, petition (counts) or point (a score)."""
    direction: str
    """up: more is better; down: less is better; none: neither."""
    family: str
    """Indicators of one family are variants of the same idea: the page links them."""
    legal_basis: str
    fields: tuple[str, ...]
    """The report fields it reads, as in `fields.field` (dots)."""
    returns: tuple[str, ...]
    """The columns its select returns."""
    headline: bool
    """True: a tile on the first page."""
    caveats_vi: str
    caveats_en: str
    prose_vi: str
    prose_en: str
    grain: str
    sql: str
    """The select alone, without the head."""
    file: Path

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of `figures` it reads beside the keys: its fields, underscored."""
        return tuple(field.replace(".", "_") for field in self.fields)

    @property
    def is_percent(self) -> bool:
        return self.unit == "percent"

    @property
    def prose(self) -> str:
        """Both paragraphs, Vietnamese first."""
        return f"{self.prose_vi}\n\n{self.prose_en}"

    @property
    def caveats(self) -> str:
        """Both sentences, Vietnamese first; empty where there are none."""
        return "\n\n".join(text for text in (self.caveats_vi, self.caveats_en) if text)


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
        fields=head.fields(),
        returns=select.returns,
        headline=head.one_of("headline", ("yes", "no")) == "yes",
        caveats_vi=head.get("caveats_vi"),
        caveats_en=head.get("caveats_en"),
        prose_vi=head.prose_vi,
        prose_en=head.prose_en,
        grain=head.grain,
        sql=head.sql,
        file=file,
    )
    _check_select(indicator, head, select)
    return indicator


def _check_select(indicator: Indicator, head: Head, select: CheckedSelect) -> None:
    """The select returns the contract's columns, and reads the declared fields: all of them and no other."""
    required = (*KEY_COLUMNS, *(("numerator", "denominator") if indicator.is_percent else ("value",)))
    allowed = (*required, *(("stated",) if indicator.is_percent else ()), "formula_version")
    _refuse(head, head.sql_line, "the select lacks the column", set(required) - set(select.returns))
    _refuse(head, head.sql_line, "the select returns a column that has no meaning", set(select.returns) - set(allowed))
    fields_line = head.line_of("fields")
    known = {*KEY_COLUMNS, *indicator.columns}
    for column, line in select.reads.items():
        if column not in known:
            raise CatalogueError(
                indicator.file, line, f"unknown column {column}", "It is neither a key nor one of the head's fields."
            )
    _refuse(head, fields_line, "the select never reads the declared field", set(indicator.columns) - set(select.reads))


def _refuse(head: Head, line: int, fault: str, names: set[str]) -> None:
    if names:
        raise CatalogueError(head.file, line, f"{fault} {', '.join(sorted(names))}")
