"""Tickets whose numbers per person are within a band: a person takes another's seat on a ticket, inside the quotas.

Somebody with too many tickets gives one to whoever can have one more, on a ticket where that keeps every quota;
somebody with too few gets one from whoever can do with one less. Exchanges in between mix the tickets, so that sooner
or later there is one where it fits, nearly always.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from selection.exchange import Exchange
from selection.polytope import Ints
from selection.progress import Progress
from selection.words import Words

#: So many people are asked for a ticket before the next sweep.
TRIED = 30

#: After so many sweeps what is left stays as it is.
SWEEPS = 60


def settle(exchange: Exchange, least: Ints, most: Ints, words: Words, progress: Progress) -> None:
    """Bring each person i's number of tickets between `least[i]` and `most[i]`, as far as it goes. Raises Cancelled."""
    number: Ints = np.bincount(exchange.seats.ravel(), minlength=len(least))
    for sweep in range(SWEEPS):
        outside = np.flatnonzero((number < least) | (number > most))
        if not len(outside):
            break
        progress.step("tickets", sweep, SWEEPS)
        exchange.round()
        for i in outside.tolist():
            if number[i] > most[i]:
                _give(exchange, i, _people(number < least, number < most), number, words)
            elif number[i] < least[i]:
                _take(exchange, i, _people(number > most, number > least), number, words)


def _people(*which: NDArray[np.bool_]) -> list[Ints]:
    return [np.flatnonzero(some) for some in which]


def _give(exchange: Exchange, i: int, takers: list[Ints], number: Ints, words: Words) -> None:
    """One of person i's tickets goes to one of `takers`, the first of them if possible."""
    ticket, seat = np.nonzero(exchange.seats == i)
    for people in takers:
        at, who = np.nonzero(exchange.takers(ticket, i, people))
        if len(at):
            chosen = words.below(len(at))
            _hand_over(exchange, int(ticket[at[chosen]]), int(seat[at[chosen]]), int(people[who[chosen]]), number)
            return


def _take(exchange: Exchange, j: int, givers: list[Ints], number: Ints, words: Words) -> None:
    """Person j gets a ticket of one of `givers`, the first of them if possible; some tickets are looked at."""
    for people in givers:
        for i in people[words.order(len(people))][:TRIED].tolist():
            ticket, seat = np.nonzero(exchange.seats == i)
            at = np.flatnonzero(exchange.takers(ticket, i, np.array([j]))[:, 0])
            if len(at):
                chosen = at[words.below(len(at))]
                _hand_over(exchange, int(ticket[chosen]), int(seat[chosen]), j, number)
                return


def _hand_over(exchange: Exchange, ticket: int, seat: int, j: int, number: Ints) -> None:
    number[exchange.seats[ticket, seat]] -= 1
    number[j] += 1
    exchange.replace(ticket, seat, j)
