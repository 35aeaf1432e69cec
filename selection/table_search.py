"""The search behind `selection.tables`: a net, trades for balance, pinned chairs, exchanges for the rest.

Budgets are numbers of steps derived from the size of the request, never a clock, so that a slow machine gives the same
seating as a fast one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from selection.nets import Ints, best_net
from selection.progress import Progress, Silent
from selection.seating import LOCK_COST, Bath, Bools, Seating
from selection.seed import SeedStream

#: Elementary operations for all trades, and for the exchanges of one search: about two seconds each.
TRADE_BUDGET = 60_000_000
EXCHANGE_BUDGET = 350_000_000
#: Never more steps than these times the people, and the people times the rounds: small requests are quick.
TRADES_PER_PERSON = 150
EXCHANGES_PER_CHAIR = 60
#: The x of trades, and of exchanges that keep a good seating good or begin warm enough to forget it: from, to.
TRADE = (Fraction(85, 100), Fraction(2, 10))
TRADE_AGAIN = (Fraction(6, 10), Fraction(2, 10))
COOL = (Fraction(6, 10), Fraction(1, 10))
WARM = (Fraction(85, 100), Fraction(4, 10))
#: Weight of a repeat and of one squared person out of range, when meetings and when balance come first.
WEIGHTS = {True: (4, 1), False: (1, 3)}
#: Steps between two temperatures and two words of progress.
STRIDE = 64


def search(
    chairs: Ints,
    tables: int,
    values: Ints,
    kinds: int,
    bound: int,
    meetings_first: bool,
    seed: bytes,
    progress: Progress | None = None,
) -> Seating:
    """A seating with everybody of `chairs` (rounds × n, −1 for free) on their chair, by the order of preference."""
    run = _Search(chairs, tables, values, kinds, meetings_first, seed, progress or Silent())
    goal = bound if meetings_first else 0
    seating = run.from_net(goal)
    if run.rank(seating)[0] > goal:
        seating = min(seating, run.exchange(seating, "warm", WARM, EXCHANGE_BUDGET, goal), key=run.rank)
    return seating


class _Search:
    """One request; every phase draws from its own seed stream."""

    def __init__(
        self, chairs: Ints, tables: int, values: Ints, kinds: int, meetings_first: bool, seed: bytes, progress: Progress
    ) -> None:
        self._chairs, self._tables, self._values, self._kinds = chairs, tables, values, kinds
        self._rounds, self._n = chairs.shape
        self._meetings_first = meetings_first
        self._alpha, self._beta = WEIGHTS[meetings_first]
        self._seed, self._progress = seed, progress

    def rank(self, seating: Seating) -> tuple[int, int]:
        """What is compared: repeats and Σ dist², in the order of preference."""
        repeats, distance = seating.repeats, int((seating.outside**2).sum())
        return (repeats, distance) if self._meetings_first else (distance, repeats)

    def from_net(self, goal: int) -> Seating:
        """Net, trades, pins, exchanges; fewer of these when what comes first can't be improved any more."""
        seats = best_net(self._n, self._tables, self._rounds)
        free = np.zeros(seats.shape, dtype=np.bool_)
        for seat, chair in zip(seats, self._chairs, strict=True):
            self._label(seat, chair)
        seating = Seating(seats, self._tables, self._values, self._kinds, free)
        self._trade(seating, "trade", TRADE, 1)
        if self._missed(seating.seats).any():
            for r in range(self._rounds):
                self._renumber(seating, r)
            self._trade(seating, "trade again", TRADE_AGAIN, 2)
        self._sit(seating)
        done = self.rank(seating)[0] <= goal
        return self.exchange(seating, "cool", COOL, EXCHANGE_BUDGET // (4 if done else 1), goal)

    def _label(self, seat: Ints, chair: Ints) -> None:
        """Swap numbers of tables so that nowhere more people must sit than there are chairs."""
        for t in range(self._tables):
            sizes = np.bincount(seat, minlength=self._tables)
            must = np.bincount(chair[chair >= 0], minlength=self._tables)
            if must[t] > sizes[t]:
                u = next(u for u in range(self._tables) if sizes[u] >= must[t] and must[u] <= sizes[t])
                here, there = seat == t, seat == u
                seat[here], seat[there] = u, t

    def _steps(self, name: str, steps: int, x: tuple[Fraction, Fraction]) -> Iterator[tuple[Bath, SeedStream]]:
        """`steps` times a bath whose x goes in a straight line."""
        hot, cold = x
        stream = SeedStream(self._seed, f"tables/{name}")
        bath = Bath(stream)
        for step in range(steps):
            if step % STRIDE == 0:
                bath.cool((hot * (steps - step) + cold * step) / steps)
                self._progress.step("tables", step, steps)
            yield bath, stream

    def _trade(self, seating: Seating, name: str, x: tuple[Fraction, Fraction], share: int) -> None:
        """Exchange people in all rounds at once, for balance and pinned chairs; 1 / `share` of the budget."""
        locks = bool((self._chairs >= 0).any())
        if not seating.outside.any() and not self._missed(seating.seats).any():
            return
        step_cost = 1500 + self._rounds * self._n * max(1, self._values.shape[1])
        steps = min(TRADE_BUDGET // step_cost, TRADES_PER_PERSON * self._n) // share
        allowed = np.ones(self._n, dtype=np.bool_)
        for bath, stream in self._steps(name, steps, x):
            i = stream.below(self._n)
            change = seating.cost_of_balance(slice(None), i)
            if locks:
                change += LOCK_COST * self._cost_of_locks(seating.seats, i)
            allowed[i] = False
            j = bath.choose(change, allowed)
            allowed[i] = True
            if j >= 0:
                seating.trade(i, j)
                if not seating.outside.any() and not self._missed(seating.seats).any():
                    return

    def _renumber(self, seating: Seating, r: int) -> None:
        """Swap numbers of tables in round r while that puts more people on their settled chair."""
        seat, chair = seating.seats[r], self._chairs[r]
        settled = np.flatnonzero(chair >= 0)
        must = np.bincount(chair[settled], minlength=self._tables)
        while True:
            wants = np.zeros((self._tables, self._tables), dtype=np.int64)  # sits at, must sit at
            np.add.at(wants, (seat[settled], chair[settled]), 1)
            sizes = np.bincount(seat, minlength=self._tables)
            kept = np.diag(wants)
            gain = wants + wants.T - kept[:, None] - kept[None, :]
            gain[(must[:, None] > sizes[None, :]) | (must[None, :] > sizes[:, None])] = 0
            t, u = divmod(int(gain.argmax()), self._tables)
            if gain[t, u] <= 0:
                return
            seating.relabel(r, t, u)

    def _cost_of_locks(self, seats: Ints, i: int) -> Ints:
        """How many more settled chairs are missed when i and j trade, for every j."""
        mine, must = self._chairs[:, i, None], self._chairs
        i_there = ((mine >= 0) & (mine != seats)).sum(axis=0)
        j_here = ((must >= 0) & (must != seats[:, i, None])).sum(axis=0)
        now = self._missed(seats)
        change: Ints = i_there + j_here - now - now[i]
        return change

    def _missed(self, seats: Ints) -> Ints:
        """In how many rounds each person isn't on their settled chair."""
        missed: Ints = ((self._chairs >= 0) & (self._chairs != seats)).sum(axis=0)
        return missed

    def _sit(self, seating: Seating) -> None:
        """Put everybody on their settled chair, each time in exchange for whoever costs the least; then lock it."""
        for r, chair in enumerate(self._chairs):
            for i in np.flatnonzero(chair >= 0):
                if seating.seats[r, i] != chair[i]:
                    change = self._cost(seating, r, int(i))
                    there = np.flatnonzero((seating.seats[r] == chair[i]) & (chair != chair[i]))
                    seating.exchange(r, int(i), int(there[change[there].argmin()]))
        seating.locked |= self._chairs >= 0

    def _cost(self, seating: Seating, r: int, i: int) -> Ints:
        cost = self._alpha * seating.cost_of_repeats(r, i)
        if self._kinds:
            cost = cost + self._beta * seating.cost_of_balance(slice(r, r + 1), i)
        return cost

    def exchange(self, start: Seating, name: str, x: tuple[Fraction, Fraction], budget: int, goal: int) -> Seating:
        """Exchange chairs in single rounds; the best seating seen at the end of a stride."""
        seating = Seating(start.seats, self._tables, self._values, self._kinds, start.locked)
        best, seats = self.rank(seating), seating.seats.copy()
        free = [np.flatnonzero(~locked) for locked in seating.locked]
        rounds = [r for r in range(self._rounds) if len(free[r]) > 1 and self._tables > 1]
        steps = min(budget // (12_000 + self._n * self._n), EXCHANGES_PER_CHAIR * self._n * self._rounds)
        if not rounds or best <= (goal, 0):
            return seating
        for step, (bath, stream) in enumerate(self._steps(name, steps, x), 1):
            r = rounds[stream.below(len(rounds))]
            i = int(free[r][stream.below(len(free[r]))])
            allowed: Bools = (seating.seats[r] != seating.seats[r, i]) & ~seating.locked[r]
            j = bath.choose(self._cost(seating, r, i), allowed)
            if j >= 0:
                seating.exchange(r, i, j)
            if (step % STRIDE == 0 or step == steps) and (rank := self.rank(seating)) < best:
                best, seats = rank, seating.seats.copy()
                if best <= (goal, 0):
                    break
        return Seating(seats, self._tables, self._values, self._kinds, seating.locked)
