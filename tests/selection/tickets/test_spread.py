"""Spread against enumeration: which lists of panels it reaches, how often, and what it must leave alone."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest

from selection import Cancelled, Lottery, dumps, find_lottery, verify
from selection.model.deadline import Deadline
from selection.model.profiles import make_profiles
from selection.model.progress import Silent
from selection.model.tolerances import UNIT
from selection.tickets.exchanges import Exchange, make_pool
from selection.tickets.figures import figures, left_out, overlaps, ticket_figures, without
from selection.tickets.intersections import independent, places
from selection.tickets.random_words import Words
from selection.tickets.redraws import redraw
from selection.tickets.spread import Mixing, most_random
from tests.selection.tickets.pools import (
    INSTANCES,
    Panel,
    all_panels,
    is_panel,
    most_random_distribution,
    pool_of,
    problem_of,
)


def alike_differ_by_one(lottery: Lottery) -> bool:
    counts = lottery.ticket_counts
    numbers = [[counts[member] for member in profile.members] for profile in make_profiles(lottery.problem).profiles]
    return all(max(alike) - min(alike) <= 1 for alike in numbers)


@pytest.mark.parametrize("name", INSTANCES)
def test_tickets_are_as_random_as_their_chances_allow(name: str) -> None:
    problem = INSTANCES[name]
    M = 2000
    lottery = find_lottery(problem, tickets=M, spread=True)
    chances = {person: count / M for person, count in lottery.ticket_counts.items()}
    expected = most_random_distribution(problem, chances)
    found = Counter(lottery.panels[ticket] for ticket in lottery.tickets)
    distance = sum(abs(found[panel] / M - p) for panel, p in expected.items()) / 2
    assert set(found) <= set(expected)
    assert distance < 0.01 + 0.6 * (len(expected) / M) ** 0.5


@pytest.mark.parametrize("name", INSTANCES)
def test_spread_leaves_chances_alone_but_for_the_rounding(name: str) -> None:
    problem = INSTANCES[name]
    sparse, spread = find_lottery(problem), find_lottery(problem, spread=True)
    assert spread.chances == pytest.approx(sparse.chances, abs=1e-9 * UNIT)
    assert spread.ticket_counts == sparse.ticket_counts
    assert spread.largest_change <= spread.least_change + 1e-6 * UNIT or name == "odd"
    assert alike_differ_by_one(spread)
    assert spread.upper_bound == sparse.upper_bound
    assert verify(dumps(spread.to_record()), problem).ok


#: Two features in which three exchanges must happen at once: two rings of six people, of each every second one.
STUCK = problem_of(
    ["ay", "bz", "cx", "az", "bx", "cy", "dv", "ew", "fu", "dw", "eu", "fv"],
    dict.fromkeys("abcdefuvwxyz", (1, 1)),
    6,
)


STARTS = {"free": [22, 55], "tight": [0, 7], "homes": [7, 19], "special": [0, 17], "stuck": [0, 3]}


@pytest.mark.parametrize(
    ("name", "start", "move"),
    [
        (name, start, move)
        for name, start in STARTS.items()
        for move in ("exchange", "redraw", "both")
        if (name, move) != ("stuck", "exchange")  # these moves alone never move there
    ],
)
def test_every_list_of_panels_is_equally_likely(name: str, start: list[int], move: str) -> None:
    problem = {**INSTANCES, "stuck": STUCK}[name]
    panels = all_panels(problem)
    begin = [panels[j] for j in start]
    counts = Counter(person for panel in begin for person in panel)
    lists = {
        chosen
        for chosen in itertools.product(panels, repeat=len(begin))
        if Counter(person for panel in chosen for person in panel) == counts
    }
    assert len(lists) > 3
    ids = list(problem.people)
    seats = np.array([[ids.index(person) for person in panel] for panel in begin])
    exchange = Exchange(make_pool(problem), seats, Words(b"seed", "test"))
    visits: Counter[tuple[Panel, ...]] = Counter()
    rounds = 1000
    for _ in range(rounds):
        if move != "redraw":
            exchange.round()
        if move != "exchange":
            redraw(exchange)
        visits[tuple(tuple(sorted(ids[i] for i in panel)) for panel in exchange.seats.tolist())] += 1
    assert set(visits) == lists
    assert sum(abs(n / rounds - 1 / len(lists)) for n in visits.values()) / 2 < 0.15


def test_what_exchanges_of_two_cannot_move_moves() -> None:
    sparse, spread = (find_lottery(STUCK, tickets=100, spread=mixed) for mixed in (False, True))
    assert figures(sparse).distinct == 2
    assert figures(spread).distinct == len(all_panels(STUCK)) == 4
    assert spread.ticket_counts == sparse.ticket_counts
    assert spread.mixing is not None
    assert spread.mixing.to_the_end
    assert spread.mixing.still < 0.05
    assert abs(spread.mixing.memory) < 0.4


def test_how_far_it_mixed_is_said() -> None:
    only = problem_of(["ax", "by", "ay"], {"a": (1, 1), "y": (1, 1), "x": (1, 1)}, 2)
    tickets = [("p00", "p01")] * 50
    assert most_random(only, tickets, b"seed", Silent())[1] == Mixing(1.0, 1.0, True)
    problem = pool_of(60, 10)
    lottery = find_lottery(problem, tickets=100)
    tickets = [lottery.panels[ticket] for ticket in lottery.tickets]
    mixed = most_random(problem, tickets, b"seed", Silent())[1]
    assert mixed.still < 0.1
    assert abs(mixed.memory) < 0.2
    stopped = most_random(problem, tickets, b"seed", Silent(), Deadline(0))[1]
    assert stopped == Mixing(1.0, 1.0, False)
    assert lottery.mixing is None


@pytest.mark.parametrize("households", [False, True], ids=["alone", "together"])
def test_figures_improve_and_quotas_hold(households: bool) -> None:
    problem = pool_of(90, 15, households)
    sparse, spread = find_lottery(problem), find_lottery(problem, spread=True)
    before, after = figures(sparse), figures(spread)
    assert after.distinct >= before.distinct
    assert after.distinct_kinds > 2 * before.distinct_kinds
    assert after.overlap == pytest.approx(before.overlap)
    assert after.overlap_kinds < before.overlap_kinds
    assert after.overlap_deviation < before.overlap_deviation
    assert after.largest_overlap < before.largest_overlap
    assert after.intersections < 0.8 * before.intersections
    assert all(is_panel(problem, spread.panels[ticket]) for ticket in set(spread.tickets))
    assert spread.ticket_counts == sparse.ticket_counts


def test_a_left_out_feature_is_met_more_often() -> None:
    problem = pool_of(90, 15)
    without, with_spread = (left_out(problem, spread, tickets=400) for spread in (False, True))
    assert list(without) == list(problem.features)
    assert sum(with_spread.values()) > sum(without.values())


@pytest.mark.parametrize(
    ("quota", "alike", "apart", "uniform"),
    [((1, 2), 1, 0, Fraction(9, 10)), ((3, 3), 0, Fraction(1, 2), Fraction(1, 20))],
    ids=["mean inside", "mean outside"],
)
def test_no_lottery_always_meets_a_left_out_feature_most(
    quota: tuple[int, int], alike: int, apart: Fraction, uniform: Fraction
) -> None:
    """Three of six people have the answer a, 1.5 of three seats by the chances, whatever the panels.

    `alike`, `apart`: the share of tickets that meet a's quota with two sparse lotteries of the same chances, one whose
    panels are as alike as can be and one whose panels are not; `uniform`: the mean over all lists of two panels.
    """
    problem = problem_of(["xa"] * 3 + ["yb"] * 3, {"a": quota}, 3)
    unaware = without(problem, "f1")
    panels = all_panels(unaware)
    met = {panel: quota[0] <= sum(problem.people[i][1] == "a" for i in panel) <= quota[1] for panel in panels}
    lottery = find_lottery(unaware, tickets=2)
    assert set(lottery.ticket_counts.values()) == {1}
    lists = [pair for pair in itertools.product(panels, repeat=2) if not set(pair[0]) & set(pair[1])]
    assert len(lists) == 20
    shares = [Fraction(met[one] + met[other], 2) for one, other in lists]
    assert sum(met[lottery.panels[ticket]] for ticket in lottery.tickets) == 2 * alike
    assert shares[lists.index((("p00", "p01", "p02"), ("p03", "p04", "p05")))] == apart
    assert sum(shares) / len(shares) == uniform
    assert (alike < uniform < apart) or (apart < uniform < alike)


def test_overlap_by_hand() -> None:
    problem = problem_of(["a", "a", "a", "a"], {}, 2)
    tickets = [("p00", "p01"), ("p00", "p01"), ("p00", "p02"), ("p02", "p03")]
    pairs = [1.0, 0.5, 0.0, 0.5, 0.0, 0.5]
    mean, deviation, largest = overlaps(places(problem, tickets), 4)
    assert mean == pytest.approx(np.mean(pairs))
    assert deviation == pytest.approx(np.std(pairs))
    assert largest == 1.0


def test_overlap_by_answers_is_the_mean_over_pairs() -> None:
    problem = pool_of(40, 8)
    tickets = [lottery.panels[ticket] for lottery in [find_lottery(problem, tickets=12)] for ticket in lottery.tickets]
    answers = [Counter(problem.people[person] for person in panel) for panel in tickets]
    common = [sum((one & other).values()) / 8 for one, other in itertools.combinations(answers, 2)]
    found = ticket_figures(problem, tickets)
    assert found.overlap_kinds == pytest.approx(np.mean(common))
    assert found.overlap_kinds >= found.overlap
    assert found.distinct_kinds == len({tuple(sorted(counted.elements())) for counted in answers})


def test_independent_draws_by_enumeration() -> None:
    chance = [0.2, 0.5, 0.9, 1.0, 0.0, 0.3]
    expected = np.zeros((3, 4))
    for cell, members in enumerate(([0, 1, 5], [2, 3, 4])):
        for drawn in itertools.product((0, 1), repeat=3):
            p = np.prod([chance[i] if yes else 1 - chance[i] for i, yes in zip(members, drawn, strict=True)])
            expected[cell, sum(drawn)] += p
    expected[2, 0] = 1.0  # nobody is in the last one
    assert independent(np.array(chance), np.array([0, 0, 1, 1, 1, 0]), 3, 0) == pytest.approx(expected)


def test_the_only_panel_stays_the_only_panel() -> None:
    problem = problem_of(["ax", "by", "ay"], {"a": (1, 1), "y": (1, 1), "x": (1, 1)}, 2)
    lottery = find_lottery(problem, tickets=50, spread=True)
    assert {lottery.panels[ticket] for ticket in lottery.tickets} == {("p00", "p01")}


@pytest.mark.parametrize(("seats", "tickets"), [(0, 10), (4, 1), (8, 10)], ids=["no seats", "one ticket", "all sit"])
def test_nothing_to_exchange(seats: int, tickets: int) -> None:
    problem = problem_of(["ax", "ay", "bx", "by"] * 2, {}, seats)
    lottery = find_lottery(problem, tickets=tickets, spread=True)
    assert len(lottery.tickets) == tickets
    assert verify(dumps(lottery.to_record()), problem).ok


def test_more_tickets_than_are_mixed_together() -> None:
    problem = pool_of(60, 10)
    sparse, spread = (find_lottery(problem, tickets=2500, spread=mixed) for mixed in (False, True))
    assert spread.ticket_counts == sparse.ticket_counts
    assert figures(spread).distinct_kinds > 10 * figures(sparse).distinct_kinds
    assert all(is_panel(problem, panel) for panel in spread.panels)


def test_other_seeds_give_other_tickets() -> None:
    problem = pool_of(60, 10)
    one, other, again = (find_lottery(problem, seed=seed, spread=True) for seed in (b"1", b"2", b"1"))
    assert one.to_record() == again.to_record()
    assert {one.panels[t] for t in one.tickets} != {other.panels[t] for t in other.tickets}


def test_the_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib; from tests.selection.tickets.pools import pool_of; from selection import *;"
        "record = dumps(find_lottery(pool_of(60, 10, True), tickets=300, spread=True).to_record());"
        "print(hashlib.sha256(record).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": salt},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for salt in ("0", "1")
    }
    assert len(hashes) == 1


def test_cancel_stops_between_rounds() -> None:
    class Impatient(Silent):
        steps = 0

        def step(self, phase: str, done: int, total: int) -> None:
            assert phase == "spread"
            assert 0 <= done < total
            self.steps += 1
            if self.steps == 3:
                raise Cancelled

    problem = pool_of(60, 10)
    lottery = find_lottery(problem, tickets=100)
    tickets = [lottery.panels[ticket] for ticket in lottery.tickets]
    listener = Impatient()
    with pytest.raises(Cancelled):
        most_random(problem, tickets, b"seed", listener)
    assert listener.steps == 3
