"""How long one text report takes to read, extract and check, warm,
beside only opening the same file and composing its characters.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from loaders.reading import read

SPECIMENS = Path(__file__).parents[1] / "data" / "specimens"
BUDGET_MS = 30.0
PAGE = 2_500
"""Characters on a page of an official report, about."""
PAGES = 10
REPORTS = 40
PROSE = (
    "Thực hiện Quyết định số {0}/QĐ-UBND ngày {1}/3/2024, các cơ quan đã tổ chức {2} hội nghị tập huấn và kiểm tra"
    " {3} đơn vị; công tác tuyên truyền được đăng tải trên Cổng thông tin điện tử, góp phần nâng cao chất lượng"
    " phục vụ người dân và doanh nghiệp. "
)


def reports(folder: Path) -> list[Path]:
    """Ten-page reports, each with figures and prose of its own: the specimen's sections between pages of narrative."""
    body = (SPECIMENS / "binh-thuan-2024-q1.txt").read_text(encoding="utf-8")
    head, *sections = re.split(r"(?m)^(?=\d\. )", body)
    paths = []
    for n in range(REPORTS):
        rng = random.Random(n)
        pages = [head]
        for section in sections:
            prose = "".join(
                PROSE.format(*(rng.randrange(1, 28) for _ in range(4)))
                for _ in range(PAGE * PAGES // len(sections) // len(PROSE))
            )
            pages.append(section + prose + "\n\n")
        path = folder / f"{n:03}.txt"
        path.write_text(re.sub(r"151\.626", f"{151_000 + n:,}".replace(",", "."), "".join(pages)), encoding="utf-8")
        paths.append(path)
    return paths


def timed(work: Callable[[Path], object], paths: list[Path]) -> float:
    """Median milliseconds of one call; the first calls warm up."""
    for path in paths[:5]:
        work(path)
    times = []
    for path in paths[5:]:
        start = perf_counter()
        work(path)
        times.append((perf_counter() - start) * 1000)
    return median(times)


def only_open(path: Path) -> str:
    """The floor: the same file, opened and composed, nothing else."""
    return unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))


def run() -> None:
    """Print the table."""
    with TemporaryDirectory() as folder:
        paths = reports(Path(folder))
        size = median(len(only_open(path)) for path in paths)
        floor, whole = timed(only_open, paths), timed(read, paths)
        facts = len(read(paths[0])[0].facts)
    print(f"{PAGES}-page report, {size:,.0f} characters, {facts} facts, median of {REPORTS - 5} different ones")
    print(
        f"read + extract + check {whole:6.1f} ms   budget {BUDGET_MS:.0f} ms   {'ok' if whole <= BUDGET_MS else 'OVER'}"
    )
    print(f"only opening the file  {floor:6.2f} ms   ratio {whole / floor:,.0f}")


if __name__ == "__main__":
    run()
