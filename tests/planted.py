"""A quarterly report written for the tests, in which every equation holds, and the same with numbers changed.

read_report(folder, pending="10.414")      # one number printed otherwise
"""

from __future__ import annotations

from pathlib import Path

from loaders.reading import read
from loaders.records import Reading

TEXT = """\
ỦY BAN NHÂN DÂN
TỈNH BẠC LIÊU
Số: 214/BC-UBND
Bạc Liêu, ngày 19 tháng 9 năm 2023

BÁO CÁO
Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa, một cửa liên thông quý III năm 2023

I. TÌNH HÌNH, KẾT QUẢ

3. Công bố, công khai thủ tục hành chính
- Số quyết định công bố TTHC đã ban hành trong kỳ: {decisions} quyết định.
- Số TTHC được công bố: {announced} TTHC; trong đó, TTHC được công khai: {publicized} TTHC.
- Tổng số TTHC thuộc thẩm quyền giải quyết của tỉnh: {in_force} TTHC; trong đó: TTHC do Trung ương quy định: \
{central}; TTHC do địa phương quy định: {local}.

5. Tiếp nhận, xử lý phản ánh, kiến nghị
- Tiếp nhận trong kỳ {petitions} phản ánh, kiến nghị; trong đó: tiếp nhận mới {petitions_new}, kỳ trước chuyển qua \
{petitions_old}; về quy định hành chính {regulations}, về hành vi hành chính {conduct}.
- Đã xử lý {petitions_done} phản ánh, kiến nghị; trong đó, đăng tải công khai {published}.
- Đang xử lý {petitions_left} phản ánh, kiến nghị.

6. Kết quả giải quyết thủ tục hành chính
- Hồ sơ tiếp nhận trong kỳ là {received} hồ sơ, trong đó: mới tiếp nhận {new} hồ sơ (trực tuyến {online}; trực tiếp và \
qua bưu chính {offline}); kỳ trước chuyển qua {carried} hồ sơ.
- Hồ sơ đã giải quyết: {resolved} hồ sơ (cấp tỉnh: {at_province}; cấp huyện: {at_district}; cấp xã: {at_commune}); \
trong đó, trước hạn {early}, đúng hạn {on_time}, quá hạn {overdue}.
- Hồ sơ đang giải quyết: {pending} hồ sơ; trong đó, trong hạn {in_time}, quá hạn {late}.

8. Thực hiện thủ tục hành chính trên môi trường điện tử
- Tỉnh cung cấp {services} dịch vụ công trực tuyến (gồm {full} dịch vụ công trực tuyến toàn trình; {partial} dịch vụ \
công trực tuyến một phần).
- Số hóa hồ sơ: cấp tỉnh {top_province}/{base_province} hồ sơ ({rate_province}%); cấp huyện \
{top_district}/{base_district} hồ sơ ({rate_district}%); cấp xã {top_commune}/{base_commune} hồ sơ ({rate_commune}%).
- Thanh toán trực tuyến: {paid}/{payable} hồ sơ, đạt {payment_rate}%.

Nơi nhận:
- Văn phòng Chính phủ;
"""
TRUE = {
    "decisions": "14",
    "announced": "86",
    "publicized": "86",
    "in_force": "1.843",
    "central": "1.797",
    "local": "46",
    "petitions": "318",
    "petitions_new": "297",
    "petitions_old": "21",
    "regulations": "276",
    "conduct": "42",
    "petitions_done": "289",
    "published": "254",
    "petitions_left": "29",
    "received": "128.046",
    "new": "117.329",
    "online": "68.417",
    "offline": "48.912",
    "carried": "10.717",
    "resolved": "117.902",
    "early": "76.518",
    "on_time": "40.235",
    "overdue": "1.149",
    "pending": "10.144",
    "in_time": "9.808",
    "late": "336",
    "at_province": "22.604",
    "at_district": "31.187",
    "at_commune": "64.111",
    "services": "1.286",
    "full": "742",
    "partial": "544",
    "top_province": "16.862",
    "base_province": "22.604",
    "rate_province": "74,60",
    "top_district": "20.913",
    "base_district": "31.187",
    "rate_district": "67,06",
    "top_commune": "38.740",
    "base_commune": "64.111",
    "rate_commune": "60,43",
    "paid": "13.177",
    "payable": "20.714",
    "payment_rate": "63,61",
}


def text(**changes: str) -> str:
    """The report with some numbers printed otherwise."""
    return TEXT.format(**{**TRUE, **changes})


def read_report(folder: Path, **changes: str) -> Reading:
    """The report through the whole reader."""
    path = folder / "bao-cao.txt"
    path.write_text(text(**changes), encoding="utf-8")
    (reading,) = read(path)
    return reading
