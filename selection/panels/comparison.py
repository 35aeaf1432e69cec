"""Four answers to drop-out beside each other: nothing, reserves, more people, and both.

With room for `extra` people beside the seats:

    nothing      the draw as it is
    reserves     the draw as it is, and a list of `extra` reserves for those who leave in time
    more people  the draw of `selection.panels.overrecruitment` with up to `extra` more people, and no reserves
    both         a draw with some more people, for those who leave late, and reserves: together `extra`

How `extra` is divided is tried in a few ways; the best is simulated again with fresh drop-outs. Where more people make
the goal rarer the draw stays as it is. Each is simulated over panels of its lottery (`selection.panels.last_meeting`).
Beside it stands the largest probability that any panel, however it is drawn, can reach
(`selection.panels.dropout_bound`): without reserves, and with reserves, who fill every empty seat in the best way until
nobody can step in any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from selection.model.errors import InputError
from selection.model.problem import Problem
from selection.model.progress import Progress, Silent
from selection.model.seed import SeedStream
from selection.panels.alternates import find_reserves
from selection.panels.dropout import Dropout
from selection.panels.dropout_bound import Goal, largest_probability
from selection.panels.last_meeting import PANELS, PANELS_WITH_RESERVES, Leaving, Outcome, simulate
from selection.panels.overrecruitment import Plan, overrecruit
from selection.tickets.lottery import Lottery, find_lottery

#: More extra people than this many times the seats are refused: nobody means that.
MOST_EXTRA = 2
#: Parts of `extra` that are tried as more people, the rest as reserves; and how surely these people should do.
PARTS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
SURE = 0.9999


@dataclass(frozen=True)
class Wish:
    """What is asked: `goal` with probability `hold` and up to `extra` people. `late`: see `last_meeting`."""

    extra: int
    hold: float = 0.95
    goal: Goal = Goal.MINIMUMS
    late: Fraction = Fraction(1, 4)

    def check(self, problem: Problem) -> None:
        """Raises InputError for what makes no sense."""
        limits = (
            ("extra", self.extra, 0 <= self.extra <= MOST_EXTRA * problem.seats, f"0 to {MOST_EXTRA * problem.seats}"),
            ("hold", self.hold, 0 < self.hold < 1, "more than 0 and less than 1"),
            ("late", float(self.late), 0 <= self.late <= 1, "from 0 to 1"),
        )
        for name, value, sensible, range_ in limits:
            if not sensible:
                raise InputError("bad_argument", argument=name, value=value, reason=f"must be {range_}")


@dataclass(frozen=True)
class Comparison:
    """`plan`: the draw with more people. `bound`: no panel reaches the goal more often; so too with reserves."""

    plan: Plan
    nothing: Outcome
    reserves: Outcome
    more_people: Outcome
    both: Outcome
    bound: float
    bound_with_reserves: float


def compare(
    problem: Problem,
    wish: Wish,
    dropout: Dropout,
    seed: bytes | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Returns the plan and the figures. Raises InputError, NoPanelError, SolverError, Cancelled."""
    wish.check(problem)
    return _Comparing(problem, wish, dropout, seed or bytes.fromhex(problem.sha256()), progress or Silent()).run()


class _Comparing:
    def __init__(self, problem: Problem, wish: Wish, dropout: Dropout, seed: bytes, progress: Progress) -> None:
        self._problem, self._wish, self._dropout = problem, wish, dropout
        self._seed, self._progress = seed, progress
        self._leaving = Leaving.of_problem(problem, dropout, wish.late)

    def run(self) -> Comparison:
        problem, wish, leaving = self._problem, self._wish, self._leaving
        most = problem.seats + wish.extra
        plan = overrecruit(problem, wish.hold, most, leaving.stay, wish.goal, self._seed, self._progress)
        as_it_is = self._lottery(problem)
        nothing = self._outcome("nothing", as_it_is, 0)
        more_people = self._outcome("more people", self._lottery(plan.problem), 0)
        if more_people.reached(wish.goal) < nothing.reached(wish.goal):
            plan = Plan(problem, nothing.reached(wish.goal), nothing.error(wish.goal))
            more_people = nothing
        return Comparison(
            plan=plan,
            nothing=nothing,
            reserves=self._outcome("reserves", as_it_is, wish.extra),
            more_people=more_people,
            both=self._both(),
            bound=largest_probability(problem, leaving.stay, most, wish.goal),
            bound_with_reserves=largest_probability(problem, leaving.late_chances(), most, wish.goal),
        )

    def _both(self) -> Outcome:
        """The best of a few ways to divide the extra people, on fresh drop-outs."""
        problem, wish, late = self._problem, self._wish, self._leaving.late_chances()
        ways = []
        for people in sorted({int(wish.extra * part) for part in PARTS}):
            most = problem.seats + people
            draw = overrecruit(problem, SURE, most, late, wish.goal, self._seed, self._progress).problem
            lottery, reserves = self._lottery(draw), wish.extra - (draw.seats - problem.seats)
            ways.append((self._outcome(f"try {people}", lottery, reserves).reached(wish.goal), reserves, lottery))
        _, reserves, lottery = max(ways, key=lambda way: way[:2])
        return self._outcome("both", lottery, reserves)

    def _lottery(self, draw: Problem) -> Lottery:
        return find_lottery(draw, seed=self._seed, progress=self._progress)

    def _outcome(self, name: str, lottery: Lottery, reserves: int) -> Outcome:
        """What is left of panels of `lottery`, drawn as its tickets are."""
        stream = SeedStream(self._seed, f"last meeting/{name}")
        count = PANELS_WITH_RESERVES if reserves else PANELS
        tickets = [lottery.tickets[stream.below(len(lottery.tickets))] for _ in range(count)]
        panels = [lottery.panels[ticket] for ticket in tickets]
        lists = [self._reserves(lottery.problem, panel, reserves) for panel in panels]
        pairs = list(zip(panels, lists, strict=True))
        return simulate(self._problem, lottery.problem, pairs, self._leaving, stream)

    def _reserves(self, draw: Problem, panel: Sequence[str], count: int) -> tuple[str, ...]:
        """A list for `panel`, shorter where the pool has fewer people left."""
        if not count or len(panel) == len(draw.people):
            return ()
        return find_reserves(draw, panel, count, self._seed, self._dropout, self._progress).ids
