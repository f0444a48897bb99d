"""The only place that looks for a pattern in a whole text without trying it at every character.

The engine of `re` skips to where a match may begin only if the pattern begins with letters. One that begins with `\\b`,
a look behind or something optional is tried everywhere: ten pages take a millisecond for each such pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.text.textform import fold_marks


class Scan:
    """A pattern, and in lower case, apart by "|", the words that its matches begin with, or one of which they hold.

    It is tried only where one of `begins` stands, and not at all in a text without one of `needs`.
    """

    def __init__(self, pattern: str, flags: int = 0, *, begins: str = "", needs: str = "") -> None:
        if not (begins or needs):
            raise ValueError(f"no words to look for: {pattern!r}")
        self.pattern = re.compile(pattern, flags)
        self._needs = fold_marks(needs).split("|") if needs else []
        self._begins = re.compile("|".join(map(re.escape, fold_marks(begins).split("|")))) if begins else None

    def finditer(self, text: str, low: str | None = None) -> Iterator[re.Match[str]]:
        """Every match, in order, disjoint; `low` is `fold_marks(text)`, where that is not the text itself."""
        low = text if low is None else low
        if self._needs and not any(word in low for word in self._needs):
            return iter(())
        return self.pattern.finditer(text) if self._begins is None else self._tried(text, low, self._begins)

    def _tried(self, text: str, low: str, begins: re.Pattern[str]) -> Iterator[re.Match[str]]:
        at = 0
        while beginning := begins.search(low, at):
            start = beginning.start()
            match = self.pattern.match(text, start)
            if match:
                yield match
            at = max(match.end() if match else 0, start + 1)
