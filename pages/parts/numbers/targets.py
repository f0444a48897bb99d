"""The only place that shows how a number stands to its target: a band, the distance, and by which document.

Good and bad are told by word and shape, and in colour only where `queries.with_targets` says a judgement may be shown;
everything else is neutral.
"""

from __future__ import annotations

from html import escape

from pages.parts import data
from pages.parts.language import formats
from pages.parts.numbers.comparison import Row
from pages.parts.numbers.numbers_shown import Shown
from pages.parts.visits.visit import Visit
from queries import Indicator

SIGNS = {"up": "≥", "down": "≤"}


def line(visit: Visit, shown: Shown) -> str:
    """The band of a tile with what is told under it; nothing where there is no number to hold against a target."""
    row, indicator = shown.row, shown.indicator
    if row is None or row["value"] is None or shown.status in ("partial", "impossible", "median"):
        return ""
    if indicator.direction == "none" or not (indicator.is_percent or row.get("target") is not None):
        return ""
    if row.get("target") is None:
        better = visit.say(f"indicator.better_{indicator.direction}")
        return f'<div class="aim">{_band(row)}<span>{better} · {visit.say("target.none")}</span></div>'
    tone = ("better" if row["met"] else "worse") if row["colours"] else ""
    band = _band(row) if indicator.is_percent else ""
    return f'<div class="aim {tone}">{band}{_told(visit, indicator, row)}<span>{_whose(visit, row)}</span></div>'


def grade(visit: Visit, shown: Shown) -> str:
    """The grade of a score, where one is certain."""
    row = shown.row
    word = row.get("grade_en" if visit.lang == "en" else "grade_vi") if row is not None else None
    return f'<div class="tile-parts">{visit.say("target.grade", grade=escape(word))}</div>' if word else ""


def listed(visit: Visit, indicator: Indicator) -> str:
    """Every target of an indicator, for its page; empty where there is none."""
    items = "".join(_item(visit, indicator, row) for row in data.targets(visit.wh, indicator.name))
    return f'<h4>{visit.say("target.heading")}</h4><ul class="aims">{items}</ul>' if items else ""


def _band(row: Row) -> str:
    """From 0 to 100 %: filled up to the value, a stroke at the target. It says nothing that is not told in words."""
    at = row.get("target")
    stroke = f'<i style="left:{_percent(at)}%"></i>' if at is not None else ""
    return f'<u aria-hidden="true"><b style="width:{_percent(row["value"])}%"></b>{stroke}</u>'


def _percent(value: float) -> str:
    return f"{min(max(value, 0.0), 100.0):.1f}"


def _told(visit: Visit, indicator: Indicator, row: Row) -> str:
    """✓ Đạt · Mục tiêu ≥ 80,00% · tốt hơn 3,20 điểm %."""
    verdict = ""
    if row["colours"]:
        shape, word = ("✓", "target.met") if row["met"] else ("✗", "target.missed")
        verdict = f"<b>{shape} {visit.say(word)}</b> · "
    aim = _amount(visit, indicator, row["target_direction"], row["target"])
    return f"<div>{verdict}{visit.say('target.aim', aim=aim)} · {_distance(visit, indicator, row)}</div>"


def _amount(visit: Visit, indicator: Indicator, direction: str, value: float) -> str:
    """≥ 85%, ≤ 6,5%: as it is set, without decimals that nobody wrote."""
    word = "%" if indicator.is_percent else f"\u00a0{formats.unit_word(indicator.unit, visit.lang)}"
    return f"{SIGNS[direction]}\u00a0{formats.number(value, visit.lang, 2)}{word}"


def _distance(visit: Visit, indicator: Indicator, row: Row) -> str:
    if abs(row["distance"]) < 1e-9:
        return visit.say("target.even")
    size = formats.change(row["distance"], indicator.unit, visit.lang).lstrip("+−±")
    if not any(digit in size for digit in "123456789"):
        size = f"&lt; {size.replace('0,00', '0,01').replace('0.00', '0.01')}"
    return visit.say("target.ahead" if row["met"] else "target.short", size=size.replace(" ", "\u00a0"))


def _whose(visit: Visit, row: Row) -> str:
    """Whose target it is, by when, by which document, and whether anybody has checked that."""
    parts = [visit.say(f"target.scope_{row['target_scope']}")]
    if row["target_due"] is not None:
        parts.append(visit.say("target.by", day=formats.day(row["target_due"], visit.lang)))
    parts.append(escape(row["target_basis"]))
    if not row["target_verified"]:
        parts.append(visit.say("target.unverified"))
    return " · ".join(parts)


def _item(visit: Visit, indicator: Indicator, row: Row) -> str:
    """One target: how much, for whom, from when to when, by which document."""
    whom = visit.say(f"target.scope_{row['scope']}")
    if row["place_code"] is not None:
        whom = visit.place_name(f"{row['place_vintage']}.{row['place_code']}")
    whom = " · ".join(
        filter(None, (whom, row["unit"], row["admin_level"] and visit.say(f"level.{row['admin_level']}")))
    )
    days = formats.window(row["valid_from"], row["valid_to"], visit.lang) if row["valid_to"] else ""
    days = days or visit.say("target.since", day=formats.day(row["valid_from"], visit.lang))
    said = [escape(whom), days, escape(row["basis"])]
    if not row["verified"]:
        said.append(visit.say("target.unverified"))
    return f"<li><b>{_amount(visit, indicator, row['direction'], row['value'])}</b> {' · '.join(said)}</li>"
