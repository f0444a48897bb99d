"""Mechanisms by which officials say which figure a number is, each in several hands, with what must not be stated."""

from __future__ import annotations

import pytest

from loaders.prose.claims import claim
from loaders.prose.resolution import resolve


def stated(text: str, own_level: str = "all") -> dict[tuple[str, str], float]:
    """What a text alone states: field and level to value."""
    facts, _, _ = resolve(claim(text), own_level)
    return {(fact.field, fact.admin_level): fact.value for fact in facts}


def of(prefix: str, level: str = "all", **values: float) -> dict[tuple[str, str], float]:
    return {(f"{prefix}.{name}", level): float(value) for name, value in values.items()}


# ---- a base named before its part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trong 1.844 TTHC của tỉnh có 1.726 TTHC thực hiện qua Bộ phận Một cửa.", of("procedures", one_stop=1726)),
        ("Trong số 402 hồ sơ đã giải quyết có 98 hồ sơ trước hạn.", of("dossiers", resolved=402, resolved_early=98)),
        (
            "Trong tổng 2.784 hồ sơ thì số hóa 2.401 hồ sơ, đạt 86,2%.",
            of("digitization", dossiers=2401, dossiers_base=2784, dossiers_rate=86.2),
        ),
        ("Trong 12 xã có 412 hồ sơ trực tuyến.", {}),
        ("Trong 90 ngày có 412 lượt khách.", {}),
    ],
)
def test_a_base_may_come_before_its_part(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


# ---- levels


@pytest.mark.parametrize(
    "text",
    [
        "Số hóa hồ sơ: 97,3% (huyện), 98,8% (xã).",
        "Tỷ lệ số hóa hồ sơ đạt 97,3% (cấp huyện); 98,8% (cấp xã).",
        "Số hóa hồ sơ: thị xã 97,3%; xã, phường 98,8%.",
        "- Số hóa hồ sơ: huyện 97,3%, xã 98,8%",
    ],
)
def test_a_level_stands_before_its_figure_or_in_brackets_behind_it(text: str) -> None:
    assert stated(text) == of("digitization", "district", dossiers_rate=97.3) | of(
        "digitization", "commune", dossiers_rate=98.8
    )


@pytest.mark.parametrize(("own", "level"), [("district", "district"), ("all", "province")])
def test_a_city_is_what_reports(own: str, level: str) -> None:
    text = "Thanh toán trực tuyến: thành phố 51,9%; phường xã 73,1%."
    expected = {("payments.online_rate", level): 51.9, ("payments.online_rate", "commune"): 73.1}
    assert stated(text, own) == expected


def test_shares_of_three_levels_in_a_row() -> None:
    text = "Tỷ lệ số hóa hồ sơ của ba cấp tỉnh, huyện, xã tương ứng là 99,1%; 93,4%; 95,7%."
    levels = zip(("province", "district", "commune"), (99.1, 93.4, 95.7), strict=True)
    assert stated(text) == {("digitization.dossiers_rate", level): value for level, value in levels}


def test_a_label_begins_anew_for_the_levels_behind_it() -> None:
    text = "Tỷ lệ hồ sơ trực tuyến: cấp huyện 90,7%; cấp xã 98,6%. Tỷ lệ thanh toán trực tuyến: cấp huyện 87,4%."
    assert stated(text)["payments.online_rate", "district"] == 87.4
    assert stated(text)["dossiers.online_rate", "district"] == 90.7


@pytest.mark.parametrize(
    ("levels", "own", "level"),
    [
        ("cấp tỉnh, cấp xã", "all", "all"),
        ("cấp tỉnh, xã", "all", "all"),
        ("cấp huyện, cấp xã", "all", None),
        ("cấp huyện, xã", "all", None),
        ("cấp huyện và xã", "all", None),
        ("cấp tỉnh, huyện và xã", "all", None),
    ],
)
def test_levels_named_together_are_all_only_where_no_other_is_left(levels: str, own: str, level: str | None) -> None:
    found = stated(f"Tỷ lệ số hóa hồ sơ {levels} đạt 97,3%.", own)
    assert found == ({("digitization.dossiers_rate", level): 97.3} if level else {})


def test_levels_of_what_is_new_are_new() -> None:
    levels = "cấp tỉnh tiếp nhận 131.906 hồ sơ, cấp xã tiếp nhận 336.336 hồ sơ"
    found = stated(f"Tiếp nhận mới 468.242 hồ sơ: {levels}.")
    assert {field for field, _ in found} == {"dossiers.received_new"}
    assert {field for field, _ in stated(f"{levels.capitalize()}.")} == {"dossiers.received"}


def test_beside_the_sum_of_two_levels_a_bare_figure_may_be_of_either() -> None:
    sums = "Cấp huyện tiếp nhận 1.400 hồ sơ, cấp xã tiếp nhận 4.000 hồ sơ, tổng 5.400 hồ sơ."
    assert ("dossiers.returned", "district") not in stated(f"{sums} Trả lại 12 hồ sơ.", "district")
    assert stated("Trả lại 12 hồ sơ.", "district") == of("dossiers", "district", returned=12)
    parts = "Đã giải quyết 5.120 hồ sơ, đang giải quyết 280 hồ sơ."
    assert stated(f"Toàn huyện tiếp nhận 5.400 hồ sơ. {parts}", "district") == of(
        "dossiers", received=5400, resolved=5120, pending=280
    )


def test_a_unit_reports_no_figures_of_a_level_above_it() -> None:
    assert stated("Tiếp nhận TTHC cấp tỉnh không phụ thuộc địa giới: 1.986 TTHC.", "commune") == {}


# ---- short words, and what a unit does not do


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đã giải quyết 90 hồ sơ: sớm 52; đúng 31; trễ 7.",
            of("dossiers", resolved=90, resolved_early=52, resolved_on_time=31, resolved_overdue=7),
        ),
        ("PAKN: tổng 35, quy định 21, hành vi 14.", of("feedback", received=35, on_regulations=21, on_conduct=14)),
        ("Tiếp nhận 35 PAKN. Phân loại: 21 quy định - 14 hành vi.", of("feedback", on_regulations=21, on_conduct=14)),
        ("Các sở: nhận 345 hồ sơ, xong 318, trong đó chậm 6.", {}),
    ],
)
def test_a_short_word_stands_for_a_longer_one(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert expected.items() <= stated(text).items()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trong quý xã không tiếp nhận phản ánh, kiến nghị nào.", of("feedback", received=0)),
        ("Sở Tư pháp không thẩm định TTHC nào trong kỳ.", of("procedures", appraised=0)),
        ("1. ĐGTĐ, thẩm định TTHC: không có.", of("procedures", impact_assessed=0, appraised=0)),
        ("2. Đánh giá tác động: Không phát sinh.", of("procedures", impact_assessed=0)),
        ("Không tiếp nhận hồ sơ giấy. Không giải quyết hồ sơ quá hạn.", {}),
        ("Không thẩm định TTHC thuộc lĩnh vực đất đai.", {}),
    ],
)
def test_what_is_not_done_is_none(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


# ---- totals


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Kỳ trước chuyển sang 08 PAKN, tiếp nhận mới 156 PAKN, cộng 164.", "feedback.received", 164),
        ("DVCTT: toàn trình 1.288; một phần 641; tổng 1.929.", "services.online", 1929),
        (
            "Quy trình nội bộ: cấp tỉnh 90, cấp huyện 39, cấp xã 20, tổng cộng 149.",
            "procedures.internal_processes",
            149,
        ),
    ],
)
def test_a_total_is_told_by_its_parts(text: str, field: str, value: float) -> None:
    assert stated(text)[field, "all"] == value


