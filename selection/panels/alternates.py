"""Reserves chosen for the drop-out to be expected, so that the quotas survive it.

After Assos, Baharav, Flanigan, Procaccia (*Alternates, assemble!*, 2025): draw S drop-out sets of the panel from the
chances to stay (`selection.panels.dropout`); choose at most R people from the rest of the pool such that, when for each
set the best of them step in, the mean shortfall of the quotas is smallest:

    min_{A, |A| ≤ R}  (1/S) Σ_s  min_{B ⊆ A, |B| ≤ |D_s|}  Σ_v w_v · dist(c_v(P − D_s + B), [min_v, max_v])

with P the panel and w_v = 1 / max(max_v, 1). The panel's size k is one more v with min = max = k: an open seat is a
shortfall of 1/k, and a seat stays open only where nobody on the list would do less harm. Greedy: R times the person who
lowers the mean most; then one by one every reserve is taken out and replaced by whoever is best in that place, until
nothing improves. (Of many kinds of people the SHORTLIST that do best on SCREEN of the sets are compared on all of
them.) The bound: no list of reserves, however long, does better than stepping in from the whole pool, each drop-out set
solved as a linear program in which at most |D_s| people step in and households don't count (`whole_pool`). Reserves
with equal answers are the same to this problem; which of them is reserve is drawn by the seed.

The figures are reported on fresh drop-out sets, not on those that the choice was made for, with the standard error that
drawing so few leaves, beside the mean of random lists of the same length.

*Limits.* Neither the greedy choice with exchanges nor `selection.panels.recourse`, which finds who steps in, is proven
to be the best; on pools small enough to enumerate they nearly always are. `whole_pool` bounds what is missing. The
drop-out sets say what `selection.panels.dropout` believes: people leave independently, all before anybody steps in, and
reserves stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from selection.model.errors import InputError
from selection.model.problem import Problem
from selection.model.progress import Progress, Silent
from selection.model.seed import SeedStream
from selection.panels.dropout import Dropout, draw_sets
from selection.panels.panel import candidates, check_panel
from selection.panels.recourse import WEIGHT, Floats, Quotas, Recourse, answer_rows, step_in
from selection.solving.solver import INFINITY, Model

#: Drop-out sets for the choice, and fresh ones for the figures.
SETS = 200
FRESH_SETS = 500
#: With many kinds of candidates: so many of them, the best on so many of the sets, are compared on all sets.
SHORTLIST, SCREEN = 100, 40
#: Random lists of reserves to compare with.
RANDOM_LISTS = 20
#: Rounds of taking every reserve out once.
PASSES = 3


@dataclass(frozen=True)
class Figures:
    """On fresh drop-out sets: mean shortfall with its standard error; the share of quotas met; how often all are."""

    shortfall: float
    error: float
    met: float
    all_met: float


@dataclass(frozen=True)
class Reserves:
    """`ids`, most useful first; figures of these, of random lists, without reserves; and `whole_pool`, the bound.

    `whole_pool`: no reserves of whatever number reach a smaller mean shortfall on the same sets.
    """

    ids: tuple[str, ...]
    chosen: Figures
    random: Figures
    without: Figures
    whole_pool: float
    expected_dropout: float


def find_reserves(
    problem: Problem,
    panel: Collection[str],
    count: int,
    seed: bytes,
    dropout: Dropout | None = None,
    progress: Progress | None = None,
) -> Reserves:
    """At most `count` reserves for `panel`. Progress phase: "alternates". Raises InputError, Cancelled."""
    progress, dropout = progress or Silent(), dropout or Dropout()
    if count < 1:
        raise InputError("alternates_count", count=count)
    check_panel(problem, panel)
    search = _Search(problem, sorted(panel), dropout, seed, progress)
    return search.run(count)


class _Search:
    """One choice of reserves. Kinds: candidates with equal answers (and, with households, apart by household)."""

    def __init__(
        self, problem: Problem, panel: Sequence[str], dropout: Dropout, seed: bytes, progress: Progress
    ) -> None:
        self._seed, self._progress = seed, progress
        pool = candidates(problem, panel)
        self._quotas = Quotas.of_problem(problem)
        self._panel = answer_rows(problem, panel)
        self._stay = [dropout.stay(problem, i) for i in panel]
        self._members = self._kinds(problem, pool)
        self._answers = answer_rows(problem, [ids[0] for ids in self._members])
        self._pool, self._people = np.unique(answer_rows(problem, pool), axis=0, return_counts=True)

    def _kinds(self, problem: Problem, pool: Sequence[str]) -> list[list[str]]:
        """Members per kind in drawn order; one person per household stands for it. Kinds in drawn order too."""
        stream = SeedStream(self._seed, "alternates/people")
        people = list(pool)
        stream.shuffle(people)
        households, homes = problem.households or {}, set[int]()
        kinds: dict[tuple[str, ...], list[str]] = {}
        for person in people:
            home = households.get(person)
            if home is None or home not in homes:
                kinds.setdefault(problem.people[person], []).append(person)
            if home is not None:
                homes.add(home)
        if not kinds:
            raise InputError("alternates_nobody")
        return list(kinds.values())

    def run(self, count: int) -> Reserves:
        count = min(count, sum(len(ids) for ids in self._members))
        kept, empty = self._scenarios("choice", SETS)
        kinds = self._choose(kept, empty, count)
        left = [iter(ids) for ids in self._members]
        ids = tuple(next(left[p]) for p in kinds)
        kept, empty = self._scenarios("figures", FRESH_SETS)
        return Reserves(
            ids,
            _figures([step_in(self._quotas, kept, empty, self._answers[kinds])]),
            _figures([step_in(self._quotas, kept, empty, rows) for rows in self._random_lists(count)]),
            _figures([step_in(self._quotas, kept, empty, self._answers[:0])]),
            self._whole_pool(kept, empty),
            float(empty.mean()),
        )

    def _scenarios(self, label: str, sets: int) -> tuple[Floats, Floats]:
        """Counts of those who stay (S × V) and empty seats (S)."""
        leaves = draw_sets(self._stay, sets, SeedStream(self._seed, f"alternates/{label}"))
        return (~leaves).astype(float) @ self._panel, leaves.sum(axis=1).astype(float)

    def _choose(self, kept: Floats, empty: Floats, count: int) -> list[int]:
        """Kinds, most useful first."""
        total, done, kinds = count * (1 + PASSES), 0, list[int]()
        for _ in range(count):
            kinds.append(self._best(kept, empty, kinds))
            self._progress.step("alternates", done := done + 1, total)
        now, since = step_in(self._quotas, kept, empty, self._answers[kinds]).shortfall, 0
        for turn in range(count * PASSES):
            place = turn % count
            best = self._best(kept, empty, kinds[:place] + kinds[place + 1 :])
            changed = [*kinds[:place], best, *kinds[place + 1 :]]
            then = now if changed == kinds else step_in(self._quotas, kept, empty, self._answers[changed]).shortfall
            kinds, now, since = (changed, then, 0) if then < now else (kinds, now, since + 1)
            self._progress.step("alternates", done + turn + 1, total)
            if since == count:
                break
        return kinds

    def _best(self, kept: Floats, empty: Floats, others: list[int]) -> int:
        recourse = step_in(self._quotas, kept, empty, self._answers[others])
        taken = Counter(others)
        left = np.array([p for p, ids in enumerate(self._members) if taken[p] < len(ids)])
        if len(left) > SHORTLIST:
            gains = recourse.first(SCREEN).gains(self._answers[left])
            left = left[np.sort(np.argsort(-gains, kind="stable")[:SHORTLIST])]
        return int(left[recourse.gains(self._answers[left]).argmax()])

    def _random_lists(self, count: int) -> list[Floats]:
        """What a list drawn from everybody gives."""
        stream = SeedStream(self._seed, "alternates/random")
        everyone = [p for p, ids in enumerate(self._members) for _ in ids]
        lists = []
        for _ in range(RANDOM_LISTS):
            stream.shuffle(everyone)
            lists.append(self._answers[everyone[:count]])
        return lists

    def _whole_pool(self, kept: Floats, empty: Floats) -> float:
        """The mean over scenarios of: min Σ w_v (u_v + o_v), min − u ≤ c + Xᵀy ≤ max + o, Σ y ≤ e, 0 ≤ y ≤ people."""
        P, V = self._pool.shape
        values = [np.flatnonzero(row) for row in self._pool]
        columns = [(np.append(rows, V), np.ones(len(rows) + 1)) for rows in values]
        columns += [(np.array([v]), np.array([sign])) for sign in (1.0, -1.0) for v in range(V)]
        weight = self._quotas.weight / WEIGHT
        lower, upper = np.zeros(P + 2 * V), np.concatenate([self._people, np.full(2 * V, INFINITY)])
        cost = np.concatenate([np.zeros(P), -weight, -weight])
        low, high = self._quotas.low, self._quotas.high
        model = Model(columns, np.append(low, 0.0), np.append(high, 0.0), lower, upper, cost)
        total = 0.0
        alike, times = np.unique(np.column_stack([kept, empty]), axis=0, return_counts=True)
        for counts, many in zip(alike, times, strict=True):
            for v in range(V):
                model.set_row(v, float(low[v] - counts[v]), float(high[v] - counts[v]))
            model.set_row(V, 0.0, float(counts[V]))
            total -= many * model.solve("reserves from the whole pool").objective
        return max(float(total), 0.0) / len(kept)


def _figures(recourses: Sequence[Recourse]) -> Figures:
    """Means over drop-out sets and lists of reserves; the error is that of the drop-out sets."""
    shortfalls = np.mean([recourse.shortfalls for recourse in recourses], axis=0)
    met = np.array([recourse.met for recourse in recourses])
    error = float(shortfalls.std()) / len(shortfalls) ** 0.5
    return Figures(float(shortfalls.mean()), error, float(met.mean()), float((met == 1).mean()))
