"""The same figures in DuckDB alone, SQLite, PostgreSQL and plain Polars, for the national bench.

PostgreSQL is started for the bench from an `initdb` that is installed, under an account of its own where root runs the
bench, and asked through ADBC; where either is missing it says why and is left out.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from bench.national_questions import INDICATOR, Answer, Question, answer
from loaders.warehouse.parts import scan
from queries import Warehouse, catalogue
from queries.asking import figures_of
from queries.catalogue import KEY_COLUMNS
from queries.warehouse import WHOLE_PROVINCES

Ask = Callable[[Question], Answer]
INDEXES = (
    "create unique index by_id on reports (id)",
    "create index by_place on stored (unit_kind, admin_level, place_vintage, place_code, period_end)",
    "create index by_period on stored (unit_kind, admin_level, period)",
)
VIEW = "create view figures as select * from stored where superseded_on is null"
_BATCH = 20_000
_ACCOUNTS = ("postgres", "nobody")
"""Who may run PostgreSQL where root does not."""


class Missing(Exception):
    """Why a peer cannot be had here."""


def in_duckdb(wh: Warehouse) -> Ask:
    """The same SQL in our own warehouse: what the engine takes, without what the pages are told beside the number."""
    columns = (*KEY_COLUMNS, *catalogue()[INDICATOR].columns)
    provinces = figures_of("province", columns)
    issued = "reports as not materialized (select {distinct} report_id as id, issued_on from {of})"

    def ask(question: Question) -> Answer:
        if "'province'" in question.sql:
            first = f"{provinces}, {issued.format(distinct='distinct', of=WHOLE_PROVINCES)}"
        else:
            first = f"with {issued.format(distinct='', of='reports')}"
        return answer(wh.sql(f"{first} select * from ({question.sql}) as asked (key, value)").iter_rows())

    return ask


def in_polars(vintage: Path) -> Ask:
    """Straight from the Parquet files."""
    return lambda question: answer(question.polars(scan(vintage, "figures")).collect().iter_rows())


@contextlib.contextmanager
def in_sqlite(vintage: Path, folder: Path) -> Iterator[Ask]:
    """A database file beside the history, made once for each vintage."""
    file = folder / f"{vintage.name}.sqlite"
    if not file.exists():
        _fill_sqlite(vintage, folder, file)
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma cache_size = -500000")
        yield lambda question: answer(connection.execute(question.sql))


def _fill_sqlite(vintage: Path, folder: Path, file: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.sqlite*"):
        old.unlink()
    building = file.with_suffix(".sqlite-part")
    with contextlib.closing(sqlite3.connect(building)) as connection:
        for table, rows in _tables(vintage).items():
            dated = rows.with_columns(pl.col(pl.Date, pl.Datetime).cast(pl.String))
            connection.execute(f"create table {table} ({', '.join(rows.columns)})")
            insert = f"insert into {table} values ({', '.join('?' * len(rows.columns))})"
            for batch in dated.iter_slices(_BATCH):
                connection.executemany(insert, batch.iter_rows())
        for statement in (*INDEXES, VIEW, "analyze"):
            connection.execute(statement)
        connection.commit()
    building.rename(file)


def _tables(vintage: Path) -> dict[str, pl.DataFrame]:
    """The figures with the columns that anybody states, and when each report was issued."""
    rows = scan(vintage, "figures").collect()
    stored = rows.select(column for column in rows if column.null_count() < len(rows))
    return {"stored": stored, "reports": scan(vintage, "reports").select("issued_on", id="report_id").collect()}


@contextlib.contextmanager
def in_postgresql(vintage: Path) -> Iterator[Ask]:
    """A server of its own on a socket in a temporary folder; raises Missing where it cannot be had."""
    try:
        from adbc_driver_postgresql import dbapi  # type: ignore[import-not-found, unused-ignore]
    except ImportError as cause:
        raise Missing("adbc-driver-postgresql is not installed") from cause
    with _server() as address, dbapi.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        for table, rows in _tables(vintage).items():
            for batch in rows.iter_slices(_BATCH):
                cursor.adbc_ingest(table, batch, mode="create_append")
        for statement in (*INDEXES, VIEW, "analyze"):
            cursor.execute(statement)

        def ask(question: Question) -> Answer:
            cursor.execute(f"select * from ({question.sql}) as asked (key, value)")
            return answer(pl.DataFrame(cursor.fetch_arrow()).iter_rows())

        yield ask


@contextlib.contextmanager
def _server() -> Iterator[str]:
    """The address of a fresh PostgreSQL, which ends with the bench."""
    programs = _programs()
    account = _account()
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        data = Path(folder) / "data"
        Path(folder).chmod(0o755)
        if account:
            shutil.chown(folder, account)
        quiet = {"user": account, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        subprocess.run([programs / "initdb", "-D", data, "-U", "bench", "-E", "UTF8", "--no-sync"], check=True, **quiet)
        settings = ("listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "shared_buffers=512MB")
        flags = [flag for setting in settings for flag in ("-c", setting)]
        server = subprocess.Popen([programs / "postgres", "-D", data, *flags], **quiet)
        try:
            ready = [programs / "pg_isready", "-h", folder, "-t", "10"]
            while server.poll() is None and subprocess.run(ready, **quiet).returncode:
                pass
            yield f"postgresql:///postgres?host={folder}&user=bench"
        finally:
            server.terminate()
            server.wait()


def _programs() -> Path:
    """The folder of PostgreSQL's programs: that of `initdb` where it is on the path, else where Debian puts it."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        return folder
    raise Missing("PostgreSQL is not installed")


def _account() -> str | None:
    """An account that may run the server: root may not."""
    if os.geteuid():
        return None
    with contextlib.suppress(ImportError):
        import pwd

        known = {entry.pw_name for entry in pwd.getpwall()}
        if found := next((name for name in _ACCOUNTS if name in known), None):
            return found
    raise Missing("root has no account to run PostgreSQL under")
