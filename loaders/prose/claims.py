"""The only place that walks a whole text: block by block, with what each hangs under, to the candidates it states."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from loaders.catalogue.meanings import Meaning
from loaders.catalogue.terms import load_terms
from loaders.prose.clauses import Clause, Skip, clauses
from loaders.prose.context import LASTING, Context, Frame
from loaders.prose.extraction import read_clauses
from loaders.prose.findings import Findings
from loaders.prose.outline import ANSWERED, PAGE_NUMBER, PARAGRAPH, Block, ends_sentence, outline
from loaders.prose.scores import claim_scores
from loaders.text.ignored import find_ignored
from loaders.text.numbers import Number, find_numbers
from loaders.text.scanning import Scan
from loaders.text.textform import UPPER, fold_marks

OF_A_HEADING = ("level", "poison", "foreign", "rule", "period", "listed", "first")
"""What holds for all that stands under a heading, beside its words."""
SECTION = 2
"""Down to this depth a heading begins something new."""
SHORT = 100
"""A heading up to this length that names a unit is about that unit; a longer one only mentions it."""
ITEM = 5
"""Depth from which on a lead is a list item, which a plain paragraph ends."""
BARE_YEAR = re.compile(r"(?:kế hoạch|chỉ tiêu|mục tiêu|kết quả|số liệu)\s+(20[0-4]\d)(?![\d.,%]*\d)")
PETITION = frozenset(("petition",))
REGULATIONS = frozenset(("regulations", "regulations_and_conduct"))
ITEM_MARK = re.compile(r"[\s*#_]*(?:\d{1,2}|[IVX]+)\s*[.)/]\s*[*_]*\s*$")
ENUMERATION = re.compile(r"\((?:[ivx]{1,4}|[a-eđ])\)(?=\s)")
THINGS = {"dossiers": "dossier", "feedback": "petition", "review": "procedure", "procedures": "procedure"}
COMPARING = ("change", "comparison")
CHANGES = frozenset(("newly_issued", "amended", "abolished"))
ITEMS = {
    "in_internal": frozenset(("internal", "internal_within_unit")),
    "in_review": frozenset(("review", "done_review")),
    "in_assessment": frozenset(("assessed",)),
    "in_announcement": frozenset(("announced", "publicized")),
    "in_institutions": frozenset(("institutions",)),
}
Spans = Sequence[Skip]
SERVICE_LEVEL = re.compile(r"[1-4][\s,và]*[1-4]?(?<=\d)(?!\d)")
_NAMES = rf"[{UPPER}][^\W\d]*"
NEWSROOM = re.compile(
    rf"^[ \t*_]*(?:Báo {_NAMES}(?: {_NAMES}){{0,3}}|[A-ZĐ]{{1,6}}&[A-ZĐ]{{1,6}})(?: (?:online|điện tử))?"
    r"\s+[-–—]\s+(?=[^\W\d])",
    re.MULTILINE,
)
""" "Báo Lào Cai - Năm 2023, …", "GD&TĐ - …": who printed it."""
SIPAS = Scan(r"[Hh]ài lòng[^.;:\d]{0,80}?\bSIPAS\b\)?|\bSIPAS\b", needs="sipas")
"""The index of satisfaction that Bộ Nội vụ announces a year later: not what a report's own survey found."""
ASIDE = re.compile(
    r"\((?:(?!SIPAS|PAR|PAPI|PCI|DTI)[A-ZĐ][A-ZĐa-z&-]{1,15}"
    r"|(?:sau đây |)(?:được |)(?:viết tắt|gọi tắt|gọi)[^()\d]{0,60}"
    r"|(?:ghi rõ|nêu rõ|chi tiết|xem|theo)\s[^()%;]{0,40}|nếu có|[Mm]ẫu số[: ][^()%\d]{0,60}"
    r"|(?:bao gồm |gồm |cả )(?:cả |)cấp (?:tỉnh|huyện|xã)(?:(?:,| và) (?:cấp |)(?:tỉnh|huyện|xã))*"
    r"|(?:mẫu số|tính trên|trên tổng số)(?: là)?:? [^()%;\d]{0,60}"
    r"|cấp (?:tỉnh|huyện|xã)(?:(?:,| và) (?:cấp |)(?:tỉnh|huyện|xã))+)\)"
)
"""A bracket that only abbreviates or explains: "thủ tục hành chính (TTHC)"."""
GOES_ON = re.compile(r"(?:Trong|trong) đó|(?:Bao gồm|Cụ thể|Gồm)\b")
"""Words with which a paragraph goes on about the figure of the item above."""
FOOTNOTE_MARK = Scan(r"<sup>.{0,6}?</sup>|\[\d{1,2}\]|[¹²³⁴-⁹⁰]+", needs="<sup>|[|¹|²|³|⁴|⁵|⁶|⁷|⁸|⁹|⁰")


