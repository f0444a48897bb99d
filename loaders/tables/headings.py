"""The only place that reads what the heading of a column or the label of a row says, in the words of the catalogues.

`terms.toml` says what words mean everywhere, `headings.toml` what only headings say, `columns.toml` which headings are
of columns without figures. A word that nobody knows keeps whatever stands under it unclaimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from loaders.catalogue.meanings import ALL_PROCEDURES, Meaning, merged
from loaders.catalogue.terms import Lexicon, Term, load_terms, words_of
from loaders.prose.clauses import Skip
from loaders.records import Period
from loaders.text.textform import fold_marks

OWN_WORDS = Path(__file__).with_name("headings.toml")
COLUMNS = Path(__file__).with_name("columns.toml")
_NOTE = re.compile(r"\(\s*((?:đã\s+|có\s+)?(?:bao\s+gồm|gồm|gồm\s+cả|kể\s+cả|tính\s+cả)\s+[^()]*)\)")
_NUMBERS = r"\(?\s*[0-9]{1,2}\s*\)?"
_FORMULA = re.compile(rf"\(?\s*({_NUMBERS})\s*=\s*({_NUMBERS}(?:\s*[+]\s*{_NUMBERS})+)\s*\)?")
_NUMBERED = re.compile(r"^\s*[(\[]\s*([0-9]{1,2})\s*[)\]]\s*$|\(\s*([0-9]{1,2})\s*\)\s*$")
_OVER = re.compile(r"(?<=\S)\s*/\s*(?=(?:tổng|số|hồ\s+sơ|hs)(?!\w))|\s+trên\s+(?=tổng)")
LEVEL_WORDS = {("cấp", "tỉnh"): "province", ("cấp", "huyện"): "district", ("cấp", "xã"): "commune"}
"""Levels also where they end a longer phrase: "thuộc thẩm quyền giải quyết của cấp tỉnh"."""
_GLUED = re.compile(r"\s*([,/])\s*")


@dataclass(frozen=True, slots=True)
class Words:
    """What one heading says. `path` holds it and the headings above it, outermost first."""

    terms: Meaning = field(default_factory=dict)
    level: str | None = None
    levels: bool = False
    """It names several levels: none of them can be told."""
    strays: tuple[str, ...] = ()
    rule: str | None = None
    percent: bool = False
    children: bool = False
    """It begins with "trong đó": it is part of what stands before it."""
    note: str | None = None
    """What the form prints about it: "bao gồm cả hồ sơ chờ bổ sung"."""
    period: Period | None = None
    column: str | None = None
    """index, label, unit, sector, measure or note (`columns.toml`); None for figures."""
    number: int | None = None
    sums: tuple[int, ...] = ()
    """The column numbers that the heading says it adds up."""
    whole: bool = False
    """Some word of it says "total"."""
    path: tuple[str, ...] = ()
    bare_end: bool = True
    """Its innermost heading says nothing of what is counted; the ones above it may."""
    section: Meaning = field(default_factory=dict)
    """What the title of the part it stands in says, which only helps where it says nothing itself."""

    @property
    def is_bare(self) -> bool:
        """Whether it says nothing of what is counted: "Số lượng", "Kết quả"."""
        return not (self.terms or self.strays or self.rule)


@cache
def _lexicons() -> tuple[Lexicon, Lexicon]:
    return load_terms(OWN_WORDS), load_terms()


def read_words(text: str, skips: Iterable[Skip] = ()) -> Words:
    """What one heading or label says; `skips` are the names and times in it, by their offsets in `text`."""
    said = Words(path=(text,))
    for skip in skips:
        said = replace(
            said,
            strays=said.strays + ((skip.stray,) if skip.stray else ()),
            rule=said.rule or skip.rule,
            period=said.period or skip.period,
        )
        text = text[: skip.start] + "," + " " * (skip.end - skip.start - 1) + text[skip.end :]
    return _with_words(said, text)


def _with_words(said: Words, text: str) -> Words:
    read = _read(text)
    strays, rule = said.strays + read.strays, said.rule or read.rule
    bare = read.is_bare and not strays and not rule
    return replace(read, strays=strays, rule=rule, period=said.period, path=said.path, bare_end=bare)


@lru_cache(maxsize=4096)
def _read(text: str) -> Words:
    low = fold_marks(text)
    number, sums, low = _numbering(low)
    note = _NOTE.search(low)
    shown = " ".join(text[note.start(1) : note.end(1)].split()) if note and len(low) == len(text) else None
    low = _NOTE.sub(" ", low)
    column = _column(low)
    if column:
        return Words(column=column, number=number, sums=sums)
    cut = _OVER.search(low)
    words = words_of(_GLUED.sub(r" \1 ", low[: cut.start()] if cut else low))
    return replace(_spoken(words), note=note and (shown or note[1]), number=number, sums=sums)


def _numbering(low: str) -> tuple[int | None, tuple[int, ...], str]:
    """The column's number and what it adds up, and the heading without them: "Tổng số (3)=(4)+(5)+(6)"."""
    if formula := _FORMULA.search(low):
        number, *sums = (int(each) for each in re.findall(r"[0-9]+", formula[0]))
        return number, tuple(sums), low[: formula.start()] + " " + low[formula.end() :]
    if numbered := _NUMBERED.search(low):
        return int(numbered[1] or numbered[2]), (), low[: numbered.start()]
    return None, (), low


