"""The only place that knows what was known when: which reports, facts and figures a warehouse shows.

A report is known from `known_on`, the day it was issued (else received), until `superseded_on`, the day its correction
was. Nothing is deleted: asked for a day, a warehouse shows what it would have shown then.
"""

from __future__ import annotations

from datetime import date

from queries.vintages import TABLES


def selects(known_on: date | None) -> dict[str, str]:
    """For each table, in an order in which they can be made, the select over its `{file}`; None is today."""
    everything = dict.fromkeys(TABLES, "select * from {file}")
    if known_on is None:
        return {**everything, "figures": "select * from {file} where superseded_on is null"}
    day = f"date '{known_on.isoformat()}'"
    known, then = f"known_on <= {day}", f"(superseded_on is null or superseded_on > {day})"
    of_reports = "select * from {file} where report_id in (select report_id from reports)"
    state = f"case when state = 'superseded' and {then} then 'current' else state end as state"
    until = f"case when {then} then null else superseded_on end as superseded_on"
    return {
        "reports": f"select * replace ({state}, {until}) from {{file}} where {known}",
        "figures": f"select * from {{file}} where {known} and {then}",
        **{name: select for name, select in everything.items() if name not in ("reports", "figures")},
        "facts": f"select * replace ({_COUNTED} as counted) {of_reports.removeprefix('select *')}",
        "problems": of_reports,
        "texts": of_reports,
    }


_COUNTED = """
    status <> 'suspect' and confidence >= 2 and place_code is not null and unit is not null and period is not null
    and report_id in (select report_id from figures)
"""
"""What `counted` means where a report that has been corrected since still counts."""
