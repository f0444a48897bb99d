"""The only place that reads who sends a paper from the letters of its number: "…/BC-STNMT", "…/SGDĐT-VP"."""

from __future__ import annotations

import re
from functools import lru_cache

_DEPARTMENTS = {
    "Sở Nội vụ": "SNV",
    "Sở Ngoại vụ": "SNgV SNGV",
    "Sở Tư pháp": "STP",
    "Sở Tài chính": "STC",
    "Sở Kế hoạch và Đầu tư": "SKHĐT SKH&ĐT SKHDT",
    "Sở Công Thương": "SCT",
    "Sở Nông nghiệp và Phát triển nông thôn": "SNN SNNPTNT SNN&PTNT SNNVPTNT",
    "Sở Nông nghiệp và Môi trường": "SNNMT SNN&MT SNNVMT",
    "Sở Giao thông vận tải": "SGTVT",
    "Sở Xây dựng": "SXD",
    "Sở Tài nguyên và Môi trường": "STNMT STN&MT",
    "Sở Thông tin và Truyền thông": "STTTT STT&TT",
    "Sở Khoa học và Công nghệ": "SKHCN SKH&CN",
    "Sở Lao động - Thương binh và Xã hội": "SLĐTBXH SLĐTB&XH SLĐ-TBXH",
    "Sở Văn hóa, Thể thao và Du lịch": "SVHTTDL SVHTT&DL SVHTTVDL",
    "Sở Giáo dục và Đào tạo": "SGDĐT SGD&ĐT SGDDT",
    "Sở Y tế": "SYT",
    "Sở Du lịch": "SDL",
    "Sở Dân tộc và Tôn giáo": "SDTTG",
}
_ATTACHED = re.compile(
    r"kèm\s+theo\s+(?:báo\s+cáo|công\s+văn|văn\s+bản|tờ\s+trình)\s+số\s*:?\s*[0-9.…\s]*/\s*([^\s,;)]{2,30})",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(r"(?:^|[-/])UBND(?:$|-)")


def department_of(symbol: str) -> str | None:
    """The department whose letters a number's symbol has."""
    known = _by_letters()
    return next((known[part] for part in re.split(r"[-–/\s]+", symbol) if part in known), None)


def symbol_attached(title: str) -> str:
    """The symbol in "(Kèm theo Công văn số …/SGDĐT-VP …)", with or without the number itself."""
    match = _ATTACHED.search(title)
    return match[1] if match else ""


def is_of_a_committee(number: str | None) -> bool:
    """Whether a paper bears the number of a people's committee, whoever wrote it: "73/BC-UBND"."""
    return bool(number and _COMMITTEE.search(number.partition("/")[2]))


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, str]:
    return {letters: name for name, spelled in _DEPARTMENTS.items() for letters in spelled.split()}
