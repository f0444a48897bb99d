"""The only place that reads `data/reference`: which places exist under which administrative map, and their names.

To add a merger, see `data/reference/README.md`: rows there and one `Map` in `MAPS`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars as pl

from loaders.records import LoaderError, Place
from loaders.text.textform import fold

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
NATION = Place("vn", "00", "Cả nước")
FOUNDED = date(1976, 7, 2)

_TYPE_WORD = re.compile(r"^(tinh|thanh pho|tp) (?=.)")


@dataclass(frozen=True, slots=True)
class Map:
    """An administrative map: when it held, the file that lists its provinces, and its columns there."""

    vintage: str
    valid_from: date
    valid_to: date | None
    file: str
    code: str
    name: str
    kind: str
    region: str
    successor: tuple[str, str] | None
    """The next map and the column of this file with the code a place has there."""


MAPS = (
    Map(
        vintage="63",
        valid_from=date(2008, 8, 1),
        valid_to=date(2025, 6, 30),
        file="provinces_63_to_34.csv",
        code="old_code",
        name="old_name",
        kind="old_type",
        region="old_region",
        successor=("34", "new_code"),
    ),
    Map(
        vintage="34",
        valid_from=date(2025, 7, 1),
        valid_to=None,
        file="provinces_34.csv",
        code="code",
        name="name",
        kind="type_2026_04_30",
        region="region_2025",
        successor=None,
    ),
)
VINTAGES = (*(each.vintage for each in MAPS), NATION.vintage)


def map_of(day: date) -> str:
    """The map in force on a day; the days before the first map of the files count as its own."""
    return next((each.vintage for each in reversed(MAPS) if each.valid_from <= day), MAPS[0].vintage)


@lru_cache(maxsize=8)
def load_places(folder: Path = REFERENCE) -> pl.DataFrame:
    """The table `places`: one row per (place_vintage, place_code), the nation too; LoaderError for a bad file."""
    return pl.concat([*(_provinces(each, folder) for each in MAPS), _nation()]).sort("place_vintage", "place_code")


def reference_rows(file: str) -> list[dict[str, str]]:
    """The rows of a table of `data/reference`."""
    with (REFERENCE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def place_coded(key: str, folder: Path = REFERENCE) -> Place | None:
    """The place written "63.52" or "vn.00", or None if no map has it."""
    return _by_key(folder).get(key)


def place_named(name: str, vintage: str, folder: Path = REFERENCE) -> Place | None:
    """The place of that map by any of its spellings, with or without "tỉnh" or "thành phố"; "Cả nước" is the nation."""
    key = _name_key(name)
    if key == _name_key(NATION.name):
        return NATION
    return _by_name(folder).get((vintage, key))


def maps_with(name: str, folder: Path = REFERENCE) -> tuple[str, ...]:
    """The maps that know this name, oldest first; ("vn",) for the nation."""
    if place_named(name, NATION.vintage, folder) is NATION:
        return (NATION.vintage,)
    return tuple(each.vintage for each in MAPS if place_named(name, each.vintage, folder))


def successor_of(place: Place, folder: Path = REFERENCE) -> Place | None:
    """The place of the next map that a place went into."""
    row = load_places(folder).filter(place_vintage=place.vintage, place_code=place.code).row(0, named=True)
    return place_coded(f"{row['successor_vintage']}.{row['successor_code']}", folder)


def names_over_time(folder: Path = REFERENCE) -> pl.DataFrame:
    """The names and types that places bore for a time: place_vintage, place_code, name, kind, valid_from, valid_to."""
    return _read(folder, "names_over_time.csv").with_columns(pl.col("valid_from", "valid_to").str.to_date())


def _read(folder: Path, file: str) -> pl.DataFrame:
    try:
        return pl.read_csv(folder / file, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as cause:
        raise LoaderError(
            f"Không đọc được bảng địa danh {file} (the reference table {file} cannot be read).",
            f"Khôi phục {file} trong data/reference rồi chạy lại.",
        ) from cause


def _provinces(of: Map, folder: Path) -> pl.DataFrame:
    shown = _read(folder, "names_over_time.csv").filter(place_vintage=of.vintage, shown="1")
    tiles = _read(folder, f"tiles_{of.vintage}.csv")
    return (
        _read(folder, of.file)
        .select(place_code=of.code, name=of.name, kind=of.kind, region=of.region, **_successor(of))
        .join(shown.select("place_code", new_name="name", new_kind="kind"), on="place_code", how="left")
        .join(tiles.select("code", "row", "col"), left_on="place_code", right_on="code", how="left")
        .join(_units(of, folder), on="place_code", how="left")
        .select(
            place_vintage=pl.lit(of.vintage),
            place_code="place_code",
            name=pl.coalesce("new_name", "name"),
            kind=pl.coalesce("new_kind", "kind"),
            region="region",
            valid_from=pl.lit(of.valid_from),
            valid_to=pl.lit(of.valid_to, dtype=pl.Date),
            successor_vintage="successor_vintage",
            successor_code="successor_code",
            districts="districts",
            communes="communes",
            tile_row=pl.col("row").cast(pl.Int32),
            tile_col=pl.col("col").cast(pl.Int32),
        )
        .with_columns(folded=pl.col("name").map_elements(fold, return_dtype=pl.String))
    )


def _units(of: Map, folder: Path) -> pl.DataFrame:
    """How many districts and communes each province of a map had on the map's last listed day, by place_code.

    The level of districts ended with the first map; the 63 are counted in the crosswalks.
    """
    if of.successor is None:
        listed = _read(folder, of.file).select(place_code=of.code, communes=pl.col("communes").cast(pl.Int32))
        return listed.with_columns(districts=pl.lit(0, pl.Int32))
    code = pl.col("old_province_code").alias("place_code")
    communes = _read(folder, "communes_old_to_new.csv").group_by(code)
    districts = _read(folder, "districts_696.csv").group_by(code).agg(districts=pl.len().cast(pl.Int32))
    counted = communes.agg(communes=pl.col("old_commune_code").n_unique().cast(pl.Int32))
    return counted.join(districts, on="place_code", how="left")


def _successor(of: Map) -> dict[str, pl.Expr]:
    vintage, column = of.successor or (None, None)
    return {
        "successor_vintage": pl.lit(vintage, dtype=pl.String),
        "successor_code": pl.col(column) if column else pl.lit(None, dtype=pl.String),
    }


def _nation() -> pl.DataFrame:
    row = {
        "place_vintage": NATION.vintage,
        "place_code": NATION.code,
        "name": NATION.name,
        "kind": "quốc gia",
        "valid_from": FOUNDED,
        "folded": fold(NATION.name),
    }
    return pl.DataFrame([row]).select(
        "place_vintage",
        "place_code",
        "name",
        "kind",
        pl.lit(None, dtype=pl.String).alias("region"),
        "valid_from",
        pl.lit(None, dtype=pl.Date).alias("valid_to"),
        pl.lit(None, dtype=pl.String).alias("successor_vintage"),
        pl.lit(None, dtype=pl.String).alias("successor_code"),
        *(pl.lit(None, dtype=pl.Int32).alias(name) for name in ("districts", "communes", "tile_row", "tile_col")),
        "folded",
    )


def _name_key(name: str) -> str:
    return _TYPE_WORD.sub("", " ".join(fold(name.replace(".", " ")).split()))


@lru_cache(maxsize=8)
def _by_key(folder: Path) -> dict[str, Place]:
    rows = load_places(folder).select("place_vintage", "place_code", "name").rows()
    return {f"{vintage}.{code}": Place(vintage, code, name) for vintage, code, name in rows}


@lru_cache(maxsize=8)
def _by_name(folder: Path) -> dict[tuple[str, str], Place]:
    """Every spelling of every map. An alias, written for the 63, also names the place of a later map with that name."""
    names = {(place.vintage, _name_key(place.name)): place for place in _by_key(folder).values()}
    for row in _read(folder, "names_over_time.csv").iter_rows(named=True):
        place = _by_key(folder)[f"{row['place_vintage']}.{row['place_code']}"]
        names.setdefault((place.vintage, _name_key(row["name"])), place)
    for row in _read(folder, "province_aliases.csv").iter_rows(named=True):
        for vintage in (each.vintage for each in MAPS):
            known = names.get((vintage, _name_key(row["name"])))
            if known:
                names.setdefault((vintage, _name_key(row["alias"])), known)
    return names
