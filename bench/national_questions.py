"""The questions of the national bench, each in four ways: as the pages ask it, in SQL for other databases, in Polars.

An answer is a list of (key, value), the key a place, a period or a unit. The SQL runs as it stands in SQLite and in
PostgreSQL, over `figures`, one row per unit × level × period × report that counts, and `reports` (`id`, `issued_on`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import polars as pl

from queries import Warehouse, catalogue, decomposition, ranking, rate, rollup, trend

INDICATOR = "resolved_rate"
PLACE, BEFORE, AFTER = "63.60", "2023-Q1", "2024-Q1"
Answer = list[tuple[str, float]]
PARTS = ["dossiers_resolved", "dossiers_received"]


@dataclass(frozen=True)
class Question:
    """What is asked, and how each asks it; `sql` and `polars` return two columns."""

    name: str
    ours: Callable[[Warehouse], pl.DataFrame]
    key: str
    value: str
    sql: str
    polars: Callable[[pl.LazyFrame], pl.LazyFrame]

    def answer(self, wh: Warehouse) -> Answer:
        return answer(self.ours(wh).select(self.key, self.value).iter_rows())


def answer(rows: Iterable[tuple[object, object]]) -> Answer:
    """What has a value, in order."""
    return sorted((str(key), float(value)) for key, value in rows if value is not None)  # type: ignore[arg-type]


def same(ours: Answer, theirs: Answer) -> bool:
    """Whether keys are the same, and numbers to the last digits of a float."""
    return [key for key, _ in ours] == [key for key, _ in theirs] and all(
        abs(a - b) <= 1e-9 * max(1.0, abs(a)) for (_, a), (_, b) in zip(ours, theirs, strict=True)
    )


_STATED = f"""
    select place_vintage, place_code, unit, period, issued_on, numerator as part, denominator as whole
    from ({catalogue()[INDICATOR].sql}) as indicator join reports on reports.id = indicator.report_id
    where numerator is not null and denominator > 0 and numerator <= denominator"""
_SPOKEN = f"""with spoken as (
    select * from (
        select stated.*, row_number() over (
            partition by place_vintage, place_code, unit, period order by issued_on desc
        ) as turn
        from ({_STATED} and {{where}}) as stated
    ) as ordered where turn = 1
)"""
_WHOLE = "unit_kind = 'province' and admin_level = 'all' and period_kind = 'quarter'"
_COMMUNES = "unit_kind = 'commune' and admin_level = 'commune' and period_kind = 'quarter'"
_HERE = "place_vintage = '63' and place_code = '60'"
_NATION = _SPOKEN.format(where=_WHOLE) + " select period, 100.0 * sum(part) / sum(whole) from spoken group by period"
_DECOMPOSED = (
    _SPOKEN.format(where=f"{_WHOLE} and period in ('{BEFORE}', '{AFTER}')")
    + f""",
    pairs as (
        select a.place_code, a.part as part0, a.whole as whole0, b.part as part1, b.whole as whole1
        from spoken as a join spoken as b on a.place_vintage = b.place_vintage and a.place_code = b.place_code
        where a.period = '{BEFORE}' and b.period = '{AFTER}'
    ),
    sums as (select sum(whole0) as all0, sum(whole1) as all1 from pairs)
    select place_code, 100.0 * (whole0 / all0 + whole1 / all1) / 2 * (part1 / whole1 - part0 / whole0)
    from pairs, sums"""
)


def _spoken(figures: pl.LazyFrame, *conditions: pl.Expr) -> pl.LazyFrame:
    part, whole = map(pl.col, PARTS)
    line = ["place_vintage", "place_code", "unit", "period"]
    return (
        figures.filter(pl.col("superseded_on").is_null(), pl.col("period_kind") == "quarter", *conditions)
        .filter(part.is_not_null(), whole > 0, part <= whole)
        .select(*line, "issued_on", part=part, whole=whole)
        .sort("issued_on", descending=True)
        .unique(line, keep="first", maintain_order=True)
    )


def _of_kind(kind: str, level: str) -> list[pl.Expr]:
    return [pl.col("unit_kind") == kind, pl.col("admin_level") == level]


def _whole(figures: pl.LazyFrame, *more: pl.Expr) -> pl.LazyFrame:
    return _spoken(figures, *_of_kind("province", "all"), *more)


def _communes(figures: pl.LazyFrame, *more: pl.Expr) -> pl.LazyFrame:
    return _spoken(figures, *_of_kind("commune", "commune"), *more)


def _rate() -> pl.Expr:
    return 100 * pl.col("part") / pl.col("whole")


def _summed(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.group_by("period").agg(value=100 * pl.col("part").sum() / pl.col("whole").sum())


def _decomposed(figures: pl.LazyFrame) -> pl.LazyFrame:
    rows = _whole(figures, pl.col("period").is_in([BEFORE, AFTER]))
    before, after = (rows.filter(pl.col("period") == period) for period in (BEFORE, AFTER))
    both = before.join(after, on=["place_vintage", "place_code"], suffix="1")
    weights = (pl.col("whole") / pl.col("whole").sum() + pl.col("whole1") / pl.col("whole1").sum()) / 2
    moved = pl.col("part1") / pl.col("whole1") - pl.col("part") / pl.col("whole")
    return both.select("place_code", value=100 * weights * moved)


HERE = (pl.col("place_vintage") == "63", pl.col("place_code") == "60")
QUESTIONS = (
    Question(
        "all provinces × 40 quarters",
        lambda wh: rate(wh, INDICATOR).with_columns(key=pl.concat_str("place_vintage", "place_code", "period")),
        "key",
        "value",
        _SPOKEN.format(where=_WHOLE)
        + " select place_vintage || place_code || period, 100.0 * part / whole from spoken",
        lambda figures: _whole(figures).select(pl.concat_str("place_vintage", "place_code", "period"), value=_rate()),
    ),
    Question(
        "the nation × 40 quarters (rollup)",
        lambda wh: rollup(wh, INDICATOR, "nation"),
        "period",
        "value",
        _NATION,
        lambda figures: _summed(_whole(figures)),
    ),
    Question(
        "the nation, gaps and breaks (trend)",
        lambda wh: trend(wh, INDICATOR, to="nation"),
        "period",
        "value",
        _NATION,
        lambda figures: _summed(_whole(figures)),
    ),
    Question(
        "who stands where (ranking)",
        lambda wh: ranking(wh, INDICATOR, period=AFTER),
        "place_code",
        "rank",
        _SPOKEN.format(where=f"{_WHOLE} and period = '{AFTER}' and denominator >= 30")
        + " select place_code, rank() over (order by 100.0 * part / whole desc) from spoken",
        lambda figures: _whole(figures, pl.col("period") == AFTER, pl.col(PARTS[1]) >= 30).select(
            "place_code", value=_rate().rank("min", descending=True)
        ),
    ),
    Question(
        "why it moved (decomposition)",
        lambda wh: decomposition(wh, INDICATOR, BEFORE, AFTER).filter(pl.col("presence") == "both"),
        "place_code",
        "rate_effect",
        _DECOMPOSED,
        _decomposed,
    ),
    Question(
        "one province's communes × 40 quarters",
        lambda wh: rate(wh, INDICATOR, places=[PLACE], unit_kind="commune", level="commune").with_columns(
            key=pl.concat_str("unit", "period")
        ),
        "key",
        "value",
        _SPOKEN.format(where=f"{_COMMUNES} and {_HERE}") + " select unit || period, 100.0 * part / whole from spoken",
        lambda figures: _communes(figures, *HERE).select(pl.concat_str("unit", "period"), value=_rate()),
    ),
    Question(
        "the same added up (rollup)",
        lambda wh: rollup(wh, INDICATOR, "province", of="commune", places=[PLACE]),
        "period",
        "value",
        _SPOKEN.format(where=f"{_COMMUNES} and {_HERE}")
        + " select period, 100.0 * sum(part) / sum(whole) from spoken group by period",
        lambda figures: _summed(_communes(figures, *HERE)),
    ),
    Question(
        "all communes of one quarter",
        lambda wh: rate(wh, INDICATOR, unit_kind="commune", level="commune", periods=[AFTER]).with_columns(
            key=pl.concat_str("place_code", "unit")
        ),
        "key",
        "value",
        _SPOKEN.format(where=f"{_COMMUNES} and period = '{AFTER}'")
        + " select place_code || unit, 100.0 * part / whole from spoken",
        lambda figures: _communes(figures, pl.col("period") == AFTER).select(
            pl.concat_str("place_code", "unit"), value=_rate()
        ),
    ),
)
