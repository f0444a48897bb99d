"""One quarter of a simulated national history as the warehouse's rows: who reports, and what is wrong in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import polars as pl

from bench.national_figures import AT, FIELDS, print_rates
from bench.national_texts import written
from bench.national_units import PROVINCE, Units
from loaders.checks.slips import number_vi
from loaders.places.reference import load_places
from loaders.records import Period
from loaders.warehouse import parts
from loaders.warehouse.contracts import schema_of
from loaders.warehouse.corrections import with_states
from queries.warehouse import SIMULATED as SIMULATED_FORMAT

SIMULATED = "DỮ LIỆU MÔ PHỎNG"
LEVELS = ("all", "province", "district", "commune")
OWN_LEVEL = (3, 2, 1)
"""The level of a commune's, a district's and a province's own dossiers."""
DRAFT, FINAL, OTHER = 0, 1, 2
"""Versions: one that is corrected later, the one that counts, another report about a province as a whole."""
SILENT, LAX, CORRECTED, BROKEN, OPENING, PARTS, SECOND, LATE = 0.02, 0.2, 0.02, 0.004, 0.003, 0.01, 0.1, 0.06
"""Shares of reports: not sent (half of them where the habit is below LAX), corrected, and with each contradiction;
of provinces' reports: with another sum of communes than theirs, with another report beside them, signed late."""
HELD = ("unit", "period", "place", "place,period")
"""What a written quarter's held reports lack, one each; the first is a province's."""
LACKS = {
    "unit": ("unit", "unit_kind"),
    "place": ("place_vintage", "place_code"),
    "period": ("period_kind", "period", "period_start", "period_end", "window_basis"),
}
"""The columns that are not known where a report is held for this."""
NEW = ("received_new", "received_offline", "received_direct", "received", "pending", "pending_in_time")
CARRIED = ("carried_over", "received", "pending", "pending_in_time")
"""What grows together, so that a report stays balanced: fields of dossiers."""
ACCUSED = tuple(f"dossiers.{name}" for name in ("resolved_early", "resolved_on_time", "resolved_overdue"))
RESOLVED = "dossiers.resolved"


@dataclass(frozen=True)
class Told:
    """Reports in the order they came, with their facts and problems."""

    reports: pl.DataFrame
    facts: pl.DataFrame
    problems: pl.DataFrame
    texts: pl.DataFrame

    @property
    def is_full(self) -> bool:
        """Whether a part and at least one report more is here."""
        return bool(self._sizes().head(-1).gt(parts.PART_FACTS - 1).any())

    def followed_by(self, later: Told) -> Told:
        reports, facts, texts = (
            pl.concat(both)
            for both in ((self.reports, later.reports), (self.facts, later.facts), (self.texts, later.texts))
        )
        return Told(reports, facts, later.problems.clear(), texts)

    def cut(self) -> tuple[Told, Told]:
        """The reports that fill one part, as the loaders would fill it, and the others."""
        taken = int(self._sizes().lt(parts.PART_FACTS).sum()) + 1
        facts = int(self.reports["facts"].head(taken).sum())
        nothing = self.problems.clear()
        return (
            Told(self.reports.head(taken), self.facts.head(facts), nothing, self.texts.head(taken)),
            Told(self.reports.slice(taken), self.facts.slice(facts), nothing, self.texts.slice(taken)),
        )

    def _sizes(self) -> pl.Series:
        return self.reports["facts"].cast(pl.Int64).cum_sum()


@dataclass(frozen=True)
class _Rows:
    """What one unit states of one level in one version of its report."""

    unit: np.ndarray
    level: np.ndarray
    version: np.ndarray
    values: np.ndarray

    def where(self, chosen: np.ndarray, version: int) -> _Rows:
        rows = self.unit[chosen], self.level[chosen]
        return _Rows(*rows, np.full(len(rows[0]), version), self.values[chosen].copy())

    def followed_by(self, other: _Rows) -> _Rows:
        """Both, the rows of a report together."""
        fields = (self.unit, other.unit), (self.level, other.level), (self.version, other.version)
        unit, level, version = map(np.concatenate, fields)
        order = np.lexsort((level, version, unit))
        values = np.concatenate([self.values, other.values])
        return _Rows(unit[order], level[order], version[order], values[order])


