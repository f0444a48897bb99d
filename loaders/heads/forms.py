"""The only place that reads what a form prints at its head: its number, who reports, to whom, on which period.

`Biểu số II.06a/VPCP/KSTT` · `Đơn vị báo cáo: …` · `Đơn vị nhận báo cáo: …` · `Kỳ báo cáo: Quý I/2024 (Từ ngày …)`
(Thông tư 01/2020/TT-VPCP), and the line of an appendix: `(Kèm theo Báo cáo số 58/BC-UBND ngày … của UBND tỉnh …)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.heads.reporters import Reporter, as_reporter
from loaders.places.mentions import UnitMention, find_units
from loaders.text.textform import fold_marks

HEAD = 4000
"""The head of a form stands within so many characters."""
NEAR = 1200
"""So near behind the word BÁO CÁO it is that report's own head, not that of an appendix."""
_FORM = re.compile(
    r"^[ \t*_|(]*biểu\s+(?:số\s+|mẫu\s+)?:?\s*(ii\s*\.?\s*0?[1-8][a-zđ]?[0-9]?)\s*/\s*vpcp\s*/\s*kstt", re.MULTILINE
)
_UNIT = re.compile(r"đơn\s+vị\s+báo\s+cáo\s*:\s*([^\n|]*[^\s|])")
_RECEIVER = re.compile(r"đơn\s+vị\s+nhận\s+báo\s+cáo\s*:\s*([^\n|]*[^\s|])")
_PERIOD = re.compile(
    r"kỳ\s+báo\s+cáo\s*:?\s*((?:quý|tháng|năm|[0-9]|sáu|chín|từ)[^\n|]*(?:\n\s*\(?\s*từ\s+ngày[^\n|]*)?)"
)
_APPENDED = re.compile(
    r"^[ \t*_]*\(\s*(?:ban\s+hành\s+)?kèm\s+theo\s+(?:báo\s+cáo|công\s+văn|văn\s+bản)\s[^\n)]{0,90}?"
    r"\s+của\s+([^\n)]{3,90})",
    re.MULTILINE,
)
_TITLE = re.compile(r"^[ \t#*_>]*((?:báo|thông)[ \t]+(?:cáo|báo))[ \t*_]*$", re.MULTILINE)
_LETTER = re.compile(r"^[ \t#*_>|]*(?:kính\s+gửi|số\s*:\s*[0-9]{1,6}\s*/)", re.MULTILINE)
_TITLE_OF_FORM = re.compile(
    r"^[ \t*_]*((?:báo\s+cáo\s+)?(?:tình\s+hình|kết\s+quả|tổng\s+hợp|số|tiếp\s+nhận)(?!\w)[^\n|]*)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class FormHead:
    """What a form says of itself. `end` is the offset behind its last line."""

    form: str | None
    title: str
    period: str
    reporter: Reporter | None
    start: int
    end: int


def form_head(text: str) -> FormHead | None:
    """The head of a form, if the text begins with one; None where it is a report with a letterhead of its own."""
    low = fold_marks(text[:HEAD])
    marks = [_FORM.search(low), _UNIT.search(low), _PERIOD.search(low), _RECEIVER.search(low), _APPENDED.search(low)]
    form, unit, period, receiver, appended = marks
    if not (form or (unit and period)):
        return None
    found = [match for match in marks if match]
    if _belongs_to_another(low, min(match.start() for match in found)):
        return None
    title = _TITLE_OF_FORM.search(low)
    reporter = _reporter(text, unit, receiver) or (_reporter_of(text, appended) if appended else None)
    spans = [match.span() for match in [*found, title] if match]
    return FormHead(
        form=re.sub(r"\s", "", form[1]).upper() if form else None,
        title=_printed(text, title),
        period=_printed(text, period),
        reporter=reporter,
        start=min(start for start, _ in spans),
        end=max(end for _, end in spans),
    )


def _belongs_to_another(low: str, start: int) -> bool:
    """Whether a report with a letterhead of its own begins above: the form is then its appendix."""
    heading, letter = _TITLE.search(low, 0, start), _LETTER.search(low, 0, start)
    return letter is not None or (heading is not None and start - heading.end() > NEAR)


def _printed(text: str, match: re.Match[str] | None) -> str:
    return " ".join(text[slice(*match.span(1))].split()) if match else ""


def _reporter(text: str, unit: re.Match[str] | None, receiver: re.Match[str] | None) -> Reporter | None:
    """The unit that reports, in the province that it, or else the one it reports to, names."""
    if unit is None:
        return None
    named = _reporter_of(text, unit)
    if named is None or named.place or receiver is None:
        return named
    to = _mentions(text, receiver)
    places = {each.place for each in to if each.place}
    return Reporter(named.issuer, places.pop(), named.unit, named.kind) if len(places) == 1 else named


def _mentions(text: str, match: re.Match[str]) -> list[UnitMention]:
    """The units a line names; the first one on it reports."""
    return [unit for unit in find_units(text[slice(*match.span(1))]) if unit.kind not in ("group", "national")]


def _reporter_of(text: str, match: re.Match[str]) -> Reporter | None:
    """The one unit that a line names first, with the province it names behind it."""
    mentions = _mentions(text, match)
    if not mentions:
        return None
    first = mentions[0]
    place = first.place or next((each.place for each in mentions[1:] if each.kind == "province"), None)
    return as_reporter(first, place)
