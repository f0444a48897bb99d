"""The only place that knows how vintages lie on disk: the pointer, the folders, what makes one complete."""

from __future__ import annotations

import os
import re
from pathlib import Path

from queries.errors import NoWarehouse, UnknownVintage

TABLES = ("reports", "facts", "figures", "problems", "texts", "places", "breaks", "fields", "targets", "grades")

_NAME = re.compile(r"^\d{8}T\d{6}Z-[0-9a-f]{8}$")


def default_folder() -> Path:
    """`data/warehouse` beside this package, unless the environment names another data folder."""
    data = os.environ.get("DUNG_HAN_DATA")
    return (Path(data) if data else Path(__file__).parent.parent / "data") / "warehouse"


def vintages_in(folder: Path) -> list[str]:
    """Names of the complete vintages in a warehouse folder, newest first."""
    if not folder.is_dir():
        return []
    names = (entry.name for entry in folder.iterdir())
    return sorted((name for name in names if is_complete(folder, name)), reverse=True)


def is_complete(folder: Path, name: str) -> bool:
    """Whether it is the name of a vintage that has every table. Asked at every rerun: one look into the folder."""
    if not _NAME.match(name) or not (folder / name).is_dir():
        return False
    there = {file.name.partition(".")[0] for file in (folder / name).iterdir() if file.suffix.endswith("parquet")}
    return there.issuperset(TABLES)


def files_of(vintage: Path, table: str) -> list[Path]:
    """The files of a table: one, or its parts in order."""
    return sorted(vintage.glob(f"{table}.*parquet"))


def whole_provinces_file(figures: list[Path]) -> Path | None:
    """Of the files of `figures` the part with those of whole provinces; None where they lie among the others."""
    return next((file for file in figures if file.name.startswith("figures.0000-")), None)


def current_vintage(folder: Path) -> str:
    """The name the pointer holds; raises NoWarehouse where there is no pointer, or it leads nowhere."""
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError as fault:
        raise NoWarehouse(
            "Chưa có kho số liệu; hãy nạp báo cáo trước (make data).",
            "There is no warehouse yet; load the reports first (make data).",
        ) from fault
    if not is_complete(folder, name):
        raise NoWarehouse(
            f"Kho số liệu trỏ tới “{name[:40]}”, nơi không đủ tệp; hãy nạp lại báo cáo (make data).",
            f"The warehouse points to “{name[:40]}”, which is not complete; load the reports again (make data).",
        )
    return name


def pinned_vintage(folder: Path, name: str) -> str:
    """The name itself; raises UnknownVintage where that vintage is not, or no longer, kept."""
    if not is_complete(folder, name):
        raise UnknownVintage(
            f"Số liệu ghim “{name[:40]}” không còn được lưu.", f"The pinned vintage “{name[:40]}” is not kept."
        )
    return name
