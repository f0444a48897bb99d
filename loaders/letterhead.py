"""The only place that reads who reports, on what paper and under which title: letterhead, title, closing, addressees.

A place or unit is named only where it is certain: the letterhead, the sentence in which the unit reports, or a title
that names one province. Where two candidates compete there is none, and the report is held for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from loaders.datelines import NUMBER, Dateline, below_title, document_number, official_dateline, press_day
from loaders.form_head import FormHead, form_head
from loaders.official import MOTTO, Paper, official_reporter, on_the_map
from loaders.press import press_reporter
from loaders.reporters import NATION, WHOLE_PROVINCE
from loaders.textform import fold_marks

__all__ = ["NATION", "WHOLE_PROVINCE", "Letterhead", "read_letterhead"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a document says of itself. Offsets point into the text; a None was not found or is not certain."""

    family: str
    """ksthc, cchc, cctthc, thematic, or unknown (press, notices)."""
    number: str | None
    issued_on: date | None
    issuer: str | None
    """Who signs, as named: "Ủy ban nhân dân tỉnh Bình Thuận", "Sở Ngoại vụ"."""
    place: str | None
    """Name of the province (see `places.province`), or "Cả nước" for a ministry."""
    unit: str | None
    unit_kind: str | None
    title: str
    title_span: tuple[int, int] | None
    opening_span: tuple[int, int]
    """From the end of the title to the first heading: what `report_period` takes as head."""
    recipients_start: int | None


_HEAD_SIZE = 6000
_TITLE_WORD = re.compile(r"^[ \t#*_>]*((?:báo|thông)[ \t]+(?:cáo|báo))(?:[ \t]+(?=\S)|[ \t*_]*$)", re.MULTILINE)
_LETTER = re.compile(r"^[ \t#*_>]*(?:kính\s+gửi|v/v)(?!\w)", re.MULTILINE)
_BANNER = re.compile(
    r"^\s*(?:cổng\s+(?:ttđt|thông\s+tin)|trang\s+thông\s+tin|báo\s+điện\s+tử|trang\s+chủ)(?!\w)|\|.*\||\|\s*(?:tin|lượt)\s"
)
"""A site's own lines above the headline: its name, its sections, the hour and the views."""
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_TITLE_ENDS = re.compile(
    r"^[\s#*_>]*(?:kính\s+gửi|căn\s+cứ|thực\s+hiện\s+(?:công\s+văn|văn\s+bản|chế\s+độ|quyết\s+định|nghị|thông\s+tư|kế\s+hoạch|chỉ\s+đạo|"
    r"công\s+điện|chỉ\s+thị|quy\s+định|luật|yêu\s+cầu)|thi\s+hành|theo\s|[ivx]+\s*[.,/-]|[0-9a-z]\s*[.)]\s|phần\s+(?:thứ|[ivx0-9])|"
    r"[-_=–—]{3,}|trong\s+(?:quý|tháng|năm|kỳ|thời)|để\s|nhằm\s|triển\s+khai\s+(?:thực\s+hiện\s+)?(?:công\s+văn|quyết\s+định|nghị|kế)|"
    r"(?:ủy\s+ban\s+nhân\s+dân|ubnd|sở|văn\s+phòng|bộ)\s[^\n]*báo\s+cáo|ngày\s|số\s*:|\|)"
)
_HEADING = re.compile(r"^[ \t#*_>]*(?:[IVX]{1,4}|[A-D]|PHẦN|Phần|1)[ \t]*(?:[.,/)-]|THỨ|thứ|I)", re.MULTILINE)
_RECIPIENTS = re.compile(r"^[ \t#*_>|]*(nơi\s+nhận)[ \t*_]*:?", re.MULTILINE)
_FAMILIES = (
    ("ksthc", re.compile(r"kiểm\s+soát\s+(?:thủ\s+tục\s+hành\s+chính|tthc)|kstthc")),
    ("cctthc", re.compile(r"cải\s+cách\s+(?:thủ\s+tục\s+hành\s+chính|tthc)|cctthc")),
    ("cchc", re.compile(r"cải\s+cách\s+hành\s+chính|cchc")),
)
_OUTLINE = tuple(
    re.compile(rf"^[ \t#*_>]*(?:i\.)?{number}[ \t]*[.)][^\n]{{0,40}}{heading}", re.MULTILINE)
    for number, heading in (
        (1, r"đánh\s+giá\s+tác\s+động"),
        (2, r"thẩm\s+định"),
        (3, r"công\s+bố,?\s+công\s+khai"),
        (4, r"rà\s+soát,\s+đơn\s+giản"),
        (5, r"phản\s+ánh,\s+kiến\s+nghị"),
        (6, r"giải\s+quyết"),
    )
)


def read_letterhead(text: str) -> Letterhead:
    """Everything a document says of itself; `text` is normalised."""
    low = fold_marks(text)
    if form := form_head(text):
        return _of_a_form(form, text, low)
    title_at = _title_span(text, low)
    title = _clean(text[slice(*title_at)]) if title_at else ""
    body_start = title_at[1] if title_at else 0
    recipients = _recipients_start(low)
    above, below = _above_title(text, title_at), below_title(text, title_at)
    headed = _heading_word(low, title_at)
    official = bool(headed or NUMBER.search(above) or _LETTER.search(low, 0, 3000))
    opening = (body_start, _opening_end(text, body_start))
    dated = official_dateline(text, low, above, below, body_start) if official else Dateline(press_day(low))
    issued_on = dated.day or (press_day(low) if headed == "thông báo" else None)
    number = document_number(above, below)
    paper = Paper(text, low, above, title, opening, recipients, dated.before, number)
    reporter = on_the_map(official_reporter(paper) if official else press_reporter(text, low, title), issued_on)
    return Letterhead(
        family=_family(title, low) if official and headed != "thông báo" else _family_by_outline(low, "unknown"),
        number=number,
        issued_on=issued_on,
        issuer=reporter.issuer,
        place=reporter.place,
        unit=reporter.unit,
        unit_kind=reporter.kind,
        title=title,
        title_span=title_at,
        opening_span=opening,
        recipients_start=recipients,
    )