def told(
    units: Units,
    period: Period,
    own: np.ndarray,
    levels: np.ndarray,
    numbers: np.random.Generator,
    *,
    is_written: bool = False,
) -> Told:
    """The reports of one quarter, given what every unit counts and what every province's levels add up to.

    Of a written quarter they have texts, and some are held.
    """
    rows = _stated(units, own, levels)
    rows = rows.where(~_silent(units, numbers)[rows.unit], FINAL)
    _plant_sums(units, rows, numbers)
    rows = _with_others(units, _with_drafts(units, rows, numbers), numbers)
    suspect = _plant_broken(rows, numbers)
    stated = ~np.isnan(rows.values)
    reports = _reports(units, rows, stated, period, numbers)
    if is_written:
        reports = _held(reports, np.random.default_rng(int(period.label[:4]) * 10 + int(period.label[-1])))
    problems = _problems(reports, rows, suspect)
    counted = problems.group_by("report_id").len("problems")
    reports = reports.join(counted, on="report_id", how="left", maintain_order="left").with_columns(
        pl.col("problems").fill_null(0).cast(pl.Int32)
    )
    facts = _facts(rows, stated, suspect, reports)
    texts = reports.select("report_id", text=pl.lit(""))
    if is_written:
        texts, facts = written(reports, facts)
        problems = _with_places(problems, facts)
    return Told(reports.drop("row"), facts, problems, texts)


def _held(reports: pl.DataFrame, numbers: np.random.Generator) -> pl.DataFrame:
    """With one report held for each of HELD: neither corrected nor a correction, a province's for the first."""
    alone = reports.with_row_index("at").filter(state="current", family="ksthc")
    alone = alone.filter(pl.len().over("place_code", "unit", "unit_kind", "place_vintage") == 1)
    alone = alone.join(reports.filter(state="superseded"), on=["place_vintage", "place_code", "unit"], how="anti")
    provinces, others = (alone.filter((pl.col("unit_kind") == "province") == is_one)["at"] for is_one in (True, False))
    chosen = [*numbers.choice(provinces, 1), *numbers.choice(others, min(len(HELD) - 1, len(others)), replace=False)]
    why = dict(zip(chosen, HELD, strict=False))
    reasons = pl.Series("held_reason", [why.get(at) for at in range(len(reports))], dtype=pl.String)
    lacking = {
        column: pl.when(reasons.str.contains(part).fill_null(False)).then(None).otherwise(pl.col(column))
        for part, columns in LACKS.items()
        for column in columns
    }
    title = pl.when(reasons.is_null()).then("source_title").otherwise(pl.lit(SIMULATED))
    return with_states(reports.with_columns(reasons).with_columns(source_title=title, **lacking))


