"""Figures about chances, and the greedy draw beside the fair lottery."""

from __future__ import annotations

import numpy as np
import pytest

from selection import find_lottery, legacy_chances, statistics
from selection.tickets.figures import common_seats
from tests.selection.instances import pool, problem_of


def test_figures_by_hand() -> None:
    figures = statistics({"a": 0.0, "b": 0.5, "c": 0.5, "d": 1.0}, seats=2)
    assert (figures.minimum, figures.maximum, figures.zero, figures.below_half) == (0.0, 1.0, 1, 1)
    assert figures.gini == pytest.approx(0.375)
    assert figures.geometric_mean == 0
    assert statistics({"a": 0.25, "b": 1.0}, seats=1).geometric_mean == pytest.approx(0.5)
    assert statistics({}, 0).people == 0


def test_the_greedy_draw_keeps_the_quotas_and_is_less_fair() -> None:
    problem = pool(150, 20)
    greedy = legacy_chances(problem, 300, b"seed")
    assert greedy.panels == 300 and sum(greedy.drawn.values()) == 300 * 20
    assert legacy_chances(problem, 300, b"seed") == greedy
    ours = find_lottery(problem, tickets=10).statistics()
    theirs = statistics(greedy.chances(), 20)
    assert ours.minimum > theirs.minimum and ours.gini < theirs.gini


def test_the_greedy_draw_gives_up_where_there_is_nothing() -> None:
    stuck = problem_of("aa bb ab", {"f": {"a": (1, 1), "b": (1, 1)}, "g": {"a": (2, 2), "b": (0, 0)}}, 2)
    greedy = legacy_chances(stuck, 2, b"seed", attempts_per_run=5)
    assert greedy.panels == 0 and greedy.attempts == 10 and set(greedy.chances().values()) == {0.0}


def test_seats_in_common_are_counted_for_people_on_many_tickets_and_on_few() -> None:
    seats = np.array([[0, 1, 2 + ticket, 30 + ticket // 3] for ticket in range(20)])  # 0 and 1 are on all of them
    expected = [[len(set(one) & set(other)) for other in seats.tolist()] for one in seats.tolist()]
    assert common_seats(seats, 40).tolist() == expected
