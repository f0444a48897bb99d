"""Which field a number states: what hangs under what, what is no figure of this period, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.catalogue.fields import load_fields
from loaders.checks.verdicts import judge
from loaders.content import Document
from loaders.prose.claims import claim
from loaders.prose.outline import outline
from loaders.prose.resolution import resolve
from loaders.reading import read_document
from loaders.records import Reading
from loaders.text.numbers import find_numbers
from loaders.text.textform import normalise
from tests.tries import tries

SHARED = Path(__file__).parents[2] / "shared" / "reports"
Stated = dict[str, float]


def stated(text: str) -> set[tuple[str, float, str]]:
    """What the text of a report alone states: field, value, level."""
    facts, _, _ = resolve(claim(text), "all")
    return {(fact.field, fact.value, fact.admin_level) for fact in facts}


def of(prefix: str, level: str = "all", **values: float) -> set[tuple[str, float, str]]:
    return {(f"{prefix}.{name}", float(value), level) for name, value in values.items()}


def report(
    body: str, province: str = "Vĩnh Long", period: str = "quý II năm 2023", issued: str = "ngày 19 tháng 6 năm 2023"
) -> Reading:
    head = (
        f"ỦY BAN NHÂN DÂN\nTỈNH {province.upper()}\nSố: 58/BC-UBND\n{province}, {issued}\n\nBÁO CÁO\n"
        f"Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa {period}\n\n"
        "I. TÌNH HÌNH, KẾT QUẢ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH\n"
    )
    text = normalise(head + body)
    return read_document(Document(sha256(text.encode()).hexdigest(), "bao-cao.txt", "text", text))


def in_report(body: str, **more: str) -> set[tuple[str, float, str]]:
    return {(fact.field, fact.value, fact.admin_level) for fact in report(body, **more).facts if fact.basis == "stated"}


# ---- parents and children


@pytest.mark.parametrize(
    "text",
    [
        "Số hồ sơ đã giải quyết: 812 hồ sơ, trong đó: trước hạn 604, đúng hạn 190, quá hạn 18.",
        "Số hồ sơ đã giải quyết: 812 hồ sơ (trước hạn 604; đúng hạn 190; quá hạn 18).",
        "Đã giải quyết 812 hồ sơ; trong đó: giải quyết trước hạn: 604 hồ sơ; đúng hạn: 190 hồ sơ; quá hạn: 18 hồ sơ.",
        "Đã giải quyết 812 hồ sơ, gồm: 604 hồ sơ trước hạn, 190 hồ sơ đúng hạn và 18 hồ sơ quá hạn.",
        "- Số hồ sơ đã giải quyết: 812\n+ Trước hạn: 604\n+ Đúng hạn: 190\n+ Quá hạn: 18",
        "- Đã giải quyết 812 hồ sơ. Trong đó:\n+ Trước hạn: 604 hồ sơ.\n+ Đúng hạn: 190 hồ sơ.\n+ Quá hạn: 18.",
        "Giải quyết 812 hồ sơ, trong đó 604 hồ sơ giải quyết trước hạn, 190 hồ sơ đúng hạn, 18 hồ sơ quá hạn.",
    ],
)
def test_parts_are_read_under_their_whole_however_they_are_set(text: str) -> None:
    expected = of("dossiers", resolved=812, resolved_early=604, resolved_on_time=190, resolved_overdue=18)
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Đã tiếp nhận 5.310 hồ sơ (kỳ trước chuyển qua 402, mới tiếp nhận 4.908 (trực tuyến 3.115; trực tiếp 1.793)).",
        "Hồ sơ tiếp nhận: 5.310, trong đó: mới: 4.908 (trực tuyến: 3.115; trực tiếp: 1.793); kỳ trước chuyển qua: 402.",
    ],
)
def test_brackets_within_brackets_belong_to_the_figure_before_them(text: str) -> None:
    assert stated(text) == of("dossiers", received=5310, carried_over=402, received_new=4908, received_online=3115)


def test_in_person_is_stated_where_the_post_is_told_apart() -> None:
    """Beside the online ones alone it may be all others: column 5 of form II.06a (Thông tư 01/2020/TT-VPCP)."""
    told = "Tiếp nhận mới 4.908 hồ sơ: trực tuyến 3.115; trực tiếp 1.700; bưu chính 93."
    apart = of("dossiers", received_new=4908, received_online=3115, received_direct=1700, received_postal=93)
    assert stated(told) == apart
    assert "dossiers.received_direct" not in {
        name for name, *_ in stated("Tiếp nhận mới 9: trực tuyến 6; trực tiếp 3.")
    }


@pytest.mark.parametrize(
    "text",
    [
        "Trong khi đó, Cổng Dịch vụ công quốc gia ghi nhận tỷ lệ số hóa hồ sơ của tỉnh mới 41,07%, tái sử dụng 6,2%.",
        "Trong 3 tháng cuối năm: hồ sơ trực tuyến đạt 80%; thanh toán trực tuyến đạt 70%.",
        "Công khai TTHC: niêm yết theo 13 quyết định của UBND tỉnh.",
        "PAKN: về quy định kinh doanh 211, xử lý đúng hạn 198, quá hạn 05.",
        "Niêm yết 309 TTHC tại trụ sở.",
        "Thanh toán trực tuyến: số giao dịch 1,6 triệu.",
    ],
)
def test_figures_of_others_are_not_the_report_s_own(text: str) -> None:
    assert [name for name, *_ in stated(text) if not name.startswith("feedback.business_")] == []


def test_the_same_words_are_other_fields_under_other_parents() -> None:
    text = "Đã giải quyết 300 hồ sơ, trong đó quá hạn 12. Đang giải quyết 45 hồ sơ, trong đó quá hạn 3."
    assert stated(text) == of("dossiers", resolved=300, resolved_overdue=12, pending=45, pending_overdue=3)


def test_a_semicolon_leads_back_to_the_whole() -> None:
    text = "Tiếp nhận 90 hồ sơ, trong đó trực tuyến 60 hồ sơ; đã giải quyết 80 hồ sơ, trong đó quá hạn 2 hồ sơ."
    assert stated(text) == of("dossiers", received=90, received_online=60, resolved=80, resolved_overdue=2)


def test_a_wrapped_sentence_reads_like_an_unwrapped_one() -> None:
    text = "Đã giải quyết 812 hồ sơ, trong đó trước\nhạn 604, đúng\nhạn 190 và quá hạn\n18."
    assert stated(text) == stated(text.replace("\n", " ")) != set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số hồ sơ quá hạn đang giải quyết: không có.", of("dossiers", pending_overdue=0)),
        ("Đã giải quyết 40 hồ sơ, không có hồ sơ quá hạn.", of("dossiers", resolved=40, resolved_overdue=0)),
        ("- Số TTHC đã được đánh giá tác động trong kỳ: Không có.", of("procedures", impact_assessed=0)),
        ("- Số phản ánh, kiến nghị tiếp nhận: 0.", of("feedback", received=0)),
    ],
)
def test_none_said_in_words_is_zero(text: str, expected: set[tuple[str, float, str]]) -> None:
    assert stated(text) == expected


# ---- levels


@pytest.mark.parametrize(
    "text",
    [
        "Số hồ sơ đã giải quyết: cấp tỉnh 410 hồ sơ; cấp huyện 530 hồ sơ; cấp xã 720 hồ sơ.",
        "Cấp tỉnh đã giải quyết 410 hồ sơ; cấp huyện đã giải quyết 530 hồ sơ; cấp xã đã giải quyết 720 hồ sơ.",
        "- Số hồ sơ đã giải quyết:\n+ Cấp tỉnh: 410 hồ sơ.\n+ Cấp huyện: 530 hồ sơ.\n+ Cấp xã: 720 hồ sơ.",
        "Số hồ sơ đã giải quyết ở cấp tỉnh, cấp huyện, cấp xã lần lượt là 410, 530 và 720.",
        "a) Cấp tỉnh\nGiải quyết 410 hồ sơ.\nb) Cấp huyện\nGiải quyết 530 hồ sơ.\nc) Cấp xã\nGiải quyết 720 hồ sơ.",
    ],
)
def test_each_level_gets_its_own_figure(text: str) -> None:
    expected = {
        *of("dossiers", "province", resolved=410),
        *of("dossiers", "district", resolved=530),
        *of("dossiers", "commune", resolved=720),
    }
    assert stated(text) == expected


def test_parts_of_a_level_stay_with_their_level_and_the_next_level_begins_anew() -> None:
    text = (
        "Cấp tỉnh: đã giải quyết 410 hồ sơ, trong đó quá hạn 4 hồ sơ. "
        "Cấp xã: đã giải quyết 720 hồ sơ, trong đó quá hạn 7 hồ sơ."
    )
    expected = {*of("dossiers", "province", resolved=410, resolved_overdue=4)}
    expected |= of("dossiers", "commune", resolved=720, resolved_overdue=7)
    assert stated(text) == expected


def test_the_whole_named_after_its_levels_is_the_whole_again() -> None:
    text = "Cấp tỉnh tiếp nhận 410 hồ sơ; cấp xã tiếp nhận 720 hồ sơ; toàn tỉnh tiếp nhận 1.130 hồ sơ."
    assert of("dossiers", received=1130) <= stated(text)


@pytest.mark.parametrize(
    "text",
    [
        "Cấp huyện và cấp xã còn 41 hồ sơ đang giải quyết.",
        "Số hồ sơ đang giải quyết của cấp tỉnh và cấp huyện là 41.",
        "Số hồ sơ đã giải quyết ở các cấp lần lượt là 41, 52, 63, 74.",
    ],
)
def test_a_figure_of_several_levels_together_is_stated_of_none(text: str) -> None:
    assert stated(text) == set()


# ---- shares and ratios


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thanh toán trực tuyến: 412/824 hồ sơ (tỷ lệ 50%).",
            of("payments", online=412, online_base=824, online_rate=50),
        ),
        (
            "Đã giải quyết đúng hạn 396/400 hồ sơ, đạt tỷ lệ 99%.",
            of("dossiers", resolved_early_or_on_time=396, resolved=400, on_time_rate=99),
        ),
        ("Tỷ lệ hồ sơ tiếp nhận trực tuyến đạt 61,5%.", of("dossiers", online_rate=61.5)),
        (
            "Số hồ sơ nộp trực tuyến là 4.507, bằng 93,66% hồ sơ mới.",
            of("dossiers", received_online=4507, online_rate=93.66),
        ),
        (
            "Đã giải quyết 400 hồ sơ, trong đó quá hạn 4 hồ sơ (chiếm 1%).",
            of("dossiers", resolved=400, resolved_overdue=4, overdue_rate=1),
        ),
    ],
)
def test_a_share_is_the_rate_of_the_figure_beside_it(text: str, expected: set[tuple[str, float, str]]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Trong đó, 65% số hồ sơ trễ hẹn là của lĩnh vực đất đai.",
        "Có 12% số hồ sơ trễ hẹn do người dân bổ sung chậm.",
        "Số này bằng 65% hồ sơ trễ hẹn của lĩnh vực đất đai.",
        "Thu lệ phí 1,9 tỷ đồng, 88% qua mạng.",
        "Tỷ lệ từ 61% đến 97% tùy đơn vị.",
        "Tỷ lệ hồ sơ trực tuyến dưới 5%.",
        "Tỷ lệ hồ sơ trực tuyến đạt 61% đến 64%.",
    ],
)
def test_a_share_of_a_part_a_range_and_a_bound_are_no_rate(text: str) -> None:
    assert stated(text) == set()


# ---- what is never this period's figure


@pytest.mark.parametrize(
    "text",
    [
        "Số hồ sơ tiếp nhận tăng 412 hồ sơ so với cùng kỳ.",
        "Số hồ sơ quá hạn giảm 31 hồ sơ.",
        "Tỷ lệ hồ sơ đúng hạn tăng 0,4% so với quý trước.",
        "Tỷ lệ hồ sơ trực tuyến giảm từ 71% xuống còn 64%.",
        "Phấn đấu tỷ lệ hồ sơ trực tuyến đạt 80%.",
        "Chỉ tiêu tỉnh giao: tỷ lệ thanh toán trực tuyến đạt 60%.",
        "Mục tiêu đến năm 2025 đạt 90% hồ sơ trực tuyến.",
        "Bảo đảm 100% hồ sơ được giải quyết đúng hạn.",
        "Yêu cầu tối thiểu 55% hồ sơ nộp trực tuyến.",
        "Sẽ giải quyết 412 hồ sơ trong tháng tới.",
        "Bình quân mỗi ngày tiếp nhận 412 hồ sơ.",
        "Trung bình một ngày giải quyết 31 hồ sơ.",
        "Tiếp nhận 412 hồ sơ/tháng.",
        "Mỗi công chức giải quyết 31 hồ sơ.",
        "Riêng lĩnh vực đất đai tiếp nhận 412 hồ sơ, giải quyết 400 hồ sơ, quá hạn 12 hồ sơ.",
        "Trong lĩnh vực hộ tịch: tiếp nhận 412 hồ sơ; giải quyết 400 hồ sơ.",
        "Hồ sơ quá hạn chủ yếu thuộc lĩnh vực xây dựng (31 hồ sơ), nội vụ (2 hồ sơ).",
        "Tiếp nhận 412 hồ sơ chứng thực, 31 hồ sơ hộ tịch.",
        "Nhìn chung cả nước đã tiếp nhận 4.120.000 hồ sơ.",
        "Tổng số phí thu qua thanh toán trực tuyến là 412.000.000 đồng.",
        "Tổ chức 12 lớp tập huấn cho 412 công chức một cửa.",
        "Đã đăng 31 tin, bài về dịch vụ công trực tuyến.",
        "Trang bị 31 máy tính cho bộ phận một cửa.",
        "Có 12/15 sở có hồ sơ quá hạn.",
        "Tổng đài đã tiếp nhận 412 cuộc gọi.",
        "Xếp hạng 12/63 tỉnh, thành phố.",
        "Thời gian giải quyết rút ngắn 31%.",
        "Quyết định số 412/QĐ-UBND ngày 12/4/2023 về tiếp nhận hồ sơ.",
        "Điều 12 Nghị định số 61/2018/NĐ-CP quy định về tiếp nhận hồ sơ.",
        "Điện thoại đường dây nóng tiếp nhận hồ sơ: 0270.1022.",
        "Từ ngày 12/4/2023 đến ngày 31/5/2023 có tiếp nhận hồ sơ.",
    ],
)
def test_changes_targets_averages_parts_and_other_things_are_no_figures(text: str) -> None:
    assert stated(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tiếp nhận 412 hồ sơ, tăng 31 hồ sơ so với quý trước.", of("dossiers", received=412)),
        ("Tỷ lệ hồ sơ trực tuyến đạt 62% (chỉ tiêu 50%).", of("dossiers", online_rate=62)),
        ("Tỷ lệ hồ sơ trực tuyến đạt 62%, vượt chỉ tiêu 12%.", of("dossiers", online_rate=62)),
        ("Đã giải quyết 412 hồ sơ, trong đó có 31 hồ sơ đất đai.", of("dossiers", resolved=412)),
        ("Đã giải quyết 412 hồ sơ; tổ chức 12 lớp tập huấn.", of("dossiers", resolved=412)),
        ("Dù phải giãn cách để phòng, chống Covid-19, vẫn tiếp nhận 412 hồ sơ.", of("dossiers", received=412)),
        ("Mặc dù dịch COVID-19 diễn biến phức tạp, đã tiếp nhận 412 hồ sơ.", of("dossiers", received=412)),
    ],
)
def test_what_stands_beside_a_figure_does_not_take_it_away(text: str, expected: set[tuple[str, float, str]]) -> None:
    assert stated(text) == expected


# ---- in a whole report: other units, other times, other parts


OWN = "6. Kết quả giải quyết TTHC\n- Đã giải quyết 9.120 hồ sơ.\n"


@pytest.mark.parametrize(
    "body",
    [
        "- Sở Nội vụ còn 31 hồ sơ quá hạn.",
        "- Huyện Trà Ôn tiếp nhận 412 hồ sơ.",
        "- Đơn vị có nhiều hồ sơ quá hạn: Sở Nội vụ 31 hồ sơ, UBND huyện Trà Ôn 12 hồ sơ.",
        "- Tại Bộ phận Một cửa huyện Trà Ôn, số hồ sơ quá hạn là 31.",
        "- Huyện Trà Ôn:\n+ Tiếp nhận 412 hồ sơ.\n+ Quá hạn 31 hồ sơ.",
        "- Cục Thuế tỉnh: tiếp nhận 412 hồ sơ; giải quyết 400 hồ sơ; quá hạn 12 hồ sơ.",
        "- Tỉnh Đồng Tháp tiếp nhận 412.000 hồ sơ.",
        "- Quý I/2023: tiếp nhận 412 hồ sơ, quá hạn 31 hồ sơ.",
        "- Cùng kỳ năm 2022 tiếp nhận 412 hồ sơ.",
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ III\n- Tiếp nhận 412 hồ sơ.\n- Số hồ sơ quá hạn: 0.",
        "Nơi nhận:\n- Lưu: VT, 12 hồ sơ tiếp nhận.",
    ],
)
def test_other_units_times_and_plans_add_nothing_to_the_province_s_figures(body: str) -> None:
    assert in_report(OWN + body) == of("dossiers", resolved=9120)


def test_a_month_inside_the_quarter_keeps_its_own_time() -> None:
    reading = report(OWN + "- Trong tháng 5 năm 2023, toàn tỉnh tiếp nhận 412 hồ sơ.")
    (month,) = [fact for fact in reading.facts if fact.field == "dossiers.received"]
    assert month.period is not None and (month.period.kind, month.period.label) == ("month", "2023-05")


def timed(text: str) -> set[tuple[str, float, str]]:
    """What a report of quarter II of 2023 states after its own figures: field, value and time."""
    reading = report(f"{OWN}{text}", "Vĩnh Long", "quý II năm 2023")
    return {(f.field, f.value, f.period.label if f.period else "own") for f in reading.facts if f.raw in text}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- Đến hết tháng 5, toàn tỉnh đã tiếp nhận 412 hồ sơ. Số đang giải quyết là 37.",
            {("dossiers.received", 412, "2023-05-31"), ("dossiers.pending", 37, "own")},
        ),
        (
            "- Tiếp nhận 9.632 hồ sơ, giảm 9,6% so với cùng kỳ do mưa lũ trong tháng 5; đang giải quyết 512 hồ sơ.",
            {("dossiers.received", 9632, "own"), ("dossiers.pending", 512, "own")},
        ),
        (
            "- Tổng số 412 phản ánh, kiến nghị, chủ yếu phát sinh trong tháng 4 và tháng 5 do mới sắp xếp; "
            "đã xử lý 398, đang xử lý 14.",
            {
                ("feedback.received", 412, "own"),
                ("feedback.resolved", 398, "own"),
                ("feedback.pending", 14, "own"),
            },
        ),
        (
            "- Thanh toán trực tuyến 3.058 hồ sơ (tháng 5: 1.117 hồ sơ). Số hóa 2.204 hồ sơ.",
            {("payments.online", 3058, "own"), ("digitization.dossiers", 2204, "own")},
        ),
        (
            "- Tỷ lệ đúng hạn của cấp huyện (đến 31/5/2023) là 97,4%, cấp xã là 99,31%.",
            {("dossiers.on_time_rate", 99.31, "own")},
        ),
        (
            "- Từ tháng 5 đến nay đã thanh toán trực tuyến 3.058 hồ sơ.",
            {("payments.online", 3058, "2023-05-01..2023-06-14")},
        ),
    ],
)
def test_a_time_holds_for_what_it_is_said_of(text: str, expected: set[tuple[str, float, str]]) -> None:
    assert timed(text) >= expected


@pytest.mark.parametrize(("when", "is_now"), [("này", True), ("đó", True), ("này năm ngoái", False), ("", False)])
def test_the_same_time_is_now_unless_another_year_is_named(when: str, is_now: bool) -> None:
    told = in_report(f"- Tiếp nhận 412 hồ sơ. Cùng thời gian {when}, 390 hồ sơ đã có kết quả.")
    assert (("dossiers.resolved", 390, "all") in told) == is_now


def test_of_which_of_several_months_the_next_sentence_speaks_is_not_known() -> None:
    months = "- Tháng 4 tiếp nhận 371 hồ sơ, tháng 5 tiếp nhận 389 hồ sơ, nửa đầu tháng 6 tiếp nhận 154 hồ sơ."
    assert "dossiers.resolved_overdue" not in {name for name, *_ in timed(f"{months} Sáu hồ sơ quá hạn.")}


def test_two_values_of_one_figure_are_a_problem_and_not_a_choice() -> None:
    reading = report("6. Kết quả\n- Số hồ sơ đang giải quyết: 412 hồ sơ.\n- Hiện đang giải quyết 421 hồ sơ.")
    assert [fact for fact in reading.facts if fact.field == "dossiers.pending"] == []
    assert [problem.kind for problem in reading.problems] == ["conflict"]
    assert {number.raw for number in reading.unclaimed} >= {"412", "421"}


def test_what_came_in_may_be_new_where_more_is_settled_or_pending_and_accuses_nobody() -> None:
    told = "6. Kết quả giải quyết TTHC\n- Tiếp nhận 812 hồ sơ, giải quyết 798 hồ sơ; đang giải quyết {} hồ sơ."
    found = report(told.format(213))
    assert [fact.value for fact in found.facts if fact.field.startswith("dossiers.received")] == []
    assert not [problem for problem in found.problems if problem.severity == "error"]
    assert ("dossiers.received", 812, "all") in in_report(told.format(14))


def test_who_speaks_in_an_interview_is_no_word_of_what_is_said() -> None:
    told = "- Phóng viên: Kết quả thế nào?\n- Bà Trần Thị Hoa: Toàn tỉnh tiếp nhận 412 hồ sơ.\n"
    assert in_report(told) == of("dossiers", received=412)


def test_a_part_told_of_one_field_of_work_contradicts_nothing() -> None:
    found = report(
        "6. Kết quả giải quyết TTHC\n- Giải quyết 500 hồ sơ, đúng hạn 479 hồ sơ, trễ hạn 21 hồ sơ. "
        "19 hồ sơ trong số các hồ sơ chậm là của lĩnh vực đất đai."
    )
    assert [problem.message_vi for problem in found.problems if problem.kind == "conflict"] == []
    assert ("dossiers.resolved_overdue", 21, "all") in {(f.field, f.value, f.admin_level) for f in found.facts}


def test_of_two_values_the_one_that_adds_up_speaks_and_the_other_is_named() -> None:
    body = "6. Kết quả\n- Tiếp nhận 1.000 hồ sơ; đã giải quyết 588 hồ sơ; đang giải quyết 412 hồ sơ.\n"
    reading = report(body + "- Hiện đang giải quyết 421 hồ sơ.")
    assert {f.value for f in reading.facts if f.field == "dossiers.pending"} == {412}
    assert "conflict" in {problem.kind for problem in reading.problems}


def test_the_same_figure_told_twice_is_one_fact() -> None:
    reading = report("6. Kết quả\n- Đã giải quyết 9.120 hồ sơ.\nII. ĐÁNH GIÁ\nToàn tỉnh đã giải quyết 9.120 hồ sơ.")
    assert len([fact for fact in reading.facts if fact.field == "dossiers.resolved"]) == 1


def test_a_round_figure_gives_way_to_the_exact_one() -> None:
    reading = report("6. Kết quả\n- Đã giải quyết hơn 9.100 hồ sơ.\n- Số hồ sơ đã giải quyết: 9.120 hồ sơ.")
    (fact,) = [fact for fact in reading.facts if fact.field == "dossiers.resolved"]
    assert (fact.value, fact.approximate) == (9120, False)


def test_a_round_figure_alone_is_marked_as_such() -> None:
    (fact,) = report("6. Kết quả\n- Đã giải quyết hơn 9.100 hồ sơ.").facts
    assert (fact.value, fact.approximate, fact.confidence) == (9100, True, 2)


@pytest.mark.parametrize(
    ("unit", "level"),
    [("SỞ NỘI VỤ", "province"), ("UBND HUYỆN TRÀ ÔN", "district"), ("UBND XÃ THỚI HÒA", "commune")],
)
def test_a_unit_s_figures_are_of_its_own_level(unit: str, level: str) -> None:
    text = normalise(
        f"UBND TỈNH VĨNH LONG\n{unit}\nSố: 12/BC\nVĩnh Long, ngày 19 tháng 6 năm 2023\n\nBÁO CÁO\n"
        "Công tác kiểm soát thủ tục hành chính quý II năm 2023\n\n1. Hồ sơ\n- Đã giải quyết 412 hồ sơ.\n"
    )
    reading = read_document(Document("x", "bao-cao.txt", "text", text))
    assert {(fact.value, fact.admin_level) for fact in reading.facts} == {(412, level)}


# ---- nothing falls through


def numbers_in_scope(text: str, start: int = 0) -> Iterable[tuple[int, int, str]]:
    """Every number printed in digits but those in a list marker: offsets and print."""
    bodies = [(block.start, block.body) for block in outline(text, start)]
    for number in find_numbers(text):
        marker = any(first <= number.start < body for first, body in bodies)
        if number.start >= start and not marker and number.kind not in ("zero", "word"):
            yield number.start, number.end, number.raw


def takers(text: str, start: int = 0) -> dict[int, list[str]]:
    """For each number's offset, who took it."""
    findings = claim(text, start=start)
    found: dict[int, list[str]] = {at: [] for at, _, _ in numbers_in_scope(text, start)}
    for at, end, _ in numbers_in_scope(text, start):
        found[at] += ["claimed"] * any(at <= each.start < end for each in findings.candidates)
        found[at] += [f"ignored: {rule}" for number, rule in findings.ignored if number.start == at]
        found[at] += ["unclaimed" for each in findings.unclaimed if each.at.start == at]
    return found


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the sample reports are not here")
def test_every_number_of_the_sample_reports_is_claimed_ignored_by_name_or_unclaimed() -> None:
    for path in sorted(SHARED.glob("*.txt")):
        text = normalise(path.read_text(encoding="utf-8"))
        taken = takers(text)
        assert len(taken) > 50
        assert {at: who for at, who in taken.items() if len(who) != 1} == {}, path.name


