"""A file becomes a reading or is refused with a sentence: encodings, damaged files, held reports, decisions."""

from __future__ import annotations

import codecs
import hashlib
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from loaders.decisions import Decision
from loaders.readers.document import readers
from loaders.reading import read
from loaders.records import LoaderError, Place, Reading
from tests.tries import HANGS

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH HẬU GIANG
Số: 91/BC-UBND
Hậu Giang, ngày 18 tháng 9 năm 2023

BÁO CÁO
Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa quý III năm 2023

"""
BODY = """\
1. Kết quả giải quyết thủ tục hành chính
- Số hồ sơ tiếp nhận: 4.120 hồ sơ, trong đó mới tiếp nhận 3.900 hồ sơ, kỳ trước chuyển qua 220 hồ sơ.
- Đã giải quyết 4.000 hồ sơ (trước hạn 3.000; đúng hạn 980; quá hạn 20), đạt 97,09%.
- Đang giải quyết 120 hồ sơ.
2. Nuôi tôm: có 77 ao nuôi.
"""
TEXT = HEAD + BODY
NO_PLACE = TEXT.replace("TỈNH HẬU GIANG\n", "").replace("Hậu Giang, ", "")
NO_PERIOD = TEXT.replace(" quý III năm 2023", "")
NEITHER = NO_PLACE.replace(" quý III năm 2023", "")


def saved(folder: Path, text: str = TEXT, name: str = "bao-cao.txt", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def only(path: Path, decision: Decision | None = None) -> Reading:
    (reading,) = read(path, decision)
    return reading


def figures(reading: Reading) -> set[tuple[str, float, str, str]]:
    return {(fact.field, fact.value, fact.admin_level, fact.raw) for fact in reading.facts}


# ---- what a file is


def test_a_report_says_who_where_when_and_what(tmp_path: Path) -> None:
    reading = only(saved(tmp_path))
    report = reading.report
    assert report.place == Place("63", "93", "Hậu Giang")
    assert (report.unit, report.unit_kind, report.family, report.format) == ("toàn tỉnh", "province", "ksthc", "text")
    assert (report.number, report.issued_on) == ("91/BC-UBND", date(2023, 9, 18))
    assert report.period is not None and (report.period.label, report.period.basis) == ("2023-Q3", "standard")
    assert (report.period.start, report.period.end) == (date(2023, 6, 15), date(2023, 9, 14))
    assert (report.state, report.held_reason) == ("current", None)
    values = {fact.field: fact.value for fact in reading.facts}
    assert values["dossiers.received"] == 4120 and values["dossiers.resolved_overdue"] == 20


def test_a_report_is_known_by_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path)
    assert only(path).report.report_id == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_bytes_read_the_same_under_any_name(tmp_path: Path) -> None:
    one, other = only(saved(tmp_path, name="a.txt")), only(saved(tmp_path, name="b.txt"))
    assert one.report.report_id == other.report.report_id
    assert (one.facts, one.problems, one.unclaimed) == (other.facts, other.problems, other.unclaimed)


def test_every_offset_points_at_the_number_as_printed(tmp_path: Path) -> None:
    reading = only(saved(tmp_path))
    for fact in reading.facts:
        assert fact.basis == "derived" or reading.text[fact.at.start : fact.at.end] == fact.raw
    assert [reading.text[number.at.start : number.at.end] for number in reading.unclaimed] == ["77"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_makes_no_difference(tmp_path: Path, encoding: str) -> None:
    assert figures(only(saved(tmp_path, name="a.txt", encoding=encoding))) == figures(
        only(saved(tmp_path, name="b.txt"))
    )


def test_utf_16_of_either_byte_order_is_read(tmp_path: Path) -> None:
    little, big = tmp_path / "l.txt", tmp_path / "b.txt"
    little.write_bytes(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"))
    big.write_bytes(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"))
    assert figures(only(little)) == figures(only(big)) == figures(only(saved(tmp_path)))


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_composed_and_decomposed_letters_read_alike_and_the_text_is_composed(tmp_path: Path, form: str) -> None:
    reading = only(saved(tmp_path, unicodedata.normalize(form, TEXT), name="x.txt"))
    assert figures(reading) == figures(only(saved(tmp_path)))
    assert reading.text == unicodedata.normalize("NFC", reading.text)
    assert reading.report.place == Place("63", "93", "Hậu Giang")


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_make_no_difference(tmp_path: Path, newline: str) -> None:
    assert figures(only(saved(tmp_path, TEXT.replace("\n", newline)))) == figures(only(saved(tmp_path, name="b.txt")))


@pytest.mark.parametrize("name", ["BAO-CAO.TXT", "báo cáo quý III.txt", "bao-cao.md", "bao.cao.v2.txt"])
def test_names_with_capitals_spaces_and_marks_are_read(tmp_path: Path, name: str) -> None:
    assert only(saved(tmp_path, name=name)).report.file == name


def test_markdown_reads_like_text(tmp_path: Path) -> None:
    marked = TEXT.replace("1. Kết quả", "## **1. Kết quả").replace("hành chính\n- Số", "hành chính**\n\n- Số")
    reading = only(saved(tmp_path, marked, "a.md"))
    assert reading.report.format == "markdown"
    assert figures(reading) == figures(only(saved(tmp_path)))


# ---- what is refused


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "không có chữ"),
        (b"   \n\t\n  ", "không có chữ"),
        ("\ufeff".encode(), "không có chữ"),
        ("Báo cáo".encode("utf-16-le"), "UTF-8|nhị phân"),
        ("Tiếp nhận".encode("cp1258", errors="replace") + b"\xff\xfe\x80", "UTF-8"),
        (b"B\xe1o c\xe1o", "UTF-8"),
        (b"bao cao\x00\x00 5", "nhị phân"),
    ],
)
def test_what_is_no_text_is_refused_by_name_with_what_to_do(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "hỏng.txt"
    path.write_bytes(content)
    with pytest.raises(LoaderError, match=says) as refused:
        read(path)
    assert "hỏng.txt" in refused.value.title
    assert refused.value.advice


@pytest.mark.parametrize("name", ["bao-cao.zip", "bao-cao.html.part", "bao-cao", "bao-cao.exe"])
def test_an_unknown_format_is_refused_and_the_known_ones_are_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(LoaderError, match="chưa đọc được") as refused:
        read(saved(tmp_path, name=name))
    assert all(suffix in refused.value.advice for suffix in readers())


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(LoaderError, match=r"mất\.txt"):
        read(tmp_path / "mất.txt")


def test_a_folder_named_like_a_report_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thư mục.txt").mkdir()
    with pytest.raises(LoaderError, match=r"thư mục\.txt"):
        read(tmp_path / "thư mục.txt")


def test_a_text_without_a_single_figure_is_a_reading_without_facts(tmp_path: Path) -> None:
    reading = only(saved(tmp_path, HEAD + "Không có gì mới.\n"))
    assert reading.facts == () and reading.report.state == "current"


@pytest.mark.parametrize(
    "text", ["5", "Xin chào.", "BÁO CÁO", "BÁO CÁO\n", "1.\n2.\n3.\n", "....", "Số: /BC-UBND", "|||\n---"]
)
def test_a_text_that_is_no_report_is_held_without_facts(tmp_path: Path, text: str) -> None:
    reading = only(saved(tmp_path, text))
    assert reading.report.state == "held" and reading.facts == ()


# ---- held, and what a person decided


@pytest.mark.parametrize(("text", "reason"), [(NO_PLACE, "place"), (NO_PERIOD, "period"), (NEITHER, "place,period")])
def test_a_report_that_says_not_where_or_when_is_held(tmp_path: Path, text: str, reason: str) -> None:
    reading = only(saved(tmp_path, text))
    assert (reading.report.state, reading.report.held_reason) == ("held", reason)
    numbers = {raw for *_, raw in figures(reading)} | {number.raw for number in reading.unclaimed}
    assert numbers >= {"4.120", "3.900", "220", "4.000", "120"}


def test_no_level_is_made_up_for_the_figures_of_a_unit_that_is_not_known(tmp_path: Path) -> None:
    """A committee without a name may be a province's, a district's or a commune's."""
    cut = "- Cấp xã tiếp nhận 1.250 hồ sơ.\n2. Nuôi"
    reading = only(saved(tmp_path, NO_PLACE.replace("2. Nuôi", cut)))
    assert figures(reading) == {("dossiers.received", 1250.0, "commune", "1.250")}
    why = {number.raw: number.reason for number in reading.unclaimed}
    assert why["4.120"] == why["3.900"] == "the unit is unknown, and with it the level"


