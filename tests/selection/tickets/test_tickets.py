"""Tickets against enumeration: no list of M panels has a smaller largest change, and the published bound is one."""

from __future__ import annotations

from collections import Counter

import highspy
import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from selection import Lottery, NoPanelError, Problem, Silent, dumps, find_lottery, verify
from selection.model.constraints import make_constraints
from selection.model.deadline import Deadline
from selection.model.profiles import make_profiles
from selection.model.tolerances import CHANCE, UNIT
from selection.proof.certificate import Split
from selection.proof.ticket_bound import least_change
from selection.solving.polytope import make_polytope
from selection.solving.solver import Model
from selection.tickets import deal
from selection.tickets.deal import make_tickets
from selection.tickets.household_turns import take_turns
from selection.tickets.repair import Repair
from selection.tickets.ticket_counts import Totals
from tests.selection.brute import INFINITY, panels_of
from tests.selection.instances import (
    ODD,
    and_the_smallest,
    pool,
    problem_of,
    problems,
    proportional_problems,
    tight_pool,
)

NUMBERS = st.sampled_from([1, 3, 10, 100])
#: what the accuracy of chances may do to a change, in tickets, up to a thousand of them
NEARLY = 5 * CHANCE


def smallest_change(panels: np.ndarray, goal: np.ndarray, M: int) -> float:
    """min over whole c ≥ 0, Σ c = M, of the largest |c·panels − goal|: an integer program over all panels."""
    J, n = panels.shape
    model = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1e-9),
        ("mip_feasibility_tolerance", 1e-9),
    ):
        model.setOptionValue(option, value)
    for cost, high in [*[(0.0, M)] * J, (1.0, M)]:
        model.addCol(cost, 0.0, high, 0, [], [])
    model.changeColsIntegrality(J, np.arange(J, dtype=np.int32), np.array([highspy.HighsVarType.kInteger] * J))
    for i in range(n):
        at = np.append(np.flatnonzero(panels[:, i]), J).astype(np.int32)
        for sign, low, high in ((-1.0, -INFINITY, goal[i]), (1.0, goal[i], INFINITY)):
            model.addRow(low, high, len(at), at, np.append(np.ones(len(at) - 1), sign))
    model.addRow(M, M, J, np.arange(J, dtype=np.int32), np.ones(J))
    model.run()
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(model.getObjectiveValue())


def optimum(lottery: Lottery) -> float:
    goal = np.array([len(lottery.tickets) * units / UNIT for units in lottery.chances.values()])
    return smallest_change(panels_of(lottery.problem), goal, len(lottery.tickets))


def drawn(problem: Problem, M: int) -> Lottery:
    try:
        return find_lottery(problem, tickets=M)
    except NoPanelError:
        assume(False)
        raise


@given(problems() | proportional_problems(), NUMBERS)
@and_the_smallest(1)
@and_the_smallest(2)
@example(ODD, 1)
@example(ODD, 7)
@example(ODD, 100)
def test_no_list_of_tickets_changes_every_chance_by_less(problem: Problem, M: int) -> None:
    lottery = drawn(problem, M)
    best = optimum(lottery)
    assert lottery.largest_change / UNIT == pytest.approx(best, abs=NEARLY)
    assert lottery.least_change / UNIT <= best + NEARLY
    assert verify(dumps(lottery.to_record())).ok
    counts = lottery.ticket_counts
    for profile in make_profiles(problem).profiles:
        alike = [counts[member] for member in profile.members]
        assert max(alike) - min(alike) <= 1


def test_the_examples_are_of_every_kind() -> None:
    """The bound follows from the chances alone for some and from quotas for others; not every relaxation is tight."""
    kinds: Counter[str] = Counter()

    @given(problems() | proportional_problems(), NUMBERS)
    def count(problem: Problem, M: int) -> None:
        lottery = drawn(problem, M)
        parts = [M * units % UNIT for units in lottery.chances.values()]
        quotas = lottery.least_change > max(min(part, UNIT - part) for part in parts) + NEARLY * UNIT
        kinds["quotas" if quotas else "chances"] += 1
        kinds["proven"] += lottery.largest_change <= lottery.least_change + NEARLY * UNIT

    count()
    assert min(kinds["quotas"], kinds["chances"]) >= 10
    assert kinds["proven"] > 0.9 * (kinds["quotas"] + kinds["chances"])
    assert isinstance(find_lottery(ODD, tickets=10).certificate.levels[0].tree, Split)


