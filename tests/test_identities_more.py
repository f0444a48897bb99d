"""Cases for test_identities.py that fail at cb2683a and hold with the patch."""

from __future__ import annotations

import pytest

from loaders.checks import judge
from loaders.identities import Order
from tests.test_identities import ORDER_NAMES, ORDERS, accusations, by_status, fact, facts


def test_dossiers_returned_apart_break_no_balance() -> None:
    whole = {
        "dossiers.received": 4120.0,
        "dossiers.resolved": 3720.0,
        "dossiers.pending": 290.0,
        "dossiers.returned": 110.0,
    }
    judged, problems = judge(facts(whole))
    assert accusations(problems) == [] and by_status(judged, "confirmed") == set(whole)


@pytest.mark.parametrize("each", ORDERS, ids=ORDER_NAMES)
@pytest.mark.parametrize("rounded", [0, 1])
def test_a_rounded_figure_breaks_no_order(each: Order, rounded: int) -> None:
    said = [fact(each.smaller, 431, approximate=rounded == 0), fact(each.larger, 430, approximate=rounded == 1)]
    assert accusations(judge(said)[1]) == []


def test_a_digit_too_many_in_front_is_one_too_many_and_not_a_wrong_one() -> None:
    _, problems = judge(facts({"dossiers.received": 22202.0, "dossiers.resolved": 1813.0, "dossiers.pending": 389.0}))
    assert problems[0].suggestion and "thừa một chữ số" in problems[0].suggestion
