"""The only place that knows how a view stands in the address: stable codes, nothing dropped in silence.

A view is what two people must share to see the same page. `decode` reads one from the address and says which values it
did not know; `encode` writes one, leaving out what the page would show anyway. To add a filter: a field of View, a line
of RULES.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

import streamlit as st

from pages.parts.language.formats import is_period

CLEARED = "-"
NATION = "vn.00"
KINDS = ("latest", "month", "quarter", "half", "nine_months", "year", "range", "as_of")
LEVELS = ("all", "province", "district", "commune", "district+commune")
FAMILIES = ("ksthc", "cchc", "cctthc", "thematic", "figures", "unknown")
STATES = ("current", "superseded", "held")
CHARTS = ("ranking", "heatmap", "multiples")
BOUNDARIES = ("reported", "34", "63")
MOST = 6
"""Values a list holds: more lines than these nobody tells apart."""


@dataclass(frozen=True, slots=True)
class View:
    """What the address says. An empty string is "not said"; a list is None where not said and () where cleared."""

    lang: str = "vi"
    place: str = NATION
    unit: str = ""
    level: str = "all"
    kind: str = ""
    period: str = ""
    indicator: str = ""
    units: tuple[str, ...] | None = None
    report: str = ""
    fact: int | None = None
    text: str = ""
    q: str = ""
    family: str = ""
    state: str = ""
    check: str = ""
    who: tuple[str, ...] | None = None
    indicators: tuple[str, ...] | None = None
    boundaries: str = "reported"
    before: str = ""
    after: str = ""
    whole: str = ""
    chart: str = "ranking"
    p: int = 1
    d: int = 1
    v: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value of the address that means nothing here."""

    name: str
    value: str


Read = Callable[[str], object]


def _one_of(known: Sequence[str]) -> Read:
    def read(text: str) -> object:
        if text not in known:
            raise ValueError(text)
        return text

    return read


def _matching(pattern: str) -> Read:
    def read(text: str) -> object:
        if not re.fullmatch(pattern, text):
            raise ValueError(text)
        return text

    return read


def _count(least: int) -> Read:
    def read(text: str) -> object:
        if not re.fullmatch(r"\d{1,9}", text) or int(text) < least:
            raise ValueError(text)
        return int(text)

    return read


def _label(text: str) -> object:
    if not any(is_period(kind, text) for kind in KINDS):
        raise ValueError(text)
    return text


PLACE = r"(63|34|vn)\.\d{2}"
INDICATOR = r"[a-z0-9_]{1,60}"
SLUG = r"[a-z0-9][a-z0-9-]{0,199}"
REGION = r"(63|34)\.[a-z][a-z0-9-]{0,60}"
"""A region of one of the two maps: 34.dong-nam-bo."""
BODY = rf"{PLACE}(:{SLUG})?"
"""A place, or a body that reports on it: 63.60:so-noi-vu."""
WHOLE = rf"(63|34)\.({SLUG}|\d{{2}}:[a-z_]{{1,20}})"
"""A region (34.dong-bang-song-hong), or the bodies of one kind in a province (34.68:commune)."""
LISTS = {"units": PLACE, "who": BODY, "indicators": INDICATOR}
"""The filters that hold several values, each with the form of one."""
RULES: dict[str, Read] = {
    "lang": _one_of(("vi", "en")),
    "place": _matching(rf"{PLACE}|{REGION}"),
    "unit": _matching(SLUG),
    "level": _one_of(LEVELS),
    "kind": _one_of(KINDS),
    "period": _label,
    "indicator": _matching(INDICATOR),
    "units": _matching(PLACE),
    "report": _matching(r"[0-9a-f]{12,64}"),
    "fact": _count(0),
    "text": _one_of(("", "all", "page")),
    "q": _matching(r"[^\x00-\x1f]{1,100}"),
    "family": _one_of(FAMILIES),
    "state": _one_of(STATES),
    "check": _matching(r"[a-z0-9_]{1,40}"),
    "who": _matching(BODY),
    "indicators": _matching(INDICATOR),
    "boundaries": _one_of(BOUNDARIES),
    "before": _label,
    "after": _label,
    "whole": _matching(WHOLE),
    "chart": _one_of(CHARTS),
    "p": _count(1),
    "d": _count(1),
    "v": _matching(r"[0-9A-Za-z-]{1,40}"),
}


def decode(params: Mapping[str, Sequence[str]]) -> tuple[View, tuple[Unknown, ...]]:
    """The view that an address means, and what in it was not understood (which then stands at its default)."""
    said: dict[str, object] = {}
    unknown: list[Unknown] = []
    for name, texts in params.items():
        if name not in RULES:
            unknown.append(Unknown(name, ",".join(texts)))
        elif name in LISTS:
            said[name] = _several(name, texts, unknown)
        else:
            unknown.extend(Unknown(name, text) for text in texts[:-1])
            _single(name, texts[-1] if texts else "", said, unknown)
    return replace(View(), **said), tuple(unknown)


def _single(name: str, text: str, said: dict[str, object], unknown: list[Unknown]) -> None:
    try:
        said[name] = RULES[name](text)
    except ValueError:
        unknown.append(Unknown(name, text))


def _several(name: str, texts: Sequence[str], unknown: list[Unknown]) -> tuple[str, ...] | None:
    if list(texts) == [CLEARED]:
        return ()
    found: list[str] = []
    for text in ",".join(texts).split(","):
        if not re.fullmatch(LISTS[name], text) or (len(found) == MOST and text not in found):
            unknown.append(Unknown(name, text))
        elif text not in found:
            found.append(text)
    return tuple(found) or None


def encode(view: View) -> dict[str, str]:
    """The address of a view: only what differs from the default, in a fixed order."""
    params = {}
    for field in fields(View):
        value = getattr(view, field.name)
        if value == field.default:
            continue
        params[field.name] = (",".join(value) or CLEARED) if field.name in LISTS else str(value)
    return params


def link(path: str, view: View) -> str:
    """A view as a link to one of our pages, to be put in a table or copied: chi-so?indicator=…"""
    query = urlencode(encode(view), safe=",:;")
    return f"{path}?{query}" if query else path


def read() -> tuple[View, tuple[Unknown, ...]]:
    """The view of this visit, out of the browser's address."""
    return decode({name: st.query_params.get_all(name) for name in st.query_params})


def write(view: View) -> None:
    """Puts a view into the browser's address; the browser's back button then leads to the one before."""
    st.query_params.from_dict(encode(view))
