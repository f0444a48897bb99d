"""The only place that reads the scores of Quyết định 766/QĐ-TTg in prose: the index, its six groups and the rank.

A score is stated where its group is named right before it and its scale is that group's maximum in the decision:
"Tiến độ giải quyết: 19,44/20 điểm"; without a scale only beside a total of the index. Other indices (PAR, SIPAS, DTI …)
are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from loaders.catalogue.fields import load_fields
from loaders.prose.clauses import Skip
from loaders.prose.findings import Candidate, Findings
from loaders.records import Period
from loaders.text.numbers import Number
from loaders.text.textform import fold_marks

_SERVICE = r"phục\s+vụ\s+(?:cho\s+)?người\s+dân(?:,|\s+và)?\s+(?:tổ\s+chức,?\s+)?doanh\s+nghiệp"
INDEX = re.compile(
    rf"766(?<=\b766)\b|điểm\s+(?:số\s+)?{_SERVICE}|chỉ\s+số\s[^.;]{{0,40}}{_SERVICE}|chất\s+lượng\s[^.;]{{0,40}}{_SERVICE}"
)
"""The names of the index; each begins with a letter, which is looked for fast."""
PORTAL = re.compile(r"cổng\s+(?:dịch\s+vụ\s+công\s+quốc\s+gia|dvcqg|dvc\s+quốc\s+gia)")
"""Where the index is kept; so many points of 100 there are its total."""
TOTAL = "index766.total"
RANK = "index766.rank"
GROUPS: dict[str, tuple[float, re.Pattern[str]]] = {
    "index766.transparency": (18, re.compile(r"minh\s+bạch")),
    "index766.progress": (20, re.compile(r"tiến\s+độ(?:\s+giải\s+quyết)?")),
    "index766.online_services": (12, re.compile(r"dịch\s+vụ\s+(?:công\s+)?trực\s+tuyến|dvctt|dvc\s+trực\s+tuyến")),
    "index766.online_payment": (10, re.compile(r"thanh\s+toán(?:\s+trực\s+tuyến)?")),
    "index766.satisfaction": (18, re.compile(r"hài\s+lòng")),
    "index766.digitization": (22, re.compile(r"số\s+hóa(?:\s+hồ\s+sơ)?")),
}
"""Each group's maximum (Quyết định 766/QĐ-TTg, Phụ lục) and its name."""
HIGHEST = 100
_BARE = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,2})?")
_MORE = re.compile(r"\s*(?:%|/|hồ\s+sơ|hs|tthc|thủ\s+tục|dịch\s+vụ|lượt|kết\s+quả|phiếu|người)")
_POINTS = re.compile(
    r"([0-9]{1,2}(?:[.,][0-9]{1,2})?)\s?/\s?(10|12|18|20|22)(?![0-9.,]*[0-9]|\s*(?:hồ|tthc|thủ|dịch|đơn|xã|phường|sở|huyện))"
)
"""Points out of the maximum of a group."""
PROVINCES = (63, 34)
POINTS = re.compile(r"\s*điểm(?!\s*(?:%|phần|cầu|tiếp|giao|phục|bưu|đặt))")
SCORED = re.compile(r"điểm(?!\s+(?:thi|cầu|tiếp|giao|phục|bưu|đặt)\b)")
NATION = re.compile(r"\s*(?:/\s*)?(?:trên\s+)?(?:toàn\s+quốc|cả\s+nước)")
ALONE = re.compile(r"766[^.;]{0,60}:\s*$|tổng\s+điểm\s*:?\s*(?:là\s+|đạt\s+)?$")
"""What makes a bare number before which it stands a total."""
GIVEN = re.compile(r"(?:đạt|chấm|được)\s+[^,;.:]{0,24}$")
LEAST = 30
"""No unit has fewer points in all, and no group so many."""
OTHER_INDEX = re.compile(
    r"par[\s-]?index|papi|sipas|\bpci\b|\bdti\b|ict\s+index|chỉ\s+số\s+(?:cải\s+cách|cchc|chuyển\s+đổi\s+số|năng\s+lực|hài)"
)
NOT_NOW = re.compile(
    r"trước\s+đó|so\s+với|cùng\s+kỳ|mục\s+tiêu|chỉ\s+tiêu|phấn\s+đấu|tối\s+đa|(?:tháng|quý|năm)\s+trước"
    r"|\btừ\s+\d(?!\d?/\d{1,2}(?:/\d{4})?\s+đến\b)|dự\s+kiến|(?:tăng|giảm)\s*$"
)
PRAISED = re.compile(r"(?:đầu|(?:thứ|hạng|vị\s+trí)\s+(?:thứ\s+)?(?:[0-9]{1,2}|nhất|nhì|ba))\s+(?:trên\s+)?$")
SENTENCE = re.compile(r"[.;!?•](?=\s)|\n\s*\n\s*[-+*•]|\n\s*[-+*•]")
CLOSE = 90
"""How many characters before its score with a scale a group is named."""
RIGHT_BEFORE = 25
LONGEST = 300
"""So many characters before a score may belong to its sentence."""
ABOUT = 400
"""How many characters before its total the index is named."""
NEAR = 2000
BESIDE = 600
"""How many characters behind a total its groups follow."""
REVIVED = ("score", "rank", "counts_other")


