"""The only place that lists departments, ministries, boards, vertical agencies and centres, and how each is written.

To add a department or a ministry, add its field to the tables below.
"""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.text.textform import LETTERS, fold_marks

DEPARTMENT_FIELDS = (
    "Nội vụ|Ngoại vụ|Tư pháp|Tài chính|Kế hoạch và Đầu tư|Kế hoạch - Đầu tư|KH&ĐT|KHĐT|KH và ĐT|Công Thương|"
    "Nông nghiệp và Phát triển nông thôn|Nông nghiệp và Môi trường|NN&PTNT|NN và PTNT|NN&MT|NN và MT|"
    "Nông nghiệp & PTNT|"
    "Nông nghiệp và PTNT|Giao thông vận tải|Giao thông Vận tải|Giao thông công chánh|GTVT|Xây dựng|"
    "Tài nguyên và Môi trường|Tài nguyên & Môi trường|TN&MT|TNMT|TN và MT|Thông tin và Truyền thông|TT&TT|TTTT|"
    "TT và TT|"
    "Khoa học và Công nghệ|KH&CN|KHCN|KH và CN|Lao động - Thương binh và Xã hội|Lao động, Thương binh và Xã hội|"
    "Lao động – Thương binh và Xã hội|Lao động Thương binh và Xã hội|Lao động - TB và XH|Lao động - TB&XH|"
    "Lao động - TBXH|Lao động, TB&XH|LĐ - TB&XH|LĐ-TB&XH|LĐTB&XH|LĐTBXH|"
    "Văn hóa, Thể thao và Du lịch|"
    "Văn hóa Thể thao và Du lịch|VHTT&DL|VH,TT&DL|VHTTDL|Văn hóa và Thể thao|Văn hóa, Thể thao|Du lịch|"
    "Giáo dục và Đào tạo|GD&ĐT|GDĐT|GD và ĐT|Y tế|Dân tộc và Tôn giáo|Quy hoạch - Kiến trúc|Quy hoạch Kiến trúc|"
    "An toàn thực phẩm|Thể dục thể thao"
)
MINISTRY_FIELDS = (
    "Nội vụ|Ngoại giao|Tư pháp|Tài chính|Kế hoạch và Đầu tư|Công Thương|Nông nghiệp và Phát triển nông thôn|"
    "Nông nghiệp và Môi trường|Giao thông vận tải|Giao thông Vận tải|Xây dựng|Tài nguyên và Môi trường|"
    "Thông tin và Truyền thông|Khoa học và Công nghệ|Lao động - Thương binh và Xã hội|Văn hóa, Thể thao và Du lịch|"
    "Giáo dục và Đào tạo|Y tế|Dân tộc và Tôn giáo|Quốc phòng|Công an|"
    "GTVT|TN&MT|NN&PTNT|NN&MT|TT&TT|KH&CN|KH&ĐT|GD&ĐT|LĐ-TB&XH|LĐTB&XH|VHTT&DL|VHTTDL"
)
MINISTRY_NAMES = {
    "Bộ GTVT": "Bộ Giao thông vận tải",
    "Bộ Giao thông Vận tải": "Bộ Giao thông vận tải",
    "Bộ TN&MT": "Bộ Tài nguyên và Môi trường",
    "Bộ NN&PTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "Bộ NN&MT": "Bộ Nông nghiệp và Môi trường",
    "Bộ TT&TT": "Bộ Thông tin và Truyền thông",
    "Bộ KH&CN": "Bộ Khoa học và Công nghệ",
    "Bộ KH&ĐT": "Bộ Kế hoạch và Đầu tư",
    "Bộ GD&ĐT": "Bộ Giáo dục và Đào tạo",
    "Bộ LĐ-TB&XH": "Bộ Lao động - Thương binh và Xã hội",
    "Bộ LĐTB&XH": "Bộ Lao động - Thương binh và Xã hội",
    "Bộ VHTT&DL": "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ VHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
}
"""The full names of the ministries that are printed shortened."""
CENTRAL_BODIES = (
    "Văn phòng Chính phủ|Thanh tra Chính phủ|Ngân hàng Nhà nước Việt Nam|Ngân hàng Nhà nước|Bảo hiểm xã hội Việt Nam|"
    "Ủy ban Dân tộc|Ngân hàng Chính sách xã hội|Tổng cục Thuế|Tổng cục Hải quan|Kho bạc Nhà nước"
)
PROVINCIAL_BODIES = (
    "Văn phòng UBND|Văn phòng Ủy ban nhân dân|Thanh tra|Ban Dân tộc|Ban Quản lý các Khu công nghiệp|"
    "Ban Quản lý Khu kinh tế|"
    "Ban Quản lý các Khu kinh tế|Ban Quản lý khu kinh tế|Ban Quản lý các khu công nghiệp|Ban Quản lý Khu công nghiệp|"
    "Ban Quản lý khu công nghiệp|Ban Quản lý Khu kinh tế và các Khu công nghiệp|Ban Quản lý các KCN|"
    "Ban Quản lý Khu công nghệ cao|"
    "Ban Quản lý các khu chế xuất và công nghiệp|Ban Quản lý Vườn quốc gia"
)
_ZONES = (
    "Nghi Sơn|Đông Nam|Vũng Áng|Hòn La|Chân Mây - Lăng Cô|Chân Mây, Lăng Cô|Chu Lai|Dung Quất|Nhơn Hội|Nam Phú Yên|"
    "Phú Yên|Vân Phong|Phú Quốc|Định An|Năm Căn|Đình Vũ - Cát Hải|Vân Đồn|Thái Bình|Ninh Cơ|Hải Phòng|Quảng Ninh"
)
_ZONES_AND_PARKS = [
    f"Khu kinh tế {zone}{parks}"
    for zone in _ZONES.split("|")
    for parks in ("", " và các Khu công nghiệp", " và các Khu công nghiệp, khu chế xuất")
]
"""Boards of an economic zone by its name, some with the industrial parks of the province."""
SYSTEMS = (
    "Công an|Cục Thuế|Thuế|Bảo hiểm xã hội|Kho bạc Nhà nước|Cục Hải quan|Chi cục Hải quan|Điện lực|Công ty Điện lực|"
    "Bưu điện|Văn phòng Đăng ký đất đai|Chi cục Thuế|Chi cục Kiểm lâm|Tòa án nhân dân|Viện kiểm sát nhân dân"
)
CENTRE = (
    "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính|Trung tâm Phục vụ hành chính công|"
    "Trung tâm Kiểm soát thủ tục hành chính và Phục vụ hành chính công|"
    "Trung tâm Kiểm soát TTHC và Phục vụ hành chính công|Trung tâm Hành chính công và Xúc tiến đầu tư|"
    "Trung tâm Phục vụ, Kiểm soát thủ tục hành chính|Trung tâm Hành chính công|Trung tâm Phục vụ HCC|TTPVHCC|TTHCC|"
    "Trung tâm PVHCC"
)


