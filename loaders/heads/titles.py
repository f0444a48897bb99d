"""The only place that finds the title of a paper or the headline of a text of press."""

from __future__ import annotations

import re

from loaders.heads.bodies import MOTTO, SUBJECT
from loaders.heads.datelines import ISSUED, NUMBER
from loaders.heads.sites import ADDRESS
from loaders.places.mentions import find_units
from loaders.text.textform import LETTERS, fold_marks

Span = tuple[int, int]
_HEAD_SIZE = 6000
_TITLE_WORD = re.compile(
    r"^[ \t#*_>]*(báo[ \t]+cáo|thông[ \t]+báo|kết[ \t]+luận[ \t]+(?:kiểm|thanh)[ \t]+tra)(?:[ \t]+(?=\S)|[ \t*_]*$)",
    re.MULTILINE,
)
_ADDRESSED = re.compile(r"^[ \t#*_>]*kính\s+gửi(?!\w)", re.MULTILINE)
_BANNER = re.compile(
    r"^\s*(?:cổng\s+(?:ttđt|thông\s+tin)|trang\s+thông\s+tin|báo\s+điện\s+tử|trang\s+chủ|[^\n]{0,60}cổng\s+thông\s+tin\s+điện\s+tử\s*$)"
    rf"|^\W*(?:{ADDRESS})\W*$|^\s*báo\s+(?:[{LETTERS}]+\s*){{1,4}}(?:điện\s+tử|online)\W*$"
    r"|^\W*đài\s+(?:pt|phát\s+thanh|truyền\s+(?:hình|thanh))[^.:;\n]{0,60}$|^\W*bản\s+tin\s[^.;\n]{0,40}[0-9]\s*(?:giờ|h)[^.;\n]{0,40}$|^\W*chuyên\s+mục\s[^.;\n]{0,50}$"
    r"|\|.*\||\|\s*(?:tin|lượt)\s|^\s*(?:bài,\s+)?ảnh\s*:|^\s*cập\s+nhật\s*:?\s*[0-9]"
)
"""A site's own lines above the headline: its name, its sections, the hour and the views."""
_SECTIONS = (
    "tin tức|sự kiện|tin nổi bật|tin trong tỉnh|tin hoạt động|tin cải cách hành chính|thời sự|chính trị|xã hội|kinh tế|"
    "cải cách hành chính|chuyển đổi số|chính quyền số|hoạt động|trong nước|tin mới|tin địa phương|chuyên mục|"
    "pháp luật|đời sống|(?:tin )?hoạt động cơ sở|tin (?:từ )?cơ sở|nội chính|chính quyền|xây dựng chính quyền"
)
_SECTION = re.compile(rf"\s*(?:(?:{_SECTIONS})[\s\-–|»>/,:]*)+$")
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_TITLE_ENDS = re.compile(
    r"^[\s#*_>]*(?:kính\s+gửi|căn\s+cứ|thực\s+hiện\s+(?:công\s+văn|văn\s+bản|chế\s+độ|quyết\s+định|nghị|thông\s+tư|kế\s+hoạch|chỉ\s+đạo|"
    r"công\s+điện|chỉ\s+thị|quy\s+định|luật|yêu\s+cầu|ý\s+kiến|thông\s+báo)|thi\s+hành|theo\s|qua\s+theo\s+dõi|"
    r"[ivx]+\s*(?:[.,-]|/(?![0-9]))|[0-9a-z]\s*[.)]\s|phần\s+(?:thứ|[ivx0-9])|"
    r"[-_=–—]{3,}|trong\s+(?:quý|tháng|năm|kỳ|thời|tuần)|để\s|nhằm\s|triển\s+khai\s+(?:thực\s+hiện\s+)?(?:công\s+văn|quyết\s+định|nghị|kế)|"
    r"(?:ủy\s+ban\s+nhân\s+dân|ubnd|sở|văn\s+phòng|bộ)\s[^\n]*báo\s+cáo|ngày\s|số\s*:|\|)"
)
_COUNTS = re.compile(
    r"^\s*[-+•]\s+\S|:\s*[0-9]+(?![0-9]|\s*[/-]\s*[0-9])|(?<![0-9.,/])[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9]|\s*/\s*[a-zđ])"
    r"|[0-9]\s*(?:bộ\s+)?(?:hồ\s+sơ|hs)(?!\w)"
)
"""What no line of a title holds: an item of a list, a figure behind a colon, a count in thousands or of dossiers."""
_GROUNDS = re.compile(r"[\s#*_]*(?:kính|căn)\s+(?:gửi|cứ)")
_NOTE = re.compile(r"\s*\((?=[^)]{0,200}(?:[0-9]\s+đến\s|[0-9]{4}\s*[-–]\s*[0-9]{1,2}[/.]|số\s+liệu|kỳ\s|kèm\s+theo))")
_A_SENTENCE = re.compile(r"^.{40,}[^\W\d]{2}[.;:]$")
"""What stands apart below a title and ends with a mark is no title."""
_KINDS_OF_REPORT = (
    "chuyên đề",
    "nhanh",
    "tóm tắt",
    "sơ kết",
    "tổng kết",
    "tổng hợp",
    "kết quả",
    "tình hình",
    "định kỳ",
)
_GENRE = re.compile(r"(?:thông\s+cáo(?:\s+báo\s+chí)?|thông\s+tin\s+báo\s+chí|tin\s+báo\s+chí)[\s:*_]*$")
_NOTICE_OF = re.compile(r"[\s*_#>]*(?:thông\s+báo|báo\s+cáo)\s+(?:kết\s+quả|tình\s+hình|công\s+tác|số\s+liệu)")
_A_PARAGRAPH = re.compile(r".{120,}[^\W\d]{2}\.\s*$")
"""A text that begins so has no headline."""
_COLUMN_GAP = re.compile(r"\s{3,}\S")