def _with_places(problems: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """With the place in the text of the figure that slipped."""
    slipped = facts.filter(field=ACCUSED[0]).select("report_id", "admin_level", "text_start", "text_end")
    placed = problems.drop("text_start", "text_end").join(
        slipped, on=["report_id", "admin_level"], how="left", maintain_order="left"
    )
    return placed.select(problems.columns)


def _stated(units: Units, own: np.ndarray, levels: np.ndarray) -> _Rows:
    """A commune or district states its own level; a province all of its levels, those that there are."""
    small = np.flatnonzero(units.kind != PROVINCE)
    provinces = np.flatnonzero(units.kind == PROVINCE)
    there = [level for level, name in enumerate(LEVELS) if name != "district" or (units.kind == 1).any()]
    alone = _Rows(small, np.array(OWN_LEVEL)[units.kind[small]], np.full(len(small), FINAL), own[small])
    unit = np.repeat(provinces, len(there))
    whole = _Rows(unit, np.tile(there, len(provinces)), np.full(len(unit), FINAL), np.concatenate(levels[:, there]))
    return alone.followed_by(whole)


def _silent(units: Units, numbers: np.random.Generator) -> np.ndarray:
    """Who sends no report."""
    return numbers.random(len(units)) < np.where(units.habits[:, 4] < LAX, 0.5, SILENT)


def _chosen(units: Units, share: float, numbers: np.random.Generator, *, provinces: bool) -> np.ndarray:
    return (numbers.random(len(units)) < share) & ((units.kind == PROVINCE) == provinces)


def _plant_sums(units: Units, rows: _Rows, numbers: np.random.Generator) -> None:
    """Openings that are not the closings before; communes that are more than those of the province."""
    _grow(rows, _chosen(units, OPENING, numbers, provinces=False)[rows.unit], CARRIED, 0.02)
    more = _chosen(units, PARTS, numbers, provinces=True)[rows.unit]
    _grow(rows, more & _with_communes(units, rows), NEW, 0.03)


def _with_communes(units: Units, rows: _Rows) -> np.ndarray:
    """The rows in which a report's dossiers may change and its levels still add up."""
    levels = [LEVELS.index("all"), LEVELS.index("commune")]
    stated = (rows.level == levels[1]) & ~np.isnan(rows.values[:, AT["dossiers.received"]])
    with_communes = np.bincount(rows.unit[stated], minlength=len(units)) > 0
    return (units.kind[rows.unit] != PROVINCE) | (np.isin(rows.level, levels) & with_communes[rows.unit])


def _grow(rows: _Rows, chosen: np.ndarray, fields: tuple[str, ...], share: float) -> None:
    """A little more in all of the fields, at least one dossier; of a province's levels the same."""
    at = np.flatnonzero(chosen)
    if len(at):
        first = np.searchsorted(rows.unit, rows.unit[at])
        more = np.ceil(rows.values[first, AT["dossiers.received"]] * share) + 1
        columns = [AT[f"dossiers.{field}"] for field in fields]
        rows.values[np.ix_(at, columns)] += more[:, None]
        changed = rows.values[at]
        print_rates(changed)
        rows.values[at] = changed


def _with_drafts(units: Units, rows: _Rows, numbers: np.random.Generator) -> _Rows:
    """Reports that were sent twice: the first time with too many dossiers."""
    drafts = rows.where((numbers.random(len(units)) < CORRECTED)[rows.unit], DRAFT)
    _grow(drafts, _with_communes(units, drafts), NEW, 0.03)
    return rows.followed_by(drafts)


def _with_others(units: Units, rows: _Rows, numbers: np.random.Generator) -> _Rows:
    """A second report about a province as a whole, on dossiers alone; half of them disagree."""
    mine = _chosen(units, SECOND, numbers, provinces=True)[rows.unit]
    others = rows.where(mine & (rows.level == LEVELS.index("all")) & (rows.version == FINAL), OTHER)
    others.values[:, [not field.startswith("dossiers.") for field in FIELDS]] = np.nan
    kept = np.isnan(others.values)
    _grow(others, numbers.random(len(others.unit)) < 0.5, NEW, 0.01)
    others.values[kept] = np.nan
    return rows.followed_by(others)


def _plant_broken(rows: _Rows, numbers: np.random.Generator) -> np.ndarray:
    """A slipped digit in what was resolved early: the rows of which the sum is broken now."""
    early = AT["dossiers.resolved_early"]
    whole = (rows.version == FINAL) & (rows.level != LEVELS.index("province"))
    suspect = (numbers.random(len(rows.unit)) < BROKEN) & whole & (rows.values[:, early] > 0)
    rows.values[suspect, early] *= 10
    return suspect


def _reports(
    units: Units, rows: _Rows, stated: np.ndarray, period: Period, numbers: np.random.Generator
) -> pl.DataFrame:
    """The rows of `reports`, with `row` (their first one); `problems` and `part` are not known yet."""
    first = np.flatnonzero(np.diff(rows.unit, prepend=-1) | np.diff(rows.version, prepend=-1))
    unit, version = rows.unit[first], rows.version[first]
    corrected = np.isin(unit, unit[version == DRAFT]) & (version == FINAL)
    days = np.array([2, 4, 7])[units.kind[unit]] + numbers.integers(0, 4, len(units))[unit]
    assert period.end is not None
    late = _chosen(units, LATE, numbers, provinces=True)[unit]
    after = days + 20 * corrected + 3 * (version == OTHER) + 9 * late
    issued = pl.lit(period.end) + pl.duration(days=pl.Series(after))
    names = units.names.select("place_vintage", "place_code", "unit", "unit_kind")[unit]
    of = load_places().select("place_vintage", "place_code", of="name")
    names = names.join(of, on=["place_vintage", "place_code"], how="left", maintain_order="left")
    frame = names.with_columns(*_time(period)).with_columns(row=pl.Series(first), version=pl.Series(version))
    path = pl.format("mo-phong/{}.{}/{}/{}/{}.txt", "place_vintage", "place_code", "period", "unit", "version")
    frame = frame.with_columns(file=path, issued_on=issued, known_on=issued).drop("version")
    kinds = schema_of("reports")
    nothing = (pl.lit(None, kinds[name]).alias(name) for name in _UNKNOWN)
    return (
        frame.with_columns(
            *nothing,
            report_id=pl.Series([hashlib.sha256(path.encode()).hexdigest() for path in frame["file"]]),
            format=pl.lit(SIMULATED_FORMAT),
            family=pl.when(pl.Series(version) == OTHER).then(pl.lit("thematic")).otherwise(pl.lit("ksthc")),
            state=pl.lit("current"),
            source_title=pl.format("{} · {}, {} · {}", pl.lit(SIMULATED), "unit", "of", "period"),
            facts=pl.Series(np.add.reduceat(stated.sum(axis=1), first)).cast(pl.Int32),
            unclaimed=pl.lit(0, pl.Int32),
            loader_version=pl.lit(SIMULATED),
            received_at=pl.col("issued_on").cast(pl.Datetime("us", "UTC")) + pl.duration(hours=9),
        )
        .drop("of")
        .pipe(with_states)
    )


_UNKNOWN = ("number", "issuer", "superseded_on", "held_reason", "source_url")


def _time(period: Period) -> list[pl.Expr]:
    days = {"period_start": period.start, "period_end": period.end}
    words = {"period_kind": period.kind, "period": period.label, "window_basis": period.basis}
    return [pl.lit(value).alias(name) for name, value in {**words, **days}.items()]


def _of_rows(reports: pl.DataFrame, height: int) -> np.ndarray:
    """For each row the number of its report."""
    starts = reports["row"].to_numpy()
    return np.repeat(np.arange(len(starts)), np.diff(starts, append=height))


def _facts(rows: _Rows, stated: np.ndarray, suspect: np.ndarray, reports: pl.DataFrame) -> pl.DataFrame:
    row, field = np.nonzero(stated)
    of = _of_rows(reports, len(rows.unit))[row]
    begins = np.concatenate([[0], np.cumsum(reports["facts"].to_numpy())[:-1]])
    values = rows.values[row, field]
    different, which = np.unique(values, return_inverse=True)
    printed = pl.Series([number_vi(value) for value in different], dtype=pl.String)
    accused = suspect[row] & np.isin(field, [AT[name] for name in ACCUSED])
    confirmed = np.isin(field, [at for name, at in AT.items() if name.startswith("dossiers.received")])
    status = pl.Series(["plain", "confirmed", "suspect"]).gather(np.where(accused, 2, confirmed.astype(int)))
    kinds = schema_of("facts")
    whose = (column for columns in LACKS.values() for column in columns)
    return (
        reports.select("report_id", *whose, counts=pl.col("state") == "current")[of]
        .with_columns(
            *(pl.lit(None, kinds[name]).alias(name) for name in _NOWHERE),
            fact_id=pl.Series(np.arange(len(row)) - begins[of]).cast(pl.Int32),
            admin_level=pl.Series(LEVELS).gather(rows.level[row]),
            field=pl.Series(FIELDS).gather(field),
            value=pl.Series(values),
            approximate=pl.lit(False),
            basis=pl.lit("stated"),
            status=status,
            confidence=pl.lit(3, pl.Int8),
            raw=printed.gather(which),
            counted=pl.col("counts") & pl.Series(~accused),
        )
        .select(kinds.keys())
    )


_NOWHERE = ("page", "sheet", "cell", "text_start", "text_end", "note")
"""Where a fact stands in its text: there is none."""


def _problems(reports: pl.DataFrame, rows: _Rows, suspect: np.ndarray) -> pl.DataFrame:
    """One for each broken sum."""
    at = np.flatnonzero(suspect)
    expected = rows.values[at, AT[RESOLVED]]
    found = rows.values[np.ix_(at, [AT[name] for name in ACCUSED])].sum(axis=1)
    parts = rows.values[np.ix_(at, [AT[name] for name in ACCUSED])]
    told = [
        f"{number_vi(whole)} ≠ {' + '.join(map(number_vi, each))} = {number_vi(total)}"
        for whole, each, total in zip(expected, parts, found, strict=True)
    ]
    kinds = schema_of("problems")
    empty = pl.DataFrame(schema=kinds).clear(len(at))
    frame = reports.select("report_id")[_of_rows(reports, len(rows.unit))[at]]
    return (
        empty.drop("report_id")
        .hstack(frame)
        .with_columns(
            problem_id=(pl.col("report_id").cum_count().over("report_id") - 1).cast(pl.Int32),
            kind=pl.lit("identity"),
            severity=pl.lit("error"),
            fields=pl.lit([RESOLVED, *ACCUSED]),
            admin_level=pl.Series(LEVELS).gather(rows.level[at]),
            expected=pl.Series([number_vi(each) for each in expected], dtype=pl.String),
            found=pl.Series([number_vi(each) for each in found], dtype=pl.String),
            message_vi=pl.format(
                "Dữ liệu mô phỏng: hồ sơ đã giải quyết không bằng trước hạn + đúng hạn + quá hạn ({}).",
                pl.Series(told, dtype=pl.String),
            ),
            message_en=pl.format(
                "Simulated data: dossiers resolved are not early + on time + overdue ({}).",
                pl.Series(told, dtype=pl.String),
            ),
        )
        .select(kinds.keys())
    )
