"""The only place that cuts a block of text into clauses: the words around one figure,
and how the next clause hangs on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from loaders.catalogue.terms import WORD, Lexicon, Term
from loaders.made_often import made_often
from loaders.records import Period
from loaders.text.numbers import Number
from loaders.text.textform import fold_marks

UNITS_COUNTED = frozenset(("xã", "phường", "huyện", "quận", "sở", "các", "thị"))
"""Words with which a count of units begins: "138 xã, phường" is no level."""
CITES = frozenset(("theo", "từ", "tại"))
"""Words before papers that are only referred to."""
CAUSES = frozenset(("do", "vì", "nhằm", "để", "bởi"))
"""Words behind a figure with which its cause or purpose begins."""
SHORT = {"xong": ("state", "resolved"), "đúng": ("timing", "on_time"), "quy định": ("topic", "regulations")}
"""What stands for a longer term right before a figure: "sớm 4.702; đúng 641", "quy định 27, hành vi 85"."""
BEFORE_SHORT = frozenset(".,;:(+-|") | {"ánh", "gồm", "về", "loại", "đó", "có", "là", "và"}
NUMBERED = frozenset(("quận", "phường"))
TWO_WORDS = {"thành phố": "city", "thị xã": "district", "thị trấn": "commune", "đặc khu": "commune"}
SHORT_FIRST, TWO_WORDS_FIRST = (frozenset(each.split()[0] for each in table) for table in (SHORT, TWO_WORDS))
"""The words with which they begin: few tokens do."""
BODIES = frozenset(("các", "sở"))
JOINS = frozenset(("và", "còn", "đồng thời", "với", "nhưng"))
SHARE_OF = frozenset(("số", "tổng", "trong", "trên"))
"""Words with which the base of a share begins: "65% số hồ sơ trễ"."""
DOSSIERS, MAKES_UP = ["hồ", "sơ"], frozenset(("chiếm", "bằng"))
ASKED = frozenset(("lượt", "phiếu", "ý", "người", "tổ", "cá", "công", "khách"))
""" "98,6% số người được hỏi hài lòng": those asked are no part of what is rated."""
ROMAN = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))
BARE_LEVELS = {
    **dict.fromkeys(("tỉnh", "sở"), "province"),
    **dict.fromkeys(("huyện", "quận"), "district"),
    **dict.fromkeys(("xã", "phường"), "commune"),
}
MAY_NAME_LEVEL = frozenset(("(", *TWO_WORDS_FIRST, *BARE_LEVELS))
COUNTED_LEVELS = {word: level for word, level in BARE_LEVELS.items() if word != "tỉnh"}
LEVEL_OPENERS = frozenset(",;:(+=-") | {"và", "là", "ra", "gồm"}
SUMS = frozenset(("là", "thành"))
ADDING = SUMS | {"cộng"}
DASHES = frozenset("-–—")
TELLING_FIGURE = 100
"""From this on a number before a colon is a figure, not that of a list."""
ENDS = {
    ".": "sentence",
    "!": "sentence",
    "?": "sentence",
    ";": "list",
    ",": "comma",
    "(": "open",
    ")": "close",
    ":": "colon",
    "=": "children",
    "|": "list",
    "+": "comma",
}
GRAMMATICAL = frozenset(("/", *ENDS, *DASHES, *BARE_LEVELS, *JOINS, *ROMAN))
"""Words and marks that do something in a clause although no phrase holds them."""
WHOLE_CLAUSE = frozenset(
    [
        *("target", "elsewhere", "sector", "plan", "exclusion", "system", "average"),
        *("rank", "series", "other_period", "cumulative", "forecast", "quoted"),
    ]
)
"""Rules that take every number of a clause, wherever their word stands in it."""


@dataclass(slots=True)
class Clause:
    """What stands between two marks: its terms by dimension, its numbers, the words nobody knows.

    `ends` says what closed it: sentence, list, comma, open, close, colon, children ("trong đó"),
    detail ("cụ thể"), join ("và"), therefore ("nên"), end.
    """

    start: int
    end: int = 0
    ends: str = "end"
    terms: dict[str, set[str]] = field(default_factory=dict)
    level: str | None = None
    levels: list[str] = field(default_factory=list)
    counted_level: str | None = None
    """The level of units that are only counted: "Tại 13 xã, thị trấn: …" sets it, "138 xã, phường có …" does not."""
    names_bodies: bool = False
    """Its level is named by those who act ("các sở, ngành đánh giá tác động 12 TTHC"), not as a level."""
    numbers: list[Number] = field(default_factory=list)
    nouns: dict[int, str] = field(default_factory=dict)
    """For a number's offset, the thing named right after it ("12 hồ sơ")."""
    strays: list[tuple[int, str]] = field(default_factory=list)
    names_other: bool = False
    """It names a place, unit or field of work that is not the report's own."""
    rule: str | None = None
    rule_at: int = 0
    of_sector: int = -1
    """Where a field of work is named behind the figure: "02 TTHC thuộc lĩnh vực đất đai"; -1 where none is."""
    period: Period | None = None
    """A time of its own that the clause names."""
    in_passing: bool = False
    """It names that time only for where most of what was told before lies: "chủ yếu phát sinh trong tháng 7"."""
    is_now: bool = False
    """It names the report's own time."""
    is_whole: bool = False
    """It begins anew with the whole of the report's own."""
    mainly: bool = False
    """It names a field of work only for where most of what was told before lies: "chủ yếu ở lĩnh vực đất đai"."""
    about: bool = False
    """It begins with "về" and only says what the sentence is about."""
    is_plan: bool = False
    """It speaks of a plan: alone before a colon ("Kế hoạch 2024: …") it makes what follows a target."""
    says_rate: bool = False
    adds: bool = False
    """Its figure is added to the one before: "cộng với 344 hồ sơ kỳ trước"."""
    series: bool = False
    base_at: int | None = None
    """Where "trên tổng số" stands: the count after it is what the one before it is a part of."""
    base_first: bool = False
    """ "Trong 1.844 TTHC có 1.726 TTHC …": its first count is what the second is a part of."""
    base_named: bool = False
    """After "a/b" in words ("hồ sơ trực tuyến/tổng số hồ sơ: …") and after "5% tổng số …" the words name the base."""
    base_terms: set[str] = field(default_factory=set)
    cited: dict[int, str] = field(default_factory=dict)
    """Offsets of the counts that only say what something follows, with the word before: "niêm yết theo 13 quyết định".
    """
    bases: set[int] = field(default_factory=set)
    """Offsets of the counts that a percentage before them is a share of: "100% trong tổng số 268 TTHC"."""

    @property
    def rests(self) -> bool:
        """Whether it speaks of what is left ("còn lại", "khác") without saying what that is."""
        return any(word == "others" for _, word in self.strays)

    @property
    def is_empty(self) -> bool:
        return not (
            self.terms
            or self.numbers
            or self.strays
            or self.level
            or self.rule
            or self.says_rate
            or self.period
            or self.is_plan
        )


