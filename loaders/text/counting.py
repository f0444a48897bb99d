"""The only place that writes a count as lists do: I, II, III or A, B, C."""

from __future__ import annotations


def roman_number(count: int) -> str:
    """1 → I, 4 → IV; a count that has no such form stays in digits."""
    if not 0 < count < 4000:
        return str(count)
    written = ""
    for size, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        written += letters * (count // size)
        count %= size
    return written


def list_letter(count: int) -> str:
    """1 → A, 26 → Z, 27 → AA, 28 → BB, as Word counts."""
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)
