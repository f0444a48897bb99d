"""The only place for what each table of the warehouse may hold: its columns, types, allowed values and keys.

To add a column, add it here and in `loaders/warehouse/rows.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import dataframely as dy
import polars as pl

from loaders import vocabulary as words
from loaders.catalogue.fields import KINDS
from loaders.places.reference import VINTAGES


def _one_of(values: Iterable[str]) -> Callable[[pl.Expr], pl.Expr]:
    allowed = list(values)
    return lambda column: column.is_in(allowed)


def _both_or_neither(one: str, other: str) -> pl.Expr:
    return pl.col(one).is_null() == pl.col(other).is_null()


def _in_order(first: str, last: str) -> pl.Expr:
    return (pl.col(first) <= pl.col(last)).fill_null(True)


class _Placed(dy.Schema):
    """The columns that say who reports about which place and time."""

    report_id = dy.String(primary_key=True, regex=r"^[0-9a-f]{64}$")
    place_vintage = dy.String(nullable=True, check=_one_of(VINTAGES))
    place_code = dy.String(nullable=True, regex=r"^[0-9]{2}$")
    unit = dy.String(nullable=True, min_length=1)
    unit_kind = dy.String(nullable=True, check=_one_of(words.UNIT_KINDS))
    period_kind = dy.String(nullable=True, check=_one_of(words.PERIOD_KINDS))
    period = dy.String(nullable=True, min_length=4)
    period_start = dy.Date(nullable=True)
    period_end = dy.Date(nullable=True)
    window_basis = dy.String(nullable=True, check=_one_of(words.WINDOW_BASES))

    @dy.rule()
    def place_has_map_and_code(cls) -> pl.Expr:
        return _both_or_neither("place_vintage", "place_code")

    @dy.rule()
    def period_is_complete(cls) -> pl.Expr:
        """A period has a label and a last day, and a first day unless it is the state on one day."""
        known = pl.all_horizontal(pl.col(c).is_not_null() for c in ("period", "period_end", "window_basis"))
        begins = pl.col("period_start").is_not_null() | (pl.col("period_kind") == "as_of")
        return pl.when(pl.col("period_kind").is_null()).then(pl.col("period").is_null()).otherwise(known & begins)

    @dy.rule()
    def period_ends_after_it_starts(cls) -> pl.Expr:
        return _in_order("period_start", "period_end")


class Reports(_Placed):
    """One document received."""

    file = dy.String(min_length=1)
    format = dy.String(min_length=1)
    family = dy.String(check=_one_of(words.FAMILIES))
    number = dy.String(nullable=True)
    issued_on = dy.Date(nullable=True)
    issuer = dy.String(nullable=True)
    state = dy.String(check=_one_of(words.STATES))
    known_on = dy.Date(nullable=True)
    superseded_on = dy.Date(nullable=True)
    held_reason = dy.String(nullable=True)
    source_title = dy.String(nullable=True)
    source_url = dy.String(nullable=True)
    part = dy.Int32(min=0)
    facts = dy.Int32(min=0)
    problems = dy.Int32(min=0)
    unclaimed = dy.Int32(min=0)
    loader_version = dy.String(min_length=1)
    received_at = dy.Datetime(time_unit="us", time_zone="UTC")

    @dy.rule()
    def only_a_held_report_has_a_reason(cls) -> pl.Expr:
        """A superseded report keeps the reason it was held for, should it ever count again."""
        held = pl.col("state") == "held"
        return (held == pl.col("held_reason").is_not_null()) | (pl.col("state") == "superseded")

    @dy.rule()
    def only_a_superseded_report_has_a_day_it_ended(cls) -> pl.Expr:
        return (pl.col("state") == "superseded") == pl.col("superseded_on").is_not_null()


class Facts(_Placed):
    """One figure as stated."""

    fact_id = dy.Int32(primary_key=True, min=0)
    admin_level = dy.String(check=_one_of(words.ADMIN_LEVELS))
    field = dy.String(min_length=1)
    value = dy.Float64()
    approximate = dy.Bool()
    basis = dy.String(check=_one_of(words.BASES))
    status = dy.String(check=_one_of(words.STATUSES))
    confidence = dy.Int8(min=1, max=3)
    raw = dy.String()
    page = dy.Int32(nullable=True, min=1)
    sheet = dy.String(nullable=True)
    cell = dy.String(nullable=True)
    text_start = dy.Int32(nullable=True, min=0)
    text_end = dy.Int32(nullable=True, min=0)
    note = dy.String(nullable=True)
    counted = dy.Bool()

    @dy.rule()
    def span_has_two_ends(cls) -> pl.Expr:
        return _both_or_neither("text_start", "text_end") & _in_order("text_start", "text_end")

    @dy.rule()
    def counted_means_placed_and_sure(cls) -> pl.Expr:
        known = pl.all_horizontal(pl.col(c).is_not_null() for c in ("place_code", "unit", "unit_kind", "period"))
        return ~pl.col("counted") | (known & (pl.col("status") != "suspect") & (pl.col("confidence") >= 2))


class Figures(dy.Schema):
    """One unit × level × period × report; `contracts.figures_contract` adds a column per field.

    `known_on` is the day of issue, else of receipt. Superseded reports stay, with the day on which another replaced
    them: what was known on a day can be asked.
    """

    place_vintage = dy.String(check=_one_of(VINTAGES))
    place_code = dy.String(regex=r"^[0-9]{2}$")
    unit = dy.String(min_length=1)
    unit_kind = dy.String(check=_one_of(words.UNIT_KINDS))
    admin_level = dy.String(check=_one_of(words.ADMIN_LEVELS))
    period_kind = dy.String(check=_one_of(words.PERIOD_KINDS))
    period = dy.String(min_length=4)
    period_start = dy.Date(nullable=True)
    period_end = dy.Date()
    window_basis = dy.String(check=_one_of(words.WINDOW_BASES))
    report_id = dy.String(regex=r"^[0-9a-f]{64}$")
    family = dy.String(check=_one_of(words.FAMILIES))
    issued_on = dy.Date(nullable=True)
    received_at = dy.Datetime(time_unit="us", time_zone="UTC")
    known_on = dy.Date()
    superseded_on = dy.Date(nullable=True)
    confidence = dy.Int8(min=2, max=3)

    @dy.rule()
    def one_row_per_key(cls) -> pl.Expr:
        return pl.struct(*words.CELL, "report_id").is_unique()


class Problems(dy.Schema):
    """One thing a person should know about a report; it names a place only where other reports on it tell."""

    report_id = dy.String(primary_key=True, regex=r"^[0-9a-f]{64}$")
    problem_id = dy.Int32(primary_key=True, min=0)
    kind = dy.String(min_length=1)
    severity = dy.String(check=_one_of(words.SEVERITIES))
    fields = dy.List(dy.String())
    admin_level = dy.String(nullable=True, check=_one_of(words.ADMIN_LEVELS))
    expected = dy.String(nullable=True)
    found = dy.String(nullable=True)
    suggestion = dy.String(nullable=True)
    message_vi = dy.String(min_length=1)
    message_en = dy.String(min_length=1)
    text_start = dy.Int32(nullable=True, min=0)
    text_end = dy.Int32(nullable=True, min=0)
    place_vintage = dy.String(nullable=True, check=_one_of(VINTAGES))
    place_code = dy.String(nullable=True, regex=r"^[0-9]{2}$")


class Texts(dy.Schema):
    """One report's normalized text."""

    report_id = dy.String(primary_key=True, regex=r"^[0-9a-f]{64}$")
    text = dy.String()


