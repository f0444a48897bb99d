"""What must hold in `data/reference` and in the table `places` that is made of it."""

from __future__ import annotations

import csv
import shutil
import unicodedata
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.places.breaks import load_breaks
from loaders.places.reference import (
    MAPS,
    NATION,
    REFERENCE,
    load_places,
    map_of,
    maps_with,
    place_coded,
    place_named,
    successor_of,
)
from loaders.records import LoaderError, Place
from loaders.warehouse.contracts import checked

PLACES = load_places()


def rows(file: str) -> list[dict[str, str]]:
    with (REFERENCE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_places_are_63_and_34_provinces_and_the_nation() -> None:
    assert dict(checked("places", PLACES).group_by("place_vintage").len().rows()) == {"63": 63, "34": 34, "vn": 1}


def test_every_province_has_its_own_tile() -> None:
    provinces = PLACES.filter(pl.col("place_vintage") != "vn")
    assert provinces["tile_row"].null_count() == 0
    assert provinces.select("place_vintage", "tile_row", "tile_col").is_unique().all()


def test_tiles_and_provinces_of_a_map_carry_the_same_codes_and_names() -> None:
    for each in MAPS:
        tiles = {(row["code"], row["name"]) for row in rows(f"tiles_{each.vintage}.csv")}
        assert tiles == {(row[each.code], row[each.name]) for row in rows(each.file)}


def test_every_old_province_went_into_one_that_exists_and_none_of_the_new_has_no_old() -> None:
    old, new = PLACES.filter(place_vintage="63"), PLACES.filter(place_vintage="34")
    assert set(old["successor_code"]) == set(new["place_code"])
    assert set(old["successor_vintage"]) == {"34"}
    made_of = dict(old.group_by("successor_code").agg(pl.col("place_code").sort()).rows())
    for row in rows("provinces_34.csv"):
        assert made_of[row["code"]] == row["old_codes"].split(), row["name"]
        assert len(made_of[row["code"]]) == int(row["n_old"])


def test_maps_follow_each_other_without_a_gap() -> None:
    for before, after in pairwise(MAPS):
        assert before.valid_to is not None
        assert after.valid_from == before.valid_to + timedelta(days=1)
    assert MAPS[-1].valid_to is None


@pytest.mark.parametrize(("day", "vintage"), [("2025-06-30", "63"), ("2025-07-01", "34"), ("2009-01-01", "63")])
def test_the_map_of_a_day_changes_on_the_first_of_july_2025(day: str, vintage: str) -> None:
    assert map_of(date.fromisoformat(day)) == vintage


@pytest.mark.parametrize("code", ["15", "24", "44", "52", "80", "82", "91"])
def test_seven_codes_name_another_place_since_the_merger(code: str) -> None:
    before, after = place_coded(f"63.{code}"), place_coded(f"34.{code}")
    assert before and after and before.name != after.name


def test_names_and_search_keys_are_unique_within_a_map() -> None:
    assert PLACES.select("place_vintage", "name").is_unique().all()
    assert PLACES.select("place_vintage", "folded").is_unique().all()


def test_every_alias_finds_its_province() -> None:
    for row in rows("province_aliases.csv"):
        place = place_named(row["alias"], "63")
        assert place and place.code == row["old_code"], row["alias"]


def test_an_alias_finds_the_new_province_only_where_the_name_lives_on() -> None:
    assert place_named("Dak Lak", "34") == Place("34", "66", "Đắk Lắk")
    assert place_named("BRVT", "34") is None
    assert place_named("Binh Thuan", "34") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("TP Hồ Chí Minh", "79"),
        ("TP.HCM", "79"),
        ("tỉnh Bình Thuận", "60"),
        ("HOÀ BÌNH", "17"),
        ("Hòa Bình", "17"),
        ("Thừa Thiên – Huế", "46"),
        ("thành phố Huế", "46"),
        ("Bà Rịa–Vũng Tàu", "77"),
    ],
)
def test_a_name_is_found_by_its_usual_spellings(name: str, code: str) -> None:
    place = place_named(name, "63")
    assert place and place.code == code


def test_hue_is_one_place_under_both_of_its_names() -> None:
    assert place_named("Huế", "63") == place_named("Thừa Thiên Huế", "63") == Place("63", "46", "Thừa Thiên Huế")
    assert place_named("Huế", "34") == Place("34", "46", "Huế")


