"""The only place that changes a report's characters: how they are stored, and the forms in which they are compared.

`normalise` runs once, before anything else; every offset in the project points into what it returns.
`fold_marks` keeps length and offsets and is what the grammars match on; `fold` is the search key of names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = "a-zA-ZÀ-ÖØ-öø-ỹ"
"""Inside of a character class: every letter Vietnamese is written with (and the Latin neighbours)."""

UPPER = "A-ZĐÀ-ÖØ-ÞĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""Inside of a character class: every capital Vietnamese is written with. No range: "À-Ỹ" has small letters in it."""
LOWER = "a-zđà-öø-þăĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
"""The same of small letters."""

LONG = 500
"""Characters from which on a folded text is kept for the next who asks; shorter ones would push it out."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"
_VOWELS = "aăâeêioôơuưy"

_STORED = {
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff", ""),
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "),
    **dict.fromkeys("\u3000", " "),
    **dict.fromkeys("\u0085\u2028\u2029\f\v", "\n"),
    **dict.fromkeys("\u2010\u2011\u2212\uf02d\uf0b7\uf0a7", "-"),  # the last three: bullets of Word's Symbol font
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict(zip("０１２３４５６７８９％", "0123456789%", strict=True)),
    "ƣ": "ư",
    "Ƣ": "Ư",
    "Ð": "Đ",  # the Icelandic letter looks the same and comes out of many fonts
    "Ɖ": "Đ",
    "ð": "đ",
    "\u0340": "\u0300",
    "\u0341": "\u0301",
}
_FOREIGN = re.compile("[" + "".join(map(re.escape, _STORED)) + "]")
_LOOSE_MARK = re.compile(f"[{_TONES}{_SHAPES}]")
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\ufe20-\ufe2f]"
)
_ANY_MARK, _MANY_MARKS = re.compile(_MARK), re.compile(f"({_MARK}{{8}}){_MARK}+")
"""More marks on a letter than any script has; putting thousands in order takes hours."""
_DETACHED = re.compile(rf"(?<=[{LETTERS}]) ([{_TONES}])([bcdđghklmnpqrstvx]*)(?![{LETTERS}])", re.IGNORECASE)
_MARKS = frozenset(_TONES + _SHAPES)
_NUCLEI = frozenset(
    [
        "a",
        "ă",
        "â",
        "e",
        "ê",
        "i",
        "o",
        "ô",
        "ơ",
        "u",
        "ư",
        "y",
        "ai",
        "ao",
        "au",
        "ay",
        "âu",
        "ây",
        "eo",
        "êu",
        "ia",
        "iê",
        "iêu",
        "iu",
        "oa",
        "oă",
        "oai",
        "oao",
        "oay",
        "oe",
        "oeo",
        "oi",
        "oo",
        "ôi",
        "ơi",
        "ua",
        "uâ",
        "uây",
        "uê",
        "ui",
        "uô",
        "uôi",
        "uơ",
        "uy",
        "uya",
        "uyê",
        "uyu",
        "ưa",
        "ưi",
        "ươ",
        "ươi",
        "ươu",
        "ưu",
        "yê",
        "yêu",
    ]
)
_SYLLABLE = re.compile(
    rf"(ngh|ng|nh|gh|gi(?=[{_VOWELS}])|kh|ph|th|tr|ch|qu(?=[{_VOWELS}])|[bcdđghklmnprstvx])?"
    rf"([{_VOWELS}]{{1,3}})(ch|ng|nh|[cmnpt])?"
)


_DASHES_AND_SPACES = re.compile(r"[\s\-\u2010-\u2015\u2212]+")


def normalise(raw: str) -> str:
    """The text as it is stored: NFC, marks on the right letters, one kind of space and line break; lines are kept."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():  # as most cells of a sheet
        return text.replace("\f", "\n").replace("\v", "\n")
    if _FOREIGN.search(text):
        text = _FOREIGN.sub(lambda m: _STORED[m[0]], text)
    if _ANY_MARK.search(text):
        text = _MANY_MARKS.sub(r"\1", text)
    text = unicodedata.normalize("NFC", text)
    if _LOOSE_MARK.search(text):
        text = _DETACHED.sub(_joined, text)
        text = _with_words_repaired(text, _LOOSE_MARK)
    return _with_words_repaired(text, _SUSPECT) if _has_misplaced(text) else text


