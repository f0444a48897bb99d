"""Tables, dashboards and lists of labels and figures in plain text: what they state, and where they are silent."""

from __future__ import annotations

import pytest

from loaders.readers.gapped import with_headings
from loaders.reading import read_content
from loaders.records import Reading
from loaders.text.numbers import find_numbers

HEAD = """ỦY BAN NHÂN DÂN TỈNH {place}
Số: 12/BC-UBND

BÁO CÁO
Công tác kiểm soát thủ tục hành chính {period}

Các cơ quan đã thực hiện nghiêm nhiệm vụ được giao.

"""
Stated = set[tuple[str, float, str | None]]


def reading(body: str, place: str = "NINH BÌNH", period: str = "quý II năm 2024") -> Reading:
    (read,) = read_content((HEAD.format(place=place, period=period) + body + "\n").encode(), "a.txt")
    return read


def stated(body: str, **head: str) -> Stated:
    facts = [fact for fact in reading(body, **head).facts if fact.basis == "stated" and fact.unit is None]
    return {(fact.field.removeprefix("dossiers."), fact.value, fact.admin_level) for fact in facts}


def levels(rows: dict[str, dict[str, float]]) -> Stated:
    return {(field, value, level) for level, row in rows.items() for field, value in row.items()}


WRAPPED = """Chi tiết:
                 Phải         Đã          Trước và      Quá        Đang
   Cấp        giải quyết   giải quyết    đúng hạn       hạn     giải quyết
Cấp tỉnh        2.316        2.300         2.290         10         16
Cấp xã          1.396        1.390         1.388          2          6
"""
OF_WRAPPED = levels(
    {
        "province": {
            **{"received": 2316, "resolved": 2300, "resolved_early_or_on_time": 2290, "resolved_overdue": 10},
            "pending": 16,
        },
        "commune": {
            **{"received": 1396, "resolved": 1390, "resolved_early_or_on_time": 1388, "resolved_overdue": 2},
            "pending": 6,
        },
    }
)


def test_headings_that_wrap_over_two_lines_are_read() -> None:
    assert stated(WRAPPED) == OF_WRAPPED


def test_a_page_may_end_between_headings_and_rows() -> None:
    assert stated(WRAPPED.replace("Cấp tỉnh  ", "\n7\n\nCấp tỉnh  ")) == OF_WRAPPED


def test_a_row_without_a_number_is_the_total_of_numbered_ones() -> None:
    body = """Kết quả giải quyết hồ sơ theo lĩnh vực
STT Lĩnh vực          Nhận mới  Đã giải quyết  Trễ
1   Chứng thực           602          600          0
2   Hộ tịch              377          365          4
    Cộng                 979          965          4
"""
    assert stated(body) == levels({"all": {"received_new": 979, "resolved": 965, "resolved_overdue": 4}})


@pytest.mark.parametrize(
    "heads",
    [
        "                      Đang giải quyết\nCấp         Tổng số   Trong hạn   Quá hạn",
        "                 Đã giải quyết\nCấp         Tổng số   Trong hạn   Quá hạn",
        "Cấp         Năm 2022   Năm 2023",
        "                     Đang giải quyết\nCấp     Tiếp nhận    Trong hạn     Quá hạn",
    ],
)
def test_a_heading_that_may_be_of_several_columns_says_nothing(heads: str) -> None:
    assert (
        stated(f"Kết quả:\n{heads}\nCấp tỉnh      316       300         16\nCấp xã        396       390          6")
        == set()
    )


@pytest.mark.parametrize("columns", ["16        300", "8         9,5"])
def test_two_columns_of_a_target_state_the_result_alone(columns: str) -> None:
    body = f"""Các chỉ tiêu:
                              Kết quả      Chỉ tiêu giao
Hồ sơ trực tuyến              90,6%         85%
Số hóa thành phần hồ sơ       99,2%         95%
Số đơn vị                     {columns}
"""
    assert stated(body) == {("online_rate", 90.6, "all"), ("digitization.dossiers_rate", 99.2, "all")}


