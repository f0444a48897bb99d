"""Which level a figure is of where its sentence or its item says it once, and what a list under a figure counts."""

from __future__ import annotations

import pytest

from tests.test_extraction import of, stated

RESOLVED = of("dossiers", "commune", received=31_552, resolved=27_406)


@pytest.mark.parametrize(
    "text",
    [
        "Cấp xã tiếp nhận 31.552 hồ sơ; đã giải quyết 27.406 hồ sơ.",
        "Ở cấp xã, tiếp nhận 31.552 hồ sơ; trong đó, đã giải quyết 27.406 hồ sơ.",
        "Theo từng cấp:\n+ Cấp xã tiếp nhận 31.552 hồ sơ. Đã giải quyết 27.406 hồ sơ.",
    ],
)
def test_what_goes_on_is_of_the_level_its_sentence_or_item_began_with(text: str) -> None:
    assert stated(text) == RESOLVED


@pytest.mark.parametrize(
    "behind",
    [
        "Đã giải quyết 27.406 hồ sơ.",
        "Số hồ sơ đã giải quyết là 27.406 hồ sơ.",
        "Tổng số hồ sơ đã giải quyết: 27.406 hồ sơ.",
    ],
)
def test_a_new_sentence_behind_a_level_may_be_of_all(behind: str) -> None:
    assert stated(f"Cấp xã tiếp nhận 31.552 hồ sơ. {behind}") == of("dossiers", "commune", received=31_552)


def test_behind_another_one_who_did_it_the_level_is_open() -> None:
    text = "- Cấp xã tiếp nhận 31.552 hồ sơ. Hội Nông dân giúp nộp 400 hồ sơ. Đang giải quyết 30 hồ sơ."
    assert stated(text) == of("dossiers", "commune", received=31_552)


def test_the_whole_ends_the_level_an_item_began_with() -> None:
    text = "- Cấp xã tiếp nhận 31.552 hồ sơ; cả tỉnh đã giải quyết 57.406 hồ sơ; đang giải quyết 211 hồ sơ."
    assert ("dossiers.pending", 211.0, "commune") not in stated(text)


def test_levels_under_a_timed_part_are_of_the_whole_where_they_say_so() -> None:
    text = (
        "- Đã giải quyết 403 hồ sơ; trong đó trước hạn 214, đúng hạn 187, quá hạn 2 hồ sơ. Cụ thể:\n"
        "+ Cấp tỉnh: giải quyết 117 hồ sơ, trong đó quá hạn 2 hồ sơ.\n+ Cấp xã: giải quyết 286 hồ sơ."
    )
    whole = of("dossiers", resolved=403, resolved_early=214, resolved_on_time=187, resolved_overdue=2)
    levels = of("dossiers", "province", resolved=117, resolved_overdue=2) | of("dossiers", "commune", resolved=286)
    assert stated(text) == whole | levels


@pytest.mark.parametrize("label", ["Số hồ sơ quá hạn: 30 hồ sơ. Cụ thể:", "Giải quyết quá hạn 30 hồ sơ, gồm:"])
def test_levels_under_the_late_ones_alone_are_not_all(label: str) -> None:
    text = f"{label}\n- Cấp tỉnh: đã giải quyết 12 hồ sơ, đang giải quyết 8 hồ sơ."
    assert not stated(text) & of("dossiers", "province", resolved=12, pending=8)


@pytest.mark.parametrize(
    "above",
    [
        "Theo số liệu thống kê, kết quả số hóa thành phần hồ sơ khi tiếp nhận như sau:\n\n- {}\n- {}\n",
        "II. KẾT QUẢ\n1. Số hóa thành phần hồ sơ (mẫu số: hồ sơ tiếp nhận)\n1.1. {}\n1.2. {}\n",
    ],
)
def test_levels_in_a_list_count_what_its_heading_says(above: str) -> None:
    text = above.format("Cấp tỉnh: 960/1.000 hồ sơ (96%)", "Cấp xã: 1.360/2.000 hồ sơ, đạt 68%")
    province = of("digitization", "province", dossiers=960, dossiers_base=1000, dossiers_rate=96)
    assert stated(text) == province | of("digitization", "commune", dossiers=1360, dossiers_base=2000, dossiers_rate=68)


