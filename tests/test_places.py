"""Provinces, districts, communes and bodies in running text, and which map a name belongs to."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.places.bodies import proper_name
from loaders.places.localities import commune_province, is_listed
from loaders.places.mentions import find_units
from loaders.places.provinces import province, province_then
from loaders.places.reference import load_places
from loaders.records import Place
from loaders.text.textform import normalise


def first(text: str) -> tuple[str, str, str | None]:
    unit = find_units(normalise(text))[0]
    return unit.name, unit.kind, unit.place


@pytest.mark.parametrize(
    ("text", "name", "kind", "place"),
    [
        ("UBND tỉnh Khánh Hòa", "Khánh Hòa", "province", "Khánh Hòa"),
        ("ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN", "Bình Thuận", "province", "Bình Thuận"),
        ("tỉnh \n\nBình Định", "Bình Định", "province", "Bình Định"),
        ("tỉnh Đăk Nông", "Đắk Nông", "province", "Đắk Nông"),
        ("tỉnh Đắc Lắc", "Đắk Lắk", "province", "Đắk Lắk"),
        ("Khánh Hoà", "Khánh Hòa", "province", "Khánh Hòa"),
        ("Thừa Thiên – Huế", "Thừa Thiên Huế", "province", "Thừa Thiên Huế"),
        ("TỈNH THỪA THIÊN - HUẾ", "Thừa Thiên Huế", "province", "Thừa Thiên Huế"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu", "province", "Bà Rịa - Vũng Tàu"),
        ("TP. Hồ Chí Minh", "Hồ Chí Minh", "province", "Hồ Chí Minh"),
        ("TP.HCM", "Hồ Chí Minh", "province", "Hồ Chí Minh"),
        ("UBND TP Đà Nẵng", "Đà Nẵng", "province", "Đà Nẵng"),
        ("Huyện Quảng Ninh", "Huyện Quảng Ninh", "district", "Quảng Bình"),
        ("huyện Hòa Bình", "Huyện Hòa Bình", "district", "Bạc Liêu"),
        ("huyện Phú Quý", "Huyện Phú Quý", "district", "Bình Thuận"),
        ("HUYỆN TÂY SƠN\nCỘNG HÒA XÃ HỘI", "Huyện Tây Sơn", "district", "Bình Định"),
        ("huyện Châu Thành", "Huyện Châu Thành", "district", None),
        ("huyện Châu Thành, tỉnh Long An", "Huyện Châu Thành", "district", "Long An"),
        ("thành phố Vĩnh Long", "Thành phố Vĩnh Long", "district", "Vĩnh Long"),
        ("TP. Phan Thiết", "Thành phố Phan Thiết", "district", "Bình Thuận"),
        ("thị xã La Gi", "Thị xã La Gi", "district", "Bình Thuận"),
        ("quận 1", "Quận 1", "district", "Hồ Chí Minh"),
        ("huyện Không Có Thật", "Huyện Không Có Thật", "district", None),
        ("phường Bắc Kạn", "Phường Bắc Kạn", "commune", "Thái Nguyên"),
        ("xã An Phú", "Xã An Phú", "commune", None),
        ("đặc khu Phú Quốc", "Đặc khu Phú Quốc", "commune", "An Giang"),
        ("Sở Ngoại vụ tỉnh Bình Định", "Sở Ngoại vụ tỉnh Bình Định", "department", "Bình Định"),
        (
            "Sở Thông tin và\nTruyền thông Bình Định chủ trì",
            "Sở Thông tin và Truyền thông Bình Định",
            "department",
            "Bình Định",
        ),
        ("Sở LĐ-TB&XH báo cáo", "Sở LĐ-TB&XH", "department", None),
        ("Văn phòng Ủy ban nhân dân tỉnh chủ trì", "Văn phòng Ủy ban nhân dân tỉnh", "department", None),
        ("Thanh tra tỉnh", "Thanh tra tỉnh", "department", None),
        (
            "Trung tâm Phục vụ hành chính công tỉnh Vĩnh Phúc",
            "Trung tâm Phục vụ hành chính công tỉnh Vĩnh Phúc",
            "service_centre",
            "Vĩnh Phúc",
        ),
        ("tại Trung tâm Hành chính công \ntỉnh", "Trung tâm Hành chính công tỉnh", "service_centre", None),
        ("tại TTPVHCC tỉnh Vĩnh Phúc", "TTPVHCC tỉnh Vĩnh Phúc", "service_centre", "Vĩnh Phúc"),
        (
            "Trung tâm Kiểm soát TTHC và Phục vụ hành chính công tỉnh",
            "Trung tâm Kiểm soát TTHC và Phục vụ hành chính công tỉnh",
            "service_centre",
            None,
        ),
        ("Bộ Tài nguyên và Môi trường", "Bộ Tài nguyên và Môi trường", "ministry", None),
        ("Bảo hiểm Xã hội Việt Nam", "Bảo hiểm Xã hội Việt Nam", "ministry", None),
        ("Văn phòng Chính phủ", "Văn phòng Chính phủ", "ministry", None),
        ("Công an tỉnh Nghệ An", "Công an tỉnh Nghệ An", "system", "Nghệ An"),
        ("các sở, ban, ngành", "Các sở, ban, ngành", "group", None),
        ("126 xã, phường", "126 xã, phường", "group", None),
        ("nhìn chung cả nước", "Cả nước", "national", None),
    ],
)
def test_a_unit_is_known_by_its_type_word_and_name(text: str, name: str, kind: str, place: str | None) -> None:
    assert first(text) == (name, kind, place)


@pytest.mark.parametrize(
    "text",
    [
        "Bộ phận Một cửa",
        "Bộ chỉ số 766",
        "hòa bình thế giới",
        "Nguyễn Thái Bình",
        "Trần Thị Hà Giang",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Bộ Chính trị",
        "kinh tế - xã hội",
        "long an toàn",
        "thành phố thông minh",
    ],
)
def test_what_only_sounds_like_a_place_is_none(text: str) -> None:
    assert find_units(normalise(text)) == ()


def test_a_province_inside_another_units_name_is_not_mentioned() -> None:
    units = find_units("Huyện Quảng Ninh, tỉnh Quảng Bình và phường Bắc Kạn")
    assert [(unit.kind, unit.place) for unit in units] == [("district", "Quảng Bình"), ("commune", "Thái Nguyên")]


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Bình Định", date(2023, 8, 31), Place("63", "52", "Bình Định")),
        ("Gia Lai", date(2025, 7, 1), Place("34", "52", "Gia Lai")),
        ("Gia Lai", date(2025, 6, 30), Place("63", "64", "Gia Lai")),
        ("tỉnh Khánh Hoà", date(2024, 4, 20), Place("63", "56", "Khánh Hòa")),
        ("Huế", date(2026, 1, 1), Place("34", "46", "Huế")),
        ("Thừa Thiên Huế", date(2026, 1, 1), Place("34", "46", "Huế")),
        ("TP.HCM", date(2024, 1, 1), Place("63", "79", "Hồ Chí Minh")),
        ("Bình Thuận", date(2025, 9, 30), None),
        ("Atlantis", date(2024, 1, 1), None),
    ],
)
def test_the_day_decides_the_map(name: str, on: date, expected: Place | None) -> None:
    assert province(name, on) == expected


@pytest.mark.parametrize("typed", ["tỉnh {}", "trên địa bàn tỉnh {}", "{}"])
def test_every_province_of_both_maps_is_found(typed: str) -> None:
    for (name,) in load_places().filter(place_vintage="63").select("name").rows():
        units = find_units(f"Báo cáo của {typed.format(name)} gửi")
        assert [unit.place for unit in units] == [name]
        assert [unit.place for unit in find_units(f"UBND TỈNH {name.upper()}\nSỐ")] == [name]


def test_every_province_of_the_new_map_is_found_under_its_new_code() -> None:
    for code, name in load_places().filter(place_vintage="34").select("place_code", "name").rows():
        (unit,) = find_units(f"UBND tỉnh {name} báo cáo")
        assert province(unit.place or "", date(2026, 1, 1)) == Place("34", code, name)


def test_a_commune_is_looked_up_on_the_map_of_the_day() -> None:
    assert commune_province("Phường Bắc Kạn", date(2026, 1, 1)) == "Thái Nguyên"
    assert commune_province("Phường Bắc Kạn", date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("name", "issued_on", "vintage"),
    [
        ("Lâm Đồng", date(2025, 6, 20), "63"),
        ("Lâm Đồng", date(2025, 7, 20), None),
        ("Bình Thuận", date(2025, 7, 20), "63"),
        ("Nghệ An", date(2025, 7, 20), "63"),
        ("Lâm Đồng", None, "63"),
    ],
)
def test_a_province_that_has_grown_since_may_mean_either(
    name: str, issued_on: date | None, vintage: str | None
) -> None:
    found = province_then(name, date(2025, 6, 14), issued_on)
    assert (found and found.vintage) == vintage


@pytest.mark.parametrize(
    ("unit", "known"),
    [("Xã Làm Tốt", False), ("Phường Ba Đình", True), ("Thị xã Buôn Hồ", True), ("Thành phố Thủ Đức", True)],
)
def test_the_lists_know_districts_and_communes(unit: str, known: bool) -> None:
    assert is_listed(unit) is known


def test_capitals_become_the_name_of_running_text() -> None:
    assert proper_name("SỞ KẾ HOẠCH VÀ ĐẦU TƯ") == "Sở Kế hoạch và Đầu tư"
    assert proper_name("SỞ NGOẠI VỤ TỈNH HÀ NAM") == "Sở Ngoại vụ tỉnh Hà Nam"


def test_a_text_without_places_mentions_none() -> None:
    assert find_units("Tổng số hồ sơ đã tiếp nhận: 14") == ()