def test_a_decision_given_with_the_file_releases_it(tmp_path: Path) -> None:
    reading = only(saved(tmp_path, NO_PLACE), Decision(place="Hậu Giang"))
    assert (reading.report.state, reading.report.held_reason) == ("current", None)
    assert reading.report.place == Place("63", "93", "Hậu Giang")
    assert "decision" in {problem.kind for problem in reading.problems}


@pytest.mark.parametrize("name", ["bao-cao.toml", "bao-cao.txt.toml"])
def test_a_decision_beside_the_file_releases_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(
        'place = "63.93"\ndecided_by = "Lê Thị B"\nreason = "theo công văn"\n', encoding="utf-8"
    )
    reading = only(saved(tmp_path, NO_PLACE))
    assert reading.report.place == Place("63", "93", "Hậu Giang") and reading.report.state == "current"
    (note,) = [problem for problem in reading.problems if problem.kind == "decision"]
    assert "Lê Thị B" in note.message_vi and name in note.message_vi


def test_a_decision_on_the_period_gives_the_window_of_the_family(tmp_path: Path) -> None:
    (tmp_path / "bao-cao.toml").write_text('period = "2023-Q3"\n', encoding="utf-8")
    period = only(saved(tmp_path, NO_PERIOD)).report.period
    assert period is not None and (period.start, period.end) == (date(2023, 6, 15), date(2023, 9, 14))