def claim(text: str, skips: Spans = (), start: int = 0, *, central: bool = False) -> Findings:
    """What the text states from offset `start` on. `skips` are names and periods, ordered and disjoint.

    `central`: the unit that reports makes the procedures of the whole country, as a ministry does.
    """
    folded, lexicon, findings = fold_marks(text), load_terms(), Findings()
    passed = _passed(text, folded, skips)
    ends = [skip.end for skip in passed]
    numbers = [n for n in find_numbers(text) if n.start >= start]
    figures = [n for n in numbers if (not n.ignored or n.money) and not _inside(n, ends, passed)]
    figure_starts, skip_starts = [n.start for n in figures], [s.start for s in passed]
    taken = {n.start for n in figures}
    findings.ignored += [(n, n.ignored or "name_or_period") for n in numbers if n.start not in taken]
    leads: list[tuple[float, Frame]] = []
    for group, block in enumerate(outline(text, start)):
        mark, body, end = (bisect_left(figure_starts, at) for at in (block.start, block.body, block.end))
        findings.ignored += [(n, "list_marker") for n in figures[mark:body]]
        inside = figures[body:end]
        if not block.in_scope:
            findings.ignored += [(n, "plan_section") for n in inside]
            continue
        names = passed[bisect_left(skip_starts, block.body) : bisect_left(skip_starts, block.end)]

        def cut(first: int, last: int, numbers: Sequence[Number] = inside, skips: Spans = names) -> list[Clause]:
            return clauses(text, folded, first, last, numbers, skips, lexicon)

        _read_block(text, block, cut, bool(inside), leads, group, findings, central)
    claim_scores(text, passed, findings)
    return findings


def _passed(text: str, folded: str, skips: Spans) -> list[Skip]:
    """Every span without words or figures of its own: names, periods, dates, document numbers, footnote marks."""
    others = [
        Skip(i.start, i.end) for i in find_ignored(text) if i.rule != "money" and not SERVICE_LEVEL.match(text, i.start)
    ]
    others += [Skip(m.start(), m.end(), blank=True) for m in PAGE_NUMBER.finditer(text) if not ends_sentence(text, m)]
    others += [Skip(m.start(), m.end(), blank=True) for m in FOOTNOTE_MARK.finditer(text)]
    others += [Skip(m.start(), m.end(), blank=True) for m in ASIDE.finditer(text)]
    others += [Skip(m.start(), m.end(), blank=True) for m in NEWSROOM.finditer(text)]
    others += [Skip(m.start(), m.end(), stray="SIPAS") for m in SIPAS.finditer(text, folded)]
    others += [Skip(m.start(1), m.end(1)) for m in BARE_YEAR.finditer(folded)]
    others += [Skip(m.start(), m.end()) for m in ENUMERATION.finditer(text)]
    merged: list[Skip] = []
    for skip in sorted([*skips, *others], key=lambda s: (s.start, -s.end)):
        if not merged or skip.start >= merged[-1].end:
            merged.append(skip)
    return merged


