"""Times every indicator over 63 provinces × 40 quarters, against the same number worked out in plain Polars.

    python -m bench.indicators [--repeat 21] [--check]

One table, all times in milliseconds, warm, the median of `--repeat` turns taken by turns: `DuckDB` is the indicator's
own select in a warehouse as it is opened (small files held in memory; the budget), `Parquet` the same over views of the
files, `rate()` the whole way to the numbers that speak, `Polars` the peer, which reads the file.
With --check it ends with 1 where an answer differs or a budget is missed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from bench.figures_history import write_history
from queries import Indicator, Warehouse, catalogue, open_warehouse, rate
from queries.vintages import current_vintage

BUDGET = 10.0
"""Milliseconds in DuckDB (DESIGN.md, section 8)."""

EARLY_OR_ON_TIME = ["dossiers_resolved_early", "dossiers_resolved_on_time"]
PARTS: dict[str, tuple[list[str], list[str]]] = {
    "on_time_rate": (EARLY_OR_ON_TIME, ["dossiers_resolved"]),
    "on_time_rate_with_overdue_pending": (EARLY_OR_ON_TIME, ["dossiers_resolved", "dossiers_pending_overdue"]),
    "early_rate": (["dossiers_resolved_early"], ["dossiers_resolved"]),
    "on_the_day_rate": (["dossiers_resolved_on_time"], ["dossiers_resolved"]),
    "on_time_per_new": (EARLY_OR_ON_TIME, ["dossiers_received_new"]),
    "pending_in_time_rate": (["dossiers_pending_in_time"], ["dossiers_pending"]),
    "carried_over_share": (["dossiers_carried_over"], ["dossiers_received_new", "dossiers_carried_over"]),
    "clearance_rate": (["dossiers_resolved"], ["dossiers_received_new"]),
    "resolved_rate": (["dossiers_resolved"], ["dossiers_received"]),
    "pending_share": (["dossiers_pending"], ["dossiers_received"]),
    "pending": (["dossiers_pending"], []),
    "pending_overdue": (["dossiers_pending_overdue"], []),
    "received_new": (["dossiers_received_new"], []),
    "on_time_rate_766": ([*EARLY_OR_ON_TIME, "dossiers_pending_in_time"], ["dossiers_received"]),
    "overdue_rate": (["dossiers_resolved_overdue"], ["dossiers_resolved"]),
    "overdue_rate_766": (["dossiers_resolved_overdue", "dossiers_pending_overdue"], ["dossiers_received"]),
    "overdue_pending_rate": (["dossiers_pending_overdue"], ["dossiers_pending"]),
    "online_share_new": (["dossiers_received_online"], ["dossiers_received_new"]),
    "online_share_all": (["dossiers_received_online"], ["dossiers_received"]),
    "online_payment_rate": (["payments_online"], ["payments_online_base"]),
    "digitization_rate": (["digitization_dossiers"], ["digitization_dossiers_base"]),
    "electronic_results_rate": (["digitization_electronic_results"], ["digitization_electronic_results_base"]),
    "reuse_rate": (["digitization_reused"], ["digitization_reused_base"]),
    "population_db_rate": (["digitization_population_db"], ["digitization_population_db_base"]),
    "services_full_share": (["services_online_full"], ["services_online"]),
    "services_on_portal_share": (["services_on_national_portal"], ["services_online"]),
    "feedback_resolved_rate": (["feedback_resolved"], ["feedback_received"]),
    "received": (["dossiers_received"], []),
    "resolved": (["dossiers_resolved"], []),
    "index766_total": (["index766_total"], []),
}
"""What the peer adds up and divides, said a second time on purpose: the answers must be equal. Others have no peer."""

SINCE = dict.fromkeys(("on_time_rate_766", "index766_total"), date(2022, 6, 23))
"""The day on which a definition begins."""


def by_polars(figures: Path, name: str) -> pl.DataFrame:
    """place_code, period, value: straight from the Parquet file."""
    parts, wholes = PARTS[name]
    top, bottom = pl.sum_horizontal(parts, ignore_nulls=False), pl.sum_horizontal(wholes or ["confidence"])
    return (
        pl.scan_parquet(figures)
        .filter((pl.col("admin_level") == "all") & (pl.col("unit_kind") == "province"))
        .filter(pl.col("period_end") >= SINCE.get(name, date.min))
        .select("place_code", "period", (100 * top / bottom if wholes else top).alias("value"))
        .filter(pl.col("value").is_not_null())
        .collect()
        .sort("place_code", "period")
    )


def by_duckdb(wh: Warehouse, indicator: Indicator) -> pl.DataFrame:
    """The indicator's own select, of the provinces' whole numbers."""
    whole = "admin_level = 'all' and unit_kind = 'province'"
    return wh.sql(f"select * from ({indicator.sql}) as indicator where {whole}")


def medians(turns: dict[str, Callable[[], pl.DataFrame]], repeat: int) -> dict[str, float]:
    """Median milliseconds of each, taken by turns so that all meet the same weather."""
    times: dict[str, list[float]] = {name: [] for name in turns}
    for turn in range(repeat + 1):
        for name, run in turns.items():
            started = time.perf_counter()
            run()
            if turn:  # the first turn warms
                times[name].append((time.perf_counter() - started) * 1000)
    return {name: statistics.median(taken) for name, taken in times.items()}


def same(ours: pl.DataFrame, theirs: pl.DataFrame) -> bool:
    """Whether both have the same units and periods, and the same numbers to the last digits of a float."""
    ours = ours.select("place_code", "period", "value").sort("place_code", "period")
    if not ours.select("place_code", "period").equals(theirs.select("place_code", "period")):
        return False
    return bool(((ours["value"] - theirs["value"]).abs() <= 1e-9).all())


def run(repeat: int = 21, *, strict: bool = False) -> int:
    """Builds the history in a temporary folder and prints the table; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = write_history(Path(folder))
        return report(open_warehouse(warehouse), warehouse, repeat, strict=strict)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--repeat", type=int, default=21)
    parser.add_argument("--check", action="store_true", help="end with 1 where an answer differs or a budget is missed")
    asked = parser.parse_args()
    return run(asked.repeat, strict=asked.check)