LABELS = (
    *("Số hồ sơ tiếp nhận", "Đã giải quyết", "Đang giải quyết", "Quá hạn", "trước hạn", "mới tiếp nhận", "trực tuyến"),
    *("Tỷ lệ đúng hạn đạt", "PAKN đã xử lý", "TTHC được công khai", "Thanh toán trực tuyến", "cấp tỉnh", "cấp xã"),
    *("Sở Nội vụ", "lĩnh vực đất đai", "so với cùng kỳ", "chỉ tiêu", "bình quân", "ngư dân", "cả nước", "không có"),
)
FIGURES = (
    "412",
    "9.120 hồ sơ",
    "31 TTHC",
    "97,5%",
    "396/400 hồ sơ",
    "12 xã",
    "hơn 300 hồ sơ",
    "1,5 triệu đồng",
    "5-7",
    "dưới 5%",
    "(2)",
    "2023",
)
JOINTS = (
    ", ",
    "; ",
    ": ",
    ". ",
    " (",
    ") ",
    ", trong đó ",
    " và ",
    "\n- ",
    "\n+ ",
    "\n2. ",
    " lần lượt là ",
    "\n\n",
    " – ",
    " cụ thể: ",
)


@st.composite
def reports_of_random_clauses(draw: st.DrawFn) -> str:
    pieces = draw(
        st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(FIGURES), st.sampled_from(JOINTS)), max_size=14)
    )
    return "".join(f"{label} {figure}{joint}" for label, figure, joint in pieces)


