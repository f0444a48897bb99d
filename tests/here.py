"""Stands in for worker processes where a test is about what is asked of them, not about processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from loaders.batch.sources import Source
from loaders.batch.workers import Answer, Work
from loaders.records import LoaderError


class Here:
    """Answers in this process, one source after the other, and keeps the answers."""

    def __init__(self) -> None:
        self.answered: list[Answer] = []

    def answers(self, work: Work, sources: Iterable[Source]) -> Iterator[Answer]:
        """See `Pool.answers`."""
        for source in sources:
            value: Any = None
            error = None
            try:
                value = work(source)
            except LoaderError as refused:
                error = refused
            self.answered.append(Answer(source, value, error))
            yield self.answered[-1]
