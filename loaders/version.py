"""The only place that says which loader read a report: the release and a fingerprint of code, catalogues and places."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from loaders import __version__
from loaders.places.reference import REFERENCE


@cache
def loader_version() -> str:
    """Such as "0.1.0+1a2b3c4d": another grammar, vocabulary or list of places is another version.

    It reads every report anew.
    """
    digest = hashlib.sha256()
    for folder, suffixes in ((Path(__file__).parent, (".py", ".toml")), (REFERENCE, (".csv",))):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in suffixes):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:8]}"
