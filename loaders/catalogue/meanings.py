"""The only place that turns a set of terms into a field: {dossier, resolved, overdue} is dossiers.resolved_overdue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from loaders.catalogue.fields import Field, load_fields
from loaders.catalogue.terms import load_terms
from loaders.records import LoaderError

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
    "turn": {"lookup", "petition"},
    "papers": {"document"},
    "person": {"person", "petition"},
    "commune_staff": {"person"},
    "staff": {"person"},
}
"""Which units a figure can have when this noun follows it: "612 TTHC" is no number of decisions."""


BOTH = "received_and_resolved"
COMES_IN = frozenset(
    ("received", "new", "carried_over", "online", "offline", "direct", "postal", "regulations", "conduct")
)
""" "Tiếp nhận, giải quyết 14.872 hồ sơ, trong đó mới 14.316": parts by how they came are parts of what was received."""
PLACE = "one_stop_place"
TURN = "turn"
""" "PAKN: 06 lượt", "khai thác CSDL dân cư: 1.200 lượt": times of what is spoken of."""
RUNNING = "in_effect"
""" "Đang thực hiện 2.171 TTHC", "hiện quản lý 452 TTHC": those in force, where nothing else is said of them."""
UNDERWAY = "underway"
ALL_PROCEDURES, UNIT_PROCEDURES = "all_procedures", "unit_procedures"
""" "Tổng số TTHC", "bộ TTHC của tỉnh": those in force, where nothing else is said of them."""
SHOWN = frozenset(("posted", "publicized"))
""" "Niêm yết 341 TTHC tại Bộ phận Một cửa" is where they are posted, not where they are run."""
NOT_DUE = frozenset(("not_due",))
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
    likely: dict[frozenset[str], tuple[Field, ...]]
    """Meanings that need an equation to confirm them, and to tell which of several fields they are."""

    def find(self, meaning: Meaning, *, percent: bool, sure: bool) -> Field | None:
        """The one field that these terms name, or None; not `sure`: the one that they may name."""
        terms = _terms(meaning)
        if sure or percent:
            return (self.percents if percent else self.counts).get(terms)
        return next(iter(self.likely.get(terms, ())), None)

    def others(self, meaning: Meaning) -> tuple[Field, ...]:
        """What else an open wording may mean beside the first field."""
        return self.likely.get(_terms(meaning), ())[1:]


def _terms(meaning: Meaning) -> frozenset[str]:
    terms = frozenset(term for terms in meaning.values() for term in terms)
    if "by" in meaning and "act" not in meaning and "new" in terms:
        terms = terms - {"new"} | {"newly_issued"}  # "do Trung ương ban hành: mới 9"
    if BOTH in terms and terms & COMES_IN:
        terms = terms - {BOTH} | {"received"}
    if TURN in terms:
        terms = terms - {TURN} | ({"lookup"} if "petition" not in terms else frozenset())
    if UNIT_PROCEDURES in terms:
        terms = terms - {UNIT_PROCEDURES} | {ALL_PROCEDURES}
    if ALL_PROCEDURES not in terms:
        return terms
    topics = meaning.get("topic", frozenset()) - {UNIT_PROCEDURES, ALL_PROCEDURES}
    told = {"act", "by", "state"} & set(meaning) or topics
    return (terms - {ALL_PROCEDURES}) | {"procedure"} | (frozenset() if told else {"authority"})


@cache
def index() -> Index:
    """The index of the catalogue. Raises LoaderError where two fields mean the same or a term is unknown."""
    built = Index({}, {}, {})
    for field in load_fields().values():
        table = built.percents if field.is_percent else built.counts
        for terms in _readings(field.likely):
            built.likely[terms] = (*built.likely.get(terms, ()), field)
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
    if meaning.get("timing") == NOT_DUE and "state" not in meaning:
        meaning["state"] = frozenset(("pending",))
    if PLACE in meaning.get("topic", ()):
        run_there = "procedure" in meaning.get("thing", ()) and not SHOWN & meaning.get("act", frozenset())
        topic = meaning["topic"] - {PLACE} | ({"one_stop"} if run_there else frozenset())
        meaning |= {"topic": topic}
        if not topic:
            del meaning["topic"]
    if RUNNING in meaning.get("topic", ()) or UNDERWAY in meaning.get("state", ()):
        meaning = _running(meaning)
    if "by" in meaning and meaning.get("origin") == frozenset(("new",)) and "act" not in meaning:
        meaning |= {"act": frozenset(("newly_issued",))}  # "do Trung ương ban hành" + "mới"
        del meaning["origin"]
    return meaning


def _running(meaning: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """What "đang thực hiện" says of procedures alone: that they are in force; of petitions, that they are pending."""
    topic, state = meaning.get("topic", frozenset()) - {RUNNING}, meaning.get("state", frozenset())
    alone = meaning.get("thing") == frozenset(("procedure",)) and topic <= {ALL_PROCEDURES}
    alone = alone and not {"act", "channel"} & set(meaning)
    if alone and state <= {UNDERWAY}:
        topic, state = frozenset(("authority",)), frozenset()
    elif UNDERWAY in state:
        state = state - {UNDERWAY} | {"pending"}
    return {d: t for d, t in {**meaning, "topic": topic, "state": state}.items() if t}


def merged(context: Meaning, own: Meaning) -> dict[str, frozenset[str]]:
    """What a clause means under its context: its own terms replace inherited ones of the same dimension."""
    return {**context, **own}
