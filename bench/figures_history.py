"""Writes the figures of 63 provinces × 40 quarters (2015-Q3 to 2025-Q2), always the same, in the contract's tables.

    python -m bench.figures_history FOLDER

Each province-quarter is one report that states the whole and its three levels; the figures balance as a report's do.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from pathlib import Path

import polars as pl

from tests import warehouses

SEED = 766
QUARTERS = [f"{year}-Q{part}" for year in range(2015, 2026) for part in range(1, 5)][2:42]
LEVELS = {"province": 0.2, "district": 0.3, "commune": 0.5}


def history() -> dict[str, pl.DataFrame]:
    """The tables of one vintage; figures only, so `facts`, `problems` and `texts` are empty."""
    numbers = random.Random(SEED)
    codes = warehouses.places().filter(pl.col("place_vintage") == "63")["place_code"].to_list()
    told = [report for code in codes for report in _province(code, numbers)]
    tables = warehouses.told_tables(told)
    return {
        **tables,
        "facts": tables["facts"].clear(),
        "texts": tables["texts"].clear(),
        "places": warehouses.places(),
        "breaks": warehouses.load_breaks(),
        "fields": warehouses.fields(),
        **warehouses.aims(),
    }


def write_history(folder: Path) -> Path:
    """The warehouse folder, ready to open."""
    return warehouses.write_tables(folder, history())


def _province(code: str, numbers: random.Random) -> list[warehouses.Told]:
    """Forty quarters of one province, each opening being the closing of the quarter before."""
    size = numbers.randrange(20_000, 400_000)
    pending = dict.fromkeys(LEVELS, 0)
    told = []
    for quarter in QUARTERS:
        year, month = int(quarter[:4]), int(quarter[6]) * 3
        levels = {level: quarter_of(round(size * share), pending[level], numbers) for level, share in LEVELS.items()}
        pending = {level: figures["dossiers.pending"] for level, figures in levels.items()}
        whole = {field: sum(figures[field] for figures in levels.values()) for field in levels["province"]}
        for level, figures in {"all": whole, **levels}.items():
            told.append(
                warehouses.Told(
                    f"63.{code}",
                    quarter,
                    {field: float(value) for field, value in figures.items()},
                    level=level,
                    report=f"{code} {quarter}",
                    issued_on=date(year, month, 20),
                )
            )
    return told


def quarter_of(size: int, carried_over: int, numbers: random.Random) -> dict[str, int]:
    """One level's balanced figures."""
    new = round(size * numbers.uniform(0.8, 1.2))
    online = round(new * numbers.uniform(0.1, 0.9))
    received = new + carried_over
    resolved = round(received * numbers.uniform(0.85, 0.95))
    overdue = round(resolved * numbers.uniform(0, 0.08))
    early = round((resolved - overdue) * numbers.uniform(0.4, 0.9))
    pending = received - resolved
    late = round(pending * numbers.uniform(0, 0.3))
    services = numbers.randrange(800, 1200)
    petitions = numbers.randrange(10, 90)
    part = {
        name: round(received * numbers.uniform(0.1, 0.9))
        for name in ("digitized", "electronic", "reused", "database", "paid")
    }
    return {
        "dossiers.received": received,
        "dossiers.received_new": new,
        "dossiers.received_online": online,
        "dossiers.received_offline": new - online,
        "dossiers.carried_over": carried_over,
        "dossiers.resolved": resolved,
        "dossiers.resolved_early": early,
        "dossiers.resolved_on_time": resolved - overdue - early,
        "dossiers.resolved_overdue": overdue,
        "dossiers.pending": pending,
        "dossiers.pending_in_time": pending - late,
        "dossiers.pending_overdue": late,
        "digitization.dossiers": part["digitized"],
        "digitization.dossiers_base": received,
        "digitization.electronic_results": part["electronic"],
        "digitization.electronic_results_base": received,
        "digitization.reused": part["reused"],
        "digitization.reused_base": received,
        "digitization.population_db": part["database"],
        "digitization.population_db_base": received,
        "payments.online": part["paid"],
        "payments.online_base": received,
        "services.online": services,
        "services.online_full": services // 2,
        "services.online_partial": services - services // 2,
        "services.on_national_portal": services * 3 // 4,
        "feedback.received": petitions,
        "feedback.resolved": petitions - petitions // 8,
        "index766.total": 60 + petitions // 3,
    }


if __name__ == "__main__":
    print(write_history(Path(sys.argv[1])))
