"""The only place that turns bytes into letters, and the letters of the old Vietnamese fonts into Unicode.

VNI and TCVN3 (ABC) fonts draw Vietnamese over the codes of Western letters, so that such a text looks right in its font
and is "Céng hßa x· héi" in any other. Converted is what is certain: where the font says so, or where nearly all words
are Vietnamese syllables after the conversion and few were before. `encodings.toml` holds the tables.
"""

from __future__ import annotations

import codecs
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from loaders.records import LoaderError, Problem
from loaders.text.textform import is_syllable

TABLES = Path(__file__).with_name("encodings.toml")
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = {"iso-8859-1", "latin1", "windows-1252", "us-ascii", "ascii"}
CERTAIN, SOUND, FEW = 0.9, 0.6, 12
"""Shares of syllables among the distinct marked words from which on a text is surely, or likely, Vietnamese; how many
words it takes to tell."""
SUBSET = re.compile(r"^[A-Z]{6}\+")
"""What a PDF writes before the name of a font of which it holds a part."""
_WORD = re.compile(r"[A-Za-z\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff]*[\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff]\w*")
_STRANGE = re.compile(r"[¡-©«-¿Ä-ÇË-ÏÑÖ-ØÛÜÞ-ßä-çëîïñö-øûüþÿ\u00ad\u0080-\u009f]")
"""Letters and signs that Vietnamese never writes, or seldom."""
_PLAIN = re.compile(r"[\t\n\r -~\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u2bff\uf000-\uf0ff]*")
SAVE_AGAIN = "Lưu lại tệp với mã hóa UTF-8 (Unicode)."
Convert = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Legacy:
    """An old way of writing Vietnamese: its name, the fonts that use it, and its letters seen as Latin-1."""

    name: str
    fonts: re.Pattern[str]
    capital_fonts: re.Pattern[str] | None
    letters: Mapping[str, str]
    pattern: re.Pattern[str]

    def convert(self, text: str) -> str:
        """The text in Unicode."""
        return self.pattern.sub(lambda match: self.letters[match[0]], text)


@dataclass(frozen=True, slots=True)
class Repair:
    """What turns a text into Unicode, and the name of what it was written in."""

    name: str
    convert: Convert

    def remark(self, file: str) -> Problem:
        """What a person is told about it."""
        return Problem(
            kind="encoding",
            severity="info",
            message_vi=f"{file} viết bằng {self.name}; đã chuyển sang Unicode.",
            message_en=f"{file} is written in {self.name}; it was converted to Unicode.",
        )


