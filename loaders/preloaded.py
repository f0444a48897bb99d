"""The only place that readies a process of which workers are copies: importing it loads what every report needs.

What starts threads (Polars does, when it first works) is left to the workers: a copy of a process has none of its
threads.
"""

from __future__ import annotations

import gc

from loaders import archives, intake, reading
from loaders.document import readers
from loaders.fields import load_fields
from loaders.identities import load_identities
from loaders.meanings import index
from loaders.terms import load_terms

__all__ = ["archives", "intake", "reading"]

for load in (load_fields, load_terms, load_identities, index, readers):
    load()
gc.freeze()  # so that looking for garbage does not touch, and so copy, what the workers share
