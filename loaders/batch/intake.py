"""The only place for what a worker does with a file: open it, read it unless it was read before, pack the readings."""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.batch.sources import Source
from loaders.records import Reading

if TYPE_CHECKING:
    from loaders.decisions import Decision


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file yielded: the key of its reading and the packed readings, None where the key was known."""

    key: bytes
    packed: bytes | None


def take(source: Source, decision: Decision | None = None, known: Collection[bytes] = ()) -> Taken:
    """What a file on disk or in an archive states; `decision` speaks where its place is unknown. Raises LoaderError."""
    from loaders import decisions  # not sooner: who only asks for the work needs none of it
    from loaders.batch import archives
    from loaders.readers.document import bytes_of
    from loaders.reading import read_content

    beside = None if source.inside else decisions.beside(source.path)
    decided = decisions.load(beside) if beside else None
    content = archives.content(source) if source.inside else bytes_of(source.path)
    place = decision.place if decision else None
    key = key_of(hashlib.sha256(content).hexdigest(), source.name, repr(decided) if decided else "", place)
    if key in known:
        return Taken(key, None)
    return Taken(key, packed(read_content(content, source.name, decided, decision)))


def key_of(digest: str, name: str, decided: str = "", place: str | None = None) -> bytes:
    """What decides how one version of the loaders reads a file: its bytes, its name, and what a person decided."""
    return hashlib.sha256("\0".join((digest, name, decided, place or "")).encode()).digest()


def packed(readings: tuple[Reading, ...]) -> bytes:
    """Readings as bytes, small enough to be sent and kept by the thousand."""
    return zlib.compress(pickle.dumps(readings, pickle.HIGHEST_PROTOCOL), 1)


def unpacked(content: bytes) -> tuple[Reading, ...]:
    """What `packed` packed."""
    readings: tuple[Reading, ...] = pickle.loads(zlib.decompress(content))
    return readings
