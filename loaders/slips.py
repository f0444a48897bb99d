"""The only place that guesses how a wrong figure came about: swapped, transposed, a digit dropped or doubled,
a thousands mark lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from loaders.fields import load_fields
from loaders.records import Fact


@dataclass(frozen=True, slots=True)
class Slip:
    """What probably happened, as a sentence in each language."""

    vi: str
    en: str


def number_vi(value: float) -> str:
    """1626.5 as "1.626,5"."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))


def likeliest_slip(
    wanted: Sequence[tuple[Fact, float]], everything: Sequence[Fact], tolerance: float = 0
) -> Slip | None:
    """The most telling slip by which one of these figures would be what the equation needs, or None.

    `wanted` pairs each suspect with the value that would make the equation right; `tolerance` is relative,
    for values that come from a rounded rate.
    """
    for fact, needed in wanted:
        for kind_vi, kind_en, value in _corrections(fact.value):
            if needed > 0 and abs(value - needed) <= max(tolerance * needed, 0.5 if not tolerance else 0):
                return _named(fact, value, kind_vi, kind_en)
    for fact, needed in wanted:
        if twin := _printed_elsewhere(fact, needed, everything):
            return _named(
                fact,
                needed,
                f"giống số của “{load_fields()[twin.field].label_vi}”",
                f"the figure printed for {twin.field}",
            )
    if repeated := _repeated(wanted):
        return repeated
    return None


def _named(fact: Fact, value: float, kind_vi: str, kind_en: str) -> Slip:
    label = load_fields()[fact.field].label_vi
    return Slip(
        f"Nhiều khả năng {label} là {number_vi(value)}, không phải {number_vi(fact.value)} ({kind_vi}).",
        f"{fact.field} is probably {value:,.0f}, not {fact.value:,.0f} ({kind_en}).",
    )


def _repeated(wanted: Sequence[tuple[Fact, float]]) -> Slip | None:
    """A total that only repeats one of its parts: either may be the copy."""
    for total, needed_total in wanted:
        for part, needed_part in wanted:
            if (
                part is not total
                and part.value == total.value
                and needed_total > total.value
                and 0 <= needed_part < part.value
            ):
                names = [load_fields()[f.field].label_vi for f in (total, part)]
                return Slip(
                    f"“{names[0]}” và “{names[1]}” cùng ghi {number_vi(part.value)}: một trong hai bị chép lặp;"
                    f" hoặc {names[0]} là {number_vi(needed_total)}, hoặc {names[1]} là {number_vi(needed_part)}.",
                    f"{total.field} and {part.field} both say {part.value:,.0f}: one is a copy;"
                    f" either {total.field} is {needed_total:,.0f} or {part.field} is {needed_part:,.0f}.",
                )
    return None


def _printed_elsewhere(fact: Fact, needed: float, everything: Sequence[Fact]) -> Fact | None:
    family = fact.field.split(".")[0]
    near = [
        f
        for f in everything
        if f.field.split(".")[0] == family and f.value == needed and needed >= 100 and f.field != fact.field
    ]
    return near[0] if near else None


def _corrections(value: float) -> Iterator[tuple[str, str, float]]:
    """Values that a single slip of the pen turns into `value`."""
    digits = f"{value:.0f}"
    places = range(len(digits))
    for i in places[:-1]:
        if digits[i + 1] == "0" and i == 0:
            continue
        swapped = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
        yield "đảo hai chữ số", "two digits transposed", float(swapped)
    for i, digit in product(places, "0123456789"):
        if digit == "0" and i == 0 and len(digits) > 1:
            continue
        yield "sai một chữ số", "one digit wrong", float(digits[:i] + digit + digits[i + 1 :])
    for i, digit in product(range(len(digits) + 1), "0123456789"):
        yield "thiếu một chữ số", "a digit dropped", float(digits[:i] + digit + digits[i:])
    for i in places if len(digits) > 1 else ():
        yield "thừa một chữ số", "a digit doubled", float(digits[:i] + digits[i + 1 :])
    for factor in (10.0, 100.0, 1000.0, 0.1, 0.01, 0.001):
        yield "sai dấu phân cách hàng nghìn", "a thousands mark misplaced", value * factor
