"""Parquet → numbers. The only place that makes indicators of figures; knows nothing of reports or Streamlit.

Everything public is here; frames are Polars, one query per call, safe from any thread.

    wh = open_warehouse()                               # the current vintage; cheap, call it at every rerun
    catalogue()["on_time_rate"]                         # what an indicator means: titles, formula, legal basis, SQL
    rate(wh, "on_time_rate", places=["63.60"])          # one number per unit × level × period × window
    readings(wh, "on_time_rate", places=["63.60"])      # every report's own number, the speaking one marked
    rollup(wh, "on_time_rate", to="nation")             # ratio of sums, with n of N
    decomposition(wh, "on_time_rate", "2023-Q1", "2024-Q1")     # why it moved: rate, mix, coverage by member
    over_time(wh, "on_time_rate", to="quarter")         # months → quarters, field by field
    trend(wh, "on_time_rate", period_kind="quarter")    # the same with a row for every gap
    ranking(wh, "on_time_rate", period="2024-Q1")       # who stands where, unless too few report
    statements(wh, ["dossiers.received"])               # single fields as stated, and which report speaks why
    disagreements(wh)                                   # all readings where reports contradict each other
    coverage(wh, "quarter")                             # who has reported for which period, and who has not
    reconciliation(wh, places=["63.60"])                # parts against wholes, openings against closings
    facts_behind(wh, "on_time_rate", row)               # the facts (with offsets) behind one row of rate()
    with_targets(wh, "reuse_rate", rows)                # the target of each row, how far off, and may it be judged
    with_grades(wh, "index766_total", rows)             # the grade of a published score, where one is certain
    changes(before, after)                              # two vintages: reports that came, went or are read otherwise

Columns of `rate` (the others say what they add):
    place_vintage, place_code, place (name), unit, unit_kind, admin_level,
    period_kind, period, period_start, period_end (dates), window_basis (stated|standard|calendar),
    numerator, denominator (f64; null for counts and for rates known only as printed),
    rate (f64: in percent, also where the value is points made of it; null for counts and published scores),
    value (f64: the rate of percent indicators, else points or the count; null: nothing arose, 0 ÷ 0),
    stated (f64: the rate as printed, where a report prints one),
    basis (computed: divided here | stated: as printed, never aggregated | impossible: the parts contradict each other),
    report_id, confidence (i64 1–3), then
    formula_version (str or null: rows of different versions are never one line), family, issued_on,
    from_levels (bool: the report states the levels apart and they were added up),
    readings (i64: how many reports state this number), disputed (bool: they disagree beyond rounding),
    because (the rule by which this report speaks before the next one: see `speaking.RULES`; null where it is alone),
    small (bool: the denominator is below `ENOUGH`: shown with its n/N, without rank or colour).

A place key is "VINTAGE.CODE": "63.60", "34.52", "vn.00". Periods are labels: "2024-04", "2024-Q1", "2024".
"""

from queries.catalogue import Indicator, catalogue
from queries.changes import Changes, changes
from queries.coverage import coverage
from queries.decomposition import decomposition, rounded
from queries.errors import (
    CannotCompare,
    CannotRollUp,
    CatalogueError,
    NoWarehouse,
    QueryError,
    UnknownField,
    UnknownIndicator,
    UnknownPeriod,
    UnknownPlace,
    UnknownReport,
    UnknownVintage,
)
from queries.evidence import facts_behind
from queries.grades import with_grades
from queries.longer_periods import over_time
from queries.periods import between, calendar_days, previous_period, year_before
from queries.rates import ENOUGH, available_periods, rate, readings
from queries.reconciliation import reconciliation
from queries.rollup import COVERAGE_TO_RANK, rollup
from queries.statements import disagreements, statements
from queries.targets import misplaced, targets, with_targets
from queries.trends import ranking, trend
from queries.warehouse import Warehouse, open_warehouse

__all__ = [
    "COVERAGE_TO_RANK",
    "ENOUGH",
    "CannotCompare",
    "CannotRollUp",
    "CatalogueError",
    "Changes",
    "Indicator",
    "NoWarehouse",
    "QueryError",
    "UnknownField",
    "UnknownIndicator",
    "UnknownPeriod",
    "UnknownPlace",
    "UnknownReport",
    "UnknownVintage",
    "Warehouse",
    "available_periods",
    "between",
    "calendar_days",
    "catalogue",
    "changes",
    "coverage",
    "decomposition",
    "disagreements",
    "facts_behind",
    "misplaced",
    "open_warehouse",
    "over_time",
    "previous_period",
    "ranking",
    "rate",
    "readings",
    "reconciliation",
    "rollup",
    "rounded",
    "statements",
    "targets",
    "trend",
    "with_grades",
    "with_targets",
    "year_before",
]
