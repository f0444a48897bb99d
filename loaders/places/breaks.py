"""The only place that lists where the history of a place breaks: mergers, the end of the districts, names and types.

Across a break a line is drawn with a mark: what it measures before and behind it is not the same. To add one, see
`data/reference/README.md`: rows of names, crosswalks and maps are all it is made of.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from loaders.places.reference import MAPS, NATION, REFERENCE, Map, load_places, names_over_time


def load_breaks(folder: Path = REFERENCE) -> pl.DataFrame:
    """The table `breaks`: place_vintage, place_code, day, kind (merged, two_levels, renamed), text_vi, text_en."""
    rows = [row for of in MAPS[1:] for row in _of_map(of, folder)] + list(_of_names(folder))
    columns = ("place_vintage", "place_code", "day", "kind", "text_vi", "text_en")
    return pl.DataFrame(rows, schema=dict(zip(columns, _TYPES, strict=True)), orient="row").sort(columns[:3])


KINDS = {"tỉnh": "province", "thành phố": "city"}
_TYPES = (pl.String, pl.String, pl.Date, pl.String, pl.String, pl.String)
Row = tuple[str, str, object, str, str, str]


def _of_map(of: Map, folder: Path) -> list[Row]:
    """Where a map begins: what each of its places was made of; districts ended on the day the 34 began."""
    places = load_places(folder)
    before = places.filter(pl.col("successor_vintage") == of.vintage)
    total = places.filter(pl.col("place_vintage") == of.vintage).height
    rows: list[Row] = [
        (
            *(NATION.vintage, NATION.code, of.valid_from, "merged"),
            f"{before.height} tỉnh, thành phố còn {total}; bỏ cấp huyện",
            f"{before.height} provinces became {total}; the district level ended",
        )
    ]
    for (code,), parts in before.sort("folded").group_by("successor_code", maintain_order=True):
        names = parts["name"].to_list()
        key = (of.vintage, str(code), of.valid_from)
        if len(names) == 1:
            rows.append((*key, "two_levels", "giữ địa giới, bỏ cấp huyện", "same territory, no district level"))
        else:
            listed = f"{', '.join(names[:-1])} và {names[-1]}", f"{', '.join(names[:-1])} and {names[-1]}"
            vi, en = f"hợp nhất {listed[0]}; bỏ cấp huyện", f"merged from {listed[1]}; no district level"
            rows.append((*key, "merged", vi, en))
    return rows


def _of_names(folder: Path) -> list[Row]:
    """A name or type that a place took within a map."""
    starts = {of.vintage: of.valid_from for of in MAPS}
    rows: list[Row] = []
    for row in names_over_time(folder).iter_rows(named=True):
        if row["valid_from"] > starts[row["place_vintage"]]:
            vi, en = f"thành {row['kind']} {row['name']}", f"became the {KINDS[row['kind']]} of {row['name']}"
            rows.append((row["place_vintage"], row["place_code"], row["valid_from"], "renamed", vi, en))
    return rows
