"""The only place that says which loader read a report: the release and a fingerprint of the code and catalogues."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from loaders import __version__


@cache
def loader_version() -> str:
    """Such as "0.1.0+1a2b3c4d": another grammar or vocabulary is another version, and reads every report anew."""
    folder = Path(__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".toml"))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:8]}"