def _of_a_form(form: FormHead, text: str, low: str) -> Letterhead:
    """A form that stands alone has no number and day of its own: it replaces no report, and none replaces it."""
    reporter = form.reporter or official_reporter(_paper(form, text, low))
    said = f"{form.title or text[form.start : form.end].splitlines()[0]} {form.period}".strip()
    return Letterhead(
        family="ksthc" if form.form else _family(said, low),
        number=None,
        issued_on=None,
        issuer=reporter.issuer,
        place=reporter.place,
        unit=reporter.unit,
        unit_kind=reporter.kind,
        title=_clean(said),
        title_span=(form.start, form.end),
        opening_span=(form.start, _opening_end(text, form.end)),
        recipients_start=_recipients_start(low),
    )


def _paper(form: FormHead, text: str, low: str) -> Paper:
    opening = (form.end, _opening_end(text, form.end))
    return Paper(text, low, text[: form.start], form.title, opening, None, "", None)


def _clean(words: str) -> str:
    return " ".join(re.sub(r"[*_#>]+", " ", words).split())


def _title_span(text: str, low: str) -> tuple[int, int] | None:
    """The lines after the word BÁO CÁO; without that word, the first line that says anything."""
    for match in _TITLE_WORD.finditer(low, 0, _HEAD_SIZE):
        printed = text[match.start(1) : match.end(1)]
        if printed.isupper() or low[match.end() :].startswith("\n") or match.end() == len(low):
            end = _title_end(text, low, match.end())
            start = match.end(1) if end > match.end(1) else match.start(1)
            return _trimmed(text, start, end)
    for line in _LINE.finditer(text, 0, min(len(text), _HEAD_SIZE)):
        folded = fold_marks(line[0])
        if sum(map(str.isalpha, folded)) >= 8 and not MOTTO.search(folded) and not _BANNER.search(folded):
            return _trimmed(text, *line.span())
    return None


def _heading_word(low: str, title_at: tuple[int, int] | None) -> str:
    """`báo cáo` or `thông báo` where that word stands above the title or begins it."""
    if not title_at:
        return ""
    match = re.search(r"(báo\s+cáo|thông\s+báo)[\s*_]*$", low[max(0, title_at[0] - 40) : title_at[0]])
    match = match or _TITLE_WORD.match(low, low.rfind("\n", 0, title_at[0]) + 1)
    return " ".join(match[1].split()) if match else ""


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_#"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in "*_#>"):
        start += 1
    return start, end


def _title_end(text: str, low: str, start: int) -> int:
    """Where the title that begins after `start` ends: before the addressee, the legal grounds or the first heading."""
    end, lines, at = start, 0, start
    while at < min(len(text), start + 1500) and lines < 9:
        line = _LINE.match(text, at)
        if not line or line.end() == at:
            break
        words = line[0].strip(" \t\n*_#>")
        if words and lines and _ends_title(low[line.start() : line.end()], words, text[start:end]):
            break
        if (
            words
            and not lines
            and _TITLE_ENDS.match(low, line.start())
            and re.match(r"[\s#*_]*kính|[\s#*_]*căn", low[line.start() : line.end()])
        ):
            break
        if words:
            end, lines = line.end(), lines + 1
        at = line.end()
    return end


def _ends_title(low_line: str, words: str, so_far: str) -> bool:
    goes_on = words[0].islower() or words[0] in "(" or so_far.rstrip(" \t\n*_").endswith((",", "và", "và "))
    if words[0].islower():
        return False
    if _TITLE_ENDS.match(low_line):
        return True
    return len(words) > 110 and not goes_on and not words.isupper()


def _above_title(text: str, title_at: tuple[int, int] | None) -> str:
    """The letterhead proper. Without a title of a report, the first lines."""
    return text[: title_at[0]] if title_at else text[:1500]


def _opening_end(text: str, start: int) -> int:
    match = _HEADING.search(text, start, start + 5000)
    return match.start() if match else min(len(text), start + 2500)


def _recipients_start(low: str) -> int | None:
    found = None
    for match in _RECIPIENTS.finditer(low):
        found = match.start(1)
    return found


def _family(title: str, low: str) -> str:
    """The family a report's title names; without a word for it, its outline tells."""
    said = fold_marks(title)
    first = min(
        ((match.start(), name) for name, pattern in _FAMILIES if (match := pattern.search(said))), default=(0, "")
    )
    if first[1]:
        return "thematic" if _about_something_else(said, first[0]) else first[1]
    return _family_by_outline(low, "thematic")


def _about_something_else(said: str, at: int) -> bool:
    """Whether the words only name a decree, a plan's subject or an index the report is about."""
    return (
        re.search(r"(?:chỉ\s+số|nghị\s+định|quyết\s+định|nghị\s+quyết|đề\s+án|sáng\s+kiến)\s[^,;]{0,60}$", said[:at])
        is not None
    )


def _family_by_outline(low: str, otherwise: str) -> str:
    return "ksthc" if sum(pattern.search(low) is not None for pattern in _OUTLINE) >= 4 else otherwise
