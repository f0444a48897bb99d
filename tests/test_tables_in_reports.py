"""Prose and tables of one report meet: one figure said twice is one fact, two figures for one thing are a problem."""

from __future__ import annotations

from hashlib import sha256

import pytest

from loaders.content import Composer, Document, RawCell
from loaders.reading import read_document
from loaders.records import Fact, Reading
from tests.tables import HEADS, TITLE

Rows = list[list[str]]
LEVELS: Rows = [
    ["Cấp giải quyết", "Hồ sơ tiếp nhận", "Đã giải quyết", "Đang giải quyết"],
    ["Cấp tỉnh", "100", "90", "10"],
    ["Cấp huyện", "200", "190", "10"],
    ["Tổng", "300", "280", "20"],
]


def report(*parts: str | Rows, head: str = "province") -> Reading:
    """The reading of a report with these paragraphs and tables."""
    composer = Composer()
    composer.paragraph(f"{HEADS[head]}\n\n{TITLE}")
    for part in parts:
        if isinstance(part, str):
            composer.paragraph(part)
        else:
            cells = (RawCell(text, i, j) for i, row in enumerate(part) for j, text in enumerate(row) if text)
            composer.table(cells)
    content = composer.done()
    identity = sha256(content.text.encode()).hexdigest()
    return read_document(Document(identity, "bao-cao.docx", "word", content.text, tables=content.tables))


def figures(reading: Reading) -> set[tuple[str, float, str]]:
    return {(fact.field, fact.value, fact.admin_level) for fact in reading.facts if fact.basis == "stated"}


def the(reading: Reading, field: str, level: str = "all", unit: str | None = None) -> Fact:
    (fact,) = [f for f in reading.facts if (f.field, f.admin_level, f.unit) == (field, level, unit)]
    return fact


def test_the_same_figure_in_prose_and_table_is_one_fact() -> None:
    reading = report("Toàn tỉnh đã tiếp nhận 300 hồ sơ, đã giải quyết 280 hồ sơ. Cụ thể:", LEVELS)
    assert the(reading, "dossiers.received").value == 300 and the(reading, "dossiers.resolved").value == 280
    assert not reading.problems


def test_another_figure_in_the_table_than_in_prose_is_a_conflict() -> None:
    other = [*LEVELS[:-1], ["Tổng", "300", "281", "19"]]
    reading = report("Trong quý, tổng số hồ sơ đã giải quyết là 280 hồ sơ.", other)
    assert "conflict" in {problem.kind for problem in reading.problems}
    (told,) = [problem for problem in reading.problems if problem.kind == "conflict"]
    assert told.fields == ("dossiers.resolved",) and told.found == "281 ≠ 280"


def test_levels_of_the_table_are_held_against_the_whole_in_prose() -> None:
    reading = report("Tổng số hồ sơ đã giải quyết: 275 hồ sơ.", LEVELS[:-1])
    assert [problem.kind for problem in reading.problems] == ["levels"]


def test_a_lone_on_time_in_prose_keeps_its_meaning_beside_a_table_that_tells_early_ones() -> None:
    table: Rows = [
        ["Chỉ tiêu", "Số lượng"],
        ["Số hồ sơ đã giải quyết", "100"],
        ["Trước hạn", "60"],
        ["Đúng hạn", "38"],
        ["Quá hạn", "2"],
    ]
    reading = report("Đã giải quyết 100 hồ sơ, trong đó đúng hạn 98 hồ sơ, quá hạn 02 hồ sơ.", table)
    assert the(reading, "dossiers.resolved_early_or_on_time").value == 98
    assert the(reading, "dossiers.resolved_on_time").value == 38
    assert not reading.problems


def test_figures_of_units_do_not_meet_those_of_the_report() -> None:
    units: Rows = [
        ["TT", "Đơn vị", "Số hồ sơ tiếp nhận", "Số hồ sơ đã giải quyết"],
        ["1", "Sở Y tế", "100", "95"],
        ["2", "Sở Nội vụ", "50", "45"],
        ["", "Tổng", "150", "140"],
    ]
    reading = report("Toàn tỉnh tiếp nhận 400 hồ sơ, đã giải quyết 380 hồ sơ.", units)
    assert the(reading, "dossiers.received").value == 400
    assert the(reading, "dossiers.received", "province", "Sở Y tế").value == 100
    assert not reading.problems


