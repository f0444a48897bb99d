"""Footnotes at the foot of a page of text stand behind the sentence that goes on over the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.text.page_feet import behind_sentences
from tests.test_meanings import of, stated
from tests.tries import tries

RULE = " " * 40
NOTE = "1 Theo Công văn số 57/VPCP-KSTT ngày 20/6/2025."
BEFORE = "- Tổng số hồ sơ đã tiếp nhận: 2.308 hồ sơ; trong đó, mới tiếp nhận 2.201 hồ sơ (trực"
BEHIND = "tuyến 1.508 hồ sơ; trực tiếp và qua bưu chính 693 hồ sơ); kỳ trước chuyển qua 107 hồ sơ."
WHOLE = of("dossiers", received=2308, received_new=2201, received_online=1508, received_offline=693, carried_over=107)


@pytest.mark.parametrize(
    "lines",
    [
        (BEFORE, RULE, NOTE, "", "2", "", BEHIND),
        (BEFORE, "", "_" * 15, NOTE, "- 2 -", "", BEHIND),
        (BEFORE, RULE, NOTE, " " + BEHIND),
        (BEFORE, "", RULE, "", NOTE, "", "2 Của UBND tỉnh.", "", "3", "", BEHIND),
    ],
)
def test_a_sentence_goes_on_over_the_page(lines: tuple[str, ...]) -> None:
    assert stated("\n".join(behind_sentences(lines))) == WHOLE


@pytest.mark.parametrize(
    "lines",
    [
        (BEFORE + " tuyến 3).", RULE, NOTE, "2", BEHIND),
        (BEFORE, RULE, NOTE, "2", "- Đang giải quyết 5 hồ sơ."),
        (BEFORE, RULE, NOTE, "2", "3. Kết quả giải quyết hồ sơ."),
        (BEFORE, RULE, "Không có chú thích.", "2", BEHIND),
        (BEFORE, NOTE, "2", BEHIND),
        ("KẾT QUẢ", RULE, NOTE, "2", BEHIND),
    ],
)
def test_other_pages_stay_as_they_are(lines: tuple[str, ...]) -> None:
    assert behind_sentences(lines) == list(lines)


LINES = st.sampled_from((BEFORE, BEHIND, RULE, NOTE, "", "2", "- 3 -", "- Đã trả 5 hồ sơ;", "I. KẾT QUẢ", "và trả 3"))


@given(st.lists(LINES, max_size=30))
@settings(max_examples=tries(200), deadline=None)
def test_no_line_with_words_is_lost_or_doubled(lines: list[str]) -> None:
    words = sorted(line for line in lines if line.strip())
    assert sorted(line for line in behind_sentences(lines) if line.strip()) == words
