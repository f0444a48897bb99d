"""The only place that readies a process of which workers are copies: importing it loads what every report needs.

What starts threads (Polars does, when it first works) is left to the workers: a copy of a process has none of its
threads.
"""

from __future__ import annotations

import gc

from loaders import reading
from loaders.batch import archives, intake
from loaders.catalogue.fields import load_fields
from loaders.catalogue.meanings import index
from loaders.catalogue.terms import load_terms
from loaders.checks.identities import load_identities
from loaders.readers.document import readers

__all__ = ["archives", "intake", "reading"]

for load in (load_fields, load_terms, load_identities, index, readers):
    load()
gc.freeze()  # so that looking for garbage does not touch, and so copy, what the workers share
