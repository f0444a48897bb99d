"""The only place that lists the kinds of digits that are no figures: dates, document numbers, phones, addresses …

To add a rule, add one entry to RULES with an example in which 〔…〕 marks the span; a test walks the table. A rule's
`body` is matched where a run of digits begins (on the text itself when `cased`, else on `fold_marks`); its `lead` is
what must stand right before; `unless` vetoes longer phrases ending there ("danh mục 15" is no "mục 15"). The rules are
tried in order and the first that matches wins. Digits known by their line or brackets are in `loaders/text/marks.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from loaders.made_often import made_often

DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:19|20)[0-9]{2}"
_ENDS = r"(?![0-9]|[.,][0-9]|\s*%)"
"""The number ends here and is no share."""
_CODE = r"(?!TTHC|HSTT|PAKN|DVC|VBQPPL|CBCC)(?:[A-ZĐ]{2,}|CTr)[A-Za-zĐđ0-9]*"
_NOUN_AHEAD = r"(?!\s*(?:hồ sơ|tthc|thủ tục|phản ánh|dịch vụ|trường hợp|đơn vị|pakn|hs\b))"


GAP = r"\s*"


@made_often(frozen=True, slots=True)
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
    gap: str = GAP
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
    Rule(
        "year",
        "trong năm 〔20231〕, UBND",
        r"20[0-4][0-9][1-9](?![0-9%]|[.,][0-9]|\s*(?:hồ sơ|tthc|thủ tục))",
        lead="năm",
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
        near=r"(?:tổng đài|hotline|đường dây nóng|đầu số|điện thoại|cổng)[^0-9.;]{0,40}$",
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
