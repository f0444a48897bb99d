"""Tables in plain text and Markdown: by bars, tabs and columns of spaces, where they are certain."""

from __future__ import annotations

import pytest

from loaders.content import Content
from loaders.readers import text
from loaders.text.textform import normalise

HEAD = "Kết quả như sau:"
TAIL = "Tổng cộng 21 hồ sơ."


def content(body: str) -> Content:
    return text.read(f"{HEAD}\n{body}\n{TAIL}\n".encode(), "a.txt")


def grid(found: Content) -> dict[tuple[int, int], str]:
    (table,) = found.tables
    assert all(found.text[cell.start : cell.end] == cell.text for cell in table.cells)
    return {(cell.row, cell.column): cell.text for cell in table.cells}


EXPECTED = {
    **{(0, 0): "Cấp", (0, 1): "Tiếp nhận", (0, 2): "Quá hạn"},
    **{(1, 0): "Cấp tỉnh", (1, 1): "1.234", (1, 2): "5"},
    **{(2, 0): "Cấp xã", (2, 1): "87", (2, 2): "0,5%"},
}


@pytest.mark.parametrize(
    "body",
    [
        "| Cấp | Tiếp nhận | Quá hạn |\n|---|---:|:---:|\n| Cấp tỉnh | 1.234 | 5 |\n| Cấp xã | 87 | 0,5% |",
        "Cấp|Tiếp nhận|Quá hạn\n--|--|--\nCấp tỉnh|1.234|5\nCấp xã|87|0,5%",
        "|**Cấp**|*Tiếp nhận*|__Quá hạn__|\n|---|---|---|\n|Cấp tỉnh|**1.234**|5|\n|Cấp<br>xã|87|0,5%|",
        "Cấp | Tiếp nhận | Quá hạn\nCấp tỉnh | 1.234 | 5\nCấp xã | 87 | 0,5%",
        "Cấp\tTiếp nhận\tQuá hạn\nCấp tỉnh\t1.234\t5\nCấp xã\t87\t0,5%",
        "Cấp        Tiếp nhận  Quá hạn\nCấp tỉnh       1.234        5\nCấp xã            87     0,5%",
    ],
)
def test_a_table_in_text_is_a_grid_and_the_prose_around_it_stays(body: str) -> None:
    found = content(body)
    told = {(row if row < 2 else 2, column): said for (row, column), said in grid(found).items()}
    assert told == EXPECTED
    lines = [line for line in found.text.splitlines() if line]
    assert (lines[0], lines[-1]) == (HEAD, TAIL)
    assert found.text[found.tables[0].start :].startswith("Cấp | Tiếp nhận | Quá hạn\n")


def test_columns_of_words_before_the_figures_are_kept() -> None:
    found = content("TT  Cấp       Hồ sơ  Quá hạn\n1   Cấp tỉnh     12        3\n2   Cấp xã        9        0")
    assert grid(found)[1, 1] == "Cấp tỉnh" and grid(found)[2, 3] == "0"


@pytest.mark.parametrize(
    "body",
    [
        "Cổng thông tin | Tin tức\nThứ năm | Lượt xem: 1.872",
        "Số: 12/BC-UBND\tBình Thuận, ngày 15 tháng 3\nĐộc lập\tTự do",
        "-\tTiếp nhận 12 hồ sơ\n-\tGiải quyết 9 hồ sơ",
        "1.\tTiếp nhận\n2.\tGiải quyết",
        "UBND TỈNH A      CỘNG HÒA XÃ HỘI\nSố: 12           Độc lập  - Tự do",
        "Tiếp nhận  12  hồ sơ\ntrong đó  9  hồ sơ\nquá hạn  1  hồ sơ",
        "Cấp tỉnh    12    3\nCấp xã tiếp nhận nhiều    9    0",
        "a  12  3\nb 9  0",
        "1   Cấp tỉnh   12\n2   Cấp xã      9\n3   Nơi khác    7",
        "|||\n---",
        "| một ô |\n|---|",
    ],
)
def test_what_only_looks_a_little_like_a_table_stays_as_it_is(body: str) -> None:
    found = content(body)
    assert found.tables == ()


def test_a_text_without_tables_is_not_changed_at_all() -> None:
    raw = "\n  A  B\r\n\r\n- C\u00a0D\n\n\n"
    assert text.read(raw.encode(), "a.txt").text == normalise(raw)


def test_a_letterhead_in_a_table_of_markdown_reads_line_by_line() -> None:
    found = content(
        "| UBND TỈNH A<br>Số: 12/BC-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| | A, ngày 1 |"
    )
    assert found.tables == ()
    assert "UBND TỈNH A\nSố: 12/BC-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nA, ngày 1\n" in found.text


def test_two_tables_apart_by_prose_are_two() -> None:
    table = "| Cấp | Hồ sơ |\n|---|---|\n| Xã | {} |"
    found = content(f"{table.format(12)}\nGiữa.\n\n{table.format(9)}")
    assert [table.cells[-1].text for table in found.tables] == ["12", "9"]
    assert found.text.index("Giữa.") > found.tables[0].end - 1


def test_many_lines_that_are_nearly_tables_are_gone_through_once() -> None:
    lines = "\n".join(f"a | b{' | c' * (at % 3)}   x{at}  y\tz" for at in range(50_000))
    assert text.read(lines.encode(), "a.txt").tables == ()