@pytest.mark.parametrize(
    ("carried_over", "expected"),
    [(174, {"received": 1484, "received_new": 1310}), (170, {})],
)
def test_what_is_new_is_told_from_all_by_what_was_carried_over(carried_over: int, expected: dict[str, float]) -> None:
    text = f"Tổng số hồ sơ: 1.484. Tiếp nhận trong kỳ 1.310 hồ sơ, kỳ trước chuyển sang {carried_over} hồ sơ."
    found = {field: value for (field, _), value in stated(text).items() if "received" in field}
    assert found == {f"dossiers.{name}": value for name, value in expected.items()}


def test_of_a_change_the_figure_it_ends_at_is_stated() -> None:
    assert stated("Tỷ lệ thanh toán trực tuyến tăng từ 41,2% lên 66,8%.") == of("payments", online_rate=66.8)


# ---- procedures in force


def test_what_is_in_force_was_not_all_announced_in_the_period() -> None:
    text = "Toàn tỉnh đang thực hiện 1.798 TTHC. Đã công bố {} TTHC."
    assert stated(text.format("41"))["procedures.announced", "all"] == 41
    assert stated(text.format("1.798")) == stated(text.format("1.798/1.798")) == of("procedures", in_force=1798)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Đến nay, tỉnh có 1.836 TTHC đang được thực hiện.", 1836),
        ("Toàn tỉnh đang thực hiện 2.171 thủ tục hành chính.", 2171),
        ("Hiện Sở có 118 TTHC (đất đai 52, môi trường 11).", 118),
        ("Các cấp chính quyền có thẩm quyền giải quyết 1.897 TTHC.", 1897),
    ],
)
def test_what_is_run_now_is_in_force(text: str, value: float) -> None:
    assert stated(text)["procedures.in_force", "all"] == value


@pytest.mark.parametrize(
    "text",
    [
        "4. Rà soát TTHC: đang thực hiện 12 TTHC.",
        "Trong kỳ tỉnh có 12 TTHC.",
        "2.1. Công khai, minh bạch: 281 TTHC.",
        "Có 13 TTHC được công bố. 11 TTHC trong đó nay đã ban hành.",
    ],
)
def test_some_procedures_are_not_those_in_force(text: str) -> None:
    assert "procedures.in_force" not in {field for field, _ in stated(text)}


# ---- the review


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "4. Rà soát: huyện đăng ký 05 TTHC, đã có kết quả 03 TTHC, kiến nghị sửa 2, giữ nguyên 1.",
            of("review", planned=5, done=3, amended=2, kept=1),
        ),
        ("4. Rà soát: kế hoạch 8 TTHC, kết quả 8/8 TTHC.", of("review", planned=8, done=8)),
        ("4. Rà soát TTHC: tổ chức 2 hội nghị, giao 5 sở thực hiện.", {}),
    ],
)
def test_the_word_before_a_count_says_the_step_of_the_review(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


# ---- what a share is of


def test_results_named_behind_their_share() -> None:
    text = "Số hóa: cấp huyện 99,2% thành phần hồ sơ, 97,8% kết quả."
    assert stated(text)["digitization.results_rate", "district"] == 97.8


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("- Tỷ lệ nộp trực tuyến 92,8% (chỉ tiêu tỉnh giao 70%).", "dossiers.online_rate"),
        ("Tỷ lệ trước và đúng hạn đạt 99,1%.", "dossiers.on_time_rate"),
    ],
)
def test_a_rate_that_names_no_thing_is_of_dossiers(text: str, field: str) -> None:
    assert {name for name, _ in stated(text)} == {field}


@pytest.mark.parametrize(
    "text",
    [
        "Phản ánh, kiến nghị: tỷ lệ đúng hạn 99,1%.",
        "Nhiệm vụ được giao: 205; xong 170 đúng hạn.",
        "Dịch vụ công: tỷ lệ trực tuyến 81%.",
    ],
)
def test_a_rate_of_something_else_is_none_of_dossiers(text: str) -> None:
    assert not {name for name, _ in stated(text) if name.startswith("dossiers.")}


def test_dossiers_with_a_fee_are_the_base_of_payments_and_no_dossiers_received() -> None:
    paid = stated("Số hồ sơ có phí, lệ phí: 5.104; thanh toán trực tuyến 4.377 hồ sơ, đạt 85,76%.")
    assert paid == of("payments", online=4377, online_base=5104, online_rate=85.76)
    assert stated("Có 1.702/1.755 hồ sơ có thu phí được trả qua mã QR (97%).") == {}


# ---- dossiers with a fee and those paid online


@pytest.mark.parametrize(
    "text",
    [
        "Thanh toán trực tuyến: trong 1.500 hồ sơ có phí, lệ phí, có 1.200 hồ sơ thanh toán trực tuyến.",
        "Về thanh toán trực tuyến, trong 1.500 hồ sơ có phát sinh lệ phí, đã có 1.200 hồ sơ thanh toán trực tuyến.",
        "4. Thanh toán trực tuyến\nSố hồ sơ có phí, lệ phí: 1.500. Thanh toán trực tuyến 1.200 hồ sơ.",
        "Hồ sơ có lệ phí 1.500, thanh toán trực tuyến 1.200.",
        "Số hồ sơ phải thanh toán: 1.500; đã thanh toán trực tuyến 1.200 hồ sơ.",
        "Thanh toán trực tuyến 1.200 hồ sơ trong 1.500 hồ sơ có phí, lệ phí.",
    ],
)
def test_dossiers_with_a_fee_named_before_those_paid_are_their_base(text: str) -> None:
    assert stated(text) == of("payments", online=1200, online_base=1500)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanh toán trực tuyến: 1.200 hồ sơ có phí, lệ phí.", of("payments", online=1200)),
        ("Hồ sơ có lệ phí 500, thanh toán trực tuyến 1.200.", of("payments", online=1200)),
        ("Hồ sơ cấp xã có lệ phí 500. Toàn tỉnh thanh toán trực tuyến 200 hồ sơ.", of("payments", online=200)),
        ("Có 300 thủ tục có phí, 200 hồ sơ thanh toán trực tuyến.", of("payments", online=200)),
        ("Thanh toán trực tuyến: thu phí 1.500 triệu đồng.", {}),
        ("Số hồ sơ có phí, lệ phí: 1.500.", {}),
    ],
)
def test_other_dossiers_with_a_fee_are_no_base(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


# ---- what figures come to, what they are out of, what is left


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp nhận mới 7.215 hồ sơ, cộng với 344 hồ sơ kỳ trước chuyển sang là 7.559 hồ sơ phải giải quyết.",
        "Nhận mới 7.215 hồ sơ; cộng 344 hồ sơ cũ thành 7.559 hồ sơ.",
        "Tồn đầu kỳ 344 hồ sơ, nhận mới 7.215 hồ sơ, cộng 7.559 hồ sơ.",
    ],
)
def test_what_is_added_and_what_both_come_to(text: str) -> None:
    assert stated(text) == of("dossiers", received_new=7215, carried_over=344, received=7559)