def title_span(text: str, low: str) -> Span | None:
    """The lines after the word BÁO CÁO or THÔNG BÁO; a letter's subject; else the first line that says anything."""
    for match in _TITLE_WORD.finditer(low, 0, _HEAD_SIZE):
        printed = text[match.start(1) : match.end(1)]
        if printed.isupper() or low[match.end() :].startswith("\n") or match.end() == len(low):
            end = _title_end(text, low, match.end())
            start = match.end(1) if end > match.end(1) else match.start(1)
            return _trimmed(text, start, end)
    return _subject_span(text, low) or _headline_span(text)


def heading_word(low: str, title_at: Span | None) -> str:
    """`báo cáo` or `thông báo` where that word stands above the title or begins it."""
    if not title_at:
        return ""
    match = re.search(r"(báo\s+cáo|thông\s+báo)[\s*_]*$", low[max(0, title_at[0] - 40) : title_at[0]])
    match = match or _TITLE_WORD.match(low, low.rfind("\n", 0, title_at[0]) + 1)
    return " ".join(match[1].split()) if match else ""


def is_letter(low: str) -> bool:
    """Whether the head has a subject or an addressee."""
    return bool(SUBJECT.search(low, 0, 3000) or _ADDRESSED.search(low, 0, 3000))


def _subject_span(text: str, low: str) -> Span | None:
    """The subject of a letter, "V/v …", in its column, to the state's name, the date or an empty line."""
    match = SUBJECT.search(low, 0, 3000)
    if match is None:
        return None
    end = match.end()
    for line in _LINE.finditer(text, match.end(), match.end() + 600):
        folded = fold_marks(line[0])
        if not line[0].strip() or MOTTO.match(folded.strip()) or ISSUED.search(folded) or NUMBER.search(line[0]):
            break
        if _ADDRESSED.match(folded):
            break
        gap = MOTTO.search(folded) or _COLUMN_GAP.search(folded.rstrip())
        end = line.start() + gap.start() if gap else line.end()
        if gap and line.start() > match.end():
            break
    return _trimmed(text, match.end(), end)


def _headline_span(text: str) -> Span | None:
    """The first line that says anything, with the lines that go on with it."""
    lines = _LINE.finditer(text, 0, min(len(text), _HEAD_SIZE))
    for line in lines:
        folded = fold_marks(line[0])
        if sum(map(str.isalpha, folded)) < 8 or MOTTO.search(folded) or _BANNER.search(folded):
            continue
        if _A_PARAGRAPH.search(line[0]):
            return None
        if line[0].isupper() and _names_a_body(text, line):
            continue
        if not _SECTION.match(folded):
            return _trimmed(text, line.start(), _headline_end(text, *line.span()))
    return None


def _names_a_body(text: str, line: re.Match[str]) -> bool:
    """Whether a line of capitals is only the name of whose notice or report stands below it, in small letters."""
    unit = next(iter(find_units(line[0])), None)
    whole = unit is not None and not line[0][unit.end :].strip(" \n*_") and not line[0][: unit.start].strip(" *_#>")
    return whole and _NOTICE_OF.match(fold_marks(text[line.end() : line.end() + 200])) is not None


def _headline_end(text: str, start: int, end: int) -> int:
    """Where a headline ends that goes on in small letters, in capitals as it began, or with a note in brackets."""
    for line in _LINE.finditer(text, end, end + 800):
        words = line[0].strip(" \t\n*_#>")
        if not words and line.start() == end and text[line.end() : line.end() + 3].lstrip("* _")[:1].islower():
            continue
        capitals = words.isupper() and text[start:end].isupper() and not _TITLE_ENDS.match(fold_marks(line[0]))
        open_end = text[start:end].rstrip(" \t\n*_").endswith((":", ",")) or _GENRE.search(fold_marks(text[start:end]))
        if not words or not (words[0].islower() or capitals or open_end or _NOTE.match(fold_marks(line[0]))):
            break
        end = line.end()
    return end


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_#"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in "*_#>"):
        start += 1
    return start, end


def _title_end(text: str, low: str, start: int) -> int:
    """Where the title that begins after `start` ends: before the addressee, the legal grounds or the first heading."""
    end, lines, after_gap = start, 0, False
    for line in _LINE.finditer(text, start, min(len(text), start + 1500)):
        words = line[0].strip(" \t\n*_#>")
        if not words:
            after_gap = lines > 0
            continue
        folded = low[line.start() : line.end()]
        paragraph = after_gap and (
            (len(words) > 55 and bool(text[line.end() : line.end() + 1].strip()))
            or _A_SENTENCE.search(words) is not None
        )
        if lines == 9 or (_ends_title(folded, words, text[start:end], paragraph) if lines else _GROUNDS.match(folded)):
            break
        end, lines, after_gap = line.end(), lines + 1, False
    return end


def _ends_title(low_line: str, words: str, so_far: str, paragraph: bool) -> bool:
    if words[0].islower():
        return False
    if _TITLE_ENDS.match(low_line) or _COUNTS.search(low_line):
        return True
    said = fold_marks(so_far.strip(" \t\n*_"))
    goes_on = words[0] in "(" or said.endswith((",", "và")) or said in _KINDS_OF_REPORT or low_line.startswith("về ")
    return (paragraph or len(words) > 110) and not goes_on and not words.isupper()