@pytest.mark.parametrize(
    ("heads", "is_one"),
    [
        ((("", "Đã", "Đang", ""), ("Cấp", "giải quyết", "giải quyết", "Quá hạn")), True),
        ((("", "Tiếp nhận", "", "Đã xử lý"), ("Cấp", "Trực tuyến", "Trực tiếp", "Quá hạn")), False),
    ],
)
def test_a_heading_with_a_meaning_of_its_own_over_another_may_be_of_more(heads: tuple, is_one: bool) -> None:
    rows = [*heads, ("Cấp tỉnh", "12", "34", "5"), ("Cấp xã", "56", "78", "9")]
    lines = ["".join(f"{cell:13}" for cell in row) for row in rows]
    assert (with_headings(lines, 0)[2] != []) == is_one


FORM = """Kết quả (trích Biểu số II.06a)
(2) (3) (4) (5) (6) (7) (8) (9) (10) (11) (12) (13)
A. Cấp tỉnh 1.028 601 386 41 986 571 410 5 42 40 2
B. Cấp xã 1.219 771 418 30 1.188 475 706 7 31 29 2
TỔNG SỐ (A+B) 2.247 1.372 804 71 2.174 1.046 1.116 12 73 69 4
"""


def test_rows_under_the_numbers_of_a_form_are_read() -> None:
    said = stated(FORM)
    assert len(said) == 33
    assert {("received", 1028, "province"), ("resolved_overdue", 7, "commune"), ("pending", 73, "all")} <= said


@pytest.mark.parametrize(
    "body",
    [
        FORM.replace(" (trích Biểu số II.06a)", ""),
        FORM.replace("571 410 5 42 40 2", "571 410 5 42 40"),
    ],
    ids=["no form named", "rows of other lengths"],
)
def test_rows_under_numbers_alone_are_not(body: str) -> None:
    assert ("received", 1028, "province") not in stated(body)


def test_columns_whose_sums_fail_are_not_what_the_form_calls_them() -> None:
    body = FORM.replace("601 386 41", "611 386 41").replace("771 418", "781 418").replace("1.372 804", "1.392 804")
    said = {field for field, _, _ in stated(body)}
    assert "received" in said and not said & {"received_online", "received_offline", "carried_over"}


DASHBOARD = [
    ("Tổng số hồ sơ", "12.745"),
    ("Đã xử lý", "11.960"),
    ("Đúng hạn", "11.402"),
    ("Trễ hạn", "558"),
    ("Đang xử lý", "785"),
]
OF_DASHBOARD = levels(
    {
        "all": {
            "received": 12745,
            "resolved": 11960,
            "resolved_early_or_on_time": 11402,
            "resolved_overdue": 558,
            "pending": 785,
        }
    }
)


@pytest.mark.parametrize(
    "body",
    [
        "\n".join(f"{label}\n{figure}" for label, figure in DASHBOARD),
        "\n\n".join(f"{label}\n{figure}" for label, figure in DASHBOARD),
        "\n".join(f"{figure}\n{label}" for label, figure in DASHBOARD),
        "Tính đến hết kỳ.\n" + "\n".join(f"{figure}\n{label}" for label, figure in DASHBOARD),
        "\n".join(f"{label} ............... {figure}" for label, figure in DASHBOARD),
        "\n".join(f"{label}: ……… {figure}" for label, figure in DASHBOARD),
        "\n".join(f"{label:30}{figure:>8}" for label, figure in DASHBOARD),
        "\n".join(f"{label} | {figure}" for label, figure in DASHBOARD),
        "\n".join(
            f"{label}\n   {figure.replace('.', ',')}" for label, figure in [*DASHBOARD, ("Lượt truy cập", "1.234")]
        ),
    ],
    ids=[
        "under",
        "under, apart",
        "over",
        "over, behind a sentence",
        "dots",
        "colon and dots",
        "spaces",
        "bar",
        "commas",
    ],
)
def test_figures_apart_from_their_labels_are_read(body: str) -> None:
    assert stated(f"Số liệu hồ sơ\n\n{body}") >= OF_DASHBOARD


