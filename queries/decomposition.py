"""The only place that says why a rolled-up number moved: exactly, member by member.

Between two periods the rate of a whole changes because its members' rates did (rate), because members with other rates
weigh more or less than before (mix), and because other members report (coverage). The three are exact: computed in
fractions, they add up to the change, and so do the rounded ones that `rounded` gives.

With w a member's share of the denominators and r its rate, over the members that report both times:
    rate effect  = (w₀ + w₁)/2 · (r₁ - r₀)
    mix effect   = (w₁ - w₀) · ((r₀ + r₁)/2 - (R₀ + R₁)/2)
and for a member that left or came: its denominator × (its rate - that of all), over the denominators of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from queries.catalogue import indicator_named
from queries.errors import CannotCompare
from queries.rollup import members_of, parts_of, rollup
from queries.warehouse import Warehouse

Key = tuple[str, ...]
ZERO = Fraction(0)
EFFECTS = ("rate_effect", "mix_effect", "coverage_effect")
_MEMBER = ("place_vintage", "place_code", "place", "unit")
_KEY = ("place_vintage", "place_code", "unit")


@dataclass(frozen=True, slots=True)
class Pair:
    """A member's numerator and denominator in one period; a count has the denominator 1."""

    numerator: Fraction
    denominator: Fraction

    @property
    def rate(self) -> Fraction | None:
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class Effects:
    """What a member did to the whole, as fractions of 1 (a count: in its unit)."""

    rate: Fraction = ZERO
    mix: Fraction = ZERO
    coverage: Fraction = ZERO

    @property
    def total(self) -> Fraction:
        return self.rate + self.mix + self.coverage


def decomposition(
    wh: Warehouse,
    name: str,
    before: str,
    after: str,
    *,
    to: str = "nation",
    place: str = "vn.00",
    of: str = "province",
    level: str | None = None,
    boundaries: str = "reported",
) -> pl.DataFrame:
    """Why the number of a whole moved from one period to another: one row per member, largest effect first.

    The whole is what `rollup` makes with `to` and `of`, at `place`: "vn.00", a region ("34.Đồng bằng sông Hồng"), or a
    province whose communes or departments are its members. Columns: place_vintage, place_code, place, unit; presence
    (both, left, came); numerator, denominator, value, share (percent of the denominators) and window_basis, each
    `_before` and `_after`; rate_effect, mix_effect, coverage_effect and effect (their sum): f64, percent points. Counts
    have a rate effect (their own change) and a coverage effect, in their unit.
    `boundaries="34"` adds old provinces up to those of today first, complete ones alone, which periods on both sides of
    the merger need. Raises CannotCompare for points, and where the maps or the formula versions of the two periods
    differ; CannotRollUp for what never adds up.
    """
    indicator = indicator_named(name)
    if indicator.score is not None:
        raise CannotCompare(
            f"Điểm “{indicator.title_vi}” không tách được; hãy xem tỷ lệ làm ra điểm đó.",
            f"The points “{indicator.title_en}” cannot be taken apart; look at the rate they are made of.",
        )
    rows = [_members(wh, name, period, to, place, of, level, boundaries) for period in (before, after)]
    _check_comparable(*rows)
    pairs = [_pairs(each, is_percent=indicator.has_parts) for each in rows]
    effects = rate_effects(*pairs) if indicator.has_parts else count_effects(*pairs)
    return _frame(rows, effects, scale=100 if indicator.has_parts else 1)


def rate_effects(before: Mapping[Key, Pair], after: Mapping[Key, Pair]) -> dict[Key, Effects]:
    """The effects of every member on the ratio of sums; they add up to its change exactly, where it has a value twice.

    A member without a rate in one period (nothing arose) weighs nothing then, and keeps the rate of the other.
    """
    stayed = [key for key in before if key in after]
    sums = [(_sum(each, each), _sum(each, stayed)) for each in (before, after)]
    if not all(whole.denominator for whole, _ in sums):
        return {}
    if not all(kept.denominator for _, kept in sums):
        return _replaced(before, after, sums[0][0], sums[1][0])
    (whole0, kept0), (whole1, kept1) = sums
    middle = (_rate(kept0) + _rate(kept1)) / 2
    effects = {key: _stayed(before[key], after[key], kept0, kept1, middle) for key in stayed}
    for key in before.keys() - after.keys():
        effects[key] = Effects(coverage=-_stands_out(before[key], whole0) / kept0.denominator)
    for key in after.keys() - before.keys():
        effects[key] = Effects(coverage=_stands_out(after[key], whole1) / kept1.denominator)
    return effects


def count_effects(before: Mapping[Key, Pair], after: Mapping[Key, Pair]) -> dict[Key, Effects]:
    """The effects of every member on a sum of counts."""
    effects: dict[Key, Effects] = {}
    for key in before.keys() | after.keys():
        change = _value(after.get(key)) - _value(before.get(key))
        effects[key] = Effects(rate=change) if key in before and key in after else Effects(coverage=change)
    return effects


def rounded(effects: Sequence[float], decimals: int = 2) -> list[float]:
    """Effects rounded so that they add up to their rounded sum: the largest remainders are rounded up."""
    scale = 10**decimals
    exact = [Fraction(effect) * scale for effect in effects]
    floors = [each.numerator // each.denominator for each in exact]
    missing = round(sum(exact)) - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda n: exact[n] - floors[n], reverse=True)
    for n in by_remainder[:missing]:
        floors[n] += 1
    return [each / scale for each in floors]