@dataclass(slots=True)
class _Scores:
    """One pass over the numbers that nothing else took."""

    text: str
    low: str
    passed: Sequence[Skip]
    total_at: int = -NEAR
    found: list[Candidate] = field(default_factory=list)
    rank: Number | None = None
    """A rank whose total is still to come."""
    starts: list[int] = field(init=False)
    sentences: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [skip.start for skip in self.passed]
        self.sentences = [0, *(match.end() for match in SENTENCE.finditer(self.low))]

    def take(self, number: Number) -> bool:
        """State the number as a score if it is one."""
        if number.percent or number.money or number.bound:
            return False
        begin = self._begin(number.start)
        before = self.low[begin : number.start]
        name = self._field(number, before)
        if name is None and _is_national_rank(number, self.low):
            self.rank = number
        if name is None or OTHER_INDEX.search(before) or NOT_NOW.search(before):
            return False
        inside = self.passed[bisect_left(self.starts, begin) : bisect_left(self.starts, number.start)]
        if any(self._says_another(skip) for skip in inside) or self._listed_under_another(number):
            return False
        period: Period | None = next((skip.period for skip in reversed(inside) if skip.period), None)
        self._state(name, number, period)
        if name == TOTAL:
            self.total_at = number.end
            if self.rank and begin <= self.rank.start and number.start - self.rank.end <= CLOSE:
                self._state(RANK, self.rank, period)  # "xếp hạng 06/34 với 92,41 điểm"
        return True

    def _state(self, name: str, number: Number, period: Period | None) -> None:
        start, end = number.parts[0] if number.parts else (number.start, number.end)
        raw = self.text[start:end]
        self.found.append(Candidate(load_fields()[name], number.value, None, raw, start, end, period=period))

    def _says_another(self, skip: Skip) -> bool:
        """Whether a name makes a score another's: "bình quân cả nước"; "đứng thứ 2 cả nước" only praises."""
        before = self.low[max(0, skip.start - 30) : skip.start]
        praises = skip.rule == "elsewhere" and PRAISED.search(before) is not None
        return bool(skip.stray or skip.rule) and not praises

    def _begin(self, at: int) -> int:
        """Where what is said of a score begins: with its sentence, or with the block that names the index itself."""
        begin = max(at - LONGEST, self.sentences[bisect_right(self.sentences, at) - 1])
        block = self.low.rfind("\n\n", begin, at) + 2
        return block if block > begin and INDEX.search(self.low, block, at) else begin

    def _listed_under_another(self, number: Number) -> bool:
        """ "- Cà Mau: 88,4 điểm; tiến độ 19,6/20": whether its line is about a unit that is not the report's own."""
        line = self.low.rfind("\n", 0, number.start) + 1
        named = self.passed[bisect_left(self.starts, line) : bisect_left(self.starts, number.start)]
        return any(skip.stray and self.low[skip.end : skip.end + 2].lstrip().startswith(":") for skip in named)

    def _field(self, number: Number, before: str) -> str | None:
        beside_total = number.start - self.total_at
        if number.kind == "rank":
            return RANK if _is_national_rank(number, self.low) and beside_total <= CLOSE else None
        about = self.low[max(0, number.start - ABOUT) : number.start]
        points = POINTS.match(self.low, number.end)
        if number.kind == "score" and number.second != HIGHEST:
            named = INDEX.search(self.low, max(0, number.start - NEAR), number.start)
            listed = bool(self.found) and number.start - self.found[-1].end <= RIGHT_BEFORE
            known = named or beside_total <= BESIDE or listed or points or SCORED.search(before[-CLOSE:])
            return self._group(before[-CLOSE:], number.value, number.second) if known else None
        if points and _is_of_the_portal(before, number):
            return TOTAL
        is_total = number.kind == "score" or points or ALONE.search(before)
        if is_total and _is_of_the_index(about, number) and not number.approximate:
            return TOTAL if 20 < number.value <= HIGHEST else None
        if number.kind == "plain" and beside_total <= BESIDE:
            return self._group(before[-2 * RIGHT_BEFORE :], number.value, None)
        return None

    def _group(self, close: str, value: float, scale: float | None) -> str | None:
        """The group named nearest before a score: of just this maximum, or right before it without any."""
        named = [
            (match.end(), name)
            for name, (maximum, pattern) in GROUPS.items()
            if scale in (None, maximum) and value <= maximum
            for match in pattern.finditer(close)
        ]
        end, name = max(named, default=(0, None))
        if name is None or (scale is None and (len(close) - end > RIGHT_BEFORE or re.search(r"\d", close[end:]))):
            return None
        return name