def report(wh: Warehouse, folder: Path, repeat: int, *, strict: bool) -> int:
    """Prints the table; the exit code."""
    figures = folder / current_vintage(folder) / "figures.parquet"
    from_files = Warehouse(wh.folder, wh.vintage, held_in_memory=0)
    table = Table(title="63 provinces × 40 quarters, median ms", caption=f"budget: {BUDGET:g} ms in DuckDB")
    for column in (
        "indicator",
        "rows",
        "DuckDB",
        "Parquet",
        "rate()",
        "Polars",
        "DuckDB ÷ Polars",
        "equal",
        "in budget",
    ):
        table.add_column(column, justify="left" if column == "indicator" else "right", no_wrap=True)
    failed = 0
    for name, indicator in catalogue().items():
        ways: dict[str, Callable[[], pl.DataFrame]] = {
            "duckdb": lambda i=indicator: by_duckdb(wh, i),  # type: ignore[misc]
            "parquet": lambda i=indicator: by_duckdb(from_files, i),  # type: ignore[misc]
            "rate": lambda n=name: rate(wh, n),  # type: ignore[misc]
        }
        if name in PARTS:
            ways["polars"] = lambda n=name: by_polars(figures, n)  # type: ignore[misc]
        taken = medians(ways, repeat)
        ours = rate(wh, name)
        equal, quick = name not in PARTS or same(ours, by_polars(figures, name)), taken["duckdb"] <= BUDGET
        failed += not (equal and quick)
        numbers = [f"{taken[key]:.1f}" if key in taken else "—" for key in ("duckdb", "parquet", "rate", "polars")]
        ratio = f"{taken['duckdb'] / taken['polars']:.2f}" if name in PARTS else "—"
        answer = ("yes" if equal else "NO") if name in PARTS else "—"
        table.add_row(name, str(ours.height), *numbers, ratio, answer, "yes" if quick else "NO")
    Console(width=120).print(table)
    return int(strict and failed > 0)


if __name__ == "__main__":
    sys.exit(main())
