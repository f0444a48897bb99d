"""The only place that loads files into the warehouse: has them read, commits, and accounts for every one.

A load is one vintage. What it has read is kept in a journal until then, and what the warehouse holds of the very same
bytes, read by the same version without a person's decision, is not read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

import polars as pl

from loaders import decisions
from loaders.batch import archives, outcomes
from loaders.batch.intake import Taken, key_of, take, unpacked
from loaders.batch.journal import Journal, journal
from loaders.batch.outcomes import Outcome
from loaders.batch.sources import Found, Passed, Source
from loaders.batch.workers import Pool
from loaders.catalogue.fields import load_fields
from loaders.decisions import Decision
from loaders.records import LoaderError, Reading
from loaders.version import loader_version
from loaders.warehouse.store import Commit, Standing, commit, standing

Watch = Callable[[str, int], None]
"""Told the name of each file that is done, and how many there are."""


@dataclass(slots=True)
class Load:
    """What became of each file, in their order, but first of those that a person decided about; and what was done to
    the warehouse, None where nothing was to do.
    """

    outcomes: list[Outcome]
    commit: Commit | None = None


def load(
    found: Iterable[Found],
    folder: Path,
    pool: Pool,
    *,
    decision: Decision | None = None,
    targets: pl.DataFrame | None = None,
    again: bool = False,
    watch: Watch = lambda name, total: None,
    show: Callable[[Reading], None] = lambda reading: None,
) -> Load:
    """Load files into the warehouse at `folder`; `again` reads those too that are there already.

    `targets` is that table of the warehouse; by default what ships.

    Raises LoaderError where the warehouse cannot be written; what is wrong with a file is its outcome.
    """
    version = loader_version()
    with journal(folder, version) as kept:
        if again:
            kept.forget()
        before = {} if again else _standing(folder, version, decision)
        found = sorted(archives.unfolded(found, pool), key=_is_undecided)
        intake = _Intake(found, pool, kept, before, decision, watch, show)
        readings = intake.readings()
        first = next(readings, None)
        done = Load(intake.outcomes)
        if first is not None or any(each.outcome in ("same", "held") for each in intake.outcomes):
            done.commit = commit(
                chain([first] if first else [], readings), folder, load_fields(), targets=targets, version=version
            )
            done.outcomes = _settled(intake.outcomes, done.commit)
    return done


def _is_undecided(each: Found) -> bool:
    """Of files with the same bytes the first one stands: it is one that a person decided about."""
    if isinstance(each, Passed) or each.inside:
        return True
    try:
        return decisions.beside(each.path) is None
    except LoaderError:  # two decisions: said when it is read
        return False


def _standing(folder: Path, version: str, decision: Decision | None) -> dict[bytes, Standing]:
    """The reports that need not be read again, by the key that their files have now."""
    place = decision.place if decision else None
    return {
        key_of(each.report_id, each.file, place=place): each
        for each in standing(folder, version)
        if each.placed or place is None
    }


@dataclass(slots=True)
class _Intake:
    """One pass over the files: readings one after the other, and an outcome each."""

    found: Sequence[Found]
    pool: Pool
    kept: Journal
    before: dict[bytes, Standing]
    decision: Decision | None
    watch: Watch
    show: Callable[[Reading], None]
    outcomes: list[Outcome] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    """Report → the file of this load that had it first."""

    def readings(self) -> Iterator[Reading]:
        """What is new to the warehouse, in the order of the files."""
        known = frozenset((*self.before, *self.kept.keys()))
        work = partial(take, decision=self.decision, known=known)
        answers = self.pool.answers(work, [each for each in self.found if isinstance(each, Source)])
        for each in self.found:
            if isinstance(each, Passed):
                self._done(outcomes.of_passed(each))
                continue
            answer = next(answers)
            if answer.error:
                self._done(outcomes.of_error(each.shown, answer.error))
            else:
                yield from self._taken(each, answer.value)

    def _taken(self, source: Source, taken: Taken) -> Iterator[Reading]:
        if taken.packed is None and (stands := self.before.get(taken.key)):
            self._done(
                outcomes.of_standing(source, stands.report_id, stands.held_reason, stands.facts, stands.problems)
            )
            return
        if taken.packed is not None:
            self.kept.add(taken.key, taken.packed)
        readings = unpacked(self.kept.get(taken.key) if taken.packed is None else taken.packed)
        self._done(outcomes.of_readings(source, readings))
        for reading in readings:
            if self.seen[reading.report.report_id] == source.shown:
                self.show(reading)
                yield reading

    def _done(self, outcome: Outcome) -> None:
        """Note what became of a file; one whose reports all came before is the same as that one."""
        first = {self.seen.setdefault(report, outcome.file) for report in outcome.reports}
        if first and outcome.file not in first:
            outcome = replace(
                outcome, outcome="same", said=f"Cùng nội dung với {min(first)} (the same bytes).", advice=""
            )
        self.outcomes.append(outcome)
        self.watch(outcome.file, len(self.found))


def _settled(every: Sequence[Outcome], result: Commit) -> list[Outcome]:
    """The outcomes once it is known which reports had been there, read the same way."""
    there = set(result.skipped) - {*result.added, *result.replaced}
    return [
        replace(each, outcome="same") if each.outcome == "read" and each.reports and {*each.reports} <= there else each
        for each in every
    ]
