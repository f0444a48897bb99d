"""What every number in a text is worth as printed, and which are not numbers at all."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.text.numbers import Number, find_numbers
from loaders.text.textform import normalise
from tests.tries import HANGS

SHARED = Path(__file__).parents[2] / "shared" / "reports"


def only(text: str) -> Number:
    (number,) = find_numbers(normalise(text))
    return number


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("là 1.234.567,89 đồng bộ", "1.234.567,89", 1234567.89),
        ("là 169.446, trong", "169.446", 169446),
        ("có 1770; trong", "1770", 1770),
        ("qua: 06.", "06", 6),
        ("qua: 00", "00", 0),
        ("là 1.004 dịch vụ", "1.004", 1004),
        ("là 12.345.678 hồ sơ", "12.345.678", 12345678),
        ("là 1,234,567 hồ sơ", "1,234,567", 1234567),
        ("là 12,345.67", "12,345.67", 12345.67),
        ("là 2,578 triệu hồ sơ", "2,578 triệu", 2_578_000),
        ("là 5,65 ngàn hồ sơ", "5,65 ngàn", 5650),
        ("là 4,52 nghìn lượt", "4,52 nghìn", 4520),
        ("là 6 triệu 325 nghìn hồ sơ", "6 triệu 325 nghìn", 6_325_000),
        ("nhận 6 nghìn 248 hồ sơ", "6 nghìn 248", 6248),
        ("nhận 12 ngàn 048 hồ sơ", "12 ngàn 048", 12_048),
        ("nhận 1 triệu 38 nghìn 462 hồ sơ", "1 triệu 38 nghìn 462", 1_038_462),
        ("là 3 nghìn tỷ", "3 nghìn tỷ", 3e12),
        ("là 116TTHC", "116", 116),
        ("hệ số 0.123", "0.123", 0.123),
        ("hệ số 0,5", "0,5", 0.5),
        ("đạt 46.88 điểm", "46.88", 46.88),
        ("đạt 83.612 điểm", "83.612", 83612),
    ],
)
def test_a_number_is_worth_what_vietnamese_print_means(text: str, raw: str, value: float) -> None:
    number = only(text)
    assert (number.raw, number.value, number.kind, number.percent) == (raw, pytest.approx(value), "plain", False)


@pytest.mark.parametrize(
    "text", ["nhận 6 nghìn 24 hồ sơ", "nhận 12 nghìn, 300 hồ sơ trễ", "nhận 1 triệu 200 hồ sơ", "từ 6 nghìn 100% hồ sơ"]
)
def test_only_three_digits_right_behind_its_thousands_belong_to_a_number(text: str) -> None:
    assert len(list(find_numbers(normalise(text)))) == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("đạt 91,2%", 91.2),
        ("đạt 40.14%", 40.14),
        ("đạt 3,45 %", 3.45),
        ("đạt 100%", 100),
        ("đạt 99,125%", 99.125),
        ("đạt 0%", 0),
        ("đạt 95 phần trăm", 95),
        ("đạt tỷ lệ 80, 68%", 80.68),
        ("(tỷ lệ 80 ,68%)", 80.68),
        ("chiếm 7\u00a0%", 7),
    ],
)
def test_a_share_is_in_percent_points(text: str, value: float) -> None:
    number = only(text)
    assert (number.value, number.percent, number.kind) == (pytest.approx(value), True, "plain")
    assert text[number.start : number.end].rstrip().endswith(("%", "trăm"))


@pytest.mark.parametrize(
    "text",
    ["đạt 1.234%", "có 12.34 hồ sơ", "có 1,234 hồ sơ", "2.578 triệu lượt", "54 6/758 hồ sơ", "giảm 1/3 thời gian"],
)
def test_print_with_two_meanings_is_marked_ambiguous(text: str) -> None:
    assert any(number.ambiguous for number in find_numbers(text))


@pytest.mark.parametrize(
    "text", ["lần lượt là 80, 68%", "có 80, 68% hồ sơ", "đạt 1.2.3", "là 1.23.456", "5,5,5 hồ sơ", "9" * 30]
)
def test_what_is_not_certainly_one_number_is_none(text: str) -> None:
    assert [number.kind for number in find_numbers(text)] == ["broken"]


@pytest.mark.parametrize("text", ["nhận 12 345 hồ sơ", "có 3.214/3 220 hồ sơ"])
def test_a_space_inside_a_number_makes_it_ambiguous(text: str) -> None:
    assert all(number.ambiguous for number in find_numbers(text))


@pytest.mark.parametrize("word", ["hơn", "trên", "gần", "khoảng", "ước", "ước đạt", "xấp xỉ", "Hơn"])
def test_a_word_for_about_makes_a_number_approximate(word: str) -> None:
    assert only(f"đã giải quyết {word} 1.650 hồ sơ").approximate
    assert not only("đã giải quyết 1.650 hồ sơ").approximate


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("dưới 5%", "under"),
        ("chưa đến 5%", "under"),
        ("không quá 5%", "at_most"),
        ("tối thiểu 45%", "at_least"),
        ("đạt ít nhất 80%", "at_least"),
        ("không dưới 90%", "at_least"),
        ("80% trở lên", "at_least"),
        ("từ 80% hồ sơ trở lên", "at_least"),
        (">= 80%", "at_least"),
        ("đạt 80%", ""),
    ],
)
def test_a_bound_is_no_value(text: str, bound: str) -> None:
    number = only(text)
    assert number.bound == bound and not number.approximate


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("từ 69,9 đến 97,8%", 69.9, 97.8), ("3-5 xã", 3, 5), ("từ 10 đến 15 hồ sơ", 10, 15), ("10,5%-12,7%", 10.5, 12.7)],
)
def test_a_range_is_one_number_without_a_value_of_its_own(text: str, low: float, high: float) -> None:
    number = only(text)
    assert (number.kind, number.value, number.second) == ("range", low, high)


def test_a_change_from_to_is_two_numbers() -> None:
    assert [n.value for n in find_numbers("giảm từ 7,3% xuống còn 3,4%")] == [7.3, 3.4]


@pytest.mark.parametrize(
    ("text", "value", "second"),
    [
        ("3.214/3.220 hồ sơ", 3214, 3220),
        ("38/38 TTHC", 38, 38),
        ("51.348/65.188\nhồ sơ", 51348, 65188),
        ("79.012/46.760 hồ sơ", 79012, 46760),
        ("08/19 đơn vị", 8, 19),
        ("24/24 xã", 24, 24),
        ("120 trên tổng số 150 hồ sơ", 120, 150),
        ("120 hồ sơ/150 hồ sơ", 120, 150),
        ("120/tổng số 150 hồ sơ", 120, 150),
        ("100/100 phiếu", 100, 100),
    ],
)
def test_a_ratio_links_its_two_numbers(text: str, value: float, second: float) -> None:
    number = only(text)
    assert (number.kind, number.value, number.second, number.ambiguous) == ("ratio", value, second, False)
    assert number.parts
    numerator, denominator = (text[a:b] for a, b in number.parts)
    assert number.raw.startswith(numerator) and number.raw.endswith(denominator)


@pytest.mark.parametrize("text", ["ngày 15/3/2023", "tháng 12/2024", "24/7", "Quyết định số 468/QĐ-TTg", "mức độ 3/4"])
def test_dates_documents_and_hours_are_no_ratios(text: str) -> None:
    assert all(number.ignored for number in find_numbers(text))


@pytest.mark.parametrize(
    ("text", "value", "scale"),
    [
        ("đạt 4,5/10 điểm", 4.5, 10),
        ("60.58/100", 60.58, 100),
        ("15,2/18 điểm", 15.2, 18),
        ("83,61/100 điểm", 83.61, 100),
    ],
)
def test_points_out_of_a_scale_are_a_score(text: str, value: float, scale: float) -> None:
    number = only(text)
    assert (number.kind, number.value, number.second) == ("score", value, scale)


@pytest.mark.parametrize(("text", "value"), [("xếp vị trí 07/63 tỉnh", 7), ("xếp thứ 12/34", 12), ("hạng 5", 5)])
def test_a_rank_is_no_ratio(text: str, value: float) -> None:
    assert (only(text).kind, only(text).value) == ("rank", value)


@pytest.mark.parametrize(
    "text",
    [
        "không có hồ sơ trễ hẹn",
        "Không phát sinh phản ánh",
        "TTHC bãi bỏ: Không.",
        "trong kỳ: \n\nKhông có. \n",
        "- A: không phát sinh;",
        "chưa phát sinh hồ sơ",
        "chưa có trường hợp nào",
        "số quá hạn: Không có",
    ],
)
def test_words_for_none_are_zero(text: str) -> None:
    number = only(text)
    assert (number.kind, number.value) == ("zero", 0)


@pytest.mark.parametrize(
    "text", ["không thuộc thẩm quyền", "không có nhiều", "hồ sơ: không đủ", "không tiếp nhận hồ sơ giấy"]
)
def test_other_negations_state_nothing(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("ba hồ sơ", 3), ("hai mươi mốt TTHC", 21), ("mười hai phản ánh", 12), ("có năm hồ sơ", 5), ("một trường hợp", 1)],
)
def test_small_numbers_in_words_before_what_is_counted(text: str, value: float) -> None:
    number = only(text)
    assert (number.kind, number.value) == ("word", value)


@pytest.mark.parametrize(
    "text", ["một số hồ sơ", "một cửa liên thông", "trong năm hồ sơ", "hai bên", "triển khai hồ sơ"]
)
def test_other_number_words_count_nothing(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize("text", ["95 tỷ lệ", "12 tỷ trọng"])
def test_a_share_is_no_billion(text: str) -> None:
    assert only(text).value in (95, 12)


def test_money_is_marked() -> None:
    number = only("giải ngân 1.099.446 triệu đồng")
    assert number.money and number.ignored == "money" and number.value == 1_099_446e6


def test_digits_stuck_to_letters_are_no_numbers() -> None:
    assert only("là10.888 hồ sơ").kind == "glued"
    assert only("dài 15x").kind == "glued"


def test_percent_points_of_change_are_no_share() -> None:
    assert not only("tăng 2,3 điểm %").percent


def test_a_marked_footnote_leaves_the_number_certain() -> None:
    number = find_numbers("đúng hạn: 47<sup>2</sup>;")[0]
    assert (number.raw, number.footnoted, number.ambiguous) == ("47", True, False)


def test_a_sign_is_kept() -> None:
    assert only("giảm (-5,2%)").sign == "-"


def test_one_text_may_mix_both_decimal_marks() -> None:
    text = "đạt 54.9% so với 55,89% và 5,65 ngàn, 4.561 hồ sơ"
    assert [n.value for n in find_numbers(text)] == [54.9, 55.89, 5650, 4561]


def vietnamese(value: int) -> str:
    return f"{value:,}".replace(",", ".")


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_every_whole_number_comes_back_from_vietnamese_print(value: int) -> None:
    number = only(f"tiếp nhận: {vietnamese(value)} hồ sơ.")
    assert (number.value, number.raw, number.ambiguous) == (value, vietnamese(value), False)


@settings(deadline=None)
@given(st.integers(10**6, 10**12))
def test_every_large_whole_number_comes_back_from_english_print(value: int) -> None:
    assert only(f"tiếp nhận: {value:,} hồ sơ").value == value


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_every_whole_number_comes_back_without_separators(value: int) -> None:
    assert only(f"là {value} hồ sơ").value == value


@settings(deadline=None)
@given(st.integers(0, 999), st.integers(1, 99), st.sampled_from([",", "."]), st.sampled_from(["%", " %"]))
def test_every_share_comes_back_with_its_exact_span(whole: int, part: int, mark: str, sign: str) -> None:
    printed = f"{whole}{mark}{part:02}{sign}"
    text = f"đạt {printed} kế hoạch"
    number = only(text)
    assert number.percent and number.value == pytest.approx(whole + part / 100)
    assert (number.start, number.end, number.raw) == (4, 4 + len(printed), printed)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_every_ratio_comes_back(a: int, b: int) -> None:
    number = only(f"cấp xã {vietnamese(a)}/{vietnamese(b)} hồ sơ (")
    assert (number.value, number.second) == (a, b)


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,%/ -–\n()hồsơtriệutỷkhôngcóđếntừmộthaiphảnánh:;<sup>[]"))
def test_random_text_gives_ordered_disjoint_spans(text: str) -> None:
    numbers = find_numbers(text)
    assert all(0 <= n.start < n.end <= len(text) and n.raw == text[n.start : n.end] for n in numbers)
    assert all(a.end <= b.start for a, b in pairwise(numbers))


@pytest.mark.parametrize(
    "piece", ["1", "1.", "1,", "1 ", "1/", "a", " ", "không có ", "từ 1 đến ", "1.000", "<sup>", "@", "ngày 1/"]
)
@HANGS
def test_half_a_million_characters_without_a_line_end_do_not_hang(piece: str) -> None:
    numbers = find_numbers(piece * (500_000 // len(piece)))
    assert all(a.end <= b.start for a, b in pairwise(numbers))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the sample reports are not here")
def test_the_figures_of_a_sample_report_are_all_found() -> None:
    text = normalise(next(SHARED.glob("000*")).read_text(encoding="utf-8"))
    values = {number.value for number in find_numbers(text) if not number.ignored}
    assert {169446, 143570, 60471, 83099, 25876, 151626, 79292, 62878, 9456, 17820, 14215, 3605, 1770, 76.79} <= values


def test_a_text_that_counts_with_commas_is_believed() -> None:
    told = "Tiếp nhận 5,824 hồ sơ, mới 5,412 hồ sơ; giải quyết 5,390 hồ sơ; có 1,234 TTHC. Trực tuyến 4,633."
    assert all(not number.ambiguous for number in find_numbers(told))
    mixed = told + " Năm trước tiếp nhận 5.100 hồ sơ."
    assert any(number.ambiguous for number in find_numbers(mixed))


@pytest.mark.parametrize("text", ["Nghị định 178/2024 và 67/2025", "theo Nghị quyết 29/2023"])
def test_a_number_before_a_year_is_no_share(text: str) -> None:
    assert not [n for n in find_numbers(text) if not n.ignored and not n.ambiguous]