@pytest.mark.parametrize("label", ["Lĩnh vực đất đai", "Chỉ tiêu", "Sở Xây dựng", "Cùng kỳ năm trước"])
def test_other_labels_in_such_a_list_count_nothing(label: str) -> None:
    text = f"II. KẾT QUẢ\n1. Số hóa thành phần hồ sơ\n1.1. {label}: 960/1.000 hồ sơ (96%)\n"
    assert stated(text) == set()


# ---- what arithmetic leaves no doubt of


def test_units_that_add_up_to_the_whole_are_their_level() -> None:
    text = "Toàn tỉnh tiếp nhận 54.830 hồ sơ. Cấp tỉnh tiếp nhận 11.267 hồ sơ. 64 xã, phường tiếp nhận {} hồ sơ."
    both = of("dossiers", received=54_830) | of("dossiers", "province", received=11_267)
    assert stated(text.format("43.563")) == both | of("dossiers", "commune", received=43_563)
    assert stated(text.format("43.562")) == both


@pytest.mark.parametrize(
    "text",
    [
        "10 phường tiếp nhận 41.208 hồ sơ, giải quyết 41.000 hồ sơ.",
        "Tại 13 xã, tỷ lệ hồ sơ trực tuyến đạt 98,5%.",
        "14 sở tiếp nhận 41.208 hồ sơ; trong đó trực tuyến 40.118 hồ sơ.",
    ],
)
def test_figures_of_so_many_units_alone_are_no_level(text: str) -> None:
    assert stated(text) == set()


def test_late_ones_are_told_by_the_on_time_rate() -> None:
    text = "Toàn tỉnh giải quyết 160.288 hồ sơ, tỷ lệ đúng hạn đạt {}. Số hồ sơ chậm là {}."
    late = ("dossiers.resolved_overdue", 322.0, "all")
    assert late in stated(text.format("99,8%", "322"))
    assert late in stated(text.format("99,80%", "322"))
    assert not any(name == late[0] for name, *_ in stated(text.format("99,8%", "922")))
    assert not any(name == late[0] for name, *_ in stated(text.format("100%", "322")))
    assert not any(name == late[0] for name, *_ in stated(text.format("99,9%", "80")))


def test_nothing_was_late_where_all_was_in_time() -> None:
    text = "Đã trả 388 hồ sơ, tỷ lệ đúng hẹn đạt {}. Không có hồ sơ chậm."
    assert ("dossiers.resolved_overdue", 0.0, "all") in stated(text.format("100%"))
    assert ("dossiers.resolved_overdue", 0.0, "all") not in stated(text.format("99%"))


def test_late_ones_of_each_level_add_up_to_those_known() -> None:
    text = (
        "Đã giải quyết 9.717 hồ sơ. Tỷ lệ giải quyết đúng hạn 98,16%. "
        "Tổng số hồ sơ trễ hạn: 179; trong đó: cấp tỉnh 71, cấp huyện 100, cấp xã {}."
    )
    assert ("dossiers.resolved_overdue", 71.0, "province") in stated(text.format(8))
    assert ("dossiers.resolved_overdue", 71.0, "province") not in stated(text.format(9))


def test_levels_behind_a_part_are_of_the_whole_where_they_are_more_and_add_up() -> None:
    text = "Giải quyết xong 339 hồ sơ, quá hạn 12 hồ sơ. Trong đó: cấp tỉnh {} hồ sơ; cấp xã 201 hồ sơ."
    known = of("dossiers", resolved=339, resolved_overdue=12)
    levels = of("dossiers", "province", resolved=138) | of("dossiers", "commune", resolved=201)
    assert stated(text.format(138)) == known | levels
    assert stated(text.format(137)) == known
    late = "Giải quyết xong 339 hồ sơ, quá hạn 12 hồ sơ. Trong đó: cấp tỉnh 4 hồ sơ; cấp xã 8 hồ sơ."
    levels = of("dossiers", "province", resolved_overdue=4) | of("dossiers", "commune", resolved_overdue=8)
    assert stated(late) == known | levels


def test_levels_under_late_ones_are_late_whatever_their_words() -> None:
    text = "- Giải quyết quá hạn 30 hồ sơ. Cụ thể:\n+ Cấp tỉnh: giải quyết 12 hồ sơ."
    late = of("dossiers", resolved_overdue=30) | of("dossiers", "province", resolved_overdue=12)
    assert stated(text) == late
