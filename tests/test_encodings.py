"""Letters: Vietnamese in any encoding becomes Unicode where that is certain, and is refused by name elsewhere."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.records import LoaderError
from loaders.text.encodings import Legacy, decode, legacies, repair_of, repairs_by_font
from loaders.text.textform import is_syllable, normalise
from tests.documents import REPORT, in_old_font, text, windows_1258

TEXT = text(REPORT)
VNI, TCVN3 = in_old_font("VNI"), in_old_font("TCVN3 (ABC)")
LETTERS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


# ---- the tables


@pytest.mark.parametrize(
    ("name", "shown", "said"),
    [
        ("VNI", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("VNI", "UÛY BAN NHAÂN DAÂN TÆNH ÑAÉK LAÉK", "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK"),
        ("VNI", "ngöôøi, ñöôïc, gôûi, kyù, Myõ, thò, tyû, yù, ñaêng, chaúng, baèng, laëng, ngaãu", None),
        ("TCVN3 (ABC)", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("TCVN3 (ABC)", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("TCVN3 (ABC)", "Hå s¬ ®· gi¶i quyÕt ®óng h¹n, tr\u00adíc h¹n", "Hồ sơ đã giải quyết đúng hạn, trước hạn"),
    ],
)
def test_known_words_of_the_old_fonts(name: str, shown: str, said: str | None) -> None:
    (legacy,) = (each for each in legacies() if each.name == name)
    assert legacy.convert(shown) == (said or "người, được, gởi, ký, Mỹ, thị, tỷ, ý, đăng, chẳng, bằng, lặng, ngẫu")


@pytest.mark.parametrize("legacy", legacies(), ids=lambda legacy: legacy.name)
def test_each_small_letter_has_a_code_of_its_own(legacy: Legacy) -> None:
    letters = {unicodedata.normalize("NFC", letter + tone) for letter in LETTERS for tone in TONES} | {"đ"}
    marked = {letter for letter in letters if not letter.isascii()}
    assert len(marked) == 67 and marked <= set(legacy.letters.values())


WORDS = st.sampled_from(sorted(set(TEXT.lower().split()) | {"ý", "kỷ", "ỉ", "ở", "ẵ", "ặ", "ẫ", "ợ", "ữ", "ỵ", "ĩ"}))


@given(st.lists(WORDS, min_size=1))
def test_what_is_written_in_an_old_font_reads_back(words: list[str]) -> None:
    for legacy, write in zip(legacies(), (TCVN3, VNI), strict=True):
        assert legacy.convert(write(" ".join(words))) == " ".join(words)


# ---- bytes


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), None),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("utf-32"), None),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-32-be"), "UTF-32"),
        (windows_1258(TEXT), "windows-1258"),
        (TEXT.encode().decode("latin-1").encode(), "UTF-8 bị đọc nhầm"),
    ],
)
def test_every_encoding_reads_the_same_and_says_so_where_it_was_told_by_its_words(
    content: bytes, said: str | None
) -> None:
    found, remarks = decode(content, "a.txt")
    assert normalise(found) == normalise(TEXT)
    assert [said in remark.message_vi for remark in remarks if said] == ([True] if said else [])
    assert all((remark.kind, remark.severity) == ("encoding", "info") for remark in remarks)


@pytest.mark.parametrize(("write", "name"), [(VNI, "VNI"), (TCVN3, "TCVN3")])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-16"])
def test_old_fonts_are_told_by_their_words(write: object, name: str, encoding: str) -> None:
    found, (remark,) = decode(write(TEXT).encode(encoding), "a.txt")  # type: ignore[operator]
    assert found.lower() == TEXT.lower()  # TCVN3 has no capitals with a tone
    assert name in remark.message_vi and name in remark.message_en


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"B\xe1o c\xe1o", "byte thứ 2 lạ"),
        (TEXT.encode()[:-1] + b"\xe1\xbb", "byte thứ"),
        (b"bao cao\0 5", "nhị phân"),
        (bytes(range(256)) * 4, "nhị phân"),
        (windows_1258("Đã giải quyết đúng hạn 12 hồ sơ"), "có lẽ là mã windows-1258"),
        (TCVN3("đã giải quyết đúng hạn 12 hồ sơ").encode("latin-1"), "có lẽ là phông TCVN3"),
    ],
)
def test_what_is_not_certain_is_refused_with_what_it_may_be(content: bytes, says: str) -> None:
    with pytest.raises(LoaderError, match=says) as refused:
        decode(content, "a.txt")
    assert "a.txt" in refused.value.title and refused.value.advice


# ---- garbled text


def test_sound_vietnamese_is_never_touched() -> None:
    for sound in (
        TEXT,
        unicodedata.normalize("NFD", TEXT),
        TEXT.upper(),
        "• Ô ® § ÷ ø " + TEXT,
        "Café à la crème déjà vu ñ" * 9,
    ):
        assert repair_of(sound, "a.txt") is None


def test_a_few_garbled_words_are_left_alone() -> None:
    assert repair_of("Céng hßa x· héi: 12", "a.txt") is None


def test_a_text_that_is_half_garbled_is_refused_by_name() -> None:
    noise = " ".join(f"q{c}z" for c in "äëïöüåæøñîûÿ")
    with pytest.raises(LoaderError, match="VNI"):
        repair_of(VNI(" ".join(TEXT.split()[:60])) + " " + noise, "a.txt")


# ---- fonts


@pytest.mark.parametrize("font", [".VnTime", ".VnArial Narrow", ".vntime", "ABCDEF+.VnTime", "ABCDEF+.VnTime,Bold"])
def test_the_name_of_a_font_tells_its_letters(font: str) -> None:
    repairs = repairs_by_font({font: TCVN3("đã giải quyết")})
    assert repairs[font].convert(TCVN3("hồ sơ đúng hạn")) == "hồ sơ đúng hạn"


@pytest.mark.parametrize("font", [".VnTimeH", ".VnArialH", ".VnTimeH,Bold", "ABCDEF+.VnTimeH"])
def test_a_font_of_capitals_makes_capitals(font: str) -> None:
    assert repairs_by_font({font: TCVN3("ủy ban")})[font].convert(TCVN3("ủy ban nhân dân")) == "ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("font", "written"),
    [
        ("VNI-Times", "đã giải quyết đúng hạn"),
        (".VnTime", "các cá nhân và các tổ chức"),
        (".VnTime", "các cá nhân và các cô"),
        (".VnTime", "tổ má"),
        ("Times New Roman", TCVN3("đã giải quyết")),
        ("Vnu Times", TCVN3("đã giải quyết")),
    ],
)
def test_a_font_whose_text_is_unicode_or_that_is_another_changes_nothing(font: str, written: str) -> None:
    assert repairs_by_font({font: written}) == {}


# ---- syllables


@pytest.mark.parametrize("word", ["giải", "nghiêng", "Khuỷu", "thuở", "quốc", "gì", "giếng", "ưỡn", "oằn", "Ủy", "ủy"])
def test_what_is_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hå", "gi¶i", "quyÕt", "ñöôïc", "haïnh", "café", "cáć", "cac", "hàt", "", "đđ"])
def test_what_is_none(word: str) -> None:
    assert not is_syllable(word)