@pytest.mark.parametrize(
    "text",
    [
        "Nhận mới 7.215 hồ sơ; cộng 344 hồ sơ cũ thành 7.560 hồ sơ.",
        "Nhận mới 7.215 hồ sơ, tồn cũ 344 hồ sơ; 7.560 hồ sơ.",
    ],
)
def test_a_bare_count_that_does_not_add_up_is_no_total(text: str) -> None:
    assert ("dossiers.received", "all") not in stated(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số hóa 500 hồ sơ trong 700 hồ sơ tiếp nhận.", of("digitization", dossiers=500, dossiers_base=700)),
        (
            "Trả kết quả bản điện tử cho 481 hồ sơ trong 870 hồ sơ có kết quả phải trả.",
            of("digitization", electronic_results=481, electronic_results_base=870),
        ),
        ("Số hóa 700 hồ sơ trong 500 hồ sơ.", {}),
        ("Tiếp nhận 300 hồ sơ trong 700 hồ sơ của cả năm.", {}),
        ("Số hóa 300 hồ sơ trong 12 ngày.", of("digitization", dossiers=300)),
    ],
)
def test_so_many_out_of_so_many(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


def test_what_is_left_is_pending_where_the_sum_says_so() -> None:
    text = "Tiếp nhận 5.127 hồ sơ, đã giải quyết 5.030 hồ sơ. Số hồ sơ còn lại {}, đều đang trong thời hạn."
    assert stated(text.format(97)) == of("dossiers", received=5127, resolved=5030, pending=97)
    assert stated(text.format(98)) == of("dossiers", received=5127, resolved=5030)


def test_in_time_beside_the_resolved_is_theirs_where_it_adds_up() -> None:
    text = (
        "Đã giải quyết 72.145 hồ sơ; trong hạn {}, trễ hạn 1.123. Đang giải quyết 19.181 hồ sơ, có 897 hồ sơ quá hạn."
    )
    known = of("dossiers", resolved=72145, resolved_overdue=1123, pending=19181, pending_overdue=897)
    assert stated(text.format("71.022")) == known | of("dossiers", resolved_early_or_on_time=71022)
    assert stated(text.format("71.023")) == known


# ---- rates of levels behind the rate of all


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ hồ sơ trực tuyến toàn tỉnh đạt 84,8%, riêng cấp tỉnh 93,1%, cấp xã 81,2%.",
        "Tỷ lệ hồ sơ trực tuyến toàn tỉnh đạt 84,8%. Cấp tỉnh 93,1%. Cấp xã 81,2%.",
        "Tỷ lệ hồ sơ trực tuyến toàn tỉnh đạt 84,8%; lần lượt là 93,1% (cấp tỉnh) và 81,2% (cấp xã).",
    ],
)
def test_levels_behind_one_rate_have_it_too(text: str) -> None:
    rate = "online_rate"
    levels = of("dossiers", "province", **{rate: 93.1}) | of("dossiers", "commune", **{rate: 81.2})
    assert stated(text) == of("dossiers", **{rate: 84.8}) | levels


def test_a_level_behind_two_rates_may_have_either() -> None:
    text = "Tỷ lệ hồ sơ trực tuyến đạt 80%, tỷ lệ thanh toán trực tuyến 60%. Cấp tỉnh đạt 70%."
    assert not any(level == "province" for _, level in stated(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hệ thống đã gửi 1.730 lượt yêu cầu khai thác thông tin tới Cơ sở dữ liệu quốc gia về dân cư.", 1730),
        ("Hệ thống đã kết nối CSDL quốc gia về dân cư; trong kỳ phát sinh 1.218 lượt tra cứu.", 1218),
        ("Hệ thống đã kết nối CSDL quốc gia về dân cư. Cổng thông tin có 1.218 lượt truy cập.", None),
        ("Trong kỳ phát sinh 1.218 lượt tra cứu.", None),
    ],
)
def test_lookups_are_of_the_population_database_their_sentence_names(text: str, value: float | None) -> None:
    assert stated(text).get(("population_db.lookups", "all")) == value


# ---- a line that is a label with its figure, over the list of its parts


def test_items_under_a_line_that_answers_are_its_parts() -> None:
    text = (
        "Hồ sơ kỳ trước qua: 87\nHồ sơ nhận trong quý: 4102\n   - trực tuyến: 3926\n   - trực tiếp: 171\n"
        "   - bưu chính: 5\nTổng phải giải quyết: 4189\nĐã giải quyết: 4078\n   - sớm hạn: 3544\n   - đúng hạn: 521\n"
        "   - trễ hạn: 13\nĐang giải quyết: 111\n   - trong hạn: 109\n   - trễ hạn: 2\n"
    )
    came = of("dossiers", carried_over=87, received_new=4102, received=4189)
    how = of("dossiers", received_online=3926, received_direct=171, received_postal=5)
    done = of("dossiers", resolved=4078, resolved_early=3544, resolved_on_time=521, resolved_overdue=13)
    left = of("dossiers", pending=111, pending_in_time=109, pending_overdue=2)
    assert stated(text) == came | how | done | left


@pytest.mark.parametrize(
    "over",
    ["Hồ sơ đã giải quyết: 4.078, tăng nhẹ.\n", "Hồ sơ đã giải quyết: 4.078\nToàn tỉnh có 12 huyện.\n"],
)
def test_items_under_another_line_are_no_parts(over: str) -> None:
    assert ("dossiers.resolved_overdue", "all") not in stated(f"{over}- Trễ hạn: 13 hồ sơ\n")


def test_a_plus_sign_opens_an_item_without_a_space() -> None:
    text = "- Tổng số hồ sơ tiếp nhận : 318 hồ sơ\n +Trong kỳ : 315\n +Kỳ trước chuyển sang : 03\n"
    assert stated(text) == of("dossiers", received=318, received_new=315, carried_over=3)


def test_what_is_left_out_is_of_the_figure_right_before_it() -> None:
    kept = "Tổng số hồ sơ tiếp nhận: 625 hồ sơ. Các sở, ngành đã chấn chỉnh việc tiếp nhận hồ sơ theo đúng quy định; "
    behind = "việc sát hạch tại các địa điểm khác của đơn vị không tính vào số liệu này."
    assert stated(kept + behind) == of("dossiers", received=625)
    assert stated("Tổng số hồ sơ tiếp nhận: 625 hồ sơ, chưa bao gồm hồ sơ của ngành dọc.") == {}


# ---- out of what was received, what a list comes to, figures in a row