@given(reports_of_random_clauses())
@settings(max_examples=tries(200), deadline=None)
def test_every_number_of_any_text_is_claimed_ignored_by_name_or_unclaimed(text: str) -> None:
    assert {at: who for at, who in takers(text).items() if len(who) != 1} == {}


@given(reports_of_random_clauses())
@settings(max_examples=tries(100), deadline=None)
def test_a_stated_figure_is_the_number_that_is_printed_there(text: str) -> None:
    printed = {(number.start, number.end): number for number in find_numbers(text)}
    for each in claim(text).candidates:
        holder = [n for (start, end), n in printed.items() if start <= each.start < end]
        assert len(holder) == 1 and text[each.start : each.end] == each.raw
        scale = 1e-6 if each.field.unit == "million_vnd" else 1
        assert each.value in {(holder[0].value or 0) * scale, (holder[0].second or 0) * scale}


@given(reports_of_random_clauses())
@settings(max_examples=tries(100), deadline=None)
def test_any_text_resolves_to_at_most_one_figure_for_each_field_level_and_period(text: str) -> None:
    facts, _, _ = resolve(claim(text), "all")
    keys = [(fact.field, fact.admin_level, fact.period) for fact in facts]
    assert len(set(keys)) == len(keys)
    judged, _ = judge(facts)
    assert {fact.field for fact in judged} <= set(load_fields())


