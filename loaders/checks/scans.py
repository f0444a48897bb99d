"""The only place that decides which figures read from pictures are stated: a misread digit looks like any other.

Recognition is sure of digits it misreads, so its confidence alone makes no figure count. What an exact equation
confirms counts; what nothing confirms is suspect; what it was unsure of, or an equation breaks, is not stated but a
problem.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from loaders.catalogue.fields import load_fields
from loaders.checks.identities import load_identities
from loaders.checks.rounding import NEARLY_HALF, decimals, fit
from loaders.checks.verdicts import judge
from loaders.content import Scanned
from loaders.heads.letterhead import Letterhead
from loaders.records import Fact, Period, Problem, Report
from loaders.text.textform import fold_marks

UNSURE, CERTAIN = 80.0, 90.0
"""Below the first confidence, in percent, one number in four is misread, above it one in three hundred (Tesseract 5,
Vietnamese, 200 dpi, clean to poor prints); Roman numerals are misread up to the second.
"""
ISSUED = range(-25, 61)
"""Days after the end of its period in which a report is issued: one on the quarter before or after would not be."""
_TIME = re.compile(r"(?:quý|tháng|năm|ngày)\s+$")
Key = tuple[object, ...]


def is_unsure_of(period: Period, head: Letterhead, text: str, scanned: Sequence[Scanned]) -> bool:
    """Whether the period was read from a picture and may be another one: "quý III" is read as "quý II"."""
    title, opening = head.title_span or (0, 0), head.opening_span
    sure = [word.confidence for word in scanned if title[0] <= word.start < title[1]]
    sure += [
        word.confidence
        for word in scanned
        if opening[0] <= word.start < opening[1] and _TIME.search(fold_marks(text[max(0, word.start - 8) : word.start]))
    ]
    if not sure:
        return False
    fits = head.issued_on and period.end and (head.issued_on - period.end).days in ISSUED
    return min(sure) < (UNSURE if fits else CERTAIN) or bool(head.issued_on and not fits)


def settle(
    facts: Sequence[Fact], scanned: Sequence[Scanned], left: Collection[float] = (), report: Report | None = None
) -> tuple[list[Fact], list[Problem]]:
    """As `checks.judge`, for a document of which `scanned` words were read from a picture."""
    sure = {id(fact): confidence for fact in facts if (confidence := _confidence(fact, scanned)) is not None}
    if not sure:
        return judge(facts, left, report)
    legible = [fact for fact in facts if sure.get(id(fact), 100.0) >= UNSURE]
    exact = _confirmed_exactly(legible)
    accused = {(*_key(fact), fact.field) for fact in judge(legible, report=report)[0] if fact.status == "suspect"}
    kept, pending, problems = [], [], []
    for fact in facts:
        confidence = sure.get(id(fact))
        name = (*_key(fact), fact.field)
        if confidence is None:
            kept.append(fact)
        elif confidence < UNSURE or name in accused:
            problems.append(_problem(fact, confidence, broken=name in accused))
        elif name in exact and fact.period is None and fact.place is None:
            kept.append(replace(fact, confidence=2, note=_note(confidence)))
        else:
            pending.append(replace(fact, status="suspect", confidence=1, note=_note(confidence)))
    judged, broken = judge(kept, left, report)
    open_names = {(*_key(fact), fact.field) for fact in facts} - {(*_key(fact), fact.field) for fact in kept}
    told = [fact for fact in judged if (*_key(fact), fact.field) not in open_names]  # nothing derived in their place
    return sorted([*told, *pending], key=lambda fact: fact.at.start or 0), [*problems, *broken]


def _confidence(fact: Fact, scanned: Sequence[Scanned]) -> float | None:
    """The least confidence of the words a figure stands in; None where it was not read from a picture."""
    start, end = fact.at.start, fact.at.end
    if start is None or end is None or not scanned:
        return None
    at = bisect_left(scanned, start + 1, key=lambda word: word.end)
    words = []
    while at < len(scanned) and scanned[at].start < end:
        words.append(scanned[at].confidence)
        at += 1
    return min(words, default=None)


def _key(fact: Fact) -> Key:
    return fact.admin_level, fact.place, fact.unit, fact.period


def _confirmed_exactly(facts: Iterable[Fact]) -> set[Key]:
    """Which figures an equation pins to the unit: a sum of at least two parts that count, or a share so precise that
    no neighbouring number gives it.
    """
    groups: dict[Key, dict[str, Fact]] = {}
    for fact in facts:
        groups.setdefault(_key(fact), {})[fact.field] = fact
    return {(*key, name) for key, group in groups.items() for name in _pinned(group)}


def _pinned(group: Mapping[str, Fact]) -> set[str]:
    values = {name: fact.value for name, fact in group.items() if not fact.approximate}
    pinned: set[str] = set()
    for each in load_identities().sums:
        if each.holds(values) and sum(values[part] != 0 for part in each.parts) > 1:
            pinned |= {each.total, *each.parts}
    for share in load_identities().shares:
        for bottom in share.bottom:
            names = (*share.top, bottom)
            if not values.get(bottom) or any(name not in values for name in (share.rate, *share.top)):
                continue
            exact, places = 100 * sum(values[name] for name in share.top) / values[bottom], decimals(group[share.rate])
            if fit(values[share.rate], exact, places) != "rounded":
                continue
            if len(share.top) == 1 and 100 / values[bottom] > 4 * NEARLY_HALF * 10.0**-places:
                pinned |= {share.rate, *names}
            elif pinned.issuperset(names):
                pinned.add(share.rate)
    return pinned


def _note(confidence: float) -> str:
    return f"OCR {confidence:.0f} %"


def unsure_period(period: Period) -> Problem:
    """What a person is told who has to decide the period."""
    return Problem(
        kind="scan",
        severity="warning",
        message_vi=f"Kỳ báo cáo đọc từ ảnh có lẽ là {period.label} nhưng không chắc; đối chiếu bản quét rồi chọn kỳ.",
        message_en=f"The period was read from a picture, perhaps {period.label}, but not for sure; please choose it.",
        found=period.label,
    )


def _problem(fact: Fact, confidence: float, *, broken: bool) -> Problem:
    label, note = load_fields()[fact.field].label_vi, _note(confidence)
    why_vi = "không khớp với số khác" if broken else "nhận dạng không chắc"
    why_en = "contradicts other figures" if broken else "was not recognised for sure"
    return Problem(
        kind="scan",
        severity="warning",
        message_vi=f"{label}: đọc từ ảnh là {fact.raw} ({note}), {why_vi} nên không ghi nhận; đối chiếu với bản quét.",
        message_en=f"{fact.field}: read from a picture as {fact.raw} ({note}), {why_en} and is not stated.",
        fields=(fact.field,),
        admin_level=fact.admin_level,
        found=fact.raw,
        at=fact.at,
    )
