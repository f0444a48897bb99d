"""What the units of a simulated national history count in one quarter: all of them at once, as columns of an array.

Every identity of the forms holds, each opening is the closing of the quarter before, and a province's numbers are those
of its communes, its districts and its own departments added up. What is wrong is planted later.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.national_units import COMMUNE, DISTRICT, PROVINCE, Units
from loaders.catalogue.fields import load_fields

SEASON = np.array([0.92, 1.05, 1.06, 0.97])
RATES = {
    "dossiers.on_time_rate": (("dossiers.resolved_early", "dossiers.resolved_on_time"), "dossiers.resolved"),
    "dossiers.overdue_rate": (("dossiers.resolved_overdue",), "dossiers.resolved"),
    "dossiers.early_rate": (("dossiers.resolved_early",), "dossiers.resolved"),
    "dossiers.online_rate": (("dossiers.received_online",), "dossiers.received_new"),
    "digitization.dossiers_rate": (("digitization.dossiers",), "digitization.dossiers_base"),
    "digitization.electronic_results_rate": (
        ("digitization.electronic_results",),
        "digitization.electronic_results_base",
    ),
    "digitization.reused_rate": (("digitization.reused",), "digitization.reused_base"),
    "digitization.population_db_rate": (("digitization.population_db",), "digitization.population_db_base"),
    "payments.online_rate": (("payments.online",), "payments.online_base"),
}
"""Printed rates, with what they are made of."""
SCORES = {"transparency": 18, "progress": 20, "online_services": 12, "online_payment": 10, "digitization": 22}
SCORES["satisfaction"] = 18
"""The groups of the index of Decision 766 and their points."""
FIRST_INDEX = 23
"""The turn of 2022-Q3, the first quarter that ends when the Decision is in force."""
COUNTED_ONCE = (
    "procedures.in_force",
    "procedures.in_force_central",
    "procedures.in_force_local",
    "procedures.one_stop",
)
SERVICES = ("services.online", "services.online_full", "services.online_partial", "services.on_national_portal")
FIELDS = tuple(load_fields())
"""The columns of every array here, most of them stated."""
AT = {field: column for column, field in enumerate(FIELDS)}
Counts = dict[str, np.ndarray]


@dataclass
class Backlog:
    """What is pending at the end of a quarter, unit by unit."""

    dossiers: np.ndarray
    petitions: np.ndarray


def first_backlog(units: Units) -> Backlog:
    return Backlog(np.round(units.size * 0.06), np.round(units.size * 0.0005))


def handed_over(units: Units, backlog: Backlog, height: int) -> Backlog:
    """The backlog of the units that take over when these end; a district's goes to its province."""
    to = units.names["successor"].to_numpy()
    return Backlog(*(np.bincount(to, part, minlength=height) for part in (backlog.dossiers, backlog.petitions)))


def quarter(
    units: Units, backlog: Backlog, turn: int, numbers: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, Backlog]:
    """One quarter, the `turn`-th: units × fields, provinces × 4 levels × fields (NaN: not stated), the new backlog.

    A province's levels are all, its own, its districts', its communes'; fields stand as in `FIELDS`.
    """
    counts = {**_dossiers(units, backlog, turn, numbers), **_others(units, backlog, turn, numbers)}
    closing = Backlog(counts["dossiers.pending"], counts["feedback.pending"])
    own = _matrix(counts, len(units))
    levels = _levels(units, own)
    for rows in (own, levels.reshape(-1, len(FIELDS))):
        print_rates(rows)
    _add_counted_once(units, own, levels, turn, numbers)
    return own, levels, closing


def _dossiers(units: Units, backlog: Backlog, turn: int, numbers: np.random.Generator) -> Counts:
    """The columns of Biểu II.06a and what hangs on them."""
    online, late, digital, paid, handed, _ = units.habits.T
    grown = turn / 40

    def share(of: np.ndarray, habit: np.ndarray, low: float, high: float) -> np.ndarray:
        """A part of a whole, between low and high, that grows over the years."""
        part = low + (high - low) * np.clip(habit * 0.7 + grown * 0.5 - 0.1, 0, 1)
        return np.round(of * np.clip(part + numbers.normal(0, 0.02, len(of)), 0, 1))

    new = np.round(units.size * SEASON[turn % 4] * (0.85 + 0.4 * grown) * numbers.lognormal(0, 0.07, len(units)))
    received = new + backlog.dossiers
    by_wire = share(new, online, 0.05, 0.95)
    post = np.round((new - by_wire) * 0.04)
    pending = np.round(received * numbers.uniform(0.03, 0.08, len(units)))
    resolved = received - pending
    overdue = np.round(resolved * np.clip(late * (0.09 - 0.06 * grown) * numbers.uniform(0.5, 1.5, len(units)), 0, 1))
    early = np.round((resolved - overdue) * (0.35 + 0.4 * handed))
    late_pending = np.round(pending * late * numbers.uniform(0, 0.2, len(units)))
    charged = np.round(received * 0.45)
    return {
        "dossiers.received": received,
        "dossiers.received_new": new,
        "dossiers.received_online": by_wire,
        "dossiers.received_offline": new - by_wire,
        "dossiers.received_direct": new - by_wire - post,
        "dossiers.received_postal": post,
        "dossiers.carried_over": backlog.dossiers,
        "dossiers.resolved": resolved,
        "dossiers.resolved_early": early,
        "dossiers.resolved_on_time": resolved - overdue - early,
        "dossiers.resolved_overdue": overdue,
        "dossiers.pending": pending,
        "dossiers.pending_in_time": pending - late_pending,
        "dossiers.pending_overdue": late_pending,
        "digitization.dossiers": share(received, digital, 0.02, 0.98),
        "digitization.dossiers_base": received,
        "digitization.results": share(resolved, digital, 0.02, 0.95),
        "digitization.electronic_results": share(resolved, handed, 0.01, 0.9),
        "digitization.electronic_results_base": resolved,
        "digitization.reused": share(received, online, 0.0, 0.6),
        "digitization.reused_base": received,
        "digitization.population_db": share(received, digital, 0.0, 0.8),
        "digitization.population_db_base": received,
        "payments.online": share(charged, paid, 0.01, 0.95),
        "payments.online_base": charged,
    }


