"""The only place that turns a set of terms into a field: {dossier, resolved, overdue} is dossiers.resolved_overdue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from loaders.fields import Field, load_fields
from loaders.records import LoaderError
from loaders.terms import load_terms

Meaning = Mapping[str, frozenset[str]]
"""Terms by dimension: {"thing": {"dossier"}, "state": {"resolved"}}."""

UNIT_NOUNS = {
    "dossier": {"dossier"},
    "procedure": {"procedure", "service", "process"},
    "service": {"service", "procedure"},
    "online_service": {"service"},
    "petition": {"petition", "case"},
    "decision": {"decision", "document"},
    "resolution": {"document"},
    "legal_document": {"document"},
    "process": {"process"},
    "task": {"task"},
    "account": {"account"},
    "lookup": {"lookup"},
    "person": {"person", "petition"},
    "commune_staff": {"person"},
}
"""Which units a figure can have when this noun follows it: "612 TTHC" is no number of decisions."""


HALVES = (
    ("channel", frozenset(("direct", "postal")), "offline"),
    ("timing", frozenset(("early", "on_time")), "early_or_on_time"),
    ("topic", frozenset(("full", "partial")), "full_and_partial"),
    ("topic", frozenset(("level3", "level4")), "level34"),
)


@dataclass(frozen=True, slots=True)
class Index:
    """Every meaning of every field, for counts and for percentages."""

    counts: dict[frozenset[str], Field]
    percents: dict[frozenset[str], Field]
    likely: dict[frozenset[str], Field]
    """Meanings that need an equation to confirm them."""

    def find(self, meaning: Meaning, *, percent: bool, sure: bool) -> Field | None:
        """The one field that these terms name, or None; not `sure`: the one that they may name."""
        table = self.percents if percent else self.counts if sure else self.likely
        return table.get(frozenset(term for terms in meaning.values() for term in terms))


@cache
def index() -> Index:
    """The index of the catalogue. Raises LoaderError where two fields mean the same or a term is unknown."""
    built = Index({}, {}, {})
    for field in load_fields().values():
        table = built.percents if field.is_percent else built.counts
        built.likely.update((terms, field) for terms in _readings(field.likely))
        for terms in _readings(field.means):
            if table.setdefault(terms, field) is not field:
                raise LoaderError(f"fields.toml: {field.name} and {table[terms].name} both mean {sorted(terms)}.")
    return built


def _readings(meanings: tuple[str, ...]) -> Iterator[frozenset[str]]:
    known = load_terms().dimensions
    for meaning in meanings:
        words = meaning.split()
        if unknown := [w for w in words if w.rstrip("?") not in known]:
            raise LoaderError(f"fields.toml: the meaning {meaning!r} holds the unknown term {unknown[0]!r}.")
        choices = [(w[:-1], None) if w.endswith("?") else (w,) for w in words]
        yield from (frozenset(w for w in chosen if w) for chosen in product(*choices) if any(chosen))


def plain(terms: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """A clause's terms as a meaning: two halves named apart ("trước hạn … đúng hạn") are the whole of both."""
    meaning = {dimension: frozenset(names) for dimension, names in terms.items()}
    for dimension, halves, whole in HALVES:
        if meaning.get(dimension) == halves:
            meaning[dimension] = frozenset((whole,))
    return meaning


def merged(context: Meaning, own: Meaning) -> dict[str, frozenset[str]]:
    """What a clause means under its context: its own terms replace inherited ones of the same dimension."""
    return {**context, **own}
