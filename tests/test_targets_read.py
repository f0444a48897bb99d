"""Tables of targets: what ships stops the load with file and line, of a province's own file a bad row alone is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from loaders.places.reference import REFERENCE
from loaders.records import LoaderError
from loaders.warehouse.target_rows import COLUMNS, REQUIRED, target_row
from loaders.warehouse.targets import read_grades, read_targets
from queries.catalogue import catalogue
from tests.warehouses import ROOT

GOOD = {
    "indicator": "reuse_rate",
    "scope": "nation",
    "value": "85",
    "direction": "up",
    "valid_from": "2026",
    "legal_title": "Chỉ tiêu năm 2026",
    "source": "công báo",
}
SHIPPED = read_targets().rows


def own(folder: Path, *rows: dict[str, str], name: str = "tinh.csv", mark: str = ",", encoding: str = "utf-8") -> Path:
    """A province's own file in a folder `targets`."""
    header = list(dict.fromkeys(column for row in rows for column in row))
    lines = [mark.join(header), *(mark.join(row.get(column, "") for column in header) for row in rows)]
    (folder / "targets").mkdir(exist_ok=True)
    (folder / "targets" / name).write_text("\n".join(lines) + "\n", encoding=encoding)
    return folder / "targets"


def of(folder: Path) -> list[dict[str, Any]]:
    """The rows of provinces' own files; none is refused."""
    found = read_targets(folder)
    assert found.refused == ()
    return found.rows.filter(pl.col("file").str.starts_with("targets/")).to_dicts()


def test_a_row_of_a_province_stands_beside_what_ships(tmp_path: Path) -> None:
    more = {"scope": "unit", "place": "Lâm Đồng", "unit": "UBND xã Đức Trọng", "valid_to": "2026", "value": "85,5"}
    (row,) = of(own(tmp_path, GOOD | more, mark=";"))
    assert (row["file"], row["line"]) == ("targets/tinh.csv", 2)
    assert (row["place_vintage"], row["place_code"], row["unit"]) == ("34", "68", "UBND xã Đức Trọng")
    assert (row["value"], row["valid_from"], row["valid_to"]) == (85.5, date(2026, 1, 1), date(2026, 12, 31))
    assert (row["measure"], row["verified"]) == ("reuse_rate", False)
    assert read_targets(tmp_path / "targets").rows.height == SHIPPED.height + 1


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8-sig")])
def test_tables_as_spreadsheets_write_them_are_read(tmp_path: Path, mark: str, encoding: str) -> None:
    dotted = GOOD | {"valid_from": "5/1/2026", "due_on": "31/12/2026"}
    (row,) = of(own(tmp_path, dotted, mark=mark, encoding=encoding))
    assert (row["valid_from"], row["due_on"]) == (date(2026, 1, 5), date(2026, 12, 31))


def test_a_name_means_the_province_of_the_day_the_target_begins(tmp_path: Path) -> None:
    both = [GOOD | {"scope": "province", "place": "Lâm Đồng", "valid_from": year} for year in ("2025", "2026")]
    assert [row["place_vintage"] for row in of(own(tmp_path, *both))] == ["63", "34"]


FAULTS = [
    ({"scope": "xã"}, "scope 'xã' không có"),
    ({"scope": ""}, "thiếu scope"),
    ({"indicator": ""}, "thiếu indicator hoặc measure"),
    ({"scope": "province"}, "scope province cần place"),
    ({"scope": "unit", "place": "Lâm Đồng"}, "cần unit"),
    ({"place": "Lâm Đồng"}, "không đi với place"),
    ({"scope": "province", "place": "Lâm Đồng", "admin_level": "commune"}, "không đi với admin_level"),
    ({"scope": "level", "admin_level": "thôn"}, "admin_level 'thôn' không có"),
    ({"scope": "province", "place": "Bình Thuận"}, "bản đồ 34 tỉnh"),
    ({"scope": "province", "place": "63.60"}, "bản đồ 34 tỉnh"),
    ({"scope": "province", "place": "Cả nước"}, "bản đồ 34 tỉnh"),
    ({"value": "85%"}, "value '85%'"),
    ({"value": "1.000"}, "value '1.000'"),
    ({"value": "-5"}, "value '-5'"),
    ({"direction": "tăng"}, "direction 'tăng'"),
    ({"valid_from": "14-6-2026"}, "valid_from '14-6-2026'"),
    ({"valid_from": "31/2/2026"}, "valid_from '31/2/2026'"),
    ({"legal_date": "2026"}, "legal_date '2026'"),
    ({"valid_to": "2025"}, "2026-02-01 sau 2025-12-31"),
    ({"due_on": "2025"}, "2026-02-01 sau 2025-12-31"),
    ({"due_on": "2027", "valid_to": "2026"}, "2027-12-31 sau 2026-12-31"),
    ({"verified": "có"}, "verified 'có'"),
    ({"verified": "yes", "legal_number": "1/QĐ", "legal_date": "2026-01-01"}, "thiếu legal_article"),
    ({"source": '"báo'}, "ngoặc kép"),
    ({"source": "báo,thừa"}, "nhiều ô hơn"),
]


