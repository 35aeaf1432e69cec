"""M equal tickets with the smallest largest change of a chance: most are panels of the mixture, some are others.

Panel j with probability p_j gets ⌊(M − e)·p_j⌋ tickets, e = 0 if possible. `totals` says how many seats T_p each
profile should have on all M tickets, within the narrowest band around M times the chances. What those tickets don't
give is dealt over the r tickets that are left, panel by panel: each takes its part T_p / r of the seats, rounded up or
down, and of each quota as well, so that the other tickets can still be panels; and it is repeated for as long as that
remains so. Where the seats don't fit or a deal gets stuck, e grows; where nothing helps, the next band is tried; in the
end, and when the time is up, the largest remainders decide. The record shows how far the outcome is from the bound.

Members of a profile have equally many tickets, but for one, so that the largest change is the distance of M·π to the
farther of ⌊T/n⌋ and ⌈T/n⌉.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selection.deadline import Deadline
from selection.diving import dive, solve_within
from selection.polytope import Floats, Ints, Polytope
from selection.progress import Progress
from selection.solver import Model, Status
from selection.totals import Totals

#: e: tickets that panels give back, so that there is room for other numbers of seats.
GIVEN_BACK = (0, 20, 40, 80, 120, 160, 200, 250, 300, 400, 600, 1000)

#: After so many panels have been dealt, all tries together, the largest remainders decide: bounds the time.
MOST_DEALT = 2000

#: After so many integer programs as well: pools without room in the quotas need one for every second panel.
MOST_WHOLE = 120

#: In every second deal an integer program ends with a panel that is this near to the relaxation's worth, as a part of
#: it: quicker, and another road where the best panels get stuck.
NEAR = 0.5

#: So many bands are tried one after another before some are passed over.
ALL_TRIED = 20

#: The weights of a deal don't see fractional parts nearer to 0 or 1 than this.
SHARPEST = 1e-4


@dataclass(frozen=True)
class Tickets:
    """`per_panel` (J): tickets of the known panels; `others` (m × P): the panels of the other tickets.

    `multipliers` (R): what proves how small the largest change can be (`change.least_change`).
    """

    per_panel: Ints
    others: Ints
    multipliers: Floats


def make_tickets(
    polytope: Polytope,
    panels: Ints,
    probabilities: Floats,
    M: int,
    progress: Progress,
    deadline: Deadline | None = None,
) -> Tickets:
    """M tickets for the mixture of `panels` (J × P) with `probabilities` (J). Raises Cancelled."""
    totals = Totals(polytope, probabilities @ panels, M)
    first, multipliers = totals.first_possible()
    dealer = _Dealer(polytope, progress, deadline or Deadline())
    for number in _tried(first, len(totals)):
        for back in GIVEN_BACK:
            per_panel = np.floor(max(0, M - back) * probabilities).astype(np.int64)
            given, left = per_panel @ panels, M - int(per_panel.sum())
            seats = totals.seats(number, given, left)
            others = None if seats is None or dealer.done() else dealer.deal(seats - given, left)
            if others is not None:
                return Tickets(per_panel, others, multipliers)
    return Tickets(_largest_remainders(M * probabilities, M), np.zeros((0, len(polytope.count)), np.int64), multipliers)


def _tried(first: int, end: int) -> Iterator[int]:
    """The bands that are tried: the first ones all, later ones farther and farther apart."""
    step = 0
    while first < end:
        yield first
        step += 1
        first += max(1, step - ALL_TRIED)


class _Dealer:
    """Deals seats over tickets, until it has looked for panels long enough."""

    def __init__(self, polytope: Polytope, progress: Progress, deadline: Deadline) -> None:
        self._polytope, self._progress, self._deadline = polytope, progress, deadline
        self._deals = self._panels = self._programs = 0
        self._model = polytope.model(np.zeros(len(polytope.count)), whole=False)

    def done(self) -> bool:
        return self._panels > MOST_DEALT or self._programs >= MOST_WHOLE or self._deadline.passed()

    def deal(self, seats: Ints, tickets: int) -> Ints | None:
        """Panels (`tickets` × P) that add up to `seats`, or None when it gets stuck."""
        dealt: list[Ints] = []
        left = tickets
        self._deals += 1
        while left:
            self._progress.step("tickets", tickets - left, tickets)
            self._panels += 1
            z = self._panel(seats, left)
            if z is None:
                return None
            copies = self._copies(z, seats, left)
            dealt.extend([z] * copies)
            seats, left = seats - copies * z, left - copies
        return np.array(dealt, dtype=np.int64).reshape(tickets, len(seats))

    def _copies(self, z: Ints, seats: Ints, left: int) -> int:
        """How often z can be dealt so that what remains rounds as before: parts of profiles and of rows, up or down."""
        image, panel = (np.rint(self._polytope.times(v)).astype(np.int64) for v in (seats, z))
        over = np.concatenate([seats % left, image % left])
        up = np.concatenate([z > seats // left, panel > image // left])
        return int(np.where(up, over, left - over)[over > 0].min(initial=left))

    def _panel(self, seats: Ints, left: int) -> Ints | None:
        """A panel that is as near to seats / left as whole numbers allow, in profiles and in quotas."""
        polytope = self._polytope
        low, high = seats // left, -(-seats // left)
        image = np.rint(polytope.times(seats)).astype(np.int64)
        rows = np.maximum(image // left, polytope.lower), np.minimum(-(-image // left), polytope.upper)
        for row in np.flatnonzero((rows[0] != self._model.row_lower) | (rows[1] != self._model.row_upper)).tolist():
            self._model.set_row(row, float(rows[0][row]), float(rows[1][row]))
        part = np.clip(seats / left - low, SHARPEST, 1 - SHARPEST)
        self._model.set_cost(np.where(low < high, 1 / (1 - part) - 1 / part, 0.0))
        lower, upper = low.astype(float), high.astype(float)
        vertex = solve_within(self._model, lower, upper)
        z = dive(self._model, lower, upper, vertex, self._deadline)
        if z is not None and polytope.contains(z):
            return z
        if self.done():
            return None
        self._programs += 1
        whole = Model(polytope.columns(), *rows, lower, upper, self._model.cost, range(len(low)))
        enough = None if self._deals % 2 else vertex.objective - NEAR * abs(vertex.objective)
        solution = whole.solve("a panel for a ticket", self._deadline.left(), target=enough)
        if solution.status in (Status.INFEASIBLE, Status.STOPPED):
            return None
        z = np.rint(solution.x).astype(np.int64)
        return z if polytope.contains(z) else None


def _largest_remainders(shares: Floats, M: int) -> Ints:
    c = np.floor(shares).astype(np.int64)
    order = np.argsort(c - shares, kind="stable")
    c[order[: M - int(c.sum())]] += 1
    return c
