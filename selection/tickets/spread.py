"""The most random tickets among the fairest: people change places between tickets until nothing but chance is left.

Everybody's number of tickets is as near to M times the chance as whole numbers allow (`tickets`). Many lists of M
panels give everyone the same numbers; the one that a solver finds repeats a few odd panels. Spread takes it as the
start of a Markov chain over such lists of M panels. The uniform distribution is stationary for it: the one with the
highest entropy, and by the conditional limit theorem (Csiszár 1984) each ticket is then distributed as the panel of
highest entropy with these chances, P(S) ∝ Π_{i∈S} w_i, in the limit of many tickets. De Azevedo and Gölz (Maximally
random sortition, arXiv 2604.02712) sample that distribution by counting; a chain needs no counting, no weights and no
correction: everyone's number of tickets stays what it was.

The chain's moves exchange people between two tickets (`exchanges`) and, once in REDRAWN rounds, share out the people of
two tickets anew (`redraws`). A move and its opposite are equally likely and every quota is kept, so the uniform
distribution is stationary. Everything is in whole numbers: the tickets are the same on every machine.

How long: until a seat has had `TURNS` other kinds of people on average, or until seats have been visited `VISITS` times
together, where quotas leave hardly anyone free to move.

*How far it mixed* is measured, not proven. That uniform is the only stationary distribution would need every list to be
reachable: here that is so for what moves of two tickets reach, and within so many rounds only for what they reach
easily. `Mixing` says what can be seen: seats that never had anybody with other answers, and how much two independent
walks from the same start still have in common. Neither being near 0 proves that the chain has seen all there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from selection.model.deadline import Deadline
from selection.model.problem import Problem
from selection.model.progress import Progress
from selection.solving.polytope import Ints
from selection.tickets.exchanges import Exchange, make_pool
from selection.tickets.random_words import Words
from selection.tickets.redraws import redraw

#: How often the seats change hands between people with other answers, on average over seats.
TURNS = 12

#: The most visits to seats, all together: bounds the time.
VISITS = 60_000_000

#: Once in so many rounds pairs of tickets are drawn anew.
REDRAWN = 4

#: So many rounds without any move are the end: nobody can move.
STILL = 64

#: Tickets that are mixed at the same time: bounds the memory. With more tickets they are dealt again so many times.
TOGETHER = 1024
DEALS = 4


@dataclass(frozen=True)
class Mixing:
    """`still`: the share of seats that never had a person with other answers, forced ones among them.

    `memory`: what two independent walks from the same start have in common, 0 as two tickets have on average, 1 all of
    it; of up to TOGETHER tickets. `to_the_end`: nothing but the time ended the walk.
    """

    still: float
    memory: float
    to_the_end: bool


def most_random(
    problem: Problem,
    tickets: Sequence[Sequence[str]],
    seed: bytes,
    progress: Progress,
    deadline: Deadline | None = None,
) -> tuple[list[list[str]], Mixing]:
    """Tickets (lists of ids, each a panel) → as many others in which everybody is as often, and how far they mixed.

    Raises Cancelled.
    """
    deadline = deadline or Deadline()
    pool = make_pool(problem)
    place = {person: i for i, person in enumerate(problem.people)}
    seats = np.array([list(map(place.__getitem__, panel)) for panel in tickets], dtype=np.int64)
    words, again = Words(seed, "spread"), Words(seed, "spread/again")
    blocks = -(-len(tickets) // TOGETHER)
    still, memory, ended = np.ones(seats.shape, dtype=bool), 1.0, True
    if problem.seats and len(tickets) > 1:
        deals = 1 if blocks == 1 else DEALS
        parts, turns, visits = deals * blocks + 1, TURNS / deals, VISITS // (deals * blocks)
        for deal in range(deals):
            order = words.order(len(tickets))
            for number, block in enumerate(np.array_split(order, blocks)):
                exchange = Exchange(pool, seats[block], words)
                part = _Part(progress, deal * blocks + number, parts)
                ended &= _mix(exchange, part, turns, visits, deadline)
                if not deal + number:
                    other = Exchange(pool, seats[block], again)
                    ended &= _mix(other, _Part(progress, parts - 1, parts), turns, visits, deadline)
                    memory = _in_common(exchange.seats, other.seats, len(place))
                seats[block] = exchange.seats
                still[block] &= exchange.still
    ids = list(problem.people)
    mixing = Mixing(float(still.mean()) if still.size else 1.0, memory, ended)
    return [sorted(ids[i] for i in panel) for panel in seats.tolist()], mixing


def _in_common(one: Ints, other: Ints, people: int) -> float:
    """How many people tickets of the same number share, as a part of what they can, beyond any two tickets of both.

    With c_i the tickets of person i any two share Σ c_i² / M² people on average. 1 where all tickets are the same.
    """
    M, k = one.shape
    shared = sum(len(np.intersect1d(a, b, assume_unique=True)) for a, b in zip(one, other, strict=True)) / M
    counts = np.bincount(one.ravel(), minlength=people)
    any_two = int((counts * counts).sum()) / M**2
    return 1.0 if any_two == k else (shared - any_two) / (k - any_two)


class _Part:
    """Progress of one block as a part of the whole."""

    def __init__(self, progress: Progress, number: int, blocks: int) -> None:
        self._progress, self._number, self._blocks = progress, number, blocks

    def step(self, phase: str, done: int, total: int) -> None:
        self._progress.step(phase, self._number * total + done, self._blocks * total)


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
        if number % REDRAWN == REDRAWN - 1:
            redraw(exchange)
        still = 0 if exchange.moved > before else still + 1
        if exchange.moved >= goal or still == STILL:
            break
    return True
