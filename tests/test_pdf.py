"""PDF: words by where they stand, columns, heads and feet, notes, tables, fonts that lie, files that are broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.content import Content
from loaders.readers.document import open_document
from loaders.readers.pages import ocr, pdf
from loaders.records import LoaderError
from loaders.text.textform import normalise
from tests import pdfs
from tests.documents import in_old_font
from tests.pdfs import LEFT, SIZE, TOP, Page, lines, width

PROSE = (
    "Trong kỳ, các cơ quan, đơn vị đã tiếp nhận và giải quyết hồ sơ thủ tục",
    "hành chính của tổ chức, cá nhân theo đúng quy định của pháp luật và kế",
    "hoạch đã đề ra, góp phần nâng cao chất lượng phục vụ người dân.",
)


def read(*pages: Page, fonts: tuple[str, ...] = ("Times",)) -> Content:
    return pdf.read(pdfs.pdf(pages, fonts), "báo cáo.pdf")


def told(*pages: Page, fonts: tuple[str, ...] = ("Times",)) -> list[str]:
    return [line for line in read(*pages, fonts=fonts).text.split("\n") if line]


def written(*said: str, size: float = SIZE) -> Page:
    page = Page()
    lines(page, said, size=size)
    return page


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "lacking", lambda: "chưa cài Tesseract (tesseract is not installed)")


# ---- words and lines


def test_a_word_whose_letters_are_drawn_in_any_order_is_one_word() -> None:
    page = Page()
    end = page.text(LEFT, TOP, "C")
    page.text(end + width("ô"), TOP, "ng d")
    page.text(end + width("ông dâ"), TOP, "n nộp: 151.626")
    page.text(end, TOP, "ô", font="Other")
    page.text(end + width("ông d"), TOP, "â", font="Other")
    assert told(page, fonts=("Times", "Other")) == ["Công dân nộp: 151.626"]


def test_words_apart_by_a_gap_alone_are_two_and_a_number_drawn_in_pieces_is_one() -> None:
    page = Page()
    for x, said in ((0, "Tiếp"), (35, "nhận"), (70, "151"), (70 + width("151"), "."), (70 + width("151."), "626")):
        page.text(LEFT + x, TOP, said)
    assert told(page) == ["Tiếp nhận 151.626"]


def test_bold_that_is_drawn_twice_is_told_once() -> None:
    page = Page()
    for shift in (0, 0.4):
        page.text(LEFT + shift, TOP, "Tổng số 1.234 hồ sơ")
    assert told(page) == ["Tổng số 1.234 hồ sơ"]


def test_the_letters_of_old_fonts_with_a_horn_of_their_own_are_vietnamese() -> None:
    assert told(written("môi trƣờng điện tử")) == ["môi trường điện tử"]


@pytest.mark.parametrize(
    ("before", "mark", "shown"), [("107", "2", "107[2]"), ("47", "12", "47[12]"), ("m", "2", "m²")]
)
def test_a_raised_number_is_a_mark_and_no_digit(before: str, mark: str, shown: str) -> None:
    page = Page()
    end = page.text(LEFT, TOP, f"Nghị định số {before}")
    after = page.text(end, TOP + 5, mark, 9)
    page.text(after, TOP, " của Chính phủ")
    assert told(page) == [f"Nghị định số {shown} của Chính phủ"]


def test_a_lowered_digit_stays_in_its_word() -> None:
    page = Page()
    end = page.text(LEFT, TOP, "khí CO")
    page.text(page.text(end, TOP - 3, "2", 9), TOP, " thải ra")
    assert told(page) == ["khí CO2 thải ra"]


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    assert told(written("theo Quyết định số 468/QĐ-", "TTg ngày 27/3/2021")) == [
        "theo Quyết định số 468/QĐ-",
        "TTg ngày 27/3/2021",
    ]


def test_the_letterhead_is_told_column_by_column_however_it_was_drawn() -> None:
    page = Page()
    left, right = ("UBND TỈNH HẬU GIANG", "VĂN PHÒNG"), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Độc lập - Tự do - Hạnh phúc")
    for row in (1, 0):
        page.text(LEFT, TOP - 18 * row, left[row], 11)
        page.text(300, TOP - 18 * row, right[row], 11)
    lines(page, ["BÁO CÁO công tác kiểm soát thủ tục hành chính quý I", *PROSE], TOP - 60)
    assert told(page)[:5] == [*left, *right, "BÁO CÁO công tác kiểm soát thủ tục hành chính quý I"]


# ---- how a page lies, and what is not on it


@pytest.mark.parametrize(
    ("turn", "place"),
    [
        ("0 1 -1 0", lambda x, y: (595 - y, x)),
        ("-1 0 0 -1", lambda x, y: (595 - x, 842 - y)),
        ("0 -1 1 0", lambda x, y: (y, 842 - x)),
    ],
)
def test_a_turned_page_is_read_upright(turn: str, place: Callable[[float, float], tuple[float, float]]) -> None:
    page = Page(rotate=90)
    for row, said in enumerate(PROSE):
        x, y = place(60, 500 - 20 * row)
        page.text(x, y, said, 11, turn=turn)
    assert told(page) == list(PROSE)


def test_text_aslant_and_text_outside_of_the_page_are_left_out() -> None:
    page = written(*PROSE)
    page.crop = (40, 40, 560, 800)
    page.text(150, 300, "DỰ THẢO 999", 40, turn="0.7 0.7 -0.7 0.7")
    page.text(60, 815, "ngoài trang 888")
    page.text(900, 500, "ngoài trang 777")
    assert told(page) == list(PROSE)


def test_text_that_is_not_drawn_is_left_out() -> None:
    page = written(*PROSE)
    page.text(LEFT, 300, "Tổng số hồ sơ: 999.999", mode=3)
    assert told(page) == list(PROSE)


# ---- heads, feet and page numbers


def test_running_lines_and_page_numbers_are_left_out() -> None:
    pages = []
    for number in range(1, 5):
        page = Page()
        page.text(LEFT, 815, "BÁO CÁO KSTTHC", 9)
        lines(page, [f"Phần thứ {number} của nội dung báo cáo này có số liệu riêng.", *PROSE])
        page.text(LEFT, 40, f"Trang {number}/4", 9)
        page.text(300, 25, str(number), 9)
        pages.append(page)
    text = told(*pages)
    assert text.count("BÁO CÁO KSTTHC") == 1
    assert not [line for line in text if line.startswith("Trang") or line.isdigit()]
    assert len(text) == 1 + 4 * 4


def test_figures_that_differ_from_page_to_page_are_no_running_line() -> None:
    pages = [written(f"- Huyện thứ nhất tiếp nhận: {number}00 hồ sơ.", *PROSE) for number in range(3, 8)]
    assert sum("hồ sơ." in line for line in told(*pages)) == 5


def test_a_number_that_ends_a_sentence_at_the_foot_of_a_page_stays() -> None:
    page = Page()
    lines(page, [*PROSE, "- Số TTHC đã được đánh giá tác động trong kỳ báo cáo:", "1"], y=130)
    assert told(page)[-1] == "1"


# ---- notes


def with_note(page: Page, number: str, *note: str, ruled: bool = True) -> None:
    y = 70 + 13 * len(note)
    if ruled:
        page.line(LEFT, y + 14, LEFT + 144, y + 14)
    page.text(LEFT, y + 4, number, 6.5)
    lines(page, note, y, 10, LEFT + 4)


def test_a_note_is_a_paragraph_of_its_own_that_cuts_no_sentence() -> None:
    first = written(*PROSE, "- Số hồ sơ đã tiếp nhận trong kỳ báo cáo là 4.120, trong đó số")
    with_note(first, "1", "Quyết định số 39/QĐ-UBND ngày", "10/01/2024 của Ủy ban nhân dân tỉnh")
    second = written("mới tiếp nhận trong kỳ là 3.900 hồ sơ.", *PROSE)
    text = told(first, second)
    at = text.index("[1] Quyết định số 39/QĐ-UBND ngày")
    assert text[at - 1] == text[at + 2] == "_" * 15
    assert text[at + 1] == "10/01/2024 của Ủy ban nhân dân tỉnh."
    assert text[at + 3 : at + 5] == [
        "- Số hồ sơ đã tiếp nhận trong kỳ báo cáo là 4.120, trong đó số",
        "mới tiếp nhận trong kỳ là 3.900 hồ sơ.",
    ]


def test_a_note_that_goes_on_over_the_page_keeps_its_mark() -> None:
    first, second = written(*PROSE), written(*PROSE)
    with_note(first, "3", "Quyết định số 39/QĐ-UBND ngày 10/01/2024 của")
    with_note(second, "", "Ủy ban nhân dân tỉnh.")
    assert "[3] (tiếp) Ủy ban nhân dân tỉnh." in told(first, second)


def test_small_print_without_a_mark_is_no_note() -> None:
    page = written(*PROSE)
    lines(page, ["Nơi nhận:", "- Như trên;"], 120, 11)
    assert told(page)[-2:] == ["Nơi nhận:", "- Như trên;"]


# ---- tables

HEAD = ("Đơn vị", "Tiếp nhận", "Đã giải quyết")
ROWS = [(f"Huyện {name}", f"1.{at}20", f"1.{at}15") for at, name in enumerate(("An", "Bình", "Châu", "Đông"))]


def cells(content: Content) -> list[tuple[str, ...]]:
    (table,) = content.tables
    rows = sorted({cell.row for cell in table.cells})
    return [tuple(cell.text for cell in table.cells if cell.row == row) for row in rows]


def test_a_ruled_table_is_a_grid_where_it_stands() -> None:
    page = written("Kết quả theo đơn vị như sau:")
    lines(page, PROSE, page.table(LEFT, TOP - 30, [HEAD, *ROWS]) - 30)
    content = read(page)
    assert cells(content) == [HEAD, *ROWS]
    for cell in content.tables[0].cells:
        assert content.text[cell.start : cell.end] == cell.text
    assert content.text.index("như sau") < content.tables[0].start < content.text.index(PROSE[0])


def test_a_table_that_goes_on_over_the_page_is_one_and_its_rows_know_their_page() -> None:
    first, second = written(*PROSE), Page()
    first.table(LEFT, 400, [HEAD, *ROWS[:2]])
    lines(second, PROSE, second.table(LEFT, TOP, [HEAD, *ROWS[2:]]) - 30)
    content = read(first, second)
    assert cells(content) == [HEAD, *ROWS]
    page_two = content.pages[1]
    assert [cell.text for cell in content.tables[0].cells if cell.start >= page_two] == [*ROWS[2], *ROWS[3]]


def test_a_row_that_the_page_cuts_in_two_is_one_row() -> None:
    first, second = Page(), Page()
    first.table(LEFT, TOP, [HEAD, ("Sở Tài nguyên và", "1.020", "1.015")], wide=140)
    second.table(LEFT, TOP, [("môi trường", "", ""), ROWS[1]], wide=140)
    assert cells(read(first, second)) == [HEAD, ("Sở Tài nguyên và môi trường", "1.020", "1.015"), ROWS[1]]


def test_tables_of_other_columns_are_not_joined() -> None:
    first, second = Page(), Page()
    first.table(LEFT, TOP, [HEAD, *ROWS])
    second.table(LEFT, TOP, [("Lĩnh vực", "Số lượng"), ("Đất đai", "12"), ("Hộ tịch", "34")])
    assert len(read(first, second).tables) == 2


def test_a_table_whose_outer_lines_are_missing_is_closed() -> None:
    page = Page()
    page.table(LEFT, TOP, [HEAD, *ROWS])
    page.ops = [op for op in page.ops if f" {TOP} l S".encode() not in op or f" {LEFT} ".encode() not in op]
    assert len(page.ops) < 3 * 5 + 6 + 4
    assert cells(read(page)) == [HEAD, *ROWS]


def test_a_mark_in_a_cell_does_not_grow_its_figure() -> None:
    page = Page()
    page.table(LEFT, TOP, [HEAD, *ROWS])
    page.text(LEFT + 110 + 4 + width(ROWS[0][1], 11), TOP - 48 + 12, "1", 6.5)
    assert cells(read(page))[1] == (ROWS[0][0], f"{ROWS[0][1]}[1]", ROWS[0][2])


def test_a_frame_and_a_ruled_letterhead_are_told_as_paragraphs() -> None:
    page = Page()
    bottom = page.table(
        LEFT, TOP, [("UBND TỈNH HẬU GIANG", "Độc lập - Tự do"), ("Số: 12/BC-UBND", "ngày 2/3/2024")], 220
    )
    for x0, y0, x1, y1 in ((80, 600, 500, 600), (80, 500, 500, 500), (80, 500, 80, 600), (500, 500, 500, 600)):
        page.line(x0, y0, x1, y1)
    lines(page, PROSE, 580, 12, 90)
    content = read(page)
    assert bottom > 600 and not content.tables
    assert content.text.split("\n")[:4] == ["UBND TỈNH HẬU GIANG", "Độc lập - Tự do", "Số: 12/BC-UBND", "ngày 2/3/2024"]
    assert all(line in content.text for line in PROSE)


# ---- fonts that lie


@pytest.mark.parametrize(("font", "encoding"), [("VNI-Times", "VNI"), (".VnTime", "TCVN3 (ABC)")])
def test_old_fonts_become_unicode_and_say_so(font: str, encoding: str) -> None:
    page = Page()
    for row, said in enumerate(PROSE):
        page.text(LEFT, TOP - 20 * row, in_old_font(encoding)(said), 11, font)
    content = read(page, fonts=("Times", font))
    assert content.text.split() == " ".join(PROSE).split()
    assert [remark.kind for remark in content.remarks] == ["encoding"]


def test_an_old_font_that_says_what_its_letters_mean_is_left_as_it_is() -> None:
    page = Page()
    lines(page, PROSE)
    page.ops = [op.replace(b"/Times ", b"/ABCDEF+VNI-Times ") for op in page.ops]
    content = pdf.read(pdfs.pdf([page], ("ABCDEF+Vn-Times",)).replace(b"+Vn-", b"+VNI-"), "a.pdf")
    assert content.text.split() == " ".join(PROSE).split()
    assert not content.remarks


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize("font", ["Times", "Unmapped"])
def test_a_page_of_letters_without_meaning_is_not_taken_for_text(font: str) -> None:
    """The font says of every letter that it is another one, or says nothing and numbers them as it likes."""
    page = Page()
    for row, said in enumerate(PROSE):
        page.text(
            LEFT, TOP - 20 * row, "".join(chr(ord(char) + 7) if char != " " else char for char in said), font=font
        )
    with pytest.raises(LoaderError, match="cần nhận dạng chữ nhưng chưa cài Tesseract"):
        read(page, fonts=("Times", "Unmapped"))


# ---- pictures


@pytest.mark.usefixtures("without_tesseract")
def test_a_scan_is_refused_with_what_to_install() -> None:
    page = Page()
    page.picture(0, 0, 595, 842)
    with pytest.raises(LoaderError) as refused:
        read(page)
    assert "báo cáo.pdf là bản quét" in refused.value.title and "tesseract-ocr-vie" in refused.value.advice


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize("mode", [0, 3])
def test_text_under_the_picture_of_a_page_is_not_the_pages_text(mode: int) -> None:
    page = Page()
    for row, said in enumerate(PROSE):
        page.text(LEFT, TOP - 20 * row, said, mode=mode)
    page.picture(0, 0, 595, 842)
    with pytest.raises(LoaderError, match="là bản quét"):
        read(page)


@pytest.mark.usefixtures("without_tesseract")
def test_a_stamp_on_a_scan_is_not_its_text() -> None:
    page = Page()
    page.picture(0, 0, 595, 842)
    page.text(300, 780, "Ký bởi: Ủy ban nhân dân tỉnh 12/3/2024", 9)
    with pytest.raises(LoaderError, match="là bản quét"):
        read(page)


def test_text_over_a_picture_is_the_pages_text() -> None:
    page = Page()
    page.picture(0, 0, 595, 842)
    lines(page, PROSE * 3)
    assert told(page) == list(PROSE * 3)


@pytest.mark.usefixtures("without_tesseract")
def test_a_scanned_page_among_others_is_named_and_the_others_are_read() -> None:
    scan = Page()
    scan.picture(0, 0, 595, 842)
    content = read(written(*PROSE), scan, Page(), written(*PROSE))
    (remark,) = content.remarks
    assert remark.kind == "unread_scan" and "Trang 2 là ảnh" in remark.message_vi
    assert len(content.pages) == 4 and content.text.count(PROSE[0]) == 2


def test_a_giant_page_is_shrunk_to_what_can_be_recognised() -> None:
    for wide, high in ((595, 842), (2480, 3508), (14_400, 14_400), (1, 14_400)):
        dpi = ocr.fitting(wide, high)
        assert dpi <= ocr.DPI and wide * high * (dpi / 72) ** 2 <= ocr.MAX_PIXELS * 1.01


# ---- broken files


def locked() -> bytes:
    handler = b"/Encrypt <</Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4>> /ID [<00> <00>]"
    return pdfs.pdf([written(*PROSE)], extra=handler % (b"ab" * 32, b"cd" * 32))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (locked(), "đặt mật khẩu"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "bị hỏng"),
        (pdfs.pdf([]), "không có trang nào|bị hỏng"),
        (pdfs.pdf([Page()] * (pdf.MAX_PAGES + 1)), "3001 trang"),
        (pdfs.pdf([Page()]), "không có chữ nào"),
    ],
    ids=["locked", "damaged", "no pages", "too many pages", "empty"],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_a_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.pdf"
    path.write_bytes(content)
    with pytest.raises(LoaderError, match=said) as refused:
        open_document(path)
    assert refused.value.title.count("báo cáo.pdf") == 1 and refused.value.advice


def test_a_pdf_that_was_cut_off_says_so_or_is_refused() -> None:
    whole = pdfs.pdf([written(*PROSE)])
    for size in range(len(whole) // 4, len(whole) - 40, 997):
        try:
            content = pdf.read(whole[:size], "a.pdf")
        except LoaderError as refused:
            assert "bị hỏng" in refused.title or "không có trang" in refused.title
        else:
            assert [remark.kind for remark in content.remarks if remark.kind == "truncated"]


def test_lines_are_told_as_they_are_stored() -> None:
    content = read(written(*PROSE))
    assert content.text == normalise(content.text)