def test_a_city_of_the_new_map_has_its_newest_type() -> None:
    assert PLACES.filter(place_vintage="34", name="Đồng Nai")["kind"].to_list() == ["thành phố"]


def test_the_nation_is_found_under_any_map_and_has_no_successor() -> None:
    assert place_named("cả nước", "63") == place_named("Cả nước", "34") == NATION == place_coded("vn.00")
    assert maps_with("Cả nước") == ("vn",)
    assert successor_of(NATION) is None


def test_a_dissolved_province_names_the_one_it_went_into() -> None:
    assert successor_of(Place("63", "60", "Bình Thuận")) == Place("34", "68", "Lâm Đồng")


@given(st.sampled_from(PLACES.filter(place_vintage="63").rows(named=True)), st.booleans(), st.booleans(), st.booleans())
def test_case_form_and_marks_do_not_matter(row: dict[str, str], upper: bool, bare: bool, decomposed: bool) -> None:
    name = row["name"]
    if bare:
        name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
        name = name.replace("đ", "d").replace("Đ", "D")
    name = unicodedata.normalize("NFD", name) if decomposed else name
    place = place_named(name.upper() if upper else name, "63")
    assert place and place.code == row["place_code"]


def test_the_readme_lists_every_file_of_the_folder() -> None:
    readme = (REFERENCE / "README.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in readme for path in REFERENCE.glob("*.csv"))


def test_districts_and_communes_lie_in_provinces_that_exist() -> None:
    old = set(PLACES.filter(place_vintage="63")["place_code"])
    new = set(PLACES.filter(place_vintage="34")["place_code"])
    for file in ("districts_696.csv", "communes_old_to_new.csv"):
        assert {row["old_province_code"] for row in rows(file)} <= old
        assert {row["new_province_code"] for row in rows(file)} <= new


def test_a_renamed_province_is_a_row_in_names_over_time(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE, folder)
    with (folder / "names_over_time.csv").open("a", encoding="utf-8") as file:
        file.write("34,22,Quảng Ninh,thành phố,2026-10-01,,1\n")
    assert load_places(folder).filter(place_vintage="34", place_code="22")["kind"].to_list() == ["thành phố"]


def test_a_missing_table_stops_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(LoaderError, match=r"names_over_time\.csv"):
        load_places(tmp_path)


def test_the_old_map_has_696_districts_and_10035_communes_the_new_3321_communes_and_no_district() -> None:
    units = load_places().group_by("place_vintage").agg(pl.col("districts", "communes").sum())
    assert {row[0]: row[1:] for row in units.rows()} == {"63": (696, 10_035), "34": (0, 3_321), "vn": (0, 0)}


def test_new_provinces_have_the_communes_of_the_crosswalk_and_at_most_one_more() -> None:
    """Five đặc khu were districts without communes: the crosswalk has no row of them."""
    crosswalk = pl.read_csv(REFERENCE / "communes_old_to_new.csv", infer_schema=False).group_by("new_province_code")
    listed = crosswalk.agg(pl.col("new_commune_code").n_unique())
    told = load_places().filter(place_vintage="34").join(listed, left_on="place_code", right_on="new_province_code")
    more = told.select(pl.col("communes") - pl.col("new_commune_code")).to_series()
    assert told.height == 34 and set(more) == {0, 1} and more.sum() == 5


def test_the_line_of_a_place_breaks_where_it_was_merged_renamed_or_lost_its_districts() -> None:
    breaks = {(row[0], row[1], str(row[2])): row[3:] for row in load_breaks().rows()}
    assert breaks["34", "68", "2025-07-01"][:2] == (
        "merged",
        "hợp nhất Bình Thuận, Đắk Nông và Lâm Đồng; bỏ cấp huyện",
    )
    assert breaks["34", "01", "2025-07-01"][0] == "two_levels"
    assert breaks["63", "46", "2025-01-01"] == ("renamed", "thành thành phố Huế", "became the city of Huế")
    assert breaks["34", "75", "2026-04-30"][1] == "thành thành phố Đồng Nai"
    assert breaks["vn", "00", "2025-07-01"][2] == "63 provinces became 34; the district level ended"
    assert len(breaks) == 34 + 2 + 1
