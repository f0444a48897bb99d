"""What stands between two marks: the words around one figure, the words nobody knows, what ends the piece."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.catalogue.terms import load_terms
from loaders.prose.clauses import Clause, Skip, clauses
from loaders.text.numbers import find_numbers
from loaders.text.textform import fold_marks
from tests.tries import tries


def cut(text: str, skips: Sequence[Skip] = ()) -> list[Clause]:
    numbers = [number for number in find_numbers(text) if not number.ignored]
    return clauses(text, fold_marks(text), 0, len(text), numbers, skips, load_terms())


def ends(text: str) -> list[str]:
    return [clause.ends for clause in cut(text)]


def terms(clause: Clause) -> set[str]:
    return {term for found in clause.terms.values() for term in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đã nhận 5 hồ sơ. Đã trả 4 hồ sơ", ["sentence", "end"]),
        ("Đã nhận 5 hồ sơ; đã trả 4 hồ sơ", ["list", "end"]),
        ("Đã nhận 5 hồ sơ, đã trả 4 hồ sơ", ["comma", "end"]),
        ("Đã trả 5 hồ sơ (đúng hẹn 4)", ["open", "close", "end"]),
        ("Cấp tỉnh: đã trả 5 hồ sơ", ["colon", "end"]),
        ("Đã trả 5 hồ sơ, trong đó đúng hẹn 4", ["comma", "children", "end"]),
        ("Đã trả 5 hồ sơ, cụ thể: đúng hẹn 4", ["comma", "detail", "end"]),
        ("Đã nhận 5 hồ sơ và trả 4 hồ sơ", ["join", "end"]),
        ("Đã nhận 5 hồ sơ, còn 2 hồ sơ chưa trả", ["comma", "end"]),
        ("Đã nhận 5 hồ sơ – đã trả 4 hồ sơ", ["comma", "end"]),
    ],
)
def test_each_mark_ends_a_piece_in_its_way(text: str, expected: list[str]) -> None:
    found = ends(text)
    assert found == expected or [*found, "end"] == expected


def test_a_colon_before_the_figure_does_not_part_it_from_its_label() -> None:
    (clause,) = cut("Số hồ sơ đã trả: 412")
    assert terms(clause) == {"dossier", "resolved"} and [n.value for n in clause.numbers] == [412]


@pytest.mark.parametrize(
    "text", ["tiếp nhận và giải quyết 41 hồ sơ", "sửa đổi, bổ sung 41 TTHC", "trước và đúng hạn 41"]
)
def test_a_join_inside_a_phrase_joins_nothing(text: str) -> None:
    assert len([clause for clause in cut(text) if clause.numbers or clause.terms]) == 1


def test_a_join_without_a_figure_on_both_sides_joins_nothing() -> None:
    (clause,) = cut("Người dân và tổ chức đã nộp qua mạng 31 hồ sơ")
    assert [n.value for n in clause.numbers] == [31]


def test_a_decimal_or_thousands_mark_ends_nothing() -> None:
    assert len(cut("đạt 97,45% trên 12.418 hồ sơ")) == 1


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("có 31 hồ sơ", ["dossier"]),
        ("có 31 TTHC", ["procedure"]),
        ("có 31 phản ánh, kiến nghị", ["petition"]),
        ("có 31 quyết định", ["decision"]),
        ("ký 2 quyết định công bố 31 thủ tục hành chính", ["decision", "procedure"]),
        ("có 31", []),
        ("hồ sơ có 31", []),
    ],
)
def test_a_figure_knows_the_noun_right_behind_it_only(text: str, nouns: list[str]) -> None:
    (clause,) = cut(text)
    assert list(clause.nouns.values()) == nouns


@pytest.mark.parametrize(
    "noun", ["đơn vị", "cơ quan", "cuộc", "lớp", "máy tính", "tin, bài", "xã", "huyện", "sở", "phiếu"]
)
def test_what_else_is_counted_is_noted_behind_its_number(noun: str) -> None:
    (clause,) = cut(f"có 31 {noun}")
    (found,) = clause.nouns.values()
    assert found not in {"dossier", "procedure", "petition", "service", "task"}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("cấp tỉnh đã trả 5 hồ sơ", "province"),
        ("UBND cấp huyện đã trả 5 hồ sơ", "district"),
        ("UBND các xã, phường, thị trấn đã trả 5 hồ sơ", "commune"),
        ("toàn tỉnh đã trả 5 hồ sơ", "all"),
        ("các sở, ban, ngành đã trả 5 hồ sơ", "province"),
        ("đã trả 5 hồ sơ", None),
    ],
)
def test_a_piece_knows_the_level_that_it_names(text: str, level: str | None) -> None:
    (clause,) = cut(text)
    assert clause.level == level


def test_a_piece_that_names_two_levels_says_so() -> None:
    (clause,) = cut("cấp huyện và cấp xã đã trả 5 hồ sơ")
    assert clause.levels == ["district", "commune"]


def test_units_that_are_only_counted_are_no_level() -> None:
    (clause,) = cut("có 138 xã, phường, thị trấn")
    assert clause.level is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("đã trả 5 hồ sơ", []),
        ("đã trả 5 hồ sơ nuôi tôm", ["nuôi", "tôm"]),
        ("ngư dân đã nộp 5 hồ sơ", ["ngư"]),
        ("Đã có 5 hồ sơ được trả tại quầy số 3 của bưu cục", ["bưu"]),
    ],
)
def test_words_that_nobody_knows_are_kept(text: str, words: list[str]) -> None:
    strays = [word for clause in cut(text) for _, word in clause.strays]
    assert strays == words or (words and set(words) <= set(strays))


def test_a_name_that_is_not_the_report_s_own_is_a_word_that_restricts() -> None:
    text = "Sở Y tế đã trả 5 hồ sơ"
    (clause,) = cut(text, [Skip(0, 7, stray="Sở Y tế")])
    assert clause.names_other and [word for _, word in clause.strays] == ["Sở Y tế"]


def test_a_name_that_is_the_report_s_own_leaves_no_trace() -> None:
    text = "Sở Y tế đã trả 5 hồ sơ"
    (clause,) = cut(text, [Skip(0, 7)])
    assert not clause.names_other and clause.strays == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("tăng 5% so với cùng kỳ", "change"),
        ("giảm 31 hồ sơ", "change"),
        ("phấn đấu đạt 99% hồ sơ đúng hẹn", "target"),
        ("chỉ tiêu giao 45%", "target"),
        ("bình quân mỗi ngày nhận 31 hồ sơ", "average"),
        ("cả nước đã trả 31 hồ sơ", "elsewhere"),
        ("thuộc lĩnh vực đất đai 31 hồ sơ", "sector"),
        ("xếp hạng 31", "rank"),
        ("sẽ trả 31 hồ sơ", "plan"),
    ],
)
def test_words_that_make_a_figure_something_else_are_named(text: str, rule: str) -> None:
    assert {clause.rule for clause in cut(text)} == {rule}


def test_the_words_behind_a_share_of_something_name_its_base() -> None:
    (clause,) = cut("65% số hồ sơ trễ hẹn")
    assert "overdue" in clause.base_terms and not clause.terms.get("timing")


def test_the_words_behind_a_slash_name_the_base() -> None:
    (clause,) = cut("số hồ sơ nộp trực tuyến/tổng số hồ sơ đã giải quyết: 31/40")
    assert terms(clause) == {"dossier", "online"}


def test_a_row_of_figures_is_marked() -> None:
    assert any(clause.series for clause in cut("ba cấp lần lượt là 31%, 32% và 33%"))


def test_a_plan_before_a_colon_is_marked() -> None:
    assert cut("Kế hoạch năm: 31 hồ sơ")[0].is_plan


def test_case_and_tone_placement_make_no_difference() -> None:
    shapes = [
        [(c.ends, terms(c), [w for _, w in c.strays]) for c in cut(text)]
        for text in (
            "Số hoá kết quả: 31 hồ sơ",
            "SỐ HÓA KẾT QUẢ: 31 HỒ SƠ",
            "số hóa kết quả: 31 hồ sơ",
        )
    ]
    assert shapes[0] == shapes[1] == shapes[2]


WORDS = st.sampled_from(
    (
        *("hồ sơ", "đã giải quyết", "tiếp nhận", "đúng hạn", "quá hạn", "trong đó", "cụ thể", "cấp tỉnh", "cấp xã"),
        *("và", "còn", "với", "lần lượt", "31", "4.120", "97,5%", "5/9", "nuôi tôm", "so với", "TTHC", "không có"),
        *("(", ")", ",", ";", ":", ".", "–", "/", "Kế hoạch", "số", "tổng số", "chỉ tiêu", "trên tổng số", "toàn tỉnh"),
    )
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
@settings(max_examples=tries(200), deadline=None)
def test_every_number_stands_in_exactly_one_piece_and_the_pieces_are_in_order(text: str) -> None:
    found = cut(text)
    numbers = [number.start for clause in found for number in clause.numbers]
    assert numbers == [number.start for number in find_numbers(text) if not number.ignored]
    assert all(clause.start <= clause.end for clause in found)
    assert [clause.start for clause in found] == sorted(clause.start for clause in found)


@given(st.text(max_size=80))
@settings(max_examples=tries(100), deadline=None)
def test_no_text_is_too_odd(text: str) -> None:
    cut(text)
