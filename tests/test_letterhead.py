"""Who reports, under which title and number, when, and for which place; nobody where it is not certain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.heads.letterhead import Letterhead, read_letterhead
from loaders.text.textform import normalise

SHARED = Path(__file__).parents[2] / "shared" / "reports"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def paper(text: str) -> Letterhead:
    return read_letterhead(normalise(text))


def who(text: str) -> tuple[str | None, str | None, str | None]:
    read = paper(text)
    return read.place, read.unit, read.unit_kind


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\n" + MOTTO + "Số: 412/BC-UBND\n", ("Nghệ An", "toàn tỉnh", "province")),
        (
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "TỈNH HÀ GIANG Độc lập - Tự do - Hạnh phúc\nSố: 4/BC-UBND\n",
            ("Hà Giang", "toàn tỉnh", "province"),
        ),
        ("**ỦY BAN NHÂN DÂN**\n**TỈNH ĐẮK LẮK**\n\nSố: 300/BC-UBND\n", ("Đắk Lắk", "toàn tỉnh", "province")),
        ("UBND TỈNH BẮC KẠN\nSố: 7/BC-UBND\n", ("Bắc Kạn", "toàn tỉnh", "province")),
        ("UỶ BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG\nSố: 22/BC-UBND\n", ("Đà Nẵng", "toàn tỉnh", "province")),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\nSố: 22/BC-UBND\n", ("Hồ Chí Minh", "toàn tỉnh", "province")),
        ("UBND TỈNH BÌNH ĐỊNH\nSỞ NGOẠI VỤ\nSố: 45/BC-SNgV\n", ("Bình Định", "Sở Ngoại vụ", "department")),
        (
            "UBND TỈNH BÌNH ĐỊNH\nBAN QUẢN LÝ KHU KINH TẾ\nSố: 5/BC-BQL\n",
            ("Bình Định", "Ban Quản lý Khu kinh tế", "department"),
        ),
        ("UBND TỈNH VĨNH PHÚC\nVĂN PHÒNG\nSố: 9/BC-VPUBND\n", ("Vĩnh Phúc", "toàn tỉnh", "province")),
        (
            "SỞ NGOẠI VỤ\nSố: 45/BC-SNgV\nBình Định, ngày 14 tháng 6 năm 2023\n",
            ("Bình Định", "Sở Ngoại vụ", "department"),
        ),
        ("SỞ NGOẠI VỤ\nSố: 45/BC-SNgV\n", (None, "Sở Ngoại vụ", "department")),
        ("UBND TỈNH LONG AN\nUBND HUYỆN CHÂU THÀNH\nSố: 1/BC-UBND\n", ("Long An", "UBND huyện Châu Thành", "district")),
        ("ỦY BAN NHÂN DÂN\nHUYỆN CHÂU THÀNH\nSố: 1/BC-UBND\n", (None, "UBND huyện Châu Thành", "district")),
        ("ỦY BAN NHÂN DÂN\nHUYỆN TÂY SƠN\nSố: 1/BC-UBND\n", ("Bình Định", "UBND huyện Tây Sơn", "district")),
        (
            "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ VĨNH LONG\nSố: 1/BC-UBND\n",
            ("Vĩnh Long", "UBND thành phố Vĩnh Long", "district"),
        ),
        (
            "UBND HUYỆN GIỒNG RIỀNG\nVĂN PHÒNG HĐND VÀ UBND\nSố: 5/BC-VP\n",
            ("Kiên Giang", "UBND huyện Giồng Riềng", "district"),
        ),
        (
            "ỦY BAN NHÂN DÂN\nPHƯỜNG BẮC KẠN\nSố: 77/BC-UBND\nBắc Kạn, ngày 05 tháng 3 năm 2026\n",
            ("Thái Nguyên", "UBND phường Bắc Kạn", "commune"),
        ),
        (
            "BỘ NỘI VỤ\n" + MOTTO + "Số: 1/BC-BNV\nHà Nội, ngày 20 tháng 12 năm 2023\n",
            ("Cả nước", "Bộ Nội vụ", "ministry"),
        ),
        (
            "UBND PHƯỜNG PHÚ QUỐC\nTRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG\nSố: 3/BC\n",
            (None, "Trung tâm Phục vụ hành chính công phường Phú Quốc", "service_centre"),
        ),
        (
            "UBND TỈNH THỪA THIÊN HUẾ\nUBND THÀNH PHỐ HUẾ\nSố: 5/BC-UBND\n",
            ("Thừa Thiên Huế", "UBND thành phố Huế", "district"),
        ),
        (
            "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\nSố: 5/BC-UBND\nHuế, ngày 20 tháng 3 năm 2025\n",
            ("Thừa Thiên Huế", "toàn tỉnh", "province"),
        ),
        (
            "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\nSố: 5/BC-UBND\nHuế, ngày 20 tháng 3 năm 2022\n",
            ("Thừa Thiên Huế", "UBND thành phố Huế", "district"),
        ),
        ("UBND TỈNH HÀ NAM\nBAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ\nSố: 5/BC-BCĐ\n", ("Hà Nam", "toàn tỉnh", "province")),
        ("UBND TỈNH HÀ NAM\nCHI CỤC THÚ Y\nSố: 5/BC-CCTY\n", (None, None, None)),
        ("Hà Nam, ngày 5 tháng 4 năm 2023\n", (None, None, None)),
        (
            "UBND TỈNH THÁI BÌNH\nUBND XÃ NAM TIÊN HƯNG\nSố: 5/BC-UBND\n",
            ("Thái Bình", "UBND xã Nam Tiên Hưng", "commune"),
        ),
        (
            "ỦY BAN NHÂN DÂN PHƯỜNG TÂN BÌNH (TỈNH HẢI DƯƠNG)\nSố: 5/BC-UBND\n",
            ("Hải Dương", "UBND phường Tân Bình", "commune"),
        ),
        ("UBND HUYỆN TÂY SƠN\nUBND XÃ BÌNH HÒA\nSố: 5/BC-UBND\n", ("Bình Định", "UBND xã Bình Hòa", "commune")),
        (
            "ỦY BAN NHÂN DÂN\nXÃ HÒA BÌNH\nSố: 5/BC-UBND\nHòa Bình, ngày 5 tháng 4 năm 2023\n",
            (None, "UBND xã Hòa Bình", "commune"),
        ),
        (
            "SỞ TƯ PHÁP\nSố: 88/BC-STP, Quảng Trị, ngày 5/4/2023\n",
            ("Quảng Trị", "Sở Tư pháp", "department"),
        ),
    ],
)
def test_the_letterhead_says_who_reports(head: str, expected: tuple[str | None, str | None, str | None]) -> None:
    assert who(head + "BÁO CÁO\nCông tác kiểm soát thủ tục hành chính quý I năm 2024\n\nI. KẾT QUẢ\n") == expected


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        (
            "UBND tỉnh Bình Phước báo cáo Văn phòng Chính phủ xem xét, tổng hợp./.",
            ("Bình Phước", "toàn tỉnh", "province"),
        ),
        ("Ủy ban nhân dân tỉnh Sóc Trăng kính báo cáo Văn phòng Chính phủ./.", ("Sóc Trăng", "toàn tỉnh", "province")),
        ("Sở Ngoại vụ báo cáo Văn phòng UBND tỉnh xem xét, tổng hợp./.", (None, "Sở Ngoại vụ", "department")),
        ("Sở Y tế tỉnh Hà Nam báo cáo Văn phòng UBND tỉnh./.", ("Hà Nam", "Sở Y tế", "department")),
        ("UBND huyện Tây Sơn báo cáo UBND tỉnh./.", ("Bình Định", "UBND huyện Tây Sơn", "district")),
        ("UBND tỉnh báo cáo Văn phòng Chính phủ./.", (None, None, None)),
        (
            "Trên đây là báo cáo quý I của UBND huyện Giồng Riềng, kính gửi UBND tỉnh./.",
            ("Kiên Giang", "UBND huyện Giồng Riềng", "district"),
        ),
        ("Trên đây là tổng hợp báo cáo của Sở Y tế, của Sở Nội vụ./.", (None, None, None)),
        ("Sở Y tế và Sở Nội vụ báo cáo UBND tỉnh; UBND tỉnh Hà Nam báo cáo Chính phủ./.", (None, None, None)),
    ],
)
def test_without_a_letterhead_the_sentence_that_reports_says_who(
    closing: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    text = (
        f"BÁO CÁO\nCông tác kiểm soát TTHC quý I năm 2024\nKính gửi: X\nI. KẾT QUẢ\n{closing}\n\nNơi nhận:\n- Như trên;"
    )
    assert who(text) == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            "Lào Cai, ngày 4 tháng 7 năm 2022\n",
            "Tỉnh Lào Cai tiếp nhận 50.000 hồ sơ.\n- Cấp tỉnh: tiếp nhận 9.000.\n- Cấp huyện: tiếp nhận 8.000.",
            ("Lào Cai", "toàn tỉnh", "province"),
        ),
        (
            "Số: 41/BC-UBND, Lào Cai, ngày 4/7/2022\n",
            "Số hóa hồ sơ: cấp tỉnh 1.200/1.500 hồ sơ, cấp huyện 2.100/2.200 hồ sơ, cấp xã 900/950 hồ sơ.",
            ("Lào Cai", "toàn tỉnh", "province"),
        ),
        (
            "Số: 41/BC-STC, Lào Cai, ngày 4/7/2022\n",
            "Số hóa hồ sơ: cấp tỉnh 1.200/1.500 hồ sơ, cấp huyện 2.100/2.200 hồ sơ.",
            (None, None, None),
        ),
        (
            "Lào Cai, ngày 4 tháng 7 năm 2022\n",
            "Tổng số TTHC của Sở: cấp tỉnh 61, cấp huyện 8. Tỉnh Lào Cai giao 50%.",
            (None, None, None),
        ),
        (
            "Lào Cai, ngày 4 tháng 7 năm 2022\n",
            "Sở tiếp nhận hồ sơ cấp tỉnh 120, cấp huyện 30 theo yêu cầu của UBND tỉnh Lào Cai.",
            (None, None, None),
        ),
        (
            "Lào Cai, ngày 4 tháng 7 năm 2022\n",
            "Tỉnh Yên Bái tiếp nhận hồ sơ cấp tỉnh 120, cấp huyện 30.",
            (None, None, None),
        ),
    ],
)
def test_dossiers_of_all_levels_and_a_place_of_issue_are_the_provinces(
    head: str, body: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert who(f"{head}BÁO CÁO\nCông tác cải cách hành chính quý II năm 2022\nI. KẾT QUẢ\n{body}\n") == expected


def test_a_commune_lies_in_the_province_it_writes_to_if_that_has_one_of_its_name() -> None:
    report = (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\nSố: 3/BC-UBND\nBÁO CÁO\nCông tác KSTTHC\nKính gửi: UBND huyện (tỉnh {})\nI. A"
    )
    assert who(report.format("Bình Thuận"))[0] == "Bình Thuận"
    assert who(report.format("Đà Nẵng"))[0] is None


@pytest.mark.parametrize(
    ("printed", "number", "issued_on"),
    [
        ("Số: 77/BC-UBND, Lào Cai, ngày 4/7/2022\nI. A", "77/BC-UBND", date(2022, 7, 4)),
        ("UBND tỉnh Lào Cai, số 9/BC-UBND ngày 04 tháng 7 năm 2022\nI. A", "9/BC-UBND", date(2022, 7, 4)),
        ("I. A\nTrên đây là báo cáo./.\nLào Cai, ngày 4/7/2022\n", None, date(2022, 7, 4)),
        ("Thực hiện Báo cáo số 12/BC-UBND ngày 04 tháng 7 năm 2022\nI. A", None, None),
        ("I. A\nHết./.\nLào Cai, ngày 4/7/2022\nSa Pa, ngày 6/7/2022\n", None, None),
    ],
)
def test_number_and_date_may_stand_below_the_title_or_above_the_signature(
    printed: str, number: str | None, issued_on: date | None
) -> None:
    read = paper(f"BÁO CÁO\nCông tác kiểm soát TTHC quý II\n{printed}")
    assert (read.number, read.issued_on) == (number, issued_on)


@pytest.mark.parametrize(
    ("body", "issued_on"),
    [
        ("04/7/2022 - Tỉnh tiếp nhận 10 hồ sơ.", date(2022, 7, 4)),
        ("(Báo Lào Cai, 4.7.2022)\nTỉnh tiếp nhận 10 hồ sơ.", date(2022, 7, 4)),
        ("Sa Pa, 04-7-2022 – Tỉnh tiếp nhận 10 hồ sơ.", date(2022, 7, 4)),
        ("Tỉnh tiếp nhận 10 hồ sơ.\nSa Pa, ngày 04/7/2022", date(2022, 7, 4)),
        ("Tỉnh tiếp nhận 10 hồ sơ. (04/7/2022)", date(2022, 7, 4)),
        ("Tỉnh tiếp nhận 10 hồ sơ. Ngày 4/7/2022, P.V", date(2022, 7, 4)),
        ("Sáng 4/7/2022, UBND tỉnh họp báo.", date(2022, 7, 4)),
        ("Từ ngày 04/7/2022, khi bỏ lệ phí, tỉnh tiếp nhận 10 hồ sơ.", None),
        ("Tính đến 04/7/2022, tỉnh tiếp nhận 10 hồ sơ.", None),
        ("Theo Quyết định ngày 04/7/2022, tỉnh tiếp nhận 10 hồ sơ.", None),
    ],
)
def test_press_is_dated_by_its_dateline(body: str, issued_on: date | None) -> None:
    assert paper(f"Lào Cai giải quyết hồ sơ nhanh hơn\n\n{body}").issued_on == issued_on


def test_a_department_writes_to_its_own_province() -> None:
    letter = (
        "V/v báo cáo công tác kiểm soát TTHC quý II/2024\nKính gửi: Văn phòng UBND tỉnh Hà Nam\n"
        "Sở Tài chính báo cáo:\n1. A"
    )
    assert who(letter) == ("Hà Nam", "Sở Tài chính", "department")
    assert paper(letter).family == "ksthc"


def test_a_notice_is_of_no_family_but_of_a_unit() -> None:
    notice = "THÔNG BÁO\nKết quả giải quyết hồ sơ tháng 02/2025 của Trung tâm Phục vụ hành chính công tỉnh Bắc Ninh\n"
    assert who(notice) == ("Bắc Ninh", "Trung tâm Phục vụ hành chính công tỉnh Bắc Ninh", "service_centre")
    assert paper(notice).family == "unknown"


def test_a_letterhead_and_a_closing_that_disagree_name_no_place() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\nSố: 1/BC-UBND\nBÁO CÁO\nCông tác KSTTHC\nI. A\n"
        "UBND tỉnh Ninh Bình báo cáo Chính phủ./.\n"
    )
    assert who(text) == (None, None, None)


def test_addressees_and_signatures_are_no_reporters() -> None:
    text = (
        "BÁO CÁO\nCông tác kiểm soát TTHC quý I năm 2024\nKính gửi: Ủy ban nhân dân tỉnh Hà Nam\nI. A\n"
        "Nơi nhận:\n\nNguyễn Thái Bình"
    )
    assert who(text) == (None, None, None)


@pytest.mark.parametrize(
    ("printed", "number", "issued_on"),
    [
        ("Số:  58    /BC-UBND Bình Thuận, ngày   15   tháng 3 năm 2023", "58/BC-UBND", date(2023, 3, 15)),
        ("Số: 131 /BC-UBND\n\nKhánh Hòa, ngày 24 tháng 4 năm 2024", "131/BC-UBND", date(2024, 4, 24)),
        ("Số:      /BC-SNN\nThanh Hóa, ngày    tháng 12 năm 2024", None, None),
        ("Số: 12/BC-VPUBND-KSTT\n*Hà Nam, ngày 01 tháng 01 năm 2026*", "12/BC-VPUBND-KSTT", date(2026, 1, 1)),
        ("Số 9/BC-STP\nThời gian ký: 15/03/2023 10:11:00 +07:00", "9/BC-STP", date(2023, 3, 15)),
        ("Số: 3/BC-STP\nHà Nam, ngày 31 tháng 2 năm 2023", "3/BC-STP", None),
    ],
)
def test_number_and_date_stand_above_the_title(printed: str, number: str | None, issued_on: date | None) -> None:
    read = paper(
        f"{printed}\nBÁO CÁO\nCông tác kiểm soát TTHC\nThực hiện Công văn số 581/BNV-CCHC ngày 21/02/2022\nI. A"
    )
    assert (read.number, read.issued_on) == (number, issued_on)


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa quý I năm 2024", "ksthc"),
        ("KẾT QUẢ KIỂM SOÁT TTHC NĂM 2022", "ksthc"),
        ("Công tác cải cách hành chính 6 tháng đầu năm 2023", "cchc"),
        ("Công tác CCHC quý III/2022", "cchc"),
        ("Tình hình, kết quả thực hiện công tác cải cách thủ tục hành chính tháng 04 năm 2024", "cctthc"),
        ("Tình hình cải cách TTHC tháng 9 năm 2025", "cctthc"),
        ("Đánh giá triển khai Nghị định số 107/2021/NĐ-CP, Quyết định số 468/QĐ-TTg", "thematic"),
        ("Kết quả triển khai Đề án 06 tháng 5 năm 2024", "thematic"),
        ("Tình hình cung cấp dịch vụ công trực tuyến năm 2023", "thematic"),
    ],
)
def test_the_title_names_the_family(title: str, family: str) -> None:
    assert paper(f"BÁO CÁO\n{title}\n\nKính gửi: Văn phòng Chính phủ\nI. KẾT QUẢ").family == family


def test_a_report_that_lost_its_words_is_known_by_its_outline() -> None:
    outline = (
        "1. Đánh giá tác động\n- A: 0\n2. Thẩm định\n- B: 0\n3. Công bố, công khai TTHC\n4. Rà soát, đơn giản hóa\n"
        "5. Tiếp nhận, xử lý phản ánh, kiến nghị\n6. Tình hình, kết quả giải quyết TTHC\n"
    )
    assert paper(f"BÁO CÁO\nQuý I năm 2024\n\nI. KẾT QUẢ\n{outline}").family == "ksthc"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "BÁO CÁO\nCông tác A,\n\nmột cửa và\n\nthực hiện B quý I năm 2024\n\n\nI. TÌNH HÌNH",
            "Công tác A, một cửa và thực hiện B quý I năm 2024",
        ),
        ("BÁO CÁO \nCông tác A\nKính gửi: B", "Công tác A"),
        ("BÁO CÁO\nCông tác A quý I\nThực hiện Công văn số 1/X-Y, Sở B báo cáo", "Công tác A quý I"),
        ("BÁO CÁO KẾT QUẢ A\nQUÝ III NĂM 2024\n\nThực hiện Kế hoạch", "KẾT QUẢ A QUÝ III NĂM 2024"),
        ("# **BÁO CÁO**\n**Tình hình A  \ntháng 4**\n\nThực hiện Văn bản", "Tình hình A tháng 4"),
        ("BÁO CÁO\nVề việc A\n-------\nCăn cứ B", "Về việc A"),
        (
            "BÁO CÁO\nCông tác CCHC quý I\nTổng số hồ sơ tiếp nhận: 5120, trong đó\n- Trực tuyến: 4900\n",
            "Công tác CCHC quý I",
        ),
        ("BÁO CÁO\nCông tác CCHC quý I\n- Tiếp nhận mới 98 hồ sơ\n- Trả 97 hồ sơ\n", "Công tác CCHC quý I"),
        ("BÁO CÁO\nCông tác CCHC quý I\nĐã tiếp nhận 5.120 hồ sơ\n", "Công tác CCHC quý I"),
        ("THÔNG BÁO\nKết quả tháng 9/2025\nTiếp nhận 812 hồ sơ\nTrả 805 hồ sơ\n", "Kết quả tháng 9/2025"),
        (
            "BÁO CÁO\nKết quả thực hiện Kế hoạch\nsố 1.207/KH-UBND của UBND tỉnh\nQuý: 1/2024\n\nKính gửi: A",
            "Kết quả thực hiện Kế hoạch số 1.207/KH-UBND của UBND tỉnh Quý: 1/2024",
        ),
    ],
)
def test_the_title_runs_over_lines_until_something_else_begins(text: str, title: str) -> None:
    assert paper(text).title == title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Quảng Nam: 98,5% hồ sơ được giải quyết đúng hạn\n15/07/2023 08:30\n"
            "Các sở, ngành đã tiếp nhận 50.000 hồ sơ.",
            ("Quảng Nam", "toàn tỉnh", "province"),
        ),
        (
            "Hơn 7.600 hồ sơ quá hạn trong quý I\n"
            "Trung tâm Phục vụ hành chính công tỉnh Lâm Đồng cho biết đã nhận 60.000 hồ sơ.",
            ("Lâm Đồng", "Trung tâm Phục vụ hành chính công tỉnh Lâm Đồng", "service_centre"),
        ),
        (
            "Quận Bình Thạnh (TP.HCM) giải quyết 99,8% hồ sơ đúng hạn\nUBND quận sơ kết 6 tháng đầu năm 2024.",
            ("Hồ Chí Minh", "UBND quận Bình Thạnh", "district"),
        ),
        ("Hà Nam, Ninh Bình dẫn đầu về dịch vụ công\nHai tỉnh Hà Nam và Ninh Bình", (None, None, None)),
        (
            "Cả nước tiếp nhận 10 triệu hồ sơ\nTheo Văn phòng Chính phủ, các tỉnh, trong đó có Hà Nam",
            (None, None, None),
        ),
        ("Hồ sơ đúng hạn tăng mạnh\nMột số nơi còn chậm.", (None, None, None)),
        (
            "Cả nước có thêm 4 triệu hồ sơ trực tuyến\nTrong quý I/2025, cả nước tiếp nhận 4 triệu hồ sơ.",
            ("Cả nước", "cả nước", "national"),
        ),
        (
            "Bộ KH&CN: 2.000 hồ sơ\nBộ Khoa học và Công nghệ nhận 2.000 hồ sơ.",
            ("Cả nước", "Bộ Khoa học và Công nghệ", "ministry"),
        ),
        (
            "Phường Kinh Bắc tại nhà\nTrung tâm Phục vụ hành chính công phường Kinh Bắc (tỉnh Bắc Ninh) nhận 30 hồ sơ.",
            ("Bắc Ninh", "Trung tâm Phục vụ hành chính công phường Kinh Bắc", "service_centre"),
        ),
        (
            "Ở xã mới\nXã Phù Ninh (tỉnh Phú Thọ) vừa lập. Trung tâm Phục vụ hành chính công xã tiếp nhận 90 hồ sơ.",
            ("Phú Thọ", "Trung tâm Phục vụ hành chính công xã Phù Ninh", "service_centre"),
        ),
        (
            "Trung tâm mới\nTrung tâm Phục vụ hành chính công xã tiếp nhận 90 hồ sơ, theo UBND tỉnh Phú Thọ.",
            (None, None, None),
        ),
        (
            "Một cửa ngành y\nSở Y tế tỉnh Phú Thọ đã tiếp nhận 90 hồ sơ.",
            ("Phú Thọ", "Sở Y tế", "department"),
        ),
        ("Phú Thọ: một cửa ngành y\nSở Y tế tỉnh Phú Thọ đã tiếp nhận 90 hồ sơ.", (None, None, None)),
        (
            "Cổng TTĐT tỉnh Phú Thọ | Tin trong tỉnh\n\nHỒ SƠ ĐẤT ĐAI CÒN TRỄ\nCác cơ quan tiếp nhận 900 hồ sơ.",
            ("Phú Thọ", "toàn tỉnh", "province"),
        ),
        (
            "Phường Hòa Bình không giấy\nHòa Bình, ngày 5/3/2024 - UBND phường Hòa Bình tiếp nhận 300 hồ sơ.",
            (None, "UBND phường Hòa Bình", "commune"),
        ),
    ],
)
def test_press_is_about_the_one_province_it_names(
    text: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert who(text) == expected
    assert paper(text).family == "unknown"


def test_the_addressees_begin_at_the_last_noi_nhan() -> None:
    text = "BÁO CÁO\nA\nI. B\n**Nơi nhận:**\n- Như trên"
    assert paper(text).recipients_start == text.index("Nơi nhận")
    assert paper("BÁO CÁO\nA\nI. B\nđịa chỉ nơi nhận hồ sơ").recipients_start is None


@settings(deadline=None)
@given(st.text(alphabet="BÁO CÁO\nUBND tỉnhTỈNHHàNamSố:/-1234ngàythángnăm.,IVKính gửi*#"))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read = paper(text)
    assert read.title_span is None or 0 <= read.title_span[0] <= read.title_span[1] <= len(normalise(text))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the sample reports are not here")
@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("000", ("ksthc", None, None, "Bình Thuận", "toàn tỉnh", "province")),
        ("001", ("cchc", "58/BC-UBND", date(2023, 3, 15), "Bình Thuận", "toàn tỉnh", "province")),
        ("002", ("thematic", None, None, "Bình Định", "toàn tỉnh", "province")),
        ("003", ("ksthc", None, None, None, "Sở Ngoại vụ", "department")),
        ("004", ("cctthc", "131/BC-UBND", date(2024, 4, 24), "Khánh Hòa", "toàn tỉnh", "province")),
    ],
)
def test_the_sample_reports_say_who_they_are(report: str, expected: tuple[object, ...]) -> None:
    read = paper(next(SHARED.glob(f"{report}*")).read_text(encoding="utf-8"))
    assert (read.family, read.number, read.issued_on, read.place, read.unit, read.unit_kind) == expected
    assert read.recipients_start is not None