def test_a_decision_on_half_of_what_is_missing_keeps_the_report_held(tmp_path: Path) -> None:
    reading = only(saved(tmp_path, NEITHER), Decision(place="63.93"))
    assert (reading.report.state, reading.report.held_reason) == ("held", "period")


@pytest.mark.parametrize(
    ("decision", "level"),
    [
        (Decision(place="63.93"), "all"),
        (Decision(place="63.93", unit="Sở Y tế", unit_kind="department"), "province"),
        (Decision(place="63.93", unit="huyện Vị Thủy", unit_kind="district"), "district"),
    ],
)
def test_the_decided_unit_gives_the_figures_their_level(tmp_path: Path, decision: Decision, level: str) -> None:
    reading = only(saved(tmp_path, NO_PLACE), decision)
    as_province = {(field, value, level, raw) for field, value, _, raw in figures(only(saved(tmp_path, name="b.txt")))}
    assert figures(reading) == as_province


def test_a_decided_period_says_which_times_are_others(tmp_path: Path) -> None:
    (tmp_path / "bao-cao.toml").write_text('period = "2023-Q3"\n', encoding="utf-8")
    other = "- Quý II năm 2023 tiếp nhận 3.811 hồ sơ.\n2. Nuôi"
    reading = only(saved(tmp_path, NO_PERIOD.replace("2. Nuôi", other)))
    own = {fact.field: fact.value for fact in reading.facts if fact.period is None}
    assert own["dossiers.received"] == 4120


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("", "không quyết định gì"),
        ('place = "Atlantis"', "Atlantis"),
        ("place = 63", "place"),
        ('plaec = "63.93"', "plaec"),
        ('period = "quý ba"', "quý ba"),
        ('unit_kind = "xưởng"', "xưởng"),
        ("place = ", "TOML"),
        ('place = "34.92"\nperiod = "2023-Q3"\nplace = "63.93"', "TOML"),
    ],
)
def test_a_decision_that_cannot_be_meant_is_refused_by_name(tmp_path: Path, toml: str, says: str) -> None:
    (tmp_path / "bao-cao.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(LoaderError, match=says) as refused:
        read(saved(tmp_path, NO_PLACE))
    assert "bao-cao.toml" in str(refused.value)


def test_two_decisions_beside_one_file_are_refused(tmp_path: Path) -> None:
    for name in ("bao-cao.toml", "bao-cao.txt.toml"):
        (tmp_path / name).write_text('place = "63.93"', encoding="utf-8")
    with pytest.raises(LoaderError, match="hai tệp"):
        read(saved(tmp_path, NO_PLACE))


def test_a_place_that_does_not_exist_at_the_time_is_refused(tmp_path: Path) -> None:
    """Hậu Giang is part of Cần Thơ since 1 July 2025."""
    later = NO_PLACE.replace("18 tháng 9 năm 2023", "18 tháng 12 năm 2025").replace(
        "quý III năm 2023", "quý IV năm 2025"
    )
    with pytest.raises(LoaderError, match="Hậu Giang"):
        read(saved(tmp_path, later), Decision(place="Hậu Giang"))


# ---- odd but real


@pytest.mark.parametrize(
    "unit",
    [
        "Đã giải quyết 412 hồ sơ, trong đó quá hạn 12 hồ sơ; ",
        "nuôi tôm ở ven sông ",
        "(đã giải quyết 5 hồ sơ ",
        "1.",
        "- ",
        "(",
        "12/",
        "Sở Nội vụ huyện Phụng Hiệp ",
    ],
)
@HANGS
def test_a_line_of_two_hundred_thousand_characters_does_not_hang(tmp_path: Path, unit: str) -> None:
    assert only(saved(tmp_path, HEAD + unit * (200_000 // len(unit)))).report.place is not None


@pytest.mark.parametrize(
    "body",
    [
        "(((((Đã giải quyết 5 hồ sơ.",
        "Đã giải quyết 5 hồ sơ)))))).",
        "-\n-\n+\n1.\n\na)\n**\n#\n",
        "I.\nII.\nIII.\n",
        "\n".join("- " * depth + "Đã giải quyết 5 hồ sơ" for depth in range(1, 11)),
        "Đã giải quyết: : : 5 hồ sơ ; ; , , trong đó trong đó: 3",
        "\u200b\u00a0\u00ad Đã giải\u00a0quyết 5\u00a0hồ sơ",
        "\x0c\nĐã giải quyết 5 hồ sơ\x0b\n",
        "5 5 5 5 5",
        "٣ hồ sơ, ３ hồ sơ, ³ hồ sơ, ½ hồ sơ, Ⅳ hồ sơ",
        "Đã giải quyết 99999999999999999999999999999 hồ sơ.",
        "Đã giải quyết 0,0000000001% hồ sơ.",
        "🙂 Đã giải quyết 5 hồ sơ 🙂",
    ],
)
def test_odd_layout_is_read_without_an_accident(tmp_path: Path, body: str) -> None:
    reading = only(saved(tmp_path, HEAD + body))
    for fact in reading.facts:
        assert fact.basis == "derived" or reading.text[fact.at.start : fact.at.end] == fact.raw
