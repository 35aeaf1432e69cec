"""Pairs of tickets drawn anew: walks that pass through broken quotas and count only when they come out of them.

Two tickets share out the people of both. Some features are left out, and seats of the two whose people agree on the
others are matched, as in `exchanges`, once for a walk of T steps. A step exchanges the people of a random match,
whatever the quotas; with D the number of people by which the two tickets miss quotas, a step that adds d to D is
taken with probability √½^d (at most 1). This is Metropolis' rule: the walk is reversible, and as likely to go from
one way to share out the people to another as back, where D is 0 in both. So it is kept if D is 0 at the end, and
undone otherwise, and every list of tickets is as likely to be left as to be reached: the uniform distribution is
stationary.

With all features left out any seat may be matched with any other; how likely it is that a walk arrives anywhere in T
steps is another matter, which the figures of `spread` are about. T is drawn, not chosen by what the walk does.
"""

from __future__ import annotations

from math import isqrt

import numpy as np
from numpy.typing import NDArray

from selection.solving.polytope import Ints
from selection.tickets.exchanges import Exchange, Matches
from selection.tickets.random_words import Bits

#: T is 4, 8, … or 64, each as likely: short walks come out of broken quotas more often, long ones go further.
SHORTEST, LENGTHS = 4, 5

#: By the number of people that a step adds to D, up to the largest that matters: it is taken if a word of 32 bits is
#: below this.
TAKEN = np.array([isqrt(1 << (64 - d)) for d in range(64)], dtype=np.uint64)


def redraw(exchange: Exchange) -> None:
    """Pair the tickets at random and share out the people of each pair anew."""
    words, features = exchange.words, exchange.pool.rows.shape[1]
    order = words.order(len(exchange.seats))
    half = len(order) // 2
    a, b = order[:half], order[half : 2 * half]
    both = np.concatenate([a, b])
    seats, count = exchange.seats[both].copy(), exchange.count[both].copy()
    agreeing = tuple(sorted(words.order(features)[: words.below(features)].tolist())) if features else ()
    matches = exchange.match(a, b, exchange.code(agreeing))
    number = np.bincount(matches.pair, minlength=half)
    begin = np.cumsum(number) - number
    walking = np.flatnonzero(number)
    for _ in range(SHORTEST << words.below(LENGTHS)):
        drawn = words.words((2, len(walking)), 32)
        which = begin[walking] + ((drawn[0].astype(np.int64) * number[walking]) >> 32)
        _step(exchange, matches[which], drawn[1])
    broken = _misses(exchange, a) | _misses(exchange, b)
    undone = np.concatenate([broken, broken])
    _put_back(exchange, both[undone], seats[undone], count[undone])
    exchange.look(both)
    rows = exchange.pool.rows
    other = (rows[seats] != rows[exchange.seats[both]]).any(axis=2)
    exchange.moved += int(other.sum())
    exchange.still[both] &= ~other


def _step(exchange: Exchange, matches: Matches, words: Bits) -> None:
    """One step of each walk: one match of each pair."""
    adds = np.clip(_adds(exchange, matches), 0, len(TAKEN) - 1)
    taken = matches[words < TAKEN[adds]]
    exchange.recount(taken)
    exchange.swap(taken)


def _adds(exchange: Exchange, matches: Matches) -> Ints:
    """Returns what each exchange adds to D."""
    pool, count = exchange.pool, exchange.count
    i, j = pool.rows[exchange.seats[matches.a, matches.s]], pool.rows[exchange.seats[matches.b, matches.t]]
    total = np.zeros(i.shape, dtype=np.int64)
    for ticket, leave, come in ((matches.a, i, j), (matches.b, j, i)):
        fewer, more = count[ticket[:, None], leave], count[ticket[:, None], come]
        total += (fewer <= pool.lower[leave]).astype(np.int64) - (fewer > pool.upper[leave])
        total += (more >= pool.upper[come]).astype(np.int64) - (more < pool.lower[come])
    added: Ints = np.where(i != j, total, 0).sum(axis=1)
    return added


def _misses(exchange: Exchange, tickets: Ints) -> NDArray[np.bool_]:
    """Returns whether each ticket misses a quota."""
    count, pool = exchange.count[tickets], exchange.pool
    return np.asarray(((count < pool.lower) | (count > pool.upper)).any(axis=1))


def _put_back(exchange: Exchange, tickets: Ints, seats: Ints, count: Ints) -> None:
    """These tickets as they were."""
    home = exchange.pool.home
    exchange.present[tickets[:, None], home[exchange.seats[tickets]]] = False
    exchange.present[tickets[:, None], home[seats]] = True
    exchange.seats[tickets], exchange.count[tickets] = seats, count
