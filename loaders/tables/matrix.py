"""The only place for a table as figures: entities (units, levels, times) by slots (fields), whichever are its rows.

Where the headings name fields, rows are the entities; in a list of indicators the rows name the fields, and the columns
are the entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.catalogue.meanings import Meaning
from loaders.content import Cell
from loaders.records import Period, Place
from loaders.tables.axes import Slot
from loaders.tables.cell_values import Value
from loaders.tables.forms import Form
from loaders.tables.grids import Grid
from loaders.tables.stubs import Row

Key = tuple[str, str | None, Period | None]
"""A field, with the level and the time of its slot."""


@dataclass(slots=True)
class Entity:
    """Whose figures stand in a row (or a column). `kind`: own, unit, level, total, sector, unknown."""

    kind: str
    label: str = ""
    level: str | None = None
    unit: str | None = None
    unit_kind: str | None = None
    place: Place | None = None
    period: Period | None = None
    rule: str | None = None
    reason: str = ""
    percent: bool = False
    """A column that gives the shares of the counts left of it."""
    row: Row | None = None
    terms: Meaning = field(default_factory=dict)
    """What a column adds to the rows' figures: "Trước hạn" beside the row "Hồ sơ đã giải quyết"."""


@dataclass(slots=True)
class Spot:
    """One cell of figures: where it stands and what it holds."""

    entity: int
    slot: int
    cell: Cell
    value: Value


@dataclass(slots=True)
class Matrix:
    """A table's entities, slots, and what stands where they meet."""

    grid: Grid
    entities: list[Entity] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    spots: dict[tuple[int, int], Spot] = field(default_factory=dict)
    form: Form | None = None
    by_rows: bool = False
    """Its rows name the fields."""

    def key(self, slot: int) -> Key | None:
        """What a slot states; None where it states nothing or a percentage."""
        of = self.slots[slot]
        return (of.field.name, of.level, of.period) if of.field and of.states else None

    def counts(self, entity: int) -> dict[Key, Spot]:
        """The exact numbers of an entity by what they state."""
        found: dict[Key, Spot] = {}
        for slot in range(len(self.slots)):
            spot, key = self.spots.get((entity, slot)), self.key(slot)
            if spot and key and spot.value.kind == "number" and not spot.value.approximate:
                found.setdefault(key, spot)
        return found

    def values(self, entity: int) -> dict[Key, float]:
        """The numbers of an entity by what they state."""
        return {key: spot.value.number for key, spot in self.counts(entity).items()}

    def of_entity(self, entity: int) -> Iterator[Spot]:
        """What stands in an entity's row (or column)."""
        return (self.spots[at] for slot in range(len(self.slots)) if (at := (entity, slot)) in self.spots)

    def of_slot(self, slot: int) -> Iterator[Spot]:
        """What stands under a slot."""
        return (self.spots[at] for entity in range(len(self.entities)) if (at := (entity, slot)) in self.spots)