@made_often(frozen=True, slots=True)
class Skip:
    """A span that holds no words or figures of its own: a date, a document's number, a name.
    `stray` names it if it restricts.
    """

    start: int
    end: int
    stray: str | None = None
    level: str | None = None
    rule: str | None = None
    period: Period | None = None
    in_passing: bool = False
    now: bool = False
    """It names the report's own time."""
    whole: bool = False
    """With it a sentence turns from a part to the whole: "Toàn tỉnh tiếp nhận …"."""
    term: tuple[str, str] | None = None
    """What it says as a term of a dimension: "chuyển từ quý I sang" is ("origin", "carried_over") in quarter II."""
    centre: bool = False
    """It names the service centre: the place where procedures are run, but a unit of its own for dossiers."""
    acts: bool = False
    """It is not where something is done, but who does it: "Trung tâm Phục vụ hành chính công tỉnh tiếp nhận …"."""
    blank: bool = False
    """It only interrupts: a page number, a footnote's mark. The words around it belong together."""


def clauses(
    text: str, folded: str, start: int, end: int, numbers: Iterable[Number], skips: Iterable[Skip], lexicon: Lexicon
) -> list[Clause]:
    """The clauses of folded[start:end], in order. `numbers` and `skips` are those inside it, disjoint, ordered."""
    return _Cutter(text, folded, start, end, numbers, skips, lexicon).run()