def _inside(number: Number, ends: Sequence[int], skips: Spans) -> bool:
    at = bisect_left(ends, number.start + 1)
    return at < len(skips) and skips[at].start <= number.start


def _read_block(
    text: str,
    block: Block,
    cut: Callable[..., list[Clause]],
    has_figures: bool,
    leads: list[tuple[float, Frame]],
    group: int,
    findings: Findings,
    central: bool,
) -> None:
    _leave_leads(text, block, leads)
    under = Frame() if block.kind == "footnote" or not leads else leads[-1][1]
    if not has_figures and block.kind == "paragraph" and block.end - block.body > 300:
        return
    pieces = cut(block.body, block.end)
    figures = [number for piece in pieces for number in piece.numbers]
    if block.kind == "heading" and (not has_figures or _counts_only_units(figures, pieces)):
        findings.ignored += [(number, "counts_other") for number in figures]
        title = _general(_heading(pieces), text[block.start : block.body])
        leads.append((block.depth, title))
        findings.section = group if _begins_anew(title, block.depth) else findings.section
        return
    weak = _headings(leads)
    if under.kind == "heading":
        under = replace(Frame(), **{name: getattr(under, name) for name in OF_A_HEADING})
    if block.kind == "heading" and (size := _title(pieces)):
        title = _general(_heading(pieces[:size]), text[block.start : block.body])
        findings.section = group if _begins_anew(title, block.depth) else findings.section
        leads.append((block.depth, title))
        weak, under, pieces = (
            {**_outer(weak), **title.meaning} if title.meaning else weak,
            replace(
                under,
                kind="title",
                level=title.level or under.level,
                rule=title.rule or under.rule,
                period=title.period or under.period,
            ),
            pieces[size:],
        )
    elif block.kind == "heading" and pieces and pieces[0].numbers:
        colon = text.find(":", block.body, pieces[0].numbers[0].start)
        weak = _labelled(weak, block.body, colon + 1, cut) if colon > 0 else weak
    context = Context(under, weak, _running(findings, group), central, is_item=block.kind != "paragraph")
    deeper = read_clauses(text, pieces, context, group, findings)
    if block.kind == "paragraph" and len(figures) == 1 and ANSWERED.search(text[block.body : block.end]):
        deeper = replace(deeper, answered=True)
    if block.kind != "footnote":
        leads.append((block.depth + 0.5, deeper))


def _labelled(weak: Meaning, start: int, end: int, cut: Callable[..., list[Clause]]) -> Meaning:
    """What the label of a numbered line says; "1.1. Cấp tỉnh: 61/63 hồ sơ", only a level, leans on its heading."""
    label = _heading(cut(start, end, ()))
    return weak if label.level and not label.meaning else _heading(cut(start, end)).meaning or weak


def _leave_leads(text: str, block: Block, leads: list[tuple[float, Frame]]) -> None:
    """End what the block no longer hangs under; a list hangs under the paragraph that introduces it or answers it."""
    last = leads[-1][1] if leads and leads[-1][0] > PARAGRAPH else Frame()
    while leads and leads[-1][0] >= block.depth:
        leads.pop()
    if block.kind == "item" and last.introduces and last.meaning:
        above = leads[-1][1] if leads else Frame()
        leads.append((block.depth - 0.25, replace(above, listed=last.meaning, first=last.first, introduces=False)))
    elif block.kind == "item" and last.answered:
        leads.append((block.depth - 0.25, replace(last, answered=False)))
    goes_on = GOES_ON.match(text, block.body)
    while block.kind == "paragraph" and leads and leads[-1][0] > ITEM and not leads[-1][1].introduces and not goes_on:
        leads.pop()


def _begins_anew(title: Frame, depth: int) -> bool:
    """Whether a heading begins to speak of something else; "2. Cấp tỉnh" goes on about what stands before it."""
    return "thing" in title.meaning or (depth <= SECTION and bool(title.meaning or not title.level))


