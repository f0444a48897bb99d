"""The only place that knows the words around a period which say whose it is, and how a missing year is told.

Compared with, aimed at, looked ahead to, part of a document's name, or the time of the dossiers that are counted.
"""

from __future__ import annotations

import re
from datetime import date

from loaders.periods.calendar import period_of
from loaders.periods.labels import COUNT_WORDS, Label

COMPARED = re.compile(
    r"(?:so\s+(?:với\s+)?|[^\W\d][ ]nhìn\s+lại\s+|cùng\s+kỳ\s+|cùng\s+thời\s+điểm\s+)(?:[^\n.;]{0,30}\s)?$"
)
TARGET_NEAR = re.compile(
    r"(?:phương\s+hướng|nhiệm\s+vụ|phấn\s+đấu|mục\s+tiêu|tầm\s+nhìn|lộ\s+trình|đến\s+hết|đến\s+cuối|đến|vào|trước)\s+$"
)
AHEAD = re.compile(
    r"(?:phương\s+hướng|(?<!hiện\s)(?<!hiện\scác\s)(?<!quả\s)nhiệm\s+vụ|(?:và|,|;|xây\s+dựng)\s+kế\s+hoạch|^\W*kế\s+hoạch|"
    r"công\s+tác\s+trọng\s+tâm|(?:và|,)\s+giải\s+pháp)(?:[^.;:]){0,60}$"
)
EVENT = re.compile(
    r"(?:họp\s+báo|phiên\s+họp|giao\s+ban|kỳ\s+họp)(?:\s+(?:chính\s+phủ|(?:của\s+)?(?:ubnd\s+)?(?:tỉnh|thành\s+phố|huyện)|thường\s+kỳ|định\s+kỳ|thường\s+niên|công\s+tác))*\s+\Z"
)
""" "Tại họp báo thường kỳ quý II": when it was said, where the figures have a time of their own."""
NO_SUCH_PERIOD = re.compile(r"(?:qu[ýí]\s*(?:vi{0,3}|ix|x|0?[5-9]|1[0-9])|tháng\s+(?:00|1[3-9]|[2-9][0-9]))(?![\w])")
OF_A_DOCUMENT = re.compile(
    r"(?:kế\s+hoạch|chương\s+trình|đề\s+án|quyết\s+định|nghị\s+quyết|luật|chỉ\s+số|dự\s+toán|đợt\s+[0-9]+)"
    r"(?:[^\n.;:]|\n(?!\s*\n)){0,80}$"
)
BARE_MONTHS = re.compile(
    rf"(?<!sau )(?<!còn )(?<![0-9/.,\w])({COUNT_WORDS})\s+tháng(?!\s+(?:đầu|cuối|[0-9]|năm|kể|tới|sau))(?!\w)"
)
"""`9 tháng, …`, `trong 6 tháng`: perhaps the year's first months, perhaps a time it took."""
_FIGURES = re.compile(
    r"[0-9]\s*(?:(?:triệu|nghìn|ngàn)\s+)?(?:bộ\s+)?(?:hồ\s+sơ|hs(?!\w)|lượt|tthc|thủ\s+tục|dịch\s+vụ|/100\s+điểm|điểm)"
    r"|(?:hồ\s+sơ|tiếp\s+nhận|giải\s+quyết)[^.;\n]{0,60}[0-9]|[0-9]\s*%\s*(?:số\s+)?hồ\s+sơ"
)
_SENTENCE = re.compile(r"(?:[^.;!?\n]|(?<=\btp)[.]|(?<=\b[tđ][xth])[.]|(?<=\b[qp])[.]|[.](?=\S)|;(?=\S)|\n(?!\s*\n))+")
"""A full stop behind "TP", "TX", "TT", "Q" or "P" only shortens a word."""


def counting_sentences(low: str) -> list[tuple[int, int]]:
    """The spans of the sentences that count dossiers, procedures or services; `low` is folded."""
    return [match.span() for match in _SENTENCE.finditer(low) if _FIGURES.search(match[0])]


def year_by_issue(label: Label, issued_on: date | None) -> int | None:
    """The one year for which the report was issued from 20 days before to 75 days after the period's standard end."""
    if issued_on is None:
        return None
    fitting = [
        year
        for year in (issued_on.year - 1, issued_on.year)
        if -20 <= (issued_on - (period_of(label.kind, label.number, year, "standard").end or issued_on)).days <= 75
    ]
    return fitting[0] if len(fitting) == 1 else None
