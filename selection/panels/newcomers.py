"""Every panel of a small problem, and leximin over them without any integer program.

A handful of people who fill empty seats is a problem whose quotas leave little choice: hundreds of people could join,
but the ways to join together, by profile, can often be listed. `every_panel` lists them depth first: take the row (a
value, or the seats) that still misses people and has the fewest profiles to give them, and try each of these profiles
in turn; a profile that has been tried isn't taken again in the branches after it, so that no panel comes twice. A
feature whose values still miss as many people as there are seats left admits only those. With one or two seats left
the profiles that complete the panel are read off at once.

With all panels known leximin is a ladder of linear programs over their mixtures (`selection.solving.columns.Master`),
in which the panels that improve the mixture are looked up; that none does is seen, and needs no integer program. Where
there are too many panels, `every_panel` returns None. It does so at once if a few ways down the branches show that
there are far too many.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from selection.model.progress import Progress
from selection.model.seed import SeedStream
from selection.model.tolerances import POSITIVE_DUAL, PRICE
from selection.solving.columns import Master
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.solver import INFINITY

Flags = NDArray[np.bool_]

#: Panels added to the mixture at a time.
COLUMNS = 40
#: Ways down that are tried to guess the number of branches, and how far a guess may be above what is allowed.
DIVES = 40
MARGIN = 2


class _TooManyError(Exception):
    """More panels, or more branches, than were allowed."""


def every_panel(polytope: Polytope, most_panels: int, most_branches: int, progress: Progress) -> Ints | None:
    """Returns all panels (J × seats) by profile; None if that takes more panels or branches than allowed."""
    listing = Listing(polytope, most_panels, most_branches, progress)
    joining = np.repeat(np.arange(len(polytope.least)), polytope.least).tolist()
    begin = polytope.least.copy(), polytope.most > polytope.least
    stream = SeedStream(b"", "listing")
    if sum(listing.guess(*begin, stream) for _ in range(DIVES)) > MARGIN * DIVES * most_branches:
        return None
    try:
        listing.branch(begin[0], joining, begin[1])
    except _TooManyError:
        return None
    return np.vstack([np.empty((0, int(polytope.upper[0])), dtype=np.int64), *listing.panels])


class Listing:
    """A search for all panels.

    `panels`: arrays of panels, each row a panel by its profiles. `branches`: how many are still allowed.
    """

    def __init__(self, polytope: Polytope, most_panels: int, most_branches: int, progress: Progress) -> None:
        self._polytope, self._progress = polytope, progress
        self._allowed, self.branches = most_panels, most_branches
        self._stands: Flags = polytope.matrix().astype(np.bool_)
        self._in, self._out = self._stands.astype(np.float32), (~self._stands).astype(np.float32)
        features = np.array([feature for feature, _ in polytope.values])
        self._features = [np.flatnonzero(features == feature) + 1 for feature in np.unique(features)]
        self.panels: list[Ints] = []

    def branch(self, z: Ints, joining: list[int], open_: Flags) -> None:
        """Find all panels of the profiles `joining`, which make up z, and more people of `open_` profiles."""
        self.branches -= 1
        if self._allowed < 0 or self.branches < 0:
            raise _TooManyError
        self._progress.step("replacement", len(self.panels), 0)
        left, open_, options = self._next(z, open_)
        if left <= 1:
            if len(options) or not left:
                self._complete(joining, options, left)
            return
        if left == 2:
            self._complete_by_two(z, joining, open_, options)
            return
        for p in options.tolist():
            z[p] += 1
            self.branch(z, [*joining, p], open_)
            z[p] -= 1
            open_[p] = False

    def guess(self, z: Ints, open_: Flags, stream: SeedStream) -> int:
        """Returns the number of branches below, guessed from one way down.

        It is right on average (Knuth, *Estimating the efficiency of backtrack programs*, 1975).
        """
        wide = total = 1
        left, open_, options = self._next(z, open_)
        while left > 2 and len(options):
            place = stream.below(len(options))
            wide *= len(options)
            total += wide
            open_[options[:place]] = False
            z = z.copy()
            z[options[place]] += 1
            left, open_, options = self._next(z, open_)
        return total

    def _next(self, z: Ints, open_: Flags) -> tuple[int, Flags, Ints]:
        """Seats that are left, profiles that are still open, and those of whom one must join; none: no panel."""
        image = self._polytope.times(z)
        missing = self._polytope.lower - image
        left, misses = int(missing[0]), np.flatnonzero(missing > 0)
        none = max(left, 1), open_, np.empty(0, dtype=np.int64)
        if missing.max() > left or (image > self._polytope.upper).any():
            return none
        open_ = open_ & (z < self._polytope.most) & ~self._stands[image >= self._polytope.upper].any(axis=0)
        for rows in self._features:
            needed = rows[missing[rows] > 0]
            demand = missing[needed].sum()
            if demand > left:
                return none
            if demand == left:
                open_ &= self._stands[needed].any(axis=0)
        if left <= 1:
            return left, open_, np.flatnonzero(open_ & self._stands[misses].all(axis=0))
        row = misses[self._stands[misses][:, open_].sum(axis=1).argmin()]
        return left, open_, np.flatnonzero(open_ & self._stands[row])

    def _complete(self, joining: list[int], last: Ints, left: int) -> None:
        """With one seat left for somebody of `last`, or none."""
        ways = len(last) if left else 1
        panels = np.tile(np.array(joining, dtype=np.int64), (ways, 1))
        self.panels.append(np.hstack([panels, last[:, None]]) if left else panels)
        self._allowed -= ways

    def _complete_by_two(self, z: Ints, joining: list[int], open_: Flags, options: Ints) -> None:
        """With two seats left, one of them for somebody of `options`: what `branch` would find, all at once."""
        polytope, stands = self._polytope, self._stands
        image = polytope.times(z)[:, None] + stands[:, options]
        missing = polytope.lower[:, None] - image
        full, misses = image >= polytope.upper[:, None], missing > 0
        clash = full.T.astype(np.float32) @ self._in + misses.T.astype(np.float32) @ self._out
        second: Flags = (clash == 0) & open_ & (missing.max(axis=0) <= 1)[:, None]
        own = np.arange(len(options))
        second[own, options] &= z[options] + 1 < polytope.most[options]
        second[:, options] &= np.triu(np.ones((len(options), len(options)), dtype=np.bool_))
        i, last = np.nonzero(second)
        before = np.tile(np.array(joining, dtype=np.int64), (len(i), 1))
        self.panels.append(np.hstack([before, options[i][:, None], last[:, None]]))
        self._allowed -= len(i)


def leximin_of(polytope: Polytope, listed: Ints, progress: Progress) -> tuple[Ints, Floats]:
    """Returns the panels of the leximin mixture of those `listed` (as z), and the probability of each."""
    P = len(polytope.count)
    present, first = np.unique(listed, return_index=True)
    some = np.unique(first // listed.shape[1])
    master = Master(polytope, np.zeros(P), [np.bincount(panel, minlength=P) for panel in listed[some]])
    active: Flags = np.isin(np.arange(P), present)
    while active.any():
        progress.step("chances", len(present) - int(active.sum()), len(present))
        master.rise(active, 0.0, INFINITY)
        rise, y = _climb(master, listed)
        master.settle(rise)
        fixed = active & (y * polytope.count > POSITIVE_DUAL)
        assert fixed.any(), "a stage that fixes nobody has no optimal multipliers"
        active &= ~fixed
    used = master.mixture > 0
    return np.array(master.panels)[used], master.mixture[used]


def _climb(master: Master, listed: Ints) -> tuple[float, Floats]:
    """Returns the rise of a stage over all `listed` panels, and its multipliers."""
    while True:
        rise, y, mu = master.solve()
        worth = y[listed].sum(axis=1)
        better = np.flatnonzero(worth > mu + PRICE)
        best = better[np.argsort(-worth[better], kind="stable")[:COLUMNS]]
        added = [master.add(np.bincount(panel, minlength=len(y))) for panel in listed[best]]
        if not any(added):
            return rise, y
