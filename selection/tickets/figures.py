"""How random a list of tickets is: figures about the tickets of a lottery, for reports and comparisons.

*Overlap* of two tickets A and B: |A ∩ B| / k. With c_i tickets for person i, its mean over pairs of M tickets is

    Σ_i c_i (c_i − 1) / (M (M − 1) k)

since person i is on both tickets of c_i (c_i − 1) / 2 pairs. It follows from the numbers c_i alone: no choice of panels
changes it, and for members of a profile it is the smallest when their numbers differ by one at most, as they do. Its
deviation and its largest value do depend on the panels.

*Overlap of kinds*: the seats that A and B have in common when people with equal answers count as the same. With z_p and
z'_p seats for the answers p it is Σ_p min(z_p, z'_p) / k, and since min(z, z') is the number of s ≥ 1 with z ≥ s and
z' ≥ s, its mean is Σ_p Σ_s G_ps (G_ps − 1) / (M (M − 1) k) with G_ps the tickets that have s or more such people. The
n_p people with answers p have Σ_s G_ps tickets in all, so it is never below the mean overlap where they have equally
many; it comes near when the number of seats of each kind varies as if people were drawn apart.

*Intersections* of two features: N_vw people on a ticket have value v of one and w of the other. Its mean Σ c_i / M is
fixed by the chances as well, so what can be compared is how N_vw varies over the tickets beside how it would vary if
everybody were drawn apart with chance c_i / M (`twoway`). Quotas keep panels from varying quite like that; the nearer,
the more random.

*Entropy*, and the most that a lottery with these chances can have: `entropy`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np

from selection.model.problem import Problem
from selection.model.progress import Progress
from selection.solving.polytope import Ints
from selection.tickets.entropy import entropy, entropy_bound
from selection.tickets.intersections import Tables, Tickets, places
from selection.tickets.lottery import Lottery, find_lottery

#: Pairs are looked at one by one among so many tickets at most: the first, which are in random order.
COMPARED = 2000

#: People on more than this share of the tickets are counted by a product of matrices: it takes as long for everybody.
MANY = 0.12


@dataclass(frozen=True)
class Figures:
    """Of M tickets with k seats.

    `distinct`: different panels among them. `distinct_kinds`: the same when people with equal answers count as equal.
    `overlap`: the mean of |A ∩ B| / k over pairs of tickets A, B; `overlap_deviation`: its standard deviation;
    `largest_overlap`: the largest. `overlap_kinds`: the mean when people with equal answers count as the same.
    `intersections`: how unlike what the chances alone give the two-feature intersections vary;
    `intersections_distance`: how far those of one ticket are from their mean (`Tables.distances`). `entropy`: of the
    tickets, in bits; `entropy_bound`: no lottery with the chances of the tickets has more, of any number of panels.
    """

    tickets: int
    distinct: int
    distinct_kinds: int
    overlap: float
    overlap_deviation: float
    largest_overlap: float
    overlap_kinds: float
    intersections: float
    intersections_distance: float
    entropy: float
    entropy_bound: float


def figures(lottery: Lottery) -> Figures:
    """Returns the figures about the tickets of `lottery`."""
    return ticket_figures(lottery.problem, [lottery.panels[ticket] for ticket in lottery.tickets])


def ticket_figures(problem: Problem, tickets: Tickets) -> Figures:
    """Returns the figures about these tickets, lists of ids."""
    seats = places(problem, tickets)
    kinds = _kinds(problem)[seats]
    mean, deviation, largest = overlaps(seats, len(problem.people))
    distance, unlike = Tables(problem, seats).distances()
    return Figures(
        tickets=len(tickets),
        distinct=_different(seats),
        distinct_kinds=_different(kinds),
        overlap=mean,
        overlap_deviation=deviation,
        largest_overlap=largest,
        overlap_kinds=overlap_of_kinds(kinds),
        intersections=unlike,
        intersections_distance=distance,
        entropy=entropy(seats),
        entropy_bound=entropy_bound(problem, np.bincount(seats.ravel(), minlength=len(problem.people)) / len(seats)),
    )


def _different(seats: Ints) -> int:
    """Returns how many rows differ, whatever their order."""
    return len({row.tobytes() for row in np.sort(seats, axis=1)})


def _kinds(problem: Problem) -> Ints:
    """Returns a number for each person, equal for people with equal answers."""
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(answers, len(numbers)) for answers in problem.people.values()], dtype=np.int64)


def overlaps(seats: Ints, people: int) -> tuple[float, float, float]:
    """Mean, standard deviation and largest of |A ∩ B| / k over pairs of tickets; (0, 0, 0) when there is no pair.

    `seats` (M × k): the number, below `people`, of the person on each seat. The deviation and the largest are those of
    the first COMPARED tickets.
    """
    M, k = seats.shape
    if M < 2 or k == 0:
        return 0.0, 0.0, 0.0
    times = np.bincount(seats.ravel())
    mean = int((times * (times - 1)).sum()) / (M * (M - 1) * k)
    common = common_seats(seats[:COMPARED], people)[np.triu_indices(min(M, COMPARED), 1)]
    variance = int((common**2).sum()) / len(common) - (int(common.sum()) / len(common)) ** 2
    return mean, max(0.0, variance) ** 0.5 / k, int(common.max()) / k


def common_seats(seats: Ints, people: int) -> Ints:
    """Returns |A ∩ B| for all pairs of tickets (M × M), for `seats` as in `overlaps`.

    People on many tickets are counted by a product of matrices, the others ticket by ticket.
    """
    M, k = seats.shape
    number = np.bincount(seats.ravel(), minlength=people)
    many = np.flatnonzero(number > MANY * M)
    column = np.full(people, len(many))
    column[many] = np.arange(len(many))
    on = np.zeros((M, len(many) + 1), dtype=np.float32)
    on[np.arange(M)[:, None], column[seats]] = 1.0
    common: Ints = np.rint(on[:, :-1] @ on[:, :-1].T).astype(np.int64)  # whole numbers below 2²⁴: exact
    of_person = np.argsort(seats, axis=None, kind="stable") // k  # the tickets of person 0, of person 1, …
    first = np.cumsum(number) - number
    for ticket, panel in enumerate(seats):
        few = panel[column[panel] == len(many)]
        times = number[few]
        others = of_person[np.repeat(first[few] - np.cumsum(times) + times, times) + np.arange(times.sum())]
        common[ticket] += np.bincount(others, minlength=M)
    return common


def overlap_of_kinds(kinds: Ints) -> float:
    """The mean over pairs of tickets of the seats in common, of k. `kinds` (M × k): the kind of person on each seat."""
    M, k = kinds.shape
    if M < 2 or k == 0:
        return 0.0
    ordered = np.sort(kinds, axis=1)
    nth = np.zeros_like(ordered)  # 0 for the first of a kind on a ticket, 1 for the second, …
    for seat in range(1, k):
        nth[:, seat] = np.where(ordered[:, seat] == ordered[:, seat - 1], nth[:, seat - 1] + 1, 0)
    G = np.unique(ordered * k + nth, return_counts=True)[1]
    common: int = (G * (G - 1)).sum()
    return float(common / (M * (M - 1) * k))


def left_out(
    problem: Problem,
    spread: bool,
    rule: str = "leximin",
    seed: bytes | None = None,
    tickets: int = 1000,
    progress: Progress | None = None,
) -> dict[str, float]:
    """Feature → the share of tickets that meet its quotas when the lottery is found without knowing that feature.

    Solves one lottery per feature. Raises what `find_lottery` raises.
    """
    shares = {}
    for feature, quotas in problem.features.items():
        lottery = find_lottery(without(problem, feature), rule, seed, tickets, progress, spread=spread)
        place = list(problem.features).index(feature)
        met = 0
        for ticket in lottery.tickets:
            seats = Counter(problem.people[person][place] for person in lottery.panels[ticket])
            met += all(quota.min <= seats[value] <= quota.max for value, quota in quotas.items())
        shares[feature] = met / len(lottery.tickets)
    return shares


def without(problem: Problem, feature: str) -> Problem:
    """Returns the same problem without one feature and the pairs that it is in."""
    pairs = tuple(pair for pair in problem.pairs if feature not in (pair.name, pair.first, pair.second))
    names = {pair.name for pair in pairs}
    kept = [f != feature and (f in problem.own_features or f in names) for f in problem.features]
    return replace(
        problem,
        features=dict(compress(problem.features.items(), kept)),
        people={person: tuple(compress(answers, kept)) for person, answers in problem.people.items()},
        pairs=pairs,
    )
