"""The only place that says which digits are no figures: dates, document numbers, list numbers, phones, addresses …

To add a rule, add one entry to RULES with an example in which 〔…〕 marks the span; a test walks the table. A rule's
`body` is matched where a run of digits begins (on the text itself when `cased`, else on `fold_marks`); its `lead` is
what must stand right before; `unless` vetoes longer phrases ending there ("danh mục 15" is no "mục 15").
The rules are tried in order and the first that matches wins. Rules that need to look at lines or
brackets are functions below it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from loaders.textform import LETTERS, before, fold_marks, mirror

DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:19|20)[0-9]{2}"
_ENDS = r"(?![0-9]|[.,][0-9]|\s*%)"
"""The number ends here and is no share."""
_CODE = r"(?!TTHC|HSTT|PAKN|DVC|VBQPPL|CBCC)(?:[A-ZĐ]{2,}|CTr)[A-Za-zĐđ0-9]*"
_NOUN_AHEAD = r"(?!\s*(?:hồ sơ|tthc|thủ tục|phản ánh|dịch vụ|trường hợp|đơn vị|pakn|hs\b))"


_GAP = r"\s*"


@dataclass(frozen=True, slots=True)
class Ignored:
    """A span whose digits are no figures, and the name of the rule that says so."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of digits that are no figure; see the module's docstring."""

    name: str
    example: str
    body: str
    lead: str = ""
    unless: str = ""
    gap: str = _GAP
    cased: bool = False
    """The body is matched on the text itself, not on its lower case."""
    near: str = ""
    """A pattern that must occur in the 60 characters before."""


_ROMAN = "i|ii|iii|iv|v|vi|vii|viii|ix|x"
_DOCUMENT = (
    "nghị định|quyết định|thông tư|công văn|kế hoạch|nghị quyết|chỉ thị|công điện|thông báo|báo cáo|tờ trình|văn bản|"
    "luật|kết luận|hướng dẫn|quy định|quy chế|quy chuẩn|giấy mời|thông tư liên tịch|chương trình|đề án|bộ chỉ số"
)
_NUMBERED_DOCUMENT = "|".join(f"{word} số" for word in _DOCUMENT.split("|"))

