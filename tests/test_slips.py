"""What a contradiction came from: named where one slip on one figure repairs every equation, else said to be open.

Each planted slip is one number changed in a report that is right, read through the whole reader.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loaders.checks.slips import slips
from loaders.checks.verdicts import judge
from loaders.records import Fact, Locator, Problem, Reading
from tests.planted import TRUE, read_report
from tests.tries import tries

LABELS = {
    "dossiers.pending": "Hồ sơ đang giải quyết",
    "dossiers.received": "Tổng số hồ sơ tiếp nhận",
    "dossiers.resolved_early": "Giải quyết trước hạn",
}
SUMS = ("identity", "share", "order", "levels", "units", "cumulative", "hundred", "limit")


def sums(problems: tuple[Problem, ...] | list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.kind in SUMS]


def suspects(reading: Reading) -> set[tuple[str, str]]:
    return {(fact.field, fact.admin_level) for fact in reading.facts if fact.status == "suspect"}


def test_the_report_without_a_slip_is_read_whole_and_accused_of_nothing(tmp_path: Path) -> None:
    reading = read_report(tmp_path)
    assert len(reading.facts) == len(TRUE) and reading.unclaimed == () and reading.problems == ()
    assert sum(fact.status == "confirmed" for fact in reading.facts) >= len(TRUE) - 4


NAMED = [
    # what is printed, the figure that slipped, what it was, how, the arithmetic that proves it
    (
        {"pending": "10.414"},
        ("dossiers.pending", "all"),
        "10.144",
        "đảo hai chữ số liền nhau",
        ("9.808 + 336 = 10.144", "117.902 + 10.144 = 128.046"),
    ),
    (
        {"received": "128.406"},
        ("dossiers.received", "all"),
        "128.046",
        "đảo hai chữ số liền nhau",
        ("117.329 + 10.717 = 128.046",),
    ),
    (
        {"early": "76.158"},
        ("dossiers.resolved_early", "all"),
        "76.518",
        "đảo hai chữ số liền nhau",
        ("76.518 + 40.235 + 1.149 = 117.902",),
    ),
    (
        {"early": "7.651"},
        ("dossiers.resolved_early", "all"),
        "76.518",
        "thiếu một chữ số",
        ("76.518 + 40.235 + 1.149 = 117.902",),
    ),
    (
        {"new": "1.177.329"},
        ("dossiers.received_new", "all"),
        "117.329",
        "gõ lặp một chữ số",
        ("68.417 + 48.912 = 117.329",),
    ),
    (
        {"online": "168.417"},
        ("dossiers.received_online", "all"),
        "68.417",
        "thừa một chữ số",
        ("68.417 + 48.912 = 117.329",),
    ),
    (
        {"early": "76.518.000"},
        ("dossiers.resolved_early", "all"),
        "76.518",
        "sai dấu phân cách",
        ("76.518 + 40.235 + 1.149 = 117.902",),
    ),
    (
        {"payment_rate": "636,1"},
        ("payments.online_rate", "all"),
        "63,61%",
        "sai dấu phân cách",
        ("13.177/20.714 = 63,61%",),
    ),
    (
        {"rate_district": "76,06"},
        ("digitization.dossiers_rate", "district"),
        "67,06%",
        "đảo hai chữ số liền nhau",
        ("20.913/31.187 = 67,06%",),
    ),
    (
        {"early": "117.902"},
        ("dossiers.resolved_early", "all"),
        "76.518",
        "ghi nhầm số của Hồ sơ đã giải quyết",
        ("76.518 + 40.235 + 1.149 = 117.902",),
    ),
    (
        {"base_commune": "31.187"},
        ("digitization.dossiers_base", "commune"),
        "64.111",
        "ghi nhầm số của",
        ("38.740/64.111 = 60,43%",),
    ),
    (
        {"at_district": "13.187"},
        ("dossiers.resolved", "district"),
        "31.187",
        "đảo hai chữ số liền nhau",
        ("22.604 + 31.187 + 64.111 = 117.902",),
    ),
    (
        {"received": "128.146"},
        ("dossiers.received", "all"),
        "128.046",
        "sai một chữ số",
        ("117.329 + 10.717 = 128.046",),
    ),
    (
        {"received": "129.999"},
        ("dossiers.received", "all"),
        "128.046",
        "các phép tính đều đòi số này",
        ("117.329 + 10.717 = 128.046",),
    ),
]


@pytest.mark.parametrize(("printed", "slipped", "was", "how", "proof"), NAMED, ids=[str(case[0]) for case in NAMED])
def test_a_planted_slip_is_named_with_what_was_meant_and_the_arithmetic_that_proves_it(
    tmp_path: Path, printed: dict[str, str], slipped: tuple[str, str], was: str, how: str, proof: tuple[str, ...]
) -> None:
    reading = read_report(tmp_path, **printed)
    (problem,) = sums(reading.problems)
    assert problem.suggestion is not None
    assert f"là {was} ({how}" in problem.suggestion and all(each in problem.suggestion for each in proof)
    assert problem.message_vi.endswith(problem.suggestion) and "Probably" in problem.message_en
    assert slipped in suspects(reading)
    assert slipped[0] in problem.fields
    told = {f"{fact.value:g}" for fact in reading.facts if (fact.field, fact.admin_level) == slipped}
    assert told != {was.replace(".", "").replace(",", ".").rstrip("%")}, "the stated value is never changed"


@pytest.mark.parametrize(
    ("printed", "exchanged", "proof"),
    [
        (
            {"base_province": "31.187", "base_district": "22.604"},
            {("digitization.dossiers_base", "province"), ("digitization.dossiers_base", "district")},
            ("16.862/22.604 = 74,60%", "20.913/31.187 = 67,06%"),
        ),
        (
            {"resolved": "10.144", "pending": "117.902"},
            {("dossiers.resolved", "all"), ("dossiers.pending", "all")},
            ("9.808 + 336 = 10.144",),
        ),
        (
            {"new": "10.717", "carried": "117.329"},
            {("dossiers.received_new", "all"), ("dossiers.carried_over", "all")},
            ("68.417 + 48.912 = 117.329",),
        ),
    ],
)
def test_two_figures_in_each_other_s_place_are_both_named(
    tmp_path: Path, printed: dict[str, str], exchanged: set[tuple[str, str]], proof: tuple[str, ...]
) -> None:
    reading = read_report(tmp_path, **printed)
    (problem,) = sums(reading.problems)
    assert problem.suggestion and "bị đổi chỗ" in problem.suggestion
    assert all(each in problem.suggestion for each in proof)
    assert suspects(reading) == exchanged


@pytest.mark.parametrize(
    ("printed", "ways"),
    [
        ({"central": "1.843"}, ("là 1.889 (ghi nhầm số của", "là 1.797 (ghi nhầm số của")),
        ({"local": "64"}, ("là 1.779 (đảo hai chữ số", "là 46 (đảo hai chữ số")),
        ({"petitions_done": "298"}, ("là 289 (đảo hai chữ số", "là 20 (sai một chữ số")),
        ({"at_commune": "31.187"}, ("(cấp huyện) là 64.111 (ghi nhầm", "(cấp xã) là 64.111 (ghi nhầm")),
        ({"overdue": "11.149"}, ("Có 3 cách sửa một số đều khớp",)),
    ],
)
def test_where_several_slips_would_do_none_is_suggested_and_all_are_suspect(
    tmp_path: Path, printed: dict[str, str], ways: tuple[str, ...]
) -> None:
    reading = read_report(tmp_path, **printed)
    (problem,) = sums(reading.problems)
    assert problem.suggestion is None
    assert all(each in problem.message_vi for each in ways)
    assert len(suspects(reading)) >= 2 or problem.severity == "warning"


@pytest.mark.parametrize("printed", [{"late": "343"}, {"full": "754"}, {"paid": "11.177"}])
def test_where_no_slip_would_do_the_numbers_are_told_and_nothing_is_guessed(
    tmp_path: Path, printed: dict[str, str]
) -> None:
    (problem,) = sums(read_report(tmp_path, **printed).problems)
    assert problem.suggestion is None and "Đối chiếu các số này với bản gốc." in problem.message_vi
    assert next(iter(printed.values())) in problem.message_vi


def test_only_the_figure_that_slipped_is_suspect_where_two_equations_say_so(tmp_path: Path) -> None:
    assert suspects(read_report(tmp_path, pending="10.414")) == {("dossiers.pending", "all")}


def test_where_one_equation_says_so_those_that_no_other_confirms_are_suspect_too(tmp_path: Path) -> None:
    found = suspects(read_report(tmp_path, early="76.158"))
    assert found == {(f"dossiers.resolved_{part}", "all") for part in ("early", "on_time", "overdue")}


def test_two_slips_far_from_each_other_are_two_problems(tmp_path: Path) -> None:
    reading = read_report(tmp_path, pending="10.414", partial="454")
    told = {problem.fields[0]: problem.suggestion or "" for problem in sums(reading.problems)}
    assert "10.144" in told["dossiers.pending"] and "544" in told["services.online"]


def test_a_message_is_two_short_sentences_and_says_where(tmp_path: Path) -> None:
    for printed in ({"rate_district": "76,06"}, {"pending": "10.414"}, {"late": "343"}, {"overdue": "11.149"}):
        (problem,) = sums(read_report(tmp_path, **printed).problems)
        for said in (problem.message_vi, problem.message_en):
            assert said.count(". ") == 1 and said.endswith(".") and len(said) <= 330, said
    (problem,) = sums(read_report(tmp_path, rate_district="76,06").problems)
    assert "(cấp huyện)" in problem.message_vi and "(district level)" in problem.message_en


# ---- for any report that is right, and any single slip


FEW = st.integers(0, 60)
MANY = st.integers(0, 90_000)


@st.composite
def true_report(draw: st.DrawFn) -> dict[str, float]:
    """The dossiers of an office that made no mistake."""
    size = draw(st.sampled_from((FEW, MANY)))
    early, on_time, late, in_time, over = (draw(size) for _ in range(5))
    received = early + on_time + late + in_time + over
    carried = draw(st.integers(0, received))
    online = draw(st.integers(0, received - carried))
    truth = {
        "received": received,
        "received_new": received - carried,
        "carried_over": carried,
        "received_online": online,
        "received_offline": received - carried - online,
        "resolved": early + on_time + late,
        "resolved_early": early,
        "resolved_on_time": on_time,
        "resolved_overdue": late,
        "pending": in_time + over,
        "pending_in_time": in_time,
        "pending_overdue": over,
    }
    return {f"dossiers.{name}": float(value) for name, value in truth.items()}


def facts_of(values: dict[str, float], level: str = "all") -> list[Fact]:
    return [Fact(name, value, level, f"{value:.0f}", Locator(0, 1)) for name, value in values.items()]


@given(true_report(), st.data())
@settings(max_examples=tries(200), deadline=None)
def test_one_slip_on_a_right_report_is_named_right_or_said_to_be_open(
    truth: dict[str, float], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(truth)))
    digits = f"{truth[name]:.0f}"
    assume(len(digits) > 1)
    at = data.draw(st.integers(0, len(digits) - 2))
    kind = data.draw(st.sampled_from(("transposed", "doubled", "dropped", "thousands")))
    slipped = {
        "transposed": digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :],
        "doubled": digits[: at + 1] + digits[at:],
        "dropped": digits[:at] + digits[at + 1 :],
        "thousands": digits + "000",
    }[kind]
    assume(slipped[0] != "0" and float(slipped) != truth[name])
    judged, problems = judge(facts_of({**truth, name: float(slipped)}))
    assert problems, "every figure stands in some equation"
    values = {fact.field: fact.value for fact in judged if fact.basis == "stated"}
    assert values == {**truth, name: float(slipped)}
    suspected = {fact.field for fact in judged if fact.status == "suspect"}
    for problem in problems:
        if problem.suggestion:
            right = f"{truth[name]:,.0f}".replace(",", ".")
            assert f"là {right} (" in problem.suggestion and name in problem.fields
            assert name in suspected
        else:
            assert len(suspected) >= 1


@given(true_report(), true_report())
@settings(max_examples=tries(60), deadline=None)
def test_right_reports_of_two_levels_and_their_sum_are_accused_of_nothing(
    one: dict[str, float], other: dict[str, float]
) -> None:
    whole = {name: one[name] + other[name] for name in one}
    said = [*facts_of(one, "province"), *facts_of(other, "district+commune"), *facts_of(whole)]
    judged, problems = judge(said)
    assert problems == []
    assert all(fact.status != "suspect" for fact in judged)


@given(st.integers(0, 10**9))
def test_a_slip_is_undone_by_a_slip(value: int) -> None:
    """What was transposed is found by transposing, what was doubled by leaving one out, and so on."""
    for slip in slips(float(value)):
        if slip.value >= 0 and slip.value < 10**12:
            assert value in {back.value for back in slips(slip.value)} | {float(value)}
        assert slip.value != value