@pytest.mark.parametrize("problem", [ODD, pool(60, 9)], ids=["odd", "pool"])
def test_cbc_finds_tickets_that_are_as_near(problem: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = find_lottery(problem, tickets=30)
    monkeypatch.setenv("SELECTION_SOLVER", "cbc")
    assert find_lottery(problem, tickets=30).largest_change == pytest.approx(ours.largest_change, abs=NEARLY * UNIT)


def test_equal_tickets_are_replaced_together(monkeypatch: pytest.MonkeyPatch) -> None:
    M, polytope = 1000, make_polytope(ODD, make_profiles(ODD))
    lottery = find_lottery(ODD)
    x = np.array([lottery.chances[profile.members[0]] for profile in make_profiles(ODD).profiles]) / UNIT
    solved = []
    solve = Model.solve
    monkeypatch.setattr(Model, "solve", lambda self, what, *rest: solved.append(what) or solve(self, what, *rest))
    repair = Repair(polytope, x * polytope.count, Silent(), Deadline())
    one = lottery.panels[0]
    panel = np.array([[len(set(profile.members) & set(one)) for profile in make_profiles(ODD).profiles]])
    per_panel, others = repair.better(panel, np.array([M]), 0.0)
    assert repair.largest_change(panel, per_panel, others) < M / 10
    assert len(solved) < 400


@given(problems(), NUMBERS, st.data())
def test_no_multipliers_prove_too_much(problem: Problem, M: int, data: st.DataObject) -> None:
    lottery = drawn(problem, M)
    profiles = make_profiles(problem)
    constraints = make_constraints(problem, profiles)
    multiplier = st.integers(-3, 3).map(lambda whole: whole * UNIT // 2)
    prices = {row: data.draw(multiplier) for row in range(len(constraints.lower))}
    chances = [lottery.chances[profile.members[0]] for profile in profiles.profiles]
    assert least_change(constraints, prices, chances, M) <= (optimum(lottery) + NEARLY) * UNIT


@pytest.mark.parametrize(("M", "spread"), [(7, False), (1000, False), (10_000, False), (300, True)])
def test_larger_pools_have_the_smallest_change_proven(M: int, spread: bool) -> None:
    problem = pool(300, 25)
    lottery = find_lottery(problem, tickets=M, spread=spread)
    assert lottery.largest_change - lottery.least_change <= NEARLY * UNIT * max(1, M // 1000)
    assert lottery.largest_change < UNIT
    assert verify(dumps(lottery.to_record()), problem).ok


def test_households_take_turns_on_the_tickets() -> None:
    words = ["aa", "ab", "ba", "bb", "ab", "aa", "ba", "ab", "aa", "ab", "bb", "ba"]
    alone = problem_of(" ".join(words * 3), {"f": {"a": (3, 5), "b": (3, 5)}, "g": {"a": (3, 5), "b": (3, 5)}}, 8)
    homes = {person: i // 2 for i, person in enumerate(sorted(alone.people)[:24])}
    problem = Problem(alone.features, alone.people, 8, {i: home + 1 for i, home in homes.items()})
    for M in (10, 333):
        lottery = find_lottery(problem, tickets=M)
        assert verify(dumps(lottery.to_record()), problem).ok
        assert lottery.largest_change - lottery.least_change <= NEARLY * UNIT


@st.composite
def seatings(draw: st.DrawFn) -> tuple[int, list[list[int]]]:
    """A number of households, and the seats of each profile on each ticket."""
    m, profiles = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    row = st.lists(st.integers(0, m), min_size=profiles, max_size=profiles).filter(lambda z: sum(z) <= m)
    return m, draw(st.lists(row, min_size=1, max_size=30))


@given(seatings())
@example((1, [[0], [1]]))
@example((2, [[1, 0], [0, 1], [1, 1]]))
@example((2, [[2], [1], [2]]))
@example((5, [[0, 4, 0], [0, 4, 0], [1, 4, 0]]))
def test_turns_are_even_and_nobody_sits_twice(seating: tuple[int, list[list[int]]]) -> None:
    m, seats = seating
    tickets = take_turns(np.array(seats, dtype=np.int64), m)
    times = np.zeros((len(seats[0]), m), dtype=int)
    for z, chosen in zip(seats, tickets, strict=True):
        assert len({household for _, household in chosen}) == len(chosen) == sum(z)
        assert Counter(p for p, _ in chosen) == Counter({p: n for p, n in enumerate(z) if n})
        for p, household in chosen:
            times[p, household] += 1
    assert (times.max(axis=1) - times.min(axis=1)).max() <= 1


def test_what_is_left_is_dealt_where_every_panel_is_at_a_limit() -> None:
    """Equal chances just above a whole number: rounding them all down takes seats that other panels must fill."""
    problem = pool(900, 31)
    profiles = make_profiles(problem)
    polytope = make_polytope(problem, profiles)
    lottery = find_lottery(problem, tickets=50)
    mixture = np.array([[sum(m in panel for m in p.members) for p in profiles.profiles] for panel in lottery.panels])
    probabilities = np.array(lottery.probabilities) / UNIT
    tickets = make_tickets(polytope, mixture, probabilities, 50, Silent())
    seats = tickets.per_panel @ mixture + tickets.others.sum(axis=0)
    totals = Totals(polytope, probabilities @ mixture, 50)
    band = totals.band(totals.first_possible()[0])
    assert tickets.per_panel.sum() + len(tickets.others) == 50
    assert ((band.least <= seats) & (seats <= band.most)).all()
    assert all(polytope.contains(z) for z in tickets.others)


def test_where_no_deal_succeeds_tickets_are_replaced_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The largest remainders alone change a chance by 1.25 tickets here."""
    monkeypatch.setattr(deal, "MOST_DEALT", 0)
    problem = tight_pool(60, 13, 5, 86, home=6, room=0)
    lottery = find_lottery(problem, "maximin", tickets=50)
    assert lottery.largest_change / UNIT == pytest.approx(0.75, abs=NEARLY)
    assert lottery.least_change / UNIT == pytest.approx(0.75, abs=NEARLY)
    assert verify(dumps(lottery.to_record()), problem).ok