@pytest.mark.parametrize(
    "text",
    [
        "Đã giải quyết 4.310/4.842 hồ sơ tiếp nhận.",
        "Các cấp giải quyết 4.310 hồ sơ trên tổng số 4.842 hồ sơ phải giải quyết.",
    ],
)
def test_so_many_resolved_out_of_those_received(text: str) -> None:
    assert stated(text) == of("dossiers", resolved=4310, received=4842)


@pytest.mark.parametrize(
    "text",
    [
        "Đã giải quyết 4.310/4.842 hồ sơ tiếp nhận trực tuyến.",
        "Tiếp nhận, giải quyết 4.310/4.842 hồ sơ.",
        "Đã giải quyết 4.310/4.842 hồ sơ đến hạn phải giải quyết.",
    ],
)
def test_out_of_other_dossiers_is_not_out_of_those_received(text: str) -> None:
    assert ("dossiers.received", "all") not in stated(text)


def test_a_total_in_a_list_is_told_by_the_items_above_it() -> None:
    text = (
        "• Từ kỳ trước chuyển sang: 214 hồ sơ\n• Nhận mới: 2.329 hồ sơ (trực tuyến 2.018 hồ sơ)\n"
        "• Tổng cộng: {}\n• Đã trả kết quả: 2.356 hồ sơ\n"
    )
    assert stated(text.format("2.543"))["dossiers.received", "all"] == 2543
    assert ("dossiers.received", "all") not in stated(text.format("2.544"))


@pytest.mark.parametrize(
    "levels",
    [
        "lần lượt ở tỉnh, huyện, xã là 99,45%, 99% và 99,97%",
        "lần lượt ở cấp tỉnh, cấp huyện, cấp xã là 99,45%; 99%; 99,97%",
        "lần lượt là 99,45% (cấp tỉnh), 99% (cấp huyện) và 99,97% (cấp xã)",
    ],
)
def test_figures_in_a_row_have_the_levels_in_a_row(levels: str) -> None:
    found = stated(f"Tỷ lệ giải quyết đúng hạn {levels}.")
    assert found == {
        ("dossiers.on_time_rate", level): value
        for level, value in (("province", 99.45), ("district", 99.0), ("commune", 99.97))
    }


@pytest.mark.parametrize("change", ["tăng lần lượt ở cấp tỉnh 2%, cấp xã 3%", "ở hai cấp tăng lần lượt 2% và 3%"])
def test_changes_in_a_row_are_no_rates(change: str) -> None:
    assert stated(f"Tỷ lệ giải quyết đúng hạn {change}.") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cấp 1.874 kết quả điện tử, đạt 81,9%.",
            of("digitization", electronic_results=1874, electronic_results_rate=81.9),
        ),
        ("Cấp 1.874 chứng thư số.", {}),
    ],
)
def test_what_is_given_out(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


# ---- still in hand, with a fee, on one day


@pytest.mark.parametrize("rest", ["còn lại 314 hồ sơ đang trong thời hạn", "còn trong hạn 314 hồ sơ"])
def test_what_is_still_in_time_is_pending(rest: str) -> None:
    text = f"Đã giải quyết 1.004 hồ sơ, gồm 871 hồ sơ trước hạn, 102 hồ sơ đúng hạn và 31 hồ sơ quá hạn; {rest}."
    done = of("dossiers", resolved=1004, resolved_early=871, resolved_on_time=102, resolved_overdue=31)
    assert stated(text) == done | of("dossiers", pending_in_time=314)


def test_of_those_with_a_fee_so_many_were_paid_online() -> None:
    text = "Toàn tỉnh phát sinh 412 hồ sơ có nghĩa vụ tài chính, trong đó có 318 hồ sơ {}."
    assert stated(text.format("thanh toán trực tuyến")) == of("payments", online_base=412, online=318)
    assert stated(text.format("được số hóa")) == {}


def test_those_returned_and_those_withdrawn_apart_are_not_all_returned() -> None:
    assert stated("Số hồ sơ trả lại, không giải quyết: 210 hồ sơ; số hồ sơ công dân xin rút: 34 hồ sơ.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Cao điểm có ngày nhận 512 hồ sơ.",
        "Ngày cao điểm tiếp nhận 512 hồ sơ.",
        "Trung bình mỗi ngày tiếp nhận 214 hồ sơ; có hôm nhận 512 hồ sơ.",
    ],
)
def test_figures_of_one_day_are_none_of_the_period(text: str) -> None:
    assert stated(text) == {}


@pytest.mark.parametrize(
    "behind", [", trong đó số hóa 318 hồ sơ.", " (số hóa 318 hồ sơ).", ", gồm 318 hồ sơ có kết quả điện tử."]
)
def test_what_is_done_to_some_of_those_online_is_not_done_to_all(behind: str) -> None:
    assert stated(f"Tiếp nhận 412 hồ sơ trực tuyến{behind}") == of("dossiers", received_online=412)


# ---- a title of one channel, shares in services or dossiers


@pytest.mark.parametrize(
    "title", ["9. Qua bưu chính công ích: ", "9. Qua bưu chính công ích\n", "Qua bưu chính công ích: "]
)
def test_what_stands_under_one_channel_is_of_it_alone(title: str) -> None:
    assert stated(f"{title}Tiếp nhận 311 hồ sơ, trả kết quả 1.204 hồ sơ.") == of("dossiers", received_postal=311)


def test_shares_beside_dossiers_are_of_dossiers_whatever_the_title_counts() -> None:
    text = (
        "6. Dịch vụ công trực tuyến: Toàn huyện tiếp nhận 20.214 hồ sơ trực tuyến/47.470 hồ sơ tiếp nhận mới, "
        "đạt 42,58%. "
        "Trong đó cấp huyện 43,77%, cấp xã 42,29%."
    )
    found = stated(text)
    assert not any(name.startswith("services.") for name, _ in found)
    assert found["dossiers.online_rate", "commune"] == 42.29
    assert (found["dossiers.received_online", "all"], found["dossiers.received_new", "all"]) == (20214, 47470)


def test_what_came_in_beside_what_was_there_is_new() -> None:
    text = "Tồn kỳ trước {} hồ sơ, tiếp nhận trong kỳ 846 hồ sơ, đã giải quyết 801 hồ sơ."
    assert stated(text.format(0)) == of("dossiers", carried_over=0, received_new=846, resolved=801)
    assert stated(text.format(15)) == of("dossiers", carried_over=15, received_new=846, resolved=801)
    total = "Tồn kỳ trước 15 hồ sơ, tổng tiếp nhận trong kỳ 861 hồ sơ."
    assert stated(total) == of("dossiers", carried_over=15, received=861)


@pytest.mark.parametrize("text", ["Đạt 84 điểm, gồm: hài lòng 18/18; số hóa 16/22.", "Thanh toán trực tuyến 6/10."])
def test_scores_are_no_counts(text: str) -> None:
    assert not any(name.startswith(("digitization.", "payments.")) for name, _ in stated(text))


def test_few_dossiers_out_of_few_are_counts() -> None:
    assert stated("Số hóa 16/22 hồ sơ.") == of("digitization", dossiers=16, dossiers_base=22)


