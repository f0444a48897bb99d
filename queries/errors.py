"""The only place for what can go wrong in `queries`: one family, each with a sentence in Vietnamese and in English."""

from __future__ import annotations

from pathlib import Path


class QueryError(Exception):
    """Something asked of the warehouse that cannot be answered; both messages are whole sentences for the reader."""

    def __init__(self, message_vi: str, message_en: str) -> None:
        super().__init__(f"{message_vi} / {message_en}")
        self.message_vi = message_vi
        self.message_en = message_en


class NoWarehouse(QueryError):
    """There is no warehouse yet, or its pointer leads nowhere."""


class UnknownVintage(NoWarehouse):
    """A pinned vintage that is not, or no longer, kept."""


class UnknownIndicator(QueryError):
    """No .sql file of that name."""


class UnknownField(QueryError):
    """No report field of that name in the warehouse."""


class UnknownPlace(QueryError):
    """A place key that is malformed or not in `places`."""


class UnknownPeriod(QueryError):
    """A period label or kind that is not one of ours, or that no figure covers."""


class UnknownReport(QueryError):
    """No report with that id in this vintage."""


class CannotCompare(QueryError):
    """Two numbers that mean different things: other boundaries, another formula."""


class CannotRollUp(QueryError):
    """A number that may not be added up: a printed rate, a score, a rank, or things counted once over several units."""


class CatalogueError(QueryError):
    """An indicator's .sql file that breaks the rules: it stops the program, at the file and line it names."""

    def __init__(self, file: Path, line: int, fault: str, advice: str = "") -> None:
        where = f"{file.name}:{line}"
        tail = f" {advice}" if advice else ""
        super().__init__(f"Tệp chỉ số {where} sai quy ước.", f"{where}: {fault}.{tail}")
        self.file = file
        self.line = line
        self.fault = fault
