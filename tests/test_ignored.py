"""Digits that are no figures: every rule's own example, and the figures that look like them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.text.ignored import RULES, IgnoredAt, Rule, find_ignored
from loaders.text.textform import normalise


def _marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of an example and the spans between its brackets 〔 and 〕."""
    text, spans, start = "", [], 0
    for part in re.split("([〔〕])", example):
        if part == "〔":
            start = len(text)
        elif part == "〕":
            spans.append((start, len(text)))
        else:
            text += part
    return text, spans


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name}: {rule.example}")
def test_every_rule_finds_its_own_example(rule: Rule) -> None:
    text, spans = _marked(rule.example)
    assert spans and normalise(text) == text
    found = {(each.start, each.end): each.rule for each in find_ignored(text)}
    for span in spans:
        assert found.get(span) == rule.name, (text[slice(*span)], found)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("I. TÌNH HÌNH\n\n1. Đánh giá tác động", "list_marker"),
        ("### **2.1. Kết quả**", "list_marker"),
        ("gồm: (1) Hệ thống; (2) Cổng", "list_marker"),
        ("xã, phường;\n 3) Kiểm tra", "list_marker"),
        ("10. Sáng kiến: không có\n\n11. Kiểm tra thực hiện", "list_marker"),
        ("và du lịch1. \n\nTiếp", "footnote_mark"),
        ("đúng hạn: 47<sup>2</sup>;", "footnote_mark"),
        ("thành lập doanh nghiệp[3] đã", "footnote_mark"),
        ("giao dịch của Bưu\n" + " " * 40 + "\n1 Quyết định số 39/QĐ-UBND", "footnote_start"),
        ("tỉnh Bình Thuận2. \nTiếp\ncủa Chính phủ;...\n2 Kết quả: Đối với", "footnote_start"),
        ("dễ tiếp cận tìm hiểu, thực hiện.\n\n7\n\n- Tập trung", "page_number"),
        ("tại https://dichvucong.gov.vn/p/home/dvc-2024.html đã", "web_address"),
        ("Kết quả tiếp nhận hồ sơ .......... 3\nHạn chế", "page_number"),
        ("thư bophan1cua@hanam.gov.vn", "web_address"),
        ("phòng, chống COVID-19", "code"),
        ("mã hồ sơ H08.12-240424-0012", "code"),
        ("Luật số 59/2020/QH14", "document_number"),
        ("Quyết định số 4510/QĐ-\n\nUBND ngày", "document_number"),
        ("Kế hoạch số 604/KH- UBND", "document_number"),
        ("Kết luận số 28-KL/TW", "document_number"),
        ("Số:  58    /BC-UBND", "document_number"),
        ("tại QĐ 06, NQ 131", "document_number"),
        ("ngày 30, 31/12/2023", "date"),
        ("từ ngày \n\n01/5/2023", "date"),
        ("9 tháng đầu năm", "months"),
        ("6 tháng cuối năm 2023", "months"),
        ("so với cùng kỳ năm 2022", "year"),
        ("Quý I – 2023 đạt", "quarter"),
        ("24/24 giờ", "time"),
        ("xử lý trong 02 giờ", "duration"),
        ("rút từ 15 ngày", "duration"),
        ("kế hoạch 5 năm 2021-2025", "duration"),
        ("Q. 7 trễ 3 hồ sơ", "address"),
        ("mức độ 3, 4 đạt 55%", "technical"),
        ("tổng kinh phí 6 tỷ 325 triệu đồng", "money"),
        ("phí 20.000 đ/hồ sơ", "money"),
    ],
)
def test_digits_that_are_no_figures_carry_the_name_of_their_rule(text: str, rule: str) -> None:
    assert rule in {each.rule for each in find_ignored(normalise(text))}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("danh mục 116 thủ tục", ["116"]),
        ("trực tuyến một phần 271 dịch vụ", ["271"]),
        ("tài khoản 139.788", ["139.788"]),
        ("tổng số 1.200 hồ sơ", ["1.200"]),
        ("trong tổng số 150 hồ sơ", ["150"]),
        ("tiếp nhận trong kỳ 35, kỳ trước 05", ["35", "05"]),
        ("mức độ 3: 03 TTHC; mức độ 4: 05 TTHC", ["03", "05"]),
        ("mức độ 3, 4 đạt 55%", ["55"]),
        ("kỳ báo cáo: \n\n0.\n\n- Tổng số", ["0"]),
        ("quy định:\n\n04. \n\n4. Rà soát", ["04"]),
        ("đã tiếp nhận trong kỳ báo cáo là\n26. Trong đó, số mới", ["26"]),
        ("trễ hẹn là \n\n1.576 hồ sơ", ["1.576"]),
        ("Q. 7 trễ 3 hồ sơ", ["3"]),
        ("17/19 đơn vị, 10/10 huyện và 124/124 xã", ["17", "19", "10", "10", "124", "124"]),
        ("24/24 xã", ["24", "24"]),
        ("5/2016 hồ sơ quá hạn", ["5", "2016"]),
        ("giải quyết 2015 hồ sơ", ["2015"]),
        ("trễ hạn (5)", ["5"]),
        ("qua tổng đài đã tiếp nhận 113 cuộc gọi, 159 ý kiến", ["113", "159"]),
        ("tỷ lệ 6T/2024: 11.600", ["6", "11.600"]),
        ("trong đó:\n05 Quyết định;\n12 Nghị quyết", ["05", "12"]),
        ("xếp vị trí 07/63", ["07", "63"]),
        ("đạt mức 95%", ["95"]),
        ("120 đồng bộ", ["120"]),
        ("cấp xã, phường 15 hồ sơ", ["15"]),
        ("tiếp nhận 1022 hồ sơ", ["1022"]),
        ("năm 2024: 26 Quyết định", ["26"]),
        ("mỗi ngày 320 hồ sơ", ["320"]),
        ("Quyết định số 468/QĐ-TTg có 12 hồ sơ", ["12"]),
        ("quý I/2024: 60.471; quý II", ["60.471"]),
        ("38/38 TTHC", ["38", "38"]),
        ("851/1.829 TTHC", ["851", "1.829"]),
        ("Số TTHC: 100/UBND huyện", []),
        ("tỷ lệ 99,8%; điểm số 85,3", ["99,8", "85,3"]),
    ],
)
def test_figures_that_look_like_something_else_stay(text: str, figures: list[str]) -> None:
    text = normalise(text)
    ignored = IgnoredAt(find_ignored(text))
    numbers = re.finditer(r"[0-9]+(?:[.,][0-9]+)*", text)
    assert [number[0] for number in numbers if not ignored(number.start())] == figures


@settings(deadline=None)
@given(st.text(alphabet="0123456789/.,-: \n()[]ngàythánămquýsốQĐUBND%hồsơ"))
def test_spans_are_ordered_disjoint_and_inside(text: str) -> None:
    spans = find_ignored(text)
    assert all(0 <= each.start < each.end <= len(text) for each in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_a_rule_without_an_example_is_refused() -> None:
    from loaders.text.ignored import _compiled

    with pytest.raises(ValueError, match="example"):
        _compiled(0, Rule("date", "", "[0-9]+"))
