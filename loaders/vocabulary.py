"""The only place for the words that columns of the warehouse may hold (fields and places have their own catalogues).

To add one, add it to its tuple and say in the README of `data/published` what it means.
"""

from __future__ import annotations

FAMILIES = ("ksthc", "cchc", "cctthc", "thematic", "figures", "unknown")
STATES = ("current", "superseded", "held")
UNIT_KINDS = (
    "province",
    "department",
    "district",
    "commune",
    "service_centre",
    "one_stop_office",
    "group",
    "system",
    "national",
    "ministry",
)
ADMIN_LEVELS = ("all", "province", "district", "commune", "district+commune")
PERIOD_KINDS = ("month", "quarter", "half", "nine_months", "year", "range", "as_of")
WINDOW_BASES = ("stated", "standard", "calendar")
BASES = ("stated", "derived")
STATUSES = ("confirmed", "plain", "suspect")
SEVERITIES = ("error", "warning", "info")
FIELD_LEVELS = ("sum", "distinct")
PLACE_KINDS = ("tỉnh", "thành phố", "quốc gia")
BREAK_KINDS = ("merged", "two_levels", "renamed")
SCOPES = ("nation", "ministries", "provinces", "province", "level", "unit")
"""Whom a target is set for: the whole nation, each ministry, each province, one province, one level, one unit."""
DIRECTIONS = ("up", "down")
"""up: a target is a least value; down: a most value."""

WHOLE_PROVINCE = "toàn tỉnh"
"""The unit of a figure about all of a province, whatever its type."""

CELL = (
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
)
"""What a figure is about; with the report and the field it names one cell of the table `figures`."""


def column_of(field: str) -> str:
    """The column of `figures` that holds a field."""
    return field.replace(".", "_")
