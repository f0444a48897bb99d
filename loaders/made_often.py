"""The only place that makes a dataclass of which thousands are made for one report.

To the type checker it is frozen, as every record of ours; while a program runs it is not. Python sets each field of a
truly frozen one through `object.__setattr__`, which takes four times as long: a tenth of the time a report took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as made_often
else:
    from dataclasses import dataclass

    def made_often(*, frozen: bool, slots: bool) -> type:
        """`dataclass`, equal and hashed by its fields as a frozen one is."""
        return dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["made_often"]
