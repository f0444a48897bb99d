"""How long questions to a national history take: 25 million facts of 11,000 units, 40 quarters, both maps.

Each question is put to the warehouse as the pages put it, and in plain SQL to its DuckDB, to SQLite, PostgreSQL and
Polars over the same figures, by turns in one run; all answers must be equal. Before that every indicator's own select
over all provinces (the budget), and after it one more report is loaded. The history is simulated, made once and kept:
in `bench/out`, or in the folder that BENCH_NATIONAL names.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bench.figures_history import SEED, quarter_of
from bench.indicators import medians
from bench.loading import BUDGET_S, reading, timed
from bench.national_history import QUARTERS, kept
from bench.national_peers import Ask, Missing, in_duckdb, in_polars, in_postgresql, in_sqlite
from bench.national_questions import PLACE, QUESTIONS, same
from queries import Warehouse, catalogue, open_warehouse
from queries.asking import asked, figures_of, select_of
from queries.catalogue import KEY_COLUMNS, Indicator

BUDGET_MS = 30.0
"""Any indicator over all provinces and quarters, in DuckDB (DESIGN.md, section 8)."""
REPEAT = 9
FOLDER = Path(os.environ.get("BENCH_NATIONAL", "bench/out/national"))


def run() -> None:
    """Print the tables."""
    folder = kept(FOLDER)
    wh = open_warehouse(folder)
    facts, reports = (wh.sql(f"select count(*) as n from {table}")["n"].item() for table in ("facts", "reports"))
    print(f"simulated: {facts:,} facts of {reports:,} reports")
    _every_indicator(wh)
    _questions(wh, folder)
    print(_row_groups(wh))
    _load(folder)


def _every_indicator(wh: Warehouse) -> None:
    """The budget: each indicator's select, of all provinces as a whole."""
    selects = {name: _select(wh, each) for name, each in catalogue().items()}
    taken = {name: medians({name: lambda s=select: wh.sql(*s)}, REPEAT)[name] for name, select in selects.items()}
    slowest = max(taken, key=lambda name: taken[name])
    over = sum(each > BUDGET_MS for each in taken.values())
    verdict = "ok" if not over else f"{over} OVER"
    middle = statistics.median(taken.values())
    print(f"{len(taken)} indicators over all provinces × 40 quarters: median {middle:.1f} ms, ", end="")
    print(f"slowest {taken[slowest]:.1f} ms ({slowest})   budget {BUDGET_MS:g} ms   {verdict}")


def _select(wh: Warehouse, indicator: Indicator) -> tuple[str, dict[str, object]]:
    where, params = asked(wh, ["all"], None, "province", ["quarter"], None)
    narrowed = figures_of("province", (*KEY_COLUMNS, *indicator.columns))
    return f"{narrowed} {select_of(indicator)} and {where}", params


def _questions(wh: Warehouse, folder: Path) -> None:
    vintage = folder / wh.vintage
    peers: dict[str, Ask] = {"DuckDB": in_duckdb(wh), "Polars": in_polars(vintage)}
    reasons = []
    with contextlib.ExitStack() as stack:
        peers["SQLite"] = stack.enter_context(in_sqlite(vintage, folder.with_name(f"{folder.name}-peers")))
        try:
            peers["PostgreSQL"] = stack.enter_context(in_postgresql(vintage))
        except Missing as reason:
            reasons.append(f"PostgreSQL left out: {reason}")
        _print_questions(wh, peers, reasons)


def _print_questions(wh: Warehouse, peers: dict[str, Ask], reasons: list[str]) -> None:
    caption = "; ".join([f"median ms of {REPEAT} turns, answers in Python", *reasons])
    table = Table(
        title="Ours also tells which report speaks, who disagrees, n of N; DuckDB is ours alone", caption=caption
    )
    for column in ("question", "rows", "Đúng Hạn", *peers, "DuckDB ÷ best", "equal"):
        table.add_column(column, justify="left" if column == "question" else "right", no_wrap=True)
    for question in QUESTIONS:
        ways = {"ours": lambda q=question: q.answer(wh)}
        ways |= {name: lambda q=question, a=ask: a(q) for name, ask in peers.items()}
        taken = medians(ways, REPEAT)  # type: ignore[arg-type]
        ours = question.answer(wh)
        equal = all(same(ours, ask(question)) for ask in peers.values())
        quickest = min(taken[name] for name in peers if name != "DuckDB")
        times = [f"{taken[name]:.0f}" for name in ("ours", *peers)]
        ratio = f"{taken['DuckDB'] / quickest:.2f}"
        table.add_row(question.name, f"{len(ours):,}", *times, ratio, "yes" if equal and ours else "NO")
    Console(width=140).print(table)


def _row_groups(wh: Warehouse) -> str:
    """How much of the files a question about one province's communes reads."""
    where, params = asked(wh, ["commune"], [PLACE], "commune", ["quarter"], None)
    query = f"explain analyze {select_of(catalogue()['resolved_rate'])} and {where}"
    with wh._connection.cursor() as cursor:
        plan = cursor.execute(query, params).fetchall()[0][1]
    read = re.search(r"Row Groups Scanned: (\d+) / (\d+)", plan)
    return f"one province's communes: {read[1]} of {read[2]} row groups read" if read else "row groups: not told"


def _load(folder: Path) -> None:
    """One more report, twice, into a copy: of a place that eleven thousand others have been loaded for."""
    figures = quarter_of(5000, 300, random.Random(SEED))
    with TemporaryDirectory(dir=folder.parent) as copy:
        shutil.copytree(folder, Path(copy) / "full", copy_function=os.link)
        more = [reading("34.68", f"Sở {name}", QUARTERS[-1], figures) for name in ("mới", "khác")]
        taken = [timed([each], Path(copy) / "full") for each in more]
        alone = timed(more[:1], Path(copy) / "empty")
    best = min(taken)
    verdict = "ok" if best <= BUDGET_S else "OVER"
    print(f"one more report               {best:6.2f} s   budget {BUDGET_S:.0f} s   {verdict}")
    print(f"the same, empty warehouse     {alone:6.2f} s   ratio {best / alone:,.0f}")


if __name__ == "__main__":
    run()
