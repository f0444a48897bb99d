"""No more pages are made at once than there are processors; who waits for another process lets others go on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.parts.visits import turns

LONG = 20.0
"""Seconds after which something that was to happen will not."""


def all_done(work: Callable[[int], object], people: int) -> list[object]:
    with ThreadPoolExecutor(people) as pool:
        return [each.result(LONG) for each in [pool.submit(work, number) for number in range(people)]]


def test_everybody_has_a_turn_and_no_more_than_the_processors_at_once() -> None:
    inside, most, lock, full = 0, 0, threading.Lock(), threading.Barrier(turns.AT_ONCE)

    def page(_: int) -> bool:
        nonlocal inside, most
        with turns.turn():
            with lock:
                inside += 1
                most = max(most, inside)
            full.wait(LONG)  # passes only where as many are inside as may be
            with lock:
                inside -= 1
        return True

    assert all(all_done(page, 4 * turns.AT_ONCE))
    assert most == turns.AT_ONCE


def test_who_waits_for_another_process_lets_others_in() -> None:
    waiting, answered = threading.Barrier(turns.AT_ONCE + 1), threading.Event()

    def slow(_: int) -> None:
        with turns.turn(), turns.aside():
            waiting.wait(LONG)
            assert answered.wait(LONG)

    with ThreadPoolExecutor(turns.AT_ONCE) as pool:
        slows = [pool.submit(slow, number) for number in range(turns.AT_ONCE)]
        waiting.wait(LONG)
        with turns.turn():  # would never come, did each of the slow ones keep its seat
            answered.set()
        for each in slows:
            each.result(LONG)
    all_seats_are_free()


def test_a_page_that_fails_gives_its_seat_back() -> None:
    for _ in range(turns.AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError), turns.turn(), turns.aside():
            raise ZeroDivisionError
    all_seats_are_free()


def test_aside_of_nobody_s_turn_gives_nothing_away() -> None:
    for _ in range(turns.AT_ONCE + 1):
        with turns.aside():
            pass
    all_seats_are_free()


def all_seats_are_free() -> None:
    """As many as there are processors may still come in together, and not one more."""
    together = threading.Barrier(turns.AT_ONCE)

    def page(_: int) -> bool:
        with turns.turn():
            together.wait(LONG)
            return True

    assert all(all_done(page, turns.AT_ONCE))
