"""The only place that reads `terms.toml`: which words mean what, found in a text by longest match."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.records import LoaderError
from loaders.text.textform import fold_marks

CATALOGUE = Path(__file__).with_name("terms.toml")
GRAMMAR = ("markers", "counted", "ignored", "fillers")
_INNERMOST = re.compile(r"\(([^()]*)\)")
WORD = re.compile(r"[^\W\d_]+|[^\w\s]|\d+|_")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase with a meaning: `group` is a dimension (thing, state, …) or markers, ignored, fillers."""

    group: str
    name: str


class Node(dict[str, "Node"]):
    """A step in the tree of phrases; `term` is set where a phrase may end."""

    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases as one tree of words, and the dimension of each term's name."""

    root: Node
    dimensions: dict[str, str]
    abbreviations: dict[str, list[str]]
    """What is written short → the words it stands for."""

    def longest(self, words: Sequence[str], at: int) -> tuple[int, Term] | None:
        """The longest phrase that begins at word `at`, as (words taken, its term)."""
        best, size, length = None, 0, len(words) - at
        node: Node | None = self.root
        while node and size < length and (node := node.get(words[at + size])) is not None:
            size += 1
            if node.term is not None:
                best = size, node.term
        return best


def words_of(phrase: str) -> list[str]:
    """The words and marks of a phrase, as texts are compared."""
    return [word for part in phrase.split() for word in _words_of_part(part)]


@cache
def _words_of_part(part: str) -> list[str]:
    return WORD.findall(fold_marks(part))


def spellings(pattern: str) -> Iterator[str]:
    """Every phrase that a pattern with "(a|b)" stands for; brackets may hold brackets."""
    if inner := _INNERMOST.search(pattern):
        for chosen in inner[1].split("|"):
            yield from spellings(pattern[: inner.start()] + chosen + pattern[inner.end() :])
    else:
        yield " ".join(pattern.split())


@cache
def load_terms(path: Path = CATALOGUE) -> Lexicon:
    """The lexicon. Raises LoaderError where a phrase is empty or means two things."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    short = {name: words_of(words) for name, (words,) in tables.pop("abbreviations", {}).items()}
    lexicon = Lexicon(root=Node(), dimensions={}, abbreviations=short)
    for group, table in tables.items():
        for name, patterns in table.items():
            if group not in GRAMMAR and lexicon.dimensions.setdefault(name, group) != group:
                raise LoaderError(f"{path.name}: the term {name!r} stands in two dimensions.")
            for phrase in {s for pattern in patterns for s in spellings(pattern)}:
                _add(lexicon.root, phrase, Term(group, name), path)
    return lexicon


def _add(root: Node, phrase: str, term: Term, path: Path) -> None:
    node, words = root, words_of(phrase)
    if not words or {"(", ")", "|"} & set(words):
        raise LoaderError(f"{path.name}: [{term.group}] {term.name} has an empty phrase or an odd bracket: {phrase!r}.")
    for word in words:
        following = node.get(word)
        if following is None:
            following = node[word] = Node()
        node = following
    if node.term not in (None, term):
        raise LoaderError(f"{path.name}: {phrase!r} means both {node.term} and {term}.")
    node.term = term
