"""The only place that says which numbers stand in a text, and what each is worth as printed.

`find_numbers` returns plain numbers, shares, ratios, scores, ranks, ranges, small counts in words and the words for
none, in order and disjoint. It reads shapes only: which figure a number is, is decided by the extraction.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from loaders.made_often import made_often
from loaders.text.ignored import Ignored, IgnoredAt, find_ignored
from loaders.text.scanning import Scan
from loaders.text.textform import before, before_any, fold_marks, mirror

Span = tuple[int, int]


@made_often(frozen=True, slots=True)
class Number:
    """One number in the text. `raw` is text[start:end] and holds the percent sign or the multiplier, if there is one.

    `kind`: plain; ratio (`value` out of `second`); score (`value` on a scale of `second`); rank (`value` of `second`,
    if stated); range (`value` to `second`: not a value of anything); word (a small count in words); zero (words for
    none); glued (stuck to letters) and broken (not certainly one number): these two have no usable value.
    """

    start: int
    end: int
    raw: str
    value: float
    kind: str = "plain"
    percent: bool = False
    approximate: bool = False
    bound: str = ""
    """under, at_most, at_least: the number bounds a value, it is none."""
    ambiguous: bool = False
    """The same print can mean another value (12.34 as a count; 54 6/758)."""
    second: float | None = None
    parts: tuple[Span, Span] | None = None
    """Spans of `value` and `second`."""
    money: bool = False
    sign: str = ""
    footnoted: bool = False
    """A marked footnote (`<sup>`, ², [3]) follows directly: the value is certain all the same."""
    ignored: str = ""
    """Name of the rule by which the digits are no figure; empty for figures."""


COUNTED = (
    "hồ sơ|bộ hồ sơ|thủ tục|tthc|phản ánh|kiến nghị|pakn|trường hợp|dịch vụ|dvc|dvctt|quyết định|văn bản|vbqppl|"
    "nghị quyết|đơn vị|cơ quan|lượt|nhiệm vụ|quy trình|danh mục|xã|huyện|sở|đơn|tài khoản|giao dịch|công chức|người|"
    "tổ chức"
)
"""Nouns before which a number in words is a count."""

_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_SCALE = r"\s*(nghìn|ngàn|triệu|tỷ|tỉ)(?![\w])(?!\s+(?:lệ|trọng|suất|giá))"
_PERCENT = r"\s{0,2}(?:%|phần\s+trăm(?!\w))"

_DIGIT = re.compile(r"[0-9]")
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SHAPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_COMMA_GROUP = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_GROUPED = re.compile(rf"(?<![0-9.,]){_COMMA_GROUP.pattern}(?![0-9.,]|\s{{0,2}}%|{_SCALE})")
_DOT_GROUPED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9]|\s{0,2}%)")
_ENOUGH = 4
"""Counts with a comma before three digits, and none with a dot, that show how a text writes thousands."""
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_SCALED = re.compile(_SCALE)
_LAST_THREE = re.compile(r"\s([0-9]{3})(?![0-9.,/%-]|\s*(?:%|nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))")
""" "6 nghìn 248": as the radio tells a number."""
_SCALED_PART = re.compile(rf"\s+([0-9]{{1,3}}(?:,[0-9]+)?){_SCALE}")
_SHARE = re.compile(_PERCENT)
_OVER = re.compile(
    r"(?:\s+(?:hồ\s+sơ|tthc|thủ\s+tục|đơn\s+vị|dịch\s+vụ|pakn|phản\s+ánh|xã|huyện))?\s?/\s?(?:tổng\s+(?:số\s+)?)?(?=[0-9])"
)
_OVER_MONEY = re.compile(r"(?:\s+đồng)?\s?/\s?(?:tổng\s+(?:số\s+)?)?(?=[0-9])")
_OUT_OF = re.compile(r"\s+trên\s+(?:tổng\s+(?:số\s+)?)?(?=[0-9])")
_RANGE = re.compile(r"(?:\s*(?:-|–|÷)\s*|\s+(?:đến|tới)\s+)(?=[0-9])")
_FOOTNOTE = re.compile(r"\s?<sup>|[¹²³⁴-⁹⁰]|\[[0-9]{1,2}\]")
_FALLEN = re.compile(r"(?:\s,\s?|,\s)([0-9]{1,2})\s?%")
_TORN_HEAD = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2} $")
_SPACED_GROUP = re.compile(r" (?:[0-9]{3}(?![0-9])(?!\s*(?:%|ngày|tháng))|[0-9]{1,3}/[0-9])")
_TORN_MARK = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})?\. [0-9]{3}(?![0-9]|[.,/][0-9]|\s{0,2}%)")
"""`21. 356`: a mark of thousands behind which a space fell, or the end of a sentence and the beginning of another."""
_MONEY = re.compile(
    r"\s+(?:đồng|usd|đô\s+la|vnđ|vnd)(?!\w)(?!\s+(?:bộ|thời|loạt|ý|chí|bào|nhân|đều|nai|tháp|hới|xoài))"
)
_POINT_UNIT = re.compile(r"\s*điểm(?!\w)(?!\s+(?:%|phần\s+trăm))")
_NOUN_NEAR = re.compile(rf"\s+(?:{COUNTED})(?!\w)")
_COUNTS_HERE = re.compile(rf"\s+(?:{COUNTED}|hs)(?!\w)")
_LINE_END = re.compile(r"[^\S\n]*(?:\n|$)")
_NOUN_HERE = re.compile(rf"(?:{COUNTED})(?!\w)")

_BEFORE = before_any(
    {
        "at_least": "tối thiểu|ít nhất|không dưới|không thấp hơn|không ít hơn|≥|>=|>|tối thiểu đạt|thấp nhất"
        "|thấp nhất là|tối thiểu là|ít nhất là|lớn hơn",
        "at_most": "không quá|tối đa|không vượt quá|không hơn|nhiều nhất|cao nhất là|≤|<=|không nhiều hơn"
        "|không lớn hơn",
        "under": "dưới|chưa đến|chưa tới|chưa đầy|<|thấp hơn|ít hơn|không đến|không tới|nhỏ hơn",
        "about": "hơn|trên|gần|khoảng|ước|ước đạt|ước tính|ước khoảng|xấp xỉ|chừng|tầm|ngót|non|đạt khoảng|~|≈|gần như",
    }
)
"""What the words right before a number make of it; of two that may be meant the first."""
_ONWARD = re.compile(r"\s*(?:(?!lòng\s+trở)\w+\s+){0,3}trở\s+(lên|xuống)")
"""What makes a number a bound; "hài lòng trở lên" is an answer of those asked."""
_RANGE_FROM = before("từ")
_RANKED = before(
    "hạng|thứ hạng|xếp hạng|vị trí|vị trí thứ|xếp thứ|đứng thứ|xếp|đứng|hạng thứ|xếp vị trí|xếp hạng thứ|top"
)
_RANKED_OF = before("thứ")
_FRACTION_OF = re.compile(r"\s+(?:thời\s+gian|số|tổng|mức|chi\s+phí|thành\s+phần|quy\s+định|giấy)(?!\w)")
_SHARE_AWAITED = before(
    "tỷ lệ|tỉ lệ|đạt|chiếm|đạt tỷ lệ|đạt tỉ lệ|chiếm tỷ lệ|tỷ lệ đạt|tỷ lệ là|bằng|tương ứng", r"\s*[(:]?\s*"
)
_SIGN = re.compile(r"([+-])[\s(]")


class _Print(NamedTuple):
    """One number as printed, before what stands around it is looked at."""

    start: int
    end: int
    value: float
    percent: bool = False
    ambiguous: bool = False
    kind: str = "plain"

    def span(self) -> Span:
        return self.start, self.end


@lru_cache(maxsize=8)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of the text, ordered and disjoint; `text` is normalised."""
    in_words = _zeros(text) + _words(text)
    found = _digit_numbers(text)
    taken = sorted([*found, *in_words], key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in taken:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return tuple(kept)


def _digit_numbers(text: str) -> list[Number]:
    """The numbers in digits; one like 5,824 is no more ambiguous in a text whose dossiers are all counted like that."""
    found = _read_digits(text)
    return [_with_commas(text, number) for number in found] if _groups_by_comma(text) else found


def _groups_by_comma(text: str) -> bool:
    """Whether the text writes its thousands with commas: where counts of whole things show it, and no dot gainsays."""
    low = fold_marks(text)
    if _DOT_GROUPED.search(text):
        return False
    return sum(_is_counted(low, match) for match in _GROUPED.finditer(low)) >= _ENOUGH


def _is_counted(low: str, match: re.Match[str]) -> bool:
    """Whether a number counts whole things: their name follows, or it stands alone in its line under a label."""
    if _COUNTS_HERE.match(low, match.end()):
        return True
    ends = _LINE_END.match(low, match.end()) is not None
    return ends and not low[low.rfind("\n", 0, match.start()) + 1 : match.start()].strip()


def _with_commas(text: str, number: Number) -> Number:
    spans = number.parts or ((number.start, number.end),)
    tokens = [text[slice(*span)] for span in spans]
    grouped = all(_COMMA_GROUP.fullmatch(token) or token.isdigit() for token in tokens)
    torn = _torn(text, number.start) or _SPACED_GROUP.match(text, number.end) is not None
    if not number.ambiguous or number.kind not in ("plain", "ratio") or not grouped or torn:
        return number
    return replace(number, ambiguous=any(_value(token)[0] < 1000 for token in tokens if not token.isdigit()))


def _read_digits(text: str) -> list[Number]:
    low, back = fold_marks(text), mirror(text)
    ignored = IgnoredAt(find_ignored(text))
    found: list[Number] = []
    position = 0
    while first := _DIGIT.search(text, position):
        number = _read(text, low, back, first.start(), ignored)
        found.append(number)
        position = number.end
    return found


def _read(text: str, low: str, back: str, start: int, ignored: IgnoredAt) -> Number:
    """The number, ratio, range or score that begins at `start`."""
    if rule := ignored(start):
        number = _ignored_number(text, low, start, rule)
        return _money_pair(text, low, number, ignored) or number
    printed = _single(text, low, start)
    if start and text[start - 1].isalpha():
        return _number(text, printed, kind="glued")
    if printed.kind == "plain" and not printed.percent and (fallen := _fallen_space(text, low, back, printed)):
        return fallen
    if related := _related(text, low, back, printed, ignored):
        return related
    if printed.kind == "plain" and (pair := _money_pair(text, low, printed, ignored)):
        return pair
    if printed.kind == "plain" and _stuck_to_letters(text, low, printed):
        return _number(text, printed, kind="glued")
    return _qualified(text, low, back, printed)


def _number(text: str, printed: _Print, kind: str | None = None) -> Number:
    start, end = printed.start, printed.end
    return Number(
        start, end, text[start:end], printed.value, kind or printed.kind, printed.percent, ambiguous=printed.ambiguous
    )


def _ignored_number(text: str, low: str, start: int, rule: Ignored) -> Number:
    """Digits that a rule ignores, cut at its end; amounts of money keep their value."""
    if rule.rule == "money":
        printed = _single(text, low, start)
        end = min(printed.end, rule.end)
        return Number(start, end, text[start:end], printed.value, money=True, ignored=rule.rule)
    token = _TOKEN.match(text, start, rule.end)
    end = token.end() if token else start + 1
    return Number(start, end, text[start:end], _value(text[start:end])[0], ignored=rule.rule)


def _money_pair(text: str, low: str, first: Number | _Print, ignored: IgnoredAt) -> Number | None:
    """`41,8/47,2 tỷ đồng`, `61.200 triệu đồng/148.500 triệu đồng`: one amount out of another."""
    over = _OVER_MONEY.match(low, first.end)
    rule = ignored(over.end()) if over else None
    if over is None or rule is None or rule.rule != "money":
        return None
    if isinstance(first, _Print):
        first = _number(text, first)
    if not first.money and first.kind != "plain":
        return None
    second = _ignored_number(text, low, over.end(), rule)
    scale = _SCALED.search(low, over.end(), rule.end)
    value = first.value if first.money or not scale else _times(_as_amount(first.raw), scale[1])
    spans = (first.start, first.end), (second.start, second.end)
    raw = text[first.start : second.end]
    return replace(
        second, start=first.start, raw=raw, value=value, kind="ratio", second=second.value, parts=spans, money=True
    )


def _as_amount(token: str) -> float:
    """`41,8` before a multiplier is a decimal, `2.046.300` a number of millions."""
    return _as_decimal(token) if "," in token and "." not in token else _value(token)[0]


def _single(text: str, low: str, start: int) -> _Print:
    """One number with its multiplier or percent sign, whatever stands around it."""
    if torn := _TORN_MARK.match(text, start):
        counted = _NOUN_NEAR.match(low, torn.end()) is not None
        value = float(re.sub(r"\D", "", torn[0]))
        return _Print(start, torn.end(), value, ambiguous=not counted, kind="plain" if counted else "broken")
    token = _TOKEN.match(text, start)
    end = token.end() if token else start + 1
    value, ambiguous, valid = _value(text[start:end])
    if not valid:
        return _Print(start, end, value, ambiguous=True, kind="broken")
    if _SCALED.match(low, end):
        return _scaled(text, low, start, end, value)
    if share := _SHARE.match(low, end):
        value, ambiguous, _ = _value(text[start:end], share=True)
        return _Print(start, share.end(), value, percent=True, ambiguous=ambiguous)
    if ambiguous and _POINT_UNIT.match(low, end):
        value, ambiguous = _as_decimal(text[start:end]), False
    return _Print(start, end, value, ambiguous=ambiguous)


def _as_decimal(token: str) -> float:
    return float(token.replace(",", ".")) if token.count(",") + token.count(".") == 1 else _value(token)[0]


def _value(token: str, share: bool = False) -> tuple[float, bool, bool]:
    """What a token is worth, whether it could be read otherwise, and whether it is a number at all."""
    if token.isdigit():
        return (float(token), False, True) if len(token) < 16 else (0.0, True, False)
    if len(token) > 20:
        return 0.0, True, False
    if token.count(".") + token.count(",") == 1:
        return _one_separator(token, share)
    if _SHAPED.fullmatch(token):
        return float(token.replace(".", "").replace(",", ".")), False, token[0] != "0"
    if _ENGLISH.fullmatch(token):
        return float(token.replace(",", "")), False, token[0] != "0"
    return 0.0, True, False


def _one_separator(token: str, share: bool) -> tuple[float, bool, bool]:
    """`99,8`, `1.610`, `40.14`, `2,578`: the comma is decimal; the dot is thousands before exactly three digits."""
    mark = "," if "," in token else "."
    whole, _, rest = token.partition(mark)
    decimal = float(f"{whole}.{rest}")
    grouped = len(rest) == 3 and len(whole) <= 3 and whole[0] != "0"
    if len(whole) > 1 and whole[0] == "0":
        return decimal, True, False
    if share or (len(rest) == 3 and whole == "0"):
        return decimal, grouped, True
    if mark == ".":
        return (float(whole + rest), False, True) if grouped else (decimal, True, True)
    return (float(whole + rest), True, True) if grouped else (decimal, False, True)


def _scaled(text: str, low: str, start: int, end: int, value: float) -> _Print:
    """`2,578 triệu`, `6 triệu 325 nghìn`, `3 nghìn tỷ`, `6 nghìn 248`: a lone comma before a multiplier is decimal."""
    token = text[start:end]
    ambiguous = token.count(".") == 1 and "," not in token
    total, last = 0.0, _as_decimal(token) if token.count(",") == 1 and "." not in token else value
    while scale := _SCALED.match(low, end):
        last, end = _times(last, scale[1]), scale.end()
    total += last
    while part := _SCALED_PART.match(low, end):
        total += _times(_as_decimal(part[1]), part[2])
        end = part.end()
    if total.is_integer() and (rest := _LAST_THREE.match(low, end)) and low.endswith(("nghìn", "ngàn"), start, end):
        total, end = total + int(rest[1]), rest.end()
    return _Print(start, end, total, ambiguous=ambiguous and _MONEY.match(low, end) is None)


def _times(value: float, scale: str) -> float:
    """16.512,6 tỷ is 16.512.600.000.000 to the last digit."""
    return float(Decimal(repr(value)) * _SCALES[scale])


def _fallen_space(text: str, low: str, back: str, first: _Print) -> Number | None:
    """`80, 68%` after "tỷ lệ": one share into which a space fell; elsewhere it may be two numbers, so it is none."""
    fallen = _FALLEN.match(text, first.end)
    if not fallen or first.value > 100 or not text[first.start : first.end].isdigit():
        return None
    several = "lần lượt" in low[max(0, first.start - 120) : first.start]
    certain = not several and _SHARE_AWAITED.match(back, len(text) - first.start) is not None
    value = float(f"{int(first.value)}.{fallen[1]}")
    return _number(text, _Print(first.start, fallen.end(), value, True, not certain, "plain" if certain else "broken"))


def _related(text: str, low: str, back: str, first: _Print, ignored: IgnoredAt) -> Number | None:
    """The number together with what it is set against: a ratio, a score, a rank or a range."""
    over = _OVER.match(low, first.end) or (None if first.percent else _OUT_OF.match(low, first.end))
    if over and not ignored(over.end()):
        return _ratio(text, low, back, first, _single(text, low, over.end()))
    to = _RANGE.match(low, first.end)
    if to and not ignored(to.end()):
        found = _range(text, low, back, first, to)
        if found:
            return found
    if first.value < 100 and _RANKED.match(back, len(text) - first.start) and text[first.start : first.end].isdigit():
        return _number(text, first, kind="rank")
    return None


def _pair(text: str, first: _Print, other: _Print, kind: str, ambiguous: bool = False) -> Number:
    raw = text[first.start : other.end]
    return Number(
        first.start,
        other.end,
        raw,
        first.value,
        kind,
        first.percent or other.percent,
        ambiguous=ambiguous,
        second=other.value,
        parts=(first.span(), other.span()),
    )


def _ratio(text: str, low: str, back: str, first: _Print, other: _Print) -> Number:
    if (
        first.kind != "plain"
        or other.kind != "plain"
        or first.percent
        or other.percent
        or text[other.end : other.end + 1] == "/"
    ):
        return replace(_pair(text, first, other, "broken", ambiguous=True), second=None, parts=None)
    at = len(text) - first.start
    if other.value < 100 and (_RANKED.match(back, at) or _RANKED_OF.match(back, at)):
        return _pair(text, first, other, "rank")
    if _is_score(text, low, first, other):
        tens = [_as_decimal(text[each.start : each.end]) for each in (first, other)]
        return _pair(text, first._replace(value=tens[0]), other._replace(value=tens[1]), "score")
    cut = _torn(text, first.start) or _SPACED_GROUP.match(text, other.end) is not None
    like_a_day = first.value > other.value and first.value <= 31 and other.value <= 12
    a_year = 2000 <= other.value <= 2040 and "." not in text[slice(*other.span())] and first.value < 1000
    fraction = other.value <= 5 and _FRACTION_OF.match(low, other.end) is not None
    unsure = cut or first.ambiguous or other.ambiguous or like_a_day or fraction or a_year
    return _pair(text, first, other, "ratio", ambiguous=unsure)


def _in_groups(text: str, first: _Print) -> bool:
    """`12 345`: digits in groups with a space between may be one number or two."""
    if first.kind != "plain":
        return False
    head = _TORN_HEAD.search(text, max(0, first.start - 5), first.start) if _torn(text, first.start) else None
    return _SPACED_GROUP.match(text, first.end) is not None or (
        head is not None
        and text[first.start : first.start + 3].isdigit()
        and not text[first.start + 3 : first.start + 4].isdigit()
    )


def _torn(text: str, start: int) -> bool:
    """Whether digits stand before a single space before the number: it may be the end of a longer one."""
    return start > 1 and text[start - 1] == " " and text[start - 2].isdigit()


def _is_score(text: str, low: str, first: _Print, other: _Print) -> bool:
    """`4,5/10 điểm`, `60.58/100`: points, or a fraction over a round scale."""
    if _POINT_UNIT.match(low, other.end):
        return True
    return other.value in (5, 10, 100) and first.value != int(first.value)


def _range(text: str, low: str, back: str, first: _Print, to: re.Match[str]) -> Number | None:
    """`từ 69,9 đến 97,8%`, `3-5`: both ends, if the second is larger and the dash or "từ … đến" says so."""
    other = _single(text, low, to.end())
    said = to[0].strip()
    if other.kind != "plain" or other.value <= first.value or ("\n" in to[0] and said != "đến"):
        return None
    if said in ("đến", "tới") and not _RANGE_FROM.match(back, len(text) - first.start) and not first.percent:
        return None
    return _pair(text, first, other, "range")


def _stuck_to_letters(text: str, low: str, first: _Print) -> bool:
    """`15km`, `3x`: letters right behind, unless they are a noun that lost its space (`116TTHC`)."""
    if first.percent or not text[first.end : first.end + 1].isalpha():
        return False
    return _NOUN_HERE.match(low, first.end) is None


def _qualified(text: str, low: str, back: str, first: _Print) -> Number:
    """The number with what the words around it say: about, at least, money, a sign, a footnote."""
    at, end = len(text) - first.start, first.end
    said, onward = _BEFORE.match(back, at), _ONWARD.match(low, end)
    bound = _bound(said.lastgroup if said else None, onward[1] if onward else "")
    sign = _SIGN.match(back, at)
    return Number(
        first.start,
        end,
        text[first.start : end],
        first.value,
        first.kind,
        first.percent,
        approximate=not bound and said is not None,
        bound=bound,
        ambiguous=first.ambiguous or _in_groups(text, first),
        money=_MONEY.match(low, end) is not None,
        sign=sign[1] if sign else "",
        footnoted=_FOOTNOTE.match(text, end) is not None,
    )


def _bound(before: str | None, behind: str) -> str:
    """The bound that the words before a number, or "trở lên", "trở xuống" behind it, make of it."""
    if before == "at_least" or behind == "lên":
        return "at_least"
    if before == "at_most" or behind == "xuống":
        return "at_most"
    return before if before == "under" else ""


_UNITS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mốt": 1,
    "tư": 4,
    "lăm": 5,
}
_SPACED_COUNTED = COUNTED.replace(" ", r"\s+")
_SMALL = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
_NOUN_NEXT = rf"(?=\s+(?:{_SPACED_COUNTED})(?!\w))"
_WORDS = (
    *(re.compile(rf"{word}(?:\s+mươi(?:\s+(?:mốt|tư|lăm|{_SMALL}))?)?{_NOUN_NEXT}") for word in _SMALL.split("|")),
    re.compile(rf"mười(?:\s+(?:lăm|{_SMALL}))?{_NOUN_NEXT}"),
)
_NONE = re.compile(
    r"không\s+(?:có|phát\s+sinh|nhận\s+được|ghi\s+nhận|còn|để\s+xảy\s+ra|xảy\s+ra|để|nhận(?=\s+(?:phản|kiến|pakn|đơn)))(?=\s+(?:"
    rf"{_SPACED_COUNTED})(?!\w))"
)
_NOT_YET = re.compile(_NONE.pattern.replace("không", "chưa", 1).replace("ghi", "tiếp\\s+nhận|ghi", 1))
_DOES_NOT = Scan(
    r"(?<!\w)(?:không|chưa)(?=\s+(?:tiếp\s+nhận|thẩm\s+định|ban\s+hành|rà\s+soát|đánh\s+giá\s+tác\s+động|công\s+bố)"
    rf"(?:\s+(?:các|thêm|mới))?\s+(?:{_SPACED_COUNTED})(?!\w)[^.;:()0-9]{{0,60}}\s(?:nào|qppl|quy\s+phạm\s+pháp\s+luật)(?!\w))",
    begins="không|chưa",
)
""" "Không tiếp nhận phản ánh nào", "không ban hành văn bản QPPL": what the verb says follows the word."""
_ANSWER = re.compile(r":\s*((?:không|chưa)(?:\s+(?:có|phát\s+sinh))?)(?=\s*(?:[.;,)]|\n|\Z|trường\s+hợp|hồ\s+sơ))")


