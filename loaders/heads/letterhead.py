"""The only place that reads who reports, on what paper and under which title: letterhead, title, closing, addressees.

A place or unit is named only where it is certain: the letterhead, the sentence in which the unit reports, or a title
that names one province. Where two candidates compete there is none, and the report is held for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from loaders.heads.attachments import attached_to, reporting_units
from loaders.heads.datelines import NUMBER, Dateline, below_title, document_number, official_dateline, press_day
from loaders.heads.forms import FormHead, form_head
from loaders.heads.official import official_reporter, on_the_map
from loaders.heads.paper import Paper
from loaders.heads.press import press_reporter
from loaders.heads.reporters import NATION, WHOLE_PROVINCE
from loaders.heads.titles import heading_word, is_letter, title_span
from loaders.text.textform import fold_marks

__all__ = ["NATION", "WHOLE_PROVINCE", "Letterhead", "read_letterhead"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a document says of itself. Offsets point into the text; a None was not found or is not certain."""

    family: str
    """ksthc, cchc, cctthc, thematic, or unknown (press, notices)."""
    official: bool
    """Whether it has a letterhead, a number or an addressee; press has none."""
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


_HEADING = re.compile(
    r"^[ \t#*_>]*(?:[IVX]{1,4}|[A-D]|PHẦN|Phần|1)[ \t]*(?:[.,/)-](?!\d)|THỨ|thứ|I)"
    r"|^[ \t#*_>]*1\.1\.?[ \t]+[^\W\d]",
    re.MULTILINE,
)
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
    title_at = title_span(text, low)
    title = _clean(text[slice(*title_at)]) if title_at else ""
    body_start = title_at[1] if title_at else 0
    recipients = _recipients_start(low)
    above, below = _above_title(text, title_at), below_title(text, title_at)
    headed, attached = heading_word(low, title_at), attached_to(text, low)
    numbered = headed or NUMBER.search(above) or attached
    official = bool(numbered or is_letter(low)) or reporting_units(text, low) is not None
    opening = (body_start, _opening_end(text, body_start))
    dated = official_dateline(text, low, above, below, body_start) if official else Dateline(press_day(low))
    issued_on = dated.day or (attached.day if attached else None) or (press_day(low) if headed == "thông báo" else None)
    number = document_number(above, below) or (attached.number if attached and headed else None)
    paper = Paper(text, low, above, title, opening, recipients, dated.before, number)
    reporter = official_reporter(paper) if official else press_reporter(text, low, title_at)
    if headed == "thông báo" and not (reporter.kind or NUMBER.search(above) or is_letter(low)):
        reporter = press_reporter(text, low, title_at)  # a site's "Thông báo kết quả …" is no paper
    reporter = on_the_map(reporter, issued_on)
    return Letterhead(
        family=_family(title, low, headed == "báo cáo") if official and headed != "thông báo" else _by_outline(low),
        official=official,
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
        family="ksthc" if form.form else _family(said, low, a_report=False),
        official=True,
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


def _family(title: str, low: str, a_report: bool) -> str:
    """The family a title names; without a word for it, its outline tells."""
    said = fold_marks(title)
    first = min(
        ((match.start(), name) for name, pattern in _FAMILIES if (match := pattern.search(said))), default=(0, "")
    )
    if first[1]:
        return "thematic" if _about_something_else(said, first[0]) else first[1]
    return _by_outline(low, "thematic" if a_report else "unknown")


def _about_something_else(said: str, at: int) -> bool:
    """Whether the words only name a decree, a plan's subject or an index the report is about."""
    return (
        re.search(r"(?:chỉ\s+số|nghị\s+định|quyết\s+định|nghị\s+quyết|đề\s+án|sáng\s+kiến)\s[^,;]{0,60}$", said[:at])
        is not None
    )


def _by_outline(low: str, otherwise: str = "unknown") -> str:
    return "ksthc" if sum(pattern.search(low) is not None for pattern in _OUTLINE) >= 4 else otherwise
