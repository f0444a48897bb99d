"""Text of any kind, made of the grammar's own words or of anything: every promise of a reading holds."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.catalogue.terms import CATALOGUE, load_terms, spellings
from loaders.places.reference import load_places
from loaders.readers.document import document_of, open_document
from loaders.reading import read_document
from loaders.records import LoaderError
from loaders.text.ignored_rules import RULES
from tests.promises import broken
from tests.tries import tries

TEXTS = sorted(path for folder in Path(__file__).parent.glob("texts*") for path in folder.glob("*.txt"))
SPECIMENS = sorted(p for p in (Path(__file__).parents[1] / "data" / "specimens").iterdir() if p.name != "README.md")
HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH {place}\nSố: 77/BC-UBND\n{place}, ngày 17 tháng 3 năm 2023\n\n"
    "BÁO CÁO\nCông tác {of} quý I năm 2023\n\n"
)
JOINTS = (
    *(
        " ",
        " ",
        " ",
        ", ",
        "; ",
        ". ",
        ": ",
        "\n",
        "\n- ",
        "\n+ ",
        "\n1. ",
        "\na) ",
        " (",
        ") ",
        "/",
        " - ",
        " | ",
        "\t",
        "",
    ),
    *(
        " và ",
        " còn ",
        ", trong đó ",
        ", cụ thể: ",
        " là ",
        " đạt ",
        " trên ",
        " so với ",
        " lần lượt là ",
        "  ",
        "\n\n",
    ),
)
UNITS = ("Sở Nội vụ", "UBND huyện Hàm Tân", "xã Tân Thành", "phường 1", "Bộ Công an", "cấp tỉnh", "cấp huyện", "cấp xã")
TIMES = ("quý I/2023", "6 tháng đầu năm 2024", "năm 2022", "cùng kỳ năm trước", "từ ngày 15/12/2022 đến ngày 14/3/2023")


@cache
def words() -> tuple[str, ...]:
    """A few spellings of every term, every rule's example, places, units and times."""
    patterns = re.findall(r'"([^"]+)"', CATALOGUE.read_text(encoding="utf-8"))
    assert load_terms()
    terms = [next(iter(spellings(pattern))) for pattern in patterns]
    examples = [re.sub("[〔〕]", "", rule.example) for rule in RULES]
    return (*terms, *examples, *load_places()["name"].to_list(), *UNITS, *TIMES)


numbers = st.one_of(
    st.integers(0, 10**7).map(lambda n: f"{n:,}".replace(",", ".")),
    st.integers(0, 10**5).map(str),
    st.floats(0, 120, allow_nan=False).map(lambda x: f"{x:.2f}%".replace(".", ",")),
    st.tuples(st.integers(0, 9999), st.integers(1, 9999)).map(lambda pair: f"{pair[0]}/{pair[1]}"),
    st.from_regex(r"[0-9]{1,4}([.,/ -][0-9]{1,3}){0,4}%?", fullmatch=True),
)
pieces = st.one_of(st.deferred(lambda: st.sampled_from(words())), numbers, numbers)
grammatical = st.lists(st.tuples(pieces, st.sampled_from(JOINTS)), max_size=60).map(
    lambda said: "".join(f"{piece}{joint}" for piece, joint in said)
)
heads = st.sampled_from(
    ["", *(HEAD.format(place="BÌNH THUẬN", of=of) for of in ("kiểm soát thủ tục hành chính", "cải cách hành chính"))]
)


def promised(text: str, name: str = "a.txt") -> None:
    """Read a text, if it can be read at all, and hold it to the promises."""
    try:
        document = document_of(text.encode("utf-8", "surrogatepass"), name)
    except LoaderError as refused:
        assert refused.title and "Traceback" not in refused.title
        return
    assert broken(document, read_document(document)) == []


@settings(max_examples=tries(150))
@given(head=heads, text=grammatical)
def test_text_made_of_the_grammar_s_words_keeps_every_promise(head: str, text: str) -> None:
    promised(head + text)


@given(head=heads, text=st.text(max_size=300))
def test_any_text_keeps_every_promise(head: str, text: str) -> None:
    promised(head + text)


where = st.floats(0, 1, exclude_max=True)


@given(st.data(), st.lists(st.tuples(where, where, st.sampled_from(["drop", "copy", "join", "swap"])), max_size=8))
def test_a_real_report_with_lines_moved_lost_and_doubled_keeps_every_promise(
    data: st.DataObject, changes: list[tuple[float, float, str]]
) -> None:
    lines = data.draw(st.sampled_from(TEXTS)).read_text(encoding="utf-8").splitlines()
    for one, other, change in changes:
        first, second = int(one * len(lines)), int(other * len(lines))
        if change == "drop":
            del lines[first : first + 1]
        elif change == "copy":
            lines[first:first] = lines[second : second + 1]
        elif change == "join":
            lines[first : first + 2] = ["".join(lines[first : first + 2])]
        else:
            lines[first : first + 1], lines[second : second + 1] = lines[second : second + 1], lines[first : first + 1]
    promised("\n".join(lines))


@given(st.data())
def test_a_real_report_with_pieces_of_others_keeps_every_promise(data: st.DataObject) -> None:
    one, other = (data.draw(st.sampled_from(TEXTS)).read_text(encoding="utf-8") for _ in range(2))
    cut, start = data.draw(st.integers(0, len(one))), data.draw(st.integers(0, len(other)))
    length = data.draw(st.integers(0, 400))
    promised(one[:cut] + other[start : start + length] + one[cut + data.draw(st.integers(0, 200)) :])


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.name)
def test_every_specimen_keeps_every_promise_each_time_it_is_read(path: Path) -> None:
    """The texts are held to them in `test_texts_sets`, where they are read anyway."""
    document = open_document(path)
    assert broken(document, read_document(document)) == []