def fold_marks(text: str) -> str:
    """Lower case with marks kept and hoà = hòa, thuỷ = thủy; same length, same offsets."""
    return _kept_fold_marks(text) if len(text) > LONG else _fold_marks(text)


def fold(text: str) -> str:
    """The search key of a name: lower case, no marks, đ = d, every run of dashes and spaces one space."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    if not bare.isascii():
        bare = "".join([c for c in bare if not unicodedata.combining(c)])
    return _DASHES_AND_SPACES.sub(" ", bare).strip()


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word, in NFC, could be one Vietnamese syllable: onset, vowels, coda, and a tone they can carry."""
    bare, tones = _taken_apart(word.lower())
    match = _SYLLABLE.fullmatch(bare)
    if match is None or match[2] not in _NUCLEI or len(tones) > 1:
        return False
    stopped = match[3] in ("c", "ch", "p", "t")
    return not stopped or (bool(tones) and tones[0][1] in "\u0301\u0323")


def mirror(text: str) -> str:
    """`fold_marks` written backwards, so that a pattern made by `before` can be matched at an offset."""
    return _mirror(text)


def before(phrases: str | tuple[str, ...], gap: str = r"\s*") -> re.Pattern[str]:
    """A pattern for `mirror(text)` that finds one of the phrases ending right before a position, after `gap`.

    Match at `len(text) - position`. A space in a phrase stands for any spaces; `|` separates phrases; longer ones win.
    """
    return re.compile(rf"{gap}({_backwards(phrases)})(?![{LETTERS}0-9])")


def before_any(kinds: dict[str, str]) -> re.Pattern[str]:
    """One pattern like that of `before` for kinds of phrases; `lastgroup` is the first kind that stands there."""
    named = "|".join(f"(?P<{kind}>{_backwards(phrases)})" for kind, phrases in kinds.items())
    return re.compile(rf"\s*(?:{named})(?![{LETTERS}0-9])")


def _backwards(phrases: str | tuple[str, ...]) -> str:
    words = phrases.split("|") if isinstance(phrases, str) else phrases
    if not all(word.strip() for word in words):
        raise ValueError("an empty phrase would match everywhere")
    ordered = sorted((fold_marks(word.strip()) for word in words), key=len, reverse=True)
    return "|".join(r"\s+".join(re.escape(part[::-1]) for part in reversed(word.split())) for word in ordered)


@lru_cache(maxsize=8)
def _mirror(text: str) -> str:
    return fold_marks(text)[::-1]


@lru_cache(maxsize=8)
def _kept_fold_marks(text: str) -> str:
    return _fold_marks(text)


def _fold_marks(text: str) -> str:
    low = text.lower()
    if len(low) != len(text):  # a few foreign capitals grow when lowered
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _LATE_TONE.sub(_moved_early, low)


def _moved_early(match: re.Match[str]) -> str:
    after_q = match.string[match.start() - 1 : match.start()] == "q"
    return match[0] if after_q else _EARLY_TONE.get(match[0], match[0])


