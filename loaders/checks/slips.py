"""The only place that lists the slips of the pen by which one figure may have become another: digits transposed,
dropped, doubled or wrong, a thousands mark or a decimal comma misplaced.

To add one, add a function to `SLIPS`: of the digits before and after the comma it yields those that may be meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from loaders.checks.rounding import MOST
from loaders.made_often import made_often

Digits = tuple[str, str]
"""Before the comma and after it."""


@made_often(frozen=True, slots=True)
class Slip:
    """What may have happened to a figure, in each language, and what it was meant to be."""

    vi: str
    en: str
    value: float


def number_vi(value: float) -> str:
    """1626.5 as "1.626,5"."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))


def slips(value: float, decimals: int | None = None) -> Iterator[Slip]:
    """All single slips that turn something into `value`; the most telling kind first, no value twice.

    `decimals` is with how many a rate or score is printed, None for a count.
    """
    places = decimals or 0
    whole, fraction = _parted(f"{value * 10**places:.0f}".zfill(places + 1), -places or MOST * MOST)
    met = {value}
    for vi, en, meant in SLIPS:
        for before, after in meant(whole, fraction):
            found = float(f"{before or 0}.{after or 0}")
            if found not in met and before == str(int(before or 0)):
                met.add(found)
                yield Slip(vi, en, found)
    for power in (3, -3, 6, -6) if decimals is None else (1, -1, 2, -2):
        found = round(value * 10.0**power, MOST)
        if found not in met and (decimals is not None or (found and found == int(found))):
            met.add(found)
            yield Slip(MISPLACED, "a thousands mark or decimal comma misplaced", found)


def _transposed(whole: str, fraction: str) -> Iterator[Digits]:
    digits = whole + fraction
    for i in range(len(digits) - 1):
        yield _parted(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :], len(whole))


def _doubled(whole: str, fraction: str) -> Iterator[Digits]:
    """Less one of two equal neighbours on one side of the comma."""
    digits = whole + fraction
    for i in range(len(digits) - 1):
        if digits[i] == digits[i + 1] and i + 1 != len(whole):
            yield _parted(digits[:i] + digits[i + 1 :], len(whole) - (i < len(whole)))


def _dropped(whole: str, fraction: str) -> Iterator[Digits]:
    for digit in "0123456789":
        yield from ((whole[:i] + digit + whole[i:], fraction) for i in range(len(whole) + 1))
        yield from ((whole, fraction[:i] + digit + fraction[i:]) for i in range(len(fraction) + 1) if fraction)


def _added(whole: str, fraction: str) -> Iterator[Digits]:
    digits = whole + fraction
    for i in range(len(digits)):
        yield _parted(digits[:i] + digits[i + 1 :], len(whole) - (i < len(whole)))


def _wrong(whole: str, fraction: str) -> Iterator[Digits]:
    digits = whole + fraction
    for i in range(len(digits)):
        yield from (_parted(digits[:i] + digit + digits[i + 1 :], len(whole)) for digit in "0123456789")


def _parted(digits: str, at: int) -> Digits:
    return digits[:at], digits[at:]


TRANSPOSED, DOUBLED, MISPLACED = "đảo hai chữ số liền nhau", "gõ lặp một chữ số", "sai dấu phân cách"
WRONG = "sai một chữ số"
PLAIN = (TRANSPOSED, DOUBLED, MISPLACED)
"""Slips that two numbers do not show by chance."""
SLIPS: tuple[tuple[str, str, Callable[[str, str], Iterator[Digits]]], ...] = (
    (TRANSPOSED, "two neighbouring digits transposed", _transposed),
    (DOUBLED, "a digit doubled", _doubled),
    ("thiếu một chữ số", "a digit dropped", _dropped),
    ("thừa một chữ số", "a digit too many", _added),
    (WRONG, "one digit wrong", _wrong),
)
