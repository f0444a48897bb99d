"""The only place that says what an indicator is, once its .sql file is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from queries.examples import Example
from queries.scores import Score

KEY_COLUMNS = (
    "place_vintage",
    "place_code",
    "unit",
    "unit_kind",
    "admin_level",
    "period_kind",
    "period",
    "period_start",
    "period_end",
    "window_basis",
    "report_id",
    "confidence",
)
"""What every indicator returns first: whose number it is, when, and out of which report."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as its .sql file states it."""

    name: str
    order: int
    title_vi: str
    title_en: str
    formula_vi: str
    formula_en: str
    unit: str
    """percent (value in points 0–100), point (a score), or what a count counts: dossier, petition, procedure …"""
    direction: str
    """up: more is better; down: less is better; none: neither."""
    family: str
    """Indicators of one family are variants of the same idea: the page links them."""
    legal_basis: str
    fields: tuple[str, ...]
    """The report fields it reads, as in `fields.field` (dots)."""
    returns: tuple[str, ...]
    """The columns its select returns."""
    headline: bool
    """True: a tile on the first page."""
    formula_version: str
    """Empty where each number carries its own."""
    valid_from: date | None
    valid_to: date | None
    """First and last day of the definition, where the law says: a period that ends outside them has no number."""
    above_100: bool
    """True: the numerator is no part of the denominator, so a rate over 100 % is no contradiction."""
    score: Score | None
    """How its rate becomes points; None for what is no score, or published as one."""
    examples: tuple[Example, ...]
    caveats_vi: str
    caveats_en: str
    prose_vi: str
    prose_en: str
    grain: str
    sql: str
    """The select alone, without the head."""
    file: Path

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of `figures` it reads beside the keys: its fields, underscored."""
        return tuple(field.replace(".", "_") for field in self.fields)

    @property
    def is_percent(self) -> bool:
        return self.unit == "percent"

    @property
    def has_parts(self) -> bool:
        """Whether it is computed by dividing."""
        return "numerator" in self.returns

    @property
    def is_published_score(self) -> bool:
        """Whether it is points as somebody published them: never recomputed, added or averaged."""
        return self.unit == "point" and self.score is None

    @property
    def is_rate(self) -> bool:
        """Whether it is a rate, or points made of one: computed by dividing, or printed as a rate."""
        return "value" not in self.returns

    @property
    def prose(self) -> str:
        """Both paragraphs, Vietnamese first."""
        return f"{self.prose_vi}\n\n{self.prose_en}"

    @property
    def caveats(self) -> str:
        """Both sentences, Vietnamese first; empty where there are none."""
        return "\n\n".join(text for text in (self.caveats_vi, self.caveats_en) if text)
