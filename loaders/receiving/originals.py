"""The only place that finds out whether a file that was dropped lies under `data/raw` already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path


def originals(raw: Path, sizes: Mapping[str, int]) -> dict[str, Path]:
    """Of the digests (SHA-256), given with their sizes, those of files under `raw`, and where they lie.

    What is hidden there is never loaded, and so is none.
    """
    found: dict[str, Path] = {}
    for path in sorted(raw.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(raw).parts) or not path.is_file():
            continue
        if path.stat().st_size in set(sizes.values()):
            with path.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            if digest in sizes:
                found.setdefault(digest, path)
    return found
