"""What a report's characters become before anything else reads them, and the forms in which they are compared."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.text.textform import before, fold, fold_marks, mirror, normalise

SHARED = Path(__file__).parents[2] / "shared" / "reports"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("tuc̣", "tục"),
        ("đaọ", "đạo"),
        ("Đaọ", "Đạo"),
        ("trƣờng", "trường"),
        ("PHƢƠNG HƢỚNG", "PHƯƠNG HƯỚNG"),
        ("cuả", "của"),
        ("ngừơi", "người"),
        ("hòan thành", "hoàn thành"),
        ("HÒAN", "HOÀN"),
        ("qúy", "quý"),
        ("gía", "giá"),
        ("thu ̉ tục", "thủ tục"),
        ("tu ̣c", "tục"),
        ("a\u0301\u0302n", "ấn"),
        ("e\u0302\u0323", "ệ"),
        ("Ðà Nẵng", "Đà Nẵng"),
        ("hồ\u00a0sơ\u200b", "hồ sơ"),
        ("thủ\u00adtục", "thủtục"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("３ hồ sơ", "3 hồ sơ"),
    ],
)
def test_marks_return_to_the_letters_they_belong_to(printed: str, meant: str) -> None:
    assert normalise(printed) == meant


@pytest.mark.parametrize(
    "word",
    [
        "hoà",
        "hòa",
        "thuỷ",
        "thủy",
        "uỷ ban",
        "quả",
        "quá",
        "giạ",
        "giả",
        "giữa",
        "khuỷu",
        "ngoằn ngoèo",
        "Huỳnh",
        "được",
        "kiểm soát",
        "Ea Súp",
        "Đắk Lắk",
        "chịu",
        "búa",
        "ngưòi",
        "47<sup>2</sup>",
        "km²",
        "5–6",
        "— x",
    ],
)
def test_what_is_well_written_or_not_certain_stays(word: str) -> None:
    assert normalise(unicodedata.normalize("NFD", word)) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("ỦY BAN", "uỷ ban"),
        ("Khánh Hoà", "KHÁNH HÒA"),
        ("khoẻ", "khỏe"),
        ("uý", "úy"),
    ],
)
def test_old_and_new_tone_placement_compare_equal(one: str, other: str) -> None:
    assert fold_marks(one) == fold_marks(other)


@pytest.mark.parametrize(
    ("one", "other"), [("quý", "qui"), ("kỹ", "kĩ"), ("hoàn", "hòn"), ("của", "cua"), ("quỳ", "qùy")]
)
def test_other_spellings_stay_apart(one: str, other: str) -> None:
    assert fold_marks(one) != fold_marks(other)


@pytest.mark.parametrize(
    "name", ["Thừa Thiên - Huế", "Thừa Thiên–Huế", "THỪA  THIÊN HUẾ", "thừa thiên — huế", "Thừa Thiên-Huế"]
)
def test_the_search_key_ignores_marks_case_dashes_and_spaces(name: str) -> None:
    assert fold(name) == "thua thien hue"


def test_the_search_key_knows_d_with_a_stroke() -> None:
    assert fold("Đắk Lắk") == fold("ĐĂK LĂK") == "dak lak"


@settings(deadline=None)
@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "\r" not in once


@settings(deadline=None)
@given(st.text())
def test_folding_marks_keeps_every_offset(text: str) -> None:
    assert len(fold_marks(text)) == len(text)
    assert mirror(text) == fold_marks(text)[::-1]


@settings(deadline=None)
@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ \u0301\u0300\u0309\u0303\u0323\u0302\u0306\u031b"))
def test_no_letter_is_ever_lost(text: str) -> None:
    def letters(words: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", words) if c.isalpha())

    assert letters(normalise(text)) == letters(text)


def test_a_phrase_is_found_right_before_an_offset() -> None:
    text = "theo Nghị  định\nsố 107"
    pattern = before("nghị định số|số")
    found = pattern.match(mirror(text), len(text) - text.index("107"))
    assert found and found[1][::-1] == "nghị  định\nsố"
    assert not before("định").match(mirror("Bình Địnhx 1"), 1)


def test_an_empty_phrase_is_refused() -> None:
    with pytest.raises(ValueError, match="everywhere"):
        before("số|")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the sample reports are not here")
def test_the_sample_reports_come_out_without_loose_marks_or_foreign_letters() -> None:
    for path in sorted(SHARED.glob("*.txt")):
        text = normalise(path.read_text(encoding="utf-8"))
        assert not [c for c in text if unicodedata.combining(c)], path.name
        assert "ƣ" not in text and "đaọ" not in text


def test_thousands_of_marks_on_a_letter_cost_no_hours() -> None:
    assert len(normalise("a" + "\u0301\u0323" * 200_000)) < 20