class Places(dy.Schema):
    """One place of one administrative map."""

    place_vintage = dy.String(primary_key=True, check=_one_of(VINTAGES))
    place_code = dy.String(primary_key=True, regex=r"^[0-9]{2}$")
    name = dy.String(min_length=1)
    kind = dy.String(check=_one_of(words.PLACE_KINDS))
    region = dy.String(nullable=True)
    valid_from = dy.Date()
    valid_to = dy.Date(nullable=True)
    successor_vintage = dy.String(nullable=True, check=_one_of(VINTAGES))
    successor_code = dy.String(nullable=True, regex=r"^[0-9]{2}$")
    districts = dy.Int32(nullable=True, min=0)
    communes = dy.Int32(nullable=True, min=1)
    tile_row = dy.Int32(nullable=True)
    tile_col = dy.Int32(nullable=True)
    folded = dy.String(min_length=1)


class Breaks(dy.Schema):
    """Where the history of a place breaks: what is measured before and behind that day is not the same."""

    place_vintage = dy.String(primary_key=True, check=_one_of(VINTAGES))
    place_code = dy.String(primary_key=True, regex=r"^[0-9]{2}$")
    day = dy.Date(primary_key=True)
    kind = dy.String(check=_one_of(words.BREAK_KINDS))
    text_vi = dy.String(min_length=1)
    text_en = dy.String(min_length=1)