def _folded_list(names: str) -> str:
    alternatives = sorted({fold_marks(name) for name in names.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+").replace(r"\-", "[-–]") for name in alternatives)


TAIL = rf"(?![{LETTERS}0-9])"
_CENTRES = (
    r"(?:trung\s+tâm\s+(?:kiểm\s+soát\s+(?:thủ\s+tục\s+hành\s+chính|tthc)\s+và\s+)?(?:phục\s+vụ\s+)?hành\s+chính\s+công"
    r"(?:(?:\s+và|,)\s+(?:xúc\s+tiến\s+đầu\s+tư|hỗ\s+trợ\s+doanh\s+nghiệp|kiểm\s+soát\s+(?:thủ\s+tục\s+hành\s+chính|tthc))){0,2}"
    r"|trung\s+tâm\s+phục\s+vụ\s*(?:,|-|–|và)?\s*kiểm\s+soát\s+thủ\s+tục\s+hành\s+chính"
    r"|(?:trung\s+tâm\s+|tt)(?:pv|phục\s+vụ\s+)?hcc)"
)
BODIES = (
    (re.compile(rf"sở\s+(?:{_folded_list(DEPARTMENT_FIELDS)}){TAIL}"), "department", True),
    (re.compile(rf"bộ\s+(?:{_folded_list(MINISTRY_FIELDS)}){TAIL}"), "ministry", False),
    *((re.compile(rf"{_folded_list(body)}{TAIL}"), "ministry", False) for body in CENTRAL_BODIES.split("|")),
    *(
        (re.compile(rf"{head}(?:{_folded_list('|'.join(tails))}){TAIL}"), kind, True)
        for head, tails, kind in (
            (r"văn\s+phòng\s+", ["UBND", "Ủy ban nhân dân"], "department"),
            (r"thanh\s+tra(?=\s+(?:tỉnh|thành\s+phố))", [""], "department"),
            (r"ban\s+dân\s+tộc", [""], "department"),
            (
                r"ban\s+quản\s+lý\s+",
                [*_ZONES_AND_PARKS, *(b[12:] for b in PROVINCIAL_BODIES.split("|") if b.startswith("Ban Quản lý "))],
                "department",
            ),
        )
    ),
    *(
        (
            re.compile(rf"{_folded_list(body)}(?=\s+(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường)){TAIL}"),
            "system",
            True,
        )
        for body in SYSTEMS.split("|")
    ),
    (re.compile(rf"{_CENTRES}{TAIL}"), "service_centre", True),
)


def proper_name(name: str) -> str:
    """A body printed in capitals as running text writes it: "SỞ NGOẠI VỤ TỈNH HÀ NAM" → "Sở Ngoại vụ tỉnh Hà Nam"."""
    low = fold_marks(name)
    for spelled, folded in _proper_starts():
        if low.startswith(folded):
            rest = name[len(folded) :].split()
            small = {"tỉnh", "thành", "phố", "các", "và", "huyện", "xã", "phường"}
            return " ".join([spelled, *(word.lower() if word.lower() in small else word.capitalize() for word in rest)])
    return in_title_case(name)


@lru_cache(maxsize=1)
def _proper_starts() -> list[tuple[str, str]]:
    """Every name of the tables in running text and folded, longest first."""
    names = [f"Sở {field}" for field in DEPARTMENT_FIELDS.split("|")] + [
        f"Bộ {field}" for field in MINISTRY_FIELDS.split("|")
    ]
    names += [*CENTRAL_BODIES.split("|"), *PROVINCIAL_BODIES.split("|"), *SYSTEMS.split("|"), *CENTRE.split("|")]
    return sorted(((name, fold_marks(name)) for name in names), key=lambda each: -len(each[1]))


def in_title_case(name: str) -> str:
    words = name.split()
    return " ".join(word if not word.isupper() or len(word) == 1 else word.capitalize() for word in words)
