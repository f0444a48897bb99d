"""The only place that says in words what does not add up: found, expected, and the likeliest slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders.fields import load_fields
from loaders.identities import Order, Share, Sum
from loaders.records import Fact, Locator, Problem
from loaders.slips import Slip, likeliest_slip, number_vi

Facts = Mapping[str, Fact]
WHOLES = ("dossiers.received", "dossiers.resolved")
"""Besides the fields named *_base, what a printed ratio may have been divided by."""


def rounding(rate: Fact) -> float:
    """How far a printed rate may lie from what its parts give, in percent points: half a unit of its last decimal."""
    digits = "".join(c for c in rate.raw if c.isdigit() or c in ".,").replace(",", ".")
    decimals = len(digits.split(".")[1]) if digits.count(".") == 1 else 0
    return 0.55 * 10.0**-decimals


def broken_sum(each: Sum, facts: Facts, marked: Sequence[str], everything: Sequence[Fact]) -> Problem:
    """Parts that do not add up to their total; `marked` are those that no other equation confirms."""
    total, parts = facts[each.total], [facts[part] for part in each.parts]
    added = sum(part.value for part in parts)
    needed = {each.total: added} | {part.field: part.value + total.value - added for part in parts}
    slip = likeliest_slip([(facts[name], needed[name]) for name in marked], everything)
    shown, apart = " + ".join(number_vi(part.value) for part in parts), abs(added - total.value)
    labels = " + ".join(_label(part) for part in parts)
    return Problem(
        kind="identity",
        severity="error",
        message_vi=f"{_label(total)} ghi {number_vi(total.value)} nhưng {labels} cộng lại là {number_vi(added)}"
        f" (lệch {number_vi(apart)}).{_after(slip, 'vi')}",
        message_en=f"{each.total} says {total.value:,.0f} but {' + '.join(each.parts)} add up to {added:,.0f}"
        f" ({apart:,.0f} apart).{_after(slip, 'en')}",
        fields=(each.total, *each.parts),
        admin_level=total.admin_level,
        expected=f"{shown} = {number_vi(total.value)}",
        found=f"{shown} = {number_vi(added)}",
        suggestion=slip.vi if slip else None,
        at=total.at,
    )


def likely_base(share: Share, facts: Facts, everything: Sequence[Fact]) -> Fact | None:
    """The figure printed elsewhere that would make the share right: the same base at another level, or any base."""
    bottom, rate = facts[share.bottom[0]], facts[share.rate]
    top = sum(facts[name].value for name in share.top)
    fitting = [f for f in everything if f.value >= top > 0 and f.value != bottom.value and _gives(top / f.value, rate)]
    same = [fact for fact in fitting if fact.field == bottom.field]
    bases = [fact for fact in fitting if fact.field.endswith("_base") or fact.field in WHOLES]
    return next(iter(same or bases), None)


def _gives(share: float, rate: Fact) -> bool:
    return abs(100 * share - rate.value) <= rounding(rate)


def broken_share(share: Share, facts: Facts, base: Fact | None, everything: Sequence[Fact]) -> Problem:
    """A printed rate that its parts do not give; `base` is the figure that would make it right, if one is printed."""
    rate, bottom, tops = facts[share.rate], facts[share.bottom[0]], [facts[name] for name in share.top]
    top = sum(fact.value for fact in tops)
    slip = _swapped(top, base) if base else _slipped_base(top, bottom, rate, everything)
    ratio, found = f"{number_vi(top)}/{number_vi(bottom.value)}", _percent(100 * top / bottom.value)
    return Problem(
        kind="share",
        severity="error",
        message_vi=f"{_label(rate)} in {rate.raw} nhưng {ratio} = {found}.{_after(slip, 'vi')}",
        message_en=f"{share.rate} is printed {rate.raw} but {ratio} = {found}.{_after(slip, 'en')}",
        fields=(share.rate, *share.top, bottom.field),
        admin_level=rate.admin_level,
        expected=rate.raw,
        found=found,
        suggestion=slip.vi if slip else None,
        at=Locator(min(tops[0].at.start or 0, rate.at.start or 0), rate.at.end),
    )


def _swapped(top: float, base: Fact) -> Slip:
    ratio = f"{number_vi(top)}/{number_vi(base.value)} = {_percent(100 * top / base.value)}"
    return Slip(
        f"Mẫu số có lẽ phải là {number_vi(base.value)}, in ở chỗ khác trong báo cáo: {ratio};"
        " có thể hai mẫu số bị đổi chỗ.",
        f"The denominator should probably be {base.value:,.0f}, printed elsewhere in the report: {ratio};"
        " two denominators may have been swapped.",
    )


def _slipped_base(top: float, bottom: Fact, rate: Fact, everything: Sequence[Fact]) -> Slip | None:
    return likeliest_slip([(bottom, 100 * top / rate.value)], everything, tolerance=0.006) if rate.value else None


def broken_order(order: Order, small: Fact, large: Fact) -> Problem:
    """A part that exceeds its whole."""
    numbers = number_vi(small.value), number_vi(large.value)
    return Problem(
        kind="order",
        severity="warning" if order.warns else "error",
        message_vi=f"{_label(small)} ({numbers[0]}) lớn hơn {_label(large)} ({numbers[1]}).",
        message_en=f"{order.smaller} ({small.value:,.0f}) exceeds {order.larger} ({large.value:,.0f}).",
        fields=(order.smaller, order.larger),
        admin_level=small.admin_level,
        expected=f"≤ {numbers[1]}",
        found=numbers[0],
        at=small.at,
    )


def broken_levels(parts: Sequence[Fact], total: Fact) -> Problem:
    """Levels that do not add up to the whole."""
    added = sum(part.value for part in parts)
    return Problem(
        kind="levels",
        severity="warning",
        message_vi=f"{_label(total)}: các cấp cộng lại là {number_vi(added)}, toàn tỉnh ghi {number_vi(total.value)}.",
        message_en=f"{total.field}: the levels add up to {added:,.0f}, the whole says {total.value:,.0f}.",
        fields=(total.field,),
        expected=number_vi(total.value),
        found=number_vi(added),
        at=total.at,
    )


def _label(fact: Fact) -> str:
    return load_fields()[fact.field].label_vi


def _after(slip: Slip | None, language: str) -> str:
    return f" {getattr(slip, language)}" if slip else ""


def _percent(value: float) -> str:
    return f"{value:.2f}".replace(".", ",") + "%"
