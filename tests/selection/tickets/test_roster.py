"""Seats of profiles to people: equal people get equal chances, exactly, whatever the panels."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from selection import Silent, find_lottery, make_problem
from selection.model.problem import Quota
from selection.model.profiles import Profile, Profiles
from selection.model.tolerances import FINE
from selection.tickets.deal import Tickets
from selection.tickets.roster import Roster
from tests.selection.instances import pool


@st.composite
def lotteries(draw: st.DrawFn) -> tuple[list[int], np.ndarray, list[int], Tickets]:
    counts = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4))
    J = draw(st.integers(1, 6))
    panels = np.array([[draw(st.integers(0, c)) for c in counts] for _ in range(J)])
    masses = [draw(st.integers(1, 1000)) ** 3 for _ in range(J)]
    probabilities = [m * FINE // sum(masses) for m in masses]
    probabilities[0] += FINE - sum(probabilities)
    M = draw(st.sampled_from([1, 7, 40]))
    tickets = np.array([p * M // FINE for p in probabilities])
    tickets[0] += M - tickets.sum()
    others = [[draw(st.integers(0, c)) for c in counts] for _ in range(draw(st.integers(0, 4)))]
    others = np.array(others, dtype=np.int64).reshape(len(others), len(counts))
    return counts, panels, probabilities, Tickets(tickets, others, np.zeros(0))


@given(lotteries())
def test_equal_people_have_equal_chances_and_nearly_equal_tickets(lottery) -> None:
    counts, panels, probabilities, tickets = lottery
    members = [tuple(f"{p}-{i}" for i in range(n)) for p, n in enumerate(counts)]
    profiles = Profiles(tuple(Profile((), ids, 0, len(ids), None) for ids in members), ())
    roll = Roster(profiles, {}, b"seed").seat(panels, probabilities, tickets, Silent())
    M = int(tickets.per_panel.sum()) + len(tickets.others)
    assert sum(roll.probabilities) == FINE and min(roll.probabilities) >= 0
    on_tickets = tickets.per_panel @ panels + tickets.others.sum(axis=0)
    assert all(len(set(panel)) == len(panel) for panel in roll.panels)
    for p, ids in enumerate(members):
        expected = Fraction(sum(m * int(z[p]) for m, z in zip(probabilities, panels, strict=True)), len(ids) * FINE)
        drawn = [sum(i in panel for panel in roll.panels[:M]) for i in ids]
        assert sum(drawn) == on_tickets[p]
        assert max(drawn) - min(drawn) <= 1
        for i in ids:
            chance = Fraction(
                sum(m for panel, m in zip(roll.panels, roll.probabilities, strict=True) if i in panel), FINE
            )
            assert abs(chance - expected) < 1e-10


def test_far_fewer_panels_than_people() -> None:
    problem = pool(3000, 60)
    lottery = find_lottery(problem, tickets=100)
    assert lottery.complete
    assert len(lottery.panels) < 1500
    assert max(map(len, lottery.panels)) == min(map(len, lottery.panels)) == 60


def test_equal_households_have_equal_chances() -> None:
    """Four couples of the same kind, two of another, and people alone: by situation everybody has the same chance."""
    people, homes = {}, {}
    for home, pair in enumerate(["ab"] * 4 + ["aa"] * 2):
        for letter, answer in zip("xy", pair, strict=True):
            people[f"{home}{letter}"] = {"f": answer}
            homes[f"{home}{letter}"] = f"home {home}"
    for i in range(4):
        people[f"alone{i}"] = {"f": "ab"[i % 2]}
    problem = make_problem({"f": {"a": Quota(3, 3), "b": Quota(2, 3)}}, people, 6, homes)
    lottery = find_lottery(problem, tickets=100)
    exact: dict[str, int] = dict.fromkeys(people, 0)
    for panel, units in zip(lottery.panels, lottery.probabilities, strict=True):
        at_home = [homes[i] for i in panel if i in homes]
        assert len(at_home) == len(set(at_home))
        for i in panel:
            exact[i] += units
    for kind in (["0x", "1x", "2x", "3x"], ["0y", "1y", "2y", "3y"], ["4x", "4y", "5x", "5y"], ["alone0", "alone2"]):
        assert max(exact[i] for i in kind) - min(exact[i] for i in kind) < 1000  # in 1e-12
        assert len({lottery.chances[i] for i in kind}) == 1
