"""What is left at the last meeting: simulated drop-out of panels that a lottery draws, with and without reserves.

A person who stays with chance s leaves with 1 − s. Of those who leave a share λ (`late`) does so when no reserve can
step in any more. The others leave in time: reserves then fill the seats as well as they can
(`selection.panels.recourse`), towards the seats and quotas of the draw. Reserves who have stepped in leave late as
often as other people. So a simulation has two steps, and three figures of those who are left at the last meeting:

    quotas    every minimum and maximum holds, counted in people
    minimums  every minimum holds
    shares    with n people left of k seats, ⌊min_v·n/k⌋ ≤ c_v ≤ ⌈max_v·n/k⌉: the mix is that of the quotas

Panels are those of the lottery, each as often as it is drawn; nobody picks a panel that happens to last.

*Limits.* People leave independently of each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from selection.model.problem import Problem
from selection.model.seed import SeedStream
from selection.panels.dropout import RESOLUTION, Dropout
from selection.panels.dropout_bound import Goal
from selection.panels.recourse import Bools, Floats, Quotas, answer_rows, step_in

#: Simulated drop-outs for each situation, and the panels of the lottery that they are divided over.
SETS = 1000
PANELS = 20
#: With reserves, which are chosen for each panel anew.
PANELS_WITH_RESERVES = 4


@dataclass(frozen=True)
class Leaving:
    """Who leaves: chances to stay, and the share of those who leave that leaves too late for a reserve."""

    stay: Mapping[str, Fraction]
    late: Fraction

    @classmethod
    def of_problem(cls, problem: Problem, dropout: Dropout, late: Fraction) -> Leaving:
        """For every person of `problem`."""
        return cls({person: dropout.stay(problem, person) for person in problem.people}, late)

    def stay_in_time(self, person: str) -> Fraction:
        """The chance not to leave in time."""
        return 1 - (1 - self.late) * (1 - self.stay[person])

    def stay_late(self, person: str) -> Fraction:
        """The chance not to leave late, for somebody who did not leave in time."""
        in_time = self.stay_in_time(person)
        return self.stay[person] / in_time if in_time else Fraction(1)

    def late_chances(self) -> dict[str, Fraction]:
        """`stay_late` of everybody."""
        return {person: self.stay_late(person) for person in self.stay}


@dataclass(frozen=True)
class Outcome:
    """How often, over simulations, the quotas, minimums and shares hold at the last meeting.

    `seats`: people drawn; `reserves`: length of the list; `met`: the mean share of quotas that hold; `people`: the mean
    number of people left. `sets` simulations.
    """

    seats: int
    reserves: int
    quotas: float
    minimums: float
    shares: float
    met: float
    people: float
    sets: int

    def reached(self, goal: Goal) -> float:
        """How often `goal` is reached."""
        return self.quotas if goal is Goal.QUOTAS else self.minimums

    def error(self, goal: Goal) -> float:
        """The standard error of `reached`."""
        probability = self.reached(goal)
        return float((probability * (1 - probability) / self.sets) ** 0.5)


def simulate(
    problem: Problem,
    draw: Problem,
    panels: Sequence[tuple[Sequence[str], Sequence[str]]],
    leaving: Leaving,
    stream: SeedStream,
    sets: int = SETS,
) -> Outcome:
    """The quotas of `problem` after drop-out of `panels` of `draw`, each with its reserves."""
    each = max(sets // len(panels), 1)
    counts = np.vstack([_counts(draw, panel, reserves, leaving, stream, each) for panel, reserves in panels])
    within, minimums, shares = held(problem, counts)
    return Outcome(
        seats=draw.seats,
        reserves=max(len(reserves) for _, reserves in panels),
        quotas=float(within.all(axis=1).mean()),
        minimums=float(minimums.mean()),
        shares=float(shares.mean()),
        met=float(within.mean()),
        people=float(counts[:, -1].mean()),
        sets=len(counts),
    )


def held(problem: Problem, counts: Floats) -> tuple[Bools, Bools, Bools]:
    """Of `counts` (S × V, the last all people): which quotas hold (S × V − 1), all minimums (S), all shares (S)."""
    bounds = Quotas.of_problem(problem)
    low, high, seats = bounds.low[:-1], bounds.high[:-1], counts[:, :-1]
    left = counts[:, -1:]
    within = (seats >= low) & (seats <= high)
    minimums = (seats >= low).all(axis=1)
    mixed = (seats >= np.floor(low * left / problem.seats)) & (seats <= np.ceil(high * left / problem.seats))
    return within, np.asarray(minimums), np.asarray(mixed.all(axis=1) & (left[:, 0] > 0))


def _counts(
    draw: Problem,
    panel: Sequence[str],
    reserves: Sequence[str],
    leaving: Leaving,
    stream: SeedStream,
    sets: int,
) -> Floats:
    """Counts (sets × V) of the people who are left."""
    in_time = _draws(stream, [leaving.stay_in_time(person) for person in panel], sets)
    late = _draws(stream, [leaving.stay_late(person) for person in panel], sets)
    rows = answer_rows(draw, panel)
    counts: Floats = (in_time & late).astype(float) @ rows
    if reserves:
        extra = answer_rows(draw, reserves)
        kept = in_time.astype(float) @ rows
        recourse = step_in(Quotas.of_problem(draw), kept, draw.seats - kept[:, -1], extra)
        stays = _draws(stream, [leaving.stay_late(person) for person in reserves], sets)
        counts += (recourse.inside & stays).astype(float) @ extra
    return counts


def _draws(stream: SeedStream, chances: Sequence[Fraction], sets: int) -> Bools:
    """Who stays: (sets × people), by `chances`."""
    limits = [int(chance * RESOLUTION) for chance in chances]
    return np.array([[stream.below(RESOLUTION) < limit for limit in limits] for _ in range(sets)], dtype=np.bool_)
