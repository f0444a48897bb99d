"""The equations between figures: each catches a planted contradiction, spares a clean set and changes no value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.catalogue.fields import load_fields
from loaders.checks.identities import Order, Share, Sum, holds, load_identities
from loaders.checks.slips import number_vi
from loaders.checks.verdicts import judge
from loaders.records import Fact, LoaderError, Locator, Period, Problem
from tests.tries import tries

CATALOGUE = load_identities()
SUMS, SHARES, ORDERS = CATALOGUE.sums, CATALOGUE.shares, CATALOGUE.orders
SUM_NAMES = [f"{each.total}={'+'.join(part.split('.')[1] for part in each.parts)}" for each in SUMS]
SHARE_NAMES = [f"{each.rate}:{'+'.join(each.top)}/{each.bottom[0]}" for each in SHARES]
ORDER_NAMES = [f"{each.smaller}<={each.larger}" for each in ORDERS]
ACCUSING = ("identity", "share", "order", "levels", "units", "cumulative", "hundred", "limit")
MAY = Period("month", "2024-05", date(2024, 5, 1), date(2024, 5, 31), "stated")
JUNE = Period("month", "2024-06", date(2024, 6, 1), date(2024, 6, 30), "stated")


def printed(value: float, digits: int = 2) -> str:
    """A figure as a Vietnamese report prints it."""
    text = f"{value:,.{digits}f}" if value % 1 else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))


def fact(field: str, value: float, level: str = "all", **more: object) -> Fact:
    raw = printed(value) + ("%" if load_fields()[field].is_percent else "")
    return replace(Fact(field, value, level, raw, Locator(10, 10 + len(raw))), **more)


def facts(values: Mapping[str, float], level: str = "all", **more: object) -> list[Fact]:
    return [fact(field, value, level, **more) for field, value in values.items()]


def accusations(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.kind in ACCUSING]


def others(problems: Sequence[Problem], each: Sum) -> list[Problem]:
    """What is accused but by a shorter equation over the same total, which has its own say."""
    shorter = [(s.total, *s.parts) for s in SUMS if s.accuses and s.total == each.total and {*s.parts} < {*each.parts}]
    return [problem for problem in accusations(problems) if problem.fields not in shorter]


def by_status(judged: Sequence[Fact], status: str) -> set[str]:
    return {each.field for each in judged if each.status == status and each.basis == "stated"}


def derived(judged: Sequence[Fact]) -> dict[str, float]:
    return {each.field: each.value for each in judged if each.basis == "derived"}


def adds_up(each: Sum) -> dict[str, float]:
    """Values under which the equation holds and no other over the same fields is broken."""
    scores = each.total.startswith("index766")
    parts = {part: 5.25 + i / 2 if scores else 2417.0 + 359 * i for i, part in enumerate(each.parts)}
    return {each.total: sum(parts.values()), **parts}


SIZES = {"dossiers.received": 12200.0, "dossiers.received_new": 10800.0, "procedures.in_force": 12200.0}
"""Of denominators that are held against each other: the larger whole is larger."""


def share_holds(each: Share, meant: int = 0) -> dict[str, float]:
    """Values under which the rate is right over one of its bottoms and wrong over the others."""
    bottoms = {bottom: SIZES.get(bottom, 9400.0 - 1400 * i) for i, bottom in enumerate(each.bottom)}
    tops = {top: 2011.0 + 17 * i for i, top in enumerate(each.top)}
    rate = round(100 * sum(tops.values()) / bottoms[each.bottom[meant]], 2)
    return {**tops, **bottoms, each.rate: rate}


# ---- every [[sum]]


@pytest.mark.parametrize("each", SUMS, ids=lambda each: each.total)
def test_parts_that_add_up_are_confirmed_and_accused_of_nothing(each: Sum) -> None:
    judged, problems = judge(facts(adds_up(each)))
    assert accusations(problems) == []
    assert by_status(judged, "confirmed") == {each.total, *each.parts}


@pytest.mark.parametrize(
    "each", [s for s in SUMS if s.accuses], ids=[n for n, s in zip(SUM_NAMES, SUMS, strict=True) if s.accuses]
)
@pytest.mark.parametrize("off", [-1.0, 1.0, 137.0])
def test_parts_that_miss_their_total_are_an_error_that_names_them_all(each: Sum, off: float) -> None:
    planted, off = adds_up(each), off / 10 if each.total.startswith("index766") else off
    planted[each.total] += off
    judged, problems = judge(facts(planted))
    (problem,) = accusations(problems)
    assert (problem.kind, problem.severity) == ("identity", "error")
    assert problem.fields == (each.total, *each.parts)
    said, added = number_vi(planted[each.total]), number_vi(planted[each.total] - off)
    assert said in problem.message_vi and added in problem.message_vi
    assert by_status(judged, "suspect") == {each.total, *each.parts}


@pytest.mark.parametrize(
    "each", [s for s in SUMS if not s.accuses], ids=[n for n, s in zip(SUM_NAMES, SUMS, strict=True) if not s.accuses]
)
@pytest.mark.parametrize("off", [-205.0, 1.0, 137.0])
def test_parts_that_need_not_be_all_accuse_nobody(each: Sum, off: float) -> None:
    planted = adds_up(each)
    planted[each.total] += off
    judged, problems = judge(facts(planted))
    assert [problem for problem in others(problems, each) if problem.kind == "identity"] == []
    assert each.total in by_status(judged, "plain") or accusations(problems)


@pytest.mark.parametrize("each", SUMS, ids=SUM_NAMES)
def test_a_rounded_figure_breaks_no_sum(each: Sum) -> None:
    planted = adds_up(each)
    planted[each.total] += 30
    for name in planted:
        said = [replace(f, approximate=f.field == name) for f in facts(planted)]
        _, problems = judge(said)
        assert others(problems, each) == [], name


@pytest.mark.parametrize("each", SUMS, ids=SUM_NAMES)
def test_a_sum_with_a_part_left_out_accuses_nobody(each: Sum) -> None:
    for left_out in each.parts:
        planted = adds_up(each)
        planted[each.total] += 30
        planted.pop(left_out)
        _, problems = judge(facts(planted))
        assert others(problems, each) == [], left_out


@pytest.mark.parametrize("each", SUMS, ids=SUM_NAMES)
def test_all_zero_confirms_nothing_and_breaks_nothing(each: Sum) -> None:
    judged, problems = judge(facts(dict.fromkeys((each.total, *each.parts), 0.0)))
    assert accusations(problems) == []
    assert by_status(judged, "suspect") == set()


def test_dossiers_returned_apart_break_no_balance() -> None:
    whole = {
        "dossiers.received": 4120.0,
        "dossiers.resolved": 3720.0,
        "dossiers.pending": 290.0,
        "dossiers.returned": 110.0,
    }
    judged, problems = judge(facts(whole))
    assert accusations(problems) == [] and by_status(judged, "confirmed") == set(whole)


# ---- what an equation completes


@pytest.mark.parametrize("each", SUMS, ids=SUM_NAMES)
def test_a_single_missing_part_is_derived_only_where_the_catalogue_says_so(each: Sum) -> None:
    whole = adds_up(each)
    for missing in each.parts:
        known = {name: value for name, value in whole.items() if name != missing}
        judged, _ = judge(facts(known))
        if each.completes:
            assert derived(judged)[missing] == whole[missing]
        else:
            assert missing not in derived(judged)


@pytest.mark.parametrize(
    "each",
    [s for s in SUMS if len(s.parts) > 2],
    ids=[n for n, s in zip(SUM_NAMES, SUMS, strict=True) if len(s.parts) > 2],
)
def test_two_missing_parts_are_not_guessed(each: Sum) -> None:
    whole = adds_up(each)
    known = {name: value for name, value in whole.items() if name not in each.parts[:2]}
    judged, _ = judge(facts(known))
    assert not set(each.parts[:2]) & set(derived(judged))


COMPLETING = [each for each in SUMS if each.completes]


@pytest.mark.parametrize("each", COMPLETING, ids=lambda each: each.total)
def test_nothing_negative_is_derived(each: Sum) -> None:
    known = {name: value for name, value in adds_up(each).items() if name != each.parts[-1]}
    known[each.total] = sum(known[part] for part in each.parts[:-1]) - 1
    judged, _ = judge(facts(known))
    assert all(value >= 0 for value in derived(judged).values())
    assert each.parts[-1] not in derived(judged)


@pytest.mark.parametrize("each", COMPLETING, ids=lambda each: each.total)
def test_nothing_is_derived_from_a_rounded_figure(each: Sum) -> None:
    known = {name: value for name, value in adds_up(each).items() if name != each.parts[-1]}
    for name in known:
        judged, _ = judge([replace(f, approximate=f.field == name) for f in facts(known)])
        assert each.parts[-1] not in derived(judged), name


def test_nothing_is_derived_from_an_accused_figure() -> None:
    """Resolved and pending miss the received ones, so what is missing among the pending cannot be known."""
    known = {
        "dossiers.received": 6120.0,
        "dossiers.resolved": 5000.0,
        "dossiers.pending": 1210.0,
        "dossiers.pending_in_time": 1190.0,
    }
    judged, problems = judge(facts(known))
    assert [p.kind for p in problems] == ["identity"]
    assert derived(judged) == {}


def test_what_is_derived_is_zero_where_the_stated_parts_are_all_there_is() -> None:
    judged, _ = judge(facts({"dossiers.pending": 311.0, "dossiers.pending_in_time": 311.0}))
    assert derived(judged) == {"dossiers.pending_overdue": 0}


def test_a_derived_figure_belongs_where_its_total_belongs_and_claims_no_place_in_the_text() -> None:
    known = {"dossiers.resolved": 905.0, "dossiers.resolved_overdue": 5.0}
    more = {"unit": "Sở Y tế", "unit_kind": "department", "period": MAY}
    judged, _ = judge(facts(known, "province", **more))
    (one,) = [each for each in judged if each.basis == "derived"]
    assert (one.field, one.value, one.admin_level) == ("dossiers.resolved_early_or_on_time", 900, "province")
    assert (one.unit, one.unit_kind, one.period, one.raw) == ("Sở Y tế", "department", MAY, "")


def test_early_and_on_time_apart_are_not_derived_beside_the_two_together() -> None:
    known = {
        "dossiers.resolved": 900.0,
        "dossiers.resolved_early": 500.0,
        "dossiers.resolved_on_time": 390.0,
        "dossiers.resolved_overdue": 10.0,
    }
    judged, _ = judge(facts(known))
    assert derived(judged) == {}
    together = {
        "dossiers.resolved": 900.0,
        "dossiers.resolved_early_or_on_time": 890.0,
        "dossiers.resolved_early": 500.0,
    }
    judged, _ = judge(facts(together))
    assert set(derived(judged)) <= {"dossiers.resolved_overdue"}


# ---- every [[share]]


@pytest.mark.parametrize("each", SHARES, ids=SHARE_NAMES)
def test_a_rate_right_over_any_of_its_bases_is_confirmed(each: Share) -> None:
    for meant in range(len(each.bottom)):
        judged, problems = judge(facts(share_holds(each, meant)))
        assert accusations(problems) == []
        assert {each.rate, *each.top, each.bottom[meant]} <= by_status(judged, "confirmed")


ACCUSING_SHARES = [each for each in SHARES if each.accuses]


@pytest.mark.parametrize("each", ACCUSING_SHARES, ids=lambda each: f"{each.rate}:{'+'.join(each.top)}")
def test_a_rate_wrong_over_all_its_bases_is_an_error(each: Share) -> None:
    planted = share_holds(each)
    planted[each.rate] = 61.37
    judged, problems = judge(facts(planted))
    (problem,) = accusations(problems)
    assert (problem.kind, problem.severity) == ("share", "error")
    assert {each.rate, *each.top} < set(problem.fields)
    assert each.rate in by_status(judged, "suspect")


@pytest.mark.parametrize("each", SHARES, ids=SHARE_NAMES)
def test_a_zero_base_is_neither_right_nor_wrong(each: Share) -> None:
    for rate in (0.0, 40.0, 100.0):
        planted = {**dict.fromkeys((*each.top, *each.bottom), 0.0), each.rate: rate}
        judged, problems = judge(facts(planted))
        assert accusations(problems) == []
        assert by_status(judged, "confirmed") == set() == by_status(judged, "suspect")


@pytest.mark.parametrize("each", [s for s in SHARES if len(s.bottom) > 1], ids=lambda each: each.rate)
def test_a_rate_whose_base_may_be_unstated_accuses_nobody(each: Share) -> None:
    planted = share_holds(each)
    planted[each.rate] = 61.37
    planted.pop(each.bottom[-1])
    _, problems = judge(facts(planted))
    assert accusations(problems) == []


@pytest.mark.parametrize("each", SHARES, ids=SHARE_NAMES)
def test_a_rounded_rate_or_base_breaks_no_share(each: Share) -> None:
    planted = share_holds(each)
    planted[each.rate] = 61.37
    for name in (each.rate, *each.bottom):
        _, problems = judge([replace(f, approximate=f.field == name) for f in facts(planted)])
        assert accusations(problems) == [], name


@pytest.mark.parametrize(
    ("top", "bottom", "rate", "raw", "right"),
    [
        (2, 3, 66.67, "66,67%", True),
        (2, 3, 66.7, "66,7%", True),
        (2, 3, 67, "67%", True),
        (2, 3, 66.66, "66,66%", True),
        (2, 3, 66.6, "66,6%", True),
        (2, 3, 66, "66%", True),
        (2, 3, 66.65, "66,65%", False),
        (2, 3, 66.5, "66,5%", False),
        (2, 3, 66.68, "66,68%", False),
        (2, 3, 66.8, "66,8%", False),
        (2, 3, 65, "65%", False),
        (2, 3, 68, "68%", False),
        (9987, 10000, 99.87, "99,87 %", True),
        (9987, 10000, 99.9, "99.9%", True),
        (9987, 10000, 98.7, "98,7%", False),
        (1, 1, 100, "100%", True),
    ],
)
def test_a_rate_may_be_rounded_or_cut_off_at_its_last_digit_and_nothing_else(
    top: float, bottom: float, rate: float, raw: str, right: bool
) -> None:
    said = facts({"payments.online": top * 100, "payments.online_base": bottom * 100})
    judged, problems = judge([*said, fact("payments.online_rate", rate, raw=raw)])
    assert (accusations(problems) == []) is right
    assert ("payments.online_rate" in by_status(judged, "confirmed")) is right


# ---- every [[order]]


@pytest.mark.parametrize("each", ORDERS, ids=ORDER_NAMES)
def test_a_part_larger_than_its_whole_is_named(each: Order) -> None:
    judged, problems = judge(facts({each.smaller: 431.0, each.larger: 430.0}))
    (problem,) = accusations(problems)
    assert problem.kind == "order" and problem.fields == (each.smaller, each.larger)
    assert problem.severity == ("warning" if each.warns else "error")
    assert by_status(judged, "suspect") == (set() if each.warns else {each.smaller, each.larger})


@pytest.mark.parametrize("each", ORDERS, ids=ORDER_NAMES)
@pytest.mark.parametrize("smaller", [0.0, 429.0, 430.0])
def test_a_part_that_fits_its_whole_is_left_alone(each: Order, smaller: float) -> None:
    judged, problems = judge(facts({each.smaller: smaller, each.larger: 430.0}))
    assert accusations(problems) == []
    assert by_status(judged, "plain") == {each.smaller, each.larger}


@pytest.mark.parametrize("each", ORDERS, ids=ORDER_NAMES)
@pytest.mark.parametrize("rounded", [0, 1])
def test_a_rounded_figure_breaks_no_order(each: Order, rounded: int) -> None:
    said = [fact(each.smaller, 431, approximate=rounded == 0), fact(each.larger, 430, approximate=rounded == 1)]
    assert accusations(judge(said)[1]) == []


# ---- levels


LEVELS = ("province", "district", "commune")


def over_levels(field: str, values: Sequence[float], total: float, **more: object) -> list[Fact]:
    parts = [fact(field, value, level, **more) for level, value in zip(LEVELS, values, strict=False)]
    return [*parts, fact(field, total, **more)]


def test_three_levels_that_miss_the_whole_are_worth_a_look() -> None:
    _, problems = judge(over_levels("dossiers.resolved", [120, 340, 560], 1030))
    (problem,) = accusations(problems)
    assert (problem.kind, problem.severity) == ("levels", "warning")
    assert (problem.expected, problem.found) == ("1.030", "120 + 340 + 560 = 1.020")


def test_the_levels_since_july_2025_are_two() -> None:
    since = Period("quarter", "2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "stated")
    told = [
        fact("dossiers.resolved", value, level) for value, level in ((420, "province"), (560, "commune"), (1030, "all"))
    ]
    (problem,) = accusations(judge([replace(each, period=since) for each in told])[1])
    assert (problem.kind, problem.found) == ("levels", "420 + 560 = 980")
    assert accusations(judge([replace(each, period=MAY) for each in told])[1]) == []


def test_districts_and_communes_in_one_figure_are_a_level() -> None:
    said = [fact("dossiers.resolved", 120, "province"), fact("dossiers.resolved", 700, "district+commune")]
    assert accusations(judge([*said, fact("dossiers.resolved", 820)])[1]) == []
    more = fact("dossiers.resolved", 300, "district")
    assert accusations(judge([*said, more, fact("dossiers.resolved", 820)])[1]) == []
    (problem,) = accusations(judge([*said, fact("dossiers.resolved", 830)])[1])
    assert (problem.kind, problem.found) == ("levels", "120 + 700 = 820")


def test_two_levels_of_three_accuse_only_when_they_exceed_the_whole() -> None:
    assert accusations(judge(over_levels("dossiers.resolved", [120, 340], 1030))[1]) == []
    assert [p.kind for p in judge(over_levels("dossiers.resolved", [120, 940], 1030))[1]] == ["levels"]


@pytest.mark.parametrize("field", [name for name, each in load_fields().items() if each.levels != "sum"])
def test_levels_of_what_does_not_add_are_never_added(field: str) -> None:
    assert accusations(judge(over_levels(field, [9, 8, 7], 10))[1]) == []


@pytest.mark.parametrize("field", [name for name, each in load_fields().items() if each.levels == "distinct"])
def test_a_level_of_what_counts_at_several_is_no_more_than_the_whole(field: str) -> None:
    (problem,) = accusations(judge(over_levels(field, [71, 81, 58], 80))[1])
    assert (problem.kind, problem.expected, problem.found) == ("levels", "≤ 80", "81")
    assert "cấp huyện 81" in problem.message_vi


def test_a_rounded_level_breaks_no_total() -> None:
    said = over_levels("dossiers.resolved", [120, 340, 560], 1030)
    for i in range(4):
        assert accusations(judge([replace(f, approximate=i == j) for j, f in enumerate(said)])[1]) == []


def test_months_and_units_are_each_held_against_themselves() -> None:
    one = over_levels("dossiers.resolved", [10, 20, 30], 60, period=MAY)
    other = over_levels("dossiers.resolved", [11, 21, 31], 63, period=JUNE)
    elsewhere = over_levels("dossiers.resolved", [1, 2, 3], 6, unit="Sở Y tế", unit_kind="department")
    assert accusations(judge([*one, *other, *elsewhere])[1]) == []


def test_figures_of_two_levels_are_in_no_equation_together() -> None:
    mixed = [
        fact("dossiers.received", 900),
        fact("dossiers.resolved", 500, "commune"),
        fact("dossiers.pending", 100, "commune"),
    ]
    judged, problems = judge(mixed)
    assert accusations(problems) == [] and derived(judged) == {}


def test_an_equation_confirms_only_what_it_holds() -> None:
    values = {"dossiers.received": 10.0, "dossiers.resolved": 7.0, "dossiers.pending": 3.0, "dossiers.returned": 5.0}
    assert holds(values, ["dossiers.pending"])
    assert not holds(values, ["dossiers.returned"])
    assert not holds({**values, "dossiers.pending": 4.0}, ["dossiers.pending"])


# ---- for any figures at all


COUNTS = st.one_of(st.integers(0, 60), st.integers(0, 2_000_000)).map(float)
RATES = st.integers(0, 10_000).map(lambda n: n / 100)


@st.composite
def any_fact(draw: st.DrawFn) -> Fact:
    name = draw(st.sampled_from(sorted(load_fields())))
    value = draw(RATES if load_fields()[name].is_percent else COUNTS)
    return fact(
        name,
        value,
        draw(st.sampled_from(("all", *LEVELS))),
        approximate=draw(st.booleans()),
        period=draw(st.sampled_from((None, MAY))),
    )


FAMILY = st.sampled_from(
    [
        sorted({n for n in load_fields() if n.startswith(f)})
        for f in ("dossiers.", "feedback.", "digitization.", "procedures.")
    ]
)


@st.composite
def one_family(draw: st.DrawFn) -> list[Fact]:
    """Small numbers of one family, so that many equations meet, hold and break."""
    names = draw(FAMILY)
    chosen = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    return [fact(name, draw(st.integers(0, 12).map(float)), approximate=draw(st.booleans())) for name in chosen]


@given(st.one_of(st.lists(any_fact(), max_size=25), one_family()))
@settings(max_examples=tries(150), deadline=None)
def test_judging_loses_no_fact_changes_no_value_and_derives_nothing_negative(said: list[Fact]) -> None:
    judged, problems = judge(said)
    assert [replace(each, status="plain") for each in judged[: len(said)]] == said
    for each in judged[len(said) :]:
        assert each.basis == "derived" and each.value >= 0 and not each.approximate
    assert all(problem.message_vi and problem.message_en for problem in problems)


@given(one_family())
@settings(max_examples=tries(100), deadline=None)
def test_the_order_of_the_facts_decides_nothing(said: list[Fact]) -> None:
    def outcome(given: list[Fact]) -> set[tuple[str, float, str, str]]:
        return {(f.field, f.value, f.status, f.basis) for f in judge(given)[0]}

    assert outcome(said) == outcome(said[::-1])


@given(one_family())
@settings(max_examples=tries(100), deadline=None)
def test_nothing_is_suspect_without_a_problem_that_names_it(said: list[Fact]) -> None:
    judged, problems = judge(said)
    named = {name for problem in problems for name in problem.fields}
    assert by_status(judged, "suspect") <= named


@st.composite
def true_dossiers(draw: st.DrawFn) -> dict[str, float]:
    """The dossiers of an office that made no mistake."""
    few = st.integers(0, 5000)
    early, on_time, late, in_time, over = (draw(few) for _ in range(5))
    resolved, pending = early + on_time + late, in_time + over
    received = resolved + pending
    carried = draw(st.integers(0, received))
    online = draw(st.integers(0, received - carried))
    direct = draw(st.integers(0, received - carried - online))
    truth = {
        "received": received,
        "received_new": received - carried,
        "carried_over": carried,
        "received_online": online,
        "received_offline": received - carried - online,
        "received_direct": direct,
        "received_postal": received - carried - online - direct,
        "resolved": resolved,
        "resolved_early": early,
        "resolved_on_time": on_time,
        "resolved_early_or_on_time": early + on_time,
        "resolved_overdue": late,
        "pending": pending,
        "pending_in_time": in_time,
        "pending_overdue": over,
    }
    if resolved:
        truth["on_time_rate"] = round(100 * (early + on_time) / resolved, 2)
        truth["overdue_rate"] = round(100 * late / resolved, 2)
        truth["early_rate"] = round(100 * early / resolved, 2)
    return {f"dossiers.{name}": float(value) for name, value in truth.items()}


@st.composite
def true_petitions(draw: st.DrawFn) -> dict[str, float]:
    """The petitions of an office that made no mistake: one may be about conduct and regulations both."""
    few = st.integers(0, 300)
    on_time, late, pending = (draw(few) for _ in range(3))
    received = on_time + late + pending
    carried = draw(st.integers(0, received))
    both = draw(st.integers(0, received))
    truth = {
        "received": received,
        "received_new": received - carried,
        "carried_over": carried,
        "on_regulations": received,
        "on_conduct": both,
        "resolved": on_time + late,
        "resolved_on_time": on_time,
        "resolved_overdue": late,
        "published": draw(st.integers(0, on_time + late)),
        "pending": pending,
    }
    return {f"feedback.{name}": float(value) for name, value in truth.items()}


@given(st.one_of(true_dossiers(), true_petitions()), st.data())
@settings(max_examples=tries(200), deadline=None)
def test_a_true_report_is_never_accused_and_what_is_derived_of_it_is_true(
    truth: dict[str, float], data: st.DataObject
) -> None:
    """However little of it is stated."""
    stated = data.draw(st.lists(st.sampled_from(sorted(truth)), unique=True))
    judged, problems = judge(facts({name: truth[name] for name in stated}))
    assert accusations(problems) == []
    assert by_status(judged, "suspect") == set()
    assert all(truth[name] == value for name, value in derived(judged).items())


# ---- the catalogue itself


def test_no_equation_stands_twice() -> None:
    sums = [(each.total, frozenset(each.parts)) for each in SUMS]
    shares = [(each.rate, each.top, each.bottom) for each in SHARES]
    assert len(set(sums)) == len(sums) and len(set(shares)) == len(shares)
    assert len({(each.smaller, each.larger) for each in ORDERS}) == len(ORDERS)


SOUND = {
    "sum": 'total = "{}"\nparts = ["dossiers.pending", "dossiers.resolved"]',
    "share": 'rate = "dossiers.resolved_rate"\ntop = ["dossiers.resolved"]\nbottom = ["{} + dossiers.pending"]',
    "order": 'smaller = "{}"\nlarger = "dossiers.received"',
    "hundred": 'rates = ["{}"]',
    "limit": 'fields = ["{}"]\nmost = 3',
    "carry": 'opening = "{}"\nclosing = "dossiers.pending"',
    "stock": 'flow = "{}"\nstock = "procedures.in_force"\nsilent = "procedures.announced"',
}


def written(folder: Path, tables: Mapping[str, str]) -> Path:
    path = folder / "identities.toml"
    path.write_text("".join(f'[[{kind}]]\n{table}\nsource = "x"\n' for kind, table in tables.items()), encoding="utf-8")
    return path


def test_a_catalogue_of_sound_equations_is_read(tmp_path: Path) -> None:
    known = load_identities(written(tmp_path, {k: t.format("dossiers.resolved") for k, t in SOUND.items()}))
    assert known.shares[0].bases == (("dossiers.resolved", "dossiers.pending"),)
    assert known.limits[0].most == 3 and known.stocks[0].flow == "dossiers.resolved"


@pytest.mark.parametrize("kind", SOUND)
def test_an_equation_over_a_figure_that_no_report_states_stops(tmp_path: Path, kind: str) -> None:
    tables = {k: t.format("dossiers.nowhere" if k == kind else "dossiers.resolved") for k, t in SOUND.items()}
    with pytest.raises(LoaderError, match=r"dossiers\.nowhere"):
        load_identities(written(tmp_path, tables))


@pytest.mark.parametrize(
    ("kind", "table", "says"),
    [
        ("sum", 'total = "dossiers.received"\nparts = []\ncolour = "red"', "colour"),
        ("order", 'smaller = "dossiers.pending"', "larger"),
    ],
)
def test_an_equation_with_a_key_too_many_or_too_few_stops(tmp_path: Path, kind: str, table: str, says: str) -> None:
    with pytest.raises(LoaderError, match=says):
        load_identities(written(tmp_path, {k: t.format("dossiers.resolved") for k, t in SOUND.items()} | {kind: table}))


def test_an_unknown_kind_of_equation_stops(tmp_path: Path) -> None:
    tables = {k: t.format("dossiers.resolved") for k, t in SOUND.items()}
    with pytest.raises(LoaderError, match="difference"):
        load_identities(written(tmp_path, {**tables, "difference": 'total = "dossiers.pending"'}))


@pytest.mark.parametrize("kind", ["sums", "shares", "orders", "hundreds", "limits", "carries", "stocks"])
def test_each_equation_says_where_it_comes_from(kind: str) -> None:
    assert getattr(CATALOGUE, kind)
    assert all(each.source for each in getattr(CATALOGUE, kind))
