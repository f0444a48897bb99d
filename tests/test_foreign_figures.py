"""A figure of another unit, time, field of work, channel or level is never one of the report's own."""

from __future__ import annotations

from hashlib import sha256

import pytest

from loaders.content import Document
from loaders.prose.scopes import scopes
from loaders.reading import read_document
from loaders.records import Place, Reading, Report
from loaders.text.textform import normalise
from tests.tries import HANGS

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH LONG AN
Số: 77/BC-UBND
Long An, ngày 20 tháng 6 năm 2023

BÁO CÁO
Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa quý II năm 2023

I. TÌNH HÌNH, KẾT QUẢ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH
6. Tình hình, kết quả giải quyết thủ tục hành chính
"""


def report(body: str) -> Reading:
    text = normalise(HEAD + body)
    return read_document(Document(sha256(text.encode()).hexdigest(), "bao-cao.txt", "text", text))


def stated(body: str) -> set[tuple[str, float, str]]:
    return {(fact.field, fact.value, fact.admin_level) for fact in report(body).facts}


OTHER_UNITS = [
    "Huyện Đức Hòa thiếu người nên giải quyết 500 hồ sơ, quá hạn 5 hồ sơ.",
    "Trung tâm Phục vụ hành chính công tỉnh rà soát 12 TTHC, giữ nguyên 4.",
    "Trong quý, xã tiếp nhận 120 hồ sơ, giải quyết 118 hồ sơ.",
    "Các cơ quan trung ương đóng trên địa bàn (BHXH, Thuế) tiếp nhận 34.000 hồ sơ.",
    "Tỷ lệ hài lòng trên 95% tại 12 đơn vị; có đơn vị chỉ đạt 78%.",
    "Qua Zalo tiếp nhận 204 hồ sơ.",
    "Huyện Đức Hòa tiếp nhận 3.412 hồ sơ, giải quyết 3.300 hồ sơ, quá hạn 12 hồ sơ.",
    "Chi nhánh Văn phòng Đăng ký đất đai tiếp nhận 12.000 hồ sơ, đã giải quyết 11.500 hồ sơ.",
    "Sở Xây dựng tiếp nhận 1.200 hồ sơ, đã giải quyết 1.150 hồ sơ, đúng hạn 1.100 hồ sơ.",
    "Công an tỉnh đã tiếp nhận 21.200 hồ sơ; giải quyết 20.150 hồ sơ; quá hạn 30 hồ sơ.",
    "Bảo hiểm xã hội tỉnh tiếp nhận 500 hồ sơ, giải quyết 480 hồ sơ.",
    "Điện lực Long An tiếp nhận 500 hồ sơ, giải quyết 480 hồ sơ.",
    "Trung tâm Phục vụ hành chính công tỉnh tiếp nhận 15.000 hồ sơ, giải quyết 14.800 hồ sơ, đạt 98,6%.",
    "Tỉnh Bến Tre tiếp nhận 500 hồ sơ, giải quyết 480 hồ sơ.",
    "Cả nước tiếp nhận 5.000.000 hồ sơ, giải quyết 4.800.000 hồ sơ.",
    "Bộ Công an đã giải quyết 20.000 hồ sơ, quá hạn 10 hồ sơ.",
    "Sở Xây dựng tiếp nhận 1.200 hồ sơ. Đã giải quyết 1.150 hồ sơ.",
    "- Kết quả của Sở Tư pháp: Tiếp nhận 500 hồ sơ. Giải quyết 480 hồ sơ, trong đó trước hạn 400 hồ sơ.",
    "6.1. Sở Xây dựng\n- Tiếp nhận 500 hồ sơ.\n- Đã giải quyết 480 hồ sơ, quá hạn 12 hồ sơ.",
    "* Huyện Đức Hòa\n- Tiếp nhận 500 hồ sơ.\n- Đã giải quyết 480 hồ sơ, quá hạn 12 hồ sơ.",
    "b) Công an tỉnh:\n- Hồ sơ tiếp nhận: 500\n- Hồ sơ đã giải quyết: 480",
    "b) Các cơ quan ngành dọc\n- Hồ sơ tiếp nhận: 500\n- Hồ sơ đã giải quyết: 480",
    "Tại Trung tâm Phục vụ hành chính công tỉnh:\n- Tiếp nhận 15.000 hồ sơ\n- Giải quyết 14.800 hồ sơ",
    "12 xã tiếp nhận 5.000 hồ sơ, giải quyết 4.900 hồ sơ.",
    "Có 15 đơn vị tiếp nhận 5.000 hồ sơ, giải quyết 4.900 hồ sơ.",
    "Ba huyện miền núi tiếp nhận 5.000 hồ sơ, giải quyết 4.900 hồ sơ.",
    "Có 10/18 sở, ngành có tỷ lệ hồ sơ đúng hạn đạt 100%.",
]
OTHER_TIMES = [
    "Giai đoạn 2021-2022, tiếp nhận 145.300 hồ sơ, giải quyết 145.100 hồ sơ.",
    "Trong tuần, toàn tỉnh tiếp nhận 1.200 hồ sơ, giải quyết 1.100 hồ sơ.",
    "Năm 2022, toàn tỉnh tiếp nhận 91.200 hồ sơ, giải quyết 91.100 hồ sơ.",
    "Năm 2022: tiếp nhận 91.200 hồ sơ. Giải quyết 91.100 hồ sơ.",
    "Cùng kỳ năm 2022 tiếp nhận 91.200 hồ sơ, giải quyết 91.100 hồ sơ, quá hạn 50 hồ sơ.",
    "Lũy kế từ đầu năm đến nay tiếp nhận 91.200 hồ sơ, giải quyết 91.100 hồ sơ.",
    "Lũy kế từ đầu năm, tiếp nhận 91.200 hồ sơ, giải quyết 91.100 hồ sơ.",
    "6 tháng đầu năm 2023, toàn tỉnh tiếp nhận 91.200 hồ sơ, giải quyết 91.100 hồ sơ.",
    "Từ khi thành lập đến nay, Trung tâm đã tiếp nhận 900.000 hồ sơ, giải quyết 880.000 hồ sơ.",
    "Trung bình mỗi tháng tiếp nhận 900 hồ sơ, giải quyết 880 hồ sơ.",
    "Dự kiến quý III tiếp nhận 900 hồ sơ, giải quyết 880 hồ sơ.",
]
PARTS = [
    "Trong số 3.210 hồ sơ đất đai, có 3.000 hồ sơ giải quyết đúng hạn và 210 hồ sơ quá hạn.",
    "Đối với lĩnh vực hộ tịch, tiếp nhận 500 hồ sơ. Đã giải quyết 480 hồ sơ.",
    "Về đất đai: tiếp nhận 500 hồ sơ. Đã giải quyết 480 hồ sơ, trong đó đúng hạn 470 hồ sơ.",
    "Lĩnh vực hộ tịch: tiếp nhận 500 hồ sơ; giải quyết 480 hồ sơ.",
    "a) Lĩnh vực đất đai\n- Tiếp nhận 500 hồ sơ.\n- Đã giải quyết 480 hồ sơ, quá hạn 12 hồ sơ.",
    "a) Đất đai\n- Tiếp nhận 500 hồ sơ.\n- Đã giải quyết 480 hồ sơ, quá hạn 12 hồ sơ.",
    "c) Hồ sơ lĩnh vực tư pháp:\n- Tổng số hồ sơ tiếp nhận: 500\n- Đã giải quyết: 480, trong đó đúng hạn: 470.",
    "Hồ sơ không phụ thuộc địa giới hành chính: tiếp nhận 300 hồ sơ, giải quyết 280 hồ sơ.",
    "Hồ sơ liên thông: tiếp nhận 300, giải quyết 280.",
    "Tỷ lệ dịch vụ công trực tuyến phát sinh hồ sơ đạt 45%.",
    "Cấp huyện, cấp xã đã giải quyết 5.000 hồ sơ.",
    "Đã giải quyết 5.000 hồ sơ tại cấp huyện, cấp xã.",
    "Số hồ sơ đang giải quyết của cấp tỉnh, cấp huyện là 41.",
]


@pytest.mark.parametrize("body", [*OTHER_UNITS, *OTHER_TIMES, *PARTS])
def test_no_figure_is_stated(body: str) -> None:
    assert stated(body) == set()


@pytest.mark.parametrize(
    "body",
    [
        "Hồ sơ trực tuyến: tiếp nhận 3.000; đã giải quyết 2.900; đúng hạn 2.890; quá hạn 10.",
        "Tiếp nhận 3.000 hồ sơ trực tuyến, giải quyết 2.900 hồ sơ, quá hạn 10 hồ sơ.",
        "Trong 3.000 hồ sơ trực tuyến, đã giải quyết 2.900 hồ sơ, quá hạn 10 hồ sơ.",
    ],
)
def test_what_became_of_the_online_ones_is_not_what_became_of_all(body: str) -> None:
    assert stated(body) == {("dossiers.received_online", 3000, "all")}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Sở Xây dựng có 12 hồ sơ quá hạn. Toàn tỉnh đang giải quyết 300 hồ sơ.", ("dossiers.pending", 300)),
        ("Đã giải quyết 500 hồ sơ, trong đó Sở Xây dựng 40 hồ sơ.", ("dossiers.resolved", 500)),
        ("Theo số liệu của Sở Nội vụ, toàn tỉnh đã giải quyết 500 hồ sơ.", ("dossiers.resolved", 500)),
        ("Đã giải quyết 500 hồ sơ (quý I/2023: 450 hồ sơ).", ("dossiers.resolved", 500)),
    ],
)
def test_the_report_s_own_figure_beside_another_s_is_stated(body: str, expected: tuple[str, float]) -> None:
    assert expected in {(field, value) for field, value, _ in stated(body)}


def test_what_is_missing_is_not_derived_where_it_is_printed_under_another_name() -> None:
    body = "Số hồ sơ đang giải quyết: 120 hồ sơ (trong đó có 25 hồ sơ chờ bổ sung, 95 hồ sơ trong hạn)."
    assert stated(body) == {("dossiers.pending", 120, "all"), ("dossiers.pending_in_time", 95, "all")}


def test_the_cells_of_a_table_read_one_by_one_do_not_shift() -> None:
    body = "Hồ sơ tiếp nhận\n45.210\nHồ sơ đã giải quyết\n44.000\nQuá hạn\n120\n"
    assert {("dossiers.resolved_overdue", 44000, "all")}.isdisjoint(stated(body))


def test_nothing_is_in_scope_behind_the_recipients_even_where_the_line_above_is_full() -> None:
    full = "Ủy ban nhân dân tỉnh báo cáo để Văn phòng Chính phủ theo dõi, tổng hợp theo đúng quy định./.\n"
    lines = "".join(
        f"- Đã tổ chức {n} cuộc họp nghe báo cáo về công tác cải cách hành chính của tỉnh.\n" for n in "23456"
    )
    body = f"{lines}- Đã giải quyết 500 hồ sơ.\n{full}Nơi nhận:\n- Như trên;\nPHỤ LỤC\nHồ sơ quá hạn: 12\n"
    assert stated(body) == {("dossiers.resolved", 500, "all")}


@pytest.mark.parametrize("unit", ["12 345 ", "97,5% "])
@HANGS
def test_many_numbers_without_a_mark_between_them_do_not_hang(unit: str) -> None:
    assert not stated(unit * (300_000 // len(unit)))


def test_a_province_in_a_ministry_s_report_is_another_unit() -> None:
    skips = scopes(
        "Tỉnh Cà Mau tiếp nhận 12.400 hồ sơ.",
        Report("0" * 64, "bộ.txt", "text", "unknown", place=Place("vn", "00", "Cả nước"), unit_kind="ministry"),
    )
    assert [skip.stray for skip in skips if skip.stray] == ["Cà Mau"]


SCORES = {
    "Bộ chỉ số phục vụ người dân, doanh nghiệp: tỉnh đạt 88,4/100 điểm; tiến độ giải quyết 19,6/20; thanh toán trực "
    "tuyến 8,1/10.": {"total": 88.4, "progress": 19.6, "online_payment": 8.1},
    "Bộ chỉ số 766: tỉnh đạt 88,4 điểm, xếp thứ 7/63.\n- Cà Mau: 91,2 điểm; tiến độ giải quyết 19,1/20.": {
        "total": 88.4,
        "rank": 7,
    },
    "Theo Bộ chỉ số 766, tháng 4/2023 tỉnh đạt 80,1 điểm; tháng 5/2023 đạt 84,6 điểm.": {"total": 84.6},
    "Theo Bộ chỉ số 766, tháng 5/2023 tỉnh đạt 84,6 điểm; lũy kế đến nay đạt 82,9 điểm.": {"total": 82.9},
    "Bộ chỉ số 766: Tháng 5/2023, tỉnh đạt 88,9 điểm; từ 15/3 đến 14/6 đạt 87,24 điểm.": {"total": 87.24},
    "Bộ chỉ số 766: tỉnh tăng từ 84,1 lên 88,9 điểm.": {},
    "Bộ chỉ số phục vụ người dân: tiến độ 19,6/20 hồ sơ.": {},
    "Theo Cổng Dịch vụ công quốc gia, tỉnh đạt 88,9 điểm, xếp thứ 03 toàn quốc.": {"total": 88.9, "rank": 3},
    "Theo Cổng Dịch vụ công quốc gia, cả nước đạt 71,9 điểm.": {},
    "Theo Cổng Dịch vụ công quốc gia, số hóa đạt 31,9 điểm.": {},
    "Trên Cổng Dịch vụ công quốc gia, tỉnh được giao 45 điểm tiếp nhận.": {},
    "Cổng Dịch vụ công quốc gia. Chỉ số DTI của tỉnh đạt 61,2 điểm, xếp thứ 03 toàn quốc.": {},
    "Bộ chỉ số 766: tỉnh xếp hạng 11/63, tổng điểm 82.36.": {"total": 82.36, "rank": 11},
    "Bộ chỉ số 766: tỉnh xếp hạng 06/34 với 92,41 điểm.": {"total": 92.41, "rank": 6},
    "Chỉ số PAPI xếp hạng 06/34 với 92,41 điểm. Cổng Dịch vụ công quốc gia.": {},
    "Tỉnh trong nhóm đầu cả nước về Bộ chỉ số phục vụ người dân, doanh nghiệp: đạt 79,45 điểm.": {"total": 79.45},
    "Bộ chỉ số phục vụ người dân, doanh nghiệp: bình quân cả nước đạt 79,45 điểm.": {},
    "Cổng Dịch vụ công quốc gia chấm tỉnh 61,08 điểm, đứng 19/34. Thành phần: minh bạch 13,2; tiến độ 15,31.": {
        "total": 61.08,
        "rank": 19,
        "transparency": 13.2,
        "progress": 15.31,
    },
    "Trên Cổng Dịch vụ công quốc gia, điểm công khai, minh bạch 14,8/18. Điểm: DVCTT 9,6/12; thanh toán 8,1/10.": {
        "transparency": 14.8,
        "online_services": 9.6,
        "online_payment": 8.1,
    },
    "Cổng Dịch vụ công quốc gia. Minh bạch 12/18 đơn vị. Thanh toán 8/10 điểm giao dịch.": {},
    "Cổng Dịch vụ công quốc gia. Điểm thi tìm hiểu: minh bạch 15/18.": {},
}


@pytest.mark.parametrize(("body", "expected"), SCORES.items())
def test_scores_are_points_of_a_maximum_of_the_report_s_own_unit_and_time(
    body: str, expected: dict[str, float]
) -> None:
    assert stated(body) == {(f"index766.{name}", value, "all") for name, value in expected.items()}
