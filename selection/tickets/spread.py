"""The most random tickets among the fairest: people change places between tickets until nothing but chance is left.

Everybody's number of tickets is as near to M times the chance as whole numbers allow (`tickets`). Many lists of M
panels give everyone the same numbers; the one that a solver finds repeats a few odd panels. Spread takes it as the
start of a Markov chain over *all* such lists of M panels, whose only stationary distribution is the uniform one: the
list with the highest entropy, and by the conditional limit theorem (Csiszár 1984) each ticket is distributed as the
panel of highest entropy with these chances, P(S) ∝ Π_{i∈S} w_i, in the limit of many tickets. De Azevedo and Gölz
(Maximally random sortition, arXiv 2604.02712) sample that distribution by counting; a chain needs no counting, no
weights and no correction: everyone's number of tickets stays what it was.

The chain's moves exchange people between two tickets (`exchange`). A move and its opposite are equally likely to be
proposed and every quota is kept, so the uniform distribution is stationary. Everything is in whole numbers: the tickets
are the same on every machine.

How long: until a seat has had `TURNS` other kinds of people on average, or until seats have been visited `VISITS` times
together, where quotas leave hardly anyone free to move.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from selection.model.deadline import Deadline
from selection.model.problem import Problem
from selection.model.progress import Progress
from selection.tickets.exchanges import Exchange, make_pool
from selection.tickets.random_words import Words

#: How often the seats change hands between people with other answers, on average over seats.
TURNS = 12

#: The most visits to seats, all together: bounds the time.
VISITS = 60_000_000

#: So many rounds without any move are the end: nobody can move.
STILL = 64

#: Tickets that are mixed at the same time: bounds the memory. With more tickets they are dealt again so many times.
TOGETHER = 1024
DEALS = 4


def most_random(
    problem: Problem,
    tickets: Sequence[Sequence[str]],
    seed: bytes,
    progress: Progress,
    deadline: Deadline | None = None,
) -> tuple[list[list[str]], bool]:
    """Tickets (lists of ids, each a panel) → as many others in which everybody is as often; False if time ended it.

    Raises Cancelled.
    """
    deadline = deadline or Deadline()
    pool = make_pool(problem)
    place = {person: i for i, person in enumerate(problem.people)}
    seats = np.array([list(map(place.__getitem__, panel)) for panel in tickets], dtype=np.int64)
    words = Words(seed, "spread")
    blocks = -(-len(tickets) // TOGETHER)
    ended = True
    if problem.seats and len(tickets) > 1:
        deals = 1 if blocks == 1 else DEALS
        for deal in range(deals):
            order = words.order(len(tickets))
            for number, block in enumerate(np.array_split(order, blocks)):
                part = _Part(progress, deal * blocks + number, deals * blocks)
                exchange = Exchange(pool, seats[block], words)
                ended &= _mix(exchange, part, TURNS / deals, VISITS // (deals * blocks), deadline)
                seats[block] = exchange.seats
    ids = list(problem.people)
    return [sorted(ids[i] for i in panel) for panel in seats.tolist()], ended


class _Part:
    """Progress of one block as a part of the whole."""

    def __init__(self, progress: Progress, number: int, of: int) -> None:
        self._progress, self._number, self._of = progress, number, of

    def step(self, phase: str, done: int, total: int) -> None:
        self._progress.step(phase, self._number * total + done, self._of * total)


def _mix(exchange: Exchange, progress: Progress, turns: float, visits: int, deadline: Deadline) -> bool:
    """Rounds of exchanges until seats have changed hands often enough, or been visited, or nobody can move.

    False when the time was up before.
    """
    size = exchange.seats.size
    rounds, goal = max(1, visits // size), exchange.moved + turns * size
    still = 0
    for number in range(rounds):
        before = exchange.moved
        progress.step("spread", max(int((1 - (goal - before) / (turns * size)) * rounds), number), rounds)
        if deadline.passed():
            return False
        exchange.round()
        still = 0 if exchange.moved > before else still + 1
        if exchange.moved >= goal or still == STILL:
            break
    return True
