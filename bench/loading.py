"""How long one more report takes to load into a warehouse of a million facts, held against all others of its place,
beside the same report into an empty warehouse and the million itself from cold.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.figures_history import QUARTERS, SEED, quarter_of
from loaders.catalogue.fields import load_fields
from loaders.periods.kinds import period_labelled
from loaders.places.reference import load_places, place_coded
from loaders.records import Fact, Locator, Reading, Report
from loaders.warehouse.store import commit

BUDGET_S, COLD_S = 5.0, 60.0
UNITS = 14
"""Reporting units a province: 63 provinces × 40 quarters × 14 units × 29 figures are a million facts."""
TEXT = "Báo cáo của đơn vị. " * 50


def reports(units: int = UNITS) -> Iterator[Reading]:
    """One report of each unit and quarter; each opening is the closing of the quarter before."""
    numbers = random.Random(SEED)
    for code in load_places().filter(place_vintage="63")["place_code"]:
        pending = dict.fromkeys(range(units), 0)
        for quarter in QUARTERS:
            for unit in range(units):
                figures = quarter_of(1000 * (unit + 1), pending[unit], numbers)
                pending[unit] = figures["dossiers.pending"]
                yield reading(f"63.{code}", f"Sở {unit}" if unit else "toàn tỉnh", quarter, figures)


def reading(place: str, unit: str, quarter: str, figures: dict[str, int]) -> Reading:
    """A report as a reader would return it."""
    kind = "province" if unit == "toàn tỉnh" else "department"
    facts = (Fact(field, float(value), "all", f"{value}", Locator(0, 3)) for field, value in figures.items())
    report = Report(
        report_id=random.Random(f"{place} {unit} {quarter}").randbytes(32).hex(),
        file=f"{place} {unit} {quarter}.txt",
        format="text",
        family="ksthc",
        place=place_coded(place),
        unit=unit,
        unit_kind=kind,
        period=period_labelled(quarter, "standard"),
    )
    return Reading(report, TEXT, tuple(facts))


def timed(readings: Iterable[Reading], folder: Path) -> float:
    """Seconds of one load."""
    start = perf_counter()
    commit(readings, folder, load_fields())
    return perf_counter() - start


def run() -> None:
    """Print the table."""
    one = reading("63.60", "Sở mới", QUARTERS[-1], quarter_of(5000, 300, random.Random(SEED)))
    other = reading("63.60", "Sở khác", QUARTERS[-1], quarter_of(5000, 300, random.Random(SEED)))
    with TemporaryDirectory() as folder:
        cold = timed(reports(), Path(folder) / "full")
        more, again = timed([one], Path(folder) / "full"), timed([other], Path(folder) / "full")
        alone = timed([one], Path(folder) / "empty")
    best = min(more, again)
    cold_verdict = "ok" if cold <= COLD_S else "OVER"
    print(f"a million facts from cold     {cold:6.1f} s   bound {COLD_S:.0f} s   {cold_verdict}")
    verdict = "ok" if best <= BUDGET_S else "OVER"
    print(f"one more report               {best:6.2f} s   budget {BUDGET_S:.0f} s   {verdict}")
    print(f"the same, empty warehouse     {alone:6.2f} s   ratio {best / alone:,.0f}")


if __name__ == "__main__":
    run()
