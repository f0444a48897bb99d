"""The only place that reads the scores of Quyết định 766/QĐ-TTg in prose: the index, its six groups and the rank.

A score is stated where its group is named right before it and its scale is that group's maximum in the decision:
"Tiến độ giải quyết: 19,44/20 điểm". Scores of other indices (PAR, SIPAS, DTI …) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.clauses import Skip
from loaders.fields import load_fields
from loaders.findings import Candidate, Findings
from loaders.numbers import Number
from loaders.textform import fold_marks

_SERVICE = r"phục\s+vụ\s+(?:cho\s+)?người\s+dân(?:,|\s+và)?\s+(?:tổ\s+chức,?\s+)?doanh\s+nghiệp"
INDEX = re.compile(rf"\b766\b|{_SERVICE}")
"""The names of the index."""
TOTAL = re.compile(rf"\b766\b|{_SERVICE}|tổng\s+(?:số\s+)?điểm|điểm\s+(?:tổng\s+hợp|chung|số)")
GROUPS: dict[str, tuple[float, re.Pattern[str]]] = {
    "index766.total": (100, TOTAL),
    "index766.transparency": (18, re.compile(r"công\s+khai,?\s+(?:và\s+)?minh\s+bạch")),
    "index766.progress": (20, re.compile(r"tiến\s+độ")),
    "index766.online_services": (12, re.compile(r"dịch\s+vụ\s+(?:công\s+)?trực\s+tuyến|dvctt|dvc\s+trực\s+tuyến")),
    "index766.online_payment": (10, re.compile(r"thanh\s+toán")),
    "index766.satisfaction": (18, re.compile(r"hài\s+lòng")),
    "index766.digitization": (22, re.compile(r"số\s+hóa")),
}
"""Each score's maximum (Quyết định 766/QĐ-TTg, Phụ lục) and its name."""
OTHER_INDEX = re.compile(
    r"par[\s-]?index|papi|sipas|\bpci\b|\bdti\b|ict\s+index|chỉ\s+số\s+(?:cải\s+cách|cchc|chuyển\s+đổi\s+số|năng\s+lực|hài)"
)
NOT_NOW = re.compile(
    r"so\s+với|cùng\s+kỳ|mục\s+tiêu|chỉ\s+tiêu|phấn\s+đấu|tối\s+đa|(?:tháng|quý|năm)\s+trước|\btừ\b|dự\s+kiến"
)
SENTENCE = re.compile(r"[.;!?•](?=\s)|\n\s*\n|\n\s*[-+*•]")
WITHIN = 90
"""How many characters before its score a group is named."""
NEAR = 2000


def claim_scores(text: str, passed: Sequence[Skip], findings: Findings) -> None:
    """Move the scores of the index from the ignored numbers to the candidates."""
    low = fold_marks(text)
    if not INDEX.search(low):
        return
    left: list[tuple[Number, str]] = []
    for number, rule in findings.ignored:
        name = _field(low, passed, number) if number.kind in ("score", "rank") else None
        if name is None:
            left.append((number, rule))
        else:
            start, end = number.parts[0] if number.parts else (number.start, number.end)
            findings.candidates.append(
                Candidate(load_fields()[name], number.value, None, text[start:end], start, end, number.approximate)
            )
    findings.ignored = left


def _field(low: str, passed: Sequence[Skip], number: Number) -> str | None:
    begin = _sentence_start(low, number.start)
    before = low[begin : number.start]
    if OTHER_INDEX.search(before) or NOT_NOW.search(before) or _restricted(passed, begin, number.start):
        return None
    if not INDEX.search(low, max(0, number.start - NEAR), number.start):
        return None
    if number.kind == "rank":
        scored = re.search(r"/\s?100\b", before)
        return "index766.rank" if scored and INDEX.search(before) else None
    named = list(_named(before, number.second))
    return named[-1][1] if named else None


def _named(before: str, scale: float | None) -> Iterator[tuple[int, str]]:
    """The groups with this maximum that are named close before the score, the nearest last."""
    close = before[-WITHIN:]
    found = [
        (match.end(), name)
        for name, (maximum, pattern) in GROUPS.items()
        if maximum == scale
        for match in pattern.finditer(close)
    ]
    yield from sorted(found)


def _sentence_start(low: str, at: int) -> int:
    return max((m.end() for m in SENTENCE.finditer(low, max(0, at - 300), at)), default=max(0, at - 300))


def _restricted(passed: Sequence[Skip], begin: int, end: int) -> bool:
    """Whether another unit or time is named between the sentence's start and the score."""
    return any(skip.stray or skip.rule or skip.period for skip in passed if begin <= skip.start < end)