def _is_national_rank(number: Number, low: str) -> bool:
    """Whether a rank is one among the provinces."""
    if number.kind != "rank":
        return False
    among = number.second is None and NATION.match(low, number.end) is not None
    return number.second in PROVINCES or (among and number.value <= max(PROVINCES))


def _is_of_the_portal(before: str, number: Number) -> bool:
    """ "Cổng Dịch vụ công quốc gia chấm tỉnh 88,9 điểm": so many points there are its total, of no group."""
    portal = list(PORTAL.finditer(before))
    if not portal or not LEAST < number.value <= HIGHEST or number.approximate:
        return False
    between = before[portal[-1].end() :]
    groups = any(pattern.search(between) for _, pattern in GROUPS.values())
    return GIVEN.search(between) is not None and not groups and not OTHER_INDEX.search(before)


def _is_of_the_index(about: str, number: Number) -> bool:
    """Whether what stands before a total names this index and no other."""
    known = INDEX.search(about) or (number.kind == "score" and PORTAL.search(about))
    return bool(known) and not OTHER_INDEX.search(about)


def claim_scores(text: str, passed: Sequence[Skip], findings: Findings) -> None:
    """Move the scores of the index from the ignored and unclaimed numbers to the candidates."""
    low = fold_marks(text)
    if not (INDEX.search(low) or PORTAL.search(low)):
        return
    scores = _Scores(text, low, passed)
    for number in sorted(_left(findings, low), key=lambda number: number.start):
        scores.take(number)
    found = [each for each in scores.found if each.period == _last(each, scores.found)]
    taken = {each.start for each in found}
    kept = [each for each in findings.candidates if each.start not in taken and not _is_a_score(low, each)]
    findings.candidates = kept + found
    findings.ignored = [(number, rule) for number, rule in findings.ignored if number.start not in taken]
    findings.unclaimed = [number for number in findings.unclaimed if number.at.start not in taken]


def _last(score: Candidate, found: Sequence[Candidate]) -> Period | None:
    """The time of which a score speaks for the report: its own, else the last that it has one of."""
    periods = [each.period for each in found if each.field is score.field]
    return max((p for p in periods if p), key=lambda p: p.end or date.min) if None not in periods else None


def _is_a_score(low: str, candidate: Candidate) -> bool:
    """ "…; hài lòng 18/18; số hóa 16/22" among the groups of the index: points of a maximum, no ratio of dossiers."""
    if not _POINTS.match(low, candidate.start):
        return False
    line = slice(low.rfind("\n", 0, candidate.start) + 1, low.find("\n", candidate.start) % (len(low) + 1))
    return len(_POINTS.findall(low[line])) > 2


def _left(findings: Findings, low: str) -> Iterator[Number]:
    """The numbers that may be scores: those ignored by rules of form, and small ones of which no word says more."""
    yield from (number for number, rule in findings.ignored if rule in REVIVED)
    unclaimed = ((each.raw, each.at.start, each.at.end) for each in findings.unclaimed)
    stated = ((each.raw, each.start, each.end) for each in findings.candidates if not each.field.is_percent)
    for raw, start, end in (*unclaimed, *stated):
        if start is None or end is None:
            continue
        if scaled := _POINTS.match(low, start):
            span = scaled.span(1)
            yield Number(
                start,
                scaled.end(),
                scaled[0],
                _worth(scaled[1]),
                "score",
                second=_worth(scaled[2]),
                parts=(span, scaled.span(2)),
            )
        elif _BARE.fullmatch(raw) and not _MORE.match(low, end):
            yield Number(start, end, raw, _worth(raw))


def _worth(raw: str) -> float:
    return float(raw.replace(",", "."))