def _zeros(text: str) -> list[Number]:
    """`không có hồ sơ`, `chưa phát sinh phản ánh`, and `Không`, `Không có` as an answer after a colon."""
    low = fold_marks(text)
    spans = {match.span(1) for match in _ANSWER.finditer(low)}
    for found in (_NONE.finditer(low), _NOT_YET.finditer(low), _DOES_NOT.finditer(low)):
        spans |= {match.span() for match in found}
    return [Number(a, b, text[a:b], 0.0, kind="zero") for a, b in sorted(spans)]


def _words(text: str) -> list[Number]:
    """`ba hồ sơ`, `hai mươi mốt TTHC`: numbers in words directly before what is counted."""
    low = fold_marks(text)
    found = []
    for match in (match for pattern in _WORDS for match in pattern.finditer(low)):
        start, end = match.span()
        inside = start > 0 and low[start - 1].isalnum()
        tens = low[max(0, start - 6) : start].rstrip().endswith(("mươi", "mười"))
        a_year = match[0] == "năm" and not low[max(0, start - 8) : start].rstrip().endswith(("có", "gồm", ":"))
        if not inside and not tens and not a_year:  # "trong năm hồ sơ …" is the year
            found.append(Number(start, end, text[start:end], _worded(match[0].split()), kind="word"))
    return found


def _worded(words: list[str]) -> float:
    if words[0] == "mười":
        return 10.0 + sum(_UNITS[word] for word in words[1:])
    if len(words) > 1:
        return 10.0 * _UNITS[words[0]] + sum(_UNITS[word] for word in words[2:])
    return float(_UNITS[words[0]])