class Fields(dy.Schema):
    """One entry of the field catalogue."""

    field = dy.String(primary_key=True)
    column = dy.String(unique=True, regex=r"^[a-z][a-z0-9_]*$")
    kind = dy.String(check=_one_of(KINDS))
    levels = dy.String(nullable=True, check=_one_of(words.FIELD_LEVELS))
    unit = dy.String(min_length=1)
    label_vi = dy.String(min_length=1)
    label_en = dy.String(min_length=1)
    meaning = dy.String()


class Targets(dy.Schema):
    """One value that somebody has to reach, as a document sets it; `indicator` is null where none of ours counts so."""

    file = dy.String(primary_key=True, min_length=1)
    line = dy.Int32(primary_key=True, min=2)
    indicator = dy.String(nullable=True, regex=r"^[a-z][a-z0-9_]*$")
    formula = dy.String(nullable=True, min_length=1)
    formula_version = dy.String(nullable=True, min_length=1)
    measure = dy.String(min_length=1)
    scope = dy.String(check=_one_of(words.SCOPES))
    place_vintage = dy.String(nullable=True, check=_one_of(VINTAGES))
    place_code = dy.String(nullable=True, regex=r"^[0-9]{2}$")
    unit = dy.String(nullable=True, min_length=1)
    admin_level = dy.String(nullable=True, check=_one_of(words.ADMIN_LEVELS))
    valid_from = dy.Date()
    valid_to = dy.Date(nullable=True)
    due_on = dy.Date(nullable=True)
    value = dy.Float64(min=0)
    direction = dy.String(check=_one_of(words.DIRECTIONS))
    legal_number = dy.String(nullable=True, min_length=1)
    legal_title = dy.String(min_length=1)
    legal_date = dy.Date(nullable=True)
    legal_article = dy.String(nullable=True, min_length=1)
    source = dy.String(min_length=1)
    verified = dy.Bool()
    comment = dy.String(nullable=True, min_length=1)

    @dy.rule()
    def scope_names_whom(cls) -> pl.Expr:
        """A place for a province and a unit (a level may have one), a unit's name, a level: and no more."""
        scope, place = pl.col("scope"), pl.col("place_code").is_not_null()
        placed = pl.when(scope == "level").then(True).otherwise(place == scope.is_in(["province", "unit"]))
        units = pl.col("unit").is_not_null() == (scope == "unit")
        return placed & units & (pl.col("admin_level").is_not_null() == (scope == "level"))

    @dy.rule()
    def place_has_map_and_code(cls) -> pl.Expr:
        return _both_or_neither("place_vintage", "place_code")

    @dy.rule()
    def valid_in_order(cls) -> pl.Expr:
        return _in_order("valid_from", "valid_to")

    @dy.rule()
    def due_while_valid(cls) -> pl.Expr:
        return _in_order("valid_from", "due_on") & _in_order("due_on", "valid_to")

    @dy.rule()
    def verified_can_be_looked_up(cls) -> pl.Expr:
        """Only what names its document, its day and the place in it can be checked by a person."""
        cited = [pl.col(c).is_not_null() for c in ("legal_number", "legal_date", "legal_article")]
        return ~pl.col("verified") | pl.all_horizontal(cited)


class Grades(dy.Schema):
    """One grade of an index: the band of values, from `low` to below `high`, that earns it."""

    indicator = dy.String(primary_key=True, regex=r"^[a-z][a-z0-9_]*$")
    formula_version = dy.String(primary_key=True, min_length=1)
    low = dy.Float64(primary_key=True, min=0)
    high = dy.Float64()
    high_included = dy.Bool()
    grade_vi = dy.String(min_length=1)
    grade_en = dy.String(min_length=1)
    legal_basis = dy.String(min_length=1)
    source = dy.String(min_length=1)
    verified = dy.Bool()
    comment = dy.String(nullable=True)

    @dy.rule()
    def low_below_high(cls) -> pl.Expr:
        return pl.col("low") < pl.col("high")

    @dy.rule()
    def bands_do_not_overlap(cls) -> pl.Expr:
        of = ("indicator", "formula_version")
        above = pl.col("low").shift(-1).over(of, order_by="low")
        return ((pl.col("high") < above) | ((pl.col("high") == above) & ~pl.col("high_included"))).fill_null(True)


TABLES: dict[str, type[dy.Schema]] = {
    "reports": Reports,
    "facts": Facts,
    "figures": Figures,
    "problems": Problems,
    "texts": Texts,
    "places": Places,
    "breaks": Breaks,
    "fields": Fields,
    "targets": Targets,
    "grades": Grades,
}
