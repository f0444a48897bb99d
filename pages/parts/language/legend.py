"""The only place for the status of a number: one word and one shape, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable

from pages.parts.language.words import Say

SHAPES = {
    "computed": "●",
    "reported": "■",
    "stated": "◆",
    "median": "◇",
    "derived": "◐",
    "disputed": "▲",
    "impossible": "✕",
    "partial": "◔",
    "missing": "○",
    "held": "▢",
}


def chip(say: Say, status: str) -> str:
    """Shape and word of one status."""
    return f'<span class="chip {status}"><i aria-hidden="true">{SHAPES[status]}</i>{say(f"status.{status}")}</span>'


def mark(say: Say, status: str) -> str:
    """The same as plain text, for tables and downloads."""
    return f"{SHAPES[status]} {say(f'status.{status}')}"


def listed(say: Say, statuses: Iterable[str]) -> str:
    """What each status means, as a list; those the page shows, in the legend's order."""
    wanted = set(statuses)
    items = "".join(
        f"<li>{chip(say, status)}: {say(f'status.{status}_means')}</li>" for status in SHAPES if status in wanted
    )
    return f'<ul class="legend">{items}</ul>'
