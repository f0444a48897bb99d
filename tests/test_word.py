"""Word documents as officers write them: lists that Word counts, changes, notes, boxes, merged cells, old fonts."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from loaders.content import Content
from loaders.readers.word import word
from loaders.records import LoaderError
from tests.documents import add_list, element, in_old_font, put_in_list, saved, with_notes, with_parts

BOXED = (
    '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" {w}><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:drawing><x xmlns="urn:x"><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
    "</w:txbxContent></x></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r>"
    "</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def content(document: WordDocument) -> Content:
    return word.read(saved(document), "a.docx")


def lines(document: WordDocument) -> list[str]:
    return content(document).text.splitlines()


def with_xml(inside: str) -> WordDocument:
    """A document with one paragraph of this XML."""
    document = Document()
    add_xml(document.add_paragraph(), inside)
    return document


def add_xml(paragraph: Paragraph, inside: str) -> None:
    for each in parse_xml(f"<w:p {nsdecls('w', 'r', 'm')}>{inside}</w:p>"):
        paragraph._p.append(each)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText> {instruction} </w:instrText></w:r>{separate}{result}{end}"


# ---- text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("Đã giải quyết 1") + run(".234", "<w:b/>") + run(" h") + run("ồ sơ"), "Đã giải quyết 1.234 hồ sơ"),
        (run("thủ\u00a0tục hà\u00adnh chính\u200b"), "thủ tục hành chính"),
        (run(unicodedata.normalize("NFD", "đã giải quyết đúng hạn")), "đã giải quyết đúng hạn"),
        (run("TTHC") + "<w:r><w:noBreakHyphen/><w:t>12</w:t><w:softHyphen/></w:r>", "TTHC-12"),
        ("<w:r><w:t>Số hồ sơ:</w:t><w:br/><w:t>12</w:t><w:tab/><w:t>hồ sơ</w:t></w:r>", "Số hồ sơ:\n12\thồ sơ"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B7'/></w:r>" + run(" 12 hồ sơ"), "- 12 hồ sơ"),
        (run("có ") + f"<w:hyperlink>{run('12 hồ sơ')}</w:hyperlink>", "có 12 hồ sơ"),
        (run("có ") + f"<w:smartTag>{run('12')}</w:smartTag>", "có 12"),
        (run("có ") + f"<w:sdt><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>", "có 12"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Bấm vào 1 đây')}</w:sdtContent></w:sdt>"
            + run("12"),
            "12",
        ),
        (run("có ") + field("REF so", run("12")) + run(" hồ sơ"), "có 12 hồ sơ"),
        (
            run("Trang ") + field("PAGE", run("7")) + f"<w:fldSimple w:instr=' NUMPAGES '>{run('9')}</w:fldSimple>",
            "Trang ",
        ),
        (run("có ") + field("IF " + "x", field("MERGEFIELD a", run("12"))) + run("."), "có 12."),
        (
            run("có ")
            + "<m:oMath><m:f><m:num><m:r><m:t>120</m:t></m:r></m:num>"
            + "<m:den><m:r><m:t>150</m:t></m:r></m:den></m:f></m:oMath>",
            "có 120/150",
        ),
    ],
)
def test_a_paragraph_reads_as_word_shows_it(inside: str, text: str) -> None:
    assert content(with_xml(inside)).text == text + "\n"


@pytest.mark.parametrize(
    "inside",
    [
        run("12", "<w:vanish/>"),
        run("12", "<w:strike/>"),
        run("12", "<w:dstrike w:val='1'/>"),
        f"<w:del w:id='1'>{run('12')}</w:del>",
        "<w:del w:id='1'><w:r><w:delText>12</w:delText></w:r></w:del>",
        f"<w:moveFrom w:id='1'>{run('12')}</w:moveFrom>",
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>=12</w:instrText><w:fldChar w:fldCharType='end'/></w:r>",
        f"<w:r><w:fldChar w:fldCharType='begin'/></w:r>{run('12')}",
    ],
)
def test_what_is_deleted_hidden_or_struck_is_not_in_the_text(inside: str) -> None:
    document = with_xml(run("còn 9") + inside)
    document.add_paragraph("Đoạn sau.")
    assert lines(document) == ["còn 9", "Đoạn sau."]


@pytest.mark.parametrize("switch", ["<w:vanish w:val='0'/>", "<w:strike w:val='false'/>", "<w:b/>"])
def test_what_is_switched_off_again_is_in_the_text(switch: str) -> None:
    assert lines(with_xml(run("12", switch))) == ["12"]


def test_insertions_and_moves_are_kept_and_a_person_is_told_of_them() -> None:
    inside = f"<w:ins w:id='1'>{run('12')}</w:ins><w:moveTo w:id='2'>{run(' hồ sơ')}</w:moveTo>"
    found = content(with_xml(run("có ") + inside))
    assert found.text == "có 12 hồ sơ\n"
    (remark,) = found.remarks
    assert (remark.kind, remark.severity) == ("word_changes", "info") and "2 chỗ" in remark.message_vi


def test_a_style_can_hide_its_text() -> None:
    document = with_xml(run("kín 12", "<w:rStyle w:val='An'/>") + run("mở 9"))
    style = parse_xml(
        f"<w:style {nsdecls('w')} w:type='character' w:styleId='Goc'><w:rPr><w:vanish/></w:rPr></w:style>"
    )
    based = parse_xml(f"<w:style {nsdecls('w')} w:type='character' w:styleId='An'><w:basedOn w:val='Goc'/></w:style>")
    document.styles.element.extend((style, based))
    assert lines(document) == ["mở 9"]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next_one() -> None:
    document = with_xml("<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" + run("Đã giải quyết "))
    document.add_paragraph("12 hồ sơ.")
    assert lines(document) == ["Đã giải quyết 12 hồ sơ."]


def test_a_deleted_mark_before_a_table_or_the_end_loses_nothing() -> None:
    document = with_xml("<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" + run("Đoạn đầu."))
    document.add_table(1, 1).cell(0, 0).text = "Ô."
    last = document.add_paragraph()
    add_xml(last, "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" + run("Đoạn cuối."))
    assert lines(document) == ["Đoạn đầu.", "Ô.", "Đoạn cuối."]


def test_raised_digits_never_grow_the_number_before_them() -> None:
    raised = "<w:vertAlign w:val='superscript'/>"
    assert lines(with_xml(run("đúng hạn 47") + run("1", raised) + run("2", raised) + run(" hồ sơ"))) == [
        "đúng hạn 47[12] hồ sơ"
    ]
    assert lines(with_xml(run("47") + run("1, 2", raised) + run("."))) == ["47[1][2]."]
    assert lines(with_xml(run("47") + run("(3)", raised) + run("."))) == ["47[3]."]
    assert lines(with_xml(run("120 m") + run("2", raised))) == ["120 m2"]
    assert lines(with_xml(run("n") + run("th", raised))) == ["nth"]


def test_a_table_of_contents_is_left_out() -> None:
    document = Document()
    document.styles.element.append(
        parse_xml(f"<w:style {nsdecls('w')} w:type='paragraph' w:styleId='ML1'><w:name w:val='toc 1'/></w:style>")
    )
    add_xml(document.add_paragraph(), "<w:pPr><w:pStyle w:val='ML1'/></w:pPr>" + run("Hồ sơ tiếp nhận 12"))
    document.add_paragraph("Hồ sơ tiếp nhận: 9.")
    assert lines(document) == ["Hồ sơ tiếp nhận: 9."]


def test_a_box_of_text_is_read_once_behind_its_paragraph() -> None:
    document = Document()
    document.add_paragraph("Trước.")._p.append(parse_xml(BOXED.format(w=nsdecls("w"), text="Số: 12/BC-UBND")))
    document.add_paragraph("Sau.")
    assert lines(document) == ["Trước.", "Số: 12/BC-UBND", "Sau."]


def test_a_page_of_html_inside_is_read_and_another_file_is_told_of() -> None:
    document = Document()
    document.add_paragraph("Trước.")
    for at, kind in enumerate(("aFChunk", "other")):
        chunk = parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="{kind}"/>')
        document.element.body.insert(1 + at, chunk)
    whole = with_parts(
        saved(document),
        {"word/a.html": "<html><body><p>Giữa 12.</p></body></html>", "word/b.bin": "\x01\x02"},
        {"aFChunk": "a.html", "other": "b.bin"},
    )
    found = word.read(whole, "a.docx")
    assert found.text == "Trước.\nGiữa 12.\n"
    assert [(remark.kind, remark.severity) for remark in found.remarks] == [("word_chunks", "warning")]


# ---- lists


def listed(*paragraphs: tuple[int, int, str], levels: Any = None) -> list[str]:
    """The lines of a document whose paragraphs are (list, level, text); list 0 is none."""
    document = Document()
    for number in {each for each, _, _ in paragraphs if each}:
        add_list(document, levels or (("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "o")), number)
    for number, level, text in paragraphs:
        paragraph = document.add_paragraph(text)
        if number:
            put_in_list(paragraph, number, level)
    return lines(document)


def test_lists_count_by_level_and_begin_anew_under_the_next_item() -> None:
    assert listed((57, 0, "A"), (57, 1, "B"), (57, 1, "C"), (57, 0, "D"), (0, 0, "E"), (57, 1, "F"), (57, 2, "G")) == [
        *("1. A", "a) B", "b) C", "2. D", "E", "a) F", "+ G")
    ]


def test_two_lists_do_not_count_together() -> None:
    assert listed((57, 0, "A"), (58, 0, "B"), (57, 0, "C")) == ["1. A", "1. B", "2. C"]


@pytest.mark.parametrize(
    ("form", "marks"),
    [
        ("upperRoman", ["I.", "II.", "III.", "IV."]),
        ("lowerRoman", ["i.", "ii.", "iii.", "iv."]),
        ("upperLetter", ["A.", "B.", "C.", "D."]),
        ("decimalZero", ["01.", "02.", "03.", "04."]),
        ("ordinal", ["1.", "2.", "3.", "4."]),
    ],
)
def test_marks_are_written_in_the_list_s_format(form: str, marks: list[str]) -> None:
    told = listed(*[(57, 0, "x")] * 4, levels=((form, "%1."),))
    assert told == [f"{mark} x" for mark in marks]


def test_a_mark_can_show_the_levels_above() -> None:
    levels = (("upperRoman", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3"))
    told = listed((57, 0, "A"), (57, 1, "B"), (57, 2, "C"), (57, 2, "D"), (57, 1, "E"), levels=levels)
    assert told == ["I. A", "I.1. B", "I.1.1 C", "I.1.2 D", "I.2. E"]


@pytest.mark.parametrize(
    ("bullet", "mark"), [("-", "-"), ("\uf0b7", "-"), ("§", "-"), ("+", "+"), ("*", "*"), ("", "-")]
)
def test_bullets_are_those_the_outline_knows(bullet: str, mark: str) -> None:
    assert listed((57, 0, "A"), levels=(("bullet", bullet),)) == [f"{mark} A"]


def with_list(extra_of_level: str = "", extra_of_number: str = "") -> tuple[WordDocument, int]:
    document = Document()
    number = add_list(document, (("decimal", "%1."), ("lowerLetter", "%2)")), extra=extra_of_number)
    level = document.part.numbering_part.element.xpath("./w:abstractNum[@w:abstractNumId='50']/w:lvl")[1]
    for each in parse_xml(f"<w:x {nsdecls('w')}>{extra_of_level}</w:x>"):
        level.append(each)
    return document, number


def add(document: WordDocument, number: int, *items: tuple[int, str]) -> None:
    for level, text in items:
        put_in_list(document.add_paragraph(text), number, level)


def test_another_list_of_the_same_kind_counts_on_unless_it_brings_a_start() -> None:
    document, number = with_list()
    root = document.part.numbering_part.element
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    for other, extra in ((61, ""), (62, start)):
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{other}"><w:abstractNumId w:val="{number}"/>{extra}</w:num>')
        )
    add(document, number, (0, "A"))
    add(document, 61, (0, "B"))
    add(document, 62, (0, "C"), (0, "D"))
    assert lines(document) == ["1. A", "2. B", "5. C", "6. D"]


def test_a_level_that_never_begins_anew_counts_on() -> None:
    document, number = with_list('<w:lvlRestart w:val="0"/>')
    add(document, number, (0, "A"), (1, "B"), (0, "C"), (1, "D"))
    assert lines(document) == ["1. A", "a) B", "2. C", "b) D"]


def test_a_level_can_begin_anew_only_under_the_first() -> None:
    document = Document()
    number = add_list(document, (("decimal", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)")))
    level = document.part.numbering_part.element.xpath("./w:abstractNum[@w:abstractNumId='50']/w:lvl")[2]
    level.append(element("w:lvlRestart", val=1))
    add(document, number, (0, "A"), (1, "B"), (2, "C"), (1, "D"), (2, "E"), (0, "F"), (2, "G"))
    assert lines(document) == ["1. A", "1.1. B", "a) C", "1.2. D", "b) E", "2. F", "a) G"]


def test_a_hidden_mark_and_a_taken_away_list_show_nothing() -> None:
    document, number = with_list("<w:rPr><w:vanish/></w:rPr>")
    add(document, number, (1, "A"))
    add(document, 0, (0, "B"))
    add(document, 999, (0, "C"))
    assert lines(document) == ["A", "B", "C"]


def test_a_style_brings_its_list_and_its_level() -> None:
    document, number = with_list('<w:pStyle w:val="Muc"/>')
    document.styles.element.append(
        parse_xml(
            f"<w:style {nsdecls('w')} w:type='paragraph' w:styleId='Muc'><w:pPr><w:numPr>"
            f"<w:numId w:val='{number}'/></w:numPr></w:pPr></w:style>"
        )
    )
    for text in "AB":
        add_xml(document.add_paragraph(), "<w:pPr><w:pStyle w:val='Muc'/></w:pPr>" + run(text))
    assert lines(document) == ["a) A", "b) B"]


def test_an_empty_item_counts_and_is_not_shown_but_in_a_cell() -> None:
    document, number = with_list()
    add(document, number, (0, "A"), (0, ""), (0, "C"))
    table = document.add_table(3, 3)
    for row, words in enumerate((("TT", "Lĩnh vực", "Hồ sơ"), ("", "Đất đai", "12"), ("", "Hộ tịch", "15"))):
        for column, said in enumerate(words):
            table.cell(row, column).text = said
        if row:
            put_in_list(table.cell(row, 0).paragraphs[0], number)
    assert lines(document) == ["1. A", "3. C", "TT | Lĩnh vực | Hồ sơ", "4. | Đất đai | 12", "5. | Hộ tịch | 15"]


def test_a_deleted_item_is_not_counted() -> None:
    document, number = with_list()
    add(document, number, (0, "A"))
    deleted = document.add_paragraph()
    add_xml(deleted, "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" + f"<w:del w:id='2'>{run('B')}</w:del>")
    put_in_list(deleted, number)
    add(document, number, (0, "C"))
    assert lines(document) == ["1. A", "2. C"]


# ---- notes


def test_notes_stand_behind_their_paragraph_each_with_its_mark() -> None:
    reference = "<w:r><w:{}Reference w:id='{}'/></w:r>"
    document = with_xml(
        run("47") + reference.format("footnote", 2) + run(" và 5") + reference.format("endnote", 2) + run(" hồ sơ.")
    )
    document.add_paragraph("Đoạn sau.")
    whole = with_notes(with_notes(saved(document), ["Gồm cả hồ sơ cũ."]), ["Theo sổ."], kind="endnote")
    assert word.read(whole, "a.docx").text.splitlines() == [
        *("47[1] và 5[2] hồ sơ.", "[1] Gồm cả hồ sơ cũ.", "[2] Theo sổ.", "Đoạn sau.")
    ]


def test_marks_of_notes_never_have_three_digits() -> None:
    document = with_xml("".join(f"<w:r><w:footnoteReference w:id='{at}'/></w:r>" for at in range(2, 103)))
    told = word.read(with_notes(saved(document), [f"Ghi chú {at}" for at in range(101)]), "a.docx").text
    assert "[99]" in told and "[100]" not in told and "Ghi chú 100" in told


def test_a_note_in_a_table_stands_behind_the_table() -> None:
    document = Document()
    table = document.add_table(2, 2)
    for at, said in enumerate(("Lĩnh vực", "Hồ sơ", "Đất đai", "12")):
        table.cell(at // 2, at % 2).text = said
    add_xml(table.cell(1, 1).paragraphs[0], "<w:r><w:footnoteReference w:id='2'/></w:r>")
    found = word.read(with_notes(saved(document), ["Gồm cả hồ sơ cũ."]), "a.docx")
    assert found.text.splitlines() == ["Lĩnh vực | Hồ sơ", "Đất đai | 12[1]", "[1] Gồm cả hồ sơ cũ."]


# ---- tables


def test_merged_cells_keep_their_place_and_span() -> None:
    document = Document()
    table = document.add_table(4, 4)
    rows = (("Lĩnh vực", "Đã giải quyết", "", ""), ("", "Tổng", "Đúng hạn", "Quá hạn"), ("Đất đai", "12", "11", "1"))
    for row, words in enumerate((*rows, ("Hộ tịch", "9", "9", "0"))):
        for column, said in enumerate(words):
            table.cell(row, column).text = said
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 3))
    (found,) = content(document).tables
    cells = {cell.text: (cell.row, cell.column, cell.rows, cell.columns) for cell in found.cells}
    assert cells["Lĩnh vực"] == (0, 0, 2, 1)
    assert cells["Đã giải quyết"] == (0, 1, 1, 3)
    assert cells["Quá hạn"] == (1, 3, 1, 1)
    assert cells["Hộ tịch"] == (3, 0, 1, 1)


def test_a_row_that_begins_later_a_deleted_and_a_hidden_row() -> None:
    document = Document()
    table = document.add_table(4, 3)
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = str(10 * row + column)
    tr = [row._tr for row in table.rows]
    tr[1].remove(tr[1].tc_lst[0])
    tr[1].get_or_add_trPr().append(element("w:gridBefore", val=1))
    tr[2].get_or_add_trPr().append(element("w:del", id=1))
    tr[3].get_or_add_trPr().append(element("w:hidden"))
    (found,) = content(document).tables
    assert [(cell.row, cell.column, cell.text) for cell in found.cells] == [
        *((0, 0, "0"), (0, 1, "1"), (0, 2, "2"), (1, 1, "11"), (1, 2, "12"))
    ]


def test_a_table_inside_of_a_frame_of_layout_is_a_table() -> None:
    document = Document()
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "Trước."
    inner = frame.cell(0, 0).add_table(2, 2)
    for at, said in enumerate(("Lĩnh vực", "Hồ sơ", "Đất đai", "12")):
        inner.cell(at // 2, at % 2).text = said
    frame.cell(0, 0).add_paragraph("Sau.")
    found = content(document)
    assert found.text.splitlines() == ["Trước.", "Lĩnh vực | Hồ sơ", "Đất đai | 12", "Sau."]
    assert [len(table.cells) for table in found.tables] == [4]


# ---- headers


def test_headers_are_left_out_but_for_a_number_that_the_body_lacks() -> None:
    document = Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Số: 12/BC-UBND"
    section.header.paragraphs[0].text = "Trang 7"
    section.footer.paragraphs[0].text = "Lưu 99 bản"
    document.add_paragraph("BÁO CÁO")
    assert lines(document) == ["Số: 12/BC-UBND", "BÁO CÁO"]
    document.paragraphs[0].insert_paragraph_before("Số: 34/BC-UBND")
    assert lines(document) == ["Số: 34/BC-UBND", "BÁO CÁO"]


# ---- old fonts


def in_font(paragraph: Paragraph, text: str, font: str) -> None:
    paragraph.add_run(text).font.name = font


def test_runs_in_old_fonts_become_unicode_and_others_stay() -> None:
    document = Document()
    tcvn3, vni = in_old_font("TCVN3 (ABC)"), in_old_font("VNI")
    paragraph = document.add_paragraph()
    in_font(paragraph, tcvn3("Đã giải quyết đúng hạn 1.234 hồ sơ thủ tục hành chính, "), ".VnTime")
    in_font(paragraph, "kỳ trước chuyển qua 12 hồ sơ, ", "Times New Roman")
    in_font(paragraph, vni("mới tiếp nhận của tổ chức và cá nhân 56 hồ sơ."), "VNI-Times")
    in_font(document.add_paragraph(), tcvn3("cộng hòa xã hội chủ nghĩa việt nam"), ".VnTimeH")
    found = content(document)
    assert found.text.splitlines() == [
        "Đã giải quyết đúng hạn 1.234 hồ sơ thủ tục hành chính, kỳ trước chuyển qua 12 hồ sơ, "
        "mới tiếp nhận của tổ chức và cá nhân 56 hồ sơ.",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]
    assert sorted(remark.message_vi.split(" phông ")[1].split(";")[0] for remark in found.remarks) == [
        *("TCVN3 (ABC)", "VNI")
    ]


def test_the_font_can_be_that_of_the_style() -> None:
    document = Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph(in_old_font("TCVN3 (ABC)")("Hồ sơ đã giải quyết đúng hạn: 12"))
    assert lines(document) == ["Hồ sơ đã giải quyết đúng hạn: 12"]


def test_unicode_in_a_font_of_an_old_name_stays() -> None:
    document = Document()
    in_font(document.add_paragraph(), "các hồ sơ và thủ tục hành chính", ".VnTime")
    in_font(document.add_paragraph(), "các cá nhân và các tổ", ".VnArial")
    assert lines(document) == ["các hồ sơ và thủ tục hành chính", "các cá nhân và các tổ"]
    assert content(document).remarks == ()


def test_a_garbled_document_whose_font_is_lost_is_told_by_its_words() -> None:
    garbled = in_old_font("TCVN3 (ABC)")
    document = Document()
    document.add_paragraph(
        garbled("Tổng số hồ sơ thủ tục hành chính đã tiếp nhận, giải quyết đúng hạn trong kỳ: 1.234")
    )
    document.add_paragraph(garbled("Kỳ trước chuyển qua của các huyện, thành phố và phường, xã: 56 hồ sơ"))
    found = content(document)
    assert "đã tiếp nhận, giải quyết đúng hạn trong kỳ: 1.234" in found.text
    assert [remark.kind for remark in found.remarks] == ["encoding"]


# ---- other writers, and what is refused


def test_the_namespace_of_strict_documents_is_read_too() -> None:
    document = Document()
    document.add_paragraph("Đã giải quyết 12 hồ sơ.")
    strict = document.element.xml.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    whole = with_parts(saved(document), {"word/document.xml": strict}, {})
    assert word.read(whole, "a.docx").text == "Đã giải quyết 12 hồ sơ.\n"


def test_a_document_without_styles_and_numbering_is_read() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>Có 12 hồ sơ.</w:t></w:r></w:p></w:body></w:document>",
        )
    assert word.read(file.getvalue(), "a.docx").text == "Có 12 hồ sơ.\n"


def test_a_document_of_pictures_says_so() -> None:
    document = with_xml('<w:r><w:drawing><x xmlns="urn:x"><blip/></x></w:drawing></w:r>')
    with pytest.raises(LoaderError, match="chỉ có ảnh") as refused:
        content(document)
    assert "PDF" in refused.value.advice