def test_a_figure_of_the_beginning_of_the_year_is_none_of_now() -> None:
    assert stated("Tỷ lệ hồ sơ trực tuyến đầu năm chỉ đạt 18%.") == {}
    assert stated("6 tháng đầu năm chỉ đạt tỷ lệ hồ sơ trực tuyến 18%.") == of("dossiers", online_rate=18)


@pytest.mark.parametrize("behind", ["Cấp huyện đạt 43,77%.", "Trong đó toàn trình đạt 43,77%."])
def test_under_a_title_of_services_dossiers_are_those_online_perhaps(behind: str) -> None:
    assert stated(f"6. Dịch vụ công trực tuyến: Toàn huyện có 214 hồ sơ phát sinh. {behind}") == {}


def test_a_share_of_full_services_beside_dossiers_may_be_of_these() -> None:
    text = "Dịch vụ công trực tuyến: trong kỳ phát sinh 214 {}; toàn trình đạt 43,77%."
    assert stated(text.format("hồ sơ qua mạng")) == of("dossiers", received_online=214)
    assert ("services.online_full_rate", "all") in stated(text.format("dịch vụ"))


def test_those_paid_online_at_one_level_may_be_told_by_their_fee() -> None:
    text = "Thanh toán trực tuyến: cấp tỉnh 1.200 hồ sơ có phí, lệ phí."
    assert stated(text) == of("payments", "province", online=1200)


def test_behind_a_cause_no_other_state_is_meant() -> None:
    assert stated("Có 06 hồ sơ trả lại do nộp không đúng nơi giải quyết.") == of("dossiers", returned=6)


# ---- changes of procedures, and who made them


CENTRAL_CHANGES = of("procedures", new_central=9, amended_central=41, abolished_central=7)


@pytest.mark.parametrize(
    "behind",
    [
        ", đều do Trung ương quy định.",
        ", tất cả do Trung ương ban hành.",
        " (toàn bộ do Trung ương quy định).",
        ", đều là TTHC do Bộ Y tế công bố.",
    ],
)
def test_who_made_the_changes_may_be_said_behind_them(behind: str) -> None:
    text = f"Đã công bố 57 TTHC, trong đó ban hành mới 09, sửa đổi 41 và bãi bỏ 07{behind}"
    assert stated(text) == of("procedures", announced=57) | CENTRAL_CHANGES


@pytest.mark.parametrize(
    "text",
    [
        "Đã công bố 58 TTHC: ban hành mới 09, sửa đổi 41, bãi bỏ 07, đều do Trung ương quy định.",
        "Đã công bố 57 TTHC: ban hành mới 09, sửa đổi 41, bãi bỏ 07 (đều do Trung ương quy định).",
        "Đã công bố 57 TTHC: ban hành mới 09, sửa đổi 41, bãi bỏ 07, đều được công khai đúng hạn.",
        "Đã công bố 57 TTHC: ban hành mới 09, sửa đổi 41, bãi bỏ 07. Tất cả TTHC của tỉnh do Trung ương quy định.",
        "Đã công bố 57 TTHC: mới 09, sửa đổi 41, bãi bỏ 07; hiện có 138 TTHC, đều do Trung ương quy định.",
    ],
)
def test_who_made_them_is_said_of_all_that_were_announced_or_of_none(text: str) -> None:
    assert not {name for name, _ in stated(text) if name.endswith("_central") and "in_force" not in name}


CHANGES_HEADING = "1.3. Số TTHC ban hành mới, sửa đổi, bổ sung, bãi bỏ\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "- Thuộc thẩm quyền của địa phương: ban hành mới 0, sửa đổi, bổ sung 01, bãi bỏ 02.",
            of("procedures", new_local=0, amended_local=1, abolished_local=2),
        ),
        (
            "a) Do Trung ương ban hành: mới 18; sửa đổi 46; bãi bỏ 11.\n"
            "b) Do tỉnh ban hành: mới 0; sửa đổi 1; bãi bỏ 0.",
            of("procedures", new_central=18, amended_central=46, abolished_central=11)
            | of("procedures", new_local=0, amended_local=1, abolished_local=0),
        ),
        (
            "- TTHC thuộc thẩm quyền ban hành của địa phương: không có.",
            of("procedures", new_local=0, amended_local=0, abolished_local=0),
        ),
    ],
)
def test_changes_stand_under_the_label_of_who_made_them(lines: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(CHANGES_HEADING + lines) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TTHC do địa phương ban hành: không có.", of("procedures", in_force_local=0)),
        ("Hồ sơ của địa phương: đã giải quyết 512 hồ sơ.", of("dossiers", resolved=512)),
        (
            "Tiếp nhận hồ sơ tại các địa phương: cấp xã đã giải quyết 512 hồ sơ.",
            of("dossiers", "commune", resolved=512),
        ),
        ("Hướng dẫn các địa phương: bãi bỏ 03 biểu mẫu.", {}),
    ],
)
def test_a_place_before_a_colon_is_no_maker_of_procedures(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        (
            "Tham mưu công bố 12 TTHC tại 02 quyết định.",
            "all",
            of("procedures", announced=12, announcement_decisions=2),
        ),
        (
            "Ban hành 03 quyết định công bố, gồm 14 TTHC.",
            "all",
            of("procedures", announcement_decisions=3, announced=14),
        ),
        (
            "Công bố 148 TTHC quy định tại 11 văn bản quy phạm pháp luật.",
            "all",
            of("procedures", announced=148, announced_legal_documents=11),
        ),
        ("Niêm yết, công khai 29 TTHC theo 08 quyết định của tỉnh.", "all", of("procedures", publicized=29)),
        ("Xã cập nhật 29 TTHC được công bố tại 08 quyết định của UBND tỉnh.", "commune", {}),
        ("Tổng số quyết định công bố: 08 quyết định.", "district", {}),
        ("Tổng số quyết định công bố: 0.", "district", of("procedures", "district", announcement_decisions=0)),
    ],
)
def test_decisions_and_documents_named_behind_what_is_announced(
    text: str, own: str, expected: dict[tuple[str, str], float]
) -> None:
    assert stated(text, own) == expected


