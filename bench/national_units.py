"""The reporting units of a simulated national history: real names and borders, made-up sizes and habits.

Two eras: 10,035 communes, 696 districts and 63 provinces up to 30 June 2025; then the communes and the 34 provinces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from loaders.places.reference import REFERENCE, load_places
from loaders.vocabulary import WHOLE_PROVINCE

COMMUNE, DISTRICT, PROVINCE = 0, 1, 2
"""Whose dossiers a unit counts as its own; also the order in which the units of a province report."""
KINDS = ("commune", "district", "province")
MEDIAN_SIZE = np.array([350.0, 2_500.0, 25_000.0])
"""Dossiers a quarter."""


@dataclass(frozen=True)
class Units:
    """The units of one era, province by province; each array has one entry per unit."""

    names: pl.DataFrame
    """place_vintage, place_code, unit, unit_kind, successor (the row of the next era, in the first one)."""
    kind: np.ndarray
    province: np.ndarray
    """The row of the province that a unit lies in."""
    size: np.ndarray
    habits: np.ndarray
    """units × 6: how much is online, late, digitized, paid online, handed over, satisfied; each around 0.5."""

    def __len__(self) -> int:
        return len(self.kind)


def eras(numbers: np.random.Generator, share: float = 1.0) -> tuple[Units, Units]:
    """The units before and after 1 July 2025, of which `share` of the communes and districts report at all."""
    new_names = _listed(_new_names(), numbers, share)
    kept = new_names.filter(unit_kind="commune")["code"].implode()
    old_names = _listed(_old_names(), numbers, share, kept)
    rows = new_names.select(successor_code="code", unit_kind="unit_kind", place_code="place_code").with_row_index("row")
    own = rows.filter(unit_kind="commune").select("successor_code", successor="row")
    whole = rows.filter(unit_kind="province").select(next_code="place_code", whole="row")
    old_names = (
        old_names.join(own, on="successor_code", how="left", maintain_order="left")
        .join(whole, on="next_code", how="left", maintain_order="left")
        .with_columns(successor=pl.coalesce("successor", "whole"))
    )
    before = _units(old_names, numbers)
    after = _units(new_names, numbers)
    size = np.bincount(old_names["successor"].to_numpy(), before.size, minlength=len(after))
    after.size[size > 0] = size[size > 0]
    return before, after


def _old_names() -> pl.DataFrame:
    """Every unit of the old map with `successor_code` (of its commune) and `next_code` (of its province)."""
    pairs = pl.read_csv(REFERENCE / "communes_old_to_new.csv", infer_schema=False).unique(
        "old_commune_code", keep="first", maintain_order=True
    )
    districts = pl.read_csv(REFERENCE / "districts_696.csv", infer_schema=False)
    named = pairs.join(districts, left_on="old_district_code", right_on="district_code")
    twice = pl.struct("old_province_code", "old_commune").is_duplicated()
    unit = pl.when(twice).then(pl.format("{}, {}", "old_commune", "district")).otherwise("old_commune")
    communes = named.select(place_code="old_province_code", unit=unit, code="old_commune_code", next="new_commune_code")
    of = districts.select(
        place_code="old_province_code", unit="district", code="district_code", next=pl.lit(None, pl.String)
    )
    frame = pl.concat([_kind(communes, COMMUNE), _kind(of, DISTRICT), _kind(_provinces("63"), PROVINCE)])
    successors = load_places().filter(place_vintage="63").select("place_code", next_code="successor_code")
    return frame.join(successors, on="place_code").with_columns(place_vintage=pl.lit("63"))


def _new_names() -> pl.DataFrame:
    pairs = pl.read_csv(REFERENCE / "communes_old_to_new.csv", infer_schema=False)
    communes = pairs.unique("new_commune_code", keep="first", maintain_order=True).select(
        place_code="new_province_code", unit="new_commune", code="new_commune_code", next=pl.lit(None, pl.String)
    )
    frame = pl.concat([_kind(communes, COMMUNE), _kind(_provinces("34"), PROVINCE)])
    return frame.with_columns(place_vintage=pl.lit("34"), next_code=pl.lit(None, pl.String))


def _provinces(vintage: str) -> pl.DataFrame:
    code = pl.col("place_code")
    nothing = pl.lit(None, pl.String)
    places = load_places().filter(place_vintage=vintage)
    return places.select(code, unit=pl.lit(WHOLE_PROVINCE), code=code, next=nothing)


def _kind(frame: pl.DataFrame, kind: int) -> pl.DataFrame:
    return frame.with_columns(unit_kind=pl.lit(KINDS[kind]), kind=pl.lit(kind)).rename({"next": "successor_code"})


def _listed(
    frame: pl.DataFrame, numbers: np.random.Generator, share: float, successors: pl.Series | None = None
) -> pl.DataFrame:
    """Those that report at all, province by province: with every commune that is kept those that went into it."""
    frame = frame.sort("place_code", "kind", "code")
    chosen = pl.Series(numbers.random(len(frame)) < share) | (pl.col("kind") == PROVINCE)
    if successors is not None:
        went = pl.col("successor_code").is_in(successors) & (pl.col("kind") == COMMUNE)
        chosen = went | (chosen & (pl.col("kind") != COMMUNE))
    return frame.filter(chosen)


def _units(names: pl.DataFrame, numbers: np.random.Generator) -> Units:
    kind = names["kind"].to_numpy()
    province = names.with_row_index("row").select(
        pl.col("row").filter(pl.col("kind") == PROVINCE).first().over("place_code")
    )
    spread = numbers.lognormal(0, 0.7, len(names))
    return Units(
        names=names.select("place_vintage", "place_code", "unit", "unit_kind", "^successor$"),
        kind=kind,
        province=province.to_series().to_numpy(),
        size=MEDIAN_SIZE[kind] * spread,
        habits=np.clip(numbers.normal(0.5, 0.13, (len(names), 6)), 0.05, 0.95),
    )
