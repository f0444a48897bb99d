"""The only place that says whether visitors may load reports: a setting of the server, off by itself."""

from __future__ import annotations

import os

SETTING = "DUNG_HAN_LOADING"
PAGE = "nap-bao-cao"
YES = ("1", "true", "yes", "on")


def may_load() -> bool:
    """Whether the setting says yes."""
    return os.environ.get(SETTING, "").strip().lower() in YES


def listed(address: str) -> bool:
    """Whether a page stands in the navigation."""
    return address != PAGE or may_load()
