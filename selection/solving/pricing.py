"""The panel that is worth most at given prices, Σ y_p z_p: by diving in the relaxation, or by an integer program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from selection.model.deadline import Deadline, OutOfTimeError
from selection.model.tolerances import PRICE
from selection.solving.diving import dives, solve_within
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.solver import INFINITY, Status
from selection.solving.swaps import whole_near


class NothingError(Exception):
    """A solver finds nothing within the constraints that it was given; what that means depends on them."""


@dataclass(frozen=True)
class Offer:
    """`panel`: one that is worth more than was asked, if it was found. No panel is worth more than `bound`."""

    panel: Ints | None
    bound: float


class Pricer:
    """Prices panels of `polytope`; integer programs stop at `nodes`, when given, and at the deadline."""

    def __init__(self, polytope: Polytope, deadline: Deadline, nodes: int | None = None) -> None:
        self._polytope, self._deadline, self._nodes = polytope, deadline, nodes
        P = len(polytope.count)
        self._model = polytope.model(np.zeros(P), whole=True)
        self._relaxed = polytope.model(np.zeros(P), whole=False)

    def late(self) -> bool:
        """Whether the deadline has passed."""
        return self._deadline.passed()

    def above(self, prices: Floats, worth: float) -> Offer:
        """A panel worth more than `worth`, if diving finds one, and what the relaxation proves."""
        scale = _scale(prices)
        self._relaxed.set_cost(prices / scale)
        least, most = self._polytope.least.astype(float), self._polytope.most.astype(float)
        vertex = solve_within(self._relaxed, least, most)
        if vertex.status is not Status.OPTIMAL:
            return Offer(None, -np.inf)
        bound = vertex.objective * scale
        if bound <= worth + PRICE:
            return Offer(None, bound)
        z = whole_near(self._relaxed, self._polytope, least, most, vertex, self._deadline, (worth + PRICE) / scale)
        if z is None:
            z = dives(self._relaxed, least, most, vertex, self._deadline, (worth + PRICE) / scale)
        return Offer(z if z is not None and self._polytope.contains(z) else None, bound)

    def better(self, prices: Floats, worth: float) -> Ints | None:
        """A panel worth more than `worth`, None when there is none. Raises OutOfTimeError."""
        offer = self.above(prices, worth)
        if self.late():
            raise OutOfTimeError
        if offer.panel is not None or offer.bound <= worth + PRICE:
            return offer.panel
        z = self.best(prices, worth)
        if z is None:
            raise OutOfTimeError
        return z if float(prices @ z) > worth + PRICE else None

    def best(self, prices: Floats, enough: float = INFINITY) -> Ints | None:
        """A best panel, or one worth more than `enough`, whichever the solver has first; None when it takes too long.

        Raises NothingError when the solver finds that there is none at all.
        """
        if self.late():
            return None
        scale = _scale(prices)
        self._model.set_cost(prices / scale)
        solution = self._model.solve("the best panel", self._deadline.left(), self._nodes, (enough + PRICE) / scale)
        if solution.status is Status.INFEASIBLE:  # seldom the way there misled it
            self._model.restart()
            solution = self._model.solve("the best panel", self._deadline.left(), self._nodes)
        if solution.status is Status.INFEASIBLE:
            raise NothingError
        if solution.status is Status.STOPPED:
            return None
        z = np.rint(solution.x).astype(np.int64)
        return z if solution.status is Status.OPTIMAL or float(prices @ z) > enough + PRICE else None


def _scale(prices: Floats) -> float:
    return float(np.abs(prices).max(initial=0.0)) or 1.0