# ---- those in force, by whose they are


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ("Số TTHC do Sở trực tiếp giải quyết: 53.", "province", of("procedures", "province", in_force=53)),
        ("Tổng số TTHC xã giải quyết: 394.", "commune", of("procedures", "commune", in_force=394)),
        (
            "Danh mục TTHC của tỉnh gồm 2.162 TTHC. Cấp tỉnh giải quyết 1.794 TTHC, cấp xã giải quyết 401 TTHC.",
            "all",
            of("procedures", in_force=2162)
            | of("procedures", "province", in_force=1794)
            | of("procedures", "commune", in_force=401),
        ),
        (
            "Có 289 TTHC thuộc thẩm quyền cấp huyện, 164 TTHC thuộc thẩm quyền UBND cấp xã.",
            "district",
            of("procedures", "district", in_force=289) | of("procedures", "commune", in_force=164),
        ),
        (
            "2.1. Công khai, minh bạch\nTổng TTHC của tỉnh: 1.871, trong đó tỉnh 1.557, huyện 311, xã 136.",
            "all",
            of("procedures", in_force=1871)
            | of("procedures", "province", in_force=1557)
            | of("procedures", "district", in_force=311)
            | of("procedures", "commune", in_force=136),
        ),
    ],
)
def test_those_in_force_by_who_runs_them(text: str, own: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text, own) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số TTHC xã đã giải quyết: 12.394.",
        "Trong tháng, số TTHC xã giải quyết: 394.",
        "Số TTHC trong tháng xã giải quyết: 394.",
        "Trong quý I, Sở giải quyết 1.401 TTHC cho người dân.",
        "Trong kỳ, cấp xã giải quyết 401 TTHC.",
        "Số thủ tục xã giải quyết trực tiếp: 394.",
        "Công bố danh mục TTHC của tỉnh gồm 12 TTHC.",
        "Rà soát bộ TTHC của tỉnh: 12 TTHC.",
        "Tổng TTHC của tỉnh giảm 12 TTHC so với năm trước.",
        "Tổng số TTHC của sở được công khai: 118.",
    ],
)
def test_what_is_done_with_procedures_does_not_count_those_in_force(text: str) -> None:
    assert "procedures.in_force" not in {name for name, _ in stated(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành 44 quyết định công bố.\n- Tổng số TTHC thuộc thẩm quyền: 2.204; Trung ương quy định 2.173; "
        "địa phương quy định 31.",
        "Ban hành 44 quyết định công bố. Tổng số TTHC thuộc thẩm quyền: 2.204: Trung ương quy định 2.173, "
        "HĐND và UBND tỉnh quy định 31.",
    ],
)
def test_who_set_those_in_force_says_nothing_of_the_decisions(text: str) -> None:
    expected = of("procedures", announcement_decisions=44, in_force=2204, in_force_central=2173, in_force_local=31)
    assert stated(text) == expected


def test_parts_in_a_sentence_of_their_own_may_be_of_the_whole_before_the_last_part() -> None:
    head = "Tiếp nhận 54.830 hồ sơ, gồm 402 hồ sơ cũ và 54.428 hồ sơ mới."
    assert stated(f"{head} Trong đó cấp huyện 11.267 hồ sơ.") == stated(head)
    whole = "Tiếp nhận 54.830 hồ sơ. Trong đó huyện 11.267 hồ sơ; trong đó xã 43.563."
    assert stated(whole) == of("dossiers", received=54830) | of("dossiers", "district", received=11267) | of(
        "dossiers", "commune", received=43563
    )


def test_all_of_something_unknown_is_confirmed_by_no_equation() -> None:
    text = "Hiện có 194 TTHC. Cung cấp 194 dịch vụ công trực tuyến. Đăng nhập VNeID cho 100% DVCTT."
    assert "services.online_rate" not in {name for name, _ in stated(text)}


# ---- the review told in other words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "4. Rà soát\nTheo Kế hoạch số 77/KH-UBND: 03 TTHC. Đã trình phương án 03 TTHC.",
            of("review", planned=3, done=3),
        ),
        ("3. Rà soát: được giao 15 TTHC, đã có phương án 12 TTHC.", of("review", planned=15, done=12)),
        (
            "4. Rà soát TTHC\nQuyết định số 31/QĐ-UBND đặt ra 34 TTHC cần rà soát; đã rà soát xong 13 TTHC, bãi bỏ 3.",
            of("review", planned=34, done=13, abolished=3),
        ),
        ("Kết quả rà soát: 41/41 TTHC theo Kế hoạch.", of("review", done=41, planned=41)),
        (
            "Sở đã rà soát xong 06 TTHC và kiến nghị sửa đổi, bổ sung 04 TTHC, 02 TTHC còn lại giữ nguyên.",
            of("review", done=6, amended=4, kept=2),
        ),
        (
            "4. Rà soát: theo kế hoạch rà soát 02 TTHC lĩnh vực Lao động - TB&XH; đã rà soát 02 TTHC, giữ nguyên 0.",
            of("review", planned=2, done=2, kept=0),
        ),
        (
            "Đã bãi bỏ 04 TTHC và sửa đổi, bổ sung 17 TTHC trong tổng số 21 TTHC đã rà soát.",
            of("review", done=21),
        ),
        ("Sở phải rà soát 136 TTHC cấp tỉnh và cấp xã.", of("review", planned=136)),
    ],
)
def test_the_review_in_other_words(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "4. Rà soát TTHC\nMục tiêu đặt ra 34 TTHC.",
        "4. Rà soát\nKế hoạch năm 2025: 12 TTHC sẽ rà soát.",
        "4. Rà soát TTHC: theo kế hoạch kiểm tra: 03 đơn vị.",
        "Kế hoạch kiểm soát TTHC: 03 TTHC.",
        "Còn lại 12 TTHC được công khai.",
        "Đã công khai 40 TTHC, còn lại 12 TTHC công khai sau.",
        "3. Rà soát: được giao 5 nhiệm vụ, hoàn thành 4 nhiệm vụ.",
    ],
)
def test_plans_of_other_things_and_rests_are_not_of_the_review(text: str) -> None:
    assert not {name for name, _ in stated(text) if name.startswith("review.")}
    assert ("procedures.publicized", "all") not in stated(text) or "40" in text


def test_two_levels_of_three_are_not_all() -> None:
    assert stated("Sở phải rà soát 136 TTHC cấp huyện và cấp xã.", "province") == {}
    assert stated("Rà soát 136 TTHC cấp tỉnh, 20 TTHC cấp xã.") == {}


# ---- petitions, and where procedures are posted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "5. PAKN: 06 lượt, trong đó mới 06, kỳ trước 0; về hành vi 05, quy định 01.",
            of("feedback", received=6, received_new=6, carried_over=0, on_conduct=5, on_regulations=1),
        ),
        ("Cổng tiếp nhận PAKN có 1.200 lượt tra cứu.", {}),
        ("5. PAKN: 1.200 lượt truy cập.", {}),
        ("Khai thác CSDL quốc gia về dân cư: 1.266 lượt.", of("population_db", lookups=1266)),
        (
            "PAKN về quy định kinh doanh là 64, trả lời đúng hạn 52, quá hạn 5, đang xem xét 7.",
            of(
                "feedback",
                business_received=64,
                business_resolved_on_time=52,
                business_resolved_overdue=5,
                business_pending=7,
            ),
        ),
        (
            "PAKN về quy định kinh doanh: 03. Đã giải quyết 40 hồ sơ.",
            of("feedback", business_received=3) | of("dossiers", resolved=40),
        ),
        (
            "Nhận 31 PAKN; phản ánh quy định: 19; phản ánh hành vi: 12.",
            of("feedback", received=31, on_regulations=19, on_conduct=12),
        ),
        ("Tiếp nhận 31 phản ánh về quy định 12 ngày làm việc.", {}),
    ],
)
def test_petitions_told_shortly(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert expected.items() <= stated(text).items()
    assert {name for name, _ in stated(text)} <= {name for name, _ in expected} | {"feedback.received"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2. Công khai TTHC\nThuộc thẩm quyền cấp huyện là 286 thủ tục, cấp xã là 142 thủ tục.",
            of("procedures", "district", in_force=286) | of("procedures", "commune", in_force=142),
        ),
        (
            "Đã niêm yết, công khai 142/142 TTHC tại 28/28 xã, thị trấn.",
            of("procedures", "commune", publicized=142),
        ),
        ("Đã niêm yết, công khai 42 TTHC tại 12/28 xã, thị trấn.", of("procedures", "district", publicized=42)),
        (
            "Niêm yết đầy đủ 341 TTHC thuộc thẩm quyền tại Bộ phận Một cửa; trong đó 226 TTHC cấp huyện "
            "và 115 TTHC cấp xã.",
            of("procedures", in_force=341)
            | of("procedures", "district", in_force=226)
            | of("procedures", "commune", in_force=115),
        ),
    ],
)
def test_where_procedures_are_posted_says_their_level_only_if_all_are_named(
    text: str, expected: dict[tuple[str, str], float]
) -> None:
    assert stated(text, "district") == expected