RULES: tuple[Rule, ...] = (
    Rule(
        "money",
        "đã giải ngân 〔1.099.446 triệu đồng〕 vốn",
        r"[0-9][0-9.,]*(?:\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)"
        r"(?:\s+[0-9]{1,3}(?=\s+(?:nghìn|ngàn|triệu)))?){1,3}\s+(?:đồng|usd|đô la)\b(?!\s+(?:bộ|thời|loạt)\b)",
    ),
    Rule(
        "money",
        "mức phí 〔50.000 đồng〕 một lần",
        r"[0-9]{1,3}(?:[.,][0-9]{3})+\s*(?:đồng|đ|vnđ|vnd|usd)(?:/\w+)?\b"
        r"(?!\s+(?:bộ|thời|loạt|ý|chí|bào|nhân|đều|nai|tháp|hới|xoài|hỷ|phú|văn|hồ)\b)",
    ),
    Rule(
        "document_number",
        "theo Quyết định số 〔468/QĐ-TTg〕 và 〔107/2021/NĐ-CP〕",
        rf"[0-9]{{1,6}}(?:\.[0-9]{{1,2}})?[a-zA-Z]?\s*(?:/\s*{YEAR}\s*)?/\s*{_CODE}"
        rf"(?:\s?[-–]\s*[A-ZĐ][A-Za-zĐđ0-9]{{0,14}}|\.[A-ZĐ]+[0-9]*){{0,4}}(?:/[A-ZĐ]{{2,}})?",
        cased=True,
    ),
    Rule(
        "document_number",
        "Chỉ thị số 〔11-CT/TU〕 của Tỉnh ủy",
        r"[0-9]{1,5}\s?[-–]\s*[A-ZĐ][A-Za-zĐđ]{1,4}/[A-ZĐ]{2,}[A-ZĐ0-9-]*",
        cased=True,
    ),
    Rule(
        "procedure_code",
        "TTHC mã số 〔1.004227.000.00.00.H08〕 và 〔2.000815〕",
        r"[1-3]\.[0-9]{6}(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H[0-9]{2})?(?![0-9.,]*[0-9])",
        cased=True,
    ),
    Rule("date", "đến 〔15/3/2023〕 hoặc 〔17.5.2018〕", rf"{DAY}\s*[/.-]\s*{MONTH}\s*[/.-]\s*{YEAR}(?![0-9])"),
    Rule("date", "ngày 〔15/3/23〕", rf"{DAY}[/.-]{MONTH}[/.-][0-9]{{2}}{_ENDS}", lead="ngày"),
    Rule(
        "date",
        "ngày 〔05 tháng 4 năm 2023〕",
        rf"{DAY}\s+tháng\s+{MONTH}(?![0-9])(?:\s*(?:,?\s*năm|/|-)\s*{YEAR}(?![0-9]))?",
        lead="ngày",
    ),
    Rule("date", "là 〔15 tháng 3 năm 2023〕", rf"{DAY}\s+tháng\s+{MONTH}\s*(?:năm|/)\s*{YEAR}(?![0-9])"),
    Rule(
        "date",
        "từ 〔15/12 đến 14/3〕",
        rf"{DAY}/{MONTH}\s*(?:đến|-|–)\s*(?:hết\s+)?(?:ngày\s+)?{DAY}/{MONTH}"
        rf"(?:/{YEAR})?(?![0-9/]|[.,][0-9]){_NOUN_AHEAD}",
    ),
    Rule("date", "trước ngày 〔25/6〕", rf"{DAY}[/.-]{MONTH}(?![0-9/]|[.,][0-9])", lead="ngày|hết ngày|sáng|chiều|hôm"),
    Rule(
        "date",
        "ngày 〔20〕 hằng tháng",
        rf"{DAY}{_ENDS}(?!\s*(?:hồ sơ|tthc|thủ tục|lượt))",
        lead="ngày",
        unless="mỗi ngày|một ngày|trung bình ngày|bình quân ngày|hằng ngày|hàng ngày|hồ sơ/ngày",
    ),
    Rule(
        "month",
        "các tháng 〔7, 8 và 9〕 năm 2024",
        rf"{MONTH}(?:\s*(?:,|và|-|–)\s*{MONTH}(?![0-9]|[.,/][0-9])){{1,11}}"
        rf"(?=\s*(?:/|năm))",
        lead="tháng|các tháng",
    ),
    Rule(
        "month",
        "trong tháng 〔01 năm 2024〕",
        rf"{MONTH}(?![0-9])\s*,?\s*(?:năm|/|-|\.)\s*{YEAR}(?![0-9])",
        lead="tháng",
    ),
    Rule(
        "month",
        "kế hoạch tháng 〔9〕",
        rf"{MONTH}{_ENDS}(?!\s*/\s*[0-9])",
        lead="tháng",
        unless="mỗi tháng|trong 1 tháng",
    ),
    Rule("month", "số liệu 〔12/2024〕", rf"{MONTH}\s?/\s?{YEAR}{_ENDS}{_NOUN_AHEAD}"),
    Rule(
        "quarter",
        "trong quý I/〔2024〕, Quý II.〔2018〕",
        rf"{YEAR}{_ENDS}",
        gap=r"\s*(?:măn\s*,?\s*)?[/.,–-]?\s*",
        lead="quý i|quý ii|quý iii|quý iv|quí i|quí ii|quí iii|quí iv|quý một|quý hai|quý ba|quý bốn",
    ),
    Rule("quarter", "so với III.〔2020〕", rf"{YEAR}{_ENDS}", lead="i|ii|iii|iv", gap=r"[./]"),
    Rule(
        "quarter",
        "quý 〔1 năm 2024〕",
        rf"0?[1-4](?![0-9])(?:\s*(?:,?\s*năm|/|\.|-)?\s*{YEAR}(?![0-9]))?{_ENDS}",
        lead="quý|quí|các quý",
    ),
    Rule(
        "year",
        "năm 〔2022, 2023 và 2024〕",
        rf"{YEAR}(?:\s*(?:,|và|-|–|/)\s*(?:năm\s+)?{YEAR}(?![0-9]|[.,][0-9]))*{_ENDS}",
        lead="năm|các năm",
    ),
    Rule(
        "year",
        "giai đoạn 〔2021 - 2030〕, cùng kỳ 〔2022〕",
        rf"{YEAR}(?:\s*[-–—]\s*{YEAR})?{_ENDS}{_NOUN_AHEAD}",
        lead="giai đoạn|nhiệm kỳ|tầm nhìn|cùng kỳ|đầu|cuối|giữa|niên độ",
    ),
    Rule("year", "lũy kế 6T/〔2024〕", rf"{YEAR}{_ENDS}", near=r"[a-zđ]/$"),
    Rule("year", "tăng so với 〔2023〕", rf"{YEAR}{_ENDS}{_NOUN_AHEAD}", lead="so với|so với năm"),
    Rule("year", "kế hoạch 〔2021-2025〕", rf"{YEAR}\s*[-–—]\s*{YEAR}{_ENDS}{_NOUN_AHEAD}"),
    Rule("year", "từ 〔2015〕 đến nay", rf"{YEAR}(?=\s+(?:đến nay|trở (?:về|lại|đi)))"),
    Rule(
        "months",
        "〔6 tháng đầu năm〕 và 〔9 tháng năm 2024〕",
        rf"(?:0?[1-9]|1[0-2])\s+tháng(?!\s*[0-9])(?:\s+(?:đầu|cuối))?(?:\s+năm)?(?:\s*/?\s*{YEAR}{_ENDS})?",
    ),
    Rule(
        "time",
        "tiếp nhận 〔24/7〕",
        r"(?:24/7|24/24(?:\s*(?:h|giờ))?(?!\s*(?:đơn vị|xã|phường|huyện|cơ quan|sở|tthc"
        r"|thủ tục|hồ sơ|trường hợp|phản ánh|bộ phận|thị|\()))(?![0-9/])",
    ),
    Rule(
        "time",
        "từ 〔7h30〕 đến 〔11 giờ 30〕",
        r"[0-9]{1,2}(?:h[0-9]{0,2}\b|\s*giờ\s+[0-5][0-9](?:\s*phút)?(?![0-9.,/]))",
    ),
    Rule(
        "time",
        "ký lúc 〔10:11:00〕",
        rf"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?{_ENDS}{_NOUN_AHEAD}",
    ),
    Rule(
        "duration",
        "trong 〔03 ngày làm việc〕",
        r"[0-9]{1,4}(?:[.,][0-9]{1,2})?(?:\s*(?:-|–|đến)\s*[0-9]{1,4})?\s*(?:ngày|giờ|tuần|phút|giây)\b(?!\s*[0-9])"
        r"(?:\s+làm\s+việc)?",
    ),
    Rule(
        "duration",
        "sơ kết 〔03 năm〕",
        rf"[0-9]{{1,2}}(?:\s*(?:-|–|đến)\s*[0-9]{{1,2}})?\s+năm\b(?:(?!\s*[0-9])|(?=\s+{YEAR}\s*[-–]))",
    ),
    Rule("age", "người từ đủ 〔14 tuổi〕", r"[0-9]{1,3}\s+tuổi\b"),
    Rule(
        "technical",
        "tối thiểu 〔4 Mbps〕",
        r"[0-9]+(?:[.,][0-9]+)?\s*(?:[kmg]bps|[kmgt]b|km²?|km2|m2|m²|ha|kg|kwh?|mm|cm|mhz|ghz|inch)\b",
    ),
    Rule("technical", "mạng 〔3G〕, 〔4G〕", r"[2-6][Gg]\b", cased=True),
    Rule(
        "technical",
        "TCVN ISO 〔9001 : 2015〕",
        r"[0-9]{3,5}(?:[:-][0-9]{1,5}|\s*:\s*[0-9]{4}){0,2}",
        lead="iso|iso/iec|tcvn|tcvn iso|qcvn",
    ),
    Rule(
        "technical",
        "VNeID 〔2.0〕, phiên bản 〔1.5〕",
        r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}(?![0-9]|\s*%)",
        lead="vneid|phiên bản|công nghiệp|version|ver.|windows|web|ipv|cách mạng công nghiệp lần thứ|chính phủ điện tử",
    ),
    Rule(
        "technical",
        "đạt mức độ 〔3, 4〕",
        r"[1-4](?:\s*(?:,|và|/|-|–|;|hoặc|\+|&)\s*(?:mức\s+độ\s+|mức\s+)?[1-4]"
        r"(?![0-9]|[.,/][0-9]|\s*%|\s+(?:tthc|thủ\s+tục|hồ\s+sơ|dịch\s+vụ\s))){0,3}(?![0-9]|[.,][0-9]{2}|\s*%|\s*triệu)",
        lead="mức độ|mức|cấp độ",
        unless="định mức|hạn mức",
    ),
    Rule(
        "document_number",
        "Quyết định số 〔1291〕 và Nghị định số 〔1072〕",
        rf"[0-9]{{1,6}}[a-z]?(?:\s*/\s*{YEAR})?{_ENDS}",
        lead=_NUMBERED_DOCUMENT,
    ),
    Rule(
        "document_number",
        "theo Nghị định 〔107〕, Đề án 〔06〕, Bộ chỉ số 〔766〕",
        rf"[0-9]{{1,4}}(?:\s*/\s*{YEAR})?{_ENDS}"
        rf"(?!\s*/\s*[0-9]){_NOUN_AHEAD}",
        lead="nghị định|quyết định|thông tư|nghị quyết|chỉ thị|công điện|đề án|bộ chỉ số|nđ|qđ|nq|cv|tt|ct|nq-cp|"
        "nđ-cp|qđ-ttg|nđ số|qđ số|nq số|cv số|tt số|ct số",
        unless="số quyết định|số nghị quyết",
    ),
    Rule("document_number", "kết quả Chỉ số 〔766〕", rf"766{_ENDS}", lead="chỉ số"),
    Rule(
        "document_number",
        "Số: 〔131〕 ngày 24/4/2024",
        rf"[0-9]{{1,6}}{_ENDS}(?=\s*ngày\s*[0-9])",
        lead="số|số:",
        unless="tổng số|trong số|một số",
    ),
    Rule(
        "article",
        "tại khoản 〔3〕 Điều 〔13〕, điểm a",
        r"[0-9]{1,3}[a-zđ]?(?![0-9])(?:\s*(?:,|và|đến|-|–)\s*[0-9]{1,3}(?![0-9]|[.,/][0-9]|\s*%)){0,5}(?!/[0-9]|\s*%)",
        lead="khoản|điều|tiết",
        unless="tài khoản|điều khoản|các khoản|chi tiết",
    ),
    Rule(
        "article",
        "tại mục 〔2 (2.1, 2.2)〕 và phụ lục 〔1〕",
        r"[0-9]{1,2}[a-zđ]?(?:\.[0-9]{1,2}){0,3}(?:\s*\(\s*[0-9]{1,2}\.[0-9]{1,2}(?:\s*[,;]\s*[0-9]{1,2}\.[0-9]{1,2})*"
        rf"\s*\))?(?![0-9/]|,[0-9]|\s*%){_NOUN_AHEAD}",
        lead="mục|tiểu mục|phần|chương|phụ lục|phụ lục số|phụ biểu|phụ biểu số|biểu|biểu số|biểu mẫu|biểu mẫu số|mẫu|"
        "mẫu số|bảng|bảng số|hình số|tiêu chí|trang|tr.|stt|số thứ tự",
        unless="danh mục|chuyên mục|hạng mục|một phần|toàn phần|thành phần|cổ phần|tiêu biểu|đại biểu|phát biểu|"
        "mỗi trang|tất cả trang",
    ),
    Rule(
        "article",
        "điểm 〔2〕 mục II",
        r"[0-9]{1,2}(?:\.[0-9])?(?=\s+(?:khoản|mục|điều|phần|chương|công\s+văn|quyết\s+định))",
        lead="điểm",
    ),
    Rule(
        "article",
        "Biểu số II.〔06a〕 kèm theo",
        r"[0-9]{1,2}[a-zđ]?(?:\.[0-9]{1,2}){0,2}(?![0-9]|\s*%)",
        lead=_ROMAN,
        gap=r"\.",
    ),
    Rule(
        "ordinal",
        "đợt 〔1〕, lần thứ 〔2〕, giai đoạn 〔2〕",
        rf"[0-9]{{1,2}}{_ENDS}(?!/[0-9]|\s*lần){_NOUN_AHEAD}",
        lead="đợt|lần thứ|lần|giai đoạn|vòng|khóa|kỳ họp thứ|phiên họp thứ|kỳ thứ",
    ),
    Rule("address", "tại đường 〔3/2〕, đường 〔30/4〕", rf"{DAY}/{MONTH}(?![0-9/])", lead="đường"),
    Rule(
        "address",
        "Phường 〔12〕, Quận 〔1, 3〕, khu phố 〔3〕, Q. 〔7〕",
        rf"[0-9]{{1,2}}(?:\s*(?:,|và)\s*[0-9]{{1,2}}(?![0-9]|[.,/%][0-9]|\s*%|\s+[a-zđ])){{0,12}}{_ENDS}(?!/[0-9]){_NOUN_AHEAD}",
        lead="quận|phường|khu phố|kp|kp.|tổ dân phố|tổ dân phố số|tổ|ấp|thôn|khóm|khối phố|tiểu khu|q.|p.|q|p|đường số",
        unless="các quận|các phường|cấp quận|cấp phường|xã, phường|xã phường|xã/phường|quận, huyện, phường|mỗi tổ|"
        "số tổ",
    ),
    Rule(
        "address",
        "địa chỉ: 〔12〕 Trần Phú",
        r"[0-9]{1,4}[a-z]?(?:/[0-9]+)*(?![0-9%]|[.,][0-9])",
        gap=r"\s*[:,]?\s*",
        lead="địa chỉ|địa chỉ số|số nhà|trụ sở số|trụ sở tại số|tại số|ở số",
    ),
    Rule(
        "phone", "hotline: 〔0235.1022〕", r"0[0-9]{2,3}[ .-]?[0-9]{3,4}(?:[ .-]?[0-9]{2,4}){0,2}(?![0-9/%]|[.,][0-9])"
    ),
    Rule("phone", "gọi 〔1900 1234〕, 〔18001096〕", r"1[89]00[ .]?[0-9]{4,6}(?![0-9/%]|[.,][0-9])"),
    Rule(
        "phone",
        "tổng đài 〔1022〕",
        rf"(?:1022|1080|11[1-9]){_ENDS}(?!/){_NOUN_AHEAD}(?!\s*(?:lượt|cuộc|ý kiến))",
        near=r"(?:tổng đài|hotline|đường dây nóng|đầu số|điện thoại)[^0-9.;]{0,40}$",
    ),
    Rule(
        "phone",
        "điện thoại: 〔0935 123 456〕",
        r"[0-9](?:[ .-]?[0-9]){6,13}(?![0-9/%]|[.,][0-9])",
        gap=r"\s*[:(+]{0,3}\s*",
        lead="điện thoại|số điện thoại|đt|sđt|hotline|đường dây nóng|fax|tel|zalo|liên hệ",
    ),
    Rule(
        "column_formula",
        "(〔3)=(4)+(5)+(6)〕",
        r"[0-9]{1,2}\)?\s*=\s*\(?[0-9]{1,2}\)?(?:\s*[+*/:-]\s*\(?[0-9]{1,2}\)?)+",
    ),
)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A rule ready to be tried."""

    order: int
    rule: Rule
    body: re.Pattern[str]
    unless: re.Pattern[str] | None
    gapped: re.Pattern[str] | None
    near: re.Pattern[str] | None


def _compiled(order: int, rule: Rule) -> _Compiled:
    if not (rule.name and rule.example and rule.body):
        raise ValueError(f"a rule needs a name, an example and a body: {rule}")
    return _Compiled(
        order,
        rule,
        _pattern(rule.body, rule.cased),
        before(rule.unless) if rule.unless else None,
        before(rule.lead, rule.gap) if rule.lead and rule.gap != _GAP else None,
        _pattern(rule.near) if rule.near else None,
    )


def _pattern(source: str, cased: bool = False) -> re.Pattern[str]:
    """A space between words of a pattern stands for any spaces and line breaks."""
    source = re.sub(rf"(?<=[{LETTERS}]) (?=[{LETTERS}(])", r"\\s+", source)
    return re.compile(source if cased else fold_marks(source))


def _either(rules: tuple[_Compiled, ...]) -> re.Pattern[str]:
    """One pattern for all; the number of the group that matched is that of the first rule that does, from 1."""
    pattern = re.compile("|".join(f"({each.body.pattern})" for each in rules))
    if pattern.groups != len(rules):
        raise ValueError("a rule's body may not capture")
    return pattern


_COMPILED = tuple(_compiled(order, rule) for order, rule in enumerate(RULES))
_SHAPES = tuple(each for each in _COMPILED if not each.rule.lead and not each.rule.cased and not each.near)
_CASED = tuple(each for each in _COMPILED if not each.rule.lead and each.rule.cased)
_NEAR = tuple(each for each in _COMPILED if each.near)
_ANY_SHAPE, _ANY_CASED = _either(_SHAPES), _either(_CASED)
_GAPPED = tuple(each for each in _COMPILED if each.gapped)
_ANY_GAPPED = before(
    "|".join(each.rule.lead for each in _GAPPED), r"[\s:,(+./–-]{0,8}(?:măn\s{0,4},?\s{0,4})?[/.,–-]?\s{0,4}"
)
_BY_LEAD: dict[str, list[_Compiled]] = {}
for _each in _COMPILED:
    if _each.rule.lead and not _each.gapped:
        for _phrase in _each.rule.lead.split("|"):
            _BY_LEAD.setdefault(fold_marks(_phrase), []).append(_each)
_ANY_LEAD = before(tuple(_BY_LEAD))

_DIGITS = re.compile(r"[0-9]+")
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


@lru_cache(maxsize=8)
def find_ignored(text: str) -> tuple[Ignored, ...]:
    """Every span of the text whose digits are no figures, in order, disjoint. `text` is normalised."""
    low, back = fold_marks(text), mirror(text)
    addresses = _web_addresses(text)
    in_address = IgnoredAt(tuple(addresses))
    found: list[Ignored] = []
    position = 0
    while run := _DIGITS.search(text, position):
        hit = (in_address(run.start()) if addresses else None) or _at(text, low, back, run.start(), run.end())
        if hit:
            start = max(hit.start, found[-1].end if found else 0)
            found.append(Ignored(start, hit.end, hit.rule))
            position = hit.end
        else:
            token = _TOKEN.match(text, run.start())
            position = token.end() if token else run.end()
    return tuple(found)


class IgnoredAt:
    """Looks up the ignored span that covers an offset."""

    def __init__(self, spans: tuple[Ignored, ...]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def __call__(self, offset: int) -> Ignored | None:
        index = bisect_right(self._starts, offset) - 1
        return self._spans[index] if index >= 0 and offset < self._spans[index].end else None


def _at(text: str, low: str, back: str, start: int, end: int) -> Ignored | None:
    """The ignored span of the run of digits at start..end, if a rule takes it."""
    previous = text[start - 1] if start else "\n"
    if previous in "([>-" and (hit := _bracketed_marker(text, back, start, end) or _hyphenated_code(text, start, end)):
        return hit
    if previous in _OPENS_A_LINE and (line_start := _TO_LINE_START.match(back, len(text) - start)):
        for opening in _OPENING:
            if hit := opening(text, back, line_start.end(), start, end):
                return hit
    return _by_rule(text, low, back, start, end, glued=previous.isalpha())


def _by_rule(text: str, low: str, back: str, start: int, end: int, glued: bool) -> Ignored | None:
    lead = _ANY_LEAD.match(back, len(text) - start)
    candidates = _BY_LEAD[" ".join(lead[1][::-1].split())] if lead else []
    glued = glued and not lead
    if not glued and (_MAY_BE_SHAPED.match(low, start) or text[start - 1 : start] == "/"):
        candidates = [*candidates, *_shaped(text, low, start)]
    if _ANY_GAPPED.match(back, len(text) - start):
        candidates = [*candidates, *_GAPPED]
    for each in candidates if len(candidates) < 2 else sorted(candidates, key=_order):
        if hit := _taken(each, text, low, back, start):
            return hit
    return _glued(text, start, end) if glued else None


_order = attrgetter("order")
_OPENS_A_LINE = frozenset(" \n\t#*>_+-")
_MAY_BE_SHAPED = re.compile(
    r"[0-9][0-9.,]*\s*(?:[-/.:=–—)(]|n[gă]|th|t[rỷỉu]|đ|g|h(?!ồ)|ph(?!ả|ầ|ò)|[kmciuv])|0[0-9]{2}|1[0-9]{2}|[1-3]\.[0-9]{6}"
)
"""What stands at or behind the digits of every rule without a lead; saves trying them all on each number."""


def _shaped(text: str, low: str, start: int) -> list[_Compiled]:
    """The rules without a lead whose body begins here, at most one of each group."""
    found = []
    if match := _ANY_CASED.match(text, start):
        found.append(_CASED[(match.lastindex or 1) - 1])
    if match := _ANY_SHAPE.match(low, start):
        found.append(_SHAPES[(match.lastindex or 1) - 1])
    if text[start] in "12":
        found += _NEAR
    return found


def _taken(each: _Compiled, text: str, low: str, back: str, start: int) -> Ignored | None:
    body = each.body.match(text if each.rule.cased else low, start)
    if not body or (each.unless and each.unless.match(back, len(text) - start)):
        return None
    if each.near and not each.near.search(low, max(0, start - 60), start):
        return None
    if each.gapped and not each.gapped.match(back, len(text) - start):
        return None
    return Ignored(start, body.end(), each.rule.name)


def _line_above(back: str, at: int) -> tuple[str, bool]:
    """The end of the nearest line above that holds anything, and whether a footnote rule (or a wide gap) is between."""
    match = _ABOVE.match(back, at)
    if not match:
        return "", False
    return match[2][::-1].strip(), " " * 15 in match[1] or match[2].startswith("____")


_TO_LINE_START = re.compile(r"[ \t#*>_+-]*(?:\n|\Z)")
_ABOVE = re.compile(r"([\s*]*)([^\n]{0,90})")
_MARKER = re.compile(
    rf"([1-9][0-9]?)(?:\.([1-9][0-9]?))?(?:\.[1-9][0-9]?){{0,2}}(?:[.)][*_]*[ \t\u00a0]*(?=[*_“\"(]*[{LETTERS}])"
    rf"|[/-][ \t]+(?=[{LETTERS}])|[ \t]+(?=[*_]*[A-ZĐÀ-Ỹ][{LETTERS}]))"
)
_VALUE_AWAITED = re.compile(
    r"(?:[,(]|(?:^|[^\w])(?:là|đạt|gồm|(?<!không )(?<!chưa )có|được|còn|số|nhận|quyết|chiếm|với|và|trong đó"
    r"|hơn|trên|gần|khoảng|ước|tăng|giảm|từ|đến|tháng|năm|ngày|quý|bằng|tỷ lệ|xử lý|lý))$"
)
_SENTENCE_END = re.compile(r"[.;!?…”\"’)/]$")
_ALONE = re.compile(r"[1-9][0-9]{0,2}[*_]*[ \t]*(?=\n|\Z)")
_NEXT_LINE = re.compile(r"\s*([^\n]{0,90})")
_UPPER_AHEAD = re.compile(
    rf"[1-9][0-9]?[ \t]+[“\"(]?[A-ZĐÀ-ỴỶỸÝ][{LETTERS}]*|[1-9][0-9]?[ \t]*\(i\)|[1-9][0-9]?[ \t]+https?:"
)


def _list_marker(text: str, back: str, above_at: int, start: int, end: int) -> Ignored | None:
    """`1.`, `1.2.`, `2)`, `3/` at the start of a line, unless the line above ends where a value is awaited."""
    marker = _MARKER.match(text, start)
    if not marker:
        return None
    numbered = text[marker.end(1) : marker.end(1) + 1] != " "
    if not numbered or (" " in marker[0].strip() and not marker[2]):
        return None
    above, _ = _line_above(back, above_at)
    if _VALUE_AWAITED.search(fold_marks(above)) or (above.endswith(":") and len(above) > 60 and marker[1] != "1"):
        return None
    return Ignored(start, marker.end(), "list_marker")


def _bracketed_marker(text: str, back: str, start: int, end: int) -> Ignored | None:
    """`(1) Hệ thống`, `[3]`, `<sup>2</sup>`: marks in brackets; a bare `(12)` after a noun is a count."""
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]" and end - start < 4:
        return Ignored(start, end, "footnote_mark")
    if text[max(0, start - 5) : start].lower() == "<sup>":
        return Ignored(start, end, "footnote_mark")
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")" or end - start > 2:
        return None
    opened = re.match(r"\([ \t*_]*(\n|\Z|[:;,.]|àv\b|[-–+])", back[len(text) - start : len(text) - start + 12])
    return (
        Ignored(start, end, "list_marker") if opened and re.match(rf"\)\s+[{LETTERS}]", text[end : end + 6]) else None
    )


def _lone_number(text: str, back: str, above_at: int, start: int, end: int) -> Ignored | None:
    """A page number or a footnote's number on a line of its own, after a line that awaits no value."""
    alone = _ALONE.match(text, start)
    if not alone:
        return None
    above, ruled = _line_above(back, above_at)
    ahead = _NEXT_LINE.match(text, alone.end())
    below = ahead[1].strip() if ahead else ""
    if ruled and end - start < 3:
        return Ignored(start, end, "footnote_start")
    if above.endswith(":") or _VALUE_AWAITED.search(fold_marks(above)) or not any(map(str.isalpha, above)):
        return None
    finished = bool(_SENTENCE_END.search(above)) or len(above) > 45
    return Ignored(start, end, "page_number") if finished and (not below or not below[0].isdigit()) else None


