"""The only place that makes the name a stranger gave to a file one that it may have on this disk."""

from __future__ import annotations

import re
from itertools import takewhile

from loaders.batch.sources import rule_for
from loaders.text.file_names import printable

MOST_BYTES = 180
"""Of a name, so that ".toml" still fits behind it on every disk."""
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
STAND_IN = "bao-cao"


def safe_name(name: str) -> str:
    """The last part of a name without what leads elsewhere, is no letter of a name, or would hide the file."""
    last = re.split(r"[/\\]", printable(name))[-1]
    plain = _UNSAFE.sub("_", last).strip(" .") or STAND_IN
    if _DEVICES.match(plain) or rule_for(plain) or plain.startswith("~"):
        plain = f"{STAND_IN}-{plain.lstrip('~$')}"
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending.encode()) > 10:
        return _cut(plain, MOST_BYTES)
    return _cut(stem, MOST_BYTES - len(ending.encode()) - 1) + dot + ending


def _cut(text: str, most: int) -> str:
    """As many whole letters as fit into so many bytes."""
    size = 0

    def fits(letter: str) -> bool:
        nonlocal size
        size += len(letter.encode())
        return size <= most

    return "".join(takewhile(fits, text)).rstrip(" .")
