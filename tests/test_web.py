"""Web pages: lines, lists, tables, what is left out, encodings, what Word and browsers save, what is refused."""

from __future__ import annotations

import pytest

from loaders.content import Content
from loaders.readers import web
from loaders.records import LoaderError
from tests.documents import REPORT, in_old_font, page, text, web_archive, windows_1258

LINK = "<a href='/x'>Mục có 12 hồ sơ</a>"


def content(body: str, head: str = "") -> Content:
    return web.read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>Đã giải quyết\n  12\t hồ sơ</p>", ["Đã giải quyết 12 hồ sơ"]),
        ("<p>Đã <b>gi</b>ải quyết 1<i>.234</i> hồ sơ", ["Đã giải quyết 1.234 hồ sơ"]),
        ("<div>A<p>B</p>C</div>D", ["A", "B", "C", "D"]),
        ("A<br>B<br/>C", ["A", "B", "C"]),
        ("<h2>1. Kết quả</h2>Có 12 hồ sơ", ["1. Kết quả", "Có 12 hồ sơ"]),
        ("Đ&#227; gi&#x1EA3;i quy&#7871;t&nbsp;12&nbsp;h&#7891; s&#417; &lt; 13", ["Đã giải quyết 12 hồ sơ < 13"]),
        ("<pre>A  B\nC</pre>", ["A B", "C"]),
        ("đúng hạn 47<sup>1</sup>; quá hạn 5<sup>(2)</sup>", ["đúng hạn 47[1]; quá hạn 5[2]"]),
        ("47<span style='vertical-align: super'>1</span> và 20 km<sup>2</sup>", ["47[1] và 20 km2"]),
        ("<p>còn 9<s>12</s><del>13</del><span style='text-decoration:line-through'>14</span></p>", ["còn 9"]),
        ("<p>mở 9<span style='display: none'>12</span><b hidden>13</b><i style='mso-hide:all'>14</i></p>", ["mở 9"]),
        ("A<!-- 12 --><script>13</script><style>14</style><noscript>15</noscript>", ["A"]),
        ("A<nav>12</nav><select><option>13</select><button>14</button><div role=navigation>15</div>", ["A"]),
        ("<form><p>Có 12 hồ sơ</p></form>", ["Có 12 hồ sơ"]),
        ("<dl><dt>Tiếp nhận</dt><dd>12</dd></dl>", ["Tiếp nhận", "12"]),
        ("<o:p>Có 12</o:p> <![if !supportLists]>hồ sơ<![endif]>", ["Có 12 hồ sơ"]),
    ],
)
def test_a_page_reads_as_a_browser_shows_it(body: str, lines: list[str]) -> None:
    assert content(body).text.splitlines() == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ul><li>A<li>B<ul><li>C</ul></ul>", ["- A", "- B", "+ C"]),
        ("<ol><li>A</li><li><p>B</p><p>C</p></li></ol>", ["1. A", "2. B", "C"]),
        ("<ol type=I start=3><li>A<li value=7>B<li>C</ol>", ["III. A", "VII. B", "VIII. C"]),
        ("<ol type=a><li>A<li>B</ol><ol type=A><li>C</ol><ol type=i><li>D</ol>", ["a) A", "b) B", "A. C", "(i) D"]),
        ("<ol reversed><li>A<li>B</ol>", ["2. A", "1. B"]),
        ("<ul style='list-style-type: none'><li>A</ul><ul><li style='list-style:none'>B</ul>", ["A", "B"]),
        ("<ul><li>- A<li>1. B<li>a) C</ul>", ["- A", "1. B", "a) C"]),
        ("<ol><li><ol><li>A</ol></ol>", ["1. A"]),
    ],
)
def test_lists_have_their_marks(body: str, lines: list[str]) -> None:
    assert content(body).text.splitlines() == lines


