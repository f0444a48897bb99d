"""Writes roll-ups at random: wordings, groups, totals, shares, marks and prints vary; what they state is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.tables import Case, Figure

RECEIVED = (
    "Số hồ sơ tiếp nhận",
    "Hồ sơ tiếp nhận",
    "Số hồ sơ nhận giải quyết",
    "Tổng số hồ sơ đã tiếp nhận",
    "HS tiếp nhận",
)
RESOLVED = (
    "Số hồ sơ đã giải quyết",
    "Đã giải quyết",
    "Hồ sơ đã giải quyết",
    "Số HS đã GQ",
    "Kết quả giải quyết hồ sơ: đã giải quyết",
)
PENDING = ("Số hồ sơ đang giải quyết", "Đang giải quyết", "Hồ sơ chưa giải quyết", "Số HS đang GQ")
WORDS: dict[str, tuple[str, ...]] = {
    "received_online": ("Trực tuyến", "Tiếp nhận trực tuyến", "Nộp trực tuyến"),
    "received_offline": ("Trực tiếp, dịch vụ bưu chính", "Trực tiếp và BCCI", "Trực tiếp hoặc qua dịch vụ bưu chính"),
    "carried_over": ("Từ kỳ trước", "Kỳ trước chuyển qua", "Tồn kỳ trước chuyển sang", "Từ kỳ trước chuyển qua"),
    "resolved_early": ("Trước hạn", "Sớm hạn", "Giải quyết trước hạn"),
    "resolved_on_time": ("Đúng hạn", "Giải quyết đúng hạn"),
    "resolved_early_or_on_time": ("Trước và đúng hạn", "Đúng và trước hạn", "Đúng hạn, trước hạn"),
    "resolved_overdue": ("Quá hạn", "Trễ hạn", "Trễ hẹn", "Giải quyết quá hạn"),
    "pending_in_time": ("Trong hạn", "Còn hạn", "Chưa đến hạn"),
    "pending_overdue": ("Quá hạn", "Đã quá hạn", "Quá hạn giải quyết"),
}
TOTAL = ("Tổng số", "Tổng", "Tổng cộng")
RATES = {
    "resolved_early_or_on_time": "on_time_rate",
    "resolved_overdue": "overdue_rate",
    "resolved_early": "early_rate",
}
UNITS = {
    "province": ("Sở Y tế", "Sở Nội vụ", "Sở Tư pháp", "Sở Xây dựng", "Sở Công Thương", "Sở Giáo dục và Đào tạo"),
    "district": ("Huyện Bắc Bình", "UBND huyện Tuy Phong", "Thị xã La Gi", "UBND huyện Hàm Tân", "Huyện Đức Linh"),
    "commune": ("Xã Phan Thanh", "UBND xã Hải Ninh", "Thị trấn Chợ Lầu", "Phường Đức Nghĩa", "UBND xã Phú Lạc"),
}
KINDS = {"province": "department", "district": "district", "commune": "commune"}
GROUPS = {
    "province": ("Sở, ban, ngành", "CẤP TỈNH", "Các sở, ban, ngành cấp tỉnh"),
    "district": ("Huyện, thị xã, thành phố", "CẤP HUYỆN", "UBND cấp huyện"),
    "commune": ("Xã, phường, thị trấn", "CẤP XÃ", "UBND cấp xã"),
}


@dataclass(slots=True)
class Column:
    """One column: its field (or rate), the headings above it, outermost first."""

    name: str
    path: tuple[str, ...]


@dataclass(slots=True)
class Made:
    """A table and what it states."""

    case: Case
    figures: set[Figure] = field(default_factory=set)


def columns(seed: int) -> list[str]:
    """What the columns of the table of a seed are, in order."""
    return [column.name for column in _columns(Random(seed))]


def table(seed: int) -> Made:
    """The table of a seed."""
    rng = Random(seed)
    shown = _columns(rng)
    header = _header(rng, shown)
    made = Made(Case(f"generated {seed}", columns=["-"] * (2 + len(shown))))
    made.case.rows, made.case.truths = header, [""] * len(header)
    grouped, mark = rng.random() < 0.6, rng.choice([".", "", ","])
    levels = rng.sample(list(UNITS), rng.randint(1, 3)) if grouped else ["province"]
    levels.sort(key=list(UNITS).index)
    sums: list[dict[str, int]] = []
    for number, level in enumerate(levels):
        units = rng.sample(UNITS[level], rng.randint(2, 5))
        rows = [_numbers(rng) for _ in units]
        if grouped:
            added = _added(rows) if rng.random() < 0.7 else None
            _row(made, ["I", "II", "III"][number], rng.choice(GROUPS[level]), shown, added, mark)
        for at, (unit, values) in enumerate(zip(units, rows, strict=True), start=1):
            _row(made, str(at), unit, shown, values, mark)
            made.figures |= _stated(unit, level, shown, values)
        sums += rows
    if rng.random() < 0.7:
        _row(made, "", rng.choice(("Tổng cộng", "Tổng số", "Cộng", "TỔNG", "Toàn tỉnh")), shown, _added(sums), mark)
    return made


def _columns(rng: Random) -> list[Column]:
    """Blocks of received, resolved and pending ones, each with some of its parts, and shares."""
    total = rng.choice(TOTAL)
    nested = rng.random() < 0.6
    blocks = [
        _block(
            rng,
            "received",
            rng.choice(RECEIVED),
            rng.choice(([], ["received_online", "received_offline", "carried_over"], ["received_online"])),
            total,
            nested,
        )
    ]
    parts = rng.choice(
        (
            ["resolved_early", "resolved_on_time", "resolved_overdue"],
            ["resolved_early_or_on_time", "resolved_overdue"],
            [],
        )
    )
    blocks.append(_block(rng, "resolved", rng.choice(RESOLVED), parts, total, nested))
    if rng.random() < 0.8:
        parts = rng.choice((["pending_in_time", "pending_overdue"], []))
        blocks.append(_block(rng, "pending", rng.choice(PENDING), parts, total, nested))
    found = [column for block in blocks for column in block]
    if rng.random() < 0.4:
        found = [each for column in found for each in _with_share(rng, column)]
    return found


def _block(rng: Random, whole: str, words: str, parts: list[str], total: str, nested: bool) -> list[Column]:
    if not parts:
        return [Column(whole, (words,))]
    inner = ("Trong đó",) if rng.random() < 0.3 else ()
    said = [(part, rng.choice(WORDS[part])) for part in parts]
    if nested:
        return [Column(whole, (words, total)), *(Column(part, (words, *inner, word)) for part, word in said)]
    return [Column(whole, (words,)), *(Column(part, (word,)) for part, word in said)]


def _with_share(rng: Random, column: Column) -> list[Column]:
    if column.name not in RATES or len(column.path) > 2:
        return [column]
    rate = Column(RATES[column.name], ("Tỷ lệ (%)",) if len(column.path) == 1 else (column.path[0], "Tỷ lệ (%)"))
    return [column, rate]


def _header(rng: Random, columns: list[Column]) -> list[list[str]]:
    """Rows of headings with "<" and "^" for merged cells."""
    deep = max(len(column.path) for column in columns)
    rows = [[rng.choice(("STT", "TT")), rng.choice(("Đơn vị", "Tên đơn vị", "Cơ quan, đơn vị"))]]
    rows += [["^", "^"] for _ in range(deep - 1)]
    for at, column in enumerate(columns):
        before = columns[at - 1].path if at else ()
        for row in range(deep):
            if row >= len(column.path):
                rows[row].append("^")
            elif before[: row + 1] == column.path[: row + 1] and row + 1 < len(column.path):
                rows[row].append("<")
            else:
                rows[row].append(column.path[row])
    return rows


def _numbers(rng: Random) -> dict[str, int]:
    early, on_time, overdue = rng.randint(5, 900), rng.randint(5, 900), rng.choice((0, 0, rng.randint(1, 40)))
    in_time, late = rng.randint(1, 90), rng.choice((0, rng.randint(1, 9)))
    resolved, pending = early + on_time + overdue, in_time + late
    received = resolved + pending
    carried = rng.randint(0, received // 4)
    online = rng.randint(0, received - carried)
    return {
        **{"received": received, "received_online": online, "received_offline": received - carried - online},
        **{"carried_over": carried, "resolved": resolved, "resolved_early": early, "resolved_on_time": on_time},
        **{"resolved_early_or_on_time": early + on_time, "resolved_overdue": overdue, "pending": pending},
        **{"pending_in_time": in_time, "pending_overdue": late},
    }


def _added(rows: list[dict[str, int]]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in rows[0]}


def _share(name: str, values: dict[str, int]) -> float:
    count = next(count for count, rate in RATES.items() if rate == name)
    return round(100 * values[count] / values["resolved"], 2)


def _row(made: Made, mark: str, label: str, columns: list[Column], values: dict[str, int] | None, dot: str) -> None:
    cells = [""] * len(columns)
    if values is not None:
        cells = [_printed(column.name, values, dot) for column in columns]
    made.case.rows.append([mark, label, *cells])
    made.case.truths.append("-")


def _printed(name: str, values: dict[str, int], dot: str) -> str:
    if name in values:
        return f"{values[name]:,}".replace(",", dot)
    return f"{_share(name, values):.2f}".replace(".", ",")


def _stated(unit: str, level: str, columns: list[Column], values: dict[str, int]) -> set[Figure]:
    whose = unit if level == "province" or unit.startswith("UBND") else f"UBND {unit[0].lower()}{unit[1:]}"
    return {
        (
            f"dossiers.{c.name}",
            float(values.get(c.name, 0)) if c.name in values else _share(c.name, values),
            level,
            whose,
        )
        for c in columns
    }
