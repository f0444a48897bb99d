"""Which period a report is about, which window it covers, and which other periods a text mentions."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.heads.letterhead import read_letterhead
from loaders.periods.relations import find_labels, find_periods, period_of, report_period
from loaders.records import Period
from loaders.text.textform import normalise

SHARED = Path(__file__).parents[2] / "shared" / "reports"


def own(
    title: str, head: str = "", body: str = "", family: str = "ksthc", issued_on: date | None = None
) -> Period | None:
    return report_period(title, head, body or f"{title}\n{head}", family=family, issued_on=issued_on)


def label(title: str, **more: object) -> str | None:
    period = own(title, **more)  # type: ignore[arg-type]
    return period.label if period else None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Công tác kiểm soát TTHC quý I năm 2024", "2024-Q1"),
        ("Kết quả giải quyết hồ sơ Quý II.2018", "2018-Q2"),
        ("QUÝ III/2025", "2025-Q3"),
        ("quý 4 năm 2021", "2021-Q4"),
        ("quí II - 2022", "2022-Q2"),
        ("6 tháng đầu năm 2023", "2023-H1"),
        ("6 THÁNG CUỐI NĂM 2024", "2024-H2"),
        ("sáu tháng đầu năm 2022", "2022-H1"),
        ("9 tháng năm 2024", "2024-9M"),
        ("09 tháng đầu năm 2020", "2020-9M"),
        ("tháng 04 năm 2024", "2024-04"),
        ("tháng 12/2025", "2025-12"),
        ("thực hiện Đề án 06 tháng 5 năm 2024", "2024-05"),
        ("năm 2022", "2022"),
        ("12 tháng năm 2024", "2024"),
        ("ba quý đầu năm 2024", "2024-9M"),
        ("nửa cuối năm 2024", "2024-H2"),
        ("quý đầu tiên của năm 2026", "2026-Q1"),
        ("quý I của năm 2024", "2024-Q1"),
        ("quý thứ hai năm 2024", "2024-Q2"),
        ("tháng Bảy năm 2025", "2025-07"),
        ("tháng Mười Hai/2025", "2025-12"),
        ("quý I, ước thực hiện 6 tháng đầu năm 2024", "2024-Q1"),
        ("6 tháng đầu năm 2024; kết quả Chỉ số cải cách hành chính năm 2023", "2024-H1"),
        ("từ đầu năm 2024 đến ngày 15/11/2024", "2024-01-01..2024-11-15"),
        ("từ tháng 7/2025 đến tháng 11/2025", "2025-07-01..2025-11-30"),
        ("tuần 32 năm 2023 (từ 07/8/2023 đến 13/8/2023)", "2023-08-07..2023-08-13"),
        ("quý I và phương hướng, nhiệm vụ quý II năm 2023", "2023-Q1"),
        ("quý IV và nhiệm vụ trọng tâm quý I năm 2024", "2023-Q4"),
        ("quý IV năm 2023 và phương hướng nhiệm vụ năm 2024", "2023-Q4"),
        ("6 tháng đầu năm và phương hướng nhiệm vụ 6 tháng cuối năm 2023", "2023-H1"),
        ("năm 2022 và phương hướng, nhiệm vụ năm 2023", "2022"),
        ("kết quả thực hiện Kế hoạch năm 2024 trong quý I", "2024-Q1"),
        ("năm 2024 so với năm 2023", "2024"),
    ],
)
def test_the_title_names_the_period(title: str, expected: str) -> None:
    assert label(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "tháng 6 và 6 tháng đầu năm 2023",
        "quý II và 6 tháng đầu năm 2023",
        "tháng 12 và năm 2023",
        "quý IV, cả năm 2023",
        "tháng 9, 9 tháng năm 2024",
        "quý V năm 2023",
        "quý I, II năm 2023",
        "quý 1 và 2/2023",
        "tháng 7, 8 và 9 năm 2023",
        "năm 2021, 2022",
        "tuần 32 năm 2023",
        "tháng 13 năm 2023",
        "tháng 00/2023",
        "quý I",
        "giai đoạn 2021 - 2025",
        "Nghị định số 107/2021/NĐ-CP",
        "rút ngắn còn 6 tháng",
    ],
)
def test_what_is_not_certain_is_no_period(title: str) -> None:
    assert own(title) is None


def test_a_missing_year_comes_from_the_issue_date_if_only_one_fits() -> None:
    assert label("quý I", issued_on=date(2023, 3, 15)) == "2023-Q1"
    assert label("quý IV", issued_on=date(2024, 1, 5)) == "2023-Q4"
    assert label("6 tháng đầu năm", issued_on=date(2024, 6, 18)) == "2024-H1"
    assert label("quý I", issued_on=date(2023, 9, 1)) is None


def test_a_report_issued_long_before_its_period_ends_is_about_something_else() -> None:
    assert label("quý I năm 2024", issued_on=date(2023, 1, 1)) is None
    assert label("Kế hoạch kiểm soát TTHC năm 2024", issued_on=date(2024, 1, 15)) is None
    assert label("6 tháng đầu năm 2024", issued_on=date(2024, 5, 25)) == "2024-H1"


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        ("ksthc", (date(2023, 12, 15), date(2024, 3, 14), "standard")),
        ("cchc", (date(2024, 1, 1), date(2024, 3, 31), "calendar")),
        ("cctthc", (date(2024, 1, 1), date(2024, 3, 31), "calendar")),
        ("thematic", (date(2024, 1, 1), date(2024, 3, 31), "calendar")),
        ("unknown", (date(2024, 1, 1), date(2024, 3, 31), "calendar")),
    ],
)
def test_without_a_stated_window_the_family_implies_one(family: str, expected: tuple[date, date, str]) -> None:
    period = own("quý I năm 2024", family=family)
    assert period and (period.start, period.end, period.basis) == expected


@pytest.mark.parametrize(
    ("kind", "number", "first", "last"),
    [
        ("month", 6, date(2024, 5, 15), date(2024, 6, 14)),
        ("month", 1, date(2023, 12, 15), date(2024, 1, 14)),
        ("quarter", 2, date(2024, 3, 15), date(2024, 6, 14)),
        ("half", 1, date(2023, 12, 15), date(2024, 6, 14)),
        ("half", 2, date(2024, 6, 15), date(2024, 12, 14)),
        ("nine_months", 9, date(2023, 12, 15), date(2024, 9, 14)),
        ("year", 12, date(2023, 12, 15), date(2024, 12, 14)),
    ],
)
def test_the_standard_window_runs_from_the_15th_to_the_14th(kind: str, number: int, first: date, last: date) -> None:
    period = period_of(kind, number, 2024, "standard")
    assert (period.start, period.end) == (first, last)


@pytest.mark.parametrize(
    ("title", "body", "first", "last"),
    [
        ("tháng 04 năm 2024 (từ ngày 21/03/2024 đến ngày 20/04/2024)", "", date(2024, 3, 21), date(2024, 4, 20)),
        ("tháng 01/2024 (từ 15/12/2023 - 14/01/2024)", "", date(2023, 12, 15), date(2024, 1, 14)),
        ("tháng 5/2025 (từ 15/4 đến 14/5/2025)", "", date(2025, 4, 15), date(2025, 5, 14)),
        ("quý I/2020", "Kỳ báo cáo từ 01/12/2019 đến 29/02/2020.", date(2019, 12, 1), date(2020, 2, 29)),
        ("quý II năm 2023", "Từ ngày 15/3/2023 đến ngày 14/6/2023, Sở X chưa", date(2023, 3, 15), date(2023, 6, 14)),
        ("quý I/2024", "(số liệu tính từ 15/12 đến 14/3/2024)", date(2023, 12, 15), date(2024, 3, 14)),
        (
            "quý I/2024",
            "số liệu từ ngày 15 tháng 12 năm 2023\nđến ngày 14 tháng 3 năm 2024",
            date(2023, 12, 15),
            date(2024, 3, 14),
        ),
        ("9 tháng năm 2022", "Số liệu từ 01/01/2022 đến hết tháng 9/2022", date(2022, 1, 1), date(2022, 9, 30)),
        ("quý II năm 2024", "Số liệu tính đến ngày 10/6/2024.", date(2024, 3, 15), date(2024, 6, 10)),
        ("tháng 10/2024", "(từ ngày 01 đến 25/10/2024)", date(2024, 10, 1), date(2024, 10, 25)),
        ("quý I/2024", "(từ 0h00 ngày 15/12/2023 đến 24h00 ngày 14/3/2024)", date(2023, 12, 15), date(2024, 3, 14)),
        ("năm 2019", "Kết quả giải quyết (từ 15/11/2018 đến 14/11/2019)", date(2018, 11, 15), date(2019, 11, 14)),
    ],
)
def test_the_stated_window_is_taken_where_it_fits_the_label(title: str, body: str, first: date, last: date) -> None:
    period = own(title, body=body)
    assert period and (period.start, period.end, period.basis) == (first, last, "stated")


@pytest.mark.parametrize(
    "body",
    [
        "thời gian thí điểm 06 tháng (từ ngày 01/5/2024 đến ngày 01/11/2024)",
        "số liệu từ ngày 01/01/2021 đến ngày 31/12/2023",
        "Số lượng hồ sơ từ ngày 01 tháng 2 năm 2024 đến ngày 20 tháng 2 năm 2024",
        "từ ngày 14/3/2024 đến ngày 15/12/2023",
        "tính đến ngày 01 tháng 8 năm 2023 là 139.788 tài khoản",
    ],
)
def test_a_window_that_does_not_fit_is_not_the_reports(body: str) -> None:
    period = own("quý I năm 2024", body=body)
    assert period and (period.label, period.basis) == ("2024-Q1", "standard")


def test_a_thematic_report_without_a_label_has_the_window_of_its_data() -> None:
    body = (
        "Thời điểm lấy số liệu báo cáo từ ngày 01/01/2023 đến hết tháng 8/2023. Số hồ sơ toàn tỉnh từ ngày 01 tháng 3 "
        "năm 2023 đến ngày 01 tháng 8 năm 2023 là 80 hồ sơ"
    )
    period = own("Đánh giá triển khai Nghị định số 107/2021/NĐ-CP", body=body, family="thematic")
    assert period == Period("range", "2023-01-01..2023-08-31", date(2023, 1, 1), date(2023, 8, 31), "stated")


def test_two_windows_of_data_compete() -> None:
    body = "Số liệu từ 01/01/2023 đến 30/6/2023. Số liệu từ 01/01/2022 đến 31/12/2022"
    assert own("Đánh giá triển khai", body=body, family="thematic") is None


def test_the_year_so_far_runs_to_the_issue_date() -> None:
    period = own("Kết quả từ đầu năm đến nay", family="thematic", issued_on=date(2024, 9, 3))
    assert period and period.label == "2024-01-01..2024-09-03"
    assert own("Kết quả từ đầu năm đến nay", family="thematic") is None


def test_data_as_of_a_day_without_a_label_is_a_state() -> None:
    period = own("Tình hình cung cấp DVCTT", body="Số liệu tính đến ngày 06/10/2026.", family="thematic")
    assert period == Period("as_of", "2026-10-06", None, date(2026, 10, 6), "stated")


def test_the_opening_and_the_closing_sentence_help_out() -> None:
    head = "UBND tỉnh báo cáo kết quả công tác kiểm soát TTHC quý III năm 2024 như sau:"
    assert label("Công tác kiểm soát TTHC", head=head) == "2024-Q3"
    body = "I. KẾT QUẢ\n...\nTrên đây là báo cáo công tác kiểm soát TTHC quý II năm 2022, kính gửi./."
    assert label("Công tác kiểm soát TTHC", body=body) == "2022-Q2"


def test_press_names_its_period_in_the_first_sentences() -> None:
    head = "Trong 6 tháng đầu năm 2023, các sở đã tiếp nhận 50.000 hồ sơ."
    assert label("98,5% hồ sơ đúng hạn", head=head, family="unknown") == "2023-H1"
    assert label("Hơn 7.600 hồ sơ quá hạn trong quý I", head="quý I/2020 đã tiếp nhận", family="unknown") == "2020-Q1"


@pytest.mark.parametrize(
    ("text", "expected", "role"),
    [
        ("tăng 79% so với cùng kỳ năm 2022", "2022", "comparison"),
        ("giảm 5% so với quý I năm 2023", "2023-Q1", "comparison"),
        ("phấn đấu đến năm 2025 đạt 80%", "2025", "target"),
        ("PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ II NĂM 2024", "2024-Q2", "target"),
        ("Kế hoạch kiểm soát TTHC năm 2024 trên địa bàn", "2024", "document"),
        ("trình UBND tỉnh trong tháng 9 năm 2023", "2023-09", "other"),
        ("Trong quý I/2024, tiếp nhận", "2024-Q1", "own"),
        ("tính đến ngày 01 tháng 8 năm 2023 là 139.788", "2023-08-01", "other"),
        ("từ ngày 01 tháng 3 năm 2023 đến ngày 01 tháng 8 năm 2023 là 80", "2023-03-01..2023-08-01", "other"),
        ("số liệu tính đến ngày 14/3/2024", "2024-03-14", "own"),
    ],
)
def test_every_other_period_has_a_role(text: str, expected: str, role: str) -> None:
    (mention,) = find_periods(text, own=period_of("quarter", 1, 2024, "standard"))
    assert mention.period and (mention.period.label, mention.role) == (expected, role)


# ---- one end of a time

NINE_MONTHS = period_of("nine_months", 9, 2025, "calendar")
QUARTER = period_of("quarter", 3, 2025, "standard")
YEAR = period_of("year", 12, 2025, "standard")


@pytest.mark.parametrize(
    ("own", "text", "expected", "role"),
    [
        (NINE_MONTHS, "Đến hết tháng 9 có", "2025-9M", "own"),
        (NINE_MONTHS, "Đến cuối tháng 6, còn", "2025-06-30", "other"),
        (NINE_MONTHS, "kết thúc tháng 8/2025, có", "2025-08-31", "other"),
        (NINE_MONTHS, "Cuối tháng 8, còn", "2025-08-31", "other"),
        (NINE_MONTHS, "nửa cuối tháng 8 nhận", "2025-08", "other"),
        (NINE_MONTHS, "từ tháng 3/2025 đến nay đã có", "2025-03-01..2025-09-30", "other"),
        (NINE_MONTHS, "từ tháng 02/2025 đến 30/9/2025", "2025-02-01..2025-09-30", "other"),
        (NINE_MONTHS, "từ tháng 7 đến tháng 9, có", "2025-07-01..2025-09-30", "other"),
        (NINE_MONTHS, "từ quý I đến quý III", "2025-9M", "own"),
        (NINE_MONTHS, "từ tháng 5 đến 30/2/2025", "2025-05-01..2025-09-30", "other"),
        (NINE_MONTHS, "lũy kế từ đầu năm đến ngày 30/9/2025", "2025-01-01..2025-09-30", "own"),
        (NINE_MONTHS, "từ đầu năm đến ngày 31/8/2025", "2025-01-01..2025-08-31", "other"),
        (NINE_MONTHS, "tồn từ tháng 5 là", "2025-05", "other"),
        (NINE_MONTHS, "so với cuối tháng 6", "2025-06", "comparison"),
        (QUARTER, "từ tháng 7 đến tháng 9, có", "2025-Q3", "own"),
        (QUARTER, "Hết quý III, đã giải quyết", "2025-Q3", "own"),
        (QUARTER, "đến giữa tháng 9", "2025-Q3", "own"),
        (QUARTER, "đến hết tháng 8, có", "2025-08-31", "other"),
        (YEAR, "đến giữa tháng 12/2025", "2025", "own"),
        (YEAR, "đến hết tháng 12, có", "2025-12-31", "other"),
    ],
)
def test_a_month_that_ends_or_begins_a_time_is_not_that_time(own: Period, text: str, expected: str, role: str) -> None:
    (mention,) = find_periods(text, own)
    assert mention.period and (mention.period.label, mention.role) == (expected, role)


@pytest.mark.parametrize(
    "text", ["giảm so với quý trước", "tăng so với cùng kỳ", "cao hơn tháng trước", "so với năm ngoái"]
)
def test_a_vague_comparison_has_no_period(text: str) -> None:
    assert [(m.period, m.role) for m in find_periods(text)] == [(None, "comparison")]


@pytest.mark.parametrize(
    "text", ["kỳ trước chuyển qua: 25", "số từ kỳ trước chuyển sang 14", "năm 2021-2025", "ngày 05 tháng 4 năm 2023"]
)
def test_what_only_looks_like_a_period_is_none(text: str) -> None:
    assert find_periods(text) == ()


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Tuy Hòa: hồ sơ trễ giảm", "Quý III/2021 tỉnh tiếp nhận 5.000 hồ sơ, tăng so với quý III/2020.", "2021-Q3"),
        ("Một cửa: 9 tháng, 5.000 hồ sơ", "9 tháng đầu năm 2019, tỉnh giải quyết 5.000 hồ sơ.", "2019-9M"),
        ("Hồ sơ trễ trong quý I", "Ba tháng đầu năm 2018, các đơn vị nhận 5.000 bộ hồ sơ.", "2018-Q1"),
        ("Nhìn lại một năm", "Năm 2022, tỉnh tiếp nhận 5.000 hồ sơ. Năm 2023 phấn đấu trên 90% hồ sơ.", "2022"),
        ("Một cửa điện tử", "Trong 4 tháng đầu năm 2024, có 5.000 hồ sơ trực tuyến.", "2024-01-01..2024-04-30"),
        ("11 tháng, trễ ít", "Từ đầu năm đến hết tháng 11/2023, Sở tiếp nhận 5.000 hồ sơ.", "2023-01-01..2023-11-30"),
        ("Từ đầu năm 2020 đến nay", "Từ đầu năm đến ngày 20.8.2020, đã nhận 5.000 hồ sơ.", "2020-01-01..2020-08-20"),
        ("Một cửa", "Từ ngày 01/4/2024 đến ngày 30/6/2024 tiếp nhận 5.000 hồ sơ.", "2024-Q2"),
        (
            "Mô hình mới",
            "Từ ngày 01/3/2025, xã có trung tâm. Sau ba tháng (đến hết 31/5), nhận 500 hồ sơ.",
            "2025-03-01..2025-05-31",
        ),
        ("Mô hình mới", "Từ ngày 01/3/2025, xã có trung tâm. Sau hai tháng (đến hết 31/5), nhận 500 hồ sơ.", None),
        ("Một cửa", "Tháng 6/2024 tiếp nhận 500 hồ sơ. Lũy kế 6 tháng đầu năm 2024 tiếp nhận 3.000 hồ sơ.", None),
        ("Một cửa", "Năm 2023 tiếp nhận 900 hồ sơ. Quý I/2024 tiếp nhận 200 hồ sơ.", None),
        ("Một cửa năm 2024", "Quý III/2024 tiếp nhận 200 hồ sơ.", None),
        ("Một cửa năm 2025", "Từ ngày 01/7/2025 đến ngày 15/11/2025 tiếp nhận 200 hồ sơ.", None),
        ("9 tháng, nhiều hồ sơ", "Quý III/2024 tiếp nhận 200 hồ sơ.", None),
        ("Một cửa", "Chủ tịch yêu cầu trong quý II/2024 tỷ lệ hồ sơ đúng hạn phải đạt 99%.", None),
        ("Một cửa", "Đã trả 900 hồ sơ, trong đó 12 hồ sơ tồn từ năm 2016.", None),
        ("Những năm qua", "Trong những năm qua, đã tiếp nhận 900 hồ sơ.", None),
    ],
)
def test_press_counts_one_period_or_none_is_certain(title: str, body: str, expected: str | None) -> None:
    assert label(title, head=body, family="unknown") == expected


@pytest.mark.parametrize(
    ("title", "body", "issued_on", "expected"),
    [
        ("Hồ sơ trễ quý II", "Trong quý II, xử lý 900 hồ sơ, kể cả 30 hồ sơ từ quý I.", date(2020, 7, 9), "2020-Q2"),
        ("Một cửa", "Theo Văn phòng, năm qua tiếp nhận 900 hồ sơ.", date(2025, 1, 9), "2024"),
        ("Một cửa", "Theo Văn phòng, năm qua tiếp nhận 900 hồ sơ.", date(2025, 8, 9), None),
        ("Một cửa", "Từ đầu năm đến ngày 15.9, nhận 900 hồ sơ.", date(2018, 9, 19), "2018-01-01..2018-09-15"),
        ("Một cửa", "Năm 2024 tiếp nhận 900 hồ sơ.", date(2024, 6, 1), None),
    ],
)
def test_press_without_a_year_is_told_by_its_day(title: str, body: str, issued_on: date, expected: str | None) -> None:
    assert label(title, head=body, family="unknown", issued_on=issued_on) == expected


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("01/01/2022 - 30/9/2022", "2022-9M"),
        ("15/12/2021 đến 14/9/2022", "2022-9M"),
        ("01/01/2022 đến 30/6/2022", "2022-H1"),
        ("01/01/2022 đến 31/8/2022", "2022-01-01..2022-08-31"),
    ],
)
def test_days_that_are_exactly_a_periods_bear_its_label(window: str, expected: str) -> None:
    period = own(f"Tình hình thực hiện Đề án 06 (số liệu từ {window})", family="thematic")
    assert period and (period.label, period.basis) == (expected, "stated")


def test_first_months_without_a_name_are_a_range() -> None:
    assert label("Công tác CCHC 10 tháng đầu năm 2024", family="cchc") == "2024-01-01..2024-10-31"
    assert label("Công tác CCHC 10 tháng năm 2024", family="cchc") == "2024-01-01..2024-10-31"
    assert label("Công tác CCHC 3 tháng đầu năm 2024", family="cchc") == "2024-Q1"


_WORDS = {
    "month": [f"tháng {month:02}" for month in range(1, 13)],
    "quarter": ["quý I", "quý II", "Quý III", "QUÝ IV"],
    "half": ["6 tháng đầu", "sáu tháng cuối"],
}


@settings(deadline=None)
@given(st.data(), st.sampled_from(sorted(_WORDS)), st.integers(2009, 2030))
def test_every_label_is_read_back(data: st.DataObject, kind: str, year: int) -> None:
    number = data.draw(st.integers(1, len(_WORDS[kind])))
    (found,) = find_labels(f"Báo cáo {_WORDS[kind][number - 1]} năm {year} của tỉnh")
    assert (found.kind, found.number, found.year) == (kind, number, year)


@settings(deadline=None)
@given(st.text(alphabet="0123456789/. -IVXquýthángnămngàytừđến\n"))
def test_random_text_gives_ordered_disjoint_mentions(text: str) -> None:
    mentions = find_periods(text)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the sample reports are not here")
@pytest.mark.parametrize(
    ("report", "label", "first", "last", "basis"),
    [
        ("000", "2024-Q1", date(2023, 12, 15), date(2024, 3, 14), "standard"),
        ("001", "2023-Q1", date(2023, 1, 1), date(2023, 3, 31), "calendar"),
        ("002", "2023-01-01..2023-08-31", date(2023, 1, 1), date(2023, 8, 31), "stated"),
        ("003", "2023-Q2", date(2023, 3, 15), date(2023, 6, 14), "stated"),
        ("004", "2024-04", date(2024, 3, 21), date(2024, 4, 20), "stated"),
    ],
)
def test_the_sample_reports_name_their_periods(report: str, label: str, first: date, last: date, basis: str) -> None:
    text = normalise(next(SHARED.glob(f"{report}*")).read_text(encoding="utf-8"))
    paper = read_letterhead(text)
    period = report_period(
        paper.title, text[slice(*paper.opening_span)], text, family=paper.family, issued_on=paper.issued_on
    )
    assert period and (period.label, period.start, period.end, period.basis) == (label, first, last, basis)