@pytest.mark.parametrize(
    "body",
    [
        "KẾT QUẢ\n" + "\n".join(f"{figure}\n{label}" for label, figure in DASHBOARD),
        "TRANG TIN\nKẾT QUẢ\n" + "\n".join(f"{figure}\n{label}" for label, figure in DASHBOARD),
        "\n".join(f"{label}\n{figure}" for label, figure in DASHBOARD) + "\nTổng số đơn vị",
        "12.000\n" + "\n".join(f"{label}\n{figure}" for label, figure in DASHBOARD),
        "Kết quả tiếp nhận hồ sơ ........ 3\nGiải quyết hồ sơ quá hạn ........ 5\nHồ sơ đang giải quyết ........ 9",
        "Kết quả tiếp nhận hồ sơ ........ 3\nGiải quyết hồ sơ quá hạn ........ 5",
        *(
            f"{head}\n" + "\n".join(f"{label} | {figure}" for label, figure in DASHBOARD)
            for head in ("Cùng kỳ năm 2023:", "Sở Tư pháp:", "LĨNH VỰC ĐẤT ĐAI", "Kế hoạch năm 2024", "Cả nước:")
        ),
    ],
)
def test_a_dashboard_of_something_else_or_in_no_clear_order_is_silent(body: str) -> None:
    assert stated(body) == set()


@pytest.mark.parametrize(("head", "level"), [("Cấp xã:", "commune"), ("2. CẤP HUYỆN", "district")])
def test_a_caption_that_names_a_level_gives_it_to_its_table(head: str, level: str) -> None:
    body = "\n".join(f"{label} | {figure}" for label, figure in DASHBOARD)
    assert stated(f"{head}\n{body}") == {(field, value, level) for field, value, _ in OF_DASHBOARD}


def test_a_caption_with_a_level_among_unknown_words_leaves_its_table() -> None:
    body = "\n".join(f"{label} | {figure}" for label, figure in DASHBOARD)
    assert stated(f"Riêng khối lượng xã vùng cao cấp xã\n{body}") == set()


LEVELS = "Kết quả theo cấp:\nCấp\tTiếp nhận\tĐã giải quyết\tQuá hạn\n{one}\t316\t300\t16\n{other}\t396\t390\t6"


@pytest.mark.parametrize("note", ["(19 sở, ngành)", "(09/09 huyện, thành phố)", "(164 xã, phường, thị trấn)"])
def test_the_number_of_units_beside_a_level_changes_nothing(note: str) -> None:
    said = stated(LEVELS.format(one=f"Cấp tỉnh {note}", other="Cấp xã"))
    assert {("received", 316, "province"), ("received", 396, "commune")} <= said


@pytest.mark.parametrize("note", ["(12 xã vùng cao)", "(riêng đất đai)", "(chưa gồm Sở Tư pháp)"])
def test_other_words_beside_a_level_keep_its_row_from_being_read(note: str) -> None:
    assert not {value for _, value, _ in stated(LEVELS.format(one=f"Cấp xã {note}", other="Cấp tỉnh"))} & {316, 300}


def test_quarters_and_districts_are_one_level() -> None:
    assert ("resolved", 300, "district") in stated(LEVELS.format(one="Cấp quận, huyện", other="Cấp xã"))


@pytest.mark.parametrize(("place", "level"), [("THÁI BÌNH", None), ("HẢI PHÒNG", "province")])
def test_a_city_is_a_level_in_the_report_of_a_city_under_the_centre(place: str, level: str | None) -> None:
    said = stated(LEVELS.format(one="Thành phố", other="Xã"), place=place)
    assert {each[2] for each in said if each[:2] == ("received", 316)} == ({level} if level else set())
    assert ("received", 396, "commune") in said


ISSUED = """| Cơ quan | Ban hành mới | Sửa đổi, bổ sung | Bãi bỏ |
|---|---|---|---|
| Trung ương | 5 | 6 | 7 |
| Địa phương | 1 | 2 | 3 |"""


