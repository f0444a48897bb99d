"""The only place that knows whether units are all there are of their kind in a province."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from loaders.places.reference import REFERENCE
from loaders.records import Place
from loaders.text.textform import fold

_OFFICE = re.compile(r"^(ubnd|uy ban nhan dan) ")
_SHORT = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "p": "phuong", "q": "quan", "h": "huyen", "x": "xa"}
_LISTS = {
    ("63", "district"): ("districts_696.csv", "district", "old_province_code"),
    ("34", "commune"): ("communes_old_to_new.csv", "new_commune", "new_province_code"),
}
"""The lists of units: those of the last day of the old map, and those of the new one."""


def are_all(units: Iterable[str], kind: str, place: Place | None) -> bool:
    """Whether every district, or commune, that the reference lists for the place is among the units."""
    known = _listed(place.vintage, place.code, kind) if place else frozenset()
    return bool(known) and known <= {unit_key(unit) for unit in units}


@lru_cache(maxsize=16_384)
def unit_key(name: str) -> str:
    """The key under which a unit is found: "UBND TP. Phan Thiết" and "Thành phố Phan Thiết" are one."""
    words = _OFFICE.sub("", fold(name.replace(".", " "))).split()
    return " ".join([_SHORT.get(words[0], words[0]), *words[1:]]) if words else ""


def initials(key: str) -> str:
    """A body's key shortened as reports do: "so tn&mt" and "so tai nguyen va moi truong" are both "so tnmt"."""
    kind, _, name = key.partition(" ")
    words = [word for word in re.split(r"[^a-z]+", name) if word and word != "va"]
    return f"{kind} " + "".join(word if _is_shortened(word) else word[0] for word in words)


def _is_shortened(word: str) -> bool:
    """Whether a word is one only of first letters: it has no vowel."""
    return len(word) > 1 and not set(word) & set("aeiouy")


@lru_cache(maxsize=512)
def _listed(vintage: str, code: str, kind: str) -> frozenset[str]:
    if (vintage, kind) not in _LISTS:
        return frozenset()
    file, name, province = _LISTS[vintage, kind]
    rows = _table(file).filter(pl.col(province) == code)
    return frozenset(map(unit_key, rows[name].unique()))


@lru_cache(maxsize=2)
def _table(file: str) -> pl.DataFrame:
    return pl.read_csv(REFERENCE / file, infer_schema=False)
