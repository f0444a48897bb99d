"""Whose a text's figures are: its head, which of its figures are its own, and which are another unit's or time's.

The texts stand in `heads/whose.txt`, each under its name and what it says: the head as in `test_heads`, the figures it
states as its own (`own`), and those that it must not state (`not`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from loaders.content import Document
from loaders.reading import read_document
from loaders.records import Fact, Reading
from loaders.text.textform import normalise
from tests.test_heads import HEADS, told


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says of itself and of its figures, and the text."""

    head: str
    own: list[str]
    other: list[str]
    text: str


def texts(path: Path) -> list[ParameterSet]:
    """Each text of a file under its name."""
    parts = re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [pytest.param(_told(part.partition("\n")[2]), id=part.partition("\n")[0]) for part in parts]


def _told(part: str) -> Told:
    said = [line[2:] for line in part.splitlines() if line.startswith("> ")]
    listed = {
        word: line.removeprefix(f"{word} ").split(" · ") for line in said for word in _LISTS if line.startswith(word)
    }
    text = "\n".join(line for line in part.splitlines() if not line.startswith("> "))
    return Told(said[0], listed.get("own", []), listed.get("not", []), text.strip() + "\n")


_LISTS = ("own", "not")


def reading(text: str) -> Reading:
    text = normalise(text)
    return read_document(Document(sha256(text.encode()).hexdigest(), "bai.txt", "text", text))


def is_own(fact: Fact, found: Reading) -> bool:
    return fact.unit is None and fact.place is None and fact.period in (None, found.report.period)


OPEN = {
    "Hà Nam và Nam Định: Hồ sơ tăng\n\nQuý I/2024, Hà Nam tiếp nhận 81.200 hồ sơ; Nam Định tiếp nhận 74.300 hồ sơ.": [
        "Hà Nam | Nam Định"
    ],
    "Hà Nam: Hồ sơ tăng\n\nQuý I/2024 tiếp nhận 900 hồ sơ. Năm 2024, toàn tỉnh Hà Nam tiếp nhận 3.000 hồ sơ.": [
        "2024-Q1 | 2024"
    ],
    "Hà Nam: Hồ sơ tăng\n\nQuý I/2024, toàn tỉnh Hà Nam tiếp nhận 900 hồ sơ.": [],
}


@pytest.mark.parametrize(("text", "choices"), OPEN.items())
def test_a_held_report_shows_the_readings_that_compete(text: str, choices: list[str]) -> None:
    found = reading(text)
    assert [problem.found for problem in found.problems if problem.kind == "head"] == choices
    assert (found.report.state == "held") == bool(choices)


@pytest.mark.parametrize("said", texts(HEADS / "whose.txt"))
def test_a_text_states_its_own_figures_and_no_others(said: Told) -> None:
    found = reading(said.text)
    stated = [fact for fact in found.facts if fact.basis == "stated"]
    own = {fact.raw.rstrip("% ") for fact in stated if is_own(fact, found)}
    assert told(found.report) == said.head
    assert own >= set(said.own)
    assert not {fact.raw.rstrip("% ") for fact in stated} & set(said.other)


@pytest.mark.parametrize("to", ["Văn phòng UBND tỉnh", "\n- Văn phòng UBND tỉnh;\n- Sở Tư pháp"])
def test_to_whom_a_letter_goes_is_nobody_whose_figures_follow(to: str) -> None:
    found = reading(
        "UBND TỈNH AN GIANG\nSỞ XÂY DỰNG\nSố: 1120/SXD-VP\nV/v báo cáo kết quả kiểm soát TTHC quý I/2026\n"
        f"An Giang, ngày 20 tháng 3 năm 2026\nKính gửi: {to}\n"
        "Thực hiện Công văn số 88/VPUBND-KSTTHC ngày 10/3/2026, Sở Xây dựng báo cáo như sau:\n"
        "Tổng số hồ sơ phải giải quyết: 3.412 (kỳ trước 210, mới 3.202).\nĐã giải quyết 3.188 hồ sơ.\n"
    )
    assert {fact.raw for fact in found.facts if fact.basis == "stated"} == {"3.412", "210", "3.202", "3.188"}


CITY = "Thành phố Long Xuyên đẩy mạnh dịch vụ công trực tuyến\n\n09/11/2023\n\n"
PROVINCE = "Cà Mau: kết quả giải quyết hồ sơ\n\n05/11/2025\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROVINCE + "Tháng 10/2025, 64 xã, phường tiếp nhận 47.567 hồ sơ.", {"47.567": "commune"}),
        (PROVINCE + "Tháng 10/2025, toàn tỉnh có 64 xã, phường, tiếp nhận 71.482 hồ sơ.", {"71.482": "all"}),
        (PROVINCE + "Tháng 10/2025, 64 xã, phường và các sở tiếp nhận 71.482 hồ sơ.", {"71.482": "all"}),
        (
            PROVINCE + "Tháng 10/2025, Trung tâm Phục vụ hành chính công tỉnh và 64 xã, phường tiếp nhận 71.482 hồ sơ, "
            "trong đó cấp tỉnh 23.915 hồ sơ, cấp xã 47.567 hồ sơ.",
            {"71.482": "all", "23.915": "province", "47.567": "commune"},
        ),
        (
            PROVINCE + "Tháng 10/2025, Trung tâm Phục vụ hành chính công tỉnh và 20 xã, phường tiếp nhận 51.482 hồ sơ.",
            {},
        ),
        (
            PROVINCE + "Tháng 10/2025, toàn tỉnh tiếp nhận 71.482 hồ sơ. Việc tại Sở Y tế nhiều hơn hẳn. "
            "Sở đã tiếp nhận 482 hồ sơ. Đơn vị tiếp nhận 481 hồ sơ trực tuyến.",
            {"71.482": "all"},
        ),
        (
            CITY + "10 tháng năm 2023, toàn thành phố tiếp nhận 88.415 hồ sơ, giải quyết 80.000 hồ sơ. "
            "Thành phố có 250 thủ tục cấp huyện, 120 thủ tục cấp xã; cung cấp 112 dịch vụ công mức độ 3.",
            {"88.415": "all", "80.000": "all", "250": "district", "120": "commune"},
        ),
        (
            PROVINCE
            + "Tháng 10/2025, các sở, ngành, UBND cấp huyện, cấp xã tiếp nhận 71.482 hồ sơ. "
            + "Trong đó có 62.047 hồ sơ trực tuyến.",
            {"71.482": "all", "62.047": "all"},
        ),
        (
            CITY + "Theo Văn phòng HĐND - UBND thành phố, 10 tháng năm 2023, thành phố cùng 13 xã, phường "
            "tiếp nhận 88.415 hồ sơ, gồm 30.902 hồ sơ tại cấp thành phố và 57.513 hồ sơ tại xã, phường.\n\n"
            "Thanh toán trực tuyến đạt 73,4%.",
            {"88.415": "all", "30.902": "district", "57.513": "commune", "73,4%": "all"},
        ),
        (
            CITY + "10 tháng năm 2023, UBND thành phố tiếp nhận 30.902 hồ sơ.\n\nThanh toán trực tuyến đạt 73,4%.",
            {"30.902": "district", "73,4%": "district"},
        ),
    ],
)
def test_press_says_of_which_level_its_figures_are(text: str, expected: dict[str, str]) -> None:
    assert {fact.raw: fact.admin_level for fact in reading(text).facts if fact.basis == "stated"} == expected