def _stayed(old: Pair, new: Pair, kept0: Pair, kept1: Pair, middle: Fraction) -> Effects:
    """A member that reports both times."""
    rate0, rate1 = old.rate, new.rate
    if rate0 is None and rate1 is None:
        return Effects()
    rate0 = rate1 if rate0 is None else rate0
    rate1 = rate0 if rate1 is None else rate1
    assert rate0 is not None and rate1 is not None
    weight0, weight1 = old.denominator / kept0.denominator, new.denominator / kept1.denominator
    mix = (weight1 - weight0) * ((rate0 + rate1) / 2 - middle)
    return Effects(rate=(weight0 + weight1) / 2 * (rate1 - rate0), mix=mix)


def _replaced(before: Mapping[Key, Pair], after: Mapping[Key, Pair], whole0: Pair, whole1: Pair) -> dict[Key, Effects]:
    """Nobody with dossiers reports both times: what went out, and what came in."""
    gone = {key: -pair.numerator / whole0.denominator for key, pair in before.items()}
    come = {key: pair.numerator / whole1.denominator for key, pair in after.items()}
    return {key: Effects(coverage=gone.get(key, ZERO) + come.get(key, ZERO)) for key in gone | come}


def _stands_out(member: Pair, whole: Pair) -> Fraction:
    """By how much a member's numerator is more than it would be at the rate of the whole."""
    return member.numerator - member.denominator * _rate(whole)


def _sum(pairs: Mapping[Key, Pair], keys: Iterable[Key]) -> Pair:
    chosen = [pairs[key] for key in keys]
    return Pair(sum((p.numerator for p in chosen), ZERO), sum((p.denominator for p in chosen), ZERO))


def _rate(pair: Pair) -> Fraction:
    return pair.numerator / pair.denominator


def _value(pair: Pair | None) -> Fraction:
    return ZERO if pair is None else pair.numerator


def _members(
    wh: Warehouse, name: str, period: str, to: str, place: str, of: str, level: str | None, boundaries: str
) -> pl.DataFrame:
    """The complete numbers that the whole is made of in one period, one row per member."""
    if boundaries == "34" and of == "province":
        added = rollup(wh, name, "34", period=period, level=level, windows="together")
        whole = added.filter(pl.col("units_with_value") == pl.col("units_expected"))
        rows = whole.join(members_of(wh, to, of), on=["place_vintage", "place_code"])
    else:
        rows, _ = parts_of(wh, name, to, of=of, period=period, level=level, one_window=True)
    return rows.filter(pl.concat_str("to_place_vintage", "to_place_code", separator=".") == place)


def _check_comparable(before: pl.DataFrame, after: pl.DataFrame) -> None:
    if before.is_empty() or after.is_empty():
        return
    if set(before["place_vintage"]) != set(after["place_vintage"]):
        raise CannotCompare(
            "Hai kỳ thuộc hai bản đồ hành chính; hãy so theo ranh giới 34 tỉnh.",
            "The two periods belong to two administrative maps; compare them on the boundaries of the 34.",
        )
    if set(before["formula_version"]) != set(after["formula_version"]):
        raise CannotCompare(
            "Hai kỳ dùng hai công thức khác nhau nên không so được.",
            "The two periods use two formulas, so they cannot be compared.",
        )


def _pairs(rows: pl.DataFrame, *, is_percent: bool) -> dict[Key, Pair]:
    parts = rows.select(
        pl.concat_list("place_vintage", "place_code", "unit"),
        pl.col("numerator" if is_percent else "value"),
        pl.col("denominator") if is_percent else pl.lit(1.0).alias("denominator"),
    )
    return {tuple(key): Pair(Fraction(part), Fraction(whole)) for key, part, whole in parts.iter_rows()}


def _frame(rows: Sequence[pl.DataFrame], effects: Mapping[Key, Effects], scale: int) -> pl.DataFrame:
    """The effects beside what each member reported."""
    told = [
        (
            *key,
            float(each.rate * scale),
            float(each.mix * scale),
            float(each.coverage * scale),
            float(each.total * scale),
        )
        for key, each in effects.items()
    ]
    schema = {**dict.fromkeys(_KEY, pl.String), **dict.fromkeys((*EFFECTS, "effect"), pl.Float64)}
    before, after = (_side(each, side) for each, side in zip(rows, ("before", "after"), strict=True))
    there = [pl.col(f"window_basis_{side}").is_not_null() for side in ("before", "after")]
    presence = pl.when(there[0] & there[1]).then(pl.lit("both")).when(there[0]).then(pl.lit("left"))
    return (
        before.join(after, on=_MEMBER, how="full", coalesce=True)
        .with_columns(presence.otherwise(pl.lit("came")).alias("presence"))
        .join(pl.DataFrame(told, schema=schema, orient="row"), on=_KEY)
        .sort(pl.col("effect").abs(), *_KEY, descending=[True, False, False, False])
        .select(
            *_MEMBER, "presence", *before.columns[len(_MEMBER) :], *after.columns[len(_MEMBER) :], *EFFECTS, "effect"
        )
    )


def _side(rows: pl.DataFrame, side: str) -> pl.DataFrame:
    """What each member reported in one of the two periods."""
    share = (100 * pl.col("denominator") / pl.col("denominator").sum()).alias("share")
    said = rows.select(*_MEMBER, "numerator", "denominator", "value", share, "window_basis")
    return said.rename({name: f"{name}_{side}" for name in said.columns if name not in _MEMBER})