def test_a_table_of_figures_is_a_grid_with_its_spans() -> None:
    body = """<table><caption>Biểu 1</caption>
    <thead><tr><th rowspan=2>Cấp<th colspan=2>Hồ sơ</tr><tr><th>Mới<th>Cũ</thead>
    <tbody><tr><td>Tỉnh<td>1.234<td>56</tr><tr><td>Xã<td><p>78</p><p>(trực tuyến)</p><td>9</tr></table>Sau."""
    found = content(body)
    (table,) = found.tables
    assert {cell.text: (cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells} == {
        **{"Cấp": (0, 0, 2, 1), "Hồ sơ": (0, 1, 1, 2), "Mới": (1, 1, 1, 1), "Cũ": (1, 2, 1, 1)},
        **{"Tỉnh": (2, 0, 1, 1), "1.234": (2, 1, 1, 1), "56": (2, 2, 1, 1)},
        **{"Xã": (3, 0, 1, 1), "78 (trực tuyến)": (3, 1, 1, 1), "9": (3, 2, 1, 1)},
    }
    assert found.text.splitlines()[0] == "Biểu 1" and found.text.splitlines()[-1] == "Sau."


@pytest.mark.parametrize("attribute", ["rowspan=0", "rowspan=99999", "colspan=99999", "rowspan=-1", "colspan=x"])
def test_spans_are_bounded_by_the_table(attribute: str) -> None:
    body = f"<table><tr><td {attribute}>Cấp<td>Hồ sơ</tr><tr><td>Tỉnh<td>12</tr><tr><td>Xã<td>9</tr></table>"
    (table,) = content(body).tables
    assert all(cell.row + cell.rows <= 3 and cell.columns <= 1000 for cell in table.cells)
    assert {cell.text for cell in table.cells} == {"Cấp", "Hồ sơ", "Tỉnh", "12", "Xã", "9"}


def test_a_page_laid_out_by_tables_reads_cell_by_cell() -> None:
    inner = "<table><tr><td>Cấp<td>Hồ sơ</tr><tr><td>Tỉnh<td>12</tr></table>"
    found = content(f"<table><tr><td>Cột trái<td><p>Đoạn đầu.</p>{inner}<p>Đoạn cuối.</p></tr></table>")
    assert found.text.splitlines() == ["Cột trái", "Đoạn đầu.", "Cấp | Hồ sơ", "Tỉnh | 12", "Đoạn cuối."]
    assert len(found.tables) == 1


def test_menus_and_lists_of_links_are_left_out_but_a_text_with_links_is_not() -> None:
    menu = f"<ul>{''.join(f'<li>{LINK}</li>' for _ in range(5))}</ul><div>{LINK} | {LINK} | {LINK}</div>"
    story = f"<div><p>Theo <a href='/q'>Quyết định</a>, tỉnh đã giải quyết 12 hồ sơ đúng hạn.</p>{menu}</div>"
    assert content(menu + story + menu).text.splitlines() == ["Theo Quyết định, tỉnh đã giải quyết 12 hồ sơ đúng hạn."]


def test_a_table_whose_figures_are_links_is_kept() -> None:
    names = (("Tỉnh", 12_345_678_901), ("Huyện", 12_345_678_902), ("Xã", 12_345_678_903))
    rows = "".join(f"<tr><td>{name}<td><a href='/x'>{n}</a></tr>" for name, n in names)
    (table,) = content(f"<table><tr><td>Cấp<td>Hồ sơ</tr>{rows}</table>").tables
    assert [cell.text for cell in table.cells if cell.column == 1] == ["Hồ sơ", *(str(n) for _, n in names)]


WORD_PAGE = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=windows-1258">
<meta name=Generator content="Microsoft Word">
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Pages>3</o:Pages></o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=VI><div class=WordSection1>
<p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>K&#7871;t qu&#7843;
gi&#7843;i quy&#7871;t<o:p></o:p></p>
<p class=MsoNormal>&#272;&#227; gi&#7843;i quy&#7871;t <del cite="mailto:x">11</del><ins>12</ins>
h&#7891;
s&#417;<a
style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.</p>
</div><div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>
<a href="#_ftnref1" name="_ftn1">[1]</a> Ghi ch&#250; c&#7911;a b&#7843;n m&#7851;u.</p></div></div>
<div style='mso-element:comment-list'>99</div></body></html>"""


def test_a_page_that_word_saved_reads_as_word_shows_it() -> None:
    assert [" ".join(line.split()) for line in web.read(WORD_PAGE.encode(), "a.htm").text.splitlines()] == [
        *("1. Kết quả giải quyết", "Đã giải quyết 12 hồ sơ[1].", "[1] Ghi chú của bản mẫu.")
    ]


# ---- letters

PROSE = f"<pre>{text(REPORT)}</pre>"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (PROSE.encode("utf-16"), None),
        ("\ufeff".encode() + PROSE.encode(), None),
        (b"<meta charset=iso-8859-1>" + PROSE.encode(), None),
        (
            b"<html><meta http-equiv='Content-Type' content='text/html; charset=windows-1258'>" + windows_1258(PROSE),
            None,
        ),
        (b"<html>" + windows_1258(PROSE), "windows-1258"),
        (b"<html><meta charset=windows-1252>" + in_old_font("VNI")(PROSE).encode("cp1252"), "VNI"),
        (b"<html><meta charset=x-user-defined>" + in_old_font("TCVN3 (ABC)")(PROSE).encode("latin-1"), "TCVN3"),
        (b"<html>" + in_old_font("TCVN3 (ABC)")(PROSE).encode("ascii", "xmlcharrefreplace"), "TCVN3"),
        (b"<?xml version='1.0' encoding='utf-8'?><html>" + PROSE.encode(), None),
    ],
)
def test_letters_are_read_by_mark_by_declaration_and_by_what_is_certain(content: bytes, encoding: str | None) -> None:
    found = web.read(content, "a.html")
    assert "Đã giải quyết 4.000 hồ sơ (trước hạn 3.000; đúng hạn 980; quá hạn 20)." in found.text
    assert [encoding in remark.message_vi for remark in found.remarks if encoding] == ([True] if encoding else [])


def test_bytes_of_no_certain_encoding_are_refused() -> None:
    with pytest.raises(LoaderError, match="UTF-8"):
        web.read(b"<html><p>B\xe1o c\xe1o", "a.html")


# ---- what is refused or left empty


def test_a_page_nested_too_deep_is_refused_and_not_cut_off() -> None:
    for depth in (210, 1000, 50_000):
        with pytest.raises(LoaderError, match="quá sâu"):
            content("<div>" * depth + "12" + "</div>" * depth)
    assert content("<div>" * 150 + "12" + "</div>" * 150).text == "12\n"


def test_entities_are_never_expanded_and_nothing_outside_is_read() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a '12'><!ENTITY b '&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/hostname'>]>"
    found = web.read(f"{bomb}<html><body><p>x &b; &c; y</body></html>".encode(), "a.html")
    assert found.text.splitlines()[-1] == "x &b; &c; y"


@pytest.mark.parametrize("body", ["", "<p></p>", "<!-- -->", "<script>1</script>"])
def test_an_empty_page_has_no_text(body: str) -> None:
    assert content(body).text == ""


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(LoaderError, match="không có trang web"):
        web.read(b"MIME-Version: 1.0\nContent-Type: image/png\n\nabc", "a.mht")


def test_what_is_a_page_is_told_by_its_first_bytes() -> None:
    assert web.is_page(page(REPORT)) and web.is_page(page(REPORT, "utf-16"))
    assert web.is_page(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n")
    assert not web.is_page("Subject: báo cáo\nNội dung\n".encode())
    assert not web.is_page(text(REPORT).encode()) and not web.is_page(b"<p>a") and not web.is_page(b"")


def test_an_archive_that_calls_its_encoding_by_no_name_is_read_all_the_same() -> None:
    """Found by fuzzing."""
    archive = web_archive(REPORT)
    assert b'charset="utf-8"' in archive
    assert "4.120" in web.read(archive.replace(b'charset="utf-8"', b'charset="ut\0-8"'), "a.mht").text