def test_procedures_that_central_and_local_bodies_issued_stand_in_rows() -> None:
    acts, bodies = ("new", "amended", "abolished"), {"central": (5, 6, 7), "local": (1, 2, 3)}
    assert stated(f"TTHC ban hành mới, sửa đổi, bãi bỏ\n{ISSUED}") == {
        (f"procedures.{act}_{body}", value, "all")
        for body, values in bodies.items()
        for act, value in zip(acts, values, strict=True)
    }


@pytest.mark.parametrize("caption", ["Văn bản ban hành:", "Quy định kinh doanh:", "Quy định về TTHC:", "Kết quả:"])
def test_what_they_issued_is_no_procedure_unless_it_is_said(caption: str) -> None:
    assert stated(f"{caption}\n{ISSUED}") == set()


def test_ratios_and_percentages_are_no_scores_under_the_index() -> None:
    rows = "Số hóa hồ sơ | 655/812 | 80,7% |\nThanh toán trực tuyến | 118/307 | 38,4% |"
    said = stated(f"Các chỉ tiêu theo Quyết định 766:\nChỉ tiêu | Thực hiện | Tỷ lệ |\n{rows}")
    assert {("digitization.dossiers", 655, "all"), ("payments.online_rate", 38.4, "all")} <= said


@pytest.mark.parametrize("figures", [("15,2/22", "69,1%"), ("15,2", "69,1%")])
def test_points_under_the_index_are_neither_counts_nor_rates(figures: tuple[str, str]) -> None:
    rows = f"Số hóa hồ sơ | {figures[0]} | {figures[1]} |\nThanh toán trực tuyến | 8,1/10 | 81% |\n"
    rows += "Cấp kết quả điện tử | 18/22 | 81,8% |\nTái sử dụng dữ liệu | 12/22 | 54,5% |"
    said = stated(f"Các chỉ tiêu theo Quyết định 766:\nChỉ tiêu | Thực hiện | Tỷ lệ |\n{rows}")
    assert not {field for field, _, _ in said if not field.startswith("index766.")}


ONLINE = """Hồ sơ trực tuyến theo cấp
Cấp\tTiếp nhận\tTrực tuyến\tTỷ lệ (%)
Cấp tỉnh\t482\t{province}\t{rate}
Cấp xã\t905\t181\t20"""


def test_beside_fewer_online_ones_received_is_of_all_channels() -> None:
    assert ("received", 482, "province") in stated(ONLINE.format(province=241, rate=50))
    assert ("received", 482, "province") not in stated(ONLINE.format(province=482, rate=100))


FEES = (
    "Theo cấp:\nCấp\tHồ sơ có phí\tThanh toán trực tuyến\tTỷ lệ (%)\nCấp tỉnh\t800\t600\t75\nCấp xã\t{base}\t90\t{rate}"
)


def test_what_every_share_is_printed_of_is_its_base() -> None:
    assert ("payments.online_base", 300, "commune") in stated(FEES.format(base=300, rate=30))
    assert not {said for said in stated(FEES.format(base=300, rate=45)) if said[0] == "payments.online_base"}


@pytest.mark.parametrize(
    ("since", "is_own"), [("15/3", True), ("15/3/2024", True), ("01/01", False), ("15/3/2023", False)]
)
def test_cumulated_from_the_report_s_first_day_is_its_own_time(since: str, is_own: bool) -> None:
    body = f"Chỉ tiêu | Tháng 5 | Lũy kế từ {since}\n"
    body += "Tiếp nhận | 611 | 1.980\nĐã giải quyết | 598 | 1.934\nQuá hạn | 2 | 13"
    own = {f.value for f in reading(body).facts if f.period is None or f.period == reading(body).report.period}
    assert ({1980, 1934, 13} <= own) == is_own


