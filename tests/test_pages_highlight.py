"""A report's text is shown letter for letter with its figures marked, and nothing in it is ever taken for markup."""

from __future__ import annotations

import itertools
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from pages.parts.reports import highlight
from pages.parts.reports.highlight import Mark

texts = st.text(st.sampled_from("aà<>&\"'1.,;:\n \t-"), max_size=200)
spans = st.lists(st.tuples(st.integers(-5, 220), st.integers(-5, 220), st.booleans()), max_size=12)


def marks(found: list[tuple[int, int, bool]]) -> list[Mark]:
    return [Mark(start, end, "plain", '"><script>', "?a=1&b=2", chosen) for start, end, chosen in found]


@given(texts, spans)
def test_the_text_stays_itself_and_only_our_own_tags_are_tags(text: str, found: list[tuple[int, int, bool]]) -> None:
    kept = highlight.without_overlaps(marks(found), len(text))
    drawn = highlight.marked(text, kept)
    tags = re.findall(r"<[^>]*>", drawn)
    assert all(re.match(r"</?(mark|a)\b", tag) for tag in tags)
    assert drawn.count("<mark") == len(kept)
    bare = unescape(re.sub(r"<[^>]*>", "", drawn))
    assert re.sub(r"\s+", " ", bare) == re.sub(r"\s+", " ", text) or " ".join(bare.split()) == " ".join(text.split())


@given(spans)
def test_marks_never_overlap_and_the_chosen_one_stays(found: list[tuple[int, int, bool]]) -> None:
    kept = highlight.without_overlaps(marks(found), 200)
    assert all(one.end <= other.start for one, other in itertools.pairwise(kept))
    wanted = [mark for mark in marks(found) if mark.chosen and 0 <= mark.start < mark.end <= 200]
    assert not wanted or any(mark.chosen for mark in kept)


@given(texts)
def test_joining_wrapped_lines_moves_no_letter(text: str) -> None:
    for shown in (highlight.unwrapped(text), highlight.flowing(text)):
        assert len(shown) == len(text)
        assert all(a == b or a.isspace() for a, b in zip(text, shown, strict=True))


def test_wrapped_lines_become_one_and_points_of_a_list_stay_apart() -> None:
    text = "Tổng số hồ sơ\n\n   đã tiếp nhận: 12;\n\n- Đã giải quyết: 10.\n"
    assert " ".join(highlight.unwrapped(text).split("\n")[0].split()) == "Tổng số hồ sơ đã tiếp nhận: 12;"
    assert highlight.unwrapped(text).split("\n")[1].strip() == "- Đã giải quyết: 10."


def test_a_wrapped_line_may_go_on_with_a_letter_of_vietnamese_only() -> None:
    assert "\n" not in highlight.unwrapped("trong đó, số đã\nđược đăng tải công khai")


def sentence(text: str, figure: str) -> str:
    start = text.index(figure)
    first, last = highlight.sentence(text, start, start + len(figure))
    return " ".join(text[first:last].split())


def test_a_sentence_ends_where_it_ends_and_not_at_a_point_in_a_number() -> None:
    text = "Có 2 việc. Tổng số là 169.446 hồ sơ, trong đó\n\nmới 143.570 (40.14%). Tiếp theo là 9."
    assert sentence(text, "143.570") == "Tổng số là 169.446 hồ sơ, trong đó mới 143.570 (40.14%)."


def test_a_sentence_may_begin_with_a_letter_of_vietnamese_only() -> None:
    assert sentence("Xong 5 việc. Đã giải quyết 12 hồ sơ. Ước còn 3.", "12") == "Đã giải quyết 12 hồ sơ."


def test_a_point_of_a_list_is_a_sentence() -> None:
    text = "6. Kết quả\n\n- Đã giải quyết: 151.626;\n\n- Đang giải quyết: 17.820;\n"
    assert sentence(text, "151.626") == "- Đã giải quyết: 151.626;"


def test_a_sentence_without_end_is_cut() -> None:
    first, last = highlight.sentence("x" * 10_000, 5000, 5001)
    assert last - first <= 2 * highlight.MOST_OF_A_SENTENCE + 1


@given(texts, st.integers(0, 200), st.integers(0, 200))
def test_a_piece_is_marked_where_it_lies_in_the_whole(text: str, one: int, other: int) -> None:
    first, last = sorted((min(one, len(text)), min(other, len(text))))
    kept = highlight.without_overlaps(marks([(at, at + 2, False) for at in range(0, 200, 5)]), len(text))
    drawn = highlight.marked(text[first:last], kept, first)
    assert drawn.count("<mark") == sum(first <= mark.start and mark.end <= last for mark in kept)


def test_of_a_long_text_the_part_around_the_figure_is_shown() -> None:
    text = "dòng\n" * 100_000
    first, last = highlight.around(text, 250_000)
    assert first <= 250_000 < last
    assert last - first <= highlight.AROUND + 10
    assert highlight.around("ngắn", 2) == (0, 4)