@pytest.mark.parametrize(("change", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_a_bad_row_alone_is_left_out_and_named(tmp_path: Path, change: dict[str, str], said: str) -> None:
    after = GOOD | {"valid_from": "2027"}
    folder = own(tmp_path, GOOD, {**dict.fromkeys(COLUMNS, ""), **GOOD, "valid_from": "2026-02-01"} | change, after)
    found = read_targets(folder)
    (fault,) = found.refused
    assert "targets/tinh.csv:3" in fault.title and said in fault.title
    assert found.rows.height == SHIPPED.height + 2


@pytest.mark.parametrize("column", REQUIRED)
def test_what_every_target_needs_is_needed(column: str) -> None:
    with pytest.raises(LoaderError, match=f"x.csv:9: thiếu {column}"):
        target_row(GOOD | {column: ""}, "x.csv:9")


def test_a_target_set_twice_counts_once_and_the_second_is_named(tmp_path: Path) -> None:
    found = read_targets(own(tmp_path, GOOD, GOOD | {"value": "70"}))
    assert found.rows["value"].to_list()[-1] == 85
    assert "tinh.csv:3" in found.refused[0].title and "tinh.csv:2" in found.refused[0].title


def test_a_file_that_is_no_table_costs_only_itself(tmp_path: Path) -> None:
    folder = own(tmp_path, GOOD)
    (folder / "hong.csv").write_bytes(b"\xff\xfe\x00scope")
    (folder / "la.csv").write_text("indicator,muc_tieu\nreuse_rate,85\n", encoding="utf-8")
    (folder / "thieu.csv").write_text("indicator,scope\nreuse_rate,nation\n", encoding="utf-8")
    (folder / "trong.csv").write_text("", encoding="utf-8")
    (folder / "README.md").write_text("# Notes", encoding="utf-8")
    (folder / "~$tinh.csv").write_text("lock", encoding="utf-8")
    found = read_targets(folder)
    assert found.rows.height == SHIPPED.height + 1
    titles = [fault.title for fault in found.refused]
    assert [title.split("targets/")[1].split(":")[0] for title in titles] == [
        "hong.csv",
        "la.csv",
        "thieu.csv",
        "trong.csv",
    ]
    assert "'muc_tieu'" in titles[1] and "la.csv:1" in titles[1]


def test_without_a_folder_there_is_what_ships(tmp_path: Path) -> None:
    assert read_targets(tmp_path / "nowhere").rows.equals(SHIPPED)


def test_a_bad_row_in_what_ships_stops_the_load_with_file_and_line(tmp_path: Path) -> None:
    copied = Path(shutil.copytree(REFERENCE, tmp_path / "reference"))
    lines = (copied / "targets.csv").read_text("utf-8").splitlines()
    lines[4] = lines[4].replace(",up,", ",upwards,")
    (copied / "targets.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(LoaderError, match=r"reference/targets\.csv:5: direction 'upwards'"):
        read_targets(reference=copied)
    (copied / "grades.csv").write_text("indicator,low\nx,no\n", encoding="utf-8")
    with pytest.raises(LoaderError, match=r"grades\.csv"):
        read_grades(copied)


# --- what ships


def rows() -> Iterable[dict[str, Any]]:
    return SHIPPED.iter_rows(named=True)


def test_every_shipped_target_says_why_it_is_or_is_not_verified_and_applied() -> None:
    assert all(row["comment"] for row in rows())
    unapplied = [row["comment"] for row in rows() if row["indicator"] is None]
    assert all("chưa có chỉ số nào" in each.lower() or "nên không áp dụng" in each for each in unapplied)


def test_a_shipped_target_is_for_an_indicator_there_is_and_its_formula_of_today() -> None:
    known = catalogue()
    for row in rows():
        if row["indicator"] is not None:
            assert row["formula"] == known[row["indicator"]].formula_vi, f"line {row['line']}: look at the target again"
            assert row["direction"] == known[row["indicator"]].direction


def test_what_only_the_press_or_nobody_quotes_is_not_verified() -> None:
    for row in rows():
        second_hand = (
            "báo dẫn",
            "Kiến thức chung",
            "bên thứ ba",
            "bản tóm tắt",
            "Tin của",
            "dẫn lại",
            "mẫu số không nêu",
        )
        assert not (row["verified"] and any(word in row["comment"] for word in second_hand)), row["line"]


def test_grades_are_for_an_indicator_and_meet_without_a_gap() -> None:
    bands = read_grades().sort("low")
    assert set(bands["indicator"]) <= set(catalogue())
    assert bands["high"].to_list()[:-1] == bands["low"].to_list()[1:]
    assert bands.filter("verified")["grade_vi"].to_list() == ["Yếu", "Xuất sắc"]


def test_the_readme_tells_every_column_and_its_example_is_read(tmp_path: Path) -> None:
    readme = (ROOT / "data" / "targets" / "README.md").read_text("utf-8")
    assert all(f"`{column}`" in readme for column in COLUMNS)
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "vi-du.csv").write_text(readme.split("```")[1].removeprefix("csv\n"), encoding="utf-8")
    assert {row["indicator"] for row in of(tmp_path / "targets")} <= set(catalogue())
    assert len(of(tmp_path / "targets")) == 4