# ---- what others write otherwise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giải ngân vốn đầu tư công 41,8/47,2 tỷ đồng (88,6%).",
            of("finance", public_investment_disbursed=41800, public_investment_plan=47200)
            | of("finance", public_investment_disbursement_rate=88.6),
        ),
        (
            "Kế hoạch vốn đầu tư công là 6.374.215 triệu đồng; giải ngân được 1.871.469 triệu đồng, đạt 29,36%.",
            of("finance", public_investment_plan=6374215, public_investment_disbursed=1871469)
            | of("finance", public_investment_disbursement_rate=29.36),
        ),
        (
            "Đã GQ 4.190 HS: trước hạn 2.877; đúng hạn 1.262; quá hạn 51.",
            of("dossiers", resolved=4190, resolved_early=2877, resolved_on_time=1262, resolved_overdue=51),
        ),
        (
            "Đang giải quyết 25.596 hồ sơ. Trong hạn 23.771; quá hạn 1.825.",
            of("dossiers", pending=25596, pending_in_time=23771, pending_overdue=1825),
        ),
        (
            "PAKN: tiếp nhận 14.902 phản ánh, xử lý xong 14.377, còn 525.",
            of("feedback", received=14902, resolved=14377, pending=525),
        ),
    ],
)
def test_other_hands_write_the_same_figures(text: str, expected: set[tuple[str, float, str]]) -> None:
    assert stated(text) == expected


def test_a_unit_gives_no_figures_of_a_level_above_its_own() -> None:
    body = "- Cấp xã tiếp nhận 120 hồ sơ; cấp tỉnh tiếp nhận 4.500 hồ sơ.\n"
    head = "UBND XÃ TÂN THÀNH\nSố: 58/BC-UBND\nTân Thành, ngày 19/9/2025\n\nBÁO CÁO\nKiểm soát TTHC quý III/2025\n\n"
    text = normalise(head + body)
    reading = read_document(Document("x", "bao-cao.txt", "text", text))
    assert {fact.admin_level for fact in reading.facts} <= {"commune"}