def _others(units: Units, backlog: Backlog, turn: int, numbers: np.random.Generator) -> Counts:
    """Petitions, look-ups, accounts, tasks: what adds up beside the dossiers."""
    size, late = units.size, units.habits[:, 1]
    new = numbers.poisson(size * 0.004).astype(float)
    received = new + backlog.petitions
    pending = np.floor(received * 0.1)
    resolved = received - pending
    overdue = np.floor(resolved * late * 0.2)
    conduct = np.floor(received * 0.6)
    assigned = numbers.poisson(20 + size * 0.003).astype(float)
    done, slow = np.floor(assigned * 0.8), np.floor(assigned * 0.05)
    looked_up = np.round(size * 0.8 * (0.2 + turn / 50))
    identity, household = np.round(looked_up * 0.5), np.round(looked_up * 0.2)
    accounts = np.round(size * (0.5 + turn * 0.1))
    return {
        "feedback.received": received,
        "feedback.received_new": new,
        "feedback.carried_over": backlog.petitions,
        "feedback.on_regulations": received - conduct,
        "feedback.on_conduct": conduct,
        "feedback.resolved": resolved,
        "feedback.published": np.floor(resolved * 0.7),
        "feedback.pending": pending,
        "feedback.resolved_on_time": resolved - overdue,
        "feedback.resolved_overdue": overdue,
        "population_db.lookups": looked_up,
        "population_db.lookups_identity": identity,
        "population_db.lookups_household": household,
        "population_db.lookups_citizen": looked_up - identity - household,
        "accounts.portal": accounts,
        "accounts.portal_assisted": np.round(accounts * 0.3),
        "tasks.assigned": assigned,
        "tasks.completed_on_time": done,
        "tasks.completed_late": slow,
        "tasks.in_progress": assigned - done - slow,
    }


def _matrix(counts: Counts, height: int) -> np.ndarray:
    values = np.full((height, len(FIELDS)), np.nan)
    for field, column in counts.items():
        values[:, AT[field]] = column
    return values


def _levels(units: Units, own: np.ndarray) -> np.ndarray:
    """Of every province what all, its own departments, its districts and its communes count, whether they report."""
    provinces = np.flatnonzero(units.kind == PROVINCE)
    row_of = np.zeros(len(units), dtype=int)
    row_of[provinces] = np.arange(len(provinces))
    sums = np.zeros((3, len(provinces), len(FIELDS)))
    np.add.at(sums, (units.kind, row_of[units.province]), own)
    nobody = np.ones(sums.shape[:2], dtype=bool)
    nobody[units.kind, row_of[units.province]] = False
    whole = sums.sum(axis=0)
    sums[nobody] = np.nan  # a level of which nobody reports is not stated; it is not zero
    return np.stack([whole, sums[PROVINCE], sums[DISTRICT], sums[COMMUNE]], axis=1)


def print_rates(rows: np.ndarray) -> None:
    """Rates rounded to two decimals; none where nothing arose."""
    for field, (tops, bottom) in RATES.items():
        whole = rows[:, AT[bottom]]
        part = rows[:, [AT[top] for top in tops]].sum(axis=1)
        rows[:, AT[field]] = np.round(np.divide(100 * part, whole, out=np.full(len(rows), np.nan), where=whole > 0), 2)


def _add_counted_once(
    units: Units, own: np.ndarray, levels: np.ndarray, turn: int, numbers: np.random.Generator
) -> None:
    """Procedures, services and satisfaction, which no sum makes: of each unit, and of a province as a whole."""
    for rows, base in ((own, np.array([140.0, 320.0, 1_900.0])[units.kind]), (levels[:, 0], 1_900.0)):
        in_force = np.round(base * (1 + 0.002 * turn) + numbers.integers(-9, 10, len(rows)))
        central, offered = np.round(in_force * 0.93), np.round(in_force * 0.8)
        full = np.round(offered * (0.2 + 0.015 * turn))
        once = (in_force, central, in_force - central, np.round(in_force * 0.97))
        services = (offered, full, offered - full, np.round(offered * 0.9))
        for field, column in zip((*COUNTED_ONCE, *SERVICES), (*once, *services), strict=True):
            rows[:, AT[field]] = column
        rows[:, AT["satisfaction.rate"]] = np.round(numbers.uniform(82, 99.9, len(rows)), 1)
    if turn >= FIRST_INDEX:
        _add_scores(levels[:, 0], numbers)


def _add_scores(wholes: np.ndarray, numbers: np.random.Generator) -> None:
    """The index of Decision 766, which the portal publishes of a province as a whole."""
    total = np.zeros(len(wholes))
    for group, points in SCORES.items():
        wholes[:, AT[f"index766.{group}"]] = score = np.round(points * numbers.uniform(0.5, 0.98, len(wholes)), 2)
        total += score
    wholes[:, AT["index766.total"]] = np.round(total, 2)