def test_the_equations_judge_each_unit_by_itself() -> None:
    units: Rows = [
        ["TT", "Đơn vị", "Hồ sơ tiếp nhận", "Hồ sơ đã giải quyết", "Hồ sơ đang giải quyết"],
        ["1", "Sở Y tế", "100", "95", "5"],
        ["2", "Sở Nội vụ", "50", "54", "5"],
        ["3", "Sở Tư pháp", "80", "70", "10"],
    ]
    reading = report(units)
    statuses = {(fact.unit, fact.status) for fact in reading.facts}
    assert statuses == {("Sở Y tế", "confirmed"), ("Sở Nội vụ", "suspect"), ("Sở Tư pháp", "confirmed")}
    (problem,) = reading.problems
    assert problem.kind == "identity" and "Sở Nội vụ" in problem.message_vi


def test_a_row_that_breaks_only_the_arithmetic_of_its_table_is_told_and_suspect() -> None:
    """(3) = (4) + (5) + (6) is no equation of prose, but it is one of the form, and of a table where it holds."""
    units: Rows = [
        ["TT", "Đơn vị", "Hồ sơ tiếp nhận", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "Kỳ trước chuyển qua"],
        ["1", "Sở Y tế", "100", "60", "30", "10"],
        ["2", "Sở Nội vụ", "50", "20", "25", "5"],
        ["3", "Sở Tư pháp", "80", "50", "30", "0"],
        ["4", "Sở Xây dựng", "90", "50", "20", "10"],
    ]
    reading = report(units)
    assert {fact.unit for fact in reading.facts if fact.status == "suspect"} == {"Sở Xây dựng"}
    (problem,) = reading.problems
    assert problem.kind == "identity" and "Sở Xây dựng" in problem.message_vi
    assert problem.found == "50 + 20 + 10 = 80"


def test_a_note_in_the_heading_goes_with_the_figure() -> None:
    table: Rows = [
        ["TT", "Đơn vị", "Số hồ sơ đã giải quyết", "Trước hạn", "Đúng hạn (bao gồm cả hồ sơ xin rút)", "Quá hạn"],
        ["1", "Sở Y tế", "100", "60", "38", "2"],
    ]
    fact = the(report(table), "dossiers.resolved_on_time", "province", "Sở Y tế")
    assert (fact.value, fact.note) == (38, "bao gồm cả hồ sơ xin rút")


def test_a_total_names_the_arithmetic_and_the_row_it_forgot() -> None:
    units: Rows = [
        ["TT", "Đơn vị", "Số hồ sơ tiếp nhận"],
        ["1", "Sở Y tế", "100"],
        ["2", "Sở Nội vụ", "50"],
        ["3", "Sở Tư pháp", "30"],
        ["", "Tổng cộng", "150"],
    ]
    (problem,) = report(units).problems
    assert problem.kind == "total" and problem.expected == "100 + 50 + 30 = 180" and problem.found == "150"
    assert "Sở Tư pháp" in (problem.suggestion or "") and "lệch 30" in problem.message_vi


def test_errors_of_formulas_are_told_with_their_cell() -> None:
    table: Rows = [["TT", "Đơn vị", "Số hồ sơ tiếp nhận"], ["1", "Sở Y tế", "#REF!"], ["2", "Sở Nội vụ", "50"]]
    (problem,) = report(table).problems
    assert problem.kind == "cell" and problem.found == "#REF!" and "công thức" in problem.message_vi


@pytest.mark.parametrize("mark", ["-", "–", "x", "…", "Chưa có số liệu"])
def test_marks_without_need_are_missing_and_no_zero(mark: str) -> None:
    table: Rows = [["TT", "Đơn vị", "Số hồ sơ tiếp nhận"], ["1", "Sở Y tế", mark], ["2", "Sở Nội vụ", "50"]]
    reading = report(table)
    assert [fact.unit for fact in reading.facts] == ["Sở Nội vụ"] and not reading.unclaimed


def test_what_the_report_says_of_none_is_zero() -> None:
    table: Rows = [["TT", "Đơn vị", "Số hồ sơ tiếp nhận"], ["1", "Sở Y tế", "Không phát sinh"], ["2", "Sở Nội vụ", "0"]]
    assert {(fact.unit, fact.value) for fact in report(table).facts} == {("Sở Y tế", 0), ("Sở Nội vụ", 0)}


def test_prose_beside_tables_is_read_as_without_them() -> None:
    sentence = "Số phản ánh, kiến nghị đã tiếp nhận: 35; đã xử lý: 30; đang xử lý: 5."
    assert figures(report(sentence)) <= figures(report(sentence, LEVELS))
    assert figures(report(LEVELS, sentence)) == figures(report(sentence, LEVELS))
