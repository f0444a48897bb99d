"""Phương pháp: made of the catalogues, so that nothing that is computed goes untold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from queries import ENOUGH, catalogue
from queries.speaking import RULES
from tests.shown import built, data_in, markup, opened, rich, tables
from tests.warehouses import fields

PAGE = "pages/method.py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with data_in(built(tmp_path_factory.mktemp("data"), rich())) as data:
        yield data


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_indicator_stands_with_its_formula_and_leads_to_its_page(folder: Path, lang: str) -> None:
    said = markup(opened(PAGE, lang=lang))
    rows = re.findall(r'<a href="chi-so\?[^"]*indicator=(\w+)">([^<]*)</a></th><td>([^<]*)<', said)
    english = lang == "en"
    assert {name: (title, formula) for name, title, formula in rows} == {
        name: (each.title_en if english else each.title_vi, each.formula_en if english else each.formula_vi)
        for name, each in catalogue().items()
    }


def test_every_field_stands_with_how_it_adds_up(folder: Path) -> None:
    rows = tables(opened(PAGE))[0]
    assert [row["Mã"] for row in rows] == fields()["field"].to_list()
    told = {row["Mã"]: (row["Theo thời gian"], row["Theo đơn vị"], row["Số lần nêu"]) for row in rows}
    assert told["dossiers.received"] == ("tồn đầu + mới", "cộng", "29")
    assert told["procedures.in_force"][1] == "đếm một lần"
    assert told["dossiers.on_time_rate"][:2] == ("không cộng", "không cộng")


def test_the_rules_carry_their_numbers_and_the_order_of_precedence(folder: Path) -> None:
    said = markup(opened(PAGE))
    assert f"mẫu số dưới {ENOUGH} " in said and "dưới 50% số đơn vị" in said
    order = [said.index(vietnamese) for vietnamese, _ in RULES.values()]
    assert order == sorted(order)


def test_sources_are_counted_and_lead_to_the_list(folder: Path) -> None:
    said = markup(opened(PAGE))
    assert re.search(r'href="bao-cao\?family=figures">[^<]*</a>: 1 văn bản, 34 số liệu', said)
