"""The only place that puts the figures and equations of a report into words, Vietnamese or English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.catalogue.fields import load_fields
from loaders.checks.balances import Equation, Ratio
from loaders.checks.explanations import Explanation
from loaders.checks.rounding import decimals, shown_decimals
from loaders.checks.slips import number_vi
from loaders.heads.reporters import WHOLE_NATION, WHOLE_PROVINCE
from loaders.made_often import made_often
from loaders.records import Fact
from loaders.text.textform import fold

VI, EN = 0, 1
LEVELS = {
    "all": ("tổng chung", "the whole"),
    "province": ("cấp tỉnh", "province level"),
    "district": ("cấp huyện", "district level"),
    "commune": ("cấp xã", "commune level"),
    "district+commune": ("cấp huyện và xã", "district and commune level"),
}
IS = ("{what} là {value} ({how})", "{what} is {value} ({how})")
SWAPPED = ("{one} và {two} bị đổi chỗ", "{one} and {two} stand in each other's place")
ASKED = ("các phép tính đều đòi số này", "all the sums ask for it")
TAKEN = ("ghi nhầm số của {other}", "the figure of {other} was written")
MEANT = ("số ghi ở {other}", "the figure that stands at {other}")


@made_often(frozen=True, slots=True)
class Words:
    """Says things about the figures of one report in one language, with these values."""

    facts: Sequence[Fact]
    values: Sequence[float]
    language: int

    def with_changes(self, explanation: Explanation) -> Words:
        """The same with the values that an explanation gives."""
        changed = dict(explanation.changes)
        return replace(self, values=[changed.get(cell, value) for cell, value in enumerate(self.values)])

    def label(self, cell: int) -> str:
        """What a figure is called."""
        field = load_fields()[self.facts[cell].field]
        return field.label_vi.split(" (nêu")[0] if self.language == VI else f'"{field.label_en.split(";")[0]}"'

    def where(self, cell: int) -> str:
        """Its unit and level in brackets, where it is not the report's own whole."""
        fact = self.facts[cell]
        unit = "" if fact.unit in (WHOLE_PROVINCE, WHOLE_NATION) else fact.unit or ""
        level = LEVELS[fact.admin_level][self.language] if fact.admin_level != "all" else ""
        said = ", ".join(part for part in (unit, "" if fold(unit) == fold(level) else level) if part)
        return f" ({said})" if said else ""

    def number(self, value: float) -> str:
        """A number with its thousands parted."""
        return number_vi(value) if self.language == VI else number_vi(value).translate(str.maketrans(",.", ".,"))

    def printed(self, cell: int) -> str:
        """A figure as it stands in the report: a percentage with its decimals, a count with its thousands parted."""
        fact = self.facts[cell]
        if not load_fields()[fact.field].is_percent:
            return self.number(self.values[cell])
        if "%" in fact.raw and fact.value == self.values[cell]:
            return fact.raw
        shown = f"{self.values[cell]:.{max(decimals(fact), shown_decimals(self.values[cell]))}f}%"
        return shown.replace(".", ",") if self.language == VI else shown

    def sum(self, cells: Sequence[int]) -> str:
        """1.200 + 45."""
        return " + ".join(self.number(self.values[cell]) for cell in cells)

    def parts(self, cells: Sequence[int]) -> str:
        """Đang giải quyết trong hạn 1.200 + Đang giải quyết quá hạn 45."""
        return " + ".join(f"{self.label(cell)} {self.printed(cell)}" for cell in cells)

    def rows(self, cells: Sequence[int]) -> str:
        """Cấp tỉnh 1.200 + cấp huyện 45: levels, or units."""
        names = (self.facts[c].unit or LEVELS[self.facts[c].admin_level][self.language] for c in cells)
        return " + ".join(f"{name} {self.printed(cell)}" for name, cell in zip(names, cells, strict=True))

    def counted(self, cells: Sequence[int]) -> str:
        """How many units add up."""
        return f"{len(cells)} đơn vị" if self.language == VI else f"{len(cells)} units"

    def ratio(self, tops: Sequence[int], base: Sequence[int]) -> tuple[str, str]:
        """3.214/3.220, and what it makes."""
        top, whole = (sum(self.values[cell] for cell in cells) for cells in (tops, base))
        percent = f"{100 * top / whole:.2f}%" if whole else "–"
        return f"{self.number(top)}/{self.number(whole)}", percent.replace(".", "," if self.language == VI else ".")

    def proof(self, each: Equation) -> str:
        """An equation in numbers."""
        if isinstance(each, Ratio):
            fit = each.fitting(self.values)
            return " = ".join(self.ratio(each.tops, fit[1] if fit else each.bottoms[0]))
        sign = "≤" if each.at_most else "="
        return f"{self.sum(each.parts)} {sign} {self.number(each.whole(self.values))}"

    def way(self, each: Explanation) -> str:
        """What an explanation takes for the truth, and how the slip came about."""
        what = [self.label(cell) + self.where(cell) for cell in each.cells]
        if len(what) > 1:
            return SWAPPED[self.language].format(one=what[0], two=what[1])
        right = self.with_changes(each)
        how = (each.slip.vi, each.slip.en)[self.language] if each.slip else self._taken(each)
        return IS[self.language].format(what=what[0], value=right.printed(each.cells[0]), how=how)

    def _taken(self, each: Explanation) -> str:
        if each.other is None:
            return ASKED[self.language]
        cell, other = each.cells[0], each.other
        said = TAKEN if self.values[other] == self.values[cell] else MEANT
        apart = self.where(other) or (f" ({LEVELS['all'][self.language]})" if self.where(cell) else "")
        return said[self.language].format(other=self.label(other) + apart)
