"""The entropy of tickets beside the highest that any lottery with their chances has, by enumeration, and its bound."""

from __future__ import annotations

import math
import secrets
from collections import Counter

import numpy as np
import pytest

from selection import find_lottery
from selection.tickets.entropy import entropy, entropy_bound
from selection.tickets.figures import figures
from tests.selection.brute import panels_of
from tests.selection.generated import small_pool
from tests.selection.tickets.pools import INSTANCES, most_random_distribution, pool_of, problem_of

#: Pools per run, other ones each time.
NEW = 200


@pytest.mark.parametrize("spread", [False, True], ids=["sparse", "spread"])
@pytest.mark.parametrize("name", INSTANCES)
def test_the_bound_is_no_lower_than_the_highest_entropy(name: str, spread: bool) -> None:
    problem, M = INSTANCES[name], 500
    lottery = find_lottery(problem, tickets=M, spread=spread)
    found = figures(lottery)
    chances = {person: count / M for person, count in lottery.ticket_counts.items()}
    most_random = most_random_distribution(problem, chances)
    # log-linear in the chances, so that every lottery with these has the same mean: the dual, not below the highest
    highest = -sum(math.log2(most_random[lottery.panels[ticket]]) for ticket in lottery.tickets) / M
    reached = -sum(p * math.log2(p) for p in most_random.values() if p)
    assert highest == pytest.approx(reached, abs=0.03)
    assert found.entropy <= highest + 1e-9
    assert highest <= found.entropy_bound + 1e-9
    assert found.entropy_bound <= highest + 4.0
    if spread:
        assert found.entropy > highest - 0.3


def test_the_bound_holds_on_pools_that_nobody_has_seen() -> None:
    """On a list of all panels P(S) ∝ Π_{i∈S} w_i has the highest entropy for its chances, whatever the weights."""
    first = secrets.randbelow(10**12)
    for number in range(first, first + NEW):
        problem = small_pool(number)
        panels = panels_of(problem)
        if not len(panels):
            continue
        random = np.random.default_rng(number)
        for scale in (0.0, 1.0, 3.0):
            weight = np.exp(panels @ random.normal(0.0, scale, len(problem.people)))
            p = weight / weight.sum()
            highest = float(-(p * np.log2(p)).sum())
            bound = entropy_bound(problem, p @ panels)
            assert highest <= bound + 1e-6, f"pool {number}, scale {scale}: {highest} above {bound}"


def test_the_bound_is_the_highest_entropy_where_one_feature_has_quotas() -> None:
    problem = problem_of("aaaabbbb", {"a": (1, 1), "b": (2, 2)}, 3)
    panels = 4 * 6
    assert entropy_bound(problem, np.array([1 / 4] * 4 + [1 / 2] * 4)) == pytest.approx(math.log2(panels))


def test_who_is_on_every_panel_or_on_none_adds_nothing() -> None:
    problem = problem_of("aabb", {"a": (1, 1), "b": (1, 1)}, 2)
    assert entropy_bound(problem, np.array([1.0, 0.0, 1.0, 0.0])) == 0.0
    assert entropy_bound(problem, np.array([1.0, 0.0, 0.5, 0.5])) == pytest.approx(1.0)


def test_tickets_with_the_same_people_count_as_one_panel() -> None:
    assert entropy(np.array([[0, 1], [1, 0], [2, 3], [2, 1]])) == pytest.approx(1.5)
    assert entropy(np.array([[0, 1], [1, 0]])) == 0.0


def test_a_larger_pool_has_far_more_than_its_tickets_can_hold() -> None:
    lottery = find_lottery(pool_of(60, 10, households=True), tickets=200, spread=True)
    found = figures(lottery)
    assert Counter(lottery.tickets).most_common(1)[0][1] == 1
    assert found.entropy == pytest.approx(math.log2(200))
    assert 20 < found.entropy_bound < math.log2(math.comb(60, 10))
