"""The only place that decides which of two reports replaces the other.

A report is superseded only by one that is clearly its correction; where that is not certain, both stay.
To add a rule, add a function that returns pairs and name it in `RULES`.
"""

from __future__ import annotations

import polars as pl

_SUBJECT = ["family", "place_vintage", "place_code", "unit", "unit_kind", "period_kind", "period"]
ROUTINE = ("ksthc", "cchc", "cctthc")
"""Families of which a unit owes one report a period."""


def with_states(reports: pl.DataFrame) -> pl.DataFrame:
    """The reports with `state` and its days decided anew from all of them; `held_reason` says which began as held."""
    reports = reports.with_columns(known_on=pl.coalesce("issued_on", pl.col("received_at").dt.date()))
    corrected = pl.concat([rule(reports) for rule in RULES]).group_by("report_id").agg(pl.col("superseded_on").min())
    state = (
        pl.when(pl.col("superseded_on").is_not_null())
        .then(pl.lit("superseded"))
        .when(pl.col("held_reason").is_not_null())
        .then(pl.lit("held"))
        .otherwise(pl.lit("current"))
    )
    dated = reports.drop("superseded_on").join(corrected, on="report_id", how="left", maintain_order="left")
    return dated.with_columns(state=state).select(reports.columns)


def same_number(reports: pl.DataFrame) -> pl.DataFrame:
    """The same issuer gave the same number to a report on the same unit and period: the later one corrects it."""
    known = _on_a_subject(reports).filter(pl.col("number").is_not_null() & pl.col("issuer").is_not_null())
    issued_later = pl.col("issued_on_new") > pl.col("issued_on")
    as_old = (pl.col("issued_on_new") == pl.col("issued_on")).fill_null(True)
    return _replaced(
        known, [*_SUBJECT, "number", "issuer"], issued_later.fill_null(False) | (as_old & _received_later())
    )


def issued_later(reports: pl.DataFrame) -> pl.DataFrame:
    """A unit owes one routine report a period, so one with a later date replaces it, whatever its number."""
    known = _on_a_subject(reports).filter(pl.col("family").is_in(ROUTINE))
    return _replaced(known, _SUBJECT, pl.col("issued_on_new") > pl.col("issued_on"))


def same_file(reports: pl.DataFrame) -> pl.DataFrame:
    """Other reports come several a period: only the same file name with a later date is a correction."""
    known = _on_a_subject(reports).filter(~pl.col("family").is_in([*ROUTINE, "figures"]))
    return _replaced(known, [*_SUBJECT, "file"], pl.col("issued_on_new") > pl.col("issued_on"))


def same_source(reports: pl.DataFrame) -> pl.DataFrame:
    """A table of figures is edited in place: what it says of a source now replaces what it said before."""
    known = reports.filter(pl.col("family") == "figures")
    return _replaced(known, ["file", "source_title", "source_url"], _received_later())


RULES = (same_number, issued_later, same_file, same_source)


def _on_a_subject(reports: pl.DataFrame) -> pl.DataFrame:
    """Reports whose unit, place and period are known; a held report neither replaces nor is replaced."""
    known = pl.all_horizontal(pl.col(c).is_not_null() for c in _SUBJECT)
    return reports.filter(known & pl.col("held_reason").is_null() & (pl.col("family") != "figures"))


def _received_later() -> pl.Expr:
    return pl.col("received_at_new") > pl.col("received_at")


def _replaced(known: pl.DataFrame, same: list[str], newer: pl.Expr) -> pl.DataFrame:
    """The reports for which another one that is the `same` is `newer`, and the day that one was known."""
    known = known.filter(pl.struct(same).hash().is_duplicated())  # few are: a join of all with all takes a second
    pairs = known.join(known, on=same, suffix="_new", nulls_equal=True)
    corrected = pairs.filter((pl.col("report_id") != pl.col("report_id_new")) & newer)
    return corrected.select("report_id", superseded_on="known_on_new")