@cache
def _columns() -> Lexicon:
    return load_terms(COLUMNS)


def _column(low: str) -> str | None:
    words = words_of(low.strip(" :.*"))
    found = _columns().longest(words, 0)
    return found[1].name if found and found[0] == len(words) else None


def _spoken(words: Sequence[str]) -> Words:
    terms: dict[str, frozenset[str]] = {}
    levels: list[str] = []
    strays: list[str] = []
    rule, percent, children, whole, at = None, False, False, False, 0
    while at < len(words):
        taken, term = _longest(words, at)
        spoken = words[at : at + taken]
        if term is None:
            strays += [spoken[0]] if spoken[0][0].isalnum() else []
        elif term.group == "markers":
            percent |= term.name == "rate"
            children |= term.name == "children" and not terms
            strays += spoken if term.name in ("others", "series") else []
        elif term.group == "ignored":
            rule = rule or term.name
        elif term.group == "level":
            levels.append(term.name)
            at += taken
            continue
        elif term.group == "counted":
            strays += spoken
        elif term.group == "fillers":
            whole |= spoken[0] in ("tổng", "cộng", "chung")
        else:
            terms[term.group] = terms.get(term.group, frozenset()) | {term.name}
            if term.name == ALL_PROCEDURES:
                terms["thing"] = frozenset(("procedure",))
        levels += [level for pair, level in LEVEL_WORDS.items() if pair in pairwise(spoken)]
        at += taken
    level = levels[0] if levels else None
    return Words(terms, level, len(set(levels)) > 1, tuple(strays), rule, percent, children, whole=whole)


def _longest(words: Sequence[str], at: int) -> tuple[int, Term | None]:
    """The longest phrase that begins here in either lexicon; headings' own words win where both are as long."""
    found = [hit for lexicon in _lexicons() if (hit := lexicon.longest(words, at))]
    return max(found, key=lambda hit: hit[0]) if found else (1, None)


def under(above: Words, own: Words) -> Words:
    """A heading under another: it keeps what it does not say itself."""
    return Words(
        terms=merged(above.terms, own.terms),
        level=own.level or above.level,
        levels=own.levels or (above.levels and own.level is None),
        strays=above.strays + own.strays,
        rule=own.rule or above.rule,
        percent=own.percent or above.percent,
        children=above.children or (own.children and not above.terms),
        note=own.note or above.note,
        period=own.period or above.period,
        column=own.column,
        number=own.number or above.number,
        sums=own.sums or above.sums,
        whole=own.whole or (above.whole and own.is_bare),
        path=above.path + own.path,
        bare_end=own.is_bare and own.bare_end,
    )