def test_a_numbered_line_that_names_only_a_level_leans_on_its_heading() -> None:
    body = """1. Số hóa thành phần hồ sơ (mẫu số: hồ sơ đã tiếp nhận)
1.1. Cấp tỉnh: 61/63 hồ sơ (96,83%)
1.2. Cấp xã: 38/51 hồ sơ (74,51%)"""
    assert ("digitization.dossiers", 61, "province") in stated(body) and (
        "digitization.dossiers_base",
        51,
        "commune",
    ) in stated(body)


def test_a_blank_first_cell_behind_no_frame_keeps_its_column() -> None:
    body = """Số hồ sơ theo lĩnh vực
STT | Lĩnh vực | Tiếp nhận | Đã giải quyết | Đang giải quyết
1 | Hộ tịch | 41 | 38 | 3
2 | Đất đai | 52 | 50 | 2
  | Tổng cộng | 93 | 88 | 5"""
    assert stated(body) == levels({"all": {"received": 93, "resolved": 88, "pending": 5}})


def test_groups_of_the_index_under_its_own_title_are_of_the_report() -> None:
    body = """NHIỀU HỒ SƠ NHẤT
Phường Hoa Lư: 118

ĐIỂM BỘ CHỈ SỐ 766
Công khai, minh bạch 15,2/18
Mức độ hài lòng 17,3/18"""
    assert {("index766.transparency", 15.2, "all"), ("index766.satisfaction", 17.3, "all")} <= stated(body)


def test_what_a_share_is_counted_on_is_no_count_of_its_part() -> None:
    assert not {
        s for s in stated("Ghi chú: thanh toán trực tuyến tính trên 905 hồ sơ có lệ phí.") if s[0] == "payments.online"
    }


TABLE = "| Cấp | Tiếp nhận | Đã giải quyết | Quá hạn |\n|---|---|---|---|\n| Cấp tỉnh | 93 | 88 | 5 |"


def test_a_finished_sentence_above_a_table_lends_it_nothing() -> None:
    body = (
        "STT | Lĩnh vực | Tiếp nhận | Đã giải quyết\n1 | Hộ tịch | 41 | 38\n2 | Khác | 52 | 50\n | Tổng cộng | 93 | 88"
    )
    assert not {field for field, _, _ in stated(body) if field.startswith("tasks.")}


def test_a_plan_that_the_title_also_tells_of_is_not_what_its_first_table_is_of() -> None:
    assert ("received", 93, "province") in stated(TABLE, period="và thực hiện Đề án 06 quý II năm 2024")
    assert stated(TABLE, period="thuộc Đề án 06 quý II năm 2024") == set()


STATE = "{caption}\nCấp\tĐã giải quyết\tĐúng hạn\tTrễ hạn\nCấp tỉnh\t140\t139\t1\nCấp xã\t212\t212\t0"


def test_one_state_and_two_times_are_of_dossiers_where_nothing_else_is_said() -> None:
    fields = {field for field, _, _ in stated(STATE.format(caption="Kết quả theo cấp"))}
    assert fields == {"resolved", "resolved_early_or_on_time", "resolved_overdue"}


@pytest.mark.parametrize("caption", ["Phản ánh, kiến nghị", "Nhiệm vụ được giao"])
def test_one_state_and_two_times_of_something_else_are_not(caption: str) -> None:
    fields = {field for field, _, _ in stated(STATE.format(caption=caption))}
    assert not {field for field in fields if "." not in field}


def test_a_share_of_dossiers_stands_alone_behind_those_pending() -> None:
    body = "\n".join(f"{label}\n{figure}" for label, figure in [*DASHBOARD, ("Tỷ lệ hồ sơ trực tuyến", "91,2%")])
    assert ("online_rate", 91.2, "all") in stated(body)


def test_counts_alone_in_their_lines_show_how_a_text_writes_thousands() -> None:
    body = "Tổng số\n96,745\nMới\n85,537\nĐã xử lý\n83,960\nĐang xử lý\n12,785\nCòn 1,204 và 7%"
    assert not [number.raw for number in find_numbers(body) if number.ambiguous]
    assert [n.raw for n in find_numbers(body.replace("12,785", "12.785")) if n.ambiguous]
