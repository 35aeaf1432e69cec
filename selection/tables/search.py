"""The search behind `selection.tables.plan`: a net, trades for balance, pinned chairs, exchanges for the rest.

Budgets are numbers of steps derived from the size of the request, never a clock, so that a slow machine gives the same
seating as a fast one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from selection.model.progress import Progress, Silent
from selection.model.seed import SeedStream
from selection.tables.affine_nets import Ints, best_net, table_sizes
from selection.tables.heat_bath import Bath
from selection.tables.seating import Bools, Seating

#: Elementary operations for all trades, and for the exchanges of one search: about two seconds each.
TRADE_BUDGET = 60_000_000
EXCHANGE_BUDGET = 350_000_000
#: For one that starts warm: only small requests gain by forgetting the net.
WARM_BUDGET = EXCHANGE_BUDGET // 4
#: Never more steps than these times the people, and the people times the rounds: small requests are quick.
TRADES_PER_PERSON = 150
EXCHANGES_PER_CHAIR = 60
#: Steps per settled chair to bring everybody to theirs: many times what is needed.
SETTLING = 50
#: The x of trades, and of exchanges that keep a good seating good or begin warm enough to forget it: from, to.
TRADE = (Fraction(85, 100), Fraction(2, 10))
SETTLE = (Fraction(1, 20), Fraction(1, 20))
COOL = (Fraction(6, 10), Fraction(1, 10))
WARM = (Fraction(85, 100), Fraction(4, 10))
#: Weight of a repeat and of one squared person out of range, when meetings and when balance come first.
WEIGHTS = {True: (4, 1), False: (1, 3)}
#: Steps between two temperatures and two words of progress.
STRIDE = 64


@dataclass(frozen=True)
class Asked:
    """What a search is for. Shapes: rounds × n for chairs, −1 for free; n × features for `values`.

    chairs: pins. placed: pins and a table for every group in every round. groups: people who stay together.
    """

    chairs: Ints
    placed: Ints
    groups: Sequence[Sequence[int]]
    tables: int
    values: Ints
    kinds: int
    meetings_first: bool


def search(asked: Asked, bound: int, seed: bytes, progress: Progress | None = None) -> Seating:
    """Returns a seating with everybody on their settled chair and groups together, best by the order of preference."""
    run = _Search(asked, seed, progress or Silent())
    goal = bound if asked.meetings_first else 0
    seating = run.from_net(goal)
    if run.rank(seating)[0] > goal:
        seating = min(seating, run.exchange(seating, "warm", WARM, WARM_BUDGET, goal), key=run.rank)
    return seating


class _Search:
    """One request; every phase draws from its own seed stream."""

    def __init__(self, asked: Asked, seed: bytes, progress: Progress) -> None:
        self._chairs, self._groups = asked.chairs, asked.groups
        self._placed, self._tables, self._values, self._kinds = asked.placed, asked.tables, asked.values, asked.kinds
        self._rounds, self._n = asked.chairs.shape
        self._meetings_first = asked.meetings_first
        self._alpha, self._beta = WEIGHTS[asked.meetings_first]
        self._seed, self._progress = seed, progress

    def rank(self, seating: Seating) -> tuple[int, int]:
        """Returns what is compared: repeats and Σ dist², in the order of preference."""
        repeats, distance = seating.repeats, int((seating.outside**2).sum())
        return (repeats, distance) if self._meetings_first else (distance, repeats)

    def from_net(self, goal: int) -> Seating:
        """Net, trades, pins, exchanges; fewer of these when what comes first can't be improved any more."""
        seats = self._start()
        if seats is None:  # groups that a net can't hold: each gets a table per round beforehand
            self._chairs, self._groups = self._placed, ()
            seats = self._start()
        assert seats is not None
        seating = Seating(seats, self._tables, self._values, self._kinds, self._grouped())
        self._settle(seating)
        self._trade(seating)
        self._sit(seating)
        done = self.rank(seating)[0] <= goal
        return self.exchange(seating, "cool", COOL, EXCHANGE_BUDGET // (4 if done else 1), goal)

    def _start(self) -> Ints | None:
        """Returns the best net, its tables numbered to make room for pins; None if they don't suit groups and pins."""
        together = sorted(self._groups, key=len, reverse=True)
        alone = np.flatnonzero(~self._grouped()[0])
        sizes = [*(len(people) for people in together), *(1 for _ in alone)]
        net = best_net(np.array(sizes), self._tables, self._rounds, self._seed)
        seats = np.empty((self._rounds, self._n), dtype=np.int64)
        for point, people in enumerate([*together, *([int(i)] for i in alone)]):
            seats[:, np.array(people)] = net[:, [point]]
        least, most = table_sizes(self._n, self._tables)
        for seat, chair in zip(seats, self._chairs, strict=True):
            sizes_now = np.bincount(seat, minlength=self._tables)
            if sizes_now.min() < least or sizes_now.max() > most or not self._number(seat, chair):
                return None
        return seats

    def _grouped(self) -> Bools:
        """Returns who belongs to a group, for every round."""
        grouped = np.zeros((self._rounds, self._n), dtype=np.bool_)
        grouped[:, [i for people in self._groups for i in people]] = True
        return grouped

    def _room(self, seat: Ints, chair: Ints) -> Ints:
        """Returns the chairs per table that groups without a settled table leave."""
        taken = self._grouped()[0] & (chair < 0)
        room: Ints = np.bincount(seat[~taken], minlength=self._tables)
        return room

    def _number(self, seat: Ints, chair: Ints) -> bool:
        """Swaps numbers of tables until each has a chair for whoever must sit there. Returns whether that worked."""
        must = np.bincount(chair[chair >= 0], minlength=self._tables)
        for t in range(self._tables):
            room = self._room(seat, chair)
            if must[t] > room[t]:
                fits = np.flatnonzero((room >= must[t]) & (must <= room[t]))
                if not len(fits):
                    return False
                left, joined = seat == t, seat == fits[0]
                seat[left], seat[joined] = fits[0], t
        return True

    def _steps(self, name: str, steps: int, x: tuple[Fraction, Fraction]) -> Iterator[tuple[Bath, SeedStream]]:
        """Yields a bath `steps` times, its x on a straight line."""
        hot, cold = x
        stream = SeedStream(self._seed, f"tables/{name}")
        bath = Bath(stream)
        for step in range(steps):
            if step % STRIDE == 0:
                bath.cool((hot * (steps - step) + cold * step) / steps)
                self._progress.step("tables", step, steps)
            yield bath, stream

    def _settle(self, seating: Seating) -> None:
        """Brings people to their settled chairs in ways that keep who meets whom: while somebody misses one, exchange
        people in all rounds at once, or the numbers of two tables, by how many more or fewer miss theirs then.
        """
        free = ~self._grouped()[0]
        steps = SETTLING * int((self._chairs >= 0).sum())
        for bath, stream in self._steps("settle", steps, SETTLE):
            missing = np.argwhere((self._chairs >= 0) & (self._chairs != seating.seats))
            if not len(missing):
                return
            r, i = missing[stream.below(len(missing))].tolist()
            left, joined = int(seating.seats[r, i]), int(self._chairs[r, i])
            number, fits = self._cost_of_relabel(seating.seats[r], self._chairs[r], left, joined)
            allowed = np.append(free & free[i] & (seating.seats != seating.seats[:, [i]]).any(axis=0), fits)
            j = bath.choose(np.append(self._cost_of_locks(seating.seats, i), number), allowed)
            if j == self._n:
                seating.relabel(r, left, joined)
            elif j >= 0:
                seating.trade(i, j)

    def _cost_of_relabel(self, seat: Ints, chair: Ints, t: int, u: int) -> tuple[int, bool]:
        """Returns how many more settled chairs are missed when t and u swap numbers, and whether both have room."""
        wants = {(a, b): int(((seat == a) & (chair == b)).sum()) for a in (t, u) for b in (t, u)}
        must, room = np.bincount(chair[chair >= 0], minlength=self._tables), self._room(seat, chair)
        change = wants[t, t] + wants[u, u] - wants[t, u] - wants[u, t]
        return change, bool(must[t] <= room[u] and must[u] <= room[t])

    def _trade(self, seating: Seating) -> None:
        """Exchanges people in all rounds at once for balance, where nobody loses a settled chair."""
        locks = bool((self._chairs >= 0).any())
        step_cost = 1500 + self._rounds * self._n * max(1, self._values.shape[1])
        steps = min(TRADE_BUDGET // step_cost, TRADES_PER_PERSON * self._n)
        people = np.flatnonzero(~self._grouped()[0])
        if not len(people) or not seating.outside.any():
            return
        for bath, stream in self._steps("trade", steps, TRADE):
            i = int(people[stream.below(len(people))])
            allowed = ~self._grouped()[0]
            allowed[i] = False
            if locks:
                allowed &= self._cost_of_locks(seating.seats, i) <= 0
            j = bath.choose(seating.cost_of_balance(slice(None), i), allowed)
            if j >= 0:
                seating.trade(i, j)
                if not seating.outside.any():
                    return

    def _cost_of_locks(self, seats: Ints, i: int) -> Ints:
        """Returns how many more settled chairs are missed when i and j trade, for every j."""
        mine, must = self._chairs[:, i, None], self._chairs
        i_there = ((mine >= 0) & (mine != seats)).sum(axis=0)
        j_here = ((must >= 0) & (must != seats[:, i, None])).sum(axis=0)
        now = self._missed(seats)
        change: Ints = i_there + j_here - now - now[i]
        return change

    def _missed(self, seats: Ints) -> Ints:
        """Returns in how many rounds each person isn't on their settled chair."""
        missed: Ints = ((self._chairs >= 0) & (self._chairs != seats)).sum(axis=0)
        return missed

    def _sit(self, seating: Seating) -> None:
        """Puts everybody on their settled chair, in exchange for whoever costs the least, and locks it."""
        grouped = self._grouped()[0]
        for r, chair in enumerate(self._chairs):
            for i in np.flatnonzero(chair >= 0):
                if seating.seats[r, i] != chair[i]:
                    change = self._cost(seating, r, int(i))
                    joined = np.flatnonzero(
                        (seating.seats[r] == chair[i]) & (chair != chair[i]) & ~(grouped & (chair < 0))
                    )
                    seating.exchange(r, int(i), int(joined[change[joined].argmin()]))
        seating.locked |= self._chairs >= 0

    def _cost(self, seating: Seating, r: int, i: int) -> Ints:
        cost = self._alpha * seating.cost_of_repeats(r, i)
        if self._kinds:
            cost = cost + self._beta * seating.cost_of_balance(slice(r, r + 1), i)
        return cost

    def exchange(self, start: Seating, name: str, x: tuple[Fraction, Fraction], budget: int, goal: int) -> Seating:
        """Exchanges chairs in single rounds. Returns the best seating seen at the end of a stride."""
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