MAINLY = re.compile(
    r"\W*(?:và |nhưng |đều |nguyên nhân |các hồ sơ này )?"
    r"(?:chủ yếu|tập trung|phần lớn|đa số|đa phần|hầu hết|nhất là|rơi vào|đều thuộc)\b"
)


class _Tokens:
    """The words and marks of a block in order; a figure and a span without words of its own are one token, "0"."""

    __slots__ = ("ends", "numbers", "skips", "starts", "words")

    def __init__(
        self, folded: str, start: int, end: int, numbers: Iterable[Number], skips: Iterable[Skip], lexicon: Lexicon
    ) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.numbers: dict[int, Number] = {}
        self.skips: dict[int, Skip] = {}
        spans: list[Number | Skip] = [*numbers, *skips]
        spans.sort(key=attrgetter("start"))
        for span in spans:
            self._read(folded, start, span.start, lexicon.abbreviations)
            start = max(start, span.end)
            if isinstance(span, Number):
                self.numbers[len(self.words)] = span
            elif span.blank:
                continue
            else:
                self.skips[len(self.words)] = span
            self._add("0", span.start, span.end)
        self._read(folded, start, end, lexicon.abbreviations)

    def _add(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def _read(self, folded: str, start: int, end: int, short: Mapping[str, list[str]]) -> None:
        found = list(WORD.finditer(folded, start, end))
        words = [match[0] for match in found]
        if not short.keys().isdisjoint(words):
            said = [(match, word) for match in found for word in short.get(match[0], (match[0],))]
            found, words = [match for match, _ in said], [word for _, word in said]
        self.words += words
        self.starts += [match.start() for match in found]
        self.ends += [match.end() for match in found]


class _Cutter:
    """One pass over the tokens of a block."""

    def __init__(
        self,
        text: str,
        folded: str,
        start: int,
        end: int,
        numbers: Iterable[Number],
        skips: Iterable[Skip],
        lexicon: Lexicon,
    ) -> None:
        tokens = _Tokens(folded, start, end, numbers, skips, lexicon)
        self.words, self.starts, self.ends = tokens.words, tokens.starts, tokens.ends
        self.numbers, self.skips = tokens.numbers, tokens.skips
        self.lexicon, self.text = lexicon, text
        self.done: list[Clause] = []
        self.gap_from = self.number_end = -1
        self.clause = Clause(start)
        self.centre: Skip | None = None
        self.cause_from = self.level_end = -1
        self.at_centre = False
        self.end = end

    def run(self) -> list[Clause]:
        at, end = 0, len(self.words)
        while at < end:
            at += self._take(at)
        self._close("end", self.end)
        return self.done

    def _take(self, at: int) -> int:
        """Handle what begins at token `at`; returns how many tokens it took."""
        word = self.words[at]
        if word == "về" and self.starts[at] - self.clause.start <= 1:
            self.clause.about = True
        self.gap_from, self.number_end = self.number_end, -1
        if word == "0" and at in self.numbers:
            self._figure(at, self.numbers[at])
            return 1
        if word == "0" and at in self.skips:
            self._skip(self.skips[at])
            self.level_end = at + 1 if self.skips[at].level else self.level_end
            return 1
        if word in MAY_NAME_LEVEL and (size := self._bare_level(at)):
            return size
        found = self.lexicon.longest(self.words, at) if word in self.lexicon.root else None
        if found is not None:
            length, term = found
            if self._opens_base(at, length, term) or (word in SHORT_FIRST and self._is_short(at, length)):
                return length
            self._sum_or_base(at, length)
            if term.group == "by" and self.words[at + length - 1] == ":":
                return self._setter(at, length - 1, term)
            if not (length == 1 and word in JOINS and self._join(at)):
                self._term(term, at, length)
            return length
        if word in SHORT_FIRST and self._is_short(at, 1):
            return 1
        self._other(at, word)
        return 1

    def _sum_or_base(self, at: int, length: int) -> None:
        if self.words[at] == "thì" and self.clause.adds and len(self.clause.numbers) == 1:
            self._close("comma", self.starts[at])  # "cộng với 344 hồ sơ kỳ trước thì tổng số phải giải quyết là 7.559"
        if self.words[at] == "trên" and length == 1:
            self._over(at)
        if self.words[at] in ADDING:
            self._sum(at, self.words[at])

    def _setter(self, at: int, length: int, term: Term) -> int:
        """ "Địa phương: 29" is who set those procedures; of dossiers it says where they are. The colon stays."""
        if "state" not in self.clause.terms and "dossier" not in self.clause.terms.get("thing", ()):
            self._term(term, at, length)
        return length

    def _figure(self, at: int, number: Number) -> None:
        """Take a number, and what the words beside it say of it."""
        self.number_end = number.end
        if self.clause.base_named and self.clause.numbers and self.clause.numbers[-1].percent:
            self.clause.bases.add(number.start)
        if at and self.words[at - 1] in CITES:
            self.clause.cited[number.start] = self.words[at - 1]
        if not self.clause.numbers and self._leads_with_base(at):
            self.clause.base_first = True
        self.clause.numbers.append(number)
        self.clause.base_named = number.percent and self._names_base(at)

    def _names_base(self, at: int) -> bool:
        """ "Chiếm 65% số hồ sơ trễ", "bằng 93,66% hồ sơ mới": whether what follows a percentage is its base."""
        after = self.words[at + 1 : at + 3]
        return bool(after) and (after[0] in SHARE_OF or (after == DOSSIERS and self.words[at - 1] in MAKES_UP))

    def _opens_base(self, at: int, length: int, term: Term) -> bool:
        """ "Trong tổng số 1.833 TTHC có …", "đã giải quyết 90 trong tổng số 95 hồ sơ": a figure that is only a base."""
        if term.name != "children" or self.words[at : at + 2] != ["trong", "tổng"] or not self._number_at(at + length):
            return False
        counted = any(not number.percent for number in self.clause.numbers)
        if counted and "procedure" in self.clause.terms.get("thing", ()):
            self._close("comma", self.starts[at])  # "sửa đổi 17 TTHC trong tổng số 21 TTHC đã rà soát"
            return True
        if not counted:
            self.clause.base_first = not self.clause.numbers
        elif self.clause.base_at is None:
            self.clause.base_at = self.starts[at]
        return True

    def _leads_with_base(self, at: int) -> bool:
        """ "Trong 386 hồ sơ có 211 …": whether "trong" and no more stands before the clause's first figure."""
        before = [self.words[i] for i in range(max(0, at - 3), at) if self.starts[i] >= self.clause.start]
        return before in (["trong"], ["trong", "tổng"], ["trong", "số"], ["trong", "tổng", "số"])

    def _is_short(self, at: int, length: int) -> bool:
        """Take a word that stands for a longer term where nothing but a mark is before it and a figure behind."""
        term = SHORT.get(" ".join(self.words[at : at + length]))
        if term is None:
            return False
        opens = at == 0 or self.words[at - 1] in BEFORE_SHORT
        behind = self.words[at + length : at + length + 1]
        counted = self.gap_from >= 0 and (not behind or behind[0] in ENDS or behind[0] in DASHES)
        if not ((opens and self._figure_follows(at + length)) or counted):
            return False
        self.clause.terms.setdefault(term[0], set()).add(term[1])
        return True

    def _figure_follows(self, at: int) -> bool:
        """A count, perhaps behind a colon."""
        at += at < len(self.words) and self.words[at] == ":"
        number = self.numbers.get(at)
        return number is not None and not number.percent

    def _bare_level(self, at: int) -> int:
        """How many tokens name a level in brackets behind a figure, or in two words before one; 0 for none."""
        if self.words[at] == "(" and self.clause.numbers and at - 1 not in self.skips:
            size, level = self._level_named(at + 1)
            other = self.skips.get(at + 1)
            if other and other.stray and self.words[at + 2 : at + 3] == [")"]:
                self._skip(other)  # "28,4% (toàn Thành phố)" is of another unit
                return 3
            if level and self.words[at + 1 + size : at + 2 + size] == [")"]:
                self._level(level)
                return size + 2
        word = self.words[at]
        level = TWO_WORDS.get(" ".join(self.words[at : at + 2])) if word in TWO_WORDS_FIRST else None
        if level and self._is_level(at, 2):
            self._level(level)
            return 2
        is_level = word in BARE_LEVELS and (self._is_level(at) or self._is_listed_level(at))
        if is_level and not (word in NUMBERED and self._is_name(at + 1)):
            self._level(BARE_LEVELS[word])
            return 1
        return 0

    def _is_listed_level(self, at: int) -> bool:
        """ "Cấp huyện, xã", "cấp tỉnh, huyện và xã": a level whose "cấp" stands before the one before it; so for
        "lần lượt ở tỉnh, huyện, xã".
        """
        if self.words[max(0, at - 3) : at] == ["lần", "lượt", "ở"]:
            return True
        while at >= 2 and self.words[at - 1] in (",", "và") and self.words[at - 2] in BARE_LEVELS:
            at -= 2
            if at and (self.words[at - 1] == "cấp" or self.words[max(0, at - 3) : at] == ["lần", "lượt", "ở"]):
                return True
        return False

    def _is_name(self, at: int) -> bool:
        """ "Quận 7", "phường 12": a number that is a name."""
        number = self.numbers.get(at)
        return number is not None and not number.percent and number.value < 30

    def _level_named(self, at: int) -> tuple[int, str | None]:
        """How many tokens name a level, and which."""
        if at >= len(self.words):
            return 0, None
        found = self.lexicon.longest(self.words, at)
        if found and found[1].group == "level":
            return found[0], found[1].name
        if level := TWO_WORDS.get(" ".join(self.words[at : at + 2])):
            return 2, level
        skip = self.skips.get(at)
        if skip and skip.level and skip.whole:
            return 1, skip.level
        return 1, BARE_LEVELS.get(self._folded(skip) if skip else self.words[at])

    def _folded(self, skip: Skip) -> str:
        return fold_marks(self.text[skip.start : skip.end])

    def _skip(self, skip: Skip) -> None:
        topic = self.clause.terms.get("topic", set())
        if "internal" in topic and not skip.stray and self._folded(skip).startswith("trong "):
            topic.symmetric_difference_update({"internal", "internal_within_unit"})  # "TTHC nội bộ trong Bộ"
        if skip.term:
            self.clause.terms.setdefault(skip.term[0], set()).add(skip.term[1])
        if skip.centre:
            self.centre = skip
        elif skip.stray:
            self.clause.strays.append((skip.start, skip.stray))
            self.clause.names_other = True
        if skip.level:
            self._level(skip.level)
        if skip.period and self.cause_from < 0:  # "giảm 9,6% do giãn cách xã hội trong tháng 4"
            self.clause.period, self.clause.in_passing = skip.period, skip.in_passing
        self.clause.is_now |= skip.now
        self.clause.is_whole |= skip.whole
        if skip.rule and self.clause.rule is None:
            self.clause.rule, self.clause.rule_at = skip.rule, skip.start

    def _level(self, name: str) -> None:
        if self.clause.level is not None and name != self.clause.level:
            self.clause.levels = self.clause.levels or [self.clause.level]
            self.clause.levels.append(name)
        self.clause.level = name

    def _term(self, term: Term, at: int, length: int) -> None:
        """Take a known phrase by its group; a dimension's term joins the clause's meaning."""
        start, end = self.starts[at], self.ends[at + length - 1]
        if term.group == "markers":
            self._marker(term.name, at, start, end)
        elif term.group == "ignored":
            if self.clause.rule is None or term.name == "target":
                self.clause.rule, self.clause.rule_at = term.name, start
        elif term.group == "level":
            self._level_term(term.name, at, length)
        elif term.group == "fillers":
            self._filler(at, length, start)
        elif term.group == "counted":
            self._counted(term, at, start)
            self._draft(at, length, start)
        elif not self._tells_cause(term):
            self.at_centre |= term.name == "one_stop_place" and self.words[at + 1 : at + 3] == ["trung", "tâm"]
            self._meaning(term, at)
            self._level_of_authority(term, at, end)

    def _draft(self, at: int, length: int, start: int) -> None:
        """ "01 TTHC tại dự thảo Nghị quyết về chính sách …": the name of a draft says nothing of what is counted."""
        of_procedures = "procedure" in self.clause.terms.get("thing", ()) and self.clause.numbers
        if of_procedures and self.cause_from < 0 and "thảo" in self.words[at : at + length]:
            self.cause_from = start

    def _filler(self, at: int, length: int, start: int) -> None:
        """A word that says nothing, but with which a rest, a cause or what follows from one may begin."""
        self._draft(at, length, start)
        if self.words[at] == "nên" and not self.clause.numbers:
            self._close("therefore", start)  # "văn bản chưa ban hành nên số TTHC … là 0"
            return
        if self.words[at] == "còn" and self._number_at(at + 1):
            self.clause.strays.append((start, "others"))
        elif self.words[at] in CAUSES and self.clause.numbers and self.cause_from < 0:
            self.cause_from = start

    def _level_of_authority(self, term: Term, at: int, end: int) -> None:
        """ "Thuộc thẩm quyền cấp xã" says whose the procedures are."""
        while term.name == "authority" and at < len(self.words) and self.ends[at] < end:
            at += 1
            if self.words[at - 1] == "cấp" and (level := BARE_LEVELS.get(self.words[at])):
                self._level(level)

    def _tells_cause(self, term: Term) -> bool:
        """ "06 hồ sơ trả lại do nộp không đúng nơi giải quyết": behind "do" no other state is meant."""
        said = term.name == "authority" or (term.group == "state" and "state" in self.clause.terms)
        return self.cause_from >= 0 and said

    def _counted(self, term: Term, at: int, start: int) -> None:
        """Take a word for what is counted, or for a plan or a field of work."""
        self.clause.is_plan |= self.words[at : at + 2] == ["kế", "hoạch"]
        if self._names_counted(term):
            self.clause.counted_level = COUNTED_LEVELS.get(self.words[at], self.clause.counted_level)
        elif self.words[at : at + 2] == ["lĩnh", "vực"] and not self.clause.rule:
            self.clause.rule, self.clause.rule_at = "sector", start

    def _of_those(self, at: int) -> bool:
        """Whether "trong số đó" follows the count itself: "392.940 hồ sơ trong số đó đúng hạn"."""
        if len(self.clause.numbers) != 1 or set(self.clause.terms) - {"thing"} or self.clause.strays:
            return False
        following = (i for i in range(at, len(self.words)) if i in self.numbers or self.words[i] in ENDS)
        found = next(following, None)
        return found is None or (found not in self.numbers and self.words[found] not in ":(")

    def _marker(self, name: str, at: int, start: int, end: int) -> None:
        shared = self.gap_from >= 0 and self.clause.numbers and self.clause.numbers[-1].percent
        if name == "children" and (shared or self._of_those(at)):
            return  # "99,2% trong số đó": the share comes before what it is a share of
        if name in ("children", "detail"):
            self._close(name, end)
        elif name == "rate":
            self.clause.says_rate = True
        elif name == "series":
            self.clause.series = True
        elif name == "base":
            self.clause.base_at = start
        else:
            self.clause.strays.append((start, name))

    def _joins_level(self, name: str, at: int) -> bool:
        """ "Rà soát 136 TTHC cấp tỉnh và cấp xã": both together are all there are where no district is named."""
        clause = self.clause
        after = at >= 2 and self.words[at - 1] == "và" and self.level_end == at - 1 and not clause.levels
        if not after or {clause.level, name} != {"province", "commune"}:
            return False
        clause.level = "all"
        return True

    def _level_term(self, name: str, at: int, length: int) -> None:
        self.clause.names_bodies |= self.words[at] in BODIES
        if self.words[at] in UNITS_COUNTED and self._names_counted(Term("counted", "units")):
            self.clause.counted_level = name
        elif not self._joins_level(name, at):
            self._level(name)
            self.level_end = at + length

    def _meaning(self, term: Term, at: int) -> None:
        if self.clause.base_named and not (term.name == "satisfied" and self.words[at] in ASKED):
            self.clause.base_terms |= {term.name} - {"dossier", "procedure"}
            return
        counted = term.group in ("thing", "document") and self._names_counted(term)
        if not (counted and term.group == "thing" and self.clause.terms.get("thing")):
            self.clause.terms.setdefault(term.group, set()).add(term.name)

    def _names_counted(self, term: Term) -> bool:
        """Whether the term is the noun right after the last number; if so it is noted."""
        last = self.clause.numbers[-1] if self.clause.numbers else None
        if last is None or last.start in self.clause.nouns or self.gap_from != last.end:
            return False
        self.clause.nouns[last.start] = term.name
        return True

    def _join(self, at: int) -> bool:
        """Whether "và", "còn" begin a new clause: both sides must have a figure of their own, of the same kind."""
        if not self.clause.numbers:
            return False
        only_percents = all(number.percent for number in self.clause.numbers)
        i = at + 1
        while i < len(self.words):
            number = self.numbers.get(i)
            if number is not None and (only_percents or not number.percent):
                self._close("join", self.starts[at])
                return True
            if self.words[i] in ENDS and self.words[i] != ":":
                return False
            i += self._size_of_act(i)
        return False

    def _size_of_act(self, at: int) -> int:
        """How many tokens the words for an act take, for a comma inside them ends nothing: "sửa đổi, bổ sung"."""
        found = self.lexicon.longest(self.words, at) if self.words[at] in self.lexicon.root else None
        return found[0] if found and found[1].group == "act" else 1

    def _other(self, at: int, word: str) -> None:
        if word not in GRAMMATICAL:
            self._stray(at, word)
        elif word == ":" and (self._answer_follows(at) or self._is_headed_by_figure(at)):
            self.clause.base_named = False
        elif word in ENDS:
            self._close(ENDS[word], self.ends[at])
        elif word in DASHES:
            if (self.clause.numbers or self.clause.terms) and not self._inside_field(at):
                self._close("comma", self.ends[at])
        elif word in BARE_LEVELS and (self.clause.series or self._is_level(at)):
            self._level(BARE_LEVELS[word])
        elif word == "/":
            self.clause.base_named |= bool(self.clause.terms) and not self.clause.numbers
        elif word in JOINS and self._joins(at, word):
            pass
        elif word not in JOINS and word not in ROMAN:
            self._stray(at, word)

    def _inside_field(self, at: int) -> bool:
        """ "02 TTHC lĩnh vực Lao động - TB&XH": whether a dash behind a field of work is one inside its name."""
        clause = self.clause
        named = clause.rule == "sector" and clause.numbers and clause.rule_at > clause.numbers[-1].start
        if not named or at + 1 >= len(self.starts) or not self.text[self.starts[at + 1]].isupper():
            return False
        following = (i for i in range(at + 1, len(self.words)) if i in self.numbers or self.words[i] in ENDS)
        return next(following, None) not in self.numbers

    def _stray(self, at: int, word: str) -> None:
        """Note a word that nobody knows: it restricts what the clause states."""
        clause = self.clause
        gives_out = word == "cấp" and self._number_at(at + 1)  # "cấp 1.874 kết quả điện tử"
        if word[0].isalpha() and not clause.base_named and not gives_out:
            start = self.starts[at]
            if clause.strays and self.text[start].isupper():
                clause.names_other = True
            clause.strays.append((start, word))

    def _over(self, at: int) -> None:
        """ "96.402 giao dịch trên 151.290 hồ sơ": after a count, "trên" before another one names its base."""
        counted = any(not number.percent for number in self.clause.numbers)
        if counted and self._number_at(at + 1) and self.clause.base_at is None:
            self.clause.base_at = self.starts[at]

    def _sum(self, at: int, word: str) -> None:
        """ "Cộng với 344 hồ sơ kỳ trước là 7.559 hồ sơ": behind the part added, what both come to is said anew."""
        self.clause.adds |= word == "cộng" and not self.clause.numbers
        added = word in SUMS and self._number_at(at + 1) and len(self.clause.numbers) == 1 and self.clause.adds
        if added and not self.clause.numbers[0].percent:
            self._close("comma", self.starts[at])

    def _joins(self, at: int, word: str) -> bool:
        """Whether the word was taken as a join, or as "còn" before a figure: what is left."""
        joined = self._join(at)
        if word == "còn" and self._number_at(at + 1):
            self.clause.strays.append((self.starts[at], "others"))
            return True
        return joined

    def _is_level(self, at: int, size: int = 1) -> bool:
        """ "chia ra: tỉnh 1.411; huyện 282; xã 151": a bare word between a mark and a figure, or an item's label."""
        before, behind = self.words[at - 1] if at else "(", at + size
        colon = behind < len(self.words) and self.words[behind] == ":"
        follows = self._number_at(behind + colon) or (colon and at == 0)
        return follows and (before in LEVEL_OPENERS or self.words[max(0, at - 2) : at] == ["trong", "đó"])

    def _number_at(self, at: int) -> bool:
        return at in self.numbers

    def _answer_follows(self, at: int) -> bool:
        return at + 1 in self.numbers and not self.clause.numbers

    def _is_headed_by_figure(self, at: int) -> bool:
        """ "▸ 95,8%: tỷ lệ hồ sơ qua mạng": a list of figures, each with its label behind it."""
        first = self.numbers.get(0)
        return at == 1 and first is not None and (first.percent or first.value >= TELLING_FIGURE) and not self.done

    def _place_centre(self) -> None:
        """At the service centre procedures are run; dossiers "at the centre" are figures of the centre."""
        if self.at_centre and self.clause.level is None and "procedure" in self.clause.terms.get("thing", ()):
            self.clause.level = "centre"
        self.at_centre = False
        if self.centre is None:
            return
        takes_in = self.clause.terms.get("state") == {"received"} or not self.centre.acts
        if "procedure" in self.clause.terms.get("thing", ()) and takes_in:
            self.clause.terms.setdefault("topic", {"one_stop"})
            if self.centre.stray or self.centre.acts:
                self.clause.level = self.clause.level or "province"
            self.clause.names_bodies = False
        elif self.centre.stray and "province" not in (self.clause.level, self.clause.counted_level):
            self.clause.strays.append((self.centre.start, self.centre.stray))
            self.clause.names_other = True
        self.centre = None

    def _drop_cause(self) -> None:
        """ "94 hồ sơ trễ hẹn do lỗi máy in": what a figure came from says nothing of what it counts."""
        clause, since = self.clause, self.cause_from
        self.cause_from = -1
        if [word for _, word in clause.strays] == ["riêng"] and _is_told(clause):
            clause.strays = []  # it is about what it names, and that is known
        if since < 0:
            return
        clause.strays = [(at, word) for at, word in clause.strays if at < since]
        clause.names_other = clause.names_other and bool(clause.strays)
        if clause.rule is not None and clause.rule_at > since:
            clause.rule = None

    def _close(self, ends: str, at: int) -> None:
        self._place_centre()
        self._drop_cause()
        if self.clause.rule == "sector" and self.clause.numbers and self.clause.rule_at > self.clause.numbers[0].start:
            self.clause.rule, self.clause.of_sector = None, self.clause.rule_at
        if self.clause.rule == "sector" and not self.clause.numbers:
            self.clause.mainly = MAINLY.match(fold_marks(self.text[self.clause.start : at])) is not None
        self.clause.end, self.clause.ends = at, ends
        labels = ends == "colon" and bool(self.done) and self.done[-1].ends == "close"  # "Cấp tỉnh (sở, ngành): …"
        if labels or not self.clause.is_empty or ends in ("sentence", "open", "close", "children", "detail"):
            self.done.append(self.clause)
        self.clause = Clause(at)


def _is_told(clause: Clause) -> bool:
    """Whether "riêng" before what the clause names, or its level, restricts nothing more."""
    return bool(clause.terms or clause.level) and clause.rule is None