def test_what_is_left_out_is_said_of_the_figure_beside_it() -> None:
    text = "Khai thác CSDL quốc gia về dân cư: 1.266 lượt.{}Số liệu chưa bao gồm hồ sơ ngành dọc."
    assert stated(text.format(" ")) == {}
    assert stated(text.format("\n\n2. Nội dung khác\n")) == of("population_db", lookups=1266)


# ---- satisfaction


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("Mức độ hài lòng trên hệ thống đánh giá tại quầy: 99,6% (1.150 lượt đánh giá).", 99.6),
        ("Phát ra 320 phiếu, có 306 phiếu rất hài lòng và hài lòng, chiếm 98,1%; 06 phiếu bình thường.", 98.1),
        ("Mức rất hài lòng và hài lòng là 1.940 lượt, đạt 99,69%; mức không hài lòng 6 lượt, chiếm 0,31%.", 99.69),
        ("Kết quả 117/118 phiếu rất hài lòng và hài lòng (99,2%), 01 phiếu bình thường.", 99.2),
        ("Trên hệ thống ghi nhận 99,4% lượt đánh giá hài lòng.", 99.4),
        ("98,6% số tổ chức, cá nhân được hỏi hài lòng.", 98.6),
        ("Khảo sát trực tuyến: 99,1% hài lòng trở lên.", 99.1),
    ],
)
def test_satisfaction_is_the_share_of_those_asked(text: str, rate: float) -> None:
    assert stated(text)["satisfaction.rate", "all"] == rate


@pytest.mark.parametrize(
    "text",
    [
        "Khảo sát: 90 phiếu rất hài lòng, chiếm 90%; 8 phiếu hài lòng, chiếm 8%.",
        "Tổ chức 12 hội nghị, 98,1% đại biểu hài lòng.",
        "98% số xã đạt mức hài lòng trở lên.",
        "Phấn đấu 95% hài lòng trở lên.",
        "98% trở lên hài lòng.",
        "Khảo sát 450 phiếu rất hài lòng và hài lòng, giải quyết đạt 99%.",
        "Có 06 phiếu không hài lòng, chiếm 0,3%.",
    ],
)
def test_a_share_of_others_or_of_one_answer_is_no_satisfaction(text: str) -> None:
    assert "satisfaction.rate" not in {name for name, _ in stated(text)}


def test_a_commune_s_staff() -> None:
    expected = of("staff", "commune", commune=62, commune_officials=9, commune_civil_servants=53)
    assert stated("Xã có 62 cán bộ, công chức (trong đó cán bộ 09, công chức 53).", "commune") == expected
    assert stated("Mỗi xã có 20 cán bộ, công chức. Tỉnh có 900 cán bộ, công chức.") == {}


# ---- drafts, and what follows from a reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sở Tư pháp thẩm định 21 dự thảo văn bản QPPL; trong đó có 02 dự thảo quy định 03 TTHC. "
            "Sở đề nghị bỏ 01 TTHC.",
            of("procedures", appraised=3),
        ),
        (
            "Thẩm định 21 dự thảo văn bản. Trong đó 03 dự thảo có quy định TTHC với tổng số 07 TTHC.",
            of("procedures", appraised=7),
        ),
        (
            "Đã đánh giá tác động 01 TTHC quy định tại dự thảo Nghị quyết về chính sách phát triển du lịch.",
            of("procedures", impact_assessed=1),
        ),
        (
            "Đã đánh giá tác động 04 TTHC dự kiến quy định tại 02 dự thảo nghị quyết.",
            of("procedures", impact_assessed=4),
        ),
        ("Văn bản chưa ban hành nên số TTHC được đánh giá tác động là 0.", of("procedures", impact_assessed=0)),
        (
            "Ban hành 14 Quyết định công bố danh mục TTHC được sửa đổi, bổ sung, bãi bỏ và phê duyệt quy trình nội bộ.",
            of("procedures", announcement_decisions=14),
        ),
        ("Hiện có 1.844 TTHC được tiếp nhận theo cơ chế một cửa.", of("procedures", one_stop=1844)),
        (
            "Đã ban hành 1.897 quy trình nội bộ, quy trình điện tử giải quyết TTHC.",
            of("procedures", internal_processes=1897),
        ),
        ("Thẩm định 21 dự thảo văn bản, trong đó đề nghị bãi bỏ 03 TTHC.", {}),
        ("Thẩm định 21 dự thảo văn bản. Hiện có 118 TTHC.", of("procedures", in_force=118)),
        ("Dự kiến đánh giá tác động 04 TTHC.", {}),
        ("Ban hành 14 quyết định công bố 30 TTHC sửa đổi, 5 TTHC bãi bỏ.", {}),
        ("Hồ sơ đất đai tăng nên tiếp nhận 500 hồ sơ.", {}),
        ("Dự thảo Nghị quyết về chính sách hỗ trợ: 3 TTHC.", {}),
    ],
)
def test_procedures_in_drafts(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


# ---- tasks that are late, procedures that are new


@pytest.mark.parametrize("behind", [", quá hạn 02, 03 nhiệm vụ đang thực hiện", "; quá hạn 02 nhiệm vụ"])
def test_late_beside_done_in_time_is_done_late_or_not_done(behind: str) -> None:
    found = stated(f"UBND tỉnh giao Sở 126 nhiệm vụ, đã hoàn thành đúng hạn 121 nhiệm vụ{behind}.")
    assert not {name for name, _ in found} & {"tasks.overdue", "tasks.completed_late"}


def test_what_is_announced_of_one_setter_is_not_all_that_is_announced() -> None:
    text = "TTHC do trung ương quy định: công bố mới 22; sửa đổi 97; bãi bỏ 31."
    assert stated(text) == of("procedures", amended_central=97, abolished_central=31)


# ---- a paragraph that begins with its parts


LEVELS_OF_RESOLVED = (
    "Trong đó, cấp tỉnh giải quyết 42.905 hồ sơ, trễ hạn 138 hồ sơ; "
    "cấp huyện giải quyết 37.662 hồ sơ, trễ hạn 1.705 hồ sơ; cấp xã giải quyết 215.307 hồ sơ, trễ hạn 19 hồ sơ."
)


def test_parts_of_the_paragraph_before_are_stated_where_they_add_up() -> None:
    found = stated(f"Đã giải quyết 295.874 hồ sơ; trễ hạn 1.862 hồ sơ, bằng 0,63%.\n\n{LEVELS_OF_RESOLVED}")
    assert found.items() >= of("dossiers", "province", resolved=42905, resolved_overdue=138).items()
    assert found.items() >= of("dossiers", "commune", resolved=215307, resolved_overdue=19).items()


@pytest.mark.parametrize("before", ["Hồ sơ đất đai giải quyết 295.874 hồ sơ.", "Sở Xây dựng giải quyết 300.000 hồ sơ."])
def test_parts_of_something_else_before_are_nobodys(before: str) -> None:
    assert stated(f"{before}\n\n{LEVELS_OF_RESOLVED}") == {}


# ---- press


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tiếp nhận 71.482 hồ sơ, trong đó trực tuyến 62.047 hồ sơ, trực tiếp 9.011 hồ sơ, bưu chính 424 hồ sơ.",
            of("dossiers", received_new=71482, received_online=62047, received_direct=9011, received_postal=424),
        ),
        (
            "Tiếp nhận 71.482 hồ sơ, trong đó trực tuyến 62.047 hồ sơ, trực tiếp 9.011 hồ sơ, bưu chính 424 hồ sơ; "
            "kỳ trước chuyển sang 300 hồ sơ.",
            of(
                "dossiers",
                received=71482,
                received_online=62047,
                received_direct=9011,
                received_postal=424,
                carried_over=300,
            ),
        ),
        (
            "Tiếp nhận 71.483 hồ sơ, trong đó trực tuyến 62.047 hồ sơ, trực tiếp 9.011 hồ sơ, bưu chính 424 hồ sơ.",
            of("dossiers", received=71483, received_online=62047, received_direct=9011, received_postal=424),
        ),
    ],
)
def test_what_came_by_three_channels_is_new(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tiếp nhận 41.887 hồ sơ, cộng với 3.015 hồ sơ tồn kỳ trước là 44.902 hồ sơ.",
            of("dossiers", received_new=41887, carried_over=3015, received=44902),
        ),
        (
            "Tiếp nhận 5.214 hồ sơ, cộng với 402 hồ sơ kỳ trước chuyển sang thì tổng hồ sơ phải giải quyết là 5.616.",
            of("dossiers", received_new=5214, carried_over=402, received=5616),
        ),
    ],
)
def test_what_is_added_to_makes_the_whole(text: str, expected: dict[tuple[str, str], float]) -> None:
    assert stated(text) == expected