def _toned(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


_EARLY_TONE = {a + _toned(b, t): _toned(a, t) + b for a, b in ("oa", "oe", "uy") for t in _TONES}
_LATE_TONE = re.compile(rf"[ou][{''.join({pair[1] for pair in _EARLY_TONE})}](?![{LETTERS}])")


def _places_for_tone(vowels: str, closed: bool) -> tuple[int, ...]:
    """Indices of the vowels that may carry the tone; two where the old and the new spelling differ."""
    for special in ("ăâêôơ", "ư"):
        found = [i for i, vowel in enumerate(vowels) if vowel in special]
        if found:
            return (found[-1],)
    if len(vowels) == 1:
        return (0,)
    if len(vowels) == 3:
        return (1,)
    if closed:
        return (1,)
    return (0, 1) if vowels in ("oa", "oe", "uy") else (0,)


def _taken_apart(word: str) -> tuple[str, list[tuple[int, str]]]:
    """The word without tones (shapes kept), and each tone with the index of the letter it stood on."""
    letters: list[str] = []
    tones: list[tuple[int, str]] = []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tones.append((len(letters) - 1, char))
        elif char in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        else:
            letters.append(char)
    return "".join(letters), tones


def _with_marks_placed(word: str) -> str:
    """The word with its one tone on a letter that may carry it; unchanged where that is not certain."""
    bare, tones = _taken_apart(word)
    syllable = _SYLLABLE.fullmatch(bare.lower())
    if len(tones) > 1 or _LOOSE_MARK.search(bare) or not syllable or syllable[2] not in _NUCLEI:
        return word
    if not tones:
        return bare
    at, tone = tones[0]
    allowed = [syllable.start(2) + i for i in _places_for_tone(syllable[2], bool(syllable[3]))]
    place = at if at in allowed else allowed[0]
    return bare[:place] + _toned(bare[place], tone) + bare[place + 1 :]


def _joined(match: re.Match[str]) -> str:
    """`thu ̉` and `tu ̣c`: the tone goes back to the syllable on its left, if that syllable has none yet."""
    tone, rest = match[1], match[2]
    start = match.start()
    while start and match.string[start - 1].isalpha():
        start -= 1
    bare, tones = _taken_apart(match.string[start : match.start()] + rest)
    return rest + tone if not tones and _SYLLABLE.fullmatch(bare.lower()) else match[0]


_AFTER_ONSET = {"ua": "q", "ui": "q", "ia": "g", "io": "g", "iu": "g"}
"""Pairs whose first vowel belongs to the onset qu or gi, and may then leave the tone to the second."""


def _misplaced_pairs() -> str:
    """Two vowels of which the wrong one carries the tone in nearly every syllable: đaọ, cuả, tiêú, ngừơi."""
    pairs: dict[str, str] = {}
    for first in _VOWELS:
        for second in _VOWELS:
            places = {*_places_for_tone(first + second, False), *_places_for_tone(first + second, True)}
            open_places = set(_places_for_tone(first + second, False))
            if 1 not in open_places and first + second not in _AFTER_ONSET:
                pairs[first] = pairs.get(first, "") + "".join(_toned(second, t) for t in _TONES)
            if 0 not in places:
                for tone in _TONES:
                    pairs[_toned(first, tone)] = pairs.get(_toned(first, tone), "") + second
    by_tail: dict[str, str] = {}
    for head, tail in pairs.items():
        by_tail[tail] = by_tail.get(tail, "") + head
    whole = [f"[{h}{h.upper()}][{t}{t.upper()}]" for t, h in by_tail.items()]
    i, o, u = ("".join(_toned(vowel, tone) for tone in _TONES) for vowel in "iou")
    coda = "[cmnptCMNPT]"
    for vowel, others in (("u", "ai"), ("i", "ao")):  # quả and giả are right, thuả and thiạ are not
        heads, onset = f"{vowel}{vowel.upper()}", _AFTER_ONSET[vowel + others[0]]
        tails = "".join(_toned(other, tone) for other in others for tone in _TONES)
        whole.append(f"[{heads}](?<![{onset}{onset.upper()}].)[{tails}{tails.upper()}]")
    whole += [f"[{o}{o.upper()}][aeAE]{coda}", f"[{u}{u.upper()}][yY]{coda}"]  # hòan, hùynh
    whole += [f"[qQ][{u}{u.upper()}][{_VOWELS}{_VOWELS.upper()}]", f"[gG][{i}{i.upper()}][aoueêAOUEÊ]"]  # qúy, gía
    return "|".join(whole)


_SUSPECT = re.compile(_misplaced_pairs())


def _has_misplaced(text: str) -> bool:
    """Whether any word would change; each is looked at once, however often it stands in this text and those before."""
    return any(map(_is_misplaced, {*text.split()}))


@lru_cache(maxsize=20_000)
def _is_misplaced(word: str) -> bool:
    return _with_words_repaired(word, _SUSPECT) != word


def _with_words_repaired(text: str, suspect: re.Pattern[str]) -> str:
    """Each word in which `suspect` finds something, with its marks placed."""
    done, pieces = 0, []
    for match in suspect.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        while start > done and (text[start - 1].isalpha() or text[start - 1] in _MARKS):
            start -= 1
        while end < len(text) and (text[end].isalpha() or text[end] in _MARKS):
            end += 1
        pieces += [text[done:start], _with_marks_placed(text[start:end])]
        done = end
    return "".join(pieces) + text[done:] if pieces else text
