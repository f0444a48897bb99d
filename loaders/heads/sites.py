"""The only place that reads whose a site is by its address: baosonla.vn, snv.hagiang.gov.vn."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.places.reference import load_places
from loaders.text.textform import fold

ADDRESS = r"(?:https?://)?(?:[a-z0-9-]+\.)+vn(?![\w.-])"
_ADDRESS = re.compile(rf"{ADDRESS}", re.IGNORECASE)
_EDGE = 600
"""An address stands above the headline, in the dateline or below the text."""
_BEFORE = ("", "bao", "portal", "cong", "so", "tinh", "ubnd", "vp", "dichvucong", "caicachhanhchinh", "tphcm", "tp")


def place_of_site(text: str) -> str | None:
    """The one province that the addresses at the beginning and the end of a text name; on the map of 63 if on both."""
    edges = text if len(text) < 2 * _EDGE else f"{text[:_EDGE]}\n{text[-_EDGE:]}"
    found = {place for match in _ADDRESS.finditer(edges) if (place := _place_in(match[0].lower()))}
    return found.pop() if len(found) == 1 else None


def _place_in(address: str) -> str | None:
    names = _names()
    for label in re.split(r"[./]", address.removeprefix("https://").removeprefix("http://")):
        for before in _BEFORE:
            if label.startswith(before) and (place := names.get(label[len(before) :])):
                return place
    return None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Every province by its name in one word without marks: "sonla"."""
    rows = load_places().filter(place_vintage="63").select("name").rows()
    return {re.sub(r"[^a-z]", "", fold(name)): name for (name,) in rows}