def test_after_its_levels_a_sentence_goes_on_about_the_whole() -> None:
    whole = "Toàn tỉnh tiếp nhận 71.482 hồ sơ, gồm cấp tỉnh 23.915 hồ sơ và cấp xã 47.567 hồ sơ."
    part = "Toàn tỉnh tiếp nhận 71.482 hồ sơ, trong đó cấp xã 47.567 hồ sơ."
    online = " Trong số này, 40.000 hồ sơ nộp trực tuyến."
    assert stated(whole + online)[("dossiers.received_online", "all")] == 40000
    assert not any("online" in name for name, _ in stated(part + online))


def test_all_levels_named_together_are_all_there_are() -> None:
    joined = "Các sở, ngành, UBND cấp huyện, cấp xã đã tiếp nhận 96.302 hồ sơ."
    assert stated(joined) == of("dossiers", received=96302)
    assert stated("Cấp huyện, cấp xã đã tiếp nhận 96.302 hồ sơ.") == {}


def test_a_rest_named_by_its_level_is_of_what_the_other_levels_are_of() -> None:
    levels = "Phân theo cấp, cấp tỉnh 112.306 hồ sơ, cấp huyện 68.951 hồ sơ, còn lại 137.205 hồ sơ thuộc cấp xã."
    told = stated("Các cấp tiếp nhận 318.462 hồ sơ. " + levels)
    assert told[("dossiers.received", "commune")] == 137205
    assert ("dossiers.received", "commune") not in stated("Các cấp tiếp nhận 318.463 hồ sơ. " + levels)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giải quyết 58.002 hồ sơ, trễ hạn 309 hồ sơ, chủ yếu ở lĩnh vực đất đai. Đang giải quyết 1.200 hồ sơ.", 1200),
        ("Giải quyết 58.002 hồ sơ, tập trung ở lĩnh vực hộ tịch. Đang giải quyết 1.200 hồ sơ.", 1200),
        ("Lĩnh vực đất đai giải quyết 5.000 hồ sơ, chủ yếu ở lĩnh vực đất đai. Đang giải quyết 1.200 hồ sơ.", None),
        ("Giải quyết 5.000 hồ sơ; riêng lĩnh vực đất đai trễ 12 hồ sơ. Đang giải quyết 1.200 hồ sơ.", None),
    ],
)
def test_where_most_of_them_lie_is_not_what_comes_next(text: str, expected: float | None) -> None:
    assert stated(text).get(("dossiers.pending", "all")) == expected


def test_what_a_sentence_is_about_yields_to_the_words_beside_its_figure() -> None:
    assert stated("Về kết quả giải quyết, toàn tỉnh tiếp nhận 51.382 hồ sơ.") == of("dossiers", received=51382)
    online = stated("Về hồ sơ trực tuyến, toàn tỉnh tiếp nhận 51.382 hồ sơ, giải quyết 50.000 hồ sơ.")
    assert online == of("dossiers", received_online=51382)


def test_a_list_may_set_its_figures_before_their_labels() -> None:
    assert stated("▸ 95,8%: tỷ lệ hồ sơ qua mạng.") == of("dossiers", online_rate=95.8)
    assert stated("▸ 3.906: hồ sơ đã giải quyết.") == of("dossiers", resolved=3906)
    assert stated("▸ 3.906: số lượt khách đến Trung tâm.") == {}
    assert stated("2024: tiếp nhận 500 hồ sơ.") == {}


def test_services_of_a_kind_are_counted_as_procedures_too() -> None:
    both = "Cổng dịch vụ công của tỉnh đang cung cấp 428 dịch vụ công mức độ 3 và 317 dịch vụ công mức độ 4."
    assert stated(both) == of("services", online_level3=428, online_level4=317)
    bracket = "Về dịch vụ công mức độ 3, 4, huyện cung cấp 122 thủ tục (mức 3: 81; mức 4: 41)."
    assert stated(bracket) == of("services", online=122, online_level3=81, online_level4=41)


def test_paid_on_the_portal_is_paid_online_and_without_cash_alone_is_not() -> None:
    paid = "Trong 96.420 hồ sơ có nghĩa vụ tài chính đã có 41.876 hồ sơ thanh toán không dùng tiền mặt"
    online = of("payments", online=41876, online_base=96420)
    assert stated(paid + " qua Cổng Dịch vụ công quốc gia.") == online
    assert stated("Thanh toán không dùng tiền mặt: 41.876 hồ sơ.") == {}
