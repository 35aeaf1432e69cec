"""Better tickets where a deal got stuck: one ticket after another becomes the panel that is needed most.

With T_p seats of profile p among the tickets, the change of a member of p is the distance d_p(T_p) of M·π_p to the
farther of ⌊T_p/n_p⌋ and ⌈T_p/n_p⌉. The price of a list of tickets is Σ_p d_p(T_p)^8: nearly that of the largest change
alone, and still lower with each of several that are equally large. A ticket is taken out; a dive looks for a panel that
adds least to the price, reckoned by what the first seat of each profile adds; it takes the place of the ticket, and of
as many equal ones, as long as the whole price falls. This ends when no ticket can be replaced, at the bound, or after
MOST_TRIED dives.
"""

from __future__ import annotations

import numpy as np

from selection.model.deadline import Deadline
from selection.model.progress import Progress
from selection.model.tolerances import WHOLE
from selection.solving.diving import shaken, solve_within
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.swaps import whole_near

#: The exponent of the price.
STEEP = 8

#: So many dives, all together: bounds the time.
MOST_TRIED = 2000

#: Every ticket is tried so many times, at other prices each time, before it counts as one that can't be replaced.
ROUNDS = 6


class Repair:
    """Replaces tickets of which the expected panel is `x`."""

    def __init__(self, polytope: Polytope, x: Floats, progress: Progress, deadline: Deadline) -> None:
        self._polytope, self._x = polytope, x
        self._progress, self._deadline = progress, deadline
        self._lower, self._upper = polytope.least.astype(float), polytope.most.astype(float)
        self._model = polytope.model(np.zeros(len(x)), whole=False)

    def better(self, panels: Ints, per_panel: Ints, bound: float) -> tuple[Ints, Ints]:
        """Returns tickets of a lower price than `per_panel` (J) tickets of `panels` (J × P), or the same.

        They are `per_panel` (J), what is left of it, and the panels of the other tickets. `bound`: no list of tickets
        has a smaller change. Raises Cancelled.
        """
        panel_of = np.repeat(np.arange(len(panels)), per_panel)
        tickets, replaced = panels[panel_of], np.zeros(len(panel_of), dtype=bool)
        M, unchanged, tried = len(tickets), 0, 0
        failed: set[tuple[bytes, int]] = set()
        number = -1
        while unchanged < ROUNDS * M and tried < MOST_TRIED and not self._deadline.passed():
            number, turn, unchanged = (number + 1) % M, unchanged // M, unchanged + 1
            key = tickets[number].tobytes(), turn
            if key in failed:  # an equal ticket wasn't replaced either
                continue
            self._progress.step("tickets", tried, MOST_TRIED)
            seats = tickets.sum(axis=0)
            if self._changes(seats, M).max(initial=0.0) <= bound + WHOLE:
                break
            panel = self._needed(seats - tickets[number], M, turn)
            tried += 1
            copies = [] if panel is None else self._copies(tickets, number, panel)
            if panel is not None and copies:
                tickets[copies], replaced[copies], unchanged = panel, True, 0
                failed.clear()
            else:
                failed.add(key)
        return np.bincount(panel_of[~replaced], minlength=len(panels)), tickets[replaced]

    def _copies(self, tickets: Ints, number: int, panel: Ints) -> list[int]:
        """The tickets equal to this one that `panel` takes the place of, as long as each lowers the price."""
        old, M = tickets[number], len(tickets)
        seats = tickets.sum(axis=0)
        equal = np.flatnonzero((tickets == old).all(axis=1)).tolist()
        copies: list[int] = []
        for ticket in [number, *(other for other in equal if other != number)]:
            if self._price(seats - old + panel, M) >= self._price(seats, M) - WHOLE:
                break
            seats = seats - old + panel
            copies.append(ticket)
        return copies

    def largest_change(self, panels: Ints, per_panel: Ints, others: Ints) -> float:
        """Returns the largest d_p with `per_panel` tickets of `panels` and one of each of `others`."""
        M = int(per_panel.sum()) + len(others)
        return float(self._changes(per_panel @ panels + others.sum(axis=0), M).max(initial=0.0))

    def _changes(self, seats: Ints, M: int) -> Floats:
        """d_p for each profile."""
        count = self._polytope.count
        expected = M * self._x / count
        return np.asarray(np.maximum(np.abs(seats // count - expected), np.abs(-(-seats // count) - expected)))

    def _price(self, seats: Ints, M: int) -> float:
        return float((self._changes(seats, M) ** STEEP).sum())

    def _needed(self, seats: Ints, M: int, turn: int) -> Ints | None:
        """Returns a panel that adds little to the price of `seats`, another one each `turn`, or None."""
        saved = self._changes(seats, M) ** STEEP - self._changes(seats + 1, M) ** STEEP
        saved = saved / (float(np.abs(saved).max(initial=0.0)) or 1.0)
        self._model.set_cost(shaken(saved, turn) if turn else saved)
        vertex = solve_within(self._model, self._lower, self._upper)
        panel = whole_near(self._model, self._polytope, self._lower, self._upper, vertex, self._deadline)
        return panel if panel is not None and self._polytope.contains(panel) else None