def _headings(leads: Sequence[tuple[float, Frame]]) -> Meaning:
    """What the nearest heading says, and the item of the outline that it or one above it opens."""
    meanings = [frame.meaning for _, frame in reversed(leads) if frame.kind == "heading"]
    outer: dict[str, frozenset[str]] = {}
    for meaning in reversed(meanings):
        outer |= {d: meaning[d] for d in ("section", "thing") if d in meaning}
    return {**outer, **meanings[0]} if meanings else {}


def _outer(weak: Meaning) -> Meaning:
    return {d: t for d, t in weak.items() if d in ("section", "thing")}


def _items(meaning: Meaning) -> frozenset[str]:
    """The items of the outline (Thông tư 01/2020/TT-VPCP) that a heading opens: mostly one."""
    acts, topics = meaning.get("act", frozenset()), meaning.get("topic", frozenset())
    if len(acts & CHANGES) > 1:
        return frozenset(("in_changes",))
    return frozenset(item for item, words in ITEMS.items() if words & (acts | topics))


def _counts_only_units(figures: Sequence[Number], pieces: Sequence[Clause]) -> bool:
    """ "2.2. Tại 10 phường" is a heading: its number is none of a figure's."""
    nouns = {start: noun for piece in pieces for start, noun in piece.nouns.items()}
    return bool(figures) and all(nouns.get(number.start) == "units" for number in figures)


def _title(pieces: list[Clause]) -> int:
    """How many clauses of "5. Công bố, công khai: …" are the heading's title."""
    for size, piece in enumerate(pieces, 1):
        if piece.numbers:
            return 0
        if piece.ends == "colon" and not piece.is_empty:
            return size
    return 0


def _running(findings: Findings, group: int) -> frozenset[str] | None:
    """What the last figure counted, if it stands in this section."""
    if not findings.candidates or findings.candidates[-1].group < findings.section:
        return None
    last = findings.candidates[-1]
    thing = THINGS.get(last.field.name.split(".")[0])
    return frozenset((thing,)) if thing and group - last.group <= 4 else None


def _general(title: Frame, mark: str) -> Frame:
    """The outline calls its item of petitions "về quy định hành chính", whatever those petitions are about."""
    topic = title.meaning.get("topic", frozenset())
    if title.meaning.get("thing") != PETITION or not topic or topic - REGULATIONS or not ITEM_MARK.match(mark):
        return title
    return replace(title, meaning={d: t for d, t in title.meaning.items() if d != "topic"})


def _compares(piece: Clause) -> bool:
    """ "So với toàn thành phố" as a heading: what stands under it is what others have."""
    return piece.rule in COMPARING and piece.rule_at - piece.start <= 3


def _heading(pieces: list[Clause]) -> Frame:
    """A heading lends its terms only where the text under it lacks them, and its level if it names just one."""
    meaning: dict[str, frozenset[str]] = {}
    for piece in pieces:
        for dimension, terms in piece.terms.items():
            meaning[dimension] = meaning.get(dimension, frozenset()) | terms
    levels = {level for piece in pieces if (level := piece.level or piece.counted_level)}
    rule = "target" if any(piece.is_plan for piece in pieces) and not meaning else None
    rule = rule or next((piece.rule for piece in pieces if piece.rule in LASTING or _compares(piece)), None)
    short = bool(pieces) and pieces[-1].end - pieces[0].start <= SHORT
    names = [word for piece in pieces if short for _, word in piece.strays if word != word.lower()]
    poison = "under unknown words: " + " ".join(names[:6]) if names else None
    if items := _items(meaning):
        meaning["section"] = items
    level, periods = levels.pop() if len(levels) == 1 else None, {piece.period for piece in pieces if piece.period}
    period = periods.pop() if len(periods) == 1 else None
    return Frame(meaning, level, "heading", poison, bool(poison), rule, period)