def decode(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file in Unicode, what a person should know of it; raises LoaderError where it is not certain."""
    text, remarks = letters(content, file)
    repair = repair_of(text, file)
    return (repair.convert(text), (*remarks, repair.remark(file))) if repair else (text, remarks)


def letters(content: bytes, file: str, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The characters of a file, be they of an old font: by its mark, as UTF-8, as declared, or as is certain."""
    encoding = next((encoding for mark, encoding in MARKS if content.startswith(mark)), "utf-8")
    cause = None
    try:
        text = content.decode(encoding)
        if "\0" not in text:
            return text, ()
    except UnicodeDecodeError as broken:
        cause = broken
    if declared in WESTERN:
        return _western(content), ()
    said = _decoded(content, declared) if declared and b"\0" not in content else None
    return (said, ()) if said is not None else _without_mark(content, file, cause)


def repair_of(text: str, file: str) -> Repair | None:
    """What makes Vietnamese of a garbled text; None where it is not garbled. Raises LoaderError where it seems garbled
    and no conversion is certain.
    """
    if not _STRANGE.search(text):
        return None
    count, share = _syllables(text.replace("\u00ad", ""))
    if count < FEW or share >= SOUND:
        return None
    best, best_share = _best(text, _repairs(text))
    if best and best_share >= CERTAIN:
        return best
    if best and best_share >= max(SOUND, share + 0.2):
        raise LoaderError(f"{file} có lẽ viết bằng {best.name}, nhưng không chắc (garbled text).", SAVE_AGAIN)
    return None


def repairs_by_font(texts: Mapping[str, str]) -> dict[str, Repair]:
    """For each font, by its name, the conversion its text needs; `texts` has all that a document writes in each.

    A font's name alone is no proof: many texts name an old font and are Unicode all the same.
    """
    return {font: repair for font, text in texts.items() if (repair := _of_font(font, text))}


def _of_font(font: str, text: str) -> Repair | None:
    bare = SUBSET.sub("", font)
    legacy = next((each for each in legacies() if each.fonts.match(bare)), None)
    if legacy is None or re.search(r"[\u0102-\u024f\u0300-\u036f\u1e00-\u1eff]", text):
        return None
    upper = bool(legacy.capital_fonts and legacy.capital_fonts.match(bare))
    repair = Repair(f"phông {legacy.name}", lambda raw: legacy.convert(raw).upper() if upper else legacy.convert(raw))
    (count, now), (_, then) = _syllables(text), _syllables(repair.convert(text))
    return repair if not count or then > now or (count < 3 and then >= now) else None


@cache
def legacies() -> tuple[Legacy, ...]:
    """The old fonts of `encodings.toml`."""
    return tuple(_legacy(name, table) for name, table in tomllib.loads(TABLES.read_text(encoding="utf-8")).items())


def _legacy(name: str, table: dict[str, Any]) -> Legacy:
    less = table.get("capitals_are_less", 0)
    single = dict(_codes(table["letters"], less))
    letters = dict(single)
    for bases, marks in (("behind", "tones"), ("behind_shaped", "shaped"), ("behind_breve", "breve")):
        for code, mark in table.get(marks, {}).items():
            for base in table[bases] + table[bases].upper():
                composed = unicodedata.normalize("NFC", single.get(base, base) + mark)
                letters |= {base + chr(int(code, 16) - down): composed for down in (0, less)}
    pattern = re.compile("|".join(sorted(map(re.escape, letters), key=len, reverse=True)))
    fonts, capitals = table["fonts"], table.get("capital_fonts")
    return Legacy(
        name,
        re.compile(fonts, re.IGNORECASE),
        re.compile(capitals, re.IGNORECASE) if capitals else None,
        letters,
        pattern,
    )


def _codes(ranges: Mapping[str, str], less: int) -> Iterator[tuple[str, str]]:
    for codes, letters in ranges.items():
        first = int(codes[:2], 16)
        for at, letter in enumerate(letters, first):
            yield chr(at), letter
            if less:
                yield chr(at - less), letter.upper()


def _syllables(text: str) -> tuple[int, float]:
    """How many different words have letters beyond ASCII, and the share of them that are Vietnamese syllables."""
    distinct = " ".join({*unicodedata.normalize("NFC", text).split()})
    words = {word.lower() for word in _WORD.findall(distinct)}
    return len(words), sum(map(is_syllable, words)) / len(words) if words else 0.0


def _best(text: str, repairs: Iterable[Repair]) -> tuple[Repair | None, float]:
    """The repair after which most words are syllables; none where two are alike."""
    shares = sorted(((_syllables(each.convert(text))[1], each) for each in repairs), key=lambda pair: -pair[0])
    if not shares or (len(shares) > 1 and shares[0][0] - shares[1][0] < 0.1):
        return None, 0.0
    return shares[0][1], shares[0][0]


def _repairs(text: str) -> Iterator[Repair]:
    yield from (Repair(f"phông {each.name}", each.convert) for each in legacies())
    try:
        _twice(text)
    except UnicodeError:
        return
    yield Repair("UTF-8 bị đọc nhầm thành windows-1252", _twice)


def _twice(text: str) -> str:
    """UTF-8 that was read as windows-1252, read rightly."""
    return b"".join(bytes([ord(c)]) if 0x80 <= ord(c) < 0xA0 else c.encode("cp1252") for c in text).decode("utf-8")


def _western(content: bytes) -> str:
    """As windows-1252 shows it, its five unused codes kept."""
    return content.decode("latin-1").translate(_WINDOWS)


_WINDOWS = {b: bytes([b]).decode("cp1252") for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def _without_mark(content: bytes, file: str, cause: UnicodeDecodeError | None) -> tuple[str, tuple[Problem, ...]]:
    """The text of bytes that are not UTF-8."""
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        text = _decoded(content, encoding)
        if text is not None and len(text) >= 3 * FEW and _PLAIN.fullmatch(text):
            return text, (Repair(f"mã {encoding[:6].upper()} không có dấu hiệu đầu tệp", str).remark(file),)
    if b"\0" in content or cause is None:
        raise LoaderError(
            f"{file} là tệp nhị phân, không phải văn bản (a binary file, not text).", "Kiểm tra lại tệp gốc."
        )
    return _of_one_byte(content, file, cause)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (ValueError, LookupError):  # what a file calls its encoding may be no name at all
        return None


def _of_one_byte(content: bytes, file: str, cause: UnicodeDecodeError) -> tuple[str, tuple[Problem, ...]]:
    western = _western(content)
    repairs = [Repair(f"phông {each.name}", each.convert) for each in legacies()]
    windows = _decoded(content, "cp1258")
    if windows is not None:
        repairs.append(Repair("mã windows-1258", lambda _: unicodedata.normalize("NFC", windows)))
    best, share = _best(western, repairs)
    if best and share >= CERTAIN and _syllables(western)[0] >= FEW:
        return best.convert(western), (best.remark(file),)
    likely = f", có lẽ là {best.name}" if best and share >= SOUND else ""
    raise LoaderError(
        f"{file} không phải văn bản UTF-8{likely}: byte thứ {cause.start + 1} lạ (not UTF-8 text).", SAVE_AGAIN
    ) from cause