def _footnote_start(text: str, back: str, above_at: int, start: int, end: int) -> Ignored | None:
    """`1 Quyết định số …` at the foot of a page: after a rule or a finished line, before a capital."""
    if end - start > 2 or not _UPPER_AHEAD.match(text, start):
        return None
    above, ruled = _line_above(back, above_at)
    starts = ruled or (re.search(r"[.;…]$", above) and _marked_before(text, start, text[start:end]))
    return Ignored(start, end, "footnote_start") if starts else None


def _marked_before(text: str, start: int, number: str) -> bool:
    """Whether the page above holds a word with that footnote number glued to it."""
    page = text[max(0, start - 6000) : start]
    return re.search(rf"(?:[a-zà-ỹđ]{{2}}|[”\")]){number}(?![0-9/%]|[.,][0-9])", page) is not None


_WEB_SIGNS = ("://", "www.", "@", ".vn", ".com", ".net", ".org")
_CHUNK = re.compile(r"\S{0,300}")


def _web_addresses(text: str) -> list[Ignored]:
    """Web and e-mail addresses with digits in them, in order, disjoint."""
    found: list[Ignored] = []
    done = 0
    for at in sorted(at for sign in _WEB_SIGNS for at in _places_of(sign, text)):
        if at < done:
            continue
        behind = _CHUNK.match(mirror(text), len(text) - at)
        ahead = _CHUNK.match(text, at)
        start, end = max(done, at - len(behind[0] if behind else "")), ahead.end() if ahead else at
        done = end
        if _DIGITS.search(text, start, end):
            found.append(Ignored(start, end, "web_address"))
    return found


def _places_of(sign: str, text: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


_GLUED = re.compile(r"[0-9]+(?:[.-][0-9A-Z]+)*")


def _glued(text: str, start: int, end: int) -> Ignored | None:
    """Digits glued to a word: a footnote mark (`địa bàn1`), a code (`QH15`, `H08.12-240424-0012`)."""
    code = text[start - 1].isupper()
    match = _GLUED.match(text, start)
    if code and match:
        return Ignored(start, match.end(), "code")
    separated = text[end : end + 1] in (".", ",") and text[end + 1 : end + 2].isdigit()
    return Ignored(start, end, "footnote_mark") if end - start < 3 and not separated else None


def _hyphenated_code(text: str, start: int, end: int) -> Ignored | None:
    """`COVID-19`, `SARS-CoV-2`."""
    hyphenated = text[start - 1 : start] == "-" and text[max(0, start - 2) : start - 1].isupper()
    return Ignored(start, end, "code") if hyphenated else None


_OPENING = (_list_marker, _footnote_start, _lone_number)
