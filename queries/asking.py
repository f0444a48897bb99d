"""The only place that runs an indicator's select, after seeing that what is asked for exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import polars as pl

from queries.catalogue import KEY_COLUMNS, Indicator
from queries.errors import CatalogueError, QueryError, UnknownPeriod, UnknownPlace
from queries.levels import LEVELS
from queries.periods import KINDS, check_label
from queries.warehouse import WHOLE_PROVINCES, Warehouse

_PLACE_KEY = re.compile(r"^(63|34|vn)\.\d{2}$")


def stated(
    wh: Warehouse,
    indicator: Indicator,
    *,
    levels: Sequence[str] | None,
    places: Sequence[str] | None,
    unit_kind: str | None,
    period_kinds: Sequence[str] | None,
    periods: Sequence[str] | None,
) -> pl.DataFrame:
    """What reports state of an indicator: KEY_COLUMNS, numerator, denominator, stated, formula_version.

    None asks for all. A count stands in `numerator`. Raises QueryErrors that name what is unknown.
    """
    _check_columns(wh, indicator)
    where, params = asked(wh, levels, places, unit_kind, period_kinds, periods)
    narrowed = figures_of(unit_kind, (*KEY_COLUMNS, *indicator.columns))
    return wh.sql(f"{narrowed} {select_of(indicator)} and {where}", params)


def figures_of(unit_kind: str | None, columns: Iterable[str]) -> str:
    """A `with` that narrows `figures` to where all figures of units of this kind lie, and to these columns: binding all
    of them costs more than reading some. Empty where the units lie anywhere.
    """
    named = ", ".join(dict.fromkeys(columns))
    return (
        f"with figures as not materialized (select {named} from {WHOLE_PROVINCES})" if unit_kind == "province" else ""
    )


def asked(
    wh: Warehouse,
    levels: Sequence[str] | None,
    places: Sequence[str] | None,
    unit_kind: str | None,
    period_kinds: Sequence[str] | None,
    periods: Sequence[str] | None,
) -> tuple[str, dict[str, object]]:
    """What is asked for as a condition over the columns of `figures`, and its parameters; it all exists.

    Each part of it names one column, so that DuckDB passes over the row groups of other places and times.
    """
    _check_places(wh, places)
    _check_time_and_level(levels, period_kinds, periods)
    wanted: dict[str, Sequence[str] | None] = {
        "place_vintage": None if places is None else sorted({key.split(".")[0] for key in places}),
        "place_code": None if places is None else sorted({key.split(".")[1] for key in places}),
        "unit_kind": None if unit_kind is None else [unit_kind],
        "period_kind": period_kinds,
        "period": periods,
        "admin_level": levels,
    }
    conditions: list[str] = []
    params: dict[str, object] = {}
    for column, values in wanted.items():
        if values is not None:
            names = [f"{column}_{n}" for n in range(len(values))]
            params.update(zip(names, values, strict=True))
            conditions.append(f"{column} in ({', '.join(f'${name}' for name in names)})" if names else "false")
    if places is not None:
        params["places"] = list(places)
        conditions.append("list_contains($places, place_vintage || '.' || place_code)")
    return " and ".join(conditions) or "true", params


def stated_in(wh: Warehouse, indicator: Indicator, figures: pl.DataFrame) -> pl.DataFrame:
    """The same out of another frame that stands in for the view `figures`."""
    return wh.sql(f"with figures as (select * from stand_in) {select_of(indicator)}", stand_in=figures)


def select_of(indicator: Indicator) -> str:
    """The indicator's select under the same column names for all, within its validity: counts stand in `numerator`."""
    number = "cast(null as double)"
    had = {
        "numerator": "numerator" if indicator.has_parts else number if indicator.is_rate else "value",
        "denominator": "denominator" if indicator.has_parts else number,
        "stated": "stated" if "stated" in indicator.returns else number,
        "formula_version": "formula_version" if "formula_version" in indicator.returns else "cast(null as varchar)",
    }
    columns = (*KEY_COLUMNS, *(f"{source} as {column}" for column, source in had.items()))
    return f"select {', '.join(columns)} from ({indicator.sql}\n) as indicator where {_validity(indicator)}"


def _validity(indicator: Indicator) -> str:
    """The condition that a period ends on a day of the definition."""
    days = {">=": indicator.valid_from, "<=": indicator.valid_to}
    return " and ".join(f"period_end {sign} date '{day}'" for sign, day in days.items() if day) or "true"


def _check_columns(wh: Warehouse, indicator: Indicator) -> None:
    if missing := sorted(set(indicator.columns) - wh.columns):
        raise CatalogueError(
            indicator.file,
            1,
            f"the warehouse has no column {', '.join(missing)}",
            "Is the field in the loaders' catalogue?",
        )


def _check_time_and_level(
    levels: Sequence[str] | None, period_kinds: Sequence[str] | None, periods: Sequence[str] | None
) -> None:
    for label in periods or ():
        check_label(label)
    for kind in period_kinds or ():
        if kind not in (*KINDS, "range", "as_of"):
            raise UnknownPeriod(f"Không có loại kỳ “{kind}”.", f"There is no kind of period “{kind}”.")
    for level in levels or ():
        if level not in LEVELS:
            raise QueryError(f"Không có cấp “{level}”.", f"There is no administrative level “{level}”.")


def _check_places(wh: Warehouse, places: Sequence[str] | None) -> None:
    for key in places or ():
        if not _PLACE_KEY.match(key) or key not in wh.place_keys:
            raise UnknownPlace(
                f"Không có địa phương “{key}”; mã viết như 63.60 (Bình Thuận cũ) hay 34.68 (Lâm Đồng mới).",
                f"There is no place “{key}”; keys look like 63.60 (old Bình Thuận) or 34.68 (new Lâm Đồng).",
            )
