"""How a report is laid out: which lines belong together, how deep each piece stands, where its own part ends."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.prose.outline import Block, outline
from loaders.text.textform import normalise
from tests.tries import tries

SHARED = Path(__file__).parents[2] / "shared" / "reports"


def words(text: str, block: Block) -> str:
    return " ".join(text[block.body : block.end].split())


def shape(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.depth, words(text, block)) for block in outline(text)]


WRAPPED = """\
Trong quý III năm 2022, bộ phận một cửa các cấp trên địa bàn tỉnh Lạng Sơn đã
tiếp nhận 23.418 hồ sơ, trong đó có 9.120 hồ sơ nộp qua mạng, còn lại nộp tại
quầy.
Số hồ sơ đã có kết quả trong cùng thời gian ấy là 22.907 hồ sơ, trả sớm hoặc
đúng hẹn 22.880 hồ sơ.
"""


def test_wrapped_lines_are_one_paragraph_and_a_short_last_line_ends_it() -> None:
    found = [words(WRAPPED, block) for block in outline(WRAPPED)]
    assert len(found) == 2
    assert found[0].endswith("còn lại nộp tại quầy.") and found[1].startswith("Số hồ sơ đã có kết quả")


def test_lines_with_an_empty_one_between_each_two_read_like_the_same_lines_without() -> None:
    doubled = WRAPPED.replace("\n", "  \n\n")
    assert [words(doubled, block) for block in outline(doubled)] == [
        words(WRAPPED, block) for block in outline(WRAPPED)
    ]


def test_long_unwrapped_lines_are_a_paragraph_each() -> None:
    text = "\n".join(
        [f"Đoạn {word} " + "nói dài về công tác một cửa " * 12 + "." for word in ("một", "hai", "ba", "bốn")]
    )
    assert len(outline(text)) == 4


@pytest.mark.parametrize(
    ("line", "kind", "depth"),
    [
        ("I. KẾT QUẢ CHỦ YẾU", "heading", 1),
        ("IV. ĐÁNH GIÁ", "heading", 1),
        ("XII. PHỤ LỤC KÈM THEO", "heading", 1),
        ("PHẦN II. SỐ LIỆU", "heading", 1),
        ("Phần thứ ba: Số liệu", "heading", 1),
        ("3. Số hồ sơ đã trả", "heading", 2),
        ("3) Số hồ sơ đã trả", "heading", 2),
        ("Điều 4. Số hồ sơ đã trả", "heading", 2),
        ("3.2. Số hồ sơ đã trả", "heading", 3),
        ("3.2.1 Số hồ sơ đã trả", "heading", 3),
        ("a) Cấp tỉnh", "heading", 5),
        ("đ) Cấp xã", "heading", 5),
        ("(iii) Cấp xã", "heading", 5),
        ("(2) Cấp xã", "heading", 5),
        ("- Cấp xã", "item", 6),
        ("– Cấp xã", "item", 6),
        ("• Cấp xã", "item", 6),
        ("-Cấp xã", "item", 6),
        ("+ Cấp xã", "item", 7),
        ("- + Cấp xã", "item", 7),
        ("## Cấp xã", "heading", 4),
        ("**Cấp xã**", "paragraph", 8),
        ("Cấp xã", "paragraph", 8),
    ],
)
def test_a_line_s_opening_says_its_kind_and_depth(line: str, kind: str, depth: int) -> None:
    (block,) = outline(line)
    assert (block.kind, block.depth) == (kind, depth)


def test_the_words_of_a_block_begin_behind_its_marker() -> None:
    text = "### **2. Kết quả trả hồ sơ**\n- Trả 40 hồ sơ.\n+ Trả tại nhà 3 hồ sơ."
    starts = [text[block.body :].split()[0] for block in outline(text)]
    assert starts == ["Kết", "Trả", "Trả"]


@pytest.mark.parametrize(
    "line", ["12.450 hồ sơ đã trả", "2023 là năm đầu tiên", "98,5% hồ sơ đúng hẹn", "12/14 xã có máy quét"]
)
def test_a_number_that_begins_a_line_is_no_marker(line: str) -> None:
    text = f"Kết quả trong quý đầu năm của cả huyện là\n{line}"
    assert not [block for block in outline(text) if block.kind == "heading"]


def test_a_wrapped_date_is_no_numbered_heading() -> None:
    text = (
        "Văn phòng Ủy ban nhân dân tỉnh đã trình, được ký ban hành từ ngày 12 tháng\n"
        "9. Trong thời gian ấy các cơ quan chuyên môn tiếp tục rà soát, báo cáo số\n"
        "lượng hồ sơ còn tồn đọng, nêu rõ trách nhiệm của từng người, từng bộ phận\n"
        "có liên quan theo quy chế đã ban hành từ đầu nhiệm kỳ của đơn vị mình.\n"
    )
    assert [block.kind for block in outline(text)] == ["paragraph"]


def test_headings_nest_and_each_piece_knows_those_above_it() -> None:
    text = (
        "I. KẾT QUẢ\n1. Hồ sơ\na) Cấp tỉnh\n- Đã trả 5 hồ sơ.\n2. Phản ánh\n- Đã nhận 2 phản ánh.\nII. NHẬN XÉT\nKhá."
    )
    sections = {words(text, block): block.section for block in outline(text)}
    assert sections["Đã trả 5 hồ sơ."] == ("KẾT QUẢ", "Hồ sơ", "Cấp tỉnh")
    assert sections["Đã nhận 2 phản ánh."] == ("KẾT QUẢ", "Phản ánh")
    assert sections["Khá."] == ("NHẬN XÉT",)


def test_items_of_items_stand_deeper_than_their_items() -> None:
    text = "1. Hồ sơ\n- Đã nhận 9 hồ sơ:\n+ Nộp qua mạng: 4.\n+ Nộp tại quầy: 5.\n- Đã trả 7 hồ sơ."
    assert [depth for _, depth, _ in shape(text)] == [2, 6, 7, 7, 6]


@pytest.mark.parametrize("number", ["7", " 12 ", "- 3 -", "– 4 –", "                                      15"])
def test_a_page_number_between_two_lines_of_a_sentence_does_not_cut_it(number: str) -> None:
    lines = WRAPPED.splitlines()
    text = "\n".join([*lines[:1], "", number, "", *lines[1:]])
    found = [words(text, block).replace(f" {number.strip()} ", " ") for block in outline(text)]
    assert found == [words(WRAPPED, block) for block in outline(WRAPPED)]


def test_a_lone_number_that_answers_the_line_above_is_kept() -> None:
    text = "- Số TTHC đã được đánh giá tác động trong kỳ báo cáo:\n3\n- Số quyết định đã ký:\n0\n"
    assert [words(text, block) for block in outline(text)] == [
        "Số TTHC đã được đánh giá tác động trong kỳ báo cáo: 3",
        "Số quyết định đã ký: 0",
    ]


def test_a_footnote_under_a_rule_is_no_part_of_the_sentence_that_it_interrupts() -> None:
    text = (
        "Trong quý IV năm 2021, toàn ngành y tế của tỉnh Hậu Giang đã tiếp nhận tất cả\n"
        "612 hồ sơ1 và đã trả được 598 hồ sơ cho người nộp, không có hồ sơ nào bị trễ\n"
        "\n"
        "_____________________\n"
        "1 Chưa kể hồ sơ nhận thay cho bệnh viện huyện.\n"
        "2\n"
        "hẹn so với giấy hẹn đã cấp, được người nộp hồ sơ đánh giá là khá tốt, dễ làm.\n"
    )
    kinds = [block.kind for block in outline(text)]
    assert "footnote" in kinds
    (note,) = [block for block in outline(text) if block.kind == "footnote"]
    assert words(text, note).startswith("Chưa kể hồ sơ nhận thay")


@pytest.mark.parametrize("mark", ["<sup>4</sup>", "[4]"])
def test_a_marked_line_is_a_footnote_wherever_it_stands(mark: str) -> None:
    text = f"Đã trả 12 hồ sơ.\n{mark} Theo số liệu của phòng chuyên môn.\n"
    assert [block.kind for block in outline(text)] == ["paragraph", "footnote"]


@pytest.mark.parametrize(
    "heading",
    [
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ TỚI",
        "III. NHIỆM VỤ TRỌNG TÂM THÁNG 11",
        "III. MỘT SỐ NHIỆM VỤ TRỌNG TÂM",
        "IV. KIẾN NGHỊ, ĐỀ XUẤT",
        "IV. ĐỀ XUẤT",
        "Phần II: Phương hướng",
        "III. GIẢI PHÁP",
        "**III. MỤC TIÊU NĂM 2025**",
        "## V. Những kiến nghị",
    ],
)
def test_plans_and_proposals_are_not_in_scope_until_a_heading_as_high(heading: str) -> None:
    plans = f"{heading}\n1. Trả 100% hồ sơ.\n- Nhận 50 hồ sơ.\n\n"
    text = f"I. KẾT QUẢ\nĐã trả 4 hồ sơ.\n{plans}VI. SỐ LIỆU KHÁC\nĐã nhận 5 hồ sơ."
    scope = {words(text, block): block.in_scope for block in outline(text)}
    assert scope["Đã trả 4 hồ sơ."] and scope["Đã nhận 5 hồ sơ."]
    assert not scope["Trả 100% hồ sơ."] and not scope["Nhận 50 hồ sơ."]


@pytest.mark.parametrize(
    "heading",
    [
        "II. ĐÁNH GIÁ CHUNG",
        "2. Kết quả thực hiện nhiệm vụ được giao",
        "II. TỒN TẠI, HẠN CHẾ",
        "3. Tình hình giải quyết kiến nghị",
    ],
)
def test_results_whose_heading_mentions_tasks_or_petitions_are_in_scope(heading: str) -> None:
    text = f"I. KẾT QUẢ\nĐã trả 4 hồ sơ.\n{heading}\nCòn 3 hồ sơ trễ hẹn."
    assert all(block.in_scope for block in outline(text))


@pytest.mark.parametrize("mark", ["Nơi nhận:", "**Nơi nhận:**", "NƠI NHẬN:", "  Nơi nhận"])
def test_nothing_is_in_scope_from_the_recipients_on(mark: str) -> None:
    text = f"I. KẾT QUẢ\n{WRAPPED}{mark}\n- Như trên;\n- Lưu: VT, 25.\nI. PHỤ LỤC\nĐã nhận 5 hồ sơ."
    scope = {words(text, block): block.in_scope for block in outline(text)}
    assert [line for line, inside in scope.items() if inside][-1].startswith("Số hồ sơ đã có kết quả")
    assert not any(scope[line] for line in ("Như trên;", "Lưu: VT, 25.", "Đã nhận 5 hồ sơ."))


def test_an_all_capitals_title_does_not_run_into_the_text_under_it() -> None:
    text = "TÌNH HÌNH TRẢ KẾT QUẢ HỒ SƠ CỦA CÁC CƠ QUAN\nĐã trả 4.120 hồ sơ cho người nộp trong quý đầu năm nay.\n"
    assert len(outline(text)) == 2


@pytest.mark.parametrize("text", ["", "\n\n", "   \n \n", "_____\n", "12\n"])
def test_a_text_without_words_has_no_blocks(text: str) -> None:
    assert outline(text) == []


PIECES = st.sampled_from(
    (
        *(
            "I. KẾT QUẢ",
            "2. Hồ sơ",
            "2.1. Hồ sơ",
            "a) Cấp tỉnh",
            "- Đã nhận 12 hồ sơ;",
            "+ Qua mạng 5",
            "Đã trả 4 hồ sơ",
        ),
        *("và", "3", "- 4 -", "", "_______", "1 Ghi chú", "<sup>1</sup> Ghi chú", "(12 hồ sơ)", "Nơi nhận:"),
        *("III. PHƯƠNG HƯỚNG", "** **", "#", "-", "|a|1|"),
    )
)


@given(st.lists(PIECES, max_size=25).map("\n".join))
@settings(max_examples=tries(200), deadline=None)
def test_blocks_never_overlap_and_between_them_stand_only_page_numbers_and_rules(text: str) -> None:
    blocks = outline(text)
    for block in blocks:
        assert block.start <= block.body <= block.end and 1 <= block.depth <= 8
    edges = [0, *(edge for block in blocks for edge in (block.start, block.end)), len(text)]
    assert all(one <= other for one, other in pairwise(edges))
    between = [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
    assert not [gap for gap in between if any(c.isalpha() for c in gap)]


@given(st.text(alphabet="IVX1239.)-+•*#_ \nhồsơđC(%:;,", max_size=120))
@settings(max_examples=tries(200), deadline=None)
def test_no_layout_is_too_odd(text: str) -> None:
    assert all(block.start <= block.body <= block.end for block in outline(text))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the sample reports are not here")
def test_the_sample_reports_lose_no_words_between_their_blocks() -> None:
    for path in sorted(SHARED.glob("*.txt")):
        text = normalise(path.read_text(encoding="utf-8"))
        inside = "".join(text[block.start : block.end] for block in outline(text))
        letters = [sum(c.isalpha() for c in each) for each in (inside, text)]
        assert letters[0] == letters[1], path.name
