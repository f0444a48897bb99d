"""The only place that says which unit a label names: one that the tables of names know, or one by its first word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.catalogue.terms import words_of
from loaders.content import Cell
from loaders.heads.reporters import as_reporter
from loaders.places.bodies import DEPARTMENT_FIELDS
from loaders.places.mentions import UnitMention
from loaders.places.reference import NATION, map_of, place_named
from loaders.prose.clauses import Skip
from loaders.records import Place, Report
from loaders.tables.grids import LEADING_MARKER
from loaders.text.textform import fold, fold_marks

LEVEL_OF = {
    **dict.fromkeys(("department", "service_centre", "system", "one_stop_office"), "province"),
    "district": "district",
    "commune": "commune",
}
"""The level of the dossiers a unit counts; the others count all."""
OF_LEVEL = {"province": "department", "district": "district", "commune": "commune"}
LONGEST = 90
_CENTRE = re.compile(r"(?:tt|trung tam) (?:phuc vu |pv )?(?:hanh chinh cong|hcc)\b|ttpvhcc|tthcc")
_KINDS = (
    ("service_centre", _CENTRE),
    ("commune", re.compile(r"(?:ubnd |uy ban nhan dan )?(?:xa|phuong|thi tran|dac khu) \S|ubnd tt\.? \S")),
    ("district", re.compile(r"(?:ubnd |uy ban nhan dan )?(?:huyen|quan|thi xa|thanh pho|tp\.?|tx\.?) ?\S")),
    ("system", re.compile(r"(?:cong an|cuc thue|bao hiem xa hoi|bhxh|kho bac|dien luc)\b")),
    ("department", re.compile(r"(?:so|van phong|vp|chi cuc|cuc|chi nhanh|ban quan ly|bql|thanh tra) \S")),
)
_KINDS_OF_UNITS = (
    *_KINDS,
    ("system", re.compile(r"(?:thue|hai quan)\b")),
    ("department", re.compile(r"(?:ban|phong|trung tam|truong|benh vien|quy|cn|vpdk\w*|hoi|vien|thanh tra)\b")),
)
"""In a column of units more words begin the name of one."""
_AROUND_A_NAME = frozenset(
    words_of(
        "ubnd ủy ban nhân dân hđnd và tỉnh tp thành phố bộ phận một cửa bpmc tiếp nhận trả kết quả của tại thuộc cấp"
    )
)
_TORN = re.compile(r"(?<!\w)[bcdđghklmnpqrstvx]{1,3}(?!\w)")
"""A piece of a word: no Vietnamese syllable is without a vowel."""
_WORD = re.compile(r"[^\W\d_]+")
Names = Callable[[Cell], tuple[Sequence[Skip], Sequence[UnitMention]]]
"""The names and times in a cell, by their offsets in it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A unit that a label names. `kind`: unit, own (the report's own) or unknown (one that it cannot be)."""

    kind: str
    unit: str | None = None
    unit_kind: str | None = None
    level: str | None = None
    place: Place | None = None


def known_unit(cell: Cell, names: Names, report: Report) -> Named | None:
    """The unit of the tables of names, if the label is its name and nothing else."""
    mentions = [unit for unit in names(cell)[1] if unit.kind not in ("group", "national")]
    if len(mentions) != 1 or not _is_the_label(cell.text, mentions[0]):
        return None
    unit = mentions[0]
    place = report.place.name if report.place else None
    name = as_reporter(unit, place if unit.kind == "service_centre" else unit.place).unit or unit.name
    if unit.kind == "province":
        return _province(unit, report)
    if report.unit and fold(name) == fold(report.unit):
        return Named("own", unit_kind=unit.kind)
    level = LEVEL_OF.get(unit.kind, "all")
    if unit.kind == "service_centre" and {"xa", "phuong", "dac"} & set(fold(name).split()):
        level = "commune"
    return Named("unit", name, unit.kind, level)


def _is_the_label(text: str, unit: UnitMention) -> bool:
    left = LEADING_MARKER.sub("", fold_marks(text[: unit.start] + " " + text[unit.end :]))
    return all(word in _AROUND_A_NAME for word in _WORD.findall(left)) and not re.search(r"[0-9]{2}", left)


def _province(unit: UnitMention, report: Report) -> Named:
    """A province on the map of the report's time, in the report of a body above the provinces."""
    if report.place and fold(unit.name) == fold(report.place.name):
        return Named("own" if report.unit_kind == "province" else "unknown")
    if report.place and report.place != NATION:
        return Named("unknown")
    day = report.period.end if report.period else report.issued_on
    place = place_named(unit.name, map_of(day)) if day else None
    return Named("unit", None, "province", "all", place) if place else Named("unknown")


@cache
def _departments() -> dict[str, str]:
    """The departments by their letters alone: a narrow column tears words apart ("Sở Công Thươn g")."""
    names = [f"Sở {field}" for field in DEPARTMENT_FIELDS.split("|")]
    return {fold(name).replace(" ", ""): name for name in names}


def unit_by_word(text: str, report: Report, held: str | None, *, in_column_of_units: bool) -> Named | None:
    """A unit as printed, by the first word of its name, or by the level it stands under in a column of units."""
    said = text.strip(" .;:*")
    said = _departments().get(fold(said).replace(" ", ""), said)
    key, known = fold(said), _KINDS_OF_UNITS if in_column_of_units else _KINDS
    kind = next((kind for kind, pattern in known if pattern.match(key)), None)
    if kind is None and in_column_of_units and held:
        kind = OF_LEVEL.get(held)
    if kind is None or len(said) > LONGEST or not said[:1].isupper() or _TORN.search(said):
        return None
    if report.unit and fold(report.unit) == key:
        return Named("own")
    return Named("unit", said, kind, LEVEL_OF.get(kind, "all"))
