"""Writes a simulated national history at commune level, always the same, into a warehouse of the loaders' own tables.

    python -m bench.national_history FOLDER [--share 0.05] [--quarters 12] [--written 4]

11,000 units report for 40 quarters (2016-Q4 to 2026-Q3), 400,000 reports of 25 million facts, before and after the
merger of 1 July 2025. Some units do not report, some correct themselves, and there are planted contradictions: sums
that do not add up (suspect), openings that are not the closings before, communes that are not their province's part,
two reports that disagree; some provinces sign late. Every report says that it is simulated. Those of the last quarters
may be written: sentences of ours that state the figures, and some reports that are held.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from bench.national_figures import first_backlog, handed_over, quarter
from bench.national_reports import SIMULATED, Told, told
from bench.national_units import eras
from loaders.catalogue.fields import load_fields
from loaders.periods.kinds import period_labelled
from loaders.places.breaks import load_breaks
from loaders.places.reference import load_places, map_of
from loaders.warehouse.contracts import fields_table, schema_of
from loaders.warehouse.files import sink, write_part, write_whole
from loaders.warehouse.targets import read_grades, read_targets
from loaders.warehouse.vintages import current, publish, writing

SEED = 766
QUARTERS = [f"{year}-Q{part}" for year in range(2016, 2027) for part in range(1, 5)][3:43]
RECIPE = "3"
"""Counts up when the same arguments make another history, so that one that is kept is made anew."""


def kept(folder: Path, share: float = 1.0, quarters: int = len(QUARTERS), written: int = 0) -> Path:
    """The warehouse in `folder`, made first where it is not there or was made otherwise."""
    recipe = f"{SIMULATED} {RECIPE}: {share} × {quarters}, {written}\n"
    marker = folder / "RECIPE"
    if current(folder) is None or not marker.exists() or marker.read_text(encoding="utf-8") != recipe:
        write(folder, share, quarters, written)
        marker.write_text(recipe, encoding="utf-8")
    return folder


def write(folder: Path, share: float = 1.0, quarters: int = len(QUARTERS), written: int = 0) -> Path:
    """A new vintage with the last so many quarters, of `share` of the communes and districts; the warehouse folder."""
    with writing(folder):
        publish(folder, lambda path: _fill(path, history(share, quarters, written)), lambda step: None)
    return folder


def history(share: float = 1.0, quarters: int = len(QUARTERS), written: int = 0) -> Iterator[Told]:
    """What is reported quarter by quarter, in the order in which it comes; the last `written` have texts."""
    numbers = np.random.default_rng(SEED)
    before, after = eras(numbers, share)
    units, backlog = before, first_backlog(before)
    for turn, label in list(enumerate(QUARTERS))[-quarters:]:
        period = period_labelled(label, "standard")
        if units is before and map_of(period.end) != "63":
            backlog = handed_over(before, backlog, len(after))
            units = after
        own, levels, backlog = quarter(units, backlog, turn, numbers)
        yield told(units, period, own, levels, numbers, is_written=turn >= len(QUARTERS) - written)


def _fill(folder: Path, quarters: Iterator[Told]) -> None:
    """The folder of a vintage, part by part; never more than a few quarters are in memory."""
    reports, problems, whole = [], [], []
    for number, part in enumerate(_parts(quarters, problems), start=1):
        reports.append(part.reports.with_columns(part=pl.lit(number, pl.Int32)).select(schema_of("reports").keys()))
        whole.append(write_part(folder, number, part.facts.lazy(), part.texts.lazy(), reports[-1], load_fields()))
    write_whole(folder, whole)
    tables = {
        "reports": pl.concat(reports),
        "problems": pl.concat(problems),
        "places": load_places(),
        "breaks": load_breaks(),
        "fields": fields_table(load_fields()),
        "targets": read_targets().rows,
        "grades": read_grades(),
    }
    for table, frame in tables.items():
        sink(frame.lazy(), folder / f"{table}.parquet", table)


def _parts(quarters: Iterator[Told], problems: list[pl.DataFrame]) -> Iterator[Told]:
    """The reports of each part; their problems, which lie in no parts, are put aside."""
    waiting: Told | None = None
    for block in quarters:
        waiting = block if waiting is None else waiting.followed_by(block)
        problems.append(block.problems)
        while waiting.is_full:
            part, waiting = waiting.cut()
            yield part
    if waiting is not None and len(waiting.reports):
        yield waiting


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="of the communes and districts (default: all)")
    parser.add_argument("--quarters", type=int, default=len(QUARTERS), help="the last so many (default: 40)")
    parser.add_argument("--written", type=int, default=0, help="of so many of the last ones with texts (default: none)")
    asked = parser.parse_args()
    print(kept(asked.folder, asked.share, asked.quarters, asked.written))


if __name__ == "__main__":
    main()
