"""M equal tickets with the smallest largest change of a chance: most are panels of the mixture, some are others.

Panel j with probability p_j gets ⌊(M − e)·p_j⌋ tickets, e = 0 if possible. `totals` says how many seats T_p each
profile should have on all M tickets, within the narrowest band around M times the chances. What those tickets don't
give is dealt over the r tickets that are left, panel by panel: each takes its part T_p / r of the seats, rounded up or
down, and of each quota as well, so that the other tickets can still be panels; and it is repeated for as long as that
remains so. A deal that gets stuck takes its last panels back and goes on another way. Where that doesn't help, or the
seats don't fit, e grows: what was dealt stays, and the panels that are given back make room for the rest. Where nothing
helps in the narrowest band, the largest remainders give the tickets and `repair` replaces them one by one; wider bands
are then tried for as long as they are better than that. The record shows how far the outcome is from the bound.

Members of a profile have equally many tickets, but for one, so that the largest change is the distance of M·π to the
farther of ⌊T/n⌋ and ⌈T/n⌉.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selection.model.deadline import Deadline
from selection.model.progress import Progress
from selection.solving.diving import among_few, shaken, solve_within
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.swaps import whole_near
from selection.tickets.repair import Repair
from selection.tickets.ticket_counts import Totals

#: e: tickets that panels give back, so that there is room for other numbers of seats.
GIVEN_BACK = (0, 20, 40, 80, 120, 160, 200, 250, 300, 400, 600, 1000)

#: Nothing is dealt any more after so many panels, all tries together: bounds the time.
MOST_DEALT = 500

#: So many panels are taken back where a deal gets stuck, one time after another; then it goes on at other costs.
UNDONE = (2, 4, 8, 16, 16, 16)

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
    deadline = deadline or Deadline()
    dealer = _Dealer(polytope, progress, deadline)
    repaired, end = None, len(totals)
    for number in _tried(first, len(totals)):
        if number >= end:
            break
        dealt = _deal_in_band(dealer, totals, number, panels, probabilities, M)
        if dealt is not None:
            return Tickets(*dealt, multipliers)
        if repaired is None:
            repair = Repair(polytope, probabilities @ panels, progress, deadline)
            repaired = repair.better(panels, _largest_remainders(M * probabilities, M), totals.band(first).change)
            end = totals.narrower(repair.largest_change(panels, *repaired))
    if repaired is None:  # no band is possible, which only rounding can bring about
        repaired = _largest_remainders(M * probabilities, M), panels[:0]
    return Tickets(*repaired, multipliers)


def _deal_in_band(
    dealer: _Dealer, totals: Totals, number: int, panels: Ints, probabilities: Floats, M: int
) -> tuple[Ints, Ints] | None:
    """Tickets of each of the panels and the panels of the others, with totals inside a band; None if it gets stuck."""
    dealt: list[Ints] = []
    for back in GIVEN_BACK:
        per_panel = np.floor(max(0, M - back) * probabilities).astype(np.int64)
        dealt_seats = per_panel @ panels + sum(dealt, np.zeros(panels.shape[1], np.int64))
        left = M - int(per_panel.sum()) - len(dealt)
        seats = totals.seats(number, dealt_seats, left)
        if seats is not None and not dealer.done() and dealer.deal(dealt, seats - dealt_seats, left):
            return per_panel, np.array(dealt, dtype=np.int64).reshape(len(dealt), len(seats))
    return None


def _tried(first: int, end: int) -> Iterator[int]:
    """Returns the bands that are tried: the first ones all, later ones farther and farther apart."""
    step = 0
    while first < end:
        yield first
        step += 1
        first += max(1, step - ALL_TRIED)


class _Dealer:
    """Deals seats over tickets, until it has looked for panels long enough."""

    def __init__(self, polytope: Polytope, progress: Progress, deadline: Deadline) -> None:
        self._polytope, self._progress, self._deadline = polytope, progress, deadline
        self._panels = self._turn = 0
        self._model = polytope.model(np.zeros(len(polytope.count)), whole=False)

    def done(self) -> bool:
        return self._panels > MOST_DEALT or self._deadline.passed()

    def deal(self, dealt: list[Ints], seats: Ints, tickets: int) -> bool:
        """Append panels to `dealt`, `tickets` that add up to `seats`, or as many as it can; whether these are all."""
        steps: list[tuple[Ints, int]] = []
        left = tickets
        for undone in (0, *UNDONE):
            self._turn += undone > 0
            for z, copies in [steps.pop() for _ in range(min(undone, len(steps)))]:
                seats, left = seats + copies * z, left + copies
            seats, left = self._forward(steps, seats, left, tickets)
            if not left or self.done():
                break
        dealt.extend(z for z, copies in steps for _ in range(copies))
        return not left

    def _forward(self, steps: list[tuple[Ints, int]], seats: Ints, left: int, tickets: int) -> tuple[Ints, int]:
        """Append (panel, copies) to `steps` until nothing is left or it gets stuck; the seats and tickets then left."""
        while left and not self.done():
            self._progress.step("tickets", tickets - left, tickets)
            z = self._panel(seats, left)
            if z is None:
                break
            copies = self._copies(z, seats, left)
            steps.append((z, copies))
            seats, left = seats - copies * z, left - copies
        return seats, left

    def _copies(self, z: Ints, seats: Ints, left: int) -> int:
        """Returns how often z can be dealt while what remains rounds as before, in profiles and in rows."""
        image, panel = (np.rint(self._polytope.times(v)).astype(np.int64) for v in (seats, z))
        over = np.concatenate([seats % left, image % left])
        up = np.concatenate([z > seats // left, panel > image // left])
        return int(np.where(up, over, left - over)[over > 0].min(initial=left))

    def _panel(self, seats: Ints, left: int) -> Ints | None:
        """Returns a panel that is as near to seats / left as whole numbers allow, in profiles and in quotas."""
        polytope = self._polytope
        low, high = seats // left, -(-seats // left)
        image = np.rint(polytope.times(seats)).astype(np.int64)
        rows = np.maximum(image // left, polytope.lower), np.minimum(-(-image // left), polytope.upper)
        for row in np.flatnonzero((rows[0] != self._model.row_lower) | (rows[1] != self._model.row_upper)).tolist():
            self._model.set_row(row, float(rows[0][row]), float(rows[1][row]))
        part = np.clip(seats / left - low, SHARPEST, 1 - SHARPEST)
        self._panels += 1
        self._model.set_cost(shaken(np.where(low < high, 1 / (1 - part) - 1 / part, 0.0), self._turn))
        lower, upper = low.astype(float), high.astype(float)
        vertex = solve_within(self._model, lower, upper)
        z = among_few(polytope, self._model, lower, upper, vertex, self._deadline)
        if z is None:
            z = whole_near(self._model, polytope, lower, upper, vertex, self._deadline)
        return z if z is not None and polytope.contains(z) else None


def _largest_remainders(shares: Floats, M: int) -> Ints:
    c = np.floor(shares).astype(np.int64)
    order = np.argsort(c - shares, kind="stable")
    c[order[: M - int(c.sum())]] += 1
    return c
