"""Long tables: nothing of a text becomes markup, a number keeps its size beside its words, a gap is a gap."""

from __future__ import annotations

from pages.parts.drawing.grid import Cell, markup

LINES = [
    {"Nơi": "An <b>Giang</b>", "Số": Cell("1.000", 1000.0), "Ghi chú": Cell("mở", link='x?a="1"')},
    {"Nơi": None, "Số": Cell("—", ""), "Ghi chú": None},
]


def test_what_a_report_says_is_never_markup() -> None:
    drawn = markup(LINES, 'Bảng "một" <i>')
    assert "An &lt;b&gt;Giang&lt;/b&gt;" in drawn and "<i>" not in drawn
    assert 'href="x?a=&quot;1&quot;"' in drawn
    assert 'aria-label="Bảng &quot;một&quot; &lt;i&gt;"' in drawn


def test_a_column_of_numbers_is_sorted_by_their_size_and_stands_to_the_right() -> None:
    drawn = markup(LINES, "Bảng")
    assert '<th scope="col" class="number"><button type="button" data-sort>Số</button></th>' in drawn
    assert '<td class="number" data-order="1000.0">1.000</td>' in drawn
    assert '<th scope="col"><button type="button" data-sort>Nơi</button></th>' in drawn


def test_a_gap_is_shown_and_knows_no_place_in_the_order() -> None:
    drawn = markup(LINES, "Bảng")
    assert drawn.count('data-order="">—<') == 3
