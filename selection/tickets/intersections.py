"""Two-feature intersections on the tickets: people with value v of one feature and w of another, N_vw to a ticket."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from selection.model.problem import Problem
from selection.solving.polytope import Floats, Ints

Tickets = Sequence[Sequence[str]]

#: Frequencies handled at a time: bounds the memory.
FREQUENCIES = 32


def places(problem: Problem, tickets: Tickets) -> Ints:
    """Returns the people on each ticket (M × k) by their place in `problem`."""
    place = {person: i for i, person in enumerate(problem.people)}
    return np.array([list(map(place.__getitem__, panel)) for panel in tickets], dtype=np.int64)


class Tables:
    """The two-way tables of all pairs of features on tickets whose people are `seats` (M × k, see `places`), M > 0."""

    def __init__(self, problem: Problem, seats: Ints) -> None:
        columns = zip(*map(problem.own_answers, problem.people), strict=True)
        self._codes = [np.unique(np.array(column), return_inverse=True)[1] for column in columns]
        self._places = seats
        self._chance = np.bincount(seats.ravel(), minlength=len(problem.people)) / len(seats)

    def distances(self) -> tuple[float, float]:
        """Returns two means over pairs of features, each from 0 to 1; 0 without a pair.

        How far a ticket is from the mean: over tickets, ½ Σ_vw |N_vw − E N_vw| / k.

        How unlike what the chances alone give: the distribution of N_vw over the tickets beside its distribution if
        everybody were drawn independently with the same chance, ½ Σ_s |P(N_vw = s) − P°(N_vw = s)|, over
        intersections weighted by E N_vw.
        """
        pairs = [(self._from_mean(N), self._unlike_chance(N, cell)) for N, cell in self._tables()]
        return (
            (0.0, 0.0) if not pairs else (float(np.mean([d for d, _ in pairs])), float(np.mean([u for _, u in pairs])))
        )

    def _from_mean(self, N: Ints) -> float:
        return float(np.abs(N - N.mean(axis=0)).sum()) / (2 * max(1, self._places.size))

    def _unlike_chance(self, N: Ints, cell: Ints) -> float:
        expected = independent(self._chance, cell, N.shape[1], int(N.max(initial=0)))
        shares = np.array([np.bincount(column, minlength=expected.shape[1]) for column in N.T]) / len(N)
        apart = np.abs(shares - expected).sum(axis=1) / 2
        return float(N.mean(axis=0) @ apart) / float(max(1, self._places.shape[1]))

    def _tables(self) -> Iterator[tuple[Ints, Ints]]:
        """For each pair of features N (M × intersections) and the intersection of each person."""
        M = len(self._places)
        for one, other in combinations(self._codes, 2):
            cell = one * (int(other.max()) + 1) + other
            cells = int(cell.max()) + 1
            N = np.bincount((cell[self._places] + cells * np.arange(M)[:, None]).ravel(), minlength=M * cells)
            yield N.reshape(M, cells), cell


def independent(chance: Floats, cell: Ints, cells: int, most: int) -> Floats:
    """P(N_c = s) for c below `cells` and s = 0, 1, … (more than `most` of them) when everybody is drawn independently.

    The discrete Fourier transform of N_c is Π_{i in c} (1 + chance_i (e^{−2πi·f/S} − 1)), S above every likely N_c;
    people of one intersection with the same chance have one factor together.
    """
    someone = np.flatnonzero(chance > 0)
    values, value = np.unique(chance[someone], return_inverse=True)
    alike, people = np.unique(cell[someone] * len(values) + value, return_counts=True)
    crossings, first = np.unique(alike // max(1, len(values)), return_index=True)
    mean = float(np.bincount(cell, weights=chance).max(initial=0.0))
    S = max(most, min(int(np.bincount(cell[someone]).max(initial=0)), int(mean + 12 * mean**0.5) + 20)) + 1
    transform: NDArray[np.complex128] = np.ones((cells, S // 2 + 1), dtype=np.complex128)
    for begin in range(0, S // 2 + 1, FREQUENCIES):
        turn = np.exp(-2j * np.pi * np.arange(begin, min(begin + FREQUENCIES, S // 2 + 1)) / S) - 1
        factors = (1 + values[alike % len(values), None] * turn) ** people[:, None]
        transform[crossings, begin : begin + FREQUENCIES] = np.multiply.reduceat(factors, first, axis=0)
    return np.clip(np.fft.irfft(transform, S, axis=1), 0.0, 1.0)
